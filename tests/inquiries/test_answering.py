"""Answering by a personal link: signed by the person, once a form, on their actions only."""

import io
import uuid

import pytest

from asking import ask, sitting
from portulan.governance.models import Body, Seat
from portulan.inquiries import commands, queries
from portulan.inquiries.models import Asked
from portulan.journal.models import Entry
from portulan.plans.models import State
from portulan.shared.errors import Conflict, Invalid, Refused
from portulan.tracking import commands as tracking
from portulan.tracking.commands import GivenFile
from portulan.tracking.models import Evidence, ProgressUpdate


def file(content=b"%PDF-1.7 un", name="PV CEP 2026-11-12.pdf"):
    return GivenFile(name, len(content), io.BytesIO(content))


def test_a_note_bears_the_name_of_who_has_no_account(asked, inside, on_the_day):
    action = inside.action("1.1.1")
    update = commands.note(asked, action, on=on_the_day, text="Relu.", state=State.STARTED)
    entry = Entry.objects.get(verb="progress.noted")
    assert (update.author, update.author_name, update.body.acronym) == (None, "Thomas Wéry", "CEP")
    assert (entry.actor, entry.actor_name, entry.after["state"]) == (None, "Thomas Wéry", "started")
    assert list(asked.updates.all()) == [update]
    assert Asked.objects.get(pk=asked.pk).answered_at is not None


def test_who_has_an_account_signs_with_it(inside, on_the_day):
    from portulan.governance.commands import person_of

    _inquiry, (given,) = ask(inside.ada, person_of(inside.basile))
    update = commands.note(given.link.asked, inside.action("1.1.1"), on=on_the_day, text="Relu.")
    assert (update.author, update.author_name) == (inside.basile, "Basile")


def test_files_become_proofs_of_the_action_in_the_name_of_the_person(asked, inside, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    action = inside.action("1.1.1")
    kept = commands.attach(asked, action, files=[file(), file(b"%PDF-1.7 deux", "note.pdf")])
    assert [(one.author, one.author_name) for one in kept] == [(None, "Thomas Wéry")] * 2
    assert [one.on.isoformat() for one in kept] == ["2026-11-12", "2026-11-23"]
    assert {(entry.verb, entry.actor_name) for entry in Entry.objects.filter(action_id=action.pk)} == {
        ("evidence.added", "Thomas Wéry")
    }


def test_the_same_form_counts_once(asked, inside, on_the_day, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    action, sent = inside.action("1.1.1"), uuid.uuid4()
    for _time in range(2):
        commands.note(asked, action, on=on_the_day, text="Relu.", submission=sent)
        commands.attach(asked, action, files=[file()], submission=sent)
        commands.attach(asked, action, url="https://example.org/a", title="Page", submission=sent)
        commands.note(asked, inside.action("1.1.2"), on=on_the_day, text="Lu.", submission=sent)
    assert (ProgressUpdate.objects.count(), Evidence.objects.count()) == (2, 2)


def test_a_file_that_the_plan_has_is_linked_in_the_journal_of_the_action(asked, inside, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    there = tracking.add_evidence(inside.action("1.1.2"), actor=inside.ada, on=None, files=[file()]).evidence[0]
    action = inside.action("1.1.1")
    assert commands.attach(asked, action, files=[file()]) == (there,)
    assert set(there.actions.values_list("code", flat=True)) == {"1.1.1", "1.1.2"}
    entry = Entry.objects.get(verb="evidence.linked")
    assert (entry.actor_name, entry.action_id) == ("Thomas Wéry", action.pk)
    commands.take_back(asked, action, there)
    assert set(there.actions.values_list("code", flat=True)) == {"1.1.2"}
    assert Evidence.objects.get().removed_at is None


def test_a_proof_is_taken_back_by_who_gave_it(asked, inside, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    action = inside.action("1.1.1")
    (given,) = commands.attach(asked, action, files=[file()])
    (theirs,) = tracking.add_evidence(
        action, actor=inside.ada, on=None, url="https://example.org/a", title="D’Ada"
    ).evidence
    commands.take_back(asked, action, given)
    with pytest.raises(Refused, match="n’est pas venue par votre lien"):
        commands.take_back(asked, action, theirs)
    assert list(Evidence.objects.filter(removed_at=None)) == [theirs]
    assert Entry.objects.get(verb="evidence.removed").actor_name == "Thomas Wéry"


def test_nothing_is_said_of_the_actions_of_others(asked, inside, on_the_day, carry_elsewhere):
    action = carry_elsewhere("1.1.1")
    for attempt in (
        lambda: commands.note(asked, action, on=on_the_day, text="Relu."),
        lambda: commands.attach(asked, action, url="https://example.org/a", title="Page"),
    ):
        with pytest.raises(Refused, match="ne relève pas, ou plus, de vos instances"):
            attempt()
    assert (ProgressUpdate.objects.count(), Evidence.objects.count()) == (0, 0)


def test_nothing_is_said_once_the_mandate_has_ended(asked, inside, on_the_day):
    Seat.objects.filter(person=asked.person).update(ends="2026-11-01")
    with pytest.raises(Refused):
        commands.note(asked, inside.action("1.1.1"), on=on_the_day, text="Relu.")


def test_a_removed_action_takes_nothing(asked, inside, on_the_day):
    action = inside.action("1.1.1")
    action.removed_at = "2026-11-20T09:00:00Z"
    action.save()
    with pytest.raises(Conflict, match="a été retirée du plan"):
        commands.note(asked, action, on=on_the_day, text="Relu.")


def test_suspending_asks_why(asked, inside, on_the_day):
    with pytest.raises(Invalid, match="pourquoi l’action est suspendue"):
        commands.note(asked, inside.action("1.1.1"), on=on_the_day, state=State.SUSPENDED)
    assert Asked.objects.get(pk=asked.pk).answered_at is None


def test_two_of_one_body_answer_the_same_action(inside, on_the_day):
    _inquiry, (first, second) = ask(inside.ada, sitting("Louise"), sitting("Thomas"))
    action = inside.action("1.1.1")
    commands.note(first.link.asked, action, on=on_the_day, text="Relu.", state=State.DONE)
    commands.note(second.link.asked, action, on=on_the_day, text="Je relis encore.")
    action.refresh_from_db()
    assert action.state == State.DONE
    said = action.updates.order_by("author_name").values_list("author_name", "text")
    assert list(said) == [("Louise", "Relu."), ("Thomas", "Je relis encore.")]


def test_who_opened_is_known(asked, on_the_day):
    commands.opened(asked)
    assert Asked.objects.get(pk=asked.pk).opened_at.date() == on_the_day
    assert queries.asked_in(asked.inquiry).get().alive is True


@pytest.fixture
def carry_elsewhere(inside):
    """The action with this code is another body's from now on."""

    def carrying(code):
        action = inside.action(code)
        other = Body.objects.create(name="Comité stratégique", acronym="CS", kind="commission")
        action.responsibilities.update(body=other)
        return action

    return carrying
