"""Editing a plan: each change is one journal entry, and can be undone."""

import uuid

import pytest

from portulan.governance.models import Body, BodyAlias
from portulan.journal.models import Entry
from portulan.plans.commands.editing import (
    ActionDraft,
    Carrier,
    ObjectiveDraft,
    ResultDraft,
    Stale,
    add_action,
    add_objective,
    change_action,
    change_body,
    change_objective,
    change_plan,
    move_action,
    move_objective,
    remove_action,
    remove_objective,
    renumber_actions,
    restore_action,
    restore_objective,
)
from portulan.plans.commands.states import of_action, of_objective
from portulan.plans.commands.undo import undo
from portulan.plans.models import Action, ExpectedResult, Objective
from portulan.shared.errors import Conflict, Invalid


def action(code="1.1.1"):
    return Action.objects.get(code=code, removed_at=None)


def objective(code="1.1"):
    return Objective.objects.exclude(label="Temps").get(code=code)


def codes(of="1.1"):
    rows = Action.objects.filter(objective__code=of, removed_at=None).order_by("position")
    return [row.code for row in rows]


def test_a_change_is_one_entry_with_the_changed_fields_only(inside):
    count = Entry.objects.count()
    change_action(
        action(),
        ActionDraft(text="Un  texte *neuf*", code="1.1.1", deadline="En continu"),
        actor=inside.ada,
        postponing=True,
    )
    entry = Entry.objects.first()
    assert Entry.objects.count() == count + 1
    assert (entry.verb, entry.action_id, entry.actor_name) == ("action.changed", action().pk, "Ada")
    assert entry.before == {"text": "Rédaction de la note 1.1.1", "deadline": "26-27"}
    assert entry.after == {"text": "Un texte *neuf*", "deadline": "En continu"}
    assert (action().deadline_kind, action().deadline_due, action().version) == ("continuous", None, 2)


def test_nothing_changed_writes_nothing(inside):
    count = Entry.objects.count()
    assert change_action(action(), ActionDraft(text=action().text, code="1.1.1"), actor=inside.ada) is None
    assert (Entry.objects.count(), action().version) == (count, 1)


def test_a_stale_form_is_told_what_changed_and_by_whom(inside):
    change_action(action(), ActionDraft(code="1.1.9"), actor=inside.ada, version=1)
    with pytest.raises(Stale) as stale:
        change_action(action("1.1.9"), ActionDraft(text="Trop tard"), actor=inside.basile, version=1)
    assert [entry.after for entry in stale.value.since] == [{"code": "1.1.9"}]
    assert stale.value.sentence.startswith("Ada a modifié cette fiche")
    assert action("1.1.9").text == "Rédaction de la note 1.1.1"


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ActionDraft(text="  "), "text"),
        (ActionDraft(code="1.1.2"), "code"),
        (ActionDraft(code="x" * 31), "code"),
        (ActionDraft(short_title="x" * 41), "short_title"),
        (ActionDraft(priority="urgent"), "priority"),
        (ActionDraft(responsibles=(Carrier(uuid.uuid4()),)), "responsibles"),
        (ActionDraft(responsibles=(Carrier(name="CEP", role="chief"),)), "responsibles"),
        (ActionDraft(results=(ResultDraft("Note", id=uuid.uuid4()),)), "results"),
        (ActionDraft(results=(ResultDraft(" "),)), "results"),
    ],
)
def test_a_draft_that_cannot_be_taken_names_its_field_and_changes_nothing(inside, draft, field):
    before = of_action(action())
    with pytest.raises(Invalid) as invalid:
        change_action(action(), draft, actor=inside.ada)
    assert (invalid.value.field, of_action(action())) == (field, before)


def test_a_body_or_a_result_of_another_workspace_is_refused(inside):
    foreign_body = Body.everywhere.exclude(workspace=inside.workspace).first()
    foreign_result = ExpectedResult.everywhere.exclude(workspace=inside.workspace).first()
    for draft in (
        ActionDraft(responsibles=(Carrier(foreign_body.pk),)),
        ActionDraft(results=(ResultDraft("Note", id=foreign_result.pk),)),
    ):
        with pytest.raises(Invalid):
            change_action(action(), draft, actor=inside.ada)


