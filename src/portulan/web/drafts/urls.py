"""The addresses of drafts, below `revisions/brouillons/`."""

from django.urls import path

from portulan.web.drafts import views, views_rows

urlpatterns = [
    path("ouvrir/", views.opening, name="draft_open"),
    path("<uuid:draft_id>/", views.draft, name="draft"),
    path("<uuid:draft_id>/a-jour/", views.update, name="draft_update"),
    path("<uuid:draft_id>/adopter/", views.adopt, name="draft_adopt"),
    path("<uuid:draft_id>/nommer/", views.naming, name="draft_name"),
    path("<uuid:draft_id>/abandonner/", views.discard, name="draft_discard"),
    path("<uuid:draft_id>/renumeroter/", views_rows.renumber, name="draft_renumber"),
    path("<uuid:draft_id>/revenir/", views_rows.take_back, name="draft_take_back"),
    path("<uuid:draft_id>/action/ajouter/", views_rows.action_add, name="draft_action_add"),
    path("<uuid:draft_id>/action/<uuid:row_id>/", views_rows.action_edit, name="draft_action"),
    path("<uuid:draft_id>/action/<uuid:row_id>/reunir/", views_rows.merge, name="draft_merge"),
    path("<uuid:draft_id>/action/<uuid:row_id>/retirer/", views_rows.action_drop, name="draft_drop"),
    path("<uuid:draft_id>/objectif/ajouter/", views_rows.objective_add, name="draft_objective_add"),
    path("<uuid:draft_id>/objectif/<uuid:row_id>/", views_rows.objective_edit, name="draft_objective"),
    path(
        "<uuid:draft_id>/objectif/<uuid:row_id>/retirer/", views_rows.objective_drop, name="draft_objective_drop"
    ),
]
