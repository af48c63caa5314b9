"""One small agreement in every form, to the byte. ``python tests/report/test_golden.py`` writes the files anew.

HTML is left out: its tests look for what must be there.
"""

import io
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import report_sample
from rich.console import Console

from prestatielint.model import Run
from prestatielint.report import console, jsonreport, markdown, sarif, view

GOLDEN = Path(__file__).parent / "golden"


def on_screen(run: Run) -> str:
    stream = io.StringIO()
    console.render(run, Console(file=stream, width=100, force_terminal=False), verbose=True)
    return stream.getvalue()


FORMS: dict[str, Callable[[Run], str]] = {
    "afspraken.txt": on_screen,
    "afspraken.json": jsonreport.write,
    "clausules.json": jsonreport.extract,
    "clausules.txt": console.extracted,
    "afspraken.sarif": sarif.write,
    "afspraken.md": markdown.write,
}


@pytest.mark.parametrize("name", FORMS)
def test_the_report_is_as_it_was(habits: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "tool_version", lambda: "1.2.3")
    assert FORMS[name](habits) == (GOLDEN / name).read_text(encoding="utf8")


@pytest.mark.parametrize("name", ["afspraken.json", "clausules.json"])
def test_the_json_fits_its_schema(name: str) -> None:
    report = json.loads((GOLDEN / name).read_text(encoding="utf8"))
    jsonschema.Draft202012Validator(jsonreport.schema()).validate(report)


if __name__ == "__main__":
    view.tool_version = lambda: "1.2.3"  # the files must not change with every release
    GOLDEN.mkdir(exist_ok=True)
    for name, form in FORMS.items():
        (GOLDEN / name).write_text(form(report_sample.habits()), encoding="utf8", newline="\n")
