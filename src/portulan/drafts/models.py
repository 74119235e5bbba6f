"""Draft (a revision that is being prepared) and DraftChange. The plan does not change before one is adopted."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portulan.plans.models import Plan, Revision
from portulan.shared.ordered_json import OrderedJSONField
from portulan.shared.scoping import WorkspaceRow


class DraftState(models.TextChoices):
    OPEN = "open", _("En préparation")
    ADOPTED = "adopted", _("Adopté")
    DISCARDED = "discarded", _("Abandonné")


class Draft(WorkspaceRow):
    """Two plan documents (canonical JSON): `base` is the plan that it was made from, `document` what it makes of
    it. `merged` names, of actions that leave, the one that each becomes part of; `reasons` says why of rows, by
    their identities. `version` grows with each change."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="drafts")
    label = models.CharField(max_length=200)
    aim = models.TextField(blank=True)
    base = OrderedJSONField()
    document = OrderedJSONField()
    merged = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.OPEN)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="drafts")
    submission = models.UUIDField(null=True, help_text="the form it came from: a form sent twice counts once")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(label=""), name="draft_has_a_label"),
            models.UniqueConstraint(fields=["workspace", "submission"], name="one_draft_a_form"),
        ]


class ChangeKind(models.TextChoices):
    """What was done: rows changed, one merged into another, one taken back, the plan's own changes brought in, the
    draft named otherwise."""

    EDITED = "edited", _("Lignes changées")
    MERGED = "merged", _("Actions réunies")
    TAKEN_BACK = "taken_back", _("Ligne remise")
    BROUGHT = "brought", _("Mis à jour")
    NAMED = "named", _("Nom ou but changé")


class DraftChange(WorkspaceRow):
    """One edit of a draft: who made it, when, and what it changed (`rows`, see `drafts.telling`). Written once,
    never changed. The journal of the plan says nothing of it: the plan did not move."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=ChangeKind)
    rows = models.JSONField(default=list)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["draft", "-at"])]
