"""Workers that die, hang or grow cost one document at most."""

import time
from collections.abc import Generator
from pathlib import Path

import psutil
import pytest
import stub

from prestatielint.batch import supervise
from prestatielint.batch.supervise import Limits, Supervisor, supervised
from prestatielint.batch.work import Job, Result
from prestatielint.errors import PrestatielintError


def jobs(*texts: str) -> list[Job]:
    return [Job(number, f"{number}.txt", ".txt", text.encode()) for number, text in enumerate(texts)]


def by_number(results: Generator[Result, None, None]) -> dict[int, Result]:
    found = list(results)
    assert sorted(result.number for result in found) == sorted({result.number for result in found})
    return {result.number: result for result in found}


def test_every_document_once_whatever_happens_to_its_neighbours(tmp_path: Path) -> None:
    once = tmp_path / "gestorven"
    todo = jobs("gewoon 0", "sterf", f"sterf-eens {once}", "hang", "gewoon 4", "fout", "stuk", "gewoon 7")
    results = by_number(supervised(stub.setup(tmp_path), todo, 2, Limits(seconds=1.5)))
    codes = {number: result.failure.code if result.failure else None for number, result in results.items()}
    assert codes == {
        0: None,
        1: "werker-gestopt",
        2: None,  # the second attempt
        3: "tijd",
        4: None,
        5: "intern",
        6: "onleesbaar",
        7: None,
    }
    assert results[3].failure
    assert "1.5 seconden" in results[3].failure.message
    assert [number for number, result in results.items() if result.lasting] == [6]


def test_a_document_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    results = by_number(supervised(stub.setup(tmp_path), jobs("groei", "gewoon"), 1, Limits(megabytes=300)))
    assert results[0].failure
    assert results[0].failure.code == "geheugen"
    assert results[1].made


def test_a_worker_that_is_killed_from_outside_is_replaced(tmp_path: Path) -> None:
    supervisor = Supervisor(stub.setup(tmp_path), Limits())
    numbers = []
    results = supervisor.run(jobs(*(f"gewoon {number}" for number in range(6))), 1)
    for result in results:
        numbers.append(result.number)
        assert result.made
        if len(numbers) == 2:
            [process] = supervisor.processes
            psutil.Process(process).kill()
    assert sorted(numbers) == list(range(6))
    supervisor.close()
    assert supervisor.processes == []


def test_a_run_that_is_left_leaves_no_process(tmp_path: Path) -> None:
    before = set(psutil.Process().children())
    results = supervised(stub.setup(tmp_path), jobs("gewoon", "hang"), 1, Limits())
    next(results)
    results.close()
    assert set(psutil.Process().children()) <= before


def test_a_worker_that_has_grown_makes_way_for_a_fresh_one(tmp_path: Path) -> None:
    supervisor = Supervisor(stub.setup(tmp_path), Limits(megabytes=100_000))
    seen = set()
    for _ in supervisor.run(jobs("gewoon 1", "gewoon 2", "gewoon 3"), 1):
        seen.update(supervisor.processes)
        for worker in supervisor._workers:
            worker.base = -(10**12)  # as if all that it has now came after loading
    supervisor.close()
    assert len(seen) == 2


@pytest.mark.parametrize(
    ("load", "words"), [(stub.no_load, "De pijplijn is er niet"), (stub.die_at_once, "werkprocessen starten niet")]
)
def test_workers_that_cannot_start_stop_the_run(
    tmp_path: Path, load: object, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervise, "_STARTS", 1)
    with pytest.raises(PrestatielintError, match=words):
        list(supervised(stub.setup(tmp_path, load), jobs("gewoon"), 1, Limits()))  # type: ignore[arg-type]


def test_a_limit_below_the_pipeline_itself_says_so(tmp_path: Path) -> None:
    with pytest.raises(PrestatielintError, match="--max-memory"):
        list(supervised(stub.setup(tmp_path), jobs("gewoon"), 1, Limits(megabytes=1)))


@pytest.mark.parametrize("hanging", [False, True])
def test_workers_end_with_the_process_that_started_them(tmp_path: Path, hanging: bool) -> None:
    supervisor = Supervisor(stub.setup(tmp_path), Limits())
    list(supervisor.run(jobs("gewoon"), 1))
    [worker] = supervisor._workers
    busy = tmp_path / "bezig"
    if hanging:
        worker.give(*jobs(f"hang {busy}"), 1)
        while not busy.exists():
            time.sleep(0.001)
    assert worker.process.stdin
    worker.process.stdin.close()  # what the death of this process would do
    assert worker.process.wait(timeout=10) == 0
    supervisor.close()
