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


def typeset(text: str) -> Source:
    return read("plan.pdf", typst.compile(text.encode()))


def test_a_cell_knows_its_page_and_where_on_it():
    only = next(
        typeset(
            '#set page(paper: "a4", margin: 2cm)\n#table(columns: 2, [Un], [Deux], [Trois], [Quatre])'
        ).tables()
    )
    (one, two), (three, four) = ([cell.place for cell in row.cells] for row in only.rows)
    assert {place.page for place in (one, two, three, four)} == {1}
    assert all(
        0 < left < right < 0.5 and 0 < top < bottom < 0.5 for left, top, right, bottom in (one.box, four.box)
    )
    assert one.box[2] < two.box[0]
    assert one.box[3] < three.box[1]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_the_place_of_a_cell_is_that_of_the_page_as_it_is_shown(angle, tmp_path):
    data = typst.compile(
        b"#set page(width: 400pt, height: 200pt)\n#table(columns: 2, [Un], [Deux], [Trois], [Quatre])"
    )
    left, top, right, bottom = next(read("a.pdf", data).tables()).rows[0].cells[0].place.box
    document = pypdfium2.PdfDocument(data)
    document[0].set_rotation(angle)
    document.save(tmp_path / "turned.pdf")
    turned = next(read("a.pdf", (tmp_path / "turned.pdf").read_bytes()).tables()).rows[0].cells[0].place.box
    expected = {
        90: (1 - bottom, left, 1 - top, right),
        180: (1 - right, 1 - bottom, 1 - left, 1 - top),
        270: (top, 1 - right, bottom, 1 - left),
    }[angle]
    assert turned == pytest.approx(expected, abs=0.002)


@pytest.mark.parametrize(
    "look",
    [
        'stroke: (dash: "dotted", thickness: 0.7pt)',
        "stroke: none, fill: (x, y) => if calc.odd(y) { luma(230) }",
        "stroke: (x: 0.5pt, y: none)",
        "stroke: (x, y) => (top: if y == 0 { 1pt } else if y == 1 { 0.5pt })",
        "stroke: 2pt + white, fill: luma(235)",
    ],
)
def test_a_table_is_read_whatever_shows_its_rows(look):
    rows = "".join(f"[{text}]," for row in [HEAD, *ROWS[:12]] for text in row)
    source = typeset(LAYOUT + f"#table(columns: (auto, 1fr, auto, auto, auto), {look}, {rows})")
    assert cells(source) == [HEAD, *ROWS[:12]]


def test_titles_set_sideways_are_read():
    head = "[N°], [Action], rotate(-90deg, reflow: true)[Responsable], rotate(90deg, reflow: true)[Échéance]"
    rows = "".join(f"[{one}], [Créer un comité de suivi {one}], [CP], [2026]," for one in range(1, 9))
    assert cells(typeset(f"#table(columns: 4, {head}, {rows})"))[0] == ["N°", "Action", "Responsable", "Échéance"]


def test_words_cut_at_line_ends_are_joined_and_compounds_keep_their_hyphen():
    words = "développement partenariats professionnels accompagnement savoir-faire " * 6
    source = typeset(
        f'#set page(width: 9cm)\n#set text(lang: "fr", hyphenate: true)\n#set par(justify: true)\n{words}'
        "\n\n#set text(hyphenate: false)\ndéveloppement partenariats\n\nprofessionnels accompagnement savoir-faire"
    )
    read_words = " ".join(one.wording.plain for one in source.paragraphs()).split()
    assert set(read_words) == set(words.split())
    assert any(one.nature == "hyphen" for one in source.remnants)


def test_a_line_that_may_end_or_wrap_is_told_as_unsure():
    rows = "[1.1], [Rapport d'activité annuel Publié], [1.2], [PV], [1.3], [Bilan \\ Note],"
    only = next(
        typeset(
            f"#set page(width: 200pt)\n#set text(hyphenate: false)\n#table(columns: (40pt, 90pt), {rows})"
        ).tables()
    )
    told = [[(one.text, one.loose, one.seams) for one in row.cells[1].paragraphs] for row in only.rows]
    assert told == [
        [("Rapport d’activité annuel", False, ()), ("Publié", True, ())],
        [("PV", False, ())],
        [("Bilan", False, ()), ("Note", False, ())],
    ]


