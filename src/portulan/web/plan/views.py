"""The reading pages: the plan, an action, search, the journal, and giving the plan back."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from portulan.governance.queries import seats_on
from portulan.plans.models import Action, Plan
from portulan.plans.queries.former_codes import former_holders, is_code
from portulan.plans.queries.past import written_by
from portulan.plans.queries.recommended import answered_in
from portulan.plans.queries.saved_lists import saved_lists
from portulan.priorities.queries import StatementRow, served_by, statements_on
from portulan.reports.files import plan_file
from portulan.tracking.queries import (
    PlanView,
    dependencies_of,
    document_at,
    last_notes,
    notes,
    notes_of,
    plan_view,
    tracked_of,
)
from portulan.tracking.queries.postponements import postponements
from portulan.web.access import MemberRequest, page
from portulan.web.listing.asked import Asked
from portulan.web.listing.page import views
from portulan.web.meetings.around import meetings_of_action
from portulan.web.plan.action_page import action_page, aims
from portulan.web.plan.detail import detail
from portulan.web.plan.drifting import drift_page
from portulan.web.plan.filters import Filters
from portulan.web.plan.journal_words import by_day, in_words, lines
from portulan.web.plan.page import plan_page
from portulan.web.plan.searching import search as search_in
from portulan.web.tracking.views import progress_form
from portulan.workspaces.models import Membership, Role
from portulan.workspaces.permissions import Permission, may

ENTRIES_A_PAGE = 60
QUICK = 4


@page(Permission.READ, dated=True)
def plan(request: MemberRequest) -> HttpResponse:
    """The whole plan, or what the filters of the address keep of it."""
    view = _view(request)
    if view is None:
        return no_plan(request)
    asked, slug = Filters.read(request.GET), request.workspace.slug
    shown = plan_page(view, asked, request.GET.getlist("ouvrir"), request.membership)
    context = {
        "page": shown,
        "views": views(slug, Asked(asked), saved_lists(request.user.pk), on_list=False),
        "slug": slug,
        "filter_url": request.path,
        "year_ends": view.boundary.ends(view.year),
        "may_edit": bool(may(request.membership, Permission.EDIT_PLAN)),
        "may_import": bool(may(request.membership, Permission.IMPORT)),
    }
    answer = render(request, "plan/plan.html", context)
    if "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers:
        answer["HX-Push-Url"] = request.path + asked.address().removesuffix("?")
    return answer


@page(Permission.READ, dated=True)
def plan_row(request: MemberRequest, action_id: uuid.UUID) -> HttpResponse:
    """The detail of one row, as it stands in the plan page once unfolded."""
    view = _view(request)
    if view is None or action_id not in view.by_id:
        raise Http404
    note = last_notes([action_id], day=view.past).get(action_id)
    shown = detail(view.by_id[action_id], note, request.membership)
    return render(request, "plan/_detail.html", {"detail": shown})


@page(Permission.READ, dated=True)
def action(request: MemberRequest, action_id: uuid.UUID) -> HttpResponse:
    """One action: what it expects, what proves it, what was noted, what changed."""
    view = _view(request)
    if view is None or action_id not in view.by_id:
        return _merged(request, view, action_id)
    slug = request.workspace.slug
    tracked, plan_address = view.by_id[action_id], reverse("plan", args=[slug])
    moves = postponements(view.as_of, of=[action_id]).get(action_id, ())
    seats = list(seats_on(view.as_of).filter(body_id__in=[body.id for body in tracked.row.bodies]))
    around = (moves, dependencies_of(view), seats)
    said = notes_of(action_id, day=view.past)
    shown = action_page(view, tracked, said, request.membership, plan_address, *around)
    together = Q(action_id=action_id) | Q(action_id__in=Action.objects.filter(merged_into=action_id).values("pk"))
    entries = written_by(view.as_of).filter(together).exclude(verb__startswith="progress.")
    history = lines(in_words(entries)[:20], slug, about_one_action=True)
    context: dict[str, Any] = {"page": shown, "history": history, "slug": slug, "today": view.as_of}
    context["aims"] = aims(answered_in(view.image, action_id), _served(view, action_id), slug)
    context["meetings"] = meetings_of_action(request, action_id)
    if shown.detail.may_report:
        own = {seat.body_id: seat.body for seat in seats if seat.person.user_id == request.user.pk}
        stated = Action(pk=action_id, state=tracked.row.state)
        context["progress_form"] = progress_form(request, stated, list(own.values()))
    return render(request, "plan/action.html", context)


def _served(view: PlanView, action_id: uuid.UUID) -> tuple[StatementRow, ...]:
    if view.image is None:
        return served_by(action_id)
    return tuple(one for one in statements_on(view.image) if action_id in one.actions)


def _merged(request: MemberRequest, view: PlanView | None, action_id: uuid.UUID) -> HttpResponse:
    """To the action that this one was merged into, with a sentence. Raises Http404."""
    gone = Action.objects.filter(pk=action_id).exclude(merged_into=None).select_related("merged_into").first()
    if view is None or gone is None or gone.merged_into is None:
        raise Http404
    said = {"code": gone.code or gone.short_title, "kept": gone.merged_into.code or gone.merged_into.short_title}
    messages.info(request, _("L’action %(code)s a été réunie à %(kept)s : vous êtes sur sa page.") % said)
    return redirect("action", request.workspace.slug, gone.merged_into.pk)


@page(Permission.READ, dated=True)
def drift(request: MemberRequest) -> HttpResponse:
    """Every deadline that was postponed: from when to when, why, where it was decided."""
    view = _view(request)
    if view is None:
        return no_plan(request)
    slug = request.workspace.slug
    shown = drift_page(view, postponements(view.as_of), slug)
    return render(request, "plan/drift.html", {"page": shown, "slug": slug})


@page(Permission.READ, dated=True)
def search(request: MemberRequest) -> HttpResponse:
    """What holds every word asked for; the header's field gets the short answer as a fragment."""
    view = _view(request)
    if view is None:
        return no_plan(request)
    q, slug = request.GET.get("q", "").strip()[:200], request.workspace.slug
    quick = request.headers.get("HX-Target") == "trouves-vite"
    found = search_in(
        view,
        notes(day=view.past) if q else (),
        q,
        slug=slug,
        plan_address=reverse("plan", args=[slug]),
        most=QUICK if quick else 30,
        former=former_holders(q) if is_code(q) else (),
    )
    template = "plan/_quick_search.html" if quick else "plan/search.html"
    answer = render(request, template, {"search": found, "slug": slug})
    patch_vary_headers(answer, ["HX-Target"])
    return answer