def test_a_new_body_is_made_known_and_a_known_spelling_is_the_known_body(inside):
    draft = ActionDraft(responsibles=(Carrier(name="cep"), Carrier(name="Équipe numérique", role="associate")))
    change_action(action(), draft, actor=inside.ada)
    rows = list(action().responsibilities.values_list("body__name", "role", "written"))
    assert rows == [
        ("Commission Environnement professionnel", "pilot", "CEP"),
        ("Équipe numérique", "associate", "Équipe numérique"),
    ]


def test_results_are_reworded_ordered_added_and_removed_with_their_identity(inside):
    first, second = action().expected_results.order_by("position")
    draft = (
        ResultDraft("Synthèse", "survey", second.pk),
        ResultDraft("Rapport"),
    )
    entry = change_action(action(), ActionDraft(results=draft), actor=inside.ada)
    rows = list(action().expected_results.filter(removed_at=None).values_list("text", "kind"))
    assert rows == [("Synthèse", "survey"), ("Rapport", "document")]
    assert ExpectedResult.objects.get(pk=first.pk).removed_at is not None
    undo(entry, actor=inside.ada)
    rows = list(action().expected_results.filter(removed_at=None).values_list("pk", "text"))
    assert rows == [(first.pk, "PV de la CEP"), (second.pk, "Note de synthèse")]


def test_an_action_is_added_last_in_its_objective(inside):
    draft = ActionDraft(text="Nouvelle : action", code="1.1.4", deadline="27-28")
    made = add_action(objective(), draft, actor=inside.ada)
    assert codes() == ["1.1.1", "1.1.2", "1.1.3", "1.1.4"]
    assert (made.short_title, str(made.deadline_due)) == ("Nouvelle", "2028-09-13")
    undo(Entry.objects.get(subject_id=made.pk), actor=inside.ada)
    assert codes() == ["1.1.1", "1.1.2", "1.1.3"]


def test_moving_up_down_and_elsewhere(inside):
    move_action(action("1.1.3"), actor=inside.ada, rank=1)
    assert codes() == ["1.1.3", "1.1.1", "1.1.2"]
    entry = move_action(action("1.1.1"), actor=inside.ada, objective=objective("2.1"), code="2.1.4")
    assert (codes(), codes("2.1")) == (["1.1.3", "1.1.2"], ["2.1.1", "2.1.2", "2.1.3", "2.1.4"])
    undo(entry, actor=inside.ada)
    assert (codes(), codes("2.1")) == (["1.1.3", "1.1.1", "1.1.2"], ["2.1.1", "2.1.2", "2.1.3"])


def test_moving_past_the_end_changes_nothing(inside):
    assert move_action(action("1.1.3"), actor=inside.ada, rank=9) is None


def test_removed_is_kept_and_comes_back_in_its_place(inside):
    before = of_action(action("1.1.2"))
    gone = action("1.1.2")
    remove_action(gone, actor=inside.ada, reason="Reprise par 1.1.3")
    assert codes() == ["1.1.1", "1.1.3"]
    with pytest.raises(Conflict):
        remove_action(gone, actor=inside.ada)
    restore_action(gone, actor=inside.ada)
    assert (codes(), of_action(action("1.1.2"))) == (["1.1.1", "1.1.2", "1.1.3"], before)


def test_renumbering_keeps_identities(inside):
    ids = {row.code: row.pk for row in Action.objects.filter(objective__code="1.1")}
    move_action(action("1.1.3"), actor=inside.ada, rank=1)
    entry = renumber_actions(objective(), actor=inside.ada)
    assert {row.code: row.pk for row in Action.objects.filter(objective__code="1.1")} == {
        "1.1.1": ids["1.1.3"],
        "1.1.2": ids["1.1.1"],
        "1.1.3": ids["1.1.2"],
    }
    undo(entry, actor=inside.ada)
    assert codes() == ["1.1.3", "1.1.1", "1.1.2"]


def test_an_objective_that_holds_actions_stays(inside):
    with pytest.raises(Conflict) as conflict:
        remove_objective(objective(), actor=inside.ada)
    assert "encore 3 actions" in conflict.value.sentence
    with pytest.raises(Conflict):
        remove_objective(objective("2"), actor=inside.ada)


