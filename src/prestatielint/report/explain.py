"""One rule explained on a terminal, with the words it is about in colour."""

from __future__ import annotations

import re

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from prestatielint.model import RuleInfo
from prestatielint.report import texts

_MARKED = re.compile(r"«([^«»]*)»")


def is_coloured(console: Console) -> bool:
    """Whether a console shows colours: a terminal that can, and whose user did not set NO_COLOR."""
    return console.is_terminal and console.color_system is not None and not console.no_color


def show(rule: RuleInfo, status: str, console: Console) -> None:
    """Print why a rule exists, what is wrong and right, how to mend it and where it comes from."""
    console.print(Text.assemble((rule.code, "bold"), " ", (texts.one_line(rule.name), "bold")))
    console.print(Text(f"label {rule.label.value}, zwaarte {rule.severity.value}, status {status}", style="dim"))
    for title, text in (("Waarom", rule.why), ("Wat te doen", rule.fix)):
        _title(console, title)
        console.print(Padding(Text(texts.one_line(text)), (0, 0, 0, 2)))
    for title, examples, sign, style in (("Fout", rule.wrong, "✗", "red"), ("Goed", rule.right, "✓", "green")):
        _title(console, title)
        _points(console, [(Text(sign, style=f"bold {style}"), _example(text, style)) for text in examples])
    _title(console, "Bronnen")
    _points(console, [(Text("-"), Text(texts.one_line(text), style="dim")) for text in rule.sources])


def _title(console: Console, title: str) -> None:
    console.print()
    console.print(Text(title, style="bold"))


def _points(console: Console, points: list[tuple[Text, Text]]) -> None:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=3, justify="right", no_wrap=True)
    grid.add_column()
    for sign, text in points:
        grid.add_row(sign, text)
    console.print(grid)


def _example(text: str, style: str) -> Text:
    """Give an example with the words between « and » in colour; more than one line is a small agreement."""
    line = Text()
    for place, piece in enumerate(_MARKED.split(texts.clean(text).strip())):
        line.append(piece, style=f"bold underline {style}" if place % 2 else "")
    return line
