"""What a coordinator does to the tree of objectives, and to what the plan says of itself."""

import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.plandoc.text import Wording, short_title
from portulan.plans import rules
from portulan.plans.commands import states
from portulan.plans.commands.changing import OBJECTIVE, PLAN, change, locked, sealed, sent_as
from portulan.plans.commands.states import Values
from portulan.plans.models import Action, Objective, Plan
from portulan.shared.errors import Conflict, Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveDraft:
    """What is wanted of an objective; None leaves a field as it is. `label` is the plan's own word for this level
    ("Objectif stratégique de développement", "Temps"), empty where it has none."""

    title: str | None = None
    code: str | None = None
    label: str | None = None
    short_title: str | None = None


@transaction.atomic
def add_objective(
    plan: Plan,
    draft: ObjectiveDraft,
    *,
    actor: Any,
    parent: Objective | None = None,
    submission: uuid.UUID | None = None,
) -> Objective:
    """A new objective, the last one below its parent, or at the top. The same submission adds one. Raises Invalid,
    Conflict."""
    if not (draft.title or "").strip():
        raise Invalid(_("Écrivez l’intitulé de l’objectif."), "title")
    if parent is not None and parent.removed_at is not None:
        raise Conflict(_("L’objectif qui devait le contenir a été retiré du plan."))
    plan, identity = locked(plan), sent_as(submission, actor)
    if said := Objective.objects.filter(pk=identity).first():
        return said
    beside = Objective.objects.filter(plan=plan, parent=parent).order_by("-position")
    last = beside.values_list("position", flat=True).first() or 0
    objective = Objective(id=identity, plan=plan, parent=parent, position=last + 1)
    states.put_objective(objective, _wanted(objective, replace(draft, short_title=draft.short_title or "")))
    after = {
        n: value for n, value in states.of_objective(objective).items() if n not in ("place", "codes", "parent")
    }
    record(
        "objective.added",
        objective,
        actor=actor,
        name=OBJECTIVE.name(objective),
        before={"removed": True},
        after=after,
    )
    return objective


@transaction.atomic
def change_objective(
    objective: Objective, draft: ObjectiveDraft, *, actor: Any, seen: str | None = None
) -> Entry | None:
    """Change what the draft says; None when nothing differs. Raises Invalid, and Stale when `seen` is no longer
    the objective's seal."""
    objective = sealed(objective, seen)
    wanted = _wanted(objective, draft)
    if wanted.get("title") == "":
        raise Invalid(_("Écrivez l’intitulé de l’objectif."), "title")
    return change(OBJECTIVE, objective, wanted, verb="objective.changed", actor=actor)


@transaction.atomic
def move_objective(
    objective: Objective, *, actor: Any, parent: Objective | None, rank: int | None = None
) -> Entry | None:
    """Put the objective below another (None: at the top), at a rank there, or last. Raises Invalid when the parent
    is below it."""
    objective = locked(objective)
    if parent is not None and objective.pk in {one.pk for one in _upwards(parent)}:
        raise Invalid(_("Un objectif ne peut pas se trouver sous lui-même."), "parent")
    wanted: Values = {"parent_id": str(parent.pk) if parent else None}
    elsewhere = objective.parent_id != (parent.pk if parent else None)
    beside = Objective.objects.filter(plan_id=objective.plan_id, parent=parent).order_by("position", "id")
    places = beside.filter(removed_at=None).exclude(pk=objective.pk).count() + 1
    rank = max(1, min(rank or (places if elsewhere else states.rank(objective)), places))
    if elsewhere or rank != states.rank(objective):
        wanted["place"] = states.place_at(objective, rank, beside)
    return change(OBJECTIVE, objective, wanted, verb="objective.moved", actor=actor)


@transaction.atomic
def renumber_actions(objective: Objective, *, actor: Any) -> Entry | None:
    """Give the objective's actions their codes in order (1.2.1, 1.2.2…). Their identities do not change."""
    objective = locked(objective)
    codes = codes_in_order(objective)
    _check_free(objective, codes)
    return change(OBJECTIVE, objective, {"codes": codes}, verb="objective.renumbered", actor=actor)


