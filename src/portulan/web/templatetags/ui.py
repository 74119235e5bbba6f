"""Tags for marks and words: icons, statuses, the échelle, bodies, dates, numbers, French typography.

They are called hundreds of times on a page, so each builds its string in Python and remembers it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from django.template import Library
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portulan.plandoc.document import Action, DeclaredState
from portulan.plandoc.status import Status
from portulan.plandoc.text import Wording
from portulan.plandoc.typography import NO_BREAK, as_set
from portulan.plans.models import Priority, State
from portulan.shared.speech import said

COLON = f"{NO_BREAK}: "

register = Library()
register.filter("said", said)


class BodyLike(Protocol):
    """Who carries an action, as far as a tag needs to know."""

    @property
    def name(self) -> str: ...

    @property
    def acronym(self) -> str: ...

    @property
    def is_instance(self) -> bool: ...


# Marks


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """The icon `name` of the sprite; `extra` is one more class. Always beside a word."""
    return _icon(name, extra, static("portulan/icons.svg"))


@lru_cache(maxsize=512)
def _icon(name: str, extra: str, sprite: str) -> SafeString:
    classes = f"i {extra}" if extra else "i"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', classes, sprite, name)


STATUS_ICONS = {
    Status.DONE: "circle-check-big",
    Status.LATE: "clock-alert",
    Status.DUE: "hourglass",
    Status.UNDER_WAY: "contrast",
    Status.TO_COME: "circle-dashed",
    Status.SUSPENDED: "circle-pause",
    Status.DROPPED: "circle-slash",
    Status.FED: "infinity",
    Status.TO_FEED: "sprout",
}

# The labels of plandoc, which knows no gettext, in the words that translators see; a test compares them.
STATUS_LABELS = {
    Status.DONE: _("Réalisée"),
    Status.LATE: _("En retard"),
    Status.DUE: _("À échéance cette année"),
    Status.UNDER_WAY: _("En cours"),
    Status.TO_COME: _("À venir"),
    Status.SUSPENDED: _("Suspendue"),
    Status.DROPPED: _("Abandonnée"),
    Status.FED: _("En continu · à jour"),
    Status.TO_FEED: _("En continu · à nourrir"),
}


@register.simple_tag(name="status")
def status_pill(status: Status | str) -> SafeString:
    """The pill of a status: icon, word and form."""
    return _status(Status(status), get_language() or "", static("portulan/icons.svg"))


@lru_cache(maxsize=128)
def _status(status: Status, language: str, sprite: str) -> SafeString:
    mark = _icon(STATUS_ICONS[status], "", sprite)
    return format_html('<span class="st st-{}">{}{}</span>', status.value, mark, STATUS_LABELS[status])


@register.simple_tag
def body_tag(body: BodyLike | None) -> SafeString:
    """A body that meets as a filled tag, a post as plain text, nobody as « À désigner »."""
    if body is None:
        return _nobody(get_language() or "", static("portulan/icons.svg"))
    return _body(body.name, body.acronym, body.is_instance)


@lru_cache(maxsize=16)
def _nobody(language: str, sprite: str) -> SafeString:
    return format_html('<span class="manque">{}{}</span>', _icon("user-x", "", sprite), gettext("À désigner"))


@lru_cache(maxsize=2048)
def _body(name: str, acronym: str, is_instance: bool) -> SafeString:
    if not is_instance:
        return format_html('<span class="fonc">{}</span>', typo(name))
    if not acronym or acronym == name:
        return format_html('<span class="inst">{}</span>', typo(name))
    return format_html('<abbr class="inst" title="{}">{}</abbr>', typo(name), typo(acronym))


# The échelle


@register.simple_tag
def scale(marks: Iterable[Status]) -> SafeString:
    """One cell for each action, in the order of statuses; the same words are its name."""
    return _scale(tuple(sorted(marks, key=_RANK.__getitem__)), get_language() or "")


@lru_cache(maxsize=1024)
def _scale(marks: tuple[Status, ...], language: str) -> SafeString:
    cells = mark_safe("".join(_CELL[mark] for mark in marks))
    return format_html('<span class="echelle" role="img" aria-label="{}">{}</span>', scale_sentence(marks), cells)


@register.simple_tag
def cell(status: Status | str) -> SafeString:
    """One cell alone, for a legend."""
    return _CELL[Status(status)]


@register.filter
def scale_words(marks: Iterable[Status]) -> str:
    """« 2 à échéance, 2 à venir »."""
    counts = Counter(marks)
    return ", ".join(f"{counts[one]} {count_label(one, counts[one])}" for one in Status if counts[one])


@register.filter
def scale_sentence(marks: Iterable[Status]) -> str:
    """« 4 actions : 2 à échéance, 2 à venir »."""
    marks = tuple(marks)
    total = ngettext("%(count)d action", "%(count)d actions", len(marks)) % {"count": len(marks)}
    if not marks:
        return total
    return gettext("%(total)s : %(words)s") % {"total": total, "words": scale_words(marks)}


def count_label(status: Status, count: int) -> str:
    """The word of a status after a count: « réalisées », « à échéance »."""
    match status:
        case Status.DONE:
            return ngettext("réalisée", "réalisées", count)
        case Status.SUSPENDED:
            return ngettext("suspendue", "suspendues", count)
        case Status.DROPPED:
            return ngettext("abandonnée", "abandonnées", count)
        case _:
            return str(_COUNT_LABELS[status])


_COUNT_LABELS = {
    Status.LATE: _("en retard"),
    Status.DUE: _("à échéance"),
    Status.UNDER_WAY: _("en cours"),
    Status.TO_COME: _("à venir"),
    Status.FED: _("à jour"),
    Status.TO_FEED: _("à nourrir"),
}

_RANK = {one: rank for rank, one in enumerate(Status)}
_CELL = {one: format_html('<i class="g g-{}"></i>', one.value) for one in Status}


@register.simple_tag
def scale_legend(marks: Iterable[Status], address: str) -> SafeString:
    """The counts of an échelle as links to `address?statut=…`; the address may have a query of its own."""
    counts = Counter(marks)
    address += "&" if "?" in address else "?"
    rows = (
        (address, one.value, _CELL[one], counts[one], _legend_label(one, counts[one]))
        for one in Status
        if counts[one]
    )
    items = format_html_join("", '<li><a href="{}statut={}">{}<b>{}</b> {}</a></li>', rows)
    return format_html('<ul class="legende">{}</ul>', items)


def _legend_label(status: Status, count: int) -> str:
    if status is Status.FED:
        return gettext("en continu, à jour")
    if status is Status.TO_FEED:
        return gettext("en continu, à nourrir")
    return count_label(status, count)


@register.simple_tag
def results_gauge(reached: int, total: int) -> SafeString:
    """« 1/3 » with a dot for each expected result; the words are for screen readers."""
    return _gauge(reached, total, get_language() or "")


@lru_cache(maxsize=256)
def _gauge(reached: int, total: int, language: str) -> SafeString:
    if not total:
        return format_html('<span class="vh">{}</span>', gettext("aucun résultat attendu"))
    dots = mark_safe('<i class="ok"></i>' * reached + "<i></i>" * (total - reached))
    words = ngettext(
        "%(reached)d résultat atteint sur %(total)d", "%(reached)d résultats atteints sur %(total)d", reached
    )
    return format_html(
        '<span class="num" aria-hidden="true">{}/{}</span><span class="jauge" aria-hidden="true">{}</span>'
        '<span class="vh">{}</span>',
        reached,
        total,
        dots,
        words % {"reached": reached, "total": total},
    )


# Words


@register.filter
def typo(text: str) -> str:
    """A text as it is set: curly apostrophes, no-break spaces. Same length, same wording."""
    return as_set(str(text))


@register.filter
def emphasis(wording: Wording | str) -> SafeString:
    """A wording (or its marked text) as HTML: `*…*` is <em>, typography is set, the rest is escaped."""
    return _emphasis(wording if isinstance(wording, Wording) else Wording.from_marked(str(wording)))


@lru_cache(maxsize=4096)
def _emphasis(wording: Wording) -> SafeString:
    pieces = Wording(as_set(wording.plain), wording.emphasis).pieces()
    return mark_safe(
        "".join(f"<em>{escape(piece)}</em>" if stressed else escape(piece) for piece, stressed in pieces)
    )


# fmt: off
_NUMBERS = {
    "fr": [
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
        "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit",
        "dix-neuf", "vingt",
    ],
    "en": [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
        "nineteen", "twenty",
    ],
}
# fmt: on


@register.filter
def words(number: int, gender: str = "") -> str:
    """A number in words up to twenty, in digits beyond; `"f"` says « une »."""
    language = (get_language() or "fr")[:2]
    if not 0 <= number <= 20:
        return str(number)
    if number == 1 and gender == "f" and language == "fr":
        return "une"
    return _NUMBERS.get(language, _NUMBERS["fr"])[number]


@register.filter
def besides(action: Action) -> list[str]:
    """What else a plan document says of an action: its state, its priority, the columns that have no field."""
    state = [str(State(action.state).label)] if action.state != DeclaredState.NOT_STARTED else []
    priority = (
        [gettext("Priorité\u00a0: %(word)s") % {"word": str(Priority(action.priority).label).lower()}]
        if action.priority
        else []
    )
    columns = [f"{title}{COLON}{text}" for title, text in action.extra.items() if text.strip()]
    return [*state, *priority, *action.recommendations, *columns]


# Dates

# fmt: off
_MONTHS = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
]
_SHORT_MONTHS = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
_WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
# fmt: on


@register.filter
def day(value: dt.date | None) -> str:
    """« 12 oct. 2026 »."""
    return _written(value, "{day} {short} {year}", "j N Y")


@register.filter
def long_day(value: dt.date | None) -> str:
    """« 12 octobre 2026 »."""
    return _written(value, "{day} {month} {year}", "j F Y")


@register.filter
def full_day(value: dt.date | None) -> str:
    """« lundi 12 octobre 2026 »."""
    return _written(value, "{weekday} {day} {month} {year}", "l j F Y")


@register.filter
def short_day(value: dt.date | None) -> str:
    """« 12 oct. », for the news of the year."""
    return _written(value, "{day} {short}", "j N")


def _written(value: dt.date | None, french: str, other: str) -> str:
    if value is None:
        return ""
    date = _local(value)
    if (get_language() or "fr")[:2] != "fr":
        return date_format(date, other)
    parts = french.format(
        weekday=_WEEKDAYS[date.weekday()],
        day="1er" if date.day == 1 else date.day,
        month=_MONTHS[date.month - 1],
        short=_SHORT_MONTHS[date.month - 1],
        year=date.year,
    )
    return parts.replace(" ", NO_BREAK)


def _local(value: dt.date) -> dt.date:
    if not isinstance(value, dt.datetime):
        return value
    return (timezone.localtime(value) if timezone.is_aware(value) else value).date()


@register.simple_tag
def leaf(value: dt.date) -> SafeString:
    """The leaf of a calendar: « jeu. **3** déc. », as a <time>."""
    date = _local(value)
    french = (get_language() or "fr")[:2] == "fr"
    weekday = f"{_WEEKDAYS[date.weekday()][:3]}." if french else date_format(date, "D")
    month = _SHORT_MONTHS[date.month - 1] if french else date_format(date, "N")
    return format_html('<time datetime="{}">{} <b>{}</b> {}</time>', date.isoformat(), weekday, date.day, month)


_STYLES = {"day": day, "long": long_day, "full": full_day, "short": short_day}


@register.simple_tag
def moment(value: dt.date | None, style: str = "day") -> SafeString:
    """A date as a <time>; `style` is day, long, full or short."""
    if value is None:
        return mark_safe("")
    return format_html('<time datetime="{}">{}</time>', _local(value).isoformat(), _STYLES[style](value))


@register.filter
def clock(value: dt.datetime | None) -> str:
    """« 13 h 30 »."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    if (get_language() or "fr")[:2] != "fr":
        return f"{local:%H:%M}"
    return f"{local.hour}{NO_BREAK}h{NO_BREAK}{local:%M}" if local.minute else f"{local.hour}{NO_BREAK}h"
