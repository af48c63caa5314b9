"""What a rule file and the table of effects may hold; unknown keys are errors.

A ``pattern`` rule matches words. A pattern is one line: a plain word matches in any case, ``<streven>`` matches by lemma,
``[een|het]`` one of several words, a ``?`` behind an item makes it optional, ``...`` skips up to six words of the same
sentence. A ``check`` rule calls the function of that name in ``prestatielint.nlp.checks`` or
``prestatielint.document_rules``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from string import Formatter
from typing import Any

from prestatielint.model import Kind, Label, Niveau, Role, Severity, Theme

CODE = re.compile(r"^[A-Z]{3}\d{3}$")
STATUSES = ("preview", "stable", "deprecated")
# What a clause can name; a rule may ask that it does (present) or does not (missing).
SLOTS = ("actors", "beneficiaries", "quantities", "deadlines", "conditions")
VARIANTS = ("effect", "effect+middel", "tegenprestatie", "naar-werkplan")
OBLIGATIONS = ("gelijk", "zwaarder", "lichter")


class SchemaError(ValueError):
    """A value that does not fit; ``key`` is the top-level key at fault."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rationale of a rule comes from; ``mark`` is P (primary), S (secondary) or D (our own proposal)."""

    title: str
    year: int | None
    mark: str


@dataclass(frozen=True, slots=True)
class Example:
    """A clause with its context; the expected place is between « and » (``text`` has them removed).

    With ``whole`` the text is not a clause but a small agreement in Markdown.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    heading: tuple[str, ...] = ()
    lead: str | None = None
    title: str | None = None
    before: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of a ``pattern`` rule, as items of (words or lemmas, by lemma?, optional?, gap?)."""

    id: str
    items: tuple[PatternItem, ...]


@dataclass(frozen=True, slots=True)
class PatternItem:
    """One position of a pattern."""

    values: tuple[str, ...] = ()
    lemma: bool = False
    optional: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue."""

    code: str
    name: str
    label: Label
    severity: Severity
    status: str
    kind: str
    scope: tuple[Kind, ...]
    niveau: tuple[Niveau, ...]
    themes: tuple[Theme, ...]
    patterns: tuple[Pattern, ...]
    settled_by: tuple[str, ...]
    present: tuple[str, ...]
    missing: tuple[str, ...]
    check: str | None
    message: str
    why: str
    fix: str
    sources: tuple[Source, ...]
    wrong: tuple[Example, ...]
    right: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """An effect for the clauses on a narrower subject: those with one of its ``words`` and none of ``unless``.

    With ``role`` the clause must name a party of that role. Either the case has an effect of its own (``promise``,
    ``indicator``, ``unit``), or ``theme`` says under which theme the subject belongs, whatever heading it stands under.
    ``source`` and ``assumption`` are those of the theme unless the case has its own. ``example`` is such a clause.
    """

    words: str
    example: str
    promise: str = ""
    indicator: str = ""
    unit: str = ""
    source: str = ""
    assumption: str = ""
    unless: str = ""
    role: str = ""
    theme: Theme | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect that a theme should promise instead of an activity; section 6 of the annotation guide.

    ``words`` (a regular expression) say which clauses and intentions it fits at all. ``cases`` go before it, ``others``
    after it; ``fallback`` is true for any activity. ``needs`` names, per role that must contribute, the counter-promise
    to propose to it.
    """

    theme: Theme
    words: str
    promise: str
    intention: str
    assumption: str
    indicator: str
    unit: str
    source: str
    question: str
    needs: Mapping[str, str]
    cited: str
    cases: tuple[Case, ...] = ()
    others: tuple[Case, ...] = ()
    fallback: Case | None = None


_RULE_KEYS = {
    "code",
    "name",
    "label",
    "severity",
    "status",
    "kind",
    "scope",
    "niveau",
    "themes",
    "patterns",
    "settled_by",
    "present",
    "missing",
    "check",
    "message",
    "why",
    "fix",
    "sources",
    "wrong",
    "right",
}
_REQUIRED = {
    "code",
    "name",
    "label",
    "severity",
    "status",
    "kind",
    "message",
    "why",
    "fix",
    "sources",
    "wrong",
    "right",
}
_MESSAGE_WORDS = {"evidence", "stap", "party", "niveau", "detail"}
_MARKED = re.compile("[«»]")


