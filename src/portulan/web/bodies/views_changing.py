"""Changing bodies: adding one, its names, two that are one."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.governance.models import Body
from portulan.plans.commands import editing
from portulan.shared.errors import Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.bodies.forms import BodyForm, MergeForm, others
from portulan.web.bodies.merging import consequences
from portulan.web.editing.meanwhile import since
from portulan.web.returning import next_address, posted, say
from portulan.workspaces.permissions import Permission


@page(Permission.EDIT_PLAN)
def add(request: MemberRequest) -> HttpResponse:
    """A new body."""
    form = BodyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"aliases": form.cleaned_data["aliases"].splitlines()}
        del said["seen"]
        try:
            with transaction.atomic():
                body = editing.add_body(actor=request.user, **said)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            say(request, _("« %(name)s » est ajouté.") % {"name": body.name})
            return redirect("body", request.workspace.slug, body.pk)
    listing = reverse("bodies", args=[request.workspace.slug])
    context = {"form": form, "cancel_url": listing, "listing": listing}
    return render(request, "bodies/names.html", context, status=422 if form.is_bound else 200)


@page(Permission.EDIT_PLAN)
def edit(request: MemberRequest, body_id: uuid.UUID) -> HttpResponse:
    """The names of a body, its kind, its other spellings."""
    body = get_object_or_404(Body.objects, pk=body_id)
    first = {"acronym": body.acronym, "name": body.name, "kind": body.kind, "aliases": "\n".join(others(body))}
    form = BodyForm(posted(request), initial=first | {"seen": editing.seal(body)})
    stale, back = None, reverse("body", args=[request.workspace.slug, body.pk])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            entry = editing.change_body(
                body, actor=request.user, **{**said, "aliases": said["aliases"].splitlines()}
            )
        except editing.Stale as stale_error:
            body.refresh_from_db()
            form = form.again(body, stale_error)
            stale = since(stale_error, request, form.typed(), form.taken)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            sentence = _("« %(name)s » est modifié.") if entry else _("Rien n’a changé dans « %(name)s ».")
            say(request, sentence % {"name": said["name"]}, entry)
            return redirect(next_address(request, back))
    context = {"form": form, "body": body, "stale": stale, "cancel_url": back}
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "bodies/names.html", context, status=status)


@page(Permission.EDIT_PLAN)
def merge(request: MemberRequest, body_id: uuid.UUID) -> HttpResponse:
    """Two bodies that are one: which stays, what moves; then, once confirmed, the merge."""
    body = get_object_or_404(Body.objects, pk=body_id)
    asked = posted(request) if request.method == "POST" else request.GET if "other" in request.GET else None
    form = MergeForm(asked, body=body)
    pair = None
    if asked is not None and form.is_valid():
        other = form.cleaned_data["other"]
        pair = (body, other) if form.cleaned_data["stays"] == "this" else (other, body)
    if pair and request.method == "POST":
        kept, gone = pair
        entry = editing.merge_bodies(kept, gone, actor=request.user)
        sentence = _("« %(gone)s » fait désormais partie de « %(kept)s ».")
        say(request, sentence % {"gone": gone.name, "kept": kept.name}, entry)
        return redirect("body", request.workspace.slug, kept.pk)
    context = {"form": form, "body": body, "pair": pair}
    if pair:
        context |= {"consequences": consequences(editing.what_moves(*pair), *pair)}
    return render(request, "bodies/merge.html", context, status=422 if form.errors else 200)
