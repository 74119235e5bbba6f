"""The plan as a document, as it stands today or as it stood at the end of a past day."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.document import PlanDocument
from portulan.plans.models import Plan
from portulan.plans.queries.document import document_of, document_on
from portulan.plans.queries.past import Image, image_of
from portulan.workspaces.models import Workspace


@dataclass(frozen=True, slots=True)
class StandingPlan:
    """The plan on a day. `image` is what stood then, when the day is past; None today and later."""

    plan: Plan
    document: PlanDocument
    day: dt.date
    boundary: Boundary
    image: Image | None

    @property
    def past(self) -> dt.date | None:
        """The day, when it is past."""
        return self.day if self.image else None


def standing_plan(workspace: Workspace, day: dt.date) -> StandingPlan | None:
    """The open workspace's plan on a day, in five queries, or seven for a past day; None while it has none."""
    if day < timezone.localdate():
        image = image_of(workspace, day)
        document = document_on(image)
        if image.plan is None or document is None:
            return None
        return StandingPlan(image.plan, document, day, image.boundary, image)
    plan = Plan.objects.first()
    return StandingPlan(plan, document_of(plan), day, workspace.boundary, None) if plan else None
