"""Two versions of one agreement: which clauses belong together, what changed in them, and what became of the findings.

Pure functions on two reports. Clauses are matched on their words (rare ones weigh more) and on pieces of words, for Dutch joins and
bends them; number, heading, theme and order only decide between clauses that are about as alike. Deterministic, and the same in both
directions: ``compare(b, a)`` finds the same pairs as ``compare(a, b)``.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import chain
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from prestatielint.model import Finding, Judged, Kind, Label, Niveau, Party, Report, Role, Severity, Theme

Scores = npt.NDArray[np.float64]
Thing = TypeVar("Thing")


class What(StrEnum):
    """What of a clause changed, next to its words."""

    NUMBER = "number"
    HEADING = "heading"
    THEME = "theme"
    KIND = "kind"
    NIVEAU = "niveau"
    MODALITY = "modality"
    ESCAPE = "escape"
    CONDITION = "condition"
    QUANTITY = "quantity"
    DEADLINE = "deadline"
    PARTY = "party"


class Obligation(StrEnum):
    """What happened to the obligation; the words of the suggestions. ``gemengd``: one thing heavier, another lighter."""

    GELIJK = "gelijk"
    ZWAARDER = "zwaarder"
    LICHTER = "lichter"
    GEMENGD = "gemengd"


class Relation(StrEnum):
    """How many clauses became how many."""

    SAME = "same"
    SPLIT = "split"
    MERGED = "merged"
    REARRANGED = "rearranged"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a word diff; the ``old`` of all pieces joined is the old text, likewise ``new``."""

    old: str
    new: str
    same: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed; ``before`` is None for what was added, ``after`` for what was dropped."""

    what: What
    before: str | None
    after: str | None
    obligation: Obligation = Obligation.GELIJK


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """Findings that are solved, new, or left (with how they were and are now). Severity info is not compared."""

    solved: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()
    left: tuple[tuple[Finding, Finding], ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """Clauses that belong together: mostly one and one; ``pieces`` is empty where the words are the same."""

    old: tuple[Judged, ...]
    new: tuple[Judged, ...]
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]
    findings: FindingChanges

    @property
    def relation(self) -> Relation:
        """Split, merged, or one to one."""
        if len(self.old) > 1:
            return Relation.REARRANGED if len(self.new) > 1 else Relation.MERGED
        return Relation.SPLIT if len(self.new) > 1 else Relation.SAME

    @property
    def obligation(self) -> Obligation:
        """What the changes together do to the obligation."""
        found = {change.obligation for change in self.changes} - {Obligation.GELIJK}
        return Obligation.GEMENGD if len(found) > 1 else next(iter(found), Obligation.GELIJK)


@dataclass(frozen=True, slots=True)
class Single:
    """A clause that is only in one of the versions, with its findings."""

    judged: Judged
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over the document or one theme (the theme of the newest version of each clause)."""

    matched: int
    gone: int
    new: int
    softer: int
    harder: int
    solved: int
    solved_with_clause: int
    new_findings: int
    new_with_clause: int
    left: int


