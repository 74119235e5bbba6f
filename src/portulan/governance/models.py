"""Body (commission, working group, team or post) with its aliases, the people, and the seats they hold."""

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from portulan.governance.rules import BodyKind as BodyKind
from portulan.shared.scoping import ScopedManager, WorkspaceRow


class StandingBodies(ScopedManager["Body"]):
    """The bodies of the open workspace, without those that were merged into another."""

    def get_queryset(self) -> models.QuerySet["Body"]:
        return super().get_queryset().filter(merged_into=None)


class Body(WorkspaceRow):
    """Who carries actions. `acronym` is what dense views show ("CEP"); `name` is the full name. A body that was
    merged into another keeps its row, so that old addresses and the journal still lead somewhere."""

    name = models.CharField(max_length=200)
    acronym = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=20, choices=BodyKind)
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")

    objects: ClassVar[StandingBodies] = StandingBodies()
    everywhere: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        ordering = ["acronym", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "name"], condition=models.Q(merged_into=None), name="one_body_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.acronym or self.name

    @property
    def is_instance(self) -> bool:
        """Whether pages show it as a filled tag (a body that meets) rather than as plain text (a post)."""
        return self.kind in (BodyKind.COMMISSION, BodyKind.GROUP)


class BodyAlias(WorkspaceRow):
    """Another spelling of a body's name; `folded` (no case, no accents) is unique in a workspace."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="aliases")
    spelling = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "folded"], name="one_body_a_spelling")]


class Person(WorkspaceRow):
    """Somebody who sits in bodies, with an account or without. `email` may be empty; with an account, that of the
    account counts."""

    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="people")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_person_an_account"),
            models.UniqueConstraint(
                fields=["workspace", "email"], condition=~models.Q(email=""), name="one_person_an_address"
            ),
        ]

    def __str__(self) -> str:
        return self.user.name if self.user else self.name

    @property
    def address(self) -> str:
        """Where to write to them; empty when nobody said."""
        return self.user.email if self.user else self.email


class Seat(WorkspaceRow):
    """Who sits in a body, from when to when (both days included; no end: still). `title` is what they are there,
    in the body's own word ("présidence")."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seats")
    starts = models.DateField(default=dt.date.today)
    ends = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="seat_ends_after_it_starts",
            )
        ]

    def held_on(self, day: dt.date) -> bool:
        """Whether this person sits there on that day."""
        return self.starts <= day and (self.ends is None or self.ends >= day)

    def overlaps(self, other: "Seat") -> bool:
        """Whether both are in one body with a day in common."""
        return (
            self.body_id == other.body_id
            and (other.ends is None or self.starts <= other.ends)
            and (self.ends is None or other.starts <= self.ends)
        )
