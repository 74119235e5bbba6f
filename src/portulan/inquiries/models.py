"""Inquiry (news that the coordination asks for), Asked (a person in it, what they answered) and PersonalLink."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from portulan.governance.models import Person
from portulan.shared.scoping import WorkspaceRow
from portulan.tracking.models import Evidence, ProgressUpdate


class Inquiry(WorkspaceRow):
    """News of the plan, asked for in a sentence and until a day."""

    sentence = models.TextField()
    closes_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    submission = models.UUIDField(null=True, help_text="the form it came from: a form sent twice counts once")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(sentence=""), name="inquiry_has_a_sentence"),
            models.UniqueConstraint(fields=["workspace", "submission"], name="one_inquiry_a_form"),
        ]


class Asked(WorkspaceRow):
    """A person who is asked in an inquiry, and what came in from them. Two rows of one may name the same person:
    those of two people whom somebody found to be one."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="asked")
    opened_at = models.DateTimeField(null=True, help_text="when their page was last opened")
    answered_at = models.DateTimeField(null=True, help_text="when they last answered")
    reminded_at = models.DateTimeField(null=True)
    updates = models.ManyToManyField(ProgressUpdate, related_name="asked")
    evidence = models.ManyToManyField(Evidence, related_name="asked")

    class Meta:
        ordering = ["person__name", "id"]


class PersonalLink(WorkspaceRow):
    """An address that opens the page of one person without signing in. Only the hash of its token is kept; a
    person has several when they were reminded."""

    asked = models.ForeignKey(Asked, on_delete=models.CASCADE, related_name="links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField(help_text="the last day on which it opens")
    sent_at = models.DateTimeField(null=True, help_text="when the e-mail left, if it did")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]
