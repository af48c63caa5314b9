"""Propose rewrites for findings and one effect per theme; section 6 of the annotation guide.

Every word of a suggestion comes from the table of effects or from the clause itself. What the document does not give is a
placeholder between square brackets; a number is only ever repeated inside the quoted clause, so it keeps its own unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from prestatielint.catalogue import Effect, Rule
from prestatielint.catalogue.schema import Case
from prestatielint.model import Clause, Label, Niveau, Party, Proposal, Role, Suggestion, Theme
from prestatielint.nlp.reading import ACTOR_COLUMNS, NUMBER_COLUMNS, Context, Reading, cell_of
from prestatielint.nlp.rewrite import Edit, apply, edits_for, is_rhythm

_PLACEHOLDER = re.compile(r"\[[^\]\d]+\]")
# Groups that look for a home of their own; any other word for people may be someone who helps or lives nearby.
_GROUPS = re.compile(
    r"(?:[a-zà-ÿ]+e )?(?:senioren|ouderen|jongeren|starters|studenten|gezinnen|alleenstaanden|mantelzorgers|spoedzoekers|uitstromers"
    r"|vergunninghouders|statushouders|arbeidsmigranten|woonwagenbewoners|minima|huurders met [a-zà-ÿ]+)"
)


def _cited(text: str) -> str:
    """Words of the document as they may stand in a suggestion: its own square brackets would look like a placeholder."""
    return text.replace("[", "(").replace("]", ")")


def placeholders(text: str) -> tuple[str, ...]:
    """The bracketed words that the parties must still fill in, in order and once each."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def as_sentence(clause: Clause, edits: Sequence[Edit] = (), who: str | None = None) -> str:
    """The clause as a sentence of its own: with its lead in front, a row without its number and with its cells in order.

    Args:
        clause: the clause.
        edits: what changes in its text.
        who: the party that answers a lead that is a question ("Wat doet de gemeente?").

    """
    own = _cited(clause.text)
    if clause.cells:
        cells = []
        for cell in clause.cells:
            if not (cell.column and NUMBER_COLUMNS.match(cell.column)):
                inside = [edit for edit in edits if cell.start <= edit.start and edit.end <= cell.end]
                moved = [replace(edit, start=edit.start - cell.start, end=edit.end - cell.start) for edit in inside]
                words = own[cell.start : cell.end]
                mended = apply(words, moved) if moved else words
                # Only the first cell begins the sentence.
                cells.append(mended[:1].lower() + mended[1:] if moved and words[:1].islower() else mended)
        main, rest = (cells or [own])[0], (cells or [""])[1:]
        text = main + (f" ({'; '.join(rest)})" if rest else "")
    else:
        text = apply(own, edits) if edits else own
        lead = _cited((who or "") if (clause.lead or "").endswith("?") else (clause.lead or "")).rstrip(" :")
        aside = lead.endswith(",")
        if lead:
            text = text if text.startswith("[Partij]:") else text[:1].lower() + text[1:] if _verb_first(own) else text
            goes_on = _verb_first(own) and (
                aside or (len(lead.split()) <= 6 and not lead.endswith(("volgende", "volgt")))
            )
            text = f"{lead} {text}" if goes_on else f"{lead.rstrip(',')}: {text}"
    text = text.strip().rstrip(";,. ")
    text = re.sub(r"\s+(?:en|of)$", "", text).rstrip(";, ")
    return text[:1].upper() + text[1:] + ("" if text.endswith(("?", "!")) else ".")


_NO_VERBS = frozenset(("het", "ten", "niet", "met", "dat", "wat", "uit", "een", "tot", "alleen", "tussen", "binnen"))


def _verb_first(text: str) -> bool:
    """Whether an item goes on with the sentence of its lead: it begins with a small letter or with a verb in -t or -en."""
    first, _, rest = text.partition(" ")
    second = rest.split(" ", 1)[0]
    if first[:1].isupper() and re.fullmatch(r"[a-z]+(?:t|en)", second) and second not in _NO_VERBS:
        return False  # "Rietlanden maakt …": a name in -en, with its verb after it
    return first[:1].islower() or bool(re.fullmatch(r"[A-Z][a-z]+(?:t|en|ft|dt)", first))


