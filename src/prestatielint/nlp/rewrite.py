"""Rewrite the words of a clause so that they bind: what is open becomes a placeholder, the rest stays as it is.

Every function gives the edits that mend one finding, or nothing where the sentence is not one that it can rewrite in good
Dutch; the caller then says in words what to change. An edit never brings a number, date, party or place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from prestatielint.model import Label
from prestatielint.nlp.conjugation import present
from prestatielint.nlp.predicates import Predicate, is_finite, is_verb
from prestatielint.nlp.reading import ACTOR_COLUMNS, TIME_COLUMNS, Reading
from prestatielint.nlp.slots import YEAR, token_span

_RHYTHM = re.compile(
    r"regelmatig|periodiek|frequent|geregeld|structureel|continu|voortdurend|herhaald|veelvuldig|meermaal|meermalen|regelmaat"
    r"|tijd tot tijd|nu en dan|af en toe|gezette tijden|vaste momenten|gelegenheid|zo vaak|doorlopend|keren per jaar|bij herhaling"
    r"|om de zoveel",
    re.IGNORECASE,
)
_EARLY = re.compile(r"tijdig|vroeg|op tijd", re.IGNORECASE)
# Whoever is asked, heard or told early must still be able to have a say: there a term before the decision is asked.
_BEFORE_DECISION = re.compile(
    r"\badvies\b|betrekt|betrekken|betrokken bij|nieuw beleid|inspraak|zienswijze", re.IGNORECASE
)
_SOON = re.compile(
    r"snel|spoed|vlot|vroeg|tijdig|vlug|haast|gauw|voortvarend|onverwijld|bijtijds|op tijd|redelijke termijn",
    re.IGNORECASE,
)
# What comes back: there a term after the event is asked, not a date.
_RECURRING = re.compile(
    r"\b(?:bij (?:elke?|iedere?)|na (?:een|elke?|iedere?)|aanvra\w+|melding\w*|klacht\w*|verzoek\w*|signa\w+|storing\w*|vergunning\w*"
    r"|iedereen die|degenen? die|wie een|wie merkt|wie \w+ heeft|aan degene|knelpunt\w*|vertraging\w*|rapporten|notulen)\b",
    re.IGNORECASE,
)
_OPENING_EVENT = re.compile(
    r"(?:Wordt|Komt|Blijkt|Raakt|Lukt|Valt|Loopt|Mocht|Als|Indien|Wanneer|Bij|Na|Wie)\b|[A-Z][a-zë]+(?:t|en)\b[^.]*, dan\b"
)
# A promise that already says how long it holds.
_SPAN_OF_TIME = re.compile(r"^(?:Gedurende|Tot en met|Zolang|Vanaf|Met ingang van)\b|\bgedurende (?:het|de|een)\b")
_EVENT = re.compile(r"^(?:totdat|tot|zolang|zodra|wanneer|als)\b", re.IGNORECASE)
_AMOUNT_WORDS = re.compile(
    r"^(?:voldoende|genoeg|enkele|diverse|meerdere|verscheidene|verschillende|talrijke|vele|sommige|enige|menige|ettelijke|tientallen"
    r"|honderden|een (?:\w+ )?aantal|een paar|een handvol|een reeks|tal van|de nodige|een stuk of wat|toereikende?)$",
    re.IGNORECASE,
)
# After these a noun in -s is a plural.
_SEVERAL = re.compile(
    r"^(?:enkele|diverse|meerdere|verscheidene|verschillende|talrijke|vele|sommige|ettelijke|tientallen|honderden|een (?:\w+ )?aantal|een paar"
    r"|een handvol|een reeks|tal van|een stuk of wat)$",
    re.IGNORECASE,
)
_MORE = re.compile(r"^(?:meer|extra|aanvullende?|additionele|bijkomende|ruimere)$", re.IGNORECASE)
_ABOUT = re.compile(
    r"^(?:circa|ca\.?|ongeveer|plusminus|zo'n|rond|om en nabij|bij benadering|naar schatting|±|pakweg)$", re.IGNORECASE
)
_REFLEXIVES = frozenset(("zich", "ons", "er", "hiervoor", "daarvoor", "hiertoe", "daartoe", "ook", "dan"))
_MASS = frozenset(("mate", "aanleiding", "tijd", "reden", "belang"))
_OPENERS = frozenset((",", "om", "ernaar", "ervoor", "erom", "ertoe", "erop", "er"))


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` in the place of the characters ``start`` to ``end`` of the clause."""

    start: int
    end: int
    text: str


