"""Slides: native and editable, never over the edge whatever the texts, with titles, notes, words for figures."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Emu

from portulan.plandoc.status import Status
from portulan.reports.templates.logos import drawn
from portulan.typeset import measure, slides, slides_layout
from portulan.typeset.deck import Box, Deck, Grid, Key, Lead, Lines, Marks, Note, Opening, Slide
from portulan.typeset.page import Logo

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80"><rect width="200" height="80" '
    b'fill="#0f5c63"/></svg>'
)
SAID = "9 actions : une par statut"
LONG = "Renforcer durablement les partenariats internationaux et professionnels du programme " * 12
MARKS = Marks(tuple(Status), SAID)


def grid(count: int, text: str = "Une action") -> Grid:
    rows = tuple((Box(strong=f"1.{rank}"), Box(text), Box("3 en cours", attention=True)) for rank in range(count))
    return Grid(("Code", "Action", "En chiffres"), (20, 200, 78), rows, "Des actions")


def deck(*found: Slide, title: str = "Où en est le plan", language: str = "fr") -> Deck:
    facts = (("Situation au", "2 mai 2026"),)
    opening = Opening("Haute école fictive", title, "Plan fictif", MARKS, facts, "Fictif.")
    return Deck("Plan fictif", opening, found, language, "Programme", ("Où en est le plan · Avril", "2 mai 2026"))


def opened(written: bytes) -> list:
    return list(Presentation(io.BytesIO(written)).slides)


def inside(written: bytes) -> None:
    """Nothing stands outside the slides, no two tables overlap, no text takes more than its box."""
    file = Presentation(io.BytesIO(written))
    for slide in file.slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= file.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= file.slide_height
        body = [one for one in slide.shapes if not one.is_placeholder and one.shape_type != 6]
        foot = slides.slides_theme.FOOT_AT * slides.slides_theme.EMU
        tables = [one for one in body if one.has_table]
        assert all(one.top + one.height <= foot for one in tables)
        for one in body:
            if one.has_text_frame and one.text_frame.text:
                assert needed(one) <= Emu(one.height).mm + 0.1
        for upper, lower in pairwise(sorted(tables, key=lambda one: one.top)):
            assert upper.top + upper.height <= lower.top


def needed(box) -> float:
    """The height of its text in millimetres, in the font and size that it has."""
    whole = 0.0
    for paragraph in box.text_frame.paragraphs:
        run = paragraph.runs[0]
        font = measure.SERIF if "+mj-lt" in run._r.xml else measure.SANS
        dash = slides_layout.DASH if "buChar" in paragraph._p.xml else 0.0
        lines = measure.lines(paragraph.text, font, run.font.size.pt, Emu(box.width).mm - dash)
        whole += measure.height(lines, run.font.size.pt) + (slides_layout.AFTER_LINE if dash else 0.0)
    return whole


def test_the_logos_of_the_institutions_stand_at_the_head_of_the_cover():
    png, width, height = drawn("logo.svg", SVG)
    both = (Logo(png, width, height, "HE Une"), Logo(png, width, height, "HE Deux"))
    bare = deck()
    written = slides.write(replace(bare, opening=replace(bare.opening, logos=both)))
    inside(written)
    pictures = [one for one in opened(written)[0].shapes if one.shape_type == MSO_SHAPE_TYPE.PICTURE]
    told = sorted((one.left, one._element.nvPicPr.cNvPr.get("descr")) for one in pictures)
    assert [alt for _left, alt in told] == ["HE Une", "HE Deux"]
    assert len({one.shape_id for one in opened(written)[0].shapes}) == len(opened(written)[0].shapes)
    assert {round(one.width / one.height, 1) for one in pictures} == {2.5}


def test_every_slide_has_a_title_a_number_and_what_the_foot_recalls():
    written = slides.write(deck(Slide("En retard", (grid(3),)), Slide("La suite", (Lines(("Une", "Deux")),))))
    assert list(slides.titles(written)) == ["Où en est le plan", "En retard", "La suite"]
    for rank, slide in enumerate(opened(written)[1:], 2):
        kinds = {str(one.placeholder_format.type).split()[0]: one for one in slide.placeholders}
        assert set(kinds) == {"TITLE", "FOOTER", "DATE", "SLIDE_NUMBER"}
        assert kinds["FOOTER"].text_frame.text == "Où en est le plan · Avril"
        assert kinds["DATE"].text_frame.text == "2 mai 2026"
        assert f"<a:t>{rank}</a:t>" in slide.shapes._spTree.xml


def test_it_is_wide_and_in_the_colours_and_fonts_of_the_house():
    written = slides.write(deck(Slide("En retard", (grid(1),))))
    file = Presentation(io.BytesIO(written))
    assert round(file.slide_width / file.slide_height, 3) == 1.778
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode()
    for said in ('typeface="Source Serif 4" panose="02040603050405020204"', 'typeface="Source Sans 3"', "F8F3E9"):
        assert said in theme


def test_a_table_is_a_table_and_the_marks_are_shapes_with_their_words():
    row = (Box("OS 1"), Box(marks=MARKS), Box("une par statut"))
    written = slides.write(
        deck(Slide("Objectifs", (Marks(tuple(Status), SAID), Grid("abc", (1, 1, 1), (row,), "Où"))))
    )
    shapes = opened(written)[1].shapes
    table = next(one for one in shapes if one.has_table)
    assert [[cell.text for cell in one.cells] for one in table.table.rows] == [
        ["a", "b", "c"], ["OS 1", "", "une par statut"],
    ]  # fmt: skip
    assert table.table.first_row
    assert table._element.nvGraphicFramePr.cNvPr.get("descr") == "Où"
    groups = [one for one in shapes if one.shape_type == 6]
    assert [one._element.nvGrpSpPr.cNvPr.get("descr") for one in groups] == [SAID, SAID]
    assert len(groups[0].shapes) == len(Status) + 5  # two shapes for what is under way, three for what is stopped


def test_each_status_is_told_apart_by_its_form():
    """Done and due are solid, ink and ochre, and what is stopped has two bars, as on the pages."""
    forms = set()
    for status in Status:
        xml = slides.slides_marks.scale(Marks((status,), ""), 0, 0, slides_layout.LARGE, 300, 2)
        drawn = tuple(part.split('"')[0] for part in xml.split('prst="')[1:])
        forms.add((drawn, "noFill" in xml, "sysDash" in xml))
    assert len(forms) == len(Status) - 2


def test_no_two_shapes_of_a_slide_have_the_same_number():
    written = slides.write(deck(Slide("Tout", (MARKS, Key(tuple((one, str(one), 1) for one in Status)), grid(2)))))
    for slide in opened(written):
        numbers = [int(one) for one in slide.shapes._spTree.xpath("//p:cNvPr/@id")]
        assert len(numbers) == len(set(numbers))


@pytest.mark.family
@pytest.mark.parametrize("count", [0, 1, 9, 10, 40, 200])
def test_a_long_table_goes_on_under_titles_of_its_own_and_loses_no_row(count):
    written = slides.write(
        deck(Slide("En retard", (Lead("Voici.", large=False), grid(count), Note("Et la suite."))))
    )
    inside(written)
    found = list(slides.titles(written))[1:]
    assert len(set(found)) == len(found)
    codes = [
        row.cells[0].text
        for slide in opened(written)[1:]
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    ]
    assert codes == [f"1.{rank}" for rank in range(count)]
    assert sum(one.shapes._spTree.xml.count("Et la suite.") for one in opened(written)) == 1


def test_slides_of_one_table_are_about_as_full():
    pages = slides_layout.pages(Slide("T", (grid(18, LONG[:160]),)), "{title} ({rank}/{total})")
    counts = [len(one.parts[0].heights) for one in pages]
    assert (sum(counts), max(counts) - min(counts) <= 2) == (18, True)
    assert [one.title for one in pages] == [f"T ({rank}/{len(pages)})" for rank in range(1, len(pages) + 1)]


def test_long_texts_shrink_then_end_with_an_ellipsis_and_nothing_leaves_its_slide():
    parts = (Lead(LONG), Lines((LONG,) * 9), grid(12, LONG), Note(LONG))
    written = slides.write(deck(Slide(LONG, parts, LONG), title=LONG))
    inside(written)
    for slide in opened(written)[1:]:
        title = slide.shapes.title.text_frame.text
        size = slides_layout.title_size(title)
        assert measure.fits(title, measure.SERIF, size, slides_layout.TITLE[2], 2)
        assert title.endswith("…") or "…" in title
    assert LONG.strip() in opened(written)[1].notes_slide.notes_text_frame.text


def test_a_word_longer_than_a_line_keeps_inside():
    inside(slides.write(deck(Slide("x" * 400, (Lead("y" * 900), grid(3, "z" * 700), Lines(("w" * 900,)))))))


def test_hundreds_of_actions_have_smaller_cells():
    many = Marks((Status.LATE,) * 520, "520 en retard")
    written = slides.write(deck(Slide("Tout", (many, grid(1)))))
    inside(written)
    group = next(one for one in opened(written)[1].shapes if one.shape_type == 6)
    assert Emu(group.height).mm <= slides_layout.MARKS_HEIGHT


def test_the_notes_and_the_language():
    written = slides.write(deck(Slide("En retard", (grid(1),), "Dire ceci."), language="en"))
    slide = opened(written)[1]
    assert slide.notes_slide.notes_text_frame.text == "Dire ceci."
    assert 'lang="en-GB"' in slide.notes_slide._element.xml
    assert set(slide.shapes._spTree.xpath("//a:rPr/@lang")) == {"en-GB"}
    assert Presentation(io.BytesIO(written)).core_properties.language == "en-GB"


@pytest.mark.parametrize("text", ["<b>&\"'", "\x00\x07", "漢字 עברית", "😀", "{title}", "", "\n\n"])
def test_any_text_gives_a_file(text):
    found = Slide(text, (Lead(text), Lines((text,)), grid(1, text), Note(text), Marks((), text)), text)
    assert len(opened(slides.write(deck(found, title=text)))) == 2


def test_same_deck_same_bytes():
    assert slides.write(deck(Slide("T", (grid(2),)))) == slides.write(deck(Slide("T", (grid(2),))))


@pytest.mark.slow
def test_a_presentation_program_opens_it(tmp_path):
    program = shutil.which("soffice")
    source = tmp_path / "deck.pptx"
    source.write_bytes(slides.write(deck(Slide("En retard", (Lead("Une phrase."), grid(4), MARKS), "Notes"))))
    if program is None:
        pytest.skip("LIBREOFFICE IS NOT INSTALLED: the slides were not opened by another program")
    command = [program, f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, source], check=True, capture_output=True, timeout=180)
    if not (tmp_path / "deck.pdf").exists():
        pytest.skip("LIBREOFFICE IMPRESS IS NOT INSTALLED: the slides were not opened by another program")
    with pypdfium2.PdfDocument(tmp_path / "deck.pdf") as file:
        pages = [page.get_textpage().get_text_bounded() for page in file]
    assert len(pages) == 2
    assert all(said in pages[1] for said in ("En retard", "Une phrase.", "1.3", "2 mai 2026"))
