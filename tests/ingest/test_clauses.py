from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prestatielint.ingest import read
from prestatielint.ingest.blocks import RawBlock, RawKind, rich
from prestatielint.ingest.clauses import build, location
from prestatielint.model import Block, Clause, PdfPlace, Segment, TextPlace


def clauses(*texts: str) -> tuple[Clause, ...]:
    blocks = []
    for text in texts:
        level = len(text) - len(text.lstrip("#")) or None
        pieces = [(text.lstrip("# "), None)]
        depth = 10.0 * (len(text) - len(text.lstrip(" ")))
        blocks.append(RawBlock(RawKind.PARAGRAPH, rich(pieces), level, looks=False, depth=depth))
    return build(blocks)


def test_lead_belongs_to_the_items_and_is_no_clause() -> None:
    found = clauses("De Vliet:", "- bouwt", "- sloopt", "Daarna gewone tekst.")
    assert [(clause.text, clause.lead) for clause in found] == [
        ("bouwt", "De Vliet:"),
        ("sloopt", "De Vliet:"),
        ("Daarna gewone tekst.", None),
    ]


def test_colon_without_items_is_a_clause() -> None:
    found = clauses("Daarbij geldt het volgende:", "De huur blijft gelijk.", "En ook:")
    assert [clause.text for clause in found] == ["Daarbij geldt het volgende:", "De huur blijft gelijk.", "En ook:"]


def test_lettered_items_take_the_number_above() -> None:
    found = clauses(
        "3.1 De Vliet bouwt.", "3.2 De gemeente:", "a. levert kavel A;", "b. besluit.", "3.3 Partijen evalueren."
    )
    assert [(clause.id, clause.lead) for clause in found] == [
        ("3.1#1", None),
        ("3.2a#1", "De gemeente:"),
        ("3.2b#1", "De gemeente:"),
        ("3.3#1", None),
    ]


def test_nested_leads_add_up_and_end_with_their_list() -> None:
    found = clauses("Partijen:", "a. zorgen voor:", "  - woningen", "  - zorg", "b. evalueren.")
    assert [(clause.text, clause.lead) for clause in found] == [
        ("woningen", "Partijen: zorgen voor:"),
        ("zorg", "Partijen: zorgen voor:"),
        ("evalueren.", "Partijen:"),
    ]


def test_deeper_items_keep_the_lead() -> None:
    found = clauses("De Vliet:", "1. bouwt woningen", "  - in Zuid", "2. sloopt")
    assert [clause.lead for clause in found] == ["De Vliet:"] * 3


def test_item_with_colon_before_its_brother_is_a_clause() -> None:
    found = clauses("1. De huur is:", "2. De Vliet bouwt.")
    assert [(clause.text, clause.lead) for clause in found] == [("De huur is:", None), ("De Vliet bouwt.", None)]


def test_roman_and_letter_i() -> None:
    found = clauses("# 2 Zorg", "g. een", "h. twee", "i. drie", "1. vier", "i. vijf", "ii. zes")
    assert [clause.number for clause in found] == ["2g", "2h", "2i", "1", "1.i", "1.ii"]


def test_articles_number_their_paragraphs() -> None:
    found = clauses("# Artikel 3 Nieuwbouw", "1. De Vliet bouwt.", "2. De gemeente:", "a. levert;", "b. besluit.")
    assert [clause.id for clause in found] == ["3.1#1", "3.2a#1", "3.2b#1"]
    assert found[0].heading == ("Artikel 3 Nieuwbouw",)


def test_ids_from_headings_are_unique_and_stay_when_text_elsewhere_changes() -> None:
    before = clauses("# 1 Inleiding", "Een.", "# 2 Nieuwbouw", "Twee.", "Drie.", "# 3 Nieuwbouw", "Vier.")
    after = clauses("# 1 Inleiding", "Een.", "Erbij.", "# 2 Nieuwbouw", "Twee.", "Drie.", "# 3 Nieuwbouw", "Vier.")
    assert [clause.id for clause in before] == ["inleiding-1#1", "nieuwbouw-1#1", "nieuwbouw-2#1", "nieuwbouw-1#2"]
    assert {clause.text: clause.id for clause in before}.items() <= {clause.text: clause.id for clause in after}.items()


def test_heading_path_follows_numbers_and_levels() -> None:
    found = clauses("# 3 Wonen", "## 3.1 Huur", "A.", "## 3.2 Koop", "B.", "# Slot", "C.")
    assert [clause.heading for clause in found] == [("3 Wonen", "3.1 Huur"), ("3 Wonen", "3.2 Koop"), ("Slot",)]


def test_short_article_line_is_a_heading_in_any_format() -> None:
    found = clauses("Artikel 4 Looptijd", "De afspraken gelden tot 2028.")
    assert [(clause.heading, clause.text) for clause in found] == [
        (("Artikel 4 Looptijd",), "De afspraken gelden tot 2028.")
    ]


def test_heading_without_text_is_not_lost() -> None:
    found = clauses("# Gemeente Best en De Vliet", "# Inleiding", "Tekst.")
    assert [clause.text for clause in found] == ["Gemeente Best en De Vliet", "Tekst."]


