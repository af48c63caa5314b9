"""What holds for every agreement: places are exact, ids are unique, and a suggestion makes nothing up.

Part of the corpus is held out: a failure there names the document and the position of the clause, and none of its words.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prestatielint.catalogue import load_catalogue
from prestatielint.ingest import location
from prestatielint.linter import Linter
from prestatielint.model import (
    Block,
    Clause,
    Document,
    Finding,
    Kind,
    Label,
    Niveau,
    Report,
    Severity,
    Suggestion,
    Theme,
)
from prestatielint.nlp.parties import find_parties
from prestatielint.nlp.quantities import quantities
from prestatielint.nlp.slots import Slot, conditions, dates, deadlines

Corpus = list[tuple[Path, Report]]

VARIANTS = {"effect", "effect+middel", "hard", "tegenprestatie", "naar-werkplan"}
BRACKETS = re.compile(r"\[[^\[\]]+\]")
NUMBER_WORDS = "twee drie vier vijf zes zeven acht negen tien elf twaalf".split()
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
# A number with the euro sign before it and the unit right after it.
NUMBER = re.compile(
    rf"(?<![\w.,])(€\s?)?(\d+(?:[.,]\d+)*|(?:{'|'.join(NUMBER_WORDS)})\b)(?:\s?(%|[^\W\d_]+))?", re.IGNORECASE
)
MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
CAPITAL = re.compile(r"\b[A-ZÀ-Ý](?:[\w’'-]*\w)?")
# The word that opens a sentence has a capital whatever it is.
OPENING = re.compile(r"(?:^|[.:;(']\s?)[A-ZÀ-Ý](?:[\w’'-]*\w)?")
ACTING = re.compile(r"([A-ZÀ-Ý][\w’-]*)\s(?:rapporteert|levert|draagt|zegt|bouwt|zet|neemt|biedt)\b")


class Problems:
    """Collects what is wrong; of a held-out document only the place."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, path: Path, report: Report, clause: str | None, rule: str, detail: str) -> None:
        ids = [judged.clause.id for judged in report.clauses]
        place = f"clausule {ids.index(clause)}" if clause in ids else "document"
        shown = "" if path.parent.name == "test" else f": {clause} {detail}"
        self.found.append(f"{path.name} {place} {rule}{shown}")


def clauses_of(report: Report) -> dict[str, Clause]:
    return {judged.clause.id: judged.clause for judged in report.clauses}


def suggestions(report: Report) -> Iterator[tuple[Finding, Suggestion]]:
    for finding in report.findings:
        for suggestion in finding.suggestions:
            yield finding, suggestion


def numbers(text: str) -> set[tuple[str, str, str]]:
    return {((euro or "").strip(), value.lower(), unit.lower()) for euro, value, unit in NUMBER.findall(text)}


def words_of(texts: Iterable[str | None]) -> frozenset[str]:
    return frozenset(word.lower() for text in texts if text for word in re.findall(r"[^\W_](?:[\w’'-]*\w)?", text))


@cache
def effect_words() -> frozenset[str]:
    effects = load_catalogue().effects.values()
    return words_of(text for effect in effects for text in (effect.promise, effect.intention, *effect.needs.values()))


def document_words(report: Report) -> frozenset[str]:
    texts: list[str | None] = [report.document.title]
    for clause in clauses_of(report).values():
        texts += [clause.text, clause.lead, *clause.heading]
    return words_of(texts)


def own_words(text: str) -> str:
    """A suggestion without its placeholders and without the words of the clause that it quotes as such."""
    return BRACKETS.sub("[]", re.sub(r"'[^']*'(?=[.,:;)]| [a-z])|\([^()]* …\)", "''", text))


def test_every_finding_points_at_its_own_words(corpus: Corpus) -> None:
    problems = Problems()
    for path, report in corpus:
        texts = {key: clause.text for key, clause in clauses_of(report).items()}
        for finding in report.findings:
            start, end = finding.start, finding.end
            if finding.clause is None or start is None or end is None:
                if (start, end, finding.quote) != (None, None, None) or not finding.label.startswith("document-"):
                    problems.add(path, report, finding.clause, finding.rule, "half a place")
                continue
            text = texts[finding.clause]
            exact = 0 <= start < end <= len(text) and text[start:end] == finding.quote
            if not exact or not re.fullmatch(r"\S.*\S|\w", finding.quote or "", re.DOTALL):
                problems.add(path, report, finding.clause, finding.rule, repr((start, end, finding.quote)))
    assert problems.found == []


