"""The logos of covers: two places, each to be filled, replaced or emptied."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from portulan.layouts import commands, queries
from portulan.layouts.models import Logo
from portulan.shared import filestore
from portulan.shared.errors import Busy, Invalid
from portulan.shared.scoping import open_id
from portulan.web.access import MemberRequest, page
from portulan.web.layouts.forms import PICTURES, NewLogo
from portulan.workspaces.permissions import Permission


@page(Permission.MANAGE_SETTINGS)
@require_GET
def logos(request: MemberRequest) -> HttpResponse:
    """The two places, with what is in them."""
    return _page(request, {}, 200)


@page(Permission.MANAGE_SETTINGS)
@require_POST
def put(request: MemberRequest, rank: int) -> HttpResponse:
    """Keeps the logo that is sent for that place, drawn anew."""
    if rank not in commands.RANKS:
        raise Http404
    form, status = NewLogo(request.POST, request.FILES, rank=rank), 422
    if form.is_valid():
        try:
            logo = commands.put_logo(rank, form.cleaned_data["alt"], *form.contents(), actor=request.user)
        except Invalid as error:
            status = 503 if isinstance(error, Busy) else 422
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("Le logo « %(name)s » est en place.") % {"name": logo.alt})
            return redirect("logos", request.workspace.slug)
    return _page(request, {rank: form}, status)


@page(Permission.MANAGE_SETTINGS)
def remove(request: MemberRequest, rank: int) -> HttpResponse:
    """Asks before a logo is removed, then removes it."""
    logo = get_object_or_404(Logo.objects.all(), rank=rank)
    if request.method == "POST":
        commands.remove_logo(logo, actor=request.user)
        messages.success(request, _("Le logo « %(name)s » est retiré.") % {"name": logo.alt})
        return redirect("logos", request.workspace.slug)
    context = {
        "title": _("Retirer le logo « %(name)s » ?") % {"name": logo.alt},
        "sentence": _("Les couvertures et les modèles ne le montreront plus."),
        "confirm_label": _("Retirer le logo"),
        "cancel_url": reverse("logos", args=[request.workspace.slug]),
        "grave": True,
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.READ)
@require_safe
def image(request: MemberRequest, rank: int) -> FileResponse:
    """A logo, as the picture that was drawn anew."""
    logo = get_object_or_404(Logo.objects.all(), rank=rank)
    try:
        stored = filestore.path(open_id(), logo.file_sha256).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(stored, content_type="image/png")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _page(request: MemberRequest, sent: Mapping[int, NewLogo], status: int) -> HttpResponse:
    held = {one.rank: one for one in queries.logos()}
    places = []
    for rank in commands.RANKS:
        logo = held.get(rank)
        form = sent.get(rank) or NewLogo(rank=rank, initial={"alt": logo.alt if logo else ""})
        places.append({"rank": rank, "logo": logo, "form": form})
    context = {"places": places, "accept": PICTURES, "slug": request.workspace.slug}
    return render(request, "layouts/logos.html", context, status=status)
