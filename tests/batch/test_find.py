"""Which files count, what is the same, and what the user may correct."""

from pathlib import Path

import pytest

from prestatielint.batch.find import Correction, corrections, find, gemeente_in, plain, years_in
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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("document;plaats\na;b", "onbekende kolom 'plaats'"),
        ("gemeente;jaar\na;2025", "'document' ontbreekt"),
        ("document;jaar\na;volgend jaar", "regel 2: jaar 'volgend jaar'"),
        ("document;jaar\na;2029-2026", "regel 2: jaar"),
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
