import dataclasses
from itertools import pairwise

import pytest
import report_sample
from hypothesis import given
from hypothesis import strategies as st

from prestatielint.model import Block, Clause, Finding, Kind, Label, Niveau, Severity
from prestatielint.report import texts, view

TEXT = "abcdefghij"


def spanning(*spans: tuple[int, int]) -> list[Finding]:
    clause = Clause("1", TEXT, Block.ITEM)
    base = report_sample.finding(clause, "a", Label.ACTIVITEIT, Severity.HOOG, "m")
    return [dataclasses.replace(base, start=start, end=end, quote=TEXT[start:end]) for start, end in spans]


SPANS = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(lambda span: span[0] < span[1])
)


@given(SPANS)
def test_pieces_make_up_the_text_and_every_span(spans: list[tuple[int, int]]) -> None:
    findings = spanning(*spans)
    pieces = view.pieces(TEXT, findings)
    assert "".join(piece.text for piece in pieces) == TEXT
    for place, finding in enumerate(findings):
        assert "".join(piece.text for piece in pieces if place in piece.marks) == finding.quote
        assert sum(place in piece.ends for piece in pieces) == 1


@given(SPANS)
def test_merged_spans_are_apart(spans: list[tuple[int, int]]) -> None:
    merged = view.merged(spanning(*spans), len(TEXT))
    assert all(left[1] <= right[0] for left, right in pairwise(merged))


def test_a_span_outside_the_text_marks_nothing() -> None:
    assert [piece.marks for piece in view.pieces(TEXT, spanning((4, 40)))] == [()]


def test_the_weightiest_are_spread_over_clauses_and_labels() -> None:
    chosen = view.weightiest(report_sample.agreement())
    assert [finding.rule for finding in chosen] == ["EEN002", "VAG001", "EEN001", "DOC003", "VAG021"]
    assert all(finding.severity is not Severity.INFO for finding in chosen)


def test_a_finding_on_an_unknown_clause_is_not_lost() -> None:
    report = report_sample.agreement()
    lost = dataclasses.replace(report.findings[0], clause="weg")
    assert lost in view.of_document(dataclasses.replace(report, findings=(lost,)))


@pytest.mark.parametrize(
    ("levels", "verdict"),
    [
        ("", "geen afspraken over dit thema"),
        ("p", "de afspraak is een activiteit; geen effect genoemd"),
        ("pop", "alle afspraken zijn activiteiten; geen effect genoemd"),
        ("ii", "alle afspraken zijn intenties; niets is te toetsen"),
        ("i", "de afspraak is een intentie; niets is te toetsen"),
        ("e", "de afspraak noemt een effect"),
        ("ee", "alle afspraken noemen een effect"),
        ("ip", "1 activiteit en 1 intentie; geen effect genoemd"),
        ("eoo", "1 van 3 afspraken noemt een effect; verder 2 activiteiten"),
        ("eei", "2 van 3 afspraken noemen een effect; verder 1 intentie"),
        ("?e", "niet van elke afspraak is het niveau bepaald"),
    ],
)
def test_the_verdict_of_a_theme(levels: str, verdict: str) -> None:
    ladder = {niveau: levels.count(niveau.value[0]) for niveau in Niveau}
    row = view.ThemeRow(report_sample.Theme.NIEUWBOUW, len(levels), ladder, 0, None)
    assert row.verdict == verdict


def test_theme_rows_count_agreements_only() -> None:
    rows = {row.theme.value: row for row in view.theme_rows(report_sample.agreement())}
    assert rows["nieuwbouw"].afspraken == 2
    assert rows["nieuwbouw"].findings == 8
    assert rows["samenwerking"].afspraken == 0
    assert rows["verduurzaming"].ladder[Niveau.EFFECT] == 1


def test_parties_are_known_by_their_other_names_and_by_a_collective() -> None:
    assert [row.afspraken for row in view.party_rows(report_sample.agreement())] == [2, 3, 1]


def test_placeholders_are_cut_out_longest_first() -> None:
    cut = view.placeholders("x [a] [a b] y", ["[a]", "[a b]", ""])
    assert [piece for piece, open_ in cut if open_] == ["[a]", "[a b]"]
    assert "".join(piece for piece, _ in cut) == "x [a] [a b] y"


def test_every_name_of_the_model_has_words() -> None:
    assert set(texts.LABELS) == set(texts.LABEL_EXPLANATIONS) == set(Label)
    assert {texts.group(label) for label in Label} == set(texts.GROUPS)
    assert set(texts.KINDS) == set(Kind)
    assert set(texts.THEMES) == set(report_sample.Theme)


def test_plural_and_listing() -> None:
    assert [texts.plural(n, "bevinding", "bevindingen") for n in (0, 1, 2)] == [
        "0 bevindingen",
        "1 bevinding",
        "2 bevindingen",
    ]
    assert [texts.listing("abc"[:n]) for n in range(4)] == ["", "a", "a en b", "a, b en c"]
