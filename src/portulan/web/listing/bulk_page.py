"""What the pages of one change for many actions say: what changes, which actions, which are left alone and why."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plans.models import Action, Effort, Priority, ResponsibilityRole, State
from portulan.tracking.commands.bulk import Fate, Seen, Wanted, What
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.returning import number
from portulan.web.templatetags import ui

_MOST = 12


@dataclass(frozen=True, slots=True)
class Line:
    """An action; `why` it is left alone."""

    code: str
    title: str
    address: str
    why: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the question says. `postponed` counts the deadlines that would move later."""

    title: str
    in_words: str
    postponed: str
    changed: tuple[Line, ...]
    left: tuple[Line, ...]
    confirm_label: str


def ticked(data: QueryDict) -> list[Seen]:
    """The actions that were ticked, or all of those of the list, each once; what cannot be read is left out."""
    said = " ".join([*data.getlist("lignes"), *data.getlist("toutes"), *data.getlist("action")]).split()
    seen: dict[uuid.UUID, Seen] = {}
    for mark in said:
        one, _colon, version = mark.partition(":")
        if (known := _uuid(one)) is not None and (rank := number(version)) is not None:
            seen.setdefault(known, Seen(known, rank))
    return list(seen.values())


def packed(seen: Iterable[Seen]) -> str:
    """The same, for the next page to send."""
    return " ".join(f"{one.id}:{one.version}" for one in seen)


def foreseen(fates: Sequence[Fate], wanted: Wanted, slug: str) -> Foreseen:
    """The question, before anything is changed."""
    changed = tuple(_line(one, slug) for one in fates if not one.left)
    later = sum(1 for one in fates if one.later and not one.left)
    count = len(changed)
    title = ngettext("Changer %(n)d action", "Changer %(n)d actions", count) if count else _("Rien ne changerait")
    postponed = ngettext(
        "%(n)d échéance est reportée : le report et son motif sont gardés.",
        "%(n)d échéances sont reportées : chaque report et son motif sont gardés.",
        later,
    )
    confirm = ngettext("Changer cette action", "Changer ces %(n)d actions", count)
    return Foreseen(
        title % {"n": count} if count else title,
        in_words(wanted),
        postponed % {"n": later} if later else "",
        changed,
        tuple(_line(one, slug) for one in fates if one.left),
        confirm % {"n": count} if count else "",
    )


def in_words(wanted: Wanted) -> str:
    """« La priorité devient : haute. »"""
    body = str(wanted.body.acronym or wanted.body.name) if wanted.body else ""
    role = str(ResponsibilityRole(wanted.role).label).lower()
    match wanted.what:
        case What.PRIORITY:
            return _("La priorité devient : %(value)s.") % {"value": Priority(wanted.value).label.lower()}
        case What.EFFORT:
            return _("L’effort devient : %(value)s.") % {"value": Effort(wanted.value).label.lower()}
        case What.ADD_BODY:
            return _("%(body)s s’ajoute aux responsables (%(role)s).") % {"body": body, "role": role}
        case What.REMOVE_BODY:
            return _("%(body)s n’en est plus responsable.") % {"body": body}
        case What.DEADLINE:
            return _("L’échéance devient : %(value)s.") % {"value": wanted.value}
        case What.STATE:
            return _("L’état déclaré devient : %(value)s.") % {"value": State(wanted.value).label.lower()}
        case _:
            return _("Elles passent dans l’objectif : %(value)s.") % {"value": _objective(wanted)}


def done_sentence(fates: Sequence[Fate]) -> str:
    """« 12 actions sont modifiées. »"""
    count = sum(1 for one in fates if not one.left)
    if not count:
        return _("Rien n’a changé.")
    return ngettext("%(n)d action est modifiée.", "%(n)d actions sont modifiées.", count) % {"n": count}


def left_sentence(fates: Sequence[Fate]) -> str:
    """« 2 actions sont laissées telles quelles : 1.1.1 (est déjà ainsi), … »; empty when there is none."""
    left = [one for one in fates if one.left]
    if not left:
        return ""
    said = ", ".join(f"{_code(one.action)} ({one.left})" for one in left[:_MOST])
    sentence = ngettext(
        "%(n)d action est laissée telle quelle : %(said)s.",
        "%(n)d actions sont laissées telles quelles : %(said)s.",
        len(left),
    )
    return sentence % {"n": len(left), "said": said + ("…" if len(left) > _MOST else "")}


def _line(fate: Fate, slug: str) -> Line:
    if fate.action is None:
        return Line("–", _("Une action"), "", fate.left)
    title = ui.typo(fate.action.short_title) or marks.plain(fate.action.text)
    there = "" if fate.action.removed_at else address("action", slug, fate.action.pk)
    return Line(_code(fate.action), title, there, fate.left)


def _code(action: Action | None) -> str:
    return (action.code or ui.typo(action.short_title)) if action else "–"


def _objective(wanted: Wanted) -> str:
    one = wanted.objective
    return f"{one.code} {ui.typo(one.short_title) or marks.plain(one.title)}".strip() if one else ""


def _uuid(said: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(said)
    except ValueError:
        return None
