import io
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import report_sample
from report_sample import HOSTILE, VLIET, finding

from prestatielint.model import (
    Block,
    Bond,
    Clause,
    Document,
    Judged,
    Kind,
    Label,
    Niveau,
    Report,
    Run,
    Scores,
    Severity,
    Theme,
)
from prestatielint.report import excel, texts

FORMULAS = (
    "=1+1",
    "+31 6",
    "-12 woningen",
    "@SUM(A1)",
    "\t=HYPERLINK(1)",
    "=cmd|' /C calc'!A0",
    "http://kwaad.example",
    "_x0041_",
)
Rows = list[dict[str, Any]]


def book(run: Run) -> Any:
    return openpyxl.load_workbook(io.BytesIO(excel.write(run)))


def rows(run: Run, sheet: str) -> Rows:
    header, *lines = book(run)[sheet].iter_rows(values_only=True)
    return [dict(zip(header, line, strict=True)) for line in lines]


def with_texts(*words: str, number: str | None = None) -> Report:
    clauses = tuple(Clause(f"c{place}", text, Block.ITEM, number) for place, text in enumerate(words))
    judged = tuple(
        Judged(clause, Kind.AFSPRAAK, Niveau.OUTPUT, Theme.NIEUWBOUW, deadlines=("1-1-2026",)) for clause in clauses
    )
    return Report(
        Document("a.txt", report_sample.SHA, "txt", None, clauses), (VLIET,), judged,
        tuple(finding(clause, clause.text, Label.VAAG_KWALITEIT, Severity.HOOG, clause.text) for clause in clauses),
        Scores(None, {}, {}, {}, {}, {}), (), (),
        (Bond(Theme.NIEUWBOUW, VLIET.name, 1, 0, True),),
    )  # fmt: skip


def test_four_sheets_each_with_a_header_that_stays_and_filters_that_cover_every_row(agreement: Run) -> None:
    workbook = book(agreement)
    assert workbook.sheetnames == ["Samenvatting", "Afspraken", "Bevindingen", "Matrix"]
    for sheet in workbook:
        assert sheet.freeze_panes.endswith("2")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].value == "Document"
        assert sheet["A1"].font.bold
        assert all(cell.alignment.wrap_text for cell in sheet[1])
        assert all(sheet.column_dimensions[letter].width > 5 for letter in "ABCDE")


def test_every_clause_and_every_finding_has_a_row_and_a_column_says_of_which_document(agreement: Run) -> None:
    second = with_texts("De Vliet bouwt 3 woningen.")
    run = report_sample.run_of(agreement.reports[0], second)
    first = agreement.reports[0]
    clauses, findings = rows(run, "Afspraken"), rows(run, "Bevindingen")
    assert [row["Document"] for row in clauses] == [first.document.path] * len(first.clauses) + ["a.txt"]
    assert len(findings) == len(first.findings) + len(second.findings)
    assert {row["Document"] for row in findings} == {first.document.path, "a.txt"}
    build = next(row for row in clauses if row["Nummer"] == "3.1")
    assert (build["Plaats"], build["Soort"], build["Niveau"], build["Wie"]) == (
        "pagina 2", "afspraak", "output", "De Vliet",
    )  # fmt: skip
    assert (build["Hoeveel"], build["Wanneer"], build["Score (0-100)"]) == ("40", "2026", 48)
    wish = next(row for row in clauses if row["Nummer"] == "5.1")
    assert wish["Tekst"].startswith("Wensen van huurders: De Schakel")


def test_a_finding_has_its_words_its_message_and_its_proposal(agreement: Run) -> None:
    found = {row["Gemarkeerde woorden"]: row for row in rows(agreement, "Bevindingen")}
    row = found["streven ernaar"]
    assert (row["Ernst"], row["Bevinding"], row["Soort voorstel"]) == ("hoog", "vage inspanning", "hard resultaat")
    assert row["Voorstel"].startswith("Partijen realiseren uiterlijk [datum]")
    assert found[None]["Nummer"] == "hele document"


