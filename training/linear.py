"""Train the linear models that vote beside the rules: introductions, niveau, and what is missing.

    python training/linear.py [--bonus 0.8] [--c 1.0] [--c-smart 0.1]

They learn from the gold data of train and dev, and from ``training/practice``: clauses written for this in as many wordings as
we could think of, labelled by one hand. Prints a cross-validation by document and writes ``kind.json``, ``niveau.json`` and ``smart.json`` in ``src/prestatielint/nlp``. The
documents of ``corpus/test`` are never opened.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from prestatielint.catalogue import load_catalogue
from prestatielint.config import Settings
from prestatielint.evaluate import pair
from prestatielint.ingest import SUFFIXES, read
from prestatielint.linter import Analysis, Linter, judgements
from prestatielint.model import Block, Cell, Clause, Document, Kind, Label, Niveau
from prestatielint.nlp import kind_model, niveau_model, smart_model
from prestatielint.nlp.checks import missing_actor, missing_amount, missing_date
from prestatielint.nlp.engine import Match, RuleEngine
from prestatielint.nlp.reading import Context, Reading
from prestatielint.testing import EXAMPLE, document_of

CORPUS = Path(__file__).parent.parent / "corpus"
PRACTICE = Path(__file__).parent / "practice"
SOFT = (Label.VAAG_INSPANNING, Label.VAAG_VERGELIJKING)
# An example of a rule was chosen to show one thing, so it says more than a clause that happened to be there.
EXAMPLE_WEIGHT = 2.0
THRESHOLDS = [round(0.3 + 0.02 * step, 2) for step in range(16)]
CHECKS = {
    Label.SMART_WIE: missing_actor,
    Label.SMART_HOEVEEL: missing_amount,
    Label.SMART_WANNEER: missing_date,
}


@dataclass
class Example:
    """An afspraak: its document, features, the answer by the rules alone and the right one."""

    document: str
    features: frozenset[str]
    by_rule: str
    gold: str


Table = dict[str, list[Example]]


def practice(linter: Linter) -> Iterator[tuple[str, list[dict[str, Any]], Analysis]]:
    """The documents that were written for practice: name, gold and analysis; the first clause names the parties."""
    for path in sorted(PRACTICE.glob("*.jsonl")):
        documents: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
        for line in path.read_text(encoding="utf8").splitlines():
            entry = json.loads(line)
            if "title" in entry:
                documents.append((entry, []))
            else:
                documents[-1][1].append(entry)
        for about, entries in documents:
            yield f"{path.stem}-{about['doc']}", entries, linter.analyse(practice_document(about, entries))


def practice_document(about: dict[str, Any], entries: Sequence[dict[str, Any]]) -> Document:
    """Make a document of practice clauses."""
    names = [
        party["name"] + (f" (hierna: {party['aliases'][0]})" if party.get("aliases") else "")
        for party in about["parties"]
    ]
    clauses = [Clause("partijen", f"Partijen: {', '.join(names)}.", Block.PARAGRAPH, heading=("Partijen",))]
    for place, entry in enumerate(entries):
        cells: list[Cell] = []
        start = 0
        if entry.get("columns"):
            for text, column in itertools.zip_longest(entry["text"].split(" | "), entry["columns"]):
                cells.append(Cell(start, start + len(text), column))
                start += len(text) + 3
        block = Block.ROW if cells else Block.ITEM if entry.get("number") else Block.PARAGRAPH
        heading, lead = tuple(entry["heading"]), entry.get("lead")
        clauses.append(Clause(f"c{place}", entry["text"], block, entry.get("number"), heading, lead, tuple(cells)))
    return Document(about["title"], "", "docx", about["title"], tuple(clauses))


def gold(linter: Linter) -> Iterator[tuple[str, dict[str, Any], Reading, Sequence[Match], Context]]:
    """Every afspraak of train, dev and practice that is read as one, with its gold."""
    for name, wanted, analysis in practice(linter):
        for entry, reading, places in zip(wanted, analysis.readings[1:], analysis.matches[1:], strict=True):
            if entry["kind"] == "afspraak" and reading.kind is Kind.AFSPRAAK:
                yield name, entry, reading, places, analysis.context
    for folder in ("train", "dev"):
        for path in sorted((CORPUS / folder).iterdir()):
            if path.suffix not in SUFFIXES:
                continue
            analysis = linter.analyse(read(path))
            readings = {
                reading.clause.id: (reading, places)
                for reading, places in zip(analysis.readings, analysis.matches, strict=True)
            }
            lines = path.with_suffix(".jsonl").read_text(encoding="utf8").splitlines()
            entries = [json.loads(line) for line in lines]
            for entry, judged in zip(entries, pair(entries, judgements(analysis)), strict=True):
                if judged is not None and entry["kind"] == "afspraak":
                    reading, places = readings[judged.clause.id]
                    if reading.kind is Kind.AFSPRAAK:
                        yield path.stem, entry, reading, places, analysis.context


def introductions(linter: Linter) -> list[Example]:
    """Every paragraph of running text that the rules take for a promise or a fact, with whether it only introduces."""
    found = []
    for folder in ("train", "dev"):
        for path in sorted((CORPUS / folder).iterdir()):
            if path.suffix not in SUFFIXES:
                continue
            analysis = linter.analyse(read(path))
            places = {reading.clause.id: place for place, reading in enumerate(analysis.readings)}
            lines = path.with_suffix(".jsonl").read_text(encoding="utf8").splitlines()
            entries = [json.loads(line) for line in lines]
            for entry, judged in zip(entries, pair(entries, judgements(analysis)), strict=True):
                if judged is None or judged.kind not in (Kind.AFSPRAAK, Kind.CONTEXT):
                    continue
                place = places[judged.clause.id]
                reading = analysis.readings[place]
                if kind_model.concerns(reading, Kind.AFSPRAAK):
                    before = analysis.readings[place - 1].clause.heading if place else None
                    found_ = kind_model.features(reading, analysis.context, before != reading.clause.heading)
                    right = "yes" if entry["kind"] == "context" else "no"
                    found.append(Example(path.stem, found_, "yes" if judged.kind is Kind.CONTEXT else "no", right))
    return found


def rule_examples(linter: Linter) -> Iterator[tuple[dict[str, Any], Reading, Sequence[Match], Context]]:
    """The examples of the rules, as far as they say what the niveau is or what is missing; they follow the guide."""
    for rule in linter.reported:
        for wrong, example in [(True, item) for item in rule.wrong] + [(False, item) for item in rule.right]:
            if example.whole:
                continue
            analysis: Analysis = linter.analyse(document_of(example))
            for reading, places in zip(analysis.readings, analysis.matches, strict=True):
                if reading.clause.id != EXAMPLE or reading.kind is not Kind.AFSPRAAK or reading.by_rule is None:
                    continue
                entry: dict[str, Any] = {}
                activity = reading.by_rule in (Niveau.PROCES, Niveau.OUTPUT)
                if rule.label is Label.ACTIVITEIT and wrong == activity and reading.by_rule is not Niveau.INTENTIE:
                    entry["niveau"] = reading.by_rule.value
                if wrong and rule.label in SOFT and reading.by_rule is Niveau.INTENTIE:
                    entry["niveau"] = reading.by_rule.value
                if not wrong:
                    entry["findings"] = []
                elif rule.label in CHECKS:
                    entry["only"], entry["findings"] = rule.label.value, [rule.label.value]
                yield entry, reading, places, analysis.context


def tables() -> tuple[Table, dict[Label, list[Example]]]:
    """Examples of the niveau and of every smart label, per use."""
    linter = Linter(load_catalogue(), Settings(pipeline="ingebouwd"))
    # The rules on what is missing ask the models that are trained here, so they stay out.
    unvoted = RuleEngine(linter.nlp, [rule for rule in linter.catalogue.rules if not rule.label.startswith("smart-")])
    niveau: Table = {"gold": [], "rules": []}
    smart: dict[Label, list[Example]] = {label: [] for label in CHECKS}
    rows = [(name, *rest) for name, *rest in gold(linter)] + [("rules", *rest) for rest in rule_examples(linter)]
    for name, entry, reading, places, context in rows:  # type: ignore[misc]
        vague = linter.engine.vague(places, reading, context)
        # The steps of the practice clauses, by one hand, made the model worse on the gold data in the cross-validation.
        practised = "-20" not in name and name != "rules"
        if reading.by_rule is not None and entry.get("niveau") and not practised:
            found = niveau_model.features(reading, vague)
            use = "rules" if name == "rules" else "gold"
            niveau[use].append(Example(name, found, reading.by_rule.value, entry["niveau"]))
        if "findings" not in entry:
            continue
        # As the engine sees it: the labels of what is vague, after every settlement.
        labels = {hit.rule.label for hit in unvoted.run(reading, places, context) if hit.rule.label.startswith("vaag-")}
        if entry.get("niveau") and name != "rules":
            # What is missing is asked of the promise as it should have been read.
            reading = replace(reading, niveau=Niveau(entry["niveau"]))
        for label, check in CHECKS.items():
            if entry.get("only") in (None, label.value):
                by_rule = "yes" if list(check(reading, context, labels)) else "no"
                found = smart_model.features(reading, context, labels) | ({"rule"} if by_rule == "yes" else set())
                right = "yes" if label.value in entry["findings"] else "no"
                smart[label].append(Example(name, frozenset(found), by_rule, right))
    return niveau, smart


def fit(train: list[Example], c: float) -> tuple[DictVectorizer, LogisticRegression]:
    vectorizer = DictVectorizer()
    rows = vectorizer.fit_transform([dict.fromkeys(sorted(example.features), 1.0) for example in train])
    heavy = [EXAMPLE_WEIGHT if example.document == "rules" else 1.0 for example in train]
    return vectorizer, LogisticRegression(C=c, max_iter=3000).fit(rows, [example.gold for example in train], heavy)


def rows_of(vectorizer: DictVectorizer, examples: list[Example]) -> Any:
    return vectorizer.transform([dict.fromkeys(example.features, 1.0) for example in examples])


def train_niveau(table: Table, c: float, bonus_: float) -> None:
    data, always = table["gold"], table["rules"]
    right: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for held in sorted({example.document for example in data}):
        test = [example for example in data if example.document == held]
        vectorizer, model = fit([*always, *(example for example in data if example.document != held)], c)
        for example, row in zip(test, model.predict_log_proba(rows_of(vectorizer, test)), strict=True):
            bonus = bonus_ * np.array([step == example.by_rule for step in model.classes_])
            right[held][0] += 1
            right[held][1] += example.by_rule == example.gold
            right[held][2] += model.classes_[int(np.argmax(row))] == example.gold
            right[held][3] += model.classes_[int(np.argmax(row + bonus))] == example.gold
    print(f"{'niveau, held out':<22}{'afspraken':>10}{'rules':>8}{'model':>8}{'both':>8}")
    right["all"] = [sum(column) for column in zip(*right.values(), strict=True)]
    for name, (total, *counts) in right.items():
        print(f"{name:<22}{total:>10}" + "".join(f"{count / total:>8.3f}" for count in counts))
    vectorizer, model = fit([*always, *data], c)
    weights = {
        name: [round(float(value), 3) for value in model.coef_[:, index]]
        for name, index in sorted(vectorizer.vocabulary_.items())
    }
    weights = {name: values for name, values in weights.items() if max(map(abs, values)) >= 0.02}
    intercept = [round(float(value), 3) for value in model.intercept_]
    save(
        niveau_model.WEIGHTS,
        {"steps": list(model.classes_), "intercept": intercept, "rule_bonus": bonus_, "weights": weights},
    )


def train_smart(tables_: dict[Label, list[Example]], c: float) -> None:
    print(f"{'missing, held out':<22}{'gold':>6}{'rules P':>9}{'R':>6}{'F1':>6}{'both P':>9}{'R':>6}{'F1':>6}")
    saved = {}
    for label, table in tables_.items():
        data = [example for example in table if example.document != "rules"]
        judged: list[tuple[Example, float]] = []
        for held in sorted({example.document for example in data}):
            test = [example for example in data if example.document == held]
            vectorizer, model = fit([example for example in table if example.document != held], c)
            shares = model.predict_proba(rows_of(vectorizer, test))[:, list(model.classes_).index("yes")]
            judged += list(zip(test, shares, strict=True))
        threshold = max(THRESHOLDS, key=lambda bar: f1(judged, bar))
        answers = [(e.gold == "yes", e.by_rule == "yes", share > threshold) for e, share in judged]
        print(f"{label.value:<22}{sum(answer[0] for answer in answers):>6}{figures(answers, 1)}{figures(answers, 2)}")
        vectorizer, model = fit(table, c)
        names = sorted(vectorizer.vocabulary_.items())
        weights = {name: round(float(model.coef_[0, index]), 3) for name, index in names}
        saved[label.value] = {
            "threshold": threshold,
            "intercept": round(float(model.intercept_[0]), 3),
            "weights": {name: value for name, value in weights.items() if abs(value) >= 0.01},
        }
    save(smart_model.WEIGHTS, saved)


def f1(judged: list[tuple[Example, float]], threshold: float) -> float:
    """F1 on held-out documents; the threshold is where it is highest."""
    right = sum(example.gold == "yes" and share > threshold for example, share in judged)
    given, wanted = sum(share > threshold for _, share in judged), sum(example.gold == "yes" for example, _ in judged)
    return 2 * right / (given + wanted)


def train_kind(data: list[Example], c: float) -> None:
    right = turned = rules = 0
    for held in sorted({example.document for example in data}):
        test = [example for example in data if example.document == held]
        vectorizer, model = fit([example for example in data if example.document != held], c)
        for example, guess in zip(test, model.predict(rows_of(vectorizer, test)), strict=True):
            answer = "yes" if example.by_rule == "yes" else guess
            rules += example.by_rule == example.gold
            right += answer == example.gold
            turned += answer != example.by_rule
    print(f"introductions, held out: {len(data)} paragraphs, rules {rules} right, both {right} right, {turned} turned")
    vectorizer, model = fit(data, c)
    names = sorted(vectorizer.vocabulary_.items())
    weights = {name: round(float(model.coef_[0, index]), 3) for name, index in names}
    save(
        kind_model.WEIGHTS,
        {
            "intercept": round(float(model.intercept_[0]), 3),
            "weights": {name: value for name, value in weights.items() if abs(value) >= 0.01},
        },
    )


def figures(answers: list[tuple[bool, bool, bool]], column: int) -> str:
    right = sum(answer[0] and answer[column] for answer in answers)
    given, wanted = sum(answer[column] for answer in answers), sum(answer[0] for answer in answers)
    return f"{right / given:>9.2f}{right / wanted:>6.2f}{2 * right / (given + wanted):>6.2f}"


def save(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--c", type=float, default=1.0)
    parser.add_argument("--bonus", type=float, default=0.8)
    parser.add_argument("--c-smart", type=float, default=0.1)
    args = parser.parse_args()
    # The rules alone decide the kind while the model is trained on what they leave.
    save(kind_model.WEIGHTS, {"intercept": -99.0, "weights": {}})
    train_kind(introductions(Linter(load_catalogue(), Settings(pipeline="ingebouwd"))), args.c)
    kind_model._model.cache_clear()
    niveau, smart = tables()
    train_niveau(niveau, args.c, args.bonus)
    train_smart(smart, args.c_smart)


if __name__ == "__main__":
    main()
