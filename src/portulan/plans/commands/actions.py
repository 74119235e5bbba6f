"""What a coordinator does to one action. Each command is one transaction and one journal entry."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.governance.commands import bodies_named
from portulan.governance.models import Body
from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.plandoc.deadline import understand
from portulan.plandoc.drift import is_later
from portulan.plandoc.text import Wording, short_title
from portulan.plans import rules
from portulan.plans.commands import states
from portulan.plans.commands.changing import ACTION, change, fresh, locked, sent_as
from portulan.plans.commands.states import Values
from portulan.plans.models import Action, Effort, Objective, Priority, ResponsibilityRole, ResultKind
from portulan.shared.errors import Conflict, Invalid


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who carries an action: a body that is known, or the name of one (made known when it is new)."""

    body: uuid.UUID | None = None
    name: str = ""
    role: str = ResponsibilityRole.PILOT


@dataclass(frozen=True, slots=True)
class ResultDraft:
    """An expected result as it is wanted; no `id`: a new one."""

    text: str
    kind: str = ResultKind.DOCUMENT
    id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDraft:
    """What is wanted of an action; None leaves a field as it is. Texts are as typed, *emphasis* between stars.
    `results` are all those wanted, in order: one that is left out is removed, its proofs are kept."""

    code: str | None = None
    text: str | None = None
    short_title: str | None = None
    deadline: str | None = None
    priority: str | None = None
    effort: str | None = None
    recommendations: tuple[str, ...] | None = None
    responsibles: tuple[Carrier, ...] | None = None
    results: tuple[ResultDraft, ...] | None = None


class Postpones(Invalid):
    """A deadline would move later, and nobody said why: it is a postponement (see `tracking.commands`)."""

    def __init__(self) -> None:
        super().__init__(_("L’échéance serait reportée : dites pourquoi."), "reason")


@transaction.atomic
def add_action(
    objective: Objective, draft: ActionDraft, *, actor: Any, submission: uuid.UUID | None = None
) -> Action:
    """A new action at the end of an objective. The same submission adds one. Raises Invalid."""
    if not (draft.text or "").strip():
        raise Invalid(_("Écrivez le texte de l’action."), "text")
    if objective.removed_at is not None:
        raise Conflict(_("Cet objectif a été retiré du plan. Rétablissez-le d’abord, ou choisissez-en un autre."))
    locked(objective.plan)
    identity = sent_as(submission, actor)
    if said := Action.objects.filter(pk=identity).first():
        return said
    action = Action(
        id=identity, plan_id=objective.plan_id, objective=objective, position=_next_position(objective)
    )
    wanted = _wanted(action, replace(draft, short_title=draft.short_title or ""))
    _check_code(action, wanted.get("code", ""))
    states.put_action(action, wanted)
    after = {
        name: value
        for name, value in states.of_action(action).items()
        if value not in ("", []) and name != "place"
    }
    record(
        "action.added",
        action,
        actor=actor,
        name=ACTION.name(action),
        action_id=action.pk,
        before={"removed": True},
        after=after,
    )
    return action


