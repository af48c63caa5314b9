"""What the comments in a reviewed copy say: the same words for Word and PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prestatielint.model import Finding, PipelineInfo, Report, Segment, Severity, Suggestion
from prestatielint.report import texts, view

AUTHOR = "prestatielint"
INITIALS = "PL"
OPENING = "prestatielint: overzicht"
_PER_FINDING = 2


@dataclass(frozen=True, slots=True)
class Note:
    """One comment: a heading with the rule code (or ``OPENING``) and paragraphs of plain text.

    ``finding`` is None for the opening comment; ``segments`` say where the characters ``finding.start`` to
    ``finding.end`` of the clause stand, and are empty for a finding without words of its own.
    """

    head: str
    body: tuple[str, ...]
    finding: Finding | None = None
    segments: tuple[Segment, ...] = ()
    where: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Heading and body."""
        return (self.head, *self.body)


def notes(report: Report, least: Severity) -> list[Note]:
    """One note per finding of severity ``least`` or heavier, in the order of the document."""
    found = []
    known = set()
    for judged, findings in zip(report.clauses, view.by_clause(report).values(), strict=True):
        clause = judged.clause
        known.add(clause.id)
        shown = [finding for finding in findings if finding.severity.rank <= least.rank]
        name = texts.clause_name(clause.number, clause.block, clause.heading)
        made = [
            Note(_head(finding), tuple(_body(finding, *proposed)), finding, clause.segments, name)
            for finding, proposed in zip(shown, _proposed(shown), strict=True)
        ]
        found += sorted(made, key=lambda note: (note.finding.start or 0) if note.finding else 0)
    for finding in view.of_document(report):
        if finding.severity.rank <= least.rank:
            found.append(Note(_head(finding), tuple(_body(finding, finding.suggestions[:_PER_FINDING], None)), finding))
    return found


def opening(
    report: Report, pipeline: PipelineInfo, catalogue: str, placed: Sequence[Note], rest: Sequence[Note]
) -> Note:
    """The comment at the first paragraph: the score, what is said of the whole document, and what found no place."""
    score, name = view.headline(report)
    lines = [f"{name.capitalize()}: {texts.score(score)} ({texts.SCORE_SCALE}).", _counted(placed)]
    whole = [note for note in rest if not note.where]
    if whole:
        lines += ["Over het hele document:", *_listed(whole)]
    lost = [note for note in rest if note.where]
    if lost:
        lines += ["Hier kon geen opmerking bij de woorden zelf:", *_listed(lost)]
    notices = view.notices(report)
    if notices:
        lines += ["Let op:", *(f"– {notice.message}" for notice in notices)]
    lines += [
        texts.LIMITS,
        texts.PLACEHOLDER_NOTE,
        f"Gemaakt met {view.tool()}, {view.read_with(pipeline, catalogue)}.",
    ]
    return Note(OPENING, tuple(texts.one_line(line) for line in lines))


def lost_notice(rest: Sequence[Note]) -> str | None:
    """Say how many findings stand in the opening comment because their words can carry none."""
    lost = sum(bool(note.where) for note in rest)
    if not lost:
        return None
    verb = "staat" if lost == 1 else "staan"
    return (
        f"{texts.plural(lost, 'bevinding', 'bevindingen')} {verb} in de eerste opmerking van het document, omdat op die "
        "plaats (voetnoot, eindnoot of tekstvak) geen opmerking kan staan"
    )


def _head(finding: Finding) -> str:
    return texts.one_line(f"{finding.rule} · {texts.LABELS[finding.label]} · {texts.SEVERITIES[finding.severity]}")


def _body(finding: Finding, suggestions: Iterable[Suggestion], elsewhere: Finding | None) -> Iterable[str]:
    yield texts.one_line(finding.message)
    for suggestion in suggestions:
        name = f"{texts.variant(suggestion.variant)}, {texts.obligation(suggestion.obligation)}"
        yield texts.one_line(f"Voorstel ({name}): {suggestion.text}")
        if suggestion.assumption:
            yield texts.one_line(f"Aanname: {suggestion.assumption}")
    if elsewhere is not None:
        yield texts.one_line(f"Voorstel: zie de opmerking {elsewhere.rule} bij ‘{elsewhere.quote}’.")


def _proposed(findings: Sequence[Finding]) -> list[tuple[list[Suggestion], Finding | None]]:
    """Per finding the rewrites to show; where another comment on the clause has them already, that finding."""
    shown = view.suggestions(findings, per_finding=_PER_FINDING)
    result: list[tuple[list[Suggestion], Finding | None]] = []
    for finding, own in zip(findings, shown, strict=True):
        other = None
        if finding.suggestions and not own:
            first = finding.suggestions[0]
            having = [(found, suggestion) for found, given in zip(findings, shown, strict=True) for suggestion in given]
            same = [found for found, suggestion in having if suggestion.text == first.text]
            alike = [found for found, suggestion in having if suggestion.variant == first.variant]
            other = next(iter(same or alike), None)
        result.append((own, other))
    return result


def _counted(placed: Sequence[Note]) -> str:
    if not placed:
        return "Er staan geen andere opmerkingen in de tekst."
    counts = {
        severity: sum(note.finding is not None and note.finding.severity is severity for note in placed)
        for severity in Severity
    }
    parts = texts.listing(f"{count} {texts.SEVERITIES[severity]}" for severity, count in counts.items() if count)
    return f"{texts.plural(len(placed), 'opmerking', 'opmerkingen')} in de tekst: {parts}."


def _listed(found: Iterable[Note]) -> Iterable[str]:
    for note in found:
        quote = f"‘{note.finding.quote}’ " if note.finding is not None and note.finding.quote else ""
        place = f"{note.where}, {quote}".rstrip() + ": " if note.where else ""
        first, *more = note.body
        yield f"– {place}{note.head}. {first}"
        yield from more
