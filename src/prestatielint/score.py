"""Scores from 0 to 100; 100 is the best. What counts for how much stands in ``rules/_scores.yaml``, and nowhere else.

A clause loses the points of its findings; every finding carries the points that it took, so that the sum can be done
again by hand. A document is a mean of its clauses or a share of its themes, so that a long one does not score lower
than a short one, and its score under a lens is the weighted mean of the parts that ``Scores`` gives. The lenses follow
sections B1 and C of the domain reference and may pull apart. Findings of severity ``info`` never count.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from prestatielint.acting import acting_parties
from prestatielint.catalogue import Weights
from prestatielint.model import Bril, Finding, Judged, Kind, Label, Niveau, Party, Role, Scores, Severity, Theme

_TRIANGLE = (Role.GEMEENTE, Role.CORPORATIE, Role.HUURDERSORGANISATIE)
_LENSES = (Bril.AW, Bril.EFFECT, Bril.RELATIE)


# --- points of a clause ---------------------------------------------------------------------------------------------------


def _taken(findings: Sequence[Finding], points: Mapping[Label, float], weights: Weights) -> list[float]:
    """Points that each finding takes: the heaviest of a label fully, the others of that label in part."""
    full = [points.get(finding.label, 0.0) * weights.severity[finding.severity] for finding in findings]
    taken = []
    for place, (finding, value) in enumerate(zip(findings, full, strict=True)):
        heavier = any(
            other.label is finding.label and (full[index] > value or (full[index] == value and index < place))
            for index, other in enumerate(findings)
        )
        taken.append(value * weights.repeat if heavier else value)
    return taken


def _points(findings: Sequence[Finding], labels: Collection[Label], weights: Weights) -> float:
    points = weights.clause[Bril.ALLES]
    counted = {label: points[label] for label in labels if label in points}
    return math.fsum(_taken(findings, counted, weights))


def _clause(judged: Judged, findings: Sequence[Finding], bril: Bril, weights: Weights) -> tuple[float, list[float]]:
    """Score of a clause under a lens, and the points that each of its findings took."""
    steps = weights.ceiling.get(bril, {})
    top = steps.get(judged.niveau, 100.0) if judged.niveau is not None else 100.0
    taken = [value * top / 100.0 for value in _taken(findings, weights.clause[bril], weights)]
    return max(0.0, top - math.fsum(taken)), taken


def _left(points: float) -> float:
    return max(0.0, 100.0 - points)


def _mean(values: Iterable[float | int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known else None


def _weighted(parts: Mapping[str, float | int | None], weights: Mapping[str, float]) -> float | None:
    """Weighted mean of the parts that are known."""
    known = {name: value for name, value in parts.items() if value is not None and weights.get(name)}
    total = math.fsum(weights[name] for name in known)
    return math.fsum(weights[name] * value for name, value in known.items()) / total if total else None


def _whole(value: float | None) -> int | None:
    """Round half up; ``round`` would send 62.5 to 62 and 63.5 to 64. The tiny addition undoes what floats lose."""
    return None if value is None else math.floor(value + 0.5 + 1e-9)


# --- the scores -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document as the parts of a score see it."""

    agreed: Sequence[Judged]
    wishes: Sequence[Judged]
    by_clause: Mapping[str, Sequence[Finding]]
    findings: Sequence[Finding]
    acting: Mapping[str, frozenset[str]]
    roles: Mapping[str, Role]
    document_points: Mapping[int, float]
    weights: Weights

    def bound(self, judged: Judged) -> set[Role]:
        """Roles of the triangle that act in a clause."""
        return {self.roles[name] for name in self.acting[judged.clause.id]} & set(_TRIANGLE)


