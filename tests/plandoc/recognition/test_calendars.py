"""Columns of years, quarters or months that crosses or colours fill."""

import io

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.styles import PatternFill

from plandoc.papers import recognised, rows, text
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import Recognition, recognise
from portulan.plandoc.recognition.calendars import is_joined
from portulan.plandoc.recognition.columns import SURE

BODY = (
    ("Ouvrir un guichet social", "Direction"),
    ("Former des tuteurs", "Secrétariat"),
    ("Rédiger un guide d'accueil", "Direction"),
)
MARKS = (("x", "", ""), ("", "x", "x"), ("x", "", "x"))


def plan(units: tuple[str, ...], marks: tuple[tuple[str, ...], ...] = MARKS) -> Recognition:
    head = ["Action", "Responsable", *units]
    lines = [[*own, *crosses] for own, crosses in zip(BODY, marks, strict=True)]
    return recognised(text("Plan d'action fictif", *rows(head, *lines)))


def deadlines(found: Recognition) -> list[str]:
    return [action.deadline.text for action in found.document.actions()]


@pytest.mark.parametrize(
    ("units", "told"),
    [
        (("2026", "2027", "2028"), ["2026", "2027, 2028", "2026, 2028"]),
        (("T1 2026", "T2 2026", "T3 2026"), ["T1 2026", "T2 2026, T3 2026", "T1 2026, T3 2026"]),
        (("Janvier", "Février", "Mars"), ["Janvier", "Février, Mars", "Janvier, Mars"]),
        (("Année 1", "Année 2", "Année 3"), ["Année 1", "Année 2, Année 3", "Année 1, Année 3"]),
    ],
)
def test_crosses_under_stretches_of_time_are_deadlines(units: tuple[str, ...], told: list[str]) -> None:
    found = plan(units)
    assert deadlines(found) == told
    assert found.shares.lost == 0
    assert [(one.title, one.confidence < SURE) for one in found.columns if one.role == "deadline"] == [
        (" · ".join(units), True)
    ]


def test_a_long_stretch_is_told_by_its_ends() -> None:
    found = plan(("2026", "2027", "2028"), (("x", "x", "x"), ("", "x", "x"), ("x", "", "")))
    assert deadlines(found) == ["2026-2028", "2027, 2028", "2026"]


def test_other_texts_than_marks_make_no_calendar() -> None:
    found = plan(("2026", "2027", "2028"), (("10", "20", "30"), ("5", "", ""), ("40 %", "50 %", "")))
    assert deadlines(found) == ["", "", ""]
    assert found.document.objectives[0].actions[0].extra["2027"] == "20"


def test_a_title_over_the_years_names_the_column() -> None:
    document = docx.Document()
    table = document.add_table(5, 5)
    for column, title in enumerate(("Action", "Responsable")):
        table.cell(0, column).merge(table.cell(1, column)).text = title
    table.cell(0, 2).merge(table.cell(0, 4)).text = "Calendrier"
    for column, year in enumerate(("2026", "2027", "2028"), 2):
        table.cell(1, column).text = year
    for row, (own, crosses) in enumerate(zip(BODY, MARKS, strict=True), 2):
        for column, value in enumerate((*own, *crosses)):
            table.cell(row, column).text = value
    stream = io.BytesIO()
    document.save(stream)
    found = recognise(read("plan.docx", stream.getvalue()))
    assert deadlines(found) == ["2026", "2027, 2028", "2026, 2028"]
    assert [(one.title, one.confidence >= SURE) for one in found.columns if one.role == "deadline"] == [
        ("Calendrier", True)
    ]


def test_colours_are_marks_where_no_text_is() -> None:
    document = docx.Document()
    table = document.add_table(4, 5)
    for column, title in enumerate(("Action", "Responsable", "2026", "2027", "2028")):
        table.cell(0, column).text = title
    for row, (own, crosses) in enumerate(zip(BODY, MARKS, strict=True), 1):
        for column, value in enumerate((*own, *crosses)):
            if column < 2:
                table.cell(row, column).text = value
            elif value:
                shade = OxmlElement("w:shd")
                for name, told in (("val", "clear"), ("color", "auto"), ("fill", "4472C4")):
                    shade.set(qn(f"w:{name}"), told)
                table.cell(row, column)._tc.get_or_add_tcPr().append(shade)
    stream = io.BytesIO()
    document.save(stream)
    assert deadlines(recognise(read("plan.docx", stream.getvalue()))) == ["2026", "2027, 2028", "2026, 2028"]


def test_colours_of_a_spreadsheet_are_marks_too() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Action", "Responsable", "T1", "T2", "T3"])
    for row, (own, crosses) in enumerate(zip(BODY, MARKS, strict=True), 2):
        sheet.append(own)
        for column, value in enumerate(crosses, 3):
            if value:
                sheet.cell(row, column).fill = PatternFill("solid", fgColor="4472C4")
    stream = io.BytesIO()
    book.save(stream)
    assert deadlines(recognise(read("plan.xlsx", stream.getvalue()))) == ["T1", "T2, T3", "T1, T3"]


@pytest.mark.parametrize(("title", "joined"), [("Q1 · Q2", True), ("2026 · 2027", True), ("Titre · 2026", False)])
def test_the_title_of_such_a_column_is_known(title: str, joined: bool) -> None:
    assert is_joined(title) is joined
