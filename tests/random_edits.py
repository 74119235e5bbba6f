"""One change out of many sorts to a small plan, chosen by numbers: what properties of editing are tried with."""

from hypothesis import strategies as st

from portulan.plans.commands.editing import (
    ActionDraft,
    Carrier,
    ObjectiveDraft,
    ResultDraft,
    add_action,
    add_objective,
    change_action,
    change_objective,
    move_action,
    move_objective,
    remove_action,
    remove_objective,
    renumber_actions,
)
from portulan.plans.models import Action, Objective

RANKS = st.integers(0, 30)
TEXTS = st.sampled_from(["Une note", "Le *mot* juste", "2 * 3", "Bilan : synthèse, débat", "  deux  espaces "])
STEPS = st.lists(st.tuples(st.integers(0, 9), RANKS, RANKS, TEXTS), min_size=1, max_size=8)


def one_of(model, rank):
    rows = list(model.objects.filter(removed_at=None).order_by("position", "id"))
    return rows[rank % len(rows)]


def results_of(action, rank, text):
    """The action's results turned round, one reworded, one new."""
    rows = list(action.expected_results.filter(removed_at=None).order_by("-position"))
    kept = [ResultDraft(one.text, one.kind, one.pk) for one in rows[: rank % 3]]
    return ActionDraft(results=(*kept, ResultDraft(text)))


def step(what, one, other, text, actor):
    """One change out of ten sorts, to rows chosen by their rank."""
    action, objective = one_of(Action, one), one_of(Objective, other)
    bodies = ActionDraft(responsibles=(Carrier(name="CS", role="associate"), Carrier(name=text)))
    steps = [
        lambda: change_action(action, ActionDraft(text=text, deadline="En continu"), actor=actor, postponing=True),
        lambda: change_action(action, bodies, actor=actor),
        lambda: change_action(action, results_of(action, other, text), actor=actor),
        lambda: move_action(action, actor=actor, objective=objective, rank=one % 4 or None),
        lambda: remove_action(action, actor=actor),
        lambda: add_action(objective, ActionDraft(text=text), actor=actor),
        lambda: change_objective(objective, ObjectiveDraft(title=text, code=str(one)), actor=actor),
        lambda: move_objective(objective, actor=actor, parent=one_of(Objective, one), rank=one % 3 or None),
        lambda: renumber_actions(objective, actor=actor),
        lambda: (
            remove_objective(objective, actor=actor)
            if one % 2
            else add_objective(objective.plan, ObjectiveDraft(title=text), actor=actor, parent=objective)
        ),
    ]
    steps[what]()
