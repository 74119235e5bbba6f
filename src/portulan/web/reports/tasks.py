"""What the worker makes: an export, in the name of who asked for it, with the rights that they have now."""

import logging
import uuid
from contextlib import suppress

from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from portulan.exports import commands
from portulan.exports.models import Export
from portulan.shared import scoping
from portulan.shared.errors import Conflict, ForPeople
from portulan.tracking.queries import plan_view
from portulan.web.access import membership_of, require
from portulan.web.reports.asked import asked, may_take
from portulan.web.reports.front import asked_part
from portulan.web.reports.making import make, order_of
from portulan.workspaces.queries import memberships_of

log = logging.getLogger(__name__)


def enqueue(export: Export) -> None:
    """Have a worker make it. Within the transaction that keeps it: both stand, or neither."""
    make_export.enqueue(str(export.workspace_id), str(export.pk))


@task()
def make_export(workspace_id: str, export_id: str) -> None:
    """Make an export that waits; nothing where another worker has it, or nobody waits for it any more."""
    with scoping.opened(uuid.UUID(workspace_id)):
        try:
            held = commands.claim(uuid.UUID(export_id))
        except Conflict:
            return
        with translation.override(held.export.language):
            _made(held)


def _made(held: commands.Held) -> None:
    """Ready, or failed with a sentence; neither where it was taken over or removed meanwhile."""
    with suppress(Conflict):
        if sentence := _failure(held):
            held.fail(sentence)


def _failure(held: commands.Held) -> str:
    """Make it; why that failed, empty when it did not. What nobody foresaw is told to the log. Raises Conflict."""
    try:
        _make(held)
    except Conflict:
        raise
    except ForPeople as error:
        return error.sentence
    except Http404:
        return _("Ce que vous aviez demandé n’existe plus, ou ne vous est plus montré.")
    except Exception:
        log.exception("export %s", held.export.pk)
        return _("Ce document n’a pas pu être fait. Recommencez ; si cela se répète, dites-le à l’administration.")
    return ""


def _make(held: commands.Held) -> None:
    export = held.export
    membership = membership_of(memberships_of(export.asked_by), export.workspace.slug)
    wanted = asked(export.kind, export.format, export.options, export.day)
    require(may_take(membership, wanted.kind))
    plan = plan_view(export.workspace, wanted.day)
    if plan is None:
        raise Http404
    kept = asked_part(plan, wanted.options)
    made = make(wanted.kind, order_of(export.workspace, kept, wanted, held.tell))
    held.finish(made.pieces, file_name=wanted.file_name(made.suffix), media_type=made.media_type)
