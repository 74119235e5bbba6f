"""Changing many actions from the list: tick, choose, confirm, undo; who may; what is left alone."""

import html
import re

import pytest
from django.test import Client

from portulan.governance.models import Body
from portulan.plans.commands import editing
from portulan.plans.models import Action, Objective
from portulan.tracking.models import Postponement

BACKEND = "django.contrib.auth.backends.ModelBackend"
LIST, CHANGE = "/e/mias/plan/liste/", "/e/mias/plan/liste/changer/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def marks(page: str) -> dict[str, str]:
    """What the list sends for each action, by code."""
    found = re.findall(r'name="action" value="([^"]*)" aria-label="Cocher l’action ([^"]*)"', page)
    return {code: mark for mark, code in found}


def hidden(page: str) -> dict[str, str]:
    """The fields that the last form of a page carries along."""
    form = page.split('<form class="confirme')[1].split("</form>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?', form)
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def said(page: str) -> list[str]:
    return re.findall(r'<div class="note[^>]*>.*?<p>([^<]*)</p>', page, re.S)


def test_the_list_offers_it_to_the_coordination_alone(cast, on_the_day):
    shown = {
        user.name: (len(marks(page)), 'name="toutes"' in page)
        for user in (cast.ada, cast.basile, cast.chloe)
        for page in [signed_in(user).get(LIST).content.decode()]
    }
    assert shown == {"Ada": (9, True), "Basile": (0, False), "Chloé": (0, False)}


@pytest.mark.parametrize("name", ["basile", "chloe"])
def test_the_others_may_not(inside, on_the_day, name):
    mark = f"{inside.action('1.1.1').pk}:1"
    client = signed_in(getattr(inside, name))
    answer = client.post(CHANGE, {"action": mark, "etape": "oui", "what": "priorite", "priority": "high"})
    assert answer.status_code == 403
    assert inside.action("1.1.1").priority == ""


def test_another_workspace_and_nobody(inside, client, on_the_day):
    mark = f"{inside.action('1.1.1').pk}:1"
    sent = {"action": mark, "etape": "oui", "what": "priorite", "priority": "high"}
    assert signed_in(inside.driss).post(CHANGE, sent).status_code == 404
    assert client.post(CHANGE, sent).status_code == 302
    signed_in(inside.driss).post("/e/ailleurs/plan/liste/changer/", sent)
    assert inside.action("1.1.1").priority == ""


def test_tick_choose_confirm_and_undo(inside, ada):
    ticks = marks(ada.get(f"{LIST}?responsable=CEP&tri=-code").content.decode())
    sent = {"action": [ticks["1.1.1"], ticks["2.1.1"]], "next": f"{LIST}?tri=-code"}
    page = ada.post(CHANGE, sent).content.decode()
    assert "<h1>Changer 2 actions</h1>" in page
    lines = re.search(r'name="lignes" value="([^"]*)"', page)
    assert lines
    chosen = {
        "lignes": lines[1],
        "next": f"{LIST}?tri=-code",
        "etape": "choix",
        "what": "priorite",
        "priority": "high",
    }
    page = ada.post(CHANGE, chosen).content.decode()
    assert "<h1>Changer 2 actions</h1>" in page
    assert "La priorité devient\u00a0: haute." in page
    assert re.findall(r'<a class="code" href="[^"]*">([^<]*)</a>', page.split("lot-confirme")[1]) == [
        "1.1.1",
        "2.1.1",
    ]
    assert inside.action("1.1.1").priority == ""
    answer = ada.post(CHANGE, {**hidden(page), "etape": "oui"})
    assert answer["Location"] == f"{LIST}?tri=-code"
    assert (inside.action("1.1.1").priority, inside.action("2.1.1").priority) == ("high", "high")
    after = ada.get(answer["Location"]).content.decode()
    assert said(after) == ["2 actions sont modifiées."]
    undo = re.search(r'class="annuler" method="post" action="([^"]*)"', after)
    assert undo
    assert ada.post(undo[1])["Location"] == LIST
    assert (inside.action("1.1.1").priority, inside.action("2.1.1").priority) == ("", "")


def test_all_those_of_the_filter_and_what_changed_meanwhile_is_said(inside, ada):
    Action.objects.filter(code="1.1.2").update(priority="low")
    page = ada.get(f"{LIST}?q=1.1").content.decode()
    everything = re.search(r'name="toutes" value="([^"]*)"', page)
    assert everything
    editing.change_action(inside.action("1.1.3"), editing.ActionDraft(effort="high"), actor=inside.basile)
    sent = {"toutes": everything[1], "etape": "choix", "what": "priorite", "priority": "low"}
    page = ada.post(CHANGE, sent).content.decode()
    assert "1 action change</h2>" in page
    assert "2 actions restent telles quelles" in page
    assert "Basile l’a modifiée entre-temps" in page
    answer = ada.post(CHANGE, {**hidden(page), "etape": "oui"}, follow=True)
    assert said(answer.content.decode()) == [
        "1 action est modifiée.",
        "2 actions sont laissées telles quelles\u00a0: 1.1.2 (est déjà ainsi), "
        "1.1.3 (Basile l’a modifiée entre-temps).",
    ]


def test_a_later_deadline_asks_why_and_keeps_what_was_typed(inside, ada):
    mark = f"{inside.action('1.1.1').pk}:1"
    sent = {"action": mark, "etape": "choix", "what": "echeance", "deadline": "27-28", "where": "Réunion du 12"}
    answer = ada.post(CHANGE, sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Dites en une phrase pourquoi l’échéance est reportée." in page
    assert 'value="27-28"' in page
    assert 'value="Réunion du 12"' in page
    page = ada.post(CHANGE, sent | {"reason": "Un congé"}).content.decode()
    assert "1 échéance est reportée" in page
    ada.post(CHANGE, {**hidden(page), "etape": "oui"})
    kept = Postponement.objects.get()
    assert (kept.reason, kept.decided_where) == ("Un congé", "Réunion du 12")


def test_choosing_something_else_keeps_what_was_typed(inside, ada):
    mark = f"{inside.action('1.1.1').pk}:1"
    sent = {"lignes": mark, "etape": "corriger", "what": "etat", "state": "suspended", "reason": "Un congé"}
    page = ada.post(CHANGE, sent).content.decode()
    assert "\nUn congé</textarea>" in page
    assert re.search(r'value="etat"[^>]*checked', page)
    assert '<option value="suspended" selected>' in page


def test_each_change_is_said_in_words(inside, ada):
    mark = f"{inside.action('1.1.1').pk}:1"
    body, target = Body.objects.get(acronym="CEP"), Objective.objects.get(code="2.1")
    expected = {
        "effort": ({"effort": "low"}, "L’effort devient\u00a0: léger."),
        "ajouter": ({"carrier": body.pk, "role": "associate"}, "CEP s’ajoute aux responsables (associé)."),
        "retirer": ({"gone": body.pk}, "CEP n’en est plus responsable."),
        "echeance": ({"deadline": "25-26"}, "L’échéance devient\u00a0: 25-26."),
        "etat": ({"state": "started"}, "L’état déclaré devient\u00a0: en cours."),
        "objectif": ({"objective": target.pk}, "Elles passent dans l’objectif\u00a0: 2.1"),
    }
    for what, (given, sentence) in expected.items():
        page = ada.post(CHANGE, {"action": mark, "etape": "choix", "what": what, **given}).content.decode()
        assert sentence in page, what
        assert ada.post(CHANGE, {**hidden(page), "etape": "oui"}).status_code == 302


@pytest.mark.family
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"what": "rien"},
        {"what": "priorite", "priority": "énorme"},
        {"what": "ajouter"},
        {"what": "retirer"},
        {"what": "retirer", "gone": "pas-un-identifiant"},
        {"what": "objectif"},
        {"what": "etat", "state": "dropped"},
        {"what": "echeance", "deadline": "bientôt"},
    ],
)
@pytest.mark.parametrize("step", ["choix", "oui"])
def test_what_cannot_be_taken_comes_back(inside, ada, sent, step):
    mark = f"{inside.action('1.1.1').pk}:1"
    assert ada.post(CHANGE, {"action": mark, "etape": step, **sent}).status_code == 422
    assert inside.action("1.1.1").version == 1


