"""Printing on a terminal, for every report that is read there."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text

from prestatielint.report import texts


def say(console: Console, text: Text, indent: int = 0, lead: Text | None = None) -> None:
    """Print a text wrapped to the console, all of it to the right of ``lead``, without spaces at the end of a line.

    ``indent`` counts spaces before both.
    """
    first = lead or Text()
    margin = " " * (indent + len(first))
    width = max(20, console.width - len(margin))
    if not console.is_terminal:
        # Without colours rich's own printing is only slow, and a report has thousands of lines.
        lines = textwrap.wrap(text.plain, width, break_on_hyphens=False) or [""]
        written = [" " * indent + first.plain + lines[0], *(margin + line for line in lines[1:])]
        console.file.write("".join(line.rstrip() + "\n" for line in written))
        return
    for place, line in enumerate(text.wrap(console, width)):
        whole = (Text(margin) if place else Text(" " * indent) + first) + line
        whole.rstrip()
        console.print(whole, crop=False, soft_wrap=True)


def plain(text: str, style: str = "") -> Text:
    """Make a text of one line, without what steers a terminal."""
    return Text(texts.one_line(text), style=style)


def underlined(console: Console, text: str) -> None:
    """Print the heading of a part, underlined."""
    console.print()
    say(console, Text(text, style="bold"))
    say(console, Text("-" * min(len(text), console.width), style="dim"))
