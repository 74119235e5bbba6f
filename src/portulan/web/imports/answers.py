"""Answering the doubts of an import: one by one, those alike together, all those of one kind at once."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portulan.imports import commands, queries, rules
from portulan.imports.models import Import
from portulan.imports.rules import Answer
from portulan.plandoc.recognition.findings import Doubt, Recognition
from portulan.shared.errors import Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.imports import free
from portulan.web.imports.cards import Card, like
from portulan.web.imports.lots import Lot, answers_to_all, lot_with
from portulan.web.imports.page import Mistyped, Review, card_of, review_of
from portulan.web.imports.views import shown
from portulan.web.returning import number
from portulan.workspaces.permissions import Permission


@page(Permission.IMPORT)
@require_POST
def answer(request: MemberRequest, import_id: uuid.UUID, doubt_id: str) -> HttpResponse:
    """Settles a doubt with a proposal or freely, or opens it again; with those like it, or with all its lot."""
    opened = get_object_or_404(Import.objects.select_related("uploaded_by"), pk=import_id)
    card = card_of(review := review_of(opened), doubt_id)
    if card is None:
        raise Http404
    lot = lot_with(review.cards, card)
    try:
        _decide(request, opened, card, lot)
    except Invalid as error:
        if not request.POST.get("text", "").strip():
            raise
        return _mistyped(request, opened, Mistyped(doubt_id, request.POST["text"], error.sentence))
    return _after(request, opened, card, lot)


def _decide(request: MemberRequest, opened: Import, card: Card, lot: Lot) -> None:
    whole = "lot" in request.POST
    if "back" in request.POST:
        commands.take_back(opened, [one.doubt.id for one in lot.cards] if whole else [card.doubt.id])
    elif whole:
        rank = number(request.POST.get("proposal", ""))
        commands.answer_alike(opened, answers_to_all(lot, card, rank))
    elif "alike" in request.POST:
        found, decided = rules.reading_from_json(opened.reading), rules.decisions_from_json(opened.decisions)
        doubts = (card.doubt, *like(found, decided, card.doubt))
        commands.answer_alike(opened, {one.id: _given(request, found, one) for one in doubts})
    else:
        found = rules.reading_from_json(opened.reading)
        commands.answer(opened, card.doubt.id, _given(request, found, card.doubt))


def _given(request: MemberRequest, found: Recognition, doubt: Doubt) -> Answer:
    """The answer that was chosen or written. Raises Invalid when it is none of the doubt's."""
    chosen = number(request.POST.get("proposal", ""))
    if chosen is not None and chosen < len(doubt.proposals):
        proposal = doubt.proposals[chosen]
        return Answer(proposal.label, proposal.effects)
    if "proposal" in request.POST:
        raise Invalid(_("Ce choix n’existe pas."))
    return free.answer(doubt, found.document, request.POST.get("text", ""))


def _mistyped(request: MemberRequest, opened: Import, mistyped: Mistyped) -> HttpResponse:
    """What was written stands there again, beside why it could not be taken. htmx only puts a part in the page
    when it comes with 200."""
    review = review_of(opened, mistyped)
    if not getattr(request, "htmx", False):
        return shown(request, opened, review, status=422)
    return _part(request, opened, review, mistyped.doubt)


def _after(request: MemberRequest, opened: Import, was: Card, lot: Lot) -> HttpResponse:
    if not getattr(request, "htmx", False):
        place = f"lot-{lot.number}" if "lot" in request.POST else f"doute-{was.number}"
        return redirect(f"{reverse('import_review', args=[request.workspace.slug, opened.pk])}#{place}")
    return _part(request, opened, review_of(opened), was.doubt.id)


def _part(request: MemberRequest, opened: Import, review: Review, doubt_id: str) -> HttpResponse:
    """The lot of this doubt as it is now, and the counts that go with it."""
    card = card_of(review, doubt_id)
    assert card is not None  # noqa: S101
    whole = "lot" in request.POST
    context = {
        "opened": opened,
        "review": review,
        "lot": lot_with(review.cards, card),
        "fresh": 0 if whole else card.number,
        "whole": whole,
        "has_plan": queries.has_plan(),
    }
    return render(request, "imports/_answered.html", context)
