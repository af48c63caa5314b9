"""Checks that need more than words: activity, one-sidedness, missing SMART slots; sections 3 and 5 of the guide.

A check gets the reading, the context and the labels that the patterns already gave, and yields (start, end, values):
character offsets of the words that show it, and what the message may quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from spacy.tokens import Token

from prestatielint.model import Block, Kind, Label, Niveau, Role, Theme
from prestatielint.nlp import lexicon as lex
from prestatielint.nlp import smart_model
from prestatielint.nlp.nouns import comparatives, is_home
from prestatielint.nlp.predicates import is_verb
from prestatielint.nlp.reading import ACTOR_COLUMNS, TIME_COLUMNS, Context, Reading, cell_of, inside
from prestatielint.nlp.slots import OPEN_LENGTH, UNIVERSALS, YEAR, Slot

Place = tuple[int, int, Mapping[str, str]]
Check = Callable[[Reading, Context, Set[Label]], Iterable[Place]]


def main_word(reading: Reading) -> Token:
    """The word that shows something missing: the main verb of the promise, or its noun in telegram style."""
    predicate = reading.promise
    if predicate is not None and not predicate.verbal:
        # "Van de woningen die …, liberaliseert De Vliet 3%": the parse may miss the verb after a long opening.
        starts = {mention.start for mention in reading.mentions}
        for token in predicate.token.sent[1:]:
            if token.pos_ == "VERB" and token.nbor(-1).text == "," and token.i + 1 in starts:
                return token
    if predicate is not None:
        word = predicate.finite if is_verb(predicate.finite) and predicate.verbal else predicate.token
        if any(letter.isalnum() for letter in word.text):
            return _after_condition(word)
    return next((word for word in reading.doc if word.is_alpha), reading.doc[0])


def _after_condition(word: Token) -> Token:
    """In "Raakt een plan …, dan stelt de corporatie …" the promise is the verb after *dan*, not the verb in front."""
    sentence = word.sent
    if word.i == sentence.start and is_verb(word):
        for token in sentence:
            if token.lower_ == "dan" and token.i + 1 < sentence.end and is_verb(token.nbor()):
                return token.nbor()
    return word


def _place(token: Token) -> tuple[int, int]:
    return token.idx, token.idx + len(token)


# --- activity ---------------------------------------------------------------------------------------------------------

_LAND = re.compile(
    r"\b(?:grond\b|gronden|kavels?|locaties?|percelen|perceel|bouwrijp|bestemmingsplan\w*|omgevingsplan\w*|ontwerpbestemmingsplan|omgevingsvergunning\w*|vergunning(?!houder)\w*|grondprij\w+|leges\w*|bouwtitel|planologisch\w*|procedure\w*|bouwgrond|erfpacht\w*|parkeernorm\w*|wijzigingsplan|anterieure|projectbesluit|bouwlocaties?|standplaatslocatie|terrein\b)",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"\b(?:\w*gegevens|\w*cijfers|namen|aankomstdat\w+|signalen|data|hoeveel|lijst(?:en)?|overzicht\w*|achterstand\w*|huurachterstand\w*|betalingsachterstand\w*|informatie|meldingen|adressen|aantallen|voorgenomen werkzaamheden|vrijgekomen|vrijkomende|opgave|huurders meer dan|mutaties|wie er|welke huurders|welke woningen|dat binnen)\b",
    re.IGNORECASE,
)
_DATA_VERBS = frozenset(
    """
        doorgeven melden delen leveren verstrekken aanleveren sturen doorsturen toesturen geven doorzetten opgeven
        uitwisselen overdragen verschaffen doorleveren zenden toezenden overleggen
        """.split()
)
_STATUTORY = re.compile(
    r"\b(?:volgens de (?:woning)?wet|conform de (?:woning)?wet|95\s?%-norm|95%-norm|passendheidsnorm|houd(?:t|en) zich aan de wet|wettelijke? (?:verplichting|norm|taak|plicht|95)|op grond van de wet|zoals de wet|staatssteunregels|passend toewijzen volgens)",
    re.IGNORECASE,
)
_DECIDER = re.compile(
    r"\b(?:college|raad|gemeenteraad|bestuur|directie|wethouder|burgemeester|bestuurder|raad van commissarissen)\b"
    r"(?:\s+van\s+(?:[\w’'-]+\s+){1,4}?|\s+)(?:besluit|besluiten|beslist|beslissen|neemt)\b"
)
_DECIDE = frozenset(["besluiten", "beslissen", "vaststellen", "besluit", "beslist"])


def _is_gemeente(reading: Reading) -> bool:
    roles = {mention.role for mention in reading.actors if not mention.collective}
    return Role.GEMEENTE in roles


def _has_defined_term(reading: Reading, context: Context) -> bool:
    """Whether the clause names a term whose length the document says ("de beslistermijn")."""
    text = reading.doc.text.lower()
    return any(term in text for term in context.defined if "termijn" in term)


def _dated_decision(reading: Reading, context: Context) -> bool:
    text = reading.doc.text
    if not reading.deadlines and not _has_defined_term(reading, context):
        return False
    if re.search(r"\bvoorstel\b|\blegt?\b.{0,40}\bvoor\b", text) and not re.search(r"\bbesluit\b|\bbeslist\b", text):
        return False
    decides = any(
        (predicate.lemma in _DECIDE and predicate.lemma != "vaststellen")
        or (predicate.lemma == "nemen" and re.search(r"\bbesluit\b|\bbeslissing\b", text))
        for predicate in reading.predicates
    )
    decides = decides or bool(_DECIDER.search(text))
    sets = (
        any(predicate.lemma == "vaststellen" for predicate in reading.predicates)
        and bool(re.search(r"\b(?:raad|gemeenteraad|college)\b", text))
        and not re.search(r"\bsociaal (?:plan|statuut)\b", text)
    )
    first = reading.doc[0].lemma_.lower() if reading.clause.block is not Block.ROW else ""
    named = bool(re.search(r"\b(?:besluit|beslis)\w*", text, re.IGNORECASE)) and reading.clause.block is Block.ROW
    return bool(decides or sets or named or first in _DECIDE) and (
        _is_gemeente(reading) or bool(reading.actors) or bool(_DECIDER.search(text))
    )


def _standard_contribution(reading: Reading, context: Context) -> bool:
    text = reading.doc.text
    if not _LAND.search(text):
        return False
    predicate = reading.promise
    gemeente = _is_gemeente(reading) or (
        not reading.actors
        and predicate is not None
        and predicate.passive
        and bool(re.search(r"vergunning|leges|grondprijs|bestemmingsplan|omgevingsplan", text))
    )
    if not gemeente:
        return False
    others = {mention.role for mention in reading.actors if not mention.collective} - {Role.GEMEENTE}
    if others:
        return False
    return not re.search(
        r"\b(?:onderzoek\w*|verken\w*|inventaris\w*|zoek\w*|speur\w*|bezie\w*|kijk\w*|voorstel)\b", text, re.IGNORECASE
    )


def _prohibition(reading: Reading) -> bool:
    predicate = reading.promise
    if predicate is None:
        return False
    text = reading.doc.text
    if re.search(
        r"\b(?:niet meer dan|ten hoogste|maximaal|hoogstens|niet hoger dan|niet langer dan|niet later dan|nooit hoger|mits)\b",
        text,
    ):
        return False
    sentence = predicate.token.sent
    words = [
        token.lower_
        for token in sentence
        if not inside(token.idx, [(slot.start, slot.end) for slot in reading.conditions])
    ]
    negative = any(word in ("geen", "nergens", "nooit") for word in words) or ("niet" in words)
    verb = predicate.lemma in lex.OUTPUT_VERBS | {
        "verkopen",
        "slopen",
        "liberaliseren",
        "overhevelen",
        "splitsen",
        "starten",
        "beginnen",
        "onttrekken",
        "doen",
        "overgaan",
        "toestaan",
        "gaan",
        "uitvoeren",
        "verkoop",
        "sloop",
        "afstoten",
        "worden",
    }
    state = predicate.lemma in ("tellen", "hebben", "zijn", "bezitten", "bedragen", "afnemen")
    return negative and verb and not state


def _data_supply(reading: Reading) -> bool:
    # "Geeft voorrang" and the like give something else than data.
    if re.search(r"\b(?:voorrang|korting|ruimte|toestemming|prioriteit|huurverlaging)\b", reading.doc.text):
        return False
    for predicate in reading.predicates:
        if predicate.lemma in _DATA_VERBS and _DATA.search(reading.doc.text):
            return True
    first = reading.doc[0] if reading.clause.block is not Block.ROW else None
    if reading.clause.block is Block.ROW:
        words = [token for token in reading.doc if token.lemma_.lower() in _DATA_VERBS]
        return bool(words) and bool(_DATA.search(reading.doc.text))
    return first is not None and first.lemma_.lower() in _DATA_VERBS and bool(_DATA.search(reading.doc.text))


def _repeats_the_law(reading: Reading) -> bool:
    """A statutory duty merely repeated; a number of one's own beside it is a promise."""
    return bool(_STATUTORY.search(reading.doc.text)) and not any("95" not in slot.text for slot in reading.quantities)


