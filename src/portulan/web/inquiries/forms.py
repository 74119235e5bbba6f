"""The form of an inquiry: a sentence, a day, the people who are asked."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portulan.governance.models import Person
from portulan.inquiries import rules


def usual_end() -> str:
    return (timezone.localdate() + rules.ANSWER_WITHIN).isoformat()


class EndField(forms.DateField):
    """A day from today on, within six months."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, initial=usual_end, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        today: dt.date = timezone.localdate()
        ends = {"min": today.isoformat(), "max": (today + rules.AT_MOST).isoformat()}
        return {**super().widget_attrs(widget), **ends}


class InquiryForm(forms.Form):
    """What is asked, until when, of whom. `people` are among those who sit today."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    sentence = forms.CharField(
        label=_("Votre demande, en une phrase"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Elle ouvre l’e-mail et la page de chacun·e."),
    )
    closes_on = EndField(
        label=_("Répondre avant le"), help_text=_("Les liens s’ouvrent encore une semaine après ce jour.")
    )
    people = forms.ModelMultipleChoiceField(
        Person.everywhere.none(),
        label=_("Personnes"),
        error_messages={"required": _("Choisissez au moins une personne.")},
    )

    def __init__(self, *args: Any, sitting: Collection[uuid.UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(pk__in=sitting).select_related("user")
        cast(Any, self.fields["people"]).queryset = people

    def ticked(self) -> set[str]:
        """Who is ticked, as the form stands."""
        return {str(one) for one in self["people"].value() or ()}
