"""Editing a plan, one change at a time: all the commands under one name."""

from portulan.plans.commands.actions import (
    ActionDraft,
    Carrier,
    Postpones,
    ResultDraft,
    add_action,
    change_action,
    move_action,
    moves_later,
    remove_action,
    restore_action,
)
from portulan.plans.commands.bodies import add_body, change_body
from portulan.plans.commands.changing import Stale, seal
from portulan.plans.commands.dependencies import add_dependency, remove_dependency
from portulan.plans.commands.merging import merge_bodies, what_moves
from portulan.plans.commands.objectives import (
    ObjectiveDraft,
    add_objective,
    change_objective,
    change_plan,
    codes_in_order,
    move_objective,
    remove_objective,
    renumber_actions,
    restore_objective,
    why_it_stays,
)

__all__ = [
    "ActionDraft",
    "Carrier",
    "ObjectiveDraft",
    "Postpones",
    "ResultDraft",
    "Stale",
    "add_action",
    "add_body",
    "add_dependency",
    "add_objective",
    "change_action",
    "change_body",
    "change_objective",
    "change_plan",
    "codes_in_order",
    "merge_bodies",
    "move_action",
    "move_objective",
    "moves_later",
    "remove_action",
    "remove_dependency",
    "remove_objective",
    "renumber_actions",
    "restore_action",
    "restore_objective",
    "seal",
    "what_moves",
    "why_it_stays",
]
