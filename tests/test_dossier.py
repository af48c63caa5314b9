"""The dossier as a reader meets it: what it says, on what it rests, and what it never claims."""

import io
import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from prestatielint import dossier
from prestatielint.dossier import agenda, words
from prestatielint.dossier.blocks import Block, Bullets, Card, Dossier, Heading, Para, Rich, Small, Table
from prestatielint.ingest import read
from prestatielint.linter import Linter
from prestatielint.model import Document, Notice, Report

CORPUS = Path(__file__).parents[1] / "corpus"
AGREEMENT = """\
# Prestatieafspraken Zandmeer 2026-2029

De ondergetekenden: gemeente Zandmeer (hierna: de gemeente), Woonstichting De Vliet (hierna: De Vliet) en Huurdersvereniging De Schakel (hierna: De Schakel).

## 1 Nieuwbouw

1.1 De Vliet bouwt uiterlijk 1 juli 2027 40 sociale huurwoningen aan de Kade.

1.2 De gemeente levert kavel Kade-Oost uiterlijk 1 oktober 2026 bouwrijp aan De Vliet.

1.3 Partijen streven er waar mogelijk naar om voldoende woningen voor starters te bouwen.

## 2 Leefbaarheid

2.1 De Vliet en De Schakel houden elk jaar vóór 1 mei samen drie buurtschouwen in Noord.

2.2 Er wordt op termijn iets gedaan aan <script>alert(1)</script> overlast.

2.3 Het rapportcijfer van huurders voor de veiligheid in Noord stijgt van 5,9 in 2025 naar ten minste 6,5 in 2028; De Vliet meet het.

## 3 Spelregels

3.1 Deze afspraken gelden van 1 januari 2026 tot en met 31 december 2029 en voeren de Woonvisie 2025 uit.

3.2 De Vliet rapporteert ieder jaar vóór 1 april aan de gemeente en De Schakel over alle afspraken.
"""
# What domain.md marks [M] or [!], and what would make the dossier a judge.
FORBIDDEN = (
    r"\bde Aw (?:toetst|oordeelt|beoordeelt|keurt|vindt|eist|verwacht|zal|wil)\b",
    r"oordeel van de Aw(?<!geen oordeel van de Aw)",
    r"\bvoldoe(?:t|n) (?:niet )?aan (?:de|het) (?:wet|Woningwet|BTIV|eisen)",
    r"in strijd met|onrechtmatig|\b(?:niet )?rechtsgeldig|juridisch (?:niet )?bindend|afdwingbaar",
    r"versterking regie|36 ?512|methodiek 7|methodiek 5",
    r"\bdPi\b|\bdVi\b|\bWoON\b|\bNibud\b|\bAedes-benchmark",
    r"1 december(?! 20)|15 december",
    r"artikel 40\b|artikel 36\b",
    r"479,20|477,20|498,20|764,14|697,07|650,43|879,66|808,06|763,47",
    r"norm van de Aw|landelijk gemiddelde|beter dan andere|slechter dan",
    r"rijksprioriteit",
)


def lines(rich: Rich) -> str:
    return "".join(span.text for span in rich)


def of_block(block: Block) -> str:
    match block:
        case Heading(text) | Small(text):
            return text
        case Para(rich):
            return lines(rich)
        case Bullets(items):
            return "\n".join(map(lines, items))
        case Card(shown, _):
            return "\n".join(map(lines, shown))
        case Table(head, rows, _):
            cells = [" / ".join(map(lines, cell.lines)) for row in rows for cell in row]
            return "\n".join([*head, *cells])
    raise AssertionError(block)


def chapter(made: Dossier, anchor: str) -> str:
    section = next(section for section in made.sections if section.anchor == anchor)
    return "\n".join(map(of_block, section.blocks))


def rows(made: Dossier, anchor: str) -> dict[str, list[str]]:
    """Rows of the tables of a chapter, by their first cell."""
    section = next(section for section in made.sections if section.anchor == anchor)
    return {
        (texts := [" / ".join(map(lines, cell.lines)) for cell in row])[0]: texts[1:]
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
    }


def judged(linter: Linter, folder: Path, text: str) -> Report:
    path = folder / "afspraken.md"
    path.write_text(text, encoding="utf8")
    return linter.lint(replace(read(path), path=path.name))


def made_of(linter: Linter, report: Report) -> Dossier:
    return dossier.collect(report, linter.info, linter.catalogue)


@pytest.fixture(scope="module")
def report(linter: Linter, tmp_path_factory: pytest.TempPathFactory) -> Report:
    return judged(linter, tmp_path_factory.mktemp("dossier"), AGREEMENT)


