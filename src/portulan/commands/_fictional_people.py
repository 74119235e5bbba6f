"""Who sits where in the fictional year, from when to when, and which bodies are associated rather than pilots."""

from collections.abc import Mapping
from typing import Any

from portulan.commands._fictional_year import Mandate, Year
from portulan.governance.commands import bodies_named, change_seat, give_seat, known_person, person_of
from portulan.governance.models import Body, Seat
from portulan.plans.commands.actions import ActionDraft, Carrier, change_action
from portulan.plans.models import Action, ResponsibilityRole
from portulan.workspaces.models import User


def give_seats(year: Year, people: Mapping[str, User], coordination: User) -> None:
    """The seats of those with an account, then the mandates with their titles and their ends."""
    names = [seat for one in year.people for seat in one.seats] + [one.body for one in year.mandates]
    bodies = bodies_named(names)
    for one in year.people:
        for seat in one.seats:
            give_seat(bodies[seat], person_of(people[one.email]), actor=coordination, starts=year.begun_on)
    for mandate in year.mandates:
        _give(mandate, bodies[mandate.body], coordination)


def give_roles(year: Year, coordination: User) -> None:
    """The associates of the actions that have some; the other bodies stay pilots."""
    for action in Action.objects.filter(code__in=year.associates):
        rows = action.responsibilities.select_related("body").order_by("position")
        wanted = tuple(Carrier(one.body_id, role=_role(one.written, year, action.code)) for one in rows)
        change_action(action, ActionDraft(responsibles=wanted), actor=coordination)


def _role(written: str, year: Year, code: str) -> str:
    associated = written in year.associates[code]
    return ResponsibilityRole.ASSOCIATE if associated else ResponsibilityRole.PILOT


def _give(mandate: Mandate, body: Body, coordination: User) -> None:
    """A new mandate, or the days and the title of one that the person has there already."""
    person = known_person(mandate.name, mandate.email, actor=coordination)
    days: dict[str, Any] = {"starts": mandate.starts, "ends": mandate.ends, "title": mandate.title}
    held = Seat.objects.filter(body=body, person=person).first()
    if held is None:
        give_seat(body, person, actor=coordination, **days)
    else:
        change_seat(held, actor=coordination, **days)
