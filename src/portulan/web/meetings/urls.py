"""The addresses of meetings, below `reunions/`."""

from django.urls import URLPattern, path

from portulan.web.meetings import composing, invited, minutes_views, planning, views

_PREPARING: list[URLPattern] = [
    path("", views.meetings, name="meetings"),
    path("fixer/", planning.meeting_plan, name="meeting_plan"),
    path("<uuid:meeting_id>/", views.meeting, name="meeting"),
    path("<uuid:meeting_id>/modifier/", planning.meeting_change, name="meeting_change"),
    path("<uuid:meeting_id>/annuler/", planning.meeting_cancel, name="meeting_cancel"),
    path("<uuid:meeting_id>/ordre-du-jour/", composing.arrange, name="agenda_arrange"),
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
    path("<uuid:meeting_id>/membres/", invited.follow_seats, name="meeting_follow_seats"),
    path("<uuid:meeting_id>/presence/<uuid:attendance_id>/", invited.presence, name="meeting_presence"),
]

_LIVE: list[URLPattern] = []

_MINUTES: list[URLPattern] = [
    path("<uuid:meeting_id>/clore/", minutes_views.close, name="meeting_close"),
    path("<uuid:meeting_id>/pv/<int:version>.<str:suffix>", minutes_views.minutes_file, name="minutes_file"),
    path("<uuid:meeting_id>/pv/approuver/", minutes_views.approve, name="minutes_approve"),
    path("<uuid:meeting_id>/pv/corriger/", minutes_views.correct, name="minutes_correct"),
    path("<uuid:meeting_id>/pv/visibilite/", minutes_views.show_to, name="minutes_show_to"),
]

urlpatterns = [*_PREPARING, *_LIVE, *_MINUTES]
