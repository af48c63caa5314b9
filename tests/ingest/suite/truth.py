"""What a reader must find in a document, and how well it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from prestatielint.ingest import location
from prestatielint.model import Block, Document


@dataclass(frozen=True, slots=True)
class Truth:
    """One clause: its text as ``contract.md`` has it, its number as printed, the headings above it, its page (PDF)."""

    text: str
    number: str | None = None
    heading: tuple[str, ...] = ()
    lead: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One document: how to make it, its clauses in reading order, what may not be read, and the notices that say so."""

    name: str
    suffix: str
    make: Callable[[Path], None]
    clauses: tuple[Truth, ...]
    absent: tuple[str, ...] = ()
    notices: frozenset[str] = frozenset()
    options: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Measured:
    """Counts over one or more documents."""

    found: int = 0
    true: int = 0
    same: int = 0
    numbers: int = 0
    headings: int = 0
    leads: int = 0
    pages: int = 0
    paged: int = 0
    leaks: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """F1 of the clauses with exactly the right text."""
        return 2 * self.same / (self.found + self.true)

    def add(self, other: Measured) -> None:
        """Add the counts of another document."""
        for name in ("found", "true", "same", "numbers", "headings", "leads", "pages", "paged"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.leaks += other.leaks
        self.notices += other.notices
        self.differences += other.differences


def measure(case: Case, document: Document) -> Measured:
    """Compare a document with its truth; clauses are paired by text, equal texts in order."""
    # What a cover or signature block says beside its clauses is kept, but is no clause of the agreement.
    clauses = [clause for clause in document.clauses if clause.block not in (Block.COVER, Block.SIGNATURE)]
    result = Measured(found=len(clauses), true=len(case.clauses))
    waiting: dict[str, list[Truth]] = {}
    for truth in case.clauses:
        waiting.setdefault(truth.text, []).append(truth)
    for clause in clauses:
        same = waiting.get(clause.text)
        if not same:
            result.differences.append(f"{case.name}: too much: {clause.text!r}")
            continue
        truth = same.pop(0)
        result.same += 1
        result.numbers += clause.number == truth.number
        result.headings += clause.heading == truth.heading
        result.leads += clause.lead == truth.lead
        for name, got, wanted in (
            ("number", clause.number, truth.number),
            ("heading", clause.heading, truth.heading),
            ("lead", clause.lead, truth.lead),
        ):
            if got != wanted:
                result.differences.append(f"{case.name}: {name} {got!r}, not {wanted!r}: {clause.text[:60]!r}")
        if truth.page is not None:
            result.paged += 1
            page = location(clause, 0, len(clause.text)).get("page")
            result.pages += page == truth.page
            if page != truth.page:
                result.differences.append(f"{case.name}: page {page}, not {truth.page}: {clause.text[:60]!r}")
    for left in waiting.values():
        result.differences += [f"{case.name}: missed: {truth.text!r}" for truth in left]
    everything = " \n ".join(f"{' '.join(clause.heading)} {clause.lead or ''} {clause.text}" for clause in clauses)
    result.leaks += [f"{case.name}: {text!r}" for text in case.absent if text in everything]
    codes = Counter(notice.code for notice in document.notices)
    if set(codes) != case.notices:
        result.notices.append(f"{case.name}: {sorted(codes)}, not {sorted(case.notices)}")
    return result


def total(measured: Sequence[Measured]) -> Measured:
    """Add up the counts of documents."""
    result = Measured()
    for one in measured:
        result.add(one)
    return result
