"""Blocks to clauses: heading paths, numbers, leads, signatures and ids, the same for every format."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from prestatielint.ingest.blocks import RawBlock, RawKind, RichText, has_fill, is_date, is_fill, is_signing, join
from prestatielint.ingest.markers import Marker, parse, parse_automatic
from prestatielint.model import Block, Cell, Clause, PdfPlace, Segment, TextPlace, WordPlace

_MAX_HEADING_WORDS = 14
_MAX_STYLED_HEADING_WORDS = 25
_MAX_LEADS = 8
_MAX_NUMBER = 40
_SAME_DEPTH = 4.0  # points: smaller differences of indent are no other level
_LOOKS_LEVEL = 7  # a heading by its looks only stands below the styled ones
_DIVISIONS = {"deel": 0, "bijlage": 0, "hoofdstuk": 1, "thema": 1, "ambitie": 1}
_RANK = {"number": 0, "code": 0, "capital": 0, "letter": 1, "roman": 2, "bullet": 3}
_SIGNATURES = re.compile(
    r"(?:aldus\b.{0,60}\b(?:overeengekomen|opgemaakt|getekend|ondertekend|vastgesteld|afgesproken)|ondertekening"
    r"|ondertekend(?: door| te| op|$|:)|handtekening|voor akkoord|getekend (?:te|in|op|door)\b"
    r"|(?:opgemaakt|opgesteld|overeengekomen) en (?:onder|ge)tekend\b)",
    re.IGNORECASE,
)
_SIGN_LINE = re.compile(r"(?:datum|plaats|naam|functie|handtekening)\s*:?[\s._…|]*$", re.IGNORECASE)
_MAX_QUESTION_WORDS = 8  # "Wat doet de gemeente?" above a list
_MAX_LEAD_WORDS = 12  # without a colon
_MAX_SIGNED_WORDS = 45  # of a paragraph above the dots to sign on
_PREAMBLE = re.compile(
    r"preambule|considerans|overwegingen|overwegende(?: dat)?|ten geleide|voorwoord|vooraf|inleiding|aanleiding",
    re.IGNORECASE,
)
_CONSIDERING = re.compile(r"(?:overwegende|in aanmerking nemende|constaterende|gelet op|gezien)\b", re.IGNORECASE)
_DEFINITIONS = re.compile(
    r"(?:lijst van |gebruikte )?(?:begrippen(?:lijst)?|begripsbepaling(?:en)?|begripsomschrijving(?:en)?|definities?)"
    r"(?P<more>\b.*)?|wat (?:wij|we) (?:bedoelen|verstaan)\b.*",
    re.IGNORECASE,
)
_TERM = re.compile(r"[^:.]{2,60}:\s")  # "Kern: een van de dorpen"
_DEFINING = re.compile(
    r"\b(?:onder|met)\b.{0,80}\b(?:verstaan|verstaat|bedoelen)\b|\b(?:verstaan|verstaat)\b.{0,40}\bonder\b"
    r"|\bbedoelen\b.{0,20}\bmet\b",
    re.IGNORECASE,
)
_NUMBER_COLUMN = re.compile(r"(?:^|\s)(?:nr|nummer|no|#|afspraak ?(?:nr|nummer)?|id|code)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Heading:
    text: str
    title: str
    level: int
    marker: Marker | None
    source: RichText


@dataclass(frozen=True, slots=True)
class _Item:
    kind: str
    depth: float
    number: str | None
    label: str


@dataclass(frozen=True, slots=True)
class _Lead:
    """An introduction and the shape of the items that it introduces."""

    text: str
    item: _Item


@dataclass(frozen=True, slots=True)
class _Pending:
    """A block that ends in a colon: a lead when items follow, else a clause."""

    text: RichText
    item: _Item | None
    lead: str | None


@dataclass(slots=True)
class _Builder:
    clauses: list[Clause] = field(default_factory=list)
    headings: list[_Heading] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    leads: list[_Lead] = field(default_factory=list)
    pending: _Pending | None = None
    in_list: bool = False
    signing: bool = False
    order: int = 0
    filled: bool = False
    cover: list[RichText] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)

    def add(self, block: RawBlock, following: RawBlock | None, *, signed: bool = False) -> None:
        """Take the next block of the document; ``signed`` stands above a line to sign on."""
        if block.kind in {RawKind.TITLE, RawKind.SUBTITLE} or not re.search(r"[^\W_]", block.text.text):
            return
        if block.kind is RawKind.COVER:
            if not is_date(block.text.text):
                self.cover.append(block.text)
            return
        self._leave_cover()
        if block.kind is RawKind.FOOTNOTE:
            self._emit(block.text, Block.FOOTNOTE)
            return
        if block.kind is RawKind.ROW:
            self._close_list()
            self._row(block)
            return
        marker, text = _split(block)
        if not signed and self._is_heading(block, marker, text.text, following):
            self._heading(block, marker, text.text)
            return
        if _SIGNATURES.match(block.text.text) or (_SIGN_LINE.match(block.text.text) and self.clauses):
            self.signing = True
        if self.signing or signed:
            self._close_list()
            self._emit(block.text, Block.SIGNATURE)
            return
        if marker is not None and marker.bare and not self._continues_numbers(marker):
            marker, text = None, block.text
        if marker is None:
            self._close_list()
            self._hold_or_emit(text, None, None, following)
        else:
            self._item(marker, text, block.depth, following)

    def finish(self) -> tuple[Clause, ...]:
        """Return the clauses when there are no more blocks."""
        self._leave_cover()
        self._flush()
        return tuple(self.clauses)

    def _leave_cover(self) -> None:
        """Keep what else the cover says, such as the names of the parties, in one clause."""
        if self.cover:
            self._emit(join(self.cover, " | "), Block.COVER, key="voorblad")
            self.cover.clear()

    # headings

    def _is_heading(self, block: RawBlock, marker: Marker | None, text: str, following: RawBlock | None) -> bool:
        words = len(text.split())
        if marker is not None and marker.kind == "bullet":
            return block.level is not None and words <= _MAX_HEADING_WORDS and not text.endswith((".", ";", ":"))
        if block.level is not None:
            sentence = text.endswith((".", ";")) and words >= (6 if marker is not None else 10)
            return words <= _MAX_STYLED_HEADING_WORDS and not sentence
        if words > _MAX_HEADING_WORDS or text.endswith((".", ":", ";", ",")):
            return False
        if self.signing and marker is None:
            return False
        if marker is not None and marker.keyword:
            return not re.match(r"[a-z]", text) and (block.looks is not False or words <= 8)
        if block.looks:
            return bool(text) and not text[0].islower()
        return block.looks is None and _is_plain_heading(marker, text, following)

    def _heading(self, block: RawBlock, marker: Marker | None, title: str) -> None:
        self._flush()
        self.leads.clear()
        self.items.clear()
        self.in_list = False
        self.signing = _SIGNATURES.match(title) is not None
        number = ""
        if marker is not None and marker.kind != "bullet":
            number = (block.text.text[: marker.length] or block.marker or "").strip()
            number = number[:1].upper() + number[1:] if marker.keyword else number
        text = f"{number} {title}".strip()
        level = block.level if block.level is not None else _LOOKS_LEVEL
        heading = _Heading(text, title or text, level, marker if number else None, block.text)
        for index, above in enumerate(self.headings):
            if not _is_above(above, heading):
                self._leave_heading()
                del self.headings[index:]
                break
        self.headings.append(heading)
        self.order = 0
        self.filled = False

    def _leave_heading(self) -> None:
        """Keep a line that turns out to head nothing, such as the names of the parties on a cover."""
        last = self.headings[-1]
        if not self.filled and last.marker is None:
            self.headings.pop()
            self._emit(last.source, Block.PARAGRAPH)
            self.headings.append(last)

    # items

    def _continues_numbers(self, marker: Marker) -> bool:
        """Say whether a bare number ("2 De gemeente ...") is the next of a list and no amount."""
        value = int(re.sub(r"\D", "", marker.label))
        before = next((item.label for item in reversed(self.items) if item.kind == "number"), "0")
        last = re.findall(r"\d+", before)
        return value == 1 or (bool(last) and value == int(last[-1]) + 1)

    def _item(self, marker: Marker, text: RichText, depth: float, following: RawBlock | None) -> None:
        kind = self._kind(marker)
        item = _Item(kind, depth, self._number(marker, kind, depth), marker.label)
        pending = self.pending
        introduced = pending is not None and (pending.item is None or not _same_list(pending.item, item))
        deep = len(self.leads) >= _MAX_LEADS
        if pending is not None and introduced and not deep and not _goes_up(pending.item, item):
            self.pending = None
            self.leads.append(_Lead(" ".join(filter(None, (pending.lead, pending.text.text))), item))
        else:
            self._flush()
            self._leave_lists(item)
        self.in_list = True
        if item.number is not None:
            while self.items and (_RANK[self.items[-1].kind], self.items[-1].depth) >= (_RANK[kind], depth):
                self.items.pop()
            self.items.append(item)
        self._hold_or_emit(text, item, self.leads[-1].text if self.leads else None, following)

    def _leave_lists(self, item: _Item) -> None:
        """Drop the leads of lists that end here."""
        for index, lead in enumerate(self.leads):
            if _same_list(lead.item, item):
                del self.leads[index + 1 :]
                return
        if self.leads and not _is_below(item, self.leads[-1].item):
            self.leads.clear()

    def _kind(self, marker: Marker) -> str:
        """Tell the letter i from the roman one by what stands before it."""
        if marker.kind not in {"roman", "letter"} or len(marker.label) > 1:
            return marker.kind
        previous = next((item for item in reversed(self.items) if item.kind in {"letter", "roman"}), None)
        if previous is not None and previous.kind == "letter" and ord(previous.label[0]) == ord(marker.label) - 1:
            return "letter"
        if previous is not None and previous.kind == "roman" and marker.label in "ivx":
            return "roman"
        return "roman" if marker.label == "i" else "letter"

    def _number(self, marker: Marker, kind: str, depth: float) -> str | None:
        if kind == "bullet":
            return None
        if kind in {"letter", "roman"}:
            above = [item for item in self.items if _RANK[item.kind] < _RANK[kind]]
            parent = above[-1].number if above else self._heading_number()
            if kind == "letter":
                return f"{parent or ''}{marker.label}"
            return f"{parent}.{marker.label}" if parent else marker.label
        if kind == "number" and re.fullmatch(r"\d+[a-z]?", marker.label) and not marker.keyword:
            parents = [item for item in self.items if item.depth + _SAME_DEPTH < depth] if self.in_list else []
            if parents and len(parents[-1].number or "") < _MAX_NUMBER:
                return f"{parents[-1].number}.{marker.label}"
            top = self.headings[-1] if self.headings else None
            if top is not None and top.marker is not None and top.marker.keyword == "artikel":
                return f"{top.marker.label}.{marker.label}"
        return marker.label

    def _heading_number(self) -> str | None:
        top = self.headings[-1].marker if self.headings else None
        return top.label if top is not None else None

    # rows

    def _row(self, block: RawBlock) -> None:
        cells = []
        start = 0
        for text, column in block.cells:
            cells.append(Cell(start, start + len(text.text), column))
            start += len(text.text) + len(" | ")
        if _SIGN_LINE.match(block.text.text):
            self.signing = True
        bare = not any(column for _, column in block.cells)
        dotted = has_fill(block.text.text) or is_signing([text.text for text, _ in block.cells])
        kind = Block.SIGNATURE if self.signing or (bare and dotted) else Block.ROW
        self._emit(block.text, kind, number=_row_number(block), cells=tuple(cells), group=block.group)

    # clauses

    def _hold_or_emit(self, text: RichText, item: _Item | None, lead: str | None, following: RawBlock | None) -> None:
        if text.text.endswith(":") or _introduces(text.text, item, following):
            self.pending = _Pending(text, item, lead)
            return
        self._emit(text, self._block(text.text, item, lead), item.number if item else None, lead)

    def _block(self, text: str, item: _Item | None, lead: str | None) -> Block:
        """Say what a paragraph or item is by the heading and introduction above it."""
        title = self.headings[-1].title.strip(" .:") if self.headings else ""
        heading = _DEFINITIONS.fullmatch(title)
        defined = heading is not None and (not heading["more"] or _TERM.match(text) is not None)
        if defined or any(_DEFINING.search(above) for above in (lead or "", text.partition(".")[0])):
            return Block.DEFINITION
        if _PREAMBLE.fullmatch(title) or any(_CONSIDERING.match(above) for above in (lead or "", text)):
            return Block.PREAMBLE
        return Block.PARAGRAPH if item is None else Block.ITEM

    def _close_list(self) -> None:
        self._flush()
        self.leads.clear()
        self.in_list = False

    def _flush(self) -> None:
        """Make a clause of a block that turned out to introduce nothing."""
        if self.pending is not None:
            pending, self.pending = self.pending, None
            kind = self._block(pending.text.text, pending.item, pending.lead)
            self._emit(pending.text, kind, pending.item.number if pending.item else None, pending.lead)

    def _emit(
        self,
        text: RichText,
        block: Block,
        number: str | None = None,
        lead: str | None = None,
        cells: tuple[Cell, ...] = (),
        key: str | None = None,
        group: str | None = None,
    ) -> None:
        if not re.search(r"[^\W_]", text.text):
            return
        if number is None and key is None:
            self.order += 1
        self.filled = True
        base = number or key or f"{self._slug(block)}-{self.order}"
        self.used[base] += 1
        self.clauses.append(
            Clause(
                id=f"{base}#{self.used[base]}",
                text=text.text,
                block=block,
                number=number,
                heading=(*(heading.text for heading in self.headings), *((group,) if group else ())),
                lead=lead,
                cells=cells,
                segments=text.segments,
            )
        )

    def _slug(self, block: Block) -> str:
        if block is Block.FOOTNOTE:
            return "voetnoot"
        plain = unicodedata.normalize("NFKD", self.headings[-1].title if self.headings else "")
        plain = plain.encode("ascii", "ignore").decode().lower()
        return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:30].strip("-") or "tekst"


def build(blocks: Sequence[RawBlock]) -> tuple[Clause, ...]:
    """Make the clauses of a document from its blocks in reading order."""
    builder = _Builder()
    signed = _signed(blocks)
    followed: list[RawBlock | None] = []
    following: RawBlock | None = None
    for block in reversed(blocks):
        followed.append(following)
        following = block if block.text.text else following
    for index, (block, after) in enumerate(zip(blocks, reversed(followed), strict=True)):
        builder.add(block, after, signed=index in signed)
    return builder.finish()


def _signed(blocks: Sequence[RawBlock]) -> set[int]:
    """Return which blocks are names and offices: they stand right above dots to sign on."""
    found: set[int] = set()
    for index, block in enumerate(blocks):
        if block.kind is not RawKind.PARAGRAPH or not is_fill(block.text.text):
            continue
        for place in range(index - 1, max(index - 5, -1), -1):
            above = blocks[place]
            text = above.text.text
            sentence = text.endswith((".", ";", ":", ",", "?")) or len(text.split()) > _MAX_SIGNED_WORDS
            if above.kind is not RawKind.PARAGRAPH or above.level is not None or sentence or _split(above)[0]:
                break
            found.add(place)
    return found


def _introduces(text: str, item: _Item | None, following: RawBlock | None) -> bool:
    """Say whether a text without a colon is the beginning of the items after it ("Thuisborg" … "• bouwt")."""
    if following is None or following.kind is not RawKind.PARAGRAPH or following.level is not None:
        return False
    if item is not None and (item.kind == "bullet" or not text.endswith(",")):
        return False
    if item is None and text.endswith("?") and len(text.split()) <= _MAX_QUESTION_WORDS:
        return _split(following)[0] is not None
    if not re.search(r"[\w,)…]$", text) or (len(text.split()) > _MAX_LEAD_WORDS and not text.endswith(",")):
        return False
    marker, rest = _split(following)
    return marker is not None and not marker.bare and rest.text[:1].islower()


def _split(block: RawBlock) -> tuple[Marker | None, RichText]:
    """Take the number or bullet off the text."""
    if block.marker is not None:
        automatic = parse_automatic(block.marker)
        if automatic is not None and automatic.kind != "bullet":
            return automatic, block.text
        typed = parse(block.text.text)
        if typed is not None and typed.kind not in {"bullet", "letter", "roman", "capital"} and not typed.bare:
            return typed, block.text.slice(typed.length, len(block.text.text)).strip()
        return automatic, block.text
    marker = parse(block.text.text)
    if marker is None:
        return None, block.text
    return marker, block.text.slice(marker.length, len(block.text.text)).strip()


def _is_plain_heading(marker: Marker | None, text: str, following: RawBlock | None) -> bool:
    """Guess whether a line of plain text is a heading: capitals only, or a number of which no next one follows."""
    words = text.split()
    if not words or len(words) > 8 or not words[0][0].isupper():
        return False
    letters = [char for char in text if char.isalpha()]
    if len(letters) > 3 and all(char.isupper() for char in letters):
        return True
    if marker is None or marker.kind != "number" or following is None:
        return False
    after = parse(following.text.text)
    sibling = after is not None and after.kind == "number" and len(after.parts) == len(marker.parts)
    return not sibling


def _is_above(above: _Heading, heading: _Heading) -> bool:
    """Say whether a heading contains a later one: by numbers where both have them, else by level."""
    old, new = above.marker, heading.marker
    if old is not None and new is not None:
        if old.keyword != new.keyword and (old.keyword in _DIVISIONS or new.keyword in _DIVISIONS):
            return _DIVISIONS.get(old.keyword, 2) < _DIVISIONS.get(new.keyword, 2)
        if old.keyword == new.keyword:
            deeper = len(new.parts) > len(old.parts) and new.parts[: len(old.parts)] == old.parts
            return deeper or (len(new.parts) > len(old.parts) and above.level < heading.level)
    return above.level < heading.level


def _shape(item: _Item) -> tuple[str, int]:
    """Return what items of one list have in common."""
    return item.kind, item.label.count(".") if item.kind == "number" else 0


def _same_list(one: _Item, other: _Item) -> bool:
    return _shape(one) == _shape(other) and abs(one.depth - other.depth) <= _SAME_DEPTH


def _is_below(item: _Item, above: _Item) -> bool:
    if item.depth > above.depth + _SAME_DEPTH:
        return True
    return abs(item.depth - above.depth) <= _SAME_DEPTH and (_RANK[item.kind], item.label.count(".")) > (
        _RANK[above.kind],
        above.label.count("."),
    )


def _goes_up(before: _Item | None, item: _Item) -> bool:
    """Say whether an item belongs to a list above the one before it, so that the one before introduces nothing."""
    return before is not None and not _is_below(item, before) and _is_below(before, item)


def _row_number(block: RawBlock) -> str | None:
    """Return the number of a row: automatic, or in its first cell ("1.3", or "4" under the header "Nr.")."""
    automatic = parse_automatic(block.marker) if block.marker is not None else None
    if automatic is not None and automatic.kind != "bullet":
        return automatic.label
    if len(block.cells) < 2:
        return None
    text, column = block.cells[0]
    label = text.text.strip().rstrip(".:)")
    if re.fullmatch(r"\d{1,2}(?:\.\d{1,2})+[a-z]?|[A-Z]{1,2}\d{1,2}(?:\.\d{1,2})*|\d{1,2}[a-z]", label):
        return label
    if column and _NUMBER_COLUMN.search(column) and re.fullmatch(r"\d{1,3}", label):
        return label
    return None


def location(clause: Clause, start: int, end: int) -> dict[str, object]:
    """Return where the characters ``start`` to ``end`` of a clause stand, as the contract wants it."""
    segments = [item for item in clause.segments if item.start < end and item.end > start]
    if not segments:
        segments = [item for item in clause.segments if item.start <= start][-1:] or list(clause.segments[:1])
    if not segments:
        return {}
    place = segments[0].place
    if isinstance(place, WordPlace):
        found: dict[str, object] = {"part": place.part, "paragraph": place.paragraph}
        if place.table is not None:
            found["table"] = list(place.table)
        return found
    if isinstance(place, TextPlace):
        return {"line": place.line}
    return {"page": place.page, "boxes": _boxes(segments, place.page, start, end)}


def _boxes(segments: Sequence[Segment], page: int, start: int, end: int) -> list[list[float]]:
    """Return one box per printed line on a page."""
    lines: dict[tuple[float, float], tuple[float, float]] = {}
    for segment in segments:
        place = segment.place
        if not isinstance(place, PdfPlace) or place.page != page:
            continue
        first = min(max(start, segment.start), segment.end) - segment.start
        last = max(min(end, segment.end) - segment.start, first)
        left, right = place.edges[first], place.edges[last]
        known = lines.get((place.top, place.bottom))
        if known is not None:
            left, right = min(left, known[0]), max(right, known[1])
        lines[place.top, place.bottom] = (left, right)
    return [[round(x, 1) for x in (left, top, right, bottom)] for (top, bottom), (left, right) in lines.items()]
