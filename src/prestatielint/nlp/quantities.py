"""Numbers, amounts and shares of a clause: what is counted, how many, of what, and whether it is a floor or a ceiling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from prestatielint.nlp.slots import YEAR, Slot, token_span

Bound = Literal["precies", "ten minste", "ten hoogste", "ongeveer"]

_REFERENCE = re.compile(
    r"\b(?:complexen|fasen|kavels|blokken|artikelen|bijlagen)\s+\d+(?:(?:,\s*|\s+en\s+|\s+t/m\s+)\d+)*\b|\b(?-i:[A-Z])[a-z]+\s+\d+\w?\s*(?:-|–|t/m|tot en met)\s*\d+\b|\b\w+(?:straat|laan|weg|plein|kade|dijk|pad|singel|gracht|hof|dreef)\s+\d+\w?(?!\s+(?:\w+e\s+)*\w*(?:woning|appartement|huizen|studio|eenheden|plaatsen|huurder|huishouden|bewoner|personen|adressen|panelen|kamers))(?:\s*(?:-|–|t/m|tot en met|en)\s*\d+)?"
    r"|\b(?:artikel|art\.|lid|bijlage|hoofdstuk|paragraaf|§|afspraak|complex|kavel|blok|fase|pagina|tabel|nr\.?|nummer|versie)\s+[\dA-Z][\d.]*\b|\b(?:WWS|CO2)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"tussen\s+(?:de\s+)?\d[\d.]*(?:,\d+)?\s+en\s+(?:de\s+)?\d[\d.]*(?:,\d+)?(?:\s?(?:%|procent\b))?|(?:(?<=\s)|^)(?:één|een|twee|drie|vier)\s+(?:derde|kwart|vierde|vijfde)\b(?=\s+(?:van|deel)\b|\s*[,.;:)]|\s*$)|"
    r"(?:(?<=\s)|^)(?:één|een|twee|drie|vier|vijf|zes|zeven|acht|negen|\d) (?:op|van) de (?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d+)\b|(?:een\s+)?half\s+procent(?:punt)?"
    r"|(?:€|EUR|euro)\s?\d[\d.]*(?:,\d+|,-)?(?:\s?(?:miljoen|miljard|mln\.?|mld\.?|duizend|ton)\b)?"
    r"|\d[\d.]*(?:,\d+)?\s?(?:[-–]|tot(?:\s+en\s+met)?|à)\s?\d[\d.]*(?:,\d+)?\s?(?:%|procent(?:punt)?)?"
    r"|\d[\d.]*(?:,\d+)?\s?(?:%|procent(?:punt)?(?:en)?|ten honderd|miljoen\s+euro|miljoen|kWh|m³|m2|m²|fte)?",
    re.IGNORECASE,
)
# The words before a number that make it a floor, a ceiling or a guess.
_BOUND_WORDS: dict[Bound, str] = {
    "ten hoogste": r"ten hoogste|hoogstens|hooguit|maximaal|max\.|niet meer dan|niet boven(?: de)?|tot|onder(?: de)?|minder dan|niet hoger dan",
    "ten minste": r"ten minste|tenminste|minstens|minimaal|min\.|niet minder dan|meer dan|zeker|ruim|vanaf|boven(?: de)?|niet lager dan",
    "ongeveer": r"circa|ca\.|ongeveer|rond(?: de)?|zo'n|gemiddeld|om en nabij(?: de)?|plusminus|±",
}
_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = tuple(
    (bound, re.compile(rf"(?:^|(?<=\W))(?:{words})\s+(?:zo'n\s+)?$", re.IGNORECASE))
    for bound, words in _BOUND_WORDS.items()
)
_TIMES = frozenset(
    "jaar jaren maand maanden week weken dag dagen werkdag werkdagen uur uren kwartaal kwartalen".split()
)
# "28 jaar" is an age and "binnen drie jaar" a term; a length counts as a quantity where it is the thing that changes.
_LENGTH_IS_TARGET = re.compile(
    r"\b(?:naar|van|hoogstens|ten hoogste|maximaal|gemiddeld|minder dan|langer dan|korter dan|niet meer dan|met|onder de|binnen de|bedraagt|is)\s+(?:ten hoogste\s+|hoogstens\s+|gemiddeld\s+)?$",
    re.IGNORECASE,
)
_AGE = re.compile(r"^\s*(?:jaar|jarige?n?)\s+(?:en|of)\s+(?:ouder|jonger)|^\s*(?:jaar\s+)?oud\b", re.IGNORECASE)
_AGED = re.compile(
    r"(?:jongeren|huurders|starters|woningzoekenden|bewoners|mensen|senioren|ouderen|kinderen|huishoudens|alleenstaanden|inwoners|iedereen|wie|die|personen|studenten|leden)\s+(?:\w+\s+)?(?:van|tot|boven|onder|vanaf|tussen)(?:\s+de)?\s+(?:\d+\s+(?:en|tot)\s+)?$",
    re.IGNORECASE,
)
_TENS = {"tien": 10, "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90}  # fmt: skip
_ONES = {
    "nul": 0, "één": 1, "een": 1, "eén": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "elf": 11, "twaalf": 12,
    "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19,
}  # fmt: skip
_PARTS = {"helft": 0.5, "derde": 1 / 3, "kwart": 0.25, "driekwart": 0.75, "tweederde": 2 / 3, "anderhalf": 1.5, "eenmaal": 1.0, "tweemaal": 2.0, "driemaal": 3.0}  # fmt: skip
_FRACTIONS = {"derde": 1 / 3, "kwart": 0.25, "vierde": 0.25, "vijfde": 0.2}
_SCALES = {"duizend": 1e3, "ton": 1e5, "miljoen": 1e6, "mln": 1e6, "miljard": 1e9, "mld": 1e9}


@dataclass(frozen=True, slots=True)
class Quantity(Slot):
    """A number with what it counts; offsets are characters in the text of the Doc.

    ``low`` and ``high`` are equal unless the text gives a range ("35–45"). ``unit`` is "€", "%", a unit of measure, or the
    lemma of the noun that is counted ("" when there is none). ``base`` is what a share is taken of ("de huurders"), as
    written. ``shown`` is the text with its bound ("ten minste 40 woningen").
    """

    low: float = 0.0
    high: float = 0.0
    unit: str = ""
    base: str = ""
    bound: Bound = "precies"
    shown: str = ""


def number_value(words: str) -> float | None:
    """Value of a Dutch number in digits or words ("1.250", "1,2 miljoen", "vijfendertig", "helft"), or None.

    A point followed by three digits groups thousands, a comma starts the decimals (NEN 5050, Taaladvies.net).
    """
    text = words.strip().lower().removesuffix(",-").strip()
    scale = 1.0
    for name, factor in _SCALES.items():
        if re.search(rf"(?:^|[\s\d]){name}\.?$", text):
            scale, text = factor, re.sub(rf"\s*{name}\.?$", "", text)
            if not text:
                return factor
    if re.fullmatch(r"\d+(?:\.\d{3})*(?:,\d+)?", text):
        return float(text.replace(".", "").replace(",", ".")) * scale
    if re.fullmatch(r"\d+\.\d+", text):
        return float(text) * scale
    if text in _PARTS:
        return _PARTS[text] * scale
    value = _word_value(text)
    return None if value is None else value * scale


def _word_value(text: str) -> float | None:
    if text in _ONES:
        return float(_ONES[text])
    if text in _TENS:
        return float(_TENS[text])
    for stem, factor in (("duizend", 1000), ("honderd", 100)):
        if stem in text:
            head, _, tail = text.partition(stem)
            more = _word_value(tail.removeprefix("en")) if tail else 0.0
            times = _word_value(head) if head else 1.0
            return None if more is None or times is None else times * factor + more
    for ten, value in _TENS.items():
        if text.endswith(ten) and value > 10:
            one = _ONES.get(re.sub(r"(?:en|ën)$", "", text.removesuffix(ten)))
            return None if one is None or one > 9 else float(value + one)
    return None


def is_number_word(word: str) -> bool:
    """Whether a lower-case word is a number in words, the article "een" aside."""
    return word != "een" and (word in _PARTS or _word_value(word) is not None or word in _SCALES)


def _noun_end(doc: Doc, first: int) -> tuple[int, Token | None]:
    """Index after the noun that a number counts ("40" + "sociale huurwoningen"), and that noun."""
    if first + 1 < len(doc) and doc[first].lower_ in ("of", "en") and doc[first + 1].lower_ in ("meer", "minder"):
        first += 2
    for index in range(first, min(len(doc), first + 5)):
        token = doc[index]
        if token.text == "|":
            break
        if token.pos_ in ("NOUN", "PROPN") and not token.like_num:
            # A place or name after the noun is not counted ("40 woningen Kerkveld").
            return index + 1, token
        # Right after a number a word in -en is a plural, also where the tagger takes it for an infinitive ("drie wijken").
        if (
            index == first
            and token.pos_ in ("VERB", "ADJ", "ADV", "X")
            and (token.lower_.endswith("s") or (token.lower_.endswith("en") and token.dep_ != "amod"))
        ):
            return index + 1, token
        if token.like_num or not (
            token.pos_ in ("ADJ", "NUM")
            or token.dep_ == "amod"
            or token.lower_ in ("van", "de", "het", "haar", "hun", "zijn", "sociale", "extra", "nieuwe")
        ):
            break
    return first, None


def _base(doc: Doc, first: int) -> str:
    """What a share is taken of: the noun phrase after "van"."""
    if first + 1 >= len(doc) or doc[first].lower_ != "van":
        return ""
    end, noun = _noun_end(doc, first + 1)
    return doc[first + 1 : end].text if noun is not None else ""


def _bound(before: str) -> tuple[Bound, int]:
    """Kind of bound that ends ``before``, and how many characters it takes."""
    for bound, pattern in _BOUNDS:
        if match := pattern.search(before):
            return bound, len(before) - match.start()
    return "precies", 0


def _values(words: str) -> tuple[float, float] | None:
    plain = re.sub(
        r"^(?:€|EUR|euro)\s?|\s?(?:%|procent\w*|ten honderd|euro|kWh|m³|m2|m²|fte)$", "", words, flags=re.IGNORECASE
    )
    if match := re.fullmatch(r"(\w+) (?:op|van) de (\w+)", plain, re.IGNORECASE):
        some, of = number_value(match.group(1)), number_value(match.group(2))
        return None if some is None or not of else (some / of,) * 2
    if match := re.fullmatch(r"tussen\s+(?:de\s+)?(\S+)\s+en\s+(?:de\s+)?(\S+)", plain, re.IGNORECASE):
        low, high = number_value(match.group(1)), number_value(match.group(2))
        return None if low is None or high is None else (low, high)
    if match := re.fullmatch(r"(\w+)\s+(derde|kwart|vierde|vijfde)", plain, re.IGNORECASE):
        times = number_value(match.group(1))
        return None if times is None else (times * _FRACTIONS[match.group(2).lower()],) * 2
    if re.match(r"(?:een\s+)?half\b", plain, re.IGNORECASE):
        return 0.5, 0.5
    parts = re.split(r"\s?(?:[-–]|tot en met|tot|à)\s?(?=\d)", plain, maxsplit=1)
    numbers = [number_value(part) for part in parts]
    if any(number is None for number in numbers):
        return None
    return numbers[0] or 0.0, numbers[-1] or 0.0


def _unit(words: str, noun: Token | None) -> str:
    for pattern, unit in ((r"€|EUR|euro", "€"), (r"%|procent\b|procenten|ten honderd", "%"), (r"procentpunt", "procentpunt"), (r"kWh", "kWh"), (r"m³", "m³"), (r"m2|m²", "m²"), (r"fte", "fte")):  # fmt: skip
        if re.search(pattern, words, re.IGNORECASE):
            return unit
    return noun.lemma_.lower() if noun is not None else ""


def _is_length(doc: Doc, before: str, words: str, end: int) -> bool:
    """Whether a number of years or weeks is an age or a term and so no quantity that somebody promises."""
    after = doc.text[end:]
    unit = re.match(r"\s*(?:à\s+)?([a-zé]+)", after)
    if re.match(r"\s*u(?:ur|ren)\s+(?:per|in de)\s", after):
        return False
    if re.match(r"-?(?:plus|jarige?n?)", after) or _AGE.match(after):
        return True
    if _AGED.search(before) and re.fullmatch(r"\d\d", words):
        return True
    if unit is None or unit.group(1).lower() not in _TIMES:
        return False
    return not _LENGTH_IS_TARGET.search(before) or bool(_AGED.search(before))


def _make(doc: Doc, start: int, end: int) -> Quantity | None:
    text = doc.text
    words, before = text[start:end], text[max(0, start - 60) : start]
    part = words.lower().removeprefix("een ")
    values = _values(words) if part not in _PARTS else (_PARTS[part],) * 2
    if values is None or _is_length(doc, before, words, end):
        return None
    span = token_span(doc, start, end)
    measured = bool(re.search(r"€|EUR|euro|%|procent|kWh|m³|m2|m²|fte", words, re.IGNORECASE))
    last, noun = _noun_end(doc, span.end)
    if measured and noun is not None and noun.pos_ == "VERB":
        last, noun = span.end, None
    fraction = bool(re.search(r"\b(?:derde|kwart|vierde|vijfde)$", part))
    share = (
        fraction
        or "%" in words
        or "procent" in words
        or " de " in words
        or part in ("helft", "derde", "kwart", "tweederde", "driekwart")
    )
    unit = "deel" if (fraction or part in _PARTS or " de " in words) and share else _unit(words, noun)
    stop = doc[last - 1].idx + len(doc[last - 1]) if noun is not None else span.end_char
    bound, width = _bound(before)
    begin = span.start_char
    return Quantity(
        begin,
        stop,
        text[begin:stop],
        low=values[0],
        high=values[1],
        unit=unit if measured or noun is not None or share else "",
        base=_base(doc, span.end) if share else "",
        bound=bound,
        shown=text[start - width : stop] if begin == start else text[begin:stop],
    )


def quantities(doc: Doc, dates: tuple[Slot, ...]) -> tuple[Quantity, ...]:
    """Numbers, amounts and shares with what they count; years, ages, terms, dates and references are none.

    Args:
        doc: a parsed clause.
        dates: the dates and periods in it, of which the numbers are no quantities.

    """
    text = doc.text
    taken = [(slot.start, slot.end) for slot in dates] + [match.span() for match in _REFERENCE.finditer(text)]
    found: list[Quantity] = []
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        while end > start and text[end - 1] in " .-–":
            end -= 1
        if start and (text[start - 1].isalnum() or text[start - 1] in "-."):
            continue
        if end < len(text) and text[end].isalpha():
            continue
        if any(start < stop and begin < end for begin, stop in taken) or re.fullmatch(YEAR, text[start:end]):
            continue
        if (quantity := _make(doc, start, end)) is not None:
            found.append(quantity)
    for token in doc:
        if not is_number_word(token.lower_) or any(start <= token.idx < end for start, end in taken):
            continue
        previous = doc[token.i - 1].lower_ if token.i else ""
        # "acht het wenselijk" is a verb; "de vier corporaties" is a known set, not a number that somebody promises.
        if token.lower_ == "acht" and (token.pos_ in ("VERB", "AUX") or previous == "in"):
            continue
        if previous in ("de", "deze", "haar", "zijn", "hun", "onze", "alle") and token.lower_ not in _PARTS:
            counted = _noun_end(doc, token.i + 1)[1]
            if counted is None or counted.lower_.endswith(_KNOWN_SETS):
                continue
        # "de derde" counts in a row, "een derde" is a share; "de jaren zestig" are years.
        if any(quantity.start <= token.idx < quantity.end for quantity in found):
            continue
        if previous in ("jaren", "niet") or (token.lower_ in ("derde", "kwart") and previous in ("de", "het", "")):
            continue
        if token.lower_ == "derde" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ not in ("van", "deel"):
            continue  # "een derde locatie"
        begin = doc[token.i - 1].idx if previous == "een" and token.lower_ in _PARTS else token.idx
        if (quantity := _make(doc, begin, token.idx + len(token))) is not None:
            found.append(quantity)
    found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    merged: list[Quantity] = []
    for quantity in found:
        if not merged or quantity.start >= merged[-1].end:
            merged.append(quantity)
    return tuple(merged)


# Of these an agreement has so many; their number is no promise.
_KNOWN_SETS = (
    "corporaties",
    "kernen",
    "wijken",
    "buurten",
    "dorpen",
    "partijen",
    "gemeenten",
    "groepen",
    "organisaties",
    "verenigingen",
)
_WHOLE = re.compile(
    r"\b(?:geen enkele?|niet één|alle|al (?:het|de|haar|zijn|hun|onze)|(?:elk|ieder) van hen|elke?|iedere?|beide|geen)\b"
    r"(?!\s+(?:geval|partijen|jaar|maand|kwartaal|keer|week|dag|halfjaar|half|najaar|voorjaar|avond|van|corporaties?|huurdersorganisaties?)\b)",
    re.IGNORECASE,
)

_LABEL_TARGET = re.compile(
    r"\b(?:naar|tot|op|ten minste|minimaal|minstens)\s+((?:gemiddeld\s+)?(?:energie)?label\s+[A-G]\+*)(?!\w)",
    re.IGNORECASE,
)


def wholes(doc: Doc, dates: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """All or nothing, and an energy label that is the target: what counts without a number.

    "alle woningen", "elke huurder", "geen woningen", each with its noun; "label B" in "naar label B".
    """
    found = []
    for match in _WHOLE.finditer(doc.text):
        if any(slot.start <= match.start() < slot.end for slot in dates):
            continue
        span = token_span(doc, *match.span())
        last, noun = _noun_end(doc, span.end)
        alone = match.group().lower() in ("geen", "geen enkel", "geen enkele", "elk van hen", "ieder van hen")
        if noun is None and not alone:
            continue
        end = doc[last - 1].idx + len(doc[last - 1]) if noun is not None else match.end()
        found.append(Slot(match.start(), end, doc.text[match.start() : end]))
    for match in _LABEL_TARGET.finditer(doc.text):
        found.append(Slot(match.start(1), match.end(1), match.group(1)))
    return tuple(sorted(found, key=lambda slot: slot.start))
