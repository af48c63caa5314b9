"""Train the linear model of the niveau on the gold data of train and dev; prints a cross-validation by document.

    python training/niveau.py [--bonus 0.5] [--c 1.0]

Writes ``src/prestatielint/nlp/niveau.json``. The documents of ``corpus/test`` are never opened.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from prestatielint.catalogue import load_catalogue
from prestatielint.config import Settings
from prestatielint.evaluate import pair
from prestatielint.ingest import SUFFIXES, read
from prestatielint.linter import Linter, judgements
from prestatielint.model import Kind
from prestatielint.nlp.niveau_model import WEIGHTS, features
from prestatielint.testing import EXAMPLE, document_of

CORPUS = Path(__file__).parent.parent / "corpus"


@dataclass
class Example:
    """An afspraak of the gold data: its document, features, the step by the rules alone and the right one."""

    document: str
    features: frozenset[str]
    by_rule: str
    gold: str


def examples() -> list[Example]:
    linter = Linter(load_catalogue(), Settings(pipeline="ingebouwd"))
    found = []
    for folder in ("train", "dev"):
        for path in sorted((CORPUS / folder).iterdir()):
            if path.suffix not in SUFFIXES:
                continue
            analysis = linter.analyse(read(path))
            readings = {reading.clause.id: reading for reading in analysis.readings}
            places = {
                reading.clause.id: match for reading, match in zip(analysis.readings, analysis.matches, strict=True)
            }
            gold = [json.loads(line) for line in path.with_suffix(".jsonl").read_text(encoding="utf8").splitlines()]
            for entry, judged in zip(gold, pair(gold, judgements(analysis)), strict=True):
                if judged is None or entry["kind"] != "afspraak":
                    continue
                reading = readings[judged.clause.id]
                if reading.kind is Kind.AFSPRAAK and reading.by_rule is not None:
                    vague = linter.engine.vague(places[judged.clause.id], reading, analysis.context)
                    found.append(Example(path.stem, features(reading, vague), reading.by_rule.value, entry["niveau"]))
    return found


def rule_examples() -> list[Example]:
    """The examples of the rules with the step that the rules give; they follow the guide, so the model may learn them."""
    linter = Linter(load_catalogue(), Settings(pipeline="ingebouwd"))
    found = []
    for rule in linter.reported:
        for example in (*rule.wrong, *rule.right) if not rule.label.startswith("document-") else ():
            analysis = linter.analyse(document_of(example))
            for reading, places in zip(analysis.readings, analysis.matches, strict=True):
                if reading.clause.id == EXAMPLE and reading.kind is Kind.AFSPRAAK and reading.by_rule is not None:
                    vague = linter.engine.vague(places, reading, analysis.context)
                    step = reading.by_rule.value
                    found.append(Example("rules", features(reading, vague), step, step))
    return found


def fit(train: list[Example], c: float) -> tuple[DictVectorizer, LogisticRegression]:
    vectorizer = DictVectorizer()
    rows = vectorizer.fit_transform([dict.fromkeys(sorted(example.features), 1.0) for example in train])
    return vectorizer, LogisticRegression(C=c, max_iter=2000).fit(rows, [example.gold for example in train])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--c", type=float, default=1.0)
    parser.add_argument("--bonus", type=float, default=0.5)
    args = parser.parse_args()
    data, always = examples(), rule_examples()
    right: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for held in sorted({example.document for example in data}):
        test = [example for example in data if example.document == held]
        vectorizer, model = fit([*always, *(example for example in data if example.document != held)], args.c)
        scores = model.predict_log_proba(
            vectorizer.transform([dict.fromkeys(example.features, 1.0) for example in test])
        )
        for example, row in zip(test, scores, strict=True):
            bonus = args.bonus * np.array([step == example.by_rule for step in model.classes_])
            right[held][0] += 1
            right[held][1] += example.by_rule == example.gold
            right[held][2] += model.classes_[int(np.argmax(row))] == example.gold
            right[held][3] += model.classes_[int(np.argmax(row + bonus))] == example.gold
    print(f"{'held out':<22}{'afspraken':>10}{'rules':>8}{'model':>8}{'both':>8}")
    right["all"] = [sum(column) for column in zip(*right.values(), strict=True)]
    for name, (total, *counts) in right.items():
        print(f"{name:<22}{total:>10}" + "".join(f"{count / total:>8.3f}" for count in counts))
    vectorizer, model = fit([*always, *data], args.c)
    weights = {
        name: [round(float(value), 3) for value in model.coef_[:, index]]
        for name, index in sorted(vectorizer.vocabulary_.items())
    }
    weights = {name: values for name, values in weights.items() if max(map(abs, values)) >= 0.02}
    WEIGHTS.write_text(
        json.dumps(
            {
                "steps": list(model.classes_),
                "intercept": [round(float(value), 3) for value in model.intercept_],
                "rule_bonus": args.bonus,
                "weights": weights,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        + "\n",
        encoding="utf8",
    )


if __name__ == "__main__":
    main()
