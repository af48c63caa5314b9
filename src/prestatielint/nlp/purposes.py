"""Clauses of purpose and of effect: what an act is for, or what it brings about, without being promised itself."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from prestatielint.nlp import lexicon as lex
from prestatielint.nlp.predicates import is_verb

_PURPOSE = re.compile(
    r"\b(?:zodat|waardoor|opdat|teneinde|met als (?:doel|resultaat|effect)|met het oog op|om\b|waarmee|ter (?:verbetering|bevordering|versterking|verlaging|vergroting|voorkoming|ondersteuning) van)",
    re.IGNORECASE,
)

# After these verbs the om-clause is what is (softly) promised, not the aim of an act.
_TAKES_OM = lex.INTENTIE_VERBS | {
    "inspannen",
    "inzetten",
    "spannen",
    "zetten",
    "maken",
    "afspreken",
    "besluiten",
    "vragen",
    "verzoeken",
    "helpen",
    "proberen",
    "kijken",
}


def purpose_spans(doc: Doc) -> tuple[tuple[int, int], ...]:
    """Character spans of aims ("zodat …", "om … te verduurzamen"); an om-clause after a verb of effort is none."""
    spans = []
    for match in _PURPOSE.finditer(doc.text):
        token = next((token for token in doc if token.idx >= match.start()), None)
        if token is None:
            continue
        if token.lower_ == "om":
            window = doc[token.i : min(token.i + 14, token.sent.end)]
            if not any(other.lower_ == "te" for other in window):
                continue
            verbs = [other for other in doc[token.sent.start : token.i] if is_verb(other)]
            if verbs and (verbs[-1].lemma_ in _TAKES_OM or any(verb.lemma_ in _TAKES_OM for verb in verbs)):
                continue
        end = len(doc.text)
        for other in doc[token.i + 1 : token.sent.end]:
            if other.text in (";", "|") or (other.text == "," and token.i == token.sent.start):
                end = other.idx
                break
        else:
            last = doc[token.sent.end - 1]
            if last.is_punct and last.i > token.i:
                last = doc[last.i - 1]
            end = last.idx + len(last)
        if token.i == token.sent.start and token.lower_ == "om":
            # "Om het bezit te verduurzamen plaatst …": the aim ends at its infinitive.
            for other in doc[token.i + 1 : token.sent.end]:
                if is_verb(other) and "Inf" in other.morph.get("VerbForm", []) and doc[other.i - 1].lower_ == "te":
                    end = other.idx + len(other)
                    break
        spans.append((token.idx, end))
    return tuple(spans)


_EFFECT_WORDS = re.compile(r"(?:zodat|waardoor|waarmee|met als (?:resultaat|effect))\b", re.IGNORECASE)


def is_effect_clause(text: str) -> bool:
    """Whether a purpose span tells what follows ("zodat …", "waardoor …") rather than what is aimed at ("om … te")."""
    return bool(_EFFECT_WORDS.match(text))
