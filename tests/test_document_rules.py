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


def signature(text: str, columns: Sequence[str] = ()) -> Reading:
    return reading(text, Kind.CONTEXT, number=None, block=Block.SIGNATURE, columns=columns)


@pytest.mark.parametrize(
    "texts",
    [
        ("Zandmeer, 12 december 2025", "De wethouder wonen, de bestuurder en de voorzitter van de huurdersvereniging"),
        ("gemeente Zandmeer, De Vliet en de huurdersvereniging",),
        ("gemeente Zandmeer namens deze: A. Bos | Woonstichting De Vliet namens deze: B. Kok", "Huurdersvereniging", "De Schakel"),
    ],
)  # fmt: skip
def test_roles_and_names_over_two_lines_sign_too(texts: tuple[str, ...]) -> None:
    schakel = dataclasses.replace(SCHAKEL, aliases=("De Schakel", "Huurdersvereniging"))
    signed = [signature(text) for text in texts]
    assert findings(Label.DOCUMENT_PARTIJEN, *WORK, *signed, parties=(GEMEENTE, VLIET, schakel)) == []


def test_a_signature_block_that_the_page_cuts_in_two() -> None:
    first = signature("gemeente Zandmeer namens deze: A. Bos | Woonstichting De Vliet namens deze: B. Kok")
    rest = reading(
        "namens deze: C. Smit", Kind.CONTEXT, number=None, block=Block.ROW, columns=("Huurdersvereniging De Schakel",)
    )
    assert findings(Label.DOCUMENT_PARTIJEN, *WORK, first, rest) == []


def test_a_bod_that_only_its_writer_signs() -> None:
    document = Document("a.docx", "", "docx", "Bod 2026", tuple(item.clause for item in WORK))
    context = Context(PARTIES, period=(2026, 2026), author=VLIET.name)
    found = document_findings(document, (*WORK, signature("Woonstichting De Vliet")), context, RULES)
    (finding,) = [finding for finding in found if finding.label is Label.DOCUMENT_PARTIJEN]
    assert finding.parties == (GEMEENTE.name, SCHAKEL.name)
    assert finding.severity is Severity.LAAG


@pytest.mark.parametrize(("verb", "silent"), [("telt", False), ("en", True)])
def test_a_second_subject_acts(verb: str, silent: bool) -> None:
    text = f"De Vliet meldt elke achterstand aan De Schakel en de gemeente {verb} de ontruimingen."
    item = dataclasses.replace(reading(text, number="1.4"), actors=(), actor_texts=())
    for token in item.doc:
        token.pos_ = "VERB" if token.text in ("meldt", "telt") else "NOUN"
        token.set_morph("VerbForm=Fin" if token.pos_ == "VERB" else "")
    found = findings(Label.DOCUMENT_PARTIJEN, WORK[1], WORK[2], item, SIGNED)
    assert [finding.parties for finding in found] == ([(GEMEENTE.name,)] if silent else [])


def test_an_organisation_that_signs_is_a_party() -> None:
    care = reading("Zorggroep Aalhof levert daar nachtzorg.", number="7.3")
    signed = signature("gemeente Zandmeer, Woonstichting De Vliet, Huurdersvereniging De Schakel, Zorggroep Aalhof")
    assert findings(Label.DOCUMENT_PARTIJEN, *WORK, care, signed) == []


def test_others_without_a_name_that_act() -> None:
    both = reading("De gemeente en de zorgaanbieders bespreken elk kwartaal de wachtlijst.", number="7.3")
    (finding,) = findings(Label.DOCUMENT_PARTIJEN, *WORK, both, SIGNED)
    assert finding.message == "Zorgaanbieders moeten iets doen (7.3), maar zijn geen partij bij deze afspraken."


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
    "texts",
    [
        ("Deze afspraken gelden vanaf 1 januari 2026 tot een partij ze opzegt.",),
        ("De afspraken gaan in op 1 januari 2026.", "Partijen evalueren aan het einde van 2027."),
    ],
)
def test_an_end_that_is_no_date_is_no_end(texts: tuple[str, ...]) -> None:
    rules = [rule(text, f"9.{number}") for number, text in enumerate(texts, 1)]
    (finding,) = findings(Label.DOCUMENT_LOOPTIJD, *WORK, *rules, period=None)
    assert "niet wanneer zij eindigen" in finding.message


