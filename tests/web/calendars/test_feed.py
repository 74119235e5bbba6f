"""The feed of a calendar: open to who has its address, and to nobody else."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from asking import words_of
from calendar_reading import read
from meetings.conftest import meeting, on  # noqa: F401
from portulan.governance.commands import person_of
from portulan.governance.models import Person
from portulan.journal.models import Entry
from portulan.meetings.commands.agenda import NewItem, add_items
from portulan.meetings.commands.calendars import give_calendar, revoke_calendar
from portulan.meetings.commands.planning import cancel_meeting, change_meeting, plan_meeting
from portulan.meetings.models import CalendarLink, ItemKind
from portulan.workspaces.models import Membership
from portulan.workspaces.rules import hashed

PAGE = "/e/mias/reunions/calendriers/"
FEED = re.compile(r"http://localhost:8000(/calendrier/[\w-]+\.ics)")


@pytest.fixture(autouse=True)
def _forgotten():
    """Nobody tried before."""
    cache.clear()


@pytest.fixture
def given(inside, on_the_day, meeting):  # noqa: F811
    """The calendar of the CEP, asked for by Basile."""
    return give_calendar(actor=inside.basile, body=meeting.body)


def feed(token, **headers):
    return Client().get(f"/calendrier/{token}.ics", headers=headers)


def test_a_feed_tells_the_meetings_of_a_body(given, inside, meeting):  # noqa: F811
    add_items(meeting, [NewItem(ItemKind.FREE, "Budget, suite")], actor=inside.ada)
    answer = feed(given.token)
    whole, (event,) = read(answer.content)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(whole["X-WR-CALNAME"]) == "Réunions\u00a0: CEP"
    assert str(event["UID"]) == f"{meeting.pk}@portulan"
    assert str(event["SUMMARY"]).replace("\u00a0", " ") == "CEP : Commission Environnement professionnel"
    assert event["DTSTART"].dt == meeting.starts
    assert str(event["LOCATION"]) == "Salle 12"
    assert str(event["URL"]) == f"http://localhost:8000/e/mias/reunions/{meeting.pk}/"
    assert str(event["DESCRIPTION"]) == "Ordre du jour\n1. Budget, suite\n2. Divers et prochaine date"


def test_a_change_and_a_cancellation_are_told(given, inside, meeting):  # noqa: F811
    before = read(feed(given.token).content)[1][0]
    change_meeting(meeting, on(dt.date(2026, 12, 10)), actor=inside.ada)
    changed = read(feed(given.token).content)[1][0]
    assert (before["SEQUENCE"], changed["SEQUENCE"]) == (0, 1)
    assert changed["DTSTAMP"].dt >= before["DTSTAMP"].dt
    cancel_meeting(meeting, actor=inside.ada, reason="Grève")
    (gone,) = read(feed(given.token).content)[1]
    assert (str(gone["STATUS"]), gone["SEQUENCE"]) == ("CANCELLED", 2)


def test_a_person_sees_the_meetings_to_which_they_are_invited(inside, on_the_day, meeting):  # noqa: F811
    basile = give_calendar(actor=inside.basile, person=person_of(inside.basile))
    ada = give_calendar(actor=inside.ada, person=person_of(inside.ada))
    assert len(read(feed(basile.token).content)[1]) == 1
    assert read(feed(ada.token).content)[1] == []


def test_it_leaves_no_trace_and_is_not_read_again_for_nothing(given):
    answer = feed(given.token)
    assert "Set-Cookie" not in answer
    assert answer.cookies == {}
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, max-age=900", "no-referrer")
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    again = feed(given.token, if_none_match=answer["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    given.link.refresh_from_db()
    assert given.link.last_used_at is not None


def test_only_the_hash_of_the_token_is_kept(given):
    assert given.link.token_sha256 == hashed(given.token)
    kept = {str(value) for row in CalendarLink.everywhere.values() for value in row.values()}
    assert given.token not in kept
    assert not Entry.everywhere.filter(subject_name__contains=given.token).exists()


def test_a_revoked_link_and_that_of_who_left_open_nothing(given, inside):
    revoke_calendar(given.link, actor=inside.basile)
    assert feed(given.token).status_code == 404
    other = give_calendar(actor=inside.basile, body=given.link.body)
    assert feed(other.token).status_code == 200
    Membership.objects.filter(user=inside.basile).delete()
    assert feed(other.token).status_code == 404


def test_guessing_is_slowed_down(given):
    codes = [feed("un-jeton-au-hasard").status_code for _again in range(31)]
    assert codes == [404] * 30 + [429]
    assert feed(given.token).status_code == 429


@pytest.mark.slow
def test_one_link_is_read_so_many_times_an_hour(given):
    assert {feed(given.token).status_code for _again in range(120)} == {200}
    later = feed(given.token)
    assert (later.status_code, later["Retry-After"]) == (429, "900")


def test_it_only_reads(given):
    assert Client().post(f"/calendrier/{given.token}.ics").status_code == 405


@pytest.mark.slow
def test_it_is_bounded_and_takes_as_many_queries_for_more(given, inside, meeting):  # noqa: F811
    def count():
        with CaptureQueriesContext(connection) as seen:
            feed(given.token)
        return len(seen)

    feed(given.token)
    one = count()
    for rank in range(9):
        planned = plan_meeting(meeting.body, on(dt.date(2027, 1, 4 + rank)), actor=inside.ada)
        add_items(planned, [NewItem(ItemKind.FREE, "Budget")], actor=inside.ada)
    plan_meeting(meeting.body, on(dt.date(2031, 1, 4)), actor=inside.ada)
    assert count() == one
    assert len(read(feed(given.token).content)[1]) == 10


def signed_in(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_address_is_shown_once_and_opens(ada, inside, meeting):  # noqa: F811
    answer = ada.post(PAGE, {"what": f"b-{meeting.body_id}"})
    assert answer.status_code == 302
    (address,) = FEED.findall(ada.get(PAGE).text)
    assert FEED.findall(ada.get(PAGE).text) == []
    assert len(read(Client().get(address).content)[1]) == 1
    assert "Commission Environnement professionnel créée le" in words_of(ada.get(PAGE))


def test_a_member_asks_for_their_own_and_the_coordination_for_anybody(ada, inside, meeting):  # noqa: F811
    luc = Person.objects.create(name="Luc")
    basile = signed_in(inside.basile)
    assert basile.post(PAGE, {"what": "own"}).status_code == 302
    assert CalendarLink.objects.get().person == person_of(inside.basile)
    assert basile.post(PAGE, {"what": f"p-{luc.pk}"}).status_code == 422
    assert ada.post(PAGE, {"what": f"p-{luc.pk}"}).status_code == 302
    assert ada.post(PAGE, {"what": "n'importe quoi"}).status_code == 422
    assert signed_in(inside.chloe).post(PAGE, {"what": "own"}).status_code == 302
    assert signed_in(inside.driss).post(PAGE, {"what": "own"}).status_code == 404
    assert Client().post(PAGE, {"what": "own"}).url.startswith("/compte/connexion/")


def test_one_takes_back_ones_own_only(ada, given, inside):
    url = f"{PAGE}{given.link.pk}/retirer/"
    assert ada.post(url).status_code == 404
    assert signed_in(inside.driss).post(url).status_code == 404
    basile = signed_in(inside.basile)
    assert basile.post(url).status_code == 302
    assert basile.post(url).status_code == 409
    assert feed(given.token).status_code == 404


def test_addresses_are_not_made_without_end(ada, inside, meeting):  # noqa: F811
    for _again in range(20):
        give_calendar(actor=inside.ada, body=meeting.body)
    answer = ada.post(PAGE, {"what": "own"})
    assert answer.status_code == 422
    assert "Vous avez déjà 20 adresses de calendrier" in words_of(answer)


def test_one_meeting_is_a_file(ada, meeting, inside):  # noqa: F811
    answer = ada.get(f"/e/mias/reunions/{meeting.pk}/reunion.ics")
    assert len(read(answer.content)[1]) == 1
    assert answer["Content-Disposition"] == 'attachment; filename="reunion.ics"'
    assert signed_in(inside.driss).get(f"/e/mias/reunions/{meeting.pk}/reunion.ics").status_code == 404
