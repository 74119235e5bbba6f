"""The kinds of documents that can be taken away, with their names, and the formats of each."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Kind(StrEnum):
    """The value is the word of addresses."""

    PLAN = "plan"
    FOLLOW_UP = "avancement"
    RECOMMENDATIONS = "recommandations"
    PROOFS = "preuves"
    SUMMARY = "synthese"
    SLIDES = "diapositives"
    DOSSIER = "dossier"
    REGISTER = "registre"


DOCX, PDF, XLSX, PPTX, ZIP = "docx", "pdf", "xlsx", "pptx", "zip"

FORMATS: Mapping[Kind, tuple[str, ...]] = {
    Kind.PLAN: (PDF, DOCX),
    Kind.FOLLOW_UP: (PDF, DOCX, XLSX),
    Kind.RECOMMENDATIONS: (PDF, DOCX, XLSX),
    Kind.PROOFS: (PDF, DOCX, XLSX),
    Kind.SUMMARY: (PDF, DOCX),
    Kind.SLIDES: (PPTX,),
    Kind.DOSSIER: (ZIP, PDF, DOCX),
    Kind.REGISTER: (PDF, DOCX, XLSX),
}

_TITLES = {
    Kind.PLAN: gettext_lazy("Le plan d’action"),
    Kind.FOLLOW_UP: gettext_lazy("Rapport d’avancement"),
    Kind.RECOMMENDATIONS: gettext_lazy("Suivi des recommandations"),
    Kind.PROOFS: gettext_lazy("Liste des preuves"),
    Kind.SUMMARY: gettext_lazy("Synthèse d’une page"),
    Kind.SLIDES: gettext_lazy("Diapositives pour un comité"),
    Kind.DOSSIER: gettext_lazy("Dossier d’avancement"),
    Kind.REGISTER: gettext_lazy("Registre des modifications"),
}


def title_of(kind: Kind) -> str:
    """Its name, in the language of the reader."""
    return str(_TITLES[kind])


def format_name(format: str) -> str:
    """A format as people call it."""
    return {
        PDF: _("PDF"),
        DOCX: _("Word"),
        XLSX: _("Excel"),
        PPTX: _("PowerPoint"),
        ZIP: _("Avec les annexes (zip)"),
    }[format]
