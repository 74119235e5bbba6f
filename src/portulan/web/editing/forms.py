"""The forms of editing: an action with its rows, an objective, the plan."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Self, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portulan.governance import queries as governance
from portulan.governance.models import Body
from portulan.plandoc.text import Wording
from portulan.plans.commands.editing import ActionDraft, Carrier, ObjectiveDraft, ResultDraft, Stale, seal
from portulan.plans.models import Action, Effort, Objective, Plan, Priority, ResponsibilityRole, ResultKind
from portulan.plans.rules import SHORT_TITLE_LIMIT, next_code
from portulan.web.editing.meanwhile import untouched
from portulan.web.editing.rows import QuietForm
from portulan.web.templatetags.ui import typo

_TEXT_HELP = _("Le texte officiel du plan. Un mot entre deux étoiles, *ainsi*, sera en italique.")


class BodyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A body of the open workspace, under its acronym and its full name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.acronym} · {obj.name}" if obj.acronym and obj.acronym != obj.name else str(obj.name)


class ObjectiveChoice(forms.ChoiceField):
    """An objective of the plan, in reading order; its value is the objective, or None for `top`."""

    def __init__(self, *, top: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.top = top

    def offer(self, without: Objective | None = None) -> None:
        """Fill the choices from the open workspace, one level a dash; `without` and what it holds are left out."""
        self.rows = {str(row.pk): (row, depth) for row, depth in objectives_in_order(without)}
        offered = [(pk, _line(row, depth)) for pk, (row, depth) in self.rows.items()]
        self.choices = [("", self.top), *offered] if self.top else offered

    def clean(self, value: Any) -> Objective | None:
        chosen = super().clean(value)
        return self.rows[chosen][0] if chosen else None


def objectives_in_order(without: Objective | None = None) -> list[tuple[Objective, int]]:
    """The standing objectives with their depth, in one query."""
    below: dict[Any, list[Objective]] = defaultdict(list)
    for one in Objective.objects.filter(removed_at=None).order_by("position", "id"):
        below[one.parent_id].append(one)

    def walk(parent_id: Any, depth: int) -> Iterator[tuple[Objective, int]]:
        for one in below[parent_id]:
            if without is None or one.pk != without.pk:
                yield one, depth
                yield from walk(one.pk, depth + 1)

    return list(walk(None, 0))


def _line(row: Objective, depth: int) -> str:
    title = Wording.from_marked(row.title).plain
    name = f"{row.label} {row.code}" if row.label and depth else row.code
    return typo("\u2003" * depth + f"{name} {title if len(title) <= 90 else title[:89] + '…'}".strip())


class ActionForm(QuietForm):
    """The texts of an action; its bodies and results are rows beside it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(label=_("Code"), max_length=30, required=False)
    text = forms.CharField(label=_("Texte de l’action"), widget=forms.Textarea({"rows": 4}), help_text=_TEXT_HELP)
    short_title = forms.CharField(
        label=_("Intitulé court"),
        max_length=SHORT_TITLE_LIMIT,
        required=False,
        help_text=_("Pour les vues denses. Laissé vide, il est proposé à partir du texte."),
    )
    deadline = forms.CharField(
        label=_("Telle que le plan l’écrit"),
        max_length=500,
        required=False,
        help_text=_("26-27, En continu, ou un jour : 30/06/2027."),
    )
    priority = forms.ChoiceField(
        label=_("Priorité"), choices=Priority.choices, required=False, widget=forms.RadioSelect
    )
    effort = forms.ChoiceField(label=_("Effort"), choices=Effort.choices, required=False, widget=forms.RadioSelect)
    recommendations = forms.CharField(
        label=_("Recommandations de l’évaluation"),
        widget=forms.Textarea({"rows": 2}),
        required=False,
        help_text=_("Une référence par ligne, comme le plan l’écrit."),
    )
    new_body = forms.CharField(
        label=_("Une instance ou une fonction absente de la liste"), max_length=200, required=False
    )

    def draft(self, responsibles: tuple[Carrier, ...], results: tuple[ResultDraft, ...]) -> ActionDraft:
        """What the whole page says; call it once valid."""
        said = self.cleaned_data
        new = (Carrier(name=said["new_body"]),) if said["new_body"] else ()
        return ActionDraft(
            code=said["code"],
            text=said["text"],
            short_title=said["short_title"],
            deadline=said["deadline"],
            priority=said["priority"],
            effort=said["effort"],
            recommendations=tuple(said["recommendations"].splitlines()),
            responsibles=responsibles + new,
            results=results,
        )


