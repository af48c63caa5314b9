"""Tables on PDF pages by their lines or by the tags of the file; the only module that talks to pdfplumber."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prestatielint.ingest.blocks import RawRow, RichText, has_fill, is_label, join
from prestatielint.ingest.pdflines import Line, lines_of
from prestatielint.ingest.pdfpage import Box, Page, Word
from prestatielint.ingest.pdftags import Cell, Tag
from prestatielint.ingest.pdftext import Joiner

_TOLERANCE = 3.0  # points: what stands closer is one line, or crosses; the default of pdfplumber
_MAX_CROSSINGS = 6000  # on a page: pdfplumber compares each with all others, and no table to read has so many


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of one table on one page, row by row; None where a cell is part of a merged one.

    ``heads`` counts the header rows of a table that was found without lines between its columns; else it is None.
    ``number`` is that of the table in the structure of a tagged PDF, the same on each page that it is on.
    """

    page: int
    box: Box
    rows: tuple[tuple[Box | None, ...], ...]
    heads: int | None = None
    number: int | None = None

    @property
    def edges(self) -> tuple[float, ...]:
        """The left edges of the columns."""
        return tuple(sorted({round(cell[0]) for row in self.rows for cell in row if cell is not None}))

    @property
    def is_sure(self) -> bool:
        """Whether lines part all cells: the edges of shaded rows give one row, or rows of one cell between them."""
        single = [row for row in self.rows if sum(cell is not None for cell in row) < 2]
        wide = all(
            cell is None or cell[2] - cell[0] > 0.95 * (self.box[2] - self.box[0]) for row in single for cell in row
        )
        return len(self.rows) > 1 and wide and 3 * len(single) < len(self.rows)

    def holds(self, word: Word) -> bool:
        """Say whether the middle of a word lies in the table."""
        return _inside(word, self.box)


def find_tables(page: Page) -> list[Table]:
    """Return the tables of at least two columns that the lines of a page make, from the top.

    A page with more crossings of lines than can be looked at becomes ``crowded``, and has none.
    """
    if not page.is_ruled:
        return []
    from pdfplumber.table import Table as PlumbedTable
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
    from pdfplumber.utils.geometry import filter_edges, rect_to_edges

    rects = [
        {
            "object_type": "rect",
            "x0": left,
            "x1": right,
            "top": top,
            "bottom": bottom,
            "width": right - left,
            "height": bottom - top,
            "doctop": top,
            "y0": -bottom,
            "y1": -top,
        }
        for left, top, right, bottom in page.rules
    ]
    edges = filter_edges([edge for rect in rects for edge in rect_to_edges(rect)], min_length=1)
    merged = filter_edges(merge_edges(edges, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE), min_length=_TOLERANCE)
    crossings = edges_to_intersections(merged, _TOLERANCE, _TOLERANCE)
    if len(crossings) > _MAX_CROSSINGS:
        page.crowded = True
        return []
    cells = intersections_to_cells(crossings)
    tables = []
    for group in cells_to_tables(cells):
        grid = PlumbedTable(None, group)  # type: ignore[arg-type]  # the page is only asked for its characters
        rows = tuple(tuple(row.cells) for row in grid.rows)
        if max(sum(cell is not None for cell in row) for row in rows) > 1:
            tables.append(Table(page.number, grid.bbox, rows))
    return sorted(tables, key=lambda table: table.box[1])


def cell_words(words: Sequence[Word], cell: Box) -> list[Word]:
    """Return the words whose middle lies in a cell."""
    return [word for word in words if _inside(word, cell)]


