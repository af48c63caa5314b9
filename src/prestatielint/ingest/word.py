"""Word files: body order, automatic numbers, tables, notes, tracked changes; macros are never run."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
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
from prestatielint.ingest.styles import Styles
from prestatielint.ingest.wordxml import MC, W, attribute, child, is_on, tag
from prestatielint.model import Notice, WordPlace

_MAX_UNPACKED = 200 * 1024 * 1024
_MAX_RATIO = 200
_BIG_MEMBER = 5 * 1024 * 1024
_MAX_DEPTH = 60  # nesting of tables and content controls beyond this is no document
_TITLE_SIZE = 1.5  # times the body size: a big line before the first heading is the title
_HEADING_SIZE = 1.15
_SUBTITLE_SIZE = 1.2
_MAX_COVER_WORDS = 25
_MAX_COVER_LINES = 30
_CONTENTS_FIELD = re.compile(r"\s*(?:TOC|PAGEREF)\s")
_TEXT = {"t": None, "tab": "\t", "ptab": "\t", "cr": "\n", "br": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_TRANSPARENT = {"hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "dir", "bdo"}
_DELETED = {"del", "moveFrom"}
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
    return [item for item in root.iter(W + "p") if not any(up.tag == MC + "Fallback" for up in item.iterancestors())]


def runs(paragraph: Element) -> list[Element]:
    """Return the runs of a paragraph in order, without those of text boxes; ``WordPlace.run`` counts these."""
    return [run for run in paragraph.iter(W + "r") if next(run.iterancestors(W + "p")) is paragraph]


def run_parts(run: Element) -> list[tuple[Element, str]]:
    """Return the children of a run that hold text, with that text; ``WordPlace.offset`` counts its characters."""
    parts = []
    for item in run:
        name = tag(item)
        if name not in _TEXT:
            continue
        text = _TEXT[name]
        parts.append((item, (item.text or "") if text is None else text))
    return parts


def read_word(data: bytes) -> tuple[list[RawBlock], list[Notice]]:
    """Return the blocks of a .docx or .docm file."""
    package = open_package(data)
    reader = _Reader(Styles(package.styles), Numbering(package.numbering))
    blocks = reader.read(package)
    return _with_front(_with_title(blocks, reader.big), reader), _notices(reader, package)


def open_package(data: bytes) -> Package:
    """Open a Word file safely: no bombs, no entities, nothing from outside the file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _package(archive)
    except (zipfile.BadZipFile, EOFError, OSError, KeyError, NotImplementedError, RuntimeError) as error:
        raise _damaged() from error


def _damaged() -> IngestError:
    message = (
        "Dit Word-bestand is beschadigd of niet volledig: open het in Word, bewaar het opnieuw en probeer het nog eens"
    )
    return IngestError("beschadigd", message)


def _package(archive: zipfile.ZipFile) -> Package:
    from docx.oxml import parse_xml

    infos = archive.infolist()
    big = [info for info in infos if info.file_size > _BIG_MEMBER]
    if sum(info.file_size for info in infos) > _MAX_UNPACKED or any(
        info.file_size > _MAX_RATIO * max(info.compress_size, 1) for info in big
    ):
        raise IngestError(
            "te-groot",
            "Dit bestand is uitgepakt onredelijk groot: bewaar het in Word opnieuw, zonder grote afbeeldingen",
        )
    names = {info.filename for info in infos}
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            raw = archive.read(name).replace(b"\0", b"")
            if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
                raise IngestError(
                    "onveilig",
                    "Dit Word-bestand bevat onveilige XML-verwijzingen: bewaar het in Word opnieuw als .docx",
                )

    def part(name: str | None) -> Element | None:
        if name is None or name not in names:
            return None
        try:
            return parse_xml(_transitional(archive.read(name)))
        except SyntaxError as error:
            raise _damaged() from error

    main = next(iter(_related(part("_rels/.rels"), "", "officeDocument")), None)
    if main is None or not main.endswith(".xml") or main not in names:
        raise _not_word(names)
    body = part(main)
    if body is None or tag(body) != "document":
        raise _not_word(names)
    folder, _, file = main.rpartition("/")
    links = part(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
    found = {
        kind: part(next(iter(_related(links, folder, kind)), None))
        for kind in ("styles", "numbering", "footnotes", "endnotes", "comments")
    }
    margins = [part(name) for kind in ("header", "footer") for name in _related(links, folder, kind)]
    return Package(
        body,
        found["styles"],
        found["numbering"],
        found["footnotes"],
        found["endnotes"],
        margins=tuple(text for margin in margins if margin is not None for text in _margin_texts(margin)),
        comments=found["comments"],
    )


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
        "verwijderde-tekst": (reader.deleted, "Verwijderde tekst met wijzigingen bijhouden is niet gelezen"),
        "verborgen-tekst": (reader.hidden, "Verborgen tekst is niet gelezen"),
        "ingevoegd-document": (
            reader.embedded,
            "Een ingevoegd document is niet gelezen: neem de tekst over in dit bestand",
        ),
        "opmerkingen": (_has_other_comments(package), "De opmerkingen in de kantlijn zijn niet gelezen"),
        "kop-en-voettekst": (bool(package.margins), margin_message(package.margins)),
    }
    return [Notice(code, message) for code, (present, message) in seen.items() if present]


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
        known = index in reader.subtitles or reader.sizes.get(index, 0) >= _SUBTITLE_SIZE
        if not _is_front(block) or not (known or names_period(block.text.text)) or is_date(block.text.text):
            break
        marked[index] = RawBlock(RawKind.SUBTITLE, block.text)
    cover = next((place for place in reader.breaks if place > start), 0)
    front = {RawKind.TITLE, RawKind.SUBTITLE}
    if cover > _MAX_COVER_LINES or cover >= len(blocks):
        return marked
    if not all(block.kind in front or _is_front(block) for block in marked[:cover]):
        return marked
    for index, block in enumerate(marked[:cover]):
        if block.kind not in front:
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


