"""The doubts of an import, the worst first, each as the page shows it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portulan.imports import rules
from portulan.imports.rules import Answer, Decisions
from portulan.plandoc.document import Action
from portulan.plandoc.recognition import unknown_words
from portulan.plandoc.recognition.columns import SURE
from portulan.plandoc.recognition.findings import Doubt, Recognition
from portulan.plandoc.text import fold
from portulan.web.imports import free

COLUMN = "unsure_column"
KINDS = (
    COLUMN,
    "cut_row",
    "parted_lines",
    "cut_word",
    "misplaced",
    "several_names",
    "several_people",
    "no_responsible",
    "outside_period",
    "unclear_deadline",
    "code_twice",
    "no_number",
    "unknown_word",
    "unknown_acronym",
    "bare_result",
    "no_deadline",
    "number_missing",
)
"""By what goes wrong where a doubt is right: whole columns, whole rows, the parts of a cell, what a cell lacks,
what is merely odd. Kinds that are not known here come last."""

_FEW = 4  # words that stand once and are asked about one by one

# What recognition calls the part of a row that a kind of doubt is about.
_ABOUT = {
    "unknown_acronym": "Responsables",
    "several_names": "Responsables",
    "several_people": "Responsables",
    "no_responsible": "Responsables",
    "bare_result": "Résultats",
    "unclear_deadline": "Échéance",
    "no_deadline": "Échéance",
    "outside_period": "Échéance",
    "code_twice": "Action",
}


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing that was understood; `unsure` when the doubt is about it."""

    label: str
    text: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A doubt, its number on the page, and its answer once there is one. `way` says how it may be answered
    besides the proposals, `invitation` the words that offer it, `longest` how many characters it may have; `alike`
    counts the other open doubts that take the same answers about the same `words`, those of its cell. `action` is
    the text of the action that it is about. `columns` where looking at the columns again is an answer, `picture`
    where its page can be shown. `error` and `typed`: an answer that was refused. `question` is the same for
    the doubts that are asked about together."""

    number: int
    doubt: Doubt
    answer: Answer | None
    understood: tuple[Understood, ...]
    way: free.Way
    invitation: str
    alike: int = 0
    words: str = ""
    action: str = ""
    columns: bool = False
    picture: bool = False
    longest: int = 0
    error: str = ""
    typed: str = ""
    question: tuple[str, ...] = ()


def cards_of(found: Recognition, decided: Decisions) -> tuple[Card, ...]:
    """All of them, the worst first."""
    alike = Counter(_likeness(one) for one in rules.open_doubts(found, decided))
    actions = {one.id: one for one in found.document.actions()}
    together = questions(found.doubts)
    return tuple(
        Card(
            number,
            doubt,
            decided.answers.get(doubt.id),
            tuple(Understood(label, text, _ABOUT.get(doubt.kind) == label) for label, text in doubt.understood),
            free.way(doubt),
            free.invitation(doubt),
            alike[_likeness(doubt)] - (doubt.id not in decided.answers),
            words(doubt),
            _action(doubt, actions),
            doubt.kind == COLUMN and bool(found.tables),
            has_picture(doubt),
            free.LONGEST.get(free.way(doubt), 0),
            question=together[doubt.id],
        )
        for number, doubt in enumerate(_worst_first(found, together), 1)
    )


def questions(doubts: Sequence[Doubt]) -> dict[str, tuple[str, ...]]:
    """The question that each doubt belongs to: its kind, and the word where it asks what one stands for. Words
    that stand once are asked about together where there are more than a few: they are remarks rather."""
    words = {one.id: (one.kind, about[0], fold(about[1])) for one in doubts if (about := unknown_words.asked(one))}
    times = Counter(words.values())
    few = sum(count == 1 for count in times.values()) <= _FEW
    return {
        one.id: own if (own := words.get(one.id)) and (few or times[own] > 1) else (one.kind,) for one in doubts
    }


def like(found: Recognition, decided: Decisions, doubt: Doubt) -> list[Doubt]:
    """The other open doubts of the same kind that offer the same answers about the same words."""
    others = (one for one in rules.open_doubts(found, decided) if one.id != doubt.id)
    return [one for one in others if _likeness(one) == _likeness(doubt)]


def has_picture(doubt: Doubt) -> bool:
    """Whether the page where it stands can be shown: the reader knew where on it."""
    return bool(doubt.place.page and doubt.place.box)


def words(doubt: Doubt) -> str:
    """What stands in the cell that the doubt is about; empty where several do, or where it is empty."""
    held = [one.text for one in doubt.excerpt if one.focus]
    return " ".join(held[0].split()) if len(held) == 1 else ""


def _likeness(doubt: Doubt) -> tuple[str, ...]:
    return (doubt.kind, fold(words(doubt)), *(one.label for one in doubt.proposals))


def _action(doubt: Doubt, actions: Mapping[str, Action]) -> str:
    action = actions.get(doubt.subject)
    return action.text.plain if action is not None and doubt.kind != COLUMN else ""


def _worst_first(found: Recognition, together: Mapping[str, tuple[str, ...]]) -> list[Doubt]:
    """By their kind; of one kind, those about columns that are unsure themselves first, the least sure of all
    before the others; then in reading order, those of one question together, and those alike."""
    unsure = {one.role: one.confidence for one in found.columns if one.confidence < SURE}
    begins: dict[tuple[str, ...], int] = {}
    asked: dict[tuple[str, ...], int] = {}
    for rank, doubt in enumerate(found.doubts):
        begins.setdefault(_likeness(doubt), rank)
        asked.setdefault(together[doubt.id], rank)

    def weight(doubt: Doubt) -> tuple[int, float, int, int]:
        kind = KINDS.index(doubt.kind) if doubt.kind in KINDS else len(KINDS)
        return kind, unsure.get(doubt.role, 1.0), asked[together[doubt.id]], begins[_likeness(doubt)]

    return sorted(found.doubts, key=weight)