def is_rhythm(text: str) -> bool:
    """Whether words say that something comes back, so that a number of times fits and a date does not."""
    return bool(_RHYTHM.search(text))


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Carry out the edits, the first of those that overlap; spaces, commas and capitals come out right."""
    done: list[Edit] = []
    for edit in edits:
        if not any((edit.start < other.end and other.start < edit.end) or edit == other for other in done):
            done.append(edit)
    for edit in sorted(done, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,.;:)])", r"\1", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    text = re.sub(r",\s*([.;])", r"\1", text)
    text = re.sub(r"^[,;\s]+", "", text).strip()
    return text[:1].upper() + text[1:]


def edits_for(label: Label, reading: Reading, start: int, end: int) -> tuple[Edit, ...]:
    """Edits for a finding of ``label`` on the characters ``start`` to ``end``; empty where no rewrite is sure to be right."""
    if reading.clause.text.rstrip().endswith(":"):
        return ()
    span = token_span(reading.doc, start, end)
    match label:
        case Label.VAAG_INSPANNING:
            return _result(reading, span)
        case Label.VAAG_ONTSNAPPING:
            return _unconditional(reading, span)
        case Label.VAAG_TERMIJN:
            return _dated(reading, span)
        case Label.VAAG_HOEVEELHEID:
            return _counted(reading, span)
        case Label.VAAG_KWALITEIT:
            return _normed(reading, span)
        case Label.VAAG_VERWIJZING:
            return _named(reading, span)
        case Label.VAAG_VERGELIJKING:
            return _measured(reading, span)
        case Label.SMART_WIE:
            return _acted(reading)
        case Label.SMART_WANNEER:
            return _timed(reading)
        case Label.SMART_HOEVEEL:
            return _numbered(reading)
        case _:
            return ()


def _over(span: Span, text: str) -> Edit:
    return Edit(span.start_char, span.end_char, text)


def _before(token: Token, text: str) -> Edit:
    return Edit(token.idx, token.idx, f"{text} ")


def _after(token: Token, text: str) -> Edit:
    end = token.idx + len(token)
    return Edit(end, end, f" {text}")


def _cased(span: Span, text: str) -> str:
    """Begin with a capital where the words that go did."""
    return text[:1].upper() + text[1:] if span.text[:1].isupper() and span.start == span.sent.start else text


# --- an effort becomes a result -------------------------------------------------------------------------------------------


def _result(reading: Reading, span: Span) -> tuple[Edit, ...]:
    """Turn "X spant zich in om in 2026 40 woningen op te leveren" into "X levert in 2026 40 woningen op"."""
    doc, sentence = reading.doc, span.sent
    predicate = next((item for item in reading.predicates if item.finite.sent == sentence), None)
    if predicate is None or not is_finite(predicate.finite) or predicate.past:
        return ()
    finite = predicate.finite
    subject = doc[sentence.start : finite.i]
    if not len(subject) or len(subject) > 8 or any(is_verb(token) or token.text == "," for token in subject):
        return ()
    if not any(mention.start >= sentence.start and mention.end == finite.i for mention in reading.mentions):
        return ()  # only a party right before the verb is sure to be its subject
    begin = max(span.end, finite.i + 1)
    while begin < sentence.end and (doc[begin].lower_ in _OPENERS or doc[begin].dep_ == "compound:prt"):
        begin += 1
    if any(is_finite(token) and is_verb(token) for token in doc[finite.i + 1 : span.end]):
        return ()  # the effort is a second act; what the first promises would be lost
    infinitive = next((token for token in doc[begin : sentence.end] if _is_infinitive(token)), None)
    if infinitive is None or any(is_finite(token) and is_verb(token) for token in doc[begin : infinitive.i]):
        return ()
    if doc[begin].lower_ == "dat":
        return ()  # what is wished is that others do something
    rest = doc[infinitive.i + 1 : sentence.end]
    if any(is_verb(token) for token in rest) or any(token.text in (",", ";", ":") for token in rest):
        return ()
    with_te = infinitive.i > begin and doc[infinitive.i - 1].lower_ == "te"
    if not with_te and predicate.finite.lemma_ not in ("willen", "zullen"):
        return ()
    stop = infinitive.i - (1 if with_te else 0)
    plural = "Plur" in finite.morph.get("Number", [])
    form, particle = present(infinitive.lemma_.lower(), plural=plural)
    if form is None:
        return ()
    if particle and stop > begin and doc[stop - 1].lower_ == particle:
        stop -= 1
    middle = doc.text[doc[begin].idx : doc[stop - 1].idx + len(doc[stop - 1])] if stop > begin else ""
    new = " ".join(filter(None, (form, middle, particle)))
    return (Edit(finite.idx, infinitive.idx + len(infinitive), new),)


def _is_infinitive(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and "Inf" in token.morph.get("VerbForm", [])


# --- an escape goes -------------------------------------------------------------------------------------------------------


def _unconditional(reading: Reading, span: Span) -> tuple[Edit, ...]:
    doc, sentence = reading.doc, span.sent
    start, end = _whole(reading, span)
    if any(mention.start < end and start < mention.end for mention in reading.mentions) or reading.clause.cells:
        return ()
    if reading.promise is not None and start <= reading.promise.token.i < end:
        return ()  # the promise itself would go
    if start and doc[start - 1].lower_ in ("vaak", "veel", "snel") and doc[start].lower_ in ("als", "mogelijk"):
        return ()  # "zo vaak als nodig" is one phrase
    if start >= 4 and [token.lower_ for token in doc[start - 3 : start]] == ["een", "en", "ander"]:
        start -= 3
    if start and doc[start - 1].text in (";", ":"):
        return _turned(reading, doc, start, end, sentence)
    if start == sentence.start:
        return _turned(reading, doc, start, end, sentence)
    before, after = doc[start - 1], doc[end] if end < len(doc) else None
    if (
        after is not None
        and is_verb(after)
        and is_finite(after)
        and any(token.dep_ == "nsubj" for token in doc[start:end])
    ):
        return ()  # the words are only part of a clause
    if after is not None and after.pos_ == "NOUN" and any(token.pos_ == "ADJ" for token in doc[start:end]):
        return ()
    if before.text == "," and after is not None and after.text in (",", ".", ";"):
        start -= 1
        end += after.text == ","  # an aside goes with both its commas
    if any(is_finite(token) and is_verb(token) for token in doc[start:end]) and not _closed(doc, start, end):
        return ()
    stop = doc[end - 1].idx + len(doc[end - 1])
    return (Edit(doc[start].idx, stop, ""),)


def _whole(reading: Reading, span: Span) -> tuple[int, int]:
    """First token of the words of an escape and the one after its last, with the whole clause that they open."""
    doc, start, end = span.doc, span.start, span.end
    for slot in reading.conditions:
        if slot.start < span.end_char and span.start_char < slot.end:
            whole = token_span(doc, slot.start, slot.end)
            # "Voor zover doenlijk tot woningen": what follows belongs to the promise.
            stop = end if _COMPLETE.match(span.text) else max(end, whole.end)
            start, end = min(start, whole.start), stop
    if doc[start].lower_ in _OPENS_CLAUSE or span.text.lower() in _OPENS_PHRASE:
        stop = end
        while stop < span.sent.end and doc[stop].text not in (",", ".", ";", ":"):
            stop += 1
        rest = doc[end:stop]
        verbs = [token.i for token in rest if is_finite(token) and is_verb(token)]
        if span.text.lower() in _OPENS_PHRASE and not any(m.start < stop and end < m.end for m in reading.mentions):
            # "Behoudens bijzondere situaties biedt X …": the phrase ends where the main verb comes.
            end = verbs[0] if verbs else stop
        elif verbs and verbs[-1] >= stop - 2 and span.end - span.start <= 3:
            end = stop
    return start, end


_OPENS_CLAUSE = frozenset(("als", "indien", "mits", "tenzij", "wanneer", "zodra", "al"))
_OPENS_PHRASE = frozenset(("behoudens",))
# Escapes to which nothing more belongs.
_COMPLETE = re.compile(
    r"^(?:voor zover|voorzover|waar|zo veel|zoveel|indien|als) (?:\w+ )?(?:doenlijk|mogelijk|haalbaar|nodig|wenselijk|inpasbaar)$",
    re.IGNORECASE,
)


def _closed(doc: Doc, start: int, end: int) -> bool:
    """Whether a subordinate clause stands between commas or at the end, so that it can be left out."""
    last = end >= len(doc) or doc[end].text in (".", ";")
    aside = (doc[start].text == "," or doc[start - 1].text == ",") and (last or doc[end].text == ",")
    return aside or (last and doc[start].lower_ in _OPENS_CLAUSE)


def _turned(reading: Reading, doc: Doc, start: int, end: int, sentence: Span) -> tuple[Edit, ...]:
    """Turn "Waar mogelijk plaatst De Vliet panelen" into "De Vliet plaatst panelen"."""
    while end < sentence.end and doc[end].text == ",":
        end += 1
    if end >= sentence.end or not (is_verb(doc[end]) and is_finite(doc[end])):
        return ()
    subject = next((mention for mention in reading.mentions if mention.start in (end + 1, end + 2)), None)
    if subject is not None and subject.end < sentence.end and doc[subject.end].text in (",", "en"):
        return ()  # one of several subjects
    if subject is None or (subject.start == end + 2 and doc[end + 1].lower_ not in ("de", "het")):
        return ()
    first = end + 1
    words = doc.text[doc[first].idx : doc[subject.end - 1].idx + len(doc[subject.end - 1])]
    stop = doc[subject.end - 1].idx + len(doc[subject.end - 1])
    words = (
        f"{words[:1].upper()}{words[1:]}"
        if start == sentence.start and (not start or doc[start - 1].text != ";")
        else words
    )
    return (Edit(doc[start].idx, stop, f"{words} {doc[end].text}"),)


# --- an open word gets its value ------------------------------------------------------------------------------------------


def _attributive(span: Span) -> bool:
    """Whether the words belong to a noun after them ("een tijdige oplevering")."""
    after = span.doc[span.end] if span.end < len(span.doc) else None
    last = span[-1]
    return after is not None and last.pos_ in ("ADJ", "DET") and last.dep_ in ("amod", "det") and last.head.i >= after.i


def _dated(reading: Reading, span: Span) -> tuple[Edit, ...]:
    if reading.clause.cells and span.text.lower().startswith(("in ", "binnen ")):
        return ()
    doc = span.doc
    if " als" in span.text.lower():
        # "Zo vaak als nodig is": the clause goes on to its verb.
        last = span.end
        while last < span.sent.end and doc[last].text not in (",", ".", ";", "|") and last < span.end + 5:
            last += 1
        if last < span.sent.end and doc[last].text not in (",", ".", ";", "|"):
            return ()
        if is_verb(doc[last - 1]):
            span = doc[span.start : last]
    elif span[-1].lower_ in ("dat", "wanneer"):
        return ()  # the words go on in a clause that would be left hanging
    doc = span.doc
    if span.end < len(doc) and re.fullmatch(YEAR, doc[span.end].text):
        span = doc[span.start : span.end + 1]  # "in de jaren na 2025"
    if _EARLY.search(span.text):
        after = [token.lower_ for token in doc[span.end : span.end + 2]]
        if after == [",", "dus"]:
            # "Tijdig, dus minstens vier weken vooraf": what it means is already there.
            first = doc[span.end + 2]
            word = first.text[:1].upper() + first.text[1:] if span.start == span.sent.start else first.text
            return (Edit(span.start_char, first.idx + len(first), word),)
        if _BEFORE_DECISION.search(doc.text) and not _attributive(span):
            return (_over(span, _cased(span, "ten minste [termijn] vóór het besluit")),)
    if match := _EVENT.match(span.text):
        word = match.group().lower()
        if span.start == span.sent.start and span.end < len(doc) and doc[span.end].text == ",":
            span = doc[span.start : span.end + 1]  # "Zodra …, stelt" becomes "Vanaf [datum] stelt"
        return (_over(span, _cased(span, "vanaf [datum]" if word in ("zodra", "wanneer", "als") else "tot [datum]")),)
    rhythm = bool(_RHYTHM.search(span.text))
    if _attributive(span):
        bare = span.start == 0 or span.doc[span.start - 1].pos_ not in ("DET", "ADJ", "NUM")
        if not (rhythm and bare):
            return ()
    soon = bool(_SOON.search(span.text)) and _awaits(reading)
    when = "[aantal] keer per jaar" if rhythm else "binnen [termijn]" if soon else "uiterlijk [datum]"
    return (_over(span, _cased(span, when)),)


# Only words that nothing but a year can follow: a count that is taken for a year would get a second count beside it.
_BEFORE_YEAR = frozenset(
    """
        in eind begin medio ultimo vanaf sinds januari februari maart april mei juni juli augustus september oktober
        november december
        """.split()
)


def _is_year(token: Token) -> bool:
    """Whether a number is a year and no count: "in 2026", not the second number of "in 2026 1900 woningen"."""
    return bool(re.fullmatch(YEAR, token.text)) and token.i > 0 and token.nbor(-1).lower_ in _BEFORE_YEAR


def _awaits(reading: Reading) -> bool:
    """Whether the promise follows on an event, so that a term fits and a date does not."""
    text = reading.clause.text
    return bool(reading.conditions) or bool(_RECURRING.search(text)) or bool(_OPENING_EVENT.match(text))


def _counted(reading: Reading, span: Span) -> tuple[Edit, ...]:
    doc = reading.doc
    if _ABOUT.match(span.text) and span.end < len(doc) and (doc[span.end].like_num or doc[span.end].text[:1].isdigit()):
        return (_after(doc[span.end], "([minimum] tot [maximum])"),)
    noun = next((token for token in doc[span.end : span.end + 4] if token.pos_ in ("NOUN", "PROPN")), None)
    between = doc[span.end : noun.i] if noun is not None else doc[span.end : span.end]
    if noun is None or any(token.pos_ not in ("ADJ",) for token in between):
        return ()
    if noun.lemma_.lower() in _MASS:
        return ()
    if span.start and (
        doc[span.start - 1].pos_ in ("DET", "NUM", "ADV", "ADJ") or doc[span.start - 1].lower_ in ("niet", "geen")
    ):
        return ()
    many = (
        "Plur" in noun.morph.get("Number", [])
        or noun.lower_.endswith(("en", "jes", "'s"))
        or (bool(_SEVERAL.match(span.text)) and noun.lower_.endswith("s"))
    )
    if span.text.lower() in ("menig", "menige") and not many:
        return ()  # its noun is singular
    name = "[aantal]" if many else "[hoeveelheid]"
    if _AMOUNT_WORDS.match(span.text):
        return (_over(span, _cased(span, f"ten minste {name}")),)
    if _MORE.match(span.text) and many:
        return (_over(span, _cased(span, f"ten minste {name} extra")),)
    return ()


def _normed(reading: Reading, span: Span) -> tuple[Edit, ...]:
    word = span[-1]
    if reading.clause.cells or word.dep_ not in ("amod", "advmod", "xcomp", "ROOT", "obl", "conj"):
        return ()
    noun = word.head if word.dep_ == "amod" and word.head.pos_ == "NOUN" and 0 < word.head.i - word.i <= 3 else None
    if word.dep_ == "amod" and noun is None:
        return ()
    last = noun or word
    while last.i + 1 < span.sent.end and last.pos_ != "NOUN" and last.nbor().pos_ in ("ADJ", "NOUN"):
        last = last.nbor()  # a norm never parts an adjective from its noun
    if last.i + 1 < span.sent.end and last.nbor().pos_ == "NOUN" and last.lower_.endswith("e"):
        last = last.nbor()
    return (_after(last, "(volgens [norm] uit [document])"),)


def _goes_on(span: Span) -> bool:
    """Whether a noun or name follows that belongs to the words ("volgens de geldende regels woonruimteverdeling")."""
    return span.end < len(span.doc) and span.doc[span.end].pos_ in ("NOUN", "PROPN", "ADJ", "NUM")


def _named(reading: Reading, span: Span) -> tuple[Edit, ...]:
    text = span.text.lower()
    if re.match(r"(?:n\.?\s?t\.?\s?b|p\.?\s?m|nnb|n\.n\.b|tbd|xx|@@)", text):
        column = next((c.column or "" for c in reading.clause.cells if c.start <= span.start_char < c.end), "")
        if ACTOR_COLUMNS.match(column):
            return (_over(span, "[partij]"),)
        if TIME_COLUMNS.match(column):
            return (_over(span, "uiterlijk [datum]"),)
        return (_over(span, "[invulling], vastgesteld door [partij] op [datum]"),)
    if text.startswith("in ") and re.search(r"overleg|samenspraak", text):
        after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
        decided = re.search(r"\s((?:bepaald|vastgesteld|vastgelegd|afgesproken|gekozen|uitgewerkt))$", text)
        closing = f" door [partij] {decided.group(1)}" if decided else ""
        return (_over(span, _cased(span, ("na overleg" if after == "met" else "na overleg met [partij]") + closing)),)
    if (
        re.match(r"(?:conform|overeenkomstig|volgens|in lijn met)\b", text)
        and not _attributive(span)
        and not _goes_on(span)
    ):
        return (_over(span, _cased(span, "volgens [document] van [datum]")),)
    return ()


def _measured(reading: Reading, span: Span) -> tuple[Edit, ...]:
    sentence = span.sent
    last = sentence[-1]
    if reading.clause.cells or (last.text not in (".", ";") and last.i != len(reading.doc) - 1):
        return ()
    before = reading.doc[sentence.start : span.start]
    if any(token.lower_ in ("of", "wie", "zulks") for token in before):
        return ()  # what changes is no promise but the case it is for
    words = "(van [nulmeting] in [nuljaar] naar [doel] in [jaar])"
    colon = next((token for token in reading.doc[span.end : sentence.end] if token.text == ":"), None)
    if colon is not None:
        return (Edit(colon.idx, colon.idx, f" {words}"),)
    if last.text in (".", ";"):
        return (Edit(last.idx, last.idx, f" {words}"),)
    return (_after(last, words),)


# --- what is missing comes in ---------------------------------------------------------------------------------------------

# Words that go with a collective subject; with one party in its place they would no longer fit.
_TOGETHER = re.compile(r"\b(?:ons|onze|elkaar|elkaars|hun|gezamenlijk|samen|ieder|elk van)\b", re.IGNORECASE)
_COLLECTIVES = frozenset(("partijen", "wij", "we", "alle partijen", "de partijen", "beide partijen"))


def _acted(reading: Reading) -> tuple[Edit, ...]:
    doc, promise = reading.doc, reading.promise
    if promise is None or reading.clause.cells or _TOGETHER.search(reading.clause.text):
        return ()
    if not promise.verbal:
        bare = not any(is_finite(token) and is_verb(token) for token in doc)
        return (Edit(0, 0, "[Partij]: "),) if bare and not reading.clause.lead else ()
    if promise.passive and promise.agent is None and promise.token.i > promise.finite.i:
        if _in_subclause(promise):
            return ()
        return (_before(_cluster(promise), "door [partij]"),)
    for mention in reading.mentions:
        words = doc[mention.start : mention.end].text
        if (
            not mention.collective
            or words.lower() not in _COLLECTIVES
            or promise.finite.sent != doc[mention.start].sent
        ):
            continue
        form, particle = present(promise.lemma, plural=False)
        if form is None or not is_finite(promise.finite) or promise.modal or promise.token is not promise.finite:
            return ()
        others = [
            token
            for token in promise.finite.sent
            if token is not promise.finite and is_verb(token) and is_finite(token)
        ]
        if any(
            "Plur" in token.morph.get("Number", []) and token.dep_ in ("conj", "ROOT", "parataxis") for token in others
        ):
            return ()  # a second verb has the same plural subject
        if particle and particle not in {token.lower_ for token in promise.finite.sent}:
            return ()
        if mention.end == promise.finite.i:
            span = doc[mention.start : promise.finite.i + 1]
            return (_over(span, f"{'[Partij]' if span.start == span.sent.start else '[partij]'} {form}"),)
        if mention.start == promise.finite.i + 1:
            span = doc[promise.finite.i : mention.end]
            return (_over(span, _cased(span, f"{form} [partij]")),)
    return ()


def _anchor(reading: Reading) -> Token | None:
    """The word after which an adverbial of time stands in a main clause: the finite verb, or the subject after it."""
    promise = reading.promise
    if promise is None or not promise.verbal or not is_finite(promise.finite) or reading.clause.cells:
        return None
    doc, finite = reading.doc, promise.finite
    sentence = finite.sent
    place = finite.i
    for mention in reading.mentions:
        if mention.start in (finite.i + 1, finite.i + 2) and mention.start < sentence.end:
            between = doc[finite.i + 1 : mention.start]
            if all(token.lower_ in ("de", "het") for token in between):
                place = mention.end - 1
    if place == finite.i:
        subject = promise.subject
        if subject is not None and subject.i > finite.i:
            if subject.i - finite.i > 4:
                return None
            place = max([subject.i, *(child.i for child in subject.children if child.dep_ in ("flat", "fixed"))])
    while place + 1 < sentence.end and doc[place + 1].lower_ in _REFLEXIVES:
        place += 1
    if place + 1 < sentence.end and doc[place + 1].text in (",", "en", "of"):
        return None
    return doc[place]


# Acts that go on for a time; they have a year, not a day on which they are done.
_LASTING = frozenset(
    """
    ondersteunen begeleiden faciliteren helpen zorgen informeren betrekken overleggen samenwerken onderhouden houden
    blijven werken optrekken stimuleren beheren bespreken voeren dragen geven hanteren bieden inzetten regelen
    """.split()
)


def _cluster(promise: Predicate) -> Token:
    """The first word of the verbs at the end: "worden verstrekt", "te worden gebouwd"."""
    token = promise.token
    while token.i - 1 > promise.finite.i and token.nbor(-1).lower_ in ("worden", "te", "zijn"):
        token = token.nbor(-1)
    subject = promise.subject
    if subject is not None and subject.i == token.i - 1:
        # "Wordt een besluit genomen": who acts comes before an indefinite subject.
        first = subject
        while first.i - 1 > promise.finite.i and first.nbor(-1).pos_ in ("DET", "ADJ"):
            first = first.nbor(-1)
        article = next(
            (
                word
                for word in reversed(promise.token.doc[max(promise.finite.i + 1, first.i - 3) : first.i])
                if word.lower_ in ("een", "geen")
            ),
            None,
        )
        if article is not None:
            return article
        if first is subject or first.lower_ in ("een", "geen"):
            return first
    doc = token.doc
    if (
        token.i - 2 > promise.finite.i
        and doc[token.i - 1].pos_ == "NOUN"
        and doc[token.i - 2].lower_ in _BARE_PREPOSITIONS
    ):
        token = doc[token.i - 2]  # "in rekening brengen", "om advies vragen", "ter plaatse"
    if token.i - 1 > promise.finite.i and doc[token.i - 1].lower_ in ("nader", "alsnog", "opnieuw", "verder"):
        token = doc[token.i - 1]
    # "Niet" stays with what it denies.
    denied = next((word for word in doc[promise.finite.i + 1 : token.i] if word.lower_ == "niet"), None)
    return denied if denied is not None else token


_BARE_PREPOSITIONS = frozenset(("in", "om", "ter", "te", "ten", "op"))


def _in_subclause(promise: Predicate) -> bool:
    """Whether a comma with a relative word parts the participle from the main verb, so that it is another clause."""
    doc = promise.token.doc
    before = doc[promise.token.sent.start : promise.token.i]
    return any(
        token.text == ","
        and token.i + 1 < promise.token.i
        and (
            token.nbor().lower_ in ("die", "dat", "welke", "waar", "bij", "waarna", "wat")
            or token.nbor().lower_.startswith("waar")
        )
        for token in before
    )


def _agent_first(agent: Token) -> bool:
    """Whether "door" stands right before the one who acts."""
    return agent.i > 0 and agent.nbor(-1).lower_ == "door"


def _timed(reading: Reading) -> tuple[Edit, ...]:
    promise = reading.promise
    if _SPAN_OF_TIME.search(reading.clause.text):
        return ()
    lasting = promise is not None and (promise.lemma in _LASTING or not (reading.quantities or reading.wholes))
    when = "binnen [termijn]" if _awaits(reading) else "in [jaar]" if lasting else "uiterlijk [datum]"
    if promise is not None and promise.passive and promise.token.i > promise.finite.i and not reading.clause.cells:
        if _in_subclause(promise):
            return ()
        agent = promise.agent
        return (_before(agent.nbor(-1) if agent is not None and _agent_first(agent) else _cluster(promise), when),)
    anchor = _anchor(reading)
    return (_after(anchor, when),) if anchor is not None else ()


def _numbered(reading: Reading) -> tuple[Edit, ...]:
    """A plural object without article or number gets its number ("plaatst [aantal] zonnepanelen")."""
    promise = reading.promise
    if promise is None or reading.clause.cells:
        return ()
    for noun in promise.objects:
        if "Plur" not in noun.morph.get("Number", []) or noun.pos_ != "NOUN" or not noun.lower_.endswith(("en", "s")):
            continue
        around = [child for child in noun.children if child.i < noun.i]
        if any(child.dep_ != "amod" and not _is_year(child) for child in around):
            continue
        first = min([noun, *(child for child in around if child.dep_ == "amod")], key=lambda token: token.i)
        before = reading.doc[first.i - 1] if first.i else None
        if before is not None and not _is_year(before) and before.pos_ in ("ADP", "ADV", "DET", "NUM", "CCONJ", "ADJ"):
            continue
        return (_before(first, "[aantal]"),)
    return ()
