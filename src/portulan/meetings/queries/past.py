"""Old minutes under review, and what their recognition knows of the plan."""

import uuid
from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from portulan.governance.queries import body_cards
from portulan.meetings.models import PastMinutes, PastState
from portulan.meetings.rules.past import KnownAction, KnownBody
from portulan.plandoc.text import Wording, fold
from portulan.plans.models import Action, ExpectedResult, ResultKind
from portulan.tracking.models import Evidence


def under_review() -> QuerySet[PastMinutes]:
    """The files that wait for a decision, in the order of their names."""
    return PastMinutes.objects.filter(state=PastState.REVIEW).order_by("file_name", "pk")


def known_bodies() -> tuple[KnownBody, ...]:
    """Every body with its spellings; two queries."""
    return tuple(
        KnownBody(
            one.id, one.label, one.acronym, tuple(name for name in (one.name, *one.aliases) if len(name) > 3)
        )
        for one in body_cards()
    )


def known_actions() -> tuple[KnownAction, ...]:
    """The actions of the plan in reading order, their titles folded; one query."""
    rows = Action.objects.filter(removed_at=None).order_by("objective__position", "position", "pk")
    return tuple(
        KnownAction(pk, code, tuple(fold(Wording.from_marked(one).plain) for one in (short, text) if one))
        for pk, code, short, text in rows.values_list("pk", "code", "short_title", "text")
    )


def minutes_results(action_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, list[ExpectedResult]]:
    """The results of kind PV of these actions; one query."""
    found: dict[uuid.UUID, list[ExpectedResult]] = {}
    rows = ExpectedResult.objects.filter(action__in=action_ids, kind=ResultKind.MINUTES, removed_at=None)
    for one in rows.order_by("position"):
        found.setdefault(one.action_id, []).append(one)
    return found


def proofs_there(hashes: Collection[str]) -> Mapping[str, Evidence]:
    """The proofs that are these very bytes, by their hash; one query."""
    rows = Evidence.objects.filter(file_sha256__in=hashes, removed_at=None)
    return {one.file_sha256: one for one in rows}


def taken_before(hashes: Collection[str]) -> Mapping[str, PastMinutes]:
    """The old minutes that were taken from these very bytes, by their hash; one query."""
    rows = PastMinutes.objects.filter(file_sha256__in=hashes, state=PastState.TAKEN).select_related(
        "meeting__body"
    )
    return {one.file_sha256: one for one in rows}
