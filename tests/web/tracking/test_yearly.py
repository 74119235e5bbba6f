"""Continuous actions year after year: proved or not, what was said of each year, by whom."""

import datetime as dt
import uuid

import pytest
from django.test import Client

import factories
from portulan.journal.models import Entry
from portulan.plans.models import Action, ExpectedResult
from portulan.shared import scoping
from portulan.tracking.models import ProgressUpdate

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def continuous(cast) -> Action:
    action = cast.action("1.1.1")
    Action.everywhere.filter(pk=action.pk).update(
        deadline_text="En continu", deadline_kind="continuous", deadline_starts=None, deadline_due=None
    )
    return cast.action("1.1.1")


def address(action, year=2025, slug="mias") -> str:
    return f"/e/{slug}/action/{action.pk}/annee/{year}/"


def sent(text="Deux rencontres avec le secteur.", **more) -> dict[str, str]:
    return {"text": text, "submission": str(uuid.uuid4())} | more


def years(browser, action):
    return {one.title: one for one in browser.get(f"/e/mias/action/{action.pk}/").context["page"].years}


def test_a_year_is_told_and_shown(ada, continuous):
    answer = ada.post(address(continuous), sent())
    assert answer.url == f"/e/mias/action/{continuous.pk}/#annees"
    shown = years(ada, continuous)
    assert list(shown) == ["2026-2027", "2025-2026", "2024-2025"]
    assert shown["2025-2026"].point.text == "Deux rencontres avec le secteur."
    assert (shown["2024-2025"].point, shown["2026-2027"].mark.words) == (None, "à nourrir")


def test_it_is_told_again_and_never_edited(ada, continuous):
    ada.post(address(continuous), sent("Une première version."))
    ada.post(address(continuous), sent("Une version relue."))
    assert years(ada, continuous)["2025-2026"].point.text == "Une version relue."
    assert ProgressUpdate.everywhere.filter(about_year=2025).count() == 2
    assert Entry.everywhere.filter(verb="progress.year_told").count() == 2
    assert "Une version relue." in ada.get(address(continuous)).text


def test_the_same_form_tells_once(ada, continuous):
    form = sent()
    for _again in range(2):
        ada.post(address(continuous), form)
    assert ProgressUpdate.everywhere.filter(about_year=2025).count() == 1


def test_a_proof_marks_its_own_year(ada, cast, continuous):
    with scoping.opened(cast.workspace.pk):
        result = ExpectedResult.objects.filter(action=continuous).first()
        factories.proof(continuous, on=dt.date(2026, 3, 3), results=[result], title="PV de mars")
    shown = years(ada, continuous)
    assert [one.mark.words for one in shown.values()] == ["à nourrir", "1 preuve", "aucune preuve"]
    heat = ada.get("/e/mias/").context["heat"]
    assert heat.summary == "0 sur 1 à jour cette année"
    assert [mark.words for mark in heat.rows[0].marks] == ["aucune preuve", "1 preuve", "à nourrir", "", ""]


def test_without_continuous_actions_there_is_no_heat(ada, cast):
    assert ada.get("/e/mias/").context["heat"] is None
    assert years(ada, cast.action("1.1.1")) == {}


@pytest.mark.parametrize(("year", "text"), [(2025, " "), (2027, "Déjà fait.")])
def test_what_cannot_be_told_is_refused(ada, continuous, year, text):
    answer = ada.post(address(continuous, year), sent(text))
    assert (answer.status_code, ProgressUpdate.everywhere.exists()) == (422, False)
    assert text in answer.text


def test_an_action_with_a_deadline_has_no_yearly_point(ada, cast):
    assert ada.post(address(cast.action("1.1.2")), sent()).status_code == 409
    assert ada.get(address(cast.action("1.1.2"), year=1)).status_code == 404


def test_who_may_not_report_tells_nothing(cast, continuous, on_the_day):
    chloe, driss = Client(), Client()
    chloe.force_login(cast.chloe, backend=BACKEND)
    driss.force_login(cast.driss, backend=BACKEND)
    assert chloe.post(address(continuous), sent()).status_code == 403
    assert driss.post(address(continuous), sent()).status_code == 404
    assert driss.post(address(continuous, slug="ailleurs"), sent()).status_code == 404
    assert Client().get(address(continuous)).status_code == 302
    assert not ProgressUpdate.everywhere.exists()
