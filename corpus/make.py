"""Render the invented agreements of the corpus to Word and PDF files plus gold data.

Usage: ``python corpus/make.py [corpus/sources/X.yaml ...] [--out DIR] [--check]``. Each source gives
``<out>/<split>/<id>.docx`` (or ``.pdf``), ``<id>.jsonl`` (the gold clauses) and ``<id>.json`` (gold about the whole
document). The source format is in ``corpus/README.md``. About a source of split ``test`` nothing but ids and clause
indexes is ever printed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal
from xml.sax.saxutils import escape

import yaml
from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor, Twips
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

ROOT: Final = Path(__file__).resolve().parent

# --------------------------------------------------------------------------- source model

KINDS: Final = frozenset({"afspraak", "spelregel", "wens", "context"})
LEVELS: Final = frozenset({"intentie", "proces", "output", "effect"})
THEMES: Final = frozenset(
    {
        "nieuwbouw",
        "voorraad",
        "betaalbaarheid",
        "doorstroming",
        "toewijzing",
        "verduurzaming",
        "statushouders",
        "bijzondere-doelgroepen",
        "wonen-zorg",
        "leefbaarheid",
        "kwaliteit",
        "participatie",
        "samenwerking",
        "overig",
    }
)
FINDINGS: Final = frozenset(
    {
        "activiteit",
        "vaag-inspanning",
        "vaag-ontsnapping",
        "vaag-hoeveelheid",
        "vaag-termijn",
        "vaag-kwaliteit",
        "vaag-verwijzing",
        "vaag-vergelijking",
        "eenzijdig",
        "smart-wie",
        "smart-hoeveel",
        "smart-wanneer",
    }
)
DOCUMENT_LABELS: Final = frozenset(
    {
        "document-partijen",
        "document-looptijd",
        "document-monitoring",
        "document-flexibiliteit",
        "document-tijdshorizon",
        "document-bedragen",
        "document-wederkerigheid",
        "document-omvang",
        "document-thema",
        "document-nulmeting",
    }
)
LABEL_KEYS: Final = frozenset(
    {"kind", "niveau", "theme", "theme_also", "actors", "quantities", "deadlines", "findings", "spans"}
)
BLOCK_KEYS: Final[Mapping[str, frozenset[str]]] = {
    "heading": frozenset({"type", "level", "number", "text"}),
    "par": LABEL_KEYS | {"type", "text"},
    "item": LABEL_KEYS | {"type", "mark", "level", "text"},
    "lead": frozenset({"type", "text", "mark", "level"}),
    "table": frozenset({"type", "columns", "rows"}),
    "signature": frozenset({"type", "parties"}),
}
STYLE_KEYS: Final = frozenset({"font", "size", "numbering", "header", "footer", "cover", "toc", "pdf"})
TOP_KEYS: Final = frozenset({"id", "split", "format", "style", "title", "subtitle", "date", "document", "blocks"})


@dataclass(frozen=True)
class Style:
    """The look of the house that wrote the agreement."""

    font: str = "Calibri"
    size: float = 10.5
    numbering: Literal["auto", "typed"] = "auto"
    header: str | None = None
    footer: str | None = None
    cover: bool = False
    toc: bool = False
    pdf: Literal["libreoffice", "reportlab"] = "libreoffice"


@dataclass(frozen=True)
class Labels:
    """The gold labels of one clause."""

    kind: str
    theme: str
    niveau: str | None = None
    theme_also: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    spans: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Heading:
    """A heading, with its number as it is shown."""

    level: int
    number: str | None
    text: str

    @property
    def label(self) -> str:
        """The heading text with its number before it."""
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass(frozen=True)
class Par:
    """A paragraph of running text: one clause."""

    text: str
    labels: Labels


@dataclass(frozen=True)
class Item:
    """A numbered item or a bullet: one clause."""

    mark: str | None
    level: int
    text: str
    labels: Labels


@dataclass(frozen=True)
class Lead:
    """The sentence that introduces the items after it; not a clause."""

    text: str
    mark: str | None = None
    level: int = 1


@dataclass(frozen=True)
class Row:
    """A table row: one clause."""

    cells: tuple[str, ...]
    labels: Labels

    @property
    def text(self) -> str:
        """The gold text of the row."""
        return " | ".join(cell for cell in self.cells if cell)


@dataclass(frozen=True)
class Table:
    """A table with a header row."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Signature:
    """The signature block: pairs of a party and the person who signs for it."""

    parties: tuple[tuple[str, str], ...]


Block = Heading | Par | Item | Lead | Table | Signature


@dataclass(frozen=True)
class Agreement:
    """One agreement: text, look and gold."""

    id: str
    split: str
    format: Literal["docx", "pdf"]
    style: Style
    title: str
    subtitle: str | None
    date: str | None
    document: Mapping[str, Any]
    blocks: tuple[Block, ...]

    @property
    def file(self) -> str:
        """The name of the rendered file."""
        return f"{self.id}.{self.format}"

    @property
    def headings(self) -> list[Heading]:
        """All headings in document order."""
        return [block for block in self.blocks if isinstance(block, Heading)]


# --------------------------------------------------------------------------- validation


@dataclass(frozen=True)
class Issue:
    """A fault in a source; ``detail`` may quote the source and is withheld for the test split."""

    where: str
    message: str
    detail: str = ""


