"""The forms of a draft: what it is called and for, its actions and objectives, what is merged, why."""

import hashlib
import uuid
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from portulan.drafts.commands.working import REASON_LIMIT
from portulan.plandoc.comparison.table import TOP, Kind, Table
from portulan.plandoc.document import Action, Objective, PlanDocument
from portulan.web.editing.forms import ActionForm, ObjectiveForm
from portulan.web.templatetags.ui import typo

_LONGEST = 90


class NameForm(forms.Form):
    label = forms.CharField(label=_("Nom du brouillon"), max_length=200, help_text=_("Par exemple : Avril 2027."))
    aim = forms.CharField(
        label=_("Ce que l’on veut obtenir"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
        help_text=_("Moins d’actions, une année plus légère, les recommandations toutes suivies…"),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class OpenForm(NameForm):
    seen = None  # type: ignore[assignment]
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)


def why(label: Any) -> forms.CharField:
    """Why a row changes, in a sentence."""
    return forms.CharField(
        label=label,
        widget=forms.Textarea({"rows": 2}),
        max_length=REASON_LIMIT,
        required=False,
        help_text=_("Une phrase. Elle ira au journal et au registre des modifications."),
    )


class ObjectiveOf(forms.ChoiceField):
    """An objective of the draft, in reading order; its value is its identity, empty for the top."""

    def offer(self, document: PlanDocument, *, top: Any = None, without: str = "") -> None:
        """Fill the choices; `without` and what it holds are left out."""
        offered = list(_objectives(document, without))
        self.choices = [("", top), *offered] if top else offered


def _objectives(document: PlanDocument, without: str) -> list[tuple[str, str]]:
    def below(objectives: tuple[Objective, ...], depth: int) -> list[tuple[str, str]]:
        found = []
        for one in objectives:
            if one.id != without:
                found += [(one.id, named(one, depth)), *below(one.objectives, depth + 1)]
        return found

    return below(document.objectives, 0)


def named(one: Objective, depth: int = 0) -> str:
    """An objective on one line, further in by its depth."""
    name = f"{one.label} {one.code}" if one.label and depth else one.code
    title = one.title.plain if len(one.title.plain) <= _LONGEST else one.title.plain[: _LONGEST - 1] + "…"
    return typo("\u2003" * depth + f"{name} {title}".strip())


def _rank_field(help_text: Any) -> forms.IntegerField:
    return forms.IntegerField(label=_("Place"), min_value=1, max_value=9999, required=False, help_text=help_text)


class DraftActionForm(ActionForm):
    """An action of the draft, with its place. `seen` is a mark of what the form showed."""

    effort = None  # type: ignore[assignment]
    version = None  # type: ignore[assignment]
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    objective = ObjectiveOf(label=_("Objectif"))
    rank = _rank_field(_("1 pour la première. Laissée vide : la même, ou la dernière d’un autre objectif."))
    reason = why(_("Pourquoi"))

    def __init__(self, *args: Any, document: PlanDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(ObjectiveOf, self.fields["objective"]).offer(document)


class DraftObjectiveForm(ObjectiveForm):
    """An objective of the draft, with its place."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    parent = ObjectiveOf(label=_("Dans"), required=False)
    rank = _rank_field(_("1 pour la première. Laissée vide : la même, ou la dernière ailleurs."))
    reason = why(_("Pourquoi"))

    def __init__(self, *args: Any, document: PlanDocument, own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = cast(ObjectiveOf, self.fields["parent"])
        parent.offer(document, top=_("En haut du plan"), without=own)


class MergeForm(forms.Form):
    """The action that the other becomes part of."""

    kept = forms.ChoiceField(label=_("Réunir à"))
    reason = why(_("Pourquoi"))

    def __init__(self, *args: Any, document: PlanDocument, gone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in document.actions() if one.id != gone]
        choices = [("", _("Choisir…")), *((one.id, called(one)) for one in others)]
        cast(forms.ChoiceField, self.fields["kept"]).choices = choices


class DropForm(forms.Form):
    reason = why(_("Motif"))


def called(action: Action) -> str:
    """An action on one line."""
    return typo(f"{action.code} {action.short_title or action.text.plain[:_LONGEST]}".strip())


def seal(document: PlanDocument, kind: Kind, own: str) -> str:
    """A mark of what a form shows of a row: another one as soon as somebody changed it in the draft."""
    table = Table.of(document)
    shown = repr((table.rows[kind][own], table.place(kind, own)))
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def rank_of(document: PlanDocument, kind: Kind, own: str) -> tuple[str, int]:
    """What holds a row (empty: the top), and its rank there, from 1."""
    table = Table.of(document)
    holder = table.holders[kind].get(own, TOP)
    return holder, table.order[kind][holder].index(own) + 1
