"""Who may report on which action: the coordination on all, those responsible on those of their bodies today."""

import uuid

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance import queries as governance
from portulan.governance.models import Seat
from portulan.plans.models import Action
from portulan.shared.errors import Conflict
from portulan.shared.permissions import Verdict
from portulan.web.access import MemberRequest, require
from portulan.workspaces.models import Membership
from portulan.workspaces.permissions import Permission, may


def may_report(membership: Membership, action: Action) -> Verdict:
    """Whether this member may note progress on this action, and add proofs to it."""
    return may(
        membership,
        Permission.REPORT,
        action_bodies=set(action.responsibilities.values_list("body_id", flat=True)),
        own_bodies=own_bodies(membership),
    )


def own_bodies(membership: Membership) -> set[uuid.UUID]:
    """The bodies in which this member sits today."""
    return set(seats_of(membership).values_list("body_id", flat=True))


def seats_of(membership: Membership) -> QuerySet[Seat]:
    """The seats of this member today."""
    return governance.seats_of(membership.user_id, timezone.localdate())


def reportable(request: MemberRequest, action_id: uuid.UUID) -> Action:
    """The action, when this member may report on it. Raises Http404, Refused, or Conflict when it was removed."""
    action = get_object_or_404(Action.objects.select_related("objective"), pk=action_id)
    require(may_report(request.membership, action))
    if action.removed_at is not None:
        raise Conflict(_("Cette action a été retirée du plan : plus rien ne s’y note."))
    return action
