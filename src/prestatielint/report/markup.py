"""HTML by construction: every text is cleaned and escaped unless an element of this module made it."""

from __future__ import annotations

import re
from typing import TypeAlias

from prestatielint.report import texts

_SPECIAL = re.compile('[&<>"\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_PLAIN = re.compile(r"[A-Za-z0-9#_.,:-]+")
_VOID = frozenset({"input", "meta"})
_CLOSED = frozenset({"rect"})


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


Child: TypeAlias = str | int | None


def escape(text: str) -> str:
    """Escape a text for use between tags or between double quotes, without characters that steer a browser."""
    if not _SPECIAL.search(text):
        return text
    clean = texts.clean(text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def join(*children: Child) -> Html:
    """Put children after each other; a plain text is escaped, None is left out."""
    return Html(
        "".join(
            child if isinstance(child, Html) else escape(str(child))  # a subclass of str, so this order
            for child in children
            if child is not None
        )
    )


def el(tag: str, *children: Child, **attributes: Child | bool) -> Html:
    """Make an element.

    Args:
        tag: its name, from this program and never from a document.
        children: what stands in it, see `join`.
        attributes: ``class_`` is ``class``, other underscores are hyphens (``data_f``); True gives the bare name, None
            and False give none.

    """
    given = "".join(
        f" {name}" if value is True else f" {name}={_quoted(str(value))}"
        for key, value in attributes.items()
        if value is not None and value is not False
        for name in (key.strip("_").replace("_", "-"),)
    )
    if tag in _CLOSED:
        return Html(f"<{tag}{given} />")
    return Html(f"<{tag}{given}>" if tag in _VOID else f"<{tag}{given}>{join(*children)}</{tag}>")


def _quoted(value: str) -> str:
    """Quote the value of an attribute unless it is so plain that HTML needs no quotes, which saves much in a long page."""
    return value if _PLAIN.fullmatch(value) else f'"{escape(value)}"'
