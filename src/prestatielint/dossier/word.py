"""The dossier as a Word file: styles, a header, page numbers and a table of contents; the same dossier, the same bytes.

The body is written as XML in one go and given to python-docx, which would otherwise look for the right place of every
paragraph and cell anew; a long calendar then takes as long as the reading of its document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt, RGBColor

from prestatielint.dossier.blocks import Block, Bullets, Card, Dossier, Heading, Para, Rich, Small, Span, Table
from prestatielint.report import texts

_FONT = "Arial"
_INK, _SOFT, _BLUE = "1C2733", "52606D", "1F4E79"
_PAGE, _LEFT, _RIGHT = 21.0, 2.2, 2.2  # cm
_TWIPS = round((_PAGE - _LEFT - _RIGHT) / 2.54 * 1440)
_TONES = {"good": "E6F2EC", "bad": "FBE4E1", "warn": "FFF3DC", "soft": "F2F4F6"}
# Colour of the bar at the left and of the ground.
_CARDS = {
    "good": ("2F7D57", "F7F9FA"),
    "bad": ("A61B1B", "F7F9FA"),
    "idea": (_BLUE, "EEF4F9"),
    "talk": ("C98A12", "FFF8E8"),
}
_RUNS = {
    "strong": "<w:b/>",
    "mark": '<w:shd w:val="clear" w:color="auto" w:fill="FBDCD6"/>',
    "open": '<w:shd w:val="clear" w:color="auto" w:fill="FFF3CD"/>',
    "quiet": f'<w:color w:val="{_SOFT}"/><w:sz w:val="17"/>',
}
_STEPS = 18  # of a bar
_SHORT = 5  # rows
_MOMENT = (1980, 1, 1, 0, 0, 0)


def write(dossier: Dossier) -> bytes:
    """Write a dossier as a Word file."""
    document = docx.Document()
    _styles(document)
    _frame(document, dossier)
    xml = "".join(_front(dossier)) + "".join(_contents(dossier)) + "".join(_body(dossier))
    page = document.element.body[-1]  # its settings, which stay last
    for element in list(parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")):
        page.addprevious(element)
    properties = document.core_properties
    properties.title = texts.one_line(f"{dossier.title}: {dossier.subject}")[:250]
    properties.author = properties.last_modified_by = "prestatielint"
    properties.comments = dossier.sentence
    properties.language = "nl-NL"
    properties.created = properties.modified = datetime(2000, 1, 1)
    properties.revision = 1
    buffer = BytesIO()
    document.save(buffer)
    return _still(buffer)


def _still(written: BytesIO) -> bytes:
    """The same package with fixed times."""
    result = BytesIO()
    with ZipFile(written) as old, ZipFile(result, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = ZipInfo(name, _MOMENT)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name))
    return result.getvalue()


# --- styles and frame -----------------------------------------------------------------------------------------------------


def _styles(document: Any) -> None:
    styles = document.styles
    normal = styles["Normal"]
    _font(normal, 10, _INK)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    # The theme would put its own font before this one, and English before Dutch.
    fonts = styles.element.find(".//{*}docDefaults//{*}rPr")
    for child in list(fonts):
        fonts.remove(child)
    fonts.append(
        parse_xml(f'<w:rFonts {nsdecls("w")} w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}" w:eastAsia="{_FONT}"/>')
    )
    fonts.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/>'))
    for name, size, before, after in (
        ("Title", 26, 10, 4),
        ("Heading 1", 16, 26, 8),
        ("Heading 2", 13, 18, 4),
        ("Heading 3", 10.5, 12, 4),
    ):
        style = styles[name]
        properties = style.element.get_or_add_pPr()
        for border in properties.findall("{*}pBdr"):
            properties.remove(border)
        _font(style, size, _INK if name == "Heading 3" else _BLUE, bold=True)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = True
    for name, size in (
        ("Onderwerp", 14),
        ("Toelichting", 8.5),
        ("Tabeltekst", 8.5),
        ("Tabelkop", 8.5),
        ("Na tabel", 4),
        ("Voettekst", 7.5),
    ):
        style = _added(styles, name)
        _font(style, size, _SOFT if name in ("Toelichting", "Voettekst") else _INK)
        style.paragraph_format.space_after = Pt({"Onderwerp": 26, "Toelichting": 6}.get(name, 0))
    styles["Tabelkop"].font.bold = True
    styles["Tabelkop"].font.color.rgb = RGBColor(255, 255, 255)
    styles["Tabelkop"].paragraph_format.keep_with_next = True
    sentence = _added(styles, "Kernzin")
    _font(sentence, 11, _BLUE, bold=True)
    _edge(sentence, "".join(f'<w:{side} w:val="single" w:sz="12" w:space="8" w:color="{_BLUE}"/>' for side in ("top", "left", "bottom", "right")), None)  # fmt: skip
    sentence.paragraph_format.space_before, sentence.paragraph_format.space_after = Pt(14), Pt(14)
    for tone, (colour, ground) in _CARDS.items():
        style = _added(styles, f"Kader {tone}")
        _font(style, 9.5, _INK)
        _edge(style, f'<w:left w:val="single" w:sz="36" w:space="8" w:color="{colour}"/>', ground)
        style.paragraph_format.left_indent = Cm(1.2 if tone == "idea" else 0.4)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.keep_together = True
    for name, indent in (("toc 1", 0.0), ("toc 2", 0.8)):
        style = _added(styles, name)
        _font(style, 9.5, _INK)
        style.paragraph_format.left_indent = Cm(indent)
        style.paragraph_format.line_spacing = 1.0
        style.paragraph_format.space_after = Pt(1)
    _font(styles["List Bullet"], 10, _INK)
    tab = document.settings.element.find("{*}defaultTabStop")
    if tab is not None:
        tab.addnext(parse_xml(f"<w:autoHyphenation {nsdecls('w')}/>"))  # long names in narrow columns


def _added(styles: Any, name: str) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    return style


def _font(style: Any, size: float, colour: str, *, bold: bool = False) -> None:
    properties = style.element.get_or_add_rPr()
    for fonts in properties.findall("{*}rFonts"):
        properties.remove(fonts)
    style.font.name = _FONT
    style.font.size = Pt(size)
    style.font.bold = bold or None
    style.font.color.rgb = RGBColor.from_string(colour)


def _edge(style: Any, borders: str, ground: str | None) -> None:
    properties = style.element.get_or_add_pPr()
    properties.append(parse_xml(f"<w:pBdr {nsdecls('w')}>{borders}</w:pBdr>"))
    if ground:
        properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{ground}"/>'))


def _frame(document: Any, dossier: Dossier) -> None:
    """Set the page, the header and the footer; the first page goes without a header."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(_PAGE), Cm(29.7)
    section.left_margin, section.right_margin = Cm(_LEFT), Cm(_RIGHT)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.2)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.style = document.styles["Voettekst"]
    subject = texts.one_line(dossier.subject)
    header.add_run(
        f"{dossier.title}: {subject if len(subject) <= 90 else subject[:88].rsplit(' ', 1)[0].rstrip(',') + ' …'}"
    )
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line.style = document.styles["Voettekst"]
        line.paragraph_format.tab_stops.add_tab_stop(Cm(_PAGE - _LEFT - _RIGHT), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(f"{dossier.sentence}\tPagina ")
        for part in parse_xml(
            f"<w:p {nsdecls('w')}>{_field('PAGE')}<w:r><w:t xml:space='preserve'> van </w:t></w:r>{_field('NUMPAGES')}</w:p>"
        ):
            line._p.append(part)


def _field(code: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


# --- the text ---------------------------------------------------------------------------------------------------------------


def _style(name: str) -> str:
    return name.replace(" ", "")


def _paragraph(style: str, inner: str, settings: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{_style(style)}"/>{settings}</w:pPr>{inner}</w:p>'


def _run(text: str, properties: str = "") -> str:
    shown = escape(texts.clean(text)).replace("\n", " ").replace("\t", " ")
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{shown}</w:t></w:r>'


def _rich(rich: Rich) -> str:
    return "".join(_bar(span) if span.bar is not None else _run(span.text, _RUNS.get(span.style, "")) for span in rich)


def _bar(span: Span) -> str:
    """Draw a bar of full blocks, which Arial and its replacements have."""
    full = round(_STEPS * min(100, max(0, span.bar or 0)) / 100)
    return "".join(
        _run("\N{FULL BLOCK}" * width, f'<w:color w:val="{colour}"/><w:sz w:val="14"/>')
        for width, colour in ((full, _BLUE), (_STEPS - full, "D5DCE3"))
        if width
    )


def _front(dossier: Dossier) -> Iterator[str]:
    yield _paragraph("Title", _run(dossier.title))
    yield _paragraph("Onderwerp", _run(dossier.subject))
    for name, values in dossier.facts:
        for place, value in enumerate(values):
            label = _run(name if not place else "", f'<w:color w:val="{_SOFT}"/>')
            indent = '<w:tabs><w:tab w:val="left" w:pos="1600"/></w:tabs><w:spacing w:after="40"/><w:ind w:left="1600" w:hanging="1600"/>'
            yield _paragraph("Normal", f"{label}<w:r><w:tab/></w:r>{_run(value)}", indent)
    yield _paragraph("Kernzin", _run(f"{dossier.sentence}."))
    for text in dossier.about:
        yield _paragraph("Normal", _run(text))


def _contents(dossier: Dossier) -> Iterator[str]:
    """List the headings as the field of a table of contents, which Word can bring up to date with page numbers."""
    entries = [
        entry
        for section in dossier.sections
        for entry in (
            ("toc 1", section.title, section.anchor),
            *(("toc 2", block.text, block.anchor) for block in section.blocks if isinstance(block, Heading)),
        )
    ]
    yield _paragraph(
        "Normal", _run("Inhoud", f'<w:b/><w:color w:val="{_BLUE}"/>'), '<w:keepNext/><w:spacing w:before="240"/>'
    )
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    for style, text, anchor in entries:
        yield _paragraph(style, f'{begin}<w:hyperlink w:anchor="{_mark(anchor)}">{_run(text)}</w:hyperlink>')
        begin = ""
    yield '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def _mark(anchor: str) -> str:
    return "_" + re.sub(r"\W", "_", anchor)


def _body(dossier: Dossier) -> Iterator[str]:
    number = 0
    for place, section in enumerate(dossier.sections):
        number += 1
        yield _heading("Heading 1", section.title, section.anchor, number, "" if place else "<w:pageBreakBefore/>")
        for block in section.blocks:
            if isinstance(block, Heading):
                number += 1
                yield _heading("Heading 2", block.text, block.anchor, number)
            else:
                yield from _block(block)


def _heading(style: str, text: str, anchor: str, number: int, settings: str = "") -> str:
    name = _mark(anchor)
    return _paragraph(
        style,
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{_run(text)}<w:bookmarkEnd w:id="{number}"/>',
        settings,
    )


def _block(block: Block) -> Iterator[str]:
    match block:
        case Small(text):
            yield _paragraph("Heading 3", _run(text))
        case Para(rich, quiet):
            yield _paragraph("Toelichting" if quiet else "Normal", _rich(rich))
        case Bullets(items):
            for item in items:
                yield _paragraph("List Bullet", _rich(item))
        case Card(lines, tone):
            yield from _card(lines, tone)
        case Table():
            yield _table(block)


def _card(lines: Iterable[Rich], tone: str) -> Iterator[str]:
    shown = list(lines)
    for place, line in enumerate(shown):
        keep = "" if place == len(shown) - 1 else "<w:keepNext/>"
        mark = _run("•  ") if tone == "talk" and place else ""
        yield _paragraph(f"Kader {tone}", mark + _rich(line), keep)
    yield _paragraph("Na tabel", "")


def _table(table: Table) -> str:
    total = sum(table.widths)
    widths = [round(_TWIPS * width / total) for width in table.widths]
    head = "".join(
        _cell(width, _paragraph("Tabelkop", _run(title)), _BLUE)
        for width, title in zip(widths, table.head, strict=True)
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    for place, row in enumerate(table.rows, start=1):
        # A short table stays on one page.
        keep = "<w:keepNext/>" if len(table.rows) <= _SHORT and place < len(table.rows) else ""
        cells = "".join(
            _cell(
                width,
                "".join(_paragraph("Tabeltekst", _rich(line), keep) for line in cell.lines or ((),)),
                _TONES.get(cell.tone),
            )
            for width, cell in zip(widths, row, strict=True)
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    line = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="D5DCE3"/>'
    borders = "".join(line.format(side) for side in ("top", "bottom", "insideH"))
    margins = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>'
        for side, size in (("top", 50), ("left", 90), ("bottom", 50), ("right", 90))
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
        + _paragraph("Na tabel", "", '<w:spacing w:after="120"/>')
    )


def _cell(width: int, inner: str, fill: str | None) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{inner}</w:tc>'
