"""The revisions of the plan: frozen documents, under the identities that the plan gives their rows today."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from portulan.plandoc import jsonfile
from portulan.plandoc.comparison.matching import renamed
from portulan.plandoc.document import PlanDocument
from portulan.plans.models import Action, ExpectedResult, Objective, Plan, Revision
from portulan.shared.scoping import open_id


@dataclass(frozen=True, slots=True)
class Edition:
    """A revision as it is read: `body` is the name of the one that adopted it, empty when none was said. `kept_at`
    is when it was written here; of the plan as it stood, the end of that day, of the plan as it stands, None."""

    id: uuid.UUID
    label: str
    on: dt.date
    body: str
    note: str
    document: PlanDocument
    kept_at: dt.datetime | None = None


def editions(plan: Plan) -> list[Edition]:
    """Every revision of the plan, the oldest first, in two queries."""
    known = identities(plan)
    rows = Revision.objects.filter(plan=plan).select_related("body").order_by("adopted_on", "created_at")
    return [
        Edition(
            row.pk,
            row.label,
            row.adopted_on,
            row.body.name if row.body else "",
            row.note,
            ours(jsonfile.from_json(row.document), known),
            row.created_at,
        )
        for row in rows
    ]


def own_id(document_id: str) -> uuid.UUID:
    """The identity, in the open workspace, of what a document calls so: the same file may come into two."""
    return uuid.uuid5(open_id(), document_id)


def identities(plan: Plan) -> set[str]:
    """Every identity that the plan ever had, in one query."""
    rows = (
        Objective.objects.filter(plan=plan),
        Action.objects.filter(plan=plan),
        ExpectedResult.objects.filter(action__plan=plan),
    )
    first, *others = (one.order_by().values_list("pk", flat=True) for one in rows)
    return {str(own) for own in first.union(*others, all=True)}


def ours(document: PlanDocument, known: Collection[str]) -> PlanDocument:
    """The document under the plan's identities: what was taken in was given identities of this workspace."""
    ids = [one.id for one in document.walk()]
    for action in document.actions():
        ids += [action.id, *(one.id for one in action.expected_results)]
    mine = {own: str(own_id(own)) for own in ids if own not in known}
    return renamed(document, {own: its for own, its in mine.items() if its in known})
