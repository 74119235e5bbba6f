"""The agenda as pages show it: its items with their hours, and what the plan proposes, with the reason."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portulan.meetings.models import AgendaDocument, AgendaItem, ItemKind, Meeting
from portulan.meetings.queries.agenda import known
from portulan.meetings.rules.agenda import CLOSING_MINUTES, ActionFacts, Proposal, Reason, key_of_action, proposals
from portulan.web.access import MemberRequest
from portulan.web.meetings.words import duration, length
from portulan.web.plan.addresses import address
from portulan.web.plan.sentences import joined
from portulan.web.templatetags import ui
from portulan.workspaces.permissions import Permission, may

SHOWN = 8
"""So many proposals of one sort are shown; the others are found by adding an action."""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    title: str
    address: str
    external: bool


@dataclass(frozen=True, slots=True)
class Point:
    """An item. `number` is empty for what is only told; `hour` is when it begins, if all goes as planned."""

    id: uuid.UUID
    number: str
    title: str
    code: str
    action_address: str
    status: SafeString
    status_word: str
    about: str
    hour: str
    planned: int | None
    last: bool
    address: str
    documents: tuple[DocumentLine, ...]


@dataclass(frozen=True, slots=True)
class ProposalRow:
    key: str
    code: str
    title: str
    address: str
    about: str
    minutes: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Proposals for one reason; `more` of them are not shown."""

    reason: str
    title: str
    tone: str
    icon: str
    rows: tuple[ProposalRow, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """`total` compares the minutes given with those of the meeting; it is `over` when they do not fit."""

    points: tuple[Point, ...]
    told: tuple[Point, ...]
    total: str
    over: bool
    groups: tuple[Group, ...]


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The items of a meeting with what they are about and their documents, in two queries."""
    about = ("action", "approves__meeting", "continues__meeting", "decision__meeting")
    return list(meeting.items.select_related(*about).prefetch_related("documents"))


def agenda(request: MemberRequest, meeting: Meeting, *, proposing: bool) -> Agenda:
    """The agenda of a meeting, and proposals when it is prepared."""
    items = items_of(meeting)
    imports = proposing and bool(may(request.membership, Permission.IMPORT))
    found, facts = known(
        meeting, request.workspace.boundary, imports=imports, items=items, only_items=not proposing
    )
    slug, points = request.workspace.slug, [one for one in items if not one.for_information]
    given, whole = sum(one.planned or 0 for one in points), length(meeting)
    ahead = proposals(found, taken=taken(items), room=whole - given - _kept(points)) if proposing else ()
    return Agenda(
        points=tuple(_points(points, meeting, facts, slug)),
        told=tuple(_point(one, "", "", facts, slug) for one in items if one.for_information),
        total=_total(given, whole),
        over=given > whole,
        groups=tuple(_groups(ahead, slug)),
    )


def offered(request: MemberRequest, meeting: Meeting) -> tuple[Proposal, ...]:
    """What may be put on the agenda now."""
    items = items_of(meeting)
    imports = bool(may(request.membership, Permission.IMPORT))
    found, _facts = known(meeting, request.workspace.boundary, imports=imports, items=items)
    return proposals(found, taken=taken(items), room=0)


def taken(items: Iterable[AgendaItem]) -> frozenset[str]:
    """The keys of what is on the agenda already."""
    return frozenset(key for one in items for key in _keys(one))


def _keys(one: AgendaItem) -> Iterable[str]:
    if one.kind == ItemKind.ACTION and one.action_id:
        yield key_of_action(one.action_id)
    for reason, pk in (
        (Reason.APPROVAL, one.approves_id),
        (Reason.DECISION, one.decision_id),
        (Reason.PUT_OFF, one.continues_id),
    ):
        if pk:
            yield f"{reason}:{pk}"


def _kept(points: Sequence[AgendaItem]) -> int:
    """The minutes that the last item will take, while it is not there."""
    return 0 if any(one.kind == ItemKind.CLOSING for one in points) else CLOSING_MINUTES


def _points(
    items: Sequence[AgendaItem], meeting: Meeting, facts: Mapping[uuid.UUID, ActionFacts], slug: str
) -> Iterable[Point]:
    at = meeting.starts
    for number, one in enumerate(items, 1):
        yield _point(one, str(number), ui.clock(at), facts, slug)
        at += dt.timedelta(minutes=one.planned or 0)


def _point(one: AgendaItem, number: str, hour: str, facts: Mapping[uuid.UUID, ActionFacts], slug: str) -> Point:
    about = facts.get(one.action_id) if one.action_id else None
    return Point(
        id=one.pk,
        number=number,
        title=ui.typo(one.title),
        code=about.code if about else "",
        action_address=address("action", slug, about.id) if about else "",
        status=ui.status_pill(about.status) if about else mark_safe(""),
        status_word=str(ui.STATUS_LABELS[about.status]) if about else "",
        about=_about_item(one, about),
        hour=hour,
        planned=one.planned,
        last=one.kind == ItemKind.CLOSING,
        address=item_address(slug, one),
        documents=tuple(document_line(each, slug) for each in one.documents.all()),
    )


def item_address(slug: str, one: AgendaItem) -> str:
    """The page of an item."""
    return reverse("agenda_item", args=[slug, one.meeting_id, one.pk])


def document_line(one: AgendaDocument, slug: str) -> DocumentLine:
    """A document that goes with an item: a link, or a file that Portulan keeps."""
    here = one.url or address("agenda_document", slug, one.pk)
    return DocumentLine(ui.typo(one.title), here, bool(one.url))


def _about_item(one: AgendaItem, about: ActionFacts | None) -> str:
    """What stands below the title of an item."""
    pieces = []
    if one.continues:
        pieces.append(_("remis de la réunion du %(day)s") % {"day": ui.long_day(one.continues.meeting.day)})
    if one.decision:
        pieces.append(_("décidé le %(day)s") % {"day": ui.long_day(one.decision.meeting.day)})
    if about:
        pieces += _about_action(about)
    return ", ".join(pieces)


def _about_action(one: ActionFacts) -> list[str]:
    pieces = [_("échéance %(deadline)s") % {"deadline": ui.typo(one.deadline)}] if one.due else []
    if one.others:
        pieces.append(_("avec %(names)s") % {"names": joined([ui.typo(name) for name in one.others])})
    return pieces


def _total(given: int, whole: int) -> str:
    """ "1 h 50 prévues sur 2 h"; empty while no item has its minutes."""
    if not given:
        return ""
    words = {"given": duration(given), "whole": duration(whole), "over": duration(abs(given - whole))}
    if given > whole:
        return _("%(given)s pour une réunion de %(whole)s : %(over)s de trop") % words
    return _("%(given)s sur %(whole)s") % words


_GROUPS: Mapping[Reason, tuple[Any, str, str]] = {
    Reason.APPROVAL: (gettext_lazy("PV à approuver"), "", "scroll-text"),
    Reason.PUT_OFF: (gettext_lazy("Remis la dernière fois"), "", "corner-down-right"),
    Reason.LATE: (gettext_lazy("En retard"), "t-verm", "clock-alert"),
    Reason.DUE: (gettext_lazy("À échéance cette année"), "t-ochre", "hourglass"),
    Reason.TO_FEED: (gettext_lazy("En continu, à nourrir cette année"), "t-ochre", "sprout"),
    Reason.DECISION: (gettext_lazy("Décisions à suivre"), "", "clipboard-list"),
    Reason.WAITING: (gettext_lazy("Documents à relire"), "", "file-pen-line"),
    Reason.INFORMATION: (gettext_lazy("Pour information : ce qui suit son cours"), "t-teal", "info"),
}


def _groups(ahead: Iterable[Proposal], slug: str) -> Iterable[Group]:
    for reason, found in groupby(ahead, key=lambda one: one.reason):
        rows = list(found)
        shown = rows if len(rows) <= SHOWN + 1 else rows[:SHOWN]
        title, tone, icon = _GROUPS[reason]
        lines = tuple(_proposal(one, slug) for one in shown)
        yield Group(str(reason), str(title), tone, icon, lines, len(rows) - len(shown))


def _proposal(one: Proposal, slug: str) -> ProposalRow:
    return ProposalRow(
        key=one.key,
        code=one.action.code if one.action else "",
        title=title_of(one),
        address=address("action", slug, one.action.id) if one.action else "",
        about=_why(one),
        minutes=duration(one.minutes) if one.minutes else "",
        ticked=one.ticked,
    )


def title_of(one: Proposal) -> str:
    """The title that a proposal has once it is on the agenda."""
    lasting = one.lasting
    if one.reason is Reason.APPROVAL and lasting and lasting.on:
        return _("Approbation du PV du %(day)s") % {"day": ui.long_day(lasting.on)}
    if one.reason is Reason.DECISION:
        return _("Suivi : %(decision)s") % {"decision": ui.typo(one.title)}
    if one.reason is Reason.WAITING:
        return _("Relecture de « %(name)s »") % {"name": one.title}
    return ui.typo(one.title)


def _why(one: Proposal) -> str:
    """The reason, in the words of this very proposal."""
    lasting, pieces = one.lasting, list[str]()
    if lasting and one.reason is Reason.PUT_OFF and lasting.on:
        pieces.append(_("remis de la réunion du %(day)s") % {"day": ui.long_day(lasting.on)})
    elif lasting and one.reason is Reason.DECISION and lasting.on:
        pieces.append(_("décidé le %(day)s") % {"day": ui.long_day(lasting.on)})
        pieces += [lasting.who] if lasting.who else []
        pieces += [_("pour le %(day)s") % {"day": ui.long_day(lasting.until)}] if lasting.until else []
    elif one.reason is Reason.APPROVAL:
        pieces.append(_("la dernière réunion close n’a pas encore son PV approuvé"))
    elif one.reason is Reason.WAITING:
        pieces.append(_("un document attend une décision de la coordination"))
    if one.action:
        pieces += _about_action(one.action) or [str(_IN_ORDER[one.reason])] * (one.reason in _IN_ORDER)
    return ", ".join(pieces)


_IN_ORDER = {
    Reason.TO_FEED: gettext_lazy("pas encore de preuve cette année"),
    Reason.INFORMATION: gettext_lazy("en ordre"),
}
