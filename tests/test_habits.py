"""What a user may expect of a good linter: settings that are checked, suppressions, a baseline, corrections, pairs of forms."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from prestatielint import cli
from prestatielint import linter as linter_module
from prestatielint.catalogue import load_catalogue
from prestatielint.catalogue.docs import rule_info
from prestatielint.config import KEYS, Settings, fits_document, load_settings
from prestatielint.findings import fingerprinted
from prestatielint.linter import Linter
from prestatielint.model import Block, Clause, Document, Finding, Label, Remark, Segment, Severity, WordPlace
from prestatielint.report import explain, jsonreport
from prestatielint.suppress import suppress

FRONT = (
    "De ondergetekenden: gemeente Zandmeer (hierna: de gemeente), Woonstichting De Vliet (hierna: De Vliet) en "
    "Huurdersvereniging De Schakel (hierna: De Schakel)."
)
EFFORT = "Partijen spannen zich in om de betaalbaarheid van de huurwoningen te verbeteren."
HOMES = "De Vliet bouwt in 2026 40 sociale huurwoningen."
TITLE = "Prestatieafspraken 2025-2028"
EMPTY = '[[suppress]]\ndocument = "*"\nclause = "3.1"\nrules = ["VAG002"]\n'


def agreement(*clauses: str) -> str:
    numbered = "\n\n".join(f"3.{place} {text}" for place, text in enumerate(clauses, start=1))
    return f"# {TITLE}\n\n{FRONT}\n\n## 3 Nieuwbouw\n\n{numbered}\n"


@dataclass(frozen=True, slots=True)
class Result:
    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)["documents"][0]


Check = Callable[..., Result]


@pytest.fixture
def run(linter: Linter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Check:
    """Run a command in this process, in an empty folder, on the pipeline and rules that are already loaded."""
    monkeypatch.setattr(linter_module, "load_pipeline", lambda info: linter.nlp)
    monkeypatch.setattr(linter_module, "RuleEngine", lambda nlp, rules: linter.engine)
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: object) -> Result:
        result = CliRunner().invoke(cli.app, [str(argument) for argument in arguments])
        assert "prestatielint zelf" not in result.stderr, "an error of our own reaches the user"
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return Result(result.exit_code, result.stdout, result.stderr)

    return invoke


@pytest.fixture
def check(run: Check, tmp_path: Path) -> Check:
    """Check ``a.md`` (the standard agreement, unless the test wrote another) as JSON that fits the schema."""
    path = tmp_path / "a.md"
    path.write_text(agreement(EFFORT, HOMES), encoding="utf8")

    def invoke(*arguments: object, path: str = "a.md", config: str | None = None) -> Result:
        if config is not None:
            (tmp_path / "prestatielint.toml").write_text(config, encoding="utf8")
        result = run("check", path, "--pipeline", "ingebouwd", "--format", "json", *arguments)
        if result.status != 2 and result.out:
            jsonschema.Draft202012Validator(jsonreport.schema()).validate(json.loads(result.out))
        return result

    return invoke


def written(check: Check, *arguments: object, path: str = "a.md", config: str | None = None) -> dict[str, str]:
    """Check once and give the report in every form but JSON."""
    forms = ("console", "markdown", "html", "sarif")
    pairs = [option for form in forms for option in ("--format", form, "--output", f"uit.{form}")]
    check("--output", "uit.json", *pairs, *arguments, path=path, config=config)
    return {form: Path(f"uit.{form}").read_text(encoding="utf8") for form in forms}


def rules(document: Any, clause: str = "3.1#1") -> set[str]:
    return {finding["rule"] for finding in document["findings"] if finding["clause"] == clause}


def notices(document: Any, code: str) -> list[str]:
    return [notice["message"] for notice in document["notices"] if notice["code"] == code]


# ----------------------------------------------------------------------------- settings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('ignores = ["VAG"]', "onbekende sleutel 'ignores'. Bedoelt u 'ignore'?"),
        ('per-file-ignore = ["VAG"]', "Bedoelt u 'per-file-ignores'?"),
        ("xyz = 3", "onbekende sleutel 'xyz'. Bekend zijn: select,"),
        ('ignore = ["VAG"]\nfail-on "hoog"', "prestatielint.toml: regel 2, teken 9 is geen geldige TOML."),
        ("pipeline = 3", "'pipeline' moet tekst zijn, er staat een getal"),
        ("bril = true", "'bril' moet tekst zijn, er staat true of false"),
        ('bril = "effekt"', "'bril' is aw, effect, relatie of alles, niet 'effekt'. Bedoelt u 'effect'?"),
        ('ignore = [""]', "'ignore' bevat een lege tekst"),
        ('[per-file-ignores]\n"a.md" = ["VAG", " "]', "per-file-ignores: 'a.md' bevat een lege tekst"),
        ("select = 3", "'select' moet een lijst van teksten zijn, er staat een getal"),
        ('per-file-ignores = ["DOC"]', "'per-file-ignores' moet een tabel zijn, er staat een lijst"),
        ('[per-file-ignores]\n"a.md" = 3', "per-file-ignores: 'a.md' moet een lijst van teksten zijn"),
        ('[per-file-ignores]\n"a.md" = ["XYZ"]', "Er is geen regel 'XYZ'"),
        (EMPTY, "[[suppress]] nummer 1: 'reason' ontbreekt"),
        (EMPTY + 'reason = "  "', "'reason' is leeg"),
        (EMPTY + "reason = 3", "'reason' moet tekst zijn"),
        (EMPTY + 'reson = "x"', "[[suppress]] nummer 1: onbekende sleutel 'reson'. Bedoelt u 'reason'?"),
        (EMPTY.replace('"3.1"', "3.1") + 'reason = "x"', 'Zet het tussen aanhalingstekens: clause = "3.1".'),
        (EMPTY.replace("VAG002", "VAG999") + 'reason = "x"', "Er is geen regel 'VAG999'"),
        ('[[suppress]]\ndocument = "*"\nreason = "x"', "'rules' ontbreekt"),
        ('[[suppress]]\nrules = ["VAG"]\nreason = "x"', "'document' ontbreekt"),
        ('suppress = "VAG"', "schrijf elke suppress als [[suppress]]"),
        ('[[correct]]\ndocument = "*"\nclause = "3.1"', "[[correct]] nummer 1: zet erbij wat u verbetert"),
        ('[[correct]]\ndocument = "*"\nniveau = "effect"', "'clause' ontbreekt"),
        ('[[correct]]\ndocument = "*"\nclause = "1"\nkind = "afspaak"', "Bedoelt u 'afspraak'?"),
        ('[[correct]]\ndocument = "*"\nclause = "1"\nkind = "wens"\nniveau = "effect"', "alleen een afspraak heeft"),
        ('[[correct]]\ndocument = "*"\nclause = "1"\nactor = ["x"]', "Bedoelt u 'actors'?"),
    ],
)
def test_a_mistake_in_the_settings_names_file_and_key(check: Check, text: str, words: str) -> None:
    result = check(config=text)
    assert (result.status, result.out) == (2, "")
    assert len(result.err.splitlines()) == 1
    assert words in result.err
    assert "Er is geen regel" in words or "prestatielint.toml: " in result.err


def test_the_example_in_the_readme_is_right(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf8")
    (tmp_path / "prestatielint.toml").write_text(readme.split("```toml\n")[1].split("```")[0], encoding="utf8")
    settings = load_settings(tmp_path / "prestatielint.toml")
    load_catalogue().select((*settings.select, *settings.suppressions[0].rules), settings.ignore)
    assert [entry.clause for entry in settings.corrections] == ["4.1", "5.3"]
    for key in KEYS:
        assert re.search(rf"(?m)^(?:\[\[?)?{key}\b", readme), f"{key} is not in the README"


def test_settings_in_pyproject_are_held_to_the_same(check: Check, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.prestatielint]\nselekt = ["VAG"]\n')
    assert "pyproject.toml: onbekende sleutel 'selekt'. Bedoelt u 'select'?" in check().err


def test_a_pattern_for_documents_takes_either_slash() -> None:
    for pattern in (r"oud\*.docx", "oud/*.docx", "A-*.docx"):
        assert fits_document(pattern, "oud/a-2026.docx")
        assert not fits_document(pattern, "nieuw/b-2026.docx")


def test_per_file_ignores_hold_for_the_documents_they_name(check: Check) -> None:
    assert "ACT001" not in rules(check(config='[per-file-ignores]\n"?.MD" = ["ACT"]\n').document, "3.2#1")
    assert "ACT001" in rules(check(config='[per-file-ignores]\n"b*" = ["ACT"]\n').document, "3.2#1")


# ----------------------------------------------------------------------------- suppressions in the settings


def accepted(clause: str = "3.1", document: str = "*.md", rule: str = "VAG002") -> str:
    where = f'clause = "{clause}"\n' if clause else ""
    return f'[[suppress]]\ndocument = "{document}"\n{where}rules = ["{rule}"]\nreason = "De raad stelt dit vast."\n'


def test_a_suppressed_finding_counts_nowhere_and_is_listed_with_its_reason(check: Check) -> None:
    before = check("--select", "VAG", "--fail-on", "hoog")
    assert before.status == 1
    after = check("--select", "VAG", "--fail-on", "hoog", config=accepted())
    assert after.status == 0
    assert "VAG002" not in rules(after.document)
    (entry,) = after.document["suppressed"]
    assert (entry["rule"], entry["quote"], entry["clause"]) == ("VAG002", "spannen zich in", "3.1#1")
    assert (entry["reason"], entry["where"]) == ("De raad stelt dit vast.", "instellingen")
    assert notices(after.document, "onderdrukt") == [
        "1 bevinding is met een reden onderdrukt en telt in geen score en geen exitstatus mee."
    ]
    ignored = check("--select", "VAG", "--ignore", "VAG002", config="").document
    assert after.document["scores"] == ignored["scores"] != before.document["scores"]


def test_a_suppression_on_the_whole_document(check: Check) -> None:
    assert "DOC004" in {finding["rule"] for finding in check().document["findings"]}
    document = check(config=accepted(clause="", rule="DOC")).document
    assert not [finding for finding in document["findings"] if finding["rule"].startswith("DOC")]
    assert "DOC004" in {entry["rule"] for entry in document["suppressed"]}


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (accepted(clause="3.2"), "VAG002 bij 3.2 in de instellingen is niet nodig"),
        (accepted(clause="9.9"), "VAG002 bij 9.9 in de instellingen past bij geen enkele clausule"),
    ],
)
def test_a_suppression_that_fits_nothing_is_said(check: Check, config: str, words: str) -> None:
    document = check(config=config).document
    assert "VAG002" in rules(document)
    assert "suppressed" not in document
    (message,) = notices(document, "onderdrukking-ongebruikt")
    assert words in message


def test_a_suppression_that_could_not_be_needed_is_not_called_unused(check: Check, tmp_path: Path) -> None:
    """Another document, a rule that was not looked for, or a pattern that did fit another document of the run."""
    for config in (accepted(document="b.md"), accepted(rule="ACT")):
        assert notices(check("--select", "VAG", config=config).document, "onderdrukking-ongebruikt") == []
    (tmp_path / "b.md").write_text(agreement(HOMES), encoding="utf8")
    reports = json.loads(check("b.md", config=accepted()).out)["documents"]
    assert [notices(report, "onderdrukking-ongebruikt") for report in reports] == [[], []]


def test_a_suppression_that_no_document_uses_is_said_whatever_the_reason_in_each(check: Check, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(agreement(HOMES), encoding="utf8")
    reports = json.loads(check("b.md", config=accepted(clause="3.2")).out)["documents"]
    told = [message for report in reports for message in notices(report, "onderdrukking-ongebruikt")]
    assert len(told) == 2
    assert "is niet nodig" in told[0]
    assert "past bij geen enkele clausule" in told[1]


def test_a_suppression_is_seen_in_every_form(check: Check) -> None:
    for form, text in written(check, config=accepted()).items():
        assert "De raad stelt dit vast." in text, form


# ----------------------------------------------------------------------------- suppressions in a Word comment


def word(path: Path, comments: dict[str, tuple[str, ...]], table: bool = False) -> None:
    """Write the standard agreement with comments on the paragraphs that begin with the given words."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph(FRONT)
    document.add_heading("3 Nieuwbouw", 1)
    document.add_paragraph(f"3.1 {EFFORT}")
    document.add_paragraph(f"3.2 {HOMES}")
    if table:
        grid = document.add_table(rows=2, cols=3)
        for row, texts in zip(grid.rows, (("Nr.", "Actie", "Trekker"), ("7", EFFORT, "De Vliet")), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    inner = [p for grid in document.tables for row in grid.rows for cell in row.cells for p in cell.paragraphs]
    for paragraph in (*document.paragraphs, *inner):
        for start, texts in comments.items():
            if paragraph.text.startswith(start):
                for text in texts:
                    document.add_comment(paragraph.runs, text, author="J. de Wit")
    document.save(str(path))


def test_a_comment_suppresses_a_rule_on_its_clause(check: Check, tmp_path: Path) -> None:
    word(tmp_path / "a.docx", {"3.1": ("prestatielint: negeer VAG002 – besproken op 3 juni",)})
    document = check(path="a.docx").document
    assert "VAG002" not in rules(document)
    (entry,) = document["suppressed"]
    assert (entry["rule"], entry["reason"]) == ("VAG002", "besproken op 3 juni")
    assert (entry["where"], entry["author"]) == ("opmerking", "J. de Wit")
    assert notices(document, "opmerkingen") == [], "the only comment there is was read"
    texts = written(check, path="a.docx")
    for form in ("console", "markdown", "html"):
        assert "opmerking van J. de Wit" in texts[form], form


def test_a_comment_in_a_table_holds_for_the_row(check: Check, tmp_path: Path) -> None:
    word(
        tmp_path / "a.docx",
        {"De Vliet": ("Prestatielint: negeer VAG002, VAG061 omdat het college hierover gaat",)},
        True,
    )
    document = check(path="a.docx").document
    assert {entry["clause"] for entry in document["suppressed"]} == {"7#1"}
    assert "VAG002" in rules(document)


@pytest.mark.parametrize(
    ("start", "text", "words"),
    [
        ("3.1", "prestatielint: negeer VAG002", "bij 3.1 noemt geen reden en is niet gevolgd"),
        ("3.1", "prestatielint: negeer VAG002 – ", "noemt geen reden"),
        ("3.1", "prestatielint: negeer VAG999 – reden", "noemt een regel die niet bestaat (VAG999)"),
        ("3.1", "prestatielint: neger VAG002 – reden", "is niet begrepen"),
        ("3 Nieuwbouw", "prestatielint: negeer VAG002 – reden", "staat niet bij een clausule"),
    ],
)
def test_a_comment_that_cannot_be_followed_is_said(
    check: Check, tmp_path: Path, start: str, text: str, words: str
) -> None:
    word(tmp_path / "a.docx", {start: (text,)})
    document = check(path="a.docx").document
    assert "VAG002" in rules(document)
    (message,) = notices(document, "opmerking-niet-gevolgd")
    assert words in message


def test_a_comment_that_is_not_needed_and_a_comment_of_a_reader(check: Check, tmp_path: Path) -> None:
    word(tmp_path / "a.docx", {"3.2": ("prestatielint: negeer VAG002 – reden", "Is dit haalbaar?")})
    document = check(path="a.docx").document
    (message,) = notices(document, "onderdrukking-ongebruikt")
    assert "VAG002 bij 3.2 in een opmerking is niet nodig" in message
    assert len(notices(document, "opmerkingen")) == 1


CODES = sorted(rule.code for rule in load_catalogue().rules if not rule.label.startswith("document-"))


@given(
    codes=st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True),
    joint=st.sampled_from([", ", " ", " en ", "; ", ","]),
    dash=st.sampled_from([" – ", " - ", ": ", " ", "\n", " — "]),
    reason=st.text(st.sampled_from("abc éVAG0-–."), min_size=1, max_size=20).filter(lambda text: text[0] in "abc"),
    upper=st.booleans(),
)
def test_any_way_of_writing_a_comment_is_understood(
    codes: list[str], joint: str, dash: str, reason: str, upper: bool
) -> None:
    text = f"prestatielint: negeer {joint.join(codes)}{dash}{reason}"
    remark = Remark(text.upper() if upper else text, None, "body", (4,))
    clause = Clause("1#1", "tekst", Block.ITEM, "1", segments=(Segment(0, 5, WordPlace("body", 4, 0, 0)),))
    document = Document("a.docx", "", "docx", None, (clause,), remarks=(remark,))
    findings = [Finding(code, Label.EENZIJDIG, Severity.LAAG, "1#1", 0, 5, "tekst", "…") for code in CODES]
    left, out, said = suppress(findings, document, Settings(), CODES, CODES)
    assert sorted(entry.finding.rule for entry in out) == sorted(codes)
    assert len(left) == len(CODES) - len(codes)
    assert [notice.code for notice in said] == ["onderdrukt"]
    assert out[0].reason.casefold() == " ".join(reason.split()).casefold()


