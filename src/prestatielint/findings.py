"""From hits to findings: quote, severity, message, suggestions and fingerprint, in a fixed order."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from prestatielint.catalogue import Effect
from prestatielint.model import Clause, Finding, Label, Niveau, Severity, Theme
from prestatielint.nlp.engine import Hit
from prestatielint.nlp.reading import Context, Reading
from prestatielint.suggest import rewrite, suggestions_for

# Words that say nothing by themselves, so that a message cannot quote them.
_EMPTY_VERBS = frozenset("is zijn wordt worden heeft hebben zal zullen moet moeten kan kunnen mag mogen".split())
# Where was looked for what would settle a word: the guards of the rule (annotation guide, section 3).
_LOOKED = {
    Label.VAAG_KWALITEIT: " Gezocht in de afspraak en in de begrippen van het document: er staat geen norm of definitie bij.",
    Label.VAAG_VERWIJZING: " Gezocht in de afspraak: er staat geen naam, datum of besluit met een beslisser bij.",
    Label.VAAG_VERGELIJKING: " Gezocht in de afspraak: er staat geen beginpunt en geen doel bij.",
    Label.VAAG_HOEVEELHEID: " Gezocht in de afspraak: er staat geen aantal bij dat dit invult.",
    Label.VAAG_TERMIJN: " Gezocht in de afspraak: er staat geen datum bij die dit invult.",
}
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
# Word turns quotes and dashes into others by itself, and a PDF keeps the hyphens at the ends of lines.
_TYPOGRAPHY = {
    **dict.fromkeys(map(ord, "‘’‚‛′"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″"), '"'),
    **dict.fromkeys(map(ord, "–—‐‑−"), "-"),
    0xAD: None,
}
_STEP = {Niveau.PROCES: "een handeling", Niveau.OUTPUT: "een product"}


def to_findings(
    reading: Reading,
    hits: Sequence[Hit],
    context: Context,
    effects: Mapping[Theme, Effect],
    covered: Mapping[Theme, str],
) -> list[Finding]:
    """Turn the hits on one clause into findings.

    Args:
        reading: the clause.
        hits: what fired on it.
        context: the document.
        effects: the table of effects.
        covered: per theme the number (or id) of an effect clause that already covers its activities.

    """
    found = []
    rewrites = rewrite(reading, [(hit.rule.label, hit.start, hit.end) for hit in hits], context)
    for hit in hits:
        quote = reading.clause.text[hit.start : hit.end]
        step = _STEP.get(reading.niveau, "een activiteit") if reading.niveau else "een activiteit"
        message = hit.rule.message.format_map(
            {"evidence": quote, "stap": step, "party": "een ander", "detail": "", "niveau": "", **hit.values}
        )
        if quote.lower() in _EMPTY_VERBS:
            # Such a verb says nothing by itself: the sentence is meant.
            message = message.replace(f" ('{quote}')", "").replace(f"'{quote}'", "deze zin")
        message += _LOOKED.get(hit.rule.label, "")
        severity = hit.rule.severity
        if hit.rule.label is Label.ACTIVITEIT and reading.theme in covered:
            severity = Severity.LAAG
            message += f" Hoort als middel bij {covered[reading.theme]}."
        parties = tuple(name.strip() for name in hit.values.get("party", "").split(",") if name.strip())
        found.append(
            Finding(
                rule=hit.rule.code,
                label=hit.rule.label,
                severity=severity,
                clause=reading.clause.id,
                start=hit.start,
                end=hit.end,
                quote=quote,
                message=message[:1].upper() + message[1:],
                suggestions=suggestions_for(hit.rule, reading, context, effects, quote, hit.values, rewrites),
                theme=reading.theme if hit.rule.code == "EEN003" else None,
                parties=parties,
            )
        )
    return found


def fingerprinted(findings: Iterable[Finding], clauses: Iterable[Clause]) -> tuple[Finding, ...]:
    """Give every finding a fingerprint of its rule and words; a repeat gets a number, so that each is unique.

    The number and the place of a clause take no part in it, nor do white space and capitals: it outlives renumbering,
    insertion and the way from Word to PDF.
    """
    texts = {clause.id: _words(clause) for clause in clauses}
    seen: dict[str, int] = {}
    done = []
    for finding in findings:
        key = "\0".join((finding.rule, *_key(finding, texts)))
        seen[key] = seen.get(key, 0) + 1
        done.append(replace(finding, fingerprint=hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest()[:16]))
    return tuple(done)


def _key(finding: Finding, texts: Mapping[str, str]) -> tuple[str, ...]:
    """What a finding is about: a theme and its parties, or the words of a clause, or the document as a whole."""
    if finding.theme is not None or (finding.parties and finding.clause is None):
        return (finding.theme.value if finding.theme else "", *sorted(_folded(name) for name in finding.parties))
    if finding.clause is not None:
        return texts.get(finding.clause, finding.clause), _folded(finding.quote or "")
    return (_NUMBERS.sub("#", _folded(finding.message)),)


def _words(clause: Clause) -> str:
    """The text of a clause without its own number, which stands in the first cell of some table rows."""
    first = clause.cells[0] if clause.cells else None
    if first is not None and clause.text[first.start : first.end].strip().rstrip(".:)") == clause.number:
        return _folded(clause.text[first.end :].removeprefix(" | "))
    return _folded(clause.text)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)
    return " ".join(plain.casefold().split())
