"""The directory of bodies: their order, their members on a day, what they carry, finding by typing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portulan.governance.models import Body, BodyAlias
from portulan.plans.models import Action


def names(answer) -> dict[str, list[str]]:
    return {one.title: [line.body.label for line in one.lines] for one in answer.context["page"].sections}


@pytest.fixture
def bodies(inside):
    for name, kind in (("Équipe mémoire", "team"), ("Chargée de com", "post"), ("GT Com", "group")):
        Body.objects.create(name=name, kind=kind)


def test_those_that_meet_come_first(ada, at, bodies):
    page = ada.get(at("bodies"))
    assert names(page) == {
        "Instances qui se réunissent": ["CEP"],
        "Groupes de travail": ["GT Com"],
        "Équipes": ["Équipe mémoire"],
        "Fonctions": ["Chargée de com"],
    }


def test_a_line_says_who_sits_and_what_is_late(ada, at, cep, sit, said):
    sit(cep, "Zoé", title="Présidence")
    sit(cep, "Partie", ends="2026-10-01")
    Action.objects.filter(code="1.1.1").update(deadline_due="2026-09-13")
    page = ada.get(at("bodies"))
    line = page.context["page"].sections[0].lines[0]
    assert line.people == ("Zoé (Présidence)", "Basile")
    assert (line.actions, line.attention) == (
        "9 actions",
        (("1 en retard", "t-verm"), ("8 à échéance", "t-ochre")),
    )
    assert "CEP Commission Environnement professionnel" in said(page)


def test_the_title_counts_bodies_without_anybody(ada, at, bodies, carry, said):
    assert "Deux instances et deux fonctions et équipes" in said(ada.get(at("bodies")))
    carry(Body.objects.get(name="GT Com"), "1.1.1")
    assert "; une porte des actions sans membre connu" in said(ada.get(at("bodies")))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cep", ["CEP"]),
        ("ENVIRONNEMENT prof", ["CEP"]),
        ("basile", ["CEP"]),
        ("metiers", ["CEP"]),
        ("equipe", ["Équipe mémoire"]),
    ],
)
def test_finding_by_a_name_a_spelling_or_a_person(ada, at, cep, bodies, typed, found):
    BodyAlias.objects.create(body=cep, spelling="Com. métiers", folded="com metiers")
    page = ada.get(at("bodies"), {"q": typed})
    assert [label for section in names(page).values() for label in section] == found


def test_nothing_found_says_so(ada, at, bodies, said):
    assert "Aucune instance ne répond à ces mots." in said(ada.get(at("bodies"), {"q": "introuvable"}))


def test_a_day_of_the_past_has_its_own_members(ada, at, cep, sit):
    sit(cep, "Partie", ends="2026-10-01")
    page = ada.get(at("bodies"), {"au": "2026-09-30"})
    assert page.context["page"].sections[0].lines[0].people == ("Basile", "Partie")


def test_every_member_reads_it_and_only_the_coordination_adds(cast, client, at, on_the_day):
    seen = {}
    for one in (cast.ada, cast.basile, cast.chloe, cast.driss):
        client.force_login(one)
        page = client.get(at("bodies"))
        seen[one.name] = (
            page.status_code,
            at("body_add") in page.content.decode(),
            client.get(at("body_add")).status_code,
        )
    assert seen == {
        "Ada": (200, True, 200),
        "Basile": (200, False, 403),
        "Chloé": (200, False, 403),
        "Driss": (404, False, 404),
    }
    client.logout()
    assert client.get(at("bodies")).status_code == 302


def test_an_empty_workspace_says_where_bodies_come_from(cast, client, at, said):
    Action.everywhere.filter(workspace=cast.elsewhere).delete()
    Body.everywhere.filter(workspace=cast.elsewhere).delete()
    client.force_login(cast.driss)
    assert "Aucune instance encore." in said(client.get(at("bodies", slug="ailleurs")))


def test_it_costs_the_same_whatever_its_length(ada, cast, at, cep, sit, tenfold):
    with CaptureQueriesContext(connection) as few:
        ada.get(at("bodies"))
    for rank in range(3):
        sit(Body.objects.create(name=f"Équipe {rank}", kind="team"), f"Personne {rank}")
    tenfold(cast.workspace)
    with CaptureQueriesContext(connection) as many:
        ada.get(at("bodies"))
    assert len(few) == len(many) <= 15
