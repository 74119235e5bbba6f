"""Bodies and posts: the list, and one of them with its spellings."""

import uuid

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portulan.governance import queries
from portulan.governance.models import Body
from portulan.plans.commands import editing
from portulan.shared.errors import Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.editing.forms import BodyForm
from portulan.web.editing.sheet import since
from portulan.web.returning import next_address, posted, say
from portulan.workspaces.permissions import Permission


@page(Permission.EDIT_PLAN)
@require_GET
def bodies(request: MemberRequest) -> HttpResponse:
    """Every body of the workspace, with how many standing actions it carries."""
    standing = Q(responsibilities__action__removed_at=None)
    rows = queries.bodies().annotate(count=Count("responsibilities", filter=standing)).prefetch_related("aliases")
    listed = [(one, _others(one)) for one in rows]
    return render(request, "editing/bodies.html", {"bodies": listed})


@page(Permission.EDIT_PLAN)
def edit(request: MemberRequest, body_id: uuid.UUID) -> HttpResponse:
    """The names of a body, its kind, its other spellings."""
    body = get_object_or_404(Body.objects, pk=body_id)
    first = {"acronym": body.acronym, "name": body.name, "kind": body.kind, "aliases": "\n".join(_others(body))}
    form = BodyForm(posted(request), initial=first | {"seen": editing.seal(body)})
    stale = None
    listing = reverse("bodies", args=[request.workspace.slug])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            entry = editing.change_body(
                body, actor=request.user, **{**said, "aliases": said["aliases"].splitlines()}
            )
        except editing.Stale as stale_error:
            form, stale = form.again(body), since(stale_error, request)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            sentence = _("« %(name)s » est modifié.") if entry else _("Rien n’a changé dans « %(name)s ».")
            say(request, sentence % {"name": said["name"]}, entry)
            return redirect(next_address(request, listing))
    context = {"form": form, "body": body, "stale": stale, "cancel_url": listing}
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "editing/body.html", context, status=status)


def _others(body: Body) -> list[str]:
    """Its spellings other than its name and its acronym."""
    return sorted(one.spelling for one in body.aliases.all() if one.spelling not in (body.name, body.acronym))
