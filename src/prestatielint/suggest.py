"""Propose rewrites for findings and one effect per theme; section 6 of the annotation guide.

Every word of a suggestion comes from the table of effects or from the clause itself. What the document does not give is a
placeholder between square brackets; a number is only ever repeated inside the quoted clause, so it keeps its own unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from prestatielint.catalogue import Effect, Rule
from prestatielint.model import Clause, Label, Niveau, Proposal, Role, Suggestion, Theme
from prestatielint.nlp.checks import NEEDED
from prestatielint.nlp.reading import NUMBER_COLUMNS, Context, Reading

_PLACEHOLDER = re.compile(r"\[[^\]\d]+\]")
# Words that name residents in general; they do not tell which group is meant.
_GENERAL = frozenset(
    """
        huurder huurders bewoner bewoners inwoner inwoners huishouden huishoudens mensen mens persoon personen
        doelgroep doelgroepen kind kinderen woningzoekende woningzoekenden cliënt cliënten
        """.split()
)


def _cited(text: str) -> str:
    """Words of the document as they may stand in a suggestion: its own square brackets would look like a placeholder."""
    return text.replace("[", "(").replace("]", ")")


def placeholders(text: str) -> tuple[str, ...]:
    """The bracketed words that the parties must still fill in, in order and once each."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def as_sentence(clause: Clause) -> str:
    """The clause as a sentence of its own: with its lead in front, a row without its number and with its cells in order."""
    if clause.cells:
        cells = [
            clause.text[cell.start : cell.end]
            for cell in clause.cells
            if not (cell.column and NUMBER_COLUMNS.match(cell.column))
        ]
        main, rest = (cells or [clause.text])[0], (cells or [""])[1:]
        text = main + (f" ({'; '.join(rest)})" if rest else "")
    else:
        text = clause.text
        if clause.lead:
            lead = clause.lead.rstrip(" :")
            text = f"{lead}: {text}" if len(lead.split()) > 6 else f"{lead} {text}"
    text = text.strip().rstrip(";,. ")
    text = re.sub(r"\s+(?:en|of)$", "", text).rstrip(";, ")
    return _cited(text[:1].upper() + text[1:] + ".")


def _reporter(reading: Reading, context: Context) -> str:
    """Who reports: the only party that acts in the clause, else a placeholder."""
    names = {name for mention in reading.actors if not mention.collective for name in mention.parties}
    known = {party.name: party for party in context.parties}
    if len(names) == 1 and (name := next(iter(names))) in known:
        if known[name].role is Role.GEMEENTE:
            return "De gemeente"
        return _short(known[name].name, known[name].aliases)
    return "[Partij]"


def _short(name: str, aliases: Sequence[str]) -> str:
    """The way in which the document itself names a party in running text."""
    fitting = [alias for alias in aliases if alias[:1].isupper() and alias in name]
    chosen = min(fitting, key=len) if fitting else name
    return chosen


def _group(reading: Reading) -> str | None:
    """The group of residents that the clause names, when it names exactly one and not residents in general."""
    named = [
        slot.text
        for slot in reading.beneficiaries
        if slot.text.split()[-1].lower() not in _GENERAL and not re.search(r"\d", slot.text)
    ]
    named = [re.sub(r"^(?:de|het|een|alle|deze|die|elke|iedere)\s+", "", text, flags=re.IGNORECASE) for text in named]
    unique = list(dict.fromkeys(text.lower() for text in named))
    return unique[0] if len(unique) == 1 and 3 < len(unique[0]) < 40 else None


def _fill(text: str, reading: Reading) -> str:
    """Put the group that the clause names in the place of the first [doelgroep]."""
    group = _group(reading)
    if group is None:
        return text
    if "uit [doelgroep]" in text:
        return text.replace("uit [doelgroep]", f"van {group}", 1)
    return text.replace("[doelgroep]", group, 1)


def _sourced(effect: Effect) -> tuple[str, str, str]:
    return effect.indicator, effect.unit, effect.source


