"""Makes tagged PDF files and files with an outline, which reportlab cannot."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LEFT, TOP, LEADING = 72.0, 730.0, 14.0


class Tagged:
    """Draws text in tagged blocks; a block inside another is its child, and may go on on the next page."""

    def __init__(self) -> None:
        self.data = io.BytesIO()
        self.canvas: Any = Canvas(self.data, pagesize=A4, invariant=1, pageCompression=0)
        self.y, self.page, self.marks = TOP, 0, 0
        self.root: list[Any] = []  # elements: [role, attributes, kids]; kids are elements or (page, mark)
        self.open: list[list[Any]] = [["Document", {}, self.root]]
        self.bookmarks: list[tuple[str, int, int]] = []

    @contextlib.contextmanager
    def block(self, role: str, **attributes: int) -> Iterator[None]:
        element: list[Any] = [role, attributes, []]
        self.open[-1][2].append(element)
        self.open.append(element)
        yield
        self.open.pop()

    def line(self, text: str, *, x: float = LEFT, size: float = 11, down: bool = True, artifact: bool = False) -> None:
        if artifact:
            self.canvas._code.append("/Artifact BMC")
        elif len(self.open) > 1:
            self.canvas._code.append(f"/Span <</MCID {self.marks}>> BDC")
            self.open[-1][2].append((self.page, self.marks))
            self.marks += 1
        self.canvas.setFont("Helvetica", size)
        self.canvas.drawString(x, self.y, text)
        if artifact or len(self.open) > 1:
            self.canvas._code.append("EMC")
        self.y -= LEADING * down

    def put(self, role: str, *lines: str, x: float = LEFT, **attributes: int) -> None:
        with self.block(role, **attributes):
            for line in lines:
                self.line(line, x=x)

    def turn(self) -> None:
        self.canvas.showPage()
        self.y, self.marks, self.page = TOP, 0, self.page + 1

    def bookmark(self, title: str, level: int) -> None:
        self.bookmarks.append((title, self.page, level))

    def content(self, *, tags: bool = True) -> bytes:
        """Return the file, uncompressed."""
        self.canvas.save()
        made = io.BytesIO()
        with pikepdf.open(self.data) as pdf:
            if tags:
                self._tag(pdf)
            if self.bookmarks:
                self._outline(pdf)
            pdf.save(made, deterministic_id=True)
        return made.getvalue()

    def _tag(self, pdf: pikepdf.Pdf) -> None:
        parents: list[dict[int, Any]] = [{} for _ in pdf.pages]
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._element(pdf, ["Document", {}, self.root], tree, parents)
        numbers = []
        for index, page in enumerate(pdf.pages):
            page.obj.StructParents = index
            numbers += [index, Array([parents[index][mark] for mark in range(len(parents[index]))])]
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        pdf.Root.StructTreeRoot = tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, pdf: pikepdf.Pdf, element: list[Any], above: Any, parents: list[dict[int, Any]]) -> Any:
        role, attributes, kids = element
        made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + role), P=above))
        if attributes:
            made.A = Dictionary(O=Name.Table, **attributes)
        made.K = Array()
        for kid in kids:
            if isinstance(kid, tuple):
                page, mark = kid
                made.K.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[page].obj, MCID=mark))
                parents[page][mark] = made
            else:
                made.K.append(self._element(pdf, kid, made, parents))
        return made

    def _outline(self, pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            above: list[Any] = []
            for title, page, level in self.bookmarks:
                item = pikepdf.OutlineItem(title, page)
                del above[level - 1 :]
                (above[-1].children if above else outline.root).append(item)
                above.append(item)