# ----------------------------------------------------------------------------- baseline


def baseline(check: Check, *arguments: object, path: str = "a.md") -> Result:
    return check("--baseline", "basis.json", *arguments, path=path)


def test_a_baseline_survives_renumbering_and_insertion(check: Check, tmp_path: Path) -> None:
    assert check().status == 1
    assert baseline(check, "--update-baseline").status == 0
    (tmp_path / "a.md").write_text(
        agreement("Het college besluit vóór 1 mei 2026 over plan Kerkveld.", HOMES, EFFORT.replace(" om ", "\nom  ")),
        encoding="utf8",
    )
    result = baseline(check)
    assert result.status == 0, "everything was known"
    document = result.document
    counted = [finding for finding in document["findings"] if finding["severity"] != "info"]
    assert {finding["clause"] for finding in counted} >= {"3.2#1", "3.3#1"}
    assert all(finding["known"] for finding in counted)
    assert "gone" not in document
    assert notices(document, "basislijn") == [
        f"{len(counted)} van de {len(counted)} bevindingen staan in de basislijn en tellen niet mee voor de exitstatus; 0 nieuw."
    ]


def test_what_is_new_counts_and_what_is_gone_is_said(check: Check, tmp_path: Path) -> None:
    baseline(check, "--update-baseline")
    (tmp_path / "a.md").write_text(agreement("De gemeente zet zich in voor ouderen.", HOMES), encoding="utf8")
    result = baseline(check)
    assert result.status == 1
    known = {
        finding["rule"]: finding["known"] for finding in result.document["findings"] if finding["clause"] == "3.1#1"
    }
    assert known["VAG002"] is False
    assert next(f for f in result.document["findings"] if f["rule"] == "ACT001")["known"] is True
    assert ("VAG002", "spannen zich in") in {(entry["rule"], entry["quote"]) for entry in result.document["gone"]}
    (message,) = notices(result.document, "basislijn-verdwenen")
    assert "VAG002 ‘spannen zich in’" in message
    assert "--update-baseline" in message
    assert baseline(check, "--update-baseline").status == 0
    assert "gone" not in baseline(check).document


