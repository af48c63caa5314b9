"""The dossier as one self-contained HTML page, made to be printed too."""

from __future__ import annotations

from functools import cache

from jinja2 import Template

from prestatielint.dossier.blocks import Dossier
from prestatielint.report.pages import environment


def write(dossier: Dossier) -> str:
    """Write a dossier as HTML."""
    return _template().render(d=dossier)


@cache
def _template() -> Template:
    pages = environment("prestatielint.dossier")
    pages.tests["kind"] = lambda block, name: type(block).__name__ == name
    return pages.get_template("dossier.html.jinja")