@transaction.atomic
def change_action(
    action: Action,
    draft: ActionDraft,
    *,
    actor: Any,
    version: int | None = None,
    reason: str = "",
    postponing: bool = False,
    batch: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> Entry | None:
    """Change what the draft says; None when nothing differs. A deadline moves later only for a caller that keeps
    the postponement (`postponing`). Raises Stale, Invalid, Postpones."""
    action = fresh(action, version)
    _standing(action)
    wanted = _wanted(action, draft)
    if "deadline" in wanted and not postponing and moves_later(action, wanted["deadline"]):
        raise Postpones
    if wanted.get("text") == "":
        raise Invalid(_("Écrivez le texte de l’action."), "text")
    if "code" in wanted and wanted["code"] != action.code:
        _check_code(action, wanted["code"])
    return change(ACTION, action, wanted, verb="action.changed", actor=actor, reason=reason, batch=batch, at=at)


@transaction.atomic
def move_action(
    action: Action,
    *,
    actor: Any,
    objective: Objective | None = None,
    rank: int | None = None,
    code: str | None = None,
    version: int | None = None,
    batch: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> Entry | None:
    """Put the action in another objective (at its end, unless a rank is said), or at another rank of its own;
    its code changes only when one is given."""
    action = fresh(action, version)
    _standing(action)
    wanted: Values = {}
    elsewhere = objective is not None and objective.pk != action.objective_id
    target = objective if objective is not None and elsewhere else action.objective
    _standing(target)
    rank = _rank(action, target, rank)
    if elsewhere:
        wanted["objective_id"] = str(target.pk)
    if elsewhere or rank != states.rank(action):
        beside = Action.objects.filter(objective=target).order_by("position", "id")
        wanted["place"] = states.place_at(action, rank, beside)
    if code is not None and code.strip() != action.code:
        wanted["code"] = code.strip()
        _check_code(action, wanted["code"])
    return change(ACTION, action, wanted, verb="action.moved", actor=actor, batch=batch, at=at)


@transaction.atomic
def remove_action(action: Action, *, actor: Any, version: int | None = None, reason: str = "") -> Entry:
    """Take the action out of the plan. Its row, its proofs and its journal are kept."""
    action = fresh(action, version)
    entry = change(ACTION, action, {"removed": True}, verb="action.removed", actor=actor, reason=reason)
    if entry is None:
        raise Conflict(_("Cette action est déjà retirée du plan."))
    return entry


@transaction.atomic
def restore_action(action: Action, *, actor: Any) -> Entry:
    """Bring a removed action back where it was. Raises Conflict when its objective is no longer in the plan."""
    action = fresh(action, None)
    if action.objective.removed_at is not None:
        raise Conflict(_("L’objectif de cette action a été retiré du plan. Rétablissez d’abord l’objectif."))
    wanted = {"removed": False, "merged_into": None}
    entry = change(ACTION, action, wanted, verb="action.restored", actor=actor)
    if entry is None:
        raise Conflict(_("Cette action est déjà dans le plan."))
    return entry


def moves_later(action: Action, written: str) -> bool:
    """Whether this deadline, as written, would be later than the action's own."""
    return is_later(action.deadline, understand(written, action.workspace.boundary))


def _wanted(action: Action, draft: ActionDraft) -> Values:
    """The draft as values, checked."""
    wanted: Values = {}
    if draft.code is not None:
        wanted["code"] = draft.code.strip()
    if draft.text is not None:
        wanted["text"] = action.text if draft.text == action.text else rules.official(draft.text)
    if draft.short_title is not None:
        wanted["short_title"] = _short(draft.short_title, wanted.get("text", action.text))
    if draft.deadline is not None:
        wanted["deadline"] = draft.deadline.strip()
    if draft.priority is not None:
        wanted["priority"] = _choice(draft.priority, Priority.values, "priority")
    if draft.effort is not None:
        wanted["effort"] = _choice(draft.effort, Effort.values, "effort")
    if draft.recommendations is not None:
        wanted["recommendations"] = [one.strip() for one in draft.recommendations if one.strip()]
    if draft.responsibles is not None:
        wanted["responsibles"] = _responsibles(action, draft.responsibles)
    if draft.results is not None:
        wanted["results"] = _results(action, draft.results)
    return wanted


def _short(typed: str, text: str) -> str:
    """The short title, proposed from the text when none is given."""
    given = typed.strip() or short_title(Wording.from_marked(text).plain)
    if len(given) > rules.SHORT_TITLE_LIMIT:
        raise Invalid(_("L’intitulé court compte quarante caractères au plus."), "short_title")
    return given


def _responsibles(action: Action, carriers: Iterable[Carrier]) -> list[Values]:
    """A body once; the plan's own spelling is kept for a body that was there already."""
    written = dict(action.responsibilities.values_list("body_id", "written")) if not action._state.adding else {}
    carriers = [one for one in carriers if one.body or one.name.strip()]
    bodies = {one.pk: one for one in Body.objects.filter(pk__in=[c.body for c in carriers if c.body])}
    named = _named_bodies([" ".join(one.name.split()) for one in carriers if not one.body], action)
    rows: dict[uuid.UUID, Values] = {}
    for one in carriers:
        body = bodies.get(one.body) if one.body else named[" ".join(one.name.split())]
        if body is None:
            raise Invalid(_("Cette instance n’existe pas dans cet espace."), "responsibles")
        spelling = written.get(body.pk) or (" ".join(one.name.split()) if not one.body else str(body))
        role = _choice(one.role, ResponsibilityRole.values, "responsibles")
        rows.setdefault(body.pk, {"body": str(body.pk), "role": role, "written": spelling})
    return list(rows.values())


def _named_bodies(names: list[str], action: Action) -> dict[str, Body]:
    if any(len(name) > 200 for name in names):
        raise Invalid(_("Le nom d’une instance compte deux cents caractères au plus."), "responsibles")
    return bodies_named(names, action.plan.acronyms) if names else {}


def _results(action: Action, drafts: Iterable[ResultDraft]) -> list[Values]:
    known = set(action.expected_results.values_list("pk", flat=True)) if not action._state.adding else set()
    texts = dict(action.expected_results.values_list("pk", "text")) if known else {}
    rows = []
    for one in drafts:
        if one.id is not None and one.id not in known:
            raise Invalid(_("Ce résultat n’est pas de cette action."), "results")
        text = one.text if one.id and one.text == texts[one.id] else rules.official(one.text)
        if not text:
            raise Invalid(_("Écrivez ce résultat attendu, ou cochez « Retirer »."), "results")
        kind = _choice(one.kind, ResultKind.values, "results")
        rows.append({"id": str(one.id or uuid.uuid4()), "text": text, "kind": kind})
    if len({row["id"] for row in rows}) != len(rows):
        raise Invalid(_("Un même résultat est donné deux fois."), "results")
    return rows


def _choice(value: str, choices: Iterable[str], field: str) -> str:
    if value not in choices:
        raise Invalid(_("Ce choix n’existe pas."), field)
    return value


def _check_code(action: Action, code: str) -> None:
    """Two standing actions never share a code from now on; those that a source gave so are left alone."""
    if len(code) > 30:
        raise Invalid(_("Le code compte trente caractères au plus."), "code")
    other = Action.objects.filter(plan_id=action.plan_id, code=code, removed_at=None).exclude(pk=action.pk).first()
    if code and other:
        raise Invalid(
            _("Le code %(code)s est déjà celui de « %(title)s ».") % {"code": code, "title": other.short_title},
            "code",
        )


def _standing(row: Action | Objective) -> None:
    if row.removed_at is not None:
        raise Conflict(_("Cela a été retiré du plan entre-temps. Rétablissez-le d’abord depuis le journal."))


def _rank(action: Action, target: Objective, rank: int | None) -> int:
    """The rank asked for, within what there is; none asked for: its own, or the last of another objective."""
    others = Action.objects.filter(objective=target, removed_at=None).exclude(pk=action.pk).count()
    if rank is None:
        return states.rank(action) if target.pk == action.objective_id else others + 1
    return max(1, min(rank, others + 1))


def _next_position(objective: Objective) -> int:
    last = Action.objects.filter(objective=objective).order_by("-position").values_list("position", flat=True)
    return (last.first() or 0) + 1
