"""The pairs of agreements with known edits: read from ``pairs/*.txt`` and made into Word and PDF files.

A pair holds the old text, the new text and what was changed. Every clause carries a key in brackets; clauses with the same key
belong together, a key in two clauses of the new text is a split, ``[a+b]`` is a merge. ``=`` stands for the text of the old clause.
A line under ``=== wijzigingen`` names a key, what changed and words that the report must show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import docx
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

FOLDER = Path(__file__).parent / "pairs"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
_LINE = re.compile(r"\[([\w+]+)\]\s+(?:(\d[\d.]*|-)\s+)?(.+)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source text: the title, a heading, or a clause with its keys."""

    style: str
    text: str
    keys: tuple[str, ...] = ()
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Planted:
    """One change that was made on purpose: the key of the clause, what it is, and words that must be shown."""

    key: str
    what: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions with the formats that they are made in, and the truth."""

    name: str
    formats: tuple[str, str]
    old: tuple[Line, ...]
    new: tuple[Line, ...]
    planted: tuple[Planted, ...]

    @property
    def matched(self) -> set[tuple[int, int]]:
        """Places (in the clauses of the old and of the new text) that belong together."""
        return {
            (place, other)
            for place, line in enumerate(clauses(self.old))
            for other, twin in enumerate(clauses(self.new))
            if set(line.keys) & set(twin.keys)
        }


def clauses(lines: tuple[Line, ...]) -> list[Line]:
    """The lines that are a clause."""
    return [line for line in lines if line.keys]


def load(name: str) -> Pair:
    """Read one pair."""
    head, old, new, changes = re.split(r"^=== \w+\n", (FOLDER / f"{name}.txt").read_text(encoding="utf8"), flags=re.M)
    formats = dict(line.split(": ") for line in head.split("\n") if line)
    first = _lines(old, {})
    before = {key: line.text for line in first for key in line.keys}
    planted = []
    for line in filter(None, changes.split("\n")):
        key, what, *rest = line.split(" ", 2)
        planted.append(Planted(key, what, tuple(part.strip() for part in "".join(rest).split("|") if part)))
    return Pair(name, (formats["oud"], formats["nieuw"]), first, _lines(new, before), tuple(planted))


def _lines(text: str, before: dict[str, str]) -> tuple[Line, ...]:
    lines = []
    for line in filter(None, text.split("\n")):
        if found := _LINE.fullmatch(line):
            keys, number, words = found.groups()
            lines.append(Line("clause", before[keys] if words == "=" else words, tuple(keys.split("+")), number))
        else:
            marks, _, words = line.partition(" ")
            lines.append(Line({"#": "title", "##": "heading"}[marks], words))
    return tuple(lines)


def write(lines: tuple[Line, ...], path: Path) -> Path:
    """Make a Word or PDF file of a source text."""
    (_word if path.suffix == ".docx" else _pdf)(lines, path)
    return path


def _word(lines: tuple[Line, ...], path: Path) -> None:
    document = docx.Document()
    styles = {"title": "Title", "heading": "Heading 1"}
    for line in lines:
        if line.number == "-":
            document.add_paragraph(line.text, style="List Bullet")
        else:
            document.add_paragraph(_numbered(line), style=styles.get(line.style, "Normal"))
    document.save(str(path))


def _pdf(lines: tuple[Line, ...], path: Path) -> None:
    sheet = getSampleStyleSheet()
    body = ParagraphStyle("clause", sheet["BodyText"], fontSize=10, leading=13, alignment=TA_JUSTIFY, spaceAfter=5)
    styles = {"title": sheet["Title"], "heading": sheet["Heading1"], "clause": body}
    story: list[Flowable] = [Paragraph(_numbered(line), styles[line.style]) for line in lines]
    template = SimpleDocTemplate(str(path), pagesize=A4, leftMargin=85, rightMargin=85, invariant=1)
    template.build(story, onFirstPage=_footer, onLaterPages=_footer)


def _numbered(line: Line) -> str:
    return f"{line.number} {line.text}" if line.number and line.number != "-" else line.text


def _footer(canvas: Canvas, template: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(85, 40, "Prestatieafspraken")
    canvas.drawRightString(A4[0] - 85, 40, f"pagina {template.page}")
