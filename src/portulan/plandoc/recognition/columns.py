"""Which column holds what: words of the title and nature of the content, weighed for all columns at once."""

from collections.abc import Iterable, Mapping, Sequence

from portulan.plandoc.deadline import is_like_deadline
from portulan.plandoc.recognition import beside
from portulan.plandoc.recognition.assignment import best
from portulan.plandoc.recognition.beside import CONTENT, TITLE
from portulan.plandoc.recognition.confidence import SURE, Beside, Witnessed, confidence
from portulan.plandoc.recognition.findings import ColumnReading
from portulan.plandoc.recognition.likeness import answered, position, same_throughout, worth_of_content
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
    ROLES,
    STATE,
)
from portulan.plandoc.recognition.settling import settle, with_actions
from portulan.plandoc.recognition.title_words import said, title_score
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
    "SURE",
    "fingerprint",
    "read_columns",
    "said",
    "share_of_deadlines",
    "title_score",
]

_KEPT = 0.27
_RACI = {"r": "Responsable", "a": "Approbateur", "c": "Consulté", "i": "Informé", "s": "Soutien"}
_SLOTS = (*ROLES, OBJECTIVE, RESULT, OBJECTIVE, ASSOCIATE)


def fingerprint(titles: Iterable[str]) -> str:
    """The same for two tables of the same titles, whatever their case, accents and order."""
    return "|".join(sorted(filter(None, map(fold, titles))))


def _kept(one: Profile, title: str) -> float:
    """How much a column looks like one that has no field: money, shares, few remarks."""
    content = max(one.money, one.percent, one.contact, 0.5 * (1 - one.fill) if one.grouped < 0.5 else 0.0)
    decoy = title_score(title, DECOY) * (0.5 if worth_of_content(one, PRIORITY) > 0.8 else 1)  # an audit's "Grade"
    return max(
        _KEPT + 0.25 * content,
        TITLE * max(title_score(title, EXTRA), decoy) + CONTENT * content,
    )


def read_columns(
    titles: Sequence[str],
    profiles: Sequence[Profile],
    samples: Sequence[tuple[str, ...]],
    forced: Mapping[str, str] | None = None,
    headed: bool = False,
    told: bool = False,
) -> list[ColumnReading]:
    """What each column is taken for, each role once (objectives in up to three columns, results and helpers in
    two). `forced` names a column by its title, or, where it has none of its own, by its place: "#3". Tables that
    are `headed` have their objectives above them; where lines `told` the columns, the first one holds the
    actions, and what a label calls their goal is what they should give."""
    asked, spelt = _asked(titles, forced or {}), _spelt(titles)
    rivals = [
        frozenset(role for role in ROLES if title_score(title, role) and _rivalled(at, role, spelt, profiles))
        for at, title in enumerate(spelt)
    ]
    worth = [
        _worths(title, one, at / max(len(titles) - 1, 1), rivals[at])
        for at, (title, one) in enumerate(zip(spelt, profiles, strict=True))
    ]
    beside.let_others_help(worth, spelt, profiles)
    beside.leave_remarks(worth, spelt, profiles)
    beside.leave_series(worth, spelt)
    beside.follow_merges(worth, spelt, profiles)
    beside.leave_grounds(worth, spelt)
    beside.leave_grades(worth, spelt, profiles)
    if told:
        beside.follow_lines(worth, spelt)
    if headed:
        beside.leave_reasons(worth, spelt, profiles)
    kept = [_kept(one, title) for title, one in zip(spelt, profiles, strict=True)]
    matrix = _matrix(worth, kept, spelt, profiles, asked)
    chosen = with_actions(best(matrix), matrix, spelt, profiles, _SLOTS)
    roles = [
        _SLOTS[slot] if slot < len(_SLOTS) and matrix[at][slot] > 0 else EXTRA for at, slot in enumerate(chosen)
    ]
    if not forced:
        beside.leave_strangers(roles, spelt)
        outdone = [said(title)[0] in rivals[at] for at, title in enumerate(spelt)]
        left = [headed and said(title)[0] == OBJECTIVE for title in spelt]
        settle(roles, spelt, profiles, [one or other for one, other in zip(outdone, left, strict=True)], headed)
    found = [
        Witnessed(role, spelt[at], profiles[at], worth[at], kept[at], bool(asked[at]))
        for at, role in enumerate(roles)
    ]
    seen = Beside(found, headed)
    return [_reading(at, titles[at], one, seen, samples[at]) for at, one in enumerate(found)]


def _reading(at: int, title: str, one: Witnessed, seen: Beside, samples: tuple[str, ...]) -> ColumnReading:
    sureness, reason = confidence(one, seen)
    return ColumnReading(at, title, one.role, round(sureness, 2), reason, samples)


