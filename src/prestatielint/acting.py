"""Parties by their names: which of them act in a clause, and which names are those of a sort."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from prestatielint.model import Judged, Party, Role

_ROLE_WORDS: Mapping[Role, re.Pattern[str]] = {
    Role.GEMEENTE: re.compile(
        r"\b(?:gemeente\w*|college|raad|wethouder|burgemeester|wijkteam|sociaal team|wmo)\b", re.IGNORECASE
    ),
    Role.CORPORATIE: re.compile(r"\b(?:\w*corporaties?|verhuurders?)\b", re.IGNORECASE),
    Role.HUURDERSORGANISATIE: re.compile(
        r"\b(?:huurders(?:organisatie|vereniging|raad|platform|koepel)\w*|bewoners(?:organisatie|raad|commissie)\w*)\b",
        re.IGNORECASE,
    ),
}
_SORT = re.compile(
    r"(?:de |het )?(?:(?:huurder|bewoner)s?\w*|(?:woning)?corporatie|woningbouwvereniging|gemeente)", re.IGNORECASE
)
_COLLECTIVE = re.compile(r"\b(?:partijen|wij|we|allen|iedereen|gezamenlijk|samen|alle partijen|men)\b", re.IGNORECASE)


def names_a_sort(name: str) -> bool:
    """Whether a name ("de corporatie", "Huurdersraad") is that of a sort of party, which two parties can share."""
    return _SORT.fullmatch(name) is not None


def acting_parties(judged: Judged, parties: Sequence[Party]) -> frozenset[str]:
    """Names of the parties that act in a clause.

    By name or alias, by a word for their role ("de corporaties") where no name of that role stands in the same words,
    or all of the triangle by a collective ("partijen", "wij").
    """
    # The longest names first: "gemeente Zandmeer" must not also count as the short name of Huurdersplatform Zandmeer.
    names = sorted(
        ((name, party) for party in parties for name in (party.name, *party.aliases) if name),
        key=lambda pair: -len(pair[0]),
    )
    found: set[str] = set()
    for actor in judged.actors:
        rest, named = actor, set()
        for name, party in names:
            rest, hits = re.subn(rf"(?<!\w){re.escape(name)}(?!\w)", "|", rest, flags=re.IGNORECASE)
            if hits:
                named.add(party.name)
        roles = {party.role for party in parties if party.name in named}
        named |= {
            party.name
            for party in parties
            if party.role not in roles and party.role in _ROLE_WORDS and _ROLE_WORDS[party.role].search(rest)
        }
        if not named and _COLLECTIVE.search(rest):
            named = {party.name for party in parties if party.role is not Role.OVERIG}
        found |= named
    return frozenset(found)
