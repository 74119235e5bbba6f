"""The addresses of meetings, below `reunions/`."""

from django.urls import URLPattern, path

from portulan.web.meetings import (
    calendars,
    composing,
    invited,
    live,
    live_acts,
    live_holding,
    live_notes,
    live_reporting,
    paper,
    planning,
    sending,
    views,
)
from portulan.web.meetings.minutes_urls import MINUTES

_PREPARING: list[URLPattern] = [
    path("", views.meetings, name="meetings"),
    path("fixer/", planning.meeting_plan, name="meeting_plan"),
    path("<uuid:meeting_id>/", views.meeting, name="meeting"),
    path("calendriers/", calendars.calendars, name="calendars"),
    path("calendriers/<uuid:link_id>/retirer/", calendars.calendar_revoke, name="calendar_revoke"),
    path("<uuid:meeting_id>/reunion.ics", calendars.meeting_file, name="meeting_calendar"),
    path("<uuid:meeting_id>/modifier/", planning.meeting_change, name="meeting_change"),
    path("<uuid:meeting_id>/annuler/", planning.meeting_cancel, name="meeting_cancel"),
    path("<uuid:meeting_id>/retablir/", planning.meeting_restore, name="meeting_restore"),
    path("<uuid:meeting_id>/ordre-du-jour/", composing.arrange, name="agenda_arrange"),
    path("<uuid:meeting_id>/ordre-du-jour/<slug:extension>", paper.agenda_paper, name="agenda_paper"),
    path("<uuid:meeting_id>/ordre-du-jour/propositions/", composing.take, name="agenda_take"),
    path("<uuid:meeting_id>/points/ajouter/", composing.item_add, name="agenda_add"),
    path("<uuid:meeting_id>/points/<uuid:item_id>/", composing.item, name="agenda_item"),
    path("<uuid:meeting_id>/points/<uuid:item_id>/joindre/", composing.document_add, name="agenda_document_add"),
    path(
        "<uuid:meeting_id>/documents/<uuid:document_id>/retirer/",
        composing.document_remove,
        name="agenda_document_remove",
    ),
    path("documents/<uuid:document_id>/", composing.document, name="agenda_document"),
    path("<uuid:meeting_id>/inviter-une-personne/", invited.guest_add, name="meeting_guest"),
    path("<uuid:meeting_id>/invitation/", sending.invitation, name="meeting_invitation"),
    path("<uuid:meeting_id>/membres/", invited.follow_seats, name="meeting_follow_seats"),
    path("<uuid:meeting_id>/presence/<uuid:attendance_id>/", invited.presence, name="meeting_presence"),
]

_LIVE: list[URLPattern] = [
    path("<uuid:meeting_id>/ouvrir/", live.start, name="meeting_open"),
    path("<uuid:meeting_id>/nouvelles/", live.beat, name="live_beat"),
    path("<uuid:meeting_id>/projeter/", live.project, name="live_projection"),
    path("<uuid:meeting_id>/presents/invite/", live_holding.guest, name="live_guest"),
    path("<uuid:meeting_id>/presents/<uuid:attendance_id>/", live_holding.presence, name="live_presence"),
    path("<uuid:meeting_id>/point/ajouter/", live_holding.item_add, name="live_item_add"),
    path("<uuid:meeting_id>/point/<uuid:item_id>/suite/", live_holding.item_stage, name="live_item_stage"),
    path("<uuid:meeting_id>/point/<uuid:item_id>/place/", live_holding.item_move, name="live_item_move"),
    path("<uuid:meeting_id>/point/<uuid:item_id>/notes/", live_notes.save, name="live_notes"),
    path("<uuid:meeting_id>/point/<uuid:item_id>/versions/", live_notes.versions, name="live_versions"),
    path(
        "<uuid:meeting_id>/point/<uuid:item_id>/versions/<uuid:kept_id>/",
        live_notes.restore,
        name="live_restore",
    ),
    path("<uuid:meeting_id>/point/<uuid:item_id>/noter/", live_acts.add, name="live_act_add"),
    path("<uuid:meeting_id>/acte/<uuid:act_id>/", live_acts.change, name="live_act"),
    path("<uuid:meeting_id>/acte/<uuid:act_id>/retirer/", live_acts.withdraw, name="live_act_withdraw"),
    path("<uuid:meeting_id>/acte/<uuid:act_id>/reprendre/", live_acts.bring_back, name="live_act_back"),
    path("<uuid:meeting_id>/point/<uuid:item_id>/action/", live_reporting.say_of_action, name="live_progress"),
    path(
        "<uuid:meeting_id>/point/<uuid:item_id>/atteint/<uuid:result_id>/",
        live_reporting.reach,
        name="live_reached",
    ),
    path("<uuid:meeting_id>/point/<uuid:item_id>/reporter/", live_reporting.postpone, name="live_postpone"),
    path("<uuid:meeting_id>/point/<uuid:item_id>/preuve/", live_reporting.drop, name="live_proof"),
]

urlpatterns = [*_PREPARING, *_LIVE, *MINUTES]
