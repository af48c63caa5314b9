"""The whole run on one document: no printing, no exit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from prestatielint.catalogue import Catalogue
from prestatielint.config import Settings
from prestatielint.document_rules import document_findings, reciprocity_matrix
from prestatielint.findings import fingerprinted, to_findings
from prestatielint.model import (
    Document,
    Finding,
    Judged,
    Kind,
    Label,
    Niveau,
    Notice,
    PipelineInfo,
    Report,
    Scores,
    Theme,
)
from prestatielint.nlp.analysis import judge, settle_articles, structure
from prestatielint.nlp.checks import promises, silent_roles
from prestatielint.nlp.context import build_context
from prestatielint.nlp.engine import Match, RuleEngine
from prestatielint.nlp.parties import PartyMatcher, find_parties
from prestatielint.nlp.pipeline import choose_pipeline, load_pipeline
from prestatielint.nlp.reading import Context, Reading, is_promised, time_cell
from prestatielint.score import score
from prestatielint.suggest import proposals

_NO_SCORES = Scores(None, {}, {}, {}, {}, {})
_DUTCH = frozenset("de het een en van in is op te dat die voor met zijn wordt worden aan niet door ten om bij".split())
_SUBJECT = re.compile(r"woning|corporatie|huurder|prestatieafspra|gemeente", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The readings of a document with the pattern matches on each."""

    readings: tuple[Reading, ...]
    matches: tuple[tuple[Match, ...], ...]
    context: Context


class Linter:
    """A loaded pipeline with a compiled catalogue; reads as many documents as wanted."""

    def __init__(
        self,
        catalogue: Catalogue,
        settings: Settings | None = None,
        nlp: Language | None = None,
        info: PipelineInfo | None = None,
        notices: tuple[Notice, ...] = (),
    ) -> None:
        self.settings = settings or Settings()
        self.catalogue = catalogue
        self.info = info or choose_pipeline(self.settings.pipeline)
        self.nlp = nlp or load_pipeline(self.info)
        self.notices = notices
        # Every rule takes part in reading, for what is vague decides niveau and SMART; the selection only says what is reported.
        self.engine = RuleEngine(self.nlp, catalogue.rules)
        self.reported = catalogue.select(self.settings.select, self.settings.ignore).rules

    def parse(self, document: Document) -> list[Doc]:
        """Parse every clause of ``document``: one Doc per clause, which depends on nothing but its text and the pipeline."""
        return list(self.nlp.pipe((clause.text for clause in document.clauses), batch_size=64))

    def analyse(self, document: Document, docs: Iterable[Doc] | None = None) -> Analysis:
        """Judge every clause of ``document``, parsed here unless ``docs`` holds what ``parse`` gave for it earlier."""
        parties = find_parties(document, self.settings.parties)
        match = PartyMatcher(self.nlp, parties)
        context = build_context(document, parties)
        if docs is None:
            docs = self.nlp.pipe((clause.text for clause in document.clauses), batch_size=64)
        readings: list[Reading] = []
        matches: list[tuple[Match, ...]] = []
        for clause, doc in zip(document.clauses, docs, strict=True):
            places = self.engine.match(doc)
            lead = match(self.nlp.make_doc(clause.lead)) if clause.lead else ()
            fixed = self.settings.clauses.get(clause.id) or (
                self.settings.clauses.get(clause.number) if clause.number else None
            )
            reading = structure(clause, doc, match, lead)
            opens = not readings or readings[-1].clause.heading != clause.heading
            readings.append(judge(reading, context, self.engine.vague(places, reading, context), fixed, opens=opens))
            matches.append(places)
        readings = settle_articles(readings)
        context = replace(context, promises=promises(readings), silent=silent_roles(readings, context))
        return Analysis(tuple(readings), tuple(matches), context)

    def lint(self, document: Document, docs: Iterable[Doc] | None = None) -> Report:
        """Everything that can be said of ``document``; ``docs`` as for ``analyse``."""
        analysis = self.analyse(document, docs)
        context, effects = analysis.context, self.catalogue.effects
        covered = _covering(analysis.readings)
        found: list[Finding] = []
        for reading, places in zip(analysis.readings, analysis.matches, strict=True):
            found += to_findings(reading, self.engine.run(reading, places, context), context, effects, covered)
        found += document_findings(document, analysis.readings, context, self.catalogue.rules)
        reported = {rule.code for rule in self.reported}
        findings = fingerprinted(finding for finding in found if finding.rule in reported)
        judged, findings, scores = score(
            judgements(analysis), findings, context.parties, self.catalogue.weights, self.settings.bril
        )
        return Report(
            document,
            context.parties,
            judged,
            findings,
            scores,
            proposals(analysis.readings, effects),
            (*self.notices, *document.notices, *_doubts(document, context), *_unused(self.settings, document)),
            reciprocity_matrix(analysis.readings, context),
        )

    def extract(self, document: Document) -> Report:
        """The clauses and what they are, without any rule."""
        analysis = self.analyse(document)
        judged = tuple(judgements(analysis))
        return Report(
            document,
            analysis.context.parties,
            judged,
            (),
            _NO_SCORES,
            (),
            (*self.notices, *document.notices, *_doubts(document, analysis.context)),
        )


