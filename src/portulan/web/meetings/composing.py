"""The agenda is composed: proposals taken, items added, ordered, given minutes, documents beside them."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from portulan.meetings.commands import agenda as commands
from portulan.meetings.models import AgendaDocument, AgendaItem, ItemKind, Meeting
from portulan.meetings.rules.agenda import Proposal, Reason
from portulan.shared.errors import Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.meetings.agenda import document_line, offered, title_of
from portulan.web.meetings.agenda_forms import DocumentForm, ItemForm, NewItemForm
from portulan.web.meetings.door import writable
from portulan.web.meetings.preparing import composer
from portulan.web.meetings.words import name_of
from portulan.web.returning import number, posted, say
from portulan.web.tracking.files import stored_file
from portulan.web.tracking.views import given
from portulan.workspaces.permissions import Permission


@page(Permission.MEET)
@require_POST
def take(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The proposals that are ticked go on the agenda."""
    meeting = writable(request, meeting_id)
    wanted = set(request.POST.getlist("keys"))
    chosen = [_item(one) for one in offered(request, meeting) if one.key in wanted]
    added = commands.add_items(meeting, chosen, actor=request.user)
    if "HX-Request" in request.headers:
        return composer(request, meeting)
    count = ngettext(
        "%(n)d point est ajouté à l’ordre du jour.", "%(n)d points sont ajoutés à l’ordre du jour.", len(added)
    )
    say(request, count % {"n": len(added)} if added else _("Rien n’était coché."))
    return redirect("meeting", request.workspace.slug, meeting.pk)


def _item(one: Proposal) -> commands.NewItem:
    lasting = one.lasting.id if one.lasting else None
    about = one.action.id if one.action else one.lasting.action_id if one.lasting else None
    return commands.NewItem(
        kind=one.kind,
        title=title_of(one),
        planned=one.minutes or None,
        action_id=about,
        decision_id=lasting if one.reason is Reason.DECISION else None,
        approves_id=lasting if one.reason is Reason.APPROVAL else None,
        continues_id=lasting if one.reason is Reason.PUT_OFF else None,
        for_information=one.for_information,
    )


