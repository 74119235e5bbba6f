"""Keeping what an address of the list asks for under a name: one's own, or shared by the coordination.

The journal remembers the shared ones only: what one keeps for oneself is nobody's business.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.journal.commands import record
from portulan.plans.commands.changing import locked
from portulan.plans.models import SavedList
from portulan.plans.rules import LIST_NAME_LIMIT, QUERY_LIMIT
from portulan.shared.errors import Invalid


@transaction.atomic
def save_list(name: str, query: str, *, actor: Any, shared: bool = False) -> SavedList:
    """Keep this query; under a name that its user has already, it takes the place of the one before. Raises
    Invalid."""
    name = _checked(name)
    if len(query) > QUERY_LIMIT:
        raise Invalid(_("Ces filtres sont trop longs pour être enregistrés. Retirez-en un."), "name")
    saved = SavedList.objects.select_for_update().filter(user=actor, name=name).first()
    saved = saved or SavedList(user=actor, name=name)
    before = _told(saved) if not saved._state.adding and saved.shared else {}
    saved.query, saved.shared = query, shared
    saved.save()
    _remember(saved, before, actor)
    return saved


@transaction.atomic
def change_list(saved: SavedList, *, actor: Any, name: str, shared: bool) -> SavedList:
    """Another name, shared or no longer. Raises Invalid when its user has another one of that name."""
    saved = locked(saved)
    name = _checked(name)
    if SavedList.objects.filter(user_id=saved.user_id, name=name).exclude(pk=saved.pk).exists():
        raise Invalid(_("Une autre liste enregistrée porte déjà ce nom."), "name")
    before = _told(saved) if saved.shared else {}
    saved.name, saved.shared = name, shared
    saved.save()
    _remember(saved, before, actor)
    return saved


@transaction.atomic
def remove_list(saved: SavedList, *, actor: Any) -> None:
    """Forget it; the actions that it showed stay as they are."""
    saved = locked(saved)
    if saved.shared:
        record("list.removed", saved, actor=actor, name=saved.name, before=_told(saved))
    saved.delete()


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid(_("Donnez un nom à cette liste."), "name")
    if len(name) > LIST_NAME_LIMIT:
        raise Invalid(_("Ce nom compte quatre-vingts caractères au plus."), "name")
    return name


def _told(saved: SavedList) -> dict[str, Any]:
    return {"name": saved.name, "query": saved.query, "shared": saved.shared}


def _remember(saved: SavedList, before: dict[str, Any], actor: Any) -> None:
    after = _told(saved) if saved.shared else {}
    if before == after:
        return
    verb = "list.changed" if before and after else "list.shared" if after else "list.unshared"
    record(verb, saved, actor=actor, name=saved.name, before=before, after=after)
