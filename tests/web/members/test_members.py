"""The members' page: who may read it, who may change it."""

import pytest
from django.core import mail
from django.urls import reverse

from portulan.governance.commands import person_of
from portulan.governance.models import Body, Seat
from portulan.shared import scoping
from portulan.workspaces import commands
from portulan.workspaces.models import Invitation, Membership, Role

HOME = "/e/mias/membres/"


def membership(cast, user):
    return Membership.everywhere.get(workspace=cast.workspace, user=user)


def test_everyone_reads_the_list_but_readers_see_no_addresses(client, cast):
    for person, sees in ((cast.ada, True), (cast.basile, True), (cast.chloe, False)):
        client.force_login(person)
        page = client.get(HOME).content.decode()
        assert "3 personnes portent ce plan." in page
        assert ("basile@example.org" in page) is sees
        assert ("Envoyer l’invitation" in page) is (person == cast.ada)


def test_strangers_see_nothing(client, cast):
    assert client.get(HOME).url == f"{reverse('account_login')}?next={HOME}"
    client.force_login(cast.driss)
    assert client.get(HOME).status_code == 404


def test_as_many_queries_with_more_members(client, cast, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    import factories

    client.force_login(cast.ada)
    with CaptureQueriesContext(connection) as few:
        client.get(HOME)
    for name in ("Émile", "Fanny", "Gaël"):
        user = factories.member(cast.workspace, name, Role.RESPONSIBLE)
        with scoping.opened(cast.workspace.pk):
            Seat.objects.create(body=Body.objects.get(acronym="CEP"), person=person_of(user))
            commands.invite(f"invite-{name}@example.org", Role.READER, actor=cast.ada)
    with django_assert_num_queries(len(few)):
        client.get(HOME)


def test_an_invitation_leaves_by_e_mail_and_its_link_shows_once(client, cast):
    client.force_login(cast.ada)
    answer = client.post(HOME + "inviter/", {"email": "emile@example.org", "role": "lecture"})
    assert answer.url == HOME
    link = next(line.strip() for line in mail.outbox[0].body.splitlines() if "/invitation/" in line)
    assert mail.outbox[0].to == ["emile@example.org"]
    assert link in client.get(HOME).content.decode()
    again = client.get(HOME).content.decode()
    assert link not in again
    assert "emile@example.org" in again


def test_an_e_mail_that_cannot_leave_keeps_the_link(client, cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    client.force_login(cast.ada)
    client.post(HOME + "inviter/", {"email": "emile@example.org", "role": "lecture"})
    page = client.get(HOME).content.decode()
    assert "L’e-mail n’a pas pu partir" in page
    assert "/invitation/" in page


@pytest.mark.parametrize(
    "typed", [{"email": "pas une adresse", "role": "lecture"}, {"email": "basile@example.org", "role": "lecture"}]
)
def test_a_wrong_invitation_comes_back_filled(client, cast, typed):
    client.force_login(cast.ada)
    answer = client.post(HOME + "inviter/", typed)
    assert answer.status_code == 422
    assert f'value="{typed["email"]}"' in answer.content.decode()
    assert not Invitation.everywhere.exists()


def test_only_the_coordination_changes_members(client, cast):
    one = membership(cast, cast.chloe)
    paths = ["inviter/", f"{one.pk}/", f"{one.pk}/role/", f"{one.pk}/fin/", f"{one.pk}/sieges/"]
    for person in (cast.basile, cast.chloe):
        client.force_login(person)
        assert [client.post(HOME + path, {"role": "coordination"}).status_code for path in paths] == [403] * 5
    assert membership(cast, cast.chloe).role == Role.READER


def test_members_of_another_workspace_are_out_of_reach(client, cast):
    other = Membership.everywhere.get(user=cast.driss)
    client.force_login(cast.ada)
    for path in (f"{other.pk}/", f"{other.pk}/role/", f"{other.pk}/fin/"):
        assert client.post(HOME + path, {"role": "lecture"}).status_code == 404


def test_roles_change_but_the_last_coordination_stays(client, cast):
    client.force_login(cast.ada)
    one = membership(cast, cast.basile)
    assert client.get(f"{HOME}{one.pk}/").status_code == 200
    assert client.post(f"{HOME}{one.pk}/role/", {"role": "lecture"}).url == HOME
    assert membership(cast, cast.basile).role == Role.READER
    assert client.post(f"{HOME}{one.pk}/role/", {"role": "reine"}).status_code == 422
    mine = membership(cast, cast.ada)
    assert client.post(f"{HOME}{mine.pk}/role/", {"role": "lecture"}).status_code == 409
    assert client.post(f"{HOME}{mine.pk}/fin/").status_code == 409
    assert membership(cast, cast.ada).role == Role.COORDINATION


def test_ending_a_membership_ends_the_seats(client, cast):
    client.force_login(cast.ada)
    one = membership(cast, cast.basile)
    assert "Mettre fin à l’accès de Basile" in client.get(f"{HOME}{one.pk}/fin/").content.decode()
    assert client.post(f"{HOME}{one.pk}/fin/").url == HOME
    assert not Membership.everywhere.filter(pk=one.pk).exists()
    assert not Seat.everywhere.filter(person__user=cast.basile, ends=None).exists()
    client.force_login(cast.basile)
    assert client.get(HOME).status_code == 404


def test_seats_are_given_and_ended(client, cast):
    client.force_login(cast.ada)
    one = membership(cast, cast.chloe)
    body = Body.everywhere.get(workspace=cast.workspace, acronym="CEP")
    foreign = Body.everywhere.get(workspace=cast.elsewhere, acronym="CEP")
    assert client.post(f"{HOME}{one.pk}/sieges/", {"body": str(foreign.pk)}).status_code == 422
    assert client.post(f"{HOME}{one.pk}/sieges/", {"body": str(body.pk)}).url == f"{HOME}{one.pk}/"
    assert client.post(f"{HOME}{one.pk}/sieges/", {"body": str(body.pk)}).status_code == 409
    seat = Seat.everywhere.get(person__user=cast.chloe)
    assert client.post(f"{HOME}{one.pk}/sieges/{seat.pk}/fin/").url == f"{HOME}{one.pk}/"
    assert not Seat.everywhere.filter(person__user=cast.chloe).exists()


def test_an_invitation_is_withdrawn(client, cast):
    client.force_login(cast.ada)
    client.post(HOME + "inviter/", {"email": "emile@example.org", "role": "lecture"})
    path = f"{HOME}invitations/{Invitation.everywhere.get().pk}/retirer/"
    assert client.post(path).url == HOME
    assert client.post(path).status_code == 409
    assert "Invitations en attente" not in client.get(HOME).content.decode()
