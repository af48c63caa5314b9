"""The period of an agreement, from its clauses, its title and its headings; no trained pipeline is needed."""

import pytest

from prestatielint.model import Block, Clause, Document
from prestatielint.nlp.context import period


def document(*texts: str, title: str | None = "Prestatieafspraken", heading: str = "9 Spelregels") -> Document:
    clauses = tuple(Clause(f"9.{n}", text, Block.ITEM, f"9.{n}", (heading,)) for n, text in enumerate(texts, 1))
    return Document("a.md", "", "md", title, clauses)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Deze afspraken gelden van 1 januari 2026 tot en met 31 december 2029.", (2026, 2029)),
        ("De afspraken gelden voor de kalenderjaren 2027, 2028 en 2029.", (2027, 2029)),
        ("Deze overeenkomst bestrijkt de jaren 2027 en 2028.", (2027, 2028)),
        ("Deze afspraken gaan in op 1 januari 2026 en duren vier jaar.", (2026, 2029)),
        ("De overeenkomst treedt in werking op 1 juli 2026 en geldt voor de duur van vier jaar.", (2026, 2030)),
        ("Deze afspraken gelden voor drie jaar, te rekenen vanaf 1 januari 2026.", (2026, 2028)),
        ("De looptijd is twee jaar met ingang van 1-1-2027.", (2027, 2028)),
        ("Deze jaarschijf geldt voor het kalenderjaar 2026.", (2026, 2026)),
    ],
)
def test_a_clause_on_the_term(text: str, years: tuple[int, int]) -> None:
    assert period(document(text)) == years


@pytest.mark.parametrize(
    "text",
    [
        "Deze afspraken gelden vanaf 1 januari 2026 tot een partij ze opzegt.",
        "De looptijd van deze afspraken is twee jaar.",
        "De vorige afspraken liepen van 2021 tot en met 2025.",
        "De huurkorting gaat in op 1 juli 2026 en duurt twee jaar.",
        "Deze norm geldt voor het kalenderjaar 2026.",
        "Partijen houden zich aan deze afspraken. De proef gaat in op 1 mei 2026 en duurt twee jaar.",
    ],
)
def test_a_clause_that_gives_no_term(text: str) -> None:
    assert period(document(text)) is None


def test_a_heading_over_the_whole_gives_the_term() -> None:
    heading = "3 Spelregels voor de periode 1 januari 2026 tot en met 31 december 2029"
    assert period(document("Partijen rapporteren.", heading=heading)) == (2026, 2029)
    assert period(document("Partijen rapporteren.", heading=heading, title="Prestatieafspraken 2025-2028")) == (
        2025,
        2028,
    )


def test_a_heading_on_a_theme_gives_no_term() -> None:
    assert period(document("De Vliet bouwt.", heading="2 Afspraken over nieuwbouw 2025-2035")) is None