def test_a_word_cut_that_nothing_else_tells_is_marked_with_its_other_reading():
    words = "développement partenariats professionnels accompagnement " * 5
    source = typeset(
        f'#set page(width: 9cm)\n#set text(lang: "fr", hyphenate: true)\n#set par(justify: true)\n{words}'
        "\n\n#set text(hyphenate: false)\ndéveloppement partenariats professionnels accompagnement\n\n"
        "#set page(width: 4cm)\n#set text(hyphenate: false)\nune grande reformu- \\ lation"
    )
    told = [(one.text, one.joints) for one in source.paragraphs() if one.joints]
    assert told == [("une grande reformulation", ((18, "-"),))]


def test_words_wider_than_their_column_are_put_together_again():
    """As LibreOffice breaks them: without a hyphen."""
    words = ("internatio \\ nal", "commissio \\ n", "evaluatio \\ n", "#text(size: 4pt)[un international de plus]")
    rows = "".join(f"[{at}], [{word}]," for at, word in enumerate(words))
    (only,) = typeset(f"#table(columns: (40pt, 54pt), {rows})").tables()
    assert [row.cells[1].text for row in only.rows][:3] == ["international", "commission", "evaluation"]


def test_a_page_number_is_no_row_of_a_table_without_upright_lines():
    rows = "".join(f"[{one}], [Créer un comité de suivi {one}], [CP], [2026]," for one in range(1, 9))
    source = typeset(
        "#set page(height: 240pt, "
        'footer: [Plan adopté #h(1fr) #context counter(page).display("1/1", both: true)])\n'
        f"#table(columns: (30pt, 1fr, 60pt, 60pt), stroke: (x: none, y: 0.5pt), {rows})"
    )
    assert [row[1] for row in cells(source)] == [f"Créer un comité de suivi {one}" for one in range(1, 9)]


def test_a_line_that_leaves_a_column_out_tells_a_cell_merged_over_rows():
    merged = (
        "table.cell(rowspan: 2)[{0}], table.cell(rowspan: 2)[Créer le comité {0} et le suivre], [PV], [Bilan],"
    )
    rows = "".join(merged.format(one) for one in range(1, 6))
    (only,) = typeset(
        f"#table(columns: (30pt, 160pt, 1fr), stroke: (x: none, y: 0.5pt), [N°], [Action], [Résultat], {rows})"
    ).tables()
    assert [[cell.continues for cell in row.cells] for row in only.rows[1:3]] == [[False] * 3, [True, True, False]]


def test_a_row_that_a_page_end_leaves_open_is_a_row():
    """As browsers print it: the upright lines go on to the page end, no line closes the row."""
    lines = "".join(f"#place(line(start: (0pt, {y}pt), length: 300pt))" for y in (0, 20, 40, 60))
    lines += "".join(f"#place(line(start: ({x}pt, 0pt), length: 85pt, angle: 90deg))" for x in (0, 100, 200, 300))
    words = "".join(
        f"#place(dx: {x + 4}pt, dy: {y + 6}pt)[mot {x} {y}]" for x in (0, 100, 200) for y in (0, 20, 40, 60)
    )
    found = cells(typeset(f"#set page(width: 320pt, height: 120pt, margin: 5pt)\n{lines}{words}"))
    assert found == [[f"mot {x} {y}" for x in (0, 100, 200)] for y in (0, 20, 40, 60)]


def test_a_column_that_hardly_leaves_white_is_a_column():
    days = ("26-27", "30/06/2026", "27-28", "01/09/2027", "2028")
    rows = "".join(f"[{one}], [Créer un comité de suivi {one}], [{day}], [Bilan]," for one, day in enumerate(days))
    (only,) = typeset(
        "#set text(size: 10pt)\n#table(columns: (30pt, 200pt, 47pt, 1fr), inset: (x: 1.5pt, y: 5pt), "
        f"stroke: (x: none, y: 0.5pt), [N°], [Action], [Échéance], [Résultat], {rows})"
    ).tables()
    assert [row.cells[2].text for row in only.rows] == ["Échéance", *days]


def test_a_title_of_rows_is_not_cut_where_a_column_begins():
    title = "Un an de la vie du bol et du pot à la mi été, du bal de la rue et du thé du roi de la fève"
    band = f"table.cell(colspan: 4)[{title}],"
    rows = "".join(f"[{one}], [Créer un comité de suivi {one}], [Direction], [2026]," for one in range(1, 6))
    (only,) = typeset(
        "#table(columns: (30pt, 150pt, 70pt, 1fr), stroke: (x: none, y: 0.5pt), [N°], [Action], [Qui], [Quand], "
        f"{band}{rows})"
    ).tables()
    assert only.rows[1].cells[0].text == title
