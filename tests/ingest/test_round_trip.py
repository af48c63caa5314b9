"""The place of every clause holds its text: what comments and highlights rely on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from prestatielint.ingest import read
from prestatielint.ingest.word import open_package, paragraphs, run_parts, runs
from prestatielint.model import Clause, PdfPlace, WordPlace

from .suite import pdf_cases, word_cases
from .suite.truth import Case


def plain(text: str) -> str:
    """Letters, digits and signs without any space: white space is what a reader may change."""
    return "".join(text.split()).replace("\u00ad", "").replace("\u2011", "-").replace("\u200b", "")


def word_text(parts: dict[str, list[Any]], place: WordPlace, length: int) -> str:
    run = runs(parts[place.part][place.paragraph])[place.run]
    return "".join(text for _, text in run_parts(run))[place.offset : place.offset + length]


def unplaced(clause: Clause) -> str:
    """The characters of a clause that are in no segment."""
    left = list(clause.text)
    for segment in clause.segments:
        left[segment.start : segment.end] = [""] * (segment.end - segment.start)
    return "".join(left)


@pytest.mark.parametrize("case", word_cases.CASES, ids=lambda case: case.name)
def test_the_place_in_a_word_file_holds_the_text(case: Case, tmp_path: Path) -> None:
    path = tmp_path / f"afspraken{case.suffix}"
    case.make(path)
    package = open_package(path.read_bytes())
    roots = {"body": package.body, "footnotes": package.footnotes, "endnotes": package.endnotes}
    parts = {name: paragraphs(root) for name, root in roots.items() if root is not None}
    for clause in read(path, **case.options).clauses:
        assert set(unplaced(clause)) <= set(" |fiflffst"), clause.text  # joins, and letters that were one sign
        for segment in clause.segments:
            assert isinstance(segment.place, WordPlace)
            found = word_text(parts, segment.place, segment.end - segment.start)
            assert plain(found) == plain(clause.text[segment.start : segment.end])


@pytest.mark.parametrize("case", pdf_cases.CASES, ids=lambda case: case.name)
def test_the_place_in_a_pdf_holds_the_text(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "afspraken.pdf"
    case.make(path)
    document = pypdfium2.PdfDocument(path)
    pages = {}
    looked = 0
    for clause in read(path, **case.options).clauses:
        assert set(unplaced(clause)) <= set(" |-"), clause.text
        for segment in clause.segments:
            place = segment.place
            assert isinstance(place, PdfPlace)
            assert len(place.edges) == segment.end - segment.start + 1
            assert list(place.edges) == sorted(place.edges) or place.edges[0] <= place.edges[-1]
            if place.page not in pages:
                page = document[place.page - 1]
                pages[place.page] = (page, page.get_textpage())
            page, text = pages[place.page]
            if page.get_rotation() or page.get_cropbox() != page.get_mediabox():
                continue  # the corners would have to be turned back; the other pages tell enough
            height = page.get_height()
            found = text.get_text_bounded(
                place.edges[0] - 0.6, height - place.bottom - 1, place.edges[-1] + 0.6, height - place.top + 1
            )
            wanted = set(clause.text[segment.start : segment.end].split())
            missing = [
                word for word in wanted if plain(word) not in plain(found.replace("\x02", "-").replace("\ufffe", "-"))
            ]
            assert len(missing) <= 0.1 * len(wanted) + 1, (clause.text[segment.start : segment.end], found)
            looked += 1
    for page, text in pages.values():
        text.close()
        page.close()
    document.close()
    assert looked or any(case.name == name for name in ("gedraaide-pagina", "uitsnede"))
