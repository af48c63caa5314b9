"""Where sentences start in the text of a clause.

A clause is short, edited text: a sentence ends at a stop before a capital or a figure, at the bar between two table cells,
and nowhere else. A parser that was trained on newspapers also splits after "a)", "trekker:" and "m.u.v."; so the starts
are set before it runs, and it keeps to them.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

# Abbreviations that need a word after them; the stop never ends the sentence.
_OPEN = frozenset(
    """
    art. nr. nrs. no. ca. bijv. bv. o.a. d.w.z. dwz. m.u.v. i.s.m. m.b.t. i.v.m. t.b.v. t.g.v. t.o.v. t.a.v. i.h.k.v.
    i.p.v. n.a.v. o.b.v. o.g.v. m.i.v. v.w.b. c.q. resp. incl. excl. max. min. gem. mw. mevr. dhr. dr. drs. ir. mr. ing.
    prof. st. vgl. z. hfst. par. blz. pag. tel. jl. evt. m.n. t.w. nl. afd. tab. fig. wet. tot. mnd. wnd. burg. str.
    """.split()
)
# Abbreviations that may close a sentence: they do before a capital.
_CLOSING = frozenset(
    """
    e.d. etc. enz. n.t.b. p.m. z.s.m. o.i.d. t.z.t. n.n.b. n.v.t. mln. mld. jr. sr. a.s. p.j. p.p. b.v. n.v. e.a. v.a.
    jan. feb. mrt. apr. jun. jul. aug. sept. okt. nov. dec. e.v. m.m. ex. btw. m.e.r. h.o.h. v.o.n.
    """.split()
)
_STOPS = frozenset((".", "?", "!", "…", "..."))
_CLOSERS = frozenset(("”", "’", '"', "'", ")", "]", "»"))
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[ivxIVX]{1,4})$")


def _opens(token: Token) -> bool:
    """Whether a token can be the first of a sentence: a capital, a figure, an opening quote or a sign such as "€"."""
    return (not token.is_punct and not token.text[0].islower()) or token.text in ("“", "„", "‘", '"', "(", "'")


def _ends(token: Token) -> bool:
    """Whether a token closes a sentence when a possible first word comes next."""
    text, lower = token.text, token.lower_
    if lower in _OPEN:
        return False
    if text in _STOPS:
        before = token.nbor(-1) if token.i else None
        if before is not None and not before.whitespace_ and f"{before.lower_}{text}" in _OPEN:
            return False  # an abbreviation that the tokenizer parted from its stop
        # "2. De gemeente …" and "a. De gemeente …" open a list item.
        return before is not None and not (token.i == 1 and _NUMBERED.match(before.text))
    if lower in _CLOSING:
        return True
    # The tokenizer leaves a stop on a word or year that it does not know ("2026.").
    return len(text) > 3 and text.endswith(".") and "." not in text[:-1] and token.i > 0


def mark_boundaries(doc: Doc) -> Doc:
    """Set ``is_sent_start`` of every token; sets nothing else. Works with and without a parser after it."""
    start = True
    for token in doc:
        token.is_sent_start = start
        if token.text == "|":
            token.is_sent_start = True
            start = True
            continue
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if following is None:
            break
        start = False
        if following.text == "|":
            start = True
        elif _ends(token) or (
            token.text in _CLOSERS and token.i and _ends(doc[token.i - 1]) and doc[token.i - 1].text in _STOPS
        ):
            start = _opens(following) and bool(token.whitespace_)
        elif "\n" in token.text and token.text.count("\n") > 1:
            start = True
    return doc
