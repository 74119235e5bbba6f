"""Which column holds what: words of the title and nature of the content, weighed for all columns at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from portulan.plandoc.deadline import DeadlineKind, understand
from portulan.plandoc.recognition.assignment import best
from portulan.plandoc.recognition.findings import ColumnReading
from portulan.plandoc.recognition.profiles import Profile
from portulan.plandoc.recognition.vocabulary import (
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
    ROLES,
    STATE,
    title_score,
)
from portulan.plandoc.sentences import say
from portulan.plandoc.text import fold

__all__ = [
    "ACTION",
    "ASSOCIATE",
    "CODE",
    "DEADLINE",
    "EXTRA",
    "OBJECTIVE",
    "PRIORITY",
    "RECOMMENDATION",
    "RESPONSIBLE",
    "RESULT",
    "ROLES",
    "STATE",
    "fingerprint",
    "read_columns",
    "share_of_deadlines",
    "title_score",
]

SURE = 0.75
_TITLE, _CONTENT, _KEPT = 0.6, 0.5, 0.27
_LIKELY = 0.6
_RACI = {"r": "Responsable", "a": "Approbateur", "c": "Consulté", "i": "Informé", "s": "Soutien"}
_SLOTS = (*ROLES, OBJECTIVE, RESULT, OBJECTIVE)


def fingerprint(titles: Iterable[str]) -> str:
    """The same for two tables of the same titles, whatever their case, accents and order."""
    return "|".join(sorted(filter(None, map(fold, titles))))


def said(title: str) -> tuple[str, float]:
    """The role that a title says best, and how well."""
    score, role = max((title_score(title, role), role) for role in (*ROLES, EXTRA, DECOY))
    return (role, score) if score else (EXTRA, 0.0)


def worth_of_content(one: Profile, role: str) -> float:
    """How much a column's content looks like a role's, from 0 to 1."""
    return _CONTENTS[role](one) if one.filled and role in _CONTENTS else 0.0


def _like_action(one: Profile) -> float:
    """Long, each its own, begun with a verb or a code."""
    text = min(one.words / 4, 1.0) * (1 - _answered(one))
    looks = 0.15 + 0.45 * one.verbal + 0.25 * one.distinct * min(one.fill, 1) + 0.15 * one.coded
    against = (1 - 0.7 * min(one.grouped * 1.6, 1)) * (1 - 0.25 * one.nominal) * (1 - 0.4 * one.several)
    return text * looks * against


def _like_objective(one: Profile) -> float:
    """A text that comes back, or is blank or merged below."""
    text = min(one.words / 2.5, 1.0) * (1 - _answered(one))
    returns = min(1.0, one.returning * 2)
    return (
        text
        * min(1.0, one.grouped * 1.8)
        * (1 - 0.35 * one.named * (one.words < 5) * returns)
        * (1 - 0.5 * returns)
    )


def _like_result(one: Profile) -> float:
    """Things and numbers, often several in a cell, seldom twice the same."""
    body = min(one.words / 2, 1.0) * (1 - _answered(one))
    looks = 0.3 + 0.35 * one.nominal + 0.25 * one.several + 0.15 * one.distinct - 0.2 * one.verbal
    return max(0.0, body * looks * (1 - 0.6 * min(one.grouped * 1.5, 1)) * (1 - 0.5 * one.coded))


def _like_names(one: Profile) -> float:
    """Short, like names, met again in other cells."""
    worth = one.named * (0.35 + 0.65 * min(1.0, one.name_repeats * 2.2)) * _short(one) * (1 - one.nominal * 0.6)
    if one.grouped >= 0.4 and not one.returning and one.words >= 2:
        worth *= 0.55
    return worth * (1 - max(one.deadline, one.state, one.priority if one.words < 2 else 0, one.code))


_CONTENTS: Mapping[str, Callable[[Profile], float]] = {
    DEADLINE: lambda one: one.deadline * (1 if one.words <= 6 else 0.5),
    CODE: lambda one: one.code * one.distinct * (1 - one.deadline) * (one.words <= 2),
    PRIORITY: lambda one: one.priority * (1 if one.distinct < 0.7 or one.filled < 5 else 0.3),
    STATE: lambda one: one.state * (0.9 if one.priority > 0.5 else 1),
    RECOMMENDATION: lambda one: one.recommended * (0.9 if one.code > 0.5 else 1),
    RESPONSIBLE: _like_names,
    ASSOCIATE: lambda one: 0.8 * _like_names(one),
    ACTION: _like_action,
    OBJECTIVE: _like_objective,
    RESULT: _like_result,
}


def _answered(one: Profile) -> float:
    """The share of cells that something else than a text explains: dates, codes, money…"""
    return max(
        one.deadline, one.code, one.money, one.percent, one.contact, one.priority, one.state, one.recommended
    )


def _short(one: Profile) -> float:
    return 1.0 if one.words <= 7 else max(0.0, 1 - (one.words - 7) / 8)


def _kept(one: Profile, title: str) -> float:
    """How much a column looks like one that has no field: money, shares, few remarks."""
    content = max(one.money, one.percent, one.contact, 0.5 * (1 - one.fill) if one.grouped < 0.5 else 0.0)
    return max(
        _KEPT + 0.25 * content,
        _TITLE * max(title_score(title, EXTRA), title_score(title, DECOY)) + _CONTENT * content,
    )


def read_columns(
    titles: Sequence[str],
    profiles: Sequence[Profile],
    samples: Sequence[tuple[str, ...]],
    forced: Mapping[str, str] | None = None,
) -> list[ColumnReading]:
    """What each column is taken for, each role once (objectives in up to three columns, results in two). `forced`
    names a column by its title, or, where it has none of its own, by its place: "#3"."""
    told = {fold(title): role for title, role in (forced or {}).items()}
    own = [title if titles.count(title) == 1 else "" for title in titles]
    asked = [told.get(fold(title) or f"#{at}") for at, title in enumerate(own, 1)]
    spelt = _spelt(titles)
    worth = [
        _worths(title, one, at / max(len(titles) - 1, 1))
        for at, (title, one) in enumerate(zip(spelt, profiles, strict=True))
    ]
    kept = [_kept(one, title) for title, one in zip(spelt, profiles, strict=True)]
    matrix = [
        [
            *(_slot(worth[at], slot, spelt[at], profiles[at]) for slot in range(len(_SLOTS))),
            *(kept[at] if other == at else -9.0 for other in range(len(titles))),
        ]
        for at in range(len(titles))
    ]
    for at in range(len(titles)):
        if role := asked[at]:
            matrix[at] = [
                value + (100 if slot < len(_SLOTS) and _SLOTS[slot] == role else 0)
                for slot, value in enumerate(matrix[at])
            ]
            if role not in _SLOTS:
                matrix[at] = [-9.0] * len(_SLOTS) + [
                    100.0 if other == at else -9.0 for other in range(len(titles))
                ]
    chosen = _with_actions(best(matrix), matrix, profiles)
    roles = [
        _SLOTS[slot] if slot < len(_SLOTS) and matrix[at][slot] > 0 else EXTRA for at, slot in enumerate(chosen)
    ]
    return [
        _reading(at, titles[at], spelt[at], role, worth[at], kept[at], profiles[at], samples[at], bool(asked[at]))
        for at, role in enumerate(roles)
    ]


def _with_actions(chosen: list[int], matrix: list[list[float]], profiles: Sequence[Profile]) -> list[int]:
    """A plan has actions: where no column was given them, the one whose content is surely like them takes them,
    and the others settle around it."""
    action = _SLOTS.index(ACTION)
    if action in chosen or not profiles:
        return chosen
    likeness, at = max((_like_action(one), at) for at, one in enumerate(profiles))
    if likeness < _LIKELY or profiles[at].verbal < _LIKELY or matrix[at][action] <= -1:
        return chosen
    matrix[at][action] += 10
    return best(matrix)


def _worths(title: str, one: Profile, place: float) -> dict[str, float]:
    """What giving a column each role is worth: title and content; content that says the contrary is a veto."""
    named, how_well = said(title)
    vetoed = named in (DEADLINE, PRIORITY, STATE) and one.filled >= 3 and worth_of_content(one, named) < 0.12
    worth = {}
    for role in ROLES:
        score, content = title_score(title, role), worth_of_content(one, role)
        value = _TITLE * score + _CONTENT * content + _position(role, place)
        if score and content < 0.12 and one.filled >= 3 and role in (DEADLINE, PRIORITY, STATE):
            value -= 0.35 * score
        if (
            score
            and one.filled >= 3
            and max(one.deadline, one.money, one.percent) > 0.7
            and role not in (DEADLINE, STATE)
        ):
            value -= 0.5 * score
        if how_well >= 0.8 and not vetoed and role != named and score < how_well - 0.3:
            value -= 0.15 if content > 0.75 and role == DEADLINE else 0.3
        worth[role] = value if score or role != ASSOCIATE else -1.0
    return worth


def _position(role: str, place: float) -> float:
    """People write from left to right what they want, what they do, who and when, what comes out of it."""
    return {
        OBJECTIVE: 0.06 * (1 - place),
        ACTION: 0.05 * (1 - place),
        CODE: 0.04 * (1 - place),
        RESULT: 0.05 * place,
    }.get(role, 0.0)


def _slot(worth: Mapping[str, float], slot: int, title: str, one: Profile) -> float:
    """A second column of objectives or results needs a title that says so, or a content that repeats itself."""
    role = _SLOTS[slot]
    if slot < len(ROLES):
        return worth[role]
    if role == OBJECTIVE and one.grouped > 0.4 and not _same_throughout(one) and worth[role] > 0.45:
        return worth[role] - 0.03
    return worth[role] - 0.04 if title_score(title, role) >= 0.6 else -9.0


def _same_throughout(one: Profile) -> bool:
    """Whether every row says the same: that parts nothing, so that it is no objective below another."""
    return one.filled >= 3 and one.distinct * one.filled < 1.5


def _spelt(titles: Sequence[str]) -> list[str]:
    """The letters of a RACI matrix under the words that they stand for."""
    letters = set(map(fold, titles))
    return [_RACI.get(fold(title), title) if {"r", "a"} <= letters else title for title in titles]


def _reading(
    at: int,
    title: str,
    spelt: str,
    role: str,
    worth: Mapping[str, float],
    kept: float,
    one: Profile,
    samples: tuple[str, ...],
    forced: bool,
) -> ColumnReading:
    score = (
        title_score(spelt, role) if role != EXTRA else max(title_score(spelt, EXTRA), title_score(spelt, DECOY))
    )
    content = worth_of_content(one, role)
    if forced:
        confidence, reason = 1.0, say("choisi")
    elif score >= 0.6 and role == EXTRA:
        confidence, reason = 0.95, say("titre")
    elif score >= 0.6:
        mine = worth[role]
        rival = max((value for name, value in worth.items() if name != role), default=0.0)
        confidence = 0.97 if content >= 0.25 or not one.filled else 0.85 if mine > rival + 0.1 else 0.6
        reason = say("titre et contenu") if content >= 0.25 else say("titre")
    elif role == EXTRA:
        confidence = min(0.95, 0.55 + (kept - max(worth.values())) * 1.5) if one.filled else 0.9
        reason = say("aucun rôle reconnu")
    else:
        rival = max([kept, *(value for name, value in worth.items() if name != role)])
        confidence = max(0.3, min(0.92, 0.4 + content * 0.35 + (worth[role] - rival) * 1.2))
        reason = say("contenu")
    return ColumnReading(at, title, role, round(confidence, 2), reason, samples)


def share_of_deadlines(texts: Iterable[str]) -> float:
    """Which share of the filled cells the deadline grammar understands."""
    filled = [text for text in texts if text]
    understood = sum(understand(text).kind not in (DeadlineKind.NONE, DeadlineKind.UNCLEAR) for text in filled)
    return understood / len(filled) if filled else 0.0
