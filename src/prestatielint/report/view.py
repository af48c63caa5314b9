"""What the readable reports share: order, counts per theme and the division of a text into marked pieces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby, pairwise

from prestatielint.acting import acting_parties
from prestatielint.model import (
    Bond,
    Bril,
    Clause,
    Finding,
    Judged,
    Kind,
    Label,
    Niveau,
    Notice,
    Party,
    PdfPlace,
    PipelineInfo,
    Report,
    Role,
    Severity,
    Suggestion,
    Theme,
    WordPlace,
)
from prestatielint.report import texts

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|!~&$])")
_LEADING = re.compile(r"^(\d{1,9})?([-+=.)])")
_FIRST = frozenset({Label.ACTIVITEIT, Label.EENZIJDIG, Label.VAAG_INSPANNING})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the places (in the list of findings) of the findings that mark it."""

    text: str
    marks: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """What there is to say of one theme in one document."""

    theme: Theme
    afspraken: int
    ladder: dict[Niveau, int]
    findings: int
    score: int | None

    @property
    def verdict(self) -> str:
        """The theme in one line."""
        return _verdict(self.afspraken, self.ladder)


@dataclass(frozen=True, slots=True)
class PartyRow:
    """What there is to say of one party in one document."""

    party: Party
    afspraken: int
    score: int | None


def tool_version() -> str | None:
    """Give the version of the installed package, or None where it runs without being installed."""
    try:
        return version("prestatielint")
    except PackageNotFoundError:
        return None


def tool() -> str:
    """Name this program with its version."""
    return f"prestatielint {tool_version() or ''}".rstrip()


def read_with(pipeline: PipelineInfo, catalogue: str) -> str:
    """Name the pipeline and the version of the catalogue that a report was made with."""
    return f"taalmodel {pipeline.name} {pipeline.version}, regelcatalogus {catalogue}"


def notices(report: Report) -> tuple[Notice, ...]:
    """Give the notices of the reader and of the analysis, each once."""
    unique = {(notice.code, notice.message): notice for notice in (*report.document.notices, *report.notices)}
    return tuple(unique.values())


def counts(report: Report) -> dict[Severity, int]:
    """Count the findings of each severity."""
    found = Counter(finding.severity for finding in report.findings)
    return {severity: found[severity] for severity in Severity}


def fresh(report: Report) -> int | None:
    """Count the findings that the baseline does not have; None where there is no baseline."""
    if all(finding.known is None for finding in report.findings):
        return None
    return sum(finding.known is False and finding.severity is not Severity.INFO for finding in report.findings)


def headline(report: Report) -> tuple[int | None, str]:
    """Give the score under the lens of the report, with its name."""
    scores = report.scores
    lenses = {Bril.AW: scores.aw, Bril.EFFECT: scores.effect, Bril.RELATIE: scores.relatie}
    if scores.bril is Bril.ALLES:
        return scores.total, "score"
    return lenses[scores.bril].get("total"), f"score onder de bril {texts.BRILLEN[scores.bril.value]}"


def afspraken(report: Report) -> int:
    """Count the clauses that are an agreement."""
    return sum(judged.kind is Kind.AFSPRAAK for judged in report.clauses)


def by_clause(report: Report) -> dict[str, list[Finding]]:
    """Give the findings of every clause, heaviest first; a clause without any has an empty list."""
    found: dict[str, list[Finding]] = {judged.clause.id: [] for judged in report.clauses}
    for finding in report.findings:
        if finding.clause in found:
            found[finding.clause].append(finding)
    for findings in found.values():
        findings.sort(key=lambda finding: (finding.severity.rank, finding.label not in _FIRST, finding.start or 0))
    return found


def of_document(report: Report) -> list[Finding]:
    """Give the findings on the document as a whole, heaviest first."""
    known = {judged.clause.id for judged in report.clauses}
    return sorted((f for f in report.findings if f.clause not in known), key=lambda finding: finding.severity.rank)


def weightiest(report: Report, count: int = 10) -> list[Finding]:
    """Choose the heaviest findings: by severity, then label, the labels in turn, and at most one per clause."""
    places = {judged.clause.id: place for place, judged in enumerate(report.clauses)}
    nth: Counter[tuple[Severity, Label]] = Counter()
    ranked = []
    ordered = sorted(report.findings, key=lambda f: (places.get(f.clause or "", len(places)), f.start or 0))
    for place, finding in enumerate(ordered):
        if finding.severity is Severity.INFO:
            continue
        turn = nth[finding.severity, finding.label]
        nth[finding.severity, finding.label] += 1
        ranked.append((finding.severity.rank, finding.label not in _FIRST, turn, place, finding))
    chosen: list[Finding] = []
    seen: set[object] = set()
    for *_, finding in sorted(ranked, key=lambda entry: entry[:4]):
        spot = finding.clause or (finding.rule, finding.theme, finding.parties)
        if spot not in seen:
            seen.add(spot)
            chosen.append(finding)
    return chosen[:count]


