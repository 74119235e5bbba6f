"""What a Word file carries for whoever reads it back: only what the table cannot say."""

from dataclasses import replace

from factories import action, an_id, plan_document
from portulan.plandoc.carried import carried, restored
from portulan.plandoc.deadline import Deadline
from portulan.plandoc.document import (
    Action,
    DeclaredState,
    Objective,
    Period,
    PlanDocument,
    Priority,
    Responsible,
    ResultKind,
    Role,
)
from portulan.plandoc.text import Wording


def plan_of(*actions: Action, title: str = "Plan fictif", language: str = "fr") -> PlanDocument:
    objective = Objective(an_id("o"), "1", "Axe", Wording("Titre"), short_title="T", actions=actions)
    return PlanDocument(title, Period(2024, 2028), language=language, objectives=(objective,))


STEERED = replace(
    action("1.1", state=DeclaredState.STARTED),
    responsibles=(Responsible("CEP"), Responsible("CS", Role.ASSOCIATE)),
    short_title="Note",
    priority=Priority.HIGH,
)


def as_read(document: PlanDocument, **changes: object) -> PlanDocument:
    """The same plan as its table alone would give it."""
    (objective,) = document.objectives
    actions = tuple(
        replace(
            one,
            responsibles=tuple(Responsible(body.name) for body in one.responsibles),
            short_title="",
            priority=Priority.UNSET,
            state=DeclaredState.NOT_STARTED,
            expected_results=tuple(replace(result, kind=ResultKind.STATE) for result in one.expected_results),
            **changes,
        )
        for one in objective.actions
    )
    bare = replace(objective, short_title="", actions=actions)
    return replace(document, period=Period(), language="fr", objectives=(bare,))


def test_what_the_table_does_not_show_comes_back() -> None:
    document = plan_of(STEERED, language="en")
    assert restored(as_read(document), carried(document)) == document


def test_what_people_changed_in_the_table_counts() -> None:
    document = plan_of(STEERED)
    changed = as_read(document, text=Wording("Réécrite"), deadline=Deadline("un jour"))
    (found,) = restored(changed, carried(document)).actions()
    assert (found.text, found.deadline, found.state) == (
        Wording("Réécrite"),
        Deadline("un jour"),
        DeclaredState.STARTED,
    )


def test_an_unknown_action_stays_as_it_was_read() -> None:
    document, new = plan_of(STEERED), action("1.2")
    assert restored(plan_of(new), carried(document)).objectives[0].actions == (new,)


def test_a_role_follows_its_body_only() -> None:
    document = plan_of(STEERED)
    changed = as_read(document)
    (objective,) = changed.objectives
    other = replace(objective.actions[0], responsibles=(Responsible("CP"), Responsible("CS")))
    changed = replace(changed, objectives=(replace(objective, actions=(other,)),))
    (found,) = restored(changed, carried(document)).actions()
    assert found.responsibles == (Responsible("CP"), Responsible("CS", Role.ASSOCIATE))


def test_emphasis_that_reading_takes_for_style_comes_back() -> None:
    whole = replace(STEERED, text=Wording("Tout en italique", ((0, 16),)))
    document = plan_of(whole)
    assert restored(as_read(document, text=Wording("Tout en italique")), carried(document)) == document


def test_nothing_usable_changes_nothing() -> None:
    document = plan_document()
    for facts in ({}, {"plan": ""}, {"plan": "{}"}, {"plan": "[" * 9000}, {"other": "x"}):
        assert restored(document, facts) == document
