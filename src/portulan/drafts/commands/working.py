"""Opening a draft and working in it. The plan does not change, nor does its journal: only the draft does, and it
remembers by whom (DraftChange)."""

import hashlib
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.drafts.models import ChangeKind, Draft, DraftChange, DraftState
from portulan.drafts.queries import Work, work_on
from portulan.drafts.telling import Told, told
from portulan.journal.commands import account_of, name_of, record
from portulan.plandoc import drafting, jsonfile
from portulan.plandoc.comparison.changes import applied
from portulan.plandoc.comparison.table import Kind
from portulan.plandoc.document import PlanDocument
from portulan.plans.commands.changing import locked
from portulan.plans.models import Plan
from portulan.plans.queries.document import document_of
from portulan.shared.errors import Conflict, Invalid
from portulan.shared.speech import said

REASON_LIMIT = 2000
DRAFT, HERE = "draft", "here"
"""Whose word is taken where both changed a cell."""

Edit = Callable[[PlanDocument], PlanDocument]


@transaction.atomic
def open_draft(plan: Plan, *, actor: Any, label: str, aim: str = "", submission: uuid.UUID | None = None) -> Draft:
    """A draft made from the plan as it stands. The same form opens one. Raises Invalid."""
    if known := Draft.objects.filter(submission=submission).first() if submission else None:
        return known
    label = _checked_label(label)
    document = jsonfile.to_json(document_of(locked(plan)))
    draft = Draft.objects.create(
        plan=plan,
        label=label,
        aim=aim.strip(),
        base=document,
        document=document,
        opened_by=actor,
        opened_by_name=actor.name,
        submission=submission,
    )
    record("draft.opened", draft, actor=actor, name=label, reason=draft.aim)
    return draft


@transaction.atomic
def name_draft(draft: Draft, *, actor: Any, label: str, aim: str, seen: str | None = None) -> bool:
    """Call the draft otherwise, or say otherwise what it is for. Whether anything changed. Raises Conflict once it
    is closed, or when the form showed something else (see `seal`), Invalid."""
    row = standing(draft)
    label, aim = _checked_label(label), aim.strip()
    if seen and seen != seal(row):
        raise Conflict(_("Quelqu’un a changé le nom ou le but de ce brouillon entre-temps. Rien n’a été écrasé."))
    wanted = {"label": label, "aim": aim}
    cells = [
        {"field": name, "before": getattr(row, name), "after": said}
        for name, said in wanted.items()
        if getattr(row, name) != said
    ]
    if not cells:
        return False
    row.label, row.aim, row.changed_at = label, aim, timezone.now()
    row.save(update_fields=["label", "aim", "changed_at"])
    _remember(row, actor, ChangeKind.NAMED, [{"kind": "draft", "id": "", "name": "", "cells": cells}])
    return True


def seal(draft: Draft) -> str:
    """A short mark of the draft's name and aim: another one as soon as somebody changed them."""
    return hashlib.sha256(f"{draft.label}\n{draft.aim}".encode()).hexdigest()[:16]


@transaction.atomic
def change_draft(draft: Draft, edit: Edit, *, actor: Any, own: str = "", reason: str | None = None) -> bool:
    """Put what `edit` makes of the draft's document in its place; `reason` says why of the row `own`. Whether
    anything changed. Raises Conflict once the draft is closed, Invalid where it cannot be so."""
    row = standing(draft)
    document, reasons = edited(row, edit), _with_reason(row.reasons, own, reason)
    return _put(row, document, reasons, actor=actor, reason=reason or "")


@transaction.atomic
def merge_actions(draft: Draft, gone: str, kept: str, *, actor: Any, reason: str = "") -> None:
    """In the draft, `gone` becomes part of `kept`. Raises Conflict, Invalid."""
    row = standing(draft)
    document = edited(row, lambda one: drafting.merged(one, gone, kept))
    row.merged = {**row.merged, gone: kept}
    reasons = _with_reason(row.reasons, gone, reason)
    _put(row, document, reasons, actor=actor, kind=ChangeKind.MERGED, reason=reason)


@transaction.atomic
def take_back(draft: Draft, kind: Kind, own: str, *, actor: Any) -> None:
    """A row is again as in the plan that the draft was made from: its words, its place, whether it stands. Raises
    Conflict, Invalid."""
    row = standing(draft)
    base, kept = jsonfile.from_json(row.base), row.merged.get(own)
    _check_apart(row, own, kept)
    if kept is None:
        document = edited(row, lambda one: drafting.restored(one, base, kind, own))
    else:
        document = edited(row, lambda one: drafting.parted(one, base, own, kept))
    row.merged = {gone: into for gone, into in row.merged.items() if gone != own}
    _put(row, document, _with_reason(row.reasons, own, ""), actor=actor, kind=ChangeKind.TAKEN_BACK)


