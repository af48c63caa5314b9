"""The baseline: findings that were there before, kept by their words, so that only what is new counts.

The file is JSON: ``{"schema": "prestatielint/baseline/1", "findings": [{"fingerprint", "rule", "document", "clause",
"quote"}]}``. Only the fingerprint, the rule and the name of the document decide; clause and quote are for people.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from prestatielint.errors import PrestatielintError
from prestatielint.model import BaselineEntry, Finding, Notice, Report, Run, Severity

SCHEMA = "prestatielint/baseline/1"
_KEYS = ("fingerprint", "rule", "document", "clause", "quote")
_NAMED = 5


def load_baseline(path: Path) -> tuple[BaselineEntry, ...]:
    """Read a baseline.

    Raises:
        PrestatielintError: the file is not there, or is no baseline.

    """
    try:
        data = json.loads(path.read_text(encoding="utf8"))
    except FileNotFoundError:
        raise PrestatielintError(
            "basislijn", f"De basislijn '{path}' bestaat nog niet. Maak hem met --update-baseline."
        ) from None
    except OSError as error:
        raise PrestatielintError("basislijn", f"De basislijn '{path}' is niet te lezen: {error.strerror}.") from None
    except ValueError:
        data = None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("findings"), list):
        raise PrestatielintError("basislijn", f"Het bestand '{path}' is geen basislijn van prestatielint.")
    entries = []
    for place, entry in enumerate(data["findings"], start=1):
        if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in _KEYS[:3]):
            raise PrestatielintError("basislijn", f"De basislijn '{path}' is beschadigd bij bevinding {place}.")
        texts = {key: value if isinstance(value := entry.get(key), str) else None for key in _KEYS[3:]}
        entries.append(
            BaselineEntry(entry["fingerprint"], entry["rule"], entry["document"], texts["clause"], texts["quote"])
        )
    return tuple(entries)


def dump_baseline(entries: Iterable[BaselineEntry]) -> str:
    """Write a baseline as text: one line per finding in a fixed order, so that a change reads well in version control."""
    ordered = sorted(entries, key=lambda e: (e.document, e.rule, e.clause or "", e.quote or "", e.fingerprint))
    lines = ",\n".join("    " + json.dumps(asdict(entry), ensure_ascii=False) for entry in ordered)
    findings = f"[\n{lines}\n  ]" if ordered else "[]"
    return f'{{\n  "schema": "{SCHEMA}",\n  "findings": {findings}\n}}\n'


def apply_baseline(run: Run, baseline: Sequence[BaselineEntry]) -> Run:
    """Mark every finding as known or new, and report what is in the baseline and was not found again."""
    known = {entry.fingerprint for entry in baseline}
    looked_for = {rule.code for rule in run.rules}
    reports = tuple(_compared(report, _of(report, run, baseline), known, looked_for) for report in run.reports)
    return replace(run, reports=reports)


def update_baseline(run: Run, baseline: Sequence[BaselineEntry]) -> tuple[BaselineEntry, ...]:
    """Give the new baseline: what was found now, with what stood there of documents and rules that were not looked at."""
    looked_for = {rule.code for rule in run.rules}
    seen = {entry for report in run.reports for entry in _of(report, run, baseline) if entry.rule in looked_for}
    kept = {(entry.document, entry.fingerprint): entry for entry in baseline if entry not in seen}
    for report in run.reports:
        for finding in report.findings:
            if finding.severity is not Severity.INFO:
                kept[report.document.path, finding.fingerprint] = BaselineEntry(
                    finding.fingerprint, finding.rule, report.document.path, finding.clause, finding.quote
                )
    return tuple(kept.values())


def _of(report: Report, run: Run, baseline: Sequence[BaselineEntry]) -> list[BaselineEntry]:
    """Give what the baseline has of a document; one document against a baseline of one is the same under another name."""
    if len(run.reports) == 1 and not run.failures and len({entry.document for entry in baseline}) == 1:
        return list(baseline)
    return [entry for entry in baseline if entry.document == report.document.path]


def _compared(
    report: Report, entries: Sequence[BaselineEntry], known: Collection[str], looked_for: Collection[str]
) -> Report:
    def marked(finding: Finding) -> Finding:
        return replace(finding, known=finding.fingerprint in known)

    findings = tuple(marked(finding) for finding in report.findings)
    suppressed = tuple(replace(entry, finding=marked(entry.finding)) for entry in report.suppressed)
    found = {finding.fingerprint for finding in (*findings, *(entry.finding for entry in suppressed))}
    gone = tuple(entry for entry in entries if entry.fingerprint not in found and entry.rule in looked_for)
    notices = (*report.notices, *_notices([f for f in findings if f.severity is not Severity.INFO], gone))
    return replace(report, findings=findings, suppressed=suppressed, gone=gone, notices=notices)


def _notices(findings: Sequence[Finding], gone: Sequence[BaselineEntry]) -> list[Notice]:
    known = sum(bool(finding.known) for finding in findings)
    notices = []
    if known:
        stand = "staat" if known == 1 else "staan"
        counts = "telt" if known == 1 else "tellen"
        notices.append(
            Notice(
                "basislijn",
                f"{known} van de {len(findings)} bevindingen {stand} in de basislijn en {counts} niet mee "
                f"voor de exitstatus; {len(findings) - known} nieuw.",
            )
        )
    if gone:
        number = (
            "1 bevinding uit de basislijn is" if len(gone) == 1 else f"{len(gone)} bevindingen uit de basislijn zijn"
        )
        shown = "; ".join(_shown(entry) for entry in gone[:_NAMED])
        rest = f"; en nog {len(gone) - _NAMED}" if len(gone) > _NAMED else ""
        notices.append(
            Notice(
                "basislijn-verdwenen",
                f"{number} niet meer gevonden: {shown}{rest}. Werk de basislijn bij met --update-baseline.",
            )
        )
    return notices


def _shown(entry: BaselineEntry) -> str:
    words = " ".join((entry.quote or "").split())
    words = words if len(words) <= 40 else words[:39] + "…"
    return f"{entry.rule} ‘{words}’" if words else entry.rule
