"""Settings from ``prestatielint.toml`` (or ``[tool.prestatielint]``) and the command line."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from prestatielint.errors import ConfigError
from prestatielint.model import Bril, Clause, Kind, Niveau, Party, Role, Theme

_FILES = ("prestatielint.toml", "pyproject.toml")
KEYS = (
    "select",
    "ignore",
    "per-file-ignores",
    "rules",
    "pipeline",
    "fail-on",
    "bril",
    "revisions",
    "partij",
    "suppress",
    "correct",
    "clausule",
)
_FAIL_ON = ("hoog", "middel", "laag", "nooit")
_JUDGEMENTS: Mapping[str, type[StrEnum]] = {"kind": Kind, "niveau": Niveau, "theme": Theme}


@dataclass(frozen=True, slots=True)
class Suppression:
    """Findings that a user accepts, and why.

    ``document`` is a pattern for its name, ``clause`` a number or id (None: anywhere in the document), ``rules`` holds
    codes or their beginnings.
    """

    document: str
    clause: str | None
    rules: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a user says a clause is: ``fields`` holds kind, niveau or theme, ``actors`` the parties that act in it."""

    document: str
    clause: str
    fields: Mapping[str, str] = field(default_factory=dict)
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set; ``per_file_ignores`` maps a pattern for a document's name to codes or their beginnings."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    pipeline: str = "auto"
    fail_on: str = "hoog"
    bril: Bril = Bril.ALLES
    revisions: str = "final"
    parties: tuple[Party, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()
    corrections: tuple[Correction, ...] = ()


def fits_document(pattern: str, path: str) -> bool:
    """Whether a pattern ("*-2026.docx") fits a document: its path in the report or its bare name, case aside."""
    wanted = folded(pattern).replace("\\", "/")
    return any(name == wanted or fnmatchcase(name, wanted) for name in (folded(path), folded(PurePosixPath(path).name)))


def folded(text: str) -> str:
    """A name to compare with another: without case, and with accents written in one way."""
    return unicodedata.normalize("NFC", text).casefold()


def fits_clause(wanted: str, clause: Clause) -> bool:
    """Whether a clause has this number or id; the dot that may end a number does not count."""
    number = wanted.strip().rstrip(".)")
    return wanted == clause.id or (clause.number is not None and number == clause.number.rstrip(".)"))


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


def hint(word: str, known: tuple[str, ...]) -> str:
    """Ask whether a word that is not known was meant as one that is; else say which are."""
    close = get_close_matches(word, known, 1) or get_close_matches(word.lower(), known, 1)
    return f"Bedoelt u '{close[0]}'?" if close else f"Bekend zijn: {', '.join(known)}."


_TYPES = {
    bool: "true of false",
    int: "een getal",
    float: "een getal",
    list: "een lijst",
    dict: "een tabel",
    str: "tekst",
}


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the file; every error names the file and the key."""

    file: str
    name: str
    data: Mapping[str, Any]

    def fail(self, code: str, message: str) -> ConfigError:
        return ConfigError(f"config-{code}", f"{self.file}: {f'{self.name}: ' if self.name else ''}{message}")

    def only(self, *known: str) -> None:
        for key in self.data:
            if key not in known:
                raise self.fail("sleutel", f"onbekende sleutel '{key}'. {hint(key, known)}")

    def wrong(self, key: str, wanted: str) -> ConfigError:
        value = self.data[key]
        found = _TYPES.get(type(value), "iets anders")
        number = isinstance(value, int | float) and not isinstance(value, bool) and wanted == "tekst"
        quotes = f' Zet het tussen aanhalingstekens: {key} = "{value}".' if number else ""
        return self.fail("waarde", f"'{key}' moet {wanted} zijn, er staat {found}.{quotes}")

    def text(self, key: str) -> str | None:
        if key not in self.data:
            return None
        value = self.data[key]
        if not isinstance(value, str):
            raise self.wrong(key, "tekst")
        if not value.strip():
            raise self.fail("waarde", f"'{key}' is leeg.")
        return value.strip()

    def needed(self, key: str, why: str) -> str:
        value = self.text(key)
        if value is None:
            raise self.fail("waarde", f"'{key}' ontbreekt. {why}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, "een lijst van teksten")
        if not all(item.strip() for item in value):  # every code begins with nothing: ignore = [""] would hide all
            raise self.fail("waarde", f"'{key}' bevat een lege tekst.")
        return tuple(item.strip() for item in value)

    def choice(self, key: str, known: tuple[str, ...]) -> str | None:
        value = self.text(key)
        if value is not None and value not in known:
            close = get_close_matches(value, known, 1)
            meant = f" Bedoelt u '{close[0]}'?" if close else ""
            raise self.fail("waarde", f"'{key}' is {_listed(known)}, niet '{value}'.{meant}")
        return value

    def tables(self, key: str) -> list[_Table]:
        """Give the entries of ``[[key]]``."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.fail("waarde", f"schrijf elke {key} als [[{key}]] met daaronder de gegevens.")
        return [_Table(self.file, f"[[{key}]] nummer {place}", entry) for place, entry in enumerate(value, start=1)]

    def table(self, key: str, example: str) -> _Table:
        """Give the table ``[key]``; an empty one where there is none."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            raise self.fail("waarde", f"'{key}' moet een tabel zijn, er staat {_TYPES.get(type(value))}. {example}")
        return _Table(self.file, key, value)


def _listed(words: tuple[str, ...]) -> str:
    return " of ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def load_settings(path: Path | None) -> Settings:
    """Read the settings in a file, or the defaults when there is none.

    Raises:
        ConfigError: the file is not TOML, a key is unknown, or a value does not fit; the message names file and key.

    """
    if path is None:
        return Settings()
    try:
        data: Any = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"regel {place[1]}, teken {place[2]}" if place else "het einde"
        raise ConfigError("config-fout", f"{path.name}: {where} is geen geldige TOML.") from None
    except OSError as error:
        raise ConfigError("config-fout", f"{path.name} is niet te lezen: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ConfigError("config-fout", f"{path.name} is niet te lezen: bewaar het bestand als UTF-8.") from None
    root = _Table(path.name, "", data)
    if path.name == "pyproject.toml":
        root = _Table(path.name, "", root.table("tool", "").table("prestatielint", "").data)
    root.only(*KEYS)
    ignores = root.table("per-file-ignores", 'Schrijf [per-file-ignores] met daaronder "concept-*.docx" = ["DOC"].')
    return Settings(
        select=root.texts("select"),
        ignore=root.texts("ignore"),
        rules=tuple(path.parent / folder for folder in root.texts("rules")),
        pipeline=root.text("pipeline") or "auto",
        fail_on=root.choice("fail-on", _FAIL_ON) or "hoog",
        bril=Bril(root.choice("bril", tuple(Bril)) or Bril.ALLES),
        revisions=root.choice("revisions", ("final", "original")) or "final",
        parties=tuple(_party(entry) for entry in root.tables("partij")),
        per_file_ignores={pattern: ignores.texts(pattern) for pattern in ignores.data},
        suppressions=tuple(_suppression(entry) for entry in root.tables("suppress")),
        corrections=(*(_correction(entry) for entry in root.tables("correct")), *_short_corrections(root)),
    )


def _party(entry: _Table) -> Party:
    entry.only("naam", "rol", "ook")
    name = entry.needed("naam", "Een partij heeft 'naam' en 'rol'.")
    role = entry.choice("rol", tuple(Role)) or entry.needed("rol", f"Kies uit {', '.join(Role)}.")
    return Party(name, Role(role), entry.texts("ook"))


_DOCUMENT_NEEDED = 'Noem het bestand of een patroon: document = "afspraken-2026.docx" of "*.docx".'


def _suppression(entry: _Table) -> Suppression:
    entry.only("document", "clause", "rules", "reason")
    document = entry.needed("document", _DOCUMENT_NEEDED)
    rules = entry.texts("rules")
    if not rules:
        raise entry.fail("waarde", "'rules' ontbreekt. Noem de regels die niet gelden: rules = [\"VAG003\"].")
    reason = entry.needed("reason", "Schrijf waarom deze bevinding hier niet telt; zonder reden kan het niet.")
    return Suppression(document, entry.text("clause"), rules, reason)


def _correction(entry: _Table) -> Correction:
    entry.only("document", "clause", *_JUDGEMENTS, "actors")
    document = entry.needed("document", _DOCUMENT_NEEDED)
    clause = entry.needed("clause", 'Noem de clausule: clause = "3.2".')
    return _corrected(entry, document, clause)


def _short_corrections(root: _Table) -> list[Correction]:
    """Read ``[clausule."3.2"]``: a correction for every document."""
    example = 'Schrijf [clausule."3.2"] met daaronder niveau = "effect".'
    clauses = root.table("clausule", example)
    found = []
    for number in clauses.data:
        fixes = clauses.table(number, example)
        entry = _Table(root.file, f'[clausule."{number}"]', fixes.data)
        entry.only(*_JUDGEMENTS, "actors")
        found.append(_corrected(entry, "*", number))
    return found


def _corrected(entry: _Table, document: str, clause: str) -> Correction:
    fields = {key: str(entry.choice(key, tuple(kind))) for key, kind in _JUDGEMENTS.items() if key in entry.data}
    actors = entry.texts("actors")
    if not fields and not actors:
        raise entry.fail("waarde", "zet erbij wat u verbetert: kind, niveau, theme of actors.")
    if "niveau" in fields and fields.get("kind", Kind.AFSPRAAK) != Kind.AFSPRAAK:
        raise entry.fail("waarde", "alleen een afspraak heeft een 'niveau'; haal 'niveau' of 'kind' weg.")
    return Correction(document, clause, fields, actors)
