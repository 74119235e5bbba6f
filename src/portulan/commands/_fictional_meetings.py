"""The meetings of the fictional year: planned, with their guests and their agendas."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from portulan.commands._fictional_year import Gathering, Year
from portulan.governance.commands import bodies_named, known_person
from portulan.meetings.commands.agenda import NewItem, add_items
from portulan.meetings.commands.inviting import invite_guest, say_presence
from portulan.meetings.commands.planning import When, plan_meeting
from portulan.meetings.models import ItemKind, Meeting, Presence
from portulan.meetings.queries.agenda import to_approve
from portulan.plans.models import Action
from portulan.reports.kinds.days import long_day
from portulan.workspaces.models import User


def plan_meetings(year: Year, people: Mapping[str, User]) -> None:
    """Each meeting of the year, by whoever planned it."""
    for one in year.meetings:
        plan_one(one, people[one.by])


def plan_one(one: Gathering, actor: User) -> Meeting:
    """That meeting, with its guests and its agenda."""
    planned = plan_meeting(bodies_named([one.body])[one.body], _when(one), actor=actor, title=one.title)
    for guest in one.guests:
        _invite(guest, planned, actor)
    add_items(planned, list(_items(one, planned)), actor=actor)
    return planned


def _when(one: Gathering) -> When:
    zone = timezone.get_current_timezone()
    starts, ends = (
        dt.datetime.combine(one.on, dt.time.fromisoformat(hour), zone) for hour in (one.starts, one.ends)
    )
    return When(starts, ends, one.place, one.link)


def _invite(guest: Mapping[str, Any], meeting: Meeting, actor: User) -> None:
    person = known_person(guest["name"], guest.get("email", ""), actor=actor)
    invited = invite_guest(meeting, person, actor=actor, title=guest.get("title", ""))
    if guest.get("excused"):
        say_presence(invited, Presence.EXCUSED, actor=actor)


def _items(one: Gathering, planned: Meeting) -> Iterator[NewItem]:
    """The approval of the last minutes, free items by their title, actions by their code; what is not there has
    none."""
    codes = {item["code"] for item in one.agenda if "code" in item}
    actions = {action.code: action for action in Action.objects.filter(code__in=codes, removed_at=None)}
    for item in one.agenda:
        if "approves" in item:
            yield from _approval(planned, item.get("minutes"))
        elif "code" not in item:
            yield NewItem(ItemKind.FREE, item["title"], item.get("minutes"))
        elif item["code"] in actions:
            action = actions[item["code"]]
            told = item.get("told", False)
            yield NewItem(
                ItemKind.ACTION,
                action.short_title or action.text,
                item.get("minutes"),
                action_id=action.pk,
                for_information=told,
            )


def _approval(planned: Meeting, minutes: int | None) -> Iterator[NewItem]:
    last = to_approve(planned)
    if last is not None and last.on is not None:
        title = f"Approbation du PV du {long_day(last.on, 'fr')}"
        yield NewItem(ItemKind.APPROVAL, title, minutes, approves_id=last.id)
