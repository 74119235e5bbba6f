"""The register of changes gathered: what differs between two editions, and what the journal, the postponements,
the decisions of meetings and the adoption say of it."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portulan.journal.models import Entry
from portulan.meetings.models import Decision
from portulan.plandoc.comparison.changes import Change, Field, Sort
from portulan.plandoc.comparison.slipping import chained
from portulan.plandoc.comparison.table import Kind, Table
from portulan.plandoc.document import Action, Objective, PlanDocument
from portulan.plans.queries.revisions import Edition
from portulan.reports.kinds.front import Front
from portulan.reports.kinds.register import Changed, Register, Registered, Section
from portulan.tracking.queries.postponements import Move, postponements
from portulan.web.imports.redlines import Names, label, plainly
from portulan.web.revisions import words
from portulan.web.templatetags import ui
from portulan.workspaces.models import Workspace

Key = tuple[Kind, str]
_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Sources:
    """What was said of the rows between the two editions: the entries of the journal by row, the latest first; the
    postponements by identity; the decisions that brought one about, and those that brought a revision about."""

    entries: Mapping[str, Sequence[Entry]]
    moves: Mapping[uuid.UUID, Move]
    decided: Mapping[uuid.UUID, Decision]
    adopted: Mapping[uuid.UUID, Sequence[Decision]]


def register_of(workspace: Workspace, between: Sequence[Edition]) -> Register:
    """The register from the first of these editions to the last, those between them included, in five queries."""
    older, newer = between[0], between[-1]
    documents = chained([one.document for one in between])
    before, after = documents[0], documents[-1]
    found = words.told(before, after)
    rows = _Rows(documents, between, _sources(found, between))
    return Register(
        front=_front(workspace, older, newer),
        older=older.label,
        newer=newer.label,
        lead=words.summary_of(before, after, found),
        sections=tuple(rows.sections(found)),
    )


def _front(workspace: Workspace, older: Edition, newer: Edition) -> Front:
    document = newer.document
    fictional = _("Exemple : états d’avancement, preuves et noms de personnes sont fictifs.")
    return Front(
        institutions=", ".join(one.name for one in workspace.institutions.order_by("name")),
        programme=ui.typo(document.organisation or workspace.name),
        plan=ui.typo(document.title),
        day=ui.long_day(newer.on),
        made_on=ui.long_day(timezone.localdate()),
        revision=_("de « %(older)s » à « %(newer)s »") % {"older": older.label, "newer": newer.label},
        remark=fictional if workspace.fictional else "",
        language=get_language() or "fr",
    )


def _sources(found: Sequence[Change], between: Sequence[Edition]) -> Sources:
    """All that was said of these rows until the last edition was kept, in three queries."""
    older, newer = between[0], between[-1]
    own = {pk for one in found if (pk := _uuid(one.id)) is not None}
    begins = timezone.make_aware(dt.datetime.combine(older.on, dt.time()))
    told = Entry.objects.filter(subject_id__in=own, at__gte=begins, at__lte=newer.kept_at or timezone.now())
    entries: dict[str, list[Entry]] = {}
    for entry in told.order_by("-at", "-id"):
        entries.setdefault(str(entry.subject_id), []).append(entry)
    kept = {entry.pk for rows in entries.values() for entry in rows}
    moves = {move.id: move for all_of in postponements(of=own).values() for move in all_of if move.id in kept}
    asked = Q(postponement_id__in=list(moves)) | Q(revision_id__in=[one.id for one in between[1:]])
    decisions = list(Decision.objects.filter(asked, withdrawn_at=None).select_related("meeting__body"))
    by_move = {one.postponement_id: one for one in decisions if one.postponement_id}
    adopted: dict[uuid.UUID, list[Decision]] = {}
    for one in decisions:
        if one.revision_id:
            adopted.setdefault(one.revision_id, []).append(one)
    return Sources(entries, moves, by_move, adopted)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class _Rows:
    def __init__(self, documents: Sequence[PlanDocument], between: Sequence[Edition], sources: Sources) -> None:
        before, after = documents[0], documents[-1]
        self.names, self.between, self.sources = Names(after, before), between, sources
        self.tables = [Table.of(one) for one in documents]
        every = [*before.objectives, *after.objectives]
        self.tops = {own: top.id for top in every for own in _ids(top)}
        self.titles = {top.id: " ".join(filter(None, [top.code, top.title.plain])) for top in every}
        self.order = [top.id for document in (after, before) for top in document.objectives]

    def sections(self, found: Iterable[Change]) -> Iterator[Section]:
        """The plan itself, then the objectives at the top in reading order."""
        rows: dict[Key, list[Change]] = {}
        for one in found:
            rows.setdefault((one.kind, one.id), []).append(one)
        held: dict[str, list[Registered]] = {}
        for (_kind, own), changes in rows.items():
            held.setdefault(self.tops.get(own, ""), []).append(self.row(changes))
        for top in dict.fromkeys(["", *self.order]):
            if top in held:
                yield Section(ui.typo(self.titles.get(top, _("Le plan lui-même"))), tuple(held[top]))

    def row(self, found: Sequence[Change]) -> Registered:
        first = found[0]
        shown = self.names.row(first.kind, first.id)
        entries = [entry for one in found for entry in self.told(one)]
        moves = [self.sources.moves[one.pk] for one in entries if one.pk in self.sources.moves]
        edition = self.edition_of(found)
        where, when = self.decided(entries, moves, edition)
        return Registered(
            code=shown.code,
            name=ui.typo(shown.name),
            sorts=", ".join(dict.fromkeys(_sort(one.sort) for one in found)),
            changes=tuple(cell for one in found for cell in self.cells(one)),
            why=tuple(self.why(entries, moves, edition)),
            where=where,
            when=when,
        )

    def told(self, change: Change) -> list[Entry]:
        """The entry that made this change: the latest that left what the newer edition has."""
        made = (entry for entry in self.sources.entries.get(change.id, ()) if _made(entry, change))
        return [entry] if (entry := next(made, None)) else []

    def cells(self, change: Change) -> Iterator[Changed]:
        if change.field is Field.PRESENCE:
            yield from self.whole(change)
            return
        before, after = (plainly(change.field, one, self.names) for one in (change.before, change.after))
        yield Changed(label(change.kind, change.field), _some(before), _some(after))

    def whole(self, change: Change) -> Iterator[Changed]:
        """A row that came or went, with who carries it, by when and what it expects."""
        row = change.after if change.before is None else change.before
        fields = _OF_ACTION if isinstance(row, Action) else (Field.TITLE,)
        for field in fields:
            said = _some(plainly(field, getattr(row, field), self.names))
            if said:
                pair = ("", said) if change.before is None else (said, "")
                yield Changed(label(change.kind, field), *pair)

    def edition_of(self, found: Sequence[Change]) -> Edition:
        """The edition in which the last of these changes came: the first from which on all say what the newer
        says."""
        return self.between[max(self._came(one) for one in found)]

    def _came(self, change: Change) -> int:
        at = len(self.tables) - 1
        now = _cell(self.tables[at], change)
        while at > 1 and _cell(self.tables[at - 1], change) == now:
            at -= 1
        return at

    def why(self, entries: Sequence[Entry], moves: Sequence[Move], edition: Edition) -> list[str]:
        """The reasons given; else what was decided on adopting, for a revision."""
        decisions = [self.sources.decided[one.id].text for one in moves if one.id in self.sources.decided]
        reasons = [*(one.reason for one in entries), *(one.reason for one in moves), *decisions]
        adopted = [*(one.text for one in self.sources.adopted.get(edition.id, ())), edition.note]
        return [ui.typo(one) for one in dict.fromkeys(filter(None, reasons))] or [
            ui.typo(one) for one in dict.fromkeys(filter(None, adopted))
        ]

    def decided(self, entries: Sequence[Entry], moves: Sequence[Move], edition: Edition) -> tuple[str, str]:
        """Where and when: the meeting that decided, the postponement, the adoption; else the day of the change."""
        meetings = [self.sources.decided[one.id] for one in moves if one.id in self.sources.decided]
        for decision in (*meetings, *self.sources.adopted.get(edition.id, ())):
            return _meeting(decision)
        for move in moves:
            return ui.typo(move.where), ui.long_day(move.decided_on)
        if edition.id.int:
            kept = _("Révision « %(label)s »") % {"label": edition.label}
            return ui.typo(", ".join(filter(None, [edition.body, kept]))), ui.long_day(edition.on)
        return "", ui.long_day(timezone.localdate(entries[0].at)) if entries else ""


_OF_ACTION = (Field.TEXT, Field.RESPONSIBLES, Field.DEADLINE, Field.RESULTS, Field.RECOMMENDATIONS)


def _meeting(decision: Decision) -> tuple[str, str]:
    body = decision.meeting.body
    where = _("Réunion : %(body)s") % {"body": ui.typo(body.acronym or body.name)}
    return where, ui.long_day(timezone.localdate(decision.meeting.starts))


def _cell(table: Table, change: Change) -> object:
    """What an edition has in the cell of a change; whether the row is there, and where, are cells too."""
    if change.kind is Kind.PLAN:
        return getattr(table.plan, change.field)
    standing = change.id in table.holders[change.kind]
    if change.field is Field.PRESENCE or not standing:
        return standing
    if change.field is Field.PLACE:
        return table.holders[change.kind][change.id]
    return getattr(table.rows[change.kind][change.id], change.field)


def _made(entry: Entry, change: Change) -> bool:
    """Whether the entry left in this cell what the newer edition has."""
    after = entry.after
    match change.field:
        case Field.PRESENCE if change.after is None:
            return after.get("removed") is True
        case Field.PRESENCE:
            return entry.verb.endswith((".added", ".restored"))
        case Field.PLACE:
            return bool({"place", "objective_id", "parent_id"} & after.keys())
        case Field.TEXT | Field.TITLE if not isinstance(change.after, str):
            return bool(after.get(change.field) == change.after.marked())
        case Field.DEADLINE:
            return bool(after.get("deadline") == change.after.text)
        case Field.RESULTS:
            return "results" in after
    return change.field in after


def _ids(top: Objective) -> Iterator[str]:
    for one in top.walk():
        yield one.id
        yield from (action.id for action in one.actions)


def _some(text: str) -> str:
    return "" if text == _NOTHING else ui.typo(text)


def _sort(sort: Sort) -> str:
    """How a row changed, in a word."""
    return {
        Sort.ADDED: _("ajout"),
        Sort.REMOVED: _("retrait"),
        Sort.MOVED: _("déplacement"),
        Sort.RENUMBERED: _("nouveau code"),
        Sort.REWORDED: _("reformulation"),
        Sort.RESCHEDULED: _("échéance"),
        Sort.REASSIGNED: _("responsables"),
        Sort.RESULTS: _("résultats attendus"),
        Sort.RECOMMENDATIONS: _("recommandations"),
        Sort.PRIORITY: _("priorité"),
    }.get(sort, _("autre"))
