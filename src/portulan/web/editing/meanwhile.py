"""What somebody else changed while a form was open: each field word by word, beside what was typed; what nobody
typed takes the other's value."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.models import Entry
from portulan.plandoc.comparison.redline import Part, Segment, redline
from portulan.plans.commands.editing import Stale
from portulan.web.access import MemberRequest
from portulan.web.plan import journal_words
from portulan.web.templatetags import ui

_A_TEXT = 3


@dataclass(frozen=True, slots=True)
class Met:
    """One field. `parts` is from what the form showed to what stands now; `mine` is what was typed there, when the
    form has that field; `taken`: nothing was, and it has the other's value now."""

    label: str
    parts: tuple[Segment, ...]
    who: str
    when: str
    mine: str
    in_form: bool
    taken: bool


def since(
    stale: Stale,
    request: MemberRequest,
    typed: Mapping[str, Any] | None = None,
    taken: Collection[str] = (),
) -> dict[str, Any]:
    """What others changed meanwhile; `typed` are the values of the form by their name in the journal, `taken` the
    names of those that it took from the others."""
    entries = list(reversed(stale.since))
    return {
        "sentence": stale.sentence,
        "lines": journal_words.lines(stale.since, request.workspace.slug, about_one_action=True),
        "fields": list(_fields(entries, typed or {}, taken)),
        "taken": bool(taken),
    }


def as_read(stale: Stale) -> dict[str, Any]:
    """The values that the form showed first, of the fields that changed since."""
    values: dict[str, Any] = {}
    for entry in stale.since:
        values |= entry.before
    return values


def untouched(stale: Stale, typed: Mapping[str, Any], names: Collection[str]) -> frozenset[str]:
    """Those of these fields that others changed and that were left in the form as they were read."""
    read = as_read(stale)
    return frozenset(name for name in names if name in read and _plain(typed.get(name)) == _plain(read[name]))


def _plain(value: Any) -> Any:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value or ""


def _fields(entries: Sequence[Entry], typed: Mapping[str, Any], taken: Collection[str]) -> Iterator[Met]:
    for name, label in journal_words.labels_of_fields().items():
        told = [one for one in entries if name in one.before or name in one.after]
        if not told:
            continue
        before = journal_words.value_in_words(name, told[0].before.get(name))
        after = journal_words.value_in_words(name, told[-1].after.get(name))
        if before == after:
            continue
        who = ", ".join(dict.fromkeys(one.actor_name for one in told))
        mine = journal_words.value_in_words(name, typed[name]) if name in typed else ""
        yield Met(label, _parts(before, after), who, _moment(told[-1]), mine, name in typed, name in taken)


def _parts(before: str, after: str) -> tuple[Segment, ...]:
    """Word by word where it is a text; a code or a choice changes as a whole."""
    if max(len(before.split()), len(after.split())) >= _A_TEXT:
        return redline(before, after)
    parts = (Segment(Part.REMOVED, before), Segment(Part.ADDED, after))
    return tuple(one for one in parts if one.text)


def _moment(entry: Entry) -> str:
    at = timezone.localtime(entry.at)
    return _("le %(day)s à %(hour)s") % {"day": ui.short_day(at), "hour": ui.clock(at)}
