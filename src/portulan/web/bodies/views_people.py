"""People and their mandates: giving one, correcting, ending; who a person is."""

import uuid
from collections.abc import Callable

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portulan.governance import commands, queries
from portulan.governance.models import Body, Person, Seat
from portulan.journal.models import Entry
from portulan.shared.errors import Conflict, Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.bodies.forms import EndForm, MandateForm, NewMandateForm, PersonForm, SamePersonForm
from portulan.web.bodies.page import ends_about
from portulan.web.bodies.words import held
from portulan.web.returning import posted, say
from portulan.web.templatetags import ui
from portulan.workspaces.models import Membership, Role
from portulan.workspaces.permissions import Permission, may

Done = tuple[str, Entry | None]
"""What is said of a change, and the entry by which it can be undone, if it can."""


@page(Permission.MANAGE_MEMBERS)
def add_mandate(request: MemberRequest, body_id: uuid.UUID) -> HttpResponse:
    """Somebody sits in a body, with an account or without."""
    body = get_object_or_404(Body.objects, pk=body_id)
    form = NewMandateForm(posted(request))

    def give() -> Done:
        said = form.cleaned_data
        days = {name: said[name] for name in ("starts", "ends", "title")}
        seat = commands.give_seat(body, form.person(request.user), actor=request.user, **days)
        sentence = _("%(name)s siège dans « %(body)s ».") % {"name": seat.person, "body": ui.typo(str(body))}
        return sentence, Entry.objects.get(verb="seat.given", subject_id=seat.pk)

    if request.method == "POST" and form.is_valid() and (done := _tried(form, give)):
        say(request, *done)
        return redirect("body", request.workspace.slug, body.pk)
    return _mandate(request, form, body, _("Ajouter un membre"))


@page(Permission.MANAGE_MEMBERS)
def change_mandate(request: MemberRequest, seat_id: uuid.UUID) -> HttpResponse:
    """Another title, other days."""
    seat = _seat(seat_id)
    form = MandateForm.of(seat, posted(request))

    def correct() -> Done:
        done = commands.change_seat(seat, actor=request.user, **form.cleaned_data)
        sentence = _("Le mandat de %(name)s est corrigé.") if done else _("Rien n’a changé.")
        return sentence % {"name": seat.person}, done

    if request.method == "POST" and form.is_valid() and (done := _tried(form, correct)):
        say(request, *done)
        return redirect("body", request.workspace.slug, seat.body_id)
    return _mandate(request, form, seat.body, _("Corriger le mandat de %(name)s") % {"name": seat.person}, seat)


@page(Permission.MANAGE_MEMBERS)
def end_mandate(request: MemberRequest, seat_id: uuid.UUID) -> HttpResponse:
    """Asks for the last day; then leads to what the person hands over."""
    seat = _seat(seat_id)
    form = EndForm(posted(request), initial={"ends": seat.ends or timezone.localdate()})

    def end() -> Done:
        done = commands.end_seat(seat, actor=request.user, on=form.cleaned_data["ends"])
        said = {"name": seat.person, "day": ui.long_day(form.cleaned_data["ends"])}
        return _("Le mandat de %(name)s prend fin le %(day)s. Voici ce qu’il y a à transmettre.") % said, done

    if request.method == "POST" and form.is_valid() and (done := _tried(form, end)):
        say(request, *done)
        return redirect("body", request.workspace.slug, seat.body_id)
    context = {
        "title": _("Fin du mandat de %(name)s") % {"name": seat.person},
        "sentence": ui.typo(seat.body.name),
        "consequences": [
            _("Ce qui a été noté et prouvé reste, sous son nom."),
            _("Les actions restent à l’instance ; la personne ne les note plus après ce jour."),
            _("Une liste de ce qu’il y a à transmettre vous sera proposée."),
        ],
        "form": form,
        "confirm_label": _("Fixer la fin du mandat"),
        "cancel_url": reverse("body", args=[request.workspace.slug, seat.body_id]),
    }
    return render(request, "ui/confirm.html", context, status=422 if form.errors else 200)


