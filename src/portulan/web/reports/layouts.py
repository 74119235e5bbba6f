"""In which layout a report is taken away: the house's own, or one of the institution's templates."""

import uuid
from collections.abc import Callable, Iterable, Mapping

from django.http import Http404
from django.utils.translation import gettext as _

from portulan.layouts.models import Template
from portulan.layouts.queries import in_template, template, templates_for, usual
from portulan.layouts.workshop import NoPicture
from portulan.reports.templates import InTemplate
from portulan.reports.templates.telling import EVERY
from portulan.reports.templates.vocabulary import ALL
from portulan.web.reports.kinds import DOCX, PDF, ZIP

ASKED = "modele"
HOUSE = ""
"""The word of the address for the house's own layout."""


File = tuple[bytes, str, str]
"""Its bytes, their media type, its extension."""


def choices(kind: str, every: Iterable[Template]) -> tuple[tuple[str, str], ...]:
    """The layouts of a kind, each by the word of its address, the proposed one first; none where there is only the
    house's own."""
    found = templates_for(kind, every) if kind in EVERY else []
    if not found:
        return ()
    own = (HOUSE, _("Celle de Portulan"))
    lines = [(str(one.pk), one.name) for one in found]
    return (*lines, own) if found[0].by_default else (own, *lines)


def asked_template(kind: str, format: str, options: Mapping[str, str]) -> InTemplate | None:
    """The template that is asked for (`modele`); None for the house's own layout, and for a format that has none.
    Raises Http404 for a template that is not of that kind, Invalid for one whose file is missing."""
    asked = options.get(ASKED, HOUSE)
    if asked == HOUSE or format not in (DOCX, PDF, ZIP):
        return None
    try:
        found = template(uuid.UUID(asked))
    except ValueError:
        found = None
    if found is None or kind not in EVERY or found.kind not in (kind, ALL):
        raise Http404
    return in_template(found, as_pdf=format == PDF)


def written(kind: str, format: str, options: Mapping[str, str], make: Callable[[str | InTemplate], File]) -> File:
    """As `make` writes it: in the layout that is asked for (as `asked_template`); where the address says none, in
    the template that is proposed first, or as our own PDF where LibreOffice is not there to make it one."""
    if ASKED in options:
        return make(asked_template(kind, format, options) or format)
    found = usual(kind) if format in (DOCX, PDF) else None
    if found is None:
        return make(format)
    try:
        return make(in_template(found, as_pdf=format == PDF))
    except NoPicture:
        return make(format)
