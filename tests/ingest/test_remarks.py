from __future__ import annotations

from pathlib import Path

import docx

from prestatielint.ingest import read
from prestatielint.model import WordPlace

from .builders import save, word, xml


def paragraph_of(path: Path, text: str) -> int:
    clause = next(clause for clause in read(path).clauses if text in clause.text)
    place = clause.segments[0].place
    assert isinstance(place, WordPlace)
    return place.paragraph


def test_a_comment_over_several_paragraphs_stands_on_each_and_not_on_what_follows(tmp_path: Path) -> None:
    document = docx.Document()
    one, two, _three = (document.add_paragraph(text) for text in ("Eerste zin.", "Tweede zin.", "Derde zin."))
    document.add_comment([one.runs[0], two.runs[0]], "Kan dit?\nGraag antwoord.", author="J. de Wit")
    path = save(document, tmp_path / "a.docx")
    (remark,) = read(path).remarks
    assert (remark.text, remark.author, remark.part) == ("Kan dit?\nGraag antwoord.", "J. de Wit", "body")
    assert remark.paragraphs == (paragraph_of(path, "Eerste"), paragraph_of(path, "Tweede"))


def test_a_comment_that_ends_at_the_start_of_the_next_paragraph_does_not_stand_on_it(tmp_path: Path) -> None:
    document = docx.Document()
    one, two = document.add_paragraph("Eerste zin."), document.add_paragraph("Tweede zin.")
    document.add_comment(one.runs, "Kan dit?")
    end = next(item for item in one._p if item.tag.endswith("commentRangeEnd"))
    two._p.insert(0, end)
    path = save(document, tmp_path / "a.docx")
    assert read(path).remarks[0].paragraphs == (paragraph_of(path, "Eerste"),)


def test_a_comment_without_words_stands_where_its_mark_is(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Eerste zin.")
    two = document.add_paragraph("Tweede zin.")
    document.add_comment(two.runs, "Kan dit?")
    for item in [item for item in two._p if "commentRange" in item.tag]:
        two._p.remove(item)
    two._p.insert(0, xml('<w:bookmarkStart w:id="0" w:name="hier"/>'))
    path = save(document, tmp_path / "a.docx")
    assert read(path).remarks[0].paragraphs == (paragraph_of(path, "Tweede"),)


def test_a_file_without_comments_has_no_remarks(tmp_path: Path) -> None:
    assert read(word(tmp_path, "De Vliet bouwt.")).remarks == ()
