"""What is proposed for an agenda, in which order, and what of it is ticked."""

import datetime as dt
import uuid

from portulan.meetings.rules import ItemKind
from portulan.meetings.rules.agenda import (
    TOLD_AT_MOST,
    ActionFacts,
    Known,
    Lasting,
    Reason,
    in_order,
    key_of_action,
    proposals,
)
from portulan.plandoc.status import Status


def an_action(code, status, due=None):
    return ActionFacts(uuid.uuid5(uuid.NAMESPACE_OID, code), code, f"Note {code}", status, due=due)


def proposed(known, taken=(), room=600):
    return [
        (one.reason, one.action.code if one.action else one.title, one.ticked)
        for one in proposals(known, taken=taken, room=room)
    ]


LATE = an_action("2.1.1", Status.LATE, dt.date(2025, 9, 13))
DUE = an_action("2.4.1", Status.DUE, dt.date(2027, 9, 13))
TO_FEED = an_action("3.6.1", Status.TO_FEED)
FED = an_action("2.1.2", Status.FED)
UNDER_WAY = an_action("2.1.4", Status.UNDER_WAY)


def test_reasons_come_in_their_order():
    known = Known(
        actions=(FED, TO_FEED, UNDER_WAY, DUE, LATE),
        approval=Lasting(uuid.uuid4(), "PV"),
        put_off=(Lasting(uuid.uuid4(), "Local"),),
        decisions=(Lasting(uuid.uuid4(), "Relire"),),
        waiting=(Lasting(uuid.uuid4(), "plan.docx"),),
    )
    assert proposed(known) == [
        (Reason.APPROVAL, "PV", True),
        (Reason.PUT_OFF, "Local", True),
        (Reason.LATE, "2.1.1", True),
        (Reason.DUE, "2.4.1", True),
        (Reason.TO_FEED, "3.6.1", True),
        (Reason.DECISION, "Relire", True),
        (Reason.WAITING, "plan.docx", True),
        (Reason.INFORMATION, "2.1.2", True),
        (Reason.INFORMATION, "2.1.4", False),
    ]


def test_what_is_settled_or_not_begun_is_not_proposed():
    rest = (Status.DONE, Status.TO_COME, Status.SUSPENDED, Status.DROPPED)
    assert proposed(Known(tuple(an_action(f"1.1.{rank}", one) for rank, one in enumerate(rest)))) == []


def test_the_oldest_deadline_is_above_then_codes_as_people_order_them():
    same = dt.date(2026, 9, 13)
    late = (an_action("1.1.10", Status.LATE, same), an_action("1.1.9", Status.LATE, same), LATE)
    assert [code for _reason, code, _ticked in proposed(Known(late))] == ["2.1.1", "1.1.9", "1.1.10"]
    assert sorted(["2.10", "2.9", "AM-2", "1", "2.9.1"], key=in_order) == ["AM-2", "1", "2.9", "2.9.1", "2.10"]


def test_what_fits_is_ticked_and_nothing_after_what_does_not():
    known = Known((LATE, DUE, TO_FEED, FED))
    assert [ticked for *_rest, ticked in proposed(known, room=25)] == [True, True, False, True]
    assert [ticked for *_rest, ticked in proposed(known, room=14)] == [False, False, False, True]


def test_few_are_told_without_being_asked_for():
    fed = tuple(an_action(f"4.1.{rank}", Status.FED) for rank in range(TOLD_AT_MOST + 5))
    assert [ticked for *_rest, ticked in proposed(Known(fed))].count(True) == TOLD_AT_MOST


def test_what_is_on_the_agenda_is_not_proposed_again():
    assert proposed(Known((LATE, DUE)), taken={key_of_action(LATE.id)}) == [(Reason.DUE, "2.4.1", True)]


def test_an_action_that_was_put_off_is_proposed_once_with_its_minutes():
    again = Lasting(uuid.uuid4(), "Note 2.1.1", action_id=LATE.id, minutes=25, kind=ItemKind.ACTION)
    (one,) = proposals(Known((LATE,), put_off=(again,)), taken=(), room=60)
    assert (one.reason, one.action, one.minutes, one.kind) == (Reason.PUT_OFF, LATE, 25, ItemKind.ACTION)
    assert proposals(Known((LATE,), put_off=(again,)), taken={key_of_action(LATE.id)}, room=60) == ()
