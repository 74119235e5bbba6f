"""A meeting is planned for a body, and those who sit in it are invited."""

import dataclasses
import datetime as dt
import uuid

import pytest

from meetings.conftest import on
from portulan.governance.commands import person_of
from portulan.governance.models import Body, Person, Seat
from portulan.journal.models import Entry
from portulan.meetings import queries
from portulan.meetings.commands.inviting import follow_the_seats, invite_guest, leave_out, say_presence
from portulan.meetings.commands.planning import cancel_meeting, change_meeting, plan_meeting, plan_meetings
from portulan.meetings.models import Meeting, Presence, Stage
from portulan.meetings.rules.series import Rhythm, Unit
from portulan.shared import scoping
from portulan.shared.errors import Conflict, Invalid

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


def of_cep():
    return Body.objects.get(acronym="CEP")


def series(inside, **rhythm):
    rhythm = Rhythm(**{"every": 1, "unit": Unit.MONTHS, "times": 5} | rhythm)
    return plan_meetings(of_cep(), on(DAY), actor=inside.ada, rhythm=rhythm)


def clocks(meetings):
    from django.utils import timezone

    return [timezone.localtime(one.starts).strftime("%Y-%m-%d %H:%M") for one in meetings]


def test_a_series_keeps_its_hour_when_clocks_change(inside):
    planned = series(inside)
    assert clocks(planned) == [
        "2026-12-03 14:00",
        "2027-01-07 14:00",
        "2027-02-04 14:00",
        "2027-03-04 14:00",
        "2027-04-01 14:00",
    ]
    assert len({one.series for one in planned} - {None}) == 1
    assert Entry.objects.filter(verb="meeting.planned").values("batch").distinct().count() == 1


def test_each_meeting_of_a_series_invites_who_sits_then(inside):
    Seat.objects.create(
        body=of_cep(), person=person_of(inside.ada), starts=dt.date(2027, 1, 1), ends=dt.date(2027, 2, 28)
    )
    assert [one.attendances.count() for one in series(inside)] == [1, 2, 2, 1, 1]


@pytest.mark.parametrize(
    ("rhythm", "field"),
    [
        ({"every": 0}, "every"),
        ({"times": None}, "until"),
        ({"until": dt.date(2027, 6, 1)}, "until"),
        ({"times": None, "until": DAY}, "until"),
        ({"times": 1}, "times"),
        ({"times": 31}, "times"),
        ({"times": None, "until": dt.date(2040, 1, 1)}, "until"),
    ],
)
def test_a_series_that_cannot_be_plans_nothing(inside, rhythm, field):
    with pytest.raises(Invalid) as refused:
        series(inside, **rhythm)
    assert (refused.value.field, Meeting.objects.count()) == (field, 0)


def test_one_meeting_moves_alone_and_calendars_hear_of_it(inside):
    first, second, *_rest = series(inside)
    moved = change_meeting(first, on(dt.date(2026, 12, 4), 9, 11), actor=inside.ada, title="Atelier")
    assert (clocks(moved), moved[0].sequence) == (["2026-12-04 09:00"], 1)
    second.refresh_from_db()
    assert (clocks([second]), second.sequence) == (["2027-01-07 14:00"], 0)
    told = Entry.objects.get(verb="meeting.changed")
    assert told.before == {"title": "", "on": "2026-12-03", "at": "14:00", "until": "16:00"}
    assert told.after == {"title": "Atelier", "on": "2026-12-04", "at": "09:00", "until": "11:00"}


def test_those_that_follow_move_as_much(inside):
    _first, second, *_rest = series(inside)
    moved = change_meeting(second, on(dt.date(2027, 1, 8), 10, 12), actor=inside.ada, following=True)
    assert clocks(moved) == ["2027-01-08 10:00", "2027-02-05 10:00", "2027-03-05 10:00", "2027-04-02 10:00"]
    assert clocks(Meeting.objects.order_by("starts")[:1]) == ["2026-12-03 14:00"]


def test_what_changes_nothing_says_nothing(inside, meeting):
    assert change_meeting(meeting, on(DAY), actor=inside.ada) == ()
    assert Entry.objects.filter(verb="meeting.changed").count() == 0


def test_what_somebody_else_changed_is_not_written_over(inside, meeting):
    change_meeting(meeting, on(DAY, 15, 17), actor=inside.ada, seen=0)
    with pytest.raises(Conflict):
        change_meeting(meeting, on(DAY, 9, 11), actor=inside.ada, seen=0)
    assert clocks(Meeting.objects.all()) == ["2026-12-03 15:00"]


def test_cancelling_says_why_and_may_take_those_that_follow(inside):
    _first, second, *_rest = series(inside)
    with pytest.raises(Invalid):
        cancel_meeting(second, actor=inside.ada, reason="  ")
    assert len(cancel_meeting(second, actor=inside.ada, reason="Grève", following=True)) == 4
    stages = [one.stage for one in Meeting.objects.order_by("starts")]
    assert stages == [Stage.PLANNED, *[Stage.CANCELLED] * 4]
    assert {one.reason for one in Entry.objects.filter(verb="meeting.cancelled")} == {"Grève"}
    with pytest.raises(Conflict):
        change_meeting(second, on(DAY), actor=inside.ada)


def test_a_guest_is_invited_once_and_may_be_left_out(inside, meeting):
    guest = Person.objects.create(name="Myriam")
    invited = invite_guest(meeting, guest, actor=inside.ada, title=" milieux  professionnels ")
    assert (invited.guest, invited.title) == (True, "milieux professionnels")
    with pytest.raises(Invalid):
        invite_guest(meeting, guest, actor=inside.ada)
    leave_out(invited, actor=inside.ada)
    assert [str(one.person) for one in meeting.attendances.all()] == ["Basile"]


def test_before_the_meeting_somebody_is_expected_or_excused(inside, meeting):
    (basile,) = meeting.attendances.all()
    say_presence(basile, Presence.EXCUSED, actor=inside.ada)
    basile.refresh_from_db()
    assert basile.presence == Presence.EXCUSED
    with pytest.raises(Invalid):
        say_presence(basile, Presence.PRESENT, actor=inside.ada)


def test_the_list_follows_the_mandates_and_keeps_guests(inside, meeting):
    guest, ada = Person.objects.create(name="Myriam"), person_of(inside.ada)
    invite_guest(meeting, guest, actor=inside.ada)
    invite_guest(meeting, ada, actor=inside.ada)
    Seat.objects.filter(person__user=inside.basile).update(ends=dt.date(2026, 11, 30))
    Seat.objects.create(body=of_cep(), person=ada, starts=dt.date(2026, 11, 1))
    follow_the_seats(meeting, actor=inside.ada)
    assert {(str(one.person), one.guest) for one in meeting.attendances.all()} == {
        ("Myriam", True),
        ("Ada", False),
    }
