"""The cache: one SQLite file in WAL mode, which survives kill -9 and serves two runs at once.

``parses`` holds what only depends on the file and the pipeline: the document as read and its parsed clauses. ``reports`` holds
what a run writes for a document. A key is a hash of everything that the value depends on, so a value never becomes wrong, only
unused; ``used`` says when each was needed last, so that ``trim`` can drop what was not needed for longest.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from prestatielint.batch.work import Made, Parsed
from prestatielint.errors import PrestatielintError

MAX_SIZE = 10_000_000_000  # bytes; some twenty thousand agreements
_AT_WORK = 24 * 3600  # seconds; what was used this recently may be of a run that is going on
_PATIENCE = 60.0  # seconds to wait for another run that writes
_DAMAGED = "cache-stuk"
_FORMAT = 2
_TABLES = """
CREATE TABLE IF NOT EXISTS parses (key TEXT PRIMARY KEY, document BLOB NOT NULL, docs BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reports (
    key TEXT PRIMARY KEY, summary BLOB NOT NULL, rows BLOB NOT NULL, json BLOB NOT NULL, html BLOB NOT NULL,
    json_sha256 TEXT NOT NULL, html_sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS used (key TEXT PRIMARY KEY, at INTEGER NOT NULL, size INTEGER NOT NULL) WITHOUT ROWID;
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
                self._base = self._made_again()

    def _files(self) -> list[Path]:
        return [self.path.with_name(self.path.name + name) for name in ("", "-wal", "-shm")]

    def _made_again(self) -> sqlite3.Connection:
        """Open an empty cache where one is damaged; it holds nothing that cannot be made again."""
        for file in self._files():
            file.unlink(missing_ok=True)
        return self._open()

    def _open(self) -> sqlite3.Connection:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._try_open()
            except sqlite3.OperationalError as error:
                # Two runs that make the cache at the same moment: for this lock SQLite does not wait by itself.
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
            time.sleep(0.02)

    def _try_open(self) -> sqlite3.Connection:
        # Autocommit: every statement is a transaction of its own, so that what is finished is kept at once.
        base = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        try:
            base.execute("PRAGMA auto_vacuum = INCREMENTAL")
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = NORMAL")
            if base.execute("PRAGMA user_version").fetchone()[0] not in (0, _FORMAT):
                base.executescript(
                    "DROP TABLE IF EXISTS parses; DROP TABLE IF EXISTS reports; DROP TABLE IF EXISTS used; VACUUM;"
                )
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
        self._put("parses", (key, parsed.document, parsed.docs))

    def put(self, key: str, made: Made) -> None:
        """Keep what was made of a document; from here on it is done."""
        self._put("reports", (key, made.summary, made.rows, made.json, made.html, made.json_sha256, made.html_sha256))

    def _put(self, table: str, values: tuple[str | bytes, ...]) -> None:
        with self._writing():
            self._base.execute(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(values))})", values)
            size = sum(map(len, values))
            self._base.execute("INSERT OR REPLACE INTO used VALUES (?, ?, ?)", (values[0], int(time.time()), size))

    def use(self, keys: Iterable[str]) -> None:
        """Note that a run needs what is kept under these keys, as far as it is there."""
        now = int(time.time())
        with self._writing():
            self._base.executemany("UPDATE used SET at = ? WHERE key = ?", ((now, key) for key in keys))

    def trim(self, size: int) -> None:
        """Drop what was used longest ago until ``size`` bytes are left; what was used in the past day stays."""
        with self._writing():
            (left,) = self._base.execute("SELECT coalesce(sum(size), 0) FROM used").fetchone()
            before = int(time.time()) - _AT_WORK
            oldest = self._base.execute("SELECT key, size FROM used WHERE at < ? ORDER BY at, key", (before,))
            for key, freed in oldest.fetchall():
                if left <= size:
                    break
                for table in ("parses", "reports", "used"):
                    self._base.execute(f"DELETE FROM {table} WHERE key = ?", (key,))
                left -= freed
        with _errors(self.path):
            # As a script, for only that runs the first of these to its end.
            self._base.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with _errors(self.path), self._base:
            self._base.execute("BEGIN IMMEDIATE")
            yield

    def size(self) -> Size:
        """Count what is there."""
        with _errors(self.path):
            documents = self._base.execute("SELECT count(*) FROM parses").fetchone()[0]
            reports = self._base.execute("SELECT count(*) FROM reports").fetchone()[0]
        return Size(documents, reports, sum(file.stat().st_size for file in self._files() if file.is_file()))

    def clear(self) -> None:
        """Empty the cache; a run that is going on stops with a message when it needs what was there."""
        try:
            with _errors(self.path):
                self._base.executescript("DELETE FROM parses; DELETE FROM reports; DELETE FROM used; VACUUM;")
                self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except PrestatielintError as error:
            if error.code != _DAMAGED:
                raise
            with _errors(self.path):
                self.close()
                self._base = self._made_again()

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
        code, remedy = "cache", "Kies een andere map met --cache, of werk zonder met --no-cache"
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            code, remedy = _DAMAGED, f"Maak hem leeg met: prestatielint cache clear --cache '{path.parent}'"
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise PrestatielintError(code, f"De cache '{path}' is niet te gebruiken: {reason}. {remedy}") from None
