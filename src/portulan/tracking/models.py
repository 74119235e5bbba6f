"""ProgressUpdate (dated, signed, never edited), Postponement (of a deadline, with its reason) and Evidence (a file
or a link, with its own date)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portulan.governance.models import Body
from portulan.plans.models import Action, ExpectedResult, State
from portulan.shared.scoping import WorkspaceRow
from portulan.tracking.rules import EvidenceKind as EvidenceKind
from portulan.tracking.rules import Visibility as Visibility


class ProgressUpdate(WorkspaceRow):
    """A dated note on an action; `state` is what it declares, empty when nothing new. With `about_year`
    it is the yearly point of a continuous action: what was done in the academic year that begins then."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    on = models.DateField()
    text = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=State, blank=True)
    about_year = models.PositiveSmallIntegerField(null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=200)
    body = models.ForeignKey(Body, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    submission = models.UUIDField(null=True, help_text="the form it came from: a form sent twice counts once")

    class Meta:
        ordering = ["-on", "-created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(state=""), name="update_says_something"),
            models.UniqueConstraint(fields=["workspace", "submission"], name="one_update_a_form"),
        ]


class Postponement(WorkspaceRow):
    """A deadline that moved: from and to as written and understood, why, and where it was decided (`body`, and
    `decided_where` in words). `undone_at` says that it was taken back. The deadline before the first one is the
    original one."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="postponements")
    from_text = models.CharField(max_length=500, blank=True)
    from_due = models.DateField(null=True)
    to_text = models.CharField(max_length=500)
    to_due = models.DateField(null=True)
    reason = models.TextField()
    body = models.ForeignKey(Body, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_where = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    submission = models.UUIDField(null=True, help_text="the form it came from: a form sent twice counts once")

    class Meta:
        ordering = ["decided_on", "created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="postponement_has_a_reason"),
            models.UniqueConstraint(fields=["workspace", "submission"], name="one_postponement_a_form"),
        ]


class Evidence(WorkspaceRow):
    """A proof, of one action or of several (a committee's minutes); `results` are of these actions.
    `academic_year` (its first calendar year) is that of what it proves, from its own date, not from the day it
    was added. A draft prepares a result without proving it. A version `replaces` an earlier one: only the last one
    counts, the others stay reachable."""

    actions = models.ManyToManyField(Action, related_name="evidence")
    results = models.ManyToManyField(ExpectedResult, related_name="evidence", blank=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    on = models.DateField()
    academic_year = models.PositiveSmallIntegerField()
    draft = models.BooleanField(default=False)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.INTERNAL)
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="newer")
    note = models.TextField(blank=True)
    url = models.URLField(max_length=1000, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    submission = models.UUIDField(null=True, help_text="the form it came from: a form sent twice counts once")

    class Meta:
        ordering = ["-on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(url="", file_sha256__gt="") | Q(url__gt="", file_sha256=""),
                name="evidence_is_a_file_or_a_link",
            ),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="no_evidence_replaces_itself"),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(removed_at=None), name="one_version_after_another"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "academic_year"]),
            models.Index(fields=["workspace", "file_sha256"]),
        ]
