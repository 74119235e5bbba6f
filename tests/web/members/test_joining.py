"""Taking up an invitation."""

import datetime as dt

import pytest
from django.contrib.auth import get_user
from django.utils import timezone

from portulan.shared import scoping
from portulan.workspaces import commands
from portulan.workspaces.models import Invitation, Membership, Role, User

NEW = {"name": "Émile", "password": "un-mot-de-passe-long"}


@pytest.fixture
def path(cast):
    """The page of an invitation to Émile, who has no account yet."""
    return invited(cast, "emile@example.org")


def invited(cast, email):
    with scoping.opened(cast.workspace.pk):
        _invitation, token = commands.invite(email, Role.RESPONSIBLE, actor=cast.ada)
    return f"/invitation/{token}/"


def roles(user):
    return sorted(Membership.everywhere.filter(user=user).values_list("workspace__slug", "role"))


def test_a_new_account_is_made_and_signed_in(client, path):
    assert "Ada vous y invite" in client.get(path).content.decode()
    assert client.post(path, NEW).url == "/e/mias/"
    assert (get_user(client).email, roles(get_user(client))) == ("emile@example.org", [("mias", "responsable")])


def test_an_invitation_serves_once(client, path):
    client.post(path, NEW)
    client.post("/compte/sortir/")
    again = client.post(path, {**NEW, "name": "Eve"})
    assert again.status_code == 409
    assert "a déjà servi" in again.content.decode()
    assert User.objects.filter(name="Eve").count() == 0


def test_what_is_typed_wrong_comes_back(client, path):
    answer = client.post(path, {"name": "Émile", "password": "emile@example.org"})
    assert answer.status_code == 422
    assert 'value="Émile"' in answer.content.decode()


def test_who_has_an_account_signs_in_first(client, cast):
    path = invited(cast, "driss@example.org")
    page = client.get(path).content.decode()
    assert "a déjà un compte" in page
    assert 'name="password"' not in page
    client.post(path, NEW)
    assert roles(cast.driss) == [("ailleurs", "coordination")]
    client.force_login(cast.driss)
    assert client.post(path).url == "/e/mias/"
    assert roles(cast.driss) == [("ailleurs", "coordination"), ("mias", "responsable")]


def test_another_address_may_join_knowingly(client, cast, path):
    client.force_login(cast.driss)
    page = client.get(path).content.decode()
    assert "driss@example.org" in page
    assert "emile@example.org" in page
    assert roles(cast.driss) == [("ailleurs", "coordination")]
    client.post(path)
    assert roles(cast.driss) == [("ailleurs", "coordination"), ("mias", "responsable")]


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ({"expires_at": timezone.now() - dt.timedelta(days=1)}, "a expiré"),
        ({"withdrawn_at": timezone.now()}, "retirée"),
    ],
)
def test_a_spoilt_invitation_says_why(client, path, spoilt, said):
    Invitation.everywhere.update(**spoilt)
    for answer in (client.get(path), client.post(path, NEW)):
        assert answer.status_code == 409
        assert said in answer.content.decode()
    assert not User.objects.filter(email="emile@example.org").exists()


def test_an_unknown_token_is_no_clue(client, cast):
    assert client.get("/invitation/nimporte-quoi/").status_code == 409
