"""The whole run on one document: no printing, no exit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from prestatielint.catalogue import Catalogue
from prestatielint.config import Correction, Settings, fits_clause, fits_document
from prestatielint.document_rules import document_findings, reciprocity_matrix
from prestatielint.findings import fingerprinted, to_findings
from prestatielint.model import (
    Clause,
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
from prestatielint.nlp.parties import Mention, PartyMatcher, find_parties
from prestatielint.nlp.pipeline import choose_pipeline, load_pipeline
from prestatielint.nlp.reading import Context, Reading, is_promised, time_cell
from prestatielint.report import texts
from prestatielint.score import score
from prestatielint.suggest import proposals
from prestatielint.suppress import suppress

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
        named = [code for entry in self.settings.suppressions for code in entry.rules]
        named += [code for codes in self.settings.per_file_ignores.values() for code in codes]
        catalogue.select((), named)  # an unknown code is an error here too

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
            fixed, actors = self._corrected(document, clause)
            reading = structure(clause, doc, match, lead)
            if actors:
                reading = _with_actors(reading, actors, context)
            opens = not readings or readings[-1].clause.heading != clause.heading
            vague = self.engine.vague(places, reading, context)
            judged = judge(reading, context, vague, fixed, opens=opens)
            if "niveau" in fixed and judged.kind is not Kind.AFSPRAAK:
                # Who gives a clause a niveau says that it is an afspraak.
                judged = judge(reading, context, vague, {"kind": Kind.AFSPRAAK.value, **fixed}, opens=opens)
            if actors:
                judged = replace(judged, corrected=(*judged.corrected, "actors"))
            readings.append(judged)
            matches.append(places)
        readings = settle_articles(readings)
        context = replace(context, promises=promises(readings), silent=silent_roles(readings, context))
        return Analysis(tuple(readings), tuple(matches), context)

    def _corrected(self, document: Document, clause: Clause) -> tuple[dict[str, str], tuple[str, ...]]:
        """Give what the settings say of a clause, and who acts in it; of two corrections the last counts."""
        fields: dict[str, str] = {}
        actors: tuple[str, ...] = ()
        for entry in self.settings.corrections:
            if fits_document(entry.document, document.path) and fits_clause(entry.clause, clause):
                fields.update(entry.fields)
                actors = entry.actors or actors
        return fields, actors

    def _looked_for(self, document: Document) -> frozenset[str]:
        """Give the codes of the rules that are reported for a document."""
        ignored = tuple(
            code
            for pattern, codes in self.settings.per_file_ignores.items()
            if fits_document(pattern, document.path)
            for code in codes
        )
        return frozenset(rule.code for rule in self.reported if not rule.code.startswith(ignored))

    def lint(self, document: Document, docs: Iterable[Doc] | None = None) -> Report:
        """Everything that can be said of ``document``; ``docs`` as for ``analyse``."""
        analysis = self.analyse(document, docs)
        context, effects = analysis.context, self.catalogue.effects
        covered = _covering(analysis.readings)
        found: list[Finding] = []
        for reading, places in zip(analysis.readings, analysis.matches, strict=True):
            hits = self.engine.run(reading, places, context)
            if "actors" in reading.corrected:
                hits = [hit for hit in hits if hit.rule.label is not Label.SMART_WIE]
            found += to_findings(reading, hits, context, effects, covered)
        found += document_findings(document, analysis.readings, context, self.catalogue.rules)
        looked_for = self._looked_for(document)
        findings = fingerprinted((finding for finding in found if finding.rule in looked_for), document.clauses)
        known = {rule.code for rule in self.catalogue.rules}
        findings, suppressed, remarks = suppress(findings, document, self.settings, known, looked_for)
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
            (
                *self.notices,
                *document.notices,
                *_doubts(document, context),
                *_corrections(self.settings, document, judged),
                *remarks,
            ),
            reciprocity_matrix(analysis.readings, context),
            suppressed,
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
            (
                *self.notices,
                *document.notices,
                *_doubts(document, analysis.context),
                *_corrections(self.settings, document, judged),
            ),
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


def _with_actors(reading: Reading, names: Sequence[str], context: Context) -> Reading:
    """Let the parties that the settings name be those that act; the mentions cover no words."""
    mentions = []
    for name in names:
        for party in context.parties:
            if name.casefold() in (party.name.casefold(), *(alias.casefold() for alias in party.aliases)):
                mentions.append(Mention(0, 0, party.role, (party.name,)))
    return replace(reading, actors=tuple(mentions), actor_texts=tuple(names))


def _corrections(settings: Settings, document: Document, judged: Sequence[Judged]) -> list[Notice]:
    """Say which clauses the settings correct, for it changes findings and scores, and which corrections fit no clause."""
    changed = [entry for entry in judged if entry.corrected]
    notices = []
    if changed:
        where = "Bij 1 clausule" if len(changed) == 1 else f"Bij {len(changed)} clausules"
        named = ", ".join(
            f"{entry.clause.number or entry.clause.id} "
            f"({texts.listing(texts.CORRECTED_FIELDS.get(name, name) for name in entry.corrected)})"
            for entry in changed
        )
        notices.append(Notice("correctie", f"{where} is het oordeel aangepast in de instellingen: {named}."))
    for place, entry in enumerate(settings.corrections, start=1):
        if fits_document(entry.document, document.path) and not _fits_any(entry, document):
            notices.append(
                Notice(
                    "correctie-ongebruikt",
                    f"De correctie voor clausule '{entry.clause}' in de instellingen past bij geen enkele clausule.",
                    {"correct": place},
                )
            )
    return notices


def _fits_any(entry: Correction, document: Document) -> bool:
    return any(fits_clause(entry.clause, clause) for clause in document.clauses)
