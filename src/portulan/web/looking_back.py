"""A page asked as of another day keeps that day in its links and in its forms that only read."""

import datetime as dt
import re
from functools import lru_cache
from html import unescape

from django.http import HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve

PARAMETER = "au"

_LINK = re.compile(r'(\s(?:href|hx-get|action)=")([/?][^"]*|)(")')
_FORM = re.compile(r"(<form\b[^>]*>)(.*?)(</form>)", re.DOTALL)


def with_the_day(response: HttpResponseBase, day: dt.date, path: str) -> HttpResponseBase:
    """The same page, each of its ways to a page that can be asked as of a day with that day. `path` is its own."""
    if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
        text = response.content.decode(response.charset)
        response.content = _forms(_links(text, day, path), day)
        if "HX-Push-Url" in response:
            response["HX-Push-Url"] = address_on(day, response["HX-Push-Url"], "&")
    return response


def address_on(day: dt.date, address: str, joint: str = "&amp;") -> str:
    """The address with the day that it asks for; one that says a day keeps its own."""
    before, hash_, fragment = address.partition("#")
    if re.search(rf"[?;&]{PARAMETER}=", before):
        return address
    mark = "" if before.endswith("?") else joint if "?" in before else "?"
    return f"{before}{mark}{PARAMETER}={day.isoformat()}{hash_}{fragment}"


def _links(text: str, day: dt.date, path: str) -> str:
    def kept(match: re.Match[str]) -> str:
        where = unescape(match[2]).partition("#")[0].partition("?")[0] or path
        return f"{match[1]}{address_on(day, match[2])}{match[3]}" if match[2] and _is_dated(where) else match[0]

    return _LINK.sub(kept, text)


def _forms(text: str, day: dt.date) -> str:
    """A form that reads sends the day along; one that says its own day is left alone."""

    def kept(match: re.Match[str]) -> str:
        if 'method="post"' in match[1] or f'name="{PARAMETER}"' in match[2]:
            return match[0]
        return f'{match[1]}<input type="hidden" name="{PARAMETER}" value="{day.isoformat()}">{match[2]}{match[3]}'

    return _FORM.sub(kept, text)


@lru_cache(maxsize=4096)
def _is_dated(path: str) -> bool:
    try:
        return bool(getattr(resolve(path).func, "dated", False))
    except Resolver404:
        return False
