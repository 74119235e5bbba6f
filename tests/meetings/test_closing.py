"""A meeting is closed: its minutes are numbered, frozen, filed as a proof; two people close it once."""

import dataclasses
import datetime as dt
import io
import uuid

import pytest
from docx import Document

from meetings.conftest import on
from meetings.held import DAY, decide, hold, item
from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.meetings.commands import closing as closing_commands
from portulan.meetings.commands.closing import AlreadyClosed, Closing, Meanwhile, close_meeting
from portulan.meetings.commands.planning import plan_meeting
from portulan.meetings.models import AgendaItem, Attendance, ItemKind, ItemStage, Meeting, Minutes, Presence, Stage
from portulan.meetings.queries.content import as_plain, session_of
from portulan.meetings.queries.proposed import names_of_bodies, proposed_proofs
from portulan.meetings.queries.sessions import Said, fingerprint, session_now
from portulan.meetings.rules.proving import others_named
from portulan.plans.models import ExpectedResult
from portulan.shared import filestore
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.models import Evidence, EvidenceKind, Postponement, Visibility
from portulan.tracking.queries.proofs import visible_to
from portulan.tracking.rules import Audience

pytestmark = pytest.mark.family


@pytest.fixture
def meeting(inside, on_the_day):
    return hold(inside)


def ticked(meeting) -> tuple:
    return tuple(one.pair for one in proposed_proofs(meeting) if one.ticked)


def close(meeting, cast, **fields) -> Minutes:
    fields = {"said": Said(), "proofs": ticked(meeting)} | fields
    return close_meeting(meeting, Closing(**fields), actor=cast.ada)


def word_of(minutes) -> str:
    stored = filestore.path(minutes.workspace_id, minutes.word_sha256).read_bytes()
    file = Document(io.BytesIO(stored))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in file.paragraphs), *cells])


def test_closing_files_the_minutes_as_one_proof_of_what_was_discussed(inside, meeting):
    kept = close(meeting, inside)
    meeting.refresh_from_db()
    assert (meeting.stage, meeting.number, kept.version) == (Stage.CLOSED, 1, 1)
    proof = Evidence.objects.get()
    assert kept.evidence == proof
    assert (proof.kind, proof.on, proof.academic_year, proof.draft) == (EvidenceKind.MINUTES, DAY, 2026, False)
    assert proof.title == "PV n°\u00a01 CEP, 19\u00a0novembre\u00a02026"
    assert [one.code for one in proof.actions.all()] == ["1.1.1"]
    assert [one.text for one in proof.results.all()] == ["PV de la CEP"]
    assert proof.file_sha256 == kept.pdf_sha256
    told = Entry.objects.get(verb="meeting.closed")
    assert (told.subject_name, told.after["number"], told.after["proof"]) == ("CEP", 1, str(proof.pk))


def test_the_word_file_says_all_of_it(inside, meeting):
    said = word_of(close(meeting, inside))
    for words in ("Procès-verbal n°\u00a01 · 2026-2027", "Projet", "La note est relue.", "deux remarques",
                  "La note est finalisée.", "Pour le 31\u00a0janvier\u00a02027", "Nadia Ferrand", "Non notée",
                  "Ce point est remis à une prochaine réunion."):  # fmt: skip
        assert words in said


def test_what_is_kept_comes_back_as_it_was(inside, meeting):
    session = session_now(meeting, number=4)
    assert session_of(as_plain(session)) == session
    assert session_of(close(meeting, inside).content).points[1].acts[1].who == "Nadia Ferrand"


def test_what_was_left_is_said_at_the_closing(inside, meeting):
    basile = Attendance.objects.get(meeting=meeting, presence=Presence.EXPECTED)
    waiting = AgendaItem.objects.get(meeting=meeting, stage=ItemStage.WAITING, position=3)
    said = Said({basile.pk: Presence.EXCUSED}, {waiting.pk: ItemStage.DROPPED})
    kept = close(meeting, inside, said=said)
    basile.refresh_from_db()
    waiting.refresh_from_db()
    assert (basile.presence, waiting.stage) == (Presence.EXCUSED, ItemStage.DROPPED)
    assert [one["title"] for one in kept.content["points"]] == ["Mot d’accueil", "Synthèse"]
    assert AgendaItem.objects.get(meeting=meeting, position=2).stage == ItemStage.DONE


