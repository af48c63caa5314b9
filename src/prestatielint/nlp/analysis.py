"""What a clause is: kind, niveau, theme and slots, by sections 1 and 2 of the annotation guide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from prestatielint.model import Block, Clause, Kind, Niveau, Party, Role, Theme
from prestatielint.nlp import lexicon as lex
from prestatielint.nlp.parties import Mention, PartyMatcher
from prestatielint.nlp.predicates import Predicate, is_verb, predicates
from prestatielint.nlp.slots import YEAR, Slot, conditions, deadlines, quantities

_CONTEXT_HEADING = re.compile(
    r"\b(?:inleiding|aanleiding|overweging\w*|considerans|begrip\w*|definitie\w*|bedoelen|verstaan we|verstaan wij|waarom|toelichting|terugblik|achtergrond|leeswijzer"
    r"|voorwoord|ondertekening|partijen(?! en samenwerking)|uitgangspunten en begrippen|juridisch kader|wettelijk kader|context|preambule|samenvatting|handtekening\w*|ten geleide|vooraf)\b",
    re.IGNORECASE,
)
_RULES_HEADING = re.compile(
    r"\b(?:spelregels?|looptijd|monitoring|monitoren|evaluatie|evalueren|verantwoording|slotbepaling\w*|slotartikel\w*|proces|procesafspraken|geschil\w*|wijziging\w*|voortgang|overlegstructuur"
    r"|governance|rapportage|overleg|algemene bepalingen|algemene afspraken|werkwijze|organisatie|overige bepalingen|hoe we samenwerken|samenwerkingsafspraken|duur|borging|samenwerking|bijsturen|bijsturing|uitvoering en|cyclus|omgaan|met elkaar om|werken (?:we|wij) samen|samen verder)\b",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"\b(?:verstaan (?:wij|we|partijen|de partijen)|wordt (?:in deze \w+ )?verstaan|bedoelen (?:wij|we)|wordt bedoeld|betekent in deze|wordt onder .{3,60} verstaan)\b",
    re.IGNORECASE,
)
_DEFINITION_COLUMNS = re.compile(r"^(?:begrip\w*|betekenis|definitie|omschrijving begrip|term|uitleg)$", re.IGNORECASE)
_AGREEMENT = re.compile(
    r"\b(?:deze (?:prestatie|samenwerkings|raam)?(?:afspraken|overeenkomst|raamovereenkomst)|de prestatieafspraken|prestatieafspraken|jaarschijf|jaarschijven|looptijd van|bestuurlijk overleg|ambtelijk overleg|driehoeksoverleg|stuurgroep"
    r"|regiegroep|geschil\w*|monitor(?:ing)?|jaarrapportage|voortgangsrapportage|tussenrapportage|voortgang van|evaluatie|evalueren|overeenkomst|tripartiete? overleg|tripartiet)\b",
    re.IGNORECASE,
)
_ABOUT_AGREEMENT = re.compile(
    r"\b(?:afspraak|afspraken|overeenkomst|jaarschijf)\b.{0,40}\b(?:tussentijds|wijzig\w+|bijstel\w+|herijk\w+|eindig\w+|opzeg\w+|gewijzigd|bijgesteld|herijkt|ingaan|in werking|aangepast)\b|\bverschil van (?:inzicht|mening)\b|\b(?:bestuurlijk|ambtelijk) overleg\b"
    r"|\bvoortgang (?:van|van de|op)\b|\boverlegprocedure\b|\btussentijdse wijziging|\b(?:onder de aandacht|bekend).{0,20}\binwoners\b.{0,20}\bgebracht|\b(?:deze|de) afspraken (?:worden|staan|gelden|gaan|lopen|eindigen)\b|\bgeschil\w*\b|\bmediator\b",
    re.IGNORECASE,
)
_RULES_VERBS = frozenset(
    """
        evalueren monitoren rapporteren gelden ingaan eindigen treden bijstellen herijken herzien wijzigen
        actualiseren publiceren bijeenkomen overleggen opzeggen verlengen escaleren plaatsvinden vergaderen plaatsen
        informeren bespreken opschalen agenderen
        """.split()
)
_WISH = re.compile(
    r"\bzou(?:den)?\s+(?:\w+\s+){0,4}?(?:graag|willen|moeten|wensen|toejuichen|op prijs|waarderen|liever|prettig|fijn|wenselijk)\b|\bzou(?:den)?\s+het\s+(?:\w+\s+){0,3}(?:toejuichen|waarderen|vinden)|\bziet\b.{0,40}\bgraag\b|\bzien\b.{0,40}\bgraag\b"
    r"|\bverwacht(?:en)?\b(?!\w)|\bverzoek(?:t|en)\b|\bpleit(?:en)?\b|\bdring(?:t|en)\b.{0,60}\baan\b|\broep(?:t|en)\b.{0,80}\bop\b|\bvraagt\b|\bvragen\b|\bvind(?:t|en)\s+(?:het\b.{0,40})?(?:\w+\s+){0,3}(?:dat|van belang|belangrijk|wenselijk)\b"
    r"|\b(?:is|zijn)\s+(?:\w+\s+){0,2}van\s+(?:mening|oordeel)\b|\b[Nn]aar\s+(?:de\s+mening|het\s+oordeel|de\s+opvatting)\s+van\b|\b[Vv]olgens\b.{0,60}\b(?:zou|zouden|moet|moeten|hoort|horen)\b"
    r"|\breken(?:t|en)\s+er\s*op\b|\bga(?:at|an)\s+er\s*van\s*uit\b|\bhoopt\b|\bhopen\b|\bwenst?(?:en)?\b|\bdoe(?:t|n)\b.{0,30}\been\s+beroep\s+op\b|\bspre(?:ekt|ken)\b.{0,20}\b(?:de\s+wens|de\s+hoop)\b|\bgeeft?(?:en)?\b.{0,40}\bmee\s+dat\b"
    r"|\bacht(?:en)?\b.{0,30}\b(?:wenselijk|nodig|noodzakelijk|van belang)\b|\bmag(?:en)?\s+van\s+\w+\s+verwacht\b|\bbepleit(?:en)?\b|\bstaat\s+erop\s+dat\b|\bziet?\b.{0,30}\bhet liefst\b|\bstel(?:t|len)\s+het\s+op\s+prijs\b|\bmeent\b|\bmenen\b|\bkijkt?\s+(?:hiervoor\s+|daarvoor\s+)?naar\b|\bhoort\b.{0,40}\bte\b|\bde wens van\b|\bverlang(?:t|en)\b|\bhet liefst (?:ziet|zien|zag)|\bgraag (?:ziet|zien|zag)|\bverlangd\b|\bverwacht dat\b|\bzou(?:den)? zich wat\b|\bzou(?:den)?\b.{0,60}\b(?:waard|welkom|mooi|goed|sieren|helpen)\b|\bwil(?:len)?\b.{0,60}\bdat\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:op dit moment|momenteel|thans|inmiddels|nog steeds|op peildatum|tot nu toe|tot op heden|afgelopen|vorig jaar|sinds)\b",
    re.IGNORECASE,
)
_STATE_VERBS = frozenset(
    """
        tellen kennen liggen wonen huren bezitten beschikken omvatten bestaan vormen betreffen hebben zijn blijken
        behoren vallen luiden groeien toenemen dalen stijgen lopen wachten staan gaan nemen vergrijzen
        """.split()
)
_PURPOSE = re.compile(
    r"\b(?:zodat|waardoor|opdat|teneinde|met als (?:doel|resultaat|effect)|met het oog op|om\b|waarmee|ter (?:verbetering|bevordering|versterking|verlaging|vergroting|voorkoming|ondersteuning) van)",
    re.IGNORECASE,
)
# After these verbs the om-clause is what is (softly) promised, not the aim of an act.
_TAKES_OM = lex.INTENTIE_VERBS | {
    "inspannen",
    "inzetten",
    "spannen",
    "zetten",
    "maken",
    "afspreken",
    "besluiten",
    "vragen",
    "verzoeken",
    "helpen",
    "proberen",
    "kijken",
}
ACTOR_COLUMNS = re.compile(
    r"^(?:trekker\w*|wie|wie doet wat|partij\w*|verantwoordelijk\w*|actiehouder|eigenaar|uitvoerder|initiatief|corporatie|door wie|uitvoering|wie meldt|regie|trekker\(s\)|actor|aan zet|rol)\b",
    re.IGNORECASE,
)
TIME_COLUMNS = re.compile(
    r"^(?:planning|wanneer|gereed|termijn|datum|deadline|jaar|periode|oplevering\b.*|start|tijdpad|uiterlijk|klaar|tijd|einddatum|realisatie|mijlpaal|q\d.*|20\d\d.*)$",
    re.IGNORECASE,
)
RESULT_COLUMNS = re.compile(
    r"^(?:resultaat|doel|aantal\w*|effect|indicator|norm|product|opbrengst|budget|bedrag|streefwaarde|omvang|woningen|beoogd.*|maat.*|hoeveel)\b",
    re.IGNORECASE,
)
NUMBER_COLUMNS = re.compile(r"^(?:nr\.?|nummer|#|no\.?|code|id)$", re.IGNORECASE)

_THEME_OF_HEADING: tuple[tuple[str, str], ...] = (
    ("participatie|zeggenschap|inspraak|stem van|meepraten|meedenken|aan tafel", "participatie"),
    ("statushouder|vergunninghouder|asiel", "statushouders"),
    ("verduurza|duurza|energie|klimaat|aardgas", "verduurzaming"),
    ("doorstrom|verhuizen", "doorstroming"),
    ("toewijz|woonruimteverdeling|verdelen|passend wonen|plek vinden|wie komt", "toewijzing"),
    ("bijzondere|urgent|doelgroep|aandachtsgroep|uitstroom|dakloo", "bijzondere-doelgroepen"),
    ("zorg|senior|ouder worden|ouderen|langer thuis", "wonen-zorg"),
    ("betaalba|woonlasten|huurbeleid", "betaalbaarheid"),
    ("leefba|wijken|buurten|straten|samenleven|veilig|sociaal sterk", "leefbaarheid"),
    ("nieuwbouw|beschikbaarheid|bouwen|woningbouw|toevoegen", "nieuwbouw"),
    ("voorraad|verkoop|sloop|herstructurering|zuinig op", "voorraad"),
    ("kwaliteit|onderhoud|renovatie|woningverbetering", "kwaliteit"),
    ("samenwerk|spelregel|monitor|overleg|proces|looptijd|evaluatie|organisatie", "samenwerking"),
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the document says outside a clause that decides how the clause is read.

    ``defined`` holds the lower-case terms of its definitions, ``period`` its first and last year, ``headed`` whether it has headings at all, ``one_year`` whether
    title or looptijd span one year, ``promises`` (clause id, parties, nouns) what conditions elsewhere can lean on,
    ``silent`` per clause id the parties that its article needs but does not bind.
    """

    parties: tuple[Party, ...]
    defined: frozenset[str] = frozenset()
    period: tuple[int, int] | None = None
    headed: bool = True
    promises: tuple[tuple[str, tuple[str, ...], frozenset[str]], ...] = ()
    silent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def one_year(self) -> bool:
        """Whether the document covers a single year."""
        return self.period is not None and self.period[0] == self.period[1]

    def names(self, role: Role) -> tuple[str, ...]:
        """Names of the parties of a role."""
        return tuple(party.name for party in self.parties if party.role is role)


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause as the rules see it: its Doc and everything read from it."""

    clause: Clause
    doc: Doc
    kind: Kind
    niveau: Niveau | None
    theme: Theme
    predicates: tuple[Predicate, ...]
    promise: Predicate | None
    mentions: tuple[Mention, ...]
    lead_mentions: tuple[Mention, ...]
    actors: tuple[Mention, ...]
    actor_texts: tuple[str, ...]
    quantities: tuple[Slot, ...]
    deadlines: tuple[Slot, ...]
    conditions: tuple[Slot, ...]
    beneficiaries: tuple[Slot, ...]
    purposes: tuple[tuple[int, int], ...]
    corrected: tuple[str, ...] = ()


def head_noun(token: Token) -> str:
    """Lemma of a noun, reduced to the known noun that closes the compound ("jongerenwoning" → "woning")."""
    return _head_of(token.lemma_.lower())


@cache
def _head_of(lemma: str) -> str:
    if lemma in lex.HOME_NOUNS or lemma in lex.PEOPLE_NOUNS or lemma in lex.EFFECT_NOUNS:
        return lemma
    for noun in _COMPOUND_HEADS:
        if lemma.endswith(noun) and len(lemma) > len(noun) + 2:
            return noun
        plural = _PLURALS[noun]
        if (lemma.endswith(plural) and len(lemma) > len(plural) + 1) or lemma == plural:
            return noun
    return lemma


def _plural(noun: str) -> str:
    if noun.endswith(("e", "el", "er", "en")):
        return noun + "s" if not noun.endswith("e") else noun + "n"
    return noun + "en"


_COMPOUND_HEADS = sorted(
    (lex.HOME_NOUNS | lex.PEOPLE_NOUNS | lex.EFFECT_NOUNS)
    - {"plan", "project", "label", "dak", "lift", "huur", "kamer", "gevel", "mens", "kind", "oordeel", "bezit"},
    key=len,
    reverse=True,
)
_PLURALS = {noun: _plural(noun) for noun in _COMPOUND_HEADS}


def is_home(token: Token) -> bool:
    """Whether a noun counts homes or parts of homes."""
    return head_noun(token) in lex.HOME_NOUNS or token.lower_.endswith(lex.HOME_SUFFIXES)


def is_people(token: Token) -> bool:
    """Whether a noun names residents or those who look for a home."""
    return head_noun(token) in lex.PEOPLE_NOUNS or bool(
        re.search(
            r"(?:huurders|bewoners|huishoudens|zoekenden|houders|plussers|jarigen|gezinnen|ouderen|jongeren|deelnemers)$",
            token.lower_,
        )
    )


def is_effect(token: Token) -> bool:
    """Whether a noun names what residents or a neighbourhood undergo."""
    return head_noun(token) in lex.EFFECT_NOUNS or (
        token.lower_.endswith(
            (
                "kosten",
                "lasten",
                "verbruik",
                "quote",
                "cijfer",
                "rekening",
                "tijd",
                "achterstanden",
                "ontruimingen",
                "meldingen",
            )
        )
        and token.pos_ in ("NOUN", "PROPN")
    )


_NO_COMPARISON = frozenset(
    """
        meer minder verder later nader eerder ouder jonger langer liever onder over ander voor zonder verder meerder
        onderhouder huurder verhuurder beheerder vroeger jongeren ouderen anderen meerderen kinderen latere eerdere
        verdere nadere oudere oudste jongere langere onze andere bijzondere midden meerdere mindere eerst verderop
        """.split()
)
_COMPARATIVE = re.compile(
    r"^(?:snel|vlot|laag|lage|hoge|hog|goedkop|eenvoudig|makkelijk|gemakkelijk|streng|vak|zichtbaar|ruim|kort|klein|grot|beter|bet|zuinig|gericht|slim|efficiënt|intensie[fv]|nauw|breed|bred|sterk|scherp|duidelijk|held|schon|veilig|gelijkmatig|evenwichtig|bewust|prettig|leefbaard|groen|rustig|toegankelijk|soepel|frequent|actie[fv]|stevig|vroeg|gezond|comfortabel|betaalbaard|duurzam|divers|gemengd|hecht|zwaar|licht|diep|inzichtelijk|transparant|zel)\w*?d?er(?:e)?$",
    re.IGNORECASE,
)


def comparatives(doc: Doc) -> list[Token]:
    """Adjectives and adverbs in the comparative, by morphology and, where the tagger misses one, by form."""
    found = []
    for token in doc:
        lower = token.lower_
        if lower in _NO_COMPARISON:
            continue
        graded = (
            "Cmp" in token.morph.get("Degree", [])
            and token.pos_ in ("ADJ", "ADV")
            and lower.endswith(("er", "ere", "eren"))
        )
        if (
            graded
            or lower in ("omlaag", "omhoog", "naar beneden")
            or (
                token.pos_ in ("ADJ", "ADV", "NOUN", "VERB", "X")
                and _COMPARATIVE.match(lower)
                and not lower.endswith(("verder", "neder"))
            )
        ):
            found.append(token)
    return found


def purpose_spans(doc: Doc) -> tuple[tuple[int, int], ...]:
    """Character spans of aims ("zodat …", "om … te verduurzamen"); an om-clause after a verb of effort is none."""
    spans = []
    for match in _PURPOSE.finditer(doc.text):
        token = next((token for token in doc if token.idx >= match.start()), None)
        if token is None:
            continue
        if token.lower_ == "om":
            window = doc[token.i : min(token.i + 14, token.sent.end)]
            if not any(other.lower_ == "te" for other in window):
                continue
            verbs = [other for other in doc[token.sent.start : token.i] if is_verb(other)]
            if verbs and (verbs[-1].lemma_ in _TAKES_OM or any(verb.lemma_ in _TAKES_OM for verb in verbs)):
                continue
        end = len(doc.text)
        for other in doc[token.i + 1 : token.sent.end]:
            if other.text in (";", "|") or (other.text == "," and token.i == token.sent.start):
                end = other.idx
                break
        else:
            last = doc[token.sent.end - 1]
            end = last.idx + len(last)
        if token.i == token.sent.start and token.lower_ == "om":
            # "Om het bezit te verduurzamen plaatst …": the aim ends at its infinitive.
            for other in doc[token.i + 1 : token.sent.end]:
                if is_verb(other) and "Inf" in other.morph.get("VerbForm", []) and doc[other.i - 1].lower_ == "te":
                    end = other.idx + len(other)
                    break
        spans.append((token.idx, end))
    return tuple(spans)


def inside(offset: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a character offset lies in one of the spans."""
    return any(start <= offset < end for start, end in spans)