def _asked(titles: Sequence[str], forced: Mapping[str, str]) -> list[str]:
    """The role that a person chose for each column, empty where none."""
    told = {fold(title): role for title, role in forced.items()}
    own = [title if titles.count(title) == 1 else "" for title in titles]
    return [told.get(fold(title) or f"#{at}", "") for at, title in enumerate(own, 1)]


def _matrix(
    worth: Sequence[Mapping[str, float]],
    kept: Sequence[float],
    titles: Sequence[str],
    profiles: Sequence[Profile],
    asked: Sequence[str],
) -> list[list[float]]:
    """What each column is worth in each slot; those after the roles keep it as it is. What was asked outweighs."""
    matrix = []
    for at, role in enumerate(asked):
        slots = [_slot(worth[at], slot, titles[at], profiles[at]) for slot in range(len(_SLOTS))]
        if role:
            slots = [
                value + 100 * (_SLOTS[slot] == role) if role in _SLOTS else -9.0
                for slot, value in enumerate(slots)
            ]
        own = 100.0 if role and role not in _SLOTS else kept[at]
        matrix.append([*slots, *(own if other == at else -9.0 for other in range(len(titles)))])
    return matrix


def _rivalled(at: int, role: str, titles: Sequence[str], profiles: Sequence[Profile]) -> bool:
    """Whether another column's title says this role better, or nearly as well over a content that is more like
    it: this column's title then says little."""
    score, mine = title_score(titles[at], role), worth_of_content(profiles[at], role)
    return any(
        (other := title_score(title, role)) > score + 0.3
        or (other and other >= score - 0.45 and worth_of_content(profiles[index], role) > mine + 0.12)
        for index, title in enumerate(titles)
        if index != at
    )


def _worths(title: str, one: Profile, place: float, rivalled: frozenset[str]) -> dict[str, float]:
    """What giving a column each role is worth: title and content; content that says the contrary is a veto."""
    named, how_well = said(title)
    refused = {role for role in (DEADLINE, PRIORITY, STATE) if _denies(one, role)}
    denied = named in refused
    vetoed = denied or named in rivalled
    worth = {}
    for role in ROLES:
        score, content = title_score(title, role), worth_of_content(one, role)
        weight = TITLE * (0.6 if role in rivalled and named in rivalled else 1)
        value = weight * score + CONTENT * content + position(role, place)
        if score and role in refused:
            value -= 0.35 * score
        if (
            score
            and one.filled >= 3
            and ((max(one.deadline, one.money) > 0.7 and role not in (DEADLINE, STATE)) or one.percent > 0.7)
        ):
            value -= 0.5 * score
        if 0 < score < 0.85 and role in (OBJECTIVE, ACTION) and one.priority > 0.8 and one.words <= 1.2:
            value -= 0.6 * score  # "A", "B" and "C" say neither
        if role == RECOMMENDATION and 0 < score < 0.7 and content < 0.12 and one.words < 3:
            value -= 0.6 * score
        if how_well >= 0.8 and not vetoed and role != named and score < how_well - 0.3:
            value -= 0.15 if content > 0.75 and role == DEADLINE else 0.3
        worth[role] = value
    if not title_score(title, ASSOCIATE):
        worth[ASSOCIATE] = -1.0
    return worth


def _denies(one: Profile, role: str) -> bool:
    """Whether a content says that its column is none of dates, priorities, states; a few short texts that come
    back may be states in words that are not known."""
    if one.filled < 3 or worth_of_content(one, role) >= 0.12:
        return False
    closed = one.words <= 3 and one.distinct <= 0.75 and one.filled >= 4 and not one.posted and not answered(one)
    return not (closed and role != DEADLINE)


def _slot(worth: Mapping[str, float], slot: int, title: str, one: Profile) -> float:
    """A second column of objectives, results or helpers needs a title that says so, or a content that repeats
    itself."""
    role = _SLOTS[slot]
    if slot < len(ROLES):
        return worth[role]
    if role == OBJECTIVE and one.grouped > 0.4 and not same_throughout(one) and worth[role] > 0.45:
        return worth[role] - 0.03
    needed = (0.6 if one.grouped > 0.1 else 0.9) if role == OBJECTIVE else 0.85
    return worth[role] - 0.04 if title_score(title, role) >= needed else -9.0


def _spelt(titles: Sequence[str]) -> list[str]:
    """The letters of a RACI matrix under the words that they stand for."""
    letters = set(map(fold, titles))
    return [_RACI.get(fold(title), title) if {"r", "a"} <= letters else title for title in titles]


def share_of_deadlines(texts: Iterable[str]) -> float:
    """Which share of the filled cells the deadline grammar accepts."""
    filled = [text for text in texts if text]
    return sum(map(is_like_deadline, filled)) / len(filled) if filled else 0.0
