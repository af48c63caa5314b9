"""The overview as tables: CSV that Excel opens as it is, and a workbook."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TextIO

from prestatielint.batch.cells import Cell, csv_line
from prestatielint.batch.overview import BRILLEN, Overview, Row
from prestatielint.batch.summary import CLAUSE_COLUMNS, FINDING_COLUMNS
from prestatielint.model import Niveau, Role, Severity, Theme
from prestatielint.report import texts

_SHEET_TEXT = 32_000  # Excel holds 32,767 characters in a cell
_SHEET_ROWS = 1_000_000

DOCUMENT_COLUMNS = (
    "document", "status", "reden", "gemeente", "jaar_van", "jaar_tot", "partijen", "paginas", "clausules", "afspraken",
    *(f"niveau_{niveau.value}" for niveau in Niveau),
    *(f"bevindingen_{severity.value}" for severity in Severity),
    *(f"score_{bril}" for bril in BRILLEN),
    *(f"rang_{bril}" for bril in BRILLEN),
    *(f"percentiel_{bril}" for bril in BRILLEN),
    *(f"thema_{theme.value}" for theme in Theme),
    "meldingen", "sha256", "rapport",
)  # fmt: skip


def document_rows(view: Overview) -> Iterator[list[Cell]]:
    """One row per file: those that were done in order of rank, then doubles and failures."""
    for row in view.rows:
        summary = row.summary
        first, last = row.years or (None, None)
        yield [
            row.name,
            "gelukt",
            None,
            row.gemeente,
            first,
            last,
            "; ".join(f"{name} ({role})" for name, role, _, _ in summary.parties),
            summary.pages,
            summary.clauses,
            summary.afspraken,
            *(summary.niveaus[niveau.value] for niveau in Niveau),
            *(summary.severities[severity.value] for severity in Severity),
            *(summary.totals[bril] for bril in BRILLEN),
            *(row.ranks[bril] for bril in BRILLEN),
            *(row.percentiles[bril] for bril in BRILLEN),
            *(summary.themes.get(theme.value, (0, None))[1] for theme in Theme),
            " ".join(summary.notices),
            summary.sha256,
            f"{row.report}.html",
        ]
    blank: list[Cell] = [None] * (len(DOCUMENT_COLUMNS) - 5)
    for entry in view.doubles:
        yield [entry.name, "dubbel", f"Zelfde inhoud als {entry.same_as}", *blank, entry.sha256, None]
    for failure in view.failures:
        yield [failure.path, "mislukt", failure.message, *blank, None, None]


# --- CSV --------------------------------------------------------------------------------------------------------------


def write_csv(target: TextIO, columns: Sequence[str], rows: Iterable[Iterable[Cell]]) -> None:
    """Write a table; the file must be opened with the encoding utf-8-sig and newline=""."""
    for row in chain((columns,), rows):
        target.write(f"{csv_line(row)}\r\n")


def detail_tables(view: Overview, stored: Callable[[str], bytes], opened: Callable[[str], TextIO]) -> tuple[str, ...]:
    """Write ``afspraken.csv`` and ``bevindingen.csv``, one document at a time; returns their names.

    Args:
        view: the overview; its documents give the order.
        stored: gives the lines of a document as ``summary.lines`` made them, in JSON.
        opened: opens a file of that name for text.

    """
    front = ("document", "gemeente", "jaar_van", "jaar_tot")
    with opened("afspraken.csv") as clauses, opened("bevindingen.csv") as findings:
        write_csv(clauses, (*front, *CLAUSE_COLUMNS), ())
        write_csv(findings, (*front, *FINDING_COLUMNS), ())
        for row in view.rows:
            start = csv_line((row.name, row.gemeente, *(row.years or (None, None))))
            for target, lines in zip((clauses, findings), json.loads(stored(row.name)), strict=True):
                target.writelines(f"{start};{line}\r\n" for line in lines)
    return "afspraken.csv", "bevindingen.csv"


# --- workbook ---------------------------------------------------------------------------------------------------------


def workbook(view: Overview, labels: Mapping[str, str], scratch: Path) -> bytes:
    """Make ``overzicht.xlsx``: the same bytes for the same overview; every text is text, never a formula or a link.

    Args:
        view: the overview.
        labels: per rule what it finds.
        scratch: a folder, made here, for the rows in the making; so the workbook is never in memory as cells.

    Raises:
        OSError: the scratch folder cannot be written.

    """
    import xlsxwriter

    scratch.mkdir(exist_ok=True)
    target = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
        "tmpdir": str(scratch),
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": "Overzicht prestatieafspraken", "created": datetime(2000, 1, 1, tzinfo=UTC)})
    head = book.add_format(
        {"bold": True, "bg_color": "#1f4e79", "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
    )
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    plain = book.add_format({"valign": "top"})
    for name, columns, widths, rows in _sheets(view, labels):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, column, head)
        count = 0
        for cells in rows:
            if count == _SHEET_ROWS:
                break
            count += 1
            for place, cell in enumerate(cells):
                if isinstance(cell, str):
                    text = texts.clean(cell)[:_SHEET_TEXT]
                    sheet.write_string(count, place, text, wrap if widths[place] >= 40 else plain)
                elif cell is not None:
                    sheet.write_number(count, place, cell, plain)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    book.close()
    return target.getvalue()


_Sheet = tuple[str, Sequence[str], Sequence[float], Iterable[Iterable[Cell]]]


def _sheets(view: Overview, labels: Mapping[str, str]) -> Iterator[_Sheet]:
    named = [theme for theme in Theme if any(line.theme == theme.value for line in view.themes)]
    widths = [
        {"document": 34, "reden": 40, "partijen": 44, "gemeente": 20, "meldingen": 44, "sha256": 18, "rapport": 40}.get(
            column, 11
        )
        for column in DOCUMENT_COLUMNS
    ]
    yield "Documenten", [_title(column) for column in DOCUMENT_COLUMNS], widths, document_rows(view)
    yield (
        "Thema's",
        ("Thema", "Documenten", "Afspraken", "Mediaan score", "Laagste", "Hoogste"),
        (28, 12, 12, 14, 10, 10),
        (
            (texts.THEMES[Theme(line.theme)], line.documents, line.afspraken, line.median, line.low, line.high)
            for line in view.themes
        ),
    )
    yield (
        "Partijen",
        ("Partij", "Rol", "Documenten", "Afspraken", "Gemiddelde score"),
        (40, 22, 12, 12, 17),
        (
            (line.name, texts.ROLES[Role(line.role)], line.documents, line.afspraken, line.score)
            for line in view.parties
        ),
    )
    yield (
        "Jaar op jaar",
        (
            "Gemeente",
            "Van",
            "Tot",
            "Document",
            *(f"{texts.BRILLEN[bril]}{extra}" for bril in BRILLEN for extra in ("", " verschil")),
        ),
        (24, 8, 8, 36, *(11,) * 8),
        (
            (
                line.gemeente,
                *_period(line.row),
                line.row.name,
                *chain.from_iterable((line.row.summary.totals[bril], line.change[bril]) for bril in BRILLEN),
            )
            for line in view.years
        ),
    )
    yield (
        "Bevindingen",
        ("Regel", "Soort", "Bevindingen", "Documenten", "Percentage van de documenten"),
        (12, 34, 14, 14, 30),
        (
            (
                line.code,
                labels.get(line.code),
                line.findings,
                line.documents,
                round(100 * line.documents / len(view.rows)),
            )
            for line in view.rules
        ),
    )
    yield (
        "Wederkerigheid",
        ("Thema", "Rol", "Toezeggingen", "Intenties", "Documenten waar een bijdrage past", "Daarvan zonder toezegging"),
        (28, 22, 14, 12, 22, 22),
        (
            (texts.THEMES[theme], texts.ROLES[role], cell.hard, cell.soft, cell.needed, cell.silent)
            for theme in named
            for role in Role
            if (cell := view.bonds.get((theme.value, role.value)))
        ),
    )
    yield (
        "Voorbeelden",
        ("Thema", "Document", "Afspraak", "Tekst", "Niveau", "Score"),
        (26, 34, 18, 90, 12, 10),
        ((texts.THEMES[Theme(e.theme)], e.row.name, e.clause, e.text, e.niveau, e.score) for e in view.examples),
    )


def _title(column: str) -> str:
    """A column of the CSV as a heading for people."""
    kind, _, rest = column.partition("_")
    if kind == "thema":
        return texts.THEMES[Theme(rest)]
    if kind in ("score", "rang", "percentiel"):
        return f"{kind.capitalize()} {texts.BRILLEN[rest]}"
    return {"paginas": "Pagina's", "sha256": "SHA-256"}.get(column, column.replace("_", " ").capitalize())


def _period(row: Row) -> tuple[Cell, Cell]:
    return row.years or (None, None)


def csv_bytes(columns: Sequence[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """A whole table as the content of a file."""
    buffer = io.StringIO(newline="")
    write_csv(buffer, columns, rows)
    return buffer.getvalue().encode("utf-8-sig", "replace")
