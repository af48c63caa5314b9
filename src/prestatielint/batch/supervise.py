"""Worker processes under supervision: each is killed at its limits, replaced when it is gone, and recycled when it grows.

Plain processes and pipes instead of a pool of joblib or concurrent.futures: there, one worker that is killed breaks the pool
and every job in it, and a job that hangs cannot be ended. Here a worker holds one job, so that is all that its death touches.
The workers are programs of their own (not forks), which works alike on Linux, macOS and Windows and inside a Dask worker.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import psutil

from prestatielint.batch.work import Job, Result, Setup
from prestatielint.errors import PrestatielintError
from prestatielint.model import Failure

_LOOK = 0.1  # seconds between two looks at the limits
_START = 300.0  # seconds that loading the pipeline may take
_ATTEMPTS = 2
_STARTS = 3
_MEGABYTE = 1024 * 1024
# One thread per worker: the workers share the cores, and the result must not depend on how many there are.
_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "BLIS_NUM_THREADS"), "1"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds of the clock, and megabytes of memory of the worker that does it."""

    seconds: float = 300.0
    megabytes: int = 2000


class _Worker:
    """A process with the thread that talks to it; the thread puts (worker, answer) in the inbox, and None when it is gone."""

    def __init__(self, setup: bytes, inbox: queue.SimpleQueue[tuple[_Worker, object]]) -> None:
        self.process = subprocess.Popen(
            # -P: the folder in which the user stands must not be searched for modules.
            [sys.executable, "-P", "-m", "prestatielint.batch.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **_ONE_THREAD},
        )
        self.memory = psutil.Process(self.process.pid)
        self.job: tuple[Job, int] | None = None
        self.ready = False
        self.base = 0
        self.since = time.monotonic()
        self.verdict: tuple[str, str] | None = None
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._talk, args=(setup, inbox), daemon=True)
        self._thread.start()

    def _talk(self, setup: bytes, inbox: queue.SimpleQueue[tuple[_Worker, object]]) -> None:
        source, target = self.process.stdout, self.process.stdin
        assert source is not None
        assert target is not None
        # A broken pipe or half an answer: the process is gone.
        with suppress(Exception):
            target.write(setup)
            target.flush()
            inbox.put((self, pickle.load(source)))
            while (job := self._jobs.get()) is not None:
                pickle.dump(job, target, protocol=5)
                target.flush()
                inbox.put((self, pickle.load(source)))
        inbox.put((self, None))

    def give(self, job: Job, attempt: int) -> None:
        self.job, self.since = (job, attempt), time.monotonic()
        self._jobs.put(job)

    def over(self, limits: Limits) -> tuple[str, str] | None:
        """Code and message of the limit that the worker is over."""
        allowed = limits.seconds if self.job else max(_START, limits.seconds)
        if (self.job or not self.ready) and time.monotonic() - self.since > allowed:
            return "tijd", f"Dit document duurt langer dan {limits.seconds:g} seconden (--max-seconds)"
        if self.job:
            with suppress(psutil.Error):
                if self.memory.memory_info().rss > limits.megabytes * _MEGABYTE:
                    return "geheugen", f"Dit document vraagt meer dan {limits.megabytes} MB geheugen (--max-memory)"
        return None

    def kill(self) -> None:
        with suppress(OSError):
            self.process.kill()

    def close(self) -> None:
        """End the process and wait for it."""
        self._jobs.put(None)
        self.kill()
        self.process.wait()
        self._thread.join()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()


