"""How sure a column's role is: what its title, its content and the columns beside it say, each a witness.

A role is first as sure as the witness that gave it (`_first`). Then each doubt of `_DOUBTS` that holds makes it
unsure, whatever that witness said: two columns that could be told apart by one word only are better asked about
than mistaken."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from portulan.plandoc.recognition.calendars import is_joined
from portulan.plandoc.recognition.likeness import answered, same_throughout, worth_of_content
from portulan.plandoc.recognition.profiles import Profile
from portulan.plandoc.recognition.roles import (
    ACTION,
    ASSOCIATE,
    CODE,
    DEADLINE,
    DECOY,
    EXTRA,
    OBJECTIVE,
    PRIORITY,
    RECOMMENDATION,
    RESPONSIBLE,
    RESULT,
    STATE,
)
from portulan.plandoc.recognition.title_words import said, title_score
from portulan.plandoc.sentences import say

SURE = 0.75
_YEAR = re.compile(r"20\d\d")
_UNSURE = 0.7
_NAMED = 0.6  # a title that says a role
_PLAINLY = 0.85  # and says it with a word of its own
_AGREES, _DENIES = 0.25, 0.12  # how much the content is like the role that the title says

# How much the content of a column kept as it is must be like a role for it to be that role, where no other column
# has it: dates and closed words are known at once, texts are like one another.
_LACKING = {DEADLINE: 0.5, RESPONSIBLE: 0.3, STATE: 0.6, RESULT: 0.3, OBJECTIVE: 0.3}
# Where its title says a role, how little its content may be like it.
_LEAST = {ACTION: 0.4, RESULT: 0.25, CODE: 0.12, ASSOCIATE: 0.12, RESPONSIBLE: 0.12, DEADLINE: 0.12, STATE: 0.3}


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A column with the role that it was given: `worth` is what each role was worth for it, `kept` that of none;
    `forced` where a person said it."""

    role: str
    title: str
    profile: Profile
    worth: Mapping[str, float]
    kept: float
    forced: bool

    @property
    def score(self) -> float:
        """How well the title says the role."""
        if self.role == EXTRA:
            return max(title_score(self.title, EXTRA), title_score(self.title, DECOY))
        return title_score(self.title, self.role)

    @property
    def content(self) -> float:
        return self.like(self.role)

    def like(self, role: str) -> float:
        return worth_of_content(self.profile, role)

    def says_another(self) -> bool:
        """Whether the title says a role, and another one."""
        named, how_well = said(self.title)
        return how_well >= _NAMED and named not in (self.role, DECOY if self.role == EXTRA else self.role)


@dataclass(frozen=True, slots=True)
class Beside:
    """All columns of the table; those that are `headed` have their objectives above them."""

    columns: Sequence[Witnessed]
    headed: bool

    def lacks(self, role: str) -> bool:
        return all(one.role != role for one in self.columns)

    def others(self, one: Witnessed) -> list[Witnessed]:
        return [other for other in self.columns if other is not one]


def confidence(one: Witnessed, beside: Beside) -> tuple[float, str]:
    """From 0 to 1, and from what."""
    sureness, reason = _first(one)
    if sureness >= SURE and not one.forced and any(doubts(one, beside) for doubts in _DOUBTS):
        return _UNSURE, reason
    return sureness, reason


def _first(one: Witnessed) -> tuple[float, str]:
    """What the column alone says."""
    if one.forced:
        return 1.0, say("choisi")
    if one.score >= _NAMED and one.role == EXTRA:
        return 0.95, say("titre")
    if one.role == DEADLINE and is_joined(one.title):
        return _UNSURE, say("croix sous des périodes")
    if one.score >= _NAMED:
        return _by_title(one)
    if one.role == EXTRA:
        told = min(0.95, 0.55 + (one.kept - max(one.worth.values())) * 1.5) if one.profile.filled else 0.9
        return told, say("aucun rôle reconnu")
    rival = max([one.kept, *(value for name, value in one.worth.items() if name != one.role)])
    return max(0.3, min(0.92, 0.4 + one.content * 0.35 + (one.worth[one.role] - rival) * 1.2)), say("contenu")


