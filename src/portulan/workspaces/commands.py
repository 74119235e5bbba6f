"""Opening a workspace; inviting, welcoming, changing and ending its members."""

import secrets
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.commands import record
from portulan.plandoc.academic_year import Boundary
from portulan.shared import scoping
from portulan.shared.errors import Conflict, Invalid
from portulan.workspaces import queries, rules
from portulan.workspaces.models import Institution, Invitation, Membership, Role, User, Workspace


@transaction.atomic
def first_account(email: str, name: str, password: str) -> User:
    """The first person of an empty Portulan. Raises Conflict as soon as an account exists."""
    if not queries.nobody_yet():
        raise Conflict(_("Le premier compte existe déjà. Connectez-vous, ou demandez une invitation."))
    return User.objects.create_user(email, password, name=name.strip())


@transaction.atomic
def open_workspace(
    name: str, *, institutions: Iterable[str] = (), boundary: Boundary | None = None, actor: User
) -> Workspace:
    """A new workspace, whose coordination is the one who opens it."""
    boundary = boundary or Boundary()
    workspace = Workspace.objects.create(
        name=name.strip(),
        slug=rules.slug_for(name, set(Workspace.objects.values_list("slug", flat=True))),
        year_month=boundary.month,
        year_day=boundary.day,
        language=actor.language,
    )
    names = dict.fromkeys(one.strip() for one in institutions if one.strip())
    workspace.institutions.set([Institution.objects.get_or_create(name=one)[0] for one in names])
    with scoping.opened(workspace.pk):
        first = Membership.objects.create(workspace=workspace, user=actor, role=Role.COORDINATION)
        record("workspace.created", first, actor=actor, name=workspace.name)
    return workspace


@transaction.atomic
def invite(email: str, role: Role, *, actor: User) -> tuple[Invitation, str]:
    """Offer a place in the open workspace: the invitation and its token, which is kept nowhere. An earlier
    invitation of the same address is withdrawn. Raises Invalid when that person is a member already."""
    email = email.strip().lower()
    if Membership.objects.filter(user__email=email).exists():
        raise Invalid(_("Cette personne est déjà membre de cet espace."), "email")
    queries.waiting_invitations().filter(email=email).update(withdrawn_at=timezone.now())
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        role=role,
        token_sha256=rules.hashed(token),
        invited_by=actor,
        expires_at=timezone.now() + rules.INVITATION_LASTS,
    )
    record("member.invited", invitation, actor=actor, name=email, after={"role": role})
    return invitation, token


@transaction.atomic
def withdraw(invitation: Invitation, *, actor: User) -> None:
    """Take an invitation back: its link opens nothing any more. Raises Conflict when it was taken up."""
    taken_up = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    if not taken_up:
        raise Conflict(_("Cette invitation n’attend plus de réponse."))
    record("invitation.withdrawn", invitation, actor=actor, name=invitation.email)


def usable(token: str) -> Invitation:
    """The invitation of this token while it can be taken up. Raises Conflict with the reason it cannot."""
    invitation = queries.invitation_by(token)
    if invitation is None or invitation.withdrawn_at:
        raise Conflict(_("Cette invitation n’est plus valable : elle a été retirée ou remplacée par une autre."))
    if invitation.accepted_at:
        raise Conflict(_("Cette invitation a déjà servi. Connectez-vous pour retrouver votre espace."))
    if queries.has_expired(invitation):
        raise Conflict(_("Cette invitation a expiré. Demandez à la coordination de vous en envoyer une nouvelle."))
    return invitation


@transaction.atomic
def join(token: str, user: User) -> Membership:
    """Take up an invitation with this account; who is a member already stays as they are. Raises Conflict."""
    invitation = usable(token)
    with scoping.opened(invitation.workspace.pk):
        taken = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
        if not taken.update(accepted_at=timezone.now()):
            raise Conflict(_("Cette invitation a déjà servi. Connectez-vous pour retrouver votre espace."))
        member, new = Membership.objects.get_or_create(
            workspace=invitation.workspace, user=user, defaults={"role": invitation.role}
        )
        if new:
            record("member.joined", member, actor=user, name=user.name, after={"role": member.role})
    return member


@transaction.atomic
def join_with_new_account(token: str, name: str, password: str) -> Membership:
    """Make the account of the invited address, then take up the invitation. Raises Conflict when it has one."""
    invitation = usable(token)
    if User.objects.filter(email=invitation.email).exists():
        raise Conflict(_("Cette adresse a déjà un compte. Connectez-vous pour rejoindre l’espace."))
    fields = {"name": name.strip(), "language": invitation.workspace.language}
    return join(token, User.objects.create_user(invitation.email, password, **fields))


@transaction.atomic
def change_role(member: Membership, role: Role, *, actor: User) -> None:
    """Give another role. Raises Conflict when it would leave the workspace without coordination."""
    if member.role == role:
        return
    _keep_a_coordination(member)
    before = member.role
    Membership.objects.filter(pk=member.pk).update(role=role)
    name = member.user.name
    record("member.role_changed", member, actor=actor, name=name, before={"role": before}, after={"role": role})


@transaction.atomic
def end_membership(member: Membership, *, actor: User, batch: uuid.UUID | None = None) -> None:
    """The person sees the workspace no more; what they wrote stays. Raises Conflict for the last coordination."""
    _keep_a_coordination(member)
    record("member.removed", member, actor=actor, name=member.user.name, before={"role": member.role}, batch=batch)
    Membership.objects.filter(pk=member.pk).delete()


def _keep_a_coordination(member: Membership) -> None:
    others = queries.coordinations().select_for_update().exclude(pk=member.pk)
    if member.role == Role.COORDINATION and not list(others.values_list("pk", flat=True)):
        raise Conflict(
            _("Un espace garde toujours une coordination. Confiez d’abord ce rôle à une autre personne.")
        )


def change_profile(user: User, name: str, language: str) -> None:
    """Another name or language; what the journal says of earlier days keeps the earlier name."""
    user.name, user.language = name.strip(), language
    user.save(update_fields=["name", "language"])


@transaction.atomic
def change_address(user: User, email: str) -> None:
    """Another address to sign in with, once it was confirmed. Raises Conflict when somebody has it."""
    if User.objects.filter(email=email).exclude(pk=user.pk).exists():
        raise Conflict(_("Cette adresse est celle d’un autre compte."))
    user.email = email
    user.save(update_fields=["email"])
