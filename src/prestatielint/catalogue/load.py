"""Find and read the rules: those of the package (or of the repository, in an editable install) and a user's own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from prestatielint.catalogue.schema import Case, Effect, Rule, SchemaError, parse_case, parse_effect, parse_rule
from prestatielint.catalogue.weights import Weights, parse_weights
from prestatielint.errors import CatalogueError
from prestatielint.model import Theme

VERSION = "0.1.0"
_PACKAGED = Path(__file__).parent.parent / "_rules"
_REPOSITORY = Path(__file__).parents[3] / "rules"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The rules in order of code, the effects per theme, the weights of the scores, and a hash over every file that was read.

    ``own`` holds the codes of the rules that a user added.
    """

    version: str
    sha256: str
    rules: tuple[Rule, ...]
    effects: Mapping[Theme, Effect]
    weights: Weights
    own: frozenset[str] = frozenset()

    def __getitem__(self, code: str) -> Rule:
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise KeyError(code)

    def select(self, selected: Iterable[str], ignored: Iterable[str]) -> Catalogue:
        """Keep the rules whose code starts with one of ``selected`` (all when empty) and with none of ``ignored``.

        Raises:
            CatalogueError: a code or prefix that fits no rule.

        """
        chosen, dropped = tuple(selected), tuple(ignored)
        for prefix in (*chosen, *dropped):
            if not any(rule.code.startswith(prefix) for rule in self.rules):
                raise CatalogueError(
                    "regel-onbekend", f"Er is geen regel '{prefix}'. Bekijk de regels met: prestatielint rules list."
                )
        rules = tuple(
            rule
            for rule in self.rules
            if (not chosen or rule.code.startswith(chosen)) and not (dropped and rule.code.startswith(dropped))
        )
        return replace(self, rules=rules)


def rules_folder() -> Path:
    """The folder with the catalogue: inside the installed package, or beside ``src`` in a checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _REPOSITORY


def _fail(path: Path, text: str, line: int, column: int, message: str) -> CatalogueError:
    lines = text.splitlines()
    excerpt = lines[line].strip() if line < len(lines) else ""
    return CatalogueError("regel-fout", f"{path.name}:{line + 1}:{column + 1}: {message}. Daar staat: {excerpt}")


def _read(path: Path, text: str) -> Any:
    try:
        return yaml.load(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise _fail(
            path, text, mark.line if mark else 0, mark.column if mark else 0, f"geen geldige YAML ({error.problem})"
        ) from None


def _place_of(text: str, key: str) -> tuple[int, int]:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if isinstance(node, yaml.MappingNode):
        for name, _ in node.value:
            if name.value == key:
                return name.start_mark.line, name.start_mark.column
    return 0, 0


@cache
def load_catalogue(extra: tuple[Path, ...] = ()) -> Catalogue:
    """Read the catalogue and the rules in the folders ``extra``.

    Raises:
        CatalogueError: a rule file that is wrong, with its file, line and excerpt; a code that is used twice.

    """
    folder = rules_folder()
    digest = hashlib.sha256()
    rules: dict[str, Rule] = {}
    own: set[str] = set()
    for root in (folder, *extra):
        if not root.is_dir():
            raise CatalogueError("regels-ontbreken", f"De map met regels '{root}' bestaat niet.")
        for path in sorted(root.rglob("*.yaml")):
            if path.name.startswith("_"):
                continue
            text = path.read_text(encoding="utf8")
            digest.update(path.stem.encode() + b"\0" + text.encode())
            try:
                rule = parse_rule(_read(path, text))
            except SchemaError as error:
                raise _fail(path, text, *_place_of(text, error.key), str(error)) from None
            if rule.code != path.stem:
                raise _fail(path, text, *_place_of(text, "code"), f"de code {rule.code} hoort in {rule.code}.yaml")
            if rule.code in rules:
                raise _fail(path, text, *_place_of(text, "code"), f"de code {rule.code} bestaat al")
            rules[rule.code] = rule
            if root is not folder:
                own.add(rule.code)
    path = folder / "_effects.yaml"
    text = path.read_text(encoding="utf8")
    digest.update(text.encode())
    table = _read(path, text)
    effects: dict[Theme, Effect] = {}
    shared: dict[str, tuple[Case, ...]] = {}
    for key in ("eerst", "anders", "vangnet", *(key for key in table if key in set(Theme))):
        data = table.pop(key, None)
        try:
            if key in set(Theme):
                effects[Theme(key)] = parse_effect(
                    key, data, shared["eerst"], shared["anders"], next(iter(shared["vangnet"]), None)
                )
            else:
                shared[key] = tuple(
                    parse_case(key, case) for case in (data if isinstance(data, list) else [data]) if case
                )
        except SchemaError as error:
            raise _fail(path, text, *_place_of(text, key), str(error)) from None
    for key in table:
        raise _fail(path, text, *_place_of(text, key), f"onbekende sleutel '{key}'")
    path = folder / "_scores.yaml"
    text = path.read_text(encoding="utf8")
    digest.update(text.encode())
    try:
        weights = parse_weights(_read(path, text))
    except SchemaError as error:
        raise _fail(path, text, *_place_of(text, error.key), str(error)) from None
    return Catalogue(
        VERSION, digest.hexdigest(), tuple(rules[code] for code in sorted(rules)), effects, weights, frozenset(own)
    )
