"""Who acts in a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from prestatielint.model import Clause
from prestatielint.nlp.parties import Mention
from prestatielint.nlp.predicates import Predicate, is_verb
from prestatielint.nlp.reading import (
    ACTOR_COLUMNS,
    cell_of,
    inside,
)
from prestatielint.nlp.slots import conditions


def _governing(mentions: Sequence[Mention], token: Token | None) -> list[Mention]:
    """Mentions in the noun phrase of ``token``, coordinated ones too, but not those that only own something in it."""
    if token is None:
        return []
    allowed = {token.i}
    queue = [token]
    while queue:
        word = queue.pop()
        for child in word.children:
            if child.dep_ in ("conj", "appos", "flat", "fixed", "compound", "det", "amod") or (
                child.pos_ == "PROPN" and child.dep_ not in ("nmod", "nmod:poss", "obl")
            ):
                allowed.add(child.i)
                queue.append(child)
    found = []
    for mention in mentions:
        if any(index in allowed for index in range(mention.start, mention.end)):
            first = mention.start
            doc = token.doc
            # "de woningen van De Vliet": the owner is not the actor.
            if (
                first > 0
                and doc[first - 1].lower_ == "van"
                and first - 1 > min(allowed)
                and doc[first - 2].pos_ in ("NOUN", "PROPN")
                and doc[first - 2].lower_ not in ("namens", "wethouder", "wooncoach", "college", "bestuur", "raad")
            ):
                continue
            found.append(mention)
    return found


_SUBJECT_ROLES = re.compile(
    r"\b(?:wijkteam|sociaal team|wmo-loket|loket|wooncoach\w*|huismeester\w*|wijkbeheerder\w*|wethouder|energiecoach\w*|consulent\w*|opzichter|toewijzingscommissie|werkgroep|stuurgroep|projectgroep|bestuurder|directeur\w*|klantcontactcentrum|wijkconsulent\w*|bewonersconsulent\w*|regisseur|doorstroommakelaar|team \w+|projectleider|wijkregisseur|klussendienst|zorggroep \w+|woonconsulent\w*|ergotherapeut|stichting \w+|welzijnsorganisatie|maatschappelijke partners|verhuurder|verhurende corporatie|partij|medewerker\w*|\w*verpleegkundige|rekenhulp|constructeur|klantenservice|eigen vaklieden|bewonerspanel|penningmeester|secretaris|raad van commissarissen|onafhankelijk voorzitter)\b",
    re.IGNORECASE,
)

_PREPOSITIONS = frozenset(
    "van aan met voor bij naar in door uit over tegen namens binnen op onder tussen richting jegens tot via".split()
)


def bare_mentions(mentions: Sequence[Mention], doc: Doc) -> list[Mention]:
    """Parties that stand free of a preposition in a main clause: its subject where the parse does not find one."""
    free = []
    spans = [(slot.start, slot.end) for slot in conditions(doc)]
    for mention in mentions:
        before = doc[mention.start - 1].lower_ if mention.start else ""
        further = doc[mention.start - 2].lower_ if mention.start > 1 else ""
        article = before in (
            "de",
            "het",
            "beide",
            "elke",
            "iedere",
            "alle",
            "haar",
            "deze",
            "elk",
            "ieder",
            "drie",
            "twee",
        )
        if (before in _PREPOSITIONS and before != "door") or (
            article and further in _PREPOSITIONS and further != "door"
        ):
            # "elk van de corporaties" acts, "de woningen van de corporaties" do not.
            of_each = doc[max(0, mention.start - 4) : mention.start].text.lower()
            if not re.search(r"\b(?:elk|ieder|een|één|geen|beide) van (?:de |beide )?$", of_each + " "):
                continue
        if inside(doc[mention.start].idx, spans):
            continue
        free.append(mention)
    chained: list[Mention] = []
    for mention in free:
        if not chained or (
            mention.start - chained[-1].end <= 3
            and any(word.lower_ in ("en", ",", "of") for word in doc[chained[-1].end : mention.start])
        ):
            chained.append(mention)
    return chained


def find_actors(
    preds: Sequence[Predicate], mentions: Sequence[Mention], clause: Clause, lead: Sequence[Mention], doc: Doc
) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
    """Find the parties that act, and the words that name who acts (a role or a table cell may be no party).

    The subject or the *door*-agent of each predicate; else a party that stands free in the main clause, the column for
    who does it, or the introductory sentence.
    """
    found: list[Mention] = []
    texts: list[str] = []
    waiting = [(slot.start, slot.end) for slot in conditions(doc)]
    for predicate in preds:
        candidates = [predicate.agent] if predicate.agent is not None else []
        if predicate.subject is not None and not predicate.passive:
            candidates.append(predicate.subject)
        for candidate in candidates:
            for mention in _governing(mentions, candidate):
                if mention not in found and not inside(doc[mention.start].idx, waiting):
                    found.append(mention)
                    texts.append(doc[mention.start : mention.end].text)
            if not _governing(mentions, candidate) and candidate.pos_ in ("NOUN", "PROPN"):
                phrase = " ".join(word.text for word in candidate.subtree if abs(word.i - candidate.i) < 6)
                if _SUBJECT_ROLES.search(phrase):
                    texts.append(candidate.text)
            if candidate.lower_ in ("zij", "ze", "hij", "deze", "die") and candidate.pos_ == "PRON":
                texts.append(candidate.text)
    if not found and not texts and not clause.cells:
        for mention in bare_mentions(mentions, doc):
            found.append(mention)
            texts.append(doc[mention.start : mention.end].text)
    if (cell := cell_of(clause, ACTOR_COLUMNS)) is not None and clause.cells:
        texts.append(cell)
        start = clause.text.find(cell)
        for mention in mentions:
            if start <= doc[mention.start].idx < start + len(cell) and mention not in found:
                found.append(mention)
    starts_with_verb = len(doc) > 0 and (is_verb(doc[0]) or doc[0].text[0].islower())
    if (
        lead
        and not found
        and (
            starts_with_verb
            or not any(
                predicate.subject is not None and predicate.verbal for predicate in preds if not predicate.passive
            )
        )
    ):
        found.extend(lead)
        texts.extend(sorted({name for mention in lead for name in mention.parties}) or [])
    return tuple(found), tuple(dict.fromkeys(texts))
