"""Minutes taken live in a browser: the network cut, the browser closed, two people writing: no word is lost."""

import re

import pytest
from playwright.sync_api import expect

from browser import chromium
from browser.live_visits import OFFLINE, SAVED, SEEN, open_in, opened_meeting


@pytest.fixture
def meeting_path(come):
    """The path of an open meeting of the CEP with two items of its own."""
    return opened_meeting(come())


def test_notes_save_by_themselves(come, meeting_path):
    _visitor, page, area = open_in(come, meeting_path)
    area.fill("Première phrase.")
    expect(page.locator("[data-state]")).to_have_text(SAVED)
    area.press_sequentially(" Deuxième phrase.")
    expect(page.locator("[data-state]")).to_have_text(SAVED)
    page.reload()
    expect(area).to_have_value("Première phrase. Deuxième phrase.")


def test_the_network_is_cut_while_typing(come, meeting_path):
    visitor, page, area = open_in(come, meeting_path)
    area.fill("Avant la coupure.")
    expect(page.locator("[data-state]")).to_have_text(SAVED)
    page.context.set_offline(True)
    area.press_sequentially(" Pendant la coupure.")
    expect(page.locator("[data-state]")).to_have_text(OFFLINE)
    area.press_sequentially(" Encore.")
    page.context.set_offline(False)
    expect(page.locator("[data-state]")).to_have_text(SAVED, timeout=20_000)
    page.reload()
    expect(area).to_have_value("Avant la coupure. Pendant la coupure. Encore.")
    visitor.errors.clear()


def test_the_browser_is_closed_without_a_network(come, meeting_path):
    visitor, page, area = open_in(come, meeting_path)
    area.fill("Gardé.")
    expect(page.locator("[data-state]")).to_have_text(SAVED)
    context = page.context
    context.set_offline(True)
    area.press_sequentially(" Jamais parti.")
    page.close()
    context.set_offline(False)
    visitor.errors.clear()
    again = context.new_page()
    again.goto(visitor.site.url(meeting_path))
    expect(again.locator("[data-notes] textarea")).to_have_value("Gardé. Jamais parti.")
    expect(again.locator("[data-said]")).to_contain_text("retrouvées sur cet ordinateur")
    expect(again.locator("[data-state]")).to_have_text(SAVED)
    assert again.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('portulan-notes'))") == []


def test_the_browser_itself_is_closed_and_opened_again(browser, keys, demo, meeting_path, tmp_path):
    def started():
        context = browser.browser_type.launch_persistent_context(
            tmp_path, executable_path=chromium.path(), args=list(chromium.FLAGS), locale="fr-BE"
        )
        context.add_cookies(keys["coordination"]["cookies"])
        return context, context.pages[0]

    context, page = started()
    page.goto(demo.url(meeting_path))
    page.locator("[data-notes] textarea").fill("Gardé.")
    expect(page.locator("[data-state]")).to_have_text(SAVED)
    context.set_offline(True)
    page.locator("[data-notes] textarea").press_sequentially(" Jamais parti.")
    context.close()
    context, page = started()
    page.goto(demo.url(meeting_path))
    expect(page.locator("[data-notes] textarea")).to_have_value("Gardé. Jamais parti.")
    expect(page.locator("[data-state]")).to_have_text(SAVED)
    context.close()


def test_what_was_kept_meets_what_somebody_wrote_since(come, meeting_path):
    visitor, page, area = open_in(come, meeting_path)
    area.fill("Un.\nDeux.")
    expect(page.locator("[data-state]")).to_have_text(SAVED)
    context = page.context
    context.set_offline(True)
    area.fill("Un, hors connexion.\nDeux.")
    page.close()
    _other, theirs, their_area = open_in(come, meeting_path)
    their_area.fill("Un.\nDeux, en ligne.")
    expect(theirs.locator("[data-state]")).to_have_text(SAVED)
    context.set_offline(False)
    visitor.errors.clear()
    again = context.new_page()
    again.goto(visitor.site.url(meeting_path))
    expect(again.locator("[data-notes] textarea")).to_have_value("Un, hors connexion.\nDeux, en ligne.")
    expect(their_area).to_have_value("Un, hors connexion.\nDeux, en ligne.", timeout=SEEN)


