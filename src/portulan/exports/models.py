"""Export: a document that is made beside the request, from who asked for it until its file is forgotten."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portulan.shared.scoping import WorkspaceRow


class ExportState(models.TextChoices):
    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En préparation")
    READY = "ready", _("Prêt")
    FAILED = "failed", _("Interrompu")


UNDER_WAY = (ExportState.WAITING, ExportState.RUNNING)


class Export(WorkspaceRow):
    """`options` say of which part, for whom; `fingerprint` is of all that was asked. While it is made, `stage`
    says in words what is done, `step` of `steps`, and `claim` is whose it is: no other worker writes to it.
    `touched_at` is its last sign of life, `sentence` why it failed. Its file stands apart, under its hash."""

    kind = models.CharField(max_length=40)
    format = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    day = models.DateField()
    options = models.JSONField(default=dict)
    language = models.CharField(max_length=10, default="fr")
    fingerprint = models.CharField(max_length=64)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    stage = models.CharField(max_length=200, blank=True)
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    claim = models.UUIDField(null=True)
    touched_at = models.DateTimeField(default=timezone.now)
    sentence = models.TextField(blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    media_type = models.CharField(max_length=100, blank=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "asked_by", "fingerprint"],
                condition=Q(state__in=["waiting", "running"]),
                name="one_export_of_a_kind_under_way",
            ),
            models.CheckConstraint(condition=Q(step__lte=models.F("steps")), name="export_steps_in_order"),
            models.CheckConstraint(
                condition=~Q(state="ready") | ~Q(file_sha256=""), name="a_ready_export_has_its_file"
            ),
        ]
