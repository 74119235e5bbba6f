"""The spreadsheet and CSV writers: texts stay texts."""

import csv as standard_csv
import io
import zipfile

import openpyxl
import pytest
from lxml import etree

from portulan.typeset import csv, xlsx
from portulan.typeset.page import Column, Sheet

FORMULAS = ['=HYPERLINK("x")', "+1", "-1+1", "@SUM(A1)", "\tfin", "=cmd|' /C calc'!A0"]


def sheet(*texts: str, title: str = "Plan fictif") -> Sheet:
    return Sheet(title, (Column("Code", 8), Column("Texte", 40)), tuple(("1.1", text) for text in texts))


def page(written: Sheet) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(xlsx.write(written))).active


@pytest.mark.parametrize("text", FORMULAS)
def test_a_spreadsheet_never_takes_a_text_for_a_formula(text: str) -> None:
    cell = page(sheet(text))["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_the_titles_of_columns_are_texts_too() -> None:
    cell = page(Sheet("Plan", (Column("=1+1"),), ()))["A1"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_spreadsheet_is_ready_to_read() -> None:
    shown = page(sheet("une\ndeux", "trois"))
    assert [[cell.value for cell in row] for row in shown.rows] == [
        ["Code", "Texte"],
        ["1.1", "une\ndeux"],
        ["1.1", "trois"],
    ]
    assert (shown.freeze_panes, shown.auto_filter.ref, shown.print_title_rows) == ("A2", "A1:B3", "$1:$1")
    assert (shown["B2"].alignment.wrap_text, shown.column_dimensions["B"].width) == (True, 40)


@pytest.mark.parametrize(
    ("title", "name"),
    [("Plan 2024/2029 : l’action", "Plan 20242029  l’action"), ("'x'", "x"), ("[]", "Plan"), ("a" * 40, "a" * 31)],
)
def test_the_sheet_has_a_name_that_spreadsheets_take(title: str, name: str) -> None:
    assert page(sheet(title=title)).title == name


def test_properties_say_nothing_of_the_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx.write(sheet()))) as archive:
        properties = etree.fromstring(archive.read("docProps/core.xml"))
    assert [(etree.QName(one).localname, one.text) for one in properties] == [
        ("title", "Plan fictif"),
        ("language", "fr-BE"),
    ]


def test_control_characters_are_left_out() -> None:
    assert page(sheet("a\x00b\x1f\ud800c"))["B2"].value == "abc"


@pytest.mark.parametrize("write", [xlsx.write, csv.write])
def test_same_sheet_same_bytes(write: object) -> None:
    assert write(sheet("x")) == write(sheet("x"))


def test_csv_opens_in_a_french_spreadsheet() -> None:
    assert csv.write(sheet("une\ndeux", 'a;b "c"')) == (
        '\ufeff"Code";"Texte"\r\n"1.1";"une\ndeux"\r\n"1.1";"a;b ""c"""\r\n'.encode()
    )


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_defuses_formulas(text: str) -> None:
    rows = list(standard_csv.reader(io.StringIO(csv.write(sheet(text)).decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["1.1", f"'{text}"]
