"""Who may not prepare a revision, and what is not found."""

import uuid

import pytest
from django.test import Client

ROOT = "/e/mias/revisions/brouillons/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def addresses(home: str, action: str, objective: str) -> dict[str, str]:
    return {
        f"{ROOT}ouvrir/": "get",
        home: "get",
        f"{home}adopter/": "get",
        f"{home}abandonner/": "get",
        f"{home}a-jour/": "post",
        f"{home}renumeroter/": "post",
        f"{home}revenir/": "post",
        f"{home}action/ajouter/": "get",
        f"{home}action/{action}/": "get",
        f"{home}action/{action}/reunir/": "get",
        f"{home}action/{action}/retirer/": "get",
        f"{home}objectif/ajouter/": "get",
        f"{home}objectif/{objective}/": "get",
        f"{home}objectif/{objective}/retirer/": "get",
    }


@pytest.mark.family
@pytest.mark.parametrize(("who", "status"), [("basile", 403), ("chloe", 403), ("driss", 404), ("", 302)])
def test_only_the_coordination_prepares_a_revision(cast, home, inside, who, status):
    browser = Client()
    if who:
        browser.force_login(getattr(cast, who), backend=BACKEND)
    action = inside.action("1.1.1")
    for address, method in addresses(home, str(action.pk), str(action.objective_id)).items():
        assert getattr(browser, method)(address).status_code == status, address
    if status != 302:
        assert "brouillons" not in browser.get("/e/mias/revisions/").text


def test_a_draft_of_another_workspace_is_not_found(cast, home, inside):
    driss = Client()
    driss.force_login(cast.driss, backend=BACKEND)
    action = inside.action("1.1.1")
    for address, method in addresses(home, str(action.pk), str(action.objective_id)).items():
        if address != f"{ROOT}ouvrir/":
            there = address.replace("/e/mias/", "/e/ailleurs/")
            assert getattr(driss, method)(there, {"row": "action:x"}).status_code == 404, there


def test_a_row_that_the_draft_has_not_is_not_found(ada, home):
    for path in ("action/{}/", "action/{}/reunir/", "action/{}/retirer/", "objectif/{}/", "objectif/{}/retirer/"):
        assert ada.get(home + path.format(uuid.uuid4())).status_code == 404
