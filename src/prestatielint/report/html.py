"""The report as one self-contained HTML page: no resource from outside, readable without its script.

What many suggestions share (assumption, indicator, unit, source) is written once, in a list of notes, and the script
of the page unfolds a note where it is asked for. That keeps an agreement of 60 pages below a megabyte.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TypeAlias

from prestatielint.model import Finding, Judged, Kind, Label, Niveau, Party, Report, Run, Severity, Suggestion, Theme
from prestatielint.report import charts, texts, view
from prestatielint.report.markup import Child, Html, el, join

_KINDS = list(Kind)
_THEMES = list(Theme)
_SEARCHED = re.compile(r" (Gezocht in [^.]+\.)")
_MEANS = " Middel: "
# An effect that is proposed more often than this is written once, among the notes; the script puts it in its places.
_OFTEN = 2
_SHORT = 20
_TITLE = "Toets van prestatieafspraken"

# The shared effect (or nothing), assumption, indicator, unit and source of a suggestion.
Note: TypeAlias = tuple[str, str, str | None, str | None, str | None]


@dataclass(slots=True)
class _Paper:
    """One document while its part of the page is made; ``notes`` grows with every suggestion that is written."""

    report: Report
    prefix: str
    found: Mapping[str, list[Finding]]
    anchors: Mapping[str, str]
    acting: Mapping[str, frozenset[str]]
    searched: Mapping[Label, str]
    often: frozenset[str]
    notes: dict[Note, int] = field(default_factory=dict)
    placeholders: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """What to call the document."""
        return self.report.document.title or self.report.document.path

    @property
    def top(self) -> str:
        """The anchor of the document."""
        return self.prefix or "d1"

    def named(self, key: str) -> str:
        """The ids of the headings that name a part; with several documents the name of the document too."""
        return f"{self.top}-{key} {self.top}-t" if self.prefix else f"{self.top}-{key}"


def write(run: Run) -> str:
    """Write the whole run as one HTML page."""
    several = len(run.reports) > 1
    papers = [_paper(report, f"d{place}" if several else "") for place, report in enumerate(run.reports, start=1)]
    style, script = _asset("report.css"), _asset("report.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    title = _TITLE if several or not papers else f"{_TITLE}: {papers[0].name}"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="robots", content="noindex"),
        el("title", title),
        el("style", style),
    )
    body = el(
        "body",
        el("a", "Naar de inhoud", class_="skip", href="#inhoud"),
        el("header", el("h1", _TITLE), class_="page"),
        el(
            "main",
            _failures(run),
            _overview(papers) if several else None,
            *(_document(run, paper) for paper in papers),
            id="inhoud",
            class_="page",
        ),
        el("footer", el("p", texts.LIMITS), el("p", texts.PLACEHOLDER_NOTE), class_="page foot"),
        _HELP,
        el("script", script),
    )
    return f"<!DOCTYPE html>\n{el('html', head, body, lang='nl')}\n"


@cache
def _asset(name: str) -> Html:
    """Give a file of this package without its indentation, of a style sheet without any space; the page holds it as it is here."""
    text = files("prestatielint.report").joinpath("assets", name).read_text(encoding="utf8")
    text = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    return Html(re.sub(r"\s*([{};])\s*", r"\1", text) if name.endswith(".css") else text)


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _paper(report: Report, prefix: str) -> _Paper:
    said: dict[Label, set[str]] = {}
    for finding in report.findings:
        said.setdefault(finding.label, set()).update(_SEARCHED.findall(finding.message) or [""])
    found = view.by_clause(report)
    heads = Counter(
        _effect(suggestion.text)
        for findings in found.values()
        for suggestions in view.suggestions(findings)
        for suggestion in suggestions
        if suggestion.variant.startswith("effect")
    )
    return _Paper(
        report,
        prefix,
        found,
        {judged.clause.id: f"{prefix}c{place}" for place, judged in enumerate(report.clauses, start=1)},
        view.acting(report),
        # Said once per label, where all findings of that label say the same.
        {label: next(iter(lines)) for label, lines in said.items() if len(lines) == 1 and lines != {""}},
        frozenset(text for text, count in heads.items() if count > _OFTEN),
    )


def _effect(text: str) -> str:
    """Give the part of a suggested effect that comes before its means, or else its first sentence."""
    effect, means, _ = text.partition(_MEANS)
    return effect if means else text.partition(". ")[0] + "."


# --- above the documents --------------------------------------------------------------------------------------------------


def _failures(run: Run) -> Html | None:
    if not run.failures:
        return None
    lines = [el("li", el("strong", failure.path), ": ", failure.message) for failure in run.failures]
    return el(
        "section",
        el("h2", "Niet gelukt", id="niet-gelukt"),
        el("ul", *lines),
        class_="card notice",
        aria_labelledby="niet-gelukt",
    )


def _overview(papers: Sequence[_Paper]) -> Html:
    severities = [severity for severity in Severity if severity is not Severity.INFO]
    names = [
        "Afspraken",
        *(texts.SEVERITIES[severity].capitalize() for severity in severities),
        *(f"Bril {texts.BRILLEN[key]}" for key, _ in _lenses(papers[0].report)),
        "Let op",
    ]
    rows = []
    for paper in papers:
        counts = view.counts(paper.report)
        rows.append(
            [
                el("a", paper.name, href=f"#{paper.top}"),
                view.afspraken(paper.report),
                *(counts[severity] for severity in severities),
                *(texts.score(values.get("total")) for _, values in _lenses(paper.report)),
                len(view.notices(paper.report)) or "–",
            ]
        )
    return el(
        "section",
        el("h2", "Overzicht", id="overzicht"),
        charts.scroll(
            _table([("Document", False), *((name, True) for name in names)], rows), "Overzicht van de documenten"
        ),
        el(
            "p",
            f"Scores: {texts.SCORE_SCALE}; – = {texts.TOO_LITTLE}. De bril Aw: {texts.BRIL_EXPLANATIONS['aw']}.",
            class_="quiet",
        ),
        class_="card",
        aria_labelledby="overzicht",
    )


# --- one document ---------------------------------------------------------------------------------------------------------


def _document(run: Run, paper: _Paper) -> Html:
    report, top = paper.report, paper.top
    # The clauses come before the notes that they ask for, and the legend stands last.
    sections = [
        ("samenvatting", "Samenvatting", _summary(paper)),
        ("top", _top_title(report), _weightiest(paper)),
        ("beeld", "In beeld", _drawings(paper)),
        ("themas", "Per thema en partij", _themes(paper)),
        ("voorstellen", "Voorstellen per thema", _proposals(paper)),
        ("geheel", "Over het hele document", _whole(paper)),
        ("tekst", "Tekst met bevindingen", _text(paper)),
        ("onderdrukt", "Onderdrukt met een reden; telt niet mee", _suppressed(paper)),
        ("toelichting", "Toelichting bij de voorstellen", _notes(paper)),
        ("uitleg", "Wat de bevindingen betekenen", _legend(paper)),
    ]
    there = [(key, title, content) for key, title, content in sections if content]
    links = [el("a", title, href=f"#{top}-{key}") for key, title, _ in there]
    return el(
        "article",
        el("h2", paper.name, id=f"{top}-t"),
        _facts(run, report),
        _notices(paper),
        el("nav", *links, class_="toc", aria_label=f"Onderdelen: {paper.name}"),
        *(
            el(
                "section",
                el("h3", title, id=f"{top}-{key}"),
                content,
                class_="card",
                aria_labelledby=paper.named(key),
                data_clauses=key == "tekst",
                data_open="|".join(sorted(paper.placeholders)) or None if key in ("geheel", "tekst") else None,
            )
            for key, title, content in there
        ),
        class_="doc",
        id=top,
        aria_labelledby=f"{top}-t",
    )


def _facts(run: Run, report: Report) -> Html:
    parties = [
        el("li", party.name, " ", el("span", f"({texts.ROLES[party.role]})", class_="quiet"))
        for party in report.parties
    ]
    pages = texts.plural(report.document.pages, "pagina", "pagina's") if report.document.pages is not None else None
    return el(
        "dl",
        el("div", el("dt", "Partijen"), el("dd", el("ul", *parties) if parties else "niet gevonden")),
        el(
            "div",
            el("dt", "Bestand"),
            el("dd", report.document.path, f" ({pages})" if pages else None),
        ),
        el(
            "div",
            el("dt", "Gemaakt met"),
            el("dd", view.tool(), " ", el("span", view.read_with(run.pipeline, run.catalogue_version), class_="quiet")),
        ),
        class_="meta",
    )


def _suppressed(paper: _Paper) -> Html | None:
    """List the findings that somebody accepts, each with the reason."""
    entries = []
    for entry in paper.report.suppressed:
        finding = entry.finding
        quote = f" «{finding.quote}»" if finding.quote else ""
        found = f": {finding.rule} {texts.LABELS[finding.label]}{quote}. Reden ({texts.source(entry)}): {entry.reason}"
        entries.append(el("li", _link(paper, finding.clause), found))
    return el("ul", *entries) if entries else None


def _notices(paper: _Paper) -> Html | None:
    messages = [notice.message for notice in view.notices(paper.report)]
    if not messages:
        return None
    ident = f"{paper.top}-let"
    return el(
        "section",
        el("h3", "Let op", id=ident),
        el("ul", *(el("li", message) for message in messages)),
        class_="card notice",
        aria_labelledby=paper.named("let"),
    )


def _lenses(report: Report) -> list[tuple[str, Mapping[str, int | None]]]:
    scores = report.scores
    return [("aw", scores.aw), ("effect", scores.effect), ("relatie", scores.relatie)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _sentence(text: str) -> str:
    return _ended(_capital(text))


def _summary(paper: _Paper) -> Html:
    report = paper.report
    scores, counts = report.scores, view.counts(report)
    agreed = view.afspraken(report)
    tiles = [
        el(
            "div",
            el("b", agreed),
            el("strong", "afspraak" if agreed == 1 else "afspraken"),
            el("span", "gevonden in het document"),
        )
    ]
    for severity in Severity:
        if severity is not Severity.INFO:
            one = counts[severity] == 1
            tiles.append(
                el(
                    "div",
                    el("b", counts[severity]),
                    el("strong", f"{'bevinding' if one else 'bevindingen'} {texts.SEVERITIES[severity]}"),
                    el("span", texts.SEVERITY_EXPLANATIONS[severity]),
                    class_=severity.value[0],
                )
            )
    lenses = [_lens(key, values, scores.reasons.get(key)) for key, values in _lenses(report)]
    total = texts.score(scores.total) if scores.total is not None else f"– ({texts.TOO_LITTLE})"
    return join(
        el("div", *tiles, class_="tiles"),
        el("div", *lenses, class_="brillen"),
        el("h4", "Wat de cijfers betekenen"),
        el(
            "p",
            f"Schaal: {texts.SCORE_SCALE}; – = {texts.TOO_LITTLE}. Totaal van alle brillen: ",
            el("strong", total),
            f". {texts.SCORE_NOTE} {texts.lens(scores.bril)}",
            class_="quiet",
        ),
    )


def _lens(key: str, values: Mapping[str, int | None], reason: str | None) -> Html:
    total = values.get("total")
    name = f"Bril {texts.BRILLEN[key]}"
    parts = [
        el(
            "li",
            el("p", texts.SUBSCORES.get(part, part), " ", el("b", texts.score(value)), class_="row"),
            charts.bar(value),
            el(
                "p",
                _capital(texts.SUBSCORE_EXPLANATIONS.get(part, "")),
                f" ({texts.TOO_LITTLE})" if value is None else None,
                class_="quiet",
            ),
        )
        for part, value in values.items()
        if part != "total"
    ]
    return el(
        "section",
        el("h4", name, " ", el("b", texts.score(total)), class_="row"),
        charts.bar(total),
        el("p", _sentence(reason or texts.TOO_LITTLE), class_="quiet") if total is None else None,
        el("p", _sentence(texts.BRIL_EXPLANATIONS[key])),
        el("ul", *parts, class_="parts") if parts else None,
        class_="bril",
    )


def _badge(severity: Severity) -> Html:
    return el("b", texts.SEVERITIES[severity], class_=f"badge {severity.value[0]}")


def _top_title(report: Report) -> str:
    return "De tien belangrijkste bevindingen" if len(view.weightiest(report)) == 10 else "De belangrijkste bevindingen"


def _link(paper: _Paper, clause: str | None) -> Child:
    """Name a clause with the heading above it, as a link where the page shows it."""
    judged = next((judged for judged in paper.report.clauses if judged.clause.id == clause), None)
    if judged is None:
        return clause or "Hele document"
    name = texts.clause_name(judged.clause.number, judged.clause.block, judged.clause.heading)
    return el("a", name, href=f"#{paper.anchors[judged.clause.id]}")


def _weightiest(paper: _Paper) -> Html | None:
    lines = []
    for finding in view.weightiest(paper.report):
        shown = view.shown(paper.report, finding)
        lines.append(
            el(
                "li",
                el(
                    "p",
                    _badge(finding.severity),
                    " ",
                    el("strong", texts.LABELS[finding.label]),
                    " · ",
                    _link(paper, finding.clause),
                ),
                el("p", _message(paper, finding), _known(finding), " ", el("q", shown) if shown else None),
            )
        )
    return el("ol", *lines, class_="ten") if lines else None


def _drawings(paper: _Paper) -> Html | None:
    report, top = paper.report, paper.top
    drawn = [
        charts.ladder(f"{top}-ladder", report),
        charts.findings(f"{top}-soorten", report),
        charts.reciprocity(f"{top}-partijen", report),
        charts.timeline(f"{top}-termijnen", report, paper.anchors),
    ]
    there = [drawing for drawing in drawn if drawing]
    return el("div", *there, class_="drawings") if there else None


def _table(head: Sequence[tuple[str, bool]], rows: Iterable[Sequence[Child]]) -> Html:
    """Make a table that becomes a list on a narrow screen; the second of a head says whether it holds numbers."""
    body = [
        el(
            "tr",
            el("th", row[0], scope="row"),
            *(
                el("td", cell, class_="num" if number else None, data_label=name)
                for (name, number), cell in zip(head[1:], row[1:], strict=True)
            ),
        )
        for row in rows
    ]
    heads = [el("th", name, scope="col", class_="num" if number else None) for name, number in head]
    return el("table", el("thead", el("tr", *heads)), el("tbody", *body), class_="stack")


def _themes(paper: _Paper) -> Html | None:
    themes, parties = view.theme_rows(paper.report), view.party_rows(paper.report)
    if not themes and not parties:
        return None
    return join(
        _table(
            [("Thema", False), ("Afspraken", True), ("Bevindingen", True), ("Score", True), ("Niveau", False)],
            (
                [texts.THEMES[row.theme], row.afspraken, row.findings, texts.score(row.score), row.verdict]
                for row in themes
            ),
        )
        if themes
        else None,
        el("h4", "Per partij"),
        _table(
            [("Partij", False), ("Rol", False), ("Afspraken waarin de partij iets doet", True), ("Score", True)],
            ([row.party.name, texts.ROLES[row.party.role], row.afspraken, texts.score(row.score)] for row in parties),
        )
        if parties
        else el("p", "Er zijn geen partijen gevonden."),
        el("p", "Een laag aantal zegt iets over de tekst, niet over de inzet van een partij.", class_="quiet"),
    )


def _proposals(paper: _Paper) -> Html | None:
    if not paper.report.proposals:
        return None
    parts = []
    for proposal in paper.report.proposals:
        counted = f"Te meten: nu {texts.plural(proposal.measures_before, 'gegeven', 'gegevens')}, straks {proposal.measures_after}."
        # The list of means in the text becomes a list of links.
        promise, found, rest = proposal.text.partition(" Middelen: ")
        _, dot, reporting = rest.rpartition(". [")
        if not (found and dot and proposal.means):
            promise, reporting = proposal.text, ""
        means = join("Middelen: ", _means(paper, proposal.means), ". ") if proposal.means else None
        parts.append(
            el(
                "div",
                el("h4", texts.THEMES[proposal.theme]),
                el(
                    "p",
                    el("b", "Ons voorstel: "),
                    _filled(promise, proposal.placeholders),
                    " ",
                    means,
                    _filled(f"[{reporting}", proposal.placeholders) if reporting else None,
                ),
                el("p", counted, class_="quiet"),
                el("p", el("b", f"{texts.QUESTION}: "), proposal.question) if proposal.question else None,
                class_="proposal",
            )
        )
    return join(
        el("p", f"Eén effect per thema, met de huidige afspraken als middel. {texts.PLACEHOLDER_NOTE}", class_="quiet"),
        *parts,
    )


def _means(paper: _Paper, clauses: Sequence[str]) -> Html:
    """Link to clauses; those without a number of their own are counted after the heading that they share."""
    known = {judged.clause.id: judged.clause for judged in paper.report.clauses}
    names: dict[str, list[str]] = {}
    for key in clauses:
        clause = known.get(key)
        name = texts.clause_name(clause.number, clause.block, clause.heading) if clause else key
        names.setdefault(name, []).append(key)
    parts: list[Child] = []
    for name, keys in names.items():
        links = [
            el("a", name if len(keys) == 1 else place, href=f"#{paper.anchors[key]}") if key in known else name
            for place, key in enumerate(keys, start=1)
        ]
        listed = join(*(part for place, link in enumerate(links) for part in (", " if place else None, link)))
        parts += [", " if parts else None, listed if len(keys) == 1 else join(f"{name} (", listed, ")")]
    return join(*parts)


def _whole(paper: _Paper) -> Html | None:
    whole = view.of_document(paper.report)
    remarks = [finding for finding in whole if finding.severity is not Severity.INFO]
    facts = [finding for finding in whole if finding.severity is Severity.INFO]
    if not whole:
        return None
    return join(
        _list(paper, f"{paper.prefix}h", remarks) if remarks else None,
        el("h4", "Feiten over het document") if facts else None,
        el("p", "Dit zijn geen opmerkingen en ze tellen niet mee in een score.", class_="quiet") if facts else None,
        _list(paper, f"{paper.prefix}i", facts) if facts else None,
    )


# --- findings and suggestions ---------------------------------------------------------------------------------------------


def _message(paper: _Paper, finding: Finding) -> str:
    """Give the message without the sentence that the legend says for all findings of this label."""
    return _SEARCHED.sub("", finding.message) if finding.label in paper.searched else finding.message


def _known(finding: Finding) -> str | None:
    return f" ({texts.KNOWN})" if finding.known else None


def _list(paper: _Paper, anchor: str, findings: Sequence[Finding], own: str | None = None) -> Html:
    """List findings with their suggestions; ``own`` is the text of the clause that stands beside them."""
    shown = view.suggestions(findings)
    return el(
        "ol",
        *(
            _finding(paper, f"{anchor}-{place}", *pair, own)
            for place, pair in enumerate(zip(findings, shown, strict=True), start=1)
        ),
        class_=None if own is not None else "f",
    )


def _finding(paper: _Paper, anchor: str, finding: Finding, suggestions: Sequence[Suggestion], own: str | None) -> Html:
    about = [
        f"Thema: {texts.THEMES[finding.theme]}." if finding.theme else None,
        f"Gaat over: {texts.listing(finding.parties)}." if finding.parties else None,
    ]
    said = " ".join(part for part in about if part) if own is None else ""
    first = [_suggestion(paper, suggestion, own) for suggestion in suggestions[:1]]
    others = [_suggestion(paper, suggestion, own) for suggestion in suggestions[1:]]
    more = texts.plural(len(others), "ander voorstel", "andere voorstellen")
    return el(
        "li",
        el("b", texts.SEVERITIES[finding.severity]),
        " ",
        f"{texts.LABELS[finding.label].removesuffix(' in plaats van effect')} ({finding.rule})",
        el("p", _message(paper, finding), _known(finding)),
        el("p", said, class_="quiet") if said else None,
        *first,
        el("details", el("summary", more), *others) if others else None,
        id=anchor,
        class_=finding.severity.value[0],
    )


def _suggestion(paper: _Paper, suggestion: Suggestion, own: str | None) -> Html:
    """Show a suggestion; the style sheet writes "Voorstel" before it and the script marks its placeholders."""
    text = suggestion.text
    effect = _effect(text) if own and _effect(text) in paper.often and text.startswith(_effect(text)) else ""
    note: Note = (effect, suggestion.assumption, suggestion.indicator, suggestion.unit, suggestion.source)
    number = paper.notes.setdefault(note, len(paper.notes) + 1) if any(note) else 0
    paper.placeholders.update(name for name in suggestion.placeholders if name and "|" not in name)
    if own and len(own) > _SHORT:
        # The clause stands beside this text word for word.
        text = text.replace(f"{_MEANS}{own.rstrip('.')}.", f"{_MEANS}deze afspraak.")
    name = f"{texts.variant(suggestion.variant)} ({texts.obligation(suggestion.obligation)})"
    return el(
        "div",
        el("a", name, href=f"#{paper.prefix}n{number}") if number else el("b", name),
        f" Effect: zie toelichting {number}." if effect else None,
        " " if not effect else None,
        text.removeprefix(effect),
    )


def _filled(text: str, placeholders: Sequence[str]) -> Html:
    return join(*(el("i", piece) if is_open else piece for piece, is_open in view.placeholders(text, placeholders)))


def _notes(paper: _Paper) -> Html | None:
    if not paper.notes:
        return None
    lines = []
    names = sorted(paper.placeholders)
    for (effect, *known), number in paper.notes.items():
        parts = [
            join(el("b", f"{name}: "), _filled(_ended(text), names), " ")
            for name, text in zip(("Aanname", "Indicator", "Eenheid", "Bron"), known, strict=True)
            if text
        ]
        shared = join(el("b", "Effect: "), el("span", _filled(effect, names)), " ") if effect else None
        lines.append(el("li", shared, *parts, id=f"{paper.prefix}n{number}"))
    intro = (
        "Elk voorstel is ons voorstel en rust op een aanname. Achter het soort voorstel staat wat het doet met de "
        "verplichting: even zwaar, zwaarder of lichter. Hieronder staat elke aanname één keer, met de maat en de bron "
        "waar het voorstel die noemt."
    )
    return join(el("p", intro, class_="quiet"), el("ol", *lines, class_="notes"))


def _legend(paper: _Paper) -> Html:
    used = [label for label in Label if any(finding.label is label for finding in paper.report.findings)]
    terms = [
        el(
            "div",
            el("dt", texts.LABELS[label]),
            el(
                "dd",
                texts.LABEL_EXPLANATIONS[label],
                f" {searched}" if (searched := paper.searched.get(label)) else None,
            ),
        )
        for label in used
    ]
    severities = [
        el("div", el("dt", _badge(severity)), el("dd", _sentence(text)))
        for severity, text in texts.SEVERITY_EXPLANATIONS.items()
    ]
    steps = [
        el("div", el("dt", texts.NIVEAUS[niveau]), el("dd", _sentence(texts.NIVEAU_EXPLANATIONS[niveau])))
        for niveau in Niveau
    ]
    return join(
        el("h4", "Soorten bevindingen") if terms else None,
        el("dl", *terms, class_="terms") if terms else None,
        el("h4", "Ernst"),
        el("dl", *severities, class_="terms"),
        el("h4", "Niveaus"),
        el("dl", *steps, class_="terms"),
    )


# --- the text -------------------------------------------------------------------------------------------------------------


def _text(paper: _Paper) -> Html:
    groups = []
    for place, (heading, clauses) in enumerate(view.by_heading(paper.report.clauses)):
        name = " › ".join(heading) if heading else "Zonder kop" if place else "Begin van het document"
        groups.append(el("div", el("h4", name), "\n", *(_clause(paper, judged) for judged in clauses), class_="group"))
    return join(_filters(paper), *groups)


def _clause(paper: _Paper, judged: Judged) -> Html:
    clause, findings, anchor = judged.clause, paper.found[judged.clause.id], paper.anchors[judged.clause.id]
    parties = paper.report.parties
    concerned = view.concerned(judged, paper.acting[clause.id], findings, parties)
    facts = [texts.KINDS[judged.kind]]
    if judged.niveau:
        facts.append(texts.NIVEAUS[judged.niveau])
    facts.append(texts.THEMES[judged.theme])
    if judged.score is not None:
        facts.append(f"score {judged.score}")
    if judged.corrected:
        facts.append(texts.corrected(judged).removeprefix(", "))
    return el(
        "div",
        el("h5", texts.clause_name(clause.number, clause.block, ())),
        el("small", ", ".join(facts)),
        el("small", clause.lead) if clause.lead else None,
        _marked(judged, findings),
        _list(paper, anchor, findings, clause.text) if findings else None,
        "\n",
        id=anchor,
        class_=f"c k{_KINDS.index(judged.kind)} t{_THEMES.index(judged.theme)}",
        data_p="*" if parties and len(concerned) == len(parties) else " ".join(map(str, concerned)) or None,
    )


def _marked(judged: Judged, findings: Sequence[Finding]) -> Html:
    """Show the text with its marks; a table row as one line per cell, unless a finding reaches over a border."""
    clause = judged.clause
    cells = clause.cells if clause.columns else ()
    inside = all(
        any(cell.start <= finding.start and finding.end <= cell.end for cell in cells)
        for finding in findings
        if finding.start is not None and finding.end is not None
    )
    if cells and inside:
        lines = [
            el("div", el("dt", cell.column or "–"), el("dd", _pieces(clause.text, findings, cell.start, cell.end)))
            for cell in cells
        ]
        return el("dl", *lines)
    columns = f"Kolommen: {' | '.join(clause.columns)}" if clause.columns else None
    return join(
        el("small", columns) if columns else None,
        el("p", _pieces(clause.text, findings, 0, len(clause.text))),
    )


def _pieces(text: str, findings: Sequence[Finding], start: int, end: int) -> Html:
    """Mark the words of the findings; the style sheet shows the numbers in ``data-e``, or else those in ``data-f``."""
    parts: list[Child] = []
    for piece in view.pieces(text, findings, start, end):
        if not piece.marks:
            parts.append(piece.text)
            continue
        severity = min((findings[place].severity for place in piece.marks), key=lambda value: value.rank)
        parts.append(
            el(
                "mark",
                piece.text,
                class_=severity.value[0],
                data_f=",".join(str(place + 1) for place in piece.marks),
                data_e=None if piece.ends == piece.marks else ",".join(str(place + 1) for place in piece.ends),
            )
        )
    return join(*parts)


def _filters(paper: _Paper) -> Html:
    """The form that the script shows; it does nothing without it, so it is hidden until then."""
    report = paper.report
    in_clauses = [finding for findings in paper.found.values() for finding in findings]
    labels = [label for label in Label if any(finding.label is label for finding in in_clauses)]
    sorts: list[Html] = []
    for group, members in groupby(labels, key=texts.group):
        rules = {label: sorted({finding.rule for finding in in_clauses if finding.label is label}) for label in members}
        options = [el("option", texts.LABELS[label], value=" ".join(mine)) for label, mine in rules.items()]
        if len(options) > 1:
            every = " ".join(code for mine in rules.values() for code in mine)
            options.insert(0, el("option", f"{texts.GROUPS[group]}: alles", value=every))
        sorts.append(el("optgroup", *options, label=texts.GROUPS[group]))
    themes = [theme for theme in Theme if any(judged.theme is theme for judged in report.clauses)]
    kinds = [kind for kind in Kind if any(judged.kind is kind for judged in report.clauses)]
    ticks = [
        el(
            "label",
            el("input", type="checkbox", name="severity", value=severity.value[0], checked=True),
            texts.SEVERITIES[severity],
            class_="tick",
        )
        for severity in Severity
        if any(finding.severity is severity for finding in in_clauses)
    ]
    return el(
        "form",
        el("fieldset", el("legend", "Ernst"), *ticks),
        _select("Soort bevinding", "rules", "alle soorten", sorts),
        _select(
            "Thema", "theme", "alle thema's", [el("option", texts.THEMES[t], value=_THEMES.index(t)) for t in themes]
        ),
        _select("Partij", "party", "alle partijen", _party_options(report.parties)),
        _select(
            "Soort tekst", "kind", "alle tekst", [el("option", texts.KINDS[k], value=_KINDS.index(k)) for k in kinds]
        ),
        el(
            "label",
            el("span", "Zoeken in tekst en bevindingen"),
            el("input", type="search", name="search", autocomplete="off"),
            class_="wide",
        ),
        el(
            "div",
            el(
                "label",
                el("input", type="checkbox", name="only"),
                "Alleen tekst met bevindingen",
                class_="tick",
            ),
            el("output", class_="count", aria_live="polite", aria_label="Resultaat van zoeken en filteren"),
            el(
                "span",
                el("button", "Alles tonen", type="reset"),
                " ",
                el("button", "Sneltoetsen (?)", type="button", class_="help"),
            ),
            class_="end",
        ),
        class_="filters",
        hidden=True,
        aria_label=f"Bevindingen kiezen: {paper.name}",
    )


def _select(name: str, key: str, every: str, options: Iterable[Html]) -> Html:
    chosen = el("select", el("option", every, value=""), *options, name=key)
    return el("label", el("span", name), chosen)


def _party_options(parties: Sequence[Party]) -> list[Html]:
    return [el("option", party.name, value=place) for place, party in enumerate(parties)]


_KEYS = (
    ("j", "volgende bevinding"),
    ("k", "vorige bevinding"),
    ("/", "zoeken"),
    ("?", "dit venster"),
    ("Esc", "venster sluiten, of het zoekveld verlaten"),
)
_HELP = el(
    "dialog",
    el("h2", "Sneltoetsen", id="sneltoetsen"),
    el("dl", *(el("div", el("dt", el("kbd", key)), el("dd", text)) for key, text in _KEYS)),
    el("label", el("input", type="checkbox", name="keys", checked=True), "Sneltoetsen gebruiken", class_="tick"),
    el("p", el("button", "Sluiten", type="button")),
    aria_labelledby="sneltoetsen",
)
