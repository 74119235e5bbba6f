"""The addresses of priorities, below `priorites/`."""

from django.urls import path

from portulan.web.priorities import views, views_rounds, views_statements

urlpatterns = [
    path("", views.priorities, name="priorities"),
    path("placer/", views.place, name="priorities_place"),
    path("placer/<uuid:action_id>/", views.place_one, name="priorities_place_one"),
    path("tour/ouvrir/", views_rounds.open_one, name="round_open"),
    path("tour/points/", views_rounds.points, name="round_points"),
    path("tour/clore/", views_rounds.close, name="round_close"),
    path("tour/<uuid:round_id>/", views_rounds.result, name="round_result"),
    path("reperes/", views_statements.statements, name="statements"),
    path("reperes/ajouter/", views_statements.add, name="statement_add"),
    path("reperes/<uuid:statement_id>/", views_statements.edit, name="statement_edit"),
    path("reperes/<uuid:statement_id>/retirer/", views_statements.remove, name="statement_remove"),
]
