"""A plan as it may stand a year later: changes of every sort, drawn from a seed."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from factories import an_id
from portulan.plandoc.comparison.table import TOP, Kind, Place, Table
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import Action, ExpectedResult, Objective, PlanDocument, Responsible
from portulan.plandoc.recognition.cells import result_kind
from portulan.plandoc.text import Wording

WORDS = "bilan commun des stages et rencontres avec les partenaires du réseau pour une note partagée".split()
BODIES = ("CEP", "CPI", "Équipe qualité", "Coordination du programme")
DEADLINES = ("25-26", "27-28", "28-29", "En continu", "Juin 2027")


class Reviser:
    """Changes rows of one plan; `fresh` numbers what it adds."""

    def __init__(self, document: PlanDocument, seed: int) -> None:
        self.draw = random.Random(seed)
        self.table = Table.of(document)
        self.fresh = 0

    def rows(self, kind: Kind = Kind.ACTION) -> list[str]:
        return [own for own in self.table.rows[kind] if own in self.table.holders[kind]]

    def change(self, own: str, **fields: Any) -> None:
        rows = self.table.rows[Kind.ACTION]
        rows[own] = replace(rows[own], **fields)

    def action(self) -> Action:
        row = self.table.rows[Kind.ACTION][self.draw.choice(self.rows())]
        assert isinstance(row, Action)
        return row

    def said(self) -> str:
        self.fresh += 1
        return f"{' '.join(self.draw.sample(WORDS, 5)).capitalize()} {self.fresh}"

    def result(self) -> ExpectedResult:
        text = self.said()
        return ExpectedResult(an_id(f"nouveau {text}"), Wording(text), result_kind(text))

    def new_action(self) -> Action:
        text = self.said()
        return Action(
            an_id(f"action {text}"),
            f"9.9.{self.fresh}",
            Wording(text),
            responsibles=(Responsible(self.draw.choice(BODIES)),),
            deadline=understand(self.draw.choice(DEADLINES)),
            expected_results=(self.result(),) if self.draw.random() < 0.7 else (),
        )

    def place(self, own: str = "") -> Place:
        """Somewhere among the actions of an objective that has some."""
        holder = self.draw.choice([one for one, below in self.table.order[Kind.ACTION].items() if below])
        beside = [one for one in self.table.order[Kind.ACTION][holder] if one != own]
        return Place(holder, self.draw.choice(["", *beside]))

    # one change each

    def reword(self) -> None:
        action = self.action()
        text = action.text.plain.split(" ")
        text.insert(self.draw.randrange(1, len(text) + 1), self.draw.choice(WORDS))
        self.change(action.id, text=Wording(" ".join(text)))

    def emphasise(self) -> None:
        action = self.action()
        head, _, rest = action.text.plain.partition(" ")
        pieces = [(head, True), (f" {rest}", False)] if rest else [(head, False)]
        self.change(action.id, text=Wording.from_pieces(pieces))

    def renumber(self) -> None:
        self.fresh += 1
        self.change(self.action().id, code=f"8.8.{self.fresh}")

    def reschedule(self) -> None:
        self.change(self.action().id, deadline=understand(self.draw.choice(DEADLINES)))

    def reassign(self) -> None:
        bodies = self.draw.sample(BODIES, self.draw.randrange(1, 3))
        self.change(self.action().id, responsibles=tuple(Responsible(one) for one in bodies))

    def add_body(self) -> None:
        action = self.action()
        self.fresh += 1
        self.change(action.id, responsibles=(*action.responsibles, Responsible(f"Bureau élargi {self.fresh}")))

    def add_result(self) -> None:
        action = self.action()
        at = self.draw.randrange(len(action.expected_results) + 1)
        results = [*action.expected_results]
        results.insert(at, self.result())
        self.change(action.id, expected_results=tuple(results))

    def remove_result(self) -> None:
        action = self.action()
        if action.expected_results:
            gone = self.draw.choice(action.expected_results)
            left = tuple(one for one in action.expected_results if one is not gone)
            self.change(action.id, expected_results=left)

    def replace_results(self) -> None:
        self.change(self.action().id, expected_results=(self.result(), self.result()))

    def reword_result(self) -> None:
        action = self.action()
        if action.expected_results:
            first, *others = action.expected_results
            text = f"{first.text.plain} {self.draw.choice(WORDS)}"
            first = replace(first, text=Wording(text), kind=result_kind(text))
            self.change(action.id, expected_results=(first, *others))

    def recommend(self) -> None:
        self.change(self.action().id, recommendations=self.draw.choice([("R1",), ("R2", "R4"), ()]))

    def remove(self) -> None:
        """An action goes; its objective with it when it was the last one."""
        own = self.draw.choice(self.rows())
        holder = self.table.holders[Kind.ACTION][own]
        self.table.take_out(Kind.ACTION, own)
        while holder and self.table.empty(holder):
            above = self.table.holders[Kind.OBJECTIVE][holder]
            self.table.take_out(Kind.OBJECTIVE, holder)
            holder = above

    def move(self) -> None:
        own = self.draw.choice(self.rows())
        if len(self.table.order[Kind.ACTION][self.table.holders[Kind.ACTION][own]]) > 1:
            place = self.place(own)
            self.table.take_out(Kind.ACTION, own)
            self.table.put_in(Kind.ACTION, own, place)

    def add(self) -> None:
        action = self.new_action()
        self.table.rows[Kind.ACTION][action.id] = action
        self.table.put_in(Kind.ACTION, action.id, self.place())

    def add_objective(self) -> None:
        beside = self.draw.choice([one for one, below in self.table.order[Kind.ACTION].items() if below])
        like, text, holder = self.objective(beside), self.said(), self.table.holders[Kind.OBJECTIVE][beside]
        new = Objective(an_id(f"objectif {text}"), f"7.{self.fresh}", like.label, Wording(text))
        self.table.rows[Kind.OBJECTIVE][new.id] = new
        self.table.put_in(Kind.OBJECTIVE, new.id, Place(holder, beside))
        action = self.new_action()
        self.table.rows[Kind.ACTION][action.id] = action
        self.table.put_in(Kind.ACTION, action.id, Place(new.id))

    def retitle(self) -> None:
        own = self.draw.choice(self.rows(Kind.OBJECTIVE))
        one = self.objective(own)
        title = Wording(f"{one.title.plain} {self.draw.choice(WORDS)}")
        self.table.rows[Kind.OBJECTIVE][own] = replace(one, title=title)

    def move_objective(self) -> None:
        """Up or down among those beside it."""
        own = self.draw.choice(self.rows(Kind.OBJECTIVE))
        holder = self.table.holders[Kind.OBJECTIVE][own]
        if holder != TOP:
            self.table.take_out(Kind.OBJECTIVE, own)
            beside = self.table.order[Kind.OBJECTIVE][holder]
            self.table.put_in(Kind.OBJECTIVE, own, Place(holder, self.draw.choice(["", *beside])))

    def objective(self, own: str) -> Objective:
        row = self.table.rows[Kind.OBJECTIVE][own]
        assert isinstance(row, Objective)
        return row


SORTS: tuple[Callable[[Reviser], None], ...] = (
    Reviser.reword,
    Reviser.emphasise,
    Reviser.renumber,
    Reviser.reschedule,
    Reviser.reassign,
    Reviser.add_body,
    Reviser.add_result,
    Reviser.remove_result,
    Reviser.replace_results,
    Reviser.reword_result,
    Reviser.recommend,
    Reviser.remove,
    Reviser.move,
    Reviser.add,
    Reviser.add_objective,
    Reviser.retitle,
    Reviser.move_objective,
)


def revised(document: PlanDocument, seed: int, count: int) -> PlanDocument:
    """The plan after `count` changes: each sort in turn, on rows that the seed draws."""
    reviser = Reviser(document, seed)
    for turn in range(count):
        SORTS[(seed + turn) % len(SORTS)](reviser)
    return reviser.table.document()
