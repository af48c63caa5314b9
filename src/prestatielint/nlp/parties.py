"""Find the parties of an agreement, and the words in a clause that name them.

Patterns of names: the sector's usual ones (domain knowledge of the project); a party whose name holds no keyword is found
when the party block introduces it, and can always be declared in the config.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from prestatielint.model import Block, Document, Party, Role

_NAME = r"(?:[A-ZÀ-Ý0-9][\w’'&.-]*\w|[A-ZÀ-Ý])"
_LINK = r"(?:van|de|den|der|het|'t|’t|te|ten|ter|aan|op|in|en|&|voor|bij|over|'s|’s|-|–)"
_NAMES = rf"{_NAME}(?:[ ](?:{_LINK}[ ]){{0,2}}{_NAME})*"

_GEMEENTE = re.compile(rf"\b[Gg]emeente[ ]({_NAMES})")
_CORPORATIE = re.compile(
    r"\b((?:[Dd]e[ ])?(?:[Ww]oning(?:bouw)?(?:stichting|vereniging|bedrijf|corporatie)|[Ww]oon(?:stichting|vereniging|bedrijf|service|partners"
    r"|corporatie|groep|compas|goed)|[Ww]ooncorporatie|WBV|Wbv|[Ss]tichting(?:[ ][Ww]oonbedrijf)?|[Cc]orporatie)[ ]"
    rf"({_NAMES}))"
)
_HUURDERS = re.compile(
    r"\b((?:[Dd]e[ ])?(?:[Cc]ollectieve[ ]|[Ss]tichting[ ]|[Vv]ereniging[ ])?(?:[Hh]uurders(?:belangen)?(?:vereniging|raad|beraad|stichting|koepel|organisatie|platform"
    r"|collectief|federatie|belangen|belang|bond)?|[Bb]ewoners(?:raad|commissie|belangen|belang|platform|vereniging)"
    rf"|HBV|HBO|HV|[Pp]articipatieraad|[Ss]amenwerkende[ ](?:[Hh]uurders|[Bb]ewoners)\w+)[ ]({_NAMES}))"
)
_HUURDERS_ALONE = re.compile(
    r"\b((?:[A-ZÀ-Ý]\w+[ ])?(?:Huurders(?:belangen)?(?:vereniging|raad|beraad|stichting|koepel|organisatie|platform|collectief|federatie)|Bewonersraad|Huurdersbelang))\b"
)
_WONEN = re.compile(
    r"\b((?:[A-ZÀ-Ý]\w+[ ]){1,2}(?:Wonen|Woondiensten|Woonservice|Woongoed)|Wonen[ ](?:[A-ZÀ-Ý]\w+)(?:[ ][A-ZÀ-Ý]\w+)?|Woon[a-z]*[A-Z]\w+|Wonen[A-Z]\w+)\b"
)
_ALIAS = re.compile(
    r"(?:hierna(?:\s+(?:ook|gezamenlijk|samen|verder))?(?:\s+te\s+noemen|\s+genoemd|\s+aangeduid\s+als|\s+aan\s+te\s+duiden\s+als)?|verder(?:\s+te\s+noemen|\s+genoemd)?|kortweg|afgekort)\s*:?\s*"
    r"[‘'“\"„]?((?:[Dd]e\s+|[Hh]et\s+)?[\w’'&.-]+(?:\s+[A-ZÀ-Ý][\w’'&-]*)*)[’'”\"]?"
)
_SECOND_ALIAS = re.compile(r"\s+of(?:\s+ook)?\s+[‘'“\"„]?((?:[Dd]e\s+|[Hh]et\s+)?[A-ZÀ-Ý][\w’'&.-]*)")
_BRACKETED = re.compile(
    r"^\s*[,]?\s*\((?:hierna:?\s*)?[‘'“\"„]?([A-ZÀ-Ý][\w’'&.-]*(?:\s+[A-ZÀ-Ý][\w’'&-]*)*)[’'”\"]?\)"
)
_STOP_LAST = {"en", "hierna", "vertegenwoordigd", "gevestigd", "Statenlaan"}
# A "Stichting" with such a name lets no homes.
_OTHER_WORK = re.compile(r"[Ss]tichting (?:Welzijn|Maatschappelijk|Jeugd|Onderwijs|Opvang|Sport|Vluchteling|Leergeld)")
# Who stands in such a column has a task, which does not make him a party.
_TASK_COLUMN = re.compile(r"(?:trekker|actiehouder|uitvoer|verantwoordelijk|wie doet|door wie|aan zet)", re.IGNORECASE)
COLLECTIVE = (
    "partijen",
    "de partijen",
    "alle partijen",
    "beide partijen",
    "betrokken partijen",
    "wij",
    "we",
    "gezamenlijk",
    "samen",
    "iedereen",
    "men",
    "allen",
    "de partners",
    "partners",
    "alle partners",
)
_NOT_A_PLACE = re.compile(
    r"^(?:En|De|Het|Partijen|Wij|In|Voor|Van|Prestatieafspraken|Jaarschijf|Raamovereenkomst|Bod|Art\.?|Artikel|\d+)$"
)
_GENERIC = re.compile(
    r"^(?:de |het )?(?:gemeente|corporaties?|woningcorporaties?|huurdersorganisaties?|huurders|huurdersvereniging|huurdersraad|bewonersraad|partijen|college|raad)$",
    re.I,
)
_ROLE_WORDS: dict[Role, tuple[str, ...]] = {
    Role.GEMEENTE: ("gemeente", "het college", "gem.", "college van b en w", "college van burgemeester en wethouders", "college", "gemeenteraad", "de raad", "burgemeester", "wethouder"),
    Role.CORPORATIE: ("corporatie", "corporaties", "woningcorporatie", "woningcorporaties", "wooncorporatie", "wooncorporaties", "verhuurder", "verhuurders", "toegelaten instelling"),
    Role.HUURDERSORGANISATIE: (
        "huurdersorganisatie", "huurdersorganisaties", "huurdersvereniging", "huurdersverenigingen", "huurdersraad", "huurdersraden", "bewonersorganisatie", "bewonersorganisaties",
        "bewonersraad", "huurdersvertegenwoordiging", "bewonerscommissie", "bewonerscommissies", "huurderskoepel", "huurdersplatform", "huurdersbelangenvereniging",
    ),
}  # fmt: skip
# First words of a name that can stand for it, with the plain noun.
_KEYWORDS = {
    "stichting": "stichting", "woonstichting": "stichting", "woningstichting": "stichting", "woningbouwstichting": "stichting", "woningbouwvereniging": "woningbouwvereniging",
    "woningvereniging": "woningvereniging", "woonbedrijf": "woonbedrijf", "wooncorporatie": "wooncorporatie", "huurdersbelangenvereniging": "huurdersbelangenvereniging", "huurdersfederatie": "federatie",
    "huurderscollectief": "huurderscollectief", "huurdersplatform": "platform", "huurdersstichting": "stichting", "huurdersvereniging": "vereniging", "huurderskoepel": "koepel", "bewonersplatform": "platform",
}  # fmt: skip
# Others that a clause can bind or wait for, without a seat at the table.
_OTHERS = (
    "netbeheerder", "zorgaanbieder", "zorgaanbieders", "zorgpartij", "zorgpartijen", "zorgorganisatie", "zorgorganisaties", "welzijnsorganisatie", "provincie", "rijk",
    "coa", "politie", "ontwikkelaar", "ontwikkelaars", "marktpartijen", "zorgkantoor", "woonruimteverdeler", "warmtebedrijf", "waterschap", "vervoerregio",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """The tokens ``start`` to ``end`` of a Doc that name one or more parties.

    ``collective`` is true for "partijen", "wij" and the like; ``parties`` then holds all of them.
    """

    start: int
    end: int
    role: Role
    parties: tuple[str, ...]
    collective: bool = False


def _clean(name: str) -> str:
    words = re.sub(r"\s+", " ", name).strip(" ,.;:-–").split(" ")
    while words and (words[-1] in _STOP_LAST or words[-1].islower()):
        words.pop()
    return " ".join(words)


def _cut_at_next_party(name: str) -> str:
    """Drop what follows "en" or a dash when another party's keyword starts there."""
    return re.split(
        r"\s+(?:en|&|–|-)\s+(?=(?:de\s+)?(?:[Gg]emeente|[Ww]oon|[Ww]oning|[Hh]uurders|[Bb]ewoners|[Ss]tichting|[Vv]ereniging|[Cc]orporatie|[Ss]amenwerkende|HBV|HV)\b|(?:[Ww]oon|[Ww]oning|[Hh]uurders|[Bb]ewoners)\w+)",
        name,
    )[0]


