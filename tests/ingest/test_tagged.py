"""Tagged PDF files and outlines: used where they agree with the print, else left alone."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Name

from prestatielint.ingest import read
from prestatielint.model import Block, Clause

from .tagging import LEADING, LEFT, TOP, Tagged

FIRST = "De Vliet bouwt in 2025 veertig sociale huurwoningen aan de Zeedijk en aan de Merelstraat."
SECOND = "De gemeente verleent de vergunning binnen acht weken na een volledige aanvraag daarvoor."
THIRD = "Huurdersvereniging De Schakel adviseert binnen vier weken over het plan van De Vliet."


class Paper(Tagged):
    """Saves itself in the folder of a test."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def save(self, *, tags: bool = True) -> Path:
        self.path.write_bytes(self.content(tags=tags))
        return self.path


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path / "afspraken.pdf")


def clauses(path: Path) -> list[Clause]:
    return list(read(path).clauses)


def texts(path: Path) -> list[str]:
    return [clause.text for clause in clauses(path)]


def test_paragraphs_that_nothing_parts_on_the_page_are_parted_by_their_tags(paper: Paper) -> None:
    for text in (FIRST, SECOND, THIRD):
        paper.put("P", text)
    assert texts(paper.save()) == [FIRST, SECOND, THIRD]


def test_a_paragraph_goes_on_at_the_next_page_even_after_a_full_stop(paper: Paper) -> None:
    with paper.block("P"):
        paper.line(FIRST)
        paper.turn()
        paper.line(SECOND)
    paper.put("P", THIRD)
    assert texts(paper.save()) == [f"{FIRST} {SECOND}", THIRD]


def test_headings_in_the_type_of_the_text(paper: Paper) -> None:
    paper.put("H1", "Nieuwbouw in de kernen")
    paper.put("H2", "Wat wij bouwen")
    paper.put("P", FIRST)
    paper.put("H2", "Wie daarbij helpt")
    paper.put("P", SECOND)
    paper.put("H1", "Betaalbaar wonen")
    paper.put("P", THIRD)
    assert [(clause.text, clause.heading) for clause in clauses(paper.save())] == [
        (FIRST, ("Nieuwbouw in de kernen", "Wat wij bouwen")),
        (SECOND, ("Nieuwbouw in de kernen", "Wie daarbij helpt")),
        (THIRD, ("Betaalbaar wonen",)),
    ]


def test_a_header_on_one_page_is_left_out_and_told(paper: Paper) -> None:
    paper.y = 800
    paper.line("Concept voor het college", artifact=True)
    paper.y = TOP
    paper.put("P", FIRST)
    document = read(paper.save())
    assert [clause.text for clause in document.clauses] == [FIRST]
    assert [notice.message for notice in document.notices if "Concept voor het college" in notice.message]


def test_text_in_the_middle_of_the_page_is_read_though_the_tags_leave_it_out(paper: Paper) -> None:
    paper.put("P", FIRST, FIRST, FIRST)
    paper.y -= 100
    paper.line("De huur stijgt niet.", artifact=True)
    paper.y -= 100
    paper.put("P", SECOND, SECOND, SECOND)
    assert "De huur stijgt niet." in texts(paper.save())


def test_an_item_has_its_number_and_first_paragraph_in_one(paper: Paper) -> None:
    paper.put("P", "De Vliet doet in 2025 dit:")
    with paper.block("L"):
        for number, text in (("1.", FIRST), ("2.", SECOND)):
            with paper.block("LI"):
                with paper.block("Lbl"):
                    paper.line(number, down=False)
                with paper.block("LBody"):
                    paper.put("P", text, x=LEFT + 24)
    paper.put("P", THIRD)
    found = [(clause.number, clause.text, clause.lead) for clause in clauses(paper.save())]
    lead = "De Vliet doet in 2025 dit:"
    assert found == [("1", FIRST, lead), ("2", SECOND, lead), (None, THIRD, None)]


def test_a_table_without_lines_over_two_pages(paper: Paper) -> None:
    def row(role: str, *cells: str) -> None:
        with paper.block("TR"):
            for column, text in enumerate(cells):
                with paper.block(role), paper.block("P"):
                    paper.line(text, x=LEFT + 150 * column, down=False)
        paper.y -= LEADING

    with paper.block("Table"):
        row("TH", "Wie", "Wat", "Wanneer")
        row("TD", "De Vliet", "bouwt 40 huizen", "2025")
        paper.turn()
        row("TD", "Gemeente", "geeft grond uit", "1 juli 2025")
    found = clauses(paper.save())
    assert [(clause.text, clause.block, clause.columns) for clause in found] == [
        ("De Vliet | bouwt 40 huizen | 2025", Block.ROW, ("Wie", "Wat", "Wanneer")),
        ("Gemeente | geeft grond uit | 1 juli 2025", Block.ROW, ("Wie", "Wat", "Wanneer")),
    ]


def test_a_table_cell_over_two_columns_has_the_header_of_the_first(paper: Paper) -> None:
    with paper.block("Table"):
        for cells in ((("Wie", 1), ("Wat", 1), ("Wanneer", 1)), (("De Vliet", 1), ("bouwt veertig huizen", 2))):
            with paper.block("TR"):
                for column, (text, span) in enumerate(cells):
                    with paper.block("TH" if text.startswith("W") else "TD", **({"ColSpan": span} if span > 1 else {})):
                        paper.line(text, x=LEFT + 150 * column, down=False)
            paper.y -= LEADING
    (row,) = clauses(paper.save())
    assert row.columns == ("Wie", "Wat")


