"""Which clauses of two versions belong together.

Clauses are matched on their words (rare ones weigh more) and on pieces of words, for Dutch joins and bends them; number, heading, theme
and order only decide between clauses that are about as alike. The same in both directions: from ``b`` to ``a`` the same pairs are found as
from ``a`` to ``b``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from itertools import chain
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from prestatielint.compare.words import plain, stem, word_weight, words
from prestatielint.model import Judged

Scores = npt.NDArray[np.float64]
Thing = TypeVar("Thing")

# What two clauses must share (cosine, 0 to 1) to be the same clause; and what is enough where the place is the same too.
_ALIKE = 0.30
_ALIKE_IN_PLACE = 0.17
# Share of a leftover clause that must stand in the clause it was split from, and what it must add to the cover of that clause;
# what is less alike than that is not looked at.
_CONTAINED = 0.55
_COVERS = 0.12
_ALIKE_AT_ALL = 0.10
_EVERYWHERE = math.log(2)  # the rarity of a word that stands in every clause
# Small beside a difference in words: only to choose between clauses that are about as alike.
_SAME_NUMBER, _SAME_HEADING, _SAME_THEME, _SAME_ORDER = 0.03, 0.04, 0.02, 0.03
_GRAM_WEIGHT = 0.4  # of a piece of a word, next to a whole one


def match_clauses(old: Sequence[Judged], new: Sequence[Judged]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Find which clauses belong together.

    Returns:
        Groups of places in ``old`` and in ``new``, in the order of ``new``; a clause is in at most one group.

    """
    if not old or not new:
        return ()
    alike = _likeness([judged.clause.text for judged in old], [judged.clause.text for judged in new])
    pairs = _assign(alike, _ties(old, new))
    _fill_gaps(pairs, alike, old, new)
    stems = [{stem(word) for word in words(judged.clause.text)} for judged in chain(old, new)]
    # Words that stand in every clause say nothing of which clause this is part of.
    telling = {word: max(rarity - _EVERYWHERE, 0.0) * word_weight(word) for word, rarity in _rarity(stems).items()}
    left, right = stems[: len(old)], stems[len(old) :]
    back = {other: place for place, other in pairs.items()}
    links = set(pairs.items())
    links |= {(place, other) for other, place in _parts(right, left, back, telling, alike.T).items()}
    links |= set(_parts(left, right, pairs, telling, alike).items())
    return _groups(links)


def _likeness(old: Sequence[str], new: Sequence[str]) -> Scores:
    """Cosine of every old with every new text, over words and pieces of words weighed by how rare they are."""
    features = [_features(text) for text in chain(old, new)]
    weights = _rarity(features)
    # Only what stands in both versions adds to a product; the rest counts in the lengths.
    shared = set(chain.from_iterable(features[: len(old)])) & set(chain.from_iterable(features[len(old) :]))
    columns = {feature: column for column, feature in enumerate(sorted(shared))}
    vectors = np.zeros((len(features), len(columns)))
    for row, found in enumerate(features):
        length = math.sqrt(math.fsum((weight * weights[feature]) ** 2 for feature, weight in found.items()))
        for feature, weight in found.items():
            if feature in columns:
                vectors[row, columns[feature]] = weight * weights[feature] / length
    cosine: Scores = vectors[: len(old)] @ vectors[len(old) :].T
    keys = _codes([" ".join(words(text)) for text in chain(old, new)])
    cosine[keys[: len(old), None] == keys[None, len(old) :]] = 1.0  # also texts without a single word
    return np.round(cosine, 9)  # the last digits depend on the order of the sum


