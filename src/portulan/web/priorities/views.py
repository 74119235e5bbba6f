"""The board of priorities: seen by all, moved by the coordination, card by card or in a list."""

import uuid

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from portulan.journal.models import Entry
from portulan.plans.commands.actions import ActionDraft, change_action
from portulan.plans.models import Action
from portulan.priorities import queries
from portulan.shared.errors import Invalid
from portulan.tracking.queries import PlanView, plan_view
from portulan.web.access import MemberRequest, page, require
from portulan.web.plan.views import no_plan
from portulan.web.priorities.board import Asked, Board, board, place_name
from portulan.web.priorities.forms import CardForm, Moved, PlaceForm, moved
from portulan.web.returning import say
from portulan.web.templatetags.ui import emphasis, typo
from portulan.workspaces.permissions import Permission, may


@page(Permission.READ, dated=True)
def priorities(request: MemberRequest) -> HttpResponse:
    """The matrix, or the list, which is also the form that places many at once."""
    if request.method == "POST":
        return _place_many(request)
    plan = plan_view(request.workspace, request.as_of)
    if plan is None:
        return no_plan(request)
    return _show(request, plan)


@page(Permission.EDIT_PLAN)
@require_POST
def place(request: MemberRequest) -> HttpResponse:
    """A card was moved on the board: the board again, as a fragment for htmx."""
    form = CardForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Cette place n’existe pas. Rouvrez la page."))
    action = _standing(form.cleaned_data["action"])
    entry = _put(request, action, form.cleaned_data["importance"], form.cleaned_data["effort"])
    if "HX-Request" not in request.headers:
        _tell(request, action, entry)
        return redirect("priorities", slug=request.workspace.slug)
    plan = plan_view(request.workspace, request.as_of)
    if plan is None:
        raise Http404
    action.refresh_from_db()
    context = {"page": _board(request, plan), "edits": True, "moved": action, "aloud": _sentence(action)}
    return render(request, "priorities/_board.html", context)


@page(Permission.EDIT_PLAN)
def place_one(request: MemberRequest, action_id: uuid.UUID) -> HttpResponse:
    """The same as a page: importance and effort of one action."""
    action = _standing(action_id)
    form = PlaceForm(
        request.POST if request.method == "POST" else None,
        initial={"importance": action.priority, "effort": action.effort},
    )
    if request.method == "POST" and form.is_valid():
        _tell(request, action, _put(request, action, form.cleaned_data["importance"], form.cleaned_data["effort"]))
        return redirect("priorities", slug=request.workspace.slug)
    context = {
        "form": form,
        "action": action,
        "sentence": emphasis(action.text),
        "back_url": reverse("priorities", args=[request.workspace.slug]),
    }
    return render(request, "priorities/place.html", context, status=422 if form.errors else 200)


def _place_many(request: MemberRequest) -> HttpResponse:
    """Only the rows that were changed; one that somebody else changed meanwhile stays as it is, and is said."""
    require(may(request.membership, Permission.EDIT_PLAN))
    changes = list(moved(request.POST))
    done, kept = _put_many(request, changes)
    if kept:
        say(
            request,
            _("Placées entre-temps par quelqu’un d’autre, et laissées telles : %(codes)s.")
            % {"codes": ", ".join(kept)},
        )
    words = ngettext("%(n)d action est replacée.", "%(n)d actions sont replacées.", len(done)) % {"n": len(done)}
    say(request, words if done else _("Rien n’a changé."), done[0] if len(done) == 1 else None)
    return redirect(reverse("priorities", args=[request.workspace.slug]) + "?vue=liste")


@transaction.atomic
def _put_many(request: MemberRequest, changes: list[Moved]) -> tuple[list[Entry], list[str]]:
    found = {
        one.pk: one for one in Action.objects.filter(pk__in=[one.action_id for one in changes], removed_at=None)
    }
    done, kept = [], []
    for change in changes:
        action = found.get(change.action_id)
        if action is None:
            continue
        if (action.priority, action.effort) not in {change.shown, change.wanted}:
            kept.append(action.code)
        elif entry := _put(request, action, *change.wanted):
            done.append(entry)
    return done, kept


def _put(request: MemberRequest, action: Action, importance: str, effort: str) -> Entry | None:
    return change_action(action, ActionDraft(priority=importance, effort=effort), actor=request.user)


def _tell(request: MemberRequest, action: Action, entry: Entry | None) -> None:
    action.refresh_from_db()
    say(request, _sentence(action), entry)


def _sentence(action: Action) -> str:
    return _("%(action)s : « %(place)s ».") % {
        "action": typo(f"{action.code} {action.short_title}".strip()),
        "place": place_name(action.priority, action.effort),
    }


def _standing(action_id: uuid.UUID) -> Action:
    return get_object_or_404(Action.objects.filter(removed_at=None), pk=action_id)


def _board(request: MemberRequest, plan: PlanView) -> Board:
    asked = Asked(
        view="liste" if request.GET.get("vue") == "liste" else "",
        continuous="1" if request.GET.get("continu") else "",
        as_of=request.GET.get("au", ""),
    )
    edits = bool(may(request.membership, Permission.EDIT_PLAN))
    return board(plan, asked, slug=request.workspace.slug, edits=edits)


def _show(request: MemberRequest, plan: PlanView) -> HttpResponse:
    rounds = queries.rounds(plan.past)
    context = {
        "page": _board(request, plan),
        "slug": request.workspace.slug,
        "edits": bool(may(request.membership, Permission.EDIT_PLAN)),
        "votes": bool(may(request.membership, Permission.GIVE_POINTS)),
        "round": rounds.opened,
        "closed": rounds.closed,
        "statements": queries.statements_on(plan.image) if plan.image else queries.statements(),
    }
    return render(request, "priorities/priorities.html", context)
