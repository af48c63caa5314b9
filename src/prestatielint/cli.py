"""The command line: parse, call, print, exit. Heavy imports stay inside the commands, so that ``--help`` is quick."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from prestatielint import __version__
from prestatielint.errors import ConfigError, PrestatielintError

if TYPE_CHECKING:
    from prestatielint.catalogue import Catalogue
    from prestatielint.config import Settings
    from prestatielint.linter import Linter
    from prestatielint.model import BaselineEntry, Document, Failure, Finding, Report, Run
    from prestatielint.review import Copy

app = typer.Typer(
    help="Linter voor prestatieafspraken: vindt vage, eenzijdige en op activiteiten gerichte afspraken en stelt effecten voor.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
rules_app = typer.Typer(help="De regels: opsommen en testen.", no_args_is_help=True, rich_markup_mode=None)
pipeline_app = typer.Typer(
    help="De spaCy-pijplijn: welke wordt gebruikt, en nl_core_news_md installeren.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(rules_app, name="rules")
app.add_typer(pipeline_app, name="pipeline")
cache_app = typer.Typer(help="De cache van batch: bekijken en legen.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(cache_app, name="cache")

_SUFFIXES = (".docx", ".docm", ".pdf", ".txt", ".md")


class FailOn(StrEnum):
    """From which severity findings give exit status 1."""

    HOOG = "hoog"
    MIDDEL = "middel"
    LAAG = "laag"
    NOOIT = "nooit"


class Lens(StrEnum):
    """The lens of the scores; the same names as ``model.Bril``, which is too heavy to import here."""

    AW = "aw"
    EFFECT = "effect"
    RELATIE = "relatie"
    ALLES = "alles"


class Revisions(StrEnum):
    """How the tracked changes of a Word file are read."""

    FINAL = "final"
    ORIGINAL = "original"


class EngineName(StrEnum):
    """Where ``batch`` does its work."""

    LOKAAL = "lokaal"
    DASK = "dask"


class DiffFormat(StrEnum):
    """Forms in which two versions are compared."""

    CONSOLE = "console"
    JSON = "json"
    HTML = "html"
    MARKDOWN = "markdown"


class CheckFormat(StrEnum):
    """The forms of the report of ``check``."""

    CONSOLE = "console"
    JSON = "json"
    HTML = "html"
    SARIF = "sarif"
    MARKDOWN = "markdown"
    XLSX = "xlsx"


class Least(StrEnum):
    """The lightest severity that gets a comment; the same names as ``model.Severity``."""

    HOOG = "hoog"
    MIDDEL = "middel"
    LAAG = "laag"
    INFO = "info"


class PlainFormat(StrEnum):
    """The forms of a short answer."""

    CONSOLE = "console"
    JSON = "json"


_FORM_OF = {
    ".json": CheckFormat.JSON,
    ".html": CheckFormat.HTML,
    ".htm": CheckFormat.HTML,
    ".sarif": CheckFormat.SARIF,
}

Paths = Annotated[
    list[Path], typer.Argument(help="Documenten (.docx, .docm, .pdf, .txt, .md) of mappen.", show_default=False)
]
Select = Annotated[
    str | None, typer.Option("--select", help="Alleen deze regels; een begin kiest een familie (VAG,ACT001).")
]
Ignore = Annotated[str | None, typer.Option("--ignore", help="Deze regels niet.")]
RulesFolder = Annotated[list[Path] | None, typer.Option("--rules", help="Map met eigen regels.")]
Config = Annotated[
    Path | None,
    typer.Option("--config", help="Configuratie; anders de dichtstbijzijnde prestatielint.toml boven het document."),
]
PipelineName = Annotated[
    str | None, typer.Option("--pipeline", help="auto, ingebouwd, de naam van een spaCy-pakket of een map.")
]
Verbose = Annotated[bool, typer.Option("--verbose", help="Ook informatie en technische details.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Eén regel per document.")]

TrackedChanges = Annotated[
    Revisions | None,
    typer.Option(
        "--revisions", help="Wijzigingen in Word: allemaal doorgevoerd (final, standaard) of geen (original)."
    ),
]
CacheFolder = Annotated[
    Path | None, typer.Option("--cache", help="Map van de cache (standaard in de cachemap van de gebruiker).")
]


def _version(value: bool) -> None:
    if value:
        typer.echo(f"prestatielint {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Toon de versie.")
    ] = False,
) -> None:
    """Options of the program as a whole."""


def _say(message: str) -> None:
    """One line to stderr, without steering characters from a file name or document."""
    clean = "".join(char if char.isprintable() else " " for char in message)
    typer.echo(clean, err=True)


def _guarded(work: Callable[[], None], verbose: bool = False) -> None:
    """Turn every error that a user can mend into one line and exit status 2."""
    try:
        work()
    except PrestatielintError as error:
        if verbose:
            _trace()
        _say(f"Fout: {error.message}")
        raise typer.Exit(2) from None
    except (typer.Exit, typer.Abort, KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:
        if verbose:
            _trace()
        _say(
            f"Fout: er ging iets mis in prestatielint zelf ({type(error).__name__}). Herhaal de opdracht met --verbose en meld de fout."
        )
        raise typer.Exit(2) from None


def _trace() -> None:
    import traceback

    traceback.print_exc()


def _split(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())


def _documents(paths: Iterable[Path]) -> tuple[list[tuple[Path, str]], list[tuple[str, str]]]:
    """The files to read, each with its name in the report (relative to the folder searched), and the empty folders."""
    found: list[tuple[Path, str]] = []
    empty: list[tuple[str, str]] = []
    for path in paths:
        if path.is_dir():
            inside = [
                file
                for file in sorted(path.rglob("*"))
                if file.is_file()
                and file.suffix.lower() in _SUFFIXES
                and not file.name.startswith(("~$", "."))
                and not file.stem.endswith(".dossier")  # what the command of that name wrote here before
            ]
            if not inside:
                empty.append((path.name or str(path), f"In deze map staan geen documenten ({', '.join(_SUFFIXES)})"))
            found += [(file, file.relative_to(path).as_posix()) for file in inside]
        else:
            found.append((path, path.name))
    return found, empty


def _settings(config: Path | None, first: Path | None, **given: Any) -> Settings:
    """Settings from the config, with the options of the command line, as typer gives them, put over it."""
    from dataclasses import replace

    from prestatielint.config import find_config, load_settings
    from prestatielint.model import Bril

    meant: dict[str, Callable[[Any], Any]] = {"select": _split, "ignore": _split, "rules": tuple, "bril": Bril}

    if config is not None and not config.is_file():
        raise ConfigError("config-fout", f"De configuratie '{config}' bestaat niet.")
    settings = load_settings(config or (find_config(first) if first is not None else None))
    read = {key: meant.get(key, str)(value) for key, value in given.items() if value}
    return replace(settings, **{key: value for key, value in read.items() if value})


def _linter(settings: Settings) -> tuple[Linter, Catalogue]:
    from prestatielint.catalogue import load_catalogue
    from prestatielint.nlp.pipeline import ease_collector
    from prestatielint.trust import trusted_linter

    catalogue = load_catalogue(settings.rules)
    linter = trusted_linter(catalogue, settings)
    ease_collector()
    return linter, catalogue


def _run(paths: list[Path], settings: Settings, judge: Callable[[Linter, Document], Report], verbose: bool) -> Run:
    """Read and judge every document; one that fails is reported and the others go on."""
    from dataclasses import replace

    from prestatielint.errors import IngestError
    from prestatielint.ingest import read
    from prestatielint.model import Failure, Run

    files, empty = _documents(paths)
    documents = []
    failures = [Failure(name, "map-leeg", message) for name, message in empty]
    for path, name in files:
        try:
            documents.append(replace(read(path, settings.revisions), path=name))
        except IngestError as error:
            if verbose:
                _trace()
            failures.append(Failure(name, error.code, error.message))
    # The pipeline is loaded only when there is something to read.
    if not documents:
        return _empty_run(settings, tuple(failures))
    linter, catalogue = _linter(settings)
    from prestatielint.catalogue.docs import rule_info
    from prestatielint.suppress import settle_unused

    reports = settle_unused(tuple(judge(linter, document) for document in documents), settings)
    told = tuple(rule_info(rule) for rule in linter.reported)
    return Run(linter.info, catalogue.version, catalogue.sha256, reports, tuple(failures), told)


def _empty_run(settings: Settings, failures: tuple[Failure, ...]) -> Run:
    from prestatielint.catalogue import load_catalogue
    from prestatielint.model import Run
    from prestatielint.nlp.pipeline import choose_pipeline

    catalogue = load_catalogue(settings.rules)
    catalogue.select(settings.select, settings.ignore)  # an unknown code is an error here too
    catalogue.select((), [code for entry in settings.suppressions for code in entry.rules])
    return Run(choose_pipeline(settings.pipeline), catalogue.version, catalogue.sha256, (), failures)


def _write(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all."""
    import tempfile

    data = content.encode("utf8") if isinstance(content, str) else content
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".prestatielint-", delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(data)
            except BaseException:
                file.close()
                temporary.unlink(missing_ok=True)
                raise
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise PrestatielintError(
            "schrijven", f"Het bestand '{path}' kan niet worden geschreven: {error.strerror}."
        ) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _pairs(formats: list[Any], outputs: list[Path], inputs: Iterable[Path]) -> list[tuple[Any, Path | None]]:
    """Join the repeated --format and --output; a format without output goes to stdout."""
    if len(outputs) > len(formats):
        raise PrestatielintError(
            "opties",
            "Er zijn meer --output dan --format. Geef bij elk bestand de vorm: --format html --output rapport.html.",
        )
    if len(formats) - len(outputs) > 1:
        raise PrestatielintError(
            "opties", "Geef bij elke --format een --output; hoogstens één vorm kan naar het scherm."
        )
    pairs = [(form, outputs[index] if index < len(outputs) else None) for index, form in enumerate(formats)]
    taken = {path.resolve(): "een bestand dat wordt gelezen" for path in inputs}
    for form, path in pairs:
        if path is None:
            continue
        if (full := path.resolve()) in taken:
            raise PrestatielintError("opties", f"'{path}' is ook {taken[full]}. Kies een andere naam bij --output.")
        taken[full] = "het bestand van een andere vorm"
        meant = _FORM_OF.get(path.suffix.lower())
        if len(outputs) < len(formats) and meant and meant != form and meant in formats:
            # click does not tell in which order the two options stood.
            raise PrestatielintError(
                "opties", f"Zet de --format die naar het scherm gaat als laatste: '{path}' wordt nu {form.value}."
            )
    return pairs


