"""Which party is which in two versions, and which of them a clause names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from prestatielint.acting import names_a_sort
from prestatielint.compare.result import Change, What
from prestatielint.compare.words import plain, words
from prestatielint.model import Party, Report, Role

_LEGAL = ("stichting", "vereniging", "coöperatie", "woonstichting", "woningstichting")
_COLLECTIVES = re.compile(r"\b(?:partijen|corporaties|huurdersorganisaties|gemeenten)\b", re.IGNORECASE)


def same_names(old: Sequence[Party], new: Sequence[Party]) -> dict[str, str]:
    """For every party of either version the name that both get: a party is the same when a name or short name is."""
    names: dict[str, str] = {}
    known: dict[str, str] = {}
    for party in (*old, *new):
        keys = _keys(party)
        shared = next((known[key] for key in keys if key in known), names.get(party.name, party.name))
        names[party.name] = shared
        known.update(dict.fromkeys(keys, shared))
    return names


def _keys(party: Party) -> list[str]:
    """By what a party is known again: its names, and the name of its sort with a word of its own."""
    said = [plain(name).casefold() for name in (party.name, *party.aliases) if name]
    sorts = [name for name in said if names_a_sort(name)]
    own = [word for word in words(party.name) if len(word) > 3 and word not in _LEGAL and not names_a_sort(word)]
    return [name for name in said if name not in sorts] + [f"{sort}: {word}" for sort in sorts for word in own]


def parties_changed(
    old: str,
    new: str,
    binding: Sequence[Change],
    reports: tuple[Report, Report],
    names: Mapping[str, str],
) -> Iterable[Change]:
    """Who is named in one version only; what a dropped or added condition says of a party is told with that condition."""
    for change in binding:
        if change.what is What.CONDITION:
            old = old.replace(change.before or "\0", "")
            new = new.replace(change.after or "\0", "")
    named = [_named(text, report, names) for text, report in zip((old, new), reports, strict=True)]
    gone = [name for name in named[0] if name not in named[1]]
    added = [name for name in named[1] if name not in named[0]]
    if gone or added:
        yield Change(What.PARTY, ", ".join(gone) or None, ", ".join(added) or None)


def _named(text: str, report: Report, names: Mapping[str, str]) -> list[str]:
    """The parties that a text names, in order, by a name that is the same in both versions."""
    rest, found = plain(text), dict[str, int]()
    roles = {role: [party for party in report.parties if party.role is role] for role in Role}
    known = [(name, party) for party in report.parties for name in (party.name, *party.aliases) if name]
    if len(roles[Role.GEMEENTE]) == 1:
        known.append(("gemeente", roles[Role.GEMEENTE][0]))
    for name, party in sorted(known, key=lambda pair: (-len(pair[0]), pair[0])):
        pattern = re.compile(rf"(?<!\w){re.escape(plain(name))}(?!\w)", re.IGNORECASE)
        for match in pattern.finditer(rest):
            found.setdefault(names[party.name], match.start())
        rest = pattern.sub(lambda match: "·" * len(match.group()), rest)
    for match in _COLLECTIVES.finditer(rest):
        found.setdefault(match.group().lower(), match.start())
    return sorted(found, key=lambda name: found[name])
