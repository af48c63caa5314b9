"""Rules on the document as a whole; section 4 of the annotation guide.

A check gets the document with its readings and yields remarks. All of them prefer silence to a wrong remark: words that
may settle a question count as settling it. Thresholds are our own; no source gives one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prestatielint.catalogue import Rule
from prestatielint.errors import CatalogueError
from prestatielint.model import Block, Bond, Clause, Document, Finding, Kind, Niveau, Party, Role, Severity, Theme
from prestatielint.nlp.checks import NEEDED
from prestatielint.nlp.parties import Mention
from prestatielint.nlp.reading import ACTOR_COLUMNS, Context, Reading, inside
from prestatielint.nlp.slots import Slot

# Fewer afspraken than this say nothing about how they are divided.
MIN_AFSPRAKEN = 3
# From this many dated results on, "everything is due in the last year" is no coincidence.
MIN_DATED = 3
# A woonvisie covers at most the next five calendar years (Woningwet, artikel 42 lid 1).
WOONVISIE_YEARS = 5
_SHOWN = 8
_TRIANGLE = (Role.GEMEENTE, Role.CORPORATIE, Role.HUURDERSORGANISATIE)
_YEAR = re.compile(r"(?<![\d.,€])(?:19|20)\d\d(?![\d]|[.,]\d)")
_YEAR_RANGE = re.compile(
    r"(?:19|20)\d\d\s*(?:-|–|t/m|tot en met|tot)\s*(?:(?:\d{1,2}\s+[a-z]+\s+)?(?:19|20)\d\d|\d\d)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check has to say; ``clause`` with ``start`` and ``end`` where one clause shows it."""

    detail: str
    clause: Clause | None = None
    start: int | None = None
    end: int | None = None
    severity: Severity | None = None
    theme: Theme | None = None
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document as the checks see it."""

    document: Document
    readings: tuple[Reading, ...]
    context: Context

    @property
    def afspraken(self) -> tuple[Reading, ...]:
        return tuple(reading for reading in self.readings if reading.kind is Kind.AFSPRAAK)


Check = Callable[[_Paper], Iterable[Remark]]


def document_findings(
    document: Document, readings: Sequence[Reading], context: Context, rules: Sequence[Rule]
) -> list[Finding]:
    """Run the ``document-*`` rules that are not deprecated, in the order of ``rules``.

    A rule that names a check that does not exist raises ``CatalogueError``.
    """
    paper = _Paper(document, tuple(readings), context)
    found = []
    for rule in rules:
        if not rule.label.startswith("document-") or rule.status == "deprecated":
            continue
        check = DOCUMENT_CHECKS.get(rule.check or "")
        if check is None:
            known = ", ".join(sorted(DOCUMENT_CHECKS))
            raise CatalogueError(
                "regel-fout", f"{rule.code}.yaml: onbekende check '{rule.check}'; toegestaan: {known}."
            )
        found += [_finding(rule, remark) for remark in check(paper)]
    return found


def _finding(rule: Rule, remark: Remark) -> Finding:
    clause = remark.clause
    quote = clause.text[remark.start : remark.end] if clause is not None and remark.start is not None else None
    return Finding(
        rule=rule.code,
        label=rule.label,
        # A check may find a matter lighter than its rule, never heavier.
        severity=max(rule.severity, remark.severity or rule.severity, key=lambda severity: severity.rank),
        clause=clause.id if clause is not None else None,
        start=remark.start,
        end=remark.end,
        quote=quote,
        message=rule.message.format(detail=remark.detail),
        theme=remark.theme,
        parties=remark.parties,
    )


# --- words ------------------------------------------------------------------------------------------------------------


def _name(clause: Clause) -> str:
    """How a message points at a clause."""
    if clause.number:
        return clause.number
    words = clause.text.split()
    opening = " ".join(words[:5]) + (" …" if len(words) > 5 else "")
    return f"‘{opening}’"


def _listing(words: Sequence[str], link: str = "en") -> str:
    """Write ``a, b en c``; a long list is cut with a count of the rest."""
    items = list(words)
    if len(items) > _SHOWN:
        items = [*items[: _SHOWN - 1], f"{len(items) - _SHOWN + 1} andere"]
    return f" {link} ".join(items) if len(items) < 3 else f"{', '.join(items[:-1])} {link} {items[-1]}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _share(part: int, whole: int) -> str:
    return f"{int(100 * part / whole + 0.5)}%"


def _parts(text: str) -> list[tuple[int, int]]:
    """Start and end of the sentences, and of their parts between semicolons."""
    starts = [0, *(match.end() for match in re.finditer(r";|\.\s+(?=[A-ZÀ-Ý„“‘'\"])", text))]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- parties ----------------------------------------------------------------------------------------------------------

_CAPITAL = r"(?:[A-ZÀ-Ý][\w’'&.-]*\w|[A-ZÀ-Ý])"
_PROPER = rf"{_CAPITAL}(?:\s+(?:(?:van|de|den|der|het|ten|ter|en|&)\s+){{0,2}}{_CAPITAL})*"
_ORGANISATION = re.compile(
    r"\b(?:"
    r"(?:[Zz]org(?:groep|organisatie|aanbieder|stichting|instelling|partij|centrum|koepel|partner)"
    r"|[Ww]elzijn(?:sorganisatie|sstichting|sinstelling|swerk)?|[Ss]tichting|[Vv]ereniging"
    r"|(?:[Ee]nergie|[Ww]ijk|[Ww]oon)?[Cc]oöperatie|[Nn]etbeheerder|[Ww]armtebedrijf|[Pp]rojectontwikkelaar|[Oo]ntwikkelaar"
    r"|[Pp]rovincie|[Ww]aterschap|[Oo]pvanginstelling|[Gg]gz-instelling"
    r"|[Ww]oon(?:stichting|bedrijf|vereniging)|[Ww]oning(?:stichting|bouwvereniging|corporatie)|[Cc]orporatie"
    rf"|[Hh]uurders(?:vereniging|organisatie|raad|platform|koepel|belangen)|[Bb]ewonersraad|GGZ|GGD)\s+{_PROPER}"
    rf"|Leger des Heils|VluchtelingenWerk(?:\s+{_PROPER})?"
    r")"
)
# Bodies that decide by law: a condition on their decision asks for no signature.
_PUBLIC = re.compile(r"(?:provincie|waterschap)\b", re.IGNORECASE)
# Bodies whose task follows from the law too, which an agreement only repeats.
_BY_LAW = re.compile(r"(?:provincie|waterschap|rijk|coa|politie)\b", re.IGNORECASE)
# A word before the name that makes it a companion, place or receiver, not the one who acts.
_BESIDE = frozenset(
    {"van", "aan", "met", "voor", "bij", "naar", "in", "op", "tegen", "over", "namens", "via", "zonder", "tussen"}
    | {"uit", "tot", "volgens", "aldus", "conform", "onder"}
)


# What a name can be besides a name: the word for the kind of party.
_KIND_OF_PARTY = re.compile(
    r"(?:de |het )?(?:gemeente|wij|we|platform|(?:huurders|bewoners)\w*|\w*(?:corporatie|stichting|vereniging|bedrijf))",
    re.IGNORECASE,
)
_ROLE_SIGNS: Mapping[Role, re.Pattern[str]] = {
    Role.GEMEENTE: re.compile(r"\b(?:[Dd]e gemeente(?! [A-Z])|[Ww]ethouder|[Bb]urgemeester)\b"),
    Role.CORPORATIE: re.compile(r"\b[Dd]e (?:\w*corporatie|\w*stichting|verhuurder)\b(?! [A-Z])"),
    Role.HUURDERSORGANISATIE: re.compile(r"\b(?:[Dd]e|[Hh]et) (?:huurders|bewoners)\w+\b(?! [A-Z])"),
}
_PLACE_AND_DATE = re.compile(
    r"[^|\n]{2,40}, (?:op )?(?:d\.d\. )?\d{1,2}[ -](?:[a-z]+|\d{1,2})[ -](?:19|20)\d\d\W*", re.I
)


def _all_names(party: Party) -> tuple[str, ...]:
    return (party.name, *party.aliases)


def _in_text(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _finite(reading: Reading, start: int, end: int) -> bool:
    return any(
        token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm", []) for token in reading.doc[start:end]
    )


def _second_subject(reading: Reading, mention: Mention) -> bool:
    """Whether a name after "en" has a verb of its own ("meldt het aan de gemeente en de gemeente telt de ontruimingen")."""
    doc = reading.doc
    start = mention.start - (mention.start > 0 and doc[mention.start - 1].lower_ in ("de", "het"))
    return (
        start > 0
        and doc[start - 1].lower_ == "en"
        and mention.end < len(doc)
        and _finite(reading, mention.end, mention.end + 1)
        # A verb in second place leaves the words before the first one no room for a subject of the second.
        and _finite(reading, doc[start - 1].sent.start, start - 1)
    )


def _beside(reading: Reading, start: int) -> bool:
    """Whether the words before token ``start`` put what follows beside the act ("met De Linde en Zorggroep Aalhof")."""
    index = start - 1
    while index >= 0:
        token = reading.doc[index]
        if token.lower_ in _BESIDE:
            return True
        if token.pos_ not in ("PROPN", "NOUN", "ADJ", "DET") and token.lower_ not in ("en", ",", "de", "het", "of"):
            return False
        index -= 1
    return False


def _acting(paper: _Paper) -> set[str]:
    """Names of the parties that act in an afspraak; a collective is everybody."""
    acting: set[str] = set()
    for reading in paper.afspraken:
        acting.update(name for mention in reading.actors for name in mention.parties)
        # The parse may miss a subject; a party that stands free in an afspraak gets the benefit of the doubt.
        acting.update(
            name
            for mention in reading.mentions
            if not _beside(reading, mention.start) or _second_subject(reading, mention)
            for name in mention.parties
        )
        for party in paper.context.parties:
            if party.name not in acting and any(
                _in_text(name, text) for name in _all_names(party) for text in reading.actor_texts
            ):
                acting.add(party.name)
    return acting


def _signatures(paper: _Paper) -> str:
    """The words of the signature block, without place and date; a table that the page cuts in two goes on below it."""
    texts: list[str] = []
    signing = False
    for reading in paper.readings:
        clause = reading.clause
        if clause.block is Block.SIGNATURE:
            signing = True
        elif not (signing and clause.cells and re.search(r"\bnamens\b", clause.text)):
            continue
        texts += [clause.text, *(cell.column or "" for cell in clause.cells)]
    # With spaces, for a long name takes two lines.
    return " ".join(text for text in texts if not _PLACE_AND_DATE.fullmatch(text))


def parties(paper: _Paper) -> Iterator[Remark]:
    """Report a missing role, a party that does nothing or does not sign, and an outsider that must act."""
    known = paper.context.parties
    absent = [role for role in _TRIANGLE if not paper.context.names(role)]
    if absent:
        yield Remark(
            f"Bij de partijen is geen {_listing([role.value for role in absent], 'of')} gevonden. "
            "Gemeente, corporatie en huurdersorganisatie maken de afspraken met elkaar.",
            parties=tuple(role.value for role in absent),
        )
    if len(paper.afspraken) < MIN_AFSPRAKEN:
        return
    signatures = _signatures(paper)
    signing = {
        party.name
        for party in known
        if any(
            _in_text(name, signatures)
            for name in (party.name, *(alias for alias in party.aliases if not _KIND_OF_PARTY.fullmatch(alias)))
        )
    }
    if signing == {paper.context.author}:
        others = [party.name for party in known if party.name not in signing and party.role is not Role.OVERIG]
        yield Remark(
            f"Alleen {paper.context.author} tekent dit bod; voor {_listing(others)} is geen plaats om te tekenen.",
            severity=Severity.LAAG,
            parties=tuple(others),
        )
    else:
        yield from _silent(paper, signatures, signing)
    yield from _outsiders(paper, signatures)


def _silent(paper: _Paper, signatures: str, signing: set[str]) -> Iterator[Remark]:
    """Report parties that act without signing, or that do nothing."""
    acting = _acting(paper)
    # With fewer than two known names the block holds persons or roles, and says nothing about who is left out.
    signed = len(signing) >= 2
    by_role = {role for role, sign in _ROLE_SIGNS.items() if sign.search(signatures)}
    titled = paper.document.title or ""
    for party in paper.context.parties:
        if party.name in acting:
            if signed and party.name not in signing and party.role not in by_role | {Role.OVERIG}:
                yield Remark(
                    f"{_opening(party.name)} heeft een taak in de afspraken, maar staat niet bij de ondertekening.",
                    parties=(party.name,),
                )
        elif not signed or party.name in signing or any(_in_text(name, titled) for name in _all_names(party)):
            # A name that neither signs nor acts is more likely named in passing than a silent party.
            yield Remark(
                f"{_opening(party.name)} is partij, maar doet in geen van de {len(paper.afspraken)} afspraken iets.",
                parties=(party.name,),
            )


def _outsiders(paper: _Paper, signatures: str) -> Iterator[Remark]:
    """Report organisations that an afspraak needs and that are no party: those with a name, and others that act."""
    names = {party.name for party in paper.context.parties}
    needed: dict[str, list[tuple[Reading, int, int]]] = {}
    for reading in paper.afspraken:
        own = [mention for mention in reading.mentions if names & set(mention.parties)]
        for match in _ORGANISATION.finditer(reading.doc.text):
            span = reading.doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if span is None or any(mention.start < span.end and span.start < mention.end for mention in own):
                continue
            conditional = inside(match.start(), [(slot.start, slot.end) for slot in reading.conditions])
            if conditional and _PUBLIC.match(match.group()):
                continue
            if _must_act(reading, span.start, match.start()):
                needed.setdefault(match.group(), []).append((reading, match.start(), match.end()))
        for mention in reading.actors:
            word = reading.doc[mention.start : mention.end]
            if (
                mention.role is Role.OVERIG
                and not mention.collective
                and not names & set(mention.parties)
                and not reading.clause.cells
                and not _BY_LAW.match(word.text)
                and not _ORGANISATION.match(reading.doc.text, word.start_char)
                and not inside(word.start_char, [(slot.start, slot.end) for slot in reading.conditions])
            ):
                needed.setdefault(word.text, []).append((reading, word.start_char, word.end_char))
    for name, places in needed.items():
        if _in_text(name, signatures):
            continue
        reading, start, end = places[0]
        where = _listing(list(dict.fromkeys(_name(place[0].clause) for place in places)))
        several = name.islower() and name.endswith(("s", "en"))
        yield Remark(
            f"{_opening(name)} {'moeten' if several else 'moet'} iets doen ({where}), maar "
            f"{'zijn' if several else 'is'} geen partij bij deze afspraken.",
            reading.clause, start, end, parties=(name,),
        )  # fmt: skip


def _must_act(reading: Reading, token: int, offset: int) -> bool:
    if reading.clause.cells:
        for cell in reading.clause.cells:
            if cell.start <= offset < cell.end and cell.column and ACTOR_COLUMNS.match(cell.column.strip()):
                return True
    if _beside(reading, token):
        return False
    # In a clause without a verb a name is as likely an object or a place ("Inrichten ontmoetingsruimte …").
    return any(predicate.verbal for predicate in reading.predicates) and not reading.clause.cells


# --- term -------------------------------------------------------------------------------------------------------------

_IN_FORCE = re.compile(
    r"\b(?:looptijd|gelden|geldt|gaan in|gaat in|ingang|inwerking|treden|treedt|loopt|lopen|aangegaan|duur)\b", re.I
)
_ENDS = re.compile(
    r"\b(?:eindig\w*|einde|lo(?:opt|pen) af|tot en met|t/m|tot (?:uiterlijk )?(?:de )?(?:\d|eind|begin|medio|januari|juli)"
    r"|looptijd van|(?:duur van|duren|duurt|voor)\s\w+ jaar)",
    re.IGNORECASE,
)


_EXPIRES = re.compile(r"\b(?:eindig(?:t|en)|lo(?:opt|pen)\b[^.;]{0,60}\baf)\b", re.IGNORECASE)


def term(paper: _Paper) -> Iterator[Remark]:
    """Report that neither the title nor a clause says from when until when it holds."""
    if paper.context.period is not None:
        return
    starting: tuple[Reading, re.Match[str]] | None = None
    for reading in paper.readings:
        text = reading.doc.text
        if reading.kind is not Kind.SPELREGEL or not _YEAR.search(text):
            continue
        match = _IN_FORCE.search(text)
        if _EXPIRES.search(text) or (match and _ENDS.search(text)):
            return
        if match and starting is None:
            starting = reading, match
    if starting is None:
        yield Remark("Er staat nergens van wanneer tot wanneer de afspraken gelden.")
        return
    reading, match = starting
    yield Remark(
        f"{_opening(_name(reading.clause))} zegt wanneer de afspraken ingaan, niet wanneer zij eindigen.",
        reading.clause, match.start(), match.end(),
    )  # fmt: skip


# --- monitoring and change --------------------------------------------------------------------------------------------

_REPORT = re.compile(
    r"\b(?:rapporte\w+|gerapporteerd|\w*rapportages?|monitor\w*|gemonitord|tussenstand\w*|voortgang\w*|evalue\w+"
    r"|evaluatie\w*|geëvalueerd|\w*cijfers|gegevens|jaarverslag\w*|verantwoord\w*|verslag|stand van|volgen wij"
    r"|informe\w+|terugkoppel\w*|bijhouden|dashboard|op een rij|hoe ?ver|terechtgekomen"
    r"|wat (?:er )?(?:\w+ ){0,3}(?:bereikt|gehaald|gerealiseerd|gedaan))\b",
    re.IGNORECASE,
)
# A promise that tells itself who lets the others know how it went.
_TELLS = re.compile(
    r"\b(?:rapporte(?:ert|ren)|gerapporteerd|meldt|melden|gemeld|verslag|jaarverslag|terugkoppel\w*|koppel(?:t|en)\b[^.;]{0,40}\bterug"
    r"|informe(?:ert|ren)|(?:laat|laten)\b[^.;]{0,40}\bzien"
    r"|(?:stuurt|sturen|deelt|delen|levert|leveren|publiceert|publiceren|legt|leggen)\b[^.;]{0,60}"
    r"\b(?:\w*cijfers|uitkomst\w*|stand|resultaten|overzicht|\w*rapport\w*))\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:afspra(?:ak|ken)|artikel(?:en)?|art\.|punt(?:en)?|hoofdstuk(?:ken)?|paragra(?:af|fen)|onderde(?:el|len))\s+"
    r"(?P<numbers>[A-Z]?\d+(?:\.\d+)*[a-z]?(?:(?:\s*,\s*|\s+en\s+|\s+t/m\s+|\s+tot en met\s+|\s*[-–]\s*)[A-Z]?\d+(?:\.\d+)*[a-z]?)*)\b"
    r"(?!\s*,?\s*(?:\w+ lid\b|(?:van (?:de|het) )?\w*(?:[Ww]et|[Bb]esluit|BTIV)\b|(?:%|\w*procent|woning\w*|januari|februari|maart"
    r"|april|mei|juni|juli|augustus|september|oktober|november|december)))|\((?P<bracketed>\d+\.\d+[a-z]?)\)",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:alle|elke|iedere|per|de gehele|het geheel van)\b[^.;|]{0,25}\bafspra(?:ak|ken)\b", re.IGNORECASE
)
# What is measured in a theme; the effects of section D of the domain reference.
_MEASURED: tuple[tuple[Theme, re.Pattern[str]], ...] = tuple(
    (theme, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for theme, words in (
        (Theme.NIEUWBOUW, r"nieuwbouw\w*|opleveringen|opgeleverde|bouwproductie|woningbouw\w*"),
        (Theme.VOORRAAD, r"voorraad|verkopen|verkochte|verkoop|sloop|gesloopte"),
        (
            Theme.BETAALBAARHEID,
            r"betaalbaarheid|woonquotes?|woonlasten|huurachterstand\w*|ontruimingen|huurverhoging\w*",
        ),
        (Theme.TOEWIJZING, r"toewijzing\w*|zoektijd|wachttijd\w*|inschrijfduur|slaagkans\w*|verhuringen"),
        (Theme.DOORSTROMING, r"doorstroming\w*|verhuizingen|verhuisketens?"),
        (Theme.VERDUURZAMING, r"verduurzaming|gasverbruik|energie\w*|stroomverbruik|isolatie\w*|labels?|labelstappen"),
        (Theme.STATUSHOUDERS, r"statushouders|vergunninghouders|taakstelling"),
        (Theme.BIJZONDERE_DOELGROEPEN, r"urgenten|uitstroom|urgentieaanvragen"),
        (Theme.WONEN_ZORG, r"ouderen|woningaanpassingen|zorgwoningen"),
        (Theme.LEEFBAARHEID, r"leefbaarheid|overlast\w*|veiligheid|buurtcijfers?|leefbaarheidsbudget"),
        (Theme.KWALITEIT, r"onderhoud|reparaties|schimmel|vochtklachten|renovaties?"),
    )
)
_ABOUT = re.compile(r"\s+(?:over|van|omtrent|inzake)\s+([^.;|]{0,90})", re.IGNORECASE)


_RULES_HEADING = re.compile(
    r"\b(?:spelregels?|looptijd|monitor\w*|evaluatie|verantwoording|voortgang|rapportage|slotbepaling\w*|wijziging\w*"
    r"|algemene (?:bepalingen|afspraken)|proces\w*|borging|bijstur\w*|samenwerk\w*|hoe we)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:\w*afspra(?:ak|ken)|(?:deze|de) overeenkomst|dit convenant|voortgang|hoofdstuk(?:ken)?|tussenstand)\b", re.I
)
_WHO = re.compile(
    r"\b(?:iedere|elke|alle) (?:partij(?:en)?|trekkers?)|\bpartijen\b|\btrekkers?\b|\bwie\b(?! dan ook)"
    r"|\b\w*(?:werkgroep|stuurgroep|regiegroep|adviseur|secretaris|projectleider|coördinator|regisseur)\b",
    re.IGNORECASE,
)
_TERM_SLOT = re.compile(r"looptijd|contractperiode|convenantperiode|periode van deze", re.IGNORECASE)


def _rule_of_the_game(reading: Reading) -> bool:
    """Whether a clause is about the agreement itself; where it stands helps out where its kind was misread."""
    return reading.kind is Kind.SPELREGEL or (
        reading.kind in (Kind.AFSPRAAK, Kind.CONTEXT)
        and reading.clause.block is not Block.SIGNATURE
        and any(_RULES_HEADING.search(heading) for heading in reading.clause.heading)
    )


@dataclass(frozen=True, slots=True)
class _Report:
    """A clause on reporting, with what it says; ``about`` holds the ids of its afspraken, None for all of them."""

    reading: Reading
    match: re.Match[str] | None
    who: bool
    when: bool
    about: frozenset[str] | None


def _reports(paper: _Paper) -> Iterator[_Report]:
    """Find the clauses on reporting about the agreement; a column of a table may carry the word."""
    for reading in paper.readings:
        text = reading.doc.text
        match = _REPORT.search(text)
        headed = any(_REPORT.search(cell.column or "") for cell in reading.clause.cells)
        about = _rule_of_the_game(reading) or (reading.kind is Kind.AFSPRAAK and _WHOLE.search(text))
        if not about or not (match or (headed and _rule_of_the_game(reading))):
            continue
        mentions = (*reading.mentions, *reading.lead_mentions)
        who = any(mention.role is not Role.OVERIG or mention.collective for mention in mentions) or _WHO.search(text)
        when = any(not _TERM_SLOT.search(slot.text) for slot in reading.deadlines)
        yield _Report(reading, match, bool(who), when, _subject(paper, reading))


def _subject(paper: _Paper, reading: Reading) -> frozenset[str] | None:
    """The ids of the afspraken that a report is about: by number, else by theme; None where it names neither."""
    text = reading.doc.text
    if _EVERY.search(text):
        return None
    named = frozenset(
        other.clause.id
        for match in _REFERENCE.finditer(text)
        for other in _numbered(paper, match["numbers"] or match["bracketed"])
        if other.kind is Kind.AFSPRAAK
    )
    if named or _WHOLE.search(text):
        return named or None
    # The words after "cijfers over", or those in the table; a clause names much else than what its report is about.
    told = text if reading.clause.cells else " ".join(_ABOUT.findall(text))
    themes = {theme for theme, words in _MEASURED if words.search(told)}
    return frozenset(other.clause.id for other in paper.afspraken if other.theme in themes) or None


def _numbered(paper: _Paper, numbers: str) -> Iterator[Reading]:
    """The clauses that "1.1", "3" (all of chapter 3) or "2.1 t/m 2.4" stands for."""
    for part in re.split(r"\s*,\s*|\s+en\s+", numbers):
        ends = re.split(r"\s*(?:t/m|tot en met|[-–])\s*", part)
        places = [
            index
            for index, reading in enumerate(paper.readings)
            if any(_stands_for(end, reading.clause) for end in (ends[0], ends[-1]))
        ]
        if places:
            yield from (
                paper.readings[places[0] : places[-1] + 1]
                if len(ends) > 1
                else (paper.readings[index] for index in places)
            )


def _stands_for(number: str, clause: Clause) -> bool:
    headings = [re.match(r"(?:[a-z]+\s+)?(\d+(?:\.\d+)*)\b", heading, re.IGNORECASE) for heading in clause.heading]
    own = clause.number or ""
    return own == number or own.startswith(f"{number}.") or any(m is not None and m[1] == number for m in headings)


def _tells_itself(reading: Reading) -> bool:
    """Whether an afspraak says who reports when on it, in the part of its text that speaks of reporting."""
    text = reading.doc.text
    for start, end in _parts(text):
        if not _TELLS.search(text, start, end):
            continue
        inner = [
            mention for mention in (*reading.mentions, *reading.actors) if start <= reading.doc[mention.start].idx < end
        ]
        who = any(mention.role is not Role.OVERIG or mention.collective for mention in inner)
        if (who or reading.lead_mentions) and any(start <= slot.start < end for slot in reading.deadlines):
            return True
    return False


def monitoring(paper: _Paper) -> Iterator[Remark]:
    """Report that no clause says who reports when, or that only some themes have such a clause.

    One report on the agreement settles it; else every theme with results needs its own: a report on the theme, or one in
    each of its afspraken. The clause that comes nearest tells what is still missing.
    """
    nearest: _Report | None = None
    partial: list[_Report] = []
    told = {reading.clause.id for reading in paper.afspraken if _tells_itself(reading)}
    for report in _reports(paper):
        if report.who and report.when:
            if report.about is None:
                return
            partial.append(report)
            told |= report.about
        elif report.match is not None and (nearest is None or report.who + report.when > nearest.who + nearest.when):
            nearest = report
    results = [reading for reading in paper.afspraken if reading.niveau in (Niveau.OUTPUT, Niveau.EFFECT)]
    owed = results or paper.afspraken
    lacking = [theme for theme in Theme if any(r.theme is theme and r.clause.id not in told for r in owed)]
    covered = [theme for theme in Theme if theme not in lacking and any(r.theme is theme for r in owed)]
    if covered and not lacking:
        return
    if covered or partial:
        yield _partly(lacking, partial)
        return
    if nearest is None or nearest.match is None:
        alone = _listing([_name(reading.clause) for reading in paper.afspraken if reading.clause.id in told])
        only = f"; alleen {alone} zegt het over zichzelf" if told else ""
        yield Remark(f"Er staat nergens wie wat wanneer rapporteert over de afspraken{only}.")
        return
    lacks = "wie dat doet" if nearest.when else "wanneer" if nearest.who else "wie dat doet of wanneer"
    yield Remark(
        f"Er staat nergens wie wat wanneer rapporteert. {_opening(_name(nearest.reading.clause))} komt het dichtst in de "
        f"buurt, maar noemt niet {lacks}.",
        nearest.reading.clause, nearest.match.start(), nearest.match.end(),
    )  # fmt: skip


def _partly(lacking: Sequence[Theme], partial: Sequence[_Report]) -> Remark:
    """Say for which themes nobody reports, at the clause that reports on another."""
    themes = _listing(["de overige onderwerpen" if theme is Theme.OVERIG else theme.value for theme in lacking])
    theme = lacking[0] if len(lacking) == 1 else None
    shown = next((report for report in partial if report.match is not None), None)
    if shown is None or shown.match is None:
        return Remark(f"Niet bij elk thema staat wie wat wanneer rapporteert: bij {themes} niet.", theme=theme)
    where = _listing([_name(report.reading.clause) for report in partial])
    return Remark(
        f"{_opening(where)} {'gaat' if len(partial) == 1 else 'gaan'} maar over een deel van de afspraken: "
        f"bij {themes} staat niet wie wat wanneer rapporteert.",
        shown.reading.clause, shown.match.start(), shown.match.end(), theme=theme,
    )  # fmt: skip


_CHANGE = re.compile(
    r"\b(?:wijzig\w*|gewijzigd\w*|bijstel\w*|bijgesteld\w*|bij te stellen|stel(?:t|len)\b[^.;]{0,60}\bbij\b|herijk\w*"
    r"|herzien\w*|aanpass\w*|aangepast\w*|aan te passen|pas(?:t|sen)\b[^.;]{0,60}\baan\b|actualis\w*|geactualiseerd\w*"
    r"|heroverw\w*|bijstur\w*|bijgestuurd|bij te sturen|stu(?:urt|ren)\b[^.;]{0,60}\bbij\b|openbreken|opengebroken"
    r"|open te breken|heropen\w*|vervang(?:t|en)|te vervangen|vervalt (?:de|die|een|zo’n|zo'n) afspraak|nieuwe (?:datum|termijn)"
    r"|afwijken|aanvullen|opnieuw (?:bezien|bekijken|vast|vaststellen|vastgesteld|afspreken))",
    re.IGNORECASE,
)
_AGREED = r"(?:\w*afspra(?:ak|ken)|\w*overeenkomst|convenant|jaarschijf|jaarschijven|contract)"
_CHANGED = re.compile(
    rf"\b{_AGREED}\b|\bpartij(?:en)?\b|\bpartners?\b|\b(?:elk|ieder|een) van de (?:drie|vier|vijf)\b|\btussentijds\w*"
    r"|\bdoel(?:en)?\b",
    re.IGNORECASE,
)
# What this agreement does to the one before it says nothing about changing this one.
_REPLACES = re.compile(
    rf"\b(?:wijzigen|wijzigt|vervangen|vervangt|actualiseren|actualiseert|herzien|herziet)\s+(?:\w+\s+){{0,4}}?{_AGREED}"
    r"(?:\s+\w+){0,4}?\s+(?:19|20)\d\d|\b(?:eerdere|vorige|oude|voorgaande)\s+\w*(?:afspraken|overeenkomst)\b[^.;]*",
    re.IGNORECASE,
)
_AGREED_ONLY = re.compile(rf"\b(?:deze|de|een)\s+{_AGREED}\b|\bprestatieafspraken\b", re.IGNORECASE)
_INTERIM = re.compile(rf"\btussentijds\w*\b[^.;]{{0,50}}\b{_AGREED}\b", re.IGNORECASE)
_INTERIM_REPORT = re.compile(
    r"\btussentijdse?\s+(?:evaluatie|rapportage|stand|meting|monitor\w*|beoordeling)", re.IGNORECASE
)


def flexibility(paper: _Paper) -> Iterator[Remark]:
    """Report that no clause says how to change the agreement before it ends."""
    for reading in paper.readings:
        text = reading.doc.text
        if _rule_of_the_game(reading):
            text = _REPLACES.sub(" ", text)
            if _CHANGE.search(text) and _CHANGED.search(text):
                return
            if _INTERIM.search(text) and not _INTERIM_REPORT.search(text):
                return
        elif reading.kind is Kind.AFSPRAAK:
            # An afspraak often changes something else (a zoning plan); here both words must stand close together.
            for match in _CHANGE.finditer(text):
                if _AGREED_ONLY.search(text[max(0, match.start() - 50) : match.end() + 50]):
                    return
    yield Remark("Er staat niet wanneer en hoe partijen de afspraken tussentijds kunnen wijzigen.")


# --- time horizon -----------------------------------------------------------------------------------------------------

_NAMED_PAPER = re.compile(
    r"(?:visie|nota|beleid|beleidsplan|programma|convenant|plan|agenda|verordening|akkoord|begroting|overeenkomst|afspraken"
    r"|monitor|regeling|bod|kader|rapport)(?:\s+[A-ZÀ-Ý][\w’'-]*){0,3}\s*[„“‘'\"(]?\s*$"
)
_ABOUT_REPORTS = re.compile(
    r"\b(?:rapporte\w+|\w*rapportages?|jaarverslag|verslag|terechtgekomen|jaarrekening|evalu\w+|eindcijfers|eindmeting)\b",
    re.IGNORECASE,
)
_NEED = re.compile(r"\b(?:nodig|behoefte|prognose|verwachte)\b", re.IGNORECASE)
_JANUARY_FIRST = re.compile(r"(?:v[óo]{2}r|tot)\s+(?:uiterlijk\s+)?(?:1 januari|1-1-|01-01-)\s*((?:19|20)\d\d)", re.I)
_RECURS = re.compile(
    r"jaarlijks|maandelijks|wekelijks|kwartaal|halfjaar|\b(?:elk|ieder|elke|iedere|per|bij|na|binnen)\b", re.IGNORECASE
)
# The day from which a result is counted is no step towards it.
_COUNTED_FROM = re.compile(r"(?:op |per |vanaf )?(?:1 januari|0?1-0?1-)", re.IGNORECASE)
_STEP = re.compile(
    r"\btussen(?:stand|doel|resultaat|meting|stap)\w*|\bmijlpa(?:al|len)\b|\b(?:waar)?van (?:wie )?de eerste \d", re.I
)


def _due(reading: Reading, slot: Slot) -> int | None:
    """Give the last year that a date leaves for a result; None where it names a paper, a report or a need."""
    text = reading.doc.text
    years = [int(year) for year in _YEAR.findall(slot.text)]
    if not years or _NAMED_PAPER.search(text[: slot.start]):
        return None
    sentence = next((s.text for s in reading.doc.sents if s.start_char <= slot.start < s.end_char), text)
    # What is needed in the long run is not a promise with a date.
    if _ABOUT_REPORTS.search(sentence) or _NEED.search(sentence):
        return None
    if match := _JANUARY_FIRST.search(slot.text):
        # "Before 1 January 2027" is by the end of 2026.
        return max([int(match.group(1)) - 1, *(year for year in years if year != int(match.group(1)))])
    return max(years)


def _stepped(reading: Reading, first: int, last: int) -> bool:
    """Whether a result has a step on the way: an earlier year beside its own, or the word for it."""
    text = reading.doc.text
    if _STEP.search(text):
        return True
    for start, end in _parts(text):
        years = [
            year
            for slot in reading.deadlines
            if start <= slot.start < end and not _COUNTED_FROM.match(slot.text)
            if (year := _due(reading, slot)) is not None
        ]
        if years and first <= min(years) < last <= max(years):
            return True
    return False


def horizon(paper: _Paper) -> Iterator[Remark]:
    """Report dates after the agreement ends or far from its start, or that all results are due in its last year.

    A woonvisie covers at most five calendar years (Woningwet, artikel 42); that what lies beyond them is far is our own
    criterion.
    """
    period = paper.context.period
    if period is None:
        return
    first, last = period
    late: list[tuple[Reading, Slot]] = []
    far: list[tuple[Reading, Slot]] = []
    due: list[int] = []
    stepped = False
    for reading in paper.afspraken:
        years = []
        for slot in reading.deadlines:
            year = _due(reading, slot)
            if year is not None:
                years.append(year)
                for limit, found in ((last, late), (first + WOONVISIE_YEARS - 1, far)):
                    if year > limit and not any(reading is other for other, _ in found):
                        found.append((reading, slot))
            elif _RECURS.search(slot.text):
                stepped = True
        if reading.niveau in (Niveau.OUTPUT, Niveau.EFFECT) and years:
            due.append(max(years))
            stepped = stepped or _stepped(reading, first, last)
    if late or far:
        reading, slot = (late or far)[0]
        yield Remark(_beyond(late, far, first, last), reading.clause, slot.start, slot.end)
    elif first < last and len(due) >= MIN_DATED and not stepped and set(due) == {last}:
        yield Remark(
            f"Alle {len(due)} resultaten met een datum vallen in het laatste jaar, {last}. "
            "Er is geen tussenstand waarop bij te sturen is."
        )


def _beyond(late: Sequence[tuple[Reading, Slot]], far: Sequence[tuple[Reading, Slot]], first: int, last: int) -> str:
    """Name the dates after the end, and those that no woonvisie of the start of the agreement reaches."""
    told = []
    if late:
        end = f"eind {last}" if first == last else f"{first}-{last}"
        subject = "Eén termijn valt" if len(late) == 1 else f"{len(late)} termijnen vallen"
        told.append(f"{subject} na de looptijd ({end}): {_dates(late)}.")
    beyond = f"meer dan vijf jaar na het begin ({first}), verder dan een woonvisie reikt (ons criterium)"
    if far and late and {reading.clause.id for reading, _ in far} <= {reading.clause.id for reading, _ in late}:
        names = _listing([_name(reading.clause) for reading, _ in far])
        which = "Die ligt" if len(late) == 1 else f"Daarvan {'ligt' if len(far) == 1 else 'liggen'} {names}"
        told.append(f"{which} {beyond}.")
    elif far:
        subject = "Eén termijn ligt" if len(far) == 1 else f"{len(far)} termijnen liggen"
        told.append(f"{subject} {beyond}: {_dates(far)}.")
    return " ".join(told)


def _dates(places: Sequence[tuple[Reading, Slot]]) -> str:
    return _listing([f"{_name(reading.clause)} ({slot.text})" for reading, slot in places])


# --- amounts ----------------------------------------------------------------------------------------------------------

_SUM = r"\d+(?:\.\d{3})*(?:,\d\d?)?"
_EURO = re.compile(rf"(?:€|EUR)\s?({_SUM})(?!\d)|\b({_SUM})\s+euro\b", re.IGNORECASE)
_RENT = re.compile(
    r"\b(?:\w*(?<!ver)huur|huren|\w*huurprij(?:s|zen)|\w*huurgrens|\w*huurprijsgrens|\w*huren|aftopping\w*|liberalisatie\w*"
    r"|\w*kwaliteitskorting\w*|toewijzingsgrens)\b",
    re.IGNORECASE,
)
_INCOME = re.compile(r"\b\w*inkomens?\b|\b\w*inkomensgrens\b|\bverdien\w*", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(?:tot|t/m|tot en met|onder|boven|beneden|maximaal|maximum|max\.?|ten hoogste|hoogstens|hoger dan|lager dan"
    r"|minder dan|meer dan|vanaf|tussen|grens\w*|\w+grens\w*)"
    r"\W*(?:de\s|het\s|een\s)?(?:grens\s)?(?:van\s)?(?:de\s)?\W*$|[<≤>]\s*$"
    r"|\bvan\s*$|\baftopp\w*\b[^.;|]*\bop\s*$",
    re.IGNORECASE,
)
# What is paid once is no rent ("een verhuisvergoeding van € 750").
_PAYMENT = re.compile(
    r"\b\w*(?:vergoeding|bijdrage|subsidie|bonus|budget|premie|boete|korting|voorschot|lening|leges)\s+van\s*$",
    re.IGNORECASE,
)
_PRICE_LEVEL = re.compile(
    r"\b(?:alle|genoemde|de) (?:genoemde )?(?:bedragen|huurgrenzen|huren|huurprijzen|grenzen|inkomensgrenzen)\b.{0,60}"
    r"\b(?:prijspeil|peil|jaar|grenzen van|van)\s+(?:19|20)\d\d",
    re.IGNORECASE,
)
_DEFINING = re.compile(
    r"\b(?:verstaan|bedoel\w*|begrip\w*|definitie\w*|betekenis|wordt .{1,30} genoemd)\b", re.IGNORECASE
)
_TERM_COLON = re.compile(r"^[^:|.]{2,50}:\s")
# Monthly rents and yearly incomes lie between these; what lies outside is a subsidy, a fee or a budget (our own).
_RENT_RANGE = (300.0, 1600.0)
_INCOME_RANGE = (15_000.0, 120_000.0)
# Section E of the domain reference, primary sources only: whose year we can name.
_LIMIT_YEARS: Mapping[float, int] = {
    932.93: 2026, 713.0: 2026, 51537.0: 2026, 56910.0: 2026,
    900.07: 2025, 682.96: 2025, 731.93: 2025, 1184.82: 2025, 49669.0: 2025, 54847.0: 2025,
    597.30: 2018, 640.14: 2018, 417.34: 2018,
}  # fmt: skip


def _value(match: re.Match[str]) -> float:
    return float((match.group(1) or match.group(2)).replace(".", "").replace(",", "."))


def _names_year(*texts: str | None) -> bool:
    """Whether a text names one year; the years from to of an agreement are not the year of an amount."""
    return any(_YEAR.search(_YEAR_RANGE.sub("", text)) for text in texts if text)


# A year right after an amount, past words that only describe it ("€ 932,93 kale huur per maand (prijspeil 2026)").
_YEAR_AFTER = re.compile(
    r"[\s,(\[]*(?:(?:per|p\.|maand|jaar|kale?|huur|exclusief|excl\.|inclusief|incl\.|servicekosten|eenpersoons\w*|meerpersoons\w*"
    r"|huishoudens?|grens|in|van|van het jaar|voor|prijspeil|peil|niveau|stand|bedrag)[\s,(:]+){0,6}(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d)",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:(?:prijs)?peil|\w*gren(?:s|zen)|\w*bedragen|niveau)\s+(?:van\s+|voor\s+|in\s+)?(?:1 (?:januari|juli)\s+)?(?:19|20)\d\d",
    re.I,
)
_BETWEEN_AMOUNTS = re.compile(r"[\s,/]*(?:\b(?:en|of|tot|resp\.|respectievelijk|dan wel)\b[\s,]*)*")


def _dated_in(clause: Clause, match: re.Match[str]) -> bool:
    """Whether the words around an amount give its year: right after it, or before it in the same part of the clause.

    Elsewhere in the clause stand the years of other things, and a year right after another amount is of that one.
    """
    text = _YEAR_RANGE.sub(lambda found: "-" * len(found.group()), clause.text)
    if _LEVEL.search(text):
        return True
    claimed: set[int] = set()
    amounts = list(_EURO.finditer(text))
    for index, amount in enumerate(amounts):
        if year := _YEAR_AFTER.match(text, amount.end()):
            claimed.add(year.start("year"))
            # "€ 682,96 en € 731,93 (2025)": the year is of the row of amounts before it.
            row = [amount.start()]
            for before, after in zip(reversed(amounts[:index]), reversed(amounts[: index + 1]), strict=False):
                if not _BETWEEN_AMOUNTS.fullmatch(text, before.end(), after.start()):
                    break
                row.append(before.start())
            if match.start() in row:
                return True
    start = max((begin for begin, _ in _parts(text) if begin <= match.start()), default=0)
    cell = next((cell.start for cell in clause.cells if cell.start <= match.start() < cell.end), None)
    years = [year for year in _YEAR.finditer(text) if year.start() not in claimed]
    if cell is not None:
        # The cells of a row speak of one thing.
        return bool(years)
    if any(start <= year.start() < match.start() for year in years):
        return True
    # "In 2026 gelden: sociale huur tot …; betaalbare huur tot …"
    return any(year.end() <= match.start() and re.match(r"[^:;.]{0,40}:", text[year.end() :]) for year in years)


def _limits(clause: Clause) -> Iterator[tuple[re.Match[str], float]]:
    """Find the rent and income limits in a clause."""
    for match in _EURO.finditer(clause.text):
        value = _value(match)
        before = re.split(r"[;|]|\.\s", clause.text[max(0, match.start() - 90) : match.start()])[-1]
        after = re.split(r"[;|,]|\.(?:\s|$)", clause.text[match.end() : match.end() + 45])[0]
        column = next((c.column or "" for c in clause.cells if c.start <= match.start() < c.end), "")
        header = bool(re.search(r"grens|huur|inkomen", column, re.IGNORECASE))
        if not header and (not _LIMIT.search(before) or _PAYMENT.search(before)):
            continue
        near = f"{before} {after} {column}"
        rent = _RENT_RANGE[0] <= value <= _RENT_RANGE[1] and (_RENT.search(near) or value in _LIMIT_YEARS)
        income = _INCOME_RANGE[0] <= value <= _INCOME_RANGE[1] and _INCOME.search(near)
        if rent or income:
            yield match, value


def amounts(paper: _Paper) -> Iterator[Remark]:
    """Report a rent or income limit whose year stands neither in its clause, nor above it, nor elsewhere, and mixed years.

    The years in the title do not count: an agreement for one year may well repeat the limit of another.
    """
    title = (paper.document.title or "").casefold()
    clauses = [reading.clause for reading in paper.readings if reading.clause.block is not Block.SIGNATURE]
    one_level = any(_PRICE_LEVEL.search(clause.text) for clause in clauses)
    dated: set[float] = set()
    open_: dict[float, list[tuple[Clause, re.Match[str]]]] = {}
    limits: list[tuple[Clause, re.Match[str], float]] = []
    for reading in paper.readings:
        clause = reading.clause
        above = [heading for heading in clause.heading if heading.casefold() not in title]
        headed = _names_year(clause.lead, *above, *(cell.column for cell in clause.cells))
        undated = {
            match.start() for match in _EURO.finditer(clause.text) if not headed and not _dated_in(clause, match)
        }
        dated.update(_value(match) for match in _EURO.finditer(clause.text) if match.start() not in undated)
        settles = reading.kind in (Kind.AFSPRAAK, Kind.WENS, Kind.SPELREGEL) or _defines(clause)
        if settles and clause.block is not Block.SIGNATURE:
            for match, value in _limits(clause):
                limits.append((clause, match, value))
                if match.start() in undated:
                    open_.setdefault(value, []).append((clause, match))
    for value, places in open_.items():
        if value in dated or one_level:
            continue
        clause, match = places[0]
        where = _listing(list(dict.fromkeys(_name(place[0]) for place in places)))
        known = f" Het is de grens van {_LIMIT_YEARS[value]}." if value in _LIMIT_YEARS else ""
        yield Remark(
            f"Bij de grens {match.group()} ({where}) staat niet van welk jaar die is.{known}",
            clause, match.start(), match.end(),
        )  # fmt: skip
    yield from _mixed_years(limits)


def _mixed_years(limits: Sequence[tuple[Clause, re.Match[str], float]]) -> Iterator[Remark]:
    """Report that known limits of several years stand in one document, other than side by side in one clause or table."""
    known = [(clause, match, _LIMIT_YEARS[value]) for clause, match, value in limits if value in _LIMIT_YEARS]
    if len({year for _, _, year in known}) < 2:
        return
    places = {(clause.heading, clause.block) if clause.cells else clause.id for clause, _, _ in known}
    if len(places) == 1 and all(_dated_in(clause, match) for clause, match, _ in known):
        return
    shown: dict[int, str] = {}
    for clause, match, year in known:
        shown.setdefault(year, f"{match.group()} van {year} ({_name(clause)})")
    # The latest year is as a rule the one that is meant; what is older was left behind.
    newest = max(shown)
    clause, match, _ = next(place for place in known if place[2] != newest)
    yield Remark(
        f"Bedragen van verschillende jaren staan door elkaar: {_listing([shown[year] for year in sorted(shown)])}.",
        clause, match.start(), match.end(),
    )  # fmt: skip


def _defines(clause: Clause) -> bool:
    above = [*clause.heading, clause.lead or "", *(cell.column or "" for cell in clause.cells)]
    return any(_DEFINING.search(text) for text in (*above, clause.text)) or bool(_TERM_COLON.match(clause.text))


# --- facts about the document -----------------------------------------------------------------------------------------


def _bound(reading: Reading, parties: Sequence[Party]) -> set[str]:
    """Names of the parties that an afspraak binds."""
    names = {party.name for party in parties}
    return {name for mention in reading.actors for name in mention.parties} & names


def reciprocity_matrix(readings: Sequence[Reading], context: Context) -> tuple[Bond, ...]:
    """What every party promises, per theme that has an afspraak; parties outside the triangle only where they act."""
    counts: dict[tuple[Theme, str], Counter[bool]] = {}
    themes = []
    for reading in readings:
        if reading.kind is Kind.AFSPRAAK:
            themes.append(reading.theme)
            for name in _bound(reading, context.parties):
                counts.setdefault((reading.theme, name), Counter())[reading.niveau is Niveau.INTENTIE] += 1
    return tuple(
        Bond(theme, party.name, count[False], count[True], party.role in NEEDED.get(theme, ()))
        for theme in Theme
        if theme in themes
        for party in context.parties
        if (count := counts.get((theme, party.name), Counter())) or party.role is not Role.OVERIG
    )


def reciprocity(paper: _Paper) -> Iterator[Remark]:
    """Count what every party promises, hard and soft, and name the themes in which one role stands alone."""
    if not paper.afspraken or not paper.context.parties:
        return
    hard: Counter[str] = Counter()
    soft: Counter[str] = Counter()
    roles = {party.name: party.role for party in paper.context.parties}
    per_theme: dict[Theme, Counter[Role]] = {}
    for reading in paper.afspraken:
        bound = _bound(reading, paper.context.parties)
        (soft if reading.niveau is Niveau.INTENTIE else hard).update(bound)
        per_theme.setdefault(reading.theme, Counter()).update({roles[name] for name in bound} - {Role.OVERIG})
    counted = [f"{party.name} {hard[party.name]} hard en {soft[party.name]} zacht" for party in paper.context.parties]
    nobody = sum(not _bound(reading, paper.context.parties) for reading in paper.afspraken)
    rest = f" Bij {_count(nobody, 'afspraak', 'afspraken')} is geen partij als uitvoerder herkend." if nobody else ""
    yield Remark(
        f"Wat elke partij toezegt in {_count(len(paper.afspraken), 'afspraak', 'afspraken')}: "
        f"{'; '.join(counted)}.{rest}",
        parties=tuple(party.name for party in paper.context.parties),
    )
    matrix = reciprocity_matrix(paper.readings, paper.context)
    silent: dict[str, list[str]] = {}
    for theme, counts in per_theme.items():
        for bond in matrix:
            if bond.theme is theme and bond.needed and not counts[roles[bond.party]]:
                silent.setdefault(bond.party, []).append(theme.value)
    if silent:
        parts = [f"{name} bij {_listing(themes)}" for name, themes in silent.items()]
        yield Remark(
            f"Bij deze thema's is een bijdrage van beide kanten nodig, maar zegt een partij niets toe: {'; '.join(parts)}.",
            parties=tuple(silent),
        )
    alone: dict[Role, list[str]] = {}
    for theme, counts in per_theme.items():
        if len(counts) == 1 and counts.total() > 1:
            alone.setdefault(next(iter(counts)), []).append(theme.value)
    if alone:
        parts = [f"alleen de {role.value} bij {_listing(themes)}" for role, themes in alone.items()]
        yield Remark(f"Thema's waar één kant iets toezegt: {'; '.join(parts)}.")


def size(paper: _Paper) -> Iterator[Remark]:
    """Count what is agreed, at which level, how much one party can do alone, and how much there is to measure."""
    total = len(paper.afspraken)
    if not total:
        return
    levels = Counter(reading.niveau for reading in paper.afspraken)
    ladder = [f"{levels[niveau]} {niveau.value} ({_share(levels[niveau], total)})" for niveau in Niveau]
    single = sum(
        len(_bound(reading, paper.context.parties)) == 1 and not reading.conditions for reading in paper.afspraken
    )
    # An intention cannot be measured; the same count as in the proposals per theme.
    measures = total - levels[Niveau.INTENTIE]
    yield Remark(
        f"{_count(total, 'afspraak', 'afspraken')}: {_listing(ladder)}. "
        f"{_count(single, 'afspraak vraagt', 'afspraken vragen')} maar één partij ({_share(single, total)}). "
        f"Er {'is' if measures == 1 else 'zijn'} {_count(measures, 'zaak', 'zaken')} om te volgen of te meten."
    )


# BTIV 2015, artikel 39 lid 2, onder a tot en met f; which of our themes covers it is our own reading. The messages name
# no article: the numbering may change for documents from 2027 on.
STATUTORY: tuple[tuple[str, tuple[Theme, ...], str], ...] = (
    (
        "het bouwen of verwerven van woningen",
        (Theme.NIEUWBOUW,),
        r"nieuwbouw\w*|bouw(?:t|en)|verwer(?:ft|ven)|aankoop|koopt [^.;]{0,40} aan",
    ),
    (
        "leefbaarheid en maatschappelijk vastgoed",
        (Theme.LEEFBAARHEID,),
        r"\w*leefba\w*|\w*veilig\w*|\w*overlast\w*|zwerfafval|buurt(?:huis|huizen|kamers?|schouw\w*)|wijkcentr\w*|ontmoetingsruimte\w*"
        r"|maatschappelijk vastgoed",
    ),
    (
        "de samenstelling van de voorraad, met verkoop en liberalisatie",
        (Theme.VOORRAAD,),
        r"\w*voorraad|verko(?:op|opt|pen|cht)|liberalis\w*|slo(?:op|opt|pen)",
    ),
    (
        "de kwaliteit en duurzaamheid van woningen",
        (Theme.KWALITEIT, Theme.VERDUURZAMING),
        r"onderhoud\w*|renov\w*|schimmel|vocht|isol\w*|verduurza\w*|\w*energielabel\w*|label [A-G]\+*|zonnepanelen",
    ),
    (
        "betaalbaarheid en bereikbaarheid voor de doelgroep",
        (Theme.BETAALBAARHEID, Theme.TOEWIJZING),
        r"betaalba\w*|woonquote|woonlasten|huurachterstand\w*|huurverhoging\w*|aftopping\w*|passend toe\w*|toewij\w*",
    ),
    (
        "het huisvesten van bijzondere groepen, zoals ouderen, mensen met een zorgvraag en urgenten",
        (Theme.BIJZONDERE_DOELGROEPEN, Theme.WONEN_ZORG, Theme.STATUSHOUDERS),
        r"ouderen|oudere huurders|senioren\w*|\d\d jaar (?:of|en) ouder|urgent\w*|student\w*|\w*zorgwoning\w*|nultreden\w*|rolstoel\w*"
        r"|dakloze\w*|vergunninghouders?|statushouders?",
    ),
)


def themes(paper: _Paper) -> Iterator[Remark]:
    """Name the statutory themes without any afspraak; a clause that serves two themes shows the second in its words."""
    if not paper.afspraken:
        return
    present = {reading.theme for reading in paper.afspraken}
    for description, covering, words in STATUTORY:
        spoken = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
        if not present & set(covering) and not any(spoken.search(reading.doc.text) for reading in paper.afspraken):
            yield Remark(f"Er is geen afspraak over {description}.", theme=covering[0])


_BASELINE = re.compile(
    r"\bvan\s+(?:gemiddeld\s+)?(?:€\s?)?[\d,.]+\s*(?:%|\w+)?(?:\s+\w+){0,4}?\s+(?:naar|tot)\b"
    r"|\bvan\s+(?:gemiddeld\s+)?\w+\s+(?:naar|tot)\s+\w+\s+(?:maanden|jaar|weken|dagen)\b"
    r"|\b(?:nulmeting|uitgangssituatie|beginstand|peildatum|gerekend vanaf|ten opzichte van|vergeleken met"
    r"|in vergelijking met)\b"
    r"|\bdan\s+(?:op|in|die|dat|eind|begin|het jaar|vóór|voor|het)\b|\bdan (?:hun|van) (?:vorige|19|20)"
    r"|\btegen\s+[\d,.]+|\(\s*(?:in\s+)?(?:19|20)\d\d\s*:|\b(?:onder|boven) (?:dat|die) van (?:19|20)\d\d",
    re.IGNORECASE,
)


def baselines(paper: _Paper) -> Iterator[Remark]:
    """Count the effects with a number that say from where they start."""
    targets = [
        reading
        for reading in paper.afspraken
        if reading.niveau is Niveau.EFFECT
        and reading.quantities
        # People housed are counted from nought.
        and not (reading.promise is not None and reading.promise.lemma in ("huisvesten", "herhuisvesten"))
    ]
    if not targets:
        return
    bare = [_name(reading.clause) for reading in targets if not _BASELINE.search(reading.doc.text)]
    known = len(targets) - len(bare)
    text = (
        f"{known} van de {len(targets)} effecten met een getal {'noemt' if known == 1 else 'noemen'} een beginstand."
        if len(targets) > 1
        else f"Het enige effect met een getal noemt {'een' if known else 'geen'} beginstand."
    )
    yield Remark(text + (f" Zonder beginstand: {_listing(bare)}." if bare and len(targets) > 1 else ""))


DOCUMENT_CHECKS: dict[str, Check] = {
    "parties": parties,
    "term": term,
    "monitoring": monitoring,
    "flexibility": flexibility,
    "horizon": horizon,
    "amounts": amounts,
    "reciprocity": reciprocity,
    "size": size,
    "themes": themes,
    "baselines": baselines,
}
