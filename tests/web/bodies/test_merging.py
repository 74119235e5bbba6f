"""The page that merges two bodies: what moves is said first; old addresses lead to the one that stays."""

import pytest

from portulan.governance.models import Body
from portulan.journal.models import Entry


@pytest.fixture
def double(inside, carry):
    body = Body.objects.create(name="Com. Env. pro.", kind="commission")
    carry(body, "1.1.1", "1.1.2")
    return body


def test_what_moves_is_said_then_done_then_undone(ada, at, cep, double, said):
    page = ada.get(at("body_merge", cep.pk), {"other": double.pk, "stays": "this"})
    text = said(page)
    assert "« Com. Env. pro. » fera partie de « Commission Environnement professionnel »" in text
    assert "2 actions passent à « Commission Environnement professionnel »." in text
    assert "2 actions étaient portées par les deux" in text
    assert Body.objects.filter(pk=double.pk).exists()
    answer = ada.post(at("body_merge", cep.pk), {"other": double.pk, "stays": "this"})
    assert answer.url == at("body", cep.pk)
    for name in ("body", "body_sheet", "body_handover"):
        assert ada.get(at(name, double.pk)).url == at(name, cep.pk)
    assert ada.get(at("body_sheet_file", double.pk, "pdf")).url == at("body_sheet_file", cep.pk, "pdf")
    assert "Ada a réuni « Com. Env. pro. » à « Commission Environnement professionnel »" in said(
        ada.get(at("journal"))
    )
    entry = Entry.objects.get(verb="body.merged")
    assert ada.post(at("journal_undo", entry.pk)).status_code == 302
    assert ada.get(at("body", double.pk)).status_code == 200
    assert "Ada a annulé la réunion de « Com. Env. pro. »" in said(ada.get(at("journal")))


def test_the_other_one_may_stay(ada, at, cep, double):
    ada.post(at("body_merge", cep.pk), {"other": double.pk, "stays": "other"})
    assert ada.get(at("body", cep.pk)).url == at("body", double.pk)


@pytest.mark.parametrize("stays", ["this", "neither"])
def test_a_body_of_elsewhere_and_an_unknown_choice_are_refused(ada, at, cep, cast, double, stays):
    foreign = Body.everywhere.get(workspace=cast.elsewhere, acronym="CEP")
    other = foreign if stays == "this" else double
    answer = ada.post(at("body_merge", cep.pk), {"other": other.pk, "stays": stays})
    assert answer.status_code == 422
    assert Body.objects.count() == 2
    assert ada.post(at("body_merge", cep.pk)).status_code == 422
