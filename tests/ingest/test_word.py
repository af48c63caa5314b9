from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from prestatielint.ingest import location, read
from prestatielint.ingest.word import paragraphs, run_parts, runs
from prestatielint.model import Block, Clause, WordPlace

from .builders import item, numbered, rewrite, save, word, xml


@pytest.fixture
def document() -> Any:
    return docx.Document()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "afspraken.docx"


def numbers(clauses: tuple[Clause, ...]) -> list[tuple[str | None, str]]:
    return [(clause.number, clause.text) for clause in clauses]


def test_automatic_numbers_as_word_shows_them(document: Any, path: Path) -> None:
    key = numbered(document, [("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)"), ("lowerRoman", "%4.")])
    for step in (0, 1, 1, 2, 2, 3, 0, 1):
        item(document, "De Vliet bouwt.", key, step)
    clauses = read(save(document, path)).clauses
    assert [clause.number for clause in clauses] == ["1", "1.1", "1.2", "1.2a", "1.2b", "1.2b.i", "2", "2.1"]


def test_start_override_begins_anew(document: Any, path: Path) -> None:
    key = numbered(document, [("decimal", "%1.")], start=4)
    item(document, "Vier", key)
    item(document, "Vijf", key)
    assert [clause.number for clause in read(save(document, path)).clauses] == ["4", "5"]


def test_numbers_through_a_paragraph_style_and_its_base(document: Any, path: Path) -> None:
    numbered(document, [("decimal", "%1"), ("decimal", "%1.%2")])
    base = document.styles["Heading 1"].element.get_or_add_pPr()
    base.append(xml('<w:numPr><w:numId w:val="90"/></w:numPr>'))
    document.styles.add_style("Kop eigen", 1).base_style = document.styles["Heading 1"]
    document.add_paragraph("Inleiding", "Heading 1")
    document.add_paragraph("Nieuwbouw", "Kop eigen")
    item(document, "De Vliet bouwt in 2025 veertig woningen.", 90, 1)
    (clause,) = read(save(document, path)).clauses
    assert (clause.number, clause.heading) == ("2.1", ("2 Nieuwbouw",))


@pytest.mark.parametrize(
    ("typed", "number", "text"),
    [
        ("3.2 De Vliet bouwt.", "3.2", "De Vliet bouwt."),
        ("1.4.1\tDe Vliet bouwt.", "1.4.1", "De Vliet bouwt."),
        ("1a. De Vliet bouwt.", "1a", "De Vliet bouwt."),
        ("1) De Vliet bouwt.", "1", "De Vliet bouwt."),
        ("a. de Vliet bouwt.", "a", "de Vliet bouwt."),
        ("A12 De Vliet bouwt.", "A12", "De Vliet bouwt."),
        ("Artikel 3 lid 2 De Vliet bouwt.", "3.2", "De Vliet bouwt."),
        ("Afspraak 7: de Vliet bouwt.", "7", "de Vliet bouwt."),
        ("- de Vliet bouwt", None, "de Vliet bouwt"),
        ("• de Vliet bouwt", None, "de Vliet bouwt"),
        ("40 woningen worden gebouwd.", None, "40 woningen worden gebouwd."),
        ("1.200 woningen worden gebouwd.", None, "1.200 woningen worden gebouwd."),
        ("1.5 miljoen euro is beschikbaar.", None, "1.5 miljoen euro is beschikbaar."),
        ("Artikel 3 van de Woningwet is van toepassing.", None, "Artikel 3 van de Woningwet is van toepassing."),
        ("1 januari 2025 is de begindatum.", None, "1 januari 2025 is de begindatum."),
    ],
)
def test_typed_numbers(tmp_path: Path, typed: str, number: str | None, text: str) -> None:
    (clause,) = read(word(tmp_path, typed)).clauses
    assert (clause.number, clause.text) == (number, text)


def test_headings_by_style_and_by_looks(document: Any, path: Path) -> None:
    document.add_heading("3 Nieuwbouw 2025", 1)
    document.add_paragraph().add_run("Locaties").bold = True
    document.add_paragraph("De gemeente levert kavel A.")
    document.add_heading("3.1 Tempo", 2)
    document.add_paragraph("De Vliet bouwt.")
    document.add_paragraph().add_run("Dit is een vette zin, en dus geen kop.").bold = True
    assert [clause.heading for clause in read(save(document, path)).clauses] == [
        ("3 Nieuwbouw 2025", "Locaties"),
        ("3 Nieuwbouw 2025", "3.1 Tempo"),
        ("3 Nieuwbouw 2025", "3.1 Tempo"),
    ]


def test_numbered_sentence_in_heading_style_is_an_item(document: Any, path: Path) -> None:
    document.add_heading("3 Nieuwbouw", 1)
    document.add_heading("3.1 De Vliet levert in 2025 veertig sociale huurwoningen op.", 2)
    (clause,) = read(save(document, path)).clauses
    assert (clause.block, clause.number, clause.heading) == (Block.ITEM, "3.1", ("3 Nieuwbouw",))


