"""Words that decide what a clause promises; lemmas, as the treebank writes them.

The steps follow section 2 of the annotation guide and the lexicon proposal in the project's domain knowledge (F4).
"""

from __future__ import annotations

from pathlib import Path

# --- verbs by the step of the scale that they promise -----------------------------------------------------------------

INTENTIE_VERBS = frozenset(
    """
    streven nastreven inspannen beogen proberen trachten pogen hopen ambiëren mikken willen wensen hechten
    bevorderen stimuleren bijdragen aanmoedigen onderschrijven erkennen onderkennen waarderen hebben blijven
    staan vinden zien richten sterkmaken zorgdragen letten waken nadenken meedenken openstaan optrekken
    toewerken prioriteren benadrukken delen behartigen koesteren omarmen beijveren betrachten aankoersen koersen
    gunnen verwachten voornemen zoeken
    """.split()
)

PROCES_VERBS = frozenset(
    """
    onderzoeken verkennen inventariseren bespreken overleggen agenderen afstemmen evalueren monitoren informeren
    rapporteren faciliteren ondersteunen opstellen uitwerken vaststellen voorbereiden organiseren starten
    opstarten beginnen besluiten beslissen verlenen aanwijzen benoemen aanstellen beschikbaarstellen financieren
    subsidiëren investeren betalen bekostigen vergoeden aanleveren doorgeven melden analyseren onderhandelen
    samenwerken deelnemen meewerken meedoen meenemen actualiseren herijken herzien formuleren ontwikkelen
    schrijven maken vormgeven invullen inrichten opzetten uitvoeren continueren voortzetten doorzetten inzetten
    adviseren toetsen controleren volgen bijhouden signaleren raadplegen betrekken consulteren begeleiden
    coördineren regisseren bezoeken bellen benaderen communiceren voorlichten vragen verzoeken uitnodigen
    toelichten presenteren terugkoppelen voorleggen toesturen sturen verstrekken publiceren ondertekenen sluiten
    afsluiten bemiddelen doorverwijzen verwijzen toezien handhaven versnellen vrijmaken inkopen aanvragen
    indienen opvragen meten peilen verzamelen registreren bundelen koppelen testen uitproberen beproeven
    aanpakken oppakken optreden schouwen houden voeren doen komen nemen geven trekken werken leggen wijzigen
    verspreiden inbrengen vervolgen afronden benutten gebruiken toepassen hanteren kijken nagaan bekijken bezien
    overwegen afwegen beoordelen wegen spreken bijpraten afspreken vergaderen bijeenkomen trainen opleiden
    werven inhuren aanbesteden ontwerpen schetsen tekenen herbestemmen verkrijgen zorgen regelen waarborgen
    borgen bewaken aanjagen activeren verbinden ontzorgen doorlopen opnemen inplannen plannen programmeren
    aanhouden vergunnen verdelen opvolgen afhandelen reageren stellen opschonen beantwoorden bevragen delen
    bevriezen ophalen besteden steken uitgeven overdragen vegen
    """.split()
)

OUTPUT_VERBS = frozenset(
    """
    bouwen opleveren realiseren slopen verkopen renoveren plaatsen toewijzen toevoegen isoleren verduurzamen
    vervangen verhuren aanbieden aankopen verwerven labelen oplabelen transformeren splitsen onttrekken
    uitbreiden herstructureren nieuwbouwen herbouwen optoppen bijbouwen ombouwen verbouwen aanleggen installeren
    aansluiten aanpassen reserveren liberaliseren toekennen onderhouden schilderen herstellen saneren
    verwijderen opknappen opwaarderen aanbrengen monteren behouden groeien krimpen toenemen afnemen bestemmen
    oormerken vergroenen planten moderniseren beheren bijplaatsen produceren neerzetten ontmantelen afkoppelen
    keren leveren uitponden vasthouden aftoppen rekenen maximeren toelaten overhevelen verhelpen vernieuwen
    beschikbaarkomen bereiken halen voldoen
    """.split()
)