def _reporter(reading: Reading, context: Context) -> str:
    """Who reports: the only party that acts in the clause, else a placeholder."""
    names = {name for mention in reading.actors if not mention.collective for name in mention.parties}
    known = {party.name: party for party in context.parties}
    if len(names) == 1 and (name := next(iter(names))) in known:
        if known[name].role is Role.GEMEENTE:
            return "De gemeente"
        short = _short(known[name].name, known[name].aliases)
        return f"De {short}" if f"De {short}" in f"{reading.clause.lead or ''} {reading.clause.text}" else short
    return "[Partij]"


_GENERIC_NAME = re.compile(
    r"(?:Huurders|Bewoners|Woning|Woon)?(?:platform|vereniging|federatie|koepel|stichting|raad|organisatie|collectief|bedrijf|belang)",
    re.IGNORECASE,
)


def _short(name: str, aliases: Sequence[str]) -> str:
    """The way in which the document itself names a party in running text."""
    fitting = [
        alias
        for alias in aliases
        if alias[:1].isupper() and alias in name and not _GENERIC_NAME.fullmatch(alias) and len(alias) > 2
    ]
    chosen = min(fitting, key=len) if fitting else name
    return chosen


def _group(reading: Reading) -> str | None:
    """The group that the clause names as the one that benefits, when it names exactly one."""
    named = [slot.text for slot in reading.beneficiaries if not re.search(r"\d", slot.text)]
    named = [re.sub(r"^(?:de|het|een|alle|deze|die|elke|iedere)\s+", "", text, flags=re.IGNORECASE) for text in named]
    unique = list(dict.fromkeys(text.lower() for text in named))
    return unique[0] if len(unique) == 1 and _GROUPS.fullmatch(unique[0]) else None


def _fill(text: str, reading: Reading) -> str:
    """Put the group that the clause names in the place of the first [doelgroep]."""
    group = _group(reading)
    if group is None:
        return text
    if "uit [doelgroep]" in text:
        return text.replace("huishoudens uit [doelgroep]", f"huishoudens ({group})", 1)
    return text.replace("van [doelgroep]", f"van de {group}", 1)


def _sourced(effect: Effect) -> tuple[str, str, str]:
    return effect.indicator, effect.unit, effect.source


# What is studied, tried or planned changes nothing yet: then the decision that follows is part of the means.
_STUDY = re.compile(
    r"\b(?:onderzoek(?:t|en)?|onderzocht|verken(?:t|nen|ning)|verkend|inventaris\w+|geïnventariseerd|quickscan|haalbaarheid\w*"
    r"|\w+onderzoek|nagegaan|bekeken|bekijk(?:t|en)|beziet|bezien|in kaart|in beeld|doorrekenen|verdiept zich|verdiepen zich|beraadt zich"
    r"|beraadslaagd|pilot|proef|gaat .*na of)\b",
    re.IGNORECASE,
)
_DECIDED = re.compile(r"besl(?:uit|ist|issen|oten)|stelt .*\bvast\b|vastgesteld|vaststel", re.IGNORECASE)


def _means(effect: Effect, reading: Reading, rewrites: Rewrites) -> str:
    """The clause as the means of an effect, with what it takes for the means to lead there."""
    text = reading.clause.text
    if text.rstrip().endswith(":"):
        return "Middelen: de afspraken die hierna volgen."
    if effect.theme is Theme.VERDUURZAMING and re.search(r"pane(?:el|len)", text, re.IGNORECASE):
        return f"Middelen: {rewrites.means.removesuffix('.')}; [partij] zet energiecoaches in."
    if _STUDY.search(text) and not _DECIDED.search(text):
        return f"Middel: {rewrites.means.removesuffix('.')}; uiterlijk [datum] volgt een besluit over [vervolg]."
    return f"Middel: {rewrites.means}"


def _effect(effect: Effect, reading: Reading, context: Context, rewrites: Rewrites) -> Suggestion:
    promise = _fill(effect.promise, reading)
    text = f"{promise} {_means(effect, reading, rewrites)} {_reporter(reading, context)} rapporteert uit [bron]."
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


