"""The comparison as one self-contained HTML page, without script and without any resource from outside."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from prestatielint.compare import Comparison
from prestatielint.model import Run
from prestatielint.report import diffview, texts, view


def write(run: Run, comparison: Comparison) -> str:
    """Write the comparison as one HTML page."""
    anchors = {id(match): f"m{place}" for place, match in enumerate(comparison.matched, start=1)}
    return _template().render(
        run=run,
        c=comparison,
        parts=diffview.sort(comparison),
        anchor=lambda match: anchors[id(match)],
        version=view.tool_version(),
        dv=diffview,
        t=texts,
        v=view,
    )


def _clean(value: object) -> object:
    """Clean every text that the template shows; what a macro made is clean already."""
    return texts.clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("prestatielint.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("diff.html.jinja")
