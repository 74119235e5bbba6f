"""When two names mean one body, and what kind of body a name tells."""

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portulan.plandoc.names import best_written as best_written
from portulan.plandoc.names import key as key
from portulan.plandoc.names import plural_key as plural_key
from portulan.plandoc.text import fold

_GROUP = re.compile(r"^(gt|groupe)\b")
_COMMISSION = re.compile(r"^(commission|comite|conseil|bureau|college)\b")
_TEAM = re.compile(r"^equipe\b")
_TITLES = ("presiden", "vice", "coordin", "responsable", "secreta")


class BodyKind(TextChoices):
    COMMISSION = "commission", _("Commission")
    GROUP = "group", _("Groupe de travail")
    TEAM = "team", _("Équipe")
    POST = "post", _("Fonction")


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


def rank_of_title(title: str) -> int:
    """Where somebody with that title in a body is named, from 0: presidency first, then its deputy, coordination,
    those responsible, secretariat, the others."""
    folded = fold(title)
    found = [rank for rank, word in enumerate(_TITLES) if word in folded]
    return 1 if "vice" in folded else min(found, default=len(_TITLES))