def test_text_kept_for_another_item_goes_by_itself(come, meeting_path):
    visitor, page, area = open_in(come, meeting_path)
    context = page.context
    context.set_offline(True)
    area.fill("Pour le premier point.")
    page.close()
    context.set_offline(False)
    visitor.errors.clear()
    again = context.new_page()
    again.goto(visitor.site.url(meeting_path))
    second = again.get_by_role("link", name="Passer à ce point : Deuxième point")
    address = second.get_attribute("href")
    again.goto(visitor.site.url(address))
    expect(again.locator(".seance-point").first).to_contain_text("Pour le premier point.")


def test_two_people_write_on_different_lines(come, meeting_path):
    _visitor, _page, area = open_in(come, meeting_path)
    _other, theirs, their_area = open_in(come, meeting_path, role="responsable")
    area.fill("Un.\nDeux.")
    expect(their_area).to_have_value("Un.\nDeux.", timeout=SEEN)
    expect(theirs.locator(".seance-point.ici [data-writer]")).to_have_text(
        re.compile(".+ écrit ici"), timeout=SEEN
    )
    area.fill("Un, par la coordination.\nDeux.")
    their_area.fill("Un.\nDeux, par la commission.")
    both = "Un, par la coordination.\nDeux, par la commission."
    expect(area).to_have_value(both, timeout=SEEN)
    expect(their_area).to_have_value(both, timeout=SEEN)


def test_two_people_write_on_the_same_line(come, meeting_path):
    visitor, page, area = open_in(come, meeting_path)
    other, theirs, their_area = open_in(come, meeting_path, role="responsable")
    area.fill("Une phrase.")
    expect(their_area).to_have_value("Une phrase.", timeout=SEEN)
    their_area.fill("Une phrase de la commission.")
    area.fill("Une phrase de la coordination.")
    page.wait_for_timeout(2500)
    loser = page if page.locator("[data-clash] .seance-choix").count() else theirs
    mine = loser.locator("[data-notes] textarea").input_value()
    choice = loser.locator("[data-clash] .seance-choix")
    expect(choice).to_contain_text("Une phrase de la commission.")
    expect(choice).to_contain_text("Une phrase de la coordination.")
    assert mine in choice.inner_text()
    assert (visitor if loser is page else other).violations() == []
    loser.get_by_role("button", name="Garder les deux").click()
    for one in (area, their_area):
        expect(one).to_have_value(re.compile("coordination"), timeout=SEEN)
        expect(one).to_have_value(re.compile("commission"), timeout=SEEN)
    visitor.forgive("409")
    other.forgive("409")


def test_the_session_ends_and_somebody_signs_in_elsewhere(come, meeting_path):
    _visitor, page, area = open_in(come, meeting_path)
    area.fill("Avant.")
    expect(page.locator("[data-state]")).to_have_text(SAVED)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    area.press_sequentially(" Après la fin de la session.")
    expect(page.locator("[data-said]")).to_contain_text("connectez-vous dans un autre onglet")
    page.context.add_cookies([one for one in cookies if one["name"] == "sessionid"])
    expect(page.locator("[data-state]")).to_have_text(SAVED, timeout=20_000)
    page.reload()
    expect(area).to_have_value("Avant. Après la fin de la session.")


def test_the_server_fails_then_answers(come, meeting_path):
    visitor, page, area = open_in(come, meeting_path)
    page.route("**/notes/", lambda route: route.fulfill(status=502, body="rien"))
    area.fill("Écrit pendant la panne.")
    expect(page.locator("[data-state]")).to_contain_text("L’enregistrement n’a pas réussi")
    page.unroute("**/notes/")
    expect(page.locator("[data-state]")).to_have_text(SAVED, timeout=20_000)
    visitor.errors.clear()