def _effect(effect: Effect, reading: Reading, context: Context) -> Suggestion:
    promise = _fill(effect.promise, reading)
    middle = (
        "Middelen"
        if effect.theme is Theme.VERDUURZAMING and re.search(r"pane(?:el|len)", reading.clause.text, re.IGNORECASE)
        else "Middel"
    )
    means = f"{middle}: {as_sentence(reading.clause)}"
    if middle == "Middelen":
        means = means.removesuffix(".") + "; [partij] zet energiecoaches in."
    text = f"{promise} {means} {_reporter(reading, context)} rapporteert uit [bron]."
    indicator, unit, source = _sourced(effect)
    return Suggestion(
        "effect+middel",
        text,
        "zwaarder",
        f"{effect.assumption} {effect.cited}",
        indicator,
        unit,
        source,
        placeholders(text),
    )


def _alone(reading: Reading, context: Context) -> Suggestion | None:
    """Leave the clause to a party's own work plan when it needs nobody else."""
    names = {name for mention in reading.actors if not mention.collective for name in mention.parties}
    others = {name for mention in reading.mentions for name in mention.parties} - names
    if (
        len(names) != 1
        or others
        or reading.conditions
        or (reading.niveau is not Niveau.PROCES and reading.theme in NEEDED)
    ):
        return None
    owner = re.sub("^De gemeente$", "de gemeente", _reporter(reading, context))
    text = f"Laat dit weg uit de afspraken en neem het op in het werkplan van {owner}: {as_sentence(reading.clause)}"
    return Suggestion(
        "naar-werkplan",
        text,
        "lichter",
        "Eén partij voert dit alleen uit; de anderen hoeven er niets voor te doen of te volgen.",
        placeholders=placeholders(text),
    )


def _intention(effect: Effect, reading: Reading) -> Suggestion:
    text = f"{_fill(effect.intention, reading)} [Partij] rapporteert uit [bron]."
    indicator, unit, source = _sourced(effect)
    return Suggestion(
        "effect",
        text,
        "zwaarder",
        f"De inspanning wordt een resultaat. {effect.assumption} {effect.cited}",
        indicator,
        unit,
        source,
        placeholders(text),
    )


_HARD: Mapping[Label, str] = {
    Label.VAAG_INSPANNING: "[Partij] [doet wat] voor [wie], [aantal], uiterlijk [datum].",
    Label.VAAG_ONTSNAPPING: "Schrap '{quote}', of schrijf: tenzij [toets]; [beslisser] stelt dat uiterlijk [datum] vast.",
    Label.VAAG_HOEVEELHEID: "Schrijf in plaats van '{quote}': ten minste [aantal].",
    Label.VAAG_TERMIJN: "Schrijf in plaats van '{quote}': uiterlijk [datum].",
    Label.VAAG_KWALITEIT: "Zet achter '{quote}' de norm: ([norm], vastgesteld in [document] van [datum]).",
    Label.VAAG_VERWIJZING: "Schrijf in plaats van '{quote}': volgens [naam van het document] van [datum].",
    Label.VAAG_VERGELIJKING: "Schrijf achter '{quote}': van [nulmeting] in [nuljaar] naar [doel] in [jaar], volgens [bron].",
    Label.SMART_WIE: "Begin de zin met de partij die het doet: [partij] …",
    Label.SMART_HOEVEEL: "Voeg toe: [aantal] [eenheid], of het product waaraan te zien is dat het af is.",
    Label.SMART_WANNEER: "Voeg toe: uiterlijk [datum].",
}


def _hard(label: Label, quote: str) -> Suggestion | None:
    template = _HARD.get(label)
    if template is None:
        return None
    text = template.replace("{quote}", _cited(quote))
    return Suggestion(
        "hard",
        text,
        "zwaarder",
        "De belofte zelf blijft; wat open was wordt ingevuld door partijen.",
        placeholders=placeholders(template.replace("{quote}", "")),
    )


def _role_of(name: str, context: Context) -> Role:
    return next((party.role for party in context.parties if party.name == name), Role.OVERIG)


def _unconditional(reading: Reading) -> str:
    """The clause without the conditions that it leans on."""
    text = reading.clause.text
    for slot in reversed(reading.conditions):
        text = text[: slot.start].rstrip(" ,") + " " + text[slot.end :].lstrip(" ,")
    text = re.sub(r"\s+(?=[.,;:])", "", re.sub(r"\s+", " ", text)).strip()
    return as_sentence(replace(reading.clause, text=text[:1].upper() + text[1:], cells=()))


