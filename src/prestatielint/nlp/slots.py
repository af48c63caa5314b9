"""Quantities, deadlines and conditions of a clause, as spans of its text.

Every function returns ``Slot``s: character offsets into the text of the Doc, 0-based and half-open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

_MONTH = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?:\d{{1,2}}\s+{_MONTH}(?:\s+{YEAR})?|{_MONTH}\s+{YEAR}|\d{{1,2}}-\d{{1,2}}-{YEAR})"
_QUARTER = rf"(?:Q[1-4](?:\s*[-/]?\s*{YEAR})?|(?:het\s+)?(?:eerste|tweede|derde|vierde|laatste|1e|2e|3e|4e)\s+(?:kwartaal|halfjaar|half\s+jaar|helft)(?:\s+van)?(?:\s+(?:elk|ieder|het)\s+(?:kalender)?jaar)?(?:\s+{YEAR})?|{YEAR}-?Q[1-4])"
_COUNT = r"(?:\d+|één|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|veertien|vijftien|twintig|dertig|enkele)"
_UNIT = r"(?:werkdag(?:en)?|dag(?:en)?|week|weken|maand(?:en)?|kwartaal|kwartalen|halfjaar|jaar|jaren|kalenderjaar|uur)"
_PERIOD = rf"(?:{YEAR}\s*(?:-|–|t/m|tot\s+en\s+met|tot|en)\s*{YEAR}|{YEAR}\s*[-/]\s*\d\d(?!\d))"
_PREFIX = r"(?:uiterlijk|niet\s+later\s+dan|vóór|voor|per|vanaf|met\s+ingang\s+van|op|tot\s+en\s+met|t/m|tot\s+uiterlijk|tot|eind|begin|medio|in\s+de\s+loop\s+van|in\s+de\s+periode|in|over|gedurende|tijdens|ultimo|sinds|na|van|rond|halverwege|aan\s+het\s+eind\s+van|vóór\s+het\s+einde\s+van|voor\s+het\s+einde\s+van|jaarlijks\s+(?:vóór|voor|uiterlijk|per|op|in))"
_FREQUENCY = (
    r"(?:jaarlijks|halfjaarlijks|maandelijks|wekelijks|driemaandelijks|tweejaarlijks|tweewekelijks|tweemaandelijks|dagelijks|permanent"
    rf"|(?:ten\s+minste\s+|minimaal\s+|minstens\s+)?(?:{_COUNT}\s*(?:keer|maal|x)|eenmaal|éénmaal|tweemaal|driemaal|viermaal)\s+(?:per|in\s+het|in\s+de)\s+(?:\w+\s+)?(?:{_UNIT}|looptijd)"
    r"|(?:elke|iedere)\s+(?:eerste\s+|tweede\s+|laatste\s+)?(?:maandag|dinsdag|woensdag|donderdag|vrijdag|werkdag)(?:\s+van\s+de\s+maand)?|telkens\s+(?:als|wanneer)|steeds\s+(?:als|wanneer)"
    rf"|(?:elk|ieder|elke|iedere|per|om\s+het|om\s+de)\s+(?:{_COUNT}\s+|half\s+|kalender)?(?:{_UNIT}|najaar|voorjaar|zomer|kwartaalgesprek|\d+\s+{_UNIT}))"
)
_TRIGGER = (
    r"(?:(?:bij|na|voor|vóór|binnen|per|tijdens|zodra\s+er|telkens\s+(?:als|wanneer))\s+(?:elk|ieder|elke|iedere|alle)\s+(?:nieuwe?\s+|volgende\s+)?\w+"
    r"|(?:bij|na|vóór|vanaf)\s+(?:de\s+|een\s+|het\s+|iedere\s+|elke\s+)?(?:\w+e\s+)?(?:mutatie|opening|klacht|isolatie|huuropzegging|oplevering|vergunningverlening|toewijzing|verhuizing|leegkomst|verhuring|melding|ontvangst|start\s+(?:van\s+)?(?:de\s+)?bouw|ondertekening|aanvang|vaststelling|woningmutatie|renovatie|vertrek|opzegging|nieuwe\s+verhuring|afloop|vrijkomen|koppeling|huuropzegging)(?:\s+van\s+(?:de|het|een)\s+\w+)?)"
)
_TERM = r"(?:(?:gedurende|tijdens|binnen|voor|in)\s+(?:de\s+(?:hele\s+|gehele\s+|volledige\s+)?)?(?:looptijd|contractperiode|convenantperiode|periode\s+van\s+deze\s+\w+)(?:\s+van\s+(?:deze|de)\s+\w+)?)"
_WITHIN = rf"(?:binnen|in|na|over|minimaal|ten\s+minste|gedurende|voor\s+de\s+duur\s+van|uiterlijk|steeds|telkens)\s+{_COUNT}\s+{_UNIT}(?:\s+(?:na|voor|vóór|vanaf|nadat|voordat|tevoren|van\s+tevoren)\b(?:\s+(?:de|het|een|elke|iedere))?(?:\s+\w+)?)?"
_OTHER = rf"(?:(?:dit|volgend|komend|hetzelfde)\s+(?:kalender)?jaar|in\s+(?:het\s+)?(?:voorjaar|najaar|zomer)(?:\s+van)?(?:\s+{YEAR})?|(?:voor|na)\s+de\s+zomer(?:vakantie)?(?:\s+van)?(?:\s+{YEAR})?|de\s+komende\s+{_COUNT}\s+jaar|(?:het\s+)?(?:voorjaar|najaar|zomer|winter)\s+(?:van\s+)?{YEAR}|{YEAR})"
_BARE = rf"(?:{_PERIOD}|{_QUARTER}|{_DATE}|(?:eind|begin|medio|ultimo)\s+{YEAR}|{YEAR})"
DEADLINE = re.compile(
    rf"(?<![\w€,.])(?:{_FREQUENCY}(?:\s+(?:vóór|voor|uiterlijk|per|op|in)\s+(?:uiterlijk\s+)?(?:{_DATE}|{_QUARTER}|{_MONTH}))?|{_WITHIN}|{_TERM}|{_TRIGGER}"
    rf"|(?:{_PREFIX}\s+)?(?:{_PREFIX}\s+)?(?:het\s+jaar\s+|de\s+jaren\s+|de\s+periode\s+|kalenderjaar\s+)?(?:{_BARE}(?:\s+(?:t/m|tot\s+en\s+met|en|tot)\s+(?:{_BARE}))?)|{_PREFIX}\s+{_MONTH}|{_OTHER})(?![\w%])",
    re.IGNORECASE,
)
# A length without a start, and a span of years to come: a date only when the document gives the start.
OPEN_LENGTH = re.compile(rf"^(?:in|over|binnen|gedurende)\s+{_COUNT}\s+(?:jaar|jaren|maanden?|weken)$", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:artikel|art\.|lid|bijlage|hoofdstuk|paragraaf|§|afspraak|complex|kavel|blok|fase|pagina|tabel|nr\.?|nummer|versie)\s+[\dA-Z][\d.]*\b|\b(?:WWS|CO2|m2|m²)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:€|EUR|euro)\s?\d[\d.]*(?:,\d+|,-)?(?:\s?(?:miljoen|miljard|mln\.?|mld\.?|duizend|ton)\b)?"
    r"|\d[\d.]*(?:,\d+)?\s?(?:[-–]|tot(?:\s+en\s+met)?|à)\s?\d[\d.]*(?:,\d+)?\s?(?:%|procent(?:punt)?)?"
    r"|\d[\d.]*(?:,\d+)?\s?(?:%|procent(?:punt)?(?:en)?|miljoen\s+euro|miljoen|kWh|m³|m2|m²|fte)?"
)
_NUMBER_WORDS = frozenset(
    """
        één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien
        achttien negentien twintig vijfentwintig dertig veertig vijftig zestig zeventig tachtig negentig honderd
        tweehonderd driehonderd vijfhonderd duizend eenmaal tweemaal driemaal helft derde kwart tweederde driekwart
        vijfendertig vijfenveertig
        """.split()
)
UNIVERSALS = frozenset(["alle", "elke", "elk", "iedere", "ieder", "geen", "al", "nul"])
_CONDITION_WORDS = frozenset(["mits", "indien", "tenzij", "zodra", "als", "wanneer", "ingeval", "zolang", "totdat"])
_CONDITION_PHRASES = re.compile(
    r"\b(?:op voorwaarde dat|onder (?:de )?voorwaarden? dat|onder voorbehoud (?:van|dat)|voor zover|voorzover|afhankelijk van|onder de conditie dat|in het geval dat|vooropgesteld dat|na (?:goedkeuring|instemming|vaststelling|toestemming) (?:van|door))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """The characters ``start`` to ``end`` of a clause."""

    start: int
    end: int
    text: str


def deadlines(text: str) -> tuple[Slot, ...]:
    """Dates, periods, frequencies and triggers, in order ("vóór 1 juli 2026", "per kwartaal", "bij elk nieuw project")."""
    found = []
    for match in DEADLINE.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()].lower()
        if re.search(r"(?:prijspeil|peildatum|wet|besluit|artikel|versie)\s*$", before):
            continue
        found.append(Slot(match.start(), match.end(), match.group()))
    return tuple(found)


def token_span(doc: Doc, start_char: int, end_char: int) -> Span:
    """The tokens that hold the characters ``start_char`` to ``end_char``; raises ValueError outside the text."""
    span = doc.char_span(start_char, end_char, alignment_mode="expand")
    if span is None:
        raise ValueError(f"no tokens at {start_char}:{end_char}")
    return span


def _with_noun(doc: Doc, start_char: int, end_char: int) -> Slot:
    """Stretch a number over the noun that it counts ("40" → "40 sociale huurwoningen")."""
    span = token_span(doc, start_char, end_char)
    end = span.end
    stop = min(len(doc), span.end + 5)
    index = span.end
    last_noun = None
    while index < stop:
        token = doc[index]
        if token.pos_ in ("NOUN", "PROPN") and not token.like_num:
            last_noun = index
            index += 1
            if index < stop and doc[index].pos_ not in ("NOUN", "PROPN"):
                break
        elif (token.text != "|" and (token.pos_ in ("ADJ", "NUM") and not token.like_num)) or (
            token.lower_ in ("en", "of", "van", "de", "het", "sociale", "extra", "nieuwe") and last_noun is None
        ):
            index += 1
        else:
            break
    if last_noun is not None:
        end = last_noun + 1
    return Slot(span.start_char, doc[end - 1].idx + len(doc[end - 1]), doc[span.start : end].text)


def quantities(doc: Doc, dates: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Numbers, amounts and shares with what they count; years, dates and references are none."""
    text = doc.text
    taken = [(slot.start, slot.end) for slot in dates] + [match.span() for match in _REFERENCE.finditer(text)]
    found: list[Slot] = []
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        while end > start and text[end - 1] in " .-–":
            end -= 1
        if start and (text[start - 1].isalnum() or text[start - 1] in "-."):
            continue
        if end < len(text) and text[end].isalpha():
            continue
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        if re.fullmatch(YEAR, text[start:end]) or text[end : end + 5].lower().startswith("-jari"):
            continue
        found.append(_with_noun(doc, start, end))
    for token in doc:
        lower = token.lower_
        if lower in _NUMBER_WORDS and not any(start <= token.idx < end for start, end in taken):
            if (
                lower in ("derde", "tweede", "vierde", "kwart", "helft")
                and token.i
                and doc[token.i - 1].lower_ in ("de", "het")
                and lower != "helft"
            ):
                continue
            found.append(_with_noun(doc, token.idx, token.idx + len(token)))
    found.sort(key=lambda slot: (slot.start, -slot.end))
    merged: list[Slot] = []
    for slot in found:
        if not merged or slot.start >= merged[-1].end:
            merged.append(slot)
    return tuple(merged)


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
