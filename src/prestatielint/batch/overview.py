"""The documents of a folder beside each other: ranks, percentiles, themes, parties, years; knows no file format."""

from __future__ import annotations

import re
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prestatielint.acting import names_a_sort
from prestatielint.batch.find import Correction, Entry, gemeente_in, plain, years_in
from prestatielint.batch.summary import Summary
from prestatielint.config import Settings, fits_document
from prestatielint.model import Bril, Failure, Niveau, Notice, Role, Theme
from prestatielint.suppress import unused_in_all

_WORD_ITSELF = re.compile(r"(?:\bde\s+)?\bgemeente\b\s*", re.IGNORECASE)
BRILLEN = tuple(bril.value for bril in (Bril.ALLES, Bril.AW, Bril.EFFECT, Bril.RELATIE))


@dataclass(frozen=True, slots=True)
class Row:
    """One document; ``ranks`` and ``percentiles`` per lens, None without a score there.

    A rank is 1 for the highest score and equal for equal scores. A percentile (0 to 100) is the share of the other
    documents that score lower, an equal score counting for half; None where there is no other.
    """

    name: str
    report: str
    gemeente: str | None
    years: tuple[int, int] | None
    summary: Summary
    ranks: Mapping[str, int | None]
    percentiles: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One theme over all documents; the scores under the lens of the run, the median and the outer ones."""

    theme: str
    documents: int
    afspraken: int
    median: float | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One party over all documents in which it stands under the same name and role (and gemeente, where the name is generic); ``score`` is the mean."""

    name: str
    role: str
    documents: int
    afspraken: int
    score: float | None


@dataclass(frozen=True, slots=True)
class YearLine:
    """One agreement in the row of its gemeente; ``change`` per lens against the one before it."""

    gemeente: str
    row: Row
    change: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: its findings and the documents that have any."""

    code: str
    findings: int
    documents: int


@dataclass(frozen=True, slots=True)
class Example:
    """The clause of a theme that is drafted best."""

    theme: str
    row: Row
    clause: str
    text: str
    niveau: str
    score: int


@dataclass(frozen=True, slots=True)
class BondCell:
    """What the parties of one role promise on one theme, and in how many documents that is asked but absent."""

    hard: int = 0
    soft: int = 0
    needed: int = 0
    silent: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the overview shows; ``rows`` in order of rank under the lens of the run."""

    bril: str
    rows: Sequence[Row]
    doubles: Sequence[Entry]
    failures: Sequence[Failure]
    themes: Sequence[ThemeLine]
    parties: Sequence[PartyLine]
    years: Sequence[YearLine]
    rules: Sequence[RuleLine]
    examples: Sequence[Example]
    bonds: Mapping[tuple[str, str], BondCell]
    remarks: Sequence[str]


def overview(
    done: Iterable[tuple[Entry, str, Summary]],
    doubles: Sequence[Entry],
    failures: Sequence[Failure],
    corrections: Mapping[str, Correction],
    settings: Settings,
) -> Overview:
    """Put the documents beside each other.

    Args:
        done: entry, name of its report (without extension) and summary of every document that was done.
        doubles: files equal to an earlier one.
        failures: files that could not be done.
        corrections: per document what the user says of it.
        settings: the settings of the run; their lens gives the order.

    """
    items = list(done)
    rows = _rows(items, corrections)
    bril = settings.bril.value
    rows.sort(key=lambda row: (row.ranks[bril] or len(items) + 1, row.name))
    known = {*(entry.name for entry, _, _ in items), *(entry.name for entry in doubles), *(f.path for f in failures)}
    return Overview(
        bril,
        rows,
        doubles,
        sorted(failures, key=lambda failure: failure.path),
        _themes(rows),
        _parties(rows),
        _years(rows),
        _rules(rows),
        _examples(rows),
        _bonds(rows),
        [*_unknown(known, corrections), *_unused(known, items, settings)],
    )


def _unknown(known: Collection[str], corrections: Mapping[str, Correction]) -> Iterator[str]:
    for name in corrections:
        if name not in known:
            yield f"correcties.csv noemt '{name}', maar dat document staat niet in de map."


def _unused(known: Collection[str], items: Sequence[tuple[Entry, str, Summary]], settings: Settings) -> Iterator[str]:
    """Which suppressions and corrections of the settings serve no document at all."""
    for what, patterns in (
        ("onderdrukking", [entry.document for entry in settings.suppressions]),
        ("correctie", [entry.document for entry in settings.corrections]),
    ):
        for pattern in dict.fromkeys(patterns):
            if not any(fits_document(pattern, name) for name in known):
                yield f"De {what} voor '{pattern}' in de instellingen past bij geen enkel document in de map."
    told = [(entry.name, [Notice(**notice) for notice in summary.unused]) for entry, _, summary in items]
    yield from (notice.message for notice in unused_in_all(told, settings).values())


# --- who and when -----------------------------------------------------------------------------------------------------


def _gemeenten(summary: Summary) -> str | None:
    """The gemeenten that are a party, without the word itself; several are joined."""
    names = {_WORD_ITSELF.sub("", name) for name, role, _, _ in summary.parties if role == Role.GEMEENTE}
    return " / ".join(sorted(filter(None, names))) or None


