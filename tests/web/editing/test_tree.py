"""The pages that change objectives, the plan itself, and the bodies."""

import pytest
from django.urls import reverse

from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.plans.models import Action, Objective

pytestmark = pytest.mark.family


def address(name, *args, slug="mias"):
    return reverse(name, args=[slug, *args])


@pytest.fixture
def ada(client, cast):
    client.force_login(cast.ada)
    return client


@pytest.fixture
def objective(cast):
    return Objective.everywhere.get(workspace=cast.workspace, code="1.1")


def test_only_the_coordination_of_this_workspace_sees_these_pages(client, cast, objective):
    body = Body.everywhere.filter(workspace=cast.workspace).first()
    urls = [
        address("objective_add"),
        address("objective_edit", objective.pk),
        address("objective_move", objective.pk),
        address("plan_edit"),
        address("body_edit", body.pk),
    ]
    seen = {}
    for person in (cast.ada, cast.basile, cast.chloe, cast.driss):
        client.force_login(person)
        seen[person.name] = {client.get(url).status_code for url in urls}
    assert seen == {"Ada": {200}, "Basile": {403}, "Chloé": {403}, "Driss": {404}}
    client.logout()
    assert {client.get(url).status_code for url in urls} == {302}


def test_rows_of_another_workspace_do_not_show(ada, cast):
    foreign = Objective.everywhere.filter(workspace=cast.elsewhere).first()
    body = Body.everywhere.filter(workspace=cast.elsewhere).first()
    for name in ("objective_edit", "objective_move", "objective_remove"):
        assert ada.get(address(name, foreign.pk)).status_code == 404
    assert ada.post(address("objective_renumber", foreign.pk)).status_code == 404
    assert ada.get(address("body_edit", body.pk)).status_code == 404
    answer = ada.post(address("objective_add"), {"title": "Neuf", "parent": foreign.pk})
    assert answer.status_code == 422


def test_an_objective_sent_twice_is_added_once(ada, cast):
    page = ada.get(address("objective_add"))
    data = {"title": "Ouvrir", "submission": page.context["form"]["submission"].value()}
    assert [ada.post(address("objective_add"), data).status_code for _again in (1, 2)] == [302, 302]
    assert Objective.everywhere.filter(workspace=cast.workspace, title="Ouvrir").count() == 1


def test_an_objective_is_added_changed_moved_removed(ada, cast, objective):
    ada.post(address("objective_add"), {"title": "Ouvrir", "code": "1.2", "parent": objective.parent_id})
    made = Objective.everywhere.get(workspace=cast.workspace, code="1.2")
    assert made.parent_id == objective.parent_id
    ada.post(address("objective_edit", made.pk), {"title": "Ouvrir *grand*", "code": "1.3"})
    ada.post(address("objective_move", made.pk), {"parent": objective.parent_id, "rank": 1})
    made.refresh_from_db()
    assert (made.title, made.code, made.position) == ("Ouvrir *grand*", "1.3", 1)
    assert ada.post(address("objective_remove", made.pk), {}).status_code == 302
    made.refresh_from_db()
    assert made.removed_at is not None
    assert ada.get(address("objective_edit", made.pk)).status_code == 409


def test_an_objective_that_holds_actions_says_why_it_stays(ada, objective):
    answer = ada.post(address("objective_remove", objective.pk), {})
    assert answer.status_code == 409
    assert "encore 3 actions" in answer.content.decode()
    assert "encore 3 actions" in ada.get(address("objective_edit", objective.pk)).content.decode()


def test_renumbering_shows_before_and_can_be_undone(ada, cast, objective):
    last = cast.action("1.1.3")
    ada.post(address("action_move", last.pk), {"objective": objective.pk, "rank": 1, "version": 1})
    page = ada.get(address("objective_edit", objective.pk))
    assert page.context["renumbered"] == [("1.1.3", "1.1.1"), ("1.1.1", "1.1.2"), ("1.1.2", "1.1.3")]
    ada.post(address("objective_renumber", objective.pk))
    last.refresh_from_db()
    assert last.code == "1.1.1"
    ada.post(address("journal_undo", Entry.everywhere.filter(workspace=cast.workspace).first().pk))
    assert Action.everywhere.get(pk=last.pk).code == "1.1.3"


def test_an_empty_title_comes_back(ada, objective):
    for url in (address("objective_edit", objective.pk), address("objective_add"), address("plan_edit")):
        answer = ada.post(url, {"title": " ", "code": "7", "edition": "Mai"})
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"title"})


def test_a_stale_form_is_kept_then_taken_when_sent_again(ada, cast, objective):
    body = Body.everywhere.get(workspace=cast.workspace, acronym="CEP")
    forms = {
        address("objective_edit", objective.pk): {"title": "Ma version", "code": "1.1"},
        address("plan_edit"): {"title": "Ma version"},
        address("body_edit", body.pk): {"name": "Ma version", "kind": "team"},
    }
    for url, mine in forms.items():
        field = next(iter(mine))
        seen = ada.get(url).context["form"]["seen"].value()
        assert ada.post(url, {**mine, field: "La leur", "seen": seen}).status_code == 302
        late = ada.post(url, {**mine, "seen": seen})
        assert (late.status_code, late.context["form"][field].value()) == (409, "Ma version")
        assert late.context["stale"]["lines"][0].who == "Ada"
        again = ada.post(url, {**mine, "seen": late.context["form"]["seen"].value()})
        assert again.status_code == 302
        assert ada.get(url).context["form"][field].value() == "Ma version"


def test_the_plan_says_another_edition(ada, cast):
    ada.post(address("plan_edit"), {"title": "Plan revu", "edition": "Mai 2027", "organisation": "Ici"})
    cast.plan.refresh_from_db()
    assert (cast.plan.title, cast.plan.edition, cast.plan.organisation) == ("Plan revu", "Mai 2027", "Ici")
