"""The Dutch words of every report: names, explanations and small helpers for sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prestatielint.model import Block, Bril, Judged, Kind, Label, Niveau, Role, Severity, Suppressed, Theme

THEMES: dict[Theme, str] = {
    Theme.NIEUWBOUW: "Nieuwbouw",
    Theme.VOORRAAD: "Woningvoorraad",
    Theme.BETAALBAARHEID: "Betaalbaarheid",
    Theme.DOORSTROMING: "Doorstroming",
    Theme.TOEWIJZING: "Toewijzing",
    Theme.VERDUURZAMING: "Verduurzaming",
    Theme.STATUSHOUDERS: "Statushouders",
    Theme.BIJZONDERE_DOELGROEPEN: "Bijzondere doelgroepen",
    Theme.WONEN_ZORG: "Wonen en zorg",
    Theme.LEEFBAARHEID: "Leefbaarheid",
    Theme.KWALITEIT: "Kwaliteit van woningen",
    Theme.PARTICIPATIE: "Participatie",
    Theme.SAMENWERKING: "Samenwerking",
    Theme.OVERIG: "Overig",
}

LABELS: dict[Label, str] = {
    Label.ACTIVITEIT: "activiteit in plaats van effect",
    Label.VAAG_INSPANNING: "vage inspanning",
    Label.VAAG_ONTSNAPPING: "open voorbehoud",
    Label.VAAG_HOEVEELHEID: "vage hoeveelheid",
    Label.VAAG_TERMIJN: "vage termijn",
    Label.VAAG_KWALITEIT: "vage kwaliteit",
    Label.VAAG_VERWIJZING: "open verwijzing",
    Label.VAAG_VERGELIJKING: "vergelijking zonder ijkpunt",
    Label.EENZIJDIG: "eenzijdig",
    Label.SMART_WIE: "wie ontbreekt",
    Label.SMART_HOEVEEL: "hoeveel ontbreekt",
    Label.SMART_WANNEER: "wanneer ontbreekt",
    Label.DOCUMENT_PARTIJEN: "partijen",
    Label.DOCUMENT_LOOPTIJD: "looptijd",
    Label.DOCUMENT_MONITORING: "monitoring",
    Label.DOCUMENT_FLEXIBILITEIT: "tussentijds wijzigen",
    Label.DOCUMENT_TIJDSHORIZON: "tijdshorizon",
    Label.DOCUMENT_BEDRAGEN: "bedrag zonder jaar",
    Label.DOCUMENT_WEDERKERIGHEID: "verdeling over partijen",
    Label.DOCUMENT_OMVANG: "omvang",
    Label.DOCUMENT_THEMA: "wettelijke thema's",
    Label.DOCUMENT_NULMETING: "nulmeting",
}

LABEL_EXPLANATIONS: dict[Label, str] = {
    Label.ACTIVITEIT: "De afspraak noemt wat een partij doet, niet wat bewoners of de buurt ervan merken.",
    Label.VAAG_INSPANNING: "De woorden laten open of er een resultaat moet komen.",
    Label.VAAG_ONTSNAPPING: "De woorden laten open of de afspraak geldt.",
    Label.VAAG_HOEVEELHEID: "De woorden laten open hoeveel het is.",
    Label.VAAG_TERMIJN: "De woorden laten open wanneer het klaar is.",
    Label.VAAG_KWALITEIT: "De woorden laten open hoe goed het moet zijn, of voor wie.",
    Label.VAAG_VERWIJZING: "De woorden laten open welk document, bedrag of besluit bedoeld is.",
    Label.VAAG_VERGELIJKING: "De woorden vergelijken, maar noemen geen beginpunt of doel.",
    Label.EENZIJDIG: "De afspraak rust op een partij die hier niets toezegt, of de bijdrage van een partij ontbreekt.",
    Label.SMART_WIE: "Er staat niet welke partij het doet.",
    Label.SMART_HOEVEEL: "Er staat niet waaraan te zien is dat het is gelukt.",
    Label.SMART_WANNEER: "Er staat niet wanneer het klaar is.",
    Label.DOCUMENT_PARTIJEN: "Een partij tekent niet, of heeft geen rol in de afspraken.",
    Label.DOCUMENT_LOOPTIJD: "De looptijd is niet duidelijk.",
    Label.DOCUMENT_MONITORING: "Er staat niet wie wat wanneer rapporteert.",
    Label.DOCUMENT_FLEXIBILITEIT: "Er staat niet hoe partijen tussentijds bijstellen.",
    Label.DOCUMENT_TIJDSHORIZON: "Termijnen vallen buiten de looptijd, of alles valt in het laatste jaar.",
    Label.DOCUMENT_BEDRAGEN: "Bij een huur- of inkomensgrens ontbreekt het jaar.",
    Label.DOCUMENT_WEDERKERIGHEID: "Wat elke partij toezegt, geteld.",
    Label.DOCUMENT_OMVANG: "Hoeveel afspraken er zijn en hoeveel er te meten is.",
    Label.DOCUMENT_THEMA: "Welke thema's uit de wet niet voorkomen. Weglaten mag een keuze zijn.",
    Label.DOCUMENT_NULMETING: "Welke doelen een beginpunt noemen.",
}

GROUPS: dict[str, str] = {
    "activiteit": "Activiteit in plaats van effect",
    "vaag": "Vage woorden",
    "eenzijdig": "Eenzijdig",
    "smart": "Wie, hoeveel of wanneer ontbreekt",
    "document": "Het hele document",
}

SEVERITIES: dict[Severity, str] = {
    Severity.HOOG: "hoog",
    Severity.MIDDEL: "middel",
    Severity.LAAG: "laag",
    Severity.INFO: "info",
}

SEVERITY_EXPLANATIONS: dict[Severity, str] = {
    Severity.HOOG: "zo is niemand aan de afspraak te houden",
    Severity.MIDDEL: "wel houdbaar, maar niet volledig of niet gericht op een effect",
    Severity.LAAG: "het bekijken waard",
    Severity.INFO: "een feit over het document; telt niet mee in een score",
}

KINDS: dict[Kind, str] = {
    Kind.AFSPRAAK: "afspraak",
    Kind.SPELREGEL: "spelregel",
    Kind.WENS: "wens",
    Kind.CONTEXT: "toelichting",
}

NIVEAUS: dict[Niveau, str] = {
    Niveau.INTENTIE: "intentie",
    Niveau.PROCES: "proces",
    Niveau.OUTPUT: "output",
    Niveau.EFFECT: "effect",
}

NIVEAU_EXPLANATIONS: dict[Niveau, str] = {
    Niveau.INTENTIE: "een houding of inspanning; niet te toetsen",
    Niveau.PROCES: "een handeling of middel, zoals overleg, een plan of geld",
    Niveau.OUTPUT: "een telbaar product, zoals woningen of zonnepanelen",
    Niveau.EFFECT: "een toetsbare verandering voor bewoners of de buurt",
}

ROLES: dict[Role, str] = {
    Role.GEMEENTE: "gemeente",
    Role.CORPORATIE: "corporatie",
    Role.HUURDERSORGANISATIE: "huurdersorganisatie",
    Role.OVERIG: "overige partij",
}

VARIANTS: dict[str, str] = {
    "effect": "effect",
    "effect+middel": "effect + middel",
    "hard": "hard resultaat",
    "tegenprestatie": "tegenprestatie",
    "naar-werkplan": "naar het werkplan",
}

OBLIGATIONS: dict[str, str] = {
    "gelijk": "even zwaar",
    "zwaarder": "zwaarder",
    "lichter": "lichter",
}

SCORE_SCALE = "100 = geen opmerkingen, 0 = overal zware opmerkingen"
TOO_LITTLE = "te weinig om te beoordelen"
SCORE_NOTE = (
    "Het totaal is het gemiddelde van de drie brillen; een bril is het gewogen gemiddelde van zijn onderdelen. "
    "De brillen kunnen elkaar tegenspreken. Lees ze naast elkaar, niet als één oordeel. "
    "De scores zijn een eigen maat; er bestaat geen officiële norm voor."
)

BRILLEN: dict[str, str] = {"aw": "Aw", "effect": "Effect", "relatie": "Relatie", "alles": "Alles"}

BRIL_EXPLANATIONS: dict[str, str] = {
    "aw": "toetsvragen afgeleid van de kritiek van de Aw; dit is geen oordeel van de Aw",
    "effect": (
        "noemen de afspraken een effect voor bewoners of de buurt? "
        "Een intentie krijgt hooguit 20, een handeling 40, een product 50, een effect 100 "
        "(naar Van Nimwegen, ‘Prestatieafspraken op de helling?’, 2024; eigen maat). "
        "Verder: hoe weinig er te meten is, en of partijen elkaar nodig hebben"
    ),
    "relatie": (
        "is duidelijk wat partijen voor elkaar doen? "
        "Telt per thema hoeveel partijen iets toezeggen, of de huurdersorganisatie meedoet en of tussentijds wijzigen "
        "is geregeld (eigen maat, alleen op basis van de tekst)"
    ),
}

SUBSCORES: dict[str, str] = {
    "concreet": "Concreet",
    "hard": "Hard",
    "wederkerig": "Wederkerig",
    "tijdshorizon": "Tijdshorizon",
    "aanspreekbaar": "Aanspreekbaar",
    "effecten": "Effecten",
    "weinig-projecten": "Focus",
    "wederzijds": "Wederzijds",
    "evenwicht": "Evenwicht",
    "huurders": "Huurders",
    "flexibel": "Flexibel",
}

SUBSCORE_EXPLANATIONS: dict[str, str] = {
    "concreet": "staat er wat en hoeveel, zonder vage woorden?",
    "hard": "is er een resultaat toegezegd, zonder open voorbehoud?",
    "wederkerig": "doet elke partij mee, en leunt niets op een partij die niets toezegt?",
    "tijdshorizon": "staat er wanneer, binnen de looptijd?",
    "aanspreekbaar": "is duidelijk wie het doet en wie erover rapporteert?",
    "effecten": "noemen de afspraken een effect, zonder vage woorden?",
    "weinig-projecten": "zijn er per thema maar enkele zaken te meten?",
    "wederzijds": "zeggen bij een thema twee of meer kanten iets toe?",
    "evenwicht": "wat zeggen partijen per thema aan elkaar toe?",
    "huurders": "doet de huurdersorganisatie mee, bij meer dan een enkel thema?",
    "flexibel": "is geregeld hoe partijen tussentijds wijzigen?",
}

CORRECTED_FIELDS: dict[str, str] = {
    "kind": "soort",
    "niveau": "niveau",
    "theme": "thema",
    "actors": "partijen",
}

KNOWN = "al bekend uit de basislijn"

LIMITS = (
    "Dit rapport is automatisch gemaakt en kijkt alleen naar de tekst van het document. "
    "Het weet niet wat partijen buiten de tekst hebben besproken en zegt niets over hun inzet of samenwerking. "
    "Bevindingen kunnen onjuist zijn; lees ze samen met de afspraak zelf."
)
QUESTION = "Gespreksvraag (ons voorstel)"
PLACEHOLDER_NOTE = (
    "Voorstellen zijn een begin voor het gesprek. Woorden tussen [haken] staan niet in het document; "
    "partijen vullen die zelf in. Er is niets in het document aangepast."
)

# Everything a terminal or a browser would act on instead of show: C0 (but not tab and newline), DEL, C1, the marks
# that turn the direction of text around, and what no file (lone halves of a surrogate pair) or no XML can hold.
_REMOVED = [
    *range(0x00, 0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A),
    0xFFFE, 0xFFFF,
]  # fmt: skip
_SURROGATES = range(0xD800, 0xE000)
_CLEANING: dict[int, str | None] = {
    **dict.fromkeys(_REMOVED),
    **dict.fromkeys(_SURROGATES, "\N{REPLACEMENT CHARACTER}"),
}


def clean(text: str) -> str:
    """Take out the characters that steer a terminal or a browser."""
    return text if text.isprintable() else text.translate(_CLEANING)


def one_line(text: str) -> str:
    """Clean a text and put it on one line."""
    return " ".join(clean(text).split())


def plural(count: int, one: str, many: str) -> str:
    """Write a count with its noun: ``1 bevinding``, ``2 bevindingen``."""
    return f"{count} {one if count == 1 else many}"


def listing(words: Iterable[str]) -> str:
    """Write words as a Dutch list: ``a, b en c``."""
    items = list(words)
    return " en ".join(items) if len(items) < 3 else f"{', '.join(items[:-1])} en {items[-1]}"


def score(value: int | None) -> str:
    """Write a score for people; a dash where there is none."""
    return "–" if value is None else str(value)


def lens(bril: Bril) -> str:
    """Say under which lens the scores of clauses, themes and parties are, and which way they go."""
    name = {Bril.ALLES: "alle bevindingen samen"}.get(bril, f"de bril {BRILLEN[bril.value]}")
    return f"Scores per afspraak, thema en partij: {name}; 0 tot 100, hoger is beter."


def variant(name: str) -> str:
    """Name a suggestion's variant for people; an unknown one as it is."""
    return VARIANTS.get(name, name)


