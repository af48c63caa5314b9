"""What a suggestion may and may not do: it rewrites what the clause says, and what it does not know is a placeholder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prestatielint.catalogue import Example, load_catalogue
from prestatielint.ingest import read
from prestatielint.linter import Linter
from prestatielint.model import Finding, Label, Niveau, Report, Suggestion, Theme
from prestatielint.suggest import case_for, placeholders
from prestatielint.testing import document_of, findings_of

DEV = Path(__file__).parents[1] / "corpus" / "dev"
EFFECTS = load_catalogue().effects
FILLED = {
    "aantal": "12",
    "percentage": "30%",
    "datum": "1 juli 2027",
    "peildatum": "1 januari 2025",
    "jaar": "2027",
    "nuljaar": "2025",
    "bedrag": "25",
    "cijfer": "7,2",
    "nulmeting": "een 6,8",
    "doelgroep": "starters tot 28 jaar",
    "termijn": "zes weken",
    "bron": "de jaarlijkse huurdersenquête",
    "complex": "complex 12",
    "buurt": "Zuid",
    "veiligheid of leefbaarheid": "veiligheid",
    "gebrek": "schimmel",
    "grootte, huur, zorg": "hun grootte",
    "partij": "De Vliet",
    "Partij": "De Vliet",
    "bijdrage": "€ 20.000 per jaar",
    "norm": "label B",
    "document": "het Programma Wonen 2025",
    "eenheid": "huishoudens",
    "effect": "een daling van het aantal huurders met schulden",
    "invulling": "€ 30.000",
    "hoeveelheid": "12 uur",
    "minimum": "10",
    "maximum": "14",
    "doel": "een 7,2",
    "resultaat voor bewoners": "lagere woonlasten",
    "hitte of wateroverlast": "hitte",
    "hulpmiddel": "rollator",
    "vervoer": "de fiets",
    "huurdersorganisatie": "De Schakel",
    "kern": "Zuid",
    "gemeente": "Zandmeer",
    "gebied": "Zandmeer",
    "wijk": "Zuid",
    "vervolg": "de aanpak",
}
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def filled(text: str) -> str:
    """The text with its placeholders filled in, as parties would."""
    return re.sub(r"\[([^\]]+)\]", lambda match: FILLED.get(match.group(1), "12"), text)


def suggested(linter: Linter, text: str, heading: str, lead: str | None = None) -> list[tuple[Finding, Suggestion]]:
    findings = findings_of(linter, Example(text, (), heading=(heading,), lead=lead))
    return [(finding, suggestion) for finding in findings for suggestion in finding.suggestions]


def of_variant(linter: Linter, variant: str, text: str, heading: str, lead: str | None = None) -> list[Suggestion]:
    return [suggestion for _, suggestion in suggested(linter, text, heading, lead) if suggestion.variant == variant]


# --- the level of the guide, section 6 --------------------------------------------------------------------------------------


def test_homes_become_households_with_the_homes_as_means(linter: Linter) -> None:
    (suggestion,) = of_variant(
        linter, "effect+middel", "De Vliet bouwt in 2026 40 sociale huurwoningen.", "3 Nieuwbouw"
    )
    assert suggestion.text == (
        "Uiterlijk [datum] zijn [aantal] extra huishoudens uit [doelgroep] gehuisvest ten opzichte van [peildatum], na "
        "aftrek van sloop en verkoop. Middel: De Vliet bouwt in 2026 40 sociale huurwoningen. De Vliet rapporteert uit "
        "[bron]."
    )
    assert suggestion.obligation == "zwaarder"
    assert "bouwen is nog geen bewonen" in suggestion.assumption.lower()
    assert suggestion.placeholders == ("[datum]", "[aantal]", "[doelgroep]", "[peildatum]", "[bron]")


def test_an_effort_for_affordability_becomes_a_share_of_income(linter: Linter) -> None:
    found = of_variant(
        linter, "effect", "Partijen spannen zich in om de betaalbaarheid te verbeteren.", "4 Betaalbaarheid"
    )
    assert found[0].text.startswith(
        "Op [datum] is de woonquote van ten minste [percentage] van [doelgroep] hoogstens [percentage] (nulmeting [nuljaar], "
        "definitie [bron]). De corporatie draagt bij: [bijdrage]; de gemeente: [bijdrage]."
    )
    assert found[0].obligation == "zwaarder"


def test_moves_become_fitting_homes_and_the_homes_left_behind(linter: Linter) -> None:
    text = "De Vliet realiseert in 2026 25 doorstromingen van senioren."
    (suggestion,) = of_variant(linter, "effect+middel", text, "5 Doorstroming")
    assert (
        "in een woning die past bij [grootte, huur, zorg] en zijn [aantal] vrijgekomen woningen verhuurd"
        in suggestion.text
    )
    assert f"Middel: {text}" in suggestion.text


def test_panels_become_energy_costs_with_coaches_as_a_second_means(linter: Linter) -> None:
    text = "De Vliet plaatst in 2026 200 zonnepanelen."
    (suggestion,) = of_variant(linter, "effect+middel", text, "6 Duurzaamheid")
    assert "gemiddeld € [bedrag] per maand lager dan in [nuljaar], bij gelijke prijzen" in suggestion.text
    assert "Middelen: De Vliet plaatst in 2026 200 zonnepanelen; [partij] zet energiecoaches in." in suggestion.text


def test_a_condition_becomes_a_proposal_to_the_other(linter: Linter) -> None:
    text = "De Vliet bouwt 40 woningen, mits de gemeente een locatie beschikbaar stelt."
    found = of_variant(linter, "tegenprestatie", text, "3 Nieuwbouw")
    assert found[0].text == (
        "Voorstel aan de gemeente Zandmeer: zij levert uiterlijk [datum] [locatie] bouwrijp tegen [grondprijs]. Daarna geldt, "
        "binnen [termijn] na levering: De Vliet bouwt 40 woningen. Lukt dat niet, dan [vervolg]."
    )
    assert found[0].obligation == "gelijk"


# --- rewrites in good Dutch -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hard"),
    [
        (
            "De Vliet spant zich in om de woningen in complex 12 in 2026 op te leveren.",
            "De Vliet levert de woningen in complex 12 in 2026 op.",
        ),
        (
            "De gemeente en De Vliet zetten zich ervoor in om 40 woningen aan te passen.",
            "De gemeente en De Vliet passen 40 woningen aan.",
        ),
        (
            "De Vliet plaatst waar mogelijk 40 panelen op de flat.",
            "De Vliet plaatst uiterlijk [datum] 40 panelen op de flat.",
        ),
        ("Waar mogelijk plaatst De Vliet 40 panelen in 2026.", "De Vliet plaatst 40 panelen in 2026."),
        ("De Vliet vervangt tijdig alle ketels.", "De Vliet vervangt uiterlijk [datum] alle ketels."),
        (
            "De Vliet houdt regelmatig een spreekuur in Zuid.",
            "De Vliet houdt [aantal] keer per jaar een spreekuur in Zuid.",
        ),
        (
            "De Vliet sloopt in 2026 circa 40 woningen.",
            "De Vliet sloopt in 2026 circa 40 ([minimum] tot [maximum]) woningen.",
        ),
        (
            "De gemeente rekent in 2026 voor 40 woningen een grondprijs conform het geldende beleid.",
            "De gemeente rekent in 2026 voor 40 woningen een grondprijs volgens [document] van [datum].",
        ),
        (
            "In 2026 wordt onderzocht of 40 woningen zijn te splitsen.",
            "In 2026 wordt door [partij] onderzocht of 40 woningen zijn te splitsen.",
        ),
        ("De Vliet vervangt 40 ketels.", "De Vliet vervangt uiterlijk [datum] 40 ketels."),
        (
            "Hiervoor worden niet meer dan 30 woningen per jaar ingezet.",
            "Hiervoor worden door [partij] niet meer dan 30 woningen per jaar ingezet.",
        ),
        (
            "De gemeente betrekt De Schakel tijdig bij nieuw beleid.",
            "De gemeente betrekt De Schakel ten minste [termijn] vóór het besluit bij nieuw beleid.",
        ),
        (
            "Voor cursussen wordt in 2026 een toereikend bedrag opzijgezet.",
            "Voor cursussen wordt in 2026 door [partij] een toereikend bedrag opzijgezet.",
        ),
        (
            "De Vliet verbouwt in 2026 twee winkels voor zover mogelijk tot woningen.",
            "De Vliet verbouwt in 2026 twee winkels tot woningen.",
        ),
    ],
)
def test_the_clause_is_rewritten_whole(linter: Linter, text: str, hard: str) -> None:
    found = [suggestion.text for suggestion in of_variant(linter, "hard", text, "6 Afspraken")]
    assert any(suggestion.startswith(hard) for suggestion in found), found


@pytest.mark.parametrize("verb", ["bouwt", "plaatst", "vervangt", "sloopt", "onderzoekt"])
@pytest.mark.parametrize("term", ["in 2026", "per kwartaal", "vóór 1 juli 2027", "eind 2027"])
@pytest.mark.parametrize("unit", ["appartementen", "bankjes"])
def test_a_count_that_looks_like_a_year_stays_a_count(linter: Linter, verb: str, term: str, unit: str) -> None:
    for _, suggestion in suggested(linter, f"De Vliet {verb} waar mogelijk {term} 1900 {unit}.", "3 Nieuwbouw"):
        assert "1900 [" not in suggestion.text


def test_all_that_is_open_is_mended_at_once(linter: Linter) -> None:
    found = of_variant(linter, "hard", "De Vliet plaatst op termijn voldoende zonnepanelen.", "6 Duurzaamheid")
    assert {suggestion.text for suggestion in found} == {
        "De Vliet plaatst uiterlijk [datum] ten minste [aantal] zonnepanelen."
    }


def test_an_item_is_joined_to_its_lead(linter: Linter) -> None:
    (suggestion,) = of_variant(
        linter, "effect+middel", "plaatst in 2026 200 zonnepanelen;", "6 Duurzaamheid", "De Vliet:"
    )
    assert "De Vliet plaatst in 2026 200 zonnepanelen" in suggestion.text


def test_brackets_of_the_document_are_no_placeholders(linter: Linter) -> None:
    text = "De Vliet bouwt in 2026 40 sociale huurwoningen [zie bijlage]."
    for _, suggestion in suggested(linter, text, "3 Nieuwbouw"):
        assert "[zie bijlage]" not in suggestion.text
        assert "[zie bijlage]" not in suggestion.placeholders


# --- an effect does not raise what it mends -----------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [theme for theme in Theme if theme is not Theme.OVERIG])
def test_a_filled_effect_raises_no_activity_and_nothing_vague(linter: Linter, theme: Theme) -> None:
    effect = EFFECTS[theme]
    cases = [case.promise for case in (*effect.cases, *effect.others) if case.promise]
    assert effect.fallback is not None
    for text in (effect.promise, effect.intention, effect.fallback.promise, *cases):
        sentence = f"{filled(text)} De Vliet rapporteert uit de jaarlijkse huurdersenquête."
        example = Example(sentence, (), heading=(f"3 {theme.value}",))
        wrong = [finding for finding in findings_of(linter, example) if _mended(finding)]
        assert wrong == [], (sentence, [(finding.rule, finding.quote) for finding in wrong])


def _mended(finding: Finding) -> bool:
    return finding.label is Label.ACTIVITEIT or finding.label.startswith("vaag-")


@pytest.fixture(scope="module")
def agreements(linter: Linter) -> list[Report]:
    """The agreements that nothing was tuned on and that may be shown."""
    paths = sorted(path for path in DEV.iterdir() if path.suffix in (".docx", ".pdf"))
    return [linter.lint(read(path)) for path in paths]


def test_a_filled_effect_with_its_means_raises_none_either(linter: Linter, agreements: list[Report]) -> None:
    total, wrong = 0, []
    for report in agreements:
        for finding in report.findings:
            for suggestion in finding.suggestions:
                if suggestion.variant not in ("effect", "effect+middel"):
                    continue
                total += 1
                theme = next(j.theme for j in report.clauses if j.clause.id == finding.clause)
                example = Example(filled(suggestion.text), (), heading=(f"3 {theme.value}",))
                wrong += [(suggestion.text, f.rule, f.quote) for f in findings_of(linter, example) if _mended(f)]
    assert total > 40
    assert wrong == []


# --- the effect of the narrower subject ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", list(Theme))
def test_every_case_is_the_first_to_fit_its_own_example(theme: Theme) -> None:
    for cases in (EFFECTS[theme].cases, EFFECTS[theme].others):
        for case in cases:
            found = case_for(cases, case.example, frozenset((case.role,)))
            assert found is case, (case.example, found and found.words)


@pytest.mark.parametrize(
    ("heading", "text", "words"),
    [
        # A service, a procedure, a study or a sum of money has an effect of its own.
        (
            "12 Leefbaarheid",
            "De gemeente subsidieert buurtbemiddeling met € 30.000 per jaar.",
            "een klacht over de buren",
        ),
        ("13 Onderhoud", "De Vliet verhelpt in 2026 elke spoedstoring binnen 24 uur.", "de reparaties in hun woning"),
        ("5 Betaalbaarheid", "De Vliet stort in 2026 € 40.000 in het noodfonds.", "van de geholpen huishoudens"),
        (
            "7 Toewijzing",
            "De gemeente houdt elke week een spreekuur voor hulp bij het inschrijven.",
            "het inschrijven en zoeken",
        ),
        ("6 Doorstroming", "De Vliet zet in 2026 een wooncoach in voor ouderen.", "vrijgekomen woningen verhuurd"),
        ("8 Duurzaamheid", "De Vliet brengt in 2026 buitenzonwering aan.", "een klacht over [hitte of wateroverlast]"),
        ("4 Voorraad", "De Vliet splitst in 2026 tien grote woningen.", "extra huishoudens uit [doelgroep] gehuisvest"),
        (
            "10 Bijzondere doelgroepen",
            "De gemeente regelt begeleiding voor elke uitstromer.",
            "zonder huurachterstand in de eigen woning",
        ),
        # The subject of the clause decides, whatever heading it stands under.
        (
            "3 Nieuwbouw",
            "De Schakel brengt binnen zes weken advies uit over de plattegronden.",
            "naar hen is geluisterd",
        ),
        ("12 Leefbaarheid", "De Vliet plaatst in 2026 rookmelders in 400 woningen.", "nog in een woning met [gebrek]"),
        # A word inside another word is no subject ("bouwmogelijkheden" holds "wmo").
        (
            "3 Nieuwbouw",
            "De Vliet onderzoekt in 2026 drie plekken op bouwmogelijkheden.",
            "extra huishoudens uit [doelgroep]",
        ),
    ],
)
def test_the_effect_is_about_what_the_clause_is_about(linter: Linter, heading: str, text: str, words: str) -> None:
    (suggestion, *_) = of_variant(linter, "effect+middel", text, heading)
    assert words in suggestion.text, suggestion.text


def test_a_study_is_followed_by_a_decision(linter: Linter) -> None:
    text = "De Vliet onderzoekt in 2026 of de flat kan worden opgetopt."
    (suggestion, *_) = of_variant(linter, "effect+middel", text, "3 Nieuwbouw")
    assert "opgetopt; uiterlijk [datum] volgt een besluit over [vervolg]." in suggestion.text


def test_where_nothing_fits_the_effect_is_left_open(linter: Linter) -> None:
    (suggestion, *_) = of_variant(linter, "effect+middel", "De Vliet koopt in 2026 een busje.", "5 Betaalbaarheid")
    assert suggestion.text.startswith("In [jaar] ervaart ten minste [percentage] van [doelgroep] hierdoor [resultaat")


def test_what_the_gemeente_does_in_return_is_not_left_out(linter: Linter) -> None:
    text = "De gemeente betaalt in 2026 twee energiecoaches."
    assert of_variant(linter, "naar-werkplan", text, "6 Duurzaamheid") == []


# --- nothing invented ---------------------------------------------------------------------------------------------------------


def test_no_number_or_party_that_the_document_does_not_give(agreements: list[Report]) -> None:
    seen = 0
    for report in agreements:
        clauses = {judged.clause.id: judged.clause for judged in report.clauses}
        for finding in report.findings:
            for suggestion in finding.suggestions:
                clause = clauses[finding.clause or ""]
                given_numbers = set(NUMBER.findall(f"{clause.text} {clause.lead or ''}"))
                assert set(NUMBER.findall(suggestion.text)) <= given_numbers, suggestion.text
                assert suggestion.placeholders == placeholders(suggestion.text) or suggestion.variant == "hard"
                assert suggestion.obligation in ("gelijk", "zwaarder", "lichter")
                assert suggestion.assumption
                assert suggestion.text[0].isupper() or suggestion.text[0] in "[€‘'„“0123456789", suggestion.text
                assert "  " not in suggestion.text, suggestion.text
                seen += 1
    assert seen > 40 * len(agreements)


UNITS = ("woningen", "appartementen", "zonnepanelen", "bankjes", "ketels")
PARTIES = ("De Vliet", "De gemeente", "De Schakel")
TERMS = ("in 2026", "vóór 1 juli 2027", "per kwartaal", "uiterlijk 31 december 2026")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(PARTIES),
    st.sampled_from(("bouwt", "plaatst", "vervangt", "sloopt", "onderzoekt")),
    st.sampled_from(TERMS),
    st.integers(2, 9999),
    st.sampled_from(UNITS),
    st.sampled_from(("", " waar mogelijk", " zo snel mogelijk", " in overleg")),
)
def test_a_number_keeps_its_unit_its_date_and_its_party(
    linter: Linter, party: str, verb: str, term: str, number: int, unit: str, hedge: str
) -> None:
    text = f"{party} {verb}{hedge} {term} {number} {unit}."
    for _, suggestion in suggested(linter, text, "3 Nieuwbouw"):
        if not suggestion.text.startswith(("Schrijf", "Laat", "Vul", "Zet", "Voeg", "Begin", "Voorstel")):
            assert re.search(rf"(?<!\d){number} {unit}", suggestion.text), suggestion.text
            assert term in suggestion.text, suggestion.text
            others = {name for name in ("De Vliet", "De Schakel") if name != party}
            assert not any(name in suggestion.text for name in others), suggestion.text
        assert set(NUMBER.findall(suggestion.text)) <= set(NUMBER.findall(text)), suggestion.text


# --- one proposal per theme ---------------------------------------------------------------------------------------------------


def test_a_theme_gets_one_effect_with_its_activities_as_means(linter: Linter) -> None:
    example = Example(
        "De Vliet bouwt in 2026 40 sociale huurwoningen.",
        (),
        heading=("3 Nieuwbouw",),
        before=("De Vliet levert in 2027 30 appartementen op.", "De gemeente levert vóór 1 mei 2026 kavel A bouwrijp."),
    )
    report = linter.lint(document_of(example))
    (proposal,) = [proposal for proposal in report.proposals if proposal.theme is Theme.NIEUWBOUW]
    assert set(proposal.means) == {j.clause.id for j in report.clauses if j.niveau in (Niveau.PROCES, Niveau.OUTPUT)}
    assert (proposal.measures_before, proposal.measures_after) == (3, 1)
    assert proposal.question == EFFECTS[Theme.NIEUWBOUW].question
    assert "[aantal] extra huishoudens" in proposal.text


@pytest.mark.parametrize("theme", Theme)
def test_every_theme_has_a_question_of_its_own(theme: Theme) -> None:
    question = EFFECTS[theme].question
    assert question.endswith("?")
    assert sum(effect.question == question for effect in EFFECTS.values()) == 1
