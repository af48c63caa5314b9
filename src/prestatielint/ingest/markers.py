"""Numbers, letters and bullets at the start of a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

BULLETS = "»•·▪■□●○◦‣⁃∙➢➤►▶✓✔❖♦*–—-\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\uf06f\uf0e0\uf0a8\ufffd"
_BULLET = re.compile(rf"(?:[{re.escape(BULLETS)}]|o(?=\s+[A-Za-z]))\s+(?=\S)")
_KEYWORD = re.compile(
    r"(?P<keyword>(?i:artikel|art\.|afspraak|hoofdstuk|paragraaf|thema|bijlage|deel|lid|ambitie|doel|onderdeel))\s+"
    r"(?P<label>[A-Z]?\d{1,3}(?:\.\d{1,2})*[a-z]?|[IVX]{1,5}|[A-Z])\b(?:\s*,?\s*lid\s+(?P<lid>\d{1,2}[a-z]?)\b)?"
    r"(?:(?:\s*[.:)]|\s+[-–—])(?:\s+|$)|\s+(?=[A-Z‘'\"(])|$)"
)
_DOTTED = re.compile(
    r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,5}[a-z]?)(?:[.:)]\s*(?=\D)|\s+|$)"
    r"(?!miljoen|miljard|procent|%|euro|jaar|uur|m2)"
)
_CLOSED = re.compile(r"(?P<label>\d{1,3}[a-z]?)(?:[.)]\s*(?=[^\d\s.])|[.)]$|:\s+)")
_ENCLOSED = re.compile(r"\((?P<label>\d{1,2}|[a-z]|[ivx]{1,5})\)\s+")
_ROMAN = re.compile(r"(?P<label>i{1,3}|i?v|vi{1,3}|i?x|xi{1,3})[.)]\s+")
_LETTER = re.compile(r"(?P<label>[a-z])[.)]\s+")
_CAPITAL = re.compile(r"(?P<label>[A-Z])(?:\)\s+|\.\s+(?=[A-Z][a-z]*\s+\S+\s+\S))")
_CODE = re.compile(r"(?P<label>[A-Z]{1,3}[-.]?\d{1,2}(?:\.\d{1,2})*[a-z]?)(?:[.:)]\s*(?=\D)|\s+(?=[A-Z‘'\"(]))")
_BARE = re.compile(r"(?P<label>\d{1,2}[a-z]?)\s+(?=[A-Z‘'\"(])")

_PATTERNS = (
    ("number", _DOTTED),
    ("number", _CLOSED),
    ("enclosed", _ENCLOSED),
    ("roman", _ROMAN),
    ("letter", _LETTER),
    ("capital", _CAPITAL),
    ("code", _CODE),
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A number or bullet; ``length`` counts the characters that it takes, ``bare`` is a number with nothing after."""

    kind: str
    label: str
    length: int
    keyword: str = ""
    bare: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The steps of a number: ("3", "2", "a") for 3.2a."""
        return tuple(re.findall(r"\d+|[A-Za-z]+", self.label))


@lru_cache(maxsize=4096)  # a line is looked at from the line before, from itself and from the line after
def parse(text: str) -> Marker | None:
    """Return the number or bullet at the start of a text, or None."""
    if match := _BULLET.match(text):
        return Marker("bullet", match.group().strip(), match.end())
    if match := _KEYWORD.match(text):
        label = match["label"] + (f".{match['lid']}" if match["lid"] else "")
        keyword = match["keyword"].lower().replace("art.", "artikel")
        return Marker("number", label, match.end(), keyword)
    for kind, pattern in _PATTERNS:
        if match := pattern.match(text):
            label = match["label"]
            kind = "letter" if kind == "enclosed" and label.isalpha() else kind
            return Marker("number" if kind == "enclosed" else kind, label, match.end())
    if match := _BARE.match(text):
        return Marker("number", match["label"], match.end(), bare=True)
    return None


def parse_automatic(marker: str) -> Marker | None:
    """Return what an automatic number says; unlike typed text it may end without a stop."""
    stripped = marker.strip()
    if not stripped:
        return None
    found = parse(f"{stripped} X x x")
    if found is not None and found.length >= len(stripped):
        return Marker(found.kind, found.label, 0, found.keyword)
    label = stripped.strip(".():-–· ")
    if re.fullmatch(r"[a-z]|[ivx]+", label):
        return Marker("letter" if len(label) == 1 else "roman", label, 0)
    return Marker("code", label, 0) if label else Marker("bullet", stripped, 0)
