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
            while first > 1 and doc[first - 1].lower_ in ("de", "het", "een", "beide", "elke", "iedere"):
                first -= 1
            # "de woningen van De Vliet": the owner is not the actor.
            if (
                first > 0
                and doc[first - 1].lower_ == "van"
                and first - 1 > min(allowed)
                and doc[first - 2].pos_ in ("NOUN", "PROPN")
                and doc[first - 2].lower_
                not in ("namens", "wethouder", "wooncoach", "college", "bestuur", "raad", "directie", "bestuurder")
            ):
                continue
            found.append(mention)
    return found


_SUBJECT_ROLES = re.compile(
    r"\b(?:taskforce|\w*commissie\w*|(?:maatschappelijke |zorg|welzijns|bewoners|cliënten)?organisaties?|wijkteam|sociaal team|wmo-loket|loket|wooncoach\w*|huismeester\w*|wijkbeheerder\w*|wethouder|energiecoach\w*|consulent\w*|opzichter|toewijzingscommissie|werkgroep|stuurgroep|projectgroep|bestuurder|directeur\w*|klantcontactcentrum|wijkconsulent\w*|bewonersconsulent\w*|regisseur|doorstroommakelaar|team \w+|projectleider|wijkregisseur|klussendienst|zorggroep \w+|woonconsulent\w*|ergotherapeut|stichting \w+|welzijnsorganisatie|maatschappelijke partners|verhuurder|verhurende corporatie|partij|medewerker\w*|\w*verpleegkundige|rekenhulp|constructeur|klantenservice|eigen vaklieden|bewonerspanel|penningmeester|secretaris|raad van commissarissen|bestuur|directie|\w+dienst|\w*bank|contactpersoon|\w*afdeling|bureau \w+|onafhankelijk voorzitter|\w*(?:coach(?:es)?|consulent\w*|beheerders?|makelaars?|maatjes?|conci[eë]rges?|co[oö]rdinator(?:en)?|managers?|regisseurs?|verbinders?|fixers?|adviseurs?|begeleiders?|mediators?|hulp|team))\b",
    re.IGNORECASE,
)

