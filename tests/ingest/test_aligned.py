"""PDF tables without lines between their columns, and what looks like them but is none."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from tests.ingest.test_pdf import LEFT, Sheet, body

from prestatielint.ingest import read
from prestatielint.model import Block, Clause

HEADER = ("Wat", "Wie", "Wanneer")
ROWS = [
    ("Schilderwerk in diverse complexen", "De Vliet", "april t/m september"),
    ("Zonnepanelen Merelstraat", "De Vliet", "n.t.b."),
    ("Actieplan tegen eenzaamheid", "partijen gezamenlijk", "vierde kwartaal"),
]
COLUMNS = (LEFT, 280, 400)


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path / "afspraken.pdf")


def row(sheet: Sheet, texts: tuple[str, ...], *, bold: bool = False, step: float = 20) -> None:
    sheet.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 10)
    for x, text in zip(COLUMNS, texts, strict=True):
        sheet.canvas.drawString(x, sheet.y, text)
    sheet.y -= step


def rule(sheet: Sheet, above: float = 13) -> None:
    sheet.canvas.line(LEFT - 4, sheet.y + above, 520, sheet.y + above)


def rows_of(path: Path) -> list[Clause]:
    return [clause for clause in read(path).clauses if clause.block is Block.ROW]


def check(found: list[Clause]) -> None:
    assert [clause.text for clause in found] == [" | ".join(texts) for texts in ROWS]
    assert {clause.columns for clause in found} == {HEADER}


def test_bold_header_without_any_line(sheet: Sheet) -> None:
    body(sheet, 3)
    sheet.y -= 20
    row(sheet, HEADER, bold=True)
    for texts in ROWS:
        row(sheet, texts)
    sheet.y -= 25
    body(sheet, 2)
    path = sheet.save()
    check(rows_of(path))
    assert len(read(path).clauses) == 8


def test_only_horizontal_rules(sheet: Sheet) -> None:
    body(sheet, 3)
    sheet.y -= 20
    rule(sheet)
    for texts in [HEADER, *ROWS]:
        row(sheet, texts)
        rule(sheet)
    sheet.y -= 25
    body(sheet, 2)
    check(rows_of(sheet.save()))


@pytest.mark.parametrize("cells", [True, False])
def test_only_a_shaded_header(sheet: Sheet, *, cells: bool) -> None:
    body(sheet, 3)
    sheet.y -= 20
    edges = [LEFT - 4, *(x - 4 for x in COLUMNS[1:]), 520.0] if cells else [LEFT - 4, 520.0]
    sheet.canvas.setFillGray(0.9)
    for left, right in itertools.pairwise(edges):
        sheet.canvas.rect(left, sheet.y - 5, right - left, 18, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    row(sheet, HEADER)
    for texts in ROWS:
        row(sheet, texts)
    sheet.y -= 25
    body(sheet, 2)
    check(rows_of(sheet.save()))


@pytest.mark.parametrize("ruled", [True, False])
def test_cells_of_more_lines(sheet: Sheet, *, ruled: bool) -> None:
    body(sheet, 3)
    sheet.y -= 20
    row(sheet, HEADER, bold=True)
    for first, second in (
        (("Schilderwerk in de complexen aan", "De Vliet en de", "april"), ("de Merelstraat", "gemeente", "")),
        (("Zonnepanelen", "De Vliet", "mei"), ("", "", "of later")),
        (("Actieplan", "partijen", "vierde kwartaal"), ("tegen eenzaamheid", "", "")),
    ):
        if ruled:
            rule(sheet)
        row(sheet, first, step=12)
        row(sheet, second)
    sheet.y -= 25
    body(sheet, 2)
    assert [clause.text for clause in rows_of(sheet.save())] == [
        "Schilderwerk in de complexen aan de Merelstraat | De Vliet en de gemeente | april",
        "Zonnepanelen | De Vliet | mei of later",
        "Actieplan tegen eenzaamheid | partijen | vierde kwartaal",
    ]


@pytest.mark.parametrize("repeated", [True, False])
def test_table_goes_on_at_the_next_page(sheet: Sheet, *, repeated: bool) -> None:
    body(sheet, 3)
    sheet.y = 120
    row(sheet, HEADER, bold=True)
    row(sheet, ROWS[0])
    row(sheet, ROWS[1])
    sheet.page()
    if repeated:
        row(sheet, HEADER, bold=True)
        row(sheet, ("Spreekuur", "De Schakel", "hele jaar"))
    row(sheet, ROWS[2])
    sheet.y -= 25
    body(sheet, 2)
    found = rows_of(sheet.save())
    assert {clause.columns for clause in found} == {HEADER}
    assert [found[0].text, found[1].text, found[-1].text] == [" | ".join(texts) for texts in ROWS]
    assert len(found) == 3 + repeated


def test_paragraph_after_a_table_stays_out(sheet: Sheet) -> None:
    body(sheet, 3)
    sheet.y -= 20
    row(sheet, HEADER, bold=True)
    for texts in ROWS:
        row(sheet, texts)
    sheet.line("Partijen evalueren dit.")
    path = sheet.save()
    check(rows_of(path))
    assert read(path).clauses[-1].text == "Partijen evalueren dit."


def test_signatures_are_read_party_by_party(sheet: Sheet) -> None:
    body(sheet, 3)
    sheet.y -= 20
    for number, pair in enumerate(
        [("gemeente Best", "Stichting De Vliet"), ("mevrouw A. Bos", "de heer P. Kuiper"), ("wethouder", "bestuurder")]
    ):
        row(sheet, (*pair, ""), bold=number == 0, step=12)
    sheet.y -= 20
    row(sheet, ("." * 38, "." * 38, ""))
    found = read(sheet.save()).clauses
    assert len(found) == 4
    assert found[-1].block is Block.SIGNATURE
    one, other = found[-1].text.split(" | ")
    assert one.startswith("gemeente Best mevrouw A. Bos wethouder")
    assert other.startswith("Stichting De Vliet de heer P. Kuiper bestuurder")


def test_signatures_without_dots_are_no_table(sheet: Sheet) -> None:
    body(sheet, 3)
    sheet.y -= 20
    row(sheet, ("gemeente Best", "De Vliet", "De Schakel"), bold=True, step=12)
    row(sheet, ("mevrouw A. Bos", "de heer P. Kuiper", "de heer J. Tol"), step=12)
    row(sheet, ("wethouder", "bestuurder", "voorzitter"), step=12)
    path = sheet.save()
    assert not rows_of(path)
    assert "gemeente Best" in " ".join(clause.text for clause in read(path).clauses)


def test_numbered_heading_with_tabs_is_no_header(sheet: Sheet) -> None:
    body(sheet, 3)
    sheet.y -= 20
    for bold, number, text in (
        (True, "11", "Jaarschijf"),
        (False, "11.1", "De Vliet schildert."),
        (False, "11.2", "De gemeente betaalt."),
        (False, "11.3", "De Schakel adviseert."),
    ):
        sheet.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 11)
        sheet.canvas.drawString(LEFT, sheet.y, number)
        sheet.canvas.drawString(LEFT + 40, sheet.y, text)
        sheet.y -= 20
    found = read(sheet.save()).clauses
    assert [(clause.number, clause.heading) for clause in found[3:]] == [
        (number, ("11 Jaarschijf",)) for number in ("11.1", "11.2", "11.3")
    ]


def test_contents_are_no_table(sheet: Sheet) -> None:
    sheet.canvas.setFont("Helvetica-Bold", 11)
    sheet.canvas.drawString(LEFT, sheet.y, "Inhoud")
    sheet.canvas.drawString(480, sheet.y, "Pagina")
    sheet.y -= 20
    for text, page in (("Inleiding", "3"), ("Nieuwbouw", "4"), ("Leefbaarheid", "7")):
        sheet.canvas.setFont("Helvetica", 11)
        sheet.canvas.drawString(LEFT, sheet.y, text)
        sheet.canvas.drawString(480, sheet.y, page)
        sheet.y -= 16
    sheet.y -= 20
    body(sheet, 3)
    assert not rows_of(sheet.save())


def test_text_in_two_columns_under_bold_headings_is_no_table(sheet: Sheet) -> None:
    sheet.canvas.setFont("Helvetica-Bold", 11)
    sheet.canvas.drawString(LEFT, 754, "Wonen")
    sheet.canvas.drawString(320, 754, "Bouwen")
    for number in range(12):
        sheet.at(LEFT, 740 - 14 * number, f"links {'abcdefghijkl'[number]} van deze lange tekst over wonen")
        sheet.at(320, 740 - 14 * number, f"rechts {'abcdefghijkl'[number]} van de andere tekst over bouwen")
    path = sheet.save()
    assert not rows_of(path)
    text = " ".join(clause.text for clause in read(path).clauses)
    assert text.index("links l") < text.index("rechts a")


def test_cover_and_subtitle(sheet: Sheet) -> None:
    sheet.line("Samen thuis in Best", size=26, bold=True)
    sheet.line("Prestatieafspraken 2026-2029", size=14)
    for name in ("gemeente Best", "Stichting De Vliet", "december 2025"):
        sheet.line(name, gap=20)
    sheet.page()
    sheet.line("1 Nieuwbouw", size=15, bold=True)
    body(sheet, 3)
    read_back = read(sheet.save())
    assert read_back.title == "Samen thuis in Best – Prestatieafspraken 2026-2029"
    assert [clause.id for clause in read_back.clauses[:2]] == ["voorblad#1", "nieuwbouw-1#1"]
    assert read_back.clauses[0].text == "gemeente Best | Stichting De Vliet"
    assert read_back.clauses[0].heading == ()


def test_subtitle_above_the_text(sheet: Sheet) -> None:
    sheet.line("Prestatieafspraken 2024 Best", size=24, bold=True)
    sheet.line("gemeente Best en Stichting De Vliet", size=14)
    sheet.line("1 Nieuwbouw", size=15, bold=True, gap=20)
    body(sheet, 3)
    read_back = read(sheet.save())
    assert read_back.title == "Prestatieafspraken 2024 Best – gemeente Best en Stichting De Vliet"
    assert len(read_back.clauses) == 3


def test_every_other_row_shaded_and_a_bold_first_column(sheet: Sheet) -> None:
    body(sheet, 3)
    sheet.y -= 20
    for number, texts in enumerate([HEADER, *ROWS]):
        if number % 2:
            sheet.canvas.setFillGray(0.9)
            for left, right in itertools.pairwise([LEFT - 4, *(x - 4 for x in COLUMNS[1:]), 520.0]):
                sheet.canvas.rect(left, sheet.y - 18, right - left, 31, stroke=0, fill=1)
            sheet.canvas.setFillGray(0)
        row(sheet, (texts[0], "", ""), bold=True, step=0)
        row(sheet, ("", *texts[1:]), bold=number == 0, step=12)
        if number:
            row(sheet, ("en verder", "", ""), bold=True, step=19)
        else:
            sheet.y -= 7
    sheet.y -= 25
    body(sheet, 2)
    assert [clause.text for clause in rows_of(sheet.save())] == [
        " | ".join((f"{texts[0]} en verder", *texts[1:])) for texts in ROWS
    ]


def test_row_cut_in_two_by_the_end_of_the_page(sheet: Sheet) -> None:
    body(sheet, 3)
    sheet.y = 120
    row(sheet, HEADER, bold=True)
    row(sheet, ROWS[0])
    row(sheet, ROWS[1])
    sheet.page()
    row(sheet, ("Oost en West", "", ""))
    row(sheet, ROWS[2])
    sheet.y -= 25
    body(sheet, 2)
    found = rows_of(sheet.save())
    assert [clause.text for clause in found] == [
        " | ".join(ROWS[0]),
        " | ".join(("Zonnepanelen Merelstraat Oost en West", *ROWS[1][1:])),
        " | ".join(ROWS[2]),
    ]
