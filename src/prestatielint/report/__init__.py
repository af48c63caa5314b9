"""The reports: one writer per format, each from a `Run` to text. Nothing here knows of spaCy."""

from __future__ import annotations

from collections.abc import Callable

from prestatielint.compare import Comparison
from prestatielint.model import Run
from prestatielint.report import diffhtml, diffjson, diffmarkdown, html, jsonreport, markdown, sarif

FORMATS: dict[str, Callable[[Run], str]] = {
    "json": jsonreport.write,
    "html": html.write,
    "sarif": sarif.write,
    "markdown": markdown.write,
}
DIFF_FORMATS: dict[str, Callable[[Run, Comparison], str]] = {
    "json": diffjson.write,
    "html": diffhtml.write,
    "markdown": diffmarkdown.write,
}
