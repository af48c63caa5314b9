"""Reading agreements: ``read(path)`` gives a ``Document``; ``location`` says where a stretch of a clause stands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from prestatielint.errors import IngestError
from prestatielint.ingest.blocks import RawBlock, RawKind
from prestatielint.ingest.clauses import build, location
from prestatielint.model import Document, Notice, Remark

__all__ = ["SUFFIXES", "location", "read", "read_bytes"]

_UNREADABLE = "Dit bestand is niet te lezen: bewaar het opnieuw in Word of als PDF en probeer het nog eens"
_MAX_TEXT = 50 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class _Content:
    """What a reader found in a file."""

    blocks: list[RawBlock]
    notices: list[Notice]
    pages: int | None = None
    remarks: tuple[Remark, ...] = ()


def read(path: Path, revisions: str = "final") -> Document:
    """Read an agreement; whatever is wrong with the file becomes an ``IngestError`` with a clear message.

    ``revisions`` says how the tracked changes of a Word file are read: ``"final"`` with all of them carried out,
    ``"original"`` with none.
    """
    try:
        data = _bytes(path)
    except IngestError:
        raise
    except OSError as error:
        raise IngestError("onleesbaar", _UNREADABLE) from error
    return read_bytes(data, path.suffix.lower(), str(path), revisions)


def read_bytes(data: bytes, suffix: str, name: str, revisions: str = "final") -> Document:
    """Read an agreement from the content of a file with the extension ``suffix`` (".docx"); see ``read``."""
    try:
        reader = _READERS.get(suffix)
        if reader is None:
            raise _unknown_suffix(suffix)
        _check_content(suffix, data)
        content = reader(data, revisions)
        clauses = build(content.blocks)
    except IngestError:
        raise
    except (Exception, RecursionError) as error:  # the libraries raise anything on a broken file
        raise IngestError("onleesbaar", _UNREADABLE) from error
    if not clauses:
        raise IngestError("leeg", "Dit document bevat geen tekst: controleer of het het goede bestand is")
    return Document(
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=suffix.lstrip("."),
        title=_title(content.blocks),
        clauses=clauses,
        pages=content.pages,
        notices=tuple(content.notices),
        remarks=content.remarks,
    )


def _title(blocks: list[RawBlock]) -> str | None:
    """Return title and subtitles; what says when the agreement holds may stand in either."""
    title = " ".join(block.text.text for block in blocks if block.kind is RawKind.TITLE)
    below = [block.text.text for block in blocks if block.kind is RawKind.SUBTITLE]
    return " – ".join(filter(None, (title, *below))) or None


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise IngestError("map", "Dit is een map en geen bestand: noem een bestand met een overeenkomst")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise IngestError("niet-gevonden", "Dit bestand bestaat niet: controleer de naam en de map") from error
    except OSError as error:
        message = "Dit bestand is niet te openen: controleer of u het mag lezen en of het niet elders geopend is"
        raise IngestError("geen-toegang", message) from error
    if not data.strip(b"\0 \t\r\n"):
        raise IngestError("leeg", "Dit bestand is leeg: vraag of bewaar de overeenkomst opnieuw")
    return data


def _unknown_suffix(suffix: str) -> IngestError:
    if suffix in {".doc", ".odt", ".rtf", ".pages", ".wpd", ".dot", ".dotx", ".wps"}:
        message = f"Bestanden van het type {suffix} worden niet gelezen: sla het in Word op als .docx"
    else:
        kind = f"van het type {suffix}" if suffix else "zonder type in de naam"
        known = ", ".join(sorted(_READERS))
        message = f"Bestanden {kind} worden niet gelezen ({known} wel): sla het in Word op als .docx"
    return IngestError("onbekend-type", message)


def _check_content(suffix: str, data: bytes) -> None:
    """Refuse a file whose content is of another type than its name says."""
    if data.startswith(_OLE):
        if suffix in {".docx", ".docm"} and _ENCRYPTED_PACKAGE in data:
            message = (
                "Dit Word-bestand is met een wachtwoord beveiligd: bewaar het zonder wachtwoord en probeer het opnieuw"
            )
            raise IngestError("versleuteld", message)
        raise _mismatch("een oud Office-bestand (zoals .doc)", "sla het in Word op als .docx")
    head = data[:1024].lstrip()
    if head.startswith(b"{\\rtf"):
        raise _mismatch("een RTF-bestand", "sla het in Word op als .docx")
    if suffix == ".pdf" and b"%PDF-" not in head:
        if head.startswith(b"PK"):
            raise _mismatch("een Word- of zip-bestand", "geef het de naam die erbij hoort, zoals .docx")
        raise _mismatch("geen PDF", "vraag of maak de PDF opnieuw")
    if suffix != ".pdf" and head.startswith(b"%PDF-"):
        raise _mismatch("een PDF", "geef het bestand een naam die eindigt op .pdf")
    if suffix in {".docx", ".docm"} and not head.startswith(b"PK"):
        raise _mismatch("geen Word-bestand", "sla het in Word op als .docx")
    if suffix in {".txt", ".md"} and head.startswith(b"PK\x03\x04"):
        raise _mismatch("een Word- of zip-bestand", "geef het de naam die erbij hoort, zoals .docx")
    if suffix in {".txt", ".md"} and len(data) > _MAX_TEXT:
        raise IngestError("te-groot", "Dit tekstbestand is onredelijk groot: controleer of het het goede bestand is")


def _mismatch(found: str, remedy: str) -> IngestError:
    return IngestError("verkeerde-inhoud", f"De inhoud past niet bij de naam, het is {found}: {remedy}")


def _word(data: bytes, revisions: str) -> _Content:
    from prestatielint.ingest.remarks import read_remarks
    from prestatielint.ingest.word import read_word

    return _Content(*read_word(data, revisions), remarks=read_remarks(data))


def _pdf(data: bytes, _: str) -> _Content:
    from prestatielint.ingest.pdf import read_pdf

    return _Content(*read_pdf(data))


def _text(data: bytes, _: str) -> _Content:
    from prestatielint.ingest.text import read_text

    return _Content(*read_text(data))


def _markdown(data: bytes, _: str) -> _Content:
    from prestatielint.ingest.text import read_markdown

    return _Content(*read_markdown(data))


_READERS: dict[str, Callable[[bytes, str], _Content]] = {
    ".docx": _word,
    ".docm": _word,
    ".pdf": _pdf,
    ".txt": _text,
    ".md": _markdown,
}
SUFFIXES = tuple(_READERS)