def cell_of(clause: Clause, pattern: re.Pattern[str]) -> str | None:
    """Text of the first cell of a row whose header fits."""
    for cell in clause.cells:
        if cell.column and pattern.match(cell.column.strip()):
            return clause.text[cell.start : cell.end]
    return None


def _theme(clause: Clause, doc: Doc) -> Theme:
    scores: dict[str, float] = {}
    for depth, heading in enumerate(reversed(clause.heading)):
        lowered = heading.lower()
        matched = [theme for pattern, theme in _THEME_OF_HEADING if re.search(pattern, lowered)]
        for theme in matched:
            scores[theme] = scores.get(theme, 0) + (4 if len(matched) == 1 else 2.5) / (depth + 1)
    # Lemmas beside the text, so that "bouwt" counts as "bouwen".
    words = f"{doc.text} {' '.join(token.lemma_ for token in doc if token.pos_ == 'VERB')}".lower()
    for text, weight in ((words, 1.0), ((clause.lead or "").lower(), 0.5)):
        for theme, terms in lex.THEME_TERMS.items():
            hit = [value for term, value in terms if term in text]
            if hit:
                scores[theme] = scores.get(theme, 0) + weight * min(6.0, max(hit) + 0.4 * (len(hit) - 1))
    if not scores:
        return Theme.OVERIG
    best = max(scores, key=lambda name: (scores[name], -list(lex.THEME_TERMS).index(name)))
    return Theme(best) if scores[best] >= 2 else Theme.OVERIG


