"""Headings above tables, and what stands between."""

from portulan.plandoc.reading import read
from portulan.plandoc.recognition import Recognition, recognise

HEAD = ["Problème", "Action", "Responsable", "Échéance"]
DIALOGUE = ["Comité peu actif", "Renouveler le comité", "Présidence", "2026"]
SUCCESS = ["Peu de crédits en février", "Organiser un tutorat", "Délégué au tutorat", "2027"]


def told(*headings: str) -> Recognition:
    document = "".join(
        f"<h2>{heading}</h2><p>Ce que la consultation a montré.</p><table>"
        + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in (HEAD, row))
        + "</table>"
        for heading, row in zip(headings, (DIALOGUE, SUCCESS), strict=True)
    )
    return recognise(read("plan.html", f"<h1>Plan d’action fictif</h1>{document}".encode()))


def test_tables_under_headings_have_their_objectives_there_whatever_is_said_between() -> None:
    found = told("Renforcer le dialogue", "Réduire les abandons")
    assert [one.title.plain for one in found.document.walk()] == ["Renforcer le dialogue", "Réduire les abandons"]
    assert [dict(one.extra) for one in found.document.actions()] == [
        {"Problème": DIALOGUE[0]},
        {"Problème": SUCCESS[0]},
    ]


def test_a_heading_with_a_word_and_a_number_names_an_objective_whatever_its_title() -> None:
    found = told("Critère A – Démarche qualité", "Critère B – Programme")
    assert [one.title.plain for one in found.document.walk()] == ["Démarche qualité", "Programme"]


def test_the_only_heading_above_all_is_the_title_of_the_plan() -> None:
    table = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in (HEAD, DIALOGUE, SUCCESS)
    )
    found = recognise(read("plan.html", f"<h1>Our strategy for staff</h1><table>{table}</table>".encode()))
    assert found.document.title == "Our strategy for staff"
    assert "Our strategy for staff" not in [one.title.plain for one in found.document.walk()]
