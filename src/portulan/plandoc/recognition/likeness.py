"""How much the content of a column looks like a role's, whatever its title."""

from collections.abc import Callable, Mapping

from portulan.plandoc.recognition.profiles import Profile
from portulan.plandoc.recognition.roles import (
    ACTION,
    ASSOCIATE,
    CODE,
    DEADLINE,
    OBJECTIVE,
    PRIORITY,
    RECOMMENDATION,
    RESPONSIBLE,
    RESULT,
    STATE,
)


def worth_of_content(one: Profile, role: str) -> float:
    """How much a column's content looks like a role's, from 0 to 1."""
    return _CONTENTS[role](one) if one.filled and role in _CONTENTS else 0.0


def _like_action(one: Profile) -> float:
    """Long, each its own, begun with a verb or a code."""
    text = min(one.words / 4, 1.0) * (1 - answered(one))
    looks = 0.15 + 0.45 * one.verbal + 0.25 * one.distinct * min(one.fill, 1) + 0.15 * one.coded
    against = (1 - 0.7 * min(one.grouped * 1.6, 1)) * (1 - 0.25 * one.nominal) * (1 - 0.4 * one.several)
    return text * looks * against


def _like_objective(one: Profile) -> float:
    """A text that comes back, or is blank or merged below."""
    text = min(one.words / 2.5, 1.0) * (1 - answered(one))
    returns = min(1.0, one.returning * 2)
    text = max(text, (0.55 + 0.15 * min(one.words, 2)) * (1 - answered(one)) * (one.grouped >= 0.3))
    return (
        text
        * min(1.0, one.grouped * 1.8)
        * (1 - 0.35 * one.named * (one.words < 5) * returns)
        * (1 - 0.5 * one.posted)
        * (0.2 if same_throughout(one) else 1)
        * (1 - 0.5 * returns)
    )


def _like_result(one: Profile) -> float:
    """Things and numbers, often several in a cell, seldom twice the same."""
    body = min(one.words / 2, 1.0) * (1 - answered(one))
    looks = 0.3 + 0.35 * one.nominal + 0.25 * one.several + 0.15 * one.distinct - 0.2 * one.verbal
    return max(0.0, body * looks * (1 - 0.6 * min(one.grouped * 1.5, 1)) * (1 - 0.5 * one.coded))


def _like_names(one: Profile) -> float:
    """Short, like names, met again in other cells."""
    known = max(min(1.0, one.name_repeats * 2.2), min(1.0, one.posted * 1.3))
    worth = one.named * (0.35 + 0.65 * known) * _short(one) * (1 - one.nominal * 0.6)
    if one.grouped >= 0.3 and not one.returning:
        worth *= 0.55 if one.posted < 0.5 else 0.8
    flagged = min(1.0, one.flagged * 2)
    return worth * (1 - max(one.deadline, one.state, one.priority if one.words < 2 else 0, one.code, flagged))


_CONTENTS: Mapping[str, Callable[[Profile], float]] = {
    DEADLINE: lambda one: (
        one.deadline
        * (1 if one.words <= 6 else 0.5)
        * (1 if one.latest else 0.85)
        * (0.7 + 0.3 * min(one.fill, 1))
    ),
    CODE: lambda one: one.code * one.distinct * (1 - one.deadline) * (one.words <= 2),
    PRIORITY: lambda one: one.priority * (1 if one.distinct < 0.7 or one.filled < 5 else 0.3),
    STATE: lambda one: max(one.state * (0.9 if one.priority > 0.5 else 1), 0.3 * one.flagged * (one.words < 3)),
    RECOMMENDATION: lambda one: one.recommended * (0.9 if one.code > 0.5 else 1),
    RESPONSIBLE: _like_names,
    ASSOCIATE: lambda one: 0.8 * _like_names(one),
    ACTION: _like_action,
    OBJECTIVE: _like_objective,
    RESULT: _like_result,
}


def answered(one: Profile) -> float:
    """The share of cells that something else than a text explains: dates, codes, money…"""
    return min(1.0, max(
        one.deadline, one.code, one.money, one.percent, one.contact, one.priority, one.state, one.recommended,
        one.number, one.flagged * 2 if one.flagged >= 0.4 else one.flagged,
    ))  # fmt: skip


def _short(one: Profile) -> float:
    return 1.0 if one.words <= 7 else max(0.0, 1 - (one.words - 7) / 8)


def is_gappy(one: Profile) -> bool:
    """Whether cells are left blank that no merge explains."""
    return one.fill < 0.9


def same_throughout(one: Profile) -> bool:
    """Whether every row says the same: that parts nothing, so that it is no objective below another."""
    return one.filled >= 3 and one.distinct * one.filled < 1.5


def position(role: str, place: float) -> float:
    """People write from left to right what they want, what they do, who and when, what comes out of it."""
    return {
        OBJECTIVE: 0.06 * (1 - place),
        ACTION: 0.05 * (1 - place),
        CODE: 0.04 * (1 - place),
        RESULT: 0.05 * place,
        RESPONSIBLE: 0.02 * (1 - place),
    }.get(role, 0.0)