@page(Permission.MEET)
@require_POST
def arrange(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Minutes, order, and what is taken off: whatever the form of the agenda says."""
    meeting = writable(request, meeting_id)
    with transaction.atomic():
        _arrange(request, meeting)
    if "HX-Request" in request.headers:
        return composer(request, meeting)
    return redirect("meeting", request.workspace.slug, meeting.pk)


def _arrange(request: MemberRequest, meeting: Meeting) -> None:
    """Raises Invalid, Conflict."""
    said = request.POST
    commands.set_minutes(meeting, _minutes(request))
    order = [pk for typed in said.get("order", "").split() if (pk := _identity(typed))]
    if order:
        commands.order_items(meeting, order)
    for name, step in (("up", -1), ("down", 1)):
        if pk := _identity(said.get(name, "")):
            commands.order_items(meeting, _moved(meeting, pk, step))
    if pk := _identity(said.get("off", "")):
        commands.remove_item(_item_of(meeting, pk), actor=request.user)


def _minutes(request: MemberRequest) -> dict[uuid.UUID, int | None]:
    """The minutes typed for each item. Raises Invalid for what is no number."""
    found: dict[uuid.UUID, int | None] = {}
    for name, typed in request.POST.items():
        pk = _identity(name.removeprefix("minutes-")) if name.startswith("minutes-") else None
        if pk is None:
            continue
        minutes = number(str(typed).strip()) if str(typed).strip() else None
        if minutes is None and str(typed).strip():
            raise Invalid(_("Écrivez une durée en minutes, en chiffres : 15."), name)
        found[pk] = minutes
    return found


def _moved(meeting: Meeting, pk: uuid.UUID, step: int) -> list[uuid.UUID]:
    """The items with that one a step further up or down."""
    ids = list(meeting.items.values_list("pk", flat=True))
    if pk not in ids:
        return ids
    at = ids.index(pk)
    ids.insert(max(at + step, 0), ids.pop(at))
    return ids


def _identity(typed: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None


@page(Permission.MEET)
def item_add(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """A free item, or any action of the plan."""
    meeting = writable(request, meeting_id)
    form = NewItemForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            commands.add_items(meeting, [form.item()], actor=request.user)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            return redirect("meeting", request.workspace.slug, meeting.pk)
    context = {"form": form, "meeting": meeting, "name": name_of(meeting)}
    return render(request, "meetings/item_add.html", context, status=422 if form.errors else 200)


@page(Permission.MEET)
def item(request: MemberRequest, meeting_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """One item: its title, its minutes, the documents that go with it."""
    meeting = writable(request, meeting_id)
    found = _item_of(meeting, item_id)
    form = ItemForm.of(found, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            commands.change_item(found, **form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            return redirect("meeting", request.workspace.slug, meeting.pk)
    return _show_item(request, meeting, found, form, DocumentForm())


@page(Permission.MEET)
@require_POST
def document_add(request: MemberRequest, meeting_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """A file or a link goes with an item."""
    meeting = writable(request, meeting_id)
    found = _item_of(meeting, item_id)
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid() and _added(request, found, form):
        say(request, _("Le document accompagne ce point."))
        return redirect("agenda_item", request.workspace.slug, meeting.pk, found.pk)
    return _show_item(request, meeting, found, ItemForm.of(found), form)


def _added(request: MemberRequest, found: AgendaItem, form: DocumentForm) -> bool:
    """Whether all of it was added; what was wrong is in the form."""
    said = form.cleaned_data
    files: list[Any] = [given(one) for one in said["documents"]] or [None]
    try:
        with transaction.atomic():
            for file in files:
                title = said["title"] if len(files) == 1 else ""
                commands.add_document(found, actor=request.user, title=title, file=file, url=said["url"])
    except Invalid as error:
        form.add_error(error.field, error.sentence)
    return not form.errors


@page(Permission.MEET)
@require_POST
def document_remove(request: MemberRequest, meeting_id: uuid.UUID, document_id: uuid.UUID) -> HttpResponse:
    """A document goes with its item no more."""
    meeting = writable(request, meeting_id)
    rows = AgendaDocument.objects.select_related("item__meeting").filter(item__meeting=meeting)
    found = get_object_or_404(rows, pk=document_id)
    commands.remove_document(found, actor=request.user)
    say(request, _("« %(title)s » n’accompagne plus ce point.") % {"title": found.title})
    return redirect("agenda_item", request.workspace.slug, meeting.pk, found.item_id)


@page(Permission.READ)
@require_safe
def document(request: MemberRequest, document_id: uuid.UUID) -> HttpResponse:
    """The bytes of a document, for any member; given back as proofs are, never run."""
    found = get_object_or_404(AgendaDocument.objects.exclude(file_sha256=""), pk=document_id)
    return stored_file(found.file_sha256, found.file_name, download="telecharger" in request.GET)


def _item_of(meeting: Meeting, item_id: uuid.UUID) -> AgendaItem:
    """An item of that meeting. Raises Http404."""
    return get_object_or_404(
        AgendaItem.objects.select_related("meeting__body", "action"), pk=item_id, meeting=meeting
    )


def _show_item(
    request: MemberRequest, meeting: Meeting, found: AgendaItem, form: ItemForm, documents: DocumentForm
) -> HttpResponse:
    lines = [(one, document_line(one, request.workspace.slug)) for one in found.documents.all()]
    context = {
        "form": form,
        "document_form": documents,
        "documents": lines,
        "item": found,
        "meeting": meeting,
        "name": name_of(meeting),
        "closing": found.kind == ItemKind.CLOSING,
    }
    wrong = form.errors or documents.errors
    return render(request, "meetings/item.html", context, status=422 if wrong else 200)
