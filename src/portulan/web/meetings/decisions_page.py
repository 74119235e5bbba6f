"""What the pages of decisions print: each with its meeting, its action, its day, what it brought about."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.governance.models import Body
from portulan.meetings.models import ActKind, Decision
from portulan.meetings.queries.decisions import Counts, Which
from portulan.typeset.page import Column, Sheet
from portulan.web.meetings.identities import uuid_of
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.sentences import capital, feminine
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Brought:
    """Something that a decision led to."""

    icon: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision; `state` says until when, or since when it is done, in the class `tone`."""

    id: uuid.UUID
    icon: str
    kind: str
    text: str
    address: str
    state: str
    tone: str
    done: bool
    who: str
    body: SafeString
    meeting: str
    meeting_address: str
    code: str
    action: str
    action_address: str
    brought: tuple[Brought, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    which: Which = Which.OPEN
    body: uuid.UUID | None = None
    words: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        """What is no choice is the usual one."""
        which = query.get("etat", "")
        return cls(
            Which(which) if which in set(Which) else Which.OPEN,
            uuid_of(query.get("instance", "")),
            query.get("q", "").strip()[:200],
        )

    def query(self, which: Which | None = None, page: int | None = None) -> str:
        """The query of the page, another choice in the place of this one; begins with "?"."""
        said = {
            "etat": str(which or self.which),
            "instance": str(self.body) if self.body else "",
            "q": self.words,
            "page": str(page) if page else "",
        }
        return "?" + urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    count: int | None
    address: str
    current: bool


def heading(counts: Counts) -> str:
    """« Sept décisions à suivre, deux en retard »."""
    if not counts.open:
        return _("Aucune décision à suivre")
    said = ngettext("%(n)s décision à suivre", "%(n)s décisions à suivre", counts.open)
    head = capital(said % {"n": feminine(counts.open)})
    if not counts.late:
        return head
    late = _("%(n)s en retard") % {"n": feminine(counts.late)}
    return f"{head}, {late}"


def tabs(asked: Asked, counts: Counts) -> tuple[Tab, ...]:
    words = (
        (Which.OPEN, _("À suivre"), counts.open),
        (Which.LATE, _("En retard"), counts.late),
        (Which.DONE, _("Faites"), counts.done),
        (Which.WITHDRAWN, _("Retirées"), None),
        (Which.ALL, _("Toutes"), None),
    )
    return tuple(Tab(label, count, asked.query(which), which is asked.which) for which, label, count in words)


def lines(found: Iterable[Decision], slug: str, today: dt.date) -> tuple[DecisionLine, ...]:
    return tuple(line(one, slug, today) for one in found)


def line(one: Decision, slug: str, today: dt.date) -> DecisionLine:
    """A decision as pages show it."""
    state, tone = _state(one, today)
    to_do = one.kind == ActKind.TO_DO
    return DecisionLine(
        id=one.pk,
        icon="list-todo" if to_do else "gavel",
        kind=str(ActKind(one.kind).label),
        text=ui.typo(one.text),
        address=address("decision", slug, one.pk),
        state=state,
        tone=tone,
        done=one.done_on is not None,
        who=str(one.person) if one.person else "",
        body=ui.body_tag(one.body),
        meeting=ui.typo(f"{one.meeting.body}, {ui.day(one.meeting.day)}"),
        meeting_address=address("meeting", slug, one.meeting_id),
        code=one.action.code if one.action else "",
        action=(ui.typo(one.action.short_title) or marks.plain(one.action.text)) if one.action else "",
        action_address=address("action", slug, one.action_id) if one.action_id else "",
        brought=tuple(_brought(one, slug)),
        note=ui.typo(one.done_note),
    )


def sheet(found: Sequence[Decision], title: str) -> Sheet:
    """The list as one table of plain texts."""
    titles = (
        _("Décision"),
        _("Nature"),
        _("Instance"),
        _("Personne"),
        _("Pour le"),
        _("Fait le"),
        _("Ce qui a été fait"),
        _("Réunion"),
        _("Date de la réunion"),
        _("Action"),
    )
    widths = (60, 12, 16, 24, 14, 14, 40, 16, 14, 40)
    rows = tuple(
        (
            one.text,
            str(ActKind(one.kind).label),
            str(one.body),
            str(one.person or ""),
            one.due.isoformat() if one.due else "",
            one.done_on.isoformat() if one.done_on else "",
            one.done_note,
            str(one.meeting.body),
            one.meeting.day.isoformat(),
            f"{one.action.code} {one.action.short_title}".strip() if one.action else "",
        )
        for one in found
    )
    columns = tuple(Column(name, width) for name, width in zip(titles, widths, strict=True))
    return Sheet(title, columns, rows)


def bodies_to_choose(bodies: Iterable[Body], asked: Asked) -> tuple[tuple[str, str, bool], ...]:
    return tuple((str(one.pk), ui.typo(one.name), one.pk == asked.body) for one in bodies)


def _state(one: Decision, today: dt.date) -> tuple[str, str]:
    if one.withdrawn_at is not None:
        return _("retirée le %(day)s") % {"day": ui.day(one.withdrawn_at)}, "meta"
    if one.done_on is not None:
        return _("fait le %(day)s") % {"day": ui.day(one.done_on)}, "t-teal"
    if one.due is None:
        return _("sans date"), "meta"
    late = one.due < today
    words = _("en retard : pour le %(day)s") if late else _("pour le %(day)s")
    return words % {"day": ui.day(one.due)}, "t-verm" if late else ""


def _brought(one: Decision, slug: str) -> Iterable[Brought]:
    if one.revision is not None:
        text = _("révision « %(label)s »") % {"label": ui.typo(one.revision.label)}
        yield Brought("history", text, address("revision", slug, one.revision.pk))
    if one.postponement is not None and one.postponement.undone_at is None:
        moved = one.postponement
        text = _("échéance reportée de %(before)s à %(after)s") % {
            "before": moved.from_text,
            "after": moved.to_text,
        }
        yield Brought("hourglass", ui.typo(text), address("action", slug, moved.action_id))
    if one.recommendation is not None and one.recommendation.removed_at is None:
        text = _("réponse à la recommandation %(number)s") % {"number": one.recommendation.number}
        yield Brought("badge-check", text, address("recommendation", slug, one.recommendation.pk))
