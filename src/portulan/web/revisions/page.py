"""« Révisions »: the editions of the plan, the latest first, and the deadlines that slipped between them."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.comparison.changes import compared, slippage
from portulan.plandoc.comparison.slipping import Slipped, Step, chained, slipped
from portulan.plandoc.document import PlanDocument
from portulan.plans.queries.revisions import Edition
from portulan.web.plan.addresses import address
from portulan.web.revisions import words
from portulan.web.templatetags import ui

TODAY = "aujourdhui"


@dataclass(frozen=True, slots=True)
class Line:
    """An edition in the list. `changed` and `slipped` say what is new since the edition before; `today` is the
    plan as it stands."""

    label: str
    address: str
    on: dt.date
    body: str
    note: str
    counts: str
    changed: str
    slipped: str
    compare_address: str
    today: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """A deadline, and the edition that set it; `lost` is how far it then went ("1 an"), empty for the first."""

    deadline: str
    label: str
    lost: str
    later: bool


@dataclass(frozen=True, slots=True)
class Slip:
    """An action whose deadline slipped: its way from edition to edition, and what it lost in all."""

    code: str
    name: str
    address: str
    stops: tuple[Stop, ...]
    lost: str


@dataclass(frozen=True, slots=True)
class Page:
    heading: str
    since: str
    lines: tuple[Line, ...]
    slips: tuple[Slip, ...]


def revisions_page(editions: Sequence[Edition], slug: str) -> Page:
    """The page of these editions, the oldest first and the plan as it stands last."""
    documents = chained([one.document for one in editions])
    editions = [replace(one, document=document) for one, document in zip(editions, documents, strict=True)]
    return Page(
        heading=_heading(len(editions) - 1),
        since=_since(editions),
        lines=tuple(_lines(editions, slug))[::-1],
        slips=tuple(_slip(one, editions, slug) for one in slipped(documents)),
    )


def _heading(count: int) -> str:
    if not count:
        return _("Aucune révision du plan n’est encore gardée")
    said = ngettext("%(count)s révision du plan est gardée", "%(count)s révisions du plan sont gardées", count)
    return said % {"count": ui.words(count, "f").capitalize()}


def _since(editions: Sequence[Edition]) -> str:
    """« De septembre 2024 à aujourd’hui, 4 actions sont décalées, 6 années en tout. »; empty without one."""
    if len(editions) == 1:
        return ""
    first = editions[0]
    moved = words.slippage(slippage(compared(first.document, editions[-1].document)))
    said = {"label": first.label, "day": ui.long_day(first.on)}
    if not moved:
        return _("Depuis « %(label)s » (%(day)s), aucune échéance n’a été décalée.") % said
    return _("Depuis « %(label)s » (%(day)s), %(moved)s.") % {**said, "moved": moved}


def _lines(editions: Sequence[Edition], slug: str) -> Iterator[Line]:
    for rank, one in enumerate(editions):
        today = not one.id.int
        before = editions[rank - 1] if rank else None
        found = words.told(before.document, one.document) if before else []
        yield Line(
            label=one.label,
            address=reverse("plan", args=[slug]) if today else address("revision", slug, one.id),
            on=one.on,
            body=one.body,
            note=one.note,
            counts=counted(one.document),
            changed=(words.actions_changed(found) or _("rien de changé")) if before else "",
            slipped=words.slippage(slippage(found)),
            compare_address=_compare(slug, before, one) if before else "",
            today=today,
        )


def _compare(slug: str, before: Edition, one: Edition) -> str:
    return f"{reverse('revisions_compared', args=[slug])}?de={name(before)}&a={name(one)}"


def name(edition: Edition) -> str:
    """How an address names an edition."""
    return str(edition.id) if edition.id.int else TODAY


def counted(document: PlanDocument) -> str:
    """« 52 actions, 75 résultats attendus »."""
    counts = document.counts()
    actions = ngettext("%(count)d action", "%(count)d actions", counts.actions) % {"count": counts.actions}
    results = ngettext("%(count)d résultat attendu", "%(count)d résultats attendus", counts.results)
    return f"{actions}, {results % {'count': counts.results}}"


def _slip(one: Slipped, editions: Sequence[Edition], slug: str) -> Slip:
    action = one.action
    return Slip(
        code=action.code,
        name=action.short_title or action.text.plain,
        address=address("action", slug, uuid.UUID(action.id)) if one.standing else "",
        stops=tuple(_stop(step, editions) for step in one.steps),
        lost=words.duration(one.months),
    )


def _stop(step: Step, editions: Sequence[Edition]) -> Stop:
    lost = f"{'+' if step.months > 0 else '−'} {words.duration(abs(step.months))}" if step.months else ""
    return Stop(step.deadline.text or "—", editions[step.edition].label, lost, step.months > 0)
