"""An installed nl_core_news_md is tried on the examples of the rules before ``auto`` relies on it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from prestatielint import linter as linter_module
from prestatielint import testing, trust
from prestatielint.catalogue import load_catalogue
from prestatielint.config import Settings
from prestatielint.linter import Linter
from prestatielint.model import Block, Clause, Document
from prestatielint.nlp import pipeline

Outcome = Callable[[int], list[int]]


@pytest.fixture
def outcome(linter: Linter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """Pretend that nl_core_news_md is installed and gets so many of 100 examples wrong; returns the list of its runs."""
    installed = tmp_path / "installed"
    shutil.copytree(pipeline.BUILT_IN, installed)
    meta = json.loads((installed / "meta.json").read_text(encoding="utf8"))
    (installed / "meta.json").write_text(
        json.dumps(meta | {"name": "core_news_md", "version": "3.8.0"}), encoding="utf8"
    )
    monkeypatch.setattr(pipeline, "_package_path", lambda name: installed if name == pipeline.PREFERRED else None)
    monkeypatch.setattr(trust, "user_cache_path", lambda name: tmp_path / "cache")
    monkeypatch.setattr(linter_module, "load_pipeline", lambda info: linter.nlp)

    def prepare(wrong: int) -> list[int]:
        runs: list[int] = []

        def examples(linter: Linter, most: int | None = None) -> tuple[int, list[str]]:
            runs.append(wrong)
            return 100, ["anders"] * wrong

        monkeypatch.setattr(testing, "run_examples", examples)
        return runs

    return prepare


def test_a_pipeline_that_reads_alike_is_used_and_tried_once(outcome: Outcome) -> None:
    runs = outcome(3)
    for _ in range(2):
        info, notices = trust.trusted_pipeline("auto")
        assert (info.name, notices) == ("nl_core_news_md", ())
        assert "3,0%" in info.reason
    assert len(runs) == 1


def test_a_pipeline_that_reads_otherwise_gives_way_and_every_report_says_so(outcome: Outcome) -> None:
    outcome(4)
    linter = trust.trusted_linter(load_catalogue(), Settings())
    assert linter.info.path == str(pipeline.BUILT_IN)
    document = Document("x", "", "txt", None, (Clause("c1", "De gemeente bouwt 40 woningen.", Block.PARAGRAPH),))
    for report in (linter.lint(document), linter.extract(document)):
        [notice] = [notice for notice in report.notices if notice.code == "pijplijn-wijkt-af"]
        assert "4 %" in notice.message
        assert "ingebouwde pijplijn" in notice.message


def test_a_pipeline_named_by_the_user_is_used_as_it_is(outcome: Outcome) -> None:
    runs = outcome(50)
    info, notices = trust.trusted_pipeline("nl_core_news_md")
    assert (info.name, notices, runs) == ("nl_core_news_md", (), [])


@pytest.mark.parametrize("rubbish", ["", "[]", "{", '{"x": "y"}'])
def test_a_broken_cache_is_no_trouble(outcome: Outcome, tmp_path: Path, rubbish: str) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "proef.json").write_text(rubbish, encoding="utf8")
    runs = outcome(0)
    assert trust.trusted_pipeline("auto")[0].name == "nl_core_news_md"
    assert len(runs) == 1


def test_without_a_place_to_write_the_check_is_done_each_time(
    outcome: Outcome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf8")
    monkeypatch.setattr(trust, "user_cache_path", lambda name: tmp_path / "file")
    runs = outcome(0)
    for _ in range(2):
        assert trust.trusted_pipeline("auto")[0].name == "nl_core_news_md"
    assert len(runs) == 2
