"""The journal as CSV: each entry as a sentence that people read, and its exact facts beside it."""

import json
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from portulan.journal.models import Entry
from portulan.plans.models import Action
from portulan.typeset import csv
from portulan.typeset.page import Column, Sheet
from portulan.web.plan.journal_words import Line, action_names, in_words, lines

_AT_ONCE = 500


def journal_csv(slug: str) -> Iterator[bytes]:
    """Every entry, the first one first, piece by piece. Two queries."""
    titles = (
        _("Date et heure"), _("Personne"), _("Ce qui a été fait"), _("Avant et après"), _("Motif"),
        _("Identité"), _("Type"), _("Objet"), _("Lot"), _("Avant (JSON)"), _("Après (JSON)"),
    )  # fmt: skip
    names = action_names(Action.objects.values_list("pk", flat=True))
    entries = in_words(Entry.objects.order_by("at", "id")).iterator(chunk_size=_AT_ONCE)
    head = csv.write(_sheet(titles, ()))
    yield head
    while some := list(islice(entries, _AT_ONCE)):
        told = lines(some, slug, names=names)
        rows = tuple(_row(entry, line) for entry, line in zip(some, told, strict=True))
        yield csv.write(_sheet(titles, rows)).removeprefix(head)


def _sheet(titles: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Sheet:
    return Sheet(title=_("Journal"), columns=tuple(Column(title, 20) for title in titles), rows=rows)


def _row(entry: Entry, line: Line) -> tuple[str, ...]:
    return (
        timezone.localtime(entry.at).isoformat(timespec="seconds"),
        entry.actor_name,
        unescape(strip_tags(line.text)),
        " | ".join(f"{one.label} : {one.before} → {one.after}" for one in line.changes),
        entry.reason,
        str(entry.pk),
        entry.verb,
        str(entry.subject_id),
        str(entry.batch),
        _json(entry.before),
        _json(entry.after),
    )


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True) if told else ""
