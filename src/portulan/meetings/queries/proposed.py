"""Of what the minutes of a meeting would be the proof: the results of kind PV of the actions discussed."""

import re
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.governance.models import Body
from portulan.meetings.models import ItemStage, Meeting
from portulan.meetings.queries.sessions import Discussed, Said, discussed
from portulan.plandoc.text import Wording, fold
from portulan.plans.models import Action, ExpectedResult, ResultKind

Pair = tuple[uuid.UUID, uuid.UUID | None]
Named = tuple[uuid.UUID, str, str]
"""A body, what it is called in dense views, and one of its spellings."""


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
    ranked = _ranked(items)
    results: dict[uuid.UUID, list[ExpectedResult]] = {}
    wanted = ExpectedResult.objects.filter(action__in=list(ranked), kind=ResultKind.MINUTES, removed_at=None)
    for one in wanted.order_by("position"):
        results.setdefault(one.action_id, []).append(one)
    bodies = names_of_bodies()
    return tuple(
        line
        for pk, (rank, item, action) in ranked.items()
        for line in _lines(action, results.get(pk, []), rank, item, said or Said(), meeting, bodies)
    )


def was_discussed(item: Discussed, said: Said) -> bool:
    """Whether the meeting spoke of it: treated, or something was written."""
    return item.written or item.stage(said) == ItemStage.DONE


def _ranked(items: Iterable[Discussed]) -> dict[uuid.UUID, tuple[int, Discussed, Action]]:
    """The actions of the agenda that stand, each with its first item, preferably one that was discussed."""
    found: dict[uuid.UUID, tuple[int, Discussed, Action]] = {}
    for rank, one in enumerate(items, 1):
        action = one.item.subject
        if action is None or action.removed_at is not None:
            continue
        if action.pk not in found or (one.written and not found[action.pk][1].written):
            found[action.pk] = (rank, one, action)
    return found


def _lines(
    action: Action,
    results: Sequence[ExpectedResult],
    rank: int,
    item: Discussed,
    said: Said,
    meeting: Meeting,
    bodies: Collection[Named],
) -> Iterator[Proposed]:
    ticked, why = _sureness(rank, item, said)
    mine = [(one, others_named(one.text, meeting.body_id, bodies)) for one in results]
    for result, other in mine:
        yield Proposed(action, result, rank, ticked and not other, why, other)
    if all(other for _result, other in mine):
        yield Proposed(action, None, rank, ticked, why)


def _sureness(rank: int, item: Discussed, said: Said) -> tuple[bool, str]:
    """Whether the meeting spoke of the action, and how one knows."""
    stage = item.item.stage
    if item.written:
        return True, _("point %(rank)d : %(what)s") % {"rank": rank, "what": _written(item)}
    if stage == ItemStage.DONE:
        sure = not item.item.for_information
        words = _("point %(rank)d, traité") if sure else _("point %(rank)d, pour information")
        return sure, words % {"rank": rank}
    if stage == ItemStage.WAITING:
        return said.stages.get(item.item.pk) == ItemStage.DONE, _("si le point %(rank)d est traité") % {
            "rank": rank
        }
    return False, _("le point %(rank)d n’a pas été traité") % {"rank": rank}


def _written(item: Discussed) -> str:
    pieces = [_("des notes")] if item.item.notes.strip() else []
    if count := len(item.acts):
        pieces.append(ngettext("une décision", "%(count)d décisions", count) % {"count": count})
    if item.moves:
        pieces.append(_("un changement dans le plan"))
    return ", ".join(pieces)


def others_named(text: str, own: uuid.UUID, bodies: Collection[Named]) -> str:
    """The body whose minutes a result asks for, where it is not this one: "PV du Comité stratégique" is for no
    meeting of the CEP. Empty when it names this body, or none."""
    words = fold(Wording.from_marked(text).plain)
    named = {pk: label for pk, label, name in bodies if _says(words, name)}
    return "" if own in named else next(iter(named.values()), "")


def names_of_bodies() -> list[Named]:
    """Every spelling of every body, in one query."""
    rows = Body.objects.order_by("acronym", "name").values_list("pk", "name", "acronym", "aliases__spelling")
    return [
        (pk, acronym or name, one) for pk, name, acronym, alias in rows for one in (name, acronym, alias) if one
    ]


def _says(words: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", words))
