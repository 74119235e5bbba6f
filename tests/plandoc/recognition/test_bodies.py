"""Spellings taken for one body are said; bodies that only look alike are not merged."""

from plandoc.papers import recognised, rows, text
from portulan.plandoc.recognition.findings import SameBody


def same(*names: str) -> tuple[SameBody, ...]:
    actions = [["", f"1.1.{rank} Écrire", name, "25-26"] for rank, name in enumerate(names, 1)]
    actions[0][0] = "1.1 Accueillir"
    return recognised(text(*rows(["Objectif", "Action", "Responsable", "Échéance"], *actions))).same_bodies


def test_one_spelling_is_kept_and_each_other_is_told_with_its_actions() -> None:
    assert same(
        "Resp. Qualité", "Responsable Qualité", "Équipe mémoire", "Equipe mémoire", "Responsable qualité"
    ) == (
        SameBody("Resp. Qualité", "Responsable Qualité", ("1.1.2",)),
        SameBody("Resp. Qualité", "Responsable qualité", ("1.1.5",)),
        SameBody("Équipe mémoire", "Equipe mémoire", ("1.1.4",)),
    )


def test_the_spelling_with_its_accents_is_kept_wherever_it_stands() -> None:
    assert same("Secretariat", "secrétariat", "Secrétariat", "Secretariat") == (
        SameBody("Secrétariat", "Secretariat", ("1.1.1", "1.1.4")),
        SameBody("Secrétariat", "secrétariat", ("1.1.2",)),
    )


def test_a_place_and_who_is_in_charge_of_it_stay_two() -> None:
    assert same("CERIAS Recherche", "Responsable CERIAS Recherche") == ()


def test_the_plural_of_a_name_is_proposed_with_its_singular() -> None:
    names = (
        "Commissions Programme",
        "Commission Programme",
        "Enseignants",
        "Enseignant",
        "Enseignant·es",
        "CPS",
        "CP",
    )
    assert [(one.kept, one.other) for one in same(*names)] == [
        ("Commissions Programme", "Commission Programme"),
        ("Enseignants", "Enseignant"),
        ("Enseignants", "Enseignant·es"),
    ]
