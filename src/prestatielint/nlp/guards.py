"""What settles a vague word: a number, a date, a norm or a definition; section 3 of the annotation guide.

A guard gets the reading, the tokens ``start`` to ``end`` of the match and the context, and says whether the word is settled.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.tokens import Doc

from prestatielint.nlp.nouns import head_noun, is_home
from prestatielint.nlp.predicates import is_verb
from prestatielint.nlp.reading import Context, Reading, inside

Guard = Callable[[Reading, int, int, Context], bool]

# Statutory and standard wording, never vague (annotation guide section 3, domain knowledge F5).
_STANDARD = re.compile(
    r"naar redelijkheid(?: en billijkheid)?|redelijkheid en billijkheid|onder voorbehoud van (?:de )?(?:\w+ )?(?:goedkeuring|instemming) (?:van|door) (?:(?:de|het|haar|zijn|hun|beide) )?(?:(?:raad|raden) van (?:commissarissen|toezicht)|rvc\w*|gemeenteraad|raad|college)|dat wil zeggen|d\.w\.z\."
    r"|passend(?:heidsnorm\w*|e?\s+toe(?:wijzen|wijzing|gewezen|wijst|te wijzen)|\s+toewijz\w+)|wij(?:st|zen)(?:\s+[\w%.,]+){0,6}?\s+passend(?:\s+\w+){0,2}\s+toe|passend onderwijs|streef(?:huur|huren|waarde|waarden|voorraad)|goed verhuurderschap|(?:de )?periodieke huurverhoging\w*|structureel tekort|geregeld (?:is|zijn|wordt|worden)|(?:is|zijn|wordt|worden)\b[^.;]{0,60}\bgeregeld(?=[.;,]|$)|in principe \d+|goed wonen|toegelaten instelling",
    re.IGNORECASE,
)


def always_settled(doc: Doc, start: int, end: int) -> bool:
    """Whether a match lies in standard wording, in a name, or between quotation marks."""
    first, last = doc[start], doc[end - 1]
    begin, finish = first.idx, last.idx + len(last)
    words = [token for token in doc[start:end] if token.is_alpha]
    if (
        len(words) > 1
        and start != first.sent.start
        and "|" not in doc.text
        and all(w.text[:1].isupper() for w in words)
    ):
        return True  # capitals within a sentence make a name: "het Uitvoeringsplan Kwetsbare Inwoners"
    for match in _STANDARD.finditer(doc.text):
        if match.start() < finish and begin < match.end():
            return True
    if (
        end - start == 1
        and first.text[0].isupper()
        and start != first.sent.start
        and not first.is_upper
        and first.pos_ == "PROPN"
    ):
        return True
    before, after = doc.text[:begin], doc.text[finish:]
    opened = max(before.rfind("„"), before.rfind("“"), before.rfind("‘"))
    return opened >= 0 and not re.search("[”’“]", before[opened + 1 :]) and bool(re.search("[”’]", after))


def aim(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The word stands in an aim that is not itself promised ("zodat …", "om … te")."""
    return inside(reading.doc[start].idx, reading.purposes)


