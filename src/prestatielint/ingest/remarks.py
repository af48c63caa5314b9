"""The comments in the margin of a Word file, with the paragraphs they stand on."""

from __future__ import annotations

from typing import Any

from prestatielint.ingest.word import open_package, paragraphs
from prestatielint.ingest.wordxml import MC, W, attribute, tag
from prestatielint.model import Remark

Element = Any  # lxml has no types


def read_remarks(data: bytes) -> tuple[Remark, ...]:
    """Return the comments of a .docx or .docm file in their own order; a file without comments is not parsed again."""
    if b"omments" not in data:  # the names of the parts stand in the file as they are
        return ()
    package = open_package(data)
    if package.comments is None:
        return ()
    places: dict[str, tuple[str, tuple[int, ...]]] = {}
    for part, root in (("body", package.body), ("footnotes", package.footnotes), ("endnotes", package.endnotes)):
        if root is not None:
            places |= {key: (part, found) for key, found in _places(root).items()}
    remarks = []
    for comment in package.comments:
        if tag(comment) == "comment":
            lines = ("".join(text.text or "" for text in line.iter(W + "t")) for line in comment.iter(W + "p"))
            part, found = places.get(attribute(comment, "id") or "", ("body", ()))
            remarks.append(Remark("\n".join(lines).strip(), attribute(comment, "author"), part, found))
    return tuple(remarks)


def _places(root: Element) -> dict[str, tuple[int, ...]]:
    """Give per comment the paragraphs of which it covers words; where it covers none, that of its mark."""
    index = {item: number for number, item in enumerate(paragraphs(root))}
    opened: set[str] = set()
    covered: dict[str, dict[int, None]] = {}
    marked: dict[str, int] = {}
    for item in root.iter(W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference", W + "t"):
        name, key = tag(item), attribute(item, "id") or ""
        number = next((index[up] for up in item.iterancestors(W + "p") if up in index), None)
        if name == "commentRangeStart":
            opened.add(key)
        elif name != "t":
            opened.discard(key)
        if number is None or any(up.tag == MC + "Fallback" for up in item.iterancestors()):
            continue
        if name == "t":
            if (item.text or "").strip():
                for other in opened:
                    covered.setdefault(other, {})[number] = None
        else:
            marked.setdefault(key, number)
    return {key: tuple(covered[key]) if key in covered else (marked[key],) for key in sorted({*covered, *marked})}
