"""The feed of a calendar: the token opens the meetings of one body or of one person, to read and nothing else,
without session or sign-in."""

import datetime as dt
import hashlib

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portulan.meetings.models import CalendarLink
from portulan.meetings.queries import calendars as queries
from portulan.meetings.rules.calendar import MEDIA_TYPE, calendar
from portulan.shared import scoping
from portulan.web.access import PUBLIC, open_to
from portulan.web.calendars.events import event_of, zone
from portulan.web.templatetags import ui
from portulan.web.tries import MISSES, WITHIN, count, misses_of, too_many

READINGS, HOUR = 120, 3600  # of one link in an hour: several programs, each every few minutes
FRESH = 900  # seconds for which a program need not ask again
QUIET = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


@open_to(PUBLIC)
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, or 404 for a token that opens nothing; 429 for who asks too often."""
    misses = misses_of(request, "calendar")
    if too_many(misses, MISSES):
        return _later()
    link = queries.link_by(token)
    if link is None:
        count(misses, WITHIN)
        return _quiet(HttpResponse(status=404, headers={"Cache-Control": "no-store"}))
    readings = f"calendar-readings:{link.pk}"
    if too_many(readings, READINGS):
        return _later()
    count(readings, HOUR)
    with scoping.opened(link.workspace.pk), override(link.workspace.language):
        return _answer(request, link)


def _answer(request: HttpRequest, link: CalendarLink) -> HttpResponse:
    now = timezone.now()
    events = [event_of(one, link.workspace.slug) for one in queries.told(link, now)]
    content = calendar(events, zone=zone(), name=_name(link))
    _used(link, now)
    response = HttpResponse(content, content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="reunions.ics"'
    response["Cache-Control"] = f"private, max-age={FRESH}"
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response["X-Content-Type-Options"] = "nosniff"
    return _quiet(get_conditional_response(request, etag=response["ETag"], response=response) or response)


def _name(link: CalendarLink) -> str:
    return _("Réunions : %(whose)s") % {"whose": ui.typo(str(link.body or link.person))}


def _used(link: CalendarLink, now: dt.datetime) -> None:
    """Kept once an hour, for who wonders whether a link still serves."""
    seldom = Q(last_used_at=None) | Q(last_used_at__lt=now - dt.timedelta(hours=1))
    CalendarLink.objects.filter(seldom, pk=link.pk).update(last_used_at=now)


def _later() -> HttpResponse:
    return _quiet(HttpResponse(status=429, headers={"Retry-After": str(FRESH), "Cache-Control": "no-store"}))


def _quiet(response: HttpResponse) -> HttpResponse:
    for name, value in QUIET.items():
        response[name] = value
    return response
