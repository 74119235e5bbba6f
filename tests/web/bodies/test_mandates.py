"""Mandates: somebody with an account or without, the days and the title, the end, a mistake; who a person is."""

import datetime as dt

import pytest

from portulan.governance.commands import person_of
from portulan.governance.models import Body, Person, Seat
from portulan.journal.models import Entry

pytestmark = pytest.mark.family


def held(body) -> set[tuple[str, str, dt.date, dt.date | None]]:
    rows = Seat.objects.filter(body=body).select_related("person__user")
    return {(str(one.person), one.title, one.starts, one.ends) for one in rows}


BASILE = ("Basile", "", dt.date(2024, 9, 14), None)


def test_somebody_without_an_account_sits_with_a_title(ada, at, cep, said):
    data = {
        "name": "Zoé  Dupont",
        "email": "Zoe@Example.org",
        "title": "Présidence",
        "starts": "2026-09-14",
        "ends": "",
    }
    answer = ada.post(at("mandate_add", cep.pk), data, follow=True)
    assert held(cep) == {BASILE, ("Zoé Dupont", "Présidence", dt.date(2026, 9, 14), None)}
    assert Person.objects.get(name="Zoé Dupont").email == "zoe@example.org"
    assert "Zoé Dupont siège dans « CEP »." in said(answer)
    assert set(Entry.objects.values_list("verb", flat=True)) == {"plan.taken_in", "seat.given", "person.added"}


def test_a_member_and_somebody_known_are_chosen_from_the_list(ada, at, cep, inside, sit):
    group = Body.objects.create(name="GT", kind="group")
    known = sit(group, "Yves").person
    days = {"starts": "2026-09-14", "ends": "2027-09-13"}
    for who in (f"u-{inside.chloe.pk}", f"p-{known.pk}"):
        assert ada.post(at("mandate_add", cep.pk), days | {"who": who}).status_code == 302
    first, last = dt.date(2026, 9, 14), dt.date(2027, 9, 13)
    assert held(cep) == {BASILE, ("Chloé", "", first, last), ("Yves", "", first, last)}
    assert Person.objects.get(user=inside.chloe).seats.count() == 1


def test_the_address_of_a_member_is_that_member(ada, at, cep, inside):
    data = {"name": "A. quelque chose", "email": "Ada@example.org", "starts": "2026-09-14"}
    ada.post(at("mandate_add", cep.pk), data)
    assert Seat.objects.filter(body=cep, person__user=inside.ada).count() == 1
    assert Person.objects.filter(name="A. quelque chose").count() == 0


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starts": "2026-09-14"}, "who"),
        ({"name": "Zoé", "starts": "2026-09-14", "ends": "2026-01-01"}, "ends"),
        ({"name": "Zoé", "starts": "demain"}, "starts"),
        ({"name": "Zoé", "email": "pas une adresse", "starts": "2026-09-14"}, "email"),
        ({"who": "p-00000000-0000-0000-0000-000000000000", "starts": "2026-09-14"}, "who"),
    ],
)
def test_what_cannot_be_taken_comes_back_filled(ada, at, cep, typed, field):
    answer = ada.post(at("mandate_add", cep.pk), typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert answer.context["form"]["starts"].value() == typed["starts"]
    assert held(cep) == {BASILE}
    assert Person.objects.filter(name="Zoé").count() == 0


def test_nobody_sits_twice_at_one_time(ada, at, cep, inside):
    who = f"p-{person_of(inside.basile).pk}"
    answer = ada.post(at("mandate_add", cep.pk), {"who": who, "starts": "2026-01-01"})
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "Cette personne siège déjà dans cette instance à ce moment-là."
    ]
    assert (
        ada.post(at("mandate_add", cep.pk), {"who": who, "starts": "2020-01-01", "ends": "2024-09-13"}).status_code
        == 302
    )


def test_a_mandate_is_corrected_ended_and_taken_back(ada, at, cep, sit, said):
    seat = sit(cep, "Zoé")
    ada.post(at("mandate_edit", seat.pk), {"title": "Secrétariat", "starts": "2025-09-14", "ends": ""})
    assert ("Zoé", "Secrétariat", dt.date(2025, 9, 14), None) in held(cep)
    assert ada.post(at("mandate_end", seat.pk), {"ends": "2020-01-01"}).status_code == 422
    page = ada.post(at("mandate_end", seat.pk), {"ends": "2026-12-31"}, follow=True)
    assert ("Zoé", "Secrétariat", dt.date(2025, 9, 14), dt.date(2026, 12, 31)) in held(cep)
    assert at("person_handover", seat.person_id) in page.content.decode()
    ada.post(at("mandate_remove", seat.pk))
    assert held(cep) == {BASILE}
    verbs = set(Entry.objects.filter(subject_id=seat.pk).values_list("verb", flat=True))
    assert verbs == {"seat.removed", "seat.ended", "seat.changed"}
    text = said(ada.get(at("journal")))
    assert "Ada a fixé la fin du mandat de Zoé : CEP Annuler ce changement Fin 31 décembre 2026" in text
    assert ada.post(at("mandate_remove", seat.pk)).status_code == 404