# A change of state; on the homes it is output, on what residents undergo it is effect, without a measure it is intentie.
CHANGE_VERBS = frozenset(
    """
    verbeteren verminderen verlagen versterken vergroten verhogen terugdringen beperken terugbrengen verkleinen
    verkorten versnellen dalen stijgen afnemen toenemen vermeerderen voorkomen tegengaan bestrijden verschuiven
    verdubbelen halveren behouden stabiliseren vereenvoudigen intensiveren bekorten inkorten opvoeren
    aanscherpen verbreden vergemakkelijken teruglopen vooruitgaan vooruithelpen verruimen matigen wegwerken
    inlopen bereiken brengen groeien zakken reduceren verzachten normaliseren
    """.split()
)

# What happens to people: someone ends up somewhere or undergoes something.
PEOPLE_VERBS = frozenset(
    """
    ontruimen huisvesten wonen verhuizen doorstromen herhuisvesten ervaren betalen besparen krijgen vinden
    ontvangen overhouden terugkeren onderbrengen wachten
    """.split()
)

COPULAS = frozenset(["zijn", "worden", "bedragen", "liggen", "uitkomen", "blijven", "bestaan", "omvatten", "tellen"])
MODALS = frozenset(["zullen", "gaan", "kunnen", "mogen", "moeten", "dienen", "hoeven", "laten"])

DOMAIN_PARTICLE_VERBS = frozenset(
    """
    opleveren opstellen vaststellen voorleggen inzetten uitvoeren aanbieden toewijzen aanwijzen bijdragen
    deelnemen nakomen terugkoppelen terugdringen doorvoeren afnemen toenemen toevoegen afstemmen voortzetten
    doorzetten meenemen aanpassen aanpakken oppakken vrijmaken vrijkomen goedkeuren aanleveren bijhouden
    bijstellen uitbreiden aanhouden opnemen nagaan openstellen beschikbaarstellen bekendmaken terugbrengen
    wegwerken inlopen aanstellen opstarten opzetten uitwerken doorverwijzen afsluiten indienen aanvragen
    opvragen inbrengen toesturen voorbereiden uitnodigen toelichten optreden samenwerken meewerken meedoen
    meedenken aankopen aanleggen aansluiten ombouwen verbouwen opknappen opwaarderen aanbrengen neerzetten
    afkoppelen toekennen toelaten instellen instemmen aandragen terugkeren overdragen overnemen overleggen
    onderbrengen ophalen afronden inrichten vormgeven opschonen plaatsvinden ingaan uitgaan opzeggen aangeven
    opgeven doorgeven weergeven uitkomen uitspreken afspreken nastreven inspannen inhuren inkopen inplannen
    opvolgen afhandelen teruglopen vooruitgaan optoppen bijbouwen voorstellen uitstellen gelijkstellen
    vrijstellen inschrijven vooropstellen bijeenkomen aanhaken aankaarten
    """.split()
)

# Every verb that the lists above name, to recognise an infinitive that a tagger takes for a noun ("onderzoeken").
KNOWN_VERBS = (
    OUTPUT_VERBS | PROCES_VERBS | INTENTIE_VERBS | CHANGE_VERBS | PEOPLE_VERBS | COPULAS | DOMAIN_PARTICLE_VERBS
)

# Separable verbs of the language at large: seen with their particle apart in the treebank or in Dutch law.
PARTICLE_VERBS = DOMAIN_PARTICLE_VERBS | frozenset(
    (Path(__file__).parent / "separable_verbs.txt").read_text(encoding="utf8").split()
)

# --- nouns ------------------------------------------------------------------------------------------------------------

# Homes and parts of homes: a count of these is output.
HOME_NOUNS = frozenset(
    """
    woning huis huurhuis huurwoning eengezinswoning appartement woongelegenheid complex eenheid wooneenheid
    studio kamer voorraad sociale-huurwoning bezit nultredenwoning seniorenwoning zorgwoning flexwoning
    starterswoning jongerenwoning nieuwbouwwoning koopwoning middenhuurwoning zonnepaneel paneel warmtepomp
    ketel label energielabel dak gevel badkamer keuken lift portiek plan project vastgoed zorgunit aanbod huur
    huurprijs toewijzing verhuring mutatie verkoop sloop nieuwbouw oplevering renovatie
    """.split()
)
HOME_SUFFIXES = (
    "woning",
    "woningen",
    "appartement",
    "appartementen",
    "eenheid",
    "eenheden",
    "voorraad",
    "studio",
    "complex",
    "kavel",
    "panelen",
    "pompen",
    "ketels",
    "badkamers",
    "keukens",
)

