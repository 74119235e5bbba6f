"""A page asked as of another day: what it says, that it keeps the day, that nothing changes from it."""

import datetime as dt
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portulan.journal.models import Entry
from portulan.plans.commands.dependencies import add_dependency
from portulan.plans.commands.editing import ActionDraft, change_action, remove_action
from portulan.shared import scoping
from portulan.tracking.commands import Decision, postpone, report_progress
from portulan.web.looking_back import address_on

pytestmark = pytest.mark.family

ABOUT_TODAY = {
    f"/e/mias/{name}/"
    for name in (
        "membres",
        "reunions",
        "espace",
    )
}
BEFORE, BETWEEN = dt.date(2026, 10, 1), dt.date(2026, 11, 20)


def address(name, *args, day=BETWEEN, slug="mias", **query):
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(name, args=[slug, *args]) + f"?au={day.isoformat()}" + (f"&{asked}" if asked else "")


def plain(answer):
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def lived(cast, on_the_day):
    """Taken in on 2 November; on the 21st an action is renamed, another done, a third gone, a fourth postponed."""
    Entry.everywhere.filter(workspace=cast.workspace).update(at=dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC))
    with scoping.opened(cast.workspace.pk):
        change_action(cast.action("1.1.1"), ActionDraft(text="Un tout autre texte", code="9.9"), actor=cast.ada)
        report_progress(cast.action("1.1.2"), actor=cast.ada, on=BETWEEN, text="C’est fini.", state="done")
        remove_action(cast.action("1.1.3"), actor=cast.ada)
        postpone(cast.action("2.1.1"), actor=cast.ada, deadline="27-28", decision=Decision("Un an"))
    Entry.everywhere.filter(workspace=cast.workspace).exclude(verb="plan.taken_in").update(
        at=dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
    )
    for row in (
        cast.action("1.1.2").updates(manager="everywhere"),
        cast.action("2.1.1").postponements(manager="everywhere"),
    ):
        row.update(created_at=dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC))
    return cast


@pytest.fixture
def reading(lived, client):
    client.force_login(lived.ada)
    return client


def test_the_plan_is_what_it_was_and_says_so(reading):
    page = plain(reading.get(address("plan")))
    assert "Le plan tel qu’il était le 20 novembre 2026." in page
    assert "Revenir à aujourd’hui" in page
    assert "Rédaction de la note 1.1.1" in page
    assert "Rédaction de la note 1.1.3" in page
    assert "Un tout autre texte" not in page
    today = plain(reading.get(reverse("plan", args=["mias"])))
    assert "tel qu’il était" not in today
    assert "Un tout autre texte" in today
    assert "Rédaction de la note 1.1.3" not in today


@pytest.mark.parametrize(
    "name", ["dashboard", "plan", "search", "journal", "drift", "list", "timeline", "bodies", "proofs"]
)
def test_every_reading_page_keeps_the_day_and_changes_nothing(reading, name):
    page = plain(reading.get(address(name, **({"q": "note"} if name == "search" else {}))))
    assert "Le plan tel qu’il était le 20 novembre 2026." in page
    links = re.findall(r'href="(/e/mias/(?:plan|action|chercher|journal)?[^"]*)"', page)
    back = [one for one in links if one.endswith("au=")]
    kept = [one for one in links if "au=2026-11-20" in one]
    others = {one.partition("?")[0] for one in links} - {one.partition("?")[0] for one in [*kept, *back]}
    assert len(back) == 1
    assert others <= ABOUT_TODAY
    posts = re.findall(r'<form[^>]*method="post"[^>]*action="([^"]*)"', page)
    assert [one for one in posts if one.startswith("/e/")] == []
    assert "/modifier/" not in " ".join(links)


def test_filters_and_fragments_keep_the_day_too(reading, lived):
    page = plain(reading.get(address("plan", statut="echeance")))
    form = re.search(r'<form class="filtres".*?</form>', page, re.DOTALL)[0]
    assert '<input type="hidden" name="au" value="2026-11-20">' in form
    assert re.search(r'hx-get="/e/mias/plan/ligne/[^"]*\?au=2026-11-20"', page)
    row = plain(reading.get(address("plan_row", lived.action("9.9").pk)))
    assert "Ouvrir la fiche 1.1.1" in row
    assert "Noter un avancement" not in row
    assert "Reporter" not in row
    pushed = reading.get(address("plan", statut="retard"), headers={"HX-Request": "true"})["HX-Push-Url"]
    assert pushed == "/e/mias/plan/?statut=retard&au=2026-11-20"


