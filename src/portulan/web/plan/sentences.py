"""Counts and numbers in words, with the agreements of the language."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from portulan.plandoc.status import Proving
from portulan.plandoc.typography import NO_BREAK
from portulan.tracking.queries import TrackedAction
from portulan.web.templatetags import ui

_RANKS = (
    gettext_lazy("première"), gettext_lazy("deuxième"), gettext_lazy("troisième"), gettext_lazy("quatrième"),
    gettext_lazy("cinquième"), gettext_lazy("sixième"), gettext_lazy("septième"), gettext_lazy("huitième"),
    gettext_lazy("neuvième"), gettext_lazy("dixième"), gettext_lazy("onzième"), gettext_lazy("douzième"),
    gettext_lazy("treizième"), gettext_lazy("quatorzième"), gettext_lazy("quinzième"), gettext_lazy("seizième"),
    gettext_lazy("dix-septième"), gettext_lazy("dix-huitième"), gettext_lazy("dix-neuvième"),
    gettext_lazy("vingtième"),
)  # fmt: skip
# French ends all of them alike; English has 21st, 22nd, 23rd, 24th.
_BEYOND = {1: pgettext_lazy("21", "%(n)de"), 2: pgettext_lazy("22", "%(n)de"), 3: pgettext_lazy("23", "%(n)de")}


def feminine(number: int) -> str:
    """A number of actions in words up to twenty, in figures beyond: "aucune", "une", "six", "52"."""
    return ui.words(number, "f") if number else pgettext("féminin", "aucune")


def rank(number: int) -> str:
    """ "troisième", in words up to twenty, "21e" beyond."""
    if 1 <= number <= len(_RANKS):
        return str(_RANKS[number - 1])
    return str(_BEYOND.get(number % 10, gettext_lazy("%(n)de"))) % {"n": number}


def capital(text: str) -> str:
    """The same text, its first letter a capital."""
    return text[:1].upper() + text[1:]


def actions_counted(number: int) -> str:
    """ "52 actions"."""
    return ngettext("%(n)d action", "%(n)d actions", number) % {"n": number}


def results_reached(reached: int, total: int) -> str:
    """ "1 résultat atteint sur 3"; "aucun résultat atteint sur 3"."""
    if not reached:
        return _("aucun résultat atteint sur %(total)d") % {"total": total}
    return ngettext(
        "%(reached)d résultat atteint sur %(total)d", "%(reached)d résultats atteints sur %(total)d", reached
    ) % {"reached": reached, "total": total}


def results_proved(told: Proving) -> str:
    """ "1 résultat sur 2 prouvé, 1 déclaré atteint sans preuve"; empty when no result is expected."""
    if not told.total:
        return ""
    if told.proved:
        said = ngettext(
            "%(n)d résultat sur %(total)d prouvé", "%(n)d résultats sur %(total)d prouvés", told.proved
        ) % {"n": told.proved, "total": told.total}
    else:
        said = _("aucun résultat prouvé sur %(total)d") % {"total": told.total}
    if not told.unproved:
        return said
    bare = ngettext("%(n)d déclaré atteint sans preuve", "%(n)d déclarés atteints sans preuve", told.unproved)
    return f"{said}, {bare % {'n': told.unproved}}"


def counts_in_words(actions: Iterable[TrackedAction]) -> str:
    """ "2 à échéance, 2 à venir": the statuses that these actions have."""
    return ui.scale_words(action.status for action in actions)


def scale_in_words(actions: Iterable[TrackedAction]) -> str:
    """What an échelle shows: "4 actions : 2 à échéance, 2 à venir"."""
    return ui.scale_sentence(action.status for action in actions)


def joined(items: Sequence[str]) -> str:
    """ "a, b et c"."""
    if len(items) < 2:
        return "".join(items)
    return _("%(first)s et %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


def day_and_month(date: dt.date) -> str:
    """ "13 septembre"."""
    return ui.long_day(date).removesuffix(f"{NO_BREAK}{date.year}").removesuffix(f" {date.year}")


def month(date: dt.date) -> str:
    """ "mars 2026"."""
    return date_format(date, "F Y")