def test_every_finding_can_be_shown_in_the_file(corpus: Corpus) -> None:
    problems = Problems()
    for path, report in corpus:
        clauses = clauses_of(report)
        for finding in report.findings:
            if finding.clause is None or finding.start is None or finding.end is None:
                continue
            try:
                place = location(clauses[finding.clause], finding.start, finding.end)
            except Exception as error:  # pytest would show the words of the clause
                problems.add(path, report, finding.clause, finding.rule, f"{finding.quote!r} {type(error).__name__}")
                continue
            if report.document.format == "pdf":
                page, boxes = place.get("page"), place.get("boxes")
                good = isinstance(page, int) and 1 <= page <= (report.document.pages or 0)
                good = good and isinstance(boxes, list) and bool(boxes) and all(a < c and b < d for a, b, c, d in boxes)
            else:
                good = isinstance(place.get("paragraph"), int) and isinstance(place.get("part"), str)
            if not good:
                problems.add(path, report, finding.clause, finding.rule, repr(place))
    assert problems.found == []


def test_ids_and_fingerprints_are_unique_per_document(corpus: Corpus) -> None:
    for path, report in corpus:
        for kind, keys in (
            ("clause", [judged.clause.id for judged in report.clauses]),
            ("fingerprint", [finding.fingerprint for finding in report.findings]),
        ):
            assert len(keys) - len(set(keys)) == 0, f"{path.name}: {kind}"
            assert "" not in keys, f"{path.name}: {kind}"


def test_only_an_afspraak_has_a_level_and_context_carries_nothing(corpus: Corpus) -> None:
    problems = Problems()
    for path, report in corpus:
        kinds = {judged.clause.id: judged.kind for judged in report.clauses}
        for judged in report.clauses:
            if (judged.niveau is not None) != (judged.kind is Kind.AFSPRAAK):
                problems.add(path, report, judged.clause.id, "-", f"{judged.kind} {judged.niveau}")
        for finding in report.findings:
            kind = kinds[finding.clause] if finding.clause else None
            vague = finding.label.startswith("vaag-")
            if finding.label.startswith("document-") or kind in (Kind.AFSPRAAK, Kind.WENS, None):
                continue
            if kind is Kind.CONTEXT or not vague:
                problems.add(path, report, finding.clause, finding.rule, f"{finding.label} on {kind}")
    assert problems.found == []


def test_an_activity_is_a_promise_of_an_act_or_a_product(corpus: Corpus) -> None:
    problems = Problems()
    for path, report in corpus:
        levels = {judged.clause.id: judged.niveau for judged in report.clauses}
        themes = {judged.clause.id: judged.theme for judged in report.clauses}
        for finding in report.findings:
            wrong = finding.label is Label.ACTIVITEIT and levels[finding.clause or ""] not in (
                Niveau.PROCES,
                Niveau.OUTPUT,
            )
            # Without a theme there is no effect to propose.
            themed = themes.get(finding.clause or "") is not Theme.OVERIG
            lone = finding.label is Label.ACTIVITEIT and themed and not finding.suggestions
            if wrong or lone:
                problems.add(path, report, finding.clause, finding.rule, "no suggestion" if lone else "level")
    assert problems.found == []


def test_facts_about_the_document_are_information_only(corpus: Corpus) -> None:
    facts = ("document-wederkerigheid", "document-omvang", "document-thema", "document-nulmeting")
    for path, report in corpus:
        wrong = {
            finding.rule
            for finding in report.findings
            if (finding.severity is Severity.INFO) != (finding.label in facts)
        }
        assert wrong == set(), path.name


def test_suggestions_name_variant_obligation_assumption_and_every_placeholder(corpus: Corpus) -> None:
    problems = Problems()
    for path, report in corpus:
        clauses = clauses_of(report)
        for finding, suggestion in suggestions(report):
            given_text = clauses[finding.clause].text if finding.clause in clauses else ""
            brackets = [name for name in dict.fromkeys(BRACKETS.findall(suggestion.text)) if name not in given_text]
            fits = suggestion.variant in VARIANTS and suggestion.obligation in ("gelijk", "zwaarder", "lichter")
            if not fits or not suggestion.assumption.strip():
                problems.add(path, report, finding.clause, finding.rule, suggestion.variant)
            if list(suggestion.placeholders) != brackets:
                problems.add(path, report, finding.clause, finding.rule, f"{suggestion.placeholders} != {brackets}")
            if suggestion.variant.startswith("effect") and not (
                suggestion.indicator and suggestion.unit and suggestion.source
            ):
                problems.add(path, report, finding.clause, finding.rule, "no indicator, unit or source")
    assert problems.found == []


