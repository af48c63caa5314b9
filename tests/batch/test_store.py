"""The cache: what it keeps, what it drops, and what happens when it is damaged or shared."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from prestatielint.batch import store
from prestatielint.batch.store import Size, Store, clear, measure
from prestatielint.batch.work import Made, Parsed
from prestatielint.errors import PrestatielintError

DAY = 24 * 3600


class Clock:
    """A clock that the test sets; waiting takes no time."""

    now = 0.0

    def time(self) -> float:
        return self.now

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(store, "time", made)
    return made


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path)
    yield made
    made.close()


def fill(kept: Store, *names: str, size: int = 100_000) -> None:
    for name in names:
        kept.put_parsed(f"parse {name}", Parsed(os.urandom(size // 2), b""))
        kept.put(f"report {name}", Made(b"{}", b"", os.urandom(size // 2), b"", "", ""))


def there(kept: Store, *names: str) -> str:
    return "".join(name for name in names if kept.kept(f"report {name}"))


def test_what_was_used_longest_ago_goes_and_the_file_shrinks(kept: Store, clock: Clock) -> None:
    for name in "abcd":
        fill(kept, name)
        clock.now += DAY
    kept.use(["report a", "parse a", "is er niet"])
    clock.now += 2 * DAY
    before = kept.size().size
    kept.trim(1_000_000)
    assert there(kept, *"abcd") == "abcd"
    kept.trim(250_000)
    assert there(kept, *"abcd") == "ad"
    assert kept.parsed("parse a")
    assert kept.parsed("parse b") is None
    assert kept.size().size < 0.7 * before


def test_what_another_run_uses_now_stays_whatever_the_size(kept: Store, clock: Clock, tmp_path: Path) -> None:
    fill(kept, "a")
    clock.now += 2 * DAY
    other = Store(tmp_path)
    fill(other, "b")
    other.close()
    kept.trim(0)
    assert there(kept, "a", "b") == "b"


def test_a_cache_that_is_damaged_inside_can_be_emptied(tmp_path: Path) -> None:
    made = Store(tmp_path)
    fill(made, *map(str, range(100)), size=4000)
    made.close()
    file = tmp_path / "batch.sqlite3"
    data = file.read_bytes()
    file.write_bytes(data[:8192] + bytes(len(data) - 16384) + data[-8192:])
    clear(tmp_path)
    assert measure(tmp_path) == Size(0, 0, measure(tmp_path).size)
    made = Store(tmp_path)
    fill(made, "a")
    assert there(made, "a")
    made.close()


def test_a_cache_of_an_older_format_is_emptied(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / "batch.sqlite3")
    base.executescript(
        "CREATE TABLE parses (key TEXT, document BLOB); INSERT INTO parses VALUES ('a', 'b'); PRAGMA user_version = 1;"
    )
    base.close()
    made = Store(tmp_path)
    assert made.size().documents == 0
    fill(made, "a")
    assert there(made, "a")
    made.close()


def test_two_runs_may_make_the_cache_at_the_same_moment(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked, connect = sqlite3.OperationalError("database is locked"), sqlite3.connect
    locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
    outcomes = [locked, locked, None]

    def contested(*args: object, **given: object) -> object:
        if error := outcomes.pop(0):
            raise error
        return connect(*args, **given)  # type: ignore[call-overload]

    monkeypatch.setattr(sqlite3, "connect", contested)
    Store(tmp_path).close()
    outcomes = [locked] * 10_000
    with pytest.raises(PrestatielintError, match="database is locked"):
        Store(tmp_path)
