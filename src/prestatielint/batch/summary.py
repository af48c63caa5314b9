"""What the overview needs of one report, and its lines in the tables; both as plain JSON, for the cache."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from prestatielint.acting import acting_parties
from prestatielint.batch.cells import Cell, csv_line
from prestatielint.model import Finding, Judged, Kind, Niveau, Notice, PdfPlace, Report, Severity

_EXAMPLE = range(60, 400)  # characters of a clause that can be an example

CLAUSE_COLUMNS = (
    "afspraak", "kop", "soort", "niveau", "thema", "tekst", "wie", "voor_wie", "hoeveel", "wanneer", "voorwaarden", "score",
    "bevindingen", "pagina",
)  # fmt: skip
FINDING_COLUMNS = (
    "afspraak", "regel", "label", "zwaarte", "thema", "partijen", "van", "tot", "woorden", "melding", "voorstel", "punten",
    "vingerafdruk",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """One document in the overview.

    ``parties`` are (name, role, afspraken, score); ``totals`` the score per lens; ``niveaus`` and ``severities`` counts;
    ``themes`` per theme (afspraken, score); ``rules`` per rule its findings that count; ``bonds`` per theme and role
    (hard, soft, needed); ``examples`` per theme the best clause as (merit, clause id, text, niveau, score). ``unused`` are
    the notices on settings that this document does not use, as dictionaries.
    """

    title: str | None
    format: str
    pages: int | None
    sha256: str
    period: tuple[int, int] | None
    clauses: int
    afspraken: int
    parties: Sequence[tuple[str, str, int, int | None]]
    totals: Mapping[str, int | None]
    niveaus: Mapping[str, int]
    severities: Mapping[str, int]
    themes: Mapping[str, tuple[int, int | None]]
    rules: Mapping[str, int]
    bonds: Mapping[str, Mapping[str, tuple[int, int, int]]]
    examples: Mapping[str, tuple[float, str, str, str, int]]
    notices: Sequence[str] = ()
    unused: Sequence[Mapping[str, Any]] = ()

    @staticmethod
    def read(data: Mapping[str, Any]) -> Summary:
        """Read what ``summary`` wrote."""
        return Summary(**data)


def summary(report: Report, period: tuple[int, int] | None, unused: Iterable[Notice] = ()) -> dict[str, Any]:
    """Summarise a report; ``period`` is its first and last year, ``unused`` what it does not use of the settings."""
    agreed = [judged for judged in report.clauses if judged.kind is Kind.AFSPRAAK]
    acting = {judged.clause.id: acting_parties(judged, report.parties) for judged in agreed}
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.clause and finding.severity is not Severity.INFO:
            found.setdefault(finding.clause, []).append(finding)
    roles = {party.name: party.role.value for party in report.parties}
    bonds: dict[str, dict[str, tuple[int, int, int]]] = {}
    for bond in report.matrix:
        per_role = bonds.setdefault(bond.theme.value, {})
        hard, soft, needed = per_role.get(roles.get(bond.party, "overig"), (0, 0, 0))
        per_role[roles.get(bond.party, "overig")] = (hard + bond.hard, soft + bond.soft, max(needed, int(bond.needed)))
    scores = report.scores
    return asdict(
        Summary(
            title=report.document.title,
            format=report.document.format,
            pages=report.document.pages,
            sha256=report.document.sha256,
            period=period,
            clauses=len(report.clauses),
            afspraken=len(agreed),
            parties=tuple(
                (
                    party.name,
                    party.role.value,
                    sum(party.name in names for names in acting.values()),
                    scores.parties.get(party.name),
                )
                for party in report.parties
            ),
            totals={
                "alles": scores.total,
                "aw": scores.aw.get("total"),
                "effect": scores.effect.get("total"),
                "relatie": scores.relatie.get("total"),
            },
            niveaus={niveau.value: sum(judged.niveau is niveau for judged in agreed) for niveau in Niveau},
            severities={
                severity.value: sum(finding.severity is severity for finding in report.findings)
                for severity in Severity
            },
            themes={
                theme: (sum(judged.theme == theme for judged in agreed), score)
                for theme, score in scores.themes.items()
            },
            rules=dict(sorted(Counter(f.rule for f in report.findings if f.severity is not Severity.INFO).items())),
            bonds=bonds,
            examples=_examples(agreed, found),
            notices=tuple(dict.fromkeys(notice.message for notice in (*report.document.notices, *report.notices))),
            unused=tuple(asdict(notice) for notice in unused),
        )
    )


def _examples(
    agreed: Sequence[Judged], found: Mapping[str, Sequence[Finding]]
) -> dict[str, tuple[float, str, str, str, int]]:
    """Per theme the clause that is drafted best: by score, then by what it names; the first of equals."""
    best: dict[str, tuple[float, str, str, str, int]] = {}
    for judged in agreed:
        text = judged.clause.text
        if judged.score is None or judged.niveau is None or len(text) not in _EXAMPLE:
            continue
        named = sum(map(bool, (judged.actors, judged.quantities, judged.deadlines, judged.beneficiaries)))
        merit = (
            judged.score + named + (3 if judged.niveau is Niveau.EFFECT else 0) - len(found.get(judged.clause.id, ()))
        )
        if judged.theme.value not in best or merit > best[judged.theme.value][0]:
            best[judged.theme.value] = (merit, judged.clause.id, text, judged.niveau.value, judged.score)
    return best


def lines(report: Report) -> list[list[str]]:
    """The lines of ``afspraken.csv`` and ``bevindingen.csv``, in that order, without the cells that identify the document."""
    counted = Counter(f.clause for f in report.findings if f.severity is not Severity.INFO)
    clauses = [
        _clause_row(judged, counted[judged.clause.id]) for judged in report.clauses if judged.kind is not Kind.CONTEXT
    ]
    themes = {judged.clause.id: judged.theme.value for judged in report.clauses}
    findings = [_finding_row(finding, themes.get(finding.clause or "")) for finding in report.findings]
    return [[csv_line(row) for row in table] for table in (clauses, findings)]


def _clause_row(judged: Judged, findings: int) -> list[Cell]:
    clause = judged.clause
    pages = [segment.place.page for segment in clause.segments if isinstance(segment.place, PdfPlace)]
    return [
        clause.id,
        " > ".join(clause.heading),
        judged.kind.value,
        judged.niveau.value if judged.niveau else None,
        judged.theme.value,
        clause.text,
        "; ".join(judged.actors),
        "; ".join(judged.beneficiaries),
        "; ".join(judged.quantities),
        "; ".join(judged.deadlines),
        "; ".join(judged.conditions),
        judged.score,
        findings,
        pages[0] if pages else None,
    ]


def _finding_row(finding: Finding, theme: str | None) -> list[Cell]:
    return [
        finding.clause,
        finding.rule,
        finding.label.value,
        finding.severity.value,
        finding.theme.value if finding.theme else theme,
        "; ".join(finding.parties),
        finding.start,
        finding.end,
        finding.quote,
        finding.message,
        finding.suggestions[0].text if finding.suggestions else None,
        finding.points,
        finding.fingerprint,
    ]
