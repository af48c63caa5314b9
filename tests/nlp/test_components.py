"""The components in somebody else's pipeline: what they find, that it survives storage, that they need no parser to run."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from prestatielint.model import PipelineInfo
from prestatielint.nlp.pipeline import BUILT_IN, choose_pipeline, load_pipeline

FINDERS = ("parties", "quantities", "periods", "modality", "negation", "conditions", "purposes")
TEXT = (
    "Woonstichting De Vliet (hierna: De Vliet) levert in 2026 ten minste 40 sociale huurwoningen op, mits de gemeente "
    "Zandmeer vóór 1 juli 2026 een locatie aanwijst, zodat 35–45 huishoudens sneller een woning vinden. "
    "De corporatie verkoopt geen woningen."
)


def add_finders(nlp: Language) -> Language:
    for name in FINDERS:
        nlp.add_pipe(f"prestatielint_{name}")
    return nlp


@pytest.fixture(scope="module")
def full() -> Language:
    return add_finders(load_pipeline(choose_pipeline("ingebouwd")))


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("nl")
    nlp.add_pipe("prestatielint_boundaries")
    return add_finders(nlp)


def spans(doc: Doc, key: str) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.id_) for span in doc.spans[key]]


def test_parties_with_their_short_names_and_roles(full: Language) -> None:
    found = spans(full(TEXT), "parties")
    assert ("De Vliet", "corporatie", "Woonstichting De Vliet") in found
    assert ("gemeente Zandmeer", "gemeente", "gemeente Zandmeer") in found
    assert ("corporatie", "corporatie", "Woonstichting De Vliet") in found


def test_a_pronoun_takes_up_the_party_before_it(full: Language) -> None:
    doc = full("De gemeente Zandmeer stelt een plan op. Zij legt dit vóór 1 mei 2026 voor aan de raad.")
    assert ("Zij", "gemeente", "gemeente Zandmeer") in spans(doc, "parties")


def test_declared_parties_are_known_without_a_keyword() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("prestatielint_parties", config={"parties": [{"name": "Onder Dak", "role": "huurdersorganisatie"}]})
    assert spans(nlp("Onder Dak adviseert."), "parties") == [("Onder Dak", "huurdersorganisatie", "Onder Dak")]


def test_quantities_with_bound_unit_and_range(full: Language) -> None:
    found = spans(full(TEXT), "quantities")
    assert ("40 sociale huurwoningen", "huurwoning", ">=40") in found
    assert ("35–45 huishoudens", "35..45") in [(text, identifier) for text, _, identifier in found]
    assert ("geen woningen", "geheel", "geen") in found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("De gemeente betaalt € 1,2 miljoen.", "1.2e+06", "€"),
        ("Hooguit 12 woningen worden verkocht.", "<=12", "woning"),
        ("Ten minste 70% van de huurders is tevreden.", ">=70", "%"),
        ("De corporatie renoveert vijfendertig woningen.", "35", "woning"),
        ("De huur stijgt met een half procentpunt.", "0.5", "procentpunt"),
        ("Zes op de tien huurders wonen naar wens.", "0.6", "deel"),
    ],
)
def test_numbers_as_they_are_written(full: Language, text: str, value: str, unit: str) -> None:
    doc = full(text)
    assert [(span.id_, span.label_) for span in doc.spans["quantities"]] == [(value, unit)]


def test_a_share_keeps_what_it_is_taken_of(full: Language) -> None:
    doc = full("Ten minste 70% van de vrijkomende woningen is betaalbaar.")
    items = doc.spans["quantities"].attrs["items"]
    assert items[0]["base"] == "de vrijkomende woningen"
    assert items[0]["shown"].startswith("Ten minste 70%")


def test_dates_become_intervals_and_know_whether_something_is_due(full: Language) -> None:
    doc = full(
        "De zoektijd daalt van 14 maanden in 2025 naar 10 maanden in 2029; de gemeente meldt dit vóór 1 mei 2030."
    )
    dates = [
        (span.id_, item["deadline"])
        for span, item in zip(doc.spans["periods"], doc.spans["periods"].attrs["items"], strict=True)
    ]
    assert dates == [("2025-01-01/2025-12-31", False), ("2029-01-01/2029-12-31", True), ("../2030-04-30", True)]


def test_a_period_of_the_agreement_settles_a_date_without_a_year() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("prestatielint_periods", config={"period": [2026, 2026]})
    doc = nlp("Uiterlijk 1 juli is het plan klaar.")
    group = doc.spans["periods"]
    assert [span.id_ for span in group] == ["../2026-07-01"]
    assert "2026" in group.attrs["items"][0]["assumed"]


@pytest.mark.parametrize(
    ("text", "strength", "word"),
    [
        ("De Vliet bouwt 40 woningen.", "verplichting", "bouwt"),
        ("De gemeente zal een plan opstellen.", "verplichting", "zal"),
        ("De gemeente streeft naar kortere wachttijden.", "inspanning", "streeft"),
        ("De corporatie kan woningen verkopen.", "bevoegdheid", "kan"),
        ("De corporatie is voornemens woningen te slopen.", "voornemen", "voornemens"),
        ("De huurdersorganisatie verzoekt de gemeente om een plan.", "wens", "verzoekt"),
        ("In 2023 bouwde De Vliet 30 woningen.", "feit", "bouwde"),
    ],
)
def test_strength_of_a_promise_with_the_words_that_decide_it(
    full: Language, text: str, strength: str, word: str
) -> None:
    doc = full(text)
    group = doc.spans["modality"]
    assert group[0].label_ == strength
    assert word in group.attrs["items"][0]["words"]


def test_scope_of_negation_and_exception(full: Language) -> None:
    found = spans(full("De Vliet verkoopt geen woningen, tenzij de gemeente daarmee instemt."), "negation")
    assert found == [
        ("verkoopt geen woningen", "ontkenning", "geen"),
        ("tenzij de gemeente daarmee instemt", "uitzondering", "tenzij"),
    ]


def test_a_condition_names_the_party_that_it_rests_on(full: Language) -> None:
    doc = full(TEXT)
    assert [(span.label_, span.id_) for span in doc.spans["conditions"]] == [("voorwaarde", "gemeente Zandmeer")]


def test_effects_and_aims_are_told_apart(full: Language) -> None:
    doc = full(TEXT)
    assert [(span.label_, span.id_) for span in doc.spans["purposes"]] == [("gevolg", "zodat")]
    doc = full("De Vliet plaatst zonnepanelen om de woningen te verduurzamen.")
    assert [(span.text, span.label_) for span in doc.spans["purposes"]] == [("om de woningen te verduurzamen", "doel")]


@pytest.mark.parametrize("text", ["", " ", ".", "–", "n.t.b.", "a) b) c)", "|", TEXT, TEXT.upper()])
def test_a_blank_pipeline_runs_on_any_text(blank: Language, text: str) -> None:
    doc = blank(text)
    assert set(FINDERS) <= set(doc.spans)
    for key in FINDERS:
        assert len(doc.spans[key]) == len(doc.spans[key].attrs["items"])


def test_a_blank_pipeline_finds_what_needs_no_parse(blank: Language) -> None:
    doc = blank(TEXT)
    assert [sentence.text[:13] for sentence in doc.sents] == ["Woonstichting", "De corporatie"]
    assert "gemeente Zandmeer" in [span.text for span in doc.spans["parties"]]
    assert {">=40", "35..45"} <= {span.id_ for span in doc.spans["quantities"]}
    assert "../2026-06-30" in [span.id_ for span in doc.spans["periods"]]
    assert [span.id_ for span in doc.spans["conditions"]] == ["gemeente Zandmeer"]


@pytest.mark.parametrize("which", ["blank", "full"])
def test_span_groups_survive_storage(which: str, request: pytest.FixtureRequest) -> None:
    nlp: Language = request.getfixturevalue(which)
    doc = nlp(TEXT)
    copies = [
        Doc(nlp.vocab).from_bytes(doc.to_bytes()),
        next(iter(DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab))),
    ]
    for copy in copies:
        for key in FINDERS:
            assert spans(copy, key) == spans(doc, key)
            assert copy.spans[key].attrs == doc.spans[key].attrs


@pytest.mark.parametrize("which", ["blank", "full"])
def test_a_pipeline_with_the_components_survives_storage(
    which: str, request: pytest.FixtureRequest, tmp_path: object
) -> None:
    nlp: Language = request.getfixturevalue(which)
    fresh = spacy.blank("nl") if which == "blank" else spacy.load(choose_pipeline("ingebouwd").path)
    if which == "blank":
        fresh.add_pipe("prestatielint_boundaries")
    else:
        fresh.add_pipe("prestatielint_boundaries", first=True)
        fresh.add_pipe("prestatielint_lemmas")
    add_finders(fresh)
    fresh.from_bytes(nlp.to_bytes())
    for key in FINDERS:
        assert spans(fresh(TEXT), key) == spans(nlp(TEXT), key)


def test_several_processes_give_what_one_gives(blank: Language) -> None:
    texts = [TEXT, "De Vliet bouwt 12 woningen.", "Partijen overleggen ieder kwartaal."] * 3
    for one, many in zip(blank.pipe(texts), blank.pipe(texts, n_process=2, batch_size=2), strict=True):
        for key in FINDERS:
            assert spans(one, key) == spans(many, key)


def test_spacy_finds_the_factories_without_an_import_of_ours() -> None:
    code = (
        "import spacy; nlp = spacy.blank('nl'); nlp.add_pipe('prestatielint_quantities');"
        "doc = nlp('Wij bouwen 40 woningen.'); print([s.text for s in doc.spans['quantities']])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "40" in done.stdout


def test_the_built_in_pipeline_loads_by_path_as_spacy_does() -> None:
    nlp = spacy.load(BUILT_IN)
    assert PipelineInfo(nlp.meta["name"], nlp.meta["version"], str(BUILT_IN), "").path
    assert [token.pos_ for token in nlp("De gemeente bouwt.")][:2] == ["DET", "NOUN"]
