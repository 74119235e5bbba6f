"""The pages that give the plan back in the house's own Word file."""

import pytest
from django.test import Client

from arrived import arrived
from portulan.workspaces.models import Membership, Role

pytestmark = pytest.mark.family

PAGES = ("plan/mon-document/", "plan/mon-document/propre", "plan/mon-document/modifications-suivies")


@pytest.fixture
def slug(cast):
    """A workspace of Ada's whose plan came from a Word file; Chloé reads it."""
    place, _plan = arrived()
    Membership.everywhere.create(workspace=place, user=cast.chloe, role=Role.READER)
    return place.slug


def test_the_page_offers_both(slug, ada):
    said = ada.get(f"/e/{slug}/plan/mon-document/").content.decode()
    assert "Mon plan.docx" in said
    for page in PAGES[1:]:
        assert f'href="/e/{slug}/{page}"' in said


@pytest.mark.parametrize(
    ("page", "name"),
    [(PAGES[1], "Mon plan 2026-11-23.docx"), (PAGES[2], "Mon plan 2026-11-23 avec modifications.docx")],
)
def test_the_file_comes_under_its_name(slug, ada, page, name):
    answer = ada.get(f"/e/{slug}/{page}")
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.content.startswith(b"PK")


def test_the_plan_page_leads_to_it_for_who_may(slug, cast, ada):
    link = f'href="/e/{slug}/plan/mon-document/"'
    assert link in ada.get(f"/e/{slug}/plan/").content.decode()
    assert link not in signed_in(cast.chloe).get(f"/e/{slug}/plan/").content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_who_may_not(slug, cast, client, page):
    assert client.get(f"/e/{slug}/{page}").status_code == 302
    assert signed_in(cast.chloe).get(f"/e/{slug}/{page}").status_code == 403
    assert signed_in(cast.driss).get(f"/e/{slug}/{page}").status_code == 404


def test_what_is_not_there_is_not_found(slug, ada):
    assert ada.get(f"/e/{slug}/plan/mon-document/autrement").status_code == 404
    assert ada.get("/e/mias/plan/mon-document/propre").status_code == 404  # this plan came from no Word file
    assert "/e/mias/plan/exporter/docx" in ada.get("/e/mias/plan/mon-document/").content.decode()
    assert ada.post(f"/e/{slug}/plan/mon-document/").status_code == 405


def signed_in(user):
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser
