"""Who may do what: every role with every permission."""

import uuid

import pytest

from portulan.shared.permissions import Allowed, Denied
from portulan.workspaces.models import Membership, Role
from portulan.workspaces.permissions import Permission, may

MINE, THEIRS = uuid.uuid4(), uuid.uuid4()
CHANGES = [
    Permission.EDIT_PLAN,
    Permission.IMPORT,
    Permission.MANAGE_MEMBERS,
    Permission.MANAGE_SETTINGS,
    Permission.ASK,
]


@pytest.mark.parametrize("permission", list(Permission))
def test_the_coordination_may_everything(permission):
    assert may(Membership(role=Role.COORDINATION), permission, action_bodies=[THEIRS]) == Allowed()


@pytest.mark.parametrize("role", list(Role))
def test_each_member_may_read(role):
    assert may(Membership(role=role), Permission.READ) == Allowed()


@pytest.mark.parametrize("permission", CHANGES)
@pytest.mark.parametrize("role", [Role.RESPONSIBLE, Role.READER])
def test_changes_of_the_plan_belong_to_the_coordination(role, permission):
    verdict = may(Membership(role=role), permission)
    assert isinstance(verdict, Denied)
    assert "coordination" in verdict.reason


def test_a_responsible_reports_on_the_actions_of_their_bodies_only():
    basile = Membership(role=Role.RESPONSIBLE)
    assert may(basile, Permission.REPORT, action_bodies=[MINE, THEIRS], own_bodies=[MINE]) == Allowed()
    assert isinstance(may(basile, Permission.REPORT, action_bodies=[THEIRS], own_bodies=[MINE]), Denied)
    assert isinstance(may(basile, Permission.REPORT, action_bodies=[], own_bodies=[MINE]), Denied)
    assert may(basile, Permission.REPORT) == Allowed()


def test_a_reader_never_reports():
    chloe = Membership(role=Role.READER)
    assert isinstance(may(chloe, Permission.REPORT, action_bodies=[MINE], own_bodies=[MINE]), Denied)
    assert isinstance(may(chloe, Permission.REPORT), Denied)
