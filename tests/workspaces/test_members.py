"""Inviting, joining, changing and leaving."""

import datetime as dt

import pytest
from django.utils import timezone

from portulan.governance.commands import bodies_named, end_seat, give_seat, person_of
from portulan.governance.models import Body, BodyAlias, Seat
from portulan.journal.models import Entry
from portulan.plandoc.academic_year import Boundary
from portulan.shared.errors import Conflict, Invalid
from portulan.workspaces import commands, queries, rules
from portulan.workspaces.models import Invitation, Membership, Role, User, Workspace


def member(user):
    return Membership.objects.get(user=user)


def verbs():
    return list(Entry.objects.exclude(verb="plan.taken_in").order_by("at").values_list("verb", flat=True))


@pytest.mark.django_db
def test_the_first_account_is_made_once():
    ada = commands.first_account("Ada@Example.org ", " Ada ", "un-mot-de-passe-long")
    assert (ada.email, ada.name) == ("ada@example.org", "Ada")
    with pytest.raises(Conflict):
        commands.first_account("eve@example.org", "Eve", "un-mot-de-passe-long")
    assert User.objects.count() == 1


def test_who_opens_a_workspace_is_its_coordination(cast):
    made = commands.open_workspace(
        "Master d’été", institutions=["HE Une", "", "HE Deux "], boundary=Boundary(9, 1), actor=cast.chloe
    )
    assert (made.slug, made.year_month, made.year_day) == ("master-dete", 9, 1)
    assert sorted(made.institutions.values_list("name", flat=True)) == ["HE Deux", "HE Une"]
    rows = Membership.everywhere.filter(workspace=made)
    assert [(one.user, one.role) for one in rows] == [(cast.chloe, Role.COORDINATION)]
    assert commands.open_workspace("Master d’été", actor=cast.chloe).slug == "master-dete-2"


@pytest.mark.parametrize(
    ("name", "slug"), [("Master MIAS", "master-mias"), ("   ", "espace"), ("日本", "espace"), ("x" * 90, "x" * 50)]
)
def test_a_slug_is_short_and_never_empty(name, slug):
    assert rules.slug_for(name, set()) == slug


def test_an_invitation_keeps_the_hash_of_its_token_only(inside):
    invitation, token = commands.invite(" Emile@Example.org", Role.READER, actor=inside.ada)
    assert (invitation.email, invitation.token_sha256) == ("emile@example.org", rules.hashed(token))
    assert invitation.expires_at - invitation.created_at >= dt.timedelta(days=13, hours=23)
    assert queries.invitation_by(token) == invitation
    assert verbs() == ["member.invited"]


def test_a_member_is_not_invited_again(inside):
    with pytest.raises(Invalid) as refused:
        commands.invite("BASILE@example.org", Role.READER, actor=inside.ada)
    assert refused.value.field == "email"
    assert not Invitation.objects.exists()


def test_a_second_invitation_replaces_the_first(inside):
    _first, old = commands.invite("emile@example.org", Role.READER, actor=inside.ada)
    second, _token = commands.invite("emile@example.org", Role.RESPONSIBLE, actor=inside.ada)
    assert list(queries.waiting_invitations()) == [second]
    with pytest.raises(Conflict):
        commands.usable(old)


def test_a_new_account_joins_with_the_role_offered(inside):
    _invitation, token = commands.invite("emile@example.org", Role.RESPONSIBLE, actor=inside.ada)
    joined = commands.join_with_new_account(token, "Émile", "un-mot-de-passe-long")
    assert (joined.user.email, joined.role, joined.workspace) == (
        "emile@example.org",
        "responsable",
        inside.workspace,
    )
    assert joined.user.check_password("un-mot-de-passe-long")
    with pytest.raises(Conflict):
        commands.join(token, inside.driss)
    assert verbs() == ["member.invited", "member.joined"]


def test_an_address_that_has_an_account_makes_no_second_one(inside):
    _invitation, token = commands.invite("driss@example.org", Role.READER, actor=inside.ada)
    with pytest.raises(Conflict):
        commands.join_with_new_account(token, "Driss bis", "un-mot-de-passe-long")
    assert commands.join(token, inside.driss).role == Role.READER
    assert inside.driss.memberships(manager="everywhere").count() == 2


def test_joining_where_one_is_already_changes_nothing(inside):
    _invitation, token = commands.invite("autre@example.org", Role.READER, actor=inside.ada)
    assert commands.join(token, inside.ada).role == Role.COORDINATION
    assert verbs() == ["member.invited"]


