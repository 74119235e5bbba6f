"""The decision from which a page was opened: it fills the form, and is linked to what the form brings about."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from portulan.meetings.commands.decisions import lead_to
from portulan.meetings.models import Decision
from portulan.meetings.queries.decisions import standing
from portulan.plans.models import Recommendation, Revision
from portulan.tracking.models import Postponement
from portulan.web.access import MemberRequest
from portulan.web.plan.addresses import address
from portulan.web.templatetags import ui

PARAMETER = "decision"


@dataclass(frozen=True, slots=True)
class Source:
    """The decision that brought something about: where it stands, and what is said of it."""

    address: str
    text: str
    where: str


def remembered(request: HttpRequest) -> Decision | None:
    """The decision of the open workspace that the address or the form names; None for any other."""
    asked = (request.POST if request.method == "POST" else request.GET).get(PARAMETER, "")
    try:
        return standing().filter(pk=uuid.UUID(asked)).first()
    except ValueError:
        return None


def link(request: MemberRequest, brought: Revision | Postponement | Recommendation) -> None:
    """The decision that the form remembers, if any, led to this."""
    decision = remembered(request)
    if decision is not None:
        lead_to(decision, brought, actor=request.user)


def source(decision: Decision, slug: str) -> Source:
    """« CEP, 12 novembre 2026 »."""
    where = f"{decision.meeting.body}, {ui.long_day(decision.meeting.day)}"
    return Source(address("decision", slug, decision.pk), ui.typo(decision.text), ui.typo(where))


def sources(found: Iterable[Decision], slug: str) -> tuple[Source, ...]:
    return tuple(source(one, slug) for one in found)


def where_words(decision: Decision) -> str:
    """« réunion du 12 novembre 2026 », as a postponement says where it was decided."""
    return _("réunion du %(day)s") % {"day": ui.long_day(decision.meeting.day)}
