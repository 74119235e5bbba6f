"""The forms of evaluations and recommendations."""

import uuid
from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portulan.plandoc.recommendations import Recommended
from portulan.plans.models import Answer, Evaluation
from portulan.plans.queries.recommendations import RecommendationRow
from portulan.web.returning import number


class EvaluationForm(forms.Form):
    title = forms.CharField(
        label=_("Titre du rapport"), max_length=200, help_text=_("Par exemple : Évaluation continue 2023.")
    )
    agency = forms.CharField(label=_("Agence"), max_length=100, required=False)
    on = forms.DateField(label=_("Date du rapport"), required=False, widget=forms.DateInput({"type": "date"}))


class ListForm(forms.Form):
    """A list that is pasted."""

    text = forms.CharField(
        label=_("La liste des recommandations"),
        widget=forms.Textarea({"rows": 12}),
        max_length=200_000,
        required=False,
        help_text=_("Numéros, puces, critères et pages sont reconnus ; vous relisez avant d’enregistrer."),
    )


class RecommendationForm(forms.Form):
    number = forms.CharField(label=_("Numéro"), max_length=30)
    text = forms.CharField(label=_("Texte"), widget=forms.Textarea({"rows": 4}), max_length=5000)
    criterion = forms.CharField(label=_("Critère"), max_length=200, required=False)
    page = forms.CharField(label=_("Page"), max_length=30, required=False)

    def recommended(self) -> Recommended:
        """What the form says; call it once valid."""
        said = self.cleaned_data
        text = " ".join(said["text"].split())
        return Recommended(said["number"].strip(), text, said["criterion"].strip(), said["page"].strip())


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Réponse"), choices=Answer.choices, required=False, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Ce qui a été décidé, ou pourquoi elle n’est pas retenue"),
        widget=forms.Textarea({"rows": 3}),
        max_length=5000,
        required=False,
    )


def typed_rows(data: QueryDict) -> list[Recommended]:
    """The rows of the list that is being read again; those that are unticked or empty are left out."""
    rows = []
    for rank in range(min(number(data.get("rows", "")) or 0, 400)):
        said = {name: data.get(f"{name}-{rank}", "").strip() for name in ("number", "text", "criterion", "page")}
        if data.get(f"keep-{rank}") and said["text"]:
            rows.append(
                Recommended(said["number"], " ".join(said["text"].split()), said["criterion"], said["page"])
            )
    return rows


def identities(values: Sequence[str]) -> list[uuid.UUID]:
    """The identities among these values; anything else becomes one that nothing has."""
    found = []
    for value in values:
        try:
            found.append(uuid.UUID(value))
        except ValueError:
            found.append(uuid.UUID(int=0))
    return found


def initial_of_evaluation(evaluation: Evaluation) -> dict[str, object]:
    return {"title": evaluation.title, "agency": evaluation.agency, "on": evaluation.on}


def initial_of(row: RecommendationRow) -> dict[str, str]:
    return {"number": row.number, "text": row.text, "criterion": row.criterion, "page": row.page}
