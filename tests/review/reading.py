"""Reads reviewed copies back with other means than the program uses, and makes reports on chosen words."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy
import pikepdf
import pypdfium2
from lxml import etree

from prestatielint.model import (
    Document,
    Finding,
    Judged,
    Kind,
    Label,
    PipelineInfo,
    Report,
    Scores,
    Severity,
    Suggestion,
    Theme,
)
from prestatielint.review import Reviewed, review

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PIPELINE = PipelineInfo("proef", "1", "", "")
TEXTS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
SAMPLE = Suggestion("hard", "Noem een datum: [datum].", "zwaarder", "De termijn is bekend.", placeholders=("[datum]",))


def squeezed(text: str) -> str:
    """Text without what a reader adds or leaves out: space, the line between cells, soft hyphens; hyphens alike."""
    return re.sub(r"[\s|\u00ad\u200b]+", "", text).translate({0x2010: "-", 0x2011: "-", 0x2: "-", 0xFFFE: "-"})


def report_on(document: Document, words: Iterable[str | tuple[int, int, int]], notices: Sequence[Any] = ()) -> Report:
    """A report with a finding on every place of the words, or on (clause, start, end)."""
    findings: list[Finding] = []

    def add(clause: int, start: int, end: int) -> None:
        text = document.clauses[clause].text[start:end]
        findings.append(
            Finding(
                rule=f"VAG{len(findings) + 1:03}",
                label=Label.VAAG_TERMIJN,
                severity=list(Severity)[len(findings) % 3],
                clause=document.clauses[clause].id,
                start=start,
                end=end,
                quote=text,
                message=f"'{text}' is geen termijn.",
                suggestions=(SAMPLE,) if len(findings) % 2 else (),
                fingerprint=f"{len(findings):016x}",
            )
        )

    for place in words:
        if isinstance(place, tuple):
            add(*place)
            continue
        found = [
            (n, at.span())
            for n, clause in enumerate(document.clauses)
            for at in re.finditer(re.escape(place), clause.text)
        ]
        assert found, f"{place!r} not in {[clause.text for clause in document.clauses]}"
        for number, span in found:
            add(number, *span)
    whole = Finding(
        "DOC004", Label.DOCUMENT_FLEXIBILITEIT, Severity.LAAG, None, None, None, None, "Wijzigen is niet geregeld."
    )
    judged = tuple(Judged(clause, Kind.AFSPRAAK, None, Theme.OVERIG) for clause in document.clauses)
    scores = Scores(50, {}, {}, {}, {}, {})
    return Report(document, (), judged, (*findings, whole), scores, (), tuple(notices))


def reviewed(data: bytes, report: Report, least: Severity = Severity.INFO) -> Reviewed:
    """The copy with the findings of a report."""
    return review(data, report, PIPELINE, "1", least)


# Word


def part(data: bytes, name: str) -> Any:
    """One XML part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def comments(data: bytes) -> dict[str, tuple[str, list[str]]]:
    """Per comment id the author and the paragraphs."""
    return {
        item.get(W + "id"): (
            item.get(W + "author"),
            ["".join(text.text or "" for text in line.iter(W + "t")) for line in item.iter(W + "p")],
        )
        for item in part(data, "word/comments.xml")
    }


def covered(data: bytes) -> dict[str, str]:
    """Per comment id the text between its marks, without deleted and hidden text and text boxes."""
    open_ids: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for item in part(data, "word/document.xml").iter():
        name = etree.QName(item).localname if isinstance(item.tag, str) else ""
        key = item.get(W + "id")
        if name == "commentRangeStart":
            assert key not in {*found, *open_ids}
            open_ids[key] = []
        elif name == "commentRangeEnd":
            found[key] = "".join(open_ids.pop(key))
        elif open_ids and (name == "t" or name in TEXTS) and item.getparent().tag == W + "r":
            run = item.getparent()
            hidden = run.find(f"{W}rPr/{W}vanish") is not None
            floating = any(
                up.tag.endswith(("}del", "}moveFrom", "}txbxContent", "}Fallback")) for up in item.iterancestors()
            )
            if not hidden and not floating:
                for texts in open_ids.values():
                    texts.append(item.text or "" if name == "t" else TEXTS[name])
    assert not open_ids
    return found


