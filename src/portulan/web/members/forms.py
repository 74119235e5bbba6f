"""The forms about members: an invitation, a role, a seat."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portulan.governance import queries
from portulan.governance.models import Body
from portulan.workspaces.models import Role


class BodyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A body of the open workspace, under its full name."""

    def __init__(self) -> None:
        super().__init__(Body.everywhere.none(), label=_("Instance ou fonction"), empty_label=_("Choisir…"))

    def label_from_instance(self, obj: Body) -> str:
        return f"{obj.acronym} · {obj.name}" if obj.acronym and obj.acronym != obj.name else obj.name


class InvitationForm(forms.Form):
    """Who is invited, and as what."""

    email = forms.EmailField(
        label=_("Adresse e-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Rôle"), choices=Role.choices, initial=Role.RESPONSIBLE)


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label=_("Rôle"), choices=Role.choices)


class SeatForm(forms.Form):
    """The body in which a member sits from today on."""

    body = BodyChoice()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["body"].queryset = queries.bodies()  # type: ignore[attr-defined]
