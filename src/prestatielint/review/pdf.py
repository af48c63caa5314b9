"""Highlights with notes in a copy of a PDF file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from prestatielint.errors import PrestatielintError
from prestatielint.model import PdfPlace, Severity
from prestatielint.review.notes import AUTHOR, Note

# The last bytes of every copy: a program that saves it again adds to the file or writes it anew.
_SEAL = b"%prestatielint\n"
# One family of colours: where highlights overlap the darkest counts, and no new colour comes out.
_COLOURS = {
    Severity.HOOG: (1.0, 0.65, 0.6),
    Severity.MIDDEL: (1.0, 0.87, 0.45),
    Severity.LAAG: (1.0, 0.97, 0.68),
    Severity.INFO: (0.93, 0.93, 0.88),
}
_OPENING_COLOUR = (0.55, 0.75, 1.0)
_OVERVIEW = f"{AUTHOR}-overzicht"
_PRINT = 4
_ICON = 20.0
_MAX_ANCESTORS = 60
_LETTER = (0.0, 0.0, 612.0, 792.0)  # what PDFium takes for a page without a size

Box = tuple[float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words of a finding: per page (1-based) a box for every printed line, in points from the top left as shown."""

    boxes: tuple[tuple[int, Box], ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The visible part of a page in its own coordinates, and how far it is turned clockwise when shown."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @classmethod
    def of(cls, page: Any) -> _Sheet:
        outer = _rectangle(_inherited(page, "/MediaBox")) or _LETTER
        inner = _rectangle(_inherited(page, "/CropBox")) or outer
        box = max(inner[0], outer[0]), max(inner[1], outer[1]), min(inner[2], outer[2]), min(inner[3], outer[3])
        if box[2] <= box[0] or box[3] <= box[1]:
            box = outer
        turn = _inherited(page, "/Rotate")
        return cls(*box, int(turn) % 360 if isinstance(turn, int) else 0)

    def at(self, x: float, y: float) -> Point:
        """Turn a place on the page as shown into the page's own coordinates."""
        if self.turn == 90:
            return self.left + y, self.bottom + x
        if self.turn == 180:
            return self.right - x, self.bottom + y
        if self.turn == 270:
            return self.right - y, self.top - x
        return self.left + x, self.top - y


class PdfCopy:
    """A PDF to which notes are added: ``anchor`` finds the words of each, ``write`` gives the new file.

    Raises:
        PrestatielintError: the file forbids notes, or its structure is too damaged to write it again.

    """

    def __init__(self, data: bytes) -> None:
        try:
            self._pdf = pikepdf.open(io.BytesIO(data))
        except pikepdf.PdfError as error:
            raise PrestatielintError(
                "beschadigd",
                "Van dit PDF-bestand kan geen kopie met opmerkingen worden gemaakt, omdat de opbouw niet klopt: maak de PDF opnieuw",
            ) from error
        if self._pdf.is_encrypted and not self._pdf.allow.modify_annotation:
            raise PrestatielintError(
                "beveiligd",
                "Dit PDF-bestand is beveiligd en staat geen opmerkingen toe: vraag de maker om een versie zonder beveiliging",
            )

    @property
    def is_signed(self) -> bool:
        """Whether the file has a digital signature, which holds for the original only."""
        form = self._pdf.Root.get("/AcroForm")
        flags = form.get("/SigFlags") if isinstance(form, Dictionary) else None
        return isinstance(flags, int) and bool(flags & 1)

    def anchor(self, note: Note) -> Anchor | None:
        """Find the words of a note; None where they stand on no page."""
        finding = note.finding
        if finding is None or finding.start is None or finding.end is None:
            return None
        boxes: list[tuple[int, Box]] = []
        stop = -1
        for segment in note.segments:
            place = segment.place
            if segment.start >= finding.end or segment.end <= finding.start or not isinstance(place, PdfPlace):
                continue
            left = place.edges[max(finding.start, segment.start) - segment.start]
            right = place.edges[min(finding.end, segment.end) - segment.start]
            box = (left, place.top, right, place.bottom)
            # Words of one line become one box; cells, which " | " parts in the text, stay apart.
            if boxes and segment.start - stop <= 1 and _goes_on(boxes[-1], place.page, box):
                box = (boxes[-1][1][0], place.top, right, place.bottom)
                boxes.pop()
            boxes.append((place.page, box))
            stop = segment.end
        return Anchor(tuple(boxes)) if boxes else None

    def write(self, placed: Sequence[tuple[Anchor, Note]], opening: Note) -> bytes:
        """Give the file with a highlight for every note; earlier notes of this program are replaced."""
        pages = list(self._pdf.pages)
        answered = self._remove_own(pages)
        sheets: dict[int, _Sheet] = {}
        added: dict[int, list[Any]] = {1: []}
        for anchor, note in placed:
            numbers = dict.fromkeys(page for page, _ in anchor.boxes)
            for count, number in enumerate(numbers):
                name = f"{AUTHOR}-{note.finding.fingerprint if note.finding else ''}{f'-{count + 1}' if count else ''}"
                if name in answered:
                    continue
                if number not in sheets:
                    sheets[number] = _Sheet.of(pages[number - 1].obj)
                boxes = [box for page, box in anchor.boxes if page == number]
                added.setdefault(number, []).append(
                    self._highlight(name, note, boxes, sheets[number], pages[number - 1].obj)
                )
        if answered.get(_OVERVIEW) != _contents(opening):
            added[1].insert(0, self._sticky(opening, _Sheet.of(pages[0].obj), pages[0].obj))
        for number, made in added.items():
            page = pages[number - 1].obj
            old = page.get("/Annots")
            page["/Annots"] = Array([*(old if isinstance(old, Array) else ()), *made])
        buffer = io.BytesIO()
        if self._pdf.is_encrypted:
            self._pdf.save(buffer, encryption=True)
        else:
            self._pdf.save(buffer, deterministic_id=True)
        return buffer.getvalue() + _SEAL

    def _remove_own(self, pages: Sequence[Any]) -> dict[str, str]:
        """Take out what an earlier run added; keep notes that somebody answered, and return their names and texts."""
        lists = [(page.obj, annotations) for page in pages if (annotations := _annotations(page.obj))]
        answered = {
            item["/IRT"].objgen
            for _, found in lists
            for item in found
            if isinstance(item.get("/IRT"), Dictionary) and not _is_own(item)
        }
        kept: dict[str, str] = {}
        for page, found in lists:
            gone = {item.objgen for item in found if _is_own(item) and item.objgen not in answered}
            left = []
            for item in found:
                if _is_own(item):
                    if item.objgen not in answered:
                        continue
                    kept[str(item["/NM"])] = str(item.get("/Contents", ""))
                elif _belongs(item, gone):
                    continue
                left.append(item)
            if len(left) < len(found):
                page["/Annots"] = Array(left)
        return kept

    def _highlight(self, name: str, note: Note, boxes: Sequence[Box], sheet: _Sheet, page: Any) -> Any:
        colour = _COLOURS[note.finding.severity] if note.finding else _OPENING_COLOUR
        quads = [_corners(box, sheet) for box in boxes]
        rectangle = _around([point for quad in quads for point in quad])
        shapes = b"".join(_shape(quad) for quad in quads)
        look = self._pdf.make_stream(
            b"/GS gs " + b" ".join(_number(part) for part in colour) + b" rg\n" + shapes,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array(rectangle),
            Resources=Dictionary(ExtGState=Dictionary(GS=Dictionary(Type=Name.ExtGState, BM=Name.Darken))),
        )
        return self._annotation(
            name,
            note,
            page,
            Subtype=Name.Highlight,
            Rect=Array(rectangle),
            QuadPoints=Array([round(value, 2) for quad in quads for point in quad for value in point]),
            C=Array(colour),
            AP=Dictionary(N=look),
        )

    def _sticky(self, note: Note, sheet: _Sheet, page: Any) -> Any:
        rectangle = _around(_corners((_ICON, _ICON, 2 * _ICON, 2 * _ICON), sheet))
        return self._annotation(
            _OVERVIEW,
            note,
            page,
            Subtype=Name.Text,
            Rect=Array(rectangle),
            Name=Name.Comment,
            C=Array(_OPENING_COLOUR),
        )

    def _annotation(self, name: str, note: Note, page: Any, **more: Any) -> Any:
        entries = {
            "Type": Name.Annot,
            "F": _PRINT,
            "P": page,
            "T": String(AUTHOR),
            "NM": String(name),
            "Subj": String(note.head),
            "Contents": String(_contents(note)),
        }
        return self._pdf.make_indirect(Dictionary(**entries, **more))


def is_untouched(data: bytes) -> bool:
    """Say whether a PDF is a copy that this program wrote and that nobody saved again."""
    return data.endswith(_SEAL)


def _contents(note: Note) -> str:
    return "\r".join(note.lines)


def _goes_on(before: tuple[int, Box], page: int, box: Box) -> bool:
    number, known = before
    return (number, known[1], known[3]) == (page, box[1], box[3]) and box[0] >= known[0]


def _inherited(page: Any, key: str) -> Any:
    """Return an entry of a page or of the nodes above it."""
    for _ in range(_MAX_ANCESTORS):
        if not isinstance(page, Dictionary):
            return None
        if key in page:
            return page[key]
        page = page.get("/Parent")
    return None


def _rectangle(value: Any) -> Box | None:
    """Return a rectangle with its corners in order; None for one without surface."""
    try:
        x0, y0, x1, y1 = (float(part) for part in value)
    except (TypeError, ValueError):
        return None
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if box[0] < box[2] and box[1] < box[3] else None


def _annotations(page: Any) -> list[Any]:
    found = page.get("/Annots")
    return [item for item in found if isinstance(item, Dictionary)] if isinstance(found, Array) else []


def _is_own(item: Any) -> bool:
    return str(item.get("/T", "")) == AUTHOR and str(item.get("/NM", "")).startswith(f"{AUTHOR}-")


def _belongs(item: Any, gone: set[tuple[int, int]]) -> bool:
    """Say whether an annotation is the window that a viewer made for a note that goes."""
    above = item.get("/Parent")
    return item.get("/Subtype") == Name.Popup and isinstance(above, Dictionary) and above.objgen in gone


def _corners(box: Box, sheet: _Sheet) -> list[Point]:
    """Return the corners in the order that viewers expect: top left, top right, bottom left, bottom right."""
    left, top, right, bottom = box
    return [sheet.at(x, y) for x, y in ((left, top), (right, top), (left, bottom), (right, bottom))]


def _around(points: Sequence[Point]) -> list[float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return [round(value, 2) for value in (min(xs), min(ys), max(xs), max(ys))]


def _shape(quad: Sequence[Point]) -> bytes:
    first, second, third, fourth = quad
    path = b" l ".join(b" ".join(_number(value) for value in point) for point in (second, fourth, third))
    return b" ".join(_number(value) for value in first) + b" m " + path + b" l h f\n"


def _number(value: float) -> bytes:
    return f"{value:.2f}".encode()
