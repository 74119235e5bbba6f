"""The PDF reader: tables with and without lines, over page ends, on turned pages; margins and notes set apart."""

import re
from collections import Counter
from functools import cache

import pypdfium2
import pytest
import typst

from portulan.plandoc.reading import read
from portulan.plandoc.reading.source import Paragraph, Source

HEAD = ["Code", "Action", "Responsable", "Échéance", "Résultat"]
ROWS = [
    [
        f"1.1.{number}",
        f"Action numéro {number} : développer des partenariats avec les acteurs du secteur, les suivre, en parler",
        "CP" if number % 2 else "Commission Programme",
        "26-27" if number % 3 else "En continu",
        "" if number % 5 == 4 else "Rapport annuel",
    ]
    for number in range(1, 40)
]
STROKES = {"ruled": "0.5pt", "horizontal": "(x: none, y: 0.5pt)", "without": "none"}
LAYOUT = (
    '#set page(paper: "a4", flipped: true, numbering: "1 / 1", header: [Plan stratégique — École])\n'
    "#set text(size: 10pt)\n"
)


def table(stroke: str, rows: list[list[str]]) -> str:
    cells = ",".join(f"[{text}]" for row in rows for text in row)
    head = ",".join(f"[*{title}*]" for title in HEAD)
    return f"#table(columns: (auto, 1fr, auto, auto, auto), stroke: {stroke}, table.header({head}), {cells})\n"


@cache
def plan(stroke: str) -> bytes:
    intro = (
        "= Plan 2024-2029\nIntroduction avec une note.#footnote[Voir le décret.] "
        "Il y a 12 m#super[2] et un 1#super[er].\n"
    )
    return typst.compile((LAYOUT + intro + table(STROKES[stroke], ROWS) + "Fin du document.").encode())


def cells(source: Source) -> list[list[str]]:
    return [[one.text for one in row.cells] for found in source.tables() for row in found.rows]


def characters(text: str) -> Counter[str]:
    return Counter(one for one in re.sub("[\ufffe\x02\xad]", "-", text) if not one.isspace())


@pytest.mark.parametrize(("stroke", "confidence"), [("ruled", 1.0), ("horizontal", 0.8), ("without", 0.5)])
def test_a_table_over_a_page_end_is_one_table_whatever_its_lines(stroke, confidence):
    source = read("plan.pdf", plan(stroke))
    assert [one.confidence for one in source.tables()] == [confidence]
    assert cells(source) == [HEAD, *ROWS]


def test_margins_and_notes_are_set_apart():
    source = read("plan.pdf", plan("ruled"))
    told = [(one.wording.plain, one.place.part, one.notes) for one in source.blocks if isinstance(one, Paragraph)]
    assert told == [
        ("Plan 2024-2029", "", ()),
        ("Introduction avec une note. Il y a 12 m2 et un 1er.", "", ("1",)),
        ("Fin du document.", "", ()),
        ("Plan stratégique — École", "en-tête", ()),
        ("1Voir le décret.", "notes de bas de page", ()),
    ]
    count = len(pypdfium2.PdfDocument(plan("ruled")))
    numbers = [(f"{page} / {count}", "page number") for page in range(1, count + 1)]
    again = [(text, "repeated header") for text in ("Plan stratégique — École", *HEAD)] * (count - 1)
    found = sorted((one.text, one.nature) for one in source.remnants)
    assert found == sorted([("1", "note mark"), *numbers, *again])


@pytest.mark.parametrize("stroke", STROKES)
def test_every_character_of_the_pages_is_read_once(stroke):
    data = plan(stroke)
    source = read("plan.pdf", data)
    found = "".join(one.bullet + one.text for one in source.paragraphs()) + "".join(
        one.text for one in source.remnants
    )
    written = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    assert characters(found) == characters(written)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_table_drawn_sideways_is_read_upright(angle):
    page = f"#set page(width: 900pt, height: 900pt)\n#rotate({angle}deg, reflow: true)[{table('0.5pt', ROWS[:6])}]"
    assert cells(read("plan.pdf", typst.compile(page.encode()))) == [HEAD, *ROWS[:6]]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_shown_turned_is_read_all_the_same(angle, tmp_path):
    document = pypdfium2.PdfDocument(typst.compile((LAYOUT + table("0.5pt", ROWS)).encode()))
    for page in document:
        page.set_rotation(angle)
    document.save(tmp_path / "turned.pdf")
    assert cells(read("plan.pdf", (tmp_path / "turned.pdf").read_bytes())) == [HEAD, *ROWS]


def test_prose_makes_no_table():
    text = "#set par(justify: true)\n= Rapport\n" + "\n\n".join(f"#lorem({60 + 7 * one})" for one in range(12))
    source = read("rapport.pdf", typst.compile(text.encode()))
    assert list(source.tables()) == []


def test_two_columns_of_prose_make_no_table():
    text = "#set page(columns: 2)\n" + "\n\n".join(f"#lorem({60 + 7 * one})" for one in range(12))
    assert list(read("revue.pdf", typst.compile(text.encode())).tables()) == []


def test_merged_cells_of_ruled_tables_are_told():
    text = (
        "#table(columns: 3, table.cell(rowspan: 2)[1.1. Un], [a], [b], [c], [d], "
        "table.cell(colspan: 3)[Objectif 2], "
        "[1.2. Deux], [e], [f])"
    )
    only = next(read("plan.pdf", typst.compile(text.encode())).tables())
    assert [[(one.column, one.span, one.continues, one.text) for one in row.cells] for row in only.rows] == [
        [(0, 1, False, "1.1. Un"), (1, 1, False, "a"), (2, 1, False, "b")],
        [(0, 1, True, ""), (1, 1, False, "c"), (2, 1, False, "d")],
        [(0, 3, False, "Objectif 2")],
        [(0, 1, False, "1.2. Deux"), (1, 1, False, "e"), (2, 1, False, "f")],
    ]