def themed(report: Report) -> list[tuple[Theme, Finding]]:
    """Give the findings that belong to a theme and count in a score, each with its theme."""
    themes = {judged.clause.id: judged.theme for judged in report.clauses if judged.kind in (Kind.AFSPRAAK, Kind.WENS)}
    return [
        (theme, finding)
        for finding in report.findings
        if finding.severity is not Severity.INFO
        for theme in (finding.theme or themes.get(finding.clause or ""),)
        if theme
    ]


def theme_rows(report: Report) -> list[ThemeRow]:
    """One row per theme that has agreements, wishes, findings or a score, in the fixed order of the themes."""
    found = Counter(theme for theme, _ in themed(report))
    rows = []
    for theme in Theme:
        clauses = [judged for judged in report.clauses if judged.kind is Kind.AFSPRAAK and judged.theme is theme]
        if clauses or found[theme] or theme.value in report.scores.themes:
            ladder = {niveau: sum(judged.niveau is niveau for judged in clauses) for niveau in Niveau}
            score = report.scores.themes.get(theme.value)
            rows.append(ThemeRow(theme, len(clauses), ladder, found[theme], score))
    return rows


def _verdict(total: int, ladder: dict[Niveau, int]) -> str:
    effects, intentions = ladder[Niveau.EFFECT], ladder[Niveau.INTENTIE]
    activities = ladder[Niveau.PROCES] + ladder[Niveau.OUTPUT]
    if not total:
        return "geen afspraken over dit thema"
    if effects + intentions + activities < total:
        return "niet van elke afspraak is het niveau bepaald"
    if effects == total:
        return "de afspraak noemt een effect" if total == 1 else "alle afspraken noemen een effect"
    if activities == total:
        subject = "de afspraak is een activiteit" if total == 1 else "alle afspraken zijn activiteiten"
        return f"{subject}; geen effect genoemd"
    if intentions == total:
        subject = "de afspraak is een intentie" if total == 1 else "alle afspraken zijn intenties"
        return f"{subject}; niets is te toetsen"
    rest = texts.listing(
        text
        for number, text in (
            (activities, texts.plural(activities, "activiteit", "activiteiten")),
            (intentions, texts.plural(intentions, "intentie", "intenties")),
        )
        if number
    )
    if not effects:
        return f"{rest}; geen effect genoemd"
    return f"{effects} van {total} afspraken {'noemt' if effects == 1 else 'noemen'} een effect; verder {rest}"


def acting(report: Report) -> dict[str, frozenset[str]]:
    """Give per clause the names of the parties that act in it, under their name, their role or a collective."""
    return {judged.clause.id: acting_parties(judged, report.parties) for judged in report.clauses}


def party_rows(report: Report) -> list[PartyRow]:
    """One row per party: the agreements in which it acts, and its score."""
    agreed = [judged.clause.id for judged in report.clauses if judged.kind is Kind.AFSPRAAK]
    acts = acting(report)
    return [
        PartyRow(party, sum(party.name in acts[key] for key in agreed), report.scores.parties.get(party.name))
        for party in report.parties
    ]


def concerned(judged: Judged, acts: frozenset[str], findings: Iterable[Finding], parties: Sequence[Party]) -> list[int]:
    """Give the places in ``parties`` of those that a clause or one of its findings is about; ``acts`` are those that act."""
    named = {name.casefold() for name in judged.beneficiaries}
    named |= {name.casefold() for finding in findings for name in finding.parties}
    return [
        place
        for place, party in enumerate(parties)
        if party.name in acts or not named.isdisjoint(name.casefold() for name in (party.name, *party.aliases))
    ]


def shown(report: Report, finding: Finding) -> str | None:
    """The snippet of a finding, or None for one without words of its own."""
    judged = next((judged for judged in report.clauses if judged.clause.id == finding.clause), None)
    return snippet(judged, finding) if judged is not None and finding.quote else None


def snippet(judged: Judged, finding: Finding, width: int = 120) -> str:
    """The words of a finding between « and », with some of the text around them; for a list away from the clause."""
    text, start, end = judged.clause.text, finding.start or 0, finding.end or 0
    room = max(0, width - (end - start)) // 2
    low, high = max(0, start - room), min(len(text), end + room)
    if low:
        low = text.find(" ", low, start) + 1 or low
    if high < len(text):
        space = text.rfind(" ", end, high)
        high = space if space > 0 else high
    front, back = "… " if low else "", " …" if high < len(text) else ""
    return f"{front}{text[low:start]}«{text[start:end]}»{text[end:high]}{back}"


def place(clause: Clause) -> str:
    """Say where a clause starts: its page in a PDF, its paragraph or table row in Word, its line in a text."""
    if not clause.segments:
        return ""
    spot = clause.segments[0].place
    if isinstance(spot, PdfPlace):
        return f"pagina {spot.page}"
    if isinstance(spot, WordPlace):
        return f"tabel {spot.table[0] + 1}, rij {spot.table[1] + 1}" if spot.table else f"alinea {spot.paragraph + 1}"
    return f"regel {spot.line}"