@pytest.fixture(scope="module")
def made(linter: Linter, report: Report) -> Dossier:
    return made_of(linter, report)


@pytest.fixture(scope="module")
def from_corpus(linter: Linter) -> list[Dossier]:
    paths = (CORPUS / "dev" / "wesselmonde-2026.docx", CORPUS / "train" / "haverdam-2027.docx")
    return [made_of(linter, linter.lint(replace(read(path), path=path.name))) for path in paths]


def word_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter("{*}t")) for paragraph in document.element.body.iter("{*}p")
    )


# --- what it says -----------------------------------------------------------------------------------------------------------


def test_the_first_page_says_what_it_is_and_that_it_is_no_test_of_the_aw(made: Dossier) -> None:
    assert made.subject == "Prestatieafspraken Zandmeer 2026-2029"
    facts = dict(made.facts)
    assert facts["Looptijd"] == ("2026 tot en met 2029",)
    assert "Woonstichting De Vliet (corporatie)" in facts["Partijen"]
    assert (
        made.sentence == "Toetsvragen van prestatielint, afgeleid van een citaat van de Aw; dit is geen toets van de Aw"
    )


def test_every_test_has_its_figure_from_the_scores_and_questions_marked_as_ours(made: Dossier, report: Report) -> None:
    short = rows(made, "kort")
    for key, test in words.TESTS.items():
        assert short[test.name][0] == str(report.scores.aw[key])
    assert chapter(made, "toetsvragen").count("Gespreksvragen (ons voorstel)") == len(words.TESTS) == 5


def test_the_weakest_clause_stands_with_its_words_and_a_rewrite(made: Dossier) -> None:
    blocks = next(section for section in made.sections if section.anchor == "toetsvragen").blocks
    hard = blocks[blocks.index(Heading("Hard", "toets-hard")) :]
    weak, rewrite = (
        next((card, hard[place + 1]) for place, card in enumerate(hard) if isinstance(card, Card) and card.tone == "bad")
    )  # fmt: skip
    assert lines(weak.lines[0]).startswith("1.3")
    assert "regel" in lines(weak.lines[0])
    assert [span.text for span in weak.lines[1] if span.style == "mark"] == ["streven er waar mogelijk naar"]
    assert isinstance(rewrite, Card)
    assert rewrite.tone == "idea"
    assert any(span.style == "open" for line in rewrite.lines for span in line)


def test_the_strongest_clause_stands_with_what_carries_it(made: Dossier) -> None:
    blocks = next(section for section in made.sections if section.anchor == "toetsvragen").blocks
    strong = [card for card in blocks if isinstance(card, Card) and card.tone == "good"]
    assert strong
    assert not any(lines(card.lines[0]).startswith(("1.3", "2.2")) for card in strong)
    assert any("‘De Vliet’ en ‘De Schakel’" in lines(card.lines[-1]) for card in strong)


def test_the_matrix_and_the_effects_are_those_of_the_report(made: Dossier, report: Report) -> None:
    matrix = rows(made, "wederkerigheid")
    assert set(matrix) == {"Nieuwbouw", "Leefbaarheid"}
    effects = rows(made, "effecten")
    assert effects["Effect"][0] == "1"
    assert effects["Output"][0] == str(sum(judged.niveau == "output" for judged in report.clauses))
    assert "1 van de 6 afspraken noemt een effect" in chapter(made, "effecten")
    assert all(proposal.question in chapter(made, "effecten") for proposal in report.proposals)


def test_the_calendar_is_in_order_and_what_has_no_date_stands_apart(made: Dossier) -> None:
    section = next(section for section in made.sections if section.anchor == "agenda")
    tables: dict[str, list[str]] = {}
    for block in section.blocks:
        if isinstance(block, Heading):
            tables[block.anchor] = []
        elif isinstance(block, Table) and tables:
            tables[list(tables)[-1]] += [" / ".join(map(lines, row[0].lines)) for row in block.rows]
    dated = tables["agenda-datum"]
    assert dated[:2] == ["uiterlijk 1 oktober 2026 / ../2026-10-01", "uiterlijk 1 juli 2027 / ../2027-07-01"]
    assert any("R/P1Y" in row for row in tables["agenda-steeds"])
    assert any(row.startswith("op termijn") for row in tables["agenda-zonder"])
    assert not any("2025" in row for row in dated)


