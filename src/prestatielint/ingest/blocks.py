"""What every reader yields: text that knows where each character came from, and flat blocks of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prestatielint.model import PdfPlace, Segment, TextPlace, WordPlace

Place = WordPlace | PdfPlace | TextPlace

_SPECIAL = r"\s\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1b\x7f-\x9f\u2010\u2011\u0132\u0133\ufb00-\ufb06"
# Whitespace becomes one space, characters without width go, and everything else stays as the file has it.
_TOKENS = re.compile(
    r"(?P<space>\s+)|(?P<none>[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+)"
    r"|(?P<hyphen>[\u2010\u2011]+)|(?P<ligature>[\u0132\u0133\ufb00-\ufb06])"
    rf"|(?P<text>[^{_SPECIAL}]+)"
)
_CLEAN = re.compile(rf"[^{_SPECIAL}]+(?: [^{_SPECIAL}]+)*")
_TOC_LINE = re.compile(r"(?:(?:\.\s?){4,}|…{2,}|_{4,})\s*(?:\d{1,3}|[ivx]{1,5})$")
_TOC_ENDS = frozenset("0123456789ivx")
_AGREEMENT = re.compile(r"prestatieafspra|overeenkomst|woonafspra|convenant|afsprakenkader", re.IGNORECASE)
_MONTH = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_DATE = re.compile(
    rf"(?:(?:datum|versie van)\s*:?\s*)?(?:(?:(?:\d{{1,2}}\s+)?(?:{_MONTH})|(?:najaar|voorjaar|zomer|herfst|winter))\s+\d{{4}}"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})$",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"\b(?:19|20)\d\d\s*(?:-|–|—|/|t/m|tot en met|tot)\s*(?:20)?\d\d\b|^(?:20)\d\d$")
PAGE_NUMBER = re.compile(
    r"(?:[-–|]\s*)?(?:pagina|pag\.?|blz\.?|p\.)?\s*\d{1,3}(?:\s*(?:van|/|\|)\s*\d{1,3})?(?:\s*[-–|])?$", re.I
)
_MAX_QUOTED = 4
_MAX_HEADERS = 6  # rows: more tell nothing
_MAX_HEADER = 300  # characters
_FILL = re.compile(r"(?:\.\s?){8,}|_{5,}|…{3,}")
_SIGN_CELL = re.compile(
    r"(?:namens deze|de heer|mevrouw|(?:dhr|mw|mevr|drs|ir|mr)\b|(?:loco-?)?(?:wethouder|burgemeester|bestuurder|voorzitter"
    r"|directeur|secretaris|penningmeester)|handtekening|naam|functie|datum|plaats|[._…\s]{5,}$)",
    re.IGNORECASE,
)
_TOC_TITLE = re.compile(r"^(?:inhoud|inhoudsopgave|inhoudsopgaaf|index)\W*$", re.IGNORECASE)


def part_of(place: Place, start: int, end: int) -> Place:
    """Return the place of the characters ``start`` to ``end`` of a stretch that stands at ``place``."""
    if isinstance(place, PdfPlace):
        return PdfPlace(place.page, place.top, place.bottom, place.edges[start : end + 1])
    if not start:
        return place
    if isinstance(place, WordPlace):
        return WordPlace(place.part, place.paragraph, place.run, place.offset + start, place.table)
    return TextPlace(place.line, place.column + start)


@dataclass(frozen=True, slots=True)
class RichText:
    """Text with the segments that say where its characters stand in the file."""

    text: str = ""
    segments: tuple[Segment, ...] = ()

    def slice(self, start: int, end: int) -> RichText:
        """Return the characters ``start`` to ``end``, with their places."""
        segments = []
        for segment in self.segments:
            first, last = max(segment.start, start), min(segment.end, end)
            if first < last:
                place = part_of(segment.place, first - segment.start, last - segment.start)
                segments.append(Segment(first - start, last - start, place))
        return RichText(self.text[start:end], tuple(segments))

    def strip(self) -> RichText:
        """Return the text without space at the ends."""
        if self.text == self.text.strip():
            return self
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, max(start, len(self.text.rstrip())))


def rich(pieces: Iterable[tuple[str, Place | None]]) -> RichText:
    """Join stretches of the file into clean text: white space single, nothing invisible, no space at the ends."""
    parts: list[str] = []
    segments: list[Segment] = []
    length = 0
    spaced = True
    for source, place in pieces:
        if _CLEAN.fullmatch(source):
            parts.append(source)
            if place is not None:
                segments.append(Segment(length, length + len(source), place))
            length += len(source)
            spaced = False
            continue
        begun = end = -1  # the stretch of the source that the next segment covers so far
        for token in _TOKENS.finditer(source):
            kind = token.lastgroup
            if kind == "none" or (kind == "space" and spaced):
                continue
            start = token.start()
            spaced = kind == "space"
            if kind == "ligature":  # two or three letters for one character: these stand nowhere in the file
                _close(segments, place, begun, end, length)
                begun = end = -1
                parts.append(unicodedata.normalize("NFKC", token.group()))
                length += len(parts[-1])
                continue
            text = " " if kind == "space" else "-" * len(token.group()) if kind == "hyphen" else token.group()
            if start != end:
                _close(segments, place, begun, end, length)
                begun = start
            parts.append(text)
            end = start + len(text)
            length += len(text)
        _close(segments, place, begun, end, length)
    return RichText("".join(parts), tuple(segments)).strip()


def _close(segments: list[Segment], place: Place | None, begun: int, end: int, length: int) -> None:
    """Add the segment of a stretch of the source that ends where the text so far ends."""
    if place is not None and end > begun:
        segments.append(Segment(length - (end - begun), length, part_of(place, begun, end)))


def join(texts: Sequence[RichText], separator: str) -> RichText:
    """Join texts with a separator that stands nowhere in the file."""
    parts: list[str] = []
    segments: list[Segment] = []
    length = 0
    for text in texts:
        if not text.text:
            continue
        if parts:
            parts.append(separator)
            length += len(separator)
        parts.append(text.text)
        segments += (Segment(item.start + length, item.end + length, item.place) for item in text.segments)
        length += len(text.text)
    return RichText("".join(parts), tuple(segments))


class RawKind(StrEnum):
    """What a reader knows of a block before the clauses are built."""

    PARAGRAPH = "paragraph"
    ROW = "row"
    TITLE = "title"
    SUBTITLE = "subtitle"
    COVER = "cover"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One paragraph, table row, line of the cover or footnote, in reading order.

    ``level`` is the heading level where style or size makes it a heading; ``looks`` whether it looks like one (None
    where the format cannot tell). ``marker`` is a number or bullet that is not in the text; ``depth`` the indent in
    points. ``cells`` holds the non-empty cells of a row with their column headers; ``group`` is the row over all columns
    that heads it in its table.
    """

    kind: RawKind
    text: RichText
    level: int | None = None
    looks: bool | None = None
    marker: str | None = None
    depth: float = 0.0
    cells: tuple[tuple[RichText, str | None], ...] = ()
    group: str | None = None


