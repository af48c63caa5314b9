"""One PDF page to printed lines: characters, words, columns; the only module that talks to pypdfium2."""

from __future__ import annotations

import ctypes
import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from prestatielint.errors import IngestError

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ"}
_HYPHENS = {"\x02", "\ufffe", "\u2010", "\u2011", "\u00ad"}  # PDFium gives 2 for a hyphen that ends a line
_SPLIT_GAP = 1.6  # times the size: a wider gap in a line parts columns or cells
_WORD_GAP = 0.16
_MIN_COLUMN_LINES = 6
_RULE_THICKNESS = 3.0
_MIN_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without space between them; ``edges`` as in ``PdfPlace``, distances from the top left corner."""

    text: str
    edges: tuple[float, ...]
    top: float
    bottom: float
    base: float
    size: float
    bold: bool

    @property
    def left(self) -> float:
        """The left edge of the first character."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """The right edge of the last character."""
        return self.edges[-1]


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one printed line; ``noted`` had a raised number in front, ``column`` is 1 or 2 where there are two."""

    words: tuple[Word, ...]
    page: int
    noted: bool = False
    column: int = 0

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """The left edge."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """The right edge."""
        return self.words[-1].right

    @property
    def top(self) -> float:
        """The top of the highest word."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The bottom of the lowest word."""
        return max(word.bottom for word in self.words)

    @property
    def base(self) -> float:
        """The line that the letters stand on."""
        return self.words[-1].base

    @property
    def size(self) -> float:
        """The size of most characters."""
        return max(self.words, key=lambda word: len(word.text)).size

    @property
    def bold(self) -> bool:
        """Whether all words are bold."""
        return all(word.bold for word in self.words if any(char.isalnum() for char in word.text))


@dataclass(slots=True)
class Page:
    """What is kept of a page: the words, and what decides how they are read."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    turned: bool = False
    pictures: bool = False

    @property
    def has_text(self) -> bool:
        """Whether there is more than a stray mark to read."""
        letters = sum(1 for word in self.words for char in word.text if char.isalpha() and ord(char) < 0xE000)
        return letters >= _MIN_LETTERS and (not self.pictures or letters >= 25)

    @property
    def is_ruled(self) -> bool:
        """Whether lines cross often enough to make a table."""
        across = [rule for rule in self.rules if rule[2] - rule[0] > 40 and rule[3] - rule[1] <= _RULE_THICKNESS]
        down = [rule for rule in self.rules if rule[3] - rule[1] > 6 and rule[2] - rule[0] <= _RULE_THICKNESS]
        boxes = [rule for rule in self.rules if rule[3] - rule[1] > 8 and rule[2] - rule[0] > 20]
        return (len(across) >= 2 and len(down) >= 2) or len(boxes) >= 4 or (len(boxes) >= 1 and len(down) >= 1)


def read_pages(data: bytes) -> list[Page]:
    """Read the words of every page; each page is closed before the next is opened."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            message = (
                "Dit PDF-bestand is met een wachtwoord beveiligd: bewaar het zonder wachtwoord en probeer het opnieuw"
            )
            raise IngestError("versleuteld", message) from error
        raise _damaged() from error
    try:
        return [_page(document, index) for index in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise _damaged() from error
    finally:
        document.close()


def _damaged() -> IngestError:
    message = "Dit PDF-bestand is beschadigd of niet volledig: vraag of maak het opnieuw (in Word: opslaan als PDF)"
    return IngestError("beschadigd", message)


def _page(document: Any, index: int) -> Page:
    page = document[index]
    try:
        frame = _Frame.of(page)
        found = Page(index + 1, frame.width, frame.height)
        _objects(page, frame, found)
        text = page.get_textpage()
        try:
            found.words, found.turned = _words(text, frame)
        finally:
            text.close()
        return found
    finally:
        page.close()


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns PDF coordinates into points from the top left corner of the page as it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @classmethod
    def of(cls, page: Any) -> _Frame:
        left, bottom, right, top = page.get_mediabox()
        return cls(left, bottom, right, top, page.get_rotation() % 360)

    @property
    def width(self) -> float:
        return self.right - self.left if self.turn % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.turn % 180 == 0 else self.right - self.left

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        if self.turn == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.turn == 270:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


def _objects(page: Any, frame: _Frame, found: Page) -> None:
    """Note the ruled lines and whether pictures cover the page."""
    import pypdfium2.raw as raw

    covered = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            covered += (right - left) * (top - bottom)
        else:
            box = frame.box(left, bottom, right, top)
            if box[2] - box[0] < found.width * 0.98 or box[3] - box[1] < found.height * 0.9:
                found.rules.append(box)
    found.pictures = covered > 0.5 * found.width * found.height


@dataclass(slots=True)
class _Open:
    """A word under construction."""

    chars: list[str]
    edges: list[float]
    right: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool

    def close(self) -> Word:
        return Word(
            "".join(self.chars), (*self.edges, self.right), self.top, self.bottom, self.base, self.size, self.bold
        )

    def add(self, char: str, left: float, right: float, top: float, bottom: float) -> None:
        if char > "\u02ff" and unicodedata.combining(char) and self.chars:
            self.chars[-1] = unicodedata.normalize("NFC", self.chars[-1] + char)[:1]
            return
        chars = _LIGATURES.get(char, char)
        step = (right - left) / len(chars)
        self.chars += chars
        self.edges.append(left)
        self.edges += (left + step * place for place in range(1, len(chars)))
        self.right = right
        if top < self.top:
            self.top = top
        if bottom > self.bottom:
            self.bottom = bottom


def _words(text: Any, frame: _Frame) -> tuple[list[Word], bool]:
    """Return the words in the order of the file, and whether slanted text was left out."""
    import pypdfium2.raw as raw

    words: list[Word] = []
    turned = False
    current: _Open | None = None
    skipping = False
    rect = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    handle = text.raw
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(handle, index))
        if char in _HYPHENS:
            char = "-"
        if char.isspace() or char in "\u200b\ufeff\x00":
            if current is not None:
                words.append(current.close())
                current = None
            skipping = False
            continue
        if skipping:
            continue
        raw.FPDFText_GetLooseCharBox(handle, index, rect)
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        left, top, right, bottom = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        base = frame.box(x.value, y.value, x.value, y.value)[1] if frame.turn else frame.top - y.value
        size = bottom - top
        if (
            current is None
            or abs(base - current.base) > 0.1 * current.size
            or not -0.5 * size < left - current.right < _WORD_GAP * 2 * size
        ):
            if current is not None:
                words.append(current.close())
            angle = round(raw.FPDFText_GetCharAngle(handle, index) * 57.2958 + frame.turn) % 360
            if 5 < angle < 355:
                turned = skipping = True
                current = None
                continue
            size = raw.FPDFText_GetFontSize(handle, index)
            raw.FPDFText_GetFontInfo(handle, index, name, 128, flags)
            weight = raw.FPDFText_GetFontWeight(handle, index)
            look = name.value.lower()
            bold = weight >= 600 or any(sign in look for sign in (b"bold", b"black", b"heavy", b"semibd", b"demi"))
            size = size if size > 2 else (bottom - top) * 0.85
            current = _Open([], [], right, top, bottom, base, round(size, 1), bold)
        current.add(char, left, right, top, bottom)
    if current is not None:
        words.append(current.close())
    return words, turned


