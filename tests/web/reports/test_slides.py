"""The slides of a committee: the dashboard's figures, what is late and due, recommendations, drift, next steps."""

import io

import pytest
from pptx import Presentation

import factories
from portulan.plans.models import Action
from portulan.tracking.commands.postponing import Decision, postpone

pytestmark = pytest.mark.family

DAY = factories.dt.date(2026, 11, 2)


@pytest.fixture
def shown(ada, at):
    """What each slide says, under its title; its notes."""

    def read(**asked) -> dict[str, tuple[str, str]]:
        answer = ada.get(at("diapositives", "pptx"), asked)
        assert answer.status_code == 200
        return {_title(one): (_said(one), _notes(one)) for one in opened(answer)}

    return read


def opened(answer) -> list:
    return list(Presentation(io.BytesIO(answer.content)).slides)


def _title(slide) -> str:
    return slide.shapes.title.text_frame.text.replace("\u00a0", " ")


def _said(slide) -> str:
    texts = [one.text_frame.text for one in slide.shapes if one.has_text_frame]
    texts += [cell.text for one in slide.shapes if one.has_table for row in one.table.rows for cell in row.cells]
    return " | ".join(texts).replace("\u00a0", " ")


def _notes(slide) -> str:
    return slide.notes_slide.notes_text_frame.text.replace("\u00a0", " ") if slide.has_notes_slide else ""


def test_the_slides_say_what_the_dashboard_says(ada, inside, evaluated, shown):
    Action.objects.filter(code="1.1.1").update(deadline_due="2026-09-13", deadline_text="25-26")
    found = shown()
    assert list(found) == [
        "Où en est le plan d’action", "Où en est le plan", "En retard : 1", "À mener à terme cette année : 8",
        "Où en sont les objectifs", "Ce que deviennent les recommandations", "La suite",
    ]  # fmt: skip
    facts = ada.get("/e/mias/").context["page"].opening.facts
    said = "".join(f"{fact.text}{fact.after}" for fact in facts).replace("\u00a0", " ")
    assert said in found["Où en est le plan"][0]
    late, spoken = found["En retard : 1"]
    assert "1.1.1 | Rédaction de la note 1.1.1 | CEP | 25-26" in late
    assert "1.1.1" in spoken
    assert "23 novembre 2026" in late
    assert "Avril 2026" in late


def test_the_recommendations_with_their_answers_and_where_their_actions_stand(inside, evaluated, shown):
    said, _spoken = shown()["Ce que deviennent les recommandations"]
    assert "1 | Formaliser la vision | Suivie | 1 à échéance" in said
    assert "2 | Prioriser le plan | Réponse à donner | Aucune action n’y répond encore." in said
    assert "3 | Étoffer le secrétariat | Non retenue | –" in said


def test_what_was_postponed_says_from_when_to_when_and_why(inside, shown):
    action = inside.action("1.1.1")
    assert "Ce qui a été reporté" not in shown()
    postpone(action, actor=inside.ada, deadline="27-28", decision=Decision("Un congé", where="CP", on=DAY))
    said, spoken = shown()["Ce qui a été reporté"]
    assert "1.1.1 | Rédaction de la note 1.1.1 | 26-27 → 27-28 | Un congé (CP, 2 nov. 2026)" in said
    assert "Une échéance a été reportée" in spoken


def test_what_comes_next_says_what_somebody_must_settle(inside, evaluated, shown):
    inside.action("1.1.1").responsibilities.all().delete()
    said, _spoken = shown()["La suite"]
    assert "L’action 1.1.1" in said
    assert "Une recommandation attend encore une réponse." in said


def test_a_body_only_and_nothing_to_show(inside, shown):
    body = inside.action("1.1.1").responsibilities.get().body
    assert (
        "Commission Environnement professionnel" in shown(instance=str(body.pk))["Où en est le plan d’action"][0]
    )
    Action.objects.update(deadline_due=None, deadline_text="En continu", deadline_kind="continuous")
    assert "Où en est le plan" in shown()


def test_ten_times_the_actions_stay_a_deck_that_can_be_shown(ada, at, cast, evaluated, tenfold):
    Action.everywhere.filter(workspace=cast.workspace).update(deadline_due="2026-09-13")
    tenfold(cast.workspace)
    found = opened(ada.get(at("diapositives", "pptx")))
    assert len(found) <= 20
    assert "Autres, dans le rapport d’avancement" in "".join(map(_said, found))


def test_a_reader_of_another_language_gets_it_in_theirs(ada, at, cast):
    cast.ada.language = "en"
    cast.ada.save()
    found = opened(ada.get(at("diapositives", "pptx"), headers={"Accept-Language": "en"}))
    assert found[0].shapes.title.text_frame.text == "Where the action plan stands"
