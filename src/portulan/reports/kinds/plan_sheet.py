"""The plan as one flat table, one row an action (or an objective that has none): for spreadsheets and for other
programs."""

from collections.abc import Iterator

from portulan.plandoc.carried import carried
from portulan.plandoc.document import Action, Objective, PlanDocument, Role
from portulan.plandoc.plan_words import words
from portulan.typeset.page import Column, Sheet

_WIDTHS = {
    "strategic": 11.0,
    "strategic_title": 34.0,
    "between": 24.0,
    "objective": 11.0,
    "objective_title": 34.0,
    "code": 8.0,
    "text": 56.0,
    "short_title": 26.0,
    "responsibles": 24.0,
    "associates": 24.0,
    "deadline": 11.0,
    "results": 36.0,
    "recommendations": 20.0,
    "priority": 10.0,
    "state": 14.0,
}
_EXTRA_WIDTH = 20.0
_ONLY_WHEN_USED = ("between", "associates")

Path = tuple[Objective, ...]


def build(document: PlanDocument) -> Sheet:
    """Several values of a cell stand each on a line of its own; `width` is in characters. Dropped back in, it is
    the same plan (see `recognition.own_sheet`)."""
    named = words(document.language)
    extras = list(dict.fromkeys(name for action in document.actions() for name in action.extra))
    facts = [(_facts(document, path, action), action) for path, action in _rows(document.objectives)]
    unused = {name for name in _ONLY_WHEN_USED if not any(fact[name] for fact, _ in facts)}
    names = [name for name in _WIDTHS if name not in unused]
    columns = [Column(named.sheet[name], _WIDTHS[name]) for name in names]
    return Sheet(
        title=document.title,
        columns=(*columns, *(Column(name, _EXTRA_WIDTH) for name in extras)),
        rows=tuple(
            (*(fact[name] for name in names), *(action.extra.get(name, "") if action else "" for name in extras))
            for fact, action in facts
        ),
        language=document.language,
        marks=tuple(action.id if action else "" for _, action in facts),
        carried=carried(document),
    )


def _rows(objectives: tuple[Objective, ...], above: Path = ()) -> Iterator[tuple[Path, Action | None]]:
    """Each action, and each objective that holds nothing, with the objectives above from the top."""
    for objective in objectives:
        path = (*above, objective)
        for action in objective.actions:
            yield path, action
        if not objective.actions and not objective.objectives:
            yield path, None
        yield from _rows(objective.objectives, path)


def _facts(document: PlanDocument, path: Path, action: Action | None) -> dict[str, str]:
    top, own = path[0], path[-1] if len(path) > 1 else None
    place = {
        "strategic": top.code or top.label,
        "strategic_title": top.title.plain,
        "between": "\n".join(_named(objective) for objective in path[1:-1]),
        "objective": own.code if own else "",
        "objective_title": own.title.plain if own else "",
    }
    return place | (_action_facts(document, action) if action else dict.fromkeys(_WIDTHS.keys() - place, ""))


def _action_facts(document: PlanDocument, action: Action) -> dict[str, str]:
    named = words(document.language)
    return {
        "code": action.code,
        "text": action.text.plain,
        "short_title": action.short_title,
        "responsibles": "\n".join(action.carried_by(Role.PILOT)),
        "associates": "\n".join(action.carried_by(Role.ASSOCIATE)),
        "deadline": action.deadline.text,
        "results": "\n".join(result.text.plain for result in action.expected_results),
        "recommendations": "\n".join(action.recommendations),
        "priority": named.priorities[action.priority],
        "state": named.states[action.state],
    }


def _named(objective: Objective) -> str:
    name = " ".join(part for part in (objective.label, objective.code) if part)
    return f"{name}\u00a0: {objective.title.plain}" if name else objective.title.plain
