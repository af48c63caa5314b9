"""The catalogue for people: a list, and the explanation of one rule."""

from __future__ import annotations

from prestatielint.catalogue.load import Catalogue
from prestatielint.catalogue.schema import Example, Rule

_MARKS = {"P": "primaire bron", "S": "secundaire bron", "D": "ons voorstel"}


def listing(catalogue: Catalogue) -> str:
    """One line per rule: code, label, severity, name, status."""
    lines = [
        f"{rule.code}  {rule.label.value:<24}{rule.severity.value:<8}{rule.name}{'  (preview)' if rule.status == 'preview' else ''}"
        for rule in catalogue.rules
    ]
    return (
        "\n".join(
            [
                *lines,
                "",
                f"{len(catalogue.rules)} regels, catalogus {catalogue.version}. Uitleg: prestatielint explain CODE",
            ]
        )
        + "\n"
    )


def _marked(example: Example) -> str:
    text, offset = example.text, 0
    for start, end in example.spans:
        text = f"{text[: start + offset]}«{text[start + offset : end + offset]}»{text[end + offset :]}"
        offset += 2
    return f"{example.lead} {text}" if example.lead else text


def explanation(rule: Rule) -> str:
    """Why the rule exists, what is wrong and right, how to mend it, and where it comes from."""
    lines = [
        f"{rule.code} {rule.name}",
        f"label {rule.label.value}, zwaarte {rule.severity.value}, status {rule.status}",
        "",
        "Waarom",
        f"  {rule.why}",
        "",
        "Wat te doen",
        f"  {rule.fix}",
        "",
    ]
    lines += [
        "Fout",
        *(f"  ✗ {_marked(example)}" for example in rule.wrong),
        "",
        "Goed",
        *(f"  ✓ {_marked(example)}" for example in rule.right),
        "",
        "Bronnen",
    ]
    lines += [
        f"  - {source.title}{f' ({source.year})' if source.year else ''} [{_MARKS[source.mark]}]"
        for source in rule.sources
    ]
    return "\n".join(lines) + "\n"
