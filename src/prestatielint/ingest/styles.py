"""Word styles: what a paragraph or run inherits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from prestatielint.ingest.wordxml import Element, W, attribute, child, is_on, number

_HEADING = re.compile(r"(?:heading|kop) ?([1-9])$")
_TOC = re.compile(
    r"(?:toc|inhopg|inhoud) ?[1-9]$|toc heading$|kop ?van ?inhoudsopgave$|table of figures$|lijst ?met ?afbeeldingen$"
)
_TITLE = {"title", "titel"}
_SUBTITLE = {"subtitle", "ondertitel", "subtitel"}
_MAX_CHAIN = 20
_RUN_LOOK = frozenset(W + name for name in ("rStyle", "vanish", "b", "sz"))
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits; None where nothing says."""

    id: str = ""
    level: int | None = None
    is_title: bool = False
    is_subtitle: bool = False
    is_toc: bool = False
    bold: bool = False
    size: float | None = None
    hidden: bool = False
    indent: float | None = None
    numbering: int | None = None
    step: int | None = None
    numbered_by: tuple[str, ...] = ()


class Styles:
    """The styles of one file."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        default = None
        for item in root.iter(W + "style") if root is not None else ():
            key = attribute(item, "styleId") or ""
            self._elements[key] = item
            if attribute(item, "default") in {"1", "true", "on"} and attribute(item, "type") == "paragraph":
                default = key
        self._default = self._style(default) if default is not None else Style()
        first = next(root.iter(W + "rPr"), None) if root is not None else None  # that of w:docDefaults
        document = number(child(first, "sz"))
        self.body_size = self._default.size or (document / 2 if document else 10.0)

    def paragraph(self, properties: Mapping[str, Element]) -> Style:
        """Return the style of a paragraph by its properties by name."""
        key = attribute(properties.get("pStyle"), "val")
        return self._style(key) if key is not None and key in self._elements else self._default

    def level(self, properties: Mapping[str, Element], style: Style) -> int | None:
        """Return the heading level of a paragraph; its own outline level goes before the style's."""
        own = number(properties.get("outlineLvl"))
        if own is None:
            return style.level
        return own + 1 if 0 <= own <= 8 else None

    def look(self, properties: Element | None, style: Style) -> tuple[bool, bool, float]:
        """Return whether a run is hidden, whether it is bold, and how big it is in points."""
        hidden, bold, size = style.hidden, style.bold, style.size
        own: dict[str, Element] = {}
        for item in properties if properties is not None else ():
            if item.tag in _RUN_LOOK:
                own[item.tag] = item
        if (character := attribute(own.get(W + "rStyle"), "val")) in self._elements:
            inherited = self._style(str(character))
            hidden, bold, size = hidden or inherited.hidden, bold or inherited.bold, inherited.size or size
        if W + "vanish" in own:
            hidden = is_on(own[W + "vanish"])
        if W + "b" in own:
            bold = is_on(own[W + "b"])
        if found := number(own.get(W + "sz")):
            size = found / 2
        return hidden, bold, size or self.body_size

    def has_borders(self, properties: Element | None) -> bool:
        """Say whether a table shows lines, by its own properties or by its style."""
        own = child(properties, "tblBorders")
        if own is not None:
            return _draws(own)
        key = attribute(child(properties, "tblStyle"), "val")
        for item in self._chain(key):
            borders = child(child(item, "tblPr"), "tblBorders")
            if borders is not None:
                return _draws(borders)
        return False

    def _style(self, key: str) -> Style:
        if key not in self._known:
            self._known[key] = self._resolve(key)
        return self._known[key]

    def _chain(self, key: str | None) -> list[Element]:
        """Return a style and those that it is based on, the nearest first."""
        chain: list[Element] = []
        seen: set[str] = set()
        while key is not None and key in self._elements and key not in seen and len(chain) < _MAX_CHAIN:
            chain.append(self._elements[key])
            seen.add(key)
            key = attribute(child(self._elements[key], "basedOn"), "val")
        return chain

    def _resolve(self, key: str) -> Style:
        """Collect what a style and those it is based on say, the nearest first."""
        chain = self._chain(key)
        names = [(attribute(child(item, "name"), "val") or "").lower() for item in chain]
        paragraph = [child(item, "pPr") for item in chain]
        run = [child(item, "rPr") for item in chain]
        outline = _first(number(child(item, "outlineLvl")) for item in paragraph)
        named = _first(int(match[1]) if (match := _HEADING.match(name)) else None for name in names)
        size = _first(number(child(item, "sz")) for item in run)
        indent = _first(own_indent(child(item, "ind")) for item in paragraph)
        numbers = [child(item, "numPr") for item in paragraph]
        level = named if outline is None else outline + 1 if 0 <= outline <= 8 else None
        return Style(
            id=key,
            level=level,
            is_title=bool(names) and names[0] in _TITLE,
            is_subtitle=bool(names) and names[0] in _SUBTITLE,
            is_toc=any(_TOC.match(name) for name in names[:2]),
            bold=bool(_first(is_on(found) if (found := child(item, "b")) is not None else None for item in run)),
            size=size / 2 if size else None,
            hidden=bool(_first(is_on(found) if (found := child(item, "vanish")) is not None else None for item in run)),
            indent=indent,
            numbering=_first(number(child(item, "numId")) for item in numbers),
            step=_first(number(child(item, "ilvl")) for item in numbers),
            numbered_by=tuple(attribute(item, "styleId") or "" for item in chain),
        )


def _draws(borders: Element) -> bool:
    return any((attribute(item, "val") or "none") not in {"none", "nil"} for item in borders)


def own_indent(indent: Element | None) -> float | None:
    """Return where the first line begins by an indent, in points from the margin; None where nothing says."""
    if indent is None:
        return None
    left = number(indent, "left")
    left = number(indent, "start") if left is None else left
    hanging = number(indent, "hanging") or 0
    return (left - hanging) / 20 if left is not None else None


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in values if value is not None), None)