@page(Permission.READ, dated=True)
def journal(request: MemberRequest) -> HttpResponse:
    """The whole journal, the latest first."""
    slug = request.workspace.slug
    shown = Paginator(in_words(written_by(request.as_of)), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "days": by_day(lines(shown.object_list, slug)),
        "pages": shown,
        "may_undo": bool(may(request.membership, Permission.EDIT_PLAN)),
        "slug": slug,
    }
    return render(request, "plan/journal.html", context)


@page(Permission.READ, dated=True)
def plan_export(request: MemberRequest, extension: str) -> HttpResponse:
    """The plan as a file."""
    view = _view(request)
    if view is None:
        raise Http404
    document = document_at(view)
    try:
        content, media_type, suffix = plan_file(document, extension, tracked_of(view))
    except ValueError as unknown:
        raise Http404 from unknown
    day = request.as_of.isoformat() if request.as_of != timezone.localdate() else ""
    name = "-".join(filter(None, ["plan-action", str(document.period), day]))
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{suffix}"'},
    )


def no_plan(request: MemberRequest) -> HttpResponse:
    """Before there is a plan: the coordination is led to the import, others are told to wait. A day before the
    plan came in has a page that says so."""
    if request.as_of < timezone.localdate() and Plan.objects.exists():
        return render(request, "plan/not_yet.html")
    if may(request.membership, Permission.IMPORT):
        return redirect("imports", slug=request.workspace.slug)
    return render(request, "plan/no_plan.html")


def _view(request: MemberRequest) -> PlanView | None:
    return plan_view(request.workspace, request.as_of, reader=_reader(request.membership))


def _reader(membership: Membership) -> uuid.UUID | None:
    """Whose bodies matter: those of a member who may report on their own actions only."""
    return membership.user_id if membership.role == Role.RESPONSIBLE else None
