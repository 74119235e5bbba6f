"""Undoing what was done of a mandate, and what stands in the way."""

import datetime as dt

import pytest

from portulan.governance import commands
from portulan.governance.models import Body, Person, Seat
from portulan.journal.models import Entry
from portulan.shared.errors import Conflict
from portulan.tracking.commands import can_be_undone, undo

STARTS, ENDS = dt.date(2025, 9, 14), dt.date(2026, 9, 13)


@pytest.fixture
def given(on_the_day, inside):
    """Nora sits in the CEP."""
    body, nora = Body.objects.get(acronym="CEP"), Person.objects.create(name="Nora")
    return commands.give_seat(body, nora, actor=inside.ada, starts=STARTS, title="Présidence")


def last() -> Entry:
    return Entry.objects.filter(verb__contains="seat.")[0]


def stands() -> list[tuple[dt.date, dt.date | None, str]]:
    return list(Seat.objects.filter(person__name="Nora").values_list("starts", "ends", "title"))


def test_a_mandate_given_is_taken_back_and_given_again(inside, given):
    undone = undo(last(), actor=inside.ada)
    assert (undone.verb, stands()) == ("undo.seat.given", [])
    again = undo(undone, actor=inside.ada)
    assert (again.verb, stands()) == ("undo.seat.given", [(STARTS, None, "Présidence")])
    assert Seat.objects.get(person__name="Nora").pk == given.pk


def test_what_was_corrected_ended_or_removed_is_as_it_was(inside, given):
    commands.change_seat(given, actor=inside.ada, starts=STARTS, ends=None, title="Secrétariat")
    undo(last(), actor=inside.ada)
    assert stands() == [(STARTS, None, "Présidence")]
    undo(commands.end_seat(given, actor=inside.ada, on=ENDS), actor=inside.ada)
    assert stands() == [(STARTS, None, "Présidence")]
    undo(commands.remove_seat(given, actor=inside.ada), actor=inside.ada)
    assert stands() == [(STARTS, None, "Présidence")]


def test_a_change_is_undone_once(inside, given):
    entry = last()
    assert can_be_undone(entry)
    undo(entry, actor=inside.ada)
    assert not can_be_undone(Entry.objects.get(pk=entry.pk))
    with pytest.raises(Conflict, match="déjà été annulé"):
        undo(entry, actor=inside.ada)


def test_what_changed_since_is_not_overwritten(inside, given):
    entry = last()
    commands.change_seat(given, actor=inside.ada, starts=STARTS, ends=ENDS, title="Présidence")
    with pytest.raises(Conflict, match="encore changé depuis"):
        undo(entry, actor=inside.ada)
    changed = last()
    commands.remove_seat(given, actor=inside.ada)
    with pytest.raises(Conflict, match="annulez d’abord ce retrait"):
        undo(changed, actor=inside.ada)


def test_a_body_that_is_called_otherwise_is_no_obstacle(inside, given):
    removed = commands.remove_seat(given, actor=inside.ada)
    Body.objects.filter(acronym="CEP").update(acronym="CEPro")
    undo(removed, actor=inside.ada)
    assert stands() == [(STARTS, None, "Présidence")]


def test_a_mandate_does_not_come_back_beside_another(inside, given):
    removed = commands.remove_seat(given, actor=inside.ada)
    commands.give_seat(given.body, given.person, actor=inside.ada, starts=ENDS)
    with pytest.raises(Conflict, match="siège déjà"):
        undo(removed, actor=inside.ada)


def test_a_mandate_does_not_come_back_to_a_body_or_a_person_merged_since(inside, given):
    removed = commands.remove_seat(given, actor=inside.ada)
    body = given.body
    other = Body.objects.create(name="Autre commission", kind="commission")
    Body.objects.filter(pk=body.pk).update(merged_into=other)
    with pytest.raises(Conflict, match="réunie à une autre instance"):
        undo(removed, actor=inside.ada)
    Body.everywhere.filter(pk=body.pk).update(merged_into=None)
    Person.objects.filter(name="Nora").delete()
    with pytest.raises(Conflict, match="La fiche de Nora"):
        undo(removed, actor=inside.ada)
    assert stands() == []
