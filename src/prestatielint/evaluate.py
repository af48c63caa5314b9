"""Precision, recall and F1 of the findings against gold data; section 7 of the annotation guide.

A finding is right when clause and label agree. Gold clauses and read clauses are paired by their text, in order; a gold
clause that no read clause resembles counts all its labels as missed, so that a reading error is never hidden. Text that
was read but is no gold clause counts as a clause without labels.

Intervals are 95 % percentile bootstrap intervals: clauses are drawn with replacement (Efron and Tibshirani 1993,
chapter 13). They say how much the figures depend on the clauses that happened to be there, not on the documents.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np

from prestatielint.errors import PrestatielintError
from prestatielint.ingest import SUFFIXES, read
from prestatielint.linter import Linter
from prestatielint.model import Finding, Judged, Kind, Label, Niveau, Report, Role, Severity

# Labels with fewer positives are reported, but stay out of the mean.
MIN_POSITIVES = 15
_ALIKE = 0.85
SLOTS = ("actors", "quantities", "deadlines")
LABELS = tuple(label.value for label in Label if not label.startswith("document-"))
# What the labels come down to: a mean over the labels of a family, or any label of it.
_FAMILIES = ("vaag-", "smart-")
_RESAMPLES = 2000
_SEED = 2026


@dataclass(frozen=True, slots=True)
class Count:
    """Right, superfluous and missed findings of one label."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        """Both counts together."""
        return Count(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def positives(self) -> int:
        """How often the gold data has the label."""
        return self.right + self.missed

    @property
    def precision(self) -> float | None:
        """Share of the findings that are right; None without findings."""
        return self.right / (self.right + self.extra) if self.right + self.extra else None

    @property
    def recall(self) -> float | None:
        """Share of the gold labels that are found; None without gold labels."""
        return self.right / self.positives if self.positives else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall: 2·right / (2·right + extra + missed); None when there is nothing."""
        total = 2 * self.right + self.extra + self.missed
        return 2 * self.right / total if total else None

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "positives": self.positives,
            "precision": _rounded(self.precision),
            "recall": _rounded(self.recall),
            "f1": _rounded(self.f1),
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """One gold clause with what was found on it; without ``gold`` it is text that only the reader took for a clause.

    ``rules`` maps the code of every rule that fired to its label.
    """

    document: str
    clause: str | None
    gold: Mapping[str, Any] | None
    judged: Judged | None
    labels: frozenset[str]
    rules: Mapping[str, str] = field(default_factory=dict)

    @property
    def wanted(self) -> frozenset[str]:
        """Labels of the gold clause."""
        return frozenset(self.gold["findings"]) if self.gold else frozenset()

    @property
    def text(self) -> str:
        """The words, shortened."""
        return str(self.gold["text"] if self.gold else self.judged.clause.text if self.judged else "")[:160]


Interval = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision, recall and F1 (shares between 0 and 1) with their 95 % intervals."""

    precision: float | None
    recall: float | None
    f1: float | None
    intervals: Mapping[str, Interval] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            name: {"value": _rounded(getattr(self, name)), "interval": _rounded_interval(self.intervals.get(name))}
            for name in ("precision", "recall", "f1")
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome over a folder; shares are between 0 and 1.

    ``groups`` holds each label group with its figures: the activity label, any vague label, the mean over the vague
    labels, eenzijdig, the mean over the smart labels, and the mean over all labels. A mean takes the labels with at
    least ``MIN_POSITIVES`` positives.
    """

    documents: int
    clauses: int
    paired: int
    labels: dict[str, Count]
    intervals: dict[str, Figure]
    groups: dict[str, Figure]
    rules: dict[str, tuple[str, Count]]
    accuracy: dict[str, float | None]
    confusion: dict[str, Counter[tuple[str, str]]]
    document_labels: Count
    bonds: Count
    spans: float | None
    slots: dict[str, Count] = field(default_factory=dict)
    held_out: bool = False
    errors: tuple[str, ...] = field(default=())

    @property
    def macro_f1(self) -> float | None:
        """Mean F1 over the clause labels with at least ``MIN_POSITIVES`` positives."""
        scores = [count.f1 or 0.0 for count in self.labels.values() if count.positives >= MIN_POSITIVES]
        return sum(scores) / len(scores) if scores else None

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "documents": self.documents,
            "clauses": self.clauses,
            "paired": self.paired,
            "macro_f1": _rounded(self.macro_f1),
            "labels": {name: count.as_dict() for name, count in self.labels.items()},
            "intervals": {name: figure.as_dict() for name, figure in self.intervals.items()},
            "groups": {name: figure.as_dict() for name, figure in self.groups.items()},
            "rules": {
                code: {"label": label, "findings": count.right + count.extra, "precision": _rounded(count.precision)}
                for code, (label, count) in self.rules.items()
            },
            "accuracy": {name: _rounded(value) for name, value in self.accuracy.items()},
            "confusion": {
                name: [{"gold": gold, "read": read_, "count": count} for (gold, read_), count in sorted(table_.items())]
                for name, table_ in self.confusion.items()
            },
            "slots": {name: count.as_dict() for name, count in self.slots.items()},
            "document_labels": {
                "precision": _rounded(self.document_labels.precision),
                "recall": _rounded(self.document_labels.recall),
            },
            "bonds": {"cells": self.bonds.right + self.bonds.missed, "right": self.bonds.right},
            "span_overlap": _rounded(self.spans),
        }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).lower().strip()


