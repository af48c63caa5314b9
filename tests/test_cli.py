"""The program as a user meets it: what it prints, which files it writes, and its exit status."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest
import spacy
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from prestatielint import cli
from prestatielint import linter as linter_module
from prestatielint.linter import Linter
from prestatielint.report import jsonreport

CORPUS = Path(__file__).parents[1] / "corpus"
WORD = CORPUS / "dev" / "wesselmonde-2026.docx"
PDF = CORPUS / "dev" / "nijenholt-2026.pdf"
BUILT_IN = ("--pipeline", "ingebouwd")
AGREEMENT = """\
# Prestatieafspraken 2025-2028

De ondergetekenden: gemeente Zandmeer (hierna: de gemeente), Woonstichting De Vliet (hierna: De Vliet) en \
Huurdersvereniging De Schakel (hierna: De Schakel).

## 3 Nieuwbouw

3.1 Partijen spannen zich in om de betaalbaarheid van de huurwoningen te verbeteren.

3.2 De Vliet bouwt in 2026 40 sociale huurwoningen.
"""
ENGLISH = """\
Performance agreement between the municipality and the housing association about new homes. The association will build
forty homes before July, and the municipality shall provide the land on time. All of the parties agree to meet twice
every year to discuss progress, and they will do whatever they can to keep the rents of these homes affordable.
"""
RECIPE = """\
Verwarm de oven voor op 180 graden. Meng de bloem met de suiker en de boter tot een kruimelig deeg. Leg de appels in een
vorm en strooi het deeg erover. Bak de taart in veertig minuten goudbruin en laat hem op een rooster afkoelen.
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What one command gave."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def run(linter: Linter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in this process, in an empty folder, on the pipeline that is already loaded."""
    monkeypatch.setattr(linter_module, "load_pipeline", lambda info: linter.nlp)
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: object) -> Result:
        result = CliRunner().invoke(cli.app, [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise AssertionError(f"{type(result.exception).__name__} reaches the user") from result.exception
        assert "Traceback" not in result.output
        assert "prestatielint zelf" not in result.stderr, "an error of our own reaches the user"
        return Result(result.exit_code, result.stdout, result.stderr)

    return invoke


def started(*arguments: object, cwd: Path, **environment: str) -> Result:
    """Run a command as a process of its own."""
    command = [sys.executable, "-m", "prestatielint", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, cwd=cwd, env={**os.environ, **environment}, check=False)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def agreement(tmp_path: Path) -> Path:
    path = tmp_path / "overeenkomst.md"
    path.write_text(AGREEMENT, encoding="utf8")
    return path


def only_line(text: str) -> str:
    lines = text.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


# ----------------------------------------------------------------------------- check


@pytest.mark.parametrize("path", [WORD, PDF], ids=lambda path: path.suffix[1:])
def test_check_shows_marked_words_with_a_proposal(run: Run, path: Path) -> None:
    result = run("check", path, *BUILT_IN)
    assert result.status == 1
    assert result.err == ""
    assert path.name in result.out
    assert re.search(r"«[^«»\n]+»", result.out)
    assert "Voorstel (" in result.out
    assert "Voorstel per thema" in result.out
    assert "Scores" in result.out
    assert str(CORPUS) not in result.out


def test_quiet_gives_one_line_per_document(run: Run, agreement: Path) -> None:
    result = run("check", agreement, "--quiet", *BUILT_IN)
    assert only_line(result.out).startswith("overeenkomst.md: 2 afspraken")


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ((), 1),
        (("--fail-on", "hoog"), 1),
        (("--fail-on", "laag"), 1),
        (("--fail-on", "nooit"), 0),
        (("--select", "ACT"), 0),
        (("--select", "ACT", "--fail-on", "middel"), 1),
        (("--select", "ACT", "--fail-on", "nooit"), 0),
        (("--ignore", "VAG,ACT,SMA,EEN,DOC", "--fail-on", "laag"), 0),
    ],
    ids=lambda value: "-".join(value).replace("--", "") if isinstance(value, tuple) else str(value),
)
def test_the_exit_status_follows_the_heaviest_finding(
    run: Run, agreement: Path, options: Sequence[str], status: int
) -> None:
    assert run("check", agreement, "--quiet", *options, *BUILT_IN).status == status


