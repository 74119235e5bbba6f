"""What a PDF leaves open is asked: lists whose lines may be parted otherwise, tables without ruled lines."""

from collections import Counter
from dataclasses import replace

import typst

from portulan.plandoc.document import Action, Responsible
from portulan.plandoc.reading import read
from portulan.plandoc.reading.source import Cell, Paragraph, Row, Run, Source, Table
from portulan.plandoc.recognition import columns, decisions, recognise
from portulan.plandoc.recognition.reading_doubts import _unglued
from portulan.plandoc.recognition.rows import Found
from portulan.plandoc.text import Wording

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


def test_a_table_without_lines_is_sure_only_where_white_parts_its_rows():
    close = recognised("none, inset: (x: 5pt, y: 1.2pt)")
    unsure = {one.role for one in close.doubts if one.kind == "unsure_column"}
    assert unsure >= {"actions", "responsibles", "deadline", "results"}
    for stroke in ("none", "0.5pt"):
        assert not [one for one in recognised(stroke).doubts if one.kind == "unsure_column"]


def test_a_word_that_a_line_end_may_cut_is_read_the_other_way_in_one_click():
    lines = (
        Paragraph((Run("Rédiger le guide des auto" + "évaluations"),), joints=((25, "-"),)),
        "Direction",
        "2026",
        "PV",
    )
    table = Table(
        tuple(row(*one) for one in (HEAD[1:], ("Créer un comité de suivi", "CA", "2027", "Note"), lines)), 4
    )
    found = recognise(Source("plan.pdf", "", "pdf", (table,)))
    (doubt,) = (one for one in found.doubts if one.kind == "cut_word")
    assert (doubt.role, str(doubt.proposals[1].label)) == ("actions", "Lire «\u00a0auto-évaluations\u00a0»")
    changed = decisions.apply(found.document, doubt.proposals[1].effects)
    assert [one.text.plain for one in changed.actions()][1] == "Rédiger le guide des auto-évaluations"


def test_cards_that_run_together_are_told_apart_where_their_titles_come_again():
    pairs = [(title, f"{value} {one}") for one in (1, 2, 3) for title, value in CARD]
    table = Table(tuple(row(*pair) for pair in pairs), 2, confidence=0.8)
    actions = list(recognise(Source("plan.pdf", "", "pdf", (table,))).document.actions())
    assert [(one.text.plain, [body.name for body in one.responsibles]) for one in actions] == [
        (f"Créer un comité de suivi {one}", [f"Cellule {one}"]) for one in (1, 2, 3)
    ]


def row(*texts):
    return Row(
        tuple(
            Cell(at, (text if isinstance(text, Paragraph) else Paragraph((Run(text),)),))
            for at, text in enumerate(texts)
        )
    )


CARD = [
    ("Actions", "Créer un comité de suivi"),
    ("Responsables", "Cellule"),
    ("Échéance", "2026"),
    ("Résultats", "PV"),
]


def test_objectives_told_amid_a_table_without_lines_are_asked_about_once():
    def asked(confidence):
        rows = [row(*HEAD), *(one for axis in ("Axe 1 : Accueil", "Axe 2 : Suivi") for one in band(axis))]
        table = Table(tuple(rows), 5, confidence=confidence)
        found = recognise(Source("plan.pdf", "", "pdf", (table,)))
        return [one.role for one in found.doubts if one.id == "unsure_column:objectives"]

    assert (asked(0.5), asked(1.0)) == (["objectives"], [])


def band(title):
    return [replace(row(title), cells=(replace(row(title).cells[0], span=5),)), *(row(*one) for one in ROWS)]


def test_two_names_that_nothing_parts_may_be_one():
    text = "Leisure Trust, Youth Service"
    cell = Cell(0, (Paragraph((Run(text),), seams=(21,)),))
    names = ("Leisure Trust", "Youth", "Service")
    action = Action("a", "1", Wording("Offer free swimming"), responsibles=tuple(map(Responsible, names)))
    found = Found(action, Row((cell,)), {0: columns.RESPONSIBLE}, {0: "Led by"})

    def asked(*elsewhere: str) -> list[list[str]]:
        one = _unglued(action, found, cell, columns.RESPONSIBLE, Counter([*names, *elsewhere]))
        return [doubt.proposals[1].effects[0]["names"] for doubt in one]

    assert asked("Youth") == [["Leisure Trust", "Youth Service"]]
    assert asked("Youth", "Service") == []  # each of them is known
