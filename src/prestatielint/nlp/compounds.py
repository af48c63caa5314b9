"""Split Dutch compounds into modifier and head ("seniorenwoningen" → "senior" + "woning").

The head of a Dutch compound is its last part. The longest known head that leaves a sound modifier wins. The words come
from ``compounds.txt``, a list of the domain, so that the outcome does not hang on the pipeline that is loaded.
Frequencies are not used: Koehn and Knight (2003, "Empirical Methods for Compound Splitting") choose between splits by
the counts of the parts in a corpus, which asks for a large lexicon; over a small list that was made by hand few words
have two splits. In a compound of three parts the head is right, but the second part may go with either neighbour. The
plural rules are those of the Algemene Nederlandse Spraakkunst.

A doubtful split is not made: rules then see the whole word, as they would without this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("compounds.txt")
_LONGEST = 80  # no word of running text is longer; it bounds the recursion over nested compounds
_SHORTEST_KNOWN = 3
_SHORTEST_UNKNOWN = 4

# One word with at least one letter; beside letters and digits what stands in "55+-woning" and "programma's".
_WORD = re.compile(r"(?=.*[^\W\d_])[\w+'’.&‐‑-]+")
_HYPHEN = re.compile("[-‐‑]")
# "onderhuurder" and "verhuurder" are no kinds of "huurder": a verbal prefix or particle makes no compound, neither
# alone nor at the end of what is left ("kostendoor" + "berekening").
_PREFIXES = frozenset("achter anti mede samen tegen weder weer".split())
_PREFIX_ENDINGS = ("af", "be", "door", "her", "onder", "ont", "over", "toe", "uit", "ver", "voor")
# "ex-huurder" is no huurder, though "niet-DAEB-woning" is a woning.
_NO_KIND = frozenset("anti contra ex niet non oud".split())
_VOWEL = re.compile("[aeiouyáéëèïóöü]")
# An -s- that only links, after a word of more than one syllable: "gewennings", but not "plaats" or "onderwijs".
_LINKING_S = re.compile(r".*[aeiouy][^aeiouy]+[aeiouy].*[bdfgklmprt]s")
# An -en- after a stem that needs no respelling: "bloemen", "koppen", but not "haven".
_LINKING_EN = re.compile(r".+(?:[aeiou][^aeiouy]{2}|[^aeiouy][aeiou]{2}[bdfgklmnprt])en")


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound in two parts.

    ``modifier`` is the first part in dictionary form ("senior" in "seniorenwoning"); a stem stays a stem ("woon" in
    "woonvisie"), a part that the list does not know loses at most -s- or -en-, a hyphen becomes a blank, and an
    abbreviation keeps its capitals. ``head`` is the lemma of the last part. ``start`` is the offset in the word, from
    0, at which the head begins.
    """

    modifier: str
    head: str
    start: int


@lru_cache(maxsize=8192)
def split_compound(word: str) -> Compound | None:
    """Modifier and head of a noun; None when it is no compound, or not surely one.

    Takes one word: a lemma or an inflected form, in any case, with or without hyphens ("sociale-huurvoorraad",
    "EFG-labels"). Any other text gives None. Names look like nouns ("Schoolstraat"); the caller must tell them apart.
    """
    lower = word.lower()
    # A few capitals grow when made small ("İ"); offsets would no longer be those of the word.
    if len(word) > _LONGEST or len(lower) != len(word) or not _WORD.fullmatch(word):
        return None
    *before, last = _HYPHEN.split(word)
    inner = _split(last.lower())
    if not before:
        return inner
    if not all(before):
        return None
    offset = len(word) - len(last)
    *outer, nearest = map(_lower_unless_abbreviated, before)
    if inner is not None:
        return Compound(" ".join([*outer, nearest, inner.modifier]), inner.head, offset + inner.start)
    head = _vocabulary().heads.get(last.lower())
    if head is None or (nearest in _NO_KIND and not outer):
        return None
    return Compound(" ".join([*outer, _known_modifier(nearest) or nearest]), head, offset)


def head_noun(lemma: str) -> str:
    """The head of a compound, as a lemma, or the word itself: "flexwoning" gives "woning", "gemeente" stays.

    A lemmatizer leaves some plurals as they are; those of the list become singular ("complexen" gives "complex").
    """
    compound = split_compound(lemma)
    return _vocabulary().heads.get(lemma.lower(), lemma) if compound is None else compound.head