# What the others depend on, pay for or follow, or what residents may hold a party to: no matter for its own work plan.
_SHARED = re.compile(
    r"besl(?:uit|is)|€|evalu|advi[es]|reage|binnen|jaarlijks|per jaar|subsidie|bijdrage|vergoed|rapport|meld|bekost|betaalt|financi"
    r"|begeleid|coach|contactpersoon|\braad\b|gemeenteraad|college|garande|uitkering|convenant|spreekuur|loket|fonds|bedrag|overleg"
    r"|\bsamen\b|gezamenlijk|klusgroep|klusteam|vrijwillig|huurder|bewoner|buren|inwoners|huishoudens|woningzoek|urgent|voorrang|locatie"
    r"|plusser|senior|ouderen|jongeren|\bleden\b|verhuur|aansluiting|particulier|fixer|regeling|bestuurders|partijen|afspraken|taakstelling|pilot|\bproef|\binzicht|uitstroom|camera|\boverlast|verordening|visie|asbest|brand|veilig|schimmel",
    re.IGNORECASE,
)


# What a party organises within its own house.
_OWN_WORK = re.compile(
    r"contract|aannemer|beheerder|huismeester|wijkmeester|conciërge|medewerker|\bplan\b|begroting|portefeuille|routekaart|onderzoek|verken|verdiept"
    r"|beraadt|in beeld|in kaart|website|inventaris|werkgroep|opruimdag|straatgesprek|inloop|bijeenkomst|\bopleid|registr|draaiboek|werkproces",
    re.IGNORECASE,
)


def _alone(reading: Reading, context: Context) -> Suggestion | None:
    """Leave the clause to a party's own work plan when it needs nobody else."""
    names = {name for mention in reading.actors if not mention.collective for name in mention.parties}
    others = {name for mention in reading.mentions for name in mention.parties} - names
    own = reading.niveau is Niveau.PROCES and _OWN_WORK.search(reading.clause.text)
    joint = re.search(r"\ben\b|[,/&]|allen|partijen", cell_of(reading.clause, ACTOR_COLUMNS) or "", re.IGNORECASE)
    if (
        len(names) != 1
        or others
        or joint
        # What the gemeente does is what the others count on in return.
        or any(mention.role is Role.GEMEENTE for mention in reading.actors)
        or reading.conditions
        or (reading.theme is not Theme.KWALITEIT and not own)
        or _SHARED.search(reading.clause.text)
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


def _contributions(reading: Reading, context: Context) -> str:
    """Who contributes what, for the parties that the clause binds and no others."""
    bound = {mention.role for mention in reading.actors}
    if any(mention.collective for mention in reading.actors) or {Role.GEMEENTE, Role.CORPORATIE} <= bound:
        many = len(context.names(Role.CORPORATIE)) > 1
        corporatie = "De corporaties dragen bij" if many else "De corporatie draagt bij"
        return f" {corporatie}: [bijdrage]; de gemeente: [bijdrage]."
    who = _actor_words(reading, context)
    if who is None or " en " in who:
        return ""
    return f" {who[:1].upper()}{who[1:]} draagt bij: [bijdrage]."


def _intention(effect: Effect, reading: Reading, context: Context) -> Suggestion:
    text = f"{_fill(effect.intention, reading)}{_contributions(reading, context)} [Partij] rapporteert uit [bron]."
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
    Label.VAAG_INSPANNING: "Schrijf in plaats van '{quote}' wat er bereikt wordt: [resultaat], [aantal] [eenheid], uiterlijk [datum].",
    Label.VAAG_ONTSNAPPING: "Laat het voorbehoud '{quote}' weg. Is het echt nodig, schrijf dan op wie uiterlijk [datum] vaststelt of [toets] is gehaald.",
    Label.VAAG_HOEVEELHEID: "Zet bij '{quote}' hoeveel dat is: ten minste [aantal] [eenheid].",
    Label.VAAG_TERMIJN: "Schrijf in plaats van '{quote}': uiterlijk [datum].",
    Label.VAAG_KWALITEIT: "Zet achter '{quote}' de norm: ([norm], vastgesteld in [document] van [datum]).",
    Label.VAAG_VERWIJZING: "Vul in wat '{quote}' openlaat: [invulling], vastgesteld door [beslisser] op [datum].",
    Label.VAAG_VERGELIJKING: "Schrijf achter '{quote}': van [nulmeting] in [nuljaar] naar [doel] in [jaar], volgens [bron].",
}


