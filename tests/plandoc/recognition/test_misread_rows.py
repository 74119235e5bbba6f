"""Rows that were read for others: all is asked about where titles became an action, or rows were put together."""

from plandoc.papers import rows, text
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import Recognition, recognise
from portulan.plandoc.recognition.misread_rows import joins_another, joins_another_objective

HEAD = ["Objectif", "Description de l'action", "En charge", "Échéance"]
BODY = [
    ["Accueil", "Ouvrir un guichet pour tous", "Direction", "juin 2026"],
    ["Accueil", "Former des tuteurs", "Secrétariat", "2027"],
    ["Qualité", "Rédiger un modèle commun", "Direction", "2028"],
]


def told(*body: list[str]) -> Recognition:
    return recognise(read("plan", text("Plan d'action", *rows(HEAD, *body))))


def whole(found: Recognition) -> set[str]:
    return {one.role for one in found.doubts if one.id.startswith("unsure_column:whole:")}


def test_titles_read_as_an_action_make_all_of_it_unsure() -> None:
    cut = ["Accueil", "Description", "En charge", ""]
    assert whole(told(*BODY, cut)) == {"actions", "objectives", "responsibles", "deadline"}
    assert whole(told(*BODY)) == set()


def test_an_action_in_which_another_one_begins() -> None:
    assert joins_another("Élire un délégué par bloc Confronter le référentiel aux métiers")
    assert not joins_another("Élire un délégué par bloc. Confronter le référentiel aux métiers")
    assert not joins_another("Rencontrer la Commission pédagogique de la Faculté")


def test_an_objective_in_which_the_number_of_the_next_one_stands() -> None:
    assert joins_another_objective("Pilotage interne axe 2 : pertinence du programme")
    assert not joins_another_objective("Axe 2 : pertinence du programme")
