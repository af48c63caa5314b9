"""Which files count, what is the same, and what the user may correct."""

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from prestatielint.batch.find import Correction, as_found, corrections, find, gemeente_in, plain, years_in
from prestatielint.errors import ConfigError
from prestatielint.model import Party, Role


def test_documents_below_the_folder_but_no_output_hidden_or_lock_files(tmp_path: Path) -> None:
    (tmp_path / "b" / "uit").mkdir(parents=True)
    for name in ("a.TXT", "b/c.pdf", "b/oud.doc", "b/.verborgen.txt", "b/~$c.docx", "b/tabel.xlsx", "b/uit/rapport.md"):
        (tmp_path / name).write_text(name)
    (tmp_path / "map.txt").mkdir()
    entries, failures = find(tmp_path, tmp_path / "b" / "uit")
    assert [entry.name for entry in entries] == ["a.TXT", "b/c.pdf", "b/oud.doc"]
    assert failures == []


def test_what_a_dossier_wrote_beside_the_document_is_no_document(tmp_path: Path) -> None:
    for name in ("a.docx", "a.dossier.docx"):
        (tmp_path / name).write_text(name)
    assert [entry.name for entry in find(tmp_path, tmp_path / "uit")[0]] == ["a.docx"]


def test_links_that_lead_nowhere_or_elsewhere_are_told_and_a_loop_ends(tmp_path: Path) -> None:
    documents, elsewhere = tmp_path / "in", tmp_path / "archief"
    (documents / "b").mkdir(parents=True)
    elsewhere.mkdir()
    (documents / "b" / "a.txt").write_text("a")
    (elsewhere / "z.txt").write_text("z")
    (documents / "b" / "lus").symlink_to(documents)
    (documents / "weg.pdf").symlink_to(tmp_path / "verdwenen.pdf")
    (documents / "oud").symlink_to(elsewhere)
    (documents / "z.txt").symlink_to(elsewhere / "z.txt")
    entries, failures = find(documents, tmp_path / "uit")
    assert [entry.name for entry in entries] == ["b/a.txt", "z.txt"]
    assert [(failure.path, failure.code) for failure in failures] == [
        ("oud", "map-elders"),
        ("weg.pdf", "geen-toegang"),
    ]


def test_a_pipe_is_not_read_for_ever(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.txt")
    assert find(tmp_path, tmp_path / "uit") == ([], [])


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac refuses such names")
def test_a_name_that_is_no_utf8_is_written_out(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"caf\xe8.txt"):
        (tmp_path / os.fsdecode(name)).write_bytes(name)
    assert [entry.name for entry in find(tmp_path, tmp_path / "uit")[0]] == ["caf%E8.txt", "caf%E9.txt"]


def test_the_same_content_is_a_double_only_under_the_same_extension(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.docx", "c.PDF", "d.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.7 zelfde")
    entries, _ = find(tmp_path, tmp_path / "uit")
    assert [(entry.name, entry.same_as) for entry in entries] == [
        ("a.pdf", None),
        ("b.docx", None),
        ("c.PDF", "a.pdf"),
        ("d.pdf", "a.pdf"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_corrections_as_excel_writes_them(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [
        ("Document", "gemeente", "jaar", "partijen"),
        ("oud\\a.pdf", "Súdwest", "2026-2029", "De Vliet (corporatie) | Slim Wonen (huurdersorganisatie)"),
        ("b.pdf", "", "2025", ""),
        ("", "", "", ""),
    ]
    text = "\r\n".join(separator.join(row) for row in rows)
    (tmp_path / "correcties.csv").write_bytes(text.encode(encoding))
    assert corrections(tmp_path) == {
        "oud/a.pdf": Correction(
            "Súdwest", (2026, 2029), (Party("De Vliet", Role.CORPORATIE), Party("Slim Wonen", Role.HUURDERSORGANISATIE))
        ),
        "b.pdf": Correction(None, (2025, 2025), ()),
    }


def test_columns_that_were_emptied_in_excel_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "correcties.csv").write_bytes(
        "document;gemeente;jaar;;\r\na.pdf;Zandmeer;2026;;\r\n;;;;\r\n".encode("utf-8-sig")
    )
    assert corrections(tmp_path) == {"a.pdf": Correction("Zandmeer", (2026, 2026), ())}


def test_a_correction_finds_its_document_whatever_the_case_and_the_way_accents_are_written() -> None:
    one, two = Correction("Eén"), Correction("Twee")
    decomposed = unicodedata.normalize("NFD", "Súdwest.pdf")
    assert as_found({"súdwest.PDF": one, "B.pdf": two}, {decomposed, "b.pdf", "B.pdf"}) == {
        decomposed: one,
        "B.pdf": two,
    }
    assert as_found({"weg.pdf": one}, {"b.pdf"}) == {"weg.pdf": one}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("document;plaats\na;b", "onbekende kolom 'plaats'"),
        ("gemeente;jaar\na;2025", "'document' ontbreekt"),
        ("document;jaar\na;volgend jaar", "regel 2: jaar 'volgend jaar'"),
        ("document;jaar\na;2029-2026", "regel 2: jaar"),
        ("document;jaar\n;2026", "regel 2: de kolom 'document' is leeg"),
        ("document;partijen\na;De Vliet", "regel 2: schrijf een partij"),
        ("document;partijen\na;De Vliet (bank)", "regel 2: schrijf een partij"),
    ],
)
def test_a_correction_that_does_not_fit_names_its_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "correcties.csv").write_text(text)
    with pytest.raises(ConfigError, match=words):
        corrections(tmp_path)


def test_year_and_gemeente_from_a_file_name() -> None:
    assert years_in("Afspraken_2025-2028_def2") == (2025, 2028)
    assert years_in("20251204 zaak 120265") is None
    known = {plain(name): name for name in ("Bergen", "Bergen op Zoom", "Hengelo (O.)")}
    assert gemeente_in("PA_bergen-op-zoom 2026.pdf", known) == "Bergen op Zoom"
    assert gemeente_in("sub/Hengelo-O 2024.docx", known) == "Hengelo (O.)"
    assert gemeente_in("bergenaar.pdf", known) is None
    assert gemeente_in(unicodedata.normalize("NFD", "PA Súdwest.pdf"), {plain("Súdwest"): "Súdwest"}) == "Súdwest"
