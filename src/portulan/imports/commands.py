"""Opening an import, deciding its doubts, accepting or discarding it. Nothing enters the plan before that."""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import DataError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.imports import proposals, queries, rules, slots
from portulan.imports.bounded import read_and_recognise
from portulan.imports.models import Import, ImportState
from portulan.imports.rules import Answer, Decisions, Fate, Told
from portulan.journal.commands import record
from portulan.plandoc.reading.source import Unreadable
from portulan.plandoc.recognition.findings import NoPlanFound, Recognition
from portulan.plans.commands.taking_in import take_in
from portulan.plans.models import Plan
from portulan.shared import filestore
from portulan.shared.errors import Busy, Conflict, Invalid
from portulan.shared.scoping import open_id
from portulan.shared.speech import said


def open_import(name: str, chunks: Iterable[bytes], *, actor: Any) -> Import:
    """Read a plan file and put it up for review; the same file still in review is that same review. Where the
    workspace has its plan, it becomes a proposal (see `coming_back`). Raises Invalid (field "file") for a file
    that holds no plan, of which nothing is kept."""
    data = b"".join(chunks)
    known = queries.in_review(hashlib.sha256(data).hexdigest())
    if known is not None:
        return known
    found, told = _read_first(name, data)
    kept = filestore.keep(open_id(), [data])
    with transaction.atomic():
        opened = Import.objects.create(
            file_name=name[-255:],
            file_sha256=kept.sha256,
            file_size=kept.size,
            reading=rules.reading_to_json(found),
            proposal=proposals.first_look(name, found),
            mapping=rules.told_to_json(told),
            uploaded_by=actor,
        )
        record("import.opened", opened, actor=actor, name=opened.file_name)
    return opened


def _read_first(name: str, data: bytes) -> tuple[Recognition, Told]:
    """The recognition of a new file, its columns as people told them when a file had the same titles."""
    found = recognised(name, data)
    roles = queries.remembered(found.tables)
    if not roles:
        return found, Told()
    return recognised(name, data, roles), Told(roles, settled=True, remembered=True)


def recognised(name: str, data: bytes, columns: Mapping[str, str] | None = None) -> Recognition:
    """The plan in this file. Raises Invalid (field "file") for a file that holds none, Busy when many are being
    read."""
    try:
        return read_and_recognise(name, data, queries.boundary(), columns)
    except (Unreadable, NoPlanFound) as error:
        raise refusal(error, "file") from error


def refusal(error: Unreadable | NoPlanFound, field: str | None = None) -> Invalid:
    """What a page says of a file that was not read."""
    return (Busy if isinstance(error, slots.Busy) else Invalid)(said(error.sentence), field)


def _without_plan() -> None:
    if queries.has_plan():
        raise Conflict(_("Cet espace a déjà son plan. Pour reprendre un autre document, ouvrez un autre espace."))


def answer(opened: Import, doubt: str, given: Answer) -> None:
    """Settle a doubt. Raises Conflict when the import is no longer in review."""
    _decide(opened, lambda was: replace(was, answers={**was.answers, doubt: given}))


def answer_alike(opened: Import, given: Mapping[str, Answer]) -> None:
    """Settle several doubts at once, those that are settled already left as they are."""
    _decide(opened, lambda was: replace(was, answers={**given, **was.answers}))


def take_back(opened: Import, doubt: str) -> None:
    """Open a doubt again."""
    _decide(opened, lambda was: replace(was, answers={k: v for k, v in was.answers.items() if k != doubt}))


def keep_apart(opened: Import, spelling: str, apart: bool) -> None:
    """Make this spelling a body of its own, or let it be the same body as its likes again."""
    _decide(
        opened,
        lambda was: replace(was, apart=tuple({*was.apart, spelling} if apart else {*was.apart} - {spelling})),
    )


def settle_leftover(opened: Import, rank: int, fate: Fate | None) -> None:
    """Say what becomes of a text that fits nowhere; None leaves it open again."""

    def settled(was: Decisions) -> Decisions:
        fates = {key: value for key, value in was.fates.items() if key != rank}
        if fate is Fate.ORGANISATION:
            fates = {key: value for key, value in fates.items() if value is not Fate.ORGANISATION}
        return replace(was, fates=fates if fate is None else {**fates, rank: fate})

    _decide(opened, settled)


@transaction.atomic
def _decide(opened: Import, change: Callable[[Decisions], Decisions]) -> None:
    row = locked(opened)
    row.decisions = rules.decisions_to_json(change(rules.decisions_from_json(row.decisions)))
    row.save(update_fields=["decisions"])
    opened.decisions = row.decisions


@transaction.atomic
def accept_import(opened: Import, *, actor: Any) -> Plan:
    """Write the document, as people decided it, as the workspace's plan. Raises Conflict when it was accepted or
    discarded already, or when the workspace has its plan."""
    row = locked(opened)
    _without_plan()
    found, decided = rules.reading_from_json(row.reading), rules.decisions_from_json(row.decisions)
    document = rules.decided_document(found, decided)
    document = replace(document, title=(document.title or row.workspace.name)[:300])
    batch = uuid.uuid4()
    try:
        plan = take_in(document, actor=actor, batch=batch, keep_apart=decided.apart)
    except DataError as error:
        raise Conflict(
            _("Un des textes est trop long pour sa case, un nom d’instance peut-être. Rien n’a été créé.")
        ) from error
    row.state, row.decided_at, row.plan = ImportState.ACCEPTED, timezone.now(), plan
    row.save(update_fields=["state", "decided_at", "plan"])
    left = len(rules.open_doubts(found, decided))
    after = {"doubts_answered": len(found.doubts) - left, "doubts_open": left}
    record("import.accepted", row, actor=actor, name=row.file_name, after=after, batch=batch)
    return plan


@transaction.atomic
def discard_import(opened: Import, *, actor: Any) -> None:
    """Leave it: nothing of it enters the plan; the file stays. Raises Conflict when it was decided already."""
    row = locked(opened)
    row.state, row.decided_at = ImportState.DISCARDED, timezone.now()
    row.save(update_fields=["state", "decided_at"])
    record("import.discarded", row, actor=actor, name=row.file_name)


def locked(opened: Import) -> Import:
    """The row as it stands, held until the transaction ends, while it is in review."""
    row = Import.objects.select_for_update().get(pk=opened.pk)
    if row.state == ImportState.ACCEPTED:
        raise Conflict(_("Ce document a déjà été repris dans le plan. Rien n’a été repris deux fois."))
    if row.state == ImportState.DATED:
        raise Conflict(_("Ce document a déjà été gardé comme version datée. Le plan n’a pas changé."))
    if row.state == ImportState.DISCARDED:
        raise Conflict(_("Ce document a été abandonné. Déposez-le à nouveau pour le relire."))
    return row
