"""The evaluations as they stood at the end of a day: what stands now, with every later entry of the journal taken
back."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from portulan.journal.models import Entry
from portulan.plans.models import Evaluation
from portulan.plans.queries.past import Image
from portulan.plans.queries.recommendations import EvaluationRow, Question, RecommendationRow, questions_among

Values = dict[str, Any]
Pair = tuple[uuid.UUID, uuid.UUID]
"""A recommendation, and an action that answers it."""

_FACTS = ("title", "agency", "on")
_TOLD = ("number", "text", "criterion", "page", "answer", "reason", "answered_on")
_BELOW = "recommendations__"
_SAID = tuple(_BELOW + name for name in ("id", "removed_at", *_TOLD))
_TIED = (f"{_BELOW}ties__action_id", f"{_BELOW}ties__reference")


class PastRecommendations:
    """The evaluations and the questions of the day of an image, in one query."""

    def __init__(self, image: Image) -> None:
        self._image = image
        self._evaluations, self._rows = dict[uuid.UUID, Values](), dict[uuid.UUID, Values]()
        self._ties: dict[Pair, str] = {}
        rows = Evaluation.objects.order_by("recommendations__position", "recommendations__id", "id")
        for row in rows.values("id", "created_at", "removed_at", *_FACTS, *_SAID, *_TIED):
            self._read(row)
        for entry in image.later:
            self._take_back(entry)

    def _read(self, row: Values) -> None:
        """A line for each evaluation, each of its recommendations and each action that answers it."""
        about, own, action = row["id"], row[f"{_BELOW}id"], row[f"{_BELOW}ties__action_id"]
        if about not in self._evaluations:
            told = {"created_at": row["created_at"], "there": row["removed_at"] is None}
            self._evaluations[about] = _days_written({name: row[name] for name in _FACTS}) | told
        if own is not None and own not in self._rows:
            told = {"evaluation_id": about, "there": row[f"{_BELOW}removed_at"] is None}
            self._rows[own] = _days_written({name: row[_BELOW + name] for name in _TOLD}) | told
        if action is not None:
            self._ties[own, action] = row[f"{_BELOW}ties__reference"]

    def evaluations(self) -> tuple[EvaluationRow, ...]:
        """Those that stood, the latest first, each action that answered in the order of the plan."""
        ranks = {action.pk: rank for rank, action in enumerate(self._image.actions)}
        answering: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
        for one, action in sorted(self._ties.keys(), key=lambda pair: ranks.get(pair[1], -1)):
            if action in ranks:
                answering[one].append(action)
        told: dict[uuid.UUID, list[RecommendationRow]] = defaultdict(list)
        for own, row in self._rows.items():
            if row["there"]:
                said = {name: row[name] for name in _TOLD}
                about, actions = row["evaluation_id"], tuple(answering[own])
                told[about].append(RecommendationRow(own, about, **_days_read(said), actions=actions))
        standing = [(own, row) for own, row in self._evaluations.items() if row["there"]]
        standing.sort(key=lambda one: (one[1]["on"] or "", one[1]["created_at"]), reverse=True)
        facts = {own: _days_read({name: row[name] for name in _FACTS}) for own, row in standing}
        return tuple(EvaluationRow(own, **said, recommendations=tuple(told[own])) for own, said in facts.items())

    def questions(self) -> tuple[Question, ...]:
        """The references of the actions of that day that were tied to no recommendation yet."""
        settled = {(action, reference) for (_one, action), reference in self._ties.items() if reference}
        referring = ((one.pk, one.recommendations) for one in self._image.actions)
        return questions_among(referring, settled, self.evaluations())

    def _take_back(self, entry: Entry) -> None:
        what, _dot, done = entry.verb.partition(".")
        if what == "evaluation" and (row := self._evaluations.get(entry.subject_id)):
            if done == "recommendations":
                self._take_back_a_list(entry)
            else:
                _put(row, entry.before, added=done == "added")
        elif what == "recommendation" and (row := self._rows.get(entry.subject_id)):
            if entry.action_id is None:
                _put(row, entry.before)
            else:
                self._take_back_a_tie(entry.subject_id, entry.action_id, done, entry.before)

    def _take_back_a_list(self, entry: Entry) -> None:
        """Those written together were not there before; an older journal knows them by their number only."""
        ids, numbers = entry.after.get("ids"), entry.after["recommendations"]
        for own, row in self._rows.items():
            if row["evaluation_id"] != entry.subject_id or not row["there"]:
                continue
            if str(own) in ids if ids is not None else row["number"] in numbers:
                row["there"] = False

    def _take_back_a_tie(self, one: uuid.UUID, action: uuid.UUID, done: str, before: Mapping[str, Any]) -> None:
        if done == "tied":
            self._ties.pop((one, action), None)
        else:
            self._ties[one, action] = before.get("reference", "")


def _put(row: Values, before: Mapping[str, Any], *, added: bool = False) -> None:
    """What was before a change; a row that was added was not there."""
    row.update({name: said for name, said in before.items() if name in row})
    if "answer" in before and "answered_on" not in before:
        row["answered_on"] = None  # the journal did not say it then
    if added or "removed" in before:
        row["there"] = not added


def _days_written(row: Values) -> Values:
    """Its days as the journal writes them."""
    return row | {name: row[name].isoformat() for name in ("on", "answered_on") if row.get(name)}


def _days_read(row: Values) -> Values:
    days = [name for name in ("on", "answered_on") if row.get(name)]
    return row | {name: dt.date.fromisoformat(row[name]) for name in days}
