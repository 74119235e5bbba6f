"""The list of proofs gathered, for one audience: what it may not be shown is not there."""

import uuid
from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.academic_year import AcademicYear
from portulan.reports.kinds.proofs import ListedProof, ListedProofs
from portulan.tracking.models import EvidenceKind, Visibility
from portulan.tracking.queries import PlanView, Proof
from portulan.tracking.queries.proofs import visible_to
from portulan.tracking.rules import Audience
from portulan.web.plan import marks
from portulan.web.plan.sentences import capital, feminine
from portulan.web.reports.front import Kept, front
from portulan.web.templatetags import ui
from portulan.workspaces.models import Workspace

AUDIENCES = {"membres": Audience.MEMBERS, "experts": Audience.EXPERTS, "public": Audience.PUBLIC}
"""The words of the address (`?pour=experts`)."""


def audience_label(audience: Audience) -> str:
    """For whom a list is, in words."""
    match audience:
        case Audience.EXPERTS:
            return _("Ce que les expert·es peuvent voir")
        case Audience.PUBLIC:
            return _("Ce que tout le monde peut voir")
    return _("Toutes, pour les membres")


def shown_to(audience: Audience) -> frozenset[uuid.UUID]:
    """The proofs that this audience may be shown, in one query."""
    return frozenset(visible_to(audience).values_list("id", flat=True))


def listed_proofs(workspace: Workspace, kept: Kept, audience: Audience) -> ListedProofs:
    """The list, the latest year first. The public is told no name."""
    shown = shown_to(audience)
    plan = kept.plan
    proofs = sorted(
        (one for one in plan.proofs() if one.id in shown),
        key=lambda one: (-one.academic_year, -one.on.toordinal(), one.title, one.id),
    )
    scope = " · ".join(filter(None, [kept.scope, audience_label(audience)]))
    return ListedProofs(
        front=front(workspace, Kept(plan, scope)),
        lead=_lead(proofs, plan),
        proofs=tuple(_listed(one, plan, named=audience is not Audience.PUBLIC) for one in proofs),
    )


def action_codes(proof: Proof, plan: PlanView) -> tuple[str, ...]:
    """The actions of the plan that a proof is about, by code, in the plan's order."""
    return tuple(
        one.row.code or ui.typo(one.row.short_title) for one in plan.actions if one.row.id in proof.actions
    )


def _listed(proof: Proof, plan: PlanView, *, named: bool) -> ListedProof:
    return ListedProof(
        title=ui.typo(proof.title),
        file=proof.url or proof.file_name,
        kind=str(EvidenceKind(proof.kind).label),
        day=ui.day(proof.on),
        year=AcademicYear(proof.academic_year).long,
        actions=action_codes(proof, plan),
        results=tuple(
            marks.plain(result.text)
            for pk in proof.actions
            if pk in plan.by_id
            for result in plan.by_id[pk].row.results
            if result.id in proof.results
        ),
        author=proof.author_name if named else "",
        visibility=str(Visibility(proof.visibility).label),
        sha256=proof.file_sha256,
        draft=_("version de travail") if proof.draft else "",
    )


def _lead(proofs: Collection[Proof], plan: PlanView) -> str:
    """ "Soixante et une preuves pour douze résultats attendus sur 75."."""
    count = len(proofs)
    if not count:
        return _("Aucune preuve à montrer.")
    proved = {pk for one in proofs if not one.draft for pk in one.results}
    total = sum(1 for _one in plan.results())
    reached = sum(1 for one in plan.results() if one.id in proved)
    head = ngettext("%(n)s preuve", "%(n)s preuves", count) % {"n": capital(feminine(count))}
    return _("%(head)s, pour %(proved)d résultats attendus sur %(total)d.") % {
        "head": head,
        "proved": reached,
        "total": total,
    }
