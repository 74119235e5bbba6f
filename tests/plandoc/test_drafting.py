"""Working on a document: nothing is lost, identities stay, what is taken back is as it was."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factories import action, an_id, plan_document
from plandoc.comparison.edits import plans, worked_on
from plandoc.strategies import actions as any_action
from portulan.plandoc import drafting
from portulan.plandoc.comparison.changes import Field, compared
from portulan.plandoc.comparison.table import TOP, Kind, Table
from portulan.plandoc.document import PlanDocument, Role
from portulan.plandoc.drafting import Impossible
from portulan.plandoc.names import key
from portulan.plandoc.text import Wording

pytestmark = pytest.mark.family

PLAN = plan_document()
ONE, TWO = an_id("action 1.1.1"), an_id("action 2.1.1")


def row(document: PlanDocument, own: str):
    return next(one for one in document.actions() if one.id == own)


def codes(document: PlanDocument) -> list[str]:
    return [one.code for one in document.actions()]


def touched(older: PlanDocument, newer: PlanDocument) -> set[tuple[str, Field]]:
    return {(one.id, one.field) for one in compared(older, newer)}


def test_an_action_moves_to_another_objective():
    there = an_id("objective 2.1")
    found = drafting.moved(PLAN, Kind.ACTION, ONE, there, 2)
    assert codes(found) == ["1.1.2", "1.1.3", "2.1.1", "1.1.1", "2.1.2", "2.1.3", "2.2.1", "2.2.2", "2.2.3"]
    assert touched(PLAN, found) == {(ONE, Field.PLACE)}


def test_it_comes_last_elsewhere_and_stays_where_it_is():
    assert codes(drafting.moved(PLAN, Kind.ACTION, ONE, an_id("objective 2.2")))[-1] == "1.1.1"
    assert drafting.moved(PLAN, Kind.ACTION, ONE, an_id("objective 1.1")) == PLAN


def test_two_actions_become_one_and_nothing_is_lost():
    both = drafting.reworded(
        PLAN, replace(action("2.1.1", responsibles=("CS", "C.E.P."), recommendations=("AEQES 4",)), id=TWO)
    )
    found = drafting.merged(both, TWO, ONE)
    kept = row(found, ONE)
    assert [one.name for one in kept.responsibles] == ["CEP", "CS", "C.E.P."]
    assert [one.text.plain for one in kept.expected_results] == ["PV de la CEP", "Note de synthèse"] * 2
    assert kept.recommendations == ("AEQES 4",)
    assert kept.text == row(PLAN, ONE).text
    assert TWO not in {one.id for one in found.actions()}


def test_merging_twice_brings_the_results_once():
    again = drafting.added(drafting.merged(PLAN, TWO, ONE), row(PLAN, TWO), an_id("objective 2.1"))
    assert len(row(drafting.merged(again, TWO, ONE), ONE).expected_results) == 4


def test_a_merge_is_taken_back():
    assert drafting.parted(drafting.merged(PLAN, TWO, ONE), PLAN, TWO, ONE) == PLAN


def test_what_an_objective_holds_keeps_it():
    with pytest.raises(Impossible, match="contient encore"):
        drafting.dropped(PLAN, Kind.OBJECTIVE, an_id("os 1"))


@pytest.mark.parametrize("inside", [an_id("os 2"), an_id("temps 1"), an_id("objective 2.1")])
def test_no_objective_stands_below_itself(inside):
    with pytest.raises(Impossible, match="lui-même"):
        drafting.moved(PLAN, Kind.OBJECTIVE, an_id("os 2"), inside)


def test_no_action_stands_alone_or_where_nothing_is():
    for holder in (TOP, "ailleurs"):
        with pytest.raises(Impossible):
            drafting.moved(PLAN, Kind.ACTION, ONE, holder)
    with pytest.raises(Impossible):
        drafting.merged(PLAN, ONE, ONE)


def test_an_action_comes_back_with_the_objectives_that_held_it():
    less = PLAN
    for rank in (1, 2, 3):
        less = drafting.dropped(less, Kind.ACTION, an_id(f"action 2.2.{rank}"))
    for own in ("objective 2.2", "temps 2"):
        less = drafting.dropped(less, Kind.OBJECTIVE, an_id(own))
    back = drafting.restored(less, PLAN, Kind.ACTION, an_id("action 2.2.2"))
    assert codes(back)[-1] == "2.2.2"
    assert row(back, an_id("action 2.2.2")) == row(PLAN, an_id("action 2.2.2"))


def test_the_same_code_twice_is_told():
    assert drafting.twice(PLAN) == ()
    assert drafting.twice(drafting.reworded(PLAN, replace(row(PLAN, ONE), code="2.1.1"))) == ("2.1.1",)


@given(st.data())
def test_each_row_that_is_taken_back_is_as_it_was(data):
    base = data.draw(plans)
    draft = data.draw(worked_on(base))
    rows = sorted({(one.kind, one.id) for one in compared(base, draft) if one.kind is not Kind.PLAN})
    assume(rows)
    kind, own = data.draw(st.sampled_from(rows))
    try:
        back = drafting.restored(draft, base, kind, own)
    except Impossible:
        assert own not in Table.of(base).rows[kind]
        return
    assert not {one.field for one in compared(base, back) if one.id == own} - {Field.PLACE}
    before, after = Table.of(base), Table.of(back)
    if own in before.rows[kind]:
        assert after.rows[kind][own] == before.rows[kind][own]
    assert {one.id for one in base.actions()} & {one.id for one in draft.actions()} <= {
        one.id for one in back.actions()
    }


@given(st.data())
def test_a_merge_keeps_every_result_body_and_reference(data):
    base = data.draw(plans)
    rows = list(base.actions())
    assume(len(rows) > 1)
    gone, kept = rows[0], rows[-1]
    found = row(drafting.merged(base, gone.id, kept.id), kept.id)
    for one in (gone, kept):
        assert {each.text for each in one.expected_results} <= {each.text for each in found.expected_results}
        assert {key(each.name) for each in one.responsibles} == {key(each.name) for each in one.responsibles} & {
            key(each.name) for each in found.responsibles
        }
        assert set(one.recommendations) <= set(found.recommendations)
    pilots = {key(each.name) for one in (gone, kept) for each in one.responsibles if each.role is Role.PILOT}
    assert pilots == {key(each.name) for each in found.responsibles if each.role is Role.PILOT}


@given(plans, any_action)
def test_adding_twice_adds_once(base, new):
    assume(base.objectives and new.id not in {one.id for one in base.actions()})
    once = drafting.added(base, new, base.objectives[0].id)
    assert drafting.added(once, new, base.objectives[0].id) == once
    assert drafting.dropped(once, Kind.ACTION, new.id) == base


def test_rewording_keeps_what_an_objective_holds():
    top = PLAN.objectives[0]
    found = drafting.reworded(PLAN, replace(top, title=Wording("Autrement"), objectives=(), actions=()))
    assert touched(PLAN, found) == {(top.id, Field.TITLE)}
