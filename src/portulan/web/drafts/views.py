"""The drafts of a revision: opening one, reading it, bringing it up to date, adopting it, giving it up."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portulan.drafts import commands
from portulan.drafts.models import Draft, DraftState
from portulan.drafts.queries import Work, changes_of, work_on
from portulan.governance import queries as governance
from portulan.plandoc.text import Wording
from portulan.plans.models import Plan
from portulan.plans.queries.recommendations import evaluations
from portulan.shared.errors import Conflict, Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.drafts.changes import change_lines
from portulan.web.drafts.effects import Recommended, coverage_table, load_table
from portulan.web.drafts.forms import DropForm, NameForm, OpenForm
from portulan.web.drafts.page import draft_page
from portulan.web.plan.views import no_plan
from portulan.web.returning import posted, say
from portulan.web.revisions import words
from portulan.web.revisions.adoption import AdoptionForm
from portulan.workspaces.permissions import Permission


@page(Permission.EDIT_PLAN)
def opening(request: MemberRequest) -> HttpResponse:
    """A new draft, made from the plan as it stands."""
    plan = Plan.objects.first()
    if plan is None:
        return no_plan(request)
    form = OpenForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.open_draft(plan, actor=request.user, **form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            return redirect("draft", request.workspace.slug, made.pk)
    context = {"form": form, "slug": request.workspace.slug}
    return render(request, "drafts/open.html", context, status=422 if form.is_bound else 200)


@page(Permission.EDIT_PLAN)
@require_GET
def draft(request: MemberRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The plan as the draft would make it, what differs marked; the load and the recommendations before and
    after."""
    return shown(request, draft_of(draft_id))


def shown(
    request: MemberRequest, row: Draft, *, focus: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    """The page; `focus` is the anchor of the row that was just changed."""
    work = work_on(row)
    context = {
        "draft": row,
        "open": row.state == DraftState.OPEN,
        "page": draft_page(work),
        "load": load_table(work.base, work.document, *_bodies_and_years(request, work)),
        "coverage": coverage_table(work.base, work.document, _recommended(), work.merged),
        "changes": change_lines(changes_of(row)),
        "focus": focus,
        "problem": problem,
        "slug": request.workspace.slug,
    }
    return render(request, "drafts/draft.html", context, status=status)


def _bodies_and_years(request: MemberRequest, work: Work) -> tuple[Any, Mapping[str, str], Any]:
    """How the year is set, the body of each spelling, the year that runs."""
    names = {
        one.name for document in (work.base, work.document) for a in document.actions() for one in a.responsibles
    }
    labels = {name: body.acronym or body.name for name, body in governance.spelled(names).items()}
    boundary = request.workspace.boundary
    return boundary, labels, boundary.year_of(timezone.localdate())


def _recommended() -> list[Recommended]:
    """Those of every evaluation, the latest first, in three queries."""
    return [
        Recommended(
            str(one.id),
            one.number,
            Wording.from_marked(one.text).plain,
            tuple(map(str, one.actions)),
            latest=rank == 0,
        )
        for rank, evaluation in enumerate(evaluations())
        for one in evaluation.recommendations
        if one.answer != "declined"
    ]


@page(Permission.EDIT_PLAN)
@require_POST
def update(request: MemberRequest, draft_id: uuid.UUID) -> HttpResponse:
    """What changed in the plan meanwhile comes into the draft; what both changed is chosen, cell by cell."""
    row = draft_of(draft_id)
    told = {name.removeprefix("cell-"): str(value) for name, value in request.POST.items()}
    try:
        commands.bring_up_to_date(row, told, actor=request.user, seen=request.POST.get("seen", ""))
    except (Invalid, Conflict) as error:
        return shown(request, row, problem=error.sentence, status=422 if isinstance(error, Invalid) else 409)
    say(request, _("Le brouillon tient compte de ce qui a changé dans le plan."))
    return redirect("draft", request.workspace.slug, row.pk)


@page(Permission.EDIT_PLAN)
def adopt(request: MemberRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The form of any adoption, and what the plan would become."""
    row = draft_of(draft_id)
    first = {"label": row.label, "adopted_on": timezone.localdate().isoformat()}
    form, status, problem = AdoptionForm(posted(request), initial=first), 200, ""
    if request.method == "POST" and form.is_valid():
        try:
            kept = commands.adopt_draft(
                row, actor=request.user, seen=request.POST.get("seen", ""), **form.cleaned_data
            )
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        except Conflict as error:
            problem, status = error.sentence, 409
        else:
            say(request, _("Le plan est révisé : « %(label)s » est adoptée.") % {"label": kept.label})
            return redirect("revision", request.workspace.slug, kept.pk)
    row.refresh_from_db()
    work = work_on(row)
    context = {
        "form": form,
        "draft": row,
        "seen": work.seen,
        "problem": problem,
        "why_not": commands.why_not_yet(work),
        "told": words.summary_of(work.live, work.target, words.told(work.live, work.target)),
        "since": len({(one.kind, one.id) for one in work.since}),
        "open": row.state == DraftState.OPEN,
        "slug": request.workspace.slug,
    }
    return render(request, "drafts/adopt.html", context, status=422 if form.errors else status)


@page(Permission.EDIT_PLAN)
def naming(request: MemberRequest, draft_id: uuid.UUID) -> HttpResponse:
    """What the draft is called and what it is for."""
    row = draft_of(draft_id)
    first = {"label": row.label, "aim": row.aim, "seen": commands.seal(row)}
    form, status = NameForm(posted(request), initial=first), 200
    if request.method == "POST" and form.is_valid():
        try:
            done = commands.name_draft(row, actor=request.user, **form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        except Conflict as error:
            typed = request.POST.copy()
            typed["seen"] = first["seen"]
            form, status = NameForm(typed), 409
            form.add_error(None, error.sentence)
        else:
            say(
                request,
                _("Le brouillon garde ce changement. Le plan ne bouge pas.") if done else _("Rien n’a changé."),
            )
            return redirect("draft", request.workspace.slug, row.pk)
    context = {"form": form, "draft": row, "slug": request.workspace.slug}
    return render(request, "drafts/name.html", context, status=422 if form.errors and status == 200 else status)


@page(Permission.EDIT_PLAN)
def discard(request: MemberRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Asks, then gives the draft up; it can still be read."""
    row = draft_of(draft_id)
    form = DropForm(posted(request))
    if request.method == "POST" and form.is_valid():
        commands.discard_draft(row, actor=request.user, reason=form.cleaned_data["reason"])
        say(request, _("Le brouillon « %(label)s » est abandonné. Le plan n’a pas changé.") % {"label": row.label})
        return redirect("revisions", request.workspace.slug)
    context = {
        "title": _("Abandonner le brouillon « %(label)s »") % {"label": row.label},
        "sentence": row.aim,
        "consequences": [
            _("Le plan ne change pas."),
            _("Le brouillon n’est plus proposé ; il est gardé tel quel, et le journal dit qui l’a abandonné."),
        ],
        "confirm_label": _("Abandonner le brouillon"),
        "cancel_url": reverse("draft", args=[request.workspace.slug, row.pk]),
        "grave": True,
        "form": form,
    }
    return render(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)


def draft_of(draft_id: uuid.UUID) -> Draft:
    """The draft of the open workspace, with its plan. Raises Http404."""
    return get_object_or_404(Draft.objects.select_related("plan"), pk=draft_id)
