"""Two versions of one agreement: which clauses belong together, what changed in them, and what became of the findings.

Pure functions on two reports, deterministic, and the same in both directions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace

from prestatielint.compare.clause import describe
from prestatielint.compare.findings import WHOLE_KEYS, by_clause, pair_findings
from prestatielint.compare.match import match_clauses
from prestatielint.compare.parties import same_names
from prestatielint.compare.result import (
    Change,
    Comparison,
    FindingChanges,
    Matched,
    Obligation,
    Piece,
    Relation,
    Single,
    Tally,
    ThemeChanges,
    What,
)
from prestatielint.compare.words import word_diff
from prestatielint.model import Finding, Judged, Kind, Report, Theme

__all__ = [
    "Change",
    "Comparison",
    "FindingChanges",
    "Matched",
    "Obligation",
    "Piece",
    "Relation",
    "Single",
    "Tally",
    "ThemeChanges",
    "What",
    "compare",
    "match_clauses",
    "word_diff",
]


def compare(old: Report, new: Report) -> Comparison:
    """Compare two reports on versions of one agreement.

    Args:
        old: the report on the earlier version.
        new: the report on the later version, made with the same rules and pipeline.

    """
    groups = match_clauses(old.clauses, new.clauses)
    names = same_names(old.parties, new.parties)
    before, after = by_clause(old), by_clause(new)
    matched = tuple(
        describe(
            tuple(old.clauses[place] for place in left),
            tuple(new.clauses[place] for place in right),
            (old, new),
            names,
            (before, after),
        )
        for left, right in groups
    )
    taken_old, taken_new = ({place for group in groups for place in group[side]} for side in (0, 1))
    gone = _singles(old.clauses, taken_old, before)
    added = _singles(new.clauses, taken_new, after)
    whole = pair_findings(before.get(None, []), after.get(None, []), WHOLE_KEYS)
    return Comparison(
        old,
        new,
        matched,
        gone,
        added,
        whole,
        tuple(party for party in old.parties if names[party.name] not in {names[p.name] for p in new.parties}),
        tuple(party for party in new.parties if names[party.name] not in {names[p.name] for p in old.parties}),
        _tally(matched, gone, added, whole),
        _themes(old, new, matched, gone, added, whole),
    )


def _singles(
    clauses: Sequence[Judged], taken: set[int], findings: Mapping[str | None, list[Finding]]
) -> tuple[Single, ...]:
    return tuple(
        Single(judged, tuple(findings.get(judged.clause.id, ())))
        for place, judged in enumerate(clauses)
        if place not in taken
    )


def _tally(matched: Sequence[Matched], gone: Sequence[Single], added: Sequence[Single], whole: FindingChanges) -> Tally:
    with_gone, with_added = (sum(len(single.findings) for single in side) for side in (gone, added))
    changes = [*(match.findings for match in matched), whole]
    return Tally(
        matched=len(matched),
        gone=len(gone),
        new=len(added),
        softer=sum(match.obligation in (Obligation.LICHTER, Obligation.GEMENGD) for match in matched),
        harder=sum(match.obligation in (Obligation.ZWAARDER, Obligation.GEMENGD) for match in matched),
        solved=sum(len(change.solved) for change in changes) + with_gone,
        solved_with_clause=with_gone,
        new_findings=sum(len(change.new) for change in changes) + with_added,
        new_with_clause=with_added,
        left=sum(len(change.left) for change in changes),
    )


def _themes(
    old: Report,
    new: Report,
    matched: Sequence[Matched],
    gone: Sequence[Single],
    added: Sequence[Single],
    whole: FindingChanges,
) -> tuple[ThemeChanges, ...]:
    rows = []
    for theme in Theme:
        agreed = [
            sum(judged.kind is Kind.AFSPRAAK and judged.theme is theme for judged in report.clauses)
            for report in (old, new)
        ]
        scores = [report.scores.themes.get(theme.value) for report in (old, new)]
        tally = _tally(
            [match for match in matched if match.new[0].theme is theme],
            [single for single in gone if single.judged.theme is theme],
            [single for single in added if single.judged.theme is theme],
            FindingChanges(
                tuple(finding for finding in whole.solved if finding.theme is theme),
                tuple(finding for finding in whole.new if finding.theme is theme),
                tuple(pair for pair in whole.left if pair[1].theme is theme),
            ),
        )
        if any(agreed) or any(astuple(replace(tally, matched=0))):
            rows.append(ThemeChanges(theme, (agreed[0], agreed[1]), (scores[0], scores[1]), tally))
    return tuple(rows)