def test_information_about_the_document_never_fails(run: Run) -> None:
    everything = run("check", WORD, "--format", "json", "--select", "DOC", *BUILT_IN).json["documents"][0]["findings"]
    facts = sorted({finding["rule"] for finding in everything if finding["severity"] == "info"})
    assert facts
    result = run("check", WORD, "--format", "json", "--select", ",".join(facts), "--fail-on", "laag", *BUILT_IN)
    findings = result.json["documents"][0]["findings"]
    assert {finding["severity"] for finding in findings} == {"info"}
    assert result.status == 0


def test_select_and_ignore_choose_the_rules(run: Run, agreement: Path) -> None:
    result = run("check", agreement, "--format", "json", "--select", "VAG,ACT", "--ignore", "VAG002", *BUILT_IN)
    rules = {finding["rule"] for finding in result.json["documents"][0]["findings"]}
    assert "ACT001" in rules
    assert all(rule.startswith(("VAG", "ACT")) and rule != "VAG002" for rule in rules)


def test_json_fits_the_schema(run: Run) -> None:
    result = run("check", WORD, PDF, "--format", "json", *BUILT_IN)
    report = result.json
    jsonschema.Draft202012Validator(jsonreport.schema()).validate(report)
    assert report["schema"] == "prestatielint/report/1"
    assert [document["path"] for document in report["documents"]] == [WORD.name, PDF.name]
    for document in report["documents"]:
        texts = {clause["id"]: clause["text"] for clause in document["clauses"]}
        assert {party["role"] for party in document["parties"]} >= {"gemeente", "corporatie", "huurdersorganisatie"}
        for finding in document["findings"]:
            if finding["clause"] is not None and finding["start"] is not None:
                assert texts[finding["clause"]][finding["start"] : finding["end"]] == finding["quote"]


def test_json_is_the_same_in_another_process_and_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "elders"
    folder.mkdir()
    for place in (tmp_path, folder):
        (place / WORD.name).write_bytes(WORD.read_bytes())
    command = ("check", "--format", "json", *BUILT_IN)
    results = [
        started(*command, folder / WORD.name, cwd=folder, PYTHONHASHSEED="1"),
        run(*command, WORD.name),
    ]
    assert [(result.status, result.err) for result in results] == [(1, "")] * 2
    outputs = [result.out for result in results]
    assert outputs[0] == outputs[1]
    assert str(tmp_path) not in outputs[0]
    assert str(Path(cli.__file__).parent) not in outputs[0]
    assert not re.search(r'"path": "(?:/|[A-Z]:)', outputs[0])


def test_an_html_file_is_whole_and_needs_nothing_from_elsewhere(run: Run, agreement: Path, tmp_path: Path) -> None:
    result = run("check", agreement, "--format", "html", "--output", "rapport.html", *BUILT_IN)
    assert (result.status, result.out, result.err) == (1, "", "")
    text = (tmp_path / "rapport.html").read_text(encoding="utf8")
    assert text.lstrip().lower().startswith("<!doctype html>")
    assert text.rstrip().endswith("</html>")
    assert "spannen zich in" in text
    assert not re.search(
        r"(?:src|href|action)\s*=\s*[\"']?\s*(?:https?:)?//|@import|url\(|<script[^>]+src|<link\b", text, re.IGNORECASE
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["overeenkomst.md", "rapport.html"]


def test_several_forms_in_one_run(run: Run, agreement: Path, tmp_path: Path) -> None:
    forms = ("--format", "html", "--output", "a.html", "--format", "markdown", "--output", "a.md2", "--format", "json")
    result = run("check", agreement, *forms, *BUILT_IN)
    assert result.status == 1
    assert result.json["documents"][0]["path"] == "overeenkomst.md"
    assert (tmp_path / "a.html").stat().st_size > 0
    assert "spannen zich in" in (tmp_path / "a.md2").read_text(encoding="utf8")


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "html", "--output", "bestaat/niet/rapport.html"),
        ("--output", "a.json", "--output", "b.json", "--format", "json"),
        ("--format", "json", "--format", "html"),
    ],
)
def test_output_that_cannot_be_written_is_one_clear_line(
    run: Run, agreement: Path, tmp_path: Path, options: Sequence[str]
) -> None:
    result = run("check", agreement, *options, *BUILT_IN)
    assert result.status == 2
    assert only_line(result.err).startswith("Fout: ")
    assert [path.name for path in tmp_path.iterdir()] == ["overeenkomst.md"]


