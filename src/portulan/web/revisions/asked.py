"""The editions of a plan on a day, and the two that an address names."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.plandoc.comparison.slipping import chained
from portulan.plans.models import Plan
from portulan.plans.queries.document import document_of
from portulan.plans.queries.past import end_of
from portulan.plans.queries.revisions import Edition, editions
from portulan.plans.queries.standing import StandingPlan
from portulan.web.revisions import words
from portulan.web.revisions.page import TODAY, name
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Kept:
    """The revisions kept here by the day of the plan, the oldest first; those adopted by then but kept later."""

    by_then: list[Edition]
    since_then: list[Edition]


def kept_by(plan: StandingPlan) -> Kept:
    found = editions(plan.plan)
    if plan.past is None:
        return Kept(found, [])
    end = end_of(plan.past)
    later = [one for one in found if one.kept_at is not None and one.kept_at >= end]
    return Kept([one for one in found if one not in later], [one for one in later if one.on <= plan.past])


def asked_editions(plan: StandingPlan, given: Mapping[str, str]) -> tuple[list[Edition], list[Edition]]:
    """Every edition, and the two that the address names, the older one first."""
    known = [*kept_by(plan).by_then, live(plan)]
    older = _chosen(known, given.get("de") or name(_latest_other(known)))
    newer = _chosen(known, given.get("a") or TODAY)
    return known, sorted((older, newer), key=known.index)


def live(plan: StandingPlan) -> Edition:
    """The plan as it stands on its day, beside its revisions."""
    said = _("Le %(day)s") % {"day": ui.long_day(plan.past)} if plan.past else _("Aujourd’hui")
    until = end_of(plan.past) if plan.past else None
    return Edition(uuid.UUID(int=0), said, plan.day, "", "", plan.document, until)


def today_of(plan: Plan) -> Edition:
    """The plan as it stands today."""
    return Edition(uuid.UUID(int=0), _("Aujourd’hui"), timezone.localdate(), "", "", document_of(plan))


def _latest_other(known: Sequence[Edition]) -> Edition:
    """The latest revision that says something else than the plan as it stands; the oldest when none does."""
    *past, today = known
    told = (one for one in reversed(past) if words.told(*chained([one.document, today.document])))
    return next(told, known[0])


def _chosen(known: Sequence[Edition], asked: str) -> Edition:
    """The edition that an address names. Raises Http404 for none of this plan."""
    for one in known:
        if name(one) == asked:
            return one
    raise Http404
