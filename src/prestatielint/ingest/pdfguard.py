"""Refuses PDF files that unpack or draw without end, before PDFium starts on them: it cannot be stopped from outside."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from prestatielint.errors import IngestError

_STREAM = re.compile(rb"stream\r?\n")
_CONTENTS = re.compile(rb"/Contents\s*\[[^\]]*\]")
_MAX_CONTENTS = 500  # streams of one page: a program writes a handful
_MAX_STREAM = 256 * 1024 * 1024
_FORM = re.compile(rb"/(?:F|#46)(?:o|#6[fF])(?:r|#72)(?:m|#6[dD])\b")
_CALL = re.compile(rb"/([^\s()<>\[\]{}/%]*)\s+Do\b")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_MAX_LEVELS = 40  # of forms in forms: PDFium leaves deeper ones out
_FORM_WORK = 100  # what drawing a form costs beside its content, in bytes of content
_MAX_DRAWN = 100 * 1024 * 1024  # bytes of content that the forms of one page may come to, counted each time drawn


def check_streams(data: bytes) -> None:
    """Refuse a file with a stream that unpacks to an unreasonable size.

    Deflate packs at most 1,032 to 1, so only big streams need a look, and those that were packed more than once.
    """
    if any(match.group().count(b" R") > _MAX_CONTENTS for match in _CONTENTS.finditer(data)):
        raise _too_big()
    for match in _STREAM.finditer(data):
        packed = data[match.end() : data.find(b"endstream", match.end())]
        filters = data[max(match.start() - 500, 0) : match.start()].rpartition(b"obj")[2].count(b"/Fl")
        for layer in range(filters):
            least = _MAX_STREAM // 1032 ** (filters - layer)
            if len(packed) < least or packed[:1] != b"\x78":
                break
            try:
                packed = zlib.decompressobj().decompress(packed, _MAX_STREAM + 1)
            except zlib.error:
                break
            if len(packed) > _MAX_STREAM:
                raise _too_big()


def has_forms(data: bytes) -> bool:
    """Say whether a file has drawings (form XObjects) that may hold each other."""
    found = _FORM.finditer(data)
    return next(found, None) is not None and next(found, None) is not None


@dataclass(slots=True)
class _Form:
    """A drawing: the length of its content in bytes, and how often it draws which others."""

    size: int
    calls: Counter[tuple[int, int]]


@dataclass(slots=True)
class Drawings:
    """The form XObjects of a PDF that pikepdf has opened, looked at page by page."""

    file: Any
    _forms: dict[tuple[int, int], _Form] = field(default_factory=dict)
    _work: dict[tuple[tuple[int, int], int], int] = field(default_factory=dict)

    def check(self, index: int) -> None:
        """Refuse a page, counted from 0, on which forms draw each other more often than can be drawn in reasonable time."""
        try:
            page = self.file.pages[index]
            shared = _forms_of(page.obj.get("/Resources") or page.resources)
            if not any(self._form(form, shared).calls for form in shared.values()):
                return  # none holds another
            content = b"\n".join(part.read_bytes() for part in _contents(page.obj.get("/Contents")))
            calls = self._calls(content, shared, shared)
        except Exception:  # pikepdf raises anything on a broken file: PDFium draws nothing there either
            return
        if sum(times * self._drawn(key, _MAX_LEVELS) for key, times in calls.items()) > _MAX_DRAWN:
            raise _endless()

    def _form(self, form: Any, shared: dict[bytes, Any]) -> _Form:
        found = self._forms.get(form.objgen)
        if found is None:
            found = self._forms[form.objgen] = _Form(0, Counter())
            resources = form.get("/Resources")
            forms = shared if resources is None else _forms_of(resources)
            if forms:
                content = form.read_bytes()
                found.size, found.calls = len(content), self._calls(content, forms, shared)
        return found

    def _calls(self, content: bytes, forms: dict[bytes, Any], shared: dict[bytes, Any]) -> Counter[tuple[int, int]]:
        """Count which forms a content stream draws."""
        calls: Counter[tuple[int, int]] = Counter()
        for name in _CALL.findall(content):
            form = forms.get(_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), name))
            if form is not None:
                calls[form.objgen] += 1
                self._form(form, shared)
        return calls

    def _drawn(self, key: tuple[int, int], levels: int) -> int:
        """Return how much content drawing a form comes to, with the forms in it."""
        if not levels:
            return 0
        if (key, levels) not in self._work:
            form = self._forms[key]
            inner = sum(times * self._drawn(other, levels - 1) for other, times in form.calls.items())
            self._work[key, levels] = form.size + _FORM_WORK + inner
        return self._work[key, levels]


def _forms_of(resources: Any) -> dict[bytes, Any]:
    """Return the forms that resources name, with their names as they are written in content, without escapes."""
    objects = dict(resources.get("/XObject", {})) if resources is not None else {}
    return {str(name)[1:].encode(): item for name, item in objects.items() if str(item.get("/Subtype")) == "/Form"}


def _contents(content: Any) -> list[Any]:
    import pikepdf

    return list(content) if isinstance(content, pikepdf.Array) else [content]


def _too_big() -> IngestError:
    message = "Dit PDF-bestand is uitgepakt onredelijk groot: maak het opnieuw, met kleinere afbeeldingen"
    return IngestError("te-groot", message)


def _endless() -> IngestError:
    message = "Dit PDF-bestand heeft tekeningen die elkaar eindeloos herhalen: druk het af naar een nieuwe PDF"
    return IngestError("te-groot", message)