@dataclass(slots=True)
class _Reader:
    styles: Styles
    numbering: Numbering
    deleted: bool = False
    hidden: bool = False
    embedded: bool = False
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
                self.index |= {item: number for number, item in enumerate(paragraphs(root))}
        self.index |= {item: number for number, item in enumerate(paragraphs(package.body))}
        body = child(package.body, "body")
        if body is not None:
            self._walk(body, 0)
        return self.blocks

    def _walk(self, container: Element, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise _damaged()
        for item in container:
            name = tag(item)
            if name == "p":
                self._paragraph(item)
            elif name == "tbl":
                self._table(item, depth)
            elif name in _DELETED:
                self.deleted = self.deleted or _has_text(item)
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
            elif name in _TRANSPARENT:
                self._walk(item, depth + 1)

    # paragraphs

    def _paragraph(self, paragraph: Element) -> None:
        properties = child(paragraph, "pPr")
        style = self.styles.paragraph(properties)
        content = self._content(paragraph, style, None)
        text = rich(content.pieces)
        if content.dropped and not text.text:
            return  # a paragraph that was deleted takes no number
        marker, indent = self.numbering.mark(properties, style)
        contents = style.is_toc or content.contents or is_toc_title(text.text) or is_toc_line(text.text)
        if is_on(child(properties, "pageBreakBefore")) or False in content.breaks:
            self.breaks.append(len(self.blocks))
        if text.text and not contents:
            self._add(text, content, style, properties, marker, indent)
        if True in content.breaks or _ends_section(properties):
            self.breaks.append(len(self.blocks))
        for box in content.boxes:
            self._walk(box, 1)
        self._add_notes(content.notes)

    def _add(
        self,
        text: RichText,
        content: _Content,
        style: Any,
        properties: Element | None,
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
            note = self.notes.get(reference)
            if note is None:
                continue
            texts = []
            for paragraph in note.iter(W + "p"):
                style = self.styles.paragraph(child(paragraph, "pPr"))
                texts.append(rich(self._content(paragraph, style, None, part=reference[0]).pieces))
            self.blocks.append(RawBlock(RawKind.FOOTNOTE, join(texts, " ")))

    def _content(
        self, paragraph: Element, style: Any, table: tuple[int, int, int] | None, part: str = "body"
    ) -> _Content:
        content = _Content()
        numbers = {run: number for number, run in enumerate(runs(paragraph))}
        for item in self._inline(paragraph, content):
            if self.styles.is_hidden(child(item, "rPr"), style):
                self.hidden = self.hidden or _has_text(item)
                continue
            self._run(item, content, style, WordPlace(part, self.index[paragraph], numbers[item], 0, table))
        return content

    def _inline(self, container: Element, content: _Content) -> Iterator[Element]:
        """Yield the runs that count: not those that tracked changes delete."""
        for item in container:
            name = tag(item)
            if name == "r":
                yield item
            elif name in _DELETED:
                content.dropped = True
                self.deleted = self.deleted or any(True for _ in item.iter(W + "t", W + "delText"))
            elif name == "AlternateContent":
                yield from self._inline(_chosen(item), content)
            elif name in _TRANSPARENT:
                yield from self._inline(item, content)

    def _run(self, run: Element, content: _Content, style: Any, place: WordPlace) -> None:
        bold, size = self.styles.look(child(run, "rPr"), style)
        offset = 0
        for item, text in run_parts(run):
            here = WordPlace(place.part, place.paragraph, place.run, offset, place.table)
            content.pieces.append((text, here))
            letters = len(text.strip()) if tag(item) == "t" else 0
            content.look.total += letters
            content.look.bold += letters if bold else 0
            content.look.size = max(content.look.size, size if letters else 0.0)
            offset += len(text)
        for item in run:
            name = tag(item)
            if name == "br" and attribute(item, "type") == "page":
                content.breaks.append(any(text.strip() for text, _ in content.pieces))
            elif name == "instrText" and _CONTENTS_FIELD.match(item.text or ""):
                content.contents = True
            if name in _NOTES:
                content.notes.append((_NOTES[name], attribute(item, "id") or ""))
            elif name == "AlternateContent":
                content.boxes += _text_boxes(_chosen(item))
            elif name in {"drawing", "pict", "object"}:
                content.boxes += _text_boxes(item)

    # tables

    def _table(self, table: Element, depth: int) -> None:
        number = self.tables
        self.tables += 1
        rows = [row for row in _rows(table) if not self._is_deleted_row(row)]
        widths = [sum(1 for _ in _cells(row)) for row in rows]
        if not rows or max(widths) <= 1:
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
                    text, stressed, mark = self._cell(cell, (number, row_number, column), after, inner)
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

    def _is_deleted_row(self, row: Element) -> bool:
        properties = child(row, "trPr")
        gone = properties is not None and child(properties, "del") is not None
        self.deleted = self.deleted or gone
        return gone

    def _cell(
        self, cell: Element, table: tuple[int, int, int], after: list[_Content], inner: list[Element]
    ) -> tuple[RichText, bool, str | None]:
        """Return the text of a cell, whether it is bold or shaded, and its number; tables in it are put aside."""
        texts = []
        marks = []
        look = _Look()
        for item in _cell_items(cell, inner):
            properties = child(item, "pPr")
            style = self.styles.paragraph(properties)
            content = self._content(item, style, table)
            marks.append(self.numbering.mark(properties, style)[0])
            texts.append(rich(content.pieces))
            look.total += content.look.total
            look.bold += content.look.bold
            if content.boxes or content.notes:
                after.append(content)
        properties = child(cell, "tcPr")
        shading = child(properties, "shd") if properties is not None else None
        fill = (attribute(shading, "fill") or "auto").lower() if shading is not None else "auto"
        stressed = fill not in {"auto", "ffffff"} or (look.total > 0 and look.bold == look.total)
        return join(texts, " "), stressed, next((mark for mark in marks if mark), None)


def _chosen(alternate: Element) -> Element:
    """Return the one of two alternatives that is read."""
    choice = next(iter(alternate.iterchildren(MC + "Choice")), None)
    return choice if choice is not None else next(iter(alternate.iterchildren(MC + "Fallback")), ())


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


def _ends_section(properties: Element | None) -> bool:
    """Say whether the text after a paragraph begins on a new page, as a new section."""
    section = child(properties, "sectPr")
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
    value = attribute(span, "val") if span is not None else None
    return min(max(int(value), 1), 200) if value and value.isdigit() else 1


def _skipped(row: Element) -> int:
    """Return the number of grid columns that a row leaves out at the start."""
    properties = child(row, "trPr")
    before = child(properties, "gridBefore") if properties is not None else None
    value = attribute(before, "val") if before is not None else None
    return min(int(value), 200) if value and value.isdigit() else 0


def _is_merged_away(cell: Element) -> bool:
    """Say whether a cell continues the one above it (or, in old files, the one to its left)."""
    properties = child(cell, "tcPr")
    if properties is None:
        return False
    merges = [child(properties, name) for name in ("vMerge", "hMerge")]
    return any(merge is not None and (attribute(merge, "val") or "continue") == "continue" for merge in merges)
