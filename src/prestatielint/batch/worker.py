"""A worker process: a ``Setup`` on its standard input, then ``Job`` after ``Job``; every answer on its standard output.

Answers are pairs: ("klaar", resident bytes) after loading, (Result, resident bytes) after a job, ("fout", message) when
loading fails. The process ends when its input does, also in the middle of a document, so it never outlives the process that
started it.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
from contextlib import suppress
from typing import Any, BinaryIO

import psutil

from prestatielint.batch.work import Job, Result, Setup
from prestatielint.errors import PrestatielintError
from prestatielint.model import Failure
from prestatielint.nlp.pipeline import ease_collector


def main() -> None:
    """Serve until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the one that started us decides
    source = sys.stdin.buffer
    # Whatever a library prints must not end up between the answers.
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    process = psutil.Process()

    def answer(value: Any) -> None:
        pickle.dump((value, process.memory_info().rss), target, protocol=5)
        target.flush()

    with suppress(EOFError, BrokenPipeError):
        serve(source, answer)


def serve(source: BinaryIO, answer: Any) -> None:
    """Load, then do the jobs one by one."""
    setup: Setup = pickle.load(source)
    try:
        work = setup.load(setup)
    except PrestatielintError as error:
        answer(("fout", error.message))
        return
    except Exception as error:
        answer(("fout", f"De pijplijn kan niet worden geladen ({type(error).__name__}: {error})"))
        return
    ease_collector()
    answer(("klaar", ""))
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(source, jobs), daemon=True).start()
    while True:
        job = jobs.get()
        try:
            result = work(job)
        except MemoryError:
            result = Result(job.number, failure=Failure(job.name, "geheugen", "Dit document vraagt te veel geheugen"))
        except Exception as error:
            result = Result(job.number, failure=Failure(job.name, "intern", _internal(error)))
        answer(result)


def _receive(source: BinaryIO, jobs: queue.SimpleQueue[Job]) -> None:
    """Take jobs in; where the input ends nobody waits for an answer, and a document that hangs would run on for ever."""
    try:
        while True:
            jobs.put(pickle.load(source))
    finally:
        os._exit(0)


def _internal(error: Exception) -> str:
    return f"Er ging iets mis in prestatielint zelf ({type(error).__name__}). Herhaal het met 'prestatielint check --verbose' en meld de fout"


if __name__ == "__main__":
    main()
