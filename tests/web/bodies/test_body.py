"""The page of a body: its title, its actions by role, the year, its load, proofs, members, journal."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.plans.models import Action
from portulan.tracking.commands import add_evidence, report_progress


def test_the_title_states_the_finding(ada, at, cep):
    assert (
        ada.get(at("body", cep.pk)).context["page"].title
        == "La CEP porte neuf actions\u00a0; neuf sont à échéance cette année"
    )
    Action.objects.filter(code__in=["1.1.1", "1.1.2"]).update(deadline_due="2026-09-13")
    assert (
        ada.get(at("body", cep.pk)).context["page"].title == "La CEP porte neuf actions\u00a0; deux sont en retard"
    )
    Action.objects.update(state="done")
    assert (
        ada.get(at("body", cep.pk)).context["page"].title
        == "La CEP porte neuf actions\u00a0; aucune n’est en retard"
    )


def test_pilots_and_associates_stand_apart(ada, at, carry, said):
    group = Body.objects.create(name="GT Com'", acronym="GT Com'", kind="group")
    carry(group, "1.1.1", role="associate")
    page = ada.get(at("body", group.pk))
    assert page.context["page"].title == "Le GT Com’ accompagne une action\u00a0; une est à échéance cette année"
    assert [(part.title, len(part.lines)) for part in page.context["page"].parts] == [
        ("Actions en association", 1)
    ]
    carry(group, "1.1.2")
    page = ada.get(at("body", group.pk))
    assert [part.title for part in page.context["page"].parts] == ["Actions pilotées", "Actions en association"]
    assert "S’y ajoute une action en association." in said(page)


def test_a_post_is_named_between_quotation_marks_and_may_carry_nothing(ada, at, inside, said):
    post = Body.objects.create(name="Chargée de com'", kind="post")
    page = ada.get(at("body", post.pk))
    assert page.context["page"].title == "«\u00a0Chargée de com’\u00a0» ne porte aucune action"
    assert "Cette instance ne porte aucune action." in said(page)


def test_the_load_is_one_mark_an_action_and_words(ada, at, cep):
    Action.objects.filter(code__in=["1.1.1", "1.1.2"]).update(
        deadline_text="En continu", deadline_kind="continuous", deadline_due=None
    )
    Action.objects.filter(code="2.2.3").update(deadline_text="", deadline_kind="none", deadline_due=None)
    page = ada.get(at("body", cep.pk)).context["page"]
    told = {year.title: (year.due, year.continuous, year.marks.count("<i ")) for year in page.years}
    assert told == {
        "2024-2025": ("aucune", "2, aucune nourrie", 2), "2025-2026": ("aucune", "2, aucune nourrie", 2),
        "2026-2027": ("6 à échéance", "2, aucune nourrie", 8), "2027-2028": ("aucune", "2", 2),
        "2028-2029": ("aucune", "2", 2),
    }  # fmt: skip
    assert page.undated == "Et une action dont l’échéance reste à fixer."
    assert [year.title for year in page.years if year.current] == ["2026-2027"]


def test_the_proofs_of_the_year_and_no_others(ada, at, cep, inside):
    action = inside.action("1.1.1")
    for title, on in (("Du printemps", dt.date(2026, 5, 2)), ("De l'automne", dt.date(2026, 10, 2))):
        add_evidence(action, actor=inside.ada, on=on, title=title, url=f"https://example.org/{on}")
    page = ada.get(at("body", cep.pk)).context["page"]
    assert [(one.title, one.code) for one in page.proofs] == [("De l'automne", "1.1.1")]


def test_members_past_and_to_come(ada, at, cep, sit):
    sit(cep, "Passée", starts="2023-09-14", ends="2025-09-13")
    sit(cep, "À venir", starts="2027-01-01")
    sit(cep, "Présidente", ends="2026-12-31", title="Présidence")
    page = ada.get(at("body", cep.pk)).context["page"]
    shown = [[one.name for one in part] for part in (page.members, page.to_come, page.past, page.ending)]
    assert shown == [["Présidente", "Basile"], ["À venir"], ["Passée"], ["Présidente"]]
    assert page.members[0].held.replace("\u00a0", " ") == "du 14 sept. 2024 au 31 déc. 2026"
    then = ada.get(at("body", cep.pk), {"au": "2025-01-10"}).context["page"]
    assert [one.name for one in then.members] == ["Présidente", "Basile", "Passée"]


def test_its_journal_tells_of_it_and_of_its_actions(ada, at, cep, inside, said):
    ada.post(at("body_edit", cep.pk), {"name": "Commission métiers", "acronym": "CM", "kind": "commission"})
    report_progress(inside.action("1.1.1"), actor=inside.ada, on=dt.date(2026, 11, 20), text="Relu")
    text = said(ada.get(at("body", cep.pk)))
    assert "Ada a renommé « Commission métiers »" in text
    assert "Ada a noté un avancement sur l’action 1.1.1" in text


def test_who_may_see_and_change(cast, client, at, on_the_day):
    body = Body.everywhere.get(workspace=cast.workspace, acronym="CEP")
    foreign = Body.everywhere.get(workspace=cast.elsewhere, acronym="CEP")
    seen = {}
    for one in (cast.ada, cast.basile, cast.chloe, cast.driss):
        client.force_login(one)
        page = client.get(at("body", body.pk))
        seen[one.name] = (page.status_code, at("mandate_add", body.pk) in page.content.decode())
    assert seen == {"Ada": (200, True), "Basile": (200, False), "Chloé": (200, False), "Driss": (404, False)}
    client.force_login(cast.ada)
    assert client.get(at("body", foreign.pk)).status_code == 404
    client.logout()
    assert client.get(at("body", body.pk)).status_code == 302


@pytest.mark.slow
def test_at_most_fifteen_queries_flat_in_actions_members_and_other_plans(ada, cast, at, cep, sit, tenfold):
    with CaptureQueriesContext(connection) as few:
        ada.get(at("body", cep.pk))
    for rank in range(3):
        sit(cep, f"Personne {rank}")
    tenfold(cast.workspace)
    tenfold(cast.elsewhere)
    with CaptureQueriesContext(connection) as many:
        ada.get(at("body", cep.pk))
    assert len(few) == len(many) <= 15


def test_a_new_body_and_the_names_it_may_have(ada, at, inside, cep):
    data = {"name": "Groupe Alumni", "acronym": "GA", "kind": "group", "aliases": "Alumni", "seen": ""}
    answer = ada.post(at("body_add"), data)
    added = Body.objects.get(name="Groupe Alumni")
    assert answer.url == at("body", added.pk)
    assert sorted(added.aliases.values_list("spelling", flat=True)) == ["Alumni", "GA", "Groupe Alumni"]
    assert Entry.objects.filter(verb="body.added", subject_id=added.pk).count() == 1
    refused = {
        "name": {"name": "Groupe Alumni", "kind": "group"},
        "aliases": {"name": "Autre", "kind": "group", "aliases": "CEP"},
        "kind": {"name": "Autre", "kind": "club"},
    }
    for field, typed in refused.items():
        again = ada.post(at("body_add"), typed)
        assert (again.status_code, list(again.context["form"].errors)) == (422, [field])
        assert again.context["form"]["name"].value() == typed["name"]


def test_a_body_is_renamed_with_its_spellings(ada, at, cep):
    data = {"name": "Commission métiers", "acronym": "CM", "kind": "commission", "aliases": "Com. métiers\n\nCEP"}
    assert ada.post(at("body_edit", cep.pk), data).url == at("body", cep.pk)
    card = ada.get(at("body", cep.pk)).context["page"].body
    assert card.aliases == ("CEP", "Com. métiers", "Commission Environnement professionnel")
    assert ada.post(at("body_edit", cep.pk), data | {"aliases": "CM\n" + "x" * 201}).status_code == 422
    assert ada.post(at("body_edit", cep.pk), data | {"kind": "club"}).status_code == 422


def test_an_action_says_who_holds_it_on_the_day(ada, at, cep, inside, sit, carry, said):
    sit(cep, "Zoé", title="Présidence", ends="2026-06-30")
    group = Body.objects.create(name="Groupe Alumni", kind="group")
    carry(group, "1.1.1", role="associate")
    Entry.objects.update(at=dt.datetime(2025, 12, 1, tzinfo=dt.UTC))
    page = f"/e/mias/action/{inside.action('1.1.1').pk}/"
    answer = ada.get(page)
    assert "Responsables CEP Basile avec Groupe Alumni personne d’inscrit Échéance" in said(answer)
    assert at("body", group.pk) in answer.content.decode()
    assert "Responsables CEP Zoé (Présidence), Basile avec" in said(ada.get(page, {"au": "2026-01-01"}))


def test_the_plan_shows_pilots_before_those_associated(ada, at, cep, inside, carry, said):
    group = Body.objects.create(name="Groupe Alumni", kind="group")
    carry(group, "1.1.1")
    inside.action("1.1.1").responsibilities.filter(body=cep).update(role="associate")
    assert "Rédaction de la note 1.1.1 Groupe Alumni avec CEP 26-27" in said(ada.get("/e/mias/plan/"))
