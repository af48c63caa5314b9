"""The report for a terminal, which also reads well when it is piped to a file."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from prestatielint.model import Finding, Judged, Kind, Niveau, Report, Run, Severity, Suggestion
from prestatielint.report import texts, view
from prestatielint.report.screen import plain, say, underlined

_STYLES = {Severity.HOOG: "bold red", Severity.MIDDEL: "yellow", Severity.LAAG: "cyan", Severity.INFO: "dim"}
_MARKS = {severity: f"{style} underline" for severity, style in _STYLES.items()}


def render(run: Run, console: Console, *, quiet: bool = False, verbose: bool = False) -> None:
    """Print every report of a run.

    ``quiet`` leaves one line per document, ``verbose`` adds findings of severity info and clauses without findings.
    The failures of the run are for the caller, who sends them to stderr.
    """
    for place, report in enumerate(run.reports):
        if quiet:
            console.print(Text(summary(report)), soft_wrap=True, crop=False)
            continue
        if place:
            console.print()
        _header(run, report, console)
        _weightiest(report, console)
        _themes(report, console)
        _clauses(report, console, verbose=verbose)
        _document(report, console, verbose=verbose)
        _suppressed(report, console)
        _corrected(report, console)
        _proposals(report, console)
        _scores(report, console)


def extracted(run: Run) -> str:
    """List the clauses without any judgement, one paragraph each: id, heading path, what it is, text."""
    lines: list[str] = []
    for report in run.reports:
        lines += [report.document.path, "=" * len(report.document.path)]
        lines += [f"Let op: {notice.message}" for notice in view.notices(report)]
        heading: tuple[str, ...] = ()
        for judged in report.clauses:
            clause = judged.clause
            if clause.heading != heading:
                heading = clause.heading
                lines += ["", " / ".join(heading)]
            kind = judged.kind.value if judged.niveau is None else f"{judged.kind.value}, {judged.niveau.value}"
            lead = f"{clause.lead} " if clause.lead else ""
            judgement = f"{kind}, {judged.theme.value}{texts.corrected(judged)}"
            lines.append(f"  {clause.number or '·'}  {lead}{clause.text}  [{judgement}]")
        lines.append("")
    return "\n".join(texts.one_line(line) for line in lines) + "\n"


def summary(report: Report) -> str:
    """One document in one line."""
    counts = view.counts(report)
    found = ", ".join(f"{counts[severity]} {severity.value}" for severity in list(Severity)[:3])
    if (fresh := view.fresh(report)) is not None:
        found += f", waarvan {fresh} nieuw"
    agreed = texts.plural(view.afspraken(report), "afspraak", "afspraken")
    value, name = view.headline(report)
    score = texts.TOO_LITTLE if value is None else f"{name} {value} van 100 (hoger is beter)"
    remarks = texts.plural(len(view.notices(report)), "waarschuwing", "waarschuwingen") if view.notices(report) else ""
    line = f"{report.document.path}: {agreed}; bevindingen: {found}; {score}"
    return texts.one_line(f"{line}; let op: {remarks}" if remarks else line)


def _header(run: Run, report: Report, console: Console) -> None:
    document = report.document
    say(console, plain(document.path, "bold reverse" if console.is_terminal else ""))
    say(console, Text("=" * min(len(texts.one_line(document.path)), console.width), style="dim"))
    parties = ", ".join(f"{party.name} ({texts.ROLES[party.role]})" for party in report.parties)
    rows = {
        "Titel": document.title or "–",
        "Pagina's": "–" if document.pages is None else str(document.pages),
        "Partijen": parties or "niet gevonden",
        "Taalmodel": f"{run.pipeline.name} {run.pipeline.version}",
        "Regels": f"catalogus {run.catalogue_version}",
    }
    for name, value in rows.items():
        say(console, plain(value), lead=Text(f"{name:<10} ", style="dim"))
    for notice in view.notices(report):
        say(console, plain(notice.message), lead=Text("Let op: ", style="bold yellow"))


def _names(report: Report) -> dict[str, str]:
    return {
        judged.clause.id: texts.clause_name(judged.clause.number, judged.clause.block, judged.clause.heading)
        for judged in report.clauses
    }


def _weightiest(report: Report, console: Console) -> None:
    chosen = view.weightiest(report)
    underlined(console, "De tien belangrijkste bevindingen" if len(chosen) == 10 else "De belangrijkste bevindingen")
    if not chosen:
        say(console, Text("Geen bevindingen."))
    names = _names(report)
    for place, finding in enumerate(chosen, start=1):
        where = plain(names.get(finding.clause or "", "Hele document"), "bold")
        line = Text.assemble(_code(finding), " · ", where, ": ", plain(finding.message))
        if shown := view.shown(report, finding):
            line = Text.assemble(line, " ", plain(shown, "italic"))
        if finding.known:
            line = Text.assemble(line, Text(f" ({texts.KNOWN})", style="dim"))
        say(console, line, lead=Text(f"{place:>2}. "))


def _code(finding: Finding) -> Text:
    return Text(f"{finding.rule} {finding.label.value} {finding.severity.value}", style=_STYLES[finding.severity])


def _themes(report: Report, console: Console) -> None:
    rows = view.theme_rows(report)
    if not rows:
        return
    underlined(console, "Oordeel per thema")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    table.add_column("thema")
    for name in ("afspr.", "i/p/o/e", "bev.", "score"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("oordeel")
    for row in rows:
        table.add_row(
            Text(texts.THEMES[row.theme]),
            str(row.afspraken),
            "/".join(str(row.ladder[niveau]) for niveau in Niveau),
            str(row.findings),
            texts.score(row.score),
            Text(row.verdict),
        )
    console.print(table)
    legend = "afspr. = afspraken, waarvan i/p/o/e = intentie/proces/output/effect; bev. = bevindingen"
    say(console, Text(legend, style="dim"))


def _clauses(report: Report, console: Console, *, verbose: bool) -> None:
    underlined(console, "Bevindingen per afspraak")
    found = {
        key: [finding for finding in findings if verbose or finding.severity is not Severity.INFO]
        for key, findings in view.by_clause(report).items()
    }
    shown = [judged for judged in report.clauses if verbose or found[judged.clause.id]]
    for heading, clauses in view.by_heading(shown):
        if heading:
            console.print()
            say(console, plain(" > ".join(heading), "bold"))
        for judged in clauses:
            console.print()
            _clause(judged, found[judged.clause.id], console)
    clear = sum(judged.kind is Kind.AFSPRAAK and not found[judged.clause.id] for judged in report.clauses)
    if clear:
        console.print()
        say(console, Text(f"Zonder opmerkingen: {texts.plural(clear, 'afspraak', 'afspraken')}.", style="dim"))


def _clause(judged: Judged, findings: list[Finding], console: Console) -> None:
    clause = judged.clause
    kind = texts.KINDS[judged.kind] + (f", {texts.NIVEAUS[judged.niveau]}" if judged.niveau else "")
    name = texts.clause_name(clause.number, clause.block, ())
    corrected = texts.corrected(judged)
    say(console, plain(name, "bold") + Text(f" ({kind}{corrected})", style="dim"))
    if clause.lead:
        say(console, plain(clause.lead, "dim"), indent=2)
    if clause.columns:
        say(console, plain("Kolommen: " + " | ".join(clause.columns), "dim"), indent=2)
    say(console, _marked(clause.text, findings, console), indent=2)
    for finding, suggestions in zip(findings, view.suggestions(findings, per_finding=1), strict=True):
        _finding(finding, suggestions, console, indent=4)


def _marked(text: str, findings: list[Finding], console: Console) -> Text:
    """Mark the words of findings: in colour where there is colour, between guillemets where there is none."""
    coloured = console.is_terminal and console.color_system is not None
    line, last = Text(), 0
    for start, end, severity in view.merged(findings, len(text)):
        words = texts.clean(text[start:end])
        line.append(texts.clean(text[last:start]))
        line.append(words if coloured else f"«{words}»", style=_MARKS[severity])
        last = end
    line.append(texts.clean(text[last:]))
    return line


def _finding(finding: Finding, suggestions: list[Suggestion], console: Console, *, indent: int) -> None:
    known = Text(f" ({texts.KNOWN})", style="dim") if finding.known else Text()
    say(console, _code(finding) + Text(": ") + plain(finding.message) + known, indent, Text("- "))
    for suggestion in suggestions:
        name = f"Voorstel ({texts.variant(suggestion.variant)}, {texts.obligation(suggestion.obligation)}): "
        say(console, Text(name, style="green") + plain(suggestion.text), indent + 2)
        if suggestion.assumption:
            say(console, plain(f"Aanname: {suggestion.assumption}", "dim"), indent + 2)


def _document(report: Report, console: Console, *, verbose: bool) -> None:
    findings = [finding for finding in view.of_document(report) if verbose or finding.severity is not Severity.INFO]
    if findings:
        underlined(console, "Bevindingen over het hele document")
    for finding, suggestions in zip(findings, view.suggestions(findings, per_finding=1), strict=True):
        _finding(finding, suggestions, console, indent=0)


def _suppressed(report: Report, console: Console) -> None:
    if not report.suppressed:
        return
    names = _names(report)
    underlined(console, "Onderdrukt met een reden; telt niet mee")
    for entry in report.suppressed:
        where = plain(names.get(entry.finding.clause or "", "Hele document"), "bold")
        words = plain(f" «{entry.finding.quote}»" if entry.finding.quote else "")
        line = Text.assemble(where, ": ", _code(entry.finding), " ", words)
        say(console, line, lead=Text("- "))
        say(console, plain(f"Reden ({texts.source(entry)}): {entry.reason}"), indent=2)


def _corrected(report: Report, console: Console) -> None:
    corrected = [judged for judged in report.clauses if judged.corrected]
    if not corrected:
        return
    names = _names(report)
    underlined(console, "Aangepast in de instellingen")
    for judged in corrected:
        line = Text.assemble(plain(names[judged.clause.id], "bold"), ": ", plain(texts.judgement(judged)))
        say(console, line, lead=Text("- "))


def _proposals(report: Report, console: Console) -> None:
    if not report.proposals:
        return
    names = _names(report)
    underlined(console, "Voorstel per thema: één effect, met de afspraken als middel")
    for proposal in report.proposals:
        say(console, Text(f"{texts.THEMES[proposal.theme]}: ", style="bold") + plain(proposal.text))
        means = ", ".join(names.get(key, key) for key in proposal.means)
        if means:
            say(console, plain(f"Middelen: {means}."), indent=2)
        before = texts.plural(proposal.measures_before, "gegeven", "gegevens")
        say(console, Text(f"Te meten: nu {before}, straks {proposal.measures_after}."), indent=2)
        say(console, plain(f"{texts.QUESTION}: {proposal.question}"), indent=2)
    say(console, Text(texts.PLACEHOLDER_NOTE, style="dim"))


def _scores(report: Report, console: Console) -> None:
    scores = report.scores
    underlined(console, "Scores")
    say(console, Text(f"Schaal: {texts.SCORE_SCALE}. {texts.lens(scores.bril)}"))
    _score(console, "Totaal", scores.total, "")
    for key, values in (("aw", scores.aw), ("effect", scores.effect), ("relatie", scores.relatie)):
        _score(console, f"Bril {texts.BRILLEN[key]}", values.get("total"), texts.BRIL_EXPLANATIONS[key])
        if key in scores.reasons:
            say(console, Text(f"  {texts.one_line(scores.reasons[key])}", style="dim"))
        for name, value in values.items():
            if name != "total" and value is not None:
                explanation = texts.SUBSCORE_EXPLANATIONS.get(name, "")
                _score(console, texts.SUBSCORES.get(name, name), value, explanation, indent=2)
    say(console, Text(texts.SCORE_NOTE, style="dim"))


def _score(console: Console, name: str, value: int | None, explanation: str, *, indent: int = 0) -> None:
    remark = "; ".join(part for part in (texts.TOO_LITTLE if value is None else "", explanation) if part)
    lead = f"{texts.one_line(name):<{16 - indent}}{texts.score(value):>4}  "
    say(console, Text(remark, style="dim"), indent, Text(lead))