def test_a_body_or_an_objective_of_another_workspace_is_no_choice(inside, ada):
    mark = f"{inside.action('1.1.1').pk}:1"
    body = Body.everywhere.filter(workspace=inside.elsewhere).first()
    other = Objective.everywhere.filter(workspace=inside.elsewhere, code="2.1").first()
    assert body
    assert other
    for given in ({"what": "ajouter", "carrier": body.pk}, {"what": "objectif", "objective": other.pk}):
        assert ada.post(CHANGE, {"action": mark, "etape": "oui", **given}).status_code == 422


@pytest.mark.parametrize("sent", [{}, {"action": "rien"}, {"toutes": "a:b c"}, {"lignes": "0" * 400}])
def test_nothing_ticked_is_said(cast, ada, sent):
    answer = ada.post(CHANGE, sent, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert said(answer.content.decode()) == ["Cochez d’abord les actions à changer."]


def test_the_address_opened_by_itself_leads_to_the_list(cast, ada):
    assert ada.get(CHANGE)["Location"] == LIST


def test_a_form_sent_twice_changes_once(inside, ada):
    mark = f"{inside.action('1.1.1').pk}:1"
    sent = {"action": mark, "etape": "oui", "what": "etat", "state": "started"}
    for _time in range(2):
        ada.post(CHANGE, sent)
    assert inside.action("1.1.1").updates.count() == 1
