"""Words of a PDF page to printed lines, column by column."""

from __future__ import annotations

import itertools
import re
from array import array
from bisect import bisect, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prestatielint.ingest.pdfpage import WORD_GAP, Word

_SPLIT_GAP = 1.6  # times the size: a wider gap in a line parts columns or cells
_MIN_COLUMN_LINES = 4
_SPACED = re.compile(r"(?:[^\W\d_] +){4,}[^\W\d_]")
_MIN_COLUMN_WIDTH = 0.25  # of the width of the text
_MIDDLE = (0.35, 0.65)
_MAX_WHITE = 40.0
_NEAR = 1.6  # times the size


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A printed line; ``noted`` had a raised number in front, ``column`` is 1 or 2 where there are two.

    ``marks`` are the raised numbers that were taken out: they refer to notes. ``tag`` is that of its words, where they
    have one in common.

    ``text`` is its ``count`` words with single spaces, ``edges`` as in ``PdfPlace``; ``size`` is that of the longest word,
    ``indent`` the right edge of the first. The words themselves are not kept: a document has a million.
    """

    text: str
    edges: array[float]
    page: int
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    count: int
    indent: float
    noted: bool = False
    column: int = 0
    marks: tuple[str, ...] = ()
    tag: int = 0

    @property
    def left(self) -> float:
        """The left edge."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """The right edge."""
        return self.edges[-1]


def lines_of(words: Sequence[Word], page: int, *, columns: bool = True) -> list[Line]:
    """Return the lines of words in reading order, column by column where there are two."""
    rows = rows_of(words)
    edge, bands = _columns(rows) if columns else (0.0, [])
    found: list[Line] = []
    done = 0
    for start, end in bands:
        found += [_line(row, page, 0) for row in rows[done:start]]
        left = [[word for word in row if word.right <= edge] for row in rows[start:end]]
        right = [[word for word in row if word.right > edge] for row in rows[start:end]]
        found += [_line(row, page, 1) for row in left if row]
        found += [_line(row, page, 2) for row in right if row]
        done = end
    return found + [_line(row, page, 0) for row in rows[done:]]


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Gather words that stand on the same height, the highest first, each from left to right."""
    groups: dict[tuple[float, float], list[Word]] = {}
    for word in words:
        groups.setdefault((-word.size, word.base), []).append(word)
    rows: list[list[Word]] = []
    firsts: list[tuple[float, float, float, float]] = []  # base, size, top and bottom of the first word of each row
    order: list[tuple[float, int]] = []  # the rows by their base
    reach = 1.5 * max((word.size for word in words), default=0.0)
    for minus, base in sorted(groups):
        group, size = groups[minus, base], -minus
        near = sorted(place for _, place in order[bisect(order, (base - reach,)) : bisect(order, (base + reach,))])
        against = [place for place in near if size <= 0.8 * firsts[place][1]]
        rest = [word for word in group if not _beside(word, against, rows, firsts)] if against else group
        if not rest:
            continue
        for place in near:
            if abs(firsts[place][0] - base) <= 0.25 * firsts[place][1]:
                rows[place] += rest
                break
        else:
            insort(order, (base, len(rows)))
            rows.append(rest)
            firsts.append((base, size, rest[0].top, rest[0].bottom))
    rows.sort(key=lambda row: row[0].base)
    return [sorted(row, key=_left) for row in rows]


def _left(word: Word) -> float:
    return word.edges[0]


def _beside(
    word: Word,
    places: Sequence[int],
    rows: Sequence[list[Word]],
    firsts: Sequence[tuple[float, float, float, float]],
) -> bool:
    """Add a small word to the row of bigger words that it stands against, raised or lowered; say whether there is one."""
    middle = (word.top + word.bottom) / 2
    for place in places:
        _, size, top, bottom = firsts[place]
        if top - 1 <= middle <= bottom + 1 and any(
            -2 <= word.left - other.right <= 0.4 * size or -2 <= other.left - word.right <= 0.6 * size
            for other in rows[place]
        ):
            rows[place].append(word)
            return True
    return False


def parts_of(row: Sequence[Word], gap: float = _SPLIT_GAP) -> list[list[Word]]:
    """Split a row where a gap is wider than ``gap`` times the size."""
    parts = [[row[0]]]
    for before, word in itertools.pairwise(row):
        if word.edges[0] - before.edges[-1] > gap * max(before.size, word.size):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _columns(rows: Sequence[Sequence[Word]]) -> tuple[float, list[tuple[int, int]]]:
    """Return where the right one of two columns of running text begins, and which stretches of rows stand in two columns.

    Of the places where text begins in the middle of the page, the best has the widest white strip before it, over the most
    rows: so the numbers that hang before the text of a column stay with it.
    """
    if len(rows) < _MIN_COLUMN_LINES:
        return 0.0, []
    spans = [[(part[0].left, part[-1].right) for part in parts_of(row)] for row in rows]
    leftmost = min(row[0][0] for row in spans)
    width = max(row[-1][1] for row in spans) - leftmost
    lower, upper = leftmost + _MIDDLE[0] * width, leftmost + _MIDDLE[1] * width
    starts = Counter(round(span[0]) for row in spans for span in row if lower < span[0] < upper)
    best: tuple[float, float, list[tuple[int, int]]] = (0.0, 0.0, [])
    for start, count in starts.items():
        if count < 2:
            continue
        edge = start - 2.0
        bands = [band for band in _clear(spans, edge) if _are_columns(spans[band[0] : band[1]], edge, width)]
        if not bands:
            continue
        inside = [row for start, end in bands for row in spans[start:end]]
        white = min(
            start - max((span[1] for row in inside for span in row if span[1] <= edge), default=0.0), _MAX_WHITE
        )
        score = white * sum(end - start for start, end in bands)
        if score > best[0]:
            best = (score, edge, [_whole(rows, spans, band, edge) for band in bands])
    return best[1], best[2]


