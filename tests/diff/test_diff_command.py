"""``prestatielint diff`` as a user meets it: what it prints and writes, and its exit status."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource
from typer.testing import CliRunner, Result

from prestatielint import cli
from prestatielint import linter as linter_module
from prestatielint.compare import What, compare
from prestatielint.linter import Linter
from prestatielint.report import DIFF_FORMATS, diffconsole, diffjson, diffview, jsonreport

from .conftest import Case

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))
import report_sample

from .page import Page

Run = Callable[..., Result]


@pytest.fixture
def run(linter: Linter, cases: dict[str, Case], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the command in this process, in an empty folder; the pairs are not judged a second time."""
    judged = {report.document.sha256: report for case in cases.values() for report in (case.old, case.new)}
    monkeypatch.setattr(linter_module, "load_pipeline", lambda info: linter.nlp)
    monkeypatch.setattr(Linter, "lint", lambda self, document: replace(judged[document.sha256], document=document))
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: object) -> Result:
        result = CliRunner().invoke(cli.app, ["diff", *map(str, arguments), "--pipeline", "ingebouwd"])
        assert "prestatielint zelf" not in result.stderr
        assert "Traceback" not in result.output
        return result

    return invoke


@pytest.fixture(scope="session")
def validator() -> jsonschema.Draft202012Validator:
    report = Resource.from_contents(jsonreport.schema())
    registry: Registry[Any] = Registry().with_resource("urn:prestatielint:report:1", report)
    return jsonschema.Draft202012Validator(diffjson.schema(), registry=registry)


@pytest.fixture
def hostile() -> tuple[Any, Any]:
    run = report_sample.run_of(report_sample.agreement(), report_sample.hostile())
    return run, compare(*run.reports)


def test_both_versions_are_compared_on_the_screen(run: Run, cases: dict[str, Case]) -> None:
    result = run(*cases["softened"].paths)
    assert result.exit_code == 1  # it holds new findings of severity hoog
    assert result.stderr == ""
    assert "softened-oud.docx" in result.stdout
    assert "1.1 lichter: niveau: output → intentie; hardheid: verplichting → inspanning" in result.stdout
    assert "{+zo mogelijk+}" in result.stdout
    assert "De Brug [-sloopt-] {+kan+} in 2025 de 12 woningen aan de Kadestraat {+slopen+}." in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_without_new_findings_the_status_is_0(run: Run, cases: dict[str, Case]) -> None:
    path = cases["softened"].paths[1]
    assert run(path, path).exit_code == 0  # the findings that were there stay, and do not count
    assert run(*cases["softened"].paths, "--fail-on", "nooit").exit_code == 0
    assert run(*cases["renumbered"].paths).exit_code == 0
    assert run(*cases["renumbered"].paths, "--fail-on", "middel").exit_code == 1


def test_quiet_is_one_line(run: Run, cases: dict[str, Case]) -> None:
    result = run(*cases["renumbered"].paths, "--quiet")
    assert result.stdout.count("\n") == 1
    assert "24 teruggevonden, 4 vervallen, 5 nieuw" in result.stdout


def test_every_format_can_be_written_at_once(run: Run, cases: dict[str, Case], tmp_path: Path) -> None:
    formats = ("html", "json", "markdown", "console")
    options = [part for form in formats for part in ("--format", form, "--output", tmp_path / f"verschil.{form}")]
    result = run(*cases["numbers"].paths, *options)
    assert result.stdout == ""
    for form in formats:
        assert (
            "→ 30 sociale huurwoningen" in (text := (tmp_path / f"verschil.{form}").read_text("utf8")) or form == "json"
        )
        assert str(tmp_path) not in text
    assert sorted(path.suffix for path in tmp_path.glob("verschil.*")) == sorted(f".{form}" for form in formats)


