"""Files that a diff cannot show, as text: what a reader sees in a workbook, a Word file or a page."""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
import openpyxl

# What stands within a line; before every other tag a line begins.
_INLINE = "a|abbr|b|code|del|em|i|ins|mark|small|span|strong|text|title|rect"
_BLOCK = re.compile(rf"(?<!\n)(?=<(?!(?:{_INLINE})\b)[a-z])")


def page(source: str) -> str:
    """Give the body of a page, an element on a line; its style and script are left out."""
    body = re.sub(r"<script>.*?</script>", "", source[source.index("<body") :], flags=re.S)
    return _BLOCK.sub("\n", body).lstrip()


def workbook(content: bytes) -> str:
    """Give what the sheets hold, a cell on a line, with what is fixed, filtered, wide and coloured."""
    lines = []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        lines += [f"== {sheet.title}: vast tot {sheet.freeze_panes}, filter {sheet.auto_filter.ref}"]
        setup = sheet.page_setup
        lines += [f"{setup.orientation}, papier {setup.paperSize}, herhaald {sheet.print_title_rows}"]
        for row in sheet.iter_rows():
            lines.append(f"-- {row[0].row}")
            for cell in row:
                width = f" (breed {sheet.column_dimensions[cell.column_letter].width:.1f})" if cell.row == 1 else ""
                if cell.value is not None:
                    lines.append(f"{cell.column_letter}{width}{_look(cell)} {cell.value!r}")
    return "\n".join(lines) + "\n"


def _look(cell: Any) -> str:
    marks = [
        "vet" if cell.font.bold else "",
        cell.font.color.rgb[2:] if cell.font.color and isinstance(cell.font.color.rgb, str) else "",
        f"op {cell.fill.fgColor.rgb[2:]}" if cell.fill.fill_type else "",
        cell.number_format if cell.number_format != "General" else "",
        "aanhaling" if cell.quotePrefix else "",
    ]
    shown = " ".join(filter(None, marks))
    return f" {{{shown}}}" if shown else ""


def word(content: bytes) -> str:
    """Give the paragraphs with their styles and the tables, row by row, then the headers and footers."""
    document = docx.Document(io.BytesIO(content))
    properties = document.core_properties
    lines = [f"titel: {properties.title}", f"auteur: {properties.author}", f"opmerking: {properties.comments}"]
    lines += _inside(document)
    for section in document.sections:
        parts = {
            "kop": section.header,
            "kop van het eerste blad": section.first_page_header,
            "voet": section.footer,
            "voet van het eerste blad": section.first_page_footer,
        }
        for name, part in parts.items():
            lines += [f"-- {name}", *_inside(part)]
    return "\n".join(lines) + "\n"


def _inside(part: Any) -> Iterator[str]:
    for block in part.iter_inner_content():
        if isinstance(block, docx.table.Table):
            yield "[tabel]"
            for row in block.rows:
                yield " | ".join(" / ".join(map(_marked, cell.paragraphs)) for cell in row.cells)
        else:
            yield f"[{block.style.name}] {_marked(block)}".rstrip()


def _marked(paragraph: Any) -> str:
    """Give the words of a paragraph, bold ones between stars and those on a coloured ground between braces."""
    shown = ""
    for run in paragraph._p.iter("{*}r"):
        # A tab in the text, not one among the settings of the paragraph, is a space to a reader.
        text = "".join(node.text or " " for node in run.iter("{*}t", "{*}tab"))
        if run.find(".//{*}shd") is not None:
            text = f"{{{text}}}"
        shown += f"*{text}*" if text and run.find("{*}rPr/{*}b") is not None else text
    return shown
