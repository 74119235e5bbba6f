"""The page of what can be taken away, and who may take what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portulan.governance.models import Body
from portulan.web.reports.kinds import FORMATS, Kind

BACKEND = "django.contrib.auth.backends.ModelBackend"


def test_the_page_lists_each_kind_with_its_formats(ada, cast):
    answer = ada.get("/e/mias/rapports/")
    said = answer.content.decode()
    for kind, formats in FORMATS.items():
        if kind is Kind.REGISTER:
            continue  # it has a form of its own
        for one in formats:
            posted = ' formmethod="post"' if one == "zip" else ""
            where = f"/e/mias/rapports/{kind}/{one}/{'preparer/' if posted else ''}"
            assert f'type="submit"{posted} formaction="{where}"' in said
    assert [label for _id, label in answer.context["page"].bodies] == ["Commission Environnement professionnel"]
    assert len(answer.context["page"].objectives) == 2


@pytest.mark.parametrize("kind", [one for one in FORMATS if one is not Kind.DOSSIER])
def test_who_reads_may_take_them_and_nobody_else(client, cast, on_the_day, at, kind):
    where = at(kind, FORMATS[kind][0])
    assert client.get(where).status_code == 302
    client.force_login(cast.chloe, backend=BACKEND)
    assert client.get(where).status_code == 200
    client.force_login(cast.driss, backend=BACKEND)
    assert client.get(where).status_code == 404


@pytest.mark.parametrize(("kind", "format"), [("autre", "pdf"), ("avancement", "odt"), ("recommandations", "csv")])
def test_what_does_not_exist_is_not_found(ada, at, kind, format):
    assert ada.get(at(kind, format)).status_code == 404


def test_a_day_that_is_not_understood_gets_a_sentence(ada, at):
    answer = ada.get(at("avancement"), {"au": "demain"})
    assert (answer.status_code, "Cette date n’est pas comprise" in answer.text) == (422, True)


def test_without_a_plan_there_is_nothing_to_take(ada, at, cast):
    cast.plan.delete()
    assert ada.get(at("avancement")).status_code == 404
    assert "rapport-tete" not in ada.get("/e/mias/rapports/").content.decode()


def test_a_reader_of_another_language_gets_it_in_theirs(ada, at, cast, pages):
    ada.cookies.load({"django_language": "en"})
    cast.ada.language = "en"
    cast.ada.save()
    read = pages(ada.get(at("avancement"), headers={"Accept-Language": "en"}))
    assert "Progress report" in read[0]
    assert "Situation au" not in "".join(read)


def test_the_page_costs_the_same_with_more_bodies(ada, cast, inside):
    counts = []
    for rank in range(2):
        with CaptureQueriesContext(connection) as seen:
            ada.get("/e/mias/rapports/")
        counts.append(len(seen))
        body = Body.objects.create(name=f"Groupe {rank}", kind="group")
        inside.action("1.1.1").responsibilities.create(body=body, written="Groupe", position=rank + 1)
    assert counts[0] == counts[1]
