"""The language of the pages: the one chosen here, kept with the account and in a cookie."""

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponseBase
from django.utils.translation import check_for_language

R = TypeVar("R", bound=HttpResponseBase)
YEAR = 365 * 24 * 60 * 60


def offered(language: str) -> bool:
    """Whether pages can be read in it."""
    return language in dict(settings.LANGUAGES) and check_for_language(language)


def kept(response: R, language: str) -> R:
    """The response, with the choice in its cookie."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
