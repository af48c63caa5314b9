"""A linear model of the step that a clause promises, beside the rules.

The rules of ``niveau`` know the words that we thought of; on agreements by other hands the model, trained on the gold data by
``training/linear.py``, meets fewer surprises. Both vote: the probability of each step (multinomial logistic regression over the
features below) with ``rule_bonus`` added to the logarithm for the step that the rules give. Features are words and the
structure that the rules read too, no vectors, so that every pipeline gives the same answer for the same parse.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from math import exp, log
from pathlib import Path

from prestatielint.model import Niveau
from prestatielint.nlp.nouns import comparatives, head_noun, is_effect, is_home, is_people
from prestatielint.nlp.reading import Reading, inside

WEIGHTS = Path(__file__).parent / "niveau.json"
_WORD_CLASSES = frozenset(("VERB", "NOUN", "ADJ", "ADV"))


def features(reading: Reading, vague: Mapping[str, set[int]]) -> frozenset[str]:
    """Names of the features that a clause has.

    Words in an aim or a condition do not count: they are not promised. ``vague`` maps labels to the tokens of their
    vague expressions.
    """
    doc, found = reading.doc, set()
    waits = [(slot.start, slot.end) for slot in reading.conditions]
    core = [token for token in doc if not inside(token.idx, reading.purposes) and not inside(token.idx, waits)]
    for token in core:
        if token.pos_ in _WORD_CLASSES:
            found.add(f"w={token.lemma_.lower()}")
        if token.pos_ in ("NOUN", "PROPN"):
            found.add(f"h={head_noun(token)}")
            found |= {
                name for name, has in (("people", is_people), ("home", is_home), ("eff", is_effect)) if has(token)
            }
    promise = reading.promise
    if doc[0].lower_ in ("wie", "degene", "degenen"):
        found |= {"s_people", "who"}  # "Wie een urgentieverklaring krijgt, woont …"
    if promise is not None:
        found |= {f"lemma={promise.lemma}", f"modal={promise.modal}"}
        found |= {
            name
            for name, value in (
                ("passive", promise.passive),
                ("cop", promise.copula),
                ("neg", promise.negated),
                ("verbal", promise.verbal),
                ("inf", promise.infinitive),
                ("nosubj", promise.subject is None),
            )
            if value
        }
        for role, noun in (("s", promise.subject), *(("o", word) for word in promise.objects)):
            if noun is not None:
                found.add(f"{role}={head_noun(noun)}")
                found |= {
                    f"{role}_{name}"
                    for name, has in (("people", is_people), ("home", is_home), ("eff", is_effect))
                    if has(noun)
                }
                if any(mention.start <= noun.i < mention.end for mention in reading.mentions):
                    found.add(f"{role}_party")
    found |= {f"v={label}" for label in vague}
    found |= {f"u={'home' if quantity.unit.endswith('woning') else quantity.unit}" for quantity in reading.quantities}
    found |= {
        name
        for name, value in (
            ("qty", reading.quantities),
            ("whole", reading.wholes),
            ("date", reading.deadlines),
            ("cond", reading.conditions),
            ("row", reading.clause.cells),
            ("cmp", comparatives(doc)),
            ("purp", reading.purposes),
            ("purpq", any(inside(quantity.start, reading.purposes) for quantity in reading.quantities)),
        )
        if value
    }
    return frozenset(found)


def logistic(intercept: float, weights: Mapping[str, float], found: Iterable[str]) -> float:
    """Probability (between 0 and 1) that a logistic regression gives to features; unknown ones weigh nothing."""
    # Sorted, so that the sum has the same last digit on every run.
    return 1 / (1 + exp(-intercept - sum(weights.get(name, 0.0) for name in sorted(found))))


@cache
def _weights() -> tuple[tuple[Niveau, ...], tuple[float, ...], dict[str, tuple[float, ...]], float]:
    data = json.loads(WEIGHTS.read_text(encoding="utf8"))
    weights = {name: tuple(values) for name, values in data["weights"].items()}
    return tuple(Niveau(step) for step in data["steps"]), tuple(data["intercept"]), weights, data["rule_bonus"]


def probabilities(found: frozenset[str]) -> dict[Niveau, float]:
    """Probability of each step (between 0 and 1, together 1) by the model alone."""
    steps, intercept, weights, _ = _weights()
    sums = list(intercept)
    for name in sorted(found):
        for index, value in enumerate(weights.get(name, ())):
            sums[index] += value
    top = max(sums)
    shares = [exp(value - top) for value in sums]
    return {step: share / sum(shares) for step, share in zip(steps, shares, strict=True)}


def vote(by_rule: Niveau, found: frozenset[str]) -> Niveau:
    """Return the step with the most support of rule and model together."""
    bonus = _weights()[3]
    scores = {step: log(max(share, 1e-12)) + bonus * (step is by_rule) for step, share in probabilities(found).items()}
    return max(scores, key=lambda step: (scores[step], step is by_rule))
