"""Deadlines from edition to edition: what slipped, when, by how much."""

from dataclasses import replace

from factories import plan_document
from portulan.plandoc.comparison.matching import renamed
from portulan.plandoc.comparison.slipping import chained, slipped
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import Action, Objective, PlanDocument


def edition(without: tuple[str, ...] = (), **deadlines: str) -> PlanDocument:
    """The fictional plan with these deadlines: `a111="24-25"` for the action 1.1.1."""

    def changed(one: Action) -> Action:
        text = deadlines.get("a" + one.code.replace(".", ""))
        return replace(one, deadline=understand(text)) if text is not None else one

    def below(one: Objective) -> Objective:
        return replace(
            one,
            objectives=tuple(map(below, one.objectives)),
            actions=tuple(changed(action) for action in one.actions if action.code not in without),
        )

    document = plan_document()
    return replace(document, objectives=tuple(map(below, document.objectives)))


def told(*editions: PlanDocument) -> list[tuple[str, list[tuple[int, str, int]], int]]:
    return [
        (one.action.code, [(step.edition, step.deadline.text, step.months) for step in one.steps], one.months)
        for one in slipped(chained(editions))
    ]


def test_the_steps_are_those_where_a_deadline_moved() -> None:
    found = told(
        edition(a111="24-25", a112="26-27"),
        edition(a111="25-26", a112="26-27"),
        edition(a111="25-26", a112="27-28"),
        edition(a111="27-28", a112="27-28"),
    )
    assert found == [
        ("1.1.1", [(0, "24-25", 0), (1, "25-26", 12), (3, "27-28", 24)], 36),
        ("1.1.2", [(0, "26-27", 0), (2, "27-28", 12)], 12),
    ]


def test_what_came_forward_alone_did_not_slip() -> None:
    assert told(edition(a111="27-28"), edition(a111="26-27")) == []
    forth_and_back = told(edition(a111="25-26"), edition(a111="26-27"), edition(a111="25-26"))
    assert forth_and_back == [("1.1.1", [(0, "25-26", 0), (1, "26-27", 12), (2, "25-26", -12)], 12)]


def test_without_a_last_day_nothing_slips() -> None:
    assert told(edition(a111="En continu"), edition(a111="26-27"), edition(a111="")) == []


def test_an_action_that_left_has_slipped_all_the_same() -> None:
    last = edition(without=("1.1.1",))
    (found,) = slipped(chained([edition(a111="24-25"), edition(a111="25-26"), last]))
    assert (found.action.code, found.months, found.standing) == ("1.1.1", 12, False)


def test_rows_are_one_whatever_their_identities() -> None:
    older = edition(a111="24-25")
    ids = [one.id for one in older.walk()] + [one.id for one in older.actions()]
    apart = renamed(older, {own: f"{own[:-4]}beef" for own in ids})
    assert told(apart, edition()) == [("1.1.1", [(0, "24-25", 0), (1, "26-27", 24)], 24)]


def test_one_edition_alone_tells_nothing() -> None:
    assert told(edition()) == []
