"""Tables on PDF pages without lines between their columns, and signature blocks: found by what stands under what."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prestatielint.ingest.blocks import is_fill, is_label, is_signing, is_toc_line
from prestatielint.ingest.markers import parse
from prestatielint.ingest.pdflines import parts_of, rows_of
from prestatielint.ingest.pdfpage import Box, Word
from prestatielint.ingest.pdftable import Table

_GAP = 0.7  # times the size: narrower gaps part words, not cells
_HEADER_GAP = 1.0
_MAX_LEADING = 1.45  # times the size: lines that stand closer may belong to one cell
_MAX_STEP = 2.6  # times the size, between two lines of a table
_MAX_SIGN_STEP = 5.5  # times the size: room to sign
_MAX_HEADER_LINES = 3
_MAX_SIGN_LINES = 8
_MAX_SOLID_LINES = 7  # more full lines at one distance, in two columns, are two columns of running text
_ALIGNED = 4.0
_THIN = 3.0
_ENUMERATOR = re.compile(r"(?:[A-Z]|[IVX]+)[.)]?$")


@dataclass(slots=True)
class _Part:
    """Words of a line that stand together."""

    words: list[Word]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class _Row:
    """A printed line."""

    parts: list[_Part]

    @property
    def words(self) -> list[Word]:
        return [word for part in self.parts for word in part.words]

    @property
    def base(self) -> float:
        return max(self.parts, key=lambda part: len(part.text)).words[0].base

    @property
    def size(self) -> float:
        return max(self.words, key=lambda word: len(word.text)).size

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


@dataclass(slots=True)
class _Columns:
    """The columns of a table as they grow: where the header stands, and how far their text reaches."""

    heads: list[tuple[float, float]]
    spans: list[list[float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.spans = [[left, right] for left, right in self.heads]

    def take(self, row: _Row) -> list[int] | None:
        """Return the column of every part of a line, or None where it does not fit between the columns."""
        found: list[int] = []
        spans = [list(span) for span in self.spans]
        for part in row.parts:
            under = [
                place for place, head in enumerate(self.heads) if part.left < head[1] + 1 and part.right > head[0] - 1
            ]
            if len(under) > 1:
                return None
            before = [place for place, head in enumerate(self.heads) if head[0] <= part.left + 1]
            if not under and not before:
                return None
            column = under[0] if under else before[-1]
            spans[column] = [min(spans[column][0], part.left), max(spans[column][1], part.right)]
            found.append(column)
        if any(one[1] + 2 > other[0] for one, other in itertools.pairwise(spans)):
            return None
        self.spans = spans
        return found

    def edges(self) -> list[float]:
        """Return where the columns begin, and where the last one ends."""
        return [span[0] - 2 for span in self.spans] + [self.spans[-1][1] + 2]


def find_aligned(
    words: Sequence[Word], page: int, rules: Sequence[Box], before: Table | None = None
) -> tuple[list[Table], list[Table]]:
    """Return the tables and the signature blocks among the words of a page.

    ``before`` is a table at the end of the page before, that may go on at the top of this one.
    """
    rows = [_Row([_Part(part) for part in parts_of(row, _GAP)]) for row in rows_of(words)]
    tables: list[Table] = []
    signatures: list[Table] = []
    taken: set[int] = set()
    for index, row in enumerate(rows):
        if is_fill(row.parts[0].text) and index not in taken:
            found = _signature(rows, index, taken)
            if found is not None:
                signatures.append(_table(page, [rows[place] for place in found], [len(found)], _sign_edges(row), 0))
                taken |= set(found)
    index = 0
    if before is not None and rows:
        index, table = _resume(rows, page, rules, before, taken)
        tables += [table] if table is not None else []
    while index < len(rows):
        end, table = _aligned(rows, index, page, rules, taken)
        if table is not None:
            tables.append(table)
        index = max(end, index + 1)
    return tables, signatures


# signatures


def _signature(rows: Sequence[_Row], index: int, taken: set[int]) -> list[int] | None:
    """Return the lines of which the last has two or more stretches of dots to sign on."""
    lefts = [part.left for part in rows[index].parts]
    if len(lefts) < 2 or not all(is_fill(part.text) for part in rows[index].parts):
        return None
    found = [index]
    for place in range(index - 1, max(index - _MAX_SIGN_LINES, -1), -1):
        row = rows[place]
        step = rows[place + 1].base - row.base
        aligned = all(any(abs(part.left - left) <= _ALIGNED for left in lefts) for part in row.parts)
        if place in taken or not aligned or step > _MAX_SIGN_STEP * row.size or is_fill(row.parts[0].text):
            break
        if any(part.right > left - 2 > part.left for part in row.parts for left in lefts):
            break
        found.append(place)
    while len(found) > 1 and len(rows[found[-1]].parts) < 2:
        found.pop()
    return found[::-1] if len(found) > 1 else None


def _sign_edges(row: _Row) -> list[float]:
    return [part.left - _ALIGNED for part in row.parts] + [row.parts[-1].right + 200]


# tables


def _aligned(
    rows: Sequence[_Row], start: int, page: int, rules: Sequence[Box], taken: set[int]
) -> tuple[int, Table | None]:
    """Return the table whose header begins at a line, and the line after it."""
    header = _header(rows, start, rules, taken)
    if header is None:
        return start, None
    body, columns, filled = _body(rows, start + len(header), _heads(header), taken)
    groups = _groups(body, filled, columns, rules)
    while groups and _is_loose(groups[-1], body, filled, columns, rules):
        last = groups.pop()
        body, filled = body[: len(body) - last], filled[: len(filled) - last]
    lines = [*header, *body]
    if not _is_table(body, filled, groups, len(columns.heads)):
        return start, None
    return start + len(lines), _table(page, lines, [len(header), *groups], columns.edges(), 1)


def _header(rows: Sequence[_Row], start: int, rules: Sequence[Box], taken: set[int]) -> list[_Row] | None:
    """Return the lines of a header: short labels in columns, all bold, shaded or underlined."""
    first = rows[start]
    if start in taken or len(first.parts) < 2 or not _are_labels(first):
        return None
    header = [first]
    if first.bold:
        for row in rows[start + 1 : start + _MAX_HEADER_LINES]:
            near = row.base - header[-1].base <= _MAX_LEADING * row.size
            if not (row.bold and near and _Columns(_heads(header)).take(row) is not None):
                break
            header.append(row)
        return header
    left, right = first.parts[0].left, first.parts[-1].right
    shaded = [
        rule for rule in rules if rule[3] - rule[1] > _THIN and rule[1] - 1 <= first.top and first.base <= rule[3] + 1
    ]
    under = [
        rule
        for rule in rules
        if rule[3] - rule[1] <= _THIN and first.base - 1 <= rule[1] <= first.base + 1.2 * first.size
    ]
    if any(_covered(kind, left, right) > 0.9 for kind in (shaded, under)):
        return header
    return None


def _are_labels(row: _Row) -> bool:
    texts = [part.text for part in row.parts]
    gaps = [after.left - before.right for before, after in itertools.pairwise(row.parts)]
    if min(gaps) < _HEADER_GAP * row.size or any(is_toc_line(text) for text in texts):
        return False
    if any(not is_label(text) or not re.search(r"[^\W_]|#", text) for text in texts):
        return False
    marker = parse(f"{texts[0]} {texts[1]}")
    return marker is None and not _ENUMERATOR.match(texts[0])


def _heads(header: Sequence[_Row]) -> list[tuple[float, float]]:
    heads: list[list[float]] = []
    for part in sorted((part for row in header for part in row.parts), key=lambda part: part.left):
        if heads and part.left <= heads[-1][1]:
            heads[-1][1] = max(heads[-1][1], part.right)
        else:
            heads.append([part.left, part.right])
    return [(left, right) for left, right in heads]


def _body(
    rows: Sequence[_Row], start: int, heads: list[tuple[float, float]], taken: set[int]
) -> tuple[list[_Row], _Columns, list[set[int]]]:
    """Return the lines that fit in the columns, and the columns that each has text in."""
    columns = _Columns(heads)
    body: list[_Row] = []
    filled: list[set[int]] = []
    for place in range(start, len(rows)):
        row = rows[place]
        before = rows[place - 1]
        size = body[0].size if body else row.size
        far = row.base - before.base > _MAX_STEP * max(row.size, size)
        if place in taken or far or abs(row.size - size) > 0.6 or any(is_toc_line(part.text) for part in row.parts):
            break
        stressed = any(word.bold for line in body[:1] for word in line.parts[0].words)  # a bold first column
        if row.bold and len(row.parts) == 1 and not stressed:
            break  # the next heading
        found = columns.take(row)
        if found is None:
            break
        body.append(row)
        filled.append(set(found))
    return body, columns, filled


def _groups(body: Sequence[_Row], filled: Sequence[set[int]], columns: _Columns, rules: Sequence[Box]) -> list[int]:
    """Return how many lines each row of the table has."""
    if not body:
        return []
    breaks = {place for place in range(1, len(body)) if _ruled_between(body[place - 1], body[place], columns, rules)}
    if not breaks:
        breaks = _breaks_by_distance(body, filled)
    starts = [0, *sorted(breaks), len(body)]
    return [after - before for before, after in itertools.pairwise(starts)]


def _ruled_between(above: _Row, below: _Row, columns: _Columns, rules: Sequence[Box]) -> bool:
    """Say whether a line, or the edge of a shade, parts two printed lines over the whole table."""
    left, right = columns.spans[0][0], columns.spans[-1][1]
    low, high = above.base - 1, below.base - 0.5 * below.size
    edges = [(rule[0], edge, rule[2], edge) for rule in rules for edge in {rule[1], rule[3]} if low <= edge <= high]
    return _covered(edges, left, right) > 0.8


def _breaks_by_distance(body: Sequence[_Row], filled: Sequence[set[int]]) -> set[int]:
    steps = [after.base - before.base for before, after in itertools.pairwise(body)]
    least = min(steps, default=0.0)
    places = range(1, len(body))
    if least > _MAX_LEADING * body[0].size:
        return set(places)
    if max(steps, default=0.0) > 1.12 * least + 0.5:
        return {place for place in places if steps[place - 1] > 1.12 * least + 0.5}
    return {
        place
        for place in places
        if 0 in filled[place] and len(filled[place]) > 1 and not body[place].parts[0].text[:1].islower()
    }


def _is_loose(
    lines: int, body: Sequence[_Row], filled: Sequence[set[int]], columns: _Columns, rules: Sequence[Box]
) -> bool:
    """Say whether the last row is rather a paragraph after the table: only text in front, and no line below it."""
    if set().union(*filled[-lines:]) != {0}:
        return False
    last = body[-1]
    left, right = columns.spans[0][0], columns.spans[-1][1]
    below = [rule for rule in rules if last.base - 1 <= rule[3] <= last.base + 1.5 * last.size]
    return _covered(below, left, right) < 0.8


def _is_table(body: Sequence[_Row], filled: Sequence[set[int]], groups: Sequence[int], columns: int) -> bool:
    """Keep what surely is a table, and no running text in columns, contents or signatures."""
    if not groups:
        return False
    starts = list(itertools.accumulate(groups, initial=0))
    cells = [set().union(*filled[start:end]) for start, end in itertools.pairwise(starts)]
    full = sum(len(found) > 1 for found in cells)
    if full < (2 if columns == 2 else 1) or full < 0.6 * len(cells):
        return False
    if any(is_signing([part.text for part in row.parts]) for row in body[:3]):
        return False
    if _is_running(body, filled, columns):
        return False
    numbers = [row.parts[-1].text for row in body if len(row.parts) > 1]
    pages = [int(text) for text in numbers if re.fullmatch(r"\d{1,3}", text)]
    contents = columns == 2 and len(pages) == len(numbers) >= 3 and pages == sorted(pages)
    return not contents


def _is_running(body: Sequence[_Row], filled: Sequence[set[int]], columns: int) -> bool:
    """Say whether the lines are paragraphs side by side: at different heights, or many full lines at one distance."""
    steps = [after.base - before.base for before, after in itertools.pairwise(body)]
    if min(steps, default=body[0].size) < 0.8 * body[0].size:
        return True
    tight = [index for index, step in enumerate(steps) if step <= _MAX_LEADING * body[0].size]
    running = sum(
        len(filled[index + 1]) == columns and all(len(part.text.split()) > 3 for part in body[index + 1].parts)
        for index in tight
    )
    return running > _MAX_SOLID_LINES


def _resume(
    rows: Sequence[_Row], page: int, rules: Sequence[Box], before: Table, taken: set[int]
) -> tuple[int, Table | None]:
    """Return the rest of a table that began on the page before, where it does not repeat its header."""
    lefts = before.edges
    first = rows[0]
    if len(lefts) < 2:
        return 0, None
    heads = [(left + 1, left + 3.0) for left in lefts]
    if not all(any(abs(part.left - left - 2) <= _ALIGNED for left in lefts) for part in first.parts):
        return 0, None
    body, columns, filled = _body(rows, 0, heads, taken)
    groups = _groups(body, filled, columns, rules)
    while groups and _is_loose(groups[-1], body, filled, columns, rules):
        last = groups.pop()
        body, filled = body[: len(body) - last], filled[: len(filled) - last]
    if not groups or not any(len(found) > 1 for found in filled):
        return 0, None
    edges = [*lefts, max(columns.edges()[-1], before.box[2])]
    return len(body), _table(page, body, groups, edges, 0)


def _covered(rules: Sequence[Box], left: float, right: float) -> float:
    """Return which share of a stretch lies under or in lines."""
    reached, total = left, 0.0
    for start, end in sorted((rule[0], rule[2]) for rule in rules):
        start, end = max(start - 3, reached), min(end + 3, right)
        if end > start:
            total += end - start
            reached = end
    return total / (right - left) if right > left else 0.0


def _table(page: int, lines: Sequence[_Row], groups: Sequence[int], edges: Sequence[float], heads: int) -> Table:
    """Make the cells of lines in columns."""
    starts = list(itertools.accumulate(groups, initial=0))
    tops = [lines[0].top - 1]
    for start in starts[1:-1]:
        above, below = lines[start - 1], lines[start]
        tops.append((_middle(above) + _middle(below)) / 2)
    tops.append(lines[-1].bottom + 1)
    cells = tuple(
        tuple((left, top, right, bottom) for left, right in itertools.pairwise(edges))
        for top, bottom in itertools.pairwise(tops)
    )
    return Table(page, (edges[0], tops[0], edges[-1], tops[-1]), cells, heads)


def _middle(row: _Row) -> float:
    return (row.top + row.bottom) / 2
