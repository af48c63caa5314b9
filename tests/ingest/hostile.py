"""Hostile and broken files, the same at every call: each says how the reader should take it."""

from __future__ import annotations

import base64
import bz2
import functools
import io
import lzma
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

SENTENCE = "De Vliet bouwt in 2025 veertig woningen in Zuid."
_BZIP2_ZEROS = (
    "c-nJ{%CIzaj8qGb<l}sFpE17Af#CoH1BU{GL4&WG(*o6%Tn*Dl<wxa5<wxc5%kQa?j%SEdN&v|VfK{Af)m)~?wd_cX);zr@T?Gpj4JNF%0stv5R<-"
)
READ = "read"
"""The file is read as if nothing were the matter."""
BROKEN = frozenset({"beschadigd", "onleesbaar"})
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True, slots=True)
class Case:
    """One file: how to make it, and the codes that may come of it; ``heavy`` takes seconds."""

    name: str
    suffix: str
    make: Callable[[], bytes]
    codes: frozenset[str]
    heavy: bool = False
    third: bool = False

    @property
    def quick(self) -> bool:
        """Whether it runs with every suite: one of three, and no slow ones."""
        return self.third and not self.heavy


CASES: list[Case] = []
_SLOW = frozenset(
    """
        header-that-is-used-a-thousand-times links-without-an-end text-5-mb-in-one-run headers-of-a-table-repeated bold-50000
        stream-of-objects-of-600-mb stream-of-600-mb footnote-that-is-used-a-thousand-times pages-that-are-one-1000
        introductions-that-pile-up stream-packed-twice rows-6000 paragraphs-of-a-letter-15000 cells-20000-in-a-line
        stream-that-is-used-five-thousand-times
    """.split()
)


def case(suffix: str, *codes: str, name: str | None = None, heavy: bool = False, **values: object) -> Callable:
    """Note a maker as a case; ``values`` are its arguments."""

    def note(make: Callable[..., bytes]) -> Callable[..., bytes]:
        called = functools.partial(make, **values)
        title = name or make.__name__.replace("_", "-")
        CASES.append(Case(title, suffix, called, frozenset(codes), heavy or title in _SLOW, len(CASES) % 3 == 0))
        return make

    return note


# zip files, byte for byte


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a zip file; what is None is as it should be."""

    name: bytes
    data: bytes
    method: int = zipfile.ZIP_DEFLATED
    packed: bytes | None = None
    size: int | None = None  # as the directory has it
    local_size: int | None = None
    local_name: bytes | None = None
    flags: int = 0
    same_as: int | None = None  # the member of which the content is used again


def squeezed(data: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Compress as a zip file does."""
    if method == zipfile.ZIP_STORED:
        return data
    if method == zipfile.ZIP_BZIP2:
        return bz2.compress(data)
    if method == zipfile.ZIP_LZMA:
        filters = [{"id": lzma.FILTER_LZMA1, "preset": 1}]
        coder = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=filters)
        properties = lzma._encode_filter_properties(filters[0])
        return struct.pack("<BBH", 9, 4, len(properties)) + properties + coder.compress(data) + coder.flush()
    coder = zlib.compressobj(6, zlib.DEFLATED, -15)
    return coder.compress(data) + coder.flush()


def zipped(members: Iterable[Member]) -> bytes:
    """Write a zip file, lies included."""
    body, directory, places = bytearray(), bytearray(), []
    count = 0
    for member in members:
        packed = squeezed(member.data, member.method) if member.packed is None else member.packed
        size = len(member.data) if member.size is None else member.size
        local_size = size if member.local_size is None else member.local_size
        local_name = member.name if member.local_name is None else member.local_name
        crc = zlib.crc32(member.data)
        place = len(body) if member.same_as is None else places[member.same_as]
        places.append(place)
        shared = (20, member.flags, member.method, 0, 33, crc, len(packed))
        if member.same_as is None:
            body += struct.pack("<IHHHHHIIIHH", 0x04034B50, *shared, local_size, len(local_name), 0)
            body += local_name + packed
        directory += struct.pack("<IHHHHHHIIIHH", 0x02014B50, 20, *shared, size, len(member.name), 0)
        directory += struct.pack("<HHHII", 0, 0, 0, 0, place) + member.name
        count += 1
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory) + end


# Word


def paragraph(text: str = SENTENCE, properties: str = "") -> str:
    """Return a paragraph as XML."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def part(root: str, content: str, head: str = "", encoding: str = "UTF-8") -> bytes:
    """Return an XML part, with what stands in front of its root."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>{head}<w:{root} xmlns:w="{W}" xmlns:r="{R}">{content}</w:{root}>'
    )
    codec = {"EBCDIC-CP-US": "cp037", "UTF-7": "ascii"}.get(encoding, encoding)
    raw = text.encode(codec)
    # UTF-7 may write "<!" in ASCII or, as here, not.
    return raw.replace(b"<!", b"+ADwAIQ-") if encoding == "UTF-7" else raw


def body(content: str, head: str = "", encoding: str = "UTF-8") -> bytes:
    """Return ``document.xml``."""
    return part("document", f"<w:body>{content}</w:body>", head, encoding)


