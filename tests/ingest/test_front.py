"""Cover, subtitle, signatures, leads without a colon, and what is said of headers and footers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.shared import Pt
from tests.ingest.builders import save, xml

from prestatielint.ingest import read
from prestatielint.ingest.blocks import RawBlock, RawKind, has_fill, is_date, names_period, rich
from prestatielint.ingest.clauses import build
from prestatielint.model import Block, Clause

PARTIES = ("gemeente Best", "Stichting De Vliet", "Huurdersvereniging De Schakel")


@pytest.fixture
def document() -> Any:
    return docx.Document()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "afspraken.docx"


def clauses(*texts: str) -> tuple[Clause, ...]:
    return build([RawBlock(RawKind.PARAGRAPH, rich([(text, None)]), looks=False) for text in texts])


def cover(document: Any, *, styled: bool) -> None:
    if styled:
        document.add_paragraph("Samen thuis in Best", "Title")
        document.add_paragraph("Prestatieafspraken 2026-2029", "Subtitle")
    else:
        document.add_paragraph().add_run("Samen thuis in Best").font.size = Pt(28)
        document.add_paragraph().add_run("Prestatieafspraken 2026-2029").font.size = Pt(15)
    for name in PARTIES:
        document.add_paragraph(name)
    document.add_paragraph("december 2025").add_run().add_break(WD_BREAK.PAGE)


@pytest.mark.parametrize("styled", [True, False])
def test_cover_of_a_word_file(document: Any, path: Path, *, styled: bool) -> None:
    cover(document, styled=styled)
    document.add_heading("1 Nieuwbouw", 1)
    document.add_paragraph("De Vliet bouwt.")
    read_back = read(save(document, path))
    assert read_back.title == "Samen thuis in Best – Prestatieafspraken 2026-2029"
    assert [(clause.id, clause.text, clause.heading) for clause in read_back.clauses] == [
        ("voorblad#1", " | ".join(PARTIES), ()),
        ("nieuwbouw-1#1", "De Vliet bouwt.", ("1 Nieuwbouw",)),
    ]
    assert read_back.clauses[0].block is Block.COVER


def test_first_page_with_text_is_no_cover(document: Any, path: Path) -> None:
    document.add_paragraph("Prestatieafspraken 2025", "Title")
    document.add_paragraph("De gemeente en De Vliet kennen elkaar al lang en goed.")
    document.add_paragraph("Zij maken afspraken.").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("De Vliet bouwt.")
    assert len(read(save(document, path)).clauses) == 3


def test_contents_made_by_a_field_without_styles(document: Any, path: Path) -> None:
    paragraph = document.add_paragraph("1 Nieuwbouw\t3")
    paragraph._p.append(xml('<w:r><w:instrText xml:space="preserve"> PAGEREF _Toc1 \\h </w:instrText></w:r>'))
    document.add_paragraph("De Vliet bouwt.")
    assert [clause.text for clause in read(save(document, path)).clauses] == ["De Vliet bouwt."]


def test_headers_and_footers_are_named_once(document: Any, path: Path) -> None:
    document.sections[0].header.paragraphs[0].text = "Prestatieafspraken Best"
    document.sections[0].footer.paragraphs[0].text = "Pagina 1 van 9"
    document.add_paragraph("De Vliet bouwt.")
    read_back = read(save(document, path))
    assert [clause.text for clause in read_back.clauses] == ["De Vliet bouwt."]
    assert [notice.message for notice in read_back.notices] == [
        "Kopteksten, voetteksten en paginanummers zijn niet gelezen: ‘Prestatieafspraken Best’"
    ]


def test_signature_table_keeps_the_names(document: Any, path: Path) -> None:
    document.add_paragraph("De Vliet bouwt.")
    table = document.add_table(rows=3, cols=2)
    texts = [("gemeente Best", "De Vliet"), ("mevrouw A. Bos", "de heer P. Kuiper"), ("wethouder", "bestuurder")]
    for row, pair in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, pair, strict=True):
            cell.paragraphs[0].add_run(text).bold = text in texts[0]
    found = read(save(document, path)).clauses
    assert [clause.text for clause in found[1:]] == [" | ".join(pair) for pair in texts]
    assert {clause.block for clause in found[2:]} == {Block.SIGNATURE}


def test_names_above_dots_are_a_signature() -> None:
    found = clauses("De Vliet bouwt.", "gemeente Best", "de heer P. Kuiper, wethouder", "." * 30)
    assert [clause.block for clause in found] == [Block.PARAGRAPH, Block.SIGNATURE, Block.SIGNATURE]


def test_closing_formula_begins_the_signatures() -> None:
    found = clauses("De Vliet bouwt.", "Getekend in het dorpshuis, 14 december 2023.", "gemeente Best")
    assert [clause.block for clause in found] == [Block.PARAGRAPH, Block.SIGNATURE, Block.SIGNATURE]


@pytest.mark.parametrize("lead", ["De Vliet", "Om de doorstroming op gang te brengen,"])
def test_lead_without_a_colon(lead: str) -> None:
    found = clauses(lead, "• bouwt veertig woningen;", "• sloopt er tien.", "De gemeente betaalt.")
    assert [(clause.text, clause.lead) for clause in found] == [
        ("bouwt veertig woningen;", lead),
        ("sloopt er tien.", lead),
        ("De gemeente betaalt.", None),
    ]


@pytest.mark.parametrize(
    ("before", "item"), [("De Vliet bouwt woningen.", "• en sloopt"), ("De Vliet", "• Bouwt woningen")]
)
def test_sentence_before_items_is_no_lead(before: str, item: str) -> None:
    assert [clause.lead for clause in clauses(before, item)] == [None, None]


def test_heading_is_shown_as_printed() -> None:
    blocks = [
        RawBlock(RawKind.PARAGRAPH, rich([("Deel A. Raamafspraken", None)]), level=1),
        RawBlock(RawKind.PARAGRAPH, rich([("De Vliet bouwt.", None)])),
    ]
    assert build(blocks)[0].heading == ("Deel A. Raamafspraken",)


@pytest.mark.parametrize("text", ["december 2025", "12 maart 2024", "Datum: 1 mei 2025", "01-05-2025"])
def test_dates_of_a_cover(text: str) -> None:
    assert is_date(text)
    assert not names_period(text)


@pytest.mark.parametrize("text", ["2026-2029", "Jaren 2025 t/m 2028", "2026"])
def test_years_of_a_cover(text: str) -> None:
    assert names_period(text)
    assert not is_date(text)


def test_dots_to_sign_on() -> None:
    assert has_fill("Naam: ...............")
    assert not has_fill("Wonen in Best ...")
