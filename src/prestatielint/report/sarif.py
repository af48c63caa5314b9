"""The report as SARIF 2.1.0, for code review tools and editors.

A text file has lines and columns (counted in characters); Word and PDF have none, so there the clause is a logical
location and page or paragraph stand in the properties. Proposals are properties too: they are never applied by themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from prestatielint.model import (
    BaselineEntry,
    Clause,
    Finding,
    Judged,
    Report,
    RuleInfo,
    Run,
    Severity,
    Suppressed,
    TextPlace,
)
from prestatielint.report import jsonreport, texts, view

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# The name under which a tool that reads SARIF compares fingerprints; a new way of counting needs a new number.
FINGERPRINT = "prestatielint/v1"
_LEVELS = {Severity.HOOG: "error", Severity.MIDDEL: "warning", Severity.LAAG: "note", Severity.INFO: "none"}
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "docm": "application/vnd.ms-word.document.macroEnabled.12",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "md": "text/markdown",
}

_Json = dict[str, Any]


def write(run: Run) -> str:
    """Write the whole run as one SARIF run, the same bytes for the same run."""
    order = _rule_order(run)
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(run, order)},
                "language": "nl-NL",
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not run.failures,
                        "toolExecutionNotifications": _notifications(run),
                    }
                ],
                "artifacts": [_artifact(report) for report in run.reports],
                "results": [
                    result for place, report in enumerate(run.reports) for result in _results(report, place, order)
                ],
            }
        ],
    }
    text = json.dumps(log, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return text.encode("utf-8", "replace").decode("utf-8")


def _message(text: str) -> _Json:
    """Give a text as a SARIF message, in which braces and links would otherwise have a meaning."""
    plain = texts.one_line(text).replace("{", "{{").replace("}", "}}").replace("](", "\\](")
    return {"text": plain or "–"}


def _uri(path: str) -> str:
    return quote(texts.one_line(path), safe="/", errors="replace")


# --- tool -----------------------------------------------------------------------------------------------------------------


def _rule_order(run: Run) -> dict[str, int]:
    """Give every rule its place: those of the run, then what findings name beside them."""
    found = (finding.rule for report in run.reports for finding in _all(report))
    gone = (entry.rule for report in run.reports for entry in report.gone)
    codes = dict.fromkeys((*(rule.code for rule in run.rules), *sorted({*found, *gone})))
    return {code: place for place, code in enumerate(codes)}


def _all(report: Report) -> Iterable[Finding]:
    return (*report.findings, *(entry.finding for entry in report.suppressed))


def _driver(run: Run, order: dict[str, int]) -> _Json:
    version = view.tool_version()
    known = {rule.code: rule for rule in run.rules}
    return {
        "name": "prestatielint",
        **({"semanticVersion": version, "version": version} if version else {}),
        "rules": [_rule(known[code]) if code in known else {"id": code} for code in order],
        "properties": {
            "pipeline": {"name": run.pipeline.name, "version": run.pipeline.version},
            "catalogue": {"version": run.catalogue_version, "sha256": run.catalogue_sha256},
        },
    }


def _rule(rule: RuleInfo) -> _Json:
    wrong = [f"- {texts.one_line(text)}" for text in rule.wrong]
    right = [f"- {texts.one_line(text)}" for text in rule.right]
    plain = "\n".join((rule.fix, "", "Fout:", *wrong, "", "Goed:", *right, "", f"Bron: {'; '.join(rule.sources)}"))
    rich = "\n".join(
        (
            view.markdown_safe(rule.fix),
            "",
            "**Fout**",
            "",
            *(f"- {view.markdown_safe(text)}" for text in rule.wrong),
            "",
            "**Goed**",
            "",
            *(f"- {view.markdown_safe(text)}" for text in rule.right),
            "",
            f"Bron: {view.markdown_safe('; '.join(rule.sources))}",
        )
    )
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": texts.LABEL_EXPLANATIONS[rule.label]},
        "fullDescription": {"text": texts.one_line(rule.why)},
        "help": {"text": plain, "markdown": rich},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"label": rule.label.value, "severity": rule.severity.value, "tags": [texts.group(rule.label)]},
    }


def _notifications(run: Run) -> list[_Json]:
    notices = [
        {
            "descriptor": {"id": notice.code},
            "level": "warning",
            "message": _message(notice.message),
            "locations": [{"physicalLocation": {"artifactLocation": _artifact_location(report, place)}}],
        }
        for place, report in enumerate(run.reports)
        for notice in view.notices(report)
    ]
    failures = [
        {
            "descriptor": {"id": failure.code},
            "level": "error",
            "message": _message(failure.message),
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(failure.path)}}}],
        }
        for failure in run.failures
    ]
    return [*notices, *failures]


# --- documents ------------------------------------------------------------------------------------------------------------


def _artifact_location(report: Report, place: int) -> _Json:
    return {"uri": _uri(report.document.path), "index": place}


def _artifact(report: Report) -> _Json:
    document = report.document
    mime = _TYPES.get(document.format)
    return {
        "location": {"uri": _uri(document.path)},
        "roles": ["analysisTarget"],
        **({"mimeType": mime} if mime else {}),
        "hashes": {"sha-256": document.sha256},
    }


def _results(report: Report, place: int, order: dict[str, int]) -> list[_Json]:
    clauses = {judged.clause.id: judged for judged in report.clauses}
    accepted: dict[int, Suppressed] = {id(entry.finding): entry for entry in report.suppressed}
    results = []
    for finding in _all(report):
        judged = clauses.get(finding.clause or "")
        entry = accepted.get(id(finding))
        results.append(
            {
                "ruleId": finding.rule,
                "ruleIndex": order[finding.rule],
                **({"kind": "informational"} if finding.severity is Severity.INFO else {}),
                "level": _LEVELS[finding.severity],
                "message": _message(finding.message),
                "locations": [_location(finding, judged, report, place)],
                "partialFingerprints": {FINGERPRINT: finding.fingerprint},
                **({} if finding.known is None else {"baselineState": "unchanged" if finding.known else "new"}),
                **({"suppressions": [_suppression(entry)]} if entry else {}),
                "properties": _properties(finding, judged),
            }
        )
    return [*results, *(_absent(entry, report, place, order) for entry in report.gone)]


def _properties(finding: Finding, judged: Judged | None) -> _Json:
    whole = jsonreport.finding(finding)
    kept = ("label", "severity", "quote", "suggestions", "theme", "parties", "points")
    judgement: _Json = {}
    if judged is not None:
        judgement = {"kind": judged.kind.value, "niveau": judged.niveau.value if judged.niveau else None}
        if judged.corrected:
            judgement["corrected"] = list(judged.corrected)
    return {**{key: whole[key] for key in kept if key in whole}, **judgement}


def _suppression(entry: Suppressed) -> _Json:
    author = {"properties": {"author": entry.author}} if entry.author else {}
    kind = "inSource" if entry.in_comment else "external"
    return {"kind": kind, "status": "accepted", "justification": texts.one_line(entry.reason), **author}


def _absent(entry: BaselineEntry, report: Report, place: int, order: dict[str, int]) -> _Json:
    words = f" ‘{entry.quote}’" if entry.quote else ""
    return {
        "ruleId": entry.rule,
        "ruleIndex": order[entry.rule],
        "level": "note",
        "message": _message(f"Niet meer gevonden: {entry.rule}{words}."),
        "locations": [{"physicalLocation": {"artifactLocation": _artifact_location(report, place)}}],
        "partialFingerprints": {FINGERPRINT: entry.fingerprint},
        "baselineState": "absent",
    }


def _location(finding: Finding, judged: Judged | None, report: Report, place: int) -> _Json:
    physical: _Json = {"artifactLocation": _artifact_location(report, place)}
    if judged is None:
        return {"physicalLocation": physical}
    clause = judged.clause
    start = 0 if finding.start is None else finding.start
    end = len(clause.text) if finding.end is None else finding.end
    spot = region(clause, start, end)
    if spot is not None:
        physical["region"] = spot
    name = clause.number or clause.id
    logical = {
        "name": texts.one_line(name),
        "fullyQualifiedName": texts.one_line(" / ".join((*clause.heading, clause.id))),
        "kind": "clause",
    }
    found: _Json = {"physicalLocation": physical, "logicalLocations": [logical]}
    if spot is None and (where := jsonreport.place(clause, start, end)):
        found["properties"] = where
    return found


def region(clause: Clause, start: int, end: int) -> _Json | None:
    """Give the lines and columns (from 1, the last one past the end) of a stretch of a text file, else None."""
    spots = []
    for segment in clause.segments:
        if isinstance(segment.place, TextPlace) and segment.start < end and segment.end > start:
            first, last = max(start, segment.start) - segment.start, min(end, segment.end) - segment.start
            spots.append((segment.place.line, segment.place.column + first + 1, segment.place.column + last + 1))
    if not spots:
        return None
    (line, column, _), (last_line, _, last_column) = spots[0], spots[-1]
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": last_line,
        "endColumn": last_column,
        "snippet": {"text": texts.clean(clause.text[start:end])},
    }
