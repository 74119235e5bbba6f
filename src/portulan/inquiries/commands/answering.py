"""Answering by a personal link: a note, proofs, one taken back; signed by the person, on their actions only."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.models import Body
from portulan.inquiries import queries
from portulan.inquiries.models import Asked
from portulan.plans.models import Action
from portulan.shared.errors import Conflict, Refused
from portulan.tracking import commands as tracking
from portulan.tracking.models import Evidence, ProgressUpdate
from portulan.tracking.queries.proofs import versions_of


def opened(asked: Asked, *, at: dt.datetime | None = None) -> None:
    """Their page was opened: kept for the coordination, not a change of the plan."""
    Asked.objects.filter(pk=asked.pk).update(opened_at=at or timezone.now())


@transaction.atomic
def note(
    asked: Asked,
    action: Action,
    *,
    on: dt.date,
    text: str = "",
    state: str = "",
    submission: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> ProgressUpdate:
    """What this person says of one of their actions. The same submission says it once. Raises Refused, Invalid,
    Conflict."""
    body = _body_for(asked, action)
    own = _own(submission, action, "note")
    update = tracking.report_progress(
        action, actor=signer(asked), on=on, text=text, state=state, body=body, submission=own, at=at
    )
    asked.updates.add(update)
    _answered(asked, at)
    return update


@transaction.atomic
def attach(
    asked: Asked,
    action: Action,
    *,
    files: Sequence[tracking.GivenFile] = (),
    url: str = "",
    title: str = "",
    on: dt.date | None = None,
    submission: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> tuple[Evidence, ...]:
    """Proofs of one of their actions: files, or a link. What the workspace has already is linked to the action
    instead of added twice. The same submission adds once. Raises Refused, Invalid, Conflict."""
    _body_for(asked, action)
    actor, own = signer(asked), _own(submission, action, "link" if url else "files")
    added = tracking.add_evidence(
        action, actor=actor, on=on, title=title, files=files, url=url, submission=own, at=at
    )
    there = tuple(versions_of(one).last for one in added.elsewhere)
    for one in there:
        tracking.link_evidence(one, [action], actor=actor)
    kept = (*added.evidence, *added.repeated, *there)
    asked.evidence.add(*added.evidence, *there)
    _answered(asked, at)
    return kept


@transaction.atomic
def take_back(asked: Asked, action: Action, evidence: Evidence) -> None:
    """A proof that came by this link no longer stands for that action. Raises Refused, Conflict."""
    _body_for(asked, action)
    given = asked.evidence.filter(pk=evidence.pk, actions=action)
    if not given.exists():
        raise Refused(_("Cette preuve n’est pas venue par votre lien : la coordination peut la retirer."))
    if evidence.actions.count() > 1:
        tracking.unlink_evidence(evidence, action, actor=signer(asked))
    else:
        tracking.remove_evidence(evidence, actor=signer(asked))


def signer(asked: Asked) -> Any:
    """Who signs: the account of the person, else their name."""
    return asked.person.user or asked.person.name


def _body_for(asked: Asked, action: Action) -> Body:
    """The body of this person that carries the action today. Raises Refused, or Conflict for a removed action."""
    if action.removed_at is not None:
        raise Conflict(_("Cette action a été retirée du plan : plus rien ne s’y note."))
    carrying = set(action.responsibilities.values_list("body_id", flat=True))
    seats = queries.seats_of_person(asked.person, timezone.localdate())
    body = next((seat.body for seat in seats if seat.body_id in carrying), None)
    if body is None:
        raise Refused(_("Cette action ne relève pas, ou plus, de vos instances."))
    return body


def _own(submission: uuid.UUID | None, action: Action, what: str) -> uuid.UUID | None:
    """The identity of one part of a page that is sent as one form."""
    return uuid.uuid5(submission, f"{action.pk} {what}") if submission else None


def _answered(asked: Asked, at: dt.datetime | None) -> None:
    Asked.objects.filter(pk=asked.pk).update(answered_at=at or timezone.now())