def _rows(items: Sequence[tuple[Entry, str, Summary]], corrections: Mapping[str, Correction]) -> list[Row]:
    told = {entry.name: _gemeenten(summary) for entry, _, summary in items}
    known = {plain(name): name for name in [*told.values(), *(c.gemeente for c in corrections.values())] if name}
    known.pop("", None)
    scores = {
        bril: sorted(value for _, _, summary in items if (value := summary.totals[bril]) is not None)
        for bril in BRILLEN
    }
    rows = []
    for entry, report, summary in items:
        said = corrections.get(entry.name, Correction())
        rows.append(
            Row(
                entry.name,
                report,
                said.gemeente or told[entry.name] or gemeente_in(entry.name, known),
                said.years or (tuple(summary.period) if summary.period else None) or years_in(entry.path.stem),  # type: ignore[arg-type]
                summary,
                {bril: _rank(summary.totals[bril], scores[bril]) for bril in BRILLEN},
                {bril: _percentile(summary.totals[bril], scores[bril]) for bril in BRILLEN},
            )
        )
    return rows


def _rank(value: int | None, scores: Sequence[int]) -> int | None:
    return None if value is None else len(scores) - bisect_right(scores, value) + 1


def _percentile(value: int | None, scores: Sequence[int]) -> int | None:
    if value is None or len(scores) < 2:
        return None
    lower, upto = bisect_left(scores, value), bisect_right(scores, value)
    # Half of the equal others count; twice the count keeps it whole.
    return (100 * (2 * lower + (upto - lower - 1)) + (len(scores) - 1)) // (2 * (len(scores) - 1))


# --- tables -----------------------------------------------------------------------------------------------------------


def _mean(values: Sequence[int]) -> float | None:
    return round(statistics.fmean(values), 1) if values else None


def _themes(rows: Sequence[Row]) -> list[ThemeLine]:
    lines = []
    for theme in Theme:
        mine = [row.summary.themes[theme.value] for row in rows if theme.value in row.summary.themes]
        if mine:
            scores = [score for _, score in mine if score is not None]
            median = statistics.median(scores) if scores else None
            low, high = (min(scores), max(scores)) if scores else (None, None)
            lines.append(ThemeLine(theme.value, len(mine), sum(count for count, _ in mine), median, low, high))
    return lines


def _parties(rows: Sequence[Row]) -> list[PartyLine]:
    found: dict[tuple[str, str], list[tuple[str, int, int | None]]] = {}
    for row in rows:
        for name, role, count, score in row.summary.parties:
            if names_a_sort(name) and row.gemeente:
                name = f"{name} ({row.gemeente})"  # every gemeente has its own "Huurdersraad"
            found.setdefault((role, name.casefold()), []).append((name, count, score))
    roles = list(Role)
    lines = [
        PartyLine(
            mine[0][0],
            role,
            len(mine),
            sum(count for _, count, _ in mine),
            _mean([score for _, _, score in mine if score is not None]),
        )
        for (role, _), mine in found.items()
    ]
    return sorted(lines, key=lambda line: (roles.index(Role(line.role)), -line.documents, line.name.casefold()))


def _years(rows: Sequence[Row]) -> list[YearLine]:
    """The agreements of every gemeente that has them for more than one period, in order of time."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.gemeente and row.years:
            groups.setdefault(plain(row.gemeente), []).append(row)  # a title page shouts its name
    lines = []
    for _, group in sorted(groups.items()):
        mine = sorted(group, key=lambda row: (row.years or (0, 0), row.name))
        if len({row.years for row in mine}) < 2:
            continue
        before: Row | None = None
        for place, row in enumerate(mine):
            # Of several agreements for one period none is the one before the other.
            if place and mine[place - 1].years != row.years:
                before = mine[place - 1]
            lines.append(YearLine(mine[-1].gemeente or "", row, {bril: _change(row, before, bril) for bril in BRILLEN}))
    return lines


def _change(row: Row, before: Row | None, bril: str) -> int | None:
    now, then = row.summary.totals[bril], before.summary.totals[bril] if before else None
    return None if now is None or then is None else now - then


def _rules(rows: Sequence[Row]) -> list[RuleLine]:
    counts: dict[str, list[int]] = {}
    for row in rows:
        for code, count in row.summary.rules.items():
            counts.setdefault(code, []).append(count)
    lines = [RuleLine(code, sum(mine), len(mine)) for code, mine in counts.items()]
    return sorted(lines, key=lambda line: (-line.findings, line.code))


def _examples(rows: Sequence[Row]) -> list[Example]:
    best: dict[str, tuple[float, str, Example]] = {}
    for row in rows:
        for theme, (merit, clause, text, niveau, score) in row.summary.examples.items():
            held = best.get(theme)
            if held is None or (-merit, row.name) < (-held[0], held[1]):
                best[theme] = (merit, row.name, Example(theme, row, clause, text, niveau, score))
    return [best[theme.value][2] for theme in Theme if theme.value in best]


def _bonds(rows: Sequence[Row]) -> dict[tuple[str, str], BondCell]:
    cells: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        for theme, per_role in row.summary.bonds.items():
            for role, (hard, soft, needed) in per_role.items():
                cell = cells.setdefault((theme, role), [0, 0, 0, 0])
                for place, value in enumerate((hard, soft, needed, int(needed and not hard + soft))):
                    cell[place] += value
    return {key: BondCell(*cell) for key, cell in cells.items()}


def share(row: Row, niveau: Niveau) -> int | None:
    """Percentage of the afspraken of a document at a niveau."""
    total = row.summary.afspraken
    return round(100 * row.summary.niveaus[niveau.value] / total) if total else None