def activity(reading: Reading, context: Context, labels: Set[Label]) -> Iterable[Place]:
    """An afspraak at proces or output, less the exceptions of section 3."""
    if reading.niveau not in (Niveau.PROCES, Niveau.OUTPUT):
        return
    if (
        _dated_decision(reading, context)
        or _standard_contribution(reading, context)
        or _prohibition(reading)
        or _data_supply(reading)
        or _repeats_the_law(reading)
    ):
        return
    start, end = _place(main_word(reading))
    yield start, end, {"niveau": reading.niveau.value}


# --- one-sided --------------------------------------------------------------------------------------------------------

_WISH_WORDS = re.compile(
    r"\b(?:zou(?:den)? (?:graag (?:zien|willen|hebben)|graag|het \w+)|verwacht(?:en)?|verzoek(?:t|en)|vra(?:agt|gen)|verlang(?:t|en)|pleit(?:en)?(?: ervoor)?|bepleit(?:en)?|dring(?:t|en)|roep(?:t|en)|vind(?:t|en)|reken(?:t|en) erop"
    r"|ga(?:at|an) er ?van ?uit|hoop(?:t|en)|wens(?:t|en)?|(?:is|zijn) van (?:mening|oordeel)|naar (?:de mening|het oordeel) van|ziet graag|meent|menen|acht(?:en)?|hoort|horen|zou(?:den)?|wil(?:len)?|ziet|zien)\b",
    re.IGNORECASE,
)


def wish(reading: Reading, context: Context, labels: Set[Label]) -> Iterable[Place]:
    """Every wens asks something of another who does not take it on."""
    match = _WISH_WORDS.search(reading.doc.text)
    start, end = match.span() if match else _place(main_word(reading))
    yield start, end, {}