def test_an_item_that_was_not_treated_is_proposed_unticked_with_the_reason(inside, meeting):
    assert [(one.action.code, one.ticked, one.why) for one in proposed_proofs(meeting)] == [
        ("1.1.1", True, "point 2\u00a0: des notes, 2 décisions"),
        ("1.1.2", False, "si le point 3 est traité"),
    ]


def test_the_minutes_of_another_body_are_not_proposed(inside, meeting):
    Body.objects.create(acronym="CS", name="Comité stratégique", kind="commission")
    result = ExpectedResult.objects.get(action=inside.action("1.1.1"), kind="minutes")
    result.text = "PV du Comité stratégique"
    result.save()
    lines = [one for one in proposed_proofs(meeting) if one.action.code == "1.1.1"]
    assert [(one.result, one.ticked, one.other) for one in lines] == [(result, False, "CS"), (None, True, "")]


@pytest.mark.parametrize(
    ("text", "other"),
    [("PV de la CEP", ""), ("PV des rencontres", ""), ("PV du CS", "CS"), ("PV du CS et de la CEP", "")],
)
def test_whose_minutes_a_result_asks_for(inside, text, other):
    Body.objects.get_or_create(acronym="CS", defaults={"name": "Comité stratégique", "kind": "commission"})
    assert others_named(text, Body.objects.get(acronym="CEP").pk, names_of_bodies()) == other


def test_numbers_count_by_body_and_academic_year(inside, on_the_day):
    days = (dt.date(2026, 9, 10), dt.date(2026, 10, 8), dt.date(2026, 11, 19))
    numbers = [close(hold(inside, day), inside, proofs=()).content["number"] for day in days]
    assert numbers == [1, 1, 2]


def test_nothing_chosen_files_no_proof(inside, meeting):
    assert close(meeting, inside, proofs=()).evidence is None
    assert Evidence.objects.count() == 0


def test_the_visibility_of_the_meeting_is_that_of_the_proof(inside, meeting):
    close(meeting, inside, visibility=Visibility.EXPERTS)
    meeting.refresh_from_db()
    assert meeting.minutes_visibility == Visibility.EXPERTS
    assert visible_to(Audience.EXPERTS).count() == 1
    assert visible_to(Audience.PUBLIC).count() == 0


def test_minutes_are_internal_unless_somebody_says_otherwise(inside, meeting):
    close(meeting, inside)
    assert visible_to(Audience.EXPERTS).count() == 0


def test_the_second_who_closes_sees_that_it_is_done(inside, meeting):
    close(meeting, inside)
    with pytest.raises(AlreadyClosed, match="Ada a clos"):
        close(meeting, inside)
    assert (Minutes.objects.count(), Evidence.objects.count()) == (1, 1)


def test_what_somebody_wrote_meanwhile_is_read_first(inside, meeting):
    seen = fingerprint(session_now(meeting))
    decide(meeting, AgendaItem.objects.get(position=3, meeting=meeting), "Une décision de dernière minute.")
    with pytest.raises(Meanwhile):
        close(meeting, inside, seen=seen)
    assert Meeting.objects.get(pk=meeting.pk).stage == Stage.OPEN


def test_a_failure_leaves_the_meeting_open_with_nothing_lost(inside, meeting, monkeypatch):
    def fails(*_given, **_named):
        raise Conflict("non")

    monkeypatch.setattr(closing_commands, "add_evidence", fails)
    waiting = AgendaItem.objects.get(meeting=meeting, position=3)
    with pytest.raises(Conflict):
        close(meeting, inside, said=Said({}, {waiting.pk: ItemStage.DROPPED}))
    meeting.refresh_from_db()
    waiting.refresh_from_db()
    assert (meeting.stage, meeting.number, waiting.stage) == (Stage.OPEN, None, ItemStage.WAITING)
    assert Minutes.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"visibility": "tous"}, "visibility"),
        ({"said": Said({uuid.uuid4(): "peut-être"})}, "presences"),
        ({"said": Said({}, {uuid.uuid4(): "oublié"})}, "stages"),
        ({"proofs": [(uuid.uuid4(), None)]}, "proofs"),
    ],
)
def test_what_cannot_be_said_is_refused(inside, meeting, fields, field):
    with pytest.raises(Invalid) as refused:
        close(meeting, inside, **fields)
    assert refused.value.field == field


