import copy
import json

import jsonschema
import pytest

from prestatielint import model
from prestatielint.model import Run
from prestatielint.report import FORMATS, jsonreport


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(jsonreport.schema())


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(jsonreport.schema())


def test_the_enums_of_the_schema_are_those_of_the_model() -> None:
    defs = jsonreport.schema()["$defs"]
    assert defs["theme"]["enum"] == [theme.value for theme in model.Theme]
    assert defs["label"]["enum"] == [label.value for label in model.Label]
    assert defs["finding"]["properties"]["severity"]["enum"] == [severity.value for severity in model.Severity]
    assert defs["party"]["properties"]["role"]["enum"] == [role.value for role in model.Role]
    assert defs["clause"]["properties"]["kind"]["enum"] == [kind.value for kind in model.Kind]
    assert defs["clause"]["properties"]["niveau"]["enum"] == [*(niveau.value for niveau in model.Niveau), None]


@pytest.mark.parametrize("write", [jsonreport.write, jsonreport.extract])
def test_the_report_fits_the_schema(hostile: Run, write: object) -> None:
    assert callable(write)
    validator().validate(json.loads(write(hostile)))


def test_every_object_of_the_report_is_closed(agreement: Run) -> None:
    report = json.loads(jsonreport.write(agreement))
    document = report["documents"][0]
    places = [
        lambda r: r,
        lambda r: r["tool"],
        lambda r: r["tool"]["pipeline"],
        lambda r: r["documents"][0],
        *(lambda r, key=key: r["documents"][0][key][0] for key in ("parties", "clauses", "findings", "proposals")),
        lambda r: r["documents"][0]["notices"][0],
        lambda r: r["documents"][0]["findings"][0]["suggestions"][0],
        lambda r: r["documents"][0]["scores"],
        lambda r: r["documents"][0]["scores"]["aw"],
        lambda r: r["documents"][0]["scores"]["themes"],
    ]
    assert document["findings"][0]["suggestions"]
    for place in places:
        changed = copy.deepcopy(report)
        place(changed)["onbekend"] = None
        assert not validator().is_valid(changed)


def test_a_document_has_all_of_its_judgement_or_nothing(agreement: Run) -> None:
    report = json.loads(jsonreport.write(agreement))
    del report["documents"][0]["scores"]
    assert not validator().is_valid(report)


def test_same_run_same_bytes_without_a_path(agreement: Run) -> None:
    written = FORMATS["json"](agreement)
    assert written == FORMATS["json"](agreement)
    assert agreement.pipeline.path not in written
    assert written.endswith("}\n")


def test_keys_are_in_the_order_of_the_contract(agreement: Run) -> None:
    document = json.loads(jsonreport.write(agreement))["documents"][0]
    assert list(document) == [
        "path",
        "sha256",
        "format",
        "pages",
        "parties",
        "clauses",
        "findings",
        "scores",
        "proposals",
        "matrix",
        "notices",
    ]
    assert list(document["scores"]["aw"])[:3] == ["total", "concreet", "hard"]
    assert list(document["clauses"][0])[-3:] == ["conditions", "location", "score"]


def test_extract_is_the_same_object_without_judgement(agreement: Run) -> None:
    full = json.loads(jsonreport.write(agreement))
    for document in full["documents"]:
        for key in ("findings", "scores", "proposals", "matrix"):
            del document[key]
    assert json.loads(jsonreport.extract(agreement)) == full


def test_offsets_count_characters_of_the_clause(hostile: Run) -> None:
    for document in json.loads(jsonreport.write(hostile))["documents"]:
        clauses = {clause["id"]: clause["text"] for clause in document["clauses"]}
        for finding in document["findings"]:
            if finding["clause"]:
                assert clauses[finding["clause"]][finding["start"] : finding["end"]] == finding["quote"]


def test_theme_parties_and_corrected_only_where_set(agreement: Run) -> None:
    document = json.loads(jsonreport.write(agreement))["documents"][0]
    assert [f["rule"] for f in document["findings"] if "theme" in f] == ["DOC003"]
    assert [f["rule"] for f in document["findings"] if "parties" in f] == ["EEN002"]
    assert [c["id"] for c in document["clauses"] if "corrected" in c] == ["4#r1"]


def test_each_kind_of_place(agreement: Run) -> None:
    document = json.loads(jsonreport.write(agreement))["documents"][0]
    places = {clause["id"]: clause["location"] for clause in document["clauses"]}
    assert places["3.1"]["page"] == 2
    assert places["3.2"] == {"line": 4}
    assert places["4#r1"] == {"part": "body", "paragraph": 12, "table": [0, 1, 0]}


def test_a_notice_of_reader_and_analysis_is_given_once(agreement: Run) -> None:
    document = json.loads(jsonreport.write(agreement))["documents"][0]
    assert [notice["code"] for notice in document["notices"]] == ["pages-not-read"]


def test_missing_scores_are_null(hostile: Run) -> None:
    scores = json.loads(jsonreport.write(hostile))["documents"][1]["scores"]
    assert scores["total"] is None
    assert scores["aw"] == dict.fromkeys(("total", "concreet", "hard", "wederkerig", "tijdshorizon", "aanspreekbaar"))