_LEANING = re.compile(
    r"\b(?:mits|op voorwaarde dat|onder (?:de )?voorwaarden? dat|afhankelijk van|onder voorbehoud (?:van|dat)|vooropgesteld dat|gesteld dat|indien|als|zodra|zolang|wanneer|tenzij|voor zover|na goedkeuring|na instemming)\b",
    re.IGNORECASE,
)
_THIRD = re.compile(
    r"\b(?:provincie|netbeheerder|zorgkantoor|rijk|minister\w*|waterschap|zorgaanbieder\w*|zorgpartij\w*|zorgorganisatie\w*|ontwikkelaar|coa|subsidie\w*|[A-Z]\w*(?:groep|zorg)\s+[A-Z]\w+|marktpartij\w*|aannemer|woningcorporatie|buurgemeente\w*|regio\w*|Rijksoverheid|warmtebedrijf|welzijnsorganisatie|gemeente\w*|huurdersorganisatie|eigenaar|eigenaren|exploitant|instelling|bank|politie|\w*bestuur|waterschap|\w*initiatief|zorgaanbieder|\w+instelling|school)\b"
)
_GIVING = frozenset(
    """
        stellen beschikbaarstellen bieden dragen bijdragen leveren aanleggen verruimen verlenen financieren betalen
        meewerken meebetalen vergoeden aanwijzen geven toekennen regelen zorgen instemmen vaststellen aansluiten
        verzwaren inzetten toestaan honoreren verstrekken aanbieden inkopen bouwrijpmaken maken uitgeven wijzigen
        toezeggen reserveren organiseren bekostigen leggen afgeven vrijmaken verzorgen garanderen nemen overnemen
        starten uitbreiden realiseren bereiken steunen onderschrijven mogelijkmaken doen helpen ondersteunen
        begeleiden opleveren
        """.split()
)


def _with_article(name: str) -> str:
    """Put an article before a common noun ("de netbeheerder", "het zorgkantoor"); a name stays as it is."""
    if name[:1].isupper() or name.startswith(("gemeente ", "de ", "het ")) or name.endswith(("s", "en")):
        return name
    neuter = name.endswith(("kantoor", "schap", "bedrijf", "bestuur", "initiatief")) or name in ("rijk", "coa")
    return f"{'het' if neuter else 'de'} {name}"


_AGENT = re.compile(
    r"\w*(?:verzekeraar|initiatief|parochie|stichting|kerk|school|vereniging|organisatie|instelling|bedrijf|groep|beheerder|eigenaar"
    r"|coöperatie|ministerie|partij|verhuurder|aannemer|bank|fonds)$",
    re.IGNORECASE,
)


def _outsider(tokens: Sequence[Token]) -> bool:
    """Whether a condition is about what an organisation does: its first noun is one, or a name that has a verb."""
    first = next((token for token in tokens[1:] if token.pos_ in ("NOUN", "PROPN")), None)
    if first is None:
        return False
    name = first.pos_ == "PROPN" and first.dep_ in ("nsubj", "flat", "nsubj:pass") and first.ent_type_ != "DATE"
    return name or bool(_AGENT.match(first.lower_))


# What a promise rests on, said in other ways than by a conditional clause.
_REST = r"[^.;|]*"
_RESTS = re.compile(
    rf"\b(?:nadat|ervan uitgaande dat|in de (?:veronderstelling|verwachting|aanname) dat|met als voorwaarde dat|ingeval"
    rf"|onder de (?:restrictie|conditie|bepaling) dat|gekoppeld aan|vanaf het moment (?:waarop|dat)|te beginnen wanneer){_REST}"
    rf"|\b(?:[Ee]en en ander|[Dd]it|[Dd]at|[Dd]eze afspraak) (?:veronderstelt|vergt|vereist|staat of valt|hangt af|is afhankelijk"
    rf"|(?:kan|lukt|gaat) (?:wel )?(?:alleen|slechts|pas|enkel)){_REST}"
    rf"|\b(?:[Hh]iervoor|[Dd]aarvoor|[Hh]iertoe|[Dd]aartoe) (?:is|zijn|hebben (?:we|wij)|heeft){_REST}\bnodig{_REST}"
    rf"|\b[Uu]itgangspunt (?:hierbij|daarbij|hiervoor|daarvoor)?{_REST}|\b(?:[Mm]aar )?dan moet(?:en)?{_REST}|\b[Ee]erst moet(?:en)?{_REST}"
    rf"|\b(?:[Oo]nontbeerlijk|[Oo]nmisbaar|[Nn]oodzakelijk|[Vv]ereist|[Nn]odig) (?:hiervoor|daarvoor|hierbij|daarbij) (?:is|zijn){_REST}"
    rf"|[^.;|]*\bdien(?:t|en) (?:daarvoor|dan|daartoe|hiervoor){_REST}|[^.;|]*\bnog (?:geen toezegging|niet toegezegd){_REST}"
    rf"|\b\w+ die van (?:de|het) \w+ moet(?:en)? komen"
)
_REST_COLUMN = re.compile(r"(?:rand)?voorwaarden?\b|\bnodig\b|\bbenodigd|\bafhankelijk", re.IGNORECASE)
# What another does in passing; a promise that follows on it does not rest on it.
_EVENTS = frozenset(
    """
        melden aanmelden vragen aanvragen verzoeken aangeven signaleren wensen willen opzeggen vertrekken verhuizen klagen
        reageren besluiten beslissen ontvangen verwijzen voordragen koppelen betrekken horen weten overlijden verzuimen
        verkopen kunnen blijken hebben zijn krijgen komen worden
        """.split()
)


