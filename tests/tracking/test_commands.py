"""Progress, results reached, proofs: each once, each remembered."""

import datetime as dt
import io
import uuid

import pytest
from django.utils import timezone

from portulan.journal.models import Entry
from portulan.plans.commands.editing import remove_action
from portulan.plans.models import Action, ExpectedResult
from portulan.shared import filestore
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.commands import (
    GivenFile,
    actions_told,
    add_evidence,
    can_be_undone,
    mark_reached,
    remove_evidence,
    report_progress,
    undo,
    undo_together,
    unmark,
)
from portulan.tracking.models import Evidence, ProgressUpdate

DAY = dt.date(2025, 10, 12)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


def pdf(name="note.pdf", data=b"%PDF-1.7 note"):
    return GivenFile(name, len(data), io.BytesIO(data))


def test_progress_is_signed_and_declares_the_state(inside):
    action = inside.action("1.1.1")
    report_progress(action, actor=inside.basile, on=DAY, text="Lancée", state="started")
    action.refresh_from_db()
    update, entry = ProgressUpdate.objects.get(), Entry.objects.first()
    assert (update.author_name, update.on, update.state) == ("Basile", DAY, "started")
    assert (action.state, action.state_since) == ("started", DAY)
    assert (entry.verb, entry.before["state"], entry.after["state"]) == (
        "progress.noted",
        "not_started",
        "started",
    )
    assert can_be_undone(entry) is False


def test_an_older_note_does_not_change_what_a_later_one_declared(inside):
    action = inside.action("1.1.1")
    report_progress(action, actor=inside.ada, on=DAY, text="Finie", state="done")
    report_progress(action, actor=inside.ada, on=DAY - dt.timedelta(30), text="Avant", state="started")
    action.refresh_from_db()
    assert (action.state, action.state_since) == ("done", DAY)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "text"),
        ({"text": "   "}, "text"),
        ({"state": "suspended"}, "text"),
        ({"state": "dropped"}, "text"),
        ({"state": "not_started"}, "text"),
        ({"state": "finished"}, "state"),
        ({"text": "Demain", "on": dt.date(2999, 1, 1)}, "on"),
    ],
)
def test_a_note_that_says_nothing_or_lacks_its_reason_is_not_written(inside, fields, field):
    with pytest.raises(Invalid) as invalid:
        report_progress(inside.action("1.1.1"), actor=inside.ada, **{"on": DAY, **fields})
    assert (invalid.value.field, ProgressUpdate.objects.count()) == (field, 0)


def test_the_reason_of_a_suspension_is_in_the_journal(inside):
    report_progress(inside.action("1.1.1"), actor=inside.ada, on=DAY, text="Poste vacant", state="suspended")
    assert Entry.objects.first().reason == "Poste vacant"


def test_a_form_sent_twice_writes_once(inside):
    submission, entries = uuid.uuid4(), Entry.objects.count()
    action = inside.action("1.1.1")
    notes = [
        report_progress(action, actor=inside.ada, on=DAY, text="Une fois", submission=submission) for _ in "12"
    ]
    assert (notes[0], ProgressUpdate.objects.count(), Entry.objects.count()) == (notes[1], 1, entries + 1)
    with pytest.raises(Conflict):
        report_progress(inside.action("1.1.2"), actor=inside.ada, on=DAY, text="Ici", submission=submission)
    proofs = [add_evidence(action, actor=inside.ada, on=DAY, files=[pdf()], submission=submission) for _ in "12"]
    assert (proofs[0].evidence, Evidence.objects.count()) == (proofs[1].evidence, 1)


def test_a_removed_action_takes_no_note_and_no_proof(inside):
    action = inside.action("1.1.1")
    remove_action(action, actor=inside.ada)
    with pytest.raises(Conflict):
        report_progress(action, actor=inside.ada, on=DAY, text="Trop tard")
    with pytest.raises(Conflict):
        add_evidence(action, actor=inside.ada, on=DAY, files=[pdf()])


def test_reached_then_no_longer_then_undone(inside):
    result = ExpectedResult.objects.first()
    mark_reached(result, actor=inside.ada, on=DAY)
    assert mark_reached(result, actor=inside.ada, on=DAY) is None
    entry = unmark(result, actor=inside.ada)
    result.refresh_from_db()
    assert (result.reached_on, entry.before) == (None, {"reached_on": "2025-10-12"})
    undo(entry, actor=inside.ada)
    result.refresh_from_db()
    assert result.reached_on == DAY
    with pytest.raises(Invalid):
        mark_reached(result, actor=inside.ada, on=timezone.localdate() + dt.timedelta(1))


def test_a_file_is_kept_by_its_hash_and_belongs_to_the_year_of_its_own_date(inside):
    action = inside.action("1.1.1")
    results = list(action.expected_results.all())
    added = add_evidence(
        action, actor=inside.basile, on=dt.date(2025, 9, 13), results=results, files=[pdf("PV_de la CEP.pdf")]
    )
    (proof,) = added.evidence
    assert (proof.title, proof.kind, proof.academic_year, proof.file_size) == ("PV de la CEP", "minutes", 2024, 13)
    assert list(proof.results.all()) == results
    assert filestore.path(inside.workspace.pk, proof.file_sha256).read_bytes() == b"%PDF-1.7 note"


