"""Where the files of a dossier go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from prestatielint.model import Report


def targets(reports: Sequence[Report], files: Iterable[tuple[Path, str]], folder: Path | None) -> list[Path]:
    """Give every report the path of its dossier without its suffix: beside its document, or in ``folder``.

    Args:
        reports: what was judged, in the order of ``files``; files that could not be read are missing.
        files: every file that was asked for, with its name in the report.
        folder: where to write; None for the folder of each document.

    Two documents never share a dossier: where names would meet, the second gets its format behind it, or a number.

    """
    left = [(path, name) for path, name in files]
    taken: set[str] = set()
    found = []
    for report in reports:
        # The same name may stand in two folders, of which one could not be read; what it holds tells them apart.
        path = next(path for path, name in left if name == report.document.path and _holds(path, report))
        left = left[[entry[0] for entry in left].index(path) + 1 :]
        home = folder if folder is not None else path.parent
        names = (
            f"{path.stem}{extra}.dossier"
            for extra in ("", path.suffix.replace(".", "-"), *(f"-{number}" for number in range(2, len(reports) + 3)))
        )
        target = next(home / name for name in names if str(home / name).casefold() not in taken)
        taken.add(str(target).casefold())
        found.append(target)
    return found


def _holds(path: Path, report: Report) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == report.document.sha256
    except OSError:
        return False
