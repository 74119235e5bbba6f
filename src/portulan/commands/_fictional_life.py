"""Lives the fictional year through the real commands; the journal then gets the days on which it happened."""

import datetime as dt
import io
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.utils import timezone

from portulan.commands._fictional_files import named
from portulan.commands._fictional_inquiries import ask_for_news
from portulan.commands._fictional_meetings import plan_meetings, plan_one
from portulan.commands._fictional_minutes import hold, see_done
from portulan.commands._fictional_past import keep_past
from portulan.commands._fictional_people import give_roles, give_seats
from portulan.commands._fictional_purpose import register_evaluation, write_statements
from portulan.commands._fictional_year import Event, Somebody, Year
from portulan.governance.models import Body
from portulan.imports.commands import accept_import, open_import
from portulan.journal.models import Entry
from portulan.plans.commands.actions import ActionDraft, change_action
from portulan.plans.commands.dependencies import add_dependency
from portulan.plans.commands.objectives import ObjectiveDraft, change_objective
from portulan.plans.models import Action, ExpectedResult, Objective, Plan
from portulan.shared import scoping
from portulan.tracking import commands as tracking
from portulan.tracking.commands.yearly import tell_year
from portulan.tracking.models import Visibility
from portulan.workspaces.commands import invite, join_with_new_account, open_workspace
from portulan.workspaces.models import Membership, Role, User, Workspace

People = Mapping[str, User]


def live(year: Year, plan_file: Path) -> None:
    """The whole year, in the order of its days, then the import that waits for review."""
    first, *others = year.people
    coordination = User.objects.create_user(first.email, secrets.token_urlsafe(24), name=first.name)
    workspace = _workspace(year.workspace, coordination)
    with scoping.opened(workspace.pk):
        Entry.objects.update(at=_moment(year.begun_on, hour=8))
        with _on(year.begun_on):
            people = {first.email: coordination} | {one.email: _member(one, coordination) for one in others}
            plan = _take_in(plan_file, coordination)
            keep_past(year, plan)
            give_seats(year, people, coordination)
            _give_titles(year, coordination)
            give_roles(year, coordination)
            register_evaluation(year, plan, coordination)
            write_statements(year, plan, coordination)
        Membership.objects.update(since=_moment(year.begun_on))
        for event in year.events:
            _happens(event, people)
        ask_for_news(year, workspace, people)
        for one in year.meetings_held:
            with _on(one.day(one.held["planned_on"])):
                planned = plan_one(one, people[one.by])
            with _on(one.on, hour=16):
                hold(one, planned, people[one.by])
            with _on(one.on + dt.timedelta(days=4), hour=16):
                see_done(one, planned, people[one.by])
        if year.meetings_planned_on is not None:
            with _on(year.meetings_planned_on):
                plan_meetings(year, people)
    _leave_in_review(year, plan_file, coordination)


@contextmanager
def _on(day: dt.date, hour: int = 9) -> Iterator[None]:
    """What the block writes in the journal was done on that day."""
    started = timezone.now()
    yield
    Entry.objects.filter(at__gte=started).update(at=_moment(day, hour))


def _moment(day: dt.date, hour: int = 9) -> dt.datetime:
    """That day at that hour, but never later than now."""
    return min(timezone.make_aware(dt.datetime.combine(day, dt.time(hour))), timezone.now())


def _workspace(place: tuple[str, str], coordination: User) -> Workspace:
    """A workspace whose pages say that its activity is fictional."""
    slug, name = place
    workspace = open_workspace(name, institutions=("Haute école fictive",), actor=coordination)
    Workspace.objects.filter(pk=workspace.pk).update(slug=slug, fictional=True)
    workspace.refresh_from_db()
    return workspace


def _member(somebody: Somebody, coordination: User) -> User:
    _invitation, token = invite(somebody.email, Role(somebody.role), actor=coordination)
    return join_with_new_account(token, somebody.name, secrets.token_urlsafe(24)).user


def _take_in(plan_file: Path, coordination: User) -> Plan:
    return accept_import(
        open_import(plan_file.name, [plan_file.read_bytes()], actor=coordination), actor=coordination
    )