class SourceError(Exception):
    """A source that cannot be rendered."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)


def clean(value: Any) -> Any:
    """Fold spaces, tabs and line ends in every string of ``value``; a no-break space stays."""
    if isinstance(value, str):
        return re.sub(r"[ \t\r\n]+", " ", value).strip(" ")
    if isinstance(value, list):
        return [clean(entry) for entry in value]
    if isinstance(value, dict):
        return {key: clean(entry) for key, entry in value.items()}
    return value


def _is_strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) and entry for entry in value)


def _check_labels(raw: Mapping[str, Any], text: str, cells: Sequence[str], where: str) -> Iterator[Issue]:
    """Check the labels of one clause; a span must lie inside one of ``cells`` (for a paragraph: the text)."""
    kind, niveau = raw.get("kind"), raw.get("niveau")
    if kind not in KINDS:
        yield Issue(where, "unknown or missing kind", repr(kind))
    if (kind == "afspraak") != (niveau in LEVELS):
        yield Issue(where, "niveau goes with every afspraak, and with nothing else", repr(niveau))
    if raw.get("theme") not in THEMES:
        yield Issue(where, "unknown or missing theme", repr(raw.get("theme")))
    for key in ("theme_also", "actors", "quantities", "deadlines", "findings"):
        if not _is_strings(raw.get(key) or []):
            yield Issue(where, f"{key} must be a list of non-empty strings")
            return
    if set(raw.get("theme_also") or []) - THEMES:
        yield Issue(where, "unknown theme in theme_also")
    findings: list[str] = raw.get("findings") or []
    if set(findings) - FINDINGS:
        yield Issue(where, "unknown finding label", repr(sorted(set(findings) - FINDINGS)))
    if len(set(findings)) != len(findings):
        yield Issue(where, "a finding label occurs twice")
    if kind == "context" and findings:
        yield Issue(where, "context carries no findings")
    if kind == "spelregel" and any(not label.startswith("vaag") for label in findings):
        yield Issue(where, "a spelregel carries vaag-* only")
    if "activiteit" in findings and niveau not in ("proces", "output"):
        yield Issue(where, "activiteit only at proces or output")
    spans = raw.get("spans") or {}
    if not isinstance(spans, dict):
        yield Issue(where, "spans must be a mapping from label to words")
        return
    for label, words in spans.items():
        if label not in findings:
            yield Issue(where, "a span without its finding", str(label))
        if not _is_strings([words] if isinstance(words, str) else words):
            yield Issue(where, "a span must be a string or a list of strings", str(label))
            continue
        for span in [words] if isinstance(words, str) else words:
            if not any(span in cell for cell in cells):
                yield Issue(where, "a span does not stand in the text (of one cell)", f"{label}: {span!r}")
    for label in findings:
        if label not in spans:
            yield Issue(where, "a finding without a span", label)
    for key in ("quantities", "deadlines"):
        for words in raw.get(key) or []:
            if words not in text:
                yield Issue(where, f"{key}: words that do not stand in the text", repr(words))


def _check_block(raw: Any, index: int, first: int) -> Iterator[Issue]:
    """Check block ``index``; ``first`` is the index that its first clause has or would have."""
    where = f"block {index} (before clause {first})"
    if not isinstance(raw, dict) or raw.get("type") not in BLOCK_KEYS:
        yield Issue(where, "unknown block type", repr(raw.get("type")) if isinstance(raw, dict) else "")
        return
    kind = raw["type"]
    if kind in ("par", "item"):
        where = f"clause {first}"
    if extra := set(raw) - BLOCK_KEYS[kind]:
        yield Issue(where, f"unknown key in a block of type {kind}", repr(sorted(map(str, extra))))
    if kind in ("heading", "par", "item", "lead"):
        text = raw.get("text")
        if not isinstance(text, str) or not text:
            yield Issue(where, "text must be a non-empty string")
            return
        for key in ("number", "mark"):
            if key in raw and raw[key] is not None and not (isinstance(raw[key], str) and raw[key]):
                yield Issue(where, f"{key} must be null or a quoted string")
        if kind == "item" and "mark" not in raw:
            yield Issue(where, "an item needs a mark")
        if raw.get("level", 1) not in ((1, 2, 3, 4) if kind == "heading" else (1, 2, 3)):
            yield Issue(where, "level out of range")
        if kind in ("par", "item"):
            yield from _check_labels(raw, text, [text], where)
    elif kind == "table":
        columns, rows = raw.get("columns"), raw.get("rows")
        if not isinstance(columns, list) or not all(isinstance(c, str) for c in columns) or not isinstance(rows, list):
            yield Issue(where, "a table needs columns (strings) and rows")
            return
        for offset, row in enumerate(rows):
            at = f"clause {first + offset}"
            cells = row.get("cells") if isinstance(row, dict) else None
            if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells) or not any(cells):
                yield Issue(at, "a row needs cells, all of them quoted strings")
                continue
            if extra := set(row) - LABEL_KEYS - {"cells"}:
                yield Issue(at, "unknown key in a table row", repr(sorted(map(str, extra))))
            if len(cells) != len(columns):
                yield Issue(at, f"{len(cells)} cells under {len(columns)} columns")
            yield from _check_labels(row, " | ".join(cell for cell in cells if cell), cells, at)
    elif not _is_strings(raw.get("parties")) or not raw["parties"]:
        yield Issue(where, "a signature block needs parties, as 'party|person'")


def _clause_count(raw: Any) -> int:
    if not isinstance(raw, dict):
        return 0
    if raw.get("type") == "table":
        return len(raw["rows"]) if isinstance(raw.get("rows"), list) else 0
    return int(raw.get("type") in ("par", "item"))


def _check_document(raw: Any) -> Iterator[Issue]:
    """Check the gold about the whole document."""
    where = "document"
    if not isinstance(raw, dict):
        yield Issue(where, "must be a mapping")
        return
    if extra := set(raw) - {"period", "parties", "must", "must_not", "bound"}:
        yield Issue(where, "unknown key", repr(sorted(map(str, extra))))
    parties = raw.get("parties")
    if not isinstance(parties, list) or not parties:
        yield Issue(where, "parties missing")
        return
    roles = set()
    for party in parties:
        if not isinstance(party, dict) or set(party) - {"name", "short", "role"}:
            yield Issue(where, "a party has name, short and role only")
        elif not (party.get("name") and isinstance(party.get("role"), str) and _is_strings(party.get("short") or [])):
            yield Issue(where, "a party needs name, role and a list of short names")
        else:
            roles.add(party["role"])
    for key in ("must", "must_not"):
        labels = raw.get(key) or []
        if not _is_strings(labels) or set(labels) - DOCUMENT_LABELS:
            yield Issue(where, f"{key}: unknown document label", repr(labels))
    bound = raw.get("bound") or {}
    if not isinstance(bound, dict):
        yield Issue(where, "bound must be a mapping")
        return
    for theme, per_role in bound.items():
        if theme not in THEMES:
            yield Issue(where, "bound: unknown theme", repr(theme))
        if not isinstance(per_role, dict) or set(per_role.values()) - {"hard", "soft", "not"}:
            yield Issue(where, "bound: per role hard, soft or not", repr(theme))
        elif set(per_role) - roles:
            yield Issue(where, "bound: a role that no party has", f"{theme}: {sorted(set(per_role) - roles)}")


def _check_source(raw: Any) -> Iterator[Issue]:
    """Check a whole source."""
    if not isinstance(raw, dict):
        yield Issue("file", "must be a mapping")
        return
    if extra := set(raw) - TOP_KEYS:
        yield Issue("file", "unknown key", repr(sorted(map(str, extra))))
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", str(raw.get("id"))):
        yield Issue("file", "id must be lower case words joined by hyphens", repr(raw.get("id")))
    for key, allowed in (("split", ("train", "dev", "test")), ("format", ("docx", "pdf"))):
        if raw.get(key) not in allowed:
            yield Issue("file", f"{key} must be one of {', '.join(allowed)}")
    if not isinstance(raw.get("title"), str) or not raw["title"]:
        yield Issue("file", "title missing")
    for key in ("subtitle", "date"):
        if raw.get(key) is not None and not isinstance(raw[key], str):
            yield Issue("file", f"{key} must be a quoted string")
    style = raw.get("style") or {}
    if not isinstance(style, dict) or set(style) - STYLE_KEYS:
        yield Issue("style", "unknown key")
    else:
        if style.get("font", "Calibri") not in FONTS:
            yield Issue("style", f"font must be one of {', '.join(FONTS)}")
        if not isinstance(style.get("size", 10.5), int | float) or not 7 <= style.get("size", 10.5) <= 14:
            yield Issue("style", "size must be a number from 7 to 14")
        if style.get("numbering", "auto") not in ("auto", "typed"):
            yield Issue("style", "numbering must be auto or typed")
        if style.get("pdf", "libreoffice") not in ("libreoffice", "reportlab"):
            yield Issue("style", "pdf must be libreoffice or reportlab")
        for key in ("header", "footer"):
            if style.get(key) is not None and not isinstance(style[key], str):
                yield Issue("style", f"{key} must be a string or null")
        if re.search(r"\{(?!page\}|pages\})", str(style.get("footer") or "")):
            yield Issue("style", "footer knows only {page} and {pages}")
        for key in ("cover", "toc"):
            if not isinstance(style.get(key, False), bool):
                yield Issue("style", f"{key} must be true or false")
    yield from _check_document(raw.get("document"))
    if not isinstance(raw.get("blocks"), list) or not raw["blocks"]:
        yield Issue("blocks", "missing")
        return
    clause = 1
    for index, block in enumerate(raw["blocks"], 1):
        yield from _check_block(block, index, clause)
        clause += _clause_count(block)


def _labels(raw: Mapping[str, Any]) -> Labels:
    spans = {
        label: words if isinstance(words, str) else tuple(words) for label, words in (raw.get("spans") or {}).items()
    }
    lists = {key: tuple(raw.get(key) or ()) for key in ("theme_also", "actors", "quantities", "deadlines", "findings")}
    return Labels(kind=raw["kind"], theme=raw["theme"], niveau=raw.get("niveau"), spans=spans, **lists)


def _block(raw: Mapping[str, Any]) -> Block:
    match raw["type"]:
        case "heading":
            return Heading(raw.get("level", 1), raw.get("number"), raw["text"])
        case "par":
            return Par(raw["text"], _labels(raw))
        case "item":
            return Item(raw["mark"], raw.get("level", 1), raw["text"], _labels(raw))
        case "lead":
            return Lead(raw["text"], raw.get("mark"), raw.get("level", 1))
        case "table":
            return Table(tuple(raw["columns"]), tuple(Row(tuple(r["cells"]), _labels(r)) for r in raw["rows"]))
        case _:
            pairs = [party.partition("|") for party in raw["parties"]]
            return Signature(tuple((name.strip(), person.strip()) for name, _, person in pairs))


def load(path: Path) -> Agreement:
    """Read and check one source; raise :class:`SourceError` with one line per fault."""
    content = path.read_text(encoding="utf-8")
    secret = not re.search(r"^split:\s*[\"']?(?:train|dev)\b", content, re.MULTILINE)
    try:
        raw = clean(yaml.safe_load(content))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "somewhere"
        problem = "" if secret else f": {getattr(error, 'problem', '')}"
        raise SourceError([f"{path}: {at}: not valid YAML{problem}"]) from None
    issues = list(_check_source(raw))
    if issues:
        secret = secret or not isinstance(raw, dict) or raw.get("split") not in ("train", "dev")
        raise SourceError(
            [
                f"{path}: {issue.where}: {issue.message}"
                + (f" ({issue.detail})" if issue.detail and not secret else "")
                for issue in issues
            ]
        )
    return Agreement(
        id=raw["id"],
        split=raw["split"],
        format=raw["format"],
        style=Style(**(raw.get("style") or {})),
        title=raw["title"],
        subtitle=raw.get("subtitle"),
        date=raw.get("date"),
        document=raw["document"],
        blocks=tuple(_block(block) for block in raw["blocks"]),
    )


# --------------------------------------------------------------------------- marks

_MARK: Final = re.compile(
    r"(?P<prefix>[^\W\d_]{2,}\.?\s+|\()?(?P<body>\d{1,4}(?:\.\d{1,3})*|[a-z]{1,5}|[A-Z]{1,5})(?P<suffix>\.\)|[.):]?)"
)
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def to_roman(value: int) -> str:
    """Return ``value`` (below 40) as a lower-case Roman number."""
    digits = ""
    for size, letters in _ROMAN:
        while value >= size:
            digits, value = digits + letters, value - size
    return digits


ROMAN_VALUES: Final = {to_roman(value): value for value in range(1, 40)}


@dataclass(frozen=True)
class Mark:
    """A list mark or heading number, taken apart; ``format`` is Word's name for its kind of number."""

    shown: str
    format: str  # decimal, lowerLetter, upperLetter, lowerRoman, upperRoman, bullet, other or none
    parts: tuple[int, ...] = ()
    prefix: str = ""
    suffix: str = ""

    @property
    def gold(self) -> str | None:
        """The number without word, brackets or end punctuation; None for bullets."""
        if self.format in ("bullet", "none"):
            return None
        body = self.shown[len(self.prefix) :] if self.format != "other" else self.shown.lstrip("(")
        return body.rstrip(".):").strip() or None

    @property
    def is_number(self) -> bool:
        """Whether it is a decimal number, of one or more parts."""
        return self.format == "decimal"

    @property
    def is_letter(self) -> bool:
        """Whether it is a bare letter mark, which borrows the number of the item or heading above it."""
        return self.format in ("lowerLetter", "lowerRoman", "upperLetter") and self.prefix in ("", "(")


