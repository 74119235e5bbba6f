"""Two editions of the plan as one Word file: accepting all gives the newer one, rejecting all the older one."""

from dataclasses import replace

from portulan.plandoc.carried import carried
from portulan.plandoc.comparison import aligned
from portulan.plandoc.comparison.redline import Tracking
from portulan.plandoc.document import PlanDocument
from portulan.reports.kinds import plan
from portulan.typeset.page import Document
from portulan.typeset.redline import redline


def build(older: PlanDocument, newer: PlanDocument, tracking: Tracking) -> Document:
    """The plan's own table with what changed in it. Rows are paired first, by identity, else by wording."""
    newer = aligned(newer, older)
    merged = redline(plan.build(older), plan.build(newer), tracking)
    return replace(merged, carried=carried(newer, older))
