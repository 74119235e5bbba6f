"""Keeping, replacing, changing and removing templates; putting and removing logos."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.commands import record
from portulan.layouts import queries, workshop
from portulan.layouts.models import Logo, Template, Version
from portulan.reports.templates.telling import EVERY
from portulan.reports.templates.vocabulary import ALL
from portulan.shared import filestore
from portulan.shared.errors import Conflict, Invalid
from portulan.shared.scoping import open_id
from portulan.workspaces.models import Workspace

RANKS = (1, 2)


def keep_template(
    kind: str, name: str, file_name: str, data: bytes, *, by_default: bool = False, actor: Any
) -> Template:
    """A new template, once its file was checked. Raises Invalid, `workshop.Faulty` with each fault of its tags."""
    if kind != ALL and kind not in EVERY:
        raise Invalid(_("Choisissez le document que ce modèle met en page."), "kind")
    _named(name)
    workshop.check(file_name, data, kind)
    with transaction.atomic():
        _alone()
        if by_default:
            _no_other_default(kind)
        template = Template.objects.create(kind=kind, name=name.strip(), by_default=by_default)
        _add_version(template, 1, file_name, data, actor)
        record("template.added", template, actor=actor, name=template.name, after={"file": file_name})
    return template


def replace_file(template: Template, file_name: str, data: bytes, *, actor: Any) -> Version:
    """Another version of a template, once its file was checked. Raises as `keep_template`, and Conflict when the
    template was removed."""
    workshop.check(file_name, data, template.kind)
    with transaction.atomic():
        _alone()
        _standing(template)
        last = template.versions.aggregate(last=Max("number"))["last"] or 0
        former = queries.current(template)
        version = _add_version(template, last + 1, file_name, data, actor)
        before, after = {"file": former.file_name if former else ""}, {"file": file_name}
        record("template.replaced", template, actor=actor, name=template.name, before=before, after=after)
    return version


@transaction.atomic
def change_template(template: Template, name: str, *, by_default: bool, actor: Any) -> bool:
    """Another name, or whether it is proposed first; False when nothing differs. Raises Invalid, Conflict."""
    _named(name)
    _alone()
    found = _standing(template)
    before = {"name": found.name, "by_default": found.by_default}
    after = {"name": name.strip(), "by_default": by_default}
    if before == after:
        return False
    if by_default:
        _no_other_default(found.kind)
    Template.objects.filter(pk=found.pk).update(**after)
    record("template.changed", found, actor=actor, name=name.strip(), before=before, after=after)
    return True


@transaction.atomic
def remove_template(template: Template, *, actor: Any) -> None:
    """It is proposed no more; its files stay. Raises Conflict when it was removed already."""
    _alone()
    found = _standing(template)
    Template.objects.filter(pk=found.pk).update(removed_at=timezone.now(), by_default=False)
    record("template.removed", found, actor=actor, name=found.name)


def put_logo(rank: int, alt: str, file_name: str, data: bytes, *, actor: Any) -> Logo:
    """The first or second logo, drawn anew, in the place of the one that was there. Raises Invalid."""
    if rank not in RANKS:
        raise Invalid(_("Il y a deux logos au plus."), "rank")
    if not alt.strip():
        raise Invalid(
            _("Dites de qui est ce logo : ces mots le remplacent pour qui ne voit pas les images."), "alt"
        )
    drawn = workshop.drawn(file_name, data, alt.strip())
    with transaction.atomic():
        _alone()
        kept = filestore.keep(open_id(), [drawn.png])
        fields = {
            "alt": drawn.alt,
            "width": drawn.width,
            "height": drawn.height,
            "file_name": f"{file_name.rsplit('.', 1)[0]}.png"[-255:],
            "file_sha256": kept.sha256,
            "file_size": kept.size,
        }
        logo, _new = Logo.objects.update_or_create(rank=rank, defaults=fields)
        record("logo.put", logo, actor=actor, name=logo.alt)
    return logo


@transaction.atomic
def remove_logo(logo: Logo, *, actor: Any) -> None:
    """Covers show it no more."""
    _alone()
    if Logo.objects.filter(pk=logo.pk).delete()[0]:
        record("logo.removed", logo, actor=actor, name=logo.alt)


def _named(name: str) -> None:
    if not name.strip():
        raise Invalid(_("Donnez un nom au modèle : c’est lui qui sera proposé."), "name")


def _standing(template: Template) -> Template:
    found = Template.objects.filter(pk=template.pk, removed_at=None).first()
    if found is None:
        raise Conflict(_("Ce modèle a été retiré entre-temps."))
    return found


def _no_other_default(kind: str) -> None:
    Template.objects.filter(kind=kind, by_default=True).update(by_default=False)


def _add_version(template: Template, number: int, file_name: str, data: bytes, actor: Any) -> Version:
    kept = filestore.keep(open_id(), [data])
    return Version.objects.create(
        template=template,
        number=number,
        file_name=file_name[-255:],
        file_sha256=kept.sha256,
        file_size=kept.size,
        added_by=actor,
        author_name=actor.name,
    )


def _alone() -> None:
    """Until the transaction ends, whoever else changes the layouts of the open workspace waits."""
    Workspace.objects.select_for_update().get(pk=open_id())
