"""Bodies before a real browser: found by typing, walked with the keyboard, printed, merged and parted again."""

import io

import pypdfium2

from browser.conftest import HERE, PHONE


def test_a_body_is_found_by_typing_and_opened_with_the_keyboard(come):
    visitor = come()
    page = visitor.open(f"{HERE}/instances/")
    page.get_by_label("Une instance, un sigle ou une personne").press_sequentially("environnement", delay=10)
    page.locator("#annuaire tbody tr").nth(1).wait_for(state="detached")
    assert page.locator("#compte").inner_text().startswith("1 affichée sur")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/instances/*-*/")
    assert page.locator("h1").inner_text().startswith("La CEP porte")
    assert visitor.violations() == []


def test_every_page_of_a_body_is_sound_on_a_phone_and_in_the_dark(come):
    for size, theme in ((None, "dark"), (PHONE, "light")):
        visitor = come(theme=theme, **({"size": size} if size else {}))
        page = visitor.open(f"{HERE}/instances/")
        body = page.locator("#annuaire tbody a").first.get_attribute("href")
        for path in ("", "fiche/", "passation/", "modifier/", "reunir/", "membres/ajouter/"):
            visitor.open(body + path)
            assert visitor.violations() == []
            assert visitor.width_of_content() <= page.viewport_size["width"]


def test_the_sheet_prints_on_one_page_whatever_the_theme(come):
    visitor = come(theme="dark")
    page = visitor.open(f"{HERE}/instances/?q=cep")
    body = page.locator("#annuaire tbody a").first.get_attribute("href")
    visitor.open(f"{body}fiche/")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(pypdfium2.PdfDocument(io.BytesIO(printed))) == 1
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    answer = page.request.get(visitor.site.url(f"{body}fiche.pdf"))
    assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")


def test_two_bodies_are_merged_and_parted_again(come):
    visitor = come()
    page = visitor.open(f"{HERE}/instances/?q=direction adjointe")
    page.locator("#annuaire tbody a").first.click()
    address = page.url
    page.get_by_role("link", name="Modifier", exact=True).click()
    page.get_by_role("link", name="les réunir").click()
    page.get_by_label("L’autre instance").select_option(label="Direction de département de domaine")
    page.get_by_label("L’autre", exact=True).check()
    page.get_by_role("button", name="Voir ce qui change").click()
    assert visitor.violations() == []
    page.get_by_role("button", name="Réunir les deux instances").click()
    assert "fait désormais partie de" in page.locator(".messages").inner_text()
    assert page.request.get(address).url == page.url
    page.get_by_role("button", name="Annuler").click()
    page.goto(address)
    assert page.url == address
