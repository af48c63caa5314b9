"""The comparison as Markdown: dropped words struck through, added words bold."""

from __future__ import annotations

from prestatielint.compare import Comparison, Matched, Single
from prestatielint.model import Run
from prestatielint.report import diffview as dv
from prestatielint.report import texts, view

safe = view.markdown_safe


def write(run: Run, comparison: Comparison) -> str:
    """Write the comparison as Markdown."""
    parts = dv.sort(comparison)
    lines = ["# Vergelijking van twee versies van prestatieafspraken", ""]
    for name, report in (("Oud", comparison.old), ("Nieuw", comparison.new)):
        title = f" ({safe(report.document.title)})" if report.document.title else ""
        lines.append(f"- {name}: {safe(report.document.path)}{title}")
        lines += [f"  - Let op: {safe(notice.message)}" for notice in view.notices(report)]
    lines.append(f"- Gemaakt met: {safe(f'{view.tool()}, {view.read_with(run.pipeline, run.catalogue_version)}')}")
    lines += [
        "",
        "## Samenvatting",
        "",
        *(f"- **{name}**: {safe(value)}" for name, value in dv.summary(comparison)),
        "",
    ]
    lines += _themes(comparison)
    lines += _section(
        "Lichter of zwaarder",
        [
            f"- **{safe(dv.title(match))}** {dv.OBLIGATIONS[match.obligation]}: {safe('; '.join(why))}"
            for match, why in dv.binding(comparison)
        ],
    )
    lines += _section(
        "Andere getallen, termijnen en partijen",
        [f"- **{safe(dv.title(match))}**: {safe('; '.join(what))}" for match, what in dv.facts(comparison)],
    )
    lines += _section("Vervallen", [line for single in comparison.gone for line in _single(single)])
    lines += _section("Nieuw", [line for single in comparison.added for line in _single(single)])
    if parts.changed:
        lines += ["## Gewijzigd", ""]
    for heading, matches in dv.by_heading(parts.changed):
        lines += [f"### {safe(heading)}", ""] if heading else []
        lines += [line for match in matches for line in _match(match)]
    for title, matches in (
        ("Alleen het jaartal is anders", parts.years),
        ("Alleen verplaatst of hernummerd", parts.moved),
    ):
        lines += _section(
            title,
            [
                f"- **{safe(dv.title(match))}** {safe('; '.join(map(dv.phrase, dv.changes(match))))}"
                for match in matches
            ],
        )
    lines += _section(
        "Bevindingen over een thema of het hele document",
        [f"- {word}: {safe(line)}" for word, found in dv.outcome(comparison.whole) for line in found],
    )
    return "\n".join([*lines, dv.LIMITS, ""])


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"## {title}", "", *lines, ""] if lines else []


def _themes(comparison: Comparison) -> list[str]:
    head = "| thema | afspraken | vervallen | nieuw | lichter | zwaarder | bev. opgelost | bev. nieuw | bev. gebleven | score |"
    rows = []
    for row in comparison.themes:
        tally = row.tally
        counts = (tally.gone, tally.new, tally.softer, tally.harder, tally.solved, tally.new_findings, tally.left)
        agreed = f"{row.afspraken[0]} → {row.afspraken[1]}"
        rows.append(
            f"| {texts.THEMES[row.theme]} | {agreed} | {' | '.join(map(str, counts))} | {dv.arrow(*row.score)} |"
        )
    return _section("Per thema", [head, f"|---|{'---:|' * 9}", *rows])


def _single(single: Single) -> list[str]:
    judged = single.judged
    lead = f"{judged.clause.lead} " if judged.clause.lead else ""
    lines = [f"- **{safe(dv.clause_name(judged))}** ({dv.what_it_is(judged)}): {safe(lead + judged.clause.text)}"]
    lines += [f"  - {safe(line)}" for line in dv.promise(judged)]
    return lines + [f"  - bevinding: {safe(dv.finding(finding))}" for finding in single.findings]


def _match(match: Matched) -> list[str]:
    status = f" ({', '.join(dv.status(match))})" if dv.status(match) else ""
    text = _marked(match)
    lines = [f"**{safe(dv.title(match))}**{status}", ""]
    lines += [f"> {text or safe(' '.join(judged.clause.text for judged in match.new))}", ""]
    lines += [f"- {safe(dv.phrase(change))}" for change in dv.changes(match)]
    lines += [f"- bevinding {word}: {safe(line)}" for word, found in dv.outcome(match.findings) for line in found]
    return [*lines, ""]


_MARKS = {dv.Mark.SAME: "", dv.Mark.DROPPED: "~~", dv.Mark.ADDED: "**"}


def _marked(match: Matched) -> str:
    shown = ""
    for mark, text in dv.marked(match):
        # Spaces stay outside the marks: Markdown does not see them as marks otherwise.
        tail = " " if text[-1:].isspace() else ""
        head = " " if text[:1].isspace() and text.strip() else ""
        shown += f"{head}{_MARKS[mark]}{safe(text)}{_MARKS[mark]}{tail}" if text.strip() else " "
    return shown.strip()
