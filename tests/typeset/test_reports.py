"""What reports add to documents: the échelle, pictures, a cover, contents; in Word, PDF and Markdown."""

import io
import re
import zipfile

import pypdfium2
import pytest
from docx import Document as read_word

from pdf_reading import alts, raw, tags, text_of
from portulan.plandoc.status import Status
from portulan.typeset import docx, figures, markdown, pdf
from portulan.typeset.page import (
    Block,
    Cell,
    Column,
    Contents,
    Cover,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    plain,
)

SAID = "3 actions : 1 réalisée, 2 en retard"


def scale(count: int = 3) -> figures.Figure:
    made = figures.scale([Status.LATE, Status.DONE, *[Status.LATE] * (count - 2)], 40, SAID)
    assert made is not None
    return made


def document(*blocks: Block, depth: int = 2) -> Document:
    cover = Cover(
        "Haute école fictive", "Rapport", "Plan fictif", "Où il en est.", scale(), (("Situation au", "2 mai"),)
    )
    return Document(
        "Rapport – Plan fictif",
        (cover, Contents("Sommaire", depth), *blocks),
        author="Programme",
        running=("Rapport", "2 mai"),
        ruled=True,
    )


def table() -> Table:
    head = Cell((Heading(2, plain("Objectif 1.1")),), figure=scale())
    return Table((Column("Objectif"), Column("Action")), (Row((head, Cell((Paragraph(plain("Une")),)))),))


BODY = (
    Heading(1, plain("Où en est le plan")),
    table(),
    Heading(1, plain("Par année")),
    Heading(2, plain("2026-27")),
    Heading(3, plain("Détail")),
)


def test_a_cell_for_each_action_in_the_order_of_statuses() -> None:
    marks = list(Status)
    made = figures.scale(reversed(marks), 200, SAID)
    assert made is not None
    assert made.svg.count("<g ") == len(marks)
    assert made.svg.index(figures.INK) < made.svg.index(figures.VERMILION) < made.svg.index(figures.OCHRE)
    assert (made.alt, made.height) == (SAID, figures.USUAL.height)


def test_the_cells_go_on_a_second_line_where_the_width_ends() -> None:
    assert scale(7).height == figures.USUAL.height
    assert scale(9).height == pytest.approx(2 * figures.USUAL.height + figures.USUAL.gap)
    assert max(scale(n).width for n in range(2, 30)) <= 40


def test_no_action_no_figure() -> None:
    assert figures.scale([], 40, SAID) is None


def test_a_pdf_has_figures_with_their_words_contents_and_bookmarks() -> None:
    written = pdf.write(document(*BODY))
    found = tags(written)
    assert (found.count("Figure"), found.count("TH"), "TOC" in found) == (2, 2, True)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in raw(written)
    assert alts(written) == [SAID, SAID]
    with pypdfium2.PdfDocument(written) as file:
        assert [one.get_title() for one in file.get_toc()] == [
            "Où en est le plan", "Objectif 1.1", "Par année", "2026-27", "Détail",
        ]  # fmt: skip
        pages = [page.get_textpage().get_text_bounded() for page in file]
    assert len(pages) == 3
    assert "Situation au" in pages[0]
    assert "Où en est le plan" in pages[1]
    assert "Détail" not in pages[1]


def test_a_word_file_has_pictures_a_linked_contents_and_the_same_bytes() -> None:
    written = docx.write(document(*BODY))
    assert written == docx.write(document(*BODY))
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        body = archive.read("word/document.xml").decode()
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
    assert body.count(f'descr="{SAID}"') == 4
    assert len(pictures) == 2  # one figure shown twice: its PNG and its SVG
    anchors = re.findall(r'w:anchor="(\w+)"', body)
    assert len(anchors) == 4
    assert set(anchors) <= set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="(\w+)"', body))
    assert 'TOC \\o "1-2"' in body
    assert "Rapport" in [one.text for one in read_word(io.BytesIO(written)).paragraphs]


def test_markdown_says_the_figures_in_words() -> None:
    written = markdown.write(document(*BODY)).decode()
    assert written.startswith("**Haute école fictive**\n\n# Rapport\n\n*Plan fictif*\n\nOù il en est.\n\n" + SAID)
    assert f"| {SAID}<br>Objectif 1.1 | Une |" in written


def test_contents_of_one_level_share_their_page() -> None:
    short = document(Heading(1, plain("Suite")))
    alone = text_of(pdf.write(short))
    cover, _contents, *rest = short.blocks
    shared = Document("R", (cover, Contents("Sommaire", 1, alone=False), *rest), running=("", ""))
    assert ("3 / 3" in alone, "2 / 2" in text_of(pdf.write(shared))) == (True, True)
