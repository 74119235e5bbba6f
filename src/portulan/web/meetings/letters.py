"""The e-mails about a meeting: the invitation, what changed since, that it is cancelled; each with its .ics."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.mime.base import MIMEBase
from email.mime.text import MIMEText
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from portulan.journal.models import Entry
from portulan.meetings.commands.inviting import INVITED
from portulan.meetings.commands.planning import RESTORED
from portulan.meetings.models import Attendance, Meeting, Presence
from portulan.meetings.queries.calendars import revised
from portulan.meetings.rules.calendar import Method, Party, calendar
from portulan.web.access import MemberRequest
from portulan.web.answering.words import first_name
from portulan.web.calendars.events import event_of, zone
from portulan.web.meetings.agenda import agenda
from portulan.web.meetings.paper import file_name, sure_pdf
from portulan.web.meetings.words import hours, name_of
from portulan.web.plan.journal_words import labels_of_fields, value_in_words
from portulan.web.post import left
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Receivers:
    """Who is written to, and who has no address."""

    reached: tuple[Attendance, ...]
    without: tuple[Attendance, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says besides the meeting: a word of who sends it, what changed, why it is cancelled; or that
    whoever receives it is `left_out`."""

    method: Method
    message: str = ""
    changes: tuple[str, ...] = ()
    reason: str = ""
    again: bool = False
    left_out: bool = False


def receivers(meeting: Meeting, *, told: bool = False) -> Receivers:
    """All who are invited; with `told`, those to whom an invitation left."""
    rows = meeting.attendances.select_related("person__user")
    people = list(rows.filter(told__isnull=False) if told else rows)
    return Receivers(
        tuple(one for one in people if one.person.address), tuple(one for one in people if not one.person.address)
    )


def changes_since(meeting: Meeting) -> tuple[str, ...]:
    """What changed since the last invitation, in words: "Heure : 14:00, devient 15:00"."""
    if meeting.invited_at is None:
        return ()
    entries = Entry.objects.filter(subject_id=meeting.pk, at__gt=meeting.invited_at)
    restored = [_("Elle était annulée, et aura lieu.")] if entries.filter(verb=RESTORED).exists() else []
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for entry in entries.filter(verb="meeting.changed").order_by("at"):
        for name, value in entry.after.items():
            before.setdefault(name, entry.before.get(name))
            after[name] = value
    labels = labels_of_fields()
    pairs = [(name, before[name], after[name]) for name in labels if name in after and before[name] != after[name]]
    words = (
        _change(labels[name], value_in_words(name, was), value_in_words(name, now)) for name, was, now in pairs
    )
    return (*restored, *words)


def _change(label: str, was: str, now: str) -> str:
    words = {"label": label, "was": was or _("rien"), "now": now or _("rien")}
    return _("%(label)s : %(was)s, devient %(now)s") % words


def send(
    request: MemberRequest, meeting: Meeting, people: Sequence[Attendance], letter: Letter
) -> list[Attendance]:
    """Write to these people, in the language of the workspace; those whose letter left."""
    found = revised().prefetch_related("items").get(pk=meeting.pk)
    organizer = _organizer(request, meeting)
    with override(request.workspace.language):
        shown = agenda(request, meeting, proposing=False) if letter.method is Method.REQUEST else None
        page = sure_pdf(request, meeting) if shown and shown.points else None
        context = {"meeting": meeting, "name": name_of(meeting), "hours": hours(meeting), "agenda": shown}
        letters = [(one, _written(request, found, one, letter, organizer, context, page)) for one in people]
    return left(letters)


def _organizer(request: MemberRequest, meeting: Meeting) -> Party:
    """Who sent the first invitation: calendars take changes and cancellations from nobody else."""
    first = (
        Entry.objects.filter(verb=INVITED, subject_id=meeting.pk).select_related("actor").order_by("at").first()
    )
    user = first.actor if first and first.actor else request.user
    return Party(user.name, user.email)


def _written(
    request: MemberRequest,
    meeting: Meeting,
    one: Attendance,
    letter: Letter,
    organizer: Party,
    context: dict[str, Any],
    page: bytes | None,
) -> EmailMessage:
    said = {
        **context,
        "letter": letter,
        "first_name": first_name(str(one.person)),
        "sender": request.user,
        "workspace": request.workspace,
        "address": settings.SITE_ADDRESS + reverse("meeting", args=[request.workspace.slug, meeting.pk]),
    }
    written = EmailMessage(
        _subject(meeting, letter),
        render_to_string("meetings/email/letter.txt", said),
        settings.DEFAULT_FROM_EMAIL,
        [one.person.address],
        reply_to=[request.user.email],
    )
    written.attach(_file(request, meeting, one, letter, organizer))
    if page is not None:
        written.attach(f"{file_name(meeting)}.pdf", page, "application/pdf")
    return written


def _subject(meeting: Meeting, letter: Letter) -> str:
    if letter.left_out:
        subject = _("Sans vous : %(name)s, %(day)s")
    elif letter.method is Method.CANCEL:
        subject = _("Annulée : %(name)s, %(day)s")
    else:
        subject = _("Modifiée : %(name)s, %(day)s") if letter.changes else _("Réunion : %(name)s, %(day)s")
    return " ".join((subject % {"name": name_of(meeting), "day": ui.full_day(meeting.day)}).split())[:180]


def _file(request: MemberRequest, meeting: Meeting, one: Attendance, letter: Letter, organizer: Party) -> MIMEBase:
    """The .ics, which names the receiver alone: nobody learns the addresses of the others."""
    declined = one.presence == Presence.EXCUSED
    invited = Party(str(one.person), one.person.address, declined=declined, optional=one.guest)
    event = event_of(meeting, request.workspace.slug, organizer=organizer, attendees=(invited,))
    event = replace(event, stated=not letter.left_out)
    content = calendar([event], zone=zone(), method=letter.method)
    part = MIMEText(content.decode(), "calendar", "utf-8")
    part.set_param("method", str(letter.method))
    part.set_param("name", "reunion.ics")
    part.add_header("Content-Disposition", "attachment", filename="reunion.ics")
    return part
