"""Advice, priorities, recommendations, statements and revisions as of another day: what was said then, counted
again from what was done when, and nothing that changes it."""

import datetime as dt
import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import set_clock
from portulan.plandoc.recommendations import Recommended
from portulan.plans.commands import recommendations as asked
from portulan.plans.commands.adopting import adopt_revision
from portulan.plans.commands.dependencies import add_dependency
from portulan.plans.commands.editing import ActionDraft, add_action, change_action, remove_action
from portulan.plans.models import Action, Objective, Recommendation, Revision
from portulan.priorities import commands
from portulan.priorities.models import Round, Statement
from portulan.shared import scoping
from portulan.tracking.commands import report_progress
from recount import Recount

pytestmark = pytest.mark.family

FIRST, SECOND, THIRD, TODAY = (
    dt.date(*one) for one in ((2025, 3, 3), (2025, 10, 6), (2026, 6, 1), (2026, 11, 23))
)
DAYS = [FIRST, SECOND, THIRD, TODAY]
REFERENCE = "Recomm. des experts AEQES"
PAGES = ["advice", "priorities", "recommendations", "revisions", "statements", "revisions_compared"]


@pytest.fixture
def lived(db, monkeypatch):
    """First a report with two recommendations, a statement and a round; then everything changes twice."""
    set_clock(monkeypatch, FIRST)
    from cast import gather

    cast = gather()
    with scoping.opened(cast.workspace.pk):
        ada, plan, action = cast.ada, cast.plan, cast.action
        add_action(Objective.objects.get(code="1.1"), ActionDraft(text="Sans rien", code="1.1.9"), actor=ada)
        change_action(action("1.1.1"), ActionDraft(priority="high", effort="low"), actor=ada)
        change_action(action("1.1.2"), ActionDraft(recommendations=(REFERENCE,)), actor=ada)
        report = asked.write_evaluation(plan, actor=ada, title="Évaluation 2023", agency="AEQES")
        rows = [Recommended("1", "Formaliser la vision"), Recommended("2", "Prioriser le plan")]
        one, two = asked.add_recommendations(report, rows, actor=ada)
        asked.answer(one, actor=ada, answer="partly", reason="Commencé.")
        asked.set_answering(one, [action("1.1.1").pk], actor=ada)
        statement = commands.write_statement(plan, actor=ada, kind="mission", text="Un master relié")
        commands.set_served(statement, [action("1.1.1").pk, action("1.1.3").pk], actor=ada)
        first_round = commands.open_round(plan, actor=ada, title="Premier tour", points=10)

        set_clock(monkeypatch, SECOND)
        change_action(action("1.1.1"), ActionDraft(priority="low", effort="high"), actor=ada)
        change_action(action("1.1.9"), ActionDraft(deadline="26-27"), actor=ada)
        add_dependency(action("2.1.1"), action("2.1.2"), actor=ada)
        asked.say_which(action("1.1.2"), REFERENCE, [two.pk], actor=ada)
        asked.answer(one, actor=ada, answer="followed", reason="Écrite.")
        asked.set_answering(one, [action("1.1.3").pk], actor=ada)
        asked.change_recommendation(two, Recommended("2bis", "Prioriser"), actor=ada)
        commands.write_statement(plan, actor=ada, kind="vision", text="Relié au métier", statement=statement)
        commands.set_served(statement, [action("2.1.1").pk], actor=ada)
        commands.close_round(first_round, actor=ada)
        adopt_revision(plan, actor=ada, label="Mise à jour d’octobre", adopted_on=SECOND)

        set_clock(monkeypatch, THIRD)
        change_action(action("1.1.3"), ActionDraft(code="1.1.30", text="Un autre texte"), actor=ada)
        report_progress(action("2.2.1"), actor=ada, on=THIRD, text="C’est fini.", state="done")
        remove_action(action("1.1.9"), actor=ada)
        asked.remove_recommendation(two, actor=ada)
        asked.add_recommendations(report, [Recommended("3", "Publier les résultats")], actor=ada)
        commands.remove_statement(Statement.objects.get(), actor=ada)
        commands.open_round(plan, actor=ada, title="Second tour", points=5)

        set_clock(monkeypatch, TODAY)
        asked.remove_evaluation(report, actor=ada)
    return cast


