"""PDF files: lines to paragraphs and tables, without headers, footers and hyphenation."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

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
from prestatielint.ingest.pdfpage import Line, Page, Word, lines_of, read_pages
from prestatielint.ingest.pdftable import Table, continues, extend, find_tables, raw_rows
from prestatielint.ingest.pdftext import Joiner
from prestatielint.model import Notice

_MARGIN_SHARE = 0.14  # headers and footers stand in this share of the page, at the top and at the bottom
_MARGIN_LINES = 4
_MAX_MARGIN = 100  # characters: longer lines are running text
_MARGIN_GAP = 1.8  # times the size: text that stands closer belongs together
_BIGGER = 1.08  # times the body size: a heading
_TITLE_SIZE = 1.3
_SUBTITLE_SIZE = 1.2
_MAX_TITLE_WORDS = 25
_NOTE_SIZE = 0.93
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
        return sum(len(line.words) for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Measures:
    """What is usual in the document: size of the text, distance of the lines, right edge per column."""

    size: float
    leading: float
    right: dict[int, float]


@dataclass(slots=True)
class _Grid:
    """A table with its continuations on later pages."""

    last: Table
    rows: list[RawRow]


@dataclass(slots=True)
class _Flow:
    measures: _Measures
    joiner: Joiner
    items: list[_Paragraph | _Grid] = field(default_factory=list)
    open: _Paragraph | None = None
    notes: list[_Paragraph] = field(default_factory=list)

    def page(self, lines: Sequence[Line], tables: Sequence[Table], words: Page) -> None:
        """Add a page: lines and tables by their place from the top, then the notes at its foot."""
        body, notes = _split_notes(lines, self.measures.size)
        waiting = list(tables)
        for line in body:
            while waiting and waiting[0].box[1] < line.top and line.column != 2:
                self._table(waiting.pop(0), words)
            self._line(line)
        for table in waiting:
            self._table(table, words)
        note: _Paragraph | None = None
        for line in notes:
            if note is None or line.noted or re.match(r"\d{1,3}\s", line.text):
                note = _Paragraph([line], note=True)
                self.notes.append(note)
            else:
                note.lines.append(line)

    def close(self) -> list[_Paragraph | _Grid]:
        """Return everything in reading order."""
        self._end()
        return self.items

    def _line(self, line: Line) -> None:
        if self.open is not None and _continues(self.open, line, self.measures):
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

    def _table(self, table: Table, page: Page) -> None:
        rows = raw_rows(table, page.words, self.joiner)
        before = self.items[-1] if self.items and self.open is None else None
        fresh = bool(table.heads) and isinstance(before, _Grid) and not _same_header(before.rows, rows)
        if isinstance(before, _Grid) and not fresh and continues(before.last, table):
            extend(before.rows, rows)
            before.last = table
            return
        self._end()
        self.items.append(_Grid(table, rows))


def _same_header(rows: Sequence[RawRow], more: Sequence[RawRow]) -> bool:
    texts = [[text.text for _, _, text in found[0].cells] for found in (rows, more) if found]
    return len(texts) == 2 and texts[0] == texts[1]


def read_pdf(data: bytes) -> tuple[list[RawBlock], list[Notice], int]:
    """Return the blocks of a PDF, what was not read, and the number of pages."""
    pages = read_pages(data)
    unread = [page.number for page in pages if not page.has_text]
    if len(unread) == len(pages):
        message = "Dit is een scan: vraag het originele bestand of laat er OCR op los"
        raise IngestError("scan", message)
    read = [page for page in pages if page.has_text]
    tables = find_tables(data, [page.number for page in read if page.is_ruled])
    for page in read:
        tables[page.number] = [
            table for table in tables.get(page.number, []) if sum(table.holds(word) for word in page.words) > 1
        ]
    flow_lines = {page.number: lines_of(_outside(page.words, tables[page.number]), page.number) for page in read}
    repeated = _margins(read, flow_lines)
    _add_aligned(read, tables, flow_lines, repeated)
    kept = {number: [line for line in lines if line not in repeated[number]] for number, lines in flow_lines.items()}
    kept = {number: _without_contents(lines) for number, lines in kept.items()}
    everything = [line for lines in kept.values() for line in lines]
    joiner = Joiner(
        [*everything, *(Line((word,), page.number) for page in read for word in page.words if tables[page.number])]
    )
    flow = _Flow(_measure(everything), joiner)
    for page in read:
        flow.page(kept[page.number], tables[page.number], page)
    notices = _unread_notice(unread, len(pages)) + _margin_notice(repeated)
    if any(page.turned for page in read):
        notices.append(Notice("gedraaide-tekst", "Schuine of gedraaide tekst (zoals een watermerk) is niet gelezen"))
    return with_title(_blocks(flow.close(), flow.measures, joiner)), notices, len(pages)


def _outside(words: Sequence[Word], tables: Sequence[Table]) -> list[Word]:
    return [word for word in words if not any(table.holds(word) for table in tables)]


def _add_aligned(
    pages: Sequence[Page],
    tables: dict[int, list[Table]],
    lines: dict[int, list[Line]],
    margins: dict[int, list[Line]],
) -> None:
    """Add the tables and signature blocks that have no lines between their columns; the lines of text lose theirs."""
    before: Table | None = None
    for page in pages:
        ruled = [table for table in tables[page.number] if table.is_sure]
        words = [word for word in _outside(page.words, ruled) if not _in_margin(word, margins[page.number])]
        if any(table.box[1] < min((word.top for word in words), default=0.0) for table in ruled):
            before = None  # it goes on, if it does, in a table with lines
        found, signatures = find_aligned(words, page.number, page.rules, before)
        more = [*found, *signatures]
        doubtful = [
            table
            for table in tables[page.number]
            if not table.is_sure and not any(_overlap(table, other) for other in more)
        ]
        if more:
            tables[page.number] = sorted([*ruled, *doubtful, *more], key=lambda table: table.box[1])
            rest = [word for word in page.words if not _in_margin(word, margins[page.number])]
            lines[page.number] = lines_of(_outside(rest, tables[page.number]), page.number)
        last = max([*ruled, *found], key=lambda table: table.box[3], default=None)
        ends = last is not None and not any(
            word.base > last.box[3] and not last.holds(word) for word in words if word.text.strip()
        )
        before = last if ends else None


def _in_margin(word: Word, margin: Sequence[Line]) -> bool:
    return any(
        abs(word.base - line.base) < 1 and line.left - 1 <= word.left and word.right <= line.right + 1
        for line in margin
    )


def _overlap(one: Table, other: Table) -> bool:
    return one.box[1] < other.box[3] and other.box[1] < one.box[3]


# what is not read


def _unread_notice(unread: Sequence[int], total: int) -> list[Notice]:
    if not unread:
        return []
    names = " en ".join(filter(None, (", ".join(map(str, unread[:-1])), str(unread[-1]))))
    plural = len(unread) > 1
    message = (
        f"{len(unread)} van {total} pagina's {'zijn' if plural else 'is'} niet gelezen: "
        f"pagina {names} {'bevatten' if plural else 'bevat'} geen tekst (scan)"
    )
    return [Notice("pagina-zonder-tekst", message, {"pages": list(unread)})]


def _margins(pages: Sequence[Page], lines: dict[int, list[Line]]) -> dict[int, list[Line]]:
    """Return per page the lines that are header, footer or page number: they come back at one height on other pages."""
    places: dict[str, list[tuple[float, Line]]] = defaultdict(list)
    ordered = {page.number: sorted(lines[page.number], key=lambda line: line.base) for page in pages}
    found: dict[int, list[Line]] = {page.number: [] for page in pages}
    for page in pages:
        top = [line for line in ordered[page.number][:_MARGIN_LINES] if line.bottom < _MARGIN_SHARE * page.height]
        foot = [line for line in ordered[page.number][-_MARGIN_LINES:] if line.top > (1 - _MARGIN_SHARE) * page.height]
        for line in [*top, *(line for line in foot if line not in top)]:
            if PAGE_NUMBER.match(line.text):
                found[page.number].append(line)
            elif len(line.text) <= _MAX_MARGIN and not (line.text.endswith(".") and len(line.words) > 5):
                height = line.base if line in top else line.base - page.height
                places[re.sub(r"\d+", "#", line.text.lower())].append((height, line))
    needed = 2 if len(pages) < 6 else max(3, len(pages) // 6)
    for seen in places.values():
        for height, line in seen:
            alike = {other.page for place, other in seen if abs(place - height) <= 6}
            if len(alike) >= needed:
                found[line.page].append(line)
    return {number: _apart(ordered[number], margin) for number, margin in found.items()}


def _apart(lines: Sequence[Line], margin: Sequence[Line]) -> list[Line]:
    """Keep of the supposed headers and footers those that are no part of a paragraph: white space parts them."""
    kept = list(margin)
    while True:
        body = [line for line in lines if line not in kept and line.text]
        attached = [
            line
            for line in kept
            if not PAGE_NUMBER.match(line.text)
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


def _without_contents(lines: Sequence[Line]) -> list[Line]:
    """Leave the table of contents out, with its title and its entries that run over two lines."""
    kept: list[Line] = []
    contents = False
    for index, line in enumerate(lines):
        if is_toc_title(line.text) and any(re.search(r"\d$", after.text) for after in lines[index + 1 : index + 4]):
            contents = True
            continue
        if is_toc_line(line.text):
            continue
        upcoming = any(re.search(r"\s\d{1,3}$", after.text) for after in lines[index : index + 2])
        contents = contents and upcoming and not line.text.endswith(".")
        if not contents:
            kept.append(line)
    return kept


# lines to paragraphs


def _measure(lines: Sequence[Line]) -> _Measures:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    rights: dict[int, list[float]] = defaultdict(list)
    for line in lines:
        if len(line.words) >= _RUNNING_WORDS or line.column not in rights:
            rights[line.column].append(line.right)
    edges = {column: max(found) for column, found in rights.items()}
    steps: Counter[int] = Counter()
    for before, line in itertools.pairwise(lines):
        # Only a full line that goes on in mid-sentence surely belongs to the same paragraph as the next.
        same = (before.page, before.column) == (line.page, line.column) and abs(before.size - size) < 0.5
        full = before.right > 0.8 * edges[line.column] and not before.text.endswith((".", ":", ";"))
        if same and full and line.text[0].islower() and line.base > before.base:
            steps[round(line.base - before.base)] += 1
    often = [(count, -step) for step, count in steps.items() if step < 2.5 * size]
    return _Measures(size, -max(often)[1] if often else _USUAL_LEADING * size, edges)


def _continues(paragraph: _Paragraph, line: Line, measures: _Measures) -> bool:
    """Say whether a line goes on with a paragraph."""
    before = paragraph.lines[-1]
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
    room = measures.right[before.column] - before.right > line.words[0].right - line.left + 0.8 * line.size
    fresh = not text[0].islower()
    if gap is None:
        return not text[0].isspace() and (not fresh or (not ended and not room)) and not _is_big(paragraph, measures)
    if room and fresh and (ended or text[0].isupper() or marker is not None):
        return False
    if ended and fresh and len(paragraph.lines) > 1 and line.left > before.left + line.size:
        return False  # an indented first line
    return line.left >= paragraph.lines[0].left - 6 or (not ended and not fresh)


def _starts_item(marker: Marker, paragraph: _Paragraph, line: Line) -> bool:
    """Tell a number or bullet from a figure or dash with which a line happens to begin."""
    before = paragraph.lines[-1]
    open_end = before.words[-1].text.lower() in _OPEN_ENDS
    if marker.kind == "bullet":
        dash = marker.label in "-–—*"
        return (
            not dash
            or before.text.endswith((".", ":", ";"))
            or abs(line.left - before.left) > 3
            or _alike(paragraph, marker)
        )
    if marker.bare or open_end:
        return False
    if "." in marker.label or marker.kind == "code":
        return True
    return before.text.endswith((".", ":", ";")) or line.left < before.left - 3 or _alike(paragraph, marker)


def _alike(paragraph: _Paragraph, marker: Marker) -> bool:
    first = parse(paragraph.lines[0].text)
    return first is not None and first.kind == marker.kind


def _is_big(paragraph: _Paragraph, measures: _Measures) -> bool:
    return paragraph.size > _BIGGER * measures.size


def _split_notes(lines: Sequence[Line], size: float) -> tuple[list[Line], list[Line]]:
    """Part the footnotes from a page: small print at its foot that begins with a number."""
    start = len(lines)
    while start and lines[start - 1].size <= _NOTE_SIZE * size:
        start -= 1
    while start < len(lines) and not (lines[start].noted or re.match(r"\d{1,3}\s+\S", lines[start].text)):
        start += 1
    return list(lines[:start]), list(lines[start:])


# paragraphs to blocks


def _blocks(items: Sequence[_Paragraph | _Grid], measures: _Measures, joiner: Joiner) -> list[RawBlock]:
    paragraphs = [item for item in items if isinstance(item, _Paragraph) and not item.note]
    title = _title(paragraphs, measures)
    rest = [item for item in paragraphs if not any(item is part for part in title)]
    cover = _is_cover(title, rest)
    below = _subtitle(paragraphs, title, rest, measures, cover=cover)
    rest = [item for item in rest if not any(item is part for part in below)]
    sizes = sorted({round(item.size) for item in rest if _is_big(item, measures) and item.words <= _MAX_TITLE_WORDS})
    blocks: list[RawBlock] = []
    for item in items:
        if isinstance(item, _Grid):
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
            big = _is_big(item, measures)
            level = len(sizes) - sizes.index(round(item.size)) if big and round(item.size) in sizes else None
            looks = big or item.bold
            blocks.append(RawBlock(RawKind.PARAGRAPH, text, level, looks, depth=item.lines[0].left))
    return blocks


def _is_cover(title: Sequence[_Paragraph], rest: Sequence[_Paragraph]) -> bool:
    """Say whether the title stands on a page of its own, with only short lines."""
    if not title or any(re.match(r"1\W", item.lines[0].text) for item in rest if item.lines[0].page == 1):
        return False
    page = title[0].lines[0].page
    beside = [item for item in rest if item.lines[0].page == page]
    return len(beside) < len(rest) and all(item.words <= _MAX_TITLE_WORDS for item in beside)


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
