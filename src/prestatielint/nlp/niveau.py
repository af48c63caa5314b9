"""The step of the scale that a promise reaches: intentie, proces, output, effect; section 2 of the annotation guide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from prestatielint.model import Clause, Niveau
from prestatielint.nlp import lexicon as lex
from prestatielint.nlp.actors import bare_mentions
from prestatielint.nlp.nouns import comparatives, head_noun, is_effect, is_home, is_people
from prestatielint.nlp.predicates import Predicate, is_verb
from prestatielint.nlp.reading import (
    ACTOR_COLUMNS,
    NUMBER_COLUMNS,
    RESULT_COLUMNS,
    TIME_COLUMNS,
    Reading,
    inside,
)
from prestatielint.nlp.slots import Slot

_STUDY = frozenset(
    """
        onderzoeken verkennen inventariseren bespreken overleggen bezoeken betalen investeren adviseren informeren
        bezien bekijken evalueren financieren vergoeden subsidiëren melden doorgeven rapporteren begeleiden
        ondersteunen voorleggen vaststellen-plan wijzigen zoeken speuren onderhandelen agenderen beslissen besluiten
        verlenen uitgeven overdragen plannen voorbereiden ontwerpen raadplegen monitoren meten publiceren werven
        helpen bellen
        """.split()
)

_PEOPLE_STATES = lex.PEOPLE_VERBS | {
    "vinden",
    "waarderen",
    "voelen",
    "geven",
    "hebben",
    "behouden",
    "zijn",
    "slagen",
    "huren",
    "vertrekken",
    "blijven",
    "beoordelen",
    "kennen",
    "bereiken",
    "zeggen",
    "aangeven",
    "scoren",
    "oordelen",
    "besteden",
} - {"gaan"}

_HELPS_ONLY = re.compile(
    r"\b(?:voorrang|urgentie|aanbod|brief|folder|informatie|bezoek|gesprek|plan|huisbezoek|advies|aangeboden|voorlichting|hulp|begeleiding|uitnodiging|budget)\b"
)

_EFFECT_VERBS = (
    lex.CHANGE_VERBS
    | lex.COPULAS
    | {
        "komen",
        "overstijgen",
        "begrenzen",
        "houden",
        "maximeren",
        "meestijgen",
        "waarderen",
        "ervaren",
        "duren",
        "wachten",
        "scoren",
        "geven",
        "uitkomen",
        "zakken",
        "gaan",
    }
)

_STATE_WITH_QUALITY = frozenset(
    """
        houden maken zijn blijven worden waarborgen borgen staan voeren creëren garanderen krijgen zorgen bieden
        verdelen
        """.split()
)

_ACTS_OUTPUT = frozenset(
    """
        ophogen verlichten inrichten starten vernieuwen uitfaseren uitfasering vernieuwing doorstromingen
        zonnepanelen schilderwerk voorrang optoppen vernieuwen gelijkvloers woningaanpassingen huisvuilcontainers
        """.split()
)


def _has_amount(spans: Sequence[Slot], start: int, end: int, but: Sequence[tuple[int, int]] = ()) -> bool:
    return any(start <= slot.start < end and not inside(slot.start, but) for slot in spans)


def _is_about_rent(text: str) -> bool:
    return bool(
        re.search(r"\b(?:huur|huren|huurverhoging\w*|huurprij\w+|huursom\w*|huurstijging)\b", text)
        and re.search(
            r"\b(?:zittende?|huurverhoging\w*|huurstijging|meer huur)\b|\bverho\w+\b.{0,20}\bde huren\b|\bde huren\b.{0,40}\bverho\w+",
            text,
        )
    )


def predicate_level(predicate: Predicate, reading: Reading, efforts: set[int], quality: set[int]) -> Niveau:
    """Step of the scale that one predicate reaches; section 2 of the annotation guide."""
    doc, amounts, purposes = reading.doc, reading.quantities, reading.purposes
    waits = [(slot.start, slot.end) for slot in reading.conditions]
    sentence = predicate.token.sent
    begin, end = sentence.start_char, sentence.end_char
    token, lemma = predicate.token, predicate.lemma
    # What stands in an aim or a condition is not itself promised.
    core = [word for word in sentence if not inside(word.idx, purposes) and not inside(word.idx, waits)]
    text = sentence.text
    lowered = " ".join(word.lower_ for word in core)
    nouns = [word for word in core if word.pos_ in ("NOUN", "PROPN")]
    amount = _has_amount(amounts, begin, end, [*purposes, *waits])
    checkable = (
        amount
        or any(
            word.lower_ in ("geen", "alle", "niemand", "nergens", "inflatie", "elk", "iedere", "ieder", "elke", "nooit")
            for word in core
        )
        or bool(re.search(r"\binflatie\w*", lowered))
        or (lemma in ("wonen", "bereiken", "verhuizen") and bool(re.search(r"\bbinnen\b", lowered)))
    )

    for start, stop in purposes:
        if _has_amount(amounts, start, stop):
            aim = [word for word in doc if start <= word.idx < stop]
            if any(is_effect(word) or is_people(word) for word in aim if word.pos_ in ("NOUN", "PROPN")):
                return Niveau.EFFECT
    if any(
        sentence.start <= index < sentence.end
        and abs(index - predicate.finite.i) <= 12
        and not _other_predicate_between(doc, index, predicate)
        for index in efforts
    ):
        return Niveau.INTENTIE

    arguments = [word for word in (*predicate.objects, predicate.subject) if word is not None]
    subject_people = predicate.subject is not None and (
        is_people(predicate.subject)
        or any(is_people(word) for word in predicate.subject.subtree if word.dep_ in ("nmod", "appos", "conj", "flat"))
    )
    # "Wie een urgentieverklaring krijgt, woont binnen acht weken …"
    subject_people = subject_people or (sentence[0].lower_ in ("wie", "degene", "degenen") and lemma == "wonen")
    people = [word for word in core if is_people(word)]
    effects = [word for word in nouns if is_effect(word)]
    homes = [word for word in nouns if is_home(word)]
    housing = any(
        word.lemma_.lower() in ("huisvesten", "herhuisvesten", "onderbrengen", "huisvest", "huisvesting")
        or word.lower_ in ("gehuisvest", "huisvest", "huisvesten")
        for word in core
    )
    if housing and (checkable or "taakstelling" in lowered) and lemma not in _STUDY:
        return Niveau.EFFECT
    if "taakstelling" in lowered and lemma in ("halen", "realiseren", "voldoen", "behalen", "inlopen", "uitvoeren"):
        return Niveau.EFFECT
    if (
        _is_about_rent(lowered)
        and (checkable or predicate.negated or re.search(r"\b(?:niet|geen)\b", lowered))
        and lemma not in _STUDY
    ):
        return Niveau.EFFECT
    if (
        re.search(r"\bontruim\w*|\bhuisuitzet\w*", lowered)
        and re.search(r"\b(?:geen|niet|nooit|ten hoogste|hoogstens|maximaal)\b", lowered)
        and lemma not in _STUDY
    ):
        return Niveau.EFFECT
    by_party = any(
        mention.start <= word.i < mention.end
        for mention in reading.mentions
        if not mention.collective
        for word in arguments[-1:]
    )
    stops = [sentence.start, *(word.i for word in sentence if word.text == ";"), sentence.end]
    part = next(range(low, high) for low, high in pairwise(stops) if low <= token.i < high)
    bare = not bare_mentions([mention for mention in reading.mentions if mention.start in part], doc) and not (
        reading.lead_mentions and doc[0].text[0].islower()
    )
    if (
        (subject_people or (people and bare))
        and not by_party
        and checkable
        and lemma in _PEOPLE_STATES
        and not _HELPS_ONLY.search(lowered)
    ):
        return Niveau.EFFECT
    if (
        not predicate.verbal
        and amount
        and (effects or people)
        and not homes
        and re.search(r"\btegen (?:\d|nog|nu)|\bten opzichte van\b|\bnulmeting\b", lowered)
    ):
        # A target in telegram style with where it starts: "Meldingen per duizend adressen: 14 in 2027, tegen 22 in 2024".
        return Niveau.EFFECT
    if "aandeel" in lowered and people and amount and lemma in _EFFECT_VERBS:
        return Niveau.EFFECT
    if (
        effects
        and checkable
        and (lemma in _EFFECT_VERBS or not predicate.verbal)
        and (amount or predicate.negated)
        and not (homes and not any(word in arguments or word.head in arguments for word in effects))
    ):
        return Niveau.EFFECT

    if re.match(
        r"(?:er )?(?:wordt |worden )?(?:dan |nog |ook |samen )?(?:onderzocht|onderzoek\w*|verkend|bekeken|bezien|geïnventariseerd|overlegd)\b|.*\b(?:wordt|worden) (?:\S+ ){0,10}(?:onderzocht|verkend|bekeken|bezien|geïnventariseerd|overlegd|overleg gevoerd|besproken)\b",
        lowered,
    ):
        return Niveau.PROCES
    if lemma == "bijdragen" and re.search(r"€|\beuro\b|\buur\b", text):
        return Niveau.PROCES
    if (
        lemma in lex.INTENTIE_VERBS
        and re.search(r"\b(?:in ieder geval|in elk geval|ten minste|minstens|minimaal)\b", lowered)
        and checkable
    ):
        return Niveau.PROCES
    compared = [word for word in comparatives(doc) if word.i in range(sentence.start, sentence.end) and word in core]
    soft = [index for index in quality if sentence.start <= index < sentence.end and doc[index] in core]
    if not amount:
        changing = lemma in lex.CHANGE_VERBS - {"brengen", "bereiken", "behouden", "voorkomen"}
        if changing and not any(
            head_noun(word) in ("woning", "appartement", "complex", "voorraad") for word in predicate.objects
        ):
            return Niveau.INTENTIE
        if (
            compared
            and lemma
            not in lex.OUTPUT_VERBS
            - {"verbeteren", "aanpassen", "behouden", "houden", "verminderen", "toenemen", "groeien", "afnemen"}
            and lemma not in _STUDY
        ):
            return Niveau.INTENTIE
        if (
            soft
            and lemma in _STATE_WITH_QUALITY
            and not homes
            and not re.search(r"\bvoldoende\b|\bbegeleiding\b(?!.*hoog)", lowered)
        ):
            return Niveau.INTENTIE
        if (
            soft
            and lemma in ("maken", "zijn", "blijven", "worden", "houden")
            and any(abs(index - token.i) <= 6 or doc[index].head in (token, predicate.finite) for index in soft)
            and predicate.objects
            and not any(child.lower_ in ("alle", "geen") for word in predicate.objects for child in word.children)
        ):
            return Niveau.INTENTIE

    for word in nouns:
        if (step := lex.LIGHT_VERBS.get((lemma, word.lemma_.lower()))) is not None:
            return Niveau(step)
    if re.search(r"\bvoorrang\b", lowered):
        return Niveau.OUTPUT
    if lemma in lex.INTENTIE_VERBS - lex.PROCES_VERBS - lex.OUTPUT_VERBS - {
        "hebben",
        "zijn",
        "staan",
        "zien",
        "vinden",
        "blijven",
        "letten",
        "prioriteren",
        "delen",
        "afstemmen",
    }:
        return Niveau.INTENTIE
    if predicate.modal == "mogen" and (homes or lemma in lex.OUTPUT_VERBS):
        return Niveau.OUTPUT
    counted = [word for word in homes if any(slot.start <= word.idx < slot.end for slot in amounts)]
    if (
        counted
        and lemma not in _STUDY
        and any(head_noun(word) not in ("huur", "huurprijs", "plan", "project") for word in counted)
    ):
        return Niveau.OUTPUT
    if lemma in lex.OUTPUT_VERBS:
        narrow = (
            "leveren",
            "houden",
            "aanpassen",
            "aanbieden",
            "reserveren",
            "behouden",
            "toelaten",
            "rekenen",
            "beheren",
            "bereiken",
            "voldoen",
            "halen",
            "toekennen",
            "bestemmen",
            "aansluiten",
            "bemiddelen",
            "verbeteren",
            "plaatsen",
            "beschikbaarkomen",
        )
        if lemma in narrow and not homes and not re.search(r"\bwoon\w+|\bwoning\w*|\bgezinnen\b|\bhuur\w*", lowered):
            return Niveau.PROCES
        if lemma in ("rekenen", "leveren", "aanwijzen") and re.search(
            r"\b(?:grond\w*|kavel\w*|perceel|locatie\w*)\b", lowered
        ):
            return Niveau.PROCES
        return Niveau.OUTPUT
    if (
        re.search(r"\b(?:toewijzing|verhuring|verkoop|sloop|huurprijs|streefhu\w+)\b", lowered)
        and any(
            word.lemma_.lower() in ("toewijzing", "verhuring", "verkoop", "sloop") or word.lower_.startswith("streefhu")
            for word in arguments
        )
        and lemma not in _STUDY
    ):
        return Niveau.OUTPUT
    if (
        homes
        and lemma not in lex.PROCES_VERBS
        and lemma not in _STUDY
        and (
            any(word in arguments for word in homes)
            or lemma in ("gaan", "komen", "overhevelen", "verlopen", "beginnen")
        )
        and lemma not in ("hebben",)
    ):
        return Niveau.OUTPUT
    if (
        homes
        and re.search(r"\bmet de (?:bouw|sloop|renovatie)\b|\been begin\b|\bin bezit\b|\bgelijkvloers\b", lowered)
        and lemma in ("maken", "beginnen", "starten", "houden", "nemen")
    ):
        return Niveau.OUTPUT
    if not predicate.verbal:
        for word in core:
            if (step := _act_step(word)) is not None:
                return step
        if amount and homes:
            return Niveau.OUTPUT
    return Niveau.PROCES


# Indicators of the table of effects (domain reference, section D) in the words in which suggestions put them.
_INDICATOR = re.compile(
    r"\bhuishoudens\b.{0,80}\b(?:gehuisvest|in een woning die past)\b|\bwoonquote\b.{0,120}\b(?:hoogstens|ten hoogste|maximaal)\b"
    r"|\bafspraken op schema\b|\bdat er naar hen is geluisterd\b|\bzoektijd van\b.{0,60}\b(?:hoogstens|ten hoogste|maximaal|gemiddeld)\b"
    r"|\benergiekosten van\b.{0,80}\blager dan\b|\bvan de woningzoekenden\b.{0,80}\bmaanden een woning\b"
    r"|\bwoont (?:ten minste )?.{0,140}\bpast bij de zorgvraag\b|\bbinnen \S+ dagen na koppeling\b|\bgeven bewoners van\b"
    r"|\bhuisvest(?:en)?\b.{0,40}\b(?:gezinnen|huishoudens|vergunninghouders|statushouders|personen|mensen|jongeren|senioren)\b"
    r"|\b(?:huren|wonen|huurt|woont)\s+(?:ten minste\s+|minstens\s+)?\d[\d.]*%?\s+(?:\w+\s+){0,3}?(?:jongeren|huishoudens|huurders|senioren|ouderen|gezinnen|bewoners|mensen|personen|cliënten)\b"
    r"|\bhuurachterstand van meer dan\b|\been klacht over\b|\bhuishouden ontruimd wegens\b|\bverbruiken de bezochte huishoudens\b"
    r"|\bzonder huurachterstand in de eigen woning\b|\been eigen huurcontract\b|\bcontact met een buurtgenoot\b|\bhuurders in\b.{0,30}\bnog in een woning met\b"
    r"|\bvoelt ten minste\b.{0,80}\bveilig\b|\bkent ten minste\b.{0,80}\bburen\b|\brecht op een inkomensregeling\b"
    r"|\bgeven huurders in\b|\bvan de huurders in\b.{0,40}\been klacht over\b|\bmaanden na aanmelding een eigen woning\b",
    re.IGNORECASE,
)


def certain(reading: Reading) -> bool:
    """Whether a clause names an indicator with a number in so many words, so that no vote is needed: an effect."""
    match = _INDICATOR.search(reading.doc.text)
    return match is not None and bool(reading.quantities) and not inside(match.start(), reading.purposes)


def _other_predicate_between(doc: Doc, index: int, predicate: Predicate) -> bool:
    """Whether "en" with a verb of its own parts an expression of effort from a predicate ("spant zich in … en plaatst …")."""
    low, high = sorted((index, predicate.finite.i))
    return any(
        word.lower_ in ("en", ";", "maar", "terwijl")
        and any(is_verb(other) and "Fin" in other.morph.get("VerbForm", []) for other in doc[word.i + 1 : word.i + 3])
        for word in doc[low:high]
    )


def _act_step(word: Token) -> Niveau | None:
    """Step of a verbless item, from its first act: an infinitive ("Verkopen …") or a noun of an act ("Renovatie van …")."""
    lower = word.lower_
    for verbs, step in (
        (lex.OUTPUT_VERBS, Niveau.OUTPUT),
        (_ACTS_OUTPUT, Niveau.OUTPUT),
        (lex.INTENTIE_VERBS - lex.PROCES_VERBS, Niveau.INTENTIE),
        (lex.PROCES_VERBS, Niveau.PROCES),
    ):
        if lower in verbs:
            return step
    if word.pos_ in ("NOUN", "PROPN", "VERB", "X"):
        named = lex.ACT_NOUNS.get(word.lemma_.lower()) or lex.ACT_NOUNS.get(lower)
        named = named or next(
            (
                value
                for noun, value in lex.ACT_NOUNS.items()
                if len(noun) > 4 and lower.endswith((noun, noun + "en", noun + "s"))
            ),
            None,
        )
        if named:
            return Niveau(named)
    return None


def row_predicates(preds: Sequence[Predicate], doc: Doc, clause: Clause) -> list[Predicate]:
    """Of a table row only the cell that says what is done decides: not the number, the trekker, the date."""
    skip = [
        (cell.start, cell.end)
        for cell in clause.cells
        if cell.column
        and (ACTOR_COLUMNS.match(cell.column) or TIME_COLUMNS.match(cell.column) or NUMBER_COLUMNS.match(cell.column))
    ]
    kept = [
        predicate
        for predicate in preds
        if not inside(predicate.token.idx, skip) and predicate.token.pos_ not in ("NUM", "PUNCT", "SYM")
    ]
    return kept or list(preds)


def row_level(level: Niveau, clause: Clause, doc: Doc, amounts: Sequence[Slot], efforts: set[int]) -> Niveau:
    """Step of a table row: what its action cell does, joined with the measure in its result cell."""
    skip = (ACTOR_COLUMNS, TIME_COLUMNS, NUMBER_COLUMNS)
    result = next((cell for cell in clause.cells if cell.column and RESULT_COLUMNS.match(cell.column)), None)
    rest = [
        cell
        for cell in clause.cells
        if cell is not result
        and not any(pattern.match(cell.column or "") for pattern in skip)
        and not re.fullmatch(r"[A-Z]?\d[\d.]*[a-z]?", clause.text[cell.start : cell.end])
    ]
    action = rest[0] if rest else clause.cells[0]
    words = [token for token in doc if action.start <= token.idx < action.end]
    outcome = [token for token in doc if result is not None and result.start <= token.idx < result.end]
    text = clause.text[action.start : action.end].lower()
    measured = _has_amount(amounts, action.start, action.end) or (
        result is not None and _has_amount(amounts, result.start, result.end)
    )
    if any(token.i in efforts for token in words):
        return Niveau.INTENTIE
    if measured or any(token.lower_ in ("ongewijzigd", "geen", "alle") for token in outcome):
        people_end_up = any(token.lower_.startswith(("huisvest", "herhuisvest")) for token in words) or any(
            token.lemma_ in ("verhuizen", "wonen") for token in words
        )
        changes = any(is_effect(token) for token in words if token.pos_ in ("NOUN", "PROPN")) and (
            any(
                token.lower_ in lex.CHANGE_VERBS | {"begrenzen", "maximeren"} or token.lower_.endswith("ing")
                for token in words
            )
            or any(is_effect(token) for token in outcome)
        )
        felt = (
            measured
            and any(is_effect(token) and token.pos_ in ("NOUN", "PROPN") for token in outcome)
            and any(
                token.lemma_ in ("laag", "hoog", "dalen") or token.lower_ in ("lager", "hoger", "minder")
                for token in outcome
            )
        )
        if (
            people_end_up
            or changes
            or felt
            or (outcome and re.search(r"\bzittende\b", " ".join(token.lower_ for token in outcome)))
        ):
            return Niveau.EFFECT
    if level is Niveau.EFFECT:
        return level
    if not measured and (
        any(token.lower_ in lex.CHANGE_VERBS for token in words[:2])
        or (outcome and comparatives(doc) and any(token in outcome for token in comparatives(doc)))
    ):
        return Niveau.INTENTIE
    if not measured and re.match(r"zorgen voor (?:een )?(?:adequate|goede|betere|evenwichtige)", text):
        return Niveau.INTENTIE
    for token in words[:4]:
        if (step := _act_step(token)) is not None:
            return step
    return level
