"""The pages of decisions: all of them, one with what may be said of it, the list as a spreadsheet."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portulan.governance.queries import bodies
from portulan.journal.models import Entry
from portulan.meetings.commands import decisions as commands
from portulan.meetings.models import Decision
from portulan.meetings.queries import decisions as queries
from portulan.plans.models import Recommendation
from portulan.shared.errors import Invalid
from portulan.shared.permissions import Verdict
from portulan.typeset import xlsx
from portulan.web.access import MemberRequest, page, require
from portulan.web.meetings.decisions_forms import DoneForm, DueForm, WithdrawForm
from portulan.web.meetings.decisions_page import Asked, bodies_to_choose, heading, line, lines, sheet, tabs
from portulan.web.plan.journal_words import in_words
from portulan.web.plan.journal_words import lines as journal_lines
from portulan.web.returning import say
from portulan.web.tracking.access import own_bodies
from portulan.workspaces.models import Role
from portulan.workspaces.permissions import Permission, may

A_PAGE = 50


@page(Permission.READ)
@require_safe
def decisions(request: MemberRequest) -> HttpResponse:
    """The decisions to follow, or those that the address asks for, with their meeting, action and day."""
    asked, today, slug = Asked.read(request.GET), timezone.localdate(), request.workspace.slug
    counts = queries.counts(asked.body, today)
    pages = Paginator(queries.asked(asked.which, asked.body, asked.words, today), A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    context = {
        "title": heading(counts),
        "lines": lines(shown.object_list, slug, today),
        "pages": shown,
        "before": asked.query(page=shown.previous_page_number()) if shown.has_previous() else "",
        "after": asked.query(page=shown.next_page_number()) if shown.has_next() else "",
        "tabs": tabs(asked, counts),
        "asked": asked,
        "bodies": bodies_to_choose(bodies(), asked),
        "sheet_query": asked.query(),
        "slug": slug,
    }
    return render(request, "meetings/decisions.html", context)


@page(Permission.READ)
@require_safe
def decisions_sheet(request: MemberRequest) -> HttpResponse:
    """The same list as a spreadsheet."""
    asked, today = Asked.read(request.GET), timezone.localdate()
    found = list(queries.asked(asked.which, asked.body, asked.words, today))
    written = xlsx.write(sheet(found, _("Décisions")))
    name = f"decisions-{today.isoformat()}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(written, content_type=xlsx.MEDIA_TYPE, headers=headers)


@page(Permission.READ)
@require_safe
def decision(request: MemberRequest, decision_id: uuid.UUID) -> HttpResponse:
    """One decision: where it comes from, what may be said of it, what it brought about."""
    return _show(request, _found(decision_id))


@page(Permission.MEET)
@require_POST
def decision_done(request: MemberRequest, decision_id: uuid.UUID) -> HttpResponse:
    """Done on a day, with a word about it."""
    said = _("C’est noté : fait.")
    return _changed(request, decision_id, "done", DoneForm(request.POST), commands.mark_done, said)


@page(Permission.MEET)
@require_POST
def decision_due(request: MemberRequest, decision_id: uuid.UUID) -> HttpResponse:
    """Another day, with the reason."""
    said = _("La date est changée.")
    return _changed(request, decision_id, "due", DueForm(request.POST), commands.move_due, said)


@page(Permission.MEET)
@require_POST
def decision_withdraw(request: MemberRequest, decision_id: uuid.UUID) -> HttpResponse:
    """It no longer holds, with the reason."""
    said = _("La décision est retirée : elle n’est plus à suivre.")
    return _changed(request, decision_id, "withdraw", WithdrawForm(request.POST), commands.withdraw, said)


@page(Permission.MEET)
@require_POST
def decision_reopen(request: MemberRequest, decision_id: uuid.UUID) -> HttpResponse:
    """It is to be followed again."""
    found = _writable(request, decision_id)
    commands.reopen(found, actor=request.user)
    say(request, _("La décision est de nouveau à suivre."))
    return redirect("decision", request.workspace.slug, decision_id)


def _changed(
    request: MemberRequest,
    decision_id: uuid.UUID,
    name: str,
    form: forms.Form,
    command: Callable[..., Any],
    sentence: str,
) -> HttpResponse:
    found = _writable(request, decision_id)
    if form.is_valid():
        try:
            command(found, actor=request.user, **form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            say(request, sentence)
            return redirect("decision", request.workspace.slug, decision_id)
    return _show(request, found, **{name: form})


def _show(request: MemberRequest, found: Decision, **typed: forms.Form) -> HttpResponse:
    slug, writes = request.workspace.slug, bool(_may_follow(request, found))
    edits = bool(may(request.membership, Permission.EDIT_PLAN))
    named = {"done": DoneForm(), "due": DueForm(initial={"due": found.due}), "withdraw": WithdrawForm()}
    history = in_words(Entry.objects.filter(subject_id=found.pk))
    context = {
        "line": line(found, slug, timezone.localdate()),
        "decision": found,
        "forms": named | typed,
        "opened": next(iter(typed), ""),
        "history": journal_lines(history, slug),
        "may_follow": writes,
        "may_bring": edits and found.withdrawn_at is None,
        "recommendations": _recommendations() if edits else (),
        "slug": slug,
    }
    return render(request, "meetings/decision.html", context, status=422 if typed else 200)


def _recommendations() -> list[Recommendation]:
    rows = Recommendation.objects.filter(removed_at=None, evaluation__removed_at=None)
    return list(rows.order_by("evaluation__created_at", "position"))


def _found(decision_id: uuid.UUID) -> Decision:
    found = queries.decisions().filter(pk=decision_id).first()
    if found is None:
        raise Http404
    return found


def _writable(request: MemberRequest, decision_id: uuid.UUID) -> Decision:
    found = _found(decision_id)
    require(_may_follow(request, found))
    return found


def _may_follow(request: MemberRequest, found: Decision) -> Verdict:
    """The coordination, and who sits in the body that decided or in the one that sees to it."""
    concerned = {found.meeting.body_id, found.body_id}
    own = own_bodies(request.membership) if request.membership.role == Role.RESPONSIBLE else ()
    return may(request.membership, Permission.MEET, action_bodies=concerned, own_bodies=own)
