"""The command line: parse, call, print, exit. Heavy imports stay inside the commands, so that ``--help`` is quick."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
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
    from prestatielint.model import Bril, Document, Failure, Report, Run

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


class CheckFormat(StrEnum):
    """The forms of the report of ``check``."""

    CONSOLE = "console"
    JSON = "json"
    HTML = "html"
    MARKDOWN = "markdown"


class EngineName(StrEnum):
    """Where ``batch`` does its work."""

    LOKAAL = "lokaal"
    DASK = "dask"


class PlainFormat(StrEnum):
    """The forms of a short answer."""

    CONSOLE = "console"
    JSON = "json"


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
CacheFolder = Annotated[
    Path | None, typer.Option("--cache", help="Map van de cache (standaard in de cachemap van de gebruiker).")
]
Verbose = Annotated[bool, typer.Option("--verbose", help="Ook informatie en technische details.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Eén regel per document.")]


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


def _bril(lens: Lens | None) -> Bril | None:
    from prestatielint.model import Bril

    return Bril(lens.value) if lens else None


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
                if file.is_file() and file.suffix.lower() in _SUFFIXES and not file.name.startswith(("~$", "."))
            ]
            if not inside:
                empty.append((path.name or str(path), f"In deze map staan geen documenten ({', '.join(_SUFFIXES)})"))
            found += [(file, file.relative_to(path).as_posix()) for file in inside]
        else:
            found.append((path, path.name))
    return found, empty


def _settings(config: Path | None, first: Path | None, **given: Any) -> Settings:
    """Settings from the config, with what the command line gives put over it."""
    from dataclasses import replace

    from prestatielint.config import find_config, load_settings

    if config is not None and not config.is_file():
        raise ConfigError("config-fout", f"De configuratie '{config}' bestaat niet.")
    settings = load_settings(config or (find_config(first) if first is not None else None))
    return replace(settings, **{key: value for key, value in given.items() if value})


def _linter(settings: Settings) -> tuple[Linter, Catalogue]:
    from prestatielint.catalogue import load_catalogue
    from prestatielint.trust import trusted_linter

    catalogue = load_catalogue(settings.rules)
    return trusted_linter(catalogue, settings), catalogue


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
            documents.append(replace(read(path), path=name))
        except IngestError as error:
            if verbose:
                _trace()
            failures.append(Failure(name, error.code, error.message))
    # The pipeline is loaded only when there is something to read.
    if not documents:
        return _empty_run(settings, tuple(failures))
    linter, catalogue = _linter(settings)
    reports = tuple(judge(linter, document) for document in documents)
    return Run(linter.info, catalogue.version, catalogue.sha256, reports, tuple(failures))


def _empty_run(settings: Settings, failures: tuple[Failure, ...]) -> Run:
    from prestatielint.catalogue import load_catalogue
    from prestatielint.model import Run
    from prestatielint.nlp.pipeline import choose_pipeline

    catalogue = load_catalogue(settings.rules)
    catalogue.select(settings.select, settings.ignore)  # an unknown code is an error here too
    return Run(choose_pipeline(settings.pipeline), catalogue.version, catalogue.sha256, (), failures)


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    import tempfile

    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf8", newline="\n", dir=path.parent, prefix=".prestatielint-", delete=False
        ) as file:
            temporary = Path(file.name)
            try:
                file.write(text)
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


def _pairs(formats: list[Any], outputs: list[Path]) -> list[tuple[Any, Path | None]]:
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
    return [(form, outputs[index] if index < len(outputs) else None) for index, form in enumerate(formats)]


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
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Controleer een of meer documenten met prestatieafspraken."""

    def work() -> None:
        settings = _settings(
            config,
            paths[0] if paths else None,
            select=_split(select),
            ignore=_split(ignore),
            rules=tuple(rules or ()),
            pipeline=pipeline,
            fail_on=fail_on.value if fail_on else None,
            bril=_bril(bril),
        )
        pairs = _pairs(format or [CheckFormat.CONSOLE], output or [])
        run = _run(paths, settings, lambda linter, document: linter.lint(document), verbose)
        for form, target in pairs:
            text = _render(run, form, quiet=quiet, verbose=verbose, to_file=target is not None)
            if target is not None:
                _write(target, text)
            elif text:
                _print(text)
        _report_failures(run)
        raise typer.Exit(_status(run, settings.fail_on))

    _guarded(work, verbose)


def _print(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _render(run: Run, form: CheckFormat, *, quiet: bool, verbose: bool, to_file: bool) -> str:
    """The report as text; for a terminal it is printed here, in colour, and the text is empty."""
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
    from prestatielint.model import Severity

    if run.failures:
        return 2
    if fail_on == FailOn.NOOIT:
        return 0
    bar = Severity(fail_on).rank
    return int(
        any(
            finding.severity is not Severity.INFO and finding.severity.rank <= bar
            for report in run.reports
            for finding in report.findings
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
            select=_split(select),
            ignore=_split(ignore),
            rules=tuple(rules or ()),
            pipeline=pipeline,
            fail_on=fail_on.value if fail_on else None,
            bril=_bril(bril),
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
        from prestatielint.batch.store import default_place, measure

        size = measure(cache or default_place())
        _print(
            f"Map:        {cache or default_place()}\nGelezen:    {size.documents} documenten\n"
            f"Rapporten:  {size.reports}\nGrootte:    {round(size.size / 1e6)} MB\n"
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
def extract(
    paths: Paths,
    format: Annotated[PlainFormat, typer.Option("--format", help="Vorm van de uitvoer.")] = PlainFormat.CONSOLE,
    output: Annotated[Path | None, typer.Option("--output", help="Bestand voor de uitvoer.")] = None,
    config: Config = None,
    pipeline: PipelineName = None,
    verbose: Verbose = False,
) -> None:
    """Haal alleen de clausules uit de documenten, zonder regels toe te passen."""

    def work() -> None:
        from prestatielint.report import jsonreport
        from prestatielint.report.console import extracted

        settings = _settings(config, paths[0] if paths else None, pipeline=pipeline)
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
def explain(
    code: Annotated[str, typer.Argument(help="Code van een regel, bijvoorbeeld VAG002.", show_default=False)],
    rules: RulesFolder = None,
) -> None:
    """Leg één regel uit: waarom, fout, goed, bron."""

    def work() -> None:
        from prestatielint.catalogue import load_catalogue
        from prestatielint.catalogue.docs import explanation
        from prestatielint.errors import CatalogueError

        try:
            rule = load_catalogue(tuple(rules or ()))[code.upper()]
        except KeyError:
            raise CatalogueError(
                "regel-onbekend", f"Er is geen regel '{code}'. Bekijk de regels met: prestatielint rules list."
            ) from None
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

        settings = _settings(None, None, rules=tuple(rules or ()), select=_split(select), pipeline=pipeline)
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

        settings = _settings(None, None, rules=tuple(rules or ()), pipeline=pipeline)
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
