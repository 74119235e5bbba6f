"""The addresses of this area, below `documents/`."""

from django.urls import path

from portulan.web.imports import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("deposer/", views.upload, name="import_upload"),
    path("<uuid:import_id>/", views.review, name="import_review"),
    path("<uuid:import_id>/original/", views.original, name="import_original"),
    path("<uuid:import_id>/doutes/<str:doubt_id>/", views.answer, name="import_answer"),
    path("<uuid:import_id>/graphies/", views.spelling, name="import_spelling"),
    path("<uuid:import_id>/fragments/<int:rank>/", views.leftover, name="import_leftover"),
    path("<uuid:import_id>/accepter/", views.accept, name="import_accept"),
    path("<uuid:import_id>/abandonner/", views.discard, name="import_discard"),
]
