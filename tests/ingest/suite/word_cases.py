"""Word files with one phenomenon each and three whole agreements; the truth is what Word shows a person."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from .truth import Case, Truth

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
RELATION: Final = f"{OFFICE}/relationships"
WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
SPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": RELATION,
    "wp": f"{DRAWING}/wordprocessingDrawing",
    "a": f"{DRAWING}/main",
    "pic": f"{DRAWING}/picture",
    "c": f"{DRAWING}/chart",
    "dgm": f"{DRAWING}/diagram",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
DECLARED: Final = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
BY: Final = 'w:author="A. Bosma" w:date="2025-03-01T10:00:00Z"'
A4: Final = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418"/>'

Make = Callable[[Path], None]
Parts = Mapping[str, bytes]
Row = tuple[str | None, str] | tuple[str | None, str, str]

S: Final = (
    "De Vliet levert in 2026 veertig sociale huurwoningen op aan de Molenweg.",
    "De gemeente Zandmeer neemt binnen acht weken een besluit over elke volledige aanvraag.",
    "Woonstichting Ons Erf verhoogt de kale huur in 2026 met ten hoogste de inflatie.",
    "De Schakel brengt ieder jaar voor 1 oktober advies uit over de begroting.",
    "Partijen bespreken de voortgang in maart en in september.",
    "De gemeente levert voor 1 juli bouwrijpe grond voor twintig woningen.",
    "De Vliet isoleert 120 woningen met energielabel E, F of G.",
    "Ons Erf wijst ten minste een derde van de vrijkomende woningen toe aan starters.",
    "De huurders ontvangen uiterlijk twee weken vooraf bericht over het onderhoud.",
    "De gemeente betaalt jaarlijks € 45.000 mee aan de buurtconciërge.",
    "De Vliet verkoopt in de looptijd geen woningen in de kern Oosterdijk.",
    "Ons Erf meldt een huurachterstand van twee maanden binnen een week bij het wijkteam.",
    "De Schakel wijst twee leden aan voor het bestuurlijk overleg.",
    "De gemeente huisvest in het eerste halfjaar achttien statushouders via De Vliet.",
    "De Vliet plaatst zonnepanelen op de daken van complex Havenzicht.",
    "Ons Erf houdt 60% van de voorraad onder de tweede aftoppingsgrens.",
    "Partijen delen hun gegevens over betaalrisico’s volgens de privacyverklaring.",
    "De gemeente stelt een subsidie beschikbaar van € 2.500 per gerenoveerde woning.",
    "De Vliet onderzoekt voor 1 december welke portieken een lift kunnen krijgen.",
    "De Schakel organiseert twee bijeenkomsten voor de huurders van Noord.",
)


# The pieces of a document


def run(text: str, props: str = "") -> str:
    """A run; a tab and a line break in the text become Word's own."""
    inner = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in re.split(r"([\t\n])", text)
        if piece
    )
    return f"<w:r>{f'<w:rPr>{props}</w:rPr>' if props else ''}{inner}</w:r>"


def bold(text: str, size: float = 11) -> str:
    return run(text, f'<w:b/><w:sz w:val="{int(2 * size)}"/>')


def runs(pieces: Sequence[str]) -> str:
    """Plain texts as runs, XML as it is."""
    return "".join(piece if piece.startswith("<") else run(piece) for piece in pieces)


def par(*pieces: str, style: str = "", num: tuple[int, int] | None = None, props: str = "", mark: str = "") -> str:
    """A paragraph; ``num`` is (list, level), ``mark`` stands in the properties of the paragraph mark."""
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        inside += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    inside += props + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    return f"<w:p>{f'<w:pPr>{inside}</w:pPr>' if inside else ''}{runs(pieces)}</w:p>"


def head(text: str, level: int = 1) -> str:
    return par(text, style=f"Heading{level}")


def cell(*pieces: str, span: int = 1, merge: str = "") -> str:
    """A cell of plain texts, one paragraph each, or of XML; ``merge`` is restart or continue."""
    props = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
    inner = "".join(piece if piece.startswith("<") else par(piece) for piece in pieces) or "<w:p/>"
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, props: str = "") -> str:
    inner = "".join(one if one.startswith(("<w:tc>", "<w:sdt>")) else cell(one) for one in cells)
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{inner}</w:tr>"


def header(*cells: str, repeated: bool = True) -> str:
    """A header row as Word's users make it: bold, and repeated on every page or not."""
    bolded = [one if one.startswith("<w:tc>") else cell(par(bold(one))) for one in cells]
    return row(*bolded, props="<w:tblHeader/>" if repeated else "")


def table(*rows: str, columns: int, lines: bool = True) -> str:
    style = '<w:tblStyle w:val="TableGrid"/>' if lines else ""
    none = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    borders = "" if lines else f"<w:tblBorders>{none}</w:tblBorders>"
    grid = f'<w:gridCol w:w="{9070 // columns}"/>' * columns
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="5000" w:type="pct"/>{borders}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def ins(*pieces: str) -> str:
    return f'<w:ins w:id="1" {BY}>{runs(pieces)}</w:ins>'


def gone(*pieces: str) -> str:
    """Deleted text."""
    inner = runs(pieces).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f'<w:del w:id="2" {BY}>{inner.replace("w:instrText", "w:delInstrText")}</w:del>'


INSERTED: Final = f'<w:ins w:id="3" {BY}/>'
DELETED: Final = f'<w:del w:id="4" {BY}/>'


