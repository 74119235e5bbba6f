"""The pages that postpone a deadline and note dependencies: who may, what is asked, what is never lost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.plans.commands.editing import ActionDraft, change_action
from portulan.plans.models import Action, Dependency
from portulan.shared import scoping
from portulan.tracking.commands import Decision, postpone
from portulan.tracking.models import Postponement
from typed_forms import typed

pytestmark = pytest.mark.family

WHY = {"reason": "Le partenaire a demandé un an.", "body": "", "where": "réunion du 12 mars", "decided_on": ""}


def address(name, *args, slug="mias"):
    return reverse(name, args=[slug, *args])


def plain(answer):
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def first(cast):
    return cast.action("1.1.1")


@pytest.mark.parametrize("name", ["action_postpone", "dependency_add"])
def test_only_the_coordination_of_this_workspace(client, cast, first, name):
    url = address(name, first.pk)
    assert client.get(url).status_code == 302
    answers = {}
    for person in (cast.ada, cast.basile, cast.chloe, cast.driss):
        client.force_login(person)
        answers[person.name] = (client.get(url).status_code, client.post(url, {}).status_code)
    assert answers == {"Ada": (200, 422), "Basile": (403, 403), "Chloé": (403, 403), "Driss": (404, 404)}


def test_another_workspace_s_action_body_or_dependency_does_not_show(ada, cast, first):
    foreign = Action.everywhere.filter(workspace=cast.elsewhere).first()
    body = Body.everywhere.filter(workspace=cast.elsewhere).first()
    assert ada.get(address("action_postpone", foreign.pk)).status_code == 404
    answer = ada.post(address("action_postpone", first.pk), WHY | {"deadline": "27-28", "body": body.pk})
    assert answer.status_code == 422
    answer = ada.post(address("dependency_add", first.pk), {"needs": foreign.pk})
    assert answer.status_code == 422
    row = Dependency.everywhere.create(workspace=cast.elsewhere, action=foreign, needs=first)
    assert ada.post(address("dependency_remove", row.pk)).status_code == 404
    assert Postponement.everywhere.count() == 0


def test_postponed_from_the_page_then_told_everywhere_and_undone(ada, cast, first):
    answer = ada.post(address("action_postpone", first.pk), WHY | {"deadline": "28-29"})
    assert (answer.status_code, answer.url) == (302, address("action", first.pk))
    page = plain(ada.get(answer.url))
    assert "L’échéance de l’action 1.1.1 est reportée : 26-27 devient 28-29." in page
    assert "échéance initiale 26-27, reportée une fois" in page
    assert WHY["reason"] in page
    assert "réunion du 12 mars" in page
    drift = plain(ada.get(address("drift")))
    assert "Une échéance a été reportée, deux années en tout." in drift
    assert "Une échéance a été reportée, deux années en tout." in plain(ada.get(address("dashboard")))
    assert "a reporté l’échéance de l’action" in plain(ada.get(address("journal")))
    entry = Entry.everywhere.get(verb="action.postponed")
    ada.post(address("journal_undo", entry.pk))
    assert "échéance initiale" not in plain(ada.get(answer.url))
    assert "Aucune échéance n’a été reportée" in plain(ada.get(address("drift")))


def test_the_row_of_the_plan_leads_there_and_back(ada, first):
    row = plain(ada.get(address("plan_row", first.pk)))
    url = re.search(r'href="([^"]*/reporter/[^"]*)"', row)[1].replace("&amp;", "&")
    form = plain(ada.get(url))
    back = re.search(r'name="next" value="([^"]*)"', form)[1]
    answer = ada.post(address("action_postpone", first.pk), WHY | {"deadline": "27-28", "next": back})
    assert answer.url == f"{address('plan')}?ouvrir={first.pk}#a-{first.pk}"


def test_nothing_typed_is_lost_when_it_is_not_later(ada, first):
    answer = ada.post(address("action_postpone", first.pk), WHY | {"deadline": "25-26"})
    page = plain(answer)
    assert answer.status_code == 422
    assert "Ce n’est pas plus tard que l’échéance actuelle, 26-27." in page
    assert WHY["reason"] in page
    assert 'value="25-26"' in page
    answer = ada.post(address("action_postpone", first.pk), WHY | {"deadline": "27-28", "reason": " "})
    assert (answer.status_code, Postponement.everywhere.count()) == (422, 0)


def test_a_stale_form_says_what_changed_then_is_taken(ada, cast, first):
    with scoping.opened(cast.workspace.pk):
        change_action(first, ActionDraft(text="Autre"), actor=cast.ada)
    answer = ada.post(address("action_postpone", first.pk), WHY | {"deadline": "27-28", "version": 1})
    page = plain(answer)
    assert answer.status_code == 409
    assert "Rien n’a été écrasé" in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    answer = ada.post(address("action_postpone", first.pk), WHY | {"deadline": "27-28", "version": version})
    assert (answer.status_code, Postponement.everywhere.count()) == (302, 1)


def test_the_edit_form_asks_why_a_deadline_moves_later(ada, cast, first):
    url = address("action_edit", first.pk)
    answer = ada.post(url, typed(first, deadline="27-28", text="Mon texte"))
    page = plain(answer)
    assert answer.status_code == 422
    assert "Cette échéance est un report" in page
    assert "L’échéance serait reportée : dites pourquoi." in page
    assert "Mon texte" in page
    answer = ada.post(url, typed(first, deadline="27-28", text="Mon texte") | WHY)
    assert answer.status_code == 302
    first.refresh_from_db()
    (made,) = Postponement.everywhere.all()
    assert (first.deadline_text, first.text, made.reason) == ("27-28", "Mon texte", WHY["reason"])


def test_another_spelling_or_an_earlier_year_asks_nothing(ada, first):
    for deadline in ("2026-2027", "25-26"):
        first.refresh_from_db()
        answer = ada.post(address("action_edit", first.pk), typed(first, deadline=deadline))
        assert answer.status_code == 302
    assert Postponement.everywhere.count() == 0


def test_a_dependency_by_code_or_from_the_list_with_its_warning(ada, cast, first):
    second, third = cast.action("1.1.2"), cast.action("1.1.3")
    url = address("dependency_add", second.pk)
    assert ada.post(url, {"code": "1.1.1."}).status_code == 302
    assert ada.post(url, {"needs": third.pk, "note": "le modèle"}).status_code == 302
    page = plain(ada.get(address("action", second.pk)))
    assert re.findall(r"<b>(Après|Avant)</b> <a[^>]*><span class=\"code\">([\d.]+)", page) == [
        ("Après", "1.1.1"),
        ("Après", "1.1.3"),
    ]
    assert "le modèle" in page
    assert "est attendue en" not in page
    with scoping.opened(cast.workspace.pk):
        postpone(first, actor=cast.ada, deadline="27-28", decision=Decision("Un an"))
    page = plain(ada.get(address("action", first.pk)))
    assert "<b>Avant</b>" in page
    assert "1.1.2 est attendue en 26-27, avant 1.1.1 dont elle dépend, attendue en 27-28." in page


def test_a_circle_an_unknown_code_or_nothing_is_refused_in_words(ada, cast, first):
    ada.post(address("dependency_add", first.pk), {"code": "1.1.2"})
    url = address("dependency_add", cast.action("1.1.2").pk)
    answers = {}
    for data in ({"code": "1.1.1"}, {"code": "9.9"}, {}):
        answer = ada.post(url, data)
        assert answer.status_code == 422
        answers[str(data)] = plain(answer)
    said = list(answers.values())
    assert "Ce serait un cercle : 1.1.1 vient déjà après 1.1.2." in said[0]
    assert "Aucune autre action de ce plan ne porte ce code." in said[1]
    assert "Choisissez l’action qui vient d’abord" in said[2]
    assert Dependency.everywhere.count() == 1


def test_taken_back_then_undone_from_the_line_that_says_it(ada, cast, first):
    ada.post(address("dependency_add", first.pk), {"code": "1.1.2"})
    row = Dependency.everywhere.get()
    page = plain(ada.get(address("action", first.pk)))
    assert address("dependency_remove", row.pk) in page
    assert ada.get(address("dependency_remove", row.pk)).status_code == 405
    ada.post(address("dependency_remove", row.pk))
    page = plain(ada.get(address("action", first.pk)))
    assert "Aucune dépendance n’est notée." in page
    entry = Entry.everywhere.filter(verb="dependency.removed").get()
    ada.post(address("journal_undo", entry.pk))
    assert Dependency.everywhere.filter(removed_at=None).count() == 1
    assert "ne fait plus venir l’action" in plain(ada.get(address("journal")))


@pytest.mark.slow
def test_the_list_of_postponements_is_read_by_all_in_as_many_queries(client, ada, cast, first):
    def number():
        with CaptureQueriesContext(connection) as queries:
            assert ada.get(address("drift")).status_code == 200
        return len(queries)

    with scoping.opened(cast.workspace.pk):
        postpone(first, actor=cast.ada, deadline="27-28", decision=Decision("Un an"))
        number()
        once = number()
        for code in ("1.1.2", "1.1.3"):
            postpone(cast.action(code), actor=cast.ada, deadline="27-28", decision=Decision("Un an"))
    assert number() == once
    client.force_login(cast.chloe)
    assert client.get(address("drift")).status_code == 200
    client.force_login(cast.driss)
    assert client.get(address("drift")).status_code == 404
