"""Clause-like sentences of the domain, on both pipelines; ``held_out`` was written by hands that saw no rule."""

from __future__ import annotations

import pytest
from spacy.language import Language

from .measure import measure, sentences


@pytest.fixture(scope="module")
def held_out() -> list[dict[str, object]]:
    return sentences("held_out")


def test_the_set_is_large_and_varied(held_out: list[dict[str, object]]) -> None:
    assert len(held_out) >= 200
    tags = [tag for entry in held_out for tag in entry["about"]]  # type: ignore[attr-defined]
    assert len(set(tags)) >= 20
    assert min(tags.count(tag) for tag in set(tags)) >= 10


def test_sentence_ends_main_verb_and_actor(either: Language, held_out: list[dict[str, object]]) -> None:
    shares, _ = measure(either, held_out)
    assert shares["sentence_ends"] >= 0.97
    assert shares["verb"] >= 0.93
    assert shares["agent"] >= 0.93


def test_practice_sentences(either: Language) -> None:
    """These were read while the rules were written, so every miss here is a step back."""
    shares, errors = measure(either, sentences("practice.yaml"))
    assert shares["sentence_ends"] == 1.0, errors
    assert shares["verb"] >= 0.93
    assert shares["negated"] >= 0.95
