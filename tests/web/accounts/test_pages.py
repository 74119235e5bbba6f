"""Home, the welcome of an empty Portulan, a new workspace, the account, the language."""

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from portulan.web.accounts import links
from portulan.workspaces.commands import open_workspace
from portulan.workspaces.models import User, Workspace


@pytest.fixture
def welcome(settings, tmp_path, db):
    settings.DATA_DIR = tmp_path
    return links.welcome_link().removeprefix(settings.SITE_ADDRESS)


ACCOUNT = {"name": "Ada", "email": "Ada@example.org", "password": "un-mot-de-passe-long"}


def test_home_leads_to_the_only_workspace_or_shows_the_choice(client, cast):
    assert client.get("/").url == reverse("account_login")
    client.force_login(cast.ada)
    assert client.get("/").url == "/e/mias/"
    open_workspace("Second master fictif", actor=cast.ada)
    page = client.get("/").content.decode()
    assert "Vous avez 2 espaces." in page
    assert "/e/second-master-fictif/" in page
    assert "/e/ailleurs/" not in page


def test_an_empty_portulan_tells_how_to_begin(client, welcome):
    page = client.get("/")
    assert (page.status_code, "lien de bienvenue" in page.content.decode()) == (200, True)


def test_the_welcome_link_makes_the_first_account_then_the_workspace(client, welcome):
    assert client.get(welcome).status_code == 200
    assert client.post(welcome, ACCOUNT).url == reverse("workspace_new")
    assert get_user(client).email == "ada@example.org"
    space = {"name": "Master d’essai", "institutions": "HE Une\nHE Deux", "year_day": "14", "year_month": "9"}
    assert client.post(reverse("workspace_new"), space).url == "/e/master-dessai/documents/"
    made = Workspace.objects.get()
    assert sorted(made.institutions.values_list("name", flat=True)) == ["HE Deux", "HE Une"]
    assert client.get(welcome).url == "/"


@pytest.mark.parametrize("token", ["", "?jeton=faux"])
def test_without_its_token_the_welcome_makes_nobody(client, welcome, token):
    answer = client.post("/bienvenue/" + token, ACCOUNT)
    assert answer.status_code == (403 if token else 200)
    assert not User.objects.exists()


def test_a_newer_welcome_link_replaces_the_earlier(client, welcome):
    links.welcome_link()
    assert client.get(welcome).status_code == 403


def test_the_welcome_is_over_once_somebody_is_there(client, cast, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    path = links.welcome_link().removeprefix(settings.SITE_ADDRESS)
    assert client.post(path, {**ACCOUNT, "email": "eve@example.org"}).url == "/"
    assert not User.objects.filter(email="eve@example.org").exists()


def test_a_weak_password_comes_back_with_what_was_typed(client, welcome):
    answer = client.post(welcome, {**ACCOUNT, "password": "court"})
    assert answer.status_code == 422
    assert 'value="Ada@example.org"' in answer.content.decode()


def test_a_workspace_needs_a_name_and_a_true_day(client, cast):
    client.force_login(cast.ada)
    answer = client.post(reverse("workspace_new"), {"name": "", "year_day": "31", "year_month": "9"})
    assert answer.status_code == 422
    assert Workspace.objects.count() == 2


def test_a_new_workspace_sent_twice_is_one(client, cast):
    client.force_login(cast.ada)
    page = client.get(reverse("workspace_new"))
    sent = {
        "name": "Master",
        "year_day": "14",
        "year_month": "9",
        "submission": page.context["form"]["submission"].value(),
    }
    assert [client.post(reverse("workspace_new"), sent).url for _again in (1, 2)] == ["/e/master/documents/"] * 2
    assert Workspace.objects.count() == 3
    client.force_login(cast.chloe)
    assert client.post(reverse("workspace_new"), sent).url == "/e/master-2/documents/"


def test_a_new_workspace_takes_an_account(client, cast):
    assert client.get(reverse("workspace_new")).url == f"{reverse('account_login')}?next=/espaces/nouveau/"


def test_the_account_page_changes_name_and_language(client, cast):
    client.force_login(cast.chloe)
    page = client.get(reverse("account")).content.decode()
    assert "chloé@example.org" in page
    answer = client.post(reverse("account"), {"name": " Chloé B. ", "language": "en"})
    assert (answer.url, answer.cookies["django_language"].value) == (reverse("account"), "en")
    cast.chloe.refresh_from_db()
    assert (cast.chloe.name, cast.chloe.language) == ("Chloé B.", "en")
    assert client.post(reverse("account"), {"name": "", "language": "xx"}).status_code == 422


@pytest.mark.parametrize(
    ("back", "arrival"),
    [
        ("/e/mias/plan/", "/e/mias/plan/"),
        ("https://ailleurs.example/", "/"),
        ("", "/"),
        ("-1", "/"),
        ("a\x00b", "/"),
    ],
)
def test_the_language_of_the_pages_is_kept_and_leads_back_inside_only(client, cast, back, arrival):
    answer = client.post(reverse("set_language"), {"language": "en", "next": back})
    assert (answer.url, answer.cookies["django_language"].value) == (arrival, "en")


def test_an_unknown_language_changes_nothing(client, cast):
    client.force_login(cast.ada)
    client.post(reverse("set_language"), {"language": "xx"})
    cast.ada.refresh_from_db()
    assert cast.ada.language == "fr"
    client.post(reverse("set_language"), {"language": "en"})
    cast.ada.refresh_from_db()
    assert cast.ada.language == "en"


@pytest.mark.parametrize("name", ["account_change_password", "account_set_password"])
def test_the_password_pages_take_an_account(client, cast, name):
    assert client.get(reverse(name)).status_code == 302
    client.force_login(cast.ada)
    assert client.get(reverse("account_change_password")).status_code == 200
    cast.ada.set_unusable_password()
    cast.ada.save()
    client.force_login(cast.ada)
    assert client.get(reverse("account_set_password")).status_code == 200
