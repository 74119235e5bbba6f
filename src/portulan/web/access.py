"""The door of each page: signed in, a member, allowed; the workspace stays open as long as the view runs.

Invisible is 404, forbidden is 403 with the reason.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.shared import scoping
from portulan.shared.errors import Invalid, Refused
from portulan.shared.permissions import Denied, Verdict
from portulan.web.looking_back import PARAMETER, with_the_day
from portulan.workspaces.models import Membership, User, Workspace
from portulan.workspaces.permissions import Permission, may
from portulan.workspaces.queries import memberships_of

P = ParamSpec("P")


class MemberRequest(HttpRequest):
    """A request inside an open workspace. `memberships` are those of the user, that of this workspace included;
    `as_of` is the day that the page shows: today, or the one that its address asks for (`?au=2026-06-30`)."""

    user: User
    memberships: tuple[Membership, ...]
    membership: Membership
    workspace: Workspace
    as_of: dt.date


View = Callable[..., HttpResponseBase]
PUBLIC = "public"
SIGNED_IN = "signed in"


def page(
    permission: Permission, *, dated: bool = False
) -> Callable[[Callable[Concatenate[MemberRequest, P], HttpResponseBase]], View]:
    """Guard a view of `/e/<slug>/…`. The view gets the request with `membership`, `workspace` and `as_of`. A
    `dated` page shows the day that its address asks for, without a way to change anything when that is not today;
    any other that only reads is about today."""

    def decorate(view: Callable[Concatenate[MemberRequest, P], HttpResponseBase]) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(back_to(request))
            member = cast(MemberRequest, request)
            member.memberships = tuple(memberships_of(member.user))
            member.membership = membership_of(member.memberships, slug)
            member.workspace = member.membership.workspace
            member.as_of = (
                asked_day(request) if dated or permission is not Permission.READ else timezone.localdate()
            )
            elsewhere = member.as_of != timezone.localdate()
            member.membership.only_reads = elsewhere
            with scoping.opened(member.workspace.pk):
                require(may(member.membership, permission))
                answer = _kept_private(view(member, *args, **kwargs))
                return with_the_day(answer, member.as_of, request.path) if elsewhere else answer

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.dated = dated  # type: ignore[attr-defined]
        return guarded

    return decorate


def open_to(who: str) -> Callable[[View], View]:
    """Say that a view belongs to no workspace, and who may see it: PUBLIC or SIGNED_IN."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if who == SIGNED_IN and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            return view(request, *args, **kwargs)

        guarded.permission = who  # type: ignore[attr-defined]
        return guarded

    return decorate


def back_to(request: HttpRequest) -> str:
    """Where who signs in goes on: this page, or the one whose form was sent."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    sent_from = urlsplit(request.headers.get("Referer", ""))
    if sent_from.netloc != request.get_host():
        return request.get_full_path()
    return urlunsplit(("", "", sent_from.path, sent_from.query, ""))


def asked_day(request: HttpRequest) -> dt.date:
    """The day that the address asks a page to show, today when it asks for none. Raises Invalid."""
    return asked_day_in(request.GET if request.method in {"GET", "HEAD"} else {})


def asked_day_in(given: Mapping[str, str]) -> dt.date:
    """The day that an address or a form asks for, today when it asks for none. Raises Invalid."""
    asked = given.get(PARAMETER, "")
    if not asked:
        return timezone.localdate()
    try:
        day = dt.date.fromisoformat(asked)
    except ValueError:
        day = dt.date.min
    if not 1900 <= day.year <= 2200:
        raise Invalid(_("Cette date n’est pas comprise. Écrivez-la ainsi : 2026-11-23."), PARAMETER)
    return day


def _kept_private(response: HttpResponseBase) -> HttpResponseBase:
    """What a member sees is kept by no shared cache, and asked for again once they are signed out."""
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "private, no-cache"
    return response


def membership_of(memberships: Iterable[Membership], slug: str) -> Membership:
    """The membership by which that workspace is seen. Raises Http404: what is not yours does not show."""
    for one in memberships:
        if one.workspace.slug == slug:
            return one
    raise Http404


def require(verdict: Verdict) -> None:
    """Go on, or raise Refused with the reason (a page shows it as 403)."""
    if isinstance(verdict, Denied):
        raise Refused(verdict.reason)