def test_an_action_its_notes_its_history_and_its_deadline_are_those_of_the_day(reading, lived):
    page = plain(reading.get(address("action", lived.action("1.1.2").pk)))
    assert "C’est fini." not in page
    assert "En cours" not in re.search(r'<dl class="faits">.*?</dl>', page, re.DOTALL)[0]
    assert "échéance initiale" not in plain(reading.get(address("action", lived.action("2.1.1").pk)))
    assert "échéance initiale 26-27" in plain(
        reading.get(reverse("action", args=["mias", lived.action("2.1.1").pk]))
    )
    removed = Entry.everywhere.get(verb="action.removed").subject_id
    assert reading.get(address("action", removed)).status_code == 200
    assert reading.get(reverse("action", args=["mias", removed])).status_code == 404


def test_the_journal_stops_at_that_day(reading):
    page = plain(reading.get(address("journal")))
    assert "a repris le plan" in page
    assert "a modifié l’action" not in page


def test_the_timeline_draws_the_dependencies_of_the_day(reading, lived):
    with scoping.opened(lived.workspace.pk):
        added = add_dependency(lived.action("2.1.2"), lived.action("2.1.3"), actor=lived.ada)
    tied = [
        [tie.code for section in shown.context["page"].sections for row in section.rows for tie in row.ties]
        for shown in (reading.get(address("timeline")), reading.get(reverse("timeline", args=["mias"])))
    ]
    assert tied == [[], [added.needs.code]]


def test_before_the_plan_came_in_a_page_says_so(reading):
    for name in ("dashboard", "plan", "search"):
        page = plain(reading.get(address(name, day=BEFORE)))
        assert "Le plan n’était pas encore dans Portulan ce jour-là" in page
        assert "Revenir à aujourd’hui" in page


def test_a_day_to_come_says_what_statuses_would_be(reading):
    page = plain(reading.get(address("dashboard", day=dt.date(2028, 9, 14))))
    assert "Le plan tel qu’il serait le 14 septembre 2028, si rien ne change d’ici là." in page
    assert "sept en retard" in page


def test_nothing_is_changed_from_another_day_but_a_form_that_was_sent_counts(reading, lived):
    action = lived.action("2.2.1")
    for name in ("action_edit", "action_postpone", "progress_add"):
        answer = reading.get(address(name, action.pk))
        assert answer.status_code == 403
        assert "Cette page montre un autre jour" in plain(answer)
    sent = reading.post(address("action_postpone", action.pk), {"deadline": "27-28", "reason": "Un an"})
    assert sent.status_code == 302


@pytest.mark.parametrize("day", ["hier", "2026-13-01", "0001-01-01", "9999-12-31", "2026-11-20T10:00"])
def test_a_day_that_is_none_is_said(reading, day):
    answer = reading.get(f"/e/mias/plan/?au={day}")
    assert answer.status_code == 422
    assert "Cette date n’est pas comprise" in plain(answer)


def test_who_may_see_the_plan_may_see_it_then_and_nobody_else(lived, client):
    answers = {}
    for person in (lived.basile, lived.chloe, lived.driss):
        client.force_login(person)
        answers[person.name] = client.get(address("plan")).status_code
    assert answers == {"Basile": 200, "Chloé": 200, "Driss": 404}
    client.logout()
    assert client.get(address("plan")).status_code == 302


def test_the_export_of_a_day_is_the_plan_of_that_day(reading):
    answer = reading.get(address("plan_export", "json"))
    document = json.loads(answer.content)
    codes = [one["code"] for top in document["objectives"] for low in top["objectives"] for one in low["actions"]]
    assert "1.1.3" in codes
    assert "9.9" not in codes
    assert 'filename="plan-action-2024-2029-2026-11-20.json"' in answer["Content-Disposition"]
    assert reading.get(address("plan_export", "json", day=BEFORE)).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(("name", "most"), [("dashboard", 20), ("plan", 18)])
def test_as_many_queries_whatever_happened_since(reading, lived, name, most):
    def number():
        with CaptureQueriesContext(connection) as queries:
            reading.get(address(name))
        return len(queries)

    number()
    once = number()
    with scoping.opened(lived.workspace.pk):
        for code in ("2.1.2", "2.1.3", "2.2.1"):
            change_action(lived.action(code), ActionDraft(text=f"Autre {code}"), actor=lived.ada)
    assert number() == once
    assert once <= most


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/e/mias/plan/", "/e/mias/plan/?au=2026-11-20"),
        ("?", "?au=2026-11-20"),
        ("?q=a#o-1", "?q=a&amp;au=2026-11-20#o-1"),
        ("/e/mias/plan/?au=", "/e/mias/plan/?au="),
        ("?q=au=b", "?q=au=b&amp;au=2026-11-20"),
    ],
)
def test_an_address_gets_the_day_once(asked, kept):
    assert address_on(BETWEEN, asked) == kept
