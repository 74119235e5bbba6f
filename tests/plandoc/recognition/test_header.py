"""What stands before the plan's table."""

import pytest

from plandoc.papers import recognised, rows, text, word

TABLE = rows(["Objectif", "Action", "Responsable", "Échéance"], ["Accueillir", "Écrire", "CP", "25-26"])


def test_a_front_page_gives_organisation_title_edition_and_acronyms() -> None:
    found = recognised(
        text(
            "Haute École fictive",
            "Plan stratégique 2025 – 2030",
            "Version de mars 2026",
            "Liste des acronymes :",
            "CP : Commission Programme",
            "CS = Comité stratégique",
            "",
            *TABLE,
        )
    )
    document = found.document
    assert (document.organisation, document.title, document.edition) == (
        "Haute École fictive",
        "Plan stratégique 2025–2030",
        "Version de mars 2026",
    )
    assert (document.period.starts, document.period.ends) == (2025, 2029)
    assert dict(document.acronyms) == {"CP": "Commission Programme", "CS": "Comité stratégique"}
    assert found.leftovers == ()


def test_what_is_not_understood_before_the_table_is_left_over_with_its_place() -> None:
    found = recognised(text("Plan d'action 2025-2030", ".....", "Une phrase qui explique.", *TABLE))
    assert [(one.text, str(one.place)) for one in found.leftovers] == [
        (".....", "ligne 2"),
        ("Une phrase qui explique.", "ligne 3"),
    ]


def test_a_plan_without_a_front_has_no_title() -> None:
    document = recognised(text(*TABLE)).document
    assert (document.title, document.edition, document.organisation, str(document.period)) == ("", "", "", "")


@pytest.mark.parametrize("line", ["Acronymes", "ABRÉVIATIONS :", "Glossaire"])
def test_acronyms_are_read_below_their_heading_only(line: str) -> None:
    found = recognised(text("Plan 2025-2030", "CP : Commission Programme", line, "CS : Comité", *TABLE))
    assert list(found.document.acronyms) == ["CS"]


def test_two_lines_that_say_the_same_are_both_kept() -> None:
    table = [row.split("\t") for row in TABLE]
    found = recognised(word("Plan d'action 2025-2030", "Confidentiel", "Confidentiel", table))
    assert [one.text for one in found.leftovers] == ["Confidentiel", "Confidentiel"]
