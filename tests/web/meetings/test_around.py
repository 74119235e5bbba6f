"""Meetings where the dashboard, a body and an action name them."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from asking import words_of
from meetings.conftest import on
from portulan.meetings.commands.agenda import NewItem, add_items
from portulan.meetings.commands.planning import plan_meeting
from portulan.meetings.models import AgendaItem, ItemKind, ItemStage, Meeting, Stage


def on_agenda(inside, meeting, code="1.1.1", **more):
    wanted = NewItem(ItemKind.ACTION, "Note", action_id=inside.action(code).pk, **more)
    return add_items(meeting, [wanted], actor=inside.ada)[0]


def count(client, here):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(here).status_code == 200
    return len(seen)


def test_the_dashboard_names_the_next_meetings(ada, chloe, inside, meeting):
    said = words_of(ada.get("/e/mias/"))
    assert "Prochaines réunions Toutes les réunions jeu. 3 déc. Commission Environnement professionnel" in said
    assert "CEP 14 h à 16 h · Salle 12 ordre du jour à composer" in said
    Meeting.objects.update(stage=Stage.CANCELLED)
    assert "Aucune n’est fixée. Fixer une réunion" in words_of(ada.get("/e/mias/"))
    assert "Prochaines réunions" not in words_of(chloe.get("/e/mias/"))


def test_a_body_names_its_own(ada, inside, meeting):
    here = f"/e/mias/instances/{meeting.body_id}/"
    said = words_of(ada.get(here))
    assert "Réunions Toutes ses réunions jeu. 3 déc." in said
    assert "Réunions" not in words_of(ada.get(f"{here}?au=2026-10-01"))


def test_an_action_names_the_meetings_where_it_is_or_was(ada, inside, meeting):
    last = plan_meeting(meeting.body, on(dt.date(2026, 10, 8)), actor=inside.ada)
    on_agenda(inside, meeting)
    AgendaItem.objects.filter(pk=on_agenda(inside, last).pk).update(stage=ItemStage.DONE)
    Meeting.objects.filter(pk=last.pk).update(stage=Stage.CLOSED, closed_at=timezone.now())
    gone = plan_meeting(meeting.body, on(dt.date(2026, 9, 24)), actor=inside.ada)
    on_agenda(inside, gone)
    Meeting.objects.filter(pk=gone.pk).update(stage=Stage.CANCELLED)
    said = words_of(ada.get(f"/e/mias/action/{inside.action('1.1.1').pk}/"))
    assert "Réunions CEP 3 déc. 2026 à l’ordre du jour CEP 8 oct. 2026 traitée Actions voisines" in said
    assert "à l’ordre du jour CEP" not in words_of(ada.get(f"/e/mias/action/{inside.action('1.1.2').pk}/"))


@pytest.mark.slow
def test_more_meetings_take_no_more_queries(ada, basile, inside, meeting):
    on_agenda(inside, meeting)
    pages = ["/e/mias/", f"/e/mias/instances/{meeting.body_id}/", f"/e/mias/action/{inside.action('1.1.1').pk}/"]
    before = [count(one, here) for one in (ada, basile) for here in pages]
    for rank in range(9):
        on_agenda(inside, plan_meeting(meeting.body, on(dt.date(2027, 1, 4 + rank)), actor=inside.ada))
    assert [count(one, here) for one in (ada, basile) for here in pages] == before
    assert max(before) <= 19
