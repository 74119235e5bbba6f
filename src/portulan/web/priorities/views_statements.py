"""What the programme says that it wants to be and to do, and the actions that serve each sentence."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.plans.models import Action, Plan
from portulan.plans.queries.rows import ActionRow
from portulan.priorities import commands, queries
from portulan.priorities.models import Statement
from portulan.priorities.queries import StatementRow
from portulan.shared.errors import Invalid
from portulan.tracking.queries import plan_view
from portulan.web.access import MemberRequest, page
from portulan.web.plan.addresses import address
from portulan.web.plan.views import no_plan
from portulan.web.priorities.forms import StatementForm, initial_of
from portulan.web.returning import say
from portulan.web.templatetags import ui
from portulan.workspaces.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class Named:
    id: uuid.UUID
    code: str
    title: str
    address: str
    serves: bool = True


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement and those that serve it."""

    statement: StatementRow
    actions: tuple[Named, ...]


@page(Permission.READ, dated=True)
def statements(request: MemberRequest) -> HttpResponse:
    """Every statement with the actions that serve it; then the actions that serve none."""
    plan = plan_view(request.workspace, request.as_of)
    if plan is None:
        return no_plan(request)
    slug = request.workspace.slug
    rows = queries.statements_on(plan.image) if plan.image else queries.statements()
    names = {one.row.id: _named(one.row, slug) for one in plan.actions}
    shown = [Shown(one, tuple(names[pk] for pk in one.actions if pk in names)) for one in rows]
    tied = {action.id for one in shown for action in one.actions}
    alone = [one for pk, one in names.items() if pk not in tied]
    context = {
        "shown": shown,
        "alone": alone if shown else [],
        "slug": slug,
        "edits": bool(may(request.membership, Permission.EDIT_PLAN)),
    }
    return render(request, "priorities/statements.html", context)


@page(Permission.EDIT_PLAN)
def add(request: MemberRequest) -> HttpResponse:
    """A new statement; its actions are chosen on the next page."""
    plan = Plan.objects.first()
    if plan is None:
        return no_plan(request)
    form = StatementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = commands.write_statement(plan, actor=request.user, **form.cleaned_data)
        return redirect("statement_edit", request.workspace.slug, made.pk)
    return _show(request, form, None)


@page(Permission.EDIT_PLAN)
def edit(request: MemberRequest, statement_id: uuid.UUID) -> HttpResponse:
    """Its wording, and which actions serve it."""
    statement = _standing(statement_id)
    form = StatementForm(request.POST if request.method == "POST" else None, initial=initial_of(statement))
    if request.method == "POST" and form.is_valid():
        chosen = _chosen(request)
        with transaction.atomic():
            commands.write_statement(statement.plan, actor=request.user, statement=statement, **form.cleaned_data)
            commands.set_served(statement, chosen, actor=request.user)
        say(request, _("C’est enregistré."))
        return redirect("statements", slug=request.workspace.slug)
    return _show(request, form, statement)


@page(Permission.EDIT_PLAN)
def remove(request: MemberRequest, statement_id: uuid.UUID) -> HttpResponse:
    """Asks, then takes a statement away."""
    statement = _standing(statement_id)
    if request.method == "POST":
        commands.remove_statement(statement, actor=request.user)
        say(request, _("La phrase est retirée des repères."))
        return redirect("statements", slug=request.workspace.slug)
    context = {
        "title": _("Retirer cette phrase des repères"),
        "sentence": statement.text,
        "consequences": [_("Les actions qui la servent restent dans le plan, inchangées.")],
        "confirm_label": _("Retirer la phrase"),
        "cancel_url": reverse("statements", args=[request.workspace.slug]),
        "grave": True,
    }
    return render(request, "ui/confirm.html", context)


def _show(request: MemberRequest, form: StatementForm, statement: Statement | None) -> HttpResponse:
    slug = request.workspace.slug
    chosen = set(statement.actions.values_list("pk", flat=True)) if statement else set()
    if statement and form.is_bound:
        chosen = set(_chosen(request))
    context = {
        "form": form,
        "statement": statement,
        "actions": [_named(one, slug, one.pk in chosen) for one in _actions()] if statement else [],
        "slug": slug,
        "back_url": reverse("statements", args=[slug]),
    }
    return render(request, "priorities/statement.html", context, status=422 if form.errors else 200)


def _chosen(request: MemberRequest) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(one) for one in request.POST.getlist("actions")]
    except ValueError:
        raise Invalid(_("Une de ces actions n’est plus dans le plan. Rouvrez la page."), "actions") from None


def _standing(statement_id: uuid.UUID) -> Statement:
    return get_object_or_404(Statement.objects.filter(removed_at=None).select_related("plan"), pk=statement_id)


def _actions() -> list[Action]:
    """In the order of the plan."""
    rows = Action.objects.filter(removed_at=None).only("code", "short_title", "text", "removed_at")
    return list(rows.order_by("objective__parent__position", "objective__position", "position"))


def _named(action: Action | ActionRow, slug: str, serves: bool = True) -> Named:
    title = ui.typo(action.short_title or action.text[:80])
    return Named(action.id, action.code, title, address("action", slug, action.id), serves)
