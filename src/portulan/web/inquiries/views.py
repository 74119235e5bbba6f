"""Asking for news, and seeing who answered: the coordination only."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portulan.inquiries import commands, queries
from portulan.inquiries.models import Inquiry
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.queries import PlanView, plan_view
from portulan.web.access import MemberRequest, page
from portulan.web.inquiries.forms import InquiryForm
from portulan.web.inquiries.page import inquiry_lines, person_rows
from portulan.web.inquiries.page import inquiry_page as page_of
from portulan.web.inquiries.sending import fresh_links, send_and_show
from portulan.web.plan.views import no_plan
from portulan.web.returning import posted
from portulan.workspaces.permissions import Permission


@page(Permission.ASK)
@require_safe
def inquiries(request: MemberRequest) -> HttpResponse:
    """Every inquiry, the latest first."""
    return render(request, "inquiries/inquiries.html", {"lines": inquiry_lines(request.workspace.slug)})


@page(Permission.ASK)
def ask(request: MemberRequest) -> HttpResponse:
    """A new inquiry: its sentence is that of the last one, and who has something to say is ticked."""
    view = plan_view(request.workspace, timezone.localdate())
    if view is None:
        return no_plan(request)
    found, last = queries.candidates(view), queries.inquiries().first()
    form = InquiryForm(posted(request), sitting={one.person.pk for one in found}, initial=_proposed(found, last))
    if request.method == "POST" and form.is_valid():
        try:
            return _open(request, form, found)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
    rows = person_rows(found, form.ticked(), queries.last_answers([one.person.pk for one in found], last))
    context: dict[str, Any] = {"form": form, "waiting": rows[0], "others": rows[1], "last": last}
    return render(request, "inquiries/ask.html", context, status=422 if form.errors else 200)


def _open(request: MemberRequest, form: InquiryForm, found: tuple[queries.Candidate, ...]) -> HttpResponse:
    said = form.cleaned_data
    with transaction.atomic():
        opened, links = commands.open_inquiry(
            said["sentence"],
            said["closes_on"],
            list(said["people"]),
            actor=request.user,
            submission=said["submission"],
        )
    send_and_show(request, opened, links, awaited={one.person.pk: one.awaited for one in found})
    return redirect("inquiry", request.workspace.slug, opened.pk)


def _proposed(found: tuple[queries.Candidate, ...], last: Inquiry | None) -> dict[str, Any]:
    sentence = last.sentence if last else _("Où en sont vos actions ? Une phrase et, si vous l’avez, une preuve.")
    return {"sentence": sentence, "people": [one.person.pk for one in found if one.awaited]}


@page(Permission.ASK)
@require_safe
def inquiry_page(request: MemberRequest, inquiry_id: uuid.UUID) -> HttpResponse:
    """Who was asked, opened, answered; what came in; who is silent. Links just made show once."""
    one = get_object_or_404(Inquiry.objects, pk=inquiry_id)
    context = {
        "inquiry": one,
        "page": page_of(one, request.workspace.slug, timezone.localdate()),
        "fresh": fresh_links(request, one),
    }
    return render(request, "inquiries/inquiry.html", context)


def awaited_by_person(view: PlanView | None) -> dict[uuid.UUID, int]:
    """How many actions wait for a word of each person who sits. Raises Conflict without a plan."""
    if view is None:
        raise Conflict(_("Il n’y a pas encore de plan : personne n’a d’action à suivre."))
    return {one.person.pk: one.awaited for one in queries.candidates(view)}