class MarkReader:
    """Reads marks in document order, so that ``i.`` after ``h.`` is a letter and ``i.`` on its own a Roman number."""

    def __init__(self) -> None:
        self._last: dict[int, Mark] = {}

    def restart(self) -> None:
        """Forget the lists so far (at a heading)."""
        self._last.clear()

    def read(self, shown: str | None, level: int = 1) -> Mark:
        """Take ``shown`` apart."""
        mark = self._parse(shown, self._last.get(level))
        self._last = {at: last for at, last in self._last.items() if at < level}
        self._last[level] = mark
        return mark

    @staticmethod
    def _parse(shown: str | None, last: Mark | None) -> Mark:
        if not shown:
            return Mark("", "none")
        if shown == "o" or not any(char.isalnum() for char in shown):
            return Mark(shown, "bullet")
        found = _MARK.fullmatch(shown)
        if found is None:
            return Mark(shown, "other")
        prefix, body, suffix = found["prefix"] or "", found["body"], found["suffix"]
        if body[0].isdigit():
            parts = tuple(int(part) for part in body.split("."))
            if ".".join(map(str, parts)) != body:
                return Mark(shown, "other")
            return Mark(shown, "decimal", parts, prefix, suffix)
        case = "lower" if body.islower() else "upper"
        roman = ROMAN_VALUES.get(body.lower())
        letter = ord(body.lower()) - ord("a") + 1 if len(body) == 1 else None
        as_letter = Mark(shown, f"{case}Letter", (letter or 0,), prefix, suffix)
        as_roman = Mark(shown, f"{case}Roman", (roman or 0,), prefix, suffix)
        if roman is None:
            return as_letter if letter else Mark(shown, "other")
        if letter is None:
            return as_roman
        if last is not None and last.parts and last.format in (as_letter.format, as_roman.format):
            return as_letter if last.format == as_letter.format else as_roman
        return as_roman if body.lower() == "i" else as_letter


# --------------------------------------------------------------------------- gold


def row_number(table: Table, row: Row) -> str | None:
    """Return the number in the first cell of a row, if the first column is headed „Nr.” or the like."""
    if not re.fullmatch(r"(?:nr|nummer|no|#)\.?", table.columns[0], re.IGNORECASE):
        return None
    return MarkReader().read(row.cells[0]).gold


def gold_clauses(agreement: Agreement) -> list[dict[str, Any]]:
    """Return the gold clauses in document order."""
    clauses: list[dict[str, Any]] = []
    path: list[tuple[Heading, str | None]] = []  # heading and its decimal number
    reader = MarkReader()
    number = parent = lead = lead_format = None  # last number under this heading; number of the item one level up

    def add(shown: str | None, lead_text: str | None, text: str, labels: Labels) -> None:
        spans = {label: words if isinstance(words, str) else list(words) for label, words in labels.spans.items()}
        clauses.append(
            {
                "number": shown,
                "heading": [heading.label for heading, _ in path],
                "lead": lead_text,
                "text": text,
                "kind": labels.kind,
                "niveau": labels.niveau,
                "theme": labels.theme,
                "theme_also": list(labels.theme_also),
                "actors": list(labels.actors),
                "quantities": list(labels.quantities),
                "deadlines": list(labels.deadlines),
                "findings": list(labels.findings),
                "spans": spans,
            }
        )

    for block in agreement.blocks:
        if isinstance(block, Item):
            mark = reader.read(block.mark, block.level)
            if block.level == 1:
                parent = mark.gold if mark.is_number else None
                if lead is not None and lead_format not in (None, mark.format):
                    lead = None  # another kind of list begins
                lead_format = mark.format
            shown = mark.gold
            if mark.is_number:
                number = shown
            elif mark.is_letter and (block.level > 1 or lead is not None):
                article = next((at for _, at in reversed(path) if at), None)
                above = parent if block.level > 1 and parent else (number or article) if lead is not None else None
                shown = f"{above}{shown}" if above else shown
            add(shown, lead, block.text, block.labels)
            continue
        lead = lead_format = parent = None
        match block:
            case Heading():
                reader.restart()
                mark = reader.read(block.number)
                reader.restart()
                path = [(heading, at) for heading, at in path if heading.level < block.level]
                path.append((block, mark.gold if mark.is_number else None))
                number = None
            case Lead():
                lead = block.text
                typed = re.match(r"(\d+(?:\.\d+)+)\.?\s", block.text)
                mark = reader.read(block.mark, block.level) if block.mark else Mark("", "none")
                number = mark.gold if mark.is_number else typed[1] if typed else number
            case Par():
                add(None, None, block.text, block.labels)
            case Table():
                for row in block.rows:
                    add(row_number(block, row), None, row.text, row.labels)
    return clauses


def gold_document(agreement: Agreement) -> dict[str, Any]:
    """Return the gold about the whole document."""
    raw = agreement.document
    return {
        "title": agreement.title,
        "file": agreement.file,
        "split": agreement.split,
        "period": None if raw.get("period") is None else str(raw["period"]),
        "parties": [
            {"name": party["name"], "short": list(party.get("short") or []), "role": party["role"]}
            for party in raw["parties"]
        ],
        "must": list(raw.get("must") or []),
        "must_not": list(raw.get("must_not") or []),
        "bound": dict(raw.get("bound") or {}),
    }


# --------------------------------------------------------------------------- look

FONTS: Final[Mapping[str, str]] = {
    "Calibri": "Calibri",
    "Arial": "Arial",
    "Times": "Times New Roman",
    "Georgia": "Georgia",
    "Verdana": "Verdana",
}
# What a PDF is set in where the font itself is not installed (first one present), and its relative size.
PDF_FONTS: Final[Mapping[str, tuple[tuple[str, float], ...]]] = {
    "Calibri": (("Calibri", 1), ("Carlito", 1), ("Liberation Sans", 0.94)),
    "Arial": (("Arial", 1), ("Liberation Sans", 1)),
    "Times": (("Times New Roman", 1), ("Liberation Serif", 1)),
    "Georgia": (("Georgia", 1), ("Gelasio", 1), ("DejaVu Serif", 0.9)),
    "Verdana": (("Verdana", 1), ("DejaVu Sans", 0.95)),
}
MONTHS: Final = ("oktober", "november", "december")  # of the cover date, in the year before the period


@dataclass(frozen=True)
class Look:
    """What a house style leaves open: chosen by the id of the agreement, so equal on every run."""

    accent: str
    caps: bool
    justify: bool
    line: float
    after: float
    margin: float
    fill: str
    light: bool  # light table header with dark text, or the reverse
    separator: str
    cover: int
    footer: WD_ALIGN_PARAGRAPH
    linked: bool  # heading numbers hang on the heading style instead of on each paragraph
    hanging: bool
    seed: int


def look_of(agreement: Agreement) -> Look:
    """Choose the look of an agreement."""
    seed = zlib.crc32(agreement.id.encode())
    rng = random.Random(seed)
    accent = rng.choice(["1F3864", "00695C", "7B1E3A", "2E5E2A", "B0500F", "222222", "00577D", "4A2C6F"])
    light = rng.random() < 0.5
    return Look(
        accent=accent,
        caps=rng.random() < 0.2,
        justify=rng.random() < 0.35,
        line=rng.choice([1.0, 1.08, 1.15, 1.25]),
        after=rng.choice([4, 6, 6, 8]),
        margin=rng.choice([2.2, 2.5, 2.5, 2.8]),
        fill="E7E6E6" if light else accent,
        light=light,
        separator=rng.choice(["\t", "\t", " "]),
        cover=rng.randrange(3),
        footer=rng.choice([WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT]),
        linked=rng.random() < 0.5,
        hanging=rng.random() < 0.7,
        seed=seed,
    )


