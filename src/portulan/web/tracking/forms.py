"""The forms of tracking: a note on an action, a proof, the day a result was reached."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portulan.governance.models import Body
from portulan.plandoc.text import Wording
from portulan.plans.models import Action, ExpectedResult, State
from portulan.tracking.models import EvidenceKind, Visibility
from portulan.tracking.rules import file_name
from portulan.web.uploads import megabytes


def today() -> str:
    return timezone.localdate().isoformat()


class DayField(forms.DateField):
    """A day, up to today unless said otherwise."""

    def __init__(self, initial: Any = today, **kwargs: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, initial=initial, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "max": today()}


class Sent(forms.Form):
    """A form that counts once, however many times it is sent; `next` is where the person came from."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    next = forms.CharField(widget=forms.HiddenInput, required=False)


class ProgressForm(Sent):
    """What happened, when, and what it declares of the action."""

    text = forms.CharField(
        label=_("Avancement"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(
            {"rows": 3, "placeholder": _("Ce qui a avancé, ce qui bloque, la prochaine étape…")}
        ),
    )
    on = DayField(label=_("Date"))
    state = forms.ChoiceField(
        label=_("État de l’action"),
        required=False,
    )
    body = forms.ModelChoiceField(
        Body.everywhere.none(), label=_("Au nom de"), required=False, empty_label=_("En mon nom")
    )

    def __init__(self, *args: Any, action: Action, bodies: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="avancement_%s", **kwargs)  # type: ignore[misc]
        state = cast(forms.ChoiceField, self.fields["state"])
        unchanged = gettext("Inchangé : %(state)s") % {"state": State(action.state).label.lower()}
        state.choices = [
            ("", unchanged),
            *(one for one in State.choices if self.is_bound or one[0] != action.state),
        ]
        if bodies:
            body = cast(Any, self.fields["body"])
            if self.is_bound:
                body.queryset = bodies
            body.choices = [("", body.empty_label), *((one.pk, str(one)) for one in bodies)]
        else:
            del self.fields["body"]


MOST_FILES = 40


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files up to the limit, each with something in it and under the limit: all are taken, or none,
    with a sentence for each that cannot be."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        given: Sequence[UploadedFile[Any]] = data if isinstance(data, list | tuple) else [data] if data else []
        limit = megabytes(settings.MAX_UPLOAD_BYTES)
        wrong = [
            forms.ValidationError(sentence, params={"name": file_name(one.name or ""), "limit": limit})
            for one in given
            if (sentence := _why_not(one))
        ]
        if len(given) > MOST_FILES:
            sentence = _("Joignez %(most)d fichiers au plus à la fois.")
            wrong.append(forms.ValidationError(sentence, params={"most": MOST_FILES}))
        if wrong:
            raise forms.ValidationError(wrong)
        return list(given)


def _why_not(file: "UploadedFile[Any]") -> Any:
    if not file.size:
        return _("Le fichier « %(name)s » est vide.")
    return _("« %(name)s » dépasse %(limit)s.") if file.size > settings.MAX_UPLOAD_BYTES else ""


class LinkField(forms.CharField):
    """An address of the web."""

    def __init__(self) -> None:
        widget = forms.URLInput({"placeholder": "https://", "inputmode": "url", "autocomplete": "off"})
        super().__init__(label=_("Ou un lien"), max_length=1000, required=False, widget=widget)


@dataclass(frozen=True, slots=True)
class Branch:
    """An action that a proof may stand for, and its results: whether each is ticked."""

    id: uuid.UUID
    label: str
    ticked: bool
    results: tuple[tuple[uuid.UUID, str, bool], ...]


class EvidenceForm(Sent):
    """One or several files, or a link; of which actions and results, and when it is from. A result that is ticked
    stands for its action too."""

    documents = FilesField(label=_("Fichiers"), required=False, widget=SeveralFiles)
    url = LinkField()
    title = forms.CharField(
        label=_("Titre"),
        max_length=200,
        required=False,
        help_text=_("Laissé vide, le nom du fichier est repris. Un lien demande un titre."),
    )
    actions = forms.ModelMultipleChoiceField(Action.everywhere.none(), label=_("Actions"), required=False)
    results = forms.ModelMultipleChoiceField(
        ExpectedResult.everywhere.none(), label=_("Résultats que cela prouve"), required=False
    )
    on = DayField(
        label=_("Date de la preuve"),
        required=False,
        initial="",
        help_text=_(
            "Celle de la réunion, du document… Elle dit l’année académique que la preuve nourrit. Laissée vide : "
            "celle que dit le fichier, sinon aujourd’hui."
        ),
    )
    kind = forms.ChoiceField(
        label=_("Nature"), required=False, choices=[("", _("Reconnue d’après le fichier")), *EvidenceKind.choices]
    )
    visibility = forms.ChoiceField(
        label=_("Visibilité"),
        required=False,
        choices=Visibility.choices,
        initial=Visibility.INTERNAL,
        help_text=_("Interne : les membres. Expert·es : aussi le dossier d’évaluation. Publique : tout le monde."),
    )
    draft = forms.BooleanField(
        label=_("C’est une version de travail : elle prépare le résultat, sans le prouver encore."), required=False
    )
    note = forms.CharField(
        label=_("Précision"),
        required=False,
        max_length=500,
        help_text=_("Par exemple : validé par la CEP, point 4."),
    )

    def __init__(self, *args: Any, action: Action | None, choices: QuerySet[Action], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="preuve_%s", **kwargs)  # type: ignore[misc]
        self.action, self.choices = action, choices
        cast(Any, self.fields["actions"]).queryset = choices
        standing = ExpectedResult.objects.filter(action__in=choices, removed_at=None)
        cast(Any, self.fields["results"]).queryset = standing

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not self.actions_wanted():
            self.add_error("actions", _("Choisissez au moins une action, ou un résultat."))
        return said

    def actions_wanted(self) -> list[Action]:
        """The action of the page first, then those that are ticked, and those of the results that are."""
        results, ticked = self.cleaned_data.get("results", ()), self.cleaned_data.get("actions", ())
        ids = {one.action_id for one in results} | {one.pk for one in ticked}
        first = [self.action] if self.action else []
        return [*first, *(one for one in self.choices if one.pk in ids and one not in first)]

    def own(self) -> Branch | None:
        """The action of the page with its results; None where the actions are chosen."""
        return next((one for one in self._branches if self.action and one.id == self.action.pk), None)

    def others(self) -> list[Branch]:
        """The other actions that this member may report on."""
        return [one for one in self._branches if not self.action or one.id != self.action.pk]

    @cached_property
    def _branches(self) -> list[Branch]:
        ticked = {name: {str(one) for one in self[name].value() or ()} for name in ("actions", "results")}
        rows = self.choices.prefetch_related(
            Prefetch("expected_results", ExpectedResult.objects.filter(removed_at=None).order_by("position"))
        )
        return [
            Branch(
                row.pk,
                " ".join(filter(None, [row.code, row.short_title or Wording.from_marked(row.text).plain])),
                str(row.pk) in ticked["actions"],
                tuple(
                    (one.pk, Wording.from_marked(one.text).plain, str(one.pk) in ticked["results"])
                    for one in row.expected_results.all()
                ),
            )
            for row in rows
        ]


class BackForm(forms.Form):
    """Where to go next, kept by a page that asks before it acts."""

    next = forms.CharField(widget=forms.HiddenInput, required=False)


class DayForm(forms.Form):
    """A day, today when none is said."""

    on = forms.DateField(required=False)
