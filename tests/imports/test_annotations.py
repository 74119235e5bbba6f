"""Notes stand as comments on the cells that they are about, in a copy of the file."""

import io

import openpyxl
import pytest

from portulan.imports.annotations import Note, annotated
from portulan.imports.bounded import annotate
from portulan.plandoc.reading.source import Unreadable


@pytest.fixture
def book():
    made = openpyxl.Workbook()
    page = made.active
    page.title = "Plan"
    for row in (["Action", "Qui", "Quand"], ["Écrire", "CP", "hier"], ["Lire", None, "demain"]):
        page.append(row)
    page["A6"] = "Réunir"
    page.merge_cells("A6:B6")
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def comments(data):
    page = openpyxl.load_workbook(io.BytesIO(data))["Plan"]
    return {cell.coordinate: cell.comment.text for row in page for cell in row if cell.comment}


@pytest.mark.parametrize(
    ("note", "cell"),
    [
        (Note("Plan", 2, "?", held="hier", title="Quand"), "C2"),
        (Note("Plan", 2, "?", held=" hier\n"), "C2"),
        (Note("Plan", 3, "?", title="Qui"), "B3"),
        (Note("Plan", 3, "?", column=1), "A3"),
        (Note("Plan", 3, "?"), "A3"),
        (Note("Plan", 3, "?", title="Inconnu", held="inconnu"), "A3"),
        (Note("Plan", 6, "?", column=2), "A6"),
        (Note("Plan", 40, "?"), "A40"),
        (Note("Plan", 0, "?"), "A1"),
    ],
)
def test_a_note_finds_its_cell(book, note, cell):
    assert comments(annotated(book, [note])) == {cell: "?"}


def test_notes_of_one_cell_stand_one_below_the_other_and_nothing_else_changes(book):
    notes = [Note("Plan", 2, "Un.", column=2), Note("Plan", 2, "Deux.", column=2), Note("Autre", 2, "Trois.")]
    copy = annotated(book, notes)
    assert comments(copy) == {"B2": "Un.\n\nDeux."}
    before, after = (openpyxl.load_workbook(io.BytesIO(data))["Plan"] for data in (book, copy))
    assert [[cell.value for cell in row] for row in after] == [[cell.value for cell in row] for row in before]
    assert after.merged_cells.ranges == before.merged_cells.ranges


@pytest.mark.apart
def test_notes_are_written_in_the_bounded_process(book):
    assert comments(annotate("plan.xlsx", book, [Note("Plan", 2, "Qui ?", column=2)])) == {"B2": "Qui ?"}


def test_a_file_that_is_no_workbook_is_said():
    with pytest.raises(Unreadable) as refusal:
        annotate("plan.xlsx", b"PK", [])
    assert refusal.value.sentence.startswith("« plan.xlsx » a interrompu la lecture.")
