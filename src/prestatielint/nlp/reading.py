"""A clause as the rules see it, and what the rest of its document settles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc

from prestatielint.model import Clause, Kind, Niveau, Party, Role, Theme
from prestatielint.nlp.parties import Mention
from prestatielint.nlp.predicates import Predicate
from prestatielint.nlp.quantities import Quantity
from prestatielint.nlp.slots import Slot

ACTOR_COLUMNS = re.compile(
    r"^(?:trekker\w*|wie|wie doet wat|partij\w*|verantwoordelijk\w*|actiehouder|eigenaar|uitvoerder|initiatief|corporatie|door wie|uitvoering|wie meldt|regie|trekker\(s\)|actor|aan zet|rol)\b",
    re.IGNORECASE,
)

TIME_COLUMNS = re.compile(
    r"^(?:planning|wanneer|gereed|termijn|datum|deadline|jaar|periode|oplevering\b.*|start|tijdpad|uiterlijk|klaar|tijd|einddatum|realisatie|mijlpaal|q\d.*|20\d\d.*)$",
    re.IGNORECASE,
)

RESULT_COLUMNS = re.compile(
    r"^(?:resultaat|doel|aantal\w*|effect|indicator|norm|product|opbrengst|budget|bedrag|streefwaarde|omvang|woningen|beoogd.*|maat.*|hoeveel)\b",
    re.IGNORECASE,
)

NUMBER_COLUMNS = re.compile(r"^(?:nr\.?|nummer|#|no\.?|code|id)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What the document says outside a clause that decides how the clause is read.

    ``defined`` holds the lower-case terms of its definitions, ``period`` its first and last year, ``headed`` whether it has headings at all, ``one_year`` whether
    title or looptijd span one year, ``promises`` (clause id, parties, nouns) what conditions elsewhere can lean on,
    ``silent`` per clause id the parties that its article needs but does not bind, ``author`` the party that wrote the
    document alone (a bod), to whom every promise without another subject belongs.
    """

    parties: tuple[Party, ...]
    defined: frozenset[str] = frozenset()
    period: tuple[int, int] | None = None
    headed: bool = True
    promises: tuple[tuple[str, tuple[str, ...], frozenset[str]], ...] = ()
    silent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    author: str | None = None

    @property
    def one_year(self) -> bool:
        """Whether the document covers a single year."""
        return self.period is not None and self.period[0] == self.period[1]

    def names(self, role: Role) -> tuple[str, ...]:
        """Names of the parties of a role."""
        return tuple(party.name for party in self.parties if party.role is role)


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause as the rules see it: its Doc and everything read from it."""

    clause: Clause
    doc: Doc
    kind: Kind
    niveau: Niveau | None
    theme: Theme
    predicates: tuple[Predicate, ...]
    promise: Predicate | None
    mentions: tuple[Mention, ...]
    lead_mentions: tuple[Mention, ...]
    actors: tuple[Mention, ...]
    actor_texts: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    wholes: tuple[Slot, ...]
    deadlines: tuple[Slot, ...]
    conditions: tuple[Slot, ...]
    beneficiaries: tuple[Slot, ...]
    purposes: tuple[tuple[int, int], ...]
    corrected: tuple[str, ...] = ()
    by_rule: Niveau | None = None


def inside(offset: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a character offset lies in one of the spans."""
    return any(start <= offset < end for start, end in spans)


def cell_of(clause: Clause, pattern: re.Pattern[str]) -> str | None:
    """Text of the first cell of a row whose header fits."""
    for cell in clause.cells:
        if cell.column and pattern.match(cell.column.strip()):
            return clause.text[cell.start : cell.end]
    return None


_BASELINE = re.compile(
    r"\((?:[^()]*\b(?:nulmeting|was|waren|nu)\b[^()]*|(?:in |eind |begin |stand |peildatum )*(?:19|20)\d\d\s*:?\s*(?:nog\s+)?)$"
    r"|\b(?:tegen|tegenover|ten opzichte van|in plaats van|vergeleken met)\s+(?:nog\s+|de\s+)?$",
    re.IGNORECASE,
)


def is_promised(slot: Slot, reading: Reading) -> bool:
    """Whether a number is part of what is promised: not of what another must do first, and no baseline that stands apart."""
    if inside(slot.start, [(condition.start, condition.end) for condition in reading.conditions]):
        return False
    return not _BASELINE.search(reading.doc.text[: slot.start])


def time_cell(clause: Clause) -> list[tuple[int, int, str]]:
    """Start, end and text of the cells whose header asks when: whatever stands there is the term ("hele jaar", "p.m.")."""
    return [
        (cell.start, cell.end, clause.text[cell.start : cell.end])
        for cell in clause.cells
        if cell.column
        and TIME_COLUMNS.match(cell.column.strip())
        and re.search(r"\w", clause.text[cell.start : cell.end])
    ]
