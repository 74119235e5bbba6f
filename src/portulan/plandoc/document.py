"""The plan document: the whole plan as frozen values. Whatever enters or leaves Portulan is one of these."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from portulan.plandoc.deadline import Deadline
from portulan.plandoc.text import Wording


class Role(StrEnum):
    """What a body is for an action."""

    PILOT = "pilot"
    ASSOCIATE = "associate"


class ResultKind(StrEnum):
    """What an expected result is: most of a real plan's results are things, not numbers."""

    MINUTES = "minutes"
    DOCUMENT = "document"
    COUNT = "count"
    EVENT = "event"
    LINK = "link"
    SURVEY = "survey"
    STATE = "state"


class Priority(StrEnum):
    """How important an action is; empty in the file means `UNSET`."""

    UNSET = ""
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class DeclaredState(StrEnum):
    """What those responsible say of an action; never computed."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    DONE = "done"
    SUSPENDED = "suspended"
    DROPPED = "dropped"


SETTLED = frozenset({DeclaredState.DONE, DeclaredState.DROPPED})
"""Nothing is left to do: the action needs no deadline, no priority and no advice any more."""


@dataclass(frozen=True, slots=True)
class Responsible:
    """A body as this action writes its name."""

    name: str
    role: Role = Role.PILOT


@dataclass(frozen=True, slots=True)
class ExpectedResult:
    id: str
    text: Wording
    kind: ResultKind = ResultKind.DOCUMENT


@dataclass(frozen=True, slots=True)
class Action:
    """One action. `id` stays when `code` changes; `extra` keeps columns that have no field, under their title."""

    id: str
    code: str
    text: Wording
    short_title: str = ""
    responsibles: tuple[Responsible, ...] = ()
    deadline: Deadline = Deadline()
    expected_results: tuple[ExpectedResult, ...] = ()
    recommendations: tuple[str, ...] = ()
    priority: Priority = Priority.UNSET
    state: DeclaredState = DeclaredState.NOT_STARTED
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def carried_by(self, role: Role) -> tuple[str, ...]:
        """The names of the bodies that have this role, as the action writes them."""
        return tuple(one.name for one in self.responsibles if one.role is role)


@dataclass(frozen=True, slots=True)
class Objective:
    """A node of the tree. `label` is the plan's own word ("Objectif stratégique de développement", "Temps");
    `code` may be empty. An objective holds objectives, actions, or both."""

    id: str
    code: str
    label: str
    title: Wording
    short_title: str = ""
    objectives: tuple["Objective", ...] = ()
    actions: tuple[Action, ...] = ()

    def walk(self) -> Iterator["Objective"]:
        """This objective and those below it, in reading order."""
        yield self
        for child in self.objectives:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Period:
    """The academic years covered, by their first calendar years, both included: 2024 to 2028 is "2024-2029"."""

    starts: int | None = None
    ends: int | None = None

    def __str__(self) -> str:
        return f"{self.starts}-{self.ends + 1}" if self.starts is not None and self.ends is not None else ""


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """`columns` are the six titles of the plan's own table, kept so that it can be given back under them."""

    title: str
    period: Period = Period()
    edition: str = ""
    organisation: str = ""
    language: str = "fr"
    acronyms: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    objectives: tuple[Objective, ...] = ()

    def walk(self) -> Iterator[Objective]:
        """Every objective, in reading order."""
        for objective in self.objectives:
            yield from objective.walk()

    def actions(self) -> Iterator[Action]:
        """Every action, in reading order."""
        for objective in self.walk():
            yield from objective.actions

    def counts(self) -> "Counts":
        actions = list(self.actions())
        return Counts(
            strategic=len(self.objectives),
            specific=sum(1 for objective in self.walk() if objective.actions),
            actions=len(actions),
            results=sum(len(action.expected_results) for action in actions),
            recommendations=sum(len(action.recommendations) for action in actions),
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """Top objectives, objectives that hold actions, actions, expected results, references to recommendations."""

    strategic: int
    specific: int
    actions: int
    results: int
    recommendations: int
