"""Settings from ``prestatielint.toml`` (or ``[tool.prestatielint]``) and the command line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from prestatielint.errors import ConfigError
from prestatielint.model import Bril, Kind, Niveau, Party, Role, Theme

_FILES = ("prestatielint.toml", "pyproject.toml")
_KEYS = ("select", "ignore", "rules", "pipeline", "fail-on", "bril", "partij", "clausule")
_CLAUSE_KEYS: Mapping[str, type[Kind] | type[Niveau] | type[Theme]] = {"kind": Kind, "niveau": Niveau, "theme": Theme}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set; ``clauses`` maps a clause number or id to corrected fields."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    pipeline: str = "auto"
    fail_on: str = "hoog"
    bril: Bril = Bril.ALLES
    parties: tuple[Party, ...] = ()
    clauses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def find_config(document: Path) -> Path | None:
    """The nearest config file upward from a document."""
    start = document.resolve()
    for folder in (start, *start.parents) if start.is_dir() else start.parents:
        for name in _FILES:
            path = folder / name
            if path.is_file() and (
                name != "pyproject.toml" or "[tool.prestatielint" in path.read_text(encoding="utf8", errors="replace")
            ):
                return path
    return None


def _unknown(path: Path, key: str, known: tuple[str, ...]) -> ConfigError:
    close = get_close_matches(key, known, 1)
    hint = f" Bedoel je '{close[0]}'?" if close else f" Bekend zijn: {', '.join(known)}."
    return ConfigError("config-sleutel", f"{path.name}: onbekende sleutel '{key}'.{hint}")


def _texts(path: Path, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError("config-waarde", f"{path.name}: '{key}' moet een lijst van teksten zijn.")
    return tuple(value)


def _tables(path: Path, value: Any, key: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise ConfigError("config-waarde", f"{path.name}: schrijf elke {key} als [[{key}]] met daaronder de gegevens.")
    return value


def load_settings(path: Path | None) -> Settings:
    """Read the settings in a file, or the defaults when there is none.

    Raises:
        ConfigError: the file is not TOML, a key is unknown, or a value does not fit.

    """
    if path is None:
        return Settings()
    try:
        data: Any = tomllib.loads(path.read_text(encoding="utf8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError("config-fout", f"{path.name} is niet te lezen: {error}.") from None
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("prestatielint", {})
    for key in data:
        if key not in _KEYS:
            raise _unknown(path, key, _KEYS)
    fail_on = data.get("fail-on", "hoog")
    if fail_on not in ("hoog", "middel", "laag", "nooit"):
        raise ConfigError("config-waarde", f"{path.name}: 'fail-on' is hoog, middel, laag of nooit.")
    try:
        bril = Bril(data.get("bril", Bril.ALLES))
    except ValueError:
        raise ConfigError("config-waarde", f"{path.name}: 'bril' is {', '.join(Bril)}.") from None
    parties = []
    for entry in _tables(path, data.get("partij", []), "partij"):
        unknown = set(entry) - {"naam", "rol", "ook"}
        if unknown:
            raise _unknown(path, sorted(unknown)[0], ("naam", "rol", "ook"))
        try:
            if not isinstance(entry["naam"], str):
                raise ValueError
            parties.append(Party(entry["naam"], Role(entry["rol"]), _texts(path, entry, "ook")))
        except (KeyError, ValueError):
            raise ConfigError(
                "config-waarde", f"{path.name}: een partij heeft 'naam' en 'rol' ({', '.join(Role)})."
            ) from None
    clauses: dict[str, dict[str, str]] = {}
    corrections = data.get("clausule", {})
    if not isinstance(corrections, dict):
        raise ConfigError(
            "config-waarde", f'{path.name}: schrijf een correctie als [clausule."3.2"] met daaronder niveau = "effect".'
        )
    for number, fixes in corrections.items():
        if not isinstance(fixes, dict):
            raise ConfigError(
                "config-waarde",
                f'{path.name}: schrijf een correctie als [clausule."{number}"] met daaronder niveau = "effect".',
            )
        for key, value in fixes.items():
            kind = _CLAUSE_KEYS.get(key)
            if kind is None:
                raise _unknown(path, key, tuple(_CLAUSE_KEYS))
            try:
                clauses.setdefault(number, {})[key] = kind(value).value
            except ValueError:
                raise ConfigError(
                    "config-waarde",
                    f"{path.name}: clausule {number}: '{value}' past niet bij '{key}' ({', '.join(kind)}).",
                ) from None
    return Settings(
        select=_texts(path, data, "select"),
        ignore=_texts(path, data, "ignore"),
        rules=tuple(path.parent / folder for folder in _texts(path, data, "rules")),
        pipeline=str(data.get("pipeline", "auto")),
        fail_on=fail_on,
        bril=bril,
        parties=tuple(parties),
        clauses=clauses,
    )
