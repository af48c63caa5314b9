"""Scores from 0 to 100; 100 is the best. All weights are our own: no source gives a norm for any of them.

**Clause** (afspraak or wens): 100 minus the points of its findings (`POINTS` times `SEVERITY_FACTORS`; a label that
comes back in the same clause counts for `REPEAT_FACTOR`), never below 0.

**Document**: means over its afspraken, so that a long document does not score lower than a short one; None with fewer
than `MIN_AFSPRAKEN`. The three lenses follow sections B1 and C of the domain reference and may pull apart.

- ``aw``: the five words of the Aw as quoted by Van Nimwegen (2024), each a mean over afspraken of 100 minus
  `TEST_FACTOR` times the points of the labels in `TESTS`, less the points of the document findings in
  `DOCUMENT_POINTS`. ``hard`` gives an intention at most `HARD_CAP`. ``wederkerig`` is the mean of that (wishes count
  too), of the share of themes without an ``eenzijdig``, and of the shares per role: a role that acts in `ROLE_SHARE` of
  the afspraken counts fully.
- ``effect``: a mean over afspraken of `EFFECT_CAPS` of their niveau times the clause score without ``activiteit``, for
  the cap already says that. Only an effect can reach 100, however many numbers an activity has.
- ``relatie``: `RELATION_WEIGHTS` of three things: per theme how many roles are bound (two bound hard is full, an
  intention counts half); the share of themes in which the huurdersorganisatie acts (`TENANT_SHARE` is full); and
  whether the agreement can be changed before it ends.

``total`` is the mean of the three lenses. Findings of severity ``info`` never count.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from prestatielint.acting import acting_parties
from prestatielint.model import Finding, Judged, Kind, Label, Niveau, Party, Role, Scores, Severity, Theme

# --- weights ----------------------------------------------------------------------------------------------------------

# Points of a finding of severity hoog.
POINTS: Mapping[Label, float] = {
    Label.ACTIVITEIT: 30,
    Label.VAAG_INSPANNING: 40,
    Label.VAAG_ONTSNAPPING: 40,
    Label.VAAG_HOEVEELHEID: 30,
    Label.VAAG_TERMIJN: 30,
    Label.VAAG_KWALITEIT: 25,
    Label.VAAG_VERWIJZING: 30,
    Label.VAAG_VERGELIJKING: 30,
    Label.EENZIJDIG: 40,
    Label.SMART_WIE: 40,
    Label.SMART_HOEVEEL: 30,
    Label.SMART_WANNEER: 30,
}
SEVERITY_FACTORS: Mapping[Severity, float] = {
    Severity.HOOG: 1.0,
    Severity.MIDDEL: 0.7,
    Severity.LAAG: 0.3,
    Severity.INFO: 0.0,
}
REPEAT_FACTOR = 0.5
MIN_AFSPRAKEN = 3

# The labels that each test of the Aw lens looks at. They are few, so each counts for more here.
TESTS: Mapping[str, frozenset[Label]] = {
    "concreet": frozenset({Label.SMART_HOEVEEL, Label.VAAG_HOEVEELHEID, Label.VAAG_KWALITEIT, Label.VAAG_VERGELIJKING}),
    "hard": frozenset({Label.VAAG_INSPANNING, Label.VAAG_ONTSNAPPING}),
    "wederkerig": frozenset({Label.EENZIJDIG}),
    "tijdshorizon": frozenset({Label.SMART_WANNEER, Label.VAAG_TERMIJN}),
    "aanspreekbaar": frozenset({Label.SMART_WIE, Label.VAAG_VERWIJZING}),
}
TEST_FACTOR = 2.5
HARD_CAP = 40.0
ROLE_SHARE = 0.2
# Points that a finding on the whole document takes from a test, at severity hoog.
DOCUMENT_POINTS: Mapping[str, Mapping[Label, float]] = {
    "concreet": {Label.DOCUMENT_BEDRAGEN: 20},
    "tijdshorizon": {Label.DOCUMENT_TIJDSHORIZON: 30, Label.DOCUMENT_LOOPTIJD: 40},
    "aanspreekbaar": {Label.DOCUMENT_MONITORING: 40, Label.DOCUMENT_PARTIJEN: 20},
}

EFFECT_CAPS: Mapping[Niveau | None, float] = {
    Niveau.INTENTIE: 20.0,
    Niveau.PROCES: 40.0,
    Niveau.OUTPUT: 50.0,
    Niveau.EFFECT: 100.0,
    None: 20.0,
}

RELATION_WEIGHTS: Mapping[str, float] = {"balance": 0.5, "tenants": 0.25, "flexible": 0.25}
FULL_BALANCE = 2.0
SOFT_BOND = 0.5
TENANT_SHARE = 1 / 3

_TRIANGLE = (Role.GEMEENTE, Role.CORPORATIE, Role.HUURDERSORGANISATIE)


# --- who acts ---------------------------------------------------------------------------------------------------------


# --- points -----------------------------------------------------------------------------------------------------------


def _points(findings: Iterable[Finding], labels: Collection[Label], points: Mapping[Label, float]) -> float:
    """Add the points of the findings with one of ``labels``; the heaviest of a label counts fully, others less."""
    weights: dict[Label, list[float]] = {}
    for finding in findings:
        if finding.label in labels and finding.label in points:
            weight = points[finding.label] * SEVERITY_FACTORS[finding.severity]
            weights.setdefault(finding.label, []).append(weight)
    return sum(max(group) + REPEAT_FACTOR * (sum(group) - max(group)) for group in weights.values())


def _left(points: float) -> float:
    return max(0.0, 100.0 - points)


def _mean(values: Iterable[float | int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known else None


def _whole(value: float | None) -> int | None:
    """Round half up; ``round`` would send 62.5 to 62 and 63.5 to 64."""
    return None if value is None else math.floor(value + 0.5)


# --- the scores -------------------------------------------------------------------------------------------------------


def score(
    clauses: Sequence[Judged], findings: Sequence[Finding], parties: Sequence[Party]
) -> tuple[tuple[Judged, ...], Scores]:
    """Give every afspraak and wens its score, and the document its scores; an old score of a clause is replaced.

    ``findings`` are all findings of the document, those on the document as a whole too.
    """
    by_clause: dict[str, list[Finding]] = {judged.clause.id: [] for judged in clauses}
    for finding in findings:
        if finding.clause in by_clause:
            by_clause[finding.clause].append(finding)
    scored = tuple(
        replace(judged, score=_whole(_left(_points(by_clause[judged.clause.id], POINTS.keys(), POINTS))))
        if judged.kind in (Kind.AFSPRAAK, Kind.WENS)
        else replace(judged, score=None)
        for judged in clauses
    )
    agreed = [judged for judged in scored if judged.kind is Kind.AFSPRAAK]
    acting = {judged.clause.id: acting_parties(judged, parties) for judged in agreed}
    themes = {
        theme.value: _whole(_mean(judged.score for judged in agreed if judged.theme is theme))
        for theme in Theme
        if any(judged.theme is theme for judged in agreed)
    }
    per_party = {
        party.name: _whole(_mean(j.score for j in agreed if party.name in acting[j.clause.id])) for party in parties
    }
    if len(agreed) < MIN_AFSPRAKEN:
        nothing: dict[str, int | None] = {"total": None, **dict.fromkeys(TESTS)}
        return scored, Scores(None, nothing, {"total": None}, {"total": None}, themes, per_party)
    wishes = [judged for judged in scored if judged.kind is Kind.WENS]
    tests = _tests(agreed, wishes, by_clause, findings, acting, parties)
    aw: dict[str, int | None] = {"total": _whole(_mean(tests.values())), **tests}
    effect = _whole(_effect(agreed, by_clause))
    relation = _whole(_relation(agreed, findings, acting, parties))
    # From the rounded lenses, so that a reader can check the sum.
    total = _whole(_mean((aw["total"], effect, relation)))
    return scored, Scores(total, aw, {"total": effect}, {"total": relation}, themes, per_party)


def _tests(
    agreed: Sequence[Judged],
    wishes: Sequence[Judged],
    by_clause: Mapping[str, Sequence[Finding]],
    findings: Sequence[Finding],
    acting: Mapping[str, frozenset[str]],
    parties: Sequence[Party],
) -> dict[str, int | None]:
    """Give the five tests of the Aw lens."""
    results: dict[str, int | None] = {}
    for name, labels in TESTS.items():
        # A wish is one-sided by nature; it counts there and nowhere else.
        judged_here = [*agreed, *wishes] if name == "wederkerig" else agreed
        values = []
        for judged in judged_here:
            value = _left(TEST_FACTOR * _points(by_clause[judged.clause.id], labels, POINTS))
            values.append(min(value, HARD_CAP) if name == "hard" and judged.niveau is Niveau.INTENTIE else value)
        mean = _mean(values)
        if name == "wederkerig":
            mean = _mean((mean, _even_themes(judged_here, by_clause), _role_shares(agreed, acting, parties)))
        lost = DOCUMENT_POINTS.get(name, {})
        results[name] = _whole(None if mean is None else max(0.0, mean - _points(findings, lost.keys(), lost)))
    return results


def _even_themes(clauses: Sequence[Judged], by_clause: Mapping[str, Sequence[Finding]]) -> float | None:
    """Give the share of themes without an ``eenzijdig``: reported once per theme, a mean of clauses would hide it."""
    uneven: dict[Theme, bool] = {}
    for judged in clauses:
        one_sided = _points(by_clause[judged.clause.id], TESTS["wederkerig"], POINTS) > 0
        uneven[judged.theme] = uneven.get(judged.theme, False) or one_sided
    return _mean(0.0 if one_sided else 100.0 for one_sided in uneven.values())


def _role_shares(
    agreed: Sequence[Judged], acting: Mapping[str, frozenset[str]], parties: Sequence[Party]
) -> float | None:
    """Give how far each role of the triangle takes part; None where no party is known."""
    roles = {party.name: party.role for party in parties}
    if not roles:
        return None
    full = []
    for role in _TRIANGLE:
        share = sum(any(roles[name] is role for name in acting[j.clause.id]) for j in agreed) / len(agreed)
        full.append(100.0 * min(1.0, share / ROLE_SHARE))
    return _mean(full)


def _effect(agreed: Sequence[Judged], by_clause: Mapping[str, Sequence[Finding]]) -> float | None:
    """Give how far the afspraken name an effect, and how well."""
    labels = POINTS.keys() - {Label.ACTIVITEIT}
    return _mean(
        EFFECT_CAPS[judged.niveau] * _left(_points(by_clause[judged.clause.id], labels, POINTS)) / 100.0
        for judged in agreed
    )


def _relation(
    agreed: Sequence[Judged],
    findings: Sequence[Finding],
    acting: Mapping[str, frozenset[str]],
    parties: Sequence[Party],
) -> float | None:
    """Give what parties do for each other, as far as the text shows it."""
    roles = {party.name: party.role for party in parties}
    if not roles:
        return None
    bonds: dict[Theme, dict[Role, float]] = {}
    for judged in agreed:
        bound = bonds.setdefault(judged.theme, {})
        bond = SOFT_BOND if judged.niveau is Niveau.INTENTIE else 1.0
        for role in {roles[name] for name in acting[judged.clause.id]} & set(_TRIANGLE):
            bound[role] = max(bound.get(role, 0.0), bond)
    balance = _mean(min(1.0, math.fsum(bound.values()) / FULL_BALANCE) for bound in bonds.values()) or 0.0
    involved = sum(Role.HUURDERSORGANISATIE in bound for bound in bonds.values()) / len(bonds)
    fixed = any(
        finding.label is Label.DOCUMENT_FLEXIBILITEIT and finding.severity is not Severity.INFO for finding in findings
    )
    parts = {"balance": balance, "tenants": min(1.0, involved / TENANT_SHARE), "flexible": 0.0 if fixed else 1.0}
    return 100.0 * math.fsum(RELATION_WEIGHTS[name] * value for name, value in parts.items())
