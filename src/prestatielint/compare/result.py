"""What a comparison gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from prestatielint.model import Finding, Judged, Party, Report, Theme


class What(StrEnum):
    """What of a clause changed, next to its words."""

    NUMBER = "number"
    HEADING = "heading"
    THEME = "theme"
    KIND = "kind"
    NIVEAU = "niveau"
    MODALITY = "modality"
    NEGATION = "negation"
    ESCAPE = "escape"
    CONDITION = "condition"
    QUANTITY = "quantity"
    DEADLINE = "deadline"
    PARTY = "party"


class Obligation(StrEnum):
    """What happened to the obligation; the words of the suggestions. ``gemengd``: one thing heavier, another lighter."""

    GELIJK = "gelijk"
    ZWAARDER = "zwaarder"
    LICHTER = "lichter"
    GEMENGD = "gemengd"


class Relation(StrEnum):
    """How many clauses became how many."""

    SAME = "same"
    SPLIT = "split"
    MERGED = "merged"
    REARRANGED = "rearranged"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a word diff; the ``old`` of all pieces joined is the old text, likewise ``new``."""

    old: str
    new: str
    same: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed; ``before`` is None for what was added, ``after`` for what was dropped."""

    what: What
    before: str | None
    after: str | None
    obligation: Obligation = Obligation.GELIJK


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """Findings that are solved, new, or left (with how they were and are now). Severity info is not compared."""

    solved: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()
    left: tuple[tuple[Finding, Finding], ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """Clauses that belong together: mostly one and one; ``pieces`` is empty where the words are the same."""

    old: tuple[Judged, ...]
    new: tuple[Judged, ...]
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]
    findings: FindingChanges

    @property
    def relation(self) -> Relation:
        """Split, merged, or one to one."""
        if len(self.old) > 1:
            return Relation.REARRANGED if len(self.new) > 1 else Relation.MERGED
        return Relation.SPLIT if len(self.new) > 1 else Relation.SAME

    @property
    def obligation(self) -> Obligation:
        """What the changes together do to the obligation."""
        found = {change.obligation for change in self.changes} - {Obligation.GELIJK}
        return Obligation.GEMENGD if len(found) > 1 else next(iter(found), Obligation.GELIJK)


@dataclass(frozen=True, slots=True)
class Single:
    """A clause that is only in one of the versions, with its findings."""

    judged: Judged
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over the document or one theme (the theme of the newest version of each clause)."""

    matched: int
    gone: int
    new: int
    softer: int
    harder: int
    solved: int
    solved_with_clause: int
    new_findings: int
    new_with_clause: int
    left: int


@dataclass(frozen=True, slots=True)
class ThemeChanges:
    """One theme: number of afspraken and score before and after, with what changed."""

    theme: Theme
    afspraken: tuple[int, int]
    score: tuple[int | None, int | None]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two versions.

    ``matched`` and ``added`` are in the order of the new version, ``gone`` in that of the old one. ``whole`` holds the findings on
    the document and on a theme as a whole.
    """

    old: Report
    new: Report
    matched: tuple[Matched, ...]
    gone: tuple[Single, ...]
    added: tuple[Single, ...]
    whole: FindingChanges
    parties_gone: tuple[Party, ...]
    parties_new: tuple[Party, ...]
    tally: Tally
    themes: tuple[ThemeChanges, ...]

    @property
    def new_findings(self) -> tuple[Finding, ...]:
        """Every finding that the old version did not have; decides the exit status."""
        inside = chain.from_iterable(match.findings.new for match in self.matched)
        return (*inside, *chain.from_iterable(single.findings for single in self.added), *self.whole.new)
