"""What a document says as a whole: its period and its definitions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prestatielint.model import Clause, Document, Party
from prestatielint.nlp.parties import author
from prestatielint.nlp.reading import Context
from prestatielint.nlp.slots import YEAR
from prestatielint.nlp.theme import names_a_theme

_TERM = re.compile(
    rf"(?:looptijd|gelden|geldt|gaan in|gaat in|ingang|treden|treedt|aangegaan|lopen|loopt|afgesloten|periode)\b.{{0,120}}?({YEAR}).{{0,80}}?(?:tot|t/m|tot en met|eindigen|eindigt|einde|en met|–|-)\D{{0,40}}(?:\d{{1,2}}\s+\w+\s+)?({YEAR})",
    re.IGNORECASE,
)
_TERM_ONE = re.compile(
    rf"(?:looptijd|gelden|geldt)\b.{{0,60}}?(?:het (?:kalender)?jaar|één jaar|kalenderjaar)\D{{0,20}}({YEAR})",
    re.IGNORECASE,
)
_IN_FORCE = r"(?:looptijd|gelden|geldt|gaan in|gaat in|ingang|treden|treedt|lopen|loopt|aangegaan|bestrijk\w+)"
_LISTED = re.compile(
    rf"\b{_IN_FORCE}\b[^.;]{{0,40}}?\b(?:kalender)?jaren\s+({YEAR})(?:\s*,\s*{YEAR})*\s*(?:,|en)\s*({YEAR})",
    re.IGNORECASE,
)
_NUMERALS = {
    "één": 1, "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "tien": 10,
}  # fmt: skip
_LENGTH = rf"(?P<length>\d{{1,2}}|{'|'.join(_NUMERALS)})\s+(?:kalender)?ja(?:ar|ren)\b"
_FROM = rf"(?P<new_year>1\s+januari\s+|1-1-|01-01-)?(?P<day>\d{{1,2}}(?:\s+\w+\s+|-\d{{1,2}}-))?(?P<year>{YEAR})"
_START_AND_LENGTH = (
    re.compile(
        rf"\b{_IN_FORCE}\b[^.;]{{0,60}}?{_FROM}\b[^.;]{{0,60}}?"
        rf"\b(?:duren|duurt|voor(?: de duur van)?|(?:looptijd|duur) van)\s+{_LENGTH}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:duren|duurt|gelden voor|geldt voor|(?:looptijd|duur)\s+(?:van|is|bedraagt))\s+{_LENGTH}[^.;]{{0,40}}?"
        rf"\b(?:ingang van|ingaande|vanaf|gerekend vanaf|beginnend op)\s+{_FROM}",
        re.IGNORECASE,
    ),
)
# A pilot, a rent or a scheme may start and last too.
_OF_ITSELF = re.compile(
    r"\b(?:\w*afspraken|\w*overeenkomst|convenant|jaarschijf|bod|stuk|document)\b|^\W*de looptijd (?:is|bedraagt)\b",
    re.IGNORECASE,
)
_TITLE_SPAN = re.compile(rf"({YEAR})\s*(?:-|–|t/m|tot en met|tot)\s*({YEAR}|\d\d)(?!\d)")
_HEADING_SPAN = re.compile(
    rf"({YEAR})\s*(?:-|–|t/m|tot en met|tot)\s*(?:\d{{1,2}}\s+\w+\s+)?({YEAR})(?!\d)", re.IGNORECASE
)
_HEADING_OF_ALL = re.compile(r"\b(?:spelregels?|looptijd|\w*afspraken|\w*overeenkomst|convenant)\b", re.IGNORECASE)
_DEFINING_HEADING = re.compile(
    r"\b(?:begrip\w*|definitie\w*|bedoelen|verstaan|begrippenlijst|terminologie|woordenlijst)\b", re.IGNORECASE
)
_UNDER = re.compile(
    r"\bonder\s+(?:een\s+|de\s+|het\s+)?[„“‘'\"]?([^„“”’'\",]{3,60}?)[”’'\"]?\s+(?:verstaan|wordt|verstaat|bedoelen)\b",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\bmet\s+(?:een\s+|de\s+|het\s+)?[„“‘'\"]?([^„“”’'\",]{3,60}?)[”’'\"]?\s+(?:bedoelen|wordt bedoeld|bedoeld)\b",
    re.IGNORECASE,
)
_COLON = re.compile(r"^[„“‘'\"]?([^:|]{3,60}?)[”’'\"]?\s*:\s+\S")


def _agreed_term(text: str) -> tuple[int, int] | None:
    """First and last year that a clause on the looptijd gives: from to, a list of years, or a start and a length."""
    if match := _TERM.search(text):
        first, last = int(match.group(1)), int(match.group(2))
        if first <= last <= first + 15 and re.search(
            r"afspra|overeenkomst|looptijd|ingang|periode van|convenant", text, re.IGNORECASE
        ):
            return first, last
    for sentence in re.split(r"[.;]\s+", text):
        if _OF_ITSELF.search(sentence) and (found := _stated_years(sentence)):
            return found
    return None


def _stated_years(sentence: str) -> tuple[int, int] | None:
    """First and last year that a sentence counts off, or gives as a start and a length."""
    if match := _TERM_ONE.search(sentence):
        return int(match.group(1)), int(match.group(1))
    if (match := _LISTED.search(sentence)) and int(match.group(1)) < int(match.group(2)):
        return int(match.group(1)), int(match.group(2))
    for pattern in _START_AND_LENGTH:
        if match := pattern.search(sentence):
            first, length = int(match["year"]), match["length"].lower()
            years = _NUMERALS[length] if length in _NUMERALS else int(length)
            # From 1 January the last day falls in the year before; from any other day it does not.
            return first, first + years - (1 if match["new_year"] or not match["day"] else 0)
    return None


def period(document: Document) -> tuple[int, int] | None:
    """First and last year of the agreement; None when unknown.

    Its looptijd clause tells, else the years in its title, else those in a heading over the whole ("Spelregels voor de
    periode 2026-2029").
    """
    for clause in document.clauses:
        if found := _agreed_term(clause.text):
            return found
    title = document.title or ""
    if match := _TITLE_SPAN.search(title):
        start, stop = match.groups()
        return int(start), int(stop if len(stop) == 4 else start[:2] + stop)
    years = sorted({int(year) for year in re.findall(YEAR, title)})
    if years:
        return years[0], years[-1]
    for heading in dict.fromkeys(heading for clause in document.clauses for heading in clause.heading):
        match = _HEADING_SPAN.search(heading)
        if match and _HEADING_OF_ALL.search(heading) and not names_a_theme(heading):
            return int(match.group(1)), int(match.group(2))
    return None


def definitions(clauses: Sequence[Clause]) -> frozenset[str]:
    """Lower-case terms that the document defines: its list of terms, and "onder … verstaan wij" anywhere."""
    terms: set[str] = set()
    for clause in clauses:
        for pattern in (_UNDER, _WITH):
            if match := pattern.search(clause.text):
                terms.add(match.group(1).lower().strip())
        listed = any(_DEFINING_HEADING.search(heading) for heading in clause.heading) or bool(
            clause.lead and re.search(r"verstaan|bedoel|begrip", clause.lead, re.IGNORECASE)
        )
        if clause.cells and (
            listed or any(re.match(r"begrip|term|definitie", cell.column or "", re.IGNORECASE) for cell in clause.cells)
        ):
            terms.add(clause.text[clause.cells[0].start : clause.cells[0].end].lower().strip())
        elif listed and (match := _COLON.match(clause.text)):
            terms.update(part.strip() for part in re.split(r",| of | en ", match.group(1).lower()) if part.strip())
    return frozenset(terms)


def build_context(document: Document, parties: tuple[Party, ...]) -> Context:
    """Everything that can be known before the clauses are judged."""
    writer = author(document, parties)
    return Context(
        parties=parties,
        defined=definitions(document.clauses),
        period=period(document),
        author=writer.name if writer is not None else None,
        headed=any(clause.heading for clause in document.clauses),
    )
