"""How far the run is, on standard error: a bar on a terminal, some plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self


class Progress:
    """Shows how many documents are done, how fast, how long it still takes and what failed; a context manager."""

    def __init__(self, say: Callable[[str], None], *, quiet: bool = False) -> None:
        self._say = say
        self._quiet = quiet
        self._terminal = sys.stderr.isatty() and not quiet
        self.total = self.done = self.failed = self._kept = 0
        self._started = time.monotonic()
        self._told = 0

    def __enter__(self) -> Self:
        return self

    def start(self, total: int, kept: int) -> None:
        """Say how many documents there are, and how many of them need no work."""
        self.total = total
        self._started = time.monotonic()
        if kept and not self._quiet:
            self._say(f"{kept} van {total} documenten zijn al eerder gedaan.")
        self._kept = kept
        if self._terminal:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                BarColumn(bar_width=None),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TextColumn("nog"),
                TimeRemainingColumn(),
                TextColumn("{task.fields[failed]}"),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task("", total=total, rate="", failed="")
            self._bar.start()

    def step(self, *, failed: bool, kept: bool = False) -> None:
        """Count one document."""
        self.done += 1
        self.failed += failed
        work = self.done - self._kept
        rate = work / max(time.monotonic() - self._started, 0.001)
        if self._terminal:
            self._bar.update(
                self._task,
                completed=self.done,
                rate="" if kept else f"{rate * 60:.0f} per minuut",
                failed=f"{self.failed} mislukt" if self.failed else "",
            )
        elif not self._quiet and not kept and self.done * 20 // max(self.total, 1) > self._told:
            self._told = self.done * 20 // self.total
            left = round((self.total - self.done) / rate)
            self._say(
                f"{self.done} van {self.total} documenten; {rate * 60:.0f} per minuut; nog {left // 60}:{left % 60:02d}; "
                f"{self.failed} mislukt"
            )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._terminal and hasattr(self, "_bar"):
            self._bar.stop()
