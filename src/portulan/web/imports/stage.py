"""How far the reading of a document is, asked for while the request that brought it is being answered."""

import uuid
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portulan.imports import readings
from portulan.plandoc.reading import progress
from portulan.plandoc.reading.progress import Stage
from portulan.web.access import MemberRequest, page
from portulan.workspaces.permissions import Permission

_FROM, _TO = 20, 80  # the share of the way, in percent, that pages or sheets take


@dataclass(frozen=True, slots=True)
class Shown:
    """The stage in words, and the share of the way that is behind, in percent."""

    words: str
    share: int


@page(Permission.IMPORT)
@require_GET
def stage(request: MemberRequest, reading_id: uuid.UUID) -> HttpResponse:
    """The stage in words; 204 where there is nothing to say: the document is on its way, or is read."""
    found = readings.stage(reading_id)
    if found is None:
        return HttpResponse(status=204)
    return render(request, "imports/_stage.html", {"stage": shown(found)})


def shown(stage: Stage) -> Shown:
    part = _FROM + (_TO - _FROM) * stage.at // max(stage.of, 1)
    counted = {"at": stage.at, "of": stage.of}
    return {
        progress.CONVERTING: Shown(_("Conversion d’un ancien format"), 15),
        progress.OPENING: Shown(_("Ouverture du document"), 15),
        progress.PAGE: Shown(_("Lecture : page %(at)d sur %(of)d") % counted, part),
        progress.SHEET: Shown(_("Lecture : feuille %(at)d sur %(of)d") % counted, part),
        progress.RECOGNISING: Shown(_("Recherche des colonnes et des actions"), 85),
    }.get(stage.name, Shown(_("Document reçu"), 10))