def test_a_folder_is_searched(run: Run, agreement: Path, tmp_path: Path) -> None:
    deeper = tmp_path / "map" / "2025"
    deeper.mkdir(parents=True)
    agreement.rename(deeper / "b.md")
    (tmp_path / "map" / "a.txt").write_text(AGREEMENT, encoding="utf8")
    for name in ("~$b.docx", ".verborgen.md", "lijst.xlsx"):
        (deeper / name).write_bytes(b"PK")
    result = run("check", "map", "--format", "json", "--select", "VAG", *BUILT_IN)
    assert result.status == 1
    assert result.json["errors"] == []
    assert [document["path"] for document in result.json["documents"]] == ["2025/b.md", "a.txt"]


def test_a_folder_without_documents_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    result = run("check", "leeg", *BUILT_IN)
    assert result.status == 2
    assert only_line(result.err).startswith("leeg: In deze map staan geen documenten")
    assert "geen documenten" in result.err


# ----------------------------------------------------------------------------- files that cannot be read


def pdf(path: Path, *, password: str | None = None, scanned: bool = False) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption(password) if password else None)
    if scanned:
        canvas.drawInlineImage(Image.new("L", (600, 800), 200), 0, 0, 595, 842)
    else:
        canvas.drawString(72, 700, "De Vliet bouwt in 2025 veertig woningen in Zuid.")
    canvas.save()


def word(path: Path, extra: dict[str, bytes] | None = None) -> None:
    document = docx.Document()
    document.add_paragraph("De Vliet bouwt in 2025 veertig woningen in Zuid.")
    document.save(str(path))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (extra or {}).items():
            archive.writestr(name, data)


