"""Accepted changes become changes of the plan: one batch, each undoable, the plan as the document says."""

from dataclasses import replace

import pytest

from factories import action
from portulan.journal.models import Entry
from portulan.plandoc.comparison.changes import Change, Field, applied, compared
from portulan.plandoc.comparison.table import Kind, Place, Table
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import ExpectedResult, Objective, PlanDocument, Responsible
from portulan.plandoc.text import Wording, short_title
from portulan.plans.commands.applying import apply_changes
from portulan.plans.commands.undo import undo
from portulan.plans.models import Action
from portulan.plans.queries.document import document_of

NEW, NEW_RESULT = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
BRANCH = "00000000-0000-4000-8000-000000000003"


def worked_on(document: PlanDocument) -> PlanDocument:
    """A new edition: an objective and an action come, one goes, one moves, one is reworded, the header changes."""
    table = Table.of(document)
    first, second, third = [one.id for one in document.actions()][:3]
    branch = document.objectives[1].id
    table.rows[Kind.OBJECTIVE][BRANCH] = Objective(
        BRANCH, "2.3", "", Wording("Relier les alumni"), "Relier les alumni"
    )
    table.put_in(Kind.OBJECTIVE, BRANCH, Place(branch, document.objectives[1].objectives[0].id))
    fresh = replace(
        action("2.3.1", "Organisation d’un colloque", deadline="27-28", results=()),
        id=NEW,
        short_title="Organisation d’un colloque",
        expected_results=(ExpectedResult(NEW_RESULT, Wording("Actes du colloque")),),
        responsibles=(Responsible("Équipe du colloque"), Responsible("CS")),
    )
    table.rows[Kind.ACTION][NEW] = fresh
    table.put_in(Kind.ACTION, NEW, Place(BRANCH))
    table.take_out(Kind.ACTION, first)
    row = table.rows[Kind.ACTION][second]
    table.rows[Kind.ACTION][second] = replace(
        row,
        text=Wording("Rédaction d’une *autre* note"),
        short_title=short_title("Rédaction d’une autre note"),
        deadline=understand("28-29"),
        code="1.1.1",
        expected_results=(replace(row.expected_results[0], text=Wording("PV annuel")),),
        recommendations=("R2",),
    )
    table.take_out(Kind.ACTION, third)
    table.put_in(Kind.ACTION, third, Place(BRANCH, NEW))
    table.plan = replace(table.plan, edition="Avril 2027", acronyms={**document.acronyms, "AG": "Assemblée"})
    return table.document()


def test_the_plan_becomes_the_document(inside):
    before = document_of(inside.plan)
    wanted = worked_on(before)
    assert apply_changes(inside.plan, compared(before, wanted), actor=inside.ada) == 6
    inside.plan.refresh_from_db()
    assert compared(wanted, document_of(inside.plan)) == ()


def test_it_is_one_batch_and_undone_it_is_the_plan_as_it_was(inside):
    before = document_of(inside.plan)
    apply_changes(inside.plan, compared(before, worked_on(before)), actor=inside.ada, reason="Nouvelle édition")
    entries = list(Entry.objects.filter(reason="Nouvelle édition"))
    assert len({one.batch for one in entries}) == 1
    assert sorted(one.verb for one in entries) == [
        "action.added",
        "action.changed",
        "action.moved",
        "action.removed",
        "objective.added",
        "plan.changed",
    ]
    for entry in sorted(entries, key=lambda one: (one.verb == "objective.added", -one.at.timestamp())):
        undo(entry, actor=inside.ada)
    inside.plan.refresh_from_db()
    assert compared(before, document_of(inside.plan)) == ()


def test_what_was_removed_keeps_its_row_and_comes_back(inside):
    before = document_of(inside.plan)
    own = next(before.actions()).id
    table = Table.of(before)
    table.take_out(Kind.ACTION, own)
    found = compared(before, table.document())
    apply_changes(inside.plan, found, actor=inside.ada)
    assert Action.objects.get(pk=own).removed_at is not None
    back = compared(document_of(inside.plan), before)
    apply_changes(inside.plan, back, actor=inside.ada)
    assert compared(before, document_of(inside.plan)) == ()


def test_what_does_not_differ_any_more_writes_nothing(inside):
    before = document_of(inside.plan)
    found = compared(before, worked_on(before))
    apply_changes(inside.plan, found, actor=inside.ada)
    entries = Entry.objects.count()
    assert apply_changes(inside.plan, found, actor=inside.ada) == 0
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("kind", [Kind.OBJECTIVE, Kind.ACTION])
def test_what_would_break_the_tree_is_not_done(inside, kind):
    before = document_of(inside.plan)
    objective = before.objectives[0]
    broken = {
        Kind.OBJECTIVE: Change(kind, objective.id, Field.PRESENCE, replace(objective, objectives=()), None),
        Kind.ACTION: Change(kind, next(before.actions()).id, Field.PLACE, Place(""), Place(BRANCH)),
    }[kind]
    assert applied(before, [broken]).objectives[0].id == objective.id
    apply_changes(inside.plan, [broken], actor=inside.ada)
    assert [one.id for one in document_of(inside.plan).walk()] == [one.id for one in before.walk()]