def _theme_of(clause: Clause, doc: Doc, kind: Kind) -> Theme:
    """Theme of a clause; a signature has none, a rule of the game is about working together unless it names another."""
    if clause.block is Block.SIGNATURE:
        return Theme.OVERIG
    theme = _theme(clause, doc)
    return Theme.SAMENWERKING if kind is Kind.SPELREGEL and theme is Theme.OVERIG else theme


def _governing(mentions: Sequence[Mention], token: Token | None) -> list[Mention]:
    """Mentions in the noun phrase of ``token``, coordinated ones too, but not those that only own something in it."""
    if token is None:
        return []
    allowed = {token.i}
    queue = [token]
    while queue:
        word = queue.pop()
        for child in word.children:
            if child.dep_ in ("conj", "appos", "flat", "fixed", "compound", "det", "amod") or (
                child.pos_ == "PROPN" and child.dep_ not in ("nmod", "nmod:poss", "obl")
            ):
                allowed.add(child.i)
                queue.append(child)
    found = []
    for mention in mentions:
        if any(index in allowed for index in range(mention.start, mention.end)):
            first = mention.start
            doc = token.doc
            # "de woningen van De Vliet": the owner is not the actor.
            if (
                first > 0
                and doc[first - 1].lower_ == "van"
                and first - 1 > min(allowed)
                and doc[first - 2].pos_ in ("NOUN", "PROPN")
                and doc[first - 2].lower_ not in ("namens", "wethouder", "wooncoach", "college", "bestuur", "raad")
            ):
                continue
            found.append(mention)
    return found


