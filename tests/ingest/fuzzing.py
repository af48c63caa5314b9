"""Seeds and mutations of the fuzz test; ``python -m ingest.fuzzing FIRST STEP`` reads every ``STEP``-th variant."""

from __future__ import annotations

import functools
import io
import json
import os
import random
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from lxml import etree
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from . import hostile
from .builders import item, numbered
from .limited import apart, judged, loaded
from .tagging import Tagged

PER_SEED = 160 if os.environ.get("PRESTATIELINT_ALL") else 40
AT_ONCE = 40
LINES = (
    "Prestatieafspraken Zuid 2025-2028",
    "1 Nieuwbouw",
    "1.1 De Vliet bouwt in 2025 veertig woningen in Zuid.",
    "1.2 De gemeente zorgt voor:",
    "a. een vergunning binnen acht weken;",
    "b. de grond¹ voor ten minste € 1.250.000,- per jaar.",
    "2 Betaalbaarheid",
    "• De huur stijgt niet meer dan 2,5% – behalve in 2026 –, zoals de huurders-",
    "organisatie wil. Zie bijlage 3.",
)
TOKENS = (
    b"9999999999",
    b"-1",
    b"1e99",
    b"<<",
    b">>",
    b"endobj",
    b"stream\n",
    b" 3 0 R",
    b"/Kids",
    b"\0",
    b"<w:p>",
    b"&#0;",
    b"PK\3\4",
)
ODD = ("", "x", "-1", "999999999999", "1e308", "NaN", "²", "\u0663", "0", "true", "%1%9%0", "a" * 300, "s0")


def _save(document: Any) -> bytes:
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def lists() -> bytes:
    """Return a Word file with headings and automatic numbers, as python-docx makes it."""
    document = docx.Document()
    document.add_heading("Prestatieafspraken Zuid", 0)
    key = numbered(document, [("decimal", "%1."), ("lowerLetter", "%2)"), ("upperRoman", "%1.%3")])
    document.add_heading("Nieuwbouw", 1)
    for number, text in enumerate(LINES):
        item(document, text, key, number % 3)
    return _save(document)


def tables() -> bytes:
    """Return a Word file with tables, one in another."""
    outer = hostile.row("Wijk", "Aantal", properties="<w:trPr><w:tblHeader/></w:trPr>") + hostile.row("Zuid", "40")
    inner = f"<w:tbl>{hostile.row('Wat', 'Wie')}{hostile.row('bouwen', 'De Vliet')}</w:tbl>"
    merged = (
        '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'
        f'<w:shd w:fill="ff0000"/></w:tcPr>{hostile.paragraph()}{inner}</w:tc></w:tr>'
    )
    return hostile.word(f"<w:tbl>{outer}{merged}{outer}</w:tbl>" + hostile.paragraph())


def changes() -> bytes:
    """Return a Word file with tracked changes, controls, fields, boxes and alternatives."""
    run = "<w:r><w:rPr><w:b/><w:sz w:val='28'/></w:rPr><w:t>woningen</w:t><w:tab/><w:br/><w:noBreakHyphen/></w:r>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:pict><w:txbxContent>{hostile.paragraph('In de kantlijn staat dit.')}</w:txbxContent></w:pict>"
    alternative = (
        f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    content = "".join(
        f'<w:p><w:pPr><w:outlineLvl w:val="{n}"/><w:ind w:left="{720 * n}" w:hanging="360"/></w:pPr>'
        f"<w:ins>{run}</w:ins><w:del><w:r><w:delText>weg</w:delText></w:r></w:del><w:moveTo>{run}</w:moveTo>"
        f"<w:r><w:fldChar/><w:instrText>PAGEREF x</w:instrText></w:r><w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt>"
        f"<w:r>{alternative}</w:r></w:p>"
        for n in range(3)
    )
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Cover Pages"/></w:docPartObj></w:sdtPr>'
    return hostile.word(
        f"<w:sdt>{gallery}<w:sdtContent>{content}</w:sdtContent></w:sdt>" + hostile.paragraph() + content
    )


def notes() -> bytes:
    """Return a Word file with footnotes, styles, numbering, a header."""
    use = '<w:p><w:pPr><w:pStyle w:val="{0}"/></w:pPr><w:r><w:t>1.1 Zuid</w:t><w:footnoteReference w:id="{0}"/></w:r></w:p>'
    note = "".join(f'<w:footnote w:id="{n}">{hostile.paragraph("Noot.")}</w:footnote>' for n in range(3))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n + 1}"/><w:basedOn w:val="{n + 1}"/><w:pPr>'
        f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:sz w:val="2{n}"/></w:rPr></w:style>'
        for n in range(3)
    )
    levels = "".join(hostile.level(str(n), text="%1.%2") for n in range(3))
    lists = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    part = hostile.part
    files = hostile.parts(
        "".join(use.format(n) for n in range(3)) + hostile.paragraph(),
        footnotes=part("footnotes", note),
        styles=part("styles", styles),
        numbering=part("numbering", lists),
    )
    files["word/header1.xml"] = part("hdr", hostile.paragraph("Kop van de bladzijde"))
    links = [*((kind, f"{kind}.xml") for kind in hostile.KINDS), ("header", "header1.xml")]
    return hostile.packed(files | {"word/_rels/document.xml.rels": hostile.links(*links)})


