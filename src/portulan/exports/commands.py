"""A document asked for, made, failed, asked again, forgotten. The plan is not changed: the journal is silent."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.exports import store
from portulan.exports.models import UNDER_WAY, Export, ExportState
from portulan.exports.rules import KEPT, STALLED
from portulan.shared import scoping
from portulan.shared.errors import Conflict
from portulan.workspaces.models import User

Enqueue = Callable[[Export], object]
"""Has a worker told of an export, in the same transaction."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a kind and its format, the day, what of it (`options`); `title` names it to people."""

    kind: str
    format: str
    title: str
    day: dt.date
    options: Mapping[str, str]
    language: str

    @property
    def fingerprint(self) -> str:
        told = [self.kind, self.format, self.day.isoformat(), sorted(self.options.items()), self.language]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@transaction.atomic
def ask(asked: Asked, *, actor: User, enqueue: Enqueue) -> Export:
    """Keep what is asked, for a worker to make. What this person waits for already is answered instead."""
    export, made = Export.objects.get_or_create(
        asked_by=actor,
        fingerprint=asked.fingerprint,
        state__in=UNDER_WAY,
        defaults={
            "kind": asked.kind,
            "format": asked.format,
            "title": asked.title,
            "day": asked.day,
            "options": dict(asked.options),
            "language": asked.language,
            "state": ExportState.WAITING,
            "expires_at": timezone.now() + KEPT,
        },
    )
    if made:
        enqueue(export)
    return export


@transaction.atomic
def ask_again(export: Export, *, enqueue: Enqueue) -> None:
    """Have it made anew. Raises Conflict where it is being made, or ready."""
    now = timezone.now()
    failed = Export.objects.filter(pk=export.pk, state=ExportState.FAILED)
    stalled = Export.objects.filter(pk=export.pk, state=ExportState.RUNNING, touched_at__lt=now - STALLED)
    anew: dict[str, Any] = {"state": ExportState.WAITING, "claim": None, "stage": "", "sentence": ""}
    anew |= {"step": 0, "steps": 0, "asked_at": now, "touched_at": now, "expires_at": now + KEPT}
    if not (failed.update(**anew) or stalled.update(**anew)):
        raise Conflict(_("Ce document est déjà prêt, ou en préparation."))
    enqueue(export)


def remove(export: Export) -> None:
    """Forget an export before its time; its file goes at the next sweep, a worker under way stops."""
    export.delete()


@dataclass(frozen=True, slots=True)
class Held:
    """An export that one worker makes, and no other."""

    export: Export
    claim: uuid.UUID

    def tell(self, stage: str, step: int, steps: int) -> None:
        """Say what is being done. Raises Conflict where the export was taken over, or removed."""
        self._write(stage=stage[:200], step=step, steps=steps)

    def finish(self, chunks: Iterable[bytes], *, file_name: str, media_type: str) -> None:
        """Keep the file; it is ready. Raises Conflict as `tell` does."""
        kept = store.keep(scoping.open_id(), chunks)
        self._write(
            state=ExportState.READY,
            file_sha256=kept.sha256,
            file_size=kept.size,
            file_name=file_name,
            media_type=media_type,
            expires_at=timezone.now() + KEPT,
        )

    def fail(self, sentence: str) -> None:
        """Say why it was not made. Raises Conflict as `tell` does."""
        self._write(state=ExportState.FAILED, sentence=sentence)

    def _write(self, **fields: object) -> None:
        mine = Export.objects.filter(pk=self.export.pk, state=ExportState.RUNNING, claim=self.claim)
        if not mine.update(touched_at=timezone.now(), **fields):
            raise Conflict("taken over, or removed")


def claim(export_id: uuid.UUID) -> Held:
    """Take an export that waits: of several workers one succeeds. Raises Conflict for the others."""
    token = uuid.uuid4()
    waiting = Export.objects.filter(pk=export_id, state=ExportState.WAITING)
    if not waiting.update(state=ExportState.RUNNING, claim=token, touched_at=timezone.now()):
        raise Conflict("not waiting")
    return Held(Export.objects.select_related("workspace", "asked_by").get(pk=export_id), token)


def forget_old() -> int:
    """Remove the exports of every workspace whose time is over, then the files that none tells of; how many files.
    A maintenance command."""
    Export.everywhere.filter(expires_at__lt=timezone.now()).delete()
    told_of = Export.everywhere.exclude(file_sha256="").values_list("workspace_id", "file_sha256")
    return store.sweep(set(told_of))
