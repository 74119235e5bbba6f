"""What no column was given though one is rather like it."""

from collections.abc import Sequence

from portulan.plandoc.recognition.assignment import best
from portulan.plandoc.recognition.likeness import answered, is_gappy, position, same_throughout, worth_of_content
from portulan.plandoc.recognition.profiles import Profile
from portulan.plandoc.recognition.roles import (
    ACTION,
    ASSOCIATE,
    DEADLINE,
    DECOY,
    EXTRA,
    OBJECTIVE,
    RECOMMENDATION,
    RESPONSIBLE,
    RESULT,
)
from portulan.plandoc.recognition.title_words import said, title_score

_LIKELY, _RATHER = 0.6, 0.4
_DATED = 0.8


def with_actions(
    chosen: list[int],
    matrix: list[list[float]],
    titles: Sequence[str],
    profiles: Sequence[Profile],
    slots: Sequence[str],
) -> list[int]:
    """A plan has actions: where no column was given their slot, the one whose content is surely like them takes
    it, or the most like them of several that were taken for objectives, or a recommendation told in each row that
    is rather like them; the others settle around it."""
    action = slots.index(ACTION)
    if action in chosen or not profiles:
        return chosen
    above = [at for at, slot in enumerate(chosen) if slot < len(slots) and slots[slot] == OBJECTIVE]
    among = above if len(above) > 1 else range(len(profiles))
    likeness, at = max((worth_of_content(profiles[at], ACTION), at) for at in among)
    recommended = said(titles[at])[0] == RECOMMENDATION and profiles[at].distinct > 0.8
    verbal = _RATHER if recommended else _LIKELY
    least = _LIKELY / 2 if len(above) > 1 else verbal
    if likeness < least or profiles[at].verbal < verbal or matrix[at][action] <= -1:
        return chosen
    matrix[at][action] += 10
    return best(matrix)


def settle(
    roles: list[str],
    titles: Sequence[str],
    profiles: Sequence[Profile],
    rivalled: Sequence[bool],
    headed: bool = False,
) -> None:
    """An objective, unless rows or headings name them; then, from columns whose titles say nothing (or what
    another column fits better), those in charge, the results, and those who help."""
    if (at := _grouping(roles, titles, profiles, headed)) is not None:
        roles[at] = OBJECTIVE
    if DEADLINE not in roles and (dated := _dated_last(roles, profiles)) is not None:
        roles[dated] = DEADLINE
    if ACTION not in roles:
        return
    silent = [
        (said(title)[1] < 0.6 or told) and title_score(title, EXTRA) < 0.8
        for title, told in zip(titles, rivalled, strict=True)
    ]
    mostly = sum(silent) >= 0.6 * len(titles)
    if mostly:
        _answer_what_was_advised(roles, silent, profiles)
    for role, least in ((RESPONSIBLE, 0.25 if mostly else 0.45), (RESULT, 0.15 if mostly else 0.3)):
        if role not in roles and (found := _likest(role, least, roles, silent, profiles, mostly)) is not None:
            roles[found] = role
    if RESPONSIBLE in roles and ASSOCIATE not in roles:
        beside = [at for at, one in enumerate(profiles) if roles[at] == EXTRA and silent[at] and _helps(one)]
        roles[:] = [ASSOCIATE if [at] == beside else role for at, role in enumerate(roles)]
    _side_by_side(roles, silent, profiles)


def _dated_last(roles: Sequence[str], profiles: Sequence[Profile]) -> int | None:
    """Where no title says deadlines, the last column of dates that are no beginning of others: "Review date"."""
    ends = [
        at
        for at, one in enumerate(profiles)
        if roles[at] == EXTRA and one.latest and min(one.deadline, one.fill) >= _DATED
    ]
    return ends[-1] if ends else None


