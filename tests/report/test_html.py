import base64
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
import report_sample

from prestatielint.ingest import read
from prestatielint.linter import Linter
from prestatielint.model import Judged, Kind, Label, Niveau, Role, Run, Severity, Suggestion, Theme
from prestatielint.report import charts, html, view

VOID = {"meta", "input"}
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ASSETS = Path(html.__file__).parent / "assets"


class Element:
    """A tag with its attributes, its text and what stands in it."""

    def __init__(self, tag: str, attributes: dict[str, str], above: "Element | None") -> None:
        self.tag, self.attributes, self.above = tag, attributes, above
        self.inside: list[Element | str] = []

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)

    def all(self, *tags: str) -> "Iterator[Element]":
        for part in self.inside:
            if isinstance(part, Element):
                if not tags or part.tag in tags:
                    yield part
                yield from part.all(*tags)

    def has(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()


class Page(HTMLParser):
    """A page as a tree; every end tag must close the tag that is open."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.open = Element("", {}, None)
        self.badly_nested: list[str] = []
        self.feed(source)
        self.close()
        self.badly_nested += [self.open.tag] if self.open is not self.root else []
        self.by_id = {element.attributes["id"]: element for element in self.root.all() if "id" in element.attributes}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        self.open.inside.append(element)
        if tag not in VOID:
            self.open = element

    def handle_endtag(self, tag: str) -> None:
        if self.open.tag != tag or self.open.above is None:
            self.badly_nested.append(tag)
        else:
            self.open = self.open.above

    def handle_data(self, data: str) -> None:
        self.open.inside.append(data)

    @property
    def text(self) -> str:
        return "".join(element.text for element in self.root.all("header", "main", "footer"))

    def clause(self, ident: str) -> "list[tuple[str, str | None]]":
        """The text of a clause in pieces, each with the numbers of the findings that mark it."""
        block = next(part for part in self.by_id[ident].inside if isinstance(part, Element) and part.tag in ("p", "dl"))
        cells = list(block.all("dd")) if block.tag == "dl" else [block]
        return [
            (part, None) if isinstance(part, str) else (part.text, part.attributes["data-f"])
            for cell in cells
            for part in cell.inside
        ]

    def marked(self, ident: str) -> dict[int, str]:
        words: dict[int, str] = {}
        for text, numbers in self.clause(ident):
            for number in map(int, numbers.split(",") if numbers else ()):
                words[number] = words.get(number, "") + text
        return words

    def spans(self, ident: str) -> dict[int, tuple[int, int]]:
        """Where the marks of every finding begin and end in the text of a clause that is not a table row."""
        found: dict[int, tuple[int, int]] = {}
        place = 0
        for text, numbers in self.clause(ident):
            for number in map(int, numbers.split(",") if numbers else ()):
                found[number] = (found.get(number, (place, 0))[0], place + len(text))
            place += len(text)
        return found


LONG = 60 if os.environ.get("PRESTATIELINT_ALL") else 20  # pages


def generator() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "check.py"
    spec = importlib.util.spec_from_file_location("check_benchmark", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def long(linter: Linter, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, str, Page]:
    """The run on an agreement of many full pages, with its page as it is and as a tree."""
    path = tmp_path_factory.mktemp("long") / "lang.pdf"
    benchmark = generator()
    benchmark.PAGES = LONG
    benchmark.build(path)
    document = replace(read(path), path="lang.pdf")
    assert document.pages == LONG
    run = report_sample.run_of(linter.lint(document))
    source = html.write(run)
    return run, source, Page(source)


@pytest.fixture
def page(hostile: Run) -> Page:
    return Page(html.write(hostile))


@pytest.fixture(params=["one", "several", "none", "long"])
def any_page(request: pytest.FixtureRequest) -> tuple[str, Page]:
    if request.param == "long":
        _, source, page = request.getfixturevalue("long")
        return source, page
    fixtures = {"one": "agreement", "several": "hostile"}
    run = report_sample.run_of() if request.param == "none" else request.getfixturevalue(fixtures[request.param])
    source = html.write(run)
    return source, Page(source)


# --- the page as a whole --------------------------------------------------------------------------------------------------


def test_tags_are_nested_and_ids_are_unique(any_page: tuple[str, Page]) -> None:
    _, page = any_page
    assert page.badly_nested == []
    ids = [element.attributes["id"] for element in page.root.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))


def test_headings_go_down_one_step_at_a_time(any_page: tuple[str, Page]) -> None:
    _, page = any_page
    levels = [int(element.tag[1]) for element in next(page.root.all("body")).all("h1", "h2", "h3", "h4", "h5")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(right - left <= 1 for left, right in pairwise(levels))


def test_links_and_names_lead_to_something_on_the_page(any_page: tuple[str, Page]) -> None:
    _, page = any_page
    for element in page.root.all():
        if "href" in element.attributes:
            assert element.attributes["href"][:1] == "#"
            assert element.attributes["href"][1:] in page.by_id
        for name in element.attributes.get("aria-labelledby", "").split():
            assert page.by_id[name].text.strip()


def test_every_control_and_every_drawing_has_a_name(any_page: tuple[str, Page]) -> None:
    _, page = any_page
    controls = list(page.root.all("input", "select", "button", "form", "output"))
    assert controls
    for element in controls:
        above = element.above
        while above is not None and above.tag != "label":
            above = above.above
        words = element.text if element.tag == "button" else above.text if above is not None else ""
        assert (element.attributes.get("aria-label") or words).strip(), element.attributes
    drawings = [element for element in page.root.all("svg") if element.attributes.get("aria-hidden") != "true"]
    for drawing in drawings:
        assert drawing.attributes["role"] == "img"
        assert [part.tag for part in drawing.inside[:2] if isinstance(part, Element)] == ["title", "desc"]
        figure = drawing.above.above if drawing.above else None
        assert figure is not None
        assert list(figure.all("table"))


def test_nothing_is_loaded_from_outside_and_only_our_own_script_runs(any_page: tuple[str, Page]) -> None:
    source, page = any_page
    assert not re.search(r"@import|url\(|https?:|//[a-z]", re.sub(r"(?s)<main.*</main>", "", source))
    assert not {"img", "iframe", "object", "link", "base", "embed"} & {element.tag for element in page.root.all()}
    names = {name for element in page.root.all() for name in element.attributes}
    assert not {"src", "srcset", "style", "action"} & names
    assert not any(name.startswith("on") for name in names)
    policy = next(e.attributes["content"] for e in page.root.all("meta") if "http-equiv" in e.attributes)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (element,) = page.root.all(tag)
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_no_steering_characters(hostile: Run) -> None:
    source = html.write(hostile)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", source)
    source.encode("utf-8")


def test_nothing_from_a_document_is_markup(hostile: Run, page: Page) -> None:
    source = html.write(hostile)
    assert len(list(page.root.all("script"))) == 1
    assert "<b>kwaad" not in source
    assert "<i>kolom" not in source
    assert "{{ 7*7 }}" in page.text
    assert "<script>alert(1)</script>" in page.text


def test_the_same_run_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib, report_sample as s; from prestatielint.report import html;"
        "print(hashlib.sha256(html.write(s.run_of(s.agreement(), s.hostile())).encode()).hexdigest())"
    )
    where = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": where},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


# --- what it says ---------------------------------------------------------------------------------------------------------


def test_marks_are_exactly_the_quoted_words(agreement: Run) -> None:
    page = Page(html.write(agreement))
    count = 0
    for place, findings in enumerate(view.by_clause(agreement.reports[0]).values(), start=1):
        quoted = {number: finding.quote for number, finding in enumerate(findings, start=1) if finding.quote}
        assert page.marked(f"c{place}") == quoted
        count += len(quoted)
    assert count == 10


def test_overlapping_marks_are_split_at_their_borders(page: Page) -> None:
    findings = view.by_clause(report_sample.hostile())["x<1>"]
    assert page.marked("d2c1") == {n: (f.quote or "").replace("\x1b", "") for n, f in enumerate(findings, start=1)}
    assert any("," in (numbers or "") for _, numbers in page.clause("d2c1"))


def test_a_table_row_is_shown_per_column(agreement: Run) -> None:
    source = html.write(agreement)
    assert "<dt>Trekker</dt>" in source
    assert "Kolommen:" not in source


def test_every_text_can_be_read_without_the_script(agreement: Run) -> None:
    page = Page(html.write(agreement))
    report = agreement.reports[0]
    for judged in report.clauses:
        for part in judged.clause.text.split(" | "):
            assert part in page.text
    for finding in report.findings:
        assert finding.message in page.text
        for suggestion in finding.suggestions:
            effect, _, means = suggestion.text.partition(" Middel: ")
            assert effect in page.text
            own = {judged.clause.id: judged.clause.text for judged in report.clauses}[finding.clause or ""]
            assert own in means or f"Middel: {means}" in page.text or not means
            assert suggestion.assumption.rstrip(".") in page.text


def test_no_score_is_a_dash_with_the_reason(page: Page) -> None:
    assert "te weinig om te beoordelen" in page.text
    assert "None" not in page.text


def test_what_was_not_read_stands_above_the_scores(agreement: Run) -> None:
    text = Page(html.write(agreement)).text
    assert text.index("3 van 12 pagina's") < text.index("Samenvatting")
    assert "Toetsvragen afgeleid van de kritiek van de Aw; dit is geen oordeel van de Aw" in text


def test_a_proposal_is_ours_has_its_question_and_links_to_its_means(agreement: Run) -> None:
    report = agreement.reports[0]
    proposal = replace(
        report.proposals[0],
        text="Uiterlijk [datum] is het zo. Middelen: 3.1, 3.2. [Partij] rapporteert uit [bron].",
        placeholders=("[datum]", "[Partij]", "[bron]"),
        question="Voor wie doen we dit?",
    )
    page = Page(html.write(report_sample.run_of(replace(report, proposals=(proposal,)))))
    (shown,) = (element for element in page.root.all("div") if element.has("proposal"))
    assert (
        "Ons voorstel: Uiterlijk [datum] is het zo. Middelen: 3.1, 3.2. [Partij] rapporteert uit [bron]." in shown.text
    )
    assert "Gespreksvraag (ons voorstel): Voor wie doen we dit?" in shown.text
    assert [link.text for link in shown.all("a")] == ["3.1", "3.2"]
    assert [open_.text for open_ in shown.all("i")] == ["[datum]", "[Partij]", "[bron]"]


def test_failures_are_told_and_the_path_of_the_pipeline_is_not(hostile: Run, page: Page) -> None:
    assert "<b>kwaad</b>.pdf" in page.text
    assert hostile.pipeline.path not in page.text


def test_an_effect_that_is_proposed_often_stands_once_and_each_suggestion_leads_to_it() -> None:
    report = report_sample.agreement()
    base = report.clauses[1]
    suggestion = Suggestion("effect+middel", "", "zwaarder", "Bouwen is nog geen bewonen.", placeholders=("[datum]",))
    clauses, findings = [], []
    for place in range(8):
        clause = replace(
            base.clause, id=f"9.{place}", number=f"9.{place}", text=f"De Vliet bouwt {place} nieuwe woningen."
        )
        clauses.append(Judged(clause, Kind.AFSPRAAK, Niveau.OUTPUT, Theme.NIEUWBOUW, ("De Vliet",)))
        text = f"Op [datum] woont iedereen. Middel: {clause.text} De Vliet rapporteert."
        findings.append(
            report_sample.finding(
                clause, "bouwt", Label.ACTIVITEIT, Severity.LAAG, "m", replace(suggestion, text=text), rule="ACT001"
            )
        )
    often = replace(report, clauses=tuple(clauses), findings=tuple(findings), proposals=())
    page = Page(html.write(report_sample.run_of(often)))
    assert page.text.count("Op [datum] woont iedereen.") == 1
    for place in range(1, 9):
        (link,) = page.by_id[f"c{place}-1"].all("a")
        assert "Op [datum] woont iedereen." in page.by_id[link.attributes["href"][1:]].text
        assert "Middel: deze afspraak. De Vliet rapporteert." in page.by_id[f"c{place}-1"].text


# --- the drawings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "year", "month"),
    [
        ("vóór 1 oktober 2026", 2026, 10),
        ("tussen 1 januari 2026 en 31 december 2029", 2029, 12),
        ("01-07-2027", 2027, 7),
        ("tweede kwartaal van 2028", 2028, 6),
        ("Q3 2027, derde kwartaal", 2027, 9),
        ("in 2027", 2027, None),
        ("de periode 2026-2029", 2029, None),
        ("ieder jaar vóór 1 april", None, None),
        ("binnen 2000 dagen", None, None),
        ("op termijn", None, None),
    ],
)
def test_a_term_gets_the_last_year_that_its_own_words_name(words: str, year: int | None, month: int | None) -> None:
    report = report_sample.agreement()
    judged = replace(report.clauses[1], deadlines=(words,))
    (found,) = charts.deadlines(replace(report, clauses=(judged,)))
    assert (found.year, found.month) == (year, month)


def test_the_matrix_shows_what_is_promised_and_what_is_lacking(long: tuple[Run, str, Page]) -> None:
    report, page = long[0].reports[0], long[2]
    figure = next(f for f in page.root.all("figure") if "Wie zegt wat toe" in f.text)
    (table,) = figure.all("table")
    themes = [head.text for head in next(table.all("thead")).all("th")][1:]
    assert set(themes) == {html.texts.THEMES[bond.theme] for bond in report.matrix}
    rows = {
        next(row.all("th")).text: [cell.text for cell in row.all("td")] for row in next(table.all("tbody")).all("tr")
    }
    for bond in report.matrix:
        said = rows[bond.party][themes.index(html.texts.THEMES[bond.theme])]
        if bond.hard or bond.soft:
            assert said.startswith(f"{bond.hard} hard")
        else:
            assert said == ("ontbreekt" if bond.needed else "–")
    assert any(bond.needed and not bond.hard + bond.soft for bond in report.matrix) == ("ontbreekt" in table.text)
    assert Role.GEMEENTE in {party.role for party in report.parties}


# --- a long agreement -----------------------------------------------------------------------------------------------------


def test_sixty_pages_stay_below_a_megabyte(long: tuple[Run, str, Page]) -> None:
    fixed = 100_000 if LONG < 60 else 0  # style and script weigh more on fewer pages
    assert len(long[1].encode()) < 1_000_000 * LONG / 60 + fixed


def test_every_mark_of_a_long_agreement_stands_at_its_offsets(long: tuple[Run, str, Page]) -> None:
    report, page = long[0].reports[0], long[2]
    checked = 0
    for place, (judged, findings) in enumerate(
        zip(report.clauses, view.by_clause(report).values(), strict=True), start=1
    ):
        assert "".join(text for text, _ in page.clause(f"c{place}")) == judged.clause.text
        expected = {n: (f.start, f.end) for n, f in enumerate(findings, start=1) if f.start is not None}
        assert page.spans(f"c{place}") == expected
        checked += len(expected)
    assert checked > 30 * LONG


# --- colours --------------------------------------------------------------------------------------------------------------


def _luminance(colour: str) -> float:
    full = "".join(2 * digit for digit in colour) if len(colour) == 3 else colour
    parts = [int(full[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True])
def test_letters_stand_out_from_what_is_behind_them(dark: bool) -> None:
    """In the drawings too, which axe does not judge."""
    sheets = re.findall(r":root \{([^}]*)\}", (ASSETS / "report.css").read_text(encoding="utf8"))
    colours = dict(re.findall(r"--(\w+):#(\w+)", " ".join(sheets[: 2 if dark else 1])))
    on_plain = [(ink, back) for ink in ("ink", "soft", "blue") for back in ("paper", "wash", "page", "warm")]
    marks = [("ink", back) for back in ("hb", "mb", "lb", "ib", "hit")] + [
        ("soft", back) for back in ("hb", "mb", "lb")
    ]
    badges = [("on", "h"), ("on", "m"), ("l", "paper"), ("i", "paper")]
    drawn = [("ink", back) for back in ("q1", "q2", "n1", "n2", "lack")]
    drawn += [("light", back) for back in ("q3", "q4", "n3", "n4")]
    for ink, back in (*on_plain, *marks, *badges, *drawn):
        low, high = sorted((_luminance(colours[ink]), _luminance(colours[back])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, back)


# --- in a browser ---------------------------------------------------------------------------------------------------------

ACTIONS = """
<script>
var said = [], form = document.querySelector("form");
function look(name) {
  said.push(name + "=" + form.querySelector("output").textContent + "|" + document.querySelectorAll(".c:not([hidden])").length);
}
function choose(name, value) { form.elements[name].value = value; form.dispatchEvent(new Event("input")); look(name); }
look("start");
choose("search", "locatie BESCHIKBAAR"); choose("search", "zzz"); choose("search", "");
choose("rules", "VAG021"); choose("rules", ""); choose("party", "2"); choose("party", ""); choose("kind", "2"); choose("kind", "");
form.querySelector("[value=h]").checked = false; form.dispatchEvent(new Event("input")); look("ernst");
document.dispatchEvent(new KeyboardEvent("keydown", {key: "j", bubbles: true}));
</script>
"""


def dump(source: str, folder: Path) -> str:
    path = folder / "rapport.html"
    path.write_text(source, encoding="utf8")
    command = [CHROMIUM or "", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    done = subprocess.run(
        [*command, "--virtual-time-budget=3000", "--dump-dom", path.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: the script of the page is not run")
def test_the_page_filters_and_searches_in_a_browser(agreement: Run, tmp_path: Path) -> None:
    source = html.write(agreement)
    # Under its own policy the script runs, for it shows the form.
    assert re.search(r'<form class="filters"(?! hidden)', dump(source, tmp_path).replace(' hidden=""', " hidden"))
    # The test's own script may only run without that policy.
    free = re.sub(r"<meta http-equiv[^>]*>", "", source)
    report = "document.body.setAttribute('data-said', said.join(';'));"
    shown = dump(free.replace("</body>", ACTIONS.replace("</script>", f"{report}</script>") + "</body>"), tmp_path)
    found = re.search(r'data-said="([^"]*)"', shown)
    assert found, "the script stopped half-way"
    assert found[1].split(";") == [
        "start=10 bevindingen in 6 stukken tekst|6",
        "search=3 bevindingen in 1 stuk tekst, 1 treffer|1",
        "search=0 bevindingen in 0 stukken tekst, 0 treffers|0",
        "search=10 bevindingen in 6 stukken tekst|6",
        "rules=2 bevindingen in 2 stukken tekst|2",
        "rules=10 bevindingen in 6 stukken tekst|6",
        "party=5 bevindingen in 2 stukken tekst|2",
        "party=10 bevindingen in 6 stukken tekst|6",
        "kind=1 bevinding in 1 stuk tekst|1",
        "kind=10 bevindingen in 6 stukken tekst|6",
        "ernst=6 bevindingen in 3 stukken tekst|3",
    ]


def test_a_note_that_ends_with_a_question_gets_no_full_stop(agreement: Run) -> None:
    report = agreement.reports[0]
    first, *others = report.findings
    asking = replace(first.suggestions[0], assumption="Past dit? Voor wie maakt dit verschil?")
    findings = (replace(first, suggestions=(asking,)), *others)
    page = Page(html.write(report_sample.run_of(replace(report, findings=findings))))
    notes = next(element for element in page.root.all("ol") if element.has("notes"))
    assert "Voor wie maakt dit verschil? Indicator:" in notes.text
