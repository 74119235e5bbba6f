"""The page of an open meeting: opening, presences, notes, decisions, what is said of an action; who may not."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from asking import words_of
from factories import proof
from portulan.governance.models import Body
from portulan.meetings.commands import acts, holding
from portulan.meetings.models import (
    ActKind,
    AgendaItem,
    Decision,
    ItemKind,
    ItemStage,
    Meeting,
    NotesKept,
    Presence,
    Stage,
)
from portulan.plans.models import Responsibility, State
from portulan.shared import scoping
from portulan.tracking.models import Evidence, Postponement, ProgressUpdate

FORM = "5c4b8f3e-0000-4000-8000-000000000001"
JSON = {"Accept": "application/json"}


@pytest.fixture
def opened(inside, meeting):
    return holding.open_meeting(meeting, actor=inside.ada)


@pytest.fixture
def item(opened, inside):
    return on_the_agenda(opened, inside.action("1.1.1"))


def on_the_agenda(meeting, action, position=0):
    return AgendaItem.objects.create(
        meeting=meeting, position=position, kind=ItemKind.ACTION, title=action.text, action=action
    )


def to(name, meeting, *rest):
    return reverse(name, args=["mias", meeting.pk, *(one.pk for one in rest)])


def page_of(meeting):
    return to("meeting", meeting)


def save(client, item, notes, base="", **headers):
    return client.post(to("live_notes", item.meeting, item), {"notes": notes, "base": base}, headers=headers)


def queries(client, path, **headers):
    """How many a page takes, once caches are warm; what only tests add is left out."""
    client.get(path, headers=headers)
    with CaptureQueriesContext(connection) as told:
        answer = client.get(path, headers=headers)
    assert answer.status_code in (200, 304)
    return len(told)


# Opening, presences, the agenda


def test_a_meeting_is_opened_from_its_page(basile, meeting):
    assert to("meeting_open", meeting) in basile.get(page_of(meeting)).text
    answer = basile.post(to("meeting_open", meeting), follow=True)
    said = words_of(answer)
    assert re.search(r"Séance ouverte à \d\d? h( \d\d)?, aucune présence notée, quorum pas encore atteint\.", said)
    assert "La séance est ouverte" in said


def test_presences_are_ticked_and_guests_added(basile, opened):
    (attendance,) = opened.attendances.all()
    basile.post(to("live_presence", opened, attendance), {"presence": "present"})
    answer = basile.post(to("live_guest", opened), {"name": "Jeanne Roy"}, follow=True)
    assert "deux présences, quorum atteint." in words_of(answer)
    assert "Jeanne Roy , présence personne invitée" in words_of(answer)
    assert [one.presence for one in opened.attendances.all()] == [Presence.PRESENT] * 2
    basile.post(to("live_presence", opened, attendance), {"presence": "excused"})
    assert "excusé·e" in words_of(basile.get(page_of(opened)))


def test_items_are_done_put_off_moved_and_added(basile, opened, item):
    answer = basile.post(to("live_item_add", opened), {"title": "Un mot"}, follow=True)
    added = AgendaItem.objects.get(title="Un mot")
    assert "Le point « Un mot » est ajouté à l’ordre du jour." in words_of(answer)
    answer = basile.post(to("live_item_stage", opened, item), {"stage": "done"})
    assert answer.url.endswith(f"?point={added.pk}#point-{added.pk}")
    basile.post(to("live_item_move", opened, added), {"sens": "monter"})
    assert next(one.title for one in opened.items.order_by("position")) == "Un mot"
    item.refresh_from_db()
    assert item.stage == ItemStage.DONE
    assert "1 point sur 3 traité, aucune décision et aucune suite." in words_of(basile.get(page_of(opened)))


def test_an_item_says_where_its_action_stands(ada, inside, opened, item):
    proof(item.action, draft=True, title="Note, version de travail")
    Responsibility.objects.create(
        action=item.action, body=Body.objects.create(acronym="CS", name="Comité", kind="commission"), position=1
    )
    said = words_of(ada.get(page_of(opened)))
    assert "1.1.1 À échéance cette année aucun résultat atteint sur 2 Note, version de travail" in said
    assert "1.1.1 Rédaction de la note 1.1.1 à échéance, avec CS" in said
    assert (
        "Une fois généré, le PV deviendra une preuve pour : 1.1.1 « PV de la CEP », si le point 1 est traité"
        in said
    )


def test_only_the_current_item_is_open(basile, inside, opened, item):
    other = on_the_agenda(opened, inside.action("1.1.2"), 1)
    text = basile.get(page_of(opened)).text
    assert f'id="notes-{item.pk}"' in text
    assert f'id="notes-{other.pk}"' not in text
    text = basile.get(f"{page_of(opened)}?point={other.pk}").text
    assert f'id="notes-{other.pk}"' in text
    assert f'id="notes-{item.pk}"' not in text


# Notes


def test_notes_are_saved_by_a_form_and_by_themselves(basile, item):
    answer = basile.post(to("live_notes", item.meeting, item), {"notes": "Un *mot*.\r\n", "base": ""}, follow=True)
    assert "Les notes sont enregistrées." in words_of(answer)
    told = save(basile, item, "Un *mot*.\nDeux.", "Un *mot*.\n", **JSON)
    assert told.status_code == 200
    assert (told.json()["notes"], told.json()["version"]) == ("Un *mot*.\nDeux.", 2)
    assert told.json()["saved"].startswith("Enregistré à ")


def test_two_writers_of_different_lines_are_merged(basile, ada, item):
    save(basile, item, "Un.\nDeux.", **JSON)
    save(ada, item, "Un, vu par Ada.\nDeux.", "Un.\nDeux.", **JSON)
    told = save(basile, item, "Un.\nDeux, vu par Basile.", "Un.\nDeux.", **JSON)
    assert told.json()["notes"] == "Un, vu par Ada.\nDeux, vu par Basile."


def test_the_same_line_by_two_is_shown_side_by_side(basile, ada, item):
    save(basile, item, "Un.", **JSON)
    save(ada, item, "Un & Ada.", "Un.", **JSON)
    told = save(basile, item, "Un <Basile>.", "Un.", **JSON)
    assert told.status_code == 409
    assert told.json()["base"] == "Un & Ada."
    for kept in ("Un &lt;Basile&gt;.", "Un &amp; Ada.", "Le texte de Ada"):
        assert kept in told.json()["clash"]
    page = save(basile, item, "Un <Basile>.", "Un.")
    assert page.status_code == 409
    assert "Votre texte Un &lt;Basile&gt;. Le texte de Ada Un &amp; Ada." in words_of(page)
    item.refresh_from_db()
    assert item.notes == "Un & Ada."


def test_a_closed_meeting_gives_the_text_back(basile, item):
    Meeting.objects.update(stage=Stage.CLOSED, closed_at="2026-12-03T16:00Z")
    told = save(basile, item, "Encore un mot.", **JSON)
    assert (told.status_code, set(told.json())) == (409, {"sentence"})
    page = save(basile, item, "Encore un mot.")
    assert page.status_code == 409
    assert "La séance a été close entre-temps" in words_of(page)
    assert "\nEncore un mot.</textarea>" in page.text


def test_too_much_is_refused_and_given_back(basile, item):
    told = save(basile, item, "x" * 200_001)
    assert told.status_code == 422
    assert "x" * 200_001 in told.text
    assert save(basile, item, "x" * 200_001, **JSON).status_code == 422


def test_notes_are_markdown_and_nothing_that_a_browser_would_run(ada, item):
    save(ada, item, "**Gras** <script>alert(1)</script>\n\n- un\n- [deux](javascript:alert(1))\n\n# Pas un titre")
    text = ada.get(f"{page_of(item.meeting)}projeter/").text
    assert "<strong>Gras</strong> &lt;script&gt;" in text
    assert "<li>un</li>" in text
    assert 'href="javascript' not in text
    assert "<p><strong>Pas un titre</strong></p>" in text


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("[a](https://x.org/y)", True),
        ("[a](mailto:a@x.org)", True),
        ("<https://x.org>", True),
        ("[a](ftp://x.org)", False),
        ("[a](data:text/html,x)", False),
        ("[a](/ailleurs)", False),
        ("[a](https://x.org/l'avis)", True),
        ("![a](https://x.org/y.png)", True),
    ],
)
def test_links_lead_to_the_web_or_to_an_address(typed, leads):
    from portulan.web.meetings.notes_html import html

    said = html(typed)
    assert ("<a href=" in said) is leads
    assert "<img" not in said


def test_versions_are_read_and_taken_back(basile, ada, item):
    save(basile, item, "La première version.", **JSON)
    save(ada, item, "La deuxième.", "La première version.", **JSON)
    page = basile.get(to("live_versions", item.meeting, item))
    assert "La première version." in words_of(page)
    kept = NotesKept.objects.get()
    answer = basile.post(to("live_restore", item.meeting, item, kept), follow=True)
    assert "Les notes sont celles de cette version" in words_of(answer)
    item.refresh_from_db()
    assert item.notes == "La première version."


# Decisions and what is to be done


def act(**changed):
    cep = Body.objects.get(acronym="CEP")
    return {"kind": "decision", "text": "La note est validée.", "body": cep.pk, "submission": FORM} | changed


def test_a_decision_is_noted_corrected_withdrawn_and_brought_back(basile, item):
    meeting, add = item.meeting, to("live_act_add", item.meeting, item)
    for _again in "ab":
        answer = basile.post(add, act(due="2027-01-15"), follow=True)
    assert "Décision La note est validée. pour le 15 janvier 2027" in words_of(answer)
    one = Decision.objects.get()
    assert basile.get(to("live_act", meeting, one)).status_code == 200
    basile.post(to("live_act", meeting, one), act(kind="to_do", text="Valider la note.", version="0"))
    assert "À faire Valider la note. CEP" in words_of(basile.get(page_of(meeting)))
    answer = basile.post(to("live_act_withdraw", meeting, one), follow=True)
    assert to("live_act_back", meeting, one) in answer.text
    assert "À faire Valider" not in words_of(basile.get(page_of(meeting)))
    basile.post(to("live_act_back", meeting, one))
    assert "À faire Valider la note." in words_of(basile.get(page_of(meeting)))


def test_a_decision_that_says_nothing_comes_back_filled(basile, item):
    answer = basile.post(to("live_act_add", item.meeting, item), act(text=" ", due="2027-01-15"))
    assert answer.status_code == 422
    assert 'value="2027-01-15"' in answer.text
    answer = basile.post(to("live_act_add", item.meeting, item), act(body=uuid.uuid4()))
    assert answer.status_code == 422
    assert Decision.objects.count() == 0


def test_somebody_else_corrected_it_first(basile, inside, item):
    one = acts.note_act(item, acts.Act(ActKind.DECISION, "Oui."), actor=inside.ada)
    acts.change_act(one, acts.Act(ActKind.DECISION, "Oui, en janvier."), actor=inside.ada)
    answer = basile.post(to("live_act", item.meeting, one), act(text="Non.", version="0"))
    assert answer.status_code == 422
    assert "Non.</textarea>" in answer.text
    assert "Ce qui est écrit maintenant : « Oui, en janvier. »" in words_of(answer)
    again = re.search(r'name="version" value="(\d+)"', answer.text)[1]
    basile.post(to("live_act", item.meeting, one), act(text="Non.", version=again))
    assert Decision.objects.get().text == "Non."


# What is said of an action


def test_the_state_and_a_note_go_to_the_action(basile, inside, item):
    answer = basile.post(
        to("live_progress", item.meeting, item),
        {"text": "Relue en séance.", "state": "started", "submission": FORM},
        follow=True,
    )
    assert "C’est noté au journal de l’action 1.1.1." in words_of(answer)
    note = ProgressUpdate.objects.get()
    assert (note.text, note.author, note.body.acronym) == ("Relue en séance.", inside.basile, "CEP")
    item.action.refresh_from_db()
    assert item.action.state == State.STARTED
    empty = basile.post(
        to("live_progress", item.meeting, item), {"text": "", "state": "", "submission": FORM[:-1] + "2"}
    )
    assert empty.status_code == 422


def test_a_result_is_reached_on_the_spot(basile, item):
    result = item.action.expected_results.first()
    basile.post(to("live_reached", item.meeting, item, result))
    result.refresh_from_db()
    assert result.reached_on is not None
    other = item.action.objective.actions.exclude(pk=item.action_id).first().expected_results.first()
    assert basile.post(to("live_reached", item.meeting, item, other)).status_code == 404


def test_proofs_are_dropped_in(basile, item):
    files = [upload("PV.pdf", b"%PDF-1.7 un"), upload("Note.pdf", b"%PDF-1.7 deux")]
    answer = basile.post(
        to("live_proof", item.meeting, item), {"documents": files, "submission": FORM}, follow=True
    )
    assert "2 preuves sont ajoutées" in words_of(answer)
    assert {one.title for one in Evidence.objects.all()} == {"PV", "Note"}
    refused = basile.post(
        to("live_proof", item.meeting, item), {"url": "javascript:x", "title": "x", "submission": FORM[:-1] + "2"}
    )
    assert refused.status_code == 422


def upload(name, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content)


def later(item, **changed):
    version = str(item.action.version)
    said = {"deadline": "28-29", "reason": "L’enquête manque.", "where": "CEP", "version": version}
    return said | {"submission": FORM} | changed


def test_a_deadline_is_postponed_with_its_decision(ada, opened, item):
    page = ada.get(page_of(opened)).text
    assert "CEP, réunion du 3\u00a0décembre\u00a02026, point 1" in page
    answer = ada.post(to("live_postpone", opened, item), later(item), follow=True)
    assert "L’échéance est reportée, et la décision notée." in words_of(answer)
    assert "journal/annuler" in answer.text or "/annuler/" in answer.text
    assert Decision.objects.get().postponement == Postponement.objects.get()


def test_a_postponement_that_cannot_be_comes_back_filled(ada, opened, item):
    answer = ada.post(to("live_postpone", opened, item), later(item, deadline="25-26"))
    assert (answer.status_code, Decision.objects.count()) == (422, 0)
    assert "L’enquête manque." in answer.text
    stale = ada.post(to("live_postpone", opened, item), later(item, version="99"))
    assert stale.status_code == 422
    assert "L’action a changé entre-temps." in words_of(stale)


# Refusals


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
        from meetings.conftest import on
        from portulan.meetings.commands.planning import plan_meeting

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
