"""From a report to a dossier: which clauses carry a test, what is due when, and what law and reviewers ask about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from prestatielint.acting import acting_parties
from prestatielint.catalogue import Catalogue, Weights
from prestatielint.dossier import agenda, checklist, words
from prestatielint.dossier.blocks import (
    Block,
    Card,
    Cell,
    Dossier,
    Heading,
    Para,
    Rich,
    Section,
    Small,
    Span,
    Table,
    bullets,
    cell,
    quiet,
    rich,
    strong,
)
from prestatielint.model import (
    Bond,
    Finding,
    Judged,
    Kind,
    Label,
    Niveau,
    Party,
    PipelineInfo,
    Proposal,
    Report,
    Role,
    Scores,
    Severity,
    Suggestion,
    Theme,
)
from prestatielint.nlp.context import period as agreed_period
from prestatielint.report import texts, view
from prestatielint.score import test_values

# How many clauses show what is strong and what is weak in a test, and how much of a clause is shown.
SHOWN = 3
_WIDTH = 420
# A clause below this is no example to follow, however well it does in one test.
_STRONG = 50
_ABREAST = 4  # parties in one table, so that their names fit
# The rewrite that fits what a test asks, before any other.
_VARIANTS = {"wederkerig": ("tegenprestatie",)}
_FIRM = ("hard", "effect+middel", "effect")


@dataclass
class _Case:
    """A report as the sections see it, and which clauses and rewrites were shown already."""

    report: Report
    weights: Weights
    period: tuple[int, int] | None
    found: Mapping[str, list[Finding]]
    judged: Mapping[str, Judged]
    acting: Mapping[str, frozenset[str]]
    values: Mapping[str, Mapping[str, float]]  # per test the value of every clause that counts in it
    strong: Counter[str] = field(default_factory=Counter)
    weak: Counter[str] = field(default_factory=Counter)
    rewrites: dict[str, str] = field(default_factory=dict)

    @property
    def agreed(self) -> list[Judged]:
        return [judged for judged in self.report.clauses if judged.kind is Kind.AFSPRAAK]

    @property
    def roles(self) -> dict[str, Role]:
        return {party.name: party.role for party in self.report.parties}


def collect(report: Report, pipeline: PipelineInfo, catalogue: Catalogue) -> Dossier:
    """Put together the dossier of one report, which was made with this pipeline and catalogue."""
    weights = catalogue.weights
    found = view.by_clause(report)
    case = _Case(
        report,
        weights,
        agreed_period(report.document),
        found,
        {judged.clause.id: judged for judged in report.clauses},
        {j.clause.id: acting_parties(j, report.parties) for j in report.clauses if j.kind is Kind.AFSPRAAK},
        test_values(report.clauses, found, weights),
    )
    sections = (
        ("In het kort", "kort", _brief(case)),
        ("De vijf toetsvragen", "toetsvragen", _tests(case)),
        ("Wie zegt wat toe", "wederkerigheid", _matrix(case)),
        ("Effecten en activiteiten", "effecten", _effects(case)),
        ("Agenda van termijnen", "agenda", agenda.blocks(report, case.period)),
        ("Wat de wet noemt", "wet", checklist.law(report, case.period)),
        ("Wat de visitatie noemt", "visitatie", checklist.visitation(report, case.period, case.acting)),
        ("Wat niet is beoordeeld", "grenzen", _unjudged(case)),
        ("Verantwoording", "verantwoording", _account(case, pipeline, catalogue.version)),
    )
    return Dossier(
        title=words.TITLE,
        subject=report.document.title or report.document.path,
        facts=_facts(case),
        sentence=words.SENTENCE,
        about=(words.PURPOSE,),
        sections=tuple(
            Section(f"{number}  {title}", anchor, tuple(blocks))
            for number, (title, anchor, blocks) in enumerate(sections, start=1)
        ),
    )


def _facts(case: _Case) -> tuple[tuple[str, tuple[str, ...]], ...]:
    document = case.report.document
    parties = tuple(f"{party.name} ({texts.ROLES[party.role]})" for party in case.report.parties)
    pages = f" ({texts.plural(document.pages, 'pagina', 'pagina’s')})" if document.pages is not None else ""
    return (
        ("Document", (f"{document.path}{pages}",)),
        ("Partijen", parties or ("niet gevonden",)),
        ("Looptijd", (words.years(case.period),)),
        ("Omvang", (texts.plural(len(case.agreed), "afspraak", "afspraken"),)),
    )


# --- in short -----------------------------------------------------------------------------------------------------------


def _brief(case: _Case) -> list[Block]:
    report = case.report
    aw = report.scores.aw
    rows = []
    for key, test in words.TESTS.items():
        value = aw.get(key)
        clean, total = _clean(case, key)
        rows.append(
            (
                cell(strong(test.name)),
                cell(strong(texts.score(value))),
                _bar(value),
                cell(test.question, quiet(f"{clean} van {total} zonder opmerking") if total else ""),
            )
        )
    levels = Counter(judged.niveau for judged in case.agreed)
    silent = _silent(case)
    points = [
        words.NO_CLAUSES
        if not case.agreed
        else f"{texts.plural(len(case.agreed), 'afspraak', 'afspraken')}: {levels[Niveau.EFFECT]} op het niveau effect, "
        f"{levels[Niveau.OUTPUT]} output, {levels[Niveau.PROCES]} proces en {levels[Niveau.INTENTIE]} intentie.",
        *(
            f"{texts.ROLES[role].capitalize()}: geen toezegging bij {texts.listing(names)}, terwijl het thema daar naar "
            "onze inschatting om vraagt."
            for role, names in silent.items()
        ),
        *_heaviest(case),
    ]
    notices = [notice.message for notice in view.notices(report)]
    blocks: list[Block] = [
        Para(rich(words.QUOTE)),
        Table(("Toetsvraag", "Cijfer", "0 – 100", "Wat er wordt gevraagd"), tuple(rows), (25, 9, 24, 42)),
        Para(rich(words.SCALE), quiet=True),
        Small("Wat opvalt"),
        bullets(points),
    ]
    if notices:
        blocks += [Small("Let op"), bullets(notices)]
    return blocks


def _heaviest(case: _Case) -> list[str]:
    counts = view.counts(case.report)
    if not counts[Severity.HOOG]:
        return []
    labels = Counter(finding.label for finding in case.report.findings if finding.severity is Severity.HOOG)
    first = texts.listing(f"{texts.LABELS[label]} ({number})" for label, number in labels.most_common(3))
    return [
        f"{texts.plural(counts[Severity.HOOG], 'zware opmerking', 'zware opmerkingen')} "
        f"({texts.SEVERITY_EXPLANATIONS[Severity.HOOG]}); het vaakst: {first}."
    ]


def _bar(value: int | None) -> Cell:
    return cell(quiet("geen cijfer")) if value is None else Cell(((Span(f"{value} van 100", "", value),),))


def _silent(case: _Case) -> dict[Role, list[str]]:
    """Themes, by role, that ask a contribution which nobody of that role promises."""
    silent: dict[Role, list[str]] = {}
    for theme in Theme:
        bonds = [bond for bond in case.report.matrix if bond.theme is theme]
        for role in view.silent(bonds, case.roles):
            silent.setdefault(role, []).append(texts.THEMES[theme].lower())
    return silent


# --- the five tests -----------------------------------------------------------------------------------------------------


def _clean(case: _Case, key: str) -> tuple[int, int]:
    values = case.values[key].values()
    return sum(value >= 100 for value in values), len(values)


def _tests(case: _Case) -> list[Block]:
    blocks: list[Block] = [Para(rich(words.TWO_SIDES), quiet=True)]
    for key, test in words.TESTS.items():
        value = case.report.scores.aw.get(key)
        clean, total = _clean(case, key)
        reason = case.report.scores.reasons.get("aw", texts.TOO_LITTLE)
        blocks.append(Heading(test.name, f"toets-{key}"))
        figure = (
            rich(strong(f"{value}  "), Span(f"{value} van 100", "", value), "  ", quiet(test.question))
            if value is not None
            else rich(strong("Geen cijfer: "), f"{reason}.")
        )
        blocks += [Para(figure), Para(rich(test.meaning))]
        if total:
            what = "beoordeelde afspraken en wensen" if key == "wederkerig" else "afspraken"
            blocks.append(Para(rich(f"{clean} van de {total} {what} zonder opmerking."), quiet=True))
            blocks += _strongest(case, key)
            blocks += _weakest(case, key)
        else:
            blocks.append(Para(rich(words.NO_CLAUSES)))
        blocks += _of_document(case, key)
        blocks.append(Card((rich(strong(words.QUESTIONS)), *map(rich, _questions(case, key))), "talk"))
    return blocks


def _evidence(case: _Case, key: str, judged: Judged) -> tuple[str, ...]:
    """The words that carry a test in a clause; none when nothing does."""
    if key == "wederkerig":
        return judged.actors if len({case.roles[name] for name in case.acting[judged.clause.id]}) > 1 else ()
    if key == "aanspreekbaar":
        # "Partijen" are everybody, so nobody in particular.
        everybody = sum(role is not Role.OVERIG for role in case.roles.values())
        return judged.actors if 0 < len(case.acting[judged.clause.id]) < everybody else ()
    if key == "tijdshorizon":
        return tuple(text for text in judged.deadlines if agenda.resolved(text, judged.clause, case.period).iso)
    if key == "hard":
        return () if judged.niveau is Niveau.INTENTIE else (*judged.quantities, *judged.deadlines)
    return judged.quantities


def _strongest(case: _Case, key: str) -> list[Block]:
    ranked = sorted(
        (
            judged
            for judged in case.agreed
            if case.values[key][judged.clause.id] >= 100
            and (judged.score or 0) >= _STRONG
            and _evidence(case, key, judged)
        ),
        key=lambda j: (-(j.score or 0), case.strong[j.clause.id], -list(Niveau).index(j.niveau or Niveau.INTENTIE)),
    )
    chosen = _spread(ranked)
    if not chosen:
        return [Small("Sterkste afspraken"), Para(rich("Geen afspraak springt er hier in positieve zin uit."))]
    label = words.TESTS[key].evidence
    blocks: list[Block] = [Small("Sterkste afspraken")]
    for judged in chosen:
        case.strong[judged.clause.id] += 1
        quoted = texts.listing(f"‘{text}’" for text in _evidence(case, key, judged)[:4])
        blocks.append(Card((_named(judged), _shown(judged, ()), rich(quiet(f"{label}: {quoted}"))), "good"))
    return blocks


def _weakest(case: _Case, key: str) -> list[Block]:
    values, labels = case.values[key], case.weights.tests[key]
    ranked = []
    for clause, value in values.items():
        mine = [f for f in case.found[clause] if f.label in labels and f.severity is not Severity.INFO]
        if mine and value < 100:
            ranked.append((value, case.weak[clause], not _rewrite(case, key, clause, mine), -len(mine), clause, mine))
    ranked.sort(key=lambda entry: entry[:4])
    by_id = {entry[4]: entry[5] for entry in ranked}
    chosen = _spread([case.judged[entry[4]] for entry in ranked], keep=True)
    if not chosen:
        return [Small("Zwakste afspraken"), Para(rich("Bij geen enkele afspraak is hier iets gevonden."))]
    blocks: list[Block] = [Small("Zwakste afspraken")]
    for judged in chosen:
        mine = by_id[judged.clause.id]
        case.weak[judged.clause.id] += 1
        remarks = [rich(message) for message in dict.fromkeys(finding.message for finding in mine)]
        blocks.append(Card((_named(judged), _shown(judged, mine), *remarks), "bad"))
        suggestion = _rewrite(case, key, judged.clause.id, mine)
        if suggestion is not None:
            blocks.append(Card(_proposal(case, key, suggestion), "idea"))
    return blocks


def _spread(ranked: Sequence[Judged], *, keep: bool = False) -> list[Judged]:
    """Choose the first clauses, those of another theme before a second of the same; ``keep`` leaves the first in front."""
    chosen: list[Judged] = []
    seen: set[Theme] = set()
    for judged in ranked:
        if judged.theme not in seen and len(chosen) < SHOWN:
            seen.add(judged.theme)
            chosen.append(judged)
    chosen += [judged for judged in ranked if judged not in chosen][: SHOWN - len(chosen)]
    return chosen


def _rewrite(case: _Case, key: str, clause: str, mine: Sequence[Finding]) -> Suggestion | None:
    """The rewrite that answers the findings of a test best; one for another finding of the clause if there is none."""
    own = [suggestion for finding in mine for suggestion in finding.suggestions]
    others = [s for finding in case.found[clause] for s in finding.suggestions] if key != "wederkerig" else []
    for variant in (*_VARIANTS.get(key, ()), *_FIRM):
        for suggestion in own:
            if suggestion.variant == variant:
                return suggestion
    return next(iter((*own, *others)), None)


def _proposal(case: _Case, key: str, suggestion: Suggestion) -> tuple[Rich, ...]:
    name = f"Voorstel ({texts.variant(suggestion.variant)}, verplichting {texts.obligation(suggestion.obligation)}): "
    before = case.rewrites.setdefault(suggestion.text, key)
    if before != key:
        return (rich(strong(name), f"zie bij de toetsvraag ‘{words.TESTS[before].name}’."),)
    lines = [rich(strong(name), _filled(suggestion.text, suggestion.placeholders))]
    if suggestion.assumption:
        assumption = _filled(suggestion.assumption, suggestion.placeholders)
        lines.append(rich(quiet("Aanname: "), tuple(Span(s.text, s.style or "quiet") for s in assumption)))
    return tuple(lines)


def _filled(text: str, names: Sequence[str]) -> Rich:
    return tuple(Span(piece, "open" if open_ else "") for piece, open_ in view.placeholders(text, names))


def _named(judged: Judged) -> Rich:
    clause = judged.clause
    place = view.place(clause)
    where = ", ".join(filter(None, (place, texts.THEMES[judged.theme].lower())))
    kind = texts.KINDS[judged.kind] if judged.kind is not Kind.AFSPRAAK else ""
    return rich(strong(name(judged)), quiet("  " + ", ".join(filter(None, (where, kind)))))


def name(judged: Judged) -> str:
    """Name a clause by its number, or by what it is and where."""
    return texts.clause_name(judged.clause.number, judged.clause.block, judged.clause.heading)


def _shown(judged: Judged, findings: Sequence[Finding]) -> Rich:
    """The text of a clause with the words of the findings marked; a long one is cut where nothing is marked."""
    text = judged.clause.text
    spans: list[Span] = []
    last = 0
    for start, end, _ in view.merged(findings, len(text)):
        spans += [Span(text[last:start]), Span(text[start:end], "mark")]
        last = end
    spans.append(Span(text[last:]))
    if len(text) > _WIDTH:
        room = _WIDTH // max(1, len(spans))
        spans = [
            span if span.style else Span(_cut(span.text, room, first=not place, last=place == len(spans) - 1))
            for place, span in enumerate(spans)
        ]
    lead = f"{judged.clause.lead} " if judged.clause.lead else ""
    return rich("‘", lead, *spans, "’")


def _cut(text: str, room: int, *, first: bool, last: bool) -> str:
    if len(text) <= room:
        return text
    front = "" if first and not last else text[: room // 2].rsplit(" ", 1)[0]
    back = "" if last else text[-room // 2 :].split(" ", 1)[-1]
    return f"{front} … {back}"


def _of_document(case: _Case, key: str) -> list[Block]:
    labels = case.weights.document.get(key, {})
    messages = [f.message for f in case.report.findings if f.label in labels and f.severity is not Severity.INFO]
    if not messages:
        return []
    return [Small("Over het hele document"), bullets(dict.fromkeys(messages))]


def _questions(case: _Case, key: str) -> list[str]:
    """Questions for the talk: two that always fit, and one on what was found."""
    questions = list(words.TESTS[key].questions)
    if key == "wederkerig":
        questions += [
            f"Wat kan de {texts.ROLES[role]} toezeggen bij {texts.listing(names)}?"
            for role, names in _silent(case).items()
        ]
        return questions
    labels, values = case.weights.tests[key], case.values[key]
    asked = {
        Label.VAAG_ONTSNAPPING: "Wie beslist of het voorbehoud ‘{quote}’ in {name} geldt, en wanneer?",
        Label.VAAG_INSPANNING: "Wat komt er bij {name} in elk geval, ook als het tegenzit?",
        Label.SMART_HOEVEEL: "Bij welk aantal of welk feit is {name} geslaagd?",
        Label.SMART_WANNEER: "Wanneer is {name} klaar?",
        Label.SMART_WIE: "Wie doet {name}?",
    }
    for clause in sorted(values, key=lambda clause: (values[clause], -case.weak[clause])):
        for finding in case.found[clause]:
            number = case.judged[clause].clause.number
            if finding.label in labels and finding.severity is not Severity.INFO and number and finding.quote:
                pattern = asked.get(finding.label, "Wat bedoelen we met ‘{quote}’ in {name}?")
                questions.append(pattern.format(quote=finding.quote, name=number))
                return questions
    return questions


# --- who promises what ----------------------------------------------------------------------------------------------------


def _matrix(case: _Case) -> list[Block]:
    report = case.report
    if not report.matrix:
        return [Para(rich("Er zijn geen partijen met afspraken gevonden, dus er is niets te tellen."))]
    bonds = {(bond.theme, bond.party): bond for bond in report.matrix}
    shown = [party for party in report.parties if any(bond.party == party.name for bond in report.matrix)]
    abreast = -(-len(shown) // -(-len(shown) // _ABREAST))  # five in three and two, not in four and one
    return [
        Para(rich(words.RECIPROCITY)),
        *(_bonds(report, bonds, shown[first : first + abreast]) for first in range(0, len(shown), abreast)),
        *_alone(case),
    ]


def _bonds(report: Report, bonds: Mapping[tuple[Theme, str], Bond], parties: Sequence[Party]) -> Table:
    """The matrix for some of the parties."""
    roles = {party.name: party.role for party in report.parties}
    rows = []
    for theme in Theme:
        mine = [bond for bond in report.matrix if bond.theme is theme]
        if not mine:
            continue
        silent = view.silent(mine, roles)
        cells = [cell(strong(texts.THEMES[theme]))]
        for party in parties:
            bond = bonds.get((theme, party.name))
            promised = texts.bond(bond.hard, bond.soft) if bond else "–"
            if party.role in silent:
                cells.append(cell("geen", tone="bad"))
            else:
                cells.append(
                    cell(promised, tone="" if not bond else "good" if bond.hard else "soft" if bond.soft else "")
                )
        rows.append(tuple(cells))
    head = ("Thema", *(f"{party.name} ({texts.ROLES[party.role]})" for party in parties))
    return Table(head, tuple(rows), (22, *([78 // len(parties)] * len(parties))))


def _alone(case: _Case) -> list[Block]:
    whole = [
        f.message for f in view.of_document(case.report)
        if f.label in (Label.DOCUMENT_PARTIJEN, Label.DOCUMENT_WEDERKERIGHEID)
    ]  # fmt: skip
    return [Small("Wat prestatielint daarbij ziet"), bullets(dict.fromkeys(whole))] if whole else []


# --- effects --------------------------------------------------------------------------------------------------------------


def _effects(case: _Case) -> list[Block]:
    agreed = case.agreed
    levels = Counter(judged.niveau for judged in agreed)
    rows = tuple(
        (
            cell(strong(texts.NIVEAUS[niveau].capitalize())),
            cell(str(levels[niveau])),
            _bar(_share(levels[niveau], len(agreed))),
            cell(texts.NIVEAU_EXPLANATIONS[niveau].capitalize() + "."),
        )
        for niveau in Niveau
    )
    effects = levels[Niveau.EFFECT]
    counted = (
        f"{effects} van de {texts.plural(len(agreed), 'afspraak', 'afspraken')} {'noemt' if effects == 1 else 'noemen'} "
        f"een effect, tegenover {levels[Niveau.OUTPUT]} met een product (output)."
    )
    themes = tuple(
        (
            cell(strong(texts.THEMES[row.theme])),
            *(cell(str(row.ladder[niveau])) for niveau in reversed(Niveau)),
            cell(row.verdict[:1].upper() + row.verdict[1:] + "."),
        )
        for row in view.theme_rows(case.report)
    )
    blocks: list[Block] = [
        Para(rich(words.EFFECT)),
        Para(rich(strong(counted if agreed else words.NO_CLAUSES))),
        Table(("Niveau", "Aantal", "Aandeel", "Wat het is"), rows, (14, 10, 26, 50)),
    ]
    if themes:
        blocks += [
            Heading("Per thema", "effecten-thema"),
            Table(("Thema", "Effect", "Output", "Proces", "Intentie", "Samengevat"), themes, (24, 9, 9, 9, 10, 39)),
        ]
    if case.report.proposals:
        blocks += [
            Heading("Voorstel per thema", "effecten-voorstel"),
            Para(
                rich("Eén effect per thema, met de huidige afspraken als middel. " + texts.PLACEHOLDER_NOTE), quiet=True
            ),
        ]
        blocks += map(_effect, case.report.proposals)
    return blocks


def _effect(proposal: Proposal) -> Card:
    before = texts.plural(proposal.measures_before, "gegeven", "gegevens")
    lines = [
        rich(strong(texts.THEMES[proposal.theme])),
        _filled(proposal.text, proposal.placeholders),
        rich(quiet(f"Te meten: nu {before}, straks {proposal.measures_after}.")),
    ]
    if proposal.question:
        lines.append(rich(quiet(f"{texts.QUESTION}: {proposal.question}")))
    return Card(tuple(lines), "idea")


def _share(part: int, whole: int) -> int:
    return int(100 * part / whole + 0.5) if whole else 0


# --- what was not judged, and how this was made -----------------------------------------------------------------------------


def _unjudged(case: _Case) -> list[Block]:
    suppressed = [
        f"{_place_of(case, entry.finding)}: {texts.LABELS[entry.finding.label]}{_quoted(entry.finding)}. "
        f"Reden ({texts.source(entry)}): {entry.reason}"
        for entry in case.report.suppressed
    ]
    corrected = [
        f"{name(judged)}: {texts.listing(texts.CORRECTED_FIELDS.get(key, key) for key in judged.corrected)} "
        "aangepast in de instellingen."
        for judged in case.report.clauses
        if judged.corrected
    ]
    lists = (
        ("Meldingen", [notice.message for notice in view.notices(case.report)]),
        ("Geen cijfer", _missing(case.report.scores)),
        ("Onderdrukt met een reden; telt niet mee", suppressed),
        ("Door u aangepast", corrected),
    )
    blocks: list[Block] = []
    for title, lines in lists:
        if lines:
            blocks += [Small(title), bullets(lines)]
    return [*blocks, Small("Buiten de tekst"), Para(rich(words.UNSEEN))]


def _quoted(finding: Finding) -> str:
    return f" (‘{finding.quote}’)" if finding.quote else ""


def _missing(scores: Scores) -> list[str]:
    """Say which figures are not given, and why."""
    missing = []
    lenses = {"aw": scores.aw, "effect": scores.effect, "relatie": scores.relatie}
    for key, parts in lenses.items():
        for part, value in parts.items():
            if value is None:
                title = (
                    f"bril {texts.BRILLEN[key]}"
                    if part == "total"
                    else f"{texts.BRILLEN[key]}, {texts.SUBSCORES.get(part, part).lower()}"
                )
                reason = scores.reasons.get(key) or scores.reasons.get("total") or texts.TOO_LITTLE
                missing.append(f"Geen cijfer voor {title}: {reason}.")
    if scores.total is None and not missing:
        missing.append(f"Geen totaalcijfer: {scores.reasons.get('total', texts.TOO_LITTLE)}.")
    missing += [
        f"Geen cijfer voor {party}: {scores.reasons.get(party, texts.TOO_LITTLE)}."
        for party, value in scores.parties.items()
        if value is None
    ]
    return missing


def _place_of(case: _Case, finding: Finding) -> str:
    judged = case.judged.get(finding.clause or "")
    return name(judged) if judged else "Hele document"


def _account(case: _Case, pipeline: PipelineInfo, catalogue: str) -> list[Block]:
    document = case.report.document
    made = (
        f"Gemaakt met {view.tool()}, {view.read_with(pipeline, catalogue)}. "
        f"Document: {document.path}, sha256 {document.sha256[:16]}…"
    )
    return [
        Para(rich(f"{words.SENTENCE}.")),
        Para(rich(texts.LIMITS)),
        Para(rich(texts.PLACEHOLDER_NOTE)),
        Para(rich(texts.SCORE_NOTE)),
        Para(rich(made), quiet=True),
    ]
