"""Bodies as the plan knows them: how they are called, and by which spellings they are recognised."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.governance import rules
from portulan.governance.models import Body, BodyAlias, BodyKind
from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.plans.commands import states
from portulan.plans.commands.changing import BODY, change, sealed
from portulan.shared.errors import Invalid


@transaction.atomic
def add_body(*, actor: Any, name: str, acronym: str, kind: str, aliases: Iterable[str] = ()) -> Body:
    """A new body, with its spellings. Raises Invalid."""
    name, acronym = " ".join(name.split()), " ".join(acronym.split())
    body = Body(name=name, acronym=acronym, kind=kind)
    _check_names(body, name, kind)
    spellings = _spellings(body, [*(" ".join(one.split()) for one in aliases), name, acronym])
    body.save(force_insert=True)
    states.put_body(body, {"aliases": spellings})
    record("body.added", body, actor=actor, name=name, after=states.of_body(body))
    return body


@transaction.atomic
def change_body(
    body: Body,
    *,
    actor: Any,
    name: str,
    acronym: str,
    kind: str,
    aliases: Iterable[str] = (),
    seen: str | None = None,
) -> Entry | None:
    """Rename a body, or say what kind it is and how it is also written. Its name, its acronym and its former names
    stay among its spellings, so that a document that uses them finds it. Raises Invalid,
    Stale."""
    body = sealed(body, seen)
    name, acronym = " ".join(name.split()), " ".join(acronym.split())
    _check_names(body, name, kind)
    spellings = _spellings(
        body, [*(" ".join(one.split()) for one in aliases), name, acronym, body.name, body.acronym]
    )
    wanted = {"name": name, "acronym": acronym, "kind": kind, "aliases": spellings}
    verb = "body.renamed" if name != body.name else "body.changed"
    return change(BODY, body, wanted, verb=verb, actor=actor)


def _check_names(body: Body, name: str, kind: str) -> None:
    if not name:
        raise Invalid(_("Donnez un nom à cette instance."), "name")
    if kind not in BodyKind.values:
        raise Invalid(_("Ce choix n’existe pas."), "kind")
    if Body.objects.filter(name=name).exclude(pk=body.pk).exists():
        raise Invalid(_("Une autre instance porte déjà ce nom."), "name")


def _spellings(body: Body, wanted: Iterable[str]) -> list[str]:
    """One spelling for each key, those already known first; none may be another body's."""
    known = {} if body._state.adding else {rules.key(one): one for one in states.of_body(body)["aliases"]}
    kept: dict[str, str] = {}
    for one in filter(None, wanted):
        kept.setdefault(rules.key(one), known.get(rules.key(one), one))
    other = BodyAlias.objects.filter(folded__in=list(kept)).exclude(body=body).select_related("body").first()
    if other is not None:
        raise Invalid(
            _("« %(spelling)s » désigne déjà « %(body)s ».")
            % {"spelling": other.spelling, "body": other.body.name},
            "aliases",
        )
    return sorted(kept.values())
