"""When, and in which meeting, minutes were approved."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portulan.meetings.models import Meeting, Stage
from portulan.web.templatetags import ui


class _MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return _("la réunion du %(day)s") % {"day": ui.long_day(obj.day)}


class ApprovalForm(forms.Form):
    """The meeting gives its day; a day alone is enough."""

    meeting = _MeetingChoice(
        Meeting.everywhere.none(),
        label=gettext_lazy("Approuvé lors de"),
        required=False,
        empty_label=gettext_lazy("une autre occasion, à la date ci-dessous"),
    )
    on = forms.DateField(
        label=gettext_lazy("Le"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = Meeting.objects.filter(body=meeting.body_id, starts__gt=meeting.starts)
        held = later.filter(stage__in=(Stage.OPEN, Stage.CLOSED)).order_by("starts")
        self.fields["meeting"].queryset = held  # type: ignore[attr-defined]
        self.fields["meeting"].initial = held.first()
        self.fields["on"].initial = timezone.localdate()

    def day(self) -> dt.date:
        """The day of the meeting that was chosen, else the one that was given, else today."""
        chosen: Meeting | None = self.cleaned_data["meeting"]
        given: dt.date | None = self.cleaned_data["on"]
        return chosen.day if chosen else given or timezone.localdate()
