"""Automatic numbers of Word paragraphs, computed as Word shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from prestatielint.ingest.styles import Style, own_indent
from prestatielint.ingest.wordxml import Element, W, attribute, child, is_on, number

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_SMALL = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MAX_LABEL = 100
_LEVELS = 9
_MAX_VALUE = 100_000


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int
    restart: int | None
    legal: bool
    style: str | None
    indent: float | None


@dataclass(slots=True)
class _List:
    """A numbering definition with its counters, shared by the lists that refer to it."""

    levels: dict[int, _Level]
    link: str | None
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(frozen=True, slots=True)
class _Instance:
    base: _List
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The lists of one file; ``mark`` must see every paragraph in order."""

    def __init__(self, root: Element | None) -> None:
        self._instances: dict[int, _Instance] = {}
        self._started: set[tuple[int, int]] = set()
        lists: dict[str, _List] = {}
        by_style: dict[str, str] = {}
        for item in root.iterchildren(W + "abstractNum") if root is not None else ():
            key = attribute(item, "abstractNumId") or ""
            levels = {number(level, "ilvl") or 0: _level(level) for level in item.iterchildren(W + "lvl")}
            lists[key] = _List(levels, attribute(child(item, "numStyleLink"), "val"))
            if (name := attribute(child(item, "styleLink"), "val")) is not None:
                by_style[name] = key
        for item in root.iterchildren(W + "num") if root is not None else ():
            key = attribute(child(item, "abstractNumId"), "val") or ""
            if key not in lists:
                continue
            link = lists[key].link
            base = lists[by_style.get(link, key)] if link is not None else lists[key]
            own: dict[int, _Level] = {}
            starts: dict[int, int] = {}
            for override in item.iterchildren(W + "lvlOverride"):
                step = number(override, "ilvl") or 0
                if (level := child(override, "lvl")) is not None:
                    own[step] = _level(level)
                if (start := number(child(override, "startOverride"))) is not None:
                    starts[step] = start
            self._instances[number(item, "numId") or 0] = _Instance(base, base.levels | own, starts)

    def mark(self, properties: Mapping[str, Element], style: Style) -> tuple[str | None, float]:
        """Count a paragraph with these properties by name; return its number or bullet, and its left indent in points."""
        own = properties.get("numPr")
        key = number(child(own, "numId"))
        step = number(child(own, "ilvl"))
        if key is None:
            key = style.numbering
            step = style.step if step is None else step
        instance = self._instances.get(key) if key else None
        indent = own_indent(properties.get("ind"))
        if instance is None:
            return None, indent if indent is not None else style.indent or 0.0
        if step is None:
            linked = (at for at, level in instance.levels.items() if level.style in style.numbered_by and level.style)
            step = next(linked, 0)
        step = min(max(step, 0), _LEVELS - 1)
        level = instance.levels.get(step)
        if level is None:
            return None, indent or 0.0
        self._count(key or 0, instance, step)
        if indent is None:
            indent = level.indent if level.indent is not None else style.indent or 0.0
        return _render(instance, step), indent

    def _count(self, key: int, instance: _Instance, step: int) -> None:
        counters = instance.base.counters
        level = instance.levels[step]
        start = level.start
        if step in instance.starts and (key, step) not in self._started:
            self._started.add((key, step))
            start = instance.starts[step]
            counters[step] = None
        value = counters[step]
        counters[step] = start if value is None else min(value + 1, _MAX_VALUE)
        for above in range(step):
            if counters[above] is None and above in instance.levels:
                counters[above] = instance.starts.get(above, instance.levels[above].start)
        for below in range(step + 1, _LEVELS):
            restart = instance.levels[below].restart if below in instance.levels else None
            # w:lvlRestart names the (1-based) level that restarts this one; 0 means never.
            if restart is None or step < restart:
                counters[below] = None


def _level(item: Element) -> _Level:
    start = number(child(item, "start"))
    return _Level(
        format=attribute(child(item, "numFmt"), "val") or "decimal",
        text=(attribute(child(item, "lvlText"), "val") or "")[:_MAX_LABEL],
        start=1 if start is None else start,
        restart=number(child(item, "lvlRestart")),
        legal=is_on(child(item, "isLgl")),
        style=attribute(child(item, "pStyle"), "val"),
        indent=own_indent(child(child(item, "pPr"), "ind")),
    )


def _render(instance: _Instance, step: int) -> str | None:
    level = instance.levels[step]
    if level.format == "bullet":
        return "•"
    if level.format == "none":
        return level.text or None

    def shown(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        value = instance.base.counters[at]
        if at not in instance.levels or value is None:
            return ""
        return _format(value, "decimal" if level.legal else instance.levels[at].format)

    return re.sub(r"%([1-9])", shown, level.text).strip() or None


def _format(value: int, style: str) -> str:
    if style in {"lowerLetter", "upperLetter"} and value > 0:
        # after z Word goes on with aa, bb, cc
        text = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 5)
        return text.upper() if style == "upperLetter" else text
    if style in {"lowerRoman", "upperRoman"} and 0 < value < 5000:
        text = ""
        for amount, sign in _ROMAN + _ROMAN_SMALL:
            text += sign * (value // amount)
            value %= amount
        return text.upper() if style == "upperRoman" else text
    if style in {"bullet", "none"}:
        return ""
    return f"{value:02d}" if style == "decimalZero" else str(value)