def lines_of(words: Sequence[Word], page: int, *, columns: bool = True) -> list[Line]:
    """Return the lines of words in reading order, column by column where there are two."""
    rows = list(rows_of(words))
    gutter = _gutter([parts_of(row) for row in rows]) if columns else None
    found: list[Line] = []
    right: list[Line] = []
    for row in rows:
        first = [word for word in row if gutter is not None and word.right <= gutter]
        second = [word for word in row if gutter is not None and word.left >= gutter]
        if len(first) + len(second) < len(row):  # one column, or a line across both
            found += right
            right = []
            found.append(_line(row, page, 0))
            continue
        if first:
            found.append(_line(first, page, 1))
        if second:
            right.append(_line(second, page, 2))
    return [line for line in found + right if line.words]


def rows_of(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Gather words that stand on the same height, the highest first, each from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda item: (-item.size, item.base)):
        middle = (word.top + word.bottom) / 2
        home = None
        for row in rows:
            first = row[0]
            same = abs(first.base - word.base) <= 0.25 * first.size
            raised = word.size <= 0.8 * first.size and first.top - 1 <= middle <= first.bottom + 1
            beside = raised and any(
                -2 <= word.left - other.right <= 0.4 * first.size or -2 <= other.left - word.right <= 0.6 * first.size
                for other in row
            )
            if same or beside:
                home = row
                break
        if home is None:
            rows.append([word])
        else:
            home.append(word)
    rows.sort(key=lambda row: row[0].base)
    for row in rows:
        yield sorted(row, key=lambda item: item.left)


def parts_of(row: Sequence[Word], gap: float = _SPLIT_GAP) -> list[list[Word]]:
    """Split a row where a gap is wider than ``gap`` times the size."""
    parts = [[row[0]]]
    for before, word in itertools.pairwise(row):
        if word.left - before.right > gap * max(before.size, word.size):
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
    starts = sorted(span[0] for span in spans if leftmost + 0.35 * width < span[0] < leftmost + 0.65 * width)
    best: float | None = None
    most = _MIN_COLUMN_LINES - 1
    for start in starts:
        edge = start - 2
        right = [span for span in spans if abs(span[0] - start) <= 3]
        left = [span for span in spans if span[1] <= edge]
        crossing = sum(1 for span in spans if span[0] < edge < span[1])
        wide = sum(1 for span in right if span[1] - span[0] > 0.25 * width)
        wide_left = sum(1 for span in left if span[1] - span[0] > 0.25 * width)
        if min(wide, wide_left) > max(most, 2 * crossing):
            best, most = edge, min(wide, wide_left)
    return best


def _line(words: Sequence[Word], page: int, column: int) -> Line:
    """Make a line: raised note numbers go, words that the file sets apart without space are joined."""
    main = max(words, key=lambda word: (word.size, len(word.text)))
    kept: list[Word] = []
    noted = False
    for word in sorted(words, key=lambda item: item.left):
        small = word.size <= 0.8 * main.size or (word.bottom - word.top) <= 0.8 * (main.bottom - main.top)
        raised = small and word.base < main.base - 0.15 * main.size
        before = kept[-1] if kept else None
        unit = before is not None and before.text.lower().endswith(("m", "km"))
        if raised and not unit and word.text.strip("[]()*,").isdigit() and len(word.text) <= 4:
            noted = noted or before is None
            continue
        if before is not None and word.left - before.right < _WORD_GAP * min(before.size, word.size):
            kept[-1] = Word(
                before.text + word.text,
                (*before.edges[:-1], *word.edges),
                min(before.top, word.top),
                max(before.bottom, word.bottom),
                before.base,
                before.size,
                before.bold and word.bold,
            )
        else:
            kept.append(word)
    return Line(tuple(kept), page, noted, column)
