"""What is done to one document, in whatever process: bytes in, report files and summary out."""

from __future__ import annotations

import array
import hashlib
import io
import json
import pickle
import zlib
from collections.abc import Callable
from dataclasses import dataclass, is_dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from prestatielint import model
from prestatielint.config import Settings
from prestatielint.errors import IngestError
from prestatielint.model import Document, Failure, Notice, Party, PipelineInfo

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from prestatielint.catalogue import Catalogue

# What a parse consists of; the tests hold that a report from these is the same to the byte.
_ATTRIBUTES = ("ORTH", "TAG", "HEAD", "DEP", "LEMMA", "MORPH", "POS", "SENT_START")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as read and its parsed clauses, both as bytes."""

    document: bytes
    docs: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """What is made of a document: ``summary`` and ``rows`` as JSON, ``json`` and ``html`` its reports; all but the first packed.

    The hashes are of the unpacked reports.
    """

    summary: bytes
    rows: bytes
    json: bytes
    html: bytes
    json_sha256: str
    html_sha256: str


@dataclass(frozen=True, slots=True)
class Job:
    """One document to do; ``data`` is its content, ``parsed`` what an earlier run kept of it."""

    number: int
    name: str
    suffix: str
    data: bytes
    parsed: Parsed | None = None
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job: ``made``, or ``failure``; a ``lasting`` one comes again for the same content.

    ``parsed`` is what can be kept beside it, ``memory`` the resident bytes of the worker afterwards.
    """

    number: int
    made: Made | None = None
    failure: Failure | None = None
    parsed: Parsed | None = None
    lasting: bool = False
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker needs before its first job; travels as a pickle. ``load`` makes the function that does the jobs."""

    settings: Settings
    catalogue: Catalogue
    info: PipelineInfo
    notices: tuple[Notice, ...]
    identity: str
    load: Callable[[Setup], Callable[[Job], Result]]


def packed(text: str) -> bytes:
    """UTF-8, compressed."""
    return zlib.compress(text.encode("utf8"), 6)


def unpacked(data: bytes) -> bytes:
    """The UTF-8 that ``packed`` compressed."""
    return zlib.decompress(data)


def made_of(summary: object, rows: object, as_json: str, as_html: str) -> Made:
    """Pack what is made of a document."""
    return Made(
        json.dumps(summary, ensure_ascii=False).encode("utf8"),
        packed(json.dumps(rows, ensure_ascii=False)),
        packed(as_json),
        packed(as_html),
        hashlib.sha256(as_json.encode("utf8")).hexdigest(),
        hashlib.sha256(as_html.encode("utf8")).hexdigest(),
    )


def load(setup: Setup) -> Callable[[Job], Result]:
    """Load the pipeline, once; the function that is returned does a job and raises nothing that belongs to the document."""
    from spacy.tokens import DocBin

    from prestatielint.batch.summary import lines, summary
    from prestatielint.ingest import read_bytes
    from prestatielint.linter import Linter
    from prestatielint.model import Run
    from prestatielint.nlp.context import period
    from prestatielint.report import html, jsonreport
    from prestatielint.suppress import entry_of

    linter = Linter(setup.catalogue, setup.settings, info=setup.info, notices=setup.notices)

    def work(job: Job) -> Result:
        parsed = None
        document, docs = _unpack(job.parsed, linter.nlp.vocab) if job.parsed else (None, None)
        try:
            if document is None or docs is None:
                document = replace(read_bytes(job.data, job.suffix, job.name, setup.settings.revisions), path="")
                docs = linter.parse(document)
                parsed = Parsed(
                    zlib.compress(pickle.dumps(document, protocol=5), 1),
                    DocBin(attrs=_ATTRIBUTES, docs=docs).to_bytes(),
                )
            linter.settings = replace(setup.settings, parties=(*setup.settings.parties, *job.parties))
            report = linter.lint(replace(document, path=job.name), docs)
            # What one document does not use of the settings another may: that is told once, for the folder.
            unused = tuple(notice for notice in report.notices if entry_of(notice))
            report = replace(report, notices=tuple(notice for notice in report.notices if notice not in unused))
        except IngestError as error:
            return Result(job.number, failure=Failure(job.name, error.code, error.message), lasting=True)
        run = Run(linter.info, setup.catalogue.version, setup.catalogue.sha256, (report,), ())
        made = made_of(summary(report, period(document), unused), lines(report), jsonreport.write(run), html.write(run))
        return Result(job.number, made, parsed=parsed)

    return work


def _unpack(parsed: Parsed, vocab: Vocab) -> tuple[Document | None, list[Doc] | None]:
    """What ``load`` packed; nothing when it cannot be understood, so that it is made again."""
    from spacy.tokens import DocBin

    try:
        document = _Models(io.BytesIO(zlib.decompress(parsed.document))).load()
        docs = list(DocBin().from_bytes(parsed.docs).get_docs(vocab))
    except Exception:  # a damaged cache raises anything
        return None, None
    fits = isinstance(document, Document) and [doc.text for doc in docs] == [clause.text for clause in document.clauses]
    return (document, docs) if fits else (None, None)


_ALLOWED = {
    name: kind
    for name, kind in vars(model).items()
    if isinstance(kind, type) and kind.__module__ == model.__name__ and (is_dataclass(kind) or issubclass(kind, Enum))
}


class _Models(pickle.Unpickler):
    """Makes nothing but our own data and arrays of numbers, so that a cache from elsewhere cannot run code."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "array" and name in ("array", "_array_reconstructor"):
            return getattr(array, name)
        if module == model.__name__ and name in _ALLOWED:
            return _ALLOWED[name]
        raise pickle.UnpicklingError(f"{module}.{name}")
