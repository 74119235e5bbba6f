"""Codes that actions had once: which action a code meant in an older edition, and since when it has another."""

import datetime as dt
import re
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from portulan.journal.models import Entry
from portulan.plandoc.text import fold, short_title
from portulan.plans.models import Action, Revision
from portulan.plans.queries.revisions import own_id

Json = dict[str, Any]

_CODE = re.compile(r"(?=.*\d)[^\s/]{1,30}(?: [^\s/]{1,30})?")


@dataclass(frozen=True, slots=True)
class FormerCode:
    """An action that had this code. `now` is its code today, or that of the one that it was merged into
    (`merged`), empty where it left the plan; `edition` is the label of the first revision in which it no longer
    had it, empty where no revision says so: then it is since `on`. `last` is the latest revision that has it under
    this code, if any."""

    code: str
    action_id: uuid.UUID | None
    title: str
    now: str
    standing: bool
    edition: str
    on: dt.date
    last: uuid.UUID | None
    merged: bool = False


def is_code(text: str) -> bool:
    """Whether what was typed looks like a code: short, with a digit, of two words at most."""
    return len(text) <= 30 and _CODE.fullmatch(text.strip()) is not None


def former_holders(code: str) -> tuple[FormerCode, ...]:
    """The actions that had this code once and no longer have it, those that stand first, then the latest; in three
    queries."""
    rows = {str(row.pk): row for row in Action.objects.only("code", "short_title", "removed_at", "merged_into")}
    kept = list(Revision.objects.order_by("adopted_on", "created_at").only("label", "adopted_on", "document"))
    had, lost = _had(code, kept, rows), _lost(code)
    found = [
        _former(code, _standing(rows, own), rows.get(own), had.get(own), kept, lost.get(own))
        for own in dict.fromkeys([*had, *lost, *_gone(code, rows)])
        if not _has_it(rows.get(own), code)
    ]
    return tuple(sorted(found, key=lambda one: (not one.standing, -one.on.toordinal())))


def same_code(one: str, other: str) -> bool:
    """Whether two spellings are one code: "2.1.3." is "2.1.3"."""
    return fold(one).strip(" .") == fold(other).strip(" .")


def _has_it(row: Action | None, code: str) -> bool:
    return row is not None and row.removed_at is None and same_code(row.code, code)


def _had(code: str, kept: Sequence[Revision], rows: Collection[str]) -> Mapping[str, tuple[int, Json]]:
    """The actions that have this code in a revision, as JSON, with the rank of the latest such one."""
    return {
        own if own in rows else str(own_id(own)): (rank, action)
        for rank, revision in enumerate(kept)
        for own, action in _actions(revision.document["objectives"])
        if same_code(action["code"], code)
    }


def _actions(objectives: Iterable[Json]) -> Iterator[tuple[str, Json]]:
    """Every action of a kept document, read as it is stored: only codes are looked at."""
    for objective in objectives:
        for action in objective["actions"]:
            yield action["id"], action
        yield from _actions(objective["objectives"])


def _lost(code: str) -> Mapping[str, dt.date]:
    """The day on which each action lost this code, as the journal tells."""
    told = Entry.objects.filter(Q(before__has_key="code") | Q(before__has_key="codes")).order_by("at")
    days: dict[str, dt.date] = {}
    for subject, action, before, at in told.values_list("subject_id", "action_id", "before", "at"):
        for own, was in _codes(subject, action, before):
            if same_code(was, code):
                days[own] = timezone.localdate(at)
    return days


def _codes(subject: uuid.UUID, action: uuid.UUID | None, before: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The codes that an entry took away: an action's own, or those of the actions of a renumbered objective."""
    if action is not None and isinstance(was := before.get("code"), str) and was:
        yield str(subject), was
    yield from (before.get("codes") or {}).items()


def _gone(code: str, rows: Mapping[str, Action]) -> list[str]:
    """The actions that left the plan under this code."""
    return [own for own, row in rows.items() if row.removed_at is not None and same_code(row.code, code)]


def _standing(rows: Mapping[str, Action], own: str) -> Action | None:
    """The action, or the one that it was merged into, where one of them is in the plan."""
    row = rows.get(own)
    for _step in rows:
        if row is None or row.removed_at is None:
            break
        row = rows.get(str(row.merged_into_id))
    return row


def _former(
    code: str,
    today: Action | None,
    row: Action | None,
    had: tuple[int, Json] | None,
    kept: Sequence[Revision],
    lost: dt.date | None,
) -> FormerCode:
    after = kept[had[0] + 1] if had and had[0] + 1 < len(kept) else None
    left = timezone.localdate(row.removed_at) if row is not None and row.removed_at else None
    shown = today or row
    return FormerCode(
        code=had[1]["code"] if had else code,
        action_id=shown.pk if shown is not None else None,
        title=shown.short_title if shown is not None else _title(had[1]) if had else "",
        now=today.code if today is not None else "",
        standing=today is not None,
        edition=after.label if after else "",
        on=after.adopted_on if after else lost or left or timezone.localdate(),
        last=kept[had[0]].pk if had else None,
        merged=today is not None and row is not None and today.pk != row.pk,
    )


def _title(action: Json) -> str:
    return action["short_title"] or short_title(action["text"])
