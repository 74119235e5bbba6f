"""Old minutes come in: files are read and kept under review, then become closed meetings with their proofs."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.models import Body
from portulan.imports import bounded, slots
from portulan.journal.commands import account_of, name_of, record
from portulan.meetings.commands.past_files import Dropped
from portulan.meetings.models import Meeting, Minutes, PastMinutes, PastState, Stage
from portulan.meetings.queries.past import known_actions, known_bodies
from portulan.meetings.rules import past as rules
from portulan.meetings.rules.days import FIRST_YEAR
from portulan.plandoc.reading.source import Unreadable
from portulan.plans.models import Action, ExpectedResult
from portulan.reports.kinds.days import long_day
from portulan.shared.errors import Conflict, Invalid
from portulan.shared.filestore import keep, path
from portulan.shared.scoping import open_id
from portulan.shared.speech import said
from portulan.tracking.commands import GivenFile, add_evidence, link_evidence
from portulan.tracking.models import Evidence, EvidenceKind, Visibility
from portulan.tracking.rules import file_name
from portulan.workspaces.models import Workspace

AT_ONCE = 2  # files that are read together
NOON = dt.time(12)
FEWEST = 20  # letters under which a document is the picture of one
Pair = tuple[uuid.UUID, uuid.UUID | None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What becomes of a file of old minutes: the day and the body of its meeting, what it proves."""

    row: PastMinutes
    day: dt.date
    body: Body
    proofs: Sequence[Pair] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """A file with its lines, or the sentence that refuses it; `scan` when it holds no text."""

    dropped: Dropped
    lines: tuple[str, ...] = ()
    refused: str = ""
    scan: bool = False


