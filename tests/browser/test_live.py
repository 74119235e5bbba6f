"""Minutes taken live in a browser: the network cut, the browser closed, two people writing: no word is lost."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from browser.conftest import HERE, PHONE

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


@pytest.fixture
def meeting_path(come):
    """The path of an open meeting of the CEP with two items of its own."""
    visitor = come()
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


def open_in(come, path, role="coordination", **kwargs):
    visitor = come(role, **kwargs)
    page = visitor.open(path)
    return visitor, page, page.locator("[data-notes] textarea")


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


def test_who_reads_follows(come, meeting_path):
    _visitor, _page, area = open_in(come, meeting_path)
    reader = come("lecture").open(meeting_path)
    area.fill("Pour qui lit.")
    expect(reader.locator(".seance-point").first).to_contain_text("Pour qui lit.", timeout=SEEN)
    assert reader.locator("textarea").count() == 0


def test_the_token_of_the_forms_changes(come, meeting_path):
    visitor, page, area = open_in(come, meeting_path)
    visitor.page.context.new_page().goto(visitor.site.url(meeting_path))
    page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((one) => { one.value = 'x'; })")
    area.fill("Avec un autre jeton.")
    expect(page.locator("[data-state]")).to_have_text(SAVED)


def test_decisions_and_presences_do_not_leave_the_page(come, meeting_path):
    _visitor, page, area = open_in(come, meeting_path)
    area.fill("En cours de phrase")
    page.locator("summary", has_text="Décision").click()
    page.get_by_label("En une phrase").first.fill("La note est validée.")
    page.get_by_role("button", name="Noter la décision").click()
    expect(page.locator(".seance-acte")).to_contain_text("La note est validée.")
    expect(area).to_have_value("En cours de phrase")
    presence = page.locator(".seance-coche").first
    presence.click()
    expect(presence).to_have_attribute("aria-pressed", "true")
    expect(presence).to_be_focused()
    expect(page.locator("#seance-tete")).to_contain_text("une présence")
    page.get_by_role("button", name="Retirer : La note est validée.").click()
    expect(page.locator(".seance-acte")).to_have_count(0)
    page.locator(".messages").get_by_role("button", name="Annuler").click()
    expect(page.locator(".seance-acte")).to_have_count(1)


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


def test_a_decision_is_corrected_where_it_stands(come, meeting_path):
    _visitor, page, area = open_in(come, meeting_path)
    page.locator("summary", has_text="Décision").click()
    page.locator("#decision_text").fill("Oui.")
    page.get_by_role("button", name="Noter la décision").click()
    page.get_by_role("link", name="Corriger : Oui.").click()
    form = page.locator("[data-correcting]")
    expect(form.locator("textarea")).to_be_focused()
    form.get_by_role("link", name="Annuler").click()
    expect(page.get_by_role("link", name="Corriger : Oui.")).to_be_focused()
    page.get_by_role("link", name="Corriger : Oui.").click()
    form.locator("textarea").fill("Oui, en janvier.")
    form.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".seance-acte")).to_contain_text("Oui, en janvier.")
    expect(form).to_have_count(0)
    page.locator("summary", has_text="Décision").click()
    page.locator("#decision_text").fill("Une deuxième.")
    page.get_by_role("button", name="Noter la décision").click()
    expect(page.locator(".seance-acte")).to_have_count(2)
    area.fill("Suite.")
    expect(page.locator("[data-state]")).to_have_text(SAVED)


def test_what_others_do_shows_while_one_writes(come, meeting_path):
    _visitor, page, area = open_in(come, meeting_path)
    _other, theirs, _their_area = open_in(come, meeting_path, role="responsable")
    area.fill("Je continue d’écrire")
    theirs.get_by_role("link", name="Passer à ce point : Deuxième point").click()
    theirs.locator("[data-notes] textarea").fill("Des notes d’un autre point.")
    theirs.get_by_role("button", name="Point traité").click()
    expect(page.locator(".seance-point").nth(1)).to_contain_text("Des notes d’un autre point.", timeout=SEEN)
    expect(page.locator(".seance-odj .fait")).to_have_count(1, timeout=SEEN)
    expect(area).to_have_value("Je continue d’écrire")
    page.close()


def test_what_is_said_of_an_action_goes_to_the_plan(come):
    visitor = come()
    page = plan_today(visitor)
    page.get_by_role("button", name="Mettre à l’ordre du jour").click()
    page.locator(".points-prevus .code").first.wait_for()
    page.get_by_role("button", name="Ouvrir la séance").click()
    code = page.locator(".seance-point.ici .code").first
    action, point = code.get_attribute("href"), page.locator(".seance-point.ici")
    page.locator("[data-notes] textarea").fill("La version de travail est relue.")
    point.get_by_text("Note au journal, état").click()
    page.locator("#dit_text").fill("Relue en séance.")
    page.get_by_role("button", name="Noter dans l’action").click()
    expect(page.locator(".messages")).to_contain_text("C’est noté au journal")
    point.locator("summary", has_text="Reporter l’échéance").click()
    page.locator("#report_deadline").fill("28-29")
    page.locator("#report_reason").fill("L’enquête n’est pas dépouillée.")
    point.get_by_role("button", name="Reporter l’échéance").click()
    expect(page.locator(".seance-point.ici .seance-acte").last).to_contain_text("L’enquête n’est pas dépouillée.")
    point.locator("summary", has_text="Joindre").click()
    files = [
        {
            "name": f"Preuve {rank}.pdf",
            "mimeType": "application/pdf",
            "buffer": b"%PDF-1.7 seance " + code.inner_text().encode() + bytes([rank]),
        }
        for rank in (65, 66)
    ]
    page.locator("#joindre_documents").set_input_files(files)
    page.get_by_role("button", name="Joindre la preuve").click()
    expect(page.locator(".messages")).to_contain_text("2 preuves sont ajoutées")
    expect(page.locator("[data-notes] textarea")).to_have_value("La version de travail est relue.")
    page = visitor.open(action.removeprefix(visitor.site.address))
    for said in ("Relue en séance.", "28-29", "Preuve 65"):
        expect(page.locator("main")).to_contain_text(said)


def test_by_keyboard_alone(come, meeting_path):
    _visitor, page, area = open_in(come, meeting_path)
    area.focus()
    page.keyboard.type("Un mot ")
    page.keyboard.press("Control+b")
    page.keyboard.type("gras")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("- un")
    page.keyboard.press("Enter")
    page.keyboard.type("deux")
    expect(area).to_have_value("Un mot **gras**\n- un\n- deux")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.dataset.mark") == "strong"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.mark") == "em"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Décidé au clavier.")
    page.get_by_role("button", name="Noter la décision").press("Enter")
    expect(page.locator(".seance-acte")).to_contain_text("Décidé au clavier.")


def test_without_a_script(come, meeting_path):
    visitor = come(javascript=False)
    page = visitor.open(meeting_path)
    page.locator("[data-notes] textarea").fill("Sans script.\n\n- un\n- deux")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status").first).to_contain_text("Les notes sont enregistrées.")
    page.locator("summary", has_text="Décision").click()
    page.locator("#decision_text").fill("Oui.")
    page.get_by_role("button", name="Noter la décision").click()
    expect(page.locator(".seance-acte")).to_contain_text("Oui.")


def test_the_projection_follows(come, meeting_path):
    _visitor, _page, area = open_in(come, meeting_path)
    far = come()
    screen = far.open(f"{meeting_path}projeter/")
    area.fill("Lu de loin.")
    expect(screen.locator("#projection")).to_contain_text("Lu de loin.", timeout=SEEN)
    screen.context.set_offline(True)
    screen.wait_for_timeout(5000)
    expect(screen.locator("#projection")).to_contain_text("Lu de loin.")
    far.errors.clear()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, {"width": 1440, "height": 900}], ids=["phone", "desk"])
def test_the_page_is_for_everybody(come, meeting_path, theme, size):
    visitor = come(theme=theme, size=size)
    page = visitor.open(meeting_path)
    page.locator("[data-notes] textarea").fill("Une *phrase*.")
    expect(page.locator("[data-state]")).to_have_text(SAVED)
    page.locator("summary", has_text="Décision").click()
    page.locator("summary", has_text="Personne invitée").click()
    assert visitor.violations() == []
    assert visitor.width_of_content() <= size["width"]
    for path in (f"{meeting_path}projeter/", page.get_by_role("link", name="Versions").get_attribute("href")):
        visitor.open(path)
        assert visitor.violations() == []
        assert visitor.width_of_content() <= size["width"]
