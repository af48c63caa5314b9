"""The cache: one SQLite file in WAL mode, which survives kill -9 and serves two runs at once.

Two tables. ``parses`` holds what only depends on the file and the pipeline: the document as read and its parsed clauses.
``reports`` holds what a run writes for a document. A key is a hash of everything that the value depends on, so a value never
becomes wrong, only unused.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from prestatielint.batch.work import Made, Parsed
from prestatielint.errors import PrestatielintError

_FORMAT = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS parses (key TEXT PRIMARY KEY, document BLOB NOT NULL, docs BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reports (
    key TEXT PRIMARY KEY, summary BLOB NOT NULL, rows BLOB NOT NULL, json BLOB NOT NULL, html BLOB NOT NULL,
    json_sha256 TEXT NOT NULL, html_sha256 TEXT NOT NULL);
"""


def default_place() -> Path:
    """The folder of the cache when the user names none."""
    return user_cache_path("prestatielint") / "batch"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a document that is done, without its bulk."""

    summary: bytes
    json_sha256: str
    html_sha256: str


@dataclass(frozen=True, slots=True)
class Size:
    """What a cache holds; ``size`` in bytes on disk."""

    documents: int
    reports: int
    size: int


class Store:
    """An open cache; used by one thread."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "batch.sqlite3"
        with _errors(self.path):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._base = self._open()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                # Not a database any more; it holds nothing that cannot be made again.
                for name in ("", "-wal", "-shm"):
                    self.path.with_name(self.path.name + name).unlink(missing_ok=True)
                self._base = self._open()

    def _open(self) -> sqlite3.Connection:
        # Autocommit: every statement is a transaction of its own, so that what is finished is kept at once.
        base = sqlite3.connect(self.path, timeout=60, isolation_level=None)
        try:
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = NORMAL")
            if base.execute("PRAGMA user_version").fetchone()[0] not in (0, _FORMAT):
                base.executescript("DROP TABLE IF EXISTS parses; DROP TABLE IF EXISTS reports;")
            base.executescript(_TABLES)
            base.execute(f"PRAGMA user_version = {_FORMAT}")
        except BaseException:
            base.close()
            raise
        return base

    def kept(self, key: str) -> Kept | None:
        """What a run with this key gave, if there was one."""
        with _errors(self.path):
            row = self._base.execute(
                "SELECT summary, json_sha256, html_sha256 FROM reports WHERE key = ?", (key,)
            ).fetchone()
        return Kept(*row) if row else None

    def column(self, key: str, name: str) -> bytes:
        """One of ``rows``, ``json`` and ``html`` of a report that is there, as it was put."""
        with _errors(self.path):
            row = self._base.execute(f"SELECT {name} FROM reports WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise PrestatielintError("cache", "De cache is tijdens de run leeggemaakt. Herhaal de opdracht")
        value: bytes = row[0]
        return value

    def parsed(self, key: str) -> Parsed | None:
        """A document that was read and parsed before."""
        with _errors(self.path):
            row = self._base.execute("SELECT document, docs FROM parses WHERE key = ?", (key,)).fetchone()
        return Parsed(*row) if row else None

    def put_parsed(self, key: str, parsed: Parsed) -> None:
        """Keep a document as read and parsed."""
        with _errors(self.path):
            self._base.execute("INSERT OR REPLACE INTO parses VALUES (?, ?, ?)", (key, parsed.document, parsed.docs))

    def put(self, key: str, made: Made) -> None:
        """Keep what was made of a document; from here on it is done."""
        with _errors(self.path):
            self._base.execute(
                "INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?, ?, ?)",
                (key, made.summary, made.rows, made.json, made.html, made.json_sha256, made.html_sha256),
            )

    def size(self) -> Size:
        """Count what is there."""
        with _errors(self.path):
            documents = self._base.execute("SELECT count(*) FROM parses").fetchone()[0]
            reports = self._base.execute("SELECT count(*) FROM reports").fetchone()[0]
        files = (self.path.with_name(self.path.name + name) for name in ("", "-wal", "-shm"))
        return Size(documents, reports, sum(file.stat().st_size for file in files if file.is_file()))

    def clear(self) -> None:
        """Empty the cache; a run that is going on notices nothing but misses."""
        with _errors(self.path):
            self._base.executescript("DELETE FROM parses; DELETE FROM reports; VACUUM;")
            self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file."""
        with suppress(sqlite3.Error):
            self._base.close()


def measure(folder: Path) -> Size:
    """Size of the cache in a folder, without making one."""
    if not (folder / "batch.sqlite3").is_file():
        return Size(0, 0, 0)
    with closing(Store(folder)) as store:
        return store.size()


def clear(folder: Path) -> int:
    """Empty the cache in a folder, also one that is damaged; the bytes that this freed."""
    if not (folder / "batch.sqlite3").is_file():
        return 0
    before = sum(file.stat().st_size for file in folder.glob("batch.sqlite3*"))
    with closing(Store(folder)) as store:
        store.clear()
        return max(0, before - store.size().size)


@contextmanager
def _errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            remedy = "Maak hem leeg met: prestatielint cache clear"
        else:
            remedy = "Kies een andere map met --cache, of werk zonder met --no-cache"
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise PrestatielintError("cache", f"De cache '{path}' is niet te gebruiken: {reason}. {remedy}") from None
