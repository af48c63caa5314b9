"""The Dutch sentences of a dossier, and every source with what it says.

What stands here about law and reviewers follows the domain reference: primary texts as a fact, others with their name,
our own ideas as "ons voorstel" or "eigen maat", and nothing that the reference does not vouch for.
"""

from __future__ import annotations

from dataclasses import dataclass

from prestatielint.model import Role

TITLE = "Dossier prestatieafspraken"
SENTENCE = "Toetsvragen van prestatielint, afgeleid van een citaat van de Aw; dit is geen toets van de Aw"
QUESTIONS = "Gespreksvragen (ons voorstel)"
PURPOSE = (
    "Dit dossier helpt partijen om zich voor te bereiden op gesprekken over hun prestatieafspraken, zoals met de "
    "Autoriteit woningcorporaties (Aw) en bij de visitatie. Het zet bij elkaar wat in de tekst staat. "
    "Het zegt niet wat de Aw of een visitatiecommissie vindt."
)
QUOTE = (
    "Van Nimwegen (26 maart 2024) citeert de Aw uit de Staat van de corporatiesector: het proces leidt tot ‘onvoldoende "
    "concrete, harde en wederkerige afspraken met een reële tijdshorizon’, en de afspraken zijn ‘onvoldoende SMART’. "
    "Uit dit citaat haalt prestatielint vijf toetsvragen (ons voorstel). De editie van de Staat is bij Van Nimwegen niet genoemd."
)
SCALE = (
    "Elk cijfer loopt van 0 tot 100 en hoger is beter: 100 betekent dat prestatielint geen opmerking heeft. "
    "Een cijfer is een gemiddelde over de afspraken, min punten voor opmerkingen over het hele document; bij ‘Wederkerig’ tellen ook "
    "thema’s en partijen mee. Het is een eigen maat van prestatielint; er bestaat geen officiële norm voor."
)
TWO_SIDES = (
    "Niet elke afspraak hoeft zo concreet mogelijk te zijn. Het Integraal afwegingskader (KCBR, 4.1; zonder jaar) vraagt doelen "
    "die nog niet vooruitlopen op de middelen, en SMART ‘indien nuttig’. Van Nimwegen (2024) zet de onderlinge relatie "
    "vóór de inhoud. Weeg de opmerkingen dus zelf."
)
EFFECT = (
    "Van Nimwegen (‘Prestatieafspraken op de helling?’, 2024) stelt voor om effecten en achterliggende doelen af te spreken, en geen "
    "activiteiten: niet het aantal nieuwe woningen, maar het aantal extra gehuisveste huishoudens. "
    "De indeling in vier niveaus is ons voorstel, naar RIGO (2008) en Van Nimwegen (2024)."
)
RECIPROCITY = (
    "De tabel telt per thema hoeveel afspraken een partij binden: hard (een handeling, product of effect) of zacht (een intentie). "
    "Rood betekent: dit thema vraagt naar onze inschatting iets van deze partij, en niemand met deze rol zegt iets toe. "
    "Een laag aantal zegt iets over de tekst, niet over de inzet van een partij."
)
CALENDAR = (
    "Uit de termijnen in de tekst, met de betekenis die prestatielint eraan geeft. De grijze notatie (ISO 8601) is er "
    "voor wie de termijnen in een agenda of systeem wil zetten. Ook een peiljaar kan meekomen: kijk bij twijfel in de afspraak zelf."
)
CHECKLIST = (
    "Wat de wet over prestatieafspraken zegt, naast wat in de tekst is gevonden. De bronnen geven de stand van 1 januari 2026. "
    "‘Niet gevonden’ betekent alleen dat prestatielint er geen woorden voor zag; het is geen juridisch oordeel."
)
LATER = (
    "De looptijd begint na 2026. prestatielint kent alleen de wet zoals die op 1 januari 2026 gold en noemt daarom hier geen "
    "artikelnummers. Ga na welke tekst nu geldt."
)
REACHES = "De looptijd reikt tot na 2026. Ga na of de wet na 1 januari 2026 is gewijzigd; dat is hier niet verwerkt."
EARLIER = "De looptijd eindigt vóór 2026. Welke tekst toen gold, is hier niet nagegaan."
VISITATION = (
    "Een corporatie laat ten minste eens in de vier jaar een onafhankelijke visitatie doen (Woningwet, artikel 53a, stand "
    "1 januari 2026). De SVWN keek in visitaties naar de kwaliteit van prestatieafspraken met de zes punten hieronder "
    "(‘Het functioneren van de lokale driehoek’, 2.3; zonder jaar, methodiek 6.0). Wat de tekst erover laat zien, is onze lezing."
)
VISITATION_LATER = VISITATION.replace(", artikel 53a", "")
UNSEEN = (
    "Buiten de tekst: wat partijen in gesprekken hebben afgesproken, of afspraken worden nagekomen, of ze haalbaar en ambitieus "
    "genoeg zijn, en hoe partijen met elkaar omgaan. Dat kan alleen het gesprek zelf laten zien."
)
NO_CLAUSES = "Er zijn geen afspraken gevonden."
FOUND, MISSING, UNKNOWN = "gevonden", "niet gevonden", "niet uit de tekst te beoordelen"


@dataclass(frozen=True, slots=True)
class TestWords:
    """What a reader is told of one test."""

    name: str
    question: str
    meaning: str
    evidence: str
    questions: tuple[str, ...]


