"""Visits to an open meeting: planned today through the pages, opened, with two items of its own."""

import datetime as dt
import re

from playwright.sync_api import expect

HERE = "/e/mias"
SAVED = re.compile(r"Enregistré à \d")
OFFLINE = re.compile("Hors connexion")
SEEN = 15_000  # what others do shows within a few seconds, more on a busy machine


def plan_today(visitor):
    """The page of a meeting of the CEP, today, that is still to be opened."""
    page = visitor.open(f"{HERE}/reunions/fixer/")
    page.get_by_label("Instance").select_option(label="CEP · Commission Environnement professionnel")
    page.locator("[name=day]").fill(dt.date.today().isoformat())
    page.locator("[name=starts]").fill("14:00")
    page.locator("[name=ends]").fill("16:00")
    page.locator("main form [type=submit]").last.click()
    return page


def open_in(come, path, role="coordination", **kwargs):
    visitor = come(role, **kwargs)
    page = visitor.open(path)
    return visitor, page, page.locator("[data-notes] textarea")


def opened_meeting(visitor) -> str:
    """The path of an open meeting of the CEP with two items of its own."""
    page = plan_today(visitor)
    page.get_by_role("button", name="Ouvrir la séance").click()
    path = page.url.removeprefix(visitor.site.address).split("?")[0]
    for title in ("Premier point", "Deuxième point"):
        page.locator("summary", has_text="Ajouter un point").click()
        page.get_by_label("Titre du point").fill(title)
        page.get_by_role("button", name="Ajouter", exact=True).click()
        expect(page.locator(".seance-odj")).to_contain_text(title)
    page.context.close()
    return path
