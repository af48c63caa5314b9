"""Comments in a copy of a Word file; everything else in the file stays as it was."""

from __future__ import annotations

import copy
import io
import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from prestatielint.errors import PrestatielintError
from prestatielint.ingest.word import paragraphs, run_parts, runs
from prestatielint.ingest.wordxml import MC, W, attribute, child, tag
from prestatielint.model import WordPlace
from prestatielint.review.notes import AUTHOR, INITIALS, OPENING, Note

Element = Any  # lxml has no types

# Word and every other program stamp the parts that they write otherwise, so this says that nobody saved the copy again.
_STAMP = (1999, 1, 1, 0, 0, 0)
_TYPES = "[Content_Types].xml"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_NAMESPACES = (
    (
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_W14_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_OWN = re.compile(rf"[A-Z]{{3}}\d{{3}}\b|{OPENING}")
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
# What may stand between a paragraph and a run with a comment.
_AROUND = {"hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "dir", "bdo"}
_FLOATING = {W + "txbxContent", MC + "AlternateContent"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words of a finding: from a character of one run up to a character of another (or the same) run."""

    paragraph: Element
    first: Element
    start: int
    last: Element
    end: int


class WordCopy:
    """A Word file to which comments are added: ``anchor`` finds the words of each, ``write`` gives the new file."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._infos = {info.filename: info for info in archive.infolist()}
            self._parts = {name: archive.read(name) for name in self._infos}
        self._changed: dict[str, bytes] = {}
        links = self._xml("_rels/.rels")
        main = next(link for link in links if _kind(link) == "officeDocument")
        self._base = main.get("Type").rpartition("/")[0]
        self._main = main.get("Target").lstrip("/")
        self._body = self._xml(self._main)
        self._paragraphs = paragraphs(self._body)
        self._runs: dict[int, list[Element]] = {}

    @property
    def is_signed(self) -> bool:
        """Whether the file has a digital signature, which holds for the original only."""
        return any(name.startswith("_xmlsignatures/") for name in self._infos)

    def anchor(self, note: Note) -> Anchor | None:
        """Find the words of a note; None where no comment can stand: a footnote, endnote or text box."""
        finding = note.finding
        if finding is None or finding.start is None or finding.end is None:
            return None
        found = [item for item in note.segments if item.start < finding.end and item.end > finding.start]
        if not found:
            return None
        first, last = found[0], found[-1]
        one, other = first.place, last.place
        if not isinstance(one, WordPlace) or not isinstance(other, WordPlace):
            return None
        if {one.part, other.part} != {"body"}:
            return None
        begin, end = self._run(one), self._run(other)
        if not (_can_hold(begin) and _can_hold(end)):
            return None
        return Anchor(
            self._paragraphs[one.paragraph],
            begin,
            one.offset + max(finding.start, first.start) - first.start,
            end,
            other.offset + min(finding.end, last.end) - last.start,
        )

    def write(self, placed: Sequence[tuple[Anchor, Note]], opening: Note) -> bytes:
        """Give the file with a comment for every note; earlier comments of this program are replaced."""
        name, root = self._comments()
        answered = self._remove_own(root)
        used = [int(value) for item in root if (value := attribute(item, "id") or "").isdigit()]
        number = max(used, default=-1) + 1
        starts: dict[Element, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        ends: dict[Element, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        styles = self._styles()
        if "".join(opening.lines) not in {_text(item) for item in root if attribute(item, "author") == AUTHOR}:
            root.append(_comment(number, opening, styles[0]))
            _mark_paragraph(self._first_paragraph(), number, styles[1])
        for anchor, note in placed:
            if (note.head[:6], anchor.paragraph, note.finding.quote if note.finding else None) in answered:
                continue
            number += 1
            root.append(_comment(number, note, styles[0]))
            starts[anchor.first][anchor.start].append(number)
            ends[anchor.last][anchor.end].append(number)
        for run in dict.fromkeys([*starts, *ends]):
            _mark(run, starts.get(run, {}), ends.get(run, {}), styles[1])
        self._put(name, root)
        self._put(self._main, self._body)
        return self._zipped()

    # the package

    def _xml(self, name: str) -> Element:
        raw = self._changed.get(name, self._parts.get(name, b""))
        for strict, usual in _NAMESPACES:
            raw = raw.replace(strict.encode(), usual.encode())
        return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))

    def _put(self, name: str, root: Element) -> None:
        raw = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for strict, usual in _NAMESPACES:  # a strict part stays strict; a new one is like the document
            if strict.encode() in self._parts[name if name in self._parts else self._main]:
                raw = raw.replace(usual.encode(), strict.encode())
        self._changed[name] = raw

    def _zipped(self) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in [*self._infos, *(name for name in self._changed if name not in self._infos)]:
                old = self._infos.get(name)
                kept = old is not None and name not in self._changed
                info = zipfile.ZipInfo(name, old.date_time if old is not None and kept else _STAMP)
                info.compress_type = old.compress_type if old is not None and kept else zipfile.ZIP_DEFLATED
                info.create_system = 0
                archive.writestr(info, self._parts[name] if kept else self._changed[name])
        return buffer.getvalue()

    def _links_name(self) -> str:
        folder, file = posixpath.split(self._main)
        return posixpath.join(folder, "_rels", f"{file}.rels")

    def _related(self, kind: str) -> str | None:
        name = self._links_name()
        for link in self._xml(name) if name in self._parts else ():
            if _kind(link) == kind and link.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(self._main), link.get("Target")))
                if target.lstrip("/") in self._parts:
                    return target.lstrip("/")
        return None

    def _comments(self) -> tuple[str, Element]:
        """Return the part with the comments; where there is none it is made, with its link and content type."""
        known = self._related("comments")
        if known is not None:
            return known, self._xml(known)
        folder = posixpath.dirname(self._main)
        names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in range(len(self._infos) + 1))
        name = next(name for name in names if name not in self._infos)
        links_name = self._links_name()
        links = self._xml(links_name) if links_name in self._parts else etree.Element(_RELS + "Relationships")
        taken = {link.get("Id") for link in links}
        key = next(key for number in range(1, len(taken) + 2) if (key := f"rId{number}") not in taken)
        link = etree.SubElement(links, _RELS + "Relationship", Id=key, Type=f"{self._base}/comments")
        link.set("Target", posixpath.basename(name))
        self._put(links_name, links)
        types = self._xml(_TYPES)
        etree.SubElement(types, _CT + "Override", PartName=f"/{name}", ContentType=_COMMENTS_TYPE)
        self._put(_TYPES, types)
        return name, etree.Element(W + "comments", nsmap={"w": W[1:-1]})

    def _styles(self) -> tuple[str | None, str | None]:
        """Return the ids of Word's styles for the text of a comment and for its mark, where the file has them."""
        name = self._related("styles")
        found: dict[str, str] = {}
        for style in self._xml(name).iterchildren(W + "style") if name is not None else ():
            label = (attribute(child(style, "name"), "val") or "").lower()
            found.setdefault(label, attribute(style, "styleId") or "")
        return found.get("annotation text") or None, found.get("annotation reference") or None

    # places

    def _run(self, place: WordPlace) -> Element:
        if place.paragraph not in self._runs:
            self._runs[place.paragraph] = runs(self._paragraphs[place.paragraph])
        return self._runs[place.paragraph][place.run]

    def _first_paragraph(self) -> Element:
        """Return the first paragraph with text in the body itself, or the first at all."""
        own = [item for item in self._paragraphs if not any(up.tag in _FLOATING for up in item.iterancestors())]
        full = (item for item in own if any((text.text or "").strip() for text in item.iter(W + "t")))
        found = next(full, None)
        if found is None:
            found = next(iter(own), None)
        if found is None:
            raise PrestatielintError(
                "geen-alinea", "Dit Word-bestand heeft geen alinea waar een opmerking bij kan staan"
            )
        return found

    # earlier comments

    def _remove_own(self, root: Element) -> set[tuple[str, Element, str]]:
        """Take out what an earlier run added; keep comments that somebody answered, and say which those are.

        Returns code, paragraph and words of every comment that stays.
        """
        own = {item for item in root if attribute(item, "author") == AUTHOR and _OWN.match(_text(item))}
        if not own:
            return set()
        threads = self._threads()
        kept = {item for item in own if _names(item) & threads}
        gone = own - kept
        ids = {attribute(item, "id") for item in gone}
        for item in gone:
            root.remove(item)
        _unmark(self._body, ids)
        self._forget({name for item in gone for name in _names(item)})
        return {found for item in kept if (found := self._spot(item)) is not None}

    def _threads(self) -> set[str]:
        """Return the paragraph ids of the comments that have an answer."""
        name = self._related("commentsExtended")
        links = self._xml(name) if name is not None else ()
        return {value for item in links for key, value in item.attrib.items() if key.endswith("}paraIdParent")}

    def _forget(self, names: set[str]) -> None:
        """Take the removed comments out of the parts in which newer versions of Word keep more about them."""
        lasting: set[str] = set()
        for kind, key in (
            ("commentsExtended", "paraId"),
            ("commentsIds", "paraId"),
            ("commentsExtensible", "durableId"),
        ):
            part = self._related(kind)
            if part is None:
                continue
            root = self._xml(part)
            gone = [item for item in root if _value(item, key) in (names if key == "paraId" else lasting)]
            for item in gone:
                lasting.add(_value(item, "durableId"))
                root.remove(item)
            if gone:
                self._put(part, root)

    def _spot(self, comment: Element) -> tuple[str, Element, str] | None:
        key = attribute(comment, "id")
        start = next((mark for mark in self._body.iter(W + _MARKS[0]) if attribute(mark, "id") == key), None)
        if start is None:
            return None
        words, inside = [], False
        paragraph = next(start.iterancestors(W + "p"), None)
        for item in paragraph.iter() if paragraph is not None else ():
            if item is start:
                inside = True
            elif tag(item) == _MARKS[1] and attribute(item, "id") == key:
                break
            elif inside and tag(item) == "r":
                words += [text for _, text in run_parts(item)]
        return _text(comment)[:6], paragraph, " ".join("".join(words).split())


def is_untouched(data: bytes) -> bool:
    """Say whether a Word file is a copy that this program wrote and that nobody saved again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(info.date_time == _STAMP for info in archive.infolist())
    except zipfile.BadZipFile:
        return False


def _kind(link: Element) -> str:
    return str(link.get("Type", "")).rpartition("/")[2]


def _value(item: Element, name: str) -> str:
    return next((value for key, value in item.attrib.items() if key.endswith("}" + name)), "")


def _text(comment: Element) -> str:
    return "".join(item.text or "" for item in comment.iter(W + "t"))


def _names(comment: Element) -> set[str]:
    return {value for item in comment.iter(W + "p") if (value := item.get(_W14_ID))}


def _can_hold(run: Element) -> bool:
    """Say whether the marks of a comment may stand beside a run."""
    ups = list(run.iterancestors())
    inline = [tag(up) for up in ups[: next(index for index, up in enumerate(ups) if up.tag == W + "p")]]
    return set(inline) <= _AROUND and not any(up.tag in _FLOATING for up in ups)


def _unmark(root: Element, ids: set[str | None]) -> None:
    """Take the marks of these comments out, and the runs that held nothing else."""
    for mark in [item for name in _MARKS for item in root.iter(W + name)]:
        if attribute(mark, "id") not in ids:
            continue
        holder = mark.getparent()
        holder.remove(mark)
        if tag(holder) == "r" and all(tag(item) == "rPr" for item in holder):
            holder.getparent().remove(holder)


# marks


def _mark(run: Element, starts: dict[int, list[int]], ends: dict[int, list[int]], style: str | None) -> None:
    """Put the marks of comments around parts of a run, which is split where they begin and end inside it."""
    pieces = _split(run, starts, ends)
    for begin, piece in pieces:
        for number in starts.get(begin, ()):
            piece.addprevious(_element("commentRangeStart", id=str(number)))
    for end, numbers in ends.items():
        piece = [piece for begin, piece in pieces if begin < end][-1]
        marks = [_element("commentRangeEnd", id=str(number)) for number in numbers]
        for mark in reversed(marks):
            piece.addnext(mark)
        # The reference is a run of its own: in a tracked insertion or a link it would become part of that.
        top = marks[-1]
        while top.getparent().tag != W + "p":
            top = top.getparent()
        while (following := top.getnext()) is not None and _is_reference(following):
            top = following
        for number in reversed(numbers):
            top.addnext(_reference(number, style))


def _mark_paragraph(paragraph: Element, number: int, style: str | None) -> None:
    start = _element("commentRangeStart", id=str(number))
    properties = child(paragraph, "pPr")
    if properties is not None:
        properties.addnext(start)
    else:
        paragraph.insert(0, start)
    paragraph.append(_element("commentRangeEnd", id=str(number)))
    paragraph.append(_reference(number, style))


def _split(run: Element, starts: Iterable[int], ends: Iterable[int]) -> list[tuple[int, Element]]:
    """Split a run at places in its text; return the runs with the place at which each begins.

    What has no text (a footnote mark, a picture) stays outside the words beside it.
    """
    ends = set(ends)
    lengths = {item: len(text) for item, text in run_parts(run)}
    total = sum(lengths.values())
    waiting = sorted({cut for cut in (*starts, *ends) if 0 < cut < total})
    pieces = [(0, run)]
    current, position = run, 0
    for item in [item for item in run if tag(item) != "rPr"]:
        while waiting and (
            waiting[0] < position + lengths.get(item, 0) or (waiting[0] == position and position in ends)
        ):
            cut = waiting.pop(0)
            rest = _halve(item, cut - position) if cut > position else item
            if current is not run and rest is not item:
                current.append(item)
            current = _another(run, current)
            pieces.append((cut, current))
            lengths[rest] = lengths.get(item, 0) - (cut - position)
            item, position = rest, cut
        if current is not run:
            current.append(item)
        position += lengths.get(item, 0)
    return pieces


def _halve(item: Element, at: int) -> Element:
    """Cut the text of a ``w:t`` and return a new element with the second half."""
    text = item.text
    rest = _element("t")
    item.text, rest.text = text[:at], text[at:]
    for half in (item, rest):
        if half.text != half.text.strip():
            half.set(_SPACE, "preserve")
    return rest


def _another(run: Element, after: Element) -> Element:
    """Make an empty run that looks like ``run`` after the run ``after``."""
    new = _element("r")
    for name, value in run.attrib.items():
        new.set(name, value)
    properties = child(run, "rPr")
    if properties is not None:
        new.append(copy.deepcopy(properties))
    tail, after.tail = after.tail, None
    after.addnext(new)
    new.tail = tail
    return new


def _is_reference(item: Element) -> bool:
    return tag(item) == "r" and child(item, "commentReference") is not None


def _reference(number: int, style: str | None) -> Element:
    run = _element("r")
    if style is not None:
        etree.SubElement(etree.SubElement(run, W + "rPr"), W + "rStyle").set(W + "val", style)
    run.append(_element("commentReference", id=str(number)))
    return run


# comments


def _comment(number: int, note: Note, style: str | None) -> Element:
    comment = _element("comment", id=str(number), author=AUTHOR, initials=INITIALS)
    for line, text in enumerate(note.lines):
        paragraph = etree.SubElement(comment, W + "p")
        if style is not None:
            etree.SubElement(etree.SubElement(paragraph, W + "pPr"), W + "pStyle").set(W + "val", style)
        if not line:
            etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "annotationRef")
        run = etree.SubElement(paragraph, W + "r")
        look = list(_look(bold=not line, styled=style is not None))
        if look:
            etree.SubElement(run, W + "rPr").extend(look)
        words = etree.SubElement(run, W + "t")
        words.text = text
        words.set(_SPACE, "preserve")
    return comment


def _look(*, bold: bool, styled: bool) -> Iterator[Element]:
    if bold:
        yield _element("b")
    if not styled:
        yield _element("sz", val="20")


def _element(name: str, **values: str) -> Element:
    element = etree.Element(W + name, nsmap={"w": W[1:-1]})
    for key, value in values.items():
        element.set(W + key, value)
    return element