def test_what_was_done_of_a_mandate_is_undone_from_the_sentence_that_says_it(ada, at, cep, sit, cast, client):
    seat = sit(cep, "Zoé")
    page = ada.post(at("mandate_remove", seat.pk), follow=True)
    entry = Entry.objects.get(verb="seat.removed")
    undo = at("journal_undo", entry.pk)
    assert f'action="{undo}"' in page.content.decode()
    client.force_login(cast.basile, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(undo).status_code == 403
    client.force_login(cast.ada, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(undo).url == at("body", cep.pk)
    assert ("Zoé", "", dt.date(2024, 9, 14), None) in held(cep)
    assert client.post(undo).status_code == 409


def test_a_person_is_shown_with_every_mandate(ada, at, cep, sit, said):
    group = Body.objects.create(name="Groupe Alumni", kind="group")
    person = sit(cep, "Zoé", title="Présidence").person
    sit(group, "Zoé", starts="2022-09-14", ends="2024-09-13")
    text = said(ada.get(at("person", person.pk)))
    assert "Zoé Sans compte dans cet espace" in text
    assert "Siège aujourd’hui Commission Environnement professionnel Présidence depuis le 14 sept. 2024" in text
    assert "Mandats passés et à venir Groupe Alumni du 14 sept. 2022 au 13 sept. 2024" in text
    assert at("person_handover", person.pk) in ada.get(at("person", person.pk)).content.decode()
    then = ada.get(at("person", person.pk), {"au": "2023-01-01"}).context
    assert [seat.body for seat, _words in then["current"]] == [group]


def test_addresses_are_not_for_readers(cast, client, at, cep, sit, on_the_day):
    person = sit(cep, "Zoé").person
    Person.objects.filter(pk=person.pk).update(email="zoe@example.org")
    shown = {}
    for one in (cast.ada, cast.basile, cast.chloe):
        client.force_login(one)
        pages = [client.get(at(name, pk)) for name, pk in (("person", person.pk), ("body", cep.pk))]
        pages.append(client.get(at("bodies")))
        shown[one.name] = ["zoe@example.org" in page.content.decode() for page in pages]
    assert shown == {"Ada": [True, False, False], "Basile": [True, False, False], "Chloé": [False, False, False]}


def test_the_entry_of_somebody_without_an_account_is_changed(ada, at, cep, sit, inside):
    person = sit(cep, "Zoé").person
    page = at("person_edit", person.pk)
    assert ada.post(page, {"name": "Zoé D.", "email": "zoe@example.org"}).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.email) == ("Zoé D.", "zoe@example.org")
    entry = Entry.objects.get(verb="person.changed")
    assert "zoe@example.org" not in f"{entry.before}{entry.after}{entry.subject_name}"
    refused = ada.post(page, {"name": "Zoé D.", "email": "basile@example.org"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["email"])
    with_account = person_of(inside.basile)
    assert ada.get(at("person_edit", with_account.pk)).status_code == 409


def test_two_entries_of_one_person_become_one(ada, at, cep, sit, inside):
    group = Body.objects.create(name="GT", kind="group")
    without, basile = sit(group, "B.").person, person_of(inside.basile)
    answer = ada.post(at("person_merge", without.pk), {"other": basile.pk})
    assert answer.url == at("person", basile.pk)
    assert set(basile.seats.values_list("body__name", flat=True)) == {cep.name, "GT"}
    assert Person.objects.filter(pk=without.pk).count() == 0
    double = sit(cep, "Encore B.").person
    refused = ada.post(at("person_merge", basile.pk), {"other": double.pk})
    assert refused.status_code == 422
    assert "Toutes deux siègent en même temps" in refused.context["form"].non_field_errors()[0]
    chloe = person_of(inside.chloe)
    assert ada.post(at("person_merge", basile.pk), {"other": chloe.pk}).status_code == 422


def test_wrong_role_other_workspace_anonymous(cast, client, at, cep, sit, on_the_day):
    seat = sit(cep, "Zoé")
    foreign = Body.everywhere.get(workspace=cast.elsewhere, acronym="CEP")
    writes = [
        at("mandate_add", cep.pk), at("mandate_edit", seat.pk), at("mandate_end", seat.pk),
        at("mandate_remove", seat.pk), at("person_edit", seat.person_id), at("person_merge", seat.person_id),
        at("body_merge", cep.pk), at("body_edit", cep.pk),
    ]  # fmt: skip
    reads = [at("person", seat.person_id), at("person_handover", seat.person_id), at("body_sheet", cep.pk)]
    seen = {}
    for one in (cast.ada, cast.basile, cast.chloe, cast.driss):
        client.force_login(one)
        seen[one.name] = [{client.get(url).status_code for url in urls} for urls in (writes, reads)]
    assert seen == {
        "Ada": [{200}, {200}], "Basile": [{403}, {200}], "Chloé": [{403}, {200}], "Driss": [{404}, {404}]
    }  # fmt: skip
    client.force_login(cast.ada)
    assert client.get(at("mandate_add", foreign.pk)).status_code == 404
    client.force_login(cast.driss)
    elsewhere = [
        at(name, pk, slug="ailleurs") for name, pk in (("person", seat.person_id), ("mandate_edit", seat.pk))
    ]
    assert {client.get(url).status_code for url in elsewhere} == {404}
    client.logout()
    assert {client.get(url).status_code for url in [*writes, *reads]} == {302}


def test_who_joins_by_invitation_finds_their_mandates_again(cast, client, at, cep, sit):
    from portulan.workspaces.commands import invite
    from portulan.workspaces.models import Role, User

    person = sit(cep, "Zoé").person
    Person.objects.filter(pk=person.pk).update(email="Zoe@example.org")
    _invitation, token = invite("zoe@example.org", Role.RESPONSIBLE, actor=cast.ada)
    client.post(f"/invitation/{token}/", {"name": "Zoé Dupont", "password": "un-mot-de-passe-long-7"})
    person.refresh_from_db()
    assert person.user == User.objects.get(email="zoe@example.org")
    assert Entry.objects.filter(verb="person.joined", subject_id=person.pk).count() == 1
    assert client.get(at("person", person.pk)).status_code == 200
