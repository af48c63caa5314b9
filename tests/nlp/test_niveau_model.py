"""The linear model beside the rules of the niveau."""

from __future__ import annotations

import math

import pytest

from prestatielint.model import Niveau
from prestatielint.nlp.niveau_model import probabilities, vote


@pytest.mark.parametrize("found", [frozenset(), frozenset(["w=onbekend"]), frozenset(["w=bouwen", "home", "qty"])])
def test_probabilities_are_shares_of_the_four_steps(found: frozenset[str]) -> None:
    shares = probabilities(found)
    assert set(shares) == set(Niveau)
    assert math.isclose(sum(shares.values()), 1.0)
    assert min(shares.values()) > 0


def test_words_of_the_gold_data_speak_for_their_step() -> None:
    assert (
        vote(Niveau.PROCES, frozenset(["lemma=bouwen", "w=bouwen", "home", "qty", "o_home", "u=home"])) is Niveau.OUTPUT
    )
    assert vote(Niveau.OUTPUT, frozenset(["v=vaag-inspanning", "lemma=streven", "w=streven"])) is Niveau.INTENTIE


def test_the_rule_tips_the_scale_where_the_model_doubts() -> None:
    shares = sorted(probabilities(frozenset()).items(), key=lambda item: -item[1])
    second = shares[1][0]
    assert vote(second, frozenset()) in (shares[0][0], second)
    doubtful = frozenset(["date", "s_party"])
    top, other = sorted(probabilities(doubtful), key=lambda step: -probabilities(doubtful)[step])[:2]
    assert vote(top, doubtful) is top
    assert {vote(step, doubtful) for step in (top, other)} <= {top, other}
