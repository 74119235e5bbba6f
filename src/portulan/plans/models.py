"""Plan, its objectives, actions and results, its revisions, evaluations and recommendations, its saved lists.
Texts are stored marked: *emphasis* between stars (see `plandoc.text.Wording`). What is removed keeps its row and
its proofs: `removed_at` says when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portulan.governance.models import Body
from portulan.plandoc.deadline import Deadline, DeadlineKind
from portulan.shared.ordered_json import OrderedJSONField
from portulan.shared.scoping import WorkspaceRow


class Plan(WorkspaceRow):
    """A programme's action plan; always live. `starts` and `ends` are the first calendar years of its first and
    last academic years."""

    title = models.CharField(max_length=300)
    starts = models.PositiveSmallIntegerField(null=True)
    ends = models.PositiveSmallIntegerField(null=True)
    edition = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, default="fr")
    acronyms = OrderedJSONField(default=dict)
    columns = OrderedJSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__gte=F("starts")), name="plan_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=["workspace"], name="one_plan_a_workspace"),
        ]

    def __str__(self) -> str:
        return self.title


class Objective(WorkspaceRow):
    """One node of the tree. Its `label` is the plan's own word; its `code` may be empty."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="objectives")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=30, blank=True)
    title = models.TextField()
    short_title = models.CharField(max_length=40, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]


class State(models.TextChoices):
    """What those responsible declare; the values are those of `plandoc.document.DeclaredState`."""

    NOT_STARTED = "not_started", _("Pas commencée")
    STARTED = "started", _("En cours")
    DONE = "done", _("Réalisée")
    SUSPENDED = "suspended", _("Suspendue")
    DROPPED = "dropped", _("Abandonnée")


class Priority(models.TextChoices):
    UNSET = "", _("À situer")
    HIGH = "high", _("Haute")
    MEDIUM = "medium", _("Moyenne")
    LOW = "low", _("Limitée")


class Effort(models.TextChoices):
    """How much work an action asks for; with the priority, it gives the order."""

    UNSET = "", _("À estimer")
    LOW = "low", _("Léger")
    MEDIUM = "medium", _("Moyen")
    HIGH = "high", _("Lourd")


class Action(WorkspaceRow):
    """Keeps its identity when its code changes. `priority` is its importance; `merged_into` is the action that it
    became part of when it left the plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="actions")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=30, blank=True)
    text = models.TextField()
    short_title = models.CharField(max_length=40, blank=True)
    deadline_text = models.CharField(max_length=500, blank=True)
    deadline_kind = models.CharField(max_length=20, default=DeadlineKind.NONE)
    deadline_starts = models.DateField(null=True)
    deadline_due = models.DateField(null=True)
    recommendations = models.JSONField(default=list, help_text="references, as written")
    priority = models.CharField(max_length=10, choices=Priority, blank=True)
    effort = models.CharField(max_length=10, choices=Effort, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.NOT_STARTED)
    state_since = models.DateField(null=True)
    extra = OrderedJSONField(default=dict)
    version = models.PositiveIntegerField(default=1, help_text="grows with each change: a stale form is refused")
    removed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["plan", "objective", "position"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(removed_at__isnull=False), name="merged_actions_left_the_plan"
            )
        ]

    @property
    def deadline(self) -> Deadline:
        """The deadline as a value."""
        return Deadline(
            self.deadline_text, DeadlineKind(self.deadline_kind), self.deadline_starts, self.deadline_due
        )

    @deadline.setter
    def deadline(self, meant: Deadline) -> None:
        self.deadline_text, self.deadline_kind = meant.text, meant.kind
        self.deadline_starts, self.deadline_due = meant.starts, meant.due


class Dependency(WorkspaceRow):
    """An action that needs another to be done first. `removed_at` says since when it no longer does."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="dependencies")
    needs = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="needed_by")
    note = models.CharField(max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action", "needs"], condition=Q(removed_at=None), name="one_dependency_a_pair"
            ),
            models.CheckConstraint(condition=~Q(action=F("needs")), name="no_action_needs_itself"),
        ]


class ResponsibilityRole(models.TextChoices):
    PILOT = "pilot", _("Pilote")
    ASSOCIATE = "associate", _("Associé")


