"""What the comparisons of documents say: deadlines that moved, actions that changed, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.comparison.changes import Change, Field, Slippage, Sort, compared, summary
from portulan.plandoc.comparison.changes import slippage as slippage_of
from portulan.plandoc.comparison.table import Kind
from portulan.plandoc.document import PlanDocument


def slippage(found: Slippage) -> str:
    """« 4 actions sont décalées, 6 années en tout ; 1 action est avancée »; empty when nothing moved."""
    parts = []
    if found.later:
        actions = ngettext("%(count)d action est décalée", "%(count)d actions sont décalées", found.later)
        years = ngettext("%(count)d année en tout", "%(count)d années en tout", found.years)
        parts.append(f"{actions % {'count': found.later}}, {years % {'count': found.years}}")
    if found.earlier:
        earlier = ngettext("%(count)d action est avancée", "%(count)d actions sont avancées", found.earlier)
        parts.append(earlier % {"count": found.earlier})
    return "\u00a0; ".join(parts)


def duration(months: int) -> str:
    """« 2 ans », « 6 mois », « 1 an et 6 mois »."""
    whole, rest = divmod(months, 12)
    years = ngettext("%(count)d an", "%(count)d ans", whole) % {"count": whole} if whole else ""
    left = ngettext("%(count)d mois", "%(count)d mois", rest) % {"count": rest} if rest else ""
    return _("%(years)s et %(months)s") % {"years": years, "months": left} if years and left else years or left


def told(older: PlanDocument, newer: PlanDocument) -> list[Change]:
    """What changed in the text of the plan: neither what belongs to its life or its layout, nor the name of the
    edition. Priorities are of its text where the older one has some. The two have one identity for each row (see
    `slipping.chained`)."""
    silent = not any(one.priority for one in older.actions())
    untold = _UNTOLD | ({Field.PRIORITY} if silent else set())
    return [one for one in compared(older, newer) if one.field not in untold]


_UNTOLD = {Field.STATE, Field.SHORT_TITLE, Field.COLUMNS, Field.LANGUAGE, Field.EDITION}


def actions_changed(found: Sequence[Change]) -> str:
    """« 2 actions ajoutées, 1 retirée, 3 reformulées, 1 autre changement »; empty when nothing changed."""
    counts = summary(found)
    parts = [_counted(sort, counts[Kind.ACTION, sort]) for sort in _TOLD if counts.get((Kind.ACTION, sort))]
    if others := len({(one.kind, one.id) for one in found if one.kind != Kind.ACTION or one.sort not in _TOLD}):
        parts.append(
            ngettext("%(count)d autre changement", "%(count)d autres changements", others) % {"count": others}
        )
    return ", ".join(parts)


_TOLD = (
    Sort.ADDED,
    Sort.REMOVED,
    Sort.MOVED,
    Sort.RENUMBERED,
    Sort.REWORDED,
    Sort.RESCHEDULED,
    Sort.REASSIGNED,
    Sort.RESULTS,
)


def _counted(sort: Sort, count: int) -> str:
    match sort:
        case Sort.ADDED:
            words = ngettext("%(count)d ajoutée", "%(count)d ajoutées", count)
        case Sort.REMOVED:
            words = ngettext("%(count)d retirée", "%(count)d retirées", count)
        case Sort.MOVED:
            words = ngettext("%(count)d déplacée", "%(count)d déplacées", count)
        case Sort.RENUMBERED:
            words = ngettext("%(count)d renumérotée", "%(count)d renumérotées", count)
        case Sort.REWORDED:
            words = ngettext("%(count)d reformulée", "%(count)d reformulées", count)
        case Sort.RESCHEDULED:
            words = ngettext("%(count)d échéance changée", "%(count)d échéances changées", count)
        case Sort.REASSIGNED:
            words = ngettext("%(count)d réattribuée", "%(count)d réattribuées", count)
        case _:
            words = ngettext("%(count)d aux résultats revus", "%(count)d aux résultats revus", count)
    return words % {"count": count}


def summary_of(older: PlanDocument, newer: PlanDocument, found: Sequence[Change]) -> str:
    """« Le plan passe de 51 à 52 actions : 3 ajoutées, 2 retirées. 4 actions sont décalées, 4 années en tout. Les
    objectifs ne changent pas. »"""
    if not found:
        return _("Rien n’a changé, mot pour mot.")
    before, after = older.counts().actions, newer.counts().actions
    counts = ngettext("Le plan garde %(after)d action", "Le plan garde %(after)d actions", after)
    if before != after:
        counts = ngettext(
            "Le plan passe de %(before)d à %(after)d action",
            "Le plan passe de %(before)d à %(after)d actions",
            max(before, after),
        )
    told = actions_changed(found)
    sentences = [counts % {"before": before, "after": after} + (f"\u00a0: {told}" if told else "")]
    sentences.append(slippage(slippage_of(found)) or _("Aucune échéance n’est décalée"))
    if not any(one.kind is Kind.OBJECTIVE for one in found):
        sentences.append(_("Les objectifs ne changent pas"))
    return " ".join(f"{one}." for one in sentences)
