"""CPU time of ``prestatielint check`` on a PDF agreement of 40 pages, against spaCy alone on the same clauses.

Both sides are whole processes; their user and system time comes from the kernel (``os.wait4``). The two sides of a pair
alternate, so that a busy machine slows both, and the median of the pairs counts.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, Paragraph
from reportlab.platypus.doctemplate import LayoutError

ROOT: Final = Path(__file__).resolve().parents[1]
CORPUS: Final = ROOT / "corpus"
PAGES: Final = 40
TARGET: Final = 2.0
SPACY_ALONE: Final = (
    "import json, sys, spacy\n"
    "nlp = spacy.load(sys.argv[1])\n"
    "list(nlp.pipe(json.load(open(sys.argv[2], encoding='utf8'))))"
)
COVER: Final = (
    "De ondergetekenden: gemeente Zandmeer (hierna: de gemeente), Woonstichting De Vliet (hierna: De Vliet) en "
    "Huurdersvereniging De Schakel (hierna: De Schakel)."
)
STYLES: Final = {
    "title": ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=20, leading=26, spaceAfter=12),
    "heading": ParagraphStyle(
        "heading", fontName="Helvetica-Bold", fontSize=14, leading=18, spaceBefore=12, spaceAfter=6
    ),
    "text": ParagraphStyle("text", fontName="Helvetica", fontSize=11, leading=15, spaceAfter=6),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One command with the CPU seconds of its runs."""

    name: str
    command: Sequence[str]
    seconds: list[float]

    @property
    def median(self) -> float:
        """The median run."""
        return statistics.median(self.seconds)


def sources() -> Iterator[list[dict[str, Any]]]:
    """The blocks of every agreement that is not held out; a held-out source is not even opened."""
    names = sorted({path.stem for split in ("train", "dev") for path in (CORPUS / split).glob("*.jsonl")})
    for name in names:
        yield yaml.safe_load((CORPUS / "sources" / f"{name}.yaml").read_text(encoding="utf8"))["blocks"]


def escaped(text: str) -> str:
    """The text as ReportLab's markup, in the letters that Helvetica has."""
    plain = text.encode("cp1252", "replace").decode("cp1252")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def paragraphs() -> Iterator[tuple[str, str]]:
    """Style and text of one long agreement: the chapters of the corpus, numbered through, again and again."""
    yield "title", "Prestatieafspraken 2025-2028"
    yield "text", COVER
    chapter = item = 0
    while True:
        for blocks in sources():
            for block in blocks:
                if block["type"] == "heading":
                    chapter, item = chapter + 1, 0
                    yield "heading", f"{chapter} {block['text']}"
                elif chapter and block.get("text"):
                    item += 1
                    yield "text", f"{chapter}.{item} {block['text']}"


def build(path: Path) -> None:
    """Write the same PDF of ``PAGES`` full pages on every run."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    texts = paragraphs()
    waiting: list[Flowable] = []
    for page in range(1, PAGES + 1):
        frame = Frame(62, 62, A4[0] - 124, A4[1] - 124, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        canvas.setFont("Helvetica", 9)
        canvas.drawCentredString(A4[0] / 2, 34, f"Pagina {page} van {PAGES}")
        full = False
        while not full:
            if not waiting:
                style, text = next(texts)
                waiting.append(Paragraph(escaped(text), STYLES[style]))
            before = len(waiting)
            frame.addFromList(waiting, canvas)
            if len(waiting) == before:
                parts = frame.split(waiting[0], canvas)
                if len(parts) > 1:
                    frame.add(parts[0], canvas)
                    waiting[:1] = parts[1:]
                elif frame._atTop:
                    raise LayoutError("a paragraph is longer than a page")
                full = True
        canvas.showPage()
    canvas.save()


def cpu(command: Sequence[str]) -> float:
    """User and system time of one process, with that of the processes it started."""
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command[:6])} … gave exit status {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def compare(ours: Side, reference: Side, runs: int) -> bool:
    """Run the pairs, print both medians and their ratio, and say whether the target is met."""
    for side in (ours, reference):  # warm the file cache
        cpu(side.command)
    for number in range(runs):
        for side in (ours, reference) if number % 2 else (reference, ours):
            side.seconds.append(cpu(side.command))
    ratio = statistics.median(a / b for a, b in zip(ours.seconds, reference.seconds, strict=True))
    for side in (ours, reference):
        spread = f"{min(side.seconds):.2f}-{max(side.seconds):.2f}"
        print(f"{side.name:<46}{side.median:7.2f} s CPU   ({spread})")
    print(f"{'ratio, target at most ' + str(TARGET):<46}{ratio:7.2f}     {'met' if ratio <= TARGET else 'MISSED'}\n")
    return ratio <= TARGET


def program(*arguments: object) -> list[str]:
    """The installed program beside this Python, or else the module."""
    script = Path(sys.executable).with_name("prestatielint")
    start = [str(script)] if script.is_file() else [sys.executable, "-m", "prestatielint"]
    return [*start, *map(str, arguments)]


def answer(*arguments: object) -> Any:
    """What a command prints as JSON."""
    done = subprocess.run(program(*arguments, "--format", "json"), capture_output=True, check=True)
    return json.loads(done.stdout)


def profile(path: Path) -> None:
    """Print the functions in which ``check`` itself spends most time, and the slowest imports."""
    from prestatielint.cli import app

    profiler = cProfile.Profile()
    arguments = ["check", str(path), "--pipeline", "ingebouwd", "--quiet"]
    profiler.runcall(app, arguments, standalone_mode=False)
    for order in ("tottime", "cumulative"):
        pstats.Stats(profiler).sort_stats(order).print_stats(45)
    code = f"import sys; sys.argv = {['prestatielint', *arguments]!r}; from prestatielint.cli import main; main()"
    done = subprocess.run([sys.executable, "-X", "importtime", "-c", code], capture_output=True, text=True, check=False)
    rows = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines() if "|" in line][1:]
    print("slowest imports, ms with what they import:")
    for row in sorted(rows, key=lambda row: -int(row[1]))[:25]:
        print(f"{int(row[1]) / 1000:9.0f} {row[2].rstrip()}")


def main() -> int:
    """Build the agreement and run the comparisons; 0 when both targets are met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5, help="pairs of runs; the median counts")
    parser.add_argument("--keep", type=Path, help="where to leave the PDF")
    parser.add_argument("--profile", action="store_true", help="show where check spends its time, and stop")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "overeenkomst.pdf"
        build(path)
        if options.profile:
            profile(path)
            return 0
        document = answer("extract", path, "--pipeline", "ingebouwd")["documents"][0]
        texts = Path(folder) / "clauses.json"
        texts.write_text(json.dumps([clause["text"] for clause in document["clauses"]]), encoding="utf8")
        pipeline = answer("pipeline", "info", "--pipeline", "ingebouwd")["path"]
        count = len(document["clauses"])
        print(f"{path.name}: {document['pages']} pages, {count} clauses, {path.stat().st_size // 1024} KiB\n")
        met = compare(
            Side("prestatielint check, built-in pipeline", program("check", path, "--pipeline", "ingebouwd"), []),
            Side("spaCy alone: load and pipe", [sys.executable, "-c", SPACY_ALONE, pipeline, str(texts)], []),
            options.runs,
        )
        quick = compare(
            Side("prestatielint --help", program("--help"), []),
            Side("python -c 'import typer, rich'", [sys.executable, "-c", "import typer, rich"], []),
            options.runs,
        )
    return 0 if met and quick else 1


if __name__ == "__main__":
    sys.exit(main())