_SUBJECT_ROLES = re.compile(
    r"\b(?:wijkteam|sociaal team|wmo-loket|loket|wooncoach\w*|huismeester\w*|wijkbeheerder\w*|wethouder|energiecoach\w*|consulent\w*|opzichter|toewijzingscommissie|werkgroep|stuurgroep|projectgroep|bestuurder|directeur\w*|klantcontactcentrum|wijkconsulent\w*|bewonersconsulent\w*|regisseur|doorstroommakelaar|team \w+|projectleider|wijkregisseur|klussendienst|zorggroep \w+|woonconsulent\w*|ergotherapeut|stichting \w+|welzijnsorganisatie|maatschappelijke partners|verhuurder|verhurende corporatie|partij|medewerker\w*|\w*verpleegkundige|rekenhulp|constructeur|klantenservice|eigen vaklieden|bewonerspanel|penningmeester|secretaris|raad van commissarissen|onafhankelijk voorzitter)\b",
    re.IGNORECASE,
)


_PREPOSITIONS = frozenset(
    "van aan met voor bij naar in door uit over tegen namens binnen op onder tussen richting jegens tot via".split()
)


def _bare_mentions(mentions: Sequence[Mention], doc: Doc) -> list[Mention]:
    """Parties that stand free of a preposition in a main clause: its subject where the parse does not find one."""
    free = []
    spans = [(slot.start, slot.end) for slot in conditions(doc)]
    for mention in mentions:
        before = doc[mention.start - 1].lower_ if mention.start else ""
        further = doc[mention.start - 2].lower_ if mention.start > 1 else ""
        article = before in (
            "de",
            "het",
            "beide",
            "elke",
            "iedere",
            "alle",
            "haar",
            "deze",
            "elk",
            "ieder",
            "drie",
            "twee",
        )
        if (before in _PREPOSITIONS and before != "door") or (
            article and further in _PREPOSITIONS and further != "door"
        ):
            # "elk van de corporaties" acts, "de woningen van de corporaties" do not.
            of_each = doc[max(0, mention.start - 4) : mention.start].text.lower()
            if not re.search(r"\b(?:elk|ieder|een|één|geen|beide) van (?:de |beide )?$", of_each + " "):
                continue
        if inside(doc[mention.start].idx, spans):
            continue
        free.append(mention)
    chained: list[Mention] = []
    for mention in free:
        if not chained or (
            mention.start - chained[-1].end <= 3
            and any(word.lower_ in ("en", ",", "of") for word in doc[chained[-1].end : mention.start])
        ):
            chained.append(mention)
    return chained


def _actors(
    preds: Sequence[Predicate], mentions: Sequence[Mention], clause: Clause, lead: Sequence[Mention], doc: Doc
) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
    found: list[Mention] = []
    texts: list[str] = []
    waiting = [(slot.start, slot.end) for slot in conditions(doc)]
    for predicate in preds:
        candidates = [predicate.agent] if predicate.agent is not None else []
        if predicate.subject is not None and not predicate.passive:
            candidates.append(predicate.subject)
        for candidate in candidates:
            for mention in _governing(mentions, candidate):
                if mention not in found and not inside(doc[mention.start].idx, waiting):
                    found.append(mention)
                    texts.append(doc[mention.start : mention.end].text)
            if not _governing(mentions, candidate) and candidate.pos_ in ("NOUN", "PROPN"):
                phrase = " ".join(word.text for word in candidate.subtree if abs(word.i - candidate.i) < 6)
                if _SUBJECT_ROLES.search(phrase):
                    texts.append(candidate.text)
            if candidate.lower_ in ("zij", "ze", "hij", "deze", "die") and candidate.pos_ == "PRON":
                texts.append(candidate.text)
    if not found and not texts and not clause.cells:
        for mention in _bare_mentions(mentions, doc):
            found.append(mention)
            texts.append(doc[mention.start : mention.end].text)
    if (cell := cell_of(clause, ACTOR_COLUMNS)) is not None and clause.cells:
        texts.append(cell)
        start = clause.text.find(cell)
        for mention in mentions:
            if start <= doc[mention.start].idx < start + len(cell) and mention not in found:
                found.append(mention)
    starts_with_verb = len(doc) > 0 and (is_verb(doc[0]) or doc[0].text[0].islower())
    if (
        lead
        and not found
        and (
            starts_with_verb
            or not any(
                predicate.subject is not None and predicate.verbal for predicate in preds if not predicate.passive
            )
        )
    ):
        found.extend(lead)
        texts.extend(sorted({name for mention in lead for name in mention.parties}) or [])
    return tuple(found), tuple(dict.fromkeys(texts))


def _sentence_kind(predicate: Predicate, reading: Reading, context: Context) -> Kind:
    """Kind of the sentence of one predicate, without its heading."""
    mentions = (*reading.mentions, *reading.lead_mentions)
    sentence = predicate.token.sent
    text = sentence.text
    if _DEFINITION.search(text):
        return Kind.CONTEXT
    wish = _WISH.search(text)
    if wish and _is_wish(text, wish.group(0).lower(), reading.mentions, sentence.start, sentence.end, predicate):
        return Kind.WENS
    years = [int(year) for year in re.findall(YEAR, text)]
    future = any(year >= (context.period[0] if context.period else 9999) for year in years)
    if (
        predicate.past
        and not re.search(r"\bzal\b|\bzullen\b", text)
        and predicate.modal not in ("zullen",)
        and predicate.finite.lemma_ not in ("zullen", "moeten", "mogen", "willen", "kunnen")
    ):
        conditional = (
            bool(re.search(r"\b(?:is|zijn|wordt|worden)\b", text))
            and future
            and not re.search(r"\b(?:werd|werden|was|waren|had|hadden)\b", text)
        )
        if not conditional:
            return Kind.CONTEXT
    if predicate.token.lower_ == "nodig" or (
        re.search(r"\b(?:is|zijn|waren) (?:er )?(?:\S+ ){0,8}nodig\b", text) and ";" not in text
    ):
        return Kind.CONTEXT
    if _NOW.search(text) and predicate.lemma in _STATE_VERBS:
        return Kind.CONTEXT
    if (
        predicate.verbal
        and predicate.lemma in _STATE_VERBS
        and not re.search(r"\bga(?:at|an)\b.*\bnaar\b", text)
        and not predicate.modal
        and not future
        and not re.search(
            r"\b(?:ten minste|minimaal|maximaal|ten hoogste|niet|geen|per saldo|aandacht|oog|voorrang)\b", text
        )
        and not mentions
        and not predicate.infinitive
    ) and (re.search(r"\d", text) or predicate.subject is None or predicate.subject.pos_ != "NOUN"):
        return Kind.CONTEXT
    if re.search(r"\bop grond van\b.{0,40}\b(?:wet|woningwet|artikel)\b", text, re.IGNORECASE) or re.search(
        r"\bnaar redelijkheid bij(?:draagt|dragen)?\b", text
    ):
        return Kind.CONTEXT
    return Kind.AFSPRAAK


_SELF_WISH = ("willen", "wil", "wensen", "hopen", "hoopt")


