"""Words of a PDF page to printed lines, column by column."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from prestatielint.ingest.pdfpage import WORD_GAP, Word

_SPLIT_GAP = 1.6  # times the size: a wider gap in a line parts columns or cells
_MIN_COLUMN_LINES = 6


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A printed line; ``noted`` had a raised number in front, ``column`` is 1 or 2 where there are two.

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
    gutter = _gutter([parts_of(row) for row in rows]) if columns else None
    if gutter is None:
        return [_line(row, page, 0) for row in rows]
    found: list[Line] = []
    right: list[Line] = []
    for row in rows:
        first = [word for word in row if word.right <= gutter]
        second = [word for word in row if word.left >= gutter]
        if len(first) + len(second) < len(row):  # a line across both
            found += right
            right = []
            found.append(_line(row, page, 0))
            continue
        if first:
            found.append(_line(first, page, 1))
        if second:
            right.append(_line(second, page, 2))
    return found + right


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Gather words that stand on the same height, the highest first, each from left to right."""
    groups: dict[tuple[float, float], list[Word]] = {}
    for word in words:
        groups.setdefault((-word.size, word.base), []).append(word)
    rows: list[list[Word]] = []
    firsts: list[tuple[float, float, float, float]] = []  # base, size, top and bottom of the first word of each row
    for minus, base in sorted(groups):
        group, size = groups[minus, base], -minus
        home = None
        for place, first in enumerate(firsts):
            if abs(first[0] - base) <= 0.25 * first[1]:
                home = place
                break
        if home is None:
            against = [place for place, first in enumerate(firsts) if size <= 0.8 * first[1]]
            rest = [word for word in group if not _beside(word, against, rows, firsts)] if against else group
            if rest:
                rows.append(rest)
                firsts.append((base, size, rest[0].top, rest[0].bottom))
        else:
            rows[home] += group
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


def _gutter(rows: Sequence[Sequence[Sequence[Word]]]) -> float | None:
    """Return the middle of the white strip between two columns of running text, or None."""
    spans = [(part[0].left, part[-1].right) for row in rows for part in row]
    if len(rows) < _MIN_COLUMN_LINES:
        return None
    leftmost, rightmost = min(span[0] for span in spans), max(span[1] for span in spans)
    width = rightmost - leftmost
    starts = sorted({span[0] for span in spans if leftmost + 0.35 * width < span[0] < leftmost + 0.65 * width})
    best: float | None = None
    most = _MIN_COLUMN_LINES - 1
    for start in starts:
        edge = start - 2
        right = [span for span in spans if abs(span[0] - start) <= 3]
        left = [span for span in spans if span[1] <= edge]
        if len(right) <= most or len(left) <= most:
            continue
        crossing = sum(1 for span in spans if span[0] < edge < span[1])
        wide = sum(1 for span in right if span[1] - span[0] > 0.25 * width)
        wide_left = sum(1 for span in left if span[1] - span[0] > 0.25 * width)
        if min(wide, wide_left) > max(most, 2 * crossing):
            best, most = edge, min(wide, wide_left)
    return best


def _line(row: Sequence[Word], page: int, column: int) -> Line:
    """Make a line of words from left to right: raised note numbers go, words set apart without space are joined."""
    main = max(row, key=_weight)
    floor, size, height = main.base - 0.15 * main.size, 0.8 * main.size, 0.8 * (main.bottom - main.top)
    kept: list[Word] = []
    noted = False
    for word in row:
        before = kept[-1] if kept else None
        if word.base < floor and (word.size <= size or word.bottom - word.top <= height):
            unit = before is not None and before.text.lower().endswith(("m", "km"))
            if not unit and word.text.strip("[]()*,").isdigit() and len(word.text) <= 4:
                noted = noted or before is None
                continue
        touches = before is not None and word.edges[0] - before.edges[-1] < WORD_GAP * min(before.size, word.size)
        if before is not None and touches and not before.text.endswith("€"):
            kept[-1] = _joined(before, word)
        else:
            kept.append(word)
    return _of_words(kept, page, noted, column)


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
    )


def _of_words(words: Sequence[Word], page: int, noted: bool, column: int) -> Line:
    edges = array("f")
    for word in words:
        edges += word.edges  # the right edge of a word is the left one of the space after it
    text = " ".join([word.text for word in words])
    space = text.find(" ")
    return Line(
        text,
        edges,
        page,
        min([word.top for word in words]),
        max([word.bottom for word in words]),
        words[-1].base,
        max(words, key=lambda word: len(word.text)).size,
        all(word.bold for word in words if word.bold or any(map(str.isalnum, word.text))),
        text.count(" ") + 1,
        edges[space],
        noted,
        column,
    )