def test_an_action_that_was_not_discussed_is_not_proved(inside, meeting):
    waiting = next(one for one in proposed_proofs(meeting) if one.action.code == "1.1.2")
    with pytest.raises(Invalid, match=r"point 3 n’a pas été traité"):
        close(meeting, inside, proofs=[waiting.pair])
    third = AgendaItem.objects.get(meeting=meeting, position=3)
    close(meeting, inside, proofs=[waiting.pair], said=Said({}, {third.pk: ItemStage.DONE}))
    assert [one.code for one in Evidence.objects.get().actions.all()] == ["1.1.2"]


def test_a_meeting_that_is_brought_forward_stands_on_the_day_when_it_was_held(inside, on_the_day):
    meeting = hold(inside, dt.date(2026, 12, 3))
    kept = close(meeting, inside)
    meeting.refresh_from_db()
    assert (meeting.day, kept.content["on"], kept.evidence.on) == (on_the_day, "2026-11-23", on_the_day)
    assert (meeting.starts.hour, meeting.sequence) == (13, 1)


def test_a_meeting_that_nobody_opened_is_not_closed_before_its_day(inside, on_the_day):
    meeting = hold(inside, dt.date(2026, 12, 3))
    Meeting.objects.update(opened_at=None)
    meeting.refresh_from_db()
    with pytest.raises(Invalid):
        close(meeting, inside)


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.CANCELLED])
def test_only_an_open_meeting_is_closed(inside, on_the_day, stage):
    with pytest.raises(Conflict):
        close(hold(inside, stage=stage), inside)


def test_what_the_meeting_changed_in_the_plan_is_told(inside, meeting):
    Postponement.objects.create(
        action=inside.action("1.1.2"),
        from_text="26-27",
        to_text="27-28",
        reason="La note attend.",
        body=meeting.body,
        decided_on=DAY,
        author_name="Ada",
    )
    point = session_now(meeting).points[2]
    assert point.moves == ("L’échéance passe de 26-27 à 27-28\u00a0: La note attend.",)
    assert not point.put_off
    assert [one.ticked for one in proposed_proofs(meeting)] == [True, True]


def test_the_next_date_is_that_of_the_next_meeting_of_the_body(inside, meeting):
    assert session_now(meeting).next_on is None
    plan_meeting(meeting.body, on(dt.date(2027, 1, 14)), actor=inside.ada)
    assert session_now(meeting).next_on == dt.datetime(2027, 1, 14, 14, 0)


def test_an_approval_on_the_agenda_approves_at_the_closing(inside, on_the_day):
    earlier = close(hold(inside, dt.date(2026, 10, 8)), inside)
    draft = earlier.pdf_sha256
    later = hold(inside)
    item(later, 4, "Approbation", kind=ItemKind.APPROVAL, approves=earlier, stage=ItemStage.DONE)
    close(later, inside, proofs=())
    earlier.refresh_from_db()
    assert (earlier.approved_on, earlier.approved_in, earlier.version) == (DAY, later, 1)
    assert earlier.pdf_sha256 != draft
    assert earlier.evidence.file_sha256 == earlier.pdf_sha256
    assert earlier.evidence.replaces.file_sha256 == draft
    said = word_of(earlier)
    assert "Approuvé le 19\u00a0novembre\u00a02026" in said
    assert "Projet" not in said


def test_an_edition_is_made_again_to_the_byte(inside, meeting):
    kept = close(meeting, inside)
    again = closing_commands.files.made(session_of(kept.content), dataclasses.replace(closing_commands.Edition()))
    assert (again.word.sha256, again.pdf.sha256) == (kept.word_sha256, kept.pdf_sha256)


def test_what_was_for_information_is_not_put_off_and_proves_nothing_of_itself(inside, meeting):
    told = item(meeting, 4, "Calendrier", inside.action("1.1.3"), for_information=True)
    item(meeting, 5, "Divers et prochaine date", kind=ItemKind.CLOSING)
    assert [point.put_off for point in session_now(meeting).points] == [False, False, True, False, False]
    (line,) = [one for one in proposed_proofs(meeting) if one.rank == 4]
    assert (line.ticked, line.why) == (False, "point 4, pour information")
    close(meeting, inside)
    told.refresh_from_db()
    assert told.stage == ItemStage.DONE
