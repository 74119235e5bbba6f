"""The addresses of evaluations and their recommendations, below `recommandations/`."""

from django.urls import path

from portulan.web.recommendations import views, views_reports

urlpatterns = [
    path("", views.recommendations, name="recommendations"),
    path("<uuid:recommendation_id>/", views.recommendation, name="recommendation"),
    path("<uuid:recommendation_id>/repondre/", views.answer, name="recommendation_answer"),
    path("<uuid:recommendation_id>/retirer/", views.remove, name="recommendation_remove"),
    path("laquelle/<uuid:action_id>/", views.which, name="recommendation_which"),
    path("rapport/ajouter/", views_reports.add, name="evaluation_add"),
    path("rapport/<uuid:evaluation_id>/", views_reports.edit, name="evaluation_edit"),
    path("rapport/<uuid:evaluation_id>/retirer/", views_reports.remove, name="evaluation_remove"),
    path("rapport/<uuid:evaluation_id>/liste/", views_reports.add_list, name="evaluation_list"),
]