def _report_failures(run: Run) -> None:
    for failure in run.failures:
        _say(f"{failure.path}: {failure.message.rstrip('.')}.")


@app.command()
def check(
    paths: Paths,
    format: Annotated[
        list[CheckFormat] | None,
        typer.Option("--format", help="Vorm van het rapport; te herhalen, elk met een --output."),
    ] = None,
    output: Annotated[list[Path] | None, typer.Option("--output", help="Bestand voor het rapport.")] = None,
    select: Select = None,
    ignore: Ignore = None,
    rules: RulesFolder = None,
    config: Config = None,
    pipeline: PipelineName = None,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Vanaf welke zwaarte de exitstatus 1 is (standaard hoog).")
    ] = None,
    bril: Annotated[
        Lens | None, typer.Option("--bril", help="Door welke bril de scores worden gegeven (standaard alles).")
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", help="Bestand met bekende bevindingen; alleen nieuwe tellen voor de exitstatus."),
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Schrijf de bevindingen van nu in het bestand van --baseline.")
    ] = False,
    revisions: TrackedChanges = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Controleer een of meer documenten met prestatieafspraken."""

    def work() -> None:
        settings = _settings(
            config,
            paths[0] if paths else None,
            select=select,
            ignore=ignore,
            rules=rules,
            pipeline=pipeline,
            fail_on=fail_on,
            bril=bril,
            revisions=revisions,
        )
        inputs = [*(file for file, _ in _documents(paths)[0]), *([baseline] if baseline else [])]
        pairs = _pairs(format or [CheckFormat.CONSOLE], output or [], inputs)
        if (CheckFormat.XLSX, None) in pairs:
            raise PrestatielintError(
                "opties",
                "Een Excel-bestand kan niet naar het scherm. Geef een bestand: --format xlsx --output rapport.xlsx.",
            )
        before = _known(baseline, update_baseline)
        run = _run(paths, settings, lambda linter, document: linter.lint(document), verbose)
        if baseline is not None:
            run = _with_baseline(run, baseline, before, update_baseline)
        for form, target in pairs:
            text = _render(run, form, quiet=quiet, verbose=verbose, to_file=target is not None)
            if target is not None:
                _write(target, text)
            elif isinstance(text, str):
                _print(text)
        _report_failures(run)
        raise typer.Exit(_status(run, settings.fail_on))

    _guarded(work, verbose)


def _known(baseline: Path | None, update: bool) -> tuple[BaselineEntry, ...]:
    """The baseline as it stands; it is read before the work, so that a mistake in its name shows at once."""
    from prestatielint.baseline import load_baseline

    if baseline is None:
        if update:
            raise PrestatielintError(
                "opties", "Noem bij --update-baseline ook het bestand: --baseline basislijn.json --update-baseline."
            )
        return ()
    return () if update and not baseline.exists() else load_baseline(baseline)


def _with_baseline(run: Run, path: Path, before: tuple[BaselineEntry, ...], update: bool) -> Run:
    from prestatielint.baseline import apply_baseline, dump_baseline, update_baseline

    if update:
        before = update_baseline(run, before)
        _write(path, dump_baseline(before))
    return apply_baseline(run, before)


def _print(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _render(run: Run, form: CheckFormat, *, quiet: bool, verbose: bool, to_file: bool) -> str | bytes:
    """The report as it goes into a file; for a terminal it is printed here, in colour, and what comes back is empty."""
    if form is CheckFormat.XLSX:
        from prestatielint.report import excel

        return excel.write(run)
    if form is not CheckFormat.CONSOLE:
        from prestatielint.report import FORMATS

        return FORMATS[form.value](run)
    import io

    from rich.console import Console

    from prestatielint.report import console

    if to_file:
        buffer = io.StringIO()
        console.render(run, Console(file=buffer, width=100, force_terminal=False), quiet=quiet, verbose=verbose)
        return buffer.getvalue()
    terminal = (
        Console(highlight=False, soft_wrap=False)
        if sys.stdout.isatty()
        else Console(width=100, force_terminal=False, highlight=False)
    )
    console.render(run, terminal, quiet=quiet, verbose=verbose)
    return ""


def _status(run: Run, fail_on: str) -> int:
    """Exit status of the contract: 2 something failed, 1 findings at or above the bar, 0 neither."""
    if run.failures:
        return 2
    return _above((finding for report in run.reports for finding in report.findings), fail_on)


def _above(findings: Iterable[Finding], fail_on: str) -> int:
    """1 where a finding is at or above the bar."""
    from prestatielint.model import Severity

    if fail_on == FailOn.NOOIT:
        return 0
    bar = Severity(fail_on).rank
    return int(
        any(
            finding.severity is not Severity.INFO and finding.severity.rank <= bar and not finding.known
            for finding in findings
        )
    )


@app.command()
def batch(
    folder: Annotated[Path, typer.Argument(help="Map met documenten; submappen tellen mee.", show_default=False)],
    output: Annotated[
        Path, typer.Option("--output", help="Map voor de rapporten en het overzicht.", show_default=False)
    ],
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, help="Aantal werkprocessen (standaard: het aantal processorkernen).")
    ] = None,
    engine: Annotated[EngineName, typer.Option("--engine", help="Waar het werk gebeurt.")] = EngineName.LOKAAL,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", help="Adres van een Dask-scheduler; zonder adres een cluster op deze computer."),
    ] = None,
    cache: CacheFolder = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Bewaar niets en gebruik niets dat bewaard is.")] = False,
    max_cache: Annotated[
        float,
        typer.Option("--max-cache", min=0, help="Grens van de cache in GB; wat het langst niet is gebruikt, gaat weg."),
    ] = 10,
    max_seconds: Annotated[
        float, typer.Option("--max-seconds", min=1, help="Hoogste aantal seconden per document.")
    ] = 300,
    max_memory: Annotated[
        int, typer.Option("--max-memory", min=100, help="Hoogste aantal MB geheugen per werkproces.")
    ] = 2000,
    select: Select = None,
    ignore: Ignore = None,
    rules: RulesFolder = None,
    config: Config = None,
    pipeline: PipelineName = None,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Vanaf welke zwaarte de exitstatus 1 is (standaard hoog).")
    ] = None,
    bril: Annotated[
        Lens | None,
        typer.Option("--bril", help="Door welke bril de rangorde en de scores worden gegeven (standaard alles)."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Geen voortgang.")] = False,
    verbose: Verbose = False,
) -> None:
    """Beoordeel een map met documenten: een rapport per document en een overzicht met rangorde, thema's en partijen."""

    def work() -> None:
        from prestatielint.batch.command import run

        settings = _settings(
            config,
            folder,
            select=select,
            ignore=ignore,
            rules=rules,
            pipeline=pipeline,
            fail_on=fail_on,
            bril=bril,
        )
        status = run(
            folder,
            output,
            settings,
            _say,
            jobs=jobs,
            dask=engine is EngineName.DASK,
            scheduler=scheduler,
            cache=cache,
            no_cache=no_cache,
            max_cache=max_cache,
            max_seconds=max_seconds,
            max_memory=max_memory,
            quiet=quiet,
        )
        raise typer.Exit(status)

    _guarded(work, verbose)