def _answer_what_was_advised(roles: list[str], silent: Sequence[bool], profiles: Sequence[Profile]) -> None:
    """Of two texts that begin as actions do, in each row its own, people write first what they were advised, then
    what they do about it."""
    at = roles.index(ACTION)
    least = worth_of_content(profiles[at], ACTION) - 0.15 * (1 + profiles[at].coded)  # numbers are of either
    later = [
        index
        for index, (role, own, one) in enumerate(zip(roles, silent, profiles, strict=True))
        if index > at and own and role in (EXTRA, RESULT) and one.verbal >= _LIKELY and one.distinct >= 0.8
        and worth_of_content(one, ACTION) >= least
    ]  # fmt: skip
    if silent[at] and later:
        roles[at] = EXTRA if RECOMMENDATION in roles else RECOMMENDATION
        roles[later[0]] = ACTION


def _likest(
    role: str,
    least: float,
    roles: Sequence[str],
    silent: Sequence[bool],
    profiles: Sequence[Profile],
    mostly: bool,
) -> int | None:
    """The column without a role whose content is most like this one, `least` at the least; results stand after
    the actions, unless titles `mostly` say nothing."""
    like = [
        (worth_of_content(one, role) + position(role, at / len(roles)), at)
        for at, one in enumerate(profiles)
        if roles[at] == EXTRA
        and silent[at]
        and one.filled
        and answered(one) < 0.3
        and one.fill >= 0.5
        and (role != RESULT or mostly or at > roles.index(ACTION))
    ]
    return max(like)[1] if like and max(like)[0] >= least else None


def _side_by_side(roles: list[str], silent: Sequence[bool], profiles: Sequence[Profile]) -> None:
    """Of two columns of names side by side, people write those in charge first, those who help after them."""
    if RESPONSIBLE not in roles:
        return
    at = roles.index(RESPONSIBLE)
    named = [
        (own and role in (RESPONSIBLE, ASSOCIATE, EXTRA) and _are_names(one)) or index == at
        for index, (own, role, one) in enumerate(zip(silent, roles, profiles, strict=True))
    ]
    before = at > 0 and named[at - 1]
    after = at + 1 < len(roles) and named[at + 1]
    if after:
        roles[:] = [EXTRA if role == ASSOCIATE and silent[index] else role for index, role in enumerate(roles)]
        roles[at + 1] = ASSOCIATE
    elif before and silent[at] and not (at > 1 and named[at - 2]):
        roles[:] = [EXTRA if role == ASSOCIATE and silent[index] else role for index, role in enumerate(roles)]
        roles[at - 1], roles[at] = RESPONSIBLE, ASSOCIATE


def _are_names(one: Profile) -> bool:
    return one.filled >= 2 and one.named >= 0.9 and one.words <= 4 and answered(one) < 0.3 and one.nominal < 0.3


def _helps(one: Profile) -> bool:
    return (
        one.named >= 0.8 and one.filled >= 2 and (one.posted >= 0.5 or worth_of_content(one, RESPONSIBLE) >= 0.6)
    )


def _is_told(one: Profile) -> bool:
    """Recommendations in words, of which one at least has several actions or stays blank below."""
    return one.filled >= 2 and one.recommended < 0.3 and one.words >= 3 and one.grouped > 0


def _groups(one: Profile) -> bool:
    return (
        one.grouped >= 0.3 and one.returning <= 0.34 and not same_throughout(one) and answered(one) < 0.3
        and one.words <= 14
    )  # fmt: skip


def _grouping(
    roles: Sequence[str], titles: Sequence[str], profiles: Sequence[Profile], headed: bool
) -> int | None:
    """Where no column was given the objectives, the one that puts rows together: a recommendation told in words,
    whose actions follow, else a text that stays the same from row to row."""
    if OBJECTIVE in roles or ACTION not in roles:
        return None
    told = [at for at, role in enumerate(roles) if role == RECOMMENDATION and _is_told(profiles[at])]
    if told and not headed:
        return told[0]
    worth = [
        (min(one.grouped, 0.7) - 0.3 * min(one.returning, 1) - 0.02 * at, at)
        for at, (role, one) in enumerate(zip(roles, profiles, strict=True))
        if role == EXTRA
        and _groups(one)
        and not (is_gappy(one) and at > roles.index(ACTION))
        and max(title_score(titles[at], EXTRA), title_score(titles[at], DECOY)) < 0.6
    ]
    return max(worth)[1] if worth else None
