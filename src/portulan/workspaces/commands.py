"""Opening a workspace; inviting, welcoming, changing and ending its members."""

import secrets
import uuid
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.commands import record
from portulan.plandoc.academic_year import Boundary
from portulan.shared import scoping
from portulan.shared.errors import Conflict, Invalid
from portulan.shared.scoping import open_id
from portulan.workspaces import queries, rules
from portulan.workspaces.models import Institution, Invitation, Membership, Role, User, Workspace


@transaction.atomic
def first_account(email: str, name: str, password: str) -> User:
    """The first person of an empty Portulan. Raises Conflict as soon as an account exists."""
    _alone_with(User)
    if not queries.nobody_yet():
        raise Conflict(_("Le premier compte existe déjà. Connectez-vous, ou demandez une invitation."))
    return User.objects.create_user(email, password, name=name.strip())


@transaction.atomic
def open_workspace(
    name: str,
    *,
    institutions: Iterable[str] = (),
    boundary: Boundary | None = None,
    actor: User,
    submission: uuid.UUID | None = None,
) -> Workspace:
    """A new workspace, whose coordination is the one who opens it. The same submission by the same person opens
    one."""
    _alone_with(Workspace)
    boundary, identity = boundary or Boundary(), _identity(submission, actor)
    if said := Workspace.objects.filter(pk=identity).first():
        return said
    workspace = Workspace.objects.create(
        id=identity,
        name=name.strip(),
        slug=rules.slug_for(name, set(Workspace.objects.values_list("slug", flat=True))),
        year_month=boundary.month,
        year_day=boundary.day,
        language=actor.language,
    )
    workspace.institutions.set(institutions_named(institutions))
    with scoping.opened(workspace.pk):
        first = Membership.objects.create(workspace=workspace, user=actor, role=Role.COORDINATION)
        record("workspace.created", first, actor=actor, name=workspace.name)
    return workspace


def institutions_named(names: Iterable[str]) -> list[Institution]:
    """The institutions of these names, each once; those that are not known yet are added."""
    said = dict.fromkeys(one.strip() for one in names if one.strip())
    return [Institution.objects.get_or_create(name=one)[0] for one in said]


def _identity(submission: uuid.UUID | None, actor: User) -> uuid.UUID:
    """The identity of what this person sends with this form."""
    return uuid.uuid5(actor.pk, str(submission)) if submission else uuid.uuid4()


def _alone_with(model: type[models.Model]) -> None:
    """Until the transaction ends, whoever else comes here for this table waits."""
    ContentType.objects.select_for_update().get(pk=ContentType.objects.get_for_model(model).pk)


def _alone_in_workspace() -> None:
    """Until the transaction ends, whoever else changes the members of the open workspace waits."""
    Workspace.objects.select_for_update().get(pk=open_id())


@transaction.atomic
def invite(email: str, role: Role, *, actor: User) -> tuple[Invitation, str]:
    """Offer a place in the open workspace: the invitation and its token, which is kept nowhere. An earlier
    invitation of the same address is withdrawn. Raises Invalid when that person is a member already."""
    _alone_in_workspace()
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
    _alone_with(User)
    invitation = usable(token)
    if User.objects.filter(email=invitation.email).exists():
        raise Conflict(_("Cette adresse a déjà un compte. Connectez-vous pour rejoindre l’espace."))
    fields = {"name": name.strip(), "language": invitation.workspace.language}
    return join(token, User.objects.create_user(invitation.email, password, **fields))


@transaction.atomic
def change_role(member: Membership, role: Role, *, actor: User) -> None:
    """Give another role. Raises Conflict when it would leave the workspace without coordination."""
    _alone_in_workspace()
    before = Membership.objects.filter(pk=member.pk).values_list("role", flat=True).first()
    if before in (None, role):
        return
    _keep_a_coordination(member)
    Membership.objects.filter(pk=member.pk).update(role=role)
    name = member.user.name
    record("member.role_changed", member, actor=actor, name=name, before={"role": before}, after={"role": role})


@transaction.atomic
def end_membership(member: Membership, *, actor: User, batch: uuid.UUID | None = None) -> None:
    """The person sees the workspace no more; what they wrote stays. Raises Conflict for the last coordination."""
    _alone_in_workspace()
    if not Membership.objects.filter(pk=member.pk).exists():
        return
    _keep_a_coordination(member)
    record("member.removed", member, actor=actor, name=member.user.name, before={"role": member.role}, batch=batch)
    Membership.objects.filter(pk=member.pk).delete()


def _keep_a_coordination(member: Membership) -> None:
    others = queries.coordinations().exclude(pk=member.pk)
    if member.role == Role.COORDINATION and not others.exists():
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