def codes_in_order(objective: Objective) -> dict[str, str]:
    """Each standing action of the objective with the code that its place would give it."""
    actions = list(objective.actions.filter(removed_at=None).order_by("position", "id"))
    proposed = rules.proposed_codes(objective.code, [one.code for one in actions])
    return {str(action.pk): code for action, code in zip(actions, proposed, strict=True)}


@transaction.atomic
def remove_objective(objective: Objective, *, actor: Any, reason: str = "") -> Entry:
    """Take an empty objective out of the plan. Raises Conflict while it holds something."""
    objective = locked(objective)
    if sentence := why_it_stays(objective):
        raise Conflict(sentence)
    entry = change(OBJECTIVE, objective, {"removed": True}, verb="objective.removed", actor=actor, reason=reason)
    if entry is None:
        raise Conflict(_("Cet objectif est déjà retiré du plan."))
    return entry


@transaction.atomic
def restore_objective(objective: Objective, *, actor: Any) -> Entry:
    """Bring a removed objective back where it was."""
    objective = locked(objective)
    if objective.parent is not None and objective.parent.removed_at is not None:
        raise Conflict(_("L’objectif qui le contient a été retiré du plan. Rétablissez-le d’abord."))
    entry = change(OBJECTIVE, objective, {"removed": False}, verb="objective.restored", actor=actor)
    if entry is None:
        raise Conflict(_("Cet objectif est déjà dans le plan."))
    return entry


def why_it_stays(objective: Objective) -> str:
    """Why the objective cannot be removed now; empty when it can."""
    held = objective.actions.filter(removed_at=None).count()
    below = objective.children.filter(removed_at=None).count()
    if held:
        return ngettext(
            "Cet objectif contient encore %(count)d action. Déplacez-la ou retirez-la d’abord.",
            "Cet objectif contient encore %(count)d actions. Déplacez-les ou retirez-les d’abord.",
            held,
        ) % {"count": held}
    if below:
        return ngettext(
            "Cet objectif contient encore %(count)d objectif. Déplacez-le ou retirez-le d’abord.",
            "Cet objectif contient encore %(count)d objectifs. Déplacez-les ou retirez-les d’abord.",
            below,
        ) % {"count": below}
    return ""


@transaction.atomic
def change_plan(
    plan: Plan,
    *,
    actor: Any,
    title: str | None = None,
    edition: str | None = None,
    organisation: str | None = None,
    seen: str | None = None,
) -> Entry | None:
    """Change what the plan says of itself; None when nothing differs. Raises Invalid, Stale."""
    given = {"title": title, "edition": edition, "organisation": organisation}
    wanted = {name: " ".join(value.split()) for name, value in given.items() if value is not None}
    if wanted.get("title") == "":
        raise Invalid(_("Donnez un titre au plan."), "title")
    return change(PLAN, sealed(plan, seen), wanted, verb="plan.changed", actor=actor)


def _wanted(objective: Objective, draft: ObjectiveDraft) -> Values:
    wanted: Values = {}
    if draft.title is not None:
        wanted["title"] = objective.title if draft.title == objective.title else rules.official(draft.title)
    if draft.code is not None:
        wanted["code"] = draft.code.strip()
    if draft.label is not None:
        wanted["label"] = " ".join(draft.label.split())
    if draft.short_title is not None:
        plain = Wording.from_marked(wanted.get("title", objective.title)).plain
        wanted["short_title"] = draft.short_title.strip() or short_title(plain)
    if len(wanted.get("short_title", "")) > rules.SHORT_TITLE_LIMIT:
        raise Invalid(_("L’intitulé court compte quarante caractères au plus."), "short_title")
    return wanted


def _check_free(objective: Objective, codes: dict[str, str]) -> None:
    others = Action.objects.filter(plan_id=objective.plan_id, removed_at=None, code__in=codes.values())
    taken = others.exclude(pk__in=list(codes)).order_by("position").first()
    if taken is not None:
        raise Conflict(
            _("Le code %(code)s est déjà celui d’une action d’un autre objectif. Rien n’a été renuméroté.")
            % {"code": taken.code}
        )


def _upwards(objective: Objective) -> list[Objective]:
    path = [objective]
    while path[-1].parent is not None:
        path.append(path[-1].parent)
    return path