def score(
    clauses: Sequence[Judged],
    findings: Sequence[Finding],
    parties: Sequence[Party],
    weights: Weights,
    bril: Bril = Bril.ALLES,
) -> tuple[tuple[Judged, ...], tuple[Finding, ...], Scores]:
    """Give every afspraak and wens its score, every finding its points, and the document its scores.

    Args:
        clauses: all clauses of the document; an old score is replaced.
        findings: all findings of the document, those on the document as a whole too.
        parties: the parties of the document.
        weights: what counts for how much.
        bril: the lens of the scores of clauses, themes and parties, and of the points.

    """
    by_clause: dict[str, list[Finding]] = {judged.clause.id: [] for judged in clauses}
    for finding in findings:
        if finding.clause in by_clause and not finding.label.startswith("document-"):
            by_clause[finding.clause].append(finding)
    taken: dict[int, float] = {}
    scored = []
    for judged in clauses:
        value = None
        if judged.kind in (Kind.AFSPRAAK, Kind.WENS):
            mine = by_clause[judged.clause.id]
            value, points = _clause(judged, mine, bril, weights)
            taken.update((id(finding), point) for finding, point in zip(mine, points, strict=True))
        scored.append(replace(judged, score=_whole(value)))
    agreed = [judged for judged in scored if judged.kind is Kind.AFSPRAAK]
    paper = _Paper(
        agreed,
        [judged for judged in scored if judged.kind is Kind.WENS],
        by_clause,
        findings,
        {judged.clause.id: acting_parties(judged, parties) for judged in agreed},
        {party.name: party.role for party in parties},
        _document_points(findings, weights),
        weights,
    )
    if bril in (Bril.AW, Bril.ALLES):
        taken.update(paper.document_points)
    pointed = tuple(replace(finding, points=round(taken.get(id(finding), 0.0), 2)) for finding in findings)
    return tuple(scored), pointed, _scores(paper, parties, bril)


def _scores(paper: _Paper, parties: Sequence[Party], bril: Bril) -> Scores:
    weights, reasons = paper.weights, {}
    themes = {
        theme.value: _whole(_mean(judged.score for judged in paper.agreed if judged.theme is theme))
        for theme in Theme
        if any(judged.theme is theme for judged in paper.agreed)
    }
    per_party: dict[str, int | None] = {}
    for party in parties:
        mine = [judged.score for judged in paper.agreed if party.name in paper.acting[judged.clause.id]]
        per_party[party.name] = _whole(_mean(mine))
        if not mine:
            reasons[party.name] = f"er is geen afspraak waarin {party.name} iets doet"
    makers = {Bril.AW: _tests, Bril.EFFECT: _effect, Bril.RELATIE: _relation}
    lenses: dict[Bril, dict[str, int | None]] = {}
    for lens in _LENSES:
        parts: Mapping[str, float | None]
        if len(paper.agreed) < weights.minimum:
            parts = dict.fromkeys(weights.parts[lens])
            reasons["total"] = reasons[lens.value] = (
                f"met minder dan {weights.minimum} afspraken is er te weinig om te beoordelen"
            )
        elif lens is Bril.RELATIE and not paper.roles:
            parts = dict.fromkeys(weights.parts[lens])
            reasons[lens.value] = "er zijn geen partijen herkend"
        else:
            parts = makers[lens](paper)
        # From the rounded parts, so that a reader can check the sum.
        rounded = {name: _whole(parts[name]) for name in weights.parts[lens]}
        lenses[lens] = {"total": _whole(_weighted(rounded, weights.parts[lens])), **rounded}
    totals = {lens.value: lenses[lens]["total"] for lens in _LENSES}
    total = _whole(_weighted(totals, {lens.value: value for lens, value in weights.total.items()}))
    return Scores(total, lenses[Bril.AW], lenses[Bril.EFFECT], lenses[Bril.RELATIE], themes, per_party, bril, reasons)


def _document_points(findings: Sequence[Finding], weights: Weights) -> dict[int, float]:
    """Points that the findings on the document take from a test of the lens ``aw``, by the id of the object."""
    points: dict[int, float] = {}
    for lost in weights.document.values():
        mine = [finding for finding in findings if finding.label in lost]
        points.update(zip(map(id, mine), _taken(mine, lost, weights), strict=True))
    return points


def test_values(
    clauses: Sequence[Judged], by_clause: Mapping[str, Sequence[Finding]], weights: Weights
) -> dict[str, dict[str, float]]:
    """Give per test of the lens ``aw`` the value (0 to 100) of every clause that counts in it, by clause id.

    An afspraak counts in every test; a wish, which is one-sided by nature, only where one-sidedness does.
    """
    tests: dict[str, dict[str, float]] = {}
    for name, labels in weights.tests.items():
        values = tests[name] = {}
        for judged in clauses:
            if judged.kind is not Kind.AFSPRAAK and not (judged.kind is Kind.WENS and Label.EENZIJDIG in labels):
                continue
            value = _left(weights.test_factor * _points(by_clause[judged.clause.id], labels, weights))
            soft = Label.VAAG_INSPANNING in labels and judged.niveau is Niveau.INTENTIE
            values[judged.clause.id] = min(value, weights.test_intention) if soft else value
    return tests


