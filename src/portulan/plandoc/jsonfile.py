"""Canonical JSON of a plan document: versioned, stable to the byte, read back exactly."""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from portulan.plandoc.deadline import Deadline, DeadlineKind
from portulan.plandoc.document import (
    Action,
    DeclaredState,
    ExpectedResult,
    Objective,
    Period,
    PlanDocument,
    Priority,
    Responsible,
    ResultKind,
    Role,
)
from portulan.plandoc.text import Wording
from portulan.plandoc.tracked import ProofFact, Tracked

FORMAT = "portulan-plan/1"
WITH_PROOFS = "portulan-plan/2"
"""The same, and what was tracked on a day beside it; read as the first, which leaves that out."""

_PLACE = re.compile(r"(?!the |not )[a-z_]+(\[\d+\]|\.[^\s:]+)*")

Json = dict[str, Any]
T = TypeVar("T")


class NotAPlanFile(ValueError):
    """The JSON is no plan document of a version this program reads; the message says what was wrong and where."""

    @property
    def place(self) -> str:
        """Where: "objectives[0].actions[3].deadline"; empty for the whole file."""
        match = _PLACE.match(str(self))
        return match[0] if match else ""


def dumps(document: PlanDocument, tracked: Tracked | None = None) -> str:
    """Equal documents give equal text: keys in the format's order, two spaces, a final line end. With what is
    `tracked`, the text says enough to count statuses again."""
    return json.dumps(to_json(document, tracked), ensure_ascii=False, indent=2) + "\n"


def compact(document: PlanDocument) -> str:
    """The same on one line, for programs only: four times as fast."""
    return json.dumps(to_json(document), ensure_ascii=False, separators=(",", ":"))