def pair(gold: Sequence[dict[str, Any]], clauses: Sequence[Judged]) -> list[Judged | None]:
    """For every gold clause the read clause with (nearly) the same text, each used once and in order."""
    left, right = [_plain(entry["text"]) for entry in gold], [_plain(judged.clause.text) for judged in clauses]
    paired: list[Judged | None] = [None] * len(gold)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            for offset in range(last - first):
                paired[first + offset] = clauses[begin + offset]
        elif tag == "replace":
            free = list(range(begin, end))
            for index in range(first, last):
                best = max(
                    free,
                    key=lambda place: SequenceMatcher(None, left[index], right[place], autojunk=False).ratio(),
                    default=None,
                )
                if (
                    best is not None
                    and SequenceMatcher(None, left[index], right[best], autojunk=False).ratio() >= _ALIKE
                ):
                    paired[index] = clauses[best]
                    free = [place for place in free if place > best]
    return paired


def _overlaps(entry: dict[str, Any], label: str, findings: Sequence[Finding], text: str) -> bool | None:
    """Whether a finding of ``label`` shares a character with a gold span; None when the gold gives none."""
    words = entry.get("spans", {}).get(label)
    if not words:
        return None
    places = [
        match.span()
        for word in ([words] if isinstance(words, str) else words)
        for match in re.finditer(re.escape(word), text)
    ]
    return any(
        start < (finding.end or 0) and (finding.start or 0) < end
        for start, end in places
        for finding in findings
        if finding.label == label
    )


_FUNCTION_WORDS = frozenset(
    "de het een van in op per voor vóór met en of te tot ten aan bij om dit deze elk elke ieder iedere uiterlijk jaar".split()
)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w%€]+(?:[.,]\d+)*", text.lower()))


def _content(text: str) -> frozenset[str]:
    words = _words(text)
    return words - _FUNCTION_WORDS or words


# A gold quantity without any of these is a product or an open amount ("een besluit", "voldoende coaches"), which the guide
# lets settle smart-hoeveel but which is no number; it is counted apart.
_COUNTS = re.compile(
    r"\d|\b(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w+tien|\w*(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend)|helft|\w*kwart|\w*derde|half"
    r"|alle?|elke?|iedere?|geen|beide|tweemaal|driemaal|(?:energie)?label [A-G])\b",
    re.IGNORECASE,
)


def compare_slots(gold: Sequence[str], given: Sequence[str]) -> Count:
    """Compare what a clause names (actors, quantities, deadlines) with the gold, on content words.

    An answer is right when its content words are among those of a gold entry or the other way round, so that "40
    woningen" answers "40 sociale huurwoningen in Zuid" and "gemeente" and "De Vliet" together answer "gemeente en De
    Vliet" (partial matching, as in MUC-5); an answer that fits no gold entry is superfluous.
    """

    def fits(left: str, right: str) -> bool:
        # A term of function words only ("dit jaar") is compared whole.
        pairs = ((_content(left), _content(right)), (_words(left), _words(right)))
        return any(one <= other or other <= one for one, other in pairs)

    right = sum(any(fits(entry, answer) for answer in given) for entry in gold)
    extra = sum(not any(fits(entry, answer) for entry in gold) for answer in given)
    return Count(right, extra, len(gold) - right)