_NEXT_PARTY = re.compile(
    r"(?:,|\ben\b|;)\s+(?:de\s+)?(?:[Gg]emeente|[Ss]tichting|[Vv]ereniging|[Ww]oning\w+|[Ww]oon\w+|[Hh]uurders\w*|[Bb]ewoners\w*)\s*[A-Z]?"
)
_ROLE_ALIAS = re.compile(
    r"\b([A-ZÀ-Ý][\w’'&-]+(?:\s+[A-ZÀ-Ý][\w’'&-]+){0,3})\s*\((?:hierna|verder)(?:\s+te\s+noemen|\s+genoemd)?\s*:?\s*(?:de\s+)?"
    r"(huurdersorganisatie|huurdersvereniging|huurdersraad|corporatie|woningcorporatie)\)"
)


def _aliases(name: str, core: str, role: Role, after: str) -> tuple[str, ...]:
    """Other names: the core without its keyword, "hierna: …" and an abbreviation in brackets right after the name."""
    found = [core] if core and core != name and not _GENERIC.match(core) else []
    if role is Role.CORPORATIE:
        for form in (core or name, name):
            short = re.sub(r"\s+(?:Wonen|Woondiensten|Woongoed)$", "", form)
            if (
                short != form
                and len(short) > 3
                and not _GENERIC.match(short)
                and not short.startswith(("Stichting", "Goed"))
            ):
                found.append(short)
    window = re.split(r"(?<=[a-z]{3})[;.]\s", after[:320])[0]
    # An alias belongs to the nearest name before it, not to a party further back.
    if (match := _ALIAS.search(window)) and not _NEXT_PARTY.search(window[: match.start()]):
        found.append(match.group(1).strip(" .,;"))
        if second := _SECOND_ALIAS.match(window[match.end() :]):
            found.append(second.group(1).strip(" .,;"))
    if match := _BRACKETED.match(after):
        found.append(match.group(1).strip())
    return tuple(
        dict.fromkeys(
            alias
            for alias in found
            if len(alias) > 1 and not _NOT_A_PLACE.match(alias) and alias.lower() not in COLLECTIVE
        )
    )


