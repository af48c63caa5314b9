"""What is said of a document as a whole, on small documents made by hand; no trained pipeline is needed."""

import dataclasses
from collections.abc import Sequence

import pytest
import spacy

from prestatielint.catalogue import load_catalogue
from prestatielint.document_rules import DOCUMENT_CHECKS, document_findings
from prestatielint.errors import CatalogueError
from prestatielint.model import (
    Block,
    Cell,
    Clause,
    Document,
    Finding,
    Kind,
    Label,
    Niveau,
    Party,
    Role,
    Severity,
    Theme,
)
from prestatielint.nlp.parties import PartyMatcher
from prestatielint.nlp.predicates import Predicate
from prestatielint.nlp.quantities import quantities
from prestatielint.nlp.reading import Context, Reading
from prestatielint.nlp.slots import Slot, conditions, dates

GEMEENTE = Party("gemeente Zandmeer", Role.GEMEENTE, ("Zandmeer",))
VLIET = Party("Woonstichting De Vliet", Role.CORPORATIE, ("De Vliet",))
SCHAKEL = Party("Huurdersvereniging De Schakel", Role.HUURDERSORGANISATIE, ("De Schakel",))
PARTIES = (GEMEENTE, VLIET, SCHAKEL)

NLP = spacy.blank("nl")
NLP.add_pipe("sentencizer")
MATCH = PartyMatcher(NLP, PARTIES)
RULES = [rule for rule in load_catalogue().rules if rule.label.startswith("document-")]


def reading(
    text: str,
    kind: Kind = Kind.AFSPRAAK,
    niveau: Niveau | None = Niveau.OUTPUT,
    *,
    number: str | None = "1.1",
    theme: Theme = Theme.NIEUWBOUW,
    heading: tuple[str, ...] = ("1 Nieuwbouw",),
    block: Block = Block.ITEM,
    columns: Sequence[str] = (),
) -> Reading:
    """Read a clause as far as words alone go; every party that it names acts."""
    doc = NLP(text)
    start, cells = 0, []
    for column, part in zip(columns, text.split(" | "), strict=False):
        cells.append(Cell(start, start + len(part), column))
        start += len(part) + 3
    clause = Clause(f"{number or text[:8]}#1", text, block, number, heading, cells=tuple(cells))
    mentions = MATCH(doc)
    found = dates(text)
    verb = next((token for token in doc if token.text.endswith(("t", "en"))), doc[0])
    agreed = kind is Kind.AFSPRAAK
    return Reading(
        clause=clause,
        doc=doc,
        kind=kind,
        niveau=niveau if agreed else None,
        theme=theme,
        predicates=(Predicate(verb, verb, verb.lower_, 0),),
        promise=None,
        mentions=mentions,
        lead_mentions=(),
        actors=mentions if agreed else (),
        actor_texts=tuple(doc[mention.start : mention.end].text for mention in mentions) if agreed else (),
        quantities=quantities(doc, found),
        wholes=(),
        deadlines=found,
        conditions=tuple(Slot(slot.start, slot.end, slot.text) for slot in conditions(doc)),
        beneficiaries=(),
        purposes=(),
    )


WORK = (
    reading("De gemeente levert vóór 1 mei 2026 kavel A.", niveau=Niveau.PROCES, number="1.1"),
    reading("De Vliet bouwt in 2026 40 woningen.", number="1.2"),
    reading("De Schakel geeft binnen zes weken advies.", niveau=Niveau.PROCES, number="1.3"),
)
SIGNED = reading(
    "gemeente Zandmeer, Woonstichting De Vliet, Huurdersvereniging De Schakel",
    Kind.CONTEXT,
    number=None,
    block=Block.SIGNATURE,
)


def rule(text: str, number: str = "9.1") -> Reading:
    return reading(text, Kind.SPELREGEL, number=number, theme=Theme.SAMENWERKING, heading=("9 Spelregels",))


