"""Highlights in PDF: over the boxes of the exact words, on pages of any shape."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from prestatielint.errors import PrestatielintError
from prestatielint.ingest import read_bytes
from prestatielint.model import Report

from .reading import annotations, marked, report_on, reviewed, squeezed

Corpus = list[tuple[Path, Report]]
LINES = [
    "De Vliet bouwt zo snel mogelijk veertig woningen in de wijk Zuid, en de gemeente helpt waar moge-",
    "lijk met grond. Partijen bespreken dit regelmatig.",
]


def pdf(*lines: str, pages: int = 1, encrypt: StandardEncryption | None = None) -> bytes:
    """A PDF with these lines on every page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1, encrypt=encrypt)
    for _ in range(pages):
        canvas.setFont("Helvetica", 11)
        for number, line in enumerate(lines or LINES):
            canvas.drawString(60, 700 - 15 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def changed(data: bytes, **entries: object) -> bytes:
    """The PDF with these entries on its first page."""
    file = pikepdf.open(io.BytesIO(data))
    for key, value in entries.items():
        file.pages[0].obj[f"/{key}"] = value
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def check(data: bytes, *words: str) -> bytes:
    """Review the words of a PDF; the highlights must cover them."""
    report = report_on(read_bytes(data, ".pdf", "a.pdf"), words)
    copied = reviewed(data, report).data
    found = {contents[:6]: text for _, contents, text in marked(copied)}
    assert found == {finding.rule: squeezed(finding.quote or "") for finding in report.findings[:-1]}
    return copied


def test_highlights_of_every_corpus_document_cover_their_words(corpus: Corpus) -> None:
    wrong = []
    seen = 0
    for path, report in corpus:
        if path.suffix != ".pdf":
            continue
        expected: dict[str, str] = {}
        copied = reviewed(path.read_bytes(), report).data
        for finding in report.findings:
            if finding.clause is not None:
                expected[f"prestatielint-{finding.fingerprint}"] = squeezed(finding.quote or "")
        found: dict[str, str] = {}
        for name, _, text in marked(copied):  # words that run on to the next page have a second highlight
            key = "-".join(name.split("-")[:2])
            found[key] = found.get(key, "").removesuffix("-") + text
        differing = [key for key in expected if expected[key].replace("-", "") != found.get(key, "").replace("-", "")]
        if differing or set(found) != set(expected):
            shown = [] if path.parent.name == "test" else [(expected[key], found.get(key)) for key in differing]
            wrong.append((path.name, len(differing), shown))
        seen += len(found)
    assert wrong == []
    assert seen > 10 * len(corpus)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("boxes", ["plain", "moved", "cropped"])
def test_turned_moved_and_cropped_pages(turn: int, boxes: str) -> None:
    entries: dict[str, object] = {"Rotate": turn}
    if boxes == "moved":
        entries["MediaBox"] = Array([-30, -50, 620, 900])
    if boxes == "cropped":
        entries |= {"MediaBox": Array([10, 20, 595, 842]), "CropBox": Array([700, 760, 40, 100])}
    # Text on a page that is turned is read only where it stands upright as shown.
    data = changed(_upright(turn), **entries)
    copied = check(data, "zo snel mogelijk", "bouwt", "waar mogelijk", "regelmatig")
    first = next(item for _, item in annotations(copied) if item["/Subtype"] == "/Text")
    left, bottom, right, top = first["/Rect"]
    with pikepdf.open(io.BytesIO(copied)) as file:
        x0, y0, x1, y1 = (float(value) for value in file.pages[0].cropbox)
    assert min(x0, x1) <= left < right <= max(x0, x1)
    assert min(y0, y1) <= bottom < top <= max(y0, y1)


def _upright(turn: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(700, 842), invariant=1)
    canvas.setFont("Helvetica", 11)
    canvas.translate(350, 420)
    canvas.rotate(turn)
    for number, line in enumerate(LINES):
        canvas.drawString(-250, 100 - 15 * number, line)
    canvas.save()
    return buffer.getvalue()


def test_inherited_boxes_and_turn() -> None:
    file = pikepdf.open(io.BytesIO(_upright(90)))
    page, above = file.pages[0].obj, file.Root.Pages
    del page["/MediaBox"]
    if "/Rotate" in page:
        del page["/Rotate"]
    above["/MediaBox"], above["/CropBox"], above["/Rotate"] = Array([0, 0, 700, 842]), Array([20, 30, 690, 800]), 90
    buffer = io.BytesIO()
    file.save(buffer)
    check(buffer.getvalue(), "zo snel mogelijk", "waar mogelijk")


def test_a_word_broken_over_two_lines_has_two_boxes() -> None:
    copied = check(pdf(), "waar mogelijk met")
    mark = next(item for _, item in annotations(copied) if item["/Subtype"] == "/Highlight")
    assert len(mark["/QuadPoints"]) == 16


def test_words_over_two_pages_have_a_highlight_on_each() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.drawString(60, 60, "3.1 De Vliet bouwt in de wijk Zuid veertig woningen en doet dat zo snel")
    canvas.showPage()
    canvas.drawString(60, 780, "mogelijk in overleg met de gemeente.")
    canvas.save()
    data = buffer.getvalue()
    copied = reviewed(data, report_on(read_bytes(data, ".pdf", "a.pdf"), ["zo snel mogelijk"])).data
    assert [text for _, _, text in marked(copied)] == ["zosnel", "mogelijk"]
    assert [page for page, item in annotations(copied) if item["/Subtype"] == "/Highlight"] == [1, 2]


def test_note_says_rule_and_rewrite_and_the_first_the_whole_document() -> None:
    copied = check(pdf(), "zo snel", "regelmatig")
    notes = [item for _, item in annotations(copied)]
    assert [item["/Subtype"] for item in notes] == ["/Text", "/Highlight", "/Highlight"]
    assert all(item["/T"] == "prestatielint" for item in notes)
    assert "Wijzigen is niet geregeld." in notes[0]["/Contents"]
    assert "Voorstel (hard resultaat, zwaarder): Noem een datum: [datum]." in notes[2]["/Contents"]


def test_a_second_run_replaces_its_own_notes_and_leaves_those_of_others() -> None:
    other = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array([1, 1, 9, 9]), T=String("Wethouder"), Contents=String("Mooi")
    )
    once = check(changed(pdf(), Annots=Array([other])), "zo snel", "regelmatig")
    twice = check(once, "zo snel", "regelmatig")
    assert len(annotations(once)) == len(annotations(twice)) == 4
    assert len(annotations(check(twice, "zo snel"))) == 3
    assert any(item["/T"] == "Wethouder" for _, item in annotations(twice))