def half(source: Path) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        data = source.read_bytes()
        path.write_bytes(data[: len(data) // 2])

    return make


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BAD: list[tuple[str, Callable[[Path], object], str]] = [
    ("weg.docx", lambda path: None, "bestaat niet"),
    ("leeg.docx", lambda path: path.write_bytes(b""), "leeg"),
    ("leeg.txt", lambda path: path.write_text(" \n\n"), "leeg"),
    ("half.docx", half(WORD), "beschadigd"),
    ("half.pdf", half(PDF), "beschadigd"),
    ("onzin.pdf", lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 4), "beschadigd"),
    ("oud.doc", lambda path: path.write_bytes(OLE), ".docx"),
    ("open.odt", lambda path: path.write_bytes(b"PK\x03\x04"), ".docx"),
    ("rijk.rtf", lambda path: path.write_bytes(b"{\\rtf1 Afspraak}"), ".docx"),
    ("slot.pdf", lambda path: pdf(path, password="geheim"), "wachtwoord"),
    ("slot.docx", lambda path: path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le")), "wachtwoord"),
    ("scan.pdf", lambda path: pdf(path, scanned=True), "scan"),
    ("bom.docx", lambda path: word(path, {"word/media/image1.bmp": bytes(30_000_000)}), "groot"),
    ("vermomd.docx", lambda path: pdf(path), ".pdf"),
]


@pytest.mark.parametrize(("name", "make", "words"), BAD, ids=[name for name, _, _ in BAD])
def test_a_file_that_cannot_be_read_is_one_clear_line(
    run: Run, tmp_path: Path, name: str, make: Callable[[Path], object], words: str
) -> None:
    make(tmp_path / name)
    result = run("check", tmp_path / name, "--format", "json", *BUILT_IN)
    assert result.status == 2
    line = only_line(result.err)
    assert line.startswith(f"{name}: ")
    assert words in line.lower()
    assert str(tmp_path) not in line
    report = result.json
    jsonschema.Draft202012Validator(jsonreport.schema()).validate(report)
    assert report["documents"] == []
    assert [error["path"] for error in report["errors"]] == [name]


@pytest.mark.parametrize("command", ["check", "extract"])
def test_the_good_file_is_done_when_another_is_bad(run: Run, agreement: Path, tmp_path: Path, command: str) -> None:
    half(WORD)(tmp_path / "kapot.docx")
    result = run(command, "kapot.docx", agreement, "--format", "json", *BUILT_IN)
    assert result.status == 2
    assert only_line(result.err).startswith("kapot.docx: ")
    assert [document["path"] for document in result.json["documents"]] == ["overeenkomst.md"]
    assert [error["path"] for error in result.json["errors"]] == ["kapot.docx"]


def test_a_good_file_is_reported_on_the_screen_beside_a_bad_one(run: Run, agreement: Path) -> None:
    result = run("check", "weg.pdf", agreement, *BUILT_IN)
    assert result.status == 2
    assert "«spannen zich in»" in result.out
    assert only_line(result.err).startswith("weg.pdf: ")


def test_verbose_shows_where_it_went_wrong(tmp_path: Path) -> None:
    done = started("check", "weg.pdf", "--verbose", *BUILT_IN, cwd=tmp_path)
    assert done.status == 2
    assert "Traceback" in done.err


# ----------------------------------------------------------------------------- settings


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_refused(run: Run, agreement: Path, option: str) -> None:
    result = run("check", agreement, option, "VAG,XYZ123", *BUILT_IN)
    assert result.status == 2
    assert "XYZ123" in only_line(result.err)
    assert result.out == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('selekt = ["VAG"]', "Bedoelt u 'select'?"),
        ('fail-on = "ernstig"', "hoog, middel, laag of nooit"),
        ('[clausule."3.2"]\nnivo = "effect"', "Bedoelt u 'niveau'?"),
        ('[clausule."3.2"]\nniveau = "hoger"', "intentie"),
        ('[[partij]]\nnaam = "De Vliet"', "rol"),
        ('[[partij]]\nnaam = "De Vliet"\nrol = "bouwer"', "corporatie"),
        ("dit is geen toml", "prestatielint.toml"),
        ('[clausule]\n"3.2" = "effect"', "prestatielint.toml"),
        ('partij = "De Vliet"', "prestatielint.toml"),
        ('clausule = ["3.2"]', "prestatielint.toml"),
        ("[[partij]]\nnaam = 3\nrol = 'gemeente'", "prestatielint.toml"),
        ('[clausule."3.2"]\nniveau = ["effect"]', "prestatielint.toml"),
        ("select = [1]", "prestatielint.toml"),
        ('pipeline = "bestaat_niet_md"', "bestaat_niet_md"),
        ('rules = ["bestaat-niet"]', "bestaat-niet"),
        ('select = ["XYZ"]', "XYZ"),
    ],
)
def test_a_mistake_in_the_settings_is_one_clear_line(
    run: Run, agreement: Path, tmp_path: Path, text: str, words: str
) -> None:
    (tmp_path / "prestatielint.toml").write_text(text, encoding="utf8")
    result = run("check", agreement)
    assert result.status == 2
    assert words in only_line(result.err)
    assert result.out == ""


def test_settings_stand_beside_the_document_and_give_way_to_the_command(
    run: Run, agreement: Path, tmp_path: Path
) -> None:
    (tmp_path / "prestatielint.toml").write_text('pipeline = "ingebouwd"\nfail-on = "nooit"\nselect = ["ACT"]\n')
    result = run("check", agreement, "--format", "json")
    assert result.status == 0
    assert {finding["rule"][:3] for finding in result.json["documents"][0]["findings"]} == {"ACT"}
    assert run("check", agreement, "--fail-on", "middel", "--quiet").status == 1


def test_a_correction_is_followed_and_shown(run: Run, agreement: Path, tmp_path: Path) -> None:
    before = run("check", agreement, "--format", "json", *BUILT_IN).json["documents"][0]
    assert "ACT001" in {finding["rule"] for finding in before["findings"] if finding["clause"] == "3.2#1"}
    (tmp_path / "prestatielint.toml").write_text(
        '[clausule."3.2"]\nniveau = "effect"\n\n[clausule."9.9"]\nkind = "context"\n'
    )
    after = run("check", agreement, "--format", "json", *BUILT_IN).json["documents"][0]
    clause = next(clause for clause in after["clauses"] if clause["number"] == "3.2")
    assert (clause["niveau"], clause["corrected"]) == ("effect", ["niveau"])
    assert "ACT001" not in {finding["rule"] for finding in after["findings"] if finding["clause"] == "3.2#1"}
    assert all("corrected" not in clause for clause in after["clauses"] if clause["number"] != "3.2")
    assert any("9.9" in notice["message"] for notice in after["notices"])


