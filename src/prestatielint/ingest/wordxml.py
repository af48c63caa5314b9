"""Small helpers for the XML of Word files."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

Element = Any  # lxml has no types


def tag(element: Element) -> str:
    """Return the name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of that name, or None."""
    if element is None or not len(element):
        return None
    return next(element.iterchildren(W + name), None)  # half the time of find


def children(element: Element | None) -> dict[str, Element]:
    """Return the children of an element by name, the first of each; for more than one look at the same element."""
    found: dict[str, Element] = {}
    for item in element if element is not None else ():
        found.setdefault(tag(item), item)
    return found


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute, or None."""
    value = element.get(W + name) if element is not None else None
    return str(value) if value is not None else None


def number(element: Element | None, name: str = "val") -> int | None:
    """Return an attribute as a whole number, or None."""
    value = attribute(element, name)
    try:
        return int(float(value)) if value is not None else None
    except (ValueError, OverflowError):
        return None


def is_on(element: Element | None) -> bool:
    """Say whether a switch is there and not set to off."""
    return element is not None and attribute(element, "val") not in {"0", "false", "off", "none"}
