"""The agenda of a meeting: what is known for it, and how it is composed."""

import datetime as dt
import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import factories
from meetings.conftest import on
from portulan.governance.models import Body
from portulan.imports.models import Import
from portulan.journal.models import Entry
from portulan.meetings.commands import agenda as commands
from portulan.meetings.commands.agenda import NewItem
from portulan.meetings.commands.planning import cancel_meeting, plan_meeting
from portulan.meetings.models import AgendaItem, Decision, ItemKind, ItemStage, Meeting, Minutes, Stage
from portulan.meetings.queries import agenda as queries
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.status import Status
from portulan.plans.models import Action
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.commands import GivenFile
from portulan.tracking.models import EvidenceKind
from portulan.tracking.queries import plan_view


def closed(day, inside):
    cep = Body.objects.get(acronym="CEP")
    held = plan_meeting(cep, on(day), actor=inside.ada)
    Meeting.objects.filter(pk=held.pk).update(stage=Stage.CLOSED, closed_at=timezone.now())
    held.refresh_from_db()
    return held


def known(meeting, **changed):
    return queries.known(meeting, Boundary(), **{"imports": True} | changed)[0]


def states(inside):
    """Actions of every sort: late, due, fed, to feed, settled."""
    codes = {"1.1.1": "24-25", "1.1.2": "26-27", "1.1.3": "En continu", "2.1.1": "En continu", "2.1.2": "27-28"}
    from portulan.plandoc.deadline import understand

    for code, written in codes.items():
        told = understand(written)
        Action.objects.filter(code=code).update(
            deadline_text=written, deadline_kind=told.kind, deadline_starts=told.starts, deadline_due=told.due
        )
    Action.objects.filter(code="2.1.3").update(state="done")
    Action.objects.filter(code="2.2.1").update(state="started", deadline_due=None, deadline_kind="none")
    factories.proof(inside.action("1.1.3"))
    factories.proof(inside.action("2.1.1"), on=dt.date(2026, 1, 10))
    factories.proof(inside.action("2.2.2"), draft=True)


@pytest.mark.parametrize("day", [dt.date(2026, 12, 3), dt.date(2027, 9, 20), dt.date(2028, 1, 10)])
def test_statuses_are_those_of_the_plan_on_the_day_of_the_meeting(inside, on_the_day, day):
    states(inside)
    cep = Body.objects.get(acronym="CEP")
    _facts, own = queries.action_facts(cep.pk, (), day, inside.workspace.boundary)
    view = plan_view(inside.workspace, day)
    left_out = {Status.DONE, Status.SUSPENDED, Status.DROPPED, Status.TO_COME}
    told = {one.row.id: one.status for one in view.actions if one.status not in left_out}
    assert {one.id: one.status for one in own} == told
    everything = {one.row.id for one in view.actions}
    facts, _own = queries.action_facts(cep.pk, everything, day, inside.workspace.boundary)
    assert {pk: one.status for pk, one in facts.items()} == {one.row.id: one.status for one in view.actions}
    assert len({one.status for one in facts.values()}) > 3


def test_other_bodies_are_named_and_other_actions_only_when_asked(inside, meeting):
    cs = Body.objects.create(acronym="CS", name="Comité stratégique", kind="commission")
    both, alone = inside.action("1.1.1"), inside.action("1.1.2")
    both.responsibilities.create(body=cs, written="CS", position=2)
    alone.responsibilities.update(body=cs)
    _facts, own = queries.action_facts(meeting.body_id, (), meeting.day, Boundary())
    assert {one.code: one.others for one in own}["1.1.1"] == ("CS",)
    assert "1.1.2" not in {one.code for one in own}
    facts, _own = queries.action_facts(meeting.body_id, {alone.pk}, meeting.day, Boundary())
    assert facts[alone.pk].others == ("CS",)


def test_all_is_known_in_as_many_queries_whatever_the_plan(inside, meeting):
    def count():
        with CaptureQueriesContext(connection) as seen:
            known(meeting)
        return len(seen)

    first = count()
    row = inside.action("1.1.1")
    held = row.responsibilities.get()
    for rank in range(30):
        row.pk, row.code = uuid.uuid4(), f"9.1.{rank}"
        row.save(force_insert=True)
        held.pk, held.action = uuid.uuid4(), row
        held.save(force_insert=True)
    assert count() == first == 5


def test_the_last_minutes_are_to_approve_until_they_are(inside, meeting):
    earlier, last = closed(dt.date(2026, 9, 17), inside), closed(dt.date(2026, 10, 8), inside)
    closed(dt.date(2027, 1, 7), inside)
    Minutes.objects.create(meeting=earlier, author_name="Ada")
    assert known(meeting).approval.on == earlier.day
    Minutes.objects.create(meeting=last, version=1, author_name="Ada")
    second = Minutes.objects.create(meeting=last, version=2, author_name="Ada")
    assert known(meeting).approval.id == second.pk
    Minutes.objects.filter(pk=second.pk).update(approved_on=dt.date(2026, 11, 1))
    assert known(meeting).approval is None


def test_what_was_put_off_comes_back_until_it_is_taken_up(inside, meeting):
    last = closed(dt.date(2026, 10, 8), inside)
    item = AgendaItem.objects.create(meeting=last, position=0, title="Local", stage=ItemStage.PUT_OFF, planned=20)
    (again,) = known(meeting).put_off
    assert (again.id, again.title, again.minutes, again.on) == (item.pk, "Local", 20, last.day)
    other = plan_meeting(meeting.body, on(dt.date(2026, 11, 26)), actor=inside.ada)
    commands.add_items(other, [NewItem(ItemKind.FREE, "Local", continues_id=item.pk)], actor=inside.ada)
    assert known(meeting).put_off == ()
    cancel_meeting(other, actor=inside.ada, reason="Grève")
    assert len(known(meeting).put_off) == 1


