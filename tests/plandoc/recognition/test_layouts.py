"""The development set's layouts are understood in full, each in the formats that need no other program."""

import pytest
from bench.imports.cases import cases
from bench.imports.layouts import Case
from bench.imports.no_plans import no_plans
from bench.imports.score import score
from bench.imports.writers import WRITERS

from portulan.plandoc.reading import read
from portulan.plandoc.recognition import NoPlanFound, recognise

PLANS = {case.name: case for case in cases()}
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
