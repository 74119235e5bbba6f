"""The register of recommendations: coverage and gaps, one recommendation with its answer, and "which one?"."""

import uuid

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portulan.meetings.models import Decision
from portulan.meetings.queries.decisions import led_to
from portulan.plans.commands import recommendations as commands
from portulan.plans.models import Action, Recommendation
from portulan.plans.queries.recommendations import EvaluationRow, RecommendationRow, evaluations, questions
from portulan.plans.queries.recommended import evaluations_of, recommended
from portulan.shared.errors import Invalid
from portulan.tracking.queries import PlanView, plan_view
from portulan.web.access import MemberRequest, page, require
from portulan.web.meetings.remembered import link, remembered, source, sources
from portulan.web.plan.views import no_plan
from portulan.web.recommendations.forms import AnswerForm, RecommendationForm, identities, initial_of
from portulan.web.recommendations.page import line_of, named, recommendations_page
from portulan.web.returning import say
from portulan.web.templatetags.ui import emphasis, typo
from portulan.workspaces.permissions import Permission, may


@page(Permission.READ, dated=True)
def recommendations(request: MemberRequest) -> HttpResponse:
    """Every recommendation with its actions and its answer, the coverage, what is still to be told apart."""
    plan = plan_view(request.workspace, request.as_of)
    if plan is None:
        return no_plan(request)
    rows, questions = recommended(plan.image)
    edits = bool(may(request.membership, Permission.EDIT_PLAN))
    shown = recommendations_page(plan, rows, questions, slug=request.workspace.slug, edits=edits)
    context = {"page": shown, "slug": request.workspace.slug, "edits": edits}
    return render(request, "recommendations/recommendations.html", context)


@page(Permission.READ, dated=True)
def recommendation(request: MemberRequest, recommendation_id: uuid.UUID) -> HttpResponse:
    """One recommendation: its text, its answer, its actions; the coordination changes all three."""
    row, evaluation, plan = _found(request, recommendation_id)
    form = RecommendationForm(initial=initial_of(row))
    if request.method == "POST":
        form = RecommendationForm(request.POST)
        if _changed(request, recommendation_id, form):
            return redirect("recommendation", request.workspace.slug, recommendation_id)
    return _show(request, row, evaluation, plan, form=form)


