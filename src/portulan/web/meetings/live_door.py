"""Which item of an open meeting an address means, and whether this member writes in it, or notes on its action."""

import uuid

from django.http import Http404
from django.utils.translation import gettext as _

from portulan.meetings.commands.holding import check_open
from portulan.meetings.models import AgendaItem, Attendance, Decision
from portulan.meetings.queries.live import item_of
from portulan.plans.models import Action
from portulan.shared.errors import Conflict
from portulan.web.access import MemberRequest, require
from portulan.web.meetings.door import may_meet
from portulan.web.tracking.access import may_report


def item_to_write(request: MemberRequest, meeting_id: uuid.UUID, item_id: uuid.UUID) -> AgendaItem:
    """The item, for who may write in its meeting. Raises Http404, Refused, and Conflict once the meeting is not
    open."""
    item = item_of(meeting_id, item_id)
    if item is None:
        raise Http404
    require(may_meet(request, item.meeting))
    check_open(item.meeting)
    return item


def act_to_write(request: MemberRequest, meeting_id: uuid.UUID, act_id: uuid.UUID) -> Decision:
    """What was decided, or is to be done, likewise."""
    rows = Decision.objects.select_related("meeting__body", "item", "body", "person__user")
    act = rows.filter(pk=act_id, meeting_id=meeting_id).first()
    if act is None:
        raise Http404
    require(may_meet(request, act.meeting))
    check_open(act.meeting)
    return act


def attendance_to_write(request: MemberRequest, meeting_id: uuid.UUID, attendance_id: uuid.UUID) -> Attendance:
    """Somebody of the list, likewise."""
    rows = Attendance.objects.select_related("meeting__body", "person__user")
    found = rows.filter(pk=attendance_id, meeting_id=meeting_id).first()
    if found is None:
        raise Http404
    require(may_meet(request, found.meeting))
    check_open(found.meeting)
    return found


def action_to_note(request: MemberRequest, item: AgendaItem) -> Action:
    """The action of an item on which this member writes: on those that the body of the meeting carries, whoever
    takes its minutes notes; on another, the usual rule says who. Raises Http404, Refused, Conflict."""
    action = item.subject
    if action is None:
        raise Http404
    if not action.responsibilities.filter(body=item.meeting.body_id).exists():
        require(may_report(request.membership, action))
    if action.removed_at is not None:
        raise Conflict(_("Cette action a été retirée du plan : plus rien ne s’y note."))
    return action
