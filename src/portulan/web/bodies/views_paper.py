"""Pages made to be printed: the sheet of a body, all of them as a PDF, what is handed over."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portulan.governance.models import Person
from portulan.governance.queries import BodyCard, body_cards, mandates_of, seats_in, seats_on
from portulan.reports.files import body_sheets_file
from portulan.reports.kinds.body_sheet import BodySheet, BodySheets, shortened
from portulan.reports.templates.telling.body_sheet import KIND
from portulan.tracking.queries import PlanView, last_notes, plan_view
from portulan.web.access import MemberRequest, page
from portulan.web.bodies.handover import Handover, handover, of_whole_body
from portulan.web.bodies.page import ends_about, of_body
from portulan.web.bodies.sheet import sheet
from portulan.web.bodies.views import card_of
from portulan.web.bodies.words import named
from portulan.web.reports.front import front_on
from portulan.web.reports.kinds import DOCX, PDF
from portulan.web.reports.layouts import written
from portulan.web.templatetags import ui
from portulan.workspaces.permissions import Permission


@page(Permission.READ, dated=True)
@require_safe
def body_sheet(request: MemberRequest, body_id: uuid.UUID) -> HttpResponse:
    """The sheet of a body, as a page that prints on one or two sheets of paper."""
    card = card_of(body_id)
    if card.merged_into is not None:
        return redirect("body_sheet", request.workspace.slug, card.merged_into)
    plan, one = sheet_of(request, card)
    rows = [
        {
            "action": action,
            "text": ui.emphasis(action.text),
            "status": ui.status_pill(action.status),
            "results": [(result.reached, ui.emphasis(result.text)) for result in action.results],
            "note": shortened(action.note),
        }
        for action in one.actions
    ]
    context = {"sheet": one, "rows": rows, "body": card, "day": request.as_of, "plan": plan}
    return render(request, "bodies/sheet.html", context)


@page(Permission.READ, dated=True)
@require_safe
def body_sheet_file(request: MemberRequest, body_id: uuid.UUID, format: str) -> HttpResponse:
    """The same as Word or PDF, in the institution's own template where one is proposed first."""
    card = card_of(body_id)
    if card.merged_into is not None:
        return redirect("body_sheet_file", request.workspace.slug, card.merged_into, format)
    plan, one = sheet_of(request, card)
    return _file(request, plan, [one], format, f"fiche-{slugify(one.name)}")


@page(Permission.EDIT_PLAN)
@require_safe
def body_sheets(request: MemberRequest, format: str) -> HttpResponse:
    """The sheets of all the bodies that carry an action, in one file."""
    plan = plan_view(request.workspace, request.as_of)
    seats = list(seats_on(request.as_of))
    notes = last_notes([one.row.id for one in plan.actions]) if plan else {}
    sheets = [
        sheet(plan, card, [one for one in seats if one.body_id == card.id], notes, request.as_of)
        for card in body_cards()
        if of_body(plan, card.id)
    ]
    if not sheets:
        return redirect("bodies", request.workspace.slug)
    return _file(request, plan, sheets, format, "fiches-des-instances")


@page(Permission.READ, dated=True)
@require_safe
def body_handover(request: MemberRequest, body_id: uuid.UUID) -> HttpResponse:
    """What a body has under way, for whoever takes it over."""
    card = card_of(body_id)
    if card.merged_into is not None:
        return redirect("body_handover", request.workspace.slug, card.merged_into)
    plan = plan_view(request.workspace, request.as_of)
    notes = last_notes([one.row.id for one in of_body(plan, body_id)])
    seats = list(seats_in([body_id]))
    found = of_whole_body(plan, seats, (card.id, card.name), notes, request.as_of, request.workspace.slug)
    return _handed(request, found, named(card), back=("body", card.id))


@page(Permission.READ, dated=True)
@require_safe
def person_handover(request: MemberRequest, person_id: uuid.UUID) -> HttpResponse:
    """What somebody leaves behind: in the mandates that end about now, or in all those held while none does."""
    one = get_object_or_404(Person.objects.select_related("user"), pk=person_id)
    plan, mandates = plan_view(request.workspace, request.as_of), list(mandates_of(one))
    leaving = [seat for seat in mandates if ends_about(seat, request.as_of)]
    leaving = leaving or [seat for seat in mandates if seat.held_on(request.as_of)]
    actions = {a.row.id for seat in leaving for a in of_body(plan, seat.body_id)}
    notes, others = last_notes(actions), list(seats_in([seat.body_id for seat in leaving]))
    found = handover(plan, leaving, others, notes, request.as_of, request.workspace.slug)
    return _handed(request, found, str(one), back=("person", one.pk))


def _handed(request: MemberRequest, found: Handover, who: str, back: tuple[str, uuid.UUID]) -> HttpResponse:
    title = _title(found.count)
    said = {"who": who, "n": ui.words(found.count, "f")}
    context = {"page": found, "title": title % said, "who": who, "back": back, "day": request.as_of}
    return render(request, "bodies/handover.html", context)


def _title(count: int) -> str:
    if not count:
        return _("%(who)s : rien à transmettre")
    return ngettext("%(who)s : %(n)s action à transmettre", "%(who)s : %(n)s actions à transmettre", count)


def sheet_of(request: MemberRequest, card: BodyCard) -> tuple[PlanView | None, BodySheet]:
    """The plan on the day of the request, and the sheet of that body."""
    body_id, plan = card.id, plan_view(request.workspace, request.as_of)
    notes = last_notes([one.row.id for one in of_body(plan, body_id)])
    return plan, sheet(plan, card, list(seats_on(request.as_of).filter(body_id=body_id)), notes, request.as_of)


def _file(
    request: MemberRequest, plan: PlanView | None, sheets: list[BodySheet], format: str, name: str
) -> HttpResponse:
    if format not in (DOCX, PDF):
        raise Http404
    facts = BodySheets(front_on(request.workspace, plan.facts if plan else None, request.as_of), tuple(sheets))
    content, media_type, suffix = written(
        KIND.value, format, request.GET.dict(), lambda chosen: body_sheets_file(facts, chosen)
    )
    headers = {"Content-Disposition": f'attachment; filename="{name}.{suffix}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
