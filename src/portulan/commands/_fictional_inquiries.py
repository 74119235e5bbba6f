"""The inquiries of the fictional year: news asked for, and what came in by personal links."""

import datetime as dt
import io
from collections.abc import Mapping

from django.utils import timezone

from portulan.commands._fictional_files import named
from portulan.commands._fictional_year import Asking, Event, Year
from portulan.governance.models import Person
from portulan.inquiries import commands, queries
from portulan.inquiries.models import Asked, Inquiry
from portulan.plans.models import Action
from portulan.tracking.commands import GivenFile
from portulan.tracking.queries import plan_view
from portulan.workspaces.models import User, Workspace


def ask_for_news(year: Year, workspace: Workspace, people: Mapping[str, User]) -> None:
    """Each inquiry of the year: asked of those whose actions waited for a word, answered by some."""
    for one in year.inquiries:
        _ask(one, workspace, people)


def _ask(asking: Asking, workspace: Workspace, people: Mapping[str, User]) -> None:
    view = plan_view(workspace, asking.on)
    if view is None:
        return
    asked = [one.person for one in queries.candidates(view) if one.awaited]
    at = _moment(asking.on, 9)
    opened, links = commands.open_inquiry(asking.sentence, asking.closes_on, asked, actor=people[asking.by], at=at)
    commands.sent((given.link for given in links if given.link.asked.person.address), at=at)
    for answer in asking.answers:
        _answer(answer, opened, people[answer.by])


def _answer(answer: Event, opened: Inquiry, author: User) -> None:
    """A note, and a proof when it names one."""
    action = Action.objects.filter(code=answer.code).first()
    person = Person.objects.filter(user=author).first()
    asked = Asked.objects.filter(inquiry=opened, person=person).first()
    if action is None or asked is None:
        return
    at = _moment(answer.on, 14)
    commands.opened(asked, at=at)
    if "title" in answer.facts:
        name, content = named(answer.facts["title"], answer.facts["kind"])
        given = GivenFile(name, len(content), io.BytesIO(content))
        commands.attach(asked, action, files=[given], title=answer.facts["title"], on=answer.on, at=at)
    commands.note(asked, action, on=answer.on, text=answer.facts["text"], at=at)


def _moment(day: dt.date, hour: int) -> dt.datetime:
    """That day at that hour, but never later than now."""
    return min(timezone.make_aware(dt.datetime.combine(day, dt.time(hour))), timezone.now())