def test_known_findings_are_marked_in_every_form(check: Check) -> None:
    baseline(check, "--update-baseline")
    texts = written(check, "--baseline", "basis.json")
    for form in ("console", "markdown", "html"):
        assert "al bekend uit de basislijn" in texts[form], form
    results = json.loads(texts["sarif"])["runs"][0]["results"]
    assert {result["baselineState"] for result in results if result["level"] != "none"} == {"unchanged"}


def test_a_baseline_outlives_another_name_and_another_format(check: Check, tmp_path: Path) -> None:
    baseline(check, "--update-baseline")
    word(tmp_path / "definitief.docx", {})
    result = baseline(check, path="definitief.docx")
    assert result.status == 0
    assert "gone" not in result.document


def test_an_update_keeps_what_was_not_looked_at(check: Check, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(agreement(HOMES), encoding="utf8")
    baseline(check, "b.md", "--update-baseline")
    before = json.loads((tmp_path / "basis.json").read_text(encoding="utf8"))
    assert {entry["document"] for entry in before["findings"]} == {"a.md", "b.md"}
    baseline(check, "--select", "ACT", "--update-baseline")
    assert json.loads((tmp_path / "basis.json").read_text(encoding="utf8")) == before
    assert baseline(check, "--select", "ACT").document.get("gone") is None


def test_suppressed_and_informative_findings_stay_out_of_a_baseline(check: Check, tmp_path: Path) -> None:
    check(config=accepted())
    baseline(check, "--update-baseline")
    found = {entry["rule"] for entry in json.loads((tmp_path / "basis.json").read_text(encoding="utf8"))["findings"]}
    assert "ACT001" in found
    assert not found & {"VAG002", "DOC007", "DOC008"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "bestaat nog niet. Maak hem met --update-baseline"),
        ("geen json", "is geen basislijn"),
        ("{}", "is geen basislijn"),
        ('{"schema": "prestatielint/baseline/1", "findings": [{"rule": 3}]}', "beschadigd bij bevinding 1"),
    ],
)
def test_a_baseline_that_cannot_be_read_is_one_clear_line(
    check: Check, tmp_path: Path, content: str | None, words: str
) -> None:
    if content is not None:
        (tmp_path / "basis.json").write_text(content)
    result = baseline(check)
    assert (result.status, result.out) == (2, "")
    assert words in result.err
    assert len(result.err.splitlines()) == 1


