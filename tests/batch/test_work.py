"""The work on one document with the real linter, and the keys under which it is kept."""

import json
import os
import pickle
import shutil
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from prestatielint import cli
from prestatielint import linter as linter_module
from prestatielint.batch import keys
from prestatielint.batch.find import Entry
from prestatielint.batch.keys import Keys
from prestatielint.batch.work import Job, Parsed, Result, Setup, load, unpacked
from prestatielint.config import Settings, Suppression
from prestatielint.ingest import read
from prestatielint.linter import Linter
from prestatielint.model import Bril, Party, PipelineInfo, Role, Run
from prestatielint.report import FORMATS

CORPUS = Path(__file__).parents[2] / "corpus"
ALL = os.environ.get("PRESTATIELINT_ALL") == "1"
DOCUMENTS = sorted(
    path
    for split in ("train", "dev")
    for path in (CORPUS / split).iterdir()
    if path.suffix in (".docx", ".pdf") and (ALL or path.name == "brummerveen-2024.pdf")
)


@pytest.fixture
def work(linter: Linter, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Job], Result]]:
    """The function of a worker, on the pipeline that the session has loaded."""
    monkeypatch.setattr(linter_module, "Linter", lambda *args, **kwargs: linter)
    before = linter.settings
    yield load(Setup(linter.settings, linter.catalogue, linter.info, (), "", load))
    linter.settings = before


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_report_from_the_kept_parse_is_that_of_check_to_the_byte(
    path: Path, work: Callable[[Job], Result], linter: Linter
) -> None:
    job = Job(0, path.name, path.suffix, path.read_bytes())
    fresh = work(job)
    again = work(replace(job, parsed=fresh.parsed))
    assert fresh.made
    assert fresh.made == again.made
    assert again.parsed is None
    report = linter.lint(replace(read(path), path=path.name))
    run = Run(linter.info, linter.catalogue.version, linter.catalogue.sha256, (report,), ())
    assert unpacked(fresh.made.json).decode("utf8") == FORMATS["json"](run)
    assert unpacked(fresh.made.html).decode("utf8") == FORMATS["html"](run)


def test_a_damaged_or_foreign_parse_is_made_again_and_runs_nothing(
    work: Callable[[Job], Result], tmp_path: Path
) -> None:
    text = b"3.1 De Vliet bouwt in 2026 40 sociale huurwoningen."
    mark = tmp_path / "uitgevoerd"

    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return os.mkdir, (str(mark),)

    good = work(Job(0, "a.txt", ".txt", text))
    assert good.parsed
    for parsed in (
        Parsed(zlib.compress(pickle.dumps(Evil())), good.parsed.docs),
        Parsed(good.parsed.document[:-9], good.parsed.docs),
        Parsed(good.parsed.document, good.parsed.docs[:-9]),
        Parsed(good.parsed.document, b""),
    ):
        again = work(Job(0, "a.txt", ".txt", text, parsed))
        assert again.made == good.made
        assert again.parsed == good.parsed
    assert not mark.exists()


def test_parties_that_the_user_names_count_for_that_document_only(work: Callable[[Job], Result]) -> None:
    text = b"Afspraken\n\n3.1 Slim Wonen adviseert binnen zes weken over het jaarplan."
    named = work(Job(0, "a.txt", ".txt", text, None, (Party("Slim Wonen", Role.HUURDERSORGANISATIE),)))
    plain = work(Job(1, "a.txt", ".txt", text))
    assert named.made
    assert plain.made
    assert b"Slim Wonen" in named.made.summary
    assert b'"Slim Wonen", "huurdersorganisatie"' not in plain.made.summary