def _is_wish(text: str, words: str, mentions: Sequence[Mention], start: int, end: int, predicate: Predicate) -> bool:
    """Whether the wish is about another: the wisher is a party and someone else must act."""
    inner = [mention for mention in mentions if start <= mention.start < end]
    lowered = text.lower()
    if re.match(r"(?:het liefst|graag) (?:ziet|zien|zag|zagen)\b", lowered) or re.search(
        r"\bwordt (?:verlangd|verwacht) dat\b|\breken(?:en|t) erop dat\b|\bwat .{3,40} betreft\b.*\bzou|\bzou\w*\b.*\bwat .{3,40} betreft\b",
        lowered,
    ):
        return bool(inner)
    if (
        words.startswith("vrage")
        and inner
        and inner[0].collective
        and re.match(r"aan (?:de|het) ", lowered)
        and " om " in lowered
    ):
        return True
    if not inner or inner[0].collective or re.match(r"verzoeken (?:om|van|tot)\b", lowered):
        return False
    tenants = bool(re.search(r"\b(?:de )?(?:huurders|bewoners)\b", lowered))
    if words.startswith(("vraag", "vrage", "verlang", "verzoek")):
        # "vraagt De Vonder om advies" is an act; "vraagt de gemeente om … te" is a wish.
        if (
            predicate.passive
            or re.search(
                r"\bvra(?:agt|gen)\b.{0,110}\b(?:om advies|advies|vergunning|subsidie|toestemming|instemming|aan bij|offertes?)\b",
                lowered,
            )
            or re.search(r"\bvraagt dit\b|\bvragen .{0,20}uit\b", lowered)
        ):
            return False
        return (len(inner) >= 2 or tenants) and bool(re.search(r"\b(?:om|te|dat|of)\b", lowered))
    if words.startswith("wil"):
        return (
            len(inner) >= 2
            and not set(inner[0].parties) & set(inner[1].parties)
            and bool(re.search(r"\bwil(?:len)?\b[^,]{0,60}\bdat\b", lowered))
        )
    if words.startswith(("zou", "zie")) and re.search(r"\bzelf\b", lowered):
        return False
    if "hoopt" in words or "hopen" in words or "wens" in words:
        return len(inner) >= 2
    return not words.startswith("verwacht") or "naar verwachting" not in lowered


_STUDY = frozenset(
    """
        onderzoeken verkennen inventariseren bespreken overleggen bezoeken betalen investeren adviseren informeren
        bezien bekijken evalueren financieren vergoeden subsidiëren melden doorgeven rapporteren begeleiden
        ondersteunen voorleggen vaststellen-plan wijzigen zoeken speuren onderhandelen agenderen beslissen besluiten
        verlenen uitgeven overdragen plannen voorbereiden ontwerpen raadplegen monitoren meten publiceren werven
        helpen bellen
        """.split()
)
_PEOPLE_STATES = lex.PEOPLE_VERBS | {
    "vinden",
    "waarderen",
    "voelen",
    "geven",
    "hebben",
    "behouden",
    "zijn",
    "slagen",
    "huren",
    "vertrekken",
    "blijven",
    "beoordelen",
    "scoren",
    "oordelen",
    "besteden",
} - {"gaan"}
_HELPS_ONLY = re.compile(
    r"\b(?:voorrang|urgentie|aanbod|brief|folder|informatie|bezoek|gesprek|plan|huisbezoek|advies|aangeboden|voorlichting|hulp|begeleiding|uitnodiging|budget)\b"
)
_EFFECT_VERBS = (
    lex.CHANGE_VERBS
    | lex.COPULAS
    | {
        "komen",
        "overstijgen",
        "begrenzen",
        "houden",
        "maximeren",
        "meestijgen",
        "waarderen",
        "ervaren",
        "duren",
        "wachten",
        "scoren",
        "geven",
        "uitkomen",
        "zakken",
        "gaan",
    }
)
_STATE_WITH_QUALITY = frozenset(
    """
        houden maken zijn blijven worden waarborgen borgen staan voeren creëren garanderen krijgen zorgen bieden
        verdelen
        """.split()
)


def _has_amount(spans: Sequence[Slot], start: int, end: int, but: Sequence[tuple[int, int]] = ()) -> bool:
    return any(start <= slot.start < end and not inside(slot.start, but) for slot in spans)


def _is_about_rent(text: str) -> bool:
    return bool(
        re.search(r"\b(?:huur|huren|huurverhoging\w*|huurprij\w+|huursom\w*|huurstijging)\b", text)
        and re.search(r"\b(?:zittende?|huurverhoging\w*|huurstijging|meer huur)\b", text)
    )