@dataclass(frozen=True, slots=True)
class ThemeChanges:
    """One theme: number of afspraken and score before and after, with what changed."""

    theme: Theme
    afspraken: tuple[int, int]
    score: tuple[int | None, int | None]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two versions.

    ``matched`` and ``new`` are in the order of the new version, ``gone`` in that of the old one. ``whole`` holds the findings on
    the document and on a theme as a whole.
    """

    old: Report
    new: Report
    matched: tuple[Matched, ...]
    gone: tuple[Single, ...]
    added: tuple[Single, ...]
    whole: FindingChanges
    parties_gone: tuple[Party, ...]
    parties_new: tuple[Party, ...]
    tally: Tally
    themes: tuple[ThemeChanges, ...]

    @property
    def new_findings(self) -> tuple[Finding, ...]:
        """Every finding that the old version did not have; decides the exit status."""
        inside = chain.from_iterable(match.findings.new for match in self.matched)
        return (*inside, *chain.from_iterable(single.findings for single in self.added), *self.whole.new)


def compare(old: Report, new: Report) -> Comparison:
    """Compare two reports on versions of one agreement.

    Args:
        old: the report on the earlier version.
        new: the report on the later version, made with the same rules and pipeline.

    """
    groups = match_clauses(old.clauses, new.clauses)
    names = _same_names(old.parties, new.parties)
    before, after = _by_clause(old), _by_clause(new)
    matched = tuple(
        _matched(
            tuple(old.clauses[place] for place in left),
            tuple(new.clauses[place] for place in right),
            (old, new),
            names,
            (before, after),
        )
        for left, right in groups
    )
    taken_old, taken_new = ({place for group in groups for place in group[side]} for side in (0, 1))
    gone = _singles(old.clauses, taken_old, before)
    added = _singles(new.clauses, taken_new, after)
    whole = _pair_findings(before.get(None, []), after.get(None, []), _WHOLE_KEYS)
    return Comparison(
        old,
        new,
        matched,
        gone,
        added,
        whole,
        tuple(party for party in old.parties if names[party.name] not in {names[p.name] for p in new.parties}),
        tuple(party for party in new.parties if names[party.name] not in {names[p.name] for p in old.parties}),
        _tally(matched, gone, added, whole),
        _themes(old, new, matched, gone, added, whole),
    )


def _singles(
    clauses: Sequence[Judged], taken: set[int], findings: Mapping[str | None, list[Finding]]
) -> tuple[Single, ...]:
    return tuple(
        Single(judged, tuple(findings.get(judged.clause.id, ())))
        for place, judged in enumerate(clauses)
        if place not in taken
    )


# ---------------------------------------------------------------------------------------------------------- matching

# What two clauses must share (cosine, 0 to 1) to be the same clause; and what is enough where the place is the same too.
_ALIKE = 0.30
_ALIKE_IN_PLACE = 0.17
# Share of a leftover clause that must stand in the clause it was split from, and what it must add to the cover of that clause.
_ALIKE_AT_ALL = 0.10
_EVERYWHERE = math.log(2)  # the rarity of a word that stands in every clause
_CONTAINED = 0.55
_COVERS = 0.12
# Small beside a difference in words: only to choose between clauses that are about as alike.
_SAME_NUMBER, _SAME_HEADING, _SAME_THEME, _SAME_ORDER = 0.03, 0.04, 0.02, 0.03
# A number is what changes between versions, and a year goes along with the calendar: they say less of which clause it is.
_NUMBER_WEIGHT, _YEAR_WEIGHT, _GRAM_WEIGHT = 0.6, 0.2, 0.4

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGNS = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "\u00ad": None})  # fmt: skip


def _plain(text: str) -> str:
    """A text as it is compared: Word and PDF write quotes, dashes, ligatures and spaces each in their own way."""
    return unicodedata.normalize("NFKC", text).translate(_SIGNS)


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text).casefold())


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
    parts = [_part_words(judged) for judged in chain(old, new)]
    weights = _rarity(parts)
    left, right = parts[: len(old)], parts[len(old) :]
    back = {other: place for place, other in pairs.items()}
    links = set(pairs.items())
    links |= {(place, other) for other, place in _parts(right, left, back, weights, alike.T).items()}
    links |= set(_parts(left, right, pairs, weights, alike).items())
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
    keys = _codes([" ".join(_words(text)) for text in chain(old, new)])
    cosine[keys[: len(old), None] == keys[None, len(old) :]] = 1.0  # also texts without a single word
    return np.round(cosine, 9)  # the last digits depend on the order of the sum


def _features(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for word in _words(text):
        weight = _word_weight(word)
        found[word] = weight
        if weight == 1 and len(word) >= 5:
            edged = f"<{word}>"
            for place in range(len(edged) - 3):
                found.setdefault(f"~{edged[place : place + 4]}", _GRAM_WEIGHT)
    return found


def _word_weight(word: str) -> float:
    if _YEAR.fullmatch(word):
        return _YEAR_WEIGHT
    return _NUMBER_WEIGHT if any(char.isdigit() for char in word) else 1.0


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
    return tuple(re.sub(r"^[\W\d]*(?:hoofdstuk|artikel|thema)?[\W\d]*", "", _plain(name).casefold()) for name in judged.clause.heading)  # fmt: skip


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


def _part_words(judged: Judged) -> dict[str, float]:
    """The words of a clause with their first letters only, so that a bent form counts as the same word."""
    return {_stem(word): _word_weight(word) for word in _words(judged.clause.text)}


def _stem(word: str) -> str:
    return word[:6] if len(word) > 6 else re.sub(r"(?<=\w{3})(?:en|e|t)$", "", word)


def _parts(
    pieces: Sequence[Mapping[str, float]],
    wholes: Sequence[Mapping[str, float]],
    matched: Mapping[int, int],
    rarity: Mapping[str, float],
    alike: Scores,
) -> dict[int, int]:
    """Find of which whole each leftover piece is a part; ``matched`` says which pieces have their whole already.

    A piece belongs to a whole when most of it stands there and it covers words that the pieces of that whole did not yet cover.
    """
    covered: dict[int, set[str]] = {}
    for piece, whole in matched.items():
        covered.setdefault(whole, set()).update(pieces[piece])

    def weight(words: Iterable[str], text: Mapping[str, float]) -> float:
        # Words that stand in every clause say nothing of which clause this is part of.
        return sum((max(rarity[word] - _EVERYWHERE, 0.0) * text[word] for word in sorted(words)), 0.0)

    candidates = []
    for piece, words in enumerate(pieces):
        total = weight(words, words)
        if piece in matched or total == 0:
            continue
        for whole in np.flatnonzero(alike[piece] >= _ALIKE_AT_ALL).tolist():
            if whole not in covered:
                continue
            text = wholes[whole]
            shared = words.keys() & text.keys()
            contained = weight(shared, words) / total
            size = weight(text, text)
            gain = weight(shared - covered[whole], text) / size if size else 0.0
            if contained >= _CONTAINED and gain >= _COVERS:
                candidates.append((-round(contained + gain, 9), piece, whole))
    found: dict[int, int] = {}
    for _, piece, whole in sorted(candidates):
        shared = pieces[piece].keys() & wholes[whole].keys()
        gain = weight(shared - covered[whole], wholes[whole])
        if piece not in found and gain >= _COVERS * weight(wholes[whole], wholes[whole]):
            found[piece] = whole
            covered[whole].update(pieces[piece])
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


# ---------------------------------------------------------------------------------------------------------- word diff

_TOKEN = re.compile(r"(?:€\s?)?\w+(?:[-'’.,/‑\u00ad]+\w+)*%?|\S")
_LINKS = frozenset("de het een en van in op te dat die voor met aan of om bij".split())


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two texts word by word; empty when they have the same words."""
    left, right = _tokens(old), _tokens(new)
    keys = [_plain(token).strip() for token in left], [_plain(token).strip() for token in right]
    if keys[0] == keys[1]:
        return ()
    pieces: list[Piece] = []
    for kind, first, last, start, end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        words = keys[0][first:last]
        # One lone "de" between two changes makes the change harder to read, not more exact.
        lone = kind == "equal" and len(words) == 1 and (words[0].casefold() in _LINKS or not words[0].isalnum())
        inner = bool(pieces) and last < len(left) and end < len(right)
        piece = Piece("".join(left[first:last]), "".join(right[start:end]), kind == "equal" and not (lone and inner))
        if pieces and not piece.same and not pieces[-1].same:
            piece = Piece(pieces[-1].old + piece.old, pieces[-1].new + piece.new, False)
            pieces.pop()
        pieces.append(piece)
    return tuple(pieces)


