"""The minutes (PV) of a meeting: who was there, what was said of each item, what was decided, what comes next."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portulan.reports.kinds.days import capital, clock, full_day, long_day
from portulan.reports.kinds.front import Front, columns, spoken
from portulan.typeset import notes
from portulan.typeset.page import (
    Aside,
    Block,
    Cell,
    Document,
    Heading,
    Look,
    Paragraph,
    Row,
    Run,
    Shading,
    Table,
    Tone,
    plain,
)


class Came(StrEnum):
    """What is known of somebody who was invited."""

    EXPECTED = "expected"
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Attendee:
    """`id` is that of the person; `title` what they are in the body; a guest has no mandate there."""

    id: str
    name: str
    title: str
    came: str
    guest: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """A decision, or something to do, with who sees to it and until when."""

    id: str
    to_do: bool
    text: str
    who: str = ""
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """An item of the agenda, as it was treated. `about` recalls the action; `notes` are Markdown; `moves` say in
    sentences what changed in the plan; `put_off` that it comes back next time."""

    id: str
    title: str
    about: str = ""
    notes: str = ""
    moves: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    put_off: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """A closed meeting, as its minutes tell it. `body_label` is the short name of the body; `on`, `starts` and
    `ends` are where the programme is; `number` is among the minutes of the body in the academic year, written in
    full in `year`; `next_on` is naive local time. `plan` is its title, `revision` the one in force on that day,
    `names` are the institutions one by one."""

    institutions: str
    programme: str
    body: str
    body_label: str
    title: str
    number: int | None
    year: str
    on: dt.date
    starts: dt.time
    ends: dt.time
    place: str
    attendees: tuple[Attendee, ...]
    points: tuple[Point, ...]
    opened: dt.time | None = None
    next_on: dt.datetime | None = None
    next_place: str = ""
    chair: str = ""
    secretary: str = ""
    remark: str = ""
    plan: str = ""
    revision: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition of the minutes a document is: a draft until it was `approved` on a day; from the second
    version on, `correction` says what was corrected. `made_on` is the day on which the document was made."""

    version: int = 1
    correction: str = ""
    approved: dt.date | None = None
    language: str = "fr"
    made_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Proceedings:
    """What minutes are made of: a session, and which edition of its minutes."""

    session: Session
    edition: Edition

    @property
    def front(self) -> Front:
        """What a template is told first, as for any report; `day` is that of the meeting."""
        session, language = self.session, self.edition.language
        return Front(
            institutions=session.institutions,
            programme=session.programme,
            plan=session.plan,
            day=long_day(session.on, language),
            made_on=long_day(self.edition.made_on or session.on, language),
            revision=session.revision,
            remark=session.remark,
            language=language,
            names=session.names,
        )


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    number: str
    hours: str
    opened: str
    draft: str
    to_approve: str
    approved: str
    version: str
    attendance: str
    attendance_columns: tuple[str, str, str]
    came: tuple[str, str, str, str]
    guest: str
    nobody: str
    decision: str
    to_do: str
    who_until: str
    until: str
    put_off: str
    nothing: str
    next: str
    next_at: str
    no_next: str
    signatures: str
    chair: str
    secretary: str
    signature: str


def build(facts: Proceedings) -> Document:
    """The minutes of that session, as one document."""
    session, edition = facts.session, facts.edition
    said = words(edition.language)
    title = title_of(session, said)
    state = "" if edition.approved else said.draft
    return Document(
        title=f"{title} – {session.body}, {long_day(session.on, edition.language)}",
        blocks=tuple(_blocks(session, edition, said)),
        language=edition.language,
        author=" · ".join(filter(None, [session.programme, state])),
        running=(f"{title} · {session.body_label}", " · ".join(filter(None, [_day(session, edition), state]))),
        ruled=True,
    )


def words(language: str) -> Words:
    """The words of that language; French where there are none of its own."""
    return spoken(_WORDS, language)


def title_of(session: Session, said: Words) -> str:
    """« Procès-verbal n° 3 · 2026-2027 »."""
    if session.number is None:
        return said.title
    return said.number.format(number=session.number, year=session.year)


def _day(session: Session, edition: Edition) -> str:
    return long_day(session.on, edition.language)


