"""Reading the imports of a workspace."""

from collections.abc import Sequence

from django.db.models import QuerySet

from portulan.imports import rules
from portulan.imports.models import ColumnMapping, Import, ImportState
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.recognition.findings import PlanTable
from portulan.plandoc.recognition.unknown_words import Words
from portulan.plans.models import Plan
from portulan.shared.scoping import open_id
from portulan.workspaces.models import Workspace


def imports() -> QuerySet[Import]:
    """The imports of the open workspace, the latest first, without their contents."""
    return Import.objects.select_related("uploaded_by").defer("reading", "proposal")


def in_review(sha256: str) -> Import | None:
    """The review that the same file already opened."""
    return Import.objects.filter(file_sha256=sha256, state=ImportState.REVIEW).first()


def remembered_among(tables: Sequence[PlanTable]) -> tuple[PlanTable, dict[str, str]] | None:
    """The first of these tables whose titles people met in a file before, with the roles that they gave."""
    by_print = {rules.fingerprint([one]): one for one in reversed(tables)}
    known = {
        one.fingerprint: dict(one.roles)
        for one in ColumnMapping.objects.filter(fingerprint__in=filter(None, by_print))
    }
    found = ((by_print[own], roles) for own, roles in known.items())
    return min(found, key=lambda one: tables.index(one[0]), default=None)


def remembered(tables: Sequence[PlanTable]) -> dict[str, str]:
    """The roles that people gave to columns of the same titles, in a file before; empty for new titles."""
    fingerprint = rules.fingerprint(tables)
    known = ColumnMapping.objects.filter(fingerprint=fingerprint).first() if fingerprint else None
    return dict(known.roles) if known else {}


def known_words(tables: Sequence[PlanTable]) -> Words:
    """What people said that words stand for, in a file whose columns had the same titles."""
    fingerprint = rules.fingerprint(tables)
    known = ColumnMapping.objects.filter(fingerprint=fingerprint).first() if fingerprint else None
    return known.words if known else {}


def boundary() -> Boundary:
    """When the academic years of the open workspace begin."""
    return Workspace.objects.get(pk=open_id()).boundary


def has_plan() -> bool:
    """Whether the open workspace has its plan."""
    return Plan.objects.exists()


def kept_notes() -> list[tuple[Import, list[str]]]:
    """The accepted imports from which texts were kept as notes, with those texts."""
    accepted = Import.objects.filter(state=ImportState.ACCEPTED)
    kept = [
        (one, rules.notes(one.reading["leftovers"], rules.decisions_from_json(one.decisions))) for one in accepted
    ]
    return [(one, texts) for one, texts in kept if texts]