def compare_folder(linter: Linter, folder: Path) -> tuple[list[Outcome], list[tuple[Path, Report]]]:
    """Lint every document of ``folder`` that has gold data beside it, and pair its clauses with the gold.

    Raises:
        PrestatielintError: the folder has no document with gold data.

    """
    outcomes: list[Outcome] = []
    reports = []
    for path in sorted(folder.rglob("*")):
        gold_path = path.with_suffix(".jsonl")
        if path.suffix.lower() not in SUFFIXES or not gold_path.is_file():
            continue
        gold = [json.loads(line) for line in gold_path.read_text(encoding="utf8").splitlines() if line.strip()]
        report = linter.lint(read(path))
        reports.append((path, report))
        by_clause: dict[str, list[Finding]] = {}
        for finding in report.findings:
            if finding.clause is not None and finding.label.value in LABELS:
                by_clause.setdefault(finding.clause, []).append(finding)
        pairs = pair(gold, report.clauses)
        used = {judged.clause.id for judged in pairs if judged is not None}
        outcomes += [_outcome(path.name, entry, judged, by_clause) for entry, judged in zip(gold, pairs, strict=True)]
        outcomes += [
            _outcome(path.name, None, judged, by_clause)
            for judged in report.clauses
            if judged.clause.id not in used and judged.clause.id in by_clause
        ]
    if not reports:
        raise PrestatielintError("geen-goud", f"In '{folder}' staat geen document met gouddata (.jsonl) ernaast.")
    return outcomes, reports


def _outcome(
    name: str, entry: dict[str, Any] | None, judged: Judged | None, by_clause: Mapping[str, Sequence[Finding]]
) -> Outcome:
    findings = by_clause.get(judged.clause.id, ()) if judged is not None else ()
    return Outcome(
        name,
        judged.clause.id if judged is not None else None,
        entry,
        judged,
        frozenset(finding.label.value for finding in findings),
        {finding.rule: finding.label.value for finding in findings},
    )


def evaluate_folder(linter: Linter, folder: Path) -> Evaluation:
    """Lint every document of ``folder`` that has gold data beside it, and compare; see ``compare_folder``."""
    outcomes, reports = compare_folder(linter, folder)
    gold = [outcome for outcome in outcomes if outcome.gold is not None]
    errors: list[tuple[int, str]] = [entry for outcome in outcomes for entry in _label_errors(outcome)]
    fields = {name: Counter[tuple[str, str]]() for name in ("kind", "niveau", "theme")}
    slots = dict.fromkeys(SLOTS, Count())
    spans = [0, 0]
    for outcome in gold:
        errors += _compare_fields(outcome, fields)
        if outcome.gold is not None and outcome.gold["kind"] == Kind.AFSPRAAK:
            for name in SLOTS:
                said: list[str] = []
                slots[name] += _compare_slot(name, dict(outcome.gold), outcome.judged, outcome.document, said)
                errors += [(0, text) for text in said]
    document_tally: Counter[str] = Counter()
    bonds = Count()
    held_out = False
    for path, report in reports:
        beside = path.with_suffix(".json")
        if beside.is_file():
            about = json.loads(beside.read_text(encoding="utf8"))
            held_out = held_out or about.get("split") == "test"
            said = []
            _compare_document(path.name, about, report, document_tally, said)
            bonds += _compare_bonds(path.name, about.get("bound") or {}, report, said)
            errors += [(1, text) for text in said]
        for outcome in gold:
            if outcome.document == path.name and outcome.judged is not None and outcome.gold is not None:
                findings = [finding for finding in report.findings if finding.clause == outcome.clause]
                for label in outcome.wanted & outcome.labels:
                    overlap = _overlaps(dict(outcome.gold), label, findings, outcome.judged.clause.text)
                    if overlap is not None:
                        spans[0] += overlap
                        spans[1] += 1
    labels, resampled = _counted(outcomes)
    return Evaluation(
        documents=len(reports),
        clauses=len(gold),
        paired=sum(outcome.judged is not None for outcome in gold),
        labels={label: labels[label] for label in LABELS},
        intervals={label: _figure([label], labels, resampled) for label in LABELS},
        groups=_groups(labels, resampled),
        rules=_by_rule(outcomes),
        accuracy={
            name: sum(count for (left, right), count in table_.items() if left == right) / table_.total()
            if table_.total()
            else None
            for name, table_ in fields.items()
        },
        confusion={name: fields[name] for name in ("kind", "niveau")},
        document_labels=Count(document_tally["right"], document_tally["extra"], document_tally["missed"]),
        bonds=bonds,
        spans=spans[0] / spans[1] if spans[1] else None,
        slots=slots,
        held_out=held_out,
        errors=tuple(text for _, text in sorted(errors, key=lambda entry: -entry[0])),
    )