def _supports(reading: Reading) -> Iterable[tuple[int, int, str]]:
    """Start, end and text of all that a promise may rest on: conditions, sentences of their own, a column for it."""
    for slot in reading.conditions:
        if _LEANING.match(slot.text):
            yield slot.start, slot.end, slot.text
    for match in _RESTS.finditer(reading.doc.text):
        if not any(slot.start <= match.start() < slot.end for slot in reading.conditions):
            yield match.start(), match.end(), match.group()
    for cell in reading.clause.cells:
        if cell.column and _REST_COLUMN.search(cell.column):
            yield cell.start, cell.end, reading.doc.text[cell.start : cell.end]


def leaning_condition(reading: Reading, context: Context, labels: Set[Label]) -> Iterable[Place]:
    """A promise that rests on another's contribution that nobody promises in the document."""
    supports = list(_supports(reading))
    # Who only acts in what the promise rests on, does not promise it.
    acting = [
        mention
        for mention in reading.actors
        if not mention.collective
        and not any(start <= reading.doc[mention.start].idx < end for start, end, _ in supports)
    ]
    own = {name for mention in acting for name in mention.parties}
    own_roles = {mention.role for mention in acting}
    for start, end, text in supports:
        tokens = [token for token in reading.doc if start <= token.idx < end]
        inner = [
            mention
            for mention in reading.mentions
            if start <= reading.doc[mention.start].idx < end and not mention.collective
        ]
        others = [
            mention
            for mention in inner
            if not set(mention.parties) & own and (mention.role not in own_roles or mention.role is Role.OVERIG)
        ]
        third = (bool(_THIRD.search(text)) or _outsider(tokens)) and not inner
        if not others and not third:
            continue
        word = text.lower()
        if not _gives(word, tokens):
            continue
        if re.search(r"\b(?:raad van commissarissen|rvc|commissarissen)\b", word):
            continue
        if (
            any(start <= date.start < end for date in reading.deadlines)
            and any(mention.role is Role.GEMEENTE for mention in inner)
            and re.search(r"\b(?:vaststelt|besluit|beslist)\b", word)
        ):
            continue
        names = {name for mention in others for name in mention.parties}
        content = (
            {token.lemma_.lower() for token in tokens if token.pos_ in ("NOUN", "PROPN")}
            - {name.lower() for name in names}
            - {"gemeente", "corporatie"}
        )
        if any(
            names & set(promised) and len(content & words) >= 1
            for identifier, promised, words in context.promises
            if identifier != reading.clause.id
        ):
            continue
        who = ", ".join(sorted(_with_article(name) for name in names)) or (
            _with_article(match.group()) if (match := _THIRD.search(text)) else "een ander"
        )
        yield start, end, {"party": who}
        return


def _gives(word: str, tokens: Sequence[Token]) -> bool:
    """Whether what a promise rests on is a contribution; ``word`` is its text in small letters."""
    if not _LEANING.match(word) or word.startswith(
        ("mits", "op voorwaarde", "onder", "afhankelijk", "vooropgesteld", "gesteld")
    ):
        return True
    verbs = {token.lemma_ for token in tokens if token.pos_ == "VERB"}
    if not word.startswith("tenzij") and (verbs & _GIVING or verbs - _EVENTS):
        return True  # "tenzij" leaves the other a veto, which is no contribution
    return bool(
        re.search(
            r"\b(?:bijdrage|subsidie|medewerking|toestemming|locatie|grond|financiering|budget|vergunning)\b", word
        )
    )


def silent_party(reading: Reading, context: Context, labels: Set[Label]) -> Iterable[Place]:
    """Once per article: only one party is bound, while the theme needs a contribution of another."""
    silent = context.silent.get(reading.clause.id)
    if silent:
        start, end = _place(main_word(reading))
        yield start, end, {"party": ", ".join(silent)}


# --- SMART ------------------------------------------------------------------------------------------------------------

_CORPORATIE_BY_NATURE = re.compile(
    r"\b(?:verhuur\w*|verhuren|verkoop\w*|verkocht\w*|verkopen|sloop|slopen|gesloopt|toegewezen|toewij\w+|huurverhoging|huurprij\w+|huren|de huur|hogere huur|meer huur|servicekosten|aanvangshuur|vervreemd\w*|met voorrang|aanbod gedaan|aangeboden|streefhuren|liberalis\w+|geliberaliseerd|ontruimd|ontruiming\w*|(?:gaat|gaan)\b.{0,80}\bnaar)\b",
    re.IGNORECASE,
)
_GEMEENTE_BY_NATURE = re.compile(
    r"\b(?:bestemmingsplan|omgevingsplan|omgevingsvergunning\w*|vergunning\w*|wmo|leges|urgentieverklaring\w*|huisvestingsverordening)\b",
    re.IGNORECASE,
)
_ATTITUDE = re.compile(
    r"\bhecht\w*\b|\bvind(?:en|t)\b.{0,30}\bbelang|\bonderschrij\w+|\bonderken\w+|\berken\w+", re.IGNORECASE
)
_COLLECTIVE_OK = frozenset(["ondertekenen", "sluiten", "overeenkomen"])


