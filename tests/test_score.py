"""The scores as a user reads them: what raises them, what lowers them and what leaves them alone."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prestatielint.acting import acting_parties
from prestatielint.catalogue import load_catalogue
from prestatielint.model import (
    Block,
    Bril,
    Clause,
    Finding,
    Judged,
    Kind,
    Label,
    Niveau,
    Party,
    Role,
    Scores,
    Severity,
    Theme,
)
from prestatielint.report import texts
from prestatielint.score import score as scored

WEIGHTS = load_catalogue().weights
POINTS = WEIGHTS.clause[Bril.ALLES]
MIN_AFSPRAKEN = WEIGHTS.minimum

GEMEENTE = Party("gemeente Zandmeer", Role.GEMEENTE, ("Zandmeer",))
VLIET = Party("Woonstichting De Vliet", Role.CORPORATIE, ("De Vliet",))
DUIN = Party("Woningbouwvereniging Duinzicht", Role.CORPORATIE, ("Duinzicht",))
PLATFORM = Party("Huurdersplatform Zandmeer", Role.HUURDERSORGANISATIE, ("het Platform", "Zandmeer"))
PARTIES = (GEMEENTE, VLIET, PLATFORM)
EVERYBODY = ("Partijen",)


def clause(
    number: int,
    niveau: Niveau | None = Niveau.EFFECT,
    theme: Theme = Theme.NIEUWBOUW,
    actors: tuple[str, ...] = EVERYBODY,
    kind: Kind = Kind.AFSPRAAK,
) -> Judged:
    return Judged(Clause(f"{number}#1", "tekst", Block.ITEM, str(number)), kind, niveau, theme, actors)


def found(judged: Judged | None, label: Label, severity: Severity = Severity.MIDDEL) -> Finding:
    place = judged.clause.id if judged else None
    return Finding("XXX001", label, severity, place, None, None, None, "bericht")


def score(
    clauses: Sequence[Judged], findings: Sequence[Finding], parties: Sequence[Party], bril: Bril = Bril.ALLES
) -> tuple[tuple[Judged, ...], Scores]:
    judged, _, result = scored(clauses, findings, parties, WEIGHTS, bril)
    return judged, result


def scores(clauses: Sequence[Judged], findings: Sequence[Finding] = ()) -> Scores:
    return score(clauses, findings, PARTIES)[1]


PERFECT = [clause(n) for n in range(4)]


def test_effects_by_everybody_without_a_remark_get_a_hundred_everywhere() -> None:
    result = scores(PERFECT)
    assert {result.total, *result.aw.values(), *result.effect.values(), *result.relatie.values()} == {100}
    assert result.themes == {"nieuwbouw": 100}
    assert result.parties == {"gemeente Zandmeer": 100, "Woonstichting De Vliet": 100, "Huurdersplatform Zandmeer": 100}


def test_the_keys_are_those_of_the_contract() -> None:
    result = scores(PERFECT)
    assert list(result.aw) == ["total", "concreet", "hard", "wederkerig", "tijdshorizon", "aanspreekbaar"]
    assert {next(iter(result.effect)), next(iter(result.relatie))} == {"total"}
    few = scores(PERFECT[: MIN_AFSPRAKEN - 1])
    assert few.aw == dict.fromkeys(result.aw)
    assert few.effect == dict.fromkeys(result.effect)
    assert few.relatie == dict.fromkeys(result.relatie)


def test_only_afspraken_and_wishes_have_a_score() -> None:
    clauses = [clause(n, None, kind=kind) for n, kind in enumerate(Kind)]
    judged, _ = score(clauses, [], PARTIES)
    assert {item.kind for item in judged if item.score is not None} == {Kind.AFSPRAAK, Kind.WENS}


def test_an_old_score_is_replaced() -> None:
    judged, _ = score([replace(clause(1, kind=Kind.CONTEXT), score=7)], [], PARTIES)
    assert judged[0].score is None


def test_too_few_afspraken_are_not_judged() -> None:
    result = scores(PERFECT[: MIN_AFSPRAKEN - 1])
    assert result.total is None
    assert {"total", "aw", "effect", "relatie"} <= set(result.reasons)
    assert result.themes == {"nieuwbouw": 100}


def test_nothing_at_all() -> None:
    judged, result = score([], [], [])
    assert judged == ()
    assert (result.total, result.themes, result.parties) == (None, {}, {})


def test_without_known_parties_there_is_no_relation_to_judge() -> None:
    _, result = score(PERFECT, [], [])
    assert result.relatie["total"] is None
    assert result.reasons["relatie"] == "er zijn geen partijen herkend"
    assert result.total is not None


@pytest.mark.parametrize("label", POINTS)
@pytest.mark.parametrize("severity", [Severity.LAAG, Severity.MIDDEL, Severity.HOOG])
def test_every_finding_costs_its_clause_points(label: Label, severity: Severity) -> None:
    judged, result = score(PERFECT, [found(PERFECT[0], label, severity)], PARTIES)
    assert judged[0].score is not None
    assert judged[0].score < 100
    assert [item.score for item in judged[1:]] == [100] * 3
    assert result.themes["nieuwbouw"] is not None


@pytest.mark.parametrize("label", list(Label))
def test_information_never_counts(label: Label) -> None:
    places = [PERFECT[0], None]
    findings = [found(place, label, Severity.INFO) for place in places]
    assert score(PERFECT, findings, PARTIES) == score(PERFECT, [], PARTIES)


def test_a_heavier_finding_costs_more() -> None:
    first = PERFECT[0]
    got = [score(PERFECT, [found(first, Label.VAAG_TERMIJN, s)], PARTIES)[0][0].score for s in Severity]
    assert got == sorted(got, key=lambda value: value or 0)
    assert len(set(got)) == len(Severity)


def test_many_findings_stop_at_nought() -> None:
    findings = [found(PERFECT[0], label, Severity.HOOG) for label in POINTS]
    assert score(PERFECT, findings, PARTIES)[0][0].score == 0


FINDINGS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([*POINTS]), st.sampled_from([*Severity])), max_size=12)


@given(FINDINGS, st.integers(0, 3), st.sampled_from([*Label]), st.sampled_from([*Severity]))
def test_mending_a_finding_never_lowers_a_score(
    others: list[tuple[int, Label, Severity]], place: int, label: Label, severity: Severity
) -> None:
    clauses = [clause(n, niveau) for n, niveau in enumerate(Niveau)]
    rest = [found(clauses[n], other, heavy) for n, other, heavy in others]
    before = numbers(scores(clauses, [*rest, found(clauses[place], label, severity)]))
    after = numbers(scores(clauses, rest))
    assert all(new >= old for old, new in zip(before, after, strict=True))


def numbers(result: Scores) -> list[int]:
    groups = (result.aw, result.effect, result.relatie, result.themes, result.parties)
    return [result.total or 0, *(value or 0 for group in groups for value in group.values())]


@given(FINDINGS)
def test_a_document_of_twice_the_length_scores_the_same(findings: list[tuple[int, Label, Severity]]) -> None:
    clauses = [clause(n, niveau, actors=("De Vliet",)) for n, niveau in enumerate(Niveau)]
    twice = [*clauses, *(replace(c, clause=replace(c.clause, id=f"{n}#2")) for n, c in enumerate(clauses))]
    once = [found(clauses[n], label, severity) for n, label, severity in findings]
    again = [replace(finding, clause=finding.clause and finding.clause[:-1] + "2") for finding in once]
    long, short = scores(twice, [*once, *again]), scores(clauses, once)
    # More to measure on the same theme is less focus, and nothing else.
    assert long.effect["weinig-projecten"] <= short.effect["weinig-projecten"]  # type: ignore[operator]
    assert {**long.effect, "total": 0, "weinig-projecten": 0} == {**short.effect, "total": 0, "weinig-projecten": 0}
    assert (long.aw, long.relatie, long.themes, long.parties) == (short.aw, short.relatie, short.themes, short.parties)


@pytest.mark.parametrize(
    ("label", "test"),
    [
        (Label.SMART_HOEVEEL, "concreet"),
        (Label.VAAG_HOEVEELHEID, "concreet"),
        (Label.VAAG_KWALITEIT, "concreet"),
        (Label.VAAG_VERGELIJKING, "concreet"),
        (Label.DOCUMENT_BEDRAGEN, "concreet"),
        (Label.VAAG_INSPANNING, "hard"),
        (Label.VAAG_ONTSNAPPING, "hard"),
        (Label.EENZIJDIG, "wederkerig"),
        (Label.SMART_WANNEER, "tijdshorizon"),
        (Label.VAAG_TERMIJN, "tijdshorizon"),
        (Label.DOCUMENT_TIJDSHORIZON, "tijdshorizon"),
        (Label.DOCUMENT_LOOPTIJD, "tijdshorizon"),
        (Label.SMART_WIE, "aanspreekbaar"),
        (Label.VAAG_VERWIJZING, "aanspreekbaar"),
        (Label.DOCUMENT_MONITORING, "aanspreekbaar"),
        (Label.DOCUMENT_PARTIJEN, "aanspreekbaar"),
    ],
)
def test_a_finding_lowers_its_own_test_and_no_other(label: Label, test: str) -> None:
    place = None if label.startswith("document-") else PERFECT[0]
    aw = scores(PERFECT, [found(place, label)]).aw
    lower = {name for name, value in aw.items() if value is not None and value < 100}
    assert lower == {test, "total"}


def test_document_findings_leave_the_clause_that_shows_them_alone() -> None:
    judged, result = score(PERFECT, [found(PERFECT[0], Label.DOCUMENT_TIJDSHORIZON)], PARTIES)
    assert judged[0].score == 100
    assert result.aw["tijdshorizon"] != 100


@pytest.mark.parametrize(
    ("niveau", "most"), [(Niveau.INTENTIE, 20), (Niveau.PROCES, 40), (Niveau.OUTPUT, 50), (Niveau.EFFECT, 100)]
)
def test_an_activity_never_reaches_the_top_of_the_effect_lens(niveau: Niveau, most: int) -> None:
    clauses = [clause(n, niveau) for n in range(3)]
    assert scores(clauses).effect["effecten"] == most
    vague = scores(clauses, [found(clauses[0], Label.VAAG_KWALITEIT)]).effect["effecten"]
    assert vague is not None
    assert vague < most


def test_an_activity_is_not_counted_twice_in_the_effect_lens() -> None:
    clauses = [clause(n, Niveau.OUTPUT) for n in range(3)]
    assert scores(clauses, [found(item, Label.ACTIVITEIT) for item in clauses]).effect["effecten"] == 50


def test_the_caps_are_those_that_the_report_explains() -> None:
    explained = texts.BRIL_EXPLANATIONS["effect"]
    assert all(f"{cap:.0f}" in explained for cap in WEIGHTS.ceiling[Bril.EFFECT].values())


def test_an_intention_is_not_hard() -> None:
    assert scores([clause(n, Niveau.INTENTIE) for n in range(3)]).aw["hard"] == 40


def test_a_wish_is_one_sided_but_no_part_of_the_other_means() -> None:
    wish = clause(9, None, kind=Kind.WENS, actors=("het Platform",))
    findings = [found(wish, Label.EENZIJDIG, Severity.HOOG)]
    judged, result = score([*PERFECT, wish], findings, PARTIES)
    assert judged[-1].score == 60
    assert result.themes == {"nieuwbouw": 100}
    assert result.aw["wederkerig"] is not None
    assert result.aw["wederkerig"] < 100
    assert result.effect["effecten"] == 100


def test_a_party_that_does_nothing_costs_reciprocity() -> None:
    alone = [clause(n, actors=("De Vliet",)) for n in range(4)]
    result = scores(alone)
    assert result.aw["wederkerig"] == 78
    assert result.relatie["total"] == 50
    assert result.parties == {
        "gemeente Zandmeer": None,
        "Woonstichting De Vliet": 100,
        "Huurdersplatform Zandmeer": None,
    }


def test_change_during_the_term_counts_for_the_relation() -> None:
    assert scores(PERFECT, [found(None, Label.DOCUMENT_FLEXIBILITEIT, Severity.LAAG)]).relatie["total"] == 75


def test_the_total_is_the_mean_of_the_lenses_that_are_shown() -> None:
    result = scores([clause(n, niveau) for n, niveau in enumerate(Niveau)])
    lenses = [result.aw["total"], result.effect["total"], result.relatie["total"]]
    assert result.total == int(sum(value or 0 for value in lenses) / 3 + 0.5)


@pytest.mark.parametrize(
    ("actors", "names"),
    [
        (("De Vliet",), {VLIET.name}),
        (("de vliet",), {VLIET.name}),
        (("Wooncoach van De Vliet",), {VLIET.name}),
        (("De gemeente",), {GEMEENTE.name}),
        (("Het college",), {GEMEENTE.name}),
        (("gemeente Zandmeer",), {GEMEENTE.name}),
        (("Huurdersplatform Zandmeer",), {PLATFORM.name}),
        (("De Vliet en gemeente",), {VLIET.name, GEMEENTE.name}),
        (("De corporaties",), {VLIET.name, DUIN.name}),
        (("de corporatie Duinzicht",), {DUIN.name}),
        (("De huurdersorganisatie",), {PLATFORM.name}),
        (("gemeente en corporaties samen",), {GEMEENTE.name, VLIET.name, DUIN.name}),
        (("Partijen",), {GEMEENTE.name, VLIET.name, DUIN.name, PLATFORM.name}),
        (("Wij",), {GEMEENTE.name, VLIET.name, DUIN.name, PLATFORM.name}),
        (("netbeheerder",), set()),
        ((), set()),
    ],
)
def test_who_acts(actors: tuple[str, ...], names: set[str]) -> None:
    assert acting_parties(clause(1, actors=actors), (GEMEENTE, VLIET, DUIN, PLATFORM)) == names


@pytest.mark.parametrize("bril", Bril)
@given(FINDINGS)
def test_the_points_of_its_findings_are_what_a_clause_lacks(
    bril: Bril, findings: list[tuple[int, Label, Severity]]
) -> None:
    clauses = [clause(n, niveau) for n, niveau in enumerate(Niveau)]
    given_ = [found(clauses[n], label, severity) for n, label, severity in findings]
    judged, pointed, _ = scored(clauses, given_, PARTIES, WEIGHTS, bril)
    for item in judged:
        top = WEIGHTS.ceiling.get(bril, {}).get(item.niveau or Niveau.EFFECT, 100)
        lost = sum(finding.points for finding in pointed if finding.clause == item.clause.id)
        assert item.score == pytest.approx(max(0.0, top - lost), abs=0.51 + 0.01 * len(findings))


def test_a_lens_decides_the_scores_of_clauses_themes_and_parties() -> None:
    clauses = [clause(n, Niveau.OUTPUT, actors=("De Vliet",)) for n in range(3)]
    findings = [found(item, Label.ACTIVITEIT) for item in clauses]
    by_lens = {bril: score(clauses, findings, PARTIES, bril)[1] for bril in Bril}
    assert by_lens[Bril.AW].themes == {"nieuwbouw": 100}, "an activity may be concrete and hard"
    assert by_lens[Bril.EFFECT].themes == {"nieuwbouw": 50}
    assert by_lens[Bril.RELATIE].parties[VLIET.name] == 100
    assert len({result.total for result in by_lens.values()}) == 1, "the document has one total"
    assert [result.bril for result in by_lens.values()] == list(Bril)


def test_a_finding_on_the_document_says_what_it_takes() -> None:
    _, pointed, result = scored(
        PERFECT, [found(None, Label.DOCUMENT_MONITORING, Severity.HOOG)], PARTIES, WEIGHTS, Bril.AW
    )
    assert result.aw["aanspreekbaar"] == 100 - pointed[0].points == 60
