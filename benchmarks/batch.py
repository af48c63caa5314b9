"""Speed, memory and repeatability of ``prestatielint batch`` on a folder of invented agreements of 2 to 60 pages.

The folder is made from the corpus (never from what is held out): Word and PDF in turn, a few long ones, one in twenty broken.
Everything is measured in this run on this machine; figures of different runs do not compare.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

import docx
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Paragraph, SimpleDocTemplate

from check import STYLES, escaped, sources
from prestatielint.batch.run import Outcome, score_folder
from prestatielint.batch.supervise import Limits, supervised
from prestatielint.batch.work import Job, Result, Setup
from prestatielint.config import Settings

PER_PAGE: Final = 18  # paragraphs
PLACES: Final = (
    "Zandmeer Brinkhoven Oldewaard Lisdonk Hoogveen Maasterp Kromwijk Vledderbroek Eswoude Tolhuizen Nieuwerdam Rietkerk"
).split()
SETTINGS: Final = Settings(pipeline="ingebouwd")


@dataclass
class Watch:
    """Keeps how many documents needed no work."""

    kept: int = 0
    memory: list[int] = field(default_factory=list)

    def start(self, total: int, kept: int) -> None:
        """Note the number."""
        self.kept = kept

    def step(self, *, failed: bool, kept: bool = False) -> None:
        """Nothing to show."""

    def engine(self, setup: Setup, jobs: Iterable[Job], count: int) -> Generator[Result, None, None]:
        """The usual engine, with the memory of the worker after each document."""
        for result in supervised(setup, jobs, count, Limits(600)):
            self.memory.append(result.memory)
            yield result


def pages_of(number: int, count: int) -> int:
    """Mostly 2 to 4 pages; one in twenty-five 8 to 20; the first two 60 and 40 where there is room for them."""
    if count >= 100 and number < 2:
        return (60, 40)[number]
    return 8 + number % 13 if number % 25 == 7 else 2 + number % 3


@cache
def chapters() -> list[list[tuple[str, str]]]:
    """The chapters of the corpus, each a heading and its texts."""
    found: list[list[tuple[str, str]]] = []
    for blocks in sources():
        for block in blocks:
            if block["type"] == "heading":
                found.append([("heading", block["text"])])
            elif found and block.get("text"):
                found[-1].append(("text", block["text"]))
    return found


def paragraphs(number: int, pages: int) -> list[tuple[str, str]]:
    """Style and text of agreement ``number``: chapters of the corpus in an order of its own, numbered through."""
    chance = random.Random(number)
    place, year = PLACES[number % len(PLACES)], 2015 + number // len(PLACES) % 12
    found = [
        ("title", f"Prestatieafspraken {place} {year}"),
        ("text", f"De ondergetekenden: gemeente {place} (hierna: de gemeente), Woonstichting De Vliet (hierna: De Vliet) en "
                 f"Huurdersvereniging De Schakel {number} (hierna: De Schakel)."),
    ]  # fmt: skip
    article = 0
    while len(found) < pages * PER_PAGE:
        article += 1
        (_, heading), *texts = chance.choice(chapters())
        found.append(("heading", f"{article} {heading}"))
        found += [("text", f"{article}.{item} {text}") for item, (_, text) in enumerate(texts, 1)]
    return found[: pages * PER_PAGE]


def build(folder: Path, count: int) -> int:
    """Write ``count`` files, one in twenty broken; gives the pages of those that are whole."""
    total = 0
    for number in range(count):
        suffix = ".pdf" if number % 2 else ".docx"
        path = folder / f"{PLACES[number % len(PLACES)]}" / f"prestatieafspraken-{number:03d}{suffix}"
        path.parent.mkdir(exist_ok=True, parents=True)
        pages = pages_of(number, count)
        if number % 20 == 13:
            path.write_bytes((b"%PDF-1.7\n" if suffix == ".pdf" else b"PK\x03\x04") + bytes([number % 256]) * 500)
            continue
        total += pages
        if suffix == ".pdf":
            story = [Paragraph(escaped(text), STYLES[style]) for style, text in paragraphs(number, pages)]
            SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(story)
        else:
            word = docx.Document()
            for style, text in paragraphs(number, pages):
                word.add_paragraph(text, {"title": "Title", "heading": "Heading 1"}.get(style))
            word.save(str(path))
    return total


def cpu() -> float:
    """CPU seconds of this process and of those that it waited for."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def timed(work: Callable[[], Outcome]) -> tuple[float, float, Outcome]:
    """Seconds on the clock, CPU seconds, and what came of it."""
    start, used = time.perf_counter(), cpu()
    outcome = work()
    return time.perf_counter() - start, cpu() - used, outcome