PEOPLE_NOUNS = frozenset(
    """
    huishouden huurder bewoner inwoner gezin senior oudere jongere student starter statushouder vergunninghouder
    woningzoekende urgent urgente cliënt doelgroep mens persoon kind alleenstaande mantelzorger spoedzoeker
    huurdershuishouden seniorenhuishouden arbeidsmigrant dakloze houder zoeker zoekende plusser jarige deelnemer
    """.split()
)

# What residents or a neighbourhood undergo; a checkable change in these is an effect.
EFFECT_NOUNS = frozenset(
    """
    woonquote woonlast woonlasten energielast energielasten energiekost energiekosten energierekening
    energieverbruik gasverbruik warmtevraag wachttijd zoektijd zoekduur inschrijfduur slaagkans huurachterstand
    betalingsachterstand ontruiming huisuitzetting overlast overlastmelding melding rapportcijfer tevredenheid
    huurderstevredenheid bewonerstevredenheid veiligheid veiligheidsgevoel leefbaarometer leefbaarheidsscore
    energiearmoede stookkosten huurverhoging betaalrisico woonduur vochtklacht klacht tevredenheidscijfer
    waardering oordeel verhuisketen terugval dakloosheid eenzaamheid wachtlijst gezondheid verbruik
    servicekosten leegstand achterstand
    """.split()
)


# Nouns of an act, for clauses without a verb ("Renovatie van 120 woningen").
ACT_NOUNS: dict[str, str] = {
    "renovatie": "output", "sloop": "output", "oplevering": "output", "nieuwbouw": "output", "bouw": "output", "verkoop": "output", "plaatsing": "output",
    "isolatie": "output", "verduurzaming": "output", "toewijzing": "output", "verhuur": "output", "aankoop": "output", "vervanging": "output",
    "realisatie": "output", "toevoeging": "output", "labelsprong": "output", "onderhoud": "output", "transformatie": "output", "uitbreiding": "output",
    "onderzoek": "proces", "verkenning": "proces", "overleg": "proces", "evaluatie": "proces", "pilot": "proces", "inventarisatie": "proces",
    "monitoring": "proces", "plan": "proces", "huisbezoek": "proces", "gesprek": "proces", "inzet": "proces", "aanpak": "proces", "campagne": "proces",
    "voorlichting": "proces", "budget": "proces", "subsidie": "proces", "bijdrage": "proces", "schouw": "proces", "besluit": "proces", "vaststelling": "proces",
    "notitie": "proces", "analyse": "proces", "advies": "proces", "project": "proces", "regeling": "proces", "ondersteuning": "proces", "bijeenkomst": "proces",
    "enquête": "proces", "rapportage": "proces", "coach": "proces", "convenant": "proces", "werkgroep": "proces", "afstemming": "proces",
    "streven": "intentie", "ambitie": "intentie", "aandacht": "intentie", "inspanning": "intentie", "bevordering": "intentie", "behoud": "intentie",
}  # fmt: skip

# "heeft aandacht voor", "levert een bijdrage aan": a light verb whose noun decides the step.
LIGHT_VERBS: dict[tuple[str, str], str] = {
    ("hebben", "aandacht"): "intentie", ("hebben", "oog"): "intentie", ("hebben", "ambitie"): "intentie", ("hebben", "intentie"): "intentie",
    ("hebben", "voorkeur"): "intentie", ("hebben", "doel"): "intentie", ("hechten", "belang"): "intentie", ("hechten", "waarde"): "intentie",
    ("geven", "aandacht"): "intentie", ("besteden", "aandacht"): "intentie", ("leveren", "bijdrage"): "intentie", ("leveren", "inspanning"): "intentie",
    ("doen", "best"): "intentie", ("houden", "rekening"): "intentie", ("houden", "oog"): "intentie", ("leggen", "nadruk"): "intentie", ("zijn", "streven"): "intentie",
    ("geven", "prioriteit"): "intentie", ("zijn", "voornemens"): "intentie", ("zijn", "voornemen"): "intentie", ("zijn", "ambitie"): "intentie", ("zijn", "inzet"): "intentie",
    ("nemen", "verantwoordelijkheid"): "intentie", ("maken", "werk"): "intentie", ("geven", "ruimte"): "intentie", ("zetten", "inzet"): "intentie",
    ("geven", "voorrang"): "output", ("verlenen", "voorrang"): "output", ("krijgen", "voorrang"): "output", ("hebben", "voorrang"): "output", ("verlenen", "urgentie"): "output",
    ("leveren", "woning"): "output", ("bieden", "woning"): "output", ("maken", "woning"): "output", ("stellen", "woning"): "output", ("houden", "woning"): "output",
    ("leveren", "grond"): "proces", ("leveren", "kavel"): "proces", ("leveren", "gegeven"): "proces", ("leveren", "cijfer"): "proces", ("leveren", "locatie"): "proces",
}  # fmt: skip

