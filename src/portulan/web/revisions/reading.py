"""One revision to read: its objectives and actions as they were adopted."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from django.urls import reverse

from portulan.plandoc.document import Action, Objective, Role
from portulan.plandoc.text import Wording
from portulan.plans.queries.revisions import Edition
from portulan.web.plan.addresses import address
from portulan.web.plan.page import initials
from portulan.web.revisions.page import TODAY, counted, name


@dataclass(frozen=True, slots=True)
class Row:
    """An action; `address` is empty when the plan does not have it any more."""

    code: str
    address: str
    text: Wording
    bodies: str
    deadline: str
    results: tuple[Wording, ...]
    recommendations: str


@dataclass(frozen=True, slots=True)
class Group:
    """An objective with its own actions; `above` are the objectives between it and the top one."""

    code: str
    title: Wording | None
    above: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A top objective; `anchor` is unique on the page."""

    anchor: str
    label: str
    code: str
    title: Wording
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    label: str
    on: dt.date
    body: str
    note: str
    counts: str
    compare_address: str
    sections: tuple[Section, ...]


def reading_of(edition: Edition, standing: Collection[uuid.UUID], slug: str) -> Reading:
    """The page of an edition; `standing` are the actions that the plan has today."""
    return Reading(
        label=edition.label,
        on=edition.on,
        body=edition.body,
        note=edition.note,
        counts=counted(edition.document),
        compare_address=f"{reverse('revisions_compared', args=[slug])}?de={name(edition)}&a={TODAY}",
        sections=tuple(
            Section(
                f"o-{rank}",
                initials(one.label),
                one.code,
                one.title,
                tuple(_said_once(_groups(one, (), standing, slug))),
            )
            for rank, one in enumerate(edition.document.objectives, 1)
        ),
    )


def _said_once(groups: Iterable[Group]) -> Iterator[Group]:
    """The lines above a group are said above the first one that they stand over."""
    before: tuple[str, ...] = ()
    for one in groups:
        yield replace(one, above=() if one.above == before else one.above)
        before = one.above


def _groups(
    objective: Objective, above: tuple[str, ...], standing: Collection[uuid.UUID], slug: str
) -> Iterator[Group]:
    if objective.actions:
        rows = tuple(_row(one, standing, slug) for one in objective.actions)
        top = not above
        yield Group(objective.code, None if top else objective.title, above[1:], rows)
    for child in objective.objectives:
        yield from _groups(child, (*above, _named(objective)), standing, slug)


def _named(objective: Objective) -> str:
    name = " ".join(part for part in (objective.label, objective.code) if part)
    return f"{name}\u00a0: {objective.title.plain}" if name else objective.title.plain


def _row(action: Action, standing: Collection[uuid.UUID], slug: str) -> Row:
    own = _uuid(action.id)
    return Row(
        code=action.code,
        address=address("action", slug, own) if own is not None and own in standing else "",
        text=action.text,
        bodies=", ".join(one.name for one in sorted(action.responsibles, key=lambda one: one.role != Role.PILOT)),
        deadline=action.deadline.text,
        results=tuple(one.text for one in action.expected_results),
        recommendations=", ".join(action.recommendations),
    )


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
