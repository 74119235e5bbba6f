"""Meetings as events of a calendar, in the words of the page."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.meetings.models import AgendaItem, Stage, uid_of
from portulan.meetings.rules.calendar import CalendarEvent, Party
from portulan.web.meetings.words import name_of
from portulan.web.templatetags import ui


def zone() -> ZoneInfo:
    """Where the programme is."""
    return ZoneInfo(settings.TIME_ZONE)


def event_of(
    meeting: Any, slug: str, *, organizer: Party | None = None, attendees: tuple[Party, ...] = ()
) -> CalendarEvent:
    """A meeting of `meetings.queries.calendars.revised`, with its items."""
    acronym, name = ui.typo(str(meeting.body)), name_of(meeting)
    return CalendarEvent(
        uid=uid_of(meeting.pk),
        starts=meeting.starts,
        ends=meeting.ends,
        summary=name if acronym in name else f"{acronym}{_(' : ')}{name}",
        revised=meeting.revised_at,
        sequence=meeting.sequence,
        cancelled=meeting.stage == Stage.CANCELLED,
        place=ui.typo(meeting.place) or meeting.link,
        url=settings.SITE_ADDRESS + reverse("meeting", args=[slug, meeting.pk]),
        description=_description(meeting, list(meeting.items.all())),
        organizer=organizer,
        attendees=attendees,
    )


def _description(meeting: Any, items: Iterable[AgendaItem]) -> str:
    """The link of the video meeting, and the agenda as it stands."""
    lines = [_("Visioconférence : %(link)s") % {"link": meeting.link}] if meeting.link else []
    points = [f"{rank}. {ui.typo(one.title)}" for rank, one in enumerate(_discussed(items), 1)]
    if points:
        lines += [_("Ordre du jour"), *points]
    return "\n".join(lines)


def _discussed(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    return [one for one in items if not one.for_information]
