"""One PDF page to words, ruled lines and what else it holds; the only module that talks to pypdfium2."""

from __future__ import annotations

import ctypes
import io
import itertools
import re
import unicodedata
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import degrees, inf, isfinite
from typing import Any, NamedTuple

from prestatielint.errors import IngestError
from prestatielint.ingest.pdfguard import Drawings, check_streams, has_forms
from prestatielint.ingest.pdftags import ARTIFACT, Tag, Tags

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ"}
_HYPHENS = "\x02\ufffe\u2010\u2011\u00ad"  # PDFium gives 2 for a hyphen that ends a line
_HYPHEN_SIGNS = str.maketrans(_HYPHENS, "-" * len(_HYPHENS))
_WORD = re.compile(r"[^\s\u200b\ufeff\x00]+")
# A line ends where PDFium says so, and after a hyphen that it takes for one at the end of a line.
_PRINTED = re.compile(
    r"[^\s\u200b\ufeff\x00](?:[^\r\n\x02\ufffe]*[^\s\u200b\ufeff\x00\x02\ufffe])?[\x02\ufffe]?|[\x02\ufffe]"
)
# Text that is read as it stands: single spaces, no ligatures, no signs that stand over others.
_EVEN = re.compile(
    r"[^\s\u0300-\u036f\u0132\u0133\u200b\ufb00-\ufb06\ufeff\x00]+(?: [^\s\u0300-\u036f\u0132\u0133\u200b\ufb00-\ufb06\ufeff\x00]+)*"
)
_STRETCH = re.compile(r"[^\W_]+|[\W_]")
APART = 0.7  # times the size: a narrower gap parts words, a wider one perhaps cells
WORD_GAP = 0.16  # times the size: narrower gaps part no words
_MAX_GAP = 2 * WORD_GAP
_RULE_THICKNESS = 3.0
_MIN_LETTERS = 3
_MIN_PICTURED = 25
_MAX_RULES = 4000  # on a page: more is a drawing
_MAX_OBJECTS = 200_000
_MAX_FORMS = 4
_INVISIBLE = 3
_MAX_BOOKMARKS = 5000
_MAX_LEVELS = 9
_ARTIFACT_NAME = "Artifact\0".encode("utf-16-le")


class Word(NamedTuple):
    """Words of one look without wide gaps between them, on a page with tables every word apart.

    ``edges`` as in ``PdfPlace``, distances from the top left corner; ``tag`` is the number of the block in the structure
    of a tagged PDF, 0 for none, ``ARTIFACT`` for what that leaves out.
    """

    text: str
    edges: array[float]
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    tag: int = 0

    @property
    def left(self) -> float:
        """The left edge of the first character."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """The right edge of the last character."""
        return self.edges[-1]


@dataclass(slots=True)
class Page:
    """What is kept of a page: the words, and what decides how they are read.

    ``rules`` are lines and the boxes that they or shades make; ``crowded`` says that there were too many to keep.
    """

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    crowded: bool = False
    turned: bool = False
    pictures: bool = False
    unseen: bool = False
    notes: int = 0
    fields: int = 0

    @property
    def has_text(self) -> bool:
        """Whether there is more than a stray mark to read."""
        enough = _MIN_PICTURED if self.pictures else _MIN_LETTERS
        letters = 0
        for word in self.words:
            letters += sum(char.isalpha() and char < "\ue000" for char in word.text)
            if letters >= enough:
                return True
        return False

    @property
    def is_ruled(self) -> bool:
        """Whether lines cross often enough to make a table."""
        across = [rule for rule in self.rules if rule[2] - rule[0] > 40 and rule[3] - rule[1] <= _RULE_THICKNESS]
        down = [rule for rule in self.rules if rule[3] - rule[1] > 6 and rule[2] - rule[0] <= _RULE_THICKNESS]
        boxes = [rule for rule in self.rules if rule[3] - rule[1] > 8 and rule[2] - rule[0] > 20]
        return (len(across) >= 2 and len(down) >= 2) or len(boxes) >= 4 or (len(boxes) >= 1 and len(down) >= 1)


class Bookmark(NamedTuple):
    """An entry of the outline: the page that it leads to, from 1, its level, 1 for the highest, and its title."""

    page: int
    level: int
    title: str


class Pdf:
    """An open PDF; a page is closed again before the next is read. Use as a context manager."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        check_streams(data)
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower() or "security" in str(error).lower():
                message = "Dit PDF-bestand is met een wachtwoord beveiligd: bewaar het zonder wachtwoord en probeer het opnieuw"
                raise IngestError("versleuteld", message) from error
            raise _damaged() from error
        tagged, drawn = self._is_tagged(), has_forms(data)
        self._objects = _opened(data) if tagged or drawn else None
        self._tags = Tags(self._objects) if tagged and self._objects is not None else None
        self._drawings = Drawings(self._objects) if drawn and self._objects is not None else None

    def __enter__(self) -> Pdf:
        return self

    def __exit__(self, *_: object) -> None:
        if self._objects is not None:
            self._objects.close()
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    @property
    def attachments(self) -> int:
        """How many files are attached in the PDF."""
        return int(self._document.count_attachments())

    @property
    def blocks(self) -> Mapping[int, Tag]:
        """The blocks of the structure by the numbers that words have as ``tag``; empty where there is none."""
        return self._tags.blocks if self._tags is not None else {}

    def bookmarks(self) -> list[Bookmark]:
        """Return the outline: what a reader shows beside the pages to jump to."""
        import pypdfium2

        found = []
        try:
            for mark in itertools.islice(self._document.get_toc(max_depth=_MAX_LEVELS), _MAX_BOOKMARKS):
                target = mark.get_dest()
                index = target.get_index() if target is not None else None
                if index is not None:
                    found.append(Bookmark(index + 1, mark.level + 1, mark.get_title()))
        except (pypdfium2.PdfiumError, UnicodeError):
            return []
        return found

    def _is_tagged(self) -> bool:
        import pypdfium2.raw as raw

        return bool(raw.FPDFCatalog_IsTagged(self._document.raw))

    def pages(self) -> Iterator[Page]:
        """Read the pages one by one."""
        import pypdfium2

        for index in range(len(self._document)):
            if self._drawings is not None:
                self._drawings.check(index)
            try:
                yield _page(self._document, index, self._tags.page(index) if self._tags is not None else None)
            except pypdfium2.PdfiumError as error:
                raise _damaged() from error


