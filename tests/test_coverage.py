"""The coverage sheet: everything in the sheet exists, and everything that exists has a line that it answers."""

import json
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest
import yaml

from prestatielint.catalogue import load_catalogue
from prestatielint.catalogue.load import rules_folder
from prestatielint.document_rules import DOCUMENT_CHECKS
from prestatielint.model import Bril, Label, Severity, Theme
from prestatielint.nlp.checks import CLAUSE_CHECKS
from prestatielint.nlp.guards import GUARDS

Entry = dict[str, Any]

CATALOGUE = load_catalogue()
WEIGHTS = CATALOGUE.weights
RULES = {rule.code: rule for rule in CATALOGUE.rules}
# What can cover a line, by the key that names it.
KNOWN = {
    "rules": set(RULES),
    "guards": set(GUARDS),
    "checks": {*CLAUSE_CHECKS, *DOCUMENT_CHECKS},
    "scores": {f"{bril.value}.{part}" for bril, parts in WEIGHTS.parts.items() for part in parts},
}
SHEET: dict[str, list[Entry]] = yaml.safe_load((rules_folder() / "_coverage.yaml").read_text(encoding="utf8"))
ENTRIES = [entry for entries in SHEET.values() for entry in entries]
BY_ID = {entry["id"]: entry for entry in ENTRIES}
FIVE_TESTS = {"concreet", "hard", "wederkerig", "tijdshorizon", "aanspreekbaar"}
FOUR_PAIRS = {Theme.NIEUWBOUW, Theme.BETAALBAARHEID, Theme.DOORSTROMING, Theme.VERDUURZAMING}

each_entry = pytest.mark.parametrize("entry", [pytest.param(entry, id=entry["id"]) for entry in ENTRIES])


def codes(label: Label) -> set[str]:
    return {rule.code for rule in CATALOGUE.rules if rule.label is label}


def ids(origin: str, prefix: str) -> set[str]:
    """What stands behind a prefix in the ids of an origin."""
    return {entry["id"].removeprefix(prefix) for entry in SHEET[origin] if entry["id"].startswith(prefix)}


def test_the_sheet_has_its_five_origins_and_no_id_twice() -> None:
    assert list(SHEET) == ["guide", "aw", "svwn", "van_nimwegen", "assessors"]
    assert all(SHEET.values())
    assert [name for name, count in Counter(entry["id"] for entry in ENTRIES).items() if count > 1] == []


@each_entry
def test_an_entry_is_complete(entry: Entry) -> None:
    assert set(entry) <= {"id", "line", "source", "why_not", *KNOWN}
    assert entry["line"].strip().endswith((".", "?"))
    source = entry["source"]
    assert set(source) <= {"title", "year", "mark"}
    assert source["title"].strip()
    assert isinstance(source.get("year", 0), int)
    assert source["mark"] in {"P", "S", "D"}


@each_entry
def test_an_entry_is_covered_or_says_in_one_sentence_why_not(entry: Entry) -> None:
    targets = [key for key in KNOWN if key in entry]
    assert bool(targets) != ("why_not" in entry), "targets or why_not, not both and not neither"
    for key in targets:
        assert entry[key], f"{key} is empty"
        assert len(entry[key]) == len(set(entry[key])), f"{key} names something twice"
    if not targets:
        sentence = entry["why_not"].strip()
        assert sentence.endswith(".")
        assert ". " not in sentence


@pytest.mark.parametrize("key", KNOWN)
def test_what_the_sheet_names_exists_and_what_exists_is_named(key: str) -> None:
    named = {name for entry in ENTRIES for name in entry.get(key, ())}
    assert named - KNOWN[key] == set(), "named but unknown"
    assert KNOWN[key] - named == set(), "without a line"


@each_entry
def test_a_guard_or_check_belongs_to_a_rule_of_its_entry(entry: Entry) -> None:
    rules = [RULES[code] for code in entry.get("rules", ()) if code in RULES]
    for guard in entry.get("guards", ()):
        assert any(guard in rule.settled_by for rule in rules), guard
    for check in entry.get("checks", ()):
        assert any(check == rule.check for rule in rules), check


@pytest.mark.parametrize("label", Label)
def test_every_label_of_the_guide_names_exactly_its_rules(label: Label) -> None:
    entry = BY_ID[f"label-{label.value}"]
    assert entry in SHEET["guide"]
    assert set(entry["rules"]) == codes(label)


def test_no_line_is_left_of_a_label_or_severity_that_is_gone() -> None:
    assert ids("guide", "label-") == {label.value for label in Label}
    assert ids("guide", "severity-") == {severity.value for severity in Severity}


@pytest.mark.parametrize("severity", Severity)
def test_every_severity_names_exactly_its_rules(severity: Severity) -> None:
    rules = {rule.code for rule in CATALOGUE.rules if rule.severity is severity}
    assert set(BY_ID[f"severity-{severity.value}"]["rules"]) == rules


def test_every_variant_of_a_suggestion_has_its_line() -> None:
    schema = json.loads(files("prestatielint").joinpath("report/schema.json").read_text(encoding="utf8"))
    variants = schema["$defs"]["suggestion"]["properties"]["variant"]["enum"]
    assert {variant.replace("+", "-") for variant in variants} <= ids("guide", "suggestion-")


def test_the_five_tests_of_the_aw_are_all_there() -> None:
    assert set(WEIGHTS.parts[Bril.AW]) == set(WEIGHTS.tests) == FIVE_TESTS
    assert ids("aw", "aw-") >= FIVE_TESTS


@pytest.mark.parametrize("name", sorted(FIVE_TESTS))
def test_a_test_of_the_aw_names_the_rules_that_its_score_counts(name: str) -> None:
    entry = BY_ID[f"aw-{name}"]
    assert entry["scores"] == [f"aw.{name}"]
    counted = {code for label in {*WEIGHTS.tests[name], *WEIGHTS.document.get(name, {})} for code in codes(label)}
    assert counted - set(entry["rules"]) == set()


def test_the_four_pairs_of_van_nimwegen_are_all_there() -> None:
    cited = {theme for theme, effect in CATALOGUE.effects.items() if "Van Nimwegen" in effect.cited}
    assert cited == FOUR_PAIRS
    assert ids("van_nimwegen", "vn-paar-") == {theme.value for theme in FOUR_PAIRS}


@pytest.mark.parametrize("theme", sorted(FOUR_PAIRS))
def test_a_pair_of_van_nimwegen_names_the_rule_that_cites_him(theme: Theme) -> None:
    entry = BY_ID[f"vn-paar-{theme.value}"]
    rules = [rule.code for rule in CATALOGUE.rules if rule.label is Label.ACTIVITEIT and theme in rule.themes]
    assert entry["rules"] == rules
    title = entry["source"]["title"]
    assert all(title in {source.title for source in RULES[code].sources} for code in rules)
