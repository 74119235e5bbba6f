"""The columns of the list: their names in the address, their titles, what they show."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portulan.tracking.queries import TrackedAction
from portulan.web.listing import facts
from portulan.web.listing.facts import Facts, Shown


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is its word in the address; `show` gives its cell for an action. `wide` texts have the most room."""

    name: str
    title: str | Promise
    show: Callable[[TrackedAction, Facts], Shown]
    wide: bool = False


COLUMNS = {
    one.name: one
    for one in (
        Column("code", _("Code"), facts.code),
        Column("intitule", _("Intitulé court"), facts.short_title),
        Column("texte", _("Texte officiel"), facts.official_text, wide=True),
        Column("instances", _("Responsables"), facts.bodies),
        Column("echeance", _("Échéance"), facts.deadline),
        Column("initiale", _("Échéance initiale"), facts.original),
        Column("reports", _("Reports"), facts.postponed),
        Column("statut", _("Statut"), facts.status),
        Column("atteints", _("Résultats atteints"), facts.reached),
        Column("prouves", _("Résultats prouvés"), facts.proved),
        Column("priorite", _("Priorité"), facts.priority),
        Column("effort", _("Effort"), facts.effort),
        Column("recommandations", _("Recommandations"), facts.recommendations),
        Column("note", _("Dernière note"), facts.last_note),
        Column("objectif", _("Objectif"), facts.objective),
    )
}
"""All that may be chosen, in the order in which they show."""

FIRST = ("code", "intitule", "instances", "echeance", "statut", "atteints", "priorite", "note")
"""Those shown while nobody chose."""
