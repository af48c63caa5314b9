from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from prestatielint.errors import IngestError
from prestatielint.ingest import location, read
from prestatielint.model import Block, PdfPlace

LEFT, TOP, LEADING = 72, 750, 14


class Sheet:
    """Writes lines on A4 pages, as a text processor would."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.canvas: Any = Canvas(str(path), pagesize=A4)
        self.y = TOP

    def line(self, text: str, *, size: float = 11, bold: bool = False, x: float = LEFT, gap: float = 0) -> None:
        self.y -= gap
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, self.y, text)
        self.y -= LEADING * max(size / 11, 1)

    def at(self, x: float, y: float, text: str, size: float = 11) -> None:
        self.canvas.setFont("Helvetica", size)
        self.canvas.drawString(x, y, text)

    def page(self) -> None:
        self.canvas.showPage()
        self.y = TOP

    def table(self, rows: list[list[str]], widths: list[float], y: float) -> None:
        style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), "Helvetica", 10)]
        table = Table(rows, colWidths=widths, style=style)
        _, height = table.wrapOn(self.canvas, 460, 700)
        table.drawOn(self.canvas, LEFT, y - height)

    def save(self) -> Path:
        self.canvas.save()
        return self.path


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path / "afspraken.pdf")


def texts(path: Path) -> list[str]:
    return [clause.text for clause in read(path).clauses]


def body(sheet: Sheet, count: int = 6) -> None:
    """Write paragraphs of full lines, so that the page has a right margin."""
    for number in range(count):
        sheet.line(
            f"Alinea {'abcdefghijkl'[number]} van dit stuk gaat over wonen en de regel is helemaal tot de kantlijn vol",
            gap=8,
        )
        sheet.line("en loopt hier nog even door.")


def test_lines_become_paragraphs_with_their_boxes(sheet: Sheet) -> None:
    body(sheet, 3)
    read_back = read(sheet.save())
    assert len(read_back.clauses) == 3
    assert read_back.pages == 1
    clause = read_back.clauses[0]
    assert clause.text.endswith("kantlijn vol en loopt hier nog even door.")
    start = clause.text.index("vol en")
    where = location(clause, start, start + 6)
    assert where["page"] == 1
    first, second = where["boxes"]  # type: ignore[misc]
    assert first[0] > 400
    assert second[0] == pytest.approx(LEFT, abs=0.2)
    assert second[1] - first[1] == pytest.approx(LEADING, abs=0.3)


def test_title_headings_numbers_and_leads(sheet: Sheet) -> None:
    sheet.line("Prestatieafspraken Best 2025", size=24)
    sheet.line("3 Nieuwbouw 2025", size=15, bold=True, gap=20)
    body(sheet, 3)
    sheet.line("3.1 De Vliet levert veertig sociale huurwoningen op in de wijk Zuid, vóór het einde van", gap=8)
    sheet.line("2025. Daarna meer.", x=LEFT + 18)
    sheet.line("3.2 De gemeente:", gap=8)
    sheet.line("a. levert kavel A bouwrijp;", x=LEFT + 18)
    sheet.line("b. besluit binnen acht weken.", x=LEFT + 18)
    sheet.line("Tempo", bold=True, gap=10)
    sheet.line("• Woningen", gap=4)
    read_back = read(sheet.save())
    assert read_back.title == "Prestatieafspraken Best 2025"
    assert [(clause.number, clause.text, clause.lead) for clause in read_back.clauses[3:]] == [
        (
            "3.1",
            "De Vliet levert veertig sociale huurwoningen op in de wijk Zuid, vóór het einde van 2025. Daarna meer.",
            None,
        ),
        ("3.2a", "levert kavel A bouwrijp;", "De gemeente:"),
        ("3.2b", "besluit binnen acht weken.", "De gemeente:"),
        (None, "Woningen", None),
    ]
    assert read_back.clauses[-1].heading == ("3 Nieuwbouw 2025", "Tempo")


@pytest.mark.parametrize(
    ("end", "begin", "joined"),
    [
        ("bij de volkshuis-", "vesting in de stad.", "volkshuisvesting in"),
        ("bij de sloop-", "nieuwbouw in de stad.", "sloop-nieuwbouw in"),
        ("bij woningen met EFG-", "labels in de stad.", "EFG-labels in"),
        ("bij de huur-", "en koopwoningen in de stad.", "huur- en koopwoningen"),
        ("bij de regio Noord-", "Holland in de stad.", "Noord-Holland in"),
        ("bij elke mede-", "eigenaar in de stad.", "mede-eigenaar in"),
    ],
)
def test_hyphens_at_line_ends(sheet: Sheet, end: str, begin: str, joined: str) -> None:
    body(sheet, 3)
    sheet.line(f"Partijen maken afspraken met elkaar over alles wat nog komen gaat, {end}", gap=8)
    sheet.line(begin)
    assert joined in texts(sheet.save())[-1]


def test_headers_footers_and_page_numbers_go_with_one_notice(sheet: Sheet) -> None:
    for number in range(1, 4):
        sheet.at(LEFT, 800, "Prestatieafspraken Best – concept")
        sheet.at(300, 30, f"Pagina {number} van 3")
        body(sheet, number)
        sheet.page()
    read_back = read(sheet.save())
    assert all(clause.text.startswith("Alinea") for clause in read_back.clauses)
    (notice,) = read_back.notices
    assert "‘Prestatieafspraken Best – concept’" in notice.message


def test_paragraph_and_lead_run_on_to_the_next_page(sheet: Sheet) -> None:
    body(sheet, 3)
    sheet.line("De Vliet:", gap=8)
    sheet.line(
        "• bouwt woningen in de wijk Zuid en in de wijk Noord, en doet dat in overleg met de bewoners", x=LEFT + 18
    )
    sheet.page()
    sheet.line("van die wijken;", x=LEFT + 30)
    sheet.line("• sloopt.", x=LEFT + 18)
    body(sheet, 2)
    clauses = read(sheet.save()).clauses
    assert clauses[3].text.endswith("met de bewoners van die wijken;")
    assert [clause.lead for clause in clauses[3:5]] == ["De Vliet:"] * 2
    where = location(clauses[3], 0, len(clauses[3].text))
    assert (where["page"], len(where["boxes"])) == (1, 1)  # type: ignore[arg-type]


def test_ruled_table_over_two_pages(sheet: Sheet) -> None:
    widths = [60.0, 280.0, 90.0]
    body(sheet, 3)
    sheet.table(
        [["Nr.", "Maatregel", "2025"], ["1.1", "Plaatst panelen", "40"], ["1.2", "Isoleert de daken van", "12"]],
        widths,
        300,
    )
    sheet.page()
    sheet.table([["Nr.", "Maatregel", "2025"], ["", "alle flats", ""], ["1.3", "Vervangt ketels", "8"]], widths, 780)
    sheet.y = 500
    body(sheet, 2)
    rows = [clause for clause in read(sheet.save()).clauses if clause.block is Block.ROW]
    assert [row.text for row in rows] == [
        "1.1 | Plaatst panelen | 40",
        "1.2 | Isoleert de daken van alle flats | 12",
        "1.3 | Vervangt ketels | 8",
    ]
    assert {row.columns for row in rows} == {("Nr.", "Maatregel", "2025")}
    assert [row.id for row in rows] == ["1.1#1", "1.2#1", "1.3#1"]


def test_two_columns_are_read_one_after_the_other(sheet: Sheet) -> None:
    for number in range(10):
        sheet.at(LEFT, 740 - 14 * number, f"links {'abcdefghij'[number]} van deze lange tekst over wonen")
        sheet.at(320, 740 - 14 * number, f"rechts {'abcdefghij'[number]} van de andere tekst over bouwen")
    text = " ".join(texts(sheet.save()))
    assert text.index("links j") < text.index("rechts a")
    assert "links a van deze lange tekst over wonen links b" in text


def test_footnotes_at_the_foot_are_apart(sheet: Sheet) -> None:
    sheet.line("Dit is een regel met een noot die helemaal tot aan de kantlijn doorloopt en dan nog even")
    sheet.at(sheet.canvas.stringWidth("Dit is een regel", "Helvetica", 11) + LEFT, 754.5, "1", size=6)
    sheet.line("verder gaat.")
    body(sheet, 3)
    sheet.at(LEFT, 90, "1 Prijspeil 2025, zie bijlage.", size=8)
    clauses = read(sheet.save()).clauses
    assert clauses[0].text.startswith("Dit is een regel met een noot")
    assert [(clause.text, clause.block) for clause in clauses if clause.block is Block.FOOTNOTE] == [
        ("Prijspeil 2025, zie bijlage.", Block.FOOTNOTE)
    ]


def test_contents_lines_are_skipped(sheet: Sheet) -> None:
    sheet.line("Inhoudsopgave", bold=True)
    sheet.line("1 Inleiding ................................................ 3")
    sheet.line("2 Nieuwbouw ................................................ 5")
    body(sheet, 2)
    assert all(text.startswith("Alinea") for text in texts(sheet.save()))


def test_pages_without_text_are_reported(sheet: Sheet) -> None:
    for number in range(1, 5):
        if number in {2, 4}:
            sheet.canvas.rect(50, 50, 400, 600, fill=1)
        else:
            body(sheet, number)
        sheet.page()
    read_back = read(sheet.save())
    assert read_back.pages == 4
    assert [notice.message for notice in read_back.notices] == [
        "2 van 4 pagina's zijn niet gelezen: pagina 2 en 4 bevatten geen tekst (scan)"
    ]


def test_a_scan_is_refused(sheet: Sheet) -> None:
    sheet.canvas.rect(50, 50, 400, 600, fill=1)
    sheet.page()
    with pytest.raises(IngestError, match=r"^Dit is een scan: vraag het originele bestand") as caught:
        read(sheet.save())
    assert caught.value.code == "scan"


def test_places_cover_the_words_of_the_page(sheet: Sheet) -> None:
    import pypdfium2

    sheet.line("3.1 De Vliet bouwt volkshuis-")
    sheet.line("vesting in Zuid.")
    path = sheet.save()
    (clause,) = read(path).clauses
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    text_page = page.get_textpage()
    for segment in clause.segments:
        place = segment.place
        assert isinstance(place, PdfPlace)
        assert len(place.edges) == segment.end - segment.start + 1
        height = page.get_height()
        box = (place.edges[0] - 0.5, height - place.bottom, place.edges[-1] - 0.5, height - place.top)
        assert text_page.get_text_bounded(*box).strip() == clause.text[segment.start : segment.end].strip()
    text_page.close()
    page.close()
    document.close()
    assert clause.text == "De Vliet bouwt volkshuisvesting in Zuid."


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(sheet: Sheet, turn: int) -> None:
    canvas = sheet.canvas
    width, height = A4 if turn == 180 else A4[::-1]
    canvas.setPageRotation(turn)
    canvas.saveState()
    if turn == 90:
        canvas.translate(width, 0)
    elif turn == 180:
        canvas.translate(width, height)
    else:
        canvas.translate(0, height)
    canvas.rotate(turn)
    sheet.at(100, 400, "De Vliet bouwt in Zuid.")
    canvas.restoreState()
    (clause,) = read(sheet.save()).clauses
    assert clause.text == "De Vliet bouwt in Zuid."
    (box,) = location(clause, 0, 2)["boxes"]  # type: ignore[misc]
    assert box[0] == pytest.approx(100, abs=1)


def test_a_page_size_that_stands_above_the_page_counts(sheet: Sheet) -> None:
    """Many programs write the size once for all pages; an A4 page taken for a shorter one would lose its top lines."""
    sheet.at(LEFT, 820, "De Vliet bouwt in 2026 veertig woningen.")
    path = sheet.save()
    data = path.read_bytes()
    size = data[data.index(b"/MediaBox") : data.index(b"]", data.index(b"/MediaBox")) + 1]
    data = data.replace(size, b" " * len(size)).replace(b"/Type /Pages", b"/Type /Pages " + size)
    path.write_bytes(data)
    assert texts(path) == ["De Vliet bouwt in 2026 veertig woningen."]
