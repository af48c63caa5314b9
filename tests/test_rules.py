"""The catalogue: every rule keeps the promises of its own examples, and a mistake in a rule file is shown where it is."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from prestatielint import cli
from prestatielint import linter as linter_module
from prestatielint.catalogue import Example, Rule, docs, load_catalogue, schema
from prestatielint.catalogue.load import rules_folder
from prestatielint.errors import CatalogueError
from prestatielint.linter import Linter
from prestatielint.model import Label, Severity, Theme
from prestatielint.testing import problems_of

CATALOGUE = load_catalogue()
CLAUSE_RULES = [rule for rule in CATALOGUE.rules if not rule.label.startswith("document-")]
VAN_NIMWEGEN = (Theme.NIEUWBOUW, Theme.BETAALBAARHEID, Theme.DOORSTROMING, Theme.VERDUURZAMING)
FACTS = ("document-wederkerigheid", "document-omvang", "document-thema", "document-nulmeting")
EXAMPLES = [
    pytest.param(rule, example, wrong, id=f"{rule.code}-{'fout' if wrong else 'goed'}-{number}")
    for rule in CLAUSE_RULES
    for wrong, examples in ((True, rule.wrong), (False, rule.right))
    # The first two of each keep the suite quick; `prestatielint rules test` runs them all, and so does .ci/run.
    for number, example in enumerate(examples[:2], start=1)
]
RULE = """\
code: ZZZ001
name: eigen-regel
label: vaag-termijn
severity: laag
status: preview
kind: pattern
patterns:
  - ooit
message: >-
  '{evidence}' noemt geen tijd.
why: Zonder tijd is de afspraak niet te volgen.
fix: Noem een datum.
sources:
  - title: Eigen regel
    mark: D
wrong:
  - De Vliet bouwt «ooit» 40 woningen.
right:
  - De Vliet bouwt in 2026 40 woningen.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "eigen").mkdir()
    return tmp_path / "eigen"


