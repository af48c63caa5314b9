"""The kind of a clause: afspraak, spelregel, wens or context; section 1 of the annotation guide."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from prestatielint.model import Block, Kind
from prestatielint.nlp import lexicon as lex
from prestatielint.nlp.parties import Mention
from prestatielint.nlp.predicates import Predicate, is_verb
from prestatielint.nlp.reading import (
    Context,
    Reading,
)
from prestatielint.nlp.slots import YEAR
from prestatielint.nlp.theme import names_a_theme

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
    r"|\bvoortgang (?:van|van de|op)\b|\boverlegprocedure\b|\btussentijdse wijziging|\bafspra(?:ak|ken) (?:wil|willen|kan|kunnen)?\s?(?:\w+ )?(?:aanpassen|openbreken|opengebroken)\b|\b(?:onder de aandacht|bekend).{0,20}\binwoners\b.{0,20}\bgebracht|\b(?:deze|de) afspraken (?:worden|staan|gelden|gaan|lopen|eindigen)\b|\bgeschil\w*\b|\bmediator\b",
    re.IGNORECASE,
)

_WORKING_TOGETHER = re.compile(r"(?:samenwerking|samenwerken|samenwerking en \w+|\w+ en samenwerking)", re.IGNORECASE)

# Clauses about carrying out the agreement as a whole.
_UNDER_RESERVE = re.compile(
    r"\b(?:uitgaven|bijdragen|bedragen|investeringen)\b.{0,30}\bonder voorbehoud van goedkeuring\b"
    r"|\bafspraken\b.{0,40}\bnaar redelijkheid\b|\bondertekenen\b.{0,30}\b(?:jaarschijf|afspraken|overeenkomst|convenant)\b"
)

_RULES_VERBS = frozenset(
    """
        evalueren monitoren rapporteren gelden ingaan eindigen treden bijstellen herijken herzien wijzigen
        actualiseren publiceren bijeenkomen overleggen opzeggen verlengen escaleren plaatsvinden vergaderen plaatsen
        informeren bespreken opschalen agenderen
        """.split()
)

_WISH = re.compile(
    r"\bzou(?:den)?\s+(?:\w+\s+){0,4}?(?:graag|willen|moeten|wensen|toejuichen|op prijs|waarderen|liever|prettig|fijn|wenselijk)\b|\bzou(?:den)?\s+het\s+(?:\w+\s+){0,3}(?:toejuichen|waarderen|vinden)|\bziet\b.{0,40}\b(?:graag|gaarne)\b|\bzien\b.{0,40}\bgraag\b"
    r"|\bverwacht(?:en)?\b(?!\w)|\bverzoek(?:t|en)\b|\bpleit(?:en)?\b|\bdring(?:t|en)\b.{0,60}\baan\b|\broep(?:t|en)\b.{0,80}\bop\b|\bvraagt\b|\bvragen\b|\bvind(?:t|en)\s+(?:het\b.{0,40})?(?:\w+\s+){0,3}(?:dat|van belang|belangrijk|wenselijk)\b"
    r"|\b(?:is|zijn)\s+(?:\w+\s+){0,2}van\s+(?:mening|oordeel)\b|\b[Nn]aar\s+(?:de\s+mening|het\s+oordeel|de\s+opvatting)\s+van\b|\b[Vv]olgens\b.{0,60}\b(?:zou|zouden|moet|moeten|hoort|horen)\b"
    r"|\breken(?:t|en)\s+er\s*op\b|\bga(?:at|an)\s+er\s*van\s*uit\b|\bhoopt\b|\bhopen\b|\bwenst?(?:en)?\b|\bdoe(?:t|n)\b.{0,30}\been\s+beroep\s+op\b|\bspre(?:ekt|ken)\b.{0,20}\b(?:de\s+wens|de\s+hoop)\b|\bgeeft?(?:en)?\b.{0,40}\bmee\s+dat\b"
    r"|\bacht(?:en)?\b.{0,30}\b(?:wenselijk|nodig|noodzakelijk|van belang|geraden|gewenst|verstandig|onmisbaar|onontbeerlijk|essentieel|cruciaal|raadzaam)\b|\bgeef(?:t)?\b.{0,60}\bin overweging\b|\bvertrouw(?:t|en)\s+er\s*op\s+dat\b|\bals het aan\b.{0,40}\bligt\b|\b(?:had|hadden)\b.{0,40}\bliever\b|\bmee geholpen\b.{0,20}\bals\b|\bmag(?:en)?\s+van\s+\w+\s+verwacht\b|\bbepleit(?:en)?\b|\bstaat\s+erop\s+dat\b|\bziet?\b.{0,30}\bhet liefst\b|\bstel(?:t|len)\s+het\s+op\s+prijs\b|\bmeent\b|\bmenen\b|\bkijkt?\s+(?:hiervoor\s+|daarvoor\s+)?naar\b|\bhoort\b.{0,40}\bte\b|\bde wens van\b|\bverlang(?:t|en)\b|\bhet liefst (?:ziet|zien|zag)|\bgraag (?:ziet|zien|zag)|\bverlangd\b|\bverwacht dat\b|\bzou(?:den)? zich wat\b|\bzou(?:den)?\b.{0,60}\b(?:waard|welkom|mooi|goed|sieren|helpen)\b|\bwil(?:len)?\b.{0,60}\bdat\b",
    re.IGNORECASE,
)

_OTHERS = (
    r"(?:gemeente|college|wethouder|raad|gemeenteraad|gemeentehuis|provincie|rijk|waterschap|\w*corporaties?|netbeheerder|zorg(?:aanbieders?|partij(?:en)?|kantoor|instelling(?:en)?|organisaties?)"
    r"|politie|\w*bestuur|huurdersorganisatie|ontwikkelaars?|schoolbestuur|welzijns(?:organisatie|werk)|ministers?|eigenaar|eigenaren)"
)
# Ways of saying that another should act that need no verb of wishing.
_APPEAL = re.compile(
    r"\b(?:ligt|lag) de bal\b.{0,30}\bbij\b|\bde bal ligt\b.{0,40}\bbij\b|\b(?:is|zijn) (?:\S+ ){0,4}aan zet\b|\baan zet (?:is|zijn)\b"
    rf"|\bhet is aan (?:de |het )?{_OTHERS}\b|\b(?:een|de) taak voor (?:de |het )?{_OTHERS}\b"
    rf"|\b(?:kijkt|kijken)\b.{{0,40}}\b(?:naar|richting) (?:de |het )?{_OTHERS}\b|\bnaar (?:de |het )?{_OTHERS} (?:kijkt|kijken)\b"
    rf"|\b(?:telt|tellen|rekent|rekenen)\b.{{0,30}}\bop (?:de |het |een |\w+ van de )?{_OTHERS}\b|\breken(?:t|en) op de \w+ van de gemeente\b"
    rf"|\b(?:hoort?|horen) (?:\S+ ){{0,3}}graag\b|\b(?:ziet|zien) uit naar\b|\bnodig(?:t|en) (?:de |het )?{_OTHERS}\b.{{0,20}}\buit om\b"
    r"|\bleg(?:t|gen)\b.{0,40}\bde vraag voor\b|\bleg(?:t|gen)\b.{0,50}\bbij (?:de |het )?gemeente neer\b|\bterugverwacht\w*\b"
    rf"|\b[Vv]an (?:de |het )?{_OTHERS} wordt gevraagd\b|\bde oproep van\b|\bis wat (?:wij|we) (?:de |het )?{_OTHERS}\b.{{0,20}}\bvragen\b"
    r"|\bzou(?:den)?\b.{0,60}\b(?:een droom|een zegen|een uitkomst|schelen|het liefst|een welkome)\b|\bheeft\b.{0,30}\bde sleutel in handen\b"
    rf"|\bvind(?:t|en) dat (?:de |het )?{_OTHERS}\b|\bNu (?:de |het )?{_OTHERS} nog\b"
    rf"|\b{_OTHERS} (?:moet|moeten) (?:daar |hier |dat |dit )?(?:nu|eens|echt|gewoon)\b"
    r"|^(?:Gemeente|Wethouder|College|Gemeenteraad|Provincie), (?:kijk|vergeet|zorg|neem|doe|maak|help|geef|pak|kom|denk|kies|laat|stop|regel)\b"
)
# A cell or clause that is headed as a wish ("Verzoek aan zorgaanbieders: …", "Onze wens: …").
_HEADED_WISH = re.compile(
    r"(?:^|\| )(?:(?:vraag|verzoek|oproep|pleidooi|suggestie|signaal) (?:van .{3,50} )?(?:aan|voor|richting)|(?:verzoek|oproep|hoop|wens|signaal) van"
    r"|aandachtspunt (?:van .{3,50} )?voor|(?:onze|de|uitdrukkelijke) wens(?:en)?:|\S+(?: \S+)? wil(?:len)? van (?:de )?\w+:)",
    re.IGNORECASE,
)

# Who the parties are, and what stands in an annex, binds nobody yet.
_NAMES_PARTIES = re.compile(
    r"(?:de\s+)?partij(?:en)?(?:\s+bij\s+[^.:]{3,60})?\s+zijn:?\s+(?:de\s+|het\s+)?(?:college|gemeente|stichting|vereniging"
    r"|corporatie|woon\w+|woning\w+|huurders\w+|bewoners\w+)\b",
    re.IGNORECASE,
)
_ITS_TERM = re.compile(
    r"de (?:looptijd|(?:looptijd|duur) van (?:deze|dit|de|het) \w*(?:afspraken|overeenkomst|convenant|jaarschijf|stuk)) "
    r"(?:is|bedraagt|loopt|begint|eindigt|omvat)\b",
    re.IGNORECASE,
)

_NOW = re.compile(
    r"\b(?:op dit moment|momenteel|thans|inmiddels|nog steeds|op peildatum|tot nu toe|tot op heden|afgelopen|vorig jaar|sinds)\b",
    re.IGNORECASE,
)

# What only describes, whoever is its subject: a law or paper quoted, an age, a size, a forecast by another.
_FACT = re.compile(
    r"\bluidt\b|\bstaat dat\b|\b(?:dateert|dateren)\b|\bbestaat\b.{0,30}\bjaar\b|\bbestaat een\b.{0,30}\b(?:tekort|overschot)\b"
    r"|^[A-Z]\w+ telt\b|\b(?:werkt|werken|bestaat|bestaan|geldt|heeft|hebben|huurt|is|zijn) (?:al )?sinds\b|\bverwachting van (?:het CBS|het rijk|de provincie|ABF)\b"
    r"|\b(?:huurtoeslag|bijstand|uitkering)\b.{0,20}\bis afhankelijk van\b"
    r"|^(?:Volgens|Blijkens) (?:de|het|een) (?:\w+ )?(?:\w*prognoses?|\w*raming|\w*onderzoek|\w*cijfers)\b[^.;]{0,60}"
    r"\b(?:heeft|hebben|is|zijn|komt|komen|telt|tellen|ontbreekt|ontbreken)\b.{0,80}\b(?:te weinig|te veel|tekort|nodig|overschot)\b"
    r"|^(?:De )?[Bb]ijlagen? [^.;]{0,80}\b(?:bevat|bevatten|vermeldt|beschrijft)\b"
)

_STATE_VERBS = frozenset(
    """
        tellen kennen liggen wonen huren bezitten beschikken omvatten bestaan vormen betreffen hebben zijn blijken
        behoren vallen luiden groeien toenemen dalen stijgen lopen wachten staan gaan nemen vergrijzen
        """.split()
)

_NARRATING = frozenset(
    "komen brengen vragen verschuiven ontvangen ervaren merken zien zoeken willen kunnen maken betekenen".split()
)
# "Buurtdeal: afspraak op één A4 tussen …": a term and what it means, not a heading of a promise.
_TERM_LINE = re.compile(
    r"(?!(?:doel|ambitie|onze|inzet|resultaat|planning|actie|afspraak|wie|wat|wanneer|effect|norm|let op|streefdoel|opgave|uitgangspunt|budget|termijn)\b)"
    r"[^|:.;]{2,45}:\s+(?!\d|ten |hoog|min|max|uiterlijk|geen|alle|in 20)[a-zà-ÿ]",
    re.IGNORECASE,
)

_CONSIDERING = re.compile(
    r"overweg|constater|in aanmerking|verklaren|ondergetekende|gelet op|nemende|bedoel|verstaan", re.IGNORECASE
)


def sentence_kind(predicate: Predicate, reading: Reading, context: Context) -> Kind:
    """Kind of the sentence of one predicate, without its heading."""
    mentions = (*reading.mentions, *reading.lead_mentions)
    sentence = predicate.token.sent
    text = sentence.text
    if _DEFINITION.search(text):
        return Kind.CONTEXT
    if _asked_in_lead(reading) or _asked_in_heading(reading, context):
        return Kind.WENS
    if _APPEAL.search(text) and (mentions or re.search(_OTHERS, text)):
        return Kind.WENS
    wish = _WISH.search(text)
    if wish and _is_wish(
        text, wish.group(0).lower(), reading.mentions, sentence.start, sentence.end, predicate, reading.lead_mentions
    ):
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
    if _FACT.search(text) and not predicate.modal:
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


_ASKING_LEAD = re.compile(
    r"\b(?:vraagt|vragen|verzoekt|verzoeken|verwacht|verwachten|roept|roepen|hoopt|hopen|zouden graag)\b[^:]*:?\s*$",
    re.IGNORECASE,
)
_ASKING_HEADING = re.compile(
    r"\b(?:vragen|vraagt|verwachten|verwacht|wensen|verzoeken)\b.*\b(?:van|aan)\b", re.IGNORECASE
)


def _asked_in_lead(reading: Reading) -> bool:
    """Whether the words above a list ask every item of another ("Wij vragen de gemeente:")."""
    lead = reading.clause.lead
    if not lead or not _ASKING_LEAD.search(lead) or re.search(r"\b(?:advies|vergunning|subsidie)\b", lead):
        return False
    asked = reading.lead_mentions
    return len(asked) >= 2 and not asked[0].collective and not set(asked[0].parties) & set(asked[-1].parties)


def _asked_in_heading(reading: Reading, context: Context) -> bool:
    """Whether the heading in a bod asks ("Wat wij vragen van de gemeente") and the writer does not promise it himself."""
    if context.author is None or not reading.clause.heading:
        return False
    own = any(context.author in mention.parties for mention in reading.actors)
    return not own and bool(_ASKING_HEADING.search(reading.clause.heading[-1]))


# A verb of wishing with a clause whose subject is another organisation: the one asked need not be a known party.
_ORGANISED = (
    r"(?:de |het |beide |alle )?(?:\w*gemeenten?|college|provincie|rijk|\w*corporaties?|\w*vereniging(?:en)?|\w*organisaties?"
    r"|\w*stichting(?:en)?|netbeheerder|\w*partijen|\w*instelling(?:en)?|\w*verzekeraars?|\w*kantoor|waterschap|ontwikkelaars?"
    r"|\w*bedrij(?:f|ven)|politie|\w*platform|\w*raad|\w*koepel|[A-Z][\w’'-]+)"
)
_FOR_ANOTHER = re.compile(
    r"\b(?:hoopt|hopen|verwacht|verwachten|wenst|wensen|ziet (?:graag|gaarne)|zien (?:graag|gaarne)|acht het (?:wenselijk|gewenst)"
    rf"|achten het (?:wenselijk|gewenst))\b(?: van {_ORGANISED})?,? dat (?:{_ORGANISED}\b|door {_ORGANISED}\b)"
    rf"|\b(?:verwacht|verwachten|vraagt|vragen|verlangt|verlangen) van {_ORGANISED},? (?:dat|om)\b"
    rf"|\b{_ORGANISED} en hopen dat die\b"
)


def _is_wish(
    text: str,
    words: str,
    mentions: Sequence[Mention],
    start: int,
    end: int,
    predicate: Predicate,
    lead: Sequence[Mention] = (),
) -> bool:
    """Whether the wish is about another: the wisher is a party and someone else must act."""
    inner = [mention for mention in mentions if start <= mention.start < end]
    if lead and predicate.token.doc[start].text[:1].islower():
        inner = [*lead, *inner]
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
    if re.match(r"pleiten\b|pleit(?:en)? bij\b", lowered) or re.search(
        r"^\S+ (?:van|op) (?:de |elke )?(?:tien|vijf|vier|drie|100)\b.*\bvinden\b|\d+%.{0,40}\bvind(?:t|en)\b", lowered
    ):
        return False  # lobbying is an act of one's own, and what residents find is an effect
    if _FOR_ANOTHER.search(text) and not re.search(r"\bzelf\b|\bnaar verwachting\b", lowered):
        return True
    if not inner or inner[0].collective or re.match(r"verzoeken (?:om|van|tot)\b", lowered):
        return False
    if words.startswith("volgens"):
        # "Volgens de huurdersvereniging moet …" is a wish, "volgens een sleutel die nog moet …" is not.
        place = next((token.i for token in predicate.token.doc[start:end] if token.lower_ == "volgens"), start)
        if not any(mention.start in (place + 1, place + 2) for mention in inner):
            return False
    tenants = bool(re.search(r"\b(?:de )?(?:huurders|bewoners)\b", lowered))
    if words.startswith(("vraag", "vrage", "verlang", "verzoek")):
        # "vraagt De Vonder om advies" is an act; "vraagt de gemeente om … te" is a wish.
        if (
            predicate.passive
            or re.search(
                r"\bvra(?:agt|gen)\s+(?:het|dit|dat|ernaar|daarnaar)\b|\bom\b.{3,60}\bvragen,|\bvra(?:agt|gen)\b.{0,110}\b(?:om advies|advies|vergunning|subsidie|toestemming|instemming|aan bij|offertes?)\b",
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
    if "verwacht" in words and re.search(r"\bverwacht(?:en)?\s+te\b|\bverwacht(?:en)?[.;,]?$", lowered):
        return False
    return not words.startswith("verwacht") or "naar verwachting" not in lowered


def clause_kind(reading: Reading, kinds: Sequence[Kind], promising: Sequence[Predicate], context: Context) -> Kind:
    """Join the kinds of the sentences with the heading and the block: a promise anywhere makes an afspraak."""
    clause, doc = reading.clause, reading.doc
    own = clause.heading[-1] if clause.heading else ""
    if re.match(
        r"(?:deze|de|dit) (?:\w*afspraken|\w*overeenkomst|stuk|document|convenant) (?:gelden|geldt|gaan in|gaat in|lopen|loopt|treden|treedt|eindig)",
        doc.text,
        re.IGNORECASE,
    ):
        return Kind.SPELREGEL
    if _ITS_TERM.match(doc.text):
        return Kind.SPELREGEL
    if _NAMES_PARTIES.match(doc.text):
        return Kind.CONTEXT
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
    if any(re.match(r"wens(?:en)?\b", (cell.column or "").strip(), re.IGNORECASE) for cell in clause.cells):
        return Kind.WENS
    if _HEADED_WISH.search(doc.text):
        return Kind.WENS
    if (
        not clause.lead
        and re.match(r"^[^|:]{2,45}:\s+(?:een|de|het|alle|elke|iedere|woning|huishouden|huurder)\b", doc.text)
        and _looks_like_definition(doc)
    ):
        return Kind.CONTEXT
    if not clause.lead and _TERM_LINE.match(doc.text) and _looks_like_definition(doc) and not _opens_a_promise(reading):
        return Kind.CONTEXT
    if Kind.WENS in kinds:
        return Kind.WENS
    if not promising:
        return Kind.CONTEXT
    if (
        clause.block.is_running
        and clause.number is None
        and Kind.CONTEXT in kinds
        and not any(predicate.modal for predicate in promising)
        and all(predicate.lemma in _STATE_VERBS | _NARRATING for predicate in promising)
    ):
        # An introduction: what was, and how things stand.
        return Kind.CONTEXT
    ruled = _RULES_HEADING.search(own) and not names_a_theme(own)
    if ruled and _WORKING_TOGETHER.fullmatch(re.sub(r"^[\d.\s]+|\s+(?:in\s+)?(?:19|20)\d\d.*$", "", own)):
        # A chapter on working together holds promises as well as rules.
        ruled = None if reading.quantities and not _AGREEMENT.search(doc.text) else ruled
    if ruled or _is_rule_of_the_game(promising, doc) or _UNDER_RESERVE.search(doc.text):
        return Kind.SPELREGEL
    return Kind.AFSPRAAK


def _opens_a_promise(reading: Reading) -> bool:
    """Whether what stands before the colon is a party or an act ("Gemeente: …", "Oplevering Waterhof: …")."""
    doc = reading.doc
    colon = next((token.i for token in doc if token.text == ":"), 0)
    return any(mention.start < colon for mention in reading.mentions) or any(
        (token.lemma_.lower() in lex.ACT_NOUNS or token.lower_.startswith("oplever")) for token in doc[:colon]
    )


def _looks_like_definition(doc: Doc) -> bool:
    colon = next((token.i for token in doc if token.text == ":"), None)
    return colon is not None and not any(is_verb(token) for token in doc[:colon])


def _is_rule_of_the_game(promising: Sequence[Predicate], doc: Doc) -> bool:
    if _ABOUT_AGREEMENT.search(doc.text):
        return True
    if not _AGREEMENT.search(doc.text):
        return False
    return all(
        predicate.lemma in _RULES_VERBS or (predicate.subject is not None and _AGREEMENT.search(predicate.subject.text))
        for predicate in promising
    )
