"""Which row is which, after people renumbered, moved and reworded."""

import itertools
import random
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from factories import plan_document
from portulan.plandoc.comparison import aligned, changes, matching
from portulan.plandoc.comparison.changes import Sort
from portulan.plandoc.comparison.matching import Reason, renamed
from portulan.plandoc.comparison.table import Kind, Table
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import recognise
from portulan.plandoc.text import Wording

EXAMPLE = Path(__file__).parents[3] / "examples" / "mias-2024-2029.docx"


@pytest.fixture(scope="module")
def plan() -> PlanDocument:
    return recognise(read(EXAMPLE.name, EXAMPLE.read_bytes())).document


def strangers(document: PlanDocument) -> tuple[PlanDocument, dict[str, str]]:
    """The same document under identities that say nothing, and what they were."""
    owns = [one.id for one in document.walk()] + [
        own for one in document.actions() for own in (one.id, *(result.id for result in one.expected_results))
    ]
    ids = {own: str(uuid.uuid4()) for own in owns}
    return renamed(document, ids), {new: own for own, new in ids.items()}


def shaken(document: PlanDocument, seed: int) -> PlanDocument:
    """A tenth of the actions removed, the others renumbered, a fifth moved, a third reworded."""
    dice = random.Random(seed)
    table = Table.of(document)
    holders = [own for own in table.rows[Kind.OBJECTIVE] if table.order[Kind.ACTION].get(own)]
    for own in list(table.rows[Kind.ACTION]):
        if dice.random() < 0.1:
            table.take_out(Kind.ACTION, own)
            continue
        row = table.rows[Kind.ACTION][own]
        words = row.text.plain.split()
        if dice.random() < 0.33:
            at = dice.randrange(len(words))
            words[at : at + max(1, len(words) // 4)] = ["nouvelle", "formulation"]
            words += dice.choice([["(voir", "annexe)"], []])
        table.rows[Kind.ACTION][own] = replace(row, code=f"9.{row.code}", text=Wording(" ".join(words)))
        if dice.random() < 0.2:
            table.take_out(Kind.ACTION, own)
            table.order[Kind.ACTION].setdefault(holder := dice.choice(holders), []).append(own)
            table.holders[Kind.ACTION][own] = holder
    return table.document()


def test_identities_come_first() -> None:
    document = plan_document()
    found = matching(document, document)
    assert {one.reason for one in (*found.actions, *found.objectives, *found.results)} == {Reason.IDENTITY}


def test_the_same_wording_is_the_same_row(plan: PlanDocument) -> None:
    other, was = strangers(plan)
    assert aligned(other, plan) == plan
    assert {one.newer: one.older for one in matching(plan, other).actions} == {
        new: own for new, own in was.items() if own in {one.id for one in plan.actions()}
    }


@pytest.mark.parametrize("seed", range(5))
def test_rows_are_found_again_after_much_work(plan: PlanDocument, seed: int) -> None:
    other, was = strangers(shaken(plan, seed))
    found = {one.newer: one.older for one in matching(plan, other, identities=False).actions}
    wanted = {one.id: was[one.id] for one in other.actions()}
    wrong = {own for own, older in found.items() if wanted[own] != older}
    assert (len(wrong), len(wanted) - len(found)) <= (0, 1)


def test_unlike_actions_under_one_code_are_two() -> None:
    older = plan_document()
    table = Table.of(older)
    own = next(older.actions()).id
    table.rows[Kind.ACTION][own] = replace(
        table.rows[Kind.ACTION][own], text=Wording("Achat de vélos pour les mobilités"), expected_results=()
    )
    newer, _was = strangers(table.document())
    assert [one.sort for one in changes(older, newer, identities=False)] == [Sort.ADDED, Sort.REMOVED]


def test_ids_from_codes_do_not_mislead(plan: PlanDocument) -> None:
    """A row that comes first shifts the codes, so every identity made of codes is another row's."""
    actions = list(plan.actions())
    codes = {one.id: next_one.id for one, next_one in itertools.pairwise(actions)}
    shifted = renamed(plan, codes | {actions[-1].id: str(uuid.uuid4())})
    assert [one.sort for one in changes(plan, shifted, identities=False)] == []