def cover_date(agreement: Agreement) -> str:
    """Return the date on the cover: the source's, or a month before the first year of the period."""
    if agreement.date:
        return agreement.date
    year = re.search(r"20\d\d", str(agreement.document.get("period") or agreement.title))
    month = MONTHS[zlib.crc32(agreement.id.encode()) % 3]
    return f"{month} {int(year[0]) - 1}" if year else month


# --------------------------------------------------------------------------- Word numbering

BULLET_FONTS: Final = {"•": ("Symbol", "\uf0b7"), "▪": ("Wingdings", "\uf0a7"), "o": ("Courier New", "o")}
NUMBER_INDENT: Final = 709  # twips
LIST_INDENT: Final = 425


@dataclass
class _Level:
    format: str
    text: str
    left: int
    hanging: int
    suffix: str = "tab"
    start: int = 1
    style: str | None = None


@dataclass
class _Abstract:
    levels: dict[int, _Level] = field(default_factory=dict)
    counters: list[int | None] = field(default_factory=lambda: [None] * 9)
    num: int = 0


class Numbering:
    """Word's numbering definitions, planned while the blocks come by in document order."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._abstracts: list[_Abstract] = []
        self._nums: list[tuple[int, dict[int, int]]] = []  # abstract index, level -> startOverride
        self._families: dict[tuple[str, str, str], _Abstract] = {}
        self._current: _Abstract | None = None
        self._lists: dict[tuple[str, str, str, int], tuple[int, int]] = {}  # -> num, last value
        self._list_abstracts: dict[tuple[str, str, str], int] = {}

    def _new_abstract(self) -> tuple[int, _Abstract]:
        abstract = _Abstract()
        self._abstracts.append(abstract)
        return len(self._abstracts) - 1, abstract

    def _new_num(self, abstract: int, overrides: dict[int, int]) -> int:
        self._nums.append((abstract, overrides))
        return len(self._nums)

    def heading(self, mark: Mark, style: str | None) -> tuple[int, int] | None:
        """Return (numId, ilvl) that make Word show ``mark`` before a heading, or None if it must be typed."""
        self._lists.clear()
        if not mark.parts:
            return None
        if len(mark.parts) > 1:
            return self._family_member(mark, style, "tab")
        key = (mark.prefix, mark.format, mark.suffix)
        if key not in self._families:
            index, family = self._new_abstract()
            word = bool(mark.prefix.strip("( "))
            family.levels[0] = _Level(
                mark.format,
                f"{mark.prefix}%1{mark.suffix}",
                0 if word else NUMBER_INDENT,
                0 if word else NUMBER_INDENT,
                "space" if word else "tab",
                start=mark.parts[0],
            )
            family.num = self._new_num(index, {})
            self._families[key] = family
        family = self._families[key]
        self._current = family if mark.is_number else None
        return self._advance(family, 0, mark.parts, style)

    def item(self, mark: Mark, level: int) -> tuple[int, int] | None:
        """Return (numId, ilvl) that make Word show ``mark`` before an item, or None if it must be typed."""
        if mark.format in ("other", "none"):
            return None
        if len(mark.parts) > 1:
            return self._family_member(mark, None, "tab")
        ilvl = level - 1
        bullet = mark.format == "bullet"
        kind = (mark.prefix, mark.shown if bullet else mark.format, mark.suffix)
        if kind not in self._list_abstracts:
            self._list_abstracts[kind], abstract = self._new_abstract()
            for at in range(3):
                text = BULLET_FONTS.get(mark.shown, ("", mark.shown))[1]
                abstract.levels[at] = _Level(
                    mark.format,
                    text if bullet else f"{mark.prefix}%{at + 1}{mark.suffix}",
                    LIST_INDENT * (at + 1) + (NUMBER_INDENT - LIST_INDENT if at or self._current else 0),
                    LIST_INDENT,
                )
        # an item closes the lists below it
        self._lists = {key: state for key, state in self._lists.items() if key[3] <= ilvl or key[1] == "bullet"}
        if bullet:
            key = ("", "bullet", mark.shown, 0)
            if key not in self._lists:
                self._lists[key] = (self._new_num(self._list_abstracts[kind], {}), 0)
            return self._lists[key][0], ilvl
        key = (*kind, ilvl)
        (value,) = mark.parts
        num, last = self._lists.get(key, (0, None))
        if last is None or value != last + 1:
            num = self._new_num(self._list_abstracts[kind], {ilvl: value})
        self._lists[key] = (num, value)
        return num, ilvl

    def _family_member(self, mark: Mark, style: str | None, suffix: str) -> tuple[int, int] | None:
        """Place a number of several parts in the list of the headings it belongs to."""
        family, ilvl = self._current, len(mark.parts) - 1
        if family is None or ilvl > 8 or mark.format != "decimal":
            return None
        text = mark.prefix + ".".join(f"%{at + 1}" for at in range(ilvl + 1)) + mark.suffix
        fresh = _Level("decimal", text, NUMBER_INDENT, NUMBER_INDENT, suffix)
        if family.levels.get(ilvl, fresh).text != text:
            return None
        place = self._advance(family, ilvl, mark.parts, style)
        if place:
            family.levels.setdefault(ilvl, fresh)
            self._lists.clear()
        return place

    def _advance(
        self, family: _Abstract, ilvl: int, parts: tuple[int, ...], style: str | None
    ) -> tuple[int, int] | None:
        """Count as Word would; accept only if that gives ``parts``."""
        before = family.counters[ilvl]
        start = family.levels[ilvl].start if ilvl in family.levels else 1
        shown = (*family.counters[:ilvl], start if before is None else before + 1)
        if shown != parts:
            return None
        family.counters[ilvl:] = [parts[-1], *[None] * (8 - ilvl)]
        return family.num, ilvl

    def link_style(self, num: int, ilvl: int, style: str) -> None:
        """Hang a level on a paragraph style."""
        self._abstracts[self._nums[num - 1][0]].levels[ilvl].style = style

    def write(self, document: DocumentObject) -> None:
        """Replace the numbering part of ``document`` by these definitions."""
        root = document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        for index, abstract in enumerate(self._abstracts):
            kind = "multilevel" if any("%1.%2" in level.text for level in abstract.levels.values()) else "hybrid"
            nsid = zlib.crc32(f"{self._seed}/{index}".encode())
            levels = "".join(self._level_xml(at, abstract.levels[at]) for at in sorted(abstract.levels))
            root.append(
                parse_xml(
                    f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{index}"><w:nsid w:val="{nsid:08X}"/>'
                    f'<w:multiLevelType w:val="{kind if kind == "multilevel" else "hybridMultilevel"}"/>'
                    f'<w:tmpl w:val="{nsid ^ 0x5A5A5A5A:08X}"/>{levels}</w:abstractNum>'
                )
            )
        for num, (abstract_index, overrides) in enumerate(self._nums, 1):
            inner = "".join(
                f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{value}"/></w:lvlOverride>'
                for at, value in overrides.items()
            )
            root.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{num}"><w:abstractNumId w:val="{abstract_index}"/>{inner}</w:num>'
                )
            )

    @staticmethod
    def _level_xml(at: int, level: _Level) -> str:
        font = next((name for name, char in BULLET_FONTS.values() if char == level.text), "")
        run = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/></w:rPr>' if font else ""
        style = f'<w:pStyle w:val="{level.style}"/>' if level.style else ""
        suffix = f'<w:suff w:val="{level.suffix}"/>' if level.suffix != "tab" else ""
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="{level.start}"/><w:numFmt w:val="{level.format}"/>{style}{suffix}'
            f'<w:lvlText w:val="{escape(level.text)}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{level.left}" w:hanging="{level.hanging}"/></w:pPr>{run}</w:lvl>'
        )


def shown_numbers(document: DocumentObject) -> Iterator[tuple[Any, str]]:
    """Work out, from the finished XML alone, the number that Word shows before each body paragraph."""
    root = document.part.numbering_part.element
    abstracts = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
    nums = {n.get(qn("w:numId")): n for n in root.findall(qn("w:num"))}
    counters: dict[str, dict[int, int]] = {}
    seen: set[str] = set()
    starts: dict[tuple[str, int], int] = {}
    styles = {style.style_id: style.element for style in document.styles}

    def value(element: Any, path: str) -> str | None:
        for tag in path.split("/"):
            element = element.find(qn(tag)) if element is not None else None
        return None if element is None else element.get(qn("w:val"))

    for paragraph in document.element.body.findall(qn("w:p")):
        num = value(paragraph, "w:pPr/w:numPr/w:numId")
        ilvl = int(value(paragraph, "w:pPr/w:numPr/w:ilvl") or 0)
        style_id = value(paragraph, "w:pPr/w:pStyle")
        if num is None and style_id in styles:
            num = value(styles[style_id], "w:pPr/w:numPr/w:numId")
            ilvl = int(value(styles[style_id], "w:pPr/w:numPr/w:ilvl") or 0)
        if num in (None, "0"):
            yield paragraph, ""
            continue
        abstract_id = value(nums[num], "w:abstractNumId") or ""
        levels = {int(lvl.get(qn("w:ilvl"))): lvl for lvl in abstracts[abstract_id].findall(qn("w:lvl"))}
        count = counters.setdefault(abstract_id, {})
        if num not in seen:
            seen.add(num)
            for override in nums[num].findall(qn("w:lvlOverride")):
                at = int(override.get(qn("w:ilvl")))
                starts[abstract_id, at] = int(value(override, "w:startOverride") or 1)
                count.pop(at, None)

        def start(at: int, abstract_id: str = abstract_id, levels: dict[int, Any] = levels) -> int:
            return starts.get((abstract_id, at)) or int(value(levels[at], "w:start") or 1)

        count[ilvl] = count[ilvl] + 1 if ilvl in count else start(ilvl)
        for at in [at for at in count if at > ilvl]:
            del count[at]
        text = value(levels[ilvl], "w:lvlText") or ""
        if value(levels[ilvl], "w:numFmt") == "bullet":
            yield paragraph, next((mark for mark, (_, char) in BULLET_FONTS.items() if char == text), text)
            continue
        for at in range(ilvl + 1):
            if f"%{at + 1}" in text:
                text = text.replace(
                    f"%{at + 1}", _format(count.get(at, start(at)), value(levels[at], "w:numFmt") or "")
                )
        yield paragraph, text


def _format(number: int, kind: str) -> str:
    text = chr(ord("a") + number - 1) if "Letter" in kind else to_roman(number) if "Roman" in kind else str(number)
    return text.upper() if kind.startswith("upper") else text


# --------------------------------------------------------------------------- Word


@dataclass(frozen=True)
class Face:
    """The font a file is set in."""

    name: str
    size: float


class WordWriter:
    """Builds one Word file."""

    def __init__(self, agreement: Agreement, face: Face, pages: Sequence[int] | None = None, toc: bool = True) -> None:
        self.agreement = agreement
        self.style = agreement.style
        self.face = face
        self.look = look_of(agreement)
        self.rng = random.Random(self.look.seed + 1)
        self.pages = list(pages) if pages is not None else estimate_pages(agreement, face.size)
        self.toc = toc and self.style.toc
        self.document: DocumentObject = Document()
        self.numbering = Numbering(self.look.seed)
        self.reader = MarkReader()
        self.expected: dict[Any, str] = {}
        self.heading_places: dict[int, list[tuple[WordParagraph, tuple[int, int] | None]]] = {}
        self.bookmarks = 0

    def build(self) -> bytes:
        """Return the finished file."""
        self._set_up()
        if self.style.cover:
            self._cover()
        else:
            self._title()
        if self.toc:
            self._table_of_contents()
        for block in self.agreement.blocks:
            match block:
                case Heading():
                    self._heading(block)
                case Par():
                    self._paragraph(block.text, justify=True)
                case Item():
                    self._listed(block.text, self.reader.read(block.mark, block.level), block.level)
                case Lead():
                    mark = self.reader.read(block.mark, block.level) if block.mark else Mark("", "none")
                    paragraph = self._listed(block.text, mark, block.level) if block.mark else None
                    paragraph = paragraph or self._paragraph(block.text)
                    paragraph.paragraph_format.keep_with_next = True
                case Table():
                    self._table(block)
                case Signature():
                    self._signature(block)
        if self.look.linked:
            self._link_heading_styles()
        self.numbering.write(self.document)
        self._check_numbers()
        buffer = io.BytesIO()
        self.document.save(buffer)
        return _fixed_zip(buffer.getvalue())

    # -- set-up

    def _set_up(self) -> None:
        document, look = self.document, self.look
        core = document.core_properties
        core.author = core.last_modified_by = "prestatielint-corpus"
        core.title, core.language, core.comments, core.revision = self.agreement.title, "nl-NL", "", 1
        core.created = core.modified = dt.datetime(2025, 1, 6, 9, 0, 0)
        rels = document.part.package.rels
        for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
            del rels[key]
        section = document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(look.margin)
        section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.3)
        self.width = section.page_width - section.left_margin - section.right_margin
        for lang in document.styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), "nl-NL")
        for style in document.styles:
            for num in style.element.findall(f"{qn('w:pPr')}/{qn('w:numPr')}"):
                num.getparent().remove(num)
        self._styles()
        settings = document.settings.element
        hyphenation = OxmlElement("w:autoHyphenation")
        tab_stop = settings.find(qn("w:defaultTabStop"))
        if tab_stop is not None:
            tab_stop.addnext(hyphenation)
        else:
            settings.insert(0, hyphenation)
        section.different_first_page_header_footer = self.style.cover
        if self.style.header:
            paragraph = section.header.paragraphs[0]
            paragraph.add_run(self.style.header).font.size = Pt(self.face.size - 2)
            self._border(paragraph, "bottom", "A6A6A6")
        if self.style.footer:
            paragraph = section.footer.paragraphs[0]
            paragraph.alignment = look.footer
            for part in re.split(r"(\{pages?\})", self.style.footer):
                if part in ("{page}", "{pages}"):
                    self._field(paragraph, "PAGE" if part == "{page}" else "NUMPAGES", "1")
                elif part:
                    paragraph.add_run(part)
            for run in paragraph.runs:
                run.font.size = Pt(self.face.size - 2)

    def _styles(self) -> None:
        styles, look, size = self.document.styles, self.look, self.face.size
        accent = RGBColor.from_string(look.accent)
        normal = styles["Normal"]
        self._font(normal, self.face.name)
        normal.font.size = Pt(size)
        normal.paragraph_format.space_after = Pt(look.after)
        normal.paragraph_format.line_spacing = look.line
        styles["List Paragraph"].paragraph_format.left_indent = None
        for spacing in styles["List Paragraph"].element.iter(qn("w:contextualSpacing")):
            spacing.getparent().remove(spacing)
            break
        for level, (points, before) in enumerate(((5, 18), (2, 12), (1, 10), (0, 8)), 1):
            style = styles[f"Heading {level}"]
            self._font(style, self.face.name)
            style.font.size, style.font.bold, style.font.italic = Pt(size + points), level != 3, level == 3
            style.font.color.rgb = accent
            style.font.all_caps = look.caps and level == 1
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
            style.paragraph_format.keep_with_next = True
        for name in ("Title", "Subtitle", "TOC Heading"):
            style = styles[name]
            style.base_style = normal
            self._font(style, self.face.name)
            style.font.italic, style.font.color.rgb = False, accent
            for tag in ("w:pBdr", "w:spacing", "w:kern", "w:numPr"):
                for element in list(style.element.iter(qn(tag))):
                    element.getparent().remove(element)
        styles["Title"].font.size, styles["Title"].font.bold = Pt(size + 15), True
        styles["Subtitle"].font.size, styles["Subtitle"].font.bold = Pt(size + 3), False
        styles["TOC Heading"].font.size, styles["TOC Heading"].font.bold = Pt(size + 5), True
        for level in (1, 2):
            toc = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
            toc.element.set(qn("w:styleId"), f"TOC{level}")
            toc.element.attrib.pop(qn("w:customStyle"), None)
            toc.base_style, toc.next_paragraph_style = normal, normal
            toc.paragraph_format.space_after = Pt(3)
            toc.paragraph_format.left_indent = Twips(0 if level == 1 else 220)
            toc.paragraph_format.tab_stops.add_tab_stop(Twips(440 if level == 1 else 880))
            toc.paragraph_format.tab_stops.add_tab_stop(self.width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    @staticmethod
    def _font(style: Any, name: str) -> None:
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{slot}"), name)

    @staticmethod
    def _border(paragraph: WordParagraph, side: str, colour: str, size: int = 4) -> None:
        properties = paragraph._p.get_or_add_pPr()
        border = parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="{size}" w:space="4" w:color="{colour}"/></w:pBdr>'
        )
        successors = ("w:shd", "w:tabs", "w:autoSpaceDE", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")
        properties.insert_element_before(border, *successors)

    @staticmethod
    def _field(paragraph: WordParagraph, code: str, cached: str) -> None:
        for kind, text in (("begin", ""), ("", code), ("separate", ""), ("=", cached), ("end", "")):
            run = paragraph.add_run()
            if kind == "=":
                run.text = text
            elif kind:
                char = OxmlElement("w:fldChar")
                char.set(qn("w:fldCharType"), kind)
                run._r.append(char)
            else:
                instruction = OxmlElement("w:instrText")
                instruction.set(qn("xml:space"), "preserve")
                instruction.text = f" {text} "
                run._r.append(instruction)

    # -- front matter

    def _title(self) -> None:
        self.document.add_paragraph(self.agreement.title, style="Title")
        if self.agreement.subtitle:
            self.document.add_paragraph(self.agreement.subtitle, style="Subtitle")

    def _cover(self) -> None:
        agreement, look, add = self.agreement, self.look, self.document.add_paragraph
        parties = [party["name"] for party in agreement.document["parties"]]
        if look.cover == 2:  # a coloured band
            table = self.document.add_table(rows=1, cols=1)
            cell = table.cell(0, 0)
            self._shade(cell, look.accent)
            lines = [(agreement.title, self.face.size + 16, True)]
            if agreement.subtitle:
                lines.append((agreement.subtitle, self.face.size + 3, False))
            for index, (text, points, bold) in enumerate(lines):
                paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
                paragraph.paragraph_format.space_before = Pt(40 if index == 0 else 0)
                paragraph.paragraph_format.space_after = Pt(30 if index == len(lines) - 1 else 10)
                run = paragraph.add_run(text)
                run.font.size, run.font.bold, run.font.color.rgb = Pt(points), bold, RGBColor(255, 255, 255)
            add().paragraph_format.space_after = Pt(150)
        else:
            title = add(agreement.title, style="Title")
            title.paragraph_format.space_before = Pt(160 if look.cover == 0 else 110)
            subtitle = add(agreement.subtitle, style="Subtitle") if agreement.subtitle else None
            if look.cover == 0:
                self._border(title, "bottom", look.accent, 8)
            else:
                for paragraph in (title, subtitle):
                    if paragraph is not None:
                        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            (subtitle or title).paragraph_format.space_after = Pt(120)
        centre = look.cover == 1
        for text in [*parties, None, cover_date(agreement)]:
            paragraph = add(text or "")
            if centre:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for run in paragraph.runs:
                run.font.size = Pt(self.face.size + 1)
        paragraph.add_run().add_break(WD_BREAK.PAGE)

    def _table_of_contents(self) -> None:
        self.document.add_paragraph("Inhoud" if self.look.seed % 2 else "Inhoudsopgave", style="TOC Heading")
        reader = MarkReader()
        entries = [
            (index, heading, page)
            for index, (heading, page) in enumerate(zip(self.agreement.headings, self.pages, strict=True))
            if heading.level <= 2
        ]
        field_char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        code = '<w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>'
        for position, (index, heading, page) in enumerate(entries):
            separator = "<w:t xml:space='preserve'> </w:t>" if reader.read(heading.number).prefix else "<w:tab/>"
            number = f"<w:r><w:t>{escape(heading.number)}</w:t>{separator}</w:r>" if heading.number else ""
            begin = (
                field_char.format("begin")
                + code.format(r"TOC \o &quot;1-2&quot; \h \z \u")
                + field_char.format("separate")
                if position == 0
                else ""
            )
            end = field_char.format("end") if position == len(entries) - 1 else ""
            anchor = self._anchor(index)
            paragraph = self.document.add_paragraph()
            element = parse_xml(
                f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="TOC{heading.level}"/></w:pPr>{begin}'
                f'<w:hyperlink w:anchor="{anchor}" w:history="1">{number}'
                f'<w:r><w:t xml:space="preserve">{escape(heading.text)}</w:t></w:r><w:r><w:tab/></w:r>'
                f"{field_char.format('begin')}{code.format(f'PAGEREF {anchor} ' + chr(92) + 'h')}"
                f"{field_char.format('separate')}<w:r><w:t>{page}</w:t></w:r>{field_char.format('end')}"
                f"</w:hyperlink>{end}</w:p>"
            )
            paragraph._p.getparent().replace(paragraph._p, element)
        if self.style.cover:
            self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _anchor(self, index: int) -> str:
        return f"_Toc{180000000 + self.look.seed % 9000000 + index}"

    # -- body

    def _text(self, paragraph: WordParagraph, text: str) -> None:
        """Add text, sometimes broken into several runs as Word itself does after edits."""
        cut = self.rng.randrange(1, len(text)) if len(text) > 1 and self.rng.random() < 0.2 else 0
        for part in (text[:cut], text[cut:]):
            if part:
                paragraph.add_run(part)

    def _paragraph(self, text: str, justify: bool = False) -> WordParagraph:
        paragraph = self.document.add_paragraph()
        self._text(paragraph, text)
        if justify and self.look.justify:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        return paragraph

    @staticmethod
    def _number(paragraph: WordParagraph, num: int, ilvl: int) -> None:
        number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val = ilvl
        number.get_or_add_numId().val = num

    def _heading(self, heading: Heading) -> None:
        self.reader.restart()
        mark = self.reader.read(heading.number)
        self.reader.restart()
        paragraph = self.document.add_paragraph(style=f"Heading {heading.level}")
        name = f"Heading{heading.level}"
        place = self.numbering.heading(mark, name) if self.style.numbering == "auto" else None
        self.heading_places.setdefault(heading.level, []).append((paragraph, place))
        if self.toc:
            start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
            for element in (start, end):
                element.set(qn("w:id"), str(self.bookmarks))
            start.set(qn("w:name"), self._anchor(self.bookmarks))
            paragraph._p.append(start)
        if place:
            self._number(paragraph, *place)
            self.expected[paragraph._p] = mark.shown
        elif heading.number:
            paragraph.add_run(heading.number + (" " if mark.prefix else self.look.separator))
            if not mark.prefix and self.look.separator == "\t":
                paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(NUMBER_INDENT))
        self._text(paragraph, heading.text)
        if self.toc:
            paragraph._p.append(end)
        self.bookmarks += 1

    def _listed(self, text: str, mark: Mark, level: int) -> WordParagraph:
        """Add an item, numbered by Word or with its mark typed."""
        paragraph = self.document.add_paragraph(style="List Paragraph")
        bullet = mark.format == "bullet"
        automatic = self.style.numbering == "auto" or (bullet and mark.shown not in "-–—")
        place = self.numbering.item(mark, level) if automatic else None
        layout = paragraph.paragraph_format
        if place:
            self._number(paragraph, *place)
            self.expected[paragraph._p] = mark.shown
        elif mark.shown:
            separator = "\t" if bullet else self.look.separator
            paragraph.add_run(mark.shown + separator)
            width = NUMBER_INDENT if mark.is_number and level == 1 else LIST_INDENT
            left = width + (NUMBER_INDENT if level > 1 else 0) + LIST_INDENT * max(0, level - 2)
            if separator == "\t" and self.look.hanging:
                layout.left_indent, layout.first_line_indent = Twips(left), Twips(-width)
            elif separator == "\t":
                layout.tab_stops.add_tab_stop(Twips(left))
                layout.left_indent = Twips(left - width)
            else:
                layout.left_indent = Twips(left - width)
        else:
            layout.left_indent = Twips(LIST_INDENT * level)
        self._text(paragraph, text)
        if self.look.justify:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        return paragraph

    @staticmethod
    def _shade(cell: Any, fill: str) -> None:
        properties = cell._tc.get_or_add_tcPr()
        properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>'))

    def _set_widths(self, table: WordTable, widths: Sequence[int]) -> None:
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width

    def _cell(self, cell: Any, text: str) -> Any:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.space_before = Pt(2)
        paragraph.paragraph_format.line_spacing = 1.0
        run = paragraph.add_run(text)
        run.font.size = Pt(self.face.size - 1)
        return run

    def _table(self, block: Table) -> None:
        table = self.document.add_table(rows=0, cols=len(block.columns), style="Table Grid")
        header = table.add_row()
        for cell, text in zip(header.cells, block.columns, strict=True):
            run = self._cell(cell, text)
            cell.paragraphs[0].paragraph_format.keep_with_next = len(block.rows) <= 8
            run.font.bold = True
            if not self.look.light:
                run.font.color.rgb = RGBColor(255, 255, 255)
            self._shade(cell, self.look.fill)
        header._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for position, row in enumerate(block.rows):
            added = table.add_row()
            for cell, text in zip(added.cells, row.cells, strict=True):
                self._cell(cell, text)
                # LibreOffice can lose the rows after a page break in a short table; so those stay on one page.
                cell.paragraphs[0].paragraph_format.keep_with_next = (
                    len(block.rows) <= 8 and position < len(block.rows) - 1
                )
            if self.look.seed % 3:
                added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        self._set_widths(table, [int(self.width * share) for share in column_shares(block)])
        self.document.add_paragraph().paragraph_format.space_after = Pt(4)

    def _signature(self, block: Signature) -> None:
        self.document.add_paragraph().paragraph_format.keep_with_next = True
        longest_word = max(len(word) for party, _ in block.parties for word in party.split())
        columns = 3 if len(block.parties) >= 5 and longest_word <= 16 else 2
        rows = -(-len(block.parties) // columns)
        table = self.document.add_table(rows=rows, cols=columns)
        for index, (party, person) in enumerate(block.parties):
            cell = table.cell(index // columns, index % columns)
            name, _, office = person.partition(", ")
            lines = [party, f"namens deze: {name}" if name and self.look.seed % 2 else name, office, "", "", "." * 38]
            for position, text in enumerate(lines):
                if position < 3 and not text:
                    continue
                paragraph = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
                paragraph.paragraph_format.space_after = Pt(16 if position == len(lines) - 1 else 0)
                paragraph.paragraph_format.keep_with_next = position < len(lines) - 1
                run = paragraph.add_run(text)
                run.font.bold = position == 0
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        self._set_widths(table, [int(self.width / columns)] * columns)
        self.document.add_paragraph()

    def _link_heading_styles(self) -> None:
        """Hang heading numbers on the heading style where all numbered headings of a level share one list level."""
        for level, headings in self.heading_places.items():
            places = {place for _, place in headings if place}
            if len(places) != 1:
                continue
            ((num, ilvl),) = places
            style = self.document.styles[f"Heading {level}"]
            number = style.element.get_or_add_pPr().get_or_add_numPr()
            number.get_or_add_ilvl().val = ilvl
            number.get_or_add_numId().val = num
            self.numbering.link_style(num, ilvl, style.style_id)
            for paragraph, place in headings:
                if place:
                    properties = paragraph._p.get_or_add_pPr()
                    properties.remove(properties.find(qn("w:numPr")))
                else:
                    self._number(paragraph, 0, 0)
                    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.first_line_indent = Twips(0)

    def _check_numbers(self) -> None:
        """Assert that Word will show exactly the marks of the source."""
        shown = dict(shown_numbers(self.document))
        for element, label in shown.items():
            if self.expected.get(element, "") != label:
                raise AssertionError("a number that Word would show differs from the mark in the source")
        if missing := [element for element in self.expected if element not in shown]:
            raise AssertionError(f"{len(missing)} numbered paragraphs got lost")


def column_shares(table: Table) -> list[float]:
    """Divide the width of a table: each column holds its longest word, the rest goes by the length of the cells."""
    least, more = [], []
    for index, column in enumerate(table.columns):
        cells = [row.cells[index] for row in table.rows] or [""]
        least.append(3.5 + max((len(word) for text in [column, *cells] for word in text.split()), default=2) * 1.1)
        more.append(min(sum(map(len, cells)) / len(cells), 90.0) ** 0.9)
    spare = max(0.0, 90.0 - sum(least)) / (sum(more) or 1.0)
    widths = [low + extra * spare for low, extra in zip(least, more, strict=True)]
    return [width / sum(widths) for width in widths]


def estimate_pages(agreement: Agreement, size: float) -> list[int]:
    """Estimate the page of each heading, for the table of contents of a file that nobody has laid out yet."""
    chars, lines_per_page = 95 * 10.5 / size, 46 * 10.5 / size
    page = 1 + int(agreement.style.cover)
    used = 0.0 if agreement.style.cover else 6.0
    if agreement.style.toc:
        used += 3 + sum(heading.level <= 2 for heading in agreement.headings)
        if agreement.style.cover:
            page, used = page + 1 + int(used // lines_per_page), 0.0
    pages = []
    for block in agreement.blocks:
        match block:
            case Heading():
                if used > lines_per_page - 4:
                    page, used = page + 1, 0.0
                pages.append(page)
                used += 3
            case Par() | Item() | Lead():
                used += 1.5 + len(block.text) // chars
            case Table():
                shares = column_shares(block)
                for cells in [block.columns, *[row.cells for row in block.rows]]:
                    used += 1.3 + max(len(text) / (chars * share) for text, share in zip(cells, shares, strict=True))
            case Signature():
                used += 8 * -(-len(block.parties) // 2)
        page, used = page + int(used // lines_per_page), used % lines_per_page
    return pages


def _fixed_zip(content: bytes) -> bytes:
    """Rewrite a zip file with constant time stamps, so that equal content gives equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(info, old.read(name), compresslevel=9)
    return buffer.getvalue()


