"""The workspace (the tenant), its institutions, users, memberships and invitations."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portulan.plandoc.academic_year import Boundary
from portulan.shared.scoping import WorkspaceRow


class Institution(models.Model):
    """A school that organises, or co-organises, the programme."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    acronym = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return self.name


def usual_terms() -> list[list[int]]:
    """The first days (month, day) of the second and third quadrimestres, as Belgium has them."""
    return [[2, 1], [7, 1]]


class Workspace(models.Model):
    """One programme's steering space. `year_month` and `year_day` say when its academic year begins, `later_terms`
    the first days (month, day) of its terms after the first, in order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    institutions = models.ManyToManyField(Institution, related_name="workspaces", blank=True)
    year_month = models.PositiveSmallIntegerField(default=9)
    year_day = models.PositiveSmallIntegerField(default=14)
    later_terms = models.JSONField(default=usual_terms)
    language = models.CharField(max_length=5, default="fr")
    fictional = models.BooleanField(default=False, help_text="its activity is invented, and pages say so")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(year_month__range=(1, 12)), name="workspace_year_month"),
            models.CheckConstraint(condition=models.Q(year_day__range=(1, 28)), name="workspace_year_day"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def boundary(self) -> Boundary:
        """When its academic years and their terms begin."""
        terms = tuple((month, day) for month, day in self.later_terms)
        return Boundary(self.year_month, self.year_day, terms)


class Users(BaseUserManager["User"]):
    """People sign in with their e-mail address, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person with an account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="fr")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """Two letters at most, for the avatar."""
        words = [word for word in self.name.replace("-", " ").split() if word[:1].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


class Role(models.TextChoices):
    """What a member may do: everything; report on their own bodies' actions; read."""

    COORDINATION = "coordination", _("Coordination")
    RESPONSIBLE = "responsable", _("Responsable")
    READER = "lecture", _("Lecture")


class Membership(WorkspaceRow):
    """A user in a workspace. When a member leaves the row goes; the journal keeps names, so it stays true."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateTimeField(default=timezone.now)
    only_reads = False
    """While a page shows another day than today, whoever looks only reads (see `permissions.may`)."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "user"], name="one_membership_a_workspace")]


class Invitation(WorkspaceRow):
    """A place offered by e-mail. Only the hash of its token is kept."""

    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role)
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