def test_a_note_that_somebody_answered_stays_once() -> None:
    file = pikepdf.open(io.BytesIO(check(pdf(), "zo snel", "regelmatig")))
    page = file.pages[0].obj
    asked = page["/Annots"][1]
    answer = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=asked["/Rect"], T=String("Wethouder"), IRT=asked)
    window = Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=asked["/Rect"], Parent=page["/Annots"][2])
    page["/Annots"] = Array([*page["/Annots"], file.make_indirect(answer), file.make_indirect(window)])
    buffer = io.BytesIO()
    file.save(buffer)
    data = buffer.getvalue()
    copied = reviewed(data, report_on(read_bytes(data, ".pdf", "a.pdf"), ["zo snel", "regelmatig"])).data
    kinds = sorted(f"{item['/T']}{item['/Subtype']}" if "/T" in item else "window" for _, item in annotations(copied))
    assert kinds == ["Wethouder/Text", "prestatielint/Highlight", "prestatielint/Highlight", "prestatielint/Text"]


@pytest.mark.parametrize("allowed", [True, False])
def test_a_protected_file(*, allowed: bool) -> None:
    data = pdf(encrypt=StandardEncryption("", ownerPassword="baas", canModify=0, canAnnotate=int(allowed)))
    report = report_on(read_bytes(data, ".pdf", "a.pdf"), ["zo snel"])
    if allowed:
        copied = reviewed(data, report).data
        file = pikepdf.open(io.BytesIO(copied))
        assert file.is_encrypted
        assert not file.allow.modify_other
        assert len(annotations(copied)) == 2
        return
    with pytest.raises(PrestatielintError) as error:
        reviewed(data, report)
    assert "staat geen opmerkingen toe" in error.value.message


def test_a_signed_file_says_that_the_signature_is_the_originals() -> None:
    file = pikepdf.open(io.BytesIO(pdf()))
    file.Root["/AcroForm"] = Dictionary(SigFlags=3, Fields=Array([]))
    buffer = io.BytesIO()
    file.save(buffer)
    data = buffer.getvalue()
    notices = reviewed(data, report_on(read_bytes(data, ".pdf", "a.pdf"), ["zo snel"])).notices
    assert any("ondertekend" in notice for notice in notices)


def test_same_input_same_bytes_and_the_text_stays() -> None:
    data = pdf(pages=2)
    document = read_bytes(data, ".pdf", "a.pdf")
    report = report_on(document, ["zo snel"])
    copied = reviewed(data, report).data
    assert copied == reviewed(data, report).data
    assert [clause.text for clause in read_bytes(copied, ".pdf", "a.pdf").clauses] == [c.text for c in document.clauses]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 3), st.integers(-200, 200), st.integers(-200, 200), st.integers(0, 30), st.integers(0, 120))
def test_any_word_on_any_page(turn: int, x: int, y: int, crop: int, start: int) -> None:
    data = changed(
        _upright(turn * 90),
        Rotate=turn * 90,
        MediaBox=Array([min(x, 0), min(y, 0), 700 + abs(x), 842 + abs(y)]),
        CropBox=Array([crop, crop, 700 - crop, 842 - crop]),
    )
    document = read_bytes(data, ".pdf", "a.pdf")
    words = document.clauses[0].text.split(" ")
    place = start % len(words)
    at = len(" ".join(words[:place])) + bool(place)
    report = report_on(document, [(0, at, at + len(words[place]))])
    assert [text for _, _, text in marked(reviewed(data, report).data)] == [squeezed(words[place])]


def test_links_between_notes_that_are_no_notes_do_not_stop_a_copy() -> None:
    spot = Array([10, 10, 30, 30])
    odd = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=spot, T=String("Wethouder"), IRT=5)
    window = Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=spot, Parent=Name.Weg)
    file = pikepdf.open(io.BytesIO(changed(pdf(), Annots=Array([odd, window]))))
    file.Root["/AcroForm"] = Dictionary(SigFlags=Name.Ja)
    buffer = io.BytesIO()
    file.save(buffer)
    copied = reviewed(buffer.getvalue(), report_on(read_bytes(buffer.getvalue(), ".pdf", "a.pdf"), ("woningen",)))
    assert len(annotations(copied.data)) >= 4
    assert not any("ondertekend" in notice for notice in copied.notices)
