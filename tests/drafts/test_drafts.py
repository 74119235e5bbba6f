"""A draft from its opening to its end: the plan unmoved before, changed at once after, nothing lost."""

import datetime as dt
import uuid
from dataclasses import replace
from functools import partial

import pytest

import factories
from portulan.drafts import commands
from portulan.drafts.commands.working import DRAFT, HERE
from portulan.drafts.models import Draft, DraftState
from portulan.drafts.queries import changes_of, open_drafts, work_on
from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.plandoc import drafting
from portulan.plandoc.comparison.changes import compared
from portulan.plandoc.comparison.table import Kind
from portulan.plandoc.deadline import understand
from portulan.plandoc.recommendations import Recommended
from portulan.plandoc.renumbering import renumbered
from portulan.plandoc.text import Wording
from portulan.plans.commands import editing
from portulan.plans.commands import recommendations as answering
from portulan.plans.commands.undo import undo
from portulan.plans.models import Action, RecommendationTie, Revision
from portulan.plans.queries.document import document_of
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.commands import mark_reached, report_progress
from portulan.tracking.models import Postponement
from portulan.tracking.queries import notes_of

DAY = dt.date(2026, 11, 20)


@pytest.fixture
def draft(inside, on_the_day):
    return commands.open_draft(inside.plan, actor=inside.ada, label="Avril 2027", aim="Moins d’actions")


def own(cast, code: str) -> str:
    return str(cast.action(code).pk)


def adopt(cast, draft: Draft, **said) -> Revision:
    given = {"label": "Avril 2027", "adopted_on": DAY, "seen": work_on(draft).seen, "actor": cast.ada}
    return commands.adopt_draft(draft, **given | said)


def reword(draft: Draft, action_id: str, **said) -> None:
    def edit(document):
        row = next(one for one in document.actions() if one.id == action_id)
        return drafting.reworded(document, replace(row, **said))

    commands.change_draft(draft, edit, actor=draft.opened_by, own=action_id, reason="Pour être plus clair.")


def drop(draft: Draft, action_id: str, why: str = "") -> None:
    edit = partial(drafting.dropped, kind=Kind.ACTION, own=action_id)
    commands.change_draft(draft, edit, actor=draft.opened_by, own=action_id, reason=why)


def test_the_plan_does_not_move_while_a_draft_is_worked_on(inside, draft):
    before, entries = document_of(inside.plan), Entry.objects.count()
    reword(draft, own(inside, "1.1.1"), text=Wording("Tout autre chose"))
    drop(draft, own(inside, "2.1.1"))
    draft.refresh_from_db()
    assert (document_of(inside.plan), Entry.objects.count(), draft.version) == (before, entries, 3)
    assert len({one.id for one in work_on(draft).cells}) == 2


def test_several_drafts_stand_side_by_side(inside, draft):
    other = commands.open_draft(inside.plan, actor=inside.ada, label="Version courte")
    drop(other, own(inside, "1.1.1"))
    draft.refresh_from_db()
    assert [one.label for one in open_drafts()] == ["Version courte", "Avril 2027"]
    assert work_on(draft).cells == ()


def test_the_same_form_opens_one(inside, draft):
    submission = uuid.uuid4()
    rows = {
        commands.open_draft(inside.plan, actor=inside.ada, label="Deux fois", submission=submission).pk
        for _again in range(2)
    }
    assert len(rows) == 1


@pytest.mark.parametrize("label", ["", "  ", "x" * 201])
def test_a_draft_has_a_name(inside, label):
    with pytest.raises(Invalid):
        commands.open_draft(inside.plan, actor=inside.ada, label=label)
    assert not Draft.objects.exists()


def test_adopting_makes_the_plan_what_the_draft_says_and_keeps_it(inside, draft):
    one, two, three = (own(inside, code) for code in ("1.1.1", "2.1.1", "2.2.1"))
    reword(draft, one, text=Wording("Tout autre chose"))
    drop(draft, two, "Elle n’a plus d’objet.")
    holder = str(inside.action("1.1.1").objective_id)
    commands.change_draft(draft, lambda doc: drafting.moved(doc, Kind.ACTION, three, holder, 1), actor=inside.ada)
    commands.change_draft(draft, renumbered, actor=inside.ada)
    draft.refresh_from_db()
    wanted = work_on(draft).document
    body = Body.objects.get(acronym="CEP")
    kept = adopt(inside, draft, body=body, note="Point 4 du PV du 20 novembre.")
    draft.refresh_from_db()
    assert compared(document_of(inside.plan), wanted) == ()
    assert (kept.label, kept.body, kept.note) == ("Avril 2027", body, "Point 4 du PV du 20 novembre.")
    assert (draft.state, draft.revision_id) == (DraftState.ADOPTED, kept.pk)
    assert Action.objects.get(pk=three).code == "1.1.1"
    entry = Entry.objects.get(verb="draft.adopted")
    batch = Entry.objects.filter(batch=entry.batch)
    assert batch.get(verb="action.removed").reason == "Elle n’a plus d’objet."
    assert batch.get(subject_id=one, verb="action.changed").reason == "Pour être plus clair."
    assert batch.get(subject_id=three, verb="action.moved").reason == "Point 4 du PV du 20 novembre."
    assert open_drafts() == ()


