"""Compounds fall apart into modifier and head; simple words stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prestatielint.nlp.compounds import Compound, head_noun, split_compound

# word, modifier, head and the form that the head has in the word
COMPOUNDS = """
    seniorenwoningen | senior | woning | woningen
    nultredenwoningen | nultreden | woning | woningen
    sociale-huurvoorraad | sociale huur | voorraad | voorraad
    energiecoachgesprekken | energiecoach | gesprek | gesprekken
    huisuitzettingen | huis | uitzetting | uitzettingen
    huurverhoging | huur | verhoging | verhoging
    wooncoach | woon | coach | coach
    nieuwbouwproject | nieuwbouw | project | project
    sloopvergoeding | sloop | vergoeding | vergoeding
    jongerenhuisvesting | jongere | huisvesting | huisvesting
    EFG-labels | EFG | label | labels
    woningvoorraad | woning | voorraad | voorraad
    huurachterstanden | huur | achterstand | achterstanden
    wijkverbetering | wijk | verbetering | verbetering
    aanleunwoning | aanleun | woning | woning
    55-plussers | 55 | plusser | plussers
    55+-woningen | 55+ | woning | woningen
    seniorennieuwbouwwoning | seniorennieuwbouw | woning | woning
    nieuwbouwwoning | nieuwbouw | woning | woning
    Seniorenwoning | senior | woning | Woning
    EENGEZINSWONINGEN | eengezin | woning | WONINGEN
    flexwoningen | flex | woning | woningen
    rijtjeswoning | rijtje | woning | woning
    bovenwoning | boven | woning | woning
    sociale-huurwoningen | sociale huur | woning | woningen
    niet-DAEB-voorraad | niet DAEB | voorraad | voorraad
    WMO-woningen | WMO | woning | woningen
    zonnepanelen | zon | paneel | panelen
    kinderopvang | kind | opvang | opvang
    kindertehuiswoning | kindertehuis | woning | woning
    woonlasten | woon | last | lasten
    servicekosten | service | kosten | kosten
    servicekost | service | kosten | kost
    huurprijzen | huur | prijs | prijzen
    bouwplannen | bouw | plan | plannen
    koophuizen | koop | huis | huizen
    woonsteden | woon | stad | steden
    gezinsleden | gezin | lid | leden
    tussendaken | tussen | dak | daken
    isolatiemaatregelen | isolatie | maatregel | maatregelen
    herstelvoorstellen | herstel | voorstel | voorstellen
    wooneenheden | woon | eenheid | eenheden
    zorgprogramma's | zorg | programma | programma's
    bewonersinitiatieven | bewoner | initiatief | initiatieven
    jaarcriteria | jaar | criterium | criteria
    energieadviezen | energie | advies | adviezen
    huisbezoeken | huis | bezoek | bezoeken
    startersleningen | starter | lening | leningen
    statushoudersgezin | statushouder | gezin | gezin
    woningzoekenden | woning | zoekende | zoekenden
    spoedzoekers | spoed | zoeker | zoekers
    woonwagenstandplaatsen | woonwagen | standplaats | standplaatsen
    volkshuisvestingsvisie | volkshuisvesting | visie | visie
    verhuiskostenvergoeding | verhuiskosten | vergoeding | vergoeding
    woningwaarderingsstelsel | woningwaardering | stelsel | stelsel
    huurderstevredenheid | huurder | tevredenheid | tevredenheid
    verhuurdersheffing | verhuurder | heffing | heffing
    zorgsteunpunt | zorg | steunpunt | steunpunt
    doelgroepenbeleid | doelgroep | beleid | beleid
    leefbaarheidsfonds | leefbaarheid | fonds | fonds
    labelsprong | label | sprong | sprong
    woningstichting | woning | stichting | stichting
    wijkfonds | wijk | fonds | fonds
    ontwerpbestemmingsplan | ontwerpbestemming | plan | plan
    gemeenteraadslid | gemeenteraad | lid | lid
    24-uurszorg | 24 uur | zorg | zorg
    cv-ketels | cv | ketel | ketels
    CO2-uitstoot | CO2 | uitstoot | uitstoot
    bloemenbuurt | bloem | buurt | buurt
    krachtwijkenbudget | krachtwijk | budget | budget
    minderhedenbeleid | minderheid | beleid | beleid
    havenwoning | haven | woning | woning
    tuinderswoning | tuinder | woning | woning
