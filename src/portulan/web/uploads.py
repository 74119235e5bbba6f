"""What is too heavy is refused from its announced length, before anything of it is read or stored."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portulan.plandoc.reading.limits import MAX_BYTES
from portulan.web.access import MemberRequest, membership_of
from portulan.workspaces.models import User
from portulan.workspaces.permissions import may_bring_in
from portulan.workspaces.queries import memberships_of

ARCHIVES = "workspace_bring_in"
"""The name of the address where an archive is brought in."""

ROOM_FOR_FIELDS = 1024 * 1024
DRAINED_AT_MOST = 1024 * 1024 * 1024


def limit_upload(request: HttpRequest) -> HttpResponse | None:
    """A page with status 413 for a request that announces more than `MAX_UPLOAD_BYTES` (and some room for the
    fields of the form); None for one that may go on."""
    announced, most = _announced(request), _most(request)
    if announced <= most + ROOM_FOR_FIELDS:
        return None
    _drain(request, announced)
    context = {"sentence": _too_heavy(announced), "status": 413}
    reached = request.resolver_match
    if reached is not None and reached.url_name == "import_upload":
        context |= {"sentence": plan_too_heavy(announced), "back": reverse("imports", kwargs=reached.kwargs)}
    elif most > settings.MAX_UPLOAD_BYTES:
        context |= {"sentence": _archive_too_heavy(announced), "back": reverse(ARCHIVES)}
    return render(request, "413.html", context, status=413)


def plan_too_heavy(size: int) -> str:
    """What to do with a document that is too heavy to hold a plan alone; `size` in bytes."""
    return _(
        "Ce document pèse %(weight)s, et Portulan lit jusqu’à %(limit)s : un plan d’action tient en bien "
        "moins. Gardez les pages ou la feuille qui contiennent le plan, sans les images, ou collez le tableau."
    ) % {"weight": megabytes(size), "limit": megabytes(MAX_BYTES)}


def _archive_too_heavy(size: int) -> str:
    return _(
        "Cette archive pèse %(weight)s, et cette page en reprend jusqu’à %(limit)s. Rien n’a été gardé. Donnez-la "
        "à qui administre ce Portulan : la commande « portulan restore » la reprend."
    ) % {"weight": megabytes(size), "limit": megabytes(settings.MAX_ARCHIVE_UPLOAD_BYTES)}


def _most(request: HttpRequest) -> int:
    """How many bytes a request may send: more for an archive, from who may bring one in."""
    reached, user = request.resolver_match, getattr(request, "user", AnonymousUser())
    if reached is not None and reached.url_name == ARCHIVES and isinstance(user, User) and may_bring_in(user):
        return int(settings.MAX_ARCHIVE_UPLOAD_BYTES)
    return int(settings.MAX_UPLOAD_BYTES)


def _too_heavy(size: int) -> str:
    return _(
        "Cet envoi pèse %(weight)s : Portulan reçoit jusqu’à %(limit)s à la fois. Rien n’a été gardé. "
        "Allégez le fichier, ou ajoutez plutôt un lien vers l’endroit où il se trouve."
    ) % {"weight": megabytes(size), "limit": megabytes(settings.MAX_UPLOAD_BYTES)}


class UploadLimit:
    """Stands before whatever reads the body of a request (the check of the form's token is the first to)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if _announced(request) <= settings.MAX_UPLOAD_BYTES:  # no need to ask who it is
            return None
        _put_in_frame(request, kwargs.get("slug"))
        return limit_upload(request)


def megabytes(size: int) -> str:
    """« 50 Mo »."""
    return _("%(count)d Mo") % {"count": round(size / 1024 / 1024)}


def weight(size: int) -> str:
    """« 12 Ko », « 3,4 Mo »."""
    if size < 1024 * 1024:
        return _("%(count)d Ko") % {"count": max(1, round(size / 1024))}
    return _("%(count)s Mo") % {"count": number_format(size / 1024 / 1024, 1)}


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _drain(request: HttpRequest, announced: int) -> None:
    """Let the browser finish, so that it reads our answer instead of seeing a cut line; each piece is dropped."""
    left = min(announced, DRAINED_AT_MOST)
    try:
        while left > 0 and (piece := request.read(min(left, 1 << 18))):
            left -= len(piece)
    except OSError:
        return


def _put_in_frame(request: HttpRequest, slug: str | None) -> None:
    """The frame of the workspace around the page, for a member of it."""
    user = getattr(request, "user", AnonymousUser())
    if slug is None or not user.is_authenticated:
        return
    member: MemberRequest = request  # type: ignore[assignment]
    try:
        member.memberships = tuple(memberships_of(member.user))
        member.membership = membership_of(member.memberships, slug)
    except Http404:
        return
    member.workspace = member.membership.workspace