@pytest.fixture
def reading(lived, client):
    client.force_login(lived.ada)
    return client


def get(client, name, day, *args, **query):
    asked_for = query if day == TODAY else {**query, "au": day.isoformat()}
    return client.get(reverse(name, args=["mias", *args]), asked_for)


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text).replace("\u00a0", " ").split())


def recount(client, day) -> Recount:
    return Recount(get(client, "plan_export", day, "json").json())


@pytest.mark.parametrize("day", DAYS)
def test_advice_agrees_with_a_count_from_the_document_of_the_day(reading, day):
    page = get(reading, "advice", day).context["page"]
    said = {one.key: [line.actions[0].code for line in one.lines] for one in page.sections if one.lines[0].actions}
    actions = [one for one, _status in recount(reading, day).actions]
    undated = [one["code"] for one in actions if one["deadline"]["kind"] == "none"]
    nobody = [one["code"] for one in actions if not one["responsibles"]]
    assert said.get("sans-echeance", []) == undated
    assert said.get("sans-responsable", []) == nobody
    assert [not undated, not nobody] == [day != FIRST, day >= THIRD]


@pytest.mark.parametrize("day", DAYS)
def test_the_board_agrees_with_a_count_from_the_document_of_the_day(reading, day):
    page = get(reading, "priorities", day).context["page"]
    shown = Counter(card.importance for line in page.lines for place in line.places for card in place.cards)
    shown.update(card.importance for card in page.unplaced)
    again = recount(reading, day)
    kept = [one for one, _status in again.actions if one["state"] not in {"done", "dropped"}]
    assert shown == Counter(one["priority"] for one in kept if one["deadline"]["kind"] != "continuous")
    places = {place.name: [card.code for card in place.cards] for line in page.lines for place in line.places}
    first = day == FIRST
    assert places["À mener d’abord"] == (["1.1.1"] if first else [])
    assert places["À reconsidérer"] == ([] if first else ["1.1.1"])


def test_rounds_and_statements_are_those_of_the_day(reading):
    seen = [get(reading, "priorities", day).context for day in DAYS]
    assert [one["round"] and one["round"].title for one in seen] == [
        "Premier tour", None, "Second tour", "Second tour",
    ]  # fmt: skip
    assert [[each.title for each in one["closed"]] for one in seen] == [[], *[["Premier tour"]] * 3]
    told = [[(str(each.kind), each.text, len(each.actions)) for each in one["statements"]] for one in seen]
    assert told == [[("mission", "Un master relié", 2)], [("vision", "Relié au métier", 1)], [], []]
    served = [get(reading, "statements", day).context["shown"] for day in DAYS]
    assert [[[a.code for a in one.actions] for one in shown] for shown in served] == [
        [["1.1.1", "1.1.3"]], [["2.1.1"]], [], [],
    ]  # fmt: skip


def test_the_result_of_a_round_is_shown_once_it_was_over(reading):
    over = Round.everywhere.get(title="Premier tour").pk
    assert [get(reading, "round_result", day, over).status_code for day in DAYS] == [404, 200, 200, 200]


def test_recommendations_are_those_of_the_day_with_their_answers_and_actions(reading):
    told = []
    for day in DAYS:
        page = get(reading, "recommendations", day).context["page"]
        lines = [line for report in page.reports for line in report.lines]
        told.append([(one.number, one.answer, [a.code for a in one.actions], one.gap) for one in lines])
    assert told == [
        [("1", "Suivie en partie", ["1.1.1"], False), ("2", "", [], True)],
        [("1", "Suivie", ["1.1.3"], False), ("2bis", "", ["1.1.2"], False)],
        [("1", "Suivie", ["1.1.30"], False), ("3", "", [], True)],
        [],
    ]


