"""The house's own Word file: the one that the plan came from, with the plan as it stands written into it."""

from django.db.models import Q

from portulan.imports import bounded, queries, rules
from portulan.imports.models import Import, ImportState
from portulan.plandoc import jsonfile
from portulan.plandoc.carried import carried
from portulan.plandoc.comparison.matching import renamed
from portulan.plandoc.comparison.redline import Tracking
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.reading.source import Unreadable
from portulan.plandoc.recognition.findings import NoPlanFound
from portulan.plandoc.word.writing import Written
from portulan.plans.models import Plan
from portulan.plans.queries.document import document_of
from portulan.plans.queries.revisions import own_id
from portulan.shared import filestore
from portulan.shared.errors import Invalid
from portulan.shared.scoping import open_id
from portulan.shared.speech import said


def house_file() -> Import | None:
    """The latest Word file that was taken into the plan and is no export of ours; None where there is none."""
    ours = Q(proposal__origin__isnull=False) & Q(proposal__origin__what="export")
    taken = Import.objects.filter(state=ImportState.ACCEPTED, file_name__iendswith=".docx")
    exports = taken.filter(ours).values("pk")
    return taken.exclude(pk__in=exports).order_by("-decided_at").first()


def in_house_file(opened: Import, plan: Plan, tracking: Tracking | None = None) -> Written:
    """The plan as it stands in that file, clean, or with what changed since the file tracked. Raises Invalid where
    the file cannot be read any more."""
    base, today = _base(opened), document_of(plan)
    told = rules.told_from_json(opened.mapping)
    try:
        return bounded.write_back(
            opened.file_name,
            filestore.path(open_id(), opened.file_sha256).read_bytes(),
            base,
            today,
            boundary=queries.boundary(),
            columns=told.roles,
            table=told.table,
            tracking=tracking,
            facts=carried(today, base if tracking else None),
        )
    except (Unreadable, NoPlanFound) as error:
        raise Invalid(said(error.sentence)) from error


def _base(opened: Import) -> PlanDocument:
    """The plan as it was taken from the file, under the identities of the plan here."""
    if "file" in opened.proposal:
        return jsonfile.from_json(opened.proposal["file"])
    decided = rules.decided_document(
        rules.reading_from_json(opened.reading),
        rules.decisions_from_json(opened.decisions),
        queries.boundary(),
    )
    ids = [one.id for one in decided.walk()]
    for action in decided.actions():
        ids += [action.id, *(result.id for result in action.expected_results)]
    return renamed(decided, {own: str(own_id(own)) for own in ids})