def findings(
    label: Label,
    *readings: Reading,
    period: tuple[int, int] | None = (2026, 2026),
    parties: tuple[Party, ...] = PARTIES,
    title: str | None = "Prestatieafspraken 2026",
) -> list[Finding]:
    document = Document("a.docx", "", "docx", title, tuple(item.clause for item in readings))
    found = document_findings(document, readings, Context(parties, period=period), RULES)
    for finding in found:
        if finding.start is not None:
            text = next(item.clause.text for item in readings if item.clause.id == finding.clause)
            assert text[finding.start : finding.end] == finding.quote
    return [finding for finding in found if finding.label is label]


# --- the catalogue ----------------------------------------------------------------------------------------------------


def test_every_check_has_a_rule_and_every_rule_a_check() -> None:
    assert {rule.check for rule in RULES} == set(DOCUMENT_CHECKS)


def test_an_unknown_check_is_an_error_that_names_the_rule() -> None:
    wrong = dataclasses.replace(RULES[0], check="onzin")
    with pytest.raises(CatalogueError, match=r"DOC001.*onzin.*amounts"):
        document_findings(Document("a", "", "docx", None, ()), (), Context(()), [wrong])


def test_a_deprecated_rule_is_silent() -> None:
    rules = [dataclasses.replace(rule, status="deprecated", check="onzin") for rule in RULES]
    assert document_findings(Document("a", "", "docx", None, ()), (), Context(()), rules) == []


def test_a_document_without_a_clause_does_not_fail() -> None:
    assert findings(Label.DOCUMENT_OMVANG) == []


# --- parties ----------------------------------------------------------------------------------------------------------


def test_all_parties_sign_and_act() -> None:
    assert findings(Label.DOCUMENT_PARTIJEN, *WORK, SIGNED) == []


def test_a_missing_role_is_named() -> None:
    (finding,) = findings(Label.DOCUMENT_PARTIJEN, *WORK, parties=(GEMEENTE, VLIET))
    assert "geen huurdersorganisatie" in finding.message
    assert finding.parties == ("huurdersorganisatie",)
    assert finding.clause is None


def test_a_party_that_never_acts() -> None:
    other = reading("De gemeente besluit vóór 1 juli.", number="1.4")
    (finding,) = findings(Label.DOCUMENT_PARTIJEN, WORK[0], WORK[1], other, SIGNED)
    assert finding.message == "Huurdersvereniging De Schakel is partij, maar doet in geen van de 3 afspraken iets."
    assert finding.parties == (SCHAKEL.name,)


def test_partijen_is_everybody() -> None:
    everybody = reading("Partijen maken vóór 1 juli een plan.", number="1.4")
    assert findings(Label.DOCUMENT_PARTIJEN, WORK[0], WORK[1], everybody, SIGNED) == []


def test_a_party_that_acts_but_does_not_sign() -> None:
    signed = reading("gemeente Zandmeer en De Vliet", Kind.CONTEXT, number=None, block=Block.SIGNATURE)
    (finding,) = findings(Label.DOCUMENT_PARTIJEN, *WORK, signed)
    assert "staat niet bij de ondertekening" in finding.message
    assert finding.parties == (SCHAKEL.name,)


def test_signatures_of_persons_only_say_nothing() -> None:
    signed = reading("Mevrouw A. Bosma, wethouder", Kind.CONTEXT, number=None, block=Block.SIGNATURE)
    assert findings(Label.DOCUMENT_PARTIJEN, *WORK, signed) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zorggroep Aalhof levert daar nachtzorg.", "Zorggroep Aalhof"),
        ("De Vliet bouwt 12 woningen, mits Zorggroep De Linde zorg biedt.", "Zorggroep De Linde"),
        ("Welzijnsorganisatie De Linde koppelt hen aan een maatje.", "Welzijnsorganisatie De Linde"),
        ("De begeleiding wordt verzorgd door Stichting Onderdak.", "Stichting Onderdak"),
    ],
)
def test_an_organisation_that_must_act_is_no_party(text: str, name: str) -> None:
    (finding,) = findings(Label.DOCUMENT_PARTIJEN, *WORK, reading(text, number="7.3"), SIGNED)
    assert (finding.quote, finding.parties) == (name, (name,))
    assert "(7.3)" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "De Vliet overlegt met Zorggroep Aalhof over nachtzorg.",
        "De Vliet betaalt € 500 aan Stichting Onderdak.",
        "Woonstichting De Vliet bouwt 12 woningen.",
        "De Vliet bouwt 12 woningen, mits de provincie Utrecht de contour verruimt.",
        "De Vliet bouwt 12 woningen, mits de netbeheerder ze aansluit.",
    ],
)
def test_who_only_stands_beside_it_need_not_sign(text: str) -> None:
    assert findings(Label.DOCUMENT_PARTIJEN, *WORK, reading(text, number="7.3"), SIGNED) == []