def test_what_was_not_read_or_not_scored_stands_in_the_summary(agreement: Run, hostile: Run) -> None:
    summary = rows(agreement, "Samenvatting")
    assert any("niet gelezen" in row["Toelichting"] for row in summary if row["Onderdeel"] == "Let op")
    scores = {row["Gegeven"]: row for row in summary if row["Onderdeel"] == "Scores"}
    assert scores["Totaal"]["Waarde"] == 58
    assert scores["Aw: Tijdshorizon"]["Waarde"] == "geen score"
    assert texts.TOO_LITTLE in scores["Aw: Tijdshorizon"]["Toelichting"]
    assert "geen oordeel van de Aw" in scores["Bril Aw"]["Toelichting"]
    failed = [row for row in rows(hostile, "Samenvatting") if row["Onderdeel"] == "Niet gelukt"]
    assert [row["Document"] for row in failed] == ["<b>kwaad</b>.pdf"]


def test_the_matrix_names_who_promises_what_and_who_is_silent() -> None:
    report = report_sample.agreement()
    bonds = tuple(
        Bond(Theme.NIEUWBOUW, party.name, hard, soft, needed)
        for party, (hard, soft, needed) in zip(report.parties, ((0, 0, True), (2, 1, True), (0, 0, False)), strict=True)
    )
    run = report_sample.run_of(
        Report(report.document, report.parties, report.clauses, (), report.scores, (), (), bonds)
    )
    (row,) = rows(run, "Matrix")
    assert row["Thema"] == "Nieuwbouw"
    assert row["Corporaties"] == "Stichting De Vliet: 2 hard, 1 zacht"
    assert row["Gemeente"] == "zegt niets toe; een bijdrage is nodig"
    assert row["Huurdersorganisaties"] == "–"
    assert row["Bijdrage nodig, niets toegezegd"] == "gemeente"


@pytest.mark.parametrize("text", FORMULAS)
def test_text_never_works_as_a_formula_or_a_link(text: str) -> None:
    run = report_sample.run_of(with_texts(text, number=text))
    workbook = book(run)
    for sheet in workbook:
        assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row)
        assert not sheet._hyperlinks
    cell = workbook["Afspraken"]["H2"]
    assert cell.value == text
    assert cell.quotePrefix is text.startswith(("=", "+", "-", "@", "\t"))
    assert b"<f>" not in b"".join(ZipFile(io.BytesIO(excel.write(run))).read(n) for n in _parts(run))


def _parts(run: Run) -> list[str]:
    return [name for name in ZipFile(io.BytesIO(excel.write(run))).namelist() if "sheet" in name]


def test_hostile_text_gives_a_workbook_that_opens_with_the_text_as_it_stands(hostile: Run) -> None:
    shown = next(row["Tekst"] for row in rows(hostile, "Afspraken") if row["Nummer"] == "<b>1</b>")
    assert shown == texts.clean(f"{HOSTILE} {HOSTILE}")


def test_dates_and_numbers_of_clauses_stay_text() -> None:
    run = report_sample.run_of(with_texts("Klaar op 1-1-2026.", number="3.10"))
    (row,) = rows(run, "Afspraken")
    assert (row["Nummer"], row["Wanneer"]) == ("3.10", "1-1-2026")


def test_a_text_too_long_for_a_cell_is_cut_where_the_reader_sees_it() -> None:
    (row,) = rows(report_sample.run_of(with_texts("woord " * 8000)), "Afspraken")
    assert 30_000 < len(row["Tekst"]) < 32_767
    assert "afgekapt" in row["Tekst"]


def test_the_same_run_gives_the_same_bytes(agreement: Run) -> None:
    first = excel.write(agreement)
    assert first == excel.write(agreement)
    assert {info.date_time for info in ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_place_of_the_machine_gets_into_the_workbook(agreement: Run) -> None:
    with ZipFile(io.BytesIO(excel.write(agreement))) as parts:
        assert not any(b"geheim" in parts.read(name) for name in parts.namelist())


def test_known_accepted_and_corrected_are_told_apart(habits: Run) -> None:
    stands = {row["Gemarkeerde woorden"]: row["Stand"] for row in rows(habits, "Bevindingen")}
    assert stands["bouwt"] == texts.KNOWN
    assert stands["tijdig"] == "nieuw"
    assert stands["betaalbare"] == "onderdrukt, telt niet mee (instellingen): De raad stelt dit in maart vast."
    facts = [row["Stand"] for row in rows(habits, "Bevindingen") if row["Ernst"] == "info"]
    assert facts == [None]  # a baseline holds no facts
    adjusted = [row["Aangepast in de instellingen"] for row in rows(habits, "Afspraken")]
    assert list(filter(None, adjusted)) == ["niveau: output"]