def _covering(readings: Sequence[Reading]) -> dict[Theme, str]:
    """Per theme the first effect clause, which makes the activities of that theme its means."""
    covered: dict[Theme, str] = {}
    for reading in readings:
        if reading.niveau is Niveau.EFFECT:
            covered.setdefault(reading.theme, reading.clause.number or reading.clause.id)
    return covered


def judgements(analysis: Analysis) -> list[Judged]:
    """What is reported of every clause, in document order."""
    return [_judged(reading, places) for reading, places in zip(analysis.readings, analysis.matches, strict=True)]


def _judged(reading: Reading, places: Sequence[Match]) -> Judged:
    return Judged(
        clause=reading.clause,
        kind=reading.kind,
        niveau=reading.niveau,
        theme=reading.theme,
        actors=reading.actor_texts if reading.kind is not Kind.CONTEXT else (),
        beneficiaries=tuple(dict.fromkeys(slot.text for slot in reading.beneficiaries)),
        quantities=_in_order(
            [
                (quantity.start, quantity.end, quantity.shown)
                for quantity in reading.quantities
                if is_promised(quantity, reading)
            ],
            [(slot.start, slot.end, slot.text) for slot in reading.wholes],
        ),
        deadlines=_in_order(
            [(slot.start, slot.end, slot.text) for slot in reading.deadlines],
            _open_terms(reading, places),
            time_cell(reading.clause),
        ),
        conditions=tuple(slot.text for slot in reading.conditions),
        corrected=reading.corrected,
    )


def _open_terms(reading: Reading, places: Sequence[Match]) -> list[tuple[int, int, str]]:
    """The words that leave a term open ("tijdig") are what the clause says of it, unless its sentence gives a date too."""
    spans = [reading.doc[match.start : match.end] for match in places if match.rule.label is Label.VAAG_TERMIJN]
    return [
        (span.start_char, span.end_char, span.text)
        for span in spans
        if not any(span.sent.start_char <= slot.start < span.sent.end_char for slot in reading.deadlines)
    ]


def _in_order(*groups: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
    """Texts in the order of the clause; of two that overlap the one of the earlier group stays."""
    kept: list[tuple[int, int, str]] = []
    for start, end, text in (slot for group in groups for slot in group):
        if not any(start < stop and begin < end for begin, stop, _ in kept):
            kept.append((start, end, text))
    return tuple(text for _, _, text in sorted(kept))


def _doubts(document: Document, context: Context) -> list[Notice]:
    """Reasons to doubt that this is a Dutch agreement."""
    words = re.findall(r"[^\W\d_]+", " ".join(clause.text for clause in document.clauses).lower())
    notices = []
    if len(words) >= 40 and sum(word in _DUTCH for word in words) / len(words) < 0.12:
        notices.append(
            Notice(
                "niet-nederlands",
                "Dit document lijkt niet in het Nederlands te zijn. De bevindingen zijn dan niet betrouwbaar.",
            )
        )
    elif sum(bool(_SUBJECT.search(word)) for word in words) < 3 or len({party.role for party in context.parties}) < 2:
        notices.append(
            Notice(
                "geen-prestatieafspraken",
                "Dit lijkt geen document met prestatieafspraken: er zijn geen twee partijen herkend. Noem de partijen in prestatielint.toml als dat niet klopt.",
            )
        )
    return notices


def _unused(settings: Settings, document: Document) -> list[Notice]:
    """Corrections in the config that fit no clause."""
    known = {clause.id for clause in document.clauses} | {clause.number for clause in document.clauses if clause.number}
    return [
        Notice(
            "correctie-ongebruikt",
            f"De correctie voor clausule '{number}' in de configuratie past bij geen enkele clausule.",
        )
        for number in settings.clauses
        if number not in known
    ]
