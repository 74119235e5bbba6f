"""What calendars hold, and who may read them by a link."""

import datetime as dt
import uuid

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from portulan.journal.models import Entry
from portulan.meetings.models import CalendarLink, Meeting
from portulan.meetings.queries import meetings
from portulan.workspaces.models import Membership
from portulan.workspaces.rules import hashed

SINCE, UNTIL = dt.timedelta(days=400), dt.timedelta(days=800)
MOST = 200


def link_by(token: str) -> CalendarLink | None:
    """The link that this token opens, in whatever workspace; None when it was revoked, when nobody was given it,
    or when who asked for it is no member any more. In two queries."""
    rows = CalendarLink.everywhere.select_related("workspace", "body", "person__user")
    link = rows.filter(token_sha256=hashed(token), revoked_at=None).first()
    if link is None:
        return None
    member = Membership.everywhere.filter(user=link.made_for_id, workspace=link.workspace_id)
    return link if member.exists() else None


def links_of(user_id: uuid.UUID) -> QuerySet[CalendarLink]:
    """The links that this member made and that still open, the latest first."""
    rows = CalendarLink.objects.select_related("body", "person__user")
    return rows.filter(made_for=user_id, revoked_at=None)


def told(link: CalendarLink, now: dt.datetime) -> QuerySet[Meeting]:
    """The meetings that a link shows: those of a body, or those to which a person is invited; of the last year and
    of the next two, the latest when there are too many."""
    rows = revised().filter(starts__gte=now - SINCE, starts__lte=now + UNTIL)
    own = rows.filter(body=link.body_id) if link.body_id else rows.filter(attendances__person=link.person_id)
    return own.prefetch_related("items").order_by("-starts")[:MOST]


def revised() -> QuerySet[Meeting]:
    """Meetings with when what they say last changed (`revised_at`), as the journal tells it; without those of
    which only the day is known, since an event ends after it began (RFC 5545, DTEND)."""
    last = Entry.objects.filter(subject_id=OuterRef("pk"), verb__startswith="meeting.").order_by("-at")
    return (
        meetings()
        .filter(ends__gt=F("starts"))
        .annotate(revised_at=Coalesce(Subquery(last.values("at")[:1]), "created_at"))
    )
