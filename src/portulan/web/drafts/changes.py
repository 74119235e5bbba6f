"""What was done in a draft, by whom and when, ready to print."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.drafts.models import ChangeKind, DraftChange
from portulan.plandoc.comparison.changes import Field
from portulan.plandoc.comparison.table import Kind
from portulan.plandoc.document import Priority
from portulan.plans import models
from portulan.web.imports.redlines import label
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its name, what it was, what it became; empty where there was nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One edit; `text` follows the name of who did it."""

    who: str
    text: str
    at: dt.datetime
    on: str
    rows: tuple[Row, ...]
    reason: str


def change_lines(changes: Iterable[DraftChange]) -> tuple[Line, ...]:
    """The edits of a draft, as they come."""
    return tuple(_line(one) for one in changes)


def _line(one: DraftChange) -> Line:
    at = timezone.localtime(one.at)
    return Line(
        who=one.actor_name,
        text=_sentence(ChangeKind(one.kind), len(one.rows)),
        at=one.at,
        on=_("%(day)s, %(hour)s") % {"day": ui.long_day(at), "hour": ui.clock(at)},
        rows=tuple(_row(row) for row in one.rows),
        reason=ui.typo(one.reason),
    )


def _sentence(kind: ChangeKind, rows: int) -> str:
    match kind:
        case ChangeKind.NAMED:
            return _("a changé le nom ou le but du brouillon")
        case ChangeKind.MERGED:
            return _("a réuni deux actions")
        case ChangeKind.TAKEN_BACK:
            return _("a remis une ligne comme dans le plan")
        case ChangeKind.BROUGHT:
            return _("a fait entrer ce qui avait changé dans le plan")
    if not rows:
        return _("a récrit un motif")
    return ngettext("a changé %(n)d ligne", "a changé %(n)d lignes", rows) % {"n": rows}


def _row(told: Mapping[str, Any]) -> Row:
    return Row(ui.typo(told["name"]), tuple(_cell(told["kind"], cell) for cell in told["cells"]))


def _cell(kind: str, told: Mapping[str, Any]) -> Cell:
    if kind == "draft":
        name = _("Nom du brouillon") if told["field"] == "label" else _("Ce que l’on veut obtenir")
        return Cell(name, ui.typo(told["before"]), ui.typo(told["after"]))
    field = Field(told["field"])
    before, after = (_words(field, told[side]) for side in ("before", "after"))
    return Cell(label(Kind(kind), field), before, after)


def _words(field: Field, said: str) -> str:
    if field is Field.PRIORITY:
        return str(models.Priority(Priority(said)).label)
    return ui.typo(said)
