"""A meeting as its minutes would tell it now: who came, each item with its notes and decisions, the next date."""

import datetime as dt
import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from django.db.models import CharField, Max, Value
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portulan.meetings.models import (
    ActKind,
    AgendaItem,
    Attendance,
    Decision,
    ItemKind,
    ItemStage,
    Meeting,
    Presence,
    Stage,
)
from portulan.meetings.queries.content import as_plain
from portulan.plandoc.academic_year import AcademicYear
from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.text import Wording, fold
from portulan.plandoc.typography import as_set
from portulan.plans.models import Action, Plan, Revision, State
from portulan.reports.kinds.days import long_day
from portulan.reports.kinds.minutes import Act, Attendee, Point, Session
from portulan.tracking.models import Postponement, ProgressUpdate
from portulan.workspaces.models import Workspace

Moves = Mapping[uuid.UUID, list[str]]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said at the closing of what nobody had said before: the presence of those invited (by attendance),
    and what becomes of the items that were not treated (by item)."""

    presences: Mapping[uuid.UUID, str] = field(default_factory=lambda: MappingProxyType({}))
    stages: Mapping[uuid.UUID, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Discussed:
    """An item as it stands at the closing, with what was decided of it; `moves` tell what changed in the plan, or
    `moved` says that something did."""

    item: AgendaItem
    acts: tuple[Decision, ...]
    moves: tuple[str, ...]
    moved: bool = False

    @property
    def written(self) -> bool:
        """Whether something is kept of it besides its title."""
        return bool(self.item.notes.strip() or self.acts or self.moves or self.moved)

    def stage(self, said: Said) -> ItemStage:
        """What became of it: what was said, else what the closing says, else what follows from its notes; what was
        for information is not put off, nor is the last item."""
        if self.item.stage != ItemStage.WAITING:
            return ItemStage(self.item.stage)
        passes = self.item.for_information or self.item.kind == ItemKind.CLOSING
        usual = ItemStage.DONE if self.written or passes else ItemStage.PUT_OFF
        return ItemStage(said.stages.get(self.item.pk, usual))


def discussed(meeting: Meeting) -> tuple[Discussed, ...]:
    """The items of a meeting in order, with their acts and what moved in the plan, in the language of the
    workspace; in three queries."""
    items = list(
        meeting.items.select_related("action", "decision__action", "decision__meeting", "approves__meeting")
    )
    acts: dict[uuid.UUID | None, list[Decision]] = defaultdict(list)
    for one in meeting.decisions.filter(withdrawn_at=None).select_related("body", "person__user"):
        acts[one.item_id].append(one)
    told = {one.postponement_id for own in acts.values() for one in own if one.postponement_id}
    with translation.override(meeting.workspace.language):
        moves = _moves(meeting, items, told)
    return tuple(
        Discussed(one, tuple(acts[one.pk]), tuple(moves.get(one.subject_id, ()) if one.subject_id else ()))
        for one in items
    )


def session_now(
    meeting: Meeting,
    said: Said | None = None,
    *,
    number: int | None = None,
    items: Sequence[Discussed] | None = None,
    people: Sequence[Attendance] | None = None,
) -> Session:
    """The meeting as its minutes tell it, with what is said at its closing, in the language of the workspace;
    without its letterhead (see `with_letterhead`). In a constant number of queries."""
    items = discussed(meeting) if items is None else items
    people = invited(meeting) if people is None else people
    with translation.override(meeting.workspace.language):
        return _session(meeting, said or Said(), number, items, people)


def invited(meeting: Meeting) -> list[Attendance]:
    """Those who are invited, in order, with their names."""
    return list(meeting.attendances.select_related("person__user"))


def with_letterhead(session: Session, workspace: Workspace) -> Session:
    """The same, with whose minutes they are, of which plan; three queries."""
    plan = Plan.objects.only("organisation", "title").first()
    names = tuple(workspace.institutions.order_by("name").values_list("name", flat=True))
    return replace(
        session,
        institutions=", ".join(names),
        names=names,
        programme=as_set((plan.organisation if plan else "") or workspace.name),
        plan=as_set(plan.title) if plan else "",
        revision=_revision(session.on, workspace.language),
    )


def _revision(day: dt.date, language: str) -> str:
    """The one in force on that day: its label, and when it was adopted; empty where there is none."""
    found = Revision.objects.filter(adopted_on__lte=day).values_list("label", "adopted_on").first()
    if found is None:
        return ""
    with translation.override(language):
        words = {"label": found[0], "day": long_day(found[1], language)}
        return _("%(label)s, adoptée le %(day)s") % words


def _session(
    meeting: Meeting,
    said: Said,
    number: int | None,
    items: Sequence[Discussed],
    people: Sequence[Attendance],
) -> Session:
    following = next_meeting(meeting)
    return Session(
        institutions="",
        programme="",
        body=meeting.body.name,
        body_label=str(meeting.body),
        title=meeting.title,
        number=number,
        year=AcademicYear(year_of(meeting)).long,
        on=held_on(meeting),
        starts=timezone.localtime(meeting.starts).time(),
        ends=timezone.localtime(meeting.ends).time(),
        place=meeting.place,
        attendees=tuple(_attendee(one, said) for one in people),
        points=tuple(_points(items, said)),
        opened=_hour_of_opening(meeting),
        next_on=timezone.localtime(following.starts).replace(tzinfo=None) if following else None,
        next_place=following.place if following else "",
        chair=_of_title(people, said, "presid"),
        secretary=_of_title(people, said, "secretaire"),
        remark=_("Exemple : états d’avancement, preuves et noms de personnes sont fictifs.")
        if meeting.workspace.fictional
        else "",
    )


def fingerprint(session: Session) -> str:
    """What tells whether somebody wrote in a meeting since it was looked at."""
    return hashlib.sha256(json.dumps(as_plain(session), sort_keys=True).encode()).hexdigest()


def next_meeting(meeting: Meeting) -> Meeting | None:
    """The next one of that body that is planned or open."""
    later = Meeting.objects.filter(body=meeting.body_id, starts__gt=meeting.starts)
    return later.filter(stage__in=(Stage.PLANNED, Stage.OPEN)).order_by("starts").first()


def held_on(meeting: Meeting) -> dt.date:
    """The day on which it takes place: its own, or that of its opening where it was brought forward."""
    if meeting.opened_at is None:
        return meeting.day
    return min(meeting.day, timezone.localtime(meeting.opened_at).date())


def year_of(meeting: Meeting) -> int:
    """The academic year of a meeting, as its first calendar year."""
    return meeting.workspace.boundary.year_of(held_on(meeting)).first


def next_number(meeting: Meeting) -> int:
    """The number that its minutes take among those of the body in the academic year."""
    year = meeting.workspace.boundary.year_of(held_on(meeting))
    first = meeting.workspace.boundary.starts(year)
    last = meeting.workspace.boundary.ends(year)
    zone = timezone.get_current_timezone()
    own = Meeting.objects.filter(
        body=meeting.body_id,
        starts__gte=dt.datetime.combine(first, dt.time(), zone),
        starts__lt=dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), zone),
    )
    return (own.exclude(pk=meeting.pk).aggregate(last=Max("number"))["last"] or 0) + 1


def act_of(one: Decision) -> Act:
    """A decision as minutes say it: a person sees to it, else a body, unless it is the one that meets."""
    who = str(one.person) if one.person else str(one.body) if one.body_id != one.meeting.body_id else ""
    return Act(str(one.pk), one.kind == ActKind.TO_DO, one.text, who, one.due)


def _hour_of_opening(meeting: Meeting) -> dt.time | None:
    """To the minute; None when it was opened on another day, after the fact."""
    opened = timezone.localtime(meeting.opened_at) if meeting.opened_at else None
    if opened is None or opened.date() != held_on(meeting):
        return None
    return opened.time().replace(second=0, microsecond=0)


def _points(items: Iterable[Discussed], said: Said) -> Iterable[Point]:
    for one in items:
        stage = one.stage(said)
        if stage == ItemStage.DROPPED and not one.written:
            continue
        yield Point(
            id=str(one.item.pk),
            title=one.item.title,
            about=_about(one.item),
            notes=one.item.notes,
            moves=one.moves + _approved(one.item, stage),
            acts=tuple(act_of(act) for act in one.acts),
            put_off=stage == ItemStage.PUT_OFF,
        )


def _approved(item: AgendaItem, stage: ItemStage) -> tuple[str, ...]:
    """That the minutes of an earlier meeting are approved, where the item is about them."""
    if item.kind != ItemKind.APPROVAL or item.approves is None or stage != ItemStage.DONE:
        return ()
    day = item.approves.meeting.day.strftime("%d/%m/%Y")
    return (_("Le PV de la réunion du %(day)s est approuvé.") % {"day": day},)


def _about(item: AgendaItem) -> str:
    """What the item recalls: its action with its deadline, the decision that it follows."""
    if item.kind == ItemKind.DECISION and item.decision is not None:
        day = item.decision.meeting.day.strftime("%d/%m/%Y")
        return _("Suite de la décision du %(day)s") % {"day": day}
    action = item.action
    if action is None:
        return ""
    text = Wording.from_marked(action.text).plain
    name = action.short_title or (text if len(text) <= 90 else f"{text[:89].rsplit(' ', 1)[0]} …")
    pieces = [_("Action %(code)s") % {"code": action.code}] if action.code else []
    pieces += [name] if name != item.title else []
    pieces += [_due(action)] if action.deadline_text else []
    pieces += [_("pour information")] if item.for_information else []
    return " · ".join(pieces)


def _due(action: Action) -> str:
    if action.deadline_kind == DeadlineKind.CONTINUOUS:
        return _("en continu")
    return _("échéance %(deadline)s") % {"deadline": action.deadline_text}


def _attendee(one: Attendance, said: Said) -> Attendee:
    came = _came(one, said)
    return Attendee(str(one.person_id), str(one.person), one.title, came, one.guest)


def _came(one: Attendance, said: Said) -> str:
    return said.presences.get(one.pk, one.presence) if one.presence == Presence.EXPECTED else one.presence


def _of_title(people: Sequence[Attendance], said: Said, word: str) -> str:
    """The first who was there with that word in their title, for the line of their signature."""
    found = (one for one in people if word in fold(one.title) and _came(one, said) == Presence.PRESENT)
    return next((str(one.person) for one in found), "")


def _moves(meeting: Meeting, items: Iterable[AgendaItem], told: set[uuid.UUID]) -> Moves:
    """What the meeting changed of the actions on its agenda, besides what a decision already tells: deadlines,
    then states in the order in which they were said. Both are read in one query."""
    ids = [one.subject_id for one in items if one.subject_id]
    same, day = {"action__in": ids, "body": meeting.body_id}, held_on(meeting)
    none, moved = Value("", CharField()), Value("moved", CharField())
    put_off = Postponement.objects.filter(**same, decided_on=day, undone_at=None).exclude(pk__in=told)
    noted = ProgressUpdate.objects.filter(**same, on=day).exclude(state="")
    rows = (
        put_off.order_by()
        .values_list("action_id", "created_at", "from_text", "to_text", "reason", moved)
        .union(noted.order_by().values_list("action_id", "created_at", "state", none, none, none), all=True)
    )
    moves: dict[uuid.UUID, list[str]] = defaultdict(list)
    for action_id, _at, first, after, reason, sort in sorted(rows, key=lambda row: (not row[5], row[1])):
        words = {"before": first, "after": after, "reason": reason.rstrip(" .")}
        moves[action_id].append(
            _("L’échéance passe de %(before)s à %(after)s : %(reason)s.") % words
            if sort
            else _("L’action est dite « %(state)s ».") % {"state": State(first).label}
        )
    return moves
