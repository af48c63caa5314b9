"""The built-in pipeline and an imitation of nl_core_news_md give one behaviour."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from prestatielint.catalogue import load_catalogue
from prestatielint.config import Settings
from prestatielint.ingest import read
from prestatielint.linter import Linter
from prestatielint.model import Report
from prestatielint.testing import run_examples
from prestatielint.trust import MAX_DIFFERENT

SIBLING = Path(__file__).parent / "sibling"


@pytest.fixture(scope="module")
def other() -> Linter:
    return Linter(load_catalogue(), Settings(pipeline=str(SIBLING)))


def found(report: Report) -> set[tuple[str | None, str]]:
    return {(finding.clause, finding.label.value) for finding in report.findings if finding.severity != "info"}


def test_the_sibling_differs_where_the_real_one_does(other: Linter) -> None:
    raw = spacy.load(SIBLING)
    assert {"attribute_ruler", "lemmatizer", "ner"} <= set(raw.pipe_names)
    text = "De seniorenwoningen worden opgeleverd."
    assert any("_" in token.lemma_ for token in raw(text))
    assert not any("_" in token.lemma_ for token in other.nlp(text))


def test_rule_examples_come_out_alike(other: Linter) -> None:
    total, problems = run_examples(other, most=2)
    assert len(problems) / total <= MAX_DIFFERENT, problems


def test_findings_on_the_corpus_agree(other: Linter, corpus: list[tuple[Path, Report]]) -> None:
    same = every = 0
    # Every other agreement keeps the suite quick; benchmarks/agreement.py reads them all.
    for path, report in corpus[::2]:
        mine, theirs = found(report), found(other.lint(read(path)))
        same += len(mine & theirs)
        every += len(mine | theirs)
    assert same / every >= 0.95
