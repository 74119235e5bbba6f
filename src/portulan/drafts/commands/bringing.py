"""Two actions that became one: what proved, answered or waited for the one that left stands for the other too."""

import uuid
from collections.abc import Sequence
from functools import reduce
from typing import Any

from portulan.journal.commands import record
from portulan.plandoc.drafting import result_in
from portulan.plans.commands.changing import ACTION, change
from portulan.plans.commands.dependencies import add_dependency
from portulan.plans.models import Action, Dependency, ExpectedResult, RecommendationTie
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.commands import link_evidence
from portulan.tracking.commands.proof_changes import RESULT
from portulan.tracking.models import Evidence

_REACHED = ("reached_on", "sufficiency", "sufficiency_on", "sufficiency_by", "sufficiency_note")


def bring_together(gone: Action, kept: Action, way: Sequence[str], *, actor: Any, batch: uuid.UUID) -> None:
    """Give `kept` the proofs, the results reached, the recommendations and the dependencies of `gone`, whose row
    keeps them too: nothing is taken away from it. `way` are the actions that it became part of, one after the
    other. Runs inside the caller's transaction."""
    results = _results(gone, kept, way)
    for old, new in results.items():
        _reach(old, new, actor, batch)
    for proof in _last_versions(gone):
        held = [new for old, new in results.items() if proof.results.filter(pk=old.pk).exists()]
        link_evidence(proof, [kept], actor=actor, results=held, batch=batch)
    for earlier in Action.objects.select_for_update().filter(merged_into=gone):
        change(ACTION, earlier, {"merged_into": str(kept.pk)}, verb="action.merged", actor=actor, batch=batch)
    _tie(gone, kept, actor, batch)
    _depend(gone, kept, actor)


def _results(gone: Action, kept: Action, way: Sequence[str]) -> dict[ExpectedResult, ExpectedResult]:
    """The results of the action that left, and those that they became."""
    now = {str(one.pk): one for one in kept.expected_results.filter(removed_at=None)}
    found = {}
    for old in gone.expected_results.filter(removed_at=None):
        if new := now.get(reduce(lambda own, action: result_in(action, own), way, str(old.pk))):
            found[old] = new
    return found


def _reach(old: ExpectedResult, new: ExpectedResult, actor: Any, batch: uuid.UUID) -> None:
    """What was said of a result holds for the one that it became."""
    said = {name: value for name, value in RESULT.read(old).items() if name in _REACHED and value}
    if said:
        change(RESULT, new, said, verb="result.reached", actor=actor, batch=batch)


def _last_versions(gone: Action) -> list[Evidence]:
    """Its proofs, each as its last version has it."""
    replaced = Evidence.objects.filter(removed_at=None).exclude(replaces=None).values("replaces")
    return list(gone.evidence.filter(removed_at=None).exclude(pk__in=replaced))


def _tie(gone: Action, kept: Action, actor: Any, batch: uuid.UUID) -> None:
    known = set(RecommendationTie.objects.filter(action=kept).values_list("recommendation_id", flat=True))
    for tie in RecommendationTie.objects.filter(action=gone).select_related("recommendation"):
        if tie.recommendation_id not in known:
            one = tie.recommendation
            RecommendationTie.objects.create(recommendation=one, action=kept, reference=tie.reference)
            name = f"{one.number} {one.text}"
            said = {"reference": tie.reference}
            record("recommendation.tied", one, actor=actor, name=name, action_id=kept.pk, after=said, batch=batch)


def _depend(gone: Action, kept: Action, actor: Any) -> None:
    """What the one needed or was needed for; what the other notes already, and what would be a circle, stays
    with the one that left."""
    for one in Dependency.objects.filter(action=gone, removed_at=None).select_related("needs"):
        _note(kept, one.needs, one.note, actor)
    for one in Dependency.objects.filter(needs=gone, removed_at=None).select_related("action"):
        _note(one.action, kept, one.note, actor)


def _note(action: Action, needs: Action, note: str, actor: Any) -> None:
    try:
        add_dependency(action, needs, actor=actor, note=note)
    except (Invalid, Conflict):
        return
