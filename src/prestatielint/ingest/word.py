"""Word files: body order, automatic numbers, tables, notes, tracked changes; macros are never run."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from prestatielint.errors import IngestError
from prestatielint.ingest.blocks import (
    PAGE_NUMBER,
    RawBlock,
    RawKind,
    RawRow,
    RichText,
    is_date,
    is_toc_line,
    is_toc_title,
    join,
    margin_message,
    names_agreement,
    names_period,
    rich,
    table_blocks,
    with_title,
)
from prestatielint.ingest.markers import parse
from prestatielint.ingest.numbering import Numbering
from prestatielint.ingest.styles import Style, Styles
from prestatielint.ingest.wordxml import MC, W, attribute, child, children, is_on, number, tag
from prestatielint.model import Notice, WordPlace

_MAX_UNPACKED = 200 * 1024 * 1024
_MAX_RATIO = 200
_BIG_MEMBER = 5 * 1024 * 1024
_MAX_TAGS = 3_000_000
_STEP = 1024 * 1024
_MAX_DEPTH = 60  # nesting of tables and content controls beyond this is no document
_MAX_SPAN = 200
_TITLE_SIZE = 1.5  # times the body size: a big line before the first heading is the title
_HEADING_SIZE = 1.15
_LEVEL_SIZE = 1.08
_SUBTITLE_SIZE = 1.2
_MAX_COVER_WORDS = 25
_MAX_LAYOUT_ROWS = 3
_RUNNING_WORDS = 8
_MAX_COVER_LINES = 30
_TEXT = {
    "t": None,
    "delText": None,
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "br": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "\u00ad",
    "sym": None,
}
# What the characters of Word's sign fonts are; others become a square, so that nothing goes missing unseen.
_SIGNS = {
    "symbol": {
        0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB7: "•", 0xAE: "→", 0xAC: "←",
        0xAD: "↑", 0xAF: "↓", 0xA5: "∞", 0xB0: "°", 0xBC: "…", 0xD0: "∠", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xA0: "€",
        0x2D: "−", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0x6D: "µ",
    },
    "wingdings": {
        0xA7: "▪", 0xA8: "□", 0x6F: "□", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xE0: "→", 0xF0: "→", 0xD8: "➢",
        0x76: "❖", 0x6C: "●", 0x6E: "■", 0x71: "❑",
    },
}  # fmt: skip
_TRANSPARENT = {"hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "dir", "bdo"}
_REMOVED, _ADDED = frozenset({"del", "moveFrom"}), frozenset({"ins", "moveTo"})
_EMU = 12_700  # in a point
_BIG_PICTURE = 5 * 72 / 2.54  # points high: with half the width of the text it may be a scan
_NOTE_MARK = re.compile(r"[*†‡§]+\s*")
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}

Element = Any  # lxml has no types


@dataclass(frozen=True, slots=True)
class Package:
    """The XML parts of a Word file that hold text or say how it looks."""

    body: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    margins: tuple[str, ...]
    comments: Element | None


def paragraphs(root: Element) -> list[Element]:
    """Return the paragraphs of a part in document order; ``WordPlace.paragraph`` counts these."""
    if next(root.iter(MC + "Fallback"), None) is None:
        return list(root.iter(W + "p"))
    return [item for item in root.iter(W + "p") if not any(up.tag == MC + "Fallback" for up in item.iterancestors())]


def runs(paragraph: Element) -> list[Element]:
    """Return the runs of a paragraph in order, without those of text boxes; ``WordPlace.run`` counts these."""
    if next(paragraph.iter(W + "txbxContent"), None) is None:
        return list(paragraph.iter(W + "r"))
    return [run for run in paragraph.iter(W + "r") if next(run.iterancestors(W + "p")) is paragraph]


def run_parts(run: Element) -> list[tuple[Element, str]]:
    """Return the children of a run that hold text, with that text; ``WordPlace.offset`` counts its characters."""
    parts = []
    for item in run:
        name = tag(item)
        if name in _TEXT:
            parts.append((item, _text(item, name)))
    return parts


def _text(item: Element, name: str) -> str:
    """Return the text of a child of a run."""
    text = _TEXT[name]
    if text is not None:
        return text
    if name != "sym":
        return item.text or ""
    try:
        code = int(attribute(item, "char") or "", 16)
    except ValueError:
        return "□"
    font = (attribute(item, "font") or "").lower()
    signs = next((found for known, found in _SIGNS.items() if font.startswith(known)), {})
    if 0xF000 <= code <= 0xF0FF:
        code -= 0xF000
        return signs.get(code) or (
            chr(code) if font.startswith("symbol") and chr(code) in "%()+,./0123456789:;<=>[]{|}" else "□"
        )
    return signs.get(code) or (chr(code) if code < 0xD800 and chr(code).isprintable() else "□")


def read_word(data: bytes, revisions: str = "final") -> tuple[list[RawBlock], list[Notice]]:
    """Return the blocks of a .docx or .docm file; ``revisions`` says whether tracked changes are carried out.

    ``"final"`` reads the text as if all are accepted, ``"original"`` as if all are rejected.
    """
    package = open_package(data)
    reader = _Reader(Styles(package.styles), Numbering(package.numbering), original=revisions == "original")
    blocks = reader.read(package)
    blocks = _with_front(_with_title(blocks, reader.big), reader)
    return _with_levels(blocks, reader), _notices(reader, package)


def open_package(data: bytes) -> Package:
    """Open a Word file safely: no bombs, no entities, nothing from outside the file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _package(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, RuntimeError) as error:
        raise _damaged() from error