# --------------------------------------------------------------------------- PDF by way of LibreOffice


def installed_fonts() -> frozenset[str]:
    """Return the font families that fontconfig knows."""
    if not shutil.which("fc-list"):
        return frozenset()
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout
    return frozenset(name.strip() for line in listed.splitlines() for name in line.split(","))


def pdf_face(style: Style) -> Face:
    """Choose an installed stand-in for the font of a house."""
    have = installed_fonts()
    for name, scale in PDF_FONTS[style.font]:
        if name in have:
            return Face(name, round(style.size * scale * 2) / 2)
    return Face(FONTS[style.font], style.size)


def convert(content: bytes, folder: Path, soffice: str) -> Path:
    """Convert a Word file to PDF."""
    source = folder / "agreement.docx"
    source.write_bytes(content)
    profile = (folder / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    done = subprocess.run(
        [*command, "--outdir", str(folder), str(source)], capture_output=True, text=True, timeout=240, check=False
    )
    target = folder / "agreement.pdf"
    if done.returncode or not target.exists():
        raise RuntimeError(f"LibreOffice did not convert the file (status {done.returncode})")
    return target


def outline_pages(path: Path) -> list[int]:
    """Return the page (from 1) of each entry in the outline of a PDF."""
    import pypdfium2

    pages: list[int] = []
    document = pypdfium2.PdfDocument(path)
    try:
        for entry in document.get_toc(max_depth=9):
            if hasattr(entry, "page_index"):
                index = entry.page_index
            else:
                destination = entry.get_dest()
                index = destination.get_index() if destination else None
            pages.append(-1 if index is None else index + 1)
    finally:
        document.close()
    return pages


def pdf_by_libreoffice(agreement: Agreement, target: Path, soffice: str) -> None:
    """Write a PDF as Word would export it; the table of contents gets the real page numbers, or is left out."""
    face = pdf_face(agreement.style)
    pages = estimate_pages(agreement, face.size)
    with tempfile.TemporaryDirectory(prefix="corpus-") as name:
        folder = Path(name)
        made = convert(WordWriter(agreement, face, pages).build(), folder, soffice)
        if agreement.style.toc:
            try:
                real = outline_pages(made)
            except ImportError:
                real = []
            if len(real) != len(pages) or -1 in real:
                made = convert(WordWriter(agreement, face, pages, toc=False).build(), folder, soffice)
            elif real != pages:
                made = convert(WordWriter(agreement, face, real).build(), folder, soffice)
        shutil.copyfile(made, target)


# --------------------------------------------------------------------------- PDF by reportlab

_TTF: Final[Mapping[str, str]] = {
    "Calibri": "liberation2/LiberationSans-{}.ttf",
    "Arial": "liberation2/LiberationSans-{}.ttf",
    "Times": "liberation2/LiberationSerif-{}.ttf",
    "Georgia": "dejavu/DejaVuSerif{}.ttf",
    "Verdana": "dejavu/DejaVuSans{}.ttf",
}


def _reportlab_fonts(font: str) -> tuple[str, str]:
    """Register and return a regular and a bold font."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pattern = _TTF[font]
    weights = ("", "-Bold") if "dejavu" in pattern else ("Regular", "Bold")
    files = [Path("/usr/share/fonts/truetype") / pattern.format(weight) for weight in weights]
    if not all(file.exists() for file in files):
        return ("Times-Roman", "Times-Bold") if font in ("Times", "Georgia") else ("Helvetica", "Helvetica-Bold")
    for file in files:
        pdfmetrics.registerFont(TTFont(file.stem, str(file)))
    return files[0].stem, files[1].stem


def pdf_by_reportlab(agreement: Agreement, target: Path) -> None:
    """Write a PDF without LibreOffice: plainer, with every number as text."""
    from reportlab.lib.colors import HexColor, black, grey, white
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import cm
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import (
        BaseDocTemplate,
        Flowable,
        Frame,
        PageBreak,
        PageTemplate,
        Paragraph,
        Spacer,
        TableStyle,
    )
    from reportlab.platypus import Table as PdfTable
    from reportlab.platypus.tableofcontents import TableOfContents

    style, look = agreement.style, look_of(agreement)
    regular, bold = _reportlab_fonts(style.font)
    size, accent = pdf_face(style).size, HexColor(f"#{look.accent}")
    leading, width = size * 1.22 * look.line, A4[0] - 2 * look.margin * cm

    def sheet(name: str, **options: Any) -> ParagraphStyle:
        base = {"fontName": regular, "fontSize": size, "leading": leading, "spaceAfter": look.after}
        return ParagraphStyle(name, **(base | options))

    body = sheet("body", alignment=TA_JUSTIFY if look.justify else 0)
    small = {"fontSize": size - 1, "leading": size * 1.15, "spaceAfter": 0}
    cell = sheet("cell", **small)
    head = sheet("head", fontName=bold, textColor=black if look.light else white, **small)
    title = sheet("title", fontName=bold, fontSize=size + 15, leading=size + 20, textColor=accent, spaceAfter=10)
    subtitle = sheet("subtitle", fontSize=size + 3, leading=size + 8, textColor=accent, spaceAfter=18)
    headings = {
        level: sheet(
            f"h{level}",
            fontName=bold,
            fontSize=size + points,
            leading=(size + points) * 1.2,
            textColor=accent,
            spaceBefore=before,
            spaceAfter=4,
            keepWithNext=1,
        )
        for level, points, before in ((1, 5, 18), (2, 2, 12), (3, 1, 10), (4, 0, 8))
    }

    class NumberedCanvas(Canvas):
        """A canvas that knows the number of pages when it writes header and footer."""

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._states: list[dict[str, Any]] = []

        def showPage(self) -> None:
            """Keep the page until the number of pages is known."""
            self._states.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            """Write all pages with their header and footer."""
            for number, state in enumerate(self._states, 1):
                self.__dict__.update(state)
                if not (style.cover and number == 1):
                    self._furniture(number, len(self._states))
                super().showPage()
            super().save()

        def _furniture(self, number: int, count: int) -> None:
            self.setFont(regular, size - 2)
            left, right = look.margin * cm, A4[0] - look.margin * cm
            if style.header:
                self.drawString(left, A4[1] - 1.4 * cm, style.header)
                self.setStrokeColor(grey)
                self.line(left, A4[1] - 1.6 * cm, right, A4[1] - 1.6 * cm)
            if style.footer:
                text = style.footer.replace("{pages}", str(count)).replace("{page}", str(number))
                if look.footer == WD_ALIGN_PARAGRAPH.CENTER:
                    self.drawCentredString(A4[0] / 2, 1.3 * cm, text)
                elif look.footer == WD_ALIGN_PARAGRAPH.RIGHT:
                    self.drawRightString(right, 1.3 * cm, text)
                else:
                    self.drawString(left, 1.3 * cm, text)

    class Template(BaseDocTemplate):
        """A template that reports headings to the table of contents."""

        def afterFlowable(self, flowable: Flowable) -> None:
            """Report a heading that was just placed."""
            level = getattr(flowable, "toc_level", None)
            if level is not None:
                self.notify("TOCEntry", (level - 1, flowable.getPlainText(), self.page))

    story: list[Flowable] = []
    if style.cover:
        story += [Spacer(1, 5 * cm), Paragraph(escape(agreement.title), title)]
        story += [Paragraph(escape(agreement.subtitle), subtitle)] if agreement.subtitle else []
        story.append(Spacer(1, 5 * cm))
        story += [Paragraph(escape(party["name"]), body) for party in agreement.document["parties"]]
        story += [Spacer(1, 0.6 * cm), Paragraph(escape(cover_date(agreement)), body), PageBreak()]
    else:
        story.append(Paragraph(escape(agreement.title), title))
        story += [Paragraph(escape(agreement.subtitle), subtitle)] if agreement.subtitle else []
    if style.toc:
        toc = TableOfContents(dotsMinLevel=0)
        toc.levelStyles = [sheet(f"toc{at}", leftIndent=11 * at, spaceAfter=2) for at in range(2)]
        story += [Paragraph("Inhoud", sheet("inhoud", fontName=bold, fontSize=size + 5, spaceAfter=10)), toc]
        story += [PageBreak()] if style.cover else []
    reader = MarkReader()
    for block in agreement.blocks:
        match block:
            case Heading():
                reader.restart()
                text = block.label.upper() if look.caps and block.level == 1 else block.label
                flowable = Paragraph(escape(text), headings[block.level])
                if block.level <= 2:
                    flowable.toc_level = block.level
                story.append(flowable)
            case Par():
                story.append(Paragraph(escape(block.text), body))
            case Item() | Lead():
                mark = reader.read(block.mark, block.level) if block.mark else Mark("", "none")
                nested = (block.level - 1) * NUMBER_INDENT / 20
                hang = (NUMBER_INDENT if mark.is_number else LIST_INDENT) / 20 if block.mark else 0
                listed = sheet(
                    "item",
                    alignment=body.alignment,
                    leftIndent=nested + hang,
                    bulletIndent=nested,
                    bulletFontName=regular,
                    bulletFontSize=size,
                    keepWithNext=int(isinstance(block, Lead)),
                )
                story.append(Paragraph(escape(block.text), listed, bulletText=block.mark or None))
            case Table():
                data = [[Paragraph(escape(text), head) for text in block.columns]]
                data += [[Paragraph(escape(text), cell) for text in row.cells] for row in block.rows]
                table = PdfTable(data, colWidths=[width * share for share in column_shares(block)], repeatRows=1)
                table.setStyle(
                    TableStyle(
                        [
                            ("GRID", (0, 0), (-1, -1), 0.5, black),
                            ("BACKGROUND", (0, 0), (-1, 0), HexColor(f"#{look.fill}")),
                            ("VALIGN", (0, 0), (-1, -1), "TOP"),
                        ]
                    )
                )
                story += [table, Spacer(1, 10)]
            case Signature():
                cells = []
                for party, person in block.parties:
                    name, _, office = person.partition(", ")
                    lines = [escape(name), escape(office), "&nbsp;", "&nbsp;", "." * 38]
                    entry = [Paragraph(escape(party), sheet("party", fontName=bold, spaceAfter=2))]
                    entry += [Paragraph(line, sheet("sign", spaceAfter=2)) for line in lines if line]
                    cells.append(entry)
                cells += [[]] * (len(cells) % 2)
                rows = [cells[at : at + 2] for at in range(0, len(cells), 2)]
                story += [Spacer(1, 14), PdfTable(rows, colWidths=[width / 2] * 2, spaceAfter=10)]
                story[-1].setStyle(
                    TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
                )
    template = Template(
        str(target),
        pagesize=A4,
        title=agreement.title,
        author="prestatielint-corpus",
        lang="nl-NL",
        invariant=1,
        pageTemplates=[
            PageTemplate("page", [Frame(look.margin * cm, 2.1 * cm, width, A4[1] - 4.4 * cm, 0, 0, 0, 0)]),
        ],
    )
    template.multiBuild(story, canvasmaker=NumberedCanvas)


# --------------------------------------------------------------------------- command line


def write(agreement: Agreement, out: Path) -> int:
    """Write file and gold of one agreement; return the number of clauses."""
    folder = out / agreement.split
    folder.mkdir(parents=True, exist_ok=True)
    clauses = gold_clauses(agreement)
    lines = [json.dumps(clause, ensure_ascii=False) + "\n" for clause in clauses]
    (folder / f"{agreement.id}.jsonl").write_text("".join(lines), encoding="utf-8")
    about = json.dumps(gold_document(agreement), ensure_ascii=False, indent=2)
    (folder / f"{agreement.id}.json").write_text(about + "\n", encoding="utf-8")
    target = folder / agreement.file
    if agreement.format == "docx":
        face = Face(FONTS[agreement.style.font], agreement.style.size)
        target.write_bytes(WordWriter(agreement, face).build())
    else:
        soffice = shutil.which("soffice") or shutil.which("libreoffice")
        if soffice and agreement.style.pdf == "libreoffice":
            pdf_by_libreoffice(agreement, target, soffice)
        else:
            pdf_by_reportlab(agreement, target)
    stale = folder / f"{agreement.id}.{'pdf' if agreement.format == 'docx' else 'docx'}"
    stale.unlink(missing_ok=True)
    return len(clauses)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check all sources, and render them if none has a fault."""
    parser = argparse.ArgumentParser(description="Render the agreements of the corpus.")
    parser.add_argument("sources", nargs="*", type=Path, help="default: all in corpus/sources")
    parser.add_argument("--out", type=Path, default=ROOT, help="folder for the splits (default: corpus)")
    parser.add_argument("--check", action="store_true", help="only check the sources")
    options = parser.parse_args(arguments)
    sources: list[Path] = options.sources or sorted((ROOT / "sources").glob("*.yaml"))
    if not sources:
        print("no sources in corpus/sources", file=sys.stderr)
        return 1
    agreements: list[Agreement] = []
    faults: list[str] = []
    for path in sources:
        try:
            agreement = load(path)
        except SourceError as error:
            faults += error.lines
        except (OSError, UnicodeDecodeError) as error:
            faults.append(f"{path}: cannot be read ({type(error).__name__})")
        else:
            if any(other.id == agreement.id for other in agreements):
                faults.append(f"{path}: file: an id that another source has already")
            agreements.append(agreement)
    for line in faults:
        print(line, file=sys.stderr)
    if faults:
        return 1
    for agreement in agreements:
        if options.check:
            print(f"{agreement.split}/{agreement.id}: in order")
            continue
        try:
            count = write(agreement, options.out)
        except Exception as error:
            if agreement.split != "test":
                raise
            # say where, never what: the message might quote the text
            steps = traceback.walk_tb(error.__traceback__)
            number = [0, *(at for frame, at in steps if frame.f_code.co_filename == __file__)][-1]
            print(f"test/{agreement.id}: {type(error).__name__} at line {number} of make.py", file=sys.stderr)
            return 1
        print(f"{agreement.split}/{agreement.file}: {count} clauses")
    return 0


if __name__ == "__main__":
    sys.exit(main())
