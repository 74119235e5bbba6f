"""The forms of a meeting that is prepared: its day, its series, why it is cancelled, who is invited."""

import datetime as dt
import uuid
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portulan.governance.models import Body
from portulan.meetings.commands.planning import When
from portulan.meetings.models import Meeting
from portulan.meetings.rules.series import MOST, Rhythm, Unit
from portulan.web.bodies.forms import SomebodyForm
from portulan.web.editing.forms import BodyChoice

DAY = {"type": "date"}
HOUR = {"type": "time", "step": "300"}


class MeetingForm(forms.Form):
    """When and where a meeting is."""

    day = forms.DateField(label=_("Jour"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    starts = forms.TimeField(label=_("De"), widget=forms.TimeInput(HOUR, format="%H:%M"))
    ends = forms.TimeField(label=_("À"), widget=forms.TimeInput(HOUR, format="%H:%M"))
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    link = forms.CharField(
        label=_("Lien de la visioconférence"),
        max_length=1000,
        required=False,
        widget=forms.URLInput({"placeholder": "https://", "inputmode": "url", "autocomplete": "off"}),
    )
    title = forms.CharField(
        label=_("Intitulé"),
        max_length=200,
        required=False,
        help_text=_("Pour une réunion particulière : atelier, visite… Une séance ordinaire n’en a pas besoin."),
    )

    def when(self) -> When:
        """What was given; call it once valid."""
        said = self.cleaned_data
        zone = timezone.get_current_timezone()
        starts, ends = (dt.datetime.combine(said["day"], said[name], zone) for name in ("starts", "ends"))
        return When(starts, ends, said["place"], said["link"])


class NewMeetingForm(MeetingForm):
    """The same for a new meeting, which may begin a series."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    body = BodyChoice(Body.everywhere.none(), label=_("Instance"), empty_label=_("Choisir…"))
    unit = forms.ChoiceField(
        label=_("Répéter"),
        required=False,
        choices=[("", _("une seule réunion")), (Unit.WEEKS, _("par semaines")), (Unit.MONTHS, _("par mois"))],
        help_text=_("Par mois : le même jour de la semaine, à la même place. Un premier jeudi le reste."),
    )
    every = forms.IntegerField(label=_("Toutes les … semaines, ou mois"), required=False, min_value=1, initial=1)
    until = forms.DateField(label=_("Jusqu’au"), required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    times = forms.IntegerField(
        label=_("Ou combien de fois"),
        required=False,
        min_value=2,
        max_value=MOST,
        help_text=_("La première comprise, trente au plus."),
    )
    field_order = ("body", "day", "starts", "ends", "place", "link", "title", "unit", "every", "until", "times")

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(BodyChoice, self.fields["body"]).queryset = bodies

    def rhythm(self) -> Rhythm | None:
        """How it repeats, None when it does not; call it once valid."""
        said = self.cleaned_data
        if not said["unit"]:
            return None
        return Rhythm(said["every"] or 1, Unit(said["unit"]), said["until"], said["times"])


class ChangeMeetingForm(MeetingForm):
    """The same for a meeting that stands; `seen` is what it was when the form was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    following = forms.BooleanField(label=_("Les réunions suivantes de la série aussi"), required=False)

    @classmethod
    def of(cls, meeting: Meeting, data: Any = None) -> "ChangeMeetingForm":
        starts, ends = timezone.localtime(meeting.starts), timezone.localtime(meeting.ends)
        standing = {name: getattr(meeting, name) for name in ("place", "link", "title")}
        hours = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
        form = cls(data, initial={**standing, **hours, "seen": meeting.sequence})
        if meeting.series is None:
            del form.fields["following"]
        return form


class CancelForm(forms.Form):
    """Why a meeting is cancelled."""

    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Les personnes invitées le liront."),
    )
    following = forms.BooleanField(label=_("Les réunions suivantes de la série aussi"), required=False)

    @classmethod
    def of(cls, meeting: Meeting, data: Any = None) -> "CancelForm":
        form = cls(data)
        if meeting.series is None:
            del form.fields["following"]
        return form


class GuestForm(SomebodyForm):
    """Somebody who does not sit there, known already or new."""

    title = forms.CharField(
        label=_("À quel titre"),
        max_length=100,
        required=False,
        help_text=_("Par exemple : responsable de l’action, milieux professionnels."),
    )
    field_order = ("who", "name", "email", "title")
