"""Plans in other layouts and words than the sample's: fictional, each with what a person would read in it."""

from collections import Counter

import pytest

from plandoc.papers import outline, recognised, rows, text, word
from portulan.plandoc.document import PlanDocument, ResultKind
from portulan.plandoc.recognition import NoPlanFound

TITLE = "Plan d'action fictif 2024-2027"
HEADER = ["Action", "Responsable", "Échéance"]


def first(document: PlanDocument) -> list[object]:
    """What the first action says, in the order of the usual columns."""
    one = next(document.actions())
    return [
        one.code,
        one.text.plain,
        [body.name for body in one.responsibles],
        one.deadline.text,
        [result.text.plain for result in one.expected_results],
    ]


def test_columns_may_stand_in_any_order_under_other_words() -> None:
    found = recognised(
        text(
            TITLE,
            *rows(
                ["Quand", "Livrables", "Qui ?", "Mesures", "Objectifs opérationnels"],
                ["26-27", "- Note - Rapport annuel", "CP", "1.1.1 Rédiger la note", "1.1 Consolider"],
                ["En continu", "Rapport annuel", "CS", "1.1.2 Diffuser", ""],
            ),
        )
    )
    assert outline(found) == ["1.1 Consolider", "- 1.1.1 Rédiger la note", "- 1.1.2 Diffuser"]
    assert first(found.document) == ["1.1.1", "Rédiger la note", ["CP"], "26-27", ["Note", "Rapport annuel"]]
    assert found.document.columns == {
        "deadline": "Quand", "results": "Livrables", "responsibles": "Qui ?", "actions": "Mesures",
        "objectives": "Objectifs opérationnels",
    }  # fmt: skip


def test_an_english_plan_is_read_and_said_to_be_english() -> None:
    found = recognised(
        word(
            "Strategic plan 2025-2028",
            [
                ["Strategic objective", "Activity", "Lead", "Due date", "Expected outputs", "Budget"],
                ["1. Grow with the region", "1.1 Write a note", "Quality", "2025-2026", "Note\nMinutes", "200 €"],
                ["", "1.2 Share it", "Quality", "ongoing", "Newsletter", ""],
            ],
        )
    )
    assert outline(found) == ["1 Grow with the region", "- 1.1 Write a note", "- 1.2 Share it"]
    assert (found.document.title, found.document.language) == ("Strategic plan 2025-2028", "en")
    one = next(found.document.actions())
    assert one.extra == {"Budget": "200 €"}
    assert [result.kind for result in one.expected_results] == [ResultKind.DOCUMENT, ResultKind.MINUTES]


def test_two_columns_of_objectives_are_two_levels() -> None:
    found = recognised(
        word(
            TITLE,
            [
                ["Axes stratégiques", "Objectifs opérationnels", *HEADER],
                ["Axe 1 : Qualité", "1.1 Outiller", "1.1.1 Écrire", "CQ", "25-26"],
                ["", "", "1.1.2 Relire", "CQ", "25-26"],
                ["", "1.2 Former", "1.2.1 Animer", "RH", "26-27"],
                ["Axe 2 : Ouverture", "2.1 Accueillir", "2.1.1 Guider", "BI", "26-27"],
            ],
            merges=[(0, 1, 3), (1, 1, 2)],
        )
    )
    assert outline(found) == [
        "Axe 1 Qualité",
        "  1.1 Outiller", "  - 1.1.1 Écrire", "  - 1.1.2 Relire",
        "  1.2 Former", "  - 1.2.1 Animer",
        "Axe 2 Ouverture",
        "  2.1 Accueillir", "  - 2.1.1 Guider",
    ]  # fmt: skip


def test_an_objective_written_on_each_row_is_one_objective() -> None:
    found = recognised(
        word(
            TITLE,
            [
                ["Objectif", *HEADER],
                ["Accueillir", "Écrire un guide", "CP", "25-26"],
                ["Accueillir", "Former", "CP", "25-26"],
                ["Évaluer", "Enquêter", "CQ", "26-27"],
            ],
        )
    )
    assert outline(found) == ["Accueillir", "- Écrire un guide", "- Former", "Évaluer", "- Enquêter"]


def test_a_plan_without_any_objective_keeps_its_actions_and_says_so() -> None:
    found = recognised(word(TITLE, [HEADER, ["Écrire la charte", "CP", "25-26"], ["Relire", "CS", "26-27"]]))
    assert outline(found) == ["Actions", "- Écrire la charte", "- Relire"]
    assert [remark.sentence for remark in found.remarks] == [
        "Aucun objectif n’est nommé au-dessus de ces actions : elles sont réunies sous « Actions »."
    ]


