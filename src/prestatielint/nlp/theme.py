"""The theme of a clause, from its heading, its words and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from prestatielint.model import Block, Clause, Kind, Theme
from prestatielint.nlp import lexicon as lex
from prestatielint.nlp.reading import (
    Reading,
)

_THEME_OF_HEADING: tuple[tuple[str, str], ...] = (
    ("participatie|zeggenschap|inspraak|stem van|meepraten|meedenken|aan tafel", "participatie"),
    ("statushouder|vergunninghouder|asiel", "statushouders"),
    ("verduurza|duurza|energie|klimaat|aardgas", "verduurzaming"),
    ("doorstrom|verhuizen", "doorstroming"),
    ("toewijz|woonruimteverdeling|verdelen|passend wonen|plek vinden|wie komt", "toewijzing"),
    ("bijzondere|urgent|doelgroep|aandachtsgroep|uitstroom|dakloo", "bijzondere-doelgroepen"),
    ("zorg|senior|ouder worden|ouderen|langer thuis", "wonen-zorg"),
    ("betaalba|woonlasten|huurbeleid", "betaalbaarheid"),
    ("leefba|wijken|buurten|straten|samenleven|veilig|sociaal sterk", "leefbaarheid"),
    ("nieuwbouw|beschikbaarheid|bouwen|woningbouw|toevoegen", "nieuwbouw"),
    ("voorraad|verkoop|sloop|herstructurering|zuinig op", "voorraad"),
    ("kwaliteit|onderhoud|renovatie|woningverbetering", "kwaliteit"),
    ("samenwerk|spelregel|monitor|overleg|proces|looptijd|evaluatie|organisatie", "samenwerking"),
)


def _theme(clause: Clause, doc: Doc) -> Theme:
    scores: dict[str, float] = {}
    for depth, heading in enumerate(reversed(clause.heading)):
        lowered = heading.lower()
        matched = [theme for pattern, theme in _THEME_OF_HEADING if re.search(pattern, lowered)]
        for theme in matched:
            scores[theme] = scores.get(theme, 0) + (4 if len(matched) == 1 else 2.5) / (depth + 1)
    # Lemmas beside the text, so that "bouwt" counts as "bouwen".
    words = f"{doc.text} {' '.join(token.lemma_ for token in doc if token.pos_ == 'VERB')}".lower().replace(
        "gebouw", "pand"
    )
    for text, weight in ((words, 1.0), ((clause.lead or "").lower(), 0.5)):
        for theme, terms in lex.THEME_TERMS.items():
            hit = [value for term, value in terms if term in text]
            if hit:
                scores[theme] = scores.get(theme, 0) + weight * min(6.0, max(hit) + 0.4 * (len(hit) - 1))
    if not scores:
        return Theme.OVERIG
    best = max(scores, key=lambda name: (scores[name], -list(lex.THEME_TERMS).index(name)))
    return Theme(best) if scores[best] >= 2 else Theme.OVERIG


def theme_of(clause: Clause, doc: Doc, kind: Kind) -> Theme:
    """Theme of a clause; a signature has none, a rule of the game is about working together unless it names another."""
    if clause.block is Block.SIGNATURE:
        return Theme.OVERIG
    theme = _theme(clause, doc)
    return Theme.SAMENWERKING if kind is Kind.SPELREGEL and theme is Theme.OVERIG else theme


def names_a_theme(heading: str) -> bool:
    """Whether a heading names a theme of its own beside "samenwerking" ("Samenwerking in de wijk")."""
    lowered = heading.lower()
    return any(re.search(pattern, lowered) for pattern, theme in _THEME_OF_HEADING if theme != "samenwerking")


def article_themes(readings: Sequence[Reading]) -> dict[tuple[str, ...], Theme]:
    """Per article the theme of most of its clauses, for those that do not name one themselves ("Prettig samenleven")."""
    votes: dict[tuple[str, ...], list[Theme]] = {}
    for reading in readings:
        if reading.kind is not Kind.CONTEXT:
            votes.setdefault(reading.clause.heading, []).append(reading.theme)
    chosen: dict[tuple[str, ...], Theme] = {}
    for heading, themes in votes.items():
        named = [theme for theme in themes if theme is not Theme.OVERIG]
        if heading and named:
            best = max(dict.fromkeys(named), key=named.count)
            if named.count(best) * 3 >= len(themes):
                chosen[heading] = best
    return chosen