def test_suggestions_are_whole_sentences(corpus: Corpus) -> None:
    problems = Problems()
    for path, report in corpus:
        for finding, suggestion in suggestions(report):
            text = suggestion.text
            sentence = text[:1].isupper() or text.startswith(("[", "'"))
            if (
                not sentence
                or not text.endswith((".", "…", "'"))
                or re.search(r"  |\.\.(?!\.)|\s[.,;]|[{}]|None", text)
            ):
                problems.add(path, report, finding.clause, finding.rule, repr(text))
    assert problems.found == []


def test_a_number_in_a_suggestion_is_one_of_the_clause_with_its_unit(corpus: Corpus) -> None:
    problems = Problems()
    for path, report in corpus:
        clauses = clauses_of(report)
        for finding, suggestion in suggestions(report):
            clause = clauses.get(finding.clause or "")
            lead = (clause.lead or "").rstrip(" :") if clause else ""
            given_numbers = numbers(clause.text) | numbers(lead) | numbers(f"{lead} {clause.text}") if clause else set()
            values = {value for _, value, _ in given_numbers}
            # A rewrite may put words between a year and what followed it; a count keeps its unit (see test_suggest).
            made_up = {
                number
                for number in numbers(own_words(suggestion.text)) - given_numbers
                if number[1] not in values or (suggestion.variant != "hard" and not suggestion.text.count("Middel"))
            }
            if made_up:
                problems.add(path, report, finding.clause, finding.rule, f"{sorted(made_up)} in {suggestion.text!r}")
    assert problems.found == []


def test_a_date_or_name_in_a_suggestion_is_one_of_the_document(corpus: Corpus) -> None:
    problems = Problems()
    for path, report in corpus:
        known = document_words(report)
        for finding, suggestion in suggestions(report):
            text = BRACKETS.sub("[]", suggestion.text)
            made_up = {word.lower() for word in MONTH.findall(text)} - known
            named = CAPITAL.findall(OPENING.sub(" ", text)) + ACTING.findall(text)
            made_up |= {word.lower() for word in named} - known - effect_words()
            if made_up:
                problems.add(path, report, finding.clause, finding.rule, f"{sorted(made_up)} in {suggestion.text!r}")
    assert problems.found == []


def test_a_proposal_makes_nothing_up_and_has_the_clauses_of_the_document_as_its_means(corpus: Corpus) -> None:
    problems = Problems()
    for path, report in corpus:
        clauses, known = clauses_of(report), document_words(report)
        for proposal in report.proposals:
            name = f"voorstel {proposal.theme}"
            means = [clauses[key] for key in proposal.means if key in clauses]
            numbered = [clause.number for clause in means if clause.number]
            headings = dict.fromkeys(clause.heading[-1] for clause in means if not clause.number)
            text = BRACKETS.sub("[]", proposal.text)
            before, _, rest = text.partition("Middelen: ")
            # A clause without a number is shown by its heading, never by an internal id.
            shown = ", ".join([*numbered, *(f"de afspraken onder ‘{heading}’" for heading in headings)])
            if len(means) != len(proposal.means) or len(means) < 2 or not rest.startswith(shown + ". "):
                problems.add(path, report, None, name, "means")
            text = before + rest.removeprefix(shown)
            made_up = {word.lower() for word in CAPITAL.findall(text)} - known - effect_words()
            if numbers(text) or MONTH.search(text) or made_up:
                problems.add(path, report, None, name, repr(text))
            if list(proposal.placeholders) != list(dict.fromkeys(BRACKETS.findall(proposal.text))):
                problems.add(path, report, None, name, "placeholders")
            if not 1 <= proposal.measures_after < proposal.measures_before:
                problems.add(path, report, None, name, f"{proposal.measures_before} → {proposal.measures_after}")
    assert problems.found == []


def test_a_theme_gets_at_most_one_proposal(corpus: Corpus) -> None:
    for path, report in corpus:
        themes = [proposal.theme for proposal in report.proposals]
        assert len(themes) == len(set(themes)), path.name


def test_reading_twice_gives_the_same_report(linter: Linter, corpus: Corpus) -> None:
    path, report = min(corpus, key=lambda item: len(item[1].clauses))
    assert linter.lint(report.document) == report, path.name


def test_clauses_keep_their_judgement_when_another_is_added(linter: Linter, corpus: Corpus) -> None:
    """What a clause is does not depend on a paragraph of history at the end."""
    report = min(
        (report for path, report in corpus if path.parent.name == "train"), key=lambda report: len(report.clauses)
    )
    history = Clause(
        "toegevoegd",
        "In 2019 zijn er in de wijk Zuid woningen opgeleverd.",
        Block.PARAGRAPH,
        heading=("Bijlage: terugblik",),
    )
    longer = Document("x", "", "txt", report.document.title, (*report.document.clauses, history))
    before = [(judged.clause.id, judged.kind, judged.niveau) for judged in report.clauses]
    assert [(judged.clause.id, judged.kind, judged.niveau) for judged in linter.lint(longer).clauses[:-1]] == before


