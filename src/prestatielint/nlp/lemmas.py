"""Lemmas and verb forms written alike, whatever pipeline made them."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from prestatielint.nlp import lexicon
from prestatielint.nlp.conjugation import PARTICLES, form_table, present_forms
from prestatielint.nlp.lexicon import PARTICLE_VERBS

_VERBS = sorted(lexicon.KNOWN_VERBS)
_VERB_LEMMAS = form_table(_VERBS)
_KNOWN = frozenset(_VERBS)
# Nouns that look like a past tense or a plural and decide too much to be taken for a verb.
_NOUNS = frozenset(("waarde", "aandacht", "rekening", "belang", "woonlasten", "prioriteit"))
# "brengt in rekening", "neemt in gebruik": a preposition with its noun, no particle.
_FIXED_NOUNS = frozenset(
    """
    rekening beeld kaart gebruik gang stand eigendom behandeling uitvoering overleg behoefte aanmerking acht ontvangst
    overweging bezit beheer verhuur verkoop exploitatie productie dienst staat orde peil prijs gereedheid werking
    """.split()
)
_PASSIVES = frozenset(("wordt", "worden", "werd", "werden", "geworden"))
_PRESENT = present_forms(_VERBS)


def normalise_lemmas(doc: Doc) -> Doc:
    """Write lemmas alike for every pipeline: no compound underscore, a separable verb with its particle in front.

    ``nl_core_news_md`` writes ``mee_doen``; the built-in lemmatizer sees one word at a time and so gives ``leveren`` for
    "levert … op". Both become ``meedoen`` and ``opleveren``.
    """
    for token in doc:
        lemma = token.lemma_.replace("_", "") or token.lower_
        if token.pos_ in ("VERB", "AUX"):
            lemma = _infinitive(lemma.lower(), token)
        if lemma != token.lemma_:
            token.lemma_ = lemma
        if token.pos_ == "VERB" and token.lower_ in _NOUNS:
            token.pos_ = "NOUN"
            token.lemma_ = token.lower_
            token.set_morph("Number=Sing")  # type: ignore[attr-defined]
        elif (
            token.pos_ == "ADJ"
            and token.lower_ in _VERB_LEMMAS
            and token.lower_ != _VERB_LEMMAS[token.lower_]
            and any(child.dep_ in ("cop", "aux", "aux:pass") and child.lower_ in _PASSIVES for child in token.children)
        ):
            # "worden … verduurzaamd": a passive, not a property.
            token.pos_ = "VERB"
            token.lemma_ = _VERB_LEMMAS[token.lower_]
            token.set_morph("VerbForm=Part")  # type: ignore[attr-defined]
        elif token.pos_ in ("VERB", "AUX") and (known := _VERB_LEMMAS.get(token.lower_)) is not None:
            token.lemma_ = known
            if token.lower_ == known and "Past" in token.morph.get("Tense", []):
                # "slopen", "vergoeden": a plural present that looks like a past tense.
                token.set_morph("Number=Plur|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]
            elif token.lower_ in _PRESENT and "Past" in token.morph.get("Tense", []):
                token.set_morph("Number=Sing|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]
        elif token.pos_ == "VERB" and token.lower_.endswith(("zoekenden", "hebbenden", "wonenden", "gaanden")):
            # Participles that are people.
            token.pos_ = "NOUN"
            token.lemma_ = token.lower_.removesuffix("n")
            token.set_morph("Number=Plur")  # type: ignore[attr-defined]
        elif (token.pos_ == "PROPN" and token.i == token.sent.start and token.lower_ != token.text) or (
            token.pos_ == "NOUN" and lemma != lemma.lower()
        ):
            token.lemma_ = lemma.lower()
    for sentence in doc.sents:
        _find_verb(sentence)
    for token in doc:
        if token.dep_ == "compound:prt" and token.i + 1 < len(doc) and token.nbor().lower_ in _FIXED_NOUNS:
            continue
        if token.dep_ == "compound:prt" and token.head.pos_ in ("VERB", "AUX") and token.lower_ in PARTICLES:
            _attach(token.head, token.lower_)
        elif token.i + 2 < len(doc) and token.nbor().lower_ == "te" and token.lower_ in PARTICLES:
            # "op te stellen", which the parser takes for a preposition more often than not.
            infinitive = doc[token.i + 2]
            if infinitive.pos_ in ("VERB", "AUX") and token.lower_ + infinitive.lemma_ in PARTICLE_VERBS:
                _attach(infinitive, token.lower_)
        elif token.pos_ in ("ADP", "ADV", "ADJ") and token.i + 1 <= len(doc) and _stands_alone(token):
            verb = _finite_verb_before(token)
            if verb is not None and token.lower_ + verb.lemma_ in PARTICLE_VERBS:
                _attach(verb, token.lower_)
    return doc


def _infinitive(lemma: str, token: Token) -> str:
    """Mend what a statistical lemmatizer makes of an unseen verb: "verleenen" → "verlenen", "reikt" → "reiken"."""
    joined = next((part for part in PARTICLES if lemma.startswith(part) and not token.lower_.startswith(part)), None)
    if (
        joined is not None
        and lemma[len(joined) :][:3] == token.lower_[:3]
        and not any(word.lower_ == joined for word in token.sent)
    ):
        # The treebank joins the particle to the lemma; an unseen verb may get one that its sentence does not have.
        lemma = lemma.removeprefix(joined)
    lemma = re.sub(r"(?<=[^aeiou])([aeou])\1([bcdfgklmnprstvz])en$", r"\1\2en", lemma)
    if lemma == token.lower_ and lemma.endswith("t") and "Pres" in token.morph.get("Tense", []):
        stem = lemma.removesuffix("t")
        if match := re.search(r"([aeou])\1([^aeiou])$", stem):
            return stem[: match.start()] + match.group(1) + match.group(2).replace("f", "v").replace("s", "z") + "en"
        if re.search(r"[^aeiou][aeiou][bdfgklmnprst]$", stem) and not stem.endswith(("el", "er", "en")):
            return stem + stem[-1] + "en"
        return stem + "en"
    return lemma


def _find_verb(sentence: Span) -> None:
    """Mark the finite verb of a sentence in which the tagger saw none, when the lexicon knows the form ("huisvest")."""
    if any(token.pos_ in ("VERB", "AUX") and "Inf" not in token.morph.get("VerbForm", []) for token in sentence):
        return
    for token in sentence:
        form = token.lower_
        known = _VERB_LEMMAS.get(form)
        if (
            known is not None
            and (
                (form.endswith("t") and form != known)
                or (form == known and sentence.start < token.i < sentence.end - 2)
            )
            and token.pos_ in ("NOUN", "ADJ", "PROPN", "ADV", "X")
            and (token.text[0].islower() or token.i == sentence.start)
        ):
            token.pos_ = "VERB"
            token.lemma_ = known
            token.set_morph("Number=Sing|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]
            return


def _attach(verb: Token, particle: str) -> None:
    joined = particle + verb.lemma_
    # A parser takes "Op termijn … gesloopt" for "opslopen"; a verb that we know must also be known with its particle.
    if joined not in PARTICLE_VERBS and verb.lemma_ in _KNOWN:
        return
    if not verb.lemma_.startswith(particle):
        verb.lemma_ = particle + verb.lemma_


def _stands_alone(token: Token) -> bool:
    """Whether a preposition has no noun after it, as the particle at the end of a main clause ("levert 40 woningen op.")."""
    if token.i + 1 == len(token.doc):
        return True
    after = token.nbor()
    return after.is_punct or after.pos_ in ("CCONJ", "SCONJ", "ADP") or after.lower_ in ("en", "of", "|")


def _finite_verb_before(token: Token) -> Token | None:
    for index in range(token.i - 1, token.sent.start - 1, -1):
        other = token.doc[index]
        if other.pos_ == "VERB" and "VerbForm=Inf" not in str(other.morph):
            return other
        if other.text in (";", "|"):
            return None
    return None