def test_update_baseline_without_a_file_is_refused(check: Check) -> None:
    assert "--baseline basislijn.json" in check("--update-baseline").err


@given(
    words=st.lists(st.sampled_from(["bouwt", "Zuid", "40", "“snel”", "–", "é"]), min_size=1, max_size=6),
    spaces=st.lists(st.sampled_from([" ", "  ", "\n", "\u00a0"]), min_size=6, max_size=6),
    number=st.sampled_from(["1", "3.2", "7a"]),
    place=st.integers(0, 3),
)
def test_a_fingerprint_rests_on_words_alone(words: list[str], spaces: list[str], number: str, place: int) -> None:
    plain, spaced = " ".join(words), "".join(word + space for word, space in zip(words, spaces, strict=False))
    other = Clause("x#1", "iets anders", Block.ITEM, "9")
    one = Clause("1#1", plain, Block.ITEM, "1")
    two = Clause(f"{number}#1", spaced, Block.ITEM, number)
    first = Finding("VAG001", Label.EENZIJDIG, Severity.LAAG, one.id, 0, 5, words[0], "…")
    (before,) = fingerprinted([first], [one])
    (after,) = fingerprinted([replace(first, clause=two.id, start=place, severity=Severity.HOOG)], [other, two])
    assert before.fingerprint == after.fingerprint
    (changed,) = fingerprinted([first], [replace(one, text=plain + " niet")])
    assert changed.fingerprint != before.fingerprint


