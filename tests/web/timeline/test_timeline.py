"""The timeline: what stands in which year, for whom, in how many queries."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portulan.plans.models import Action, Dependency, Plan
from portulan.shared import scoping
from portulan.tracking.commands import add_evidence, mark_reached, report_progress
from portulan.web.timeline.years import Slot

TIMELINE = "/e/mias/frise/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def row(answer, code="1.1.1"):
    """The row of an action."""
    return next(row for section in answer.context["page"].sections for row in section.rows if row.code == code)


def change(cast, code="1.1.1", **fields) -> Action:
    action = cast.action(code)
    Action.everywhere.filter(pk=action.pk).update(**fields)
    return action


def due(text: str, starts: str, ends: str, kind="academic_year") -> dict[str, str]:
    return {"deadline_text": text, "deadline_kind": kind, "deadline_starts": starts, "deadline_due": ends}


def test_an_action_stands_in_the_year_of_its_deadline(ada, cast):
    cells = row(ada.get(TIMELINE)).cells
    assert [cell.band is not None for cell in cells] == [False, False, True, False, False]
    band = cells[2].band
    assert (band.kind, band.label, band.at) == ("echeance", "0/2", Slot(1, 25))
    assert band.words == "échéance 26-27, à échéance cette année, résultats atteints : 0 sur 2".replace(
        " :", "\u00a0:"
    )


def test_a_shorter_deadline_takes_its_part_of_the_year(ada, cast):
    change(cast, **due("Q2 26-27", "2027-02-01", "2027-06-30", "semester"))
    assert row(ada.get(TIMELINE)).cells[2].band.at == Slot(10, 20)


def test_the_delay_is_drawn_past_the_deadline(ada, cast):
    change(cast, **due("24-25", "2024-09-14", "2025-09-13"))
    cells = row(ada.get(TIMELINE)).cells
    assert (cells[0].band.kind, cells[0].band.note) == ("retard", "en retard")
    assert [[(wake.kind, wake.at) for wake in cell.wakes] for cell in cells] == [
        [], [("depasse", Slot(1, 25))], [("depasse", Slot(1, 6))], [], [],
    ]  # fmt: skip


def test_work_engaged_begins_with_the_first_note_or_proof(ada, cast):
    with scoping.opened(cast.workspace.pk):
        report_progress(cast.action("1.1.1"), actor=cast.ada, on=dt.date(2026, 3, 15), text="Premier échange.")
    wakes = [[(wake.kind, wake.at) for wake in cell.wakes] for cell in row(ada.get(TIMELINE)).cells]
    assert wakes == [[], [("", Slot(13, 25))], [("", Slot(1, 6))], [], []]


def test_what_is_done_is_inked(ada, cast):
    with scoping.opened(cast.workspace.pk):
        action = cast.action("1.1.1")
        report_progress(action, actor=cast.ada, on=dt.date(2026, 9, 20), text="On commence.")
        report_progress(action, actor=cast.ada, on=dt.date(2026, 10, 20), text="C’est fait.", state="done")
        mark_reached(action.expected_results.first(), actor=cast.ada, on=dt.date(2026, 10, 20))
    shown = row(ada.get(TIMELINE))
    assert (shown.cells[2].band.kind, shown.cells[2].band.icon, shown.cells[2].band.label) == (
        "realisee",
        "check",
        "1/2",
    )
    assert [wake.kind for wake in shown.cells[2].wakes] == ["fini"]
    assert shown.postpone_address == ""


def test_a_continuous_action_is_open_and_fed_year_by_year(ada, cast):
    action = change(cast, deadline_text="En continu", deadline_kind="continuous", deadline_due=None)
    with scoping.opened(cast.workspace.pk):
        action.refresh_from_db()
        link = {"url": "https://example.org/pv", "title": "PV du 3 mars"}
        add_evidence(action, actor=cast.ada, on=dt.date(2026, 3, 3), **link)
    kinds = [cell.open.kind for cell in row(ada.get(TIMELINE)).cells]
    assert kinds == ["vide", "", "nourrir", "futur", "futur fin"]


def test_a_dependency_is_said_and_its_contradiction_told(ada, cast):
    change(cast, **due("25-26", "2025-09-14", "2026-09-13"))
    with scoping.opened(cast.workspace.pk):
        Dependency.objects.create(action=cast.action("1.1.1"), needs=cast.action("1.1.2"))
        Dependency.objects.create(action=cast.action("1.1.2"), needs=cast.action("1.1.3"))
    answer = ada.get(TIMELINE)
    assert [(tie.code, tie.contradicts) for tie in row(answer).ties] == [("1.1.2", True)]
    assert [(tie.code, tie.contradicts) for tie in row(answer, "1.1.2").ties] == [("1.1.3", False)]


def test_the_filter_keeps_the_actions_of_a_body(ada, cast):
    codes = {one.code for section in ada.get(TIMELINE).context["page"].sections for one in section.rows}
    assert len(codes) == 9
    kept = ada.get(TIMELINE, {"responsable": "CEP"}).context["page"]
    assert sum(len(section.rows) for section in kept.sections) == 9
    nobody = ada.get(TIMELINE, {"responsable": "ailleurs"})
    assert "Aucune action ne correspond à ce filtre" in nobody.text


def test_the_list_says_the_same_by_year(ada, cast):
    page = ada.get(TIMELINE, {"vue": "liste"}).context["page"]
    assert [(pile.title, len(pile.items)) for pile in page.piles] == [
        ("2024-25", 0), ("2025-26", 0), ("2026-27", 9), ("2027-28", 0), ("2028-29", 0),
    ]  # fmt: skip
    assert "<table" not in ada.get(TIMELINE, {"vue": "liste"}).text


def test_a_plan_without_years_shows_those_of_its_deadlines(ada, cast):
    Plan.everywhere.update(starts=None, ends=None)
    change(cast, **due("2099", "2099-01-01", "2099-12-31", "calendar_year"))
    heads = [head.long for head in ada.get(TIMELINE).context["page"].heads]
    assert (len(heads), heads[-1]) == (12, "2099-2100")


def test_a_reader_moves_nothing(cast, client, on_the_day):
    client.force_login(cast.chloe, backend=BACKEND)
    answer = client.get(TIMELINE)
    assert "data-postpone" not in answer.text
    assert row(answer).postpone_address == ""


@pytest.mark.parametrize("path", [TIMELINE, "/e/mias/charge/"])
def test_strangers_see_nothing(cast, path):
    assert Client().get(path).status_code == 302
    driss = Client()
    driss.force_login(cast.driss, backend=BACKEND)
    assert driss.get(path).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("path", [TIMELINE, "/e/mias/charge/"])
def test_at_most_fifteen_queries_however_long_the_plan(ada, cast, tenfold, path):
    with CaptureQueriesContext(connection) as few:
        ada.get(path)
    tenfold(cast.workspace)
    with CaptureQueriesContext(connection) as many:
        ada.get(path)
    assert len(few) == len(many) <= 15


LOAD = "/e/mias/charge/"


def load_cells(answer, body="CEP"):
    rows = {str(one.name): one.cells for one in answer.context["page"].rows}
    return [(cell.before, cell.after) for cell in rows["Commission Environnement professionnel"]]


def test_the_load_counts_what_is_still_to_be_done(ada, cast):
    assert load_cells(ada.get(LOAD)) == [(0, 0), (0, 0), (9, 9), (0, 0), (0, 0), (0, 0)]
    change(cast, state="done")
    answer = ada.get(LOAD)
    assert load_cells(answer)[2] == (8, 8)
    assert answer.context["page"].title == "Le plus lourd\u00a0: CEP, huit échéances en 2026-2027"


def test_a_move_is_tried_without_touching_the_plan(ada, cast):
    action = cast.action("1.1.1")
    answer = ada.get(LOAD, {"action": str(action.pk), "annee": "2027"})
    assert load_cells(answer)[2:4] == [(9, 8), (0, 1)]
    (tried,) = answer.context["page"].tried
    assert (tried.code, tried.before, tried.after) == ("1.1.1", "26-27", "27-28")
    assert tried.decide_address == f"/e/mias/action/{action.pk}/reporter/?echeance=27-28"
    assert cast.action("1.1.1").deadline_text == "26-27"


def test_several_moves_stand_in_the_address(ada, cast):
    pairs = [f"{cast.action(code).pk}:2028" for code in ("1.1.1", "1.1.2")]
    answer = ada.get(LOAD, {"essai": pairs})
    assert answer.context["page"].pairs == tuple(pairs)
    assert load_cells(answer)[4] == (0, 2)
    undone = ada.get(LOAD + answer.context["page"].tried[0].undo_address)
    assert undone.context["page"].pairs == (pairs[1],)


@pytest.mark.parametrize("asked", ["", "x:2027", f"{uuid.UUID(int=7)}:2027", "1.1.1:2027", ":", "x"])
def test_what_cannot_be_tried_is_left_out(ada, cast, asked):
    answer = ada.get(LOAD, {"essai": asked})
    assert (answer.status_code, answer.context["page"].tried) == (200, ())


def test_an_action_of_another_workspace_is_not_tried(ada, cast):
    other = Action.everywhere.filter(workspace=cast.elsewhere).first()
    assert ada.get(LOAD, {"essai": f"{other.pk}:2027"}).context["page"].tried == ()
