"""What a dossier is made of; the Word file and the page show the same blocks, each in its own way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text; ``style`` is "" or one of strong, mark (words of a finding), open (a placeholder), quiet.

    With ``bar`` (0 to 100) it is a bar of that length, and ``text`` says the same to who cannot see it.
    """

    text: str
    style: str = ""
    bar: int | None = None


Rich = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading under that of the section; ``anchor`` is unique in the dossier."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Small:
    """A heading that the table of contents leaves out."""

    text: str


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; a ``quiet`` one explains."""

    rich: Rich
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    items: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, as one or more lines; ``tone`` is "", good, bad, warn or soft."""

    lines: tuple[Rich, ...]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header; ``widths`` are parts of the width of the page."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """Lines that belong together; ``tone`` is good (a strong clause), bad (a weak one), idea (a proposal) or talk."""

    lines: tuple[Rich, ...]
    tone: str


Block = Heading | Small | Para | Bullets | Table | Card


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter."""

    title: str
    anchor: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A whole dossier: the first page and the chapters."""

    title: str
    subject: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    sentence: str
    about: tuple[str, ...]
    sections: tuple[Section, ...] = field(default_factory=tuple)


def rich(*parts: str | Span | Rich) -> Rich:
    """Put texts, spans and rich texts one behind the other."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            spans.append(Span(part))
        elif isinstance(part, Span):
            spans.append(part)
        else:
            spans += part
    return tuple(span for span in spans if span.text)


def strong(text: str) -> Span:
    """Give a text in bold."""
    return Span(text, "strong")


def quiet(text: str) -> Span:
    """Give a text that is there for who looks for it."""
    return Span(text, "quiet")


def cell(*lines: str | Span | Rich, tone: str = "") -> Cell:
    """Make a cell of lines; empty ones are left out."""
    return Cell(tuple(line for line in map(rich, lines) if line), tone)


def bullets(items: Iterable[str | Rich]) -> Bullets:
    """Make a list."""
    return Bullets(tuple(rich(item) for item in items))
