"""Deciding what a file that comes back changes: choosing, applying, or keeping it as a dated version."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import DataError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.imports import proposals
from portulan.imports.commands import locked, ready
from portulan.imports.models import Import, ImportState
from portulan.journal.commands import record
from portulan.plandoc import jsonfile
from portulan.plandoc.document import PlanDocument
from portulan.plans.commands.applying import apply_changes
from portulan.plans.commands.taking_in import freeze
from portulan.plans.models import Plan, Revision
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.commands import Decision, keep_postponements


@transaction.atomic
def choose(opened: Import, tokens: Iterable[str], choice: str) -> None:
    """Take the file's word for these cells (`proposals.FILE`), or keep what stands here (`HERE`). Raises Conflict
    when the import is no longer in review."""
    if choice not in (proposals.FILE, proposals.HERE):
        raise Invalid(_("Ce choix n’existe pas."))
    row = locked(opened)
    row.proposal = proposals.with_choices(row.proposal, dict.fromkeys(tokens, choice))
    row.save(update_fields=["proposal"])
    opened.proposal = row.proposal


@transaction.atomic
def apply_proposal(opened: Import, *, actor: Any, seen: str) -> int:
    """Make the changes that were chosen, in one batch of the journal, after freezing the plan as it was; answers
    how many rows changed. Raises Conflict when the plan is no longer what the page showed (`seen`), or when the
    import was decided already."""
    row = ready(opened)
    plan = _plan()
    proposal = proposals.proposal_of(row, plan)
    if seen != proposal.seen:
        raise Conflict(
            _(
                "Le plan a changé pendant que vous relisiez ce fichier. La comparaison est refaite, "
                "et vos choix sont gardés."
            )
        )
    batch, wanted = uuid.uuid4(), proposal.accepted()
    if wanted:
        freeze(plan, proposal.live, label=_("Avant la reprise de « %(file)s »") % {"file": row.file_name})
    try:
        reason = _("Repris de « %(file)s »") % {"file": row.file_name}
        count = apply_changes(plan, wanted, actor=actor, batch=batch, reason=reason)
        keep_postponements(batch, actor=actor, decision=_decision(reason, proposal.file, row))
    except DataError as error:
        raise Conflict(_("Un des textes est trop long pour sa case. Rien n’a été modifié.")) from error
    row.proposal = {**row.proposal, "file": jsonfile.to_json(proposal.file)}
    _decided(row, ImportState.ACCEPTED, plan)
    after = {"changes": len(wanted), "kept": len(proposal.cells) - len(wanted)}
    record("import.accepted", row, actor=actor, name=row.file_name, after=after, batch=batch)
    return count


@transaction.atomic
def keep_as_revision(opened: Import, *, label: str, adopted_on: dt.date, actor: Any) -> Revision:
    """Keep the file as an older edition of the plan, under its date; the plan itself does not change. Raises
    Invalid, and Conflict when the import was decided already."""
    label = " ".join(label.split())
    if not label:
        raise Invalid(_("Donnez un nom à cette version."), "label")
    if adopted_on > timezone.localdate():
        raise Invalid(_("Une version plus ancienne porte une date passée."), "adopted_on")
    row = ready(opened)
    plan = _plan()
    document = proposals.as_revision(proposals.proposal_of(row, plan))
    revision = freeze(plan, document, label=label, adopted_on=adopted_on)
    _decided(row, ImportState.DATED, plan)
    after = {"label": label, "on": adopted_on.isoformat()}
    record("import.dated", row, actor=actor, name=row.file_name, after=after)
    return revision


def _decision(reason: str, file: PlanDocument, row: Import) -> Decision:
    """A deadline that a file moves later was decided in the edition that it is."""
    return Decision(reason, where=(file.edition or row.file_name)[:200])


def _plan() -> Plan:
    plan = Plan.objects.select_for_update().first()
    if plan is None:
        raise Conflict(_("Cet espace n’a pas encore de plan : ce document peut le devenir."))
    return plan


def _decided(row: Import, state: ImportState, plan: Plan) -> None:
    row.state, row.decided_at, row.plan = state, timezone.now(), plan
    row.save(update_fields=["state", "decided_at", "plan", "proposal"])