def test_headings_above_tables_are_objectives() -> None:
    found = recognised(
        word(
            f"# {TITLE}",
            "# Gouvernance",
            "## Instances",
            [HEADER, ["Écrire la charte", "CP", "25-26"]],
            "## Règles",
            [HEADER, ["Relire", "CS", "26-27"]],
            "# Qualité",
            [HEADER, ["Évaluer", "CS", "26-27"]],
        )
    )
    assert found.document.title == TITLE
    assert outline(found) == [
        "Gouvernance",
        "  Instances", "  - Écrire la charte",
        "  Règles", "  - Relire",
        "Qualité", "- Évaluer",
    ]  # fmt: skip


def test_full_width_rows_are_objectives() -> None:
    found = recognised(
        word(
            TITLE,
            [
                [*HEADER, "Indicateur"],
                ["Axe 1. Accueil"],
                ["1.1 Écrire un guide", "CP", "25-26", "Guide"],
                ["Axe 2. Qualité"],
                ["2.1 Évaluer", "CS", "26-27", "Rapport annuel"],
            ],
        )
    )
    assert outline(found) == ["Axe 1 Accueil", "- 1.1 Écrire un guide", "Axe 2 Qualité", "- 2.1 Évaluer"]


def test_a_title_above_the_column_titles_is_the_plan_s() -> None:
    table = [[TITLE], ["Objectif", *HEADER], ["Accueillir", "Écrire un guide", "CP", "25-26"]]
    found = recognised(word(table))
    assert (found.document.title, outline(found)) == (TITLE, ["Accueillir", "- Écrire un guide"])


def test_a_real_merge_gives_what_stands_above_and_a_blank_cell_nothing() -> None:
    table = [
        ["Objectif", *HEADER],
        ["Accueillir", "Écrire un guide", "CP", "25-26"],
        ["", "Former", "", ""],
        ["", "Informer", "", "26-27"],
    ]
    merged = recognised(word(TITLE, table, merges=[(2, 1, 2)]))
    names = [[body.name for body in one.responsibles] for one in merged.document.actions()]
    assert names == [["CP"], ["CP"], []]
    assert [(one.kind, one.subject) for one in merged.doubts if one.kind == "no_responsible"] == [
        ("no_responsible", list(merged.document.actions())[2].id)
    ]


def test_an_action_over_several_rows_holds_what_they_all_say() -> None:
    table = [
        ["Objectif", *HEADER, "Résultat"],
        ["Accueillir", "Écrire un guide", "CP", "25-26", "Guide"],
        ["", "", "CS", "", "Nombre de lecteurs"],
    ]
    found = recognised(word(TITLE, table, merges=[(0, 1, 2), (1, 1, 2)]))
    assert first(found.document) == ["", "Écrire un guide", ["CP", "CS"], "25-26", ["Guide", "Nombre de lecteurs"]]


def test_a_row_without_action_is_left_over() -> None:
    found = recognised(word(TITLE, [["Objectif", *HEADER], ["A", "Écrire", "CP", "25-26"], ["", "", "CS", ""]]))
    assert [(one.text, one.note) for one in found.leftovers] == [("CS", "ligne sans action")]


def test_other_tables_are_left_over_and_a_table_of_acronyms_is_not() -> None:
    found = recognised(
        word(
            TITLE,
            [["CP", "Commission Programme"], ["CEP", "Commission Environnement professionnel"]],
            [["Objectif", *HEADER], ["Accueillir", "Écrire", "CP", "25-26"]],
            "Fait à Namur",
            [["Signature", "Nom"], ["", "A. B."]],
        )
    )
    assert dict(found.document.acronyms) == {
        "CP": "Commission Programme", "CEP": "Commission Environnement professionnel"
    }  # fmt: skip
    assert [one.text for one in found.leftovers] == ["Fait à Namur", "Signature", "Nom", "A. B."]


def test_names_joined_by_commas_are_told_apart_where_each_is_known() -> None:
    table = [
        ["Objectif", *HEADER],
        ["A", "Un", "CP, CS et CEP", "25-26"],
        ["", "Deux", "Équipe mémoire / CP", "25-26"],
        ["", "Trois", "Équipe mémoire", "25-26"],
        ["", "Quatre", "Responsable mémoire, recherche", "25-26"],
    ]
    found = recognised(word(TITLE, table))
    assert [[body.name for body in one.responsibles] for one in found.document.actions()] == [
        ["CP", "CS", "CEP"],
        ["Équipe mémoire", "CP"],
        ["Équipe mémoire"],
        ["Responsable mémoire, recherche"],
    ]
    (doubt,) = found.doubts
    assert doubt.question == "« Responsable mémoire, recherche » : une fonction, ou deux ?"
    assert doubt.proposals[1].effects[0]["names"] == ["Responsable mémoire", "Responsable recherche"]


