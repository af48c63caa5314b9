"""The documents of a folder: which there are, which hold the same, and what the user corrects about them."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import stat
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from prestatielint.config import folded
from prestatielint.errors import ConfigError
from prestatielint.ingest import SUFFIXES
from prestatielint.model import Failure, Party, Role

CORRECTIONS = "correcties.csv"
# Agreements in a form that is not read; a row says so, for leaving them out in silence would be worse.
_UNREAD = (".doc", ".odt", ".rtf", ".pages", ".wpd", ".wps", ".dot", ".dotx")
_COLUMNS = ("document", "gemeente", "jaar", "partijen")
_ELSEWHERE = "Deze map is een verwijzing naar een andere plaats en is niet doorzocht: zet de documenten zelf in de map"
_UNREADABLE = "Dit bestand is niet te openen: controleer of u het mag lezen en of het niet elders geopend is"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the folder: ``name`` is its path in the folder with ``/``, ``same_as`` the name of an equal file before it."""

    name: str
    path: Path
    size: int
    sha256: str
    same_as: str | None = None

    @property
    def suffix(self) -> str:
        """The extension in lower case, with its dot."""
        return self.path.suffix.lower()


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user says of one document; None or empty where nothing is said. ``years`` is first and last."""

    gemeente: str | None = None
    years: tuple[int, int] | None = None
    parties: tuple[Party, ...] = ()


def find(folder: Path, output: Path) -> tuple[list[Entry], list[Failure]]:
    """Find the documents under ``folder`` in order of name, but not those under ``output``; each is read once, to hash it.

    What cannot be opened, or is a link to a folder elsewhere, is a failure: leaving it out in silence would be worse.
    """
    root, inside = folder.resolve(), output.resolve()
    entries: list[Entry] = []
    failures: list[Failure] = []
    first: dict[tuple[str, str], str] = {}

    def unopened(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):  # the scratch folder of another run comes and goes
            message = "Deze map is niet te openen: controleer of u haar mag lezen"
            failures.append(Failure(_name(Path(error.filename), folder), "geen-toegang", message))

    paths: list[Path] = []
    for place, below, names in os.walk(folder, onerror=unopened):
        below[:] = [name for name in below if Path(place, name).resolve() != inside]
        links = (path for name in below if (path := Path(place, name)).is_symlink())
        failures += (
            Failure(_name(link, folder), "map-elders", _ELSEWHERE)
            for link in links
            if not link.resolve().is_relative_to(root)  # what is in the folder is found by its own name
        )
        paths += (Path(place, name) for name in names if not name.startswith(("~$", ".")))
    for path in sorted(paths, key=lambda path: path.relative_to(folder).as_posix()):
        # A dossier is what the command of that name wrote beside the document.
        if path.suffix.lower() not in (*SUFFIXES, *_UNREAD) or path.stem.endswith(".dossier"):
            continue
        name = _name(path, folder)
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):  # reading a pipe never ends
                continue
            size = status.st_size
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            failures.append(Failure(name, "geen-toegang", _UNREADABLE))
            continue
        # The extension counts too: the same bytes under a wrong one cannot be read.
        kind = (sha256, path.suffix.lower())
        entries.append(Entry(name, path, size, sha256, first.get(kind)))
        first.setdefault(kind, name)
    return entries, failures


def _name(path: Path, folder: Path) -> str:
    """The path in the folder with ``/``; bytes that are no UTF-8, as old zip files leave them, are written out."""
    name = path.relative_to(folder).as_posix()
    return re.sub("[\ud800-\udfff]", lambda match: f"%{ord(match[0]) & 0xFF:02X}", name)


def corrections(folder: Path) -> dict[str, Correction]:
    """Read ``correcties.csv`` in the folder: columns document, gemeente, jaar, partijen; an empty cell corrects nothing.

    Raises:
        ConfigError: a column is missing or unknown, or a value does not fit; the message names the line.

    """
    path = folder / CORRECTIONS
    if not path.is_file():
        return {}
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError("correctie", f"{CORRECTIONS} is niet te lezen: {error.strerror}.") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # what Excel writes as "CSV"
    head = text.splitlines()[0] if text else ""
    separator = max(";,\t", key=head.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    names = [name.strip().lower() for name in rows.fieldnames or ()]
    for name in filter(None, names):  # Excel writes an empty column where one was emptied
        if name not in _COLUMNS:
            raise ConfigError(
                "correctie", f"{CORRECTIONS}: onbekende kolom '{name}'; bekend zijn: {', '.join(_COLUMNS)}."
            )
    if "document" not in names:
        raise ConfigError("correctie", f"{CORRECTIONS}: de kolom 'document' ontbreekt.")
    rows.fieldnames = names
    found = {}
    for row in rows:
        cells = {key: (value or "").strip() for key, value in row.items() if key in _COLUMNS and isinstance(value, str)}
        if not any(cells.values()):
            continue
        if not cells.get("document"):
            raise ConfigError("correctie", f"{CORRECTIONS} regel {rows.line_num}: de kolom 'document' is leeg.")
        found[cells["document"].replace("\\", "/")] = Correction(
            cells.get("gemeente") or None,
            _years(cells.get("jaar", ""), rows.line_num),
            _parties(cells.get("partijen", ""), rows.line_num),
        )
    return found


def as_found(told: Mapping[str, Correction], names: Collection[str]) -> dict[str, Correction]:
    """Corrections under the names that the documents have: Excel and a Mac do not write "é" alike, Windows takes any case."""
    there = {folded(name): name for name in names}
    return {name if name in names else there.get(folded(name), name): said for name, said in told.items()}


def _years(text: str, line: int) -> tuple[int, int] | None:
    if not text:
        return None
    match = re.fullmatch(r"((?:19|20)\d\d)(?:\s*(?:-|–|t/m)\s*((?:19|20)\d\d))?", text)
    if not match or int(match[2] or match[1]) < int(match[1]):
        raise ConfigError(
            "correctie", f"{CORRECTIONS} regel {line}: jaar '{text}' is geen jaar (2026) of periode (2026-2029)."
        )
    return int(match[1]), int(match[2] or match[1])


def _parties(text: str, line: int) -> tuple[Party, ...]:
    found = []
    for part in filter(None, (part.strip() for part in text.split("|"))):
        match = re.fullmatch(r"(.+?)\s*\(([\w-]+)\)", part)
        if not match or match[2].lower() not in list(Role):
            raise ConfigError(
                "correctie",
                f"{CORRECTIONS} regel {line}: schrijf een partij als 'naam (rol)', met | ertussen; rollen: {', '.join(Role)}.",
            )
        found.append(Party(match[1], Role(match[2].lower())))
    return tuple(found)


def years_in(name: str) -> tuple[int, int] | None:
    """First and last year in the name of a file; None where there is none."""
    years = sorted({int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", name)})
    return (years[0], years[-1]) if years else None


def gemeente_in(name: str, known: Mapping[str, str]) -> str | None:
    """The longest gemeente that the name of a file holds; ``known`` maps ``plain(name)`` to the name."""
    words = plain(name).split()
    runs = (" ".join(words[start:stop]) for start in range(len(words)) for stop in range(start + 1, start + 5))
    found: Sequence[str] = sorted((run for run in runs if run in known), key=len, reverse=True)
    return known[found[0]] if found else None


def plain(text: str) -> str:
    """A name as words to compare: lower case, without signs and digits."""
    return " ".join(re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text).lower()))