@cache_app.command("info")
def cache_info(cache: CacheFolder = None) -> None:
    """Toon waar de cache staat en wat erin zit."""

    def work() -> None:
        from prestatielint.batch.store import MAX_SIZE, default_place, measure

        size = measure(cache or default_place())
        _print(
            f"Map:        {cache or default_place()}\nGelezen:    {size.documents} documenten\n"
            f"Rapporten:  {size.reports}\nGrootte:    {round(size.size / 1e6)} MB\n"
            f"Grens:      {MAX_SIZE // 10**9} GB (batch --max-cache)\n"
        )

    _guarded(work)


@cache_app.command("clear")
def cache_clear(cache: CacheFolder = None) -> None:
    """Maak de cache leeg; de volgende run doet alles opnieuw."""

    def work() -> None:
        from prestatielint.batch.store import clear, default_place

        freed = clear(cache or default_place())
        _say(f"De cache is leeg; {round(freed / 1e6)} MB is vrijgemaakt.")

    _guarded(work)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OUD", help="De oude versie.", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NIEUW", help="De nieuwe versie.", show_default=False)],
    format: Annotated[
        list[DiffFormat] | None,
        typer.Option("--format", help="Vorm van de vergelijking; te herhalen, elk met een --output."),
    ] = None,
    output: Annotated[list[Path] | None, typer.Option("--output", help="Bestand voor de vergelijking.")] = None,
    select: Select = None,
    ignore: Ignore = None,
    rules: RulesFolder = None,
    config: Config = None,
    pipeline: PipelineName = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help="Vanaf welke zwaarte een nieuwe bevinding exitstatus 1 geeft (standaard hoog)."),
    ] = None,
    bril: Annotated[
        Lens | None, typer.Option("--bril", help="Door welke bril de scores worden gegeven (standaard alles).")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Eén regel.")] = False,
    verbose: Verbose = False,
) -> None:
    """Vergelijk twee versies van dezelfde afspraken: wat is gewijzigd, vervallen, nieuw, lichter of zwaarder."""

    def work() -> None:
        for path in (old, new):
            if path.is_dir():
                raise PrestatielintError(
                    "map", f"'{path}' is een map. Geef twee documenten: de oude en de nieuwe versie."
                )
        settings = _settings(
            config,
            new,
            select=select,
            ignore=ignore,
            rules=rules,
            pipeline=pipeline,
            fail_on=fail_on,
            bril=bril,
        )
        pairs = _pairs(format or [DiffFormat.CONSOLE], output or [], [old, new])
        run = _run([old, new], settings, lambda linter, document: linter.lint(document), verbose)
        _report_failures(run)
        if run.failures:
            raise typer.Exit(2)
        from prestatielint.compare import compare
        from prestatielint.report import DIFF_FORMATS, diffconsole

        comparison = compare(*run.reports)
        for form, target in pairs:
            if quiet and form is DiffFormat.CONSOLE:
                text = diffconsole.summary(comparison) + "\n"
            elif form is not DiffFormat.CONSOLE:
                text = DIFF_FORMATS[form.value](run, comparison)
            elif target is None and sys.stdout.isatty():
                from rich.console import Console

                diffconsole.render(run, comparison, Console(highlight=False))
                continue
            else:
                text = diffconsole.write(run, comparison)
            if target is not None:
                _write(target, text)
            else:
                _print(text)
        raise typer.Exit(_above(comparison.new_findings, settings.fail_on))

    _guarded(work, verbose)


