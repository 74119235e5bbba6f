"""Meeting of a body, Attendance, AgendaItem with its documents, its notes and what they were (NotesKept), Decision
(or what is to be done), and Minutes: the versions of the document that a closed meeting gives."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portulan.governance.models import Body, Person
from portulan.layouts.models import Version
from portulan.meetings.rules import ActKind as ActKind
from portulan.meetings.rules import ItemKind as ItemKind
from portulan.meetings.rules import ItemStage as ItemStage
from portulan.meetings.rules import PastState as PastState
from portulan.meetings.rules import Presence as Presence
from portulan.meetings.rules import Stage as Stage
from portulan.plans.models import Action, Recommendation, Revision
from portulan.shared.scoping import WorkspaceRow
from portulan.tracking.models import Evidence, Postponement, Visibility


class Meeting(WorkspaceRow):
    """A body meets. `title` is empty for an ordinary session; meetings made together share their `series`.
    `number` is that of its minutes among those of the body in the academic year, given at the closing.
    `sequence` counts what calendars must be told of again (iCalendar's SEQUENCE); `invited_sequence` is what those
    invited were last told. `minutes_visibility` says who is shown the minutes besides the members. `changes`
    counts what was changed of it while it was open, notes aside: the pages that show it learn from it that they
    are behind."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=200, blank=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=1000, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PLANNED)
    series = models.UUIDField(null=True)
    number = models.PositiveSmallIntegerField(null=True)
    minutes_visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.INTERNAL)
    sequence = models.PositiveIntegerField(default=0)
    invited_at = models.DateTimeField(null=True)
    invited_sequence = models.PositiveIntegerField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    changes = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    submission = models.UUIDField(null=True, help_text="the form it came from: a form sent twice counts once")

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(stage=Stage.CLOSED) | Q(closed_at__isnull=False), name="closed_meeting_says_when"
            ),
        ]
        indexes = [models.Index(fields=["workspace", "body", "starts"])]

    def __str__(self) -> str:
        return self.title or str(self.body)

    @property
    def day(self) -> dt.date:
        """The day on which it begins, where the programme is."""
        return timezone.localtime(self.starts).date()

    @property
    def said_on(self) -> dt.date:
        """The day of what is said in it, even when that is written later; today at the latest."""
        return min(self.day, timezone.localdate())


class Attendance(WorkspaceRow):
    """Somebody who is invited to a meeting: from a seat, with the title that they have there, or as a guest.
    `told` is what the meeting's sequence was when they were last written to; None where no invitation left."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence, default=Presence.EXPECTED)
    guest = models.BooleanField(default=False)
    title = models.CharField(max_length=100, blank=True)
    position = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["guest", "position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="invited_once")]


class AgendaItem(WorkspaceRow):
    """One item of the agenda, and what is noted of it. `notes` are Markdown; `notes_version` grows with each
    writing, so that nobody overwrites what they have not seen; `notes_kept_at` is when they were last set aside
    as NotesKept. `planned` is how many minutes it is given; `continues` the item of an earlier meeting that put it
    off."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ItemKind, default=ItemKind.FREE)
    title = models.CharField(max_length=300)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, related_name="agenda_items")
    decision = models.ForeignKey("Decision", on_delete=models.SET_NULL, null=True, related_name="followed_in")
    approves = models.ForeignKey("Minutes", on_delete=models.SET_NULL, null=True, related_name="approval_items")
    continues = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="continued_in")
    for_information = models.BooleanField(default=False)
    planned = models.PositiveSmallIntegerField(null=True)
    stage = models.CharField(max_length=10, choices=ItemStage, default=ItemStage.WAITING)
    notes = models.TextField(blank=True)
    notes_version = models.PositiveIntegerField(default=0)
    notes_at = models.DateTimeField(null=True)
    notes_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    notes_by_name = models.CharField(max_length=200, blank=True)
    notes_kept_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_says_something"),
            models.CheckConstraint(
                condition=~Q(kind=ItemKind.ACTION) | Q(action__isnull=False), name="agenda_item_names_its_action"
            ),
        ]

    @property
    def subject(self) -> Action | None:
        """The action that it is about: its own, or that of the decision that it follows."""
        return self.action or (self.decision.action if self.decision else None)

    @property
    def subject_id(self) -> uuid.UUID | None:
        """The identity of that action."""
        return self.action_id or (self.decision.action_id if self.decision else None)


