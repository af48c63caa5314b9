"""Plain text and Markdown."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from prestatielint.errors import IngestError
from prestatielint.ingest.blocks import (
    RawBlock,
    RawKind,
    RawRow,
    RichText,
    is_toc_line,
    is_toc_title,
    join,
    rich,
    table_blocks,
    with_title,
)
from prestatielint.ingest.markers import parse
from prestatielint.model import Notice, TextPlace

_WRAP_LIMIT = 150  # a file with longer lines has one paragraph per line
_POINTS_PER_COLUMN = 5.0
_ATX = re.compile(r"(\s{0,3}(#{1,6})\s+)(\S.*)")
_SETEXT = re.compile(r"\s{0,3}(=+|-{3,})\s*$")
_TABLE_RULE = re.compile(r"(?:\| *)?:?-{2,}:?(?: *\| *:?-{2,}:?)*(?: *\|)?$")
_MARKUP = re.compile(
    r"\*\*|__|`|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|!?\[(?=[^\]]{0,400}\]\()|\]\([^)\s]{0,2000}\)|<br\s*/?>"
)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str

    @property
    def indent(self) -> int:
        expanded = self.text.expandtabs(4)
        return len(expanded) - len(expanded.lstrip())

    def rich(self, start: int = 0, end: int | None = None, *, markup: bool = False) -> RichText:
        """Return a part of the line as text; ``markup`` leaves Markdown's signs out."""
        part = self.text[start:end]
        if not markup:
            return rich([(part, TextPlace(self.number, start))])
        pieces = []
        begun = 0
        for sign in _MARKUP.finditer(part):
            pieces.append((part[begun : sign.start()], TextPlace(self.number, start + begun)))
            if sign.group().startswith("<"):
                pieces.append((" ", TextPlace(self.number, start + sign.start())))
            begun = sign.end()
        pieces.append((part[begun:], TextPlace(self.number, start + begun)))
        return rich(pieces)


def read_text(data: bytes) -> tuple[list[RawBlock], list[Notice]]:
    """Return the blocks of a plain text file."""
    text, notices = _decode(data)
    lines = _lines(text)
    width = max((len(line.text) for line in lines), default=0)
    blocks: list[RawBlock] = []
    paragraph: list[_Line] = []
    for line in [*lines, _Line(0, "")]:
        if paragraph and (not line.text.strip() or _starts_paragraph(paragraph, line, width)):
            blocks.append(_paragraph(paragraph))
            paragraph = []
        if line.text.strip() and not is_toc_line(line.text.strip()) and not is_toc_title(line.text.strip()):
            paragraph.append(line)
    return with_title(blocks), notices


def read_markdown(data: bytes) -> tuple[list[RawBlock], list[Notice]]:
    """Return the blocks of a Markdown file."""
    text, notices = _decode(data)
    blocks = list(_markdown(_lines(text)))
    tops = [index for index, block in enumerate(blocks) if block.level == 1]
    if len(tops) == 1 and tops[0] == 0:
        blocks[0] = RawBlock(RawKind.TITLE, blocks[0].text)
    return with_title(blocks), notices


