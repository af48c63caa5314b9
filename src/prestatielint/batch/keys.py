"""The keys of the cache: hashes of everything that a result depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import prestatielint
from prestatielint.batch.find import Entry
from prestatielint.config import Settings
from prestatielint.model import Notice, Party, PipelineInfo

_PACKAGE = Path(prestatielint.__file__).parent
# What decides how a file is read and parsed; everything else is rules.
_READING = (
    "ingest",
    "model.py",
    "nlp/pipeline.py",
    "nlp/components.py",
    "nlp/boundaries.py",
    "nlp/lemmas.py",
    "nlp/lexicon.py",
    "nlp/conjugation.py",
    "nlp/separable_verbs.txt",
)
_LIBRARIES = ("spacy", "thinc", "numpy", "python-docx", "lxml", "pdfplumber", "pdfminer.six", "pypdfium2", "pikepdf")


def digest(*parts: str) -> str:
    """SHA-256 of texts, with their borders."""
    return hashlib.sha256("".join(f"{len(part)}:{part}" for part in parts).encode("utf8", "surrogatepass")).hexdigest()


def _files(root: Path, paths: Iterable[Path]) -> str:
    """SHA-256 of the names and contents of files."""
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.relative_to(root).as_posix()):
        total.update(f"{path.relative_to(root).as_posix()}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def _under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def _version(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name


def pipeline_hash(info: PipelineInfo) -> str:
    """Hash of a pipeline with all its weights, wherever it stands."""
    return digest(info.name, info.version, _files(Path(info.path), _under(Path(info.path))))


def _reading_hash() -> str:
    chosen = [path for name in _READING for path in ([_PACKAGE / name] if "." in name else _under(_PACKAGE / name))]
    return digest(_files(_PACKAGE, chosen), *map(_version, _LIBRARIES))


def _program_hash() -> str:
    """Hash of the program itself; rules and pipeline are hashed apart, for both can come from elsewhere."""
    apart = {_PACKAGE / "pipeline", _PACKAGE / "_rules"}
    files = [path for path in _under(_PACKAGE) if apart.isdisjoint(path.parents)]
    return digest(_files(_PACKAGE, files), _version("prestatielint"), _version("jinja2"))


class Keys:
    """Makes the keys of one run."""

    def __init__(self, settings: Settings, catalogue_sha256: str, info: PipelineInfo, notices: tuple[Notice, ...]):
        self.parsing = digest(_reading_hash(), pipeline_hash(info), settings.revisions)
        judging = {
            "select": settings.select,
            "ignore": settings.ignore,
            "bril": settings.bril,
            "parties": [_party(party) for party in settings.parties],
            "corrections": [
                (entry.document, entry.clause, sorted(entry.fields.items()), entry.actors)
                for entry in settings.corrections
            ],
            "suppressions": settings.suppressions,
            "per-file-ignores": sorted(settings.per_file_ignores.items()),
            "notices": [asdict(notice) for notice in notices],
        }
        self.identity = digest(self.parsing, _program_hash(), catalogue_sha256, repr(judging), info.reason)

    def parse(self, entry: Entry) -> str:
        """The key of a file as read and parsed."""
        return digest("parse", entry.sha256, entry.suffix, self.parsing)

    def report(self, entry: Entry, parties: tuple[Party, ...]) -> str:
        """The key of the report on a file; its name is in it, for it stands in the report."""
        return digest("report", entry.sha256, entry.name, self.identity, *map(_party, parties))


def _party(party: Party) -> str:
    return digest(party.name, party.role, *party.aliases)
