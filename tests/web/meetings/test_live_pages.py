"""The page of an open meeting: opening, presences, notes, decisions, what is said of an action; who may not."""

import re
import uuid

import pytest

from asking import words_of
from factories import proof
from live_meeting import FORM, JSON, act, later, on_the_agenda, page_of, save, to, upload
from portulan.governance.models import Body
from portulan.meetings.commands import acts
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
from portulan.tracking.models import Evidence, Postponement, ProgressUpdate

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
        "Une fois généré, le PV sera proposé comme preuve pour : 1.1.1 « PV de la CEP », si le point 1 est traité"
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


def test_a_sign_that_no_database_keeps_is_left_out(basile, item):
    assert save(basile, item, "Un\0 mot.", **JSON).json()["notes"] == "Un mot."


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


def test_an_item_that_follows_a_decision_is_about_its_action(basile, inside, opened, item):
    decided = acts.note_act(item, acts.Act(ActKind.TO_DO, "Relire."), actor=inside.ada)
    followed = AgendaItem.objects.create(
        meeting=opened, position=1, kind=ItemKind.DECISION, title="À suivre", decision=decided
    )
    basile.post(to("live_progress", opened, followed), {"text": "Relue.", "submission": FORM})
    assert ProgressUpdate.objects.get().action == item.action
    assert acts.note_act(followed, acts.Act(ActKind.DECISION, "Oui."), actor=inside.ada).action == item.action
    page = words_of(basile.get(f"{page_of(opened)}?point={followed.pk}"))
    assert page.count("1.1.1 À échéance cette année") == 2


def test_what_is_written_after_the_meeting_is_of_its_day(basile, opened, item):
    Meeting.objects.update(starts="2026-11-20T13:00Z", ends="2026-11-20T15:00Z")
    basile.post(to("live_progress", opened, item), {"text": "Relue.", "submission": FORM})
    result = item.action.expected_results.first()
    basile.post(to("live_reached", opened, item, result))
    result.refresh_from_db()
    assert [str(one) for one in (ProgressUpdate.objects.get().on, result.reached_on)] == ["2026-11-20"] * 2
