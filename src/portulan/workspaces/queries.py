"""Reading who is where: a person's workspaces, the members of one, the invitations that wait."""

from django.db.models import QuerySet
from django.utils import timezone

from portulan.workspaces import rules
from portulan.workspaces.models import Invitation, Membership, Role, User


def memberships_of(user: User) -> QuerySet[Membership]:
    """The workspaces of this person, whichever is open, by name."""
    return Membership.everywhere.filter(user=user).select_related("workspace").order_by("workspace__name", "since")


def members() -> QuerySet[Membership]:
    """The members of the open workspace, by name."""
    return Membership.objects.select_related("user").order_by("user__name", "user__email")


def coordinations() -> QuerySet[Membership]:
    """Those who may do everything in the open workspace."""
    return Membership.objects.filter(role=Role.COORDINATION)


def waiting_invitations() -> QuerySet[Invitation]:
    """The invitations of the open workspace that were neither taken up nor withdrawn, the latest first. Expired
    ones are among them."""
    return (
        Invitation.objects.filter(accepted_at=None, withdrawn_at=None)
        .select_related("invited_by")
        .order_by("-created_at")
    )


def invitation_by(token: str) -> Invitation | None:
    """The invitation that this token opens, in any workspace: its holder is not a member of it yet."""
    return (
        Invitation.everywhere.select_related("workspace", "invited_by")
        .filter(token_sha256=rules.hashed(token))
        .first()
    )


def has_expired(invitation: Invitation) -> bool:
    """Whether its fourteen days are over."""
    return invitation.expires_at <= timezone.now()


def nobody_yet() -> bool:
    """Whether no account exists at all: the welcome page is for then."""
    return not User.objects.exists()
