"""How sentences name a body, and say from when to when somebody sits in it."""

import datetime as dt
import re

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portulan.governance.models import Seat
from portulan.governance.queries import BodyCard
from portulan.plandoc.text import fold
from portulan.web.templatetags import ui

_FEMININE = re.compile(
    r"^(commission|cellule|coordination|direction|assemblee|delegation|equipe|presidence|responsable d|charge?e d|"
    r"coordinatrice|unite|task force|mission)\b"
)
_MASCULINE = re.compile(
    r"^(comite|conseil|groupe|gt|bureau|college|service|departement|pole|jury|cercle|centre)\b"
)
_VOWEL = re.compile(r"^[aeiouyh]")


def named(body: BodyCard) -> str:
    """A body as the subject of a sentence: "La CEP", "Le GT Com’"; a post stands between quotation marks."""
    label, kind = ui.typo(body.label), fold(body.name)
    if not body.is_instance:
        return _("« %(name)s »") % {"name": label}
    if _VOWEL.match(fold(label)) and not body.acronym:
        return pgettext("article élidé", "L’%(name)s") % {"name": label[:1].lower() + label[1:]}
    if body.acronym or label:
        if _FEMININE.match(kind):
            return pgettext("article féminin", "La %(name)s") % {"name": _inside(body, label)}
        if _MASCULINE.match(kind):
            return pgettext("article masculin", "Le %(name)s") % {"name": _inside(body, label)}
    return label


def _inside(body: BodyCard, label: str) -> str:
    """An acronym keeps its capitals; a full name loses its own inside a sentence."""
    first = label.split(" ", 1)[0]
    shout = first.isupper() or (body.acronym and body.acronym != body.name)
    return label if shout else label[:1].lower() + label[1:]


def held(seat: Seat, day: dt.date) -> str:
    """From when to when, seen from a day: "depuis le 14 sept. 2024", "jusqu’au 13 sept. 2027"."""
    starts, ends = ui.day(seat.starts), ui.day(seat.ends)
    if seat.ends is None:
        if seat.starts > day:
            return _("à partir du %(day)s") % {"day": starts}
        return _("depuis le %(day)s") % {"day": starts}
    return _("du %(starts)s au %(ends)s") % {"starts": starts, "ends": ends}
