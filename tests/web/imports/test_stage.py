"""The stage of a reading, asked for by the page that waits for it."""

import uuid

import pytest

from portulan.imports import readings, stages
from portulan.plandoc.reading.progress import Stage
from portulan.shared import scoping
from portulan.workspaces.models import Workspace


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.READINGS_DIR = tmp_path


def asked(client, token):
    return client.get(f"/e/mias/documents/lecture/{token}/", headers={"HX-Request": "true"})


@pytest.mark.parametrize(
    ("stage", "words", "share"),
    [
        (Stage("received"), "Document reçu", 10),
        (Stage("opening"), "Ouverture du document", 15),
        (Stage("converting"), "Conversion d’un ancien format", 15),
        (Stage("page", 3, 12), "Lecture\u00a0: page 3 sur 12", 35),
        (Stage("sheet", 2, 2), "Lecture\u00a0: feuille 2 sur 2", 80),
        (Stage("recognising"), "Recherche des colonnes et des actions", 85),
    ],
)
def test_the_stage_is_said(client, cast, stage, words, share):
    client.force_login(cast.ada)
    token, own = uuid.uuid4(), Workspace.objects.get(slug="mias").pk
    with scoping.opened(own), readings.followed(token):
        stages.write(readings.current(), stage)
        html = asked(client, token).content.decode()
    assert html == f'<span>{words}</span><progress max="100" value="{share}">{share} %</progress>\n'


def test_nothing_is_said_of_a_reading_that_is_none(client, cast):
    client.force_login(cast.ada)
    assert asked(client, uuid.uuid4()).status_code == 204


def test_a_reading_of_another_workspace_says_nothing(client, cast):
    client.force_login(cast.ada)
    token = uuid.uuid4()
    with scoping.opened(uuid.uuid4()), readings.followed(token):
        assert asked(client, token).status_code == 204


def test_only_who_puts_plans_in_follows_their_reading(client, cast):
    token = uuid.uuid4()
    assert asked(client, token).status_code == 302
    for person, status in ((cast.basile, 403), (cast.chloe, 403), (cast.driss, 404)):
        client.force_login(person)
        assert asked(client, token).status_code == status