@page(Permission.EDIT_PLAN)
@require_POST
def answer(request: MemberRequest, recommendation_id: uuid.UUID) -> HttpResponse:
    """What the programme makes of it, and which actions answer it."""
    row, evaluation, plan = _found(request, recommendation_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            _answered(request, recommendation_id, form)
            link(request, Recommendation.objects.get(pk=recommendation_id))
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            say(request, _("La réponse à la recommandation %(number)s est enregistrée.") % {"number": row.number})
            return redirect("recommendation", request.workspace.slug, recommendation_id)
    return _show(
        request, row, evaluation, plan, answer_form=form, chosen=identities(request.POST.getlist("actions"))
    )


@page(Permission.EDIT_PLAN)
def remove(request: MemberRequest, recommendation_id: uuid.UUID) -> HttpResponse:
    """Asks, then takes a recommendation away."""
    row, _evaluation, _plan = _found(request, recommendation_id)
    if request.method == "POST":
        commands.remove_recommendation(Recommendation.objects.get(pk=recommendation_id), actor=request.user)
        say(request, _("La recommandation %(number)s est retirée.") % {"number": row.number})
        return redirect("recommendations", slug=request.workspace.slug)
    context = {
        "title": _("Retirer la recommandation %(number)s") % {"number": row.number},
        "sentence": typo(row.text),
        "consequences": [_("Les actions qui y répondent restent dans le plan, inchangées.")],
        "confirm_label": _("Retirer la recommandation"),
        "cancel_url": reverse("recommendation", args=[request.workspace.slug, recommendation_id]),
        "grave": True,
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.EDIT_PLAN)
def which(request: MemberRequest, action_id: uuid.UUID) -> HttpResponse:
    """An action refers to an evaluation without saying which recommendation: which one?"""
    action = get_object_or_404(Action.objects.filter(removed_at=None), pk=action_id)
    reference = (request.POST if request.method == "POST" else request.GET).get("reference", "")
    if reference not in action.recommendations:
        raise Http404
    if request.method == "POST":
        commands.say_which(
            action, reference, identities(request.POST.getlist("recommendations")), actor=request.user
        )
        say(request, _("C’est noté pour l’action %(code)s.") % {"code": action.code})
        return redirect("recommendations", slug=request.workspace.slug)
    rows = evaluations()
    asked = next(
        (one for one in questions(rows) if (one.action_id, one.reference) == (action_id, reference)), None
    )
    tied = {one.id for row in rows for one in row.recommendations if action_id in one.actions}
    context = {
        "action": action,
        "sentence": emphasis(action.text),
        "reference": reference,
        "reports": rows,
        "chosen": tied | set(asked.named if asked else ()),
        "slug": request.workspace.slug,
    }
    return render(request, "recommendations/which.html", context)


def _found(
    request: MemberRequest, recommendation_id: uuid.UUID
) -> tuple[RecommendationRow, EvaluationRow, PlanView]:
    plan = plan_view(request.workspace, request.as_of)
    for evaluation in evaluations_of(plan.image) if plan else ():
        for row in evaluation.recommendations:
            if row.id == recommendation_id and plan is not None:
                return row, evaluation, plan
    raise Http404


def _changed(request: MemberRequest, recommendation_id: uuid.UUID, form: RecommendationForm) -> bool:
    """Whether the texts could be changed; what is wrong is said in the form."""
    require(may(request.membership, Permission.EDIT_PLAN))
    if not form.is_valid():
        return False
    stored = Recommendation.objects.get(pk=recommendation_id)
    try:
        commands.change_recommendation(stored, form.recommended(), actor=request.user)
    except Invalid as error:
        form.add_error(error.field, error.sentence)
        return False
    say(request, _("C’est enregistré."))
    return True


def _answered(request: MemberRequest, recommendation_id: uuid.UUID, form: AnswerForm) -> None:
    stored, said = Recommendation.objects.get(pk=recommendation_id), form.cleaned_data
    with transaction.atomic():
        commands.answer(stored, actor=request.user, answer=said["answer"], reason=said["reason"])
        commands.set_answering(stored, identities(request.POST.getlist("actions")), actor=request.user)


def _show(
    request: MemberRequest,
    row: RecommendationRow,
    evaluation: EvaluationRow,
    plan: PlanView,
    *,
    form: RecommendationForm | None = None,
    answer_form: AnswerForm | None = None,
    chosen: list[uuid.UUID] | None = None,
) -> HttpResponse:
    slug, decided = request.workspace.slug, remembered(request)
    context = {
        "row": line_of(row, plan, slug),
        "report": evaluation,
        "form": form or RecommendationForm(initial=initial_of(row)),
        "answer_form": answer_form or AnswerForm(initial=_answer(row, decided)),
        "chosen": set(row.actions if chosen is None else chosen),
        "actions": [(action.row.id, named(action, slug)) for action in plan.actions],
        "slug": slug,
        "edits": bool(may(request.membership, Permission.EDIT_PLAN)),
        "opened": bool(form and form.is_bound),
        "sources": sources(led_to("recommendation", [row.id])[row.id], slug),
        "decided": source(decided, slug) if decided else None,
        "decision": decided,
    }
    bad = bool((form and form.errors) or (answer_form and answer_form.errors))
    return render(request, "recommendations/recommendation.html", context, status=422 if bad else 200)


def _answer(row: RecommendationRow, decided: Decision | None) -> dict[str, str]:
    """The answer as it stands; the decision that gives it says why."""
    return {"answer": row.answer, "reason": row.reason or (decided.text if decided else "")}
