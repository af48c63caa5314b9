"""How well a pipeline reads clause-like sentences: sentence ends, main verb, subject, object, agent, negation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from spacy.language import Language
from spacy.tokens import Doc

from prestatielint.model import Block, Clause, Party, Role
from prestatielint.nlp.actors import find_actors
from prestatielint.nlp.parties import PartyMatcher
from prestatielint.nlp.predicates import predicates

FOLDER = Path(__file__).parent / "domain"
PARTIES = (
    Party("gemeente Velderode", Role.GEMEENTE, ("Velderode",)),
    Party("De Vliet", Role.CORPORATIE, ()),
    Party("Woonstichting Hoogland", Role.CORPORATIE, ("Hoogland",)),
    Party("Huurdersraad Velderode", Role.HUURDERSORGANISATIE, ("Huurdersraad",)),
    Party("gemeente Brakerveen", Role.GEMEENTE, ("Brakerveen",)),
    Party("De Linde", Role.CORPORATIE, ()),
    Party("Woonstichting Oosterpoort", Role.CORPORATIE, ("Oosterpoort",)),
    Party("Huurdersvereniging Brakerveen", Role.HUURDERSORGANISATIE, ("Huurdersvereniging",)),
)
# The set writes "stelt … beschikbaar" as "stellen"; the lemma of the separable verb is as good.
_JOINED = ("beschikbaar", "bekend", "gereed", "goed", "open", "vrij", "vast")


def sentences(name: str) -> list[dict[str, Any]]:
    """The gold sentences of a file or folder below ``domain``."""
    paths = sorted((FOLDER / name).glob("*.yaml")) if (FOLDER / name).is_dir() else [FOLDER / name]
    return [entry for path in paths for entry in yaml.safe_load(path.read_text(encoding="utf8"))]


def _ends(pieces: Iterable[str]) -> set[int]:
    ends, length = set(), 0
    for piece in pieces:
        length += len("".join(piece.split()))
        ends.add(length)
    return ends


def _name(words: str) -> str:
    skip = {"de", "het", "een", "alle", "beide", "elke", "elk", "van"}
    return " ".join(word for word in words.lower().split() if word not in skip)


def read(doc: Doc, match: PartyMatcher) -> dict[str, Any]:
    """What the package reads of the first main clause of ``doc``."""
    first = next(doc.sents)
    mentions = tuple(mention for mention in match(doc) if mention.end <= first.end)
    found = [predicate for predicate in predicates(doc, mentions) if predicate.sentence == 0][:1]
    clause = Clause("c1", first.text, Block.PARAGRAPH)
    actors = find_actors(found, mentions, clause, (), doc)[1]
    main = found[0] if found else None
    return {
        "ends": _ends(sentence.text for sentence in doc.sents),
        "verb": main.lemma if main is not None and (main.verbal or main.copula) else None,
        "subject": main.subject.text if main is not None and main.subject is not None else None,
        "objects": [token.text for token in main.objects] if main is not None else [],
        "agent": {_name(actor) for actor in actors},
        "negated": main is not None and main.negated,
    }


def measure(nlp: Language, entries: list[dict[str, Any]]) -> tuple[dict[str, float], list[str]]:
    """Shares between 0 and 1 per question, and a line per error.

    ``sentence_ends`` is the F1 of the ends; ``subject`` and ``object`` count where the gold names one.
    """
    match = PartyMatcher(nlp, PARTIES)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    errors = []
    found = wanted = same = 0
    for entry, doc in zip(entries, nlp.pipe([entry["text"] for entry in entries]), strict=True):
        got = read(doc, match)
        ends = _ends(entry["sentences"])
        found, wanted, same = found + len(got["ends"]), wanted + len(ends), same + len(got["ends"] & ends)
        verb = entry["verb"]
        answers = {
            "sentences": got["ends"] == ends,
            "verb": got["verb"] == verb or (verb and got["verb"] in {word + verb for word in _JOINED}),
            "agent": got["agent"] == {_name(words) for words in entry["agent"]},
            "negated": got["negated"] == bool(entry["negated"]),
        }
        if entry["subject"]:
            answers["subject"] = got["subject"] is not None and got["subject"] in entry["subject"]
        if entry["object"]:
            answers["object"] = any(word in entry["object"] for word in got["objects"])
        for question, answer in answers.items():
            total[question] += 1
            right[question] += bool(answer)
            if not answer:
                errors.append(f"{question}: {entry.get(question)} / {got.get(question)}: {entry['text']}")
    shares = {question: right[question] / total[question] for question in total}
    return shares | {"sentence_ends": 2 * same / (found + wanted)}, errors
