"""The forms of proofs: their facts, a later version, who may be shown them, links to what is there, a verdict."""

import uuid
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portulan.plandoc.text import Wording
from portulan.plans.models import Action, ExpectedResult, Sufficiency
from portulan.tracking.models import Evidence, EvidenceKind, Visibility
from portulan.tracking.queries.proofs import counting
from portulan.web.tracking.forms import BackForm, DayField, FilesField, LinkField, Sent


class ProofForm(forms.Form):
    """The facts of a proof, and the results of its actions that it proves."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    on = DayField(label=_("Date de la preuve"), help_text=_("Elle dit l’année académique que la preuve nourrit."))
    kind = forms.ChoiceField(label=_("Nature"), choices=EvidenceKind.choices)
    results = forms.ModelMultipleChoiceField(
        ExpectedResult.everywhere.none(),
        label=_("Résultats que cela prouve"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    draft = forms.BooleanField(
        label=_("C’est une version de travail : elle prépare le résultat, sans le prouver encore."), required=False
    )
    note = forms.CharField(label=_("Précision"), required=False, max_length=500)

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any) -> None:
        first = {name: getattr(evidence, name) for name in ("title", "on", "kind", "draft", "note")}
        proved = list(evidence.results.values_list("pk", flat=True))
        super().__init__(*args, initial=first | {"results": proved}, auto_id="preuve_%s", **kwargs)  # type: ignore[misc]
        self.of_removed = list(evidence.results.exclude(removed_at=None))
        results = cast(Any, self.fields["results"])
        results.queryset = (
            ExpectedResult.objects.filter(action__in=evidence.actions.all(), removed_at=None)
            .select_related("action")
            .order_by("action__position", "position")
        )
        results.label_from_instance = _with_code
        if not results.queryset:
            del self.fields["results"]

    def results_wanted(self) -> list[ExpectedResult]:
        """Those that are ticked; one that was removed from its action stays with the proof."""
        return [*self.cleaned_data.get("results", ()), *self.of_removed]


class VersionForm(Sent):
    """A file or a link that replaces a proof."""

    documents = FilesField(label=_("Fichier"), required=False)
    url = LinkField()
    title = forms.CharField(label=_("Titre"), max_length=200, required=False)
    on = DayField(
        label=_("Date de la preuve"), required=False, initial="",
        help_text=_("Laissée vide : celle que dit le nom du fichier, sinon aujourd’hui."),
    )  # fmt: skip
    draft = forms.BooleanField(
        label=_("C’est une version de travail : elle prépare le résultat, sans le prouver encore."), required=False
    )
    note = forms.CharField(label=_("Précision"), required=False, max_length=500)

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="preuve_%s", initial={"title": evidence.title}, **kwargs)  # type: ignore[misc]


class ShowForm(BackForm):
    """Who may be shown a proof."""

    visibility = forms.ChoiceField(choices=Visibility.choices)


class JudgeForm(BackForm):
    """What the coordination says of the proofs of a result."""

    verdict = forms.ChoiceField(
        label=_("Votre avis"),
        required=False,
        choices=[
            (Sufficiency.CONFIRMED, _("La preuve suffit")),
            (Sufficiency.MORE, _("Il faut la compléter")),
            (Sufficiency.UNSAID, _("Ne rien dire encore")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Ce qui manque"),
        required=False,
        max_length=500,
        help_text=_("Une phrase ; il la faut pour demander un complément."),
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, result: ExpectedResult, initial: dict[str, Any], **kwargs: Any) -> None:
        now = {"verdict": result.sufficiency, "note": result.sufficiency_note}
        super().__init__(*args, initial=now | initial, auto_id="avis_%s", **kwargs)  # type: ignore[misc]


class LinkForm(forms.Form):
    """Proofs that are there, to be linked to actions that this member may report on, and to results of these."""

    preuve = forms.ModelMultipleChoiceField(Evidence.everywhere.none())
    action = forms.ModelMultipleChoiceField(Action.everywhere.none())
    resultat = forms.ModelMultipleChoiceField(ExpectedResult.everywhere.none(), required=False)

    def __init__(self, *args: Any, actions: QuerySet[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Any, self.fields["preuve"]).queryset = counting()
        cast(Any, self.fields["action"]).queryset = actions
        standing = ExpectedResult.objects.filter(action__in=actions, removed_at=None)
        cast(Any, self.fields["resultat"]).queryset = standing

    def wanted(self) -> tuple[list[Action], list[ExpectedResult]]:
        """The actions in reading order, those of the results included, and the results."""
        results = list(self.cleaned_data["resultat"])
        ids = {one.pk for one in self.cleaned_data["action"]} | {one.action_id for one in results}
        return list(Action.objects.filter(pk__in=ids).order_by("code", "position")), results

    def proofs(self) -> QuerySet[Evidence]:
        """The proofs, with their actions."""
        given: QuerySet[Evidence] = self.cleaned_data["preuve"]
        return given.prefetch_related("actions")

    def hidden(self) -> list[tuple[str, uuid.UUID]]:
        """What the page sends back with the proofs that stay ticked."""
        rows = [("action", one.pk) for one in self.cleaned_data["action"]]
        return rows + [("resultat", one.pk) for one in self.cleaned_data["resultat"]]


def _with_code(result: ExpectedResult) -> str:
    return " ".join(filter(None, [result.action.code, Wording.from_marked(result.text).plain]))