def test_what_a_vague_reference_means_is_asked_until_it_is_told(reading):
    pages = [get(reading, "recommendations", day).context["page"] for day in DAYS[:3]]
    assert [[one.action.code for one in page.asked] for page in pages] == [["1.1.2"], [], []]


def test_one_recommendation_is_that_of_the_day(reading):
    one = Recommendation.everywhere.get(number="2bis").pk
    answers = [get(reading, "recommendation", day, one) for day in DAYS]
    assert [one.status_code for one in answers] == [200, 200, 404, 404]
    assert ["Prioriser le plan" in one.text for one in answers] == [True, False, False, False]
    assert '<form method="post"' not in answers[0].text


def test_an_action_answers_and_serves_what_it_did_that_day(reading, lived):
    pk = Action.everywhere.get(workspace=lived.workspace, code="1.1.30").pk
    shown = [get(reading, "action", day, pk).context["aims"] for day in DAYS]
    assert [[one.text for one in aims] for aims in shown] == [
        ["Un master relié"], ["Formaliser la vision"], ["Formaliser la vision"], [],
    ]  # fmt: skip


def test_revisions_are_those_kept_by_then_and_the_plan_is_that_of_the_day(reading):
    Revision.everywhere.filter(label="Mise à jour d’octobre").update(adopted_on=dt.date(2025, 2, 1))
    answers = [get(reading, "revisions", day) for day in DAYS]
    assert [len(one.context["page"].lines) for one in answers] == [2, 3, 3, 3]
    assert [one.context["page"].lines[0].label.replace("\u00a0", " ") for one in answers] == [
        "Le 3 mars 2025", "Le 6 octobre 2025", "Le 1er juin 2026", "Aujourd’hui",
    ]  # fmt: skip
    late = "Une révision adoptée avant cette date n’a été gardée ici qu’après"
    assert [late in words(one) for one in answers] == [True, False, False, False]
    kept = Revision.everywhere.get(label="Mise à jour d’octobre").pk
    assert [get(reading, "revision", day, kept).status_code for day in DAYS] == [404, 200, 200, 200]
    compared = [get(reading, "revisions_compared", day, de=str(kept)).status_code for day in DAYS]
    assert compared == [404, 200, 200, 200]
    told = get(reading, "revisions_compared_json", THIRD, de=str(kept)).json()
    assert told["newer"]["on"] == "2026-06-01"


@pytest.mark.parametrize("name", PAGES)
def test_each_says_the_day_keeps_it_and_changes_nothing(reading, name):
    answer = get(reading, name, SECOND)
    assert "Le plan tel qu’il était le 6 octobre 2025." in words(answer)
    main = answer.text.split("<main")[1].split("</main>")[0]
    assert 'method="post"' not in main
    links = re.findall(r'href="(/e/mias/[^"]*)"', main)
    assert [one for one in links if "au=2025-10-06" not in one and not one.endswith("?au=")] == []
    assert [one for one in links if re.search("modifier|ajouter|retirer|adopter|ouvrir|laquelle", one)] == []


@pytest.mark.parametrize("name", PAGES)
def test_before_the_plan_came_in_each_says_so(reading, name):
    assert "Le plan n’était pas encore dans Portulan ce jour-là" in words(get(reading, name, dt.date(2024, 1, 1)))


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_as_many_queries_whatever_happened_since(reading, lived, tenfold, name):
    def number():
        with CaptureQueriesContext(connection) as queries:
            assert get(reading, name, SECOND).status_code == 200
        return len(queries)

    number()
    once = number()
    tenfold(lived.workspace)
    with scoping.opened(lived.workspace.pk):
        for code in ("2.1.2", "2.1.3", "2.2.1"):
            change_action(lived.action(code), ActionDraft(priority="high"), actor=lived.ada)
    assert number() == once
    assert once <= 15
