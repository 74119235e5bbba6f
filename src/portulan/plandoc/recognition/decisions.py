"""People's answers to doubts, applied to the document: each effect is a small JSON-able value.

`{"set": "responsibles", "action": id, "names": […]}`, `{"set": "result", "result": id, "text": …}`,
`{"set": "acronym", "acronym": …, "name": …}`, `{"set": "organisation", "text": …}`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from portulan.plandoc.document import Action, Objective, PlanDocument, Responsible
from portulan.plandoc.recognition.cells import result_kind
from portulan.plandoc.recognition.findings import Effect
from portulan.plandoc.text import Wording


def apply(document: PlanDocument, effects: Iterable[Effect]) -> PlanDocument:
    """The document with each effect, in order; one about something that is not there changes nothing."""
    effects = list(effects)
    for effect in effects:
        match effect["set"]:
            case "acronym":
                acronyms = {**document.acronyms, str(effect["acronym"]): str(effect["name"])}
                document = replace(document, acronyms=acronyms)
            case "organisation":
                document = replace(document, organisation=str(effect["text"]))
    responsibles = {str(one["action"]): one for one in effects if one["set"] == "responsibles"}
    results = {str(one["result"]): one for one in effects if one["set"] == "result"}
    objectives = tuple(_objective(one, responsibles, results) for one in document.objectives)
    return replace(document, objectives=objectives)


def _objective(
    objective: Objective, responsibles: Mapping[str, Effect], results: Mapping[str, Effect]
) -> Objective:
    return replace(
        objective,
        objectives=tuple(_objective(one, responsibles, results) for one in objective.objectives),
        actions=tuple(_action(one, responsibles, results) for one in objective.actions),
    )


def _action(action: Action, responsibles: Mapping[str, Effect], results: Mapping[str, Effect]) -> Action:
    if effect := responsibles.get(action.id):
        action = replace(action, responsibles=tuple(Responsible(str(name)) for name in effect["names"]))
    expected = tuple(
        replace(one, text=Wording(str(effect["text"])), kind=result_kind(str(effect["text"])))
        if (effect := results.get(one.id))
        else one
        for one in action.expected_results
    )
    return replace(action, expected_results=expected)