TESTS: dict[str, TestWords] = {
    "concreet": TestWords(
        "Concreet",
        "Staat er wat en hoeveel, zonder vage woorden?",
        "Een afspraak is hier concreet als er een aantal, bedrag, lijst of ja/nee-feit in staat, en als woorden als "
        "‘voldoende’, ‘passend’ of ‘sneller’ zijn uitgelegd. Een huur- of inkomensgrens zonder jaar kost ook punten.",
        "Wat hier houvast geeft",
        (
            "Waaraan zien alle partijen dat deze afspraak is gelukt?",
            "Welke getallen kennen we nu al, en wie beheert ze?",
        ),
    ),
    "hard": TestWords(
        "Hard",
        "Is er een resultaat toegezegd, zonder open voorbehoud?",
        "Bij een resultaatsverplichting moet een concreet resultaat worden geleverd; bij een inspanningsverplichting doet iemand wat in zijn macht "
        "ligt (VNG, zonder jaar). prestatielint zoekt woorden die dit open laten, zoals ‘streeft naar’ en ‘waar mogelijk’. "
        "Het zegt niets over wat juridisch bindt.",
        "Wat hier is toegezegd",
        (
            "Welk deel van deze afspraken kunnen we als resultaat beloven, en wat is daarvoor nodig?",
            "Bij welke afspraken is een inspanning juist de eerlijke keuze, en waarom?",
        ),
    ),
    "wederkerig": TestWords(
        "Wederkerig",
        "Doet elke partij mee, en leunt niets op een partij die niets toezegt?",
        "Het cijfer weegt drie dingen: afspraken en wensen die op een ander leunen, thema’s waar een bijdrage ontbreekt, en in "
        "hoeveel afspraken gemeente, corporatie en huurdersorganisatie zelf iets doen. Volgens de SVWN (‘Het functioneren van de lokale driehoek’, "
        "2.3; zonder jaar) is wat ontbreekt bijna altijd de bijdrage van de gemeente of de huurdersorganisatie.",
        "Wie hier samen iets doen",
        (
            "Wat heeft elke partij van de andere nodig om haar deel te kunnen doen?",
            "Wat doet de ene partij als de bijdrage van de andere later komt?",
        ),
    ),
    "tijdshorizon": TestWords(
        "Reële tijdshorizon",
        "Staat er wanneer, binnen de looptijd?",
        "Een afspraak heeft hier een termijn als er een datum, jaar, periode of herhaling in staat. Een norm die steeds geldt, heeft er "
        "geen nodig. Termijnen na de looptijd en een onduidelijke looptijd kosten ook punten. Of een termijn haalbaar is, blijkt niet uit de tekst.",
        "De termijn hier",
        (
            "Is deze termijn haalbaar, en wat moet er eerst gebeuren?",
            "Wanneer kijken we tussendoor of we op schema liggen?",
        ),
    ),
    "aanspreekbaar": TestWords(
        "SMART en aanspreekbaar",
        "Is duidelijk wie het doet en wie erover rapporteert?",
        "Een afspraak is hier aanspreekbaar als er staat welke partij het doet, en als verwijzingen naar een ander stuk of besluit "
        "duidelijk zijn. Geen afspraak over rapporteren, of een partij die nergens iets doet, kost ook punten.",
        "Wie het hier doet",
        (
            "Wie spreekt wie aan als het niet lukt, en waar?",
            "Wie meldt de stand, uit welke bron en hoe vaak?",
        ),
    ),
}

# --- the statutory checklist: what the law says, and where -----------------------------------------------------------------

_DATE = "stand 1 januari 2026"


def source(law: str, article: str, numbered: bool) -> str:
    """Name a law with its year, and with the article where the numbering is sure to be that of the document."""
    return f"{law}, {article} ({_DATE})" if numbered else f"{law} ({_DATE})"


WW, BTIV = "Woningwet", "BTIV 2015"
PARTIES: dict[Role, str] = {
    Role.GEMEENTE: "Het college van B en W is een van de drie partijen.",
    Role.CORPORATIE: "De toegelaten instelling (woningcorporatie) is een van de drie partijen.",
    Role.HUURDERSORGANISATIE: (
        "De huurdersorganisaties en bewonerscommissies van haar huurders zijn de derde partij. Zonder huurdersorganisatie nemen "
        "bewonerscommissies die plaats in (woningwet2015.nl, zonder jaar)."
    ),
}
TERM = "De corporatie vraagt uiterlijk 1 april overleg over afspraken voor in elk geval het volgende kalenderjaar."
VISION = "De afspraken gaan over de uitvoering van de woonvisie. prestatielint zoekt ook ‘volkshuisvestingsprogramma’."
THEMES = (
    "Zonder woonvisie gaat het overzicht van voorgenomen werkzaamheden (in de praktijk: het bod) in elk geval over de thema’s "
    "hieronder. De lijst gaat over dat overzicht, niet over de afspraken zelf; weglaten mag een keuze zijn. Welke afspraak bij "
    "welk thema hoort, is onze lezing."
)
PUBLICATION = "De corporatie maakt de afspraken langs elektronische weg algemeen verkrijgbaar."
REPORTING = "Het volkshuisvestingsverslag gaat ook over de uitvoering van de afspraken. Het helpt als over elke afspraak verslag te doen is."
OFFER = "Partijen krijgen uiterlijk 1 juli, of op een datum die zij met elkaar afspreken, het overzicht van voorgenomen werkzaamheden."


def years(period: tuple[int, int] | None) -> str:
    """Write the looptijd in years."""
    if period is None:
        return "niet gevonden"
    return str(period[0]) if period[0] == period[1] else f"{period[0]} tot en met {period[1]}"
