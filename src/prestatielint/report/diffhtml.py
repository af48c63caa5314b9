"""The comparison as one self-contained HTML page, without script and without any resource from outside."""

from __future__ import annotations

from functools import cache

from jinja2 import Template

from prestatielint.compare import Comparison
from prestatielint.model import Run
from prestatielint.report import diffview, texts, view
from prestatielint.report.pages import environment


def write(run: Run, comparison: Comparison) -> str:
    """Write the comparison as one HTML page."""
    anchors = {id(match): f"m{place}" for place, match in enumerate(comparison.matched, start=1)}
    return _template().render(
        run=run,
        c=comparison,
        parts=diffview.sort(comparison),
        anchor=lambda match: anchors[id(match)],
        dv=diffview,
        t=texts,
        v=view,
    )


@cache
def _template() -> Template:
    return environment("prestatielint.report").get_template("diff.html.jinja")
