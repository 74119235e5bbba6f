"""Columns told by people: by their titles, or by their place where they have none of their own."""

import pytest

from portulan.plandoc.reading import read
from portulan.plandoc.recognition import NoPlanFound, Recognition, recognise
from portulan.plandoc.recognition.mapping import mapping_of, not_taken, unknown, unsure

ROWS = [
    ["Bloub", "Zig", "Ploc", "Grum", "Trula"],
    ["Améliorer l’accueil", "Rédiger un guide pour les étudiants", "Secrétariat", "2025-2026", "Guide diffusé"],
    ["Améliorer l’accueil", "Organiser une visite du campus", "Secrétariat", "2026-2027", "Visite faite"],
    ["Améliorer l’accueil", "Former les tuteurs de première année", "Direction", "2026-2027", "Tuteurs formés"],
    ["Suivre la qualité", "Publier un rapport annuel", "Direction", "2027-2028", "Rapport publié"],
    ["Suivre la qualité", "Interroger les diplômés", "Commission", "2025-2026", "Enquête dépouillée"],
]


def read_as(rows: list[list[str]], columns: dict[str, str] | None = None) -> Recognition:
    text = "\n".join(";".join(row) for row in rows)
    return recognise(read("plan.csv", text.encode()), columns=columns)


TOLD = {"Bloub": "objectives", "Zig": "actions", "Ploc": "responsibles", "Grum": "deadline", "Trula": "results"}


def test_told_columns_are_read_as_told_and_given_back_the_same() -> None:
    found = read_as(ROWS, TOLD)
    assert mapping_of(found.tables) == TOLD
    assert [one.confidence for one in found.columns] == [1.0] * 5
    assert not unsure(found.tables)
    assert [one.text.plain for one in found.document.actions()] == [row[1] for row in ROWS[1:]]
    assert read_as(ROWS, mapping_of(found.tables)).document == found.document


def test_a_table_shows_its_first_rows() -> None:
    (table,) = read_as(ROWS, TOLD).tables
    assert table.rows == tuple(tuple(row) for row in ROWS[1:])
    assert [one.title for one in table.columns] == ROWS[0]


def test_a_title_that_two_columns_share_is_told_by_its_place() -> None:
    rows = [["Zig", "Zig", "Ploc", "Grum", "Trula"], *ROWS[1:]]
    found = read_as(
        rows, {"#1": "objectives", "#2": "actions", "Ploc": "responsibles", "Grum": "deadline", "Trula": "results"}
    )
    assert list(mapping_of(found.tables)) == ["#1", "#2", "Ploc", "Grum", "Trula"]
    assert [one.text.plain for one in found.document.actions()] == [row[1] for row in ROWS[1:]]


def test_what_cannot_be_taken_is_named() -> None:
    told = TOLD | {"Ploc": "actions"}
    assert not_taken(read_as(ROWS, told).tables, told) in (["Zig"], ["Ploc"])
    assert unknown(read_as(ROWS, TOLD).tables, {"zig": "actions", "Autre": "code"}) == ["Autre"]


def test_without_a_column_of_actions_there_is_no_plan() -> None:
    with pytest.raises(NoPlanFound):
        read_as(ROWS, TOLD | {"Zig": "extra"})