_CONDITION = re.compile(r"(?:als|indien|mits|tenzij|wanneer|zodra|voor zover|waar) \S+ \S+", re.IGNORECASE)
# "Met enige regelmaat", "met de nodige spoed": no amount is meant.
_SET_PHRASE = re.compile(r"^\s+(?:regelmaat|spoed|zorgvuldigheid|aandacht|terughoudendheid)\b")


def _after_quote(reading: Reading, quote: str) -> str:
    return reading.clause.text.partition(quote)[2]


def _hard(label: Label, quote: str, reading: Reading, rewrites: Rewrites) -> Suggestion | None:
    """Make what is open binding: the clause rewritten with all its findings mended at once, else what to change in it."""
    if label in rewrites.mended:
        text = rewrites.sentence
        if Label.VAAG_INSPANNING in rewrites.mended:
            text += _test(reading, Label.VAAG_VERGELIJKING in rewrites.mended)
        return Suggestion(
            "hard",
            text,
            "zwaarder",
            _ASSUMPTIONS.get(label, "De belofte zelf blijft; wat open was, vullen partijen in."),
            placeholders=placeholders(text),
        )
    template = _HARD.get(label)
    if template is None or _SET_PHRASE.search(_after_quote(reading, quote)):
        return None
    if label is Label.VAAG_TERMIJN and is_rhythm(quote):
        template = "Schrijf in plaats van '{quote}': [aantal] keer per jaar."
    if label is Label.VAAG_VERGELIJKING and re.search(
        rf"\b(?:of|wie|zulks)\b[^.;]*{re.escape(quote)}", reading.clause.text
    ):
        return None  # what changes is no promise but the case it is for
    if label is Label.VAAG_HOEVEELHEID and "mogelijk" in quote.lower():
        template = "Schrijf in plaats van '{quote}': ten minste [aantal] [eenheid]."
    if label is Label.VAAG_ONTSNAPPING and ", " in quote:
        # Only the part that is a condition of its own; the rest is the promise.
        parts = [part for part in quote.split(", ") if _CONDITION.match(part)]
        quote = parts[0] if parts else quote
    if label is Label.VAAG_ONTSNAPPING and re.search(r"\b(?:van|op|behoudens)$", quote, re.IGNORECASE):
        # The words that open a condition say little without it.
        quote = next((slot.text for slot in reading.conditions if quote in slot.text), quote)
    if label is Label.VAAG_HOEVEELHEID and re.search(r"bedrag|bijdrage|vergoeding|budget", quote, re.IGNORECASE):
        template = template.replace("[aantal] [eenheid]", "€ [bedrag]")
    elif label is Label.VAAG_HOEVEELHEID and re.search(r"\bdeel\b|gedeelte", quote, re.IGNORECASE):
        template = template.replace("[aantal] [eenheid]", "[percentage]")
    elif label is Label.VAAG_HOEVEELHEID and quote.lower() in ("minder", "meer"):
        template = template.replace(
            "ten minste [aantal] [eenheid]", "[aantal] [eenheid] {quote} dan [nulmeting] in [nuljaar]"
        )
    text = template.replace("{quote}", _cited(quote))
    return Suggestion(
        "hard",
        text,
        "zwaarder",
        "De belofte zelf blijft; wat open was wordt ingevuld door partijen.",
        placeholders=placeholders(template.replace("{quote}", "")),
    )