def _counter(
    rule: Rule, effect: Effect, reading: Reading, context: Context, values: Mapping[str, str]
) -> list[Suggestion]:
    """A proposal to the party that is asked, leaned upon or silent."""
    names = [name.strip() for name in values.get("party", "").split(",") if name.strip()]
    if not names:
        actors = {name for mention in reading.mentions[:1] for name in mention.parties}
        names = sorted({name for mention in reading.mentions[1:] for name in mention.parties} - actors)
    suggestions = []
    for name in names[:2]:
        need = effect.needs.get(_role_of(name, context).value)
        subject = "de " + name if name.startswith("gemeente ") else name
        if rule.code == "EEN002":
            condition = _cited(next((slot.text for slot in reading.conditions), ""))
            text = f"Voorstel aan {subject}: zeg uiterlijk [datum] de bijdrage toe waarop deze afspraak rust ('{condition}'). Lukt dat niet, dan [vervolg]."
            if need and _role_of(name, context) is Role.GEMEENTE and effect.theme is Theme.NIEUWBOUW:
                text = f"Voorstel aan {subject}: zij levert uiterlijk [datum] [locatie] bouwrijp tegen [grondprijs]. Daarna geldt, binnen [termijn] na levering: {_unconditional(reading)} Lukt dat niet, dan [vervolg]."
        elif rule.code == "EEN001":
            text = f"Voorstel aan {subject}: antwoord op deze wens met een toezegging: '[partij] [doet wat] uiterlijk [datum]', of zeg waarom niet."
        else:
            text = f"Voorstel aan {subject}: {need or '[Partij] zegt [bijdrage] toe, uiterlijk [datum].'}"
        suggestions.append(
            Suggestion(
                "tegenprestatie",
                text,
                "gelijk",
                f"De andere partij kan en wil deze bijdrage leveren. Gespreksvraag (ons voorstel): {effect.question}",
                placeholders=placeholders(text),
            )
        )
    return suggestions


def suggestions_for(
    rule: Rule,
    reading: Reading,
    context: Context,
    effects: Mapping[Theme, Effect],
    quote: str,
    values: Mapping[str, str],
) -> tuple[Suggestion, ...]:
    """The rewrites for one finding on a clause, best first."""
    effect = effects[reading.theme]
    if rule.label is Label.ACTIVITEIT:
        alone = _alone(reading, context)
        return (_effect(effect, reading, context), *((alone,) if alone else ()))
    if rule.label is Label.EENZIJDIG:
        return tuple(_counter(rule, effect, reading, context, values))
    found: list[Suggestion] = []
    if reading.niveau is Niveau.INTENTIE and rule.label.startswith("vaag-"):
        found.append(_intention(effect, reading))
    hard = _hard(rule.label, quote)
    if hard is not None and not (rule.label is Label.VAAG_INSPANNING and found):
        found.append(hard)
    return tuple(found)


def _places(means: Sequence[Reading]) -> str:
    """Where the means stand: their numbers, and the headings of those without a number."""
    numbers = [reading.clause.number for reading in means if reading.clause.number]
    headings = dict.fromkeys(
        reading.clause.heading[-1] for reading in means if not reading.clause.number and reading.clause.heading
    )
    unnumbered = [f"de afspraken onder ‘{_cited(heading)}’" for heading in headings]
    return ", ".join([*numbers, *unnumbered]) or "de afspraken over dit thema"


def proposals(readings: Sequence[Reading], effects: Mapping[Theme, Effect]) -> tuple[Proposal, ...]:
    """One effect per theme with two or more activities, with these as its means and the things to measure before and after."""
    found = []
    for theme in Theme:
        means = [
            reading
            for reading in readings
            if reading.theme is theme and reading.niveau in (Niveau.PROCES, Niveau.OUTPUT)
        ]
        effects_there = [reading for reading in readings if reading.theme is theme and reading.niveau is Niveau.EFFECT]
        if len(means) < 2 or theme is Theme.OVERIG:
            continue
        text = f"{effects[theme].promise} Middelen: {_places(means)}. [Partij] rapporteert uit [bron]."
        found.append(
            Proposal(
                theme,
                text,
                tuple(reading.clause.id for reading in means),
                len(means) + len(effects_there),
                1 + len(effects_there),
                placeholders(text),
                effects[theme].question,
            )
        )
    return tuple(found)
