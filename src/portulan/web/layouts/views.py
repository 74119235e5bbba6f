"""Templates: all of them, adding one, one of them, another version of it, removing it."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portulan.imports.queries import has_plan
from portulan.layouts import commands, queries, workshop
from portulan.layouts.models import Template
from portulan.plandoc import office
from portulan.shared.errors import Busy, Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.layouts.forms import WORD, Named, NewFile, NewTemplate
from portulan.web.layouts.page import Fault, faults, kinds, template_line
from portulan.workspaces.permissions import Permission


@page(Permission.MANAGE_SETTINGS)
def templates(request: MemberRequest) -> HttpResponse:
    """Shows the templates; keeps the one that is sent, once it was checked."""
    form, wrong, status = NewTemplate(request.POST or None, request.FILES or None), list[Fault](), 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            kept = commands.keep_template(
                data["kind"], data["name"], *form.contents(), by_default=data["by_default"], actor=request.user
            )
        except Invalid as error:
            wrong, status = _told(form, error), _status(error)
        else:
            messages.success(request, _("Le modèle « %(name)s » est prêt.") % {"name": kept.name})
            return redirect("word_template", request.workspace.slug, kept.pk)
    context = {
        "form": form,
        "faults": wrong,
        "lines": [template_line(one) for one in queries.templates()],
        "kinds": kinds(),
        "accept": WORD,
        "slug": request.workspace.slug,
    }
    return render(
        request, "layouts/templates.html", context, status=422 if form.errors and status == 200 else status
    )


@page(Permission.MANAGE_SETTINGS)
def template(request: MemberRequest, template_id: uuid.UUID) -> HttpResponse:
    """One template as it looks with today's plan; puts its name and whether it is proposed first."""
    found = _found(template_id)
    initial = {"name": found.name, "by_default": found.by_default}
    form = Named(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        changed = commands.change_template(found, data["name"], by_default=data["by_default"], actor=request.user)
        messages.success(request, _("Le modèle est modifié.") if changed else _("Rien n’a changé."))
        return redirect("word_template", request.workspace.slug, found.pk)
    return _one(request, found, form, NewFile(), [], 422 if form.errors else 200)


@page(Permission.MANAGE_SETTINGS)
@require_POST
def replace(request: MemberRequest, template_id: uuid.UUID) -> HttpResponse:
    """Keeps another version of a template, once it was checked."""
    found = _found(template_id)
    file, wrong, status = NewFile(request.POST, request.FILES), list[Fault](), 422
    if file.is_valid():
        try:
            version = commands.replace_file(found, *file.contents(), actor=request.user)
        except Invalid as error:
            wrong, status = _told(file, error), _status(error)
        else:
            said = _("La version %(number)d de « %(name)s » est en place.")
            messages.success(request, said % {"number": version.number, "name": found.name})
            return redirect("word_template", request.workspace.slug, found.pk)
    named = Named(initial={"name": found.name, "by_default": found.by_default})
    return _one(request, found, named, file, wrong, status)


@page(Permission.MANAGE_SETTINGS)
def remove(request: MemberRequest, template_id: uuid.UUID) -> HttpResponse:
    """Asks before a template is removed, then removes it."""
    found = _found(template_id)
    if request.method == "POST":
        commands.remove_template(found, actor=request.user)
        messages.success(request, _("Le modèle « %(name)s » est retiré.") % {"name": found.name})
        return redirect("word_templates", request.workspace.slug)
    context = {
        "title": _("Retirer le modèle « %(name)s » ?") % {"name": found.name},
        "consequences": [
            _("Il ne sera plus proposé dans les documents à emporter."),
            _("Les documents déjà faits restent tels qu’ils sont, et le journal garde la trace du retrait."),
        ],
        "confirm_label": _("Retirer le modèle"),
        "cancel_url": reverse("word_template", args=[request.workspace.slug, found.pk]),
        "grave": True,
    }
    return render(request, "ui/confirm.html", context)


def _one(
    request: MemberRequest, found: Template, named: Named, file: NewFile, wrong: list[Fault], status: int
) -> HttpResponse:
    context = {
        "line": template_line(found),
        "named": named,
        "file": file,
        "faults": wrong,
        "has_plan": has_plan(),
        "shows": office.program() is not None,
        "accept": WORD,
        "slug": request.workspace.slug,
    }
    return render(request, "layouts/template.html", context, status=status)


def _found(template_id: uuid.UUID) -> Template:
    found = queries.template(template_id)
    if found is None:
        raise Http404
    return found


def _told(form: NewTemplate | NewFile, error: Invalid) -> list[Fault]:
    """The error at its field; the faults of a template one by one."""
    form.add_error(error.field if error.field in form.fields else None, error.sentence)
    return faults(error.problems) if isinstance(error, workshop.Faulty) else []


def _status(error: Invalid) -> int:
    return 503 if isinstance(error, Busy) else 422
