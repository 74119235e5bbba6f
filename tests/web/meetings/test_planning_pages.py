"""The list of meetings; planning, changing, cancelling one; who is invited."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from asking import words_of
from meetings.conftest import on
from portulan.governance.commands import person_of
from portulan.governance.models import Body, Person, Seat
from portulan.meetings.commands.planning import plan_meeting
from portulan.meetings.models import Meeting, Presence, Stage
from portulan.shared import scoping
from portulan.shared.scoping import opened

HOME = "/e/mias/reunions/"
PLAN = f"{HOME}fixer/"
FORM = "5c4b8f3e-0000-4000-8000-000000000001"


def committee():
    return Body.objects.create(acronym="CS", name="Comité stratégique", kind="commission")


def form(**changed):
    cep = Body.objects.get(acronym="CEP")
    return {
        "body": cep.pk,
        "day": "2026-12-03",
        "starts": "14:00",
        "ends": "16:00",
        "place": "Salle du Conseil",
        "submission": FORM,
    } | changed


def change(meeting, **changed):
    return {"day": "2026-12-10", "starts": "09:30", "ends": "11:00", "place": "", "seen": "0"} | changed


def test_the_list_says_what_each_meeting_needs(ada, inside, meeting):
    said = words_of(ada.get(HOME))
    assert "Une réunion à venir, le 3 décembre 2026" in said
    assert "jeu. 3 déc. Commission Environnement professionnel CEP 14 h à 16 h · Salle 12" in said
    assert "ordre du jour à composer invitation à envoyer" in said


def test_past_meetings_say_where_their_minutes_stand(ada, inside):
    cep = Body.objects.get(acronym="CEP")
    plan_meeting(cep, on(dt.date(2026, 10, 8)), actor=inside.ada)
    closed = plan_meeting(cep, on(dt.date(2026, 10, 1)), actor=inside.ada)
    Meeting.objects.filter(pk=closed.pk).update(stage=Stage.CLOSED, closed_at=timezone.now())
    said = words_of(ada.get(HOME))
    assert "Aucune réunion à venir" in said
    assert said.index("pas encore ouverte, ni annulée") < said.index("PV à produire")


def test_the_list_keeps_one_body(ada, inside, meeting):
    plan_meeting(committee(), on(dt.date(2026, 12, 8)), actor=inside.ada)
    said = words_of(ada.get(f"{HOME}?instance={meeting.body_id}"))
    assert "Environnement professionnel" in said
    assert "Comité stratégique" not in said
    assert "Comité stratégique" in words_of(ada.get(f"{HOME}?instance=n-importe-quoi"))


@pytest.mark.slow
def test_the_list_takes_the_same_queries_for_one_meeting_and_for_thirty(ada, inside, meeting):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            ada.get(HOME)
        return len(seen)

    one = count()
    for rank in range(29):
        plan_meeting(Body.objects.get(acronym="CEP"), on(dt.date(2027, 1, 1 + rank)), actor=inside.ada)
    assert count() == one <= 15


def test_the_menus_lead_there(ada, inside):
    page = ada.get("/e/mias/").text
    assert '<a href="/e/mias/reunions/">Réunions</a>' in page
    assert 'href="/e/mias/reunions/fixer/"' in page


def test_a_meeting_is_planned_once(ada, inside):
    answers = [ada.post(PLAN, form()) for _again in "ab"]
    planned = Meeting.objects.get()
    assert [one.url for one in answers] == [f"{HOME}{planned.pk}/"] * 2
    assert timezone.localtime(planned.starts).isoformat() == "2026-12-03T14:00:00+01:00"
    said = words_of(ada.get(answers[0].url))
    assert "jeudi 3 décembre 2026 , 14 h à 16 h, Salle du Conseil." in said


def test_a_series_is_planned(ada, inside):
    ada.post(PLAN, form(unit="months", every="2", times="3"))
    days = [one.day.isoformat() for one in Meeting.objects.all()]
    assert days == ["2026-12-03", "2027-02-04", "2027-04-01"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"body": ""}, "Ce champ est obligatoire."),
        ({"body": uuid.uuid4()}, "Sélectionnez un choix valide"),
        ({"day": "demain"}, "Saisissez une date valide."),
        ({"ends": "13:00"}, "La réunion doit finir après avoir commencé."),
        ({"link": "javascript:alert(1)"}, "Ce lien n’en est pas un."),
        ({"unit": "weeks"}, "Dites jusqu’à quand, ou combien de fois"),
        ({"unit": "weeks", "until": "2040-01-01"}, "Une série compte 30 réunions au plus."),
    ],
)
def test_a_wrong_form_comes_back_filled(ada, inside, changed, sentence):
    answer = ada.post(PLAN, form(**changed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Salle du Conseil"' in answer.text
    assert Meeting.objects.count() == 0


def test_one_plans_for_the_bodies_in_which_one_sits(basile, inside):
    assert basile.post(PLAN, form()).status_code == 302
    answer = basile.post(PLAN, form(body=committee().pk, submission=uuid.uuid4()))
    assert (answer.status_code, Meeting.objects.count()) == (422, 1)


def test_one_who_sits_nowhere_is_told_so(basile, inside):
    Seat.objects.all().delete()
    assert "Vous ne siégez dans aucune instance" in words_of(basile.get(PLAN))


def test_a_meeting_is_changed(ada, inside, meeting):
    page = ada.get(f"{HOME}{meeting.pk}/modifier/").text
    assert 'value="2026-12-03"' in page
    assert 'value="14:00"' in page
    assert ada.post(f"{HOME}{meeting.pk}/modifier/", change(meeting)).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.day, meeting.sequence) == (dt.date(2026, 12, 10), 1)
    answer = ada.post(f"{HOME}{meeting.pk}/modifier/", change(meeting, day="2026-12-17", place="Ici"))
    assert answer.status_code == 409
    assert "Rien n’a été écrasé." in answer.text
    assert 'value="Ici"' in answer.text
    assert "Elle est maintenant fixée au jeudi 10 décembre 2026, 9 h 30 à 11 h." in words_of(answer)
    assert 'name="seen" value="1"' in answer.text
    assert ada.post(f"{HOME}{meeting.pk}/modifier/", change(meeting, seen="1", ends="08:00")).status_code == 422


def test_a_meeting_is_cancelled_with_its_reason(ada, inside, meeting):
    assert ada.post(f"{HOME}{meeting.pk}/annuler/", {"reason": " "}).status_code == 422
    assert ada.post(f"{HOME}{meeting.pk}/annuler/", {"reason": "Salle inondée"}).status_code == 302
    said = words_of(ada.get(f"{HOME}{meeting.pk}/"))
    assert "Cette réunion est annulée. Salle inondée" in said
    assert ada.get(f"{HOME}{meeting.pk}/modifier/").status_code == 409
    assert "annulée" in words_of(ada.get(HOME))


def test_a_guest_comes_in_by_name_or_from_those_known(ada, inside, meeting):
    url = f"{HOME}{meeting.pk}/inviter-une-personne/"
    assert (
        ada.post(url, {"name": "Myriam Colson", "email": "m@example.org", "title": "experte"}).status_code == 302
    )
    known = Person.objects.create(name="Luc")
    assert ada.post(url, {"who": f"p-{known.pk}"}).status_code == 302
    assert "est déjà parmi les personnes invitées." in ada.post(url, {"who": f"p-{known.pk}"}).text
    said = words_of(ada.get(f"{HOME}{meeting.pk}/"))
    assert "Myriam Colson experte, invité·e" in said
    assert "Luc invité·e sans adresse e-mail" in said
    with opened(inside.elsewhere.pk):
        stranger = Person.objects.create(name="Étrangère")
    assert ada.post(url, {"who": f"p-{stranger.pk}"}).status_code == 422
    assert ada.post(url, {"who": "", "name": ""}).status_code == 422


def test_an_excuse_is_noted_and_taken_back(ada, inside, meeting):
    (seat,) = meeting.attendances.all()
    url = f"{HOME}{meeting.pk}/presence/{seat.pk}/"
    assert ada.post(url, {"presence": "excused"}).status_code == 302
    assert "Basile excusé·e" in words_of(ada.get(f"{HOME}{meeting.pk}/"))
    ada.post(url, {"presence": "expected"})
    seat.refresh_from_db()
    assert seat.presence == Presence.EXPECTED
    assert ada.post(url, {"presence": "n'importe"}).status_code == 422
    other = plan_meeting(meeting.body, on(dt.date(2027, 1, 7)), actor=inside.ada)
    assert ada.post(f"{HOME}{other.pk}/presence/{seat.pk}/", {"presence": "out"}).status_code == 404


def test_the_page_tells_who_sits_since_and_the_list_follows(ada, inside, meeting):
    Seat.objects.create(body=meeting.body, person=person_of(inside.ada), starts=dt.date(2026, 11, 1))
    assert "Siège depuis : Ada." in words_of(ada.get(f"{HOME}{meeting.pk}/"))
    ada.post(f"{HOME}{meeting.pk}/membres/")
    assert "Siège depuis" not in words_of(ada.get(f"{HOME}{meeting.pk}/"))
    assert meeting.attendances.count() == 2


POSTS = ["modifier/", "annuler/", "inviter-une-personne/", "membres/"]


@pytest.mark.parametrize("what", POSTS)
def test_only_who_may_prepares(what, basile, chloe, driss, client, inside, meeting):
    url = f"{HOME}{meeting.pk}/{what}"
    assert chloe.post(url).status_code == 403
    assert driss.post(url).status_code == 404
    assert client.post(url).url.startswith("/compte/connexion/")
    other = plan_meeting(committee(), on(dt.date(2026, 12, 8)), actor=inside.ada)
    assert basile.post(f"{HOME}{other.pk}/{what}").status_code == 403
    assert basile.post(url).status_code in {302, 422}
    with scoping.opened(inside.elsewhere.pk):
        body = Body.objects.get(acronym="CEP")
        theirs = plan_meeting(body, on(dt.date(2026, 12, 3)), actor=inside.driss)
    assert basile.post(f"{HOME}{theirs.pk}/{what}").status_code == 404


def test_a_reader_sees_and_changes_nothing(chloe, inside, meeting):
    page = chloe.get(f"{HOME}{meeting.pk}/")
    assert page.status_code == 200
    assert "<form" not in page.text.split("<main")[1].split("</main>")[0]
    assert chloe.get(PLAN).status_code == 403
    assert "fixer/" not in chloe.get(HOME).text
