"""Two bodies that are one: what moves, what stays, the way back, and the way forth again."""

import datetime as dt

import pytest

from portulan.governance.commands import bodies_named, person_of
from portulan.governance.models import Body, Seat
from portulan.governance.queries import body_card
from portulan.journal.models import Entry
from portulan.plans.commands import editing
from portulan.plans.commands.undo import can_be_undone, undo
from portulan.plans.models import Action, Responsibility, Revision
from portulan.shared.errors import Conflict
from portulan.tracking.models import ProgressUpdate


@pytest.fixture
def cep(inside):
    return Body.objects.get(acronym="CEP")


@pytest.fixture
def double(inside):
    """Another spelling that became a body of its own: alone on 1.1.1, beside the CEP on 1.1.2."""
    body = bodies_named(["Com. Env. pro."])["Com. Env. pro."]
    first, second = inside.action("1.1.1"), inside.action("1.1.2")
    Responsibility.objects.filter(action=first).delete()
    Responsibility.objects.create(action=first, body=body, written="Com. Env. pro.", position=1, role="associate")
    Responsibility.objects.filter(action=second).update(role="associate")
    Responsibility.objects.create(action=second, body=body, written="Com. Env. pro.", position=2, role="pilot")
    Seat.objects.create(
        body=body, person=person_of(inside.basile), starts=dt.date(2023, 9, 14), title="Présidence"
    )
    Seat.objects.create(body=body, person=person_of(inside.chloe), starts=dt.date(2025, 9, 14))
    note = {"action": first, "on": dt.date(2026, 11, 2), "text": "Relu", "author_name": "Basile", "body": body}
    ProgressUpdate.objects.create(**note)
    Revision.objects.create(
        plan=inside.plan, label="Avril", adopted_on=dt.date(2026, 4, 21), body=body, document={}, sha256="0"
    )
    return body


def carried() -> set[tuple[str, str, str, str]]:
    rows = Responsibility.objects.filter(action__code__in=["1.1.1", "1.1.2"])
    return set(rows.values_list("action__code", "body__name", "written", "role"))


def seats() -> set[tuple[str, str, dt.date, str]]:
    return set(Seat.objects.values_list("body__name", "person__user__name", "starts", "title"))


CEP, OTHER = "Commission Environnement professionnel", "Com. Env. pro."


def test_what_would_move_is_said_before(cep, double):
    moving = editing.what_moves(cep, double)
    assert (moving.responsibilities, moving.shared, moving.seats, moving.others) == (2, 1, 2, 2)
    assert moving.spellings == (OTHER,)


def test_everything_that_named_the_one_names_the_other(inside, cep, double):
    entry = editing.merge_bodies(cep, double, actor=inside.ada)
    assert carried() == {("1.1.1", CEP, OTHER, "associate"), ("1.1.2", CEP, "CEP", "pilot")}
    assert seats() == {
        (CEP, "Basile", dt.date(2023, 9, 14), "Présidence"), (CEP, "Chloé", dt.date(2025, 9, 14), "")
    }  # fmt: skip
    assert ProgressUpdate.objects.get().body == cep
    assert Revision.objects.get(label="Avril").body == cep
    assert bodies_named([OTHER])[OTHER] == cep
    assert list(Body.objects.filter(name=OTHER)) == []
    assert body_card(double.pk).merged_into == cep.pk
    assert (entry.verb, entry.subject_id, entry.subject_name) == ("body.merged", cep.pk, OTHER)


def test_it_is_undone_whole_and_done_again(inside, cep, double):
    before = carried(), seats(), sorted(double.aliases.values_list("spelling", flat=True))
    entry = editing.merge_bodies(cep, double, actor=inside.ada)
    assert can_be_undone(entry)
    undone = undo(entry, actor=inside.ada)
    double.refresh_from_db()
    assert (carried(), seats(), sorted(double.aliases.values_list("spelling", flat=True))) == before
    assert ProgressUpdate.objects.get().body == double
    assert Revision.objects.get(label="Avril").body == double
    assert body_card(double.pk).merged_into is None
    assert bodies_named([OTHER])[OTHER] == double
    with pytest.raises(Conflict, match="déjà été annulé"):
        undo(entry, actor=inside.ada)
    undo(undone, actor=inside.ada)
    assert body_card(double.pk).merged_into == cep.pk


def test_what_changed_since_stays_as_it_is(inside, cep, double):
    entry = editing.merge_bodies(cep, double, actor=inside.ada)
    editing.change_action(inside.action("1.1.1"), editing.ActionDraft(responsibles=()), actor=inside.ada)
    undo(entry, actor=inside.ada)
    assert Responsibility.objects.filter(action__code="1.1.1").count() == 0


def test_a_name_taken_meanwhile_is_not_taken_twice(inside, cep, double):
    entry = editing.merge_bodies(cep, double, actor=inside.ada)
    Body.objects.create(name=OTHER, kind="group")
    with pytest.raises(Conflict, match="porte déjà ce nom"):
        undo(entry, actor=inside.ada)


def test_a_form_opened_before_is_told(inside, cep, double):
    version = inside.action("1.1.1").version
    editing.merge_bodies(cep, double, actor=inside.ada)
    with pytest.raises(editing.Stale):
        editing.change_action(
            inside.action("1.1.1"), editing.ActionDraft(code="9"), actor=inside.ada, version=version
        )


def test_an_old_change_put_back_names_the_body_that_stays(inside, cep, double):
    action = inside.action("1.1.1")
    entry = editing.change_action(action, editing.ActionDraft(responsibles=()), actor=inside.ada)
    editing.merge_bodies(cep, double, actor=inside.ada)
    undo(entry, actor=inside.ada)
    assert list(Responsibility.objects.filter(action=action).values_list("body__name", "written")) == [
        (CEP, OTHER)
    ]


def test_one_body_and_a_body_merged_already_are_refused(inside, cep, double):
    foreign = Body.everywhere.get(workspace=inside.elsewhere, acronym="CEP")
    for other in (cep, foreign):
        with pytest.raises(Conflict, match="deux instances différentes"):
            editing.merge_bodies(cep, other, actor=inside.ada)
    editing.merge_bodies(cep, double, actor=inside.ada)
    with pytest.raises(Conflict, match="encore séparées"):
        editing.merge_bodies(cep, double, actor=inside.ada)
    assert Entry.objects.filter(verb="body.merged").count() == 1


def test_merged_twice_the_first_address_leads_to_the_last_body(inside, cep, double):
    third = Body.objects.create(name="Troisième", kind="group")
    editing.merge_bodies(third, double, actor=inside.ada)
    editing.merge_bodies(cep, third, actor=inside.ada)
    assert body_card(double.pk).merged_into == cep.pk
    assert Action.objects.filter(responsibilities__body=cep, code="1.1.1").exists()
