"""The addresses of minutes and of decisions, below `reunions/`."""

from django.urls import URLPattern, path

from portulan.web.meetings import decisions_views, minutes_views, past_views

MINUTES: list[URLPattern] = [
    path("decisions/", decisions_views.decisions, name="decisions"),
    path("decisions/tableur/", decisions_views.decisions_sheet, name="decisions_sheet"),
    path("decisions/<uuid:decision_id>/", decisions_views.decision, name="decision"),
    path("decisions/<uuid:decision_id>/fait/", decisions_views.decision_done, name="decision_done"),
    path("decisions/<uuid:decision_id>/date/", decisions_views.decision_due, name="decision_due"),
    path("decisions/<uuid:decision_id>/retirer/", decisions_views.decision_withdraw, name="decision_withdraw"),
    path("decisions/<uuid:decision_id>/rouvrir/", decisions_views.decision_reopen, name="decision_reopen"),
    path("anciens-pv/", past_views.past_minutes, name="past_minutes"),
    path("anciens-pv/lire/", past_views.past_minutes_upload, name="past_minutes_upload"),
    path("anciens-pv/reprendre/", past_views.past_minutes_keep, name="past_minutes_keep"),
    path("anciens-pv/<uuid:past_id>/fichier/", past_views.past_minutes_file, name="past_minutes_file"),
    path("<uuid:meeting_id>/clore/", minutes_views.close, name="meeting_close"),
    path("<uuid:meeting_id>/pv/<int:version>.<str:suffix>", minutes_views.minutes_file, name="minutes_file"),
    path("<uuid:meeting_id>/pv/approuver/", minutes_views.approve, name="minutes_approve"),
    path("<uuid:meeting_id>/pv/corriger/", minutes_views.correct, name="minutes_correct"),
    path("<uuid:meeting_id>/pv/visibilite/", minutes_views.show_to, name="minutes_show_to"),
]