# ----------------------------------------------------------------------------- arbitrary text

PIECES = st.sampled_from(
    """De Vliet|gemeente Zandmeer|Partijen|bouwt|levert op|streeft naar|zet zich in voor|huisvest|40|ruim 600|€ 682,96|10%|1.200|2,5 miljoen
    twee|alle|woningen|huishoudens|in 2026|vóór 1 juli 2026|uiterlijk 31-12-2027|per kwartaal|binnen zes weken na melding|Q3 2025|2025-2028|eind
    in|bij elk nieuw project|tijdig|waar mogelijk|mits|de gemeente een locatie beschikbaar stelt|zodat|als|,|.|;| | |:|(|)|«|»|“|”|[datum]|artikel 4
    afhankelijk van|tenzij|er wordt|onderzocht|complex 12|dat|de|minder|dan|voor|€|%|-|–|één|derde|om te|is|worden|op|af""".replace(
        "\n", "|"
    ).split("|")
).map(str.strip)
DUTCH = st.lists(PIECES, min_size=1, max_size=14).map(" ".join)
ANY = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)
TEXTS = st.one_of(DUTCH, ANY, st.tuples(DUTCH, ANY).map(" ".join)).map(lambda text: " ".join(text.split())).filter(bool)


def check_slots(slots: Iterable[Slot], text: str) -> None:
    last = 0
    for slot in slots:
        assert last <= slot.start < slot.end <= len(text)
        assert text[slot.start : slot.end] == slot.text
        last = slot.end


@given(text=st.one_of(TEXTS, st.text(max_size=80)))
@settings(max_examples=300, deadline=None)
def test_dates_point_at_their_own_words(text: str) -> None:
    check_slots(dates(text), text)


@given(text=TEXTS)
@settings(max_examples=100, deadline=None)
def test_amounts_and_conditions_point_at_their_own_words(linter: Linter, text: str) -> None:
    doc = linter.nlp(text)
    found = dates(text)
    check_slots(quantities(doc, found), text)
    check_slots(deadlines(doc), text)
    check_slots(conditions(doc), text)


@given(texts=st.lists(st.one_of(TEXTS, st.text(max_size=80)), max_size=20), title=st.none() | TEXTS)
@settings(max_examples=150, deadline=None)
def test_looking_for_parties_never_fails(texts: list[str], title: str | None) -> None:
    clauses = tuple(Clause(f"{number}#1", text, Block.PARAGRAPH, lead=title) for number, text in enumerate(texts))
    parties = find_parties(Document("x", "", "txt", title, clauses))
    assert all(party.name.strip() for party in parties)
    names = [(party.role, party.name.lower()) for party in parties]
    assert len(names) == len(set(names))


@given(texts=st.lists(TEXTS, min_size=1, max_size=6), heading=st.none() | TEXTS, lead=st.none() | TEXTS)
@settings(max_examples=50, deadline=None)
def test_any_text_gives_exact_places(linter: Linter, texts: list[str], heading: str | None, lead: str | None) -> None:
    above = (heading,) if heading else ()
    clauses = tuple(
        Clause(f"{number}#1", text, Block.ITEM, heading=above, lead=lead) for number, text in enumerate(texts)
    )
    report = linter.lint(Document("x", "", "txt", heading, clauses))
    assert tuple(judged.clause for judged in report.clauses) == clauses
    known = {clause.id: clause.text for clause in clauses}
    for finding in report.findings:
        if finding.clause is not None and finding.start is not None and finding.end is not None:
            assert 0 <= finding.start < finding.end <= len(known[finding.clause])
            assert known[finding.clause][finding.start : finding.end] == finding.quote
    for finding, suggestion in suggestions(report):
        # The clause itself may hold square brackets.
        assert set(suggestion.placeholders) <= set(BRACKETS.findall(suggestion.text)), finding.rule


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", "|", "«»", "\u200b", "40", "x" * 5000, "a | | b", "- " * 300, "🏠 De Vliet bouwt 🏠 40 woningen."],
)
def test_odd_clauses_are_no_trouble(linter: Linter, text: str) -> None:
    report = linter.lint(Document("x", "", "txt", None, (Clause("1#1", text, Block.PARAGRAPH),)))
    assert len(report.clauses) == 1
