"""The pages of priorities: seen by all, moved by the coordination; rounds and statements."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portulan.journal.models import Entry
from portulan.plans.models import Action
from portulan.priorities import commands
from portulan.priorities.models import Points, Round, Statement
from portulan.shared import scoping

BOARD, PLACE, OPEN = "/e/mias/priorites/", "/e/mias/priorites/placer/", "/e/mias/priorites/tour/ouvrir/"
POINTS, CLOSE, STATEMENTS = (
    "/e/mias/priorites/tour/points/",
    "/e/mias/priorites/tour/clore/",
    "/e/mias/priorites/reperes/",
)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(user) -> Client:
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    return browser


def places(answer) -> dict[str, list[str]]:
    """What stands in each place that is not empty."""
    page = answer.context["page"]
    found = {place.name: [card.code for card in place.cards] for line in page.lines for place in line.places}
    return {name: codes for name, codes in found.items() if codes}


def placed(cast, code="1.1.1") -> tuple[str, str]:
    action = cast.action(code)
    return action.priority, action.effort


@pytest.fixture
def round_(cast, on_the_day):
    with scoping.opened(cast.workspace.pk):
        return commands.open_round(cast.plan, actor=cast.ada, title="Priorités 2026-2027", points=10)


def test_actions_stand_where_importance_and_effort_put_them(ada, cast):
    Action.everywhere.filter(pk=cast.action("1.1.1").pk).update(priority="high", effort="low")
    Action.everywhere.filter(pk=cast.action("1.1.2").pk).update(priority="low", effort="high")
    Action.everywhere.filter(pk=cast.action("1.1.3").pk).update(priority="high", effort="")
    answer = ada.get(BOARD)
    assert places(answer) == {"À mener d’abord": ["1.1.1"], "À reconsidérer": ["1.1.2"]}
    assert len(answer.context["page"].unplaced) == 7
    assert "Une action ressort ; une demande peu d’effort".replace(" ;", "\u00a0;") in answer.context["page"].lead


def test_continuous_actions_are_shown_when_asked_for(ada, cast):
    Action.everywhere.filter(pk=cast.action("1.1.1").pk).update(deadline_kind="continuous", deadline_due=None)
    assert len(ada.get(BOARD).context["page"].unplaced) == 8
    assert len(ada.get(BOARD, {"continu": "1"}).context["page"].unplaced) == 9


def test_what_is_settled_is_left_out(ada, cast):
    Action.everywhere.filter(pk=cast.action("1.1.1").pk).update(state="done")
    assert len(ada.get(BOARD).context["page"].unplaced) == 8


def test_a_card_is_moved_and_the_board_comes_back(ada, cast):
    sent = {"action": str(cast.action("1.1.1").pk), "importance": "high", "effort": "low"}
    answer = ada.post(PLACE, sent, headers={"HX-Request": "true"})
    assert places(answer) == {"À mener d’abord": ["1.1.1"]}
    assert "1.1.1" in answer.context["aloud"]
    assert placed(cast) == ("high", "low")
    whole = ada.get(BOARD).text
    assert answer.text.split("<aside")[1].strip() in whole


def test_without_a_script_the_page_goes_back_to_the_board(ada, cast):
    sent = {"action": str(cast.action("1.1.1").pk), "importance": "medium", "effort": ""}
    assert ada.post(PLACE, sent).url == BOARD
    assert placed(cast) == ("medium", "")


def test_one_action_is_placed_from_its_own_page(ada, cast):
    address = f"{PLACE}{cast.action('1.1.1').pk}/"
    assert "Placer l’action 1.1.1" in ada.get(address).text
    assert ada.post(address, {"importance": "low", "effort": "medium"}).url == BOARD
    assert placed(cast) == ("low", "medium")


@pytest.mark.parametrize("bad", [{"importance": "huge"}, {"effort": "none"}, {"action": "x"}, {"action": ""}])
def test_a_place_that_does_not_exist_is_refused(ada, cast, bad):
    sent = {"action": str(cast.action("1.1.1").pk), "importance": "high", "effort": "low"} | bad
    assert ada.post(PLACE, sent).status_code == 422
    assert placed(cast) == ("", "")


def test_an_action_of_another_workspace_is_not_found(ada, cast):
    other = Action.everywhere.filter(workspace=cast.elsewhere).first()
    assert ada.post(PLACE, {"action": str(other.pk), "importance": "high", "effort": "low"}).status_code == 404
    assert ada.get(f"{PLACE}{other.pk}/").status_code == 404


def test_the_list_places_many_at_once(ada, cast):
    first, second, third = (cast.action(code).pk for code in ("1.1.1", "1.1.2", "1.1.3"))
    sent = {
        f"vu-{first}": ":", f"importance-{first}": "high", f"effort-{first}": "low",
        f"vu-{second}": ":", f"importance-{second}": "", f"effort-{second}": "",
        f"vu-{third}": ":", f"importance-{third}": "low", f"effort-{third}": "",
    }  # fmt: skip
    answer = ada.post(BOARD, sent, follow=True)
    assert "2 actions sont replacées." in answer.text
    assert [placed(cast, code) for code in ("1.1.1", "1.1.2", "1.1.3")] == [("high", "low"), ("", ""), ("low", "")]
    assert Entry.everywhere.filter(verb="action.changed").count() == 2


def test_what_somebody_else_placed_meanwhile_is_left_and_said(ada, cast):
    action = cast.action("1.1.1")
    Action.everywhere.filter(pk=action.pk).update(priority="medium")
    sent = {f"vu-{action.pk}": ":", f"importance-{action.pk}": "high", f"effort-{action.pk}": "low"}
    answer = ada.post(BOARD, sent, follow=True)
    assert "laissées telles" in answer.text
    assert placed(cast) == ("medium", "")


@pytest.mark.parametrize("who", ["basile", "chloe"])
def test_others_see_the_board_and_move_nothing(cast, on_the_day, who):
    browser = signed_in(getattr(cast, who))
    answer = browser.get(BOARD)
    assert (answer.status_code, "data-grip" in answer.text) == (200, False)
    action = cast.action("1.1.1")
    sent = {"action": str(action.pk), "importance": "high", "effort": "low"}
    assert browser.post(PLACE, sent).status_code == 403
    row = {f"vu-{action.pk}": ":", f"importance-{action.pk}": "high", f"effort-{action.pk}": "low"}
    assert browser.post(BOARD, row).status_code == 403
    assert placed(cast) == ("", "")


@pytest.mark.parametrize("path", [BOARD, STATEMENTS, POINTS])
def test_strangers_see_nothing(cast, path):
    assert Client().get(path).status_code == 302
    assert signed_in(cast.driss).get(path).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("path", [BOARD, BOARD + "?vue=liste", STATEMENTS])
def test_the_queries_do_not_grow(ada, cast, tenfold, path):
    with scoping.opened(cast.workspace.pk):
        commands.write_statement(cast.plan, actor=cast.ada, kind="mission", text="Former")
    with CaptureQueriesContext(connection) as few:
        ada.get(path)
    tenfold(cast.workspace)
    with scoping.opened(cast.workspace.pk):
        for text in ("Relier", "Chercher"):
            commands.write_statement(cast.plan, actor=cast.ada, kind="mission", text=text)
    with CaptureQueriesContext(connection) as many:
        ada.get(path)
    assert len(few) == len(many) <= 15


def test_a_round_from_opening_to_result(ada, cast):
    answer = ada.post(OPEN, {"title": "Priorités", "points": "10", "submission": str(uuid.uuid4())})
    assert answer.url == POINTS
    action = cast.action("1.1.1")
    basile = signed_in(cast.basile)
    assert basile.post(POINTS, {f"points-{action.pk}": "6"}).url == POINTS
    assert 'value="6"' in basile.get(POINTS).text
    assert 'value="6"' not in ada.get(POINTS).text
    assert "1 personne a donné ses points." in ada.get(CLOSE).text
    result = ada.post(CLOSE, follow=True)
    assert [(one.code, one.points, one.share) for one in result.context["ranked"]] == [("1.1.1", 6, 100)]
    assert ada.get(POINTS).status_code == 409
    assert "Priorités" in signed_in(cast.chloe).get(result.request["PATH_INFO"]).text


def test_points_typed_are_not_lost(cast, round_):
    basile, action = signed_in(cast.basile), cast.action("1.1.1")
    answer = basile.post(POINTS, {f"points-{action.pk}": "12"})
    assert answer.status_code == 422
    assert 'value="12"' in answer.text
    assert "Vous avez donné 12 points" in answer.text
    assert not Points.everywhere.exists()


def test_a_round_is_opened_with_a_title_and_points(ada, cast):
    answer = ada.post(OPEN, {"title": "", "points": "0"})
    assert (answer.status_code, Round.everywhere.count()) == (422, 0)


def test_a_reader_gives_no_points_and_opens_nothing(cast, round_):
    chloe = signed_in(cast.chloe)
    assert chloe.get(POINTS).status_code == 403
    assert chloe.post(POINTS, {}).status_code == 403
    assert chloe.get(OPEN).status_code == 403
    assert signed_in(cast.basile).post(CLOSE).status_code == 403


def test_a_statement_and_the_actions_that_serve_it(ada, cast):
    answer = ada.post(f"{STATEMENTS}ajouter/", {"kind": "vision", "text": "Un master ouvert"})
    action = cast.action("1.1.1")
    assert (
        ada.post(answer.url, {"kind": "vision", "text": "Un master relié", "actions": [str(action.pk)]}).url
        == STATEMENTS
    )
    shown = ada.get(STATEMENTS)
    assert [(one.statement.text, [a.code for a in one.actions]) for one in shown.context["shown"]] == [
        ("Un master relié", ["1.1.1"])
    ]
    assert len(shown.context["alone"]) == 8
    statement = Statement.everywhere.get()
    assert ada.post(f"{STATEMENTS}{statement.pk}/retirer/").url == STATEMENTS
    assert ada.get(f"{STATEMENTS}{statement.pk}/").status_code == 404


@pytest.mark.parametrize("actions", ["x", str(uuid.UUID(int=9))])
def test_a_statement_is_served_by_actions_of_this_plan(ada, cast, actions):
    ada.post(f"{STATEMENTS}ajouter/", {"kind": "vision", "text": "Un master ouvert"})
    address = f"{STATEMENTS}{Statement.everywhere.get().pk}/"
    assert ada.post(address, {"kind": "vision", "text": "Un master ouvert", "actions": actions}).status_code == 422


def test_others_read_the_statements_and_write_none(cast, on_the_day):
    basile = signed_in(cast.basile)
    assert basile.get(STATEMENTS).status_code == 200
    assert basile.post(f"{STATEMENTS}ajouter/", {"kind": "vision", "text": "Autre"}).status_code == 403
    assert not Statement.everywhere.exists()