def test_decisions_are_followed_until_they_are_done(inside, meeting):
    last = closed(dt.date(2026, 10, 8), inside)
    shared = {"meeting": last, "body": last.body, "author_name": "Ada"}
    later = Decision.objects.create(text="Plus tard", **shared)
    sooner = Decision.objects.create(text="Bientôt", due=dt.date(2026, 12, 1), **shared)
    Decision.objects.create(text="Faite", done_on=dt.date(2026, 11, 1), **shared)
    Decision.objects.create(text="Reprise", withdrawn_at=timezone.now(), **shared)
    assert [one.id for one in known(meeting).decisions] == [sooner.pk, later.pk]


def test_documents_that_wait_are_known_to_who_imports(inside, meeting):
    Import.objects.create(file_name="plan.docx", file_sha256="a" * 64, file_size=1, reading={})
    assert [one.title for one in known(meeting).waiting] == ["plan.docx"]
    assert known(meeting, imports=False).waiting == ()


def free(title, **more):
    return NewItem(ItemKind.FREE, title, **more)


def titles(meeting):
    return [one.title for one in meeting.items.all()]


CLOSING = "Divers et prochaine date"


def test_the_last_item_stays_last_and_what_is_told_comes_after(inside, meeting):
    commands.add_items(meeting, [free("Un"), free("Pour savoir", for_information=True)], actor=inside.ada)
    commands.add_items(meeting, [free("Deux")], actor=inside.ada)
    assert titles(meeting) == ["Un", "Deux", CLOSING, "Pour savoir"]
    ids = {one.title: one.pk for one in meeting.items.all()}
    commands.order_items(meeting, [ids["Pour savoir"], ids[CLOSING], ids["Deux"], ids["Un"]])
    assert titles(meeting) == ["Deux", "Un", CLOSING, "Pour savoir"]
    commands.order_items(meeting, [ids["Un"], uuid.uuid4()])
    assert titles(meeting) == ["Un", "Deux", CLOSING, "Pour savoir"]


def test_nothing_is_put_on_twice(inside, meeting):
    action = inside.action("1.1.1")
    wanted = [NewItem(ItemKind.ACTION, "Note", action_id=action.pk), free("Un")]
    assert len(commands.add_items(meeting, wanted, actor=inside.ada)) == 2
    assert commands.add_items(meeting, wanted, actor=inside.ada) == ()
    told = Entry.objects.filter(verb="agenda.added").order_by("subject_name")
    assert [(one.subject_name, one.action_id) for one in told] == [("Note", action.pk), ("Un", None)]


def test_minutes_have_bounds(inside, meeting):
    (one,) = commands.add_items(meeting, [free("Un")], actor=inside.ada)
    commands.set_minutes(meeting, {one.pk: 25, uuid.uuid4(): 5})
    one.refresh_from_db()
    assert one.planned == 25
    for wrong in (-5, 601):
        with pytest.raises(Invalid):
            commands.set_minutes(meeting, {one.pk: wrong})


def test_an_item_leaves_unless_something_hangs_on_it(inside, meeting):
    one, two = commands.add_items(meeting, [free("Un"), free("Deux")], actor=inside.ada)
    commands.add_document(one, actor=inside.ada, title="Note", url="https://example.org/note")
    with pytest.raises(Conflict):
        commands.remove_item(one, actor=inside.ada)
    commands.remove_item(two, actor=inside.ada)
    AgendaItem.objects.filter(pk=one.pk).update(notes="Dit")
    one.documents.all().delete()
    with pytest.raises(Conflict):
        commands.remove_item(AgendaItem.objects.get(pk=one.pk), actor=inside.ada)
    assert titles(meeting) == ["Un", CLOSING]


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.CANCELLED])
def test_an_agenda_that_is_past_does_not_change(inside, meeting, stage):
    (one,) = commands.add_items(meeting, [free("Un")], actor=inside.ada)
    Meeting.objects.filter(pk=meeting.pk).update(stage=stage, closed_at=timezone.now())
    one.refresh_from_db()
    changes = [
        lambda: commands.add_items(meeting, [free("Deux")], actor=inside.ada),
        lambda: commands.order_items(meeting, []),
        lambda: commands.set_minutes(meeting, {one.pk: 5}),
        lambda: commands.change_item(one, title="Autre", planned=5, for_information=False),
        lambda: commands.remove_item(one, actor=inside.ada),
        lambda: commands.add_document(one, actor=inside.ada, title="x", url="https://example.org/"),
    ]
    for change in changes:
        with pytest.raises(Conflict):
            change()
    assert titles(meeting) == ["Un", CLOSING]


def test_a_document_is_a_file_or_a_link(inside, meeting, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    (one,) = commands.add_items(meeting, [free("Un")], actor=inside.ada)
    file = GivenFile("../Note de synthèse.pdf", 5, io.BytesIO(b"%PDF-"))
    kept = commands.add_document(one, actor=inside.ada, file=file)
    assert (kept.title, kept.file_name, kept.file_size) == ("Note de synthèse", "Note de synthèse.pdf", 5)
    assert EvidenceKind.PDF
    for wrong in (
        {},
        {"url": "javascript:alert(1)", "title": "x"},
        {"url": "https://example.org/"},
        {"file": GivenFile("vide.pdf", 0, io.BytesIO())},
    ):
        with pytest.raises(Invalid):
            commands.add_document(one, actor=inside.ada, **wrong)
    assert one.documents.count() == 1
