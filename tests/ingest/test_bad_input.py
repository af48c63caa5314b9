from __future__ import annotations

import contextlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from prestatielint.errors import IngestError
from prestatielint.ingest import read

from .builders import rewrite, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(path: Path) -> IngestError:
    with pytest.raises(IngestError) as caught:
        read(path)
    message = caught.value.message
    assert "\n" not in message
    assert ": " in message  # what is wrong, then what to do
    assert str(path) not in message
    return caught.value


def pdf(path: Path, password: str | None = None) -> Path:
    encryption = StandardEncryption(password) if password else None
    canvas = Canvas(str(path), encrypt=encryption)
    canvas.drawString(72, 700, "De Vliet bouwt in 2025 veertig woningen in Zuid.")
    canvas.save()
    return path


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("leeg.docx", b"", "leeg"),
        ("wit.txt", b" \n\n", "leeg"),
        ("oud.doc", OLE, "onbekend-type"),
        ("open.odt", b"PK\x03\x04", "onbekend-type"),
        ("rijk.rtf", b"{\\rtf1}", "onbekend-type"),
        ("blad.xlsx", b"PK\x03\x04", "onbekend-type"),
        ("zonder", b"tekst", "onbekend-type"),
        ("oud.docx", OLE + b"WordDocument", "verkeerde-inhoud"),
        ("slot.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "versleuteld"),
        ("eigenlijk-pdf.docx", b"%PDF-1.7\n", "verkeerde-inhoud"),
        ("eigenlijk-rtf.docx", b"{\\rtf1 tekst}", "verkeerde-inhoud"),
        ("eigenlijk-docx.pdf", b"PK\x03\x04" + b"x" * 50, "verkeerde-inhoud"),
        ("eigenlijk-docx.txt", b"PK\x03\x04" + b"x" * 50, "verkeerde-inhoud"),
        ("tekst.pdf", b"gewoon wat tekst", "verkeerde-inhoud"),
        ("tekst.docx", b"gewoon wat tekst", "verkeerde-inhoud"),
        ("half.docx", b"PK\x03\x04" + b"x" * 50, "beschadigd"),
        ("half.pdf", b"%PDF-1.7\n1 0 obj", "beschadigd"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert refused(path).code == code


def test_a_folder_and_nothing(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "map"
    assert refused(tmp_path / "weg.pdf").code == "niet-gevonden"


def test_a_pdf_with_a_password(tmp_path: Path) -> None:
    assert refused(pdf(tmp_path / "slot.pdf", "geheim")).code == "versleuteld"


def test_a_word_file_without_text(tmp_path: Path) -> None:
    assert refused(word(tmp_path, "", "  ")).code == "leeg"


def test_a_workbook_under_another_name(tmp_path: Path) -> None:
    path = tmp_path / "blad.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert "Excel" in refused(path).message


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = rewrite(word(tmp_path, "Tekst."), {"word/media/image1.bmp": bytes(20_000_000)})
    assert refused(path).code == "te-groot"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    assert refused(rewrite(word(tmp_path, "Tekst."), {"word/styles.xml": bomb.encode(encoding)})).code == "onveilig"


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml", "word/styles.xml"])
def test_broken_xml(tmp_path: Path, part: str) -> None:
    assert refused(rewrite(word(tmp_path, "Tekst."), {part: b"<w:p"})).code == "beschadigd"


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_gives_a_document_or_a_clear_error(tmp_path: Path, suffix: str, data: st.DataObject) -> None:
    source = word(tmp_path, "3.1 De Vliet bouwt.") if suffix == ".docx" else pdf(tmp_path / "heel.pdf")
    content = bytearray(source.read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    broken = tmp_path / f"kapot{suffix}"
    broken.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    with contextlib.suppress(IngestError):
        assert read(broken).clauses


def test_readers_are_loaded_only_when_needed() -> None:
    code = (
        "import sys, prestatielint.ingest\n"
        "print(sorted({'docx', 'pdfplumber', 'pypdfium2', 'spacy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
