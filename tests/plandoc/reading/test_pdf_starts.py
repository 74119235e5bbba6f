"""Tables of a PDF whose rows follow one another as lines do, without a line drawn and without white."""

import typst

from portulan.plandoc.reading import read
from portulan.plandoc.reading.source import Table

CLOSE = "#set par(leading: 0.5em)\n#set table(stroke: none, inset: (x: 5pt, y: 0.25em))\n"


def tables_of(source: str) -> list[list[list[str]]]:
    found = read("plan.pdf", typst.compile((CLOSE + source).encode()))
    tables = [one for one in found.blocks if isinstance(one, Table)]
    return [[[cell.text for cell in row.cells] for row in one.rows] for one in tables]


def test_a_row_begins_where_a_column_begins_again() -> None:
    source = """#table(columns: (150pt, 90pt, 60pt), [*Action*], [*Responsable*], [*Échéance*],
      [Ouvrir un guichet social pour les étudiants qui arrivent], [Direction], [juin 2026],
      [Former des tuteurs dans chaque section], [Secrétariat], [],
      [Rédiger un guide], [Direction], [2028],
      [Visiter chaque lieu de stage une fois par an], [Secrétariat], [2027])"""
    assert tables_of(source) == [
        [
            ["Action", "Responsable", "Échéance"],
            ["Ouvrir un guichet social pour les étudiants qui arrivent", "Direction", "juin 2026"],
            ["Former des tuteurs dans chaque section", "Secrétariat", ""],
            ["Rédiger un guide", "Direction", "2028"],
            ["Visiter chaque lieu de stage une fois par an", "Secrétariat", "2027"],
        ]
    ]


def test_titles_over_several_columns_and_over_rows_are_rows_of_their_own() -> None:
    source = """#table(columns: (150pt, 90pt, 60pt, 60pt),
      [*Action*], [*Responsable*], table.cell(colspan: 2)[*Calendrier de travail*], [], [], [*Début*], [*Fin*],
      table.cell(colspan: 4)[*Axe 1 : accueillir et accompagner les personnes*],
      [Ouvrir un guichet social pour les étudiants qui arrivent], [Direction], [2026], [2027],
      [Former des tuteurs dans chaque section], [Secrétariat], [2027], [2028])"""
    assert tables_of(source) == [
        [
            ["Action", "Responsable", "Calendrier de travail"],
            ["", "", "Début", "Fin"],
            ["Axe 1 : accueillir et accompagner les personnes"],
            ["Ouvrir un guichet social pour les étudiants qui arrivent", "Direction", "2026", "2027"],
            ["Former des tuteurs dans chaque section", "Secrétariat", "2027", "2028"],
        ]
    ]


def test_labels_in_bold_name_each_what_stands_beside_them() -> None:
    source = """#table(columns: (150pt, 220pt), [*Action*], [Ouvrir un guichet social], [*Pilote*], [Direction],
      [*Partenaires*], [Service social \\ Cercle des étudiants], [*Échéance*], [juin 2026])"""
    assert tables_of(source) == [
        [
            ["Action", "Ouvrir un guichet social"],
            ["Pilote", "Direction"],
            ["Partenaires", "Service social\nCercle des étudiants"],
            ["Échéance", "juin 2026"],
        ]
    ]


def test_the_last_words_of_justified_lines_are_no_column() -> None:
    source = """#set par(justify: true)
      #table(columns: (85pt, 90pt, 60pt), [*Action*], [*Responsable*], [*Échéance*],
      [Ouvrir un guichet social à l'accueil], [Direction], [juin 2026],
      [Former en un an dix tuteurs pour chaque section], [Secrétariat], [2027])"""
    assert tables_of(source)[0][0] == ["Action", "Responsable", "Échéance"]


def test_a_title_wider_than_its_column_is_a_title() -> None:
    source = """#set table(inset: (x: 2pt, y: 5pt))
      #table(columns: (150pt, 40pt, 60pt, 60pt), [*Action*], [*Temporalización*], [*Recursos*], [*Estado*],
      [Ouvrir un guichet], [2026], [1.200 €], [fait], [Former des tuteurs], [2027], [300 €], [en cours],
      [Rédiger un guide], [2028], [50 €], [en cours])"""
    assert tables_of(source)[0][:2] == [
        ["Action", "Temporalización", "Recursos", "Estado"],
        ["Ouvrir un guichet", "2026", "1.200 €", "fait"],
    ]


def test_titles_that_come_again_tell_a_table_of_one_row() -> None:
    head = "[*Action*], [*Responsable*], [*Échéance*]"
    source = f"""= Axe 1
      #table(columns: (190pt, 90pt, 60pt), {head}, [Former des tuteurs], [Secrétariat], [2027],
      [Rédiger un guide], [Direction], [2028])
      = Axe 2
      #table(columns: (190pt, 90pt, 60pt), {head}, [Ouvrir un guichet], [Direction], [2026])"""
    assert tables_of(source)[1] == [
        ["Action", "Responsable", "Échéance"],
        ["Ouvrir un guichet", "Direction", "2026"],
    ]
