"""The JSON report ``prestatielint/report/1``: the interface on which other programs rely."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from prestatielint.model import (
    BaselineEntry,
    Bond,
    Clause,
    Failure,
    Finding,
    Judged,
    Notice,
    Proposal,
    Report,
    Run,
    Scores,
    Suggestion,
    Suppressed,
)
from prestatielint.report import view

SCHEMA = "prestatielint/report/1"
_AW = ("total", "concreet", "hard", "wederkerig", "tijdshorizon", "aanspreekbaar")


def write(run: Run) -> str:
    """Write the whole run as JSON, the same bytes for the same run."""
    return dump(_run(run, full=True))


def extract(run: Run) -> str:
    """Write the clauses only: the same object without findings, scores and proposals."""
    return dump(_run(run, full=False))


def schema() -> dict[str, Any]:
    """Read the JSON Schema of the report."""
    loaded: dict[str, Any] = json.loads((files("prestatielint.report") / "schema.json").read_text(encoding="utf-8"))
    return loaded


def dump(value: dict[str, object]) -> str:
    """Write an object as JSON, the same bytes for the same object."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair would stop the file being written


def _run(run: Run, *, full: bool) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "tool": tool(run),
        "documents": [_document(report, full=full) for report in run.reports],
        "errors": [_failure(failure) for failure in run.failures],
    }


def tool(run: Run) -> dict[str, object]:
    """Say with which program, pipeline and catalogue the run was done."""
    return {
        "version": view.tool_version(),
        "pipeline": {"name": run.pipeline.name, "version": run.pipeline.version},
        "catalogue": {"version": run.catalogue_version, "sha256": run.catalogue_sha256},
    }


def _document(report: Report, *, full: bool) -> dict[str, object]:
    document = report.document
    judgement: dict[str, object] = {
        "findings": [finding(found) for found in report.findings],
        "scores": _scores(report.scores),
        "proposals": [_proposal(proposal) for proposal in report.proposals],
        "matrix": [_bond(bond) for bond in report.matrix],
        **({"suppressed": [_suppressed(entry) for entry in report.suppressed]} if report.suppressed else {}),
        **({"gone": [_gone(entry) for entry in report.gone]} if report.gone else {}),
    }
    return {
        "path": document.path,
        "sha256": document.sha256,
        "format": document.format,
        "pages": document.pages,
        "parties": [{"name": party.name, "role": party.role.value} for party in report.parties],
        "clauses": [clause(judged) for judged in report.clauses],
        **(judgement if full else {}),
        "notices": [notice(found) for found in view.notices(report)],
    }


def clause(judged: Judged) -> dict[str, object]:
    """Give a clause as in the report."""
    clause = judged.clause
    return {
        "id": clause.id,
        "number": clause.number,
        "heading": list(clause.heading),
        "lead": clause.lead,
        "columns": list(clause.columns) if clause.columns else None,
        "block": clause.block.value,
        "text": clause.text,
        "kind": judged.kind.value,
        "niveau": judged.niveau.value if judged.niveau else None,
        "theme": judged.theme.value,
        "actors": list(judged.actors),
        "beneficiaries": list(judged.beneficiaries),
        "quantities": list(judged.quantities),
        "deadlines": list(judged.deadlines),
        "conditions": list(judged.conditions),
        "location": place(clause, 0, len(clause.text)),
        "score": judged.score,
        **({"corrected": list(judged.corrected)} if judged.corrected else {}),
    }


def place(clause: Clause, start: int, end: int) -> dict[str, object]:
    """Say where the characters ``start`` to ``end`` of a clause stand."""
    from prestatielint.ingest import location  # the readers are only needed for these formats

    return location(clause, start, end)


def finding(found: Finding) -> dict[str, object]:
    """Give one finding as the report has it."""
    return {
        "rule": found.rule,
        "label": found.label.value,
        "severity": found.severity.value,
        "clause": found.clause,
        "start": found.start,
        "end": found.end,
        "quote": found.quote,
        "message": found.message,
        "suggestions": [_suggestion(suggestion) for suggestion in found.suggestions],
        **({"theme": found.theme.value} if found.theme else {}),
        **({"parties": list(found.parties)} if found.parties else {}),
        "points": found.points,
        "fingerprint": found.fingerprint,
        **({"known": found.known} if found.known is not None else {}),
    }


def _suppressed(entry: Suppressed) -> dict[str, object]:
    return {
        **finding(entry.finding),
        "reason": entry.reason,
        "where": "opmerking" if entry.in_comment else "instellingen",
        **({"author": entry.author} if entry.author else {}),
    }


def _gone(entry: BaselineEntry) -> dict[str, object]:
    return {
        "rule": entry.rule,
        "clause": entry.clause,
        "quote": entry.quote,
        "fingerprint": entry.fingerprint,
    }


def _suggestion(suggestion: Suggestion) -> dict[str, object]:
    return {
        "variant": suggestion.variant,
        "text": suggestion.text,
        "obligation": suggestion.obligation,
        "assumption": suggestion.assumption,
        "indicator": suggestion.indicator,
        "unit": suggestion.unit,
        "source": suggestion.source,
        "placeholders": list(suggestion.placeholders),
    }


def _scores(scores: Scores) -> dict[str, object]:
    return {
        "total": scores.total,
        "aw": _ordered(scores.aw, _AW),
        "effect": _ordered(scores.effect, ("total",)),
        "relatie": _ordered(scores.relatie, ("total",)),
        "bril": scores.bril.value,
        "reasons": dict(sorted(scores.reasons.items())),
        "themes": dict(sorted(scores.themes.items())),
        "parties": dict(sorted(scores.parties.items())),
    }


def _ordered(values: dict[str, int | None], first: tuple[str, ...]) -> dict[str, int | None]:
    return {key: values.get(key) for key in (*first, *sorted(values.keys() - set(first)))}


def _proposal(proposal: Proposal) -> dict[str, object]:
    return {
        "theme": proposal.theme.value,
        "text": proposal.text,
        "means": list(proposal.means),
        "measures_before": proposal.measures_before,
        "measures_after": proposal.measures_after,
        "placeholders": list(proposal.placeholders),
        "question": proposal.question,
    }


def _bond(bond: Bond) -> dict[str, object]:
    return {
        "theme": bond.theme.value,
        "party": bond.party,
        "hard": bond.hard,
        "soft": bond.soft,
        "needed": bond.needed,
    }


def notice(notice: Notice) -> dict[str, object]:
    """Give a notice as in the report."""
    return {"code": notice.code, "message": notice.message, "location": notice.location}


def _failure(failure: Failure) -> dict[str, object]:
    return {"path": failure.path, "code": failure.code, "message": failure.message}
