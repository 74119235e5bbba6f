"""Minutes are approved, corrected as a next version, shown to others."""

import datetime as dt

import pytest

from meetings.held import DAY, hold
from meetings.test_closing import close, word_of
from portulan.journal.models import Entry
from portulan.meetings.commands.approving import approve_minutes
from portulan.meetings.commands.correcting import Correction, correct_minutes, show_minutes
from portulan.meetings.models import AgendaItem, Decision, Minutes
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.commands import remove_evidence
from portulan.tracking.models import Evidence, Visibility

pytestmark = pytest.mark.family

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def kept(inside, on_the_day):
    """The minutes of a closed meeting."""
    return close(hold(inside), inside)


def test_a_correction_is_the_next_version_and_says_what(inside, kept):
    second = AgendaItem.objects.get(meeting=kept.meeting, position=2)
    decision = Decision.objects.get(item=second, position=0)
    made = correct_minutes(
        kept,
        Correction(
            "Le titre de la note", {}, {str(second.pk): "La note est approuvée."}, {str(decision.pk): "Oui."}
        ),
        actor=inside.ada,
    )
    second.refresh_from_db()
    decision.refresh_from_db()
    assert (made.version, made.note, second.notes, decision.text) == (
        2, "Le titre de la note", "La note est approuvée.", "Oui.",
    )  # fmt: skip
    assert "Version 2, corrigée\u00a0: Le titre de la note" in word_of(made)
    assert "relue" in word_of(kept)
    assert (made.evidence.replaces, made.evidence.note) == (kept.evidence, "Le titre de la note")
    assert set(made.evidence.results.all()) == set(kept.evidence.results.all())
    assert Entry.objects.get(verb="minutes.corrected").reason == "Le titre de la note"


def test_what_happened_to_a_decision_since_does_not_slip_into_a_correction(inside, kept):
    Decision.objects.filter(meeting=kept.meeting).update(due=dt.date(2028, 1, 1))
    person = kept.content["attendees"][0]["id"]
    made = correct_minutes(kept, Correction("Présences", {person: "absent"}), actor=inside.ada)
    assert made.content["points"] == kept.content["points"]
    assert made.content["attendees"][0]["came"] == "absent"


@pytest.mark.parametrize(
    ("correction", "field"),
    [
        (Correction(" "), "note"),
        (Correction("x" * 501), "note"),
        (Correction("rien"), None),
        (Correction("vide", acts={"a": " "}), "acts"),
        (Correction("qui", {"a": "partie"}), "presences"),
    ],
)
def test_a_correction_that_says_nothing_is_refused(inside, kept, correction, field):
    with pytest.raises(Invalid) as refused:
        correct_minutes(kept, correction, actor=inside.ada)
    assert refused.value.field == field
    assert Minutes.objects.count() == 1


def test_only_the_last_version_is_corrected_or_approved(inside, kept):
    person = kept.content["attendees"][0]["id"]
    correct_minutes(kept, Correction("Présences", {person: "absent"}), actor=inside.ada)
    with pytest.raises(Conflict):
        correct_minutes(kept, Correction("Encore", {person: "excused"}), actor=inside.ada)
    with pytest.raises(Conflict):
        approve_minutes(kept, on=TODAY, actor=inside.ada)


def test_approving_makes_the_same_version_final(inside, kept):
    approved = approve_minutes(kept, on=TODAY, actor=inside.ada)
    assert (approved.version, approved.approved_on, approved.approved_in) == (1, TODAY, None)
    assert "Projet" not in word_of(approved)
    assert approved.evidence.replaces == kept.evidence
    with pytest.raises(Conflict):
        approve_minutes(approved, on=TODAY, actor=inside.ada)


@pytest.mark.parametrize("on", [TODAY + dt.timedelta(days=1), DAY - dt.timedelta(days=1)])
def test_an_approval_is_on_a_day_that_can_be(inside, kept, on):
    with pytest.raises(Invalid):
        approve_minutes(kept, on=on, actor=inside.ada)


def test_an_approval_is_in_a_later_meeting_of_the_body(inside, kept):
    earlier = hold(inside, dt.date(2026, 10, 1))
    with pytest.raises(Invalid):
        approve_minutes(kept, on=TODAY, actor=inside.ada, meeting=earlier)


def test_a_proof_that_was_taken_away_does_not_come_back(inside, kept):
    remove_evidence(kept.evidence, actor=inside.ada)
    approved = approve_minutes(Minutes.objects.get(), on=TODAY, actor=inside.ada)
    assert approved.approved_on == TODAY
    assert Evidence.objects.filter(removed_at=None).count() == 0


def test_who_may_read_them_is_said_once_for_the_meeting_and_its_proof(inside, kept):
    show_minutes(kept.meeting, Visibility.PUBLIC, actor=inside.ada)
    kept.meeting.refresh_from_db()
    kept.evidence.refresh_from_db()
    assert kept.meeting.minutes_visibility == kept.evidence.visibility == Visibility.PUBLIC
    assert Entry.objects.get(verb="minutes.shown").before == {"visibility": "internal"}
    with pytest.raises(Invalid):
        show_minutes(kept.meeting, "tous", actor=inside.ada)