# ----------------------------------------------------------------------------- corrections


CORRECTION = '[[correct]]\ndocument = "a.*"\nclause = "3.1"\n'


def test_a_correction_is_shown_in_every_form(check: Check, tmp_path: Path) -> None:
    config = CORRECTION + 'kind = "wens"\ntheme = "betaalbaarheid"\n'
    document = check(config=config).document
    clause = document["clauses"][1]
    assert (clause["kind"], clause["theme"], clause["corrected"]) == ("wens", "betaalbaarheid", ["kind", "theme"])
    assert notices(document, "correctie") == [
        "Bij 1 clausule is het oordeel aangepast in de instellingen: 3.1 (soort en thema)."
    ]
    for form, text in written(check).items():
        assert "aangepast in de instellingen" in text, form
        assert re.search(r'"corrected"|soort(?:,| en) thema|soort: wens', text), form


def test_a_correction_is_shown_by_extract(check: Check, run: Check) -> None:
    check(config=CORRECTION + 'niveau = "proces"\n')
    shown = run("extract", "a.md", "--pipeline", "ingebouwd").out
    assert "[afspraak, proces, nieuwbouw, aangepast in de instellingen: niveau]" in shown
    assert "Let op: Bij 1 clausule" in shown


def test_a_corrected_party_acts(check: Check) -> None:
    assert "SMA001" in rules(check().document)
    document = check(config=CORRECTION + 'actors = ["De Vliet"]\n').document
    assert document["clauses"][1]["actors"] == ["De Vliet"]
    assert document["clauses"][1]["corrected"] == ["actors"]
    assert "SMA001" not in rules(document)
    assert document["scores"]["parties"]["Woonstichting De Vliet"] is not None


