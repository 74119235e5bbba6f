"""The addresses of the proofs: all of them, one, its versions, what it proves, who may be shown it."""

from django.urls import path

from portulan.web.proofs import views, views_changes

urlpatterns = [
    path("", views.proofs, name="proofs"),
    path("archive.zip", views.proofs_archive, name="proofs_archive"),
    path("deposer/", views_changes.deposit, name="proof_deposit"),
    path("lier/", views_changes.link, name="proofs_link"),
    path("suffisance/<uuid:result_id>/", views_changes.judge, name="proofs_judge"),
    path("<uuid:evidence_id>/", views.proof, name="proof"),
    path("<uuid:evidence_id>/modifier/", views_changes.edit, name="proof_edit"),
    path("<uuid:evidence_id>/version/", views_changes.version, name="proof_version"),
    path("<uuid:evidence_id>/visibilite/", views_changes.show_to, name="proof_show_to"),
    path("<uuid:evidence_id>/achevee/", views_changes.finish, name="proof_finish"),
    path("<uuid:evidence_id>/delier/<uuid:action_id>/", views_changes.unlink, name="proof_unlink"),
]
