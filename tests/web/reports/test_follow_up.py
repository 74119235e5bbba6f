"""The progress report: the figures of the dashboard, each action in words, a day, a part of the plan."""

import datetime as dt
import io
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

import factories
from pdf_reading import raw, tags
from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.plans.models import ExpectedResult, Objective
from portulan.tracking.commands import report_progress
from portulan.tracking.commands.postponing import Decision, postpone

pytestmark = pytest.mark.family

DAY = dt.date(2026, 11, 2)


def told(inside) -> None:
    """One action done and half proved, one postponed, each with a note."""
    done, late = inside.action("1.1.1"), inside.action("1.1.2")
    report_progress(done, actor=inside.ada, on=DAY, text="La note est relue.", state="done")
    first, _second = ExpectedResult.objects.filter(action=done).order_by("position")
    ExpectedResult.objects.filter(pk=first.pk).update(reached_on=DAY)
    factories.proof(done, on=DAY, results=[first], title="PV du 2 novembre")
    postpone(late, actor=inside.ada, deadline="27-28", decision=Decision("Un congé", where="CP", on=DAY))


def test_it_says_the_figures_of_the_dashboard(ada, at, inside, word):
    told(inside)
    shown = ada.get("/e/mias/").context["page"]
    said = "".join(f"{fact.text}{fact.after}" for fact in shown.opening.facts)
    texts, rows = word(ada.get(at("avancement", "docx")))
    assert f"{shown.opening.head}\u00a0: {said}" in texts
    assert [note for note in shown.opening.notes if str(note) not in texts] == []
    assert shown.drift in texts
    counts = [line.counts for line in shown.objectives]
    assert [row[2] for row in rows if row[0].startswith("OS")] == counts
    summaries = {year.title: year.summary for year in shown.years}
    titles, figures = next(
        (one, below) for one, below in pairwise(rows) if one[0].split(",")[0] == shown.years[0].title
    )
    piled = zip(titles, figures, strict=True)
    assert {title.split(",")[0]: said.split("\n")[-1] for title, said in piled if title[:2] == "20"} == summaries


def test_an_action_is_told_with_its_proofs_its_note_and_its_postponements(ada, at, inside, word):
    told(inside)
    _texts, rows = word(ada.get(at("avancement", "docx")))
    done = next(row for row in rows if row[0].startswith("1.1.1."))
    assert done == [
        "1.1.1. Rédaction de la note 1.1.1\nCEP",
        "\n26-27\nRéalisée, 1 résultat sur 2 prouvé",
        "☑ PV de la CEP\natteint, prouvé · PV du 2 novembre (lien, 2\u00a0nov.\u00a02026)\n"
        "☐ Note de synthèse\nattendu",
        "La note est relue.\n2\u00a0nov.\u00a02026, Ada",
    ]
    late = next(row for row in rows if row[0].startswith("1.1.2."))
    assert late[1] == (
        "\n27-28\nÀ venir, aucun résultat sur 2 prouvé\nÉchéance initiale 26-27, reportée une fois\n"
        "26-27 → 27-28\u00a0: Un congé (CP, 2\u00a0nov.\u00a02026)"
    )


def test_the_pdf_is_accessible_and_each_page_says_its_day(ada, at, inside, pages):
    told(inside)
    answer = ada.get(at("avancement"))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in raw(answer.content)
    assert {"TH", "Figure", "TOC", "H1", "H2", "H3"} <= set(tags(answer.content))
    read = pages(answer)
    assert all("Situation au 23 novembre 2026" in page for page in read)
    assert all("Avril 2026" in page for page in read)
    assert answer["Content-Disposition"] == 'attachment; filename="avancement-2026-11-23.pdf"'


def test_as_of_another_day(ada, at, inside, word):
    told(inside)
    taken_in = dt.datetime(2026, 9, 15, 9, tzinfo=dt.UTC)
    Entry.objects.filter(verb="plan.taken_in").update(at=taken_in)
    texts, rows = word(ada.get(at("avancement", "docx"), {"au": "2026-10-01"}))
    assert "Situation au\t1er\u00a0octobre\u00a02026" in texts
    assert "Rien de noté" in next(row for row in rows if row[0].startswith("1.1.1."))[3]


def test_one_objective_or_one_body_only(ada, at, inside, word):
    top = Objective.objects.get(parent=None, code="2")
    _texts, rows = word(ada.get(at("avancement", "docx"), {"objectif": str(top.pk)}))
    assert [row[0][:5] for row in rows if row[0][1:2] == "."] == [
        f"{n}.{m}" for n in ("2.1", "2.2") for m in (1, 2, 3)
    ]
    group = Body.objects.create(name="Groupe Alumni", kind="group")
    action = inside.action("2.1.2")
    action.responsibilities.create(body=group, written="Alumni", position=1)
    texts, rows = word(ada.get(at("avancement", "docx"), {"instance": str(group.pk)}))
    assert [row[0][:5] for row in rows if row[0][1:2] == "."] == ["2.1.2"]
    assert "Partie du plan\tGroupe Alumni" in texts


def test_a_part_that_is_not_here_is_not_found(ada, at, cast):
    elsewhere = Objective.everywhere.filter(workspace=cast.elsewhere, parent=None).first()
    for asked in ({"objectif": str(elsewhere.pk)}, {"instance": "0"}, {"instance": str(elsewhere.pk)}):
        assert ada.get(at("avancement"), asked).status_code == 404


def test_the_workbook_has_a_row_for_each_action(ada, at, inside):
    told(inside)
    sheet = load_workbook(io.BytesIO(ada.get(at("avancement", "xlsx")).content)).active
    rows = list(sheet.values)
    assert (len(rows), rows[0][1], rows[1][1:3]) == (10, "Action", ("1.1.1", "Rédaction de la note 1.1.1"))
    assert rows[1][5] == "Réalisée, 1 résultat sur 2 prouvé"


@pytest.mark.slow
def test_it_costs_the_same_whatever_the_number_of_actions(ada, at, cast, tenfold):
    counts = []
    for _round in (1, 2):
        with CaptureQueriesContext(connection) as seen:
            assert ada.get(at("avancement", "docx")).status_code == 200
        counts.append(len(seen))
        tenfold(cast.workspace)
    assert counts[0] == counts[1]
    assert counts[0] <= 16