class Supervisor:
    """Worker processes for one ``Setup``; they stay between two calls of ``run`` and end with ``close``."""

    def __init__(self, setup: Setup, limits: Limits) -> None:
        self._setup = pickle.dumps(setup, protocol=5)
        self._limits = limits
        self._inbox: queue.SimpleQueue[tuple[_Worker, object]] = queue.SimpleQueue()
        self._workers: list[_Worker] = []
        self._again: deque[tuple[Job, int]] = deque()
        self._failed_starts = 0

    @property
    def processes(self) -> list[int]:
        """The numbers of the worker processes."""
        return [worker.process.pid for worker in self._workers]

    def run(self, jobs: Iterable[Job], count: int) -> Iterator[Result]:
        """Do the jobs with at most ``count`` workers; the results come as they are ready, each job exactly once.

        Raises:
            PrestatielintError: the workers cannot start.

        """
        source = iter(jobs)
        more = True
        results: list[Result] = []
        while True:
            while more or self._again:
                worker = next((worker for worker in self._workers if worker.ready and not worker.job), None)
                if worker is None:
                    if len(self._workers) >= count:
                        break
                    self._workers.append(_Worker(self._setup, self._inbox))
                    continue
                if self._again:
                    worker.give(*self._again.popleft())
                elif (job := next(source, None)) is not None:
                    worker.give(job, 1)
                else:
                    more = False
            yield from results  # after the workers have been given their next job, for these take time to write
            if not more and not self._again and not any(worker.job for worker in self._workers):
                return
            results = list(self._listen())

    def _listen(self) -> Iterator[Result]:
        """Wait for an answer, or for a moment; then look at the limits."""
        with suppress(queue.Empty):
            worker, answer = self._inbox.get(timeout=_LOOK)
            if worker in self._workers:
                yield from self._gone(worker) if answer is None else self._answered(worker, answer)
        for worker in self._workers:
            if worker.verdict is None and (verdict := worker.over(self._limits)):
                worker.verdict = verdict
                worker.kill()  # its thread reports it as gone

    def _answered(self, worker: _Worker, answer: object) -> Iterator[Result]:
        assert isinstance(answer, tuple)
        value, memory = answer
        if isinstance(value, Result):
            worker.job = None
            # What a worker takes beyond its pipeline may grow to half of its room; then a fresh one is cheaper.
            if worker.verdict or memory - worker.base > (self._limits.megabytes * _MEGABYTE - worker.base) / 2:
                self._drop(worker)
            yield replace(value, memory=memory)
            return
        state, message = value
        if state == "fout":
            raise PrestatielintError("werkers", message)
        if memory > self._limits.megabytes * _MEGABYTE:
            raise PrestatielintError(
                "geheugen",
                f"De pijplijn zelf neemt al {memory // _MEGABYTE} MB. Geef --max-memory ten minste {2 * memory // _MEGABYTE}",
            )
        worker.ready, worker.base = True, memory
        self._failed_starts = 0

    def _gone(self, worker: _Worker) -> Iterator[Result]:
        self._drop(worker)
        if worker.job is None:
            self._failed_starts += not worker.ready
            if self._failed_starts >= _STARTS:
                raise PrestatielintError(
                    "werkers",
                    f"De werkprocessen starten niet (status {worker.process.returncode}). Is er genoeg geheugen? Probeer --jobs 1",
                )
            return
        job, attempt = worker.job
        if attempt < _ATTEMPTS:
            self._again.append((job, attempt + 1))
            return
        code, message = worker.verdict or (
            "werker-gestopt",
            "Het werkproces stopte twee keer bij dit document: bewaar het opnieuw in Word of als PDF en probeer het nog eens",
        )
        yield Result(job.number, failure=Failure(job.name, code, message))

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.close()

    def close(self) -> None:
        """End all workers, also those that are at work."""
        for worker in self._workers:
            worker.kill()
        for worker in list(self._workers):
            self._drop(worker)
        self._again.clear()


def supervised(setup: Setup, jobs: Iterable[Job], count: int, limits: Limits) -> Generator[Result, None, None]:
    """Do the jobs in ``count`` processes of this machine."""
    supervisor = Supervisor(setup, limits)
    try:
        yield from supervisor.run(jobs, count)
    finally:
        supervisor.close()