def test_each_change_of_an_adopted_draft_is_undone(inside, draft):
    drop(draft, own(inside, "2.1.1"))
    draft.refresh_from_db()
    before = document_of(inside.plan)
    adopt(inside, draft)
    undo(Entry.objects.get(verb="action.removed"), actor=inside.ada)
    assert document_of(inside.plan) == before


def test_a_later_deadline_is_a_postponement_with_its_reason(inside, draft):
    one = own(inside, "1.1.1")
    reword(draft, one, deadline=understand("28-29"))
    draft.refresh_from_db()
    body = Body.objects.get(acronym="CEP")
    adopt(inside, draft, body=body)
    kept = Postponement.objects.get()
    assert (str(kept.action_id), kept.from_text, kept.to_text) == (one, "26-27", "28-29")
    assert (kept.reason, kept.body, kept.decided_on) == ("Pour être plus clair.", body, DAY)


def test_the_same_form_adopts_once(inside, draft):
    drop(draft, own(inside, "2.1.1"))
    draft.refresh_from_db()
    submission, seen = uuid.uuid4(), work_on(draft).seen
    rows = {adopt(inside, draft, submission=submission, seen=seen).pk for _again in range(2)}
    assert (len(rows), Revision.objects.filter(label="Avril 2027").count()) == (1, 1)


def test_a_closed_draft_is_no_longer_worked_on(inside, draft):
    commands.discard_draft(draft, actor=inside.ada, reason="Le CS n’en veut pas.")
    for act in (
        lambda: drop(draft, own(inside, "1.1.1")),
        lambda: adopt(inside, draft),
        lambda: commands.discard_draft(draft, actor=inside.ada),
    ):
        with pytest.raises(Conflict):
            act()
    entry = Entry.objects.get(verb="draft.discarded")
    assert (entry.subject_name, entry.reason, entry.after) == (
        "Avril 2027",
        "Le CS n’en veut pas.",
        {"changes": 0},
    )
    assert Draft.objects.get().state == DraftState.DISCARDED


def test_what_changed_in_the_plan_meanwhile_stays(inside, draft):
    drop(draft, own(inside, "2.1.1"))
    editing.change_action(inside.action("1.1.1"), editing.ActionDraft(text="Changé ici"), actor=inside.ada)
    draft.refresh_from_db()
    work = work_on(draft)
    assert ({one.id for one in work.since}, work.conflicts) == ({own(inside, "1.1.1")}, ())
    adopt(inside, draft)
    assert inside.action("1.1.1").text == "Changé ici"
    assert Action.objects.get(code="2.1.1").removed_at is not None


def test_a_state_that_is_declared_meanwhile_is_no_change_of_the_plan(inside, draft):
    report_progress(inside.action("1.1.1"), actor=inside.ada, on=DAY, text="Fini", state="done")
    draft.refresh_from_db()
    work = work_on(draft)
    assert work.cells == ()
    assert {one.code for one in work.document.actions() if one.state == "done"} == {"1.1.1"}


def test_adopting_what_the_page_did_not_show_is_refused(inside, draft):
    seen = work_on(draft).seen
    editing.change_action(inside.action("1.1.1"), editing.ActionDraft(text="Changé ici"), actor=inside.ada)
    with pytest.raises(Conflict):
        adopt(inside, draft, seen=seen)
    assert Revision.objects.filter(label="Avril 2027").count() == 0


@pytest.mark.parametrize(("choice", "text"), [(DRAFT, "Du brouillon"), (HERE, "Du plan")])
def test_what_both_changed_is_chosen_first(inside, draft, choice, text):
    reword(draft, own(inside, "1.1.1"), text=Wording("Du brouillon"))
    editing.change_action(inside.action("1.1.1"), editing.ActionDraft(text="Du plan"), actor=inside.ada)
    draft.refresh_from_db()
    work = work_on(draft)
    conflicts = [one for one in work.conflicts if one.field == "text"]
    assert len(conflicts) == 1
    with pytest.raises(Conflict):
        adopt(inside, draft)
    with pytest.raises(Invalid):
        commands.bring_up_to_date(draft, {}, actor=inside.ada, seen=work.seen)
    choices = {one.token: choice for one in work.conflicts}
    commands.bring_up_to_date(draft, choices, actor=inside.ada, seen=work.seen)
    draft.refresh_from_db()
    assert work_on(draft).conflicts == work_on(draft).since == ()
    adopt(inside, draft)
    assert inside.action("1.1.1").text == text


