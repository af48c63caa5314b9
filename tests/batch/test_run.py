"""A run over a folder, with a stub for the linter: what is written, and what is left after a run that was stopped."""

import errno
import os
import random
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
import stub

from prestatielint import trust
from prestatielint.batch import command, run
from prestatielint.batch.files import OutputFolder
from prestatielint.batch.run import Outcome, report_name, score_folder
from prestatielint.batch.supervise import Limits, supervised
from prestatielint.batch.work import Job, Setup
from prestatielint.catalogue import Catalogue, load_catalogue
from prestatielint.config import Settings
from prestatielint.errors import PrestatielintError

ALL = pytest.mark.skipif(os.environ.get("PRESTATIELINT_ALL") != "1", reason="takes minutes: set PRESTATIELINT_ALL=1")


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(autouse=True)
def no_pipeline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(trust, "trusted_pipeline", lambda wanted: (stub.info(tmp_path / "nergens"), ()))
    monkeypatch.setattr(run, "load_catalogue", lambda rules: catalogue())


def folder(root: Path, count: int = 8) -> Path:
    documents = root / "in"
    (documents / "oud").mkdir(parents=True)
    for number in range(count):
        name = f"oud/{number}.txt" if number % 2 else f"{number}.md"
        (documents / name).write_text(f"gewoon {number} =SOM(A1)", encoding="utf8")
    (documents / "dubbel.md").write_text("gewoon 0 =SOM(A1)", encoding="utf8")
    (documents / "kapot.txt").write_text("stuk", encoding="utf8")
    return documents


def in_process(setup: Setup, jobs: Any, count: int) -> Any:
    """The work done here, for what does not need processes."""
    work = setup.load(setup)
    for job in jobs:
        yield work(job)


def scored(documents: Path, output: Path, cache: Path, **given: Any) -> tuple[Outcome, stub.Quiet]:
    watch = stub.Quiet()
    engine = given.pop("engine", in_process)
    outcome = score_folder(documents, output, Settings(), engine, watch, cache=cache, work=stub.work, **given)
    return outcome, watch


