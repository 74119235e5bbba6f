"""The form of a saved list: its name, and whether it is shared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portulan.plans.rules import LIST_NAME_LIMIT


class SavedListForm(forms.Form):
    """Only the coordination is offered to share."""

    name = forms.CharField(
        label=_("Nom"), max_length=LIST_NAME_LIMIT, help_text=_("Par exemple : À relancer avant l’été.")
    )
    shared = forms.BooleanField(
        label=_("Partager avec tous les membres"),
        required=False,
        help_text=_("Elle s’ouvre alors pour chaque membre, au-dessus des filtres."),
    )

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["shared"]

    def shares(self) -> bool:
        return bool(self.cleaned_data.get("shared"))
