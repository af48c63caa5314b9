"""Conjugate the Dutch verbs of the lexicon, so that their lemma does not hang on the statistical lemmatizer.

Regular verbs follow the spelling rules (open and closed syllables, 't kofschip); the strong and irregular ones of the
lexicon are listed. Source of the rules: Algemene Nederlandse Spraakkunst, morphology of the verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_VOWELS = "aeiou"
_PREFIXES = ("be", "ge", "her", "ont", "ver", "er", "over", "onder")
PARTICLES = (
    "beschikbaar", "samen", "terug", "vast", "voort", "voor", "toe", "door", "uit", "in", "op", "aan", "af", "bij", "deel", "mee", "om", "na", "weg", "vrij", "neer",
    "goed", "bekend", "vorm", "plaats", "over", "open", "gelijk", "onder", "tegen", "binnen", "bijeen", "rond", "voorop",
)  # fmt: skip
# infinitive: (singular present with -t, past singular, past plural, participle)
_STRONG: dict[str, tuple[str, str, str, str]] = {
    "nemen": ("neemt", "nam", "namen", "genomen"), "geven": ("geeft", "gaf", "gaven", "gegeven"), "brengen": ("brengt", "bracht", "brachten", "gebracht"),
    "doen": ("doet", "deed", "deden", "gedaan"), "gaan": ("gaat", "ging", "gingen", "gegaan"), "staan": ("staat", "stond", "stonden", "gestaan"),
    "komen": ("komt", "kwam", "kwamen", "gekomen"), "kijken": ("kijkt", "keek", "keken", "gekeken"), "krijgen": ("krijgt", "kreeg", "kregen", "gekregen"),
    "blijven": ("blijft", "bleef", "bleven", "gebleven"), "schrijven": ("schrijft", "schreef", "schreven", "geschreven"), "wijzen": ("wijst", "wees", "wezen", "gewezen"),
    "bieden": ("biedt", "bood", "boden", "geboden"), "sluiten": ("sluit", "sloot", "sloten", "gesloten"), "dragen": ("draagt", "droeg", "droegen", "gedragen"),
    "houden": ("houdt", "hield", "hielden", "gehouden"), "laten": ("laat", "liet", "lieten", "gelaten"), "vragen": ("vraagt", "vroeg", "vroegen", "gevraagd"),
    "spreken": ("spreekt", "sprak", "spraken", "gesproken"), "treden": ("treedt", "trad", "traden", "getreden"), "vinden": ("vindt", "vond", "vonden", "gevonden"),
    "verbinden": ("verbindt", "verbond", "verbonden", "verbonden"), "dringen": ("dringt", "drong", "drongen", "gedrongen"), "kopen": ("koopt", "kocht", "kochten", "gekocht"),
    "onderzoeken": ("onderzoekt", "onderzocht", "onderzochten", "onderzocht"), "zoeken": ("zoekt", "zocht", "zochten", "gezocht"), "verkopen": ("verkoopt", "verkocht", "verkochten", "verkocht"),
    "slijten": ("slijt", "sleet", "sleten", "gesleten"), "lopen": ("loopt", "liep", "liepen", "gelopen"), "begrijpen": ("begrijpt", "begreep", "begrepen", "begrepen"),
    "stijgen": ("stijgt", "steeg", "stegen", "gestegen"), "krimpen": ("krimpt", "kromp", "krompen", "gekrompen"), "beginnen": ("begint", "begon", "begonnen", "begonnen"),
    "werven": ("werft", "wierf", "wierven", "geworven"), "helpen": ("helpt", "hielp", "hielpen", "geholpen"), "zien": ("ziet", "zag", "zagen", "gezien"),
    "besluiten": ("besluit", "besloot", "besloten", "besloten"), "genieten": ("geniet", "genoot", "genoten", "genoten"), "trekken": ("trekt", "trok", "trokken", "getrokken"),
    "hebben": ("heeft", "had", "hadden", "gehad"), "zijn": ("is", "was", "waren", "geweest"), "worden": ("wordt", "werd", "werden", "geworden"),
    "willen": ("wil", "wilde", "wilden", "gewild"), "weten": ("weet", "wist", "wisten", "geweten"), "spannen": ("spant", "spande", "spanden", "gespannen"),
    "bespreken": ("bespreekt", "besprak", "bespraken", "besproken"), "bezien": ("beziet", "bezag", "bezagen", "bezien"), "vaststellen": ("stelt", "stelde", "stelden", "vastgesteld"),
    "bewegen": ("beweegt", "bewoog", "bewogen", "bewogen"), "wegen": ("weegt", "woog", "wogen", "gewogen"), "ontvangen": ("ontvangt", "ontving", "ontvingen", "ontvangen"),
    "verwerven": ("verwerft", "verwierf", "verwierven", "verworven"), "verwijzen": ("verwijst", "verwees", "verwezen", "verwezen"), "bezoeken": ("bezoekt", "bezocht", "bezochten", "bezocht"),
    "verzoeken": ("verzoekt", "verzocht", "verzochten", "verzocht"), "verkrijgen": ("verkrijgt", "verkreeg", "verkregen", "verkregen"), "bedragen": ("bedraagt", "bedroeg", "bedroegen", "bedragen"),
    "behouden": ("behoudt", "behield", "behielden", "behouden"), "liggen": ("ligt", "lag", "lagen", "gelegen"), "ophalen": ("haalt", "haalde", "haalden", "opgehaald"),
    "vermijden": ("vermijdt", "vermeed", "vermeden", "vermeden"), "verdwijnen": ("verdwijnt", "verdween", "verdwenen", "verdwenen"), "roepen": ("roept", "riep", "riepen", "geroepen"),
    "onttrekken": ("onttrekt", "onttrok", "onttrokken", "onttrokken"), "schenken": ("schenkt", "schonk", "schonken", "geschonken"), "betreffen": ("betreft", "betrof", "betroffen", "betroffen"),
    "betrekken": ("betrekt", "betrok", "betrokken", "betrokken"), "ontwerpen": ("ontwerpt", "ontwierp", "ontwierpen", "ontworpen"), "verstrijken": ("verstrijkt", "verstreek", "verstreken", "verstreken"),
    "herzien": ("herziet", "herzag", "herzagen", "herzien"), "onderschrijven": ("onderschrijft", "onderschreef", "onderschreven", "onderschreven"), "binden": ("bindt", "bond", "bonden", "gebonden"),
}  # fmt: skip


PAST_PLURALS = frozenset(past_plural for _, _, past_plural, _ in _STRONG.values())
_INSEPARABLE = frozenset(
    """
        onderzoeken ondersteunen ondertekenen onderhouden onderhandelen onderschrijven onderkennen overleggen
        overwegen overtreffen voorkomen voorzien aanvaarden inventariseren informeren investeren installeren
        isoleren initiëren intensiveren innoveren interesseren omvatten omarmen agenderen opereren organiseren inspireren
        optimaliseren integreren
        """.split()
)
# -eren without stress: "levert", where a loan verb has "renoveert"; the same for -oren.
_UNSTRESSED = (
    "leveren",
    "beteren",
    "vorderen",
    "anderen",
    "minderen",
    "koesteren",
    "meerderen",
    "schilderen",
    "wijderen",
    "monitoren",
    "tekenen",
    "rekenen",
    "openen",
)


def _split(infinitive: str) -> tuple[str, str]:
    """Separate the particle: "opleveren" → ("op", "leveren")."""
    if infinitive in _INSEPARABLE:
        return "", infinitive
    for particle in sorted(PARTICLES, key=len, reverse=True):
        rest = infinitive.removeprefix(particle)
        if rest != infinitive and len(rest) >= 4 and rest.endswith("n"):
            return particle, rest
    return "", infinitive


def _stem(infinitive: str) -> str:
    """The first person singular: "bouwen" → "bouw", "toevoegen" → "toevoeg", "plaatsen" → "plaats", "slopen" → "sloop"."""
    stem = infinitive.removesuffix("en") if infinitive.endswith("en") else infinitive.removesuffix("n")
    if re.search(r"([bdfgklmnprst])\1$", stem):
        stem = stem[:-1]
    elif infinitive.endswith("eren") and not infinitive.endswith(_UNSTRESSED):
        stem = stem[:-2] + "eer"
    elif not infinitive.endswith(_UNSTRESSED) and re.search(
        r"(?:^|[^aeiou])(?:[aou][bdfgklmnprstvz]|e[vzgkpt])$", stem
    ):
        stem = stem[:-1] + stem[-2] + stem[-1]
    return re.sub("v$", "f", re.sub("z$", "s", stem))


def _simple_forms(infinitive: str) -> tuple[set[str], set[str]]:
    """Finite forms and participles of a verb without particle."""
    if infinitive in _STRONG:
        present, past, past_plural, participle = _STRONG[infinitive]
        stem = (
            present.removesuffix("t")
            if present.endswith("t") and present not in ("weet", "sluit", "laat", "besluit")
            else present
        )
        return {present, past, past_plural, infinitive, stem}, {participle}
    stem = _stem(infinitive)
    base = infinitive.removesuffix("en") if infinitive.endswith("en") else stem
    soft = not re.search(r"(?:[tkfspx]|ch)$", re.sub("z$", "zd", re.sub("v$", "vd", base)))
    ending = "d" if soft else "t"
    participle = stem + ("" if stem.endswith(ending) else ending)
    if not infinitive.startswith(_PREFIXES):
        participle = "ge" + re.sub("^[ie]", lambda match: {"i": "ï", "e": "ë"}[match.group()], participle)
    present = stem if stem.endswith("t") else stem + "t"
    return {infinitive, stem, present, stem + ending + "e", stem + ending + "en"}, {participle}


@cache
def forms(infinitive: str) -> frozenset[tuple[str, str]]:
    """All (form, lemma) pairs of a verb; a separable verb gives its joined forms only."""
    particle, rest = _split(infinitive)
    finite, participles = _simple_forms(rest if particle else infinitive)
    if particle:
        joined = {particle + form for form in finite} | {particle + form for form in participles}
        return frozenset((form, infinitive) for form in joined)
    return frozenset((form, infinitive) for form in finite | participles)


def present(infinitive: str, *, plural: bool) -> tuple[str | None, str]:
    """The present tense of the third person and the particle of a separable verb: "opleveren" → ("levert", "op").

    The form is None for a word that is no infinitive.
    """
    particle, rest = _split(infinitive)
    if not re.fullmatch(r"[a-zà-ÿ]{2,}n", rest):
        return None, ""
    if plural:
        return rest, particle
    if rest in _STRONG:
        return _STRONG[rest][0], particle
    stem = _stem(rest)
    return (stem if stem.endswith("t") else stem + "t"), particle


def present_forms(verbs: Iterable[str]) -> frozenset[str]:
    """The singular present forms in -t of ``verbs`` ("splitst", "ondersteunt"), which are never past."""
    found: set[str] = set()
    for verb in verbs:
        if "-" not in verb and verb.endswith("n"):
            finite, _ = _simple_forms(_split(verb)[1])
            found |= {form for form in finite if form.endswith("t")}
    return frozenset(found - {past for _, past, _, _ in _STRONG.values()})


def form_table(verbs: Iterable[str]) -> dict[str, str]:
    """Map every form of ``verbs`` to its lemma; a form of two verbs goes to the one whose infinitive is named first."""
    table: dict[str, str] = {}
    for verb in verbs:
        if "-" in verb or not verb.endswith("n"):
            continue
        particle, rest = _split(verb)
        for form, lemma in forms(verb):
            table.setdefault(form, lemma)
        if particle:
            for form, lemma in forms(rest) if len(rest) > 4 else ():
                table.setdefault(form, lemma)
    return table
