"""One change for many actions: choose it, see what it would do, confirm."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.shared.errors import Invalid
from portulan.tracking.commands import bulk
from portulan.tracking.commands.bulk import Seen
from portulan.web.access import MemberRequest, page
from portulan.web.listing.bulk_forms import ChangeForm
from portulan.web.listing.bulk_page import done_sentence, foreseen, left_sentence, packed, ticked
from portulan.web.returning import next_address, say
from portulan.workspaces.permissions import Permission

CHOSEN, CORRECTED, CONFIRMED = "choix", "corriger", "oui"
"""What the form says that it is: the change as chosen, to be chosen again, or to be made."""


@page(Permission.EDIT_PLAN)
def change(request: MemberRequest) -> HttpResponse:
    """Three pages at one address, each a form that carries what was said before."""
    back = next_address(request, reverse("list", args=[request.workspace.slug]))
    if request.method != "POST":
        return redirect(back)
    seen, step = ticked(request.POST), request.POST.get("etape", "")
    if not seen:
        messages.error(request, _("Cochez d’abord les actions à changer."))
        return redirect(back)
    if step not in (CHOSEN, CONFIRMED):
        first = request.POST.dict() if step == CORRECTED else None
        return _choosing(request, ChangeForm(initial=first), seen, back)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _choosing(request, form, seen, back, status=422)
    try:
        return _confirmed(request, form, seen, back) if step == CONFIRMED else _asking(request, form, seen, back)
    except Invalid as error:
        form.blame(error)
        return _choosing(request, form, seen, back, status=422)


def _choosing(
    request: MemberRequest, form: ChangeForm, seen: list[Seen], back: str, *, status: int = 200
) -> HttpResponse:
    return render(request, "listing/change.html", _context(form, seen, back), status=status)


def _asking(request: MemberRequest, form: ChangeForm, seen: list[Seen], back: str) -> HttpResponse:
    wanted = form.wanted()
    shown = foreseen(bulk.foresee(seen, wanted), wanted, request.workspace.slug)
    return render(request, "listing/confirm.html", _context(form, seen, back) | {"page": shown})


def _confirmed(request: MemberRequest, form: ChangeForm, seen: list[Seen], back: str) -> HttpResponse:
    done = bulk.change_together(seen, form.wanted(), actor=request.user)
    say(request, done_sentence(done.fates), done.entry, together=True)
    if left := left_sentence(done.fates):
        messages.info(request, left)
    return redirect(back)


def _context(form: ChangeForm, seen: list[Seen], back: str) -> dict[str, Any]:
    return {"form": form, "count": len(seen), "lines": packed(seen), "back": back}
