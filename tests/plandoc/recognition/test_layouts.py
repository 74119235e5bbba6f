"""The development set's layouts are understood in full, each in the formats that need no other program."""

import pytest
from bench.imports.cases import cases
from bench.imports.layouts import Case
from bench.imports.no_plans import no_plans
from bench.imports.relabelled import Relabelled, relabelled
from bench.imports.score import score
from bench.imports.unseen_layouts import unseen
from bench.imports.writers import WRITERS

from portulan.plandoc.document import PlanDocument
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import NoPlanFound, Recognition, recognise

pytestmark = pytest.mark.slow

LOTS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
PLANS = {case.name: case for case in cases()}
UNSEEN = {case.name: case for lot in LOTS for case in unseen(lot)}
STRANGE = {one.case.name: one for lot in LOTS for one in relabelled(lot)}
UNHEARD = {"asbl-reunion"}  # every title is a figure of speech: who is in charge and who helps is not told apart
OTHERS = {case.name: case for case in no_plans()}


@pytest.mark.parametrize("case", PLANS.values(), ids=PLANS)
def test_a_layout_is_understood(case: Case) -> None:
    kind = (
        "docx"
        if case.name.startswith(("cards", "outline"))
        else next(one for one in ("xlsx", "html") if one in case.formats)
    )
    found = recognise(read(f"plan.{kind}", WRITERS[kind](case.blocks)))
    assert case.plan is not None
    result = score(case.plan, found.document, found)
    assert (round(result.f1, 3), result.silent) == (1.0, [])


@pytest.mark.parametrize("case", OTHERS.values(), ids=OTHERS)
def test_a_text_that_is_no_plan_gives_none(case: Case) -> None:
    with pytest.raises(NoPlanFound):
        recognise(read("text.docx", WRITERS["docx"](case.blocks)))


@pytest.mark.parametrize("case", UNSEEN.values(), ids=UNSEEN)
def test_a_plan_of_another_hand_is_understood(case: Case) -> None:
    """Nothing that is shown as sure is wrong."""
    found = recognise(read(f"plan.{case.formats[0]}", WRITERS[case.formats[0]](case.blocks)))
    assert case.plan is not None
    result = score(case.plan, found.document, found)
    assert result.f1 > (0.84 if case.name in UNHEARD else 0.94)
    assert result.silent == []
    assert len([one for one in found.document.walk() if one.actions]) == len(case.plan.objectives)


@pytest.mark.parametrize("one", STRANGE.values(), ids=STRANGE)
def test_a_plan_under_titles_that_mean_nothing_is_understood_with_one_mapping(one: Relabelled) -> None:
    kind = [kind for kind in one.case.formats if kind in WRITERS][-1]
    found = recognise(read(f"plan.{kind}", WRITERS[kind](one.case.blocks)), columns=one.mapping)
    assert one.case.plan is not None
    result = score(one.case.plan, found.document, found)
    assert result.f1 > 0.94
    assert result.silent == []


def test_the_text_above_titles_that_come_again_is_an_objective() -> None:
    """The table begins with one, then its titles, as each of its parts does; a lone first row is a title else."""
    parts = score(*_banded(UNSEEN["hochschule-auflagen"]))
    assert (parts.f1 > 0.98, parts.silent) == (True, [])


def _banded(case: Case) -> tuple[PlanDocument, PlanDocument, Recognition]:
    assert case.plan is not None
    found = recognise(read("plan.html", WRITERS["html"](case.blocks)))
    return case.plan, found.document, found
