import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import report_sample
from hypothesis import given
from hypothesis import strategies as st

from prestatielint.errors import IngestError
from prestatielint.ingest import read_bytes
from prestatielint.model import Run
from prestatielint.report import sarif

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf8"))


def written(run: Run) -> Any:
    log = json.loads(sarif.write(run))
    jsonschema.Draft202012Validator(SCHEMA).validate(log)
    return log["runs"][0]


@pytest.mark.parametrize("name", ["agreement", "hostile", "habits"])
def test_every_run_fits_the_schema_and_is_the_same_each_time(name: str, request: pytest.FixtureRequest) -> None:
    run = request.getfixturevalue(name)
    assert written(run)["results"]
    assert sarif.write(run) == sarif.write(run)
    assert run.pipeline.path not in sarif.write(run)


def test_a_run_without_documents_fits_the_schema() -> None:
    assert written(report_sample.run_of())["results"] == []


def test_a_result_says_how_heavy_it_is_and_which_rule_it_is(habits: Run) -> None:
    run = written(habits)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    levels = {result["properties"]["severity"]: result["level"] for result in run["results"] if "properties" in result}
    assert levels == {"hoog": "error", "middel": "warning", "laag": "note", "info": "none"}
    assert {r["kind"] for r in run["results"] if r["level"] == "none"} == {"informational"}


def test_a_rule_has_help_with_examples(habits: Run) -> None:
    rule = next(rule for rule in written(habits)["tool"]["driver"]["rules"] if rule["id"] == "VAG001")
    assert "Partijen «streven ernaar»" in rule["help"]["text"]
    assert "**Goed**" in rule["help"]["markdown"]
    assert rule["fullDescription"]["text"] == "Wie streeft, belooft geen resultaat."
    assert rule["defaultConfiguration"] == {"level": "error"}


def test_text_has_lines_and_columns_and_a_pdf_or_word_file_a_clause_with_its_place(agreement: Run) -> None:
    found: dict[str, Any] = {}
    for result in written(agreement)["results"]:
        place = result["locations"][0]
        found.setdefault(place.get("logicalLocations", [{"name": ""}])[0]["name"], place)
    text, pdf, word = (found[name] for name in ("3.2", "3.1", "4#r1"))
    assert text["physicalLocation"]["region"]["startLine"] == 4
    assert "region" not in pdf["physicalLocation"]
    assert pdf["properties"]["page"] == 2
    assert pdf["logicalLocations"][0]["fullyQualifiedName"] == "3 Nieuwbouw 2026 / 3.1"
    assert word["properties"] == {"part": "body", "paragraph": 12, "table": [0, 1, 0]}


def test_proposals_are_shown_and_never_a_fix_to_apply(agreement: Run) -> None:
    results = written(agreement)["results"]
    assert all("fixes" not in result for result in results)
    assert any(result["properties"]["suggestions"] for result in results)


def test_suppressed_findings_carry_their_reason(habits: Run) -> None:
    accepted = [r["suppressions"][0] for r in written(habits)["results"] if "suppressions" in r]
    assert [(entry["kind"], entry["justification"]) for entry in accepted] == [
        ("external", "De raad stelt dit in maart vast."),
        ("inSource", "Zo besproken op 3 juni."),
    ]


def test_with_a_baseline_every_result_is_new_unchanged_or_absent(habits: Run, agreement: Run) -> None:
    states = [result["baselineState"] for result in written(habits)["results"]]
    assert set(states) == {"new", "unchanged", "absent"}
    assert states.count("absent") == 1
    assert all("baselineState" not in result for result in written(agreement)["results"])


def test_notices_and_failures_are_notifications(hostile: Run, agreement: Run) -> None:
    assert written(agreement)["invocations"][0]["executionSuccessful"] is True
    invocation = written(hostile)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][-1]["level"] == "error"
    assert "pages-not-read" in {entry["descriptor"]["id"] for entry in invocation["toolExecutionNotifications"]}


def test_names_of_files_and_words_of_a_document_have_no_meaning_of_their_own(hostile: Run) -> None:
    run = written(hostile)
    for artifact in run["artifacts"]:
        assert not set(artifact["location"]["uri"]) & set("<> {}\"'|")
    message = next(r for r in run["results"] if r["ruleId"] == "VAG000")["message"]["text"]
    assert "{{{{ 7*7 }}}}" in message
    assert "![x\\](http" in message


@given(
    lines=st.lists(st.text(st.sampled_from("ab 1.é€\t-*#_|"), min_size=1, max_size=30), min_size=1, max_size=8),
    suffix=st.sampled_from([".txt", ".md"]),
    data=st.data(),
)
def test_lines_and_columns_point_at_the_words(lines: list[str], suffix: str, data: st.DataObject) -> None:
    try:
        document = read_bytes("\n".join(lines).encode(), suffix, "a")
    except IngestError:
        return
    clause = data.draw(st.sampled_from(document.clauses))
    place = data.draw(st.integers(0, len(clause.text) - 1))
    spot = sarif.region(clause, place, place + 1)
    if spot is None:
        assert clause.text[place] in " |"  # put there by the reader
        return
    assert (spot["startLine"], spot["startColumn"] + 1) == (spot["endLine"], spot["endColumn"])
    there = lines[spot["startLine"] - 1][spot["startColumn"] - 1]
    assert clause.text[place] == (" " if there.isspace() or clause.text[place] == " " else there)
