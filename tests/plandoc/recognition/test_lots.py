"""The newest lots of plans of other hands are well formed: what their truth says stands in their files."""

import pytest
from bench.imports import dressed, printed, writers
from bench.imports.layouts import Case
from bench.imports.page import Grid
from bench.imports.unseen_layouts import unseen

from portulan.plandoc.document import PlanDocument
from portulan.plandoc.text import fold

LOTS = ("eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth")
CASES = {case.name: case for lot in LOTS for case in unseen(lot)}
MAKERS = {"pdf", *writers.WRITERS, *dressed.CONVERTED}
MAKERS |= {f"browser-{look}" for look in printed.LOOKS} | {f"typst-{look}" for look in printed.SET}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_the_truth_says_stands_in_the_file(case: Case) -> None:
    assert case.plan is not None
    told = fold(" ".join(_text(case)))
    assert [part for value in _values(case.plan) for part in value.split(", ") if fold(part) not in told] == []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_plan_stands_in_formats_that_are_made(case: Case) -> None:
    assert set(case.formats) - MAKERS == set()


def _text(case: Case) -> list[str]:
    found = []
    for block in case.blocks:
        if isinstance(block, Grid):
            found += [cell.text for _, _, cell in block.placed()]
        else:
            found.append(getattr(block, "text", "") or getattr(block, "name", ""))
    return found


def _values(plan: PlanDocument) -> list[str]:
    found = []
    for objective in plan.walk():
        found.append(objective.title.plain)
        for action in objective.actions:
            found += [action.text.plain, action.code, action.deadline.text, *action.recommendations]
            found += [one.name for one in action.responsibles]
            found += [one.text.plain for one in action.expected_results]
            found += [text for pair in action.extra.items() for text in pair]
    return found
