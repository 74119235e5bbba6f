"""The page of an open meeting in a browser: decisions, presences, what others do, the plan; for everybody."""

import re

import pytest
from playwright.sync_api import expect

from browser.conftest import PHONE
from browser.live_visits import SAVED, SEEN, open_in, opened_meeting, plan_today


@pytest.fixture
def meeting_path(come):
    """The path of an open meeting of the CEP with two items of its own."""
    return opened_meeting(come())


def test_who_reads_follows(come, meeting_path):
    _visitor, _page, area = open_in(come, meeting_path)
    reader = come("lecture").open(meeting_path)
    area.fill("Pour qui lit.")
    expect(reader.locator(".seance-point").first).to_contain_text("Pour qui lit.", timeout=SEEN)
    assert reader.locator("textarea").count() == 0


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
    about = page.locator("section.seance-point", has=page.locator("a.code")).first
    about.get_by_role("link", name=re.compile("^Passer à ce point")).click()
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