def _blocks(session: Session, edition: Edition, said: Words) -> Iterator[Block]:
    yield from _letterhead(session, edition, said)
    yield from _attendance(session.attendees, said)
    for rank, point in enumerate(session.points, 1):
        yield from _point(rank, point, edition, said)
    yield from _next(session, edition, said)
    yield from _signatures(session, said)


def _letterhead(session: Session, edition: Edition, said: Words) -> Iterator[Block]:
    yield Paragraph(plain(session.institutions or session.programme), Look.KICKER)
    if session.institutions and session.programme:
        yield Paragraph(plain(session.programme), Look.MUTED)
    yield Paragraph(plain(title_of(session, said)), Look.TITLE)
    yield Paragraph(plain(" · ".join(filter(None, [session.body, session.title]))), Look.SUBTITLE)
    yield Paragraph(tuple(_when(session, edition, said)), Look.PROSE)
    yield from _state(edition, said)
    if session.remark:
        yield Paragraph(plain(session.remark), Look.MUTED)


def hours(session: Session, language: str) -> str:
    """« de 14 h à 16 h 30 »."""
    said = words(language)
    return said.hours.format(starts=clock(session.starts, language), ends=clock(session.ends, language))


def _when(session: Session, edition: Edition, said: Words) -> Iterator[Run]:
    language = edition.language
    yield Run(capital(full_day(session.on, language)), strong=True)
    yield Run(", ".join(["", hours(session, language), *filter(None, [session.place])]) + ".")
    if session.opened is not None:
        yield Run(" " + said.opened.format(at=clock(session.opened, language)))


def _state(edition: Edition, said: Words) -> Iterator[Block]:
    """A draft says so at the head; an approved edition on which day it was; a corrected one what was corrected."""
    if edition.approved:
        yield Paragraph(plain(said.approved.format(day=long_day(edition.approved, edition.language)), strong=True))
    else:
        yield Aside(said.draft, (Paragraph(plain(said.to_approve)),), Tone.ATTENTION)
    if edition.correction:
        yield Paragraph(plain(said.version.format(number=edition.version, note=edition.correction)))


def _attendance(attendees: Sequence[Attendee], said: Words) -> Iterator[Block]:
    yield Heading(1, plain(said.attendance))
    if not attendees:
        yield Paragraph(plain(said.nobody), Look.MUTED)
        return
    rows = tuple(_attendee(one, said) for one in in_order(attendees))
    yield Table(columns(said.attendance_columns, (40.0, 40.0, 20.0)), rows, said.attendance)


def in_order(attendees: Sequence[Attendee]) -> list[Attendee]:
    """Those who were there first, guests after the others."""
    return sorted(attendees, key=_rank)


def _rank(one: Attendee) -> tuple[int, bool]:
    order = (Came.PRESENT, Came.EXCUSED, Came.ABSENT, Came.EXPECTED)
    return order.index(Came(one.came)), one.guest


def quality_of(one: Attendee, said: Words) -> str:
    """What somebody is in the body, and that they were a guest."""
    return ", ".join(filter(None, [one.title, said.guest if one.guest else ""]))


def came_of(one: Attendee, said: Words) -> str:
    """What is known of their presence, in words."""
    return dict(zip(Came, said.came, strict=True))[Came(one.came)]


def _attendee(one: Attendee, said: Words) -> Row:
    here = one.came == Came.PRESENT
    cells = (plain(one.name, strong=here), plain(quality_of(one, said)), plain(came_of(one, said)))
    shading = Shading.NONE if here else Shading.SUNK
    return Row(
        tuple(Cell((Paragraph(runs),), heads=rank == 0, shading=shading) for rank, runs in enumerate(cells))
    )


def _point(rank: int, point: Point, edition: Edition, said: Words) -> Iterator[Block]:
    yield Heading(1, plain(f"{rank}. {point.title}"))
    if point.about:
        yield Paragraph(plain(point.about), Look.LEGEND)
    yield from notes.blocks(point.notes)
    for move in point.moves:
        yield Paragraph((Run("→ "), Run(move)), Look.PROSE)
    for act in point.acts:
        yield _act(act, edition, said)
    if point.put_off:
        yield Paragraph(plain(said.put_off, emphasis=True), Look.PROSE)
    elif not (point.notes.strip() or point.moves or point.acts):
        yield Paragraph(plain(said.nothing), Look.MUTED)


