"""What a document says as a whole: its period and its definitions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prestatielint.model import Clause, Document, Party
from prestatielint.nlp.parties import author
from prestatielint.nlp.reading import Context
from prestatielint.nlp.slots import YEAR

_TERM = re.compile(
    rf"(?:looptijd|gelden|geldt|gaan in|gaat in|ingang|treden|treedt|aangegaan|lopen|loopt|afgesloten|periode)\b.{{0,120}}?({YEAR}).{{0,80}}?(?:tot|t/m|tot en met|eindigen|eindigt|einde|en met|–|-)\D{{0,40}}(?:\d{{1,2}}\s+\w+\s+)?({YEAR})",
    re.IGNORECASE,
)
_TERM_ONE = re.compile(
    rf"(?:looptijd|gelden|geldt)\b.{{0,60}}?(?:het (?:kalender)?jaar|één jaar|kalenderjaar)\D{{0,20}}({YEAR})",
    re.IGNORECASE,
)
_TITLE_SPAN = re.compile(rf"({YEAR})\s*(?:-|–|t/m|tot en met|tot)\s*({YEAR}|\d\d)(?!\d)")
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


def period(document: Document) -> tuple[int, int] | None:
    """First and last year of the agreement: its looptijd clause, else the years in its title; None when unknown."""
    for clause in document.clauses:
        if match := _TERM.search(clause.text):
            first, last = int(match.group(1)), int(match.group(2))
            if first <= last <= first + 15 and re.search(
                r"afspra|overeenkomst|looptijd|ingang|periode van|convenant", clause.text, re.IGNORECASE
            ):
                return first, last
        if match := _TERM_ONE.search(clause.text):
            return int(match.group(1)), int(match.group(1))
    title = document.title or ""
    if match := _TITLE_SPAN.search(title):
        start, stop = match.groups()
        return int(start), int(stop if len(stop) == 4 else start[:2] + stop)
    years = sorted({int(year) for year in re.findall(YEAR, title)})
    return (years[0], years[-1]) if years else None


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
