"""The whole run over a folder: no printing, no exit."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TextIO

from prestatielint.batch import page, tables
from prestatielint.batch.files import OutputFolder, unwritable
from prestatielint.batch.find import Correction, Entry, as_found, corrections, find
from prestatielint.batch.keys import Keys
from prestatielint.batch.overview import Overview, overview
from prestatielint.batch.store import MAX_SIZE, Store, default_place
from prestatielint.batch.summary import Summary
from prestatielint.batch.work import Job, Made, Result, Setup, load, unpacked
from prestatielint.catalogue import Catalogue, load_catalogue
from prestatielint.config import Settings
from prestatielint.errors import PrestatielintError
from prestatielint.model import Failure, Severity
from prestatielint.report import texts

REPORTS = "rapporten"
_LONGEST_NAME = 200  # bytes; the file systems allow 255
Engine = Callable[[Setup, Iterable[Job], int], Generator[Result, None, None]]


class Watcher(Protocol):
    """Is told how far the run is."""

    def start(self, total: int, kept: int) -> None:
        """Before the first document."""

    def step(self, *, failed: bool, kept: bool = False) -> None:
        """After every document."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: counts per severity over all documents, and what could not be done."""

    overview: Overview
    severities: Mapping[Severity, int]
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class _Done:
    key: str
    report: str
    summary: Summary


def score_folder(
    folder: Path,
    output: Path,
    settings: Settings,
    engine: Engine,
    watch: Watcher,
    *,
    jobs: int = 1,
    cache: Path | None = None,
    no_cache: bool = False,
    max_cache: int = MAX_SIZE,
    work: Callable[[Setup], Callable[[Job], Result]] = load,
) -> Outcome:
    """Score every document under ``folder`` and write reports and overview to ``output``.

    A document that is done is in the cache before the next one is looked at, so a run that was stopped goes on where it
    was. Every file is written whole; a file that is there already with the right content is left alone.

    Args:
        folder: where the documents are.
        output: the folder for reports and overview; made when needed.
        settings: the settings of the run.
        engine: does the jobs, in any order, each once, with so many workers.
        watch: is told how far the run is.
        jobs: how many workers.
        cache: the folder of the cache; None for the usual one.
        no_cache: keep nothing and use nothing kept.
        max_cache: bytes; what the cache holds beyond it and was not used for longest goes, once the run is done.
        work: makes the function that does a job, in the worker.

    Raises:
        PrestatielintError: the run as a whole cannot go on; what is done stays done.

    """
    from prestatielint.trust import trusted_pipeline

    if not folder.is_dir():
        raise PrestatielintError("map", f"De map '{folder}' bestaat niet")
    catalogue = load_catalogue(settings.rules)
    catalogue.select(settings.select, settings.ignore)  # an unknown code is an error before anything is done
    told = corrections(folder)
    entries, failures = find(folder, output)
    if not entries and not failures:
        raise PrestatielintError(
            "map-leeg", f"In de map '{folder}' staan geen documenten (.docx, .docm, .pdf, .txt, .md)"
        )
    told = as_found(told, {entry.name for entry in entries})
    info, notices = trusted_pipeline(settings.pipeline)
    keys = Keys(settings, catalogue.sha256, info, notices)
    setup = Setup(settings, catalogue, info, notices, keys.identity, work)
    with ExitStack() as stack:
        out = stack.enter_context(closing(OutputFolder(output)))
        store = stack.enter_context(closing(_store(out, cache, no_cache)))
        run = _Run(entries, told, keys, store, out, watch)
        run.kept(failures)
        run.fresh(engine, setup, jobs)
        view = overview(
            ((entries[number], done.report, done.summary) for number, done in sorted(run.done.items())),
            [entry for entry in entries if entry.same_as],
            run.failures,
            told,
            settings,
        )
        _write_overview(view, run, out, catalogue)
        with suppress(PrestatielintError):  # all is written; the next run tries again
            store.trim(max_cache)
    counts = {
        severity: sum(done.summary.severities[severity.value] for done in run.done.values()) for severity in Severity
    }
    return Outcome(view, counts, tuple(view.failures))


def _store(out: OutputFolder, cache: Path | None, no_cache: bool) -> Store:
    if no_cache:
        return Store(out.scratch("cache"))
    try:
        return Store(cache or default_place())
    except PrestatielintError:
        if cache is not None:
            raise
        return Store(out.scratch("cache"))  # a home that cannot be written must not stop the work


