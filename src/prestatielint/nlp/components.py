"""spaCy components, registered through entry points: usable in anybody's Dutch pipeline.

    nlp = spacy.load("nl_core_news_md")
    nlp.add_pipe("prestatielint_boundaries", first=True)
    nlp.add_pipe("prestatielint_lemmas")
    nlp.add_pipe("prestatielint_parties", config={"parties": [{"name": "De Vliet", "role": "corporatie"}]})
    nlp.add_pipe("prestatielint_quantities")
    for span in nlp("De Vliet bouwt 40 woningen.").spans["quantities"]:
        print(span.text, span.label_, span.id_)

Each component that finds something writes one span group and nothing else. A span has a ``label_`` (its sort) and an ``id_``
(its normal form, empty where there is none); everything else that was read stands in ``group.attrs["items"]``, a list of plain
dictionaries in the order of the spans, so that it survives ``to_bytes`` and ``DocBin``. Offsets in those dictionaries are
characters in ``doc.text``, 0-based and half-open.

| factory | span group | label | id |
|---|---|---|---|
| ``prestatielint_parties`` | ``parties`` | role, or "collectief" | names, separated by "; " |
| ``prestatielint_quantities`` | ``quantities`` | unit ("€", "%", lemma of what is counted, "geheel") | bound and value: "40", ">=40", "<=12", "~30", "35..45" |
| ``prestatielint_periods`` | ``periods`` | sort of time (``PeriodKind``) | ISO 8601 interval, date, length or repetition |
| ``prestatielint_modality`` | ``modality`` | strength (``Strength``) | lemma of the main verb |
| ``prestatielint_negation`` | ``negation`` | "ontkenning" or "uitzondering" (the span is the scope) | the deciding words |
| ``prestatielint_conditions`` | ``conditions`` | "voorwaarde" | names of the parties that it rests on |
| ``prestatielint_purposes`` | ``purposes`` | "doel" or "gevolg" | the word that opens it |

Without a parser the components still run: names, numbers, dates, negations and conditions are found by their words, modality
and purposes need the parse and stay empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from prestatielint.model import Party, Role
from prestatielint.nlp.boundaries import mark_boundaries
from prestatielint.nlp.lemmas import normalise_lemmas
from prestatielint.nlp.modality import commitments, scopes
from prestatielint.nlp.parties import Mention, PartyMatcher, parties_in, with_pronouns
from prestatielint.nlp.periods import resolve
from prestatielint.nlp.purposes import is_effect_clause, purpose_spans
from prestatielint.nlp.quantities import Quantity, quantities, wholes
from prestatielint.nlp.slots import Slot, conditions, dates, deadlines, token_span

_SIGNS = {"precies": "", "ten minste": ">=", "ten hoogste": "<=", "ongeveer": "~"}
Item = tuple[Span, Mapping[str, Any]]


def _write(doc: Doc, key: str, items: Iterable[Item]) -> Doc:
    found = list(items)
    doc.spans[key] = SpanGroup(
        doc, name=key, spans=[span for span, _ in found], attrs={"items": [dict(data) for _, data in found]}
    )
    return doc


def _span(doc: Doc, slot: Slot, label: str, identifier: str) -> Span:
    place = token_span(doc, slot.start, slot.end)
    return Span(doc, place.start, place.end, label=label, span_id=identifier)


def _has_sentences(doc: Doc) -> Doc:
    """Clause-aware boundaries where no earlier component set any, for most readers go by sentence."""
    return doc if doc.has_annotation("SENT_START") or not len(doc) else mark_boundaries(doc)


@Language.component("prestatielint_boundaries", assigns=["token.is_sent_start"])
def boundaries(doc: Doc) -> Doc:
    """Set the sentence starts of a clause; put it before the parser, which then keeps to them."""
    return mark_boundaries(doc)


@Language.component("prestatielint_lemmas", requires=["token.lemma", "token.dep"], assigns=["token.lemma", "token.pos"])
def lemmas(doc: Doc) -> Doc:
    """Write lemmas alike for every pipeline ("mee_doen" and "doet … mee" → "meedoen"); put it last."""
    return normalise_lemmas(doc) if len(doc) and doc.has_annotation("LEMMA") else doc


class PartyRecogniser:
    """Writes ``doc.spans["parties"]``: names, defined short names ("hierna: De Vliet"), roles, collectives, and "zij"."""

    def __init__(self, nlp: Language, parties: list[dict[str, Any]]) -> None:
        self._nlp = nlp
        self._declared = tuple(
            Party(item["name"], Role(item.get("role", "overig")), tuple(item.get("aliases", ()))) for item in parties
        )
        self._matchers: dict[tuple[Party, ...], PartyMatcher] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Recognise the parties that were declared and those that the text itself introduces."""
        _has_sentences(doc)
        known = parties_in(doc.text, self._declared)
        if known not in self._matchers:
            if len(self._matchers) > 64:
                self._matchers.clear()
            self._matchers[known] = PartyMatcher(self._nlp, known)
        mentions = with_pronouns(doc, self._matchers[known](doc))
        return _write(doc, "parties", (self._item(doc, mention) for mention in mentions))

    @staticmethod
    def _item(doc: Doc, mention: Mention) -> Item:
        label = "collectief" if mention.collective else mention.role.value
        span = Span(doc, mention.start, mention.end, label=label, span_id="; ".join(mention.parties))
        return span, {"parties": list(mention.parties), "role": mention.role.value, "collective": mention.collective}


