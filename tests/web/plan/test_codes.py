"""Former codes: an address, a search or a reference with an older code leads to the action, and says so."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portulan.plans.commands import editing
from portulan.plans.commands.adopting import adopt_revision
from portulan.plans.models import Revision
from portulan.plans.queries.former_codes import is_code

CODE = "/e/mias/code/{}/"
SEARCH = "/e/mias/chercher/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def said(html: str) -> str:
    return html.replace("\u00a0", " ")


@pytest.fixture
def renumbered(inside, on_the_day):
    """2.1.1 is 2.1.9 since a revision, and 2.2.1 took its code after that one."""
    Revision.objects.update(adopted_on=dt.date(2026, 4, 21))
    moved, taker = inside.action("2.1.1"), inside.action("2.2.1")
    editing.change_action(moved, editing.ActionDraft(code="2.1.9"), actor=inside.ada)
    adopt_revision(inside.plan, actor=inside.ada, label="Novembre 2026", adopted_on=dt.date(2026, 11, 20))
    return inside, moved, taker


@pytest.mark.parametrize("code", ["2.1.1", "AM-01", "Fiche 3", "OS 1.2", "3"])
def test_what_looks_like_a_code(code):
    assert is_code(code)


@pytest.mark.parametrize("text", ["", "newsletter", "trois mots 3 ici", "x" * 29 + "12", "a/1"])
def test_what_does_not(text):
    assert not is_code(text)


def test_a_former_code_leads_to_the_action_and_says_since_when(ada, renumbered):
    _inside, moved, _taker = renumbered
    answer = ada.get(CODE.format("2.1.1"))
    assert answer.url == f"/e/mias/action/{moved.pk}/"
    assert "2.1.1 s’appelle 2.1.9 depuis la révision « Novembre 2026 »." in said(ada.get(answer.url).text)


def test_a_code_of_today_leads_to_its_action_without_a_word(ada, cast):
    answer = ada.get(CODE.format("2.1.1."))
    assert answer.url == f"/e/mias/action/{cast.action('2.1.1').pk}/"
    assert "s’appelle" not in ada.get(answer.url).text


def test_a_change_that_no_revision_tells_has_its_day(ada, inside):
    editing.change_action(inside.action("1.1.1"), editing.ActionDraft(code="1.1.8"), actor=inside.ada)
    answer = ada.get(CODE.format("1.1.1"), follow=True)
    assert "1.1.1 s’appelle 1.1.8 depuis le 23 novembre 2026." in said(answer.text)


def test_an_objective_that_was_renumbered_tells_of_its_actions(ada, inside):
    action = inside.action("1.1.3")
    editing.remove_action(inside.action("1.1.1"), actor=inside.ada)
    editing.renumber_actions(action.objective, actor=inside.ada)
    assert ada.get(CODE.format("1.1.3")).url == f"/e/mias/action/{action.pk}/"


def test_two_actions_of_one_code_are_both_offered(ada, renumbered):
    inside, moved, taker = renumbered
    editing.change_action(taker, editing.ActionDraft(code="2.1.1"), actor=inside.ada)
    html = said(ada.get(CODE.format("2.1.1")).text)
    assert f'href="/e/mias/action/{moved.pk}/"' in html
    assert f'href="/e/mias/action/{taker.pk}/"' in html
    assert "2.1.1 s’appelle 2.1.9" in html
    assert "Elle porte ce code aujourd’hui." in html


def test_what_left_the_plan_is_read_in_its_last_revision(ada, inside, on_the_day):
    Revision.objects.update(adopted_on=dt.date(2026, 4, 21))
    editing.remove_action(inside.action("1.1.2"), actor=inside.ada)
    answer = ada.get(CODE.format("1.1.2"))
    assert answer.url == f"/e/mias/revisions/{Revision.objects.get().pk}/"
    assert "1.1.2 n’est plus dans le plan depuis le 23 novembre 2026." in said(ada.get(answer.url).text)


def test_search_offers_the_former_code(ada, renumbered):
    _inside, moved, _taker = renumbered
    html = said(ada.get(SEARCH, {"q": "2.1.1"}).text)
    section = html.partition("Codes d’avant</h2>")[2].partition("</section>")[0]
    assert f'href="/e/mias/action/{moved.pk}/"' in section
    assert "2.1.1 s’appelle 2.1.9 depuis la révision « Novembre 2026 »." in section
    quick = ada.get(SEARCH, {"q": "2.1.1"}, headers={"HX-Request": "true", "HX-Target": "trouves-vite"})
    assert f'href="/e/mias/action/{moved.pk}/"' in quick.text


def test_an_unknown_code_is_not_found(ada):
    assert ada.get(CODE.format("9.9.9")).status_code == 404


def test_strangers_see_nothing(cast, on_the_day):
    assert Client().get(CODE.format("1.1.1")).status_code == 302
    driss = Client()
    driss.force_login(cast.driss, backend=BACKEND)
    assert driss.get(CODE.format("1.1.1")).status_code == 404


@pytest.mark.slow
def test_as_many_queries_with_ten_times_the_actions(ada, renumbered, tenfold):
    def count(path) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert ada.get(path).status_code == 200
        return len(queries)

    inside, _moved, taker = renumbered
    editing.change_action(taker, editing.ActionDraft(code="2.1.1"), actor=inside.ada)
    paths = (CODE.format("2.1.1"), f"{SEARCH}?q=2.1.1")
    before = [count(path) for path in paths]
    tenfold(inside.workspace)
    assert ([count(path) for path in paths], max(before) <= 15) == (before, True)
