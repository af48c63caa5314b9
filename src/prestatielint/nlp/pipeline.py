"""Choose, load and describe the spaCy pipeline; the only place that loads a model, and never at import.

``auto`` takes ``nl_core_news_md`` when it is installed and fits, else the pipeline that ships with the package.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
from pathlib import Path
from typing import Any

import spacy
from spacy.about import __version__ as SPACY_VERSION
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from prestatielint.errors import PipelineError
from prestatielint.model import PipelineInfo
from prestatielint.nlp import lexicon
from prestatielint.nlp.boundaries import mark_boundaries
from prestatielint.nlp.conjugation import PARTICLES, form_table, present_forms
from prestatielint.nlp.lexicon import PARTICLE_VERBS

BUILT_IN = Path(__file__).parent.parent / "pipeline"
PREFERRED = "nl_core_news_md"
_NEEDED = ("parser", "morphologizer")
_UNUSED = ("ner", "senter", "entity_linker")
_VERBS = sorted(lexicon.KNOWN_VERBS)
_VERB_LEMMAS = form_table(_VERBS)
_KNOWN = frozenset(_VERBS)
# Nouns that look like a past tense or a plural and decide too much to be taken for a verb.
_NOUNS = frozenset(("waarde", "aandacht", "rekening", "belang", "woonlasten", "prioriteit"))
_PASSIVES = frozenset(("wordt", "worden", "werd", "werden", "geworden"))
_PRESENT = present_forms(_VERBS)


@Language.component("prestatielint_lemmas", requires=["token.lemma", "token.dep"], assigns=["token.lemma"])
def normalise_lemmas(doc: Doc) -> Doc:
    """Write lemmas alike for every pipeline: no compound underscore, a separable verb with its particle in front.

    ``nl_core_news_md`` writes ``mee_doen``; the built-in lemmatizer sees one word at a time and so gives ``leveren`` for
    "levert … op". Both become ``meedoen`` and ``opleveren``.
    """
    for token in doc:
        lemma = token.lemma_.replace("_", "") or token.lower_
        if token.pos_ in ("VERB", "AUX"):
            lemma = _infinitive(lemma.lower(), token)
        if lemma != token.lemma_:
            token.lemma_ = lemma
        if token.pos_ == "VERB" and token.lower_ in _NOUNS:
            token.pos_ = "NOUN"
            token.lemma_ = token.lower_
            token.set_morph("Number=Sing")  # type: ignore[attr-defined]
        elif (
            token.pos_ == "ADJ"
            and token.lower_ in _VERB_LEMMAS
            and token.lower_ != _VERB_LEMMAS[token.lower_]
            and any(child.dep_ in ("cop", "aux", "aux:pass") and child.lower_ in _PASSIVES for child in token.children)
        ):
            # "worden … verduurzaamd": a passive, not a property.
            token.pos_ = "VERB"
            token.lemma_ = _VERB_LEMMAS[token.lower_]
            token.set_morph("VerbForm=Part")  # type: ignore[attr-defined]
        elif token.pos_ in ("VERB", "AUX") and (known := _VERB_LEMMAS.get(token.lower_)) is not None:
            token.lemma_ = known
            if token.lower_ == known and "Past" in token.morph.get("Tense", []):
                # "slopen", "vergoeden": a plural present that looks like a past tense.
                token.set_morph("Number=Plur|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]
            elif token.lower_ in _PRESENT and "Past" in token.morph.get("Tense", []):
                token.set_morph("Number=Sing|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]
        elif token.pos_ == "VERB" and token.lower_.endswith(("zoekenden", "hebbenden", "wonenden", "gaanden")):
            # Participles that are people.
            token.pos_ = "NOUN"
            token.lemma_ = token.lower_.removesuffix("n")
            token.set_morph("Number=Plur")  # type: ignore[attr-defined]
        elif (token.pos_ == "PROPN" and token.i == token.sent.start and token.lower_ != token.text) or (
            token.pos_ == "NOUN" and lemma != lemma.lower()
        ):
            token.lemma_ = lemma.lower()
    for sentence in doc.sents:
        _find_verb(sentence)
    for token in doc:
        if token.dep_ == "compound:prt" and token.head.pos_ in ("VERB", "AUX") and token.lower_ in PARTICLES:
            _attach(token.head, token.lower_)
        elif token.i + 2 < len(doc) and token.nbor().lower_ == "te" and token.lower_ in PARTICLES:
            # "op te stellen", which the parser takes for a preposition more often than not.
            infinitive = doc[token.i + 2]
            if infinitive.pos_ in ("VERB", "AUX") and token.lower_ + infinitive.lemma_ in PARTICLE_VERBS:
                _attach(infinitive, token.lower_)
        elif token.pos_ in ("ADP", "ADV", "ADJ") and token.i + 1 <= len(doc) and _stands_alone(token):
            verb = _finite_verb_before(token)
            if verb is not None and token.lower_ + verb.lemma_ in PARTICLE_VERBS:
                _attach(verb, token.lower_)
    return doc


def _infinitive(lemma: str, token: Token) -> str:
    """Mend what a statistical lemmatizer makes of an unseen verb: "verleenen" → "verlenen", "reikt" → "reiken"."""
    lemma = re.sub(r"(?<=[^aeiou])([aeou])\1([bcdfgklmnprstvz])en$", r"\1\2en", lemma)
    if lemma == token.lower_ and lemma.endswith("t") and "Pres" in token.morph.get("Tense", []):
        stem = lemma.removesuffix("t")
        if match := re.search(r"([aeou])\1([^aeiou])$", stem):
            return stem[: match.start()] + match.group(1) + match.group(2).replace("f", "v").replace("s", "z") + "en"
        if re.search(r"[^aeiou][aeiou][bdfgklmnprst]$", stem) and not stem.endswith(("el", "er", "en")):
            return stem + stem[-1] + "en"
        return stem + "en"
    return lemma


def _find_verb(sentence: Span) -> None:
    """Mark the finite verb of a sentence in which the tagger saw none, when the lexicon knows the form ("huisvest")."""
    if any(token.pos_ in ("VERB", "AUX") and "Inf" not in token.morph.get("VerbForm", []) for token in sentence):
        return
    for token in sentence:
        form = token.lower_
        known = _VERB_LEMMAS.get(form)
        if (
            known is not None
            and (
                (form.endswith("t") and form != known)
                or (form == known and sentence.start < token.i < sentence.end - 2)
            )
            and token.pos_ in ("NOUN", "ADJ", "PROPN", "ADV", "X")
            and (token.text[0].islower() or token.i == sentence.start)
        ):
            token.pos_ = "VERB"
            token.lemma_ = known
            token.set_morph("Number=Sing|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]
            return


def _attach(verb: Token, particle: str) -> None:
    joined = particle + verb.lemma_
    # A parser takes "Op termijn … gesloopt" for "opslopen"; a verb that we know must also be known with its particle.
    if joined not in PARTICLE_VERBS and verb.lemma_ in _KNOWN:
        return
    if not verb.lemma_.startswith(particle):
        verb.lemma_ = particle + verb.lemma_


def _stands_alone(token: Token) -> bool:
    """Whether a preposition has no noun after it, as the particle at the end of a main clause ("levert 40 woningen op.")."""
    if token.i + 1 == len(token.doc):
        return True
    after = token.nbor()
    return after.is_punct or after.pos_ in ("CCONJ", "SCONJ", "ADP") or after.lower_ in ("en", "of", "|")


def _finite_verb_before(token: Token) -> Token | None:
    for index in range(token.i - 1, token.sent.start - 1, -1):
        other = token.doc[index]
        if other.pos_ == "VERB" and "VerbForm=Inf" not in str(other.morph):
            return other
        if other.text in (";", "|"):
            return None
    return None


@Language.component("prestatielint_boundaries", assigns=["token.is_sent_start"])
def _boundaries(doc: Doc) -> Doc:
    return mark_boundaries(doc)


def _accuracy(meta: dict[str, Any]) -> dict[str, float]:
    performance = meta.get("performance", {})
    performance = performance.get("test", performance)
    return {key: value for key, value in performance.items() if isinstance(value, float)}


def _installed_version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _read_meta(path: Path) -> dict[str, Any] | None:
    file = path / "meta.json"
    return json.loads(file.read_text(encoding="utf8")) if file.is_file() else None


def _package_path(name: str) -> Path | None:
    """Return the folder with ``config.cfg`` of an installed pipeline package, without importing it."""
    version = _installed_version(name)
    if version is None:
        return None
    root = Path(str(importlib.metadata.distribution(name).locate_file(name)))
    inner = root / f"{name}-{version}"
    return inner if inner.is_dir() else root


def _unfit(meta: dict[str, Any]) -> str | None:
    """Say in Dutch why a pipeline cannot be used, or None when it can."""
    if meta.get("lang") != "nl":
        return f"de taal is '{meta.get('lang')}' en niet 'nl'"
    wanted = meta.get("spacy_version", "")
    if wanted and not spacy.util.is_compatible_version(SPACY_VERSION, wanted):
        return f"de pijplijn vraagt spaCy {wanted} en hier staat {SPACY_VERSION}"
    missing = [name for name in _NEEDED if name not in meta.get("pipeline", [])]
    if missing:
        return f"het onderdeel '{missing[0]}' ontbreekt"
    if not any("lemmatizer" in name for name in meta.get("pipeline", [])):
        return "er is geen lemmatizer"
    return None


def choose_pipeline(wanted: str = "auto") -> PipelineInfo:
    """Decide which pipeline to use, without loading it.

    Args:
        wanted: ``auto``, ``ingebouwd``, the name of an installed spaCy package, or the path of a saved pipeline.

    Raises:
        PipelineError: the pipeline asked for is not there or does not fit.

    """
    if wanted in ("auto", PREFERRED):
        path = _package_path(PREFERRED)
        meta = _read_meta(path) if path else None
        if path and meta:
            problem = _unfit(meta)
            if problem is None:
                return _info(path, meta, f"{PREFERRED} is geïnstalleerd en past")
            if wanted == PREFERRED:
                raise PipelineError(
                    "pijplijn-ongeschikt", f"De pijplijn {PREFERRED} kan niet worden gebruikt: {problem}."
                )
            return _built_in(f"{PREFERRED} is geïnstalleerd, maar {problem}")
        if wanted == PREFERRED:
            raise PipelineError(
                "pijplijn-ontbreekt",
                f"De pijplijn {PREFERRED} is niet geïnstalleerd. Voer uit: prestatielint pipeline install.",
            )
        return _built_in(f"{PREFERRED} is niet geïnstalleerd")
    if wanted == "ingebouwd":
        return _built_in("gekozen met --pipeline ingebouwd")
    path = Path(wanted) if Path(wanted).is_dir() else _package_path(wanted)
    meta = _read_meta(path) if path else None
    if not path or not meta:
        raise PipelineError(
            "pijplijn-ontbreekt",
            f"De pijplijn '{wanted}' is niet gevonden. Kies auto, ingebouwd, de naam van een spaCy-pakket of een map met een pijplijn.",
        )
    if problem := _unfit(meta):
        raise PipelineError("pijplijn-ongeschikt", f"De pijplijn '{wanted}' kan niet worden gebruikt: {problem}.")
    return _info(path, meta, f"gekozen met --pipeline {wanted}")


def _built_in(reason: str) -> PipelineInfo:
    meta = _read_meta(BUILT_IN)
    if meta is None:
        raise PipelineError(
            "pijplijn-ontbreekt",
            "De ingebouwde pijplijn ontbreekt in deze installatie. Installeer prestatielint opnieuw.",
        )
    return _info(BUILT_IN, meta, reason)


def _info(path: Path, meta: dict[str, Any], reason: str) -> PipelineInfo:
    name = meta["name"] if str(meta["name"]).startswith("nl_") else f"nl_{meta['name']}"
    return PipelineInfo(name, meta["version"], str(path), reason, tuple(meta.get("pipeline", ())), _accuracy(meta))


def load_pipeline(info: PipelineInfo) -> Language:
    """Load the pipeline of ``info`` and add our own components."""
    meta = _read_meta(Path(info.path)) or {}
    nlp = spacy.load(
        info.path,
        exclude=[name for name in _UNUSED if name in meta.get("pipeline", ()) or name in meta.get("components", ())],
    )
    nlp.add_pipe("prestatielint_boundaries", first=True)
    nlp.add_pipe("prestatielint_lemmas", last=True)
    return nlp
