"""What comes before an action and what comes after it, in words; a warning where their dates contradict."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portulan.plans.queries.dependencies import Need
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Link:
    """One dependency seen from an action: "Après" the one that it needs, "Avant" the one that needs it. `warning`
    says how their dates contradict; `remove_address` is for who may take it back."""

    word: str
    code: str
    title: str
    address: str
    status: SafeString
    note: str
    warning: str
    remove_address: str


def links(
    plan: PlanView, action: TrackedAction, needs: Iterable[Need], slug: str, *, may_edit: bool
) -> tuple[Link, ...]:
    """The dependencies of this action: what it needs first, then what needs it."""
    found = [one for one in needs if one.action_id in plan.by_id and one.needs_id in plan.by_id]
    before = [(_("Après"), one, one.needs_id) for one in found if one.action_id == action.row.id]
    after = [(_("Avant"), one, one.action_id) for one in found if one.needs_id == action.row.id]
    return tuple(_link(plan, word, one, other, slug, may_edit) for word, one, other in [*before, *after])


def contradiction(action: TrackedAction, needed: TrackedAction) -> str:
    """How the dates of two actions contradict, when the first needs the second; empty when they agree."""
    own, first = action.row.deadline, needed.row.deadline
    if own.due is None or first.due is None or own.due >= first.due:
        return ""
    return _("%(after)s est attendue en %(own)s, avant %(before)s dont elle dépend, attendue en %(first)s.") % {
        "after": action.row.code,
        "own": own.text,
        "before": needed.row.code,
        "first": first.text,
    }


def contradictions(plan: PlanView, needs: Iterable[Need]) -> tuple[str, ...]:
    """Every such warning of the plan, in the order of its actions."""
    pairs = ((plan.by_id.get(one.action_id), plan.by_id.get(one.needs_id)) for one in needs)
    said = [contradiction(action, needed) for action, needed in pairs if action and needed]
    return tuple(filter(None, said))


def _link(plan: PlanView, word: str, need: Need, other_id: uuid.UUID, slug: str, may_edit: bool) -> Link:
    other = plan.by_id[other_id]
    return Link(
        word=word,
        code=other.row.code,
        title=ui.typo(other.row.short_title) or marks.plain(other.row.text),
        address=address("action", slug, other_id),
        status=ui.status_pill(other.status),
        note=ui.typo(need.note),
        warning=contradiction(plan.by_id[need.action_id], plan.by_id[need.needs_id]),
        remove_address=address("dependency_remove", slug, need.id) if may_edit else "",
    )
