"""The addresses of editing."""

from django.urls import path

from portulan.web.editing import views, views_deadlines, views_tree

urlpatterns = [
    path("action/ajouter/", views.add, name="action_add"),
    path("action/<uuid:action_id>/modifier/", views.edit, name="action_edit"),
    path("action/<uuid:action_id>/deplacer/", views.move, name="action_move"),
    path("action/<uuid:action_id>/retirer/", views.remove, name="action_remove"),
    path("action/<uuid:action_id>/reporter/", views_deadlines.postpone, name="action_postpone"),
    path("action/<uuid:action_id>/apres/", views_deadlines.depend, name="dependency_add"),
    path("dependance/<uuid:dependency_id>/retirer/", views_deadlines.no_longer_depend, name="dependency_remove"),
    path("modifier/apercu/", views.preview, name="editing_preview"),
    path("objectif/ajouter/", views_tree.add, name="objective_add"),
    path("objectif/<uuid:objective_id>/modifier/", views_tree.edit, name="objective_edit"),
    path("objectif/<uuid:objective_id>/deplacer/", views_tree.move, name="objective_move"),
    path("objectif/<uuid:objective_id>/renumeroter/", views_tree.renumber, name="objective_renumber"),
    path("objectif/<uuid:objective_id>/retirer/", views_tree.remove, name="objective_remove"),
    path("modifier/plan/", views_tree.plan, name="plan_edit"),
    path("journal/<uuid:entry_id>/annuler/", views.undo_entry, name="journal_undo"),
]
