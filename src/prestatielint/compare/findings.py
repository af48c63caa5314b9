"""What became of the findings."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from prestatielint.compare.match import pair
from prestatielint.compare.result import FindingChanges
from prestatielint.compare.words import words
from prestatielint.model import Finding, Report, Severity

_Keys = tuple[Callable[[Finding], Hashable], ...]
CLAUSE_KEYS: _Keys = (
    lambda finding: (finding.rule, " ".join(words(finding.quote or ""))),
    lambda finding: finding.rule,
    lambda finding: finding.label,
)
WHOLE_KEYS: _Keys = (
    lambda finding: (finding.rule, finding.theme, tuple(sorted(finding.parties)), finding.message),
    lambda finding: (finding.rule, finding.theme, tuple(sorted(finding.parties))),
    lambda finding: (finding.rule, finding.theme),
)


def by_clause(report: Report) -> dict[str | None, list[Finding]]:
    """Findings per clause; those on a theme or the document, which may be shown at another clause each time, under None."""
    found: dict[str | None, list[Finding]] = {}
    for finding in report.findings:
        if finding.severity is not Severity.INFO:
            found.setdefault(None if finding.theme else finding.clause, []).append(finding)
    return found


def pair_findings(old: Sequence[Finding], new: Sequence[Finding], keys: _Keys) -> FindingChanges:
    """Pair the findings that are the same: same rule and words first, then same rule, then same label."""
    gone, added, left = list(old), list(new), []
    for key in keys:
        for finding, twin in pair(gone, added, key):
            gone = [other for other in gone if other is not finding]
            added = [other for other in added if other is not twin]
            left.append((finding, twin))
    left.sort(key=lambda pair: next(place for place, finding in enumerate(new) if finding is pair[1]))
    return FindingChanges(tuple(gone), tuple(added), tuple(left))


def spread(changes: FindingChanges, before: Sequence[Finding], after: Sequence[Finding]) -> FindingChanges:
    """Let one finding stand for several where its clause was split or merged: a promise in two halves has no new fault."""
    first_old = {finding.label: finding for finding in reversed(before)}
    first_new = {finding.label: finding for finding in reversed(after)}
    return FindingChanges(
        tuple(finding for finding in changes.solved if finding.label not in first_new),
        tuple(finding for finding in changes.new if finding.label not in first_old),
        (
            *changes.left,
            *((finding, first_new[finding.label]) for finding in changes.solved if finding.label in first_new),
            *((first_old[finding.label], finding) for finding in changes.new if finding.label in first_old),
        ),
    )