def test_a_niveau_makes_an_afspraak(check: Check, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(agreement("In 2023 zijn 31 woningen opgeleverd.", HOMES), encoding="utf8")
    assert check().document["clauses"][1]["kind"] == "context"
    clause = check(config=CORRECTION + 'niveau = "effect"\n').document["clauses"][1]
    assert (clause["kind"], clause["niveau"], clause["corrected"]) == ("afspraak", "effect", ["kind", "niveau"])


def test_a_correction_holds_only_for_its_document_and_is_said_when_it_fits_nothing(check: Check) -> None:
    config = CORRECTION.replace("a.*", "b.*") + 'niveau = "effect"\n'
    document = check(config=config).document
    assert all("corrected" not in clause for clause in document["clauses"])
    assert notices(document, "correctie-ongebruikt") == []
    document = check(config=CORRECTION.replace("3.1", "8.1") + 'niveau = "effect"\n').document
    assert "'8.1'" in notices(document, "correctie-ongebruikt")[0]


# ----------------------------------------------------------------------------- messages


def test_a_message_does_not_quote_a_verb_that_says_nothing(check: Check, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(agreement("In 2027 wordt gezocht naar 12 plekken in Zuid.", HOMES), encoding="utf8")
    messages = {found["rule"]: found["message"] for found in check().document["findings"]}
    assert messages["SMA001"] == "Er staat niet wie dit doet."


# ----------------------------------------------------------------------------- forms and files


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--format", "json", "--output", "a.md"), "'a.md' is ook een bestand dat wordt gelezen"),
        (("--format", "json", "--output", "x", "--format", "html", "--output", "x"), "'x' is ook het bestand van een"),
        (("--format", "console", "--format", "sarif", "--output", "x.sarif"), "gaat als laatste"),
    ],
)
def test_forms_and_files_that_do_not_go_together_are_refused(
    run: Check, check: Check, tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    before = (tmp_path / "a.md").read_bytes()
    result = run("check", "a.md", "--pipeline", "ingebouwd", *options)
    assert (result.status, result.out) == (2, "")
    assert words in result.err
    assert (tmp_path / "a.md").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


# ----------------------------------------------------------------------------- explain


def explained(**terminal: Any) -> str:
    console = Console(width=90, record=False, highlight=False, legacy_windows=False, **terminal)
    with console.capture() as capture:
        explain.show(rule_info(load_catalogue()["VAG002"]), "stable", console)
    return capture.get()


def test_explain_marks_the_words_in_colour() -> None:
    text = explained(force_terminal=True, color_system="standard")
    assert "\x1b[1;4;31mspannen zich in\x1b[0m" in text
    assert "«" not in text
    assert "\x1b[1;32m" in text


@pytest.mark.parametrize(
    ("terminal", "coloured"),
    [
        ({"force_terminal": True, "color_system": "standard"}, True),
        ({"force_terminal": True, "color_system": "standard", "no_color": True}, False),
        ({"force_terminal": True, "color_system": None}, False),
        ({"force_terminal": False}, False),
    ],
)
def test_colour_only_where_it_is_wanted(terminal: dict[str, Any], coloured: bool) -> None:
    assert explain.is_coloured(Console(**terminal)) is coloured


def test_explain_in_a_pipe_has_no_colour_and_an_almost_right_code_gets_a_hint(run: Check) -> None:
    text = run("explain", "VAG002").out
    assert "\x1b" not in text
    assert "«spannen zich in»" in text
    assert re.search(r"Bedoelt u VAG\d+\?", run("explain", "VAG0002").err)