def test_what_a_document_does_not_use_of_the_settings_stands_in_no_report(
    work: Callable[[Job], Result], linter: Linter, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = Suppression("*", "3.1", ("VAG002",), "Reden.")
    settings = replace(linter.settings, suppressions=(order,))
    monkeypatch.setattr(linter, "settings", settings)
    work = load(Setup(settings, linter.catalogue, linter.info, (), "", load))
    used, unused = (
        work(Job(number, f"{number}.txt", ".txt", text)).made
        for number, text in enumerate(
            (b"Afspraken\n\n3.1 Partijen spannen zich in.", b"Afspraken\n\n3.1 De Vliet bouwt in 2026 40 woningen.")
        )
    )
    assert used
    assert unused
    assert json.loads(used.summary)["unused"] == []
    [notice] = json.loads(unused.summary)["unused"]
    assert (
        notice["message"]
        == "De onderdrukking van VAG002 bij 3.1 in de instellingen is niet nodig: deze regel vindt daar niets."
    )
    assert b"is niet nodig" not in unpacked(unused.json) + unpacked(unused.html)


def test_a_bad_file_is_a_failure_that_lasts(work: Callable[[Job], Result]) -> None:
    result = work(Job(0, "a.pdf", ".pdf", b"geen pdf"))
    assert result.lasting
    assert result.failure
    assert result.failure.code == "verkeerde-inhoud"


def test_what_changes_which_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pijplijn").mkdir()
    (tmp_path / "pijplijn" / "gewichten").write_text("1")
    package = tmp_path / "pakket"
    shutil.copytree(keys._PACKAGE, package, ignore=shutil.ignore_patterns("pipeline", "__pycache__"))
    monkeypatch.setattr(keys, "_PACKAGE", package)
    info = PipelineInfo("nl_x", "1", str(tmp_path / "pijplijn"), "")
    entry = Entry("a.pdf", Path("a.pdf"), 1, "0" * 64)
    defaults = Settings()

    def both(
        settings: Settings = defaults, catalogue: str = "c", entry: Entry = entry, parties: tuple[Party, ...] = ()
    ) -> tuple[str, str]:
        made = Keys(settings, catalogue, info, ())
        return made.parse(entry), made.report(entry, parties)

    parse, report = both()
    assert both() == (parse, report)
    assert both(Settings(fail_on="laag")) == (parse, report)
    only_report = [
        both(catalogue="d"),
        both(Settings(bril=Bril.AW)),
        both(Settings(ignore=("VAG001",))),
        both(entry=replace(entry, name="b.pdf")),
        both(parties=(Party("X", Role.OVERIG),)),
    ]
    (package / "score.py").write_text("# anders")
    only_report.append(both())
    assert all(found[0] == parse for found in only_report)
    assert len({report, *(found[1] for found in only_report)}) == 7
    parses = [parse]
    for file in (package / "ingest" / "pdf.py", package / "nlp" / "components.py", tmp_path / "pijplijn" / "gewichten"):
        file.write_text("anders")
        parses.append(both()[0])
    assert len(set(parses)) == 4
    assert both(entry=replace(entry, sha256="1" * 64))[0] != both()[0]


def test_the_command(tmp_path: Path) -> None:
    documents = tmp_path / "in"
    documents.mkdir()
    (documents / "a.md").write_text("# Afspraken 2026\n\n1.1 Partijen spannen zich in voor de wijk.", encoding="utf8")
    (documents / "kapot.docx").write_bytes(b"rommel")
    arguments = [
        "batch",
        str(documents),
        "--output",
        str(tmp_path / "uit"),
        "--cache",
        str(tmp_path / "c"),
        "--jobs",
        "1",
    ]
    first = CliRunner().invoke(cli.app, [*arguments, "--pipeline", "ingebouwd"])
    assert first.exit_code == 2
    assert "kapot.docx: De inhoud past niet bij de naam" in first.stderr
    assert "1 document beoordeeld, 0 dubbel, 1 niet gelukt" in first.stderr
    assert (tmp_path / "uit" / "rapporten" / "a.md.html").is_file()
    again = CliRunner().invoke(cli.app, [*arguments, "--pipeline", "ingebouwd"])
    assert "2 van 2 documenten zijn al eerder gedaan" in again.stderr
    (documents / "kapot.docx").unlink()
    assert CliRunner().invoke(cli.app, [*arguments, "--pipeline", "ingebouwd"]).exit_code == 1
    assert CliRunner().invoke(cli.app, [*arguments, "--pipeline", "ingebouwd", "--fail-on", "nooit"]).exit_code == 0
    assert "Rapporten:  2" in CliRunner().invoke(cli.app, ["cache", "info", "--cache", str(tmp_path / "c")]).stdout
    assert "De cache is leeg" in CliRunner().invoke(cli.app, ["cache", "clear", "--cache", str(tmp_path / "c")]).stderr
    assert "Rapporten:  0" in CliRunner().invoke(cli.app, ["cache", "info", "--cache", str(tmp_path / "c")]).stdout


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        (["--scheduler", "tcp://x:1"], "--scheduler hoort bij --engine dask"),
        (["--cache", "c", "--no-cache"], "Kies --cache of --no-cache"),
        (["--select", "XYZ"], "XYZ"),
    ],
)
def test_options_that_do_not_go_together(tmp_path: Path, extra: list[str], words: str) -> None:
    (tmp_path / "a.txt").write_text("tekst")
    done = CliRunner().invoke(cli.app, ["batch", str(tmp_path), "--output", str(tmp_path / "uit"), *extra])
    assert done.exit_code == 2
    assert words in done.stderr


def test_a_folder_without_documents_is_one_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli.app, ["batch", str(tmp_path), "--output", str(tmp_path / "uit")])
    assert done.exit_code == 2
    assert "staan geen documenten" in done.stderr
