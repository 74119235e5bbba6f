"""Minutes are approved: the last version is made again without « Projet », and the proof follows."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.commands import record
from portulan.meetings.commands import files
from portulan.meetings.models import ItemKind, ItemStage, Meeting, Minutes, Stage
from portulan.meetings.queries.content import session_of, was_written_here
from portulan.meetings.queries.sessions import Discussed, Said, held_on
from portulan.reports.kinds.minutes import Edition
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.commands import add_version
from portulan.tracking.models import Evidence


@dataclass(frozen=True, slots=True)
class Approval:
    """Final files, made before anything is locked, of minutes that are about to be approved on that day."""

    minutes: Minutes
    on: dt.date
    files: files.Files | None

    @transaction.atomic
    def write(self, meeting: Meeting | None, *, actor: Any) -> Minutes:
        """The same version, now approved; what it was as a draft stays in the versions of the proof. Raises
        Conflict."""
        minutes: Minutes = Minutes.objects.select_for_update().get(pk=self.minutes.pk)
        check_may_be_approved(minutes)
        minutes.approved_on, minutes.approved_in = self.on, meeting
        if self.files is not None:
            files.put(minutes, self.files)
            minutes.evidence = following(minutes, self.files, actor=actor)
        minutes.save()
        after = {"on": self.on.isoformat(), "version": minutes.version}
        record("minutes.approved", minutes, actor=actor, name=str(minutes.meeting), after=after)
        return minutes


def approve_minutes(minutes: Minutes, *, on: dt.date, actor: Any, meeting: Meeting | None = None) -> Minutes:
    """Approve the last version, on a day, in a later meeting of the same body where one is said. Raises Invalid,
    Conflict."""
    check_may_be_approved(minutes)
    if on > timezone.localdate():
        raise Invalid(_("Cette date n’est pas encore passée."), "on")
    if on < minutes.meeting.day:
        raise Invalid(_("Un PV s’approuve après la réunion qu’il raconte."), "on")
    if meeting is not None:
        _check_later(minutes, meeting)
    return _prepared(minutes, on).write(meeting, actor=actor)


def prepared_approvals(meeting: Meeting, items: Iterable[Discussed], said: Said) -> tuple[Approval, ...]:
    """The minutes that this meeting approves, as its agenda says: one for each item of that kind that was treated,
    of which the last version still waits for it."""
    wanted = [
        one.item.approves
        for one in items
        if one.item.kind == ItemKind.APPROVAL and one.item.approves and one.stage(said) == ItemStage.DONE
    ]
    lasts = {one.meeting_id: last_version(one.meeting) for one in wanted}
    waiting = [one for one in lasts.values() if one is not None and one.approved_on is None]
    return tuple(_prepared(one, held_on(meeting)) for one in waiting)


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands, held until the end of the transaction."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("body", "workspace")
    return rows.get(pk=meeting.pk)


def last_version(meeting: Meeting) -> Minutes | None:
    return (
        meeting.minutes.select_related("meeting__workspace", "meeting__body", "layout__template")
        .order_by("-version")
        .first()
    )


def check_may_be_approved(minutes: Minutes) -> None:
    """Raises Conflict for minutes that were approved, or corrected since."""
    if minutes.approved_on is not None:
        raise Conflict(_("Ce PV est déjà approuvé."))
    if minutes.meeting.minutes.filter(version__gt=minutes.version).exists():
        raise Conflict(_("Une version corrigée le remplace : c’est elle qui s’approuve."))


def following(minutes: Minutes, made: files.Files, *, actor: Any, note: str = "") -> Evidence | None:
    """The proof that the minutes became takes these files as its next version; one that people took away or
    replaced themselves stays as it is."""
    evidence = minutes.evidence
    if evidence is None or not still_stands(evidence):
        return evidence
    session = session_of(minutes.content)
    if evidence.file_sha256 == made.pdf.sha256:
        return evidence
    name = files.file_name_of(session, "pdf")
    return add_version(evidence, actor=actor, on=evidence.on, files=[made.given(name)], note=note)


def still_stands(evidence: Evidence) -> bool:
    """Whether nobody removed this proof, nor put another version in its place."""
    return evidence.removed_at is None and not evidence.newer.filter(removed_at=None).exists()


def edition_of(minutes: Minutes, approved: dt.date | None) -> Edition:
    """Which edition the files of these minutes are."""
    language = minutes.meeting.workspace.language
    return Edition(minutes.version, minutes.note, approved, language, timezone.localdate())


def _prepared(minutes: Minutes, on: dt.date) -> Approval:
    """Minutes of before Portulan keep the file that they came with; the others their layout, as it was."""
    if not was_written_here(minutes.content):
        return Approval(minutes, on, None)
    made = files.made(session_of(minutes.content), edition_of(minutes, on), minutes.layout)
    return Approval(minutes, on, made)


def _check_later(minutes: Minutes, meeting: Meeting) -> None:
    same = meeting.body_id == minutes.meeting.body_id and meeting.starts > minutes.meeting.starts
    if not same or meeting.stage not in (Stage.OPEN, Stage.CLOSED):
        raise Invalid(_("Choisissez une réunion de la même instance, tenue après celle-ci."), "meeting")
