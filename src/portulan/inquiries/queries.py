"""Reading the inquiries: whom to ask, who was asked, which page a link opens."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from portulan.governance.models import Body, Person, Seat
from portulan.governance.queries import seats_on
from portulan.inquiries import rules
from portulan.inquiries.models import Asked, Inquiry, PersonalLink
from portulan.plandoc.text import fold
from portulan.shared.scoping import open_id
from portulan.tracking.models import Evidence
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.workspaces.rules import hashed


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who sits in bodies today: these bodies, and how many of their actions wait for a word."""

    person: Person
    bodies: tuple[Body, ...]
    awaited: int


@dataclass(frozen=True, slots=True)
class Share:
    """The actions of some bodies: those that wait for a word (late ones first), and the others."""

    awaited: tuple[TrackedAction, ...]
    others: tuple[TrackedAction, ...]


def share_of(view: PlanView, bodies: Iterable[uuid.UUID]) -> Share:
    """The actions that these bodies carry, on the day of the view."""
    own = set(bodies)
    carried = [one for one in view.actions if own & {body.id for body in one.row.bodies}]
    awaited = [one for status in rules.AWAITED for one in carried if one.status is status]
    return Share(tuple(awaited), tuple(one for one in carried if one not in awaited))


def candidates(view: PlanView) -> tuple[Candidate, ...]:
    """Who sits on the day of the view in a body that carries actions, by name; one query."""
    seats: dict[uuid.UUID, list[Seat]] = defaultdict(list)
    for seat in seats_on(view.as_of):
        seats[seat.person_id].append(seat)
    found = (_candidate(view, held) for held in seats.values())
    carrying = (one for one in found if one)
    return tuple(sorted(carrying, key=lambda one: (fold(str(one.person)), one.person.pk)))


def _candidate(view: PlanView, held: list[Seat]) -> Candidate | None:
    bodies = tuple({seat.body_id: seat.body for seat in held}.values())
    share = share_of(view, (body.pk for body in bodies))
    if not share.awaited and not share.others:
        return None
    return Candidate(held[0].person, bodies, len(share.awaited))


def inquiries() -> QuerySet[Inquiry]:
    """The inquiries of the open workspace, the latest first, with how many were asked and how many answered."""
    counted = Inquiry.objects.annotate(number=Count("asked"), answers=Count("asked__answered_at"))
    return counted.order_by("-created_at")


def asked_in(one: Inquiry) -> QuerySet[Asked]:
    """The people of an inquiry by name, with their links and what came in; four queries however many they are.
    `alive`: whether a link of theirs opens."""
    opening = live_links().filter(asked=OuterRef("pk"))
    return (
        Asked.objects.filter(inquiry=one)
        .select_related("person__user")
        .annotate(alive=Exists(opening))
        .prefetch_related(
            "links",
            "updates__action",
            Prefetch("evidence", Evidence.objects.filter(removed_at=None).prefetch_related("actions")),
        )
        .order_by("person__name", "id")
    )


def silent_in(one: Inquiry, day: dt.date) -> list[Asked]:
    """Who did not answer, and could: a link of theirs opens, and they still sit somewhere that day."""
    sitting = set(seats_on(day).values_list("person_id", flat=True))
    opening = live_links().filter(asked=OuterRef("pk"))
    waiting = Asked.objects.filter(Exists(opening), inquiry=one, answered_at=None, person_id__in=sitting)
    return list(waiting.select_related("person__user"))


def live_links() -> QuerySet[PersonalLink]:
    """The links of the open workspace that open."""
    return PersonalLink.objects.filter(revoked_at=None, expires_on__gte=timezone.localdate())


def link_by(token: str) -> PersonalLink | None:
    """The link with this token, in any workspace: its holder is signed in to none. Its hash is looked up, so that
    the time it takes says nothing of the tokens that exist."""
    return (
        PersonalLink.everywhere.select_related("workspace", "asked__inquiry__opened_by", "asked__person__user")
        .filter(token_sha256=hashed(token))
        .first()
    )


def seats_of_person(person: Person, day: dt.date) -> QuerySet[Seat]:
    """The seats that a person holds on a day."""
    return seats_on(day).filter(person=person)


def last_answers(people: Iterable[uuid.UUID], before: Inquiry | None) -> dict[uuid.UUID, bool]:
    """Of these people, those asked in that inquiry: whether they answered."""
    rows = Asked.objects.filter(inquiry=before, workspace_id=open_id(), person_id__in=list(people))
    return {person: at is not None for person, at in rows.values_list("person_id", "answered_at")}
