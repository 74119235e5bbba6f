"""The list by keyboard, a change of several actions, two browsers on one action; each with nothing lost."""

import re

from playwright.sync_api import expect

from browser.conftest import HERE


def test_the_list_is_sorted_ticked_and_changed_by_keyboard(come):
    visitor = come()
    page = visitor.open(f"{HERE}/plan/liste/?q=4.1")
    page.locator("#t-effort, #t-priorite").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("tri=priorite"))
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    page.locator("tbody [name=action]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("k")
    expect(page.locator("tbody [name=action]").first).to_be_focused()
    expect(page.locator("tbody [name=action]:checked")).to_have_count(2)
    assert visitor.violations() == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('tr') !== null")
    page.get_by_role("button", name="Changer les actions cochées").press("Enter")
    page.locator("select[name=effort]").select_option("high")
    expect(page.locator("input[name=what][value=effort]")).to_be_checked()
    assert visitor.violations() == []
    page.get_by_role("button", name="Voir ce qui changera").press("Enter")
    expect(page.locator("h1")).to_have_text("Changer 2 actions")
    assert visitor.violations() == []
    page.get_by_role("button", name="Changer ces 2 actions").press("Enter")
    expect(page.locator(".messages")).to_contain_text("2 actions sont modifiées.")
    page.locator(".messages").get_by_role("button", name="Annuler").press("Enter")
    expect(page.locator(".messages")).to_contain_text("C’est annulé")


def test_rows_of_the_plan_by_keyboard_and_no_trap(come):
    page = come().open(f"{HERE}/plan/?q=4.1")
    codes = page.locator("tr.l a.code")
    codes.first.focus()
    page.keyboard.press("ArrowDown")
    expect(codes.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(codes.first).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Tab")
    expect(codes.first).not_to_be_focused()
    page.locator("tr.l .x").first.focus()
    page.keyboard.press("j")
    expect(page.locator("tr.l .x").nth(1)).to_be_focused()


def test_all_of_a_list_are_ticked_and_sent_as_one_field(come):
    page = come().open(f"{HERE}/plan/liste/?q=4.1")
    count = page.locator("tbody [name=action]").count()
    page.get_by_label("actions de cette liste").check()
    expect(page.locator("tbody [name=action]:checked")).to_have_count(count)
    with page.expect_request("**/liste/changer/") as sent:
        page.get_by_role("button", name="Changer les actions cochées").click()
    assert "&action=" not in (sent.value.post_data or "")
    expect(page.locator("h1")).to_have_text(f"Changer {count} actions")


def test_two_browsers_on_the_same_action(come):
    ours, theirs = come(), come()
    opened = []
    for visitor in (ours, theirs):
        page = visitor.open(f"{HERE}/plan/liste/?q=4.1.1")
        page.locator("tbody a.code").first.click()
        page.get_by_role("link", name="Modifier", exact=True).first.click()
        opened.append(page)
    mine, other = opened
    read = mine.locator("#id_text").input_value()
    other.locator("#id_text").fill(f"{read} Et la suite.")
    mine.locator("#id_text").fill("Ce que j’ai tapé, entier.")
    other.get_by_role("button", name="Enregistrer", exact=True).last.click()
    other.wait_for_url(re.compile(r"/action/[0-9a-f-]{36}/$"))
    mine.get_by_role("button", name="Enregistrer", exact=True).last.click()
    told = mine.locator(".entre-temps")
    expect(told.locator("ins")).to_contain_text("Et la suite.")
    expect(told).to_contain_text("Ce que j’ai tapé, entier.")
    expect(mine.locator("#id_text")).to_have_value("Ce que j’ai tapé, entier.")
    ours.forgive("409")
    assert ours.violations() == []
    mine.get_by_role("button", name="Enregistrer", exact=True).last.click()
    mine.wait_for_url(re.compile(r"/action/[0-9a-f-]{36}/$"))
    expect(mine.locator("main")).to_contain_text("Ce que j’ai tapé, entier.")
    mine.locator(".messages").get_by_role("button", name="Annuler").click()