def broken(folder: Path, text: str, name: str = "ZZZ001.yaml") -> str:
    """What a user is told about a rule file."""
    (folder / name).write_text(text, encoding="utf8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue((folder,))
    message = caught.value.message
    assert "\n" not in message
    assert str(folder) not in message
    return message


@pytest.mark.parametrize(("rule", "example", "wrong"), EXAMPLES)
def test_example(linter: Linter, rule: Rule, example: Example, wrong: bool) -> None:
    assert problems_of(linter, rule, example, wrong=wrong) is None


def test_there_are_rules_for_every_label() -> None:
    assert len(CATALOGUE.rules) >= 25
    assert {rule.label for rule in CATALOGUE.rules} == set(Label)


@pytest.mark.parametrize("rule", CATALOGUE.rules, ids=lambda rule: rule.code)
def test_a_rule_is_complete(rule: Rule) -> None:
    if not rule.label.startswith("document-"):
        assert rule.wrong
        assert rule.right
        assert all(example.spans for example in rule.wrong), "a wrong example marks the expected words"
    assert rule.sources
    assert rule.message.rstrip(".") != rule.fix.rstrip(".")
    assert (rule.severity is Severity.INFO) == (rule.label.value in FACTS)


def test_a_rule_stands_in_the_file_of_its_code() -> None:
    files = sorted(path.stem for path in rules_folder().rglob("*.yaml") if not path.name.startswith("_"))
    assert files == [rule.code for rule in CATALOGUE.rules]
    families = {path.parent.name: path.stem[:3] for path in rules_folder().rglob("*/*.yaml")}
    assert len(set(families.values())) == len(families), "one folder per family"


def test_every_theme_has_an_effect_with_a_counter_promise_of_each_role() -> None:
    assert set(CATALOGUE.effects) == set(Theme)
    for effect in CATALOGUE.effects.values():
        assert set(effect.needs) == {"gemeente", "corporatie", "huurdersorganisatie"}, effect.theme
        texts = (effect.promise, effect.intention, *effect.needs.values())
        assert not any(char.isdigit() for text in texts for char in text), effect.theme


def test_every_theme_has_its_own_activity_rule() -> None:
    themes = [theme for rule in CATALOGUE.rules if rule.label is Label.ACTIVITEIT for theme in rule.themes]
    assert sorted(themes) == sorted(Theme)


@pytest.mark.parametrize("theme", VAN_NIMWEGEN)
def test_the_four_pairs_of_van_nimwegen_cite_him(theme: Theme) -> None:
    rules = [rule for rule in CATALOGUE.rules if rule.label is Label.ACTIVITEIT and theme in rule.themes]
    assert rules
    assert all(any("Van Nimwegen" in source.title for source in rule.sources) for rule in rules)
    assert "Van Nimwegen" in CATALOGUE.effects[theme].cited


def test_own_rules_come_on_top(folder: Path) -> None:
    (folder / "ZZZ001.yaml").write_text(RULE, encoding="utf8")
    extended = load_catalogue((folder,))
    assert extended["ZZZ001"].wrong[0].spans == ((15, 19),)
    assert len(extended.rules) == len(CATALOGUE.rules) + 1
    assert extended.sha256 != CATALOGUE.sha256


def test_an_unknown_key_is_shown_with_file_line_and_words(folder: Path) -> None:
    message = broken(folder, RULE.replace("severity: laag", "severity: laag\nzwaarte: hoog"))
    assert message.startswith("ZZZ001.yaml:5:1: ")
    assert "onbekende sleutel 'zwaarte'" in message
    assert message.endswith("zwaarte: hoog")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("code: ZZZ001", "code: zz1", 1, "zz1"),
        ("label: vaag-termijn", "label: vaag", 3, "vaag-termijn"),
        ("severity: laag", "severity: zwaar", 4, "hoog"),
        ("status: preview", "status: concept", 5, "stable"),
        ("kind: pattern", "kind: check", 7, "check"),
        ("  - ooit", "  - '[ooit|later ergens'", 7, "gesloten"),
        ("  - ooit", "  - <ooit", 7, "gesloten"),
        ("  - ooit", "  - '... ooit?'", 7, "verplicht"),
        ("    mark: D", "    mark: X", 13, "mark"),
        ("name: eigen-regel", "name: [eigen", 3, "YAML"),
        ("right:\n  - De Vliet bouwt in 2026 40 woningen.", "right: []", 18, "voorbeeld"),
    ],
)
def test_a_wrong_value_is_shown_with_its_line(folder: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in RULE
    message = broken(folder, RULE.replace(old, new, 1))
    assert message.startswith(f"ZZZ001.yaml:{line}:")
    assert words in message


def test_a_missing_key_is_named(folder: Path) -> None:
    assert "'why' ontbreekt" in broken(folder, "".join(line for line in RULE.splitlines(True) if "why:" not in line))


def test_a_code_cannot_be_used_twice(folder: Path) -> None:
    message = broken(folder, RULE.replace("ZZZ001", "VAG002"), "VAG002.yaml")
    assert message.startswith("VAG002.yaml:1:")
    assert "VAG002 bestaat al" in message


def test_a_code_must_be_that_of_the_file(folder: Path) -> None:
    assert "hoort in ZZZ001.yaml" in broken(folder, RULE, "ZZZ002.yaml")


def test_an_unknown_check_or_guard_is_refused_before_anything_is_linted(folder: Path, linter: Linter) -> None:
    for number, text in enumerate(
        (
            RULE.replace("kind: pattern\npatterns:\n  - ooit", "kind: check\ncheck: bestaat-niet"),
            RULE.replace("message:", "settled_by: [bestaat-niet]\nmessage:"),
        )
    ):
        own = folder / str(number)
        own.mkdir()
        (own / "ZZZ001.yaml").write_text(text, encoding="utf8")
        with pytest.raises(CatalogueError, match="ZZZ001"):
            Linter(load_catalogue((own,)), linter.settings, linter.nlp, linter.info)


def test_selecting_takes_a_family_or_a_code() -> None:
    chosen = CATALOGUE.select(("VAG", "ACT001"), ("VAG002",))
    assert {rule.code[:3] for rule in chosen.rules} == {"VAG", "ACT"}
    assert [rule.code for rule in chosen.rules if rule.code[:3] == "ACT"] == ["ACT001"]
    assert "VAG002" not in {rule.code for rule in chosen.rules}
    with pytest.raises(CatalogueError, match="XYZ"):
        CATALOGUE.select(("XYZ",), ())


# ----------------------------------------------------------------------------- rules/README.md

README = rules_folder() / "README.md"


def run(command: str, own: Path) -> Result:
    """Run a command as the README has it, on the built-in pipeline and with the whole path of the folder with own rules."""
    program, *arguments = shlex.split(command)
    assert program == "prestatielint"
    # The catalogue is kept in memory by the name of the folder, which is the same in every test.
    arguments = [str(own) if argument == own.name else argument for argument in arguments]
    return CliRunner().invoke(cli.app, [*arguments, "--pipeline", "ingebouwd"])


@pytest.fixture
def worked(linter: Linter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The rule and the agreement of the worked example, as a reader copies them from the README; gives the rule file."""
    monkeypatch.setattr(linter_module, "load_pipeline", lambda info: linter.nlp)
    monkeypatch.chdir(tmp_path)
    text = README.read_text(encoding="utf8")
    (tmp_path / "mijn-regels").mkdir()
    rule = tmp_path / "mijn-regels" / "VAG900.yaml"
    for path, kind in ((rule, "yaml"), (tmp_path / "afspraken.md", "markdown")):
        block = re.search(rf"^`{{3}}{kind}\n(.*?)^`{{3}}", text, re.DOTALL | re.MULTILINE)
        assert block, kind
        path.write_text(block[1], encoding="utf8")
    return rule


def test_the_readme_is_what_the_catalogue_makes_of_it() -> None:
    same = README.read_text(encoding="utf8") == docs.readme(CATALOGUE)
    assert same, "run: python -m prestatielint.catalogue.docs > rules/README.md"


def test_the_readme_explains_every_key_and_every_guard() -> None:
    assert set(docs._KEYS) == schema._RULE_KEYS
    assert {key for key, (required, _) in docs._KEYS.items() if required} == schema._REQUIRED
    assert {name for rule in CATALOGUE.rules for name in rule.settled_by} <= set(docs._GUARDS)


def test_every_link_of_the_readme_leads_somewhere() -> None:
    text = README.read_text(encoding="utf8")
    heads = {re.sub(r"\s", "-", head.lower()) for head in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert target[1:] in heads if target.startswith("#") else (README.parent / target).is_file(), target


def test_the_worked_example_gives_what_the_readme_shows(worked: Path) -> None:
    shown = re.findall(r"^`{3}console\n\$ (.+)\n((?s:.*?))^`{3}", README.read_text(encoding="utf8"), re.MULTILINE)
    assert [command.split()[1] for command, _ in shown] == ["rules", "check"]
    for command, output in shown:
        result = run(command, worked.parent)
        assert result.exit_code == (0 if "rules test" in command else 1), result.output
        lines = [line.removesuffix("…").rstrip() for line in output.splitlines()]
        assert [line for line in lines if line not in result.output] == []


@pytest.mark.parametrize(
    ("old", "new", "status", "words"),
    [
        ("[in|naar] de geest van", "[in|naar] de letter van", 1, "geeft niets van deze regel"),
        ("[in|naar] de geest van", "geest", 1, "vuurt op 'geest' en niet op de gemarkeerde plaats"),
        ("settled_by: [aim]", "settled_by: []", 1, "geeft toch VAG900 op 'in de geest van'"),
        ("label:", "zwaarte: hoog\nlabel:", 2, "Fout: VAG900.yaml:3:1: onbekende sleutel"),
    ],
)
def test_a_mistake_in_the_worked_example_reads_as_the_readme_says(
    worked: Path, old: str, new: str, status: int, words: str
) -> None:
    assert words in README.read_text(encoding="utf8")
    text = worked.read_text(encoding="utf8")
    assert old in text
    worked.write_text(text.replace(old, new), encoding="utf8")
    result = run("prestatielint rules test --rules mijn-regels --select VAG900", worked.parent)
    assert result.exit_code == status
    assert words in result.output
