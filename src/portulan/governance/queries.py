"""Reading the bodies and who sits in them."""

import datetime as dt
import uuid

from django.db.models import Q, QuerySet

from portulan.governance.models import Body, Seat


def bodies() -> QuerySet[Body]:
    """The bodies of the open workspace: those that meet first, then the posts, by name."""
    return Body.objects.order_by("kind", "acronym", "name")


def seats_on(day: dt.date) -> QuerySet[Seat]:
    """The seats held on that day, with their bodies and people."""
    return (
        Seat.objects.filter(Q(ends=None) | Q(ends__gte=day), starts__lte=day)
        .select_related("body", "person__user")
        .order_by("body__kind", "body__acronym", "body__name")
    )


def seats_of(user_id: uuid.UUID, day: dt.date) -> QuerySet[Seat]:
    """The seats that the person with this account holds on that day."""
    return seats_on(day).filter(person__user_id=user_id)
