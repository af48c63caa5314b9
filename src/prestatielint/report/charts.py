"""The drawings of the HTML report as inline SVG, each with a title, a description and its figures as a table.

A drawing is 400 units wide where it can be, so that its letters stay readable on a telephone. Colours stand in the style
sheet of the page; every colour comes with a number, so that nothing hangs on colour alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prestatielint.model import Judged, Kind, Label, Niveau, Report, Theme
from prestatielint.report import texts, view
from prestatielint.report.markup import Child, Html, el, join

_THEMES = "thema's"
_WIDTH = 400
_LEFT = 152
_STEPS = 4
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
# Not the length of a term: "binnen 2000 dagen".
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)(?! (?:dag|we?ek|maand|uur|uren))")
_NUMERIC = re.compile(r"(?<!\d)\d{1,2}[-/](\d{1,2})[-/](?:19|20)\d\d(?!\d)")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b", re.IGNORECASE)
_QUARTER = re.compile(r"\b(eerste|tweede|derde|vierde|[1-4]e|q[1-4])\s*(?:kwartaal)?\b", re.IGNORECASE)
_ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}
_BOXES = 28


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term of a clause: its words, the last year in them (None without one) and the month, where it is known."""

    judged: Judged
    words: str
    year: int | None
    month: int | None


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a heat map: a value for the shade, up to two lines of text, and whether something is missing."""

    value: int
    text: str
    below: str = ""
    missing: bool = False


def figure(ident: str, title: str, explanation: str, drawing: Html, table: Html, wide: bool = False) -> Html:
    """Put a drawing under its heading with what it says, and its figures as a table to open."""
    return el(
        "figure",
        el("figcaption", el("h4", title, id=ident), el("p", explanation, class_="quiet")),
        el("div", drawing),
        el("details", el("summary", "Cijfers als tabel: ", title.lower()), scroll(table, title)),
        class_="wide" if wide else None,
    )


def scroll(table: Html, name: str) -> Html:
    """Let a wide table scroll by itself, with the keyboard too."""
    return el("div", table, class_="scroll", tabindex=0, role="group", aria_label=name)


def table(caption: str, head: Sequence[Child], rows: Sequence[Sequence[Child]]) -> Html:
    """Make a table of which the first cell of every row is its heading."""
    return el(
        "table",
        el("caption", caption),
        el("thead", el("tr", *(el("th", cell, scope="col") for cell in head))),
        el(
            "tbody",
            *(el("tr", el("th", row[0], scope="row"), *(el("td", cell) for cell in row[1:])) for row in rows),
        ),
    )


def _svg(ident: str, width: float, height: float, title: str, description: str, *parts: Html) -> Html:
    return el(
        "svg",
        el("title", title, id=f"{ident}-title"),
        el("desc", description, id=f"{ident}-desc"),
        *parts,
        **{"viewBox": f"0 0 {width:g} {height:g}", "width": f"{width:g}", "height": f"{height:g}"},
        role="img",
        aria_labelledby=f"{ident}-title {ident}-desc",
    )


def _text(
    x: float, y: float, words: Child, class_: str | None = None, anchor: str | None = None, **more: Child
) -> Html:
    return el("text", words, x=f"{x:.4g}", y=f"{y:.4g}", class_=class_, text_anchor=anchor, **more)


def _box(x: float, y: float, width: float, height: float, class_: str) -> Html:
    return el("rect", x=f"{x:.4g}", y=f"{y:.4g}", width=f"{width:.4g}", height=f"{height:.4g}", class_=class_)


def bar(value: int | None) -> Html:
    """Draw a score as a bar; the number itself stands beside it, so the drawing is hidden for readers of text."""
    filled = _box(0, 0, value, 6, "full") if value else None
    return el(
        "svg",
        _box(0, 0, 100, 6, "empty"),
        filled,
        **{"viewBox": "0 0 100 6", "preserveAspectRatio": "none"},
        class_="bar",
        aria_hidden="true",
    )


# --- heat maps ------------------------------------------------------------------------------------------------------------


def _heat(
    ident: str,
    title: str,
    description: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[_Cell]]],
    beside: bool,
) -> Html:
    """Draw a heat map; the names of the rows stand beside their cells, or above them."""
    left = _LEFT if beside else 4
    wide = min(34, max(22, (_WIDTH - left - 2) // max(1, len(columns))))
    two = any(cell.below for _, cells in rows for cell in cells)
    tall = 34 if two else 24
    above = 0 if beside else 22
    top = 10 + round(6.6 * max(map(len, columns), default=0))
    highest = max((cell.value for _, cells in rows for cell in cells), default=0)
    parts = [
        _text(x := left + (place + 0.5) * wide + 4, top - 6, name, transform=f"rotate(-90 {x:g} {top - 6:g})")
        for place, name in enumerate(columns)
    ]
    y = top
    shades: dict[str, list[str]] = {}
    numbers: list[Html] = []
    for name, cells in rows:
        y += above
        parts.append(_box(left, y + 1, len(cells) * wide, tall - 2, "q0"))
        parts.append(_text(_LEFT - 8, y + tall / 2 + 4, name, anchor="end") if beside else _text(left, y - 6, name))
        for place, cell in enumerate(cells):
            shade = -(-_STEPS * cell.value // highest) if cell.value else 0
            x = left + place * wide
            if cell.text or cell.below:
                square = f"M{x + 1:.4g} {y + 1:.4g}h{wide - 2:.4g}v{tall - 2}h-{wide - 2:.4g}z"
                shades.setdefault("lack" if cell.missing else f"q{shade}", []).append(square)
            ink = "light" if shade > 2 else None
            middle = x + wide / 2
            if cell.text:
                numbers.append(_text(middle, y + (15 if two else tall / 2 + 4), cell.text, ink))
            if cell.below:
                numbers.append(_text(middle, y + 28, cell.below, ink))
        y += tall
    parts += [el("path", class_=shade, d="".join(squares)) for shade, squares in shades.items()]
    parts.append(el("g", *numbers, text_anchor="middle"))
    return _svg(ident, max(_WIDTH, left + len(columns) * wide + 2), y + 2, title, description, *parts)


def findings(ident: str, report: Report) -> Html | None:
    """Findings per theme and label; None without findings."""
    counted = Counter((theme, finding.label) for theme, finding in view.themed(report))
    themes = [theme for theme in Theme if any(theme is key for key, _ in counted)]
    labels = [label for label in Label if any(label is key for _, key in counted)]
    if not counted:
        return None
    title = "Bevindingen per thema en soort"
    rows = [
        (texts.THEMES[theme], [_Cell(n, str(n or "")) for label in labels for n in (counted[theme, label],)])
        for theme in themes
    ]
    theme, label = max(counted, key=lambda key: (counted[key], -themes.index(key[0]), -labels.index(key[1])))
    description = (
        f"Raster van {texts.plural(len(themes), 'thema', _THEMES)} en {texts.plural(len(labels), 'soort', 'soorten')}. "
        f"De meeste bevindingen: {counted[theme, label]} keer {texts.LABELS[label]} bij {texts.THEMES[theme]}."
    )
    return figure(
        ident,
        title,
        "Hoe donkerder, hoe meer bevindingen. Een leeg vak: geen. Veel tekst over een thema geeft vaak ook meer bevindingen.",
        _heat(ident, title, description, [texts.LABELS[label] for label in labels], rows, beside=True),
        table(
            title,
            ["Thema", *(texts.LABELS[label] for label in labels), "samen"],
            [
                [
                    texts.THEMES[theme],
                    *(counted[theme, label] for label in labels),
                    sum(counted[theme, x] for x in labels),
                ]
                for theme in themes
            ],
        ),
    )


def reciprocity(ident: str, report: Report) -> Html | None:
    """What every party promises per theme; None where no party is known."""
    if not report.matrix:
        return None
    bonds = {(bond.party, bond.theme): bond for bond in report.matrix}
    themes = [theme for theme in Theme if any(bond.theme is theme for bond in report.matrix)]
    parties = [party.name for party in report.parties if any(bond.party == party.name for bond in report.matrix)]
    rows: list[tuple[str, list[_Cell]]] = []
    said: list[list[Child]] = []
    lacking = 0
    for name in parties:
        cells, words = [], []
        for theme in themes:
            bond = bonds.get((name, theme))
            hard, soft = (bond.hard, bond.soft) if bond else (0, 0)
            missing = bool(bond and bond.needed and not hard and not soft)
            lacking += missing
            total = hard + soft
            cells.append(
                _Cell(total, "!" if missing else str(hard) if total else "", f"+{soft}" if soft else "", missing)
            )
            words.append(
                "ontbreekt" if missing else f"{hard} hard{f', {soft} intentie' if soft else ''}" if total else "–"
            )
        rows.append((name, cells))
        said.append([name, *words])
    title = "Wie zegt wat toe, per thema"
    description = (
        f"Raster van {texts.plural(len(parties), 'partij', 'partijen')} en {len(themes)} van de thema's. "
        f"In {texts.plural(lacking, 'vak', 'vakken')} ontbreekt een bijdrage die het thema volgens onze indeling vraagt."
    )
    return figure(
        ident,
        title,
        "Het getal telt de afspraken waarin de partij iets toezegt boven het niveau intentie; +1 is een intentie erbij. "
        "Een uitroepteken in een gestreept vak: het thema vraagt volgens onze indeling een bijdrage van deze partij, "
        "maar die staat er niet. Dit zegt iets over de tekst, niet over de inzet van een partij.",
        _heat(ident, title, description, [texts.THEMES[theme] for theme in themes], rows, beside=False),
        table(title, ["Partij", *(texts.THEMES[theme] for theme in themes)], said),
    )


# --- the ladder -----------------------------------------------------------------------------------------------------------


def ladder(ident: str, report: Report) -> Html | None:
    """Agreements per theme on the steps from intentie to effect; None without agreements."""
    rows = [row for row in view.theme_rows(report) if row.afspraken]
    if not rows:
        return None
    whole = {niveau: sum(row.ladder[niveau] for row in rows) for niveau in Niveau}
    lines = [("Alle thema's", whole), *((texts.THEMES[row.theme], row.ladder) for row in rows)]
    title = "Van intentie naar effect"
    room = _WIDTH - _LEFT - 26
    highest = max(sum(row.ladder.values()) for row in rows)
    parts = []
    # The key in two lines of two: four beside each other do not fit.
    for place, niveau in enumerate(Niveau):
        x = float(_LEFT + (place % 2) * 110)
        parts += [
            _box(x, 2 + place // 2 * 20, 14, 14, f"n{place + 1}"),
            _text(x + 20, 14 + place // 2 * 20, niveau.value),
        ]
    y = 54
    for place, (name, counted) in enumerate(lines):
        total = sum(counted.values())
        scale = room / max(1, total if place == 0 else highest)
        parts.append(_text(_LEFT - 8, y + 13, name, "strong" if place == 0 else None, "end"))
        x = float(_LEFT)
        for step, niveau in enumerate(Niveau, start=1):
            if count := counted[niveau]:
                size = count * scale
                parts.append(_box(round(x, 1), y, round(max(1.0, size - 1), 1), 18, f"n{step}"))
                if size > 8 * len(str(count)) + 3:
                    parts.append(_text(round(x + size / 2, 1), y + 13, count, "light" if step > 2 else None, "middle"))
                x += size
        parts.append(_text(round(x + 4, 1), y + 13, total))
        y += 34 if place == 0 else 23
    counts = texts.listing(f"{count} op {niveau.value}" for niveau, count in whole.items())
    total = sum(whole.values())
    return figure(
        ident,
        title,
        "Hoe ver reikt elke afspraak? Een balk telt de afspraken van een thema; de bovenste balk is het hele document, "
        "op een eigen schaal. Onderaan deze pagina staat wat de vier niveaus betekenen.",
        _svg(ident, _WIDTH, y, title, f"Van {texts.plural(total, 'afspraak', 'afspraken')}: {counts}.", *parts),
        table(
            title,
            ["Thema", *(niveau.value for niveau in Niveau), "samen"],
            [[name, *(counted[niveau] for niveau in Niveau), sum(counted.values())] for name, counted in lines],
        ),
    )


# --- the timeline ---------------------------------------------------------------------------------------------------------


def deadlines(report: Report) -> list[Deadline]:
    """The terms in the agreements and rules of play of a document, in order of the text.

    The year is the last one that the words of the term name; a year from elsewhere is never filled in.
    """
    return [
        Deadline(judged, words, year, _month(words) if year else None)
        for judged in report.clauses
        if judged.kind in (Kind.AFSPRAAK, Kind.SPELREGEL)
        for words in judged.deadlines
        for year in (_year(words),)
    ]


def _year(words: str) -> int | None:
    years = _YEAR.findall(words)
    return int(years[-1]) if years else None


def _month(words: str) -> int | None:
    """Give the last month that the words of a term name, 1 to 12; for a quarter its last month."""
    if numeric := _NUMERIC.findall(words):
        return min(12, max(1, int(numeric[-1])))
    if names := _MONTH.findall(words):
        return _MONTHS.index(names[-1].lower()) + 1
    if "kwartaal" in words.lower() and (quarters := _QUARTER.findall(words)):
        last = quarters[-1].lower()
        return 3 * (_ORDINALS.get(last) or int(last.strip("qe")))
    return None


def timeline(ident: str, report: Report, anchors: Mapping[str, str]) -> Html | None:
    """Draw which clauses have a term in which year; None where no clause has a term with a year."""
    terms = deadlines(report)
    dated = sorted((term for term in terms if term.year), key=lambda term: (term.year or 0, term.month or 13))
    if not dated:
        return None
    title = "Termijnen per jaar"
    parts: list[Html] = []
    numbers: list[Html] = []
    y = 4.0
    years = Counter(term.year for term in dated)
    for year, count in years.items():
        start = y
        x = 58.0
        mine = [term for term in dated if term.year == year]
        shown = mine if count <= _BOXES else mine[: _BOXES - 1]
        names = [(_short(term.judged), "day" if term.month else "year") for term in shown]
        if count > len(shown):
            names.append((f"nog {count - len(shown)}", "more"))
        for name, kind in names:
            size = max(30.0, 7.0 * len(name) + 11)
            if x + size > _WIDTH:
                x, y = 58.0, y + 25
            parts.append(_box(x, y, size - 4, 21, kind))
            numbers.append(_text(x + size / 2 - 2, y + 15, name))
            x += size
        y += 25
        parts.append(_text(0, start + 15, year, "strong"))
        parts.append(_text(36, start + 15, f"{count}×"))
        parts.append(_box(0, y + 3, _WIDTH, 1, "rule"))
        y += 10
    parts.append(el("g", *numbers, text_anchor="middle"))
    without = len(terms) - len(dated)
    verbs = ("termijn noemt geen jaartal en staat", "termijnen noemen geen jaartal en staan")
    rest = f" {texts.plural(without, *verbs)} alleen in de tabel." if without else ""
    span = f"van {min(y for y in years if y)} tot en met {max(y for y in years if y)}"
    rows: list[list[Child]] = [
        [year, join(*_listed(group, anchors))]
        for year, group in (
            *((year, [term for term in dated if term.year == year]) for year in years),
            ("zonder jaartal", [term for term in terms if not term.year]),
        )
        if group
    ]
    return figure(
        ident,
        title,
        "Elk vak is een termijn in een afspraak of spelregel, met het nummer ervan (¶ is tekst zonder nummer). Een "
        "doorgetrokken rand: met dag, maand of kwartaal. Een gestreepte rand: alleen een jaar. Geteld is het laatste "
        f"jaartal in de woorden van de termijn.{rest}",
        _svg(ident, _WIDTH, y, title, f"{texts.plural(len(dated), 'termijn', 'termijnen')} {span}.", *parts),
        table(title, ["Jaar", "Termijnen"], rows),
    )


def _short(judged: Judged) -> str:
    number = judged.clause.number or "¶"
    return number if len(number) <= 12 else f"{number[:11]}…"


def _listed(terms: Sequence[Deadline], anchors: Mapping[str, str]) -> list[Child]:
    parts: list[Child] = []
    for term in terms:
        name = texts.clause_name(term.judged.clause.number, term.judged.clause.block, ())
        parts += [
            "; " if parts else None,
            el("a", name, href=f"#{anchors[term.judged.clause.id]}"),
            f" {term.words}",
        ]
    return parts