@pytest.mark.parametrize(
    "texts",
    [
        ("De afspraken eindigen op 31 december 2029; zij gelden vanaf de dag van ondertekening.",),
        ("De afspraken gaan in op 1 januari 2026.", "Zij lopen op 31 december 2029 af."),
    ],
)
def test_an_end_that_stands_apart(texts: tuple[str, ...]) -> None:
    rules = [rule(text, f"9.{number}") for number, text in enumerate(texts, 1)]
    assert findings(Label.DOCUMENT_LOOPTIJD, *WORK, *rules, period=None) == []


@pytest.mark.parametrize(
    "text",
    [
        "De Vliet levert de gemeente vóór 1 september 2026 een tussenstand.",
        "Iedere partij rapporteert in de eerste week van oktober over de voortgang van haar afspraken.",
        "Partijen evalueren de afspraken ieder jaar voor 1 mei.",
        "Wie in een tabel staat, rapporteert per kwartaal over die afspraak.",
        "Elk jaar in april zetten De Vliet en de gemeente op een rij wat is bereikt; zij sturen dat vóór 1 mei rond.",
        "De trekkers vullen vóór 15 juli in het dashboard in hoe ver hun regels staan.",
        "De Vliet meldt elk jaar vóór 1 mei aan partijen hoever elke afspraak is.",
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
        ("Partijen monitoren samen de uitvoering.", "wanneer"),
    ],
)
def test_monitoring_that_is_too_open_tells_what_lacks(text: str, lacks: str) -> None:
    (finding,) = findings(Label.DOCUMENT_MONITORING, *WORK, rule(text))
    assert finding.clause == "9.1#1"
    assert finding.message.endswith(f"maar noemt niet {lacks}.")


def test_reporting_about_one_promise_is_not_monitoring() -> None:
    (finding,) = findings(Label.DOCUMENT_MONITORING, *WORK, reading("De Vliet rapporteert elk jaar de inschrijfduur."))
    assert finding.clause is None


GREEN = reading(
    "De Vliet isoleert in 2026 30 woningen.", number="2.1", theme=Theme.VERDUURZAMING, heading=("2 Verduurzaming",)
)


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("De Vliet meldt de gemeente ieder jaar vóór 1 april de cijfers over het gasverbruik.", "nieuwbouw"),
        ("De Vliet rapporteert elk jaar vóór 1 april over afspraak 1.2 aan de gemeente.", "verduurzaming"),
        ("Over hoofdstuk 2 rapporteert De Vliet ieder jaar vóór 1 maart aan de gemeente.", "nieuwbouw"),
    ],
)
def test_a_report_on_one_theme_does_not_cover_the_others(text: str, lacking: str) -> None:
    (finding,) = findings(Label.DOCUMENT_MONITORING, *WORK, GREEN, rule(text))
    assert finding.clause == "9.1#1"
    assert finding.message == (
        f"9.1 gaat maar over een deel van de afspraken: bij {lacking} staat niet wie wat wanneer rapporteert."
    )
    assert finding.theme is Theme(lacking)


@pytest.mark.parametrize(
    "texts",
    [
        ("De Vliet rapporteert elk jaar vóór 1 april over de nieuwbouw en het gasverbruik.",),
        ("De Vliet rapporteert elk jaar vóór 1 april over afspraak 1.2 en 2.1.",),
        ("Over hoofdstuk 1 t/m 2 rapporteert De Vliet elk jaar vóór 1 april.",),
        (
            "Over artikel 1.2 rapporteert De Vliet in maart 2026.",
            "Over artikel 2.1 rapporteert De Vliet in april 2026.",
        ),
        ("Volgens artikel 38 van de Woningwet rapporteert De Vliet elk jaar vóór 1 juli over alle afspraken.",),
    ],
)
def test_reports_that_cover_every_theme_together(texts: tuple[str, ...]) -> None:
    rules = [rule(text, f"9.{number}") for number, text in enumerate(texts, 1)]
    assert findings(Label.DOCUMENT_MONITORING, *WORK, GREEN, *rules) == []