def test_an_outsider_in_the_column_of_who_acts() -> None:
    row = reading(
        "Nachtzorg | Zorggroep Aalhof | 2026", number="7.3", block=Block.ROW, columns=("Afspraak", "Trekker", "Gereed")
    )
    (finding,) = findings(Label.DOCUMENT_PARTIJEN, *WORK, row)
    assert finding.quote == "Zorggroep Aalhof"


# --- term, monitoring, change -----------------------------------------------------------------------------------------


def test_a_term_that_is_known() -> None:
    assert findings(Label.DOCUMENT_LOOPTIJD, *WORK) == []


def test_no_term() -> None:
    (finding,) = findings(Label.DOCUMENT_LOOPTIJD, *WORK, period=None)
    assert finding.severity is Severity.MIDDEL
    assert finding.clause is None


def test_a_start_without_an_end() -> None:
    start = rule("Deze afspraken gaan in op 1 januari 2026.", "9.2")
    (finding,) = findings(Label.DOCUMENT_LOOPTIJD, *WORK, start, period=None)
    assert finding.clause == "9.2#1"
    assert finding.message.startswith("9.2 zegt wanneer de afspraken ingaan")


@pytest.mark.parametrize(
    "text",
    [
        "De Vliet levert de gemeente vóór 1 september 2026 een tussenstand.",
        "Iedere partij rapporteert in de eerste week van oktober over de voortgang van haar afspraken.",
        "Partijen evalueren de afspraken ieder jaar voor 1 mei.",
        "Wie in een tabel staat, rapporteert per kwartaal over die afspraak.",
    ],
)
def test_monitoring_that_says_who_and_when(text: str) -> None:
    assert findings(Label.DOCUMENT_MONITORING, *WORK, rule(text)) == []


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Over de voortgang praten we periodiek.", "wanneer"),
        ("De afspraken worden jaarlijks geëvalueerd.", "wie dat doet"),
        ("De voortgang wordt gemonitord.", "wie dat doet of wanneer"),
    ],
)
def test_monitoring_that_is_too_open_tells_what_lacks(text: str, lacks: str) -> None:
    (finding,) = findings(Label.DOCUMENT_MONITORING, *WORK, rule(text))
    assert finding.clause == "9.1#1"
    assert finding.message.endswith(f"maar noemt niet {lacks}.")


def test_reporting_about_one_promise_is_not_monitoring() -> None:
    (finding,) = findings(Label.DOCUMENT_MONITORING, *WORK, reading("De Vliet rapporteert elk jaar de inschrijfduur."))
    assert finding.clause is None


@pytest.mark.parametrize(
    "text",
    [
        "Elke partij kan tussentijds om aanpassing vragen.",
        "Wie een afspraak wil wijzigen, legt dat aan de andere partijen voor.",
        "Partijen herijken de afspraken in 2027.",
        "Zo nodig stellen partijen de afspraken bij.",
        "Tussentijds kunnen partijen nieuwe afspraken maken.",
    ],
)
def test_a_clause_on_change(text: str) -> None:
    assert findings(Label.DOCUMENT_FLEXIBILITEIT, *WORK, rule(text)) == []


@pytest.mark.parametrize(
    "other",
    [
        reading("De gemeente wijzigt vóór 1 mei het omgevingsplan."),
        reading("Kleine woningaanpassingen voert De Vliet uit."),
        rule("Een tussentijdse evaluatie van de afspraken volgt in 2026."),
        rule("Knelpunten worden opgeschaald."),
    ],
)
def test_no_clause_on_change(other: Reading) -> None:
    (finding,) = findings(Label.DOCUMENT_FLEXIBILITEIT, *WORK, other)
    assert finding.severity is Severity.LAAG