def _features(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for word in words(text):
        weight = word_weight(word)
        found[word] = weight
        if weight == 1 and len(word) >= 5:
            edged = f"<{word}>"
            for place in range(len(edged) - 3):
                found.setdefault(f"~{edged[place : place + 4]}", _GRAM_WEIGHT)
    return found


def _rarity(features: Sequence[Iterable[str]]) -> dict[str, float]:
    found = Counter(chain.from_iterable(set(each) for each in features))
    return {feature: math.log(1 + len(features) / count) for feature, count in found.items()}


def _ties(old: Sequence[Judged], new: Sequence[Judged]) -> Scores:
    """What speaks for a pair besides its words: same number, heading, theme, and about the same place."""
    numbers, headings, themes = (
        _codes([key(judged) for judged in chain(old, new)])
        for key in (lambda judged: judged.clause.number, heading_name, lambda judged: judged.theme)
    )
    size = len(old)
    places = np.arange(size)[:, None] / size, np.arange(len(new))[None, :] / len(new)
    ties: Scores = (
        _SAME_NUMBER * ((numbers[:size, None] == numbers[None, size:]) & (numbers[:size, None] >= 0))
        + _SAME_HEADING * (headings[:size, None] == headings[None, size:])
        + _SAME_THEME * (themes[:size, None] == themes[None, size:])
        + _SAME_ORDER * (1 - np.abs(places[0] - places[1]))
    )
    return np.round(ties, 9)


def _codes(values: Sequence[Hashable]) -> npt.NDArray[np.int64]:
    """A number for every different value, -1 for None."""
    codes = {value: code for code, value in enumerate(dict.fromkeys(values))}
    return np.array([-1 if value is None else codes[value] for value in values])


def heading_name(judged: Judged) -> tuple[str, ...]:
    """The headings above a clause without their numbers, for comparing."""
    return tuple(re.sub(r"^[\W\d]*(?:hoofdstuk|artikel|thema)?[\W\d]*", "", plain(name).casefold()) for name in judged.clause.heading)  # fmt: skip


def _assign(alike: Scores, ties: Scores) -> dict[int, int]:
    """Take the best pair first, then the best of what is left.

    Of equal pairs the one that stands earliest in both goes first: pairs that share a clause then never tie, so that the outcome
    is the same in both directions.
    """
    places = np.argwhere(alike >= _ALIKE)
    ranked = sorted(
        (-round(float(alike[place, other] + ties[place, other]), 9), int(place + other), int(place), int(other))
        for place, other in places
    )
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, place, other in ranked:
        if place not in pairs and other not in used:
            pairs[place] = other
            used.add(other)
    return pairs


def _fill_gaps(pairs: dict[int, int], alike: Scores, old: Sequence[Judged], new: Sequence[Judged]) -> None:
    """Accept less likeness where a clause without a match stands where the other one stood."""
    back = {other: place for place, other in pairs.items()}

    def between(place: int, other: int) -> bool:
        before = (place == 0 and other == 0) or (place > 0 and pairs.get(place - 1) == other - 1)
        last = place == len(old) - 1 and other == len(new) - 1
        return before and (last or (place < len(old) - 1 and pairs.get(place + 1) == other + 1))

    def same_place(place: int, other: int) -> bool:
        number = old[place].clause.number
        return number is not None and number == new[other].clause.number and heading_name(old[place]) == heading_name(new[other])  # fmt: skip

    found = sorted(
        (-float(alike[place, other]), int(place + other), int(place), int(other))
        for place, other in np.argwhere(alike >= _ALIKE_IN_PLACE)
        if place not in pairs and other not in back and (between(place, other) or same_place(place, other))
    )
    for _, _, place, other in found:
        if place not in pairs and other not in back:
            pairs[place] = other
            back[other] = place


def _parts(
    pieces: Sequence[Set[str]],
    wholes: Sequence[Set[str]],
    matched: Mapping[int, int],
    telling: Mapping[str, float],
    alike: Scores,
) -> dict[int, int]:
    """Find of which whole each leftover piece is a part; ``matched`` says which pieces have their whole already.

    A piece belongs to a whole when most of it stands there and it covers words that the pieces of that whole did not yet cover.
    """
    covered: dict[int, set[str]] = {}
    for piece, whole in matched.items():
        covered.setdefault(whole, set()).update(pieces[piece])

    def weight(stems: Set[str]) -> float:
        return math.fsum(telling[each] for each in stems)

    def gain(piece: int, whole: int) -> float:
        total = weight(wholes[whole])
        return weight((pieces[piece] & wholes[whole]) - covered[whole]) / total if total else 0.0

    candidates = []
    for piece, own in enumerate(pieces):
        total = weight(own)
        if piece in matched or total == 0:
            continue
        for whole in np.flatnonzero(alike[piece] >= _ALIKE_AT_ALL).tolist():
            contained = weight(own & wholes[whole]) / total
            if whole in covered and contained >= _CONTAINED and gain(piece, whole) >= _COVERS:
                candidates.append((-round(contained + gain(piece, whole), 9), piece, whole))
    found: dict[int, int] = {}
    for _, piece, whole in sorted(candidates):
        if piece not in found and gain(piece, whole) >= _COVERS:
            found[piece] = whole
            covered[whole] |= pieces[piece]
    return found


def _groups(links: set[tuple[int, int]]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Join pairs that share a clause."""
    groups: list[tuple[set[int], set[int]]] = []
    for place, other in sorted(links):
        joined = ({place}, {other})
        for group in [group for group in groups if place in group[0] or other in group[1]]:
            groups.remove(group)
            joined = (joined[0] | group[0], joined[1] | group[1])
        groups.append(joined)
    return tuple(
        (tuple(sorted(left)), tuple(sorted(right))) for left, right in sorted(groups, key=lambda group: min(group[1]))
    )


def pair(old: Sequence[Thing], new: Sequence[Thing], key: Callable[[Thing], Hashable]) -> list[tuple[Thing, Thing]]:
    """Pair things with equal keys, in order."""
    waiting: dict[Hashable, list[Thing]] = {}
    for thing in new:
        waiting.setdefault(key(thing), []).append(thing)
    return [(thing, waiting[key(thing)].pop(0)) for thing in old if waiting.get(key(thing))]
