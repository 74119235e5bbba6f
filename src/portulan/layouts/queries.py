"""Reading the templates and logos of the open workspace."""

import uuid
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from portulan.layouts import workshop
from portulan.layouts.models import Logo, Template, Version
from portulan.reports.templates import InTemplate
from portulan.reports.templates.logos import size_of
from portulan.reports.templates.vocabulary import ALL
from portulan.shared import filestore
from portulan.shared.errors import Invalid
from portulan.shared.scoping import open_id
from portulan.typeset import page, pdf


def templates() -> list[Template]:
    """Those that stand, by name, each with its versions, the latest first; in two queries."""
    versions = Prefetch("versions", Version.objects.order_by("-number"))
    return list(Template.objects.filter(removed_at=None).prefetch_related(versions))


def standing() -> list[Template]:
    """Those that stand, without their versions; in one query."""
    return list(Template.objects.filter(removed_at=None))


def template(template_id: uuid.UUID) -> Template | None:
    """The standing template of that identity."""
    versions = Prefetch("versions", Version.objects.order_by("-number"))
    return Template.objects.filter(removed_at=None, pk=template_id).prefetch_related(versions).first()


def templates_for(kind: str, every: Iterable[Template]) -> list[Template]:
    """Of these, those that a report of that kind may take: the default one first, its own, then those for all."""
    found = [one for one in every if one.kind in (kind, ALL)]
    return sorted(found, key=lambda one: (not one.by_default, one.kind == ALL, one.name))


def current(template: Template) -> Version | None:
    """The version in use."""
    return template.versions.select_related("template").order_by("-number").first()


def logos() -> list[Logo]:
    """The logos, at most two, in one query."""
    return list(Logo.objects.all())


def drawn_logos() -> tuple[page.Logo, ...]:
    """The same as documents take them; one whose file is missing, or is none that we drew, is left out."""
    pairs = ((one, _bytes(one.file_sha256)) for one in logos())
    return tuple(
        page.Logo(png, one.width, one.height, one.alt)
        for one, png in pairs
        if png and size_of(png) == (one.width, one.height)
    )


def usual(kind: str) -> Template | None:
    """The one that is proposed first for a kind, where somebody said so: it is taken where nobody chooses."""
    found = templates_for(kind, standing())
    return found[0] if found and found[0].by_default else None


def in_template(template: Template, *, as_pdf: bool = False) -> InTemplate:
    """What takes the place of a format where a report is written in this template (see `reports`), LibreOffice
    making it a PDF where asked. Raises Invalid when its file is missing."""
    version = current(template)
    if version is None:
        raise _missing()
    filled = in_version(version)
    if as_pdf:
        return InTemplate(lambda told: workshop.show(filled.fill(told)).pdf, pdf.MEDIA_TYPE, "pdf")
    return filled


def in_version(version: Version) -> InTemplate:
    """The same, as Word, in that very version of a template, even one that was replaced since. Raises Invalid
    when its file is missing."""
    data, kind, logos = _bytes(version.file_sha256), version.template.kind, drawn_logos()
    if not data:
        raise _missing()
    return InTemplate(lambda told: workshop.fill(version.file_name, data, kind, replace(told, logos=logos)))


def _missing() -> Invalid:
    return Invalid(_("Le fichier de ce modèle n’est plus là. Déposez-le à nouveau dans les réglages."))


def _bytes(sha256: str) -> bytes:
    """The kept file, or nothing where it is missing."""
    try:
        return filestore.path(open_id(), sha256).read_bytes()
    except FileNotFoundError:
        return b""
