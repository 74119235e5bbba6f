"""The forms of what was decided: why a deadline moves and where that was said; which action comes before which."""

import uuid
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from portulan.governance import queries as governance
from portulan.governance.models import Body
from portulan.plans.models import Action
from portulan.plans.queries.rows import ActionRow
from portulan.tracking.commands import Decision
from portulan.web.editing.forms import BodyChoice
from portulan.web.templatetags.ui import typo
from portulan.web.tracking.forms import DayField


class DecisionForm(forms.Form):
    """Why, and where it was decided: a body, words, a day."""

    reason = forms.CharField(
        label=_("Motif du report"),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
        required=False,
        help_text=_("Une phrase, gardée au journal et montrée sur la fiche de l’action."),
    )
    body = BodyChoice(
        Body.everywhere.none(),
        label=_("Décidé par"),
        empty_label=_("Aucune instance en particulier"),
        required=False,
    )
    where = forms.CharField(
        label=_("Où cela s’est décidé"),
        max_length=200,
        required=False,
        help_text=_("Par exemple : réunion du 12 mars, point 4."),
    )
    decided_on = DayField(label=_("Date de la décision"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(BodyChoice, self.fields["body"]).queryset = governance.bodies()

    def decision(self) -> Decision:
        """What was said; call it once valid."""
        said = self.cleaned_data
        return Decision(said["reason"], said["body"], said["where"], said["decided_on"])


class PostponeForm(DecisionForm):
    """A later deadline, and the decision. It counts once, however many times it is sent."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    next = forms.CharField(widget=forms.HiddenInput, required=False)
    deadline = forms.CharField(
        label=_("Nouvelle échéance"),
        max_length=100,
        help_text=_("27-28, ou un jour : 30/06/2028."),
    )
    field_order = ("deadline", "reason", "body", "where", "decided_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True


class ActionChoice(forms.ChoiceField):
    """An action of the plan, in reading order; its value is its id."""

    def offer(self, rows: "list[ActionRow]") -> None:
        """Fill the choices with these actions."""
        named = ((str(row.id), typo(f"{row.code} {row.short_title}".strip())) for row in rows)
        self.choices = [("", _("Choisir…")), *named]


class DependencyForm(forms.Form):
    """The action that comes first, and a word about it. `code` finds one without the list."""

    code = forms.CharField(
        label=_("Son code"), max_length=30, required=False, help_text=_("Ou choisissez-la dans la liste.")
    )
    needs = ActionChoice(label=_("L’action qui vient d’abord"), required=False)
    note = forms.CharField(label=_("Précision"), max_length=300, required=False)

    def __init__(self, *args: Any, rows: "list[ActionRow]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        cast(ActionChoice, self.fields["needs"]).offer(rows)

    def clean(self) -> dict[str, Any]:
        """The code, when one is typed, says which action; else the list does."""
        said = super().clean() or {}
        code, chosen = said.get("code", "").rstrip("."), said.get("needs")
        if code:
            found = [row.id for row in self.rows if row.code.rstrip(".") == code]
            if not found:
                self.add_error("code", _("Aucune autre action de ce plan ne porte ce code."))
            said["needs"] = found[0] if found else None
        elif chosen:
            said["needs"] = uuid.UUID(chosen)
        elif not self.errors:
            self.add_error("needs", _("Choisissez l’action qui vient d’abord, ou donnez son code."))
        return said

    def first(self) -> Action:
        """The action that comes first; call it once valid."""
        return Action.objects.get(pk=self.cleaned_data["needs"])
