"""Signing in with a password, a code, a new password; one-click links; nothing said of who has an account."""

import re

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from portulan.web.accounts import links
from portulan.workspaces.models import User

PASSWORD = "un-mot-de-passe-long"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def sign_in(client, email="ada@example.org", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def test_a_password_lets_in_and_leads_home(client, cast):
    answer = sign_in(client, "ADA@example.org")
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/").url == "/e/mias/"
    assert answer.cookies["django_language"].value == "fr"


def test_a_wrong_password_comes_back_filled_and_says_nothing_of_the_account(client, cast):
    wrong, unknown = sign_in(client, password="autre"), sign_in(client, "personne@example.org")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    texts = [
        re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|[a-z]+@example.org', "", one.content.decode())
        for one in (wrong, unknown)
    ]
    assert texts[0] == texts[1]
    assert "Cette adresse et ce mot de passe ne vont pas ensemble." in texts[0]
    assert 'value="ada@example.org"' in wrong.content.decode()


def test_too_many_tries_are_stopped(client, cast):
    for _ in range(6):
        answer = sign_in(client, password="autre")
    assert "Trop d’essais à la suite" in answer.content.decode() or answer.status_code == 429


@pytest.mark.parametrize(
    ("target", "arrival"),
    [
        ("/e/mias/plan/", "/e/mias/plan/"),
        ("https://ailleurs.example/vol", "/"),
        ("//ailleurs.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_signing_in_leads_inside_only(client, cast, target, arrival):
    assert sign_in(client, next=target).url == arrival


def test_a_code_by_e_mail_lets_in(client, cast):
    answer = client.post(reverse("account_request_login_code"), {"email": "ada@example.org"})
    assert answer.url == reverse("account_confirm_login_code")
    assert mail.outbox[0].to == ["ada@example.org"]
    assert mail.outbox[0].subject == "Portulan\u00a0: votre code de connexion"
    code = re.search(r"^    (\S+)$", mail.outbox[0].body, re.M).group(1)
    wrong = client.post(answer.url, {"code": "faux"})
    assert wrong.status_code == 422
    assert client.post(answer.url, {"code": code}).url == "/"
    assert get_user(client) == cast.ada


def test_asking_a_code_says_nothing_of_the_account(client, cast):
    pages = []
    for email in ("ada@example.org", "personne@example.org"):
        answer = client.post(reverse("account_request_login_code"), {"email": email}, follow=True)
        pages.append(re.sub(r'value="[^"]*"|[a-z]+@example.org', "", answer.content.decode()))
        client.cookies.clear()
    assert pages[0] == pages[1]
    assert "n’y a pas de compte" in " ".join(mail.outbox[1].body.split()).replace("Elle n’y a", "n’y a")


def test_a_forgotten_password_is_changed_by_a_link(client, cast):
    answer = client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    assert answer.url == reverse("account_reset_password_done")
    assert client.get(answer.url).status_code == 200
    link = re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[0].body).group(1)
    form = client.get(link, follow=True)
    path = form.redirect_chain[-1][0]
    short = client.post(path, {"password1": "court", "password2": "court"})
    assert short.status_code == 422
    done = client.post(path, {"password1": "voici-le-nouveau", "password2": "voici-le-nouveau"})
    assert done.url == reverse("account_reset_password_from_key_done")
    assert client.get(done.url).status_code == 200
    assert "Ce lien ne vaut plus" in client.get(link, follow=True).content.decode()
    assert sign_in(client, password="voici-le-nouveau").status_code == 302


def test_an_unknown_address_gets_the_same_answer(client, cast):
    answer = client.post(reverse("account_reset_password"), {"email": "personne@example.org"})
    assert answer.url == reverse("account_reset_password_done")


def test_nobody_signs_up_alone(client, cast):
    answer = client.post(reverse("account_signup"), {"email": "eve@example.org", "password1": PASSWORD})
    assert answer.status_code == 405
    assert "invitation" in client.get(reverse("account_signup")).content.decode()
    assert not User.objects.filter(email="eve@example.org").exists()


def test_signing_out_takes_a_post(client, cast):
    client.force_login(cast.ada)
    assert client.get(reverse("account_logout")).status_code == 200
    assert get_user(client) == cast.ada
    client.post(reverse("account_logout"))
    assert not get_user(client).is_authenticated


def test_one_click_signs_in_on_ones_own_machine_only(client, cast, settings):
    path = links.sign_in_link(cast.basile).removeprefix(settings.SITE_ADDRESS)
    settings.LOCAL = False
    assert client.get(path).status_code == 404
    settings.LOCAL = True
    assert client.get(path[:-2] + "x/").status_code == 404
    assert client.get(path).url == "/"
    assert client.get(f"{path}?next=/e/mias/").url == "/e/mias/"
    assert client.get(f"{path}?next=https://example.org/").url == "/"
    assert client.get(f"{path}?next=nulle-part").url == "/"
    assert get_user(client) == cast.basile


def test_a_one_click_link_expires(client, cast, settings, monkeypatch):
    settings.LOCAL = True
    path = links.sign_in_link(cast.basile).removeprefix(settings.SITE_ADDRESS)
    monkeypatch.setattr(links, "SIGN_IN_LASTS", -1)
    assert client.get(path).status_code == 404
