"""The list of actions, the same as CSV, and the saved lists."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.plans.commands import saved_lists as commands
from portulan.plans.models import SavedList
from portulan.plans.queries.saved_lists import saved_lists
from portulan.plans.queries.versions import versions
from portulan.shared.errors import Invalid
from portulan.tracking.queries import PlanView, plan_view
from portulan.typeset import csv
from portulan.web.access import MemberRequest, page, require
from portulan.web.listing.asked import Asked
from portulan.web.listing.facts import facts_of
from portulan.web.listing.forms import SavedListForm
from portulan.web.listing.page import list_page, sheet, views
from portulan.web.plan.views import no_plan
from portulan.web.returning import posted, say
from portulan.workspaces.permissions import Permission, may


@page(Permission.READ, dated=True)
def listing(request: MemberRequest) -> HttpResponse:
    """One table of all the actions, or of what the address keeps of them."""
    plan = _view(request)
    if plan is None:
        return no_plan(request)
    asked, slug = Asked.read(request.GET), request.workspace.slug
    may_edit = bool(may(request.membership, Permission.EDIT_PLAN))
    context = {
        "page": list_page(plan, asked, facts_of(plan, slug), versions() if may_edit else {}),
        "views": views(slug, asked, saved_lists(request.user.pk), on_list=True),
        "may_edit": may_edit,
        "slug": slug,
        "filter_url": reverse("list", args=[slug]),
    }
    answer = render(request, "listing/list.html", context)
    if "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers:
        answer["HX-Push-Url"] = request.path + asked.address().removesuffix("?")
    return answer


@page(Permission.READ, dated=True)
def as_csv(request: MemberRequest) -> HttpResponse:
    """The same columns and rows, in the same order, for a spreadsheet."""
    plan = _view(request)
    if plan is None:
        raise Http404
    content = csv.write(sheet(plan, Asked.read(request.GET), facts_of(plan, request.workspace.slug)))
    headers = {"Content-Disposition": 'attachment; filename="liste-actions.csv"'}
    return HttpResponse(content, content_type=csv.MEDIA_TYPE, headers=headers)


@page(Permission.READ)
def save(request: MemberRequest) -> HttpResponse:
    """Keep what the address asks for under a name."""
    asked = Asked.read(request.GET)
    query = asked.address().removeprefix("?")
    form = SavedListForm(posted(request), may_share=_shares(request))
    if request.method == "POST" and form.is_valid():
        try:
            saved = commands.save_list(form.cleaned_data["name"], query, actor=request.user, shared=form.shares())
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            say(request, _("La liste « %(name)s » est enregistrée.") % {"name": saved.name})
            return redirect(f"{reverse('list', args=[request.workspace.slug])}?{query}")
    cancel = reverse("list", args=[request.workspace.slug]) + asked.address().removesuffix("?")
    context = {"form": form, "cancel_url": cancel, "saved": None}
    return render(request, "listing/save.html", context, status=422 if form.is_bound else 200)


@page(Permission.READ)
def manage(request: MemberRequest) -> HttpResponse:
    """The saved lists that one sees; one's own may be renamed and removed, shared ones by the coordination."""
    slug, rows = request.workspace.slug, saved_lists(request.user.pk)
    shown = [(one, one.mine or (one.shared and _shares(request))) for one in rows]
    return render(request, "listing/saved.html", {"rows": shown, "slug": slug})


@page(Permission.READ)
def change(request: MemberRequest, list_id: uuid.UUID) -> HttpResponse:
    """Another name, shared or no longer."""
    saved = _changeable(request, list_id)
    first = {"name": saved.name, "shared": saved.shared}
    form = SavedListForm(posted(request), initial=first, may_share=_shares(request))
    if request.method == "POST" and form.is_valid():
        try:
            shared = form.shares()
            commands.change_list(saved, actor=request.user, name=form.cleaned_data["name"], shared=shared)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            say(request, _("La liste enregistrée est modifiée."))
            return redirect("saved_lists", slug=request.workspace.slug)
    cancel = reverse("saved_lists", args=[request.workspace.slug])
    context = {"form": form, "cancel_url": cancel, "saved": saved}
    return render(request, "listing/save.html", context, status=422 if form.is_bound else 200)


@page(Permission.READ)
def remove(request: MemberRequest, list_id: uuid.UUID) -> HttpResponse:
    """Asks, then forgets a saved list."""
    saved = _changeable(request, list_id)
    back = reverse("saved_lists", args=[request.workspace.slug])
    if request.method == "POST":
        commands.remove_list(saved, actor=request.user)
        say(request, _("La liste « %(name)s » est retirée.") % {"name": saved.name})
        return redirect(back)
    kept = [_("Les actions qu’elle montrait restent telles quelles.")]
    if saved.shared:
        kept.append(_("Elle ne s’ouvrira plus pour les autres membres."))
    context = {
        "title": _("Retirer la liste « %(name)s »") % {"name": saved.name},
        "consequences": kept,
        "confirm_label": _("Retirer la liste"),
        "cancel_url": back,
        "grave": True,
    }
    return render(request, "ui/confirm.html", context)


def _view(request: MemberRequest) -> PlanView | None:
    return plan_view(request.workspace, request.as_of)


def _shares(request: MemberRequest) -> bool:
    return bool(may(request.membership, Permission.EDIT_PLAN))


def _changeable(request: MemberRequest, list_id: uuid.UUID) -> SavedList:
    """A saved list that this member sees; only its own user changes it, or the coordination when it is shared.
    Raises Http404, Refused."""
    saved = SavedList.objects.filter(pk=list_id).first()
    if saved is None or not (saved.shared or saved.user_id == request.user.pk):
        raise Http404
    if saved.shared:
        require(may(request.membership, Permission.EDIT_PLAN))
    return saved