@transaction.atomic
def bring_up_to_date(draft: Draft, choices: Mapping[str, str], *, actor: Any, seen: str) -> None:
    """Take into the draft what changed in the plan since it was made; where both changed a cell, `choices` says
    whose word counts (DRAFT or HERE, by the token of the cell). Raises Conflict when the page showed something
    else, Invalid while a choice is missing."""
    row = standing(draft)
    work = work_on(row)
    check_seen(work, seen)
    if any(choices.get(one.token) not in (DRAFT, HERE) for one in work.conflicts):
        raise Invalid(_("Il reste un choix à faire : du brouillon ou du plan, lequel dit juste ?"), "choices")
    chosen = [one.change() for one in work.conflicts if choices[one.token] == DRAFT]
    wanted = [*work.wanted, *chosen]
    document = applied(work.live, wanted)
    if lost := drafting.unplaced(document, wanted):
        raise Invalid(homeless_sentence(lost[0].after), "choices")
    standing_now = {one.id for one in document.actions()}
    row.merged = {gone: kept for gone, kept in row.merged.items() if gone not in standing_now}
    row.base = jsonfile.to_json(work.live)
    _put(row, document, row.reasons, actor=actor, kind=ChangeKind.BROUGHT)


def _check_apart(row: Draft, own: str, kept: str | None) -> None:
    """Raises Invalid while what this action was merged with, or what was merged into it, holds it."""
    if own in row.merged.values():
        raise Invalid(_("D’autres actions lui ont été réunies dans ce brouillon. Séparez-les d’abord."))
    if kept in row.merged:
        raise Invalid(_("L’action à laquelle elle a été réunie l’est à son tour. Séparez d’abord celle-là."))


def standing(draft: Draft) -> Draft:
    """The draft, locked. Raises Conflict once it was adopted or given up."""
    row: Draft = locked(draft)
    if row.state != DraftState.OPEN:
        raise Conflict(_("Ce brouillon est clos : il a été adopté ou abandonné. Rien n’a été modifié."))
    return row


def check_seen(work: Work, seen: str) -> None:
    """Raises Conflict when the page showed another draft, or another plan, than those that stand."""
    if seen != work.seen:
        raise Conflict(
            _("Le plan ou ce brouillon a changé pendant que vous regardiez cette page. Relisez-la, puis décidez.")
        )


def homeless_sentence(row: Any) -> str:
    """Why a new row finds no place any more."""
    words = row.code or row.short_title
    return _(
        "L’objectif qui devait recevoir %(name)s a été retiré du plan entre-temps. "
        "Déplacez-la d’abord dans le brouillon."
    ) % {"name": words}


def edited(row: Draft, edit: Edit) -> PlanDocument:
    """What the edit makes of the draft's document. Raises Invalid where it cannot be."""
    try:
        return edit(jsonfile.from_json(row.document))
    except drafting.Impossible as error:
        raise Invalid(said(error.sentence)) from error


def _with_reason(reasons: Mapping[str, str], own: str, reason: str | None) -> dict[str, str]:
    if reason is not None and len(reason) > REASON_LIMIT:
        raise Invalid(_("Le motif compte deux mille caractères au plus."), "reason")
    if not own or reason is None:
        return dict(reasons)
    others = {name: said for name, said in reasons.items() if name != own}
    return {**others, own: reason.strip()} if reason.strip() else others


def _put(
    row: Draft,
    document: PlanDocument,
    reasons: dict[str, str],
    *,
    actor: Any,
    kind: ChangeKind = ChangeKind.EDITED,
    reason: str = "",
) -> bool:
    """Keep the draft so, with its base and its merges as they are in `row`, and remember who changed what; whether
    it differs."""
    written = jsonfile.to_json(document)
    kept = Draft.objects.get(pk=row.pk)
    if (written, reasons, row.base, row.merged) == (kept.document, kept.reasons, kept.base, kept.merged):
        return False
    row.document, row.reasons = written, reasons
    row.version, row.changed_at = row.version + 1, timezone.now()
    row.save(update_fields=["base", "document", "merged", "reasons", "version", "changed_at"])
    _remember(row, actor, kind, told(jsonfile.from_json(kept.document), document), reason.strip())
    return True


def _remember(row: Draft, actor: Any, kind: ChangeKind, rows: list[Told], reason: str = "") -> None:
    DraftChange.objects.create(
        draft=row,
        at=timezone.now(),
        actor=account_of(actor),
        actor_name=name_of(actor),
        kind=kind,
        rows=rows,
        reason=reason,
    )


def _checked_label(label: str) -> str:
    label = " ".join(label.split())
    if not label or len(label) > 200:
        raise Invalid(_("Donnez un nom à ce brouillon, de deux cents caractères au plus."), "label")
    return label