@page(Permission.MANAGE_MEMBERS)
def remove_mandate(request: MemberRequest, seat_id: uuid.UUID) -> HttpResponse:
    """Asks, then takes back a mandate that was given by mistake."""
    seat = _seat(seat_id)
    if request.method == "POST":
        entry = commands.remove_seat(seat, actor=request.user)
        say(request, _("Le mandat de %(name)s est retiré.") % {"name": seat.person}, entry)
        return redirect("body", request.workspace.slug, seat.body_id)
    context = {
        "title": _("Retirer le mandat de %(name)s") % {"name": seat.person},
        "sentence": f"{ui.typo(seat.body.name)}, {held(seat, timezone.localdate())}",
        "consequences": [
            _("À faire pour un mandat inscrit par erreur : il disparaît, le journal seul le garde."),
            _("Pour un mandat qui s’achève, fixez plutôt sa fin."),
        ],
        "confirm_label": _("Retirer le mandat"),
        "cancel_url": reverse("body", args=[request.workspace.slug, seat.body_id]),
        "grave": True,
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.READ, dated=True)
@require_safe
def person(request: MemberRequest, person_id: uuid.UUID) -> HttpResponse:
    """Somebody: where they sit and sat, from when to when."""
    one = _person(person_id)
    mandates = [(seat, held(seat, request.as_of)) for seat in queries.mandates_of(one)]
    account = Membership.objects.filter(user_id=one.user_id).first() if one.user_id else None
    context = {
        "person": one,
        "day": request.as_of,
        "current": [pair for pair in mandates if pair[0].held_on(request.as_of)],
        "others": [pair for pair in mandates if not pair[0].held_on(request.as_of)],
        "hands_over": any(ends_about(seat, request.as_of) for seat, _words in mandates),
        "account": account,
        "shows_address": request.membership.role != Role.READER,
        "manages": bool(may(request.membership, Permission.MANAGE_MEMBERS)),
    }
    return render(request, "bodies/person.html", context)


@page(Permission.MANAGE_MEMBERS)
def edit_person(request: MemberRequest, person_id: uuid.UUID) -> HttpResponse:
    """The name and the address of somebody without an account."""
    one = _person(person_id)
    if one.user_id:
        raise Conflict(_("Cette personne a un compte : elle y tient elle-même son nom et son adresse."))
    form = PersonForm(posted(request), initial={"name": one.name, "email": one.email})

    def change() -> Done:
        commands.change_person(one, actor=request.user, **form.cleaned_data)
        return _("La fiche de %(name)s est à jour.") % {"name": form.cleaned_data["name"]}, None

    if request.method == "POST" and form.is_valid() and (done := _tried(form, change)):
        say(request, *done)
        return redirect("person", request.workspace.slug, one.pk)
    back = reverse("person", args=[request.workspace.slug, one.pk])
    context = {"form": form, "person": one, "cancel_url": back}
    return render(request, "bodies/person_form.html", context, status=422 if form.errors else 200)


@page(Permission.MANAGE_MEMBERS)
def same_person(request: MemberRequest, person_id: uuid.UUID) -> HttpResponse:
    """Two entries are one person: the mandates of both stand under one name."""
    one = _person(person_id)
    form = SamePersonForm(posted(request), person=one)

    kept: list[Person] = []

    def unite() -> Done:
        other = form.cleaned_data["other"]
        stays, goes = (other, one) if other.user_id else (one, other)
        commands.merge_people(stays, goes, actor=request.user)
        kept.append(stays)
        return _("%(name)s n’a plus qu’une fiche.") % {"name": stays}, None

    if request.method == "POST" and form.is_valid() and (done := _tried(form, unite)):
        say(request, *done)
        return redirect("person", request.workspace.slug, kept[0].pk)
    context = {
        "title": _("Réunir deux fiches d’une même personne"),
        "sentence": _(
            "Tous les mandats seront sous un seul nom : celui de la fiche qui a un compte, sinon %(name)s."
        )
        % {"name": one},
        "form": form,
        "confirm_label": _("Réunir les deux fiches"),
        "cancel_url": reverse("person", args=[request.workspace.slug, one.pk]),
    }
    return render(request, "ui/confirm.html", context, status=422 if form.errors else 200)


def _tried(
    form: "MandateForm | EndForm | PersonForm | SamePersonForm", command: Callable[[], Done]
) -> Done | None:
    """What the command says once it is done; None, with the reason in the form, where it could not be."""
    try:
        with transaction.atomic():
            return command()
    except Invalid as error:
        form.add_error(error.field if error.field in form.fields else None, error.sentence)
    except Conflict as error:
        form.add_error(None, error.sentence)
    return None


def _mandate(
    request: MemberRequest, form: MandateForm, body: Body, title: str, seat: Seat | None = None
) -> HttpResponse:
    titles = Seat.objects.exclude(title="").order_by("title").values_list("title", flat=True).distinct()
    usual = [_("Présidence"), _("Vice-présidence"), _("Secrétariat"), _("Membre")]
    context = {
        "form": form,
        "body": body,
        "seat": seat,
        "title": title,
        "titles": list(dict.fromkeys([*usual, *titles])),
        "cancel_url": reverse("body", args=[request.workspace.slug, body.pk]),
    }
    return render(request, "bodies/mandate.html", context, status=422 if form.errors else 200)


def _seat(seat_id: uuid.UUID) -> Seat:
    return get_object_or_404(Seat.objects.select_related("body", "person__user"), pk=seat_id)


def _person(person_id: uuid.UUID) -> Person:
    return get_object_or_404(Person.objects.select_related("user"), pk=person_id)
