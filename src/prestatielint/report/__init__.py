"""The reports: one writer per format, each from a `Run` to text. Nothing here knows of spaCy."""

from __future__ import annotations

from collections.abc import Callable

from prestatielint.model import Run
from prestatielint.report import html, jsonreport, markdown, sarif

FORMATS: dict[str, Callable[[Run], str]] = {
    "json": jsonreport.write,
    "html": html.write,
    "sarif": sarif.write,
    "markdown": markdown.write,
}