def _tokens(text: str) -> list[str]:
    """Words and signs, each with the spaces after it, so that the tokens joined are the text."""
    starts = [match.start() for match in _TOKEN.finditer(text)]
    if not starts:
        return [text] if text else []
    starts[0] = 0
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


# ---------------------------------------------------------------------------------------------------------- one clause


def _matched(
    old: tuple[Judged, ...],
    new: tuple[Judged, ...],
    reports: tuple[Report, Report],
    names: Mapping[str, str],
    findings: tuple[Mapping[str | None, list[Finding]], Mapping[str | None, list[Finding]]],
) -> Matched:
    before, after = (
        list(chain.from_iterable(found.get(judged.clause.id, ()) for judged in side))
        for found, side in zip(findings, (old, new), strict=True)
    )
    pieces = word_diff(_text(old), _text(new))
    changes = [*_placed(old, new)]
    if pieces:
        binding = list(_obligation_changed(old, new, before, after))
        changes += _parties_changed(_text(old), _text(new), binding, reports, names)
        changes += _facts_changed(_text(old), _text(new))
        changes += binding
    findings_changed = _pair_findings(before, after, _CLAUSE_KEYS)
    if len(old) != len(new):
        findings_changed = _spread(findings_changed, before, after)
    return Matched(old, new, pieces, tuple(changes), findings_changed)


def _text(clauses: Sequence[Judged]) -> str:
    return " ".join(judged.clause.text for judged in clauses)


def _wording(text: str) -> list[str]:
    """The words of a text without its numbers; where these are the same, the promise is as hard as it was."""
    return [word for word in _words(text) if not any(char.isdigit() for char in word)]