def _level(predicate: Predicate, reading: Reading, efforts: set[int], quality: set[int]) -> Niveau:
    """Step of the scale that one predicate reaches; section 2 of the annotation guide."""
    doc, amounts, purposes = reading.doc, reading.quantities, reading.purposes
    waits = [(slot.start, slot.end) for slot in reading.conditions]
    sentence = predicate.token.sent
    begin, end = sentence.start_char, sentence.end_char
    token, lemma = predicate.token, predicate.lemma
    # What stands in an aim or a condition is not itself promised.
    core = [word for word in sentence if not inside(word.idx, purposes) and not inside(word.idx, waits)]
    text = sentence.text
    lowered = " ".join(word.lower_ for word in core)
    nouns = [word for word in core if word.pos_ in ("NOUN", "PROPN")]
    amount = _has_amount(amounts, begin, end, [*purposes, *waits])
    checkable = (
        amount
        or any(
            word.lower_ in ("geen", "alle", "niemand", "nergens", "inflatie", "elk", "iedere", "ieder", "elke", "nooit")
            for word in core
        )
        or bool(re.search(r"\binflatie\w*", lowered))
    )

    for start, stop in purposes:
        if _has_amount(amounts, start, stop):
            aim = [word for word in doc if start <= word.idx < stop]
            if any(is_effect(word) or is_people(word) for word in aim if word.pos_ in ("NOUN", "PROPN")):
                return Niveau.EFFECT
    if any(
        sentence.start <= index < sentence.end
        and abs(index - predicate.finite.i) <= 12
        and not _other_predicate_between(doc, index, predicate)
        for index in efforts
    ):
        return Niveau.INTENTIE

    arguments = [word for word in (*predicate.objects, predicate.subject) if word is not None]
    subject_people = predicate.subject is not None and (
        is_people(predicate.subject)
        or any(is_people(word) for word in predicate.subject.subtree if word.dep_ in ("nmod", "appos", "conj", "flat"))
    )
    people = [word for word in core if is_people(word)]
    effects = [word for word in nouns if is_effect(word)]
    homes = [word for word in nouns if is_home(word)]
    housing = any(
        word.lemma_.lower() in ("huisvesten", "herhuisvesten", "onderbrengen", "huisvest", "huisvesting")
        or word.lower_ in ("gehuisvest", "huisvest", "huisvesten")
        for word in core
    )
    if housing and (checkable or "taakstelling" in lowered) and lemma not in _STUDY:
        return Niveau.EFFECT
    if "taakstelling" in lowered and lemma in ("halen", "realiseren", "voldoen", "behalen", "inlopen", "uitvoeren"):
        return Niveau.EFFECT
    if (
        _is_about_rent(lowered)
        and (checkable or predicate.negated or re.search(r"\b(?:niet|geen)\b", lowered))
        and lemma not in _STUDY
    ):
        return Niveau.EFFECT
    if (
        re.search(r"\bontruim\w*|\bhuisuitzet\w*", lowered)
        and re.search(r"\b(?:geen|niet|nooit|ten hoogste|hoogstens|maximaal)\b", lowered)
        and lemma not in _STUDY
    ):
        return Niveau.EFFECT
    by_party = any(
        mention.start <= word.i < mention.end
        for mention in reading.mentions
        if not mention.collective
        for word in arguments[-1:]
    )
    stops = [sentence.start, *(word.i for word in sentence if word.text == ";"), sentence.end]
    part = next(range(low, high) for low, high in pairwise(stops) if low <= token.i < high)
    bare = not _bare_mentions([mention for mention in reading.mentions if mention.start in part], doc) and not (
        reading.lead_mentions and doc[0].text[0].islower()
    )
    if (
        (subject_people or (people and bare))
        and not by_party
        and checkable
        and lemma in _PEOPLE_STATES
        and not _HELPS_ONLY.search(lowered)
    ):
        return Niveau.EFFECT
    if "aandeel" in lowered and people and amount and lemma in _EFFECT_VERBS:
        return Niveau.EFFECT
    if (
        effects
        and checkable
        and (lemma in _EFFECT_VERBS or not predicate.verbal)
        and (amount or predicate.negated)
        and not (homes and not any(word in arguments or word.head in arguments for word in effects))
    ):
        return Niveau.EFFECT

    if re.match(
        r"(?:er )?(?:wordt |worden )?(?:dan |nog |ook |samen )?(?:onderzocht|onderzoek\w*|verkend|bekeken|bezien|geïnventariseerd|overlegd)\b|.*\b(?:wordt|worden) (?:\S+ ){0,10}(?:onderzocht|verkend|bekeken|bezien|geïnventariseerd|overlegd|overleg gevoerd|besproken)\b",
        lowered,
    ):
        return Niveau.PROCES
    if lemma == "bijdragen" and re.search(r"€|\beuro\b|\buur\b", text):
        return Niveau.PROCES
    if (
        lemma in lex.INTENTIE_VERBS
        and re.search(r"\b(?:in ieder geval|in elk geval|ten minste|minstens|minimaal)\b", lowered)
        and checkable
    ):
        return Niveau.PROCES
    compared = [word for word in comparatives(doc) if word.i in range(sentence.start, sentence.end) and word in core]
    soft = [index for index in quality if sentence.start <= index < sentence.end and doc[index] in core]
    if not amount:
        changing = lemma in lex.CHANGE_VERBS - {"brengen", "bereiken", "behouden", "voorkomen"}
        if changing and not any(
            head_noun(word) in ("woning", "appartement", "complex", "voorraad") for word in predicate.objects
        ):
            return Niveau.INTENTIE
        if (
            compared
            and lemma
            not in lex.OUTPUT_VERBS
            - {"verbeteren", "aanpassen", "behouden", "houden", "verminderen", "toenemen", "groeien", "afnemen"}
            and lemma not in _STUDY
        ):
            return Niveau.INTENTIE
        if (
            soft
            and lemma in _STATE_WITH_QUALITY
            and not homes
            and not re.search(r"\bvoldoende\b|\bbegeleiding\b(?!.*hoog)", lowered)
        ):
            return Niveau.INTENTIE
        if (
            soft
            and lemma in ("maken", "zijn", "blijven", "worden", "houden")
            and any(abs(index - token.i) <= 6 or doc[index].head in (token, predicate.finite) for index in soft)
            and predicate.objects
            and not any(child.lower_ in ("alle", "geen") for word in predicate.objects for child in word.children)
        ):
            return Niveau.INTENTIE

    for word in nouns:
        if (step := lex.LIGHT_VERBS.get((lemma, word.lemma_.lower()))) is not None:
            return Niveau(step)
    if re.search(r"\bvoorrang\b", lowered):
        return Niveau.OUTPUT
    if lemma in lex.INTENTIE_VERBS - lex.PROCES_VERBS - lex.OUTPUT_VERBS - {
        "hebben",
        "zijn",
        "staan",
        "zien",
        "vinden",
        "blijven",
        "letten",
        "prioriteren",
        "delen",
        "afstemmen",
    }:
        return Niveau.INTENTIE
    if predicate.modal == "mogen" and (homes or lemma in lex.OUTPUT_VERBS):
        return Niveau.OUTPUT
    counted = [word for word in homes if any(slot.start <= word.idx < slot.end for slot in amounts)]
    if (
        counted
        and lemma not in _STUDY
        and any(head_noun(word) not in ("huur", "huurprijs", "plan", "project") for word in counted)
    ):
        return Niveau.OUTPUT
    if lemma in lex.OUTPUT_VERBS:
        narrow = (
            "leveren",
            "houden",
            "aanpassen",
            "aanbieden",
            "reserveren",
            "behouden",
            "toelaten",
            "rekenen",
            "beheren",
            "bereiken",
            "voldoen",
            "halen",
            "toekennen",
            "bestemmen",
            "aansluiten",
            "bemiddelen",
            "verbeteren",
            "plaatsen",
            "beschikbaarkomen",
        )
        if lemma in narrow and not homes and not re.search(r"\bwoon\w+|\bwoning\w*|\bgezinnen\b|\bhuur\w*", lowered):
            return Niveau.PROCES
        if lemma in ("rekenen", "leveren", "aanwijzen") and re.search(
            r"\b(?:grond\w*|kavel\w*|perceel|locatie\w*)\b", lowered
        ):
            return Niveau.PROCES
        return Niveau.OUTPUT
    if (
        re.search(r"\b(?:toewijzing|verhuring|verkoop|sloop|huurprijs|streefhu\w+)\b", lowered)
        and any(
            word.lemma_.lower() in ("toewijzing", "verhuring", "verkoop", "sloop") or word.lower_.startswith("streefhu")
            for word in arguments
        )
        and lemma not in _STUDY
    ):
        return Niveau.OUTPUT
    if (
        homes
        and lemma not in lex.PROCES_VERBS
        and lemma not in _STUDY
        and (
            any(word in arguments for word in homes)
            or lemma in ("gaan", "komen", "overhevelen", "verlopen", "beginnen")
        )
        and lemma not in ("hebben",)
    ):
        return Niveau.OUTPUT
    if (
        homes
        and re.search(r"\bmet de (?:bouw|sloop|renovatie)\b|\been begin\b|\bin bezit\b|\bgelijkvloers\b", lowered)
        and lemma in ("maken", "beginnen", "starten", "houden", "nemen")
    ):
        return Niveau.OUTPUT
    if not predicate.verbal:
        for word in core:
            if (step := _act_step(word)) is not None:
                return step
        if amount and homes:
            return Niveau.OUTPUT
    return Niveau.PROCES


def _other_predicate_between(doc: Doc, index: int, predicate: Predicate) -> bool:
    """Whether "en" with a verb of its own parts an expression of effort from a predicate ("spant zich in … en plaatst …")."""
    low, high = sorted((index, predicate.finite.i))
    return any(
        word.lower_ in ("en", ";", "maar", "terwijl")
        and any(is_verb(other) and "Fin" in other.morph.get("VerbForm", []) for other in doc[word.i + 1 : word.i + 3])
        for word in doc[low:high]
    )


