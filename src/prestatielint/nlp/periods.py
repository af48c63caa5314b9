"""What a deadline means: Dutch dates, periods, frequencies and lengths as ISO 8601.

``slots`` finds the words; ``resolve`` reads them. Notation:

- a day, a closed interval between its first and last day, a length and a repetition as in ISO 8601-1:2019
  ("2026-07-01", "2026-01-01/2026-12-31", "P6W", "R/P3M"); days are whole calendar days, without time or time zone;
- ".." for an end that is left open, as in ISO 8601-2:2019 (the Extended Date/Time Format); part 1 has no such sign.

Neither standard says what everyday words mean. These readings are ours; where another is likely, ``Period.assumed``
names the one that was taken:

- "begin", "medio" and "eind" of a year: the first quarter, May to August, the last quarter; of a quarter or a half its
  first, middle or last third; of a month the days to 10, to 20 and the rest; of the looptijd the first quarter of its
  first year or the last of its last.
- Seasons are meteorological, and winter starts in December of the year that is named; the summer holidays are July
  and August.
- "vijf werkdagen" is a week; another number of working days has no length in ISO 8601, so none is given.
- "twee keer per jaar" is spread evenly; what leaves no whole months or days ("twintig keer per jaar") gets no length.
- "2026 en 2027" is one period, "in mei en november" is two times and gets none; "tussen" makes them one.

These follow from the words themselves:

- "vóór" and "tot" leave the day out, "uiterlijk" and "tot en met" keep it; "vóór eind 2026" and "tot ultimo 2026"
  run to the last day. "na" starts the day after, "vanaf" on the day. "per" and "op" mean the day itself.
- "voor 2026" without accents is what is meant for that year, "vóór 2026" is before it; before a date, month or season
  both are before it.
- "om de week" is every second week, "tweejaarlijks" every second year.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from prestatielint.nlp.slots import YEAR


class PeriodKind(StrEnum):
    """What sort of time the words name."""

    DATUM = "datum"  # a day, or all days before or after it
    PERIODE = "periode"  # a month, quarter, season, year or more, or all days before or after it
    FREQUENTIE = "frequentie"  # again and again ("per kwartaal", "jaarlijks vóór 1 mei")
    TRIGGER = "trigger"  # an event ("bij mutatie"), and words that name no time at all
    LOOPTIJD = "looptijd"  # the period of the agreement, or a part of it
    DUUR = "duur"  # a length without a start ("binnen zes weken na melding")


@dataclass(frozen=True, slots=True)
class Period:
    """A deadline as it was understood.

    ``iso`` is one of "2026-07-01", "2026-01-01/2026-12-31" (first and last day), "../2026-06-30", "2026-07-01/..",
    "R/P3M" and "P6W"; None when the words alone do not settle it ("1 juli" without a year, "bij mutatie") or name a day
    that does not exist. ``assumed`` says in Dutch what was assumed for ``iso``, parts separated by "; "; None when nothing.
    """

    kind: PeriodKind
    iso: str | None
    assumed: str | None


_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_MONTH_NUMBERS = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"mrt": 3}
# "jan" and "dec" are names too, so a short month needs a year behind it.
_MONTH = rf"(?:{'|'.join(_MONTHS)}|(?:jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\.?(?= {YEAR}))"
_NUMBERS = {
    word: number
    for number, word in enumerate(
        """
        een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien
        achttien negentien twintig
        """.split(),
        1,
    )
} | {"dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "negentig": 90}
_NUMBER = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_COUNT = rf"(?:\d{{1,4}}|een paar|een aantal|enkele|meerdere|{_NUMBER})"
# How many of which ISO 8601 designator; B, a working day, is no part of the standard.
_UNITS = {
    "uur": (1, "H"),
    "uren": (1, "H"),
    "werkdag": (1, "B"),
    "werkdagen": (1, "B"),
    "dag": (1, "D"),
    "dagen": (1, "D"),
    "week": (1, "W"),
    "weken": (1, "W"),
    "maand": (1, "M"),
    "maanden": (1, "M"),
    "kwartaal": (3, "M"),
    "kwartalen": (3, "M"),
    "halfjaar": (6, "M"),
    "half jaar": (6, "M"),
    "jaar": (1, "Y"),
    "jaren": (1, "Y"),
    "kalenderjaar": (1, "Y"),
    "kalenderjaren": (1, "Y"),
}
_UNIT = rf"(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b"
# First month and number of months.
_SEASONS = {
    "voorjaar": (3, 3),
    "lente": (3, 3),
    "zomer": (6, 3),
    "zomervakantie": (7, 2),
    "zomerreces": (7, 2),
    "najaar": (9, 3),
    "herfst": (9, 3),
    "winter": (12, 3),
}
_SEASON = "|".join(sorted(_SEASONS, key=len, reverse=True))
_ORDINALS = {"eerste": 1, "1e": 1, "tweede": 2, "2e": 2, "derde": 3, "3e": 3, "vierde": 4, "4e": 4}
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|laatste)"
_PART_NAMES = {
    "begin": "begin",
    "medio": "medio",
    "halverwege": "medio",
    "midden": "medio",
    "eind": "eind",
    "einde": "eind",
    "ultimo": "ultimo",
    "primo": "primo",
}
# Of a span of so many months: how many to skip, and how many there are.
_PARTS = {
    (12, "begin"): (0, 3),
    (12, "medio"): (4, 4),
    (12, "eind"): (9, 3),
    (6, "begin"): (0, 2),
    (6, "medio"): (2, 2),
    (6, "eind"): (4, 2),
    (3, "begin"): (0, 1),
    (3, "medio"): (1, 1),
    (3, "eind"): (2, 1),
}
# Of a month: first and last day, None for the last day of the month.
_DAYS = {"begin": (1, 10), "medio": (11, 20), "eind": (21, None), "helft 1": (1, 15), "helft 2": (16, None)}
# Years to count from the year of the agreement; of any other ("hetzelfde jaar") the words before must tell.
_RELATIVE_YEARS = {
    "dit": 0,
    "het": 0,
    "lopende": 0,
    "hele": 0,
    "gehele": 0,
    "komend": 0,
    "komende": 0,
    "volgend": 1,
    "volgende": 1,
    "vorig": -1,
    "vorige": -1,
    "afgelopen": -1,
}
_OTHER_YEARS = "hetzelfde|dat|(?:des)?betreffende|voorgaande?|voorafgaande?|(?:daarop|erop|op)volgende?"


def _year_pattern(number: int) -> str:
    """A year, two years as "2026/27", or a year told from another; ``number`` keeps the names of the groups apart."""
    return (
        rf"(?:(?:(?:het )?(?:(?:ge)?hele )?(?:kalender)?jaar |de jaren )?(?P<year{number}>{YEAR})(?!\d)(?: ?[-/] ?(?P<until{number}>\d\d)(?![\w-]))?"
        rf"|(?P<relative{number}>{'|'.join(_RELATIVE_YEARS)}|{_OTHER_YEARS}) (?:lopende )?(?:kalender)?jaar\b"
        rf"(?P<later{number}> (?:daarop|daarna|daarvoor|erop|erna|ervoor|volgend|na|nadat|waarin)\b)?)"
    )


# The names of the groups count for their letters only: "year1" and "year2" are both the year.
_MOMENT = re.compile(
    rf"(?<!\w)(?<!\d[.,])(?:(?P<part>{'|'.join(_PART_NAMES)}|(?:eerste|tweede|1e|2e) helft(?= van {_MONTH}))(?: van)?(?: het| de)? )?"
    rf"(?:(?P<year3>{YEAR})-(?P<number3>\d\d)-(?P<day3>\d\d)"
    rf"|(?P<day4>\d{{1,2}})[-/.](?P<number4>\d{{1,2}})[-/.](?P<year4>{YEAR})"
    rf"|(?P<year5>{YEAR}) ?[-/]? ?q(?P<quarter5>[1-4])"
    rf"|(?:(?:(?P<day1>\d{{1,2}})(?:e|ste|de)? )?(?P<month1>{_MONTH})|(?:q|kwartaal )(?P<quarter1>[1-4])|(?P<season1>{_SEASON})"
    rf"|(?P<ordinal1>{_ORDINAL}) (?P<unit1>kwartaal|halfjaar|half jaar|jaarhelft|helft))(?:(?: van | in |[ /-]+){_year_pattern(1)})?"
    rf"|{_year_pattern(2)}"
    rf"|(?P<coming2>(?:eerst)?komende) (?:(?P<count2>{_COUNT}) )?(?P<length2>{_UNIT})"
    r"|(?:de(?:ze)? )?(?:(?:ge)?hele |volledige )?(?P<term2>looptijd|(?:contract|convenant|afspraken)periode|periode van deze \w+))(?!\w)"
)
_BOUND = re.compile(
    r"\b(?:(?P<until>uiterlijk|niet later dan|tot en met|t/m|tot uiterlijk|v[oó]{2}r of op|op of v[oó]{2}r)"
    r"|(?P<since>vanaf|met ingang van|ingaande|sinds|niet v[oó]{2}r|niet eerder dan)"
    r"|(?P<before>v[oó]{2}r|tot|eerder dan)|(?P<after>na|later dan))"
    r"(?: (?:in|op|per|de|het|van|aan|rond|circa|omstreeks|ongeveer|periode|loop|jaren))* $"
)
_ONWARDS = re.compile(r",? (?:en (?:verder|later|daarna|volgende jaren)|e\.v\.)")
_JOIN = re.compile(r" ?(?P<word>,|/|-|en|of|tot en met|t/m|tot uiterlijk|tot)(?: (?:in|op|de|het))* ?")
_TO = ("-", "/", "tot", "tot en met", "t/m", "tot uiterlijk")
_ABOUT = re.compile(r"\b(?:rond|circa|omstreeks|ongeveer)\b")
# "1 en 15 juli", "voor- en najaar", "de eerste week van juli": what comes before is no moment, and the rest alone would be wrong.
_HALF_READ = re.compile(
    rf"\b(?:(?:\d{{1,2}}e?|{_ORDINAL}) ?(?:,|/|-|en|of|tot|tot en met|t/m)"
    r"|(?:dag|dagen|week|weken|maand|maanden|kwartaal|helft|jaar|jaren) van|\w+- (?:en|of)) ?(?:de |het )?$"
)
_DURATION = re.compile(
    r"(?:(?:uiterlijk|steeds|telkens|binnen|in de eerste|in|na|over|minimaal|maximaal|minstens|ten minste|tenminste|gedurende"
    rf"|voor de duur van|voor) )*(?P<count>{_COUNT}) (?P<unit>{_UNIT})(?! per )"
)
_TIMES = re.compile(
    rf"\b(?:(?P<times>{_COUNT}) ?(?:keer|maal|x)|eens) (?:per|in het|in de|in|elke?|iedere?) (?:(?P<count>{_COUNT}) )?(?:\w+ )??"
    rf"(?:(?P<unit>{_UNIT})|looptijd)"
)
_EACH = re.compile(
    rf"\b(?:(?:(?P<other>om) (?:de|het)|elke?|iedere?|per) (?:(?:volgend|nieuw)e? )?(?:(?P<count>{_COUNT}) )?(?P<unit>{_UNIT})"
    rf"|(?:elke?|iedere?) (?:(?:{_ORDINAL} )?(?P<day>(?:maan|dins|woens|donder|vrij|zater|zon|werk)dag)(?: van (?:de|het|elke?|iedere?) (?P<of>{_UNIT}))?"
    rf"|(?P<yearly>{_SEASON}|{_MONTH}))\b|de \w+ (?:werk)?dag van (?:de|het) (?P<month>maand|kwartaal)\b|(?:elk|ieder|per) (?P<talk>kwartaal)gesprek)"
)
_ADVERB = re.compile(rf"\b(?P<count>{_NUMBER}|half)?(?P<unit>dage|weke|maande|jaar)lijkse?\b")
_ADVERB_UNITS = {"dage": "dag", "weke": "week", "maande": "maand", "jaar": "jaar"}
_ALWAYS = re.compile(r"\b(?:(?:permanent|continu|doorlopend)e?|(?:ge)?hele (?:kalender)?jaar door)\b")


def resolve(text: str, *, period: tuple[int, int] | None = None, year: int | None = None) -> Period:
    """What the words of one deadline mean.

    ``period`` is the first and last year of the agreement. ``year`` is the year that a heading or a table header gives;
    it goes before ``period``, and a year in the words goes before both. Never raises: what is not understood is a
    TRIGGER without ``iso``.
    """
    text = _clean(text)
    return _duration(text) or _frequency(text) or _moment(text, period, year) or Period(PeriodKind.TRIGGER, None, None)


def _clean(text: str) -> str:
    """Lower case, single spaces and hyphens, "één" as "een"; "vóór" keeps its accents, for they carry meaning."""
    text = unicodedata.normalize("NFC", text).lower().replace("é", "e")
    text = " ".join(re.sub(r"[‐‑‒–—−]", "-", text).split())
    return text.replace("anderhalf jaar", "18 maanden")


def _count(word: str | None) -> int | None:
    """The number; one when there is none, None when it says no number ("enkele")."""
    if word is None:
        return 1
    return int(word) if word.isdecimal() else _NUMBERS.get(word)


def _length(count: int | None, unit: str, times: int | None = 1) -> str | None:
    """``count`` units, divided by ``times``, as an ISO 8601 duration; None when that is no whole number."""
    if not count or not times:
        return None
    amount, sign = _UNITS[unit]
    amount *= count
    if amount % times and sign in "YW":
        amount, sign = (12 * amount, "M") if sign == "Y" else (7 * amount, "D")
    if sign == "B":
        amount, sign = (amount // 5, "W") if amount % 5 == 0 else (1, "B")
    if amount % times or sign == "B":
        return None
    return f"P{'T' if sign == 'H' else ''}{amount // times}{sign}"


def _duration(text: str) -> Period | None:
    match = _DURATION.match(text)
    if match is None:
        return None
    iso = _length(_count(match["count"]), match["unit"])
    assumed = "vijf werkdagen geteld als een week" if iso and match["unit"].startswith("werkdag") else None
    return Period(PeriodKind.DUUR, iso, assumed)


def _frequency(text: str) -> Period | None:
    assumed = None
    if match := _TIMES.search(text):
        times = _count(match["times"])
        length = _length(_count(match["count"]), match["unit"], times) if match["unit"] else None
        if length and times != 1:
            assumed = "gelijk verdeeld"
    elif match := _EACH.search(text):
        if match["unit"]:
            # "om de week" skips one.
            length = _length(2 if match["other"] and not match["count"] else _count(match["count"]), match["unit"])
        elif match["day"]:
            length = _length(1, match["of"] or ("werkdag" if match["day"] == "werkdag" else "week"))
        else:
            length = _length(1, match["talk"] or match["month"] or "jaar")
    elif match := _ADVERB.search(text):
        half = match["count"] == "half"
        length = _length(1 if half else _count(match["count"]), "halfjaar" if half else _ADVERB_UNITS[match["unit"]])
    elif _ALWAYS.search(text):
        length = None
    else:
        return None
    return Period(PeriodKind.FREQUENTIE, f"R/{length}" if length else None, assumed)


@dataclass(frozen=True, slots=True)
class _Moment:
    """One time that the text names: its characters (0-based, half-open) and its words by the group that they fill."""

    start: int
    end: int
    words: dict[str, str]

    @property
    def named(self) -> bool:
        """Whether it names a day or a part of a year, and not whole years."""
        return bool(self.words.keys() & {"part", "month", "number", "quarter", "season", "ordinal"})

    @property
    def kind(self) -> PeriodKind:
        if "term" in self.words:
            return PeriodKind.LOOPTIJD
        single = "day" in self.words or self.part in ("ultimo", "primo")
        return PeriodKind.DATUM if single else PeriodKind.PERIODE

    @property
    def part(self) -> str | None:
        """Which part of the month, quarter or year: a key of ``_DAYS``, or "ultimo" or "primo"."""
        part = self.words.get("part")
        if part and part.endswith("helft"):
            return f"helft {_ORDINALS[part.split()[0]]}"
        return _PART_NAMES[part] if part else None


def _moments(text: str) -> list[_Moment]:
    found: list[_Moment] = []
    for match in _MOMENT.finditer(text):
        words = {name.rstrip("12345"): word for name, word in match.groupdict().items() if word}
        moment = _Moment(match.start(), match.end(), words)
        if found and "term" in found[-1].words and text[found[-1].end : moment.start] in (" ", " van "):
            found.pop()  # "de looptijd van 2026 tot en met 2029": the years say it
        if words.get("relative") != "het" or moment.named:  # "het jaar" alone names none
            found.append(moment)
    return found


def _moment(text: str, period: tuple[int, int] | None, year: int | None) -> Period | None:
    moments = _moments(text)
    if not moments:
        return None
    kind = moments[0].kind if len(moments) == 1 else PeriodKind.PERIODE
    try:
        iso, notes = _interval(text, moments, period, year)
    except (ValueError, OverflowError):  # no such day, or a year that nobody gave
        return Period(kind, None, None)
    return Period(kind, iso, "; ".join(dict.fromkeys(notes)) or None)


def _interval(
    text: str, moments: list[_Moment], period: tuple[int, int] | None, year: int | None
) -> tuple[str, list[str]]:
    """The moments and the words around them as an interval, and what was assumed; ValueError when it cannot be told."""
    prefix = text[: moments[0].start]
    if _HALF_READ.search(prefix):
        raise ValueError("only half of it was read")
    join = _joined_by(text, moments)
    closing = moments[-1].part in ("eind", "ultimo")
    notes: list[str] = []

    bound = _BOUND.search(prefix)
    sort = bound.lastgroup if bound else None
    if _ONWARDS.match(text, moments[-1].end):
        sort = "since"
    if bound and sort == "before" and bound["before"] == "voor" and (join or not moments[0].named):
        sort = None
        if "year" in moments[0].words:
            notes.append("voor gelezen als bestemd voor, niet als vóór")
    elif sort == "before" and closing:
        sort = "until"
    elif sort == "since" and join in _TO:
        sort = None
    short = join == "tot" and not closing

    spans: list[tuple[date, date]] = []
    for index, moment in enumerate(moments):
        start, said = _year(moment, moments[index:] + moments[:index], period, year)
        first, last, note = _days(moment, start, period)
        spans.append((first, last))
        notes += said
        # "uiterlijk eind 2026": only the last day counts, and nothing is assumed about that.
        opens = sort in (None, "since", "before") if index == 0 else short and index == len(moments) - 1
        closes = sort in (None, "until", "after") and not short and index == len(moments) - 1
        if note and ((opens and moment.part != "begin") or (closes and moment.part != "eind")):
            notes.append(note)
    first, last = spans[0][0], spans[-1][1]

    if short:
        last = spans[-1][0] - timedelta(days=1)
        if not moments[-1].named:
            notes.append("tot gelezen als zonder het laatste jaar")
    apart = any(before[1] + timedelta(days=1) < after[0] for before, after in pairwise(spans))
    if apart and join not in _TO and "tussen" not in prefix:
        raise ValueError("more than one time")
    if about := _ABOUT.search(prefix):
        notes.append(f"{about.group()} gelezen zonder marge")
    if first > last:
        raise ValueError("ends before it starts")
    if sort == "until":
        return f"../{last}", notes
    if sort == "before":
        return f"../{first - timedelta(days=1)}", notes
    if sort == "since":
        return f"{first}/..", notes
    if sort == "after":
        return f"{last + timedelta(days=1)}/..", notes
    return (str(first) if first == last else f"{first}/{last}"), notes


def _joined_by(text: str, moments: list[_Moment]) -> str | None:
    """The last word that joins the moments to one span; None for a single moment, ValueError when they are apart."""
    word = None
    for before, after in pairwise(moments):
        join = _JOIN.fullmatch(text, before.end, after.start)
        if join is None:
            raise ValueError("two times that do not belong together")
        word = join["word"]
    return word


def _year(
    moment: _Moment, others: list[_Moment], period: tuple[int, int] | None, year: int | None
) -> tuple[int, list[str]]:
    """The year in which the moment starts, and what was assumed; a year of the ``others``, in order, will do."""
    words = moment.words
    if "year" in words:
        return int(words["year"]), []
    if "term" in words or "coming" in words:
        if period is None:
            raise ValueError("no looptijd")
        return period[0], [f"begin van de looptijd: {period[0]}"] if "coming" in words else []
    written = [other.words["year"] for other in others if "year" in other.words]
    if written and "relative" not in words:  # "van 1 januari tot en met 31 december 2026"
        return int(written[0]), []
    relative = words.get("relative", "dit")
    if relative not in _RELATIVE_YEARS or "later" in words:
        raise ValueError("a year told from another")
    if year is not None:
        return year + _RELATIVE_YEARS[relative], [f"jaar uit de kop: {year}"]
    if period is not None and period[0] == period[1]:
        return period[0] + _RELATIVE_YEARS[relative], [f"jaar uit de looptijd: {period[0]}"]
    raise ValueError("no year")


def _days(moment: _Moment, year: int, period: tuple[int, int] | None) -> tuple[date, date, str | None]:
    """First and last day of a moment that starts in ``year``, and how its words were read where they are vague."""
    words = moment.words
    if "day" in words:
        number = int(words["number"]) if "number" in words else _MONTH_NUMBERS[words["month"][:3]]
        day = date(year, number, int(words["day"]))
        return day, day, None
    month, count = 1, 12
    if "month" in words:
        month, count = _MONTH_NUMBERS[words["month"][:3]], 1
    elif "quarter" in words:
        month, count = 3 * int(words["quarter"]) - 2, 3
    elif "season" in words:
        month, count = _SEASONS[words["season"]]
    elif "ordinal" in words:
        count = 3 if words["unit"] == "kwartaal" else 6
        which = 12 // count if words["ordinal"] == "laatste" else _ORDINALS[words["ordinal"]]
        if which * count > 12:
            raise ValueError("no such part of a year")
        month = (which - 1) * count + 1
    elif "coming" in words:
        years = _count(words["count"]) if "count" in words and _UNITS[words["length"]][1] == "Y" else None
        if not years:
            raise ValueError("no number of years")
        count = 12 * years
    elif "term" in words and period is not None:
        if moment.part == "eind":
            year = period[1]
        elif moment.part != "begin":
            count = 12 * (period[1] - period[0] + 1)
    if "until" in words and not (words.get("season") == "winter" and int(words["until"]) == year % 100 + 1):
        if moment.named or int(words["until"]) <= year % 100:
            raise ValueError("no span of years")
        count = 12 * (int(words["until"]) - year % 100 + 1)

    first, last = _span(year, month, count)
    part = moment.part
    if part == "ultimo":
        return last, last, None
    if part == "primo":
        return first, first, None
    if part and count == 1:
        from_day, to_day = _DAYS[part]
        first, last = first.replace(day=from_day), last.replace(day=to_day) if to_day else last
        return first, last, f"{words['part']} gelezen als dag {first.day} tot en met {last.day}"
    if part:
        if (count, part) not in _PARTS:
            raise ValueError("no such part")
        skip, count = _PARTS[count, part]
        first, last = _span(year, month + skip, count)
    if part or "season" in words:
        names = dict.fromkeys(_MONTHS[day.month - 1] for day in (first, last))
        return first, last, f"{words.get('part') or words['season']} gelezen als {' tot en met '.join(names)}"
    return first, last, None


def _span(year: int, month: int, count: int) -> tuple[date, date]:
    """First and last day of ``count`` months from ``month`` on; month 13 is January of the next year."""
    first, after = (divmod(month - 1 + months, 12) for months in (0, count))
    start, stop = (date(year + years, index + 1, 1) for years, index in (first, after))
    return start, stop - timedelta(days=1)
