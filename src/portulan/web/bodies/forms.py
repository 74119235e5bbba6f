"""The forms about bodies and people: a body, two that are one, a mandate, a person."""

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portulan.governance import queries
from portulan.governance.commands import known_person, person_of
from portulan.governance.models import Body, BodyKind, Person, Seat
from portulan.plans.commands.editing import Stale
from portulan.web.editing.forms import BodyChoice, SealedForm
from portulan.web.editing.meanwhile import as_read
from portulan.workspaces.models import User
from portulan.workspaces.queries import members

DAY = {"type": "date"}


class BodyForm(SealedForm):
    """A body: its names, its kind, its other spellings."""

    acronym = forms.CharField(
        label=_("Sigle"), max_length=30, required=False, help_text=_("Ce que montrent les vues denses : CEP.")
    )
    name = forms.CharField(label=_("Nom complet"), max_length=200)
    kind = forms.ChoiceField(label=_("Nature"), choices=BodyKind.choices)
    aliases = forms.CharField(
        label=_("Autres écritures"),
        widget=forms.Textarea({"rows": 3}),
        required=False,
        help_text=_("Une par ligne. Un document qui emploie l’une d’elles désigne cette instance."),
    )

    def left(self, stale: Stale, now: Any) -> frozenset[str]:
        """Its other spellings too, which the journal keeps with its names."""
        plain, read = super().left(stale, now), as_read(stale)
        if "aliases" not in read:
            return plain
        names = {read.get("name", now.name), read.get("acronym", now.acronym)}
        typed = set(self.cleaned_data["aliases"].splitlines())
        same = typed - names == set(read["aliases"]) - names
        return plain | {"aliases"} if same else plain - {"aliases"}

    def standing(self, name: str, now: Any) -> str:
        return "\n".join(others(now)) if name == "aliases" else super().standing(name, now)

    def typed(self) -> dict[str, Any]:
        said = super().typed()
        return said | {"aliases": said.get("aliases", "").splitlines()}

    def clean_aliases(self) -> str:
        written = str(self.cleaned_data["aliases"])
        if any(len(line) > 200 for line in written.splitlines()):
            raise forms.ValidationError(_("Un de ces noms est trop long : 200 caractères au plus."))
        return written


def others(body: Body) -> list[str]:
    """Its spellings other than its name and its acronym."""
    return sorted(one.spelling for one in body.aliases.all() if one.spelling not in (body.name, body.acronym))


class MergeForm(forms.Form):
    """Which of two bodies stays."""

    other = BodyChoice(Body.everywhere.none(), label=_("L’autre instance"), empty_label=_("Choisir…"))
    stays = forms.ChoiceField(
        label=_("Celle qui reste"),
        choices=[("this", _("celle-ci")), ("other", _("l’autre"))],
        initial="this",
        widget=forms.RadioSelect,
        help_text=_("Les adresses de l’autre y mèneront, et ses écritures la désigneront."),
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(BodyChoice, self.fields["other"]).queryset = queries.bodies().exclude(pk=body.pk)
        stays = cast(forms.ChoiceField, self.fields["stays"])
        stays.choices = [("this", str(body.name)), ("other", _("L’autre"))]


class MandateForm(forms.Form):
    """From when to when, and what they are there."""

    title = forms.CharField(
        label=_("Titre dans l’instance"),
        max_length=100,
        required=False,
        help_text=_("Présidence, secrétariat, membre… ou le mot de l’instance."),
        widget=forms.TextInput({"list": "titres", "autocomplete": "off"}),
    )
    starts = forms.DateField(label=_("Premier jour"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    ends = forms.DateField(
        label=_("Dernier jour"),
        required=False,
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
        help_text=_("Laissé vide : le mandat court."),
    )

    @classmethod
    def of(cls, seat: Seat, data: Any = None) -> "MandateForm":
        return cls(data, initial={"title": seat.title, "starts": seat.starts, "ends": seat.ends})


class SomebodyForm(forms.Form):
    """Somebody who is known already, or whose name is given."""

    who = forms.ChoiceField(label=_("Personne"), required=False)
    name = forms.CharField(
        label=_("Ou une personne absente de la liste : son nom"), max_length=200, required=False
    )
    email = forms.EmailField(
        label=_("Son adresse e-mail"),
        max_length=254,
        required=False,
        help_text=_(
            "Elle n’a pas besoin d’un compte. Si elle en ouvre un avec cette adresse, ses mandats la suivent."
        ),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people: dict[str, Any] = {f"p-{one.pk}": one for one in queries.people()}
        have = {one.user_id for one in self.people.values()}
        rest = [one.user for one in members() if one.user_id not in have]
        self.accounts: dict[str, Any] = {f"u-{one.pk}": one for one in rest}
        known = [(key, str(one)) for key, one in (self.people | self.accounts).items()]
        choices = [("", _("Choisir…")), *sorted(known, key=lambda pair: pair[1].casefold())]
        cast(forms.ChoiceField, self.fields["who"]).choices = choices

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("who")) == bool(said.get("name")) and "who" not in self.errors:
            self.add_error("who", _("Choisissez une personne, ou donnez le nom d’une autre : l’un des deux."))
        return said

    def person(self, actor: User) -> Person:
        """Who it is about, made known when they are new. Call it once valid; raises Invalid."""
        said = self.cleaned_data
        if not said["who"]:
            return known_person(said["name"], said["email"], actor=actor)
        return self.people.get(said["who"]) or person_of(self.accounts[said["who"]])


class NewMandateForm(SomebodyForm, MandateForm):
    """The mandate of somebody who is known already, or whose name is given."""

    field_order = ("who", "name", "email", "title", "starts", "ends")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts", timezone.localdate())


class EndForm(forms.Form):
    """The last day of a mandate."""

    ends = forms.DateField(label=_("Dernier jour"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))


class PersonForm(forms.Form):
    """Somebody without an account."""

    name = forms.CharField(label=_("Nom"), max_length=200)
    email = forms.EmailField(label=_("Adresse e-mail"), max_length=254, required=False)


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person of the open workspace; who has an account says so."""

    def label_from_instance(self, obj: Person) -> str:
        return _("%(name)s (avec un compte)") % {"name": str(obj)} if obj.user_id else str(obj)


class SamePersonForm(forms.Form):
    """The other entry of the same person."""

    other = PersonChoice(Person.everywhere.none(), label=_("L’autre fiche"), empty_label=_("Choisir…"))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = queries.people().exclude(pk=person.pk)
        cast(PersonChoice, self.fields["other"]).queryset = others.filter(user=None) if person.user_id else others
