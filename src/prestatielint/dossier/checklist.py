"""What law and visitatie name, beside what the text shows. Nothing here says whether the law is met."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from prestatielint.document_rules import STATUTORY
from prestatielint.dossier import words
from prestatielint.dossier.blocks import Block, Cell, Heading, Para, Table, cell, quiet, rich, strong
from prestatielint.model import Judged, Kind, Label, Report, Role, Severity
from prestatielint.nlp.context import period as agreed_period
from prestatielint.report import texts, view

_PUBLISHED = re.compile(
    r"\b(?:publiceer\w*|publicer\w*|gepubliceerd|publicatie|openbaar gemaakt|maakt? [^.;]{0,40}openbaar|website)\b",
    re.I,
)
_REPORTED = re.compile(
    r"\b(?:rapporte\w*|\w*rapportages?|verslag\w*|\w*monitor\w*|evalue\w*|ge[eë]valueerd|\w*evaluatie)\b", re.IGNORECASE
)
# Plainer words, which say it only in a clause on the agreement itself.
_FOLLOWED = re.compile(
    r"\b(?:voortgang\w*|tussenstand\w*|\w*cijfers|stand van|terugkoppel\w*|dashboard|op een rij|hoe ?ver|verantwoord\w*|volgen wij"
    r"|wat (?:er )?(?:\w+ ){0,3}(?:bereikt|gehaald|gerealiseerd|gedaan|terechtgekomen))\b",
    re.IGNORECASE,
)
_VISION = re.compile(r"\b(?:\w*woonvisie\w*|volkshuisvestingsprogramma\w*)\b", re.IGNORECASE)
_TERM = re.compile(r"\b(?:looptijd|geld(?:t|en)|ga(?:at|an) in|ingang|eindig(?:t|en)|lo(?:opt|pen))\b", re.IGNORECASE)
_GROUNDS = re.compile(
    r"\b(?:woningmarktonderzoek|marktonderzoek|marktstudie|woningbehoefteonderzoek|woningbehoefte|trendanalyse|prognose\w*)\b",
    re.IGNORECASE,
)
_TRIANGLE = (Role.GEMEENTE, Role.CORPORATIE, Role.HUURDERSORGANISATIE)
_TONES = {words.FOUND: "good", words.MISSING: "warn", words.UNKNOWN: "soft"}
_LETTERS = "abcdef"


def law(report: Report, period: tuple[int, int] | None) -> list[Block]:
    """Make the statutory checklist; ``period`` is the first and last year of the agreement."""
    # The numbering of the articles is known for the law as of 2026 only.
    numbered = period is None or period[0] < 2027
    notes = [words.CHECKLIST]
    if not numbered:
        notes.append(words.LATER)
    elif period is not None and period[1] >= 2027:
        notes.append(words.REACHES)
    elif period is not None and period[1] < 2026:
        notes.append(words.EARLIER)
    rows = [
        *(_party(report, role, numbered) for role in _TRIANGLE),
        _term(report, period, numbered),
        _words(
            "Woonvisie", words.VISION, words.source(words.WW, "artikel 42 tot en met 44b", numbered),
            [judged for judged in report.clauses if _VISION.search(judged.clause.text)],
        ),
        _published(report, numbered),
        _words(
            "Verslag over de afspraken", words.REPORTING, words.source(words.BTIV, "artikel 32 lid 1", numbered),
            _reported(report), _monitoring(report),
        ),
        _line(
            "Overzicht van voorgenomen werkzaamheden (‘bod’)", words.UNKNOWN, "Of en wanneer dit er was, staat niet in de afspraken.",
            words.OFFER, words.source(words.WW, "artikel 43 lid 1 en 44 lid 2", numbered),
        ),
    ]  # fmt: skip
    themes = [_theme(report, place, numbered) for place in range(len(STATUTORY))]
    head = ("Onderwerp", "In de tekst", "Waar", "Wat de wet zegt, met bron")
    return [
        *(Para(rich(note)) for note in notes),
        Table(head, tuple(rows), (21, 17, 24, 38)),
        Heading("Thema’s", "wet-themas"),
        Para(rich(words.THEMES)),
        Table(("Thema", "In de tekst", "Waar", "Bron"), tuple(themes), (32, 17, 27, 24)),
    ]


def _line(subject: str, status: str, where: str, says: str, source: str) -> tuple[Cell, ...]:
    return (
        cell(strong(subject)),
        cell(status, tone=_TONES[status]),
        cell(where),
        cell(says, quiet(source)) if says else cell(quiet(source)),
    )


def _at(judged: Judged) -> str:
    clause, place = judged.clause, view.place(judged.clause)
    if clause.number:
        return f"{clause.number} ({place})" if place else clause.number
    if not place:
        return texts.clause_name(None, clause.block, clause.heading)
    return f"{place}, onder ‘{clause.heading[-1]}’" if clause.heading else place


def _party(report: Report, role: Role, numbered: bool) -> tuple[Cell, ...]:
    mine = [party for party in report.parties if party.role is role]
    lines = []
    for party in mine:
        # Only to point at a place; who is party was read from the whole document.
        named = (
            j for j in report.clauses if any(name and name in j.clause.text for name in (party.name, *party.aliases))
        )
        first = next(named, None)
        lines.append(f"{party.name}: {_at(first)}" if first else f"{party.name}: in de titel of een kop")
    where = "; ".join(lines) if lines else "Geen partij met deze rol gevonden."
    source = words.source(words.WW, "artikel 44 lid 1", numbered)
    return _line(
        f"Partij: {texts.ROLES[role]}", words.FOUND if mine else words.MISSING, where, words.PARTIES[role], source
    )


def _term(report: Report, period: tuple[int, int] | None, numbered: bool) -> tuple[Cell, ...]:
    source = words.source(words.WW, "artikel 44 lid 1", numbered)
    if period is None:
        return _line(
            "Looptijd", words.MISSING, "Geen looptijd in een afspraak, de titel of een kop.", words.TERM, source
        )
    bare = replace(report.document, title=None)
    telling = (
        judged
        for judged in report.clauses
        if agreed_period(replace(bare, clauses=(replace(judged.clause, heading=()),))) == period
    )
    # A clause that names one year only ("gelden van 1 januari tot en met 31 december 2026") tells it by its words.
    speaking = (
        j
        for j in report.clauses
        if j.kind is Kind.SPELREGEL and _TERM.search(j.clause.text) and str(period[1]) in j.clause.text
    )
    first = next(telling, None) or next(speaking, None)
    years = words.years(period)
    where = f"{years}: {_at(first)}" if first else f"{years}: in de titel of een kop"
    return _line("Looptijd", words.FOUND, where, words.TERM, source)


def _words(subject: str, says: str, source: str, found: list[Judged], note: str = "") -> tuple[Cell, ...]:
    if not found:
        return _line(subject, words.MISSING, note or "Geen woorden hierover gevonden.", says, source)
    return _line(subject, words.FOUND, " ".join(filter(None, (_places(found) + ".", note))), says, source)


def _reported(report: Report) -> list[Judged]:
    """Clauses on reporting: by its own words anywhere, else by plainer ones where the agreement speaks of itself."""
    binding = [judged for judged in report.clauses if judged.kind in (Kind.SPELREGEL, Kind.AFSPRAAK)]
    plain = [judged for judged in binding if _REPORTED.search(judged.clause.text)]
    return plain or [j for j in binding if j.kind is Kind.SPELREGEL and _FOLLOWED.search(j.clause.text)]


def _places(found: list[Judged]) -> str:
    rest = f" en {len(found) - 3} andere" if len(found) > 3 else ""
    return ", ".join(_at(judged) for judged in found[:3]) + rest


def _monitoring(report: Report) -> str:
    messages = (
        f.message for f in report.findings if f.label is Label.DOCUMENT_MONITORING and f.severity is not Severity.INFO
    )
    return " ".join(dict.fromkeys(messages))


def _published(report: Report, numbered: bool) -> tuple[Cell, ...]:
    source = words.source(words.WW, "artikel 44a lid 2", numbered)
    found = [judged for judged in report.clauses if _PUBLISHED.search(judged.clause.text)]
    if found:
        where = f"{_places(found)}. Of het is gebeurd, blijkt niet uit de tekst."
        return _line("Publicatie", words.FOUND, where, words.PUBLICATION, source)
    where = "De tekst noemt publicatie niet; of het is gebeurd, blijkt er niet uit."
    return _line("Publicatie", words.UNKNOWN, where, words.PUBLICATION, source)


def _theme(report: Report, place: int, numbered: bool) -> tuple[Cell, ...]:
    description, covering, spoken = STATUTORY[place]
    agreed = [judged for judged in report.clauses if judged.kind is Kind.AFSPRAAK]
    found = [judged for judged in agreed if judged.theme in covering]
    if not found:
        pattern = re.compile(rf"\b(?:{spoken})\b", re.IGNORECASE)
        found = [judged for judged in agreed if pattern.search(judged.clause.text)]
    source = words.source(words.BTIV, f"artikel 39 lid 2 onder {_LETTERS[place]}", numbered)
    status = words.FOUND if found else words.MISSING
    where = _places(found) if found else "Geen afspraak hierover; dat mag een keuze zijn."
    return _line(description[:1].upper() + description[1:], status, where, "", source)


def visitation(report: Report, period: tuple[int, int] | None, acting: Mapping[str, frozenset[str]]) -> list[Block]:
    """Make the table of the points that the SVWN looks at; ``acting`` holds who acts in each afspraak, by clause id."""
    themes = sum(
        any(judged.kind is Kind.AFSPRAAK and judged.theme in covering for judged in report.clauses)
        for _, covering, _ in STATUTORY
    )
    grounds = [judged for judged in report.clauses if _GROUNDS.search(judged.clause.text)]
    tenants = [party.name for party in report.parties if party.role is Role.HUURDERSORGANISATIE]
    counted = {name: sum(name in names for names in acting.values()) for name in tenants}
    acts = "; ".join(
        f"{name} doet iets in {texts.plural(number, 'afspraak', 'afspraken')}" for name, number in counted.items()
    )
    lines: Iterable[tuple[str, str]] = (
        ("Compleetheid", f"Afspraken bij {themes} van de {len(STATUTORY)} thema’s uit hoofdstuk 6. Of dat genoeg is, hangt af van de lokale opgaven."),
        ("Concreetheid (SMART)", f"{_figure(report, 'concreet')} {_figure(report, 'aanspreekbaar')}"),
        ("Onderbouwing", f"Woorden over onderzoek of behoefte: {_places(grounds)}." if grounds else "Geen woorden over onderzoek, behoefte of prognoses gevonden."),
        ("Wederkerigheid", f"{_figure(report, 'wederkerig')} Zie ook hoofdstuk 3."),
        ("Betrokkenheid", f"{acts}. De betrokkenheid zelf is niet uit de tekst te beoordelen." if acts else "Niet uit de tekst te beoordelen."),
        ("Actualiteit", "Niet uit de tekst te beoordelen."),
    )  # fmt: skip
    rows = tuple((cell(strong(subject)), cell(text)) for subject, text in lines)
    later = period is not None and period[0] >= 2027
    return [
        Para(rich(words.VISITATION_LATER if later else words.VISITATION)),
        Table(("Punt", "Wat de tekst laat zien (onze lezing)"), rows, (26, 74)),
    ]


def _figure(report: Report, key: str) -> str:
    value = report.scores.aw.get(key)
    name = words.TESTS[key].name
    return f"{name}: geen cijfer." if value is None else f"{name}: {value} van 100 (eigen maat)."