def links(*targets: tuple[str, str], external: bool = False) -> bytes:
    """Return a part with relationships of (kind, target)."""
    mode = ' TargetMode="External"' if external else ""
    items = "".join(
        f'<Relationship Id="r{number}" Type="{R}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{LINKS}">{items}</Relationships>'.encode()


KINDS = ("styles", "numbering", "footnotes")


def parts(content: str | bytes = "", **more: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file with a body, and styles, numbering or footnotes if they are given."""
    document = content if isinstance(content, bytes) else body(content or paragraph())
    return {
        "_rels/.rels": links(("officeDocument", "word/document.xml")),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": links(*((kind, f"{kind}.xml") for kind in KINDS)),
        **{f"word/{kind}.xml": data for kind, data in more.items()},
    }


def packed(files: dict[str, bytes]) -> bytes:
    """Write parts as a Word file."""
    return zipped(Member(name.encode(), data) for name, data in files.items())


def word(content: str | bytes = "", **more: bytes) -> bytes:
    """Return a Word file; see ``parts``."""
    return packed(parts(content, **more))


def members(**changes: bytes) -> list[Member]:
    """Return the members of a good Word file."""
    return [Member(name.encode(), data) for name, data in (parts() | changes).items()]


@case(".docx", "te-groot")
def zip_bomb_one_member() -> bytes:
    return zipped([*members(), Member(b"word/media/image1.bmp", bytes(60_000_000))])


@case(".docx", "te-groot")
def zip_bomb_text_part() -> bytes:
    return word(paragraph() + " " * 60_000_000)


@case(".docx", "te-groot")
def zip_bomb_many_members() -> bytes:
    data = bytes(1_000_000)
    again = squeezed(data)
    return zipped([*members(), *(Member(b"word/a%d.xml" % number, data, packed=again) for number in range(250))])


@case(".docx", READ)
def zip_bomb_just_within_the_limits() -> bytes:
    data = b" " * 4_900_000
    again = squeezed(data)
    return zipped([*members(), *(Member(b"word/a%d.xml" % number, data, packed=again) for number in range(39))])


@case(".docx", READ)
def zip_many_empty_members() -> bytes:
    return zipped([*members(), *(Member(b"word/a%d.xml" % number, b"") for number in range(20_000))])


@case(".docx", READ)
def zip_nested() -> bytes:
    inner = zip_bomb_one_member()
    for _ in range(3):
        inner = zipped([Member(b"a.docx", inner)] * 3)
    return zipped([*members(), Member(b"word/embeddings/a.docx", inner)])


@case(".docx", "te-groot", "beschadigd")
def zip_overlapping_entries() -> bytes:
    good = members()
    data = bytes(4_000_000)
    again = squeezed(data)
    first = Member(b"word/a.xml", data, packed=again)
    return zipped([*good, first, *(Member(b"word/a.xml", data, packed=again, same_as=len(good)) for _ in range(500))])


@case(".docx", READ, "beschadigd")
def zip_parts_in_one_place() -> bytes:
    good = members()
    return zipped([*good, *(Member(b"word/a%d.xml" % n, good[1].data, same_as=1) for n in range(10))])


@case(".docx", READ, "beschadigd", "te-groot", name="zip-lies-about-its-size-deflate", method=zipfile.ZIP_DEFLATED)
@case(".docx", READ, "beschadigd", "te-groot", name="zip-lies-about-its-size-bzip2", method=zipfile.ZIP_BZIP2)
@case(".docx", READ, "beschadigd", "te-groot", name="zip-lies-about-its-size-lzma", method=zipfile.ZIP_LZMA)
def zip_lies(method: int) -> bytes:
    return zipped([*members(), Member(b"word/a.xml", b"", method, _zeros(1500, method), size=1000)])


@case(".docx", "beschadigd", "te-groot")
def zip_lies_about_the_document() -> bytes:
    good = members()
    document = Member(good[1].name, good[1].data, packed=_zeros(1500, zipfile.ZIP_DEFLATED), size=len(good[1].data))
    return zipped([good[0], document, *good[2:]])


def _zeros(mebibytes: int, method: int) -> bytes:
    """Compress a lot of zeros without holding them."""
    if method == zipfile.ZIP_DEFLATED:
        # A stream of deflate blocks can be said again: full flush ends on a byte and forgets what was before.
        coder = zlib.compressobj(9, zlib.DEFLATED, -15)
        block = coder.compress(bytes(1024 * 1024)) + coder.flush(zlib.Z_FULL_FLUSH)
        return block * mebibytes + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    if method == zipfile.ZIP_BZIP2:
        return zlib.decompress(base64.b85decode(_BZIP2_ZEROS))  # 1,500 MiB; it takes twelve seconds to make
    return squeezed(bytes(mebibytes // 20 * 1024 * 1024), method)


@case(".docx", "beschadigd", READ)
def zip_local_size_lies() -> bytes:
    good = members()
    return zipped([good[0], Member(good[1].name, good[1].data, local_size=4_000_000_000), *good[2:]])


@case(".docx", "beschadigd", "te-groot")
def zip_claims_four_gigabytes() -> bytes:
    good = members()
    return zipped([good[0], Member(good[1].name, good[1].data, size=0xFFFFFFFE), *good[2:]])


@case(".docx", "beschadigd")
def zip_names_differ() -> bytes:
    good = members()
    return zipped([good[0], Member(good[1].name, good[1].data, local_name=b"word/other.xml  "), *good[2:]])


@case(".docx", "beschadigd", "versleuteld", name="zip-with-a-password", flags=1, method=zipfile.ZIP_DEFLATED)
@case(".docx", "beschadigd", name="zip-unknown-method", flags=0, method=99)
def zip_flags(flags: int, method: int) -> bytes:
    good = members()
    packed = squeezed(good[1].data)
    return zipped([good[0], Member(good[1].name, good[1].data, method, packed, flags=flags), *good[2:]])


@case(".docx", READ, "beschadigd", name="zip-twice-the-document")
def zip_duplicates() -> bytes:
    good = members()
    return zipped([*good, Member(good[1].name, body(paragraph("De Haven sloopt in 2026 dertig woningen.")))])


@case(".docx", READ, "onveilig", "beschadigd", name="zip-twice-the-document-one-with-entities", first=True)
@case(".docx", READ, "onveilig", "beschadigd", name="zip-twice-the-document-other-with-entities", first=False)
def zip_duplicate_entities(first: bool) -> bytes:
    good = members()
    bomb = Member(
        good[1].name, body(paragraph("&a;"), '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>')
    )
    return zipped([good[0], bomb, *good[1:]] if first else [*good, bomb])


@case(".docx", READ)
def zip_names_that_climb() -> bytes:
    names = [
        b"../../../../tmp/x.xml",
        b"/etc/passwd",
        b"C:\\x.xml",
        b"..\\..\\x.xml",
        b"word/../../x.xml",
        b"\x01\x02\n.xml",
    ]
    return zipped([*members(), *(Member(name, b"<x/>") for name in names)])


@case(".docx", READ)
def zip_names_of_nothing_and_much() -> bytes:
    return zipped(
        [*members(), Member(b"", b"x"), Member(b"a" * 60_000 + b".xml", b"<x/>"), Member(b"\xff\xfe.xml", b"<x/>")]
    )


@case(".docx", READ, "beschadigd")
def zip_behind_other_bytes() -> bytes:
    return b"PK" + bytes(1000) + word()


@case(".docx", "beschadigd", "verkeerde-inhoud")
def zip_of_nothing() -> bytes:
    return b"PK\x05\x06" + bytes(18)


# entities

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
DTDS = {
    "laughs": f'<!ENTITY a0 "ha">{LAUGHS}<!ENTITY x "&a11;">',
    "quadratic": f'<!ENTITY a "{"a" * 50_000}"><!ENTITY x "{"&a;" * 20_000}">',
    "parameter": '<!ENTITY % a "aaaaaaaaaa">' + '<!ENTITY % b "%a;%a;%a;"> %b; ' + '<!ENTITY x "y">',
    "passwd": '<!ENTITY x SYSTEM "file:///etc/passwd">',
    "parameter-passwd": '<!ENTITY % f SYSTEM "file:///etc/passwd"> %f; <!ENTITY x "y">',
}
ROOTS = {"document": "document", "styles": "styles", "numbering": "numbering"}
REFUSED = ("onveilig", "beschadigd", "onleesbaar")


def with_dtd(where: str, dtd: str, encoding: str = "UTF-8", *, attribute: bool = False) -> dict[str, bytes]:
    """Return the parts of a Word file of which one has entities."""
    head = f"<!DOCTYPE w:{where} [{dtd}]>"
    use = '<w:p w:rsidR="&x;"/>' if attribute else ""
    if where == "document":
        return parts(body(paragraph(SENTENCE + ("" if attribute else "&x;")) + use, head, encoding))
    if where == "styles":
        content = '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/></w:style>'
    else:
        content = '<w:abstractNum w:abstractNumId="1"/>'
    return parts(**{where: part(where, content + ("" if attribute else "&x;") + use, head, encoding)})


def entities(where: str, dtd: str, encoding: str, attribute: bool) -> bytes:
    return packed(with_dtd(where, DTDS[dtd], encoding, attribute=attribute))


for _where in ROOTS:
    for _dtd in DTDS:
        case(
            ".docx",
            "onveilig",
            name=f"entities-{_dtd}-{_where}",
            where=_where,
            dtd=_dtd,
            encoding="UTF-8",
            attribute=False,
        )(entities)
for _encoding in ("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-7", "EBCDIC-CP-US"):
    for _attribute in (False, True):
        case(
            ".docx",
            *REFUSED,
            name=f"entities-laughs-{_encoding.lower()}{'-attribute' if _attribute else ''}",
            where="document",
            dtd="laughs",
            encoding=_encoding,
            attribute=_attribute,
        )(entities)
    case(
        ".docx",
        *REFUSED,
        name=f"entities-passwd-{_encoding.lower()}",
        where="document",
        dtd="passwd",
        encoding=_encoding,
        attribute=False,
    )(entities)


@case(".docx", *REFUSED, name="entities-in-a-part-of-another-name-laughs", dtd="laughs", attribute=True)
@case(".docx", *REFUSED, name="entities-in-a-part-of-another-name-passwd", dtd="passwd", attribute=False)
def entities_elsewhere(dtd: str, attribute: bool) -> bytes:
    files = with_dtd("styles", DTDS[dtd], attribute=attribute)
    files["word/styles.dat"] = files.pop("word/styles.xml")
    files["word/_rels/document.xml.rels"] = links(("styles", "styles.dat"))
    return packed(files)


@case(".docx", "onveilig")
def entities_in_relationships() -> bytes:
    files = parts()
    files["_rels/.rels"] = f"<!DOCTYPE r [{DTDS['laughs']}]>".encode() + files["_rels/.rels"]
    return packed(files)


def pointing(address: str) -> dict[str, bytes]:
    """Return files that refer to something outside them in every way that Word knows."""
    outside = links(
        *(
            (kind, address)
            for kind in ("styles", "numbering", "footnotes", "attachedTemplate", "header", "image", "aFChunk")
        ),
        external=True,
    )
    content = paragraph() + '<w:altChunk r:id="r6"/><w:subDoc r:id="r5"/>'
    field = '<w:p><w:r><w:instrText>INCLUDETEXT "{0}"</w:instrText></w:r><w:fldSimple w:instr="INCLUDETEXT {0}"/></w:p>'
    files = parts(content + field.format(address))
    settings = {"word/_rels/settings.xml.rels": outside, "word/settings.xml": part("settings", "")}
    dtd = f'<!ENTITY x SYSTEM "{address}">'
    external = f'<?xml version="1.0"?><!DOCTYPE x SYSTEM "{address}">'
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{address}" parse="text"/>'
    inside = links(("officeDocument", "word/document.xml"), ("officeDocument", address))
    return {
        "outside": packed(files | settings | {"word/_rels/document.xml.rels": outside}),
        "inside": packed(files | {"word/_rels/document.xml.rels": outside.replace(b' TargetMode="External"', b"")}),
        "main": packed(files | {"_rels/.rels": links(("officeDocument", address))}),
        "both": packed(files | {"_rels/.rels": inside}),
        "entity": packed(with_dtd("document", dtd)),
        "entity-utf-7": packed(with_dtd("document", dtd, "UTF-7")),
        "entity-ebcdic": packed(with_dtd("document", dtd, "EBCDIC-CP-US")),
        "dtd": packed(files | {"word/document.xml": external.encode() + body(paragraph())[38:]}),
        "include": packed(
            files | {"word/document.xml": body(paragraph() + f"<w:p><w:r><w:t>{include}</w:t></w:r></w:p>")}
        ),
        "stylesheet": packed(
            files | {"word/document.xml": body(paragraph(), f'<?xml-stylesheet type="text/xsl" href="{address}"?>')}
        ),
        "schema": packed(
            files
            | {
                "word/document.xml": body(paragraph()).replace(
                    b"<w:document ",
                    b'<w:document xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
                    b'xsi:schemaLocation="%s %s" ' % (W.encode(), address.encode()),
                )
            }
        ),
    }


# Word files of great size or odd make


def row(*texts: str, properties: str = "") -> str:
    """Return a table row as XML."""
    cells = "".join(f"<w:tc><w:p>{f'<w:r><w:t>{text}</w:t></w:r>' if text else ''}</w:p></w:tc>" for text in texts)
    return f"<w:tr>{properties}{cells}</w:tr>"


@case(".docx", "beschadigd", name="tables-2000-deep", depth=2000, cells=1)
@case(".docx", READ, "beschadigd", name="tables-50-deep", depth=50, cells=1)
@case(".docx", READ, "beschadigd", name="tables-50-deep-of-two-columns", depth=50, cells=2)
def nested_tables(depth: int, cells: int) -> bytes:
    beside = "<w:tc><w:p><w:r><w:t>Zuid</w:t></w:r></w:p></w:tc>" * (cells - 1)
    return word("<w:tbl><w:tr><w:tc>" * depth + paragraph() + f"</w:tc>{beside}</w:tr></w:tbl>" * depth + paragraph())


@case(".docx", READ, "beschadigd")
def nested_text_boxes() -> bytes:
    begin, end = "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"
    return word(begin * 55 + paragraph() * 500 + end * 55 + paragraph())


@case(".docx", READ, "beschadigd", name="controls-240-deep", name_of="sdt", depth=240)
@case(".docx", READ, "beschadigd", name="insertions-240-deep", name_of="ins", depth=240)
def nested_controls(name_of: str, depth: int) -> bytes:
    inside = "<w:r><w:t>Zuid</w:t></w:r>"
    deep = f"<w:{name_of}>" * depth + inside + f"</w:{name_of}>" * depth
    return word(paragraph() + f"<w:p>{deep}</w:p>")


@case(".docx", READ)
def alternatives_of_nothing() -> bytes:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    empty = f"<mc:AlternateContent {mc}/>"
    return word(paragraph() + empty + f"<w:p>{empty}<w:r>{empty}<w:t>Zuid</w:t></w:r></w:p>")


@case(".docx", READ)
def comments_and_instructions_between() -> bytes:
    odd = "<!-- x --><?x y?>"
    text = f"<w:p>{odd}<w:pPr>{odd}</w:pPr><w:r>{odd}<w:t>{SENTENCE}{odd}</w:t></w:r></w:p>"
    return word(odd + text + f"<w:tbl>{odd}<w:tr>{odd}<w:tc>{odd}{text}</w:tc><w:tc>{text}</w:tc></w:tr></w:tbl>")


@case(".docx", READ, name="paragraphs-8000", count=8000)
@case(".docx", READ, "te-groot", name="paragraphs-100000", count=100_000, heavy=True)
def many_paragraphs(count: int) -> bytes:
    return word("".join(paragraph(f"Woning {number} wordt gebouwd.") for number in range(count)))


@case(".docx", READ, "te-groot", "leeg", name="paragraphs-of-nothing-500000", count=500_000, heavy=True)
def empty_paragraphs(count: int) -> bytes:
    return word(paragraph() + "<w:p/>" * count)


@case(".docx", "te-groot", READ, heavy=True)
def elements_of_nothing_ten_million() -> bytes:
    noise = random.Random(1)
    dull = "<w:p/>" * 20
    return word(paragraph() + "".join(dull + f"<!--{noise.random()}-->" for _ in range(500_000)))


@case(".docx", READ, name="cells-of-nothing-20000", count=20_000)
@case(".docx", READ, "te-groot", name="cells-of-nothing-100000", count=100_000, heavy=True)
def empty_cells(count: int) -> bytes:
    return word(paragraph() + f"<w:tbl>{row('', '', '', '', '') * (count // 5)}</w:tbl>")


@case(".docx", READ, name="table-rows-1000", count=1000)
@case(".docx", READ, "te-groot", name="table-rows-20000", count=20_000, heavy=True)
def many_rows(count: int) -> bytes:
    rows = "".join(row("Zuid", f"woning {number}", "bouwen", "De Vliet", "2025") for number in range(count))
    return word(f"<w:tbl>{row('Wijk', 'Aantal', 'Wat', 'Wie', 'Jaar')}{rows}</w:tbl>")


@case(".docx", READ)
def table_of_wide_cells() -> bytes:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p><w:r><w:t>Zuid</w:t></w:r></w:p></w:tc>'
    skip = '<w:trPr><w:gridBefore w:val="999999999"/></w:trPr>'
    return word(f"<w:tbl>{f'<w:tr>{skip}{wide * 60}</w:tr>' * 60}</w:tbl>")


@case(".docx", READ, "beschadigd")
def table_of_odd_numbers() -> bytes:
    odd = ["²", "-1", "1e9", "NaN", "x", "", "9" * 5000]
    cells = "".join(
        f'<w:tr><w:trPr><w:gridBefore w:val="{value}"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr>'
        f"{paragraph()}</w:tc><w:tc>{paragraph()}</w:tc></w:tr>"
        for value in odd
    )
    return word(f"<w:tbl>{cells}</w:tbl>")


@case(".docx", READ, "te-groot")
def headers_of_a_table_repeated() -> bytes:
    mark = "<w:trPr><w:tblHeader/></w:trPr>"
    long = "Wijk " * 50_000
    rows = "".join(row("Zuid", f"woning {number}") for number in range(4000))
    return word(f"<w:tbl>{row(long, 'Aantal', properties=mark)}{row(long + 'x', 'Aan', properties=mark)}{rows}</w:tbl>")


@case(".docx", READ, "te-groot", name="text-5-mb-in-one-run")
def long_run() -> bytes:
    return word(paragraph((SENTENCE + " ") * (5_000_000 // 49)))


@case(".docx", READ, "te-groot", name="text-1-mb-in-runs")
def many_runs() -> bytes:
    return word("<w:p>" + f"<w:r><w:t>{SENTENCE}</w:t></w:r>" * 20_000 + "</w:p>")


@case(".docx", "beschadigd", "te-groot", READ)
def text_of_eleven_megabytes() -> bytes:
    return word(paragraph(random.Random(2).randbytes(5_600_000).hex()))


@case(".docx", READ, "te-groot")
def text_of_dots() -> bytes:
    return word(
        paragraph() + paragraph("." * 30_000 + "q") + paragraph(". " * 30_000 + "q") + paragraph("_" * 30_000 + "q")
    )


@case(".docx", READ, "te-groot")
def header_that_is_used_a_thousand_times() -> bytes:
    files = parts()
    files["word/header1.xml"] = part("hdr", paragraph("kop") + "<w:p/>" * 600_000)
    files["word/_rels/document.xml.rels"] = links(*[("header", "header1.xml")] * 1000)
    return packed(files)


@case(".docx", READ, "te-groot")
def footnote_that_is_used_a_thousand_times() -> bytes:
    note = f'<w:footnote w:id="1">{paragraph("Dit staat in de noot. " * 100_000)}</w:footnote>'
    use = '<w:p><w:r><w:t>Zuid</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    return word(paragraph() + use * 1000, footnotes=part("footnotes", note))


@case(".docx", READ)
def footnotes_that_refer_to_each_other() -> bytes:
    use = '<w:p><w:r><w:t>Zuid</w:t><w:footnoteReference w:id="{}"/></w:r></w:p>'
    notes = "".join(f'<w:footnote w:id="{one}">{use.format(3 - one)}{use.format(one)}</w:footnote>' for one in (1, 2))
    return word(paragraph() + use.format(1) + use.format("x") + use.format(-1), footnotes=part("footnotes", notes))


@case(".docx", READ)
def styles_in_a_circle() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:default="1" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3}"/></w:style>'
        for n in range(3)
    )
    styles += '<w:style w:styleId="zelf"><w:basedOn w:val="zelf"/><w:link w:val="zelf"/></w:style>'
    return word(
        "".join(paragraph(properties=f'<w:pStyle w:val="{key}"/>') for key in ("s0", "s1", "zelf", "niets", "")),
        styles=part("styles", styles),
    )


@case(".docx", READ)
def styles_in_a_long_chain() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(5000)
    )
    return word(
        "".join(paragraph(properties=f'<w:pStyle w:val="s{n}"/>') for n in range(0, 5000, 10)),
        styles=part("styles", styles),
    )


def listed(levels: str, text: str = SENTENCE, step: str = "0", count: int = 3, override: str = "") -> bytes:
    """Return a Word file of paragraphs in a list."""
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="1"/>{override}</w:num>'
    )
    mark = f'<w:numPr><w:ilvl w:val="{step}"/><w:numId w:val="1"/></w:numPr>'
    return word(paragraph(text, mark) * count, numbering=part("numbering", numbering))


def level(step: str = "0", start: str = "1", kind: str = "decimal", text: str = "%1.") -> str:
    """Return the definition of a level of a list."""
    return f'<w:lvl w:ilvl="{step}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


NUMBERS = ("99", "-1", "1e308", "1" + "0" * 400, "9" * 5000, "NaN", "inf", "x", "", "²")


@case(".docx", READ)
def numbering_of_odd_levels() -> bytes:
    levels = "".join(level(step=value) for value in NUMBERS)
    marks = "".join(f'<w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr>' for value in NUMBERS)
    content = "".join(
        paragraph(
            properties=f'<w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr>'
            f'<w:outlineLvl w:val="{value}"/><w:ind w:left="{value}" w:hanging="{value}"/>'
        )
        for value in NUMBERS
    )
    root = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    return word(content + marks, numbering=part("numbering", root))


for _number, _start in enumerate(NUMBERS):
    for _kind in ("decimal", "upperRoman", "lowerLetter", "decimalZero"):
        if _kind == "decimal" or _number < 4:
            case(".docx", READ, name=f"numbering-starts-at-odd-{_number}-{_kind}", start=_start, kind=_kind)(
                lambda start, kind: listed(
                    level(start=start, kind=kind),
                    override=f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>',
                )
            )


@case(".docx", READ)
def numbering_of_an_unknown_kind() -> bytes:
    return listed(level(kind="runenschrift") + level("1", kind="chineseCounting", text="%9%1%2%0"), step="1")


@case(".docx", READ)
def numbering_that_links_to_itself() -> bytes:
    root = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/><w:styleLink w:val="a"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="b"/></w:abstractNum>'
        + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3))
    )
    content = "".join(paragraph(properties=f'<w:numPr><w:numId w:val="{n}"/></w:numPr>') for n in range(5))
    return word(content, numbering=part("numbering", root))


@case(".docx", READ, "te-groot")
def numbering_with_long_labels() -> bytes:
    return listed(level(text="%1." * 300_000), count=1000)


@case(".docx", READ, "te-groot")
def introductions_that_pile_up() -> bytes:
    return word(
        "".join(
            paragraph(
                "De Vliet bouwt in 2025 veertig woningen in Zuid en wel als volgt, " * 4 + "namelijk:",
                f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="{200 * number}"/>',
            )
            for number in range(4000)
        )
        + paragraph(),
        numbering=part(
            "numbering",
            f'<w:abstractNum w:abstractNumId="1">{level(kind="bullet")}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        ),
    )


@case(".docx", READ, "te-groot", heavy=True)
def items_that_go_ever_deeper() -> bytes:
    return word(
        "".join(
            paragraph(f"1. Woning {number} wordt gebouwd.", f'<w:ind w:left="{200 * number}"/>')
            for number in range(20_000)
        )
    )


@case(".docx", "versleuteld", size=20_000, name="office-with-a-password")
@case(".docx", "verkeerde-inhoud", size=600, name="office-with-a-password-cut-off")
def office(size: int) -> bytes:
    def entry(name: str) -> bytes:
        return name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", 2 * len(name) + 2, 2, 1) + bytes(60)

    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    names = ("Root Entry", "EncryptedPackage", "EncryptionInfo", "\6DataSpaces")
    noise = random.Random(3).randbytes(16_000)
    return (head.ljust(512, b"\xff") + bytes(512) + b"".join(map(entry, names)) + noise)[:size]


# PDF


def objects(*contents: bytes, root: int = 1, xref: bool = True, trailer: bytes = b"") -> bytes:
    """Write numbered objects as a PDF."""
    data, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(contents, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    if xref:
        data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        data += b"".join(b"%010d 00000 n \n" % place for place in places)
        data += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
            len(places) + 1,
            root,
            trailer,
            start,
        )
    return bytes(data)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def flate(data: bytes, entries: bytes = b"") -> bytes:
    """Return a compressed stream object."""
    return stream(zlib.compress(data), b"/Filter/FlateDecode" + entries)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
CATALOG, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
TEXT = b"BT /F1 11 Tf 72 700 Td (%s) Tj ET\n" % SENTENCE.encode()


def page(entries: bytes = b"", box: bytes = b"[0 0 595 842]", more: bytes = b"", content: bytes = b"4 0 R") -> bytes:
    """Return a page object with the font of object 5; ``more`` are further resources."""
    resources = b"/Resources<</Font<</F1 5 0 R>>%s>>" % more
    return b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents %s%s%s>>" % (box, content, resources, entries)


def pdf(content: bytes = TEXT, *extra: bytes, pages: bytes = PAGES, kid: bytes | None = None) -> bytes:
    """Return a PDF of one page; ``extra`` are the objects from 6."""
    return objects(CATALOG, pages, page() if kid is None else kid, flate(content), FONT, *extra)


@case(".pdf", READ, *BROKEN, name="pages-that-hold-themselves", kids=b"2 0 R")
@case(".pdf", READ, *BROKEN, name="pages-and-themselves", kids=b"3 0 R 2 0 R")
@case(".pdf", READ, *BROKEN, name="pages-in-a-circle", kids=b"6 0 R")
@case(".pdf", READ, *BROKEN, name="pages-that-are-nothing", kids=b"99 0 R 4 0 R null 3")
@case(".pdf", READ, *BROKEN, name="pages-that-hold-the-catalog", kids=b"1 0 R")
def pages_in_a_circle(kids: bytes) -> bytes:
    again = b"<</Type/Pages/Kids[7 0 R]/Count 3/Parent 7 0 R>>"
    back = b"<</Type/Pages/Kids[6 0 R 2 0 R]/Count 3/Parent 6 0 R>>"
    return pdf(TEXT, again, back, pages=b"<</Type/Pages/Kids[%s]/Count 3/Parent 2 0 R>>" % kids)


@case(".pdf", READ, *BROKEN, "scan", name="pages-of-which-a-billion-are-said-to-be", count=b"1000000000")
@case(".pdf", READ, *BROKEN, "scan", name="pages-of-which-a-million-are-said-to-be", count=b"1000000")
@case(".pdf", READ, *BROKEN, "leeg", name="pages-fewer-than-none", count=b"-5")
def pages_count(count: bytes) -> bytes:
    return pdf(pages=PAGES.replace(b"/Count 1", b"/Count " + count))


@case(".pdf", READ, "te-groot", name="pages-that-are-one-1000", count=1000)
@case(".pdf", READ, "te-groot", name="pages-that-are-one-10000", count=10_000, heavy=True)
def pages_that_are_one(count: int) -> bytes:
    foot = b"BT /F1 8 Tf 72 30 Td (Prestatieafspraken Zuid) Tj ET\n"
    return pdf(TEXT + foot, pages=b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * count, count))


@case(".pdf", *BROKEN)
def xref_and_trailer_missing() -> bytes:
    return objects(CATALOG, PAGES, page(), flate(TEXT), FONT, xref=False)


@case(".pdf", READ)
def xref_missing() -> bytes:
    data = pdf()
    return data[: data.rindex(b"xref\n0 6")] + data[data.rindex(b"trailer") : data.rindex(b"startxref")]


@case(".pdf", READ, *BROKEN)
def xref_in_a_circle() -> bytes:
    data = pdf()
    start = data.rindex(b"xref\n0 6")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


@case(".pdf", READ, *BROKEN)
def xref_elsewhere() -> bytes:
    return pdf().replace(b"startxref\n", b"startxref\n9")


@case(".pdf", READ, *BROKEN)
def xref_of_a_billion() -> bytes:
    return pdf().replace(b"xref\n0 6\n", b"xref\n0 999999999\n").replace(b"/Size 6", b"/Size 2147483647")


@case(".pdf", *BROKEN, READ)
def root_missing() -> bytes:
    return pdf().replace(b"/Root 1 0 R", b"/Root 77 0 R")


@case(".pdf", READ, "te-groot", name="texts-5000-on-one-page", count=5000)
@case(".pdf", READ, "te-groot", name="texts-100000-on-one-page", count=100_000, heavy=True)
def many_texts(count: int) -> bytes:
    lines = (b"1 0 0 1 %d %.3f Tm (Zuid) Tj " % (40 + n % 20 * 25, 800 - n // 20 * 12 % 760) for n in range(count))
    return pdf(b"BT /F1 9 Tf " + b"".join(lines) + b"ET")


@case(".pdf", READ, "te-groot", name="texts-2000-at-as-many-heights", count=2000)
@case(".pdf", READ, "te-groot", name="texts-30000-at-as-many-heights", count=30_000, heavy=True)
def many_heights(count: int) -> bytes:
    lines = (b"1 0 0 1 72 %d Tm (Zuid) Tj " % (40 + n * 12) for n in range(count))
    kid = page(box=b"[0 0 595 %d]" % (count * 12 + 80))
    return pdf(b"BT /F1 9 Tf " + b"".join(lines) + b"ET", kid=kid)


@case(".pdf", READ, "te-groot", name="rules-1000-on-one-page", count=1000)
@case(".pdf", READ, "te-groot", name="rules-100000-on-one-page", count=100_000, heavy=True)
def many_rules(count: int) -> bytes:
    across = (b"40 %.3f m 500 %.3f l S\n" % (30 + n * 700 / count, 30 + n * 700 / count) for n in range(count // 2))
    down = (b"%.3f 30 m %.3f 700 l S\n" % (40 + n * 500 / count, 40 + n * 500 / count) for n in range(count // 2))
    return pdf(TEXT + b"".join(across) + b"".join(down))


@case(".pdf", READ, "te-groot", name="grid-of-30-by-30", side=30)
@case(".pdf", READ, "te-groot", name="grid-of-150-by-150", side=150, heavy=True)
def grid(side: int) -> bytes:
    step = 12
    size = side * step
    rules = (
        b"40 %d m %d %d l S %d 40 m %d %d l S\n"
        % (40 + n * step, 40 + size, 40 + n * step, 40 + n * step, 40 + n * step, 40 + size)
        for n in range(side + 1)
    )
    words = (b"1 0 0 1 %d %d Tm (z) Tj " % (42 + x * step, 43 + y * step) for y in range(side) for x in range(side))
    kid = page(box=b"[0 0 %d %d]" % (size + 80, size + 80))
    return pdf(b"".join(rules) + b"BT /F1 8 Tf " + b"".join(words) + b"ET", kid=kid)


def form(content: bytes, forms: bytes = b"") -> bytes:
    """Return a form XObject."""
    resources = b"/Resources<</Font<</F1 5 0 R>>/XObject<<%s>>>>" % forms
    return flate(content, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + resources)


RULED = b"".join(b"40 %d m 500 %d l S %d 40 m %d 700 l S\n" % (n, n, n, n) for n in (100, 200, 300, 400))


@case(".pdf", READ, "te-groot", name="forms-1000-deep", depth=1000, times=1, ruled=False)
@case(".pdf", READ, "te-groot", name="forms-1000-deep-beside-a-table", depth=1000, times=1, ruled=True)
def deep_forms(depth: int, times: int, ruled: bool) -> bytes:
    forms = [
        form(b"/X Do " * times if n + 1 < depth else TEXT, b"/X %d 0 R" % (7 + n) if n + 1 < depth else b"")
        for n in range(depth)
    ]
    return pdf(TEXT + RULED * ruled + b"/X Do", *forms, kid=page(more=b"/XObject<</X 6 0 R>>"))


@case(".pdf", "te-groot", name="forms-that-double-20-times", depth=20, times=2, ruled=False)
@case(".pdf", "te-groot", name="forms-that-draw-10-others-7-deep", depth=7, times=10, ruled=True)
def doubling_forms(depth: int, times: int, ruled: bool) -> bytes:
    return deep_forms(depth, times, ruled)


@case(".pdf", READ, *BROKEN)
def form_that_calls_itself_once() -> bytes:
    return pdf(TEXT + b"/A Do", form(TEXT + b"/A Do", b"/A 6 0 R"), kid=page(more=b"/XObject<</A 6 0 R>>"))


@case(".pdf", "te-groot", name="forms-that-call-each-other", ruled=False)
@case(".pdf", "te-groot", name="forms-that-call-each-other-beside-a-table", ruled=True)
@case(".pdf", "te-groot", name="forms-that-call-each-other-by-an-escaped-name", ruled=False, name_of=b"/#41")
def form_in_a_circle(ruled: bool, name_of: bytes = b"/A") -> bytes:
    one, two = form(TEXT + name_of + b" Do /B Do", b"/A 6 0 R/B 7 0 R"), form(b"/A Do", b"/A 6 0 R")
    kid = page(more=b"/XObject<</A 6 0 R/B 7 0 R>>")
    return pdf(TEXT + RULED * ruled + name_of + b" Do", one, two, kid=kid)


@case(".pdf", "te-groot")
def form_in_a_circle_without_resources_of_its_own() -> bytes:
    one, two = (flate(b"/A Do /B Do", b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]") for _ in range(2))
    return pdf(TEXT + b"/A Do", one, two, kid=page(more=b"/XObject<</A 6 0 R/B 7 0 R>>"))


@case(".pdf", READ, *BROKEN, "scan", name="box-huge", box=b"[0 0 1e30 99999999999999999999]")
@case(".pdf", READ, *BROKEN, "scan", name="box-large", box=b"[0 0 2000000000 2000000000]")
@case(".pdf", READ, *BROKEN, "scan", name="box-nan", box=b"[NaN nan Infinity -inf]")
@case(".pdf", READ, *BROKEN, "scan", name="box-of-nothing", box=b"[0 0 0 0]")
@case(".pdf", READ, *BROKEN, "scan", name="box-turned-over", box=b"[595 842 0 0]")
@case(".pdf", READ, *BROKEN, "scan", name="box-of-words", box=b"[(a) /b <<>> []]")
@case(".pdf", READ, *BROKEN, "scan", name="box-that-is-itself", box=b" 6 0 R")
def odd_box(box: bytes) -> bytes:
    return pdf(TEXT + RULED, b"6 0 R", kid=page(b"/Rotate 77777/UserUnit 1e30/CropBox%s" % box, box=box))


ODD = (b"NaN", b"1e400", b"9" * 400, b"-" + b"9" * 400, b"0", b"--5", b"1.2.3", b".", b"-")


@case(".pdf", READ, *BROKEN, "scan")
def numbers_that_are_none() -> bytes:
    odd = b"".join(
        b"q %s 0 0 %s 0 0 cm BT /F1 %s Tf %s 0 0 %s 50 600 Tm %s Tc %s Tw %s Tz (Zuid) Tj ET %s %s m %s 5 l S 5 5 %s %s re f Q\n"
        % ((value,) * 13)
        for value in ODD
    )
    return pdf(TEXT + odd + RULED)


@case(".pdf", READ, *BROKEN, "te-groot", name="stream-of-600-mb", mebibytes=600)
@case(".pdf", READ, *BROKEN, "te-groot", name="stream-of-1500-mb", mebibytes=1500, heavy=True)
def big_stream(mebibytes: int) -> bytes:
    return objects(CATALOG, PAGES, page(), stream(_deflated_spaces(mebibytes), b"/Filter/FlateDecode"), FONT)


def _deflated_spaces(mebibytes: int) -> bytes:
    """Return a zlib stream of text and a lot of spaces."""
    coder = zlib.compressobj(9, zlib.DEFLATED, -15)
    begin = coder.compress(TEXT) + coder.flush(zlib.Z_FULL_FLUSH)
    block = coder.compress(b" " * 1024 * 1024) + coder.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + begin + block * mebibytes + zlib.compressobj(9, zlib.DEFLATED, -15).flush() + bytes(4)


@case(".pdf", READ, *BROKEN, "te-groot")
def stream_packed_twice() -> bytes:
    data = zlib.compress(_deflated_spaces(600), 9)
    return objects(CATALOG, PAGES, page(), stream(data, b"/Filter[/FlateDecode/FlateDecode]"), FONT)


@case(".pdf", READ, *BROKEN, "te-groot")
def stream_of_objects_of_600_mb() -> bytes:
    entries = b"/Type/ObjStm/N 1/First 5/Filter/FlateDecode"
    return objects(CATALOG, PAGES, page(more=b"/Font 7 0 R"), flate(TEXT), FONT, stream(_deflated_spaces(600), entries))


@case(".pdf", READ, *BROKEN, "te-groot")
def stream_that_is_used_five_thousand_times() -> bytes:
    kid = page(content=b"[%s]" % (b"4 0 R " * 5000))
    return pdf(TEXT + b" " * 1_000_000, kid=kid)


@case(".pdf", READ, *BROKEN, name="filters-a-thousand", filters=b"[%s/FlateDecode]" % (b"/ASCIIHexDecode" * 1000))
@case(".pdf", READ, *BROKEN, "scan", name="filters-unknown", filters=b"/NietsDecode")
@case(
    ".pdf",
    READ,
    *BROKEN,
    "scan",
    name="filters-that-do-not-fit",
    filters=b"[/DCTDecode/JBIG2Decode/LZWDecode/CCITTFaxDecode]",
)
def odd_filters(filters: bytes) -> bytes:
    kid = page(content=b"[4 0 R 6 0 R]")
    return pdf(TEXT, stream(zlib.compress(TEXT), b"/Filter" + filters), kid=kid)


@case(".pdf", READ, *BROKEN)
def stream_in_another_file() -> bytes:
    outside = stream(b"", b"/F(/etc/passwd)/FFilter/FlateDecode")
    reference = form(b"").replace(b"/Type/XObject", b"/Type/XObject/Ref<</F(/etc/passwd)/Page 0>>")
    return pdf(TEXT + b"/X Do", outside, reference, kid=page(content=b"[4 0 R 6 0 R]", more=b"/XObject<</X 7 0 R>>"))


@case(".pdf", READ, *BROKEN, name="brackets-100000-in-the-text", inside=True)
@case(".pdf", READ, *BROKEN, name="brackets-100000-in-an-object", inside=False)
def deep_brackets(inside: bool) -> bytes:
    deep = b"[" * 100_000 + b"<<" * 100_000 + b"(" * 100_000
    return pdf(TEXT + deep) if inside else pdf(TEXT, deep)


@case(".pdf", READ, *BROKEN)
def states_half_a_million() -> bytes:
    return pdf(b"q " * 500_000 + TEXT)


@case(".pdf", READ, *BROKEN, "te-groot", name="letters-that-stand-for-much", lines=15)
@case(".pdf", READ, *BROKEN, "te-groot", name="letters-that-stand-for-very-much", lines=300, heavy=True)
def letters_that_stand_for_much(lines: int) -> bytes:
    much = b"".join(b"<%02x> <%s>\n" % (code, b"0041" * 500) for code in range(32, 127))
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n95 beginbfchar\n"
        + much
        + b"endbfchar endcmap"
    )
    kid = page().replace(b"5 0 R", b"6 0 R")
    return pdf(TEXT * lines, FONT.replace(b"/Encoding", b"/ToUnicode 7 0 R/Encoding"), flate(cmap), kid=kid)


@case(".pdf", READ, *BROKEN)
def fonts_in_a_circle() -> bytes:
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 6 0 R>>"
    drawn = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 8 0 R>>/Encoding<</Differences[0/a]>>/FirstChar 0/LastChar 0/Widths[1]/Resources<</Font<</T 7 0 R>>>>>>"
    use = b"BT /G 9 Tf 50 500 Td (ab) Tj /T 9 Tf <00> Tj ET"
    kid = page().replace(b"/F1 5 0 R", b"/F1 5 0 R/G 6 0 R/T 7 0 R")
    return pdf(TEXT + use, font, drawn, flate(b"BT /T 9 Tf <00> Tj ET"), kid=kid)


@case(".pdf", READ, "te-groot", heavy=True)
def title_of_many_paragraphs() -> bytes:
    lines = [f"Dit is regel {number} van iets" for number in range(6000)]
    return lined(lines, size=15, last="Dit is gewone tekst. " * 4)


def lined(lines: list[str], size: int = 10, last: str = "") -> bytes:
    """Return a PDF of lines, sixty on a page."""
    output = io.BytesIO()
    canvas = Canvas(output, invariant=True)
    for number, line in enumerate(lines):
        canvas.setFont("Helvetica", size)
        canvas.drawString(72 + number % 2 * 200, 800 - number % 30 * 25, line)
        if number % 30 == 29:
            canvas.showPage()
    canvas.setFont("Helvetica", 10)
    for number in range(60 if last else 0):
        for again in range(80):
            canvas.drawString(72, 800 - number * 12, last) if not again else None
    canvas.save()
    return output.getvalue()


def encrypted(user: str = "", owner: str = "geheim", strength: int = 128) -> bytes:
    """Return an encrypted PDF."""
    output = io.BytesIO()
    canvas = Canvas(output, encrypt=StandardEncryption(user, owner, strength=strength), invariant=True)
    canvas.drawString(72, 700, SENTENCE)
    canvas.save()
    return output.getvalue()


for _strength in (40, 128):
    for _user, _codes in (("geheim", ("versleuteld",)), ("", (READ,))):
        case(".pdf", *_codes, name=f"encrypted-{_strength}{'' if _user else '-open'}", user=_user, strength=_strength)(
            encrypted
        )


@case(".pdf", READ, *BROKEN, "versleuteld")
def encrypted_by_nothing() -> bytes:
    return pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 1 0 R/ID[(a)(b)]")


@case(".pdf", *BROKEN, name="only-a-header", data=b"%PDF-1.7\n%%EOF\n")
@case(".pdf", *BROKEN, name="a-header-and-noise", data=b"%PDF-1.7\n" + random.Random(4).randbytes(200_000))
@case(".pdf", *BROKEN, name="a-header-and-many-objects", data=b"%PDF-1.7\n" + b"1 0 obj<<>>endobj\n" * 100_000)
@case(".pdf", *BROKEN, name="a-header-and-many-ends", data=b"%PDF-1.7\n" + b"startxref\n0\n%%EOF\n" * 50_000)
@case(".txt", "geen-tekst", name="noise-as-text", data=random.Random(5).randbytes(1_000_000))
@case(".md", "geen-tekst", name="noise-as-markdown", data=random.Random(6).randbytes(1_000_000))
@case(".txt", "geen-tekst", name="a-program-as-text", data=b"\x7fELF\2\1\1" + bytes(5000) + b"abc" * 5000)
@case(
    ".txt", READ, "geen-tekst", name="half-a-letter-of-utf-16", data=b"\xff\xfe" + SENTENCE.encode("utf-16-le") + b"a"
)
@case(".txt", READ, "geen-tekst", "leeg", name="surrogates-of-utf-16", data=b"\xff\xfe" + b"\x00\xd8" * 1000)
@case(".txt", READ, name="utf-8-cut-off", data=(SENTENCE + " €").encode()[:-1])
@case(".txt", READ, "leeg", name="signs-without-width", data=("\u200b\u202e\u2066\ufeff" * 10_000 + SENTENCE).encode())
@case(".txt", "leeg", name="signs-without-a-letter", data=("\u200b\u202e…—\u0301" * 10_000).encode())
@case(".txt", READ, name="accents-100000-on-one-letter", data=("a" + "\u0301" * 100_000 + " " + SENTENCE).encode())
@case(".txt", READ, name="line-of-5-mb", data=(SENTENCE * 100_000).encode())
@case(".txt", READ, name="line-of-5-mb-without-a-space", data=b"a" * 5_000_000)
@case(".txt", READ, name="lines-20000", data=b"woning in de wijk\n" * 20_000)
@case(".txt", READ, name="lines-100000", data=b"woning in de wijk\n" * 100_000, heavy=True)
@case(".txt", READ, "te-groot", name="paragraphs-of-a-letter-15000", data=b"a\n\n" * 15_000)
@case(".txt", READ, "te-groot", name="paragraphs-of-a-letter-200000", data=b"a\n\n" * 200_000, heavy=True)
@case(".txt", READ, "te-groot", name="line-of-dots", data=b"a" + b"." * 200_000 + b"q\n" + SENTENCE.encode())
@case(
    ".txt", READ, "te-groot", name="line-of-dots-and-spaces", data=b"a" + b". " * 100_000 + b"q\n" + SENTENCE.encode()
)
@case(".txt", READ, "te-groot", name="line-of-underscores", data=b"a" + b"_" * 200_000 + b"q\n" + SENTENCE.encode())
@case(".txt", READ, "te-groot", name="line-of-digits", data=b"1." * 200_000 + b"q\n" + SENTENCE.encode())
@case(".txt", READ, "te-groot", name="line-of-spaces", data=b"a" + b" " * 500_000 + b"q\n" + SENTENCE.encode())
@case(".md", READ, "te-groot", name="pipes-200000-in-a-line", data=b"a" + b"|" * 200_000 + b"b\n" + SENTENCE.encode())
@case(
    ".md",
    READ,
    "te-groot",
    name="cells-20000-in-a-line",
    data=b"a|" * 20_000 + b"\n" + b"--|" * 20_000 + b"\n" + b"b|" * 20_000,
)
@case(
    ".md",
    READ,
    "te-groot",
    name="cells-200000-in-a-line",
    data=b"a|" * 200_000 + b"\n" + b"--|" * 200_000 + b"\n" + b"b|" * 200_000,
    heavy=True,
)
@case(".md", READ, "te-groot", name="rows-100000", data=b"|a|b|\n|--|--|\n" + b"|c|d|\n" * 100_000, heavy=True)
@case(".md", READ, "te-groot", name="rows-6000", data=b"|a|b|\n|--|--|\n" + b"|c|d|\n" * 6000)
@case(".md", READ, "te-groot", name="rule-of-spaces", data=b"a | b\n" + b" " * 200_000 + b"x\n" + SENTENCE.encode())
@case(".md", READ, "te-groot", name="rule-of-dashes", data=b"a | b\n" + b"--|" * 100_000 + b"x\n" + SENTENCE.encode())
@case(
    ".md",
    READ,
    "te-groot",
    name="rule-of-dashes-and-spaces",
    data=b"a | b\n" + b"-- " * 100_000 + b"x\n" + SENTENCE.encode(),
)
@case(".md", READ, "te-groot", name="heading-of-spaces", data=b"# a" + b" " * 20_000 + b"x\n" + SENTENCE.encode())
@case(".md", READ, "te-groot", name="heading-of-signs", data=b"# a" + b"#" * 60_000 + b"x\n" + SENTENCE.encode())
@case(".md", READ, "te-groot", name="headings-5000", data=b"# a\n\nb\n\n" * 5000)
@case(".md", READ, "te-groot", name="brackets-200000", data=b"[" * 200_000 + b"\n\n" + SENTENCE.encode())
@case(".md", READ, "te-groot", name="links-without-an-end", data=b"[a](" * 100_000 + b"\n\n" + SENTENCE.encode())
@case(
    ".md",
    READ,
    "te-groot",
    name="stars-200000",
    data=b"*" * 200_000 + b"a\n\n" + b"* " * 100_000 + b"a\n\n" + SENTENCE.encode(),
)
@case(".md", READ, "te-groot", name="bold-50000", data=b"**a" * 50_000 + b"\n\n" + SENTENCE.encode())
@case(".md", READ, "te-groot", name="quotes-100000-deep", data=b"> " * 100_000 + SENTENCE.encode())
@case(
    ".md",
    READ,
    "te-groot",
    name="lists-1500-deep",
    data="".join(f"{'  ' * n}- punt {n}:\n" for n in range(1500)).encode(),
)
def written(data: bytes) -> bytes:
    return data
