"""The list of meetings: those to come and those that were, each with what it still needs."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.meetings.models import Stage
from portulan.web.meetings.words import duration, hours, length, name_of
from portulan.web.plan.addresses import address
from portulan.web.plan.sentences import capital, feminine
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Need:
    """What a meeting still needs, or where it stands; `tone` is a class of its colour."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    leaf: SafeString
    name: str
    address: str
    body: SafeString
    about: str
    cancelled: bool
    needs: tuple[Need, ...]


def meeting_line(meeting: Any, slug: str, now: dt.datetime) -> MeetingLine:
    """A meeting of `meetings.queries.listing`."""
    return MeetingLine(
        leaf=ui.leaf(meeting.starts),
        name=name_of(meeting),
        address=address("meeting", slug, meeting.pk),
        body=ui.body_tag(meeting.body),
        about=" · ".join(filter(None, [hours(meeting), _where(meeting)])),
        cancelled=meeting.stage == Stage.CANCELLED,
        needs=tuple(_needs(meeting, now)),
    )


def _where(meeting: Any) -> str:
    return ui.typo(meeting.place) or (_("à distance") if meeting.link else "")


def _needs(meeting: Any, now: dt.datetime) -> Iterable[Need]:
    match meeting.stage:
        case Stage.CANCELLED:
            yield Need(_("annulée"))
        case Stage.OPEN:
            yield Need(_("séance en cours"), "t-teal")
        case Stage.CLOSED:
            yield _closed(meeting)
        case _:
            yield from _to_prepare(meeting, now)


def _closed(meeting: Any) -> Need:
    if not meeting.have_minutes:
        return Need(_("PV à produire"), "t-ochre")
    if meeting.taken:
        return Need(_("PV repris d’un fichier"))
    return Need(_("PV approuvé")) if meeting.approved else Need(_("PV à approuver"), "t-ochre")


def _to_prepare(meeting: Any, now: dt.datetime) -> Iterable[Need]:
    if meeting.ends < now:
        yield Need(_("pas encore ouverte, ni annulée"), "t-verm")
        return
    yield _agenda(meeting)
    if not meeting.invited:
        yield Need(_("personne n’est invité"), "t-ochre")
    elif meeting.invited_at is None:
        yield Need(_("invitation à envoyer"), "t-ochre")


def _agenda(meeting: Any) -> Need:
    """ "7 points, 1 h 50 sur 2 h"."""
    if not meeting.points:
        return Need(_("ordre du jour à composer"), "t-ochre")
    points = ngettext("%(n)d point", "%(n)d points", meeting.points) % {"n": meeting.points}
    if not meeting.minutes_planned:
        return Need(points)
    planned, whole = duration(meeting.minutes_planned), duration(length(meeting))
    said = _("%(points)s, %(planned)s sur %(whole)s") % {"points": points, "planned": planned, "whole": whole}
    return Need(said, "t-ochre" if meeting.minutes_planned > length(meeting) else "")


def finding(coming: list[Any]) -> str:
    """What the page finds: "Cinq réunions à venir, la prochaine le 3 décembre 2026"."""
    ahead = [one for one in coming if one.stage != Stage.CANCELLED]
    if not ahead:
        return _("Aucune réunion à venir")
    text = ngettext(
        "%(n)s réunion à venir, le %(day)s", "%(n)s réunions à venir, la prochaine le %(day)s", len(ahead)
    )
    return capital(text % {"n": feminine(len(ahead)), "day": ui.long_day(ahead[0].day)})
