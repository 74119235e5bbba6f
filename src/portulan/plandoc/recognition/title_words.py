"""What the title of a column says: the words of titles, folded, and how well each says a role."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from portulan.plandoc.recognition.calendars import is_joined
from portulan.plandoc.recognition.roles import DEADLINE, DECOY, EXTRA, ROLES
from portulan.plandoc.recognition.title_lexicon import TOKENS, Match, matches
from portulan.plandoc.text import fold

_ENDING = re.compile(r"(?<=\w)\((?:s|e|es|x|n|en|r|rs|a|as|os|i|in|innen)\)")  # "responsable(s)"
_MONEY = re.compile(r"[€$£%]")


@lru_cache(maxsize=4096)
def title_scores(title: str) -> Mapping[str, float]:
    """How well a title says each role, those alone that it says at all."""
    folded = _ENDING.sub("", fold(title)).strip(" ?¿!¡:.")
    words = [word.strip("().:,;'’?!*[]·") for word in re.split(TOKENS, folded)]
    words = [word for word in words if word] or ([folded] if folded else [])
    found = tuple(matches(words))
    phrase = max((one for one in found if one.phrase and one.weight > 0.6), key=_length, default=None)
    said = DEADLINE if is_joined(title) else EXTRA if _MONEY.search(folded) else phrase.role if phrase else ""
    best = _best(found)
    scores = {role: _weighed(role, best.get(role, 0.0), said) for role in {*best, said} if role}
    return {role: score for role, score in scores.items() if score}


def title_score(title: str, role: str) -> float:
    """How well a title says a role: 0 not at all; a word at the title's start says more than one further on."""
    return title_scores(title).get(role, 0.0)


def said(title: str) -> tuple[str, float]:
    """The role that a title says best, and how well."""
    score, role = max((title_score(title, role), role) for role in (*ROLES, EXTRA, DECOY))
    return (role, score) if score else (EXTRA, 0.0)


def _best(found: Sequence[Match]) -> dict[str, float]:
    """Each role's best word or phrase: the words that a phrase is made of say nothing by themselves."""
    best: dict[str, float] = {}
    taken = _phrases(found)
    hidden = {place for one in taken for place in one.places}
    for one in (*taken, *(word for word in found if not word.phrase and word.places[0] not in hidden)):
        worth = one.weight * (1 - 0.1 * min(one.places[0], 5))
        best[one.role] = max(best.get(one.role, 0.0), worth)
    return best


def _phrases(found: Sequence[Match]) -> list[Match]:
    """The phrases that stand side by side; of those that share a word, the longest."""
    taken: list[Match] = []
    for one in sorted((match for match in found if match.phrase), key=_length, reverse=True):
        if not any(set(one.places) & set(other.places) and one.letters < other.letters for other in taken):
            taken.append(one)
    return taken


def _length(one: Match) -> tuple[int, float]:
    return one.letters, one.weight


def _weighed(role: str, best: float, said: str) -> float:
    """A role's score in the light of what the whole title says."""
    if said == role:
        return max(best, 0.85)
    if said == EXTRA:
        return best if best >= 0.85 else best * 0.6
    return best * (0.5 if said else 1.0)
