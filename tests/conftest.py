"""What the tests of the whole program share: one loaded pipeline, and the corpus read and judged once."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from prestatielint.catalogue import load_catalogue
from prestatielint.config import Settings
from prestatielint.ingest import read
from prestatielint.linter import Linter
from prestatielint.model import Report
from prestatielint.nlp.pipeline import choose_pipeline, load_pipeline

CORPUS = Path(__file__).parents[1] / "corpus"
# Imitates the differences of nl_core_news_md; made by training/sibling.py.
SIBLING = Path(__file__).parent / "sibling"
# Set for the slow tests too: whole corpus, large and hostile files, kills at many points.
ALL = bool(os.environ.get("PRESTATIELINT_ALL"))


def corpus_files() -> list[Path]:
    """Agreements of the corpus, a third of them unless all tests run.

    Those under ``test`` are held out, so nothing of their text may ever be shown.
    """
    files = (path for split in ("train", "dev", "test") for path in (CORPUS / split).iterdir())
    found = sorted(path for path in files if path.suffix in (".docx", ".pdf"))
    return found if ALL else found[::3]


def _parsed_once(nlp: Language) -> None:
    """Let a pipeline parse every text once: the tests read the same agreements dozens of times."""
    known: dict[str, Doc] = {}
    parse = nlp.pipe

    def pipe(texts: Iterable[str], **options: Any) -> Iterator[Doc]:
        wanted = list(texts)
        fresh = list(dict.fromkeys(text for text in wanted if text not in known))
        known.update(zip(fresh, parse(fresh, **options), strict=True))
        return (known[text].copy() for text in wanted)

    nlp.pipe = pipe  # type: ignore[method-assign,assignment]


@pytest.fixture(scope="session")
def linter() -> Linter:
    """The whole catalogue on the pipeline that ships with the package."""
    linter = Linter(load_catalogue(), Settings(pipeline="ingebouwd"))
    _parsed_once(linter.nlp)
    return linter


@pytest.fixture(scope="session", params=["built-in", "sibling"])
def either(request: pytest.FixtureRequest) -> Language:
    """Each of the two pipelines, as the program loads it."""
    return load_pipeline(choose_pipeline("ingebouwd" if request.param == "built-in" else str(SIBLING)))


class Agreements(list[tuple[Path, Report]]):
    """Documents with their reports, of which a failing test shows nothing."""

    def __repr__(self) -> str:
        return f"<{len(self)} documents>"


@pytest.fixture(scope="session")
def corpus(linter: Linter) -> list[tuple[Path, Report]]:
    """Every agreement with its report; an error names the document and none of its words."""
    reports, failed = Agreements(), []
    for path in corpus_files():
        try:
            reports.append((path, linter.lint(read(path))))
        except Exception as error:
            failed.append(f"{path.name}: {type(error).__name__}")
    assert failed == []
    assert len(reports) >= 8
    return reports
