"""What columns say of one another: each weighing changes what the roles of some are worth, beside the others."""

import re
from collections.abc import Sequence

from portulan.plandoc.recognition.likeness import answered, is_gappy, worth_of_content
from portulan.plandoc.recognition.profiles import Profile
from portulan.plandoc.recognition.roles import (
    ACTION,
    ASSOCIATE,
    EXTRA,
    OBJECTIVE,
    PRIORITY,
    RECOMMENDATION,
    RESPONSIBLE,
    RESULT,
)
from portulan.plandoc.recognition.title_words import said, title_score
from portulan.plandoc.text import fold

TITLE, CONTENT = 0.6, 0.5
_YEAR = re.compile(r"20\d\d")


def let_others_help(worth: list[dict[str, float]], titles: Sequence[str], profiles: Sequence[Profile]) -> None:
    """Of several columns of those in charge, the later ones may hold those who help; those who only watch over
    what is done are neither."""
    in_charge = [
        at
        for at, title in enumerate(titles)
        if title_score(title, RESPONSIBLE) >= 0.6 and title_score(title, EXTRA) < 0.8
    ]
    for at in in_charge[1:]:
        said_so = 0.55 * TITLE * title_score(titles[at], RESPONSIBLE)
        helping = said_so + 0.6 * CONTENT * worth_of_content(profiles[at], ASSOCIATE)
        worth[at][ASSOCIATE] = max(worth[at][ASSOCIATE], helping)
        worth[at][RESPONSIBLE] -= 0.1


def leave_remarks(worth: list[dict[str, float]], titles: Sequence[str], profiles: Sequence[Profile]) -> None:
    """A column with gaps, further on than the actions, holds remarks rather than objectives, unless it says so."""
    action = max(range(len(worth)), key=lambda at: worth[at][ACTION], default=0)
    for at, one in enumerate(profiles):
        if at > action and is_gappy(one) and not title_score(titles[at], OBJECTIVE):
            worth[at][OBJECTIVE] -= 0.5


def leave_series(worth: list[dict[str, float]], titles: Sequence[str]) -> None:
    """Columns that say the same of several years ("Milestone 2026", "Milestone 2027") hold what is said year by
    year: none of them is the action's own."""
    bare = [_YEAR.sub("", fold(title)).strip() if _YEAR.search(title) else "" for title in titles]
    for at, name in enumerate(bare):
        if name and bare.count(name) > 1:
            worth[at] = dict.fromkeys(worth[at], -1.0)


def follow_merges(worth: list[dict[str, float]], titles: Sequence[str], profiles: Sequence[Profile]) -> None:
    """The first column of texts in which real merges put rows together names what they are for; a text of each
    row's own beside it, weaknesses found for instance, does not."""
    action = max(range(len(worth)), key=lambda at: worth[at][ACTION], default=0)
    grouping = [at for at, one in enumerate(profiles) if one.merged and one.posted < 0.5 and answered(one) < 0.3]
    if not grouping or grouping[0] >= action or profiles[action].merged:
        return
    first = grouping[0]
    if title_score(titles[first], RECOMMENDATION) >= 0.6:
        return
    worth[first][OBJECTIVE] += 0.35 if title_score(titles[first], EXTRA) < 0.6 else 0.6
    worth[first][RESULT] -= 0.5
    for at, one in enumerate(profiles):
        if not one.merged and one.distinct > 0.8:
            worth[at][OBJECTIVE] -= 0.5


def leave_grounds(worth: list[dict[str, float]], titles: Sequence[str]) -> None:
    """What stands before the actions is what they are founded on, where results stand after them as well."""
    action = max(range(len(worth)), key=lambda at: worth[at][ACTION], default=0)
    said_so = [at for at, title in enumerate(titles) if title_score(title, RESULT) >= 0.5]
    if any(at > action for at in said_so):
        for at in (at for at in said_so if at < action):
            worth[at][RESULT] -= 0.6


def leave_strangers(roles: list[str], titles: Sequence[str]) -> None:
    """Beside a column whose title says results, or helpers, another one is none by its content alone."""
    for role in (RESULT, ASSOCIATE):
        said_so = [at for at, one in enumerate(roles) if one == role and title_score(titles[at], role) >= 0.6]
        for at, one in enumerate(roles):
            if said_so and one == role and title_score(titles[at], role) < 0.5:
                roles[at] = EXTRA


def leave_grades(worth: list[dict[str, float]], titles: Sequence[str], profiles: Sequence[Profile]) -> None:
    """High and low, or A and B, are no priorities where the title has several words and none that says so ("GHG
    reduction potential"), or says something else."""
    for at, (title, one) in enumerate(zip(titles, profiles, strict=True)):
        if title_score(title, PRIORITY) or not one.priority:
            continue
        if len(title.split()) > 1 or said(title)[1] >= 0.6:
            worth[at][PRIORITY] -= 0.4


def follow_lines(worth: list[dict[str, float]], titles: Sequence[str]) -> None:
    """What stands before the first label of a line is the action; a label below it names no objective."""
    worth[0][ACTION] += 1.0
    for at, title in enumerate(titles):
        if at:
            worth[at][ACTION] -= 1.0
            worth[at][RESULT] += 0.9 * max(title_score(title, OBJECTIVE), title_score(title, ACTION))
            worth[at][OBJECTIVE] -= 1.0


def leave_reasons(worth: list[dict[str, float]], titles: Sequence[str], profiles: Sequence[Profile]) -> None:
    """Below headings, a text of each action's own ("Why") groups nothing, unless its title says objectives."""
    for at, one in enumerate(profiles):
        if one.grouped < 0.2 and one.distinct > 0.8 and title_score(titles[at], OBJECTIVE) < 0.9:
            worth[at][OBJECTIVE] -= 0.6
