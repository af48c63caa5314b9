import re

from prestatielint.model import Run
from prestatielint.report import markdown


def test_nothing_from_a_document_is_markup(hostile: Run) -> None:
    text = markdown.write(hostile)
    assert not re.search(r"(?<!\\)<", text)
    assert "](" not in re.sub(r"\\.", "", text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)


def test_marks_and_parts(agreement: Run) -> None:
    text = markdown.write(agreement)
    assert "> De Vliet «bouwt» in 2026" in text
    assert "- **hoog** EEN002 eenzijdig: De afspraak rust op" in text
    assert "| Tijdshorizon" not in text
    assert "| Aw: Tijdshorizon | – | te weinig om te beoordelen;" in text
    assert "### Let op" in text
    assert text == markdown.write(agreement)


def test_a_leading_number_is_no_list() -> None:
    assert markdown._safe("3. Nieuwbouw") == r"3\. Nieuwbouw"
    assert markdown._safe("- punt") == r"\- punt"
    assert markdown._safe("40 woningen") == "40 woningen"