@Language.factory("prestatielint_parties", default_config={"parties": []}, assigns=["doc.spans"])
def make_parties(nlp: Language, name: str, parties: list[dict[str, Any]]) -> PartyRecogniser:
    """Build the party recogniser.

    Args:
        nlp: the pipeline that it joins.
        name: its name there.
        parties: known parties, each {"name": …, "role": "gemeente|corporatie|huurdersorganisatie|overig", "aliases": […]}.

    """
    return PartyRecogniser(nlp, parties)


@Language.component("prestatielint_quantities", assigns=["doc.spans"])
def find_quantities(doc: Doc) -> Doc:
    """Write ``doc.spans["quantities"]``: numbers, amounts and shares with unit, base and bound, and all-or-nothing words."""
    _has_sentences(doc)
    every_date = dates(doc.text)
    counted: list[Slot] = [*quantities(doc, every_date), *wholes(doc, every_date)]
    return _write(doc, "quantities", (_quantity(doc, slot) for slot in sorted(counted, key=lambda slot: slot.start)))


def _quantity(doc: Doc, slot: Slot) -> Item:
    if not isinstance(slot, Quantity):
        return _span(doc, slot, "geheel", slot.text.lower().split()[0]), asdict(slot)
    value = f"{slot.low:g}" if slot.low == slot.high else f"{slot.low:g}..{slot.high:g}"
    return _span(doc, slot, slot.unit, _SIGNS[slot.bound] + value), asdict(slot)


@Language.factory("prestatielint_periods", default_config={"period": None, "year": None}, assigns=["doc.spans"])
def make_periods(nlp: Language, name: str, period: list[int] | None, year: int | None) -> Callable[[Doc], Doc]:
    """Build the finder of dates and periods.

    Args:
        nlp: the pipeline that it joins.
        name: its name there.
        period: first and last year of the agreement, for "1 juli" and "de komende vier jaar".
        year: the year of the heading or table header that the texts stand under.

    """
    return Periods((period[0], period[1]) if period else None, year)


class Periods:
    """Writes ``doc.spans["periods"]``; ``deadline`` says whether something is due then, or it only compares or cites."""

    def __init__(self, period: tuple[int, int] | None, year: int | None) -> None:
        self._period, self._year = period, year

    def __call__(self, doc: Doc) -> Doc:
        """Find and resolve every date, period, frequency and trigger."""
        _has_sentences(doc)
        due = {slot.start for slot in deadlines(doc)} if len(doc) else set()
        return _write(doc, "periods", (self._item(doc, slot, slot.start in due) for slot in dates(doc.text)))

    def _item(self, doc: Doc, slot: Slot, due: bool) -> Item:
        period = resolve(slot.text, period=self._period, year=self._year)
        data = {"kind": period.kind.value, "iso": period.iso, "assumed": period.assumed, "deadline": due}
        return _span(doc, slot, period.kind.value, period.iso or ""), data | asdict(slot)


@Language.component("prestatielint_modality", assigns=["doc.spans"])
def find_modality(doc: Doc) -> Doc:
    """Write ``doc.spans["modality"]``: per main clause the span from its finite to its main verb, and the deciding words."""
    found = commitments(doc) if len(doc) and doc.has_annotation("DEP") else ()
    return _write(
        doc,
        "modality",
        (
            (
                Span(
                    doc,
                    min(cue.i for cue in item.cues),
                    max(cue.i for cue in item.cues) + 1,
                    label=item.strength.value,
                    span_id=item.predicate.lemma,
                ),
                {"words": [cue.text for cue in item.cues], "tokens": [cue.i for cue in item.cues]},
            )
            for item in found
        ),
    )


@Language.component("prestatielint_negation", assigns=["doc.spans"])
def find_negation(doc: Doc) -> Doc:
    """Write ``doc.spans["negation"]``: what a negation or exception holds for."""
    _has_sentences(doc)
    return _write(
        doc,
        "negation",
        (
            (
                _span(doc, item.scope, "uitzondering" if item.exception else "ontkenning", item.cue.text.lower()),
                {"cue": asdict(item.cue)},
            )
            for item in scopes(doc)
        ),
    )


@Language.component("prestatielint_conditions", assigns=["doc.spans"])
def find_conditions(doc: Doc) -> Doc:
    """Write ``doc.spans["conditions"]``; after ``prestatielint_parties`` each says on which parties it rests."""
    _has_sentences(doc)
    mentions = doc.spans.get("parties", ())
    items = []
    for slot in conditions(doc) if len(doc) else ():
        resting = [span.id_ or span.text for span in mentions if slot.start <= span.start_char < slot.end]
        items.append((_span(doc, slot, "voorwaarde", "; ".join(dict.fromkeys(resting))), asdict(slot)))
    return _write(doc, "conditions", items)


@Language.component("prestatielint_purposes", assigns=["doc.spans"])
def find_purposes(doc: Doc) -> Doc:
    """Write ``doc.spans["purposes"]``: aims ("om … te", "teneinde") and effects ("zodat", "waardoor")."""
    found = purpose_spans(doc) if len(doc) and doc.has_annotation("DEP") else ()
    items = []
    for start, end in found:
        slot = Slot(start, end, doc.text[start:end])
        label = "gevolg" if is_effect_clause(slot.text) else "doel"
        items.append((_span(doc, slot, label, slot.text.lower().split()[0]), asdict(slot)))
    return _write(doc, "purposes", items)