def test_a_missing_column_is_no_doubt_about_each_action() -> None:
    found = recognised(word(TITLE, [["Objectif", "Action", "Indicateur"], ["A", "Écrire", "Guide"]]))
    assert found.doubts == ()


def test_deadlines_are_known_by_their_content() -> None:
    table = [["Objectif", "Action", "Pour"], ["A", "Écrire", "25-26"], ["", "Relire", "En continu"]]
    found = recognised(word(TITLE, table))
    assert [one.deadline.text for one in found.document.actions()] == ["25-26", "En continu"]


@pytest.mark.parametrize(
    ("codes", "kind", "question"),
    [
        (["1.1.1", "1.1.1", "1.1.2"], "code_twice", "Le numéro 1.1.1 est donné à plusieurs actions"),
        (["1.1.1", "1.1.2", "1.1.4"], "number_missing", "Avant 1.1.4, 1.1.3 manque"),
        (["1.1.1", "", "1.1.2"], "no_number", "L’action « Rédiger la note » n’a pas de numéro"),
        (["1.1.1", "1.1.2", "1.2.1"], "misplaced", "L’action 1.2.1 est rangée sous l’objectif 1.1"),
    ],
)
def test_a_number_that_surprises_is_a_doubt(codes: list[str], kind: str, question: str) -> None:
    actions = [["", f"{code} Rédiger la note".strip(), "CP", "25-26"] for code in codes]
    actions[0][0] = "1.1 Consolider"
    found = recognised(word(TITLE, [["Objectif", *HEADER], *actions]))
    assert (kind, question) in [(doubt.kind, doubt.question) for doubt in found.doubts]


def test_a_deadline_out_of_the_plan_or_not_understood_is_a_doubt() -> None:
    table = [["Objectif", *HEADER], ["A", "Écrire", "CP", "35-36"], ["", "Relire", "CP", "quand on pourra"]]
    assert [(doubt.kind, doubt.question) for doubt in recognised(word(TITLE, table)).doubts] == [
        ("outside_period", "L’échéance « 35-36 » de l’action « Écrire » sort du plan 2024-2027"),
        ("unclear_deadline", "L’échéance « quand on pourra » de l’action « Relire » n’est pas comprise"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["Madame, Monsieur,", "Nous vous invitons à la réunion.", "Bien à vous"],
        ["PV de la réunion", "Point\tDécision\tResponsable", "1\tApprouvé\tCP"],
        ["Plan d'action 2024-2029", "sans aucun tableau"],
        ["Action"],
    ],
)
def test_what_holds_no_plan_says_what_was_looked_for(lines: list[str]) -> None:
    with pytest.raises(NoPlanFound) as refusal:
        recognised(text(*lines))
    assert "un tableau dont une colonne donne les actions" in refusal.value.sentence


def test_the_same_file_gives_the_same_identities() -> None:
    data = word(TITLE, [["Objectif", *HEADER], ["A", "Écrire", "CP", "25-26"], ["", "Écrire", "CP", "25-26"]])
    assert recognised(data).document == recognised(data).document
    ids = [one.id for one in recognised(data).document.actions()]
    assert len(set(ids)) == len(ids) == 2


@pytest.mark.parametrize(
    "table",
    [
        [["Objectif", *HEADER, "Budget", "Budget"], ["A", "Écrire", "CP", "25-26", "12 €", "13 €"]],
        [["Objectif", *HEADER], ["A", "Écrire", "CP", "25-26"], ["Total", "", "", "2"]],
        [["Objectif", *HEADER], ["Une note sur toute la largeur du tableau"], ["A", "Écrire", "CP", "-"]],
        [["Priorité", "Objectif", *HEADER], ["haute", "A", "Écrire", "CP ; CS", "-"], ["?", "", "Lire", "", ""]],
    ],
)
def test_no_character_of_a_table_is_lost(table: list[list[str]]) -> None:
    found = recognised(word(TITLE, table))
    kept = characters(everything(found.document))
    kept += characters("".join(one.text for one in found.leftovers))
    kept += characters("".join(text for text, _role in found.structure))
    read = characters(TITLE + "".join("".join(row) for row in table))
    assert read - kept == Counter()


def everything(document: PlanDocument) -> str:
    parts = [document.title, *document.columns.values()]
    for objective in document.walk():
        parts += [objective.label, objective.code, objective.title.plain]
    for one in document.actions():
        parts += [one.code, one.text.plain, one.deadline.text, *one.recommendations]
        parts += [*one.extra, *one.extra.values()]
        parts += [body.name for body in one.responsibles]
        parts += [result.text.plain for result in one.expected_results]
    return "".join(parts)


def characters(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())
