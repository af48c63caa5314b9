"""The pairs made into files, read and judged once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from prestatielint.compare import Comparison, Matched, compare
from prestatielint.ingest import read
from prestatielint.linter import Linter
from prestatielint.model import Judged, Report

from .pairs import NAMES, Pair, clauses, load, write


@dataclass(frozen=True)
class Case:
    """A pair with its files, reports and comparison."""

    pair: Pair
    paths: tuple[Path, Path]
    old: Report
    new: Report
    comparison: Comparison

    def keys(self, judged: Judged) -> tuple[str, ...]:
        """The keys of a clause of either version."""
        for report, lines in ((self.old, self.pair.old), (self.new, self.pair.new)):
            for place, other in enumerate(report.clauses):
                if other is judged:
                    return clauses(lines)[place].keys
        raise AssertionError(judged.clause.text)

    def all_keys(self, match: Matched) -> set[str]:
        """The keys of all clauses of a match."""
        return {key for judged in (*match.old, *match.new) for key in self.keys(judged)}

    def found(self) -> set[tuple[int, int]]:
        """The places of the clauses that were matched."""
        places = {id(judged): place for report in (self.old, self.new) for place, judged in enumerate(report.clauses)}
        return {
            (places[id(old)], places[id(new)])
            for match in self.comparison.matched
            for old in match.old
            for new in match.new
        }


@pytest.fixture(scope="session")
def cases(linter: Linter, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    folder = tmp_path_factory.mktemp("pairs")
    made = {}
    for name in NAMES:
        pair = load(name)
        paths = (
            write(pair.old, folder / f"{name}-oud.{pair.formats[0]}"),
            write(pair.new, folder / f"{name}-nieuw.{pair.formats[1]}"),
        )
        old, new = (linter.lint(read(path)) for path in paths)
        made[name] = Case(pair, paths, old, new, compare(old, new))
    return made
