"""The words of a text as they are compared, and two texts word by word."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from prestatielint.compare.result import Piece

# A number is what changes between versions, and a year goes along with the calendar: they say less of which clause it is.
_NUMBER_WEIGHT, _YEAR_WEIGHT = 0.6, 0.2
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Normalised, a hyphen that does not break is a hyphen of its own (U+2010).
_SIGNS = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "\u2010": "-", "\u2212": "-", "\u00ad": None})  # fmt: skip
_TOKEN = re.compile(r"(?:€\s?)?\w+(?:[-'’.,/\u2010\u2011\u00ad]+\w+)*%?|\S")
_LINKS = frozenset("de het een en van in op te dat die voor met aan of om bij".split())


def plain(text: str) -> str:
    """A text as it is compared: Word and PDF write quotes, dashes, ligatures and spaces each in their own way."""
    return unicodedata.normalize("NFKC", text).translate(_SIGNS)


def words(text: str) -> list[str]:
    """The words and numbers of a text, without case and signs."""
    return _WORD.findall(plain(text).casefold())


def word_weight(word: str) -> float:
    """How much a word says of which clause it stands in (0 to 1), next to how rare it is."""
    if _YEAR.fullmatch(word):
        return _YEAR_WEIGHT
    return _NUMBER_WEIGHT if any(char.isdigit() for char in word) else 1.0


def stem(word: str) -> str:
    """The first letters of a word, so that a bent form counts as the same word."""
    return word[:6] if len(word) > 6 else re.sub(r"(?<=\w{3})(?:en|e|t)$", "", word)


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two texts word by word; empty when they have the same words."""
    left, right = _tokens(old), _tokens(new)
    keys = [plain(token).strip() for token in left], [plain(token).strip() for token in right]
    if keys[0] == keys[1]:
        return ()
    pieces: list[Piece] = []
    for kind, first, last, start, end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        found = keys[0][first:last]
        # One lone "de" between two changes makes the change harder to read, not more exact.
        lone = kind == "equal" and len(found) == 1 and (found[0].casefold() in _LINKS or not found[0].isalnum())
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
