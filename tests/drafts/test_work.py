"""Three documents, whatever they say: the draft comes, what changed here stays, nothing is lost unsaid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandoc.comparison.edits import plans, worked_on
from portulan.drafts.queries import Work
from portulan.plandoc.comparison.changes import Field, compared
from portulan.plandoc.comparison.table import Kind, Table
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.drafting import told_by
from portulan.plans.commands.applying import APPLICABLE

pytestmark = pytest.mark.family

UNTOLD = frozenset(Field) - APPLICABLE


def work(base: PlanDocument, document: PlanDocument, live: PlanDocument) -> Work:
    return Work(1, told_by(base, live), told_by(document, live), live, {}, {})


@given(st.data())
def test_on_a_plan_that_did_not_move_the_draft_is_what_the_plan_becomes(data):
    base = data.draw(plans)
    document = data.draw(worked_on(base))
    one = work(base, document, base)
    assert (one.since, one.conflicts, one.homeless, one.kept_back) == ((), (), (), ())
    assert {found.field for found in compared(one.target, one.document)} <= UNTOLD


@given(st.data())
def test_what_changed_here_alone_stays_and_what_the_draft_alone_changes_comes(data):
    base = data.draw(plans)
    one = work(base, data.draw(worked_on(base)), data.draw(worked_on(base)))
    target = Table.of(one.target)
    for cell in one.cells:
        row = target.rows.get(cell.kind, {}).get(cell.id) if cell.kind is not Kind.PLAN else target.plan
        if cell in one.conflicts or cell.field in (Field.PRESENCE, Field.PLACE) or row is None:
            continue
        assert getattr(row, cell.field) == (cell.here if cell in one.since else cell.file)
    standing = {action.id for action in one.target.actions()}
    homeless = {change.id for change in one.homeless}
    added = {change.id for change in one.wanted if change.kind is Kind.ACTION and change.before is None}
    assert {own for own in added if own in Table.of(one.document).rows[Kind.ACTION]} - homeless <= standing
    kept = {cell.id for cell in one.since if cell.kind is Kind.ACTION and cell.file is None}
    assert {own for own in kept if own in Table.of(one.live).rows[Kind.ACTION]} <= standing