def _placed(old: Sequence[Judged], new: Sequence[Judged]) -> Iterable[Change]:
    numbers = ", ".join(j.clause.number for j in old if j.clause.number), ", ".join(j.clause.number for j in new if j.clause.number)  # fmt: skip
    if numbers[0] != numbers[1]:
        yield Change(What.NUMBER, numbers[0] or None, numbers[1] or None)
    headings = _headings(old), _headings(new)
    if _plain(headings[0]) != _plain(headings[1]):
        yield Change(What.HEADING, headings[0] or None, headings[1] or None)
    if old[0].theme is not new[0].theme and Kind.AFSPRAAK in (old[0].kind, new[0].kind):
        yield Change(What.THEME, old[0].theme.value, new[0].theme.value)


def _headings(clauses: Sequence[Judged]) -> str:
    return "; ".join(dict.fromkeys(" > ".join(judged.clause.heading) for judged in clauses))


# From hard to soft. A word in a subordinate clause ("zodat ouderen thuis kunnen wonen") says nothing of the promise itself.
_MODALITIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("verkenning", re.compile(r"\b(?:onderzoek(?:t|en)|verken(?:t|nen)|ga(?:at|an) na of|inventarise(?:ert|ren)|overwe(?:egt|gen))\b")),
    ("inspanning", re.compile(r"\bstre(?:eft|ven)\b(?:[^.;]*\b(?:er)?naar\b)?|\bspan(?:t|nen)\b[^.;]*?\bzich\b(?:[^.;]*?\bin\b)?|\bzich\b[^.;]*?\bin te spannen\b|\bprobe(?:ert|ren)\b|\btracht(?:en)?\b|\bzet(?:ten)?\b[^.;,]{0,25}\bzich\b|\bzet(?:ten)? in op\b|\bbevorder(?:t|en)\b|\bstimule(?:ert|ren)\b|\bdra(?:agt|gen)\b[^.;]*?\bbij aan\b|\b(?:heeft|hebben)\b[^.;,]{0,25}\b(?:aandacht|oog)\b|\bdo(?:et|en)\b[^.;,]{0,15}\bbest\b|\bhecht(?:en)?\b")),
    ("voornemen", re.compile(r"\bwil(?:len)?\b|\b(?:is|zijn) (?:voornemens|van plan|bereid)\b|\bbeo(?:ogt|gen)\b|\bmik(?:t|ken) op\b|\bambi(?:eert|ëren)\b|\b(?:heeft|hebben) (?:de ambitie|het voornemen|de intentie)\b")),
    ("mogelijkheid", re.compile(r"\b(?:kan|kunnen|mag|mogen)\b")),
)  # fmt: skip
_HARD = "verplichting"
_SUBORDINATE = re.compile(r"\b(?:die|dat|of|als|zodat|om|wie|waar\w*|indien|wanneer|zodra|hoe|mits|tenzij|opdat|doordat|omdat|terwijl|totdat)\b")  # fmt: skip


def _modality(text: str) -> tuple[int, str]:
    """How strongly a text binds (0 is hardest), in words with what decides it; the softest of its main clauses."""
    plain, found = _plain(text).casefold(), (0, _HARD)
    for rank, (name, pattern) in enumerate(_MODALITIES, start=1):
        for match in pattern.finditer(plain):
            opened = max(plain.rfind(sign, 0, match.start()) for sign in ",;:.|(")
            if not _SUBORDINATE.search(plain, opened + 1, match.start()):
                found = (rank, f"{name} (‘{match.group()}’)")
                break
    return found


def _obligation_changed(
    old: Sequence[Judged], new: Sequence[Judged], before: Sequence[Finding], after: Sequence[Finding]
) -> Iterable[Change]:
    if _wording(_text(old)) == _wording(_text(new)):
        return
    kinds = _kind(old), _kind(new)
    if kinds[0] is not kinds[1]:
        # A wish binds nobody. The other kinds are a matter of reading, which says nothing of heavier or lighter.
        heavier = _direction(*(kind is Kind.WENS for kind in kinds)) if Kind.WENS in kinds else Obligation.GELIJK
        yield Change(What.KIND, kinds[0].value, kinds[1].value, heavier)
    if Kind.AFSPRAAK not in kinds:
        return
    levels = _niveau(old), _niveau(new)
    if levels[0] and levels[1] and levels[0] is not levels[1]:
        ranks = [-list(Niveau).index(level) for level in levels if level]
        yield Change(What.NIVEAU, levels[0].value, levels[1].value, _direction(*ranks))
    modality = _modality(_text(old)), _modality(_text(new))
    if modality[0][0] != modality[1][0]:
        yield Change(What.MODALITY, modality[0][1], modality[1][1], _direction(modality[0][0], modality[1][0]))
    escapes = list(_dropped_and_added(_escapes(old, before), _escapes(new, after), What.ESCAPE))
    yield from escapes
    shown = [_plain(change.before or change.after or "").casefold() for change in escapes]
    conditions = [[condition for judged in side for condition in judged.conditions] for side in (old, new)]
    for change in _dropped_and_added(conditions[0], conditions[1], What.CONDITION):
        condition = change.before or change.after or ""
        other = _text(new) if change.before else _text(old)
        inside = any(words in _plain(condition).casefold() for words in shown)
        if not inside and not _said(condition, other):
            yield change