def _damaged() -> IngestError:
    message = (
        "Dit Word-bestand is beschadigd of niet volledig: open het in Word, bewaar het opnieuw en probeer het nog eens"
    )
    return IngestError("beschadigd", message)


def _package(archive: zipfile.ZipFile) -> Package:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    infos = archive.infolist()
    big = [info for info in infos if info.file_size > _BIG_MEMBER]
    if sum(info.file_size for info in infos) > _MAX_UNPACKED or any(
        info.file_size > _MAX_RATIO * max(info.compress_size, 1) for info in big
    ):
        raise _too_big()
    names = {info.filename for info in infos}

    left = _MAX_UNPACKED

    @cache
    def part(name: str | None) -> Element | None:
        nonlocal left
        if name is None or name not in names:
            return None
        raw = _unpacked(archive, name, left)
        left -= len(raw)
        bare = raw.replace(b"\0", b"") if b"\0" in raw else raw  # two bytes to a letter
        if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
            raise _unsafe()
        if raw.count(b"<") > _MAX_TAGS:
            raise _too_big()
        try:
            root = etree.fromstring(_transitional(raw), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:  # in an encoding in which the bytes look otherwise
            raise _unsafe()
        return root

    main = next(iter(_related(part("_rels/.rels"), "", "officeDocument")), None)
    if main is None or not main.endswith(".xml") or main not in names:
        raise _not_word(names)
    body = part(main)
    if body is None or tag(body) != "document":
        raise _not_word(names)
    _empty_placeholders(body)
    folder, _, file = main.rpartition("/")
    links = part(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
    found = {
        kind: part(next(iter(_related(links, folder, kind)), None))
        for kind in ("styles", "numbering", "footnotes", "endnotes", "comments")
    }
    names_of = [name for kind in ("header", "footer") for name in _related(links, folder, kind)]
    margins = [part(name) for name in dict.fromkeys(names_of)]
    return Package(
        body,
        found["styles"],
        found["numbering"],
        found["footnotes"],
        found["endnotes"],
        margins=tuple(text for margin in margins if margin is not None for text in _margin_texts(margin)),
        comments=found["comments"],
    )


def _unpacked(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Unpack a part step by step: what the file says of its size need not be true."""
    if archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _damaged()
    steps, size = [], 0
    with archive.open(name) as file:
        while step := file.read(_STEP):
            steps.append(step)
            size += len(step)
            if size > most:
                raise _too_big()
    return b"".join(steps)


def _too_big() -> IngestError:
    message = "Dit bestand is uitgepakt onredelijk groot: bewaar het in Word opnieuw, zonder grote afbeeldingen"
    return IngestError("te-groot", message)


def _unsafe() -> IngestError:
    message = "Dit Word-bestand bevat onveilige XML-verwijzingen: bewaar het in Word opnieuw als .docx"
    return IngestError("onveilig", message)


def _empty_placeholders(body: Element) -> None:
    """Take away the prompts that Word shows in a control that nobody filled in; the runs stay, so places stay true."""
    for control in body.iter(W + "sdt"):
        if is_on(child(child(control, "sdtPr"), "showingPlcHdr")):
            for text in control.iter(W + "t"):
                text.text = ""


def _not_word(names: set[str]) -> IngestError:
    kind = "een Excel-bestand" if any(name.startswith("xl/") for name in names) else "geen Word-bestand"
    message = f"De inhoud is {kind}, al zegt de naam van wel: sla de overeenkomst in Word op als .docx"
    return IngestError("verkeerde-inhoud", message)


def _transitional(raw: bytes) -> bytes:
    """Give a strict Open XML part the names that Word normally writes."""
    strict = b"http://purl.oclc.org/ooxml/"
    if strict not in raw:
        return raw
    raw = raw.replace(
        strict + b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    )
    return raw.replace(
        strict + b"officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    )


def _related(links: Element | None, folder: str, kind: str) -> list[str]:
    """Return the names of the parts that a part refers to as ``kind``."""
    names = []
    for link in links if links is not None else ():
        if link.get("Type", "").endswith(f"/{kind}") and link.get("TargetMode") != "External":
            target = link.get("Target", "")
            names.append(target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}")
    return names


def _has_text(part: Element) -> bool:
    return any(re.search(r"[^\W\d]", text.text or "") for text in part.iter(W + "t"))


def _margin_texts(part: Element) -> list[str]:
    """Return the lines of a header or footer that hold more than a page number."""
    found = []
    for paragraph in paragraphs(part):
        text = rich((text, None) for run in runs(paragraph) for _, text in run_parts(run)).text
        if re.search(r"[^\W\d_]", text) and not PAGE_NUMBER.match(re.sub(r"\b\d+\b", "1", text)):
            found.append(text)
    return found


def _notices(reader: _Reader, package: Package) -> list[Notice]:
    seen = {
        "verwijderde-tekst": (
            reader.skipped and not reader.original,
            "Verwijderde tekst met wijzigingen bijhouden is niet gelezen",
        ),
        "ingevoegde-tekst": (
            reader.skipped and reader.original,
            "Ingevoegde tekst met wijzigingen bijhouden is niet gelezen: dit is de tekst van vóór de wijzigingen",
        ),
        "verborgen-tekst": (reader.hidden, "Verborgen tekst is niet gelezen"),
        "ingevoegd-document": (
            reader.embedded,
            "Een ingevoegd document is niet gelezen: neem de tekst over in dit bestand",
        ),
        "ingevoegd-object": (
            reader.objects > 0,
            f"{_count(reader.objects, 'ingevoegd object', 'ingevoegde objecten')} (grafiek, schema of ander bestand) "
            "niet gelezen",
        ),
        "afbeelding": (
            reader.pictures > 0,
            f"{_count(reader.pictures, 'grote afbeelding', 'grote afbeeldingen')} niet gelezen: staat er tekst in, neem "
            "die dan over in het document",
        ),
        "opmerkingen": (_has_other_comments(package), "De opmerkingen in de kantlijn zijn niet gelezen"),
        "kop-en-voettekst": (bool(package.margins), margin_message(package.margins)),
    }
    return [Notice(code, message) for code, (present, message) in seen.items() if present]


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one} is" if number == 1 else f"{number} {more} zijn"


def _with_levels(blocks: list[RawBlock], reader: _Reader) -> list[RawBlock]:
    """Give headings that are only bigger than the text a level, the biggest first, where no style does."""
    if any(block.level is not None for block in blocks):
        return blocks
    big = {
        index: round(size, 2)
        for index, block in enumerate(blocks)
        if (size := reader.sizes.get(index, 0)) >= _LEVEL_SIZE and block.looks and block.kind is RawKind.PARAGRAPH
        if len(block.text.text.split()) <= _MAX_COVER_WORDS
    }
    sizes = sorted(set(big.values()), reverse=True)
    return [
        replace(block, level=sizes.index(big[index]) + 1) if index in big else block
        for index, block in enumerate(blocks)
    ]


def _has_other_comments(package: Package) -> bool:
    """Say whether there are comments that are not meant for this program, which reads its own (``remarks.py``)."""
    return any(
        not "".join(text.text or "" for text in comment.iter(W + "t"))
        .replace(" ", "")
        .lower()
        .startswith("prestatielint:")
        for comment in (package.comments if package.comments is not None else ())
    )


def _with_title(blocks: list[RawBlock], big: set[int]) -> list[RawBlock]:
    """Make the first big line before the first heading the title, if no style names one."""
    if any(block.kind is RawKind.TITLE for block in blocks):
        return blocks
    for index, block in enumerate(blocks):
        if block.level is not None or index > 15:
            break
        if index in big and block.kind is RawKind.PARAGRAPH:
            return [*blocks[:index], RawBlock(RawKind.TITLE, block.text), *blocks[index + 1 :]]
    return with_title(blocks)


def _with_front(blocks: list[RawBlock], reader: _Reader) -> list[RawBlock]:
    """Mark the subtitle under the title, and the other lines of a cover that has a page of its own."""
    start = next((index for index, block in enumerate(blocks) if block.kind is RawKind.TITLE), None)
    if start is None:
        return blocks
    marked = list(blocks)
    for index in range(start + 1, len(blocks)):
        block = blocks[index]
        if block.kind is RawKind.TITLE:
            continue
        size = reader.sizes.get(index, 0)
        alike = [other for other in reader.sizes if reader.sizes[other] == size and blocks[other].looks]
        known = index in reader.subtitles or (size >= _SUBTITLE_SIZE and len(alike) == 1)
        if not _is_front(block) or not (known or names_period(block.text.text)) or is_date(block.text.text):
            break
        marked[index] = RawBlock(RawKind.SUBTITLE, block.text)
    cover = next((place for place in reader.breaks if place > start), 0)
    front = {RawKind.TITLE, RawKind.SUBTITLE}
    if reader.cover > start:
        cover = reader.cover
        for index, block in enumerate(marked[:cover]):
            if block.kind not in front and not _is_front(block):
                marked[index] = RawBlock(RawKind.COVER, block.text)
    if cover > _MAX_COVER_LINES or cover >= len(blocks):
        return marked
    if not all(block.kind in {*front, RawKind.COVER} or _is_front(block) for block in marked[:cover]):
        return marked
    for index, block in enumerate(marked[:cover]):
        if block.kind not in {*front, RawKind.COVER}:
            years = names_period(block.text.text) and not is_date(block.text.text)
            named = index in reader.subtitles or names_agreement(block.text.text) or years
            marked[index] = RawBlock(RawKind.SUBTITLE if named else RawKind.COVER, block.text)
    return marked


def _is_front(block: RawBlock) -> bool:
    """Say whether a block may be a line of a cover: short, no item, no sentence."""
    text = block.text.text
    if block.kind not in {RawKind.PARAGRAPH, RawKind.ROW} or block.level is not None or block.marker is not None:
        return False
    words = len(text.split())
    return words <= _MAX_COVER_WORDS and not (text.endswith((".", ":", ";")) and words > 3) and parse(text) is None


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction is no text, its result is."""

    instruction: str = ""
    shown: bool = False


@dataclass(slots=True)
class _Look:
    """The characters of a paragraph by their look."""

    total: int = 0
    bold: int = 0
    size: float = 0.0


@dataclass(slots=True)
class _Content:
    """What one paragraph holds."""

    pieces: list[tuple[str, WordPlace | None]] = field(default_factory=list)
    look: _Look = field(default_factory=_Look)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    dropped: bool = False
    breaks: list[bool] = field(default_factory=list)
    contents: bool = False
    referring: bool = False

    def before(self, after: _Content) -> _Content:
        """Return what this paragraph and the next hold together."""
        after.pieces[:0] = self.pieces
        after.boxes[:0] = self.boxes
        after.notes[:0] = self.notes
        after.look.total += self.look.total
        after.look.bold += self.look.bold
        after.look.size = max(self.look.size, after.look.size)
        return after


@dataclass(slots=True)
class _Reader:
    styles: Styles
    numbering: Numbering
    original: bool = False
    skipped: bool = False
    hidden: bool = False
    embedded: bool = False
    objects: int = 0
    pictures: int = 0
    width: float = 450.0
    cover: int = 0
    carried: _Content | None = None
    fields: list[_Field] = field(default_factory=list)
    big: set[int] = field(default_factory=set)
    subtitles: set[int] = field(default_factory=set)
    sizes: dict[int, float] = field(default_factory=dict)
    breaks: list[int] = field(default_factory=list)
    part: str = "body"
    index: dict[Element, int] = field(default_factory=dict)
    notes: dict[tuple[str, str], Element] = field(default_factory=dict)
    tables: int = 0
    blocks: list[RawBlock] = field(default_factory=list)

    def read(self, package: Package) -> list[RawBlock]:
        """Return the blocks of the body, every note after the paragraph that refers to it."""
        for kind, root in (("footnotes", package.footnotes), ("endnotes", package.endnotes)):
            for note in root if root is not None else ():
                self.notes[kind, attribute(note, "id") or ""] = note
            if root is not None:
                self.index |= {item: place for place, item in enumerate(paragraphs(root))}
        self.index |= {item: place for place, item in enumerate(paragraphs(package.body))}
        body = child(package.body, "body")
        if body is not None:
            self.width = _text_width(child(body, "sectPr"))
            self._walk(body, 0)
            self._leave_carried()
        return self.blocks

    @property
    def _out(self) -> frozenset[str]:
        """The tracked changes that are left out."""
        return _ADDED if self.original else _REMOVED

    def _walk(self, container: Element, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise _damaged()
        for item in container:
            name = tag(item)
            if name == "p":
                self._paragraph(item)
            elif name == "tbl":
                self._leave_carried()
                self._table(item, depth)
            elif name in self._out:
                self.skipped = self.skipped or _has_text(item)
            elif name in _REMOVED or name in _ADDED:
                self._walk(item, depth + 1)
            elif name == "altChunk":
                self.embedded = True
            elif name == "AlternateContent":
                self._walk(_chosen(item), depth + 1)
            elif name == "sdt":
                gallery = _gallery(item)
                if gallery != "Table of Contents":
                    self._walk(item, depth + 1)
                if gallery == "Cover Pages":
                    self.breaks.append(len(self.blocks))
                    self.cover = len(self.blocks)
            elif name in _TRANSPARENT:
                self._walk(item, depth + 1)

    # paragraphs

    def _paragraph(self, paragraph: Element) -> None:
        properties = children(child(paragraph, "pPr"))
        style = self.styles.paragraph(properties)
        content = self._content(paragraph, style, None)
        if self.carried is not None:
            content = self.carried.before(content)
            self.carried = None
        if self._loses_mark(properties):
            self.carried = content  # its text goes on in the next paragraph, which keeps its own look and number
            return
        self._finish(content, properties, style)

    def _finish(self, content: _Content, properties: Mapping[str, Element], style: Style) -> None:
        text = rich(content.pieces)
        if content.dropped and not text.text:
            return  # a paragraph that was deleted takes no number
        marker, indent = self.numbering.mark(properties, style)
        contents = style.is_toc or content.contents or is_toc_title(text.text) or is_toc_line(text.text)
        contents = contents or (content.referring and re.search(r"\s\d{1,3}$", text.text) is not None)
        if is_on(properties.get("pageBreakBefore")) or False in content.breaks:
            self.breaks.append(len(self.blocks))
        if text.text and not contents:
            self._add(text, content, style, properties, marker, indent)
        if True in content.breaks or _ends_section(properties.get("sectPr")):
            self.breaks.append(len(self.blocks))
        for box in content.boxes:
            self._walk(box, 1)
        self._add_notes(content.notes)

    def _leave_carried(self) -> None:
        """Close a paragraph whose mark is gone where no paragraph follows."""
        if self.carried is not None:
            content, self.carried = self.carried, None
            self._finish(content, {}, self.styles.paragraph({}))

    def _loses_mark(self, properties: Mapping[str, Element]) -> bool:
        """Say whether a tracked change takes the end of a paragraph away."""
        mark = properties.get("rPr")
        gone = mark is not None and any(child(mark, name) is not None for name in self._out)
        self.skipped = self.skipped or gone
        return gone

    def _add(
        self,
        text: RichText,
        content: _Content,
        style: Style,
        properties: Mapping[str, Element],
        marker: str | None,
        indent: float,
    ) -> None:
        if style.is_title:
            self.blocks.append(RawBlock(RawKind.TITLE, text))
            return
        look = content.look
        body = self.styles.body_size
        looks = look.total > 0 and (look.bold >= 0.9 * look.total or look.size >= _HEADING_SIZE * body)
        if style.is_subtitle:
            self.subtitles.add(len(self.blocks))
        self.sizes[len(self.blocks)] = look.size / body
        if look.size >= _TITLE_SIZE * body and len(text.text.split()) <= 20:
            self.big.add(len(self.blocks))
        level = self.styles.level(properties, style)
        self.blocks.append(RawBlock(RawKind.PARAGRAPH, text, level, looks, marker, indent))

    def _add_notes(self, references: list[tuple[str, str]]) -> None:
        for reference in references:
            note = self.notes.pop(reference, None)  # a second reference shows the same note
            if note is None:
                continue
            texts = []
            for paragraph in note.iter(W + "p"):
                style = self.styles.paragraph(children(child(paragraph, "pPr")))
                texts.append(rich(self._content(paragraph, style, None, part=reference[0]).pieces))
            if texts and (mark := _NOTE_MARK.match(texts[0].text)) is not None:
                texts[0] = texts[0].slice(mark.end(), len(texts[0].text))
            self.blocks.append(RawBlock(RawKind.FOOTNOTE, join(texts, " ")))

    def _content(
        self, paragraph: Element, style: Style, table: tuple[int, int, int] | None, part: str = "body"
    ) -> _Content:
        content = _Content()
        self.fields = [item for item in self.fields if item.shown]  # an instruction ends with its paragraph
        at, numbers = self.index[paragraph], {run: place for place, run in enumerate(runs(paragraph))}
        for item in self._inline(paragraph, content):
            hidden, bold, size = self.styles.look(child(item, "rPr"), style)
            if hidden:
                self.hidden = self.hidden or _has_text(item)
                continue
            self._run(item, content, bold, size, WordPlace(part, at, numbers[item], 0, table))
        return content

    def _inline(self, container: Element, content: _Content) -> Iterator[Element]:
        """Yield the runs that count: not those that tracked changes take out."""
        for item in container:
            name = tag(item)
            if name == "r":
                yield item
            elif name in self._out:
                content.dropped = True
                self.skipped = self.skipped or any(True for _ in item.iter(W + "t", W + "delText"))
            elif name == "AlternateContent":
                yield from self._inline(_chosen(item), content)
            elif name in _TRANSPARENT or name in _REMOVED or name in _ADDED:
                yield from self._inline(item, content)

    def _run(self, run: Element, content: _Content, bold: bool, size: float, place: WordPlace) -> None:
        offset = 0
        marked = False  # a mark of its own follows the reference to a note
        for item in run:
            name = tag(item)
            if name in _TEXT:
                text = _text(item, name)
                here = WordPlace(place.part, place.paragraph, place.run, offset, place.table)
                offset += len(text)
                if name == "br" and attribute(item, "type") == "page":
                    content.breaks.append(any(text.strip() for text, _ in content.pieces))
                if marked or not all(opened.shown for opened in self.fields):
                    continue
                content.pieces.append((text, here))
                content.contents = content.contents or any(_is_contents(opened) for opened in self.fields)
                if name == "t" and (letters := len(text.strip())):
                    content.look.total += letters
                    content.look.bold += letters if bold else 0
                    content.look.size = max(content.look.size, size)
            elif name in {"fldChar", "instrText"}:
                self._field(item, name, content)
            elif name in _NOTES:
                content.notes.append((_NOTES[name], attribute(item, "id") or ""))
                marked = marked or attribute(item, "customMarkFollows") in {"1", "true", "on"}
            elif name == "AlternateContent":
                self._drawing(_chosen(item), content)
            elif name in {"drawing", "pict", "object"}:
                self._drawing(item, content)

    def _field(self, item: Element, name: str, content: _Content) -> None:
        """Follow where a field begins, where its result begins and where it ends."""
        if name == "instrText":
            if self.fields:
                self.fields[-1].instruction += item.text or ""
            if re.match(r"\s*PAGEREF\s", item.text or ""):
                content.referring = True
            return
        kind = attribute(item, "fldCharType")
        if kind == "begin":
            self.fields.append(_Field())
        elif self.fields and kind == "separate":
            self.fields[-1].shown = True
        elif self.fields and kind == "end":
            self.fields.pop()

    def _drawing(self, item: Element, content: _Content) -> None:
        """Take the text boxes of a drawing; count what else may hold text that is not read."""
        boxes = _text_boxes(item)
        content.boxes += boxes
        if boxes:
            return
        names = {tag(part) for part in item.iter()}
        if names & {"chart", "relIds", "OLEObject"}:
            self.objects += 1
        elif names & {"pic", "imagedata"}:
            width, height = _extent(item)
            self.pictures += width > self.width / 2 and height > _BIG_PICTURE

    # tables

    def _table(self, table: Element, depth: int) -> None:
        at = self.tables
        self.tables += 1
        rows = [row for row in _rows(table) if not self._is_deleted_row(row)]
        widths = [sum(1 for _ in _cells(row)) for row in rows]
        if not rows or max(widths) <= 1 or self._is_layout(table, rows):
            for row in rows:
                for cell in _cells(row):
                    self._walk(cell, depth + 1)
            return
        raw: list[RawRow] = []
        after: list[_Content] = []
        inner: list[Element] = []
        for row_number, row in enumerate(rows):
            column = _skipped(row)
            cells: list[tuple[int, int, RichText]] = []
            emphasis = True
            marker: str | None = None
            for cell in _cells(row):
                span = _span(cell)
                if not _is_merged_away(cell):
                    text, stressed, mark = self._cell(cell, (at, row_number, column), after, inner)
                    marker = marker or (mark if not cells else None)
                    cells.append((column, column + span, text))
                    emphasis = emphasis and (stressed or not text.text)
                column += span
            properties = child(row, "trPr")
            header = properties is not None and is_on(child(properties, "tblHeader"))
            raw.append(RawRow(tuple(cells), header, emphasis, marker))
        self.blocks += table_blocks(raw)
        for content in after:
            for box in content.boxes:
                self._walk(box, depth + 1)
            self._add_notes(content.notes)
        for nested in inner:
            self._table(nested, depth + 1)

    def _is_layout(self, table: Element, rows: list[Element]) -> bool:
        """Say whether a table only places running text: no lines, few rows, and paragraphs of their own in a cell."""
        if len(rows) > _MAX_LAYOUT_ROWS or self.styles.has_borders(child(table, "tblPr")):
            return False
        cells = [cell for row in rows for cell in _cells(row)]
        if any(child(child(cell, "tcPr"), "tcBorders") is not None for cell in cells):
            return False
        sizes = [[len("".join(item.itertext()).split()) for item in cell.iterchildren(W + "p")] for cell in cells]
        return any(sum(words > 0 for words in found) > 1 and max(found) > _RUNNING_WORDS for found in sizes)

    def _is_deleted_row(self, row: Element) -> bool:
        properties = child(row, "trPr")
        gone = any(child(properties, name) is not None for name in self._out)
        self.skipped = self.skipped or gone
        return gone

    def _cell(
        self, cell: Element, table: tuple[int, int, int], after: list[_Content], inner: list[Element]
    ) -> tuple[RichText, bool, str | None]:
        """Return the text of a cell, whether it is bold or shaded, and its number; tables in it are put aside."""
        texts = []
        marks = []
        look = _Look()
        for item in _cell_items(cell, inner):
            properties = children(child(item, "pPr"))
            style = self.styles.paragraph(properties)
            content = self._content(item, style, table)
            marks.append(self.numbering.mark(properties, style)[0])
            texts.append(rich(content.pieces))
            look.total += content.look.total
            look.bold += content.look.bold
            if content.boxes or content.notes:
                after.append(content)
        of_cell = child(cell, "tcPr")
        shading = child(of_cell, "shd")
        fill = (attribute(shading, "fill") or "auto").lower() if shading is not None else "auto"
        stressed = fill not in {"auto", "ffffff"} or (look.total > 0 and look.bold == look.total)
        return join(texts, " "), stressed, next((mark for mark in marks if mark), None)


def _chosen(alternate: Element) -> Element:
    """Return the one of two alternatives that is read; what holds neither, itself."""
    return next(alternate.iterchildren(MC + "Choice", MC + "Fallback"), alternate)


def _is_contents(field: _Field) -> bool:
    return re.match(r"\s*TOC\b", field.instruction) is not None


def _text_width(section: Element | None) -> float:
    """Return the width of the text on a page in points."""
    page, margins = child(section, "pgSz"), child(section, "pgMar")
    width = number(page, "w") or 11906
    return max((width - (number(margins, "left") or 1417) - (number(margins, "right") or 1417)) / 20, 72.0)


def _extent(item: Element) -> tuple[float, float]:
    """Return width and height of a picture in points."""
    for part in item.iter():
        if tag(part) == "extent":
            try:
                return int(part.get("cx", 0)) / _EMU, int(part.get("cy", 0)) / _EMU
            except ValueError:
                return 0.0, 0.0
        if tag(part) == "shape":
            sizes = dict(re.findall(r"(width|height):\s*([\d.]+)pt", part.get("style", "")))
            return float(sizes.get("width", 0)), float(sizes.get("height", 0))
    return 0.0, 0.0


def _text_boxes(item: Element) -> list[Element]:
    """Return the text boxes in a drawing, not those that stand in another text box."""
    boxes = []
    for box in item.iter(W + "txbxContent"):
        if not any(up.tag in {MC + "Fallback", W + "txbxContent"} for up in _between(box, item)):
            boxes.append(box)
    return boxes


def _between(item: Element, top: Element) -> Iterator[Element]:
    for up in item.iterancestors():
        if up is top:
            return
        yield up


def _gallery(control: Element) -> str | None:
    """Return which of Word's building blocks a content control is."""
    properties = child(control, "sdtPr")
    gallery = next(properties.iter(W + "docPartGallery"), None) if properties is not None else None
    return attribute(gallery, "val")


def _ends_section(section: Element | None) -> bool:
    """Say whether the text after a paragraph begins on a new page, as a new section."""
    return section is not None and attribute(child(section, "type"), "val") != "continuous"


def _rows(container: Element) -> Iterator[Element]:
    for item in container:
        name = tag(item)
        if name == "tr":
            yield item
        elif name in _TRANSPARENT:
            yield from _rows(item)


def _cells(container: Element) -> Iterator[Element]:
    for item in container:
        name = tag(item)
        if name == "tc":
            yield item
        elif name in _TRANSPARENT:
            yield from _cells(item)


def _cell_items(container: Element, inner: list[Element]) -> Iterator[Element]:
    for item in container:
        name = tag(item)
        if name == "p":
            yield item
        elif name == "tbl":
            inner.append(item)
        elif name in _TRANSPARENT:
            yield from _cell_items(item, inner)


def _span(cell: Element) -> int:
    properties = child(cell, "tcPr")
    span = child(properties, "gridSpan") if properties is not None else None
    return min(max(number(span) or 1, 1), _MAX_SPAN)


def _skipped(row: Element) -> int:
    """Return the number of grid columns that a row leaves out at the start."""
    properties = child(row, "trPr")
    before = child(properties, "gridBefore") if properties is not None else None
    return min(max(number(before) or 0, 0), _MAX_SPAN)


def _is_merged_away(cell: Element) -> bool:
    """Say whether a cell continues the one above it (or, in old files, the one to its left)."""
    properties = child(cell, "tcPr")
    if properties is None:
        return False
    merges = [child(properties, name) for name in ("vMerge", "hMerge")]
    return any(merge is not None and (attribute(merge, "val") or "continue") == "continue" for merge in merges)