class _Run:
    """The documents of one run, on their way from entry to report."""

    def __init__(
        self,
        entries: list[Entry],
        told: Mapping[str, Correction],
        keys: Keys,
        store: Store,
        out: OutputFolder,
        watch: Watcher,
    ) -> None:
        self.entries = entries
        self.store = store
        self.done: dict[int, _Done] = {}
        self.failures: list[Failure] = []
        self._keys = keys
        self._out = out
        self._watch = watch
        self._parties = [told[entry.name].parties if entry.name in told else () for entry in entries]
        self._report_keys = [keys.report(entry, self._parties[number]) for number, entry in enumerate(entries)]
        self._waiting: list[int] = []

    def kept(self, failures: list[Failure]) -> None:
        """Take what earlier runs did; the rest is left for ``fresh``."""
        self.failures += failures
        single = [number for number, entry in enumerate(self.entries) if not entry.same_as]
        # The parse too: when a rule changes, it is what saves the next run most.
        self.store.use(key for n in single for key in (self._report_keys[n], self._keys.parse(self.entries[n])))
        known = {number: self.store.kept(self._report_keys[number]) for number in single}
        self._waiting = [number for number in single if known[number] is None]
        self._watch.start(len(single), len(single) - len(self._waiting))
        for number, kept in known.items():
            if kept:
                key = self._report_keys[number]
                hashes = (kept.json_sha256, kept.html_sha256)
                self._finish(number, kept.summary, hashes, partial(self.store.column, key), kept=True)

    def fresh(self, engine: Engine, setup: Setup, jobs: int) -> None:
        """Do the rest; the largest first, so that no worker is left with a long one at the end."""
        self._waiting.sort(key=lambda number: (-self.entries[number].size, number))
        if not self._waiting:
            return
        with closing(engine(setup, self._jobs(), min(jobs, len(self._waiting)))) as results:
            for result in results:
                self._take(result)

    def _jobs(self) -> Iterator[Job]:
        for number in self._waiting:
            entry = self.entries[number]
            try:
                data = entry.path.read_bytes()
            except OSError:
                data = b""
            if len(data) != entry.size or _sha256(data) != entry.sha256:
                message = "Dit bestand is tijdens de run gewijzigd of verdwenen: herhaal de opdracht"
                self._fail(Failure(entry.name, "gewijzigd", message))
                continue
            parsed = self.store.parsed(self._keys.parse(entry))
            yield Job(number, entry.name, entry.suffix, data, parsed, self._parties[number])

    def _take(self, result: Result) -> None:
        number, entry = result.number, self.entries[result.number]
        if result.parsed:
            self.store.put_parsed(self._keys.parse(entry), result.parsed)
        if result.failure:
            if result.lasting:
                data = json.dumps({"failure": [result.failure.code, result.failure.message]}, ensure_ascii=False)
                self.store.put(self._report_keys[number], Made(data.encode("utf8"), b"", b"", b"", "", ""))
            self._fail(result.failure)
        elif result.made:
            made = result.made
            self.store.put(self._report_keys[number], made)
            self._finish(number, made.summary, (made.json_sha256, made.html_sha256), lambda name: getattr(made, name))

    def _fail(self, failure: Failure, *, kept: bool = False) -> None:
        self.failures.append(failure)
        self._watch.step(failed=True, kept=kept)

    def _finish(
        self, number: int, summary: bytes, hashes: tuple[str, str], part: Callable[[str], bytes], *, kept: bool = False
    ) -> None:
        entry, data = self.entries[number], json.loads(summary)
        if "failure" in data:
            self._fail(Failure(entry.name, *data["failure"]), kept=kept)
            return
        report = report_name(entry.name)
        for form, sha256 in zip(("json", "html"), hashes, strict=True):
            if not self._out.holds(f"{report}.{form}", sha256):
                self._out.write(f"{report}.{form}", unpacked(part(form)))
        self.done[number] = _Done(self._report_keys[number], report, Summary.read(data))
        self._watch.step(failed=False, kept=kept)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def report_name(name: str) -> str:
    """Where the report on a document goes, without extension; a name too long for the file system is cut and hashed."""
    *folders, last = name.split("/")
    if len(last.encode("utf8")) > _LONGEST_NAME:
        last = f"{last[:45]}-{_sha256(last.encode('utf8'))[:12]}"  # a sign takes up to four bytes
    return "/".join((REPORTS, *folders, last))


def _write_overview(view: Overview, run: _Run, out: OutputFolder, catalogue: Catalogue) -> None:
    labels = {rule.code: texts.LABELS[rule.label] for rule in catalogue.rules}
    stored = {run.entries[number].name: done.key for number, done in run.done.items()}

    def opened(name: str) -> TextIO:
        return io.TextIOWrapper(out.scratch(name).open("wb"), "utf-8-sig", "replace", newline="")

    try:
        names = tables.detail_tables(view, lambda name: unpacked(run.store.column(stored[name], "rows")), opened)
        for name in names:
            out.publish(out.scratch(name), name)
        out.write("overzicht.xlsx", tables.workbook(view, labels, out.scratch("cellen")))
    except OSError as error:
        raise unwritable(out.root, error) from None
    out.write("overzicht.csv", tables.csv_bytes(tables.DOCUMENT_COLUMNS, tables.document_rows(view)))
    for name, text in page.write(view, labels):
        out.write(name, text.encode("utf8", "replace"))
