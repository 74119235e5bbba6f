"""The revisions: what slipped, one of them to read, two of them compared, by the keyboard and without a script."""

import re

import pytest
from playwright.sync_api import expect

from browser.conftest import HERE, PHONE


def test_the_past_is_compared_by_the_keyboard(come):
    page = come().open(f"{HERE}/revisions/")
    expect(page.locator("table.glisse tbody tr")).to_have_count(5)
    page.get_by_role("link", name="Comparer deux révisions").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ce qui a changé depuis")
    page.get_by_label("Comparer", exact=True).focus()
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"de=[\w-]+&a=aujourdhui"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Septembre 2024")
    page.get_by_role("link", name=re.compile("échéances changées")).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#reportees")).to_be_in_viewport()


def test_a_revision_reads_without_a_script(come):
    page = come(javascript=False).open(f"{HERE}/revisions/")
    page.locator(".versions h3 a").last.click()
    expect(page.locator("tr.l")).to_have_count(51)
    page.get_by_role("link", name="Comparer avec aujourd’hui").click()
    expect(page.locator("#retraits")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_revision_breaks_no_rule(come, theme):
    visitor = come(theme=theme)
    visitor.open(f"{HERE}/revisions/").locator(".versions h3 a").last.click()
    visitor.page.wait_for_load_state()
    assert visitor.violations() == []


@pytest.mark.parametrize("width", [320, 390, 768])
def test_a_revision_fits_in_any_width(come, width):
    visitor = come(size={**PHONE, "width": width})
    visitor.open(f"{HERE}/revisions/").locator(".versions h3 a").last.click()
    visitor.page.wait_for_load_state()
    assert visitor.width_of_content() <= width
