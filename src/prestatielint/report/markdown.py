"""The report as Markdown: a compact summary and the findings per clause."""

from __future__ import annotations

from prestatielint.model import Finding, Judged, Niveau, Report, Run, Severity, Suggestion
from prestatielint.report import texts, view

_safe = view.markdown_safe


def write(run: Run) -> str:
    """Write the whole run as Markdown."""
    lines = ["# Toets van prestatieafspraken", ""]
    for report in run.reports:
        lines += _report(run, report)
    if run.failures:
        lines += ["## Niet gelukt", "", *(f"- {_safe(f.path)}: {_safe(f.message)}" for f in run.failures), ""]
    lines += [f"{texts.LIMITS} {_safe(texts.PLACEHOLDER_NOTE)}", ""]
    return "\n".join(lines)


def _report(run: Run, report: Report) -> list[str]:
    document = report.document
    names = {
        judged.clause.id: texts.clause_name(judged.clause.number, judged.clause.block, judged.clause.heading)
        for judged in report.clauses
    }
    parties = ", ".join(f"{_safe(party.name)} ({texts.ROLES[party.role]})" for party in report.parties)
    return [
        f"## {_safe(document.title or document.path)}",
        "",
        f"- Bestand: {_safe(document.path)}",
        *([f"- Pagina's: {document.pages}"] if document.pages is not None else []),
        f"- Partijen: {parties or 'niet gevonden'}",
        f"- Gemaakt met: {_safe(f'{view.tool()}, {view.read_with(run.pipeline, run.catalogue_version)}')}",
        f"- Bevindingen: {_counted(report)}",
        "",
        *_section("Let op", [f"- {_safe(notice.message)}" for notice in view.notices(report)]),
        *_section("Scores", _scores(report)),
        *_section(
            "De belangrijkste bevindingen",
            [
                f"1. **{f.severity.value}** {_safe(names.get(f.clause or '', 'Hele document'))}: {_safe(f.message)}{_known(f)}"
                for f in view.weightiest(report)
            ],
        ),
        *_section("Per thema", _themes(report)),
        *_section("Per partij", _parties(report)),
        *_section("Wat partijen toezeggen", _matrix(report)),
        *_section("Voorstel per thema", _proposals(report, names)),
        *_section("Over het hele document", _findings(view.of_document(report))),
        *_section("Bevindingen per afspraak", _clauses(report)),
        *_section("Onderdrukt met een reden", _suppressed(report, names)),
        *_section("Aangepast in de instellingen", _corrected(report)),
        *_section("Uit de basislijn verdwenen", _gone(report)),
    ]


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"### {title}", "", *lines, ""] if lines else []


def _counted(report: Report) -> str:
    counts = view.counts(report)
    found = ", ".join(f"{counts[severity]} {severity.value}" for severity in list(Severity)[:3])
    if (fresh := view.fresh(report)) is not None:
        found += f", waarvan {fresh} nieuw"
    return f"{found}, bij {texts.plural(view.afspraken(report), 'afspraak', 'afspraken')}"


def _scores(report: Report) -> list[str]:
    scores = report.scores
    rows = [("Totaal", scores.total, "")]
    for key, values in (("aw", scores.aw), ("effect", scores.effect), ("relatie", scores.relatie)):
        rows.append((f"Bril {texts.BRILLEN[key]}", values.get("total"), texts.BRIL_EXPLANATIONS[key]))
        rows += [
            (
                f"{texts.BRILLEN[key]}: {texts.SUBSCORES.get(name, name)}",
                value,
                texts.SUBSCORE_EXPLANATIONS.get(name, ""),
            )
            for name, value in values.items()
            if name != "total"
        ]
    table = [
        f"| {_safe(name)} | {texts.score(value)} | {'; '.join(filter(None, (_missing(value), explanation)))} |"
        for name, value, explanation in rows
    ]
    scale = f"{texts.SCORE_SCALE}. {texts.lens(scores.bril)} {texts.SCORE_NOTE}"
    reasons = [
        f"- {_safe(texts.BRILLEN.get(key, 'Totaal' if key == 'total' else key))}: {_safe(reason)}"
        for key, reason in sorted(scores.reasons.items())
    ]
    lines = [scale, "", "| onderdeel | score | uitleg |", "|---|---:|---|", *table]
    return [*lines, "", "Geen score, want:", "", *reasons] if reasons else lines


def _missing(value: int | None) -> str:
    return texts.TOO_LITTLE if value is None else ""


def _themes(report: Report) -> list[str]:
    rows = [
        f"| {texts.THEMES[row.theme]} | {row.afspraken} | {' | '.join(str(row.ladder[niveau]) for niveau in Niveau)} "
        f"| {row.findings} | {texts.score(row.score)} | {row.verdict} |"
        for row in view.theme_rows(report)
    ]
    head = "| thema | afspraken | intentie | proces | output | effect | bevindingen | score | oordeel |"
    return [head, "|---|---:|---:|---:|---:|---:|---:|---:|---|", *rows] if rows else []