def _opened(data: bytes) -> Any:
    """Open a file with pikepdf, for what PDFium does not tell or cannot bear; None if that cannot read it."""
    import pikepdf

    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except Exception:  # it raises anything on a broken file
        return None


def _damaged() -> IngestError:
    message = "Dit PDF-bestand is beschadigd of niet volledig: vraag of maak het opnieuw (in Word: opslaan als PDF)"
    return IngestError("beschadigd", message)


def _page(document: Any, index: int, blocks: Mapping[int, int] | None) -> Page:
    page = document[index]
    try:
        frame = _Frame.of(page)
        found = Page(index + 1, frame.width, frame.height)
        _objects(page, frame, found)
        _annotations(page, found)
        text = page.get_textpage()
        try:
            _words(text, frame, found, blocks)
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
        # Unlike the boxes one by one, this is what is shown: inherited, with its corners in order, and clipped.
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation() % 360)

    @property
    def width(self) -> float:
        return self.right - self.left if self.turn % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.turn % 180 == 0 else self.right - self.left

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        if self.turn == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turn == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


# drawings, pictures, notes


def _objects(page: Any, frame: _Frame, found: Page) -> None:
    """Note the ruled lines, whether pictures cover the page, and whether text is there that nobody sees."""
    import pypdfium2.raw as raw

    covered = 0.0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for item, kind, matrix in _walk(page.raw, raw):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            found.unseen = found.unseen or raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
            continue
        if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        bounds = _moved((left.value, bottom.value, right.value, top.value), matrix)
        if not all(map(isfinite, bounds)):
            continue
        box = frame.box(*bounds)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            covered += (box[2] - box[0]) * (box[3] - box[1])
        elif not found.crowded:
            segments = raw.FPDFPath_CountSegments(item)
            if segments == 2 and box[2] - box[0] > _RULE_THICKNESS and box[3] - box[1] > _RULE_THICKNESS:
                continue  # a slanted line
            boxes = [box] if segments <= 6 else _pieces(item, segments, matrix, frame, raw)
            for rule in boxes:
                if rule[2] - rule[0] < found.width * 0.98 or rule[3] - rule[1] < found.height * 0.9:
                    found.rules.append(rule)
            found.crowded = len(found.rules) > _MAX_RULES
    if found.crowded:
        found.rules.clear()
    found.pictures = covered > 0.5 * found.width * found.height


