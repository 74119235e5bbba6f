"""Giving the plan back as a file."""

import json

import pytest
from django.test import Client

from portulan.plandoc import jsonfile
from portulan.plans.queries.document import document_of

HEADS = {
    "docx": b"PK",
    "xlsx": b"PK",
    "pdf": b"%PDF",
    "json": b"{",
    "md": b"**Programme fictif**",
    "csv": b"\xef\xbb\xbf",
}


@pytest.mark.parametrize("extension", HEADS)
def test_each_format_under_a_good_name(cast, ada, extension):
    answer = ada.get(f"/e/mias/plan/exporter/{extension}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="plan-action-2024-2029.{extension}"'
    assert answer.content.startswith(HEADS[extension])


def test_the_json_is_the_plan(inside, ada):
    content = json.loads(ada.get("/e/mias/plan/exporter/json").content)
    assert jsonfile.from_json(content) == document_of(inside.plan)


@pytest.mark.parametrize("extension", ["exe", "DOCX", "..", "docx.pdf"])
def test_a_format_that_does_not_exist_is_not_found(cast, ada, extension):
    assert ada.get(f"/e/mias/plan/exporter/{extension}").status_code == 404


def test_readers_may_and_others_may_not(cast, client):
    address = "/e/mias/plan/exporter/json"
    assert client.get(address).status_code == 302
    for user, status in ((cast.chloe, 200), (cast.driss, 404)):
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        assert browser.get(address).status_code == status
