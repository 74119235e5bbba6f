"""The form of an adoption: of the plan as it stands, or of a draft."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from portulan.governance.models import Body
from portulan.governance.queries import bodies


class AdoptionForm(forms.Form):
    label = forms.CharField(
        label=gettext_lazy("Nom de la révision"),
        max_length=200,
        help_text=gettext_lazy("Par exemple : Avril 2027."),
    )
    adopted_on = forms.DateField(
        label=gettext_lazy("Adoptée le"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    body = forms.ModelChoiceField(
        Body.everywhere.none(),
        label=gettext_lazy("Par"),
        required=False,
        empty_label=gettext_lazy("Non précisé"),
    )
    note = forms.CharField(
        label=gettext_lazy("Ce qui a été décidé"),
        widget=forms.Textarea({"rows": 3}),
        max_length=5000,
        required=False,
        help_text=gettext_lazy("Une phrase, le point du PV : ce que l’on voudra relire dans trois ans."),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies()  # type: ignore[attr-defined]
