"""Meetings where other pages name them: the dashboard, a body, an action."""

import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portulan.meetings.models import AgendaItem, ItemStage, Stage
from portulan.meetings.queries import listing as queries
from portulan.web.access import MemberRequest
from portulan.web.meetings.listing import MeetingLine, meeting_line
from portulan.web.plan.addresses import address
from portulan.web.templatetags import ui

NEXT = 5
OF_ACTION = 6


@dataclass(frozen=True, slots=True)
class ActionMeeting:
    """A meeting in which an action is or was on the agenda; `what` says what became of it there."""

    day: str
    address: str
    body: SafeString
    what: str


def next_meetings(request: MemberRequest, body_id: uuid.UUID | None = None) -> list[MeetingLine]:
    """The next meetings, of all the bodies or of one, in one query; none on a page that shows another day."""
    if request.as_of != timezone.localdate():
        return []
    now = timezone.now()
    rows = queries.to_come(now, body_id).exclude(stage=Stage.CANCELLED)[:NEXT]
    return [meeting_line(one, request.workspace.slug, now) for one in rows]


def meetings_of_action(request: MemberRequest, action_id: uuid.UUID) -> list[ActionMeeting]:
    """Those in which it is or was on the agenda, the latest first, in one query; none on another day."""
    if request.as_of != timezone.localdate():
        return []
    rows = AgendaItem.objects.filter(action=action_id).exclude(meeting__stage=Stage.CANCELLED)
    rows = rows.select_related("meeting__body").order_by("-meeting__starts", "position")[:OF_ACTION]
    return [_line(one, request.workspace.slug) for one in rows]


def _line(one: AgendaItem, slug: str) -> ActionMeeting:
    return ActionMeeting(
        day=ui.day(one.meeting.day),
        address=address("meeting", slug, one.meeting_id),
        body=ui.body_tag(one.meeting.body),
        what=_what(one),
    )


def _what(one: AgendaItem) -> str:
    if one.stage == ItemStage.PUT_OFF:
        return _("remise à plus tard")
    if one.stage == ItemStage.DROPPED:
        return _("retirée de l’ordre du jour")
    if one.stage == ItemStage.DONE:
        return _("traitée")
    return _("pour information") if one.for_information else _("à l’ordre du jour")
