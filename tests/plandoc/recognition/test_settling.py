"""Roles settled last: what groups rows, what comes out under titles that say little, what is not understood."""

import io

import openpyxl
from openpyxl.styles import Font

from plandoc.papers import recognised, rows, text
from portulan.plandoc.reading import read as read_file
from portulan.plandoc.recognition import recognise
from portulan.plandoc.recognition.findings import Recognition

HEAD = ["Recommandation", "Action", "Responsable", "Échéance", "État"]
BODY = [
    ["Clarifier les critères d'évaluation", "Rédiger une grille commune", "Direction", "juin 2026", "en cours"],
    ["", "Former les jurys à la grille", "Secrétariat", "2026-2027", "à voir en jury"],
    ["Renforcer le suivi des stages", "Visiter chaque lieu de stage", "Direction", "2027", "30 %"],
]


def read(*table: list[str]) -> Recognition:
    return recognised(text("Plan d'action fictif", *rows(*table)))


def titles(found: Recognition) -> list[str]:
    return [one.title.plain for one in found.document.walk()]


def roles(found: Recognition) -> list[str]:
    return [one.role for one in found.columns]


def test_recommendations_told_in_words_group_the_actions_that_answer_them() -> None:
    found = read(HEAD, *BODY)
    assert titles(found) == ["Clarifier les critères d'évaluation", "Renforcer le suivi des stages"]
    assert [one.role for one in found.doubts if one.kind == "unsure_column"] == ["objectives"]


def test_a_recommendation_of_each_action_stays_beside_it() -> None:
    found = read(
        HEAD, BODY[0], BODY[2], ["Ouvrir la section", "Signer deux accords", "Direction", "2028", "à faire"]
    )
    assert roles(found)[0] == "recommendations"
    assert [one.recommendations for one in found.document.actions()] == [
        (BODY[0][0],),
        (BODY[2][0],),
        ("Ouvrir la section",),
    ]


def test_under_titles_that_say_nothing_what_was_advised_stands_before_what_is_done() -> None:
    advised = [
        "Clarifier les critères d'évaluation",
        "Renforcer le suivi des stages",
        "Ouvrir la section au monde",
    ]
    done = ["Rédiger une grille commune", "Visiter chaque lieu de stage", "Signer deux accords de mobilité"]
    when = ["juin 2026", "2026-2027", "2028"]
    found = read(
        ["Brimole", "Tarquis", "Sévonde", "Klipper"],
        *([one, other, "Direction", year] for one, other, year in zip(advised, done, when, strict=True)),
    )
    assert [one.text.plain for one in found.document.actions()] == done
    assert roles(found) == ["recommendations", "actions", "responsibles", "deadline"]
    assert {"recommendations", "actions"} <= {one.role for one in found.doubts if one.kind == "unsure_column"}


def test_numbers_of_recommendations_stay_recommendations() -> None:
    numbered = [[f"R{rank}", *row[1:]] for rank, row in enumerate(BODY, 1)]
    assert roles(read(HEAD, *numbered))[0] == "recommendations"


def test_a_state_that_is_not_understood_is_kept_under_its_title() -> None:
    actions = list(read(HEAD, *BODY).document.actions())
    assert [(str(one.state), dict(one.extra)) for one in actions] == [
        ("started", {}),
        ("not_started", {"État": "à voir en jury"}),
        ("not_started", {"État": "30 %"}),
    ]


def test_a_second_column_of_those_in_charge_holds_those_who_help() -> None:
    found = read(
        ["Axe", "Action", "Sponsor", "Chef de projet", "Échéance"],
        ["Climat", "Mesurer le bilan carbone", "Direction", "L. Marchand", "2026"],
        ["Climat", "Remplacer la flotte", "Direction", "O. Petit", "2027"],
        ["Climat", "Isoler les toits", "Service achats", "L. Marchand", "2028"],
    )
    assert roles(found) == ["objectives", "actions", "responsibles", "associates", "deadline"]


def test_of_two_columns_of_dates_the_later_one_is_the_deadline() -> None:
    found = read(
        ["Blip", "Zorg", "Plof", "Krus"],
        ["Rédiger une grille commune", "01/02/2026", "01/06/2026", "Direction"],
        ["Former les jurys à la grille", "01/03/2026", "01/09/2026", "Secrétariat"],
        ["Visiter chaque lieu de stage", "01/04/2026", "01/12/2026", "Direction"],
    )
    assert roles(found) == ["actions", "extra", "deadline", "responsibles"]


def test_tables_under_each_other_on_one_sheet_are_as_many_objectives() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Plan d'action fictif"])
    book.active["A1"].font = Font(bold=True)
    for title, action in (
        ("Accueil", "Rédiger un guide"),
        ("Stages", "Visiter chaque lieu"),
        ("Alumni", "Créer un réseau"),
    ):
        for line in ([title], ["Action", "Responsable", "Échéance"], [action, "Direction", "2026"],
                     [f"{action} bis", "Secrétariat", "2027"], []):  # fmt: skip
            book.active.append(line)
        book.active.cell(book.active.max_row - 3, 1).font = Font(bold=True)
    kept = io.BytesIO()
    book.save(kept)
    found = recognise(read_file("plan.xlsx", kept.getvalue()))
    assert [one.title.plain for one in found.document.objectives] == ["Accueil", "Stages", "Alumni"]
    assert [len(one.actions) for one in found.document.objectives] == [2, 2, 2]


def test_where_no_title_says_deadlines_the_dates_that_come_last_are_asked_about() -> None:
    found = read(
        ["Action", "Responsable", "Date d’ouverture", "Date de clôture"],
        ["Ouvrir un guichet", "Direction", "01/09/2026", "30/06/2027"],
        ["Former les tuteurs", "Secrétariat", "01/10/2026", "31/03/2027"],
        ["Publier un guide", "Direction", "01/11/2026", "15/12/2026"],
    )
    assert roles(found)[2:] == ["extra", "deadline"]
    assert "deadline" in [one.role for one in found.doubts if one.kind == "unsure_column"]
