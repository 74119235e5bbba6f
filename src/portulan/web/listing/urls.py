"""The addresses of the list of actions and of the saved lists."""

from django.urls import path

from portulan.web.listing import views, views_bulk

urlpatterns = [
    path("plan/liste/", views.listing, name="list"),
    path("plan/liste/csv/", views.as_csv, name="list_csv"),
    path("plan/liste/changer/", views_bulk.change, name="list_change"),
    path("plan/listes/", views.manage, name="saved_lists"),
    path("plan/listes/enregistrer/", views.save, name="list_save"),
    path("plan/listes/<uuid:list_id>/", views.change, name="saved_list"),
    path("plan/listes/<uuid:list_id>/retirer/", views.remove, name="saved_list_remove"),
]
