"""Changing a proof: its facts, who may be shown it, what it proves; saying that those of a result suffice."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.models import Entry
from portulan.plandoc.text import Wording
from portulan.plans.commands.changing import Kind, change, locked
from portulan.plans.commands.states import Values
from portulan.plans.models import Action, ExpectedResult, Sufficiency
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.commands.proofs import check_stands
from portulan.tracking.commands.telling import EVIDENCE, tell_the_others
from portulan.tracking.models import Evidence, EvidenceKind, Visibility


@dataclass(frozen=True, slots=True)
class ProofFacts:
    """What a proof says of itself, as it is wanted."""

    title: str
    on: dt.date
    kind: str
    note: str = ""
    draft: bool = False


@transaction.atomic
def change_evidence(
    evidence: Evidence, wanted: ProofFacts, *, actor: Any, results: Sequence[ExpectedResult] | None = None
) -> Entry | None:
    """Put these facts in the place of its own, and these results (of its actions) in the place of those that it
    proves; None when nothing differs. Raises Invalid, Conflict."""
    evidence = locked(evidence)
    check_stands(evidence)
    _check_facts(wanted)
    values: Values = {
        "title": wanted.title.strip(),
        "on": wanted.on.isoformat(),
        "kind": wanted.kind,
        "note": wanted.note.strip(),
        "draft": wanted.draft,
    }
    if results is not None:
        _check_of_these(results, evidence.actions.values_list("pk", flat=True))
        values["results"] = sorted(str(one.pk) for one in results)
    return _change(evidence, values, "evidence.changed", actor)


@transaction.atomic
def show_to(evidence: Evidence, visibility: str, *, actor: Any) -> Entry | None:
    """Say who may be shown a proof; None when it was so already. Raises Invalid, Conflict."""
    evidence = locked(evidence)
    check_stands(evidence)
    if visibility not in Visibility.values:
        raise Invalid(_("Ce choix n’existe pas."), "visibility")
    return _change(evidence, {"visibility": visibility}, "evidence.changed", actor)


@transaction.atomic
def finish_draft(evidence: Evidence, *, actor: Any) -> Entry | None:
    """From now on the draft proves its results; None when it was no draft. Raises Conflict."""
    evidence = locked(evidence)
    check_stands(evidence)
    return _change(evidence, {"draft": False}, "evidence.changed", actor)


@transaction.atomic
def link_evidence(
    evidence: Evidence,
    actions: Sequence[Action],
    *,
    actor: Any,
    results: Sequence[ExpectedResult] = (),
    batch: uuid.UUID | None = None,
) -> Entry | None:
    """Let a proof that is there stand for these actions and results too; the journals of these actions say so.
    None when it did already. Raises Invalid, Conflict."""
    evidence = locked(evidence)
    check_stands(evidence)
    if any(action.removed_at is not None for action in actions):
        raise Conflict(_("Cette action a été retirée du plan : plus aucune preuve ne s’y ajoute."))
    _check_of_these(results, [action.pk for action in actions])
    now = EVIDENCE.read(evidence)
    wanted = {
        "actions": sorted({*now["actions"], *(str(one.pk) for one in actions)}),
        "results": sorted({*now["results"], *(str(one.pk) for one in results)}),
    }
    told = [one.pk for one in actions]
    return _change(evidence, wanted, "evidence.linked", actor, told=told, batch=batch)


@transaction.atomic
def unlink_evidence(evidence: Evidence, action: Action, *, actor: Any) -> Entry | None:
    """A proof no longer stands for this action nor for its results, but for its other actions. Raises Conflict
    when it would stand for none."""
    evidence = locked(evidence)
    check_stands(evidence)
    gone = {str(pk) for pk in action.expected_results.values_list("pk", flat=True)}
    now = EVIDENCE.read(evidence)
    left = [pk for pk in now["actions"] if pk != str(action.pk)]
    if not left:
        raise Conflict(_("Cette preuve n’a pas d’autre action : retirez-la plutôt."))
    wanted = {"actions": left, "results": [pk for pk in now["results"] if pk not in gone]}
    return _change(evidence, wanted, "evidence.unlinked", actor, told=[action.pk])


@transaction.atomic
def judge_proofs(
    result: ExpectedResult, verdict: str, *, actor: Any, note: str = "", at: dt.datetime | None = None
) -> Entry | None:
    """The coordination says that the proofs of a result suffice, or what is missing; an empty verdict takes it
    back. None when nothing differs. Raises Invalid, Conflict."""
    result = locked(result)
    note = note.strip()
    if verdict not in Sufficiency.values:
        raise Invalid(_("Ce choix n’existe pas."), "verdict")
    if verdict == Sufficiency.MORE and not note:
        raise Invalid(_("Dites en une phrase ce qui manque à la preuve."), "note")
    if verdict == Sufficiency.CONFIRMED and not _is_proved(result):
        raise Conflict(_("Ce résultat n’a encore aucune preuve achevée : il n’y a rien à confirmer."))
    if verdict == result.sufficiency and note == result.sufficiency_note:
        return None
    values: Values = {
        "sufficiency": verdict,
        "sufficiency_note": note,
        "sufficiency_on": timezone.localdate(at).isoformat() if verdict else None,
        "sufficiency_by": actor.name if verdict else "",
    }
    return change(RESULT, result, values, verb="result.judged", actor=actor, at=at)


def _is_proved(result: ExpectedResult) -> bool:
    proofs = result.evidence.filter(removed_at=None, draft=False)
    return proofs.exclude(newer__in=Evidence.objects.filter(removed_at=None)).exists()


def _change(
    evidence: Evidence,
    wanted: Values,
    verb: str,
    actor: Any,
    *,
    told: Iterable[uuid.UUID] | None = None,
    batch: uuid.UUID | None = None,
) -> Entry | None:
    """Change it, and say so in the journals of the actions told (all of them, unless said otherwise)."""
    actions = list(told if told is not None else evidence.actions.values_list("pk", flat=True))
    kind = EVIDENCE if told is None else _told_of(actions[0])
    entry = change(kind, evidence, wanted, verb=verb, actor=actor, batch=batch)
    if entry is not None:
        tell_the_others(entry, actions)
    return entry


def _told_of(action_id: uuid.UUID) -> Kind:
    """Proofs, as the journal of this action tells them."""
    return Kind(Evidence, EVIDENCE.read, EVIDENCE.put, EVIDENCE.name, lambda row: action_id)


def _check_facts(wanted: ProofFacts) -> None:
    if not wanted.title.strip():
        raise Invalid(_("Donnez un titre à cette preuve."), "title")
    if len(wanted.title.strip()) > 200:
        raise Invalid(_("Le titre compte deux cents caractères au plus."), "title")
    if wanted.on > timezone.localdate():
        raise Invalid(_("Cette date n’est pas encore passée."), "on")
    if wanted.kind not in EvidenceKind.values:
        raise Invalid(_("Ce choix n’existe pas."), "kind")


def _check_of_these(results: Iterable[ExpectedResult], actions: Iterable[uuid.UUID]) -> None:
    if {result.action_id for result in results} - set(actions):
        raise Invalid(_("Ce résultat n’est pas de cette action."), "results")


_SAID = ("sufficiency", "sufficiency_by", "sufficiency_note")
_DAYS = ("reached_on", "sufficiency_on")


def _of_result(result: ExpectedResult) -> Values:
    days = {name: day.isoformat() if (day := getattr(result, name)) else None for name in _DAYS}
    return days | {name: getattr(result, name) for name in _SAID}


def _put_result(result: ExpectedResult, values: Values) -> None:
    for name, value in values.items():
        setattr(result, name, dt.date.fromisoformat(value) if value and name in _DAYS else value)
    result.save(update_fields=list(values))


RESULT = Kind(
    ExpectedResult,
    _of_result,
    _put_result,
    lambda row: Wording.from_marked(row.text).plain,
    lambda row: row.action_id,
)
