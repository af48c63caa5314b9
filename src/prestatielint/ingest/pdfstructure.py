"""What a PDF says of its own structure: the blocks of its tags and the headings of its outline, where these can be trusted.

Tags are often wrong: made by a program that gives each printed line a paragraph, or left from an earlier text. So they
are held against what is printed, and dropped for the whole document where the two disagree too often.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from prestatielint.ingest.markers import parse
from prestatielint.ingest.pdflines import Line
from prestatielint.ingest.pdfpage import Bookmark, Word
from prestatielint.ingest.pdftags import CONTENTS, NOTES, Tag

_TAGGED_SHARE = 0.9  # of the words: with fewer, the tags are of a part of the document
_MAX_WRONG = 0.05  # of the places where print and tags can be compared
_MAX_HEADED = 0.3  # of the words: with more, everything is a heading
_FOUND_SHARE = 0.6  # of the bookmarks that lead to a line with their words
_MAX_TITLE_LINES = 4
_SAME_PARAGRAPH = 1.6  # times the size: lines that stand closer may belong together
_OTHER_PARAGRAPH = 2.2  # times the size: lines that stand further apart do not


def covers(words: Iterable[Word]) -> bool:
    """Say whether tags cover the words of a document well enough to know what they leave out."""
    tagged = Counter(word.tag != 0 for word in words)
    return tagged[True] >= _TAGGED_SHARE * tagged.total() > 0


@dataclass(frozen=True, slots=True)
class Structure:
    """Which block lines belong to, and which lines are headings of which level (1 for the highest)."""

    blocks: Mapping[int, Tag] = field(default_factory=dict)
    headings: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def same(self, before: Line, line: Line) -> bool | None:
        """Say whether two lines are of one block; None if the document does not tell."""
        first, second = self.headings.get(id(before)), self.headings.get(id(line))
        if first is not None or second is not None:
            return first is not None and second is not None and first[0] == second[0]
        if before.tag not in self.blocks or line.tag not in self.blocks:
            return None
        if before.tag == line.tag:
            return True
        turned = (before.page, before.column) != (line.page, line.column)
        plain = self.blocks[before.tag].role == self.blocks[line.tag].role == "P"
        return None if turned and plain else False  # some programs begin a paragraph anew on each page

    def level(self, line: Line) -> int | None:
        """Return the level of the heading that a line is part of."""
        heading = self.headings.get(id(line))
        if heading is not None:
            return heading[1]
        tag = self.blocks.get(line.tag)
        return tag.level if tag is not None else None

    def is_note(self, line: Line) -> bool:
        """Say whether a line is part of a footnote or endnote."""
        tag = self.blocks.get(line.tag)
        return tag is not None and tag.role in NOTES

    def is_contents(self, line: Line) -> bool:
        """Say whether a line is part of a table of contents."""
        tag = self.blocks.get(line.tag)
        return tag is not None and tag.role in CONTENTS


def structure(pages: Sequence[Sequence[Line]], blocks: Mapping[int, Tag], bookmarks: Sequence[Bookmark]) -> Structure:
    """Return what the tags and the outline say of the lines of a document, page by page in reading order."""
    lines = [line for page in pages for line in page]
    sound = blocks if blocks and _agree(lines, blocks) else {}
    tagged = any(tag.level for tag in sound.values())
    return Structure(sound, {} if tagged else _headings(pages, bookmarks))


def _agree(lines: Sequence[Line], blocks: Mapping[int, Tag]) -> bool:
    """Say whether tags agree with the print: whole paragraphs, no more than one each, and few headings."""
    words = sum(line.count for line in lines)
    if sum(line.count for line in lines if line.tag in blocks) < _TAGGED_SHARE * words:
        return False
    if sum(line.count for line in lines if line.tag in blocks and blocks[line.tag].level) > _MAX_HEADED * words:
        return False
    told: Counter[bool] = Counter()
    for before, line in itertools.pairwise(lines):
        if (before.page, before.column) != (line.page, line.column) or before.tag not in blocks:
            continue
        step, size = line.base - before.base, max(before.size, line.size)
        ended = before.text.endswith((".", ":", ";", "!", "?"))
        if 0 < step < _SAME_PARAGRAPH * size and not ended and line.text[0].islower() and parse(line.text) is None:
            told[before.tag == line.tag] += 1
        elif step > _OTHER_PARAGRAPH * size or abs(before.size - line.size) > 2:
            told[before.tag != line.tag] += 1
    return told[False] <= _MAX_WRONG * told.total()


def _headings(pages: Sequence[Sequence[Line]], bookmarks: Sequence[Bookmark]) -> dict[int, tuple[int, int]]:
    """Return per line (by ``id``) that a bookmark leads to the number of the bookmark and its level."""
    by_number = {page[0].page: page for page in pages if page}
    found: dict[int, tuple[int, int]] = {}
    sought = [mark for mark in bookmarks if _letters(mark.title)]
    matched = 0
    for number, mark in enumerate(sought):
        lines = _titled(by_number.get(mark.page, ()), _letters(mark.title), found)
        matched += bool(lines)
        found |= {id(line): (number, mark.level) for line in lines}
    words = sum(line.count for page in pages for line in page)
    headed = sum(line.count for page in pages for line in page if id(line) in found)
    sound = matched >= _FOUND_SHARE * len(sought) and headed <= _MAX_HEADED * words
    return found if sound else {}


def _titled(lines: Sequence[Line], title: str, taken: Mapping[int, object]) -> list[Line]:
    """Return the lines that together read as a title; a number in front may be left out of the bookmark."""
    for start, line in enumerate(lines):
        if id(line) in taken:
            continue
        marker = parse(line.text)
        for cut in (0, marker.length) if marker is not None else (0,):
            text = ""
            for end in range(start, min(start + _MAX_TITLE_LINES, len(lines))):
                text += _letters(lines[end].text[cut:] if end == start else lines[end].text)
                if text == title:
                    return list(lines[start : end + 1])
                if not title.startswith(text):
                    break
    return []


def _letters(text: str) -> str:
    """Return what is left of a text for comparing it: letters and figures."""
    return re.sub(r"[\W_]+", "", text).casefold()