def test_a_table_of_reports() -> None:
    columns = ("Verslag over", "Wie", "Aan wie", "Wanneer")
    rows = [
        dataclasses.replace(
            reading(f"afspraak {number} | De Vliet | gemeente | elk jaar vóór 1 {month}", Kind.SPELREGEL, number=None,
                    heading=("9 Spelregels",), block=Block.ROW, columns=columns),
        )
        for number, month in (("1.2", "februari"), ("2.1", "maart"))
    ]  # fmt: skip
    assert findings(Label.DOCUMENT_MONITORING, *WORK, GREEN, *rows) == []
    (finding,) = findings(Label.DOCUMENT_MONITORING, *WORK, GREEN, rows[0])
    assert finding.message == "Niet bij elk thema staat wie wat wanneer rapporteert: bij verduurzaming niet."


def test_afspraken_that_all_report_on_themselves() -> None:
    itself = [
        reading("Eind 2026 wonen 60 gezinnen aan de Kade; De Vliet meldt hun aantal vóór 1 maart 2027.", number="1.5"),
        reading("De gemeente levert vóór 1 mei 2026 kavel A.", niveau=Niveau.PROCES, number="1.6"),
    ]
    assert findings(Label.DOCUMENT_MONITORING, *itself) == []
    (finding,) = findings(Label.DOCUMENT_MONITORING, *itself, WORK[1])
    assert finding.message.endswith("over de afspraken; alleen 1.5 zegt het over zichzelf.")


def test_the_date_of_a_result_is_not_that_of_its_report() -> None:
    silent = reading("In 2026 daalt het verbruik tot 900 m³ gas; De Vliet meldt het uit haar administratie.")
    (finding,) = findings(Label.DOCUMENT_MONITORING, silent)
    assert finding.message == "Er staat nergens wie wat wanneer rapporteert over de afspraken."