_ASSUMPTIONS: Mapping[Label, str] = {
    Label.VAAG_INSPANNING: "De partij kan het resultaat zelf bereiken. Kan dat niet, spreek dan de bijdrage van de ander af.",
    Label.VAAG_ONTSNAPPING: "Het voorbehoud vervalt. Is er toch een uitzondering nodig, schrijf dan op wie die toetst, waaraan en vóór welke datum.",
    Label.VAAG_HOEVEELHEID: "Partijen kunnen het aantal nu al noemen.",
    Label.VAAG_VERWIJZING: "Het document of besluit bestaat al, of is er voor de ondertekening.",
    Label.VAAG_VERGELIJKING: "Het beginpunt is bekend of wordt eerst gemeten.",
    Label.SMART_WIE: "Eén partij is aanspreekbaar; de anderen kunnen wel meedoen.",
}


_ANSWERED = {Label.SMART_WANNEER: Label.VAAG_TERMIJN, Label.SMART_HOEVEEL: Label.VAAG_HOEVEELHEID}
# In a means these are mended; other open words stand between quotation marks.
_IN_MEANS = (Label.VAAG_ONTSNAPPING, Label.VAAG_TERMIJN, Label.VAAG_HOEVEELHEID, Label.VAAG_VERWIJZING)
# An effort goes first, for its rewrite covers the most words; open words go before what is missing.
_FIRST_MENDED = (
    Label.VAAG_INSPANNING,
    Label.VAAG_ONTSNAPPING,
    Label.VAAG_TERMIJN,
    Label.VAAG_HOEVEELHEID,
    Label.VAAG_KWALITEIT,
    Label.VAAG_VERWIJZING,
    Label.VAAG_VERGELIJKING,
    Label.SMART_WIE,
    Label.SMART_HOEVEEL,
    Label.SMART_WANNEER,
)


@dataclass(frozen=True, slots=True)
class Rewrites:
    """The clause with everything mended that a rewrite can mend, and the labels for which it did."""

    sentence: str = ""
    means: str = ""
    mended: frozenset[Label] = frozenset()


def rewrite(reading: Reading, hits: Sequence[tuple[Label, int, int]], context: Context) -> Rewrites:
    """Mend all findings of a clause at once.

    ``hits`` holds label, start and end (characters of the clause) of each finding. ``means`` is the sentence for use as
    the means of an effect: there an effort may stay an effort, for the effect is what is promised.
    """
    who = _actor_words(reading, context)
    possible = {hit: edits_for(hit[0], reading, hit[1], hit[2]) for hit in hits}
    edits: list[Edit] = []
    mended: set[Label] = set()
    for label, start, end in sorted(
        hits, key=lambda hit: (_FIRST_MENDED.index(hit[0]) if hit[0] in _FIRST_MENDED else 9, hit[1])
    ):
        if _ANSWERED.get(label) in mended:
            mended.add(label)  # the open word already became a date or number
            continue
        found = possible[label, start, end]
        free = not any(new.start < old.end and old.start < new.end for new in found for old in edits)
        if found and free:
            edits += found
            mended.add(label)
    open_words: list[Edit] = []
    for label, start, end in hits:
        if label.startswith("vaag-"):
            rewritten = possible[label, start, end] if label in _IN_MEANS else ()
            open_words += rewritten or (_quoted(reading, start, end),)
    return Rewrites(
        as_sentence(reading.clause, edits, who), as_sentence(reading.clause, open_words, who), frozenset(mended)
    )


def _quoted(reading: Reading, start: int, end: int) -> Edit:
    """Set words that no rewrite can mend between quotation marks, so that they read as what they are: still open."""
    return Edit(start, end, f"‘{_cited(reading.clause.text[start:end])}’")


def _actor_words(reading: Reading, context: Context) -> str | None:
    names = dict.fromkeys(name for mention in reading.actors if not mention.collective for name in mention.parties)
    known = {party.name: party for party in context.parties}
    return " en ".join(_in_sentence(known[name]) for name in names if name in known) or None


def _in_sentence(party: Party) -> str:
    return "de gemeente" if party.role is Role.GEMEENTE else _short(party.name, party.aliases)