def test_a_party_in_the_settings_is_known_in_the_report(run: Run, tmp_path: Path) -> None:
    text = "# Afspraken 2026\n\n## 1 Nieuwbouw\n\nMozaïek bouwt in 2026 40 sociale huurwoningen in de wijk Zuid.\n"
    (tmp_path / "afspraken.md").write_text(text, encoding="utf8")
    (tmp_path / "prestatielint.toml").write_text(
        '[[partij]]\nnaam = "Mozaïek"\nrol = "corporatie"\nook = ["MZK"]\n', encoding="utf8"
    )
    document = run("check", "afspraken.md", "--format", "json", *BUILT_IN).json["documents"][0]
    assert {"name": "Mozaïek", "role": "corporatie"} in document["parties"]
    assert document["clauses"][0]["actors"] == ["Mozaïek"]


def test_own_rules_can_be_added(run: Run, agreement: Path, tmp_path: Path) -> None:
    own = tmp_path / "regels"
    own.mkdir()
    (own / "ZZZ001.yaml").write_text(
        "code: ZZZ001\nname: eigen\nlabel: vaag-kwaliteit\nseverity: laag\nstatus: preview\nkind: pattern\npatterns: [sociale huurwoningen]\n"
        "message: \"'{evidence}' is te kort.\"\nwhy: Daarom.\nfix: Anders.\nsources: [{title: eigen, mark: D}]\nwrong: [a]\nright: [b]\n"
    )
    result = run("check", agreement, "--rules", own, "--select", "ZZZ", "--format", "json", *BUILT_IN)
    assert [finding["quote"] for finding in result.json["documents"][0]["findings"]] == ["sociale huurwoningen"]
    assert result.status == 0


def test_a_message_of_an_own_rule_with_an_unknown_word_in_braces_is_refused(
    run: Run, agreement: Path, tmp_path: Path
) -> None:
    own = tmp_path / "regels"
    own.mkdir()
    (own / "ZZZ001.yaml").write_text(
        "code: ZZZ001\nname: eigen\nlabel: vaag-kwaliteit\nseverity: laag\nstatus: preview\nkind: pattern\npatterns: [sociale huurwoningen]\n"
        "message: '{woord} is te kort.'\nwhy: Daarom.\nfix: Anders.\nsources: [{title: eigen, mark: D}]\nwrong: [a]\nright: [b]\n"
    )
    result = run("check", agreement, "--rules", own, *BUILT_IN)
    assert result.status == 2
    assert "ZZZ001.yaml" in only_line(result.err)


# ----------------------------------------------------------------------------- plain documents


@pytest.mark.parametrize(
    "heading", ["", "# 3 Nieuwbouw\n\n", "# Prestatieafspraken 2025\n\n"], ids=["none", "article", "title"]
)
def test_an_agreement_without_articles_is_judged_too(run: Run, tmp_path: Path, heading: str) -> None:
    """A short agreement may have a title only, one heading or none at all; it is not read as an introduction."""
    text = AGREEMENT.partition("## 3 Nieuwbouw\n\n")[2]
    (tmp_path / "kort.md").write_text(heading + text, encoding="utf8")
    document = run("check", "kort.md", "--format", "json", *BUILT_IN).json["documents"][0]
    kinds = {clause["number"]: clause["kind"] for clause in document["clauses"]}
    assert kinds == {"3.1": "afspraak", "3.2": "afspraak"}
    assert {"VAG002", "ACT001"} <= {finding["rule"] for finding in document["findings"]}


# ----------------------------------------------------------------------------- doubts about the document


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [(ENGLISH, "niet-nederlands", "Nederlands"), (RECIPE, "geen-prestatieafspraken", "prestatieafspraken")],
    ids=["english", "recipe"],
)
def test_a_document_of_another_kind_gets_a_notice(run: Run, tmp_path: Path, text: str, code: str, words: str) -> None:
    (tmp_path / "tekst.txt").write_text(text, encoding="utf8")
    report = run("check", "tekst.txt", "--format", "json", *BUILT_IN).json
    assert code in {notice["code"] for notice in report["documents"][0]["notices"]}
    screen = run("check", "tekst.txt", *BUILT_IN).out
    assert "Let op: " in screen
    assert words in screen
    assert screen.index("Let op: ") < screen.index("Scores")