@dataclass(frozen=True, slots=True)
class RawRow:
    """A table row as a reader finds it.

    ``cells`` holds first grid column, the one after the last, and text; ``header`` is marked as such in the file,
    ``emphasis`` is bold or shaded, ``marker`` an automatic number in the first cell.
    """

    cells: tuple[tuple[int, int, RichText], ...]
    header: bool = False
    emphasis: bool = False
    marker: str | None = None


def table_blocks(rows: Sequence[RawRow]) -> list[RawBlock]:
    """Turn a table into row blocks; the header rows become the columns of the others."""
    filled = [row for row in rows if any(text.text for _, _, text in row.cells)]
    heads = _header_rows(filled)
    columns: dict[int, list[str]] = {}
    for row in filled[:heads]:
        for first, last, text in row.cells:
            for column in range(first, last):
                if (
                    text.text
                    and len(columns.get(column, ())) < _MAX_HEADERS
                    and text.text not in columns.setdefault(column, [])
                ):
                    columns[column].append(text.text)
    headers = {column: " ".join(found)[:_MAX_HEADER] for column, found in columns.items()}
    blocks = []
    group: str | None = None
    body = filled[heads:]
    width = max((last for row in filled for _, last, _ in row.cells), default=0)
    stressed = all(row.emphasis for row in body)
    for row in body:
        if not stressed and row is not body[-1] and _is_group(row, width):
            group = row.cells[0][2].text
            if row.marker and re.search(r"\w", row.marker):
                group = f"{row.marker} {group}"
            continue
        cells = tuple((text, headers.get(first) or None) for first, _, text in row.cells if text.text)
        blocks.append(
            RawBlock(RawKind.ROW, join([text for text, _ in cells], " | "), marker=row.marker, cells=cells, group=group)
        )
    return blocks


