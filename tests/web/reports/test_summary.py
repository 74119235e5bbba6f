"""The plan on one page: exactly one, whatever the plan; the dashboard's sentence, what is late, what comes."""

from pdf_reading import raw
from portulan.plans.models import Action, Objective, Plan


def test_it_is_one_page_with_the_sentence_of_the_dashboard(ada, at, inside, evaluated, pages):
    Action.objects.filter(code="1.1.1").update(deadline_due="2026-09-13", deadline_text="25-26")
    answer = ada.get(at("synthese"))
    (page,) = pages(answer)
    facts = ada.get("/e/mias/").context["page"].opening.facts
    said = "".join(f"{fact.text}{fact.after}" for fact in facts).replace("\u00a0", " ")
    assert " ".join(said.split()) in page
    assert "Situation au 23 novembre 2026 · Avril 2026" in page
    assert "En retard : 1" in page
    assert "1.1.1 Rédaction de la note 1.1.1 CEP 25-26" in page
    assert "Autres, dans le rapport d’avancement : 1." in page
    assert "Trois recommandations, une attend une réponse." in page
    assert b"<pdfuaid:part>1</pdfuaid:part>" in raw(answer.content)


def test_long_titles_and_ten_times_the_actions_stay_on_one_page(ada, at, cast, evaluated, pages, tenfold):
    long = "Renforcer durablement les partenariats internationaux et professionnels du programme " * 6
    Action.everywhere.filter(workspace=cast.workspace).update(text=long, deadline_due="2026-09-13")
    tenfold(cast.workspace)
    Objective.everywhere.filter(workspace=cast.workspace).update(title=long)
    Plan.everywhere.filter(workspace=cast.workspace).update(title=long[:300], edition=long[:200])
    (page,) = pages(ada.get(at("synthese")))
    assert "En retard : 90" in page


def test_a_plan_of_thirty_objectives_stays_on_one_page(ada, at, inside, pages):
    for rank in range(30):
        objective = Objective.objects.create(plan=inside.plan, position=rank + 9, title=f"Objectif {rank} " * 12)
        Action.objects.create(plan=inside.plan, objective=objective, position=1, text="Une action " * 30)
    (page,) = pages(ada.get(at("synthese")))
    assert "Autres, dans le rapport d’avancement" in page


def test_the_word_file_says_the_same(ada, at, inside, word):
    texts, rows = word(ada.get(at("synthese", "docx")))
    assert "Plan d’action fictif 2024-2029" in texts
    assert ["1.1.1 Rédaction de la note 1.1.1", "CEP", "26-27"] in rows
