"""Comments in Word: on the exact words, and nothing else in the file changes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ingest.builders import item, numbered, rewrite, save, word, xml
from prestatielint.ingest import read, read_bytes
from prestatielint.model import Notice, Report, Severity

from .reading import W, comments, covered, part, report_on, reviewed, squeezed, stripped

Corpus = list[tuple[Path, Report]]
BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:Choice Requires="wps"><w:drawing>'
    "<wps:txbx><w:txbxContent><w:p><w:r><w:t>In het kader komt dit zo snel mogelijk.</w:t></w:r></w:p></w:txbxContent>"
    "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.fixture
def document() -> Any:
    return docx.Document()


def check(path: Path, *words: str) -> bytes:
    """Review the words in a file; the comments must cover them and nothing else may change."""
    data = path.read_bytes()
    report = report_on(read(path), words)
    copy = reviewed(data, report)
    texts, notes = covered(copy.data), comments(copy.data)
    placed = {lines[0][:6]: key for key, (author, lines) in notes.items() if author == "prestatielint" and key in texts}
    for finding in report.findings[:-1]:
        assert squeezed(texts[placed[finding.rule]]) == squeezed(finding.quote or "")
        assert notes[placed[finding.rule]][1][1] == finding.message
    assert copy.comments == len(report.findings) - 1
    ours = {key for key, (author, _) in notes.items() if author == "prestatielint"}
    assert stripped(copy.data, ours) == stripped(data)
    assert path.read_bytes() == data
    return copy.data


def test_comments_of_every_corpus_document_cover_their_words(corpus: Corpus) -> None:
    wrong = []
    seen = 0
    for path, report in corpus:
        if path.suffix != ".docx":
            continue
        data = path.read_bytes()
        copy = reviewed(data, report)
        texts, notes = covered(copy.data), comments(copy.data)
        expected = sorted(
            (finding.rule, squeezed(finding.quote or "")) for finding in report.findings if finding.clause is not None
        )
        found = sorted(
            (lines[0][:6], squeezed(texts[key])) for key, (_, lines) in notes.items() if lines[0][:6] != "presta"
        )
        if found != expected or stripped(copy.data, notes) != stripped(data):
            wrong.append(path.name)
        seen += len(found)
    assert wrong == []
    assert seen > 10 * len(corpus)


def test_split_runs_keep_their_look(document: Any, tmp_path: Path) -> None:
    paragraph = document.add_paragraph("De Vliet bouwt zo ")
    paragraph.add_run("snel mo").bold = True
    paragraph.add_run("gelijk\tveertig woningen en meldt dat tijdig.").italic = True
    copied = check(save(document, tmp_path / "a.docx"), "zo snel mogelijk", "snel", "mogelijk veertig", "tijdig")
    bold = [run for run in part(copied, "word/document.xml").iter(W + "r") if run.find(f"{W}rPr/{W}b") is not None]
    assert "".join(text.text for run in bold for text in run.iter(W + "t")) == "snel mo"


def test_overlapping_and_equal_words(tmp_path: Path) -> None:
    path = word(tmp_path, "Partijen bouwen zo snel mogelijk voldoende woningen.")
    check(
        path, "zo snel mogelijk", "zo snel mogelijk", "snel", "snel mogelijk voldoende", "Partijen bouwen", "woningen."
    )


def test_tracked_changes_stay_and_carry_comments(document: Any, tmp_path: Path) -> None:
    paragraph = document.add_paragraph("De Vliet bouwt ")._p
    paragraph.append(xml('<w:ins w:id="1" w:author="A"><w:r><w:t>zo snel mogelijk en </w:t></w:r></w:ins>'))
    paragraph.append(xml('<w:del w:id="2" w:author="A"><w:r><w:delText>in 2026 </w:delText></w:r></w:del>'))
    paragraph.append(xml("<w:r><w:t>waar mogelijk veertig woningen.</w:t></w:r>"))
    copied = check(save(document, tmp_path / "a.docx"), "snel mogelijk", "mogelijk en waar mogelijk", "bouwt zo snel")
    inserted = next(part(copied, "word/document.xml").iter(W + "ins"))
    assert not list(inserted.iter(W + "commentReference")), "a comment is no part of the insertion"


def test_hyperlinks_fields_and_controls(document: Any, tmp_path: Path) -> None:
    paragraph = document.add_paragraph("Zie de ")._p
    paragraph.append(xml('<w:hyperlink w:anchor="x"><w:r><w:t>woonvisie van de gemeente</w:t></w:r></w:hyperlink>'))
    paragraph.append(xml("<w:r><w:t> en artikel </w:t></w:r>"))
    for piece in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText> REF _x \\h </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>drie punt twee</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph.append(xml(f"<w:r>{piece}</w:r>"))
    paragraph.append(
        xml("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t> met voldoende woningen</w:t></w:r></w:sdtContent></w:sdt>")
    )
    paragraph.append(xml('<w:fldSimple w:instr="DATE"><w:r><w:t> zo snel mogelijk.</w:t></w:r></w:fldSimple>'))
    check(
        save(document, tmp_path / "a.docx"),
        "woonvisie",
        "de woonvisie",
        "gemeente en artikel drie",
        "punt twee",
        "voldoende",
        "woningen zo snel",
        "snel mogelijk",
    )


def test_lists_and_tables(document: Any, tmp_path: Path) -> None:
    key = numbered(document, [("decimal", "%1."), ("lowerLetter", "%2.")])
    item(document, "De Vliet bouwt zo snel mogelijk woningen.", key)
    item(document, "De gemeente helpt waar mogelijk.", key, 1)
    table = document.add_table(rows=2, cols=3)
    cells = ["Afspraak", "Wie", "Wanneer", "Voldoende woningen bouwen", "De Vliet", "zo snel mogelijk"]
    for cell, text in zip((cell for row in table.rows for cell in row.cells), cells, strict=True):
        cell.text = text
    check(save(document, tmp_path / "a.docx"), "zo snel mogelijk", "waar mogelijk", "bouwen | De Vliet | zo snel")


def test_a_footnote_or_text_box_goes_to_the_first_comment(document: Any, tmp_path: Path) -> None:
    notes = xml(
        '<w:footnotes><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Dit gebeurt tijdig en goed.</w:t></w:r>'
        "</w:p></w:footnote></w:footnotes>"
    )
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    made = Part(PackURI("/word/footnotes.xml"), content, etree.tostring(notes), document.part.package)
    document.part.relate_to(made, RELATIONSHIP_TYPE.FOOTNOTES)
    document.add_paragraph("De huur daalt.")._p.append(xml('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    document.add_paragraph("Naast het kader staat voldoende tekst.")._p.append(xml(BOX))
    path = save(document, tmp_path / "a.docx")
    copy = reviewed(path.read_bytes(), report_on(read(path), ["tijdig", "zo snel mogelijk", "voldoende"]))
    assert copy.comments == 1
    assert any("2 bevindingen" in notice and "voetnoot" in notice for notice in copy.notices)
    first = next(lines for _, lines in comments(copy.data).values() if lines[0].startswith("prestatielint"))
    assert any("‘tijdig’" in line for line in first)
    assert any("‘zo snel mogelijk’" in line for line in first)
    assert sum("VAG" in line for line in first) == 2


def test_a_footnote_mark_stays_outside_the_words_beside_it(document: Any, tmp_path: Path) -> None:
    run = xml(
        '<w:r><w:t>zo snel</w:t><w:footnoteReference w:id="2"/><w:t xml:space="preserve"> mogelijk bouwen</w:t></w:r>'
    )
    document.add_paragraph("De Vliet gaat ")._p.append(run)
    copied = check(save(document, tmp_path / "a.docx"), "zo snel", "mogelijk")
    between = False
    for part_ in part(copied, "word/document.xml").iter():
        if part_.tag in (W + "commentRangeStart", W + "commentRangeEnd") and part_.get(W + "id") != "0":
            between = part_.tag == W + "commentRangeStart"
        assert not (between and part_.tag == W + "footnoteReference")


def test_the_whole_document_is_in_the_first_comment(tmp_path: Path) -> None:
    path = word(tmp_path, "", "Prestatieafspraken 2026", "De Vliet bouwt zo snel mogelijk.")
    report = report_on(read(path), ["snel"], [Notice("scan", "Pagina 3 is niet gelezen")])
    copied = reviewed(path.read_bytes(), report).data
    key, lines = next((key, lines) for key, (_, lines) in comments(copied).items() if "overzicht" in lines[0])
    assert covered(copied)[key] == "Prestatieafspraken 2026"
    text = "\n".join(lines)
    assert "Wijzigen is niet geregeld." in text
    assert "Pagina 3 is niet gelezen" in text
    assert "1 opmerking in de tekst" in text
    assert "taalmodel proef 1" in text


def test_comment_says_rule_severity_and_rewrite(tmp_path: Path) -> None:
    path = word(tmp_path, "De Vliet bouwt voldoende en zo snel mogelijk.")
    copied = reviewed(path.read_bytes(), report_on(read(path), ["voldoende", "snel"])).data
    lines = next(lines for _, lines in comments(copied).values() if lines[0].startswith("VAG002"))
    assert lines == [
        "VAG002 · vage termijn · middel",
        "'snel' is geen termijn.",
        "Voorstel (hard resultaat, zwaarder): Noem een datum: [datum].",
        "Aanname: De termijn is bekend.",
    ]


def test_only_findings_of_the_asked_severity(tmp_path: Path) -> None:
    path = word(tmp_path, "De Vliet bouwt voldoende en zo snel mogelijk.")
    report = report_on(read(path), ["voldoende", "snel"])  # hoog and middel
    copied = reviewed(path.read_bytes(), report, Severity.HOOG).data
    heads = [lines[0] for _, lines in comments(copied).values()]
    assert heads == ["prestatielint: overzicht", "VAG001 · vage termijn · hoog"]
    assert "Wijzigen is niet geregeld" not in str(comments(copied))


def test_comments_of_others_stay(document: Any, tmp_path: Path) -> None:
    paragraph = document.add_paragraph("De Vliet bouwt zo snel mogelijk woningen.")
    document.add_comment(paragraph.runs, "Wat bedoelen jullie?", author="Wethouder", initials="W")
    path = save(document, tmp_path / "a.docx")
    copied = check(path, "snel mogelijk")
    notes = comments(copied)
    assert [author for author, _ in notes.values()] == ["Wethouder", "prestatielint", "prestatielint"]
    assert len(notes) == 3
    assert covered(copied)["0"] == "De Vliet bouwt zo snel mogelijk woningen."


def test_a_second_run_replaces_its_own_comments(document: Any, tmp_path: Path) -> None:
    paragraph = document.add_paragraph("De Vliet bouwt zo snel mogelijk voldoende woningen.")
    document.add_comment(paragraph.runs, "Mooi!", author="Wethouder", initials="W")
    path = save(document, tmp_path / "a.docx")
    once = reviewed(path.read_bytes(), report_on(read(path), ["snel", "voldoende"])).data
    again = read_bytes(once, ".docx", "a.docx")
    twice = reviewed(once, report_on(again, ["snel", "voldoende"])).data
    assert sorted(lines for _, lines in comments(twice).values()) == sorted(
        lines for _, lines in comments(once).values()
    )
    less = reviewed(twice, report_on(read_bytes(twice, ".docx", "a"), ["snel"])).data
    assert [lines[0][:6] for _, lines in comments(less).values()] == ["Mooi!", "presta", "VAG001"]
    assert len(list(part(less, "word/document.xml").iter(W + "commentReference"))) == 3


def test_a_comment_that_somebody_answered_stays_once(tmp_path: Path) -> None:
    path = word(tmp_path, "De Vliet bouwt zo snel mogelijk voldoende woningen.")
    once = reviewed(path.read_bytes(), report_on(read(path), ["snel", "voldoende"])).data
    # What Word makes of an answer: paragraph ids, and a part that says which comment belongs to which.
    root = part(once, "word/comments.xml")
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    for number, line in enumerate(root.iter(W + "p")):
        line.set(f"{{{w14}}}paraId", f"{number:08X}")
    asked = next(found for found in root if "VAG001" in "".join(found.itertext()))
    name = list(asked.iter(W + "p"))[-1].get(f"{{{w14}}}paraId")
    gone = next(found for found in root if "VAG002" in "".join(found.itertext())).find(W + "p").get(f"{{{w14}}}paraId")
    root.append(xml('<w:comment w:id="77" w:author="Wethouder"><w:p><w:r><w:t>Eens.</w:t></w:r></w:p></w:comment>'))
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    extended = (
        f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="{name}"/><w15:commentEx w15:paraId="{gone}"/>'
        f'<w15:commentEx w15:paraId="FF" w15:paraIdParent="{name}"/></w15:commentsEx>'
    )
    path.write_bytes(once)
    links = part(once, "word/_rels/document.xml.rels")
    link = etree.SubElement(links, links[0].tag, Id="rIdX", Target="commentsExtended.xml")
    link.set("Type", "http://schemas.microsoft.com/office/2011/relationships/commentsExtended")
    rewrite(
        path,
        {
            "word/comments.xml": etree.tostring(root),
            "word/commentsExtended.xml": extended.encode(),
            "word/_rels/document.xml.rels": etree.tostring(links),
        },
    )
    twice = reviewed(path.read_bytes(), report_on(read(path), ["snel", "voldoende"])).data
    heads = sorted(lines[0][:6] for _, lines in comments(twice).values())
    assert heads == ["Eens.", "VAG001", "VAG002", "presta"]
    kept = {entry.get(f"{{{w15}}}paraId") for entry in part(twice, "word/commentsExtended.xml")}
    assert kept == {name, "FF"}


def test_other_parts_stay_byte_for_byte(tmp_path: Path) -> None:
    path = word(tmp_path, "De Vliet bouwt zo snel mogelijk.")
    copied = reviewed(path.read_bytes(), report_on(read(path), ["snel"])).data
    changed = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(io.BytesIO(copied)) as new:
        assert set(old.namelist()) | changed == set(new.namelist())
        assert all(old.read(name) == new.read(name) for name in set(old.namelist()) - changed)
    assert docx.Document(io.BytesIO(copied)).comments.get(1).author == "prestatielint"


def test_strict_files_stay_strict(tmp_path: Path) -> None:
    path = word(tmp_path, "De Vliet bouwt zo snel mogelijk.")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    usual, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    for name in parts:
        if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
            parts[name] = parts[name].replace(usual + b"wordprocessingml/2006/", strict + b"wordprocessingml/")
            parts[name] = parts[name].replace(usual + b"officeDocument/2006/", strict + b"officeDocument/")
    rewrite(path, parts)
    copied = reviewed(path.read_bytes(), report_on(read(path), ["snel"])).data
    with zipfile.ZipFile(io.BytesIO(copied)) as archive:
        for name in ("word/document.xml", "word/comments.xml"):
            assert usual + b"wordprocessingml" not in archive.read(name)
            assert b"comment" in archive.read(name)
        links = archive.read("word/_rels/document.xml.rels")
    assert strict + b"officeDocument/relationships/comments" in links


def test_same_input_same_bytes(tmp_path: Path) -> None:
    path = word(tmp_path, "De Vliet bouwt zo snel mogelijk.")
    report = report_on(read(path), ["snel"])
    assert reviewed(path.read_bytes(), report).data == reviewed(path.read_bytes(), report).data


PIECES = st.lists(
    st.tuples(st.text("ab é-\t\u00ad\u2011", min_size=1, max_size=8), st.sampled_from("nbiul")), min_size=1, max_size=6
)


@settings(max_examples=25, deadline=None)
@given(PIECES, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=1, max_size=5))
def test_any_words_in_any_runs(pieces: list[tuple[str, str]], spans: list[tuple[int, int]]) -> None:
    """Runs plain, bold, in an insertion, in a link or with deleted text behind them, and spans anywhere in their text."""
    made = docx.Document()
    paragraph = made.add_paragraph("Tekst ")._p
    for text, kind in pieces:
        run = made.add_paragraph().add_run(text)
        run.bold = kind == "b" or None
        holder = {"i": '<w:ins w:id="1" w:author="A"/>', "l": '<w:hyperlink w:anchor="x"/>'}.get(kind)
        if holder is None:
            paragraph.append(run._r)
        else:
            outer = xml(holder)
            outer.append(run._r)
            paragraph.append(outer)
        if kind == "u":
            paragraph.append(xml('<w:del w:id="2" w:author="A"><w:r><w:delText>weg</w:delText></w:r></w:del>'))
    for empty in list(made.element.body.iterchildren(W + "p"))[1:]:
        made.element.body.remove(empty)
    buffer = io.BytesIO()
    made.save(buffer)
    data = buffer.getvalue()
    document = read_bytes(data, ".docx", "a.docx")
    text = document.clauses[0].text
    places = [
        (0, at, end)
        for at, end in ((start % len(text), start % len(text) + size) for start, size in spans)
        if end <= len(text)
    ]
    places = [place for place in places if text[place[1] : place[2]].strip() == text[place[1] : place[2]]]
    report = report_on(document, places)
    copied = reviewed(data, report).data
    texts, notes = covered(copied), comments(copied)
    found = {lines[0][:6]: squeezed(texts[key]) for key, (_, lines) in notes.items() if re.match("VAG", lines[0])}
    assert found == {finding.rule: squeezed(finding.quote or "") for finding in report.findings[:-1]}
    assert stripped(copied, notes) == stripped(data)