def _direction(before: float, after: float) -> Obligation:
    """Lighter where the second is softer (a higher number)."""
    return Obligation.LICHTER if after > before else Obligation.ZWAARDER


def _kind(clauses: Sequence[Judged]) -> Kind:
    return next((judged.kind for judged in clauses if judged.kind is Kind.AFSPRAAK), clauses[0].kind)


def _niveau(clauses: Sequence[Judged]) -> Niveau | None:
    found = [judged.niveau for judged in clauses if judged.niveau]
    return max(found, key=list(Niveau).index) if found else None


# Also where the rules let it pass, for instance beside a checkable minimum: added in a new version it weakens the promise.
_ESCAPE = re.compile(
    r"\b(?:in (?:principe|beginsel)|(?:zo veel|zoveel|zo|waar|indien|voor zover|als) (?:mogelijk|haalbaar|nodig)|bij voorkeur|naar verwachting"
    r"|tenzij|behoudens|onder voorbehoud|afhankelijk van|naar vermogen|naar beste kunnen)\b",
    re.IGNORECASE,
)


def _escapes(clauses: Sequence[Judged], findings: Iterable[Finding]) -> list[str]:
    """The words that leave open whether the promise holds."""
    words = [match.group() for match in _ESCAPE.finditer(_plain(_text(clauses)))]
    quotes = [finding.quote for finding in findings if finding.label is Label.VAAG_ONTSNAPPING and finding.quote]
    return words + [quote for quote in quotes if not _ESCAPE.search(_plain(quote))]


def _dropped_and_added(old: Sequence[str], new: Sequence[str], what: What) -> Iterable[Change]:
    """What stands under a promise to weaken it: more of it is lighter."""
    left, right = ({" ".join(_words(text)): text for text in side} for side in (old, new))
    yield from (Change(what, text, None, Obligation.ZWAARDER) for key, text in left.items() if key not in right)
    yield from (Change(what, None, text, Obligation.LICHTER) for key, text in right.items() if key not in left)


def _said(condition: str, text: str) -> bool:
    """Whether a condition stands in another text in other words ("bij uitstroom", "als zij uitstromen")."""
    telling = {_stem(word)[:5] for word in _words(condition) if len(word) >= 5}
    there = " ".join(_words(text))
    return bool(telling) and sum(stem in there for stem in telling) >= len(telling) / 2


# ------------------------------------------------------------------------------------------- numbers, dates and parties

