"""Adopting the plan as it stands: kept to the word, once, by who may."""

import uuid

import pytest
from django.test import Client

from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.plandoc import jsonfile
from portulan.plans.models import Action, Revision
from portulan.plans.queries.document import document_of
from portulan.shared import scoping

ADOPT = "/e/mias/revisions/adopter/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def sent(**changed) -> dict[str, str]:
    return {"label": "Avril 2027", "adopted_on": "2026-11-20", "submission": str(uuid.uuid4())} | changed


def kept() -> Revision:
    return Revision.everywhere.get(label="Avril 2027")


def test_the_plan_is_kept_as_it_stands(ada, cast):
    Action.everywhere.filter(pk=cast.action("1.1.1").pk).update(text="Un autre texte")
    body = Body.everywhere.get(workspace=cast.workspace, acronym="CEP")
    answer = ada.post(ADOPT, sent(body=str(body.pk), note="Point 4 du PV."))
    assert answer.url == f"/e/mias/revisions/{kept().pk}/"
    with scoping.opened(cast.workspace.pk):
        assert jsonfile.from_json(kept().document) == document_of(cast.plan)
    assert (kept().body, kept().note) == (body, "Point 4 du PV.")
    assert Entry.everywhere.get(verb="revision.adopted").reason == "Point 4 du PV."
    assert "Un autre texte" in ada.get(answer.url).text


def test_what_changed_since_the_last_one_is_said(ada, cast):
    Action.everywhere.filter(pk=cast.action("1.1.1").pk).update(text="Un autre texte")
    assert ada.get(ADOPT).context["since"] == "1 reformulée"


def test_the_same_form_adopts_once(ada):
    form = sent()
    addresses = {ada.post(ADOPT, form).url for _again in range(2)}
    assert (len(addresses), Revision.everywhere.filter(label="Avril 2027").count()) == (1, 1)


def test_the_same_revision_is_not_kept_twice(ada):
    ada.post(ADOPT, sent())
    assert ada.post(ADOPT, sent()).status_code == 409
    assert Revision.everywhere.filter(label="Avril 2027").count() == 1


@pytest.mark.parametrize(
    "bad",
    [{"label": " "}, {"label": "x" * 201}, {"adopted_on": "2026-11-24"}, {"adopted_on": "hier"}, {"body": "x"}],
)
def test_bad_input_keeps_what_was_typed(ada, bad):
    before = Revision.everywhere.count()
    answer = ada.post(ADOPT, sent(note="Ce que j’ai écrit") | bad)
    assert (answer.status_code, Revision.everywhere.count()) == (422, before)
    assert "Ce que j’ai écrit" in answer.text


def test_a_body_of_another_workspace_adopts_nothing(ada, cast):
    other = Body.everywhere.filter(workspace=cast.elsewhere).first()
    assert ada.post(ADOPT, sent(body=str(other.pk))).status_code == 422


@pytest.mark.parametrize("who", ["basile", "chloe"])
def test_only_the_coordination_adopts(cast, on_the_day, who):
    browser = Client()
    browser.force_login(getattr(cast, who), backend=BACKEND)
    assert browser.get(ADOPT).status_code == 403
    assert browser.post(ADOPT, sent()).status_code == 403
    assert ADOPT not in browser.get("/e/mias/revisions/").text


def test_strangers_see_nothing(cast):
    assert Client().get(ADOPT).status_code == 302
    driss = Client()
    driss.force_login(cast.driss, backend=BACKEND)
    assert driss.get(ADOPT).status_code == 404
