"""Names of bodies: when two spellings are one, and how glued names are told apart."""

import pytest

from portulan.plandoc.names import best_written, key, unglued

ALONE = ("CP", "CEP", "CS", "CPI", "GT Com'", "Responsable recherche")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Resp. CERIAS Consultance", "Responsable CERIAS Consultance"),
        ("Responsable recherche", "Responsable Recherche"),
        ("Equipe mémoire", "équipe  mémoire"),
        ("Coord. AIS", "Coordination AIS"),
    ],
)
def test_two_spellings_of_one_body_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_a_place_and_the_person_in_charge_of_it_are_two_bodies() -> None:
    assert key("CERIAS Recherche") != key("Responsable CERIAS Recherche")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("CP", ["CP"]),
        ("CP Resp. CERIAS Consultance", ["CP", "Resp. CERIAS Consultance"]),
        ("CEP CS CP", ["CEP", "CS", "CP"]),
        ("GT Com' CS", ["GT Com'", "CS"]),
        ("GT Com' CERIAS Recherche", ["GT Com'", "CERIAS Recherche"]),
        ("CEP CERIAS Recherche", ["CEP", "CERIAS Recherche"]),
        ("Responsable Recherche Responsable mémoire", ["Responsable Recherche", "Responsable mémoire"]),
        ("Responsable CERIAS Consultance CEP", ["Responsable CERIAS Consultance", "CEP"]),
        ("Responsables CERIAS et équipe mémoire", ["Responsables CERIAS et équipe mémoire"]),
        ("Coordination AIS, recherche, mémoire", ["Coordination AIS, recherche, mémoire"]),
        (
            "Direction adjointe et direction aux enseignements Direction de département de domaine",
            ["Direction adjointe et direction aux enseignements", "Direction de département de domaine"],
        ),
    ],
)
def test_a_cell_is_cut_between_names_and_never_inside_one(cell: str, names: list[str]) -> None:
    assert unglued(cell, ALONE) == names


@pytest.mark.parametrize("cell", ["", "CP, CEP", "un texte libre", "Responsable de la CP"])
def test_cutting_loses_nothing_but_separators(cell: str) -> None:
    assert "".join("".join(unglued(cell, ALONE)).split()) == "".join(cell.replace(",", "").split())


@pytest.mark.parametrize(
    ("spellings", "best"),
    [
        ({"Secretariat": 9, "Secrétariat": 1}, "Secrétariat"),
        ({"Equipe mémoire": 9, "Équipe mémoire": 1}, "Équipe mémoire"),
        ({"Sécrétariat": 1, "Secrétariat": 4}, "Secrétariat"),
        ({"secrétariat": 9, "SECRÉTARIAT": 9, "Secrétariat": 1}, "Secrétariat"),
        ({"cps": 9, "CPS": 1}, "CPS"),
        ({"Responsable qualité": 1, "Responsable Qualité": 2}, "Responsable Qualité"),
        ({"Resp. Qualité": 1, "Responsable Qualité": 1}, "Resp. Qualité"),
    ],
)
def test_the_best_written_spelling_has_accents_then_a_capital_then_is_the_most_used(
    spellings: dict[str, int], best: str
) -> None:
    assert best_written(spellings) == best
