"""Which meeting an address means, and whether this member writes in it."""

import uuid
from collections.abc import Collection

from django.http import Http404

from portulan.governance.models import Seat
from portulan.governance.queries import seats_of
from portulan.meetings import queries
from portulan.meetings.models import Meeting
from portulan.shared.permissions import Verdict
from portulan.web.access import MemberRequest, require
from portulan.workspaces.models import Role
from portulan.workspaces.permissions import Permission, may


def meeting_of(meeting_id: uuid.UUID) -> Meeting:
    """The meeting of the open workspace. Raises Http404."""
    found = queries.meeting(meeting_id)
    if found is None:
        raise Http404
    return found


def may_meet(request: MemberRequest, meeting: Meeting, seats: Collection[Seat] | None = None) -> Verdict:
    """Whether this member prepares that meeting and writes in it: the coordination, and who sits in the body
    today or sat in it on the day of the meeting. `seats`, where they are known, are those of the body on that day.
    Two queries at most, none for the coordination."""
    if request.membership.role != Role.RESPONSIBLE:
        return may(request.membership, Permission.MEET, action_bodies={meeting.body_id})
    if seats is None:
        seats = list(seats_of(request.user.pk, meeting.day).filter(body=meeting.body_id))
    sits = {one.body_id for one in seats if one.person.user_id == request.user.pk}
    if not sits:
        sits = {one.body_id for one in seats_of(request.user.pk, request.as_of)}
    return may(request.membership, Permission.MEET, action_bodies={meeting.body_id}, own_bodies=sits)


def writable(request: MemberRequest, meeting_id: uuid.UUID) -> Meeting:
    """The meeting, for who may write in it. Raises Http404, Refused."""
    found = meeting_of(meeting_id)
    require(may_meet(request, found))
    found.workspace = request.workspace
    return found