def _by_title(one: Witnessed) -> tuple[float, str]:
    if one.content >= _AGREES:
        return 0.97, say("titre et contenu")
    if not one.profile.filled:
        return 0.97, say("titre")
    rival = max((value for name, value in one.worth.items() if name != one.role), default=0.0)
    agreed = one.content >= _DENIES or one.score >= _PLAINLY or one.profile.filled < 3
    return 0.85 if one.worth[one.role] > rival + 0.1 and agreed else 0.6, say("titre")


def _by_content(one: Witnessed) -> bool:
    return one.role != EXTRA and one.score < _NAMED


def _may_be_lacking(one: Witnessed, beside: Beside) -> bool:
    """Kept as it is, while it looks like a role that no other column has."""
    if one.role != EXTRA or one.profile.filled < 2:
        return False
    return any(one.like(role) >= least and _is_open(role, one, beside) for role, least in _LACKING.items())


def _is_open(role: str, one: Witnessed, beside: Beside) -> bool:
    """Whether no column has this role, and this one could."""
    if not beside.lacks(role) or (role == OBJECTIVE and beside.headed):
        return False
    own = one.profile
    if role == OBJECTIVE:
        return own.returning <= 0.34 and own.posted < 0.5 and not same_throughout(own)
    if role == RESULT:
        return own.fill >= 0.7 and own.words >= 1.5 and answered(own) < 0.3
    return role != RESPONSIBLE or own.fill >= 0.7


def _helps_nobody(one: Witnessed, beside: Beside) -> bool:
    """Those who help, where nobody is in charge."""
    return one.role == ASSOCIATE and beside.lacks(RESPONSIBLE)


def _others_act(one: Witnessed, beside: Beside) -> bool:
    """Whether a text that is kept, a result or a recommendation is more like actions than this one."""
    return any(
        other.like(ACTION) >= one.content + 0.2
        for other in beside.others(one)
        if other.role in (EXTRA, RESULT, RECOMMENDATION)
    )


def _content_says_nothing(one: Witnessed, beside: Beside) -> bool:
    """A title says the role, and the content does not look like it."""
    least = _LEAST.get(one.role, 0.0)
    if one.role == STATE and one.profile.words <= 3 and one.profile.distinct <= 0.75:
        least = 0.0  # a few short words that come back may be states that are not known
    if one.role == ACTION and one.profile.grouped < 0.3 and not _others_act(one, beside):
        least = 0.0  # actions of a word or two, and nothing else that could be them
    return one.score >= _NAMED and one.profile.filled >= 2 and one.content < least


def _stands_for_objectives(one: Witnessed, beside: Beside) -> bool:
    """A recommendation told in words, where nothing else says what the actions are for."""
    return (
        one.role == RECOMMENDATION
        and one.content < _AGREES
        and beside.lacks(OBJECTIVE)
        and (not beside.headed or one.profile.grouped >= 0.3)
    )


def _groups_nothing(one: Witnessed, beside: Beside) -> bool:
    """Objectives by their title, each of them with one action, beside a text that does group actions, or after
    them."""
    if one.role != OBJECTIVE or one.content >= _DENIES or one.profile.filled < 3:
        return False
    at = beside.columns.index(one)
    after = any(other.role == ACTION for other in beside.columns[:at])
    return after or any(
        other.like(OBJECTIVE) >= 0.3 and other.role in (EXTRA, RESULT, RECOMMENDATION)
        for other in beside.others(one)
    )


def _less_than_another(one: Witnessed, beside: Beside) -> bool:
    """Actions or recommendations whose title says so, beside a column that is far more like actions."""
    if one.role == ACTION:
        least = max(0.6, one.content + 0.3)
        return any(
            other.like(ACTION) >= least
            for other in beside.others(one)
            if other.role in (EXTRA, RESULT, RECOMMENDATION, OBJECTIVE)
            and (other.role == RECOMMENDATION or said(other.title)[1] < _NAMED)
        )
    return one.role == RECOMMENDATION and any(
        other.role == ACTION and one.like(ACTION) >= other.content + 0.15 for other in beside.columns
    )


def _title_is_against(one: Witnessed, _: Beside) -> bool:
    """By its content, while its title says another role."""
    return _by_content(one) and one.says_another()