def _parties(report: Report) -> list[str]:
    rows = [
        f"| {_safe(row.party.name)} | {texts.ROLES[row.party.role]} | {row.afspraken} | {texts.score(row.score)} |"
        for row in view.party_rows(report)
    ]
    return ["| partij | rol | afspraken | score |", "|---|---|---:|---:|", *rows] if rows else []


def _matrix(report: Report) -> list[str]:
    rows = [
        f"| {texts.THEMES[bond.theme]} | {_safe(bond.party)} | {bond.hard} | {bond.soft} | {'ja' if bond.needed else 'nee'} |"
        for bond in report.matrix
    ]
    head = "| thema | partij | hard | als intentie | bijdrage nodig |"
    return [head, "|---|---|---:|---:|---|", *rows] if rows else []


def _proposals(report: Report, names: dict[str, str]) -> list[str]:
    lines = []
    for proposal in report.proposals:
        lines.append(f"- **{texts.THEMES[proposal.theme]}**: {_safe(proposal.text)}")
        if proposal.means:
            lines.append(f"  - Middelen: {_safe(', '.join(names.get(key, key) for key in proposal.means))}")
        before = texts.plural(proposal.measures_before, "gegeven", "gegevens")
        lines.append(f"  - Te meten: nu {before}, straks {proposal.measures_after}")
        if proposal.question:
            lines.append(f"  - {texts.QUESTION}: {_safe(proposal.question)}")
    return lines


def _clauses(report: Report) -> list[str]:
    found = view.by_clause(report)
    lines: list[str] = []
    for heading, clauses in view.by_heading(judged for judged in report.clauses if found[judged.clause.id]):
        if heading:
            lines += [f"#### {_safe(' > '.join(heading))}", ""]
        for judged in clauses:
            lines += [*_clause(judged, found[judged.clause.id]), ""]
    return lines[:-1]


def _clause(judged: Judged, findings: list[Finding]) -> list[str]:
    clause = judged.clause
    kind = texts.KINDS[judged.kind] + (f", {texts.NIVEAUS[judged.niveau]}" if judged.niveau else "")
    lead = f"{clause.lead} " if clause.lead else ""
    return [
        f"**{_safe(texts.clause_name(clause.number, clause.block, ()))}** ({kind}{texts.corrected(judged)})",
        "",
        *([f"Kolommen: {_safe(' | '.join(clause.columns))}", ""] if clause.columns else []),
        f"> {_safe(lead + _marked(clause.text, findings))}",
        "",
        *_findings(findings),
    ]


def _marked(text: str, findings: list[Finding]) -> str:
    marked, last = "", 0
    for start, end, _ in view.merged(findings, len(text)):
        marked += f"{text[last:start]}«{text[start:end]}»"
        last = end
    return marked + text[last:]


def _findings(findings: list[Finding]) -> list[str]:
    lines = []
    for finding, suggestions in zip(findings, view.suggestions(findings, per_finding=1), strict=True):
        name = f"{finding.rule} {texts.LABELS[finding.label]}"
        lines.append(f"- **{finding.severity.value}** {_safe(name)}: {_safe(finding.message)}{_known(finding)}")
        lines += [_suggestion(suggestion) for suggestion in suggestions]
    return lines


def _known(finding: Finding) -> str:
    return f" ({texts.KNOWN})" if finding.known else ""


def _suppressed(report: Report, names: dict[str, str]) -> list[str]:
    return [
        f"- {_safe(names.get(entry.finding.clause or '', 'Hele document'))}, {entry.finding.rule} "
        f"{_safe(texts.LABELS[entry.finding.label])}{_quoted(entry.finding.quote)}. "
        f"Reden ({_safe(texts.source(entry))}): {_safe(entry.reason)}"
        for entry in report.suppressed
    ]


def _quoted(words: str | None) -> str:
    return f" «{_safe(words)}»" if words else ""


def _corrected(report: Report) -> list[str]:
    return [
        f"- {_safe(texts.clause_name(judged.clause.number, judged.clause.block, judged.clause.heading))}: "
        f"{_safe(texts.judgement(judged))}"
        for judged in report.clauses
        if judged.corrected
    ]


def _gone(report: Report) -> list[str]:
    return [f"- {entry.rule}{_quoted(entry.quote)}" for entry in report.gone]


def _suggestion(suggestion: Suggestion) -> str:
    name = f"{texts.variant(suggestion.variant)}, {texts.obligation(suggestion.obligation)}"
    assumption = f" *Aanname: {_safe(suggestion.assumption)}*" if suggestion.assumption else ""
    return f"  - Voorstel ({name}): {_safe(suggestion.text)}{assumption}"