# --- figures --------------------------------------------------------------------------------------------------------------


def _counted(outcomes: Sequence[Outcome]) -> tuple[dict[str, Count], dict[str, dict[str, np.ndarray]]]:
    """Count every label and every family, and give their ratios in each bootstrap sample."""
    generator = np.random.default_rng(_SEED)
    draws = generator.multinomial(len(outcomes), np.full(len(outcomes), 1 / len(outcomes)), size=_RESAMPLES)
    counts, resampled = {}, {}
    for label in (*LABELS, *_FAMILIES):
        wanted = np.array([any(name.startswith(label) for name in outcome.wanted) for outcome in outcomes])
        given = np.array([any(name.startswith(label) for name in outcome.labels) for outcome in outcomes])
        cells = (wanted & given, ~wanted & given, wanted & ~given)
        counts[label] = Count(*(int(cell.sum()) for cell in cells))
        resampled[label] = _ratios(*(draws @ cell.astype(int) for cell in cells))
    return counts, resampled


def _by_rule(outcomes: Sequence[Outcome]) -> dict[str, tuple[str, Count]]:
    """Per rule the clauses on which it fired rightly or not; what a rule missed cannot be told, gold data name labels."""
    rules: dict[str, tuple[str, Count]] = {}
    for outcome in outcomes:
        for code, label in outcome.rules.items():
            right = label in outcome.wanted
            _, count = rules.get(code, (label, Count()))
            rules[code] = (label, count + Count(int(right), int(not right), 0))
    return dict(sorted(rules.items()))


def _ratios(right: Any, extra: Any, missed: Any) -> dict[str, np.ndarray]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "precision": right / (right + extra),
            "recall": right / (right + missed),
            "f1": 2 * right / (2 * right + extra + missed),
        }


def _interval(values: np.ndarray) -> Interval:
    known = values[np.isfinite(values)]
    if not len(known):
        return None
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def _figure(
    labels: Sequence[str],
    counts: Mapping[str, Count],
    resampled: Mapping[str, dict[str, np.ndarray]],
) -> Figure:
    """Give the mean over ``labels`` with its intervals."""

    def mean(name: str) -> float | None:
        values = [getattr(counts[label], name) for label in labels]
        return sum(value or 0.0 for value in values) / len(values) if any(v is not None for v in values) else None

    intervals: dict[str, Interval] = {}
    for name in ("precision", "recall", "f1"):
        drawn = np.array([resampled[label][name] for label in labels])
        known = np.isfinite(drawn)
        # A label that a sample happens not to have is no part of the mean of that sample.
        sums, counted = np.where(known, drawn, 0.0).sum(axis=0), known.sum(axis=0)
        intervals[name] = _interval(sums[counted > 0] / counted[counted > 0]) if known.any() else None
    return Figure(mean("precision"), mean("recall"), mean("f1"), intervals)


def _groups(labels: Mapping[str, Count], resampled: Mapping[str, dict[str, np.ndarray]]) -> dict[str, Figure]:
    """Give the label groups that the published figures are about."""
    often = [label for label in LABELS if labels[label].positives >= MIN_POSITIVES]
    groups = {"activiteit": _figure(["activiteit"], labels, resampled)}
    for family in _FAMILIES:
        name = family.removesuffix("-")
        groups[f"{name}, een of meer"] = _figure([family], labels, resampled)
        groups[f"{name}, gemiddeld per label"] = _figure(
            [label for label in often if label.startswith(family)], labels, resampled
        )
    groups["eenzijdig"] = _figure(["eenzijdig"], labels, resampled)
    groups["alle labels, gemiddeld"] = _figure(often, labels, resampled)
    return groups


def _label_errors(outcome: Outcome) -> list[tuple[int, str]]:
    """Every wrong label of a clause with its weight: a clause with more of them is a worse one."""
    wrong = sorted(outcome.wanted ^ outcome.labels)
    number = (outcome.gold or {}).get("number") or outcome.clause or ""
    return [
        (
            len(wrong) + 1,
            f"{outcome.document} {number} {'gemist' if label in outcome.wanted else 'te veel'}: {label}: {outcome.text}",
        )
        for label in wrong
    ] + ([(9, f"{outcome.document}: clausule niet gelezen: {outcome.text}")] if outcome.judged is None else [])


