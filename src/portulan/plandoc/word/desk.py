"""The desk on which a plan is written into a file: both plans, where things stand, what was said."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from portulan.plandoc.document import Action, Objective, PlanDocument
from portulan.plandoc.reading import docx
from portulan.plandoc.recognition import columns as roles
from portulan.plandoc.sentences import Sentence, say
from portulan.plandoc.word.actions import ActionWriter, Habits
from portulan.plandoc.word.ink import Ink
from portulan.plandoc.word.places import ActionPlace, ObjectivePlace, Places, twins

Element = etree._Element


@dataclass(slots=True)
class Side:
    """A plan by identity: its rows, who holds whom."""

    objectives: dict[str, Objective] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: PlanDocument) -> "Side":
        plan = cls()
        for one in document.objectives:
            plan._lay(one, "")
        return plan

    def _lay(self, objective: Objective, holder: str) -> None:
        self.objectives[objective.id] = objective
        self.holders[objective.id] = holder
        for action in objective.actions:
            self.actions[action.id] = action
            self.holders[action.id] = objective.id
        for child in objective.objectives:
            self._lay(child, objective.id)

    def chain(self, own: str) -> Iterator[str]:
        """An objective and those that hold it."""
        while own:
            yield own
            own = self.holders[own]

    def depth(self, own: str) -> int:
        return sum(1 for _ in self.chain(own))

    def beside(self, own: str, document: PlanDocument) -> Sequence[Objective]:
        holder = self.holders[own]
        return self.objectives[holder].objectives if holder else document.objectives


class Desk:
    """`places` are those of the file, `pristine` and `rows` copies of what stood there at first;
    `stands` and `tables` say where each objective of today stands, `fresh` where the actions that come do."""

    def __init__(
        self, opened: docx.Opened, places: Places, base: PlanDocument, today: PlanDocument, ink: Ink
    ) -> None:
        self.opened, self.places, self.ink = opened, places, ink
        self.base, self.today = base, today
        self.was, self.now = Side.of(base), Side.of(today)
        self.remarks: list[Sentence] = []
        self.columnless: dict[str, list[str]] = {}
        self.cells = ActionWriter(Habits.of(places.actions, base.language))
        self.pristine = {
            own: ObjectivePlace(
                place.stand,
                [copy.deepcopy(one) for one in place.named],
                [copy.deepcopy(one) for one in place.titled],
            )
            for own, place in places.objectives.items()
        }
        self.rows = {own: copied(place) for own, place in places.actions.items()}
        self.tables: dict[str, Element | None] = {}
        self.stands: dict[str, ObjectivePlace] = dict(places.objectives)
        self.fresh: dict[str, ActionPlace] = {}
        self.named_anew: dict[str, list[Element]] = {}

    def titled(self, own: str) -> str:
        """What a remark calls a row."""
        action = self.now.actions.get(own) or self.was.actions.get(own)
        if action is not None:
            return f"« {action.code or action.short_title or action.text.plain[:60]} »"
        objective = self.now.objectives.get(own) or self.was.objectives[own]
        return f"« {' '.join(filter(None, (objective.label, objective.code))) or objective.title.plain[:60]} »"

    def lost(self, action: Action, fields: Sequence[str]) -> None:
        """Keep in mind what of an action the file has no column for."""
        for one in dict.fromkeys(fields):
            title = self.base.columns.get(_TITLES.get(one, ""), "") or _WORDS.get(one, one)
            self.columnless.setdefault(title, []).append(self.titled(action.id))

    def missing_columns(self) -> Iterator[Sentence]:
        """A sentence for each column that the file does not have."""
        for title, rows in self.columnless.items():
            if len(rows) == 1:
                yield say(
                    "Ce document n’a pas de colonne pour « {column} » : celle de {row} n’y est pas.",
                    column=title,
                    row=rows[0],
                )
                continue
            named = ", ".join(rows[:_CITED]) + ("…" if len(rows) > _CITED else "")
            yield say(
                "Ce document n’a pas de colonne pour « {column} » : ce que {count} actions en disent n’y est pas "
                "({rows}).",
                column=title,
                count=len(rows),
                rows=named,
            )


def copied(place: ActionPlace) -> ActionPlace:
    """The place in a copy of its rows."""
    rows = [copy.deepcopy(row) for row in place.rows]
    return place.copied(twins(place.rows, rows))


_CITED = 8
_TITLES = {
    roles.RESPONSIBLE: "responsibles",
    roles.DEADLINE: "deadline",
    roles.RESULT: "results",
    roles.RECOMMENDATION: "recommendations",
}
_WORDS = {
    roles.RESPONSIBLE: say("Responsables"),
    roles.DEADLINE: say("Échéance"),
    roles.RESULT: say("Résultats attendus"),
    roles.RECOMMENDATION: say("Recommandations"),
    roles.PRIORITY: say("Priorité"),
}