# --- time horizon -----------------------------------------------------------------------------------------------------


def test_dates_after_the_end_are_one_finding() -> None:
    late = reading("De Vliet levert 35 woningen op in het tweede kwartaal van 2028.", number="1.4")
    later = reading("Eind 2030 heeft De Vliet 80 woningen.", number="2.1")
    (finding,) = findings(Label.DOCUMENT_TIJDSHORIZON, *WORK, late, later)
    assert finding.clause == "1.4#1"
    assert finding.quote
    assert finding.message.startswith("2 termijnen vallen na de looptijd (eind 2026): 1.4 (")
    assert "2.1 (Eind 2030)" in finding.message


@pytest.mark.parametrize(
    "other",
    [
        rule("De gemeente bundelt de cijfers vóór 1 maart 2027."),
        reading("De Vliet rapporteert hierover vóór 1 maart 2027."),
        reading("De Vliet bouwt 40 woningen vóór 1 januari 2027."),
        reading("De Vliet bouwt 40 woningen volgens de Woonvisie Zandmeer 2024-2028."),
        reading("In 2019 bouwde De Vliet 40 woningen."),
        reading("Tot 2030 zijn 690 woningen nodig."),
        reading("Tot 2030 zijn 690 woningen gepland.", Kind.CONTEXT),
    ],
)
def test_dates_that_are_no_late_result(other: Reading) -> None:
    assert findings(Label.DOCUMENT_TIJDSHORIZON, *WORK, other) == []


LAST = [reading(f"De Vliet levert eind 2029 {n}0 woningen op.", number=f"1.{n}") for n in range(1, 4)]


def test_everything_in_the_last_year() -> None:
    (finding,) = findings(Label.DOCUMENT_TIJDSHORIZON, *LAST, period=(2026, 2029))
    assert finding.message.startswith("Alle 3 resultaten met een datum vallen in het laatste jaar, 2029.")


@pytest.mark.parametrize(
    "other",
    [reading("De Vliet levert in 2027 9 woningen op."), reading("De Vliet levert jaarlijks 9 woningen op.")],
)
def test_a_step_on_the_way_is_enough(other: Reading) -> None:
    assert findings(Label.DOCUMENT_TIJDSHORIZON, *LAST, other, period=(2026, 2029)) == []


def test_one_year_has_no_last_year() -> None:
    assert findings(Label.DOCUMENT_TIJDSHORIZON, *LAST, period=(2029, 2029)) == []


# --- amounts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("De Vliet verhuurt 65% voor een huur tot € 713.", "€ 713"),
        ("De Vliet verhuurt 65% onder de aftoppingsgrens van € 682,96.", "€ 682,96"),
        ("De Vliet verhuurt 15% aan huishoudens met een inkomen boven € 51.537.", "€ 51.537"),
        ("De Vliet verhuurt in de jaren 2026-2029 65% voor een huur tot 713 euro.", "713 euro"),
    ],
)
def test_a_limit_without_its_year(text: str, quote: str) -> None:
    (finding,) = findings(Label.DOCUMENT_BEDRAGEN, reading(text, number="5.3"))
    assert (finding.quote, finding.clause) == (quote, "5.3#1")
    assert quote in finding.message


def test_a_definition_without_its_year_counts_too() -> None:
    text = "Betaalbaar: met een kale huur tot € 682,96 per maand."
    (finding,) = findings(Label.DOCUMENT_BEDRAGEN, reading(text, Kind.CONTEXT, heading=("Begrippen",)))
    assert "grens van 2025" in finding.message


