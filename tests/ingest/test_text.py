from __future__ import annotations

from pathlib import Path

import pytest

from prestatielint.errors import IngestError
from prestatielint.ingest import location, read
from prestatielint.model import Block, TextPlace


def write(tmp_path: Path, text: str | bytes, suffix: str = ".txt") -> Path:
    path = tmp_path / f"afspraken{suffix}"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_wrapped_lines_are_one_paragraph(tmp_path: Path) -> None:
    text = (
        "De Vliet bouwt in 2025 veertig woningen in de wijk\nZuid en sloopt er dertig.\n\n"
        "De gemeente:\n- levert kavel A;\n- besluit.\n"
    )
    clauses = read(write(tmp_path, text)).clauses
    assert [(clause.text, clause.lead) for clause in clauses] == [
        ("De Vliet bouwt in 2025 veertig woningen in de wijk Zuid en sloopt er dertig.", None),
        ("levert kavel A;", "De gemeente:"),
        ("besluit.", "De gemeente:"),
    ]
    assert location(clauses[0], 52, 56) == {"line": 2}


def test_text_headings_title_and_numbers(tmp_path: Path) -> None:
    text = (
        "Prestatieafspraken Best 2025\n\n3 Nieuwbouw\n\n3.1 De Vliet bouwt.\n3.2 De gemeente levert kavel A.\n\n"
        "VERDUURZAMING\n\nTekst."
    )
    read_back = read(write(tmp_path, text))
    assert read_back.title == "Prestatieafspraken Best 2025"
    assert [(clause.id, clause.heading) for clause in read_back.clauses] == [
        ("3.1#1", ("3 Nieuwbouw",)),
        ("3.2#1", ("3 Nieuwbouw",)),
        ("verduurzaming-1#1", ("VERDUURZAMING",)),
    ]


def test_a_numbered_list_is_no_row_of_headings(tmp_path: Path) -> None:
    clauses = read(write(tmp_path, "Doelen:\n1. Woningen bouwen\n2. Straten vegen\n")).clauses
    assert [(clause.number, clause.lead) for clause in clauses] == [("1", "Doelen:"), ("2", "Doelen:")]


def test_other_encodings(tmp_path: Path) -> None:
    old = read(write(tmp_path, "De Vliet isoleert één flat.".encode("cp1252")))
    assert old.clauses[0].text == "De Vliet isoleert één flat."
    assert [notice.code for notice in old.notices] == ["tekencodering"]
    marked = read(write(tmp_path, "\ufeffDe Vliet isoleert één flat."))
    assert marked.clauses[0].text == "De Vliet isoleert één flat."
    assert marked.notices == ()


def test_binary_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="geen leesbare tekst"):
        read(write(tmp_path, bytes(range(256)) * 20))


def test_markdown(tmp_path: Path) -> None:
    text = """# Prestatieafspraken 2025

## 3 Nieuwbouw

De **Vliet**
bouwt [woningen](https://voorbeeld.nl).

De gemeente:

* levert *kavel A*;
  - bouwrijp
1. besluit.

| Nr. | Maatregel | 2025 |
|-----|-----------|------|
| 1.1 | Panelen   | 40   |
"""
    read_back = read(write(tmp_path, text, ".md"))
    assert read_back.title == "Prestatieafspraken 2025"
    assert [(clause.text, clause.lead, clause.block) for clause in read_back.clauses] == [
        ("De Vliet bouwt woningen.", None, Block.PARAGRAPH),
        ("levert kavel A;", "De gemeente:", Block.ITEM),
        ("bouwrijp", "De gemeente:", Block.ITEM),
        ("besluit.", None, Block.ITEM),
        ("1.1 | Panelen | 40", None, Block.ROW),
    ]
    row = read_back.clauses[-1]
    assert row.columns == ("Nr.", "Maatregel", "2025")
    lines = text.split("\n")
    for clause in read_back.clauses:
        for segment in clause.segments:
            place = segment.place
            assert isinstance(place, TextPlace)
            end = place.column + segment.end - segment.start
            assert lines[place.line - 1][place.column : end] == clause.text[segment.start : segment.end]