def tree(folder: Path) -> dict[str, bytes]:
    """Every file with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def bare(root: Path, outcome: Outcome) -> float:
    """CPU seconds that spaCy alone needs for the clauses of all documents, on one thread, once it is loaded."""
    import json
    import subprocess
    import sys

    from prestatielint.nlp.pipeline import BUILT_IN

    reports = (json.loads((root / f"{row.report}.json").read_text(encoding="utf8")) for row in outcome.overview.rows)
    texts = root / "clauses.json"
    texts.write_text(json.dumps([clause["text"] for report in reports for clause in report["documents"][0]["clauses"]]))
    code = (
        "import json, sys, time, spacy\nnlp = spacy.load(sys.argv[1])\ntexts = json.load(open(sys.argv[2]))\n"
        "start = time.process_time()\nfor doc in nlp.pipe(texts): pass\nprint(time.process_time() - start)"
    )
    import os

    one = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(BUILT_IN), str(texts)], capture_output=True, text=True, check=True, env=one
    )
    return float(done.stdout)


def main() -> None:
    """Build the folders, run, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--small", type=int, default=24, help="documents for the comparison of --jobs 1 and 2")
    parser.add_argument("--runs", type=int, default=3, help="pairs for that comparison; the median counts")
    parser.add_argument("--keep", type=Path, help="where to leave documents and output")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        root = options.keep or Path(made)
        few, many, out = root / "few", root / "many", root / "out"
        build(few, options.small)
        ratios, trees = [], []
        for number in range(options.runs):
            seconds = {}
            for jobs in (1, 2) if number % 2 else (2, 1):
                target = root / f"few-{jobs}-{number}"
                seconds[jobs], _, _ = timed(
                    lambda target=target, jobs=jobs: score_folder(
                        few, target, SETTINGS, Watch().engine, Watch(), jobs=jobs, no_cache=True
                    )
                )
                trees.append(tree(target))
            ratios.append(seconds[1] / seconds[2])
            print(f"{options.small} documents: --jobs 1 {seconds[1]:.1f} s, --jobs 2 {seconds[2]:.1f} s")
        print(f"--jobs 2 against --jobs 1: {statistics.median(ratios):.2f} times as fast (target 1.8)")
        print(f"same bytes in all {len(trees)} runs: {all(found == trees[0] for found in trees)}\n")

        pages = build(many, options.documents)
        watch = Watch()
        cold, used, outcome = timed(
            lambda: score_folder(many, out, SETTINGS, watch.engine, watch, jobs=1, cache=root / "cache")
        )
        done = len(outcome.overview.rows)
        print(f"{options.documents} documents, {pages} pages, {len(outcome.failures)} broken; one worker, empty cache")
        print(
            f"  {cold:.0f} s: {options.documents / cold:.2f} documents and {pages / cold:.1f} pages a second; "
            f"{used:.0f} s CPU, {used / options.documents:.2f} a document"
        )
        megabytes = [memory / 2**20 for memory in watch.memory]
        early, late = megabytes[min(19, len(megabytes) - 1)], megabytes[min(289, len(megabytes) - 1)]
        print(f"  memory of the worker: {early:.0f} MB after document 20, {late:.0f} MB after 290 ({late / early - 1:+.1%}), "
              f"most {max(megabytes):.0f} MB")  # fmt: skip
        before = tree(out)
        warm, used_again, _ = timed(
            lambda: score_folder(many, out, SETTINGS, watch.engine, watch, jobs=1, cache=root / "cache")
        )
        print(f"  again: {warm:.1f} s, {cold / warm:.0f} times as fast (target 40), {used / used_again:.0f} times less CPU; {watch.kept} of {options.documents} kept; "
              f"same bytes: {tree(out) == before}")  # fmt: skip
        size = sum(path.stat().st_size for path in (root / "cache").glob("*"))
        print(f"  cache {size / 1e6:.0f} MB, output {sum(map(len, before.values())) / 1e6:.0f} MB, "
              f"overzicht.html {len(before['overzicht.html']) / 1e6:.2f} MB")  # fmt: skip
        seconds_bare = bare(out, outcome)
        print(f"bare spaCy on the clauses of the {done}: {seconds_bare:.0f} s CPU, {pages / seconds_bare:.1f} pages a CPU second; "
              f"batch reaches {seconds_bare / used:.0%} of that")  # fmt: skip


if __name__ == "__main__":
    main()
