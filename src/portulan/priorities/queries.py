"""Reading rounds, points and statements, as they stand or as they stood at the end of a day."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Sum

from portulan.journal.models import Entry
from portulan.plans.models import Action
from portulan.plans.queries.past import Image, end_of
from portulan.priorities.models import Points, Round, Statement, StatementKind


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement; `actions` are the identities of the actions of the plan that serve it, in their order."""

    id: uuid.UUID
    kind: StatementKind
    text: str
    actions: tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True)
class Rounds:
    """The round in which points are given, if any, and those that are over, the latest first."""

    opened: Round | None
    closed: tuple[Round, ...]


def open_round() -> Round | None:
    """The round in which points are given now, if any."""
    return Round.objects.filter(closed_at=None).first()


def rounds(day: dt.date | None = None) -> Rounds:
    """The rounds as they stand, or as they stood at the end of that day; in one query."""
    end = end_of(day) if day else None
    known = [one for one in Round.objects.all() if end is None or one.opened_at < end]
    over = {one.pk: one.closed_at for one in known if one.closed_at and (end is None or one.closed_at < end)}
    closed = sorted((one for one in known if one.pk in over), key=lambda one: over[one.pk], reverse=True)
    return Rounds(next((one for one in known if one.pk not in over), None), tuple(closed))


def points_of(round_: Round, voter_id: uuid.UUID) -> Mapping[uuid.UUID, int]:
    """What a voter gave in a round, by action."""
    return dict(Points.objects.filter(round=round_, voter_id=voter_id).values_list("action_id", "points"))


def voters(round_: Round) -> int:
    """How many people gave points in a round."""
    return Points.objects.filter(round=round_).aggregate(n=Count("voter", distinct=True))["n"] or 0


def totals(round_: Round) -> Mapping[uuid.UUID, int]:
    """The points that each action has in a round."""
    rows = Points.objects.filter(round=round_).order_by().values_list("action_id")
    return dict(rows.annotate(total=Sum("points")))


def statements() -> tuple[StatementRow, ...]:
    """Those that stand, in order, with the standing actions that serve them; in two queries."""
    serving = Statement.actions.through.objects.filter(action__removed_at=None)
    in_order = serving.order_by("action__objective__position", "action__position", "action_id")
    actions: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for statement_id, action_id in in_order.values_list("statement_id", "action_id"):
        actions[statement_id].append(action_id)
    return tuple(_row(one, actions[one.pk]) for one in Statement.objects.filter(removed_at=None))


def served_by(action_id: uuid.UUID) -> tuple[StatementRow, ...]:
    """The statements that stand and that this action serves, in order, with that action alone; one query."""
    served = Statement.objects.filter(removed_at=None, actions=action_id)
    return tuple(_row(one, [action_id]) for one in served)


def statements_on(image: Image) -> tuple[StatementRow, ...]:
    """Those that stood on the day of the image, told by the journal, with the actions that served them; in two
    queries, three where an older journal names actions by their codes only."""
    rows = {one.pk: one for one in Statement.objects.all()}
    there = {pk: one.removed_at is None for pk, one in rows.items()}
    ranks = {action.pk: rank for rank, action in enumerate(image.actions)}
    actions: dict[uuid.UUID, Iterable[uuid.UUID]] = defaultdict(list)
    for statement_id, action_id in Statement.actions.through.objects.values_list("statement_id", "action_id"):
        actions[statement_id] = [*actions[statement_id], action_id]
    coded = _Coded(image)
    for entry in image.later:
        one = rows.get(entry.subject_id)
        if one is None or not entry.verb.startswith("statement."):
            continue
        there[one.pk] = entry.verb != "statement.added"
        one.kind, one.text = entry.before.get("kind", one.kind), entry.before.get("text", one.text)
        if entry.verb == "statement.served":
            actions[one.pk] = coded.served(entry)
    return tuple(
        _row(one, sorted((own for own in actions[pk] if own in ranks), key=lambda own: ranks[own]))
        for pk, one in rows.items()
        if there[pk]
    )


class _Coded:
    """Finds the actions that served a statement before an entry."""

    def __init__(self, image: Image) -> None:
        self._image, self._known = image, dict[str, uuid.UUID]()

    def served(self, entry: Entry) -> list[uuid.UUID]:
        if "actions" in entry.before:
            return [uuid.UUID(one) for one in entry.before["actions"]]
        if not self._known:
            self._known = dict(Action.objects.filter(removed_at=None).values_list("code", "pk"))
            self._known |= {one.code: one.pk for one in self._image.actions}
        return [self._known[code] for code in entry.before["served"] if code in self._known]


def _row(statement: Statement, actions: Iterable[uuid.UUID]) -> StatementRow:
    return StatementRow(statement.pk, StatementKind(statement.kind), statement.text, tuple(actions))
