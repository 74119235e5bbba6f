"""Opening an import, deciding its doubts, accepting or discarding it. Nothing enters the plan before that."""

import hashlib
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import DataError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.imports import proposals, queries, rules, slots
from portulan.imports.bounded import read_and_recognise
from portulan.imports.models import Import, ImportState
from portulan.imports.rules import Answer, Decisions, Fate, Json, Told
from portulan.imports.words import remember_words
from portulan.journal.commands import record
from portulan.plandoc.reading.source import Unreadable
from portulan.plandoc.recognition.findings import NoPlanFound, PlanTable, Recognition
from portulan.plans.commands.taking_in import take_in, too_long
from portulan.plans.models import Plan
from portulan.shared import filestore
from portulan.shared.errors import Busy, Conflict, Invalid, NothingFound
from portulan.shared.scoping import open_id
from portulan.shared.speech import said


def open_import(name: str, chunks: Iterable[bytes], *, actor: Any) -> Import:
    """Read a plan file and put it up for review; the same file still in review is that same review. Where the
    workspace has its plan, it becomes a proposal (see `coming_back`). A file whose tables show no plan waits for
    people to say what they hold (see `mapping`). Raises Invalid (field "file") for a file without a table that
    holds no plan, of which nothing is kept."""
    data = b"".join(chunks)
    known = queries.in_review(hashlib.sha256(data).hexdigest())
    if known is not None:
        return known
    read = _read_first(name, data)
    kept = filestore.keep(open_id(), [data])
    with transaction.atomic():
        opened = Import.objects.create(
            file_name=name[-255:],
            file_sha256=kept.sha256,
            file_size=kept.size,
            reading=read.reading,
            proposal=read.proposal,
            mapping=rules.told_to_json(read.told),
            decisions=read.decisions,
            uploaded_by=actor,
        )
        record("import.opened", opened, actor=actor, name=opened.file_name)
    return opened


@dataclass(frozen=True, slots=True)
class _Read:
    """What is kept of a first reading."""

    reading: Json
    proposal: Json = field(default_factory=dict)
    told: Told = field(default_factory=Told)
    decisions: Json = field(default_factory=dict)


def _read_first(name: str, data: bytes) -> _Read:
    """The reading of a new file, its columns as people told them when a file had the same titles."""
    try:
        found = read_and_recognise(name, data, queries.boundary())
    except NoPlanFound as error:
        if not error.tables:
            raise refusal(error, "file") from error
        return _read_by_hand(name, data, error.tables)
    except Unreadable as error:
        raise refusal(error, "file") from error
    roles = queries.remembered(found.tables)
    if not roles:
        return _read(name, found, Told())
    return _read(name, recognised(name, data, Told(roles)), Told(roles, settled=True, remembered=True))


def _read_by_hand(name: str, data: bytes, tables: Sequence[PlanTable]) -> _Read:
    """The reading of a file in which no plan was found: as people told it of the same titles before, else the
    tables among which they will choose."""
    if known := queries.remembered_among(tables):
        told = Told(known[1], settled=True, remembered=True, table=known[0].key)
        with suppress(Invalid):
            return _read(name, recognised(name, data, told), told, tables)
    return _Read(rules.reading_without_plan(tables), told=Told(table=tables[0].key))


def _read(name: str, found: Recognition, told: Told, choices: Sequence[PlanTable] = ()) -> _Read:
    reading = rules.reading_to_json(found) | rules.with_choices(choices)
    decided = rules.with_words(Decisions(), found, queries.known_words(found.tables))
    return _Read(
        reading,
        proposals.first_look(name, found),
        told,
        rules.decisions_to_json(decided) if decided.answers else {},
    )


def recognised(name: str, data: bytes, told: Told) -> Recognition:
    """The plan in this file, read as it was told. Raises Invalid (field "file") for a file that holds none, Busy
    when many are being read."""
    try:
        return read_and_recognise(name, data, queries.boundary(), told.roles, told.table)
    except (Unreadable, NoPlanFound) as error:
        raise refusal(error, "file") from error


def refusal(error: Unreadable | NoPlanFound, field: str | None = None) -> Invalid:
    """What a page says of a file that was not read."""
    if isinstance(error, NoPlanFound):
        return NothingFound(said(error.sentence), field)
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


def take_back(opened: Import, doubts: Collection[str]) -> None:
    """Open doubts again."""
    _decide(opened, lambda was: replace(was, answers={k: v for k, v in was.answers.items() if k not in doubts}))


def keep_apart(opened: Import, spelling: str, apart: bool) -> None:
    """Make this spelling a body of its own, or let it be the same body as its likes again."""
    _decide(
        opened,
        lambda was: replace(was, apart=tuple({*was.apart, spelling} if apart else {*was.apart} - {spelling})),
    )


def settle_leftovers(opened: Import, ranks: Collection[int], fate: Fate | None) -> None:
    """Say what becomes of texts that fit nowhere; None leaves them open again."""

    def settled(was: Decisions) -> Decisions:
        fates = {key: value for key, value in was.fates.items() if key not in ranks}
        if fate is Fate.ORGANISATION:
            fates = {key: value for key, value in fates.items() if value is not Fate.ORGANISATION}
        return replace(was, fates=fates if fate is None else {**fates, **dict.fromkeys(ranks, fate)})

    _decide(opened, settled)


@transaction.atomic
def _decide(opened: Import, change: Callable[[Decisions], Decisions]) -> None:
    row = locked(opened)
    row.decisions = rules.decisions_to_json(change(rules.decisions_from_json(row.decisions)))
    row.save(update_fields=["decisions"])
    opened.decisions = row.decisions
    remember_words(row)


@transaction.atomic
def accept_import(opened: Import, *, actor: Any) -> Plan:
    """Write the document, as people decided it, as the workspace's plan. Raises Conflict when it was accepted or
    discarded already, or when the workspace has its plan."""
    row = ready(opened)
    _without_plan()
    found, decided = rules.reading_from_json(row.reading), rules.decisions_from_json(row.decisions)
    document = rules.decided_document(found, decided, queries.boundary())
    document = replace(document, title=(document.title or row.workspace.name)[:300])
    batch = uuid.uuid4()
    try:
        plan = take_in(document, actor=actor, batch=batch, keep_apart=decided.apart)
    except DataError as error:
        other = _("Un des textes est trop long pour sa case, un nom d’instance peut-être. Rien n’a été créé.")
        raise Conflict(too_long(document) or other) from error
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


def ready(opened: Import) -> Import:
    """The row held as `locked` does, once a plan is seen in it. Raises Conflict before."""
    row = locked(opened)
    if rules.lacks_plan(row.reading):
        raise Conflict(_("Dites d’abord quelle colonne de ce document donne les actions."))
    return row


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
