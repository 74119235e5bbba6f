"""Every address names who may see it; inside a workspace, strangers see nothing."""

import datetime as dt
import re
import uuid
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from portulan.web.access import PUBLIC, SIGNED_IN
from portulan.workspaces.permissions import Permission

SAMPLES = {
    "slug": "mias",
    "what": "preuve",
    "doubt_id": "un-doute",
    "token": "un-jeton",
    "rank": 0,
    "code": "1.1.1",
    "sha256": "0" * 64,
}


def addresses(patterns, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site, with its pattern."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, route)
        else:
            yield route, one


ALL = sorted(addresses(get_resolver().url_patterns), key=lambda pair: pair[0])
INSIDE = [route for route, _pattern in ALL if route.startswith("e/<slug:slug>/")]


def path_of(route: str) -> str:
    """An address in Ada's workspace, whatever its other parts."""

    def sample(part: re.Match[str]) -> str:
        by_kind = {"uuid": uuid.UUID(int=0), "int": 1}
        return str(SAMPLES.get(part["name"], by_kind.get(part["kind"], "x")))

    return "/" + re.sub(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>", sample, route)


def test_every_address_names_who_may_see_it():
    marks = {route: getattr(pattern.callback, "permission", None) for route, pattern in ALL}
    assert [route for route, mark in marks.items() if mark not in {PUBLIC, SIGNED_IN, *Permission}] == []


def test_every_address_of_a_workspace_names_a_permission():
    inside = {route: getattr(pattern.callback, "permission", None) for route, pattern in ALL if route in INSIDE}
    assert [route for route, mark in inside.items() if mark not in set(Permission)] == []
    assert len(inside) > 10


def test_what_is_open_to_everybody_is_known():
    public = [route for route, pattern in ALL if getattr(pattern.callback, "permission", None) == PUBLIC]
    assert public == sorted(
        [
            "",
            "bienvenue/",
            "compte/connexion/",
            "compte/connexion/code/",
            "compte/connexion/code/saisir/",
            "compte/desactive/",
            "compte/inscription/",
            "compte/mot-de-passe/change/",
            "compte/mot-de-passe/oublie/",
            "compte/mot-de-passe/oublie/envoye/",
            "compte/sortir/",
            "entrer/<str:token>/",
            "invitation/<str:token>/",
            "langue/",
            "calendrier/<str:token>.ics",
            "r/<str:token>/",
            "^compte/mot-de-passe/oublie/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        ]
    )


@pytest.mark.family
@pytest.mark.parametrize("route", INSIDE)
def test_a_stranger_sees_nothing(client, cast, route):
    path = path_of(route)
    for method in (client.get, client.post):
        assert method(path).url.startswith("/compte/connexion/?next=")
    client.force_login(cast.driss)
    assert [method(path).status_code for method in (client.get, client.post)] == [404, 404]


def test_who_signs_in_again_comes_back_to_the_form_that_was_sent(client, cast):
    path = "/e/mias/documents/deposer/"
    sent_from = {"Referer": "http://testserver/e/mias/documents/?x=1"}
    back = "/compte/connexion/?next=/e/mias/documents/%3Fx%3D1"
    assert client.post(path, headers=sent_from).url == back
    assert (
        client.post(path, headers={"Referer": "http://ailleurs.example/"}).url == f"/compte/connexion/?next={path}"
    )
    assert client.get(path, headers=sent_from).url == f"/compte/connexion/?next={path}"


def test_an_address_that_takes_a_form_says_so_when_it_is_opened(client, cast):
    client.force_login(cast.ada)
    answer = client.get("/e/mias/documents/deposer/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Cette adresse attend un formulaire." in answer.content.decode()


@pytest.mark.parametrize("host", ["ailleurs.example", "a b"])
def test_what_is_not_understood_has_a_page(client, db, host):
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "La demande n’a pas été comprise" in answer.content.decode()


def test_no_shared_cache_keeps_what_a_member_sees(client, cast):
    client.force_login(cast.chloe)
    assert client.get("/e/mias/plan/")["Cache-Control"] == "private, no-cache"


def test_a_page_may_be_asked_as_of_a_day(ada):
    assert ada.get("/e/mias/plan/?au=2026-06-30").wsgi_request.as_of == dt.date(2026, 6, 30)


def test_without_a_day_it_is_today(ada, on_the_day):
    assert ada.get("/e/mias/plan/").wsgi_request.as_of == on_the_day


@pytest.mark.parametrize("asked", ["hier", "2026-02-30", "30/06/2026"])
def test_a_day_that_is_not_understood_gets_a_sentence(ada, asked):
    answer = ada.get("/e/mias/plan/", {"au": asked})
    assert answer.status_code == 422
    assert "Cette date n’est pas comprise." in answer.text
