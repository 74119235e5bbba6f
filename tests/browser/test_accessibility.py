"""Each page in both themes: nothing against WCAG, no error in the console, no horizontal scroll on a phone."""

import pytest

from browser.conftest import DESKTOP, HERE, PHONE, visiting

PUBLIC = {
    "sign-in": "/compte/connexion/",
    "code": "/compte/connexion/code/",
    "forgotten-password": "/compte/mot-de-passe/oublie/",
    "no-sign-up": "/compte/inscription/",
}
INSIDE = {
    "home": "/",
    "account": "/compte/",
    "new-workspace": "/espaces/nouveau/",
    "dashboard": f"{HERE}/",
    "plan": f"{HERE}/plan/",
    "plan-filtered": f"{HERE}/plan/?statut=retard",
    "plan-nothing": f"{HERE}/plan/?q=introuvable",
    "list": f"{HERE}/plan/liste/",
    "list-all-columns": f"{HERE}/plan/liste/?colonnes=code,texte,initiale,prouves,effort,objectif&tri=-code",
    "list-nothing": f"{HERE}/plan/liste/?q=introuvable",
    "list-save": f"{HERE}/plan/listes/enregistrer/?statut=retard",
    "saved-lists": f"{HERE}/plan/listes/",
    "search": f"{HERE}/chercher/?q=charte",
    "journal": f"{HERE}/journal/",
    "members": f"{HERE}/membres/",
    "settings": f"{HERE}/reglages/",
    "templates": f"{HERE}/reglages/modeles/",
    "template-tags": f"{HERE}/reglages/modeles/balises/",
    "template-tags-all": f"{HERE}/reglages/modeles/balises/?document=tous",
    "logos": f"{HERE}/reglages/logos/",
    "reports": f"{HERE}/rapports/",
    "bodies": f"{HERE}/instances/",
    "bodies-nothing": f"{HERE}/instances/?q=introuvable",
    "body-new": f"{HERE}/instances/ajouter/",
    "meetings": f"{HERE}/reunions/",
    "meeting-plan": f"{HERE}/reunions/fixer/",
    "calendars": f"{HERE}/reunions/calendriers/",
    "documents": f"{HERE}/documents/",
    "proofs": f"{HERE}/preuves/",
    "proofs-none": f"{HERE}/preuves/?q=introuvable",
    "proofs-deposit": f"{HERE}/preuves/deposer/",
    "advice": f"{HERE}/conseils/",
    "timeline": f"{HERE}/frise/?vue=frise",
    "timeline-list": f"{HERE}/frise/?vue=liste",
    "load": f"{HERE}/charge/",
    "priorities": f"{HERE}/priorites/",
    "priorities-list": f"{HERE}/priorites/?vue=liste",
    "round-open": f"{HERE}/priorites/tour/ouvrir/",
    "statements": f"{HERE}/priorites/reperes/",
    "recommendations": f"{HERE}/recommandations/",
    "report-new": f"{HERE}/recommandations/rapport/ajouter/",
    "revisions": f"{HERE}/revisions/",
    "revisions-compared": f"{HERE}/revisions/comparer/",
    "draft-new": f"{HERE}/revisions/brouillons/ouvrir/",
}


@pytest.fixture(scope="module")
def anybody(browser, demo):
    """One browser for all pages, which are only read: a new one costs more than a page."""
    return visiting(browser, demo)


@pytest.fixture(scope="module")
def ada(browser, demo, keys):
    return visiting(browser, demo, keys["coordination"])


@pytest.mark.parametrize("path", PUBLIC.values(), ids=PUBLIC)
def test_a_page_for_everybody(anybody, path):
    assert_for_all(anybody, path)


@pytest.mark.parametrize("path", INSIDE.values(), ids=INSIDE)
def test_a_page_inside(ada, path):
    assert_for_all(ada, path)


def assert_for_all(visitor, path):
    """In the light, in the dark, then opened anew on a phone."""
    page = visitor.page
    visitor.errors.clear()
    page.set_viewport_size(DESKTOP)
    visitor.open(path)
    light = visitor.violations()
    page.emulate_media(color_scheme="dark")
    dark = visitor.violations()
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    visitor.open(path)
    assert (light, dark, visitor.errors) == ([], [], [])
    assert visitor.width_of_content() <= PHONE["width"]