def _each(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Find the names of a kind; the search goes on where a name is cut, for "A en B" reads as one name at first."""
    place = 0
    while match := pattern.search(text, place):
        yield match
        place = match.start(1) + max(1, len(_cut_at_next_party(match.group(1))))


def _scan(text: str) -> Iterable[tuple[int, Party]]:
    for match in _ROLE_ALIAS.finditer(text):
        role = Role.CORPORATIE if "corporatie" in match.group(2) else Role.HUURDERSORGANISATIE
        if not re.match(r"(?:Stichting|Woon|Woning|Huurders|Vereniging|Bewoners|Gemeente)", match.group(1)):
            yield match.start(), Party(match.group(1), role, (f"de {match.group(2)}",))
    for match in _GEMEENTE.finditer(text):
        core = _clean(_cut_at_next_party(match.group(1)))
        core = re.split(r"\s+en\s+(?=[A-Z])", core)[0]
        if core and not _NOT_A_PLACE.match(core):
            end = match.start(1) + len(core)
            yield (
                match.start(),
                Party(f"gemeente {core}", Role.GEMEENTE, _aliases(f"gemeente {core}", core, Role.GEMEENTE, text[end:])),
            )
    for match in _each(_HUURDERS, text):
        full = _clean(_cut_at_next_party(match.group(1)))
        core = _clean(_cut_at_next_party(match.group(2)))
        name = re.sub(r"^[Dd]e\s+", "", full)
        if core and not _NOT_A_PLACE.match(core):
            yield (
                match.start(),
                Party(
                    name,
                    Role.HUURDERSORGANISATIE,
                    _aliases(name, core, Role.HUURDERSORGANISATIE, text[match.start(1) + len(full) :]),
                ),
            )
    for match in _HUURDERS_ALONE.finditer(text):
        name = re.sub(r"^(?:De|Het|En|Van|Met|Door|Namens)\s+", "", match.group(1))
        yield (
            match.start(),
            Party(name, Role.HUURDERSORGANISATIE, _aliases(name, "", Role.HUURDERSORGANISATIE, text[match.end(1) :])),
        )
    for match in _each(_CORPORATIE, text):
        full = _clean(_cut_at_next_party(match.group(1)))
        core = _clean(_cut_at_next_party(match.group(2)))
        name = re.sub(r"^(?:[Dd]e\s+)?(?:[Cc]orporatie|[Ww]oningcorporatie|[Ww]ooncorporatie)\s+|^[Dd]e\s+", "", full)
        if (
            re.match(r"(?:Stichting\s+)?(?:Huurders|Bewoners|Participatieraad)", name)
            or _OTHER_WORK.match(name)
            or not core
            or _NOT_A_PLACE.match(core)
        ):
            continue
        yield (
            match.start(),
            Party(name, Role.CORPORATIE, _aliases(name, core, Role.CORPORATIE, text[match.start(1) + len(full) :])),
        )
    for match in _WONEN.finditer(text):
        name = re.sub(r"^(?:De|Het|En|Van|Met|Door|Namens|Stichting)\s+", "", match.group(1))
        if name.split()[0] not in {
            "Wonen",
            "Samen",
            "Prettig",
            "Passend",
            "Betaalbaar",
            "Veilig",
            "Duurzaam",
            "Goed",
        } or (len(name.split()) > 1 and name.startswith("Goed Wonen")):
            yield match.start(), Party(name, Role.CORPORATIE, _aliases(name, "", Role.CORPORATIE, text[match.end(1) :]))


def _merge(found: Sequence[Party]) -> tuple[Party, ...]:
    """Join parties that share a name or alias, and a bare "Huurdersraad" with the one that has a full name."""
    merged: list[Party] = []
    for party in sorted(found, key=lambda party: party.role is Role.HUURDERSORGANISATIE and " " not in party.name):
        names = {party.name.lower(), *(alias.lower() for alias in party.aliases)}
        for index, other in enumerate(merged):
            others = {other.name.lower(), *(alias.lower() for alias in other.aliases)}
            shorter = (
                party.role is Role.HUURDERSORGANISATIE
                and " " not in party.name
                and any(name.startswith(party.name.lower()) for name in others)
            )
            if other.role is party.role and (names & others or shorter):
                extra = [name for name in (party.name, *party.aliases) if name.lower() not in others]
                merged[index] = replace(other, aliases=(*other.aliases, *extra))
                break
        else:
            merged.append(party)
    return tuple(merged)


# "…, waarin Huurdersraad Kadeland en Bewonersvereniging Polderhuys zijn verenigd (hierna SHZ)".
_UNITED = re.compile(
    r",?\s+waarin\s+([^();]{5,200}?)\s+(?:zijn verenigd|verenigd zijn|samenwerken|zijn vertegenwoordigd)"
    r"(?:\s*\((?:hierna|verder)(?:\s+te noemen|\s+genoemd)?:?\s*[‘'“\"„]?(?:de\s+)?([A-ZÀ-Ý][\w’'-]*))?"
)


def _united(parties: Sequence[Party], text: str) -> tuple[Party, ...]:
    """Make the organisations of which another party is the union names of that party: it speaks for them."""
    for match in _UNITED.finditer(text):
        unions = [party for party in parties if text[: match.start()].lower().endswith(party.name.lower())]
        members = [party for party in parties if party.name in match.group(1) and party not in unions]
        if unions and members:
            names = [name for member in members for name in (member.name, *member.aliases)]
            union = replace(unions[0], aliases=(*unions[0].aliases, *names, *filter(None, [match.group(2)])))
            parties = [union if party is unions[0] else party for party in parties if party not in members]
    return tuple(parties)


def find_parties(document: Document, declared: Sequence[Party] = ()) -> tuple[Party, ...]:
    """Return the parties of ``document``: those declared first, then those found.

    Looks in the title, the clauses before the first promise-like heading, and the signature block; a name found only in
    the body counts when it has a keyword of its role and occurs twice.
    """
    if declared and all(
        any(party.role is role for party in declared)
        for role in (Role.GEMEENTE, Role.CORPORATIE, Role.HUURDERSORGANISATIE)
    ):
        return tuple(declared)
    front = [document.title or ""]
    body: list[str] = []
    told: list[str] = []  # The body without the tables of tasks.
    for index, clause in enumerate(document.clauses):
        task = any(_TASK_COLUMN.match(cell.column or "") for cell in clause.cells)
        early = (
            (index < 14 and not task)
            or clause.block is Block.SIGNATURE
            or bool(re.search(r"hierna|vertegenwoordigd", clause.text))
        )
        (front if early else body).append(clause.text)
        if early and clause.lead:
            front.append(clause.lead)
        if not early and not task:
            told.append(clause.text)
    found = [party for _, party in sorted(_scan("\n".join(front)), key=lambda item: item[0])]
    counted: dict[str, list[Party]] = {}
    for _, party in _scan("\n".join(body)):
        counted.setdefault(party.name.lower(), []).append(party)
    elsewhere = {party.name.lower() for _, party in _scan("\n".join(told))}
    known = {party.role for party in found}
    # Where the parties are known, a name that stands only among the tasks is of someone else.
    found += [
        group[0]
        for name, group in counted.items()
        if len(group) >= 2 and (name in elsewhere or group[0].role not in known)
    ]
    parties = _united(_merge([*declared, *found]), "\n".join(front))
    gemeenten = [party for party in parties if party.role is Role.GEMEENTE]
    if len(gemeenten) > 1:
        # Other municipalities are named in passing; the one that is introduced or named most takes part.
        text = "\n".join([*front, *body])
        most = max(
            gemeenten,
            key=lambda party: (
                any(_GENERIC.match(alias) for alias in party.aliases),
                text.count(party.name.split(" ", 1)[1]),
            ),
        )
        parties = tuple(
            party for party in parties if party.role is not Role.GEMEENTE or party == most or party in declared
        )
    return _speaking(document, _unshared(_shortened(parties, "\n".join(body))))


def _shortened(parties: Sequence[Party], text: str) -> tuple[Party, ...]:
    """Give a party with a long name its first word as an alias where the text keeps calling it so ("Kamerrijk")."""
    done = []
    for party in parties:
        core = party.aliases[0] if party.aliases else ""
        first = core.split(" ")[0]
        alone = (
            re.findall(rf"\b{re.escape(first)}\b(?! {re.escape(core[len(first) :].strip() or first)})", text)
            if " " in core
            else []
        )
        taken = any(first == alias for other in parties if other is not party for alias in other.aliases)
        fitting = (
            party.role in (Role.CORPORATIE, Role.HUURDERSORGANISATIE)
            and len(first) > 3
            and first[0].isupper()
            and not _NOT_A_PLACE.match(first)
        )
        done.append(
            replace(party, aliases=(*party.aliases, first)) if fitting and len(alone) >= 3 and not taken else party
        )
    return tuple(done)


def _unshared(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Give a name that two parties share to one of them only.

    "Huurdersraad Zandmeer" is not "Zandmeer" when the municipality is, and "Huurdersraad Veenrand" is not "Veenrand" when
    the corporatie is.
    """
    order = (Role.GEMEENTE, Role.CORPORATIE, Role.HUURDERSORGANISATIE, Role.OVERIG)
    taken: dict[str, Party] = {}
    for party in sorted(parties, key=lambda party: order.index(party.role)):
        for alias in party.aliases:
            taken.setdefault(alias.lower(), party)
    return tuple(
        replace(party, aliases=tuple(alias for alias in dict.fromkeys(party.aliases) if taken[alias.lower()] is party))
        for party in parties
    )


def parties_in(text: str, declared: Sequence[Party] = ()) -> tuple[Party, ...]:
    """Return the parties that ``text`` names, after those declared; for text that is no document."""
    return _unshared(_merge([*declared, *(party for _, party in sorted(_scan(text), key=lambda item: item[0]))]))


_WE = re.compile(
    r"^[„“\"]?(?:wij|we)\b[^:]{0,20}:\s*(.+)$|\b(?:met|onder) [„“\"‘]?(?:wij|we)\b.{0,30}?(?:bedoel\w*|verstaan)\s+(?:wij\s+)?(.+)$",
    re.IGNORECASE,
)


_BOD = re.compile(r"\b(?:bod|aanbod|voorgenomen werkzaamheden|prestatieaanbod|activiteitenoverzicht)\b", re.IGNORECASE)


def author(document: Document, parties: Sequence[Party]) -> Party | None:
    """The one corporatie that wrote the document, when its title says that it is a bod (Woningwet art. 43)."""
    corporaties = [party for party in parties if party.role is Role.CORPORATIE]
    return corporaties[0] if len(corporaties) == 1 and _BOD.search(document.title or "") else None


def _speaking(document: Document, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Where the document defines "wij" as one party, or one party wrote it, "wij" is a name of it; else a collective."""
    writer = author(document, parties)
    if writer is not None:
        return tuple(
            replace(party, aliases=(*party.aliases, "wij", "we")) if party is writer else party for party in parties
        )
    for clause in document.clauses:
        if match := _WE.search(clause.text):
            meant = (match.group(1) or match.group(2)).lower().split(". ")[0]
            named = [party for party in parties if any(name.lower() in meant for name in (party.name, *party.aliases))]
            if len(named) == 1:
                return tuple(
                    replace(party, aliases=(*party.aliases, "wij", "we")) if party is named[0] else party
                    for party in parties
                )
    return parties


class PartyMatcher:
    """Finds the mentions of parties in a Doc: names, defined short names, role words and collectives."""

    def __init__(self, nlp: Language, parties: Sequence[Party]) -> None:
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._lower = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._meaning: dict[str, tuple[Role, tuple[str, ...], bool]] = {}
        by_role = {role: tuple(party.name for party in parties if party.role is role) for role in Role}
        everybody = tuple(party.name for party in parties if party.role is not Role.OVERIG)
        for phrase in COLLECTIVE:
            self._add(nlp, self._lower, phrase, Role.OVERIG, everybody, True)
        for role, words in _ROLE_WORDS.items():
            for word in words:
                self._add(nlp, self._lower, word, role, by_role[role], False)
        for party in parties:
            # "Woonstichting De Vliet" is "de stichting" or "de woonstichting" where no other party is.
            keyword = party.name.split(" ")[0].lower()
            same = [other for other in parties if other.name.lower().startswith(keyword)]
            if keyword in _KEYWORDS and len(by_role[party.role]) == 1 and len(same) == 1:
                for word in {
                    f"de {keyword}",
                    f"de {_KEYWORDS[keyword]}",
                    *({"het platform"} if "platform" in keyword else ()),
                }:
                    self._add(nlp, self._lower, word, party.role, (party.name,), False)
        for word in _OTHERS:
            self._add(nlp, self._lower, word, Role.OVERIG, (word,), False)
        for party in parties:
            for name in (party.name, *party.aliases):
                exact = (
                    not _GENERIC.match(name)
                    and name not in ("wij", "we")
                    and not name.lower().startswith(("gemeente ", "woon", "woning", "huurders", "stichting"))
                )
                self._add(nlp, self._exact if exact else self._lower, name, party.role, (party.name,), False)
                if exact and name.startswith("De "):
                    self._add(nlp, self._exact, f"de {name[3:]}", party.role, (party.name,), False)

    def _add(
        self, nlp: Language, matcher: PhraseMatcher, phrase: str, role: Role, parties: tuple[str, ...], collective: bool
    ) -> None:
        key = f"{'exact' if matcher is self._exact else 'lower'}:{phrase if matcher is self._exact else phrase.lower()}"
        if key not in self._meaning:
            matcher.add(key, [nlp.make_doc(phrase)])
        self._meaning[key] = (role, parties, collective)

    def __call__(self, doc: Doc) -> tuple[Mention, ...]:
        """Return the mentions in order; where two overlap the longer stays."""
        spans = []
        for matcher in (self._exact, self._lower):
            for key, start, end in matcher(doc):
                role, parties, collective = self._meaning[doc.vocab.strings[key]]
                spans.append(Mention(start, end, role, parties, collective))
        spans.sort(key=lambda mention: (mention.start - mention.end, mention.start))
        taken: set[int] = set()
        chosen = []
        for mention in spans:
            if taken.isdisjoint(range(mention.start, mention.end)):
                taken.update(range(mention.start, mention.end))
                chosen.append(mention)
        return tuple(sorted(chosen, key=lambda mention: mention.start))


_SINGULAR_PRONOUNS = frozenset(("zij", "hij", "deze", "die"))
_PLURALS = ("corporaties", "huurdersorganisaties", "verenigingen", "huurdersraden")


def with_pronouns(doc: Doc, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Add "zij", "hij", "deze" and "die" as the subject of a main clause: they take up the last party that was a subject.

    A plural verb needs a collective or several parties before it, a singular one a single party; else it stays open.
    """
    found = list(mentions)
    for token in doc:
        if token.lower_ not in _SINGULAR_PRONOUNS or token.pos_ != "PRON" or token.dep_ != "nsubj":
            continue
        plural = "Plur" in token.head.morph.get("Number", []) or any(
            "Plur" in child.morph.get("Number", []) for child in token.head.children if child.dep_ in ("aux", "cop")
        )
        for mention in reversed([item for item in found if item.end <= token.i]):
            root = doc[mention.start : mention.end].root
            many = mention.collective or len(mention.parties) > 1 or doc[mention.end - 1].lower_ in _PLURALS
            if root.dep_ in ("nsubj", "nsubj:pass", "obl:agent", "ROOT") and many == plural:
                found.append(replace(mention, start=token.i, end=token.i + 1))
                break
    return tuple(sorted(found, key=lambda mention: mention.start))