class Responsibility(WorkspaceRow):
    """A body for an action. `written` is how the plan spells it there ("Resp. CERIAS Consultance")."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="responsibilities")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="responsibilities")
    role = models.CharField(max_length=20, choices=ResponsibilityRole, default=ResponsibilityRole.PILOT)
    written = models.CharField(max_length=200)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["action", "body"], name="one_responsibility_a_body")]


class ResultKind(models.TextChoices):
    """The values are those of `plandoc.document.ResultKind`."""

    MINUTES = "minutes", _("PV")
    DOCUMENT = "document", _("Document")
    COUNT = "count", _("Nombre")
    EVENT = "event", _("Événement")
    LINK = "link", _("Lien")
    SURVEY = "survey", _("Enquête")
    STATE = "state", _("État")


class Sufficiency(models.TextChoices):
    """What the coordination said of the proofs of a result."""

    UNSAID = "", _("Pas encore dit")
    CONFIRMED = "confirmed", _("Preuve confirmée suffisante")
    MORE = "more", _("Preuve à compléter")


class ExpectedResult(WorkspaceRow):
    """A deliverable of an action. `reached_on` is the day on which it was declared reached; `sufficiency` is what
    the coordination said of its proofs, when, who, and what it asks for."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="expected_results")
    position = models.PositiveIntegerField()
    text = models.TextField()
    kind = models.CharField(max_length=20, choices=ResultKind, default=ResultKind.DOCUMENT)
    reached_on = models.DateField(null=True)
    sufficiency = models.CharField(max_length=10, choices=Sufficiency, blank=True)
    sufficiency_on = models.DateField(null=True)
    sufficiency_by = models.CharField(max_length=200, blank=True)
    sufficiency_note = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(sufficiency="more", sufficiency_note=""), name="asking_for_more_says_what"
            ),
        ]


class Revision(WorkspaceRow):
    """A frozen plan document (canonical JSON), adopted by a body on a date. Never edited."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="revisions")
    label = models.CharField(max_length=200)
    adopted_on = models.DateField()
    body = models.ForeignKey(Body, on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.TextField(blank=True)
    document = OrderedJSONField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)
    submission = models.UUIDField(null=True, help_text="the form it came from: a form sent twice counts once")

    class Meta:
        ordering = ["-adopted_on", "-created_at"]
        constraints = [models.UniqueConstraint(fields=["workspace", "submission"], name="one_revision_a_form")]


class Evaluation(WorkspaceRow):
    """A report by the quality agency, whose recommendations the plan answers. `on` is its day, when known."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="evaluations")
    title = models.CharField(max_length=200)
    agency = models.CharField(max_length=100, blank=True)
    on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-on", "-created_at"]


class Answer(models.TextChoices):
    """What the programme says of a recommendation; unset while nobody said."""

    UNSET = "", _("À dire")
    FOLLOWED = "followed", _("Suivie")
    PARTLY = "partly", _("Suivie en partie")
    DECLINED = "declined", _("Non retenue")


class Recommendation(WorkspaceRow):
    """One numbered recommendation of an evaluation, answered by actions or not retained, with the reason."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="recommendations")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=30)
    text = models.TextField()
    criterion = models.CharField(max_length=200, blank=True)
    page = models.CharField(max_length=30, blank=True)
    answer = models.CharField(max_length=20, choices=Answer, blank=True)
    reason = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=~Q(answer="declined") | ~Q(reason=""), name="declined_with_a_reason"),
            models.UniqueConstraint(
                fields=["evaluation", "number"], condition=Q(removed_at=None), name="one_recommendation_a_number"
            ),
        ]


class RecommendationTie(WorkspaceRow):
    """An action that answers a recommendation. `reference` is what the plan wrote there, if it was vague."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="ties")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="recommendation_ties")
    reference = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recommendation", "action"], name="one_tie_a_pair")]


class SavedList(WorkspaceRow):
    """Filters, columns and an order of the list of actions, kept under a name: `query` is that of the address. It
    is its user's own, until the coordination shares it with everybody."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=2000, blank=True)
    shared = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user", "name"], name="one_saved_list_a_name"),
        ]