def _test(reading: Reading, compared: bool) -> str:
    """What makes a result that was an effort checkable, as far as the clause does not say it; ``compared``: from what to what."""
    lacks = [
        words
        for words, has in (
            ("[aantal] [eenheid]", reading.quantities or compared),
            ("uiterlijk [datum]", reading.deadlines or compared),
        )
        if not has
    ]
    measure = f" Maatstaf: {', '.join(lacks)}." if lacks else ""
    return f"{measure} [Partij] rapporteert uit [bron]."


def _role_of(name: str, context: Context) -> Role:
    return next((party.role for party in context.parties if party.name == name), Role.OVERIG)


def _unconditional(reading: Reading) -> str:
    """The clause without the conditions that it leans on."""
    text = reading.clause.text
    for slot in reversed(reading.conditions):
        text = text[: slot.start].rstrip(" ,") + " " + text[slot.end :].lstrip(" ,")
    text = re.sub(r"\s+(?=[.,;:])", "", re.sub(r"\s+", " ", text)).strip()
    return as_sentence(replace(reading.clause, text=text[:1].upper() + text[1:], cells=()))


def _wish(reading: Reading, most: int = 60) -> str:
    """The words of the wish, cut after ``most`` words."""
    words = as_sentence(reading.clause).rstrip(".").split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


_ALL_OF = {Role.CORPORATIE: "de corporaties", Role.HUURDERSORGANISATIE: "de huurdersorganisaties"}


def _asked(reading: Reading) -> list[str]:
    """Names of the party that a wish is addressed to: the first that is not the one who wishes."""
    wishing = {name for mention in reading.actors for name in mention.parties}
    if not wishing:
        first = (*reading.lead_mentions[:1], *reading.mentions[:1])[:1]
        wishing = {name for mention in first for name in mention.parties}
    for mention in reading.mentions:
        if not mention.collective and not set(mention.parties) & wishing:
            # "De corporaties" are asked together.
            return (
                list(mention.parties)
                if len(mention.parties) == 1
                else [_ALL_OF[mention.role]]
                if mention.role in _ALL_OF
                else []
            )
    return []


_ON_LAND = re.compile(r"locatie|grond|kavel|terrein|perceel|bouwrijp|\bplek", re.IGNORECASE)
_CONDITION_OPENS = re.compile(
    r"^,?\s*(?:(?:mits|als|indien|wanneer|zodra|tenzij|(?:op|onder) (?:de )?voorwaarde dat|vooropgesteld dat|gesteld dat)\s+(?:door )?)?"
    r"((?:de|het) [a-zà-ÿ]+|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
)


def _addressed(name: str, condition: str) -> str:
    """The party in running text; one that has no name is called what the condition calls it."""
    if name.startswith("gemeente "):
        return f"de {name}"
    if name == "een ander" and (called := _CONDITION_OPENS.match(condition)):
        return called.group(1)
    # "Politie", "buurgemeenten": a common noun takes its article.
    return f"de {name}" if name[:1].islower() and " " not in name and name not in ("partijen",) else name


def _counter(
    rule: Rule, effect: Effect, reading: Reading, context: Context, values: Mapping[str, str]
) -> list[Suggestion]:
    """A proposal to the party that is asked, leaned upon or silent."""
    names = [name.strip() for name in values.get("party", "").split(",") if name.strip()]
    if not names:
        names = _asked(reading)
    suggestions = []
    condition = _cited(next((slot.text for slot in reading.conditions), ""))
    for name in names[:2]:
        need = effect.needs.get(_role_of(name, context).value)
        subject = _addressed(name, condition)
        if rule.code == "EEN002":
            text = f"Voorstel aan {subject}: zeg uiterlijk [datum] toe wat deze afspraak als voorwaarde stelt (‘{condition}’). Lukt dat niet, dan [vervolg]."
            if (
                need
                and _role_of(name, context) is Role.GEMEENTE
                and effect.theme is Theme.NIEUWBOUW
                and _ON_LAND.search(condition)
            ):
                text = f"Voorstel aan {subject}: zij levert uiterlijk [datum] [locatie] bouwrijp tegen [grondprijs]. Daarna geldt, binnen [termijn] na levering: {_unconditional(reading)} Lukt dat niet, dan [vervolg]."
        elif rule.code == "EEN001":
            text = f"Voorstel aan {subject}: zeg toe wat hier wordt gevraagd (‘{_wish(reading)}’), uiterlijk [datum], of leg uit waarom dat niet kan."
        else:
            need = need or "[Partij] zegt [bijdrage] toe, uiterlijk [datum]."
            text = f"Voorstel aan {subject}: {re.sub(r'^De (?:gemeente|corporatie|huurdersorganisatie)', 'zij', need)}"
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


