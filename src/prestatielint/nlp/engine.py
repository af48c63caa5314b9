"""Run the rules of the catalogue over a clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

from prestatielint.catalogue import Pattern, Rule
from prestatielint.errors import CatalogueError
from prestatielint.model import Kind, Label
from prestatielint.nlp.checks import CLAUSE_CHECKS
from prestatielint.nlp.guards import GUARDS, always_settled
from prestatielint.nlp.reading import Context, Reading
from prestatielint.nlp.slots import token_span

# One required item of a pattern: by lemma or by word, and which.
_Needed = tuple[bool, frozenset[str]]
_GAP = {"OP": "{0,6}", "TEXT": {"NOT_IN": [";", "|", "."]}}


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens ``start`` to ``end`` of a Doc where a pattern of ``rule`` fits."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that fires on the characters ``start`` to ``end`` of a clause; ``values`` fill its message."""

    rule: Rule
    start: int
    end: int
    values: Mapping[str, str] = field(default_factory=dict)


def _tokens(pattern: Pattern) -> list[dict[str, Any]]:
    tokens: list[dict[str, Any]] = []
    for item, following in zip_longest(pattern.items, pattern.items[1:]):
        if item.gap:
            gap = dict(_GAP)
            if following is not None and not following.optional and not following.gap:
                # A gap ends at the first word that fits, so that "spant zich in voor een kamer in" ends at the first "in".
                gap["LEMMA" if following.lemma else "LOWER"] = {"NOT_IN": list(following.values)}
            tokens.append(gap)
            continue
        attribute = "LEMMA" if item.lemma else "LOWER"
        token: dict[str, Any] = {attribute: {"IN": list(item.values)}}
        if item.optional:
            token["OP"] = "?"
        tokens.append(token)
    return tokens


class RuleEngine:
    """The compiled rules; one per catalogue and pipeline."""

    def __init__(self, nlp: Language, rules: Sequence[Rule]) -> None:
        self.rules = tuple(
            rule for rule in rules if rule.status != "deprecated" and not rule.label.startswith("document-")
        )
        self._compiled: list[tuple[Rule, tuple[_Needed, ...], Matcher]] = []
        # Per (by lemma?, word) the patterns that cannot fit without it; the item with the fewest words stands for its pattern.
        self._by_word: dict[tuple[bool, str], list[int]] = {}
        for rule in self.rules:
            unknown = [name for name in rule.settled_by if name not in GUARDS]
            if unknown:
                raise CatalogueError(
                    "regel-fout",
                    f"{rule.code}.yaml: onbekende naam '{unknown[0]}' in settled_by; toegestaan: {', '.join(sorted(GUARDS))}.",
                )
            if rule.check is not None and rule.check not in CLAUSE_CHECKS:
                raise CatalogueError(
                    "regel-fout",
                    f"{rule.code}.yaml: onbekende check '{rule.check}'; toegestaan: {', '.join(sorted(CLAUSE_CHECKS))}.",
                )
            for pattern in rule.patterns:
                matcher = Matcher(nlp.vocab)
                matcher.add(rule.code, [_tokens(pattern)], greedy="LONGEST")
                needed = tuple(
                    (item.lemma, frozenset(item.values)) for item in pattern.items if item.values and not item.optional
                )
                by_lemma, rarest = min(needed, key=lambda item: len(item[1]))
                for word in rarest:
                    self._by_word.setdefault((by_lemma, word), []).append(len(self._compiled))
                self._compiled.append((rule, needed, matcher))

    def match(self, doc: Doc) -> tuple[Match, ...]:
        """Every place where a pattern fits, before anything settles it; per label the longest of overlapping places."""
        words = frozenset(token.lower_ for token in doc)
        lemmas = frozenset(token.lemma_ for token in doc)
        present = [*((False, word) for word in words), *((True, lemma) for lemma in lemmas)]
        # Most patterns are ruled out by a word that the clause does not have; the matcher is slow beside that.
        fitting = sorted({index for key in present for index in self._by_word.get(key, ())})
        found = []
        for rule, needed, matcher in (self._compiled[index] for index in fitting):
            if all(not values.isdisjoint(lemmas if lemma else words) for lemma, values in needed):
                found += [Match(rule, start, end) for _, start, end in matcher(doc)]
        found.sort(key=lambda match: (match.start - match.end, match.start, match.rule.code))
        taken: dict[Label, set[int]] = {}
        kept = []
        for match in found:
            used = taken.setdefault(match.rule.label, set())
            if used.isdisjoint(range(match.start, match.end)):
                used.update(range(match.start, match.end))
                kept.append(match)
        return tuple(sorted(kept, key=lambda match: (match.start, match.rule.code)))

    def vague(self, matches: Sequence[Match], reading: Reading, context: Context) -> dict[str, set[int]]:
        """Per label the tokens that its patterns cover, less what is settled."""
        covered: dict[str, set[int]] = {}
        for match in matches:
            if not self._settled(match, reading, context):
                covered.setdefault(match.rule.label.value, set()).update(range(match.start, match.end))
        return covered

    @staticmethod
    def _in_name(reading: Reading, start: int, end: int) -> bool:
        """Whether the words are part of a name, or end or begin in the middle of one ("zetten Ons" of "zetten Ons Erf …")."""
        return any(
            (mention.start <= start and end <= mention.end)
            or mention.start < start < mention.end
            or mention.start < end < mention.end
            for mention in reading.mentions
            if not mention.collective
        )

    def _settled(self, match: Match, reading: Reading, context: Context) -> bool:
        return (
            self._in_name(reading, match.start, match.end)
            or always_settled(reading.doc, match.start, match.end)
            or any(GUARDS[name](reading, match.start, match.end, context) for name in match.rule.settled_by)
        )

    def run(self, reading: Reading, matches: Sequence[Match], context: Context) -> list[Hit]:
        """The rules that fire on a clause, in order of place and code."""
        if reading.kind is Kind.CONTEXT:
            return []
        hits: list[Hit] = []
        for match in matches:
            rule = match.rule
            if not self._in_scope(rule, reading) or self._settled(match, reading, context):
                continue
            span = reading.doc[match.start : match.end]
            hits.append(Hit(rule, span.start_char, span.end_char))
        labels = {hit.rule.label for hit in hits}
        # What is vague decides what counts as missing, so those checks go first.
        for rule in sorted(self.rules, key=lambda rule: not rule.label.startswith("vaag-")):
            if rule.check is not None and self._in_scope(rule, reading):
                check: Callable[..., Any] = CLAUSE_CHECKS[rule.check]
                for start, end, values in check(reading, context, labels):
                    place = token_span(reading.doc, start, end)
                    vague = rule.label.startswith("vaag-")
                    if vague and (
                        self._in_name(reading, place.start, place.end)
                        or always_settled(reading.doc, place.start, place.end)
                    ):
                        continue
                    if not any(GUARDS[name](reading, place.start, place.end, context) for name in rule.settled_by):
                        hits.append(Hit(rule, start, end, values))
                        if vague:
                            labels.add(rule.label)
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.rule.code))

    def _in_scope(self, rule: Rule, reading: Reading) -> bool:
        if reading.kind not in rule.scope or reading.theme not in rule.themes:
            return False
        named = {
            "actors": reading.actor_texts,
            "beneficiaries": reading.beneficiaries,
            "quantities": reading.quantities or reading.wholes,
            "deadlines": reading.deadlines,
            "conditions": reading.conditions,
        }
        if any(not named[slot] for slot in rule.present) or any(named[slot] for slot in rule.missing):
            return False
        return reading.niveau is None or reading.niveau in rule.niveau
