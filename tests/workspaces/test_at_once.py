"""The same thing asked several times at once happens once. SQLite writes one at a time: this is for PostgreSQL."""

import threading

import pytest
from django.db import connection, connections

import factories
from portulan.shared import scoping
from portulan.shared.errors import Conflict
from portulan.workspaces import commands
from portulan.workspaces.models import Membership, Role, User

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite writes one at a time by itself"),
]


def at_once(*tasks):
    """How many of the tasks, begun together, went through; the others are refused with a Conflict."""
    gate, done = threading.Barrier(len(tasks)), []

    def run(task):
        gate.wait()
        try:
            task()
            done.append(task)
        except Conflict:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[task]) for task in tasks]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return len(done)


def test_one_first_account():
    tasks = [
        lambda rank=rank: commands.first_account(f"{rank}@example.org", "Ada", "un-mot-de-passe-long")
        for rank in range(4)
    ]
    assert (at_once(*tasks), User.objects.count()) == (1, 1)


def test_an_invitation_makes_one_account():
    here = factories.workspace()
    ada = factories.member(here, "Ada", Role.COORDINATION)
    with scoping.opened(here.pk):
        _invitation, token = commands.invite("nina@example.org", Role.READER, actor=ada)
    tasks = [lambda: commands.join_with_new_account(token, "Nina", "un-mot-de-passe-long")] * 3
    assert (at_once(*tasks), Membership.everywhere.filter(workspace=here).count()) == (1, 2)


def test_two_coordinations_do_not_demote_each_other():
    here = factories.workspace()
    ada, zoe = (factories.member(here, name, Role.COORDINATION) for name in ("Ada", "Zoé"))

    def demote(user):
        with scoping.opened(here.pk):
            commands.change_role(Membership.objects.get(user=user), Role.READER, actor=ada)

    assert at_once(lambda: demote(ada), lambda: demote(zoe)) == 1
    assert Membership.everywhere.filter(workspace=here, role=Role.COORDINATION).count() == 1
