"""A document is asked for once, made by one worker only, said to have failed, asked again, forgotten in time."""

import datetime as dt
import os
import time
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portulan.exports import commands, queries, store
from portulan.exports.models import Export, ExportState
from portulan.exports.rules import KEPT, STALLED
from portulan.journal.models import Entry
from portulan.shared.errors import Conflict
from portulan.shared.scoping import NoOpenWorkspace, opened


def as_it_is(export: Export) -> Export:
    return Export.everywhere.get(pk=export.pk)


def test_what_one_waits_for_already_is_not_asked_twice(inside, wanted, waiting, told):
    assert commands.ask(wanted, actor=inside.ada, enqueue=told.append) == waiting
    held = commands.claim(waiting.pk)
    assert commands.ask(wanted, actor=inside.ada, enqueue=told.append) == waiting
    assert told == [waiting]
    held.finish([b"x"], file_name="a.pdf", media_type="application/pdf")
    assert commands.ask(wanted, actor=inside.ada, enqueue=told.append) != waiting
    assert len(told) == 2


def test_another_person_day_or_part_is_another_document(inside, wanted, waiting, told):
    commands.ask(wanted, actor=inside.basile, enqueue=told.append)
    commands.ask(replace(wanted, day=wanted.day + dt.timedelta(1)), actor=inside.ada, enqueue=told.append)
    commands.ask(replace(wanted, options={"instance": "x"}), actor=inside.ada, enqueue=told.append)
    commands.ask(replace(wanted, language="en"), actor=inside.ada, enqueue=told.append)
    assert len(told) == 5


def test_the_database_itself_refuses_the_same_twice(inside, waiting):
    twin = as_it_is(waiting)
    twin.pk = None
    with pytest.raises(IntegrityError, match=r"UNIQUE|unique"), transaction.atomic():
        twin.save(force_insert=True)


def test_where_nobody_can_be_told_nothing_is_kept(inside, wanted, place):
    def fails(_export):
        raise RuntimeError("no queue")

    with pytest.raises(RuntimeError):
        commands.ask(wanted, actor=inside.ada, enqueue=fails)
    assert not Export.objects.exists()


def test_of_two_workers_one_has_it(inside, waiting):
    commands.claim(waiting.pk)
    with pytest.raises(Conflict):
        commands.claim(waiting.pk)


def test_its_steps_then_its_file_under_its_hash(inside, waiting, place):
    held = commands.claim(waiting.pk)
    held.tell("Mise en page", 2, 3)
    seen = as_it_is(waiting)
    assert (seen.state, seen.stage, seen.step, seen.steps) == (ExportState.RUNNING, "Mise en page", 2, 3)
    held.finish(iter([b"%PDF", b"-1.7"]), file_name="plan.pdf", media_type="application/pdf")
    seen = as_it_is(waiting)
    assert (seen.state, seen.file_name, seen.file_size) == (ExportState.READY, "plan.pdf", 8)
    assert store.path(inside.workspace.pk, seen.file_sha256).read_bytes() == b"%PDF-1.7"
    assert seen.expires_at - timezone.now() > KEPT - dt.timedelta(minutes=1)


def test_what_failed_says_why_and_may_be_asked_again(inside, waiting, told):
    held = commands.claim(waiting.pk)
    held.fail("Trop lourd.")
    assert (as_it_is(waiting).state, as_it_is(waiting).sentence) == (ExportState.FAILED, "Trop lourd.")
    commands.ask_again(waiting, enqueue=told.append)
    assert (as_it_is(waiting).state, as_it_is(waiting).sentence, len(told)) == (ExportState.WAITING, "", 2)
    commands.claim(waiting.pk).finish([b"x"], file_name="a", media_type="b")


def test_what_is_made_or_ready_is_not_asked_again_unless_it_stopped(inside, waiting, told):
    held = commands.claim(waiting.pk)
    with pytest.raises(Conflict):
        commands.ask_again(waiting, enqueue=told.append)
    Export.objects.update(touched_at=timezone.now() - STALLED - dt.timedelta(seconds=1))
    commands.ask_again(waiting, enqueue=told.append)
    assert as_it_is(waiting).state == ExportState.WAITING
    again = commands.claim(waiting.pk)
    for late in (lambda: held.tell("x", 1, 2), lambda: held.fail("x")):
        with pytest.raises(Conflict):
            late()
    with pytest.raises(Conflict):
        held.finish([b"old"], file_name="a", media_type="b")
    again.finish([b"new"], file_name="a", media_type="b")
    with pytest.raises(Conflict):
        commands.ask_again(waiting, enqueue=told.append)
    assert len(told) == 2


def test_what_was_removed_meanwhile_is_made_for_nobody(inside, waiting):
    held = commands.claim(waiting.pk)
    commands.remove(as_it_is(waiting))
    with pytest.raises(Conflict):
        held.finish([b"x"], file_name="a", media_type="b")
    assert not Export.objects.exists()


def test_what_is_old_is_forgotten_with_its_file_and_what_is_not_stays(inside, wanted, waiting, told, place):
    commands.claim(waiting.pk).finish([b"old"], file_name="a", media_type="b")
    fresh = commands.ask(wanted, actor=inside.ada, enqueue=told.append)
    commands.claim(fresh.pk).finish([b"fresh"], file_name="a", media_type="b")
    Export.objects.filter(pk=waiting.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    for file in place.rglob("*"):
        os.utime(file, (time.time() - 7200,) * 2)
    assert commands.forget_old() == 1
    assert list(Export.objects.all()) == [fresh]
    assert [one.read_bytes() for one in place.rglob("*") if one.is_file()] == [b"fresh"]


def test_a_file_that_was_just_written_is_left_to_the_row_that_comes(inside, place):
    store.keep(inside.workspace.pk, [b"not told of yet"])
    assert commands.forget_old() == 0


def test_the_journal_is_silent(inside, waiting):
    before = Entry.objects.count()
    commands.claim(waiting.pk).finish([b"x"], file_name="a", media_type="b")
    assert Entry.objects.count() == before


def test_exports_are_their_workspace_s(inside, waiting):
    assert queries.asked_by(inside.ada) == [waiting]
    with opened(inside.elsewhere.pk):
        assert queries.asked_by(inside.ada) == []
        with pytest.raises(Export.DoesNotExist):
            queries.export(waiting.pk)
        with pytest.raises(Conflict):
            commands.claim(waiting.pk)


def test_without_an_open_workspace_nothing_is_claimed(cast):
    with pytest.raises(NoOpenWorkspace):
        commands.claim(cast.workspace.pk)
