"""The form of one change for many actions."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from portulan.governance import queries as governance
from portulan.governance.models import Body
from portulan.plans.models import Effort, Priority, ResponsibilityRole, State
from portulan.shared.errors import Invalid
from portulan.tracking.commands.bulk import Wanted, What
from portulan.web.editing.deciding import DecisionForm
from portulan.web.editing.forms import BodyChoice, ObjectiveChoice
from portulan.web.tracking.forms import today

VALUES = {What.PRIORITY: "priority", What.EFFORT: "effort", What.DEADLINE: "deadline", What.STATE: "state"}
GIVEN = {
    **{what: (name,) for what, name in VALUES.items()},
    What.ADD_BODY: ("carrier", "role"),
    What.REMOVE_BODY: ("gone",),
    What.OBJECTIVE: ("objective",),
}
"""The fields that say what each choice gives, in the order of the page."""


class ChangeForm(DecisionForm):
    """What is changed, to what, and why."""

    what = forms.ChoiceField(
        label=_("Que changer ?"), choices=What.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez ce qui change.")},
    )  # fmt: skip
    priority = forms.ChoiceField(label=_("Priorité"), choices=Priority.choices, required=False)
    effort = forms.ChoiceField(label=_("Effort"), choices=Effort.choices, required=False)
    carrier = BodyChoice(
        Body.everywhere.none(),
        label=_("Instance ou fonction à ajouter"),
        empty_label=_("Choisir…"),
        required=False,
    )
    role = forms.ChoiceField(label=_("Rôle"), choices=ResponsibilityRole.choices, required=False)
    gone = BodyChoice(
        Body.everywhere.none(),
        label=_("Instance ou fonction à retirer"),
        empty_label=_("Choisir…"),
        required=False,
    )
    deadline = forms.CharField(
        label=_("Échéance"),
        max_length=100,
        required=False,
        help_text=_("27-28, En continu, ou un jour : 30/06/2028."),
    )
    state = forms.ChoiceField(label=_("État déclaré"), choices=State.choices, required=False)
    objective = ObjectiveChoice(label=_("Objectif"), top=_("Choisir…"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Motif")
        self.fields["reason"].help_text = _("Demandé pour un report, une suspension ou un abandon.")
        self.fields["decided_on"].initial = today
        for name in ("carrier", "gone"):
            cast(BodyChoice, self.fields[name]).queryset = governance.bodies()
        cast(ObjectiveChoice, self.fields["objective"]).offer()

    def wanted(self) -> Wanted:
        """What was said; call it once valid."""
        said = self.cleaned_data
        what = What(said["what"])
        return Wanted(
            what=what,
            value=said[VALUES[what]] if what in VALUES else "",
            body=said["gone"] if what is What.REMOVE_BODY else said["carrier"],
            role=said["role"] or ResponsibilityRole.PILOT,
            objective=said["objective"],
            decision=self.decision(),
        )

    def blame(self, error: Invalid) -> None:
        """Put the sentence beside what it speaks of."""
        gone = error.field == "carrier" and self.cleaned_data.get("what") == What.REMOVE_BODY
        self.add_error("gone" if gone else error.field, error.sentence)

    def choices(self) -> list[dict[str, Any]]:
        """Each radio with the fields that it needs."""
        radios = {str(one.data["value"]): one for one in self["what"]}
        return [{"radio": radios[what.value], "fields": [self[name] for name in GIVEN[what]]} for what in What]

    def reasons(self) -> list[forms.BoundField]:
        return [self[name] for name in ("reason", "body", "where", "decided_on")]