def test_an_agreement_gets_no_such_notice(run: Run, agreement: Path) -> None:
    report = run("check", agreement, "--format", "json", *BUILT_IN).json
    assert not {"niet-nederlands", "geen-prestatieafspraken"} & {
        notice["code"] for notice in report["documents"][0]["notices"]
    }


# ----------------------------------------------------------------------------- the other commands


def test_extract_gives_the_clauses_and_no_judgement(run: Run, agreement: Path) -> None:
    result = run("extract", agreement, "--format", "json", *BUILT_IN)
    assert (result.status, result.err) == (0, "")
    document = result.json["documents"][0]
    assert not {"findings", "scores", "proposals"} & set(document)
    assert [clause["number"] for clause in document["clauses"]] == [None, "3.1", "3.2"]
    assert document["clauses"][2]["quantities"] == ["40 sociale huurwoningen"]
    assert document["clauses"][2]["actors"] == ["De Vliet"]
    jsonschema.Draft202012Validator(jsonreport.schema()).validate(result.json)


def test_extract_on_the_screen_and_in_a_file(run: Run, agreement: Path, tmp_path: Path) -> None:
    shown = run("extract", agreement, *BUILT_IN)
    assert "De Vliet bouwt in 2026 40 sociale huurwoningen." in shown.out
    written = run("extract", agreement, "--output", "clausules.txt", *BUILT_IN)
    assert (written.status, written.out) == (0, "")
    assert (tmp_path / "clausules.txt").read_text(encoding="utf8") == shown.out


def test_explain(run: Run) -> None:
    result = run("explain", "vag002")
    assert result.status == 0
    for words in ("VAG002", "vaag-inspanning", "Waarom", "Fout", "Goed", "Bronnen", "«spannen zich in»"):
        assert words in result.out
    unknown = run("explain", "VAG999")
    assert (unknown.status, unknown.out) == (2, "")
    assert "VAG999" in only_line(unknown.err)


def test_rules_list_names_every_rule_with_its_label(run: Run, linter: Linter) -> None:
    result = run("rules", "list")
    assert result.status == 0
    for rule in linter.catalogue.rules:
        assert re.search(rf"^{rule.code}\s+{rule.label}\s+{rule.severity}\s", result.out, re.MULTILINE)


def test_rules_test_runs_the_examples(run: Run) -> None:
    result = run("rules", "test", "--select", "VAG002", *BUILT_IN)
    assert result.status == 0
    right, total = re.fullmatch(r"(\d+) van (\d+) voorbeelden goed\.", only_line(result.out)).groups()  # type: ignore[union-attr]
    assert right == total
    assert int(total) >= 6


def test_pipeline_info_gives_a_path_for_spacy(run: Run) -> None:
    info = run("pipeline", "info", "--format", "json", *BUILT_IN).json
    assert list(info) == ["name", "version", "path", "reason", "components", "accuracy"]
    nlp = spacy.load(info["path"])
    assert nlp.pipe_names == info["components"]
    doc = nlp("De Vliet bouwt in 2026 40 woningen.")
    assert doc.has_annotation("DEP")
    screen = run("pipeline", "info", *BUILT_IN)
    assert screen.status == 0
    assert info["name"] in screen.out


@pytest.mark.parametrize("name", ["bestaat_niet_md", "."])
def test_an_unknown_pipeline_is_refused(run: Run, agreement: Path, name: str) -> None:
    result = run("check", agreement, "--pipeline", name)
    assert result.status == 2
    assert f"'{name}'" in only_line(result.err)


def test_help_is_quick_because_it_loads_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys\nsys.argv = ['prestatielint', '--help']\nfrom prestatielint.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    print(end.code)\n"
        "heavy = {'spacy', 'thinc', 'numpy', 'pdfplumber', 'pypdfium2', 'docx', 'lxml', 'yaml', 'jinja2'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf8", cwd=tmp_path, check=True)
    assert done.stdout.splitlines()[-2:] == ["0", "[]"]
    for command in ("check", "extract", "explain", "rules", "evaluate", "pipeline"):
        assert command in done.stdout


