"""The overview as HTML: one page with everything and the first documents, and a page per further thousand documents."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from urllib.parse import quote

from jinja2 import Template

from prestatielint.batch.overview import BRILLEN, BondCell, Overview, Row, YearLine, share
from prestatielint.model import Niveau, Role, Theme
from prestatielint.report import texts, view
from prestatielint.report.pages import environment

PER_PAGE = 1000
_LONGEST = 300  # rows of a table beside the ranking; the workbook holds the rest
_BINS = 10


def write(overview: Overview, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give name and text of every page; ``labels`` says per rule what it finds."""
    rows = overview.rows
    pages = [rows[start : start + PER_PAGE] for start in range(0, max(len(rows), 1), PER_PAGE)]
    names = ["overzicht.html", *(f"overzicht-{number}.html" for number in range(2, len(pages) + 1))]
    for number, (name, part) in enumerate(zip(names, pages, strict=True)):
        yield (
            name,
            _template().render(
                o=overview,
                rows=part,
                first=number == 0,
                number=number,
                start=number * PER_PAGE,
                names=names,
                labels=labels,
                longest=_LONGEST,
                histograms=[(bril, *_histogram(overview.rows, bril)) for bril in BRILLEN],
                years=_years(overview.years[:_LONGEST]),
                bonds=_bonds(overview),
                niveaus=_niveaus(overview.rows),
                version=view.tool_version(),
                BRILLEN=BRILLEN,
                Niveau=Niveau,
                Role=Role,
                Theme=Theme,
                share=share,
                period=period,
                link=_link,
                decimal=decimal,
                thousands=thousands,
                t=texts,
            ),
        )


@cache
def _template() -> Template:
    return environment("prestatielint.batch").get_template("overzicht.html.jinja")


def period(row: Row) -> str:
    """The years of a document for people."""
    if row.years is None:
        return "–"
    first, last = row.years
    return str(first) if first == last else f"{first}–{last}"


def decimal(value: float | None) -> str:
    """A number with a decimal comma where it has decimals; a dash where there is none."""
    return "–" if value is None else f"{value:g}".replace(".", ",")


def thousands(value: int) -> str:
    """A count with points between the thousands."""
    return f"{value:,}".replace(",", ".")


def _link(row: Row) -> str:
    return quote(f"{row.report}.html")


def _histogram(rows: Sequence[Row], bril: str) -> tuple[list[tuple[int, int, float]], float | None]:
    """Per bin its lower border, count and height (0 to 1); and the median."""
    scores = [value for row in rows if (value := row.summary.totals[bril]) is not None]
    counts = [0] * _BINS
    for value in scores:
        counts[min(value * _BINS // 100, _BINS - 1)] += 1
    top = max(counts) or 1
    median = float(statistics.median(scores)) if scores else None
    return [(place * 100 // _BINS, count, count / top) for place, count in enumerate(counts)], median


def _years(lines: Sequence[YearLine]) -> list[tuple[str, list[YearLine], str]]:
    """Per gemeente its lines, and the points of a small line of the scores under all lenses together."""
    found = []
    for gemeente, group in groupby(lines, key=lambda line: line.gemeente):
        mine = list(group)
        scores = [score for line in mine if (score := line.row.summary.totals["alles"]) is not None]
        step = 96 / max(len(scores) - 1, 1)
        points = " ".join(f"{2 + place * step:.1f},{26 - score * 0.24:.1f}" for place, score in enumerate(scores))
        found.append((gemeente, mine, points))
    return found


def _bonds(overview: Overview) -> list[tuple[Theme, list[BondCell]]]:
    """Per theme the cells of the roles, in order."""
    themes = [theme for theme in Theme if any(key == theme.value for key, _ in overview.bonds)]
    return [(theme, [overview.bonds.get((theme.value, role.value), BondCell()) for role in Role]) for theme in themes]


def _niveaus(rows: Sequence[Row]) -> list[tuple[Niveau, int, float]]:
    """Per niveau the afspraken of all documents and their percentage."""
    counts = {niveau: sum(row.summary.niveaus[niveau.value] for row in rows) for niveau in Niveau}
    total = sum(counts.values()) or 1
    return [(niveau, count, round(100 * count / total, 1)) for niveau, count in counts.items()]
