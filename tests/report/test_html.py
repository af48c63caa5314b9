import re
from html.parser import HTMLParser

import pytest
import report_sample

from prestatielint.model import Run
from prestatielint.report import html, view

VOID = {"meta", "input", "br", "link", "img"}


class Page(HTMLParser):
    """What is needed of a page: tags, ids, links, and the text of marks per finding."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.marks: list[tuple[list[str], str]] = []
        self.text = ""
        self.badly_nested: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.add(tag)
        self.attributes.update(values)
        if tag not in VOID:
            self.stack.append(tag)
        if values.get("id"):
            self.ids.append(values["id"] or "")
        self.links += [values[key] or "" for key in ("href", "src") if key in values]
        if tag == "mark":
            self.marks.append(((values["data-f"] or "").split(), ""))

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack.pop() != tag:
            self.badly_nested.append(tag)

    def handle_data(self, data: str) -> None:
        if "script" in self.stack or "style" in self.stack:
            return
        self.text += data
        if "mark" in self.stack:
            names, text = self.marks[-1]
            self.marks[-1] = (names, text + data)

    def marked(self) -> dict[str, str]:
        words: dict[str, str] = {}
        for names, text in self.marks:
            for name in names:
                words[name] = words.get(name, "") + text
        return words


@pytest.fixture
def page(hostile: Run) -> Page:
    return Page(html.write(hostile))


def test_nothing_from_a_document_is_markup(hostile: Run, page: Page) -> None:
    source = html.write(hostile)
    assert not {"img", "iframe", "object", "link"} & page.tags
    assert not any(name.startswith("on") for name in page.attributes)
    assert source.count("<script>") == 1
    assert source.count("<h1>") == 1
    assert "<b>kwaad" not in source
    assert "<i>kolom" not in source
    assert "{{ 7*7 }}" in page.text
    assert page.badly_nested == []
    assert page.stack == []


def test_no_steering_characters(hostile: Run) -> None:
    source = html.write(hostile)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", source)
    source.encode("utf-8")


def test_nothing_is_loaded_from_outside(hostile: Run, page: Page) -> None:
    assert all(link.startswith("#") for link in page.links)
    source = html.write(hostile)
    assert "default-src 'none'" in source
    assert not re.search(r"@import|url\(", source)


def test_every_link_leads_somewhere_and_ids_are_unique(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_marks_are_exactly_the_quoted_words(agreement: Run) -> None:
    page = Page(html.write(agreement))
    quotes = [
        finding.quote
        for findings in view.by_clause(agreement.reports[0]).values()
        for finding in findings
        if finding.quote
    ]
    assert sorted(page.marked().values()) == sorted(quotes)
    assert len(quotes) == 10


def test_overlapping_marks_are_split_at_their_borders(page: Page) -> None:
    report = report_sample.hostile()
    findings = view.by_clause(report)["x<1>"]
    expected = {f"d2-c1-{n}": (f.quote or "").replace("\x1b", "") for n, f in enumerate(findings, start=1)}
    assert {key: words for key, words in page.marked().items() if key.startswith("d2-")} == expected
    assert any(len(names) > 1 for names, _ in page.marks)


def test_a_table_row_is_shown_per_column(agreement: Run) -> None:
    source = html.write(agreement)
    assert "<dt>Trekker</dt>" in source
    assert "Kolommen:" not in source


def test_no_score_is_a_dash_with_the_reason(page: Page) -> None:
    assert "te weinig om te beoordelen" in page.text
    assert "None" not in page.text


def test_notices_stand_above_the_scores(agreement: Run) -> None:
    text = Page(html.write(agreement)).text
    assert text.index("3 van 12 pagina's") < text.index("Bril Aw")
    assert "Toetsvragen afgeleid van de kritiek van de Aw; dit is geen oordeel van de Aw" in text


def test_placeholders_stand_out(agreement: Run) -> None:
    source = html.write(agreement)
    assert '<span class="open">[grondprijs]</span>' in source


def test_failures_are_told_and_the_path_of_the_pipeline_is_not(hostile: Run, page: Page) -> None:
    assert "<b>kwaad</b>.pdf" in page.text
    assert hostile.pipeline.path not in page.text


def test_same_run_same_bytes(agreement: Run) -> None:
    assert html.write(agreement) == html.write(agreement)


def test_a_run_without_documents() -> None:
    assert Page(html.write(report_sample.run_of())).badly_nested == []
