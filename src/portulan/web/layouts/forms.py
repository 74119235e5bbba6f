"""The forms of templates and logos."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portulan.reports.templates import logos, package
from portulan.web.layouts.page import kinds
from portulan.web.uploads import megabytes

WORD = ".docx"
PICTURES = ".png,.jpg,.jpeg,.svg"


class _OneFile(forms.Form):
    """A file, read whole once its size is known."""

    file = forms.FileField(label=_("Fichier"), allow_empty_file=True, max_length=255)
    most = package.MAX_BYTES

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > self.most:
            raise forms.ValidationError(
                _("Ce fichier pèse %(weight)s : c’est plus que %(limit)s."),
                params={"weight": megabytes(file.size or 0), "limit": megabytes(self.most)},
            )
        return file

    def contents(self) -> tuple[str, bytes]:
        """The name and the bytes of what was given."""
        file = self.cleaned_data["file"]
        return file.name or "modele.docx", file.read()


class NewFile(_OneFile):
    """Another version of a template."""

    file = forms.FileField(
        label=_("Document Word"), allow_empty_file=True, max_length=255, widget=forms.FileInput({"accept": WORD})
    )


class Named(forms.Form):
    """What a template is called, and whether it is proposed first."""

    name = forms.CharField(label=_("Nom"), max_length=120)
    by_default = forms.BooleanField(label=_("Le proposer d’abord"), required=False)


class NewTemplate(NewFile, Named):
    """A template: for which document, its name, its file."""

    field_order = ("kind", "name", "file", "by_default")
    kind = forms.ChoiceField(label=_("Document"), choices=kinds)


class NewLogo(_OneFile):
    """A logo and what it is in words."""

    field_order = ("alt", "file")
    most = logos.MAX_BYTES
    file = forms.FileField(
        label=_("Image"), allow_empty_file=True, max_length=255, widget=forms.FileInput({"accept": PICTURES})
    )
    alt = forms.CharField(
        label=_("De qui est ce logo"),
        max_length=200,
        help_text=_("Ces mots le remplacent pour qui ne voit pas les images."),
    )

    def __init__(self, data: Any = None, files: Any = None, *, rank: int, initial: Any = None) -> None:
        super().__init__(data, files, auto_id=f"id_{rank}_%s", initial=initial)
        self.rank = rank