def test_title_by_style_is_no_clause(document: Any, path: Path) -> None:
    document.add_paragraph("Prestatieafspraken 2025", "Title")
    document.add_paragraph("De Vliet bouwt.")
    read_back = read(save(document, path))
    assert read_back.title == "Prestatieafspraken 2025"
    assert [clause.text for clause in read_back.clauses] == ["De Vliet bouwt."]


def test_title_by_size(document: Any, path: Path) -> None:
    document.add_paragraph().add_run("Prestatieafspraken Best").font.size = Pt(28)
    document.add_paragraph("Gemeente Best en De Vliet")
    read_back = read(save(document, path))
    assert read_back.title == "Prestatieafspraken Best"
    assert [clause.text for clause in read_back.clauses] == ["Gemeente Best en De Vliet"]


def test_table_rows_with_columns(document: Any, path: Path) -> None:
    table = document.add_table(3, 3)
    rows = [("Maatregel", "Trekker", "2025"), ("Plaatst zonnepanelen", "", "40"), ("Isoleert", "De Vliet", "12")]
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    first, second = read(save(document, path)).clauses
    assert (first.text, first.columns, first.block) == ("Plaatst zonnepanelen | 40", ("Maatregel", "2025"), Block.ROW)
    assert [second.text[cell.start : cell.end] for cell in second.cells] == ["Isoleert", "De Vliet", "12"]
    assert location(second, 11, 13) == {"part": "body", "paragraph": 7, "table": [0, 2, 1]}


