"""What the readable reports on two versions share: the Dutch words, and which clauses go under which heading."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from prestatielint.compare import Change, Comparison, FindingChanges, Matched, Obligation, Relation, What
from prestatielint.model import Block, Finding, Judged, Kind, Niveau, Theme
from prestatielint.report import texts

WHATS: dict[What, str] = {
    What.NUMBER: "nummer",
    What.HEADING: "kop",
    What.THEME: "thema",
    What.KIND: "soort",
    What.NIVEAU: "niveau",
    What.MODALITY: "hardheid",
    What.NEGATION: "ontkenning",
    What.ESCAPE: "voorbehoud",
    What.CONDITION: "voorwaarde",
    What.QUANTITY: "getal",
    What.DEADLINE: "termijn",
    What.PARTY: "partij",
}
RELATIONS: dict[Relation, str] = {
    Relation.SAME: "",
    Relation.SPLIT: "gesplitst",
    Relation.MERGED: "samengevoegd",
    Relation.REARRANGED: "anders ingedeeld",
}
OBLIGATIONS: dict[Obligation, str] = {
    Obligation.GELIJK: "",
    Obligation.ZWAARDER: "zwaarder",
    Obligation.LICHTER: "lichter",
    Obligation.GEMENGD: "deels zwaarder, deels lichter",
}
LIMITS = (
    "Deze vergelijking is automatisch gemaakt en kijkt alleen naar de tekst. Welke onderdelen bij elkaar horen, is bepaald aan de "
    "hand van de woorden; loop bij twijfel de lijsten ‘Vervallen’ en ‘Nieuw’ na. ‘Lichter’ en ‘zwaarder’ gaan over hoe hard de tekst "
    "bindt: niveau, woorden als ‘streeft naar’, voorbehouden en voorwaarden. Of een ander getal gunstig is, beoordeelt u zelf."
)
# The order in which changes are shown: first what changes the promise, then where it stands. The number is in the title.
_ORDER = (
    What.KIND,
    What.NIVEAU,
    What.MODALITY,
    What.NEGATION,
    What.ESCAPE,
    What.CONDITION,
    What.QUANTITY,
    What.DEADLINE,
    What.PARTY,
    What.THEME,
    What.HEADING,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Sorted:
    """The matched clauses by what happened to them, each in the order of the new version."""

    changed: list[Matched]
    years: list[Matched]
    moved: list[Matched]
    same: list[Matched]


def sort(comparison: Comparison) -> Sorted:
    """Divide the matched clauses: changed, only a year went along, only moved or renumbered, the same."""
    done = Sorted([], [], [], [])
    along = _years_went_along(comparison)
    for match in comparison.matched:
        judged_otherwise = match.findings.solved or match.findings.new
        if along and match.pieces and not judged_otherwise and only_years(match):
            done.years.append(match)
        elif match.pieces or judged_otherwise:
            done.changed.append(match)
        elif match.changes:
            done.moved.append(match)
        else:
            done.same.append(match)
    return done


def only_years(match: Matched) -> bool:
    """Whether the texts are the same but for their years."""
    return bool(match.pieces) and all(
        piece.same or (_YEAR.search(piece.old) and _YEAR.sub("", piece.old) == _YEAR.sub("", piece.new))
        for piece in match.pieces
    )


def _years_went_along(comparison: Comparison) -> bool:
    """Whether this is the agreement of another year; else another year in a clause is a delay, which must stand out."""
    dated = [match for match in comparison.matched if any(_YEAR.search(judged.clause.text) for judged in match.old)]
    return 2 * sum(map(only_years, dated)) > len(dated)


def name(clauses: Sequence[Judged]) -> str:
    """Name the clauses of one version by their numbers, or by their first words."""
    numbers = [judged.clause.number for judged in clauses if judged.clause.number]
    if len(numbers) == len(clauses):
        return texts.listing(numbers)
    return f"‘{textwrap.shorten(texts.one_line(clauses[0].clause.text), 60, placeholder=' …')}’"


def title(match: Matched) -> str:
    """Name a match: the number before and after, or once where it stayed or there is none."""
    before, after = name(match.old), name(match.new)
    numbered = any(judged.clause.number for judged in (*match.old, *match.new))
    return f"{before} → {after}" if numbered and before != after else after


def status(match: Matched) -> list[str]:
    """What happened in a few words: split, lighter."""
    words = [RELATIONS[match.relation], OBLIGATIONS[match.obligation]]
    if not match.pieces:
        words.append("tekst gelijk")
    return [word for word in words if word]


def changes(match: Matched) -> list[Change]:
    """The changes of a match in the order to show them; that of the number stands in its title."""
    found = [change for change in match.changes if change.what in _ORDER]
    return sorted(found, key=lambda change: _ORDER.index(change.what))


def phrase(change: Change) -> str:
    """One change in words: ``getal: 40 → 30 sociale huurwoningen``, ``voorbehoud erbij: ‘waar mogelijk’``."""
    before, after = _shown(change.what, change.before), _shown(change.what, change.after)
    what = WHATS[change.what]
    if before is None:
        return f"{what} erbij: {after}"
    if after is None:
        return f"{what} vervallen: {before}"
    left, right = before.split(), after.split()
    while change.what is What.QUANTITY and len(left) > 1 and len(right) > 1 and left[-1] == right[-1]:
        left.pop()  # the unit once
        right.pop()
    return f"{what}: {' '.join(left)} → {after}" if left != before.split() else f"{what}: {before} → {after}"


def _shown(what: What, value: str | None) -> str | None:
    if value is None:
        return None
    if what is What.THEME:
        return texts.THEMES[Theme(value)]
    if what is What.KIND:
        return texts.KINDS[Kind(value)]
    if what is What.NIVEAU:
        return texts.NIVEAUS[Niveau(value)]
    return f"‘{value}’" if what in (What.NEGATION, What.ESCAPE, What.CONDITION, What.HEADING) else value


def finding(found: Finding) -> str:
    """Name a finding in one line, with its words."""
    quote = f" (‘{found.quote}’)" if found.quote else ""
    return f"{found.rule} {texts.LABELS[found.label]} {texts.SEVERITIES[found.severity]}{quote}"


class Mark(StrEnum):
    """How a stretch of a word diff is shown."""

    SAME = "same"
    DROPPED = "dropped"
    ADDED = "added"


def marked(match: Matched) -> list[tuple[Mark, str]]:
    """Cut the text of a match into stretches with the spaces between them as a reader expects; empty where nothing changed."""
    shown: list[tuple[Mark, str]] = []
    for place, piece in enumerate(match.pieces):
        if piece.same:
            # Before a word that is only in the old text stands the space of the old text.
            following = match.pieces[place + 1] if place + 1 < len(match.pieces) else None
            spaced = following is not None and following.old.strip() and piece.old[-1:].isspace()
            shown.append((Mark.SAME, piece.new.rstrip() + " " if spaced else piece.new))
            continue
        old, new = piece.old.rstrip(), piece.new.rstrip()
        if old:
            shown.append((Mark.DROPPED, old))
            shown.append((Mark.SAME, " " if new else piece.old[len(old) :]))
        if new:
            shown += [(Mark.ADDED, new), (Mark.SAME, piece.new[len(new) :])]
    return [(mark, text) for mark, text in shown if text]


def outcome(findings: FindingChanges) -> list[tuple[str, list[str]]]:
    """What became of findings, under ``opgelost``, ``nieuw`` and ``gebleven``."""
    groups = (
        ("opgelost", findings.solved),
        ("nieuw", findings.new),
        ("gebleven", tuple(after for _, after in findings.left)),
    )
    # In a split or merged clause one finding can stand for several.
    return [(word, list(dict.fromkeys(finding(found) for found in group))) for word, group in groups if group]


def opening(match: Matched, width: int = 110) -> str:
    """The first words of the new text, to recognise it by."""
    return textwrap.shorten(texts.one_line(match.new[0].clause.text), width, placeholder=" …")


def what_it_is(judged: Judged) -> str:
    """Kind, niveau and theme of a clause."""
    level = f", {texts.NIVEAUS[judged.niveau]}" if judged.niveau else ""
    return f"{texts.KINDS[judged.kind]}{level}; {texts.THEMES[judged.theme].lower()}"


def promise(judged: Judged) -> list[str]:
    """Who promises how much by when, as far as the clause says so."""
    if judged.kind is not Kind.AFSPRAAK:
        return []
    rows = (("wie", judged.actors), ("hoeveel", judged.quantities), ("wanneer", judged.deadlines))
    return [f"{word}: {texts.listing(values)}" for word, values in rows if values]


def clause_name(judged: Judged) -> str:
    """Name a clause, with its heading where it has no number."""
    clause = judged.clause
    return texts.clause_name(clause.number, clause.block, clause.heading if clause.block is not Block.ROW else ())


def summary(comparison: Comparison) -> list[tuple[str, str]]:
    """The whole comparison in a few lines, each with its name."""
    tally, parts = comparison.tally, sort(comparison)
    kept = texts.plural(tally.matched, "onderdeel teruggevonden", "onderdelen teruggevonden")
    changed = (
        f"{len(parts.changed)} gewijzigd, {len(parts.years)} alleen het jaartal, "
        f"{len(parts.moved)} alleen verplaatst of hernummerd, {len(parts.same)} gelijk"
    )
    rows = [
        ("Onderdelen", f"{kept} ({changed}), {tally.gone} vervallen, {tally.new} nieuw"),
        ("Verplichting", f"{tally.softer} lichter, {tally.harder} zwaarder"),
        ("Bevindingen", findings_line(comparison)),
    ]
    counts = Counter(match.relation for match in comparison.matched)
    relations = [f"{counts[relation]} {word}" for relation, word in RELATIONS.items() if word and counts[relation]]
    if relations:
        rows.insert(1, ("Indeling", ", ".join(relations)))
    for word, parties in (("vervallen", comparison.parties_gone), ("nieuw", comparison.parties_new)):
        if parties:
            rows.append(("Partijen", f"{word}: {texts.listing(party.name for party in parties)}"))
    rows.append(("Scores", "; ".join(f"{lens} {arrow(before, after)}" for lens, before, after in scores(comparison))))
    return rows


def findings_line(comparison: Comparison) -> str:
    """Findings solved, new and left, and how many of them went or came with their clause."""
    tally = comparison.tally
    gone = f" ({tally.solved_with_clause} doordat het onderdeel verviel)" if tally.solved_with_clause else ""
    came = f" ({tally.new_with_clause} in nieuwe onderdelen)" if tally.new_with_clause else ""
    return f"{tally.solved} opgelost{gone}, {tally.new_findings} nieuw{came}, {tally.left} gebleven"


def scores(comparison: Comparison) -> list[tuple[str, int | None, int | None]]:
    """The total and the score per lens, before and after."""
    old, new = comparison.old.scores, comparison.new.scores
    return [
        ("Totaal", old.total, new.total),
        *(
            (texts.BRILLEN[key], before.get("total"), after.get("total"))
            for key, before, after in (
                ("aw", old.aw, new.aw),
                ("effect", old.effect, new.effect),
                ("relatie", old.relatie, new.relatie),
            )
        ),
    ]


def arrow(before: int | None, after: int | None) -> str:
    """Write a score before and after."""
    return f"{texts.score(before)} → {texts.score(after)}"


def binding(comparison: Comparison) -> list[tuple[Matched, list[str]]]:
    """The clauses that bind lighter or heavier, with why."""
    return [
        (match, [phrase(change) for change in changes(match) if change.obligation is not Obligation.GELIJK])
        for match in comparison.matched
        if match.obligation is not Obligation.GELIJK
    ]


def facts(comparison: Comparison) -> list[tuple[Matched, list[str]]]:
    """The clauses in which a number, term or party changed; a year that went along is told elsewhere."""
    along = {id(match) for match in sort(comparison).years}
    found = []
    for match in comparison.matched:
        lines = [phrase(c) for c in changes(match) if c.what in (What.QUANTITY, What.DEADLINE, What.PARTY)]
        if lines and id(match) not in along:
            found.append((match, lines))
    return found


def by_heading(matches: Iterable[Matched]) -> list[tuple[str, list[Matched]]]:
    """Group matches, in order, by the heading in the new version."""
    return [
        (" > ".join(heading), list(group))
        for heading, group in groupby(matches, key=lambda match: match.new[0].clause.heading)
    ]
