"""When two names mean one body, and what kind of body a name tells."""

import re

from portulan.governance.models import BodyKind
from portulan.plandoc.text import fold

_SHORT = {"resp.": "responsable", "resp": "responsable", "coord.": "coordination", "coord": "coordination"}
_GROUP = re.compile(r"^(gt|groupe)\b")
_COMMISSION = re.compile(r"^(commission|comite|conseil|bureau|college)\b")
_TEAM = re.compile(r"^equipe\b")


def key(name: str) -> str:
    """Equal for two spellings of one body: case, accents and the usual shortenings do not count.
    "CERIAS Recherche" and "Responsable CERIAS Recherche" keep different keys."""
    return " ".join(_SHORT.get(word, word) for word in fold(name).split())


def own_key(name: str) -> str:
    """The key of a body that people keep apart from those spelled alike: this spelling and no other."""
    return f"={name}"


def kind(name: str, acronyms: frozenset[str] | set[str] = frozenset()) -> BodyKind:
    """The kind that a name tells; an acronym of the plan stands for a body that meets."""
    folded = fold(name)
    if _GROUP.match(folded):
        return BodyKind.GROUP
    if name in acronyms or _COMMISSION.match(folded):
        return BodyKind.COMMISSION
    return BodyKind.TEAM if _TEAM.match(folded) else BodyKind.POST