def _give_titles(year: Year, coordination: User) -> None:
    """Short titles, priorities and efforts, chosen by the coordination."""
    for action in Action.objects.all():
        draft = ActionDraft(
            short_title=year.action_titles.get(action.code),
            priority=year.priorities.get(action.code),
            effort=year.efforts.get(action.code),
        )
        change_action(action, draft, actor=coordination)
    for objective in Objective.objects.all():
        titles = year.specific_titles if objective.parent_id else year.strategic_titles
        if "." in objective.code or not objective.parent_id:
            change_objective(objective, ObjectiveDraft(short_title=titles.get(objective.code)), actor=coordination)


def _happens(event: Event, people: People) -> None:
    """One event of the year; an action that the plan does not have has none."""
    action = Action.objects.filter(code=event.code).first()
    if action is not None:
        _KINDS[event.kind](event, action, people[event.by])


def _evidence(event: Event, action: Action, author: User) -> None:
    """`also` says which results of which other actions it proves too."""
    facts = event.facts
    if "version_of" in facts:
        _version(event, action, author)
        return
    also = {one: facts["also"][one.code] for one in Action.objects.filter(code__in=facts.get("also", ()))}
    ranks = {action: facts.get("results", ()), **also}
    tracking.add_evidence(
        action,
        actor=author,
        on=event.on,
        also=tuple(also),
        results=[_result(one, rank) for one, given in ranks.items() for rank in given],
        title=facts["title"],
        files=() if "url" in facts else (_given(facts["title"], facts["kind"]),),
        url=facts.get("url", ""),
        draft=facts.get("draft", False),
        visibility=facts.get("visibility", Visibility.INTERNAL),
        at=_moment(event.on, 10),
    )


def _version(event: Event, action: Action, author: User) -> None:
    """A later version of the proof that `version_of` names."""
    facts = event.facts
    tracking.add_version(
        action.evidence.filter(title=facts["version_of"]).latest("on"),
        actor=author,
        on=event.on,
        title=facts["title"],
        files=(_given(facts["title"], facts["kind"]),),
        draft=facts.get("draft", False),
        at=_moment(event.on, 10),
    )


def _judged(event: Event, action: Action, author: User) -> None:
    facts, at = event.facts, _moment(event.on, 11)
    result = _result(action, facts["result"])
    tracking.judge_proofs(result, facts["verdict"], actor=author, note=facts.get("note", ""), at=at)


def _reached(event: Event, action: Action, author: User) -> None:
    result = _result(action, event.facts["result"])
    tracking.mark_reached(result, actor=author, on=event.on, at=_moment(event.on, 11))


def _update(event: Event, action: Action, author: User) -> None:
    tracking.report_progress(
        action,
        actor=author,
        on=event.on,
        text=event.facts["text"],
        state=event.facts.get("state", ""),
        body=Body.objects.filter(responsibilities__action=action, seats__person__user=author).first(),
        at=_moment(event.on, 12),
    )


def _yearly(event: Event, action: Action, author: User) -> None:
    facts = event.facts
    tell_year(action, actor=author, year=facts["year"], text=facts["text"], at=_moment(event.on, 14))


def _after(event: Event, action: Action, author: User) -> None:
    """The action comes after another."""
    needed = Action.objects.filter(code=event.facts["after"]).first()
    if needed is not None:
        note, at = event.facts.get("note", ""), _moment(event.on, 9)
        add_dependency(action, needed, actor=author, note=note, at=at)


_KINDS = {
    "yearly": _yearly,
    "after": _after,
    "evidence": _evidence,
    "reached": _reached,
    "judged": _judged,
    "update": _update,
}


def _given(title: str, kind: str) -> tracking.GivenFile:
    name, content = named(title, kind)
    return tracking.GivenFile(name, len(content), io.BytesIO(content))


def _result(action: Action, rank: int) -> ExpectedResult:
    return action.expected_results.filter(removed_at=None).order_by("position")[rank - 1]


def _leave_in_review(year: Year, plan_file: Path, coordination: User) -> None:
    """A second workspace, in which the sample file waits to be reviewed."""
    with scoping.opened(_workspace(year.second_workspace, coordination).pk):
        open_import(plan_file.name, [plan_file.read_bytes()], actor=coordination)