def test_several_files_are_several_proofs_in_one_batch_and_repeated_bytes_are_not(inside):
    action = inside.action("1.1.1")
    files = [pdf(), pdf("copie.pdf"), pdf("autre.pdf", b"%PDF-1.7 autre")]
    added = add_evidence(action, actor=inside.ada, on=DAY, files=files, title="Dossier")
    assert [one.title for one in added.evidence] == ["Dossier · note", "Dossier · autre"]
    assert [one.title for one in added.repeated] == ["Dossier · note"]
    assert len({entry.batch for entry in added.entries}) == 1
    again = add_evidence(action, actor=inside.ada, on=DAY, files=[pdf()])
    assert (again.evidence, again.repeated) == ((), (added.evidence[0],))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "files"),
        ({"files": [pdf()], "url": "https://exemple.be"}, "files"),
        ({"files": [GivenFile("vide.pdf", 0, io.BytesIO())]}, "files"),
        ({"url": "javascript:alert(1)", "title": "x"}, "url"),
        ({"url": "https://exemple.be"}, "title"),
        ({"files": [pdf()], "on": dt.date(2999, 1, 1)}, "on"),
        ({"files": [pdf()], "title": "x" * 201}, "title"),
    ],
)
def test_a_proof_that_cannot_be_taken_names_its_field(inside, given, field):
    with pytest.raises(Invalid) as invalid:
        add_evidence(inside.action("1.1.1"), actor=inside.ada, **{"on": DAY, **given})
    assert (invalid.value.field, Evidence.objects.count()) == (field, 0)


def test_a_result_of_another_action_is_refused(inside):
    with pytest.raises(Invalid):
        add_evidence(
            inside.action("1.1.1"),
            actor=inside.ada,
            on=DAY,
            files=[pdf()],
            results=[Action.objects.get(code="1.1.2").expected_results.first()],
        )


def test_a_removed_proof_keeps_its_file_and_comes_back(inside):
    added = add_evidence(
        inside.action("1.1.1"), actor=inside.ada, on=DAY, url="www.exemple.be/pv", title="PV en ligne"
    )
    (proof,) = added.evidence
    assert (proof.kind, proof.url) == ("link", "https://www.exemple.be/pv")
    entry = remove_evidence(proof, actor=inside.ada)
    with pytest.raises(Conflict):
        remove_evidence(proof, actor=inside.ada)
    undo(entry, actor=inside.ada)
    assert Evidence.objects.get().removed_at is None
    with pytest.raises(Conflict):
        undo(entry, actor=inside.ada)


def test_the_addition_of_a_proof_is_undone_by_its_removal(inside):
    added = add_evidence(inside.action("1.1.1"), actor=inside.ada, on=DAY, files=[pdf()])
    undo(added.entries[0], actor=inside.ada)
    assert Evidence.objects.get().removed_at is not None


def test_minutes_prove_results_of_several_actions_and_each_journal_says_so(inside):
    first, second = inside.action("1.1.1"), inside.action("1.1.2")
    results = [first.expected_results.first(), second.expected_results.first()]
    added = add_evidence(first, also=[second, first], actor=inside.ada, on=DAY, files=[pdf()], results=results)
    (proof,) = added.evidence
    assert (set(proof.actions.all()), set(proof.results.all())) == ({first, second}, set(results))
    assert [entry.action_id for entry in added.entries] == [first.pk, second.pk]
    assert {(entry.verb, entry.batch) for entry in added.entries} == {("evidence.added", added.entries[0].batch)}


@pytest.mark.parametrize("told", [0, 1])
def test_a_proof_of_several_actions_is_undone_for_all_from_any_of_their_journals(inside, told):
    actions = [inside.action("1.1.1"), inside.action("1.1.2")]
    added = add_evidence(actions[0], also=actions[1:], actor=inside.ada, on=DAY, files=[pdf()])
    assert actions_told(added.entries[told]) == {one.pk for one in actions}
    undone = undo(added.entries[told], actor=inside.ada)
    assert Evidence.objects.get().removed_at is not None
    assert [can_be_undone(entry) for entry in Entry.objects.filter(verb="evidence.added")] == [False, False]
    with pytest.raises(Conflict):
        undo(added.entries[1 - told], actor=inside.ada)
    undo(undone, actor=inside.ada)
    assert Evidence.objects.get().removed_at is None
    assert Entry.objects.filter(verb="undo.evidence.added").count() == 4


def test_several_proofs_of_several_actions_are_undone_together(inside):
    actions = [inside.action("1.1.1"), inside.action("1.1.2")]
    files = [pdf(), pdf("autre.pdf", b"%PDF-1.7 autre")]
    added = add_evidence(actions[0], also=actions[1:], actor=inside.ada, on=DAY, files=files)
    undo_together(added.entries[0], actor=inside.ada)
    assert Evidence.objects.filter(removed_at=None).count() == 0
    assert Entry.objects.filter(verb="undo.evidence.added").count() == 4
    with pytest.raises(Conflict):
        undo_together(added.entries[0], actor=inside.ada)


def test_a_proof_of_several_actions_is_removed_from_all(inside):
    actions = [inside.action("1.1.1"), inside.action("1.1.2")]
    (proof,) = add_evidence(actions[0], also=actions[1:], actor=inside.ada, on=DAY, files=[pdf()]).evidence
    entry = remove_evidence(proof, actor=inside.ada)
    assert actions_told(entry) == {one.pk for one in actions}


def test_a_form_that_served_for_other_actions_is_refused(inside):
    submission, first, second = uuid.uuid4(), inside.action("1.1.1"), inside.action("1.1.2")
    common = {"actor": inside.ada, "on": DAY, "submission": submission}
    add_evidence(first, also=[second], files=[pdf()], **common)
    assert len(add_evidence(second, also=[first], files=[pdf()], **common).evidence) == 1
    with pytest.raises(Conflict):
        add_evidence(first, files=[pdf()], **common)


def test_none_of_the_actions_may_have_left_the_plan(inside):
    remove_action(inside.action("1.1.2"), actor=inside.ada)
    with pytest.raises(Conflict):
        add_evidence(
            inside.action("1.1.1"), also=[inside.action("1.1.2")], actor=inside.ada, on=DAY, files=[pdf()]
        )