def ruled(compressed: int) -> bytes:
    """Return a PDF with a table with lines over two pages."""
    output = io.BytesIO()
    rows = [["Nr", "Wat", "Wie"]] + [[f"1.{n}", f"De Vliet bouwt {n} woningen", "De Vliet"] for n in range(1, 14)]
    table = Table(rows, repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 1, "black"), ("SPAN", (1, 3), (2, 3))]))
    SimpleDocTemplate(output, pagesize=(400, 300), invariant=True, pageCompression=compressed).build([table])
    return output.getvalue()


def columns() -> bytes:
    """Return a PDF with a title, two columns, notes and turned text."""
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=A4, invariant=True, pageCompression=0)
    for number in range(2):
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(72, 780, LINES[0])
        canvas.setFont("Helvetica", 10)
        for place in range(18):
            canvas.drawString(60, 740 - 14 * place, LINES[place % 9][:42])
            canvas.drawString(320, 740 - 14 * place, LINES[(place + 4) % 9][:42])
        canvas.setFont("Helvetica", 7)
        canvas.drawString(60, 60, "1 Een noot onder aan de bladzijde.")
        canvas.drawString(280, 20, f"pagina {number + 1}")
        canvas.rotate(45)
        canvas.drawString(400, 10, "CONCEPT")
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def forms() -> bytes:
    """Return a PDF with forms in forms and lines."""
    one, two = hostile.form(hostile.TEXT + b"/B Do", b"/B 7 0 R"), hostile.form(hostile.RULED + hostile.TEXT)
    kid = hostile.page(b"/Rotate 90", more=b"/XObject<</A 6 0 R/B 7 0 R>>")
    return hostile.pdf(hostile.TEXT + hostile.RULED + b"/A Do", one, two, kid=kid)


def markdown() -> bytes:
    """Return a Markdown file."""
    lines = "\n\n".join(LINES)
    table = "| Wijk | Aantal |\n|---|:-:|\n| **Zuid** | [40](x) |\n| _Noord_ | `12` |\n"
    return f"# Kop\n\n{lines}\n\n{table}\n\nKop\n---\n\n* punt\n  - [ ] punt\n> citaat  \n<!-- weg -->\n".encode()


def tagged() -> bytes:
    paper = Tagged()
    paper.bookmark(LINES[1], 1)
    for role, text in zip(("H1", "P", "P", "L", "P", "H2", "Note"), LINES[1:], strict=False):
        paper.put(role, text)
    with paper.block("Table"):
        for role in ("TH", "TD"):
            with paper.block("TR"):
                for column in range(2):
                    paper.put(role, f"{role} {column}", x=72 + 200 * column, ColSpan=1)
    return paper.content()


SEEDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "lists": (".docx", lists),
    "tables": (".docx", tables),
    "changes": (".docx", changes),
    "notes": (".docx", notes),
    "plain": (".docx", lambda: hostile.word("".join(hostile.paragraph(line) for line in LINES))),
    "ruled": (".pdf", functools.partial(ruled, 0)),
    "ruled-compressed": (".pdf", functools.partial(ruled, 1)),
    "columns": (".pdf", columns),
    "forms": (".pdf", forms),
    "tagged": (".pdf", tagged),
    "encrypted": (".pdf", hostile.encrypted),
    "text": (".txt", lambda: "\n".join(LINES * 3).encode()),
    "text-utf-16": (".txt", lambda: "\r\n".join(LINES).encode("utf-16")),
    "text-windows": (".txt", lambda: "\r\n\r\n".join(LINES).encode("cp1252", "replace")),
    "markdown": (".md", markdown),
}


@functools.cache
def seed(name: str) -> bytes:
    """Return a seed, made once."""
    return SEEDS[name][1]()


# mutations of bytes


def flip(noise: random.Random, data: bytes, other: bytes) -> bytes:
    """Flip bits."""
    changed = bytearray(data)
    for _ in range(noise.choice((1, 1, 3, 20))):
        changed[noise.randrange(len(changed))] ^= 1 << noise.randrange(8)
    return bytes(changed)


def delete(noise: random.Random, data: bytes, other: bytes) -> bytes:
    """Take a stretch out."""
    start = noise.randrange(len(data))
    return data[:start] + data[start + noise.choice((1, 2, 30, 500)) :]


def double(noise: random.Random, data: bytes, other: bytes) -> bytes:
    """Say a stretch again, perhaps elsewhere, perhaps often."""
    start, place = noise.randrange(len(data)), noise.randrange(len(data))
    block = data[start : start + noise.choice((1, 20, 500))] * noise.choice((1, 1, 2, 50))
    return data[:place] + block + data[place:]


def cut(noise: random.Random, data: bytes, other: bytes) -> bytes:
    """Cut the end off."""
    return data[: noise.randrange(1, len(data))]


def splice(noise: random.Random, data: bytes, other: bytes) -> bytes:
    """Go on with another file."""
    return data[: noise.randrange(1, len(data))] + other[noise.randrange(len(other)) :]


