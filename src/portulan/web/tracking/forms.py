"""The forms of tracking: a note on an action, a proof, the day a result was reached."""

import uuid
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portulan.governance.models import Body
from portulan.plandoc.text import Wording
from portulan.plans.models import Action, ExpectedResult, State
from portulan.web.uploads import megabytes


def today() -> str:
    return timezone.localdate().isoformat()


class DayField(forms.DateField):
    """A day, up to today unless said otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), initial=today, **kwargs)

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
            body.queryset = bodies
            body.choices = [("", body.empty_label), *((one.pk, str(one)) for one in bodies)]
        else:
            del self.fields["body"]


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, each under the limit."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        given: Sequence[UploadedFile[Any]] = data if isinstance(data, list | tuple) else [data] if data else []
        heavy = [one for one in given if (one.size or 0) > settings.MAX_UPLOAD_BYTES]
        if heavy:
            raise forms.ValidationError(
                _("« %(name)s » dépasse %(limit)s."),
                params={"name": heavy[0].name, "limit": megabytes(settings.MAX_UPLOAD_BYTES)},
            )
        return list(given)


class EvidenceForm(Sent):
    """One or several files, or a link; what it proves, and when it is from."""

    documents = FilesField(label=_("Fichiers"), required=False, widget=SeveralFiles)
    url = forms.CharField(
        label=_("Ou un lien"),
        max_length=1000,
        required=False,
        widget=forms.URLInput({"placeholder": "https://", "inputmode": "url", "autocomplete": "off"}),
    )
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
    on = DayField(
        label=_("Date de la preuve"),
        help_text=_("Celle de la réunion, du document… Elle dit l’année académique que la preuve nourrit."),
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

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="preuve_%s", **kwargs)  # type: ignore[misc]
        results = cast(Any, self.fields["results"])
        results.queryset = action.expected_results.filter(removed_at=None).order_by("position")
        results.label_from_instance = lambda row: Wording.from_marked(row.text).plain
        if not self.is_bound and not results.queryset:
            del self.fields["results"]


class BackForm(forms.Form):
    """Where to go next, kept by a page that asks before it acts."""

    next = forms.CharField(widget=forms.HiddenInput, required=False)


class DayForm(forms.Form):
    """A day, today when none is said."""

    on = forms.DateField(required=False)
