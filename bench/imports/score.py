"""How well a plan was recognised: F1 of fields, rows fully right, wrong values that were shown as sure."""

from collections import Counter
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from portulan.plandoc.deadline import DeadlineKind, understand
from portulan.plandoc.document import Action, Objective, PlanDocument, Role
from portulan.plandoc.recognition import Recognition
from portulan.plandoc.text import fold

type_field = tuple[str, str]

MATCH = 70


@dataclass(slots=True)
class Score:
    """Of one file. `silent` are wrong values that no doubt is about, as (action, field, value); `needless` counts
    the right ones that a doubt is about, `questions` the doubts themselves."""

    right: int = 0
    given: int = 0
    expected: int = 0
    rows_right: int = 0
    rows: int = 0
    sure: int = 0
    needless: int = 0
    questions: int = 0
    silent: list[tuple[str, str, str]] = field(default_factory=list)
    missing: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def f1(self) -> float:
        total = self.given + self.expected
        return 2 * self.right / total if total else 1.0

    @property
    def full(self) -> float:
        return self.rows_right / self.rows if self.rows else 1.0


def score(truth: PlanDocument, found: PlanDocument | None, recognition: Recognition | None = None) -> Score:
    """Each action of the truth beside the nearest one found; `found` None when nothing was recognised."""
    result = Score(questions=len(recognition.doubts) if recognition else 0)
    doubted = _doubted(recognition) if recognition else {}
    theirs = _actions(found) if found else []
    texts = [fold(action.text.plain) for action, _ in theirs]
    left = set(range(len(theirs)))
    for action, objective in _actions(truth):
        result.rows += 1
        choices = {index: texts[index] for index in sorted(left)}
        best = process.extractOne(fold(action.text.plain), choices, scorer=fuzz.ratio, score_cutoff=MATCH)
        expected = fields(action, objective)
        if best is None:
            result.expected += sum(expected.values())
            result.missing += [(action.text.plain, *one) for one in expected]
            continue
        left.discard(best[2])
        _compare(result, expected, *theirs[best[2]], doubted)
    for index in left:
        _compare(result, Counter(), *theirs[index], doubted)
    return result


def _compare(
    result: Score,
    expected: Counter[type_field],
    action: Action,
    objective: Objective,
    doubted: dict[str, set[str]],
) -> None:
    given = fields(action, objective)
    right = expected & given
    result.right += sum(right.values())
    result.given += sum(given.values())
    result.expected += sum(expected.values())
    result.rows_right += expected == given
    unsure = doubted.get(action.id, set()) | doubted.get("", set())
    helping = {fold(one.name) for one in action.responsibles if one.role is Role.ASSOCIATE}

    def is_sure(one: type_field) -> bool:
        name, value = one
        return ("associates" if name == "responsibles" and value in helping else name) not in unsure

    result.sure += sum(count for one, count in given.items() if is_sure(one))
    result.needless += sum(count for one, count in right.items() if not is_sure(one))
    result.silent += [(action.text.plain, *one) for one in given - expected if is_sure(one)]
    result.missing += [(action.text.plain, *one) for one in expected - given]


def fields(action: Action, objective: Objective) -> Counter[type_field]:
    """The values of an action, one by one, spaces and case aside."""
    values = [
        ("objective", objective.title.plain),
        ("code", action.code),
        ("action", action.text.plain),
        ("deadline", _written(action.deadline.text)),
        ("priority", str(action.priority)),
        ("state", "" if action.state == "not_started" else str(action.state)),
    ]
    values += [("responsibles", one.name) for one in action.responsibles]
    values += [("results", one.text.plain) for one in action.expected_results]
    values += [("recommendations", one) for one in action.recommendations]
    values += [("extra", f"{title}={_written(text)}") for title, text in action.extra.items()]
    return Counter((name, fold(value)) for name, value in values if value.strip())


def _written(text: str) -> str:
    """A day in one way of writing it: a spreadsheet keeps none."""
    found = understand(text)
    return found.due.isoformat() if found.kind is DeadlineKind.DAY and found.due else text


def _actions(document: PlanDocument) -> list[tuple[Action, Objective]]:
    return [(action, objective) for objective in document.walk() for action in objective.actions]


_FIELDS = {"actions": "action", "objectives": "objective"}


def _doubted(recognition: Recognition) -> dict[str, set[str]]:
    """The fields in doubt by action; under "" those of columns that are in doubt for all."""
    found: dict[str, set[str]] = {}
    for doubt in recognition.doubts:
        role = _FIELDS.get(getattr(doubt, "role", ""), getattr(doubt, "role", ""))
        found.setdefault("" if doubt.kind == "unsure_column" else doubt.subject, set()).add(role)
    for objective in recognition.document.walk():  # what names it is one text, for all its actions
        own = [one.id for one in objective.actions]
        if any("objective" in found.get(one, ()) for one in own):
            for one in own:
                found.setdefault(one, set()).add("objective")
    return found