def _tests(paper: _Paper) -> dict[str, float | None]:
    """Give the five tests of the lens ``aw``."""
    weights = paper.weights
    results: dict[str, float | None] = {}
    per_clause = test_values([*paper.agreed, *paper.wishes], paper.by_clause, weights)
    for name, labels in weights.tests.items():
        values = per_clause[name].values()
        judged_here = [*paper.agreed, *paper.wishes] if Label.EENZIJDIG in labels else paper.agreed
        mean = _mean(values)
        if Label.EENZIJDIG in labels:
            mean = _mean((mean, _even_themes(judged_here, paper, labels), _role_shares(paper)))
        document = weights.document.get(name, {})
        taken = math.fsum(paper.document_points[id(finding)] for finding in paper.findings if finding.label in document)
        results[name] = None if mean is None else max(0.0, mean - taken)
    return results


def _even_themes(clauses: Sequence[Judged], paper: _Paper, labels: frozenset[Label]) -> float | None:
    """Give the share of themes without an ``eenzijdig``: reported once per theme, a mean of clauses would hide it."""
    uneven: dict[Theme, bool] = {}
    for judged in clauses:
        one_sided = _points(paper.by_clause[judged.clause.id], labels, paper.weights) > 0
        uneven[judged.theme] = uneven.get(judged.theme, False) or one_sided
    return _mean(0.0 if one_sided else 100.0 for one_sided in uneven.values())


def _role_shares(paper: _Paper) -> float | None:
    """Give how far each role of the triangle takes part; None where no party is known."""
    if not paper.roles:
        return None
    full = []
    for role in _TRIANGLE:
        share = sum(role in paper.bound(judged) for judged in paper.agreed) / len(paper.agreed)
        full.append(100.0 * min(1.0, share / paper.weights.role_share))
    return _mean(full)


def _bonds(paper: _Paper) -> dict[Theme, dict[Role, float]]:
    """Give per theme the roles that are bound, and how firmly (1 hard, less for an intention)."""
    bonds: dict[Theme, dict[Role, float]] = {}
    for judged in paper.agreed:
        bound = bonds.setdefault(judged.theme, {})
        bond = paper.weights.soft_bond if judged.niveau is Niveau.INTENTIE else 1.0
        for role in paper.bound(judged):
            bound[role] = max(bound.get(role, 0.0), bond)
    return bonds


def _effect(paper: _Paper) -> dict[str, float | None]:
    """Give how far the afspraken name an effect, with how few things to measure, and whether parties need each other."""
    weights = paper.weights
    effects = _mean(
        _clause(judged, paper.by_clause[judged.clause.id], Bril.EFFECT, weights)[0] for judged in paper.agreed
    )
    measured: dict[Theme, int] = {}
    for judged in paper.agreed:
        # An intention cannot be measured; the same count as in the proposals per theme.
        measured[judged.theme] = measured.get(judged.theme, 0) + (judged.niveau is not Niveau.INTENTIE)
    room = weights.many_projects - weights.few_projects
    few = _mean(100.0 * min(1.0, max(0.0, (weights.many_projects - count) / room)) for count in measured.values())
    mutual = _mean(100.0 * (len(bound) > 1) for bound in _bonds(paper).values()) if paper.roles else None
    return {"effecten": effects, "weinig-projecten": few, "wederzijds": mutual}


def _relation(paper: _Paper) -> dict[str, float | None]:
    """Give what parties do for each other, as far as the text shows it."""
    weights, bonds = paper.weights, _bonds(paper)
    balance = _mean(100.0 * min(1.0, math.fsum(bound.values()) / weights.full_roles) for bound in bonds.values())
    involved = sum(Role.HUURDERSORGANISATIE in bound for bound in bonds.values()) / len(bonds)
    fixed = any(
        finding.label is Label.DOCUMENT_FLEXIBILITEIT and finding.severity is not Severity.INFO
        for finding in paper.findings
    )
    return {
        "evenwicht": balance,
        "huurders": 100.0 * min(1.0, involved / weights.tenant_share),
        "flexibel": 0.0 if fixed else 100.0,
    }
