"""What columns hold, told from titles, from content alone, and by people."""

import pytest

from plandoc.papers import rows, text
from portulan.plandoc.document import DeclaredState
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import NoPlanFound, Recognition, recognise
from portulan.plandoc.recognition.assignment import best
from portulan.plandoc.recognition.columns import SURE, fingerprint, said
from portulan.plandoc.recognition.lists import separators
from portulan.plandoc.recognition.people import several

TITLE = "Plan d'action fictif 2025-2028"
BODY = [
    ["Mieux accueillir", "Organiser une semaine d'accueil", "Direction", "juin 2026", "Programme de la semaine"],
    ["Mieux accueillir", "Rédiger un guide de l'étudiant", "Secrétariat", "2026-2027", "Guide en ligne"],
    ["Mieux soutenir", "Former des tuteurs dans chaque section", "Direction", "En continu", "Liste des tuteurs"],
    ["Mieux soutenir", "Ouvrir un guichet social au rez-de-chaussée", "Secrétariat", "2026", "Guichet ouvert"],
]
ROLES = ["objectives", "actions", "responsibles", "deadline", "results"]


def recognised(*cells: list[str], columns: dict[str, str] | None = None) -> Recognition:
    return recognise(read("plan", text(TITLE, *rows(*cells))), columns=columns)


def roles(found: Recognition) -> list[str]:
    return [one.role for one in found.columns]


@pytest.mark.parametrize(
    "titles",
    [
        ["Objectifs", "Actions", "Responsables", "Échéance", "Résultats attendus"],
        ["Ce que nous voulons", "Ce qu'on fera", "Qui s'y colle ?", "Pour quand", "On saura que c'est fait quand"],
        ["Goal", "What we will do", "Lead", "By when", "Success measures"],
        ["Doelstelling", "Actie", "Trekker", "Tegen wanneer", "Indicator"],
        ["Objetivo", "Acción", "Responsable", "Plazo", "Indicadores"],
        ["Objetivo", "Ação", "Responsável", "Prazo", "Indicadores"],
        ["Boussole", "Élan", "Équipage", "Tempo", "Sillage"],
    ],
)
def test_titles_of_five_languages_or_never_heard_say_the_same_columns(titles: list[str]) -> None:
    assert roles(recognised(titles, *BODY)) == ROLES


def test_columns_are_told_without_any_title() -> None:
    found = recognised(*BODY)
    assert roles(found) == ROLES
    assert [len(one.actions) for one in found.document.objectives] == [2, 2]


def test_columns_in_another_order_are_the_same() -> None:
    order = [3, 1, 4, 0, 2]
    turned = [[row[at] for at in order] for row in BODY]
    assert roles(recognised(["Tempo", "Élan", "Sillage", "Boussole", "Équipage"], *turned)) == [
        ROLES[at] for at in order
    ]


def test_content_vetoes_a_title() -> None:
    titles = ["Objectifs", "Actions", "Échéance", "Date", "Résultats attendus"]
    assert roles(recognised(titles, *BODY)) == ROLES


def test_what_people_say_of_a_column_holds() -> None:
    titles = ["Boussole", "Élan", "Équipage", "Tempo", "Sillage"]
    found = recognised(titles, *BODY, columns={"sillage": "extra", "Élan": "actions"})
    assert roles(found) == [*ROLES[:4], "extra"]
    assert [one.confidence for one in found.columns if one.title in ("Sillage", "Élan")] == [1.0, 1.0]
    assert next(found.document.actions()).extra == {"Sillage": "Programme de la semaine"}


def test_a_column_without_a_field_is_kept_under_its_title_and_a_state_is_one() -> None:
    titles = ["Objectifs", "Actions", "Responsables", "Échéance", "Résultats attendus", "Budget", "État"]
    more = [["1 500 €", "En cours"], ["", "Terminé"], ["800 €", "À faire"], ["", "En cours"]]
    found = recognised(titles, *([*row, *added] for row, added in zip(BODY, more, strict=True)))
    actions = list(found.document.actions())
    assert [dict(one.extra) for one in actions] == [{"Budget": "1 500 €"}, {}, {"Budget": "800 €"}, {}]
    assert [one.state for one in actions[:2]] == [DeclaredState.STARTED, DeclaredState.DONE]