_MONTH = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_COUNTS = {
    word: count
    for count, words in enumerate(
        "nul;één eén;twee;drie;vier;vijf;zes;zeven;acht;negen;tien;elf;twaalf;dertien;veertien;vijftien;zestien;zeventien;achttien;negentien;twintig".split(";")
    )
    for word in words.split()
} | {"dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90, "honderd": 100}  # fmt: skip
_COUNT = rf"\d[\d.]*(?:,\d+)?|{'|'.join(sorted(_COUNTS, key=lambda word: -len(word)))}"
_AGE = re.compile(r"(?:\b(?:van|tot|vanaf|boven|onder|tussen)(?: de)?|\ben) $")
_WHEN = re.compile(
    rf"(?P<date>\b\d{{1,2}}(?:e)? (?:{_MONTH})(?: (?:19|20)\d\d)?\b)"
    rf"|(?P<quarter>\b(?:eerste|tweede|derde|vierde|laatste|\d+e) (?:kwartaal|halfjaar|helft)(?: (?:van )?(?:19|20)\d\d)?\b|\bq[1-4](?: (?:19|20)\d\d)?\b)"
    rf"|(?P<part>\b(?:begin|medio|eind|einde|voorjaar|najaar|zomer|{_MONTH})(?: (?:van )?(?:19|20)\d\d)\b)"
    rf"|(?P<month>(?<=\bin )(?:{_MONTH})\b|(?<=\ben )(?:{_MONTH})\b)"
    r"|(?P<often>\b(?:(?:\w+ (?:keer|maal) )?(?:eens )?(?:per|elk|elke|ieder|iedere) (?:half jaar|halfjaar|jaar|kwartaal|maand|week|dag))\b|\b(?:jaarlijkse?|maandelijkse?|wekelijkse?|halfjaarlijkse?|driemaandelijkse?)\b)"
    rf"|(?P<term>\b(?:{_COUNT}|een|half|anderhalf) (?:werkdag|dag|week|weken|maand|jaar)(?:en)?\b)"
    r"|(?P<year>\b(?:19|20)\d\d\b)",
    re.IGNORECASE,
)  # fmt: skip
_AMOUNT = re.compile(
    rf"(?P<euro>(?:€|\beuro\b) ?\d[\d.]*(?:,\d+|,-)?(?: (?:miljoen|miljard|mln|duizend)\b)?)"
    r"|(?P<share>\b\d[\d.]*(?:,\d+)? ?(?:%|procent(?:punt)?\b))"
    rf"|(?P<count>(?<![\w.,-])(?:{_COUNT})(?!\w))",
    re.IGNORECASE,
)  # fmt: skip
_UNIT = re.compile(
    r" (?!(?:en|of|van|in|op|te|per|voor|met|aan|als|door|bij|die|dat|de|het|binnen|tot)\b)[^\W\d_][\w-]*"
)
_RATE = re.compile(r" per (?:half jaar|halfjaar|jaar|kwartaal|maand|week|dag)\b", re.IGNORECASE)
_RATED = re.compile(rf"(?:(?:€|\beuro\b) ?\d[\d.]*(?:,\d+|,-)?|(?<![\w.,-])(?:{_COUNT}) (?!keer|maal)[^\W\d_]+) $", re.IGNORECASE)  # fmt: skip
_OFTEN = {"jaarlijks": "per jaar", "maandelijks": "per maand", "wekelijks": "per week", "halfjaarlijks": "per half jaar", "driemaandelijks": "per kwartaal"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Fact:
    """A number or moment in a text: what it is, how it is compared, its unit and how it is shown."""

    kind: str
    key: str
    unit: str
    shown: str

    @property
    def same(self) -> tuple[str, str]:
        """What makes two of them equal; the words around it may differ."""
        return self.kind, self.key


def _facts_changed(old: str, new: str) -> Iterable[Change]:
    for what, read in ((What.QUANTITY, _amounts), (What.DEADLINE, _moments)):
        left, right = read(old), read(new)
        kept = {fact.same for fact in left} & {fact.same for fact in right}
        gone = list({fact.same: fact for fact in left if fact.same not in kept}.values())
        added = list({fact.same: fact for fact in right if fact.same not in kept}.values())
        for key in (lambda fact: (fact.kind, fact.unit.casefold()), lambda fact: fact.kind):
            for fact, twin in _pair(gone, added, key):
                gone.remove(fact)
                added.remove(twin)
                yield Change(what, fact.shown, twin.shown)
        yield from (Change(what, fact.shown, None) for fact in gone)
        yield from (Change(what, None, fact.shown) for fact in added)


def _pair(old: Sequence[Thing], new: Sequence[Thing], key: Callable[[Thing], Hashable]) -> list[tuple[Thing, Thing]]:
    """Pair things with equal keys, in order."""
    waiting: dict[Hashable, list[Thing]] = {}
    for thing in new:
        waiting.setdefault(key(thing), []).append(thing)
    return [(thing, waiting[key(thing)].pop(0)) for thing in old if waiting.get(key(thing))]


def _moments(text: str) -> list[_Fact]:
    plain = " ".join(_plain(text).split())
    return [_moment(match) for match in _WHEN.finditer(plain) if not _is_age(match) and not _is_rate(match)]


def _is_rate(match: re.Match[str]) -> bool:
    """Tell "20 uur per week", which is an amount, from "overlegt per week"."""
    return match.lastgroup == "often" and bool(_RATED.search(match.string[: match.start()]))


def _is_age(match: re.Match[str]) -> bool:
    """Tell ages from terms: "jongeren tot 27 jaar" is about people, not about time."""
    if match.lastgroup != "term" or not match.group().casefold().endswith("jaar"):
        return False
    after = match.string[match.end() :]
    return bool(_AGE.search(match.string[: match.start()])) or bool(
        re.match(r" (?:en|of) (?:ouder|jonger)| oud\b", after)
    )


def _moment(match: re.Match[str]) -> _Fact:
    words, kind = match.group(), match.lastgroup or ""
    key = words.casefold()
    if kind == "often":
        key = re.sub(r"^(?:eens )?(?:per|elke?|iedere?) ", "per ", key)
        key = _OFTEN.get(key.removesuffix("e"), key).replace("halfjaar", "half jaar")
    elif kind == "term":
        count, unit = key.split(" ", 1)
        key = f"{_count(count)} {unit}"
    # A date stays a date when it becomes a quarter or a year: they are one kind, a term and a frequency are others.
    return _Fact(kind if kind in ("often", "term") else "date", key, "", words)


def _amounts(text: str) -> list[_Fact]:
    plain = " ".join(_plain(text).split())
    # What is a moment is no amount: it is covered by as many signs, so that offsets stay.
    rest = _WHEN.sub(lambda m: m.group() if _is_age(m) or _is_rate(m) else "·" * len(m.group()), plain)
    return [_amount(match) for match in _AMOUNT.finditer(rest)]


def _amount(match: re.Match[str]) -> _Fact:
    words, kind = match.group(), match.lastgroup or ""
    key = str(_count(re.sub(r"[^\w.,]|procent\w*|euro", "", words.casefold())))
    place, unit = match.end(), ""
    # "40 sociale huurwoningen": a word on -e says of what kind, and the noun follows.
    while kind == "count" and (found := _UNIT.match(match.string, place)):
        unit += found.group()
        place = found.end()
        if not found.group().endswith("e"):
            break
    rate = _RATE.match(match.string, place)
    per = rate.group() if rate else ""
    return _Fact(kind, f"{key}{per.casefold()}", unit, words + unit + per)


def _count(words: str) -> str:
    if words == "een":
        return "1"
    return str(_COUNTS[words]) if words in _COUNTS else words.rstrip(".,-")


_COLLECTIVES = re.compile(r"\b(?:partijen|corporaties|huurdersorganisaties|gemeenten)\b", re.IGNORECASE)


def _same_names(old: Sequence[Party], new: Sequence[Party]) -> dict[str, str]:
    """For every party of either version the name that both get: a party is the same when a name or short name is."""
    names: dict[str, str] = {}
    known: dict[str, str] = {}
    for party in (*old, *new):
        words = [_plain(name).casefold() for name in (party.name, *party.aliases) if name]
        # "de gemeente" is a name that two parties can share.
        telling = [word for word in words if word not in ("gemeente", "de gemeente", "corporatie", "de corporatie")]
        shared = next((known[word] for word in telling if word in known), names.get(party.name, party.name))
        names[party.name] = shared
        known.update(dict.fromkeys(telling, shared))
    return names


def _parties_changed(
    old: str,
    new: str,
    binding: Sequence[Change],
    reports: tuple[Report, Report],
    names: Mapping[str, str],
) -> Iterable[Change]:
    """Who is named in one version only; what a dropped or added condition says of a party is told with that condition."""
    for change in binding:
        if change.what is What.CONDITION:
            old = old.replace(change.before or "\0", "")
            new = new.replace(change.after or "\0", "")
    named = [_named(text, report, names) for text, report in zip((old, new), reports, strict=True)]
    gone = [name for name in named[0] if name not in named[1]]
    added = [name for name in named[1] if name not in named[0]]
    if gone or added:
        yield Change(What.PARTY, ", ".join(gone) or None, ", ".join(added) or None)


def _named(text: str, report: Report, names: Mapping[str, str]) -> list[str]:
    """The parties that a text names, in order, by a name that is the same in both versions."""
    rest, found = _plain(text), dict[str, int]()
    roles = {role: [party for party in report.parties if party.role is role] for role in Role}
    known = [(name, party) for party in report.parties for name in (party.name, *party.aliases) if name]
    if len(roles[Role.GEMEENTE]) == 1:
        known.append(("gemeente", roles[Role.GEMEENTE][0]))
    for name, party in sorted(known, key=lambda pair: (-len(pair[0]), pair[0])):
        pattern = re.compile(rf"(?<!\w){re.escape(_plain(name))}(?!\w)", re.IGNORECASE)
        for match in pattern.finditer(rest):
            found.setdefault(names[party.name], match.start())
        rest = pattern.sub(lambda match: "·" * len(match.group()), rest)
    for match in _COLLECTIVES.finditer(rest):
        found.setdefault(match.group().lower(), match.start())
    return sorted(found, key=lambda name: found[name])


# ---------------------------------------------------------------------------------------------------------- findings

_Keys = tuple[Callable[[Finding], Hashable], ...]
_CLAUSE_KEYS: _Keys = (
    lambda finding: (finding.rule, " ".join(_words(finding.quote or ""))),
    lambda finding: finding.rule,
    lambda finding: finding.label,
)
_WHOLE_KEYS: _Keys = (
    lambda finding: (finding.rule, finding.theme, tuple(sorted(finding.parties)), finding.message),
    lambda finding: (finding.rule, finding.theme, tuple(sorted(finding.parties))),
    lambda finding: (finding.rule, finding.theme),
)


def _by_clause(report: Report) -> dict[str | None, list[Finding]]:
    """Findings per clause; those on a theme or the document, which may be shown at another clause each time, under None."""
    found: dict[str | None, list[Finding]] = {}
    for finding in report.findings:
        if finding.severity is not Severity.INFO:
            found.setdefault(None if finding.theme else finding.clause, []).append(finding)
    return found


def _pair_findings(old: Sequence[Finding], new: Sequence[Finding], keys: _Keys) -> FindingChanges:
    """Pair the findings that are the same: same rule and words first, then same rule, then same label."""
    gone, added, left = list(old), list(new), []
    for key in keys:
        for finding, twin in _pair(gone, added, key):
            gone = [other for other in gone if other is not finding]
            added = [other for other in added if other is not twin]
            left.append((finding, twin))
    left.sort(key=lambda pair: next(place for place, finding in enumerate(new) if finding is pair[1]))
    return FindingChanges(tuple(gone), tuple(added), tuple(left))


def _spread(changes: FindingChanges, before: Sequence[Finding], after: Sequence[Finding]) -> FindingChanges:
    """Let one finding stand for several where its clause was split or merged: a promise in two halves has no new fault."""
    first_old = {finding.label: finding for finding in reversed(before)}
    first_new = {finding.label: finding for finding in reversed(after)}
    return FindingChanges(
        tuple(finding for finding in changes.solved if finding.label not in first_new),
        tuple(finding for finding in changes.new if finding.label not in first_old),
        (
            *changes.left,
            *((finding, first_new[finding.label]) for finding in changes.solved if finding.label in first_new),
            *((first_old[finding.label], finding) for finding in changes.new if finding.label in first_old),
        ),
    )


# ---------------------------------------------------------------------------------------------------------- summary


def _tally(matched: Sequence[Matched], gone: Sequence[Single], added: Sequence[Single], whole: FindingChanges) -> Tally:
    with_gone, with_added = (sum(len(single.findings) for single in side) for side in (gone, added))
    changes = [*(match.findings for match in matched), whole]
    return Tally(
        matched=len(matched),
        gone=len(gone),
        new=len(added),
        softer=sum(match.obligation in (Obligation.LICHTER, Obligation.GEMENGD) for match in matched),
        harder=sum(match.obligation in (Obligation.ZWAARDER, Obligation.GEMENGD) for match in matched),
        solved=sum(len(change.solved) for change in changes) + with_gone,
        solved_with_clause=with_gone,
        new_findings=sum(len(change.new) for change in changes) + with_added,
        new_with_clause=with_added,
        left=sum(len(change.left) for change in changes),
    )


def _themes(
    old: Report,
    new: Report,
    matched: Sequence[Matched],
    gone: Sequence[Single],
    added: Sequence[Single],
    whole: FindingChanges,
) -> tuple[ThemeChanges, ...]:
    rows = []
    for theme in Theme:
        agreed = [
            sum(judged.kind is Kind.AFSPRAAK and judged.theme is theme for judged in report.clauses)
            for report in (old, new)
        ]
        scores = [report.scores.themes.get(theme.value) for report in (old, new)]
        tally = _tally(
            [match for match in matched if match.new[0].theme is theme],
            [single for single in gone if single.judged.theme is theme],
            [single for single in added if single.judged.theme is theme],
            FindingChanges(
                tuple(finding for finding in whole.solved if finding.theme is theme),
                tuple(finding for finding in whole.new if finding.theme is theme),
                tuple(pair for pair in whole.left if pair[1].theme is theme),
            ),
        )
        if any(agreed) or any((tally.gone, tally.new, tally.solved, tally.new_findings, tally.left)):
            rows.append(ThemeChanges(theme, (agreed[0], agreed[1]), (scores[0], scores[1]), tally))
    return tuple(rows)
