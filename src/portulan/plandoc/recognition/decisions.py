"""People's answers to doubts, applied to the document: each effect is a small JSON-able value.

`{"set": "responsibles", "action": id, "names": […]}`, `{"set": "result", "result": id, "text": …}`,
`{"set": "results", "action": id, "texts": […]}`,
`{"set": "text", "action": id, "text": …}`, `{"set": "deadline", "action": id, "text": …}`,
`{"set": "code", "action": id, "code": …}`,
`{"set": "state", "action": id, "is": …, "title": …, "text": …}`, and "priority": what this text, kept under this
title until then, stands for,
`{"set": "body", "name": …, "names": […]}` (wherever this name stands: renamed, or split),
`{"set": "acronym", "acronym": …, "name": …}`, `{"set": "organisation", "text": …}`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import (
    Action,
    DeclaredState,
    ExpectedResult,
    Objective,
    PlanDocument,
    Priority,
    Responsible,
)
from portulan.plandoc.recognition.cells import result_kind
from portulan.plandoc.recognition.findings import Effect
from portulan.plandoc.text import Wording

Change = Callable[[Action, Effect, Boundary], Action]


def apply(document: PlanDocument, effects: Iterable[Effect], boundary: Boundary | None = None) -> PlanDocument:
    """The document with each effect, in order; one about something that is not there changes nothing."""
    for effect in effects:
        match effect["set"]:
            case "acronym":
                acronyms = {**document.acronyms, str(effect["acronym"]): str(effect["name"])}
                document = replace(document, acronyms=acronyms)
            case "organisation":
                document = replace(document, organisation=str(effect["text"]))
            case kind if change := _CHANGES.get(str(kind)):
                document = _changed(document, effect, change, boundary or Boundary())
    return document


def _changed(document: PlanDocument, effect: Effect, change: Change, boundary: Boundary) -> PlanDocument:
    """The document with this change made to the action that the effect names, or to each where it names none."""

    def objective(one: Objective) -> Objective:
        return replace(
            one,
            objectives=tuple(objective(child) for child in one.objectives),
            actions=tuple(
                change(action, effect, boundary) if effect.get("action", action.id) == action.id else action
                for action in one.actions
            ),
        )

    return replace(document, objectives=tuple(objective(one) for one in document.objectives))


def _responsibles(action: Action, effect: Effect, _boundary: Boundary) -> Action:
    roles = {one.name: one for one in action.responsibles}
    names = dict.fromkeys(str(name) for name in effect["names"])
    return replace(action, responsibles=tuple(roles.get(name, Responsible(name)) for name in names))


def _body(action: Action, effect: Effect, _boundary: Boundary) -> Action:
    """The name that is replaced gives its role to those that replace it."""
    given = {
        name: replace(one, name=name)
        for one in action.responsibles
        for name in ([str(new) for new in effect["names"]] if one.name == effect["name"] else [one.name])
    }
    return replace(action, responsibles=tuple(given.values()))


def _result(action: Action, effect: Effect, _boundary: Boundary) -> Action:
    text = str(effect["text"])
    results = tuple(
        replace(one, text=Wording(text), kind=result_kind(text)) if one.id == effect["result"] else one
        for one in action.expected_results
    )
    return replace(action, expected_results=results)


def _results(action: Action, effect: Effect, _boundary: Boundary) -> Action:
    """These results in place of its own; one that says the same keeps its identity."""
    own = {one.text.plain: one for one in action.expected_results}
    texts = dict.fromkeys(str(text) for text in effect["texts"])
    fresh = (own.get(text) or ExpectedResult("", Wording(text), result_kind(text)) for text in texts)
    return replace(action, expected_results=tuple(fresh))


def _text(action: Action, effect: Effect, _boundary: Boundary) -> Action:
    return replace(action, text=Wording(str(effect["text"])))


def _deadline(action: Action, effect: Effect, boundary: Boundary) -> Action:
    return replace(action, deadline=understand(str(effect["text"]), boundary))


def _code(action: Action, effect: Effect, _boundary: Boundary) -> Action:
    return replace(action, code=str(effect["code"]))


def _state(action: Action, effect: Effect, _boundary: Boundary) -> Action:
    return replace(action, state=DeclaredState(effect["is"]), extra=_without(action.extra, effect))


def _priority(action: Action, effect: Effect, _boundary: Boundary) -> Action:
    return replace(action, priority=Priority(effect["is"]), extra=_without(action.extra, effect))


def _without(extra: Mapping[str, str], effect: Effect) -> Mapping[str, str]:
    """What is kept beside the action but for this text, which is understood; others may stand under its title."""
    title, text = str(effect["title"]), str(effect["text"])
    left = f"\n{extra.get(title, '')}\n".replace(f"\n{text}\n", "\n", 1).strip("\n")
    return {key: left if key == title else kept for key, kept in extra.items() if key != title or left}


_CHANGES: Mapping[str, Change] = {
    "responsibles": _responsibles,
    "body": _body,
    "result": _result,
    "results": _results,
    "text": _text,
    "deadline": _deadline,
    "code": _code,
    "state": _state,
    "priority": _priority,
}
