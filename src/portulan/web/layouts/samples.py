"""What a template of a body or of a meeting is shown with: one of the workspace, else a page without content."""

import datetime as dt

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.queries import body_cards
from portulan.meetings.models import Meeting, Minutes
from portulan.meetings.queries.content import session_of, was_written_here
from portulan.meetings.queries.sessions import session_now, with_letterhead
from portulan.reports.files import agenda_file, body_sheets_file, minutes_file
from portulan.reports.kinds.agenda import AgendaSheet
from portulan.reports.kinds.body_sheet import BodySheet, BodySheets
from portulan.reports.kinds.minutes import Edition, Proceedings, Session
from portulan.reports.templates import InTemplate
from portulan.tracking.queries import PlanView
from portulan.web.access import MemberRequest
from portulan.web.bodies.page import of_body
from portulan.web.bodies.views_paper import sheet_of
from portulan.web.meetings.paper import sheet_of as agenda_of
from portulan.web.plan.sentences import capital
from portulan.web.reports.front import Kept, front
from portulan.web.templatetags import ui

MOST = 20
"""So many minutes are looked at, the latest first, for some that were written here."""


def body_sheet(request: MemberRequest, plan: PlanView, chosen: InTemplate) -> bytes:
    """The sheet of the body that carries most of the actions."""
    cards = body_cards()
    if cards:
        _plan, one = sheet_of(request, max(cards, key=lambda card: len(of_body(plan, card.id))))
    else:
        one = BodySheet(_body(), _body(), "", (), ())
    return body_sheets_file(BodySheets(front(request.workspace, Kept(plan)), (one,)), chosen)[0]


def agenda(request: MemberRequest, plan: PlanView, chosen: InTemplate) -> bytes:
    """The longest agenda."""
    meeting = _longest()
    if meeting is not None:
        return agenda_file(agenda_of(request, meeting), chosen)[0]
    when = capital(ui.full_day(timezone.localdate()))
    blank = AgendaSheet(front(request.workspace, Kept(plan)), _body(), _body(), when, "", (), (), (), ())
    return agenda_file(blank, chosen)[0]


def minutes(request: MemberRequest, _plan: PlanView, chosen: InTemplate) -> bytes:
    """The minutes that were made last, else those that a meeting would give now."""
    edition = Edition(language=request.workspace.language, made_on=timezone.localdate())
    return minutes_file(Proceedings(_session(request), edition), chosen)[0]


def _session(request: MemberRequest) -> Session:
    for last in Minutes.objects.order_by("-made_at")[:MOST]:
        if was_written_here(last.content):
            return session_of(last.content)
    meeting = _longest()
    return with_letterhead(session_now(meeting) if meeting else _blank(request), request.workspace)


def _blank(request: MemberRequest) -> Session:
    today = timezone.localdate()
    return Session(
        institutions="",
        programme="",
        body=_body(),
        body_label=_body(),
        title="",
        number=1,
        year=request.workspace.boundary.year_of(today).long,
        on=today,
        starts=dt.time(14),
        ends=dt.time(16),
        place="",
        attendees=(),
        points=(),
    )


def _body() -> str:
    return _("Nom de l’instance")


def _longest() -> Meeting | None:
    """The meeting with the longest agenda."""
    counted = Meeting.objects.annotate(length=Count("items")).select_related("body", "workspace")
    return counted.order_by("-length").first()
