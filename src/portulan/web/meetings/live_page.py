"""What the page of an open meeting shows, ready to print: the agenda, each item, who is there, what the PV will
prove."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.meetings.models import (
    ActKind,
    AgendaItem,
    Attendance,
    Decision,
    ItemStage,
    Presence,
)
from portulan.meetings.queries.live import Held
from portulan.meetings.queries.sessions import Discussed, Said
from portulan.meetings.rules.proving import Line, Named, Treated, lines
from portulan.plandoc.status import Status
from portulan.plans.models import ResultKind
from portulan.plans.queries.rows import ResultRow
from portulan.tracking.queries import TrackedAction
from portulan.web.meetings.notes_html import html
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.detail import proof_address
from portulan.web.plan.sentences import results_reached
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class ActLine:
    """A decision or a thing to do; `about` says who sees to it and until when."""

    id: uuid.UUID
    to_do: bool
    label: str
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Point:
    """One item. `status`, `code` and `about` are those of its action; `links` its documents and the last draft."""

    id: uuid.UUID
    number: int
    title: str
    kind: str
    stage: str
    stage_label: str
    note: str
    code: str
    action_url: str
    status: SafeString | str
    about: str
    links: tuple[tuple[str, str], ...]
    notes: str
    html: SafeString
    version: int
    saved: str
    acts: tuple[ActLine, ...]
    current: bool
    here_url: str
    action: TrackedAction | None

    @property
    def done(self) -> bool:
        return self.stage == ItemStage.DONE

    @property
    def put_off(self) -> bool:
        return self.stage == ItemStage.PUT_OFF

    @property
    def waiting(self) -> bool:
        return self.stage == ItemStage.WAITING


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody of the list; `toggles_to` is what pressing their name says."""

    id: uuid.UUID
    name: str
    about: str
    present: bool
    toggles_to: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Proving:
    """What the PV may prove, in words; `on_condition` when its item is still to be dealt with."""

    code: str
    url: str
    text: str
    on_condition: str


def points(held: Held, slug: str, current: uuid.UUID | None) -> tuple[Point, ...]:
    """Every item in order; the current one is written in."""
    return tuple(_point(held, item, number, slug, current) for number, item in enumerate(held.items, 1))


def current_item(held: Held, asked: str) -> uuid.UUID | None:
    """The item that the address names, else the first that waits, else the last; None without an agenda."""
    known = {str(one.pk): one.pk for one in held.items}
    if asked in known:
        return known[asked]
    waiting = [one.pk for one in held.items if one.stage == ItemStage.WAITING]
    return next(iter(waiting), held.items[-1].pk if held.items else None)


def latest_written(held: Held) -> str:
    """The item that waits in which somebody wrote last; empty when nobody did."""
    written = [
        (one.notes_at, str(one.pk)) for one in held.items if one.notes_at and one.stage == ItemStage.WAITING
    ]
    return max(written, default=(None, ""))[1]


def next_item(items: Sequence[AgendaItem], after: uuid.UUID) -> uuid.UUID:
    """The item to go to once that one is dealt with: the next that waits, else the first, else itself."""
    at = [one.pk for one in items].index(after)
    turn = [*items[at + 1 :], *items[:at]]
    return next((one.pk for one in turn if one.stage == ItemStage.WAITING), after)


def opened_line(held: Held) -> str:
    """ "Séance ouverte à 14 h 04, six présences, quorum atteint."; the quorum only where mandates are known."""
    said = [_("Séance ouverte à %(hour)s") % {"hour": ui.clock(held.meeting.opened_at)}]
    count = held.present
    said.append(
        ngettext("%(n)s présence", "%(n)s présences", count) % {"n": ui.words(count, "f")}
        if count
        else _("aucune présence notée")
    )
    if held.quorum is not None:
        said.append(_("quorum atteint") if held.quorum else _("quorum pas encore atteint"))
    return _("%(facts)s.") % {"facts": ", ".join(said)}


def coming(attendances: Iterable[Attendance]) -> tuple[Coming, ...]:
    """Those of the list, members first."""
    return tuple(_coming(one) for one in attendances)


def treated_line(shown: Iterable[Point]) -> str:
    """ "2 points sur 7 traités, 2 décisions et 2 suites."."""
    shown = tuple(shown)
    done = sum(one.done for one in shown)
    acts = [act for one in shown for act in one.acts]
    to_do = sum(act.to_do for act in acts)
    words = {
        "points": ngettext("%(n)d point sur %(total)d traité", "%(n)d points sur %(total)d traités", done)
        % {"n": done, "total": len(shown)},
        "decisions": _decisions(len(acts) - to_do),
        "to_do": ngettext("%(n)d suite", "%(n)d suites", to_do) % {"n": to_do} if to_do else _("aucune suite"),
    }
    return _("%(points)s, %(decisions)s et %(to_do)s.") % words


def _decisions(number: int) -> str:
    if not number:
        return _("aucune décision")
    return ngettext("%(n)d décision", "%(n)d décisions", number) % {"n": number}


def proving(held: Held, shown: Sequence[Point], bodies: Collection[Named]) -> tuple[Proving, ...]:
    """Of what the closing would propose the minutes as a proof: what was spoken of, and on what condition the
    rest. `bodies` are all spellings of all of them."""
    results = {
        pk: [one for one in action.row.results if one.kind == ResultKind.MINUTES]
        for pk, action in held.actions.items()
    }
    found = lines(_treated(held), results, held.meeting.body_id, bodies)
    return tuple(
        _proving(one, shown[one.item.rank - 1])
        for one in found
        if not one.other and (one.ticked or one.item.waits)
    )


