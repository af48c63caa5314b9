"""A stand-in for the linter, so that what is tested is everything around it; and a program that runs it.

The text of a document says what happens to it: "sterf" kills the worker at every attempt, "sterf-eens PAD" only while PAD is
not there, "hang PAD" never ends and makes PAD to say so, "groei" takes memory until it is stopped, "stuk" cannot be read, "fout" raises.
"""

import hashlib
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace

from prestatielint.batch.cells import csv_line
from prestatielint.batch.summary import Summary
from prestatielint.batch.work import Job, Made, Parsed, Result, Setup, made_of
from prestatielint.config import Settings
from prestatielint.errors import PrestatielintError
from prestatielint.model import Failure, Niveau, PipelineInfo, Severity


def some_summary(number: int, title: str = "Afspraken") -> Summary:
    """A summary that differs by number."""
    return Summary(
        title=title,
        format="txt",
        pages=None,
        sha256=f"{number:064x}",
        period=(2020 + number % 5, 2020 + number % 5),
        clauses=20,
        afspraken=10,
        parties=((f"gemeente G{number // 5}", "gemeente", 4, number % 101), ("De Vliet", "corporatie", 6, 50)),
        totals={"alles": number % 101, "aw": number * 7 % 101, "effect": number * 3 % 101, "relatie": None},
        niveaus={niveau.value: place for place, niveau in enumerate(Niveau, 1)},
        severities={severity.value: 2 for severity in Severity},
        themes={"nieuwbouw": (4, number % 101), "leefbaarheid": (6, None)},
        rules={"VAG001": 3, "ACT001": 1 + number % 2},
        bonds={"nieuwbouw": {"gemeente": (0, 0, 1), "corporatie": (3, 1, 1)}},
        examples={
            "nieuwbouw": (number % 101, "3.2#1", "De Vliet bouwt in 2026 40 sociale huurwoningen. " * 3, "output", 50)
        },
    )


def made(job: Job) -> Made:
    """What the stub makes of a document; the same for the same content and name."""
    text = job.data.decode("utf8", "replace")
    number = int(hashlib.sha256(job.data).hexdigest()[:6], 16)
    lines = [
        [csv_line([f"{place}#1", *[None] * 4, text, *[None] * 8]) for place in range(3)],
        [csv_line(["1#1", "VAG001", *[None] * 11])],
    ]
    return made_of(
        asdict(some_summary(number, text)), lines, f'{{"path": "{job.name}"}}\n', f"<p>{job.name}: {text}</p>" * 50
    )


def work(setup: Setup) -> Callable[[Job], Result]:
    """Do what the text of the document says."""

    def do(job: Job) -> Result:
        words = job.data.decode("utf8", "replace").split()
        if words[0] == "sterf" or (words[0] == "sterf-eens" and not Path(words[1]).exists()):
            if words[0] == "sterf-eens":
                Path(words[1]).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        while words[0] == "hang":
            Path(*words[1:]).touch()
            time.sleep(60)
        hoard = []
        while words[0] == "groei":
            hoard.append(bytearray(b"x" * 20_000_000))
        if words[0] == "stuk":
            return Result(job.number, failure=Failure(job.name, "onleesbaar", "Onleesbaar"), lasting=True)
        if words[0] == "fout":
            raise ValueError(job.name)
        time.sleep(float(os.environ.get("STUB_PAUSE", "0")))
        return Result(job.number, made(job), parsed=Parsed(b"gelezen", job.data))

    return do


def no_load(setup: Setup) -> Callable[[Job], Result]:
    """A pipeline that does not load."""
    raise PrestatielintError("pijplijn", "De pijplijn is er niet")


def die_at_once(setup: Setup) -> Callable[[Job], Result]:
    """A process that cannot even start."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def info(folder: Path) -> PipelineInfo:
    """A pipeline that is not there."""
    return PipelineInfo("nl_stub", "1", str(folder), "stub")


class Quiet:
    """A watcher that counts."""

    def __init__(self) -> None:
        self.kept = self.steps = 0

    def start(self, total: int, kept: int) -> None:
        self.kept = kept

    def step(self, *, failed: bool, kept: bool = False) -> None:
        self.steps += 1


def setup(folder: Path, load: Callable[[Setup], Callable[[Job], Result]] = work) -> Setup:
    """A setup for workers that load nothing."""
    from prestatielint.catalogue import load_catalogue

    return Setup(Settings(), load_catalogue(), info(folder), (), "stub", load)


def main(folder: str, output: str, cache: str, jobs: str) -> None:
    """Score a folder with the stub, as the command would."""
    from prestatielint.batch.run import score_folder  # the workers need none of it
    from prestatielint.batch.supervise import Limits, supervised

    empty = Path(cache)
    empty.mkdir(exist_ok=True)
    # Choosing a pipeline would load spaCy, which is most of the time of these tests.
    sys.modules["prestatielint.trust"] = SimpleNamespace(  # type: ignore[assignment]
        trusted_pipeline=lambda wanted: (info(Path(__file__).parent / "nergens"), ())
    )
    import stub  # the workers know this file by that name

    score_folder(
        Path(folder),
        Path(output),
        Settings(),
        lambda setup, todo, count: supervised(setup, todo, count, Limits(20, 500)),
        Quiet(),
        jobs=int(jobs),
        cache=empty,
        work=stub.work,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
