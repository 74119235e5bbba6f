"""The addresses of bodies, mandates and people."""

from django.urls import path

from portulan.web.bodies import views, views_changing, views_paper, views_people

urlpatterns = [
    path("instances/", views.bodies, name="bodies"),
    path("instances/ajouter/", views_changing.add, name="body_add"),
    path("instances/fiches.<str:format>", views_paper.body_sheets, name="body_sheets"),
    path("instances/<uuid:body_id>/", views.body, name="body"),
    path("instances/<uuid:body_id>/fiche/", views_paper.body_sheet, name="body_sheet"),
    path("instances/<uuid:body_id>/fiche.<str:format>", views_paper.body_sheet_file, name="body_sheet_file"),
    path("instances/<uuid:body_id>/passation/", views_paper.body_handover, name="body_handover"),
    path("instances/<uuid:body_id>/modifier/", views_changing.edit, name="body_edit"),
    path("instances/<uuid:body_id>/reunir/", views_changing.merge, name="body_merge"),
    path("instances/<uuid:body_id>/membres/ajouter/", views_people.add_mandate, name="mandate_add"),
    path("mandats/<uuid:seat_id>/", views_people.change_mandate, name="mandate_edit"),
    path("mandats/<uuid:seat_id>/fin/", views_people.end_mandate, name="mandate_end"),
    path("mandats/<uuid:seat_id>/retirer/", views_people.remove_mandate, name="mandate_remove"),
    path("personnes/<uuid:person_id>/", views_people.person, name="person"),
    path("personnes/<uuid:person_id>/passation/", views_paper.person_handover, name="person_handover"),
    path("personnes/<uuid:person_id>/modifier/", views_people.edit_person, name="person_edit"),
    path("personnes/<uuid:person_id>/reunir/", views_people.same_person, name="person_merge"),
]
