"""Proofs that change: linked rather than added twice, shown to some, replaced by versions, confirmed or not."""

import datetime as dt
import io

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

import factories
from portulan.journal.models import Entry
from portulan.plans.models import Action, ExpectedResult
from portulan.shared import scoping
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking import commands
from portulan.tracking.commands import GivenFile, ProofFacts, add_evidence, add_version
from portulan.tracking.models import Evidence, EvidenceKind, Visibility
from portulan.tracking.queries import plan_view
from portulan.tracking.queries.proofs import counting, versions_of, visible_to
from portulan.tracking.rules import Audience

DAY = dt.date(2025, 10, 12)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


def pdf(name="note.pdf", data=b"%PDF-1.7 note"):
    return GivenFile(name, len(data), io.BytesIO(data))


def added(inside, *codes, data=b"%PDF-1.7 note", **fields):
    first, *also = [inside.action(code) for code in codes or ("1.1.1",)]
    given = {"actor": inside.ada, "on": DAY, "files": [pdf(data=data)]} | fields
    return add_evidence(first, also=also, **given).evidence[0]


def newer(inside, proof, data=b"%PDF-1.7 plus tard", **fields):
    return add_version(proof, actor=inside.ada, on=DAY, files=[pdf(data=data)], **fields)


def test_the_same_bytes_elsewhere_are_said_and_not_added(inside):
    there = added(inside, "1.1.1")
    again = add_evidence(inside.action("1.1.2"), actor=inside.basile, on=DAY, files=[pdf("copie.pdf")])
    assert (again.evidence, again.repeated, again.elsewhere) == ((), (), (there,))
    of_a_result = add_evidence(
        inside.action("1.1.1"),
        actor=inside.ada,
        on=DAY,
        files=[pdf()],
        results=[inside.action("1.1.1").expected_results.first()],
    )
    assert of_a_result.elsewhere == (there,)
    assert Evidence.objects.count() == 1


def test_the_same_link_elsewhere_is_said_and_not_added(inside):
    there = added(inside, files=[], url="exemple.be/pv", title="PV")
    again = add_evidence(inside.action("1.1.2"), actor=inside.ada, on=DAY, url="https://exemple.be/pv", title="PV")
    assert again.elsewhere == (there,)


def test_the_same_bytes_in_another_workspace_are_not_known_here(inside):
    with scoping.opened(inside.elsewhere.pk):
        add_evidence(Action.objects.first(), actor=inside.driss, on=DAY, files=[pdf()])
    assert added(inside).title == "note"


def test_what_is_there_is_linked_and_unlinked_again(inside):
    first, second = inside.action("1.1.1"), inside.action("1.1.2")
    result = second.expected_results.first()
    proof = added(inside, "1.1.1")
    entry = commands.link_evidence(proof, [second], results=[result], actor=inside.ada)
    assert (entry.verb, entry.action_id) == ("evidence.linked", second.pk)
    assert set(proof.actions.all()) == {first, second}
    assert commands.link_evidence(proof, [second], results=[result], actor=inside.ada) is None
    commands.undo(entry, actor=inside.ada)
    assert (list(proof.actions.all()), list(proof.results.all())) == ([first], [])
    commands.link_evidence(proof, [second], results=[result], actor=inside.ada)
    entry = commands.unlink_evidence(proof, first, actor=inside.ada)
    assert (entry.action_id, list(proof.actions.all())) == (first.pk, [second])
    with pytest.raises(Conflict):
        commands.unlink_evidence(proof, second, actor=inside.ada)


def test_a_result_of_another_action_is_never_linked(inside):
    proof, foreign = added(inside), inside.action("2.1.1").expected_results.first()
    with pytest.raises(Invalid):
        commands.link_evidence(proof, [inside.action("1.1.2")], results=[foreign], actor=inside.ada)
    facts = ProofFacts("Note", DAY, EvidenceKind.PDF)
    with pytest.raises(Invalid):
        commands.change_evidence(proof, facts, results=[foreign], actor=inside.ada)


def test_its_facts_change_and_come_back(inside):
    proof = added(inside, "1.1.1", "1.1.2")
    wanted = ProofFacts("Procès-verbal", dt.date(2024, 9, 20), EvidenceKind.MINUTES, "point 4", draft=True)
    entry = commands.change_evidence(proof, wanted, actor=inside.ada)
    proof.refresh_from_db()
    assert (proof.title, proof.academic_year, proof.kind, proof.draft) == ("Procès-verbal", 2024, "minutes", True)
    assert commands.actions_told(entry) == set(proof.actions.values_list("pk", flat=True))
    commands.undo(entry, actor=inside.ada)
    proof.refresh_from_db()
    assert (proof.title, proof.academic_year, proof.kind, proof.draft) == ("note", 2025, "pdf", False)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"on": dt.date(2999, 1, 1)}, "on"),
        ({"kind": "vidéo"}, "kind"),
    ],
)
def test_facts_that_cannot_be_taken_name_their_field(inside, change, field):
    proof, facts = added(inside), ProofFacts(**{"title": "Note", "on": DAY, "kind": "pdf"} | change)
    with pytest.raises(Invalid) as invalid:
        commands.change_evidence(proof, facts, actor=inside.ada)
    assert invalid.value.field == field


