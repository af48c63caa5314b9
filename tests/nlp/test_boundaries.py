"""Sentence starts in clauses: lists, abbreviations, sums and dates near the stop."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from prestatielint.nlp.boundaries import mark_boundaries

NLP = spacy.blank("nl")


def pieces(text: str) -> list[str]:
    return [sentence.text for sentence in mark_boundaries(NLP(text)).sents]


@pytest.mark.parametrize(
    "text",
    [
        "a) De gemeente verleent binnen acht weken een omgevingsvergunning;",
        "2. De Vliet bouwt 40 woningen.",
        "2.3 Verduurzaming van de voorraad",
        "• Meldt incidenten binnen 24 uur; belt daarna terug.",
        "De Vliet verkoopt maximaal 15 woningen, m.u.v. Zuid, o.a. aan starters.",
        "De gemeente betaalt € 1,2 mln. aan de wijk en ca. € 750.000,- aan groen.",
        "Zie art. 4 en bijlage nr. 3 van de afspraken.",
        "Trekker: De Vliet, i.s.m. De Schakel.",
        "Eén punt staat vast: De Vliet verkoopt niets.",
        "Dhr. Jansen van de gemeente is aanspreekpunt.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert pieces(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("De Vliet bouwt 40 woningen.", "De gemeente levert de grond."),
        ("De bouw is klaar in 2026.", "40 woningen volgen later."),
        ("De termijn is n.t.b.", "De Schakel adviseert."),
        ("Het gaat om senioren, jongeren e.d.", "Partijen overleggen ieder kwartaal."),
        ("De kosten zijn € 2 mln.", "Daarvan betaalt de gemeente de helft."),
        ("Is dat haalbaar?", "Partijen denken van wel."),
        ("De Vliet zegt: “Wij bouwen.”", "Daarna volgt overleg."),
    ],
)
def test_two_sentences(first: str, second: str) -> None:
    assert pieces(f"{first} {second}") == [first, second]


def test_cells_of_a_row_stand_apart() -> None:
    assert pieces("Bouw van 40 woningen | De Vliet | 2026") == ["Bouw van 40 woningen", "|", "De Vliet", "|", "2026"]


@given(st.text(max_size=120))
def test_every_character_is_in_one_sentence(text: str) -> None:
    doc = mark_boundaries(NLP(text))
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text
