"""Moving what stands in time or in the matrix: by keyboard, by dragging, without losing one's place."""

import re

from browser.conftest import HERE


def test_a_deadline_is_moved_with_the_arrows(come):
    page = come().open(f"{HERE}/frise/?vue=frise")
    band = page.locator("tr.l", has_text="5.1.4").locator("[data-postpone]")
    band.focus()
    page.keyboard.press("ArrowLeft")
    assert (
        "Échéance soulevée" in page.locator("[data-aloud-timeline]").inner_text()
        or page.locator("td.cible").count()
    )
    page.keyboard.press("Escape")
    assert page.locator("td.cible").count() == 0
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/reporter/\?echeance=27-28"))


def test_a_deadline_is_dragged_to_another_year(come):
    page = come().open(f"{HERE}/frise/?vue=frise")
    row = page.locator("tr.l", has_text="2.2.2")
    row.locator("[data-postpone]").drag_to(row.locator("td").nth(4))
    page.wait_for_url(re.compile(r"/reporter/\?echeance=28-29"))


def test_a_card_is_moved_by_keyboard_and_keeps_the_focus(come):
    visitor = come()
    page = visitor.open(f"{HERE}/priorites/")
    card = page.locator("[data-card]", has_text="1.1.2")
    grip = card.locator("[data-grip]")
    grip.focus()
    page.keyboard.press("ArrowUp")
    assert page.locator(".cible").get_attribute("aria-label") == "importance moyenne, effort moyen"
    page.keyboard.press("Enter")
    page.locator(".z-moyenne [data-card]", has_text="1.1.2").wait_for()
    assert "À programmer" in page.locator("[data-aloud-board]").inner_text()
    assert "1.1.2" in page.evaluate("document.activeElement.textContent")
    assert visitor.errors == []


def test_a_card_is_dragged(come):
    page = come().open(f"{HERE}/priorites/")
    page.set_viewport_size({"width": 1440, "height": 2200})
    card = page.locator("[data-card]", has_text="5.1.4")
    card.drag_to(page.locator("[data-importance=high][data-effort=high]"))
    page.locator("[data-importance=high][data-effort=high] [data-card]", has_text="5.1.4").wait_for()


def test_points_left_are_counted_while_they_are_typed(come):
    page = come().open(f"{HERE}/priorites/tour/ouvrir/")
    page.get_by_label("Titre").fill("Tour d’essai")
    page.get_by_role("button", name="Ouvrir le tour").click()
    page.locator("input[type=number]").first.fill("12")
    assert page.locator("[data-left]").inner_text() == "-2"
