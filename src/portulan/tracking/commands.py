"""What happens to an action: progress noted, results reached, proofs added and removed."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any, TypeVar

from django.db import transaction
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

Said = TypeVar("Said", ProgressUpdate, Evidence)


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as it was given: its name, and its bytes, open at their start."""

    name: str
    size: int
    content: IO[bytes]


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
    if said := _said_before(ProgressUpdate, submission, action):
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
    results: Sequence[ExpectedResult] = (),
    title: str = "",
    files: Sequence[GivenFile] = (),
    url: str = "",
    draft: bool = False,
    note: str = "",
    submission: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> Added:
    """One proof for each file, or one for the link. The same submission writes once; bytes that the action already
    has as a proof are not added again. Raises Invalid, Conflict."""
    action = locked(action)
    if said := _said_before(Evidence, submission, action):
        return Added(tuple(said))
    _check_evidence(action, on, results, files, url, title)
    batch = uuid.uuid4()
    common = Evidence(
        action=action,
        on=on,
        academic_year=action.workspace.boundary.year_of(on).first,
        draft=draft,
        note=note.strip(),
        author=actor,
        author_name=actor.name if actor else "Portulan",
        submission=submission,
        created_at=at or timezone.now(),
    )
    if url.strip():
        return _add_link(common, url, title, results, actor, batch, at)
    return _add_files(common, files, title, results, actor, batch, at)


@transaction.atomic
def remove_evidence(evidence: Evidence, *, actor: Any, reason: str = "") -> Entry:
    """Take a proof away; its file is kept, and the removal can be undone."""
    entry = change(
        EVIDENCE, locked(evidence), {"removed": True}, verb="evidence.removed", actor=actor, reason=reason
    )
    if entry is None:
        raise Conflict(_("Cette preuve est déjà retirée."))
    return entry


def undo(entry: Entry, *, actor: Any) -> Entry:
    """Undo a change of the plan, of a result or of a proof. Raises Conflict."""
    return plans_undo.undo(entry, actor=actor, kinds=KINDS)


@transaction.atomic
def undo_together(entry: Entry, *, actor: Any) -> None:
    """Undo all that was done in one go with this entry, or nothing of it. Raises Conflict."""
    for one in Entry.objects.filter(batch=entry.batch, verb=entry.verb):
        undo(one, actor=actor)


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


def _check_evidence(
    action: Action,
    on: dt.date,
    results: Iterable[ExpectedResult],
    files: Sequence[GivenFile],
    url: str,
    title: str,
) -> None:
    if action.removed_at is not None:
        raise Conflict(_("Cette action a été retirée du plan : plus aucune preuve ne s’y ajoute."))
    if on > timezone.localdate():
        raise Invalid(_("Cette date n’est pas encore passée."), "on")
    if any(result.action_id != action.pk for result in results):
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
    results: Sequence[ExpectedResult],
    actor: Any,
    batch: uuid.UUID,
    at: dt.datetime | None,
) -> Added:
    address = rules.link(url)
    if address is None:
        raise Invalid(_("Donnez une adresse complète du web, qui commence par https:// ou http://."), "url")
    if not title.strip():
        raise Invalid(_("Donnez un titre à ce lien."), "title")
    if same := common.action.evidence.filter(url=address, removed_at=None).first():
        return Added((), (same,))
    common.url, common.title, common.kind = address, title.strip(), EvidenceKind.LINK
    return Added((common,), (), (_write(common, results, actor, batch, at),))


def _add_files(
    common: Evidence,
    files: Sequence[GivenFile],
    title: str,
    results: Sequence[ExpectedResult],
    actor: Any,
    batch: uuid.UUID,
    at: dt.datetime | None,
) -> Added:
    added: list[Evidence] = []
    repeated: list[Evidence] = []
    entries: list[Entry] = []
    for given in files:
        evidence = _filed(common, given, _title(title, given, len(files) > 1))
        there = common.action.evidence.filter(file_sha256=evidence.file_sha256, removed_at=None).first()
        if there is not None:
            repeated.append(there)
            continue
        entries.append(_write(evidence, results, actor, batch, at))
        added.append(evidence)
    return Added(tuple(added), tuple(dict.fromkeys(repeated)), tuple(entries))


def _filed(common: Evidence, given: GivenFile, title: str) -> Evidence:
    given.content.seek(0)
    kept = keep(open_id(), iter(lambda: given.content.read(1 << 16), b""))
    return Evidence(
        action=common.action,
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
    evidence: Evidence,
    results: Sequence[ExpectedResult],
    actor: Any,
    batch: uuid.UUID,
    at: dt.datetime | None,
) -> Entry:
    evidence.save()
    evidence.results.set(results)
    return record(
        "evidence.added",
        evidence,
        actor=actor,
        name=evidence.title,
        action_id=evidence.action_id,
        before={"removed": True},
        after={"removed": False},
        batch=batch,
        at=at,
    )


def _said_before(model: type[Said], submission: uuid.UUID | None, action: Action) -> list[Said]:
    """What the same form already wrote. Raises Conflict when it was on another action."""
    if submission is None:
        return []
    said = list(model.objects.filter(submission=submission))
    if any(one.action_id != action.pk for one in said):
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


RESULT = Kind(
    ExpectedResult,
    _of_result,
    _put_result,
    lambda row: Wording.from_marked(row.text).plain,
    lambda row: row.action_id,
)
EVIDENCE = Kind(Evidence, _of_evidence, _put_evidence, lambda row: row.title, lambda row: row.action_id)
KINDS = {**plans_undo.KINDS, "result": RESULT, "evidence": EVIDENCE}