def obligation(name: str) -> str:
    """Say for people what a suggestion does to the obligation."""
    return OBLIGATIONS.get(name, name)


def corrected(judged: Judged) -> str:
    """Say which fields of a clause the settings set; nothing where they set none."""
    if not judged.corrected:
        return ""
    return f", aangepast in de instellingen: {listing(CORRECTED_FIELDS.get(name, name) for name in judged.corrected)}"


def judgement(judged: Judged) -> str:
    """Say what the settings made of a clause: ``niveau effect, partijen De Vliet``."""
    values = {
        "kind": KINDS[judged.kind],
        "niveau": NIVEAUS[judged.niveau] if judged.niveau else "–",
        "theme": THEMES[judged.theme],
        "actors": listing(judged.actors) or "–",
    }
    return "; ".join(f"{CORRECTED_FIELDS.get(name, name)}: {values.get(name, '')}" for name in judged.corrected)


def source(entry: Suppressed) -> str:
    """Say where a suppression stands: the settings, or whose comment."""
    if not entry.in_comment:
        return "instellingen"
    return f"opmerking van {one_line(entry.author)}" if entry.author else "opmerking"


def bond(hard: int, soft: int) -> str:
    """Say how many afspraken bind a party: ``3 hard, 1 zacht``; a dash where there are none."""
    return ", ".join(f"{number} {word}" for number, word in ((hard, "hard"), (soft, "zacht")) if number) or "–"


def group(label: Label) -> str:
    """Give the key in `GROUPS` of a label."""
    return label.value.split("-")[0]


_BLOCKS = {
    Block.ROW: "Tabelrij",
    Block.ITEM: "Punt",
    Block.PREAMBLE: "Overweging",
    Block.DEFINITION: "Begrip",
    Block.FOOTNOTE: "Voetnoot",
}


def clause_name(number: str | None, block: Block, heading: Sequence[str]) -> str:
    """Give a short name to point at a clause: its number, else what it is and where."""
    if number:
        return number
    kind = _BLOCKS.get(block, "Alinea")
    return f"{kind} onder ‘{heading[-1]}’" if heading else kind
