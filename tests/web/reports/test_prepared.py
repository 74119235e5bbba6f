"""Long documents are made beside the request: asked for, followed, fetched, asked again, by who may."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import factories
from portulan.exports.models import Export, ExportState
from portulan.exports.rules import STALLED, UNANSWERED
from portulan.web.reports import estimate, tasks
from portulan.workspaces.models import Membership, Role
from working import make_what_waits

BACKEND = "django.contrib.auth.backends.ModelBackend"
HERE = "/e/mias/rapports/"
ORDER = f"{HERE}avancement/pdf/preparer/"


@pytest.fixture
def long(monkeypatch, settings, tmp_path):
    """Every document is long."""
    monkeypatch.setattr(estimate, "LONG", 0.0)
    settings.EXPORTS_DIR = tmp_path / "exports"


@pytest.fixture
def asked(ada, long) -> Export:
    ada.post(ORDER, {"au": "2026-11-23"})
    return Export.everywhere.get()


def now(export: Export) -> Export:
    return Export.everywhere.get(pk=export.pk)


def test_it_is_asked_for_made_and_fetched(ada, asked):
    shown = ada.get(HERE).content.decode()
    assert "En attente de son tour." in shown
    assert "prepares/?dit=1%20en%20pr" in shown
    make_what_waits()
    assert now(asked).state == ExportState.READY
    shown = ada.get(HERE).content.decode().replace("\u00a0", " ")
    assert "Gardé jusqu’au 30 novembre 2026" in shown
    assert "hx-trigger" not in shown.partition('id="prepares-liste"')[2].partition("</div>")[0]
    answer = ada.get(f"{HERE}prepares/{asked.pk}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Disposition"] == 'attachment; filename="avancement-2026-11-23.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")


def test_an_address_to_a_long_document_leads_to_the_page_that_asks_for_it(ada, long):
    answer = ada.get(f"{HERE}avancement/pdf/", {"au": "2026-11-23"})
    assert f'action="{ORDER}"' in answer.content.decode()
    assert 'name="au" value="2026-11-23"' in answer.content.decode()
    assert not Export.everywhere.exists()


def test_a_short_document_that_is_asked_for_is_sent_at_once(ada, cast):
    answer = ada.post(ORDER, {"au": "2026-11-23"})
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert not Export.everywhere.exists()


def test_asked_twice_it_is_made_once(ada, asked):
    ada.post(ORDER, {"au": "2026-11-23"})
    assert Export.everywhere.count() == 1


def test_two_workers_make_it_once(ada, asked, monkeypatch):
    made = []
    real = tasks.make
    monkeypatch.setattr(tasks, "make", lambda kind, order: made.append(kind) or real(kind, order))
    for _worker in range(2):
        tasks.make_export.call(str(asked.workspace_id), str(asked.pk))
    make_what_waits()
    assert len(made) == 1


def test_the_part_that_tells_how_far_equals_that_of_the_page(ada, asked):
    Export.everywhere.update(state=ExportState.RUNNING, stage="Mise en page", step=2, steps=3)
    part = ada.get(f"{HERE}prepares/", {"dit": "1 en préparation"}).content.decode()
    assert "Étape 2 sur 3 : Mise en page" in part.replace("\u00a0", " ")
    assert '<progress max="3" value="2"' in part
    assert part.strip().partition("<form")[0] in ada.get(HERE).content.decode()
    assert "hx-swap-oob" not in part
    aloud = ada.get(f"{HERE}prepares/", {"dit": "autre chose"}).content.decode()
    assert '<p id="prepares-dit" hx-swap-oob="innerHTML">1 en préparation</p>' in aloud


def test_where_nobody_makes_documents_the_page_says_so(ada, asked):
    assert "Rien ne prépare les documents" not in ada.get(HERE).content.decode()
    Export.everywhere.update(asked_at=timezone.now() - UNANSWERED - dt.timedelta(seconds=1))
    assert "Rien ne prépare les documents" in ada.get(HERE).content.decode()
    make_what_waits()
    assert "Rien ne prépare les documents" not in ada.get(HERE).content.decode()


def test_rights_are_those_of_the_day_on_which_it_is_made(ada, cast, inside, evaluated, long):
    factories.proof(inside.action("1.1.1"), visibility="experts")
    ada.post(f"{HERE}dossier/zip/preparer/")
    Membership.everywhere.filter(user=cast.ada).update(role=Role.RESPONSIBLE)
    make_what_waits()
    export = Export.everywhere.get()
    assert (export.state, export.sentence[:23]) == (ExportState.FAILED, "Seule la coordination p")
    Membership.everywhere.filter(user=cast.ada).delete()
    Export.everywhere.update(state=ExportState.WAITING)
    tasks.make_export.call(str(export.workspace_id), str(export.pk))
    assert now(export).sentence.startswith("Ce que vous aviez demandé n’existe plus")


def test_a_failure_is_told_and_may_be_tried_again(ada, asked, monkeypatch):
    def breaks(kind, order):
        raise RuntimeError("secret: /srv/data")

    with monkeypatch.context() as broken:
        broken.setattr(tasks, "make", breaks)
        make_what_waits()
    shown = ada.get(HERE).content.decode()
    assert "Ce document n’a pas pu être fait." in shown
    assert "secret" not in shown
    assert f"{HERE}prepares/{asked.pk}/encore/" in shown
    assert ada.post(f"{HERE}prepares/{asked.pk}/encore/").status_code == 302
    make_what_waits()
    assert now(asked).state == ExportState.READY
    assert ada.post(f"{HERE}prepares/{asked.pk}/encore/").status_code == 409


def test_what_stopped_on_its_way_is_said_and_may_be_tried_again(ada, asked):
    Export.everywhere.update(
        state=ExportState.RUNNING, touched_at=timezone.now() - STALLED - dt.timedelta(seconds=1)
    )
    shown = ada.get(HERE).content.decode()
    assert "Interrompu en cours de route." in shown
    assert "load delay:1s" not in shown
    ada.post(f"{HERE}prepares/{asked.pk}/encore/")
    assert now(asked).state == ExportState.WAITING


def test_who_may_fetch_remove_and_ask_again(ada, client, cast, asked):
    make_what_waits()
    where = f"{HERE}prepares/{asked.pk}/"
    client.logout()
    assert client.get(where).status_code == 302
    for user, fetch, change in ((cast.chloe, 200, 404), (cast.basile, 200, 404), (cast.driss, 404, 404)):
        client.force_login(user, backend=BACKEND)
        assert client.get(where).status_code == fetch
        assert client.post(f"{where}encore/").status_code == change
        assert client.post(f"{where}retirer/").status_code == change
        assert client.get(f"{HERE}prepares/").status_code == (404 if user == cast.driss else 200)
    assert client.get(f"/e/ailleurs/rapports/prepares/{asked.pk}/").status_code == 404
    client.force_login(cast.ada, backend=BACKEND)
    assert client.get(f"{where}retirer/").status_code == 405
    assert client.post(f"{where}retirer/").status_code == 302
    assert client.get(where).status_code == 404


def test_the_dossier_is_fetched_by_the_coordination_only(ada, client, cast, inside, evaluated, long):
    factories.proof(inside.action("1.1.1"), visibility="experts")
    ada.post(f"{HERE}dossier/zip/preparer/")
    make_what_waits()
    client.force_login(cast.chloe, backend=BACKEND)
    assert client.get(f"{HERE}prepares/{Export.everywhere.get().pk}/").status_code == 403
    assert client.post(f"{HERE}dossier/zip/preparer/").status_code == 403


def test_what_is_not_ready_has_no_file_and_one_that_is_gone_says_so(ada, asked, settings, tmp_path):
    assert ada.get(f"{HERE}prepares/{asked.pk}/").status_code == 404
    make_what_waits()
    settings.EXPORTS_DIR = tmp_path / "elsewhere"
    answer = ada.get(f"{HERE}prepares/{asked.pk}/")
    assert (answer.status_code, "Demandez le document à nouveau" in answer.text) == (409, True)


@pytest.mark.parametrize(
    ("where", "given", "status"),
    [
        ("avancement/odt", {}, 404),
        ("autre/pdf", {}, 404),
        ("preuves/pdf", {"pour": "tous"}, 404),
        ("avancement/pdf", {"instance": "autre"}, 404),
        ("avancement/pdf", {"objectif": "autre"}, 404),
        ("avancement/pdf", {"au": "demain"}, 422),
    ],
)
def test_what_cannot_be_made_is_refused_before_it_is_kept(ada, long, where, given, status):
    assert ada.post(f"{HERE}{where}/preparer/", given).status_code == status
    assert not Export.everywhere.exists()


def test_it_is_made_in_the_language_of_who_asked(ada, cast, long, pages):
    cast.ada.language = "en"
    cast.ada.save()
    ada.post(ORDER, {"au": "2026-11-23"}, headers={"Accept-Language": "en"})
    make_what_waits()
    export = Export.everywhere.get()
    assert export.title == "Progress report, PDF"
    answer = ada.get(f"{HERE}prepares/{export.pk}/")
    assert b"Progress report" in b"".join(answer.streaming_content)


@pytest.mark.slow
def test_the_page_costs_the_same_whatever_is_prepared(ada, asked):
    counts = []
    for rank in range(2):
        with CaptureQueriesContext(connection) as seen:
            ada.get(HERE)
        counts.append(len(seen))
        for other in range(10 * rank + 10):
            ada.post(ORDER, {"au": f"2027-01-{other + 1:02d}"})
    assert counts[0] == counts[1]


def test_more_actions_take_longer_and_annexes_always(ada, cast, inside):
    from dataclasses import replace

    from portulan.tracking.queries import plan_view
    from portulan.web.reports.kinds import FORMATS, PDF, ZIP, Kind

    plan = plan_view(cast.workspace, factories.TODAY)
    much = replace(plan, actions=plan.actions * 100)
    assert estimate.is_long(Kind.FOLLOW_UP, PDF, much)
    assert not any(estimate.is_long(kind, one, plan) for kind, formats in FORMATS.items() for one in formats)
    assert estimate.is_long(Kind.DOSSIER, ZIP, plan, annexes=1)