def case_for(cases: Sequence[Case], text: str, roles: frozenset[str] = frozenset()) -> Case | None:
    """The first case whose subject a text is about; ``roles`` are those of the parties that the clause names."""
    for case in cases:
        if (
            re.search(case.words, text, re.IGNORECASE)
            and not (case.unless and re.search(case.unless, text, re.IGNORECASE))
            and (not case.role or case.role in roles)
        ):
            return case
    return None


def _narrowed(effect: Effect, case: Case) -> Effect:
    """The effect of the theme with that of the case in its place."""
    own = bool(case.assumption)
    return replace(
        effect,
        promise=case.promise,
        intention=case.promise,
        indicator=case.indicator,
        unit=case.unit,
        source=case.source or effect.source,
        assumption=case.assumption or effect.assumption,
        # What a source says of the theme it need not say of another subject.
        cited="Ons voorstel." if own else effect.cited,
    )


def fitting(effects: Mapping[Theme, Effect], reading: Reading) -> Effect | None:
    """The effect for what the clause is about: of its narrower subject, else of its theme; None when neither fits."""
    effect = effects[reading.theme]
    text, lead = reading.clause.text, reading.clause.lead or ""
    if text.rstrip().endswith(":"):
        return effect if effect.theme is not Theme.OVERIG else None  # it opens a list and has no subject of its own
    mentions = (*reading.mentions, *reading.lead_mentions, *reading.actors)
    roles = frozenset(mention.role.value for mention in mentions)
    case = case_for(effect.cases, text, roles)
    if case is None and not re.search(effect.words, text, re.IGNORECASE):
        case = case_for(effect.others, text, roles) or case_for(effect.cases, lead, roles)
    if case is None:
        return effect if re.search(effect.words, f"{lead} {text}", re.IGNORECASE) else None
    if case.theme is None:
        return _narrowed(effect, case)
    there = effects[case.theme]
    narrower = case_for([other for other in there.cases if other.theme is None], text, roles)
    return _narrowed(there, narrower) if narrower else there


def suggestions_for(
    rule: Rule,
    reading: Reading,
    context: Context,
    effects: Mapping[Theme, Effect],
    quote: str,
    values: Mapping[str, str],
    rewrites: Rewrites,
) -> tuple[Suggestion, ...]:
    """The rewrites for one finding on a clause, best first; ``rewrites`` comes from ``rewrite``."""
    if rule.label is Label.EENZIJDIG:
        return tuple(_counter(rule, effects[reading.theme], reading, context, values))
    effect = fitting(effects, reading)
    if rule.label is Label.ACTIVITEIT:
        alone = _alone(reading, context)
        fallback = effects[reading.theme].fallback
        # Without a theme there is no effect to propose, only blanks.
        if effect is None and fallback is not None and reading.theme is not Theme.OVERIG:
            effect = _narrowed(effects[reading.theme], fallback)
        best = (_effect(effect, reading, context, rewrites),) if effect is not None else ()
        return (*best, *((alone,) if alone else ()))
    found: list[Suggestion] = []
    if reading.niveau is Niveau.INTENTIE:
        if rule.label.startswith("vaag-") and effect is not None:
            found.append(_intention(effect, reading, context))
        # Only an effort that becomes a result can be made hard; a date beside an attitude binds nobody.
        if Label.VAAG_INSPANNING not in rewrites.mended:
            return tuple(found)
    hard = _hard(rule.label, quote, reading, rewrites)
    mended = rule.label in rewrites.mended
    if hard is not None and (mended or not (rule.label is Label.VAAG_INSPANNING and found)):
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
