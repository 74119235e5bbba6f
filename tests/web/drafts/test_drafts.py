"""The pages of a draft: what they show, what they change, what they refuse."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portulan.drafts import commands
from portulan.drafts.models import Draft
from portulan.drafts.queries import work_on
from portulan.governance.models import Body
from portulan.plandoc import jsonfile
from portulan.plandoc.recommendations import Recommended
from portulan.plans.commands import editing
from portulan.plans.commands import recommendations as answering
from portulan.plans.models import Action
from portulan.shared import scoping

pytestmark = pytest.mark.family

ROOT = "/e/mias/revisions/brouillons/"
BACKEND = "django.contrib.auth.backends.ModelBackend"
ROWS = {
    "responsibles-TOTAL_FORMS": "1",
    "responsibles-INITIAL_FORMS": "0",
    "responsibles-0-role": "pilot",
    "results-TOTAL_FORMS": "1",
    "results-INITIAL_FORMS": "0",
    "results-0-kind": "document",
}


def said(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("\u00a0", " ").split())


def own(cast, code: str) -> str:
    return str(Action.everywhere.get(workspace=cast.workspace, code=code).pk)


def document(draft: Draft):
    return jsonfile.from_json(Draft.everywhere.get(pk=draft.pk).document)


def row(draft: Draft, action_id: str):
    return next(one for one in document(draft).actions() if one.id == action_id)


def typed(browser: Client, address: str, **changed: str) -> dict[str, str]:
    """The form of that address as it is filled when it opens, with these changes."""
    html = browser.get(address).context
    sheet = html["sheet"]
    sent = {name: sheet.form[name].value() for name in sheet.form.fields}
    for formset in (sheet.responsibles, sheet.results):
        sent |= {f"{formset.prefix}-{name}": field.value() for name, field in _management(formset)}
        for one in formset:
            sent |= {f"{one.prefix}-{name}": one[name].value() for name in one.fields if name != "removed"}
    return {name: str(value if value is not None else "") for name, value in sent.items()} | changed


def _management(formset):
    return [(name, formset.management_form[name]) for name in ("TOTAL_FORMS", "INITIAL_FORMS")]


def test_a_draft_is_opened_from_the_revisions(ada, inside):
    assert f'href="{ROOT}ouvrir/"' in ada.get("/e/mias/revisions/").text
    answer = ada.post(f"{ROOT}ouvrir/", {"label": "Avril 2027", "aim": "Alléger", "submission": str(uuid.uuid4())})
    made = Draft.objects.get()
    assert answer.url == f"{ROOT}{made.pk}/"
    text = said(ada.get(answer.url).text)
    assert "Avril 2027 Ce brouillon dit encore la même chose que le plan. Alléger Ouvert par Ada" in text
    assert f'href="{answer.url}"' in ada.get("/e/mias/revisions/").text


def test_a_draft_without_a_name_keeps_what_was_typed(ada, inside):
    answer = ada.post(f"{ROOT}ouvrir/", {"label": " ", "aim": "Ce que je voulais"})
    assert (answer.status_code, Draft.objects.count()) == (422, 0)
    assert "Ce que je voulais" in answer.text


def test_an_action_is_reworded_rescheduled_and_moved_at_once(ada, draft, home, inside):
    one, there = own(inside, "1.1.1"), str(inside.action("2.1.1").objective_id)
    address = f"{home}action/{one}/"
    changed = {"text": "Un autre *texte*", "deadline": "28-29", "reason": "Parce que."}
    sent = typed(ada, address, objective=there, rank="1", **changed)
    answer = ada.post(address, sent)
    assert answer.url == f"{home}#a-{one}"
    found = row(draft, one)
    assert (found.text.plain, found.deadline.text, found.deadline.due.year) == ("Un autre texte", "28-29", 2029)
    assert next(one.id for one in document(draft).walk() if any(a.id == found.id for a in one.actions)) == there
    assert inside.action("1.1.1").text == "Rédaction de la note 1.1.1"
    text = said(ada.get(home).text)
    assert "déplacée de 1.1 reformulée autre échéance Parce que." in text
    assert "CEP 3 3" not in text


def test_a_form_that_nobody_touched_changes_nothing(ada, draft, home, inside):
    address = f"{home}action/{own(inside, '1.1.1')}/"
    ada.post(address, typed(ada, address))
    assert work_on(Draft.objects.get()).cells == ()


def test_bodies_and_results_are_chosen(ada, draft, home, inside):
    one = own(inside, "1.1.1")
    body = editing.add_body(actor=inside.ada, name="Équipe des stages", acronym="ES", kind="team")
    address = f"{home}action/{one}/"
    sent = typed(ada, address, new_body="Nouvelle équipe", **{"responsibles-1-body": str(body.pk)})
    sent |= {"results-0-removed": "on", "results-2-text": "Un rapport", "results-2-kind": "document"}
    assert ada.post(address, sent).status_code == 302
    found = row(draft, one)
    assert [(each.name, str(each.role)) for each in found.responsibles] == [
        ("CEP", "pilot"),
        ("ES", "pilot"),
        ("Nouvelle équipe", "pilot"),
    ]
    assert [each.text.plain for each in found.expected_results] == ["Note de synthèse", "Un rapport"]
    again = typed(ada, address)
    assert again["new_body"] == "Nouvelle équipe"
    ada.post(address, again | {"new_body": "Nouvelle équipe, Encore une"})
    assert [each.name for each in row(draft, one).responsibles][2:] == ["Nouvelle équipe", "Encore une"]


def test_rows_of_the_form_grow_without_a_script(ada, draft, home, inside):
    address = f"{home}action/{own(inside, '1.1.1')}/"
    answer = ada.post(address, typed(ada, address, rows="results:add", text="Gardé"))
    assert (answer.status_code, len(answer.context["sheet"].results.forms)) == (200, 4)
    assert answer.context["form"]["text"].value() == "Gardé"


@pytest.mark.parametrize(
    "bad", [{"text": " "}, {"code": "2.1.1"}, {"objective": "ailleurs"}, {"rank": "0"}, {"short_title": "x" * 41}]
)
def test_bad_input_keeps_what_was_typed(ada, draft, home, inside, bad):
    address = f"{home}action/{own(inside, '1.1.1')}/"
    answer = ada.post(address, typed(ada, address, reason="Ce que j’ai écrit") | bad)
    assert answer.status_code == 422
    assert "Ce que j’ai écrit" in answer.text
    assert Draft.objects.get().version == 1


def test_a_result_of_another_action_is_refused(ada, draft, home, inside):
    address = f"{home}action/{own(inside, '1.1.1')}/"
    other = str(inside.action("2.1.1").expected_results.first().pk)
    assert ada.post(address, typed(ada, address) | {"results-0-id": other}).status_code == 422


def test_a_body_of_another_workspace_is_refused(ada, draft, home, inside):
    address = f"{home}action/{own(inside, '1.1.1')}/"
    other = Body.everywhere.filter(workspace=inside.elsewhere).first()
    assert ada.post(address, typed(ada, address) | {"responsibles-0-body": str(other.pk)}).status_code == 422


def test_what_somebody_changed_meanwhile_is_not_overwritten_unseen(ada, draft, home, inside):
    address = f"{home}action/{own(inside, '1.1.1')}/"
    first, second = typed(ada, address, text="De l’une"), typed(ada, address, text="De l’autre")
    ada.post(address, first)
    answer = ada.post(address, second)
    assert answer.status_code == 409
    assert "Quelqu’un a changé cette ligne" in answer.text
    assert answer.context["form"]["text"].value() == "De l’autre"
    seen = answer.context["form"]["seen"].value()
    assert ada.post(address, second | {"seen": seen}).status_code == 302
    assert row(draft, own(inside, "1.1.1")).text.plain == "De l’autre"


def test_an_action_is_added_once(ada, draft, home, inside):
    holder = str(inside.action("1.1.1").objective_id)
    address = f"{home}action/ajouter/"
    opened = ada.get(f"{address}?objectif={holder}")
    assert opened.context["form"]["code"].value() == "1.1.4"
    sent = ROWS | {"objective": holder, "code": "1.1.4", "text": "Une action neuve", "deadline": "27-28"}
    sent |= {"submission": str(uuid.uuid4()), "rank": "2"}
    for _again in range(2):
        assert ada.post(address, sent).status_code == 302
    assert [one.code for one in document(draft).actions()][:4] == ["1.1.1", "1.1.4", "1.1.2", "1.1.3"]
    assert "1 ajoutée" in said(ada.get(home).text)


def test_an_objective_is_added_changed_and_dropped(ada, draft, home, inside):
    sent = {"title": "Relier les alumni", "code": "3", "parent": "", "submission": str(uuid.uuid4())}
    for _again in range(2):
        assert ada.post(f"{home}objectif/ajouter/", sent).status_code == 302
    made = document(draft).objectives[2]
    address = f"{home}objectif/{made.id}/"
    seen = ada.get(address).context["form"]["seen"].value()
    assert ada.post(address, sent | {"title": "Autrement", "rank": "1", "seen": seen}).status_code == 302
    assert next(iter(document(draft).objectives)).title.plain == "Autrement"
    assert ada.post(address, sent | {"title": "Trop tard", "seen": seen}).status_code == 409
    assert ada.post(f"{address}retirer/", {"reason": ""}).status_code == 302
    assert work_on(Draft.objects.get()).cells == ()
    held = str(inside.action("1.1.1").objective_id)
    assert ada.post(f"{home}objectif/{held}/retirer/", {"reason": ""}).status_code == 422
    inner = ada.get(f"{home}objectif/{held}/").context["form"]
    assert held not in dict(inner.fields["parent"].choices)


def test_two_actions_are_merged_and_parted(ada, draft, home, inside):
    gone, kept = own(inside, "2.1.1"), own(inside, "1.1.1")
    address = f"{home}action/{gone}/reunir/"
    assert "preuves" in ada.get(address).text
    for bad in ("", gone, str(uuid.uuid4())):
        assert ada.post(address, {"kept": bad, "reason": "gardé"}).status_code == 422
    assert ada.post(address, {"kept": kept, "reason": "Pareilles."}).url == f"{home}#a-{kept}"
    text = said(ada.get(home).text)
    assert "réunie à 1.1.1 Pareilles." in text
    answer = ada.post(f"{home}revenir/", {"row": f"action:{kept}"})
    assert answer.status_code == 422
    assert "Séparez-les d’abord" in answer.text
    assert ada.post(f"{home}revenir/", {"row": f"action:{gone}"}).status_code == 302
    assert work_on(Draft.objects.get()).cells == ()


def fragment(html: str) -> str:
    """What the page swaps, whatever its tokens."""
    found = re.search(r'<div id="brouillon">.*</section>\s*</div>', html, re.DOTALL)
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", found[0])


def test_a_row_is_taken_back_smoothly(ada, draft, home, inside):
    gone = own(inside, "2.1.1")
    assert ada.post(f"{home}action/{gone}/retirer/", {"reason": "Sans objet."}).url == f"{home}#a-{gone}"
    assert "retirée Sans objet." in said(ada.get(home).text)
    smooth = ada.post(f"{home}revenir/", {"row": f"action:{gone}"}, headers={"HX-Request": "true"})
    assert smooth.status_code == 200
    whole = ada.get(home).text
    assert fragment(smooth.text).replace(" autofocus", "") == fragment(whole)
    assert f'id="m-{gone}"' in smooth.text
    assert ada.post(f"{home}revenir/", {"row": "plan:x"}).status_code == 404


def test_renumbering_is_said(ada, draft, home, inside):
    answer = ada.post(f"{home}renumeroter/", follow=True)
    assert "Les codes suivaient déjà l’ordre." in answer.text
    ada.post(f"{home}action/{own(inside, '1.1.1')}/retirer/", {"reason": ""})
    answer = ada.post(f"{home}renumeroter/", follow=True)
    assert "Le brouillon est renuméroté." in answer.text
    assert "1 retirée, 2 renumérotées" in said(answer.text)


def test_the_load_is_told_before_and_after(ada, draft, home, inside):
    assert "La charge des instances ne change pas." in ada.get(home).text
    address = f"{home}action/{own(inside, '1.1.1')}/"
    ada.post(address, typed(ada, address, deadline="28-29"))
    ada.post(f"{home}action/{own(inside, '1.1.2')}/retirer/", {"reason": ""})
    load = ada.get(home).context["load"]
    (line,) = load.rows
    assert [(cell.before, cell.after) for cell in line.cells] == [(0, 0), (0, 0), (9, 7), (0, 0), (0, 1), (0, 0)]
    assert (line.name, line.before, line.after) == ("CEP", 9, 8)
    assert load.sentence.startswith("1 instance porte moins.")


def test_the_recommendations_are_told_before_and_after(ada, draft, home, inside):
    evaluation = answering.write_evaluation(inside.plan, actor=inside.ada, title="AEQES 2025")
    given = [Recommended("1", "Viser plus court encore"), Recommended("2", "Dire qui fait quoi")]
    first, _second = answering.add_recommendations(evaluation, given, actor=inside.ada)
    answering.set_answering(first, [inside.action("1.1.1").pk], actor=inside.ada)
    assert ada.get(home).context["coverage"].sentence == "1 recommandation sur 2 a une action, comme avant."
    ada.post(f"{home}action/{own(inside, '1.1.1')}/retirer/", {"reason": ""})
    found = ada.get(home).context["coverage"]
    assert [(one.number, one.before, one.after, one.lost) for one in found.rows] == [
        ("1", "1.1.1", "aucune action", True)
    ]


def test_what_moved_in_the_plan_is_shown_and_taken_in(ada, draft, home, inside):
    ada.post(f"{home}action/{own(inside, '2.1.1')}/retirer/", {"reason": ""})
    editing.change_action(inside.action("1.1.1"), editing.ActionDraft(text="Changé ici"), actor=inside.ada)
    shown = ada.get(home)
    assert "1 ligne du plan a changé depuis que ce brouillon a été ouvert." in said(shown.text)
    assert "<ins>Changé ici</ins>" in shown.text
    assert "elle reste comme elle est aujourd’hui" in said(ada.get(f"{home}adopter/").text)
    assert ada.post(f"{home}a-jour/", {"seen": "rien"}).status_code == 409
    assert ada.post(f"{home}a-jour/", {"seen": shown.context["page"].seen}).status_code == 302
    assert work_on(Draft.objects.get()).since == ()
    assert row(draft, own(inside, "1.1.1")).text.plain == "Changé ici"


def test_what_both_changed_is_a_choice(ada, draft, home, inside):
    one = own(inside, "1.1.1")
    address = f"{home}action/{one}/"
    ada.post(address, typed(ada, address, text="Du brouillon", short_title="Le mot du brouillon"))
    changed = editing.ActionDraft(text="Du plan", short_title="Le mot du plan")
    editing.change_action(inside.action("1.1.1"), changed, actor=inside.ada)
    shown = ada.get(home)
    choices = {f"cell-{each.token}": "draft" for each in shown.context["page"].conflicts}
    assert len(choices) == 2
    assert 'type="submit">Adopter' not in ada.get(f"{home}adopter/").text
    missing = ada.post(f"{home}a-jour/", {"seen": shown.context["page"].seen})
    assert (missing.status_code, "Il reste un choix à faire" in missing.text) == (422, True)
    assert ada.post(f"{home}a-jour/", choices | {"seen": shown.context["page"].seen}).status_code == 302
    assert work_on(Draft.objects.get()).conflicts == ()
    assert row(draft, one).text.plain == "Du brouillon"


@pytest.mark.slow
def test_as_many_queries_with_ten_times_the_actions(ada, cast, on_the_day, tenfold):
    def count(label: str) -> int:
        with scoping.opened(cast.workspace.pk):
            made = commands.open_draft(cast.plan, actor=cast.ada, label=label)
        ada.post(f"{ROOT}{made.pk}/action/{own(cast, '1.1.2')}/retirer/", {"reason": ""})
        with CaptureQueriesContext(connection) as queries:
            assert ada.get(f"{ROOT}{made.pk}/").status_code == 200
        return len(queries)

    before = count("Avant")
    Action.everywhere.filter(workspace=cast.workspace, code="1.1.2").update(short_title="Gardé")
    kept = cast.action("1.1.2").pk
    tenfold(cast.workspace)
    Action.everywhere.filter(pk=kept).update(code="1.1.2")
    assert (count("Après"), before <= 15) == (before, True)


def test_the_draft_is_named_from_its_page_and_says_who_did_it(ada, home, draft):
    assert ada.get(f"{home}nommer/").status_code == 200
    seen = commands.seal(draft)
    sent = {"label": "Mai 2027", "aim": "Une année plus légère", "seen": seen}
    assert ada.post(f"{home}nommer/", {**sent, "label": ""}).status_code == 422
    assert ada.post(f"{home}nommer/", sent).url == home
    page = ada.get(home)
    (line,) = page.context["changes"]
    named = line.rows[0].cells[0]
    assert (line.who, named.before, named.after) == ("Ada", "Avril 2027", "Mai 2027")
    assert "Qui a changé quoi dans ce brouillon" in page.text
    late = ada.post(f"{home}nommer/", {**sent, "label": "Juin 2027"})
    assert (late.status_code, "Juin 2027" in late.text) == (409, True)