def _text(data: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = data.get(key, default)
    if not isinstance(value, str) or not value.strip():
        raise SchemaError(key, f"'{key}' moet tekst zijn")
    return value.strip()


def _choices(data: Mapping[str, Any], key: str, kind: type, default: tuple[Any, ...]) -> tuple[Any, ...]:
    values = data.get(key)
    if values is None:
        return default
    if not isinstance(values, list):
        raise SchemaError(key, f"'{key}' moet een lijst zijn")
    try:
        return tuple(kind(value) for value in values)
    except ValueError as error:
        allowed = ", ".join(member.value for member in kind)  # type: ignore[attr-defined]
        raise SchemaError(key, f"'{key}' kent alleen: {allowed} ({error})") from None


def parse_pattern(line: str) -> Pattern:
    """Read one pattern line; see the module docstring."""
    items = []
    for word in line.split():
        optional = word.endswith("?") and len(word) > 1
        word = word.removesuffix("?") if optional else word
        if word[:1] in "[<" and word[-1:] != {"[": "]", "<": ">"}[word[0]]:
            raise SchemaError(
                "patterns", f"patroon '{line}': '{word}' wordt niet gesloten (binnen haken staan geen spaties)"
            )
        if word == "...":
            items.append(PatternItem(gap=True))
        elif word.startswith("<") and word.endswith(">"):
            items.append(PatternItem(tuple(word[1:-1].split("|")), lemma=True, optional=optional))
        elif word.startswith("[") and word.endswith("]"):
            items.append(PatternItem(tuple(word[1:-1].lower().split("|")), optional=optional))
        else:
            items.append(PatternItem((word.lower(),), optional=optional))
    if not items or all(item.optional or item.gap for item in items):
        raise SchemaError("patterns", f"patroon '{line}' heeft geen verplicht woord")
    return Pattern(line, tuple(items))


def parse_example(value: Any, key: str) -> Example:
    """Read an example.

    It is a text; or a mapping with text and heading, lead, title, before (clauses that stand before it); or a mapping
    with only document, a small agreement in Markdown.
    """
    data = {"text": value} if isinstance(value, str) else value
    if not isinstance(data, dict) or not (
        set(data) == {"document"} or set(data) <= {"text", "heading", "lead", "title", "before"}
    ):
        raise SchemaError(
            key, f"een voorbeeld in '{key}' is tekst, of heeft alleen text, heading, lead, title, before, of document"
        )
    marked = _text(data, "document" if "document" in data else "text")
    spans, start = [], 0
    for seen, match in enumerate(_MARKED.finditer(marked)):
        position = match.start() - seen
        if match.group() == "«":
            start = position
        else:
            spans.append((start, position))
    heading = data.get("heading") or ()
    before = data.get("before") or ()
    return Example(
        text=_MARKED.sub("", marked),
        spans=tuple(spans),
        heading=(heading,) if isinstance(heading, str) else tuple(heading),
        lead=data.get("lead"),
        title=data.get("title"),
        before=(before,) if isinstance(before, str) else tuple(before),
        whole="document" in data,
    )


def parse_rule(data: Any) -> Rule:
    """Check one rule and build it.

    Raises:
        SchemaError: an unknown or missing key, or a value that does not fit.

    """
    if not isinstance(data, dict):
        raise SchemaError("", "een regelbestand bevat sleutels met waarden")
    for key in data:
        if key not in _RULE_KEYS:
            raise SchemaError(str(key), f"onbekende sleutel '{key}'; toegestaan: {', '.join(sorted(_RULE_KEYS))}")
    for key in sorted(_REQUIRED):
        if key not in data:
            raise SchemaError("code", f"sleutel '{key}' ontbreekt")
    code = _text(data, "code")
    if not CODE.match(code):
        raise SchemaError("code", f"'{code}' is geen code van drie hoofdletters en drie cijfers")
    kind = _text(data, "kind")
    if kind not in ("pattern", "check"):
        raise SchemaError("kind", "'kind' is pattern of check")
    if (kind == "pattern") != bool(data.get("patterns")):
        raise SchemaError(
            "patterns" if "patterns" in data else "kind",
            "een regel van kind pattern heeft patterns, een regel van kind check niet",
        )
    if (kind == "check") != bool(data.get("check")):
        raise SchemaError(
            "check" if "check" in data else "kind",
            "een regel van kind check heeft check, een regel van kind pattern niet",
        )
    status = _text(data, "status")
    if status not in STATUSES:
        raise SchemaError("status", f"'status' is {', '.join(STATUSES)}")
    try:
        label = Label(_text(data, "label"))
    except ValueError:
        raise SchemaError("label", f"'{data['label']}' is geen label; toegestaan: {', '.join(Label)}") from None
    try:
        severity = Severity(_text(data, "severity"))
    except ValueError:
        raise SchemaError("severity", f"'severity' is {', '.join(Severity)}") from None
    sources = []
    for source in data["sources"] if isinstance(data["sources"], list) else [None]:
        if (
            not isinstance(source, dict)
            or set(source) - {"title", "year", "mark"}
            or "title" not in source
            or source.get("mark") not in ("P", "S", "D")
        ):
            raise SchemaError("sources", "een bron heeft title, mark (P, S of D) en eventueel year")
        sources.append(Source(str(source["title"]), source.get("year"), source["mark"]))
    examples: dict[str, tuple[Example, ...]] = {}
    for key in ("wrong", "right"):
        if not isinstance(data[key], list) or not data[key]:
            raise SchemaError(key, f"'{key}' is een lijst met ten minste één voorbeeld")
        examples[key] = tuple(parse_example(value, key) for value in data[key])
    try:
        unknown = {
            name for _, name, _, _ in Formatter().parse(_text(data, "message")) if name is not None
        } - _MESSAGE_WORDS
    except ValueError as error:
        raise SchemaError("message", f"de haken in 'message' kloppen niet ({error})") from None
    if unknown:
        raise SchemaError(
            "message", f"'message' kent {{{min(unknown)}}} niet; toegestaan: {', '.join(sorted(_MESSAGE_WORDS))}"
        )
    for key in ("present", "missing"):
        slots = data.get(key) or []
        if not isinstance(slots, list) or set(slots) - set(SLOTS):
            raise SchemaError(key, f"'{key}' is een lijst met een of meer van: {', '.join(SLOTS)}")
    settled = data.get("settled_by") or []
    if not isinstance(settled, list):
        raise SchemaError("settled_by", "'settled_by' moet een lijst zijn")
    return Rule(
        code=code,
        name=_text(data, "name"),
        label=label,
        severity=severity,
        status=status,
        kind=kind,
        scope=_choices(data, "scope", Kind, (Kind.AFSPRAAK,)),
        niveau=_choices(data, "niveau", Niveau, tuple(Niveau)),
        themes=_choices(data, "themes", Theme, tuple(Theme)),
        patterns=tuple(parse_pattern(str(line)) for line in data.get("patterns") or ()),
        settled_by=tuple(map(str, settled)),
        present=tuple(data.get("present") or ()),
        missing=tuple(data.get("missing") or ()),
        check=data.get("check"),
        message=_text(data, "message"),
        why=_text(data, "why"),
        fix=_text(data, "fix"),
        sources=tuple(sources),
        wrong=examples["wrong"],
        right=examples["right"],
    )


def parse_case(theme: str, data: Any) -> Case:
    """Check one case of the table of effects and build it; ``theme`` is the entry that it stands in, for the message."""
    names = {field.name for field in fields(Case)}
    if not isinstance(data, dict) or set(data) - names or not {"words", "example"} <= set(data):
        raise SchemaError(
            theme, f"een geval onder '{theme}' heeft words en example, en verder {', '.join(sorted(names))}"
        )
    own = {"promise", "indicator", "unit"} & set(data)
    if ("theme" in data and (own or "assumption" in data)) or ("theme" not in data and len(own) < 3):
        raise SchemaError(theme, f"een geval onder '{theme}' heeft promise, indicator en unit, of alleen theme")
    values: dict[str, Any] = {name: _text(data, name) for name in data if name != "theme"}
    try:
        for key in ("words", "unless"):
            re.compile(values.get(key, ""))
        if "theme" in data:
            values["theme"] = Theme(data["theme"])
        if "role" in data:
            Role(data["role"])
    except (re.error, ValueError) as error:
        raise SchemaError(theme, f"een geval onder '{theme}' klopt niet ({error})") from None
    return Case(**values)


def parse_effect(
    theme: str, data: Any, first: tuple[Case, ...] = (), others: tuple[Case, ...] = (), fallback: Case | None = None
) -> Effect:
    """Check one entry of the table of effects and build it; ``first``, ``others`` and ``fallback`` are those of all themes."""
    names = {field.name for field in fields(Effect)} - {"theme", "cases", "others", "fallback"}
    if not isinstance(data, dict) or set(data) - {"cases"} != names:
        raise SchemaError(theme, f"thema '{theme}' heeft precies de sleutels {', '.join(sorted(names))}")
    # A case that leads to this very theme would lead nowhere.
    own = (*first, *(parse_case(theme, case) for case in data.get("cases") or ()))
    return Effect(
        cases=tuple(case for case in own if case.theme != theme),
        others=tuple(case for case in others if case.theme != theme),
        fallback=fallback,
        theme=Theme(theme),
        needs=dict(data["needs"] or {}),
        **{name: _text(data, name) for name in names - {"needs"}},
    )