def condition(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The word stands in a condition or a relative clause about something else."""
    token = reading.doc[start]
    return bool(any(slot.start <= token.idx < slot.end for slot in reading.conditions))


def relative(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The word stands in a relative clause or in a clause that only describes ("die … nodig hebben")."""
    sentence = reading.doc[start].sent
    if sentence[0].lower_ in ("wie", "wat") and not any(
        word.text == "," for word in reading.doc[sentence.start : start]
    ):
        return True
    before = [word.lower_ for word in reading.doc[max(sentence.start, start - 3) : start]]
    if "wat" in before or "wie" in before:
        return True
    for ancestor in (reading.doc[end - 1], *reading.doc[end - 1].ancestors):
        if ancestor.dep_ == "acl:relcl" and any(
            child.pos_ == "PRON" and "Rel" in child.morph.get("PronType", []) for child in ancestor.children
        ):
            return True
    return False


def amount_beside(reading: Reading, start: int, end: int, context: Context) -> bool:
    """A number counts the same thing ("40 extra huishoudens", "extra woningen, te weten zes")."""
    doc = reading.doc
    begin, finish = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    for slot in reading.quantities:
        if slot.start <= begin < slot.end:
            return True
        between = doc.text[finish : slot.start] if slot.start >= finish else doc.text[slot.end : begin]
        if (
            slot.start >= finish
            and re.search(
                r"\b(?:namelijk|te weten|dat (?:is|zijn|wil zeggen)|in totaal|met name|oftewel|ofwel)\b|[:(]\s*$",
                between,
            )
            and len(between) < 60
        ):
            return True
        if slot.end <= begin and len(between) <= 2:
            return True
    return False


def band_beside(reading: Reading, start: int, end: int, context: Context) -> bool:
    """An approximation with its band: "circa 40 (35–45)"."""
    rest = reading.doc.text[reading.doc[end - 1].idx :]
    return bool(
        re.match(
            r"\w+\.?\s+[\d.,]+\s*(?:%|procent)?[^.;|]{0,30}\(\s*(?:minimaal |tussen |ten minste )?\d[\d.,]*\s*(?:-|–|tot|en|, maximaal|, ten hoogste)\s*\d[\d.,]*|\w+\.?\s+[\d.,]+\s*[^.;|]{0,30}(?:met een (?:bandbreedte|marge)|plus of min|bandbreedte)",
            rest,
        )
    )


def limit(reading: Reading, start: int, end: int, context: Context) -> bool:
    """Part of a limit or a comparison with a number: "niet meer dan 2%", "geen woningen meer", "of meer"."""
    doc = reading.doc
    token = doc[start]
    before = [word.lower_ for word in doc[max(token.sent.start, start - 8) : start]]
    after = [word.lower_ for word in doc[end : min(end + 6, token.sent.end)]]
    if before[-1:] and before[-1] in (
        "niet",
        "of",
        "geen",
        "steeds",
        "nooit",
        "hoe",
        "des",
        "niets",
        "onder",
        "iets",
        "te",
    ):
        return True
    if after[:1] == ["dan"]:
        return True
    return token.lower_ == "meer" and any(word in ("geen", "niet", "nergens", "nooit", "niemand") for word in before)


def date_beside(reading: Reading, start: int, end: int, context: Context) -> bool:
    """An open term with its date: "tijdig, dat is uiterlijk 1 maart", "zo spoedig mogelijk, uiterlijk binnen vijf dagen"."""
    finish = reading.doc[end - 1].idx + len(reading.doc[end - 1])
    sentence_end = reading.doc[end - 1].sent.end_char
    for slot in reading.deadlines:
        if finish <= slot.start < sentence_end:
            between = reading.doc.text[finish : slot.start]
            if re.fullmatch(
                r"(?:\s\w+)?[\s,(–-]*(?:(?:doch|maar|en|dat is|dat wil zeggen|d\.w\.z\.|namelijk|te weten|in elk geval|in ieder geval|uiterlijk|daarmee|te rekenen|ten minste)[\s,:]*)*",
                between,
            ):
                return True
    return False


def indirect_question(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The word stands in what is told or decided ("meldt hoeveel woningen zij verwacht te …")."""
    sentence = reading.doc[start].sent
    return any(
        word.lower_ in ("hoeveel", "welke", "wanneer", "hoe") for word in reading.doc[sentence.start + 1 : start]
    )


def negated(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The word is denied ("ook niet binnen de wettelijke mogelijkheden")."""
    return start > 0 and reading.doc[start - 1].lower_ in ("niet", "geen", "nooit")


def topic(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The word is what a decision or talk is about ("beslist over het voornemen")."""
    return start > 0 and reading.doc[start - 1].lower_ in ("over", "omtrent")


def dated_steps(reading: Reading, start: int, end: int, context: Context) -> bool:
    """Steps that each have their date: "daalt stapsgewijs van 34% in 2024 naar 33% in 2026"."""
    sentence = reading.doc[start].sent
    dated = [slot for slot in reading.deadlines if sentence.start_char <= slot.start < sentence.end_char]
    return len(dated) > 1 or len(set(re.findall(r"\b20\d\d\b", sentence.text))) > 1


def start_known(reading: Reading, start: int, end: int, context: Context) -> bool:
    """A length whose start is given: "de komende vier jaar, te rekenen vanaf 1 januari 2020"."""
    if any(
        re.search(r"\b(?:vanaf|sinds|gerekend|ingaande)\b.*\b20\d\d\b", heading) for heading in reading.clause.heading
    ):
        return True
    finish = reading.doc[end - 1].idx + len(reading.doc[end - 1])
    return bool(
        re.match(
            r"[\s,(]*(?:te rekenen|gerekend|vanaf|na\b|nadat|ingaande|met ingang|te beginnen)",
            reading.doc.text[finish:],
        )
    )


def cell_dated(reading: Reading, start: int, end: int, context: Context) -> bool:
    """A date stands in another cell of the same row."""
    if not reading.clause.cells:
        return False
    position = reading.doc[start].idx
    cell = next((cell for cell in reading.clause.cells if cell.start <= position < cell.end), None)
    return cell is not None and any(not cell.start <= slot.start < cell.end for slot in reading.deadlines)


def defined(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The document defines the word, alone or with its noun ("betaalbaar", "kwetsbare bewoner")."""
    doc = reading.doc
    stem = re.sub(r"(?:e|en|s)$", "", doc[end - 1].lower_)
    if len(stem) > 2 and doc[end - 1].lower_.endswith("e") and stem[-1] == stem[-2]:
        stem = stem[:-1]
    following = " ".join(word.lower_ for word in doc[end : min(end + 3, len(doc))])
    span = {word.lower_ for word in doc[start:end]}
    for term in context.defined:
        words = term.split()
        # "Op korte termijn" where the document says what "de korte termijn" is.
        if end - start > 1 and set(words) - {"de", "het", "een"} <= span:
            return True
        stems = [re.sub(r"(?:e|en|s)$", "", word) for word in words]
        if not any(word == stem or word.rstrip("a") == stem or _same(word, stem) for word in stems):
            continue
        if len(words) == 1:
            return True
        others = [word for word in stems if not _same(word, stem)]
        if all(other[:5] in following for other in others if len(other) > 3) or not following:
            return True
        noun = next((word for word in doc[end : min(end + 4, len(doc))] if word.pos_ == "NOUN"), None)
        if noun is not None and any(
            _same(re.sub(r"(?:e|en|s)$", "", noun.lower_), other)
            or noun.lower_.endswith(other)
            or (is_home(noun) and "woning" in other)
            for other in others
        ):
            return True
    return False


def _same(one: str, other: str) -> bool:
    """Whether two stems are one word in spite of spelling ("betaalbar" and "betaalbaar")."""
    return re.sub(r"([aeou])\1", r"\1", one) == re.sub(r"([aeou])\1", r"\1", other)


def norm_beside(reading: Reading, start: int, end: int, context: Context) -> bool:
    """A property with its norm: "betaalbaar (huur tot € 682,96 in 2025)"."""
    rest = reading.doc.text[reading.doc[end - 1].idx + len(reading.doc[end - 1]) :]
    return bool(
        re.match(
            r"[^.;|]{0,40}?\((?:[^)]*\d|[^)]*\blabel\b|[^)]*\bzie\b|[^)]*\bbijlage\b)|[^.;|]{0,25}?,?\s*(?:dat wil zeggen|namelijk|te weten|zoals (?:omschreven|bepaald|beschreven)|volgens de (?:definitie|normen)|in de zin van|met (?:ten minste )?(?:energie)?label)",
            rest,
        )
    )


def effect_promised(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The clause promises a checkable effect; the word only colours it."""
    return reading.niveau == "effect"


def baseline(reading: Reading, start: int, end: int, context: Context) -> bool:
    """A comparison with its baseline or target: "van 14 naar 10 maanden", "10% lager dan in 2023"."""
    doc = reading.doc
    sentence = doc[start].sent
    text = sentence.text
    if re.search(
        r"\bvan\s+(?:gemiddeld\s+|circa\s+)?(?:€\s*)?[\d.,\w]+%?\b[^.;|]{0,40}\b(?:naar|tot)\s+(?:ten (?:minste|hoogste)\s+|gemiddeld\s+|maximaal\s+|minimaal\s+|hoogstens\s+)?(?:€\s*)?(?:\d|\w+\s+(?:maanden|jaar|weken|dagen|procent))",
        text,
    ):
        return True
    after = doc.text[doc[end - 1].idx + len(doc[end - 1]) : sentence.end_char]
    if re.match(r"\s*dan\b", after):
        return True
    amounts = [slot for slot in reading.quantities if sentence.start_char <= slot.start < sentence.end_char]
    begin = doc[start].idx
    for slot in amounts:
        gap = (
            doc.text[slot.end : begin]
            if slot.end <= begin
            else after[: max(0, slot.start - (doc[end - 1].idx + len(doc[end - 1])))]
        )
        if len(gap) < 70 and re.search(
            r"\b(?:met|tot|naar|op|ten opzichte van|minimaal|maximaal|ten minste|gemiddeld|ten hoogste)\s*(?:gemiddeld|ten minste|minimaal|maximaal|ten hoogste|circa|hoogstens)?\s*$|^\s*$|per \w+",
            gap,
        ):
            return True
    if is_verb(doc[start]) and any(reading.predicates) and amounts:
        return True
    if reading.clause.cells:
        return any(
            not _same_cell(reading, begin, slot.start) and re.search(r"[%€\d]", slot.text)
            for slot in reading.quantities
        )
    return False


def _same_cell(reading: Reading, one: int, other: int) -> bool:
    return any(cell.start <= one < cell.end and cell.start <= other < cell.end for cell in reading.clause.cells)


def checkable_minimum(reading: Reading, start: int, end: int, context: Context) -> bool:
    """A checkable minimum stands beside the effort: "en doet in ieder geval twee aanbiedingen"."""
    rest = reading.doc.text[reading.doc[end - 1].idx :]
    match = re.search(
        r"\b(?:in ieder geval|in elk geval|ten minste|minstens|minimaal|maar garandeert|waarbij ten minste)\b", rest
    )
    if not match:
        return False
    after = reading.doc[end - 1].idx + match.start()
    return (
        any(slot.start >= after for slot in reading.quantities)
        or bool(re.search(r"\b(?:elk|elke|ieder|iedere|alle)\b", rest[match.start() :]))
        or bool(re.search(r"\b(?:en|waarbij)\s+\w+\s*$", rest[: match.start()]))
    )


def amount_given(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The verb gives an amount of money or time: "draagt € 30.000 bij aan"."""
    sentence = reading.doc[start].sent
    return any(
        "€" in slot.text or "euro" in slot.text
        for slot in reading.quantities
        if sentence.start_char <= slot.start < sentence.end_char
    )


def named_document(reading: Reading, start: int, end: int, context: Context) -> bool:
    """A named or dated document follows: "conform de Nota grondprijzen 2025", "volgens bijlage 2"."""
    doc = reading.doc
    rest = doc.text[doc[start].idx : doc[end - 1].sent.end_char]
    phrase = re.split(r"[,;|]", rest)[0]
    words = phrase.split()
    return bool(
        re.search(r"\b(?:19|20)\d\d\b|bijlage|artikel|\bwet\b|Wet|BTIV|verordening|Nota|Beleidsregel", phrase)
    ) or any(word[:1].isupper() for word in words[2:])


def decision_dated(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The talk ends in a dated product: "stelt in overleg met De Schakel vóór 1 mei het plan vast"."""
    sentence = reading.doc[start].sent
    return any(sentence.start_char <= slot.start < sentence.end_char for slot in reading.deadlines)


def tested_condition(reading: Reading, start: int, end: int, context: Context) -> bool:
    """A condition with its own test and owner: "mits de raad vóór 1 juli 2025 het bestemmingsplan vaststelt"."""
    doc = reading.doc
    begin = doc[start].idx
    span = next((slot for slot in reading.conditions if slot.start <= begin < slot.end), None)
    if span is None:
        return False
    text = span.text
    if re.search(r"\b(?:haalbaar|mogelijk|wenselijk|lukt|toelaat|toelaten)\b", text) and not re.search(r"\d", text):
        return False
    start_char, end_char = span.start, span.end
    dated = any(start_char <= slot.start < end_char for slot in (*reading.deadlines, *reading.quantities))
    owner = any(start_char <= doc[mention.start].idx < end_char for mention in reading.mentions)
    return (dated and (owner or bool(re.search(r"\b(?:raad|college|minister|provincie|wijkteam)\b", text)))) or bool(
        re.search(r"\b(?:schriftelijk|heeft verklaard|heeft ingestemd|instemt)\b", text)
    )


def people(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The word compares people or places, not what is promised ("grotere huishoudens", "oudere huurders")."""
    noun = next((word for word in reading.doc[end : min(end + 3, len(reading.doc))] if word.pos_ == "NOUN"), None)
    return noun is not None and (
        head_noun(noun) in ("huishouden", "huurder", "gezin", "bewoner", "woning", "appartement", "inkomen", "complex")
        and noun.i == end
    )


def no_number_after(reading: Reading, start: int, end: int, context: Context) -> bool:
    """An approximation needs a number after it ("zo'n 40"); without one the word means something else ("zo'n achterstand")."""
    after = reading.doc[end : end + 2]
    return not any(word.like_num or word.text[:1].isdigit() or word.text == "€" for word in after)


def geen_enkele(reading: Reading, start: int, end: int, context: Context) -> bool:
    """Whether "geen enkele" or "niet enkele" makes a limit of it, or "de verschillende" means different ones."""
    return start > 0 and reading.doc[start - 1].lower_ in ("geen", "niet", "de", "deze", "die", "hun", "haar")


def property(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The word sharpens an adjective or adverb ("meer divers"), which the comparison rules judge."""
    doc = reading.doc
    if end >= len(doc):
        return False
    after = doc[end]
    return (
        after.pos_ in ("ADJ", "ADV")
        and not after.lower_.endswith("en")
        and after.head is not doc[end - 1]
        and not any(word.pos_ == "NOUN" for word in doc[end + 1 : end + 2])
    )


def not_promised(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The word belongs to a name, a theme or an adverbial ("goed overleg", "op een veilige afstand"), not to what is promised."""
    doc = reading.doc
    token = doc[end - 1]
    text = doc[start : min(end + 2, len(doc))].text.lower()
    if re.match(
        r"(?:goede?|betere?) (?:overleg|orde|verstandhouding|contact|trouw|huisvader|voorbeeld|gesprek|bedoeling)|(?:goed|best|geschikt|verantwoordelijk)\s+(?:voor|mogelijk|gebruik|te)\b|redelijke termijn|duurzaamheid|veilig thuis|integrale? (?:kosten|aanpak van de wet)|goed en wel|schone lucht|warm(?:e)? (?:water|weer|hart|huis)|redelijk deel|goed overleg|hoge (?:nood|raad)",
        text,
    ):
        return True
    if (
        token.lower_
        in (
            "goed",
            "sterk",
            "helder",
            "duidelijk",
            "soepel",
            "net",
            "zorgvuldig",
            "effectief",
            "integraal",
            "heel",
            "redelijk",
            "verantwoord",
            "modern",
            "sterke",
        )
        and token.dep_ == "advmod"
        and reading.niveau != "intentie"
    ):
        return True
    if any(before.lower_ in ("niet", "minder") for before in doc[max(0, start - 1) : start]):
        return False
    noun = next((word for word in doc[end : min(end + 3, len(doc))] if word.pos_ in ("NOUN", "PROPN")), None)
    return noun is not None and noun.pos_ == "PROPN"


def other_party(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The condition waits for what another party must do; that is one-sided, not an escape."""
    doc = reading.doc
    begin = doc[start].idx
    if doc[start].lower_ in ("tenzij", "afhankelijk"):
        return False
    slot = next((slot for slot in reading.conditions if slot.start <= begin < slot.end), None)
    if slot is None:
        return False
    named = any(slot.start <= doc[mention.start].idx < slot.end for mention in reading.mentions)
    return named and not re.search(r"\b(?:haalbaar|mogelijk|wenselijk|nodig)\b", slot.text)


def trigger_after(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The length is counted from an event ("binnen twee jaar na oplevering")."""
    return bool(
        re.match(
            r"\s*(?:na|nadat|vanaf|voor|vóór|daarna|later|tevoren)\b",
            reading.doc.text[reading.doc[end - 1].idx + len(reading.doc[end - 1]) :],
        )
    )


def decision_by_owner(reading: Reading, start: int, end: int, context: Context) -> bool:
    """What is left open is decided by a named owner before a date."""
    sentence = reading.doc[start].sent
    dated = any(sentence.start_char <= slot.start < sentence.end_char for slot in reading.deadlines)
    return (
        dated
        and not re.search(r"n\.?t\.?b|p\.?m\b|nog (?:uit|vast|te)", reading.doc[start:end].text)
        and any(not mention.collective for mention in reading.mentions)
        and bool(re.search(r"\b(?:uiterlijk|vóór)\b|\bvoor (?:\d|het einde|eind|begin)", sentence.text))
    )


def product_named(reading: Reading, start: int, end: int, context: Context) -> bool:
    """The talk has a product or a subject of its own, so that nothing is left to be decided in it."""
    return not re.search(
        r"\b(?:bepa\w+|kiez\w+|kies\w*|gekozen|keuze\w*|verdel\w+|verdeelt|tot stand|invulling|stel\w* vast|vastgesteld|ingevuld|uitgewerkt|verdeeld|besloten|afgesproken|aangewezen|geselecteerd)\b",
        reading.doc.text,
    )


GUARDS: dict[str, Guard] = {
    guard.__name__.replace("_", "-"): guard
    for guard in (aim, condition, relative, amount_beside, band_beside, limit, date_beside, indirect_question, negated, topic, dated_steps, start_known, cell_dated, defined, norm_beside, effect_promised,
                  baseline, checkable_minimum, amount_given, named_document, decision_dated, tested_condition, people,
                  geen_enkele, no_number_after, property, not_promised, other_party, trigger_after, decision_by_owner, product_named)
}  # fmt: skip
