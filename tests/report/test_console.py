import io
import re

import pytest
from rich.console import Console

from prestatielint.model import Run
from prestatielint.report import console


def printed(run: Run, width: int = 100, *, quiet: bool = False, verbose: bool = False, colour: bool = False) -> str:
    stream = io.StringIO()
    target = Console(
        file=stream,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
    )
    console.render(run, target, quiet=quiet, verbose=verbose)
    return stream.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


def test_piped_output_has_no_escape_codes(hostile: Run) -> None:
    text = printed(hostile, verbose=True)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)
    text.encode("utf-8")


def test_text_from_a_document_is_shown_as_it_is(hostile: Run) -> None:
    text = flat(printed(hostile, width=200))
    for words in ("[bold red]", "{{ 7*7 }}", "=cmd|", ":smile:", "<script>alert(1)</script>"):
        assert words in text.replace("«", "").replace("»", "")


def test_only_own_escape_codes_in_colour(hostile: Run) -> None:
    text = printed(hostile, width=300, colour=True)
    assert "\x1b[" in text
    assert "«De Vliet" not in text
    assert "\x1b[31mrood" not in text.replace("\x1b[1;4;31m", "")
    assert "\x1b" not in re.sub(r"\x1b\[[\d;]*m", "", text)


def test_marked_words_in_plain_text(agreement: Run) -> None:
    text = flat(printed(agreement))
    assert "De Vliet «bouwt» in 2026 40 sociale huurwoningen, «mits de gemeente tijdig een locatie" in text
    assert "«streven ernaar» om «waar mogelijk» «voldoende» betaalbare" in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_fit(agreement: Run, width: int) -> None:
    lines = printed(agreement, width).splitlines()
    assert all(len(line) <= width for line in lines if "afspraken-dalveen" not in line)


def test_the_parts_stand_in_order(agreement: Run) -> None:
    text = printed(agreement)
    parts = [
        "Let op: 3 van 12",
        "De belangrijkste bevindingen",
        "Oordeel per thema",
        "Bevindingen per afspraak",
        "Bevindingen over het hele document",
        "Voorstel per thema",
        "Scores",
        "100 = geen opmerkingen",
        "toetsvragen afgeleid van de kritiek van de Aw; dit is geen oordeel van de Aw",
    ]
    places = [flat(text).index(part) for part in parts]
    assert places == sorted(places)


def test_a_finding_with_its_suggestion(agreement: Run) -> None:
    text = flat(printed(agreement))
    assert "ACT001 activiteit middel: De afspraak noemt woningen" in text
    assert "Voorstel (effect + middel, zwaarder): Uiterlijk [datum] zijn" in text
    assert "Aanname: Bouwen is nog geen bewonen" in text


def test_the_same_suggestion_is_shown_once(hostile: Run) -> None:
    run = Run(hostile.pipeline, "1", "0" * 64, hostile.reports[1:], ())
    text = printed(run)
    assert text.count("Voorstel (effect, even zwaar)") == 2  # once under the clause, once for the document


def test_missing_scores(hostile: Run) -> None:
    run = Run(hostile.pipeline, "1", "0" * 64, hostile.reports[1:], ())
    text = flat(printed(run))
    assert "Totaal – te weinig om te beoordelen" in text
    assert "None" not in text


def test_verbose_adds_facts_and_context(agreement: Run) -> None:
    assert "DOC008" not in printed(agreement)
    assert "In 2024 zijn 31" not in printed(agreement)
    assert "DOC008 document-omvang info" in printed(agreement, verbose=True)
    assert "In 2024 zijn 31" in printed(agreement, verbose=True)


def test_quiet_is_one_line_per_document(agreement: Run) -> None:
    assert flat(printed(agreement, width=300, quiet=True)) == (
        "afspraken-dalveen-2026.pdf: 4 afspraken; bevindingen: 4 hoog, 5 middel, 2 laag; score 58 van 100 (hoger is beter); "
        "let op: 1 waarschuwing"
    )
