"""Reading the bodies and who sits in them."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from portulan.governance import rules
from portulan.governance.models import Body, BodyAlias, BodyKind, Person, Seat
from portulan.shared.scoping import open_id


@dataclass(frozen=True, slots=True)
class BodyCard:
    """A body and its other spellings. `merged_into` is the one that it is part of since."""

    id: uuid.UUID
    name: str
    acronym: str
    kind: BodyKind
    merged_into: uuid.UUID | None
    aliases: tuple[str, ...]

    @property
    def is_instance(self) -> bool:
        """As `Body.is_instance`."""
        return self.kind in (BodyKind.COMMISSION, BodyKind.GROUP)

    @property
    def label(self) -> str:
        """What dense views show, and what stands in addresses."""
        return self.acronym or self.name


def bodies() -> QuerySet[Body]:
    """The bodies of the open workspace: those that meet first, then groups, teams, posts; by name."""
    ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(BodyKind)]
    return Body.objects.order_by(Case(*ranks, output_field=IntegerField()), "acronym", "name")


def body_cards() -> tuple[BodyCard, ...]:
    """Every body with its spellings, in the order of `bodies`; two queries."""
    return tuple(
        _card(one.pk, one.name, one.acronym, one.kind, None, [alias.spelling for alias in one.aliases.all()])
        for one in bodies().prefetch_related("aliases")
    )


def body_card(body_id: uuid.UUID) -> BodyCard | None:
    """One body, in one query, even when it was merged into another; None outside the open workspace."""
    rows = list(
        Body.everywhere.filter(workspace_id=open_id(), pk=body_id).values_list(
            "id", "name", "acronym", "kind", "merged_into_id", "aliases__spelling"
        )
    )
    return _card(*rows[0][:5], [row[5] for row in rows if row[5]]) if rows else None


def spelled(names: Iterable[str]) -> dict[str, Body]:
    """The body that each of these names is a spelling of, where one is known; in one query."""
    known = {alias.folded: alias.body for alias in BodyAlias.objects.select_related("body")}
    keys = {name: [rules.own_key(name), rules.key(name)] for name in names}
    return {name: known[key] for name, both in keys.items() for key in reversed(both) if key in known}


def standing_ids(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """The body that each of these ids stands for today: itself, or the one that it was merged into."""
    rows = Body.everywhere.filter(workspace_id=open_id(), pk__in=ids).values_list("pk", "merged_into_id")
    return {pk: merged_into or pk for pk, merged_into in rows}


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


def seats_in(body_ids: Collection[uuid.UUID]) -> QuerySet[Seat]:
    """Every mandate in these bodies, past and to come, those begun first above; with their people."""
    return (
        Seat.objects.filter(body_id__in=body_ids)
        .select_related("person__user")
        .order_by("starts", "person__name", "id")
    )


def mandates_of(person: Person) -> QuerySet[Seat]:
    """Every mandate of a person, the latest first, with their bodies."""
    return person.seats.select_related("body").order_by("-starts", "body__acronym", "body__name")


def people() -> QuerySet[Person]:
    """The people known in the open workspace, by name."""
    return Person.objects.select_related("user").order_by("name", "id")


def _card(
    pk: uuid.UUID, name: str, acronym: str, kind: str, merged_into: uuid.UUID | None, spellings: list[str]
) -> BodyCard:
    others = tuple(sorted({one for one in spellings if one not in (name, acronym)}))
    return BodyCard(pk, name, acronym, BodyKind(kind), merged_into, others)
