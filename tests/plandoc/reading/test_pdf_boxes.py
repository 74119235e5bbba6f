"""Tables whose cells are coloured boxes, without any line; lines of a name, and small capitals."""

import typst

from portulan.plandoc.reading import read
from portulan.plandoc.reading.pdf_boxes import rules, walls
from portulan.plandoc.reading.source import Table
from portulan.plandoc.recognition import recognise

GAP, WIDTH, HEIGHT = 3.0, 60.0, 20.0


def tiles(rows: int, columns: int) -> list[tuple[float, float, float, float]]:
    return [
        (x * (WIDTH + GAP), y * (HEIGHT + GAP), x * (WIDTH + GAP) + WIDTH, y * (HEIGHT + GAP) + HEIGHT)
        for x in range(columns)
        for y in range(rows)
    ]


def table_of(source: str) -> list[list[str]]:
    found = read("plan.pdf", typst.compile(source.encode()))
    table = next(one for one in found.blocks if isinstance(one, Table))
    assert table.confidence == 1.0
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_boxes_side_by_side_are_ruled() -> None:
    found = rules(tiles(3, 4))
    assert len({round(one.x) for one in found if not one.is_horizontal}) == 5
    assert len({round(one.y) for one in found if one.is_horizontal}) == 4


def test_boxes_that_fill_no_grid_are_not() -> None:
    assert rules(tiles(1, 4)) == []
    assert (
        rules([*tiles(1, 1), (500.0, 500.0, 560.0, 520.0), (90.0, 300.0, 150.0, 320.0), (9.0, 700.0, 70.0, 720.0)])
        == []
    )


def test_what_lies_behind_cells_is_no_cell() -> None:
    assert len(rules([*tiles(2, 2), (-4.0, -4.0, 140.0, 60.0)])) == len(rules(tiles(2, 2)))


def test_a_row_of_boxes_shows_the_columns() -> None:
    row = [(0.0, 100.0, 50.0, 120.0), (50.0, 100.0, 90.0, 120.0), (90.0, 100.0, 200.0, 120.0)]
    assert walls(row, 200.0, 0.0) == [50.0, 90.0]
    assert walls([row[0], row[2]], 200.0, 0.0) == []


def test_a_table_of_coloured_cells_is_read_as_a_ruled_one() -> None:
    source = """#set page(flipped: true)
    #table(columns: (3fr, 1fr, 1fr), stroke: none, gutter: 3pt, fill: luma(230),
      [Action], [Responsable], [Échéance],
      [Ouvrir un guichet social pour les nouveaux], [Direction], [juin 2026],
      [Former des tuteurs], [Secrétariat], [2027])"""
    assert table_of(source) == [
        ["Action", "Responsable", "Échéance"],
        ["Ouvrir un guichet social pour les nouveaux", "Direction", "juin 2026"],
        ["Former des tuteurs", "Secrétariat", "2027"],
    ]


def test_a_hyphen_written_on_both_lines_is_one() -> None:
    source = """#set text(hyphenate: false)
    #table(columns: (48pt, 200pt), [Público-\\ -alvo], [Medida], [Docentes], [Criar uma bolsa])"""
    assert table_of(source)[0] == ["Público-alvo", "Medida"]


def test_a_name_on_one_line_is_one_name() -> None:
    source = """#table(columns: (200pt, 160pt, 80pt), [Action], [Lead], [Deadline],
      [Run a mentoring scheme], [Associate Dean for Research], [2027],
      [Draw up a charter], [Dean], [2026], [Open a reporting point], [Legal Service], [2028])"""
    found = recognise(read("plan.pdf", typst.compile(source.encode())))
    assert [[one.name for one in action.responsibles] for action in found.document.actions()] == [
        ["Associate Dean for Research"], ["Dean"], ["Legal Service"],
    ]  # fmt: skip


def test_lines_that_name_two_posts_are_two_names_and_one_is_asked_about() -> None:
    source = """#table(columns: (200pt, 100pt, 80pt), [Action], [Responsible], [Deadline],
      [Update the code of ethics], [Legal Department \\ Ethics Committee], [2027],
      [Train all members of committees], [Human Resources Office], [2026])"""
    found = recognise(read("plan.pdf", typst.compile(source.encode())))
    names = [[one.name for one in action.responsibles] for action in found.document.actions()]
    assert names == [["Legal Department", "Ethics Committee"], ["Human Resources Office"]]


def confidence(source: str) -> list[float]:
    found = read("plan.pdf", typst.compile(source.encode()))
    return [one.confidence for one in found.blocks if isinstance(one, Table)]


BARE = """#set page(flipped: true)
#table(columns: (200pt, 120pt, 100pt), column-gutter: %s, row-gutter: %s, stroke: none,
  [Action], [Responsable], [Échéance],
  [Ouvrir un guichet social pour les étudiants qui arrivent en cours d'année], [Direction], [juin 2026],
  [Former des tuteurs dans chaque section], [Secrétariat], [2027],
  [Rédiger un guide d'accueil en trois langues], [Direction], [2028],
  [Visiter chaque lieu de stage], [Secrétariat], [2027])"""


def test_a_table_without_lines_is_sure_where_all_bears_witness() -> None:
    assert confidence(BARE % ("16pt", "8pt")) == [0.8]


def test_a_table_without_lines_is_a_guess_where_its_rows_stand_close() -> None:
    assert confidence(BARE % ("16pt", "-6pt")) == [0.5]


def test_white_between_names_tells_them_from_lines_that_wrap() -> None:
    source = """#set par(spacing: 1em, leading: 0.5em)
    #table(columns: (200pt, 82pt, 80pt), [Action], [Responsables], [Échéance],
      [Ouvrir un guichet social], [#par[Responsable CERIAS Recherche] #par[CEP]], [2027],
      [Former des tuteurs], [#par[Direction de département] #par[CPI]], [2026])"""
    found = recognise(read("plan.pdf", typst.compile(source.encode())))
    assert [[one.name for one in action.responsibles] for action in found.document.actions()] == [
        ["Responsable CERIAS Recherche", "CEP"], ["Direction de département", "CPI"],
    ]  # fmt: skip


SHIFTED = """#set table(stroke: (x: none, y: 0.5pt))
#table(columns: (200pt, 120pt, 100pt), [Action], [Responsable], [Échéance],
  [Ouvrir un guichet social], [Direction], [juin 2026], [Former des tuteurs], [Secrétariat], [2027])
#table(columns: %s, [Rédiger un guide], [Direction], [2028], [Visiter les lieux de stage], [Secrétariat], [2027])
#table(columns: %s, [Suivre les diplômés], [Direction], [2028], [Traduire le site], [Secrétariat], [2027])"""


def test_a_table_with_lines_between_rows_is_a_guess_where_its_columns_shift() -> None:
    one, other, third = "(200pt, 120pt, 100pt)", "(205pt, 125pt, 90pt)", "(190pt, 110pt, 120pt)"
    assert confidence(SHIFTED % (one, one)) == [0.8]
    assert confidence(SHIFTED % (other, third)) == [0.5]