def _split(lower: str) -> Compound | None:
    """Split a word without hyphens, in lower case."""
    words = _vocabulary()
    if lower in words.whole:
        return None
    for start in range(max(_SHORTEST_KNOWN, len(lower) - words.longest), len(lower)):
        head = words.heads.get(lower[start:])
        if head is None:
            continue
        part = lower[:start]
        modifier = _known_modifier(part) or (_unknown_modifier(part) if head in words.open_heads else None)
        if modifier is not None:
            return Compound(modifier, head, start)
    return None


@lru_cache(maxsize=8192)
def _known_modifier(part: str) -> str | None:
    """Dictionary form of a modifier from the list, or of a compound of such words; None for any other."""
    openers = _vocabulary().openers
    forms = [part, part.removesuffix("s")]
    for form in forms:
        if form in openers:
            return openers[form]
    # -en- is a plural in full, and -e- and -er- are plurals cut short: "zonne(n)", "kinder(en)".
    if part.endswith(("e", "er")):
        plural = part + ("n" if part.endswith("e") else "en")
        if plural in openers:
            return openers[plural]
    for form in forms:
        inner = _split(form)
        if inner is not None:
            return form[: inner.start] + inner.head
    return None


def _unknown_modifier(part: str) -> str | None:
    """A modifier that is not on the list, without its link; None when it looks like a prefix or like no word at all."""
    if len(part) < _SHORTEST_UNKNOWN or not part.isalpha() or not _VOWEL.search(part):
        return None
    if part in _PREFIXES or part.endswith(_PREFIX_ENDINGS):
        return None
    if _LINKING_S.fullmatch(part):
        return part[:-1]
    if part.endswith("heden"):
        return part.removesuffix("heden") + "heid"
    if not _LINKING_EN.fullmatch(part):
        return part
    stem = part.removesuffix("en")
    return stem[:-1] if stem[-1] == stem[-2] else stem


def _lower_unless_abbreviated(part: str) -> str:
    return part if sum(letter.isupper() for letter in part) > 1 else part.lower()


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The word list as forms with their lemma."""

    heads: dict[str, str]
    """Forms that close a compound."""
    open_heads: frozenset[str]
    """Lemmas of the heads that take any modifier."""
    openers: dict[str, str]
    """Forms that open a compound."""
    whole: frozenset[str]
    """Forms that are not split."""
    longest: int
    """Length of the longest head."""


@cache
def _vocabulary() -> _Vocabulary:
    listed: dict[str, dict[str, str]] = {"open": {}, "nouns": {}, "openers": {}, "simple": {}}
    section = ""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            for entry in line.split():
                lemma, *irregular = entry.split(":")
                listed[section] |= dict.fromkeys((lemma, *irregular), lemma)
    heads = _with_plurals(listed["open"] | listed["nouns"])
    return _Vocabulary(
        heads=heads,
        open_heads=frozenset(listed["open"].values()),
        openers=heads | listed["openers"],
        whole=frozenset(heads | _with_plurals(listed["simple"])),
        longest=max(map(len, heads)),
    )


def _with_plurals(nouns: dict[str, str]) -> dict[str, str]:
    # A form that is listed outranks one that the rules make.
    return {plural: lemma for lemma in nouns.values() for plural in _plurals(lemma)} | nouns


def _plurals(noun: str) -> Iterator[str]:
    """Plurals of a noun by the spelling rules; where stress decides, each candidate, as a non-word matches nothing."""
    if noun.endswith("heid"):
        yield noun.removesuffix("heid") + "heden"
    elif noun.endswith("e"):
        yield noun + "n"
        yield noun + "s"
    elif noun.endswith(tuple("aiouy")):
        yield noun + "'s"
        yield noun + "’s"
        yield noun + "s"
    elif re.search(r"(?<![eiou])e[lmnr]$", noun):
        yield noun + "s"
    else:
        if re.search(r"(?:..aar|eur|ion|or)$", noun):
            yield noun + "s"
        if re.search(r"(?:[aeiou]{2}|ij)[fs]$|[lr]f$", noun):
            noun = noun[:-1] + {"f": "v", "s": "z"}[noun[-1]]
        if re.search(r"(?:aa|ee|oo|uu)[^aeiou]$", noun):
            yield noun[:-2] + noun[-1] + "en"
        elif re.search(r"(?<![aeiou])[aeiou][bdfgklmnprst]$", noun):
            yield noun + noun[-1] + "en"
            yield noun + "en"
        else:
            yield noun + "en"