def read_past(dropped: Sequence[Dropped], *, actor: Any) -> tuple[list[PastMinutes], list[str]]:
    """Read these files, each in a process of its own, and keep them under review with what was recognised; and a
    sentence for each that is refused. The same bytes are under review once."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        read = list(pool.map(_lines, dropped))
    bodies, actions, today = known_bodies(), known_actions(), timezone.localdate()
    rows = []
    with transaction.atomic():
        for one in read:
            if not one.refused:
                found = rules.recognised(one.dropped.name, one.lines, bodies, actions, today)
                rows.append(_under_review(one, found, actor))
    return [one for one in rows if one is not None], [one.refused for one in read if one.refused]


@transaction.atomic
def remember_choices(choices: Mapping[uuid.UUID, dict[str, Any]]) -> None:
    """Keep what was chosen, so that the review can be finished another day."""
    for row in PastMinutes.objects.select_for_update().filter(state=PastState.REVIEW, pk__in=list(choices)):
        row.choice = choices[row.pk]
        row.save(update_fields=["choice"])


@transaction.atomic
def decide_past(wanted: Sequence[Wanted], left: Sequence[PastMinutes], *, actor: Any) -> list[Meeting]:
    """All of these become closed meetings with their minutes, each filed as a proof, the others are left out; or
    nothing is done. Raises Invalid with the identity of the file as its field, Conflict when one was decided
    meanwhile."""
    workspace = Workspace.objects.get(pk=open_id())
    for row in left:
        _leave_out(row, actor)
    return [_taken(one, workspace, actor) for one in wanted]


def _leave_out(row: PastMinutes, actor: Any) -> None:
    row = _decided_now(row, PastState.LEFT_OUT)
    record("past_minutes.left_out", row, actor=actor, name=row.file_name)


def _decided_now(row: PastMinutes, state: str, meeting: Meeting | None = None) -> PastMinutes:
    """The file, decided. Raises Conflict when it was meanwhile."""
    found: PastMinutes = PastMinutes.objects.select_for_update().get(pk=row.pk)
    if found.state != PastState.REVIEW:
        raise Conflict(_("« %(name)s » a été décidé entre-temps. Rechargez la page.") % {"name": found.file_name})
    found.state, found.meeting, found.decided_at = state, meeting, timezone.now()
    found.save(update_fields=["state", "meeting", "decided_at"])
    return found


def _lines(dropped: Dropped) -> _Read:
    """A scan is kept with what its name says; a file that harms or is locked is refused."""
    try:
        lines = tuple(bounded.lines_of(dropped.name, dropped.data))
        return _Read(dropped, lines, scan=sum(map(len, lines)) < FEWEST)
    except slots.Busy as error:
        return _Read(dropped, refused=str(said(error.sentence)))
    except Unreadable as error:
        if error.code == "scan":
            return _Read(dropped, scan=True)
        return _Read(dropped, refused=str(said(error.sentence)))


def _under_review(read: _Read, found: rules.Told, actor: Any) -> PastMinutes | None:
    kept = keep(open_id(), [read.dropped.data])
    if PastMinutes.objects.filter(file_sha256=kept.sha256, state=PastState.REVIEW).exists():
        return None
    return PastMinutes.objects.create(
        file_name=file_name(read.dropped.name),
        file_sha256=kept.sha256,
        file_size=kept.size,
        reading={**asdict(found), "scan": read.scan, "given_as": read.dropped.name[:500]},
        uploaded_by=account_of(actor),
        uploaded_by_name=name_of(actor),
    )


def _taken(wanted: Wanted, workspace: Workspace, actor: Any) -> Meeting:
    """A closed meeting at noon of its day: nobody knows its hours any more."""
    _check(wanted)
    noon = dt.datetime.combine(wanted.day, NOON, timezone.get_current_timezone())
    meeting = Meeting.objects.create(
        body=wanted.body, starts=noon, ends=noon, stage=Stage.CLOSED, closed_at=timezone.now()
    )
    row = _decided_now(wanted.row, PastState.TAKEN, meeting)
    minutes = _minutes(row, meeting, actor)
    minutes.evidence = _proof(wanted, row, workspace, actor)
    minutes.save()
    after = {"on": wanted.day.isoformat(), "file": row.file_name}
    record("past_minutes.taken", meeting, actor=actor, name=str(meeting), after=after)
    return meeting


def _check(wanted: Wanted) -> None:
    """Raises Invalid for a day that cannot be, or on which the body has a meeting already."""
    name, field = {"name": wanted.row.file_name}, str(wanted.row.pk)
    if wanted.day > timezone.localdate():
        raise Invalid(_("« %(name)s » : cette date n’est pas encore passée.") % name, field)
    if wanted.day.year < FIRST_YEAR:
        raise Invalid(_("« %(name)s » : cette date n’est pas comprise.") % name, field)
    first = dt.datetime.combine(wanted.day, dt.time(), timezone.get_current_timezone())
    same = Meeting.objects.filter(body=wanted.body, starts__gte=first, starts__lt=first + dt.timedelta(days=1))
    if same.exclude(stage=Stage.CANCELLED).exists():
        said = _(
            "« %(name)s » : une réunion de cette instance est déjà là ce jour-là. Changez le jour, ou écartez "
            "ce PV."
        )
        raise Invalid(said % name, field)


def _minutes(row: PastMinutes, meeting: Meeting, actor: Any) -> Minutes:
    """The file as it was given: it is what counts."""
    minutes = Minutes(
        meeting=meeting,
        content={"file_name": row.file_name},
        author=account_of(actor),
        author_name=name_of(actor),
        made_at=timezone.now(),
    )
    if row.file_name.lower().endswith(".pdf"):
        minutes.pdf_sha256, minutes.pdf_size = row.file_sha256, row.file_size
    else:
        minutes.word_sha256, minutes.word_size = row.file_sha256, row.file_size
    return minutes


def _proof(wanted: Wanted, row: PastMinutes, workspace: Workspace, actor: Any) -> Evidence | None:
    """The file as one proof of what was chosen; where the workspace has these bytes as a proof, that one stands
    for it too."""
    there = Evidence.objects.filter(file_sha256=row.file_sha256, removed_at=None).first()
    if not wanted.proofs:
        return there
    actions, results = _chosen(wanted)
    if there is not None:
        link_evidence(there, actions, actor=actor, results=results)
        return there
    words = {"body": str(wanted.body), "day": long_day(wanted.day, workspace.language)}
    with path(open_id(), row.file_sha256).open("rb") as content:
        added = add_evidence(
            actions[0],
            also=actions[1:],
            results=results,
            actor=actor,
            on=wanted.day,
            title=_("PV %(body)s, %(day)s") % words,
            files=[GivenFile(row.file_name, row.file_size, content)],
            kind=EvidenceKind.MINUTES,
            visibility=Visibility.INTERNAL,
        )
    return next(iter(added.evidence), None)


def _chosen(wanted: Wanted) -> tuple[list[Action], list[ExpectedResult]]:
    """The actions and results that were chosen. Raises Invalid when one is no longer in the plan."""
    ids = list(dict.fromkeys(action_id for action_id, _result in wanted.proofs))
    known = {one.pk: one for one in Action.objects.filter(pk__in=ids, removed_at=None)}
    chosen = [result_id for _action, result_id in wanted.proofs if result_id]
    results = list(ExpectedResult.objects.filter(pk__in=chosen, removed_at=None, action__in=ids))
    if len(known) < len(ids) or len(results) < len(set(chosen)):
        said = _("« %(name)s » : cette action n’est plus dans le plan.")
        raise Invalid(said % {"name": wanted.row.file_name}, str(wanted.row.pk))
    return [known[pk] for pk in ids], results
