"""Reminding, giving one more link, revoking links: the coordination only."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portulan.inquiries import commands
from portulan.inquiries.models import Asked, Inquiry
from portulan.tracking.queries import plan_view
from portulan.web.access import MemberRequest, page
from portulan.web.inquiries.sending import send_and_show, show_once
from portulan.web.inquiries.views import awaited_by_person
from portulan.workspaces.permissions import Permission


@page(Permission.ASK)
@require_POST
def remind(request: MemberRequest, inquiry_id: uuid.UUID) -> HttpResponse:
    """Writes again to those who did not answer."""
    one = get_object_or_404(Inquiry.objects, pk=inquiry_id)
    awaited = awaited_by_person(plan_view(request.workspace, timezone.localdate()))
    with transaction.atomic():
        links = commands.remind(one, actor=request.user)
    send_and_show(request, one, links, awaited=awaited, again=True)
    return redirect("inquiry", request.workspace.slug, one.pk)


@page(Permission.ASK)
@require_POST
def give(request: MemberRequest, inquiry_id: uuid.UUID, asked_id: uuid.UUID) -> HttpResponse:
    """One more link for somebody, shown once."""
    asked = _asked(inquiry_id, asked_id)
    show_once(request, asked.inquiry, [commands.give_link(asked, actor=request.user)])
    return redirect("inquiry", request.workspace.slug, inquiry_id)


@page(Permission.ASK)
@require_POST
def revoke(request: MemberRequest, inquiry_id: uuid.UUID, asked_id: uuid.UUID) -> HttpResponse:
    """The links of somebody open no more."""
    asked = _asked(inquiry_id, asked_id)
    commands.revoke(asked, actor=request.user)
    messages.success(request, _("Le lien de %(name)s ne s’ouvre plus.") % {"name": asked.person})
    return redirect("inquiry", request.workspace.slug, inquiry_id)


@page(Permission.ASK)
def revoke_all(request: MemberRequest, inquiry_id: uuid.UUID) -> HttpResponse:
    """Asks, then closes an inquiry: none of its links opens any more."""
    one = get_object_or_404(Inquiry.objects, pk=inquiry_id)
    back = reverse("inquiry", args=[request.workspace.slug, one.pk])
    if request.method == "POST":
        commands.revoke_all(one, actor=request.user)
        messages.success(request, _("La demande est close : plus aucun de ses liens ne s’ouvre."))
        return redirect(back)
    context = {
        "title": _("Clore cette demande"),
        "sentence": one.sentence,
        "consequences": [
            _("Ses liens personnels ne s’ouvrent plus, dès maintenant."),
            _("Ce qui a été noté et joint reste, sous le nom de chacun·e."),
            _("Vous pourrez donner un nouveau lien à une personne, ou demander à nouveau."),
        ],
        "confirm_label": _("Clore la demande"),
        "cancel_url": back,
        "grave": True,
    }
    return render(request, "ui/confirm.html", context)


def _asked(inquiry_id: uuid.UUID, asked_id: uuid.UUID) -> Asked:
    """Somebody of that inquiry. Raises Http404."""
    return get_object_or_404(
        Asked.objects.select_related("inquiry", "person__user"), pk=asked_id, inquiry_id=inquiry_id
    )
