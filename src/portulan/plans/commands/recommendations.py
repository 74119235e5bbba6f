"""Evaluations and their recommendations: written down, answered, tied to the actions that answer them."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.commands import record
from portulan.plandoc.recommendations import Recommended
from portulan.plans.commands.changing import locked
from portulan.plans.models import Action, Answer, Evaluation, Plan, Recommendation, RecommendationTie
from portulan.shared.errors import Conflict, Invalid


@transaction.atomic
def write_evaluation(
    plan: Plan,
    *,
    actor: Any,
    title: str,
    agency: str = "",
    on: dt.date | None = None,
    evaluation: Evaluation | None = None,
) -> Evaluation:
    """A new evaluation, or other facts of one. Raises Invalid."""
    title, agency = " ".join(title.split()), " ".join(agency.split())
    if not title or len(title) > 200:
        raise Invalid(_("Donnez un titre à ce rapport, de deux cents caractères au plus."), "title")
    after = {"title": title, "agency": agency[:100], "on": on.isoformat() if on else None}
    if evaluation is None:
        made = Evaluation.objects.create(plan=plan, title=title, agency=agency[:100], on=on)
        record("evaluation.added", made, actor=actor, name=title, after=after)
        return made
    before = {
        "title": evaluation.title,
        "agency": evaluation.agency,
        "on": evaluation.on.isoformat() if evaluation.on else None,
    }
    if before != after:
        evaluation.title, evaluation.agency, evaluation.on = title, agency[:100], on
        evaluation.save(update_fields=["title", "agency", "on"])
        record("evaluation.changed", evaluation, actor=actor, name=title, before=before, after=after)
    return evaluation


@transaction.atomic
def remove_evaluation(evaluation: Evaluation, *, actor: Any) -> None:
    """It is no longer shown, nor are its recommendations; all of it is kept. Raises Conflict."""
    evaluation = locked(evaluation)
    if evaluation.removed_at is not None:
        raise Conflict(_("Ce rapport est déjà retiré."))
    evaluation.removed_at = timezone.now()
    evaluation.save(update_fields=["removed_at"])
    record("evaluation.removed", evaluation, actor=actor, name=evaluation.title, before={"removed": False})


@transaction.atomic
def add_recommendations(
    evaluation: Evaluation, recommended: Sequence[Recommended], *, actor: Any
) -> tuple[Recommendation, ...]:
    """These recommendations, at the end. Two of one evaluation never share a number. Raises Invalid."""
    evaluation = locked(evaluation)
    standing = Recommendation.objects.filter(evaluation=evaluation, removed_at=None)
    taken = set(standing.values_list("number", flat=True))
    for one in recommended:
        _check(one, taken)
        taken.add(one.number)
    last = Recommendation.objects.filter(evaluation=evaluation).aggregate(last=Max("position"))["last"] or 0
    made = Recommendation.objects.bulk_create(
        Recommendation(
            evaluation=evaluation,
            position=last + rank,
            number=one.number,
            text=one.text,
            criterion=one.criterion[:200],
            page=one.page[:30],
        )
        for rank, one in enumerate(recommended, 1)
    )
    if made:
        after = {"recommendations": [one.number for one in made], "ids": [str(one.pk) for one in made]}
        record("evaluation.recommendations", evaluation, actor=actor, name=evaluation.title, after=after)
    return tuple(made)


@transaction.atomic
def change_recommendation(recommendation: Recommendation, wanted: Recommended, *, actor: Any) -> None:
    """Another wording, number, criterion or page. Raises Invalid, Conflict."""
    recommendation = _standing(recommendation)
    others = Recommendation.objects.filter(evaluation=recommendation.evaluation_id, removed_at=None)
    _check(wanted, set(others.exclude(pk=recommendation.pk).values_list("number", flat=True)))
    names = ("number", "text", "criterion", "page")
    before = {name: getattr(recommendation, name) for name in names}
    after = {name: getattr(wanted, name) for name in names}
    changed = [name for name in names if before[name] != after[name]]
    if not changed:
        return
    for name in changed:
        setattr(recommendation, name, after[name])
    recommendation.save(update_fields=changed)
    _record("changed", recommendation, actor, {n: before[n] for n in changed}, {n: after[n] for n in changed})


@transaction.atomic
def remove_recommendation(recommendation: Recommendation, *, actor: Any) -> None:
    """It is no longer shown; what was said of it is kept."""
    recommendation = _standing(recommendation)
    recommendation.removed_at = timezone.now()
    recommendation.save(update_fields=["removed_at"])
    _record("removed", recommendation, actor, {"removed": False}, {"removed": True})


@transaction.atomic
def answer(
    recommendation: Recommendation, *, actor: Any, answer: str, reason: str = "", on: dt.date | None = None
) -> None:
    """Say what the programme makes of it; one that is not retained needs its reason. Raises Invalid."""
    recommendation = _standing(recommendation)
    reason, on = reason.strip(), on or timezone.localdate()
    if answer not in Answer.values:
        raise Invalid(_("Ce choix n’existe pas."), "answer")
    if answer == Answer.DECLINED and not reason:
        raise Invalid(
            _("Dites pourquoi cette recommandation n’est pas retenue : les experts le demanderont."), "reason"
        )
    if on > timezone.localdate():
        raise Invalid(_("Cette date n’est pas encore passée."), "on")
    if (recommendation.answer, recommendation.reason) == (answer, reason):
        return
    before = _answer_of(recommendation)
    recommendation.answer, recommendation.reason = answer, reason
    recommendation.answered_on = on if answer else None
    recommendation.save(update_fields=["answer", "reason", "answered_on"])
    _record("answered", recommendation, actor, before, _answer_of(recommendation), reason)


@transaction.atomic
def set_answering(recommendation: Recommendation, action_ids: Collection[uuid.UUID], *, actor: Any) -> None:
    """These actions answer the recommendation, and no others. Raises Invalid."""
    recommendation = _standing(recommendation)
    actions = _actions(action_ids)
    known = {
        one.action_id: one for one in recommendation.ties.filter(action__removed_at=None).select_related("action")
    }
    gone = [tie for pk, tie in known.items() if pk not in actions]
    fresh = [action for pk, action in actions.items() if pk not in known]
    RecommendationTie.objects.filter(pk__in=[tie.pk for tie in gone]).delete()
    RecommendationTie.objects.bulk_create(
        RecommendationTie(recommendation=recommendation, action=action) for action in fresh
    )
    _record_ties(recommendation, actor, {tie.action_id: tie.reference for tie in gone}, "untied")
    _record_ties(recommendation, actor, {action.pk: "" for action in fresh}, "tied")


@transaction.atomic
def say_which(action: Action, reference: str, recommendation_ids: Collection[uuid.UUID], *, actor: Any) -> None:
    """The action's vague reference means these recommendations: the question "which one?" is answered. Raises
    Invalid."""
    action = locked(action)
    if reference not in action.recommendations:
        raise Invalid(_("Cette référence n’est plus dans le plan. Rouvrez la page."), "reference")
    found = list(
        Recommendation.objects.filter(pk__in=recommendation_ids, removed_at=None, evaluation__removed_at=None)
    )
    if len(found) != len(set(recommendation_ids)):
        raise Invalid(_("Une de ces recommandations n’existe plus. Rouvrez la page."), "recommendations")
    known = {
        tie.recommendation_id: tie
        for tie in RecommendationTie.objects.filter(action=action).select_related("recommendation")
    }
    wanted = {one.pk for one in found}
    for tie in known.values():
        if tie.reference == reference and tie.recommendation_id not in wanted:
            tie.delete()
            _record_ties(tie.recommendation, actor, {action.pk: reference}, "untied")
    for one in found:
        _settle(one, action, reference, known.get(one.pk), actor)


def _settle(
    one: Recommendation, action: Action, reference: str, tie: RecommendationTie | None, actor: Any
) -> None:
    """The reference means that recommendation: it is tied so, or its tie says so from now on."""
    if tie is None:
        RecommendationTie.objects.create(recommendation=one, action=action, reference=reference)
        _record_ties(one, actor, {action.pk: reference}, "tied")
    elif tie.reference != reference:
        name, before, after = _named(one), {"reference": tie.reference}, {"reference": reference}
        tie.reference = reference
        tie.save(update_fields=["reference"])
        record(
            "recommendation.referred",
            one,
            actor=actor,
            name=name,
            action_id=action.pk,
            before=before,
            after=after,
        )


def _check(one: Recommended, taken: Collection[str]) -> None:
    if not one.number.strip() or len(one.number) > 30:
        raise Invalid(_("Donnez un numéro à cette recommandation, de trente caractères au plus."), "number")
    if not one.text.strip():
        raise Invalid(_("Écrivez le texte de cette recommandation."), "text")
    if one.number in taken:
        raise Invalid(_("Le numéro %(number)s est donné deux fois.") % {"number": one.number}, "number")


def _standing(recommendation: Recommendation) -> Recommendation:
    found: Recommendation = locked(recommendation)
    if found.removed_at is not None:
        raise Conflict(_("Cette recommandation a été retirée entre-temps."))
    return found


def _actions(action_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Action]:
    found = {one.pk: one for one in Action.objects.filter(pk__in=action_ids, removed_at=None)}
    if len(found) != len(set(action_ids)):
        raise Invalid(_("Une de ces actions n’est plus dans le plan. Rouvrez la page."), "actions")
    return found


def _record(
    what: str,
    recommendation: Recommendation,
    actor: Any,
    before: dict[str, Any],
    after: dict[str, Any],
    reason: str = "",
) -> None:
    record(
        f"recommendation.{what}",
        recommendation,
        actor=actor,
        name=_named(recommendation),
        before=before,
        after=after,
        reason=reason,
    )


def _record_ties(
    recommendation: Recommendation, actor: Any, references: Mapping[uuid.UUID, str], done: str
) -> None:
    """Each action that was "tied" or "untied", with the vague reference that its tie settles."""
    batch, name = uuid.uuid4(), _named(recommendation)
    for action_id, reference in references.items():
        said = {"reference": reference}
        record(
            f"recommendation.{done}",
            recommendation,
            actor=actor,
            name=name,
            action_id=action_id,
            before=said if done == "untied" else {},
            after=said if done == "tied" else {},
            batch=batch,
        )


def _named(recommendation: Recommendation) -> str:
    return f"{recommendation.number} {recommendation.text}"


def _answer_of(recommendation: Recommendation) -> dict[str, Any]:
    on = recommendation.answered_on
    return {
        "answer": recommendation.answer,
        "reason": recommendation.reason,
        "answered_on": on.isoformat() if on else None,
    }