@pytest.mark.parametrize(
    ("iso", "dutch"),
    [
        ("2026-07-01", "1 juli 2026"),
        ("../2026-06-30", "uiterlijk 30 juni 2026"),
        ("2026-07-01/..", "vanaf 1 juli 2026"),
        ("2026-01-01/2026-12-31", "in 2026"),
        ("2026-01-01/2029-12-31", "2026 tot en met 2029"),
        ("2026-02-01/2026-02-28", "in februari 2026"),
        ("2026-07-01/2026-09-30", "juli tot en met september 2026"),
        ("2026-12-01/2027-02-28", "december 2026 tot en met februari 2027"),
        ("2026-11-01/2026-11-10", "1 november 2026 tot en met 10 november 2026"),
    ],
)
def test_an_interval_is_written_as_a_reader_would_say_it(iso: str, dutch: str) -> None:
    assert agenda.dutch(iso) == dutch


def test_the_checklist_says_found_not_found_or_cannot_be_judged_with_clause_and_source(made: Dossier) -> None:
    checks = rows(made, "wet")
    assert checks["Looptijd"][0] == "gevonden"
    assert "3.1" in checks["Looptijd"][1]
    assert "artikel 44 lid 1 (stand 1 januari 2026)" in checks["Looptijd"][2]
    assert checks["Verslag over de afspraken"][:2] == ["gevonden", "3.2 (regel 25)."]
    assert checks["Woonvisie"][0] == "gevonden"
    assert checks["Publicatie"][0] == "niet uit de tekst te beoordelen"
    assert checks["Het bouwen of verwerven van woningen"][0] == "gevonden"
    assert checks["Betaalbaarheid en bereikbaarheid voor de doelgroep"][0] == "niet gevonden"
    assert {check[0] for check in checks.values()} <= {words.FOUND, words.MISSING, words.UNKNOWN}


def test_from_2027_on_no_article_is_named(linter: Linter, tmp_path: Path) -> None:
    later = made_of(linter, judged(linter, tmp_path, AGREEMENT.replace("2026", "2027").replace("2029", "2030")))
    text = chapter(later, "wet") + chapter(later, "visitatie")
    assert "artikel " not in text.replace("geen artikelnummers", "")
    assert "Woningwet (stand 1 januari 2026)" in text


def test_what_could_not_be_judged_is_said(linter: Linter, tmp_path: Path) -> None:
    report = judged(linter, tmp_path, "# Afspraken\n\n1.1 De gemeente bouwt in 2026 <b>3</b> woningen.\n")
    document: Document = replace(report.document, notices=(Notice("scan", "3 van 12 pagina’s zijn niet gelezen."),))
    small = made_of(linter, replace(report, document=document))
    unjudged = chapter(small, "grenzen")
    assert "3 van 12 pagina’s zijn niet gelezen." in unjudged
    assert "Geen cijfer voor bril Aw: met minder dan 3 afspraken" in unjudged
    assert "Geen cijfer" in chapter(small, "toetsvragen")
    assert rows(small, "wet")["Partij: huurdersorganisatie"][0] == "niet gevonden"
    assert dossier.write_word(small)
    assert "None" not in dossier.write_page(small)


# --- what it never claims -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_nothing_is_claimed_that_the_domain_reference_does_not_allow(pattern: str, from_corpus: list[Dossier]) -> None:
    source = Path(words.__file__).read_text(encoding="utf8")
    assert not re.search(pattern, source)
    for made in from_corpus:
        for section in made.sections:
            if section.anchor != "agenda":  # holds the words of the agreement itself
                text = "\n".join(of_block(block) for block in section.blocks)
                assert not re.search(pattern, text), re.search(pattern, text)


def test_every_sentence_on_law_or_reviewers_names_its_source_and_year(made: Dossier) -> None:
    for check in rows(made, "wet").values():
        assert re.search(r"(?:Woningwet|BTIV 2015), artikel [^(]+\(stand 1 januari 2026\)", check[-1])
    assert "Van Nimwegen (26 maart 2024)" in words.QUOTE
    assert "(ons voorstel)" in words.QUOTE
    assert "eigen maat" in words.SCALE
    assert "zonder jaar" in words.VISITATION


# --- the two files ------------------------------------------------------------------------------------------------------------


def test_word_and_page_say_the_same(made: Dossier) -> None:
    page = re.sub(r"<style>.*?</style>|<title>.*?</title>", "", dossier.write_page(made), flags=re.DOTALL)
    plain = re.sub(r"<[^>]+>", "", page).replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")  # fmt: skip
    word = word_text(dossier.write_word(made))
    squeeze = re.compile(r"\s+")
    for section in made.sections:
        for block in section.blocks:
            for line in of_block(block).replace(" / ", "\n").split("\n"):
                sought = squeeze.sub("", line)
                if not re.search(r"\d+ van 100", line):  # a bar
                    assert sought in squeeze.sub("", plain)
                    assert sought in squeeze.sub("", word)


