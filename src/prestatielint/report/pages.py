"""The pages that come from a template: one way to load them, and every text in them cleaned."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from prestatielint.report import texts


def environment(package: str) -> Environment:
    """Return the environment of the templates of a package: escaped, cleaned, and an unknown name is an error."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _clean(value: object) -> object:
    """Clean every text that a template shows; what a macro made is clean already."""
    return texts.clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