def _act_step(word: Token) -> Niveau | None:
    """Step of a verbless item, from its first act: an infinitive ("Verkopen …") or a noun of an act ("Renovatie van …")."""
    lower = word.lower_
    for verbs, step in (
        (lex.OUTPUT_VERBS, Niveau.OUTPUT),
        (_ACTS_OUTPUT, Niveau.OUTPUT),
        (lex.INTENTIE_VERBS - lex.PROCES_VERBS, Niveau.INTENTIE),
        (lex.PROCES_VERBS, Niveau.PROCES),
    ):
        if lower in verbs:
            return step
    if word.pos_ in ("NOUN", "PROPN", "VERB", "X"):
        named = lex.ACT_NOUNS.get(word.lemma_.lower()) or lex.ACT_NOUNS.get(lower)
        named = named or next(
            (
                value
                for noun, value in lex.ACT_NOUNS.items()
                if len(noun) > 4 and lower.endswith((noun, noun + "en", noun + "s"))
            ),
            None,
        )
        if named:
            return Niveau(named)
    return None


_ACTS_OUTPUT = frozenset(
    """
        ophogen verlichten inrichten starten vernieuwen uitfaseren uitfasering vernieuwing doorstromingen
        zonnepanelen schilderwerk voorrang optoppen vernieuwen gelijkvloers woningaanpassingen huisvuilcontainers
        """.split()
)


_ORDER = (Niveau.INTENTIE, Niveau.PROCES, Niveau.OUTPUT, Niveau.EFFECT)


def structure(clause: Clause, doc: Doc, match: PartyMatcher, lead: tuple[Mention, ...]) -> Reading:
    """Everything that can be read off a clause before it is judged; ``kind``, ``niveau`` and ``theme`` are still open.

    Args:
        clause: the clause as read from the file.
        doc: its parsed text (``doc.text == clause.text``).
        match: finds the parties in a Doc.
        lead: the parties that its introductory sentence names.

    """
    dates = deadlines(doc.text)
    preds = predicates(doc)
    mentions = match(doc)
    actors, actor_texts = _actors(preds, mentions, clause, lead, doc)
    numbering = [
        (cell.start, cell.end)
        for cell in clause.cells
        if (cell.column and NUMBER_COLUMNS.match(cell.column))
        or re.fullmatch(r"[A-Z]?\d[\d.]*[a-z]?", clause.text[cell.start : cell.end])
    ]
    return Reading(
        clause=clause,
        doc=doc,
        kind=Kind.AFSPRAAK,
        niveau=None,
        theme=Theme.OVERIG,
        predicates=preds,
        promise=preds[0] if preds else None,
        mentions=mentions,
        lead_mentions=lead,
        actors=actors,
        actor_texts=actor_texts,
        quantities=tuple(slot for slot in quantities(doc, dates) if not inside(slot.start, numbering)),
        deadlines=dates,
        conditions=conditions(doc),
        beneficiaries=_beneficiaries(doc),
        purposes=purpose_spans(doc),
    )


def judge(
    reading: Reading, context: Context, vague: Mapping[str, set[int]], fixed: Mapping[str, str] | None = None
) -> Reading:
    """Decide kind, niveau, theme and the predicate that carries the promise.

    Args:
        reading: the clause after ``structure``.
        context: what the rest of the document settles.
        vague: per label the token indexes that vague expressions cover; "vaag-inspanning" decides the step intentie.
        fixed: kind, niveau and theme from the config; they win.

    """
    fixed = fixed or {}
    clause, doc, preds = reading.clause, reading.doc, reading.predicates
    kinds = [(_sentence_kind(predicate, reading, context), predicate) for predicate in preds]
    promising = [predicate for kind, predicate in kinds if kind is Kind.AFSPRAAK]
    kind = Kind(fixed["kind"]) if "kind" in fixed else _kind(reading, [kind for kind, _ in kinds], promising, context)
    niveau: Niveau | None = None
    promise: Predicate | None = None
    if kind is Kind.AFSPRAAK:
        efforts = set(vague.get("vaag-inspanning", ()))
        relevant = promising or list(preds)
        if clause.cells:
            relevant = _row_predicates(relevant, doc, clause)
        quality = set(vague.get("vaag-kwaliteit", ()))
        levels = [(_level(predicate, reading, efforts, quality), predicate) for predicate in relevant]
        if levels:
            niveau, promise = max(levels, key=lambda pair: (_ORDER.index(pair[0]), -pair[1].token.i))
        if clause.cells:
            niveau = _row_level(niveau or Niveau.PROCES, clause, doc, reading.quantities, efforts)
        niveau = Niveau(fixed["niveau"]) if "niveau" in fixed else niveau or Niveau.PROCES
    return replace(
        reading,
        kind=kind,
        niveau=niveau,
        theme=Theme(fixed["theme"]) if "theme" in fixed else _theme_of(clause, doc, kind),
        promise=promise or (promising[0] if promising else reading.promise),
        corrected=tuple(sorted(fixed)),
    )


_CONSIDERING = re.compile(
    r"overweg|constater|in aanmerking|verklaren|ondergetekende|gelet op|nemende|bedoel|verstaan", re.IGNORECASE
)


def _kind(reading: Reading, kinds: Sequence[Kind], promising: Sequence[Predicate], context: Context) -> Kind:
    clause, doc = reading.clause, reading.doc
    own = clause.heading[-1] if clause.heading else ""
    if re.match(
        r"(?:deze|de|dit) (?:\w*afspraken|\w*overeenkomst|stuk|document|convenant) (?:gelden|geldt|gaan in|gaat in|lopen|loopt|treden|treedt|eindig)",
        doc.text,
        re.IGNORECASE,
    ):
        return Kind.SPELREGEL
    if re.match(
        r"(?:aldus|getekend|ondertekend|opgemaakt|(?:de )?ondergetekenden)\b", doc.text, re.IGNORECASE
    ) or re.search(r"\(hierna(?: ook| te noemen| genoemd)*:", doc.text):
        return Kind.CONTEXT
    if clause.block in (Block.SIGNATURE, Block.FOOTNOTE) or any(
        _DEFINITION_COLUMNS.match((cell.column or "").strip()) for cell in clause.cells
    ):
        return Kind.CONTEXT
    if (
        _CONTEXT_HEADING.search(own)
        or (len(clause.heading) > 1 and _CONTEXT_HEADING.search(clause.heading[0]))
        or (clause.lead and _CONSIDERING.search(clause.lead))
    ):
        return Kind.CONTEXT
    # Text before the first heading introduces; in a document without headings nothing does.
    if not clause.heading and context.headed and clause.number is None and Kind.WENS not in kinds:
        return Kind.CONTEXT
    if (
        not clause.lead
        and re.match(r"^[^|:]{2,45}:\s+(?:een|de|het|alle|elke|iedere|woning|huishouden|huurder)\b", doc.text)
        and _looks_like_definition(doc)
    ):
        return Kind.CONTEXT
    if Kind.WENS in kinds:
        return Kind.WENS
    if not promising:
        return Kind.CONTEXT
    if (_RULES_HEADING.search(own) and not _theme_heading(own)) or _is_rule_of_the_game(promising, doc):
        return Kind.SPELREGEL
    return Kind.AFSPRAAK