def test_lines_without_letters_are_no_clauses() -> None:
    assert [clause.text for clause in clauses("___________", "* * *", "Tekst.")] == ["Tekst."]


def test_footnote_does_not_end_a_list() -> None:
    blocks = [
        RawBlock(RawKind.PARAGRAPH, rich([("De Vliet:", None)])),
        RawBlock(RawKind.PARAGRAPH, rich([("- bouwt", None)])),
        RawBlock(RawKind.FOOTNOTE, rich([("Prijspeil 2025.", None)])),
        RawBlock(RawKind.PARAGRAPH, rich([("- sloopt", None)])),
    ]
    found = build(blocks)
    assert [clause.block for clause in found] == [Block.ITEM, Block.FOOTNOTE, Block.ITEM]
    assert found[2].lead == "De Vliet:"


@given(st.lists(st.text(alphabet=st.sampled_from("ab 1.-•\u00a0\u00ad\t\u2011"), max_size=12), max_size=5))
def test_every_character_of_clean_text_has_its_place(parts: list[str]) -> None:
    text = rich((part, TextPlace(number, 0)) for number, part in enumerate(parts))
    assert text.text == text.text.strip()
    assert "  " not in text.text
    assert sum(segment.end - segment.start for segment in text.segments) == len(text.text)
    for segment in text.segments:
        place = segment.place
        assert isinstance(place, TextPlace)
        stretch = parts[place.line][place.column : place.column + segment.end - segment.start]
        shown = "".join(" " if char.isspace() else "-" if char == "\u2011" else char for char in stretch)
        assert shown == text.text[segment.start : segment.end]


@pytest.mark.parametrize("cut", range(0, 12, 3))
@given(
    st.lists(
        st.sampled_from(
            ["# Kop", "- punt", "1. punt", "a. punt", "Zin.", "Aanhef:", "i. punt", "## 1.1 Kop", "3.2 X y."]
        ),
        max_size=12,
    )
)
def test_no_text_is_lost_and_ids_are_unique(cut: int, texts: list[str]) -> None:
    found = clauses(*texts[cut:])
    assert len({clause.id for clause in found}) == len(found)
    said = " ".join(f"{clause.lead or ''} {clause.text} {' '.join(clause.heading)}" for clause in found)
    for text in texts[cut:]:
        if text in {"Zin.", "Aanhef:"}:
            assert text in said


def test_missing_file_says_what_to_do(tmp_path: Path) -> None:
    from prestatielint.errors import IngestError

    with pytest.raises(IngestError, match="bestaat niet: controleer de naam"):
        read(tmp_path / "weg.docx")


def test_words_that_the_reader_added_at_the_end_of_a_line_have_the_place_before_them() -> None:
    clause = Clause("1#1", "ab | cd", Block.ROW, segments=(Segment(0, 2, PdfPlace(1, 10.0, 20.0, (5.0, 6.0, 7.0))),))
    assert location(clause, 3, 4) == {"page": 1, "boxes": [[7.0, 10.0, 7.0, 20.0]]}


def blocks(*lines: str) -> list[tuple[str, Block]]:
    found = build([RawBlock(RawKind.PARAGRAPH, rich([(line, None)]), 1 if line.isupper() else None) for line in lines])
    return [(clause.text, clause.block) for clause in found]


@pytest.mark.parametrize(
    "heading", ["BEGRIPPEN", "1 DEFINITIES", "ARTIKEL 1 BEGRIPSBEPALINGEN", "WAT WIJ VERSTAAN ONDER"]
)
def test_what_stands_under_a_heading_for_terms_is_a_definition(heading: str) -> None:
    assert blocks(heading, "a. kern: een van de dorpen;", "b. starter: wie voor het eerst huurt.") == [
        ("kern: een van de dorpen;", Block.DEFINITION),
        ("starter: wie voor het eerst huurt.", Block.DEFINITION),
    ]


def test_under_a_mixed_heading_only_terms_are_definitions() -> None:
    assert [
        block
        for _, block in blocks("BEGRIPPEN EN LOOPTIJD", "1.1 Kern: een dorp.", "1.2 De afspraken gelden tot 2028.")
    ] == [
        Block.DEFINITION,
        Block.ITEM,
    ]


def test_definitions_by_their_introduction_or_their_own_words() -> None:
    assert blocks(
        "In deze afspraken verstaan wij onder:", "- kern: een dorp;", "- starter: wie voor het eerst huurt."
    ) == [
        ("kern: een dorp;", Block.DEFINITION),
        ("starter: wie voor het eerst huurt.", Block.DEFINITION),
    ]
    assert blocks("Onder een starter wordt verstaan: wie voor het eerst huurt.")[0][1] is Block.DEFINITION
    assert blocks("De woningen zijn met name bedoeld voor starters.")[0][1] is Block.PARAGRAPH


def test_the_preamble_by_its_heading_or_its_introduction() -> None:
    assert blocks("CONSIDERANS", "De raad stelde de woonvisie vast.")[0][1] is Block.PREAMBLE
    assert {block for _, block in blocks("Overwegende dat:", "- de wachttijd oploopt;", "- de bouw stokt;")} == {
        Block.PREAMBLE
    }
    assert blocks("NIEUWBOUW", "De Vliet bouwt veertig huizen.")[0][1] is Block.PARAGRAPH