class NotesKept(WorkspaceRow):
    """The notes of an item as they were before somebody else changed them, before much was deleted, or every few
    minutes: what was deleted by mistake is taken back from there. `at` is when they had been written."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="kept")
    version = models.PositiveIntegerField()
    text = models.TextField()
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="kept_notes_say_something"),
            models.UniqueConstraint(fields=["item", "version"], name="notes_kept_once"),
        ]


class AgendaDocument(WorkspaceRow):
    """A file or a link that goes with an agenda item."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=1000, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["added_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(url="", file_sha256__gt="") | Q(url__gt="", file_sha256=""),
                name="agenda_document_is_a_file_or_a_link",
            )
        ]


class Decision(WorkspaceRow):
    """What a meeting decided, or asks somebody to do, in a sentence. `body` sees to it, `person` where one is
    named, until `due`. It lives on after the meeting, until it is done. It may lead to what it brought about:
    a revision, a postponement, the answer to a recommendation. Withdrawn, it keeps its row."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="decisions")
    kind = models.CharField(max_length=10, choices=ActKind, default=ActKind.DECISION)
    position = models.PositiveIntegerField(default=0)
    text = models.TextField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="decisions")
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, related_name="decisions")
    due = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_note = models.TextField(blank=True)
    done_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="decisions")
    postponement = models.ForeignKey(Postponement, on_delete=models.SET_NULL, null=True, related_name="decisions")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.SET_NULL, null=True, related_name="decisions"
    )
    version = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    submission = models.UUIDField(null=True, help_text="the form it came from: a form sent twice counts once")

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="decision_says_something"),
            models.UniqueConstraint(fields=["workspace", "submission"], name="one_decision_a_form"),
        ]


class Minutes(WorkspaceRow):
    """One version of the minutes (PV) of a closed meeting; a correction is the next version, with its `note`.
    `content` is what it says, as plain values, so that its files can be made again; the files are kept by hash.
    `layout` is the institution's template that they are written in, in the version that it then was.
    `evidence` is the proof that it became. Only the last version is approved, in the meeting `approved_in`."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes")
    version = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    word_sha256 = models.CharField(max_length=64, blank=True)
    word_size = models.PositiveBigIntegerField(default=0)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_size = models.PositiveBigIntegerField(default=0)
    layout = models.ForeignKey(Version, on_delete=models.SET_NULL, null=True, related_name="minutes")
    evidence = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, related_name="minutes")
    approved_on = models.DateField(null=True)
    approved_in = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="approved_minutes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["meeting", "version"], name="one_minutes_a_version")]


class PastMinutes(WorkspaceRow):
    """A file of minutes older than Portulan, under review until it is taken as a closed `meeting`, or left out.
    `reading` is what was recognised in it and why, `choice` what people chose so far, both as JSON."""

    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    file_size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=PastState, default=PastState.REVIEW)
    reading = models.JSONField()
    choice = models.JSONField(default=dict)
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="past_files")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_by_name = models.CharField(max_length=200, blank=True)
    uploaded_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["file_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "file_sha256"],
                condition=Q(state=PastState.REVIEW),
                name="one_review_a_past_file",
            )
        ]


class CalendarLink(WorkspaceRow):
    """The address of a calendar of meetings, for one body or for one person; whoever has it reads that calendar
    without signing in. Only the hash of its token is kept; revoked, it opens nothing."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, null=True, related_name="calendar_links")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="calendar_links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_for = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=True, person__isnull=False) | Q(body__isnull=False, person__isnull=True),
                name="calendar_of_a_body_or_of_a_person",
            )
        ]


def uid_of(meeting_id: uuid.UUID) -> str:
    """The name under which calendars know a meeting, whatever the address of this Portulan (RFC 5545, UID)."""
    return f"{meeting_id}@portulan"
