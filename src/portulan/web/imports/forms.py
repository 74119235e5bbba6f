"""The forms of an import: the file or the pasted text; an answer to a doubt."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portulan.plandoc.reading.limits import MAX_BYTES
from portulan.web.uploads import plan_too_heavy

ACCEPT = ".docx,.odt,.doc,.rtf,.pdf,.xlsx,.ods,.xls,.csv,.tsv,.html,.htm,.md,.txt,.json"


class Followed(forms.Form):
    """The token by which the reading that a form asks for is followed."""

    reading = forms.UUIDField(required=False)


def token(sent: Mapping[str, Any]) -> uuid.UUID | None:
    """The token that came with a form; None where there is none, or no such thing."""
    form = Followed(sent)
    return form.cleaned_data["reading"] if form.is_valid() else None


class PlanFile(forms.Form):
    """A file, or the table pasted as text."""

    file = forms.FileField(
        label=gettext_lazy("Fichier du plan"),
        required=False,
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput({"accept": ACCEPT}),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Texte du plan"),
        required=False,
        strip=False,
        max_length=2_000_000,
        help_text=gettext_lazy("Le tableau entier, copié depuis le document."),
        widget=forms.Textarea({"rows": 4}),
    )

    def clean_file(self) -> "UploadedFile[bytes] | None":
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > MAX_BYTES:
            raise ValidationError(plan_too_heavy(file.size or 0))
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and data.get("file") is None and not data.get("pasted", "").strip():
            self.add_error("file", _("Choisissez le fichier qui contient le plan, ou collez son texte."))
        return data

    def contents(self) -> tuple[str, Iterable[bytes]]:
        """The name and the bytes of what was given."""
        file = self.cleaned_data["file"]
        if file is not None:
            return file.name or "plan", file.chunks()
        return _("Texte collé") + ".txt", [self.cleaned_data["pasted"].encode()]
