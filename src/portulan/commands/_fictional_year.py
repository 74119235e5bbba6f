"""The fictional year as a value: what `examples/fictional-year.json` says, on the days that suit today."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Somebody:
    """A fictional person; `seats` are bodies as the plan spells them."""

    name: str
    email: str
    role: str
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mandate:
    """Somebody in a body, with an account (known by its address) or without."""

    name: str
    email: str
    body: str
    title: str
    starts: dt.date
    ends: dt.date | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an action: `kind` is update, evidence, reached or judged; `facts` are its own."""

    on: dt.date
    kind: str
    code: str
    by: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An edition of the plan from before; `facts` say what was otherwise in it."""

    label: str
    on: dt.date
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """News that the coordination asked for; `answers` are what came in by personal links."""

    sentence: str
    on: dt.date
    closes_on: dt.date
    by: str
    answers: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting; its hours are written "14:00", its guests and its agenda are as the file says them. One that was
    held says more in `held`: when it was planned and opened, who was excused, of which actions its minutes are the
    proof; the days of its decisions are the file's own, `moved` from there."""

    body: str
    on: dt.date
    starts: str
    ends: str
    by: str
    place: str
    link: str
    title: str
    guests: tuple[Mapping[str, Any], ...]
    agenda: tuple[Mapping[str, Any], ...]
    held: Mapping[str, Any] = field(default_factory=dict)
    moved: dt.timedelta = dt.timedelta()

    def day(self, written: str) -> dt.date:
        """A day of the file, on the day that suits today."""
        return dt.date.fromisoformat(written) + self.moved


@dataclass(frozen=True, slots=True)
class Year:
    """`events` are in the order in which they happened, and none is later than today."""

    workspace: tuple[str, str]
    second_workspace: tuple[str, str]
    people: tuple[Somebody, ...]
    begun_on: dt.date
    adopted_on: dt.date
    strategic_titles: Mapping[str, str]
    specific_titles: Mapping[str, str]
    action_titles: Mapping[str, str]
    priorities: Mapping[str, str]
    efforts: Mapping[str, str]
    events: tuple[Event, ...] = field(default=())
    editions: tuple[Earlier, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    associates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    evaluation: Mapping[str, Any] = field(default_factory=dict)
    statements: tuple[Mapping[str, Any], ...] = ()
    inquiries: tuple[Asking, ...] = ()
    meetings_held: tuple[Gathering, ...] = ()
    meetings: tuple[Gathering, ...] = ()
    meetings_planned_on: dt.date | None = None


_KINDS = {
    "yearly": "yearly",
    "after": "after",
    "updates": "update",
    "evidence": "evidence",
    "reached": "reached",
    "judged": "judged",
}
_OF_HELD = ("planned_on", "opened", "excused", "proofs")
_ORDER = ("after", "evidence", "reached", "judged", "update", "yearly")


def read(file: Path, today: dt.date) -> Year:
    """The year of that file. Its days move by whole weeks, so that the last ones fall just before today."""
    told = json.loads(file.read_text(encoding="utf-8"))
    moved = dt.timedelta(weeks=(today - dt.date.fromisoformat(told["seen_on"])).days // 7)
    actions = told["actions"]
    return Year(
        workspace=_place(told["workspace"]),
        second_workspace=_place(told["second_workspace"]),
        people=tuple(Somebody(**one | {"seats": tuple(one["seats"])}) for one in told["people"]),
        begun_on=dt.date.fromisoformat(told["taken_in_on"]) + moved,
        adopted_on=dt.date.fromisoformat(told["adopted_on"]) + moved,
        strategic_titles=told["strategic_objectives"],
        specific_titles=told["specific_objectives"],
        action_titles={code: one["short_title"] for code, one in actions.items()},
        priorities={code: one["priority"] for code, one in actions.items() if "priority" in one},
        efforts={code: one["effort"] for code, one in actions.items() if "effort" in one},
        events=tuple(sorted(_events(actions, moved), key=lambda event: (event.on, _ORDER.index(event.kind)))),
        evaluation=told.get("evaluation", {}),
        statements=tuple(told.get("statements", ())),
        editions=tuple(
            Earlier(one["label"], dt.date.fromisoformat(one["on"]) + moved, one)
            for one in told.get("editions", ())
        ),
        mandates=tuple(_mandate(one, moved) for one in told["mandates"]),
        associates={code: tuple(one["associates"]) for code, one in actions.items() if "associates" in one},
        inquiries=tuple(_asking(one, moved) for one in told.get("inquiries", ())),
        meetings_held=tuple(_gathering(one, moved) for one in told.get("meetings_held", ())),
        meetings=tuple(_gathering(one, moved) for one in told.get("meetings", ())),
        meetings_planned_on=dt.date.fromisoformat(told["meetings_planned_on"]) + moved
        if "meetings_planned_on" in told
        else None,
    )


def _asking(told: dict[str, Any], moved: dt.timedelta) -> Asking:
    def day(written: str) -> dt.date:
        return dt.date.fromisoformat(written) + moved

    answers = (Event(day(one["on"]), "answer", one["code"], one["by"], one) for one in told["answers"])
    return Asking(told["sentence"], day(told["on"]), day(told["closes_on"]), told["by"], tuple(answers))


def _gathering(told: dict[str, Any], moved: dt.timedelta) -> Gathering:
    return Gathering(
        body=told["body"],
        on=dt.date.fromisoformat(told["on"]) + moved,
        starts=told["starts"],
        ends=told["ends"],
        by=told["by"],
        place=told.get("place", ""),
        link=told.get("link", ""),
        title=told.get("title", ""),
        guests=tuple(told.get("guests", ())),
        agenda=tuple(told.get("agenda", ())),
        held={name: told[name] for name in _OF_HELD if name in told},
        moved=moved,
    )


def _place(told: dict[str, str]) -> tuple[str, str]:
    return told["slug"], told["name"]


def _mandate(told: dict[str, str], moved: dt.timedelta) -> Mandate:
    ends = dt.date.fromisoformat(told["ends"]) + moved if "ends" in told else None
    starts = dt.date.fromisoformat(told["starts"]) + moved
    return Mandate(told["name"], told.get("email", ""), told["body"], told.get("title", ""), starts, ends)


def _events(actions: dict[str, dict[str, Any]], moved: dt.timedelta) -> Iterator[Event]:
    for code, told in actions.items():
        for plural, kind in _KINDS.items():
            for facts in told.get(plural, ()):
                day = dt.date.fromisoformat(facts["on"]) + moved
                yield Event(day, kind, code, facts["by"], facts)
