"""The report as one self-contained HTML page, without any resource from outside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from prestatielint.model import Finding, Judged, Niveau, Party, Proposal, Report, Run, Severity, Suggestion
from prestatielint.report import texts, view


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a clause's text: a cell under its column, or the whole text."""

    column: str | None
    pieces: list[view.Piece]


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding with its anchor and the suggestions to show under it."""

    anchor: str
    finding: Finding
    suggestions: list[Suggestion]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with all that is shown beside it; ``parties`` are places in the list of parties."""

    anchor: str
    name: str
    judged: Judged
    lines: list[_Line]
    found: list[_Found]
    parties: list[int]


@dataclass(frozen=True, slots=True)
class _Link:
    """A name that leads to a clause; ``anchor`` is None where there is none to lead to."""

    name: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class _Top:
    """One of the weightiest findings with its clause."""

    finding: Finding
    link: _Link
    shown: str | None


@dataclass(frozen=True, slots=True)
class _Bril:
    """One lens with its score and the scores that make it up."""

    key: str
    total: int | None
    parts: list[tuple[str, str, int | None]]


@dataclass(frozen=True, slots=True)
class _Document:
    """Everything that the template shows of one document."""

    anchor: str
    report: Report
    name: str
    notices: list[str]
    counts: dict[Severity, int]
    afspraken: int
    brillen: list[_Bril]
    top: list[_Top]
    themes: list[view.ThemeRow]
    parties: list[view.PartyRow]
    proposals: list[tuple[Proposal, list[_Link]]]
    whole: list[_Found]
    facts: list[_Found]
    groups: list[tuple[tuple[str, ...], list[_Clause]]]
    filter_themes: list[str]
    filter_groups: list[str]
    filter_severities: list[Severity]


def write(run: Run) -> str:
    """Write the whole run as one HTML page."""
    documents = [_document(f"d{place}", report) for place, report in enumerate(run.reports, start=1)]
    return _template().render(run=run, documents=documents, version=view.tool_version(), Niveau=Niveau, t=texts, v=view)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("prestatielint.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.jinja")


def _finalize(value: object) -> object:
    """Clean every text that the template shows; what a macro made is clean already."""
    return texts.clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _document(anchor: str, report: Report) -> _Document:
    found = view.by_clause(report)
    clauses = {
        judged.clause.id: _clause(f"{anchor}-c{place}", judged, found[judged.clause.id], report.parties)
        for place, judged in enumerate(report.clauses, start=1)
    }
    links = {key: _Link(_long_name(clause.judged), clause.anchor) for key, clause in clauses.items()}
    whole = view.of_document(report)
    facts = [finding for finding in whole if finding.severity is Severity.INFO]
    whole = [finding for finding in whole if finding.severity is not Severity.INFO]
    in_clauses = [finding for findings in found.values() for finding in findings]
    used_themes = {judged.theme for judged in report.clauses if found[judged.clause.id]}
    used_groups = {texts.group(finding.label) for finding in in_clauses}
    used_severities = {finding.severity for finding in in_clauses}
    return _Document(
        anchor=anchor,
        report=report,
        name=report.document.title or report.document.path,
        notices=[notice.message for notice in view.notices(report)],
        counts=view.counts(report),
        afspraken=view.afspraken(report),
        brillen=_brillen(report),
        top=[
            _Top(f, links.get(f.clause or "", _Link("Hele document", None)), view.shown(report, f))
            for f in view.weightiest(report)
        ],
        themes=view.theme_rows(report),
        parties=view.party_rows(report),
        proposals=[(p, [links.get(key, _Link(key, None)) for key in p.means]) for p in report.proposals],
        whole=_numbered(f"{anchor}-h", whole),
        facts=_numbered(f"{anchor}-i", facts),
        groups=[
            (heading, [clauses[judged.clause.id] for judged in group])
            for heading, group in view.by_heading(report.clauses)
        ],
        filter_themes=[theme.value for theme in texts.THEMES if theme in used_themes],
        filter_groups=[group for group in texts.GROUPS if group in used_groups],
        filter_severities=[severity for severity in Severity if severity in used_severities],
    )


def _clause(anchor: str, judged: Judged, findings: list[Finding], parties: tuple[Party, ...]) -> _Clause:
    return _Clause(
        anchor=anchor,
        name=texts.clause_name(judged.clause.number, judged.clause.block, ()),
        judged=judged,
        lines=_lines(judged, findings),
        found=_numbered(f"{anchor}-", findings),
        parties=[place for place, party in enumerate(parties) if view.concerns(party, judged, findings, parties)],
    )


def _numbered(prefix: str, findings: list[Finding]) -> list[_Found]:
    pairs = zip(findings, view.suggestions(findings), strict=True)
    return [_Found(f"{prefix}{place}", *pair) for place, pair in enumerate(pairs, start=1)]


def _lines(judged: Judged, findings: list[Finding]) -> list[_Line]:
    """Show a table row as one line per cell, unless a finding reaches over the border of two cells."""
    clause = judged.clause
    cells = clause.cells if clause.columns else ()
    inside = all(
        any(cell.start <= finding.start and finding.end <= cell.end for cell in cells)
        for finding in findings
        if finding.start is not None and finding.end is not None
    )
    if not cells or not inside:
        return [_Line(None, view.pieces(clause.text, findings))]
    return [_Line(cell.column, view.pieces(clause.text, findings, cell.start, cell.end)) for cell in cells]


def _long_name(judged: Judged) -> str:
    return texts.clause_name(judged.clause.number, judged.clause.block, judged.clause.heading)


def _brillen(report: Report) -> list[_Bril]:
    scores = report.scores
    return [
        _Bril(
            key,
            values.get("total"),
            [
                (texts.SUBSCORES.get(name, name), texts.SUBSCORE_EXPLANATIONS.get(name, ""), value)
                for name, value in values.items()
                if name != "total"
            ],
        )
        for key, values in (("aw", scores.aw), ("effect", scores.effect), ("relatie", scores.relatie))
    ]
