"""A plan document becomes the workspace's plan."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Collection, Iterator
from typing import Any, cast

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.commands import bodies_named
from portulan.governance.models import Body
from portulan.journal.commands import record
from portulan.plandoc import document as doc
from portulan.plandoc import jsonfile
from portulan.plandoc.text import short_title
from portulan.plans.models import Action, ExpectedResult, Objective, Plan, Responsibility, Revision
from portulan.plans.queries.revisions import own_id
from portulan.shared.errors import Conflict


@transaction.atomic
def take_in(
    document: doc.PlanDocument,
    *,
    actor: Any,
    adopted_on: dt.date | None = None,
    batch: uuid.UUID | None = None,
    at: dt.datetime | None = None,
    keep_apart: Collection[str] = (),
) -> Plan:
    """Write the whole document as the plan of the open workspace, freeze it as its first revision, remember it
    in the journal. `keep_apart`: see `bodies_named`. Raises Conflict when the workspace already has a plan."""
    if Plan.objects.exists():
        raise Conflict(_("Cet espace a déjà un plan. Rien n’a été modifié."))
    plan = _plan(document)
    bodies = bodies_named(
        (one.name for action in document.actions() for one in action.responsibles),
        document.acronyms,
        keep_apart,
    )
    _write(plan, document, bodies)
    freeze(plan, document, label=document.edition or _("Plan repris"), adopted_on=adopted_on)
    counts = document.counts()
    record(
        "plan.taken_in",
        plan,
        actor=actor,
        name=plan.title,
        after={"actions": counts.actions, "results": counts.results},
        batch=batch,
        at=at,
    )
    return plan


def too_long(document: doc.PlanDocument) -> str:
    """Which text a field may not hold, in words; empty where all do. A database that refuses one does not say."""
    for where, text, model, field in _bounded_texts(document):
        longest = cast(models.CharField[str, str], model._meta.get_field(field)).max_length
        if longest and len(text) > longest:
            said = {"where": where, "text": f"{text[:60]}…", "count": longest}
            return (
                _(
                    "%(where)s\u00a0: «\u00a0%(text)s\u00a0» dépasse les %(count)d caractères que sa case peut "
                    "tenir. Raccourcissez ce texte dans le document, ou dites que sa colonne contient autre "
                    "chose. Rien n’a été créé."
                )
                % said
            )
    return ""


def _bounded_texts(document: doc.PlanDocument) -> Iterator[tuple[str, str, type[models.Model], str]]:
    yield _("Le plan"), document.edition, Plan, "edition"
    yield _("Le plan"), document.organisation, Plan, "organisation"
    for objective in document.walk():
        for field, text in (("label", objective.label), ("code", objective.code)):
            yield _("Un objectif"), text, Objective, field
    for action in document.actions():
        where = _("L’action %(code)s") % {"code": action.code[:30] or short_title(action.text.plain)}
        yield where, action.code, Action, "code"
        yield where, action.deadline.text, Action, "deadline_text"
        for one in action.responsibles:
            yield where, one.name, Responsibility, "written"


def freeze(plan: Plan, document: doc.PlanDocument, *, label: str, adopted_on: dt.date | None = None) -> Revision:
    """Keep the document as a revision of the plan, never edited afterwards."""
    return Revision.objects.create(
        plan=plan,
        label=label[:200],
        adopted_on=adopted_on or timezone.localdate(),
        created_at=timezone.now(),
        document=jsonfile.to_json(document),
        sha256=hashlib.sha256(jsonfile.dumps(document).encode()).hexdigest(),
    )


def _plan(document: doc.PlanDocument) -> Plan:
    return Plan.objects.create(
        title=document.title,
        starts=document.period.starts,
        ends=document.period.ends,
        edition=document.edition,
        organisation=document.organisation,
        language=document.language,
        acronyms=dict(document.acronyms),
        columns=dict(document.columns),
    )


def _write(plan: Plan, document: doc.PlanDocument, bodies: dict[str, Body]) -> None:
    objectives, pairs = [], []
    for position, (objective, parent_id) in enumerate(_with_parents(document.objectives, None), 1):
        objectives.append(_objective(plan, objective, parent_id, position))
        pairs += [(action, own_id(objective.id)) for action in objective.actions]
    Objective.objects.bulk_create(objectives)
    Action.objects.bulk_create(
        _action(plan, action, objective_id, position) for position, (action, objective_id) in enumerate(pairs, 1)
    )
    Responsibility.objects.bulk_create(one for action, _id in pairs for one in _responsibilities(action, bodies))
    ExpectedResult.objects.bulk_create(one for action, _id in pairs for one in _results(action))


def _with_parents(
    objectives: tuple[doc.Objective, ...], parent_id: uuid.UUID | None
) -> Iterator[tuple[doc.Objective, uuid.UUID | None]]:
    for objective in objectives:
        yield objective, parent_id
        yield from _with_parents(objective.objectives, own_id(objective.id))


def _objective(plan: Plan, objective: doc.Objective, parent_id: uuid.UUID | None, position: int) -> Objective:
    return Objective(
        id=own_id(objective.id),
        plan=plan,
        parent_id=parent_id,
        position=position,
        label=objective.label,
        code=objective.code,
        title=objective.title.marked(),
        short_title=objective.short_title or short_title(objective.title.plain),
    )


def _action(plan: Plan, action: doc.Action, objective_id: uuid.UUID, position: int) -> Action:
    return Action(
        id=own_id(action.id),
        plan=plan,
        objective_id=objective_id,
        position=position,
        code=action.code,
        text=action.text.marked(),
        short_title=action.short_title or short_title(action.text.plain),
        deadline_text=action.deadline.text,
        deadline_kind=action.deadline.kind,
        deadline_starts=action.deadline.starts,
        deadline_due=action.deadline.due,
        recommendations=list(action.recommendations),
        priority=action.priority,
        state=action.state,
        extra=dict(action.extra),
    )


def _responsibilities(action: doc.Action, bodies: dict[str, Body]) -> Iterator[Responsibility]:
    """One body once, even when a cell spells it twice."""
    seen = set()
    for position, one in enumerate(action.responsibles, 1):
        body = bodies[one.name]
        if body.pk not in seen:
            seen.add(body.pk)
            yield Responsibility(
                action_id=own_id(action.id), body=body, role=one.role, written=one.name, position=position
            )


def _results(action: doc.Action) -> Iterator[ExpectedResult]:
    for position, one in enumerate(action.expected_results, 1):
        yield ExpectedResult(
            id=own_id(one.id),
            action_id=own_id(action.id),
            position=position,
            text=one.text.marked(),
            kind=one.kind,
        )
