"""What happens to an action: progress noted, results reached, proofs added and removed."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.models import Body
from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.plandoc.text import Wording
from portulan.plans.commands import undo as plans_undo
from portulan.plans.commands.changing import Kind, change, locked
from portulan.plans.commands.states import Values
from portulan.plans.models import Action, ExpectedResult, State
from portulan.shared.errors import Conflict, Invalid
from portulan.shared.filestore import keep
from portulan.shared.scoping import open_id
from portulan.tracking import rules
from portulan.tracking.models import Evidence, EvidenceKind, ProgressUpdate


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as it was given: its name, and its bytes, open at their start."""

    name: str
    size: int
    content: IO[bytes]


@dataclass(frozen=True, slots=True)
class Proves:
    """What a proof stands for: its actions, and results of these."""

    actions: tuple[Action, ...]
    results: tuple[ExpectedResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """Proofs that were added; `repeated` are those whose very bytes the action already had."""

    evidence: tuple[Evidence, ...]
    repeated: tuple[Evidence, ...] = ()
    entries: tuple[Entry, ...] = ()


@transaction.atomic
def report_progress(
    action: Action,
    *,
    actor: Any,
    on: dt.date,
    text: str = "",
    state: str = "",
    body: Body | None = None,
    submission: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> ProgressUpdate:
    """Note what happened on a day, and what it declares of the action (empty: nothing new). The same submission
    writes once. Raises Invalid, Conflict."""
    action = locked(action)
    if said := _said_before(submission, action):
        return said[0]
    text, state = text.strip(), state if state != action.state else ""
    _check_note(action, on, text, state)
    update = ProgressUpdate.objects.create(
        action=action,
        on=on,
        text=text,
        state=state,
        author=actor,
        author_name=actor.name if actor else "Portulan",
        body=body,
        submission=submission,
        created_at=at or timezone.now(),
    )
    before, after = _declare(action, update)
    record(
        "progress.noted",
        update,
        actor=actor,
        name=Wording(text).plain,
        action_id=action.pk,
        before=before,
        after=after,
        reason=text if state in rules.NEEDS_A_REASON else "",
        at=at,
    )
    return update


@transaction.atomic
def mark_reached(
    result: ExpectedResult, *, actor: Any, on: dt.date, at: dt.datetime | None = None
) -> Entry | None:
    """Declare an expected result reached on a day; None when it was already. Raises Invalid."""
    result = locked(result)
    if on > timezone.localdate():
        raise Invalid(_("Cette date n’est pas encore passée."), "on")
    if result.reached_on is not None:
        return None
    return change(RESULT, result, {"reached_on": on.isoformat()}, verb="result.reached", actor=actor, at=at)


@transaction.atomic
def unmark(result: ExpectedResult, *, actor: Any) -> Entry | None:
    """No longer hold a result for reached; None when it was not."""
    return change(RESULT, locked(result), {"reached_on": None}, verb="result.unreached", actor=actor)


@transaction.atomic
def add_evidence(
    action: Action,
    *,
    actor: Any,
    on: dt.date,
    also: Sequence[Action] = (),
    results: Sequence[ExpectedResult] = (),
    title: str = "",
    files: Sequence[GivenFile] = (),
    url: str = "",
    draft: bool = False,
    note: str = "",
    submission: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> Added:
    """One proof for each file, or one for the link, of the action and of those given `also`; the results are of
    any of them. The same submission writes once; bytes that the action already has as a proof are not added again.
    Raises Invalid, Conflict."""
    actions = _all_locked(action, also)
    if said := _proofs_said_before(submission, actions):
        return Added(tuple(said))
    _check_evidence(actions, on, results, files, url, title)
    proves = Proves(actions, tuple(results))
    batch = uuid.uuid4()
    common = Evidence(
        on=on,
        academic_year=actions[0].workspace.boundary.year_of(on).first,
        draft=draft,
        note=note.strip(),
        author=actor,
        author_name=actor.name if actor else "Portulan",
        submission=submission,
        created_at=at or timezone.now(),
    )
    if url.strip():
        return _add_link(common, url, title, proves, actor, batch, at)
    return _add_files(common, files, title, proves, actor, batch, at)


@transaction.atomic
def remove_evidence(evidence: Evidence, *, actor: Any, reason: str = "") -> Entry:
    """Take a proof away from all its actions; its file is kept, and the removal can be undone."""
    evidence = locked(evidence)
    entry = change(EVIDENCE, evidence, {"removed": True}, verb="evidence.removed", actor=actor, reason=reason)
    if entry is None:
        raise Conflict(_("Cette preuve est déjà retirée."))
    _tell_the_others(entry, evidence.actions.values_list("pk", flat=True))
    return entry


@transaction.atomic
def undo(entry: Entry, *, actor: Any) -> Entry:
    """Undo a change of the plan, of a result or of a proof (for all its actions). Raises Conflict."""
    written = plans_undo.undo(entry, actor=actor, kinds=KINDS)
    for other in _told_elsewhere(entry):
        _tell(written, other.action_id, undoes=other)
    return written


@transaction.atomic
def undo_together(entry: Entry, *, actor: Any) -> None:
    """Undo all that was done in one go with this entry, or nothing of it. Raises Conflict."""
    told = Entry.objects.filter(batch=entry.batch, verb=entry.verb)
    for one in {other.subject_id: other for other in told}.values():
        undo(one, actor=actor)


def actions_told(entry: Entry) -> set[uuid.UUID]:
    """The actions whose journals say that change: several for a proof of several actions."""
    others = _told_elsewhere(entry).values_list("action_id", flat=True)
    return {pk for pk in (entry.action_id, *others) if pk is not None}


def can_be_undone(entry: Entry) -> bool:
    """Whether the journal offers to undo this entry. A note is never undone: another one corrects it."""
    return plans_undo.can_be_undone(entry, KINDS)


def _check_note(action: Action, on: dt.date, text: str, state: str) -> None:
    if action.removed_at is not None:
        raise Conflict(_("Cette action a été retirée du plan : plus rien ne s’y note."))
    if on > timezone.localdate():
        raise Invalid(_("Cette date n’est pas encore passée."), "on")
    if state and state not in State.values:
        raise Invalid(_("Ce choix n’existe pas."), "state")
    if state == State.SUSPENDED and not text:
        raise Invalid(_("Dites en une phrase pourquoi l’action est suspendue."), "text")
    if state == State.DROPPED and not text:
        raise Invalid(_("Dites en une phrase pourquoi l’action est abandonnée."), "text")
    if not text and not state:
        raise Invalid(_("Écrivez ce qui a avancé, ou changez l’état de l’action."), "text")


def _declare(action: Action, update: ProgressUpdate) -> tuple[Values, Values]:
    """The action's state is that of its latest note (by its own date) that declares one."""
    after: Values = {"text": update.text, "on": update.on.isoformat()}
    if not update.state:
        return {}, after
    later = action.updates.exclude(pk=update.pk).exclude(state="").filter(on__gt=update.on)
    if later.exists():
        return {}, after
    before: Values = {
        "state": action.state,
        "state_since": action.state_since.isoformat() if action.state_since else None,
    }
    action.state, action.state_since = update.state, update.on
    action.save(update_fields=["state", "state_since"])
    return before, {"state": action.state, "state_since": update.on.isoformat(), **after}


def _all_locked(action: Action, also: Iterable[Action]) -> tuple[Action, ...]:
    """The action and the others, each once, locked in an order that two people share."""
    given = list(dict.fromkeys([action.pk, *(one.pk for one in also)]))
    rows = {one.pk: one for one in Action.objects.select_for_update().filter(pk__in=given).order_by("pk")}
    return tuple(rows[pk] for pk in given)


def _check_evidence(
    actions: Sequence[Action],
    on: dt.date,
    results: Iterable[ExpectedResult],
    files: Sequence[GivenFile],
    url: str,
    title: str,
) -> None:
    if any(action.removed_at is not None for action in actions):
        raise Conflict(_("Cette action a été retirée du plan : plus aucune preuve ne s’y ajoute."))
    if on > timezone.localdate():
        raise Invalid(_("Cette date n’est pas encore passée."), "on")
    if {result.action_id for result in results} - {action.pk for action in actions}:
        raise Invalid(_("Ce résultat n’est pas de cette action."), "results")
    if bool(files) == bool(url.strip()):
        raise Invalid(_("Donnez un fichier ou un lien, l’un des deux."), "files")
    if len(title.strip()) > 200:
        raise Invalid(_("Le titre compte deux cents caractères au plus."), "title")
    for one in files:
        if one.size == 0:
            raise Invalid(_("Le fichier « %(name)s » est vide.") % {"name": rules.file_name(one.name)}, "files")


def _add_link(
    common: Evidence,
    url: str,
    title: str,
    proves: Proves,
    actor: Any,
    batch: uuid.UUID,
    at: dt.datetime | None,
) -> Added:
    address = rules.link(url)
    if address is None:
        raise Invalid(_("Donnez une adresse complète du web, qui commence par https:// ou http://."), "url")
    if not title.strip():
        raise Invalid(_("Donnez un titre à ce lien."), "title")
    if same := proves.actions[0].evidence.filter(url=address, removed_at=None).first():
        return Added((), (same,))
    common.url, common.title, common.kind = address, title.strip(), EvidenceKind.LINK
    return Added((common,), (), _write(common, proves, actor, batch, at))


def _add_files(
    common: Evidence,
    files: Sequence[GivenFile],
    title: str,
    proves: Proves,
    actor: Any,
    batch: uuid.UUID,
    at: dt.datetime | None,
) -> Added:
    added: list[Evidence] = []
    repeated: list[Evidence] = []
    entries: list[Entry] = []
    for given in files:
        evidence = _filed(common, given, _title(title, given, len(files) > 1))
        there = proves.actions[0].evidence.filter(file_sha256=evidence.file_sha256, removed_at=None).first()
        if there is not None:
            repeated.append(there)
            continue
        entries += _write(evidence, proves, actor, batch, at)
        added.append(evidence)
    return Added(tuple(added), tuple(dict.fromkeys(repeated)), tuple(entries))


def _filed(common: Evidence, given: GivenFile, title: str) -> Evidence:
    given.content.seek(0)
    kept = keep(open_id(), iter(lambda: given.content.read(1 << 16), b""))
    return Evidence(
        on=common.on,
        academic_year=common.academic_year,
        draft=common.draft,
        note=common.note,
        author=common.author,
        author_name=common.author_name,
        submission=common.submission,
        created_at=common.created_at,
        title=title,
        kind=rules.kind_of_file(given.content, title),
        file_name=rules.file_name(given.name),
        file_sha256=kept.sha256,
        file_size=kept.size,
    )


def _title(title: str, given: GivenFile, several: bool) -> str:
    """The title given; for several files, each with its own name behind it."""
    own = rules.title_from(rules.file_name(given.name))
    if not title.strip():
        return own[:200]
    return f"{title.strip()} · {own}"[:200] if several else title.strip()


def _write(
    evidence: Evidence, proves: Proves, actor: Any, batch: uuid.UUID, at: dt.datetime | None
) -> tuple[Entry, ...]:
    evidence.save()
    evidence.actions.set(proves.actions)
    evidence.results.set(proves.results)
    entry = record(
        "evidence.added",
        evidence,
        actor=actor,
        name=evidence.title,
        action_id=proves.actions[0].pk,
        before={"removed": True},
        after={"removed": False},
        batch=batch,
        at=at,
    )
    return (entry, *_tell_the_others(entry, [one.pk for one in proves.actions]))


def _tell_the_others(entry: Entry, action_ids: Iterable[uuid.UUID]) -> list[Entry]:
    """The journals of a proof's other actions say the same as that of the first, in the same batch."""
    return [_tell(entry, pk) for pk in action_ids if pk != entry.action_id]


def _tell(entry: Entry, action_id: uuid.UUID | None, *, undoes: Entry | None = None) -> Entry:
    return record(
        entry.verb,
        Evidence(pk=entry.subject_id),
        actor=entry.actor,
        name=entry.subject_name,
        action_id=action_id,
        before=entry.before,
        after=entry.after,
        reason=entry.reason,
        batch=entry.batch,
        undoes=undoes,
        at=entry.at,
    )


def _told_elsewhere(entry: Entry) -> QuerySet[Entry]:
    """The same change as the journals of a proof's other actions say it."""
    same = Entry.objects.filter(batch=entry.batch, subject_id=entry.subject_id, verb=entry.verb)
    told = same.filter(verb__regex=r"^(undo\.)?evidence\.")
    return told.exclude(pk=entry.pk)


def _said_before(submission: uuid.UUID | None, action: Action) -> list[ProgressUpdate]:
    """What the same form already noted. Raises Conflict when it was on another action."""
    said = list(ProgressUpdate.objects.filter(submission=submission)) if submission else []
    if any(one.action_id != action.pk for one in said):
        raise Conflict(_("Ce formulaire a déjà servi pour une autre action. Ouvrez-le à nouveau."))
    return said


def _proofs_said_before(submission: uuid.UUID | None, actions: Sequence[Action]) -> list[Evidence]:
    """The proofs that the same form already added. Raises Conflict when they were of other actions."""
    said = list(Evidence.objects.filter(submission=submission)) if submission else []
    wanted = {action.pk for action in actions}
    if any(set(one.actions.values_list("pk", flat=True)) != wanted for one in said):
        raise Conflict(_("Ce formulaire a déjà servi pour une autre action. Ouvrez-le à nouveau."))
    return said


def _of_result(result: ExpectedResult) -> Values:
    return {"reached_on": result.reached_on.isoformat() if result.reached_on else None}


def _put_result(result: ExpectedResult, values: Values) -> None:
    day = values["reached_on"]
    result.reached_on = dt.date.fromisoformat(day) if day else None
    result.save(update_fields=["reached_on"])


def _of_evidence(evidence: Evidence) -> Values:
    return {"removed": evidence.removed_at is not None}


def _put_evidence(evidence: Evidence, values: Values) -> None:
    evidence.removed_at = timezone.now() if values["removed"] else None
    evidence.save(update_fields=["removed_at"])


def _first_action(evidence: Evidence) -> uuid.UUID | None:
    return evidence.actions.order_by("position", "pk").values_list("pk", flat=True).first()


RESULT = Kind(
    ExpectedResult,
    _of_result,
    _put_result,
    lambda row: Wording.from_marked(row.text).plain,
    lambda row: row.action_id,
)
EVIDENCE = Kind(Evidence, _of_evidence, _put_evidence, lambda row: row.title, _first_action)
KINDS = {**plans_undo.KINDS, "result": RESULT, "evidence": EVIDENCE}