def test_an_unreadable_version_gives_one_line_and_no_file(run: Run, cases: dict[str, Case], tmp_path: Path) -> None:
    broken = tmp_path / "stuk.docx"
    broken.write_bytes(b"PK\x03\x04 geen Word")
    result = run(broken, cases["numbers"].paths[1], "--format", "html", "--output", tmp_path / "uit.html")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "stuk.docx" in result.stderr
    assert result.stdout == ""
    assert not (tmp_path / "uit.html").exists()


def test_a_folder_is_refused(run: Run, cases: dict[str, Case], tmp_path: Path) -> None:
    result = run(tmp_path, cases["numbers"].paths[1])
    assert result.exit_code == 2
    assert "is een map. Geef twee documenten" in result.stderr


def test_json_fits_its_schema(
    validator: jsonschema.Draft202012Validator, cases: dict[str, Case], hostile: tuple[Any, Any]
) -> None:
    jsonschema.Draft202012Validator.check_schema(diffjson.schema())
    run = report_sample.run_of()
    for case in cases.values():
        validator.validate(json.loads(diffjson.write(run, case.comparison)))
    written = json.loads(diffjson.write(*hostile))
    validator.validate(written)
    for place in (written, written["summary"], written["old"], written["gone"][0]):
        place["onbekend"] = None
        assert not validator.is_valid(written)
        del place["onbekend"]


def test_the_enums_of_the_schema_are_those_of_the_program() -> None:
    change = diffjson.schema()["$defs"]["change"]["properties"]
    assert change["what"]["enum"] == [what.value for what in What]
    assert set(diffview.WHATS) == set(What)


@pytest.mark.parametrize("form", DIFF_FORMATS)
def test_same_versions_same_bytes(form: str, cases: dict[str, Case]) -> None:
    run, case = report_sample.run_of(), cases["split"]
    again = compare(case.old, case.new)
    assert DIFF_FORMATS[form](run, case.comparison) == DIFF_FORMATS[form](run, again)


def test_nothing_from_a_document_is_markup(hostile: tuple[Any, Any]) -> None:
    source = DIFF_FORMATS["html"](*hostile)
    page = Page(source)
    assert not {"img", "iframe", "object", "link", "script"} & page.tags
    assert not any(name.startswith("on") for name in page.attributes)
    assert page.badly_nested == page.stack == []
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert "default-src 'none'" in source
    assert "\x1b" not in source
    assert "\x1b" not in diffconsole.write(*hostile)
    assert "\x1b" not in DIFF_FORMATS["markdown"](*hostile)
    assert "<b>" not in DIFF_FORMATS["markdown"](*hostile).replace("\\<b\\>", "")


def test_every_link_of_the_page_leads_to_a_clause(cases: dict[str, Case]) -> None:
    for case in cases.values():
        page = Page(DIFF_FORMATS["html"](report_sample.run_of(), case.comparison))
        assert {link[1:] for link in page.links} <= set(page.ids)
        assert page.badly_nested == []


def test_the_words_of_both_versions_stand_in_the_page(cases: dict[str, Case]) -> None:
    source = DIFF_FORMATS["html"](report_sample.run_of(), cases["softened"].comparison)
    assert "De Brug <del>sloopt</del> <ins>kan</ins> in 2025" in source
    assert "<del>te vervangen</del>." in source


def test_what_is_gone_says_what_it_promised(cases: dict[str, Case]) -> None:
    text = diffconsole.write(report_sample.run_of(), cases["renumbered"].comparison)
    gone = text[text.index("Vervallen\n") : text.index("Nieuw\n---")]
    assert "wie: De Vliet; hoeveel: 24 sociale huurwoningen; wanneer: vóór 1 oktober 2025" in gone


def test_an_empty_comparison_is_still_a_page() -> None:
    report = report_sample.agreement()
    run = report_sample.run_of(report, report)
    page = Page(DIFF_FORMATS["html"](run, compare(report, report)))
    assert "Gewijzigd" not in page.text
    assert page.badly_nested == []
