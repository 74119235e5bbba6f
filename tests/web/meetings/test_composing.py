"""The page on which an agenda is composed."""

import datetime as dt
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from asking import words_of
from meetings.conftest import on
from portulan.governance.models import Body
from portulan.meetings.commands.agenda import NewItem, add_items
from portulan.meetings.commands.planning import plan_meeting
from portulan.meetings.models import AgendaDocument, AgendaItem, ItemKind, Meeting, Stage
from portulan.plans.models import Action

pytestmark = pytest.mark.family

CLOSING = "Divers et prochaine date"


def url(meeting, rest=""):
    return f"/e/mias/reunions/{meeting.pk}/{rest}"


@pytest.fixture
def item(inside, meeting):
    """A free item, the first of the agenda."""
    (added,) = add_items(meeting, [NewItem(ItemKind.FREE, "Budget", 30)], actor=inside.ada)
    return added


def late(code="1.1.1"):
    Action.objects.filter(code=code).update(deadline_text="24-25", deadline_due=dt.date(2025, 9, 13))


def titles(meeting):
    return [one.title for one in meeting.items.all()]


def test_each_proposal_says_why(ada, inside, meeting):
    late()
    said = words_of(ada.get(url(meeting)))
    assert "En retard 1.1.1 Rédaction de la note 1.1.1 échéance 24-25 15 min" in said
    assert "À échéance cette année 1.1.2 Rédaction de la note 1.1.2 échéance 26-27 10 min" in said


def test_what_is_ticked_goes_on_the_agenda(ada, inside, meeting):
    late()
    page = ada.get(url(meeting)).text
    ticked = re.findall(r'name="keys" value="([^"]+)"[^>]* checked', page)
    assert len(ticked) == 9  # 15 + 8 × 10 minutes and 10 for the last item, in two hours
    ada.post(url(meeting, "ordre-du-jour/propositions/"), {"keys": [*ticked[:2], "action:personne"]})
    assert titles(meeting) == [
        "Rédaction de la note 1.1.1",
        "Rédaction de la note 1.1.2",
        "Divers et prochaine date",
    ]
    said = words_of(ada.get(url(meeting)))
    assert "14 h 1 Action 1.1.1 Rédaction de la note 1.1.1 En retard échéance 24-25" in said
    assert "14 h 15 2 Action 1.1.2" in said
    assert "35 min sur 2 h" in said


def test_only_what_is_proposed_can_be_taken(ada, inside, meeting):
    Action.objects.filter(code="1.1.1").update(state="done")
    done = inside.action("1.1.1")
    ada.post(
        url(meeting, "ordre-du-jour/propositions/"), {"keys": [f"action:{done.pk}", f"decision:{uuid.uuid4()}"]}
    )
    assert titles(meeting) == []


def test_a_fragment_is_the_same_part_of_the_page(ada, inside, meeting, item):
    fragment = ada.post(
        url(meeting, "ordre-du-jour/"), {f"minutes-{item.pk}": "45"}, headers={"HX-Request": "true"}
    )
    page = ada.get(url(meeting)).text
    part = page[page.index('<div id="composer"') : page.index("<aside")]

    def bare(text):
        return re.sub(r'value="[A-Za-z0-9]{64}"', "", " ".join(text.split()))

    assert bare(fragment.text) == bare(part)
    assert "55 min sur 2 h" in fragment.text.replace("\u00a0", " ")


def test_items_move_and_the_last_stays_last(ada, inside, meeting, item):
    (second,) = add_items(meeting, [NewItem(ItemKind.FREE, "Salle")], actor=inside.ada)
    last = meeting.items.get(kind=ItemKind.CLOSING)
    ada.post(url(meeting, "ordre-du-jour/"), {"order": f"{last.pk} {second.pk} {item.pk} n'importe"})
    assert titles(meeting) == ["Salle", "Budget", CLOSING]
    ada.post(url(meeting, "ordre-du-jour/"), {"up": item.pk})
    assert titles(meeting)[0] == "Budget"
    ada.post(url(meeting, "ordre-du-jour/"), {"down": item.pk})
    assert titles(meeting)[0] == "Salle"
    ada.post(url(meeting, "ordre-du-jour/"), {"off": item.pk})
    assert titles(meeting) == ["Salle", CLOSING]


def test_minutes_that_are_none_are_refused_and_nothing_moves(ada, inside, meeting, item):
    answer = ada.post(url(meeting, "ordre-du-jour/"), {f"minutes-{item.pk}": "beaucoup", "off": item.pk})
    assert (answer.status_code, titles(meeting)[0]) == (422, "Budget")
    assert "Écrivez une durée en minutes, en chiffres" in words_of(answer)


def test_too_much_is_said(ada, inside, meeting, item):
    ada.post(url(meeting, "ordre-du-jour/"), {f"minutes-{item.pk}": "130"})
    assert "2 h 20 pour une réunion de 2 h : 20 min de trop" in words_of(ada.get(url(meeting)))


def test_a_free_item_or_any_action_is_added(ada, inside, meeting):
    ada.post(url(meeting, "points/ajouter/"), {"title": "Budget", "planned": "20"})
    done = inside.action("2.2.1")
    Action.objects.filter(pk=done.pk).update(state="done")
    ada.post(url(meeting, "points/ajouter/"), {"action": done.pk, "for_information": "on"})
    rows = [(one.title, one.planned, one.action_id, one.for_information) for one in meeting.items.all()]
    assert rows[0] == ("Budget", 20, None, False)
    assert rows[2] == ("Rédaction de la note 2.2.1", None, done.pk, True)
    for wrong in (
        {},
        {"title": "x", "action": done.pk},
        {"action": uuid.uuid4()},
        {"title": "x", "planned": "900"},
    ):
        assert ada.post(url(meeting, "points/ajouter/"), wrong).status_code == 422
    assert meeting.items.count() == 3