def _clear(spans: Sequence[Sequence[tuple[float, float]]], edge: float) -> Iterator[tuple[int, int]]:
    """Yield the stretches of rows in which no text crosses a vertical line, from the first to the last with text after it."""
    first = last = -1
    for place, row in enumerate(spans):
        if any(left < edge < right for left, right in row):
            if first >= 0:
                yield first, last + 1
            first = -1
        elif row[-1][0] >= edge:
            first = place if first < 0 else first
            last = place
    if first >= 0:
        yield first, last + 1


def _are_columns(spans: Sequence[Sequence[tuple[float, float]]], edge: float, width: float) -> bool:
    """Say whether enough rows have running text on both sides of a vertical line."""
    sides = []
    for after in (False, True):
        extents = [
            (own[0][0], own[-1][1]) for row in spans if (own := [span for span in row if (span[0] >= edge) is after])
        ]
        sides.append(sum(right - left > _MIN_COLUMN_WIDTH * width for left, right in extents))
    return min(sides) >= _MIN_COLUMN_LINES


def _whole(
    rows: Sequence[Sequence[Word]], spans: Sequence[Sequence[tuple[float, float]]], band: tuple[int, int], edge: float
) -> tuple[int, int]:
    """Widen a stretch by the rows of the left column that go on above or below it."""
    start, end = band
    while start and _follows(rows[start - 1], rows[start]) and spans[start - 1][-1][1] <= edge:
        start -= 1
    while end < len(rows) and _follows(rows[end - 1], rows[end]) and spans[end][-1][1] <= edge:
        end += 1
    return start, end


def _follows(row: Sequence[Word], after: Sequence[Word]) -> bool:
    return abs(row[0].size - after[0].size) < 1 and after[0].base - row[0].base < _NEAR * row[0].size


def _line(row: Sequence[Word], page: int, column: int) -> Line:
    """Make a line of words from left to right: raised note numbers go, words set apart without space are joined."""
    if len(row) == 1:
        return _of_words(row, page, False, column, ())
    main = max(row, key=_weight)
    floor, size, height = main.base - 0.15 * main.size, 0.8 * main.size, 0.8 * (main.bottom - main.top)
    kept: list[Word] = []
    marks: list[str] = []
    noted = False
    for word in row:
        before = kept[-1] if kept else None
        if word.base < floor and (word.size <= size or word.bottom - word.top <= height):
            unit = before is not None and before.text.lower().endswith(("m", "km"))
            if not unit and word.text.strip("[]()*,").isdigit() and len(word.text) <= 4:
                noted = noted or before is None
                marks.append(word.text.strip("[]()*,"))
                continue
        touches = before is not None and word.edges[0] - before.edges[-1] < WORD_GAP * min(before.size, word.size)
        if before is not None and touches and not before.text.endswith("€"):
            kept[-1] = _joined(before, word)
        else:
            kept.append(word)
    return _of_words(kept, page, noted, column, tuple(marks))


def _weight(word: Word) -> tuple[float, int]:
    return word.size, len(word.text)


def _joined(before: Word, word: Word) -> Word:
    return Word(
        before.text + word.text,
        before.edges[:-1] + word.edges,
        min(before.top, word.top),
        max(before.bottom, word.bottom),
        before.base,
        before.size,
        before.bold and word.bold,
        before.tag,
    )


def _of_words(words: Sequence[Word], page: int, noted: bool, column: int, marks: tuple[str, ...]) -> Line:
    if len(words) == 1:
        [longest] = words
        text, edges = longest.text, longest.edges
    else:
        longest = max(words, key=lambda word: len(word.text))
        text, edges = " ".join([word.text for word in words]), array("f")
        for word in words:
            edges += word.edges  # the right edge of a word is the left one of the space after it
    if _SPACED.fullmatch(text):
        text, edges = _closed(text, edges)
    space = text.find(" ")
    return Line(
        text,
        edges,
        page,
        min([word.top for word in words]),
        max([word.bottom for word in words]),
        words[-1].base,
        longest.size,
        all(word.bold for word in words if word.bold or any(map(str.isalnum, word.text))),
        text.count(" ") + 1,
        edges[space],
        noted,
        column,
        marks,
        _tag(words),
    )


def _tag(words: Sequence[Word]) -> int:
    """Return the block that words belong to: spaces and bullets are often left out of the structure."""
    tags = {word.tag for word in words if word.tag}
    return tags.pop() if len(tags) == 1 else 0


def _closed(text: str, edges: array[float]) -> tuple[str, array[float]]:
    """Take the space out of letter-spaced words ("B O U W E N"); a gap that is clearly wider parts two words."""
    starts = [place for place, char in enumerate(text) if char != " "]
    gaps = [edges[after] - edges[before + 1] for before, after in itertools.pairwise(starts)]
    usual = sorted(gaps)[len(gaps) // 2]
    chars, closed = [text[starts[0]]], array("f", [edges[starts[0]]])
    for (before, after), gap in zip(itertools.pairwise(starts), gaps, strict=True):
        if gap > 1.6 * usual + 0.5:
            chars.append(" ")
            closed.append(edges[before + 1])
        chars.append(text[after])
        closed.append(edges[after])
    closed.append(edges[-1])
    return "".join(chars), closed
