"""What a clause is: its structure first, then kind, niveau and theme."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from prestatielint.model import Clause, Kind, Niveau, Theme
from prestatielint.nlp import kind_model
from prestatielint.nlp.actors import find_actors
from prestatielint.nlp.kind import clause_kind, sentence_kind
from prestatielint.nlp.niveau import certain, predicate_level, row_level, row_predicates
from prestatielint.nlp.niveau_model import features, vote
from prestatielint.nlp.nouns import is_people
from prestatielint.nlp.parties import Mention, PartyMatcher
from prestatielint.nlp.predicates import Predicate, predicates
from prestatielint.nlp.purposes import purpose_spans
from prestatielint.nlp.quantities import quantities, wholes
from prestatielint.nlp.reading import (
    NUMBER_COLUMNS,
    Context,
    Reading,
    inside,
)
from prestatielint.nlp.slots import Slot, conditions, dates, deadlines
from prestatielint.nlp.theme import article_themes, names_a_theme, theme_of


def _beneficiaries(doc: Doc) -> tuple[Slot, ...]:
    found = []
    for token in doc:
        if token.pos_ in ("NOUN", "PROPN") and is_people(token):
            start = token.i
            while (
                start > 0
                and doc[start - 1].pos_ in ("ADJ", "DET", "NUM")
                and doc[start - 1].head in (token, doc[start - 1].head)
                and token.i - start < 4
            ):
                start -= 1
            span = doc[start : token.i + 1]
            found.append(Slot(span.start_char, span.end_char, span.text))
    return tuple(found)


def structure(clause: Clause, doc: Doc, match: PartyMatcher, lead: tuple[Mention, ...]) -> Reading:
    """Everything that can be read off a clause before it is judged; ``kind``, ``niveau`` and ``theme`` are still open.

    Args:
        clause: the clause as read from the file.
        doc: its parsed text (``doc.text == clause.text``).
        match: finds the parties in a Doc.
        lead: the parties that its introductory sentence names.

    """
    every_date = dates(doc.text)
    mentions = match(doc)
    preds = predicates(doc, mentions)
    actors, actor_texts = find_actors(preds, mentions, clause, lead, doc)
    numbering = [
        (cell.start, cell.end)
        for cell in clause.cells
        if (cell.column and NUMBER_COLUMNS.match(cell.column))
        or re.fullmatch(r"[A-Z]?\d[\d.]*[a-z]?", clause.text[cell.start : cell.end])
    ]
    return Reading(
        clause=clause,
        doc=doc,
        kind=Kind.AFSPRAAK,
        niveau=None,
        theme=Theme.OVERIG,
        predicates=preds,
        promise=preds[0] if preds else None,
        mentions=mentions,
        lead_mentions=lead,
        actors=actors,
        actor_texts=actor_texts,
        quantities=tuple(slot for slot in quantities(doc, every_date) if not inside(slot.start, numbering)),
        wholes=wholes(doc, every_date),
        deadlines=deadlines(doc),
        conditions=conditions(doc),
        beneficiaries=_beneficiaries(doc),
        purposes=purpose_spans(doc),
    )


def judge(
    reading: Reading,
    context: Context,
    vague: Mapping[str, set[int]],
    fixed: Mapping[str, str] | None = None,
    *,
    opens: bool = False,
) -> Reading:
    """Decide kind, niveau, theme and the predicate that carries the promise.

    Args:
        reading: the clause after ``structure``.
        context: what the rest of the document settles.
        vague: per label the token indexes that vague expressions cover; "vaag-inspanning" decides the step intentie.
        fixed: kind, niveau and theme from the config; they win.
        opens: whether it is the first clause under its heading.

    """
    fixed = fixed or {}
    clause, doc, preds = reading.clause, reading.doc, reading.predicates
    kinds = [(sentence_kind(predicate, reading, context), predicate) for predicate in preds]
    promising = [predicate for kind, predicate in kinds if kind is Kind.AFSPRAAK]
    kind = (
        Kind(fixed["kind"])
        if "kind" in fixed
        else clause_kind(reading, [kind for kind, _ in kinds], promising, context)
    )
    if (
        "kind" not in fixed
        and kind_model.concerns(reading, kind)
        and kind_model.introduces(kind_model.features(reading, context, opens))
    ):
        kind = Kind.CONTEXT
    niveau: Niveau | None = None
    promise: Predicate | None = None
    if kind is Kind.AFSPRAAK:
        efforts = set(vague.get("vaag-inspanning", ()))
        relevant = promising or list(preds)
        if clause.cells:
            relevant = row_predicates(relevant, doc, clause)
        quality = set(vague.get("vaag-kwaliteit", ()))
        levels = [(predicate_level(predicate, reading, efforts, quality), predicate) for predicate in relevant]
        if levels:
            niveau, promise = max(levels, key=lambda pair: (list(Niveau).index(pair[0]), -pair[1].token.i))
        if clause.cells:
            niveau = row_level(niveau or Niveau.PROCES, clause, doc, reading.quantities, efforts)
        by_rule = niveau or Niveau.PROCES
        reading = replace(reading, promise=promise or (promising[0] if promising else reading.promise), by_rule=by_rule)
        if "niveau" in fixed:
            niveau = Niveau(fixed["niveau"])
        elif by_rule is not Niveau.INTENTIE and certain(reading):
            niveau = Niveau.EFFECT
        else:
            niveau = vote(by_rule, features(reading, vague))
    return replace(
        reading,
        kind=kind,
        niveau=niveau,
        theme=Theme(fixed["theme"]) if "theme" in fixed else theme_of(clause, doc, kind),
        promise=promise or (promising[0] if promising else reading.promise),
        corrected=tuple(sorted(fixed)),
    )


def settle_articles(readings: Sequence[Reading]) -> list[Reading]:
    """Let an article on the agreement itself be that as a whole, whatever its heading is called.

    A chapter such as "Hoe we met elkaar omgaan" has no theme of housing; where most of its clauses are spelregels by
    content, the others are too.
    """
    articles: dict[tuple[str, ...], list[Reading]] = {}
    for reading in readings:
        if reading.clause.heading and reading.kind in (Kind.AFSPRAAK, Kind.SPELREGEL) and not reading.corrected:
            articles.setdefault(reading.clause.heading, []).append(reading)
    turned: set[str] = set()
    themes = article_themes(readings)
    for heading, group in articles.items():
        rules = sum(reading.kind is Kind.SPELREGEL for reading in group)
        if not names_a_theme(heading[-1]) and len(group) > 2 and rules * 2 >= len(group) and rules < len(group):
            turned |= {reading.clause.id for reading in group}
    settled = []
    for reading in readings:
        if reading.clause.id in turned:
            reading = replace(
                reading, kind=Kind.SPELREGEL, niveau=None, theme=theme_of(reading.clause, reading.doc, Kind.SPELREGEL)
            )
        if (
            reading.theme is Theme.OVERIG
            and "theme" not in reading.corrected
            and reading.clause.heading in themes
            and reading.kind is not Kind.CONTEXT
        ):
            reading = replace(reading, theme=themes[reading.clause.heading])
        settled.append(reading)
    return settled
