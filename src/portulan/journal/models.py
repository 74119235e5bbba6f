"""The journal's entries: written once, never changed."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from portulan.shared.scoping import WorkspaceRow


class Entry(WorkspaceRow):
    """One change. `before` and `after` hold the changed fields only; `verb` is `subject.what_happened`."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    subject_name = models.CharField(max_length=300, blank=True)
    action_id = models.UUIDField(null=True, help_text="the plan's action that it is about, if any")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    batch = models.UUIDField(default=uuid.uuid4)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["workspace", "-at"]),
            models.Index(fields=["action_id", "-at"]),
        ]
