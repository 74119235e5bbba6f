"""What some actions expect: those late, due, to feed, each with the most useful thing to know."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portulan.plandoc.status import Status
from portulan.tracking.queries import PlanView, ResultState, TrackedAction
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.sentences import capital, feminine, results_reached
from portulan.web.templatetags import ui

SHOWN = 6


@dataclass(frozen=True, slots=True)
class ToFollow:
    """An action that expects something: `about` says what."""

    code: str
    title: str
    address: str
    bodies: SafeString
    about: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Actions that expect the same thing; `more` are not shown here, but under `more_address`."""

    title: str
    tone: str
    icon: str
    number: int
    items: tuple[ToFollow, ...]
    more: str
    more_address: str


def batches(
    plan: PlanView,
    actions: Sequence[TrackedAction],
    plan_address: str,
    slug: str,
    *,
    whole: bool = False,
    most: int = SHOWN,
    without: uuid.UUID | None = None,
) -> tuple[Batch, ...]:
    """Batches of these actions, late ones first; at most `most` of each are shown, or one more than that. `whole`:
    they are those of the whole plan; `without`: a body that need not be named."""
    until = ui.long_day(plan.boundary.ends(plan.year))
    kinds = (
        (Status.LATE, _("En retard"), "t-verm"),
        (Status.DUE, _("À échéance avant le %(day)s") % {"day": until}, "t-ochre"),
        (Status.TO_FEED, _("En continu, à nourrir cette année"), "t-ochre"),
    )
    result = []
    for status, title, tone in kinds:
        found = [action for action in actions if action.status is status]
        if found:
            shown = found if len(found) <= most + 1 else found[:most]
            items = tuple(_to_follow(action, slug, without) for action in shown)
            more = _more(len(found) - len(shown), whole)
            query = f"{plan_address}?statut={status.value}"
            result.append(Batch(title, tone, ui.STATUS_ICONS[status], len(found), items, more, query))
    return tuple(result)


def _more(left: int, whole: bool) -> str:
    if not left:
        return ""
    if whole:
        return _("Voir les %(n)s autres dans le plan") % {"n": feminine(left)}
    return _("Et %(n)s autres, à voir dans le plan") % {"n": feminine(left)}


def _to_follow(action: TrackedAction, slug: str, without: uuid.UUID | None) -> ToFollow:
    row = action.row
    return ToFollow(
        code=row.code,
        title=ui.typo(row.short_title) or marks.plain(row.text),
        address=address("action", slug, row.id),
        bodies=marks.tags(body for body in row.bodies if body.is_instance and body.id != without),
        about=about(action),
    )


def about(action: TrackedAction) -> str:
    """The most useful thing to know before opening it."""
    row, pieces = action.row, []
    if action.status is Status.TO_FEED:
        last = next((proof for proof in action.proofs if not proof.draft), None)
        if last is None:
            return _("Aucune preuve encore")
        return _("Dernière preuve le %(day)s") % {"day": ui.long_day(last.on)}
    prepared = [one for one in row.results if action.state_of(one) is ResultState.PREPARED]
    if prepared:
        pieces.append(_("En préparation : %(result)s") % {"result": marks.plain(prepared[0].text)})
    elif row.results:
        pieces.append(capital(results_reached(row.reached, len(row.results))))
    if action.status is Status.LATE:
        pieces.append(_("échéance %(deadline)s") % {"deadline": row.deadline.text})
    return " · ".join(pieces)