def _decode(data: bytes) -> tuple[str, list[Notice]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError as error:
            raise _binary() from error
    control = sum(data.count(byte) for byte in (b"\0", b"\1", b"\2", b"\3", b"\4", b"\5", b"\6", b"\x0e", b"\x0f"))
    if b"\0" in data or control > len(data) // 1000:
        raise _binary()
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    message = (
        "De tekst is geen UTF-8 en is als Windows-1252 gelezen: controleer letters met accenten, "
        "of bewaar het bestand als UTF-8"
    )
    return text, [Notice("tekencodering", message)]


def _binary() -> IngestError:
    return IngestError(
        "geen-tekst",
        "Dit bestand bevat geen leesbare tekst: bewaar de overeenkomst als .txt in UTF-8 of lever .docx of .pdf aan",
    )


def _lines(text: str) -> list[_Line]:
    parts = re.split(r"\r\n|\r|\n", text)
    return [_Line(number, line) for number, line in enumerate(parts, 1)]


def _paragraph(lines: list[_Line]) -> RawBlock:
    text = join([line.rich() for line in lines], " ")
    return RawBlock(RawKind.PARAGRAPH, text, depth=lines[0].indent * _POINTS_PER_COLUMN)


def _starts_paragraph(paragraph: list[_Line], line: _Line, width: int) -> bool:
    before, text = paragraph[-1].text.rstrip(), line.text.strip()
    if width > _WRAP_LIMIT or before.endswith(":"):
        return True
    marker = parse(text)
    if marker is not None and not marker.bare:
        return True
    room = width - len(before) > len(text.split()[0]) + 1
    return room and (before.endswith((".", ";", "!", "?")) or text[0].isupper() or text[0].isdigit())


def _markdown(lines: list[_Line]) -> Iterator[RawBlock]:
    paragraph: list[_Line] = []
    table: list[_Line] = []
    for index, line in enumerate([*lines, _Line(0, "")]):
        text = line.text.strip()
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        if table and "|" not in text:
            yield from _table(table)
            table = []
        heading = _ATX.match(line.text)
        if paragraph and _SETEXT.match(line.text):
            if len(paragraph) == 1 or "=" in text:
                yield _markdown_block(paragraph, level=1 if "=" in text else 2)
                paragraph = []
            continue
        ruled = "|" in text and (
            bool(table) or _TABLE_RULE.match(following.strip()) is not None or text.startswith("|")
        )
        if paragraph and (not text or heading or ruled or _is_item(text) or _ends_paragraph(paragraph[-1])):
            yield _markdown_block(paragraph)
            paragraph = []
        if not text or re.fullmatch(r"(?:[-*_]\s*){3,}|```.*|<!--.*-->", text):
            continue
        if heading is not None:
            level = len(heading[2])
            title = line.text.rstrip().rstrip("#").rstrip()
            end = max(len(title), heading.start(3))
            yield RawBlock(RawKind.PARAGRAPH, line.rich(heading.start(3), end, markup=True), level=level)
        elif ruled:
            table.append(line)
        else:
            paragraph.append(line)


def _is_item(text: str) -> bool:
    marker = parse(text)
    return marker is not None and not marker.bare


def _ends_paragraph(line: _Line) -> bool:
    """Say whether a line ends in Markdown's hard break."""
    return line.text.endswith(("  ", "\\"))


def _markdown_block(lines: list[_Line], level: int | None = None) -> RawBlock:
    first = lines[0]
    stripped = first.text.strip()
    bold = re.fullmatch(r"(\*\*|__)[^*_]+\1", stripped) is not None
    marker = None
    start = 0
    if bullet := re.match(r"\s*[-*+]\s+(?:\[[ xX]\]\s+)?", first.text):
        marker, start = "•", bullet.end()
    quote = re.match(r"\s*>\s?", first.text)
    start = quote.end() if quote and marker is None else start
    texts = [first.rich(start, markup=True), *(line.rich(markup=True) for line in lines[1:])]
    depth = first.indent * _POINTS_PER_COLUMN
    looks = True if bold and len(lines) == 1 else None if marker is None else False
    return RawBlock(RawKind.PARAGRAPH, join(texts, " "), level=level, looks=looks, marker=marker, depth=depth)


def _table(lines: list[_Line]) -> list[RawBlock]:
    rows = []
    header = len(lines) > 1 and _TABLE_RULE.match(lines[1].text.strip()) is not None
    for index, line in enumerate(lines):
        if _TABLE_RULE.match(line.text.strip()):
            continue
        first = line.text.find("|")
        start = first + 1 if first >= 0 and not line.text[:first].strip() else 0
        cells = []
        for column, part in enumerate(re.split(r"(?<!\\)\|", line.text[start:].rstrip())):
            cells.append((column, column + 1, line.rich(start, start + len(part), markup=True)))
            start += len(part) + 1
        rows.append(RawRow(tuple(cells), header=header and index == 0))
    return table_blocks(rows)