def test_a_table_that_only_sets_text_beside_each_other_is_no_table(paper: Paper) -> None:
    with paper.block("Table"), paper.block("TR"):
        for x in (LEFT, LEFT + 250):
            with paper.block("TD"):
                paper.y = TOP
                paper.put("P", "De Vliet bouwt in 2025", "veertig woningen in Zuid", "voor starters en ouderen.", x=x)
    assert all(clause.block is not Block.ROW for clause in clauses(paper.save()))


def test_a_note_of_two_lines_at_the_foot(paper: Paper) -> None:
    paper.put("P", FIRST)
    paper.y = 100
    paper.put("Note", "1 Prijspeil 2025, zoals", "12 gemeenten dat gebruiken.")
    assert [(clause.text, clause.block) for clause in clauses(paper.save())] == [
        (FIRST, Block.PARAGRAPH),
        ("Prijspeil 2025, zoals 12 gemeenten dat gebruiken.", Block.FOOTNOTE),
    ]


def test_a_table_of_contents_without_dots(paper: Paper) -> None:
    paper.put("P", "Inhoudsopgave")
    with paper.block("TOC"):
        for title in ("Nieuwbouw 2", "Betaalbaarheid 3"):
            paper.put("TOCI", title)
    paper.put("P", FIRST)
    assert texts(paper.save()) == [FIRST]


def lines_of(text: str, width: int = 44) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > width:
            lines.append(line.strip())
            line = ""
        line += word + " "
    return [*lines, line.strip()]


def test_tags_that_make_a_paragraph_of_every_printed_line_are_not_believed(paper: Paper) -> None:
    for text in (FIRST, SECOND, THIRD):
        for line in lines_of(text):
            paper.put("P", line)
        paper.y -= LEADING
    assert texts(paper.save()) == [FIRST, SECOND, THIRD]


def test_tags_that_make_one_paragraph_of_everything_are_not_believed(paper: Paper) -> None:
    with paper.block("P"):
        for text in (FIRST, SECOND, THIRD):
            for line in lines_of(text):
                paper.line(line)
            paper.y -= 2 * LEADING
    assert texts(paper.save()) == [FIRST, SECOND, THIRD]


def test_tags_that_make_everything_a_heading_are_not_believed(paper: Paper) -> None:
    wanted = [text.removesuffix(".") for text in (FIRST, SECOND, THIRD)]
    for text in wanted:
        paper.put("H2", *lines_of(text))
        paper.y -= 2 * LEADING
    assert [(clause.text, clause.heading) for clause in clauses(paper.save())] == [(text, ()) for text in wanted]


def test_tags_of_a_part_leave_nothing_out(paper: Paper) -> None:
    paper.y = 800
    paper.line("De huur van De Vliet stijgt niet", artifact=True)
    paper.y = TOP
    for text in (FIRST, SECOND, THIRD):
        paper.line(text)
        paper.y -= LEADING
    with paper.block("P"):
        paper.line("Einde")
    assert "De huur van De Vliet stijgt niet" in " ".join(texts(paper.save()))


@pytest.mark.parametrize("damage", ["no-parents", "loop", "text", "short"])
def test_a_broken_structure_is_left_alone(paper: Paper, damage: str) -> None:
    for text in (FIRST, SECOND):
        paper.put("P", text)
        paper.y -= LEADING
    path = paper.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        tree = pdf.Root.StructTreeRoot
        if damage == "no-parents":
            del tree.ParentTree
        elif damage == "loop":
            for element in tree.ParentTree.Nums[1]:
                element.P = element
                element.S = Name.Span
        elif damage == "text":
            tree.ParentTree.Nums[1] = Array(["kapot", 7, None])
        else:
            tree.ParentTree.Nums[1] = Array([tree.ParentTree.Nums[1][0]])
        pdf.save(path)
    assert texts(path) == [FIRST, SECOND]


def test_bookmarks_make_headings_of_plain_lines(paper: Paper) -> None:
    for title, level, text in (
        ("2.1 Nieuwbouw in de kernen", 1, FIRST),
        ("Wat wij samen doen", 2, SECOND),
        ("2.2 Betaalbaar wonen", 1, THIRD),
    ):
        paper.bookmark(title.removeprefix("2.1 "), level)
        paper.line(title)
        for line in lines_of(text):
            paper.line(line)
    assert [(clause.text, clause.heading) for clause in clauses(paper.save(tags=False))] == [
        (FIRST, ("2.1 Nieuwbouw in de kernen",)),
        (SECOND, ("2.1 Nieuwbouw in de kernen", "Wat wij samen doen")),
        (THIRD, ("2.2 Betaalbaar wonen",)),
    ]


def test_bookmarks_to_other_words_change_nothing(paper: Paper) -> None:
    for place, text in enumerate((FIRST, SECOND, THIRD)):
        paper.bookmark(f"Dia {place}", 1)
        paper.line(text)
        paper.y -= LEADING
    assert texts(paper.save(tags=False)) == [FIRST, SECOND, THIRD]


def test_bookmarks_in_a_circle_come_to_an_end(paper: Paper) -> None:
    paper.bookmark("Nieuwbouw", 1)
    paper.bookmark("Betaalbaarheid", 1)
    paper.line("Nieuwbouw")
    paper.line(FIRST)
    path = paper.save(tags=False)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        first = pdf.Root.Outlines.First
        first.Next.Next = first
        first.First = first
        first.Last = first
        pdf.save(path)
    assert FIRST in " ".join(texts(path))
