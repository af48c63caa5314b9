"""Documents for the tests, made with the programs' own formats."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

NS = nsdecls("w")


def xml(text: str) -> Any:
    """Parse a piece of Word XML; ``w:`` is declared on the outermost element."""
    name_end = min(index for index in (text.find(" "), text.find(">"), text.find("/>")) if index > 0)
    return parse_xml(f"{text[:name_end]} {NS}{text[name_end:]}")


def numbered(document: Any, levels: list[tuple[str, str]], *, start: int | None = None, key: int = 90) -> int:
    """Add a list definition with (format, text) per level; return its id."""
    root = document.part.numbering_part.element
    steps = "".join(
        f'<w:lvl w:ilvl="{step}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{720 * (step + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for step, (style, text) in enumerate(levels)
    )
    root.insert(0, xml(f'<w:abstractNum w:abstractNumId="{key}">{steps}</w:abstractNum>'))
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    root.append(xml(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/>{override}</w:num>'))
    return key


def item(document: Any, text: str, key: int, step: int = 0) -> Any:
    """Add a paragraph with an automatic number."""
    paragraph = document.add_paragraph(text)
    mark = xml(f'<w:numPr><w:ilvl w:val="{step}"/><w:numId w:val="{key}"/></w:numPr>')
    paragraph._p.get_or_add_pPr().append(mark)
    return paragraph


def save(document: Any, path: Path) -> Path:
    """Save a Word document."""
    document.save(str(path))
    return path


def word(tmp_path: Path, *texts: str) -> Path:
    """Make a Word file of plain paragraphs."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return save(document, tmp_path / "afspraken.docx")


def rewrite(path: Path, changes: dict[str, bytes]) -> Path:
    """Replace or add parts of a Word file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | changes).items():
            archive.writestr(name, data)
    return path
