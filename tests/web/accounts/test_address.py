"""Another address to sign in with: nothing changes before the new one confirms."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from portulan.web.accounts import address
from portulan.workspaces.models import User

NEW = {"email": "Ada.Neuve@example.org", "password": "un-mot-de-passe-long"}


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def ada(client, cast):
    client.force_login(cast.ada)
    return cast.ada


def ask(client, **changed):
    return client.post(reverse("account_change_address"), {**NEW, **changed})


def link():
    return re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[0].body).group(1)


def test_the_new_address_confirms_then_serves(client, ada):
    assert ask(client).url == reverse("account")
    assert mail.outbox[0].to == ["ada.neuve@example.org"]
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"
    assert "ada.neuve@example.org" in client.get(link()).content.decode()
    client.post(link())
    ada.refresh_from_db()
    assert ada.email == "ada.neuve@example.org"
    assert client.get(link()).status_code == 409
    client.logout()
    signed = client.post(reverse("account_login"), {"login": ada.email, "password": NEW["password"]})
    assert signed.url == "/"


@pytest.mark.parametrize("changed", [{"password": "faux"}, {"email": "pas une adresse"}])
def test_what_is_typed_wrong_sends_nothing(client, ada, changed):
    assert ask(client, **changed).status_code == 422
    assert mail.outbox == []


def test_an_address_that_somebody_has_gets_the_same_answer_and_no_link(client, ada):
    assert ask(client, email="driss@example.org").url == reverse("account")
    assert mail.outbox == []


def test_a_link_is_for_its_own_account(client, cast, ada):
    ask(client)
    client.force_login(cast.driss)
    assert client.post(link()).status_code == 409
    assert User.objects.filter(email="ada.neuve@example.org").count() == 0


def test_a_link_expires(client, ada, monkeypatch):
    ask(client)
    monkeypatch.setattr(address, "LASTS", -1)
    assert client.post(link()).status_code == 409


def test_an_e_mail_that_cannot_leave_is_told(client, ada, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert ask(client).status_code == 422


def test_strangers_are_asked_to_sign_in(client, cast):
    for path in (reverse("account_change_address"), reverse("account_address", args=["x"])):
        assert client.get(path).url == f"{reverse('account_login')}?next={path}"


def test_the_earlier_address_lets_nobody_in_any_more(client, cast):
    client.post(reverse("account_request_login_code"), {"email": "ada@example.org"})
    code = re.search(r"^    (\S+)$", mail.outbox[0].body, re.M).group(1)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    mail.outbox.clear()
    ask(client)
    client.post(link())
    client.logout()
    mail.outbox.clear()
    client.post(reverse("account_request_login_code"), {"email": "ada@example.org"})
    assert [message.subject for message in mail.outbox] == ["Portulan\u00a0: cette adresse n’a pas de compte"]
