"""Taking the whole workspace away: who may, what is sent, what the journal says, how many queries it takes."""

import io
import json
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portulan.archives.writing import write_archive
from portulan.journal.models import Entry
from portulan.web.archives.pages import pages

ADDRESS = "/e/mias/emporter/"


def sent(answer):
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_page_says_what_it_holds(ada):
    answer = ada.get(ADDRESS)
    assert (answer.status_code, ADDRESS) == (200, reverse("take_out", args=["mias"]))
    text = answer.content.decode()
    assert "0 fichier déposé" in text
    assert "Télécharger l’archive" in text
    assert Entry.everywhere.filter(verb="workspace.taken_out").count() == 0


def test_the_archive_is_sent_and_remembered(ada, cast):
    answer = ada.post(ADDRESS)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "application/zip",
        "private, no-store",
    )
    assert answer["Content-Disposition"] == 'attachment; filename="mias-2026-11-23.zip"'
    held = sent(answer)
    entry = Entry.everywhere.get(verb="workspace.taken_out")
    assert (entry.actor, entry.workspace, entry.subject_name) == (cast.ada, cast.workspace, "Master fictif")
    rows = [json.loads(line) for line in held.read("donnees/journal.entry.jsonl").splitlines()]
    assert str(entry.pk) in {row["id"] for row in rows}
    assert "a emporté l’espace" in held.read("journal.csv").decode()
    assert "a emporté l’espace" in ada.get("/e/mias/journal/").content.decode()


@pytest.mark.parametrize("person", ["basile", "chloe"])
def test_only_the_coordination_takes_it_away(client, cast, person):
    client.force_login(getattr(cast, person))
    for answer in (client.get(ADDRESS), client.post(ADDRESS)):
        assert answer.status_code == 403
        assert "Seule la coordination peut faire cela." in answer.content.decode()
    assert "emporter/" not in client.get("/e/mias/plan/").content.decode()
    assert Entry.everywhere.filter(verb="workspace.taken_out").count() == 0


def test_the_coordination_finds_it_under_its_name(ada):
    assert f'href="{ADDRESS}"' in ada.get("/e/mias/plan/").content.decode()


def test_each_takes_their_own(client, cast):
    client.force_login(cast.driss)
    assert (client.get(ADDRESS).status_code, client.post(ADDRESS).status_code) == (404, 404)
    held = sent(client.post("/e/ailleurs/emporter/"))
    assert json.loads(held.read("MANIFESTE.json"))["workspace"]["id"] == str(cast.elsewhere.pk)
    assert str(cast.workspace.pk) not in "".join(held.read(name).decode() for name in held.namelist())


def test_nobody_else(client, cast):
    assert client.post(ADDRESS).status_code == 302


def test_other_methods_are_not_taken(ada):
    assert ada.put(ADDRESS).status_code == 405


@pytest.mark.slow
def test_as_many_queries_with_ten_times_the_rows(cast, tenfold, on_the_day):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as counted:
            b"".join(write_archive(cast.workspace, pages).pieces())
        return len(counted)

    asked()
    few = asked()
    tenfold(cast.workspace)
    assert asked() == few


def test_sending_asks_nothing_of_the_database(cast, on_the_day):
    archive = write_archive(cast.workspace, pages)
    with CaptureQueriesContext(connection) as counted:
        pieces = list(archive.pieces())
    assert (len(counted), max(map(len, pieces)) <= 1 << 18) == (0, True)
