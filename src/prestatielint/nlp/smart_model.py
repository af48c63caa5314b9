"""Linear models that vote beside the rules on what a promise lacks: who, how much, when.

The rules of ``checks`` know the ways of saying that we thought of. On agreements by other hands they ask too often; the
models (logistic regression over the features below and the answer of the rule, trained on the gold data by
``training/linear.py``) mend a good part of that. What they decide stays a finding on the main verb of the promise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Set
from functools import cache
from pathlib import Path

from prestatielint.model import Label
from prestatielint.nlp.niveau_model import features as clause_features
from prestatielint.nlp.niveau_model import logistic
from prestatielint.nlp.reading import Context, Reading
from prestatielint.nlp.slots import YEAR

WEIGHTS = Path(__file__).parent / "smart.json"
LABELS = (Label.SMART_WIE, Label.SMART_HOEVEEL, Label.SMART_WANNEER)
_FUNCTION_WORDS = frozenset(("ADV", "SCONJ", "DET", "PRON", "ADP"))


def features(reading: Reading, context: Context, labels: Set[Label]) -> frozenset[str]:
    """Names of the features of a clause; ``labels`` are those that were found on it before (the vague ones)."""
    named = any(not mention.collective for mention in reading.actors)
    who = "named" if named else "all" if reading.actors else "text" if reading.actor_texts else "none"
    slots = {
        f"niveau={reading.niveau}",
        f"who={who}",
        f"amounts={min(2, len(reading.quantities))}",
        f"dates={min(2, len(reading.deadlines))}",
    }
    slots |= {"one year"} if context.one_year else set()
    slots |= {"year above"} if any(re.search(YEAR, heading) for heading in reading.clause.heading) else set()
    found = set(clause_features(reading, {label.value: set() for label in labels}))
    found |= slots
    found |= {f"{one}&{other}" for one in slots for other in slots if one < other}
    found |= {f"f={token.lower_}" for token in reading.doc if token.pos_ in _FUNCTION_WORDS}
    found.add(f"theme={reading.theme}")
    # How a clause opens tells a trigger ("Bij iedere verhuring …", "Wie … verruilt") and an order to a party in the lead.
    found |= {f"first={reading.doc[0].lower_}", f"first pos={reading.doc[0].pos_}"}
    found |= {f"condition={slot.text.split()[0].lower()}" for slot in reading.conditions}
    found |= {f"head={token.lower_}" for token in reading.doc[:3] if token.pos_ in _FUNCTION_WORDS}
    if reading.clause.lead:
        found.add("lead")
    return frozenset(found)


@cache
def _models() -> dict[str, tuple[float, float, dict[str, float]]]:
    data = json.loads(WEIGHTS.read_text(encoding="utf8"))
    return {label: (entry["threshold"], entry["intercept"], entry["weights"]) for label, entry in data.items()}


def lacks(label: Label, by_rule: bool, found: frozenset[str]) -> bool:
    """Whether a clause lacks what ``label`` says, given its features and the answer of the rule."""
    threshold, intercept, weights = _models()[label.value]
    return logistic(intercept, weights, found | ({"rule"} if by_rule else set())) > threshold