def sdt(content: str, props: str = "", end: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{props}</w:sdtPr>{end}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def placeholder(text: str) -> str:
    """An inline content control that nobody filled in."""
    props = '<w:placeholder><w:docPart w:val="Leeg"/></w:placeholder><w:showingPlcHdr/><w:text/>'
    return sdt(run(text, '<w:color w:val="808080"/>'), props)


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{escape(text)}</w:instrText></w:r>'


def fieldcode(code: str, *result: str) -> str:
    """A complex field, with its code in a run of its own."""
    shown = mark("separate") + runs(result) if result else ""
    return mark("begin") + instruction(f" {code} ") + shown + mark("end")


def note(key: int, kind: str = "footnote") -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{key}"/></w:r>'


def vml(*pars: str) -> str:
    return (
        '<w:pict><v:shape id="kader" type="#_x0000_t202" style="position:absolute;width:200pt;height:80pt">'
        f"<v:textbox><w:txbxContent>{''.join(pars)}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def box(*pars: str) -> str:
    """A text box as Word saves it: a shape, and its text once more for old programs."""
    inner = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2880000" cy="1080000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{''.join(pars)}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{anchored(inner, SPACES["wps"])}</w:drawing>'
        f"</mc:Choice><mc:Fallback>{vml(*pars)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def anchored(inner: str, kind: str, width: float = 8, height: float = 3, description: str = "") -> str:
    """A floating drawing, sizes in centimetres."""
    return (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{int(360000 * width)}" cy="{int(360000 * height)}"/><wp:wrapTopAndBottom/>'
        f'<wp:docPr id="7" name="Tekening 7" descr="{description}"/><a:graphic><a:graphicData uri="{kind}">{inner}'
        "</a:graphicData></a:graphic></wp:anchor>"
    )


def inline(inner: str, kind: str, width: float, height: float, description: str = "") -> str:
    """A drawing in the line, sizes in centimetres."""
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(360000 * width)}" cy="{int(360000 * height)}"/>'
        f'<wp:docPr id="8" name="Tekening 8" descr="{description}"/><a:graphic><a:graphicData uri="{kind}">{inner}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def picture(width: float, height: float, description: str = "", *, floating: bool = False) -> str:
    inner = (
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="9" name="beeld.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        '<a:blip r:embed="rIdBeeld"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{int(360000 * width)}" cy="{int(360000 * height)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    if floating:
        return f"<w:r><w:drawing>{anchored(inner, SPACES['pic'], width, height, description)}</w:drawing></w:r>"
    return inline(inner, SPACES["pic"], width, height, description)


def section(inside: str = "", after: str = "", *, wide: bool = False) -> str:
    size = (
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/>'
        if wide
        else A4
    )
    return f"<w:sectPr>{inside}{size}{after}</w:sectPr>"


def reference(kind: str, key: str, which: str = "default") -> str:
    return f'<w:{kind}Reference w:type="{which}" r:id="{key}"/>'


# Lists and styles


def level(step: int, style: str, text: str, *, start: int = 1, before: str = "", after: str = "") -> str:
    """One level of a list; ``before`` stands before the text of the number (pStyle, isLgl), ``after`` behind it."""
    return (
        f'<w:lvl w:ilvl="{step}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{before}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{720 * (step + 1)}" w:hanging="720"/></w:pPr>{after}</w:lvl>'
    )


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'


def use(key: int, base: int, override: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{base}"/>{override}</w:num>'


def simple(key: int, *formats: tuple[str, str]) -> str:
    """A list and its use under the same number."""
    return abstract(key, *(level(step, *one) for step, one in enumerate(formats))) + use(key, key)


def style(key: str, name: str = "", *, base: str = "Normal", props: str = "", looks: str = "") -> str:
    """A paragraph style."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name or key}"/>'
        f'<w:basedOn w:val="{base}"/><w:qFormat/><w:pPr>{props}</w:pPr><w:rPr>{looks}</w:rPr></w:style>'
    )


def listed(key: int, step: int | None = None) -> str:
    inner = "" if step is None else f'<w:ilvl w:val="{step}"/>'
    return f'<w:numPr>{inner}<w:numId w:val="{key}"/></w:numPr>'


BULLET: Final = abstract(
    50,
    level(0, "bullet", "\uf0b7", after='<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol" w:hint="default"/></w:rPr>'),
    level(1, "bullet", "o", after='<w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/></w:rPr>'),
) + use(50, 50)
PLAIN: Final = simple(51, ("decimal", "%1."))
LETTERS: Final = simple(52, ("lowerLetter", "%1)"))


# The package


@dataclass(frozen=True, slots=True)
class Extra:
    """A part beside the body, under a relation with a name of our own."""

    key: str
    kind: str
    name: str
    content: str
    data: bytes


def part(key: str, kind: str, name: str, content: str, inner: str) -> Extra:
    return Extra(key, f"{RELATION}/{kind}", name, content, f"<?xml version='1.0' encoding='UTF-8'?>{inner}".encode())


def running(key: str, kind: str, *pars: str) -> Extra:
    """A header (hdr) or footer (ftr)."""
    word = {"hdr": "header", "ftr": "footer"}[kind]
    inner = f"<w:{kind} {DECLARED}>{''.join(pars)}</w:{kind}>"
    return part(key, word, f"/word/{key}.xml", f"{WORD_TYPE}.{word}+xml", inner)


def notes(texts: Mapping[int, str], kind: str = "footnote") -> Extra:
    """Footnotes or endnotes with the two separators that Word always writes."""
    lines = "".join(
        f'<w:{kind} w:type="{name}" w:id="{key}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for key, name in ((-1, "separator"), (0, "continuationSeparator"))
    )
    own = "".join(
        f'<w:{kind} w:id="{key}">{par(f"<w:r><w:{kind}Ref/></w:r>", f" {text}")}</w:{kind}>'
        for key, text in texts.items()
    )
    inner = f"<w:{kind}s {DECLARED}>{lines}{own}</w:{kind}s>"
    return part(f"rId{kind}", f"{kind}s", f"/word/{kind}s.xml", f"{WORD_TYPE}.{kind}s+xml", inner)


def remarks(*texts: str) -> Extra:
    """Comments, numbered from 0."""
    own = "".join(
        f'<w:comment w:id="{key}" w:initials="AB" {BY}>{par(text)}</w:comment>' for key, text in enumerate(texts)
    )
    inner = f"<w:comments {DECLARED}>{own}</w:comments>"
    return part("rIdComments", "comments", "/word/comments.xml", f"{WORD_TYPE}.comments+xml", inner)


def remark(key: int, *pieces: str) -> str:
    """Text with a comment on it."""
    return remark_from(key) + runs(pieces) + remark_to(key)


def remark_from(key: int) -> str:
    return f'<w:commentRangeStart w:id="{key}"/>'


def remark_to(key: int) -> str:
    return f'<w:commentRangeEnd w:id="{key}"/><w:r><w:commentReference w:id="{key}"/></w:r>'


def image() -> Extra:
    """A picture of one grey point."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    size = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + size + chunk(b"IDAT", zlib.compress(b"\x00\x80", 9)) + chunk(b"IEND", b"")
    return Extra("rIdBeeld", f"{RELATION}/image", "/word/media/beeld.png", "image/png", data)


def elements(text: str) -> list[Any]:
    """The elements in a piece of XML."""
    return list(parse_xml(f"<w:body {DECLARED}>{text}</w:body>"))


def made(
    *body: str,
    numbering: str = "",
    styles: str = "",
    parts: Sequence[Extra] = (),
    links: Mapping[str, str] | None = None,
    last: str = "",
    change: Callable[[dict[str, bytes]], Parts] | None = None,
) -> Make:
    """What makes a document of a body, own lists and styles, and parts beside it; ``change`` sees the whole package."""

    def make(path: Path) -> None:
        document = docx.Document()
        root = document.element.body
        root.remove(root.sectPr)
        root.extend(elements("".join(body) + (last or section())))
        for one in elements(styles):
            document.styles.element.append(one)
        lists = document.part.numbering_part.element
        for one in elements(numbering):
            if one.tag.endswith("}abstractNum"):
                lists.insert(0, one)
            else:
                lists.append(one)
        for one in parts:
            made_part = Part(PackURI(one.name), one.content, one.data, document.part.package)
            document.part.load_rel(one.kind, made_part, one.key)
        for key, target in (links or {}).items():
            document.part.load_rel(f"{RELATION}/hyperlink", target, key, is_external=True)
        saved = io.BytesIO()
        document.save(saved)
        with zipfile.ZipFile(saved) as archive:
            files: Parts = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in (change(dict(files)) if change else files).items():
                archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)

    return make


def under(heading: Sequence[str], *rows: Row) -> tuple[Truth, ...]:
    """Clauses under the same headings: (number, text) or (number, text, lead)."""
    return tuple(Truth(one[1], one[0], tuple(heading), one[2] if len(one) == 3 else None) for one in rows)


def plain(heading: str, *texts: str) -> tuple[Truth, ...]:
    """Paragraphs without a number under one heading."""
    return under((heading,) if heading else (), *((None, text) for text in texts))


def case(name: str, make: Make, *clauses: Sequence[Truth], **rest: Any) -> Case:
    suffix = rest.pop("suffix", ".docx")
    found = tuple(truth for group in clauses for truth in group)
    return Case(f"word-{name}", suffix, make, found, notices=frozenset(rest.pop("notices", ())), **rest)


# Numbers


def numbers_through_styles() -> Case:
    lists = abstract(
        20,
        level(0, "decimal", "%1", before='<w:pStyle w:val="Hoofdstuk"/>'),
        level(1, "decimal", "%1.%2", before='<w:pStyle w:val="Lid"/>'),
        level(2, "lowerLetter", "%1.%2.%3", before='<w:pStyle w:val="Sublid"/>'),
    ) + use(20, 20)
    styles = (
        style("Hoofdstuk", base="Heading1", props=listed(20))
        + style("Lid", props=listed(20, 1))
        + style("Sublid", props=listed(20, 2))
    )
    shape = [("Hoofdstuk", "Nieuwbouw")]
    shape += [("Lid", S[0]), ("Lid", S[1]), ("Sublid", S[5]), ("Sublid", S[10]), ("Lid", S[14])]
    shape += [("Hoofdstuk", "Betaalbaarheid"), ("Normal", S[4]), ("Lid", S[2]), ("Sublid", S[11]), ("Lid", S[15])]
    return case(
        "numbers-styles",
        made(*(par(text, style=name) for name, text in shape), numbering=lists, styles=styles),
        under(["1 Nieuwbouw"], ("1.1", S[0]), ("1.2", S[1]), ("1.2.a", S[5]), ("1.2.b", S[10]), ("1.3", S[14])),
        under(["2 Betaalbaarheid"], (None, S[4]), ("2.1", S[2]), ("2.1.a", S[11]), ("2.2", S[15])),
    )


def numbers_restarted() -> Case:
    one = abstract(30, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"))
    other = abstract(31, level(0, "decimal", "%1."), level(1, "decimal", "%2)", before='<w:lvlRestart w:val="0"/>'))
    third = abstract(32, level(0, "decimal", "%1.", start=4))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    at_seven = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    fourth = abstract(33, level(0, "decimal", "%1."))
    letters = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    uses = [use(30, 30), use(31, 30), use(32, 30, again), use(33, 30, at_seven)]
    uses += [use(34, 31), use(35, 32), use(36, 33, letters)]
    return case(
        "numbers-restart",
        made(
            head("Nieuwbouw"),
            par(S[0], num=(30, 0)),
            par(S[1], num=(30, 0)),
            par(S[4]),
            par(S[5], num=(31, 0)),
            head("Betaalbaarheid"),
            par(S[2], num=(32, 0)),
            par(S[11], num=(32, 1)),
            par(S[15], num=(32, 0)),
            head("Verkoop"),
            par(S[10], num=(33, 0)),
            par(S[14], num=(33, 0)),
            head("Participatie"),
            par(S[3], num=(34, 0)),
            par(S[12], num=(34, 1)),
            par(S[19], num=(34, 1)),
            par(S[8], num=(34, 0)),
            par(S[16], num=(34, 1)),
            head("Zorg"),
            par(S[18], num=(35, 0)),
            par(S[17], num=(35, 0)),
            head("Instroom"),
            par(S[13], num=(36, 0)),
            par(S[7], num=(36, 0)),
            numbering=one + other + third + fourth + "".join(uses),
        ),
        under(["Nieuwbouw"], ("1", S[0]), ("2", S[1]), (None, S[4]), ("3", S[5])),
        under(["Betaalbaarheid"], ("1", S[2]), ("1.1", S[11]), ("2", S[15])),
        under(["Verkoop"], ("7", S[10]), ("8", S[14])),
        under(["Participatie"], ("1", S[3]), ("1.1", S[12]), ("1.2", S[19]), ("2", S[8]), ("2.3", S[16])),
        under(["Zorg"], ("4", S[18]), ("5", S[17])),
        under(["Instroom"], ("A", S[13]), ("B", S[7])),
    )


def number_formats() -> Case:
    lists = (
        simple(40, ("upperRoman", "%1."))
        + simple(41, ("decimalZero", "Afspraak %1:"))
        + simple(42, ("lowerLetter", "(%1)"))
        + simple(43, ("none", ""))
        + simple(44, ("decimal", "%1."), ("decimal", "%2."))
        + abstract(45, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", before="<w:isLgl/>"))
        + use(45, 45)
        + simple(46, ("upperLetter", "%1"), ("decimal", "%1%2"))
        + simple(47, ("bullet", "–"))
    )
    return case(
        "numbers-formats",
        made(
            head("Nieuwbouw"),
            *(par(S[one], num=(40, 0)) for one in (0, 1, 5, 10)),
            head("Betaalbaarheid"),
            *(par(S[one], num=(41, 0)) for one in (2, 11)),
            head("Participatie"),
            *(par(S[one], num=(42, 0)) for one in (3, 12)),
            head("Overleg"),
            par(S[4], num=(43, 0)),
            par(S[16], num=(50, 0)),
            par(S[19], num=(50, 1)),
            par(S[8], num=(47, 0)),
            head("Onderhoud"),
            par(S[6], num=(44, 0)),
            par(S[14], num=(44, 0)),
            par(S[17], num=(44, 1)),
            par(S[18], num=(44, 1)),
            head("Instroom"),
            par(S[13], num=(45, 0)),
            par(S[7], num=(45, 1)),
            head("Geld"),
            par(S[9], num=(46, 0)),
            par(S[15], num=(46, 1)),
            numbering=lists + BULLET,
        ),
        under(["Nieuwbouw"], ("I", S[0]), ("II", S[1]), ("III", S[5]), ("IV", S[10])),
        under(["Betaalbaarheid"], ("01", S[2]), ("02", S[11])),
        under(["Participatie"], ("a", S[3]), ("b", S[12])),
        plain("Overleg", S[4], S[16], S[19], S[8]),
        under(["Onderhoud"], ("1", S[6]), ("2", S[14]), ("2.1", S[17]), ("2.2", S[18])),
        under(["Instroom"], ("I", S[13]), ("1.1", S[7])),
        under(["Geld"], ("A", S[9]), ("A1", S[15])),
    )


def numbers_inherited() -> Case:
    lists = simple(60, ("decimal", "%1."), ("decimal", "%1.%2"))
    styles = (
        style("Afspraak", props=listed(60))
        + style("AfspraakVet", base="Afspraak", looks="<w:color w:val='1F3864'/>")
        + style("AfspraakVetter", base="AfspraakVet")
        + style("AfspraakDeel", base="AfspraakVetter", props=listed(60, 1))
        + style("AfspraakLos", base="AfspraakVetter", props=listed(0))
        + style("AfspraakLosKind", base="AfspraakLos")
    )
    return case(
        "numbers-inherited",
        made(
            head("Afspraken"),
            par(S[0], style="Afspraak"),
            par(S[1], style="AfspraakVetter"),
            par(S[2], style="AfspraakLos"),
            par(S[3], style="AfspraakDeel"),
            par(S[4], style="AfspraakDeel"),
            par(S[5], style="AfspraakVet"),
            par(S[6], style="AfspraakVet", num=(0, 0)),
            par(S[7], style="AfspraakLosKind"),
            par(S[8], style="AfspraakLosKind", num=(60, 1)),
            par(S[9], style="AfspraakVet"),
            numbering=lists,
            styles=styles,
        ),
        under(["Afspraken"], ("1", S[0]), ("2", S[1]), (None, S[2]), ("2.1", S[3]), ("2.2", S[4]), ("3", S[5])),
        under(["Afspraken"], (None, S[6]), (None, S[7]), ("3.1", S[8]), ("4", S[9])),
    )


def numbers_through_list_style() -> Case:
    lists = (
        '<w:abstractNum w:abstractNumId="70"><w:multiLevelType w:val="multilevel"/><w:styleLink w:val="Afsprakenlijst"/>'
        f"{level(0, 'decimal', 'Afspraak %1')}{level(1, 'lowerLetter', '%2.')}</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="71"><w:multiLevelType w:val="multilevel"/>'
        '<w:numStyleLink w:val="Afsprakenlijst"/></w:abstractNum>' + use(70, 70) + use(71, 71)
    )
    styles = (
        '<w:style w:type="numbering" w:customStyle="1" w:styleId="Afsprakenlijst"><w:name w:val="Afsprakenlijst"/>'
        f"<w:pPr>{listed(70)}</w:pPr></w:style>"
    )
    return case(
        "numbers-list-style",
        made(
            head("Afspraken"),
            *(par(S[one], num=(71, step)) for one, step in enumerate((0, 0, 1, 1, 0, 1, 0, 0, 0, 0))),
            numbering=lists,
            styles=styles,
        ),
        under(["Afspraken"], ("1", S[0]), ("2", S[1]), ("2a", S[2]), ("2b", S[3]), ("3", S[4])),
        under(["Afspraken"], ("3a", S[5]), ("4", S[6]), ("5", S[7]), ("6", S[8]), ("7", S[9])),
    )


def typed_numbers() -> Case:
    return case(
        "numbers-typed",
        made(
            head("Artikel 3 Nieuwbouw"),
            par(f"Artikel 3 lid 1 {S[0]}"),
            par(f"Artikel 3 lid 2 {S[1]}"),
            par("Artikel 3 lid 2 is van overeenkomstige toepassing op sloop."),
            par(f"3.\t{S[5]}"),
            head("Losse afspraken"),
            par(f"1a. {S[2]}"),
            par(f"1b.\u00a0{S[11]}"),
            par(run("1"), run(".4", "<w:b/>"), run(".1\t"), S[3]),
            par(f"A12 {S[12]}"),
            par(f"Afspraak 7: {S[14]}"),
            par(f"- {S[19]}"),
            par(f"•\t{S[16]}"),
            par("40 woningen komen in 2027 gereed aan de Molenweg."),
            par("1 januari 2026 is de peildatum voor alle aantallen."),
            par("3x per jaar overleggen partijen over de wachttijden."),
            par("1.200 huishoudens in Zandmeer wachten langer dan vijf jaar."),
            par("2026 is het eerste jaar van deze afspraken."),
            par(f"2) {S[10]}"),
        ),
        under(["Artikel 3 Nieuwbouw"], ("3.1", S[0]), ("3.2", S[1])),
        plain("Artikel 3 Nieuwbouw", "Artikel 3 lid 2 is van overeenkomstige toepassing op sloop."),
        under(["Artikel 3 Nieuwbouw"], ("3.3", S[5])),
        under(["Losse afspraken"], ("1a", S[2]), ("1b", S[11]), ("1.4.1", S[3]), ("A12", S[12]), ("7", S[14])),
        plain("Losse afspraken", S[19], S[16], "40 woningen komen in 2027 gereed aan de Molenweg."),
        plain("Losse afspraken", "1 januari 2026 is de peildatum voor alle aantallen."),
        plain("Losse afspraken", "3x per jaar overleggen partijen over de wachttijden."),
        plain("Losse afspraken", "1.200 huishoudens in Zandmeer wachten langer dan vijf jaar."),
        plain("Losse afspraken", "2026 is het eerste jaar van deze afspraken."),
        under(["Losse afspraken"], ("2", S[10])),
    )


def letters_after_a_lead() -> Case:
    closing = "Het voorgaande geldt zolang het Rijk de regeling niet wijzigt."
    lead = "De gemeente zorgt ervoor dat:"
    parts = (
        "de vergunning binnen acht weken is verleend;",
        "de grond bouwrijp is op 1 juli; en",
        "de weg open blijft.",
    )
    vliet = ("levert veertig woningen op;", "verkoopt geen woningen;", "meldt de voortgang elk kwartaal.")
    erf = ("isoleert 120 woningen;", "plaatst zonnepanelen;", "vervangt alle cv-ketels.")
    return case(
        "lead-letters",
        made(
            head("Artikel 3 Nieuwbouw"),
            par(f"1. {S[0]}"),
            par(f"2. {lead}"),
            *(par(f"{letter}) {text}") for letter, text in zip("abc", parts, strict=True)),
            par(closing),
            par(f"3. {S[5]}"),
            head("4 Voorraad"),
            par("De Vliet:"),
            *(par(text, num=(52, 0)) for text in vliet),
            par(S[4]),
            head("Duurzaamheid"),
            par("Ons Erf zegt toe dat het in 2026:"),
            *(par(text, num=(50, 0)) for text in erf),
            par(S[8]),
            numbering=LETTERS + BULLET,
        ),
        under(["Artikel 3 Nieuwbouw"], ("3.1", S[0])),
        under(["Artikel 3 Nieuwbouw"], *((f"3.2{key}", text, lead) for key, text in zip("abc", parts, strict=True))),
        under(["Artikel 3 Nieuwbouw"], (None, closing), ("3.3", S[5])),
        under(["4 Voorraad"], *((f"4{key}", text, "De Vliet:") for key, text in zip("abc", vliet, strict=True))),
        plain("4 Voorraad", S[4]),
        under(["Duurzaamheid"], *((None, text, "Ons Erf zegt toe dat het in 2026:") for text in erf)),
        plain("Duurzaamheid", S[8]),
    )


# Headings


def outline_headings() -> Case:
    styles = style("Thema", props='<w:outlineLvl w:val="0"/>') + style("Onderdeel", base="Thema")
    styles = styles.replace("<w:qFormat/><w:pPr></w:pPr>", '<w:qFormat/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    deep = '<w:outlineLvl w:val="2"/>'
    return case(
        "headings-outline",
        made(
            par("Nieuwbouw en grond", props='<w:outlineLvl w:val="0"/>'),
            par(S[0]),
            par("Locaties", props='<w:outlineLvl w:val="1"/>'),
            par(S[5]),
            par(S[1], props='<w:outlineLvl w:val="9"/>'),
            par("Molenweg", props=deep),
            par(S[18]),
            par("Betaalbaarheid", style="Thema"),
            par(S[2]),
            par("Huurachterstanden", style="Onderdeel"),
            par(S[11]),
            par(S[16]),
            par(S[15], style="Thema", props='<w:outlineLvl w:val="9"/>'),
            par("Overleg", style="Thema"),
            par(S[4]),
            styles=styles,
        ),
        plain("Nieuwbouw en grond", S[0]),
        under(["Nieuwbouw en grond", "Locaties"], (None, S[5]), (None, S[1])),
        under(["Nieuwbouw en grond", "Locaties", "Molenweg"], (None, S[18])),
        plain("Betaalbaarheid", S[2]),
        under(["Betaalbaarheid", "Huurachterstanden"], (None, S[11]), (None, S[16]), (None, S[15])),
        plain("Overleg", S[4]),
    )


def headings_by_looks() -> Case:
    first, second = "1. Beschikbaarheid", "2. Betaalbaarheid"
    return case(
        "headings-looks",
        made(
            par(bold("Prestatieafspraken 2026", 26)),
            par(bold(first, 16)),
            par(S[0]),
            par(bold("Grond en locaties")),
            par(S[5]),
            par(run("Termijn. ", "<w:b/>"), S[1]),
            par(bold("Geen enkele woning in Oosterdijk wordt voor 1 januari 2028 verkocht.")),
            par(bold("Verkoop")),
            par(S[10]),
            par(bold(second, 16)),
            par("De Vliet verlaagt de huur met ", run("10%", "<w:b/>"), " voor huurders met een laag inkomen."),
            par(bold("Huur"), bold("beleid")),
            par(S[2]),
            par(S[15]),
            par(bold("Schulden")),
            par(S[11]),
            par(run("Partijen delen geen medische gegevens.", "<w:i/>")),
        ),
        plain(first, S[0]),
        under([first, "Grond en locaties"], (None, S[5]), (None, f"Termijn. {S[1]}")),
        under(
            [first, "Grond en locaties"], (None, "Geen enkele woning in Oosterdijk wordt voor 1 januari 2028 verkocht.")
        ),
        under([first, "Verkoop"], (None, S[10])),
        plain(second, "De Vliet verlaagt de huur met 10% voor huurders met een laag inkomen."),
        under([second, "Huurbeleid"], (None, S[2]), (None, S[15])),
        under([second, "Schulden"], (None, S[11]), (None, "Partijen delen geen medische gegevens.")),
    )


DUTCH_IDS: Final = {"Heading": "Kop", "ListBullet": "Lijstopsomteken", "ListNumber": "Lijstnummering", "Title": "Titel"}


def in_dutch(files: dict[str, bytes]) -> Parts:
    """Style ids as a Dutch Word gives them; the names in the file stay English."""
    for name in ("word/styles.xml", "word/document.xml"):
        text = files[name].decode()
        for english, dutch in DUTCH_IDS.items():
            text = re.sub(rf'"{english}(\d?)"', rf'"{dutch}\1"', text)
        files[name] = text.encode()
    return files


def dutch_style_ids() -> Case:
    return case(
        "styles-dutch-ids",
        made(
            par("Prestatieafspraken Zandmeer 2026", style="Titel"),
            par("Beschikbaarheid", style="Kop1"),
            par(S[0]),
            par("Nieuwbouw", style="Kop2"),
            par(S[5], style="Lijstopsomteken"),
            par(S[1], style="Lijstopsomteken"),
            par("Verkoop", style="Kop2"),
            par(S[10]),
            par("Leefbaarheid", style="Kop1"),
            par(S[9], style="Lijstnummering"),
            par(S[11], style="Lijstnummering"),
            par("Zandstraat", style="Kop3"),
            par(S[8]),
            par(S[3]),
            change=in_dutch,
        ),
        plain("Beschikbaarheid", S[0]),
        under(["Beschikbaarheid", "Nieuwbouw"], (None, S[5]), (None, S[1])),
        under(["Beschikbaarheid", "Verkoop"], (None, S[10])),
        under(["Leefbaarheid"], ("1", S[9]), ("2", S[11])),
        under(["Leefbaarheid", "Zandstraat"], (None, S[8]), (None, S[3])),
    )


def dutch_style_names() -> Case:
    """Styles with Dutch names too, as other programs write them, without an outline level."""
    styles = (
        style("P1", "Kop 1", looks='<w:b/><w:sz w:val="32"/>')
        + style("P2", "Kop 2", looks='<w:b/><w:sz w:val="26"/>')
        + style("P3", "Titel", looks='<w:sz w:val="52"/>')
        + style("P4", "Lijst opsom.teken", props=listed(50))
        + style("P5", "Plattetekst")
        + style("P6", "Inhopg 1")
    )
    return case(
        "styles-dutch-names",
        made(
            par("Prestatieafspraken Zandmeer 2026", style="P3"),
            par("Beschikbaarheid\t3", style="P6"),
            par("Leefbaarheid\t14", style="P6"),
            par("Beschikbaarheid", style="P1"),
            par(S[0], style="P5"),
            par("Nieuwbouw", style="P2"),
            par(S[5], style="P4"),
            par(S[1], style="P4"),
            par("Leefbaarheid", style="P1"),
            par(S[9], style="P5"),
            par("Overlast", style="P2"),
            par(S[11], style="P5"),
            par(S[8], style="P5"),
            par(S[3], style="P5"),
            par(S[4], style="P5"),
            styles=styles,
            numbering=BULLET,
        ),
        plain("Beschikbaarheid", S[0]),
        under(["Beschikbaarheid", "Nieuwbouw"], (None, S[5]), (None, S[1])),
        plain("Leefbaarheid", S[9]),
        under(["Leefbaarheid", "Overlast"], (None, S[11]), (None, S[8]), (None, S[3]), (None, S[4])),
        absent=("Leefbaarheid 14", "Beschikbaarheid 3"),
    )


# Tables


def merged_cells() -> Case:
    return case(
        "table-merged",
        made(
            head("Acties"),
            par("De acties hieronder gelden voor 2026."),
            table(
                row(
                    cell(par(bold("Nr.")), merge="restart"),
                    cell(par(bold("Afspraak")), merge="restart"),
                    cell(par(bold("Uitvoering")), span=2),
                    props="<w:tblHeader/>",
                ),
                row(
                    cell(merge="continue"),
                    cell(merge="continue"),
                    cell(par(bold("Wie"))),
                    cell(par(bold("Wanneer"))),
                    props="<w:tblHeader/>",
                ),
                row("1.1", "Woningen aan de Molenweg bouwen", cell("De Vliet", merge="restart"), "Q2 2026"),
                row("1.2", "Garages aan de Kade slopen", cell(merge="continue"), "Q3 2026"),
                row("1.3", cell("Huurders van Noord bezoeken, samen met het wijkteam", span=2), "Q4 2026"),
                row(cell("2.1", merge="restart"), "Portieken verlichten", "Ons Erf", cell("2026", merge="restart")),
                row(cell(merge="continue"), "Sloten vervangen", "De Vliet", cell(merge="continue")),
                row("2.2", cell("Partijen evalueren de acties samen met De Schakel", span=3)),
                row("2.3", "Bomen planten", "", "najaar 2026"),
                columns=4,
            ),
            par("De gemeente houdt de lijst bij."),
        ),
        plain("Acties", "De acties hieronder gelden voor 2026."),
        under(
            ["Acties"],
            ("1.1", "1.1 | Woningen aan de Molenweg bouwen | De Vliet | Q2 2026"),
            ("1.2", "1.2 | Garages aan de Kade slopen | Q3 2026"),
            ("1.3", "1.3 | Huurders van Noord bezoeken, samen met het wijkteam | Q4 2026"),
            ("2.1", "2.1 | Portieken verlichten | Ons Erf | 2026"),
            (None, "Sloten vervangen | De Vliet"),
            ("2.2", "2.2 | Partijen evalueren de acties samen met De Schakel"),
            ("2.3", "2.3 | Bomen planten | najaar 2026"),
            (None, "De gemeente houdt de lijst bij."),
        ),
    )


def group_rows() -> Case:
    """Rows over the whole width, bold and shaded, that say what the rows below are about."""

    def group(text: str) -> str:
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/>'
        return row(cell(par(bold(text)), span=3).replace("</w:tcPr>", f"{shade}</w:tcPr>"))

    return case(
        "table-group-rows",
        made(
            head("Actielijst"),
            table(
                header("Actie", "Wie", "Wanneer"),
                group("Nieuwbouw"),
                row("Woningen aan de Molenweg bouwen", "De Vliet", "Q2 2026"),
                row("Grond aan de Kade leveren", "gemeente", "1 juli 2026"),
                row("Bouwteam samenstellen", "De Vliet", "Q1 2026"),
                group("Leefbaarheid"),
                row("Buurtconciërge aanstellen", "Ons Erf", "Q1 2026"),
                row("Portieken verlichten", "Ons Erf", "Q3 2026"),
                row("Schouw met bewoners houden", "De Schakel", "twee keer per jaar"),
                columns=3,
            ),
            par(S[4]),
            par(S[3]),
        ),
        under(
            ["Actielijst", "Nieuwbouw"],
            (None, "Woningen aan de Molenweg bouwen | De Vliet | Q2 2026"),
            (None, "Grond aan de Kade leveren | gemeente | 1 juli 2026"),
            (None, "Bouwteam samenstellen | De Vliet | Q1 2026"),
        ),
        under(
            ["Actielijst", "Leefbaarheid"],
            (None, "Buurtconciërge aanstellen | Ons Erf | Q1 2026"),
            (None, "Portieken verlichten | Ons Erf | Q3 2026"),
            (None, "Schouw met bewoners houden | De Schakel | twee keer per jaar"),
        ),
        plain("Actielijst", S[4], S[3]),
    )


def nested_table() -> Case:
    inner = table(
        row("Molenweg", "24 woningen", "2026"),
        row("Kade", "16 woningen", "2027"),
        columns=3,
    )
    deepest = table(row("maart", "voortgang"), row("september", "begroting"), columns=2)
    return case(
        "table-nested",
        made(
            head("Programma"),
            par(S[0]),
            table(
                header("Afspraak", "Uitwerking"),
                row("Huurders tijdig informeren", "twee weken vooraf, per brief"),
                row("Woningen bouwen", cell(par("op twee plekken"), inner, par())),
                row("Overleggen", cell(deepest, par())),
                row("Afspraken evalueren", "in december, met De Schakel"),
                columns=2,
            ),
            par(S[1]),
            par(S[4]),
        ),
        plain("Programma", S[0], "Huurders tijdig informeren | twee weken vooraf, per brief"),
        plain("Programma", "Woningen bouwen | op twee plekken"),
        plain("Programma", "Molenweg | 24 woningen | 2026", "Kade | 16 woningen | 2027"),
        plain("Programma", "Overleggen", "maart | voortgang", "september | begroting"),
        plain("Programma", "Afspraken evalueren | in december, met De Schakel", S[1], S[4]),
    )


def long_table() -> Case:
    streets = ("Molenweg", "Kade", "Havenstraat", "Dijkpad", "Lindelaan", "Torenplein", "Veerweg", "Zandpad")
    rows = [
        (f"{number}", f"{street}: {4 * number} woningen isoleren", f"{2026 + number % 4}")
        for number, street in enumerate(streets * 4, 1)
    ]
    titles = ("Nr.", "Afspraak", "Gereed")
    return case(
        "table-long",
        made(
            head("Isolatieprogramma"),
            table(
                header("Programma 2026-2029", cell(par(bold("Uitvoering")), span=2)),
                header(*titles),
                *(row(*cells, props="<w:cantSplit/>") for cells in rows[:24]),
                columns=3,
            ),
            par("Vervolg van het programma staat op de volgende bladzijde."),
            table(header(*titles, repeated=False), *(row(*cells) for cells in rows[24:]), columns=3),
            par(S[4]),
        ),
        under(["Isolatieprogramma"], *((cells[0], " | ".join(cells)) for cells in rows[:24])),
        plain("Isolatieprogramma", "Vervolg van het programma staat op de volgende bladzijde."),
        under(["Isolatieprogramma"], *((cells[0], " | ".join(cells)) for cells in rows[24:])),
        plain("Isolatieprogramma", S[4]),
    )


def layout_table() -> Case:
    return case(
        "table-layout",
        made(
            head("Inleiding"),
            table(row(cell(S[0], S[4])), columns=1, lines=False),
            head("Afspraken"),
            table(
                row(
                    cell(
                        S[1], par("De gemeente:"), *(par(text, num=(50, 0)) for text in ("levert grond;", "int leges."))
                    ),
                    cell(S[2], S[6], head("Slot", 2), S[16]),
                ),
                columns=2,
                lines=False,
            ),
            head("Overleg"),
            par(S[12]),
            table(row(cell(par(f"1.1 {S[3]}"), par(f"1.2 {S[19]}"))), columns=1, lines=False),
            numbering=BULLET,
        ),
        plain("Inleiding", S[0], S[4]),
        plain("Afspraken", S[1]),
        under(["Afspraken"], (None, "levert grond;", "De gemeente:"), (None, "int leges.", "De gemeente:")),
        plain("Afspraken", S[2], S[6]),
        under(["Afspraken", "Slot"], (None, S[16])),
        plain("Overleg", S[12]),
        under(["Overleg"], ("1.1", S[3]), ("1.2", S[19])),
    )


def action_table() -> Case:
    return case(
        "table-actions",
        made(
            head("2 Leefbaarheid"),
            par("Partijen spreken voor 2026 het volgende af."),
            table(
                header("Wie", "Wanneer", "Resultaat", repeated=False),
                row("De Vliet", "voor 1 mei 2026", "Alle portieken in Noord zijn verlicht."),
                row(cell("De Vliet", "Ons Erf"), "Q3", cell("De wijk is schoner:", "twee schouwen per jaar")),
                row(
                    "gemeente",
                    "elk kwartaal",
                    cell(par("overleg met bewoners", num=(50, 0)), par("verslag", num=(50, 0))),
                ),
                row("", "doorlopend", "Meldingen worden binnen een week beantwoord."),
                row("De Schakel", "", "Het huurdersblad meldt de uitkomst."),
                row("", "", ""),
                row("Partijen", "jaarlijks", "Zie afspraak 3.2; streven: 80% | tevreden"),
                row("€ 45.000", "2026", "Budget voor de buurtconciërge"),
                columns=3,
            ),
            par("De bedragen zijn exclusief btw."),
            numbering=BULLET,
        ),
        plain("2 Leefbaarheid", "Partijen spreken voor 2026 het volgende af."),
        plain(
            "2 Leefbaarheid",
            "De Vliet | voor 1 mei 2026 | Alle portieken in Noord zijn verlicht.",
            "De Vliet Ons Erf | Q3 | De wijk is schoner: twee schouwen per jaar",
            "gemeente | elk kwartaal | overleg met bewoners verslag",
            "doorlopend | Meldingen worden binnen een week beantwoord.",
            "De Schakel | Het huurdersblad meldt de uitkomst.",
            "Partijen | jaarlijks | Zie afspraak 3.2; streven: 80% | tevreden",
            "€ 45.000 | 2026 | Budget voor de buurtconciërge",
            "De bedragen zijn exclusief btw.",
        ),
    )


def numbered_rows() -> Case:
    """Rows that Word counts itself: the first cell holds nothing but an automatic number."""
    lists = simple(80, ("decimal", "%1."), ("decimal", "%1.%2"))

    def counted(step: int, *cells: str) -> str:
        return row(cell(par(num=(80, step))), *cells)

    titles = ("Nr.", "Afspraak", "Wie")
    return case(
        "table-automatic-numbers",
        made(
            head("Afspraken"),
            table(
                header(*titles),
                counted(0, "Woningen aan de Molenweg bouwen", "De Vliet"),
                counted(1, "Bouwteam samenstellen", "De Vliet"),
                counted(1, "Bewoners uitnodigen", "De Schakel"),
                counted(0, "Grond aan de Kade leveren", "gemeente"),
                counted(1, "Bodem saneren", "gemeente"),
                columns=3,
            ),
            par(S[4]),
            table(
                header(*titles),
                counted(0, "Portieken verlichten", "Ons Erf"),
                counted(0, "Buurtconciërge aanstellen", "Ons Erf"),
                columns=3,
            ),
            numbering=lists,
        ),
        under(
            ["Afspraken"],
            ("1", "Woningen aan de Molenweg bouwen | De Vliet"),
            ("1.1", "Bouwteam samenstellen | De Vliet"),
            ("1.2", "Bewoners uitnodigen | De Schakel"),
            ("2", "Grond aan de Kade leveren | gemeente"),
            ("2.1", "Bodem saneren | gemeente"),
            (None, S[4]),
            ("3", "Portieken verlichten | Ons Erf"),
            ("4", "Buurtconciërge aanstellen | Ons Erf"),
        ),
    )


# Changes, comments, notes


def changed() -> Make:
    old = f'<w:pPrChange w:id="23" {BY}><w:pPr><w:jc w:val="right"/></w:pPr></w:pPrChange>'
    return made(
        head("Nieuwbouw"),
        par("De Vliet levert in 2026 ", gone("dertig"), ins("veertig"), " sociale huurwoningen op."),
        par("De gemeente levert bouwrijpe grond", gone("."), mark=DELETED),
        par(gone("De gemeente betaalt"), ins(" en betaalt"), " de aansluitkosten."),
        par("Ons Erf renoveert complex Havenzicht.", mark=INSERTED),
        par(gone(" "), "De huurders houden hun huurprijs.", props=old),
        par(gone("Ons Erf sloopt twaalf garages."), mark=DELETED),
        par(ins("De gemeente plant veertig bomen."), mark=INSERTED),
        head("Afspraken"),
        par(S[5], num=(51, 0)),
        par(gone("De gemeente heft geen leges."), num=(51, 0), mark=DELETED),
        par(S[6], num=(51, 0)),
        par(ins("De Vliet meldt elk kwartaal de stand."), num=(51, 0), mark=INSERTED),
        par(S[7], num=(51, 0)),
        table(
            header("Actie", "Wie"),
            row("Portieken verlichten", "Ons Erf"),
            row(cell(par(gone("Garages slopen"))), cell(par(gone("De Vliet"))), props=DELETED),
            row(cell(par(ins("Bomen planten"))), cell(par(ins("gemeente"))), props=INSERTED),
            row("Schouw houden", cell(par(gone("gemeente"), ins("De Schakel")))),
            columns=2,
        ),
        par(gone("Verkoop"), style="Heading1", mark=DELETED),
        par(S[10]),
        numbering=PLAIN,
    )


def tracked_changes() -> Case:
    return case(
        "changes-final",
        changed(),
        plain(
            "Nieuwbouw",
            "De Vliet levert in 2026 veertig sociale huurwoningen op.",
            "De gemeente levert bouwrijpe grond en betaalt de aansluitkosten.",
            "Ons Erf renoveert complex Havenzicht.",
            "De huurders houden hun huurprijs.",
            "De gemeente plant veertig bomen.",
        ),
        under(["Afspraken"], ("1", S[5]), ("2", S[6]), ("3", "De Vliet meldt elk kwartaal de stand."), ("4", S[7])),
        plain("Afspraken", "Portieken verlichten | Ons Erf", "Bomen planten | gemeente", "Schouw houden | De Schakel"),
        plain("Afspraken", S[10]),
        absent=("dertig", "garages", "Garages", "leges", "Verkoop", "De gemeente betaalt"),
        notices=("verwijderde-tekst",),
    )


def tracked_changes_original() -> Case:
    return case(
        "changes-original",
        changed(),
        plain(
            "Nieuwbouw",
            "De Vliet levert in 2026 dertig sociale huurwoningen op.",
            "De gemeente levert bouwrijpe grond.",
            "De gemeente betaalt de aansluitkosten.",
            "Ons Erf renoveert complex Havenzicht. De huurders houden hun huurprijs.",
            "Ons Erf sloopt twaalf garages.",
        ),
        under(["Afspraken"], ("1", S[5]), ("2", "De gemeente heft geen leges."), ("3", S[6]), ("4", S[7])),
        plain("Afspraken", "Portieken verlichten | Ons Erf", "Garages slopen | De Vliet", "Schouw houden | gemeente"),
        plain("Verkoop", S[10]),
        absent=("veertig", "bomen", "Bomen", "elk kwartaal"),
        notices=("ingevoegde-tekst",),
        options={"revisions": "original"},
    )


def move(kind: str, name: str, *pieces: str) -> str:
    """Moved text between its range marks."""
    inner = runs(pieces)
    start = f'<w:{kind}RangeStart w:id="31" w:name="{name}" {BY}/>'
    return f'{start}<w:{kind} w:id="32" {BY}>{inner}</w:{kind}><w:{kind}RangeEnd w:id="31"/>'


def moved() -> Make:
    away, here = f'<w:moveFrom w:id="33" {BY}/>', f'<w:moveTo w:id="34" {BY}/>'
    return made(
        head("Nieuwbouw"),
        par(S[0], num=(51, 0)),
        par(move("moveFrom", "move1", S[1]), num=(51, 0), mark=away),
        par(S[5], num=(51, 0)),
        par(S[10], num=(51, 0)),
        par(move("moveTo", "move1", S[1]), num=(51, 0), mark=here),
        par(move("moveFrom", "move2", S[4]), mark=away),
        par(
            "De Vliet ",
            move("moveFrom", "move3", "in 2026 "),
            "bouwt veertig woningen",
            move("moveTo", "move3", " in 2026"),
            ".",
        ),
        head("Overleg"),
        par(S[3]),
        par(move("moveTo", "move2", S[4]), mark=here),
        par(S[12]),
        numbering=PLAIN,
    )


def moved_text() -> Case:
    return case(
        "moved-final",
        moved(),
        under(["Nieuwbouw"], ("1", S[0]), ("2", S[5]), ("3", S[10]), ("4", S[1])),
        plain("Nieuwbouw", "De Vliet bouwt veertig woningen in 2026."),
        plain("Overleg", S[3], S[4], S[12]),
        notices=("verwijderde-tekst",),
    )


def moved_text_original() -> Case:
    return case(
        "moved-original",
        moved(),
        under(["Nieuwbouw"], ("1", S[0]), ("2", S[1]), ("3", S[5]), ("4", S[10]), (None, S[4])),
        plain("Nieuwbouw", "De Vliet in 2026 bouwt veertig woningen."),
        plain("Overleg", S[3], S[12]),
        notices=("ingevoegde-tekst",),
        options={"revisions": "original"},
    )


def comments() -> Case:
    return case(
        "comments",
        made(
            par(remark_from(0), "Nieuwbouw", remark_to(0), style="Heading1"),
            par("De Vliet levert ", remark(1, "veertig"), " woningen op.", num=(51, 0)),
            par(remark_from(2), S[5], num=(51, 0)),
            par(S[6], num=(51, 0)),
            par(S[7], remark_to(2), num=(51, 0)),
            par(remark(3, remark_from(4), S[10]), remark_to(4)),
            table(
                header("Actie", "Wie"),
                row("Bomen planten", cell(par(remark(5, "gemeente")))),
                row("Portieken verlichten", "Ons Erf"),
                columns=2,
            ),
            par(S[4]),
            numbering=PLAIN,
            parts=[
                remarks("Kop klopt niet", "Waarom geen vijftig?", "Overleg", "Zie mail", "Akkoord", "Welke afdeling?")
            ],
        ),
        under(["Nieuwbouw"], ("1", "De Vliet levert veertig woningen op."), ("2", S[5]), ("3", S[6]), ("4", S[7])),
        plain("Nieuwbouw", S[10], "Bomen planten | gemeente", "Portieken verlichten | Ons Erf", S[4]),
        absent=("vijftig", "Zie mail", "Akkoord", "Welke afdeling", "klopt niet"),
        notices=("opmerkingen",),
    )


def foot_and_endnotes() -> Case:
    lead = "De gemeente zorgt ervoor dat:"
    bottom = {
        1: "Prijspeil 1 januari 2026.",
        2: "Raadsbesluit van 3 december 2024.",
        3: "Voor zover de bodem schoon is.",
        4: "Exclusief woonwagens.",
        6: "2025 is het basisjaar.",
    }
    end = {1: "Woonvisie Zandmeer, bladzijde 12.", 2: "De Vliet heeft 4.300 woningen."}
    star = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="6"/><w:t>*</w:t></w:r>'
    return case(
        "notes",
        made(
            head("3 Betaalbaarheid"),
            par("De huur bedraagt ten hoogste € 600", note(1), " per maand", note(2), "."),
            par(S[2]),
            par(lead),
            par("de vergunning er op tijd is;", num=(52, 0)),
            par("de grond bouwrijp is;", note(3), num=(52, 0)),
            par("de weg open blijft.", num=(52, 0)),
            table(
                header("Soort", "Aantal"),
                row("Sociale huur", cell(par("2.100", note(4)))),
                row("Middenhuur", "300"),
                columns=2,
            ),
            par("De wachttijd daalt naar zeven jaar", note(1, "endnote"), "."),
            par("De Vliet verkoopt geen woningen.", note(2, "endnote")),
            par("Ons Erf verlaagt de uitstoot met 20%", star, "."),
            par(S[4]),
            numbering=LETTERS,
            parts=[notes(bottom), notes(end, "endnote")],
        ),
        plain("3 Betaalbaarheid", "De huur bedraagt ten hoogste € 600 per maand.", bottom[1], bottom[2], S[2]),
        under(
            ["3 Betaalbaarheid"], ("3a", "de vergunning er op tijd is;", lead), ("3b", "de grond bouwrijp is;", lead)
        ),
        under(["3 Betaalbaarheid"], (None, bottom[3]), ("3c", "de weg open blijft.", lead)),
        plain("3 Betaalbaarheid", "Sociale huur | 2.100", bottom[4], "Middenhuur | 300"),
        plain("3 Betaalbaarheid", "De wachttijd daalt naar zeven jaar.", end[1]),
        plain("3 Betaalbaarheid", "De Vliet verkoopt geen woningen.", end[2]),
        plain("3 Betaalbaarheid", "Ons Erf verlaagt de uitstoot met 20%.", bottom[6], S[4]),
        absent=("*",),
    )


# Boxes, controls, fields


def text_boxes() -> Case:
    only = f"<w:r>{vml(par(S[9]))}</w:r>"
    return case(
        "text-boxes",
        made(
            head("Nieuwbouw"),
            par(S[0], box(par(S[1]), par(S[5]))),
            par(box(par(f"3.1 {S[6]}"))),
            par("De Vliet ", box(par(S[14], num=(50, 0))), "verduurzaamt in 2026 ook de galerijen."),
            par(S[2], only),
            par(S[10]),
            par(S[3], props='<w:framePr w:w="3000" w:hSpace="141" w:wrap="around" w:vAnchor="text" w:hAnchor="page"/>'),
            par(S[4]),
            numbering=BULLET,
        ),
        under(["Nieuwbouw"], (None, S[0]), (None, S[1]), (None, S[5]), ("3.1", S[6])),
        plain("Nieuwbouw", "De Vliet verduurzaamt in 2026 ook de galerijen.", S[14], S[2], S[9], S[10], S[3], S[4]),
    )


def content_controls() -> Case:
    repeated = '<w:tag w:val="acties"/>'
    empty = "Klik of tik om tekst in te voeren."
    blank = sdt(par(run("Kies een datum.", '<w:rStyle w:val="Leeg"/>')), "<w:showingPlcHdr/><w:date/>")
    linked = '<w:dataBinding w:xpath="/a" w:storeItemID="{0}"/><w:text/>'
    choice = '<w:dropDownList><w:listItem w:displayText="Noord" w:value="1"/></w:dropDownList>'
    item = sdt(row("Bomen planten", "gemeente"), '<w:tag w:val="actie"/>')
    pick = sdt(cell("Ons Erf"), '<w:tag w:val="wie"/>')
    return case(
        "content-controls",
        made(
            sdt(head("Nieuwbouw"), '<w:alias w:val="Kop"/>'),
            par(
                "De Vliet levert ", sdt(run("veertig"), linked), " woningen op in wijk ", sdt(run("Noord"), choice), "."
            ),
            sdt(par(S[5]) + par(S[6]) + sdt(par(S[7])), '<w:alias w:val="Blok"/>'),
            par("De gemeente betaalt ", placeholder(empty), "de helft."),
            blank,
            par(placeholder("Vul hier de naam in")),
            sdt(par(S[10], num=(51, 0)) + par(S[14], num=(51, 0)), '<w:tag w:val="lijst"/>'),
            table(
                header("Actie", "Wie"),
                sdt(item + row("Bankjes plaatsen", "De Vliet"), repeated),
                row("Portieken verlichten", pick),
                row("Schouw houden", cell(par(placeholder("Kies een partij")))),
                columns=2,
            ),
            sdt(table(header("Thema", "Budget"), row("Groen", "€ 10.000"), columns=2)),
            numbering=PLAIN,
        ),
        plain("Nieuwbouw", "De Vliet levert veertig woningen op in wijk Noord.", S[5], S[6], S[7]),
        plain("Nieuwbouw", "De gemeente betaalt de helft."),
        under(["Nieuwbouw"], ("1", S[10]), ("2", S[14])),
        plain("Nieuwbouw", "Bomen planten | gemeente", "Bankjes plaatsen | De Vliet", "Portieken verlichten | Ons Erf"),
        plain("Nieuwbouw", "Schouw houden", "Groen | € 10.000"),
        absent=("Klik of tik", "Kies een", "Vul hier"),
    )


def fields() -> Case:
    merged = mark("begin") + instruction(" IF ") + fieldcode("MERGEFIELD Aantal", "WAARDE-A")
    merged += instruction(' = "1" "woning" "woningen" ') + mark("separate") + run("woningen") + mark("end")
    filled = '<w:fldSimple w:instr=" DOCPROPERTY Einddatum "><w:r><w:t>31 december 2029</w:t></w:r></w:fldSimple>'
    link = f'<w:hyperlink r:id="rIdLink">{run("de woonvisie")}</w:hyperlink>'
    inside = f'<w:hyperlink w:anchor="_Toc1">{run("artikel 4")}</w:hyperlink>'
    form = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Naam"/><w:textInput><w:default w:val="INVULLEN"/>'
    form += "</w:textInput></w:ffData></w:fldChar></w:r>" + instruction(" FORMTEXT ") + mark("separate")
    form += run("mevrouw Bosma") + mark("end")
    return case(
        "fields",
        made(
            head("Slotafspraken"),
            par("Zoals bepaald in ", fieldcode(r"REF _Ref1 \r \h", "artikel 2.3"), " betaalt de gemeente de helft."),
            par("De looptijd eindigt op ", filled, "."),
            par("De afspraken volgen uit ", link, " en uit ", inside, "."),
            par("Meer staat op ", fieldcode('HYPERLINK "https://geheim.example/pad"', "de website"), " van De Vliet."),
            par("De Vliet levert veertig ", merged, " op."),
            par("De Schakel", fieldcode('XE "trefwoord:verborgen"'), " adviseert over de begroting."),
            par("Contactpersoon bij de gemeente is ", form, "."),
            par("Afspraak ", fieldcode("SEQ Afspraak", "4"), ": ", S[5]),
            par(mark("begin"), instruction(' INCLUDETEXT "c:\\\\bron.docx" '), mark("separate"), S[6]),
            par(S[7], mark("end")),
            par("De huur stijgt ", gone(fieldcode("QUOTE weg", "niet")), "met de inflatie."),
            links={"rIdLink": "https://zandmeer.example/woonvisie"},
        ),
        plain(
            "Slotafspraken",
            "Zoals bepaald in artikel 2.3 betaalt de gemeente de helft.",
            "De looptijd eindigt op 31 december 2029.",
            "De afspraken volgen uit de woonvisie en uit artikel 4.",
            "Meer staat op de website van De Vliet.",
            "De Vliet levert veertig woningen op.",
            "De Schakel adviseert over de begroting.",
            "Contactpersoon bij de gemeente is mevrouw Bosma.",
        ),
        under(["Slotafspraken"], ("4", S[5]), (None, S[6]), (None, S[7]), (None, "De huur stijgt met de inflatie.")),
        absent=(
            "WAARDE-A",
            "MERGEFIELD",
            "geheim.example",
            "trefwoord",
            "INVULLEN",
            "bron.docx",
            "SEQ",
            "REF",
            "niet met",
        ),
        notices=("verwijderde-tekst",),
    )


def hidden_text() -> Case:
    styles = style("Intern", looks="<w:vanish/>") + style(
        "InternZichtbaar", base="Intern", looks='<w:vanish w:val="0"/>'
    )
    styles += (
        '<w:style w:type="character" w:customStyle="1" w:styleId="Stil"><w:name w:val="Stil"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    return case(
        "hidden-text",
        made(
            head("Betaalbaarheid"),
            par(S[2], run(" Dit is ons uiterste bod.", "<w:vanish/>")),
            par("De gemeente betaalt", run(" voorlopig", '<w:rStyle w:val="Stil"/>'), " de helft."),
            par("Alleen voor de wethouder.", style="Intern"),
            par(S[4], style="InternZichtbaar"),
            par(run(S[6], '<w:vanish w:val="0"/>')),
            par(run("Conceptversie van de jurist.", "<w:vanish/>"), mark="<w:vanish/>"),
            par(run(S[7], "<w:webHidden/>")),
            par("De Schakel ", run("(intern: bellen) ", '<w:vanish w:val="true"/>'), "adviseert voor 1 oktober."),
            table(
                header("Actie", "Wie"),
                row("Bomen planten", cell(par("gemeente", run(" of toch niet", "<w:vanish/>")))),
                columns=2,
            ),
            par(S[10], style="Intern", mark='<w:vanish w:val="0"/>').replace(
                "<w:r>", '<w:r><w:rPr><w:vanish w:val="false"/></w:rPr>'
            ),
            styles=styles,
        ),
        plain("Betaalbaarheid", S[2], "De gemeente betaalt de helft.", S[4], S[6], S[7]),
        plain("Betaalbaarheid", "De Schakel adviseert voor 1 oktober.", "Bomen planten | gemeente", S[10]),
        absent=("uiterste bod", "voorlopig", "wethouder", "jurist", "intern", "toch niet"),
        notices=("verborgen-tekst",),
    )


# Sections, packages, front matter


def sections() -> Case:
    heads = {
        "kop1": "Concept 3 van de afspraken",
        "kop2": "Bijlage actietabel",
        "kop3": "Vertrouwelijk eerste blad",
        "kop4": "Even bladzijden",
    }
    page = fieldcode("PAGE", "7")
    foot = running("voet1", "ftr", par("Pagina ", page, " van ", fieldcode("NUMPAGES", "12"), " – Zandmeer wonen"))
    first = section(
        reference("header", "kop1")
        + reference("header", "kop3", "first")
        + reference("header", "kop4", "even")
        + reference("footer", "voet1"),
        "<w:titlePg/>",
    )
    wide = section(reference("header", "kop2"), wide=True)
    columns = section('<w:type w:val="continuous"/>', '<w:cols w:num="2" w:space="708"/>')
    return case(
        "sections",
        made(
            head("Nieuwbouw"),
            par(S[0], num=(51, 0)),
            par(S[1], num=(51, 0)),
            par(S[5], num=(51, 0), props=first),
            table(
                header("Actie", "Wie"), row("Bomen planten", "gemeente"), row("Schouw houden", "De Vliet"), columns=2
            ),
            par(props=wide),
            par(S[6], num=(51, 0)),
            par(S[7], num=(51, 0)),
            par(S[8], props=columns),
            par(S[10]),
            par(S[4]),
            numbering=PLAIN,
            parts=[*(running(key, "hdr", par(text)) for key, text in heads.items()), foot],
        ),
        under(["Nieuwbouw"], ("1", S[0]), ("2", S[1]), ("3", S[5])),
        plain("Nieuwbouw", "Bomen planten | gemeente", "Schouw houden | De Vliet"),
        under(["Nieuwbouw"], ("4", S[6]), ("5", S[7]), (None, S[8]), (None, S[10]), (None, S[4])),
        absent=(*heads.values(), "Zandmeer wonen", "van 12"),
        notices=("kop-en-voettekst",),
    )


def page_numbers_only() -> Case:
    """A footer with only the number of the page, in a content control as Word's gallery puts it."""
    number = par("Pagina ", fieldcode("PAGE", "7"), " van ", fieldcode("NUMPAGES", "12"))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Page Numbers (Bottom of Page)"/><w:docPartUnique/></w:docPartObj>'
    return case(
        "page-numbers",
        made(
            head("Afspraken"),
            *(par(text) for text in S[:9]),
            parts=[running("voet1", "ftr", sdt(number, gallery)), running("kop1", "hdr", par())],
            last=section(reference("header", "kop1") + reference("footer", "voet1")),
        ),
        plain("Afspraken", *S[:9]),
        absent=("Pagina",),
    )


def strict(files: dict[str, bytes]) -> Parts:
    """The same package with the names of ISO 29500 Strict."""
    purl = b"http://purl.oclc.org/ooxml"
    names = {
        f"{RELATION}/".encode(): purl + b"/officeDocument/relationships/",
        f'"{RELATION}"'.encode(): b'"' + purl + b'/officeDocument/relationships"',
        SPACES["w"].encode(): purl + b"/wordprocessingml/main",
        DRAWING.encode(): purl + b"/drawingml",
        f"{OFFICE}/extended-properties".encode(): purl + b"/officeDocument/extendedProperties",
        f"{OFFICE}/math".encode(): purl + b"/officeDocument/math",
    }
    for name, data in files.items():
        if name.endswith((".xml", ".rels")):
            for old, new in names.items():
                data = data.replace(old, new)
            files[name] = data.replace(b"<w:document ", b'<w:document w:conformance="strict" ')
    return files


def strict_names() -> Case:
    lists = simple(20, ("decimal", "%1."), ("lowerLetter", "%2)"))
    return case(
        "strict",
        made(
            head("Nieuwbouw"),
            par(S[0], num=(20, 0)),
            par(S[1], num=(20, 1)),
            par(S[5], note(1), num=(20, 0)),
            par(S[6], gone(" Onzin."), ins(" Dit gebeurt in 2026.")),
            head("Acties", 2),
            table(
                header("Actie", "Wie"), row("Bomen planten", "gemeente"), row("Schouw houden", "De Vliet"), columns=2
            ),
            par(S[10], box(par(S[4]))),
            par(S[2], run(" Geheim.", "<w:vanish/>")),
            numbering=lists,
            parts=[
                notes({1: "Raadsbesluit van 3 december 2024."}),
                running("kop1", "hdr", par("Concept 3 van de afspraken")),
            ],
            last=section(reference("header", "kop1")),
            change=strict,
        ),
        under(["Nieuwbouw"], ("1", S[0]), ("1a", S[1]), ("2", S[5]), (None, "Raadsbesluit van 3 december 2024.")),
        plain("Nieuwbouw", f"{S[6]} Dit gebeurt in 2026."),
        under(["Nieuwbouw", "Acties"], (None, "Bomen planten | gemeente"), (None, "Schouw houden | De Vliet")),
        under(["Nieuwbouw", "Acties"], (None, S[10]), (None, S[4]), (None, S[2])),
        absent=("Onzin", "Geheim", "Concept 3"),
        notices=("verwijderde-tekst", "verborgen-tekst", "kop-en-voettekst"),
    )


def with_macros(files: dict[str, bytes]) -> Parts:
    plain_type, macro = f"{WORD_TYPE}.document.main+xml", "application/vnd.ms-word.document.macroEnabled.main+xml"
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(plain_type.encode(), macro.encode())
    return files


def macros() -> Case:
    binary = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    code = Extra("rIdMacro", kind, "/word/vbaProject.bin", "application/vnd.ms-office.vbaProject", binary)
    return case(
        "macros",
        made(
            head("Afspraken"),
            *(par(text, num=(51, 0)) for text in S[:6]),
            table(
                header("Actie", "Wie"), row("Bomen planten", "gemeente"), row("Schouw houden", "De Vliet"), columns=2
            ),
            par(S[8]),
            numbering=PLAIN,
            parts=[code],
            change=with_macros,
        ),
        under(["Afspraken"], *((str(number), text) for number, text in enumerate(S[:6], 1))),
        plain("Afspraken", "Bomen planten | gemeente", "Schouw houden | De Vliet", S[8]),
        suffix=".docm",
    )


def contents(entries: Sequence[tuple[str, str]]) -> str:
    """The lines of an automatic table of contents in one field."""
    styled = []
    for key, (text, page) in enumerate(entries):
        link = run(f"{text}\t") + fieldcode(rf"PAGEREF _Toc{key} \h", page)
        begin = mark("begin") + instruction(r' TOC \o "1-3" \h \z \u ') + mark("separate") if key == 0 else ""
        styled.append(par(begin + f'<w:hyperlink w:anchor="_Toc{key}">{link}</w:hyperlink>', style="Inhopg1"))
    return "".join(styled) + par(mark("end"))


TOC_STYLES: Final = style(
    "Inhopg1", "toc 1", props='<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9062"/></w:tabs>'
)
BREAK: Final = '<w:r><w:br w:type="page"/></w:r>'


def cover_and_contents() -> Case:
    gallery = '<w:docPartObj><w:docPartGallery w:val="{}"/><w:docPartUnique/></w:docPartObj>'
    cover = (
        par("Prestatieafspraken 2026-2029", style="Title")
        + par("gemeente Zandmeer, De Vliet en De Schakel", style="Subtitle")
        + par("Versie 1.0")
        + par("december 2025", BREAK)
    )
    toc = par("Inhoudsopgave", style="TOCHeading") + contents(
        [("1\tNieuwbouw", "13"), ("2\tBetaalbaarheid", "15"), ("2.1\tHuurachterstanden", "16"), ("3\tOverleg", "19")]
    )
    return case(
        "cover-contents",
        made(
            sdt(cover, gallery.format("Cover Pages")),
            sdt(toc, gallery.format("Table of Contents")),
            par(BREAK),
            head("1 Nieuwbouw"),
            *(par(text) for text in (S[0], S[1], S[5])),
            head("2 Betaalbaarheid"),
            par(S[2]),
            head("2.1 Huurachterstanden", 2),
            *(par(text) for text in (S[11], S[16])),
            head("3 Overleg"),
            *(par(text) for text in (S[4], S[3])),
            styles=TOC_STYLES,
        ),
        plain("1 Nieuwbouw", S[0], S[1], S[5]),
        plain("2 Betaalbaarheid", S[2]),
        under(["2 Betaalbaarheid", "2.1 Huurachterstanden"], (None, S[11]), (None, S[16])),
        plain("3 Overleg", S[4], S[3]),
        absent=("Inhoudsopgave", "Nieuwbouw 13", "Huurachterstanden 16", "Overleg 19", "Versie 1.0", "december 2025"),
    )


def bare_contents() -> Case:
    """A cover by looks and a table of contents without a content control: a field alone, and one typed with dots."""
    typed = ("Actietabel Noord ........ 21", "Actietabel Zuid ........ 24")
    return case(
        "cover-contents-bare",
        made(
            par(bold("Samen wonen in Zandmeer", 28)),
            par(run("Prestatieafspraken 2026", '<w:sz w:val="36"/>')),
            par("1 december 2025", BREAK),
            par(bold("Inhoud", 14)),
            contents([("1 Nieuwbouw", "13"), ("2 Betaalbaarheid", "15"), ("Bijlage Tarieven", "19")]),
            *(par(text) for text in typed),
            par(BREAK),
            head("1 Nieuwbouw"),
            *(par(text) for text in (S[0], S[1], S[5])),
            head("2 Betaalbaarheid"),
            *(par(text) for text in (S[2], S[11], S[16])),
            head("Bijlage Tarieven"),
            *(par(text) for text in (S[9], S[17])),
            styles=TOC_STYLES,
        ),
        plain("1 Nieuwbouw", S[0], S[1], S[5]),
        plain("2 Betaalbaarheid", S[2], S[11], S[16]),
        plain("Bijlage Tarieven", S[9], S[17]),
        absent=("Nieuwbouw 13", "Tarieven 19", "Actietabel", "....", "Inhoud", "1 december 2025"),
    )


# Characters, wrappers, objects


def characters() -> Case:
    def symbol(font: str, code: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    hyphen, soft = "<w:r><w:noBreakHyphen/></w:r>", "<w:r><w:softHyphen/></w:r>"
    return case(
        "characters",
        made(
            head("Bijzondere tekens"),
            par("De Vliet bouwt ", symbol("Symbol", "F0B3"), " 40 woningen per jaar."),
            par("De huur is ", symbol("Symbol", "F0A3"), " € 600 per maand."),
            par("De CO2", hyphen, "uitstoot daalt met 20% in 2026."),
            par("De prestatie", soft, "afspraken gelden voor huur\u00adwoningen en zorg\u2011woningen."),
            par("De gemeente betaalt €\u00a045.000\u2002mee aan de\u202fwijk."),
            par("1.\tDe Vliet levert op:\t40 woningen,\nOns Erf levert er 20."),
            par(
                "De gemeente",
                "<w:r><w:cr/></w:r>",
                "betaalt ",
                '<w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/></w:r>',
                "de helft.",
            ),
            par("Partijen regelen de ﬁnanciering en de eﬀecten zo snel als dat kan."),
            par("Kosten  &   baten < 5%\u00a0 zijn  “gelijk” verdeeld."),
            par(
                "De Schakel ",
                "<w:r><w:lastRenderedPageBreak/><w:t>adviseert</w:t></w:r>",
                '<w:r><w:br w:type="column"/></w:r>',
                "ieder jaar.",
            ),
            par(run("De Ge"), run("meente Zand"), run("meer", "<w:i/>"), run(" plant bomen."), run("", "<w:b/>")),
        ),
        plain(
            "Bijzondere tekens",
            "De Vliet bouwt ≥ 40 woningen per jaar.",
            "De huur is ≤ € 600 per maand.",
            "De CO2-uitstoot daalt met 20% in 2026.",
            "De prestatieafspraken gelden voor huurwoningen en zorg-woningen.",
            "De gemeente betaalt € 45.000 mee aan de wijk.",
        ),
        under(["Bijzondere tekens"], ("1", "De Vliet levert op: 40 woningen, Ons Erf levert er 20.")),
        plain(
            "Bijzondere tekens",
            "De gemeente betaalt de helft.",
            "Partijen regelen de financiering en de effecten zo snel als dat kan.",
            "Kosten & baten < 5% zijn “gelijk” verdeeld.",
            "De Schakel adviseert ieder jaar.",
            "De Gemeente Zandmeer plant bomen.",
        ),
    )


def wrappers() -> Case:
    """Marks around runs that change nothing: smart tags, custom XML, direction, proofing, bookmarks, permissions."""

    def tagged(text: str) -> str:
        return f'<w:smartTag w:uri="urn:x" w:element="plaats"><w:smartTagPr/>{run(text)}</w:smartTag>'

    def custom(inner: str) -> str:
        return f'<w:customXml w:uri="urn:x" w:element="deel"><w:customXmlPr/>{inner}</w:customXml>'

    spell = '<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="spellEnd"/>'
    named = '<w:bookmarkStart w:id="41" w:name="_Ref1"/>', '<w:bookmarkEnd w:id="41"/>'
    allowed = '<w:permStart w:id="42" w:edGrp="everyone"/>', '<w:permEnd w:id="42"/>'
    return case(
        "wrappers",
        made(
            custom(head("Nieuwbouw")),
            par("De Vliet bouwt in ", tagged("Zandmeer"), " veertig woningen."),
            custom(par(S[1]) + custom(par(S[5]))),
            par("De ", custom(run("gemeente") + tagged(" Zandmeer")), " betaalt de helft."),
            par(spell[0], "Optoppen", spell[1], " is toegestaan tot vijf lagen."),
            par(named[0], "1.1 ", named[1], S[6]),
            allowed[0],
            par(f'<w:dir w:val="ltr">{run(S[7])}</w:dir>'),
            par(f'<w:bdo w:val="ltr">{run(S[8])}</w:bdo>', allowed[1]),
            table(
                header("Actie", "Wie"),
                custom(row("Bomen planten", "gemeente")),
                row("Schouw houden", "De Vliet"),
                columns=2,
            ),
            par(
                '<mc:AlternateContent><mc:Choice Requires="w14"><w:r><w:t>De Schakel</w:t></w:r></mc:Choice>'
                "<mc:Fallback><w:r><w:t>De Schakel, vorige vorm</w:t></w:r></mc:Fallback></mc:AlternateContent>",
                " adviseert.",
            ),
        ),
        plain("Nieuwbouw", "De Vliet bouwt in Zandmeer veertig woningen.", S[1], S[5]),
        plain("Nieuwbouw", "De gemeente Zandmeer betaalt de helft.", "Optoppen is toegestaan tot vijf lagen."),
        under(["Nieuwbouw"], ("1.1", S[6]), (None, S[7]), (None, S[8]), (None, "Bomen planten | gemeente")),
        plain("Nieuwbouw", "Schouw houden | De Vliet", "De Schakel adviseert."),
        absent=("vorige vorm",),
    )


def pictures() -> Case:
    return case(
        "pictures-large",
        made(
            head("Kaart"),
            *(par(text) for text in S[:4]),
            par(picture(12, 8, "Kaart met bouwlocaties en aantallen")),
            *(par(text) for text in S[4:7]),
            par(S[7], picture(14, 9, "Overzicht van de wijk", floating=True)),
            par(S[8]),
            parts=[image()],
        ),
        plain("Kaart", *S[:9]),
        absent=("bouwlocaties", "Overzicht van", "Tekening"),
        notices=("afbeelding",),
    )


def small_pictures() -> Case:
    """A logo, a banner that is wide but flat, and a photo that is high but narrow."""
    return case(
        "pictures-small",
        made(
            par(picture(3, 1.5, "Beeldmerk De Vliet")),
            head("Afspraken"),
            par(S[0], picture(0.5, 0.5, "Pictogram huis"), f" {S[1]}"),
            *(par(text) for text in S[2:6]),
            par(picture(16, 2, "Sierrand")),
            *(par(text) for text in S[6:8]),
            par(S[8], picture(6, 9, "Portretfoto", floating=True)),
            parts=[image()],
        ),
        plain("Afspraken", f"{S[0]} {S[1]}", *S[2:9]),
        absent=("Beeldmerk", "Pictogram", "Sierrand", "Portretfoto"),
    )


def objects() -> Case:
    """A chart, SmartArt and an embedded worksheet; their texts are in parts of their own."""
    text = "<a:p><a:r><a:t>Grafiek van de wachttijd</a:t></a:r></a:p>"
    graph = (
        f"<c:chartSpace {DECLARED}><c:chart><c:title><c:tx><c:rich><a:bodyPr/>{text}</c:rich></c:tx></c:title>"
        "<c:plotArea><c:layout/></c:plotArea></c:chart></c:chartSpace>"
    )
    model = (
        f'<dgm:dataModel {DECLARED}><dgm:ptLst><dgm:pt modelId="1"><dgm:t><a:bodyPr/><a:p><a:r><a:t>Schema van overleg'
        "</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst><dgm:cxnLst/></dgm:dataModel>"
    )
    drawing = "application/vnd.openxmlformats-officedocument.drawingml"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ole = (
        '<w:r><w:object w:dxaOrig="3000" w:dyaOrig="1000"><v:shape id="blad" style="width:150pt;height:50pt">'
        '<v:imagedata r:id="rIdBeeld" o:title="Werkblad"/></v:shape>'
        '<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" ShapeID="blad" DrawAspect="Content" ObjectID="_1" '
        'r:id="rIdBlad"/></w:object></w:r>'
    )
    return case(
        "objects",
        made(
            head("Cijfers"),
            *(par(text) for text in S[:3]),
            par(inline('<c:chart r:id="rIdGrafiek"/>', SPACES["c"], 12, 7)),
            *(par(text) for text in S[3:6]),
            par(
                inline(
                    '<dgm:relIds r:dm="rIdSchema" r:lo="rIdSchema" r:qs="rIdSchema" r:cs="rIdSchema"/>',
                    SPACES["dgm"],
                    10,
                    6,
                )
            ),
            par(S[6], ole),
            *(par(text) for text in S[7:9]),
            parts=[
                part("rIdGrafiek", "chart", "/word/charts/chart1.xml", f"{drawing}.chart+xml", graph),
                part("rIdSchema", "diagramData", "/word/diagrams/data1.xml", f"{drawing}.diagramData+xml", model),
                Extra(
                    "rIdBlad", f"{RELATION}/package", "/word/embeddings/blad.xlsx", sheet, b"PK\x05\x06" + b"\0" * 18
                ),
                image(),
            ],
        ),
        plain("Cijfers", *S[:9]),
        absent=("Grafiek van", "Schema van", "Werkblad"),
        notices=("ingevoegd-object",),
    )


def other_document() -> Case:
    html = b"<html><body><p>Ingevoegde regel uit een ander stuk.</p></body></html>"
    return case(
        "other-document",
        made(
            head("Afspraken"),
            *(par(text) for text in S[:6]),
            '<w:altChunk r:id="rIdStuk"/>',
            *(par(text) for text in S[6:9]),
            parts=[Extra("rIdStuk", f"{RELATION}/aFChunk", "/word/stuk.html", "text/html", html)],
        ),
        plain("Afspraken", *S[:9]),
        absent=("ander stuk",),
        notices=("ingevoegd-document",),
    )


# Whole agreements

# (kind, number as printed, text); {1} is a reference to a footnote
FORMAL: Final = (
    ("hoofdstuk", "Hoofdstuk I", "Algemeen"),
    ("artikel", "Artikel 1", "Begrippen"),
    ("aanhef", "1.1", "In deze overeenkomst wordt verstaan onder:"),
    ("letter", "1.1a", "sociale huurwoning: een woning met een kale huur onder de huurtoeslaggrens{1};"),
    ("letter", "1.1b", "voorraad: alle zelfstandige woningen van De Vliet in Zandmeer;"),
    ("letter", "1.1c", "looptijd: de periode van 1 januari 2026 tot en met 31 december 2029;"),
    ("letter", "1.1d", "wijkteam: het sociaal team van de gemeente in de wijken Noord en Haven."),
    ("lid", "1.2", "Begrippen uit de Woningwet hebben in deze overeenkomst dezelfde betekenis."),
    ("artikel", "Artikel 2", "Doel"),
    ("alinea", "", "Partijen willen dat inwoners van Zandmeer binnen zeven jaar een passende woning vinden."),
    ("alinea", "", "Zij leggen daarom vast wat ieder van hen in de looptijd doet en laat."),
    ("artikel", "Artikel 3", "Overleg"),
    ("lid", "3.1", "Partijen overleggen vier keer per jaar in de stuurgroep wonen."),
    ("lid", "3.2", "De gemeente zit de stuurgroep voor en verstuurt de stukken tien dagen vooraf."),
    ("lid", "3.3", "De Schakel heeft een zetel en een stem in de stuurgroep{2}."),
    ("hoofdstuk", "Hoofdstuk II", "Bouwen en verbeteren"),
    ("artikel", "Artikel 4", "Nieuwbouw"),
    ("lid", "4.1", "De Vliet start in de looptijd met de bouw van 180 sociale huurwoningen."),
    ("aanhef", "4.2", "De gemeente zorgt ervoor dat:"),
    ("letter", "4.2a", "elk jaar grond voor vijftig woningen bouwrijp is;"),
    ("letter", "4.2b", "het bestemmingsplan voor de Kade voor 1 maart 2026 is vastgesteld{3};"),
    ("letter", "4.2c", "de leges voor sociale huur vervallen."),
    ("alinea", "", "De termijnen uit dit lid schuiven op zolang een beroep bij de rechter loopt."),
    ("lid", "4.3", "Van de nieuwe woningen is ten minste 40% geschikt voor ouderen."),
    ("lid", "4.4", "De Vliet biedt elk ontwerp voor de vergunningaanvraag aan De Schakel aan."),
    ("artikel", "Artikel 5", "Verduurzaming"),
    ("lid", "5.1", "De Vliet brengt voor 1 januari 2029 alle woningen met label E, F of G naar label B."),
    ("lid", "5.2", "De huur van een huurder stijgt niet door de maatregelen uit artikel 5.1."),
    ("aanhef", "5.3", "Bij een renovatie ontvangt de huurder van De Vliet:"),
    ("letter", "5.3a", "een brief, ten minste acht weken vooraf;"),
    ("letter", "5.3b", "een bezoek aan huis; en"),
    ("letter", "5.3c", "een vergoeding van € 250 voor het ongemak."),
    ("lid", "5.4", "De gemeente betaalt € 1.500 per woning mee aan het aardgasvrij maken van Noord."),
    ("hoofdstuk", "Hoofdstuk III", "Huren en wonen"),
    ("artikel", "Artikel 6", "Betaalbaarheid"),
    ("lid", "6.1", "De Vliet verhoogt de huursom jaarlijks met ten hoogste de inflatie{4}."),
    ("lid", "6.2", "Ten minste 70% van de vrijkomende woningen valt onder de eerste aftoppingsgrens."),
    ("lid", "6.3", "De Vliet zet geen huurder met kinderen uit huis vanwege huurachterstand."),
    ("artikel", "Artikel 7", "Toewijzing"),
    ("lid", "7.1", "De Vliet wijst elk jaar 30 woningen toe aan jongeren tot 28 jaar."),
    ("lid", "7.2", "De gemeente draagt elke statushouder binnen twee weken voor."),
    ("lid", "7.3", "De Vliet huisvest elke voorgedragen statushouder binnen tien weken."),
    ("artikel", "Artikel 8", "Leefbaarheid"),
    ("lid", "8.1", "De Vliet stelt per 1 februari 2026 twee buurtconciërges aan."),
    ("lid", "8.2", "De gemeente leegt de ondergrondse containers twee keer per week."),
    ("lid", "8.3", "De Schakel houdt elk voorjaar een schouw met bewoners."),
    ("hoofdstuk", "Hoofdstuk IV", "Slot"),
    ("artikel", "Artikel 9", "Looptijd en wijziging"),
    ("lid", "9.1", "Deze overeenkomst begint op 1 januari 2026 en eindigt op 31 december 2029."),
    ("lid", "9.2", "Partijen wijzigen deze overeenkomst alleen schriftelijk."),
    ("lid", "9.3", "Wie een afspraak niet nakomt, meldt dat binnen een maand aan de anderen{5}."),
)
FORMAL_NOTES: Final = {
    1: "Voor 2026 is dat € 932,93 per maand.",
    2: "Raadsbesluit van 14 oktober 2025, nummer 118.",
    3: "Het ontwerp ligt sinds 2 juni 2025 ter inzage.",
    4: "Gemeten over de twaalf maanden tot en met november.",
    5: "Zie ook artikel 3.1.",
}
OVERWEGINGEN: Final = (
    "de vraag naar sociale huurwoningen in Zandmeer sinds 2020 met een kwart is gestegen;",
    "de gemeenteraad op 14 oktober 2025 de Woonvisie 2040 heeft vastgesteld;",
    "De Vliet in september 2025 een bod heeft uitgebracht; en",
    "De Schakel namens 4.300 huurders meeweegt in elk besluit.",
)


def with_notes(text: str) -> str:
    """The runs of a text in which {1} refers to footnote 1."""
    pieces = re.split(r"\{(\d)\}", text)
    return "".join(note(int(piece)) if odd % 2 else run(piece) for odd, piece in enumerate(pieces) if piece)


def formal_truth() -> tuple[Truth, ...]:
    found: list[Truth] = []
    heading: tuple[str, ...] = ()
    lead: str | None = None
    for kind, number, text in FORMAL:
        if kind == "hoofdstuk":
            heading = (f"{number} {text}",)
        elif kind == "artikel":
            heading = (heading[0], f"{number} {text}")
        elif kind == "aanhef":
            lead = text
        else:
            lead = lead if kind == "letter" else None
            found.append(Truth(re.sub(r"\{\d\}", "", text), number or None, heading, lead))
            found += [Truth(FORMAL_NOTES[int(key)], None, heading) for key in re.findall(r"\{(\d)\}", text)]
    return tuple(found)


def formal_contract() -> Case:
    """Chapters, articles that count on over chapters, paragraphs and letters, all counted by Word."""
    lists = abstract(
        90,
        level(0, "upperRoman", "Hoofdstuk %1", before='<w:pStyle w:val="Hoofdstukkop"/><w:suff w:val="space"/>'),
        level(
            1,
            "decimal",
            "Artikel %2",
            before='<w:lvlRestart w:val="0"/><w:pStyle w:val="Artikelkop"/><w:suff w:val="space"/>',
        ),
        level(2, "decimal", "%2.%3", before='<w:pStyle w:val="Artikellid"/>'),
        level(3, "lowerLetter", "%4.", before='<w:pStyle w:val="Artikelletter"/>'),
    ) + use(90, 90)
    styles = (
        style("Hoofdstukkop", base="Heading1", props=listed(90))
        + style("Artikelkop", base="Heading2", props=listed(90, 1))
        + style("Artikellid", props=listed(90, 2))
        + style("Artikelletter", props=listed(90, 3))
        + style("Bijlagekop", base="Hoofdstukkop", props=listed(0))
    )
    look = {"hoofdstuk": "Hoofdstukkop", "artikel": "Artikelkop", "alinea": "", "letter": "Artikelletter"}
    title = "Samenwerkingsovereenkomst wonen Zandmeer 2026-2029"
    foot = par(f"{title} – pagina ", fieldcode("PAGE", "7"))
    rates = (
        ("1.", "Leges nieuwbouw sociale huur", "€ 0"),
        ("2.", "Bijdrage aardgasvrij per woning", "€ 1.500"),
        ("3.", "Vergoeding ongemak renovatie", "€ 250"),
    )
    toc = [
        (f"{number} {text}", str(60 + place)) for place, (kind, number, text) in enumerate(FORMAL) if kind == "artikel"
    ]
    return case(
        "agreement-formal",
        made(
            par(title, style="Title"),
            par("Versie voor ondertekening", BREAK, style="Subtitle"),
            par("Inhoudsopgave", style="TOCHeading"),
            contents(toc),
            par(BREAK),
            head("Overwegingen"),
            par("Partijen nemen in aanmerking dat:"),
            *(par(text, num=(52, 0)) for text in OVERWEGINGEN),
            *(par(with_notes(text), style=look.get(kind, "Artikellid")) for kind, _, text in FORMAL),
            par("Bijlage 1 Tarieven", style="Bijlagekop"),
            par("De bedragen gelden voor de hele looptijd en zijn exclusief btw."),
            table(header("Nr.", "Tarief", "Bedrag"), *(row(*cells) for cells in rates), columns=3),
            numbering=lists + LETTERS,
            styles=styles + TOC_STYLES,
            parts=[notes(FORMAL_NOTES), running("voet1", "ftr", foot)],
            last=section(reference("footer", "voet1")),
        ),
        under(
            ["Overwegingen"],
            *((key, text, "Partijen nemen in aanmerking dat:") for key, text in zip("abcd", OVERWEGINGEN, strict=True)),
        ),
        formal_truth(),
        plain("Bijlage 1 Tarieven", "De bedragen gelden voor de hele looptijd en zijn exclusief btw."),
        under(["Bijlage 1 Tarieven"], *((cells[0].removesuffix("."), " | ".join(cells)) for cells in rates)),
        absent=("Versie voor", "Inhoudsopgave", f"{title} –", "Begrippen 61", "Nieuwbouw 76"),
        notices=("kop-en-voettekst",),
    )


# heading, paragraph under it, rows of (number, action, who, when); a party "^" is the merged cell above
ACTIONS: Final = (
    (
        "1. Nieuwbouw en grond",
        "De gemeente en De Vliet bouwen samen aan een stad met plek voor iedereen.",
        (
            ("1.1", "24 sociale huurwoningen aan de Molenweg opleveren", "De Vliet", "Q2 2026"),
            ("1.2", "16 appartementen aan de Kade opleveren", "^", "Q4 2026"),
            ("1.3", "Bouwrijpe grond voor Haven-Oost leveren", "gemeente", "1 juli 2026"),
            ("1.4", "Vergunningen binnen acht weken verlenen", "^", "doorlopend"),
            ("1.5", "Leges voor sociale huur kwijtschelden", "^", "2026"),
            ("1.6", "Plan voor optoppen van complex Torenplein maken", "De Vliet", "1 december 2026"),
            ("1.7", "Advies geven op elk bouwplan", "De Schakel", "binnen drie weken"),
            ("1.8", "Tien flexwoningen plaatsen aan de Dijk", "De Vliet en gemeente", "Q3 2026"),
        ),
    ),
    (
        "2. Betaalbaarheid",
        "Wie huurt in Zandmeer, houdt geld over om van te leven.",
        (
            ("2.1", "Huursom verhogen met ten hoogste de inflatie", "De Vliet", "1 juli 2026"),
            ("2.2", "Huurachterstand van twee maanden melden bij het wijkteam", "^", "binnen een week"),
            ("2.3", "Huurders met schulden binnen een maand bezoeken", "gemeente", "doorlopend"),
            ("2.4", "Voorlichting over huurtoeslag geven", "De Schakel", "twee keer per jaar"),
            ("2.5", "Huur bevriezen voor 150 huishoudens met een laag inkomen", "De Vliet", "2026"),
            ("2.6", "Energiecoach inzetten in Noord", "gemeente", ""),
            ("2.7", "Wooncoach aanstellen voor ouderen die kleiner willen wonen", "De Vliet", "1 maart 2026"),
        ),
    ),
    (
        "3. Verduurzaming",
        "Alle woningen krijgen uiterlijk in 2029 label B of beter.",
        (
            ("3.1", "120 woningen isoleren", "De Vliet", "2026"),
            ("3.2", "Zonnepanelen leggen op complex Havenzicht", "^", "Q3 2026"),
            ("3.3", "Cv-ketels vervangen door hybride warmtepompen in 60 woningen", "^", "Q4 2026"),
            ("3.4", "Subsidie van € 2.500 per woning uitkeren", "gemeente", "binnen zes weken"),
            ("3.5", "Warmteplan voor Noord vaststellen", "^", "1 oktober 2026"),
            ("3.6", "Bewoners van Noord raadplegen over het warmteplan", "De Schakel", "voor de zomer"),
            ("3.7", "70% van de bewoners stemt in met de aanpak", "", "voor de start"),
        ),
    ),
    (
        "4. Leefbaarheid",
        "Een schone en veilige buurt maken bewoners en partijen samen.",
        (
            ("4.1", "Twee buurtconciërges aanstellen", "De Vliet", "1 februari 2026"),
            ("4.2", "Portieken in Noord verlichten", "^", "Q3 2026"),
            ("4.3", "Meldingen over afval binnen twee dagen afhandelen", "gemeente", "doorlopend"),
            ("4.4", "Schouw met bewoners houden", "De Schakel", "elk voorjaar"),
            ("4.5", "Veertig bomen planten langs de Veerweg", "gemeente", "najaar 2026"),
            ("4.6", "Overlast samen bespreken in het wijkoverleg", "De Vliet, gemeente en politie", "elke maand"),
            ("4.7", "Speelplek aan het Dijkpad vernieuwen", "gemeente", "voor 1 mei 2026"),
        ),
    ),
)
ACTION_RULES: Final = (
    "De trekker van een actie meldt elk kwartaal de stand.",
    "Een actie die een maand te laat is, komt in het bestuurlijk overleg.",
    "Partijen stellen de tabellen elk jaar in december opnieuw vast.",
)


def action_rows(rows: Sequence[Sequence[str]]) -> str:
    """Rows in which the party of several actions stands in one merged cell."""
    found = []
    for place, (number, action, who, when) in enumerate(rows):
        more = place + 1 < len(rows) and rows[place + 1][2] == "^"
        party = cell(merge="continue") if who == "^" else cell(who, merge="restart" if more else "")
        found.append(row(number, action, party, when))
    return "".join(found)


def action_agreement() -> Case:
    title = header("Nr.", "Actie", cell(par(bold("Uitvoering")), span=2))
    below = header("", "", "Wie", "Wanneer")
    body = [
        par(bold("Actieprogramma wonen 2026", 26)),
        par(bold("Hoe wij werken", 14)),
        par("Dit programma hoort bij de prestatieafspraken van gemeente Zandmeer, De Vliet en De Schakel."),
        par("Voor elke actie geldt:"),
        *(par(f"–\t{text}") for text in ACTION_RULES),
    ]
    truth: list[Truth] = [
        *plain(
            "Hoe wij werken",
            "Dit programma hoort bij de prestatieafspraken van gemeente Zandmeer, De Vliet en De Schakel.",
        ),
        *under(["Hoe wij werken"], *((None, text, "Voor elke actie geldt:") for text in ACTION_RULES)),
    ]
    for place, (heading, text, rows) in enumerate(ACTIONS):
        heads = title + below if place % 2 else header("Nr.", "Actie", "Wie", "Wanneer", repeated=False)
        body += [par(bold(heading, 14)), par(text), table(heads, action_rows(rows), columns=4), par()]
        truth += plain(heading, text)
        truth += under(
            [heading], *((cells[0], " | ".join(one for one in cells if one and one != "^")) for cells in rows)
        )
    budget = table(
        header("Post", "Bedrag"),
        row("Buurtconciërges", "€ 90.000"),
        row("Speelplek Dijkpad", "€ 35.000"),
        row(cell(par(bold("Totaal"))), cell(par(bold("€ 125.000")))),
        columns=2,
    )
    body += [par(bold("Geld", 14)), par("De gemeente en De Vliet betalen ieder de helft."), budget]
    truth += plain("Geld", "De gemeente en De Vliet betalen ieder de helft.")
    truth += plain("Geld", "Buurtconciërges | € 90.000", "Speelplek Dijkpad | € 35.000", "Totaal | € 125.000")
    return case("agreement-actions", made(*body), truth)


DRAFT: Final = (
    (
        "1. Beschikbaarheid",
        (
            ("1.1", "De Vliet voegt in de looptijd 210 sociale huurwoningen toe."),
            ("1.2", "De Vliet verkoopt ten hoogste vijf woningen per jaar."),
            ("1.3", "De gemeente wijst voor 1 april 2026 drie bouwlocaties aan."),
            ("1.4", "Ons Erf sloopt geen woningen zonder akkoord van De Schakel."),
            ("1.5", "De gemeente rekent voor sociale huur een vaste grondprijs van € 20.000 per woning."),
            ("1.6", "Partijen houden samen een lijst bij van alle bouwplannen."),
            ("1.7", "Ons Erf biedt 25 woningen aan voor tijdelijke huur."),
            ("1.8", "De gemeente meldt elke vertraging binnen twee weken."),
        ),
    ),
    (
        "2. Betaalbaarheid",
        (
            ("2.1", "De huursom stijgt in 2026 niet meer dan de lonen."),
            ("2.2", "Ons Erf verlaagt de huur van 90 huurders met een laag inkomen."),
            ("2.3", "De Vliet verhoogt de huur bij verhuizing niet boven 80% van de maximale huur."),
            ("2.4", "De gemeente betaalt de eerste huur van jongeren die uit de jeugdzorg komen."),
            ("2.5", "De Schakel toetst elk voorstel voor een huurverhoging."),
            ("2.6", "Ons Erf rekent geen kosten voor een betalingsregeling."),
            ("2.7", "De gemeente regelt binnen vier weken een gesprek bij schulden."),
        ),
    ),
    (
        "3. Wonen en zorg",
        (
            ("3.1", "De Vliet maakt elk jaar dertig woningen geschikt voor een rolstoel."),
            ("3.2", "De gemeente beslist binnen zes weken over een aanpassing."),
            ("3.3", "Ons Erf reserveert tien woningen voor mensen die uit beschermd wonen komen."),
            ("3.4", "De zorgaanbieder begeleidt elke nieuwe huurder een jaar lang."),
            ("3.5", "De gemeente betaalt de begeleiding uit artikel 3.4."),
            ("3.6", "De Vliet bouwt in Oosterdijk een hof van twintig woningen voor ouderen."),
        ),
    ),
    (
        "4. Leefbaarheid",
        (
            ("4.1", "De Vliet besteedt in 2026 € 125 per woning aan de buurt."),
            ("4.2", "De gemeente knapt voor 1 juni het plein aan de Lindelaan op."),
            ("4.3", "Ons Erf plaatst camera’s in de portieken van de Torenflat."),
            ("4.4", "De Schakel verdeelt het bewonersbudget van € 15.000."),
            ("4.5", "Partijen bespreken overlast elke maand met de politie."),
            ("4.6", "De gemeente haalt grofvuil binnen drie dagen op."),
        ),
    ),
    (
        "5. Samenwerking",
        (
            ("5.1", "De bestuurders spreken elkaar in maart, juni, september en december."),
            ("5.2", "De Schakel ontvangt de stukken twee weken voor elk overleg."),
            ("5.3", "Partijen evalueren de afspraken elk najaar."),
            ("5.4", "De Vliet betaalt De Schakel jaarlijks € 12.000 voor haar werk."),
            ("5.5", "Een geschil gaat eerst naar een onafhankelijke bemiddelaar."),
        ),
    ),
)


def draft_agreement() -> Case:
    """A draft under negotiation: changes, comments, boxes and controls through one another."""
    lists = simple(91, ("decimal", "%1."), ("decimal", "%1.%2."))
    text = {number: sentence for _, rows in DRAFT for number, sentence in rows}
    deleted = {
        "1.3": "De gemeente schaft de hondenbelasting af.",
        "2.2": "Ons Erf bevriest alle huren.",
        "4.1": "De Vliet sluit het buurthuis.",
        "5.5": "Partijen benoemen een gezamenlijke directeur.",
    }
    special = {
        "1.1": ("De Vliet voegt in de looptijd ", gone("190"), ins("210"), remark(0, " sociale huurwoningen"), " toe."),
        "1.2": ("De Vliet verkoopt ten hoogste ", sdt(run("vijf"), "<w:text/>"), " woningen per jaar."),
        "1.5": (text["1.5"], note(1)),
        "1.7": (ins(text["1.7"]),),
        "2.1": ("De huursom stijgt in 2026 ", gone("gewoon", note(2)), "niet meer dan de lonen."),
        "2.4": (remark_from(1), text["2.4"]),
        "2.5": (text["2.5"], remark_to(1)),
        "3.3": (ins(text["3.3"][:20]), remark(2, ins(text["3.3"][20:]))),
        "3.5": ("De gemeente betaalt de begeleiding uit artikel ", fieldcode(r"REF _Ref9 \r \h", "3.4"), "."),
        "4.2": (
            "De gemeente knapt ",
            move("moveTo", "move9", "voor 1 juni "),
            "het plein aan de Lindelaan op",
            move("moveFrom", "move9", " voor 1 juni"),
            ".",
        ),
        "4.4": (text["4.4"], box(par("Het budget is voor alle buurten samen."), par("Aanvragen kan tot 1 november."))),
        "5.2": (ins("De Schakel ontvangt de stukken "), gone("kort"), ins("twee weken"), " voor elk overleg."),
        "5.4": (
            "De Vliet betaalt De Schakel jaarlijks ",
            placeholder("[bedrag nog in te vullen]"),
            "€ 12.000 voor haar werk.",
        ),
    }
    whole = {"1.7", "3.3"}
    after: dict[str, tuple[Truth, ...]] = {
        "1.5": (Truth("Prijspeil 1 januari 2026.", None, ("1. Beschikbaarheid",)),),
        "4.4": plain("4. Leefbaarheid", "Het budget is voor alle buurten samen.", "Aanvragen kan tot 1 november."),
    }
    body = [
        par("Prestatieafspraken Zandmeer 2026", gone(" tot en met 2030"), style="Title"),
        head("Vooraf"),
        par("Dit stuk is de derde versie van de afspraken", gone(" en nog geheim"), "."),
        par("De Vliet en Ons Erf zijn de twee corporaties in Zandmeer", gone("."), mark=DELETED),
        par(gone("Samen"), ins(" en"), " hebben ", gone("zij "), "7.100 woningen."),
    ]
    truth: list[Truth] = list(
        plain(
            "Vooraf",
            "Dit stuk is de derde versie van de afspraken.",
            "De Vliet en Ons Erf zijn de twee corporaties in Zandmeer en hebben 7.100 woningen.",
        )
    )
    for heading, rows in DRAFT:
        body.append(par(heading.split(" ", 1)[1], style="Heading1", num=(91, 0)))
        lines = []
        for number, sentence in rows:
            if number in deleted:
                lines.append(par(gone(deleted[number]), num=(91, 1), mark=DELETED))
            pieces = special.get(number, (sentence,))
            lines.append(par(*pieces, num=(91, 1), mark=INSERTED if number in whole else ""))
            truth += [Truth(sentence, number, (heading,)), *after.get(number, ())]
        body.append(sdt("".join(lines), '<w:tag w:val="hoofdstuk"/>') if heading.startswith("3") else "".join(lines))
    body += [
        head("Planning"),
        par("De gemeente en De Vliet:"),
        par("stellen voor 1 februari een planning vast;", num=(50, 0)),
        par(gone("stellen een dure adviseur aan;"), num=(50, 0), mark=DELETED),
        par(ins("delen die met De Schakel; en"), num=(50, 0), mark=INSERTED),
        par("werken haar elk kwartaal bij.", num=(50, 0)),
        par("De planning bindt ook Ons Erf."),
        table(
            header("Stap", "Wie", "Gereed"),
            row("Bod uitbrengen", "De Vliet en Ons Erf", "1 juli"),
            row(*(cell(par(gone(one))) for one in ("Tegenbod", "gemeente", "1 augustus")), props=DELETED),
            row(*(cell(par(ins(one))) for one in ("Zienswijze geven", "De Schakel", "15 augustus")), props=INSERTED),
            sdt(
                row("Afspraken tekenen", "Partijen", cell(par(gone("1 november"), ins("15 december")))),
                '<w:id w:val="9"/>',
            ),
            columns=3,
        ),
    ]
    truth += under(
        ["Planning"],
        (None, "stellen voor 1 februari een planning vast;", "De gemeente en De Vliet:"),
        (None, "delen die met De Schakel; en", "De gemeente en De Vliet:"),
        (None, "werken haar elk kwartaal bij.", "De gemeente en De Vliet:"),
    )
    truth += plain(
        "Planning",
        "De planning bindt ook Ons Erf.",
        "Bod uitbrengen | De Vliet en Ons Erf | 1 juli",
        "Zienswijze geven | De Schakel | 15 augustus",
        "Afspraken tekenen | Partijen | 15 december",
    )
    return case(
        "agreement-draft",
        made(
            *body,
            numbering=lists + BULLET,
            parts=[
                notes({1: "Prijspeil 1 januari 2026.", 2: "Deze noot hoort bij geschrapte tekst."}),
                remarks("Is 210 haalbaar?", "Samenvoegen?", "Akkoord zorgaanbieder afwachten"),
                running("kop1", "hdr", par("CONCEPT 3, niet verspreiden")),
            ],
            last=section(reference("header", "kop1")),
        ),
        truth,
        absent=(
            *deleted.values(),
            "190",
            "geheim",
            "gewoon",
            "geschrapte",
            "op voor 1 juni",
            "haalbaar",
            "Samenvoegen",
            "bedrag nog",
            "Tegenbod",
            "1 november |",
            "dure adviseur",
            "CONCEPT 3",
            "2030",
        ),
        notices=("verwijderde-tekst", "opmerkingen", "kop-en-voettekst"),
    )


CASES: Final[tuple[Case, ...]] = (
    numbers_through_styles(),
    numbers_restarted(),
    number_formats(),
    numbers_inherited(),
    numbers_through_list_style(),
    typed_numbers(),
    letters_after_a_lead(),
    outline_headings(),
    headings_by_looks(),
    dutch_style_ids(),
    dutch_style_names(),
    merged_cells(),
    group_rows(),
    nested_table(),
    long_table(),
    layout_table(),
    action_table(),
    numbered_rows(),
    tracked_changes(),
    tracked_changes_original(),
    moved_text(),
    moved_text_original(),
    comments(),
    foot_and_endnotes(),
    text_boxes(),
    content_controls(),
    fields(),
    hidden_text(),
    sections(),
    page_numbers_only(),
    strict_names(),
    macros(),
    cover_and_contents(),
    bare_contents(),
    characters(),
    wrappers(),
    pictures(),
    small_pictures(),
    objects(),
    other_document(),
    formal_contract(),
    action_agreement(),
    draft_agreement(),
)
