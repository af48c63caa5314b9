"""How strongly a clause commits, and what it negates or excepts, each with the words that decide it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Token

from prestatielint.nlp import lexicon as lex
from prestatielint.nlp.predicates import Predicate, is_past, predicates
from prestatielint.nlp.slots import Slot

_WISHES = frozenset(
    "vragen verzoeken verwachten hopen pleiten oproepen wensen aandringen verlangen bepleiten vinden menen".split()
)
_PLANS = frozenset("willen beogen mikken ambiëren overwegen".split())
_CAN = frozenset(("kunnen", "mogen"))
_MUST = frozenset(("moeten", "dienen", "zullen", "hoeven"))
_PLAN_WORDS = re.compile(r"\b(?:voornemens|van plan|voornemen|de intentie|de ambitie|de wens|bereid)\b", re.IGNORECASE)
_NEGATIVE = frozenset("niet geen nooit niemand nergens niets noch evenmin".split())
_EXCEPT = re.compile(
    r"\b(?:tenzij|behalve|behoudens|uitgezonderd|met uitzondering van|m\.u\.v\.|afgezien van|anders dan|zonder)\b",
    re.IGNORECASE,
)


class Strength(StrEnum):
    """How a party is bound by a clause, from hard to soft."""

    VERPLICHTING = "verplichting"  # the plain present of an act, "zal", "moet", "dient te"
    INSPANNING = "inspanning"  # "spant zich in", "streeft naar": the effort is owed, not the result
    BEVOEGDHEID = "bevoegdheid"  # "kan", "mag"
    VOORNEMEN = "voornemen"  # "wil", "is voornemens"
    WENS = "wens"  # asked or expected of another
    FEIT = "feit"  # what was or is, without a promise


@dataclass(frozen=True, slots=True)
class Commitment:
    """The strength of one main clause and the tokens that decide it: the finite verb, and what softens it."""

    strength: Strength
    predicate: Predicate
    cues: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """A negation or exception: ``cue`` are its words, ``scope`` the words that it holds for (the cue included)."""

    cue: Slot
    scope: Slot
    exception: bool


def commitments(doc: Doc) -> tuple[Commitment, ...]:
    """The strength of every main clause of a parsed text, in order."""
    return tuple(_commitment(predicate) for predicate in predicates(doc) if predicate.verbal or predicate.copula)


def _commitment(predicate: Predicate) -> Commitment:
    finite, lemma = predicate.finite, predicate.lemma
    cues = (
        (finite,) if finite == predicate.token else tuple(sorted((finite, predicate.token), key=lambda token: token.i))
    )
    sentence = finite.sent
    if match := _PLAN_WORDS.search(sentence.text):
        span = finite.doc.char_span(
            sentence.start_char + match.start(), sentence.start_char + match.end(), alignment_mode="expand"
        )
        if span is not None and abs(span.start - finite.i) <= 12:
            return Commitment(Strength.VOORNEMEN, predicate, (finite, *span))
    if lemma in _WISHES or finite.lower_ in ("zou", "zouden"):
        strength = Strength.WENS
    elif predicate.past or is_past(finite):
        strength = Strength.FEIT
    elif predicate.modal in _CAN or lemma in _CAN:
        strength = Strength.BEVOEGDHEID
    elif predicate.modal in _PLANS or lemma in _PLANS:
        strength = Strength.VOORNEMEN
    elif lemma in lex.INTENTIE_VERBS - lex.PROCES_VERBS - lex.OUTPUT_VERBS - lex.COPULAS - {"hebben"}:
        strength = Strength.INSPANNING
    elif any(lex.LIGHT_VERBS.get((lemma, child.lemma_.lower())) == "intentie" for child in predicate.token.subtree):
        strength = Strength.INSPANNING
        cues = (
            *cues,
            *(child for child in predicate.token.subtree if (lemma, child.lemma_.lower()) in lex.LIGHT_VERBS),
        )
    elif predicate.copula and predicate.modal not in _MUST:
        strength = Strength.FEIT
    else:
        strength = Strength.VERPLICHTING
    return Commitment(strength, predicate, tuple(dict.fromkeys(cues)))


def _clause_end(token: Token) -> int:
    """Index after the clause that a token stands in: up to a semicolon, a bar, a comma before a new clause, or the end."""
    doc, end = token.doc, token.sent.end
    for index in range(token.i + 1, end):
        if doc[index].text in (";", "|"):
            return index
        if (
            doc[index].text == ","
            and index + 1 < end
            and (
                doc[index + 1].pos_ in ("SCONJ", "CCONJ")
                or doc[index + 1].lower_ in ("tenzij", "mits", "behalve", "maar")
            )
        ):
            return index
    return end - 1 if doc[end - 1].is_punct and end - 1 > token.i else end


def _slot(doc: Doc, start: int, end: int) -> Slot:
    span = doc[start:end]
    return Slot(span.start_char, span.end_char, span.text)


def scopes(doc: Doc) -> tuple[Scope, ...]:
    """Negations and exceptions with what they hold for.

    A negation holds from its word to the end of its clause, and for the finite verb before it; an exception holds for the
    clause or phrase that it opens.
    """
    found = []
    for token in doc:
        if token.lower_ in _NEGATIVE:
            first = token.i
            verb = next((head for head in (token.head, token.head.head) if head.pos_ in ("VERB", "AUX")), None)
            if verb is not None and verb.i < token.i and verb.sent == token.sent:
                first = verb.i
            found.append(
                Scope(_slot(doc, token.i, token.i + 1), _slot(doc, first, max(_clause_end(token), token.i + 1)), False)
            )
    for match in _EXCEPT.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is not None:
            end = max(_clause_end(span[-1]), span.end)
            found.append(Scope(_slot(doc, span.start, span.end), _slot(doc, span.start, end), True))
    return tuple(sorted(found, key=lambda scope: scope.cue.start))
