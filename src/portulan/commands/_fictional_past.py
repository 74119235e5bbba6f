"""The editions before the sample plan: the plan itself, with what the fictional year says was otherwise."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from portulan.commands._fictional_year import Year
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import Action, Objective, PlanDocument, Responsible
from portulan.plandoc.text import Wording
from portulan.plans.commands.taking_in import freeze
from portulan.plans.models import Plan, Revision
from portulan.plans.queries.document import document_of


def keep_past(year: Year, plan: Plan) -> None:
    """Keep each earlier edition under its date; the one that was taken in gets the day on which it was adopted.
    Each was kept here, by this tale, on the day of its adoption."""
    Revision.objects.filter(plan=plan).update(adopted_on=year.adopted_on)
    document = document_of(plan)
    for edition in year.editions:
        freeze(plan, _as_it_was(document, edition.facts), label=edition.label, adopted_on=edition.on)
    for revision in Revision.objects.filter(plan=plan).only("adopted_on"):
        kept_at = timezone.make_aware(dt.datetime.combine(revision.adopted_on, dt.time(12)))
        Revision.objects.filter(pk=revision.pk).update(created_at=kept_at)


def _as_it_was(document: PlanDocument, facts: Mapping[str, Any]) -> PlanDocument:
    objectives = tuple(_objective(one, facts) for one in document.objectives)
    return replace(document, edition=facts.get("edition", document.edition), objectives=objectives)


def _objective(objective: Objective, facts: Mapping[str, Any]) -> Objective:
    kept = [_action(one, facts) for one in objective.actions if one.code not in facts.get("without", ())]
    return replace(
        objective,
        objectives=tuple(_objective(one, facts) for one in objective.objectives),
        actions=(*kept, *_gone(objective, facts)),
    )


def _action(action: Action, facts: Mapping[str, Any]) -> Action:
    texts, deadlines, bodies = (facts.get(name, {}) for name in ("texts", "deadlines", "responsibles"))
    code = action.code
    return replace(
        action,
        text=Wording.from_marked(texts[code]) if code in texts else action.text,
        deadline=understand(deadlines[code]) if code in deadlines else action.deadline,
        responsibles=tuple(map(Responsible, bodies[code])) if code in bodies else action.responsibles,
    )


def _gone(objective: Objective, facts: Mapping[str, Any]) -> Iterator[Action]:
    """The actions that a later edition left out."""
    for one in facts.get("gone", ()):
        if one["objective"] == objective.code:
            own = str(uuid.uuid5(uuid.UUID(objective.id), one["code"]))
            bodies = tuple(map(Responsible, one["responsibles"]))
            yield Action(own, one["code"], Wording(one["text"]), "", bodies, understand(one["deadline"]))
