"""Notes are saved while they are typed, and taken back as they were."""

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portulan.meetings.commands.notes import Clash, Clashing, locked_item, take_back, write_notes
from portulan.meetings.models import AgendaItem, NotesKept
from portulan.meetings.queries.live import item_of, kept_of
from portulan.shared.errors import Conflict, Invalid
from portulan.web.access import MemberRequest, page, require
from portulan.web.meetings.door import may_meet
from portulan.web.meetings.live_page import hour
from portulan.web.meetings.notes_html import html
from portulan.web.plan.addresses import address
from portulan.web.returning import say
from portulan.web.templatetags import ui
from portulan.workspaces.permissions import Permission


@page(Permission.MEET)
@require_POST
def save(request: MemberRequest, meeting_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """Save the notes of an item. A page that saves by itself is answered in JSON, a form by a page: 409 with what
    both wrote, or once the meeting is closed, 422 for what cannot be kept."""
    by_itself = request.headers.get("Accept", "").startswith("application/json")
    notes, base = request.POST.get("notes", ""), request.POST.get("base", "")
    try:
        with transaction.atomic():
            item = _writable(request, meeting_id, item_id)
            write_notes(item, notes, base=base, actor=request.user)
    except Clashing as clashing:
        return _clash(request, item, clashing, by_itself)
    except (Conflict, Invalid) as error:
        return _not_saved(request, item, error, notes, by_itself)
    if by_itself:
        return JsonResponse(_told(item))
    say(request, _("Les notes sont enregistrées."))
    return redirect(_address(request, item))


def _writable(request: MemberRequest, meeting_id: uuid.UUID, item_id: uuid.UUID) -> AgendaItem:
    """The item, locked. Raises Http404, Refused."""
    item = locked_item(meeting_id, item_id)
    if item is None:
        raise Http404
    require(may_meet(request, item.meeting))
    return item


def _told(item: AgendaItem) -> dict[str, Any]:
    saved = _("Enregistré à %(hour)s") % {"hour": hour(item.notes_at)} if item.notes_at else ""
    return {"notes": item.notes, "version": item.notes_version, "saved": saved}


def _clash(request: MemberRequest, item: AgendaItem, clashing: Clashing, by_itself: bool) -> HttpResponse:
    """Both texts side by side, and the three ways on; nothing was written."""
    context = _clash_context(request, item, clashing.clash) | {"sentence": clashing.sentence}
    if by_itself:
        fragment = render_to_string("meetings/_live_clash.html", context, request)
        told = {"clash": fragment, "base": clashing.clash.standing, "version": item.notes_version}
        return JsonResponse(told | {"sentence": clashing.sentence}, status=409)
    return render(request, "meetings/live_clash.html", context, status=409)


def _clash_context(request: MemberRequest, item: AgendaItem, clash: Clash) -> dict[str, Any]:
    return {
        "item": item,
        "title": ui.typo(item.title),
        "mine": clash.merged.mine,
        "theirs": clash.merged.theirs,
        "both": clash.merged.both,
        "base": clash.standing,
        "name": clash.by_name,
        "slug": request.workspace.slug,
        "cancel_url": _address(request, item),
    }


def _not_saved(
    request: MemberRequest, item: AgendaItem, error: Conflict | Invalid, notes: str, by_itself: bool
) -> HttpResponse:
    """Why it was not saved, with what was typed: it can be copied."""
    status = 409 if isinstance(error, Conflict) else 422
    if by_itself:
        return JsonResponse({"sentence": error.sentence}, status=status)
    context = {"title": ui.typo(item.title), "sentence": error.sentence, "notes": notes}
    context["cancel_url"] = _address(request, item)
    return render(request, "meetings/live_not_saved.html", context, status=status)


@page(Permission.MEET)
@require_safe
def versions(request: MemberRequest, meeting_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """What the notes of an item were: each version can be written again."""
    item = item_of(meeting_id, item_id)
    if item is None:
        raise Http404
    require(may_meet(request, item.meeting))
    kept = [(one, html(one.text)) for one in kept_of(item)]
    context = {
        "item": item,
        "title": ui.typo(item.title),
        "kept": kept,
        "html": html(item.notes),
        "slug": request.workspace.slug,
        "cancel_url": _address(request, item),
    }
    return render(request, "meetings/live_versions.html", context)


@page(Permission.MEET)
@require_POST
def restore(request: MemberRequest, meeting_id: uuid.UUID, item_id: uuid.UUID, kept_id: uuid.UUID) -> HttpResponse:
    """The notes are what they were; those that stood are kept among the versions."""
    with transaction.atomic():
        item = _writable(request, meeting_id, item_id)
        kept = get_object_or_404(NotesKept.objects, pk=kept_id, item=item)
        take_back(kept, item, actor=request.user)
    say(request, _("Les notes sont celles de cette version. Celles qui précédaient sont gardées aussi."))
    return redirect(_address(request, item))


def _address(request: MemberRequest, item: AgendaItem) -> str:
    here = address("meeting", request.workspace.slug, item.meeting_id)
    return f"{here}?point={item.pk}#point-{item.pk}"
