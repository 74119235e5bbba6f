"""Evaluations: written down, and their list of recommendations, pasted or taken from a file, read again, kept."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.imports.bounded import lines_of
from portulan.plandoc.reading.source import Unreadable
from portulan.plandoc.recommendations import Recommended, listed, with_numbers
from portulan.plans.commands import recommendations as commands
from portulan.plans.models import Evaluation, Plan
from portulan.shared.errors import Invalid
from portulan.shared.speech import said
from portulan.web.access import MemberRequest, page
from portulan.web.plan.views import no_plan
from portulan.web.recommendations.forms import EvaluationForm, ListForm, initial_of_evaluation, typed_rows
from portulan.web.returning import say
from portulan.workspaces.permissions import Permission


@page(Permission.EDIT_PLAN)
def add(request: MemberRequest) -> HttpResponse:
    """A new evaluation; its list comes next."""
    plan = Plan.objects.first()
    if plan is None:
        return no_plan(request)
    form = EvaluationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = commands.write_evaluation(plan, actor=request.user, **form.cleaned_data)
        return redirect("evaluation_list", request.workspace.slug, made.pk)
    return _show(request, form, None)


@page(Permission.EDIT_PLAN)
def edit(request: MemberRequest, evaluation_id: uuid.UUID) -> HttpResponse:
    """Its title, agency and date."""
    evaluation = _standing(evaluation_id)
    first = initial_of_evaluation(evaluation)
    form = EvaluationForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        commands.write_evaluation(evaluation.plan, actor=request.user, evaluation=evaluation, **form.cleaned_data)
        say(request, _("C’est enregistré."))
        return redirect("recommendations", slug=request.workspace.slug)
    return _show(request, form, evaluation)


@page(Permission.EDIT_PLAN)
def remove(request: MemberRequest, evaluation_id: uuid.UUID) -> HttpResponse:
    """Asks, then takes an evaluation away with its recommendations."""
    evaluation = _standing(evaluation_id)
    if request.method == "POST":
        commands.remove_evaluation(evaluation, actor=request.user)
        say(request, _("Le rapport « %(title)s » est retiré.") % {"title": evaluation.title})
        return redirect("recommendations", slug=request.workspace.slug)
    number = evaluation.recommendations.filter(removed_at=None).count()
    context = {
        "title": _("Retirer le rapport « %(title)s »") % {"title": evaluation.title},
        "consequences": [
            ngettext("Sa recommandation ne se voit plus.", "Ses %(n)d recommandations ne se voient plus.", number)
            % {"n": number},
            _("Les actions qui y répondent restent dans le plan, inchangées."),
        ],
        "confirm_label": _("Retirer le rapport"),
        "cancel_url": reverse("evaluation_edit", args=[request.workspace.slug, evaluation_id]),
        "grave": True,
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.EDIT_PLAN)
def add_list(request: MemberRequest, evaluation_id: uuid.UUID) -> HttpResponse:
    """Pasted, or read from a file; shown row by row to be read again; then kept."""
    evaluation = _standing(evaluation_id)
    if request.method != "POST":
        return _show_list(request, evaluation, ListForm())
    if "rows" in request.POST:
        return _keep(request, evaluation)
    form = ListForm(request.POST)
    rows: tuple[Recommended, ...] = ()
    if form.is_valid():
        try:
            rows = listed(_given_text(request, form.cleaned_data["text"]))
        except Unreadable as error:
            form.add_error("text", said(error.sentence))
        else:
            if not rows:
                form.add_error("text", _("Aucune recommandation n’est reconnue. Écrivez-en une par ligne."))
    return _show_list(request, evaluation, form, with_numbers(rows))


def _given_text(request: MemberRequest, typed: str) -> str:
    """The text of the file when there is one, else what was pasted. Raises Unreadable."""
    file = request.FILES.get("document")
    if file is None:
        return typed
    return "\n".join(lines_of(file.name or "", file.read()))


def _keep(request: MemberRequest, evaluation: Evaluation) -> HttpResponse:
    rows = typed_rows(request.POST)
    try:
        if not rows:
            raise Invalid(_("Gardez au moins une recommandation."))
        made = commands.add_recommendations(evaluation, rows, actor=request.user)
    except Invalid as error:
        return _show_list(request, evaluation, ListForm(), tuple(rows), error.sentence)
    words = ngettext("%(n)d recommandation est inscrite.", "%(n)d recommandations sont inscrites.", len(made))
    say(request, words % {"n": len(made)})
    return redirect("recommendations", slug=request.workspace.slug)


def _standing(evaluation_id: uuid.UUID) -> Evaluation:
    return get_object_or_404(Evaluation.objects.filter(removed_at=None).select_related("plan"), pk=evaluation_id)


def _show(request: MemberRequest, form: EvaluationForm, evaluation: Evaluation | None) -> HttpResponse:
    context = {"form": form, "evaluation": evaluation, "slug": request.workspace.slug}
    return render(request, "recommendations/report.html", context, status=422 if form.errors else 200)


def _show_list(
    request: MemberRequest,
    evaluation: Evaluation,
    form: ListForm,
    rows: tuple[Recommended, ...] = (),
    error: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "evaluation": evaluation,
        "rows": rows,
        "error": error,
        "slug": request.workspace.slug,
    }
    return render(request, "recommendations/list.html", context, status=422 if form.errors or error else 200)