@pytest.mark.parametrize(
    "other",
    [
        reading("De Vliet verhuurt 65% voor een huur tot € 713 (prijspeil 2026)."),
        reading("60% van het aanbod heeft in 2026 een huur onder € 682,96."),
        reading("De Vliet verhuurt 65% voor een huur tot € 713.", heading=("5 Betaalbaarheid 2026",)),
        reading("De huur | € 713", block=Block.ROW, columns=("Wat", "Huurgrens 2026")),
        reading("De gemeente betaalt woningaanpassingen tot € 5.000."),
        reading("De gemeente stelt € 45.000 beschikbaar voor huurders met een laag inkomen."),
        reading("De Vliet betaalt € 3,50 per huurwoning."),
        reading("De Vliet verlaagt de huur met ten hoogste € 40."),
        reading("Huurachterstanden tot € 800 meldt De Vliet aan de gemeente."),
        reading("Vorig jaar was de huur gemiddeld lager dan € 600.", Kind.CONTEXT),
    ],
)
def test_amounts_with_a_year_or_of_another_kind(other: Reading) -> None:
    assert findings(Label.DOCUMENT_BEDRAGEN, other) == []


@pytest.mark.parametrize(
    "text", ["Betaalbaar: een huur tot € 713 (prijspeil 2026).", "Alle bedragen zijn op prijspeil 2026."]
)
def test_the_year_may_stand_elsewhere(text: str) -> None:
    offer = reading("De Vliet verhuurt 65% voor een huur tot € 713.", number="5.3")
    assert findings(Label.DOCUMENT_BEDRAGEN, reading(text, Kind.CONTEXT), offer) == []


def test_an_amount_is_reported_once_with_all_its_places() -> None:
    places = [reading("De Vliet verhuurt 65% voor een huur tot € 713.", number=f"5.{n}") for n in (1, 2)]
    (finding,) = findings(Label.DOCUMENT_BEDRAGEN, *places)
    assert "(5.1 en 5.2)" in finding.message


# --- facts ------------------------------------------------------------------------------------------------------------


def test_what_each_party_promises() -> None:
    soft = reading("De Schakel zoekt jonge leden.", niveau=Niveau.INTENTIE, number="1.4", theme=Theme.PARTICIPATIE)
    (finding,) = findings(Label.DOCUMENT_WEDERKERIGHEID, *WORK, soft)
    assert "in 4 afspraken" in finding.message
    assert "Huurdersvereniging De Schakel 1 hard en 1 zacht" in finding.message
    assert finding.severity is Severity.INFO


def test_themes_in_which_one_role_stands_alone() -> None:
    alone = [reading("De Vliet isoleert woningen.", number=f"2.{n}", theme=Theme.VERDUURZAMING) for n in (1, 2)]
    _, silent, finding = findings(Label.DOCUMENT_WEDERKERIGHEID, *WORK, *alone)
    assert "gemeente Zandmeer bij verduurzaming" in silent.message
    assert "alleen de corporatie bij verduurzaming" in finding.message


def test_size() -> None:
    soft = reading("Partijen willen meer.", niveau=Niveau.INTENTIE, number="1.4")
    (finding,) = findings(Label.DOCUMENT_OMVANG, *WORK, soft)
    assert finding.message == (
        "4 afspraken: 1 intentie (25%), 2 proces (50%), 1 output (25%) en 0 effect (0%). "
        "3 afspraken vragen maar één partij (75%). Er zijn 3 zaken om te volgen of te meten."
    )


def test_statutory_themes_that_are_absent_are_information() -> None:
    found = findings(Label.DOCUMENT_THEMA, *WORK)
    assert {finding.theme for finding in found} == {
        Theme.LEEFBAARHEID, Theme.VOORRAAD, Theme.KWALITEIT, Theme.BETAALBAARHEID, Theme.BIJZONDERE_DOELGROEPEN
    }  # fmt: skip
    assert {finding.severity for finding in found} == {Severity.INFO}


def test_targets_with_and_without_a_baseline() -> None:
    known = reading("De zoektijd daalt van 14 naar 10 maanden.", niveau=Niveau.EFFECT, number="4.1")
    bare = reading("In 2026 voelt 85% van de huurders zich veilig.", niveau=Niveau.EFFECT, number="4.2")
    (finding,) = findings(Label.DOCUMENT_NULMETING, known, bare)
    assert finding.message == "1 van de 2 effecten met een getal noemt een beginstand. Zonder beginstand: 4.2."
