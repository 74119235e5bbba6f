"""One change for many actions: foreseen one by one, then made in one transaction and one batch of the journal."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.plandoc.deadline import DeadlineKind, understand
from portulan.plans.commands import actions as plans
from portulan.plans.models import Action, Effort, Objective, Priority, ResponsibilityRole, State
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking import commands
from portulan.tracking.commands.postponing import Decision, check_decision, postpone
from portulan.tracking.rules import NEEDS_A_REASON


class What(TextChoices):
    """What is changed; the values are those of the form."""

    PRIORITY = "priorite", gettext_lazy("La priorité")
    EFFORT = "effort", gettext_lazy("L’effort")
    ADD_BODY = "ajouter", gettext_lazy("Ajouter une instance ou une fonction")
    REMOVE_BODY = "retirer", gettext_lazy("Retirer une instance ou une fonction")
    DEADLINE = "echeance", gettext_lazy("L’échéance")
    STATE = "etat", gettext_lazy("L’état déclaré")
    OBJECTIVE = "objectif", gettext_lazy("L’objectif")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What all of them get. `value` is the priority, the effort, the deadline as written, or the state; `decision`
    says why a deadline moves later, or a state is declared."""

    what: What
    value: str = ""
    body: Body | None = None
    role: str = ResponsibilityRole.PILOT
    objective: Objective | None = None
    decision: Decision


@dataclass(frozen=True, slots=True)
class Seen:
    """An action as the list showed it: which one, in which version."""

    id: uuid.UUID
    version: int


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one action: `left` says why it is left alone, empty when it changes; `later`: its deadline
    is postponed. `action` is None for one that is not there."""

    action: Action | None
    left: str = ""
    later: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What was made of each, and an entry by which all is undone together."""

    fates: tuple[Fate, ...]
    entry: Entry | None


def foresee(seen: Sequence[Seen], wanted: Wanted) -> tuple[Fate, ...]:
    """What would become of each, in four queries however many they are. Raises Invalid for what can be given to
    none."""
    fates = _fates(seen, wanted, lock=False)
    _check(wanted, fates)
    return fates


@transaction.atomic
def change_together(seen: Sequence[Seen], wanted: Wanted, *, actor: Any) -> Done:
    """Change those that can be, leave the others alone. Raises Invalid for what can be given to none."""
    fates = _fates(seen, wanted, lock=True)
    _check(wanted, fates)
    batch, start = uuid.uuid4(), timezone.now()
    made = tuple(
        _made(fate, wanted, actor, batch, start + dt.timedelta(microseconds=rank))
        for rank, fate in enumerate(fates)
    )
    return Done(made, Entry.objects.filter(batch=batch).order_by("-at").first())


@transaction.atomic
def take_back_together(entry: Entry, *, actor: Any) -> None:
    """Undo all that was changed together with this entry and still stands, or nothing of it. A declared state is
    taken back by another note. Raises Conflict."""
    told = Entry.objects.filter(batch=entry.batch, undone_by__isnull=True).order_by("-at", "-id")
    for one in told:
        if one.verb == "progress.noted":
            _declare_back(one, actor)
        else:
            commands.undo(one, actor=actor)


def _fates(seen: Sequence[Seen], wanted: Wanted, *, lock: bool) -> tuple[Fate, ...]:
    ids = [one.id for one in seen]
    rows = Action.objects.filter(pk__in=ids).order_by("pk").select_related("workspace")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = {one.pk: one for one in rows.prefetch_related("responsibilities")}
    versions = {one.id: one.version for one in seen}
    stale = [pk for pk, one in found.items() if one.version != versions[pk]]
    who = dict(Entry.objects.filter(subject_id__in=stale).order_by("at").values_list("subject_id", "actor_name"))
    return tuple(_fate(found.get(pk), versions[pk], who, wanted) for pk in dict.fromkeys(ids))


def _fate(action: Action | None, version: int, who: Mapping[uuid.UUID, str], wanted: Wanted) -> Fate:
    if action is None or action.removed_at is not None:
        return Fate(action, _("n’est plus dans le plan"))
    if action.version != version:
        name = who.get(action.pk, "Portulan")
        return Fate(action, _("%(name)s l’a modifiée entre-temps") % {"name": name})
    later = wanted.what is What.DEADLINE and plans.moves_later(action, wanted.value)
    return Fate(action, _already(action, wanted), later)


def _already(action: Action, wanted: Wanted) -> str:
    """Why there is nothing to change; empty when there is."""
    roles = {one.body_id: one.role for one in action.responsibilities.all()}
    body = wanted.body.pk if wanted.body else None
    match wanted.what:
        case What.PRIORITY:
            same = action.priority == wanted.value
        case What.EFFORT:
            same = action.effort == wanted.value
        case What.DEADLINE:
            same = action.deadline_text == wanted.value.strip()
        case What.STATE:
            same = action.state == wanted.value
        case What.OBJECTIVE:
            same = wanted.objective is not None and action.objective_id == wanted.objective.pk
        case What.ADD_BODY:
            same = body is not None and roles.get(body) == wanted.role
        case What.REMOVE_BODY:
            return "" if body in roles else _("n’a pas cette instance parmi ses responsables")
    return _("est déjà ainsi") if same else ""


