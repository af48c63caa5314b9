"""The reader over the whole suite of fixtures: the figures that the README names."""

from __future__ import annotations

from pathlib import Path

import pytest

from prestatielint.ingest import read

from .suite import pdf_cases, word_cases
from .suite.truth import Case, Measured, measure, total

CASES = (*word_cases.CASES, *pdf_cases.CASES)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measured]:
    folder = tmp_path_factory.mktemp("suite")
    return {case.name: _measured(case, folder) for case in CASES}


def _measured(case: Case, folder: Path) -> Measured:
    path = folder / f"{case.name}{case.suffix}"
    case.make(path)
    return measure(case, read(path, **case.options))


def test_there_are_enough_documents() -> None:
    assert len(CASES) >= 35
    assert sum(len(case.clauses) for case in CASES) > 1500


@pytest.mark.parametrize("cases", [word_cases.CASES, pdf_cases.CASES], ids=["word", "pdf"])
def test_clauses_numbers_headings_and_pages(cases: tuple[Case, ...], measured: dict[str, Measured]) -> None:
    result = total([measured[case.name] for case in cases])
    told = "\n".join(result.differences)
    assert result.f1 >= 0.97, told
    assert result.numbers >= 0.99 * result.same, told
    assert result.headings >= 0.97 * result.same, told
    assert result.pages >= 0.99 * result.paged, told


def test_nothing_leaks(measured: dict[str, Measured]) -> None:
    assert [leak for one in measured.values() for leak in one.leaks] == []


def test_every_unread_part_has_its_notice(measured: dict[str, Measured]) -> None:
    assert [told for one in measured.values() for told in one.notices] == []
