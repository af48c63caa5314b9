"""A linear model that tells the introduction of a chapter from a promise in running text.

A paragraph without a number often mixes how things stand with what is agreed. The rules of ``kind`` read every sentence
that they do not know as a promise; the model (logistic regression, trained on the gold data by ``training/linear.py``)
may turn such a paragraph into context, and never the other way round: a promise that is overlooked is worse than one
too many.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from prestatielint.model import Kind
from prestatielint.nlp.niveau_model import features as clause_features
from prestatielint.nlp.niveau_model import logistic
from prestatielint.nlp.reading import Context, Reading
from prestatielint.nlp.slots import YEAR

WEIGHTS = Path(__file__).parent / "kind.json"
_FUNCTION_WORDS = frozenset(("ADV", "SCONJ", "DET", "PRON"))


def concerns(reading: Reading, kind: Kind) -> bool:
    """Whether the model has a say: running text that the rules take for a promise."""
    clause = reading.clause
    return kind is Kind.AFSPRAAK and clause.block.is_running and clause.number is None and not clause.lead


def features(reading: Reading, context: Context, opens: bool) -> frozenset[str]:
    """Names of the features of a clause; ``opens`` says whether it is the first under its heading."""
    doc = reading.doc
    found = set(clause_features(reading, {}))
    sentences = list(doc.sents)
    found |= {"first" if opens else "later", f"sentences={min(4, len(sentences))}"}
    for token in doc:
        if token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm", []):
            found.add(f"finite={token.lemma_}")
            if "Past" in token.morph.get("Tense", []):
                found.add("past")
        elif token.pos_ in _FUNCTION_WORDS:
            found.add(f"f={token.lower_}")
    found |= {f"root={sentence.root.lemma_}" for sentence in sentences}
    found |= {f"root pos={sentence.root.pos_}" for sentence in sentences}
    named = any(not mention.collective for mention in reading.actors)
    found.add("who=named" if named else "who=all" if reading.actors else "who=none")
    if any(mention.start <= 2 for mention in reading.mentions):
        found.add("party first")
    found |= {f"h={word}" for heading in reading.clause.heading for word in re.findall(r"[^\W\d]+", heading.lower())}
    years = [int(year) for year in re.findall(YEAR, doc.text)]
    if years and context.period is not None:
        found.add("later year" if max(years) >= context.period[0] else "earlier years")
        if min(years) < context.period[0]:
            found.add("earlier year")
    return frozenset(found)


@cache
def _model() -> tuple[float, dict[str, float]]:
    data = json.loads(WEIGHTS.read_text(encoding="utf8"))
    return data["intercept"], data["weights"]


def introduces(found: frozenset[str]) -> bool:
    """Whether a clause with these features only introduces."""
    intercept, weights = _model()
    return logistic(intercept, weights, found) > 0.5
