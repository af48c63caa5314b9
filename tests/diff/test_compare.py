"""What holds for any two versions, and what is read from the words of one clause."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prestatielint.compare import (
    Change,
    Comparison,
    Matched,
    Obligation,
    Relation,
    What,
    compare,
    match_clauses,
    word_diff,
)
from prestatielint.model import (
    Block,
    Clause,
    Document,
    Finding,
    Judged,
    Kind,
    Label,
    Niveau,
    Party,
    Report,
    Role,
    Scores,
    Severity,
    Theme,
)
from prestatielint.report.diffview import Mark, marked, phrase, sort

PARTIES = (
    Party("gemeente Zandmeer", Role.GEMEENTE, ("de gemeente",)),
    Party("Woonstichting De Vliet", Role.CORPORATIE, ("De Vliet",)),
    Party("Huurdersvereniging De Schakel", Role.HUURDERSORGANISATIE, ("De Schakel",)),
)
SENTENCES = (
    "De Vliet bouwt in 2026 40 sociale huurwoningen aan de Molenkade.",
    "De gemeente besluit vóór 1 mei 2026 over het omgevingsplan Kerkveld.",
    "Huurders met een laag inkomen krijgen in 2026 geen huurverhoging.",
    "De Vliet isoleert in 2026 110 woningen in de Bloemenbuurt.",
    "De gemeente zet drie energiecoaches in, die 200 huurders bezoeken.",
    "De Schakel geeft vóór 1 maart 2026 advies over de huurverhoging.",
    "Partijen bespreken elk kwartaal de voortgang.",
    "Partijen bespreken elk kwartaal de voortgang.",
    "De Vliet bouwt in 2026 40 sociale huurwoningen aan de Molenkade en sloopt 12 portiekwoningen.",
    "-",
    "",
)


def judged(text: str, place: int = 1, **values: object) -> Judged:
    clause = Clause(f"1.{place}", text, Block.ITEM, f"1.{place}", ("1 Nieuwbouw",))
    return replace(Judged(clause, Kind.AFSPRAAK, Niveau.OUTPUT, Theme.NIEUWBOUW), **values)  # type: ignore[arg-type]


def report(*clauses: Judged, findings: tuple[Finding, ...] = ()) -> Report:
    document = Document("a.docx", "0" * 64, "docx", None, tuple(each.clause for each in clauses))
    return Report(document, PARTIES, clauses, findings, Scores(50, {}, {}, {}, {}, {}), (), ())


def versions(old: str, new: str) -> Comparison:
    return compare(report(judged(old)), report(judged(new)))


def only(comparison: Comparison) -> Matched:
    (match,) = comparison.matched
    return match


def found(clause: str | None, rule: str = "VAG001", quote: str = "woorden", **values: object) -> Finding:
    made = Finding(rule, Label.VAAG_INSPANNING, Severity.HOOG, clause, 0, 1, quote, "Melding.")
    return replace(made, **values)  # type: ignore[arg-type]


TEXTS = st.text(st.sampled_from("ab €%.,-–’\n12 é"), max_size=40) | st.sampled_from(SENTENCES)
CLAUSES = st.lists(st.sampled_from(SENTENCES), max_size=9).map(
    lambda texts: [judged(text, place) for place, text in enumerate(texts, start=1)]
)


@given(TEXTS, TEXTS)
def test_the_pieces_of_a_word_diff_are_the_two_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    if pieces:
        assert "".join(piece.old for piece in pieces) == old
        assert "".join(piece.new for piece in pieces) == new
        assert any(not piece.same for piece in pieces)
    assert word_diff(old, old) == ()


@given(TEXTS, TEXTS)
def test_a_reader_sees_every_word_of_both_texts(old: str, new: str) -> None:
    match = Matched((judged(old),), (judged(new),), word_diff(old, new), (), compare(report(), report()).whole)
    shown = marked(match)
    if shown:
        assert "".join("".join(text for mark, text in shown if mark is not Mark.DROPPED).split()) == "".join(
            new.split()
        )
        dropped = Counter("".join(text for mark, text in shown if mark is Mark.DROPPED))
        assert dropped - Counter(old) == Counter()


@settings(deadline=None, max_examples=40)
@given(CLAUSES, CLAUSES)
def test_matching_is_the_same_in_both_directions_and_uses_a_clause_once(old: list[Judged], new: list[Judged]) -> None:
    groups = match_clauses(old, new)
    assert {(right, left) for left, right in match_clauses(new, old)} == set(groups)
    for side, clauses in ((0, old), (1, new)):
        used = [place for group in groups for place in group[side]]
        assert len(used) == len(set(used))
        assert set(used) <= set(range(len(clauses)))


@settings(deadline=None, max_examples=40)
@given(CLAUSES)
def test_nothing_differs_from_itself_in_any_order(clauses: list[Judged]) -> None:
    comparison = compare(report(*clauses), report(*clauses))
    assert len(comparison.matched) == len(clauses)
    assert not any(match.pieces or match.changes for match in comparison.matched)
    turned = compare(report(*clauses), report(*reversed(clauses)))
    assert (turned.gone, turned.added) == ((), ())
    assert not any(match.pieces for match in turned.matched)


def told(old: str, new: str) -> set[str]:
    return {phrase(change) for change in only(versions(old, new)).changes}


BUILD = "De Vliet bouwt in 2026 40 sociale huurwoningen aan de Molenkade."


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (BUILD.replace("40", "30"), {"getal: 40 → 30 sociale huurwoningen"}),
        (BUILD.replace("40", "veertig"), set()),
        (BUILD.replace("40 sociale huurwoningen", "40 appartementen"), set()),
        (BUILD.replace("2026", "2027"), {"termijn: 2026 → 2027"}),
        (BUILD.replace("in 2026", "vóór 1 mei 2026"), {"termijn: 2026 → 1 mei 2026"}),
        (BUILD.replace("De Vliet", "De gemeente"), {"partij: Woonstichting De Vliet → gemeente Zandmeer"}),
        (BUILD.replace("De Vliet bouwt", "Woonstichting De Vliet bouwt"), set()),
        (BUILD.replace("bouwt", "realiseert"), set()),
        (BUILD.replace("40", "zo mogelijk 40"), {"voorbehoud erbij: ‘zo mogelijk’"}),
        (BUILD.replace("bouwt", "kan") + " bouwen", {"hardheid: verplichting → mogelijkheid (‘kan’)"}),
        (BUILD.replace(".", ", zodat ouderen er kunnen wonen."), set()),
        (BUILD.replace(".", ", voor mensen die willen verhuizen."), set()),
        (BUILD.replace("bouwt", "wil bouwen"), {"hardheid: verplichting → voornemen (‘wil’)"}),
        (BUILD.replace("40 sociale", "40 à 45 sociale"), {"getal erbij: 45 sociale huurwoningen"}),
    ],
)
def test_what_changed_is_named(new: str, expected: set[str]) -> None:
    assert told(BUILD, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("overlegt jaarlijks met de huurders", "overlegt elk jaar met de huurders", set()),
        ("overlegt per kwartaal met de huurders", "overlegt elk half jaar met de huurders", {"termijn: per kwartaal → elk half jaar"}),
        ("geeft jongeren tot 27 jaar een contract", "geeft jongeren tot 28 jaar een contract", {"getal: 27 → 28 jaar"}),
        ("antwoordt binnen vijf werkdagen op klachten", "antwoordt binnen 5 werkdagen op klachten", set()),
        ("betaalt € 15 per maand aan huurders", "betaalt € 15 per week aan huurders", {"getal: € 15 per maand → € 15 per week"}),
        ("betaalt € 1,5 miljoen aan wijkvernieuwing", "betaalt € 2 miljoen aan wijkvernieuwing", {"getal: € 1,5 → € 2 miljoen"}),
        ("betaalt € 1,5 miljoen aan wijkvernieuwing", "betaalt € 1.500.000 aan wijkvernieuwing", set()),
        ("betaalt 24000 euro en € 15,- aan huurders", "betaalt 24.000 euro en € 15,00 aan huurders", set()),
        ("betaalt € 2000 aan huurders", "betaalt € 2500 aan huurders", {"getal: € 2000 → € 2500"}),
        ("verlaagt de huur tot € 575", "verlaagt de huur tot € 580", {"getal: € 575 → € 580"}),
        ("verhoogt de huur met 2%", "verhoogt de huur met 2 procentpunt", {"getal: 2% → 2 procentpunt"}),
        ("besluit per 01-01-2026 over de grond", "besluit per 01-07-2026 over de grond", {"termijn: 01-01-2026 → 01-07-2026"}),
        ("besluit per 01-07-2026 over de grond", "besluit per 1 juli 2026 over de grond", set()),
        ("levert 10 kavels en 20 garages", "levert 20 kavels en 10 garages", {"getal: 10 → 20 kavels", "getal: 20 → 10 garages"}),
        ("levert 3% in de wijk en 5% erbuiten", "levert 5% in de wijk en 3% erbuiten", set()),
        ("levert ten minste 40 kavels", "levert minimaal 40 kavels", set()),
        ("levert ten minste 40 kavels", "levert ten hoogste 40 kavels", {"getal: ten minste → ten hoogste 40 kavels"}),
        ("levert 40 kavels", "levert circa 40 kavels", {"getal: 40 → circa 40 kavels"}),
        ("betaalt de sloop", "betaalt de sloop niet", {"ontkenning erbij: ‘sloop niet’"}),
        ("verhoogt de huren niet in 2026", "verhoogt de huren in 2026", {"ontkenning vervallen: ‘huren niet in’"}),
        ("verkoopt geen woningen in Zuid", "verkoopt in Zuid geen woningen", set()),
        ("verhoogt de huur ten hoogste 2%", "verhoogt de huur niet meer dan 2%", set()),
        ("helpt starters", "helpt niet alleen starters, maar ook ouderen", set()),
        ("bouwt voor niet-DAEB", "bouwt voor DAEB", set()),
        ("levert zo mogelijk 40 kavels", "levert waar mogelijk 40 kavels", {"voorbehoud: ‘zo mogelijk’ → ‘waar mogelijk’"}),
    ],
)  # fmt: skip
def test_numbers_and_terms_are_told_apart(old: str, new: str, expected: set[str]) -> None:
    assert told(f"De gemeente {old}.", f"De gemeente {new}.") == expected


def test_another_number_does_not_make_a_promise_lighter() -> None:
    """The niveau of a clause is judged anew each time; where only a number changed, it cannot have moved."""
    old = judged("Huurders betalen na isolatie € 15 minder.", niveau=Niveau.EFFECT)
    new = judged("Huurders betalen na isolatie € 10 minder.", niveau=Niveau.PROCES)
    match = only(compare(report(old), report(new)))
    assert match.obligation is Obligation.GELIJK
    assert [change.what for change in match.changes] == [What.QUANTITY]


def test_one_reservation_for_another_makes_a_promise_neither_lighter_nor_heavier() -> None:
    match = only(versions("De Vliet bouwt zo mogelijk 40 woningen.", "De Vliet bouwt waar mogelijk 40 woningen."))
    assert match.obligation is Obligation.GELIJK
    more = only(
        versions("De Vliet bouwt zo mogelijk 40 woningen.", "De Vliet bouwt in principe waar mogelijk 40 woningen.")
    )
    assert more.obligation is Obligation.LICHTER


def test_a_condition_in_other_words_is_no_new_condition() -> None:
    old = judged("Bij uitstroom uit de opvang krijgen cliënten van De Vliet een woning.")
    new = judged(
        "De Vliet geeft cliënten een woning als zij uitstromen uit de opvang.",
        conditions=("als zij uitstromen uit de opvang",),
    )
    assert not any(change.what is What.CONDITION for change in only(compare(report(old), report(new))).changes)


def test_one_heavier_and_one_lighter_thing_is_mixed() -> None:
    old = "De Vliet streeft ernaar in 2026 40 woningen te bouwen aan de Molenkade."
    new = "De Vliet bouwt in 2026 waar mogelijk 40 woningen aan de Molenkade."
    comparison = versions(old, new)
    assert only(comparison).obligation is Obligation.GEMENGD
    assert (comparison.tally.softer, comparison.tally.harder) == (1, 1)


def test_a_gone_clause_takes_its_findings_along() -> None:
    kept, gone, added = judged(SENTENCES[0], 1), judged(SENTENCES[1], 2), judged(SENTENCES[4], 3)
    old = report(kept, gone, findings=(found("1.1"), found("1.2"), found("1.2", "VAG002")))
    new = report(kept, added, findings=(found("1.1", quote="andere"), found("1.3", "ACT001")))
    tally = compare(old, new).tally
    assert (tally.left, tally.solved, tally.solved_with_clause) == (1, 2, 2)
    assert (tally.new_findings, tally.new_with_clause) == (1, 1)


def test_a_finding_on_a_theme_is_the_same_at_another_clause() -> None:
    first, second = judged(SENTENCES[0], 1), judged(SENTENCES[3], 2)
    at = [found(clause, "EEN003", theme=Theme.NIEUWBOUW, parties=("gemeente Zandmeer",)) for clause in ("1.1", "1.2")]
    comparison = compare(report(first, second, findings=(at[0],)), report(first, second, findings=(at[1],)))
    assert comparison.whole.left == ((at[0], at[1]),)
    assert comparison.new_findings == ()


def test_findings_of_severity_info_are_not_compared() -> None:
    fact = found(None, "DOC008", severity=Severity.INFO)
    assert compare(report(judged(BUILD)), report(judged(BUILD), findings=(fact,))).new_findings == ()


def test_typography_is_no_change() -> None:
    old = "De Vliet verhuurt de “vrije” woningen – ook ’s zomers – aan één-\u00adpersoonshuishoudens, ﬁets\u00adplek en tv\u2011kabel inbegrepen."
    new = 'De Vliet verhuurt de "vrije" woningen - ook \'s zomers - aan één-persoonshuishoudens, fietsplek en tv-kabel inbegrepen.'
    assert only(versions(old, new)).pieces == ()


def test_another_year_is_set_apart_where_the_whole_agreement_moved_on() -> None:
    old = [judged(text, place) for place, text in enumerate(SENTENCES[:4], start=1)]
    later = [replace(each, clause=replace(each.clause, text=each.clause.text.replace("2026", "2027"))) for each in old]
    parts = sort(compare(report(*old), report(*later[:3], old[3])))
    assert [match.new[0].clause.number for match in parts.years] == ["1.1", "1.2", "1.3"]
    assert parts.changed == []
    delayed = sort(compare(report(*old), report(later[0], *old[1:])))
    assert delayed.years == []
    assert [match.new[0].clause.number for match in delayed.changed] == ["1.1"]


def test_a_promise_in_two_halves_has_no_new_fault() -> None:
    whole = (
        "De Vliet bouwt in 2026 40 woningen aan de Molenkade en sloopt daar 12 portiekwoningen uit de jaren vijftig."
    )
    halves = (
        "De Vliet bouwt in 2026 40 woningen aan de Molenkade.",
        "De Vliet sloopt aan de Molenkade 12 portiekwoningen uit de jaren vijftig.",
    )
    old = report(judged(whole), findings=(found("1.1", quote="bouwt"),))
    new = report(
        judged(halves[0], 1),
        judged(halves[1], 2),
        findings=(found("1.1", quote="bouwt"), found("1.2", "VAG002", quote="sloopt")),
    )
    comparison, mirrored = compare(old, new), compare(new, old)
    assert only(comparison).relation is Relation.SPLIT
    assert only(mirrored).relation is Relation.MERGED
    assert comparison.new_findings == ()
    assert comparison.tally.left == mirrored.tally.left == 2
    assert mirrored.tally.solved == 0


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        ("De Schakel", "Huurdersraad Oost", False),
        ("Stichting De Schakel", "Stichting Oosthuur", False),
        ("Huurdersvereniging De Schakel", "Stichting Huurdersvereniging Schakel", True),
    ],
)
def test_the_name_of_their_sort_alone_does_not_make_two_parties_one(before: str, now: str, same: bool) -> None:
    old, new = (Party(name, Role.HUURDERSORGANISATIE, ("de huurdersorganisatie",)) for name in (before, now))
    comparison = compare(replace(report(judged(BUILD)), parties=(old,)), replace(report(judged(BUILD)), parties=(new,)))
    assert (comparison.parties_gone, comparison.parties_new) == (((), ()) if same else ((old,), (new,)))


def test_a_theme_with_nothing_but_a_promise_that_became_a_wish_has_its_row() -> None:
    wish = judged(
        "De Vliet hoopt in 2026 40 sociale huurwoningen te bouwen aan de Molenkade.",
        kind=Kind.WENS,
        niveau=None,
        theme=Theme.WONEN_ZORG,
    )
    comparison = compare(report(judged(BUILD)), report(wish))
    assert comparison.tally.softer == sum(row.tally.softer for row in comparison.themes) == 1


def test_a_party_that_left_is_named() -> None:
    new = replace(report(judged(BUILD)), parties=PARTIES[:2])
    comparison = compare(report(judged(BUILD)), new)
    assert [party.name for party in comparison.parties_gone] == ["Huurdersvereniging De Schakel"]
    assert comparison.parties_new == ()


def test_an_empty_version_makes_everything_new() -> None:
    comparison = compare(report(), report(judged(BUILD), findings=(found("1.1"),)))
    assert len(comparison.added) == len(comparison.new_findings) == 1
    assert Change(What.NUMBER, None, "1.1") not in [c for match in comparison.matched for c in match.changes]
