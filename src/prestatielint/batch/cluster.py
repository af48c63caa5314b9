"""The same work on a Dask cluster; imported only when it is asked for, for Dask is an optional dependency.

Every thread of every Dask worker has a supervised worker process of its own (``supervise.py``), so that limits, retries and
results are those of one machine. Files travel by content: the cluster needs no shared folder.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, WorkerPlugin, get_worker

from prestatielint.batch.keys import Keys
from prestatielint.batch.supervise import Limits, Supervisor
from prestatielint.batch.work import Job, Result, Setup
from prestatielint.errors import PrestatielintError
from prestatielint.model import Failure
from prestatielint.nlp.pipeline import BUILT_IN, choose_pipeline

_PATIENCE = 60.0  # seconds without any worker


class _Plugin(WorkerPlugin):  # type: ignore[misc]
    """Gives every Dask worker, also one that comes later, the setup and its worker processes."""

    def __init__(self, name: str, setup: Setup, limits: Limits) -> None:
        self.name = name
        self._setup = setup
        self._limits = limits

    def setup(self, worker: Any) -> None:
        self._supervisors: dict[int, Supervisor] = {}
        self._lock = threading.Lock()

    def teardown(self, worker: Any) -> None:
        for supervisor in self._supervisors.values():
            supervisor.close()

    def do(self, job: Job) -> Result:
        with self._lock:
            supervisor = self._supervisors.get(threading.get_ident())
            if supervisor is None:
                supervisor = Supervisor(_here(self._setup), self._limits)
                self._supervisors[threading.get_ident()] = supervisor
        [result] = supervisor.run([job], 1)
        return result


def _here(setup: Setup) -> Setup:
    """The setup with the pipeline of this machine, which must be the same in everything but its place."""
    path = str(BUILT_IN) if not setup.info.path else setup.info.path
    try:
        if not Path(path).is_dir():
            path = choose_pipeline(setup.info.name).path
        setup = replace(setup, info=replace(setup.info, path=path))
        identity = Keys(setup.settings, setup.catalogue.sha256, setup.info, setup.notices).identity
    except PrestatielintError as error:
        raise RuntimeError(error.message) from None
    if identity != setup.identity:
        raise RuntimeError(
            "een Dask-werker heeft een andere versie van prestatielint, van de pijplijn of van een bibliotheek; "
            "installeer overal dezelfde"
        )
    return setup


def _do(plugin: str, job: Job) -> Result:
    try:
        result: Result = get_worker().plugins[plugin].do(job)
    except PrestatielintError as error:  # does not travel
        raise RuntimeError(error.message) from None
    return result


def on_cluster(
    setup: Setup, jobs: Iterable[Job], count: int, limits: Limits, address: str | None = None
) -> Generator[Result, None, None]:
    """Do the jobs on the cluster at ``address``, or on a cluster of ``count`` workers on this machine; each exactly once.

    Raises:
        PrestatielintError: the cluster cannot be reached, loses its workers, or is of another version.

    """
    # Paths mean nothing on another machine; the rules themselves travel in the setup.
    setup = replace(setup, settings=replace(setup.settings, rules=()))
    if Path(setup.info.path) == BUILT_IN:
        setup = replace(setup, info=replace(setup.info, path=""))
    name = f"prestatielint-{setup.identity[:16]}"
    with ExitStack() as stack:
        try:
            client = _connect(stack, count, address)
            client.register_plugin(_Plugin(name, setup, limits), name=name)
        except (OSError, TimeoutError, ValueError) as error:
            raise PrestatielintError(
                "dask", f"De Dask-scheduler {address or ''} is niet te bereiken ({type(error).__name__}: {error})"
            ) from None
        try:
            yield from _feed(client, name, iter(jobs))
        finally:
            with suppress(Exception):
                client.unregister_worker_plugin(name)


def _connect(stack: ExitStack, count: int, address: str | None) -> Client:
    if address is None:
        stack.enter_context(
            # A document whose Dask worker dies is done once more, and then reported.
            dask.config.set({"distributed.scheduler.allowed-failures": 1, "distributed.admin.low-level-log-length": 0})
        )
        cluster = stack.enter_context(
            LocalCluster(
                n_workers=count,
                threads_per_worker=1,
                processes=True,
                dashboard_address=None,
                memory_limit=0,
                silence_logs=logging.CRITICAL,
            )
        )
        return stack.enter_context(Client(cluster, set_as_default=False))
    return stack.enter_context(Client(address, timeout=20, set_as_default=False))


def _feed(client: Client, plugin: str, jobs: Iterator[Job]) -> Iterator[Result]:
    """Keep two jobs per thread on their way, so that no more of the folder is in memory than is being done."""
    done: queue.SimpleQueue[Future] = queue.SimpleQueue()
    underway: dict[str, tuple[Future, Job]] = {}
    more = True
    seen = time.monotonic()
    while more or underway:
        workers = client.scheduler_info(n_workers=-1)["workers"]
        room = max(2, 2 * sum(worker["nthreads"] for worker in workers.values()))
        while more and len(underway) < room:
            job = next(jobs, None)
            if job is None:
                more = False
                break
            future = client.submit(_do, plugin, job, key=f"{plugin}-{job.number}", pure=False)
            underway[future.key] = (future, job)
            future.add_done_callback(done.put)
        if not underway:
            continue
        try:
            future = done.get(timeout=5)
        except queue.Empty:
            if workers:
                seen = time.monotonic()
            if client.status != "running" or time.monotonic() - seen > _PATIENCE:
                raise PrestatielintError(
                    "dask",
                    "Het Dask-cluster heeft geen werkers meer. Wat af is, blijft bewaard; herhaal de opdracht",
                ) from None
            continue
        if future.key not in underway:
            continue
        _, job = underway.pop(future.key)
        seen = time.monotonic()
        yield _outcome(future, job)


def _outcome(future: Future, job: Job) -> Result:
    error = future.exception() if future.status == "error" else None
    if isinstance(error, KilledWorker):
        message = "De Dask-werker stopte twee keer bij dit document: bewaar het opnieuw in Word of als PDF en probeer het nog eens"
        return Result(job.number, failure=Failure(job.name, "werker-gestopt", message))
    if error is not None or future.status != "finished":
        raise PrestatielintError("dask", f"Het werk op het Dask-cluster is mislukt: {error or future.status}")
    result: Result = future.result()
    return result
