"""Who may report on which action: the coordination on all, those responsible on those of their bodies today."""

import uuid
from collections.abc import Collection

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance import queries as governance
from portulan.governance.models import Seat
from portulan.plans.models import Action, Responsibility
from portulan.shared.errors import Conflict
from portulan.shared.permissions import Allowed, Denied, Verdict
from portulan.tracking.models import Evidence
from portulan.web.access import MemberRequest, require
from portulan.workspaces.models import Membership, Role
from portulan.workspaces.permissions import Permission, may


def may_report(membership: Membership, action: Action) -> Verdict:
    """Whether this member may note progress on this action, and add proofs to it."""
    return may(
        membership,
        Permission.REPORT,
        action_bodies=set(action.responsibilities.values_list("body_id", flat=True)),
        own_bodies=own_bodies(membership),
    )


def may_report_on_all(membership: Membership, action_ids: Collection[uuid.UUID]) -> Verdict:
    """Whether this member may note on each of these actions, in two queries however many they are."""
    bodies: dict[uuid.UUID, set[uuid.UUID]] = {pk: set() for pk in action_ids}
    carried = Responsibility.objects.filter(action_id__in=list(bodies)).values_list("action_id", "body_id")
    for action_id, body_id in carried:
        bodies[action_id].add(body_id)
    own = own_bodies(membership)
    verdicts = (
        may(membership, Permission.REPORT, action_bodies=carriers, own_bodies=own) for carriers in bodies.values()
    )
    return next((verdict for verdict in verdicts if not verdict), Allowed())


def may_show(membership: Membership, evidence: Evidence) -> Verdict:
    """Whether this member may say who is shown a proof: its author, and the coordination."""
    if membership.role == Role.COORDINATION or evidence.author_id == membership.user_id:
        return Allowed()
    return Denied(_("Seules la coordination et la personne qui a joint cette preuve choisissent qui la voit."))


def own_bodies(membership: Membership) -> set[uuid.UUID]:
    """The bodies in which this member sits today."""
    return set(seats_of(membership).values_list("body_id", flat=True))


def seats_of(membership: Membership) -> QuerySet[Seat]:
    """The seats of this member today."""
    return governance.seats_of(membership.user_id, timezone.localdate())


def reportable_actions(membership: Membership) -> QuerySet[Action]:
    """The actions of the plan on which this member may report, in the order of their codes."""
    standing = Action.objects.filter(removed_at=None).order_by("objective__position", "position", "pk")
    if membership.role == Role.COORDINATION:
        return standing
    if membership.role == Role.READER:
        return standing.none()
    sits_in = seats_of(membership).values("body_id")
    carried = Responsibility.objects.filter(body_id__in=sits_in).values("action_id")
    return standing.filter(pk__in=carried)


def reportable(request: MemberRequest, action_id: uuid.UUID) -> Action:
    """The action, when this member may report on it. Raises Http404, Refused, or Conflict when it was removed."""
    action = get_object_or_404(Action.objects.select_related("objective"), pk=action_id)
    require(may_report(request.membership, action))
    if action.removed_at is not None:
        raise Conflict(_("Cette action a été retirée du plan : plus rien ne s’y note."))
    return action


def reportable_of(request: MemberRequest, evidence: Evidence) -> list[Action]:
    """The actions of a proof, when this member may report on each. Raises Http404, Refused, or Conflict when none
    of them stands."""
    actions = list(evidence.actions.order_by("position", "pk"))
    if not actions:
        raise Http404
    require(may_report_on_all(request.membership, {one.pk for one in actions}))
    if all(one.removed_at is not None for one in actions):
        raise Conflict(_("Cette action a été retirée du plan : plus rien ne s’y note."))
    return sorted(actions, key=lambda one: one.removed_at is not None)
