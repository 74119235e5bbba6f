"""The documents that are made beside the request, as the page shows them: how far, where to fetch them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from portulan.exports.models import UNDER_WAY, Export, ExportState
from portulan.exports.rules import STALLED, has_stalled, is_unanswered
from portulan.web.templatetags import ui
from portulan.web.uploads import weight


@dataclass(frozen=True, slots=True)
class Prepared:
    """One document. `about` says what was asked and when; `state` how far it is, with `step` of `steps` while it
    is made; `fetch` is the address of its file, `again` that by which it is made anew."""

    title: str
    about: str
    state: str
    icon: str
    tone: str
    step: int
    steps: int
    fetch: str
    again: str
    remove: str


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """`said` is the same in one sentence, to be read aloud when it changes; `waits` whether the page must ask
    again; `alone` whether nobody makes documents."""

    documents: tuple[Prepared, ...]
    said: str
    waits: bool
    alone: bool


def prepared_page(exports: Sequence[Export], slug: str) -> PreparedPage:
    """What the page prints of these exports; one query more where something waits."""
    now = timezone.now()
    waits = any(one.state in UNDER_WAY and not _stopped(one, now) for one in exports)
    waiting = any(one.state == ExportState.WAITING and is_unanswered(one.asked_at, now) for one in exports)
    return PreparedPage(
        documents=tuple(_prepared(one, slug, now) for one in exports),
        said=_said(exports),
        waits=waits,
        alone=waiting and not _somebody_works(now),
    )


def _somebody_works(now: dt.datetime) -> bool:
    """Whether a worker makes something else just now, whatever the workspace."""
    return DBTaskResult.objects.running().filter(started_at__gt=now - STALLED).exists()


def _stopped(export: Export, now: dt.datetime) -> bool:
    return export.state == ExportState.RUNNING and has_stalled(export.touched_at, now)


def _prepared(export: Export, slug: str, now: dt.datetime) -> Prepared:
    def address(name: str) -> str:
        return reverse(name, args=[slug, export.pk])

    stopped = _stopped(export, now)
    icon, tone = ("circle-x", "u-verm") if stopped else _MARKS[ExportState(export.state)]
    ready = export.state == ExportState.READY
    return Prepared(
        title=export.title,
        about=_about(export),
        state=_("Interrompu en cours de route.") if stopped else _state(export),
        icon=icon,
        tone=tone,
        step=export.step,
        steps=export.steps if export.state == ExportState.RUNNING and not stopped else 0,
        fetch=address("report_prepared") if ready else "",
        again=address("report_again") if stopped or export.state == ExportState.FAILED else "",
        remove=address("report_remove"),
    )


_MARKS = {
    ExportState.WAITING: ("hourglass", "u-ochre"),
    ExportState.RUNNING: ("hourglass", "u-ochre"),
    ExportState.READY: ("circle-check-big", "u-ink"),
    ExportState.FAILED: ("circle-x", "u-verm"),
}


def _about(export: Export) -> str:
    said = {"day": ui.long_day(export.day), "asked": ui.long_day(timezone.localdate(export.asked_at))}
    return _("Situation au %(day)s, demandé le %(asked)s") % said


def _state(export: Export) -> str:
    match ExportState(export.state):
        case ExportState.WAITING:
            return _("En attente de son tour.")
        case ExportState.RUNNING if export.steps:
            told = {"step": export.step, "steps": export.steps, "stage": export.stage}
            return _("Étape %(step)d sur %(steps)d : %(stage)s") % told
        case ExportState.RUNNING:
            return _("Lecture du plan")
        case ExportState.READY:
            until = {
                "size": weight(export.file_size),
                "day": ui.long_day(timezone.localdate(export.expires_at)),
            }
            return _("Prêt, %(size)s. Gardé jusqu’au %(day)s.") % until
    return export.sentence


def _said(exports: Sequence[Export]) -> str:
    """ "1 document prêt, 2 en préparation"."""
    ready = sum(1 for one in exports if one.state == ExportState.READY)
    under_way = sum(1 for one in exports if one.state in UNDER_WAY)
    failed = sum(1 for one in exports if one.state == ExportState.FAILED)
    pieces = [
        ngettext("%(n)d document prêt", "%(n)d documents prêts", ready) % {"n": ready} if ready else "",
        _("%(n)d en préparation") % {"n": under_way} if under_way else "",
        ngettext("%(n)d interrompu", "%(n)d interrompus", failed) % {"n": failed} if failed else "",
    ]
    return ", ".join(filter(None, pieces))
