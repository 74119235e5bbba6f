"""A round of priorities: opened, answered with points, closed with a result that is kept."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.document import SETTLED
from portulan.plans.models import Plan
from portulan.plans.queries.past import end_of
from portulan.priorities import commands, queries
from portulan.priorities.models import Round
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.queries import TrackedAction, plan_view
from portulan.web.access import MemberRequest, page
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.views import no_plan
from portulan.web.priorities.forms import RoundForm, points_given
from portulan.web.returning import say
from portulan.web.templatetags import ui
from portulan.workspaces.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class Ballot:
    """An action to which points may be given."""

    id: uuid.UUID
    code: str
    title: str
    address: str
    bodies: str
    deadline: str
    points: int | str


@dataclass(frozen=True, slots=True)
class Ranked:
    """An action in the result; `share` is its bar, in hundredths of the first."""

    code: str
    title: str
    address: str
    points: int
    share: int


@page(Permission.EDIT_PLAN)
def open_one(request: MemberRequest) -> HttpResponse:
    """Opens a round."""
    plan = Plan.objects.first()
    if plan is None:
        return no_plan(request)
    form = RoundForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.open_round(
                plan,
                actor=request.user,
                title=said["title"],
                points=said["points"],
                closes_on=said["closes_on"],
                submission=said["submission"],
            )
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            say(request, _("Le tour est ouvert. Chaque membre peut donner ses points."))
            return redirect("round_points", slug=request.workspace.slug)
    context = {"form": form, "back_url": reverse("priorities", args=[request.workspace.slug])}
    return render(request, "priorities/round_open.html", context, status=422 if form.errors else 200)


@page(Permission.GIVE_POINTS)
def points(request: MemberRequest) -> HttpResponse:
    """Sharing out one's points; what was given before is shown, and may be changed until the round is closed."""
    round_ = _open()
    given, error = queries.points_of(round_, request.user.pk), ""
    if request.method == "POST":
        typed = points_given(request.POST)
        try:
            commands.give_points(round_, typed, actor=request.user)
        except Invalid as refused:
            given, error = typed, refused.sentence
        else:
            say(request, _("Vos points sont enregistrés. Vous pouvez les changer jusqu’à la clôture."))
            return redirect("round_points", slug=request.workspace.slug)
    plan = plan_view(request.workspace, request.as_of, reader=request.user.pk)
    ballots = (
        [_ballot(one, given, request.workspace.slug) for one in plan.actions if one.row.state not in SETTLED]
        if plan
        else []
    )
    context = {
        "round": round_,
        "ballots": ballots,
        "left": round_.points - sum(given.values()),
        "error": error,
        "slug": request.workspace.slug,
        "edits": bool(may(request.membership, Permission.EDIT_PLAN)),
        "voters": queries.voters(round_),
    }
    return render(request, "priorities/round_points.html", context, status=422 if error else 200)


@page(Permission.EDIT_PLAN)
def close(request: MemberRequest) -> HttpResponse:
    """Asks, then closes the round."""
    round_ = _open()
    if request.method == "POST":
        closed = commands.close_round(round_, actor=request.user)
        say(request, _("Le tour est clos. Son résultat est gardé."))
        return redirect("round_result", request.workspace.slug, closed.pk)
    voters = queries.voters(round_)
    context = {
        "title": _("Clore le tour « %(title)s »") % {"title": round_.title},
        "consequences": [
            ngettext("%(n)d personne a donné ses points.", "%(n)d personnes ont donné leurs points.", voters)
            % {"n": voters},
            _("Le résultat est daté et gardé ; plus personne ne peut le changer."),
            _("L’importance des actions ne change pas d’elle-même : à vous de la régler d’après le résultat."),
        ],
        "confirm_label": _("Clore le tour"),
        "cancel_url": reverse("round_points", args=[request.workspace.slug]),
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.READ, dated=True)
def result(request: MemberRequest, round_id: uuid.UUID) -> HttpResponse:
    """The result of a round that is over on the day of the page, as it was kept."""
    over = Round.objects.filter(closed_at__lt=end_of(request.as_of))
    round_ = get_object_or_404(over, pk=round_id)
    rows = round_.result.get("actions", [])
    most = max((row["points"] for row in rows), default=0)
    ranked = [
        Ranked(
            code=row["code"],
            title=ui.typo(row["title"]),
            address=address("action", request.workspace.slug, uuid.UUID(row["id"])),
            points=row["points"],
            share=round(row["points"] / most * 100),
        )
        for row in rows
    ]
    context = {
        "round": round_,
        "ranked": ranked,
        "voters": round_.result.get("voters", 0),
        "slug": request.workspace.slug,
    }
    return render(request, "priorities/round_result.html", context)


def _open() -> Round:
    found = queries.open_round()
    if found is None:
        raise Conflict(_("Aucun tour n’est ouvert pour l’instant."))
    return found


def _ballot(action: TrackedAction, given: Mapping[uuid.UUID, int], slug: str) -> Ballot:
    row = action.row
    return Ballot(
        id=row.id,
        code=row.code,
        title=ui.typo(row.short_title) or marks.plain(row.text),
        address=address("action", slug, row.id),
        bodies=marks.tags(row.bodies),
        deadline=ui.typo(row.deadline.text),
        points=given.get(row.id) or "",
    )
