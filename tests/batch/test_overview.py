"""What stands in the overview, and how it comes into Excel and the browser."""

import csv
import io
import re
import zipfile
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import stub
from hypothesis import given, settings
from hypothesis import strategies as st

from prestatielint.batch import page, tables
from prestatielint.batch.cells import csv_line
from prestatielint.batch.find import Correction, Entry
from prestatielint.batch.overview import BondCell, Overview, overview
from prestatielint.batch.summary import Summary
from prestatielint.config import Settings, Suppression
from prestatielint.model import Bril, Failure, Notice
from prestatielint.report import texts


def item(name: str, summary: Summary) -> tuple[Entry, str, Summary]:
    return Entry(name, Path(name), 1, summary.sha256), f"rapporten/{name}", summary


def scored(
    name: str, alles: int | None, gemeente: str = "Zandmeer", year: int | None = 2026
) -> tuple[Entry, str, Summary]:
    summary = replace(
        stub.some_summary(1),
        totals={"alles": alles, "aw": 50, "effect": 50, "relatie": None},
        parties=((f"gemeente {gemeente}", "gemeente", 4, 50),) if gemeente else (),
        period=(year, year) if year else None,
    )
    return item(name, summary)


def view(*items: tuple[Entry, str, Summary], corrections: dict[str, Correction] | None = None) -> Overview:
    return overview(items, (), (), corrections or {}, Settings())


def many(count: int) -> Overview:
    items = [
        item(f"map {number // 50}/prestatieafspraken gemeente nummer {number}.docx", stub.some_summary(number))
        for number in range(count)
    ]
    return overview(items, (), (), {}, Settings())


def test_ranks_and_percentiles_with_equal_scores_and_without_a_score() -> None:
    rows = view(scored("a", 40), scored("b", 80), scored("c", 80), scored("d", None), scored("e", 10)).rows
    assert [(row.name, row.ranks["alles"], row.percentiles["alles"]) for row in rows] == [
        ("b", 1, 83),  # two of three others lower, one equal: (2 + 1/2) / 3
        ("c", 1, 83),
        ("a", 3, 33),
        ("e", 4, 0),
        ("d", None, None),
    ]


def test_the_order_of_the_documents_does_not_matter() -> None:
    items = [item(f"{number}.pdf", stub.some_summary(number)) for number in range(30)]
    there, back = (dict(page.write(view(*order), {})) for order in (items, items[::-1]))
    assert there == back


def test_a_suppression_that_no_document_uses_is_told_once() -> None:
    orders = tuple(
        Suppression(*order, "Reden.")
        for order in (("*", "3.1", ("VAG002", "ACT001")), ("b.pdf", None, ("VAG001",)), ("weg.pdf", None, ("VAG001",)))
    )

    def unused(name: str, *places: tuple[int, str, str]) -> tuple[Entry, str, Summary]:
        told = [
            Notice("onderdrukking-ongebruikt", f"{rule} {why}", {"suppress": place, "rule": rule})
            for place, rule, why in places
        ]
        return item(name, replace(stub.some_summary(1), unused=[asdict(notice) for notice in told]))

    items = [
        unused("a.pdf", (1, "VAG002", "niet nodig"), (1, "ACT001", "niet nodig")),
        unused("b.pdf", (1, "VAG002", "past nergens"), (2, "VAG001", "niet nodig")),
        unused("c.pdf", (1, "VAG002", "niet nodig")),
    ]
    found = overview(items, (), (), {}, Settings(suppressions=orders))
    assert list(found.remarks) == [
        "De onderdrukking voor 'weg.pdf' in de instellingen past bij geen enkel document in de map.",
        "VAG002 niet nodig",
        "VAG001 niet nodig",
    ]
    failed = overview(items, (), [Failure("weg.pdf", "leeg", "Leeg")], {}, Settings(suppressions=orders))
    assert len(failed.remarks) == 2


def test_years_of_a_gemeente_against_the_one_before() -> None:
    lines = view(
        scored("nu", 70, year=2026),
        scored("toen", 50, "ZANDMEER", year=2024),
        scored("ook", 60, year=2026),
        scored("los", 1, "Eswoude"),
    ).years
    assert [(line.gemeente, line.row.name, line.change["alles"]) for line in lines] == [
        ("Zandmeer", "toen", None),
        ("Zandmeer", "nu", 20),
        ("Zandmeer", "ook", 10),
    ]


def test_gemeente_and_year_from_document_then_file_name_and_a_correction_wins() -> None:
    rows = view(
        scored("a.pdf", 1),
        scored("pa-zandmeer-2023.pdf", 2, gemeente="", year=None),
        scored("c.pdf", 3),
        corrections={"c.pdf": Correction("Eswoude", (2020, 2021)), "weg.pdf": Correction("x")},
    )
    found = {row.name: (row.gemeente, row.years) for row in rows.rows}
    assert found == {
        "a.pdf": ("Zandmeer", (2026, 2026)),
        "pa-zandmeer-2023.pdf": ("Zandmeer", (2023, 2023)),
        "c.pdf": ("Eswoude", (2020, 2021)),
    }
    assert rows.remarks == ["correcties.csv noemt 'weg.pdf', maar dat document staat niet in de map."]


def test_a_gemeente_is_named_without_the_word_itself() -> None:
    names = ("gemeente Zandmeer", "de gemeente Eswoude", "Gemeente", "Urk", "De Gemeente")
    summary = replace(stub.some_summary(1), parties=tuple((name, "gemeente", 0, None) for name in names))
    [row] = view(item("a.pdf", summary)).rows
    assert row.gemeente == "Eswoude / Urk / Zandmeer"


