"""What the page of a personal link sends of one action: a state, a sentence, proofs, a day."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portulan.plans.models import State
from portulan.tracking.models import Evidence
from portulan.web.tracking.forms import DayField, FilesField, LinkField, SeveralFiles

NOTE, PROOF = ("text", "state"), ("documents", "url")


class AnswerForm(forms.Form):
    """All of it may stay empty: then nothing is written of this action."""

    text = forms.CharField(
        label=_("En une phrase"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )
    documents = FilesField(label=_("Fichiers"), required=False, widget=SeveralFiles)
    url = LinkField()
    state = forms.ChoiceField(label=_("État de l’action"), required=False, widget=forms.RadioSelect)
    on = DayField(label=_("Date"), required=False)
    gone = forms.MultipleChoiceField(required=False)

    def __init__(
        self, action_id: uuid.UUID, declared: str, given: Sequence[Evidence], data: Any, files: Any
    ) -> None:
        super().__init__(data, files, prefix=prefix_of(action_id), auto_id="%s")
        self.action_id = action_id
        unchanged = gettext("Inchangé : %(state)s") % {"state": State(declared).label.lower()}
        others = [one for one in State.choices if self.is_bound or one[0] != declared]
        cast(forms.ChoiceField, self.fields["state"]).choices = [("", unchanged), *others]
        cast(forms.ChoiceField, self.fields["gone"]).choices = [(str(one.pk), one.title) for one in given]

    def says_something(self) -> bool:
        """Whether anything was filled in, right or wrong; the day alone says nothing."""
        typed = (self.data.get(self.add_prefix(name), "").strip() for name in ("text", "url", "state"))
        gone = cast(Any, self.data).getlist(self.add_prefix("gone"))
        return any(typed) or bool(gone) or bool(cast(Any, self.files).getlist(self.add_prefix("documents")))

    def sound(self, name: str) -> Any:
        """What was given in a field, when it can be taken."""
        return self.cleaned_data.get(name) or ""

    def day(self) -> dt.date:
        return self.cleaned_data.get("on") or timezone.localdate()

    def notes(self) -> bool:
        """Whether there is a note to write, with no fault in it."""
        faulty = set(self.errors) & {*NOTE, "on"}
        return not faulty and any(self.sound(name) for name in NOTE)


def prefix_of(action_id: uuid.UUID) -> str:
    return f"a-{action_id}"
