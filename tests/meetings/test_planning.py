"""A meeting is planned for a body, and those who sit in it are invited."""

import dataclasses
import datetime as dt
import uuid

import pytest

from meetings.conftest import on
from portulan.governance.commands import person_of
from portulan.governance.models import Body, Seat
from portulan.journal.models import Entry
from portulan.meetings import queries
from portulan.meetings.commands.planning import plan_meeting
from portulan.meetings.models import Meeting, Presence
from portulan.shared import scoping
from portulan.shared.errors import Invalid

DAY = dt.date(2026, 12, 3)


def test_those_who_sit_on_that_day_are_invited_once(inside):
    cep = Body.objects.get(acronym="CEP")
    Seat.objects.create(body=cep, person=person_of(inside.basile), starts=dt.date(2026, 1, 1), title="présidence")
    Seat.objects.create(
        body=cep, person=person_of(inside.ada), starts=dt.date(2024, 1, 1), ends=dt.date(2026, 12, 2)
    )
    planned = plan_meeting(cep, on(DAY), actor=inside.ada)
    invited = [(str(one.person), one.presence, one.guest) for one in planned.attendances.all()]
    assert invited == [("Basile", Presence.EXPECTED, False)]
    told = Entry.objects.get(verb="meeting.planned")
    assert (told.subject_name, told.after["on"], told.after["at"]) == ("CEP", "2026-12-03", "14:00")


def test_the_same_form_plans_one_meeting(inside):
    cep, form = Body.objects.get(acronym="CEP"), uuid.uuid4()
    both = [plan_meeting(cep, on(DAY), actor=inside.ada, submission=form) for _again in "ab"]
    assert both[0] == both[1]
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends": on(DAY).starts}, "ends"),
        ({"ends": on(DAY).ends + dt.timedelta(days=2)}, "ends"),
        ({"place": "x" * 201}, "place"),
        ({"link": "javascript:alert(1)"}, "link"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_planned(inside, changes, field):
    when = dataclasses.replace(on(DAY), **changes)
    with pytest.raises(Invalid) as refused:
        plan_meeting(Body.objects.get(acronym="CEP"), when, actor=inside.ada)
    assert refused.value.field == field
    assert (Meeting.objects.count(), Entry.objects.filter(verb="meeting.planned").count()) == (0, 0)


def test_a_meeting_is_seen_in_its_workspace_only(inside, meeting):
    assert queries.meeting(meeting.pk) == meeting
    with scoping.opened(inside.elsewhere.pk):
        assert queries.meeting(meeting.pk) is None
