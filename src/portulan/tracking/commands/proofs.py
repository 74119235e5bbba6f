"""Adding and taking away proofs, each of one action or of several."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.commands import account_of, name_of, record
from portulan.journal.models import Entry
from portulan.plans.commands.changing import change, locked
from portulan.plans.models import Action, ExpectedResult
from portulan.shared.errors import Conflict, Invalid
from portulan.shared.filestore import keep
from portulan.shared.scoping import open_id
from portulan.tracking import rules
from portulan.tracking.commands.telling import EVIDENCE, tell_the_others
from portulan.tracking.models import Evidence, EvidenceKind, Visibility


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as it was given: its name, and its bytes, open at their start."""

    name: str
    size: int
    content: IO[bytes]


@dataclass(frozen=True, slots=True)
class Adding:
    """What proofs that are added together share. Without a day, each file has the one that it says, else today;
    without a kind, each has that of its bytes."""

    actions: tuple[Action, ...]
    results: tuple[ExpectedResult, ...]
    actor: Any
    on: dt.date | None
    title: str
    kind: str
    note: str
    draft: bool
    visibility: str
    submission: uuid.UUID | None
    at: dt.datetime
    batch: uuid.UUID
    replaces: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """Proofs that were added; `repeated` are those whose very bytes (or link) these actions and results already
    had, `elsewhere` those that the workspace has for others: they may be linked instead of added twice."""

    evidence: tuple[Evidence, ...]
    repeated: tuple[Evidence, ...] = ()
    elsewhere: tuple[Evidence, ...] = ()
    entries: tuple[Entry, ...] = ()


