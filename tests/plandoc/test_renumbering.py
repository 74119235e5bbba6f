"""Numbers in reading order, as each plan has them."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from factories import an_id, plan_document
from plandoc.comparison.edits import plans
from portulan.plandoc import drafting
from portulan.plandoc.comparison.changes import Field, compared
from portulan.plandoc.comparison.table import Kind, Table
from portulan.plandoc.recognition import recognised
from portulan.plandoc.renumbering import renumbered

PLAN = plan_document()
EXAMPLE = Path(__file__).parents[2] / "examples" / "mias-2024-2029.docx"


def codes(document) -> list[str]:
    return [one.code for one in document.actions()]


def recoded(document, give):
    """The document in which the code of the action of each rank is what `give` says."""
    table = Table.of(document)
    for rank, own in enumerate([one.id for one in document.actions()], 1):
        table.rows[Kind.ACTION][own] = replace(table.rows[Kind.ACTION][own], code=give(rank))
    return table.document()


def test_a_plan_in_order_stays_as_it_is():
    assert renumbered(PLAN) == PLAN


def test_the_example_is_numbered_as_its_authors_did():
    document = recognised(EXAMPLE.name, EXAMPLE.read_bytes()).document
    assert renumbered(document) == document


def test_gaps_close_and_what_moved_has_the_number_of_its_place():
    less = drafting.dropped(PLAN, Kind.ACTION, an_id("action 1.1.2"))
    there = drafting.moved(less, Kind.ACTION, an_id("action 2.2.3"), an_id("objective 2.1"), 1)
    assert codes(renumbered(there)) == ["1.1.1", "1.1.2", "2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.2.1", "2.2.2"]
    assert codes(there)[2] == "2.2.3"


def test_an_objective_that_moved_takes_its_actions_along():
    there = drafting.moved(PLAN, Kind.OBJECTIVE, an_id("objective 2.2"), an_id("os 1"), 1)
    found = renumbered(there)
    assert [one.code for one in found.walk()] == ["1", "1.1", "1.2", "2", "1", "2.1", "2"]
    assert codes(found) == ["1.1.1", "1.1.2", "1.1.3", "1.2.1", "1.2.2", "1.2.3", "2.1.1", "2.1.2", "2.1.3"]


def test_actions_that_count_through_the_plan_go_on_so():
    through = recoded(PLAN, lambda rank: str(rank * 2))
    assert codes(renumbered(through)) == list("123456789")


def test_actions_that_count_again_in_each_objective_go_on_so():
    again = recoded(PLAN, lambda rank: str((rank - 1) % 3 + 2))
    assert codes(renumbered(again)) == list("123123123")


@pytest.mark.parametrize("written", ["AM-{:02}", "Fiche {}", ""])
def test_codes_of_another_making_stay(written):
    other = recoded(PLAN, lambda rank: written.format(rank))
    assert codes(renumbered(other)) == codes(other)


def test_a_new_action_without_a_code_gets_one_where_the_others_have():
    new = replace(next(PLAN.actions()), id="new", code="")
    assert codes(renumbered(drafting.added(PLAN, new, an_id("objective 1.1"))))[3] == "1.1.4"


@given(plans)
def test_only_codes_change_and_once(document):
    found = renumbered(document)
    assert {one.field for one in compared(document, found)} <= {Field.CODE}
    assert renumbered(found) == found
