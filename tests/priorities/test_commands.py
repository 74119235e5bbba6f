"""Rounds and statements: who gives what, what is refused, what is kept."""

import datetime as dt
import uuid

import pytest

from portulan.journal.models import Entry
from portulan.plans.models import Action
from portulan.priorities import commands, queries
from portulan.priorities.models import Points, Round
from portulan.shared.errors import Conflict, Invalid


@pytest.fixture
def round_(inside):
    return commands.open_round(inside.plan, actor=inside.ada, title="Priorités 2026-2027", points=10)


def test_a_round_is_opened_once(inside, round_):
    assert queries.open_round() == round_
    with pytest.raises(Conflict, match="déjà ouvert"):
        commands.open_round(inside.plan, actor=inside.ada, title="Un autre", points=5)
    assert Round.objects.count() == 1


def test_the_same_form_opens_one_round(inside):
    form = uuid.uuid4()
    opened = [
        commands.open_round(inside.plan, actor=inside.ada, title="Tour", points=10, submission=form)
        for _again in "ab"
    ]
    assert opened[0] == opened[1]


@pytest.mark.parametrize(
    ("title", "points", "closes_on", "field"),
    [
        (" ", 10, None, "title"),
        ("x" * 201, 10, None, "title"),
        ("Tour", 0, None, "points"),
        ("Tour", 101, None, "points"),
        ("Tour", 10, dt.date(2020, 1, 1), "closes_on"),
    ],
)
def test_what_makes_no_round_is_refused(inside, title, points, closes_on, field):
    with pytest.raises(Invalid) as refused:
        commands.open_round(inside.plan, actor=inside.ada, title=title, points=points, closes_on=closes_on)
    assert refused.value.field == field
    assert Round.objects.count() == 0


def test_points_take_the_place_of_those_given_before(inside, round_):
    first, second = inside.action("1.1.1"), inside.action("1.1.2")
    commands.give_points(round_, {first.pk: 4, second.pk: 0}, actor=inside.ada)
    commands.give_points(round_, {first.pk: 3, second.pk: 7}, actor=inside.ada)
    commands.give_points(round_, {second.pk: 1}, actor=inside.basile)
    assert queries.points_of(round_, inside.ada.pk) == {first.pk: 3, second.pk: 7}
    assert queries.totals(round_) == {first.pk: 3, second.pk: 8}
    assert queries.voters(round_) == 2


@pytest.mark.parametrize("given", [11, -1])
def test_nobody_gives_more_than_they_have(inside, round_, given):
    with pytest.raises(Invalid):
        commands.give_points(round_, {inside.action("1.1.1").pk: given}, actor=inside.ada)
    assert Points.objects.count() == 0


def test_points_go_to_actions_of_this_plan(inside, round_):
    other = Action.everywhere.filter(workspace=inside.elsewhere).first()
    with pytest.raises(Invalid, match="plus dans le plan"):
        commands.give_points(round_, {other.pk: 1}, actor=inside.ada)
    assert Points.everywhere.count() == 0


def test_the_result_is_kept_as_it_was(inside, round_):
    first, second = inside.action("1.1.1"), inside.action("1.1.2")
    commands.give_points(round_, {first.pk: 3, second.pk: 7}, actor=inside.ada)
    commands.give_points(round_, {first.pk: 2}, actor=inside.basile)
    closed = commands.close_round(round_, actor=inside.ada)
    Action.objects.filter(pk=first.pk).update(code="9.9.9")
    assert [(row["code"], row["points"]) for row in closed.result["actions"]] == [("1.1.2", 7), ("1.1.1", 5)]
    assert closed.result["voters"] == 2
    assert queries.rounds() == queries.Rounds(None, (closed,))


def test_a_closed_round_takes_nothing_more(inside, round_):
    commands.close_round(round_, actor=inside.ada)
    for change in (
        lambda: commands.give_points(round_, {inside.action("1.1.1").pk: 1}, actor=inside.ada),
        lambda: commands.close_round(round_, actor=inside.ada),
    ):
        with pytest.raises(Conflict, match="clos"):
            change()


def test_a_statement_is_written_changed_and_removed(inside):
    made = commands.write_statement(inside.plan, actor=inside.ada, kind="vision", text="  Un master  ouvert ")
    assert (made.text, made.position) == ("Un master ouvert", 1)
    commands.write_statement(inside.plan, actor=inside.ada, kind="mission", text="Un master relié", statement=made)
    assert [one.text for one in queries.statements()] == ["Un master relié"]
    commands.remove_statement(made, actor=inside.ada)
    assert queries.statements() == ()
    verbs = [entry.verb for entry in Entry.objects.filter(subject_id=made.pk)]
    assert sorted(verbs) == ["statement.added", "statement.changed", "statement.removed"]
    with pytest.raises(Conflict):
        commands.remove_statement(made, actor=inside.ada)


@pytest.mark.parametrize(("kind", "text"), [("vision", "  "), ("slogan", "Toujours plus")])
def test_a_statement_says_something_of_a_known_kind(inside, kind, text):
    with pytest.raises(Invalid):
        commands.write_statement(inside.plan, actor=inside.ada, kind=kind, text=text)
    assert queries.statements() == ()


def test_actions_serve_a_statement(inside):
    made = commands.write_statement(inside.plan, actor=inside.ada, kind="mission", text="Former des cadres")
    commands.set_served(made, [inside.action("1.1.1").pk, inside.action("1.1.2").pk], actor=inside.ada)
    commands.set_served(made, [inside.action("1.1.2").pk], actor=inside.ada)
    assert [one.code for one in made.actions.all()] == ["1.1.2"]
    last = Entry.objects.filter(verb="statement.served").first()
    first, second = (str(inside.action(code).pk) for code in ("1.1.1", "1.1.2"))
    assert (last.before, last.after) == (
        {"served": ["1.1.1", "1.1.2"], "actions": [first, second]},
        {"served": ["1.1.2"], "actions": [second]},
    )
    with pytest.raises(Invalid):
        commands.set_served(made, [uuid.uuid4()], actor=inside.ada)