def stripped(data: bytes, ids: Iterable[str] = ()) -> bytes:
    """The text and formatting of a Word file: without these comments, adjacent runs of one look merged."""
    root, ids = part(data, "word/document.xml"), set(ids)
    for mark in [
        item for item in root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd") if item.get(W + "id") in ids
    ]:
        mark.getparent().remove(mark)
    for mark in [item for item in root.iter(f"{W}commentReference") if item.get(W + "id") in ids]:
        run = mark.getparent()
        assert {child.tag for child in run} <= {W + "rPr", W + "commentReference"}
        run.getparent().remove(run)
    for holder in {run.getparent() for run in root.iter(W + "r")}:
        for one, other in pairwise(list(holder)):
            if one.tag == other.tag == W + "r" and _look(one) == _look(other) and one.attrib == other.attrib:
                # The later run takes the content of the earlier one, so that a chain of runs ends up in the last.
                properties = other.find(W + "rPr")
                at = 0 if properties is None else 1
                for child in reversed([child for child in one if child.tag != W + "rPr"]):
                    other.insert(at, child)
                holder.remove(one)
    for run in root.iter(W + "r"):
        for one, other in pairwise(list(run)):
            if one.tag == other.tag == W + "t":
                other.text = (one.text or "") + (other.text or "")
                run.remove(one)
    for text in root.iter(W + "t"):
        text.attrib.pop(SPACE, None)
    return etree.tostring(root, method="c14n")


def _look(run: Any) -> bytes:
    properties = run.find(W + "rPr")
    if properties is None:
        return b""
    alone = copy.deepcopy(properties)
    alone.tail = None
    return etree.tostring(alone, method="c14n")


# PDF


def annotations(data: bytes) -> list[tuple[int, dict[str, Any]]]:
    """The names, texts and numbers of every annotation that is no link, with its page (1-based)."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            (number, {key: _plain(value) for key, value in item.items()})
            for number, page in enumerate(pdf.pages, 1)
            for item in page.obj.get("/Annots", ())
            if item.get("/Subtype") != pikepdf.Name.Link
        ]


def _plain(value: Any) -> Any:
    if isinstance(value, pikepdf.Array):
        return [float(part) for part in value]
    return str(value) if isinstance(value, pikepdf.Name | pikepdf.String) else None


def marked(data: bytes) -> list[tuple[str, str, str]]:
    """Name, contents and the characters whose middle lies in the QuadPoints of every highlight."""
    document = pypdfium2.PdfDocument(data)
    chars: dict[int, tuple[str, Any]] = {}
    found = []
    for number, item in annotations(data):
        if item["/Subtype"] != "/Highlight":
            continue
        if number not in chars:
            text = document[number - 1].get_textpage()
            boxes = [text.get_charbox(index, loose=True) for index in range(text.count_chars())]
            signs = "".join(text.get_text_range(index, 1)[:1] or "\0" for index in range(text.count_chars()))
            chars[number] = signs, numpy.array(boxes)
        signs, boxes = chars[number]
        across, up = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        quads = item["/QuadPoints"]
        words = ""
        for at in range(0, len(quads), 8):
            xs, ys = quads[at : at + 8 : 2], quads[at + 1 : at + 8 : 2]
            inside = (across > min(xs)) & (across < max(xs)) & (up > min(ys)) & (up < max(ys))
            line = squeezed("".join(signs[index] for index in numpy.nonzero(inside)[0]))
            words = words.removesuffix("-") + line if words.endswith("-") else words + line
        found.append((item["/NM"], item["/Contents"], words))
    return found
