"""Who may do what in a workspace. Denied by default; each refusal has a reason that a person can read."""

import uuid
from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext as _

from portulan.shared.permissions import Allowed, Denied, Verdict
from portulan.workspaces.models import Membership, Role, User, Workspace


class Permission(StrEnum):
    """One per intention. REPORT (noting progress, adding a proof) depends on the action's bodies, MEET (preparing
    a meeting, taking its minutes) on the body that meets; ASK is asking for news, with personal links."""

    READ = "read"
    REPORT = "report"
    GIVE_POINTS = "give_points"
    EDIT_PLAN = "edit_plan"
    IMPORT = "import"
    MANAGE_MEMBERS = "manage_members"
    MANAGE_SETTINGS = "manage_settings"
    ASK = "ask"
    MEET = "meet"


_OF_BODIES = frozenset({Permission.REPORT, Permission.MEET})
"""What members do for the bodies in which they sit."""


def may(
    membership: Membership,
    permission: Permission,
    *,
    action_bodies: Collection[uuid.UUID] | None = None,
    own_bodies: Collection[uuid.UUID] = (),
) -> Verdict:
    """Whether this member may. For REPORT on an action, give the bodies that carry it and those the member sits
    in, for MEET the body that meets; without `action_bodies`, the answer is whether the member may at all."""
    if membership.only_reads and permission is not Permission.READ:
        return Denied(_("Cette page montre un autre jour : rien ne s’y change. Revenez à aujourd’hui."))
    role = Role(membership.role)
    if role is Role.COORDINATION or permission is Permission.READ:
        return Allowed()
    if permission not in _OF_BODIES | {Permission.GIVE_POINTS}:
        return Denied(_("Seule la coordination peut faire cela. Adressez-vous à elle pour un changement."))
    if role is Role.READER:
        return Denied(_("Votre accès est en lecture : vous pouvez tout consulter, sans rien modifier."))
    if action_bodies is None or set(action_bodies) & set(own_bodies):
        return Allowed()
    if permission is Permission.MEET:
        return Denied(
            _("Cette réunion est celle d’une autre instance : ses membres et la coordination y écrivent.")
        )
    return Denied(
        _("Cette action relève d’une autre instance : seuls ses responsables et la coordination y notent.")
    )


def may_bring_in(user: User) -> Verdict:
    """Whether this person may bring in a workspace from its archive: the first one of an empty Portulan, and those
    who coordinate a workspace here."""
    coordinates = Membership.everywhere.filter(user=user, role=Role.COORDINATION).exists()
    if coordinates or not Workspace.objects.exists():
        return Allowed()
    return Denied(_("Seule la coordination d’un espace peut en reprendre un autre ici. Donnez-lui l’archive."))
