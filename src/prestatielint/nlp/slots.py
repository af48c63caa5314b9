"""Quantities, deadlines and conditions of a clause, as spans of its text.

Every function returns ``Slot``s: character offsets into the text of the Doc, 0-based and half-open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from prestatielint.nlp.predicates import is_past

_MONTH = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?:\d{{1,2}}\s+{_MONTH}(?:\s+{YEAR})?|{_MONTH}\s+{YEAR}|\d{{1,2}}-\d{{1,2}}-{YEAR})"
_QUARTER = rf"(?:Q[1-4](?:\s*[-/]?\s*{YEAR})?|(?:het\s+)?(?:eerste|tweede|derde|vierde|laatste|1e|2e|3e|4e)\s+(?:kwartaal|halfjaar|half\s+jaar|helft)(?:\s+van)?(?:\s+(?:elk|ieder|het)\s+(?:kalender)?jaar)?(?:\s+{YEAR})?|{YEAR}-?Q[1-4])"
_COUNT = r"(?:\d+|één|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|veertien|vijftien|twintig|dertig|enkele)"
_UNIT = r"(?:werkdag(?:en)?|dag(?:en)?|week|weken|maand(?:en)?|kwartaal|kwartalen|halfjaar|jaar|jaren|kalenderjaar|uur)"
_PERIOD = rf"(?:{YEAR}\s*(?:-|–|t/m|tot\s+en\s+met|tot|en)\s*{YEAR}|{YEAR}\s*[-/]\s*\d\d(?!\d))"
_PREFIX = r"(?:uiterlijk|tussen|niet\s+later\s+dan|vóór|voor|per|vanaf|met\s+ingang\s+van|op|tot\s+en\s+met|t/m|tot\s+uiterlijk|tot|eind|begin|medio|in\s+de\s+loop\s+van|in\s+de\s+periode|in|over|gedurende|tijdens|ultimo|sinds|na|van|rond|halverwege|aan\s+het\s+eind\s+van|vóór\s+het\s+einde\s+van|voor\s+het\s+einde\s+van|jaarlijks\s+(?:vóór|voor|uiterlijk|per|op|in))"
_FREQUENCY = (
    r"(?:jaarlijks|halfjaarlijks|maandelijks|wekelijks|driemaandelijks|tweejaarlijks|tweewekelijks|tweemaandelijks|dagelijks(?!e?\s+(?:onderhoud|beheer|bestuur|leven))|permanent|doorlopend|het\s+(?:ge)?hele\s+jaar(?:\s+door)?"
    rf"|(?:ten\s+minste\s+|minimaal\s+|minstens\s+)?(?:{_COUNT}\s*(?:keer|maal|x)|eenmaal|éénmaal|tweemaal|driemaal|viermaal)\s+(?:per|in\s+het|in\s+de)\s+(?:\w+\s+)?(?:{_UNIT}|looptijd)"
    r"|(?:elke|iedere)\s+(?:eerste\s+|tweede\s+|laatste\s+)?(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|werkdag)(?:\s+van\s+de\s+maand)?|telkens\s+(?:als|wanneer)|steeds\s+(?:als|wanneer)"
    rf"|op\s+de\s+(?:eerste|tweede|laatste|\w+de)\s+(?:(?:werk)?dag|maandag|dinsdag|woensdag|donderdag|vrijdag)\s+van\s+(?:de|elke|iedere)\s+maand|(?:elk|ieder|elke|iedere|per|om\s+het|om\s+de)\s+(?:{_COUNT}\s+|half\s+|kalender)?(?:{_UNIT}|najaar|voorjaar|zomer|kwartaalgesprek|\d+\s+{_UNIT}))"
)
_TRIGGER = (
    r"(?:(?:bij|na|vóór|binnen|per|tijdens|zodra\s+er|telkens\s+(?:als|wanneer))\s+(?:elk|ieder|elke|iedere|alle)\s+(?:nieuwe?\s+|volgende\s+)?(?!\w*(?:bewoner|huurder|huishouden|partij|corporatie|gemeente|senior|jongere))\w+"
    r"|(?:bij|na|vóór|vanaf|op)\s+(?:de\s+|het\s+)?(?:dag\s+(?:van|dat)|moment\s+van|tekenen\s+van|sluiten\s+van|aangaan\s+van)(?:\s+(?:de|het|een))?\s+\w+|(?:vóór|voor|na|in|tijdens)\s+(?:de\s+|het\s+)?(?:bouwvak|stookseizoen|\w+vakantie|kerst)|vanaf\s+de\s+eerste\s+\w*dag"
    r"|(?:bij|na|vóór|vanaf)\s+(?:de\s+|een\s+|het\s+|iedere\s+|elke\s+)?(?:\w+e\s+)?(?:mutatie|opening|klacht|isolatie|huuropzegging|oplevering|vergunningverlening|toewijzing|verhuizing|leegkomst|verhuring|melding|ontvangst|start\s+(?:van\s+)?(?:de\s+)?bouw|ondertekening|aanvang|vaststelling|woningmutatie|renovatie|vertrek|opzegging|nieuwe\s+verhuring|afloop(?= van)|vrijkomen|koppeling|huuropzegging)(?:\s+van\s+(?:de|het|een)\s+\w+)?)"
)
_TERM = r"(?:(?:gedurende|tijdens|binnen|voor|in)\s+(?:de\s+(?:hele\s+|gehele\s+|volledige\s+)?)?(?:looptijd|contractperiode|convenantperiode|periode\s+van\s+deze\s+\w+)(?:\s+van\s+(?:deze|de)\s+\w+)?)"
_WITHIN = rf"(?:uiterlijk\s+de\s+\w+de\s+(?:werk)?dag|{_COUNT}\s+(?:half\s+)?{_UNIT}\s+(?:voordat|nadat|later|daarna|na\s+(?:de\s+|het\s+)?\w+)|(?:uiterlijk\s+)?(?:binnen|in|na|over|minimaal|ten\s+minste|gedurende|voor\s+de\s+duur\s+van|uiterlijk|steeds|telkens|in\s+de\s+eerste)\s+{_COUNT}\s+(?:half\s+)?{_UNIT}(?:\s+(?:na|voor|vóór|vanaf|nadat|voordat|tevoren|van\s+tevoren|daarna|later)\b(?:\s+(?:de|het|een|elke|iedere))?(?:\s+\w+)?)?)"
_OTHER = rf"(?:(?:dit|volgend|komend|hetzelfde)\s+(?:kalender)?jaar|in\s+(?:het\s+|de\s+)?(?:voorjaar|najaar|zomer|herfst|winter)(?:\s+van)?(?:\s+{YEAR})?|(?:voor|na)\s+de\s+zomer(?:vakantie)?(?:\s+van)?(?:\s+{YEAR})?|de\s+komende\s+{_COUNT}\s+jaar|(?:het\s+)?(?:voorjaar|najaar|zomer|winter)\s+(?:van\s+)?{YEAR}|{YEAR})"
_BARE = rf"(?:{_PERIOD}|{_QUARTER}|{_DATE}|(?:eind|begin|medio|ultimo)\s+{YEAR}|{YEAR})"
DEADLINE = re.compile(
    rf"(?<![\w€,.])(?:{_FREQUENCY}(?:\s+(?:vóór|voor|uiterlijk|per|op|in)\s+(?:uiterlijk\s+)?(?:{_DATE}|{_QUARTER}|{_MONTH}))?|{_WITHIN}|{_TERM}|{_TRIGGER}"
    rf"|(?:{_PREFIX}\s+)?(?:{_PREFIX}\s+)?(?:het\s+jaar\s+|de\s+jaren\s+|de\s+periode\s+|kalenderjaar\s+)?(?:{_BARE}(?:\s+(?:t/m|tot\s+en\s+met|en|tot)\s+(?:{_BARE}))?(?:\s+van\s+(?:elk|ieder)\s+jaar)?)|{_PREFIX}\s+{_MONTH}|{_OTHER})(?![\w%])",
    re.IGNORECASE,
)
# A length without a start, and a span of years to come: a date only when the document gives the start.
OPEN_LENGTH = re.compile(rf"^(?:in|over|binnen|gedurende)\s+{_COUNT}\s+(?:jaar|jaren|maanden?|weken)$", re.IGNORECASE)
UNIVERSALS = frozenset(["alle", "elke", "elk", "iedere", "ieder", "geen", "al", "nul"])
_CONDITION_WORDS = frozenset(["mits", "indien", "tenzij", "zodra", "als", "wanneer", "ingeval", "zolang", "totdat"])
_CONDITION_PHRASES = re.compile(
    r"\b(?:op voorwaarde dat|onder (?:de )?voorwaarden? dat|onder voorbehoud (?:van|dat)|voor zover|voorzover|afhankelijk van|onder de conditie dat|in het geval dat|vooropgesteld dat|gesteld dat|na (?:goedkeuring|instemming|vaststelling|toestemming) (?:van|door))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """The characters ``start`` to ``end`` of a clause."""

    start: int
    end: int
    text: str


# A date that says compared with what or from which paper, not when something is done.
_BASELINE_BEFORE = re.compile(
    r"(?:\bdan|ten opzichte van|t\.o\.v\.|vergeleken met|in vergelijking met|tegenover|gerekend vanaf|uitgaande van|nulmeting|startwaarde|uitgangswaarde|peildatum|prijspeil|stand"
    r"|tegen [\d.,]+ ?%?(?: \w+){0,3}|op (?:het|de) \w+ van|onder (?:dat|die|het \w+|de \w+)|gelijk aan (?:dat|die)|vanaf de [\d.]+ \w+(?: \w+){0,2})[\s(:]*$",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"\bvan\s+(?:gemiddeld\s+)?[\d.,€]+[^;|]*$", re.IGNORECASE)
_PAPER = re.compile(
    r"(?:wet|besluit|artikel|versie|nota(?:\s+\w+)?|\w*visie|\w*verordening|\w*plan|\w*programma|\w*lijst|\w*regeling|\w*agenda|\w*begroting|\w*akkoord|convenant|\w*kader|\w*beleid"
    r"|\w*monitor|\w*peiling|\w*onderzoek|\w*rapport|\w*enquête|\w*grens|\w*cijfers?|\w*afspraken|\w*prijzen|\w*index|niveau|overeenkomst|\w*tabel|bestand)(?:\s+\w+)?\s*\(?(?:d\.d\.\s*)?$",
    re.IGNORECASE,
)
_RATE_BEFORE = re.compile(
    r"(?:€\s?[\d.,]+|\b[\d.,]+\s?(?:euro|uur|uren|m³|m3|kWh|GJ|kg)|\buur|\beuro|\bgas|\bstroom)(?:\s+(?:gas|stroom|p\.p\.))?\s+$",
    re.IGNORECASE,
)
_RATE = re.compile(r"per\s+(?:dag|week|maand|kwartaal|jaar|uur)$", re.IGNORECASE)
_BARE_DATE = re.compile(
    rf"(?:van\s+)?(?:(?:\d{{1,2}}\s+)?{_MONTH}\s+)?{YEAR}(?:\s*[-–/]\s*(?:{YEAR}|\d\d))?$", re.IGNORECASE
)


_RECURS = re.compile(
    r"(?:ieder|elk|(?:half)?jaarlijks|maandelijks|wekelijks|per\s+(?:jaar|kwartaal|maand|week))", re.IGNORECASE
)


def _no_deadline(text: str, start: int, end: int) -> bool:
    """Whether a date only compares ("dan in 2023"), names a paper ("Nota grondbeleid van 2025") or belongs to a rate."""
    before, words, after = text[max(0, start - 48) : start].split("|")[-1], text[start:end], text[end : end + 24]
    if _RATE.match(words) and _RATE_BEFORE.search(before) and not ("jaar" in words and re.search(r"€|euro", before)):
        return True
    if _RECURS.match(words):
        return False
    if _BASELINE_BEFORE.search(before):
        return True
    if _PAPER.search(before) and _BARE_DATE.match(words):
        return True
    if _BARE_DATE.match(words) and words.lower().startswith("van"):
        return True
    if re.match(
        r"\s+(?:\S+\s+){0,3}(?:vastgestelde?|gepubliceerde?|ondertekende?|gesloten|verschenen)\b", text[end : end + 60]
    ) and re.search(r"\d", words):
        return True
    if before.endswith("(") and after.startswith(")") and re.search(r"[\d%]\s*(?:\w+\s*)?\($", before):
        return True  # "van 41 maanden (2025) naar 30"
    if re.search(r"(?:%|\bprocent)\s+(?:\w+\s+)?(?:onder|boven)\s*$", before):
        return True
    if re.match(r"\s*:\s*[\d€]", after) and before.endswith("("):
        return True
    return bool(
        re.match(
            r"\s+(?:omlaag\s+|omhoog\s+|terug\s+)?(?:naar|tot)\s+(?:ten\s+\w+\s+|minimaal\s+|maximaal\s+|hoogstens\s+|minstens\s+|gemiddeld\s+)?(?:een\s+)?[\d€]",
            after,
        )
        and _FROM_TO.search(before)
    )


def dates(text: str) -> tuple[Slot, ...]:
    """Every date, period, frequency and trigger, in order; those that only compare or name a paper too."""
    return tuple(Slot(match.start(), match.end(), match.group()) for match in DEADLINE.finditer(text))


_START = re.compile(r"(?:na|bij)\s", re.IGNORECASE)
_LASTS = re.compile(rf"{_WITHIN}|uiterlijk\b", re.IGNORECASE)


def deadlines(doc: Doc) -> tuple[Slot, ...]:
    """Dates, periods, frequencies and triggers by which or in which something is done.

    "vóór 1 juli 2026", "per kwartaal", "bij elk nieuw project"; not the year of a comparison, of a paper, of something past
    or of a rate ("€ 20 per maand"), nor the event from which a term in the same sentence runs ("na een melding … binnen
    vijf werkdagen").
    """
    found = [
        slot
        for slot in dates(doc.text)
        if not _no_deadline(doc.text, slot.start, slot.end) and not _is_past(token_span(doc, slot.start, slot.end))
    ]
    terms = [token_span(doc, slot.start, slot.end).sent.start for slot in found if _LASTS.match(slot.text)]
    return tuple(
        slot
        for slot in found
        if not (
            _START.match(slot.text)
            and not re.search(r"\d", slot.text)
            and not _LASTS.match(slot.text)
            and token_span(doc, slot.start, slot.end).sent.start in terms
        )
    )


def _is_past(span: Span) -> bool:
    """Whether a year stands with a verb in the past ("die in 2025 nog een eengezinswoning huurden")."""
    if not re.search(YEAR, span.text):
        return False
    head = next(
        (
            token
            for token in span.root.ancestors
            if token.pos_ in ("VERB", "AUX") or any(child.dep_ == "cop" for child in token.children)
        ),
        None,
    )
    if head is None:
        return False
    forms = [child for child in head.children if child.dep_ in ("aux", "aux:pass", "cop")] or [head]
    return any(is_past(form) for form in forms)


def token_span(doc: Doc, start_char: int, end_char: int) -> Span:
    """The tokens that hold the characters ``start_char`` to ``end_char``; raises ValueError outside the text."""
    span = doc.char_span(start_char, end_char, alignment_mode="expand")
    if span is None:
        raise ValueError(f"no tokens at {start_char}:{end_char}")
    return span


@lru_cache(maxsize=4)  # the readers of one clause ask for the same Doc several times
def conditions(doc: Doc) -> tuple[Slot, ...]:
    """Subordinate clauses that make a promise depend on something ("mits de gemeente een locatie beschikbaar stelt")."""
    found: list[Slot] = []
    starts = {match.start() for match in _CONDITION_PHRASES.finditer(doc.text)}
    for token in doc:
        lower = token.lower_
        if token.idx in starts or (
            lower in _CONDITION_WORDS
            and (
                lower not in ("als", "wanneer", "totdat")
                or token.dep_ == "mark"
                or token.pos_ == "SCONJ"
                or (token.i and doc[token.i - 1].text == ",")
            )
        ):
            if (
                lower == "als"
                and token.head.pos_ not in ("VERB", "AUX")
                and not (token.i and doc[token.i - 1].text == ",")
            ):
                continue
            if found and token.idx < found[-1].end:
                continue
            end = _condition_end(token)
            last = doc[end - 1]
            found.append(Slot(token.idx, last.idx + len(last), doc.text[token.idx : last.idx + len(last)]))
    return tuple(found)


def _condition_end(token: Token) -> int:
    """Index of the token after the condition: the end of the sentence, or the comma before the main clause it opens."""
    doc, sent = token.doc, token.sent
    opens = token.i - sent.start <= 1
    phrase = token.lower_ in ("afhankelijk", "onder", "na")
    if phrase or (token.i > sent.start and doc[token.i - 1].text == ","):
        # An aside between commas, or a phrase in front of the finite verb.
        for index in range(token.i + 2, sent.end):
            if doc[index].text in (",", ";", "|") or (
                opens and doc[index].pos_ in ("VERB", "AUX") and "Fin" in doc[index].morph.get("VerbForm", [])
            ):
                if phrase or (index + 1 < sent.end and doc[index + 1].pos_ not in ("PRON", "SCONJ", "CCONJ")):
                    return index
                break
    for index in range(token.i + 1, sent.end):
        other = doc[index]
        if other.text in (";", "|") or (other.text == "." and index == sent.end - 1):
            return index
        if (
            other.text == ","
            and opens
            and index + 1 < sent.end
            and doc[index + 1].pos_ in ("VERB", "AUX", "ADV", "PRON")
        ):
            return index
        if (
            opens
            and index > token.i + 2
            and other.pos_ in ("VERB", "AUX")
            and doc[index - 1].pos_ in ("VERB", "AUX")
            and "Fin" in str(other.morph)
            and "Fin" in str(doc[index - 1].morph)
        ):
            return index
    end = sent.end
    while end - 1 > token.i and doc[end - 1].is_punct:
        end -= 1
    return end
