"""Printed lines to running text: hyphens at line ends, and the place of every character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from prestatielint.ingest.blocks import Place, RichText, rich
from prestatielint.ingest.pdflines import Line
from prestatielint.model import PdfPlace

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENATED = re.compile(r"([^\W_]+(?:-[^\W_]+)*)-$")
_SUSPENDED = {"en", "of", "tot", "en/of", "dan", "maar", "als", "noch", "respectievelijk", "resp."}
# Words that keep their hyphen before what they are coupled to.
_COUPLED = {
    "sloop",
    "koop",
    "huur-koop",
    "niet",
    "oud",
    "ex",
    "non",
    "pro",
    "noord",
    "zuid",
    "oost",
    "west",
    "sociaal",
    "co",
}
# Vowels that would be read as one sound keep their hyphen: mede-eigenaar, auto-ongeluk.
_CLASHES = {"aa", "ae", "ai", "au", "ee", "ei", "eu", "ii", "oe", "oi", "oo", "ou", "ui", "uu"}


class Joiner:
    """Joins lines to text; words seen elsewhere in the document decide on doubtful hyphens."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._known: set[str] = set()
        for line in lines:
            found = _WORD.findall(line.text.lower())
            self._known.update(found[:-1] if line.text.endswith("-") else found)

    def text(self, lines: Sequence[Line]) -> RichText:
        """Return lines as one text."""
        pieces: list[tuple[str, Place | None]] = []
        for index, line in enumerate(lines):
            text, place = line.text, _place(line)
            following = lines[index + 1].text if index + 1 < len(lines) else ""
            glue, cut = self._break(text, following)
            pieces.append((text[: len(text) - cut], place))
            pieces.append((glue, None))
        return rich(pieces)

    def _break(self, text: str, following: str) -> tuple[str, int]:
        """Return what comes between two lines, and how many characters of the first go."""
        if not text.endswith("-") or not following:
            return " ", 0
        match = _HYPHENATED.search(text)
        if match is None:
            return " ", 0
        before = match[1]
        word = following.split()[0]
        if before[-1].isdigit() and word[0].isdigit():
            return "", 0  # "2025-" and "2028"
        after = match_word[0] if (match_word := _WORD.match(word)) else ""
        if not after or word.strip(",.;:").lower() in _SUSPENDED:
            return (" " if not after or word.islower() else ""), 0
        whole, coupled = (before + after).lower(), f"{before}-{after}".lower()
        if after[0].isupper() or not before[-1].islower() or before.isupper():
            return "", 0
        if whole in self._known and coupled not in self._known:
            return "", 1
        clash = (before[-1] + after[0]).lower() in _CLASHES
        if coupled in self._known or before.lower() in _COUPLED or clash:
            return "", 0
        return "", 1


def _place(line: Line) -> PdfPlace:
    return PdfPlace(line.page, round(line.top, 2), round(line.bottom, 2), line.edges)
