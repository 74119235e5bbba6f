"""Plans whose own texts do not bear witness to how they were understood: all of it is asked about."""

from plandoc.papers import rows, text
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import Recognition, recognise

HEAD = ["Objectif", "Action", "Responsable", "Échéance", "Remarque"]
SUBJECTS = [
    ["Accueil", "Guichet social du campus", "Direction", "juin 2026", "Ouvrir un lieu pour tous"],
    ["Accueil", "Plus de tutorat", "Secrétariat", "2027", "Former des tuteurs"],
    ["Qualité", "Guides du cours", "Direction", "2028", "Rédiger un modèle commun"],
]
ACTIONS = [[one, remark, lead, when, subject] for one, subject, lead, when, remark in SUBJECTS]


def told(*body: list[str], mapping: dict[str, str] | None = None) -> Recognition:
    return recognise(read("plan", text("Plan d'action", *rows(HEAD, *body))), columns=mapping)


def asked(found: Recognition) -> list[str]:
    return [one.role for one in found.doubts if one.id.startswith("unsure_column:whole:")]


def test_all_is_asked_about_where_another_text_looks_like_the_actions() -> None:
    found = told(*SUBJECTS)
    about = [one.role for one in found.doubts if one.kind == "unsure_column"]
    assert sorted(about) == ["actions", "deadline", "extra", "objectives", "responsibles"]
    assert asked(found) == [
        "objectives",
        "responsibles",
        "deadline",
        "extra",
    ]  # the actions' column is asked about
    assert [one.text.plain for one in found.document.actions()] == [row[1] for row in SUBJECTS]


def test_the_question_shows_the_first_texts() -> None:
    one = next(one for one in told(*SUBJECTS).doubts if one.role == "objectives")
    assert (one.question, [cell.text for cell in one.excerpt]) == (
        "Ces textes sont-ils bien les objectifs, chacun au-dessus de ses actions ?",
        ["Accueil", "Qualité"],
    )


def test_nothing_is_asked_where_the_actions_look_like_actions() -> None:
    assert asked(told(*ACTIONS)) == []


def test_nothing_is_asked_where_someone_said_what_the_actions_are() -> None:
    assert asked(told(*SUBJECTS, mapping={"Action": "actions"})) == []


def test_objectives_of_one_action_each_are_asked_about_from_three_on() -> None:
    aims = ["Accueil des étudiants", "Qualité des cours", "Suivi des diplômés"]
    alone = [[aim, *row[1:]] for aim, row in zip(aims, ACTIONS, strict=True)]
    assert (asked(told(*alone)), asked(told(*alone[:2]))) == (["objectives"], [])