_PREPOSITIONS = frozenset(
    "van aan met voor bij naar in door uit over tegen namens binnen op onder tussen richting jegens tot via i.s.m. m.u.v. t.b.v. t.a.v. behalve conform volgens vanuit".split()
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
            "een",
            "betrokken",
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


_TOGETHER = frozenset(("samen", "gezamenlijk"))
_RECEIVING = frozenset(("krijgen", "ontvangen", "terugkrijgen", "horen"))
_PRONOUNS = ("zij", "ze", "hij", "deze", "die")
_OPEN_CELL = re.compile(r"(?:n\.?t\.?b\.?|p\.?m\.?|nader te bepalen|nog te bepalen|onbekend|\?|-|–)$", re.IGNORECASE)
_GAP = frozenset("er niet ten hoogstens hooguit minstens maximaal minimaal nog elk ieder".split())


def _is_free(mention: Mention, doc: Doc, waiting: Sequence[tuple[int, int]]) -> bool:
    before = [word.lower_ for word in doc[max(0, mention.start - 3) : mention.start]]
    while before and before[-1] in ("de", "het", "een", "beide", "elke", "iedere", "elk", "ieder"):
        before.pop()
    return not (before and before[-1] in _PREPOSITIONS) and not inside(doc[mention.start].idx, waiting)


def _joined(found: list[Mention], mentions: Sequence[Mention], doc: Doc, waiting: Sequence[tuple[int, int]]) -> None:
    """Add actors that the parse often loses.

    Who is coordinated with an actor ("A, B en C bouwen"), leaves out the verb ("A verkoopt 12 woningen, B 8"), or stands
    beside the verb of a next main clause.
    """
    for mention in (*mentions, *reversed(mentions)):
        if mention in found or mention.collective or not _is_free(mention, doc, waiting):
            continue
        linked = any(
            low.end < high.start
            and all(
                word.lower_ in (",", "en", "of", "&", "de", "het", "zowel", "als") for word in doc[low.end : high.start]
            )
            for other in found
            if not other.collective
            for low, high in (sorted((mention, other), key=lambda item: item.start),)
        )
        after = doc[mention.end] if mention.end < len(doc) else None
        gap = (
            after is not None and (after.like_num or after.lower_ in _GAP) and any(o.end < mention.start for o in found)
        )
        if linked or gap or _beside_verb(mention, found, doc):
            found.append(mention)
    found.sort(key=lambda mention: mention.start)


def _beside_verb(mention: Mention, found: Sequence[Mention], doc: Doc) -> bool:
    """Whether a party stands right after the finite verb of a main clause in the second place ("Per huishouden regelt de gemeente")."""
    first = mention.start
    while first > 0 and doc[first - 1].lower_ in ("de", "het", "elke", "iedere", "beide"):
        first -= 1
    if first == 0:
        return False
    verb = doc[first - 1]
    if not (is_verb(verb) and "Fin" in verb.morph.get("VerbForm", [])) or verb.lemma_ in (
        "krijgen",
        "ontvangen",
        "worden",
        "vragen",
        "verzoeken",
    ):
        return False
    start = max([verb.sent.start, *(word.i + 1 for word in doc[verb.sent.start : verb.i] if word.text in (";", ":"))])
    if any(start <= other.start < verb.i for other in found):
        return False  # The subject stands in front; who comes after the verb undergoes it.
    opening = doc[start]
    return (
        verb.i > start
        and opening.pos_ != "SCONJ"
        and opening.dep_ != "mark"
        and not any(is_verb(word) and "Fin" in word.morph.get("VerbForm", []) for word in doc[start : verb.i])
    )


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
            governed = _governing(mentions, candidate)
            if (
                candidate.pos_ == "NOUN"
                and _SUBJECT_ROLES.fullmatch(candidate.lower_)
                and not any(mention.start <= candidate.i < mention.end for mention in mentions)
            ):
                # "een projectgroep met leden van de gemeente": the group acts, not who sits in it.
                governed = []
            for mention in governed:
                if mention not in found and not inside(doc[mention.start].idx, waiting):
                    found.append(mention)
                    texts.append(doc[mention.start : mention.end].text)
            if not governed and candidate.pos_ in ("NOUN", "PROPN"):
                phrase = " ".join(word.text for word in candidate.subtree if abs(word.i - candidate.i) < 6)
                if _SUBJECT_ROLES.search(phrase):
                    texts.append(candidate.text)
            if candidate.lower_ in _PRONOUNS and candidate.pos_ == "PRON":
                texts.append(candidate.text)
    if not clause.cells:
        for mention in mentions:
            # "Een huurder krijgt van Ons Erf een woning": who gives, acts.
            if (
                mention.start
                and doc[mention.start - 1].lower_ == "van"
                and not mention.collective
                and mention not in found
                and any(
                    predicate.lemma in _RECEIVING and doc[mention.start : mention.end].root.head == predicate.token
                    for predicate in preds
                )
            ):
                found.append(mention)
                texts.append(doc[mention.start : mention.end].text)
    if not found and not texts and not clause.cells:
        undergoing = {
            word.i
            for predicate in preds
            if predicate.passive and predicate.subject
            for word in predicate.subject.subtree
        }
        for mention in bare_mentions([item for item in mentions if item.start not in undergoing], doc):
            found.append(mention)
            texts.append(doc[mention.start : mention.end].text)
    if not clause.cells:
        _joined(found, mentions, doc, waiting)
        texts += [doc[mention.start : mention.end].text for mention in found]
    if found:
        # Beside a name the pronoun that takes it up says nothing.
        texts = [text for text in texts if text.lower() not in _PRONOUNS]
    if (cell := cell_of(clause, ACTOR_COLUMNS)) is not None and clause.cells and not _OPEN_CELL.match(cell):
        texts.append(cell)
        start = clause.text.find(cell)
        for mention in mentions:
            if start <= doc[mention.start].idx < start + len(cell) and mention not in found:
                found.append(mention)
    starts_with_verb = len(doc) > 0 and (is_verb(doc[0]) or doc[0].text[0].islower())
    together = found and all(mention.collective and doc[mention.start].lower_ in _TOGETHER for mention in found)
    if lead and starts_with_verb and together and not any(mention.collective for mention in lead):
        # "De corporaties: verkennen samen met …": the lead says who.
        found.clear()
        texts.clear()
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
