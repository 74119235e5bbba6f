"""The addresses of tracking: progress, proofs, results reached."""

from django.urls import path

from portulan.web.tracking import files, views, views_yearly

urlpatterns = [
    path("action/<uuid:action_id>/avancement/", views.progress_add, name="progress_add"),
    path("action/<uuid:action_id>/annee/<int:year>/", views_yearly.tell, name="year_tell"),
    path("action/<uuid:action_id>/preuve/", views.evidence_add, name="evidence_add"),
    path("preuve/<uuid:evidence_id>/", files.evidence_file, name="evidence_file"),
    path("preuve/<uuid:evidence_id>/retirer/", views.evidence_remove, name="evidence_remove"),
    path("resultat/<uuid:result_id>/atteint/", views.result_reached, name="result_reached"),
    path("resultat/<uuid:result_id>/attendu/", views.result_unreached, name="result_unreached"),
    path("ajouter/<str:what>/", views.choose_action, name="choose_action"),
]
