"""Errors for people become pages: 403 with the reason, 409, 422, 503, 413; nothing internal shows."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portulan.shared.errors import Busy, Conflict, ForPeople, Invalid, Refused

STATUS = {Refused: 403, Conflict: 409, Busy: 503, Invalid: 422}  # the first that holds


class ForPeopleMiddleware:
    """Shows a ForPeople error that no view handled, in the frame of the site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return _not_alone(request, response) if response.status_code == 405 else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, ForPeople):
            status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
            return error_page(request, status, error.sentence)
        if isinstance(error, RequestDataTooBig):
            return error_page(request, 413, _("Ce qui a été envoyé est trop lourd pour être reçu."))
        return None


def _not_alone(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An address that only takes a form was opened by itself: after signing in again, for instance."""
    sentence = _(
        "Cette adresse attend un formulaire. Rien n’a été enregistré : revenez à la page qui le porte, "
        "et envoyez-le à nouveau."
    )
    page = error_page(request, 405, sentence)
    page["Allow"] = response.get("Allow", "")
    return page


def error_page(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """A page with one sentence and the ways on."""
    template = "403.html" if status == 403 else "error.html"
    return render(request, template, {"sentence": sentence, "status": status}, status=status)