def test_merged_cells_are_not_doubled(document: Any, path: Path) -> None:
    table = document.add_table(3, 3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "x"
    merged = table.cell(0, 0).merge(table.cell(0, 1))
    merged.text = "breed"
    tall = table.cell(1, 2).merge(table.cell(2, 2))
    tall.text = "hoog"
    assert [clause.text for clause in read(save(document, path)).clauses] == ["breed | x", "x | x | hoog", "x | x"]


def test_layout_table_reads_as_paragraphs(document: Any, path: Path) -> None:
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "De gemeente:"
    cell.add_paragraph("levert kavel A", "List Bullet")
    (clause,) = read(save(document, path)).clauses
    assert (clause.text, clause.lead, clause.block) == ("levert kavel A", "De gemeente:", Block.ITEM)


def test_nested_table_is_read_after_its_row(document: Any, path: Path) -> None:
    cell = document.add_table(1, 2).cell(0, 1)
    document.tables[0].cell(0, 0).text = "buiten"
    cell.text = "ook buiten"
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text = "binnen links"
    inner.cell(0, 1).text = "binnen rechts"
    texts = [clause.text for clause in read(save(document, path)).clauses]
    assert texts == ["buiten | ook buiten", "binnen links | binnen rechts"]


def test_tracked_changes(document: Any, path: Path) -> None:
    paragraph = document.add_paragraph("De Vliet bouwt ")._p
    paragraph.append(xml("<w:ins><w:r><w:t>veertig </w:t></w:r></w:ins>"))
    paragraph.append(xml("<w:del><w:r><w:delText>dertig </w:delText></w:r></w:del>"))
    paragraph.append(xml("<w:moveFrom><w:r><w:t>weg </w:t></w:r></w:moveFrom>"))
    paragraph.append(xml("<w:moveTo><w:r><w:t>woningen.</w:t></w:r></w:moveTo>"))
    read_back = read(save(document, path))
    assert read_back.clauses[0].text == "De Vliet bouwt veertig woningen."
    assert [notice.message for notice in read_back.notices] == [
        "Verwijderde tekst met wijzigingen bijhouden is niet gelezen"
    ]


def test_links_controls_and_fields_are_read(document: Any, path: Path) -> None:
    paragraph = document.add_paragraph("Zie ")._p
    paragraph.append(xml("<w:hyperlink><w:r><w:t>de woonvisie</w:t></w:r></w:hyperlink>"))
    paragraph.append(xml("<w:sdt><w:sdtContent><w:r><w:t> van 2024</w:t></w:r></w:sdtContent></w:sdt>"))
    paragraph.append(xml("<w:r><w:instrText>DATE</w:instrText></w:r>"))
    body = document.element.body
    body.insert(0, xml("<w:sdt><w:sdtContent><w:p><w:r><w:t>In een blok.</w:t></w:r></w:p></w:sdtContent></w:sdt>"))
    assert [clause.text for clause in read(save(document, path)).clauses] == [
        "In een blok.",
        "Zie de woonvisie van 2024",
    ]


def test_hidden_text_is_left_out_with_a_notice(document: Any, path: Path) -> None:
    paragraph = document.add_paragraph("Zichtbaar.")
    paragraph.add_run(" Geheim.").font.hidden = True
    read_back = read(save(document, path))
    assert read_back.clauses[0].text == "Zichtbaar."
    assert [notice.code for notice in read_back.notices] == ["verborgen-tekst"]


def test_table_of_contents_is_skipped(document: Any, path: Path) -> None:
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("Inleiding\t3", "toc 1")
    document.add_paragraph("Nieuwbouw ................ 12")
    document.add_paragraph("De Vliet bouwt.")
    gallery = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>Bijlagen 9</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(0, xml(gallery))
    assert [clause.text for clause in read(save(document, path)).clauses] == ["De Vliet bouwt."]


def test_text_box_is_read_once(document: Any, path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In het kader.</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    run = xml(
        f"<w:r {mc}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document.add_paragraph("Ernaast.")._p.append(run)
    read_back = read(save(document, path))
    assert [clause.text for clause in read_back.clauses] == ["Ernaast.", "In het kader."]
    assert location(read_back.clauses[1], 0, 2) == {"part": "body", "paragraph": 1}


def test_footnotes_are_clauses_apart(document: Any, path: Path) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    notes = xml(
        '<w:footnotes><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2"><w:p>'
        "<w:r><w:footnoteRef/></w:r><w:r><w:t> Prijspeil 2025.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    from lxml import etree

    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), content, etree.tostring(notes), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.add_paragraph("De huur is € 600.")._p.append(xml('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    document.add_paragraph("Verder niets.")
    clauses = read(save(document, path)).clauses
    assert [(clause.block, clause.text) for clause in clauses] == [
        (Block.PARAGRAPH, "De huur is € 600."),
        (Block.FOOTNOTE, "Prijspeil 2025."),
        (Block.PARAGRAPH, "Verder niets."),
    ]
    assert location(clauses[1], 0, 4)["part"] == "footnotes"


def test_signature_block(document: Any, path: Path) -> None:
    document.add_heading("4 Slot", 1)
    document.add_paragraph("Partijen evalueren jaarlijks.")
    document.add_paragraph("Aldus overeengekomen te Best op 1 december 2024,")
    document.add_paragraph("Gemeente Best")
    document.add_paragraph("______________")
    document.add_heading("Bijlage 1 Begrippen", 1)
    document.add_paragraph("Onder huur wordt verstaan de kale huur.")
    blocks = [clause.block for clause in read(save(document, path)).clauses]
    assert blocks == [Block.PARAGRAPH, Block.SIGNATURE, Block.SIGNATURE, Block.DEFINITION]


def test_headers_comments_are_reported_as_not_read(document: Any, path: Path) -> None:
    document.sections[0].header.paragraphs[0].text = "Concept 3"
    paragraph = document.add_paragraph("De Vliet bouwt.")
    document.add_comment(paragraph.runs, text="Wanneer?", author="A", initials="A")
    read_back = read(save(document, path))
    assert [clause.text for clause in read_back.clauses] == ["De Vliet bouwt."]
    assert {notice.code for notice in read_back.notices} == {"opmerkingen", "kop-en-voettekst"}


def test_docm_is_read_without_its_macros(tmp_path: Path) -> None:
    source = word(tmp_path, "De Vliet bouwt.")
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    import zipfile

    with zipfile.ZipFile(source) as archive:
        types = archive.read("[Content_Types].xml")
    macro = types.replace(main, b"application/vnd.ms-word.document.macroEnabled.main+xml")
    rewrite(source, {"[Content_Types].xml": macro, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    target = source.rename(tmp_path / "afspraken.docm")
    read_back = read(target)
    assert (read_back.format, read_back.clauses[0].text) == ("docm", "De Vliet bouwt.")


def test_places_name_the_characters_of_the_file(document: Any, path: Path) -> None:
    key = numbered(document, [("decimal", "%1.")])
    paragraph = document.add_paragraph("De\u00a0Vliet  ")
    paragraph.add_run("  bouwt\tin ").bold = True
    paragraph.add_run("2025.\u00ad Goed").add_break()
    paragraph.add_run("zo.")
    item(document, "a.b  c ", key)
    document.add_paragraph("3.2   Woningen bouwen wij.")
    save(document, path)
    body = docx.Document(str(path)).element.body
    found = paragraphs(body)
    clauses = read(path).clauses
    assert clauses[0].text == "De Vliet bouwt in 2025. Goed zo."
    for clause in clauses:
        covered = 0
        for segment in clause.segments:
            place = segment.place
            assert isinstance(place, WordPlace)
            run = runs(found[place.paragraph])[place.run]
            source = "".join(text for _, text in run_parts(run))
            length = segment.end - segment.start
            stretch = source[place.offset : place.offset + length]
            assert (
                "".join(" " if char.isspace() else char for char in stretch) == clause.text[segment.start : segment.end]
            )
            covered += length
        assert covered == len(clause.text)


def test_run_counts_include_deleted_runs(document: Any, path: Path) -> None:
    paragraph = document.add_paragraph()._p
    paragraph.append(xml("<w:del><w:r><w:delText>weg</w:delText></w:r></w:del>"))
    paragraph.append(xml("<w:r><w:t>blijft</w:t></w:r>"))
    place = read(save(document, path)).clauses[0].segments[0].place
    assert isinstance(place, WordPlace)
    assert runs(paragraph)[place.run].find(qn("w:t")).text == "blijft"
