"""The dossier as one self-contained HTML page, made to be printed too."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from prestatielint.dossier.blocks import Dossier
from prestatielint.report import texts


def write(dossier: Dossier) -> str:
    """Write a dossier as HTML."""
    return _template().render(d=dossier)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("prestatielint.dossier"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["kind"] = lambda block, name: type(block).__name__ == name
    return environment.get_template("dossier.html.jinja")


def _finalize(value: object) -> object:
    """Clean every text that the template shows; what a macro made is clean already."""
    return texts.clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
