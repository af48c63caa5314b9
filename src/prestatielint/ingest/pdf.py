"""PDF files: lines to paragraphs and tables, without headers, footers and hyphenation."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from prestatielint.errors import IngestError
from prestatielint.ingest.blocks import (
    PAGE_NUMBER,
    RawBlock,
    RawKind,
    RawRow,
    is_date,
    is_toc_line,
    is_toc_title,
    margin_message,
    names_agreement,
    names_period,
    table_blocks,
    with_title,
)
from prestatielint.ingest.markers import Marker, parse
from prestatielint.ingest.pdfalign import find_aligned
from prestatielint.ingest.pdflines import Line, lines_of
from prestatielint.ingest.pdfpage import Box, Page, Pdf, Word
from prestatielint.ingest.pdfstructure import Structure, covers, structure
from prestatielint.ingest.pdftable import Grid, Table, continues, extend, filled, find_tables, raw_rows, tagged_tables
from prestatielint.ingest.pdftags import ARTIFACT, Tag
from prestatielint.ingest.pdftext import Joiner
from prestatielint.model import Notice

_MARGIN_SHARE = 0.14  # headers and footers stand in this share of the page, at the top and at the bottom
_EDGE_SHARE = 0.2  # what stands in this share is looked at to see whether white space parts them from the text
_MARGIN_LINES = 4
_SAME_HEIGHT = 4.0  # points
_MIN_RUNNING_PAGES = 4
_RUNNING_SHARE = 0.4
_RUNNING_GAP = 2.2  # times the size
_MAX_MARGIN = 100  # characters: longer lines are running text
_MARGIN_GAP = 1.8  # times the size: text that stands closer belongs together
_BIGGER = 1.08  # times the body size: a heading
_TITLE_SIZE = 1.3
_SUBTITLE_SIZE = 1.2
_MAX_TITLE_WORDS = 25
_NOTE_SIZE = 0.93
_MIN_INDENTS = 4
_RUNNING_LINES = 4
_RUNNING_WORDS = 6  # a line of so many words is running text and shows where the right margin is
_USUAL_LEADING = 1.35  # times the size, where no paragraph has two lines
_PARAGRAPH_GAP = 1.3  # times the usual distance between lines
_OPEN_ENDS = frozenset("artikel artikelen paragraaf bijlage lid en of afspraak hoofdstuk § tot met van".split())


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line]
    note: bool = False

    @property
    def size(self) -> float:
        return max(self.lines, key=lambda line: len(line.text)).size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def words(self) -> int:
        return sum(line.count for line in self.lines)

    @property
    def marks(self) -> set[str]:
        return {mark for line in self.lines for mark in line.marks}


@dataclass(frozen=True, slots=True)
class _Measures:
    """What is usual in the document: size of the text, distance of the lines, right and left edge per page and column.

    ``usual`` is the right edge for a page with too little text to tell; ``indent`` how far the first line of a paragraph
    stands in, where paragraphs are told apart so.
    """

    size: float
    leading: float
    right: dict[tuple[int, int], float]
    usual: dict[int, float]
    left: dict[tuple[int, int], float]
    indent: float | None = None

    def edge(self, line: Line) -> float:
        """The right edge of the column that a line stands in."""
        return self.right.get((line.page, line.column), self.usual.get(line.column, line.right))


@dataclass(slots=True)
class _Rows:
    """A table with its continuations on later pages."""

    last: Table
    rows: list[RawRow]
    marks: set[str]


@dataclass(slots=True)
class _Flow:
    measures: _Measures
    joiner: Joiner
    structure: Structure
    items: list[_Paragraph | _Rows] = field(default_factory=list)
    open: _Paragraph | None = None
    notes: list[_Paragraph] = field(default_factory=list)
    referred: dict[int, list[_Paragraph]] = field(default_factory=dict)

    def page(self, lines: Sequence[Line], grids: Sequence[Grid]) -> None:
        """Add a page: lines and tables by their place from the top, then the notes at its foot."""
        body, notes = _split_notes(lines, self.measures.size, self.structure)
        begun = max(len(self.items) - 1, 0)
        waiting = list(grids)
        for line in body:
            while waiting and waiting[0].table.box[1] < line.top and line.column != 2:
                self._table(waiting.pop(0))
            self._line(line)
        for grid in waiting:
            self._table(grid)
        note: _Paragraph | None = None
        for line in notes:
            same = self.structure.same(note.lines[-1], line) if note is not None else False
            if note is None or same is False or (same is None and (line.noted or re.match(r"\d{1,3}\s", line.text))):
                note = _Paragraph([line], note=True)
                self._place(note, begun)
            else:
                note.lines.append(line)

    def _place(self, note: _Paragraph, begun: int) -> None:
        """Put a note after what refers to it, else after the last paragraph that begins on its page."""
        first = note.lines[0]
        number = first.marks[0] if first.noted else first.text.split()[0].strip("[]()*.,")
        for item in [*self.items[begun:], *([self.open] if self.open is not None else [])]:
            if number in item.marks and not (isinstance(item, _Paragraph) and item.note):
                self.referred.setdefault(id(item), []).append(note)
                return
        self.notes.append(note)

    def close(self) -> list[_Paragraph | _Rows]:
        """Return everything in reading order."""
        self._end()
        return [part for item in self.items for part in (item, *self.referred.get(id(item), ()))]

    def _line(self, line: Line) -> None:
        if self.open is not None and _continues(self.open, line, self.measures, self.structure):
            self.open.lines.append(line)
            return
        self._end()
        self.open = _Paragraph([line])

    def _end(self) -> None:
        """Close the paragraph; notes of the pages that it began on follow it."""
        if self.open is not None:
            self.items.append(self.open)
            self.open = None
        self.items += self.notes
        self.notes = []

    def _table(self, grid: Grid) -> None:
        table, rows = grid.table, raw_rows(grid, self.joiner)
        marks = {mark for line in grid.lines for mark in line.marks}
        before = self.items[-1] if self.items and self.open is None else None
        fresh = bool(table.heads) and isinstance(before, _Rows) and not _same_header(before.rows, rows)
        if isinstance(before, _Rows) and not fresh and continues(before.last, table):
            extend(before.rows, rows)
            before.last = table
            before.marks |= marks
            return
        self._end()
        self.items.append(_Rows(grid.table, rows, marks))


def _same_header(rows: Sequence[RawRow], more: Sequence[RawRow]) -> bool:
    texts = [[text.text for _, _, text in found[0].cells] for found in (rows, more) if found]
    return len(texts) == 2 and texts[0] == texts[1]


@dataclass(slots=True)
class _Sheet:
    """A page between its two readings: ``edges`` are the lines at its top and foot, that may be a header or footer."""

    number: int
    height: float
    words: list[Word]
    rules: list[Box]
    tables: list[Table]
    edges: list[Line]

    @classmethod
    def of(cls, page: Page) -> _Sheet:
        tables = [table for table in find_tables(page) if sum(table.holds(word) for word in page.words) > 1]
        outer = [
            word
            for word in _outside(page.words, tables)
            if word.bottom < _EDGE_SHARE * page.height or word.top > (1 - _EDGE_SHARE) * page.height
        ]
        lines = sorted(lines_of(outer, page.number, columns=False), key=lambda line: line.base)
        return cls(page.number, page.height, page.words, page.rules, tables, lines)


def read_pdf(data: bytes) -> tuple[list[RawBlock], list[Notice], int]:
    """Return the blocks of a PDF, what was not read, and the number of pages."""
    sheets: list[_Sheet] = []
    seen = _Seen()
    with Pdf(data) as file:
        total = len(file)
        for page in file.pages():
            if page.has_text:
                sheets.append(_Sheet.of(page))
            seen.add(page)
        attachments, blocks, bookmarks = file.attachments, file.blocks, file.bookmarks()
    if not sheets:
        message = "Dit is een scan: vraag het originele bestand of laat er OCR op los"
        raise IngestError("scan", message)
    tagged = covers(word for sheet in sheets for word in sheet.words)
    blocks = blocks if tagged else {}
    margins = _margins(sheets, tagged=tagged)
    lines: list[list[Line]] = []
    grids: list[list[Grid]] = []
    before: Table | None = None
    for sheet in sheets:
        own, found, before = _read_sheet(sheet, margins[sheet.number], before, blocks)
        lines.append(own)
        grids.append(found)
    told = structure(lines, blocks, bookmarks)
    lines = [_without_contents(own, told) for own in lines]
    everything = [line for page_lines in lines for line in page_lines]
    joiner = Joiner([*everything, *(line for found in grids for grid in found for line in grid.lines)])
    flow = _Flow(_measure(everything), joiner, told)
    for page_lines, found in zip(lines, grids, strict=True):
        flow.page(page_lines, found)
    notices = [*_unread_notice(seen.unread, total), *_margin_notice(margins), *seen.notices(), *_attached(attachments)]
    return with_title(_blocks(flow.close(), flow.measures, joiner, told)), notices, total


@dataclass(slots=True)
class _Seen:
    """What the pages hold beside the text that is read."""

    unread: list[int] = field(default_factory=list)
    turned: bool = False
    crowded: list[int] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    notes: int = 0
    fields: int = 0

    def add(self, page: Page) -> None:
        if not page.has_text:
            self.unread.append(page.number)
        elif page.pictures and page.unseen:
            self.recognised.append(page.number)
        if page.crowded:
            self.crowded.append(page.number)
        self.turned = self.turned or (page.turned and page.has_text)
        self.notes += page.notes
        self.fields += page.fields

    def notices(self) -> list[Notice]:
        found = []
        if self.turned:
            found.append(Notice("gedraaide-tekst", "Schuine of gedraaide tekst (zoals een watermerk) is niet gelezen"))
        if self.recognised:
            message = (
                f"{_pages(self.recognised)} {'zijn scans' if len(self.recognised) > 1 else 'is een scan'} waarvan de "
                "letters door OCR zijn herkend: er kunnen leesfouten in staan"
            )
            found.append(Notice("ocr-tekst", message, {"pages": list(self.recognised)}))
        if self.crowded:
            message = (
                f"{_pages(self.crowded)}: er staan te veel lijnen om tabellen te herkennen; de tekst is wel gelezen"
            )
            found.append(Notice("tabel-niet-herkend", message, {"pages": list(self.crowded)}))
        if self.notes:
            found.append(Notice("opmerkingen", "De opmerkingen en markeringen in de PDF zijn niet gelezen"))
        if self.fields:
            found.append(
                Notice(
                    "formuliervelden",
                    "Wat in de formuliervelden van de PDF is ingevuld, is niet gelezen: druk het af naar een nieuwe PDF",
                )
            )
        return found


def _attached(count: int) -> list[Notice]:
    if not count:
        return []
    what = "Een bestand dat als bijlage in de PDF zit, is" if count == 1 else f"{count} bijlagen in de PDF zijn"
    return [
        Notice(
            "bijlagen",
            f"{what} niet gelezen: haal {'het' if count == 1 else 'ze'} eruit en lees {'het' if count == 1 else 'ze'} apart",
        )
    ]


def _pages(numbers: Sequence[int]) -> str:
    """Name pages: "Pagina 3", "Pagina 3 en 5"."""
    return "Pagina " + " en ".join(filter(None, (", ".join(map(str, numbers[:-1])), str(numbers[-1]))))


def _outside(words: Sequence[Word], tables: Sequence[Table]) -> list[Word]:
    if not tables:
        return list(words)
    return [word for word in words if not any(table.holds(word) for table in tables)]


def _read_sheet(
    sheet: _Sheet, margin: Sequence[Line], before: Table | None, blocks: Mapping[int, Tag]
) -> tuple[list[Line], list[Grid], Table | None]:
    """Return the lines and tables of a page, and the table at its end that may go on at the next.

    Tables and signature blocks without lines between their columns are found here; ``before`` is the table at the end of
    the page before.
    """
    every, rules = sheet.words, sheet.rules
    kept = [word for word in every if not _in_margin(word, margin)] if margin else every
    ruled = [table for table in sheet.tables if table.is_sure]
    words = _outside(kept, ruled)
    tagged = tagged_tables(words, sheet.number, blocks)
    ruled += [grid.table for grid in tagged]
    words = _outside(words, [grid.table for grid in tagged])
    if any(table.box[1] < min((word.top for word in words), default=0.0) for table in ruled):
        before = None  # it goes on, if it does, in a table with lines
    found, signatures = find_aligned(words, sheet.number, rules, before)
    more = [*found, *signatures]
    doubtful = [
        table for table in sheet.tables if not table.is_sure and not any(_overlap(table, other) for other in more)
    ]
    tables = sorted([*ruled, *doubtful, *more], key=lambda table: table.box[1])
    rest = _outside(kept, tables) if more or doubtful else words
    last = max([*ruled, *found], key=lambda table: table.box[3], default=None)
    ends = last is not None and not any(
        word.base > last.box[3] and not last.holds(word) for word in words if word.text.strip()
    )
    told = {id(grid.table): grid for grid in tagged}
    grids = [told.get(id(table)) or filled(table, every) for table in tables]
    return lines_of(rest, sheet.number), grids, last if ends else None


def _in_margin(word: Word, margin: Sequence[Line]) -> bool:
    middle = (word.top + word.bottom) / 2
    return any(
        line.top <= middle <= line.bottom and line.left - 1 <= word.left and word.right <= line.right + 1
        for line in margin
    )


def _overlap(one: Table, other: Table) -> bool:
    return one.box[1] < other.box[3] and other.box[1] < one.box[3]


# what is not read


def _unread_notice(unread: Sequence[int], total: int) -> list[Notice]:
    if not unread:
        return []
    plural = len(unread) > 1
    message = (
        f"{len(unread)} van {total} pagina's {'zijn' if plural else 'is'} niet gelezen: "
        f"{_pages(unread).lower()} {'bevatten' if plural else 'bevat'} geen tekst (scan)"
    )
    return [Notice("pagina-zonder-tekst", message, {"pages": list(unread)})]


def _margins(sheets: Sequence[_Sheet], *, tagged: bool) -> dict[int, list[Line]]:
    """Return per page the lines that are header, footer or page number: they come back at one height on other pages.

    Where a document is tagged, those that its structure leaves out are surely no text.
    """
    places: dict[str, list[tuple[float, Line]]] = defaultdict(list)
    found: dict[int, list[Line]] = {sheet.number: [] for sheet in sheets}
    for sheet in sheets:
        top = [line for line in sheet.edges[:_MARGIN_LINES] if line.bottom < _MARGIN_SHARE * sheet.height]
        foot = [line for line in sheet.edges[-_MARGIN_LINES:] if line.top > (1 - _MARGIN_SHARE) * sheet.height]
        for line in [*top, *(line for line in foot if line not in top)]:
            if PAGE_NUMBER.match(line.text) or (tagged and line.tag == ARTIFACT):
                found[sheet.number].append(line)
            elif len(line.text) <= _MAX_MARGIN and not (line.text.endswith(".") and line.count > 5):
                height = line.base if line in top else line.base - sheet.height
                places[re.sub(r"\d+", "#", line.text.lower())].append((height, line))
    needed = 2 if len(sheets) < 6 else max(3, len(sheets) // 6)
    _add_running(sheets, found)
    for seen in places.values():
        pages: dict[int, set[int]] = defaultdict(set)
        for height, line in seen:
            pages[round(height / _SAME_HEIGHT)].add(line.page)
        alike = {place: len(pages[place - 1] | pages[place] | pages[place + 1]) for place in list(pages)}
        for height, line in seen:
            if alike[round(height / _SAME_HEIGHT)] >= needed:
                found[line.page].append(line)
    return {sheet.number: _apart(sheet.edges, found[sheet.number], ARTIFACT if tagged else None) for sheet in sheets}


def _add_running(sheets: Sequence[_Sheet], found: dict[int, list[Line]]) -> None:
    """Add headers and footers with other words on every page, such as the title of the chapter.

    They stand at one height, at the top or at the foot, on at least two of five pages, smaller than the text or apart
    from it on all of these; the first line of the text stands there too, but white space seldom follows it.
    """
    if len(sheets) < _MIN_RUNNING_PAGES:
        return
    for at_top in (True, False):
        heights: dict[int, list[tuple[Line, bool]]] = defaultdict(list)
        for sheet in sheets:
            lines = sheet.edges if at_top else sheet.edges[::-1]
            if not lines:
                continue
            line, others = lines[0], [other for other in lines[1:4] if abs(other.base - lines[0].base) > 1]
            near = _MARGIN_SHARE * sheet.height
            if not (line.bottom < near if at_top else line.top > sheet.height - near):
                continue
            gap = min((abs(other.base - line.base) for other in others), default=near)
            apart = gap > _RUNNING_GAP * line.size or line.size < _NOTE_SIZE * max(
                (o.size for o in others), default=0.0
            )
            short = len(line.text) <= _MAX_MARGIN and not line.text.endswith((".", ";"))
            heights[round((line.base if at_top else sheet.height - line.base) / 3)].append((line, apart and short))
        for place in list(heights):
            seen = heights[place] + heights.get(place + 1, [])
            if len(seen) >= _RUNNING_SHARE * len(sheets) and all(apart for _, apart in seen):
                for line, _ in seen:
                    if line not in found[line.page]:
                        found[line.page].append(line)


def _apart(lines: Sequence[Line], margin: Sequence[Line], sure: int | None) -> list[Line]:
    """Keep of the supposed headers and footers those that are no part of a paragraph: white space parts them.

    Those with the tag ``sure`` need none.
    """
    kept = list(margin)
    while True:
        body = [line for line in lines if line not in kept and line.text]
        attached = [
            line
            for line in kept
            if not PAGE_NUMBER.match(line.text)
            and line.tag != sure
            and any(1 < abs(line.base - other.base) < _MARGIN_GAP * line.size for other in body)
        ]
        if not attached:
            return kept
        kept = [line for line in kept if line not in attached]


def _margin_notice(repeated: dict[int, list[Line]]) -> list[Notice]:
    texts = [line.text for lines in repeated.values() for line in lines if not PAGE_NUMBER.match(line.text)]
    if not any(repeated.values()):
        return []
    return [Notice("kop-en-voettekst", margin_message(texts))]


def _without_contents(lines: Sequence[Line], structure: Structure) -> list[Line]:
    """Leave the table of contents out, with its title and its entries that run over two lines."""
    kept: list[Line] = []
    contents = False
    for index, line in enumerate(lines):
        if is_toc_title(line.text) and any(
            re.search(r"\d$", after.text) or structure.is_contents(after) for after in lines[index + 1 : index + 4]
        ):
            contents = True
            continue
        if is_toc_line(line.text) or structure.is_contents(line):
            continue
        if contents:
            upcoming = any(re.search(r"\s\d{1,3}$", after.text) for after in lines[index : index + 2])
            contents = upcoming and not line.text.endswith(".")
        if not contents:
            kept.append(line)
    return kept


# lines to paragraphs


def _measure(lines: Sequence[Line]) -> _Measures:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    rights: dict[tuple[int, int], list[float]] = defaultdict(list)
    for line in lines:
        if line.count >= _RUNNING_WORDS:
            rights[line.page, line.column].append(line.right)
    edges = {place: max(found) for place, found in rights.items() if len(found) >= _RUNNING_LINES}
    lefts: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for line in lines:
        lefts[line.page, line.column][round(line.left)] += 1
    left = {place: float(found.most_common(1)[0][0]) for place, found in lefts.items()}
    usual: dict[int, float] = {}
    for column in {line.column for line in lines}:
        known = sorted(edge for (_, other), edge in edges.items() if other == column)
        all_of = [line.right for line in lines if line.column == column]
        usual[column] = known[len(known) // 2] if known else max(all_of)
    measures = _Measures(size, 0.0, edges, usual, left, _indent(lines, size))
    steps: Counter[int] = Counter()
    for before, line in itertools.pairwise(lines):
        # Only a full line that goes on in mid-sentence surely belongs to the same paragraph as the next.
        if not (line.text[0].islower() and line.base > before.base):
            continue
        same = (before.page, before.column) == (line.page, line.column) and abs(before.size - size) < 0.5
        full = before.right > 0.8 * measures.edge(line) and not before.text.endswith((".", ":", ";"))
        if same and full:
            steps[round(line.base - before.base)] += 1
    often = [(count, -step) for step, count in steps.items() if step < 2.5 * size]
    return replace(measures, leading=-max(often)[1] if often else _USUAL_LEADING * size)


def _indent(lines: Sequence[Line], size: float) -> float | None:
    """Return how far first lines stand in, where that alone parts many paragraphs: the lines around do not."""
    found = []
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        step = line.left - before.left
        if not 0.8 * size < step < 4 * size:
            continue  # most lines; the rest of what is asked takes time
        same = (before.page, before.column) == (line.page, line.column) == (after.page, after.column)
        near = line.base - before.base < 1.05 * (after.base - line.base) and before.size == line.size == after.size
        parted = before.text.endswith((".", ":", ";", "!", "?")) and not line.text[0].islower()
        plain = not any(parse(item.text) for item in (before, line, after))  # else it is a list with hanging numbers
        if same and near and parted and plain and abs(after.left - before.left) < 1:
            found.append(step)
    return sorted(found)[len(found) // 2] if len(found) >= _MIN_INDENTS else None


def _continues(paragraph: _Paragraph, line: Line, measures: _Measures, structure: Structure) -> bool:
    """Say whether a line goes on with a paragraph."""
    before = paragraph.lines[-1]
    same = structure.same(before, line)
    if same is not None:
        marker = parse(line.text) if same else None  # one block may hold a list with line breaks
        dashed = marker is not None and marker.label in "-–—" and not before.text.endswith((".", ":", ";"))
        return same and (marker is None or dashed or not _starts_item(marker, paragraph, line))
    text, ended = line.text, before.text.endswith((".", ":", ";", "!", "?"))
    hyphenated = before.text.endswith("-") and text[0].islower()
    if abs(before.size - line.size) > 0.06 * before.size + 0.2:
        return False
    gap = line.base - before.base if (line.page, line.column) == (before.page, before.column) else None
    if gap is not None and not -1 < gap <= _PARAGRAPH_GAP * measures.leading * max(line.size / measures.size, 1):
        return False
    if before.bold != line.bold and (ended or not text[0].islower()):
        return False
    marker = parse(text)
    if marker is not None and _starts_item(marker, paragraph, line):
        return False
    if hyphenated:
        return True
    room = measures.edge(before) - before.right > line.indent - line.left + 0.8 * line.size
    fresh = not text[0].islower()
    open_end = before.text.rsplit(" ", 1)[-1].lower() in _OPEN_ENDS
    if gap is None:
        return not text[0].isspace() and (not fresh or (not ended and not room)) and not _is_big(paragraph, measures)
    if measures.indent is not None and marker is None:
        step = line.left - measures.left.get((line.page, line.column), line.left)
        if abs(step - measures.indent) < 2:
            return False
        if abs(step) < 2:
            return True
    if room and fresh and not open_end and (ended or text[0].isupper() or marker is not None):
        return False
    if ended and fresh and len(paragraph.lines) > 1 and line.left > before.left + line.size:
        return False  # an indented first line
    return line.left >= paragraph.lines[0].left - 6 or (not ended and not fresh)


def _starts_item(marker: Marker, paragraph: _Paragraph, line: Line) -> bool:
    """Tell a number or bullet from a figure or dash with which a line happens to begin."""
    before = paragraph.lines[-1]
    open_end = before.text.rsplit(" ", 1)[-1].lower() in _OPEN_ENDS
    if marker.kind == "bullet":
        dash = marker.label in "-–—*"
        return (
            not dash
            or before.text.endswith((".", ":", ";"))
            or min(abs(line.left - edge) for edge in (before.left, _text_left(paragraph))) > 3
            or _alike(paragraph, marker)
        )
    if marker.bare or open_end:
        return False
    if "." in marker.label or marker.kind == "code":
        return True
    return before.text.endswith((".", ":", ";")) or line.left < before.left - 3 or _alike(paragraph, marker)


def _text_left(paragraph: _Paragraph) -> float:
    """Return where the text of a paragraph begins, after its number or bullet."""
    first = paragraph.lines[0]
    marker = parse(first.text)
    return first.edges[marker.length] if marker is not None else first.left


def _alike(paragraph: _Paragraph, marker: Marker) -> bool:
    first = parse(paragraph.lines[0].text)
    return first is not None and first.kind == marker.kind


def _is_big(paragraph: _Paragraph, measures: _Measures) -> bool:
    return paragraph.size > _BIGGER * measures.size


def _split_notes(lines: Sequence[Line], size: float, structure: Structure) -> tuple[list[Line], list[Line]]:
    """Part the footnotes from a page: small print that begins with a number, at the foot of the page or of a column."""
    if tagged := [line for line in lines if structure.is_note(line)]:
        return [line for line in lines if line not in tagged], tagged
    body: list[Line] = []
    notes: list[Line] = []
    for _, column in itertools.groupby(lines, key=lambda line: line.column):
        own = list(column)
        start = len(own)
        if own[0].column or own[-1] is lines[-1]:
            while start and own[start - 1].size <= _NOTE_SIZE * size:
                start -= 1
            while start < len(own) and not (own[start].noted or re.match(r"\d{1,3}\s+\S", own[start].text)):
                start += 1
        body += own[:start]
        notes += own[start:]
    return body, notes


# paragraphs to blocks


def _blocks(
    items: Sequence[_Paragraph | _Rows], measures: _Measures, joiner: Joiner, structure: Structure
) -> list[RawBlock]:
    paragraphs = [item for item in items if isinstance(item, _Paragraph) and not item.note]
    title = _title(paragraphs, measures)
    rest = [item for item in paragraphs if not any(item is part for part in title)]
    cover = _is_cover(title, rest)
    below = _subtitle(paragraphs, title, rest, measures, cover=cover)
    rest = [item for item in rest if not any(item is part for part in below)]
    levels = _levels(rest, measures, structure)
    blocks: list[RawBlock] = []
    for item in items:
        if isinstance(item, _Rows):
            blocks += table_blocks(item.rows)
            continue
        text = joiner.text(item.lines)
        if item.note:
            cut = re.match(r"\d{1,3}\s+", text.text) if not item.lines[0].noted else None
            blocks.append(RawBlock(RawKind.FOOTNOTE, text.slice(cut.end() if cut else 0, len(text.text))))
        elif any(item is part for part in title):
            blocks.append(RawBlock(RawKind.TITLE, text))
        elif any(item is part for part in below):
            blocks.append(RawBlock(RawKind.SUBTITLE, text))
        elif cover and item.lines[0].page == title[0].lines[0].page:
            blocks.append(RawBlock(RawKind.COVER, text))
        else:
            looks = _is_big(item, measures) or item.bold
            blocks.append(RawBlock(RawKind.PARAGRAPH, text, levels.get(id(item)), looks, depth=item.lines[0].left))
    return blocks


def _levels(items: Sequence[_Paragraph], measures: _Measures, structure: Structure) -> dict[int, int]:
    """Return the heading level of paragraphs (by ``id``): what the document says, else by size, the biggest highest.

    What is only big goes with the headings of its size, else below those that are bigger.
    """
    levels = {id(item): level for item in items if (level := structure.level(item.lines[0])) is not None}
    known = {round(item.size): levels[id(item)] for item in items if id(item) in levels}
    big = [item for item in items if _is_big(item, measures) and item.words <= _MAX_TITLE_WORDS]
    for size in sorted({round(item.size) for item in big} - known.keys(), reverse=True):
        known[size] = 1 + max((level for other, level in known.items() if other > size), default=0)
    return {id(item): known[round(item.size)] for item in big} | levels


def _is_cover(title: Sequence[_Paragraph], rest: Sequence[_Paragraph]) -> bool:
    """Say whether the title stands on a page of its own, with only short lines."""
    if not title or any(re.match(r"1\W", item.lines[0].text) for item in rest if item.lines[0].page == 1):
        return False
    page = title[0].lines[0].page
    beside = [item for item in rest if item.lines[0].page == page]
    return len(beside) < len(rest) and all(_is_front(item) for item in beside)


def _is_front(paragraph: _Paragraph) -> bool:
    """Say whether a paragraph may be a line of a cover: short, no item, no sentence."""
    last = paragraph.lines[-1].text
    sentence = last.endswith((".", ":", ";")) and paragraph.words > 3
    return paragraph.words <= _MAX_TITLE_WORDS and not sentence and parse(paragraph.lines[0].text) is None


def _subtitle(
    paragraphs: Sequence[_Paragraph],
    title: Sequence[_Paragraph],
    rest: Sequence[_Paragraph],
    measures: _Measures,
    *,
    cover: bool,
) -> list[_Paragraph]:
    """Return what stands under the title in big print, and what else on the cover names the agreement or its years."""
    if not title:
        return []
    page = title[0].lines[0].page
    start = next(index for index, item in enumerate(paragraphs) if item is title[-1]) + 1
    found: list[_Paragraph] = []
    for item in paragraphs[start:]:
        text = " ".join(line.text for line in item.lines)
        same = [other for other in rest if (round(other.size, 1), other.bold) == (round(item.size, 1), item.bold)]
        big = item.size >= _SUBTITLE_SIZE * measures.size and (cover or len(same) == 1)
        short = item.words <= _MAX_TITLE_WORDS and parse(text) is None and not text.endswith(":")
        if item.lines[0].page != page or not short or is_date(text) or not (big or names_period(text)):
            break
        found.append(item)
    if cover:
        for item in paragraphs:
            text = " ".join(line.text for line in item.lines)
            fresh = item.lines[0].page == page and not any(item is other for other in [*title, *found])
            if fresh and not is_date(text) and (names_agreement(text) or names_period(text)):
                found.append(item)
    return found


def _title(paragraphs: Sequence[_Paragraph], measures: _Measures) -> list[_Paragraph]:
    """Return the biggest lines of the cover, if they are bigger than all later headings or name the agreement."""
    first = [item for item in paragraphs[:12] if item.lines[0].page <= 2 and item.words <= _MAX_TITLE_WORDS]
    big = [item for item in first if item.size >= _TITLE_SIZE * measures.size and parse(item.lines[0].text) is None]
    if not big:
        return []
    size = max(item.size for item in big)
    start = next(index for index, item in enumerate(paragraphs) if item in big and item.size == size)
    found = []
    for item in paragraphs[start:]:
        if item.size != size or item.words > _MAX_TITLE_WORDS:
            break
        found.append(item)
    later = any(item.size >= size for item in paragraphs[start + len(found) :])
    if later and not names_agreement(found[0].lines[0].text):
        return []
    return found[:1] if later else found
