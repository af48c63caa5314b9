"""Cells of the tables as CSV."""

from __future__ import annotations

from collections.abc import Iterable

from prestatielint.report import texts

Cell = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_line(cells: Iterable[Cell]) -> str:
    """Cells as Excel in Dutch reads them, without the end of the line."""
    return ";".join(map(_csv_cell, cells))


def _csv_cell(value: Cell) -> str:
    """A decimal comma, one line of text, and nothing that Excel would take for a formula."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if isinstance(value, int):
        return str(value)
    text = texts.one_line(value)
    if text.startswith(_FORMULA):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if ";" in text or '"' in text else text
