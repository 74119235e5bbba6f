"""Which proofs count, who may be shown them, and the versions of one."""

import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from portulan.tracking.models import Evidence
from portulan.tracking.rules import SHOWN_TO, Audience


def counting() -> QuerySet[Evidence]:
    """The proofs that count: not removed, and replaced by no later version that stands."""
    later = Evidence.objects.filter(replaces=OuterRef("pk"), removed_at=None)
    return Evidence.objects.filter(~Exists(later), removed_at=None)


def visible_to(audience: Audience) -> QuerySet[Evidence]:
    """The proofs that count and that this audience may be shown. Drafts are for members only."""
    shown = counting()
    if audience is Audience.MEMBERS:
        return shown
    return shown.filter(visibility__in=SHOWN_TO[audience], draft=False)


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of a proof around it: `last` is the one that counts, `earlier` those that it replaced, the
    latest first. A removed version is left out."""

    last: Evidence
    earlier: tuple[Evidence, ...]


def versions_of(evidence: Evidence) -> Versions:
    """All the versions of the same proof, in two queries however many there are."""
    known = {one.pk: one for one in _family(evidence)}
    later = {one.replaces_id: one for one in known.values() if one.removed_at is None}
    last = known[evidence.pk]
    while last.pk in later:
        last = later[last.pk]
    earlier: list[Evidence] = []
    at: uuid.UUID | None = last.replaces_id
    while at in known:
        if known[at].removed_at is None:
            earlier.append(known[at])
        at = known[at].replaces_id
    return Versions(last, tuple(earlier))


def _family(evidence: Evidence) -> list[Evidence]:
    """The proof, and all the proofs of the workspace that replace one or were replaced."""
    chained = Evidence.objects.exclude(replaces=None, newer=None)
    return [evidence, *chained.exclude(pk=evidence.pk).distinct()]
