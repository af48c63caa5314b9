"""The report as an Excel workbook: summary, clauses, findings and who promises what, each on a sheet of its own.

Every text is written as a string, so that nothing of a document works as a formula or a link, and dates stay as they
stand in the document. The same run gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from prestatielint.model import Bond, Finding, Judged, Kind, Niveau, Report, Role, Run, Severity, Suggestion, Theme
from prestatielint.report import texts, view

# A cell holds 32,767 characters; a longer text would be left out by Excel, so it is cut where a reader sees it.
_ROOM = 32_000
_CUT = " … [afgekapt: een cel heeft geen plaats voor de hele tekst]"
# Before these Excel would take a text for a formula as soon as somebody edits the cell.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# Points of a line at this size, and the most that a row can have. Excel would find the height by itself, LibreOffice not.
_LINE = 12.0
_TALLEST = 409.0
_A3, _A4 = 8, 9
_ROLE_COLUMNS = (Role.GEMEENTE, Role.CORPORATIE, Role.HUURDERSORGANISATIE, Role.OVERIG)
_BASE: dict[str, Any] = {
    "font_name": "Arial",
    "font_size": 9,
    "text_wrap": True,
    "valign": "top",
}
_STYLES: dict[str, dict[str, Any]] = {
    "text": {},
    "number": {"align": "center", "num_format": "0"},
    "points": {"align": "center", "num_format": "0.0"},
    "value": {"align": "left", "num_format": "0"},
    "quiet": {"font_color": "#6B7885"},
    "bold": {"bold": True},
    "group": {"bold": True, "font_color": "#1F4E79"},
    "hoog": {"bold": True, "font_color": "#A61B1B"},
    "middel": {"font_color": "#8A5300"},
    "laag": {"font_color": "#27607A"},
    "silent": {"bg_color": "#FBE9E7", "font_color": "#A61B1B"},
    "promised": {"bg_color": "#E8F0F7"},
}
_HEADER = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E79", "valign": "vcenter"}


@dataclass(frozen=True, slots=True)
class _As:
    """A value with the name of its style."""

    value: str | float | None
    style: str


_Value = str | float | _As | None
_Row = Sequence[_Value]


def write(run: Run) -> bytes:
    """Write the whole run as one workbook."""
    buffer = BytesIO()
    # In memory: an agreement under negotiation has no business in a temporary folder.
    book = xlsxwriter.Workbook(
        buffer,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": "Toets van prestatieafspraken", "created": datetime(2000, 1, 1)})
    sheets = _Book(book)
    sheets.add(
        "Samenvatting",
        [("Document", 26), ("Onderdeel", 22), ("Gegeven", 32), ("Waarde", 30), ("Toelichting", 62)],
        _summary(run),
        fixed=1,
    )
    sheets.add(
        "Afspraken",
        [
            ("Document", 22), ("Nummer", 9), ("Plaats", 13), ("Hoofdstuk", 22), ("Soort", 12), ("Niveau", 10),
            ("Thema", 17), ("Tekst", 64), ("Wie", 20), ("Voor wie", 18), ("Hoeveel", 18), ("Wanneer", 20),
            ("Voorwaarden", 24), ("Score (0-100)", 9), ("Bevindingen", 12), ("Wat er is gevonden", 28),
            ("Aangepast in de instellingen", 22),
        ],
        (row for report in run.reports for row in _clauses(report)),
        fixed=2,
    )  # fmt: skip
    sheets.add(
        "Bevindingen",
        [
            ("Document", 22), ("Nummer", 11), ("Plaats", 13), ("Thema", 17), ("Ernst", 8), ("Bevinding", 22),
            ("Regel", 9), ("Gemarkeerde woorden", 24), ("Uitleg", 38), ("Tekst van de afspraak", 48), ("Voorstel", 48),
            ("Soort voorstel", 15), ("Verplichting", 12), ("Aanname bij het voorstel", 32), ("Andere voorstellen", 32),
            ("Punten", 8), ("Stand", 26), ("Uw opmerking", 22),
        ],
        (row for report in run.reports for row in _findings(report)),
        fixed=2,
    )  # fmt: skip
    sheets.add(
        "Matrix",
        [
            ("Document", 22), ("Thema", 22), ("Gemeente", 30), ("Corporaties", 34), ("Huurdersorganisaties", 32),
            ("Overige partijen", 30), ("Bijdrage nodig, niets toegezegd", 30),
        ],
        (row for report in run.reports for row in _matrix(report)),
        fixed=2,
    )  # fmt: skip
    book.close()
    return buffer.getvalue()


class _Book:
    """A workbook with its styles."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._ruled = book.add_format({"bottom": 1, "bottom_color": "#D5DCE3"})
        self._header = book.add_format({**_BASE, **_HEADER})
        self._formats = {name: book.add_format({**_BASE, **style}) for name, style in _STYLES.items()}
        # The sign that Excel itself keeps with a text that was typed behind an apostrophe.
        self._quoted = {
            name: book.add_format({**_BASE, **style, "quote_prefix": True}) for name, style in _STYLES.items()
        }

    def add(self, name: str, columns: Sequence[tuple[str, float]], rows: Iterable[_Row], *, fixed: int) -> None:
        """Write one sheet; the header and the first ``fixed`` columns stay in sight."""
        sheet = self._book.add_worksheet(name)
        for place, (title, width) in enumerate(columns):
            sheet.set_column(place, place, width, self._formats["text"])
            sheet.write_string(0, place, title, self._header)
        last = 0
        for last, row in enumerate(rows, start=1):
            lines = 1
            for place, (value, (_, width)) in enumerate(zip(row, columns, strict=True)):
                content, style = (value.value, value.style) if isinstance(value, _As) else (value, None)
                if content is not None and content != "":
                    lines = max(lines, self._cell(sheet, last, place, content, style, width))
            sheet.set_row(last, min(_TALLEST, lines * _LINE + 3))
        sheet.set_row(0, 30)
        # One rule for the whole range, so that empty cells need not be written to be ruled.
        sheet.conditional_format(1, 0, max(1, last), len(columns) - 1, {"type": "no_errors", "format": self._ruled})
        sheet.freeze_panes(1, fixed)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})  # "3.2" and "2026" are texts here
        sheet.set_landscape()
        sheet.set_paper(_A3 if len(columns) > 10 else _A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&L&8&A&R&8Pagina &P van &N")

    def _cell(self, sheet: Any, row: int, column: int, content: str | float, style: str | None, width: float) -> int:
        """Write one cell; gives the number of lines that it is likely to take."""
        if not isinstance(content, str):
            sheet.write_number(row, column, content, self._formats[style or "number"])
            return 1
        text = texts.clean(content)
        formats = self._quoted if text.startswith(_FORMULA_SIGNS) else self._formats
        text = text if len(text) <= _ROOM else text[:_ROOM] + _CUT
        sheet.write_string(row, column, text, formats[style or "text"])
        if len(text) <= width and "\n" not in text:
            return 1
        return sum(1 + int(len(part) / (width * 1.3)) for part in text.split("\n"))


# --- the summary ------------------------------------------------------------------------------------------------------


def _summary(run: Run) -> Iterator[_Row]:
    for report in run.reports:
        name = _name(report)
        for group, what, value, note in _facts(run, report):
            shown = value if isinstance(value, _As) else _As(value, "value")
            yield [_As(name, "bold"), _As(group, "group"), what, shown, note]
    for failure in run.failures:
        yield [_As(failure.path, "bold"), _As("Niet gelukt", "hoog"), "Bestand", failure.path, failure.message]
    for text in (texts.LIMITS, texts.PLACEHOLDER_NOTE, f"{texts.SCORE_SCALE}. {texts.SCORE_NOTE}"):
        yield ["", _As("Over dit werkboek", "group"), "Toelichting", "", text]


def _name(report: Report) -> str:
    return report.document.path


def _facts(run: Run, report: Report) -> Iterator[tuple[str, str, _Value, str]]:
    document, counts = report.document, view.counts(report)
    yield "Document", "Titel", document.title or "niet gevonden", ""
    if document.pages is not None:
        yield "Document", "Pagina's", document.pages, ""
    yield "Document", "Gemaakt met", view.tool(), view.read_with(run.pipeline, run.catalogue_version)
    for party in report.parties:
        yield "Partijen", texts.ROLES[party.role].capitalize(), party.name, ""
    if not report.parties:
        yield "Partijen", "Partijen", "niet gevonden", ""
    for notice in view.notices(report):
        yield "Let op", "Melding", _As("zie toelichting", "middel"), notice.message
    agreed = [judged for judged in report.clauses if judged.kind is Kind.AFSPRAAK]
    yield "Omvang", "Afspraken", len(agreed), ""
    for niveau in Niveau:
        yield "Omvang", f"Niveau {texts.NIVEAUS[niveau]}", sum(judged.niveau is niveau for judged in agreed), (
            texts.NIVEAU_EXPLANATIONS[niveau]
        )  # fmt: skip
    for kind in (Kind.SPELREGEL, Kind.WENS, Kind.CONTEXT):
        number = sum(judged.kind is kind for judged in report.clauses)
        yield "Omvang", f"Soort {texts.KINDS[kind]}", number, "geen afspraak; staat wel in het blad Afspraken"
    for severity in Severity:
        yield "Bevindingen", f"Ernst {texts.SEVERITIES[severity]}", counts[severity], (
            texts.SEVERITY_EXPLANATIONS[severity]
        )  # fmt: skip
    yield from _scores(report)
    for theme in view.theme_rows(report):
        yield "Per thema", texts.THEMES[theme.theme], _score(theme.score), (
            f"{texts.plural(theme.afspraken, 'afspraak', 'afspraken')}, "
            f"{texts.plural(theme.findings, 'bevinding', 'bevindingen')}: {theme.verdict}"
        )  # fmt: skip
    for row in view.party_rows(report):
        acting = texts.plural(row.afspraken, "afspraak", "afspraken")
        yield "Per partij", row.party.name, _score(row.score), f"doet iets in {acting}"
    for proposal in report.proposals:
        measures = f"te meten: nu {proposal.measures_before}, straks {proposal.measures_after}"
        question = f" {texts.QUESTION}: {proposal.question}" if proposal.question else ""
        yield "Voorstel per thema", texts.THEMES[proposal.theme], measures, f"{proposal.text}{question}"


def _scores(report: Report) -> Iterator[tuple[str, str, _Value, str]]:
    scores = report.scores
    yield "Scores", "Totaal", _score(scores.total), _why(report, "total", scores.total)
    for key, values in (("aw", scores.aw), ("effect", scores.effect), ("relatie", scores.relatie)):
        total, lens = values.get("total"), texts.BRILLEN[key]
        yield "Scores", f"Bril {lens}", _score(total), _why(report, key, total) or texts.BRIL_EXPLANATIONS[key]
        for part, value in values.items():
            if part != "total":
                explanation = texts.SUBSCORE_EXPLANATIONS.get(part, "")
                missing = "" if value is not None else f" ({texts.TOO_LITTLE})"
                yield "Scores", f"{lens}: {texts.SUBSCORES.get(part, part)}", _score(value), f"{explanation}{missing}"


def _why(report: Report, key: str, value: int | None) -> str:
    return "" if value is not None else report.scores.reasons.get(key, texts.TOO_LITTLE)


def _score(value: int | None) -> _Value:
    return _As("geen score", "quiet") if value is None else value


# --- clauses and findings ---------------------------------------------------------------------------------------------


def _clauses(report: Report) -> Iterator[_Row]:
    found = view.by_clause(report)
    for judged in report.clauses:
        clause, mine = judged.clause, found[judged.clause.id]
        labels = dict.fromkeys(texts.LABELS[finding.label] for finding in mine)
        row: list[_Value] = [
            _name(report),
            clause.number,
            view.place(clause),
            " › ".join(clause.heading),
            texts.KINDS[judged.kind],
            texts.NIVEAUS[judged.niveau] if judged.niveau else None,
            texts.THEMES[judged.theme],
            view.full_text(clause),
            *("; ".join(slots) for slots in (judged.actors, judged.beneficiaries, judged.quantities)),
            *("; ".join(slots) for slots in (judged.deadlines, judged.conditions)),
            judged.score,
            len(mine),
            "; ".join(labels),
            texts.judgement(judged),
        ]
        if judged.kind is Kind.CONTEXT:
            row = [_As(value, "quiet") if isinstance(value, str) else value for value in row]
        yield row


def _findings(report: Report) -> Iterator[_Row]:
    """Give a row per finding, those on the whole document after those on a clause, and last what somebody accepts."""
    found = view.by_clause(report)
    groups = [*((judged, found[judged.clause.id]) for judged in report.clauses), (None, view.of_document(report))]
    for judged, mine in groups:
        for finding, suggestions in zip(mine, view.suggestions(mine), strict=True):
            counted = finding.known is not None and finding.severity is not Severity.INFO
            known = (texts.KNOWN if finding.known else "nieuw") if counted else ""
            yield _finding(report, finding, judged, suggestions, known)
    clauses = {judged.clause.id: judged for judged in report.clauses}
    for entry in report.suppressed:
        accepted = f"onderdrukt, telt niet mee ({texts.source(entry)}): {entry.reason}"
        row = _finding(report, entry.finding, clauses.get(entry.finding.clause or ""), (), accepted)
        yield [_As(value.value if isinstance(value, _As) else value, "quiet") for value in row]


def _finding(
    report: Report, finding: Finding, judged: Judged | None, suggestions: Sequence[Suggestion], stand: str
) -> _Row:
    first = suggestions[0] if suggestions else None
    theme = finding.theme or (judged.theme if judged else None)
    severity = finding.severity.value
    return [
        _name(report),
        judged.clause.number if judged else "hele document",
        view.place(judged.clause) if judged else "",
        texts.THEMES[theme] if theme else None,
        _As(texts.SEVERITIES[finding.severity], severity if severity in _STYLES else "quiet"),
        texts.LABELS[finding.label],
        finding.rule,
        finding.quote,
        finding.message,
        view.full_text(judged.clause) if judged else None,
        first.text if first else None,
        texts.variant(first.variant) if first else None,
        texts.obligation(first.obligation) if first else None,
        first.assumption if first else None,
        "\n".join(f"{texts.variant(other.variant)}: {other.text}" for other in suggestions[1:]),
        _As(finding.points, "points"),
        stand,
        None,
    ]


# --- who promises what ------------------------------------------------------------------------------------------------


def _matrix(report: Report) -> Iterator[_Row]:
    roles = {party.name: party.role for party in report.parties}
    for theme in Theme:
        bonds = [bond for bond in report.matrix if bond.theme is theme]
        if bonds:
            per_role = {role: [bond for bond in bonds if roles.get(bond.party) is role] for role in _ROLE_COLUMNS}
            silent = view.silent(bonds, roles)
            yield [
                _name(report),
                _As(texts.THEMES[theme], "bold"),
                *(_promised(per_role[role], role in silent) for role in _ROLE_COLUMNS),
                _As(", ".join(texts.ROLES[role] for role in silent), "silent" if silent else "text"),
            ]


def _promised(bonds: Sequence[Bond], silent: bool) -> _Value:
    if silent:
        return _As("zegt niets toe; een bijdrage is nodig", "silent")
    lines = [f"{bond.party}: {texts.bond(bond.hard, bond.soft)}" for bond in bonds if bond.hard or bond.soft]
    return _As("\n".join(lines), "promised") if lines else "–"
