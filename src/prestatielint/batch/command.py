"""What ``prestatielint batch`` does around the run: the choice of the engine, what is said, and the exit status."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from pathlib import Path

from prestatielint.batch.progress import Progress
from prestatielint.batch.run import Engine, Outcome, score_folder
from prestatielint.batch.supervise import Limits, supervised
from prestatielint.batch.work import Job, Result, Setup
from prestatielint.config import Settings
from prestatielint.errors import PrestatielintError
from prestatielint.model import Severity

_SHOWN = 20


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def choose_engine(dask: bool, scheduler: str | None, limits: Limits) -> Engine:
    """The function that does the jobs.

    Raises:
        PrestatielintError: Dask is asked for and not installed, or a scheduler is named for another engine.

    """
    if not dask:
        if scheduler is not None:
            raise PrestatielintError("opties", "--scheduler hoort bij --engine dask")
        return lambda setup, jobs, count: supervised(setup, jobs, count, limits)
    try:
        from prestatielint.batch.cluster import on_cluster
    except ImportError:
        raise PrestatielintError(
            "dask-ontbreekt", 'Dask is niet geïnstalleerd. Voer uit: pip install "prestatielint[dask]"'
        ) from None

    def engine(setup: Setup, jobs: Iterable[Job], count: int) -> Generator[Result, None, None]:
        return on_cluster(setup, jobs, count, limits, scheduler)

    return engine


def run(
    folder: Path,
    output: Path,
    settings: Settings,
    say: Callable[[str], None],
    *,
    jobs: int | None,
    dask: bool,
    scheduler: str | None,
    cache: Path | None,
    no_cache: bool,
    max_cache: float,
    max_seconds: float,
    max_memory: int,
    quiet: bool,
) -> int:
    """Score a folder and say what came of it; the exit status of the contract. ``max_cache`` is in GB, ``max_memory`` in MB."""
    if cache is not None and no_cache:
        raise PrestatielintError("opties", "Kies --cache of --no-cache, niet beide")
    engine = choose_engine(dask, scheduler, Limits(max_seconds, max_memory))
    with Progress(say, quiet=quiet) as progress:
        try:
            outcome = score_folder(
                folder,
                output,
                settings,
                engine,
                progress,
                jobs=jobs or cores(),
                cache=cache,
                no_cache=no_cache,
                max_cache=int(max_cache * 1e9),
            )
        except KeyboardInterrupt:
            kept = "" if no_cache else " Wat af is, is bewaard; herhaal dezelfde opdracht om verder te gaan."
            say(f"Onderbroken: {progress.done} van {progress.total} documenten zijn af.{kept}")
            return 2
    _tell(outcome, output, say)
    return _status(outcome, settings.fail_on)


def _tell(outcome: Outcome, output: Path, say: Callable[[str], None]) -> None:
    for failure in outcome.failures[:_SHOWN]:
        say(f"{failure.path}: {failure.message.rstrip('.')}.")
    if len(outcome.failures) > _SHOWN:
        say(f"… en nog {len(outcome.failures) - _SHOWN} die niet gelukt zijn; zie overzicht.csv.")
    for remark in outcome.overview.remarks:
        say(remark)
    done, doubles = len(outcome.overview.rows), len(outcome.overview.doubles)
    say(
        f"{done} {'document' if done == 1 else 'documenten'} beoordeeld, {doubles} dubbel, {len(outcome.failures)} niet gelukt. "
        f"Overzicht: {output / 'overzicht.html'}"
    )


def _status(outcome: Outcome, fail_on: str) -> int:
    if outcome.failures:
        return 2
    if fail_on == "nooit":
        return 0
    bar = Severity(fail_on).rank
    return int(any(outcome.severities[s] for s in Severity if s is not Severity.INFO and s.rank <= bar))