def test_an_objective_is_added_reworded_moved_removed_restored(inside):
    made = add_objective(
        inside.plan, ObjectiveDraft(title="Ouvrir", code="1.2"), actor=inside.ada, parent=objective("1")
    )
    change_objective(made, ObjectiveDraft(title="Ouvrir *grand*", short_title=""), actor=inside.ada)
    made.refresh_from_db()
    assert (made.title, made.short_title) == ("Ouvrir *grand*", "Ouvrir grand")
    move_objective(made, actor=inside.ada, parent=objective("1"), rank=1)
    assert [one.code for one in objective("1").children.order_by("position")] == ["1.2", "1.1"]
    remove_objective(made, actor=inside.ada)
    with pytest.raises(Conflict):
        remove_objective(made, actor=inside.ada)
    restore_objective(made, actor=inside.ada)
    assert [one.code for one in objective("1").children.order_by("position")] == ["1.2", "1.1"]


def test_an_objective_never_goes_below_itself(inside):
    with pytest.raises(Invalid):
        move_objective(objective("1"), actor=inside.ada, parent=objective("1.1"))


def test_the_addition_of_an_objective_that_now_holds_an_action_is_not_undone(inside):
    made = add_objective(inside.plan, ObjectiveDraft(title="Ouvrir"), actor=inside.ada)
    entry = Entry.objects.first()
    add_action(made, ActionDraft(text="Une action"), actor=inside.ada)
    with pytest.raises(Conflict):
        undo(entry, actor=inside.ada)
    assert of_objective(made)["removed"] is False


def test_plan_title_and_edition(inside):
    entry = change_plan(inside.plan, actor=inside.ada, title="Plan revu", edition="Mai 2027")
    undo(entry, actor=inside.ada)
    inside.plan.refresh_from_db()
    assert (inside.plan.title, inside.plan.edition) == ("Plan d'action fictif 2024-2029", "Avril 2026")


def test_a_renamed_body_is_still_found_under_its_former_name(inside):
    body = Body.objects.get(acronym="CEP")
    entry = change_body(body, actor=inside.ada, name="Commission métiers", acronym="CM", kind="commission")
    assert set(BodyAlias.objects.filter(body=body).values_list("spelling", flat=True)) == {
        "CEP",
        "Commission Environnement professionnel",
        "CM",
        "Commission métiers",
    }
    undo(entry, actor=inside.ada)
    body.refresh_from_db()
    assert (body.name, body.acronym, body.aliases.count()) == ("Commission Environnement professionnel", "CEP", 2)


def test_a_spelling_of_another_body_is_refused(inside):
    change_action(action(), ActionDraft(responsibles=(Carrier(name="Équipe"),)), actor=inside.ada)
    with pytest.raises(Invalid) as invalid:
        change_body(
            Body.objects.get(name="Équipe"),
            actor=inside.ada,
            name="Équipe",
            acronym="",
            kind="team",
            aliases=["cep"],
        )
    assert invalid.value.field == "aliases"


def test_an_entry_is_undone_once_and_an_undo_can_be_undone(inside):
    entry = change_action(action(), ActionDraft(code="9"), actor=inside.ada)
    undone = undo(entry, actor=inside.ada)
    assert (undone.undoes, undone.verb, action().code) == (entry, "undo.action.changed", "1.1.1")
    with pytest.raises(Conflict) as conflict:
        undo(entry, actor=inside.ada)
    assert conflict.value.sentence == "Ce changement a déjà été annulé."
    undo(undone, actor=inside.ada)
    assert action("9").pk == entry.action_id


def test_a_later_change_is_not_effaced_by_an_undo(inside):
    entry = change_action(action(), ActionDraft(text="Un"), actor=inside.ada)
    change_action(action(), ActionDraft(text="Deux"), actor=inside.ada)
    with pytest.raises(Conflict):
        undo(entry, actor=inside.ada)
    assert action().text == "Deux"


def test_a_change_of_another_field_does_not_prevent_an_undo(inside):
    entry = change_action(action(), ActionDraft(text="Un"), actor=inside.ada)
    change_action(action(), ActionDraft(priority="high"), actor=inside.ada)
    undo(entry, actor=inside.ada)
    assert (action().text, action().priority) == ("Rédaction de la note 1.1.1", "high")


def test_an_action_does_not_come_back_into_a_removed_objective(inside):
    made = add_objective(inside.plan, ObjectiveDraft(title="Ouvrir"), actor=inside.ada)
    row = add_action(made, ActionDraft(text="Une action"), actor=inside.ada)
    entry = remove_action(row, actor=inside.ada)
    remove_objective(made, actor=inside.ada)
    for attempt in (lambda: undo(entry, actor=inside.ada), lambda: restore_action(row, actor=inside.ada)):
        with pytest.raises(Conflict):
            attempt()
