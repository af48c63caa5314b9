"""The comparison as JSON, ``prestatielint/diff/1``; clauses and findings are those of ``prestatielint/report/1``."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from prestatielint.compare import Comparison, FindingChanges, Matched, Single, Tally
from prestatielint.model import Report, Run
from prestatielint.report import diffview, jsonreport, view

SCHEMA = "prestatielint/diff/1"


def write(run: Run, comparison: Comparison) -> str:
    """Write the comparison as JSON, the same bytes for the same run."""
    found: dict[str, object] = {
        "schema": SCHEMA,
        "tool": jsonreport.tool(run),
        "old": _document(comparison.old),
        "new": _document(comparison.new),
        "summary": {**_tally(comparison.tally), "scores": _scores(comparison)},
        "themes": [
            {
                "theme": row.theme.value,
                "afspraken": _pair(*row.afspraken),
                "score": _pair(*row.score),
                **_tally(row.tally),
            }
            for row in comparison.themes
        ],
        "parties": {
            "gone": [party.name for party in comparison.parties_gone],
            "new": [party.name for party in comparison.parties_new],
        },
        "matched": [_matched(match) for match in comparison.matched],
        "gone": [_single(single) for single in comparison.gone],
        "new_clauses": [_single(single) for single in comparison.added],
        "findings": _findings(comparison.whole),
    }
    return jsonreport.dump(found)


def schema() -> dict[str, Any]:
    """Read the JSON Schema of the comparison; it refers to that of the report."""
    loaded: dict[str, Any] = json.loads(
        (files("prestatielint.report") / "diff.schema.json").read_text(encoding="utf-8")
    )
    return loaded


def _pair(before: object, after: object) -> dict[str, object]:
    return {"before": before, "after": after}


def _document(report: Report) -> dict[str, object]:
    document = report.document
    return {
        "path": document.path,
        "sha256": document.sha256,
        "format": document.format,
        "pages": document.pages,
        "clauses": len(report.clauses),
        "notices": [jsonreport.notice(notice) for notice in view.notices(report)],
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "clauses": {
            "matched": tally.matched,
            "gone": tally.gone,
            "new": tally.new,
            "softer": tally.softer,
            "harder": tally.harder,
        },
        "findings": {
            "solved": tally.solved,
            "solved_with_clause": tally.solved_with_clause,
            "new": tally.new_findings,
            "new_with_clause": tally.new_with_clause,
            "left": tally.left,
        },
    }


def _scores(comparison: Comparison) -> dict[str, object]:
    return {name.lower(): _pair(before, after) for name, before, after in diffview.scores(comparison)}


def _matched(match: Matched) -> dict[str, object]:
    return {
        "relation": match.relation.value,
        "obligation": match.obligation.value,
        "old": [jsonreport.clause(judged) for judged in match.old],
        "new": [jsonreport.clause(judged) for judged in match.new],
        "text": [{"old": piece.old, "new": piece.new, "same": piece.same} for piece in match.pieces],
        "changes": [
            {
                "what": change.what.value,
                "before": change.before,
                "after": change.after,
                "obligation": change.obligation.value,
            }
            for change in match.changes
        ],
        "findings": _findings(match.findings),
    }


def _single(single: Single) -> dict[str, object]:
    return {
        "clause": jsonreport.clause(single.judged),
        "findings": [jsonreport.finding(finding) for finding in single.findings],
    }


def _findings(changes: FindingChanges) -> dict[str, object]:
    return {
        "solved": [jsonreport.finding(finding) for finding in changes.solved],
        "new": [jsonreport.finding(finding) for finding in changes.new],
        "left": [_pair(jsonreport.finding(old), jsonreport.finding(new)) for old, new in changes.left],
    }
