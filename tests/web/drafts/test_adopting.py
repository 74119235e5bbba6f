"""A draft becomes the plan, or is given up; what it merged leads to what it kept."""

import datetime as dt
import re
import uuid

import pytest
from django.test import Client

from portulan.drafts.models import Draft, DraftState
from portulan.governance.models import Body
from portulan.plans.commands import editing
from portulan.plans.models import Revision
from portulan.plans.queries.document import document_of
from portulan.shared import scoping
from portulan.tracking.commands import report_progress

pytestmark = pytest.mark.family


def said(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("\u00a0", " ").split())


def adoption(browser: Client, home: str, **changed: str) -> dict[str, str]:
    seen = browser.get(f"{home}adopter/").context["seen"]
    return {
        "label": "Avril 2027",
        "adopted_on": "2026-11-20",
        "note": "Point 4 du PV.",
        "submission": str(uuid.uuid4()),
        "seen": seen,
    } | changed


def test_a_draft_is_adopted_once(ada, draft, home, inside):
    gone = str(inside.action("2.1.1").pk)
    ada.post(f"{home}action/{gone}/retirer/", {"reason": "Sans objet."})
    sent = adoption(ada, home, body=str(Body.objects.get(acronym="CEP").pk))
    addresses = {ada.post(f"{home}adopter/", sent).url for _again in range(2)}
    kept = Revision.objects.get(label="Avril 2027")
    assert addresses == {f"/e/mias/revisions/{kept.pk}/"}
    assert (kept.body.acronym, kept.note) == ("CEP", "Point 4 du PV.")
    with scoping.opened(inside.workspace.pk):
        assert gone not in {one.id for one in document_of(inside.plan).actions()}
    closed = ada.get(home).text
    assert "Ce brouillon est clos" in closed
    assert f"{home}action/" not in closed
    assert ada.post(f"{home}adopter/", adoption(ada, home)).status_code == 409


@pytest.mark.parametrize("bad", [{"label": " "}, {"adopted_on": "2026-11-24"}, {"adopted_on": "hier"}])
def test_an_adoption_keeps_what_was_typed(ada, draft, home, inside, bad):
    answer = ada.post(f"{home}adopter/", adoption(ada, home, note="Ce que j’ai écrit") | bad)
    assert answer.status_code == 422
    assert "Ce que j’ai écrit" in answer.text
    assert Draft.objects.get().state == DraftState.OPEN


def test_an_adoption_of_what_is_no_longer_so_is_refused(ada, draft, home, inside):
    sent = adoption(ada, home, note="Ce que j’ai écrit")
    editing.change_action(inside.action("1.1.1"), editing.ActionDraft(text="Changé ici"), actor=inside.ada)
    answer = ada.post(f"{home}adopter/", sent)
    assert answer.status_code == 409
    assert "Ce que j’ai écrit" in answer.text
    assert ada.post(f"{home}adopter/", sent | {"seen": answer.context["seen"]}).status_code == 302


def test_a_draft_is_given_up_and_kept(ada, draft, home, inside):
    assert "Le plan ne change pas." in ada.get(f"{home}abandonner/").text
    assert ada.post(f"{home}abandonner/", {"reason": "Le CS n’en veut pas."}).url == "/e/mias/revisions/"
    assert home not in ada.get("/e/mias/revisions/").text
    assert "a abandonné le brouillon de révision" in ada.get("/e/mias/journal/").text
    assert ada.get(home).status_code == 200
    assert ada.post(f"{home}abandonner/", {"reason": ""}).status_code == 409


def test_a_merged_action_leads_to_the_one_that_is_kept(ada, draft, home, inside):
    gone, kept = inside.action("2.1.1"), inside.action("1.1.1")
    Revision.objects.update(adopted_on=dt.date(2026, 4, 21))
    report_progress(gone, actor=inside.ada, on=dt.date(2026, 11, 3), text="Un pas de la réunie")
    ada.post(f"{home}action/{gone.pk}/reunir/", {"kept": str(kept.pk), "reason": "Pareilles."})
    ada.post(f"{home}adopter/", adoption(ada, home))
    answer = ada.get(f"/e/mias/action/{gone.pk}/")
    assert answer.url == f"/e/mias/action/{kept.pk}/"
    text = said(ada.get(answer.url).text)
    assert "L’action 2.1.1 a été réunie à 1.1.1 : vous êtes sur sa page." in text
    assert "écrit pour 2.1.1, réunie depuis à cette action" in text
    assert "Un pas de la réunie" in text
    found = ada.get("/e/mias/code/2.1.1/")
    assert found.url == f"/e/mias/action/{kept.pk}/"
    assert "2.1.1 est réunie à 1.1.1 depuis la révision « Avril 2027 »." in said(ada.get(found.url).text)
