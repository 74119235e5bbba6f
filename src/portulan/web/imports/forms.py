"""The forms of an import: the file or the pasted text; an answer to a doubt."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portulan.web.uploads import megabytes

ACCEPT = ".docx,.odt,.doc,.rtf,.pdf,.xlsx,.ods,.xls,.csv,.tsv,.html,.htm,.md,.txt,.json"


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
        if file is not None and (file.size or 0) > settings.MAX_UPLOAD_BYTES:
            limit = megabytes(settings.MAX_UPLOAD_BYTES)
            raise ValidationError(
                _("Ce fichier dépasse %(limit)s. Un plan d’action tient en bien moins.") % {"limit": limit}
            )
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