def missing_actor(reading: Reading, context: Context, labels: Set[Label]) -> Iterable[Place]:
    """No named party or role acts: impersonal, passive without *door*, or only a collective."""
    named = [mention for mention in reading.actors if not mention.collective]
    collective = [mention for mention in reading.actors if mention.collective]
    texts = [
        text
        for text in reading.actor_texts
        if text.lower()
        not in (
            "partijen",
            "wij",
            "we",
            "gezamenlijk",
            "samen",
            "men",
            "alle partijen",
            "beide partijen",
            "de partijen",
            "allen",
            "betrokken partijen",
            "iedereen",
        )
    ]
    start, end = _place(main_word(reading))
    cell = cell_of(reading.clause, ACTOR_COLUMNS)
    if cell is not None:
        if re.fullmatch(
            r"(?:allen|alle|partijen(?: gezamenlijk)?|alle partijen|gezamenlijk|n\.?t\.?b\.?|p\.?m\.?|nader te bepalen|-|\?|samen|iedereen)",
            cell.strip(),
            re.IGNORECASE,
        ):
            yield start, end, {}
        return
    if named or (texts and not collective) or context.author:
        return
    predicate = reading.promise
    if collective:
        if _ATTITUDE.search(reading.doc.text) or (predicate is not None and predicate.lemma in _COLLECTIVE_OK):
            return
        if any(
            mention
            for mention in reading.mentions
            if not mention.collective
            and re.search(r"\b(?:meet|rapporteert|meldt|houdt bij|trekker)\b", reading.doc.text)
        ):
            return
        yield start, end, {}
        return
    if (
        reading.niveau is Niveau.EFFECT
        and (
            reading.mentions
            or re.search(r"\b(?:gemeten|blijkens|blijkt uit|meet|meten|rapporte\w+)\b", reading.doc.text)
        )
        and not _impersonal_only(reading)
    ):
        return
    text = reading.doc.text
    by_nature = (_CORPORATIE_BY_NATURE.search(text) and len(context.names(Role.CORPORATIE)) == 1) or (
        _GEMEENTE_BY_NATURE.search(text) and len(context.names(Role.GEMEENTE)) == 1
    )
    if by_nature and not re.search(r"\b(?:onderzocht|bekeken|verkend|overleg|besproken)\b", text):
        return
    yield start, end, {}


def _impersonal_only(reading: Reading) -> bool:
    """Whether the only parties named are owners or places, not who acts, measures or reports."""
    return not re.search(
        r"\b(?:meet|meten|gemeten|rapporte\w+|meldt|melden|houdt|bijgehouden|monitort|peilt|levert|afleidt|bepaalt|blijkens|blijkt)\b",
        reading.doc.text,
    )


_OPEN_PROCES = frozenset(
    """
        ondersteunen helpen begeleiden faciliteren zorgen voorlichten afstemmen overleggen samenwerken bespreken
        spreken voeren informeren communiceren betrekken betalen meebetalen bijdragen werken doen optrekken
        toerusten opleiden activeren investeren bieden geven leveren versnellen aanpakken optreden signaleren
        gebruiken benutten toepassen aanjagen speuren zoeken stimuleren regelen vergoeden financieren dragen houden
        hebben kijken
        """.split()
)
_PRODUCT = re.compile(
    r"\b(?:plan|plannen|rapport|notitie|besluit|voorstel|advies|lijst|overzicht|convenant|verordening|protocol|beleid|visie|agenda|analyse|onderzoek|enquête|verslag|regeling|statuut|programma|kaart|aanpak|werkwijze|prognose|routekaart|meldpunt|loket|brochure|website|bijeenkomst|schouw|huisbezoek|pilot|proef|evaluatie|regisseur|coach|wooncoach|energiecoach|huismeester|wijkbeheerder|makelaar|sleutel|contract|overeenkomst|inventarisatie|quickscan|draaiboek|folder|spreekuur|commissie|klankbordgroep|werkgroep|panel|budget|fonds|scenario|businesscase|handreiking|stappenplan|kader|nulmeting|monitor|meting|gesprek|contactpersoon|training|cursus|wooncoaches|afspraken|beleidsregel\w*|aanbod|leidraad|checklist|register|database|dashboard|jaarplan\w*)\b|\w+(?:plan|onderzoek|regeling|visie|nota|programma|kaart|protocol|coach|makelaar|overzicht|analyse|verordening|advies|commissie|fonds|panel|lijst|convenant|meldpunt|spreekuur|beheerder|adviseur|consulent|besluit|vergunning|procedure|strategie|studie|agenda)\b",
    re.IGNORECASE,
)


def missing_amount(reading: Reading, context: Context, labels: Set[Label]) -> Iterable[Place]:
    """No number, share, list or yes/no fact by which one can say that it was reached."""
    start, end = _place(main_word(reading))
    text = reading.doc.text
    own_amounts = [
        slot
        for slot in reading.quantities
        if not any(condition.start <= slot.start < condition.end for condition in reading.conditions)
    ]
    if reading.niveau is Niveau.EFFECT:
        return
    universal = any(
        token.lower_ in UNIVERSALS | {"nooit", "volledig", "ieders", "nergens"}
        for token in reading.doc
        if not inside(token.idx, reading.purposes)
    )
    if reading.niveau is Niveau.INTENTIE:
        if own_amounts or re.search(
            r"\bdan (?:hun|de|het) (?:inkomens?|inflatie|gemiddelde)\b|\bniet (?:harder|meer|hoger|sneller)\b", text
        ):
            return
        yield start, end, {}
        return
    open_amount = Label.VAAG_HOEVEELHEID in labels
    if open_amount and not own_amounts:
        yield start, end, {}
        return
    if Label.VAAG_VERWIJZING in labels and not own_amounts and _amount_is_open(reading):
        yield start, end, {}
        return
    if own_amounts or universal:
        return
    predicate = reading.promise
    if predicate is None:
        return
    if reading.niveau is Niveau.OUTPUT:
        if _prohibition(reading) or _is_standing(reading) or _STATUTORY.search(text) or _definite_object(reading):
            return
        yield start, end, {}
        return
    if (
        predicate.lemma in _OPEN_PROCES
        and not _PRODUCT.search(text)
        and not _data_supply(reading)
        and not _definite_object(reading)
    ) and not any(
        re.search(r"per|elk|ieder|maal|keer|jaarlijks|maand|kwartaal|week|binnen", slot.text)
        for slot in reading.deadlines
    ):
        yield start, end, {}