# --- themes: stems that open a word or close a compound; heavier ones decide ------------------------------------------------

THEME_TERMS: dict[str, tuple[tuple[str, int], ...]] = {
    "nieuwbouw": (("nieuwbouw", 3), ("bouwlocatie", 3), ("bouwgrond", 3), ("bouwrijp", 3), ("kavel", 2), ("locatie", 1), ("grondprijs", 3), ("bouwen", 2), ("woningbouw", 3),
                  ("opleveren", 2), ("plancapaciteit", 3), ("bestemmingsplan", 2), ("omgevingsplan", 2), ("flexwoning", 2), ("optoppen", 2), ("bouwprogramma", 3), ("bouwproductie", 3), ("beschikbaarheid", 2), ("bouw", 1), ("leges", 2), ("inbreiding", 2), ("tijdelijke woningen", 2), ("eerste paal", 2), ("anterieur", 2)),
    "voorraad": (("voorraad", 3), ("verkoop", 3), ("verkopen", 3), ("sloop", 3), ("slopen", 3), ("liberalis", 3), ("uitpond", 3), ("aankoop", 1), ("kernvoorraad", 4), ("herstructurering", 2), ("woningbezit", 2), ("splitsen", 2), ("portefeuille", 3)),
    "betaalbaarheid": (("betaalbaarheid", 3), ("woonquote", 4), ("woonlast", 3), ("huurprijs", 3), ("huurverhoging", 4), ("aftoppingsgrens", 3), ("huurtoeslag", 3), ("huurachterstand", 4), ("huurbeleid", 3), ("streefhuur", 3), ("huurschuld", 4), ("ontruiming", 3),
                       ("schuldhulp", 4), ("betaalbaar", 2), ("liberalisatiegrens", 2), ("minima", 3), ("incasso", 3), ("vroegsignalering", 4), ("huursom", 3), ("kwaliteitskortingsgrens", 3), ("betalingsachterstand", 4), ("huurverlaging", 4), ("huren", 1), ("inkomen", 1), (" huur ", 1), ("geldzorgen", 3), ("schulden", 3), ("rondkomen", 3), ("rond te komen", 3), ("gemiste betaling", 3), ("gasrekening", 1), ("bijstand", 2), ("toeslag", 2)),
    "doorstroming": (("doorstrom", 4), ("verhuisketen", 3), ("verhuisvergoeding", 4), ("verhuiskosten", 4), ("wooncoach", 3), ("van-groot-naar-beter", 4), ("verhuisregeling", 4), ("verhuisadviseur", 4), ("verhuiscoach", 4), ("scheefwon", 3), ("eengezinswoning", 1)),
    "toewijzing": (("toegewezen", 3), ("starters", 2), ("vrijkom", 2), ("inschrijven", 3), ("urgentie", 2), ("inkomensgrens", 2), ("toewijz", 3), ("woonruimteverdeling", 4), ("huisvestingsverordening", 3), ("lokaal maatwerk", 3), ("bindingseis", 3), ("lokale binding", 3), ("loting", 3), ("woningzoekende", 2), ("inschrijfduur", 2), ("zoektijd", 2), ("passendheidsnorm", 4), ("slaagkans", 2), ("middeninkomen", 2), ("voorrang", 1), ("wachttijd", 1), ("aanbodmodel", 3)),
    "verduurzaming": (("verduurzam", 3), ("energielabel", 4), ("zonnepane", 4), ("isol", 3), ("energiecoach", 5), ("warmtenet", 4), ("aardgas", 4), ("gasloos", 4), ("energetisch", 3), ("energiekosten", 3), ("warmtepomp", 4), ("duurzaam", 2), ("duurzaamheid", 3), ("energiearmoede", 4),
                      ("energielasten", 3), ("co2", 3), ("label", 1), ("klimaat", 2), ("circulair", 3), ("energieverbruik", 4), ("transitievisie", 4), ("energierekening", 4), ("energie", 2), ("laadpa", 2), ("zonnestroom", 4)),
    "statushouders": (("statushouder", 5), ("vergunninghouder", 5), ("taakstelling", 4), ("asiel", 4), ("inburger", 3), ("coa", 3), ("oekra", 3), ("nareiz", 4)),
    "bijzondere-doelgroepen": (("urgent", 2), ("urgentie", 3), ("dakloz", 3), ("opvang", 2), ("uitstroom", 3), ("beschermd wonen", 4), ("maatschappelijke opvang", 4), ("jongere", 2), ("student", 3), ("starter", 2), ("spoedzoeker", 3), ("woonwagen", 4), ("standplaats", 4),
                               ("arbeidsmigrant", 3), ("doelgroep", 1), ("housing first", 4), ("laatste kans", 3), ("laatstekans", 3), ("ex-gedetineerd", 4), ("kwetsba", 2), ("begeleid", 1), ("jongerenwoning", 3), ("zorgverlater", 4), ("uitstromer", 4)),
    "wonen-zorg": (("van 75 jaar", 3), ("gelijkvloers", 3), ("zorg", 2), ("senior", 2), ("oudere", 3), ("nultreden", 4), ("wmo", 4), ("rollator", 4), ("mantelzorg", 4), ("geclusterd", 3), ("levensloop", 4), ("woonzorg", 5), ("rolstoel", 4), ("aangepaste woning", 3), ("zorggroep", 2), ("dagbesteding", 3), ("langer thuis", 3), ("ontmoetingsruimte", 2), ("75-plus", 3), ("dementie", 4), ("scootmobiel", 4), ("woningaanpassing", 3), ("toegankelijk", 1), ("valpreventie", 4)),
    "leefbaarheid": (("onveilig", 4), ("buurthuis", 4), ("leefbaar", 3), ("overlast", 3), ("wijk", 1), ("buurt", 1), ("veiligheid", 2), ("woonfraude", 3), ("ondermijning", 3), ("buurtbemiddeling", 4), ("schouw", 3), ("zwerfafval", 4), ("huismeester", 3), ("woonomgeving", 2), ("openbare ruimte", 2), ("wijkbeheerder", 4), ("groen", 1), ("buurtbeheer", 4), ("leefomgeving", 2),
                     ("ontmoet", 1), ("vandalisme", 3), ("burenruzie", 4), ("saamhorigheid", 3), ("speelplek", 2), ("straat", 1), ("dorpsbelang", 2), ("achterpad", 3), ("wijkteam", 2), ("wijkgericht", 2), ("gebiedsgericht", 2)),
    "kwaliteit": (("onderhoud", 3), ("renov", 2), ("vocht", 3), ("schimmel", 4), ("conditiescore", 4), ("asbest", 4), ("woningverbetering", 3), ("kwaliteit", 2), ("badkamer", 3), ("gebrek", 2), ("gehorig", 3), ("schilder", 3), ("cv-ketel", 3), ("lekkage", 3), ("storing", 2), ("tocht", 2), ("loden", 3), ("politiekeurmerk", 3), ("reparatie", 4), ("brandveilig", 3), ("funderings", 3), ("keuken", 2), ("planmatig", 2)),
    "participatie": (("participatie", 3), ("bewonersparticipatie", 4), ("zeggenschap", 4), ("huurdersorganisatie", 1), ("bewonerscommissie", 2), ("achterban", 3), ("inspraak", 3), ("huurderspanel", 4), ("raadple", 2), ("instemming", 2), ("klankbordgroep", 3), ("adviesrecht", 4), ("huurdersraad", 1), ("bewonersinitiatief", 3), ("scholing", 2), ("woonbond", 3), ("meebeslis", 4), ("meepra", 3), ("advies", 1), ("meedenk", 2), ("leden", 1)),
    "samenwerking": (("samenwerk", 3), ("overleg", 2), ("monitor", 3), ("evalu", 3), ("looptijd", 3), ("geschil", 3), ("afspraak", 1), ("overeenkomst", 2), ("jaarschijf", 3), ("bestuurlijk", 2), ("proces", 1), ("partij", 1), ("woonvisie", 2), ("rapportage", 2), ("voortgang", 3), ("governance", 3), ("bod", 1), ("wijziging", 1), ("escalatie", 3)),
}  # fmt: skip
