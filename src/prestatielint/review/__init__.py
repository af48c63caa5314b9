"""A reviewed copy of an agreement: comments in Word, highlights in PDF. The original is only read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from prestatielint.errors import PrestatielintError
from prestatielint.model import Failure, PipelineInfo, Report, Severity
from prestatielint.report import texts, view
from prestatielint.review.notes import Note, lost_notice, notes, opening

__all__ = ["Copy", "Reviewed", "check_target", "plan", "review"]

SUFFIXES = (".docx", ".docm", ".pdf")
_REVIEWED = re.compile(r"(?P<name>.+)\.nagekeken(?:-(?P<number>\d+))?$")
_SIGNED = "Het origineel is digitaal ondertekend; in de kopie geldt die handtekening niet meer"
_Anchor = TypeVar("_Anchor")


@dataclass(frozen=True, slots=True)
class Copy:
    """A document to review: the file, its name in messages, and the file that the copy becomes."""

    source: Path
    name: str
    target: Path


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The bytes of a reviewed copy, the number of comments at words of the text, and what the user must know of it."""

    data: bytes
    comments: int
    notices: tuple[str, ...]

    def lines(self, copy: Copy) -> list[str]:
        """Say for the screen what was made, and what was not read or could not be done."""
        made = f"{copy.name}: {texts.plural(self.comments, 'opmerking', 'opmerkingen')} in {copy.target}"
        return [texts.one_line(made), *(f"  Let op: {texts.one_line(notice)}" for notice in self.notices)]


def plan(
    asked: Sequence[tuple[Path, Sequence[tuple[Path, str]]]], output: Path | None
) -> tuple[list[Copy], list[Failure], list[str]]:
    """Say for every file where its copy goes.

    Args:
        asked: every path that was asked for, with the files found there and their names in messages.
        output: a file, for one document, or a folder; None puts the copy beside the document.

    Returns:
        the copies to make, what cannot be done, and the names of files in a folder that are no Word or PDF file.

    """
    files: list[tuple[Path, str]] = []
    failures: list[Failure] = []
    skipped: list[str] = []
    for path, found in asked:
        for source, name in found:
            if source.suffix.lower() in (".txt", ".md"):
                if path.is_dir():
                    skipped.append(name)
                else:
                    failures.append(
                        Failure(name, "geen-kopie", "Alleen van Word- en PDF-bestanden komt er een nagekeken kopie")
                    )
            elif not (path.is_dir() and _REVIEWED.match(source.stem)):
                files.append((source, name))
    single = len(files) == 1 and not any(path.is_dir() for path, _ in asked)
    to_file = output is not None and single and not output.is_dir() and output.suffix.lower() in SUFFIXES
    sources = {source.resolve() for source, _ in files}
    copies: list[Copy] = []
    for source, name in files:
        if output is None:
            target = source.with_name(_copy_name(source))
        elif to_file:
            target = output
        else:
            target = output / Path(name).parent / _copy_name(source)
        failure = _refused(source, target, sources, copies)
        if failure is not None:
            failures.append(Failure(name, *failure))
        else:
            copies.append(Copy(source, name, target))
    return copies, failures, skipped


def _copy_name(source: Path) -> str:
    """Return the name of a copy; that of a reviewed copy, with remarks of others perhaps, gets the next number."""
    known = _REVIEWED.match(source.stem)
    if known is None:
        return f"{source.stem}.nagekeken{source.suffix}"
    return f"{known['name']}.nagekeken-{int(known['number'] or 1) + 1}{source.suffix}"


def _refused(source: Path, target: Path, sources: set[Path], copies: Sequence[Copy]) -> tuple[str, str] | None:
    if target.suffix.lower() != source.suffix.lower():
        return "opties", f"De kopie '{target}' moet eindigen op {source.suffix.lower()}, net als het document zelf"
    if target.resolve() in sources:
        return "opties", f"De kopie zou het document '{target}' zelf overschrijven: noem een ander bestand met --output"
    if any(copy.target.resolve() == target.resolve() for copy in copies):
        return (
            "opties",
            f"Een ander document krijgt ook de kopie '{target}': kijk ze apart na, elk met een eigen --output",
        )
    return None


def check_target(target: Path) -> None:
    """Refuse to replace a file that is not ours, or a copy that somebody saved again since it was made.

    Raises:
        PrestatielintError: the file would be lost.

    """
    if not target.exists():
        return
    data = target.read_bytes()
    if target.suffix.lower() == ".pdf":
        from prestatielint.review.pdf import is_untouched
    else:
        from prestatielint.review.word import is_untouched
    if not is_untouched(data):
        raise PrestatielintError(
            "bestaat-al",
            f"'{target}' bestaat al en is niet (meer) de kopie van prestatielint: verplaats dat bestand, of kies met --output een andere plaats",
        )


def review(data: bytes, report: Report, pipeline: PipelineInfo, catalogue: str, least: Severity) -> Reviewed:
    """Make the reviewed copy of a document.

    Args:
        data: the file that ``report`` is about.
        report: what was found in it.
        pipeline: what it was read with.
        catalogue: the version of the rules.
        least: the lightest severity that gets a comment.

    Raises:
        PrestatielintError: no comments can be put in this file.

    """
    found = notes(report, least)
    if report.document.format == "pdf":
        from prestatielint.review.pdf import PdfCopy

        return _reviewed(PdfCopy(data), found, report, pipeline, catalogue)
    from prestatielint.review.word import WordCopy

    return _reviewed(WordCopy(data), found, report, pipeline, catalogue)


class _Copy(Protocol[_Anchor]):
    @property
    def is_signed(self) -> bool: ...
    def anchor(self, note: Note) -> _Anchor | None: ...
    def write(self, placed: Sequence[tuple[_Anchor, Note]], opening: Note) -> bytes: ...


def _reviewed(
    copy: _Copy[_Anchor], found: Sequence[Note], report: Report, pipeline: PipelineInfo, catalogue: str
) -> Reviewed:
    placed: list[tuple[_Anchor, Note]] = []
    rest: list[Note] = []
    for note in found:
        anchor = copy.anchor(note)
        if anchor is None:
            rest.append(note)
        else:
            placed.append((anchor, note))
    first = opening(report, pipeline, catalogue, [note for _, note in placed], rest)
    notices = [notice.message for notice in view.notices(report)]
    notices += filter(None, [lost_notice(rest), _SIGNED if copy.is_signed else None])
    return Reviewed(copy.write(placed, first), len(placed), tuple(notices))
