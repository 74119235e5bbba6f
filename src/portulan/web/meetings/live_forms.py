"""The forms of an open meeting: decisions and things to do, what is said of an action on the spot."""

import uuid
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portulan.governance.models import Body, Person
from portulan.meetings.commands.acts import Act
from portulan.meetings.models import ActKind, Decision
from portulan.plandoc.text import Wording
from portulan.plans.models import ExpectedResult, State
from portulan.web.tracking.forms import FilesField, LinkField, Sent, SeveralFiles


class GuestForm(forms.Form):
    """Somebody who is there without sitting in the body."""

    name = forms.CharField(
        label=_("Personne invitée"), max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )


class ItemForm(forms.Form):
    """An item added on the spot."""

    title = forms.CharField(
        label=_("Titre du point"), max_length=300, widget=forms.TextInput({"autocomplete": "off"})
    )


class ActForm(Sent):
    """A decision, or what is to be done: a sentence, who sees to it, until when."""

    kind = forms.ChoiceField(widget=forms.HiddenInput, choices=ActKind.choices)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("En une phrase"), max_length=2000, widget=forms.Textarea({"rows": 2}))
    body = forms.ModelChoiceField(Body.everywhere.none(), label=_("Instance"), required=False)
    person = forms.ModelChoiceField(
        Person.everywhere.none(), label=_("Personne"), required=False, empty_label=_("Personne en particulier")
    )
    due = forms.DateField(
        label=_("Pour le"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    field_order = ("text", "person", "body", "due")

    def __init__(
        self, *args: Any, name: str, bodies: Iterable[Body], people: Iterable[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, auto_id=f"{name}_%s", **kwargs)  # type: ignore[misc]
        bodies, people = list(bodies), list(people)
        self._offer("body", bodies, [(one.pk, str(one)) for one in bodies])
        empty = cast(Any, self.fields["person"]).empty_label
        self._offer("person", people, [("", empty), *((one.pk, str(one)) for one in people)])

    def act(self) -> Act:
        """What was said; call it once valid."""
        said = self.cleaned_data
        return Act(said["kind"], said["text"], said["body"], said["person"], said["due"])

    def _offer(self, name: str, rows: list[Any], choices: list[tuple[Any, str]]) -> None:
        """These rows, already read, and no query to print them; what comes back is one of them."""
        field = cast(Any, self.fields[name])
        model = field.queryset.model
        field.queryset = model.objects.filter(pk__in=[one.pk for one in rows])
        field.choices = choices


def corrected(decision: Decision) -> dict[str, Any]:
    """What the form of a decision shows first."""
    return {
        "kind": decision.kind,
        "version": decision.version,
        "text": decision.text,
        "body": decision.body_id,
        "person": decision.person_id,
        "due": decision.due,
    }


class SaidForm(Sent):
    """What the meeting says of an action: a note for its journal, and its state."""

    text = forms.CharField(
        label=_("Note au journal"), required=False, max_length=10_000, widget=forms.Textarea({"rows": 2})
    )
    state = forms.ChoiceField(label=_("État de l’action"), required=False)

    def __init__(self, *args: Any, name: str, state: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{name}_%s", **kwargs)  # type: ignore[misc]
        unchanged = gettext("Inchangé : %(state)s") % {"state": State(state).label.lower()}
        kept = [one for one in State.choices if self.is_bound or one[0] != state]
        cast(forms.ChoiceField, self.fields["state"]).choices = [("", unchanged), *kept]


class LaterForm(Sent):
    """A later deadline, why, and where it was decided."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    deadline = forms.CharField(
        label=_("Nouvelle échéance"), max_length=100, help_text=_("27-28, ou un jour : 30/06/2028.")
    )
    reason = forms.CharField(label=_("Motif du report"), max_length=2000, widget=forms.Textarea({"rows": 2}))
    where = forms.CharField(label=_("Où cela s’est décidé"), max_length=200, required=False)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{name}_%s", **kwargs)  # type: ignore[misc]


class DroppedForm(Sent):
    """Files or a link, brought to an item; with an action, they are its proofs."""

    documents = FilesField(label=_("Fichiers"), required=False, widget=SeveralFiles)
    url = LinkField()
    title = forms.CharField(
        label=_("Titre"),
        max_length=200,
        required=False,
        help_text=_("Laissé vide, le nom du fichier est repris. Un lien demande un titre."),
    )
    results = forms.ModelMultipleChoiceField(
        ExpectedResult.everywhere.none(),
        label=_("Résultats que cela prouve"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    draft = forms.BooleanField(
        label=_("C’est une version de travail : elle prépare le résultat, sans le prouver encore."), required=False
    )

    def __init__(
        self, *args: Any, name: str, results: Iterable[tuple[uuid.UUID, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, auto_id=f"{name}_%s", **kwargs)  # type: ignore[misc]
        offered = [(pk, Wording.from_marked(text).plain) for pk, text in results]
        if not offered:
            self.fields.pop("results")
            return
        field = cast(Any, self.fields["results"])
        field.queryset = ExpectedResult.objects.filter(pk__in=[pk for pk, _text in offered], removed_at=None)
        field.choices = offered
