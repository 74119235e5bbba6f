"""The agenda of a meeting as a Word or PDF page."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portulan.meetings.models import Attendance, Meeting, Presence
from portulan.plans.queries.rows import plan_facts
from portulan.reports.files import agenda_file
from portulan.reports.kinds.agenda import AgendaPoint, AgendaSheet
from portulan.reports.templates.telling.agenda import KIND
from portulan.shared.errors import Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.meetings.agenda import Point, agenda
from portulan.web.meetings.door import meeting_of
from portulan.web.meetings.words import duration, hours, name_of
from portulan.web.plan.sentences import capital
from portulan.web.reports.front import front_on
from portulan.web.reports.kinds import PDF
from portulan.web.reports.layouts import ASKED, HOUSE, written
from portulan.web.templatetags import ui
from portulan.workspaces.permissions import Permission


@page(Permission.READ)
@require_safe
def agenda_paper(request: MemberRequest, meeting_id: uuid.UUID, extension: str) -> HttpResponse:
    """The agenda as a file, in the institution's own template where one is proposed first."""
    meeting = meeting_of(meeting_id)
    try:
        content, media_type, suffix = agenda_bytes(request, meeting, extension, request.GET.dict())
    except ValueError as unknown:
        raise Http404 from unknown
    headers = {"Content-Disposition": f'attachment; filename="{file_name(meeting)}.{suffix}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)


def file_name(meeting: Meeting) -> str:
    """ "ordre-du-jour-cep-2026-12-03"."""
    return f"ordre-du-jour-{slugify(str(meeting.body))}-{meeting.day.isoformat()}"


def agenda_bytes(
    request: MemberRequest, meeting: Meeting, extension: str, options: Mapping[str, str]
) -> tuple[bytes, str, str]:
    """The page in the language in force: its bytes, their media type, the extension; `options` may ask for a
    layout (see `written`). Raises ValueError for a format that it does not have, Invalid."""
    sheet = sheet_of(request, meeting)
    return written(KIND.value, extension, options, lambda format: agenda_file(sheet, format))


def sure_pdf(request: MemberRequest, meeting: Meeting) -> bytes:
    """The page as PDF, in our own layout where the template cannot be filled just now: letters do not wait."""
    try:
        return agenda_bytes(request, meeting, PDF, {})[0]
    except Invalid:
        return agenda_bytes(request, meeting, PDF, {ASKED: HOUSE})[0]


def sheet_of(request: MemberRequest, meeting: Meeting) -> AgendaSheet:
    """What the page says."""
    shown = agenda(request, meeting, proposing=False)
    people = list(meeting.attendances.select_related("person__user"))
    when = f"{capital(ui.full_day(meeting.day))}, {hours(meeting)}"
    return AgendaSheet(
        front=replace(
            front_on(request.workspace, plan_facts(), timezone.localdate()), day=ui.long_day(meeting.day)
        ),
        body=name_of(meeting),
        body_label=ui.typo(str(meeting.body)),
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
