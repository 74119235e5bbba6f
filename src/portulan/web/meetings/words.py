"""How pages say when and where a meeting is, and how long something takes."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.meetings.models import Meeting
from portulan.web.templatetags import ui

HOUR = 60


def hours(meeting: Meeting) -> str:
    """ "14 h à 16 h"; the day of the end is said when it is another one. Empty for a meeting of which only the day
    is known."""
    if meeting.starts == meeting.ends:
        return ""
    starts, ends = ui.clock(meeting.starts), ui.clock(meeting.ends)
    last = timezone.localtime(meeting.ends).date()
    if last != meeting.day:
        ends = _("%(hour)s le %(day)s") % {"hour": ends, "day": ui.long_day(last)}
    return _("%(starts)s à %(ends)s") % {"starts": starts, "ends": ends}


def length(meeting: Meeting) -> int:
    """How many minutes it lasts."""
    return round((meeting.ends - meeting.starts) / dt.timedelta(minutes=1))


def duration(minutes: int) -> str:
    """ "45 min", "2 h", "1 h 45"."""
    whole, rest = divmod(minutes, HOUR)
    if not whole:
        return ngettext("%(n)d min", "%(n)d min", rest) % {"n": rest}
    if not rest:
        return _("%(n)d h") % {"n": whole}
    return _("%(hours)d h %(minutes)02d") % {"hours": whole, "minutes": rest}


def name_of(meeting: Meeting) -> str:
    """Its title, else the full name of its body."""
    return ui.typo(meeting.title or meeting.body.name)