def loads(text: str | bytes) -> PlanDocument:
    """Read canonical JSON. Raises NotAPlanFile with a place such as `objectives[0].actions[3].deadline`."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAPlanFile(f"not JSON: {error}") from error
    return from_json(data)


def to_json(document: PlanDocument, tracked: Tracked | None = None) -> Json:
    """The document as plain dicts, lists and strings."""
    return {
        "format": WITH_PROOFS if tracked else FORMAT,
        **(_day_out(tracked) if tracked else {}),
        "title": document.title,
        "period": {"starts": document.period.starts, "ends": document.period.ends},
        "edition": document.edition,
        "organisation": document.organisation,
        "language": document.language,
        "acronyms": dict(document.acronyms),
        "columns": dict(document.columns),
        "objectives": [objective_to_json(objective, tracked) for objective in document.objectives],
    }


def from_json(data: object) -> PlanDocument:
    """The inverse of `to_json`. Raises NotAPlanFile."""
    reader = _Reader(data, "")
    if reader.text("format") not in (FORMAT, WITH_PROOFS):
        raise NotAPlanFile(f"format is {reader.text('format')!r}, expected {FORMAT!r}")
    period = reader.child("period")
    return PlanDocument(
        title=reader.text("title"),
        period=Period(period.whole("starts"), period.whole("ends")),
        edition=reader.text("edition"),
        organisation=reader.text("organisation"),
        language=reader.text("language"),
        acronyms=reader.texts_by_key("acronyms"),
        columns=reader.texts_by_key("columns"),
        objectives=reader.each("objectives", _objective_in),
    )


def leave_out_tracking(data: object) -> None:
    """Take what was tracked out of plain JSON that holds it; what is not a plan file is left as it is."""
    if not isinstance(data, dict) or data.get("format") != WITH_PROOFS:
        return
    waiting: list[Any] = [data]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            for name in _TRACKED:
                node.pop(name, None)
            waiting += [node.get(name) for name in ("objectives", "actions", "expected_results")]


_TRACKED = ("as_of", "year", "proofs", "state_since", "reached_on")


def wording_to_json(name: str, wording: Wording) -> Json:
    """A wording under this name, with its emphasis where it has some."""
    if not wording.emphasis:
        return {name: wording.plain}
    return {name: wording.plain, "emphasis": [list(span) for span in wording.emphasis]}


def _day_out(tracked: Tracked) -> Json:
    year = tracked.boundary
    return {
        "as_of": tracked.as_of.isoformat(),
        "year": {"month": year.month, "day": year.day, "later_terms": [list(one) for one in year.later_terms]},
    }


def objective_to_json(objective: Objective, tracked: Tracked | None = None) -> Json:
    """One objective, and what is below it, as it stands in the file."""
    return {
        "id": objective.id,
        "code": objective.code,
        "label": objective.label,
        **wording_to_json("title", objective.title),
        "short_title": objective.short_title,
        "objectives": [objective_to_json(child, tracked) for child in objective.objectives],
        "actions": [_tracked_out(action, tracked) for action in objective.actions],
    }


def _tracked_out(action: Action, tracked: Tracked | None) -> Json:
    said = action_to_json(action)
    if tracked is None:
        return said
    since = tracked.since.get(action.id)
    said["state_since"] = since.isoformat() if since else None
    for result in said["expected_results"]:
        day = tracked.reached.get(result["id"])
        result["reached_on"] = day.isoformat() if day else None
    said["proofs"] = [_proof_out(one) for one in tracked.proofs.get(action.id, ())]
    return said


def _proof_out(proof: ProofFact) -> Json:
    return {
        "id": proof.id,
        "title": proof.title,
        "kind": proof.kind,
        "on": proof.on.isoformat(),
        "academic_year": proof.academic_year,
        "draft": proof.draft,
        "results": list(proof.results),
    }


def action_to_json(action: Action) -> Json:
    """One action as it stands in the file."""
    return {
        "id": action.id,
        "code": action.code,
        **wording_to_json("text", action.text),
        "short_title": action.short_title,
        "responsibles": [responsible_to_json(one) for one in action.responsibles],
        "deadline": deadline_to_json(action.deadline),
        "expected_results": [result_to_json(one) for one in action.expected_results],
        "recommendations": list(action.recommendations),
        "priority": str(action.priority),
        "state": str(action.state),
        "extra": dict(action.extra),
    }


def deadline_to_json(deadline: Deadline) -> Json:
    """A deadline as it stands in the file."""
    return {
        "text": deadline.text,
        "kind": str(deadline.kind),
        "starts": deadline.starts.isoformat() if deadline.starts else None,
        "due": deadline.due.isoformat() if deadline.due else None,
    }


def result_to_json(result: ExpectedResult) -> Json:
    """An expected result as it stands in the file."""
    return {"id": result.id, **wording_to_json("text", result.text), "kind": str(result.kind)}


def responsible_to_json(one: Responsible) -> Json:
    """A body as it stands in the file."""
    return {"name": one.name, "role": str(one.role)}


def _objective_in(reader: "_Reader") -> Objective:
    return Objective(
        id=reader.text("id"),
        code=reader.text("code"),
        label=reader.text("label"),
        title=reader.wording("title"),
        short_title=reader.text("short_title"),
        objectives=reader.each("objectives", _objective_in),
        actions=reader.each("actions", _action_in),
    )


def _action_in(reader: "_Reader") -> Action:
    deadline = reader.child("deadline")
    return Action(
        id=reader.text("id"),
        code=reader.text("code"),
        text=reader.wording("text"),
        short_title=reader.text("short_title"),
        responsibles=reader.each(
            "responsibles", lambda one: Responsible(one.text("name"), one.choice("role", Role))
        ),
        deadline=Deadline(
            text=deadline.text("text"),
            kind=deadline.choice("kind", DeadlineKind),
            starts=deadline.day("starts"),
            due=deadline.day("due"),
        ),
        expected_results=reader.each(
            "expected_results",
            lambda one: ExpectedResult(one.text("id"), one.wording("text"), one.choice("kind", ResultKind)),
        ),
        recommendations=reader.texts("recommendations"),
        priority=reader.choice("priority", Priority),
        state=reader.choice("state", DeclaredState),
        extra=reader.texts_by_key("extra"),
    )


class _Reader:
    """One JSON object and where it stands, so that each complaint can name its place."""

    def __init__(self, data: object, place: str) -> None:
        if not isinstance(data, dict):
            raise NotAPlanFile(f"{place or 'the file'} is not an object")
        self.data = data
        self.place = place

    def _at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def _get(self, key: str, kind: type[T], default: T) -> T:
        value = self.data.get(key, default)
        if not isinstance(value, kind):
            raise NotAPlanFile(f"{self._at(key)} is not of the expected kind ({kind.__name__})")
        return value

    def text(self, key: str) -> str:
        return self._get(key, str, "")

    def whole(self, key: str) -> int | None:
        value = self.data.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise NotAPlanFile(f"{self._at(key)} is not a whole number")
        return value

    def day(self, key: str) -> dt.date | None:
        try:
            return dt.date.fromisoformat(self.text(key)) if self.data.get(key) is not None else None
        except ValueError as error:
            raise NotAPlanFile(f"{self._at(key)} is not a day (YYYY-MM-DD)") from error

    def choice(self, key: str, kind: Callable[[str], T]) -> T:
        try:
            return kind(self.text(key))
        except ValueError as error:
            raise NotAPlanFile(f"{self._at(key)}: {error}") from error

    def child(self, key: str) -> "_Reader":
        return _Reader(self.data.get(key, {}), self._at(key))

    def each(self, key: str, read: Callable[["_Reader"], T]) -> tuple[T, ...]:
        items: list[object] = self._get(key, list, [])
        return tuple(read(_Reader(item, f"{self._at(key)}[{index}]")) for index, item in enumerate(items))

    def texts(self, key: str) -> tuple[str, ...]:
        items: list[object] = self._get(key, list, [])
        if not all(isinstance(item, str) for item in items):
            raise NotAPlanFile(f"{self._at(key)} is not a list of texts")
        return tuple(str(item) for item in items)

    def texts_by_key(self, key: str) -> Mapping[str, str]:
        items: dict[object, object] = self._get(key, dict, {})
        if not all(isinstance(item, str) for item in items.values()):
            raise NotAPlanFile(f"{self._at(key)} does not hold texts only")
        return MappingProxyType({str(name): str(item) for name, item in items.items()})

    def wording(self, key: str) -> Wording:
        text = self.text(key)
        spans: list[object] = self._get("emphasis", list, [])
        emphasis: list[tuple[int, int]] = []
        for span in spans:
            if not (isinstance(span, list) and len(span) == 2 and all(isinstance(end, int) for end in span)):
                raise NotAPlanFile(f"{self._at('emphasis')} is not a list of [start, end]")
            start, end = int(span[0]), int(span[1])
            if not (emphasis[-1][1] if emphasis else 0) <= start < end <= len(text):
                raise NotAPlanFile(f"{self._at('emphasis')} has a span out of place: {span}")
            emphasis.append((start, end))
        return Wording(text, tuple(emphasis))