def _act(act: Act, edition: Edition, said: Words) -> Aside:
    label, tone = (said.to_do, Tone.TEAL) if act.to_do else (said.decision, Tone.INK)
    lines = [Paragraph(plain(act.text), Look.PROSE)]
    if seen_to := seen_to_by(act, edition.language):
        lines.append(Paragraph(plain(seen_to), Look.MUTED))
    return Aside(label, tuple(lines), tone)


def seen_to_by(act: Act, language: str) -> str:
    """« Thomas Wéry, pour le 15 janvier 2027 »; empty when neither is said."""
    said, due = words(language), long_day(act.due, language) if act.due else ""
    if act.who and due:
        return said.who_until.format(who=act.who, due=due)
    return act.who or (said.until.format(due=due) if due else "")


def _next(session: Session, edition: Edition, said: Words) -> Iterator[Block]:
    yield Heading(1, plain(said.next))
    yield Paragraph(plain(next_of(session, edition.language)), Look.PROSE)


def next_of(session: Session, language: str) -> str:
    """When and where the body meets next, as a sentence."""
    said = words(language)
    if session.next_on is None:
        return said.no_next
    day = capital(full_day(session.next_on.date(), language))
    at = said.next_at.format(day=day, at=clock(session.next_on.time(), language))
    return ", ".join(filter(None, [at, session.next_place])) + "."


def _signatures(session: Session, said: Words) -> Iterator[Block]:
    yield Heading(1, plain(said.signatures))
    cells = (_signature(session.chair, said), _signature(session.secretary, said))
    yield Table(columns((said.chair, said.secretary), (50.0, 50.0)), (Row(cells),), said.signatures)


def _signature(name: str, said: Words) -> Cell:
    return Cell((Paragraph(plain(name, strong=True)), Paragraph(plain(f"{said.signature}\n\n\n\n"), Look.MUTED)))


_FRENCH = Words(
    title="Procès-verbal",
    number="Procès-verbal n° {number} · {year}",
    hours="de {starts} à {ends}",
    opened="Séance ouverte à {at}.",
    draft="Projet",
    to_approve="Ce procès-verbal est à approuver lors d’une prochaine réunion.",
    approved="Approuvé le {day}",
    version="Version {number}, corrigée\u00a0: {note}",
    attendance="Présences",
    attendance_columns=("Nom", "Qualité", "Présence"),
    came=("Non notée", "Présent·e", "Excusé·e", "Absent·e"),
    guest="à titre d’invité·e",
    nobody="Aucune personne n’est inscrite à cette réunion.",
    decision="Décision",
    to_do="À faire",
    who_until="{who}, pour le {due}",
    until="Pour le {due}",
    put_off="Ce point est remis à une prochaine réunion.",
    nothing="Point passé en revue, sans remarque.",
    next="Prochaine réunion",
    next_at="{day}, à {at}",
    no_next="La date de la prochaine réunion n’est pas encore fixée.",
    signatures="Signatures",
    chair="Pour la présidence",
    secretary="Pour le secrétariat de séance",
    signature="Date et signature",
)
_ENGLISH = Words(
    title="Minutes",
    number="Minutes no. {number} · {year}",
    hours="from {starts} to {ends}",
    opened="Opened at {at}.",
    draft="Draft",
    to_approve="These minutes are to be approved at a coming meeting.",
    approved="Approved on {day}",
    version="Version {number}, corrected: {note}",
    attendance="Attendance",
    attendance_columns=("Name", "Title", "Attendance"),
    came=("Not noted", "Present", "Excused", "Absent"),
    guest="as a guest",
    nobody="Nobody is registered for this meeting.",
    decision="Decision",
    to_do="To do",
    who_until="{who}, by {due}",
    until="By {due}",
    put_off="This item is put off to a coming meeting.",
    nothing="Item gone through, without remark.",
    next="Next meeting",
    next_at="{day}, at {at}",
    no_next="The date of the next meeting is not set yet.",
    signatures="Signatures",
    chair="For the chair",
    secretary="For the secretary of the meeting",
    signature="Date and signature",
)
_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