def _grades_anything(one: Witnessed, _: Beside) -> bool:
    """By their content alone, helpers may as well be in charge, grades be of anything, "R1" a recommendation; a
    few remarks look like objectives."""
    if not _by_content(one):
        return False
    own = one.profile
    return (
        one.role in (ASSOCIATE, PRIORITY)
        or (one.role == CODE and own.recommended > 0.5)
        or (one.role == OBJECTIVE and own.fill < 0.7 and own.returning == 0 and own.words < 5)
    )


def _another_is_as_like(one: Witnessed, beside: Beside) -> bool:
    """By its content alone, where a column without a role, or of helpers, is nearly as like it."""
    if one.role not in (OBJECTIVE, RESPONSIBLE, DEADLINE, RESULT) or one.score:
        return False
    return any(
        other.like(one.role) >= 0.75 * one.content
        for other in beside.others(one)
        if (other.role == EXTRA and (other.score < _NAMED or one.role in (RESPONSIBLE, DEADLINE)))
        or (one.role, other.role) == (RESPONSIBLE, ASSOCIATE)
    )


def _another_acts_as_well(one: Witnessed, beside: Beside) -> bool:
    """Actions by their content alone, beside another text that begins as actions do: a recommendation and what
    answers it are told apart by their titles only."""
    return (
        one.role == ACTION
        and one.score < _NAMED
        and any(
            other.profile.verbal >= 0.8 and other.like(ACTION) >= 0.6 * one.content and other.score < _NAMED
            for other in beside.others(one)
        )
    )


def _numbers_of_something(one: Witnessed, beside: Beside) -> bool:
    """Codes that are kept as they are, where no action has a number, or none a recommendation."""
    return one.role == EXTRA and one.like(CODE) >= 0.6 and (beside.lacks(CODE) or beside.lacks(RECOMMENDATION))


def _crosses_in_time(one: Witnessed, _: Beside) -> bool:
    """The same mark in each cell, under a year: crosses that were not read as a deadline."""
    own = one.profile
    marks = own.filled > 0 and own.words <= 1 and own.distinct * own.filled < 1.5
    return one.role == EXTRA and marks and bool(_YEAR.search(one.title))


def _scale_half_known(one: Witnessed, _: Beside) -> bool:
    """What a grade is worth depends on the others: where one is not known, "desirable" may be the second of three
    or the last."""
    return one.role == PRIORITY and 0 < one.profile.priority < 0.95


def _second_of_two(one: Witnessed, beside: Beside) -> bool:
    """Of two columns of results, or of helpers, the one that is less like them may be something else: milestones,
    where indicators stand beside."""
    if one.role not in (RESULT, ASSOCIATE):
        return False
    return any(
        other.role == one.role and other.worth[one.role] >= one.worth[one.role] for other in beside.others(one)
    )


def _title_says_two(one: Witnessed, _: Beside) -> bool:
    """A title that says as well that this is something else: a "start date" is no deadline."""
    return one.role in (DEADLINE, STATE, RESULT) and title_score(one.title, EXTRA) >= max(_NAMED, one.score - 0.05)


def _before_the_actions(one: Witnessed, beside: Beside) -> bool:
    """Results before the actions may be what these are founded on."""
    at = beside.columns.index(one)
    return one.role == RESULT and any(other.role == ACTION for other in beside.columns[at + 1 :])


def _groups_by_itself(one: Witnessed, beside: Beside) -> bool:
    """A text that comes back from row to row, where no merge and no title says that it puts rows together."""
    first = next((other for other in beside.columns if other.profile.words >= 2), one) is one
    return one.role == OBJECTIVE and _by_content(one) and one.profile.merged < 0.2 and not first


def _seldom_filled(one: Witnessed, _: Beside) -> bool:
    """Few actions have this date: it may be when they were done, or put off."""
    return one.role == DEADLINE and one.profile.fill < 0.5


_DOUBTS: tuple[Callable[[Witnessed, Beside], bool], ...] = (
    _may_be_lacking,
    _helps_nobody,
    _content_says_nothing,
    _stands_for_objectives,
    _groups_nothing,
    _less_than_another,
    _title_is_against,
    _grades_anything,
    _another_is_as_like,
    _another_acts_as_well,
    _numbers_of_something,
    _crosses_in_time,
    _scale_half_known,
    _second_of_two,
    _title_says_two,
    _before_the_actions,
    _groups_by_itself,
    _seldom_filled,
)