"""

# Words that stay whole, although many end like a head or open like a modifier.
SIMPLE = """
    gemeente gemeenten corporatie corporaties verhuur aanbod afspraak afspraken bestemming prestatie overleg woning
    woningen bewoner bewoners huishouden huishoudens leefbaarheid betaalbaarheid duurzaamheid belang belangen huurder
    huurders verhuurder verhuurders inwoner onderhuurder partij partijen voorraad verhoging beraad verraad besluit
    gesprek gesprekken huis huizen huur huren plan plannen project coach coaches organisatie reorganisatie vergoeding
    huisvesting herhuisvesting betrokkenheid beschikbaarheid bereikbaarheid algemeenheid eenheid verantwoordelijkheid
    wethouder wethouders burgemeester maatregel maatregelen maatwerk netwerk netwerken standpunt noodzaak zondag
    leeftijd leeftijden nieuwbouw aanbouw verbouwing inkomen uitkomst ontwikkeling ontvangst ontheffing berekening
    verrekening bijdrage bijdragen uitvoering invoering overlast ballast belasting ontlasting opdracht overdracht
    verdrag onderwijs onderzoek onderzoekende onderdeel voordeel middelen handelen televisie provisie supervisie
    plafond plafonds fondsen bezorgen verzorging verzorgen ontwerp omgeving vereniging hereniging lidmaatschap
    eigendom toename deelname waarde waarden ouderen jongeren kinderen samenwonen wegwerken paleis radijs
    verbeurt toegang uitgang voortgang goedkeuring hoeveelheid gedeelte aandeel gebouw gebied verbied dageraad
    ex-huurder niet-huurder 2024-2028 zorg- -label co2 huur--prijs
"""


@pytest.mark.parametrize("row", [line.strip() for line in COMPOUNDS.strip().splitlines()])
def test_compounds_are_split(row: str) -> None:
    word, modifier, head, tail = (cell.strip() for cell in row.split("|"))
    assert split_compound(word) == Compound(modifier, head, len(word) - len(tail))
    assert head_noun(word) == head


@pytest.mark.parametrize("word", SIMPLE.split())
def test_simple_words_are_left_alone(word: str) -> None:
    assert split_compound(word) is None


@pytest.mark.parametrize(
    ("lemma", "head"),
    [
        ("gemeente", "gemeente"),
        ("verhuurder", "verhuurder"),
        ("aanbouw", "aanbouw"),
        ("ex-huurder", "ex-huurder"),
        ("Brummerveen", "Brummerveen"),
        ("", ""),
        ("complexen", "complex"),
        ("huishoudens", "huishouden"),
    ],
)
def test_the_head_of_a_simple_word_is_the_word_in_the_singular(lemma: str, head: str) -> None:
    assert head_noun(lemma) == head


@pytest.mark.parametrize(
    "text", ["", " ", "-", "huur verhoging", "huur\nverhoging", "12", "İhuurverhoging", "huur" * 99]
)
def test_other_text_is_no_compound(text: str) -> None:
    assert split_compound(text) is None


PARTS = [
    "senior",
    "en",
    "s",
    "-",
    "huur",
    "woning",
    "wonin",
    "gen",
    "huizen",
    "nieuwbouw",
    "zorg",
    "EFG",
    "İ",
    "é",
    "steden",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PARTS)).map("".join)))
def test_the_head_stands_at_its_offset(word: str) -> None:
    compound = split_compound(word)
    if compound is None:
        assert head_noun(head_noun(word)) == head_noun(word)
        return
    assert 0 < compound.start < len(word)
    # A plural may change the vowel of its noun ("steden" of "stad"), never its first letter.
    assert word[compound.start].lower() == compound.head[0]
    assert compound.modifier.strip() == compound.modifier != ""
    # The head does not fall apart again, and neither capitals nor a modifier change it.
    assert split_compound(compound.head) is None
    upper = split_compound(word.upper()) if word.upper().lower() == word.lower() else compound
    assert upper is not None
    assert (upper.head, upper.start) == (compound.head, compound.start)
