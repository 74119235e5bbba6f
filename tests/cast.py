"""The people: Ada (coordination), Basile (responsable, in the CEP), Chloé (lecture), Driss (elsewhere)."""

import datetime as dt
from dataclasses import dataclass

import factories
from portulan.governance.commands import person_of
from portulan.governance.models import Body, Seat
from portulan.plans.commands.taking_in import take_in
from portulan.plans.models import Action, Plan
from portulan.shared import scoping
from portulan.workspaces.models import Role, User, Workspace


@dataclass(frozen=True)
class Cast:
    """Two workspaces with the same plan in each; `plan` and `workspace` are Ada's."""

    workspace: Workspace
    plan: Plan
    ada: User
    basile: User
    chloe: User
    elsewhere: Workspace
    driss: User

    def action(self, code: str) -> Action:
        return Action.everywhere.get(workspace=self.workspace, code=code)


def gather(actions: int = 3) -> Cast:
    """Ada's workspace "mias" and Driss's "ailleurs", each with the fictional plan of `factories`."""
    here, elsewhere = factories.workspace(), factories.workspace("ailleurs", "Autre master fictif")
    ada = factories.member(here, "Ada", Role.COORDINATION)
    basile = factories.member(here, "Basile", Role.RESPONSIBLE)
    chloe = factories.member(here, "Chloé", Role.READER)
    driss = factories.member(elsewhere, "Driss", Role.COORDINATION)
    with scoping.opened(elsewhere.pk):
        take_in(factories.plan_document(), actor=driss)
    with scoping.opened(here.pk):
        plan = take_in(factories.plan_document(actions), actor=ada)
        Seat.objects.create(
            body=Body.objects.get(acronym="CEP"), person=person_of(basile), starts=dt.date(2024, 9, 14)
        )
    return Cast(here, plan, ada, basile, chloe, elsewhere, driss)