@pytest.mark.parametrize(
    "text",
    [
        "Elke partij kan tussentijds om aanpassing vragen.",
        "Op verzoek van één partij kan elke afspraak worden opengebroken.",
        "Met de handtekening van alle partijen vervalt de afspraak of krijgt zij een nieuwe datum.",
        "Wordt een afspraak niet gehaald, dan maken partijen vóór 1 oktober een andere afspraak die haar vervangt.",
        "Verandert er iets wezenlijks, dan kan ieder van de drie om aanpassing vragen.",
        "Blijft een effect achter, dan kiezen zij andere middelen of stellen zij het doel bij.",
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
        rule("Deze afspraken wijzigen de prestatieafspraken 2022-2025 en komen daarvoor in de plaats."),
        rule("Na afloop van de looptijd maken partijen nieuwe afspraken."),
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


def test_dates_that_no_woonvisie_reaches_are_named_in_the_same_finding() -> None:
    late = reading("De Vliet levert 35 woningen op in 2028.", number="1.4")
    far = reading("Eind 2035 heeft De Vliet 80 woningen.", number="2.1")
    (finding,) = findings(Label.DOCUMENT_TIJDSHORIZON, *WORK, late, far)
    assert finding.message.startswith("2 termijnen vallen na de looptijd (eind 2026)")
    assert finding.message.endswith(
        " Daarvan ligt 2.1 meer dan vijf jaar na het begin (2026), verder dan een woonvisie reikt (ons criterium)."
    )


def test_a_long_agreement_may_reach_beyond_a_woonvisie() -> None:
    far = reading("Eind 2031 heeft De Vliet 80 woningen.", number="2.1")
    near = reading("Eind 2030 heeft De Vliet 60 woningen.", number="2.2")
    (finding,) = findings(Label.DOCUMENT_TIJDSHORIZON, *WORK, far, near, period=(2026, 2035))
    assert finding.message.startswith("Eén termijn ligt meer dan vijf jaar na het begin (2026)")
    assert finding.message.endswith(": 2.1 (Eind 2031).")


def test_a_report_on_the_last_year_is_no_late_result() -> None:
    report = reading("De gemeente stuurt De Vliet vóór 1 februari 2027 een verslag over deze afspraken.")
    assert findings(Label.DOCUMENT_TIJDSHORIZON, *WORK, report) == []


LAST = [reading(f"De Vliet levert eind 2029 {n}0 woningen op.", number=f"1.{n}") for n in range(1, 4)]


def test_everything_in_the_last_year() -> None:
    (finding,) = findings(Label.DOCUMENT_TIJDSHORIZON, *LAST, period=(2026, 2029))
    assert finding.message.startswith("Alle 3 resultaten met een datum vallen in het laatste jaar, 2029.")


@pytest.mark.parametrize(
    "other",
    [
        reading("De Vliet levert in 2027 9 woningen op."),
        reading("De Vliet levert jaarlijks 9 woningen op."),
        reading("Het rapportcijfer stijgt van 5,9 naar 6,2 in 2027 en 6,5 in 2029.", number="1.4"),
        reading("Eind 2029 verbruiken huurders 900 m³ gas (tussenstand 2027: 1.100 m³).", number="1.4"),
    ],
)
def test_a_step_on_the_way_is_enough(other: Reading) -> None:
    assert findings(Label.DOCUMENT_TIJDSHORIZON, *LAST, other, period=(2026, 2029)) == []


@pytest.mark.parametrize(
    "other",
    [
        reading("Eind 2029 hebben 60 gezinnen die op 1 januari 2026 inwoonden, een woning."),
        reading("Eind 2029 wonen 60 gezinnen aan de Kade; de gemeente levert de grond in 2026."),
    ],
)
def test_a_day_to_count_from_and_a_means_are_no_step(other: Reading) -> None:
    assert len(findings(Label.DOCUMENT_TIJDSHORIZON, *LAST, other, period=(2026, 2029))) == 1


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
        ("Van de huurders met een inkomen tot € 51.537 heeft in 2028 hoogstens 5% een schuld.", "€ 51.537"),
        (
            "Eenpersoonshuishoudens met een inkomen tot € 49.500 (2025), grotere met een inkomen tot € 56.910.",
            "€ 56.910",
        ),
        ("Aftoppen huur van vrijkomende woningen op € 682,96.", "€ 682,96"),
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
        reading("Wie verhuist, houdt de oude huur en krijgt van De Vliet een verhuisvergoeding van € 750."),
        reading("Inkomens tot € 40.024 en inkomens tussen € 40.024 en € 44.655 (inkomensgrenzen 2021)."),
        reading("De Vliet verhuurt in 2026 65% voor een huur van max. € 713."),
        reading("In 2026 gelden deze grenzen: sociale huur tot € 932,93; betaalbare huur tot € 713."),
        reading("Een kale huur tot € 682,96 of tot € 731,93 (2025)."),
        reading("Een kale huur tot en met € 697,07 per maand, de hoge aftoppingsgrens van 2024."),
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


def test_limits_of_several_years_in_one_document() -> None:
    old = reading("De Vliet verhuurt 65% voor een huur tot € 682,96 (prijspeil 2025).", number="5.1")
    new = reading("De Vliet verkoopt geen woning met een huur tot € 932,93 (prijspeil 2026).", number="5.2")
    (finding,) = findings(Label.DOCUMENT_BEDRAGEN, old, new)
    assert finding.message == (
        "Bedragen van verschillende jaren staan door elkaar: € 682,96 van 2025 (5.1) en € 932,93 van 2026 (5.2)."
    )
    assert (finding.quote, finding.clause) == ("€ 682,96", "5.1#1")


def test_limits_of_several_years_side_by_side_are_a_comparison() -> None:
    both = reading("De grens stijgt van een huur tot € 682,96 (2025) naar een huur tot € 713 (2026).", number="5.1")
    assert findings(Label.DOCUMENT_BEDRAGEN, both) == []


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


def test_a_clause_on_two_statutory_themes_shows_the_second_in_its_words() -> None:
    both = reading(
        "De Vliet renoveert in 2026 het buurthuis voor huurders van 75 jaar of ouder.", theme=Theme.KWALITEIT
    )
    absent = {finding.theme for finding in findings(Label.DOCUMENT_THEMA, *WORK, both)}
    assert absent == {Theme.VOORRAAD, Theme.BETAALBAARHEID}


def test_targets_with_and_without_a_baseline() -> None:
    known = reading("De zoektijd daalt van 14 naar 10 maanden.", niveau=Niveau.EFFECT, number="4.1")
    bare = reading("In 2026 voelt 85% van de huurders zich veilig.", niveau=Niveau.EFFECT, number="4.2")
    (finding,) = findings(Label.DOCUMENT_NULMETING, known, bare)
    assert finding.message == "1 van de 2 effecten met een getal noemt een beginstand. Zonder beginstand: 4.2."
