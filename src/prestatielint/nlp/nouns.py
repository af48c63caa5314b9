"""What nouns and adjectives stand for: homes, residents, effects, comparisons."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc, Token

from prestatielint.nlp import compounds
from prestatielint.nlp import lexicon as lex

_GROUPS = lex.HOME_NOUNS | lex.PEOPLE_NOUNS | lex.EFFECT_NOUNS
# Heads that say too little in a compound: "stappenplan", "hoofdkamer", "aanmelding".
_WIDE = frozenset("plan project label dak lift huur kamer gevel mens kind oordeel bezit melding".split())


def head_noun(token: Token) -> str:
    """Lemma of a noun, or the known noun that closes the compound ("jongerenwoningen" → "woning")."""
    lemma = token.lemma_.lower()
    if lemma in _GROUPS:
        return lemma
    # The form, for the lemmatizer breaks words that it has not seen ("zonnepanel").
    head = compounds.head_noun(token.lower_)
    return lemma if head in _WIDE else head


def is_home(token: Token) -> bool:
    """Whether a noun counts homes or parts of homes."""
    return head_noun(token) in lex.HOME_NOUNS or token.lower_.endswith(lex.HOME_SUFFIXES)


def is_people(token: Token) -> bool:
    """Whether a noun names residents or those who look for a home."""
    return head_noun(token) in lex.PEOPLE_NOUNS or bool(
        re.search(
            r"(?:huurders|bewoners|huishoudens|zoekenden|houders|plussers|jarigen|gezinnen|ouderen|jongeren|deelnemers)$",
            token.lower_,
        )
    )


def is_effect(token: Token) -> bool:
    """Whether a noun names what residents or a neighbourhood undergo."""
    return head_noun(token) in lex.EFFECT_NOUNS or (
        token.lower_.endswith(
            (
                "kosten",
                "lasten",
                "verbruik",
                "quote",
                "cijfer",
                "rekening",
                "tijd",
                "achterstanden",
                "ontruimingen",
                "meldingen",
            )
        )
        and token.pos_ in ("NOUN", "PROPN")
    )


_NO_COMPARISON = frozenset(
    """
        meer minder verder later nader eerder ouder jonger langer liever onder over ander voor zonder verder meerder
        onderhouder huurder verhuurder beheerder vroeger jongeren ouderen anderen meerderen kinderen latere eerdere
        verdere nadere oudere oudste jongere langere onze andere bijzondere midden meerdere mindere eerst verderop
        """.split()
)

_COMPARATIVE = re.compile(
    r"^(?:snel|vlot|laag|lage|hoge|hog|goedkop|eenvoudig|makkelijk|gemakkelijk|streng|vak|zichtbaar|ruim|kort|klein|grot|beter|bet|zuinig|gericht|slim|efficiënt|intensie[fv]|nauw|breed|bred|sterk|scherp|duidelijk|held|schon|veilig|gelijkmatig|evenwichtig|bewust|prettig|leefbaard|groen|rustig|toegankelijk|soepel|frequent|actie[fv]|stevig|vroeg|gezond|comfortabel|betaalbaard|duurzam|divers|gemengd|hecht|zwaar|licht|diep|inzichtelijk|transparant|zel)\w*?d?er(?:e)?$",
    re.IGNORECASE,
)


_ENDING = re.compile(r"\w{3}(?:lijker|zamer|baarder|voller|iger)e?$")


def _sooner(token: Token) -> bool:
    """Whether "langer" or "eerder" compares: "langer zelfstandig wonen", "eerder opgepakt", not "eerder genoemd"."""
    after = token.doc[token.i + 1 : token.i + 3]
    if token.lower_ == "langer":
        return not (token.i and token.nbor(-1).lower_ in ("niet", "geen")) and any(
            word.lower_ in ("zelfstandig", "thuis", "prettig", "veilig") for word in after
        )
    return token.lower_ == "eerder" and any(
        word.lower_ in ("opgepakt", "opgelost", "gesignaleerd", "geholpen", "bereikt", "behandeld", "afgehandeld")
        for word in after
    )


@lru_cache(maxsize=4)  # the readers of one clause ask for the same Doc several times
def comparatives(doc: Doc) -> tuple[Token, ...]:
    """Adjectives and adverbs in the comparative, by morphology and, where the tagger misses one, by form."""
    found = []
    for token in doc:
        lower = token.lower_
        if lower in _NO_COMPARISON:
            if _sooner(token):
                found.append(token)
            continue
        if lower.startswith("regulier"):
            continue
        graded = (
            "Cmp" in token.morph.get("Degree", [])
            and token.pos_ in ("ADJ", "ADV")
            and lower.endswith(("er", "ere", "eren"))
        )
        if (
            graded
            or lower in ("omlaag", "omhoog", "naar beneden")
            or (
                token.pos_ in ("ADJ", "ADV", "NOUN", "VERB", "X")
                and _COMPARATIVE.match(lower)
                and not lower.endswith(("verder", "neder"))
            )
            or (token.pos_ not in ("NOUN", "PROPN") and _ENDING.search(lower))
            or lower in ("nauwer", "nauwere")
        ):
            found.append(token)
    return tuple(found)
