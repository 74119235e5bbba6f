"""Who may not write in an open meeting, and how little its pages ask of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from asking import words_of
from live_meeting import FORM, JSON, act, later, on_the_agenda, page_of, queries, save, to
from meetings.conftest import on
from portulan.governance.models import Body
from portulan.meetings.commands import acts, holding
from portulan.meetings.commands.planning import plan_meeting
from portulan.meetings.models import AgendaItem, NotesKept
from portulan.plans.models import Responsibility
from portulan.shared import scoping

pytestmark = pytest.mark.family


def addresses(opened, item, inside):
    """Everything that is written, with what it needs."""
    attendance, act_ = (
        opened.attendances.first(),
        acts.note_act(item, acts.Act("decision", "Oui"), actor=inside.ada),
    )
    kept = NotesKept.objects.create(item=item, version=9, text="avant", at=opened.opened_at)
    result = item.action.expected_results.first()
    return [
        to("meeting_open", opened),
        to("live_presence", opened, attendance),
        to("live_guest", opened),
        to("live_item_add", opened),
        to("live_item_stage", opened, item),
        to("live_item_move", opened, item),
        to("live_notes", opened, item),
        to("live_restore", opened, item, kept),
        to("live_act_add", opened, item),
        to("live_act", opened, act_),
        to("live_act_withdraw", opened, act_),
        to("live_act_back", opened, act_),
        to("live_progress", opened, item),
        to("live_reached", opened, item, result),
        to("live_postpone", opened, item),
        to("live_proof", opened, item),
    ]


def test_who_reads_reads_and_does_not_write(chloe, inside, opened, item):
    page = chloe.get(page_of(opened))
    assert page.status_code == 200
    assert "<textarea" not in page.text
    assert 'method="post" action="/e/mias/reunions/' not in page.text
    assert chloe.get(to("live_projection", opened)).status_code == 200
    assert chloe.get(to("live_beat", opened)).status_code == 200
    assert [chloe.post(one).status_code for one in addresses(opened, item, inside)] == [403] * 16


def test_who_sits_elsewhere_does_not_write(basile, inside, opened, item):
    for one in Body.objects.get(acronym="CEP").seats.all():
        one.delete()
    answers = [basile.post(one).status_code for one in addresses(opened, item, inside)]
    assert answers == [403] * 16
    assert "<textarea" not in basile.get(page_of(opened)).text


def test_another_workspace_sees_nothing(driss, inside, opened, item):
    assert [driss.post(one).status_code for one in addresses(opened, item, inside)] == [404] * 16
    for name in ("meeting", "live_beat", "live_projection"):
        assert driss.get(to(name, opened)).status_code == 404


def test_nothing_of_another_workspace_is_reached(ada, inside, opened, item):
    with scoping.opened(inside.elsewhere.pk):
        cep = Body.objects.get(acronym="CEP")
        theirs = plan_meeting(cep, on(opened.day), actor=inside.driss)
        item_ = AgendaItem.objects.create(meeting=theirs, position=0, title="Ailleurs")
    assert ada.get(to("live_beat", theirs)).status_code == 404
    assert ada.post(to("live_notes", theirs, item_)).status_code == 404
    assert ada.post(to("live_notes", opened, item_)).status_code == 404
    assert ada.post(to("live_act_add", opened, item), act(body=cep.pk)).status_code == 422


def test_whoever_is_not_signed_in_is_led_to_sign_in(client, inside, opened, item):
    answers = [client.post(one) for one in addresses(opened, item, inside)]
    assert {one.status_code for one in answers} == {302}
    assert all(one.url.startswith("/compte/connexion/") for one in answers)


def test_on_the_action_of_another_body_the_usual_rule_holds(basile, inside, opened, item):
    item.action.responsibilities.all().delete()
    Responsibility.objects.create(
        action=item.action, body=Body.objects.create(acronym="CS", name="Comité", kind="commission"), position=1
    )
    assert basile.post(to("live_progress", opened, item), {"text": "Vu.", "submission": FORM}).status_code == 403
    assert basile.post(to("live_proof", opened, item)).status_code == 403
    assert basile.post(to("live_notes", opened, item), {"notes": "Vu."}).status_code == 302
    assert "Cette action relève d’une autre instance" in words_of(basile.get(page_of(opened)))


def test_moving_a_deadline_stays_with_the_coordination(basile, opened, item):
    assert basile.post(to("live_postpone", opened, item), later(item)).status_code == 403
    assert to("live_postpone", opened, item) not in basile.get(page_of(opened)).text


# How much is asked of the database


@pytest.mark.slow
@pytest.mark.parametrize("who", ["ada", "basile", "chloe"])
def test_the_page_asks_the_same_whatever_the_agenda(request, who, inside, opened, item):
    client = request.getfixturevalue(who)
    few = queries(client, page_of(opened))
    for rank, code in enumerate(["1.1.2", "1.1.3", "2.1.1", "2.1.2", "2.1.3", "2.2.1", "2.2.2"], 1):
        one = on_the_agenda(opened, inside.action(code), rank)
        acts.note_act(one, acts.Act("decision", "Oui"), actor=inside.ada)
        holding.add_guest(opened, f"Personne {rank}", actor=inside.ada)
    assert queries(client, page_of(opened)) == few <= 15


def test_what_changed_is_asked_for_cheaply(basile, opened, item):
    answer = basile.get(to("live_beat", opened))
    assert answer.json()["versions"] == {str(item.pk): 0}
    mark = answer["ETag"]
    assert queries(basile, to("live_beat", opened), **{"If-None-Match": mark}) <= 5
    assert basile.get(to("live_beat", opened), headers={"If-None-Match": mark}).status_code == 304
    save(basile, item, "Un mot.")
    again = basile.get(to("live_beat", opened), headers={"If-None-Match": mark})
    assert (again.status_code, again.json()["versions"]) == (200, {str(item.pk): 1})
    assert [one["name"] for one in again.json()["writers"].values()] == ["Basile"]


def test_saving_asks_little(basile, item):
    save(basile, item, "Un.", **JSON)
    with CaptureQueriesContext(connection) as told:
        assert save(basile, item, "Un.\nDeux.", "Un.", **JSON).status_code == 200
    asked = [one["sql"] for one in told if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= 6, asked
