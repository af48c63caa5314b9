"""What deadlines mean: a table of readings, and what holds for every text."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prestatielint.nlp.periods import Period, PeriodKind, resolve
from prestatielint.nlp.slots import DEADLINE

CORPUS = Path(__file__).parents[2] / "corpus"
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
ONE, FOUR = (2026, 2026), (2026, 2029)
DAY = r"\d{4}-\d\d-\d\d"
WELL_FORMED = re.compile(rf"(?:{DAY}(?:/(?:{DAY}|\.\.))?|\.\./{DAY}|(?:R/)?P(?:\d+[YMWD]|T\d+H))")

# Text, kind, iso; read with the looptijd 2026-2029.
READINGS = [
    # Days.
    ("1 juli 2026", "datum", "2026-07-01"),
    ("01-07-2026", "datum", "2026-07-01"),
    ("1/7/2026", "datum", "2026-07-01"),
    ("1.7.2026", "datum", "2026-07-01"),
    ("2026-07-01", "datum", "2026-07-01"),
    ("  OP 1\u00a0JULI\u202f2026 ", "datum", "2026-07-01"),
    ("per 1 juli 2026", "datum", "2026-07-01"),
    ("in op 1 januari 2026", "datum", "2026-01-01"),
    ("ultimo 2026", "datum", "2026-12-31"),
    ("ultimo juni 2026", "datum", "2026-06-30"),
    ("primo 2026", "datum", "2026-01-01"),
    ("29 februari 2028", "datum", "2028-02-29"),
    ("29 februari 2027", "datum", None),
    ("31-02-2026", "datum", None),
    ("0 juli 2026", "datum", None),
    ("1-13-2026", "datum", None),
    ("2026-13-01", "datum", None),
    ("1 februari", "datum", None),
    ("1 mei van het jaar daarop", "datum", None),
    ("1 en 15 juli 2026", "datum", None),
    # Before and after a day.
    ("vóór 1 juli 2026", "datum", "../2026-06-30"),
    ("vo\u0301o\u0301r 1 juli 2026", "datum", "../2026-06-30"),
    ("VÓÓR 1 JULI 2026", "datum", "../2026-06-30"),
    ("voor 1 februari 2025", "datum", "../2025-01-31"),
    ("vóór 1 maart 2028", "datum", "../2028-02-29"),
    ("uiterlijk 1 juli 2026", "datum", "../2026-07-01"),
    ("Uiterlijk op 31 december 2021", "datum", "../2021-12-31"),
    ("niet later dan 1 juli 2026", "datum", "../2026-07-01"),
    ("uiterlijk vóór 1 juli 2026", "datum", "../2026-06-30"),
    ("tot 1 juli 2025", "datum", "../2025-06-30"),
    ("tot uiterlijk 1 juli 2026", "datum", "../2026-07-01"),
    ("Tot en met 31 december 2025", "datum", "../2025-12-31"),
    ("vóór ultimo 2026", "datum", "../2026-12-31"),
    ("vanaf 1 januari 2028", "datum", "2028-01-01/.."),
    ("met ingang van 1 januari 2027", "datum", "2027-01-01/.."),
    ("niet vóór 1 juli 2026", "datum", "2026-07-01/.."),
    ("na 1 juli 2026", "datum", "2026-07-02/.."),
    ("vóór 1 juli", "datum", None),
    # Months, quarters, halves, seasons.
    ("juli 2026", "periode", "2026-07-01/2026-07-31"),
    ("feb. 2028", "periode", "2028-02-01/2028-02-29"),
    ("t/m september 2026", "periode", "../2026-09-30"),
    ("vóór juli 2023", "periode", "../2023-06-30"),
    ("in november", "periode", None),
    ("Q3 2026", "periode", "2026-07-01/2026-09-30"),
    ("Q3-2026", "periode", "2026-07-01/2026-09-30"),
    ("2026-Q3", "periode", "2026-07-01/2026-09-30"),
    ("2026Q3", "periode", "2026-07-01/2026-09-30"),
    ("kwartaal 3 van 2026", "periode", "2026-07-01/2026-09-30"),
    ("derde kwartaal van 2026", "periode", "2026-07-01/2026-09-30"),
    ("het laatste kwartaal van 2026", "periode", "2026-10-01/2026-12-31"),
    ("Uiterlijk in het derde kwartaal van 2028", "periode", "../2028-09-30"),
    ("vóór het einde van het derde kwartaal van 2026", "periode", "../2026-09-30"),
    ("4e kwartaal", "periode", None),
    ("Tweede helft 2026", "periode", "2026-07-01/2026-12-31"),
    ("eerste halfjaar 2027", "periode", "2027-01-01/2027-06-30"),
    ("eerste half jaar van 2027", "periode", "2027-01-01/2027-06-30"),
    ("derde helft van 2026", "periode", None),
    ("eerste helft van mei 2026", "periode", "2026-05-01/2026-05-15"),
    ("tweede helft van februari 2028", "periode", "2028-02-16/2028-02-29"),
    ("eerste week van juli 2026", "periode", None),
    ("eerste en tweede kwartaal 2026", "periode", None),
    ("voorjaar 2026", "periode", "2026-03-01/2026-05-31"),
    ("in de zomer van 2026", "periode", "2026-06-01/2026-08-31"),
    ("Najaar 2026", "periode", "2026-09-01/2026-11-30"),
    ("winter 2027", "periode", "2027-12-01/2028-02-29"),
    ("winter 2026/27", "periode", "2026-12-01/2027-02-28"),
    ("zomer 2026/27", "periode", None),
    ("vóór de zomer van 2026", "periode", "../2026-05-31"),
    ("na de zomer van 2026", "periode", "2026-09-01/.."),
    ("voor de zomervakantie van 2026", "periode", "../2026-06-30"),
    # Begin, medio, eind.
    ("begin 2026", "periode", "2026-01-01/2026-03-31"),
    ("medio 2026", "periode", "2026-05-01/2026-08-31"),
    ("halverwege 2026", "periode", "2026-05-01/2026-08-31"),
    ("eind 2027", "periode", "2027-10-01/2027-12-31"),
    ("aan het eind van 2029", "periode", "2029-10-01/2029-12-31"),
    ("uiterlijk eind 2021", "periode", "../2021-12-31"),
    ("vóór eind 2022", "periode", "../2022-12-31"),
    ("tot eind 2027", "periode", "../2027-12-31"),
    ("vóór het einde van 2026", "periode", "../2026-12-31"),
    ("vanaf medio 2027", "periode", "2027-05-01/.."),
    ("begin juli 2026", "periode", "2026-07-01/2026-07-10"),
    ("medio juli 2026", "periode", "2026-07-11/2026-07-20"),
    ("eind juli 2026", "periode", "2026-07-21/2026-07-31"),
    ("eind Q3 2026", "periode", "2026-09-01/2026-09-30"),
    ("eind december", "periode", None),
    # Years.
    ("2026", "periode", "2026-01-01/2026-12-31"),
    ("in 2026", "periode", "2026-01-01/2026-12-31"),
    ("in de loop van 2026", "periode", "2026-01-01/2026-12-31"),
    ("kalenderjaar 2026", "periode", "2026-01-01/2026-12-31"),
    ("gedurende het gehele jaar 2026", "periode", "2026-01-01/2026-12-31"),
    ("van 2024", "periode", "2024-01-01/2024-12-31"),
    ("voor 2024", "periode", "2024-01-01/2024-12-31"),
    ("vóór 2024", "periode", "../2023-12-31"),
    ("tot 2030", "periode", "../2029-12-31"),
    ("tot en met 2029", "periode", "../2029-12-31"),
    ("vanaf 2026", "periode", "2026-01-01/.."),
    ("na 2025", "periode", "2026-01-01/.."),
    ("In de periode na 2026", "periode", "2027-01-01/.."),
    ("2026 en verder", "periode", "2026-01-01/.."),
    ("2026–2029", "periode", "2026-01-01/2029-12-31"),
    ("2026 - 2029", "periode", "2026-01-01/2029-12-31"),
    ("2025 t/m 2028", "periode", "2025-01-01/2028-12-31"),
    ("van 2026 tot en met 2029", "periode", "2026-01-01/2029-12-31"),
    ("vanaf 2026 tot en met 2029", "periode", "2026-01-01/2029-12-31"),
    ("van 2026 tot 2029", "periode", "2026-01-01/2028-12-31"),
    ("in de jaren 2023 en 2024", "periode", "2023-01-01/2024-12-31"),
    ("2026/27", "periode", "2026-01-01/2027-12-31"),
    ("2026-28", "periode", "2026-01-01/2028-12-31"),
    ("2026-15", "periode", None),
    ("2029-2026", "periode", None),
    ("dit jaar", "periode", None),
    ("van het voorafgaande kalenderjaar", "periode", None),
    # Two ends.
    ("van 1 januari tot en met 31 december 2026", "periode", "2026-01-01/2026-12-31"),
    ("van 1 januari 2026 tot 1 januari 2030", "periode", "2026-01-01/2029-12-31"),
    ("1 juli 2026 tot en met 30 september", "periode", "2026-07-01/2026-09-30"),
    ("Tussen 1 januari 2026 en 31 december 2029", "periode", "2026-01-01/2029-12-31"),
    ("Q1 tot en met Q4 2026", "periode", "2026-01-01/2026-12-31"),
    ("in 2026 en 2028", "periode", None),
    ("in mei en in november 2026", "periode", None),
    ("voor- en najaar 2026", "periode", None),
    ("2026, 2027 en 2028", "periode", "2026-01-01/2028-12-31"),
    ("juni/juli 2026", "periode", "2026-06-01/2026-07-31"),
    ("van begin 2026 tot eind 2027", "periode", "2026-01-01/2027-12-31"),
    ("1 juli 2026 (was 1 mei 2026)", "periode", None),
    # The looptijd.
    ("gedurende de looptijd", "looptijd", "2026-01-01/2029-12-31"),
    ("tijdens de hele looptijd van deze afspraken", "looptijd", "2026-01-01/2029-12-31"),
    ("in de periode van deze overeenkomst", "looptijd", "2026-01-01/2029-12-31"),
    ("vóór het einde van de looptijd", "looptijd", "../2029-12-31"),
    ("begin van de looptijd", "looptijd", "2026-01-01/2026-03-31"),
    ("tweede jaar van de looptijd", "looptijd", None),
    ("looptijd van 2025 tot en met 2028", "periode", "2025-01-01/2028-12-31"),
    ("de komende vier jaar", "periode", "2026-01-01/2029-12-31"),
    ("de komende jaren", "periode", None),
    # Again and again.
    ("jaarlijks", "frequentie", "R/P1Y"),
    ("jaarlijks vóór 1 mei", "frequentie", "R/P1Y"),
    ("Elk jaar vóór 15 november", "frequentie", "R/P1Y"),
    ("eerste kwartaal van elk jaar", "frequentie", "R/P1Y"),
    ("ieder najaar", "frequentie", "R/P1Y"),
    ("per kwartaal", "frequentie", "R/P3M"),
    ("per half jaar", "frequentie", "R/P6M"),
    ("halfjaarlijks", "frequentie", "R/P6M"),
    ("Maandelijks", "frequentie", "R/P1M"),
    ("tweejaarlijks", "frequentie", "R/P2Y"),
    ("tweewekelijks", "frequentie", "R/P2W"),
    ("dagelijks", "frequentie", "R/P1D"),
    ("elke zes weken", "frequentie", "R/P6W"),
    ("om de week", "frequentie", "R/P2W"),
    ("om het jaar", "frequentie", "R/P2Y"),
    ("om de twee jaar", "frequentie", "R/P2Y"),
    ("eens in de drie jaar", "frequentie", "R/P3Y"),
    ("één keer per maand", "frequentie", "R/P1M"),
    ("twee keer per jaar", "frequentie", "R/P6M"),
    ("ten minste viermaal per jaar", "frequentie", "R/P3M"),
    ("2x per jaar", "frequentie", "R/P6M"),
    ("zeven keer per week", "frequentie", "R/P1D"),
    ("twintig keer per jaar", "frequentie", None),
    ("twee keer in de looptijd", "frequentie", None),
    ("elke eerste maandag van de maand", "frequentie", "R/P1M"),
    ("iedere laatste vrijdag van het kwartaal", "frequentie", "R/P3M"),
    ("Iedere maandag", "frequentie", "R/P1W"),
    ("elke werkdag", "frequentie", None),
    ("op de vijfde werkdag van de maand", "frequentie", "R/P1M"),
    ("op de eerste dag van elke maand", "frequentie", "R/P1M"),
    ("het hele jaar door", "frequentie", None),
    ("per uur", "frequentie", "R/PT1H"),
    ("permanent", "frequentie", None),
    # Lengths.
    ("binnen zes weken na melding", "duur", "P6W"),
    ("binnen twee jaar", "duur", "P2Y"),
    ("in de eerste twee jaar", "duur", "P2Y"),
    ("zes weken later", "duur", "P6W"),
    ("in vijf jaar", "duur", "P5Y"),
    ("Ten minste een jaar tevoren", "duur", "P1Y"),
    ("ten minste twaalf maanden", "duur", "P12M"),
    ("uiterlijk twee weken na afloop", "duur", "P2W"),
    ("binnen een half jaar", "duur", "P6M"),
    ("binnen anderhalf jaar", "duur", "P18M"),
    ("binnen 24 uur", "duur", "PT24H"),
    ("binnen tien werkdagen", "duur", "P2W"),
    ("binnen drie werkdagen", "duur", None),
    ("binnen enkele weken", "duur", None),
    # Events, and what names no time.
    ("bij mutatie", "trigger", None),
    ("Bij elk nieuw project", "trigger", None),
    ("vóór de nieuwe verhuring", "trigger", None),
    ("telkens als", "trigger", None),
    ("in overleg met Jan", "trigger", None),
    ("in het jaar", "trigger", None),
    ("", "trigger", None),
]

# Text, looptijd, year, iso, what is assumed.
ASSUMPTIONS = [
    ("vóór 1 juli 2026", FOUR, 2028, "../2026-06-30", None),
    ("vóór 1 juli", ONE, None, "../2026-06-30", "jaar uit de looptijd: 2026"),
    ("vóór 1 juli", FOUR, 2027, "../2027-06-30", "jaar uit de kop: 2027"),
    ("vóór 1 juli", ONE, 2027, "../2027-06-30", "jaar uit de kop: 2027"),
    ("vóór 1 juli", None, None, None, None),
    ("29 februari", ONE, None, None, None),
    ("Q2", ONE, None, "2026-04-01/2026-06-30", "jaar uit de looptijd: 2026"),
    ("van oktober tot en met december", ONE, None, "2026-10-01/2026-12-31", "jaar uit de looptijd: 2026"),
    ("dit jaar", ONE, None, "2026-01-01/2026-12-31", "jaar uit de looptijd: 2026"),
    ("Gehele jaar", ONE, None, "2026-01-01/2026-12-31", "jaar uit de looptijd: 2026"),
    ("volgend jaar", ONE, None, "2027-01-01/2027-12-31", "jaar uit de looptijd: 2026"),
    ("vorig jaar", None, 2026, "2025-01-01/2025-12-31", "jaar uit de kop: 2026"),
    ("vóór 1 mei volgend jaar", ONE, None, "../2027-04-30", "jaar uit de looptijd: 2026"),
    ("eerste helft van het jaar", ONE, None, "2026-01-01/2026-06-30", "jaar uit de looptijd: 2026"),
    ("vóór het einde van het jaar", ONE, None, "../2026-12-31", "jaar uit de looptijd: 2026"),
    ("de komende twee jaar", FOUR, None, "2026-01-01/2027-12-31", "begin van de looptijd: 2026"),
    ("de komende twee jaar", None, 2026, None, None),
    ("gedurende de looptijd", ONE, None, "2026-01-01/2026-12-31", None),
    ("gedurende de looptijd", None, 2026, None, None),
    ("halverwege de looptijd", FOUR, None, None, None),
    ("gedurende de looptijd", (2029, 2026), None, None, None),
    ("dit jaar", None, 0, None, None),
    ("volgend jaar", (9999, 9999), None, None, None),
    ("eind 2027", None, None, "2027-10-01/2027-12-31", "eind gelezen als oktober tot en met december"),
    ("na eind 2027", None, None, "2028-01-01/..", None),
    ("vanaf begin 2027", None, None, "2027-01-01/..", None),
    ("uiterlijk medio 2026", None, None, "../2026-08-31", "medio gelezen als mei tot en met augustus"),
    ("zomer 2026", None, None, "2026-06-01/2026-08-31", "zomer gelezen als juni tot en met augustus"),
    ("begin juli 2026", None, None, "2026-07-01/2026-07-10", "begin gelezen als dag 1 tot en met 10"),
    (
        "eind december",
        ONE,
        None,
        "2026-12-21/2026-12-31",
        "jaar uit de looptijd: 2026; eind gelezen als dag 21 tot en met 31",
    ),
    ("voor 2024", None, None, "2024-01-01/2024-12-31", "voor gelezen als bestemd voor, niet als vóór"),
    ("2021 en 2022", None, None, "2021-01-01/2022-12-31", None),
    ("tussen januari 2021 en eind 2023", None, None, "2021-01-01/2023-12-31", None),
    ("van 2026 tot 2029", None, None, "2026-01-01/2028-12-31", "tot gelezen als zonder het laatste jaar"),
    ("rond 1 juli 2026", None, None, "2026-07-01", "rond gelezen zonder marge"),
    ("twee keer per jaar", None, None, "R/P6M", "gelijk verdeeld"),
    ("binnen vijf werkdagen", None, None, "P1W", "vijf werkdagen geteld als een week"),
]


@pytest.mark.parametrize(("text", "kind", "iso"), READINGS, ids=[text for text, _, _ in READINGS])
def test_reading(text: str, kind: str, iso: str | None) -> None:
    found = resolve(text, period=FOUR)
    assert (found.kind, found.iso) == (kind, iso)
    assert iso is not None or found.assumed is None


@pytest.mark.parametrize(("text", "period", "year", "iso", "assumed"), ASSUMPTIONS)
def test_what_the_context_adds(
    text: str, period: tuple[int, int] | None, year: int | None, iso: str | None, assumed: str | None
) -> None:
    found = resolve(text, period=period, year=year)
    assert (found.iso, found.assumed) == (iso, assumed)


NUMBER_WORDS = """één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien
zeventien achttien negentien twintig""".split()


@pytest.mark.parametrize(("number", "word"), list(enumerate(NUMBER_WORDS, 1)))
def test_number_words(number: int, word: str) -> None:
    for written in (word, word.upper(), str(number)):
        assert resolve(f"binnen {written} weken") == Period(PeriodKind.DUUR, f"P{number}W", None)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_itself(day: date) -> None:
    for text in (
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"op {day.day}  {MONTHS[day.month - 1].upper()}\u00a0{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day.day}/{day.month}/{day.year}",
        day.isoformat(),
    ):
        assert resolve(text) == Period(PeriodKind.DATUM, day.isoformat(), None)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_before_and_from_meet_without_a_gap(day: date) -> None:
    written = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    before, until, since, after = (
        resolve(f"{word} {written}").iso or "" for word in ("vóór", "uiterlijk", "vanaf", "na")
    )
    assert (until, since) == (f"../{day}", f"{day}/..")
    last, first = date.fromisoformat(before.removeprefix("../")), date.fromisoformat(after.removesuffix("/.."))
    assert (day - last).days == (first - day).days == 1


def check_form(found: Period) -> None:
    assert isinstance(found.kind, PeriodKind)
    if found.iso is None:
        assert found.assumed is None
        return
    assert WELL_FORMED.fullmatch(found.iso), found
    days = [date.fromisoformat(day) for day in re.findall(DAY, found.iso)]
    assert days == sorted(days)
    assert found.iso.startswith("R/") == (found.kind is PeriodKind.FREQUENTIE)
    assert found.iso.startswith("P") == (found.kind is PeriodKind.DUUR)


# Words that mean something here, in any order, find more than random characters do.
PIECES = (
    """
    1 31 0 99 2026 2029 1999 2026/27 26-27 31-02-2026 1/7/2026 2026-07-01 2026-Q3 Q1 Q4 Q5 januari februari mei jan dec.
    vóór voor tot en met t/m uiterlijk vanaf na sinds per op in de het van tussen eind einde begin medio ultimo primo
    eerste tweede derde laatste helft kwartaal halfjaar half jaar jaren looptijd komende volgend dit elk elke om twee
    twintig enkele keer maal x weken maanden werkdagen dag uur maandag zomer winter zomervakantie - – / , . verder
    jaarlijks tweemaandelijks binnen melding rond daarop niet of ١٢ é İ
    """
).split()
YEARS = st.none() | st.integers(-10, 10_000)


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join), YEARS, YEARS, YEARS)
def test_any_text_gives_a_kind_and_a_well_formed_reading(
    text: str, first: int | None, last: int | None, year: int | None
) -> None:
    period = (first, last) if first is not None and last is not None else None
    check_form(resolve(text, period=period, year=year))


def corpus_slots() -> list[tuple[str, tuple[int, int]]]:
    """Every deadline that is found in the texts that may be read, with the looptijd of its agreement."""
    slots = []
    for split in ("train", "dev"):
        for path in sorted((CORPUS / split).glob("*.jsonl")):
            years = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["period"].split("-")
            for line in path.read_text(encoding="utf-8").splitlines():
                for slot in DEADLINE.finditer(json.loads(line)["text"]):
                    slots.append((slot.group(), (int(years[0]), int(years[-1]))))
    return slots


def test_the_deadlines_of_the_corpus() -> None:
    slots = corpus_slots()
    unresolved: Counter[str] = Counter()
    dated: Counter[str] = Counter()
    for text, period in slots:
        found = resolve(text, period=period)
        check_form(found)
        if found.iso is None:
            unresolved[f"{found.kind}: {text.lower()}"] += 1
            if re.search(r"(?:19|20)\d\d", text):  # with a year in the words nothing is missing
                dated[text] += 1
    assert len(slots) > 400
    assert unresolved.total() / len(slots) < 0.2, unresolved.most_common(20)
    assert dated.total() / len(slots) < 0.02, dated.most_common(20)
