"""``review`` as a user meets it: which files it writes, what it says, and its exit status."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest
from typer.testing import CliRunner

from ingest.builders import save, word
from prestatielint import cli
from prestatielint.linter import Linter

from .reading import annotations, comments, covered
from .test_review_pdf import pdf

SENTENCE = (
    "De gemeente Zandmeer en Woonstichting De Vliet spannen zich in om zo snel mogelijk voldoende woningen te bouwen."
)


@pytest.fixture(autouse=True)
def _loaded(linter: Linter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the pipeline that the tests share."""

    def shared(settings: object) -> tuple[Linter, object]:
        return Linter(linter.catalogue, settings, linter.nlp, linter.info), linter.catalogue  # type: ignore[arg-type]

    monkeypatch.setattr(cli, "_linter", shared)


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """Exit status, stdout and stderr of ``review``."""
    result = CliRunner().invoke(cli.app, ["review", *map(str, arguments), "--pipeline", "ingebouwd"])
    return result.exit_code, result.stdout, result.stderr


def test_a_copy_beside_the_document(tmp_path: Path) -> None:
    path = word(tmp_path, SENTENCE)
    before = path.read_bytes()
    status, out, err = run(path)
    copy = tmp_path / "afspraken.nagekeken.docx"
    assert (status, err) == (1, "")
    assert "afspraken.docx: " in out
    assert str(copy) in out.replace("\n", "")
    assert path.read_bytes() == before
    texts = covered(copy.read_bytes())
    assert {texts[key] for key, (_, lines) in comments(copy.read_bytes()).items() if lines[0].startswith("VAG03")} == {
        "zo snel mogelijk"
    }
    assert sorted(file.name for file in tmp_path.iterdir()) == ["afspraken.docx", "afspraken.nagekeken.docx"]


def test_severity_and_rules_are_chosen(tmp_path: Path) -> None:
    path = word(tmp_path, SENTENCE)
    run(path, "--min-severity", "hoog", "--output", tmp_path / "hoog.docx")
    run(path, "--select", "VAG", "--output", tmp_path / "vaag.docx")
    heads = [lines[0] for _, lines in comments((tmp_path / "hoog.docx").read_bytes()).values()]
    assert all(head.endswith(("hoog", "overzicht")) for head in heads)
    heads = [lines[0] for _, lines in comments((tmp_path / "vaag.docx").read_bytes()).values()]
    assert len(heads) > 1
    assert all(head.startswith(("VAG", "prestatielint")) for head in heads)


def test_a_folder_keeps_its_shape_and_copies_are_not_reviewed_again(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "uit"
    (source / "oud").mkdir(parents=True)
    word(source, SENTENCE)
    word(source / "oud", SENTENCE)
    (source / "a.pdf").write_bytes(pdf())
    (source / "notitie.txt").write_text("Tekst.", encoding="utf8")
    for _ in range(2):
        status, _, err = run(source)
        assert status == 1
        assert "notitie.txt: overgeslagen" in err
    run(source, "--output", target)
    names = ["a.nagekeken.pdf", "afspraken.nagekeken.docx", "oud/afspraken.nagekeken.docx"]
    assert sorted(path.relative_to(target).as_posix() for path in target.rglob("*.*")) == names
    assert sorted(path.relative_to(source).as_posix() for path in source.rglob("*.nagekeken*")) == names


def test_a_copy_with_the_work_of_others_is_not_replaced(tmp_path: Path) -> None:
    path = word(tmp_path, SENTENCE)
    (tmp_path / "b.pdf").write_bytes(pdf())
    run(path, tmp_path / "b.pdf")
    copy, marked = tmp_path / "afspraken.nagekeken.docx", tmp_path / "b.nagekeken.pdf"
    document = docx.Document(str(copy))
    document.add_comment(document.paragraphs[0].runs, "Mooi", author="Wethouder")
    save(document, copy)
    file = pikepdf.open(io.BytesIO(marked.read_bytes()))
    file.save(marked)
    kept = copy.read_bytes(), marked.read_bytes()
    status, _, err = run(path, tmp_path / "b.pdf")
    assert status == 2
    assert err.count("bestaat al") == 2
    assert (copy.read_bytes(), marked.read_bytes()) == kept
    # The copy itself can be reviewed; that makes the next copy, with the same comments once.
    status, _, _ = run(copy)
    assert status == 1
    again = comments((tmp_path / "afspraken.nagekeken-2.docx").read_bytes())
    first = [lines for _, lines in comments(copy.read_bytes()).values() if "overzicht" not in lines[0]]
    assert sorted(lines for _, lines in again.values() if "overzicht" not in lines[0]) == sorted(first)
    assert sum("overzicht" in lines[0] for _, lines in again.values()) == 1


def test_what_cannot_be_reviewed(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(SENTENCE, encoding="utf8")
    path = word(tmp_path, SENTENCE)
    broken = tmp_path / "stuk.docx"
    broken.write_bytes(b"PK\x03\x04")
    status, out, err = run(text, broken, path)
    assert status == 2
    assert "a.txt: Alleen van Word- en PDF-bestanden komt er een nagekeken kopie." in err
    assert "stuk.docx: " in err
    assert "afspraken.docx: " in out
    assert not list(tmp_path.glob("stuk.nagekeken*"))


@pytest.mark.parametrize(
    ("output", "said"), [("afspraken.docx", "zelf overschrijven"), ("kopie.pdf", "moet eindigen op .docx")]
)
def test_an_output_that_does_not_fit(tmp_path: Path, output: str, said: str) -> None:
    path = word(tmp_path, SENTENCE)
    before = path.read_bytes()
    status, _, err = run(path, "--output", tmp_path / output)
    assert status == 2
    assert said in err
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


def test_two_documents_of_one_name_get_no_shared_copy(tmp_path: Path) -> None:
    for name in ("een", "twee"):
        (tmp_path / name).mkdir()
        word(tmp_path / name, SENTENCE)
    status, _, err = run(
        tmp_path / "een/afspraken.docx", tmp_path / "twee/afspraken.docx", "--output", tmp_path / "uit"
    )
    assert status == 2
    assert "Een ander document krijgt ook de kopie" in err
    assert len(list((tmp_path / "uit").iterdir())) == 1


def test_a_macro_file_keeps_its_type(tmp_path: Path) -> None:
    path = word(tmp_path, SENTENCE)
    macro = path.rename(tmp_path / "a.docm")
    run(macro)
    with zipfile.ZipFile(tmp_path / "a.nagekeken.docm") as archive:
        assert "word/comments.xml" in archive.namelist()


def test_a_pdf_gets_highlights(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(SENTENCE[:70], SENTENCE[70:]))
    _, out, _ = run(tmp_path / "a.pdf")
    found = annotations((tmp_path / "a.nagekeken.pdf").read_bytes())
    assert f"a.pdf: {len(found) - 1} opmerkingen" in out
    assert len(found) > 2
