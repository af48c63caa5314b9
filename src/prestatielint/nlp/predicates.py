"""The predicates of a clause: what is done, by whom, to what, and in which form.

Read from the dependency parse, with the morphology and the word order to fall back on where a short item or a table cell
misleads the parser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from prestatielint.nlp.conjugation import PAST_PLURALS
from prestatielint.nlp.lexicon import KNOWN_VERBS, MODALS
from prestatielint.nlp.parties import Mention

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
_OBJECTS = ("obj", "iobj")
_COMPLEMENTS = ("xcomp", "ccomp")
# Verbs that only carry another: "gaat bouwen", "laat onderzoeken", "kan worden verkocht".
_CARRIERS = MODALS | {"willen", "komen", "beginnen", "starten", "blijven"}


@dataclass(frozen=True, slots=True)
class Predicate:
    """One main-clause predicate.

    ``token`` carries the meaning (participle, infinitive, verb, or the noun or adjective after a copula), ``finite`` the
    verb form that agrees with the subject (``token`` itself when there is only one). ``sentence`` numbers the sentence.
    """

    token: Token
    finite: Token
    lemma: str
    sentence: int
    subject: Token | None = None
    objects: tuple[Token, ...] = ()
    agent: Token | None = None
    passive: bool = False
    past: bool = False
    modal: str | None = None
    negated: bool = False
    copula: bool = False
    infinitive: bool = False
    verbal: bool = True


def is_verb(token: Token) -> bool:
    """Whether a token is used as a verb."""
    return token.pos_ in ("VERB", "AUX")


def is_finite(token: Token) -> bool:
    """Whether a verb form agrees with a subject."""
    return "Fin" in token.morph.get("VerbForm", [])


def _form(token: Token, form: str) -> bool:
    return form in token.morph.get("VerbForm", [])


def _children(token: Token, *deps: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def door_agent(predicate_token: Token) -> Token | None:
    """The noun after *door* that belongs to a verb: "wordt door De Vliet gebouwd"."""
    for child in _children(predicate_token, "obl:agent", "obl", "nmod"):
        if any(case.lower_ == "door" for case in child.children if case.dep_ == "case"):
            return child
    return None


def _subject(token: Token) -> Token | None:
    subjects = [child for child in token.children if child.dep_ in ("nsubj", "nsubj:pass", "csubj")]
    nominal = [child for child in subjects if child.pos_ in ("NOUN", "PROPN", "PRON", "NUM")]
    return next(iter(nominal or subjects), None)


def is_past(finite: Token) -> bool:
    """Whether a finite form is past; a plural in -en that is no known past form is a present that the tagger mistook."""
    if "Past" not in finite.morph.get("Tense", []):
        return False
    form = finite.lower_
    return not form.endswith("en") or (form.endswith(("den", "ten")) and finite.lemma_ != form) or form in PAST_PLURALS


# Words that open a subordinate clause, whose verbs are not the modal's.
_OPENERS = frozenset("hoeveel welke welk wie hoe waar of dat die wat waarom wanneer zodat waardoor mits tenzij".split())


def _is_shouted_heading(token: Token) -> bool:
    """Whether a sentence in capitals holds no verb that we know; taggers see verbs in any capitals."""
    sentence = token.sent
    return sentence.text.isupper() and len(sentence) < 12 and token.lemma_ not in KNOWN_VERBS


def _is_noun_use(token: Token) -> bool:
    """Whether an infinitive without a finite verb is the name of an act or a theme ("Opstellen van …", "Wonen met zorg")."""
    if not _form(token, "Inf") or any(child.dep_ in ("aux", "aux:pass", "mark", "obj") for child in token.children):
        return False
    if token.is_upper:
        return True
    before = token.doc[token.i - 1] if token.i > token.sent.start else None
    after = token.doc[token.i + 1] if token.i + 1 < token.sent.end else None
    # In the second place the same form is a plural present ("In 2030 wonen in Brakerveen 900 huishoudens").
    opens = before is None or before.is_punct or before.pos_ == "ADJ"
    return opens and after is not None and after.pos_ == "ADP"


def _loose_infinitive(carrier: Token) -> Token | None:
    """The infinitive of a modal that the parser hung elsewhere: the first one after it in the same main clause."""
    for token in carrier.doc[carrier.i + 1 : carrier.sent.end]:
        if token.lower_ in (";", ":", "|") or token.dep_ == "mark" or token.pos_ == "SCONJ":
            return None
        if token.lower_ in _OPENERS:
            return None
        if token.lower_.endswith("n") and (
            (is_verb(token) and token.lemma_.endswith(token.lower_) and token.dep_ not in ("nmod", "acl:relcl"))
            or token.lower_ in KNOWN_VERBS
        ):
            return token
    return None


def _predicate(token: Token, sentence: int, inherited: Token | None) -> Predicate:
    auxiliaries = _children(token, "aux", "aux:pass", "cop")
    copula = any(child.dep_ == "cop" for child in auxiliaries)
    finite = next((word for word in (*auxiliaries, token) if is_verb(word) and is_finite(word)), token)
    modal = next(
        (word.lemma_ for word in auxiliaries if word.dep_ == "aux" and word.lemma_ in MODALS | {"willen"}), None
    )
    has_worden = any(word.lemma_ == "worden" for word in auxiliaries)
    passive = (
        any(word.dep_ == "aux:pass" for word in auxiliaries)
        or (has_worden and _form(token, "Part"))
        or bool(_children(token, "nsubj:pass"))
    )
    perfect = any(
        word.dep_ in ("aux", "aux:pass") and word.lemma_ in ("hebben", "zijn") for word in auxiliaries
    ) and _form(token, "Part")
    verbal = is_verb(token) and not _is_noun_use(token) and not _is_shouted_heading(token)
    core = token
    if verbal and not passive and token.lemma_ in _CARRIERS:
        inner = next(
            (
                child
                for child in token.children
                if child.dep_ in _COMPLEMENTS
                and is_verb(child)
                and not any(grand.dep_ == "mark" and grand.lower_ in ("dat", "of") for grand in child.children)
                and child.left_edge.lower_ not in _OPENERS
            ),
            None,
        )
        if inner is None and token.lemma_ in MODALS:
            inner = _loose_infinitive(token)
        if inner is not None:
            core, modal = inner, token.lemma_
    subject = _subject(token) or (_subject(core) if core is not token else None) or inherited
    return Predicate(
        token=core,
        finite=finite,
        lemma=core.lemma_ if is_verb(core) else core.lower_ if core.lower_ in KNOWN_VERBS and not copula else "zijn",
        sentence=sentence,
        subject=subject,
        objects=tuple(_children(core, *_OBJECTS)),
        agent=door_agent(core),
        passive=passive,
        past=is_past(finite) or perfect,
        modal=modal,
        negated=any(
            child.lower_ in ("niet", "nooit", "geen")
            for child in core.subtree
            if child.dep_ in ("advmod", "det") and abs(child.i - core.i) < 12
        ),
        copula=copula,
        infinitive=verbal and finite is core and _form(core, "Inf"),
        verbal=verbal,
    )


def _heads(sentence: Span) -> list[Token]:
    """Heads of main clauses: the root, what is coordinated with it, and clauses that merely stand beside it."""
    queue, heads = [sentence.root], []
    while queue:
        head = queue.pop(0)
        heads.append(head)
        for child in head.children:
            verbal = is_verb(child) or any(grand.dep_ == "cop" for grand in child.children)
            if (
                child.dep_ in ("conj", "parataxis")
                and verbal
                and not any(grand.dep_ == "mark" for grand in child.children)
            ):
                queue.append(child)
    return heads


def _fallback_head(sentence: Span) -> Token | None:
    """A finite verb outside subordinate clauses, for a sentence whose root is not a verb."""
    for token in sentence:
        if (
            is_verb(token)
            and is_finite(token)
            and token.dep_ not in ("acl:relcl", "acl", "advcl", "ccomp", "cop", "aux", "aux:pass")
        ):
            return token
    root = sentence.root
    return next(
        (
            token
            for token in sentence
            if is_verb(token)
            and is_finite(token)
            and token.dep_ not in ("acl:relcl", "acl", "cop", "aux", "aux:pass")
            and not any(child.dep_ == "mark" for child in token.children)
            and root.pos_ not in ("VERB",)
        ),
        None,
    )


_ARTICLES = frozenset("de het een beide elke elk iedere ieder alle onze".split())
_TAKES_NO_ACTOR = frozenset("worden zijn krijgen ontvangen heten blijven".split())


def _with_subject(predicate: Predicate, mentions: Sequence[Mention]) -> Predicate:
    """Give a main clause with another part in front its subject: the party right after the finite verb.

    Dutch puts the finite verb second; "Uiterlijk 1 mei levert De Vliet …" and "De kavel levert de gemeente …" have their
    subject behind it, which parsers take for the object, or for a part of the date, when the first words look like a noun.
    """
    finite, subject = predicate.finite, predicate.subject
    doc = finite.doc
    if (
        not mentions
        or not is_finite(finite)
        or predicate.passive
        or predicate.copula
        or finite.lemma_ in _TAKES_NO_ACTOR
    ):
        return predicate
    if subject is not None and (
        subject.i > finite.i or any(mention.start <= subject.i < mention.end for mention in mentions)
    ):
        return predicate
    index = finite.i + 1
    while index < finite.sent.end and doc[index].lower_ in _ARTICLES:
        index += 1
    after = next((mention for mention in mentions if mention.start == index), None)
    if after is None or (finite.i == finite.sent.start and subject is None):
        return predicate
    objects = predicate.objects
    if subject is not None and subject.pos_ in ("NOUN", "PROPN") and not objects:
        objects = (subject,)
    actor = next(
        (token for token in reversed(doc[after.start : after.end]) if token.pos_ in ("NOUN", "PROPN", "PRON")),
        doc[after.end - 1],
    )
    return replace(predicate, subject=actor, objects=tuple(token for token in objects if token != actor))


def predicates(doc: Doc, mentions: Sequence[Mention] = ()) -> tuple[Predicate, ...]:
    """The main-clause predicates of ``doc`` in order of their sentence; a verbless sentence gives its root noun.

    ``mentions`` are the parties that the text names; with them a subject behind the verb is found where the parse errs.
    """
    found: list[Predicate] = []
    for number, sentence in enumerate(doc.sents):
        heads = _heads(sentence)
        if not is_verb(heads[0]) and not any(child.dep_ == "cop" for child in heads[0].children):
            other = _fallback_head(sentence)
            if other is not None:
                heads[0] = other
        inherited: Token | None = None
        for head in heads:
            if head.is_punct or head.is_space or head.text == "|":
                continue
            predicate = _with_subject(_predicate(head, number, inherited), mentions)
            found.append(predicate)
            if head.dep_ != "parataxis":
                inherited = inherited or predicate.subject
    return tuple(found)