def test_the_word_file_has_styles_header_page_numbers_contents_and_repeated_table_heads(made: Dossier) -> None:
    document = docx.Document(io.BytesIO(dossier.write_word(made)))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == [section.title for section in made.sections]
    assert made.subject in document.sections[0].header.paragraphs[0].text
    for footer in (document.sections[0].footer, document.sections[0].first_page_footer):
        assert words.SENTENCE in footer.paragraphs[0].text
        assert {" PAGE ", " NUMPAGES "} <= {node.text for node in footer._element.iter("{*}instrText")}
    body = document.element.body
    assert any("TOC" in (node.text or "") for node in body.iter("{*}instrText"))
    anchors = {node.get(docx.oxml.ns.qn("w:anchor")) for node in body.iter("{*}hyperlink")}
    marks = {node.get(docx.oxml.ns.qn("w:name")) for node in body.iter("{*}bookmarkStart")}
    assert anchors == marks
    assert all(next(table._tbl.iter("{*}tblHeader"), None) is not None for table in document.tables)
    assert {p.style.name for p in document.paragraphs} >= {"Title", "Kernzin", "Kader good", "Kader bad", "Kader talk"}


def test_the_page_runs_nothing_loads_nothing_and_links_only_inside(made: Dossier) -> None:
    page = dossier.write_page(made)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "default-src 'none'" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in re.findall(r'href="([^"]+)"', page)} <= set(ids)
    assert not re.search(r"https?://|src=", page)


def test_steering_characters_and_broken_letters_do_no_harm(made: Dossier) -> None:
    bad = "\x1b[31m \ud800 \ufffe \u202e]]> &amp; {{ 7*7 }}"
    hostile = replace(made, subject=bad, facts=(("Document", (bad,)),))
    assert "{{ 7*7 }}" in word_text(dossier.write_word(hostile))
    page = dossier.write_page(hostile)
    assert "\x1b" not in page
    assert "\u202e" not in page
    page.encode("utf8")


def test_the_same_document_gives_the_same_bytes(linter: Linter, report: Report, made: Dossier) -> None:
    again = made_of(linter, report)
    assert dossier.write_page(made) == dossier.write_page(again)
    content = dossier.write_word(made)
    assert content == dossier.write_word(again)
    with ZipFile(io.BytesIO(content)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(str(Path.cwd()).encode() in parts.read(name) for name in parts.namelist())


# --- where the files go -------------------------------------------------------------------------------------------------------


def test_two_documents_never_share_a_dossier(tmp_path: Path, report: Report) -> None:
    def placed(path: Path, name: str, text: str) -> tuple[Path, str, Report]:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf8")
        return path, name, replace(report, document=replace(report.document, path=name, sha256=read(path).sha256))

    one = placed(tmp_path / "a" / "x.md", "x.md", AGREEMENT)
    two = placed(tmp_path / "b" / "x.md", "x.md", AGREEMENT.replace("40", "41"))
    three = placed(tmp_path / "b" / "x.txt", "x.txt", AGREEMENT)
    files = [entry[:2] for entry in (one, two, three)]
    reports = [one[2], two[2], three[2]]
    out = tmp_path / "uit"
    assert dossier.targets(reports, files, out) == [out / "x.dossier", out / "x-md.dossier", out / "x-txt.dossier"]
    beside = dossier.targets(reports, files, None)
    assert beside == [tmp_path / "a" / "x.dossier", tmp_path / "b" / "x.dossier", tmp_path / "b" / "x-txt.dossier"]
    # The first could not be read: the second still goes beside its own document.
    assert dossier.targets(reports[1:2], files[:2], None) == [tmp_path / "b" / "x.dossier"]


def test_a_finding_without_words_of_its_own_asks_nothing_about_them(linter: Linter, report: Report) -> None:
    bare = replace(report, findings=tuple(replace(f, quote=None, start=None, end=None) for f in report.findings))
    assert "‘None’" not in chapter(made_of(linter, bare), "toetsvragen")


def test_a_text_without_afspraken_is_not_said_to_be_without_remarks(linter: Linter, tmp_path: Path) -> None:
    made = made_of(linter, judged(linter, tmp_path, "Er was eens een huis."))
    for anchor in ("kort", "toetsvragen", "effecten"):
        assert words.NO_CLAUSES in chapter(made, anchor)
    assert "iets gevonden" not in chapter(made, "toetsvragen")
    assert "van de 0" not in chapter(made, "effecten")