def _inside(word: Word, box: Box) -> bool:
    middle, height = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return box[0] - 1 <= middle <= box[2] + 1 and box[1] - 1 <= height <= box[3] + 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the lines in its cells: per row its cells as first column, the one after the last, and lines."""

    table: Table
    rows: tuple[tuple[tuple[int, int, tuple[Line, ...]], ...], ...]

    @property
    def lines(self) -> list[Line]:
        """All lines in the cells."""
        return [line for row in self.rows for _, _, lines in row for line in lines]


def filled(table: Table, words: Sequence[Word]) -> Grid:
    """Put the words of a page in the cells of a table."""
    edges = table.edges
    inside = [word for word in words if table.holds(word)]
    rows = []
    for row in table.rows:
        cells = []
        top, bottom = (edge(cell[at] for cell in row if cell is not None) for edge, at in ((min, 1), (max, 3)))
        level = [word for word in inside if top - 1 <= (word.top + word.bottom) / 2 <= bottom + 1]
        for cell in row:
            if cell is None:
                continue
            first = sum(edge < cell[0] - 2 for edge in edges)
            last = max(sum(edge < cell[2] - 2 for edge in edges), first + 1)
            cells.append((first, last, tuple(lines_of(cell_words(level, cell), table.page, columns=False))))
        rows.append(tuple(cells))
    return Grid(table, tuple(rows))


def tagged_tables(words: Sequence[Word], page: int, blocks: Mapping[int, Tag]) -> list[Grid]:
    """Return the tables that tags make of the words of a page, from the top.

    Tables also serve to put things beside each other. So only those count that have a header, or dots to sign on.
    """
    tables: dict[int, dict[int, dict[Cell, list[Word]]]] = {}
    for word in words:
        cell = blocks[word.tag].cell if word.tag in blocks else None
        if cell is not None:
            tables.setdefault(cell.table, {}).setdefault(cell.row, {}).setdefault(cell, []).append(word)
    grids = [_tagged(rows, page, number) for number, rows in tables.items()]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: grid.table.box[1])


def _tagged(rows: Mapping[int, Mapping[Cell, list[Word]]], page: int, number: int) -> Grid | None:
    ordered = sorted(rows.values(), key=lambda row: min(word.top for words in row.values() for word in words))
    cells = [sorted(row, key=lambda cell: cell.column) for row in ordered]
    lines = [
        [tuple(lines_of(row[cell], page, columns=False)) for cell in own]
        for row, own in zip(ordered, cells, strict=True)
    ]
    heads = sum(1 for _ in itertools.takewhile(lambda row: all(cell.header for cell in row), cells))
    labels = (
        len(cells[0]) > 1
        and len(cells) > 1
        and all(is_label(" ".join(line.text for line in cell)) for cell in lines[0])
    )
    signed = any(has_fill(line.text) for row in lines for cell in row for line in cell)
    wide = max(cell.column + cell.columns for row in cells for cell in row) > 1
    if not wide or not (heads or labels or signed):
        return None
    boxes = tuple(tuple(_box(row[cell]) for cell in own) for row, own in zip(ordered, cells, strict=True))
    box = _box([word for row in ordered for words in row.values() for word in words])
    table = Table(page, box, boxes, heads if heads < len(cells) else 0, number)
    return Grid(
        table,
        tuple(
            tuple((cell.column, cell.column + cell.columns, found) for cell, found in zip(own, row, strict=True))
            for own, row in zip(cells, lines, strict=True)
        ),
    )


def _box(words: Sequence[Word]) -> Box:
    return (
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )


def raw_rows(grid: Grid, joiner: Joiner) -> list[RawRow]:
    """Return the rows of a table with the text of their cells."""
    rows = []
    for number, row in enumerate(grid.rows):
        cells: list[tuple[int, int, RichText]] = [(first, last, joiner.text(lines)) for first, last, lines in row]
        bold = all(line.bold for _, _, lines in row for line in lines)
        rows.append(RawRow(tuple(cells), header=number < (grid.table.heads or 0), emphasis=bold))
    return rows


def continues(before: Table, table: Table) -> bool:
    """Say whether a table goes on with one on the page before: by its tags, else the same columns at the same place."""
    if before.number is not None and table.number is not None:
        return before.number == table.number
    if table.page != before.page + 1 or len(before.edges) != len(table.edges):
        return False
    return all(abs(one - other) <= 3 for one, other in zip(before.edges, table.edges, strict=True))


def extend(rows: list[RawRow], more: Sequence[RawRow]) -> None:
    """Add the rows of a continuation: its repeated header goes, a row that was cut in two becomes one again."""
    texts = [[text.text for _, _, text in row.cells] for row in more]
    if rows and texts and texts[0] == [text.text for _, _, text in rows[0].cells]:
        more, texts = more[1:], texts[1:]
    if rows and more and _is_rest(rows[-1], more[0]):
        parts = {first: (last, text) for first, last, text in rows[-1].cells}
        for first, last, text in more[0].cells:
            known = parts.get(first)
            parts[first] = (last, text if known is None else join([known[1], text], " "))
        cells = tuple((first, last, text) for first, (last, text) in sorted(parts.items(), key=lambda part: part[0]))
        rows[-1] = RawRow(cells, emphasis=rows[-1].emphasis)
        more = more[1:]
    rows += more


def _is_rest(before: RawRow, row: RawRow) -> bool:
    """Say whether a row is the rest of the row on the page before: nothing in front, or on in mid-sentence."""
    texts = [text.text for _, _, text in row.cells]
    if len(row.cells) != len(before.cells) or len(texts) < 2:
        return False
    if not texts[0]:
        return bool(before.cells[0][2].text)
    begun = [text for text in texts if text]
    if len(begun) == 1 and len(texts) > 2 and not before.cells[texts.index(begun[0])][2].text.endswith((".", ";")):
        return True
    return all(text[0].islower() for text in begun) and any(
        not text.text.endswith((".", ";")) for _, _, text in before.cells
    )
