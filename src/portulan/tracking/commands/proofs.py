"""Adding and taking away proofs, each of one action or of several."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.plans.commands.changing import change, locked
from portulan.plans.models import Action, ExpectedResult
from portulan.shared.errors import Conflict, Invalid
from portulan.shared.filestore import keep
from portulan.shared.scoping import open_id
from portulan.tracking import rules
from portulan.tracking.commands.telling import EVIDENCE, tell_the_others
from portulan.tracking.models import Evidence, EvidenceKind


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
    tell_the_others(entry, evidence.actions.values_list("pk", flat=True))
    return entry


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
    return (entry, *tell_the_others(entry, [one.pk for one in proves.actions]))


def _proofs_said_before(submission: uuid.UUID | None, actions: Sequence[Action]) -> list[Evidence]:
    """The proofs that the same form already added. Raises Conflict when they were of other actions."""
    said = list(Evidence.objects.filter(submission=submission)) if submission else []
    wanted = {action.pk for action in actions}
    if any(set(one.actions.values_list("pk", flat=True)) != wanted for one in said):
        raise Conflict(_("Ce formulaire a déjà servi pour une autre action. Ouvrez-le à nouveau."))
    return said
