"""The demo: what the dashboard shows of it, labelled as fictional, made once, never in the future."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from django.utils import timezone

from portulan.commands import demo
from portulan.imports.models import Import, ImportState
from portulan.journal.models import Entry
from portulan.meetings.models import AgendaItem, Decision, Minutes, Stage
from portulan.meetings.queries.content import session_of
from portulan.plandoc.status import Status
from portulan.plans.models import Action, ExpectedResult, Objective
from portulan.shared import scoping
from portulan.tracking.models import Evidence, EvidenceKind
from portulan.tracking.queries import counts, plan_view
from portulan.workspaces.models import Membership, Role, User, Workspace
from recount import check
from written_again import written_again

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
SEEN = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@pytest.fixture
def seen(monkeypatch):
    """It is Monday 23 November 2026, at noon."""
    monkeypatch.setattr(timezone, "now", lambda: SEEN)


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    """The files of the demo, once it is made."""
    return tmp_path_factory.mktemp("files")


def _made() -> bool:
    return demo.fill(EXAMPLES)


@pytest.fixture
def filled(db, seen, settings, files, tmp_path):
    """The demo's first workspace, open; it is made once, and written again for each test."""
    settings.FILES_DIR = files
    assert written_again(_made) is True
    settings.FILES_DIR = shutil.copytree(files, tmp_path / "files")
    workspace = Workspace.objects.get(slug="mias")
    with scoping.opened(workspace.pk):
        yield workspace


def test_the_year_it_tells(filled):
    view = plan_view(filled, SEEN.date())
    assert counts(view.actions) == {
        Status.DONE: 6,
        Status.LATE: 4,
        Status.DUE: 10,
        Status.UNDER_WAY: 6,
        Status.TO_COME: 10,
        Status.SUSPENDED: 1,
        Status.DROPPED: 0,
        Status.FED: 9,
        Status.TO_FEED: 6,
    }
    assert ExpectedResult.objects.exclude(reached_on=None).count() == 25
    assert ExpectedResult.objects.count() == 75
    short_titles = set(Action.objects.values_list("short_title", flat=True))
    assert len(short_titles) == 52
    assert sorted(Objective.objects.filter(parent=None).values_list("short_title", flat=True)) == [
        "Compétences",
        "Développement social",
        "Enjeux des métiers",
        "Gouvernance",
        "Réseaux et trajectoires",
    ]
    assert set(EvidenceKind.values) - set(Evidence.objects.values_list("kind", flat=True)) == {
        EvidenceKind.PICTURE,
        EvidenceKind.FILE,
    }
    assert Entry.objects.filter(at__gt=SEEN).count() == 0
    assert Entry.objects.order_by("-at").first().at.date() == dt.date(2026, 11, 20)


def test_a_meeting_was_held_whose_minutes_wait_for_approval(filled):
    kept = Minutes.objects.get()
    session = session_of(kept.content)
    assert (kept.meeting.stage, session.number, session.on) == (Stage.CLOSED, 1, dt.date(2026, 10, 8))
    assert session.remark.startswith("Exemple")
    assert [one.came for one in session.attendees].count("excused") == 1
    assert [(act.to_do, act.who) for point in session.points for act in point.acts] == [
        (False, ""),
        (True, "Nadia Ferrand"),
    ]
    assert [one.code for one in kept.evidence.actions.order_by("position")] == ["2.1.2", "2.2.1", "2.4.1"]
    assert [one.text for one in kept.evidence.results.all()] == ["PV de la CEP", "PV de la CEP"]
    assert Decision.objects.filter(done_on=None).count() == 1
    following = AgendaItem.objects.get(approves=kept)
    assert (following.title, following.position) == ("Approbation du PV du 8 octobre 2026", 0)


def test_its_journal_begins_with_the_plan(filled):
    first = Entry.objects.order_by("at", "id").first()
    assert (first.verb, timezone.localtime(first.at).isoformat()) == (
        "workspace.created",
        "2024-09-16T08:00:00+02:00",
    )


def test_its_workspaces_and_people(filled):
    assert list(Workspace.objects.order_by("slug").values_list("slug", "fictional")) == [
        ("atelier", True),
        ("mias", True),
    ]
    roles = list(Membership.objects.values_list("role", flat=True))
    assert (roles.count(Role.COORDINATION), roles.count(Role.RESPONSIBLE), roles.count(Role.READER)) == (1, 7, 1)
    with scoping.opened(Workspace.objects.get(slug="atelier").pk):
        assert list(Import.objects.values_list("state", flat=True)) == [ImportState.REVIEW]


def test_it_is_made_once(filled):
    people = User.objects.count()
    assert demo.fill(EXAMPLES) is False
    assert User.objects.count() == people


def test_its_inquiry_was_answered_by_two(filled):
    from portulan.inquiries.models import Asked, PersonalLink

    answered = Asked.objects.exclude(answered_at=None).order_by("answered_at")
    assert [str(one.person) for one in answered] == ["Thomas Wéry", "Louise Marchal"]
    assert [(one.updates.count(), one.evidence.count()) for one in answered] == [(1, 1), (1, 0)]
    sent = PersonalLink.objects.exclude(sent_at=None)
    assert {bool(link.asked.person.address) for link in sent} == {True}
    assert sent.count() < PersonalLink.objects.count()


@pytest.mark.parametrize("day", [dt.date(2025, 6, 30), dt.date(2026, 6, 30), SEEN.date()])
def test_every_page_agrees_with_a_recount_from_the_json(filled, client, day):
    client.force_login(User.objects.get(email="claire.delvaux@example.org"))
    again = check(client, "mias", day, SEEN.date())
    assert len(again.actions) == 52
    assert all(max(again.proved(one)[1:]) <= again.proved(one)[0] for one, _status in again.actions)


def test_before_the_plan_came_in_there_is_none(filled, client):
    client.force_login(User.objects.get(email="claire.delvaux@example.org"))
    page = client.get("/e/mias/?au=2024-09-01").content.decode()
    assert "Le plan n’était pas encore dans Portulan ce jour-là" in page
