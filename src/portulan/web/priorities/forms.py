"""The forms of priorities: placing, opening a round, a statement."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portulan.plans.models import Effort, Priority
from portulan.priorities.models import StatementKind
from portulan.web.returning import number


class PlaceForm(forms.Form):
    """Where an action stands; left empty, it is still to be placed."""

    importance = forms.ChoiceField(
        label=_("Importance"), choices=Priority.choices, required=False, widget=forms.RadioSelect
    )
    effort = forms.ChoiceField(label=_("Effort"), choices=Effort.choices, required=False, widget=forms.RadioSelect)


class CardForm(PlaceForm):
    """The same, for the card that was moved on the board."""

    action = forms.UUIDField()


class RoundForm(forms.Form):
    title = forms.CharField(label=_("Titre"), max_length=200, help_text=_("Par exemple : priorités 2026-2027."))
    points = forms.IntegerField(label=_("Points à partager par personne"), min_value=1, max_value=100, initial=10)
    closes_on = forms.DateField(
        label=_("Réponses attendues avant le"), required=False, widget=forms.DateInput({"type": "date"})
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)


class StatementForm(forms.Form):
    kind = forms.ChoiceField(label=_("Nature"), choices=StatementKind.choices, initial=StatementKind.MISSION)
    text = forms.CharField(label=_("La phrase"), widget=forms.Textarea({"rows": 3}), max_length=2000)


@dataclass(frozen=True, slots=True)
class Moved:
    """A row of the list that was changed: from what the page showed to what is wanted."""

    action_id: uuid.UUID
    shown: tuple[str, str]
    wanted: tuple[str, str]


def moved(data: QueryDict) -> Iterator[Moved]:
    """The rows of the list that differ from what the page showed; what is not understood is left out."""
    for name in data:
        if not name.startswith("vu-"):
            continue
        key = name.removeprefix("vu-")
        action_id = _identity(key)
        importance, _colon, effort = str(data[name]).partition(":")
        wanted = (data.get(f"importance-{key}", importance), data.get(f"effort-{key}", effort))
        known = wanted[0] in Priority.values and wanted[1] in Effort.values
        if action_id is not None and known and wanted != (importance, effort):
            yield Moved(action_id, (importance, effort), wanted)


def points_given(data: QueryDict) -> dict[uuid.UUID, int]:
    """The points typed for each action; an empty field gives none."""
    given: dict[uuid.UUID, int] = {}
    for name in data:
        action_id = _identity(name.removeprefix("points-")) if name.startswith("points-") else None
        if action_id is not None:
            given[action_id] = number(str(data[name]).strip()) or 0
    return given


def _identity(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def initial_of(statement: Any) -> dict[str, str]:
    return {"kind": statement.kind, "text": statement.text}
