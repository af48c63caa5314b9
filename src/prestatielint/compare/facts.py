"""Numbers, amounts, dates and terms in the words of a clause, and which of them changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from prestatielint.compare.match import pair
from prestatielint.compare.result import Change, What
from prestatielint.compare.words import plain

_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_MONTH = "|".join(_MONTHS)
_NUMBER = r"\d(?:[\d.]*\d)?(?:,\d+)?"
_COUNTS = {
    word: count
    for count, words in enumerate(
        "nul;één eén;twee;drie;vier;vijf;zes;zeven;acht;negen;tien;elf;twaalf;dertien;veertien;vijftien;zestien;zeventien;achttien;negentien;twintig".split(";")
    )
    for word in words.split()
} | {"dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90, "honderd": 100}  # fmt: skip
_COUNT = rf"{_NUMBER}|{'|'.join(sorted(_COUNTS, key=lambda word: -len(word)))}"
_AGE = re.compile(r"(?:\b(?:van|tot|vanaf|boven|onder|tussen)(?: de)?|\ben) $")
_WHEN = re.compile(
    rf"(?P<date>\b\d{{1,2}}(?:e)? (?:{_MONTH})(?: (?:19|20)\d\d)?\b|(?<![\w.,/-])\d{{1,2}}([-/.])\d{{1,2}}\2(?:19|20)\d\d\b)"
    rf"|(?P<quarter>\b(?:eerste|tweede|derde|vierde|laatste|\d+e) (?:kwartaal|halfjaar|helft)(?: (?:van )?(?:19|20)\d\d)?\b|\bq[1-4](?: (?:19|20)\d\d)?\b)"
    rf"|(?P<part>\b(?:begin|medio|eind|einde|voorjaar|najaar|zomer|{_MONTH})(?: (?:van )?(?:19|20)\d\d)\b)"
    rf"|(?P<month>(?<=\bin )(?:{_MONTH})\b|(?<=\ben )(?:{_MONTH})\b)"
    r"|(?P<often>\b(?:(?:\w+ (?:keer|maal) )?(?:eens )?(?:per|elk|elke|ieder|iedere) (?:half jaar|halfjaar|jaar|kwartaal|maand|week|dag))\b|\b(?:jaarlijkse?|maandelijkse?|wekelijkse?|halfjaarlijkse?|driemaandelijkse?)\b)"
    rf"|(?P<term>\b(?:{_COUNT}|een|half|anderhalf) (?:werkdag|dag|week|weken|maand|jaar)(?:en)?\b)"
    r"|(?P<year>(?<!€)(?<!€ )(?<!\beuro )\b(?:19|20)\d\d\b)",
    re.IGNORECASE,
)  # fmt: skip
_SCALES = {"duizend": 3, "miljoen": 6, "mln": 6, "miljard": 9}
_SCALE = rf"(?: (?:{'|'.join(_SCALES)})\b)?"
_AMOUNT = re.compile(
    rf"(?P<euro>(?:€|\beuro\b) ?{_NUMBER}(?:,-)?{_SCALE}|(?<![\w.,-]){_NUMBER}{_SCALE} euro\b)"
    rf"|(?P<share>\b{_NUMBER} ?(?:%|procent(?:punt)?\b))"
    rf"|(?P<count>(?<![\w.,-])(?:{_COUNT})(?!\w))",
    re.IGNORECASE,
)  # fmt: skip
_BOUND = re.compile(
    r"\b(?:(?P<least>ten ?minste|minimaal|minstens|niet (?:minder|lager|kleiner) dan)|(?P<about>circa|ca\.|ongeveer)"
    r"|(?P<most>ten ?hoogste|maximaal|hoogstens|niet (?:meer|hoger|langer|groter) dan)) $",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r" (?!(?:en|of|van|in|op|te|per|voor|met|aan|als|door|bij|die|dat|de|het|binnen|tot)\b)[^\W\d_][\w-]*"
)
_RATE = re.compile(r" per (?:half jaar|halfjaar|jaar|kwartaal|maand|week|dag)\b", re.IGNORECASE)
_RATED = re.compile(rf"(?:(?:€|\beuro\b) ?{_NUMBER}(?:,-)?|(?<![\w.,-])(?:{_COUNT}) (?!keer|maal)[^\W\d_]+) $", re.IGNORECASE)  # fmt: skip
_OFTEN = {"jaarlijks": "per jaar", "maandelijks": "per maand", "wekelijks": "per week", "halfjaarlijks": "per half jaar", "driemaandelijks": "per kwartaal"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Fact:
    """A number or moment in a text: what it is, how it is compared, its unit, how it is shown, and the words that bound it."""

    kind: str
    key: str
    unit: str
    shown: str
    bound: str = ""

    @property
    def same(self) -> tuple[str, str]:
        """What makes two of them equal; the words around it may differ."""
        return self.kind, self.key

    @property
    def of(self) -> tuple[str, str]:
        """What it is a number of."""
        return self.kind, self.unit.casefold()


def facts_changed(old: str, new: str) -> Iterable[Change]:
    """Numbers and moments that are in one text only, paired where one seems to stand for the other."""
    for what, read in ((What.QUANTITY, _amounts), (What.DEADLINE, _moments)):
        left, right = read(old), read(new)
        kept = {fact.same for fact in left} & {fact.same for fact in right}
        yield from (_change(what, fact, twin) for fact, twin in _swapped(left, right, kept))
        gone = list({fact.same: fact for fact in left if fact.same not in kept}.values())
        added = list({fact.same: fact for fact in right if fact.same not in kept}.values())
        for key in (lambda fact: fact.of, lambda fact: fact.kind):
            for fact, twin in pair(gone, added, key):
                gone.remove(fact)
                added.remove(twin)
                yield _change(what, fact, twin)
        yield from (_change(what, fact, None) for fact in gone)
        yield from (_change(what, None, fact) for fact in added)


def _change(what: What, before: _Fact | None, after: _Fact | None) -> Change:
    """Show numbers with their bounds, but for a bound that is the same."""
    bounded = before is None or after is None or before.bound.casefold() != after.bound.casefold()

    def shown(fact: _Fact | None) -> str | None:
        return None if fact is None else f"{fact.bound if bounded else ''}{fact.shown}"

    return Change(what, shown(before), shown(after))


def _swapped(old: list[_Fact], new: list[_Fact], kept: set[tuple[str, str]]) -> list[tuple[_Fact, _Fact]]:
    """Numbers that are in both texts, but of another thing: "10 kavels en 20 garages", "20 kavels en 10 garages"."""
    left, right = (
        {(fact.same, fact.of): fact for fact in side if fact.unit and fact.same in kept} for side in (old, new)
    )
    moved = (
        [fact for key, fact in left.items() if key not in right],
        [fact for key, fact in right.items() if key not in left],
    )
    return pair(*moved, key=lambda fact: fact.of)


def _spaced(text: str) -> str:
    return " ".join(plain(text).split())


def _moments(text: str) -> list[_Fact]:
    return [_moment(match) for match in _WHEN.finditer(_spaced(text)) if not _is_age(match) and not _is_rate(match)]


def _is_rate(match: re.Match[str]) -> bool:
    """Tell "20 uur per week", which is an amount, from "overlegt per week"."""
    return match.lastgroup == "often" and bool(_RATED.search(match.string[: match.start()]))


def _is_age(match: re.Match[str]) -> bool:
    """Tell ages from terms: "jongeren tot 27 jaar" is about people, not about time."""
    if match.lastgroup != "term" or not match.group().casefold().endswith("jaar"):
        return False
    after = match.string[match.end() :]
    return bool(_AGE.search(match.string[: match.start()])) or bool(
        re.match(r" (?:en|of) (?:ouder|jonger)| oud\b", after)
    )


def _moment(match: re.Match[str]) -> _Fact:
    words, kind = match.group(), match.lastgroup or ""
    key = words.casefold()
    if kind == "often":
        key = re.sub(r"^(?:eens )?(?:per|elke?|iedere?) ", "per ", key)
        key = _OFTEN.get(key.removesuffix("e"), key).replace("halfjaar", "half jaar")
    elif kind == "term":
        count, unit = key.split(" ", 1)
        key = f"{_value(count)} {unit}"
    elif kind == "date":
        day, month, *year = re.split(r"e? |[-/.]", key)
        number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
        key = "-".join([str(int(day)), str(number), *year])
    # A date stays a date when it becomes a quarter or a year: they are one kind, a term and a frequency are others.
    return _Fact(kind if kind in ("often", "term") else "date", key, "", words)


def _amounts(text: str) -> list[_Fact]:
    # What is a moment is no amount: it is covered by as many signs, so that offsets stay.
    rest = _WHEN.sub(lambda m: m.group() if _is_age(m) or _is_rate(m) else "·" * len(m.group()), _spaced(text))
    return [_amount(match) for match in _AMOUNT.finditer(rest)]


def _amount(match: re.Match[str]) -> _Fact:
    words, kind = match.group(), match.lastgroup or ""
    bound = _BOUND.search(match.string[: match.start()])
    key = f"{bound.lastgroup if bound else ''} {_value(words.casefold())}"
    if words.endswith("punt"):  # two percentage points are not two percent
        key += " punt"
    place, unit = match.end(), ""
    # "40 sociale huurwoningen": a word on -e says of what kind, and the noun follows.
    while kind == "count" and (found := _UNIT.match(match.string, place)):
        unit += found.group()
        place = found.end()
        if not found.group().endswith("e"):
            break
    rate = _RATE.match(match.string, place)
    per = rate.group() if rate else ""
    return _Fact(kind, f"{key}{per.casefold()}", unit, words + unit + per, bound.group() if bound else "")


def _value(words: str) -> str:
    """A number as plain figures: "24.000" is 24000, "€ 15,-" is 15 and "1,5 miljoen" is 1500000."""
    if words == "een":
        return "1"
    figures = re.search(_NUMBER, words)
    if figures is None:
        return str(_COUNTS.get(words, words))
    number = figures[0]
    if re.match(r"\d{1,3}(?:\.\d{3})+(?!\d)", number):
        number = number.replace(".", "")
    scale = next((power for word, power in _SCALES.items() if word in words), 0)
    try:
        return f"{Decimal(number.replace(',', '.')).scaleb(scale).normalize():f}"
    except InvalidOperation:  # "1.2.3" is the number of a clause
        return number
