"""The addresses of this area, below `documents/`."""

from django.urls import path

from portulan.web.imports import answers, coming_back, mapping, pictures, sheets, stage, views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("deposer/", views.upload, name="import_upload"),
    path("lecture/<uuid:reading_id>/", stage.stage, name="import_stage"),
    path("feuille-a-remplir/", sheets.form, name="import_form"),
    path("<uuid:import_id>/", views.review, name="import_review"),
    path("<uuid:import_id>/colonnes/", mapping.columns, name="import_columns"),
    path("<uuid:import_id>/original/", views.original, name="import_original"),
    path("<uuid:import_id>/annote/", sheets.annotated, name="import_annotated"),
    path("<uuid:import_id>/doutes/<str:doubt_id>/", answers.answer, name="import_answer"),
    path("<uuid:import_id>/doutes/<str:doubt_id>/page/", pictures.place, name="import_page"),
    path("<uuid:import_id>/graphies/", views.spelling, name="import_spelling"),
    path("<uuid:import_id>/fragments/<int:rank>/", views.leftover, name="import_leftover"),
    path("<uuid:import_id>/accepter/", views.accept, name="import_accept"),
    path("<uuid:import_id>/changements/", coming_back.changes, name="import_changes"),
    path("<uuid:import_id>/changements/choisir/", coming_back.choose, name="import_choose"),
    path("<uuid:import_id>/changements/appliquer/", coming_back.apply, name="import_apply"),
    path("<uuid:import_id>/changements/dater/", coming_back.date, name="import_date"),
    path("<uuid:import_id>/abandonner/", views.discard, name="import_discard"),
]
