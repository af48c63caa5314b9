"""Precision, recall and F1 of the findings against gold data; section 7 of the annotation guide.

A finding is right when clause and label agree. Gold clauses and read clauses are paired by their text, in order; a gold
clause that no read clause resembles counts all its labels as missed, so that a reading error is never hidden.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from prestatielint.errors import PrestatielintError
from prestatielint.ingest import SUFFIXES, read
from prestatielint.linter import Linter
from prestatielint.model import Finding, Judged, Label, Report

# Labels with fewer positives are reported, but stay out of the mean.
MIN_POSITIVES = 15
_ALIKE = 0.85
SLOTS = ("actors", "quantities", "deadlines")


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
class Evaluation:
    """The outcome over a folder; shares are between 0 and 1."""

    documents: int
    clauses: int
    paired: int
    labels: dict[str, Count]
    accuracy: dict[str, float | None]
    document_labels: Count
    spans: float | None
    slots: dict[str, Count] = field(default_factory=dict)
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
            "accuracy": {name: _rounded(value) for name, value in self.accuracy.items()},
            "slots": {name: count.as_dict() for name, count in self.slots.items()},
            "document_labels": {
                "precision": _rounded(self.document_labels.precision),
                "recall": _rounded(self.document_labels.recall),
            },
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


def evaluate_folder(linter: Linter, folder: Path) -> Evaluation:
    """Lint every document of ``folder`` that has gold data beside it, and compare.

    Raises:
        PrestatielintError: the folder has no document with gold data.

    """
    tally: dict[str, Counter[str]] = {label.value: Counter() for label in Label if not label.startswith("document-")}
    fields = {name: [0, 0] for name in ("kind", "niveau", "theme")}
    document_tally: Counter[str] = Counter()
    errors: list[str] = []
    spans = [0, 0]
    slots = dict.fromkeys(SLOTS, Count())
    documents = clauses = found = 0
    for path in sorted(folder.rglob("*")):
        gold_path = path.with_suffix(".jsonl")
        if path.suffix.lower() not in SUFFIXES or not gold_path.is_file():
            continue
        documents += 1
        gold = [json.loads(line) for line in gold_path.read_text(encoding="utf8").splitlines() if line.strip()]
        report = linter.lint(read(path))
        by_clause: dict[str, list[Finding]] = {}
        for finding in report.findings:
            if finding.clause is not None:
                by_clause.setdefault(finding.clause, []).append(finding)
        pairs = pair(gold, report.clauses)
        used = {judged.clause.id for judged in pairs if judged is not None}
        for entry, judged in zip(gold, pairs, strict=True):
            clauses += 1
            found += judged is not None
            for name in SLOTS if entry["kind"] == "afspraak" else ():
                slots[name] += _compare_slot(name, entry, judged, path.name, errors)
            _compare(
                entry,
                judged,
                by_clause.get(judged.clause.id, []) if judged else [],
                tally,
                fields,
                spans,
                errors,
                path.name,
            )
        for identifier, findings in by_clause.items():
            if identifier not in used:
                for name in {finding.label.value for finding in findings} & set(tally):
                    tally[name]["extra"] += 1
                    errors.append(f"{path.name} {identifier}: {name} op tekst zonder goud")
        _compare_document(path, report, document_tally, errors)
    if not documents:
        raise PrestatielintError("geen-goud", f"In '{folder}' staat geen document met gouddata (.jsonl) ernaast.")
    return Evaluation(
        documents=documents,
        clauses=clauses,
        paired=found,
        labels={name: Count(count["right"], count["extra"], count["missed"]) for name, count in tally.items()},
        accuracy={name: right / total if total else None for name, (right, total) in fields.items()},
        document_labels=Count(document_tally["right"], document_tally["extra"], document_tally["missed"]),
        spans=spans[0] / spans[1] if spans[1] else None,
        slots=slots,
        errors=tuple(errors),
    )


def _compare(
    entry: dict[str, Any],
    judged: Judged | None,
    findings: Sequence[Finding],
    tally: dict[str, Counter[str]],
    fields: dict[str, list[int]],
    spans: list[int],
    errors: list[str],
    name: str,
) -> None:
    wanted, given = set(entry["findings"]), {finding.label.value for finding in findings} & set(tally)
    for label in wanted | given:
        outcome = "right" if label in wanted & given else "missed" if label in wanted else "extra"
        tally[label][outcome] += 1
        if outcome != "right":
            errors.append(
                f"{name} {entry.get('number') or ''} {'gemist' if outcome == 'missed' else 'te veel'}: {label}: {entry['text'][:160]}"
            )
        elif judged is not None and (overlap := _overlaps(entry, label, findings, judged.clause.text)) is not None:
            spans[0] += overlap
            spans[1] += 1
    if judged is None:
        fields["kind"][1] += 1
        errors.append(f"{name}: clausule niet gelezen: {entry['text'][:160]}")
        return
    themes = {entry.get("theme"), *(entry.get("theme_also") or ())}
    for key, right in (("kind", judged.kind == entry["kind"]), ("theme", judged.theme.value in themes)):
        fields[key][0] += right
        fields[key][1] += 1
        if not right and key == "kind":
            errors.append(f"{name} {key} {entry['kind']} → {judged.kind}: {entry['text'][:160]}")
    if entry.get("niveau") is not None:
        fields["niveau"][0] += judged.niveau == entry["niveau"]
        fields["niveau"][1] += 1
        if judged.niveau != entry["niveau"]:
            errors.append(f"{name} niveau {entry['niveau']} → {judged.niveau}: {entry['text'][:160]}")


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


def _compare_document(path: Path, report: Report, tally: Counter[str], errors: list[str]) -> None:
    beside = path.with_suffix(".json")
    if not beside.is_file():
        return
    gold = json.loads(beside.read_text(encoding="utf8"))
    given = {finding.label.value for finding in report.findings if finding.label.startswith("document-")}
    for label in gold.get("must", ()):
        tally["right" if label in given else "missed"] += 1
        if label not in given:
            errors.append(f"{path.name} gemist: {label}")
    for label in gold.get("must_not", ()):
        if label in given:
            tally["extra"] += 1
            errors.append(f"{path.name} te veel: {label}")


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def table(evaluation: Evaluation, *, errors: bool = False) -> str:
    """The outcome as text; ``errors`` adds every error with its text, which must not be used on held-out documents."""
    lines = [f"{evaluation.documents} documenten, {evaluation.paired} van {evaluation.clauses} clausules herkend", ""]
    lines.append(f"{'label':<20}{'goud':>6}{'precisie':>10}{'volledig':>10}{'F1':>7}")
    for name, count in evaluation.labels.items():
        few = "" if count.positives >= MIN_POSITIVES else f"   (minder dan {MIN_POSITIVES})"
        lines.append(
            f"{name:<20}{count.positives:>6}{_share(count.precision):>10}{_share(count.recall):>10}{_share(count.f1):>7}{few}"
        )
    lines += ["", f"macro-F1 (labels met ten minste {MIN_POSITIVES} keer goud): {_share(evaluation.macro_f1)}"]
    lines += [f"{name}: {_share(value)} juist" for name, value in evaluation.accuracy.items()]
    lines += [
        f"{name}: precisie {_share(count.precision)}, volledig {_share(count.recall)}, F1 {_share(count.f1)} ({count.positives} keer goud)"
        for name, count in evaluation.slots.items()
    ]
    lines.append(
        f"documentlabels: precisie {_share(evaluation.document_labels.precision)}, volledig {_share(evaluation.document_labels.recall)}"
    )
    lines.append(f"plaats van de woorden raakt het goud: {_share(evaluation.spans)}")
    if errors:
        lines += ["", *evaluation.errors]
    return "\n".join(lines) + "\n"
