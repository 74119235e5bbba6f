"""Browsers for the visitors of one file, wiped between two of them: a new one costs more than most tests.

What is kept is a process of Chromium with what it has read and compiled. A visitor always has a new page, hence
their own session storage, scripts, routes, window and listeners. What a browser itself keeps is wiped when one
leaves, save its copies of files that never change: pages are asked for again each time (`no-cache`).
An init script or a listener given to the context itself could not be taken back: give it to the page."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from browser import sites

QUIET = "/robots.txt"  # a page of the site without a script: while it is open, the process of the site goes on


@dataclass(frozen=True)
class Desk:
    """A browser of one site. Its quiet page is nobody's: it keeps the process, and wipes."""

    context: BrowserContext
    site: sites.Site
    javascript: bool
    quiet: Page
    wiping: CDPSession


class Desks:
    def __init__(self, browser: Browser, patience: int, **how: Any):
        self._browser, self._patience, self._how = browser, patience, how
        self._free: list[Desk] = []
        self._all: list[BrowserContext] = []

    def free(self, site: sites.Site, cookies: list[Any], *, javascript: bool) -> Desk:
        """One at which nobody sits, where nothing is kept but these cookies."""
        wanted = [desk for desk in self._free if (desk.site, desk.javascript) == (site, javascript)]
        desk = wanted[-1] if wanted else self._new(site, javascript)
        if wanted:
            self._free.remove(desk)
        desk.context.add_cookies(cookies)
        return desk

    def _new(self, site: sites.Site, javascript: bool) -> Desk:
        context = self._browser.new_context(java_script_enabled=javascript, **self._how)
        self._all.append(context)
        context.set_default_timeout(self._patience)
        quiet = context.new_page()
        quiet.goto(site.url(QUIET))
        context.clear_cookies()
        return Desk(context, site, javascript, quiet, context.new_cdp_session(quiet))

    def tidy(self, desk: Desk) -> None:
        """Nothing of whoever sat there is left. Pages go first: what they write while they go is wiped too."""
        context = desk.context
        for page in context.pages:
            if page != desk.quiet:
                page.close()
        context.unroute_all()
        context.set_offline(False)
        context.clear_permissions()
        context.clear_cookies()
        desk.wiping.send("Storage.clearDataForOrigin", {"origin": desk.site.address, "storageTypes": "all"})
        self._free.append(desk)

    def close(self) -> None:
        for context in self._all:
            context.close()