def test_each_audience_sees_what_is_for_it(inside):
    made = {
        one: factories.proof(inside.action("1.1.1"), visibility=one, title=one.value, url=f"https://x.be/{one}")
        for one in Visibility
    }
    factories.proof(inside.action("1.1.1"), visibility=Visibility.PUBLIC, draft=True, url="https://x.be/travail")
    seen = {audience: set(visible_to(audience).values_list("title", flat=True)) for audience in Audience}
    assert seen == {
        Audience.MEMBERS: {"internal", "experts", "public", "PV de la CEP"},
        Audience.EXPERTS: {"experts", "public"},
        Audience.PUBLIC: {"public"},
    }
    entry = commands.show_to(made[Visibility.PUBLIC], Visibility.INTERNAL, actor=inside.ada)
    assert (entry.before, entry.after) == ({"visibility": "public"}, {"visibility": "internal"})
    assert visible_to(Audience.PUBLIC).count() == 0
    with pytest.raises(Invalid):
        commands.show_to(made[Visibility.PUBLIC], "tous", actor=inside.ada)


def test_only_the_last_version_counts_and_the_others_stay_reachable(inside):
    result = inside.action("1.1.1").expected_results.first()
    first = added(inside, "1.1.1", "1.1.2", results=[result], draft=True, visibility=Visibility.EXPERTS)
    second = newer(inside, first)
    third = newer(inside, second, data=b"%PDF-1.7 encore plus tard", title="Note finale")
    assert list(counting()) == [third]
    assert (third.draft, third.visibility, third.title) == (False, "experts", "Note finale")
    assert set(third.actions.all()) == set(first.actions.all())
    assert list(third.results.all()) == [result]
    for one in (first, second, third):
        versions = versions_of(one)
        assert (versions.last, versions.earlier) == (third, (second, first))
    plan = plan_view(inside.workspace, factories.TODAY)
    tracked = plan.by_id[inside.action("1.1.1").pk]
    assert ([one.id for one in tracked.proofs], tracked.is_proved(tracked.row.results[0])) == ([third.pk], True)


def test_versions_come_and_go_from_the_last_one(inside):
    first = added(inside)
    second = newer(inside, first)
    with pytest.raises(Conflict):
        commands.remove_evidence(first, actor=inside.ada)
    with pytest.raises(Conflict):
        newer(inside, first, data=b"%PDF-1.7 autre")
    with pytest.raises(Conflict):
        commands.finish_draft(first, actor=inside.ada)
    entry = Entry.objects.get(subject_id=second.pk, verb="evidence.version")
    undone = commands.undo(entry, actor=inside.ada)
    assert list(counting()) == [first]
    newer(inside, first, data=b"%PDF-1.7 autre")
    with pytest.raises(Conflict):
        commands.undo(undone, actor=inside.ada)


def test_a_version_of_the_same_bytes_is_none(inside):
    first = added(inside)
    with pytest.raises(Invalid) as invalid:
        newer(inside, first, data=b"%PDF-1.7 note")
    assert (invalid.value.field, Evidence.objects.count()) == ("files", 1)
    with pytest.raises(Invalid):
        add_version(first, actor=inside.ada, on=DAY, files=[pdf(data=b"a"), pdf(data=b"b")])


def test_two_versions_never_replace_the_same_proof(inside):
    first = added(inside)
    newer(inside, first)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.proof(inside.action("1.1.1"), replaces=first)


def test_a_draft_becomes_final_by_a_tick(inside):
    proof = added(inside, draft=True)
    entry = commands.finish_draft(proof, actor=inside.ada)
    assert (entry.before, entry.after) == ({"draft": True}, {"draft": False})
    assert commands.finish_draft(proof, actor=inside.ada) is None


def test_a_file_without_a_day_has_the_one_that_its_name_says(inside):
    files = [pdf("PV CEP 2026-03-12.pdf", b"%PDF a"), pdf("note.pdf", b"%PDF /CreationDate (D:20250302101010)")]
    found = add_evidence(
        inside.action("1.1.1"), actor=inside.ada, on=None, files=[*files, pdf("x.pdf", b"%PDF c")]
    )
    days = [(one.on, one.academic_year) for one in found.evidence]
    today = timezone.localdate()
    year = inside.workspace.boundary.year_of(today).first
    assert days == [(dt.date(2026, 3, 12), 2025), (dt.date(2025, 3, 2), 2024), (today, year)]


def test_sufficiency_is_said_taken_back_and_undone(inside):
    result = inside.action("1.1.1").expected_results.first()
    with pytest.raises(Conflict):
        commands.judge_proofs(result, "confirmed", actor=inside.ada)
    draft = added(inside, results=[result], draft=True)
    with pytest.raises(Conflict):
        commands.judge_proofs(result, "confirmed", actor=inside.ada)
    commands.finish_draft(draft, actor=inside.ada)
    entry = commands.judge_proofs(result, "confirmed", actor=inside.ada)
    result.refresh_from_db()
    said = (result.sufficiency, result.sufficiency_by, result.sufficiency_on)
    assert said == ("confirmed", "Ada", timezone.localdate())
    assert commands.judge_proofs(result, "confirmed", actor=inside.ada) is None
    commands.undo(entry, actor=inside.ada)
    result.refresh_from_db()
    assert (result.sufficiency, result.sufficiency_on) == ("", None)


def test_asking_for_more_needs_a_sentence(inside):
    result = ExpectedResult.objects.first()
    with pytest.raises(Invalid) as invalid:
        commands.judge_proofs(result, "more", actor=inside.ada, note=" ")
    assert invalid.value.field == "note"
    with pytest.raises(Invalid):
        commands.judge_proofs(result, "assez", actor=inside.ada)
    commands.judge_proofs(result, "more", actor=inside.ada, note="Il manque l’annexe.")
    result.refresh_from_db()
    assert (result.sufficiency, result.sufficiency_note) == ("more", "Il manque l’annexe.")
