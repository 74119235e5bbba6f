"""What a PDF leaves open is asked: lists whose lines may be parted otherwise, tables without ruled lines."""

import typst

from portulan.plandoc.reading import read
from portulan.plandoc.recognition import decisions, recognise

ROWS = [
    ("1.1", "Créer un comité de suivi des stages", "Direction", "2026", "Bilan \\ Note"),
    ("1.2", "Rédiger un guide pour les étudiants", "Secrétariat", "2027", "Rapport d'activité annuel Publié"),
    ("1.3", "Évaluer chaque année les enseignements", "Direction", "2026", "PV"),
]
HEAD = ("N°", "Action", "Responsable", "Échéance", "Résultats attendus")


def recognised(stroke):
    cells = "".join(f"[{text}]," for row in (HEAD, *ROWS) for text in row)
    table = f"#table(columns: (30pt, 160pt, 80pt, 60pt, 90pt), stroke: {stroke}, {cells})"
    page = f'#set page(paper: "a4", margin: 2cm)\n#set text(hyphenate: false)\n= Plan d\'action\n{table}'
    return recognise(read("plan.pdf", typst.compile(page.encode())))


def results(document, code):
    return [
        one.text.plain for action in document.actions() if action.code == code for one in action.expected_results
    ]


def test_the_other_reading_of_a_list_is_one_click_away():
    found = recognised("0.5pt")
    (doubt,) = (one for one in found.doubts if one.kind == "parted_lines")
    assert (doubt.code, doubt.role, [str(one.label) for one in doubt.proposals]) == (
        "1.2",
        "results",
        ["Garder ainsi", "Réunir les lignes"],
    )
    assert results(found.document, "1.2") == ["Rapport d’activité annuel", "Publié"]
    changed = decisions.apply(found.document, doubt.proposals[1].effects)
    assert results(changed, "1.2") == ["Rapport d’activité annuel Publié"]
    assert results(changed, "1.1") == ["Bilan", "Note"]


def test_no_column_of_a_table_without_lines_is_sure():
    unsure = {one.role for one in recognised("none").doubts if one.kind == "unsure_column"}
    assert unsure >= {"actions", "responsibles", "deadline", "results"}
    assert not [one for one in recognised("0.5pt").doubts if one.kind == "unsure_column"]
