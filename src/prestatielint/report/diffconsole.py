"""The comparison for a terminal; without colour dropped words stand between [- and -], added ones between {+ and +}."""

from __future__ import annotations

import io

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from prestatielint.compare import Comparison, Matched, Single
from prestatielint.model import Run
from prestatielint.report import diffview as dv
from prestatielint.report import texts, view
from prestatielint.report.screen import plain, say, underlined

_MARKS = {
    dv.Mark.SAME: ("", "", ""),
    dv.Mark.DROPPED: ("red strike", "[-", "-]"),
    dv.Mark.ADDED: ("green", "{+", "+}"),
}


def write(run: Run, comparison: Comparison) -> str:
    """Write the comparison as plain text of 100 columns."""
    buffer = io.StringIO()
    render(run, comparison, Console(file=buffer, width=100, force_terminal=False))
    return buffer.getvalue()


def summary(comparison: Comparison) -> str:
    """The comparison in one line."""
    tally = comparison.tally
    line = (
        f"{comparison.old.document.path} → {comparison.new.document.path}: {tally.matched} teruggevonden, {tally.gone} vervallen, "
        f"{tally.new} nieuw; {tally.softer} lichter, {tally.harder} zwaarder; bevindingen: {dv.findings_line(comparison)}"
    )
    return texts.one_line(line)


def render(run: Run, comparison: Comparison, console: Console) -> None:
    """Print the comparison."""
    parts = dv.sort(comparison)
    _header(run, comparison, console)
    underlined(console, "Samenvatting")
    for name, value in dv.summary(comparison):
        say(console, plain(value), lead=Text(f"{name:<13}", style="dim"))
    _themes(comparison, console)
    _lines(console, "Lichter of zwaarder", dv.binding(comparison), status=True)
    _lines(console, "Andere getallen, termijnen en partijen", dv.facts(comparison))
    _singles(console, "Vervallen", comparison.gone)
    _singles(console, "Nieuw", comparison.added)
    if parts.changed:
        underlined(console, "Gewijzigd")
    for heading, matches in dv.by_heading(parts.changed):
        if heading:
            console.print()
            say(console, plain(heading, "bold"))
        for match in matches:
            console.print()
            _match(match, console)
    _list(console, "Alleen het jaartal is anders", parts.years)
    _list(console, "Alleen verplaatst of hernummerd", parts.moved)
    if outcome := dv.outcome(comparison.whole):
        underlined(console, "Bevindingen over een thema of het hele document")
        for word, lines in outcome:
            for line in lines:
                say(console, plain(line), lead=Text(f"- {word}: "))
    underlined(console, "Let op")
    say(console, Text(dv.LIMITS, style="dim"))


def _header(run: Run, comparison: Comparison, console: Console) -> None:
    say(console, Text("Vergelijking van twee versies", style="bold"))
    say(console, Text("=" * 29, style="dim"))
    for name, report in (("Oud", comparison.old), ("Nieuw", comparison.new)):
        title = f" ({report.document.title})" if report.document.title else ""
        say(console, plain(report.document.path + title), lead=Text(f"{name:<11} ", style="dim"))
    made = f"{view.tool()}, {view.read_with(run.pipeline, run.catalogue_version)}"
    say(console, plain(made), lead=Text("Gemaakt met ", style="dim"))
    for name, report in (("oud", comparison.old), ("nieuw", comparison.new)):
        for notice in view.notices(report):
            say(console, plain(notice.message), lead=Text(f"Let op ({name}): ", style="bold yellow"))


def _themes(comparison: Comparison, console: Console) -> None:
    underlined(console, "Per thema")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    table.add_column("thema")
    for name in ("afspraken", "vervallen", "nieuw", "lichter", "zwaarder", "opgelost", "nieuw", "gebleven", "score"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in comparison.themes:
        tally = row.tally
        counts = (tally.gone, tally.new, tally.softer, tally.harder, tally.solved, tally.new_findings, tally.left)
        table.add_row(
            texts.THEMES[row.theme],
            f"{row.afspraken[0]} → {row.afspraken[1]}",
            *(str(count) if count else "·" for count in counts),
            dv.arrow(*row.score),
        )
    console.print(table)
    say(console, Text("Opgelost, nieuw en gebleven (de laatste drie tellingen) gaan over bevindingen.", style="dim"))


def _lines(console: Console, title: str, rows: list[tuple[Matched, list[str]]], *, status: bool = False) -> None:
    if not rows:
        return
    underlined(console, title)
    for match, lines in rows:
        word = f" {dv.OBLIGATIONS[match.obligation]}" if status else ""
        say(console, plain("; ".join(lines)), lead=plain(f"{dv.title(match)}{word}: ", "bold") + Text(" "))


def _singles(console: Console, title: str, singles: tuple[Single, ...]) -> None:
    if not singles:
        return
    underlined(console, title)
    for single in singles:
        judged = single.judged
        say(
            console,
            Text.assemble(plain(dv.clause_name(judged), "bold"), " ", plain(f"({dv.what_it_is(judged)})", "dim")),
        )
        if judged.clause.lead:
            say(console, plain(judged.clause.lead, "dim"), indent=2)
        say(console, plain(judged.clause.text), indent=2)
        if promise := dv.promise(judged):
            say(console, plain("; ".join(promise), "dim"), indent=2)
        if single.findings:
            found = "; ".join(dv.finding(finding) for finding in single.findings)
            say(console, plain(found, "dim"), indent=2, lead=Text("bevindingen: ", style="dim"))


def _match(match: Matched, console: Console) -> None:
    status = dv.status(match)
    say(console, Text.assemble(plain(dv.title(match), "bold"), " ", plain(f"({', '.join(status)})" if status else "")))
    say(console, _pieces(match, console), indent=2)
    for change in dv.changes(match):
        say(console, plain(dv.phrase(change)), indent=2, lead=Text("- "))
    for word, lines in dv.outcome(match.findings):
        if word != "gebleven":
            say(console, plain("; ".join(lines)), indent=2, lead=Text(f"- bevinding {word}: "))
    if match.findings.left:
        count = texts.plural(len(match.findings.left), "bevinding gebleven", "bevindingen gebleven")
        say(console, Text(count, style="dim"), indent=2, lead=Text("- "))


def _pieces(match: Matched, console: Console) -> Text:
    if not match.pieces:
        return plain(" ".join(judged.clause.text for judged in match.new))
    coloured = console.is_terminal and console.color_system is not None
    line = Text()
    for mark, text in dv.marked(match):
        style, before, after = _MARKS[mark]
        words = texts.clean(text)
        line.append(words if coloured else f"{before}{words}{after}", style=style)
    line.rstrip()
    return line


def _list(console: Console, title: str, matches: list[Matched]) -> None:
    if not matches:
        return
    underlined(console, title)
    for match in matches:
        details = "; ".join(dv.phrase(change) for change in dv.changes(match))
        say(console, plain(details), lead=plain(dv.title(match), "bold") + Text(": " if details else ""))