@app.command()
def extract(
    paths: Paths,
    format: Annotated[PlainFormat, typer.Option("--format", help="Vorm van de uitvoer.")] = PlainFormat.CONSOLE,
    output: Annotated[Path | None, typer.Option("--output", help="Bestand voor de uitvoer.")] = None,
    config: Config = None,
    pipeline: PipelineName = None,
    revisions: TrackedChanges = None,
    verbose: Verbose = False,
) -> None:
    """Haal alleen de clausules uit de documenten, zonder regels toe te passen."""

    def work() -> None:
        from prestatielint.report import jsonreport
        from prestatielint.report.console import extracted

        settings = _settings(
            config,
            paths[0] if paths else None,
            pipeline=pipeline,
            revisions=revisions,
        )
        run = _run(paths, settings, lambda linter, document: linter.extract(document), verbose)
        text = jsonreport.extract(run) if format is PlainFormat.JSON else extracted(run)
        if output is not None:
            _write(output, text)
        else:
            _print(text)
        _report_failures(run)
        raise typer.Exit(2 if run.failures else 0)

    _guarded(work, verbose)


@app.command()
def review(
    paths: Paths,
    output: Annotated[
        Path | None,
        typer.Option("--output", help="Bestand (bij één document) of map voor de kopie; anders naast het document."),
    ] = None,
    min_severity: Annotated[
        Least, typer.Option("--min-severity", help="Vanaf welke zwaarte een bevinding een opmerking krijgt.")
    ] = Least.INFO,
    select: Select = None,
    ignore: Ignore = None,
    rules: RulesFolder = None,
    config: Config = None,
    pipeline: PipelineName = None,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Vanaf welke zwaarte de exitstatus 1 is (standaard hoog).")
    ] = None,
    bril: Annotated[
        Lens | None, typer.Option("--bril", help="Door welke bril de scores worden gegeven (standaard alles).")
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Maak een nagekeken kopie: opmerkingen bij de woorden zelf in Word, markeringen met notities in PDF."""

    def work() -> None:
        from prestatielint.model import Failure
        from prestatielint.review import plan

        settings = _settings(
            config,
            paths[0] if paths else None,
            select=select,
            ignore=ignore,
            rules=rules,
            pipeline=pipeline,
            fail_on=fail_on,
            bril=bril,
        )
        found = [(path, *_documents([path])) for path in paths]
        copies, refused, skipped = plan([(path, files) for path, files, _ in found], output)
        empty = [Failure(name, "map-leeg", message) for _, _, folders in found for name, message in folders]
        run = _reviewed(copies, settings, min_severity, (*empty, *refused), verbose)
        for name in skipped:
            _say(f"{name}: overgeslagen; alleen van Word- en PDF-bestanden komt er een nagekeken kopie.")
        _report_failures(run)
        raise typer.Exit(_status(run, settings.fail_on))

    _guarded(work, verbose)


@app.command()
def dossier(
    paths: Paths,
    output: Annotated[
        Path | None, typer.Option("--output", help="Map voor de dossiers (standaard naast het document).")
    ] = None,
    rules: RulesFolder = None,
    config: Config = None,
    pipeline: PipelineName = None,
    verbose: Verbose = False,
) -> None:
    """Maak per document een dossier ter voorbereiding op de Aw en de visitatie, als Word-bestand en als webpagina."""

    def work() -> None:
        from prestatielint.dossier import collect, targets, write_page, write_word

        settings = _settings(config, paths[0] if paths else None, rules=rules, pipeline=pipeline)
        if output is not None and not output.is_dir():
            raise PrestatielintError("opties", f"De map '{output}' bestaat niet. Maak de map eerst aan.")
        dossiers = []

        def judge(linter: Linter, document: Document) -> Report:
            report = linter.lint(document)
            dossiers.append(collect(report, linter.info, linter.catalogue))
            return report

        run = _run(paths, settings, judge, verbose)
        for made, target in zip(dossiers, targets(run.reports, _documents(paths)[0], output), strict=True):
            for suffix, content in (("docx", write_word(made)), ("html", write_page(made))):
                _write(target.with_name(f"{target.name}.{suffix}"), content)
                _print(f"{target.name}.{suffix}\n")
        _report_failures(run)
        raise typer.Exit(2 if run.failures else 0)

    _guarded(work, verbose)


def _reviewed(
    copies: Sequence[Copy], settings: Settings, least: Least, failures: tuple[Failure, ...], verbose: bool
) -> Run:
    """Write the reviewed copies one by one; a document that fails is reported and the others go on."""
    from dataclasses import replace

    from prestatielint.ingest import read
    from prestatielint.model import Failure, Run, Severity
    from prestatielint.review import check_target, review

    loaded: tuple[Linter, Catalogue] | None = None
    reports: list[Report] = []
    failed = list(failures)
    for copy in copies:
        try:
            check_target(copy.target)
            document = replace(read(copy.source), path=copy.name)
            # The pipeline is loaded only when there is something to read.
            loaded = loaded or _linter(settings)
            linter, catalogue = loaded
            report = linter.lint(document)
            made = review(copy.source.read_bytes(), report, linter.info, catalogue.version, Severity(least.value))
            copy.target.parent.mkdir(parents=True, exist_ok=True)
            _write(copy.target, made.data)
        except (PrestatielintError, OSError) as error:
            if verbose:
                _trace()
            code, message = (
                (error.code, error.message)
                if isinstance(error, PrestatielintError)
                else ("schrijven", f"De kopie '{copy.target}' kan niet worden geschreven: {error.strerror}")
            )
            failed.append(Failure(copy.name, code, message))
            continue
        reports.append(report)
        _print("".join(f"{line}\n" for line in made.lines(copy)))
    if loaded is None:
        return _empty_run(settings, tuple(failed))
    linter, catalogue = loaded
    return Run(linter.info, catalogue.version, catalogue.sha256, tuple(reports), tuple(failed))


@app.command()
def explain(
    code: Annotated[str, typer.Argument(help="Code van een regel, bijvoorbeeld VAG002.", show_default=False)],
    rules: RulesFolder = None,
) -> None:
    """Leg één regel uit: waarom, fout, goed, bron."""

    def work() -> None:
        from difflib import get_close_matches

        from rich.console import Console

        from prestatielint.catalogue import load_catalogue
        from prestatielint.catalogue.docs import explanation, rule_info
        from prestatielint.errors import CatalogueError
        from prestatielint.report.explain import is_coloured, show

        catalogue = load_catalogue(tuple(rules or ()))
        try:
            rule = catalogue[code.upper()]
        except KeyError:
            close = get_close_matches(code.upper(), [rule.code for rule in catalogue.rules], 1)
            meant = f" Bedoelt u {close[0]}?" if close else ""
            raise CatalogueError(
                "regel-onbekend", f"Er is geen regel '{code}'.{meant} Bekijk de regels met: prestatielint rules list."
            ) from None
        console = Console(highlight=False)
        if is_coloured(console):
            show(rule_info(rule), rule.status, console)
        else:
            _print(explanation(rule))

    _guarded(work)


@rules_app.command("list")
def rules_list(rules: RulesFolder = None) -> None:
    """Som de regels op."""

    def work() -> None:
        from prestatielint.catalogue import load_catalogue
        from prestatielint.catalogue.docs import listing

        _print(listing(load_catalogue(tuple(rules or ()))))

    _guarded(work)


@rules_app.command("test")
def rules_test(rules: RulesFolder = None, select: Select = None, pipeline: PipelineName = None) -> None:
    """Voer de voorbeelden van elke regel uit: fout moet vuren op de gemarkeerde plaats, goed moet stil zijn."""

    def work() -> None:
        from prestatielint.testing import run_examples

        settings = _settings(None, None, rules=rules, select=select, pipeline=pipeline)
        linter, _ = _linter(settings)
        total, problems = run_examples(linter)
        for problem in problems:
            _print(problem + "\n")
        _print(f"{total - len(problems)} van {total} voorbeelden goed.\n")
        raise typer.Exit(1 if problems else 0)

    _guarded(work)


@pipeline_app.command("info")
def pipeline_info(
    format: Annotated[PlainFormat, typer.Option("--format")] = PlainFormat.CONSOLE, pipeline: PipelineName = None
) -> None:
    """Toon welke pijplijn wordt gebruikt en waarom."""

    def work() -> None:
        import json
        from dataclasses import asdict

        from prestatielint.trust import trusted_pipeline

        info, _ = trusted_pipeline(pipeline or "auto")
        if format is PlainFormat.JSON:
            _print(json.dumps(asdict(info), ensure_ascii=False, indent=2) + "\n")
            return
        _print(
            f"Pijplijn:    {info.name} {info.version}\nReden:       {info.reason}\nPad:         {info.path}\nOnderdelen:  {', '.join(info.components)}\n"
        )
        for name, value in info.accuracy.items():
            _print(f"  {name:<10} {value:.1%}\n")

    _guarded(work)


@pipeline_app.command("install")
def pipeline_install() -> None:
    """Installeer nl_core_news_md (dit is de enige opdracht die het netwerk gebruikt)."""
    import subprocess

    _say("nl_core_news_md wordt opgehaald …")
    done = subprocess.run(
        [sys.executable, "-m", "spacy", "download", "nl_core_news_md"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        _say(
            "Fout: nl_core_news_md kon niet worden opgehaald. Controleer de internetverbinding; de ingebouwde pijplijn blijft werken."
        )
        raise typer.Exit(2)
    _say("nl_core_news_md is geïnstalleerd en wordt voortaan gebruikt.")


@app.command()
def evaluate(
    folder: Annotated[
        Path, typer.Argument(help="Map met documenten en gouddata (.jsonl naast elk document).", show_default=False)
    ],
    format: Annotated[PlainFormat, typer.Option("--format")] = PlainFormat.CONSOLE,
    pipeline: PipelineName = None,
    rules: RulesFolder = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="Toon ook de fouten met hun tekst (niet voor testdocumenten).")
    ] = False,
    compare: Annotated[
        Path | None,
        typer.Option("--compare", help="Toon wat er anders is dan in dit bestand met bevindingen (.jsonl)."),
    ] = None,
    save: Annotated[
        Path | None, typer.Option("--save", help="Bewaar de bevindingen in dit bestand, om later mee te vergelijken.")
    ] = None,
) -> None:
    """Meet precisie en volledigheid per label tegen gouddata."""

    def work() -> None:
        from prestatielint.evaluate import changes, evaluate_folder, findings_lines, table

        settings = _settings(None, None, rules=rules, pipeline=pipeline)
        linter, _ = _linter(settings)
        if compare is not None or save is not None:
            now = findings_lines(linter, folder)
            if compare is not None:
                _print(changes(_lines(compare), now))
            if save is not None:
                _write(save, "".join(f"{line}\n" for line in now))
            return
        result = evaluate_folder(linter, folder)
        if format is PlainFormat.JSON:
            import json

            _print(json.dumps(result.as_dict(), ensure_ascii=False, indent=2) + "\n")
        else:
            _print(table(result, errors=errors))

    _guarded(work)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise PrestatielintError("lezen", f"Het bestand '{path}' is niet te lezen.") from None


def main() -> None:
    """Entry point; the output is UTF-8 wherever it goes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf8", errors="replace")
    app()


if __name__ == "__main__":
    main()
