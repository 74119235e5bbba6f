"""The reading pages of bodies: the directory, one body."""

import uuid
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portulan.governance.queries import BodyCard, body_card, seats_in
from portulan.journal.models import Entry
from portulan.tracking.queries import PlanView, plan_view
from portulan.web.access import MemberRequest, page
from portulan.web.bodies.directory import directory
from portulan.web.bodies.page import body_page, of_body
from portulan.web.meetings.around import next_meetings
from portulan.web.plan.journal_words import ActionName, in_words, lines
from portulan.workspaces.permissions import Permission, may

ENTRIES = 8


@page(Permission.READ, dated=True)
@require_safe
def bodies(request: MemberRequest) -> HttpResponse:
    """Every body of the workspace, or those that hold what is looked for."""
    view = plan_view(request.workspace, request.as_of)
    asked = request.GET.get("q", "").strip()[:200]
    shown = directory(view, request.as_of, asked, request.workspace.slug)
    return render(request, "bodies/directory.html", {"page": shown, "may_edit": may_edit(request)})


@page(Permission.READ, dated=True)
@require_safe
def body(request: MemberRequest, body_id: uuid.UUID) -> HttpResponse:
    """One body; the address of one that was merged leads to the one that stays."""
    card = card_of(body_id)
    if card.merged_into is not None:
        return redirect("body", request.workspace.slug, card.merged_into)
    view, seats = plan_view(request.workspace, request.as_of), list(seats_in([body_id]))
    slug = request.workspace.slug
    shown = body_page(view, card, seats, request.as_of, slug, reverse("plan", args=[slug]))
    context: dict[str, Any] = {
        "page": shown,
        "day": request.as_of,
        "past_day": request.as_of != timezone.localdate(),
        "history": _history(view, card, [one.pk for one in seats], request),
        "may_edit": may_edit(request),
        "meetings": next_meetings(request, body_id),
    }
    return render(request, "bodies/body.html", context)


def card_of(body_id: uuid.UUID) -> BodyCard:
    """The body of the open workspace. Raises Http404."""
    card = body_card(body_id)
    if card is None:
        raise Http404
    return card


def may_edit(request: MemberRequest) -> bool:
    """Whether this member changes bodies and mandates."""
    return bool(may(request.membership, Permission.EDIT_PLAN))


def _history(view: PlanView | None, card: BodyCard, seats: list[uuid.UUID], request: MemberRequest) -> list[Any]:
    """The latest entries about the body, its mandates and its actions, in one query."""
    actions = of_body(view, card.id)
    names = {one.row.id: ActionName(one.row.code, one.row.short_title, False) for one in actions}
    about = Q(subject_id__in=[card.id, *seats]) | Q(action_id__in=list(names))
    entries = Entry.objects.filter(about, at__date__lte=request.as_of)
    return lines(in_words(entries)[:ENTRIES], request.workspace.slug, names=names)