def test_an_item_is_changed(ada, inside, meeting, item):
    page = ada.get(url(meeting, f"points/{item.pk}/"))
    assert 'value="Budget"' in page.text
    ada.post(url(meeting, f"points/{item.pk}/"), {"title": "Budget 2027", "planned": ""})
    item.refresh_from_db()
    assert (item.title, item.planned) == ("Budget 2027", None)
    answer = ada.post(url(meeting, f"points/{item.pk}/"), {"title": " ", "planned": "5"})
    assert (answer.status_code, item.title) == (422, "Budget 2027")


def test_documents_go_with_an_item_and_are_never_run(ada, inside, meeting, item, settings, tmp_path, chloe, driss):
    settings.FILES_DIR = tmp_path
    join = url(meeting, f"points/{item.pk}/joindre/")
    page = SimpleUploadedFile("note.html", b"<script>alert(1)</script>")
    assert ada.post(join, {"documents": [page]}).status_code == 302
    assert ada.post(join, {"url": "https://example.org/note", "title": "La note"}).status_code == 302
    file = AgendaDocument.objects.get(url="")
    here = f"/e/mias/reunions/documents/{file.pk}/"
    assert f'href="{here}"' in chloe.get(url(meeting)).text
    got = chloe.get(here)
    assert (got["Content-Type"], got["Content-Disposition"]) == (
        "application/octet-stream",
        'attachment; filename="note.html"',
    )
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert driss.get(here).status_code == 404
    assert driss.get(here.replace("/mias/", "/ailleurs/")).status_code == 404
    assert Client().get(here).url.startswith("/compte/connexion/")
    link = AgendaDocument.objects.exclude(url="").get()
    assert ada.get(f"/e/mias/reunions/documents/{link.pk}/").status_code == 404
    for wrong in ({}, {"url": "javascript:alert(1)", "title": "x"}, {"url": "https://example.org/"}):
        assert ada.post(join, wrong).status_code == 422
    assert ada.post(url(meeting, f"documents/{file.pk}/retirer/")).status_code == 302
    assert ada.get(here).status_code == 404


POSTS = [
    "ordre-du-jour/",
    "ordre-du-jour/propositions/",
    "points/ajouter/",
    "points/{item}/",
    "points/{item}/joindre/",
]


@pytest.mark.parametrize("what", POSTS)
def test_only_who_may_composes(what, basile, chloe, driss, client, inside, meeting, item):
    here = url(meeting, what.format(item=item.pk))
    sent = {"title": "Autre", "planned": "5"}
    assert chloe.post(here, sent).status_code == 403
    assert driss.post(here, sent).status_code == 404
    assert client.post(here, sent).url.startswith("/compte/connexion/")
    Meeting.objects.filter(pk=meeting.pk).update(
        body=Body.objects.create(acronym="CS", name="Comité stratégique", kind="commission")
    )
    assert basile.post(here, sent).status_code == 403
    assert titles(meeting) == ["Budget", CLOSING]


def test_an_item_of_another_meeting_is_not_found(ada, inside, meeting, item):
    other = plan_meeting(meeting.body, on(dt.date(2027, 1, 7)), actor=inside.ada)
    assert ada.get(url(other, f"points/{item.pk}/")).status_code == 404
    assert ada.post(url(other, "ordre-du-jour/"), {"off": item.pk}).status_code == 404
    ada.post(url(other, "ordre-du-jour/"), {"up": item.pk, f"minutes-{item.pk}": "5"})
    item.refresh_from_db()
    assert item.planned == 30


def test_a_cancelled_agenda_takes_nothing(ada, inside, meeting, item):
    Meeting.objects.filter(pk=meeting.pk).update(stage=Stage.CANCELLED)
    assert ada.post(url(meeting, "ordre-du-jour/"), {f"minutes-{item.pk}": "5"}).status_code == 409
    assert "data-arrange" not in ada.get(url(meeting)).text


def count(client, here):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(here).status_code == 200
    return len(seen)


@pytest.mark.slow
def test_the_page_takes_at_most_fifteen_queries_whatever_the_plan(ada, basile, inside, meeting, item, tenfold):
    add_items(meeting, [NewItem(ItemKind.ACTION, "Note", action_id=inside.action("1.1.1").pk)], actor=inside.ada)
    before = [count(one, url(meeting)) for one in (ada, basile)]
    tenfold(inside.workspace)
    for rank in range(12):
        add_items(meeting, [NewItem(ItemKind.FREE, f"Point {rank}")], actor=inside.ada)
    for one in AgendaItem.objects.all():
        AgendaDocument.objects.create(item=one, title="Note", url="https://example.org/")
    assert [count(one, url(meeting)) for one in (ada, basile)] == before
    assert max(before) <= 15


def test_a_long_list_of_proposals_is_cut_and_says_so(ada, inside, meeting, tenfold):
    tenfold(inside.workspace)
    page = ada.get(url(meeting))
    assert len(re.findall(r'name="keys"', page.text)) == 8
    assert "Et 82 autres, à choisir par « Ajouter un point »." in words_of(page)
