"""An address by code: `code/2.3.1/` leads to the action that has it, or that had it once."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from portulan.plans.models import Action
from portulan.plans.queries.former_codes import FormerCode, former_holders, same_code
from portulan.web.access import MemberRequest, page
from portulan.web.plan import former_codes
from portulan.web.plan.addresses import address
from portulan.web.templatetags import ui
from portulan.workspaces.permissions import Permission


@dataclass(frozen=True, slots=True)
class Offered:
    """An action that this code may mean: its code today, empty once it left the plan."""

    code: str
    title: str
    address: str
    about: str


@page(Permission.READ)
def by_code(request: MemberRequest, code: str) -> HttpResponse:
    """To the action that has this code, or had it; all are offered when several did, at different times."""
    slug = request.workspace.slug
    rows = Action.objects.filter(removed_at=None).only("code", "short_title")
    standing = [one for one in rows if same_code(one.code, code)]
    former = former_holders(code)
    if len(standing) + len(former) == 1:
        for one in former:
            messages.info(request, former_codes.sentence(one))
        return redirect(_of(standing, former, slug)[0].address)
    if not standing and not former:
        raise Http404
    context = {"code": code, "offered": _of(standing, former, slug), "slug": slug}
    return render(request, "plan/code.html", context)


def _of(standing: list[Action], former: tuple[FormerCode, ...], slug: str) -> list[Offered]:
    now = [Offered(one.code, ui.typo(one.short_title), address("action", slug, one.pk), "") for one in standing]
    return now + [
        Offered(one.now, ui.typo(one.title), former_codes.address_of(one, slug), former_codes.sentence(one))
        for one in former
    ]
