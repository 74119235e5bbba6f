"""Minutes and decisions by the keyboard alone: a correction, a decision that is followed, old minutes taken in."""

import re

from playwright.sync_api import Locator, Page, expect

from browser import old_minutes
from browser.conftest import HERE

MOST_KEYS = 120


def reach(page: Page, target: Locator) -> None:
    """Go on with Tab until it has the focus, as somebody without a mouse does."""
    expect(target).to_be_visible()
    for _key in range(MOST_KEYS):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached with Tab")


def press(page: Page, target: Locator) -> None:
    reach(page, target)
    page.keyboard.press("Enter")


def held(page: Page) -> Locator:
    """The meeting of the demo that was held, in the list."""
    return page.locator("main").get_by_role("link", name="Commission Environnement professionnel", exact=True).last


def test_minutes_are_corrected_by_the_keyboard(come):
    visitor = come()
    page = visitor.open(f"{HERE}/reunions/")
    press(page, held(page))
    expect(page.locator("h1")).to_have_text(re.compile(r"Procès-verbal n°\s1"))
    press(page, page.get_by_role("link", name="Corriger"))
    reach(page, page.get_by_label("Ce qui est corrigé"))
    page.keyboard.type("La charte sera relue en janvier.")
    reach(page, page.get_by_label("Claire Delvaux", exact=True))
    page.keyboard.type("Présent")
    notes = page.locator("textarea").first
    reach(page, notes)
    page.keyboard.press("Control+End")
    page.keyboard.type(" Le calendrier est envoyé.")
    assert visitor.violations() == []
    press(page, page.get_by_role("button", name="Faire la version 2"))
    expect(page.locator("main")).to_contain_text("La charte sera relue en janvier.")
    expect(page.locator("main")).to_contain_text("Le calendrier est envoyé.")
    expect(page.locator("main")).to_contain_text("Version 2")
    expect(page.locator("main")).not_to_contain_text("Excusé·es")


def test_a_decision_is_followed_by_the_keyboard(come):
    visitor = come()
    page = visitor.open(f"{HERE}/reunions/decisions/")
    press(page, page.get_by_role("link", name=re.compile("^Le plan de la charte est approuvé")))
    press(page, page.locator("summary", has_text="Changer la date"))
    page.keyboard.press("Tab")
    expect(page.locator("details[open] input:not([type=hidden])").first).to_be_focused()
    done = page.get_by_role("button", name="C’est fait")
    page.locator("body").click(position={"x": 1, "y": 1})
    note = page.locator("form.pv-fait textarea, form.pv-fait input[type=text]").first
    reach(page, note)
    page.keyboard.type("La version 3 est là.")
    press(page, done)
    expect(page.locator("main")).to_contain_text("La version 3 est là.")
    press(page, page.get_by_role("button", name="La remettre à suivre"))
    expect(page.get_by_role("button", name="C’est fait")).to_be_visible()
    assert visitor.violations() == []


def test_old_minutes_are_taken_in_by_the_keyboard(come):
    visitor = come()
    page = visitor.open(f"{HERE}/reunions/anciens-pv/")
    reach(page, page.locator("#pv-fichiers"))
    page.locator("#pv-fichiers").set_input_files(old_minutes.dropped())
    press(page, page.get_by_role("button", name="Lire ces fichiers"))
    expect(page.locator(".pv-ancien")).to_have_count(1)
    other = page.get_by_label("Autres actions, par leur code")
    reach(page, other)
    page.keyboard.type("2.1.3")
    press(page, page.get_by_role("button", name="Reprendre ces PV"))
    expect(page.locator(".pv-ancien")).to_have_count(0)
    page.goto(visitor.site.url(f"{HERE}/reunions/"))
    expect(page.locator(".reunions").last).to_contain_text("PV repris d’un fichier")
