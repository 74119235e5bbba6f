"""Of what the minutes of a meeting would be the proof: the results of kind PV of the actions discussed."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.governance.models import Body
from portulan.meetings.models import ItemStage, Meeting
from portulan.meetings.queries.sessions import Discussed, Said, discussed
from portulan.meetings.rules.proving import Named, Treated, lines
from portulan.plans.models import Action, ExpectedResult, ResultKind

Pair = tuple[uuid.UUID, uuid.UUID | None]


@dataclass(frozen=True, slots=True)
class Proposed:
    """One line of the list: an action, and one of its results, or none for the action as a whole. `ticked` is what
    is proposed, `why` says why; `other` names the body whose minutes the result asks for, which takes the line
    away."""

    action: Action
    result: ExpectedResult | None
    rank: int
    ticked: bool
    why: str
    other: str = ""

    @property
    def pair(self) -> Pair:
        return self.action.pk, self.result.pk if self.result else None


def proposed_proofs(
    meeting: Meeting, items: Sequence[Discussed] | None = None, said: Said | None = None
) -> tuple[Proposed, ...]:
    """The list for this meeting, in the order of its agenda, each action once; in two queries besides those of
    the items."""
    items = discussed(meeting) if items is None else items
    treated = tuple(_treated(items, said or Said()))
    results: dict[uuid.UUID, list[ExpectedResult]] = {}
    ids = {one.action for one in treated}
    wanted = ExpectedResult.objects.filter(action__in=ids, kind=ResultKind.MINUTES, removed_at=None)
    for one in wanted.order_by("position"):
        results.setdefault(one.action_id, []).append(one)
    actions = {one.item.subject_id: one.item.subject for one in items}
    return tuple(
        Proposed(action, line.result, line.item.rank, line.ticked, _why(line.item, items), line.other)
        for line in lines(treated, results, meeting.body_id, names_of_bodies())
        if (action := actions[line.item.action]) is not None
    )


def was_discussed(item: Discussed, said: Said) -> bool:
    """Whether the meeting spoke of it: treated, or something was written."""
    return item.written or item.stage(said) == ItemStage.DONE


def _treated(items: Sequence[Discussed], said: Said) -> Iterator[Treated]:
    """The items about actions that stand."""
    for rank, one in enumerate(items, 1):
        action, stage = one.item.subject, ItemStage(one.item.stage)
        if action is not None and action.removed_at is None:
            yield Treated(rank, action.pk, stage, one.stage(said), one.written, one.item.for_information)


def _why(one: Treated, items: Sequence[Discussed]) -> str:
    """How one knows whether the meeting spoke of the action."""
    words = {"rank": one.rank}
    if one.written:
        what = _written(items[one.rank - 1])
        return _("point %(rank)d : %(what)s") % {**words, "what": what}
    if one.told:
        return _("point %(rank)d, pour information") % words
    if one.waits:
        return _("si le point %(rank)d est traité") % words
    if one.spoken:
        return _("point %(rank)d, traité") % words
    return _("le point %(rank)d n’a pas été traité") % words


def _written(item: Discussed) -> str:
    pieces = [_("des notes")] if item.item.notes.strip() else []
    if count := len(item.acts):
        pieces.append(ngettext("une décision", "%(count)d décisions", count) % {"count": count})
    if item.moves:
        pieces.append(_("un changement dans le plan"))
    return ", ".join(pieces)


def names_of_bodies() -> list[Named]:
    """Every spelling of every body, in one query."""
    rows = Body.objects.order_by("acronym", "name").values_list("pk", "name", "acronym", "aliases__spelling")
    return [spelling for row in rows for spelling in spellings(*row)]


def spellings(pk: uuid.UUID, name: str, acronym: str, alias: str | None) -> list[Named]:
    """How a body is written: its name, its acronym, one of its aliases."""
    return [(pk, acronym or name, one) for one in (name, acronym, alias) if one]
