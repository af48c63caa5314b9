"""Who the parties of an agreement are; no trained pipeline is needed."""

from collections.abc import Sequence

from prestatielint.model import Block, Cell, Clause, Document, Role
from prestatielint.nlp.parties import find_parties

INTRODUCTION = Clause(
    "1.1",
    "Gemeente Zandmeer, Woonstichting De Vliet en Huurdersvereniging De Schakel spreken af.",
    Block.PARAGRAPH,
)


def row(index: int, text: str, columns: Sequence[str]) -> Clause:
    start, cells = 0, []
    for column, part in zip(columns, text.split(" | "), strict=True):
        cells.append(Cell(start, start + len(part), column))
        start += len(part) + 3
    return Clause(f"rij-{index}", text, Block.ROW, cells=tuple(cells))


def names(*clauses: Clause) -> list[str]:
    return [party.name for party in find_parties(Document("a.md", "", "md", None, clauses))]


TRIANGLE = ["gemeente Zandmeer", "Woonstichting De Vliet", "Huurdersvereniging De Schakel"]


def test_a_trekker_is_no_party() -> None:
    tasks = [
        row(1, "Spreekuur openen | Stichting Buurtwerk Oost | 2026", ("Wat", "Trekker", "Wanneer")),
        row(2, "Huiskamer inrichten | Stichting Buurtwerk Oost | 2027", ("Wat", "Trekker", "Wanneer")),
    ]
    assert names(INTRODUCTION, *tasks) == TRIANGLE


def test_where_nobody_is_introduced_the_trekkers_are_the_parties() -> None:
    tasks = [row(n, "Bouwen | Woonstichting De Vliet", ("Wat", "Trekker")) for n in (1, 2)]
    assert names(*tasks) == ["Woonstichting De Vliet"]


def test_a_stichting_for_welfare_is_no_corporatie() -> None:
    text = "Stichting Welzijn Meerkant werkt mee."
    assert names(INTRODUCTION, Clause("1.2", text, Block.PARAGRAPH)) == TRIANGLE


def test_two_of_a_kind_joined_by_en() -> None:
    text = (
        "De gemeente Waal, Woonstichting Kade en Woonstichting Linde, Huurdersraad Kade en Bewonersvereniging Polder."
    )
    assert names(Clause("1", text, Block.PARAGRAPH)) == [
        "gemeente Waal", "Woonstichting Kade", "Woonstichting Linde", "Huurdersraad Kade", "Bewonersvereniging Polder"
    ]  # fmt: skip


def test_a_union_speaks_for_its_members() -> None:
    text = (
        "Partijen: de gemeente Waal, Stichting Merelhof (hierna Merelhof) en de Samenwerkende Huurdersorganisaties Waal, "
        "waarin Huurdersraad Kade en Bewonersvereniging Polder zijn verenigd (hierna SHW)."
    )
    parties = find_parties(Document("a.md", "", "md", None, (Clause("1", text, Block.PARAGRAPH),)))
    assert [party.name for party in parties] == [
        "gemeente Waal", "Stichting Merelhof", "Samenwerkende Huurdersorganisaties Waal"
    ]  # fmt: skip
    (union,) = [party for party in parties if party.role is Role.HUURDERSORGANISATIE]
    assert {"SHW", "Huurdersraad Kade", "Bewonersvereniging Polder"} <= set(union.aliases)