def token(noise: random.Random, data: bytes, other: bytes) -> bytes:
    """Put in what means something."""
    for _ in range(noise.choice((1, 1, 4))):
        place = noise.randrange(len(data))
        data = data[:place] + noise.choice(TOKENS) + data[place + noise.choice((0, 0, 1, 5)) :]
    return data


def digits(noise: random.Random, data: bytes, other: bytes) -> bytes:
    """Change figures: lengths, places, references."""
    changed = bytearray(data)
    places = [place for place, byte in enumerate(changed) if 48 <= byte <= 57]
    for place in noise.sample(places, min(len(places), noise.choice((1, 2, 10)))):
        changed[place] = 48 + noise.randrange(10)
    return bytes(changed)


BYTES = (flip, delete, double, cut, splice, token, digits)


# mutations of XML


def tree(noise: random.Random, data: bytes) -> bytes:
    """Drop, double, nest, move or rename elements, and put odd things in attributes and text."""
    root = etree.fromstring(data)
    for _ in range(noise.choice((1, 2, 6))):
        elements = [element for element in root.iter() if element is not root and isinstance(element.tag, str)]
        if not elements:
            break
        element, another = noise.choice(elements), noise.choice(elements)
        parent = element.getparent()
        match noise.randrange(8):
            case 0:
                parent.remove(element)
            case 1:
                for _ in range(noise.choice((1, 3, 40))):
                    parent.insert(noise.randrange(len(parent) + 1), etree.fromstring(etree.tostring(element)))
            case 2:
                copy = etree.fromstring(etree.tostring(element))
                for _ in range(noise.choice((1, 5, 60))):
                    outer = etree.fromstring(etree.tostring(element))
                    outer[:] = [copy]
                    copy = outer
                parent.replace(element, copy)
            case 3:
                if element not in another.iterancestors() and another is not element:
                    another.append(element)
            case 4:
                element.tag, another.tag = another.tag, element.tag
            case 5:
                for name in element.attrib:
                    element.set(name, noise.choice(ODD))
            case 6:
                element.attrib.clear()
            case _:
                element.text = noise.choice(
                    ("", " ", "\u00ad\u200b", "1.", "a)", ". . . . . . 12", "€" * 50, "\u202e\U0001f3e0:", "namelijk:")
                )
    return bytes(etree.tostring(root))


def inside(noise: random.Random, data: bytes, *, xml: bool) -> bytes:
    """Change one part of a Word file, in a zip file that is in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    wanted = [name for name in files if name.endswith((".xml", ".rels")) and name.startswith(("word/", "_rels/"))]
    main = [name for name in wanted if name.endswith("document.xml")]
    name = noise.choice(main if noise.random() < 0.5 else wanted)
    files[name] = tree(noise, files[name]) if xml else noise.choice(BYTES)(noise, files[name], files[main[0]])
    return hostile.zipped(hostile.Member(key.encode(), value, zipfile.ZIP_STORED) for key, value in files.items())


def variant(name: str, number: int) -> bytes:
    """Return a variant of a seed, the same at every call."""
    noise = random.Random(f"{name} {number}")
    data = seed(name)
    if SEEDS[name][0] == ".docx" and number % 4:
        return inside(noise, data, xml=number % 4 > 1)
    others = [other for other in SEEDS if SEEDS[other][0] == SEEDS[name][0]]
    for _ in range(noise.choice((1, 1, 2))):
        data = noise.choice(BYTES)(noise, data, seed(noise.choice(others))) or b"\n"
    return data


VARIANTS = [(name, number) for number in range(PER_SEED) for name in SEEDS]


def failures(batch: list[tuple[str, int]]) -> tuple[list[str], list[str]]:
    """Read variants in a process of their own; return the names of those with which something is wrong, and all codes."""

    def job(tell: Callable[[dict[str, Any]], None]) -> None:
        for name, number in batch:
            tell({"begun": f"{name} {number}"})
            tell(judged((variant(name, number), SEEDS[name][0])))

    done = apart(job)
    wrong, codes = [], []
    begun = "nothing"
    for fact in done.told:
        begun = fact.get("begun", begun)
        if "code" in fact:
            codes.append(fact["code"])
            if fact["code"] == "crash" or fact.get("wrong") or fact.get("starved"):
                wrong.append(f"{begun}: {fact}")
    if done.signal:
        wrong.append(f"{begun}: signal {done.signal} after {done.seconds:.1f} s with {done.memory} MiB")
    if done.memory >= 1024:
        wrong.append(f"one of {batch[0]} to {batch[-1]}: {done.memory} MiB")
    return wrong, codes


def main(first: int, step: int) -> None:
    """Read a share of the variants; write what is wrong, and the codes, as JSON."""
    loaded()
    mine = VARIANTS[first::step]
    wrong: list[str] = []
    codes: list[str] = []
    for start in range(0, len(mine), AT_ONCE):
        more, seen = failures(mine[start : start + AT_ONCE])
        wrong += more
        codes += seen
    print(json.dumps({"wrong": wrong, "codes": codes}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