@pytest.mark.parametrize(
    "arguments", [("check",), ("check", "--bestaat-niet"), ("explain",), ("check", "a.md", "--fail-on", "ernstig")]
)
def test_a_wrong_command_gives_status_two_and_nothing_on_stdout(run: Run, arguments: Sequence[str]) -> None:
    result = run(*arguments)
    assert result.status == 2
    assert result.out == ""
    assert result.err


def test_the_version(run: Run) -> None:
    assert re.fullmatch(r"prestatielint \d+\.\d+\.\d+\S*", only_line(run("--version").out))


def test_a_selection_says_what_is_reported_and_not_how_a_clause_is_read(run: Run, tmp_path: Path) -> None:
    """An effort stays an intentie when only the ACT rules are asked for, so it is no activiteit then either."""
    text = "# Prestatieafspraken 2026\n\n## 3 Nieuwbouw\n\n3.1 De gemeente zet zich in voor jonge gezinnen.\n"
    (tmp_path / "kort.md").write_text(text, encoding="utf8")
    for options in ([], ["--select", "ACT"], ["--ignore", "VAG"]):
        document = run("check", "kort.md", "--format", "json", *options, *BUILT_IN).json["documents"][0]
        assert [clause["niveau"] for clause in document["clauses"]] == ["intentie"]
        assert not [finding for finding in document["findings"] if finding["rule"].startswith("ACT")]


# --- Excel and the dossier --------------------------------------------------------------------------------------------


def test_an_excel_report_goes_into_a_file_and_never_to_the_screen(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(AGREEMENT, encoding="utf8")
    refused = run("check", "a.md", *BUILT_IN, "--format", "xlsx")
    assert (refused.status, refused.out) == (2, "")
    assert refused.err.splitlines() == [
        "Fout: Een Excel-bestand kan niet naar het scherm. Geef een bestand: --format xlsx --output rapport.xlsx."
    ]
    done = run("check", "a.md", "weg.md", *BUILT_IN, "--format", "xlsx", "--output", "uit.xlsx")
    assert (done.status, done.out) == (2, "")
    assert zipfile.is_zipfile(tmp_path / "uit.xlsx")


def test_a_dossier_is_written_beside_its_document_or_in_a_folder_and_is_not_read_as_an_agreement(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "a.md").write_text(AGREEMENT, encoding="utf8")
    (folder / "kapot.docx").write_bytes(b"PK niet echt")
    done = run("dossier", folder, *BUILT_IN)
    assert done.status == 2
    assert done.out.splitlines() == ["a.dossier.docx", "a.dossier.html"]
    assert "kapot.docx" in done.err
    assert {path.name for path in folder.iterdir()} == {"a.md", "kapot.docx", "a.dossier.docx", "a.dossier.html"}
    first = (folder / "a.dossier.docx").read_bytes()
    (folder / "kapot.docx").unlink()
    assert run("dossier", folder, *BUILT_IN).status == 0
    assert (folder / "a.dossier.docx").read_bytes() == first
    out = tmp_path / "uit"
    missing = run("dossier", folder, *BUILT_IN, "--output", out)
    assert missing.status == 2
    assert "bestaat niet" in missing.err
    out.mkdir()
    assert run("dossier", folder, *BUILT_IN, "--output", out).status == 0
    assert sorted(path.name for path in out.iterdir()) == ["a.dossier.docx", "a.dossier.html"]


def test_tracked_changes_are_read_either_way(run: Run, tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("De Vliet bouwt in 2026 ")
    for name, text, element in (("del", "30", "delText"), ("ins", "40", "t")):
        paragraph._p.append(
            parse_xml(
                f'<w:{name} {nsdecls("w")} w:id="1" w:author="x"><w:r><w:{element}>{text}</w:{element}></w:r></w:{name}>'
            )
        )
    paragraph.add_run(" sociale huurwoningen.")
    path = tmp_path / "concept.docx"
    document.save(str(path))
    for option, number, notice in (([], "40", "Verwijderde"), (["--revisions", "original"], "30", "Ingevoegde")):
        found = run("extract", path, "--format", "json", *option, *BUILT_IN).json["documents"][0]
        assert [clause["text"] for clause in found["clauses"]] == [
            f"De Vliet bouwt in 2026 {number} sociale huurwoningen."
        ]
        assert [told["message"].split()[0] for told in found["notices"]][:1] == [notice]
