"""What is due when: the deadlines of the clauses as ISO 8601, in order, and apart what has no date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from prestatielint.dossier import words
from prestatielint.dossier.blocks import Block, Cell, Heading, Para, Table, cell, quiet, rich, strong
from prestatielint.model import Clause, Judged, Kind, Label, Report
from prestatielint.nlp.periods import Period, PeriodKind, resolve
from prestatielint.report import texts, view

_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_YEAR = re.compile(r"(?<![\d.,€])(?:19|20)\d\d(?!\d|[.,]\d)")
_WIDTH = 110
_WIDTHS = (23, 13, 18, 46)
_HEAD = ("Wanneer", "Afspraak", "Wie", "Woorden in de afspraak")


@dataclass(frozen=True, slots=True)
class _Due:
    """A deadline with the clause that it stands in."""

    judged: Judged
    text: str
    period: Period


def blocks(report: Report, period: tuple[int, int] | None) -> list[Block]:
    """Make the calendar of a report; ``period`` is the first and last year of the agreement."""
    dues = [
        _Due(judged, text, resolved(text, judged.clause, period))
        for judged in report.clauses
        if judged.kind in (Kind.AFSPRAAK, Kind.SPELREGEL)
        for text in judged.deadlines
    ]
    dated = sorted((due for due in dues if _ends(due.period.iso)), key=_order)
    early = [due for due in dated if period is not None and _last(due.period.iso or "") < date(period[0], 1, 1)]
    dated = [due for due in dated if due not in early]
    rhythm = [
        due for due in dues if (due.period.iso or "").startswith("R/") or due.period.kind is PeriodKind.FREQUENTIE
    ]
    other = [due for due in dues if not _ends(due.period.iso) and due not in rhythm]
    result: list[Block] = [Para(rich(words.CALENDAR))]
    if dated:
        result += [Heading("Met een datum of periode", "agenda-datum"), _table(dated)]
    if rhythm:
        result += [Heading("Steeds opnieuw", "agenda-steeds"), _table(rhythm)]
    if other:
        result += [
            Heading("Zonder datum", "agenda-zonder"),
            Para(rich("Een gebeurtenis, een lengte zonder begin, of woorden die geen datum geven."), quiet=True),
            _table(other),
        ]
    if early:
        result += [
            Heading("Vóór de looptijd", "agenda-voor"),
            Para(rich("Waarschijnlijk een beginstand of de datum van een ander stuk."), quiet=True),
            _table(early),
        ]
    if not dues:
        result.append(Para(rich("Er zijn geen termijnen gevonden.")))
    return [*result, *_without(report)]


def _without(report: Report) -> list[Block]:
    bare = {f.clause for f in report.findings if f.label is Label.SMART_WANNEER}
    lacking = [judged for judged in report.clauses if judged.clause.id in bare and not judged.deadlines]
    if not lacking:
        return []
    rows = tuple(
        (cell(strong(_name(judged)), quiet(view.place(judged.clause))), cell(texts.listing(judged.actors) or "–"), cell(_short(judged)))
        for judged in lacking
    )  # fmt: skip
    return [
        Heading("Afspraken zonder termijn", "agenda-geen"),
        Para(rich("Afspraken waarbij prestatielint een termijn mist."), quiet=True),
        Table(("Afspraak", "Wie", "Tekst"), rows, (20, 24, 56)),
    ]


def resolved(text: str, clause: Clause, period: tuple[int, int] | None) -> Period:
    """Read a deadline with the year that stands above its clause, where there is one."""
    return _resolve(text, period, _headed(clause))


@cache
def _resolve(text: str, period: tuple[int, int] | None, year: int | None) -> Period:
    return resolve(text, period=period, year=year)


def _headed(clause: Clause) -> int | None:
    """The one year that the lead-in, the columns or the nearest heading gives."""
    for text in (clause.lead, " ".join(clause.columns or ()), *reversed(clause.heading)):
        found = {int(year) for year in _YEAR.findall(text or "")}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _ends(iso: str | None) -> bool:
    return iso is not None and not iso.startswith(("R", "P"))


def _order(due: _Due) -> tuple[date, date]:
    iso = due.period.iso or ""
    return _last(iso), _first(iso)


def _last(iso: str) -> date:
    """The day on which a result must be there; of what only starts, the day on which it starts."""
    start, _, end = iso.partition("/")
    return date.fromisoformat(start if end in ("", "..") else end)


def _first(iso: str) -> date:
    start = iso.partition("/")[0]
    return date.min if start == ".." else date.fromisoformat(start)


def dutch(iso: str) -> str:
    """Write a date or interval of ISO 8601 in Dutch."""
    start, slash, end = iso.partition("/")
    if not slash:
        return _day(date.fromisoformat(start))
    if start == "..":
        return f"uiterlijk {_day(date.fromisoformat(end))}"
    if end == "..":
        return f"vanaf {_day(date.fromisoformat(start))}"
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        if (first.month, last.month) == (1, 12):
            return f"in {first.year}" if first.year == last.year else f"{first.year} tot en met {last.year}"
        opens, closes = _MONTHS[first.month - 1], _MONTHS[last.month - 1]
        if first.year == last.year:
            return f"in {closes} {last.year}" if opens == closes else f"{opens} tot en met {closes} {last.year}"
        return f"{opens} {first.year} tot en met {closes} {last.year}"
    return f"{_day(first)} tot en met {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _table(dues: Sequence[_Due]) -> Table:
    return Table(_HEAD, tuple(_row(due) for due in dues), _WIDTHS)


def _row(due: _Due) -> tuple[Cell, ...]:
    iso, assumed = due.period.iso, due.period.assumed
    when = dutch(iso) if iso is not None and _ends(iso) else due.text
    return (
        cell(strong(when), quiet(iso or ""), quiet(f"lezing: {assumed}" if assumed else "")),
        cell(_name(due.judged), quiet(view.place(due.judged.clause))),
        cell(texts.listing(due.judged.actors) or "–"),
        cell(f"‘{due.text}’", quiet(_short(due.judged))),
    )


def _name(judged: Judged) -> str:
    return judged.clause.number or texts.clause_name(None, judged.clause.block, ())


def _short(judged: Judged) -> str:
    text = judged.clause.text
    return text if len(text) <= _WIDTH else text[:_WIDTH].rsplit(" ", 1)[0] + " …"
