"""What changed from one document to another, and that it makes the one of the other."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import action, plan_document
from plandoc.comparison.edits import plans, worked_on
from portulan.plandoc.comparison import aligned, applied, changes, compared, summary
from portulan.plandoc.comparison.changes import Change, Field, Slippage, Sort, slippage
from portulan.plandoc.comparison.table import Kind, Place, Table
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import PlanDocument, Priority, Responsible
from portulan.plandoc.text import Wording


def with_action(document: PlanDocument, which: str, **fields: object) -> PlanDocument:
    table = Table.of(document)
    own = next(one.id for one in document.actions() if one.code == which)
    table.rows[Kind.ACTION][own] = replace(table.rows[Kind.ACTION][own], **fields)
    return table.document()


@pytest.mark.slow
@given(plans, plans)
def test_all_changes_make_the_one_of_the_other(older: PlanDocument, newer: PlanDocument) -> None:
    assert applied(older, changes(older, newer)) == aligned(newer, older)


@given(st.data())
def test_all_changes_bring_what_was_worked_on(data: st.DataObject) -> None:
    older = data.draw(plans)
    newer = data.draw(worked_on(older))
    assert applied(older, compared(older, newer)) == newer


@given(plans)
def test_the_same_document_has_no_change(document: PlanDocument) -> None:
    assert changes(document, document) == ()


@given(st.data())
def test_some_changes_never_break_the_tree(data: st.DataObject) -> None:
    older = data.draw(plans)
    found = changes(older, data.draw(worked_on(older)))
    some = [one for one in found if data.draw(st.booleans())]
    result = applied(older, some)
    lost = {one.id for one in older.actions()} - {one.id for one in result.actions()}
    assert lost <= {one.id for one in some if one.sort is Sort.REMOVED}


def test_each_cell_is_told_once() -> None:
    older = plan_document()
    own = next(older.actions()).id
    newer = with_action(
        older,
        "1.1.1",
        code="1.1.9",
        text=Wording("Rédaction de la note définitive"),
        short_title="Note",
        responsibles=(Responsible("CS"),),
        deadline=understand("27-28"),
        expected_results=(),
        recommendations=("R1",),
        priority=Priority.HIGH,
    )
    found = changes(older, newer)
    assert [(one.id, one.sort) for one in found] == [
        (own, Sort.RENUMBERED),
        (own, Sort.REWORDED),
        (own, Sort.RETITLED),
        (own, Sort.REASSIGNED),
        (own, Sort.RESCHEDULED),
        (own, Sort.RESULTS),
        (own, Sort.RECOMMENDATIONS),
        (own, Sort.PRIORITY),
    ]
    assert summary(found)[Kind.ACTION, Sort.REWORDED] == 1


def test_a_row_added_in_the_middle_moves_no_other() -> None:
    older = plan_document()
    objective = older.objectives[0].objectives[0]
    fresh = action("1.1.1b", "Organisation d’un colloque")
    first, *rest = objective.actions
    specific = replace(objective, actions=(first, fresh, *rest))
    top = replace(older.objectives[0], objectives=(specific,))
    newer = replace(older, objectives=(top, older.objectives[1]))
    assert changes(older, newer) == (
        Change(Kind.ACTION, fresh.id, Field.PRESENCE, None, fresh, Place(objective.id, first.id)),
    )


def test_a_row_that_goes_first_is_the_one_that_moved() -> None:
    older = plan_document()
    objective = older.objectives[0].objectives[0]
    one, two, three = objective.actions
    specific = replace(objective, actions=(three, one, two))
    newer = replace(older, objectives=(replace(older.objectives[0], objectives=(specific,)), older.objectives[1]))
    assert changes(older, newer) == (
        Change(Kind.ACTION, three.id, Field.PLACE, Place(objective.id, two.id), Place(objective.id)),
    )


def test_the_header_is_a_row() -> None:
    older = plan_document()
    newer = replace(older, edition="Avril 2027", acronyms={**older.acronyms, "GT": "Groupe de travail"})
    assert [(one.kind, one.field, one.sort) for one in changes(older, newer)] == [
        (Kind.PLAN, Field.EDITION, Sort.OTHER),
        (Kind.PLAN, Field.ACRONYMS, Sort.OTHER),
    ]


def test_deadlines_that_slip_are_counted() -> None:
    older = plan_document()
    newer = with_action(older, "1.1.1", deadline=understand("28-29"))
    newer = with_action(newer, "1.1.2", deadline=understand("27-28"))
    newer = with_action(newer, "1.1.3", deadline=understand("25-26"))
    newer = with_action(newer, "2.1.1", deadline=understand("en continu"))
    assert slippage(changes(older, newer)) == Slippage(later=2, earlier=1, years=3)
    assert understand("28-29").due == dt.date(2029, 9, 13)
