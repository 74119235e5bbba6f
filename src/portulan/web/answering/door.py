"""The door of a personal link: the token opens one page of one person, without session or sign-in, and leaves no
trace in caches, referrers or search engines."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import decorator_from_middleware
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from portulan.inquiries import queries
from portulan.inquiries.models import PersonalLink
from portulan.shared import scoping
from portulan.web.access import PUBLIC, View, open_to
from portulan.web.tries import MISSES, WITHIN, count, misses_of, too_many

QUIET = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}
Opened = Callable[[HttpRequest, PersonalLink, str], HttpResponse]


class CsrfWithoutReferrer(CsrfViewMiddleware):
    """The usual check of a form's token. A page that sends no referrer sends « null » as the origin of its forms:
    here, and only here, that is no reason to refuse one."""

    def _origin_verified(self, request: HttpRequest) -> bool:
        known: bool = super()._origin_verified(request)  # type: ignore[misc]
        return known or request.META["HTTP_ORIGIN"] == "null"


def by_link(view: Opened) -> View:
    """Guard the view of `/r/<token>/`: it gets the link and its token, in the open workspace of that link."""

    @open_to(PUBLIC)
    @csrf_exempt  # the check stands just below
    @_quiet
    @decorator_from_middleware(CsrfWithoutReferrer)
    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        place = misses_of(request, "personal-link")
        if too_many(place, MISSES):
            return render(request, "429.html", status=429)
        link = queries.link_by(token)
        if link is None:
            count(place, WITHIN)
            return unknown(request)
        with scoping.opened(link.workspace.pk):
            return closed(request, link) if _why_closed(link) else view(request, link, token)

    return guarded


def unknown(request: HttpRequest) -> HttpResponse:
    """A token that opens nothing."""
    context = {
        "title": _("Ce lien n’ouvre rien"),
        "sentence": _(
            "Vérifiez que l’adresse est entière : elle se coupe parfois au bout d’une ligne. Sinon, demandez un "
            "nouveau lien à la coordination."
        ),
    }
    return render(request, "answering/closed.html", context, status=404)


def closed(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """A link that was revoked or expired: why, and whom to ask."""
    sentence = _("Pour en recevoir un autre, écrivez à %(name)s. Ce que vous avez déjà envoyé est bien gardé.")
    context = {
        "title": _why_closed(link),
        "sentence": sentence % {"name": link.asked.inquiry.opened_by_name},
    }
    return render(request, "answering/closed.html", context, status=410)


def _why_closed(link: PersonalLink) -> str:
    if link.revoked_at is not None:
        return _("Ce lien a été retiré")
    return _("Ce lien a expiré") if link.expires_on < timezone.localdate() else ""


def _quiet(view: View) -> View:
    """No cache, no referrer, no search engine: whatever the answer is."""

    @wraps(view)
    def quiet(request: HttpRequest, token: str) -> HttpResponse:
        response = cast(HttpResponse, view(request, token))
        for name, value in QUIET.items():
            response[name] = value
        return response

    return quiet