def full_text(clause: Clause) -> str:
    """Give the text of a clause behind its lead-in."""
    return f"{clause.lead} {clause.text}" if clause.lead else clause.text


def silent(bonds: Sequence[Bond], roles: Mapping[str, Role]) -> list[Role]:
    """Give the roles that one theme asks a contribution of and of which no party promises anything.

    Args:
        bonds: those of one theme.
        roles: the role of every party, by its name.

    """
    needed = dict.fromkeys(roles[bond.party] for bond in bonds if bond.needed and bond.party in roles)
    bound = {roles.get(bond.party) for bond in bonds if bond.hard or bond.soft}
    return [role for role in needed if role not in bound]


def by_heading(clauses: Iterable[Judged]) -> list[tuple[tuple[str, ...], list[Judged]]]:
    """Group the clauses, in order, by the heading above them."""
    return [(heading, list(group)) for heading, group in groupby(clauses, key=lambda judged: judged.clause.heading)]


def pieces(text: str, findings: Sequence[Finding], start: int = 0, end: int | None = None) -> list[Piece]:
    """Cut ``text[start:end]`` at every border of a finding, so that overlapping and nested marks come out right."""
    stop = len(text) if end is None else end
    spans = [(place, *span) for place, finding in enumerate(findings) if (span := _span(finding, len(text)))]
    borders = {start, stop, *(border for _, *span in spans for border in span if start < border < stop)}
    cuts = sorted(borders)
    return [
        Piece(
            text[left:right],
            tuple(place for place, first, last in spans if first <= left and right <= last),
            tuple(place for place, _, last in spans if last == right),
        )
        for left, right in pairwise(cuts)
    ]


def merged(findings: Sequence[Finding], length: int) -> list[tuple[int, int, Severity]]:
    """Give the marked stretches of a text, overlapping ones joined, each with its heaviest severity."""
    spans = sorted((*span, finding.severity) for finding in findings if (span := _span(finding, length)))
    joined: list[tuple[int, int, Severity]] = []
    for start, end, severity in spans:
        if joined and start < joined[-1][1]:
            first, last, heaviest = joined.pop()
            joined.append((first, max(last, end), min(heaviest, severity, key=lambda value: value.rank)))
        else:
            joined.append((start, end, severity))
    return joined


def _span(finding: Finding, length: int) -> tuple[int, int] | None:
    if finding.start is None or finding.end is None or not 0 <= finding.start < finding.end <= length:
        return None
    return finding.start, finding.end


def suggestions(findings: Sequence[Finding], per_finding: int | None = None) -> list[list[Suggestion]]:
    """Choose the suggestions to show under each finding of a clause, at most ``per_finding`` of each.

    A text is shown once, and so is a variant where the marked words overlap: two rules that ask for the same rewrite
    of the same words would only repeat each other. The first suggestion of a finding goes before the others.
    """
    result: list[list[Suggestion]] = [[] for _ in findings]
    shown: list[tuple[Finding, Suggestion]] = []
    firsts = [(place, suggestion) for place, f in enumerate(findings) for suggestion in f.suggestions[:1]]
    others = [(place, suggestion) for place, f in enumerate(findings) for suggestion in f.suggestions[1:per_finding]]
    for place, suggestion in firsts + others:
        if not any(_repeats(findings[place], suggestion, *old) for old in shown):
            shown.append((findings[place], suggestion))
            result[place].append(suggestion)
    return result


def _repeats(finding: Finding, suggestion: Suggestion, other: Finding, shown: Suggestion) -> bool:
    if suggestion.text == shown.text:
        return True
    if suggestion.variant != shown.variant or None in (finding.start, finding.end, other.start, other.end):
        return False
    return max(finding.start or 0, other.start or 0) < min(finding.end or 0, other.end or 0)


def markdown_safe(text: str) -> str:
    """Escape a text from a document, so that nothing in it works as Markdown or HTML."""
    escaped = _SPECIAL.sub(r"\\\1", texts.one_line(text))
    return _LEADING.sub(lambda match: f"{match[1] or ''}\\{match[2]}", escaped)


def placeholders(text: str, names: Sequence[str]) -> list[tuple[str, bool]]:
    """Cut a text at its placeholders; True for a piece that is one."""
    parts = [(text, False)] if text else []
    for name in sorted({name for name in names if name}, key=len, reverse=True):
        parts = [piece for part in parts for piece in _split(part, name)]
    return parts


def _split(part: tuple[str, bool], name: str) -> list[tuple[str, bool]]:
    text, found = part
    if found:
        return [part]
    rest = text.split(name)
    cut = [(rest[0], False)]
    for piece in rest[1:]:
        cut += [(name, True), (piece, False)]
    return [entry for entry in cut if entry[0]]
