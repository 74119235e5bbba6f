"""The sheet to fill in: what it proposes, what it protects, and that nothing written in it is lost."""

import io

import openpyxl
import pytest

from portulan.plandoc import form
from portulan.plandoc.academic_year import AcademicYear
from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.document import Priority
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import NoPlanFound, recognise
from portulan.reports.files import plan_form_file

YEAR = AcademicYear(2026)
ROWS = [
    (
        "Former", "Encadrer les mémoires", "2.1.1", "Désigner un lecteur par mémoire", "CEP\nSecrétariat", "27-28",
        "Liste des lecteurs\nPV du CEP", "AEQES 4\nAEQES 5", "haute",
    ),
    ("", "", "2.1.2", "Relire la grille d’évaluation", "CEP", "décembre 2027", "Grille relue", "", "moyenne"),
    ("", "Ouvrir les stages", "2.2.1", "Signer trois conventions", "Secrétariat", "En continu", "Accords", "", ""),
]  # fmt: skip


def empty(language="fr"):
    return plan_form_file(YEAR, ("CEP", "Secrétariat"), language)[0]


def filled(rows=ROWS, first=4, language="fr"):
    """The form as people fill it in, from that row on."""
    book = openpyxl.load_workbook(io.BytesIO(empty(language)))
    for number, row in enumerate(rows, first):
        for column, text in enumerate(row, 1):
            book["Plan"].cell(number, column).value = text or None
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def recognised(data):
    return recognise(read("feuille.xlsx", data))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_form_left_as_it_is_holds_no_plan(language):
    with pytest.raises(NoPlanFound):
        recognised(empty(language))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_filled_in_is_read_whole(language):
    found = recognised(filled(language=language))
    tree = [(one.title.plain, [action.code for action in one.actions]) for one in found.document.walk()]
    assert tree == [
        ("Former", []),
        ("Encadrer les mémoires", ["2.1.1", "2.1.2"]),
        ("Ouvrir les stages", ["2.2.1"]),
    ]
    first, second, third = found.document.actions()
    assert first.text.plain == "Désigner un lecteur par mémoire"
    assert [one.name for one in first.responsibles] == ["CEP", "Secrétariat"]
    assert [one.text.plain for one in first.expected_results] == ["Liste des lecteurs", "PV du CEP"]
    assert first.recommendations == ("AEQES 4", "AEQES 5")
    assert [one.priority for one in (first, second, third)] == [Priority.HIGH, Priority.MEDIUM, Priority.UNSET]
    assert [one.deadline.kind for one in (first, second, third)] == [
        DeadlineKind.ACADEMIC_YEAR,
        DeadlineKind.MONTH,
        DeadlineKind.CONTINUOUS,
    ]
    assert [dict(one.extra) for one in (first, second, third)] == [{}, {}, {}]
    assert (found.leftovers, found.remarks, found.shares.lost) == ((), (), 0)


def test_rows_written_over_the_examples_are_read():
    assert [one.code for one in recognised(filled(first=2)).document.actions()] == ["2.1.1", "2.1.2", "2.2.1"]


def test_an_example_that_was_changed_is_an_action():
    changed = [(*form.FRENCH.examples[0][:3], "Rédiger notre guide", *form.FRENCH.examples[0][4:])]
    assert [one.text.plain for one in recognised(filled(changed, first=2)).document.actions()] == [
        "Rédiger notre guide"
    ]


def test_a_note_written_among_the_instructions_is_kept():
    book = openpyxl.load_workbook(io.BytesIO(filled()))
    book["Mode d’emploi"]["A20"] = "À revoir avec le doyen"
    saved = io.BytesIO()
    book.save(saved)
    assert [one.text for one in recognised(saved.getvalue()).leftovers] == ["À revoir avec le doyen"]


def test_the_same_sheet_names_in_another_file_are_left_alone():
    book = openpyxl.load_workbook(io.BytesIO(filled()))
    book["Mode d’emploi"]["A1"] = "Notre mode d’emploi"
    saved = io.BytesIO()
    book.save(saved)
    assert len(list(recognised(saved.getvalue()).document.actions())) == len(ROWS) + len(form.FRENCH.examples)


def test_the_lists_propose_and_the_titles_are_protected():
    book = openpyxl.load_workbook(io.BytesIO(empty()))
    plan, lists = book["Plan"], book["Listes"]
    assert [[cell.value for cell in column if cell.value] for column in lists.columns] == [
        ["Priorités", "haute", "moyenne", "limitée"],
        ["Échéances", "26-27", "27-28", "28-29", "29-30", "30-31", "31-32", "En continu"],
        ["Instances", "CEP", "Secrétariat"],
    ]
    assert lists.sheet_state == "hidden"
    rules = {str(rule.sqref): rule.formula1 for rule in plan.data_validations.dataValidation}
    assert rules == {
        "I2:I1000": "'Listes'!$A$2:$A$4",
        "F2:F1000": "'Listes'!$B$2:$B$8",
        "E2:E1000": "'Listes'!$C$2:$C$3",
    }
    assert (plan.protection.sheet, plan["A1"].protection.locked, plan["A2"].protection.locked) == (
        True,
        True,
        False,
    )
    assert plan.column_dimensions["D"].protection.locked is False
    assert (plan.freeze_panes, plan["D1"].value) == ("A2", "Action")


def test_a_workspace_without_bodies_proposes_none():
    book = openpyxl.load_workbook(io.BytesIO(plan_form_file(YEAR)[0]))
    assert len(book["Plan"].data_validations.dataValidation) == 2


def test_the_same_form_is_the_same_file():
    assert empty() == empty()
