"""What the members' page shows, gathered in a fixed number of queries."""

import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from portulan.governance.models import Seat
from portulan.governance.queries import seats_on
from portulan.workspaces import queries
from portulan.workspaces.models import Invitation, Membership


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member and the seats they hold today; `only_coordination` when nobody else could take over."""

    member: Membership
    seats: tuple[Seat, ...]
    is_me: bool
    only_coordination: bool


@dataclass(frozen=True, slots=True)
class InvitationRow:
    invitation: Invitation
    expired: bool


def member_rows(me: Membership) -> list[MemberRow]:
    """Every member, by name, with their seats."""
    seats: dict[uuid.UUID, list[Seat]] = defaultdict(list)
    for seat in seats_on(timezone.localdate()):
        if seat.person.user_id is not None:
            seats[seat.person.user_id].append(seat)
    members = list(queries.members())
    coordinations = [one for one in members if one.role == "coordination"]
    return [MemberRow(one, tuple(seats[one.user_id]), one.pk == me.pk, coordinations == [one]) for one in members]


def invitation_rows() -> list[InvitationRow]:
    """Every invitation that waits, expired or not."""
    return [InvitationRow(one, queries.has_expired(one)) for one in queries.waiting_invitations()]