def _compare_fields(outcome: Outcome, fields: Mapping[str, Counter[tuple[str, str]]]) -> list[tuple[int, str]]:
    """Count what the clause is taken for; a clause that was not read counts as another kind."""
    entry, judged = outcome.gold, outcome.judged
    if entry is None:
        return []
    errors = []
    given = {"kind": judged.kind.value if judged else "niet gelezen"}
    if judged is not None:
        themes = {entry.get("theme"), *(entry.get("theme_also") or ())}
        given["theme"] = entry["theme"] if judged.theme.value in themes else judged.theme.value
        if entry.get("niveau") is not None:
            given["niveau"] = judged.niveau.value if judged.niveau else "geen"
    for name, value in given.items():
        fields[name][entry[name], value] += 1
        if value != entry[name] and name != "theme":
            errors.append((1, f"{outcome.document} {name} {entry[name]} → {value}: {outcome.text}"))
    return errors


# --- one clause, one document ---------------------------------------------------------------------------------------------


def _compare_slot(name: str, entry: dict[str, Any], judged: Judged | None, file: str, errors: list[str]) -> Count:
    gold, given = entry.get(name, ()), getattr(judged, name) if judged is not None else ()
    if name == "quantities":
        gold = [words for words in gold if _COUNTS.search(words)]
    elif name == "deadlines":
        # Whether an open term ("tijdig") is listed too, the guide does not say; the finding vaag-termijn judges it.
        vague = entry.get("spans", {}).get("vaag-termijn") or ()
        vague = [_content(words) for words in ([vague] if isinstance(vague, str) else vague)]
        gold, given = ([words for words in side if _content(words) not in vague] for side in (gold, given))
    elif name == "actors" and entry.get("lead"):
        # The clause is judged with its lead-in, but most gold actors are words of its text: who comes from the lead is neutral.
        given = [who for who in given if who.lower() in entry["text"].lower() or compare_slots(gold, [who]).extra == 0]
    count = compare_slots(gold, given)
    if count.extra or count.missed:
        errors.append(f"{file} {name}: goud {list(gold)}, gelezen {list(given)}: {entry['text'][:160]}")
    return count


def _compare_document(
    name: str, about: Mapping[str, Any], report: Report, tally: Counter[str], errors: list[str]
) -> None:
    given = {finding.label.value for finding in report.findings if finding.label.startswith("document-")}
    for label in about.get("must", ()):
        tally["right" if label in given else "missed"] += 1
        if label not in given:
            errors.append(f"{name} gemist: {label}")
    for label in about.get("must_not", ()):
        if label in given:
            tally["extra"] += 1
            errors.append(f"{name} te veel: {label}")


def _compare_bonds(name: str, bound: Mapping[str, Mapping[str, str]], report: Report, errors: list[str]) -> Count:
    """Compare per theme and role how it is bound: hard, soft or not. A wrong cell counts as missed."""
    roles = {party.name: party.role for party in report.parties}
    count = Count()
    for theme, cells in bound.items():
        for role, wanted in cells.items():
            mine = [b for b in report.matrix if b.theme.value == theme and roles[b.party] is Role(role)]
            given = "hard" if any(b.hard for b in mine) else "soft" if any(b.soft for b in mine) else "not"
            count += Count(int(given == wanted), 0, int(given != wanted))
            if given != wanted:
                errors.append(f"{name} binding {theme}, {role}: goud {wanted}, gelezen {given}")
    return count


# --- as text --------------------------------------------------------------------------------------------------------------


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _range(interval: Interval) -> str:
    return "" if interval is None else f"[{interval[0]:.2f}-{interval[1]:.2f}]"


def _rounded_interval(interval: Interval) -> list[float] | None:
    return None if interval is None else [round(value, 4) for value in interval]


def _figures(name: str, figure: Figure, extra: str = "", width: int = 30) -> str:
    cells = "".join(
        f"{_share(getattr(figure, key)):>7} {_range(figure.intervals.get(key)):<11}"
        for key in ("precision", "recall", "f1")
    )
    return f"{name:<{width}}{cells}{extra}".rstrip()


