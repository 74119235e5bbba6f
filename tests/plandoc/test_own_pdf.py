"""Our own PDF comes back as the plan that it was made from, those who help included."""

from dataclasses import replace
from itertools import count
from pathlib import Path

from portulan.plandoc import jsonfile
from portulan.plandoc.comparison.matching import aligned
from portulan.plandoc.document import Action, Objective, PlanDocument, Responsible, Role
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import recognise
from portulan.reports.files import plan_file

OWN = Path(__file__).parents[2] / "examples" / "mias-2024-2029.json"


def steered() -> PlanDocument:
    """The sample plan, where every third action has one or two bodies that help."""
    document = jsonfile.loads(OWN.read_text())
    names = sorted({one.name for action in document.actions() for one in action.responsibles})
    numbers = count(1)

    def helped(action: Action) -> Action:
        if (number := next(numbers)) % 3:
            return action
        known = {one.name for one in action.responsibles}
        chosen = dict.fromkeys((names[number % len(names)], names[number * 7 % len(names)]))
        helpers = (Responsible(name, Role.ASSOCIATE) for name in chosen if name not in known)
        return replace(action, responsibles=(*action.responsibles, *helpers))

    def objective(one: Objective) -> Objective:
        return replace(
            one, objectives=tuple(map(objective, one.objectives)), actions=tuple(map(helped, one.actions))
        )

    return replace(document, objectives=tuple(map(objective, document.objectives)))


def told(document: PlanDocument) -> list[tuple[object, ...]]:
    """What each action says; a PDF keeps no thin spaces."""
    return [
        (
            one.code,
            "".join(one.text.plain.split()),
            [(who.name, who.role) for who in one.responsibles],
            one.deadline.text,
            [result.text.plain for result in one.expected_results],
        )
        for one in document.actions()
    ]


def test_our_pdf_with_those_who_help_comes_back_the_same() -> None:
    plan = steered()
    found = recognise(read("plan.pdf", plan_file(plan, "pdf")[0])).document
    assert told(aligned(found, plan)) == told(plan)
    assert sum(one.role is Role.ASSOCIATE for action in plan.actions() for one in action.responsibles) > 10
