"""Reading the plan: filters, rows that unfold, search, by mouse, by keyboard, without a script."""

import re

from playwright.sync_api import expect


def test_the_plan_holds_its_52_actions(come):
    page = come().open("/e/mias/plan/")
    expect(page.locator("tr.l")).to_have_count(52)
    expect(page.locator(".fictif")).to_have_text("Données d’activité fictives")


def test_a_row_unfolds_by_the_keyboard_and_folds_again(come):
    page = come().open("/e/mias/plan/")
    control = page.locator("tr.l", has_text="Refonte stratégique").locator(".x")
    control.focus()
    page.keyboard.press("Enter")
    expect(control).to_have_attribute("aria-expanded", "true")
    expect(page.locator("tr.detail:visible")).to_contain_text("Trois modèles économiques comparés avec la CEP")
    page.keyboard.press("Enter")
    expect(control).to_have_attribute("aria-expanded", "false")
    expect(page.locator("tr.detail:visible")).to_have_count(0)


def test_a_row_unfolds_without_a_script(come):
    page = come(javascript=False).open("/e/mias/plan/")
    page.locator("tr.l", has_text="Refonte stratégique").locator(".x").click()
    expect(page.locator("tr.detail:visible")).to_contain_text("Trois modèles économiques comparés avec la CEP")
    expect(page.locator("tr.l")).to_have_count(52)


def test_filters_live_in_the_address(come):
    page = come().open("/e/mias/plan/")
    page.get_by_label("Statut").select_option("retard")
    expect(page).to_have_url(re.compile(r"statut=retard"))
    expect(page.locator("tr.l")).to_have_count(4)
    page.reload()
    expect(page.locator("tr.l")).to_have_count(4)
    page.locator("#actifs a").first.click()
    expect(page.locator("tr.l")).to_have_count(52)


def test_filters_work_without_a_script(come):
    page = come(javascript=False).open("/e/mias/plan/?statut=suspendue")
    expect(page.locator("tr.l")).to_have_count(1)
    expect(page.locator("tr.l")).to_contain_text("entrée dans la carrière de cadre")


def test_ctrl_k_searches_from_any_page(come):
    page = come().open("/e/mias/")
    page.keyboard.press("Control+k")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("charte éthique")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/chercher/"))
    found = page.locator("#trouves")
    expect(found).to_contain_text("2.2.1")
    found.get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/action/"))


def test_search_works_without_a_script(come):
    page = come(javascript=False).open("/e/mias/")
    page.locator("#q").fill("3.5.2")
    page.locator("#q").press("Enter")
    expect(page.locator("#trouves")).to_contain_text("3.5.2")


def test_the_first_stop_of_the_keyboard_leads_to_the_content(come):
    page = come().open("/e/mias/plan/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Aller au contenu")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#contenu"


def test_the_theme_that_was_chosen_stays(come):
    page = come().open("/e/mias/plan/")
    page.get_by_role("button", name="Changer de thème").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto(page.url)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_plan_is_given_back_as_a_file(come):
    page = come().open("/e/mias/plan/")
    page.locator("summary", has_text="Exporter").click()
    with page.expect_download() as got:
        page.get_by_role("link", name="Word, le même tableau").click()
    assert got.value.suggested_filename.endswith(".docx")


def test_the_pages_are_read_in_english(come):
    page = come().open("/e/mias/")
    page.goto(page.url)
    expect(page.locator("html")).to_have_attribute("lang", "fr")