def _amount_is_open(reading: Reading) -> bool:
    """Whether what is left open is an amount: n.t.b. in an amount column, a fee still to be set."""
    text = reading.doc.text
    for cell in reading.clause.cells:
        if (
            cell.column
            and re.match(r"(?:aantal|omvang|budget|bedrag|resultaat|hoeveel)", cell.column, re.IGNORECASE)
            and re.search(r"n\.?t\.?b|p\.?m|nader|nog te", text[cell.start : cell.end], re.IGNORECASE)
        ):
            return True
    return bool(
        re.search(
            r"\b(?:vergoeding|bedrag|bijdrage|budget|grondprijs|aantal|hoogte|verdeelsleutel|sleutel|percentage|korting|prijs|tarief|kosten)\b",
            text,
            re.IGNORECASE,
        )
    )


def _bare_plural(word: Token) -> bool:
    """A plural noun without an article or number ("isoleert woningen"): nobody can count it."""
    return "Plur" in word.morph.get("Number", []) and not any(
        child.dep_ in ("det", "nmod:poss") or (child.dep_ == "nummod" and not re.fullmatch(YEAR, child.text))
        for child in word.children
    )


def _definite_object(reading: Reading) -> bool:
    """Whether the act is about a definite thing ("de woningen in complex 12", "de galerijen van De Hof")."""
    predicate = reading.promise
    if predicate is None:
        return False
    objects = list(predicate.objects)
    if predicate.subject is not None and predicate.passive:
        objects.append(predicate.subject)
    if not objects and predicate.token.pos_ == "NOUN":
        objects.append(predicate.token)
    for word in objects:
        if word.pos_ == "PROPN" or any(
            child.lower_ in ("de", "het", "deze", "dit", "die", "haar", "zijn", "hun", "dat")
            and child.dep_ in ("det", "nmod:poss")
            for child in word.children
        ):
            return True
    return (
        bool(re.search(r"\bcomplex(?:en)?\s+\w+|\b(?:aan|in) (?:de|het) [A-Z]\w+", reading.doc.text))
        and reading.niveau is Niveau.OUTPUT
        and not any(_bare_plural(word) for word in reading.doc if is_home(word))
    )


_STANDING = re.compile(
    r"\b(?:ten hoogste|ten minste|niet meer dan|minimaal|maximaal|hoogstens|minstens|niet hoger|nooit|tot en met een huur|geen|voorrang|volgorde|norm|grondprijs|vrijkomende?|vrijkomen|vrijgekomen|mag|mogen|toegewezen|toewijz\w+|wijst|streefhuur|huur tot|per saldo|niet af|leges|tarief|volgens|conform|recht op|urgentieverklaring|in stand|gedurende de looptijd|steeds|altijd|niet (?:harder|meer|hoger|sneller)|vrij voor|houdt \d+|aan (?:ieder|elk|alle)|in (?:iedere?|elke?|alle)|opnieuw verhuurd|huurverhoging|beleid|zolang|niet voordat|houdt zich|houden zich|op peil)\b",
    re.IGNORECASE,
)


def _is_standing(reading: Reading) -> bool:
    """A floor, ceiling, prohibition, rule of allocation or price that simply holds."""
    if reading.niveau is Niveau.INTENTIE:
        return False
    return bool(_STANDING.search(reading.doc.text)) and not re.search(
        r"\bonderzoe\w+|\bvoorlicht\w+|\bbegeleid\w+", reading.doc.text
    )


_BEYOND = re.compile(
    r"\b(?:op (?:\w+ )?termijn|te zijner tijd|t\.z\.t\.|komende jaren|in de toekomst|afzienbare tijd|latere (?:jaren|fase)|jaren (?:hierna|daarna|die volgen)|ooit|lange duur|gelegener tijd|zodra|totdat|zolang|later|mettertijd|vooralsnog|nader te bepalen moment)\b",
    re.IGNORECASE,
)
_UNDEFINED_END = re.compile(
    r"\b(?:zodra|totdat|als)\b[^.;|]{0,30}\bzich\b[^.;|,]{0,30}\b(?:melden|meldt|aandienen|aandient)\b|\btotdat\b(?![^,.;|]*(?:\d|opgelever|gereed|vastgesteld|besluit|begint|start|verleend|ondertekend|geïsoleerd|ingestemd|gesloopt))[^,.;|]{4,80}|\b(?:zodra|wanneer)\b[^,.;|]{0,60}\b(?:markt|rijp|krapte|conjunctuur|tijd|tij)\b[^,.;|]{0,40}|\b(?:totdat|zodra|zolang|tot(?:\s+het)? moment)\b[^.;|]{0,80}\b(?:genoeg|voldoende|kan|mogelijk|ruimte|lukt|toelaat|toelaten|nodig|beschikbaar|rond|gereed|aantrekt|verbetert|op orde|op peil|daarom vraagt|gewenst|wenselijk|behoefte|opgelost|hersteld|stabiel|aanhoudt|afgenomen|voorbij|gedaald|genormaliseerd|gunstiger|rijp|verdwenen|dat toestaa?t|toestaan|rondkomt|sluitend)\b(?:[^,.;|]{0,40}?\b(?:is|zijn|wordt|worden|komt)\b)?|\btot\s+(?:de|het|er)\b[^.;|]{0,60}\b(?:hersteld|voorbij|afgenomen|verbeterd|genormaliseerd|gedaald)\b(?: is| zijn)?",
    re.IGNORECASE,
)


