"""Statement (a vision or a mission, and the actions that serve it), Round (members give points to actions until it
is closed) and Points."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portulan.plans.models import Action, Plan
from portulan.shared.scoping import WorkspaceRow


class StatementKind(models.TextChoices):
    VISION = "vision", _("Vision")
    MISSION = "mission", _("Mission")
    VALUE = "value", _("Valeur")


class Statement(WorkspaceRow):
    """What the programme says that it wants to be or to do. `text` is kept as typed."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=20, choices=StatementKind, default=StatementKind.MISSION)
    text = models.TextField()
    position = models.PositiveIntegerField()
    actions = models.ManyToManyField(Action, related_name="statements", blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="statement_says_something")]


class Round(WorkspaceRow):
    """Each voter shares out `points` among the actions until `closed_at`. `result` is then kept as it was: for
    each action its id, code, title and points, the most first; and how many voted."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rounds")
    title = models.CharField(max_length=200)
    points = models.PositiveSmallIntegerField(default=10)
    closes_on = models.DateField(null=True)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    submission = models.UUIDField(null=True, help_text="the form it came from: a form sent twice counts once")

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(condition=Q(points__range=(1, 100)), name="round_points"),
            models.UniqueConstraint(fields=["workspace", "submission"], name="one_round_a_form"),
            models.UniqueConstraint(fields=["plan"], condition=Q(closed_at=None), name="one_open_round_a_plan"),
        ]


class Points(WorkspaceRow):
    """What one voter gives to one action; an action without points has no row."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="given")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "voter", "action"], name="points_once"),
            models.CheckConstraint(condition=Q(points__gte=1), name="points_are_given"),
        ]