@pytest.mark.parametrize("spoil", ["withdraw", "expire", "unknown"])
def test_a_spoilt_invitation_opens_nothing(inside, spoil):
    invitation, token = commands.invite("emile@example.org", Role.READER, actor=inside.ada)
    if spoil == "withdraw":
        commands.withdraw(invitation, actor=inside.ada)
    elif spoil == "expire":
        Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    else:
        token = "autre"
    with pytest.raises(Conflict):
        commands.join_with_new_account(token, "Émile", "un-mot-de-passe-long")
    assert not User.objects.filter(email="emile@example.org").exists()


def test_an_invitation_is_withdrawn_once(inside):
    invitation, _token = commands.invite("emile@example.org", Role.READER, actor=inside.ada)
    commands.withdraw(invitation, actor=inside.ada)
    with pytest.raises(Conflict):
        commands.withdraw(invitation, actor=inside.ada)


def test_a_workspace_keeps_a_coordination(inside):
    with pytest.raises(Conflict):
        commands.change_role(member(inside.ada), Role.READER, actor=inside.ada)
    with pytest.raises(Conflict):
        commands.end_membership(member(inside.ada), actor=inside.ada)
    commands.change_role(member(inside.basile), Role.COORDINATION, actor=inside.ada)
    commands.end_membership(member(inside.ada), actor=inside.ada)
    assert sorted(queries.members().values_list("user__name", flat=True)) == ["Basile", "Chloé"]
    assert verbs() == ["member.role_changed", "member.removed"]


def test_the_same_role_again_leaves_no_trace(inside):
    commands.change_role(member(inside.chloe), Role.READER, actor=inside.ada)
    assert verbs() == []


def test_a_seat_is_given_once_and_ends_yesterday(inside):
    cep = Body.objects.get(acronym="CEP")
    with pytest.raises(Conflict):
        give_seat(cep, person_of(inside.basile), actor=inside.ada)
    seat = Seat.objects.get(person__user=inside.basile)
    end_seat(seat, actor=inside.ada)
    seat.refresh_from_db()
    assert seat.ends == timezone.localdate() - dt.timedelta(days=1)
    end_seat(give_seat(cep, person_of(inside.basile), actor=inside.ada), actor=inside.ada)
    assert Seat.objects.count() == 1


@pytest.mark.django_db
def test_two_spellings_are_one_body_unless_kept_apart():
    workspace = Workspace.objects.create(slug="neuf", name="Neuf")
    from portulan.shared import scoping

    with scoping.opened(workspace.pk):
        one = bodies_named(["Resp. CERIAS", "Responsable CERIAS"])
        assert one["Resp. CERIAS"] == one["Responsable CERIAS"]
        two = bodies_named(["Équipe mémoire", "équipe mémoire"], keep_apart={"équipe mémoire"})
        assert two["Équipe mémoire"] != two["équipe mémoire"]
        again = bodies_named(["équipe mémoire", "Équipe Mémoire"])
        assert again == {"équipe mémoire": two["équipe mémoire"], "Équipe Mémoire": two["Équipe mémoire"]}
        assert BodyAlias.objects.filter(body=two["équipe mémoire"]).count() == 1


@pytest.mark.django_db
def test_a_body_is_called_by_its_best_written_spelling_and_known_by_all():
    workspace = Workspace.objects.create(slug="neuf", name="Neuf")
    from portulan.shared import scoping

    with scoping.opened(workspace.pk):
        one = bodies_named(["Secretariat", "Secrétariat", "Secretariat"])
        assert {str(body.name) for body in one.values()} == {"Secrétariat"}
        assert bodies_named(["SECRETARIAT"])["SECRETARIAT"] == one["Secretariat"]
        assert bodies_named(["Secrétariats"])["Secrétariats"].name == "Secrétariats"
        apart = bodies_named(["Equipe A", "Équipe A"], keep_apart={"Équipe A"})
        assert [body.name for body in apart.values()] == ["Equipe A", "Équipe A"]
        group = bodies_named(["commission péda", "CP", "Commission peda"], {"CP": "Commission des programmes"})
        assert [body.name for body in group.values()] == [
            "commission péda",
            "Commission des programmes",
            "commission péda",
        ]


@pytest.mark.django_db
def test_the_singular_and_the_plural_of_one_plan_are_one_body_unless_kept_apart():
    workspace = Workspace.objects.create(slug="neuf", name="Neuf")
    from portulan.shared import scoping

    with scoping.opened(workspace.pk):
        one = bodies_named(["Commissions Programme", "Commission Programme"])
        assert one["Commissions Programme"] == one["Commission Programme"]
        assert bodies_named(["Commission Programme"])["Commission Programme"] == one["Commissions Programme"]
        two = bodies_named(["Enseignants", "Enseignant"], keep_apart={"Enseignant"})
        assert two["Enseignants"] != two["Enseignant"]
        three = bodies_named(["CERIAS Recherche", "Responsable CERIAS Recherche"])
        assert three["CERIAS Recherche"] != three["Responsable CERIAS Recherche"]
