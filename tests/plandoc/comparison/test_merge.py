"""What a file changes, beside what changed here since: the four cases of each cell, and rows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import action, plan_document
from plandoc.comparison.edits import plans, worked_on
from portulan.plandoc.comparison import Verdict, aligned, applied, merge
from portulan.plandoc.comparison.changes import FIELDS, Field, compared
from portulan.plandoc.comparison.merge import merged
from portulan.plandoc.comparison.table import Kind, Table
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import (
    DeclaredState,
    ExpectedResult,
    Period,
    PlanDocument,
    Priority,
    Responsible,
)
from portulan.plandoc.text import Wording

VALUES = {
    Field.TITLE: (Wording("Un intitulé"), Wording("Un autre")),
    Field.PERIOD: (Period(2024, 2029), Period(2024, 2030)),
    Field.EDITION: ("Mai 2026", "Juin 2026"),
    Field.ORGANISATION: ("HE fictive", "Autre HE fictive"),
    Field.LANGUAGE: ("en", "nl"),
    Field.ACRONYMS: ({"A": "Un"}, {"B": "Deux"}),
    Field.COLUMNS: ({"action": "Actions"}, {"action": "Mesures"}),
    Field.LABEL: ("Axe", "Temps"),
    Field.CODE: ("9.9", "8.8"),
    Field.TEXT: (Wording("Rédaction de la note A"), Wording("Rédaction de la note B")),
    Field.SHORT_TITLE: ("Note A", "Note B"),
    Field.RESPONSIBLES: ((Responsible("CS"),), (Responsible("GT"),)),
    Field.DEADLINE: (understand("27-28"), understand("28-29")),
    Field.RESULTS: ((ExpectedResult("a", Wording("PV")),), (ExpectedResult("b", Wording("Note")),)),
    Field.RECOMMENDATIONS: (("R1",), ("R2",)),
    Field.PRIORITY: (Priority.HIGH, Priority.LOW),
    Field.STATE: (DeclaredState.STARTED, DeclaredState.DONE),
    Field.EXTRA: ({"Budget": "10"}, {"Budget": "20"}),
}
CELLS = [(kind, name) for kind, names in FIELDS.items() for name in names]
BASE = plan_document()


def row_of(kind: Kind) -> str:
    return {Kind.PLAN: "", Kind.OBJECTIVE: BASE.objectives[0].id, Kind.ACTION: next(BASE.actions()).id}[kind]


def put(document: PlanDocument, kind: Kind, name: Field, value: object) -> PlanDocument:
    if kind is Kind.PLAN:
        return replace(document, **{name.value: str(value) if name is Field.TITLE else value})
    table = Table.of(document)
    own = row_of(kind)
    table.rows[kind][own] = replace(table.rows[kind][own], **{name.value: value})
    return table.document()


@pytest.mark.parametrize(("kind", "name"), CELLS)
@pytest.mark.parametrize(
    ("filed", "here", "verdict"),
    [
        (None, None, None),
        (0, None, Verdict.FILE),
        (None, 1, Verdict.HERE),
        (0, 1, Verdict.BOTH),
        (0, 0, None),
    ],
)
def test_the_cases_of_a_cell(
    kind: Kind, name: Field, filed: int | None, here: int | None, verdict: Verdict | None
) -> None:
    theirs = BASE if filed is None else put(BASE, kind, name, VALUES[name][filed])
    ours = BASE if here is None else put(BASE, kind, name, VALUES[name][here])
    found = [(one.id, one.field, one.verdict) for one in merge(BASE, ours, theirs)]
    assert found == ([] if verdict is None else [(row_of(kind), name, verdict)])


def without(document: PlanDocument, code: str) -> PlanDocument:
    table = Table.of(document)
    table.take_out(Kind.ACTION, next(one.id for one in document.actions() if one.code == code))
    return table.document()


def with_one_more(document: PlanDocument, text: str = "Organisation d’un colloque annuel") -> PlanDocument:
    top = document.objectives[0]
    specific = replace(top.objectives[0], actions=(*top.objectives[0].actions, action("1.1.4", text, results=())))
    return replace(document, objectives=(replace(top, objectives=(specific,)), *document.objectives[1:]))


FIRST = row_of(Kind.ACTION)
REWORDED = put(BASE, Kind.ACTION, Field.TEXT, Wording("Rédaction de la note 1.1.1 bis"))


@pytest.mark.parametrize(
    ("filed", "here", "expected"),
    [
        (without(BASE, "1.1.1"), BASE, [(FIRST, Field.PRESENCE, Verdict.FILE)]),
        (without(BASE, "1.1.1"), REWORDED, [(FIRST, Field.PRESENCE, Verdict.BOTH)]),
        (BASE, without(BASE, "1.1.1"), [(FIRST, Field.PRESENCE, Verdict.HERE)]),
        (REWORDED, without(BASE, "1.1.1"), [(FIRST, Field.PRESENCE, Verdict.BOTH)]),
        (without(BASE, "1.1.1"), without(BASE, "1.1.1"), []),
        (with_one_more(BASE), with_one_more(BASE), []),
    ],
)
def test_rows_that_go(filed: PlanDocument, here: PlanDocument, expected: list[object]) -> None:
    assert [(one.id, one.field, one.verdict) for one in merge(BASE, here, filed)] == expected


def test_a_row_that_comes_from_the_file_and_one_that_came_here() -> None:
    own = list(with_one_more(BASE).actions())[3].id
    assert [(one.id, one.verdict) for one in merge(BASE, BASE, with_one_more(BASE))] == [(own, Verdict.FILE)]
    assert [(one.id, one.verdict) for one in merge(BASE, with_one_more(BASE), BASE)] == [(own, Verdict.HERE)]


def test_a_row_that_came_on_both_sides_is_one_and_its_cells_are_asked() -> None:
    here = with_one_more(BASE, "Organisation d’un colloque annuel en mai")
    found = merge(BASE, here, with_one_more(BASE))
    assert [(one.field, one.verdict) for one in found] == [(Field.TEXT, Verdict.BOTH)]


@given(plans)
def test_nothing_changed_proposes_nothing(document: PlanDocument) -> None:
    assert merge(document, document, document) == ()


@given(st.data())
def test_only_the_file_changed_accepted_gives_the_file(data: st.DataObject) -> None:
    base = data.draw(plans)
    theirs = data.draw(worked_on(base))
    found = merged(base, base, theirs)
    assert {one.verdict for one in found} <= {Verdict.FILE}
    assert applied(base, [one.change() for one in found]) == theirs


@given(st.data())
def test_only_here_changed_asks_nothing(data: st.DataObject) -> None:
    base = data.draw(plans)
    ours = data.draw(worked_on(base))
    assert {one.verdict for one in merge(base, ours, base)} <= {Verdict.HERE}


@given(st.data())
def test_disjoint_changes_never_conflict(data: st.DataObject) -> None:
    base = data.draw(plans)
    rows = [*(one.id for one in base.walk()), *(one.id for one in base.actions())]
    mine = frozenset(one for one in rows if data.draw(st.booleans()))
    ours = data.draw(worked_on(base, mine))
    theirs = data.draw(worked_on(base, frozenset(rows) - mine))
    found = merged(base, ours, theirs)
    assert Verdict.BOTH not in {one.verdict for one in found}
    taken = applied(ours, [one.change() for one in found if one.verdict is Verdict.FILE])
    assert {(one.id, one.field) for one in compared(base, taken)} == {
        (one.id, one.field) for side in (ours, theirs) for one in compared(base, aligned(side, base))
    }  # a result that comes under another identity, worded alike, is no change
