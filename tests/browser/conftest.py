"""A real browser before a real server: the demo, an empty Portulan, and visitors who notice each error.

Each file of tests has a demo of its own: what one of them changes, no other one sees. Files may run
beside each other."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect, sync_playwright

from browser import chromium, sites

DESKTOP = {"width": 1440, "height": 900}
HERE = "/e/mias"
PHONE = {"width": 390, "height": 844}
PATIENCE = 10_000  # milliseconds, before a page is said not to come to what is expected of it

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium.path()
    if found is None:
        pytest.skip("CHROMIUM WAS NOT FOUND: the browser tests did not run")
    playwright: Playwright
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(chromium.FLAGS))
        yield opened
        opened.close()


@dataclass(frozen=True)
class Filled:
    """The data of a demo that nobody changed, and the cookies of its coordination, responsable and reader."""

    data: Path
    keys: dict[str, Any]


@pytest.fixture(scope="session")
def filled(tmp_path_factory, browser) -> Filled:
    """The sample plan with its fictional year, made and signed in to once for all workers: who is signed in before
    a demo is copied is signed in to the copy."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with (folder / "filled.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        keys = folder / "filled.json"
        if not keys.exists():
            with sites.served(folder / "filled", "--demo", "examples") as site:
                signed_in = _signed_in(browser, site)
            keys.write_text(json.dumps(signed_in))
    return Filled(folder / "filled" / "data", json.loads(keys.read_text()))


@pytest.fixture(scope="module")
def demo(filled, tmp_path_factory, request) -> Iterator[sites.Site]:
    """The sample plan with its fictional year, as it is before the first test of the file. What makes long
    documents is a second process: it is started for files marked `long_documents`."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(filled.data, folder / "data")
    beside = () if request.node.get_closest_marker("long_documents") else ("--no-worker",)
    with sites.served(folder, "--demo", "examples", *beside) as site:
        yield site


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Iterator[sites.Site]:
    """A Portulan that nobody uses yet."""
    with sites.served(tmp_path_factory.mktemp("empty"), "--no-worker") as site:
        yield site


@dataclass
class Visitor:
    """Somebody before a page. `errors` are what its console said, refusals of the security policy included."""

    page: Page
    site: sites.Site
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.site.url(path))
        return self.page

    def violations(self) -> list[str]:
        """What axe-core finds against WCAG on the page as it is now, whole."""
        self.page.wait_for_load_state("load")
        try:
            found = self._looked_at()
        except Error:  # another page came in its place while axe-core looked: a link had been followed
            self.page.wait_for_load_state("load")
            found = self._looked_at()
        return [f"{one['id']}: {one['help']}: {node['html'][:140]}" for one in found for node in one["nodes"]]

    def _looked_at(self) -> list[dict[str, Any]]:
        if self.page.evaluate("!window.axe"):
            self.page.evaluate(AXE_SCRIPT)
        return self.page.evaluate(_VIOLATIONS)

    def violations_in_both(self) -> list[str]:
        """Those of the page as it is now, in the light, then in the dark; it is in the light again."""
        light = self.violations()
        self.page.emulate_media(color_scheme="dark")
        dark = self.violations()
        self.page.emulate_media(color_scheme="light")
        return light + dark

    def forgive(self, status: str) -> None:
        """The console told this answer of the server: the test asked for it."""
        self.errors = [error for error in self.errors if f"status of {status}" not in error]

    def width_of_content(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth"))


Come = Callable[..., Visitor]


_VIOLATIONS = "axe.run({resultTypes: ['violations']}).then((found) => found.violations)"  # what is right is longer


@pytest.fixture(scope="module")
def keys(filled) -> dict[str, Any]:
    """The cookies of a signed-in coordination, responsable and reader."""
    return filled.keys


def _signed_in(browser: Browser, site: sites.Site) -> dict[str, Any]:
    found = {}
    for role, link in zip(("coordination", "responsable", "lecture"), site.links, strict=True):
        context = browser.new_context()
        page = context.new_page()
        page.goto(link)
        page.goto(site.url(f"{HERE}/"))
        assert page.url == site.url(f"{HERE}/")
        found[role] = context.storage_state()
        context.close()
    return found


def visiting(
    browser: Browser, site: sites.Site, state: Any = None, *, size=DESKTOP, theme="light", language="fr-BE", **how
) -> Visitor:
    """A visitor in a browser of their own, signed in with this state."""
    context = browser.new_context(viewport=size, color_scheme=theme, locale=language, storage_state=state, **how)
    context.set_default_timeout(PATIENCE)
    visitor = Visitor(context.new_page(), site)
    visitor.page.on("console", lambda said: said.type == "error" and visitor.errors.append(said.text))
    visitor.page.on("pageerror", lambda error: visitor.errors.append(str(error)))
    return visitor


@pytest.fixture
def come(browser, demo, request) -> Iterator[Come]:
    """Open a visitor's browser; at the end of the test none may have met an error."""
    opened: list[tuple[BrowserContext, Visitor]] = []

    def coming(role: str = "coordination", *, site=None, javascript=True, **how) -> Visitor:
        state = request.getfixturevalue("keys")[role] if role and site is None else None
        visitor = visiting(browser, site or demo, state, java_script_enabled=javascript, **how)
        opened.append((visitor.page.context, visitor))
        return visitor

    yield coming
    errors = [error for _context, visitor in opened for error in visitor.errors]
    for context, _visitor in opened:
        context.close()
    assert errors == [], "\n".join(visitor.site.log.read_text()[-3000:] for _context, visitor in opened)
