"""One small agreement in every form, to the byte. ``python tests/report/test_golden.py`` writes the files anew.

A page is kept as its body: style and script have tests of their own. A workbook and a Word file are kept as text, see `dumps`.
"""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import dumps
import jsonschema
import pytest
import report_sample
from rich.console import Console

from prestatielint import dossier
from prestatielint.catalogue import Catalogue, load_catalogue
from prestatielint.compare import compare
from prestatielint.dossier.blocks import Dossier
from prestatielint.model import Failure, Run
from prestatielint.report import (
    DIFF_FORMATS,
    console,
    diffconsole,
    diffhtml,
    excel,
    html,
    jsonreport,
    markdown,
    sarif,
    view,
)

GOLDEN = Path(__file__).parent / "golden"


def on_screen(run: Run) -> str:
    stream = io.StringIO()
    console.render(run, Console(file=stream, width=100, force_terminal=False), verbose=True)
    return stream.getvalue()


@cache
def catalogue() -> Catalogue:
    return replace(load_catalogue(), version="2026.1")


def dossier_of(run: Run) -> Dossier:
    return dossier.collect(run.reports[0], run.pipeline, catalogue())


def versions(form: Callable[..., str]) -> Callable[[Run], str]:
    return lambda run: form(run, compare(report_sample.agreement(), report_sample.revised()))


def top_of_two(_: Run) -> str:
    failure = Failure("scan.pdf", "scan", "Dit bestand heeft geen tekst.")
    run = report_sample.run_of(report_sample.agreement(), report_sample.revised(), failures=(failure,))
    return dumps.page(html.write(run)).partition("<article")[0]


FORMS: dict[str, Callable[[Run], str]] = {
    "afspraken.txt": on_screen,
    "afspraken.json": jsonreport.write,
    "clausules.json": jsonreport.extract,
    "clausules.txt": console.extracted,
    "afspraken.sarif": sarif.write,
    "afspraken.md": markdown.write,
    "afspraken.html": lambda run: dumps.page(html.write(run)),
    "overzicht.html": top_of_two,
    "afspraken.xlsx.txt": lambda run: dumps.workbook(excel.write(run)),
    "dossier.html": lambda run: dumps.page(dossier.write_page(dossier_of(run))),
    "dossier.docx.txt": lambda run: dumps.word(dossier.write_word(dossier_of(run))),
    "verschil.txt": versions(diffconsole.write),
    "verschil.json": versions(DIFF_FORMATS["json"]),
    "verschil.md": versions(DIFF_FORMATS["markdown"]),
    "verschil.html": lambda run: dumps.page(versions(diffhtml.write)(run)),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_report_is_as_it_was(habits: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "tool_version", lambda: "1.2.3")
    assert FORMS[name](habits) == (GOLDEN / name).read_text(encoding="utf8")


@pytest.mark.parametrize("name", ["afspraken.json", "clausules.json"])
def test_the_json_fits_its_schema(name: str) -> None:
    report = json.loads((GOLDEN / name).read_text(encoding="utf8"))
    jsonschema.Draft202012Validator(jsonreport.schema()).validate(report)


@pytest.mark.parametrize("name", [name for name in FORMS if name.endswith(".html")])
def test_headings_skip_no_level_and_what_scrolls_can_be_reached_by_keyboard(name: str) -> None:
    page = (GOLDEN / name).read_text(encoding="utf8")
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    scrolling = re.findall(r'<div class="?scroll[^>]*>', page)
    assert all("tabindex" in tag and "role" in tag and "aria-label" in tag for tag in scrolling)
    assert not re.search(r"<th[^>]*></th>", page)


if __name__ == "__main__":
    view.tool_version = lambda: "1.2.3"  # the files must not change with every release
    GOLDEN.mkdir(exist_ok=True)
    for name, form in FORMS.items():
        (GOLDEN / name).write_text(form(report_sample.habits()), encoding="utf8", newline="\n")
