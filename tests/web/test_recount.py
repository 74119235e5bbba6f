"""The sentence, the counts and every page agree with each other and with an independent count from the JSON."""

import datetime as dt

import pytest

from conftest import set_clock
from portulan.plans.commands.editing import ActionDraft, add_action
from portulan.plans.models import Objective
from portulan.shared import scoping
from portulan.tracking import commands
from recount import check

pytestmark = pytest.mark.family

DAYS = [dt.date(2024, 10, 1), dt.date(2025, 6, 30), dt.date(2026, 6, 30)]


@pytest.fixture
def lived(db, monkeypatch):
    """A plan taken in on the first day; things happen in each of its years."""
    set_clock(monkeypatch, DAYS[0])
    from cast import gather

    cast = gather()

    def action(code):
        return cast.action(code)

    why = commands.Decision("Un an de plus")
    with scoping.opened(cast.workspace.pk):
        objective = Objective.objects.get(code="1.1")
        for deadline in ("En continu", "24-25", "25-26", "à définir"):
            add_action(objective, ActionDraft(text=f"Encore {deadline}", deadline=deadline), actor=cast.ada)
        set_clock(monkeypatch, DAYS[1])
        one = action("1.1.1")
        commands.report_progress(one, actor=cast.ada, on=DAYS[1], text="Finie", state="done")
        commands.mark_reached(one.expected_results.first(), actor=cast.ada, on=DAYS[1])
        link = {"url": "https://example.org/pv", "title": "PV", "actor": cast.ada, "on": DAYS[1]}
        commands.add_evidence(one, results=[one.expected_results.last()], **link)
        set_clock(monkeypatch, DAYS[2])
        continuous = objective.actions.get(deadline_kind="continuous")
        commands.add_evidence(continuous, **link | {"url": "https://example.org/2", "on": DAYS[2]})
        late = objective.actions.get(deadline_text="25-26")
        commands.postpone(late, actor=cast.ada, deadline="27-28", decision=why)
        commands.report_progress(action("2.1.1"), actor=cast.ada, on=DAYS[2], text="Non", state="dropped")
        commands.report_progress(action("2.1.2"), actor=cast.ada, on=DAYS[2], text="Plus tard", state="suspended")
        set_clock(monkeypatch, dt.date(2026, 11, 23))
        commands.report_progress(
            action("2.2.1"), actor=cast.ada, on=dt.date(2026, 11, 23), text="Oui", state="started"
        )
    return cast


def test_three_days_and_today_agree_with_a_recount(lived, client):
    client.force_login(lived.ada)
    today = dt.date(2026, 11, 23)
    tallies = [check(client, "mias", day, today).tally() for day in [*DAYS, today]]
    assert [one["realisee"] for one in tallies] == [0, 1, 1, 1]
    assert [one["retard"] for one in tallies] == [0, 0, 1, 1]
    assert [one["ajour"] for one in tallies] == [0, 0, 1, 0]
    assert [(one["suspendue"], one["abandonnee"]) for one in tallies] == [(0, 0), (0, 0), (1, 1), (1, 1)]


def test_what_is_declared_and_what_is_proved_are_two_things(lived, client):
    client.force_login(lived.ada)
    again = check(client, "mias", DAYS[1], dt.date(2026, 11, 23))
    action = next(one for one, _status in again.actions if one["code"] == "1.1.1")
    assert again.proved(action) == (2, 1, 1)
    page = client.get(f"/e/mias/action/{action['id']}/?au=2025-06-30").content.decode().replace("\u00a0", " ")
    assert "réalisée depuis juin 2025, 1 résultat sur 2 prouvé, 1 déclaré atteint sans preuve" in page
    row = client.get(f"/e/mias/plan/ligne/{action['id']}/").content.decode().replace("\u00a0", " ")
    assert "1 résultat sur 2 prouvé, 1 déclaré atteint sans preuve" in row