def test_an_unsure_column_is_one_doubt_and_a_sure_one_is_none() -> None:
    found = recognised(["Boussole", "Élan", "Équipage", "Tempo", "Sillage"], *BODY)
    unsure = [one.title for one in found.columns if one.confidence < SURE]
    assert [one.excerpt[0].title for one in found.doubts if one.kind == "unsure_column"] == unsure
    known = recognised(["Objectifs", "Actions", "Responsables", "Échéance", "Résultats attendus"], *BODY)
    assert [one for one in known.doubts if one.kind == "unsure_column"] == []


@pytest.mark.parametrize(
    "table",
    [
        [["Poste", "Montant", "Solde"], ["Personnel", "12 000 €", "3 000 €"], ["Total", "15 000 €", "0 €"]],
        [
            ["Nom", "Fonction", "Téléphone"],
            ["A. Simon", "Directrice", "04 123 45 67"],
            ["B. Petit", "Aide", "04 123 45 68"],
        ],
        [["Séance", "Date", "Contenu"], ["1", "16/09/2026", "Introduction"], ["2", "23/09/2026", "La question"]],
        [
            ["Auteur", "Titre", "Année"],
            ["Petit", "Comprendre le droit", "2024"],
            ["Simon", "Mesurer l'effet", "2025"],
        ],
    ],
)
def test_other_tables_are_no_plan(table: list[list[str]]) -> None:
    with pytest.raises(NoPlanFound):
        recognised(*table)


def test_the_fingerprint_of_titles_knows_neither_case_nor_order() -> None:
    assert fingerprint(["Échéance", "Action"]) == fingerprint(["ACTION", "echeance", ""])


def test_separators_are_those_under_which_every_cell_makes_sense() -> None:
    assert separators(["Direction, Secrétariat", "Direction", "Secrétariat, CP"]).parted("Direction, CP") == [
        "Direction",
        "CP",
    ]
    whole = "Coordination AIS, recherche, mémoire"
    assert separators([whole, "CP", "Direction adjointe et direction aux enseignements"]).parted(whole) == [whole]


def test_the_assignment_is_the_best_of_all() -> None:
    assert best([[0.9, 0.8, 0.0], [0.9, 0.1, 0.0]]) == [1, 0]


def test_a_column_of_yes_and_no_names_nobody() -> None:
    flags = ["Yes", "No", "No", "Yes"]
    found = recognised(["Boussole", "Élan", "Reporté", "Tempo", "Sillage"], *(
        [*row[:2], flag, *row[3:]] for row, flag in zip(BODY, flags, strict=True)
    ))  # fmt: skip
    assert roles(found)[2] == "extra"


def test_yes_and_no_say_the_state_in_a_column_that_asks_for_it() -> None:
    answers = ["oui", "non", "", "Oui"]
    found = recognised(
        ["Objectifs", "Actions", "Responsables", "Échéance", "Résultats attendus", "C'est fait ?"],
        *([*row, answer] for row, answer in zip(BODY, answers, strict=True)),
    )
    assert roles(found) == [*ROLES, "state"]
    assert [one.state for one in found.document.actions()] == [
        DeclaredState.DONE,
        DeclaredState.NOT_STARTED,
        DeclaredState.NOT_STARTED,
        DeclaredState.DONE,
    ]


def test_states_in_words_that_are_not_known_are_kept_under_a_title_of_states() -> None:
    states = ["mûr", "vert", "mûr", "vert"]
    found = recognised(
        ["Objectifs", "Actions", "Responsables", "Échéance", "Statut"],
        *([*row[:4], state] for row, state in zip(BODY, states, strict=True)),
    )
    assert roles(found) == [*ROLES[:4], "state"]
    assert [one.extra for one in found.document.actions()] == [{"Statut": state} for state in states]


