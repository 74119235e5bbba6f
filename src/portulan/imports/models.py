"""Import: a plan file that was put in, what was recognised in it, and what people decided. ColumnMapping: what the
columns of such files hold, as people said."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portulan.plans.models import Plan
from portulan.shared.ordered_json import OrderedJSONField
from portulan.shared.scoping import WorkspaceRow


class ImportState(models.TextChoices):
    REVIEW = "review", _("À relire")
    ACCEPTED = "accepted", _("Repris dans le plan")
    DATED = "dated", _("Gardé comme version datée")
    DISCARDED = "discarded", _("Abandonné")


class Import(WorkspaceRow):
    """`reading` holds what recognition found (document, doubts, leftovers, groupings), as JSON; `decisions` the
    answers by doubt. `proposal`, where the workspace had its plan, holds the document that the file came from and
    what was chosen of its changes (see `proposals`). `mapping` says what people told of its columns. The file
    stays as it was given, under its hash."""

    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    file_size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=20, choices=ImportState, default=ImportState.REVIEW)
    reading = OrderedJSONField()
    decisions = models.JSONField(default=dict)
    proposal = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    plan = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, related_name="imports")

    class Meta:
        ordering = ["-uploaded_at"]


class ColumnMapping(WorkspaceRow):
    """What the columns of these titles hold, and what words of theirs stand for (see `unknown_words.Words`): the
    next file that has them is read so without a question."""

    fingerprint = models.CharField(max_length=64)
    titles = models.JSONField()
    roles = models.JSONField()
    words = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "fingerprint"], name="one_mapping_for_the_same_titles")
        ]
