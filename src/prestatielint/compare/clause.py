"""What changed between clauses that belong together: place, words, how firmly they bind, findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, zip_longest

from prestatielint.compare.facts import facts_changed
from prestatielint.compare.findings import CLAUSE_KEYS, pair_findings, spread
from prestatielint.compare.parties import parties_changed
from prestatielint.compare.result import Change, Matched, Obligation, What
from prestatielint.compare.words import plain, stem, word_diff, words
from prestatielint.model import Finding, Judged, Kind, Label, Niveau, Report


def describe(
    old: tuple[Judged, ...],
    new: tuple[Judged, ...],
    reports: tuple[Report, Report],
    names: Mapping[str, str],
    findings: tuple[Mapping[str | None, list[Finding]], Mapping[str | None, list[Finding]]],
) -> Matched:
    """Say what changed between clauses that belong together.

    Args:
        old: the clauses of the earlier version.
        new: those of the later version.
        reports: the reports on both versions.
        names: for every party the name that it has here in both versions.
        findings: of both versions the findings per clause.

    """
    before, after = (
        list(chain.from_iterable(found.get(judged.clause.id, ()) for judged in side))
        for found, side in zip(findings, (old, new), strict=True)
    )
    pieces = word_diff(_text(old), _text(new))
    changes = [*_placed(old, new)]
    if pieces:
        binding = list(_obligation_changed(old, new, before, after))
        changes += parties_changed(_text(old), _text(new), binding, reports, names)
        changes += facts_changed(_text(old), _text(new))
        changes += binding
    findings_changed = pair_findings(before, after, CLAUSE_KEYS)
    if len(old) != len(new):
        findings_changed = spread(findings_changed, before, after)
    return Matched(old, new, pieces, tuple(changes), findings_changed)


def _text(clauses: Sequence[Judged]) -> str:
    return " ".join(judged.clause.text for judged in clauses)


def _wording(text: str) -> list[str]:
    """The words of a text without its numbers; where these are the same, the promise is as hard as it was."""
    return [word for word in words(text) if not any(char.isdigit() for char in word)]


def _placed(old: Sequence[Judged], new: Sequence[Judged]) -> Iterable[Change]:
    numbers = ", ".join(j.clause.number for j in old if j.clause.number), ", ".join(j.clause.number for j in new if j.clause.number)  # fmt: skip
    if numbers[0] != numbers[1]:
        yield Change(What.NUMBER, numbers[0] or None, numbers[1] or None)
    headings = _headings(old), _headings(new)
    if plain(headings[0]) != plain(headings[1]):
        yield Change(What.HEADING, headings[0] or None, headings[1] or None)
    if old[0].theme is not new[0].theme and Kind.AFSPRAAK in (old[0].kind, new[0].kind):
        yield Change(What.THEME, old[0].theme.value, new[0].theme.value)


def _headings(clauses: Sequence[Judged]) -> str:
    return "; ".join(dict.fromkeys(" > ".join(judged.clause.heading) for judged in clauses))


# From hard to soft. A word in a subordinate clause ("zodat ouderen thuis kunnen wonen") says nothing of the promise itself.
_MODALITIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("verkenning", re.compile(r"\b(?:onderzoek(?:t|en)|verken(?:t|nen)|ga(?:at|an) na of|inventarise(?:ert|ren)|overwe(?:egt|gen))\b")),
    ("inspanning", re.compile(r"\bstre(?:eft|ven)\b(?:[^.;]*\b(?:er)?naar\b)?|\bspan(?:t|nen)\b[^.;]*?\bzich\b(?:[^.;]*?\bin\b)?|\bzich\b[^.;]*?\bin te spannen\b|\bprobe(?:ert|ren)\b|\btracht(?:en)?\b|\bzet(?:ten)?\b[^.;,]{0,25}\bzich\b|\bzet(?:ten)? in op\b|\bbevorder(?:t|en)\b|\bstimule(?:ert|ren)\b|\bdra(?:agt|gen)\b[^.;]*?\bbij aan\b|\b(?:heeft|hebben)\b[^.;,]{0,25}\b(?:aandacht|oog)\b|\bdo(?:et|en)\b[^.;,]{0,15}\bbest\b|\bhecht(?:en)?\b")),
    ("voornemen", re.compile(r"\bwil(?:len)?\b|\b(?:is|zijn) (?:voornemens|van plan|bereid)\b|\bbeo(?:ogt|gen)\b|\bmik(?:t|ken) op\b|\bambi(?:eert|ëren)\b|\b(?:heeft|hebben) (?:de ambitie|het voornemen|de intentie)\b")),
    ("mogelijkheid", re.compile(r"\b(?:kan|kunnen|mag|mogen)\b")),
)  # fmt: skip
_HARD = "verplichting"
_SUBORDINATE = re.compile(r"\b(?:die|dat|of|als|zodat|om|wie|waar\w*|indien|wanneer|zodra|hoe|mits|tenzij|opdat|doordat|omdat|terwijl|totdat)\b")  # fmt: skip


def _modality(text: str) -> tuple[int, str]:
    """How strongly a text binds (0 is hardest), in words with what decides it; the softest of its main clauses."""
    said, found = plain(text).casefold(), (0, _HARD)
    for rank, (name, pattern) in enumerate(_MODALITIES, start=1):
        for match in pattern.finditer(said):
            opened = max(said.rfind(sign, 0, match.start()) for sign in ",;:.|(")
            if not _SUBORDINATE.search(said, opened + 1, match.start()):
                found = (rank, f"{name} (‘{match.group()}’)")
                break
    return found


def _obligation_changed(
    old: Sequence[Judged], new: Sequence[Judged], before: Sequence[Finding], after: Sequence[Finding]
) -> Iterable[Change]:
    if _wording(_text(old)) == _wording(_text(new)):
        return
    yield from _negated(_text(old), _text(new))
    kinds = _kind(old), _kind(new)
    if kinds[0] is not kinds[1]:
        # A wish binds nobody. The other kinds are a matter of reading, which says nothing of heavier or lighter.
        heavier = _direction(*(kind is Kind.WENS for kind in kinds)) if Kind.WENS in kinds else Obligation.GELIJK
        yield Change(What.KIND, kinds[0].value, kinds[1].value, heavier)
    if Kind.AFSPRAAK not in kinds:
        return
    levels = _niveau(old), _niveau(new)
    if levels[0] and levels[1] and levels[0] is not levels[1]:
        ranks = [-list(Niveau).index(level) for level in levels if level]
        yield Change(What.NIVEAU, levels[0].value, levels[1].value, _direction(*ranks))
    modality = _modality(_text(old)), _modality(_text(new))
    if modality[0][0] != modality[1][0]:
        yield Change(What.MODALITY, modality[0][1], modality[1][1], _direction(modality[0][0], modality[1][0]))
    escapes = _dropped_and_added(_escapes(old, before), _escapes(new, after))
    yield from _weakened(What.ESCAPE, *escapes)
    told = [plain(escape).casefold() for escape in chain(*escapes)]
    conditions = _dropped_and_added(*([each for judged in side for each in judged.conditions] for side in (old, new)))
    gone, added = (
        [
            condition
            for condition in side
            if not any(escape in plain(condition).casefold() for escape in told) and not _said(condition, _text(other))
        ]
        for side, other in zip(conditions, (new, old), strict=True)
    )
    yield from _weakened(What.CONDITION, gone, added)


# "Niet hoger dan" is a bound and "niet alleen" denies nothing.
_NEGATION = re.compile(
    r"(?:\w+ )?(?<![\w-])(?:niet|geen|nooit|nimmer|noch|evenmin)(?![\w-])(?! (?:alleen|slechts|enkel|uitsluitend|zozeer)\b)"
    r"(?! (?:meer|minder|hoger|lager|langer|korter|later|eerder|verder|groter|kleiner|vaker) dan\b)(?: [\w-]+)?",
    re.IGNORECASE,
)


def _negated(old: str, new: str) -> Iterable[Change]:
    """Tell a negation that came or went; whether that is for better or worse is for the reader to say."""
    before, after = (_NEGATION.findall(" ".join(plain(text).split())) for text in (old, new))
    if len(before) != len(after):
        for gone, added in zip_longest(*_dropped_and_added(before, after)):
            yield Change(What.NEGATION, gone, added)


def _direction(before: float, after: float) -> Obligation:
    """Lighter where the second is softer (a higher number)."""
    return Obligation.LICHTER if after > before else Obligation.ZWAARDER


def _kind(clauses: Sequence[Judged]) -> Kind:
    return next((judged.kind for judged in clauses if judged.kind is Kind.AFSPRAAK), clauses[0].kind)


def _niveau(clauses: Sequence[Judged]) -> Niveau | None:
    found = [judged.niveau for judged in clauses if judged.niveau]
    return max(found, key=list(Niveau).index) if found else None


# Also where the rules let it pass, for instance beside a checkable minimum: added in a new version it weakens the promise.
_ESCAPE = re.compile(
    r"\b(?:in (?:principe|beginsel)|(?:zo veel|zoveel|zo|waar|indien|voor zover|als) (?:mogelijk|haalbaar|nodig)|bij voorkeur|naar verwachting"
    r"|tenzij|behoudens|onder voorbehoud|afhankelijk van|naar vermogen|naar beste kunnen)\b",
    re.IGNORECASE,
)


def _escapes(clauses: Sequence[Judged], findings: Iterable[Finding]) -> list[str]:
    """The words that leave open whether the promise holds."""
    words = [match.group() for match in _ESCAPE.finditer(plain(_text(clauses)))]
    quotes = [finding.quote for finding in findings if finding.label is Label.VAAG_ONTSNAPPING and finding.quote]
    return words + [quote for quote in quotes if not _ESCAPE.search(plain(quote))]


def _dropped_and_added(old: Iterable[str], new: Iterable[str]) -> tuple[list[str], list[str]]:
    left, right = ({" ".join(words(text)): text for text in side} for side in (old, new))
    return (
        [text for key, text in left.items() if key not in right],
        [text for key, text in right.items() if key not in left],
    )


def _weakened(what: What, gone: Sequence[str], added: Sequence[str]) -> Iterable[Change]:
    """What stands under a promise to weaken it: more of it is lighter; one for another is for the reader to weigh."""
    for before, after in zip_longest(gone, added):
        lone = Obligation.ZWAARDER if before else Obligation.LICHTER
        yield Change(what, before, after, Obligation.GELIJK if before and after else lone)


def _said(condition: str, text: str) -> bool:
    """Whether a condition stands in another text in other words ("bij uitstroom", "als zij uitstromen")."""
    telling = {stem(word)[:5] for word in words(condition) if len(word) >= 5}
    there = " ".join(words(text))
    return bool(telling) and sum(stem in there for stem in telling) >= len(telling) / 2
