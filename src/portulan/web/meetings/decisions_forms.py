"""The forms of a decision: done, another day, withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portulan.web.tracking.forms import DayField


class DoneForm(forms.Form):
    on = DayField(label=_("Fait le"))
    note = forms.CharField(
        label=_("Ce qui a été fait"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )


class DueForm(forms.Form):
    """An empty day is no day any more."""

    due = forms.DateField(
        label=_("Nouvelle date"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("Pourquoi"), max_length=2000, widget=forms.Textarea({"rows": 2}))


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Pourquoi elle ne tient plus"), max_length=2000, widget=forms.Textarea({"rows": 2})
    )
