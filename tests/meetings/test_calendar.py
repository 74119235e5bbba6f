"""Meetings as calendar programs read them: strictly what RFC 5545 says."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_reading import by_its_own_zone, read, unfolded
from portulan.meetings.rules.calendar import CalendarEvent, Method, Party, calendar

ZONE = ZoneInfo("Europe/Brussels")
EVENT = CalendarEvent(
    uid="1@portulan",
    starts=dt.datetime(2026, 12, 3, 14, tzinfo=ZONE),
    ends=dt.datetime(2026, 12, 3, 16, tzinfo=ZONE),
    summary="CEP : Commission Environnement professionnel",
    revised=dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC),
)


def one(**changed):
    whole, (event,) = read(calendar([replace(EVENT, **changed)], zone=ZONE))
    return whole, event


def test_an_event_says_what_it_is():
    _whole, event = one(sequence=3, place="Salle 12, au fond; à droite", url="https://example.org/e/mias/")
    assert (str(event["UID"]), event["SEQUENCE"], str(event["STATUS"])) == ("1@portulan", 3, "CONFIRMED")
    assert event["DTSTART"].dt == EVENT.starts
    assert str(event["LOCATION"]) == "Salle 12, au fond; à droite"
    assert str(event["URL"]) == "https://example.org/e/mias/"
    assert event["DTSTAMP"].dt == EVENT.revised


def test_a_cancelled_event_says_so():
    _whole, event = one(cancelled=True, sequence=1)
    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CANCELLED", 1)


def test_an_invitation_names_who_organises_and_who_is_invited():
    ada, basile = (
        Party("Ada, « la » coordination", "ada@example.org"),
        Party("Basile", "b@example.org", True, True),
    )
    event = replace(EVENT, organizer=ada, attendees=(basile,))
    whole, (found,) = read(calendar([event], zone=ZONE, method=Method.REQUEST))
    assert str(whole["METHOD"]) == "REQUEST"
    assert (str(found["ORGANIZER"]), found["ORGANIZER"].params["CN"]) == ("mailto:ada@example.org", ada.name)
    invited = found["ATTENDEE"]
    told = {name: str(invited.params[name]) for name in ("PARTSTAT", "ROLE", "RSVP")}
    assert told == {"PARTSTAT": "DECLINED", "ROLE": "OPT-PARTICIPANT", "RSVP": "TRUE"}


def test_a_feed_says_its_name_and_how_often_it_changes():
    content = calendar([EVENT], zone=ZONE, name="Réunions : CEP")
    whole, _events = read(content)
    assert str(whole["X-WR-CALNAME"]) == "Réunions : CEP"
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"} <= set(unfolded(content))
    assert "METHOD" not in whole


def test_an_empty_calendar_is_one():
    whole, events = read(calendar([], zone=ZONE, name="Rien"))
    assert (events, whole.walk("VTIMEZONE")) == ([], [])


@pytest.mark.parametrize("zone", ["Europe/Brussels", "America/Montreal", "Africa/Kinshasa", "Australia/Sydney"])
@pytest.mark.parametrize(
    "day", ["2026-03-28", "2026-03-30", "2026-10-24", "2026-10-26", "2026-07-01", "2026-12-03"]
)
def test_the_zone_of_the_file_alone_gives_the_hour(zone, day):
    place = ZoneInfo(zone)
    starts = dt.datetime.fromisoformat(f"{day}T14:00").replace(tzinfo=place)
    event = replace(EVENT, starts=starts, ends=starts + dt.timedelta(hours=2))
    whole, (found,) = read(calendar([event], zone=place))
    assert by_its_own_zone(whole, found["DTSTART"].dt) == starts.astimezone(dt.UTC).replace(tzinfo=None)


@given(st.text(max_size=300), st.text(max_size=200))
def test_any_text_comes_back(summary, description):
    visible = str.maketrans("", "", "".join(map(chr, range(32))) + "\x7f\x85\u2028\u2029")
    said = ["x" + one.encode("utf-8", "ignore").decode().translate(visible) for one in (summary, description)]
    _whole, event = one(summary=said[0], description=f"{said[1]}\nla suite")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (said[0], f"{said[1]}\nla suite")