@transaction.atomic
def add_evidence(
    action: Action,
    *,
    actor: Any,
    on: dt.date | None,
    also: Sequence[Action] = (),
    results: Sequence[ExpectedResult] = (),
    title: str = "",
    files: Sequence[GivenFile] = (),
    url: str = "",
    kind: str = "",
    draft: bool = False,
    note: str = "",
    visibility: str = Visibility.INTERNAL,
    submission: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> Added:
    """One proof for each file, or one for the link, of the action and of those given `also`; the results are of
    any of them. The same submission writes once; what the workspace already has is not added again. Raises
    Invalid, Conflict."""
    actions = _all_locked(action, also)
    if said := _proofs_said_before(submission, actions):
        return Added(tuple(said))
    adding = Adding(
        actions,
        tuple(results),
        actor=actor,
        on=on,
        title=title.strip(),
        kind=kind,
        note=note.strip(),
        draft=draft,
        visibility=visibility,
        submission=submission,
        at=at or timezone.now(),
        batch=uuid.uuid4(),
    )
    _check(adding, files, url)
    return _add_link(adding, url) if url.strip() else _add_files(adding, files)


@transaction.atomic
def add_version(
    evidence: Evidence,
    *,
    actor: Any,
    on: dt.date | None,
    files: Sequence[GivenFile] = (),
    url: str = "",
    title: str = "",
    note: str = "",
    draft: bool = False,
    submission: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> Evidence:
    """A later version of a proof, of the same actions and results: it counts in the place of the earlier one.
    The same submission writes once. Raises Invalid, Conflict."""
    earlier: Evidence = locked(evidence)
    if submission and (said := Evidence.objects.filter(submission=submission).first()):
        return said
    check_stands(earlier)
    adding = Adding(
        tuple(earlier.actions.order_by("position", "pk")),
        tuple(earlier.results.all()),
        actor=actor,
        on=on,
        title=title.strip() or earlier.title,
        kind="",
        note=note.strip(),
        draft=draft,
        visibility=earlier.visibility,
        submission=submission,
        at=at or timezone.now(),
        batch=uuid.uuid4(),
        replaces=earlier,
    )
    if len(files) > 1:
        raise Invalid(_("Une nouvelle version est un seul fichier, ou un lien."), "files")
    _check(adding, files, url)
    added = _add_link(adding, url) if url.strip() else _add_files(adding, files)
    if not added.evidence:
        (same,) = added.repeated or added.elsewhere
        sentence = _("C’est déjà « %(title)s » : rien n’a changé.")
        raise Invalid(sentence % {"title": same.title}, "url" if url.strip() else "files")
    return added.evidence[0]


@transaction.atomic
def remove_evidence(evidence: Evidence, *, actor: Any, reason: str = "") -> Entry:
    """Take a proof away from all its actions; its file is kept, and the removal can be undone. The version that it
    replaced counts again. Raises Conflict."""
    evidence = locked(evidence)
    entry = change(EVIDENCE, evidence, {"removed": True}, verb="evidence.removed", actor=actor, reason=reason)
    if entry is None:
        raise Conflict(_("Cette preuve est déjà retirée."))
    tell_the_others(entry, evidence.actions.values_list("pk", flat=True))
    return entry


def check_stands(evidence: Evidence) -> None:
    """Raises Conflict for a proof that was removed, or that a later version replaced."""
    if evidence.removed_at is not None:
        raise Conflict(_("Cette preuve est retirée : rétablissez-la d’abord depuis le journal."))
    if evidence.newer.filter(removed_at=None).exists():
        raise Conflict(_("Une version plus récente remplace cette preuve : c’est elle qui se modifie."))


def _all_locked(action: Action, also: Iterable[Action]) -> tuple[Action, ...]:
    """The action and the others, each once, locked in an order that two people share."""
    given = list(dict.fromkeys([action.pk, *(one.pk for one in also)]))
    rows = {one.pk: one for one in Action.objects.select_for_update().filter(pk__in=given).order_by("pk")}
    return tuple(rows[pk] for pk in given)


def _check(adding: Adding, files: Sequence[GivenFile], url: str) -> None:
    if any(action.removed_at is not None for action in adding.actions):
        raise Conflict(_("Cette action a été retirée du plan : plus aucune preuve ne s’y ajoute."))
    if adding.on is not None and adding.on > timezone.localdate():
        raise Invalid(_("Cette date n’est pas encore passée."), "on")
    if {result.action_id for result in adding.results} - {action.pk for action in adding.actions}:
        raise Invalid(_("Ce résultat n’est pas de cette action."), "results")
    if bool(files) == bool(url.strip()):
        raise Invalid(_("Donnez un fichier ou un lien, l’un des deux."), "files")
    if len(adding.title) > 200:
        raise Invalid(_("Le titre compte deux cents caractères au plus."), "title")
    if adding.kind and adding.kind not in EvidenceKind.values:
        raise Invalid(_("Ce choix n’existe pas."), "kind")
    if adding.visibility not in Visibility.values:
        raise Invalid(_("Ce choix n’existe pas."), "visibility")
    for one in files:
        if one.size == 0:
            raise Invalid(_("Le fichier « %(name)s » est vide.") % {"name": rules.file_name(one.name)}, "files")


def _add_link(adding: Adding, url: str) -> Added:
    address = rules.link(url)
    if address is None:
        raise Invalid(_("Donnez une adresse complète du web, qui commence par https:// ou http://."), "url")
    if not adding.title:
        raise Invalid(_("Donnez un titre à ce lien."), "title")
    if same := Evidence.objects.filter(url=address, removed_at=None).first():
        return _there(adding, [same])
    evidence = _of(adding, adding.on, adding.title, EvidenceKind(adding.kind or EvidenceKind.LINK))
    evidence.url = address
    return Added((evidence,), entries=_write(adding, evidence))


def _add_files(adding: Adding, files: Sequence[GivenFile]) -> Added:
    added: list[Evidence] = []
    there: list[Evidence] = []
    entries: list[Entry] = []
    for given in files:
        evidence = _filed(adding, given, several=len(files) > 1)
        same = Evidence.objects.filter(file_sha256=evidence.file_sha256, removed_at=None).first()
        if same is not None:
            there.append(same)
            continue
        entries += _write(adding, evidence)
        added.append(evidence)
    return replace(_there(adding, there), evidence=tuple(added), entries=tuple(entries))


def _there(adding: Adding, same: Iterable[Evidence]) -> Added:
    """What was not added, since it is there: for all that it would prove, or for something else."""
    repeated: list[Evidence] = []
    elsewhere: list[Evidence] = []
    for one in dict.fromkeys(same):
        missing = {row.pk for row in adding.actions} - set(one.actions.values_list("pk", flat=True))
        missing |= {row.pk for row in adding.results} - set(one.results.values_list("pk", flat=True))
        (elsewhere if missing else repeated).append(one)
    return Added((), tuple(repeated), tuple(elsewhere))


def _filed(adding: Adding, given: GivenFile, *, several: bool) -> Evidence:
    given.content.seek(0)
    kept = keep(open_id(), iter(lambda: given.content.read(1 << 16), b""))
    title = _title(adding, given, several)
    kind = EvidenceKind(adding.kind) if adding.kind else rules.kind_of_file(given.content, title)
    evidence = _of(adding, adding.on or _own_day(given), title, kind)
    evidence.file_name = rules.file_name(given.name)
    evidence.file_sha256, evidence.file_size = kept.sha256, kept.size
    return evidence


def _own_day(given: GivenFile) -> dt.date | None:
    """The day that the file's name says, else the one that it says of itself; never a day to come."""
    found = rules.day_in(given.name) or rules.day_within(given.content)
    return found if found and found <= timezone.localdate() else None


def _of(adding: Adding, on: dt.date | None, title: str, kind: EvidenceKind) -> Evidence:
    day = on or timezone.localdate()
    return Evidence(
        on=day,
        academic_year=adding.actions[0].workspace.boundary.year_of(day).first,
        title=title,
        kind=kind,
        draft=adding.draft,
        note=adding.note,
        visibility=adding.visibility,
        replaces=adding.replaces,
        author=account_of(adding.actor),
        author_name=name_of(adding.actor),
        submission=adding.submission,
        created_at=adding.at,
    )


def _title(adding: Adding, given: GivenFile, several: bool) -> str:
    """The title given; for several files, each with its own name behind it."""
    own = rules.title_from(rules.file_name(given.name))
    if not adding.title:
        return own[:200]
    return f"{adding.title} · {own}"[:200] if several else adding.title


def _write(adding: Adding, evidence: Evidence) -> tuple[Entry, ...]:
    evidence.save()
    evidence.actions.set(adding.actions)
    evidence.results.set(adding.results)
    entry = record(
        "evidence.version" if adding.replaces else "evidence.added",
        evidence,
        actor=adding.actor,
        name=evidence.title,
        action_id=adding.actions[0].pk,
        before={"removed": True},
        after={"removed": False},
        batch=adding.batch,
        at=adding.at,
    )
    return (entry, *tell_the_others(entry, [one.pk for one in adding.actions]))


def _proofs_said_before(submission: uuid.UUID | None, actions: Sequence[Action]) -> list[Evidence]:
    """The proofs that the same form already added. Raises Conflict when they were of other actions."""
    said = list(Evidence.objects.filter(submission=submission)) if submission else []
    wanted = {action.pk for action in actions}
    if any(set(one.actions.values_list("pk", flat=True)) != wanted for one in said):
        raise Conflict(_("Ce formulaire a déjà servi pour une autre action. Ouvrez-le à nouveau."))
    return said