def test_an_answer_that_was_lost_counts_once(come, meeting_path):
    visitor, page, area = open_in(come, meeting_path)

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/notes/", lose, times=1)
    area.fill("Une phrase.")
    expect(page.locator("[data-state]")).to_have_text(OFFLINE)
    area.press_sequentially(" Et sa suite, sur la même ligne.")
    expect(page.locator("[data-state]")).to_have_text(SAVED, timeout=20_000)
    expect(page.locator("[data-clash]")).to_be_empty()
    page.reload()
    expect(area).to_have_value("Une phrase. Et sa suite, sur la même ligne.")
    visitor.errors.clear()


def test_a_browser_that_keeps_nothing_says_so(come, meeting_path):
    visitor = come()
    visitor.page.add_init_script("Storage.prototype.setItem = () => { throw new Error('plein'); };")
    page = visitor.open(meeting_path)
    page.context.set_offline(True)
    page.locator("[data-notes] textarea").fill("Sans filet.")
    expect(page.locator("[data-state]")).to_contain_text("ce navigateur ne garde rien")
    page.context.set_offline(False)
    expect(page.locator("[data-state]")).to_have_text(SAVED, timeout=20_000)
    visitor.errors.clear()


def test_the_meeting_is_closed_meanwhile(come, meeting_path):
    visitor, page, area = open_in(come, meeting_path)
    context = page.context
    context.set_offline(True)
    area.fill("Trop tard pour le PV.")
    expect(page.locator("[data-state]")).to_have_text(OFFLINE)
    closing = come().open(f"{meeting_path}clore/")
    for one in closing.get_by_role("radio", name="Traité").all():
        one.check(force=True)
    closing.get_by_role("button", name="Clore et faire le PV").click()
    expect(closing.get_by_text("La réunion est close")).to_be_visible(timeout=SEEN)
    context.set_offline(False)
    expect(page.locator("[data-said]")).to_contain_text("La séance a été close", timeout=SEEN)
    expect(area).to_have_value("Trop tard pour le PV.")
    visitor.errors.clear()
    page.get_by_role("link", name="Voir le procès-verbal").click()
    left = page.locator("[data-left]")
    expect(left).to_contain_text("Trop tard pour le PV.")
    left.get_by_role("button", name="Effacer de cet ordinateur").click()
    page.reload()
    expect(left).to_be_hidden()


def test_the_token_of_the_forms_changes(come, meeting_path):
    visitor, page, area = open_in(come, meeting_path)
    visitor.page.context.new_page().goto(visitor.site.url(meeting_path))
    page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((one) => { one.value = 'x'; })")
    area.fill("Avec un autre jeton.")
    expect(page.locator("[data-state]")).to_have_text(SAVED)


def test_a_decision_half_written_survives_a_cut_and_a_closed_browser(come, meeting_path):
    visitor, page, _area = open_in(come, meeting_path)
    context = page.context
    page.locator("summary", has_text="À faire").click()
    page.locator("#to_do_text").fill("Rédiger la partie manquante.")
    context.set_offline(True)
    page.get_by_role("button", name="Noter ce qui est à faire").click()
    expect(page.locator("[data-errors]").filter(has_text="Hors connexion")).to_be_visible()
    page.close()
    context.set_offline(False)
    visitor.errors.clear()
    again = context.new_page()
    again.goto(visitor.site.url(meeting_path))
    expect(again.locator("#to_do_text")).to_have_value("Rédiger la partie manquante.")
    again.get_by_role("button", name="Noter ce qui est à faire").click()
    expect(again.locator(".seance-acte")).to_contain_text("Rédiger la partie manquante.")
