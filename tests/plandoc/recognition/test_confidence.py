"""How sure each column is: what two witnesses say is not asked about, what one word alone says is."""

import pytest

from plandoc.papers import recognised, rows, text
from portulan.plandoc.recognition.columns import SURE

ACTIONS = ["Rédiger une grille commune", "Former les jurys à la grille", "Visiter chaque lieu de stage"]
AIMS = ["Clarifier l'évaluation", "Clarifier l'évaluation", "Suivre les stages"]
LEADS = ["Direction des études", "Secrétariat", "Direction des études"]
WHEN = ["juin 2026", "2026-2027", "mars 2027"]
PROOFS = ["Grille publiée", "Attestations de présence", "Rapports de visite"]
PLAIN = {"Objectif": AIMS, "Action": ACTIONS, "Responsable": LEADS, "Échéance": WHEN, "Indicateurs": PROOFS}


def unsure(columns: dict[str, list[str]]) -> set[str]:
    """The titles of the columns that are asked about."""
    found = recognised(
        text("Plan d'action", *rows(list(columns), *map(list, zip(*columns.values(), strict=True))))
    )
    return {one.title for one in found.columns if one.confidence < SURE}


def under(**titles: str) -> dict[str, list[str]]:
    """The plain plan, some of its titles replaced."""
    return {titles.get(title, title): texts for title, texts in PLAIN.items()}


def test_nothing_is_asked_where_titles_and_contents_agree() -> None:
    assert unsure(PLAIN) == set()


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Responsable", "Ressources"),  # names, and nobody is in charge
        ("Échéance", "Début"),  # dates, and no deadline
        ("Indicateurs", "Remarques"),  # a text in each row, and no results
        ("Objectif", "Constat"),  # a text that comes back, and no objectives
        ("Responsable", "Partenaires"),  # those who help, and nobody in charge
        ("Objectif", "Recommandation"),
        ("Action", "Recommandation"),
    ],
)
def test_a_title_of_something_else_is_asked_about_where_the_plan_lacks_what_its_content_is(
    own: str, other: str
) -> None:
    assert other in unsure(under(**{own: other}))


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        ("Ressources", ["Service juridique", "Bibliothèque", "Service juridique"]),
        ("Début", ["mars 2026", "avril 2026", "janvier 2027"]),
        ("Remarques", ["", "À revoir après la visite", ""]),
        ("Budget", ["1 500 €", "12 000 €", "800 €"]),
        ("Partenaires", ["Bibliothèque", "Alumni", "Bibliothèque"]),
    ],
)
def test_a_column_beside_a_whole_plan_is_not_asked_about(title: str, texts: list[str]) -> None:
    assert unsure({**PLAIN, title: texts}) == set()


def test_results_that_answer_yes_or_no_are_asked_about() -> None:
    assert "Résultats" in unsure(under(Indicateurs="Résultats") | {"Résultats": ["oui", "non", "non"]})


def test_objectives_after_the_actions_that_part_nothing_are_asked_about() -> None:
    columns = {"Thème": AIMS, **under(Objectif="Thème", Indicateurs="Objectif")}
    assert "Objectif" in unsure(columns)


def test_a_date_that_few_rows_have_is_asked_about() -> None:
    dates = ["25/02/2026", "", ""]
    assert "Date" in unsure(under(Échéance="Date") | {"Date": dates})


def test_a_date_of_beginning_is_no_sure_deadline() -> None:
    assert "Start date" in unsure(under(Échéance="Start date"))


def test_a_scale_of_which_one_word_is_not_known_is_asked_about() -> None:
    known, half = ["haute", "moyenne", "haute"], ["haute", "moyenne", "brûlante"]
    assert (unsure(PLAIN | {"Priorité": known}), unsure(PLAIN | {"Priorité": half})) == (set(), {"Priorité"})


def test_codes_kept_as_they_are_are_asked_about_where_no_action_has_one() -> None:
    codes = ["E 1", "A 2", "E 3"]
    assert "Remarque du comité" in unsure({"Remarque du comité": codes, **PLAIN})


def test_two_texts_that_begin_as_actions_do_are_asked_about_where_no_title_tells_them_apart() -> None:
    advice = ["Revoir les critères du jury", "Préparer mieux les jurys", "Suivre chaque stage"]
    columns = {"Brimole": advice, **under(Action="Tarquis", Objectif="Axe")}
    assert {"Brimole", "Tarquis"} & unsure(columns)


def test_crosses_under_a_year_alone_are_asked_about() -> None:
    assert "2028+" in unsure({**PLAIN, "2028+": ["x", "", "x"]})


def test_one_title_above_all_is_asked_about_where_a_column_may_name_the_objectives() -> None:
    columns = under(Objectif="Recommandation")
    body = rows(list(columns), *map(list, zip(*columns.values(), strict=True)))
    found = recognised(text("Plan d'action", *body))
    assert "objectives" in {one.role for one in found.doubts if one.kind == "unsure_column"}
    plain = recognised(text("Plan d'action", *rows(list(PLAIN), *map(list, zip(*PLAIN.values(), strict=True)))))
    assert not [one for one in plain.doubts if one.kind == "unsure_column"]