def table(evaluation: Evaluation, *, errors: bool = False) -> str:
    """The outcome as text; ``errors`` adds the errors with their text, worst clauses first.

    Raises:
        PrestatielintError: ``errors`` on a held-out document (split test), whose text nobody who writes rules may see.

    """
    if errors and evaluation.held_out:
        raise PrestatielintError(
            "testgoud", "Van testdocumenten worden geen fouten getoond: wie ze ziet, kan er niet meer eerlijk op meten."
        )
    lines = [f"{evaluation.documents} documenten, {evaluation.paired} van {evaluation.clauses} clausules herkend", ""]
    head = f"{'precisie':>7} {'':<10}{'volledig':>8} {'':<11}{'F1':>6}"
    lines += [f"{'groep (95%-interval)':<30}{head}", *(_figures(n, f) for n, f in evaluation.groups.items()), ""]
    lines.append(f"{'label':<30}{head}{'':<12}{'goud':>5}")
    for name, figure in evaluation.intervals.items():
        positives = evaluation.labels[name].positives
        few = "" if positives >= MIN_POSITIVES else f" (minder dan {MIN_POSITIVES})"
        lines.append(_figures(name, figure, f"{positives:>5}{few}"))
    lines += ["", f"macro-F1 (labels met ten minste {MIN_POSITIVES} keer goud): {_share(evaluation.macro_f1)}"]
    lines += [f"{name}: {_share(value)} juist" for name, value in evaluation.accuracy.items()]
    lines += [
        f"{name}: precisie {_share(count.precision)}, volledig {_share(count.recall)}, F1 {_share(count.f1)} ({count.positives} keer goud)"
        for name, count in evaluation.slots.items()
    ]
    lines.append(
        f"documentlabels: precisie {_share(evaluation.document_labels.precision)}, volledig {_share(evaluation.document_labels.recall)}"
    )
    cells = evaluation.bonds.right + evaluation.bonds.missed
    if cells:
        lines.append(
            f"wie is waaraan gebonden (thema × rol): {_share(evaluation.bonds.right / cells)} van {cells} juist"
        )
    lines.append(f"plaats van de woorden raakt het goud: {_share(evaluation.spans)}")
    for name, confusion in evaluation.confusion.items():
        lines += ["", *_confusion(name, confusion)]
    lines += ["", f"{'regel':<10}{'label':<22}{'bevindingen':>12}{'precisie':>10}"]
    lines += [
        f"{code:<10}{label:<22}{count.right + count.extra:>12}{_share(count.precision):>10}"
        for code, (label, count) in evaluation.rules.items()
    ]
    if errors:
        lines += ["", "fouten, clausules met de meeste eerst", *evaluation.errors]
    return "\n".join(lines) + "\n"


def _confusion(name: str, counts: Counter[tuple[str, str]]) -> list[str]:
    """A confusion table: gold in the rows, what was read in the columns."""
    order = [member.value for member in (Kind if name == "kind" else Niveau)]
    others = sorted({value for pair_ in counts for value in pair_} - set(order))
    values = [value for value in (*order, *others) if any(value in pair_ for pair_ in counts)]
    lines = [f"{name + ' (goud ↓, gelezen →)':<26}" + "".join(f"{value:>11}" for value in values)]
    rows = [gold for gold in values if any(gold == left for left, _ in counts)]
    lines += [f"{gold:<26}" + "".join(f"{counts[gold, read_]:>11}" for read_ in values) for gold in rows]
    return lines


# --- what changed ---------------------------------------------------------------------------------------------------------


def findings_lines(linter: Linter, folder: Path) -> list[str]:
    """One JSON line per finding of severity above info on the documents of ``folder``; held-out documents are left out."""
    _, reports = compare_folder(linter, folder)
    lines = []
    for path, report in reports:
        beside = path.with_suffix(".json")
        if beside.is_file() and json.loads(beside.read_text(encoding="utf8")).get("split") == "test":
            continue
        for finding in report.findings:
            entry = {
                "document": path.name,
                "clause": finding.clause,
                "rule": finding.rule,
                "severity": finding.severity.value,
                "quote": finding.quote,
            }
            if finding.severity is not Severity.INFO:
                lines.append(json.dumps(entry, ensure_ascii=False))
    return sorted(lines)


def changes(before: Sequence[str], now: Sequence[str]) -> str:
    """What came and what went between two lists of ``findings_lines``, as text."""
    old, new = Counter(before), Counter(now)
    gone, come = sorted((old - new).elements()), sorted((new - old).elements())
    lines = [f"{sum(old.values())} bevindingen toen, {sum(new.values())} nu: {len(come)} nieuw, {len(gone)} verdwenen"]
    for sign, entries in (("+", come), ("-", gone)):
        for entry in map(json.loads, entries):
            lines.append(
                f"{sign} {entry['document']} {entry['clause'] or ''} {entry['rule']} {entry['severity']} {entry['quote'] or ''}".rstrip()
            )
    return "\n".join(lines) + "\n"