def _check(wanted: Wanted, fates: Sequence[Fate]) -> None:
    """Raises Invalid, with the field at fault."""
    reason = wanted.decision.reason.strip()
    if wanted.what is What.DEADLINE:
        _check_deadline(wanted.value.strip(), fates)
        if any(one.later and not one.left for one in fates):
            check_decision(wanted.decision)
    if wanted.what is What.STATE and wanted.value in NEEDS_A_REASON and not reason:
        raise Invalid(_("Dites en une phrase pourquoi ces actions sont suspendues ou abandonnées."), "reason")
    if wanted.what in (What.ADD_BODY, What.REMOVE_BODY) and wanted.body is None:
        raise Invalid(_("Choisissez une instance ou une fonction."), "carrier")
    if wanted.what is What.OBJECTIVE and (wanted.objective is None or wanted.objective.removed_at is not None):
        raise Invalid(_("Choisissez un objectif du plan."), "objective")
    known = {What.PRIORITY: Priority.values, What.EFFORT: Effort.values, What.STATE: State.values}
    if wanted.what in known and wanted.value not in known[wanted.what]:
        raise Invalid(_("Ce choix n’existe pas."), _FIELDS[wanted.what])


def _check_deadline(written: str, fates: Sequence[Fate]) -> None:
    workspaces = [one.action.workspace for one in fates if one.action is not None]
    if len(written) > 100:
        raise Invalid(_("L’échéance compte cent caractères au plus."), "deadline")
    if workspaces and understand(written, workspaces[0].boundary).kind in _NO_DAY:
        raise Invalid(_("Écrivez une échéance comprise : 27-28, En continu, ou un jour, 30/06/2028."), "deadline")


_NO_DAY = frozenset({DeadlineKind.NONE, DeadlineKind.UNCLEAR})
_FIELDS = {What.PRIORITY: "priority", What.EFFORT: "effort", What.STATE: "state"}


def _made(fate: Fate, wanted: Wanted, actor: Any, batch: uuid.UUID, at: dt.datetime) -> Fate:
    """The same once it was made; what its own command refuses is left alone, with the command's reason."""
    if fate.left or fate.action is None:
        return fate
    try:
        _change(fate, fate.action, wanted, {"actor": actor, "batch": batch, "at": at})
    except (Invalid, Conflict) as error:
        return Fate(fate.action, error.sentence)
    return fate


def _change(fate: Fate, action: Action, wanted: Wanted, by: dict[str, Any]) -> None:
    if wanted.what is What.OBJECTIVE:
        plans.move_action(action, objective=wanted.objective, **by)
    elif wanted.what is What.STATE:
        on, said = timezone.localdate(), wanted.decision.reason
        commands.report_progress(action, on=on, text=said, state=wanted.value, **by)
    elif fate.later:
        postpone(action, deadline=wanted.value, decision=wanted.decision, **by)
    else:
        plans.change_action(action, _draft(action, wanted), **by)


def _draft(action: Action, wanted: Wanted) -> plans.ActionDraft:
    match wanted.what:
        case What.PRIORITY:
            return plans.ActionDraft(priority=wanted.value)
        case What.EFFORT:
            return plans.ActionDraft(effort=wanted.value)
        case What.DEADLINE:
            return plans.ActionDraft(deadline=wanted.value)
        case _:
            return plans.ActionDraft(responsibles=tuple(_carriers(action, wanted)))


def _carriers(action: Action, wanted: Wanted) -> Iterator[plans.Carrier]:
    """Those that stay, in their order; the body that is added keeps its place when only its role changes."""
    body = wanted.body.pk if wanted.body else None
    there = False
    for one in action.responsibilities.all():
        if one.body_id != body:
            yield plans.Carrier(one.body_id, role=one.role)
        elif wanted.what is What.ADD_BODY:
            there = True
            yield plans.Carrier(body, role=wanted.role)
    if wanted.what is What.ADD_BODY and not there:
        yield plans.Carrier(body, role=wanted.role)


def _declare_back(entry: Entry, actor: Any) -> None:
    """The state that stood before, noted again, since when it stood."""
    before, since = entry.before.get("state"), entry.before.get("state_since")
    if not before or entry.action_id is None:
        return
    action = Action.objects.get(pk=entry.action_id)
    if action.state != entry.after["state"]:
        raise Conflict(_("L’état de l’action %(code)s a encore changé depuis.") % {"code": action.code})
    text = _("Ce qui avait été déclaré pour plusieurs actions à la fois est annulé.")
    commands.report_progress(
        action,
        actor=actor,
        on=timezone.localdate(),
        text=text,
        state=before,
        since=dt.date.fromisoformat(since) if since else None,
        undoes=entry,
    )