def test_an_action_whose_objective_left_is_not_lost_in_silence(inside, draft):
    holder = str(inside.action("2.1.1").objective_id)
    new = replace(factories.action("2.1.4"), id=str(uuid.uuid4()))
    commands.change_draft(draft, lambda one: drafting.added(one, new, holder), actor=inside.ada)
    for rank in (1, 2, 3):
        editing.remove_action(inside.action(f"2.1.{rank}"), actor=inside.ada)
    editing.remove_objective(Action.objects.get(code="2.1.1").objective, actor=inside.ada)
    draft.refresh_from_db()
    with pytest.raises(Conflict, match=r"2\.1\.4"):
        adopt(inside, draft)
    with pytest.raises(Invalid, match=r"2\.1\.4"):
        commands.bring_up_to_date(draft, {}, actor=inside.ada, seen=work_on(draft).seen)
    assert len(work_on(draft).homeless) == 1


@pytest.fixture
def lived(inside):
    """2.1.1 has a proof, a result reached, a recommendation, a dependency and a note."""
    gone = inside.action("2.1.1")
    result = gone.expected_results.order_by("position").first()
    proof = factories.proof(gone, results=[result])
    mark_reached(result, actor=inside.ada, on=DAY)
    report_progress(gone, actor=inside.ada, on=DAY, text="Bien avancé")
    evaluation = answering.write_evaluation(inside.plan, actor=inside.ada, title="AEQES 2025")
    one = answering.add_recommendations(evaluation, [Recommended("4", "Viser plus court")], actor=inside.ada)[0]
    answering.set_answering(one, [gone.pk], actor=inside.ada)
    editing.add_dependency(gone, inside.action("2.2.1"), actor=inside.ada)
    return inside, gone, proof, one


def test_merging_loses_nothing(lived, on_the_day):
    inside, gone, proof, recommendation = lived
    kept = inside.action("1.1.1")
    draft = commands.open_draft(inside.plan, actor=inside.ada, label="Réunir")
    commands.merge_actions(
        draft, str(gone.pk), str(kept.pk), actor=inside.ada, reason="Elles disaient la même chose."
    )
    draft.refresh_from_db()
    adopt(inside, draft, label="Réunir")
    gone.refresh_from_db()
    results = list(kept.expected_results.filter(removed_at=None).order_by("position"))
    assert (gone.merged_into_id, gone.removed_at is not None) == (kept.pk, True)
    assert len(results) == 4
    assert [one.reached_on for one in results] == [None, None, DAY, None]
    assert set(proof.actions.all()) == {gone, kept}
    assert results[2] in proof.results.all()
    assert RecommendationTie.objects.filter(recommendation=recommendation, action=kept).count() == 1
    assert kept.dependencies.get(removed_at=None).needs == inside.action("2.2.1")
    assert gone.updates.count() == 1
    entry = Entry.objects.get(verb="action.merged")
    assert entry.reason == "Elles disaient la même chose."


def test_a_merge_that_was_adopted_is_undone(lived, on_the_day):
    inside, gone, _proof, _one = lived
    draft = commands.open_draft(inside.plan, actor=inside.ada, label="Réunir")
    commands.merge_actions(draft, str(gone.pk), own(inside, "1.1.1"), actor=inside.ada)
    draft.refresh_from_db()
    adopt(inside, draft, label="Réunir")
    undo(Entry.objects.get(verb="action.merged"), actor=inside.ada)
    gone.refresh_from_db()
    assert (gone.merged_into_id, gone.removed_at) == (None, None)


def test_merges_that_follow_one_another_lead_to_the_last(lived, on_the_day):
    inside, gone, proof, _one = lived
    middle, last = inside.action("1.1.1"), inside.action("1.1.2")
    draft = commands.open_draft(inside.plan, actor=inside.ada, label="Réunir")
    commands.merge_actions(draft, str(gone.pk), str(middle.pk), actor=inside.ada)
    commands.merge_actions(draft, str(middle.pk), str(last.pk), actor=inside.ada)
    for held in (gone, last):
        with pytest.raises(Invalid):
            commands.take_back(draft, Kind.ACTION, str(held.pk), actor=inside.ada)
    draft.refresh_from_db()
    adopt(inside, draft, label="Réunir")
    gone.refresh_from_db()
    results = list(last.expected_results.filter(removed_at=None).order_by("position"))
    assert (gone.merged_into_id, len(results)) == (last.pk, 6)
    assert [one.reached_on for one in results].count(DAY) == 1
    assert last in proof.actions.all()


