"""The members of a workspace: everyone reads the list, the coordination changes it."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portulan.governance.commands import end_seat, give_seat, person_of
from portulan.governance.models import Seat
from portulan.governance.queries import seats_of
from portulan.shared.errors import Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.members import mail
from portulan.web.members.forms import InvitationForm, RoleForm, SeatForm
from portulan.web.members.page import invitation_rows, member_rows
from portulan.workspaces import commands
from portulan.workspaces.models import Invitation, Membership, Role
from portulan.workspaces.permissions import Permission, may

FRESH_LINK = "fresh-invitation"


@page(Permission.READ)
@require_GET
def members(request: MemberRequest) -> HttpResponse:
    """Who is in, with which role, sitting where; the invitations, for the coordination."""
    return _show(request, InvitationForm())


@page(Permission.MANAGE_MEMBERS)
@require_POST
def invite(request: MemberRequest) -> HttpResponse:
    """Sends an invitation, and shows its link once."""
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                role = Role(form.cleaned_data["role"])
                invitation, token = commands.invite(form.cleaned_data["email"], role, actor=request.user)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            _send(request, invitation, mail.link_of(token))
            return redirect("members", request.workspace.slug)
    return _show(request, form)


def _send(request: MemberRequest, invitation: Invitation, link: str) -> None:
    sent = mail.send_invitation(invitation, link, workspace=request.workspace, sender=request.user)
    request.session[FRESH_LINK] = {
        "email": invitation.email,
        "link": link,
        "workspace": str(request.workspace.pk),
        "sent": sent,
    }


@page(Permission.MANAGE_MEMBERS)
@require_POST
def withdraw(request: MemberRequest, invitation_id: uuid.UUID) -> HttpResponse:
    """Takes an invitation back."""
    invitation = get_object_or_404(Invitation.objects, pk=invitation_id)
    commands.withdraw(invitation, actor=request.user)
    messages.success(request, _("L’invitation de %(email)s est retirée.") % {"email": invitation.email})
    return redirect("members", request.workspace.slug)


@page(Permission.MANAGE_MEMBERS)
def member(request: MemberRequest, member_id: uuid.UUID) -> HttpResponse:
    """One member: role, seats, end of membership."""
    one = _member(member_id)
    seats = seats_of(one.user_id, timezone.localdate())
    context = {
        "member": one,
        "seats": seats,
        "form": RoleForm(initial={"role": one.role}),
        "seat_form": SeatForm(),
    }
    return render(request, "members/member.html", context)


@page(Permission.MANAGE_MEMBERS)
@require_POST
def change_role(request: MemberRequest, member_id: uuid.UUID) -> HttpResponse:
    """Gives another role."""
    one, form = _member(member_id), RoleForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Ce rôle n’existe pas."))
    role = Role(form.cleaned_data["role"])
    commands.change_role(one, role, actor=request.user)
    said = {"name": one.user.name, "role": role.label}
    messages.success(request, _("%(name)s a désormais le rôle « %(role)s ».") % said)
    return redirect("members", request.workspace.slug)


@page(Permission.MANAGE_MEMBERS)
def end(request: MemberRequest, member_id: uuid.UUID) -> HttpResponse:
    """Asks, then ends a membership and the person's seats."""
    one = _member(member_id)
    if request.method == "POST":
        _end(request, one)
        messages.success(request, _("%(name)s n’est plus membre de cet espace.") % {"name": one.user.name})
        return redirect("home" if one.user == request.user else "members", *_slug(request, one))
    context = {
        "title": _("Mettre fin à l’accès de %(name)s") % {"name": one.user.name},
        "consequences": [
            _("Cette personne ne verra plus l’espace, dès maintenant."),
            _("Ses sièges prennent fin. Ce qu’elle a noté et prouvé reste, sous son nom."),
            _("Vous pourrez l’inviter à nouveau."),
        ],
        "confirm_label": _("Mettre fin à l’accès"),
        "cancel_url": "../",
        "grave": True,
    }
    return render(request, "ui/confirm.html", context)


def _slug(request: MemberRequest, one: Membership) -> list[str]:
    return [] if one.user == request.user else [request.workspace.slug]


@transaction.atomic
def _end(request: MemberRequest, one: Membership) -> None:
    batch = uuid.uuid4()
    running = Q(ends=None) | Q(ends__gte=timezone.localdate())
    for seat in Seat.objects.filter(running, person__user=one.user).select_related("body", "person__user"):
        end_seat(seat, actor=request.user, batch=batch)
    commands.end_membership(one, actor=request.user, batch=batch)


@page(Permission.MANAGE_MEMBERS)
@require_POST
def add_seat(request: MemberRequest, member_id: uuid.UUID) -> HttpResponse:
    """Seats a member in a body, from today on."""
    one, form = _member(member_id), SeatForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Choisissez une instance ou une fonction de cet espace."))
    give_seat(form.cleaned_data["body"], person_of(one.user), actor=request.user)
    return redirect("member", request.workspace.slug, one.pk)


@page(Permission.MANAGE_MEMBERS)
@require_POST
def remove_seat(request: MemberRequest, member_id: uuid.UUID, seat_id: uuid.UUID) -> HttpResponse:
    """Ends a seat."""
    one = _member(member_id)
    seat = get_object_or_404(seats_of(one.user_id, timezone.localdate()), pk=seat_id)
    end_seat(seat, actor=request.user)
    return redirect("member", request.workspace.slug, one.pk)


def _member(member_id: uuid.UUID) -> Membership:
    return get_object_or_404(Membership.objects.select_related("user"), pk=member_id)


def _show(request: MemberRequest, form: InvitationForm) -> HttpResponse:
    manages = bool(may(request.membership, Permission.MANAGE_MEMBERS))
    context = {
        "rows": member_rows(request.membership),
        "manages": manages,
        "shows_addresses": request.membership.role != Role.READER,
        "invitations": invitation_rows() if manages else [],
        "form": form,
        "fresh": _fresh(request) if manages else None,
    }
    return render(request, "members/members.html", context, status=422 if form.errors else 200)


def _fresh(request: MemberRequest) -> dict[str, str] | None:
    """The link just made, once, in its own workspace."""
    fresh: dict[str, str] | None = request.session.get(FRESH_LINK)
    if fresh is None or fresh["workspace"] != str(request.workspace.pk):
        return None
    del request.session[FRESH_LINK]
    return fresh
