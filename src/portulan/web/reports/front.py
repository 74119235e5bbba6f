"""What every report says first: the programme, the revision, the day; and the part of the plan that it keeps."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portulan.governance.queries import BodyCard, body_card
from portulan.layouts.queries import drawn_logos
from portulan.plans.models import Revision
from portulan.plans.queries.rows import ActionRow, ObjectiveRow, PlanFacts
from portulan.reports.kinds.front import Front
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.web.frame import other_day
from portulan.web.plan import marks
from portulan.web.plan.page import initials
from portulan.web.templatetags import ui
from portulan.workspaces.models import Workspace


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan, or the part of it that was asked for; `scope` names that part, empty for the whole."""

    plan: PlanView
    scope: str = ""


def asked_part(plan: PlanView, query: Mapping[str, str]) -> Kept:
    """The part that the address asks for: `?instance=…`, `?objectif=…`. Raises Http404 for what is not here."""
    scopes = []
    if asked := query.get("objectif"):
        top = next((one for one in plan.objectives if str(one.id) == asked), None)
        if top is None:
            raise Http404
        plan = narrowed(plan, [top], plan.under(top))
        scopes.append(objective_name(top))
    if asked := query.get("instance"):
        body = _body(asked)
        carried = [one for one in plan.actions if any(row.id == body.id for row in one.row.bodies)]
        plan = narrowed(plan, plan.objectives, carried)
        scopes.append(ui.typo(body.name))
    return Kept(plan, " · ".join(scopes))


def _body(asked: str) -> BodyCard:
    try:
        body = body_card(uuid.UUID(asked))
    except ValueError:
        body = None
    if body is None:
        raise Http404
    return body


def narrowed(plan: PlanView, tops: Sequence[ObjectiveRow], actions: Sequence[TrackedAction]) -> PlanView:
    """The same plan with these actions only, and the objectives that hold some of them."""
    kept = {one.row.id for one in actions}
    objectives = tuple(one for one in (_cut(top, kept) for top in tops) if any(one.all_actions()))
    return replace(plan, objectives=objectives, actions=tuple(one for one in plan.actions if one.row.id in kept))


def _cut(node: ObjectiveRow, kept: set[uuid.UUID]) -> ObjectiveRow:
    actions: tuple[ActionRow, ...] = tuple(one for one in node.actions if one.id in kept)
    below = tuple(one for one in (_cut(child, kept) for child in node.objectives) if any(one.all_actions()))
    return replace(node, actions=actions, objectives=below)


def objective_name(node: ObjectiveRow) -> str:
    """ "OS 2 : Inciter à…"."""
    label = f"{initials(node.label)} {node.code}".strip()
    title = marks.plain(node.title)
    return _("%(label)s : %(title)s") % {"label": label, "title": title} if label else title


def front(workspace: Workspace, kept: Kept) -> Front:
    """The first page of a report on that plan, in three queries."""
    plan = kept.plan
    return front_on(workspace, plan.facts, plan.as_of, kept.scope)


def front_on(workspace: Workspace, facts: PlanFacts | None, day: dt.date, scope: str = "") -> Front:
    """The same of a document that does not read the whole plan."""
    today = timezone.localdate()
    names = tuple(workspace.institutions.order_by("name").values_list("name", flat=True))
    edition = ui.typo(facts.edition) if facts else ""
    return Front(
        institutions=", ".join(names),
        programme=ui.typo((facts.organisation if facts else "") or workspace.name),
        plan=ui.typo(facts.title) if facts else workspace.name,
        day=ui.long_day(day),
        made_on=ui.long_day(today),
        revision=_revision(day) or edition,
        scope=scope,
        remark=_remark(workspace, day),
        language=get_language() or "fr",
        edition=edition,
        names=names,
        logos=drawn_logos(),
    )


def revision_on(plan: PlanView) -> str:
    """The revision in force on the day: its label and its day, or what the plan says of its edition."""
    return _revision(plan.as_of) or ui.typo(plan.facts.edition)


def _revision(day: dt.date) -> str:
    found = Revision.objects.filter(adopted_on__lte=day).values_list("label", "adopted_on").first()
    if found is None:
        return ""
    label, day = found
    return _("%(label)s, adoptée le %(day)s") % {"label": ui.typo(label), "day": ui.long_day(day)}


def _remark(workspace: Workspace, day: dt.date) -> str:
    """What a reader must know: invented data; a day that is not today."""
    fictional = _("Exemple : états d’avancement, preuves et noms de personnes sont fictifs.")
    return " ".join(filter(None, [fictional if workspace.fictional else "", other_day(day)]))