def tree(path: Path) -> dict[str, bytes]:
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def test_one_report_per_document_and_an_overview(tmp_path: Path) -> None:
    outcome, watch = scored(folder(tmp_path), tmp_path / "uit", tmp_path / "cache")
    assert [failure.path for failure in outcome.failures] == ["kapot.txt"]
    assert [(entry.name, entry.same_as) for entry in outcome.overview.doubles] == [("dubbel.md", "0.md")]
    assert watch.steps == 9  # a double is no work
    files = set(tree(tmp_path / "uit"))
    tables = {"afspraken.csv", "bevindingen.csv", "overzicht.csv", "overzicht.xlsx", "overzicht.html"}
    names = [f"oud/{number}.txt" if number % 2 else f"{number}.md" for number in range(8)]
    assert files == tables | {f"rapporten/{name}.{form}" for name in names for form in ("json", "html")}
    assert "kapot.txt;mislukt;Onleesbaar" in (tmp_path / "uit" / "overzicht.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("letter", ["a", "é", "😀"])
def test_a_report_has_a_name_that_a_file_system_takes(letter: str) -> None:
    longest = letter * (250 // len(letter.encode()))
    first, second = (report_name(f"map/{longest}{end}.pdf") for end in ("1", "2"))
    assert first != second
    assert all(len(f"{name}.html".split("/")[-1].encode()) <= 255 for name in (first, second))


def test_names_with_odd_signs_come_through(tmp_path: Path) -> None:
    documents = tmp_path / "in"
    documents.mkdir()
    names = [b"caf\xe9.txt", b"nieuwe\nregel.txt", b"a;b'\"&<i>.txt", b"=1+1.txt", b"100%.txt"]
    for name in names:
        (documents / os.fsdecode(name)).write_bytes(b"gewoon " + name[:1])
    outcome, _ = scored(documents, tmp_path / "uit", tmp_path / "cache")
    assert outcome.failures == ()
    assert len(outcome.overview.rows) == len(list((tmp_path / "uit" / "rapporten").glob("*.html"))) == len(names)


def test_a_second_run_does_nothing_again_and_leaves_the_same_bytes(tmp_path: Path) -> None:
    documents = folder(tmp_path)
    scored(documents, tmp_path / "uit", tmp_path / "cache")
    before = tree(tmp_path / "uit")
    stamps = {file: file.stat().st_mtime_ns for file in (tmp_path / "uit" / "rapporten").rglob("*")}

    def nothing(setup: Setup, jobs: Any, count: int) -> Any:
        raise AssertionError("no work was expected")

    _, watch = scored(documents, tmp_path / "uit", tmp_path / "cache", engine=nothing)
    assert watch.kept == 9
    assert tree(tmp_path / "uit") == before
    assert {file: file.stat().st_mtime_ns for file in stamps} == stamps
    scored(documents, tmp_path / "elders", tmp_path / "cache", engine=nothing)
    assert tree(tmp_path / "elders") == before
    scored(documents, tmp_path / "zonder", tmp_path / "x", no_cache=True)
    assert tree(tmp_path / "zonder") == before


def test_only_what_changed_is_done_again_and_a_parse_is_used_again(tmp_path: Path) -> None:
    documents = folder(tmp_path)
    scored(documents, tmp_path / "uit", tmp_path / "cache")
    (documents / "0.md").write_text("gewoon anders", encoding="utf8")
    (documents / "2.md").rename(documents / "andere naam.md")
    done: dict[str, bool] = {}

    def noting(setup: Setup, jobs: Any, count: int) -> Any:
        def noted() -> Any:
            for job in jobs:
                assert isinstance(job, Job)
                done[job.name] = job.parsed is not None
                yield job

        return in_process(setup, noted(), count)

    scored(documents, tmp_path / "uit", tmp_path / "cache", engine=noting)
    # The double of the old "0.md" now stands alone; its content was read before, as was that of the renamed one.
    assert done == {"0.md": False, "andere naam.md": True, "dubbel.md": True}


def test_a_damaged_cache_is_made_again(tmp_path: Path) -> None:
    documents = folder(tmp_path)
    scored(documents, tmp_path / "uit", tmp_path / "cache")
    before = tree(tmp_path / "uit")
    (tmp_path / "cache" / "batch.sqlite3").write_bytes(b"geen database" * 1000)
    _, watch = scored(documents, tmp_path / "uit", tmp_path / "cache")
    assert watch.kept == 0
    assert tree(tmp_path / "uit") == before


def test_a_file_that_changes_during_the_run_is_reported(tmp_path: Path) -> None:
    documents = folder(tmp_path, 2)

    def changing(setup: Setup, jobs: Any, count: int) -> Any:
        (documents / "0.md").write_text("gewoon iets langers", encoding="utf8")
        return in_process(setup, jobs, count)

    outcome, _ = scored(documents, tmp_path / "uit", tmp_path / "cache", engine=changing)
    assert ("0.md", "gewijzigd") in [(failure.path, failure.code) for failure in outcome.failures]


def test_ctrl_c_says_what_is_done_and_the_next_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents, said = folder(tmp_path, 4), []

    def interrupted(setup: Setup, jobs: Any, count: int, limits: Limits) -> Any:
        results = in_process(setup, jobs, count)
        yield next(results)
        yield next(results)
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "supervised", interrupted)
    monkeypatch.setattr(command, "score_folder", partial(score_folder, work=stub.work))
    status = command.run(
        documents,
        tmp_path / "uit",
        Settings(),
        said.append,
        jobs=1,
        dask=False,
        scheduler=None,
        cache=tmp_path / "cache",
        no_cache=False,
        max_cache=1,
        max_seconds=300,
        max_memory=2000,
        quiet=True,
    )
    assert status == 2
    assert said == [
        "Onderbroken: 2 van 5 documenten zijn af. Wat af is, is bewaard; herhaal dezelfde opdracht om verder te gaan."
    ]
    assert [path.name for path in (tmp_path / "uit").iterdir()] == ["rapporten"]
    _, watch = scored(documents, tmp_path / "uit", tmp_path / "cache")
    assert (watch.kept, watch.steps) == (2, 5)


@pytest.mark.parametrize("fails_at", [1, 4, 19])
def test_a_full_disk_leaves_no_half_file_and_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    documents = folder(tmp_path)
    scored(documents, tmp_path / "goed", tmp_path / "cache0")
    whole = tree(tmp_path / "goed")
    write, count = Path.write_bytes, 0

    def full(self: Path, data: bytes) -> int:
        nonlocal count
        count += 1
        if count == fails_at:
            write(self, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PrestatielintError, match="herhaal de opdracht"):
        scored(documents, tmp_path / "uit", tmp_path / "cache")
    monkeypatch.setattr(Path, "write_bytes", write)
    left = tree(tmp_path / "uit")
    assert left == {name: whole[name] for name in left}
    _, watch = scored(documents, tmp_path / "uit", tmp_path / "cache")
    assert watch.kept >= min((fails_at - 1) // 2, 9)
    assert tree(tmp_path / "uit") == whole


def test_the_scratch_folder_of_a_dead_run_goes_and_of_a_living_one_stays(tmp_path: Path) -> None:
    living = OutputFolder(tmp_path)
    living.scratch("half").write_bytes(b"half")
    dead = tmp_path / living.scratch("x").parent.name.replace(f"-{os.getpid()}-", "-999999999-")
    dead.mkdir()
    (dead / "half").write_bytes(b"half")
    OutputFolder(tmp_path).close()
    assert [path.name for path in tmp_path.rglob("half")] == ["half"]
    living.close()
    assert list(tmp_path.iterdir()) == []


def start(documents: Path, output: Path, cache: Path, jobs: int = 1, **environment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(Path(stub.__file__)), str(documents), str(output), str(cache), str(jobs)]
    return subprocess.Popen(command, env={**os.environ, **environment}, stderr=subprocess.PIPE, start_new_session=True)


def finished(process: subprocess.Popen[bytes]) -> None:
    _, errors = process.communicate()
    assert process.returncode == 0, errors.decode()


def killed_and_resumed(root: Path, seed: int, count: int, jobs: int) -> None:
    documents = folder(root, count)
    first = start(documents, root / "goed", root / "cache0", jobs)
    finished(first)
    whole = tree(root / "goed")
    chance = random.Random(seed)
    for _ in range(jobs):
        process = start(documents, root / "uit", root / "cache", jobs, STUB_PAUSE="0.05")
        # At a random moment, counted in finished reports and not in seconds, so that a slow machine tests the same.
        enough = chance.randrange(count * 2)
        while process.poll() is None and sum(1 for _ in (root / "uit" / "rapporten").rglob("*.*")) < enough:
            time.sleep(0.001)
        process.kill()
        process.communicate()
        for name, data in tree(root / "uit").items():
            if not name.startswith("."):
                assert data == whole[name], f"{name} is half a file"
    last = start(documents, root / "uit", root / "cache")
    finished(last)
    assert tree(root / "uit") == whole


def test_kill_9_at_a_random_point_loses_and_halves_nothing(tmp_path: Path) -> None:
    killed_and_resumed(tmp_path, 0, 8, 1)


@ALL
@pytest.mark.parametrize("seed", range(1, 21))
def test_kill_9_at_twenty_random_points(tmp_path: Path, seed: int) -> None:
    killed_and_resumed(tmp_path, seed, 24, 2)


@ALL
@pytest.mark.parametrize("seed", range(20))
def test_kill_9_of_a_worker_at_twenty_random_points(tmp_path: Path, seed: int) -> None:
    documents = folder(tmp_path, 12)
    scored(documents, tmp_path / "goed", tmp_path / "cache0")
    process = start(documents, tmp_path / "uit", tmp_path / "cache", 2, STUB_PAUSE="0.05")
    chance, struck = random.Random(seed), set()
    enough = chance.randrange(20)
    import psutil

    while process.poll() is None:
        if sum(1 for _ in (tmp_path / "uit" / "rapporten").rglob("*.*")) >= enough and not struck:
            with suppress(psutil.Error):  # the run or the worker has just ended
                workers = psutil.Process(process.pid).children()
                for victim in chance.sample(workers, min(1, len(workers))):
                    victim.send_signal(signal.SIGKILL)
                    struck.add(victim.pid)
        time.sleep(0.001)
    finished(process)
    assert tree(tmp_path / "uit") == tree(tmp_path / "goed")


def test_files_may_not_grow_past_a_quota(tmp_path: Path) -> None:
    documents = folder(tmp_path)
    scored(documents, tmp_path / "goed", tmp_path / "cache0")
    code = (
        "import resource, signal, stub, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))\n"
        "stub.main(*sys.argv[1:])"
    )
    arguments = [str(documents), str(tmp_path / "uit"), str(tmp_path / "cache"), "1"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert "PrestatielintError" in done.stderr
    whole = tree(tmp_path / "goed")
    left = tree(tmp_path / "uit")
    assert left == {name: whole[name] for name in left}
    scored(documents, tmp_path / "uit", tmp_path / "cache")
    assert tree(tmp_path / "uit") == whole
    assert resource.getrlimit(resource.RLIMIT_FSIZE)


def test_two_runs_at_once_into_one_folder_and_one_cache(tmp_path: Path) -> None:
    documents = folder(tmp_path)
    scored(documents, tmp_path / "goed", tmp_path / "cache0")
    runs = [start(documents, tmp_path / "uit", tmp_path / "cache") for _ in range(2)]
    for process in runs:
        finished(process)
    assert tree(tmp_path / "uit") == tree(tmp_path / "goed")


def test_processes_give_the_same_bytes_as_one(tmp_path: Path) -> None:
    documents = folder(tmp_path)
    scored(documents, tmp_path / "een", tmp_path / "cache1")
    engine = lambda setup, jobs, count: supervised(setup, jobs, count, Limits())  # noqa: E731
    scored(documents, tmp_path / "twee", tmp_path / "cache2", engine=engine, jobs=2)
    assert tree(tmp_path / "een") == tree(tmp_path / "twee")


@ALL
def test_dask_with_a_worker_killed_midway(tmp_path: Path) -> None:
    cluster_module = pytest.importorskip("prestatielint.batch.cluster")
    distributed = pytest.importorskip("distributed")
    documents = folder(tmp_path, 30)
    scored(documents, tmp_path / "goed", tmp_path / "cache0")
    (tmp_path / "nergens").mkdir()  # the pipeline, which a Dask worker looks for
    seen: list[int] = []
    os.environ["STUB_PAUSE"] = "0.1"
    try:
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=0
        ) as cluster:

            def engine(setup: Setup, jobs: Any, count: int) -> Any:
                for result in cluster_module.on_cluster(setup, jobs, count, Limits(), cluster.scheduler_address):
                    seen.append(result.number)
                    if len(seen) == 8:
                        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
                    yield result

            scored(documents, tmp_path / "uit", tmp_path / "cache", engine=engine, jobs=2)
    finally:
        del os.environ["STUB_PAUSE"]
    assert len(seen) == len(set(seen)) == 31
    assert tree(tmp_path / "uit") == tree(tmp_path / "goed")