_FROM = re.compile(
    r"\b(?:van|tegen|dan|ten opzichte van|vergeleken met|was|waren|uit)\b(?:\s+(?:een|gemiddeld|nog|nu|de|het|die|dat))*"
    r"(?:\s+(?:€\s*)?[\d.,]+\s*(?:%|procent|maanden|jaar|dagen|weken|personen|huishoudens|punten|kWh|m³)?(?:\s+per\s+\w+)?)?\s*(?:[(]\s*)?$",
    re.IGNORECASE,
)


def _baseline_year(slot: Slot, text: str) -> bool:
    """Whether it is the year of a starting point and no term ("van een 6,4 in 2024 naar een 7,0")."""
    return bool(re.fullmatch(rf"(?:in |eind |begin )?{YEAR}", slot.text, re.IGNORECASE)) and bool(
        _FROM.search(text[: slot.start])
    )


def missing_date(reading: Reading, context: Context, labels: Set[Label]) -> Iterable[Place]:
    """No date, year, period, frequency or event that ends it; a standing norm needs none."""
    start, end = _place(main_word(reading))
    text = reading.doc.text
    undefined = (bool(_UNDEFINED_END.search(text)) and Label.VAAG_ONTSNAPPING not in labels) or (
        bool(re.search(r"\btotdat\b", text)) and bool(_UNDEFINED_END.search(text))
    )
    dates = [slot for slot in reading.deadlines if not _baseline_year(slot, text)]
    dated_outside = (
        context.one_year
        or any(re.search(YEAR, heading) for heading in reading.clause.heading)
        or bool(reading.clause.lead and re.search(rf"{YEAR}|\bper (?:jaar|kwartaal)\b|jaarlijks", reading.clause.lead))
    )
    time_cell = cell_of(reading.clause, TIME_COLUMNS)
    if undefined and not dates:
        yield start, end, {}
        return
    if Label.VAAG_TERMIJN in labels:
        bounded = [slot for slot in dates if not OPEN_LENGTH.match(slot.text)]
        if bounded or (dated_outside and not _BEYOND.search(text)):
            return
        if (dates and all(OPEN_LENGTH.match(slot.text) for slot in dates)) or re.search(
            r"\bin (?:\d+|\w+) jaar\b", text
        ):
            return
        yield start, end, {}
        return
    if dates or dated_outside or (time_cell and not re.search(r"n\.?t\.?b|p\.?m", time_cell, re.IGNORECASE)):
        return
    if time_cell:
        return
    if _is_standing(reading) or _prohibition(reading) or _STATUTORY.search(text):
        return
    if reading.niveau is Niveau.EFFECT and re.search(r"\bna\b|\bbij\b|\bgeen\b", text):
        return
    if re.search(r"\b(?:dan|wanneer|als|indien)\b", text) and re.match(
        r"(?:Komt|Loopt|Raakt|Dreigt|Blijkt|Als|Wanneer|Indien|Bij|Na|Wie|Wil|Ziet|Zegt|Heeft|Is|Valt)\b", text
    ):
        return
    yield start, end, {}


# --- vague, by morphology ------------------------------------------------------------------------------------------------


def comparative(reading: Reading, context: Context, labels: Set[Label]) -> Iterable[Place]:
    """An adjective or adverb in the comparative; whether a baseline settles it is for the guards."""
    for token in comparatives(reading.doc):
        yield token.idx, token.idx + len(token), {}


_CHANGES = frozenset(
    """
        bekorten inkorten vooruitgaan omhooggaan omlaaggaan opvoeren verbeteren verminderen verlagen versterken
        vergroten verhogen terugdringen terugbrengen verkleinen verkorten versnellen dalen stijgen reduceren
        vereenvoudigen verruimen verbreden intensiveren afnemen toenemen beperken inlopen aanscherpen opschroeven
        vergemakkelijken
        """.split()
)
_CHANGE_NOUN = re.compile(
    r"^(?:verbetering|vermindering|verlaging|versterking|vergroting|verhoging|terugdringing|verkorting|versnelling|daling|stijging|toename|afname|reductie|vereenvoudiging|verruiming|intensivering|groei)$",
    re.IGNORECASE,
)


def unmeasured_change(reading: Reading, context: Context, labels: Set[Label]) -> Iterable[Place]:
    """A verb or noun of change; whether a baseline settles it is for the guards."""
    for token in reading.doc:
        if (is_verb(token) and token.lemma_ in _CHANGES) or (
            token.pos_ == "NOUN"
            and (_CHANGE_NOUN.match(token.lower_) or (token.lemma_ in _CHANGES and token.text[0].isupper()))
        ):
            if re.search(r"\b(?:niet|geen)\b", token.sent.text) and token.lemma_ in (
                "afnemen",
                "toenemen",
                "dalen",
                "stijgen",
                "verminderen",
            ):
                continue
            if token.dep_ == "amod" or (
                token.pos_ == "VERB"
                and "Part" in token.morph.get("VerbForm", [])
                and token.i + 1 < len(reading.doc)
                and reading.doc[token.i + 1].pos_ == "NOUN"
            ):
                continue
            yield token.idx, token.idx + len(token), {}