def test_a_party_is_one_over_gemeenten_but_a_generic_name_is_not() -> None:
    items = []
    for gemeente in ("Zandmeer", "Eswoude"):
        parties = (
            (f"gemeente {gemeente}", "gemeente", 1, 50),
            ("Ymere", "corporatie", 2, 40),
            ("Huurdersraad", "huurdersorganisatie", 3, 30),
        )
        items.append(item(f"{gemeente}.pdf", replace(stub.some_summary(1), parties=parties)))
    found = {(line.name, line.documents, line.afspraken) for line in view(*items).parties}
    assert found == {
        ("gemeente Zandmeer", 1, 1),
        ("gemeente Eswoude", 1, 1),
        ("Ymere", 2, 4),
        ("Huurdersraad (Zandmeer)", 1, 3),
        ("Huurdersraad (Eswoude)", 1, 3),
    }


def test_themes_rules_examples_and_reciprocity_over_all_documents() -> None:
    found = view(*(item(f"{number}.pdf", stub.some_summary(number)) for number in (10, 20, 31)))
    assert [(line.theme, line.documents, line.median, line.low, line.high) for line in found.themes] == [
        ("nieuwbouw", 3, 20, 10, 31),
        ("leefbaarheid", 3, None, None, None),
    ]
    assert [(line.code, line.findings, line.documents) for line in found.rules] == [("VAG001", 9, 3), ("ACT001", 4, 3)]
    assert [(example.theme, example.row.name) for example in found.examples] == [("nieuwbouw", "31.pdf")]
    assert found.bonds["nieuwbouw", "gemeente"] == BondCell(0, 0, 3, 3)
    assert found.bonds["nieuwbouw", "corporatie"] == BondCell(9, 3, 3, 0)


def test_a_thousand_documents_take_less_than_five_megabytes_and_more_take_more_pages() -> None:
    pages = dict(page.write(many(1001), {"VAG001": "vaag"}))
    assert list(pages) == ["overzicht.html", "overzicht-2.html"]
    assert len(pages["overzicht.html"].encode()) < 5_000_000
    assert pages["overzicht.html"].count('<td class="name">') >= 1000
    assert not re.search(r"<th[^>]*></th>", pages["overzicht.html"])
    assert all("tabindex" in tag for tag in re.findall(r'<div class="scroll[^>]*>', pages["overzicht.html"]))
    assert pages["overzicht-2.html"].count('<td class="name">') == 1


def test_a_remark_alone_is_not_called_a_document_left_out() -> None:
    [(_, text)] = page.write(view(scored("a.pdf", 1), corrections={"weg.pdf": Correction("x")}), {})
    assert "<p>correcties.csv noemt &#39;weg.pdf&#39;" in text
    assert "Let op</h2>" in text
    assert "Niet meegeteld" not in text


def test_an_empty_overview_says_so() -> None:
    [(_, text)] = page.write(overview((), (), [Failure("a.pdf", "leeg", "Leeg")], {}, Settings(bril=Bril.AW)), {})
    assert "Geen enkel document kon worden beoordeeld" in text


def test_nothing_of_a_document_becomes_markup_a_formula_or_a_link(tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://x")<script>alert(1)</script>\x1b[31m' + "x" * 80
    summary = replace(
        stub.some_summary(3),
        parties=((f"gemeente {evil}", "gemeente", 1, 5), ("@SUM(A1)", "corporatie", 1, 5)),
        examples={"nieuwbouw": (1, "1#1", evil, "output", 5)},
    )
    found = overview([item(f"{evil}.pdf".replace("/", "-"), summary)], (), [Failure("+1", "x", evil)], {}, Settings())
    [(_, html)] = page.write(found, {})
    assert "<script>alert" not in html
    assert "\x1b" not in html
    assert "http" not in re.sub(r"http://x|http:--x|http-equiv|http%3A", "", html)  # the page asks nothing of a network
    book = zipfile.ZipFile(io.BytesIO(tables.workbook(found, {}, tmp_path / "cellen")))
    for name in book.namelist():
        data = book.read(name).decode("utf8")
        assert "<f>" not in data
        assert "<hyperlink " not in data
    lines = tables.csv_bytes(tables.DOCUMENT_COLUMNS, tables.document_rows(found)).decode("utf-8-sig").splitlines()
    cells = [cell for row in csv.reader(lines, delimiter=";") for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_the_workbook_is_the_same_bytes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tables.workbook(many(20), {}, tmp_path / "een")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert tables.workbook(many(20), {}, tmp_path / "twee") == first


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.none() | st.integers() | st.text(), min_size=2, max_size=4), max_size=5))
def test_csv_comes_back_as_it_was_but_for_a_quote_before_a_formula(rows: list[list[str | int | None]]) -> None:
    data = tables.csv_bytes(("a", "b"), rows)
    assert data.startswith(b"\xef\xbb\xbf")
    back = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))[1:]
    assert len(back) == len(rows)
    for cells, row in zip(back, rows, strict=True):
        for cell, value in zip(cells, row, strict=True):
            if isinstance(value, str):
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
                assert cell.removeprefix("'") == texts.one_line(value).removeprefix("'")
            else:
                assert cell == ("" if value is None else str(value))


def test_numbers_have_a_decimal_comma() -> None:
    assert csv_line([12.5]) == "12,5"
    assert csv_line([-3]) == "-3"
