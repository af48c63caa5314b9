"""Comparing what a clause names with the gold."""

from __future__ import annotations

import pytest

from prestatielint.evaluate import Count, compare_slots


@pytest.mark.parametrize(
    ("gold", "given", "count"),
    [
        (["40 sociale huurwoningen in Zuid"], ["40 sociale huurwoningen"], Count(1, 0, 0)),
        (["gemeente en De Vliet"], ["De gemeente", "De Vliet"], Count(1, 0, 0)),
        (["De Vliet"], ["Hoogland"], Count(0, 1, 1)),
        (["vóór 1 juli 2026"], ["1 juli 2027"], Count(0, 1, 1)),
        (["40 woningen", "ten minste 20"], ["40 woningen"], Count(1, 0, 1)),
        ([], ["in 2026"], Count(0, 1, 0)),
        (["per jaar"], [], Count(0, 0, 1)),
        (["nog dit jaar"], ["dit jaar"], Count(1, 0, 0)),
        (["dit jaar"], ["elk jaar"], Count(0, 1, 1)),
        ([], [], Count(0, 0, 0)),
    ],
)
def test_answers_count_by_their_content_words(gold: list[str], given: list[str], count: Count) -> None:
    assert compare_slots(gold, given) == count


def test_counts_add_up() -> None:
    assert Count(1, 2, 3) + Count(4, 5, 6) == Count(5, 7, 9)
