"""The agenda of a meeting as a Word or PDF page."""

import uuid
from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portulan.meetings.models import Attendance, Meeting, Presence
from portulan.plans.queries.rows import plan_facts
from portulan.reports import agenda_file
from portulan.reports.kinds.agenda import AgendaPoint, AgendaSheet
from portulan.web.access import MemberRequest, page
from portulan.web.meetings.agenda import Agenda, Point, agenda
from portulan.web.meetings.door import meeting_of
from portulan.web.meetings.words import duration, hours, name_of
from portulan.web.plan.sentences import capital
from portulan.web.templatetags import ui
from portulan.workspaces.permissions import Permission


@page(Permission.READ)
@require_safe
def agenda_paper(request: MemberRequest, meeting_id: uuid.UUID, extension: str) -> HttpResponse:
    """The agenda as a file."""
    meeting = meeting_of(meeting_id)
    try:
        content, media_type, suffix = agenda_bytes(request, meeting, extension)
    except ValueError as unknown:
        raise Http404 from unknown
    headers = {"Content-Disposition": f'attachment; filename="{file_name(meeting)}.{suffix}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)


def file_name(meeting: Meeting) -> str:
    """ "ordre-du-jour-cep-2026-12-03"."""
    return f"ordre-du-jour-{slugify(str(meeting.body))}-{meeting.day.isoformat()}"


def agenda_bytes(request: MemberRequest, meeting: Meeting, extension: str) -> tuple[bytes, str, str]:
    """The page in the language in force: its bytes, their media type, the extension. Raises ValueError for a
    format that it does not have."""
    sheet = _sheet(request, meeting, agenda(request, meeting, proposing=False))
    return agenda_file(sheet, extension, get_language() or "fr")


def _sheet(request: MemberRequest, meeting: Meeting, shown: Agenda) -> AgendaSheet:
    facts, people = plan_facts(), list(meeting.attendances.select_related("person__user"))
    when = f"{capital(ui.full_day(meeting.day))}, {hours(meeting)}"
    return AgendaSheet(
        body=name_of(meeting),
        organisation=ui.typo(facts.organisation) if facts else request.workspace.name,
        plan_title=ui.typo(facts.title) if facts else "",
        when=when,
        where=", ".join(filter(None, [ui.typo(meeting.place), meeting.link])),
        points=tuple(map(_point, shown.points)),
        told=tuple(map(_point, shown.told)),
        expected=_named(one for one in people if one.presence != Presence.EXCUSED),
        excused=_named(one for one in people if one.presence == Presence.EXCUSED),
        total=shown.total,
    )


def _point(one: Point) -> AgendaPoint:
    return AgendaPoint(
        number=one.number,
        hour=one.hour,
        code=one.code,
        title=one.title,
        about=", ".join(filter(None, [one.status_word, one.about])),
        minutes=duration(one.planned) if one.planned else "",
        documents=tuple(
            f"{each.title} ({each.address})" if each.external else each.title for each in one.documents
        ),
    )


def _named(people: Iterable[Attendance]) -> tuple[str, ...]:
    return tuple(_name(one) for one in people)


def _name(one: Attendance) -> str:
    about = ", ".join(filter(None, [ui.typo(one.title), _("invité·e") if one.guest else ""]))
    return f"{one.person} ({about})" if about else str(one.person)