def _walk(page: Any, raw: Any) -> Iterator[tuple[Any, int, Matrix | None]]:
    """Yield texts, paths and pictures with their kind, those in forms too, and the matrix of the form that they are in."""
    kinds = {raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE}
    get_kind, get = raw.FPDFPageObj_GetType, raw.FPDFPage_GetObject
    left = _MAX_OBJECTS
    forms: list[tuple[Any, Matrix | None, int]] = []
    for index in range(min(raw.FPDFPage_CountObjects(page), left)):
        item = get(page, index)
        kind = get_kind(item)
        if kind in kinds:
            yield item, kind, None
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            forms.append((item, None, 1))
    while forms:
        form, outer, depth = forms.pop()
        matrix = _combined(_matrix(form, raw), outer)
        for index in range(raw.FPDFFormObj_CountObjects(form)):
            left -= 1
            if left < 0:
                return
            item = raw.FPDFFormObj_GetObject(form, index)
            kind = get_kind(item)
            if kind in kinds:
                yield item, kind, matrix
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_FORMS:
                forms.append((item, matrix, depth + 1))


def _matrix(item: Any, raw: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _combined(inner: Matrix, outer: Matrix | None) -> Matrix:
    if outer is None:
        return inner
    (a, b, c, d, e, f), (g, h, i, j, k, m) = inner, outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _at(x: float, y: float, matrix: Matrix | None) -> tuple[float, float]:
    if matrix is None:
        return x, y
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(bounds: Box, matrix: Matrix | None) -> Box:
    if matrix is None:
        return bounds
    left, bottom, right, top = bounds
    points = [_at(x, y, matrix) for x in (left, right) for y in (bottom, top)]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def _pieces(item: Any, segments: int, outer: Matrix | None, frame: _Frame, raw: Any) -> list[Box]:
    """Split a path of many pieces into its rectangles and straight lines."""
    matrix = _combined(_matrix(item, raw), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    paths: list[list[tuple[float, float]]] = []
    for index in range(min(segments, _MAX_RULES)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        point = _at(x.value, y.value, matrix)
        if kind == raw.FPDF_SEGMENT_BEZIERTO or not all(map(isfinite, point)):
            return []  # a drawing
        if kind == raw.FPDF_SEGMENT_MOVETO or not paths:
            paths.append([])
        paths[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            paths[-1].append(paths[-1][0])
    boxes = []
    for path in paths:
        if (
            len(set(path)) == 4
            and len({round(x, 1) for x, _ in path}) == 2
            and len({round(y, 1) for _, y in path}) == 2
        ):
            boxes.append(_around(path, frame))
            continue
        for one, other in itertools.pairwise(path):
            if abs(one[0] - other[0]) < 0.1 or abs(one[1] - other[1]) < 0.1:
                boxes.append(_around([one, other], frame))
    return boxes


def _around(points: list[tuple[float, float]], frame: _Frame) -> Box:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return frame.box(min(xs), min(ys), max(xs), max(ys))


def _annotations(page: Any, found: Page) -> None:
    """Count the notes of readers and the form fields that are filled in."""
    import pypdfium2.raw as raw

    notes = {
        raw.FPDF_ANNOT_TEXT,
        raw.FPDF_ANNOT_FREETEXT,
        raw.FPDF_ANNOT_HIGHLIGHT,
        raw.FPDF_ANNOT_UNDERLINE,
        raw.FPDF_ANNOT_STRIKEOUT,
        raw.FPDF_ANNOT_SQUIGGLY,
    }
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 1000)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind in notes:
            found.notes += _has_value(note, b"Contents", raw)
        elif kind == raw.FPDF_ANNOT_WIDGET:
            found.fields += _has_value(note, b"V", raw)
        raw.FPDFPage_CloseAnnot(note)


def _has_value(note: Any, key: bytes, raw: Any) -> bool:
    size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)  # in bytes, with the two of the closing zero
    return bool(size > 2)


# words


class _Look(NamedTuple):
    """What the characters of one text object have in common; ``slant`` is their angle in degrees."""

    size: float
    bold: bool
    slant: int
    tag: int


class _Pen:
    """Asks PDFium for the place and look of characters of one page."""

    def __init__(self, text: Any, frame: _Frame, blocks: Mapping[int, int] | None) -> None:
        import pypdfium2.raw as raw

        self.raw = raw
        self.handle = text.raw
        self.frame = frame
        self._blocks = blocks
        self.rect = raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name = ctypes.create_string_buffer(128)
        self._mark = (ctypes.c_ushort * 64)()
        self._flags = ctypes.c_int()
        self._looks: dict[int, _Look] = {}
        self._bold: dict[int, bool] = {}
        self.ask = raw.FPDFText_GetLooseCharBox

    def box(self, index: int) -> Box:
        """Left, top, right and bottom of a character with the room that its font gives it."""
        rect, frame = self.rect, self.frame
        self.ask(self.handle, index, rect)
        if frame.turn == 0:
            return rect.left - frame.left, frame.top - rect.top, rect.right - frame.left, frame.top - rect.bottom
        return frame.box(rect.left, rect.bottom, rect.right, rect.top)

    def base(self, index: int) -> float:
        """The distance from the top to the line that a character stands on."""
        self.raw.FPDFText_GetCharOrigin(self.handle, index, self._x, self._y)
        return self.frame.box(self._x.value, self._y.value, self._x.value, self._y.value)[1]

    def item(self, index: int) -> int:
        """Which text object a character belongs to; all its characters have one look and stand on one line."""
        item = self.raw.FPDFText_GetTextObject(self.handle, index)
        return ctypes.addressof(item.contents) if item else -index - 1

    def look(self, item: int, index: int) -> _Look:
        """The look of a text object, by one of its characters."""
        look = self._looks.get(item)
        if look is None:
            look = self._looks[item] = self._new_look(index)
        return look

    def _new_look(self, index: int) -> _Look:
        raw, handle = self.raw, self.handle
        angle = raw.FPDFText_GetCharAngle(handle, index)
        slant = round(degrees(angle) + self.frame.turn) % 360 if isfinite(angle) else 0
        size = raw.FPDFText_GetFontSize(handle, index)
        if size <= 2:
            _, top, _, bottom = self.box(index)
            size = (bottom - top) * 0.85
        item = raw.FPDFText_GetTextObject(handle, index)
        font = raw.FPDFTextObj_GetFont(item) if item else None
        key = ctypes.addressof(font.contents) if font else -index - 1
        if key not in self._bold:
            raw.FPDFText_GetFontInfo(handle, index, self._name, 128, self._flags)
            name = self._name.value.lower()
            named = any(sign in name for sign in (b"bold", b"black", b"heavy", b"semibd", b"demi"))
            self._bold[key] = named or raw.FPDFText_GetFontWeight(handle, index) >= 600
        return _Look(round(size, 1), self._bold[key], slant, self._tag(item))

    def _tag(self, item: Any) -> int:
        """The block that a text object belongs to by its marks."""
        if not item or self._blocks is None:
            return 0
        raw = self.raw
        mark = raw.FPDFPageObj_GetMarkedContentID(item)
        if mark >= 0:
            return self._blocks.get(mark, 0)
        size = ctypes.c_ulong()
        for index in range(raw.FPDFPageObj_CountMarks(item)):
            raw.FPDFPageObjMark_GetName(raw.FPDFPageObj_GetMark(item, index), self._mark, len(self._mark), size)
            if bytes(self._mark)[: size.value] == _ARTIFACT_NAME:
                return ARTIFACT
        return 0


def _words(text: Any, frame: _Frame, found: Page, blocks: Mapping[int, int] | None) -> None:
    """Find the words in the order of the file; slanted text and what stands off the page are left out."""
    pen = _Pen(text, frame, blocks)
    count = text.count_chars()
    content = text.get_text_range()
    if len(content) != count:  # signs outside the first plane take two places there
        get = pen.raw.FPDFText_GetUnicode
        content = "".join(chr(get(pen.handle, index)) for index in range(count))
    width, height = found.width, found.height
    for match in _PRINTED.finditer(content):
        for word in _printed(match.group().translate(_HYPHEN_SIGNS), match.start(), pen, found):
            edges = word.edges
            if edges[-1] > 0 and edges[0] < width and word.bottom > 0 and word.top < height:
                found.words.append(word)
    if found.is_ruled:
        found.words = [part for word in found.words for part in _apart(word)]


def _printed(text: str, start: int, pen: _Pen, found: Page) -> Iterator[Word]:
    """Yield the words of a printed line, those of one text object together where no gap parts them."""
    end = start + len(text)
    item = pen.item(start)
    if len(text) > 1 and _EVEN.fullmatch(text) and pen.item(end - 1) == item:
        yield from _together(text, start, item, pen, found)
        return
    open_item, begun, ended = 0, -1, -1
    for match in _WORD.finditer(text):
        chars, at = match.group(), start + match.start()
        item = pen.item(at)
        plain = _EVEN.fullmatch(chars) is not None and (len(chars) == 1 or pen.item(at + len(chars) - 1) == item)
        if begun >= 0 and not (plain and item == open_item and at == ended + 1 and text[ended - start] == " "):
            yield from _together(text[begun - start : ended - start], begun, open_item, pen, found)
            begun = -1
        if not plain:
            yield from _spelled(chars, at, pen, found)
            continue
        if begun < 0:
            open_item, begun = item, at
        ended = at + len(chars)
    if begun >= 0:
        yield from _together(text[begun - start : ended - start], begun, open_item, pen, found)


def _together(text: str, start: int, item: int, pen: _Pen, found: Page) -> Iterator[Word]:
    """Yield the words of one text object, with single spaces, as one; where a gap is wide another begins.

    Asks where words, signs and figures begin and where words end; the characters between are taken to be even.
    """
    look = pen.look(item, start)
    if 5 < look.slant < 355:
        found.turned = True
        return
    base, gap = pen.base(start), APART * look.size
    _, top, _, bottom = pen.box(start)  # the same for all characters of one font
    ask, handle, rect, shift = pen.ask, pen.handle, pen.rect, pen.frame.left
    turned = pen.frame.turn != 0
    cut = at = start
    end = -inf
    edges: list[float] = []
    for word in text.split(" "):
        # Most of the time of reading goes into asking this, so the usual case is spelled out.
        if turned:
            left, _, right, _ = pen.box(at)
        else:
            ask(handle, at, rect)
            left, right = rect.left - shift, rect.right - shift
        if left - end > gap and edges:
            yield Word(
                text[cut - start : at - 1 - start], array("f", edges), top, bottom, base, look.size, look.bold, look.tag
            )
            cut, edges = at, []
        length = len(word)
        if length > 1:
            if turned:
                right = pen.box(at + length - 1)[2]
            else:
                ask(handle, at + length - 1, rect)
                right = rect.right - shift
        if not isfinite(left + right + base):
            return  # nowhere on the page
        if word.isalnum():
            step = (right - left) / length
            edges += [left + step * place for place in range(length)]
        else:
            marks = [sign.start() for sign in _STRETCH.finditer(word)]
            lefts = [left, *[pen.box(at + mark)[0] for mark in marks[1:]], right]
            marks.append(length)
            for place, mark in enumerate(marks[:-1]):
                size = marks[place + 1] - mark
                step = (lefts[place + 1] - lefts[place]) / size
                edges += [lefts[place] + step * offset for offset in range(size)] if size > 1 else [lefts[place]]
        edges.append(right)
        end = right
        at += length + 1
    yield Word(text[cut - start :], array("f", edges), top, bottom, base, look.size, look.bold, look.tag)


def _apart(word: Word) -> Iterator[Word]:
    """Yield the words of a stretch one by one: in a table a space may part two cells."""
    if " " not in word.text:
        yield word
        return
    at = 0
    for text in word.text.split(" "):
        yield word._replace(text=text, edges=word.edges[at : at + len(text) + 1])
        at += len(text) + 1


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
    tag: int

    def close(self) -> Word:
        return Word(
            "".join(self.chars),
            array("f", [*self.edges, self.right]),
            self.top,
            self.bottom,
            self.base,
            self.size,
            self.bold,
            self.tag,
        )

    def add(self, char: str, box: Box) -> None:
        left, top, right, bottom = box
        if char > "\u02ff" and unicodedata.combining(char) and self.chars:
            self.chars[-1] = unicodedata.normalize("NFC", self.chars[-1] + char)[:1]
            return
        chars = _LIGATURES.get(char, char)
        step = (right - left) / len(chars)
        self.chars += chars
        self.edges += (left + step * place for place in range(len(chars)))
        self.right = right
        self.top = min(self.top, top)
        self.bottom = max(self.bottom, bottom)


def _spelled(chars: str, start: int, pen: _Pen, found: Page) -> Iterator[Word]:
    """Make words character by character: where one stands apart, higher or lower, another word begins.

    A gap between two text objects may be narrow: many a program draws word by word, without the spaces.
    """
    current: _Open | None = None
    item = 0
    for index, char in enumerate(chars, start):
        box = pen.box(index)
        before, item = item, pen.item(index)
        base = pen.base(index)
        if not all(map(isfinite, (*box, base))):
            continue
        left, top, right, bottom = box
        height = bottom - top
        if (
            current is None
            or abs(base - current.base) > 0.1 * current.size
            or (current.chars[-1] == "€" and item != before)  # often from another font, with a width that is too big
            or not -0.5 * height < left - current.right < (_MAX_GAP if item == before else WORD_GAP) * height
        ):
            if current is not None:
                yield current.close()
            look = pen.look(item, index)
            if 5 < look.slant < 355:
                found.turned = True
                current = None
                continue
            current = _Open([], [], right, top, bottom, base, look.size, look.bold, look.tag)
        current.add(char, box)
    if current is not None:
        yield current.close()