def _treated(held: Held) -> Iterator[Treated]:
    """The items about actions, as the closing would take them if nothing more was said."""
    for rank, one in enumerate(held.items, 1):
        if one.subject_id is not None and one.subject_id in held.actions:
            spoken = Discussed(one, held.acts.get(one.pk, ()), (), moved=bool(getattr(one, "moved", False)))
            stage, becomes = ItemStage(one.stage), spoken.stage(Said())
            yield Treated(rank, one.subject_id, stage, becomes, spoken.written, one.for_information)


def _proving(line: Line[ResultRow], point: Point) -> Proving:
    text = _("« %(text)s »") % {"text": marks.plain(line.result.text)} if line.result else point.title
    condition = "" if line.ticked else _(", si le point %(number)d est traité") % {"number": point.number}
    return Proving(point.code, point.action_url, text, condition)


def short_status(status: Status) -> str:
    """ "en retard", "à échéance", "en continu, à nourrir"."""
    if status in (Status.FED, Status.TO_FEED):
        return _("en continu, %(status)s") % {"status": ui.count_label(status, 1)}
    return ui.count_label(status, 1)


def _point(held: Held, item: AgendaItem, number: int, slug: str, current: uuid.UUID | None) -> Point:
    action = held.actions.get(item.subject_id) if item.subject_id else None
    here = address("meeting", slug, held.meeting.pk)
    return Point(
        id=item.pk,
        number=number,
        title=ui.typo(item.title),
        kind=item.kind,
        stage=item.stage,
        stage_label=str(ItemStage(item.stage).label) if item.stage in ItemStage.values else "",
        note=_agenda_note(held, item, action),
        code=action.row.code if action else "",
        action_url=address("action", slug, action.row.id) if action else "",
        status=ui.status_pill(action.status) if action else "",
        about=_about(action) if action else "",
        links=tuple(_links(item, action, slug)),
        notes=item.notes,
        html=html(item.notes),
        version=item.notes_version,
        saved=_saved(item),
        acts=tuple(act_line(one) for one in held.acts.get(item.pk, ())),
        current=item.pk == current,
        here_url=f"{here}?point={item.pk}#point-{item.pk}",
        action=action,
    )


def act_line(act: Decision) -> ActLine:
    """A decision or a thing to do, as the meeting shows it. The body that meets goes without saying."""
    about = [str(act.person)] if act.person else []
    if act.body_id != act.meeting.body_id or (act.kind == ActKind.TO_DO and not act.person):
        about.append(ui.typo(str(act.body)))
    if act.due:
        about.append(_("pour le %(day)s") % {"day": ui.long_day(act.due)})
    return ActLine(
        act.pk, act.kind == ActKind.TO_DO, str(ActKind(act.kind).label), ui.typo(act.text), ", ".join(about)
    )


def _agenda_note(held: Held, item: AgendaItem, action: TrackedAction | None) -> str:
    """What stands small below a title of the agenda: "à échéance, avec CS et CP"."""
    said = [short_status(action.status)] if action else []
    others = [one.label for one in action.row.bodies if one.id != held.meeting.body_id] if action else []
    if others:
        said.append(_("avec %(bodies)s") % {"bodies": ui.typo(_listed(others))})
    if item.for_information:
        said.append(_("pour information"))
    if item.stage == ItemStage.PUT_OFF:
        said.append(_("remis"))
    return ", ".join(said)


def _listed(names: Sequence[str]) -> str:
    """ "CS, CP et GT Com’"."""
    *first, last = names
    return _("%(first)s et %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _about(action: TrackedAction) -> str:
    row, said = action.row, list[str]()
    if action.status is Status.LATE:
        said.append(_("échéance %(deadline)s") % {"deadline": row.deadline.text})
    if row.results:
        said.append(results_reached(row.reached, len(row.results)))
    return " · ".join(said)


def _links(item: AgendaItem, action: TrackedAction | None, slug: str) -> Iterable[tuple[str, str]]:
    """The minutes to approve, the documents that go with an item, then the latest draft of its action."""
    if item.approves is not None:
        approved = item.approves.meeting
        words = {"day": ui.long_day(approved.day)}
        yield _("PV du %(day)s") % words, address("meeting", slug, approved.pk)
        if item.approves.approved_on is None:
            yield _("Approuver ce PV"), address("minutes_approve", slug, approved.pk)
    for one in item.documents.all():
        yield one.title, one.url or address("agenda_document", slug, one.pk)
    draft = next((one for one in action.proofs if one.draft), None) if action else None
    if draft is not None:
        yield draft.title, proof_address(draft.id, draft.url, slug)


def _saved(item: AgendaItem) -> str:
    if item.notes_at is None:
        return ""
    return _("Enregistré à %(hour)s") % {"hour": hour(item.notes_at)}


def hour(at: Any) -> str:
    """ "14 h 37", where the programme is."""
    return ui.clock(timezone.localtime(at))


def _coming(one: Attendance) -> Coming:
    present = one.presence == Presence.PRESENT
    about = [ui.typo(one.title)] if one.title else []
    about += [_("personne invitée")] if one.guest else []
    if one.presence in (Presence.EXCUSED, Presence.ABSENT):
        about.append(str(Presence(one.presence).label).lower())
    others = [value for value in (Presence.EXCUSED, Presence.ABSENT, Presence.EXPECTED) if value != one.presence]
    return Coming(
        one.pk,
        str(one.person),
        ", ".join(about),
        present,
        Presence.EXPECTED if present else Presence.PRESENT,
        tuple((value.value, str(value.label)) for value in others),
    )