def settle_articles(readings: Sequence[Reading]) -> list[Reading]:
    """Let an article on the agreement itself be that as a whole, whatever its heading is called.

    A chapter such as "Hoe we met elkaar omgaan" has no theme of housing; where most of its clauses are spelregels by
    content, the others are too.
    """
    articles: dict[tuple[str, ...], list[Reading]] = {}
    for reading in readings:
        if reading.clause.heading and reading.kind in (Kind.AFSPRAAK, Kind.SPELREGEL) and not reading.corrected:
            articles.setdefault(reading.clause.heading, []).append(reading)
    turned: set[str] = set()
    themes = _article_themes(readings)
    for heading, group in articles.items():
        rules = sum(reading.kind is Kind.SPELREGEL for reading in group)
        if not _theme_heading(heading[-1]) and len(group) > 2 and rules * 2 >= len(group) and rules < len(group):
            turned |= {reading.clause.id for reading in group}
    settled = []
    for reading in readings:
        if reading.clause.id in turned:
            reading = replace(
                reading, kind=Kind.SPELREGEL, niveau=None, theme=_theme_of(reading.clause, reading.doc, Kind.SPELREGEL)
            )
        if (
            reading.theme is Theme.OVERIG
            and "theme" not in reading.corrected
            and reading.clause.heading in themes
            and reading.kind is not Kind.CONTEXT
        ):
            reading = replace(reading, theme=themes[reading.clause.heading])
        settled.append(reading)
    return settled


def _article_themes(readings: Sequence[Reading]) -> dict[tuple[str, ...], Theme]:
    """Per article the theme of most of its clauses, for those that do not name one themselves ("Prettig samenleven")."""
    votes: dict[tuple[str, ...], list[Theme]] = {}
    for reading in readings:
        if reading.kind is not Kind.CONTEXT:
            votes.setdefault(reading.clause.heading, []).append(reading.theme)
    chosen: dict[tuple[str, ...], Theme] = {}
    for heading, themes in votes.items():
        named = [theme for theme in themes if theme is not Theme.OVERIG]
        if heading and named:
            best = max(dict.fromkeys(named), key=named.count)
            if named.count(best) * 3 >= len(themes):
                chosen[heading] = best
    return chosen


def _looks_like_definition(doc: Doc) -> bool:
    colon = next((token.i for token in doc if token.text == ":"), None)
    return colon is not None and not any(is_verb(token) for token in doc[:colon])


def _theme_heading(heading: str) -> bool:
    """Whether a heading names a theme of its own beside "samenwerking" ("Samenwerking in de wijk")."""
    lowered = heading.lower()
    return any(re.search(pattern, lowered) for pattern, theme in _THEME_OF_HEADING if theme != "samenwerking")


def _is_rule_of_the_game(promising: Sequence[Predicate], doc: Doc) -> bool:
    if _ABOUT_AGREEMENT.search(doc.text):
        return True
    if not _AGREEMENT.search(doc.text):
        return False
    return all(
        predicate.lemma in _RULES_VERBS or (predicate.subject is not None and _AGREEMENT.search(predicate.subject.text))
        for predicate in promising
    )


def _row_predicates(preds: Sequence[Predicate], doc: Doc, clause: Clause) -> list[Predicate]:
    """Of a table row only the cell that says what is done decides: not the number, the trekker, the date."""
    skip = [
        (cell.start, cell.end)
        for cell in clause.cells
        if cell.column
        and (ACTOR_COLUMNS.match(cell.column) or TIME_COLUMNS.match(cell.column) or NUMBER_COLUMNS.match(cell.column))
    ]
    kept = [
        predicate
        for predicate in preds
        if not inside(predicate.token.idx, skip) and predicate.token.pos_ not in ("NUM", "PUNCT", "SYM")
    ]
    return kept or list(preds)


def _row_level(level: Niveau, clause: Clause, doc: Doc, amounts: Sequence[Slot], efforts: set[int]) -> Niveau:
    """Step of a table row: what its action cell does, joined with the measure in its result cell."""
    skip = (ACTOR_COLUMNS, TIME_COLUMNS, NUMBER_COLUMNS)
    result = next((cell for cell in clause.cells if cell.column and RESULT_COLUMNS.match(cell.column)), None)
    rest = [
        cell
        for cell in clause.cells
        if cell is not result
        and not any(pattern.match(cell.column or "") for pattern in skip)
        and not re.fullmatch(r"[A-Z]?\d[\d.]*[a-z]?", clause.text[cell.start : cell.end])
    ]
    action = rest[0] if rest else clause.cells[0]
    words = [token for token in doc if action.start <= token.idx < action.end]
    outcome = [token for token in doc if result is not None and result.start <= token.idx < result.end]
    text = clause.text[action.start : action.end].lower()
    measured = _has_amount(amounts, action.start, action.end) or (
        result is not None and _has_amount(amounts, result.start, result.end)
    )
    if any(token.i in efforts for token in words):
        return Niveau.INTENTIE
    if measured or any(token.lower_ in ("ongewijzigd", "geen", "alle") for token in outcome):
        people_end_up = any(token.lower_.startswith(("huisvest", "herhuisvest")) for token in words) or any(
            token.lemma_ in ("verhuizen", "wonen") for token in words
        )
        changes = any(is_effect(token) for token in words if token.pos_ in ("NOUN", "PROPN")) and (
            any(
                token.lower_ in lex.CHANGE_VERBS | {"begrenzen", "maximeren"} or token.lower_.endswith("ing")
                for token in words
            )
            or any(is_effect(token) for token in outcome)
        )
        felt = (
            measured
            and any(is_effect(token) and token.pos_ in ("NOUN", "PROPN") for token in outcome)
            and any(
                token.lemma_ in ("laag", "hoog", "dalen") or token.lower_ in ("lager", "hoger", "minder")
                for token in outcome
            )
        )
        if (
            people_end_up
            or changes
            or felt
            or (outcome and re.search(r"\bzittende\b", " ".join(token.lower_ for token in outcome)))
        ):
            return Niveau.EFFECT
    if level is Niveau.EFFECT:
        return level
    if not measured and (
        any(token.lower_ in lex.CHANGE_VERBS for token in words[:2])
        or (outcome and comparatives(doc) and any(token in outcome for token in comparatives(doc)))
    ):
        return Niveau.INTENTIE
    if not measured and re.match(r"zorgen voor (?:een )?(?:adequate|goede|betere|evenwichtige)", text):
        return Niveau.INTENTIE
    for token in words[:4]:
        if (step := _act_step(token)) is not None:
            return step
    return level


def _beneficiaries(doc: Doc) -> tuple[Slot, ...]:
    found = []
    for token in doc:
        if token.pos_ in ("NOUN", "PROPN") and is_people(token):
            start = token.i
            while (
                start > 0
                and doc[start - 1].pos_ in ("ADJ", "DET", "NUM")
                and doc[start - 1].head in (token, doc[start - 1].head)
                and token.i - start < 4
            ):
                start -= 1
            span = doc[start : token.i + 1]
            found.append(Slot(span.start_char, span.end_char, span.text))
    return tuple(found)