def _is_group(row: RawRow, width: int) -> bool:
    """Say whether a row heads the rows below it: one short cell over all columns, bold or shaded."""
    if len(row.cells) != 1 or width < 2 or not row.emphasis:
        return False
    first, last, text = row.cells[0]
    short = len(text.text.split()) <= 12 and not text.text.endswith((".", ";", ":"))
    return first == 0 and last >= width and short


def _header_rows(rows: Sequence[RawRow]) -> int:
    """Count the header rows at the top; a table of only headers has none."""
    marked = next((index for index, row in enumerate(rows) if not row.header), len(rows))
    if 0 < marked < len(rows):
        return marked
    if len(rows) < 2:
        return 0
    if any(is_signing([text.text for _, _, text in row.cells]) for row in rows[1:3]):
        return 0
    texts = [text.text for _, _, text in rows[0].cells if text.text]
    if len(texts) < 2 or any(not is_label(text) for text in texts):
        return 0
    if rows[0].emphasis and not all(row.emphasis for row in rows[1:]):
        return 1
    others = [text.text for row in rows[1:] for _, _, text in row.cells if text.text]
    return int(any(not is_label(text) or text.isdigit() for text in others) and not _is_record(rows))


def is_label(text: str) -> bool:
    """Say whether a cell may be a column header: short, no sentence, no figure other than a year."""
    without_years = re.sub(r"\b(?:19|20)\d\d\b|\b[kKqQ][1-4]\b", "", text)
    sentence = text.endswith((".", ";")) and len(text) > len("Afspraaknr.")
    return len(text.split()) <= 6 and not sentence and not re.search(r"\d", without_years)


def _is_record(rows: Sequence[RawRow]) -> bool:
    """Say whether the labels stand in the first of two columns ("Looptijd | 2025-2028"), not in the first row."""
    pairs = [[text.text for _, _, text in row.cells if text.text] for row in rows]
    if any(len(pair) != 2 for pair in pairs):
        return False
    return all(pair[0].endswith(":") for pair in pairs) or not is_label(pairs[0][1])


def is_toc_line(text: str) -> bool:
    """Say whether a line is an entry of a table of contents: dots that lead to a page number."""
    return text[-1:] in _TOC_ENDS and _TOC_LINE.search(text) is not None


def is_toc_title(text: str) -> bool:
    """Say whether a line is the heading of a table of contents."""
    return _TOC_TITLE.match(text) is not None


def is_date(text: str) -> bool:
    """Say whether a line of a cover is the date of the agreement."""
    return _DATE.match(text) is not None


def names_period(text: str) -> bool:
    """Say whether a line of a cover gives the years of the agreement."""
    return _PERIOD.search(text) is not None


def has_fill(text: str) -> bool:
    """Say whether a text has dots or a line to write on."""
    likely = ".." in text or ". ." in text or "___" in text or "…" in text
    return likely and _FILL.search(text) is not None


def is_fill(text: str) -> bool:
    """Say whether a text is only dots or a line to write on."""
    return has_fill(text) and not re.search(r"[^\W_]", text)


def is_signing(cells: Sequence[str]) -> bool:
    """Say whether all cells of a table row belong to signatures: persons, offices, dots to sign on."""
    filled = [text for text in cells if text]
    return bool(filled) and all(_SIGN_CELL.match(text) for text in filled)


def margin_message(texts: Iterable[str]) -> str:
    """Say which headers and footers were left out; ``texts`` may repeat itself, page numbers apart."""
    unique = list({re.sub(r"\d+", "#", text): text for text in texts}.values())
    message = "Kopteksten, voetteksten en paginanummers zijn niet gelezen"
    if unique:
        message += ": " + ", ".join(f"‘{text}’" for text in unique[:_MAX_QUOTED])
    return message + (" en andere" if len(unique) > _MAX_QUOTED else "")


def names_agreement(text: str) -> bool:
    """Say whether a line names the agreement, as a title does."""
    return _AGREEMENT.search(text) is not None


def with_title(blocks: list[RawBlock]) -> list[RawBlock]:
    """Make the first line the title if it names the agreement and nothing else is the title."""
    if len(blocks) < 2 or any(block.kind is RawKind.TITLE for block in blocks):
        return blocks
    first = blocks[0]
    text = first.text.text
    short = len(text.split()) <= 14 and not text.endswith((".", ":", ";", ",")) and not text[:1].isdigit()
    if first.kind is RawKind.PARAGRAPH and first.marker is None and short and names_agreement(text):
        return [RawBlock(RawKind.TITLE, first.text), *blocks[1:]]
    return blocks
