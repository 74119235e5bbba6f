"""Saved lists: one's own, shared ones, their names, who may do what, what the journal says."""

import re

import pytest
from django.test import Client

from portulan.journal.models import Entry
from portulan.plans.commands import saved_lists as commands
from portulan.plans.models import SavedList
from portulan.shared import scoping
from portulan.shared.errors import Invalid

BACKEND = "django.contrib.auth.backends.ModelBackend"
PLAN, LIST, LISTS = "/e/mias/plan/", "/e/mias/plan/liste/", "/e/mias/plan/listes/"
SAVE = f"{LISTS}enregistrer/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def links(answer) -> list[tuple[str, str]]:
    """The saved lists above the filters: address and name."""
    part = answer.content.decode().split('class="enregistrees"')
    found = re.findall(r'<a href="([^"]*)"[^>]*>(?:<svg.*?</svg>)?([^<]*)', part[1].split("</nav>")[0])
    return [(address, name) for address, name in found]


def test_a_reader_keeps_a_list_for_themselves(inside, on_the_day):
    chloe = signed_in(inside.chloe)
    assert f"{SAVE}?statut=retard" in chloe.get(f"{LIST}?statut=retard&rien=1").content.decode()
    answer = chloe.post(f"{SAVE}?statut=retard&tri=-echeance&rien=1", {"name": "  En   retard "})
    assert answer["Location"] == f"{LIST}?statut=retard&tri=-echeance"
    saved = SavedList.objects.get()
    assert (saved.name, saved.query, saved.shared, saved.user) == (
        "En retard", "statut=retard&tri=-echeance", False, inside.chloe
    )  # fmt: skip
    assert links(chloe.get(LIST)) == [(f"{LIST}?statut=retard&amp;tri=-echeance", "En retard")]
    assert links(chloe.get(PLAN)) == [(f"{PLAN}?statut=retard", "En retard")]
    assert 'class="enregistrees"' not in signed_in(inside.ada).get(LIST).content.decode()
    assert not Entry.objects.filter(verb__startswith="list.").exists()


def test_the_coordination_shares_and_the_journal_says_so(inside, ada):
    ada.post(f"{SAVE}?statut=retard", {"name": "À relancer", "shared": "on"})
    assert links(signed_in(inside.chloe).get(LIST)) == [(f"{LIST}?statut=retard", "À relancer")]
    pk = SavedList.objects.get().pk
    ada.post(f"{LISTS}{pk}/", {"name": "À relancer vite", "shared": "on"})
    ada.post(f"{LISTS}{pk}/", {"name": "À relancer vite"})
    assert "enregistrees" not in signed_in(inside.chloe).get(LIST).content.decode()
    ada.post(f"{LISTS}{pk}/", {"name": "À moi"})
    ada.post(f"{LISTS}{pk}/", {"name": "À tous", "shared": "on"})
    assert "Elle ne s’ouvrira plus" in ada.get(f"{LISTS}{pk}/retirer/").content.decode()
    ada.post(f"{LISTS}{pk}/retirer/")
    assert not SavedList.objects.exists()
    told = list(Entry.objects.filter(subject_id=pk).order_by("at", "id").values_list("verb", flat=True))
    assert sorted(told) == ["list.changed", "list.removed", "list.shared", "list.shared", "list.unshared"]
    journal = ada.get("/e/mias/journal/").content.decode()
    assert "a retiré la liste partagée «\u00a0À tous\u00a0»" in journal


@pytest.mark.parametrize("name", ["basile", "chloe"])
def test_only_the_coordination_shares(inside, on_the_day, name):
    client = signed_in(getattr(inside, name))
    assert 'name="shared"' not in client.get(f"{SAVE}?q=note").content.decode()
    client.post(f"{SAVE}?q=note", {"name": "La mienne", "shared": "on"})
    assert SavedList.objects.get().shared is False
    shared = commands.save_list("De tous", "q=x", actor=inside.ada, shared=True)
    for address in (f"{LISTS}{shared.pk}/", f"{LISTS}{shared.pk}/retirer/"):
        answer = client.post(address, {"name": "Prise"})
        assert answer.status_code == 403
        assert "Seule la coordination" in answer.content.decode()
    shared.refresh_from_db()
    assert shared.name == "De tous"


def test_nobody_touches_somebody_elses_own_list(inside, ada):
    own = commands.save_list("De Chloé", "q=x", actor=inside.chloe)
    for address in (f"{LISTS}{own.pk}/", f"{LISTS}{own.pk}/retirer/"):
        assert ada.get(address).status_code == 404
        assert ada.post(address, {"name": "Prise"}).status_code == 404
    assert "De Chloé" not in ada.get(LISTS).content.decode()
    assert "De Chloé" in signed_in(inside.chloe).get(LISTS).content.decode()


def test_another_workspace_and_nobody(inside, client):
    saved = commands.save_list("De tous", "q=x", actor=inside.ada, shared=True)
    driss = signed_in(inside.driss)
    for address in (LISTS, SAVE, f"{LISTS}{saved.pk}/", f"{LISTS}{saved.pk}/retirer/"):
        assert driss.get(address).status_code == 404
        assert client.get(address).status_code == 302
    assert driss.get(f"/e/ailleurs/plan/listes/{saved.pk}/").status_code == 404
    assert "De tous" not in driss.get("/e/ailleurs/plan/liste/").content.decode()


def test_a_name_is_asked_for_and_what_was_typed_stays(inside, ada):
    answer = ada.post(f"{SAVE}?q=note", {"name": "   "})
    assert answer.status_code == 422
    answer = ada.post(f"{SAVE}?q=note", {"name": "x" * 81})
    assert answer.status_code == 422
    assert "x" * 81 in answer.content.decode()
    assert not SavedList.objects.exists()


def test_a_name_stands_once_for_each_person(inside, ada):
    ada.post(f"{SAVE}?q=note", {"name": "Notes"})
    ada.post(f"{SAVE}?q=autre", {"name": "Notes"})
    assert SavedList.objects.get().query == "q=autre"
    commands.save_list("Notes", "q=x", actor=inside.chloe)
    second = commands.save_list("Autres", "q=y", actor=inside.ada)
    answer = ada.post(f"{LISTS}{second.pk}/", {"name": "Notes"})
    assert answer.status_code == 422
    assert "Une autre liste enregistrée porte déjà ce nom." in answer.content.decode()
    with pytest.raises(Invalid):
        commands.save_list("Longue", "q=" + "x" * 2001, actor=inside.ada)


def test_the_same_name_lives_in_two_workspaces(cast):
    for place, who in ((cast.workspace, cast.ada), (cast.elsewhere, cast.driss)):
        with scoping.opened(place.pk):
            commands.save_list("Notes", "", actor=who)
            assert SavedList.objects.count() == 1
