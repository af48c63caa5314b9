"""Run the examples of the rules; used by ``rules test`` and by the test suite.

Every wrong example must give its rule at the marked place, every right example must be silent on the label of its rule.
An example is a clause in a small agreement of three parties.
"""

from __future__ import annotations

from prestatielint.catalogue import Example, Rule
from prestatielint.linter import Linter
from prestatielint.model import Block, Clause, Document, Finding

TITLE = "Prestatieafspraken 2025-2028"
_PARTIES = "De ondergetekenden: gemeente Zandmeer (hierna: de gemeente), Woonstichting De Vliet (hierna: De Vliet) en Huurdersvereniging De Schakel (hierna: De Schakel)."
EXAMPLE = "voorbeeld"


def document_of(example: Example) -> Document:
    """A small agreement with the example as its last clause, whose id is ``EXAMPLE``."""
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


def findings_of(linter: Linter, example: Example) -> list[Finding]:
    """The findings on the example itself."""
    return [finding for finding in linter.lint(document_of(example)).findings if finding.clause == EXAMPLE]


def problems_of(linter: Linter, rule: Rule, example: Example, *, wrong: bool) -> str | None:
    """Say in Dutch what is wrong with one example, or None when it does what it should."""
    findings = findings_of(linter, example)
    if not wrong:
        same = [finding for finding in findings if finding.label is rule.label]
        return f"{rule.code} goed: {example.text!r} geeft toch {same[0].rule} op {same[0].quote!r}" if same else None
    mine = [finding for finding in findings if finding.rule == rule.code]
    if not mine:
        return f"{rule.code} fout: {example.text!r} geeft niets van deze regel (wel: {', '.join(sorted({finding.rule for finding in findings})) or 'niets'})"
    places = {(finding.start, finding.end) for finding in mine}
    if example.spans and not set(example.spans) <= places:
        return f"{rule.code} fout: {example.text!r} vuurt op {', '.join(repr(finding.quote) for finding in mine)} en niet op de gemarkeerde plaats"
    return None


def run_examples(linter: Linter) -> tuple[int, list[str]]:
    """Run all examples of the catalogue of ``linter``: how many there are, and what is wrong."""
    total, problems = 0, []
    for rule in linter.reported:
        if rule.label.startswith("document-"):
            continue
        for wrong, examples in ((True, rule.wrong), (False, rule.right)):
            for example in examples:
                total += 1
                if problem := problems_of(linter, rule, example, wrong=wrong):
                    problems.append(problem)
    return total, problems
