"""Speed and memory of the readers against the usual libraries, on the same files in the same run.

PDF pages against ``pdfplumber.extract_text``, with and without ruled tables; Word files against the text of every
paragraph by plain ``python-docx``. CPU time of this process; the two sides of a pair alternate and the median of the
pairs counts. Peak memory is measured in a process of its own, on a short and on a long PDF.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import docx
import pdfplumber
import yaml
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from prestatielint.ingest import read

ROOT: Final = Path(__file__).resolve().parents[1]
CORPUS: Final = ROOT / "corpus"
TARGETS: Final = {"pdf without tables": 12.0, "pdf with tables": 3.0, "word": 0.5}
MAX_MEMORY: Final = 400.0
STYLE: Final = ParagraphStyle("text", fontName="Helvetica", fontSize=11, leading=15, spaceAfter=6)
HEADING: Final = ParagraphStyle("heading", parent=STYLE, fontName="Helvetica-Bold", fontSize=14, leading=18)
CELL: Final = ParagraphStyle("cell", parent=STYLE, fontSize=9, leading=11, spaceAfter=0)
PEAK: Final = (
    "import json, resource, sys; from pathlib import Path; from prestatielint.ingest import read\n"
    "document = read(Path(sys.argv[1]))\n"
    "print(json.dumps([resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(document.clauses)]))"
)


def texts() -> list[str]:
    """Clauses of the agreements that are not held out."""
    found: list[str] = []
    for name in sorted(path.stem for split in ("train", "dev") for path in (CORPUS / split).glob("*.jsonl")):
        for block in yaml.safe_load((CORPUS / "sources" / f"{name}.yaml").read_text(encoding="utf8"))["blocks"]:
            if block.get("text"):
                plain = block["text"].encode("cp1252", "replace").decode("cp1252")
                found.append(plain.replace("&", "&amp;").replace("<", "&lt;"))
    return found


def make_pdf(path: Path, pages: int, *, tables: bool) -> None:
    """Write an agreement of about ``pages`` pages; with a ruled table on every page or with none."""
    lines, story, place = texts(), [], 0
    for chapter in range(10 * pages):
        story.append(Paragraph(f"{chapter + 1} Hoofdstuk {chapter + 1}", HEADING))
        for item in range(6):
            story.append(Paragraph(f"{chapter + 1}.{item + 1} {lines[place % len(lines)]}", STYLE))
            place += 1
        if tables:
            rows = [["Nr.", "Afspraak", "Wie", "Wanneer"]]
            for item in range(4):
                rows.append(
                    [f"{chapter + 1}.{item + 10}", Paragraph(lines[place % len(lines)], CELL), "De Vliet", "2026"]
                )
                place += 1
            grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), "Helvetica", 9)]
            story += [Table(rows, colWidths=[40, 260, 80, 70], style=grid), Spacer(1, 8)]
        if chapter > pages * (1.4 if tables else 3.1):
            break
    SimpleDocTemplate(str(path), pagesize=A4).build(story)


def plumbed(path: Path) -> None:
    """Read a PDF as its users do: page by page, released after use."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def plain_word(path: Path) -> list[str]:
    """Read the paragraphs of a Word file as python-docx gives them: without tables, numbers, notes or boxes."""
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def timed(work: Callable[[], object]) -> float:
    gc.collect()
    begin = time.process_time()
    work()
    return time.process_time() - begin


def ratio(
    paths: list[Path], ours: Callable[[Path], object], other: Callable[[Path], object], pairs: int
) -> tuple[float, float]:
    """Median over the pairs of how many times faster we are, and our CPU seconds."""
    found, own = [], []
    for _ in range(pairs):
        mine = sum(timed(lambda path=path: ours(path)) for path in paths)
        theirs = sum(timed(lambda path=path: other(path)) for path in paths)
        own.append(mine)
        found.append(theirs / mine)
    return statistics.median(found), statistics.median(own)


def peak(path: Path) -> float:
    """Peak memory in MB of reading one file in a process of its own."""
    done = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout)[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--long", type=int, default=1000, help="pages of the file for the memory measurement")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plain, tabled = Path(folder, "plain.pdf"), Path(folder, "tables.pdf")
        make_pdf(plain, arguments.pages, tables=False)
        make_pdf(tabled, arguments.pages, tables=True)
        words = sorted(path for split in ("train", "dev") for path in (CORPUS / split).glob("*.docx"))
        read(plain), read(tabled), read(words[0])  # imports are not reading
        missed = False
        for name, paths, other in (
            ("pdf without tables", [plain], plumbed),
            ("pdf with tables", [tabled], plumbed),
            ("word", words, plain_word),
        ):
            times, seconds = ratio(paths, read, other, arguments.pairs)
            size = sum(read(path).pages or 0 for path in paths)
            rate = f"{size / seconds:.0f} pages/s" if size else f"{len(paths) / seconds:.1f} files/s"
            missed |= times < TARGETS[name]
            print(f"{name}: {times:.2f} times as fast (target {TARGETS[name]}), {rate}")
        short, long = Path(folder, "short.pdf"), Path(folder, "long.pdf")
        make_pdf(short, arguments.long // 4, tables=False)
        make_pdf(long, arguments.long, tables=False)
        sizes = [read_pages(path) for path in (short, long)]
        small, large = peak(short), peak(long)
        growth = (large - small) / (sizes[1] - sizes[0]) * 1000
        missed |= large >= MAX_MEMORY
        print(
            f"peak memory: {small:.0f} MB at {sizes[0]} pages, {large:.0f} MB at {sizes[1]} (target {MAX_MEMORY:.0f}); "
            f"{growth:.0f} kB more per page"
        )
    sys.exit(missed)


def read_pages(path: Path) -> int:
    with pdfplumber.open(path) as document:
        return len(document.pages)


if __name__ == "__main__":
    main()