class ResponsibleForm(QuietForm):
    """A body that carries the action; left at « Personne », the row does not count."""

    body = BodyChoice(
        Body.everywhere.none(), label=_("Instance ou fonction"), empty_label=_("Personne"), required=False
    )
    role = forms.ChoiceField(label=_("Rôle"), choices=ResponsibilityRole.choices, initial=ResponsibilityRole.PILOT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(BodyChoice, self.fields["body"]).queryset = governance.bodies()


class ResultForm(QuietForm):
    """An expected result; an empty new row does not count."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("Résultat attendu"), widget=forms.Textarea({"rows": 1}), required=False)
    kind = forms.ChoiceField(label=_("Nature"), choices=ResultKind.choices, initial=ResultKind.DOCUMENT)
    removed = forms.BooleanField(label=_("Retirer"), required=False)


ResponsibleRows = forms.formset_factory(ResponsibleForm, extra=1, max_num=40, absolute_max=60)
ResultRows = forms.formset_factory(ResultForm, extra=1, max_num=40, absolute_max=60)


def carriers(rows: "forms.BaseFormSet[ResponsibleForm]") -> tuple[Carrier, ...]:
    """The bodies chosen, in order."""
    said = [form.cleaned_data for form in rows]
    return tuple(Carrier(one["body"].pk, role=one["role"]) for one in said if one.get("body"))


def results(rows: "forms.BaseFormSet[ResultForm]") -> tuple[ResultDraft, ...]:
    """The results wanted, in order."""
    said = [form.cleaned_data for form in rows]
    wanted = [one for one in said if not one.get("removed") and (one.get("text") or one.get("id"))]
    return tuple(ResultDraft(one["text"], one["kind"], one["id"]) for one in wanted)


TEXTS = ("code", "text", "short_title", "deadline", "priority", "effort")
"""The fields of an action that the form and the journal name alike."""


def initial_of(action: Action) -> dict[str, Any]:
    """What the form of an action shows first."""
    return {
        "version": action.version,
        "code": action.code,
        "text": action.text,
        "short_title": action.short_title,
        "deadline": action.deadline_text,
        "priority": action.priority,
        "effort": action.effort,
        "recommendations": "\n".join(action.recommendations),
    }


class NewActionPlace(QuietForm):
    """The objective in which an action is added. It is added once, however many times the form is sent."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    objective = ObjectiveChoice(label=_("Objectif"), top=_("Choisir…"))

    def __init__(self, *args: Any, wanted: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"objective": wanted}, **kwargs)  # type: ignore[misc]
        self.place = cast(ObjectiveChoice, self.fields["objective"])
        self.place.offer()
        self.wanted = wanted

    def proposed_code(self) -> str:
        """The code after those of the objective asked for; empty while none is."""
        if self.wanted not in self.place.rows:
            return ""
        objective = self.place.rows[self.wanted][0]
        codes = list(objective.actions.filter(removed_at=None).values_list("code", flat=True))
        return next_code(objective.code, codes)


class MoveForm(forms.Form):
    """Where an action goes, and under which code."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    objective = ObjectiveChoice(label=_("Objectif"))
    rank = forms.IntegerField(
        label=_("Place dans cet objectif"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("1 pour la première. Laissée vide : la même, ou la dernière d’un autre objectif."),
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=30,
        required=False,
        help_text=_(
            "Laissé vide, le code ne change pas. L’action garde son identité, ses preuves et son journal."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(ObjectiveChoice, self.fields["objective"]).offer()


class SealedForm(forms.Form):
    """A form that carries the seal of what it showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    taken: frozenset[str] = frozenset()

    def again(self, now: Objective | Plan | Body, stale: Stale) -> Self:
        """The same as it was typed, under the seal of what stands now: sent again, it is taken. What others
        changed and nobody touched here has their value; `taken` names these fields."""
        data, left = cast(QueryDict, self.data).copy(), self.left(stale, now)
        for name in left:
            data[name] = self.standing(name, now)
        data["seen"] = seal(now)
        form = type(self)(data)
        form.taken = left
        return form

    def left(self, stale: Stale, now: Any) -> frozenset[str]:
        """The fields that others changed and that are here as they were read."""
        return untouched(stale, self.cleaned_data, [name for name in self.fields if name != "seen"])

    def standing(self, name: str, now: Any) -> str:
        """What a field would show of what stands now."""
        return str(getattr(now, name))

    def typed(self) -> dict[str, Any]:
        """What was typed, by the names of the journal."""
        return {name: value for name, value in self.data.items() if name in self.fields and name != "seen"}


class ObjectiveForm(SealedForm):
    """An objective: the plan's own word for its level, its code, its title."""

    label = forms.CharField(
        label=_("Appellation"),
        max_length=200,
        required=False,
        help_text=_(
            "Le mot du plan pour ce niveau : Objectif stratégique, Temps… Vide pour un objectif spécifique."
        ),
    )
    code = forms.CharField(label=_("Code"), max_length=30, required=False)
    title = forms.CharField(
        label=_("Intitulé"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Un mot entre deux étoiles, *ainsi*, sera en italique."),
    )
    short_title = forms.CharField(
        label=_("Intitulé court"),
        max_length=SHORT_TITLE_LIMIT,
        required=False,
        help_text=_("Laissé vide, il est proposé à partir de l’intitulé."),
    )

    def draft(self) -> ObjectiveDraft:
        return ObjectiveDraft(
            **{name: self.cleaned_data[name] for name in ("title", "code", "label", "short_title")}
        )


class NewObjectiveForm(ObjectiveForm):
    """A new objective, at the top of the plan or below another; added once, however many times it is sent."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    parent = ObjectiveChoice(label=_("Dans"), top=_("En haut du plan"), required=False)
    field_order = ("parent", "label", "code", "title", "short_title")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(ObjectiveChoice, self.fields["parent"]).offer()


class ObjectiveMoveForm(forms.Form):
    """Where an objective goes."""

    parent = ObjectiveChoice(label=_("Dans"), top=_("En haut du plan"), required=False)
    rank = forms.IntegerField(
        label=_("Place"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("1 pour la première. Laissée vide : la même, ou la dernière ailleurs."),
    )

    def __init__(self, *args: Any, moved: Objective, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(ObjectiveChoice, self.fields["parent"]).offer(without=moved)


class PlanForm(SealedForm):
    """What the plan says of itself."""

    title = forms.CharField(label=_("Titre du plan"), max_length=300)
    edition = forms.CharField(
        label=_("Édition"), max_length=200, required=False, help_text=_("Par exemple : Avril 2026.")
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)


class ReasonForm(forms.Form):
    """Why, for the journal."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Motif"),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
        required=False,
        help_text=_("Une phrase, gardée au journal."),
    )
