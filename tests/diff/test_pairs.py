"""The eight pairs: clauses are matched, and every planted change is reported and no other."""

import pytest

from prestatielint.compare import Obligation, Relation, What, compare
from prestatielint.model import Report

from .conftest import Case
from .pairs import NAMES, Planted, clauses, load

DIRECTIONS = {"softer": Obligation.LICHTER, "harder": Obligation.ZWAARDER}
# What is stated of a promise; number, heading and theme change by the way in most pairs.
STATED = {What.MODALITY, What.ESCAPE, What.CONDITION, What.QUANTITY, What.DEADLINE, What.PARTY}


def f1(found: set[tuple[int, int]], true: set[tuple[int, int]]) -> float:
    return 2 * len(found & true) / (len(found) + len(true))


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest, cases: dict[str, Case]) -> Case:
    return cases[request.param]


def test_a_pair_is_read_as_it_was_written(case: Case) -> None:
    for lines, report in ((case.pair.old, case.old), (case.pair.new, case.new)):
        assert [judged.clause.text for judged in report.clauses] == [line.text for line in clauses(lines)]
        assert len(report.clauses) >= 25


def test_clauses_are_matched(case: Case) -> None:
    assert f1(case.found(), case.pair.matched) >= 0.95


def test_clauses_are_matched_over_all_pairs(cases: dict[str, Case]) -> None:
    found = {(name, *pair) for name, case in cases.items() for pair in case.found()}
    true = {(name, *pair) for name, case in cases.items() for pair in case.pair.matched}
    assert f1(found, true) >= 0.95  # type: ignore[arg-type]
    assert len(true) > 200


@pytest.mark.parametrize(
    ("name", "planted"),
    [(name, planted) for name in NAMES for planted in load(name).planted],
    ids=lambda value: " ".join([value.key, value.what, *value.words]) if isinstance(value, Planted) else value,
)
def test_a_planted_change_is_reported(cases: dict[str, Case], name: str, planted: Planted) -> None:
    case = cases[name]
    singles = {"gone": case.comparison.gone, "new": case.comparison.added}
    if planted.what in singles:
        assert any(planted.key in case.keys(single.judged) for single in singles[planted.what])
        return
    match = next(match for match in case.comparison.matched if planted.key in case.all_keys(match))
    if planted.what in ("split", "merge"):
        assert match.relation is {"split": Relation.SPLIT, "merge": Relation.MERGED}[planted.what]
        return
    if planted.what == "text":
        assert match.pieces
        return
    first, _, rest = (planted.words or ("",))[0].partition(" ")
    direction = DIRECTIONS.get(first)
    words = [word for word in (rest, *planted.words[1:]) if word] if direction else list(planted.words)
    # How firmly a promise binds shows in its niveau or in its verb; either will do.
    kinds = {What.NIVEAU, What.MODALITY} if planted.what in ("niveau", "modality") else {What(planted.what)}
    assert any(
        change.what in kinds
        and (direction is None or change.obligation is direction)
        and all(word in f"{change.before} {change.after}" for word in words)
        for change in match.changes
    ), match.changes


def test_nothing_else_is_stated_to_have_changed(case: Case) -> None:
    planted = {(change.key, change.what) for change in case.pair.planted}
    planted |= {(key, "modality") for key, what in planted if what == "niveau"}
    unplanted = [
        (sorted(case.all_keys(match)), change)
        for match in case.comparison.matched
        for change in match.changes
        if change.what in STATED and not {(key, change.what.value) for key in case.all_keys(match)} & planted
    ]
    assert unplanted == []


def test_the_text_of_an_untouched_clause_is_the_same(case: Case) -> None:
    """Also from Word to PDF, where quotes, dashes and line ends differ."""
    before = {line.keys: line.text for line in clauses(case.pair.old)}
    for match in case.comparison.matched:
        if match.relation is Relation.SAME:
            keys = case.keys(match.new[0])
            assert bool(match.pieces) == (before[case.keys(match.old[0])] != match.new[0].clause.text), keys


def test_numbers_are_told_with_their_unit(cases: dict[str, Case]) -> None:
    from prestatielint.report.diffview import phrase

    told = {phrase(change) for match in cases["numbers"].comparison.matched for change in match.changes}
    assert {
        "getal: 40 → 30 sociale huurwoningen",
        "getal: € 24.000 → € 27.500",
        "getal: 3,5% → 4,1%",
        "getal: drie → twee buurtschouwen",
        "getal vervallen: ten minste 20 uur per week",
        "termijn: 1 mei 2026 → 1 november 2026",
        "termijn: 12 weken → 16 weken",
        "partij: Duinhuis → Vestia Nova",
    } <= told


def assert_nothing(report: Report) -> None:
    comparison = compare(report, report)
    assert len(comparison.matched) == len(report.clauses)
    assert comparison.gone == comparison.added == ()
    assert all(not match.pieces and not match.changes for match in comparison.matched)
    assert comparison.new_findings == ()
    assert comparison.tally.solved == comparison.tally.softer == comparison.tally.harder == 0


def test_a_document_does_not_differ_from_itself(case: Case) -> None:
    assert_nothing(case.old)
    assert_nothing(case.new)


def test_a_mirrored_comparison_swaps_solved_and_new(case: Case) -> None:
    mirrored = compare(case.new, case.old)
    tally, other = case.comparison.tally, mirrored.tally
    assert (tally.matched, tally.left) == (other.matched, other.left)
    assert (tally.gone, tally.new) == (other.new, other.gone)
    assert (tally.softer, tally.harder) == (other.harder, other.softer)
    assert (tally.solved, tally.new_findings) == (other.new_findings, other.solved)
    swapped = Case(case.pair, case.paths, case.new, case.old, mirrored).found()
    assert {(other, place) for place, other in swapped} == case.found()
    twins = {id(match.old[0]): match for match in mirrored.matched}
    for match in case.comparison.matched:
        assert match.findings.solved == twins[id(match.new[0])].findings.new
        assert match.findings.new == twins[id(match.new[0])].findings.solved


def test_the_sums_over_the_themes_are_those_of_the_document(case: Case) -> None:
    rows = [row.tally for row in case.comparison.themes]
    for name in ("gone", "new", "softer", "harder"):
        assert sum(getattr(row, name) for row in rows) == getattr(case.comparison.tally, name), name
