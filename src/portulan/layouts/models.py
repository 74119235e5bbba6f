"""Template: an institution's own Word file, with its versions. Logo: a picture of the covers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portulan.shared.scoping import WorkspaceRow


class Template(WorkspaceRow):
    """A Word template for a kind of report (see `reports.templates.telling`), or for all of them. The default one
    of a kind is proposed first. What is removed keeps its row and its files."""

    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    by_default = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "kind"],
                condition=Q(by_default=True, removed_at=None),
                name="one_default_template_a_kind",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Version(WorkspaceRow):
    """A file that a template was, from that day on; the one of the highest number is the one in use."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    file_size = models.PositiveBigIntegerField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=200)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="one_number_a_version_of_a_template")
        ]


class Logo(WorkspaceRow):
    """A logo, drawn anew as PNG from what was given; a programme that two institutions organise has two. `width`
    and `height` are in pixels, `alt` says what it is."""

    rank = models.PositiveSmallIntegerField()
    alt = models.CharField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    file_size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "rank"], name="one_logo_a_rank"),
            models.CheckConstraint(condition=Q(rank__range=(1, 2)), name="logo_rank"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="logo_has_a_size"),
        ]