def undefined_event(reading: Reading, context: Context, labels: Set[Label]) -> Iterable[Place]:
    """A start or end that hangs on an event nobody can establish ("totdat er genoeg is", "zodra het kan")."""
    match = _UNDEFINED_END.search(reading.doc.text)
    if (
        match
        and (Label.VAAG_ONTSNAPPING not in labels or match.group().lower().startswith("totdat"))
        and not any(match.start() <= slot.start < match.end() for slot in reading.deadlines)
    ):
        yield match.start(), match.end(), {}


def _voted(label: Label, check: Check) -> Check:
    """The answer of a check and of the linear model together."""

    def voted(reading: Reading, context: Context, labels: Set[Label]) -> Iterable[Place]:
        places = list(check(reading, context, labels))
        if label is Label.SMART_WANNEER:
            if _has_defined_term(reading, context):
                return
            if places and reading.deadlines and all(_baseline_year(s, reading.doc.text) for s in reading.deadlines):
                yield from places  # the only year is that of the starting point
                return
        vague = {found for found in labels if found.startswith("vaag-")}
        if smart_model.lacks(label, bool(places), smart_model.features(reading, context, vague)):
            start, end = _place(main_word(reading))
            yield from places or [(start, end, {})]

    return voted


CLAUSE_CHECKS: dict[str, Check] = {
    "activity": activity,
    "wish": wish,
    "leaning-condition": leaning_condition,
    "silent-party": silent_party,
    "missing-actor": _voted(Label.SMART_WIE, missing_actor),
    "missing-amount": _voted(Label.SMART_HOEVEEL, missing_amount),
    "missing-date": _voted(Label.SMART_WANNEER, missing_date),
    "comparative": comparative,
    "unmeasured-change": unmeasured_change,
    "undefined-event": undefined_event,
}


# --- what the rest of the document says -----------------------------------------------------------------------------------

# Themes that one role cannot carry alone, and whom they need; gold data and guide section 3, eenzijdig case 3.
NEEDED: dict[Theme, tuple[Role, ...]] = {
    Theme.NIEUWBOUW: (Role.GEMEENTE, Role.CORPORATIE),
    Theme.VERDUURZAMING: (Role.GEMEENTE, Role.CORPORATIE),
    Theme.WONEN_ZORG: (Role.GEMEENTE, Role.CORPORATIE),
    Theme.STATUSHOUDERS: (Role.GEMEENTE, Role.CORPORATIE),
    Theme.LEEFBAARHEID: (Role.GEMEENTE, Role.CORPORATIE),
    Theme.BIJZONDERE_DOELGROEPEN: (Role.GEMEENTE, Role.CORPORATIE),
}


def silent_roles(readings: Sequence[Reading], context: Context) -> dict[str, tuple[str, ...]]:
    """Per id of the first afspraak of an article: the parties that its theme needs and that promise nothing there."""
    articles: dict[tuple[str, ...], list[Reading]] = {}
    for reading in readings:
        if reading.kind is Kind.AFSPRAAK and reading.clause.heading:
            articles.setdefault(
                reading.clause.heading[:1] if len(reading.clause.heading) == 1 else reading.clause.heading[:2], []
            ).append(reading)
    silent: dict[str, tuple[str, ...]] = {}
    for group in articles.values():
        themes = [reading.theme for reading in group]
        theme = max(set(themes), key=lambda item: (themes.count(item), item.value))
        needed = NEEDED.get(theme)
        if needed is None or themes.count(theme) < 2:
            continue
        bound: set[Role] = set()
        for reading in group:
            for mention in (
                *reading.actors,
                *(mention for mention in reading.mentions if reading.promise is not None and not reading.actors),
            ):
                bound |= (
                    {Role.GEMEENTE, Role.CORPORATIE, Role.HUURDERSORGANISATIE} if mention.collective else {mention.role}
                )
            if re.search(
                r"\b(?:college|gemeente|wijkteam|sociaal team|wmo-loket|gemeentelijke?)\b",
                " ".join(reading.actor_texts),
                re.IGNORECASE,
            ):
                bound.add(Role.GEMEENTE)
        bound -= {Role.OVERIG}
        if len(bound) != 1:
            continue
        names = tuple(name for role in needed if role not in bound for name in (context.names(role) or (role.value,)))
        if names:
            silent[group[0].clause.id] = names
    return silent


def promises(readings: Sequence[Reading]) -> tuple[tuple[str, tuple[str, ...], frozenset[str]], ...]:
    """(clause id, parties, nouns) of every afspraak above intentie, for conditions elsewhere to lean on."""
    found = []
    for reading in readings:
        if reading.kind is Kind.AFSPRAAK and reading.niveau is not Niveau.INTENTIE:
            names = tuple(
                sorted({name for mention in reading.actors if not mention.collective for name in mention.parties})
            )
            nouns = frozenset(token.lemma_.lower() for token in reading.doc if token.pos_ in ("NOUN", "PROPN"))
            found.append((reading.clause.id, names, nouns))
    return tuple(found)