def test_remarks_with_gaps_beyond_the_actions_are_no_objectives() -> None:
    remarks = ["Budget à voir", "", "", "Reporté une fois"]
    found = recognised(
        ["Boussole", "Élan", "Équipage", "Tempo", "Sillage", "Balise"],
        *([*row, remark] for row, remark in zip(BODY, remarks, strict=True)),
    )
    assert roles(found) == [*ROLES, "extra"]


def test_a_role_that_two_columns_could_have_is_unsure() -> None:
    twice = [["Lot A", *row] if at < 2 else ["Lot B", *row] for at, row in enumerate(BODY)]
    found = recognised(["Klipper", "Boussole", "Élan", "Équipage", "Tempo", "Sillage"], *twice)
    given = {one.role: one.confidence for one in found.columns}
    assert given["objectives"] < SURE or roles(found).count("objectives") == 2


def test_the_date_that_all_have_wins_over_the_one_that_some_have() -> None:
    revised = ["", "31/12/2027", "", ""]
    found = recognised(
        ["Objective", "Action", "Owner", "Original due date", "Revised date"],
        *([*row[:4], late] for row, late in zip(BODY, revised, strict=True)),
    )
    assert roles(found) == ["objectives", "actions", "responsibles", "deadline", "extra"]


def test_two_first_names_are_two_persons_and_it_is_asked() -> None:
    pairs = ["Direction", "Sophie et Karim", "Direction", "Eau et Climat"]
    found = recognised(
        ["Objectifs", "Actions", "Responsables", "Échéance", "Résultats attendus"],
        *([*row[:2], pair, *row[3:]] for row, pair in zip(BODY, pairs, strict=True)),
    )
    names = [[one.name for one in action.responsibles] for action in found.document.actions()]
    assert names == [["Direction"], ["Sophie", "Karim"], ["Direction"], ["Eau et Climat"]]
    asked = {doubt.kind: doubt for doubt in found.doubts if doubt.role == "responsibles"}
    assert [one.label for one in asked["several_people"].proposals] == ["Deux personnes", "Un seul nom"]
    subject = asked["several_people"].subject
    assert asked["several_people"].proposals[1].effects == (
        {"set": "responsibles", "action": subject, "names": ["Sophie et Karim"]},
    )
    assert "several_names" in asked  # "Eau et Climat" stays one name, and that is asked


def test_persons_that_stand_elsewhere_too_are_not_asked_about() -> None:
    pairs = ["Sophie", "Sophie et Karim", "Karim", "Karim"]
    found = recognised(
        ["Objectifs", "Actions", "Responsables", "Échéance", "Résultats attendus"],
        *([*row[:2], pair, *row[3:]] for row, pair in zip(BODY, pairs, strict=True)),
    )
    assert not [doubt for doubt in found.doubts if doubt.role == "responsibles"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Sophie et Karim", ["Sophie", "Karim"]),
        ("Karin en Youssef", ["Karin", "Youssef"]),
        ("Anna und Peter", ["Anna", "Peter"]),
        ("María y José", ["María", "José"]),
        ("Elena Conti e Paolo Rossi", ["Elena Conti", "Paolo Rossi"]),
        ("Parques y Jardines", []),
        ("Recherche et Développement", []),
        ("Onderwijs en Onderzoek", []),
        ("Sophie", []),
    ],
)
def test_first_names_tell_persons_from_bodies(text: str, people: list[str]) -> None:
    assert several(text) == people


def test_a_chapter_is_no_piece_of_evidence() -> None:
    assert [said(title)[0] for title in ("Hoofdstuk", "Bewijsstuk", "Af te ronden tegen")] == [
        "objectives",
        "results",
        "deadline",
    ]
