"""A word that Portulan does not know is explained once, by the keyboard."""

import re

from playwright.sync_api import expect

from browser.conftest import PHONE

WORDS = [("Au four", "haute"), ("fait", "Tip top"), ("au four", "Tip top"), ("à voir en jury", "moyenne")]


def plan() -> bytes:
    rows = [
        f"1.{rank};Organiser la rencontre numéro {rank};Secretariat;2026-2027;Rencontre tenue;{';'.join(said)}"
        for rank, said in enumerate(WORDS * 3, 1)
    ]
    titles = "N°;Action;Responsable;Échéance;Résultats attendus;État;Priorité"
    return "\n".join([titles, *rows]).replace("Secretariat", "Secrétariat", 1).encode()


def test_a_word_is_explained_once_by_the_keyboard(come):
    visitor = come()
    page = visitor.open("/espaces/nouveau/")
    page.get_by_label("Nom du programme").fill("Mots inconnus")
    page.get_by_role("button", name="Ouvrir l’espace").click()
    page.wait_for_url(re.compile("/documents/"))
    page.get_by_text("Ou collez le tableau").click()
    page.get_by_label("Texte du plan").fill("Rien qui ressemble à un plan.")
    page.get_by_role("button", name="Lire le document").click()
    expect(page.get_by_role("link", name="partez d’une feuille à remplir")).to_be_visible()
    visitor.errors.clear()  # a page that comes with 422
    assert visitor.violations() == []
    page.get_by_role("link", name="collez le tableau lui-même").press("Enter")
    page.get_by_label("Texte du plan").fill(plan().decode())
    page.get_by_role("button", name="Lire le document").click()
    page.wait_for_url(re.compile("/colonnes/"))
    page.get_by_role("button", name=re.compile("ontinuer")).click()
    page.wait_for_url(re.compile(r"[0-9a-f-]{36}/$"))
    assert visitor.violations() == []
    lots = page.locator(".lot-reponses")
    expect(lots).to_have_count(3)
    lots.first.get_by_role("button", name="En cours").press("Enter")
    expect(lots).to_have_count(2)
    expect(page.get_by_role("button", name="Tout rouvrir")).to_be_focused()
    page.set_viewport_size(PHONE)
    assert visitor.width_of_content() <= PHONE["width"]
