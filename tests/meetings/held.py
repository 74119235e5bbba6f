"""A meeting of the CEP that is being held: two actions were discussed, one was not, and a decision was made."""

import datetime as dt

from django.utils import timezone

from meetings.conftest import on
from portulan.governance.commands import person_of
from portulan.governance.models import Body, Person, Seat
from portulan.meetings.commands.planning import plan_meeting
from portulan.meetings.models import (
    ActKind,
    AgendaItem,
    Attendance,
    Decision,
    ItemKind,
    ItemStage,
    Meeting,
    Presence,
    Stage,
)

DAY = dt.date(2026, 11, 19)


def hold(cast, day=DAY, stage=Stage.OPEN) -> Meeting:
    """Its first item is free and treated, the second about 1.1.1 with notes and two acts, the third
    about 1.1.2, waiting. Basile is expected, Nadia was there."""
    cep = Body.objects.get(acronym="CEP")
    meeting = plan_meeting(cep, on(day), actor=cast.ada)
    nadia, _made = Person.objects.get_or_create(name="Nadia Ferrand")
    Attendance.objects.create(
        meeting=meeting, person=nadia, presence=Presence.PRESENT, title="présidence", position=9
    )
    item(meeting, 1, "Mot d’accueil", stage=ItemStage.DONE)
    first = item(meeting, 2, "Synthèse", cast.action("1.1.1"), notes="La note est **relue**.\n\n- deux remarques")
    item(meeting, 3, "Rencontres", cast.action("1.1.2"))
    decide(meeting, first, "La note est finalisée.", due=dt.date(2027, 1, 31))
    decide(meeting, first, "Rédiger la partie manquante.", kind=ActKind.TO_DO, person=nadia)
    meeting.stage, meeting.opened_at = stage, timezone.now()
    meeting.save()
    return meeting


def item(meeting, position, title, action=None, **fields) -> AgendaItem:
    kind = fields.pop("kind", ItemKind.ACTION if action else ItemKind.FREE)
    return AgendaItem.objects.create(
        meeting=meeting, position=position, title=title, action=action, kind=kind, **fields
    )


def decide(meeting, about, text, **fields) -> Decision:
    fields = {"body": meeting.body, "author_name": "Ada"} | fields
    return Decision.objects.create(
        meeting=meeting, item=about, action=about.action, text=text, position=meeting.decisions.count(), **fields
    )


def sit(cast, acronym="CEP"):
    """Basile sits in that body too."""
    return Seat.objects.create(
        body=Body.objects.get(acronym=acronym), person=person_of(cast.basile), starts=dt.date(2024, 9, 14)
    )
