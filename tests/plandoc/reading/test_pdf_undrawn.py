"""Lines that the dress of a ruled table leaves out: columns told by texts, rows by colours, tables by columns."""

import typst

from portulan.plandoc.reading import read
from portulan.plandoc.reading.source import Table

CELLS = """[Action], [Responsable], [Échéance],
  [Ouvrir un guichet social], [Direction], [juin 2026],
  table.cell(colspan: 3)[Axe 2 : accompagner les personnes nouvelles],
  [Former des tuteurs], [Secrétariat], [2027],
  [Rédiger un guide], [Direction], [2028]"""


def tables_of(source: str) -> list[list[list[str]]]:
    found = read("plan.pdf", typst.compile(source.encode()))
    tables = [one for one in found.blocks if isinstance(one, Table)]
    return [[[cell.text for cell in row.cells] for row in one.rows] for one in tables]


def test_columns_are_told_by_texts_where_some_rows_have_no_upright_lines() -> None:
    stroke = "(x, y) => if calc.even(y) { 0.5pt } else { (y: 0.5pt) }"
    frame = f"#block(stroke: 0.5pt)[#table(columns: (160pt, 100pt, 80pt), stroke: {stroke}, {CELLS})]"
    assert tables_of(frame) == [
        [
            ["Action", "Responsable", "Échéance"],
            ["Ouvrir un guichet social", "Direction", "juin 2026"],
            ["Axe 2 : accompagner les personnes nouvelles"],
            ["Former des tuteurs", "Secrétariat", "2027"],
            ["Rédiger un guide", "Direction", "2028"],
        ]
    ]


def test_rows_are_told_by_a_change_of_colour_where_no_line_is_drawn() -> None:
    source = """#table(columns: (160pt, 100pt), fill: (x, y) => if y == 0 { green } else { aqua },
      stroke: (x, y) => (left: 0.5pt, right: 0.5pt, top: if y != 1 { 0.5pt }, bottom: if y != 0 { 0.5pt }),
      [Action], [Responsable], [Former des tuteurs], [Secrétariat], [Rédiger un guide], [Direction])"""
    assert tables_of(source) == [
        [["Action", "Responsable"], ["Former des tuteurs", "Secrétariat"], ["Rédiger un guide", "Direction"]]
    ]


def test_tables_one_on_the_other_are_parted_where_no_column_goes_on() -> None:
    source = """#set block(spacing: 0pt)
      #table(columns: (90pt, 200pt, 50pt), [Sigle], [Nom], [Page], [CP], [Commission programme], [2])
      #table(columns: (160pt, 100pt, 80pt), table.cell(colspan: 3)[Axe 1], [Action], [Responsable], [Échéance],
        [Former des tuteurs], [Secrétariat], [2027])"""
    assert tables_of(source) == [
        [["Sigle", "Nom", "Page"], ["CP", "Commission programme", "2"]],
        [["Axe 1"], ["Action", "Responsable", "Échéance"], ["Former des tuteurs", "Secrétariat", "2027"]],
    ]


def test_a_form_whose_rows_share_a_column_stays_one_table() -> None:
    source = """#table(columns: (80pt, 90pt, 80pt, 90pt), [Action], table.cell(colspan: 3)[Former des tuteurs],
      [Pilote], [Direction], [Échéance], [2027], [Indicateur], table.cell(colspan: 3)[Dix tuteurs formés])"""
    assert tables_of(source) == [
        [["Action", "Former des tuteurs"], ["Pilote", "Direction", "Échéance", "2027"],
         ["Indicateur", "Dix tuteurs formés"]]
    ]  # fmt: skip


def test_cards_one_on_the_other_are_parted_where_they_share_their_labels_only() -> None:
    def card(widths: str, number: int) -> str:
        return f"""#table(columns: {widths}, table.cell(colspan: 4)[Action n° {number}],
          [Pilote], [Direction], [Échéance], [2027], [Indicateur], table.cell(colspan: 3)[Dix tuteurs])"""

    source = (
        "#set block(spacing: 0pt)\n" + card("(80pt, 90pt, 80pt, 90pt)", 1) + card("(80pt, 60pt, 90pt, 110pt)", 2)
    )
    assert [table[0] for table in tables_of(source)] == [["Action n° 1"], ["Action n° 2"]]


def test_cells_with_white_between_them_are_one_table() -> None:
    source = """#table(columns: (120pt, 80pt), gutter: 4pt, [Action], [Échéance], [Former des tuteurs], [2027])"""
    assert tables_of(source) == [[["Action", "Échéance"], ["Former des tuteurs", "2027"]]]


def test_marks_that_come_again_are_one_word() -> None:
    source = """#table(columns: (120pt, 80pt), [Action], [Priorité], [Former des tuteurs], [+++])"""
    assert tables_of(source)[0][1] == ["Former des tuteurs", "+++"]
