"""Run the examples of the rules; used by ``rules test`` and by the test suite.

Every wrong example must give its rule at the marked place. Every right example of the catalogue must be silent on every
rule, those that a user added too; a right example of an added rule must be silent on that rule's label. Facts (severity
info) are no remark, except on an example of their own rule. An example is a clause in a small agreement of three
parties, or a small agreement of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc

from prestatielint.catalogue import Example, Rule
from prestatielint.ingest import read_bytes
from prestatielint.linter import Linter
from prestatielint.model import Block, Clause, Document, Finding, Severity

TITLE = "Prestatieafspraken 2025-2028"
_PARTIES = "De ondergetekenden: gemeente Zandmeer (hierna: de gemeente), Woonstichting De Vliet (hierna: De Vliet) en Huurdersvereniging De Schakel (hierna: De Schakel)."
EXAMPLE = "voorbeeld"


def document_of(example: Example) -> Document:
    """The agreement that an example stands for; of a clause with its id ``EXAMPLE``."""
    if example.whole:
        return read_bytes(example.text.encode(), ".md", "voorbeeld.md")
    heading = example.heading or ("3 Afspraken",)
    clauses = [Clause("partijen", _PARTIES, Block.PARAGRAPH, heading=("1 Partijen",))]
    clauses += [
        Clause(f"eerder-{index}", text, Block.PARAGRAPH, heading=heading) for index, text in enumerate(example.before)
    ]
    last = Clause(EXAMPLE, example.text, Block.ITEM, heading=heading, lead=example.lead)
    # What fires once per article fires on its first clause, so the example leads unless it needs definitions before it.
    order = (
        [clauses[0], last, *clauses[1:]] if not any("verstaan" in text for text in example.before) else [*clauses, last]
    )
    return Document("voorbeeld", "", "txt", example.title or TITLE, tuple(order))


def findings_of(linter: Linter, example: Example, parsed: Mapping[str, Doc] | None = None) -> list[Finding]:
    """The findings on the example itself: on its clause, or all of them when it is a whole agreement.

    ``parsed`` gives the Doc of every text in it, if these were parsed before.
    """
    document = document_of(example)
    docs = [parsed[clause.text] for clause in document.clauses] if parsed is not None else None
    findings = linter.lint(document, docs).findings
    return [finding for finding in findings if example.whole or finding.clause == EXAMPLE]


def _shown(finding: Finding) -> str:
    return f"{finding.rule} op {finding.quote!r}" if finding.quote else f"{finding.rule} ({finding.message})"


def problems_of(
    linter: Linter, rule: Rule, example: Example, *, wrong: bool, parsed: Mapping[str, Doc] | None = None
) -> str | None:
    """Say in Dutch what is wrong with one example, or None when it does what it should; ``parsed`` as for ``findings_of``."""
    findings = findings_of(linter, example, parsed)
    text = example.text if len(example.text) < 200 else f"{example.text[:200].strip()} …"
    if not wrong:
        same = [finding for finding in findings if finding.label is rule.label]
        others = (
            [finding for finding in findings if finding.severity is not Severity.INFO]
            if rule.code not in linter.catalogue.own
            else []
        )
        fired = same or others
        return f"{rule.code} goed: {text!r} geeft toch {_shown(fired[0])}" if fired else None
    mine = [finding for finding in findings if finding.rule == rule.code]
    if not mine:
        return f"{rule.code} fout: {text!r} geeft niets van deze regel (wel: {', '.join(sorted({finding.rule for finding in findings})) or 'niets'})"
    missed = [
        example.text[start:end]
        for start, end in example.spans
        if not any(_at(finding, (start, end), example) for finding in mine)
    ]
    if missed:
        return f"{rule.code} fout: {text!r} vuurt op {', '.join(repr(finding.quote) for finding in mine)} en niet op de gemarkeerde plaats"
    return None


def _at(finding: Finding, span: tuple[int, int], example: Example) -> bool:
    if example.whole:  # offsets are those of a clause, so the words are compared
        return finding.quote == example.text[slice(*span)]
    return (finding.start, finding.end) == span


def _examples(linter: Linter, most: int | None) -> Iterator[tuple[Rule, Example, bool]]:
    for rule in linter.reported:
        for wrong, examples in ((True, rule.wrong), (False, rule.right)):
            for example in examples[:most]:
                yield rule, example, wrong


def run_examples(linter: Linter, most: int | None = None) -> tuple[int, list[str]]:
    """Run the examples of the reported rules of ``linter``: how many there are, and what is wrong.

    ``most`` limits the wrong and the right examples of every rule; None runs all.
    """
    examples = list(_examples(linter, most))
    # All at once: the pipeline is much faster on many texts than on a few, and most are in several examples.
    texts = dict.fromkeys(clause.text for _, example, _ in examples for clause in document_of(example).clauses)
    parsed = dict(zip(texts, linter.nlp.pipe(texts, batch_size=64), strict=True))
    outcomes = [problems_of(linter, rule, example, wrong=wrong, parsed=parsed) for rule, example, wrong in examples]
    return len(outcomes), [problem for problem in outcomes if problem]