def test_a_merge_is_taken_back_in_the_draft(inside, draft):
    commands.merge_actions(
        draft, own(inside, "2.1.1"), own(inside, "1.1.1"), actor=inside.ada, reason="Pareilles."
    )
    commands.take_back(draft, Kind.ACTION, own(inside, "2.1.1"), actor=inside.ada)
    draft.refresh_from_db()
    assert (work_on(draft).cells, draft.merged, draft.reasons) == ((), {}, {})


def test_a_drafts_row_of_nowhere_changes_nothing(inside, draft):
    for act in (
        lambda: drop(draft, str(uuid.uuid4())),
        lambda: commands.merge_actions(draft, own(inside, "1.1.1"), str(uuid.uuid4()), actor=inside.ada),
        lambda: commands.merge_actions(draft, own(inside, "1.1.1"), own(inside, "1.1.1"), actor=inside.ada),
    ):
        with pytest.raises(Invalid):
            act()
    draft.refresh_from_db()
    assert draft.version == 1


def test_what_was_merged_before_follows(lived, on_the_day):
    inside, gone, _proof, _one = lived
    middle, last = inside.action("1.1.1"), inside.action("1.1.2")
    for one, other in ((gone, middle), (middle, last)):
        draft = commands.open_draft(inside.plan, actor=inside.ada, label="Réunir")
        commands.merge_actions(draft, str(one.pk), str(other.pk), actor=inside.ada)
        draft.refresh_from_db()
        adopt(inside, draft, label=f"Réunir {other.code}")
    gone.refresh_from_db()
    assert gone.merged_into_id == last.pk
    assert [one.text for one in notes_of(last.pk)] == ["Bien avancé"]
    assert notes_of(last.pk)[0].written_for == "2.1.1"


def test_each_edit_is_remembered_with_who_made_it_and_the_journal_stays_silent(inside, draft, cast):
    entries = Entry.objects.count()
    one, two, three = (own(inside, code) for code in ("1.1.1", "2.1.1", "2.1.2"))
    reword(draft, one, text=Wording("Tout autre chose"))
    drop(draft, two, "Faite ailleurs.")
    commands.merge_actions(draft, three, one, actor=cast.basile, reason="Pareilles.")
    commands.take_back(draft, Kind.ACTION, two, actor=cast.ada)
    kept = changes_of(draft)
    assert [(each.actor_name, str(each.kind), each.reason) for each in kept] == [
        ("Ada", "taken_back", ""),
        ("Basile", "merged", "Pareilles."),
        ("Ada", "edited", "Faite ailleurs."),
        ("Ada", "edited", "Pour être plus clair."),
    ]
    (row,) = kept[-1].rows
    assert (row["id"], row["cells"]) == (
        one,
        [{"field": "text", "before": inside.action("1.1.1").text, "after": "Tout autre chose"}],
    )
    assert [(each["id"], each["cells"][0]["after"]) for each in kept[2].rows] == [(two, "")]
    assert Entry.objects.count() == entries


def test_what_changes_nothing_is_not_remembered(inside, draft):
    assert commands.change_draft(draft, lambda one: one, actor=inside.ada) is False
    assert commands.name_draft(draft, actor=inside.ada, label=draft.label, aim=draft.aim) is False
    assert changes_of(draft) == ()


def test_a_draft_is_called_otherwise_and_its_aim_said_again(inside, draft):
    seen, was = commands.seal(draft), (draft.label, draft.aim)
    assert commands.name_draft(draft, actor=inside.ada, label=" Mai  2027 ", aim=" Moins ", seen=seen)
    draft.refresh_from_db()
    assert (draft.label, draft.aim, draft.version) == ("Mai 2027", "Moins", 1)
    ((row,),) = (one.rows for one in changes_of(draft))
    assert [(cell["field"], cell["before"], cell["after"]) for cell in row["cells"]] == [
        ("label", was[0], "Mai 2027"),
        ("aim", was[1], "Moins"),
    ]
    with pytest.raises(Conflict, match="entre-temps"):
        commands.name_draft(draft, actor=inside.ada, label="Juin", aim="", seen=seen)
    with pytest.raises(Invalid):
        commands.name_draft(draft, actor=inside.ada, label=" ", aim="")
    commands.discard_draft(draft, actor=inside.ada)
    with pytest.raises(Conflict, match="clos"):
        commands.name_draft(draft, actor=inside.ada, label="Juin", aim="")
